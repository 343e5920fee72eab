//! The JSON Schema that `render schema` prints: that it is one, that every example satisfies it, and
//! that it says of every key and word what the program does.

use std::fs;
use std::path::Path;

use gongwen::Document;
use gongwen::data::schema;
use serde_json::{Map, Value, json};

use crate::spellings::as_json;
use crate::support::{Project, Run, data_with, names_in, program};

fn root() -> Value {
    serde_json::from_str(&schema()).unwrap()
}

/// What `$ref` names.
fn follow<'a>(root: &'a Value, reference: &str) -> &'a Value {
    let pointer = reference.strip_prefix('#').unwrap_or_else(|| panic!("{reference} leaves the schema"));
    root.pointer(pointer).unwrap_or_else(|| panic!("{reference} names nothing"))
}

/// Whether a value satisfies a schema; a keyword this does not know ends the test.
fn satisfies(root: &Value, schema: &Value, value: &Value) -> bool {
    let all = |list: &Value| -> Vec<bool> {
        list.as_array().unwrap().iter().map(|schema| satisfies(root, schema, value)).collect()
    };
    let object = value.as_object();
    schema.as_object().unwrap().iter().all(|(keyword, said)| match keyword.as_str() {
        "$ref" => satisfies(root, follow(root, said.as_str().unwrap()), value),
        "type" => match said {
            Value::Array(types) => types.iter().any(|said| is_of(said, value)),
            said => is_of(said, value),
        },
        "enum" => said.as_array().unwrap().contains(value),
        "anyOf" => all(said).contains(&true),
        "allOf" => !all(said).contains(&false),
        "oneOf" => all(said).iter().filter(|satisfied| **satisfied).count() == 1,
        "not" => !satisfies(root, said, value),
        "required" => object.is_none_or(|object| {
            said.as_array().unwrap().iter().all(|key| object.contains_key(key.as_str().unwrap()))
        }),
        "properties" => object.is_none_or(|object| {
            let known = said.as_object().unwrap();
            object.iter().all(|(key, value)| known.get(key).is_none_or(|said| satisfies(root, said, value)))
        }),
        "additionalProperties" => {
            assert_eq!(said, &json!(false));
            let known = schema["properties"].as_object().unwrap();
            object.is_none_or(|object| object.keys().all(|key| known.contains_key(key)))
        }
        "items" => value.as_array().is_none_or(|items| items.iter().all(|item| satisfies(root, said, item))),
        "minItems" => value.as_array().is_none_or(|items| items.len() as u64 >= said.as_u64().unwrap()),
        "minimum" => value.as_f64().is_none_or(|number| number >= said.as_f64().unwrap()),
        "maximum" => value.as_f64().is_none_or(|number| number <= said.as_f64().unwrap()),
        "pattern" => {
            assert_eq!(said, "^#[0-9A-Fa-f]{6}$");
            value.as_str().is_none_or(|text| {
                text.len() == 7 && text.starts_with('#') && text[1..].bytes().all(|b| b.is_ascii_hexdigit())
            })
        }
        "$schema" | "$defs" | "title" | "description" => true,
        other => panic!("the schema uses {other}, which this test does not check"),
    })
}

fn is_of(said: &Value, value: &Value) -> bool {
    match said.as_str().unwrap() {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("there is no type {other}"),
    }
}

/// Every schema inside a schema, itself included.
fn inside<'a>(schema: &'a Value, found: &mut Vec<&'a Map<String, Value>>) {
    match schema {
        Value::Object(map) => {
            found.push(map);
            map.values().for_each(|value| inside(value, found));
        }
        Value::Array(items) => items.iter().for_each(|value| inside(value, found)),
        _ => {}
    }
}

