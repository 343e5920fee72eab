//! Every error of the data format: its code, its place, its words. A finding is written
//! `line:column code «what is marked»`.

use std::fs;

use gongwen::output::MessageFormat;
use gongwen::{Diagnostic, Document, Lang, Severity};

use crate::support::{BODY, DATA, ENGINE, Project, columns, data_with, pdf_of_pages, words_on_pages};

/// Findings that matter to a reader of the data: the note on substitute faces is the machine's.
fn of_the_data(findings: &[Diagnostic]) -> Vec<Diagnostic> {
    findings.iter().filter(|found| found.code() != "substitute-face").cloned().collect()
}

/// Every finding of reading and setting a project, errors or not.
fn findings(project: &Project) -> Vec<Diagnostic> {
    match project.set() {
        Ok(rendered) => of_the_data(rendered.diagnostics()),
        Err(failure) => {
            assert!(
                failure.diagnostics().iter().any(|found| found.severity() == Severity::Error),
                "{failure}"
            );
            of_the_data(failure.diagnostics())
        }
    }
}

/// The finding in one line: place, code and the text that is marked.
fn brief(project: &Project, found: &Diagnostic) -> String {
    let Some(place) = found.place() else { return found.code().to_owned() };
    let (line, column) = place.line_column();
    let file = place.file().rsplit(['/', '\\']).next().unwrap();
    let text = String::from_utf8(project.read(file)).unwrap();
    let marked = &text[place.range()];
    let file = if file == "data.toml" { String::new() } else { format!("{file}:") };
    format!("{file}{line}:{column} {} «{marked}»", found.code())
}

fn briefs(project: &Project) -> Vec<String> {
    findings(project).iter().map(|found| brief(project, found)).collect()
}

/// Asserts that a data file beside the usual body has exactly these findings, in this order.
#[track_caller]
fn tells<const N: usize>(data: &str, expected: [&str; N]) {
    assert_eq!(briefs(&Project::of(data, BODY)), expected, "\n{data}");
}

/// The one finding of a data file.
#[track_caller]
fn only(data: &str) -> Diagnostic {
    let project = Project::of(data, BODY);
    let [found] = &findings(&project)[..] else { panic!("{:?}\n{data}", briefs(&project)) };
    found.clone()
}

#[test]
fn a_document_without_slips_has_no_findings() {
    tells(DATA, []);
    tells(&data_with(&[]), []);
}

#[test]
fn an_unknown_key_names_the_nearest() {
    for (written, near) in [
        ("titel", Some("title")),
        ("recipient", Some("recipients")),
        ("body_file", Some("body-file")),
        ("\"主送机关\"", Some("主送")),
        ("\"成文时间\"", Some("成文日期")),
        ("\"签发\"", Some("签发人")),
        ("quux", None),
    ] {
        let found = only(&data_with(&[(written, "\"x\"")]));
        assert_eq!(found.code(), "unknown-key");
        let name = written.trim_matches('"');
        assert!(
            found.message(Lang::Zh).contains(name) && found.message(Lang::En).contains(name),
            "{written}"
        );
        assert_eq!(found.data_path(), Some(name));
        for lang in [Lang::Zh, Lang::En] {
            let help = found.help(lang).unwrap();
            match near {
                Some(near) => assert!(
                    help.ends_with(&format!("{near}`")) || help.ends_with(&format!("{near}”")),
                    "{help}"
                ),
                None => assert!(help.contains("render keys"), "{help}"),
            }
        }
    }
    tells(&data_with(&[("layout", "{ punctuatoin = \"press\" }")]), ["7:12 unknown-key «punctuatoin»"]);
    tells(&data_with(&[("fonts", "{ heti = \"x\" }")]), ["7:11 unknown-key «heti»"]);
    tells(
        &data_with(&[("issuers", "[\"甲局\", { name = \"乙局\", nmae = \"x\" }]")]),
        ["1:33 unknown-key «nmae»"],
    );
    let found = only(&data_with(&[("issuers", "[\"甲局\", { name = \"乙局\", nmae = \"x\" }]")]));
    assert_eq!(found.data_path(), Some("issuers[1].nmae"));
}

