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

/// Whether a value satisfies the schema, by a validator that is none of ours.
fn satisfies(root: &Value, value: &Value) -> bool {
    jsonschema::validator_for(root).unwrap().is_valid(value)
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
    let validator = jsonschema::validator_for(&root()).unwrap();
    let mut seen = 0;
    for folder in ["data", "tests/daily"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        for name in names_in(&path).iter().filter(|name| name.ends_with(".toml")) {
            let toml = fs::read_to_string(path.join(name)).unwrap();
            assert!(folder != "data" || toml.starts_with("#:schema ../docs/schema.json\n"), "{name}");
            let wrong: Vec<String> =
                validator.iter_errors(&as_json(&toml)).map(|error| error.to_string()).collect();
            assert!(wrong.is_empty(), "{name}: {wrong:?}");
            seen += 1;
        }
    }
    assert!(seen >= 60, "{seen}");
}

/// What an editor marks is what the program refuses: no title, no issuers, no day, no term, nothing in it.
#[test]
fn the_schema_and_the_program_are_of_one_mind() {
    let validator = jsonschema::validator_for(&root()).unwrap();
    let document = |own: &Value| {
        let mut data = json!({
            "title": "甲市水利局关于测试的通知", "issuers": ["甲市水利局"], "date": "2024-05-30", "body": "请落实。"
        });
        data.as_object_mut().unwrap().extend(own.as_object().unwrap().clone());
        data.as_object_mut().unwrap().retain(|_, value| !value.is_null());
        data
    };
    let organs = |count: usize| (0..count).map(|at| format!("甲{at}局")).collect::<Vec<_>>();
    let mut cases = vec![
        json!({}),
        json!({ "title": null }),
        json!({ "title": null, "format": "order", "number": "第1号" }),
        json!({ "title": null, "kind": "命令", "number": "第1号" }),
        json!({ "title": null, "kind": "命令", "format": "document" }),
        json!({ "title": null, "format": "minutes", "mark": "甲市水利局会议纪要" }),
        json!({ "format": "minutes" }),
        json!({ "kind": "纪要" }),
        json!({ "format": "简报" }),
        json!({ "title": null, "mark": "甲市人民代表大会常务委员会公告" }),
        json!({ "title": null, "mark": "甲市水利局文件" }),
        json!({ "issuers": null }),
        json!({ "issuers": null, "format": "plain" }),
        json!({ "issuers": null, "format": "plain", "sign-off": false }),
        json!({ "issuers": null, "sign-off": false }),
        json!({ "issuers": null, "format": "白头", "讲话人": "张三" }),
        json!({ "body": null }),
        json!({ "urgency": "很急" }),
        json!({ "sealing": "x" }),
        json!({ "foo": 1 }),
        json!({ "title": "" }),
        json!({ "title": "　 " }),
        json!({ "issuers": [] }),
        json!({ "issuers": "" }),
        json!({ "issuers": ["", "甲局"] }),
        json!({ "issuers": ["甲局", "甲局"] }),
        json!({ "issuers": organs(50) }),
        json!({ "issuers": organs(51) }),
        json!({ "kind": "通知单" }),
        json!({ "标题": "甲" }),
        json!({ "copy-number": -1 }),
        json!({ "body": [{ "table": {} }] }),
        json!({ "body": [{ "table": { "header": ["甲"] } }] }),
        json!({ "body": [{ "table": { "rows": [["甲"]] } }] }),
        json!({ "body": [{}] }),
        json!({ "body": [{ "text": "甲", "heading": "乙" }] }),
        json!({ "body": { "text": "甲" } }),
        json!({ "body": [] }),
        json!({ "body": "" }),
        json!({ "number": 5 }),
        json!({ "recipients": "甲" }),
        json!({ "recipients": [] }),
        json!({ "recipients": ["", "甲"] }),
        json!({ "cc": [""] }),
        json!({ "cc": "" }),
        json!({ "signers": [""] }),
        json!({ "date": 2024 }),
        json!({ "layout": { "margins": { "left": 500 } } }),
        json!({ "body": [{ "heading": "甲", "level": 9 }] }),
        json!({ "attachments": [{ "title": "" }] }),
        json!({ "note": "" }),
        json!({ "issuers": [{ "name": "甲局", "seal-diameter": 500 }] }),
    ];
    let dates = [
        "昨天",
        "2024-13-01",
        "2024-04-31",
        "2024-02-30",
        "2024年5月30日",
        "2024年2月30日",
        "二〇二四年五月三十日",
        "2024/5/30",
        "2024.5.30",
        "2024.5/30",
        "5月30日",
        "2024年×月×日",
        "2025年　月　日",
        "　　年　月　日",
        "２０２４年１月３日",
        " 2024 年 12 月 31 日",
        "2024-00-10",
        "24-01-30",
    ];
    cases.extend(dates.map(|date| json!({ "date": date })));
    let levels = [
        "机密☆1年",
        "机密★1年",
        "机 密 ★ 1 年",
        "机密",
        "秘密★6个月",
        "秘密★0年",
        "绝密★30年",
        "绝密★50年",
        "公开",
        "内部",
        "内部★1年",
        "秘密★11年6个月",
        "秘密★１１年",
        "机密★",
        "机密★启用前",
        "秘密★到2030年",
        "绝密★长期",
        "机密★2030年1月1日",
        "机密★（1年）",
    ];
    cases.extend(levels.map(|level| json!({ "classification": level, "copy-number": 1 })));
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|case| {
            let data = document(case);
            let (marked, read) = (!validator.is_valid(&data), Document::from_json(&data.to_string()));
            (marked != read.is_err())
                .then(|| format!("{case}: the schema marks it: {marked}; {:?}", read.err()))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
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
            assert_eq!(satisfies(&root, &as_json(&data)), expected, "{data}");
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
    assert!(satisfies(&root(), &serde_json::from_str(&named).unwrap()));
    assert!(Document::from_json(&named).is_ok());
}
