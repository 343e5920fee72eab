//! One document in three spellings: the same pages, and findings that point into the file the user wrote.

use std::fs;
use std::path::Path;

use gongwen::output::MessageFormat;
use gongwen::{Document, Failure, Lang};
use serde_json::Value as Json;

use crate::support::{BODY, DATA, ENGINE, Project, names_in, pdf_of_pages};

/// A TOML file as the same JSON value, in the order of its keys.
pub fn as_json(toml: &str) -> Json {
    fn value(toml: toml::Value) -> Json {
        match toml {
            toml::Value::Datetime(date) => Json::String(date.to_string()),
            toml::Value::String(text) => Json::String(text),
            toml::Value::Integer(number) => Json::from(number),
            toml::Value::Float(number) => Json::from(number),
            toml::Value::Boolean(flag) => Json::Bool(flag),
            toml::Value::Array(items) => items.into_iter().map(value).collect(),
            toml::Value::Table(table) => table.into_iter().map(|(key, item)| (key, value(item))).collect(),
        }
    }
    value(toml.parse::<toml::Table>().unwrap().into())
}

/// A JSON value as people write YAML: block style, plain keys, text of several lines behind `|`.
pub fn as_yaml(json: &Json, indent: usize) -> String {
    let pad = " ".repeat(indent);
    match json {
        Json::Object(map) => map
            .iter()
            .map(|(key, value)| match value {
                Json::Object(_) | Json::Array(_) => format!("{pad}{key}:\n{}", as_yaml(value, indent + 2)),
                _ => format!("{pad}{key}: {}", as_yaml(value, indent)),
            })
            .collect(),
        Json::Array(items) => items
            .iter()
            .map(|item| match item {
                Json::Object(_) => format!("{pad}-\n{}", as_yaml(item, indent + 2)),
                Json::Array(_) => format!("{pad}-\n{}", as_yaml(item, indent + 2)),
                _ => format!("{pad}- {}", as_yaml(item, indent)),
            })
            .collect(),
        Json::String(text)
            if text.trim_end().contains('\n') && !text.starts_with([' ', '\u{3000}', '\n']) =>
        {
            let lines: String = text.lines().map(|line| format!("{pad}    {line}\n")).collect();
            format!("|4\n{lines}")
        }
        Json::String(text) if is_plain(text) => format!("{text}\n"),
        other => format!("{other}\n"),
    }
}

/// Whether a text may stand without quotes.
fn is_plain(text: &str) -> bool {
    let first = text.chars().next().unwrap_or(' ');
    (first > '\u{2E80}' || text.starts_with("20")) && !text.contains([':', '#', '\n']) && text.trim() == text
}

/// Why there are no pages: the codes.
fn codes(failure: &Failure) -> Vec<&'static str> {
    failure.diagnostics().iter().map(gongwen::Diagnostic::code).collect()
}

fn pdf(document: Result<Document, Failure>) -> Result<Vec<u8>, Vec<&'static str>> {
    let rendered = document.and_then(|document| ENGINE.render(&document)).map_err(|found| codes(&found))?;
    Ok(pdf_of_pages(&rendered))
}

#[test]
fn every_example_is_the_same_document_in_toml_yaml_and_json() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let reader = Document::reader().folder(&folder);
    let mut set = 0;
    for name in names_in(&folder).iter().filter(|name| name.ends_with(".toml")) {
        let toml = fs::read_to_string(folder.join(name)).unwrap();
        let value = as_json(&toml);
        let json = serde_json::to_string_pretty(&value).unwrap();
        let yaml = as_yaml(&value, 0);
        let native = pdf(reader.read_toml(name, &toml));
        assert!(native == pdf(reader.read_json(name, &json)), "{name} as JSON");
        assert!(native == pdf(reader.read_yaml(name, &yaml)), "{name} as YAML:\n{yaml}");
        set += usize::from(native.is_ok());
    }
    assert!(set >= 20, "only {set} examples are set");
}