#[test]
fn a_bare_chinese_key_is_told_what_to_write_instead() {
    let rest = DATA.lines().count() + 1;
    let behind = |line: &str, expected: &[&str]| {
        let expected: Vec<String> = expected.iter().map(|found| format!("{rest}:{found}")).collect();
        let data = format!("{DATA}{line}\n");
        assert_eq!(briefs(&Project::of(&data, BODY)), expected, "{data}");
    };
    behind("主送 = \"y\"", &["1 bare-chinese-key «主送»"]);
    behind("  主送 = \"y\"", &["3 bare-chinese-key «主送»"]);
    behind("主送＝\"y\"", &["3 full-width-mark «＝»"]);
    behind("[版式]\nred = \"rgb\"", &["2 bare-chinese-key «版式»"]);
    behind("版式.red = \"rgb\"", &["1 bare-chinese-key «版式»"]);
    behind("layout.红色 = \"rgb\"", &["8 bare-chinese-key «红色»"]);
    let two = ["12 bare-chinese-key «红色»", "24 bare-chinese-key «标点»"];
    behind("layout = { 红色 = \"rgb\", 标点 = \"挤压\" }", &two);
    let tables = DATA.replace("issuers = [\"××市科学技术局\"]\n", "");
    tells(&format!("{tables}[[发文机关]]\nname = \"x\"\n"), ["6:3 bare-chinese-key «发文机关»"]);
    let found = only(&DATA.replace("title", "标题"));
    assert_eq!(found.help(Lang::Zh).unwrap(), "写成 \"标题\" = …");
    assert_eq!(found.help(Lang::En).unwrap(), "write \"标题\" = …");
}

#[test]
fn an_unquoted_chinese_value_is_not_called_a_key() {
    tells("title = 关于\n", ["1:9 toml-syntax «关于»"]);
    let project = Project::of("issuers = [\n  龙泉市科技局,\n]\n", BODY);
    assert_eq!(findings(&project)[0].code(), "toml-syntax");
    assert_eq!(findings(&project)[0].place().unwrap().line_column().0, 2);
}

#[test]
fn a_key_beside_its_alias_is_told_once() {
    for (key, alias, value) in [
        ("title", "标题", "\"关于做好工作的通知\""),
        ("issuers", "发文机关", "[\"甲局\"]"),
        ("number", "发文字号", "\"甲〔2024〕1号\""),
        ("date", "成文日期", "2024-01-30"),
        ("body", "正文", "\"正文。\""),
        ("kind", "文种", "\"报告\""),
        ("format", "格式", "\"document\""),
        ("sealing", "用印", "\"none\""),
        ("signers", "签发人", "[\"甲\"]"),
        ("layout", "版式", "{}"),
        ("fonts", "字体", "{}"),
    ] {
        let found = only(&data_with(&[(key, value), (&format!("\"{alias}\""), value)]));
        assert_eq!(found.code(), "alias-twice");
        assert_eq!(found.place().unwrap().range().len(), alias.len() + 2, "{key}");
        assert!(found.message(Lang::En).contains(key) && found.message(Lang::Zh).contains(alias));
    }
    tells(
        &data_with(&[("layout", "{ red = \"rgb\", \"红色\" = \"rgb\" }")]),
        ["7:25 alias-twice «\"红色\"»"],
    );
    tells(
        &data_with(&[("issuers", "[{ name = \"甲\", \"名称\" = \"乙\" }]")]),
        ["1:26 alias-twice «\"名称\"»"],
    );
}

#[test]
fn a_doubled_key_does_not_hide_the_rest() {
    tells(
        &(data_with(&[("x", "1")]) + "date = 2024-02-01\n"),
        ["7:1 unknown-key «x»", "8:1 duplicate-key «date»"],
    );
    let found = only(&(data_with(&[]) + "\"title\" = \"y\"\n"));
    assert_eq!(found.message(Lang::En), "the key `title` is given twice");
}