/// The reference of keys stands in docs in both languages, and neither can differ from what the reader reads.
#[test]
fn the_keys_in_docs_are_what_the_program_prints() {
    let heads = [
        (
            "en",
            "keys.md",
            "# The keys of a data file\n\n中文：[数据的键](zh/键.md)\n\nWhat `render keys` prints; `render keys KEY` looks one \
             up. Every key has two names, use either. Defaults, codes and examples: [data-format.md](data-format.md).\n\n",
        ),
        (
            "zh",
            "zh/键.md",
            "# 数据的键\n\nEnglish: [The keys of a data file](../keys.md)\n\n这就是 `render keys --lang zh` 列出的内容；查一个键用 \
             `render keys 用印`。每个键有中英文两个名字，写哪个都行；TOML 里的中文键要加引号：`\"用印\" = \"加盖印章\"`。\n\n",
        ),
    ];
    for (lang, file, head) in heads {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(file);
        let printed = Run::of(program().args(["keys", "--lang", lang])).ends(0).text().to_owned();
        assert!(printed.contains("`sealing`") && printed.contains("用印"), "{printed}");
        if std::env::var_os("GONGWEN_WRITE_SCHEMA").is_some() {
            fs::write(&path, format!("{head}{printed}")).unwrap();
        }
        let kept = fs::read_to_string(&path).unwrap_or_default();
        assert!(
            kept == format!("{head}{printed}"),
            "docs/{file} is another; GONGWEN_WRITE_SCHEMA=1 writes it anew"
        );
    }
    let one = Run::of(program().args(["keys", "份号", "--lang", "zh"])).ends(0);
    assert!(one.text().starts_with("## 最外层\n") && one.text().lines().count() == 5, "{}", one.text());
    // A part that is a document has it too.
    let several = Run::of(program().args(["keys", "用印", "--lang", "zh"])).ends(0);
    assert!(several.text().contains("\n## 附件 `attachments`\n"), "{}", several.text());
    let slip = Run::of(program().args(["keys", "用印章", "--lang", "zh"])).ends(2);
    assert!(slip.stderr.contains("没有“用印章”这个键，是不是“用印”？"), "{}", slip.stderr);
}

#[test]
fn the_schema_in_docs_is_what_the_program_prints() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/schema.json");
    if std::env::var_os("GONGWEN_WRITE_SCHEMA").is_some() {
        fs::write(&path, schema()).unwrap();
    }
    let kept = fs::read_to_string(path).unwrap();
    assert!(kept == schema(), "docs/schema.json is another; GONGWEN_WRITE_SCHEMA=1 writes it anew");
    assert_eq!(Run::of(program().arg("schema")).ends(0).text(), schema());
}

#[test]
fn the_schema_is_whole() {
    let root = root();
    assert_eq!(root["$schema"], "https://json-schema.org/draft/2020-12/schema");
    let mut all = Vec::new();
    inside(&root, &mut all);
    let mut tables = 0;
    for schema in all {
        if let Some(Value::String(reference)) = schema.get("$ref") {
            assert!(follow(&root, reference).is_object(), "{reference}");
        }
        if schema.get("type") == Some(&json!("object")) {
            assert_eq!(schema["additionalProperties"], false);
            tables += 1;
            for (key, said) in schema["properties"].as_object().unwrap() {
                if key == "$schema" {
                    continue;
                }
                // A Chinese name is the same as the English one, which says what it means.
                assert_eq!(key.is_ascii(), said.get("description").is_some(), "{key}");
                if !key.is_ascii() {
                    let named = follow(&root, said["$ref"].as_str().unwrap());
                    assert!(named["title"].as_str().unwrap().starts_with(&format!("{key} ")), "{key}");
                }
            }
        }
    }
    assert!(tables >= 12, "{tables} tables");
}

#[test]
fn every_example_satisfies_the_schema() {
    let root = root();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let mut seen = 0;
    for name in names_in(&folder).iter().filter(|name| name.ends_with(".toml")) {
        let toml = fs::read_to_string(folder.join(name)).unwrap();
        assert!(toml.starts_with("#:schema ../docs/schema.json\n"), "{name}");
        assert!(satisfies(&root, &root, &as_json(&toml)), "{name}");
        seen += 1;
    }
    assert!(seen >= 29);
}