/// A small document with slips, in three spellings; the same finding is marked `«…»` in each.
#[test]
fn every_finding_points_into_the_file_the_user_wrote() {
    for (slip, toml, yaml, json) in [
        (
            "unknown-key",
            "«titel» = \"关于甲的通知\"\n",
            "«titel»: 关于甲的通知\n",
            "{\n «\"titel\"»: \"关于甲的通知\"}",
        ),
        ("wrong-type", "title = «7»\n", "title: «7»\n", "{ \"title\": «7» }"),
        ("wrong-type", "date = «[1, 2]»\n", "date: «[1, 2]»\n", "{ \"date\": «[1, 2]» }"),
        (
            "wrong-type",
            "issuers = [\"甲局\", «[]»]\n",
            "issuers:\n  - 甲局\n  - «[]»\n",
            "{ \"issuers\": [\"甲局\", «[]»] }",
        ),
        ("not-a-date", "date = «\"昨天\"»\n", "date: «昨天»\n", "{ \"date\": «\"昨天\"» }"),
        (
            "impossible-date",
            "date = «2024-02-30»\n",
            "date: «2024-02-30» # 没有这一天\n",
            "{ \"date\": «\"2024-02-30\"» }",
        ),
        (
            "not-a-date",
            "date = «2024-01-30T10:00:00»\n",
            "date: «2024-01-30T10:00:00»\n",
            "{ \"date\": «\"2024-01-30T10:00:00\"» }",
        ),
        (
            "unknown-choice",
            "[layout]\nbinding = «\"top\"»\n",
            "layout:\n  # 说明：装订\n  binding: «'top'»\n",
            "{ \"layout\": { \"binding\": «\"top\"» } }",
        ),
        ("out-of-range", "copies = «0»\n", "copies: «0»\n", "{ \"copies\": «0» }"),
        (
            "number-too-large",
            "copies = «99999999999999999999»\n",
            "copies: «99999999999999999999»\n",
            "{ \"copies\": «99999999999999999999» }",
        ),
        ("empty-value", "number = «\"\"»\n", "number: «\"\"»\n", "{ \"number\": «\"\"» }"),
        (
            "alias-twice",
            "title = \"甲\"\n«\"标题\"» = \"乙\"\n",
            "title: 甲\n«标题»: 乙\n",
            "{ \"title\": \"甲\", «\"标题\"»: \"乙\" }",
        ),
        (
            "duplicate-key",
            "title = \"甲\"\n«title» = \"乙\"\n",
            "title: 甲\n«title»: 乙\n",
            "{ \"title\": \"甲\", «\"title\"»: \"乙\" }",
        ),
        (
            "issuer-twice",
            "issuers = [\"甲局\", «\"甲局\"»]\n",
            "issuers: [甲局, «甲局»]\n",
            "{ \"issuers\": [\"甲局\", «\"甲局\"»] }",
        ),
        (
            "control-character",
            "note = \"甲«\\u0007»\"\n",
            "note: \"甲«\\u0007»\"\n",
            "{ \"note\": \"甲«\\u0007»\" }",
        ),
        (
            "missing-file",
            "body-file = «\"没有.txt\"»\n",
            "body-file: «没有.txt»\n",
            "{ \"body-file\": «\"没有.txt\"» }",
        ),
    ] {
        for (spelling, marked) in [("toml", toml), ("yaml", yaml), ("json", json)] {
            for ends in ["\n", "\r\n"] {
                points(slip, spelling, &marked.replace('\n', ends));
            }
        }
    }
}

/// Asserts that a text has a finding of a code, exactly where it is marked.
#[track_caller]
fn points(code: &str, spelling: &str, marked: &str) {
    let start = marked.find('«').unwrap();
    let end = marked.find('»').unwrap() - '«'.len_utf8();
    let text = marked.replace(['«', '»'], "");
    let project = Project::of("", "");
    let name = format!("数据.{spelling}");
    project.write(&name, &text);
    let failure = Document::from_path(project.path(&name)).unwrap_err();
    let found: Vec<_> = failure.diagnostics().iter().filter(|found| found.code() == code).collect();
    let [found] = found[..] else { panic!("{code} in {spelling}: {failure}\n{text}") };
    let place = found.place().unwrap_or_else(|| panic!("{code} in {spelling} has no place"));
    assert!(place.file().ends_with(&name));
    assert_eq!(&text[place.range()], &text[start..end], "{code} in {spelling}:\n{text}");
    assert_eq!(place.range(), start..end, "{code} in {spelling}:\n{text}");
    // And every other finding can be shown.
    for found in failure.diagnostics() {
        assert!(found.render(MessageFormat::Human, Lang::Zh, false).contains(found.code()));
    }
}