#[test]
fn a_value_of_the_wrong_type_is_told_with_both_types() {
    for (key, value, expected, found) in [
        ("title", "7", "a string", "an integer"),
        ("title", "[\"x\"]", "a string", "an array"),
        ("number", "true", "a string", "a boolean"),
        ("mark", "1.5", "a string", "a float"),
        ("note", "{ a = 1 }", "a string", "a table"),
        ("note", "2024-01-30", "a string", "a date"),
        ("signers", "7", "a string or an array of strings", "an integer"),
        ("recipients", "{ a = 1 }", "a string or an array of strings", "a table"),
        ("issuers", "7", "a string or a table", "an integer"),
        ("date", "7", "a date or a string", "an integer"),
        ("layout", "\"grid\"", "a table", "a string"),
        ("fonts", "[]", "a table", "an array"),
        ("kind", "7", "a string", "an integer"),
        ("format", "7", "a string", "an integer"),
        ("sealing", "false", "a string", "a boolean"),
        ("body", "7", "a string", "an integer"),
    ] {
        let told = only(&data_with(&[(key, value)]));
        assert_eq!(told.code(), "wrong-type", "{key} = {value}");
        assert_eq!(told.message(Lang::En), format!("expected {expected}, found {found}"), "{key} = {value}");
        assert_eq!(told.data_path(), Some(key));
    }
    tells(
        &data_with(&[("signers", "[\"甲\", 7, \"乙\", true]")]),
        ["4:17 wrong-type «7»", "4:25 wrong-type «true»"],
    );
    tells(&data_with(&[("layout", "{ mark-size = \"22\" }")]), ["7:24 wrong-type «\"22\"»"]);
    let found = only(&data_with(&[("signers", "[\"甲\", 7]")]));
    assert_eq!(found.data_path(), Some("signers[1]"));
}

#[test]
fn a_value_outside_its_choices_or_range_is_told_with_them() {
    for (key, value, code, words) in [
        ("kind", "\"报告书\"", "unknown-choice", "报告"),
        ("format", "\"leter\"", "unknown-choice", "letter"),
        ("sealing", "\"seals\"", "unknown-choice", "seal"),
        ("body-format", "\"txt\"", "unknown-choice", "text"),
        ("layout", "{ punctuation = \"gird\" }", "unknown-choice", "grid"),
        ("layout", "{ red = \"blue\" }", "unknown-choice", "rgb"),
        ("layout", "{ red = \"#红\" }", "unknown-choice", "rgb"),
    ] {
        let found = only(&data_with(&[(key, value)]));
        assert_eq!(found.code(), code, "{key} = {value}");
        assert!(found.help(Lang::En).unwrap().contains(words), "{:?}", found.help(Lang::En));
    }
    for size in ["4.9", "41", "-1", "nan", "inf"] {
        assert_eq!(
            only(&data_with(&[("layout", &format!("{{ mark-size = {size} }}"))])).code(),
            "out-of-range",
            "{size}"
        );
    }
    let found = only(&data_with(&[("layout", "{ mark-size = 99999999999999999999 }")]));
    assert_eq!(found.message(Lang::En), "the number 99999999999999999999 is out of range");
}

#[test]
fn a_day_that_is_not_in_the_calendar_is_told_however_it_is_written() {
    for written in ["2023-02-29", "2024-13-01", "2024-04-31", "2024-01-00", "2024-00-10"] {
        // As a TOML date and as a string.
        for value in [written.to_owned(), format!("\"{written}\"")] {
            let found = only(&data_with(&[("date", &value)]));
            assert_eq!((found.code(), found.clause()), ("impossible-date", Some("7.3.5.4")), "{value}");
            assert!(found.message(Lang::Zh).contains(written), "{value}");
            let place = found.place().unwrap();
            assert_eq!((place.line_column(), place.range().len()), ((5, 8), value.len()));
        }
    }
    for value in ["\"2023年2月29日\"", "\"2024年13月1日\""] {
        assert_eq!(only(&data_with(&[("date", value)])).code(), "impossible-date", "{value}");
    }
    for value in [
        "\"昨天\"",
        "\"2024年1月\"",
        "\"24-1-30\"",
        "07:32:00",
        "2024-01-30T08:00:00",
        "2024-1-30",
        "2023-02-29T08:00:00Z",
    ] {
        assert_eq!(only(&data_with(&[("date", value)])).code(), "not-a-date", "{value}");
    }
    for value in ["2024-02-29", "\"2024年2月29日\"", "\"2024年02月29日\"", "\"2024-2-29\""] {
        tells(&data_with(&[("date", value)]), []);
    }
    assert_eq!(only(&data_with(&[("date", "\"二〇二四年一月三十日\"")])).severity(), Severity::Warning);
}