#[test]
fn the_schema_refuses_what_the_program_refuses() {
    let root = root();
    let good = [
        ("title", "\"甲\""),
        ("copies", "1"),
        ("layout", "{ red = \"#E60012\" }"),
        ("版式", "{ 红色 = \"印刷\" }"),
        ("signature", "{ title = \"市长\", name = \"甲\" }"),
        ("issuers", "[\"甲局\", { 名称 = \"乙局\", seal-diameter = 45 }]"),
        ("attachments", "[\"甲\", { title = \"乙\", body = \"丙\" }]"),
        ("cc", "\"甲\""),
        ("copy-number", "7"),
    ];
    let bad = [
        ("titel", "\"甲\""),
        ("\"标题\"", "\"甲\""),
        ("title", "7"),
        ("copies", "0"),
        ("copies", "1.5"),
        ("layout", "{ red = \"red\" }"),
        ("layout", "{ binding = \"top\" }"),
        ("layout", "{ margins = { top = 5 } }"),
        ("layout", "{ x = 1 }"),
        ("signature", "{ title = \"市长\" }"),
        ("issuers", "[{ mark-name = \"乙局\" }]"),
        ("issuers", "[]"),
        ("attachments", "[{ title = \"乙\" }]"),
        ("body-file", "\"body.txt\""),
        ("format", "\"传真\""),
        ("cc", "[1]"),
        ("date", "true"),
    ];
    for (cases, expected) in [(&good[..], true), (&bad[..], false)] {
        for (key, value) in cases {
            let quoted = |text: &str| text.replace("红色 =", "\"红色\" =").replace("名称 =", "\"名称\" =");
            let key =
                if key.is_ascii() { (*key).to_owned() } else { format!("\"{}\"", key.trim_matches('"')) };
            let data = data_with(&[(&key, &quoted(value))]);
            assert_eq!(satisfies(&root, &root, &as_json(&data)), expected, "{data}");
            // The small document needs no files of its own but the body, so errors are the value's.
            let project = Project::of(&data, "正文。");
            assert_eq!(project.document().is_ok(), expected, "{data}: {:?}", project.document().err());
        }
    }
}

/// Every word of every choice, in either language, is read; the schema has them all.
#[test]
fn every_word_of_every_choice_is_read() {
    let root = root();
    let mut read = 0;
    for (table, pointer) in [("", "/properties"), ("layout", "/$defs/layout/properties")] {
        for (key, said) in root.pointer(pointer).unwrap().as_object().unwrap() {
            let said = said.get("$ref").map_or(said, |named| follow(&root, named.as_str().unwrap()));
            let words = said.get("enum").or_else(|| said.pointer("/anyOf/0/enum"));
            for word in words.and_then(Value::as_array).into_iter().flatten() {
                let value =
                    if table.is_empty() { format!("{word}") } else { format!("{{ \"{key}\" = {word} }}") };
                let name = if table.is_empty() { format!("\"{key}\"") } else { table.to_owned() };
                let data = data_with(&[(&name, &value)]);
                let refused = Document::from_toml(&data).err();
                let codes: Vec<&str> = refused
                    .iter()
                    .flat_map(|failure| failure.diagnostics())
                    .map(gongwen::Diagnostic::code)
                    .collect();
                assert!(
                    !codes.contains(&"unknown-choice") && !codes.contains(&"unknown-key"),
                    "{data} {codes:?}"
                );
                read += 1;
            }
        }
    }
    // Each choice under both names.
    assert!(read >= 120, "{read} words");
}

/// A data file in JSON may say where its schema is, as editors like it.
#[test]
fn a_json_file_may_name_its_schema() {
    let value = as_json(&data_with(&[]));
    let plain = serde_json::to_string(&value).unwrap();
    let named = plain.replacen('{', "{\"$schema\": \"../docs/schema.json\", ", 1);
    assert!(satisfies(&root(), &root(), &serde_json::from_str(&named).unwrap()));
    assert!(Document::from_json(&named).is_ok());
}