#[test]
fn a_block_of_yaml_ends_with_its_last_word() {
    for text in [
        "title:\n  «- 甲\n  - 乙»\n\nnumber: 甲\n",
        "title:\n  «a: 甲\n  b: [乙]»\n\n# 说明\nnumber: 甲\n",
        "copies: |\n  «甲\n  乙»\n\nnumber: 甲\n",
        "copies: «甲\n  乙»\n\nnumber: 甲\n",
    ] {
        points("wrong-type", "yaml", text);
    }
}

/// A character that no font has, written as JSON writes those beyond U+FFFF: two escapes.
#[test]
fn an_escaped_character_is_found_in_json() {
    let text = r#"{ "title": "甲", "issuers": "乙", "body": "丙\uDBFF\uDFFD丁" }"#;
    let failure = ENGINE.render(&Document::from_json(text).unwrap()).err().unwrap();
    let found = failure.diagnostics().iter().find(|found| found.code() == "missing-glyph").unwrap();
    assert_eq!(&text[found.place().unwrap().range()], r"\uDBFF\uDFFD");
}

#[test]
fn what_is_not_json_is_named_at_its_place() {
    for (code, text) in [
        ("json-comment", "{ «// 说明»\n\"title\": 1 }"),
        ("json-comment", "{ \"title\": 1 «/* 说明 */»}"),
        ("json-trailing-comma", "{ \"title\": \"甲\"«,» }"),
        ("json-trailing-comma", "{ \"issuers\": [\"甲\"«,»] }"),
        ("json-syntax", "{ «'»title': 1 }"),
        ("json-syntax", "{ «title»: 1 }"),
        ("json-syntax", "{ \"title\": \"甲\"«» \"number\": 1 }"),
        ("json-syntax", "{ \"title\" «\"甲\"» }"),
        ("json-syntax", "«{» \"title\": [1, 2]"),
        ("json-syntax", "{ \"title\": «\"»甲 }"),
        ("json-syntax", "{ \"title\": \"甲«\n»乙\" }"),
        ("json-syntax", "{ \"copies\": «+»1 }"),
        ("json-syntax", "{ \"title\": 1 } «{» }"),
        ("json-comment", "{ «#» 说明\n\"title\": 1 }"),
        ("json-syntax", "{ \"title\": \"关于\"«双随机»\"的通知\" }"),
        ("json-syntax", "{ \"layout\": { \"fit\": «True» } }"),
        ("json-syntax", "\"title\"«:» \"甲\""),
        ("code-fence", "«```json»\n{ \"title\": 1 }\n```\n"),
        ("full-width-mark", "{ «“»title”: 1 }"),
        ("full-width-mark", "{ \"title\"«：» \"甲\" }"),
        ("full-width-mark", "{ \"title\": \"甲\"«，» \"number\": \"乙\" }"),
    ] {
        points(code, "json", text);
    }
    // Half of a character, as some programs cut them.
    for text in
        [r#"{ "title": "甲«\ud840»乙" }"#, r#"{ "title": "甲\udc00" }"#, r#"{ "title": "\ud840\ud840" }"#]
    {
        let failure = Document::from_json(&text.replace(['«', '»'], "")).unwrap_err();
        assert_eq!(codes(&failure), ["json-syntax"], "{text}");
        assert!(failure.diagnostics()[0].message(Lang::Zh).contains("半个字符"));
    }
}

#[test]
fn what_yaml_would_read_otherwise_than_it_looks_is_named_at_its_place() {
    for (code, text) in [
        ("yaml-alias", "number: «&»a 甲\n"),
        ("yaml-alias", "number: 甲&乙\nnote: !!str «&»a 甲\n"),
        ("yaml-alias", "issuers: «&»甲 [甲局]\n"),
        ("yaml-alias", "note: 甲\ncc: «*»甲\n"),
        ("yaml-tag", "title: «!»火 甲\n"),
        ("yaml-tag", "title: «!fire 甲»\n"),
        ("yaml-tag", "copies: «!!int 甲»\n"),
        ("yaml-key", "«[a, b]»: 甲\n"),
        ("yaml-documents", "title: 甲\n«---»\ntitle: 乙\n"),
        ("yaml-syntax", "layout:\n«\t»binding: left\n"),
        // Slips that were told in the parser's English, a line too late or not at all.
        ("yaml-syntax", "body: |\n    一、甲。\n  «二、乙。»\ntitle: 甲\n"),
        ("yaml-syntax", "body: |\n  一、甲。\n«二、乙。»\ntitle: 甲\n"),
        ("yaml-syntax", "body: |\n«\t»一、甲。\n"),
        ("yaml-syntax", "title: 关于印发«:» 甲办法的通知\n"),
        ("yaml-syntax", "note: «@»甲\n"),
        ("yaml-syntax", "title: [关于] «甲»的通知\n"),
        ("yaml-syntax", "title: «{{»标题}}\n"),
        ("yaml-syntax", "title: «\"»C:\\甲\"\n"),
        ("odd-blank", "issuers:\n«\u{3000}»- 甲局\nnumber: 甲\n"),
        ("odd-blank", "number: 甲\ntitle:«\u{a0}»关于甲的通知\ncc: 乙\n"),
        ("control-character", "title: 甲«\0»乙\n"),
        ("yaml-joined", "body: >\n  一、甲。\n  «二、乙。»\n"),
        ("full-width-mark", "title«：»关于甲的通知\nnumber: 甲\n"),
        ("full-width-mark", "number: 甲\ntitle«：»关于甲的通知\n"),
        ("full-width-mark", "标题«：»关于甲的通知\n"),
    ] {
        points(code, "yaml", text);
    }
}

#[test]
fn an_exploding_or_recursive_alias_ends_at_once() {
    let mut laughs = "a0: &a0 哈\n".to_owned();
    for level in 1..60 {
        let last = format!("*a{}, ", level - 1).repeat(10);
        laughs += &format!("a{level}: &a{level} [{last}]\n");
    }
    for text in [laughs.as_str(), "a: &a [*a]\n", "&a title: *a\n", "&a {title: *a, layout: *a}\n"] {
        let failure = Document::from_yaml(text).unwrap_err();
        assert!(codes(&failure).contains(&"yaml-alias"), "{failure}");
    }
}

#[test]
fn plain_words_are_words() {
    let yaml = "issuers: [甲局]\ntitle: 是\nsigners: [否, 'on', \"off\", yes]\nbody: |\n  是。\nnote: ~\ncc: null\n\
        date: 2024-01-30\ncopies: !!int 12\ncopy-number: 000123\nnumber: !!str 227\n";
    let toml = "issuers = [\"甲局\"]\ntitle = \"是\"\nsigners = [\"否\", \"on\", \"off\", \"yes\"]\nbody = \"是。\"\n\
        date = 2024-01-30\ncopies = 12\ncopy-number = 123\nnumber = \"227\"\n";
    assert_eq!(pdf(Document::from_yaml(yaml)), pdf(Document::from_toml(toml)));
    assert!(pdf(Document::from_toml(toml)).is_ok());
    // `true` is none.
    assert_eq!(
        codes(&Document::from_yaml("title: true\nissuers: 甲\nbody: 乙\n").unwrap_err()),
        ["wrong-type"]
    );
    // A key with nothing behind it is told as an empty text is.
    let blank = Document::from_yaml("title: 甲\nissuers: 甲\nbody: 乙\nnumber:\n").unwrap_err();
    assert_eq!(codes(&blank), ["empty-value"]);
}

#[test]
fn a_file_without_keys_misses_what_is_missing() {
    let native = codes(&Document::from_toml("").unwrap_err());
    for text in ["", "# 说明\n", "---\n", "{}", "null"] {
        assert_eq!(codes(&Document::from_yaml(text).unwrap_err()), native, "{text}");
    }
    for text in ["", " \n", "{}"] {
        assert_eq!(codes(&Document::from_json(text).unwrap_err()), native, "{text}");
    }
    for text in ["- 甲\n", "甲\n", "[1]", "7"] {
        assert_eq!(codes(&Document::from_yaml(text).unwrap_err()), ["wrong-type"], "{text}");
    }
    for text in ["[]", "\"甲\"", "7", "null", "true"] {
        assert_eq!(codes(&Document::from_json(text).unwrap_err()), ["wrong-type"], "{text}");
    }
}

#[test]
fn the_ending_says_the_spelling_and_input_format_says_it_better() {
    let value = as_json(DATA);
    let (json, yaml) = (serde_json::to_string(&value).unwrap(), as_yaml(&value, 0));
    let project = Project::of(DATA, BODY);
    for (name, text) in [
        ("甲.json", &json),
        ("甲.JSON", &json),
        ("甲.yaml", &yaml),
        ("甲.yml", &yaml),
        ("没有后缀", &json),
        ("甲.txt", &DATA.to_owned()),
    ] {
        project.write(name, text);
        project.render([name, "-o", "x.pdf", "--no-source"]).ends(0);
        project.render(["data.toml", "-o", "y.pdf", "--no-source"]).ends(0);
        assert!(project.read("x.pdf") == project.read("y.pdf"), "{name}");
    }
    project.write("甲.txt", &yaml);
    project.render(["甲.txt", "-o", "x.pdf"]).ends(1).tells("toml-syntax");
    project.render(["甲.txt", "--input-format", "yaml", "-o", "x.pdf"]).ends(0);
    project.render(["甲.json", "--input-format", "toml", "-o", "x.pdf"]).ends(1).tells("toml-syntax");
    project.render(["甲.json", "--input-format", "xml", "-o", "x.pdf"]).ends(2);
    // House deviations in any spelling.
    project.write("house.yaml", "版式:\n  红色: cmyk\n");
    project.write("house.json", r#"{ "red": "cmyk" }"#);
    for house in ["house.yaml", "house.json"] {
        project.render(["data.toml", "--layout", house, "-o", "z.pdf", "--no-source"]).ends(0);
        assert!(project.read("z.pdf") != project.read("y.pdf"), "{house} has no effect");
    }
}

/// The program with a text on its standard input.
fn piped(project: &Project, text: impl AsRef<[u8]>, args: &[&str]) -> crate::support::Run {
    project.write("stdin", text);
    let file = fs::File::open(project.path("stdin")).unwrap();
    crate::support::Run::of(project.command().args(args).stdin(file))
}

#[test]
fn a_dash_reads_standard_input_with_paths_from_the_current_folder() {
    let value = as_json(DATA);
    let (json, yaml) = (serde_json::to_string(&value).unwrap(), as_yaml(&value, 0));
    let project = Project::of(DATA, BODY);
    project.render(["data.toml", "-o", "y.pdf", "--no-source"]).ends(0);
    for (text, more) in [
        (DATA, &[][..]),
        (&format!("\u{FEFF}\n  {json}"), &[]),
        (&yaml, &["--input-format", "yaml"]),
        (DATA, &["--input-format", "toml"]),
    ] {
        let args = [&["-", "-o", "x.pdf", "--no-source"], more].concat();
        piped(&project, text, &args).ends(0);
        assert!(project.read("x.pdf") == project.read("y.pdf"), "{text}");
    }
    let run = piped(&project, "title = 7\n", &["-", "--message-format", "short"]).ends(1);
    assert!(run.stderr.contains("<stdin>:1:9: error[wrong-type]"), "{}", run.stderr);
    piped(&project, "titel: 7\n", &["-", "--message-format", "short"]).ends(1).tells("toml-syntax");
    piped(&project, vec![b' '; 17 << 20], &["-"]).ends(2).tells("file-too-large");
}

/// `body` behind `[layout]` was told to be no key at all, and `\\n` of a program's data was printed.
#[test]
fn keys_of_the_document_in_a_table_and_printed_escapes_are_named() {
    points("unknown-key", "toml", "title = '甲'\n[layout]\nfit = false\n«body» = '乙'\n");
    points("unknown-key", "yaml", "issuers:\n  - name: 甲\n    «标题»: 乙\n");
    points("escape-printed", "json", "{ \"body\": \"一、甲。\\«\\n»二、乙。\" }");
    points("escape-printed", "toml", "body = '一、甲。«\\n»二、乙。'\n");
    points("escape-printed", "yaml", "cc: 甲局«\\n»乙局\n");
    let failure = Document::from_toml("title = '甲'\n[layout]\nbody = '乙'\n").unwrap_err();
    let misplaced = failure.diagnostics().iter().find(|found| found.code() == "unknown-key").unwrap();
    assert!(misplaced.message(Lang::Zh).contains("layout"));
    assert!(misplaced.help(Lang::Zh).unwrap().contains("前面"));
    for kept in ["body = '路径 C:\\new\\甲'\n", "body-format = 'typst'\nbody = '#\"甲\\n乙\"'\n"] {
        let failure = Document::from_toml(kept).unwrap_err();
        assert!(!codes(&failure).contains(&"escape-printed"), "{kept}");
    }
}