#[test]
fn an_impossible_date_does_not_hide_the_rest() {
    tells(
        &data_with(&[("title", "7"), ("date", "2023-02-29"), ("x", "1")]),
        ["3:9 wrong-type «7»", "5:8 impossible-date «2023-02-29»", "7:1 unknown-key «x»"],
    );
}

fn without(key: &str) -> String {
    DATA.lines().filter(|line| !line.starts_with(key)).map(|line| format!("{line}\n")).collect()
}

#[test]
fn what_must_be_given_is_missed() {
    for (key, code, clause) in [
        ("title", "missing-key", "7.3.1"),
        ("issuers", "missing-key", "7.2.4"),
        ("body-file", "missing-body", "7.3.3"),
    ] {
        let found = only(&without(key));
        assert_eq!((found.code(), found.clause()), (code, Some(clause)));
        assert_eq!(found.data_path(), Some(key.trim_end_matches("-file")));
        assert_eq!(found.place().unwrap().line_column(), (1, 1));
        assert!(found.help(Lang::Zh).is_some());
    }
    tells("", ["1:1 missing-key «»", "1:1 missing-key «»", "1:1 missing-body «»"]);
    tells(&data_with(&[("issuers", "[{ mark-name = \"甲\" }]")]), ["1:12 missing-key «»"]);
    tells(&data_with(&[("issuers", "[]")]), ["1:11 empty-value «[]»"]);
    tells(&data_with(&[("issuers", "[\"  \"]")]), ["1:11 empty-value «[\"  \"]»"]);
    tells(&data_with(&[("title", "\"　\"")]), ["3:9 empty-value «\"　\"»"]);
    tells(&(DATA.to_owned() + "body = \"x\"\n"), ["6:13 body-twice «\"body.txt\"»"]);
    for blank in ["\"\"", "\" 　\"", "\"\"\"\n\n\"\"\""] {
        assert_eq!(only(&data_with(&[("body", blank)])).code(), "empty-body", "{blank}");
    }
    for blank in ["", "\n\n　\r\n", "\u{FEFF}"] {
        assert_eq!(findings(&Project::of(DATA, blank))[0].code(), "empty-body", "{blank:?}");
    }
}

/// The code of the one finding on the body file of this name.
fn body_file(project: &Project, name: &str) -> Diagnostic {
    project.write("data.toml", DATA.replace("body.txt", name));
    let [found] = &findings(project)[..] else { panic!("{name}: {:?}", briefs(project)) };
    assert_eq!(found.place().unwrap().line_column(), (6, 13), "{name}");
    assert_eq!(found.data_path(), Some("body-file"));
    assert!(found.message(Lang::En).contains(name) && found.message(Lang::Zh).contains(name), "{name}");
    found.clone()
}

#[test]
fn a_file_that_is_not_there_or_is_a_folder() {
    let project = Project::new();
    fs::create_dir(project.path("正文")).unwrap();
    assert_eq!(body_file(&project, "没有.txt").code(), "missing-file");
    assert_eq!(body_file(&project, "正文").code(), "is-a-folder");
    assert_eq!(
        Document::from_path(project.path("none.toml")).unwrap_err().diagnostics()[0].code(),
        "no-input"
    );
    fs::create_dir(project.path("folder.toml")).unwrap();
    project.render(["folder.toml"]).ends(2).tells("is-a-folder");
}

#[test]
fn a_file_outside_the_folder_is_refused() {
    let outside = Project::new();
    let project = Project::new();
    fs::create_dir(project.path("inside")).unwrap();
    let absolute = outside.path("body.txt");
    let sibling = format!("../{}/body.txt", outside.folder().file_name().unwrap().to_str().unwrap());
    let mut names =
        vec![absolute.to_str().unwrap().to_owned(), sibling, "..".into(), "inside/../../x".into()];
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(&absolute, project.path("link.txt")).unwrap();
        std::os::unix::fs::symlink(outside.folder(), project.path("link")).unwrap();
        names.extend(["link.txt".into(), "link/body.txt".into(), "/etc/passwd".into()]);
    }
    for name in names {
        assert_eq!(body_file(&project, &name).code(), "outside-folder", "{name}");
    }
    // Below the folder all is well.
    fs::write(project.path("inside/body.txt"), BODY).unwrap();
    project.write("data.toml", DATA.replace("body.txt", "inside/body.txt"));
    assert_eq!(briefs(&project), [""; 0]);
}

#[test]
fn a_file_that_is_not_utf_8_is_told_what_it_looks_like() {
    let (gbk, _, _) = encoding_rs::GBK.encode(BODY);
    let utf_16le: Vec<u8> =
        [0xFEFF].into_iter().chain(BODY.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let utf_16be: Vec<u8> =
        [0xFEFF].into_iter().chain(BODY.encode_utf16()).flat_map(u16::to_be_bytes).collect();
    for (bytes, guess) in [
        (&gbk[..], Some("GBK")),
        (&utf_16le, Some("UTF-16")),
        (&utf_16be, Some("UTF-16")),
        (b"ab\xFFcd", None),
    ] {
        // As the body file, and as the data file itself.
        let project = Project::of(DATA, bytes);
        let body = body_file(&project, "body.txt");
        project.write("data.toml", bytes);
        let failure = project.document().unwrap_err();
        for found in [&body, &failure.diagnostics()[0]] {
            assert_eq!(found.code(), "not-utf-8");
            let (message, help) = (found.message(Lang::En), found.help(Lang::En));
            match guess {
                Some(guess) => {
                    assert!(message.ends_with(guess), "{message}");
                    assert!(help.unwrap().contains(&format!("iconv -f {guess} -t UTF-8")));
                }
                None => assert!(message.contains("from byte 3") && help.is_some(), "{message}"),
            }
        }
    }
}

#[test]
fn a_file_beyond_16_mib_is_refused_before_it_fills_the_memory() {
    let project = Project::new();
    let limit = 16 << 20;
    fs::File::create(project.path("body.txt")).unwrap().set_len(limit + 1).unwrap();
    let found = body_file(&project, "body.txt");
    assert_eq!((found.code(), found.message(Lang::En).contains("16 MiB")), ("file-too-large", true));
    fs::File::create(project.path("data.toml")).unwrap().set_len(1 << 40).unwrap();
    assert_eq!(project.document().unwrap_err().diagnostics()[0].code(), "file-too-large");
}

#[test]
fn a_control_character_is_named_with_its_place() {
    let project = Project::of(DATA, "甲\u{7}乙\n");
    assert_eq!(briefs(&project), ["body.txt:1:2 control-character «\u{7}»"]);
    assert!(findings(&project)[0].message(Lang::En).contains("U+0007"));
    tells(&data_with(&[("title", "\"关于\\u0007工作的报告\"")]), ["3:12 control-character «\\u0007»"]);
    tells(&data_with(&[("note", "\"甲\\u0002乙\"")]), ["7:10 control-character «\\u0002»"]);
    // What ends a line elsewhere ends one here.
    tells(&data_with(&[("note", "\"甲\u{85}乙\"")]), ["7:10 characters-normalised «\u{85}»"]);
    // Line breaks and tabs are what people type.
    assert_eq!(briefs(&Project::of(DATA, "甲\t乙\r\n丙")), [""; 0]);
}

#[test]
fn all_problems_are_told_at_once_in_reading_order() {
    let data = r#"titel = "x"
"发文机关" = [
  "××市科学技术局",
  5,
  { 'mark-name' = "甲", nmae = "乙" },
]
date = 2023-02-29
"成文日期" = 2024-01-30
"主送" = "各县\u0007"
layout = { red = "blue", mark-size = 100 }
body-file = "none.txt"
number = "甲〔2024〕1号"
number = "乙〔2024〕1号"
copies = 0
"#;
    tells(
        data,
        [
            "1:1 missing-key «»",
            "1:1 unknown-key «titel»",
            "4:3 wrong-type «5»",
            "5:3 missing-key «»",
            "5:24 unknown-key «nmae»",
            "7:8 impossible-date «2023-02-29»",
            "8:1 alias-twice «\"成文日期\"»",
            "9:11 control-character «\\u0007»",
            "10:18 unknown-choice «\"blue\"»",
            "10:38 out-of-range «100»",
            "11:13 missing-file «\"none.txt\"»",
            "13:1 duplicate-key «number»",
            "14:10 out-of-range «0»",
        ],
    );
    // Syntax slips too, each line once.
    tells(
        "标题 = \"x\"\nnumber = \nmark = \"a\"\n\"主送\" = 各县\n",
        ["1:1 bare-chinese-key «标题»", "2:8 toml-syntax «=»", "4:8 toml-syntax «各县»"],
    );
}

/// The caret line under the line that a finding marks: blanks before the carets, and the carets.
fn carets(found: &Diagnostic) -> (String, String) {
    let shown = found.render(MessageFormat::Human, Lang::En, false);
    let line = found.place().unwrap().line_column().0;
    let gutter = format!("{line} | ");
    let mut lines = shown.lines();
    let source =
        lines.find(|text| text.trim_start().starts_with(&gutter)).unwrap_or_else(|| panic!("{shown}"));
    (source.to_owned(), lines.next().unwrap().to_owned())
}

/// A bare key is a slip of spelling: everything else in the file is read and told in the same run.
#[test]
fn a_bare_chinese_key_does_not_hide_the_rest() {
    let data = DATA.replace("title", "标题").replace("2024-01-30", "\"2024年2月30日\"");
    tells(
        &format!("{data}recipents = \"甲\"\n[版式]\n\"红色\" = \"红\"\n"),
        [
            "3:1 bare-chinese-key «标题»",
            "5:8 impossible-date «\"2024年2月30日\"»",
            "7:1 unknown-key «recipents»",
            "8:2 bare-chinese-key «版式»",
            "9:8 unknown-choice «\"红\"»",
        ],
    );
}

/// An item of the wrong type is told once, and not again as a list without items.
#[test]
fn a_list_whose_items_are_all_wrong_is_not_empty_too() {
    tells(&data_with(&[("signers", "[7]")]), ["4:12 wrong-type «7»"]);
    tells(&data_with(&[("signers", "[]")]), ["4:11 empty-value «[]»"]);
}

#[test]
fn carets_stand_under_what_they_mark_whatever_stands_before() {
    for data in [
        data_with(&[("title", "\"关于“一件事”改革𠀀的\u{E000}报告\"")]),
        data_with(&[("\"发文机关\"", "[\"××市科学技术局\", 5]")])
            .replace("issuers = [\"××市科学技术局\"]\n", ""),
        data_with(&[("\"版式\"", "{ \"红色\" = \"红\" }")]),
        data_with(&[("\t\"主送单位\"", "\"各县\"")]),
        format!("{DATA}# 说明\nlayout = {{ \"标点\" = \"挤压\", 红色 = \"rgb\" }} # 完\n"),
        data_with(&[("date", "2023-02-29 # 成文日期")]),
        data_with(&[("ａｂｃ", "1")]),
        data_with(&[("signers", "[\"ﾊﾝｶｸ\", 7]")]),
    ] {
        let project = Project::of(&data, BODY);
        let found = &findings(&project)[0];
        let place = found.place().unwrap();
        let marked = &data[place.range()];
        let (source, caret) = carets(found);
        let before = &source
            [..source.find(" | ").unwrap() + 3 + source.split_once(" | ").unwrap().1.find(marked).unwrap()];
        let blanks = caret.find('^').unwrap_or_else(|| panic!("{source}\n{caret}"));
        assert_eq!(columns(&caret[..blanks]), columns(before), "\n{source}\n{caret}");
        assert_eq!(caret[blanks..].matches('^').count(), columns(marked), "\n{source}\n{caret}");
    }
}

#[test]
fn a_long_value_is_shown_by_its_first_line() {
    let body = "甲\n".repeat(50);
    let project = Project::of(data_with(&[("body-file", &format!("\"\"\"\n{body}\"\"\""))]), BODY);
    let shown = findings(&project)[0].render(MessageFormat::Human, Lang::En, false);
    assert!(shown.lines().count() < 12, "{shown}");
}

#[test]
fn a_character_no_face_has_is_named_with_its_code_point_and_place() {
    for (character, code) in [('\u{2A6D6}', "U+2A6D6"), ('\u{E000}', "U+E000")] {
        let project = Project::of(DATA, format!("甲乙\n一、丙{character}丁\n戊{character}"));
        assert_eq!(briefs(&project), [format!("body.txt:2:4 missing-glyph «{character}»")]);
        for lang in [Lang::Zh, Lang::En] {
            let message = findings(&project)[0].message(lang);
            assert!(message.contains(character) && message.contains(code), "{message}");
        }
        let title = format!("\"关于{character}的报告\"");
        tells(&data_with(&[("title", &title)]), [&format!("3:12 missing-glyph «{character}»")]);
        // As an escape it stands elsewhere than it would typed.
        let escape = format!("\\U{:08X}", character as u32);
        let title = format!("\"关于{escape}的报告\"");
        tells(&data_with(&[("title", &title)]), [&format!("3:12 missing-glyph «{escape}»")]);
        let body = format!("\"\"\"\n甲\n　　乙{character}\n\"\"\"");
        tells(&data_with(&[("body", &body)]), [&format!("8:4 missing-glyph «{character}»")]);
    }
}

#[test]
fn every_element_is_searched_for_missing_characters() {
    for (key, value) in [
        ("issuers", "[\"甲\u{E000}局\"]"),
        ("issuers", "[{ name = \"甲局\", signature = \"甲\u{E000}局\" }]"),
        ("issuers", "[{ name = \"甲局\", mark-name = \"甲\u{E000}局\" }]"),
        ("mark", "\"甲\u{E000}\""),
        ("number", "\"甲\u{E000}〔2024〕1号\""),
        ("signers", "[\"甲\", \"乙\u{E000}\"]"),
        ("title", "\"关于\u{E000}\\n的报告\""),
        ("recipients", "[\"甲\", \"乙\u{E000}\"]"),
        ("body", "\"甲。\u{E000}\""),
        ("body", "\"一、\u{E000}\""),
        ("body", "\"（一）\u{E000}。甲\""),
        ("note", "\"甲\u{E000}\""),
    ] {
        let found = only(&data_with(&[(key, value)]));
        assert_eq!(found.code(), "missing-glyph", "{key} = {value}");
        assert_eq!(found.place().unwrap().range().len(), '\u{E000}'.len_utf8(), "{key} = {value}");
        assert!(found.data_path().unwrap().starts_with(key), "{key}: {:?}", found.data_path());
    }
    // Each once, all of them, in reading order.
    let project = Project::of(
        data_with(&[("title", "\"\u{E001}的报告\""), ("body", "\"\u{E000}\u{E002}\u{E000}\"")]),
        BODY,
    );
    let told = briefs(&project);
    assert_eq!(told.len(), 3, "{told:?}");
    assert!(told[0].contains('\u{E001}') && told[1].contains('\u{E000}') && told[2].contains('\u{E002}'));
}

const WITH_EVERY_KEY: [(&str, &str, &str); 17] = [
    ("format", "格式", "\"document\""),
    ("kind", "文种", "\"报告\""),
    ("issuers", "发文机关", "[{ name = \"甲局\", mark-name = \"甲\", signature = \"甲局办公室\" }]"),
    ("mark", "发文机关标志", "\"甲局文件\""),
    ("number", "发文字号", "\"甲〔2024〕1号\""),
    ("signers", "签发人", "[\"张三\"]"),
    ("title", "标题", "\"甲局关于工作情况的报告\""),
    ("recipients", "主送", "[\"市政府\"]"),
    ("body", "正文", "\"2024年：“甲”。\""),
    ("body-format", "正文格式", "\"text\""),
    ("date", "成文日期", "2024-01-30"),
    ("sealing", "用印", "\"seal\""),
    ("note", "附注", "\"此件公开发布\""),
    ("layout.punctuation", "版式.标点", "\"grid\""),
    ("layout.digits", "版式.数字", "\"fangsong\""),
    ("layout.red", "版式.红色", "\"#CC0000\""),
    ("layout.mark-size", "版式.标志字高", "15"),
];

#[test]
fn chinese_keys_and_values_make_the_same_document() {
    let mut english = String::new();
    let mut chinese = String::new();
    for (key, alias, value) in WITH_EVERY_KEY {
        english += &format!("{key} = {value}\n");
        let alias = alias.split('.').map(|part| format!("\"{part}\"")).collect::<Vec<_>>().join(".");
        let mut value = value.to_owned();
        for (name, word) in [
            ("\"document\"", "\"文件\""),
            ("name =", "\"名称\" ="),
            ("mark-\"名称\" =", "\"标志名称\" ="),
            ("signature =", "\"署名\" ="),
            ("\"seal\"", "\"加盖印章\""),
            ("\"grid\"", "\"全角\""),
            ("\"fangsong\"", "\"仿宋\""),
        ] {
            value = value.replace(name, word);
        }
        chinese += &format!("{alias} = {value}\n");
    }
    let pdf = |data: &str| {
        let rendered = Document::from_toml(data).and_then(|document| ENGINE.render(&document));
        pdf_of_pages(&rendered.unwrap_or_else(|failure| panic!("{failure}\n{data}")))
    };
    let plain = pdf(&english);
    assert!(plain == pdf(&chinese), "{chinese}");
    // Each of them reaches the page or the rules: without it, the document is another.
    for (key, ..) in WITH_EVERY_KEY {
        if ["format", "kind", "body-format", "issuers", "title", "body"].contains(&key) {
            continue;
        }
        let without: String = english
            .lines()
            .filter(|line| !line.starts_with(&format!("{key} ")))
            .map(|l| l.to_owned() + "\n")
            .collect();
        assert!(plain != pdf(&without), "{key} changes nothing");
    }
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_change_nothing() {
    let data = data_with(&[("body", "\"\"\"\n一、甲\n乙。\n\"\"\""), ("title", "\"关于\\n工作的报告\"")]);
    let file_data = DATA.to_owned();
    let pdf = |data: &str, body: &str| {
        pdf_of_pages(&Project::of(data, body).set().unwrap_or_else(|f| panic!("{f}")))
    };
    for data in [&data, &file_data] {
        let plain = pdf(data, BODY);
        let (windows_data, windows_body) = (data.replace('\n', "\r\n"), BODY.replace('\n', "\r\n"));
        for (data, body) in [
            (format!("\u{FEFF}{data}"), format!("\u{FEFF}{BODY}")),
            (windows_data.clone(), windows_body.clone()),
            (format!("\u{FEFF}{windows_data}"), format!("\u{FEFF}{windows_body}")),
        ] {
            assert!(plain == pdf(&data, &body), "{data:?}");
        }
    }
    // Text that came without a file may have one too.
    assert!(Document::from_toml(&format!("\u{FEFF}{}", data_with(&[]))).is_ok());
    // Places are right behind them.
    let project = Project::of(format!("\u{FEFF}{}", data_with(&[("x", "1")]).replace('\n', "\r\n")), BODY);
    assert_eq!(briefs(&project), ["7:1 unknown-key «x»"]);
}

#[test]
fn a_note_gets_its_brackets_and_an_array_of_recipients_its_commas() {
    let data = data_with(&[("note", "\"此件公开发布\""), ("recipients", "[\"甲局\", \"乙局\"]")]);
    let words = words_on_pages(&Project::of(data, BODY).set().unwrap());
    assert!(words.contains("（此件公开发布）") && words.contains("甲局，乙局："), "{words}");
}

#[test]
fn every_finding_says_something_in_both_languages_and_every_form() {
    let data = "titel = 1\nissuers = [7, {}]\ndate = 2023-02-29\nbody = \"\\u0007\"\nlayout = { red = 1 }\n";
    let project = Project::of(data, BODY);
    for found in findings(&project) {
        for lang in [Lang::Zh, Lang::En] {
            assert!(!found.message(lang).is_empty());
            for format in [MessageFormat::Human, MessageFormat::Short, MessageFormat::Json] {
                let shown = found.render(format, lang, false);
                assert!(shown.contains(found.code()) && shown.ends_with('\n') && !shown.contains('\x1b'));
                let lines = shown.lines().count();
                assert!(format == MessageFormat::Human || lines == 1, "{shown}");
            }
            assert!(found.render(MessageFormat::Human, lang, true).contains('\x1b'));
        }
        assert_ne!(found.message(Lang::Zh), found.message(Lang::En));
    }
}
