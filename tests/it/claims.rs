//! Claims of docs/data-format.md that were once not true, each in the form in which it was found.

use gongwen::page::Part;
use std::process::Command;

use gongwen::{Diagnostic, Document, Format, Lang, Severity};

use crate::support::{BODY, DATA, ENGINE, Project, Run, data_with, program, words_on_pages};

/// The smallest document of these lines.
fn small(lines: &str) -> String {
    format!(
        "issuers = [\"甲市水利局\"]\ntitle = \"甲市水利局关于测试的通知\"\ndate = 2024-05-30\nbody = \"正文。\"\n{lines}"
    )
}

fn told(found: &[Diagnostic]) -> Vec<(&str, Option<&str>)> {
    let of_the_data = found.iter().filter(|found| found.code() != "substitute-face");
    of_the_data.map(|found| (found.code(), found.data_path())).collect()
}

/// What reading tells: of a document, or of one that is refused.
fn read(text: &str) -> Vec<Diagnostic> {
    match Document::from_toml(text) {
        Ok(document) => document.diagnostics().to_vec(),
        Err(failure) => failure.diagnostics().to_vec(),
    }
}

#[track_caller]
fn codes(text: &str) -> Vec<String> {
    read(text).iter().map(|found| found.code().to_owned()).collect()
}

fn yaml(text: &str) -> Vec<Diagnostic> {
    match Document::from_yaml(text) {
        Ok(document) => document.diagnostics().to_vec(),
        Err(failure) => failure.diagnostics().to_vec(),
    }
}

#[test]
fn full_width_marks_in_yaml_are_told_where_yaml_itself_takes_them_for_text() {
    let rest = "title: 关于测试的通知\nbody: 正文。\n";
    for (line, mark) in [
        ("issuers: [“甲市水利局”，“甲市财政局”]", "“"),
        ("issuers: [甲市水利局，甲市财政局]", "，"),
        ("issuers: [甲市水利局, “甲市财政局”]", "“"),
        ("issuers: “甲市水利局”", "“"),
        ("issuers: 【甲市水利局】", "【"),
        ("issuers:\n  - “甲市水利局”\n  - 甲市财政局", "“"),
        ("issuers: [甲市水利局]\ncc: [甲，乙]", "，"),
        ("issuers: [甲市水利局]\nurgency: “特急”", "“"),
        ("issuers: [{name：甲市水利局}]", "："),
        ("issuers: [{name: 甲市水利局，mark-name: 甲水}]", "，"),
    ] {
        let text = format!("{line}\n{rest}");
        let found = yaml(&text);
        let first = found.first().unwrap_or_else(|| panic!("nothing told: {line}"));
        assert_eq!(first.code(), "full-width-mark", "{line}: {found:?}");
        let place = first.place().unwrap();
        assert!(text[place.range()].starts_with(mark), "{line}: {:?}", &text[place.range()]);
        assert_eq!(first.severity(), Severity::Error);
    }
    // Marks of the words themselves stay.
    for line in [
        "issuers: [甲市水利局]\ncc: [各县（市，区）, 乙局]",
        "issuers: [甲市水利局]\nrecipients: 各县，各区",
        "issuers: [甲市水利局]\ncc: ['甲，乙']",
        "issuers: [甲市水利局]\nnote: “双减”工作联系人：张三",
        "issuers: [甲市水利局]\nnote: '“此件”'",
    ] {
        assert_eq!(told(&yaml(&format!("{line}\n{rest}"))), [], "{line}");
    }
}

#[test]
fn a_yaml_key_that_is_no_text_is_named() {
    for key in ["12", "true", "1.5", "~"] {
        let found = yaml(&format!("{key}: x\nissuers: [甲局]\ntitle: 关于测试的通知\nbody: 正文。\n"));
        assert_eq!(found[0].code(), "yaml-key", "{key}");
    }
}

#[test]
fn brackets_of_either_width_do_not_count_when_the_kind_is_read() {
    for (title, format) in [
        ("关于商请支持的函(试行)", Format::Letter),
        ("关于商请支持的函（试行）", Format::Letter),
        ("关于商请支持的函 (代拟稿)", Format::Letter),
        ("关于商请支持的函[征求意见稿]", Format::Letter),
        ("关于试行的通知(函)", Format::Document),
    ] {
        let text = small("").replace("甲市水利局关于测试的通知", title);
        assert_eq!(Document::from_toml(&text).unwrap().format(), format, "{title}");
    }
}

/// Every key and circumstance in which it has no place: nothing is left out in silence.
#[test]
fn what_has_no_place_is_told() {
    let seal = "印章.svg";
    let joint = "issuers = [\"甲市水利局\", { name = \"甲市财政局\", mark-name = \"甲财\" }]\n";
    let sealed = format!("issuers = [{{ name = \"甲市水利局\", seal = \"{seal}\" }}]\n");
    let signed = "signature = { title = \"局长\", name = \"张三\" }\n";
    let cases: Vec<(String, &[&str])> = vec![
        (format!("{sealed}sealing = \"none\""), &["issuers[0].seal"]),
        (format!("{sealed}{signed}"), &["issuers[0].seal"]),
        (format!("{sealed}{signed}sealing = \"seal\""), &["signature"]),
        ("issuers = [{ name = \"甲市水利局\", seal-diameter = 45 }]\n".into(), &["issuers[0].seal-diameter"]),
        (
            format!("issuers = [{{ name = \"甲市水利局\", signature = \"甲水\" }}]\n{signed}"),
            &["issuers[0].signature"],
        ),
        (
            format!("{joint}format = \"letter\"\nmark-issuers = \"all\""),
            &["mark-issuers", "issuers[1].mark-name"],
        ),
        (format!("{joint}mark-issuers = \"host\""), &["issuers[1].mark-name"]),
        (
            "issuers = [{ name = \"甲市水利局\", mark-name = \"甲水\" }]\nmark = \"甲市水利局文件\"".into(),
            &["issuers[0].mark-name"],
        ),
        ("mark = \"甲市水利局文件\"\nmark-issuers = \"host\"".into(), &["mark-issuers"]),
        (
            "format = \"letter\"\nsigners = [\"甲\"]\nprinter = \"乙\"\nprint-date = 2024-05-31\ncopies = 5"
                .into(),
            &["signers", "printer", "print-date", "copies"],
        ),
        (
            "format = \"letter\"\n[layout]\nrule-thickness = 0.5\ncolophon-page = \"last\"".into(),
            &["layout.rule-thickness", "layout.colophon-page"],
        ),
        (
            "format = \"order\"\nsigners = [\"甲\"]\n[layout]\nrule-thickness = 0.5".into(),
            &["signers", "layout.rule-thickness"],
        ),
        ("attendees = [\"张三\"]\nabsentees = \"李四\"".into(), &["attendees", "absentees"]),
        (
            "format = \"minutes\"\nmark = \"会议纪要\"\nissuers = [\"甲市水利局\", \"甲市财政局\"]".into(),
            &["issuers[1]"],
        ),
        // What has a place is not told.
        (sealed.clone(), &[]),
        (joint.into(), &[]),
        (format!("{signed}sealing = \"signature\""), &[]),
        ("format = \"letter\"\ncc = \"乙\"".into(), &[]),
    ];
    for (lines, expected) in cases {
        let project = Project::new();
        project.write(seal, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"42\" height=\"42\"/>");
        let mut text = small("");
        if lines.contains("issuers = [") {
            text = text.replace("issuers = [\"甲市水利局\"]\n", "");
        }
        project.write("data.toml", text + &lines);
        let document = project.document().unwrap();
        let not_used: Vec<&str> = document
            .diagnostics()
            .iter()
            .filter(|found| found.code() == "not-used")
            .map(|found| found.data_path().unwrap())
            .collect();
        let (mut found, mut wanted) = (not_used.clone(), expected.to_vec());
        found.sort_unstable();
        wanted.sort_unstable();
        assert_eq!(found, wanted, "{lines}");
    }
}

#[test]
fn a_house_file_is_for_all_its_documents() {
    let reader = Document::reader().layout_text("house.toml", "rule-thickness = 0.5").unwrap();
    let letter = reader.read_toml("data.toml", &small("format = \"letter\"")).unwrap();
    assert_eq!(told(letter.diagnostics()), []);
}

#[test]
fn what_ends_a_line_ends_a_paragraph() {
    for end in ["\\u2028", "\\u2029", "\\u0085", "\\u000b", "\\u000c", "\\r", "\\r\\n", "\\n"] {
        let text =
            small("").replace("正文。", &format!("一、总则{end}各单位要认真落实。{end}（一）抓好落实"));
        let document = Document::from_toml(&text).unwrap();
        let set = ENGINE.render(&document).unwrap();
        let heiti = set.pages()[0]
            .runs
            .iter()
            .filter(|run| run.part.is_of(Part::Body) && run.family == "gw-heiti")
            .map(gongwen::page::Run::text)
            .collect::<Vec<_>>();
        assert_eq!(heiti.concat(), "一、总则", "{end}");
        let page = words_on_pages(&set);
        assert!(!page.contains('\u{2028}') && !page.contains('\u{B}'), "{end}");
    }
    // In an element of one line it is no part of the words; a list is one item a line.
    let document =
        Document::from_toml(&small("cc = \"甲局\\u2028乙局\"\nprinter = \"甲市\\u000b水利局\"")).unwrap();
    let page = words_on_pages(&ENGINE.render(&document).unwrap());
    assert!(page.contains("甲局，乙局。"), "{page}");
    assert!(page.contains("甲市水利局"), "{page}");
}

#[test]
fn control_characters_are_told_in_every_text() {
    for line in [
        "note = \"甲\\u0001乙\"",
        "cc = [\"甲\\u0007乙\"]",
        "attachments = [\"甲\\u001b乙\"]",
        "printer = \"甲\\u007f乙\"",
        "signature = { title = \"局\\u0002长\", name = \"张\" }",
    ] {
        assert_eq!(codes(&small(line)), ["control-character"], "{line}");
    }
    let csv = Project::new();
    csv.write("t.csv", "甲,乙\n1\u{1},2\n");
    csv.write("data.toml", small("").replace("\"正文。\"", "[{ table = { csv = \"t.csv\" } }]"));
    let failure = csv.document().unwrap_err();
    assert_eq!(failure.diagnostics()[0].code(), "control-character");
}

#[test]
fn the_encoding_counts_for_the_house_file() {
    let project = Project::new();
    let gbk = |text: &str| encoding_rs::GBK.encode(text).0.into_owned();
    project.write("house.toml", gbk("# 甲市\n\"每行字数\" = 27\n"));
    let out = project.render(["data.toml", "--encoding", "gbk", "--layout", "house.toml", "-o", "x.pdf"]);
    assert!(out.status == 0, "{}", out.stderr);
    assert!(out.stderr.contains("characters-per-line = 27"));
}

#[test]
fn minutes_have_their_title_in_the_mark() {
    let text = small("format = \"minutes\"\nmark = \"甲市水利局局长办公会议纪要\"")
        .replace("title = \"甲市水利局关于测试的通知\"\n", "");
    let document = Document::from_toml(&text).unwrap();
    assert_eq!(told(document.diagnostics()), []);
    let set = ENGINE.render(&document).unwrap();
    assert!(!set.pages()[0].runs.iter().any(|run| run.part == Part::Title));
}

#[test]
fn terms_beyond_the_law_are_errors_and_spread_words_are_the_same_words() {
    for (value, code) in [
        ("秘密★１１年", "classification-term"),
        ("秘密★11年6个月", "classification-term"),
        ("秘密★二十年", "classification-term"),
        ("秘密★0年", "classification-form"),
        ("机密★", "classification-form"),
        ("秘密★半年", "classification-form"),
        ("秘密★2024年2月30日", "impossible-date"),
        ("秘密★2034年5月31日", "classification-term"),
    ] {
        assert_eq!(
            codes(&small(&format!("classification = \"{value}\"\ncopy-number = 1"))),
            [code],
            "{value}"
        );
    }
    for line in ["classification = \"机　密\"\ncopy-number = 1", "urgency = \"特　急\""] {
        let document = Document::from_toml(&small(line)).unwrap();
        let found: Vec<_> = document.diagnostics().iter().chain(&document.check()).cloned().collect();
        let about: Vec<_> = told(&found)
            .into_iter()
            .filter(|(code, _)| code.starts_with("class") || code.starts_with("urg"))
            .collect();
        assert_eq!(about, [], "{line}");
    }
}

#[test]
fn other_brackets_around_a_year_are_told() {
    for number in ["甲水{2024}2号", "甲水「2024」2号", "甲水〔２０２４〕2号", "甲水<2024>2号"]
    {
        assert_eq!(codes(&small(&format!("number = \"{number}\""))), ["number-brackets"], "{number}");
    }
}

#[test]
fn blank_items_of_every_list_are_dropped() {
    let text = small("attachments = [\"名单\", \" \"]\ncc = [\"\", \"乙局\"]")
        .replace("[\"甲市水利局\"]", "[\"\", \"甲市水利局\"]");
    assert_eq!(codes(&text), [] as [&str; 0]);
    for line in ["attachments = [\"\"]", "cc = [\"\", \" \"]"] {
        assert_eq!(codes(&small(line)), ["empty-value"], "{line}");
    }
}

#[test]
fn one_block_stands_without_brackets() {
    let text = small("").replace("\"正文。\"", "{ text = \"正文。\" }");
    let document = Document::from_toml(&text).unwrap();
    assert!(words_on_pages(&ENGINE.render(&document).unwrap()).contains("正文。"));
}

#[test]
fn a_path_inside_the_folder_is_inside_however_it_is_written() {
    let project = Project::of(DATA, BODY);
    std::fs::create_dir(project.path("b")).unwrap();
    let absolute = project.path("body.txt").display().to_string();
    for path in [absolute.as_str(), "b/../body.txt", "./body.txt"] {
        project.write("data.toml", DATA.replace("body.txt", &path.replace('\\', "/")));
        let document = project.document();
        assert!(document.is_ok(), "{path}: {document:?}");
    }
    for path in ["../body.txt", "/etc/hostname", "b/../../x.txt"] {
        project.write("data.toml", DATA.replace("body.txt", path));
        let failure = project.document().unwrap_err();
        assert_eq!(told(failure.diagnostics()), [("outside-folder", Some("body-file"))], "{path}");
    }
}

#[test]
fn a_broken_font_is_broken() {
    let project = Project::new();
    project.write("x.otf", b"OTTO\0\x01 and nothing more");
    project.write("data.toml", data_with(&[]) + "[fonts]\nfangsong = \"x.otf\"\n");
    let failure = project.set().map(|_| ()).unwrap_err();
    assert_eq!(told(failure.diagnostics()), [("font-broken", Some("fonts.fangsong"))]);
}

/// A pipe that nobody writes to would be waited for to the end of days.
#[cfg(unix)]
#[test]
fn pipes_and_devices_are_refused_wherever_a_file_is_named() {
    let project = Project::new();
    let made = Command::new("mkfifo").arg(project.path("pipe.txt")).status();
    if !made.is_ok_and(|status| status.success()) {
        return;
    }
    let body = |block: &str| data_with(&[("body", block)]);
    for data in [
        DATA.replace("body.txt", "pipe.txt"),
        body("[{ image = \"pipe.txt\" }]"),
        body("[{ table = { csv = \"pipe.txt\" } }]"),
        body("[{ table = { xlsx = \"pipe.txt\" } }]"),
        data_with(&[("attachments", "[{ title = \"甲\", body-file = \"pipe.txt\" }]")]),
    ] {
        project.write("data.toml", &data);
        let failure = project.document().unwrap_err();
        let codes: Vec<_> = failure.diagnostics().iter().map(Diagnostic::code).collect();
        assert!(codes.contains(&"not-a-file"), "{codes:?} {data}");
    }
    std::fs::rename(project.path("pipe.txt"), project.path("pipe.otf")).unwrap();
    project.write("data.toml", data_with(&[]) + "[fonts]\nfangsong = \"pipe.otf\"\n");
    let failure = project.set().map(|_| ()).unwrap_err();
    assert_eq!(told(failure.diagnostics()), [("not-a-file", Some("fonts.fangsong"))]);
    // Who names one is told as one who names a folder, or nothing.
    project.render(["pipe.otf", "-o", "x.pdf"]).ends(2).tells("not-a-file");
    project.write("data.toml", DATA.replace("body.txt", "."));
    assert_eq!(project.document().unwrap_err().diagnostics()[0].code(), "is-a-folder");
}

/// Items are text, and many headings in a row are parted: page 1 is filled.
#[test]
fn items_and_rows_of_headings_fill_the_page() {
    let lead = "各单位要高度重视，认真组织实施，确保各项工作落到实处，取得实效。".repeat(9);
    let items: String = (1..=30).map(|n| format!("{n}.第{n}份材料\n")).collect();
    let headings: String = (1..=30).map(|_| "# 总体情况\n".to_owned()).collect();
    for body in [format!("{lead}\n请报送下列材料：\n{items}"), format!("{lead}\n{headings}正文。")]
    {
        let text = small("").replace("\"正文。\"", &format!("'''\n{body}'''"));
        let set = ENGINE.render(&Document::from_toml(&text).unwrap()).unwrap();
        let lowest = set.pages()[0]
            .runs
            .iter()
            .filter(|run| run.part.is_of(Part::Body))
            .flat_map(|run| &run.glyphs)
            .map(|glyph| glyph.baseline)
            .fold(0.0, f64::max);
        // The last of 22 lines stands at 261.
        assert!(lowest > 249.0, "the text of page 1 ends at {lowest}");
    }
}

#[test]
fn numbers_that_lists_and_blocks_get_are_no_slips() {
    for body in [
        "\"1. 甲。\\n   1. 子。\\n   2. 丑。\\n2. 乙。\\n\"\nbody-format = \"markdown\"",
        "[{ heading = \"总体情况\", level = 1 }, { text = \"甲。\" }, { heading = \"二、下一步\" }, { text = \"乙。\" }]",
        "[{ heading = \"总体\", level = 1 }, { heading = \"甲\", level = 2 }, { text = \"甲。\" }, { heading = \"（二）乙\" }, { text = \"乙。\" }]",
    ] {
        let document = Document::from_toml(&small("").replace("\"正文。\"", body)).unwrap();
        let slips: Vec<_> = document
            .check()
            .iter()
            .map(Diagnostic::code)
            .filter(|code| code.starts_with("numbering"))
            .collect();
        assert_eq!(slips, [] as [&str; 0], "{body}");
    }
    let body = "[{ heading = \"甲\", level = 1 }, { text = \"甲。\" }, { heading = \"三、丙\" }, { text = \"乙。\" }]";
    let document = Document::from_toml(&small("").replace("\"正文。\"", body)).unwrap();
    assert!(document.check().iter().any(|found| found.code() == "numbering-skip"), "a true slip is told");
}

#[test]
fn a_full_stop_inside_a_quoted_name_ends_no_heading() {
    let text = small("").replace("正文。", "一、“一件事。”改革\\n各单位要落实。");
    let set = ENGINE.render(&Document::from_toml(&text).unwrap()).unwrap();
    let heiti: String = set.pages()[0]
        .runs
        .iter()
        .filter(|run| run.family == "gw-heiti")
        .map(gongwen::page::Run::text)
        .collect();
    assert_eq!(heiti, "一、“一件事。”改革");
}

fn set(text: &str) -> gongwen::Rendered {
    match ENGINE.render(&Document::from_toml(text).unwrap_or_else(|failure| panic!("{failure}\n{text}"))) {
        Ok(rendered) => rendered,
        Err(failure) => panic!("{failure}\n{text}"),
    }
}

#[test]
fn json_slips_are_told_together() {
    let text = "{\n  \"issuers\": [“甲市水利局”, '甲市财政局',],\n  // 标题\n  \"title\"： \"关于测试的通知\",\n  body: \"正文。\"\n  \"cc\": \"乙\",\n  \"cc\": \"丙\"\n}";
    let failure = Document::from_json(text).unwrap_err();
    let found: Vec<_> = failure
        .diagnostics()
        .iter()
        .map(|found| (found.code(), &text[found.place().unwrap().range()]))
        .collect();
    assert_eq!(
        found.iter().map(|(code, _)| *code).collect::<Vec<_>>(),
        [
            "full-width-mark",
            "json-syntax",
            "json-trailing-comma",
            "json-comment",
            "full-width-mark",
            "json-syntax",
            "json-syntax",
            "duplicate-key",
        ],
        "{found:?}"
    );
}

#[test]
fn an_unknown_key_and_a_missing_glyph_are_told_in_one_run() {
    let project = Project::new();
    project.write("data.toml", small("titel = \"x\"\nnote = \"\\uE000\""));
    for command in ["render", "check"] {
        let args: &[&str] =
            if command == "check" { &["check", "data.toml"] } else { &["data.toml", "-o", "x.pdf"] };
        let mut program = program();
        let run = Run::of(program.current_dir(project.folder()).args(args).args(["--fonts", "bundled"]));
        assert_ne!(run.status, 0);
        assert!(run.stderr.contains("unknown-key") && run.stderr.contains("missing-glyph"), "{}", run.stderr);
        assert!(!project.files().contains(&"x.pdf".to_owned()));
    }
}

#[test]
fn findings_about_the_page_have_the_path_of_their_element() {
    let paragraph = "各单位要高度重视，认真组织实施，确保各项工作落到实处，取得实效。\\n";
    for lines in 15..22 {
        let text =
            small("sealing = \"seal\"\n[layout]\nfit = false").replace("正文。", &paragraph.repeat(lines));
        for found in set(&text).diagnostics() {
            if found.code() != "substitute-face" {
                assert!(found.data_path().is_some(), "{found:?}");
            }
        }
    }
    let fitted = set(&small("sealing = \"seal\"").replace("正文。", &paragraph.repeat(16)));
    let about: Vec<_> = told(fitted.diagnostics());
    assert!(about.iter().all(|(_, path)| path.is_some()), "{about:?}");
}

#[test]
fn characters_per_line_fill_the_line() {
    for count in [15, 20, 22, 26, 30] {
        let text = small(&format!("[layout]\ncharacters-per-line = {count}"))
            .replace("正文。", &"各单位要高度重视认真组织实施确保各项工作落到实处取得实效".repeat(9));
        let rendered = set(&text);
        let codes: Vec<_> = rendered.diagnostics().iter().map(Diagnostic::code).collect();
        assert!(!codes.contains(&"nonconforming"), "{count}: {:?}", rendered.diagnostics());
        let page = &rendered.pages()[0];
        let lines = gongwen::page::part_lines(page, Part::Body);
        let full = &lines[1];
        let glyphs: Vec<_> = full.runs.iter().flat_map(|run| &run.glyphs).collect();
        // A line may hold one less, so that the paragraph breaks better; it is filled all the same.
        assert!((count - 1..=count).contains(&glyphs.len()), "{}", full.text());
        let right = glyphs[glyphs.len() - 1].x + 5.57;
        assert!((right - 184.0).abs() < 0.3, "{count}: {right}");
    }
}

/// 5.2.1 allows 1 mm: one tolerance, for the note of a departure and for the report.
#[test]
fn margins_within_the_tolerance_are_within_it() {
    let long = "各单位要高度重视，认真组织实施，确保各项工作落到实处，取得实效。".repeat(40);
    for (margins, fits) in [
        ("left = 27, right = 27", true),
        ("left = 29, right = 25", true),
        ("top = 36, bottom = 36", true),
        ("top = 38, bottom = 34, left = 27.5, right = 26.5", true),
        ("left = 26, right = 28", false),
    ] {
        for format in ["document", "letter", "order"] {
            let text = small(&format!(
                "number = \"甲水〔2024〕2号\"\ncc = \"乙局\"\nformat = \"{format}\"\n[layout]\nmargins = {{ {margins} }}"
            ));
            let rendered = set(&text.replace("正文。", &long));
            let codes: Vec<_> = rendered.diagnostics().iter().map(Diagnostic::code).collect();
            assert!(!codes.contains(&"nonconforming"), "{margins} {format}: {:?}", rendered.diagnostics());
            assert_eq!(codes.contains(&"departure"), !fits, "{margins} {format}");
        }
    }
}

const SEAL: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"42\" height=\"42\"><circle cx=\"21\" cy=\"21\" r=\"20\" fill=\"none\" stroke=\"#f00\"/></svg>";

fn sealed(issuers: &str, lines: &str) -> gongwen::Rendered {
    let project = Project::new();
    project.write("y.svg", SEAL);
    let text = small(lines).replace("[\"甲市水利局\"]", issuers);
    project.write("data.toml", text.replace("正文。", "各单位要高度重视，认真组织实施。\\n请认真贯彻执行。"));
    project.set().unwrap_or_else(|failure| panic!("{failure}"))
}

#[test]
fn a_seal_of_any_size_that_may_be_given_has_room() {
    for diameter in [10, 42, 60, 80, 82, 120, 156] {
        for image in ["", ", seal = \"y.svg\""] {
            let issuers = format!("[{{ name = \"甲市水利局\", seal-diameter = {diameter}{image} }}]");
            let rendered = sealed(&issuers, "sealing = \"seal\"");
            let page = rendered
                .pages()
                .iter()
                .find(|page| page.runs.iter().any(|run| run.part == Part::Date))
                .unwrap();
            let date = page.runs.iter().find(|run| run.part == Part::Date).unwrap();
            let last = date.glyphs.last().unwrap();
            assert!(last.x + last.advance < 184.5, "{diameter}{image}");
            for seal in rendered.report().seals.iter() {
                let half = f64::from(diameter) / 2.0;
                assert!(seal.x - half > 27.9 && seal.x + half < 184.1, "{diameter}: {seal:?}");
            }
        }
    }
}

/// The rectangle of each note line meets no seal.
#[test]
fn a_note_meets_no_seal() {
    let short = "此件公开发布";
    let middle = "联系人：张三，联系电话：0578—7262345，传真：0578—7262346";
    let long = "此件公开发布，联系人：张三，联系电话：0578—7262345，地址：甲市滨湖大道1号市民中心3号楼，邮政编码：323700";
    let organs = |count: usize| {
        let organ = |n| format!("{{ name = \"甲市第{n}局\", seal = \"y.svg\" }}");
        format!("[{}]", (1..=count).map(organ).collect::<Vec<_>>().join(", "))
    };
    for count in [1, 2, 3, 4, 10] {
        for note in [short, middle, long] {
            let rendered = sealed(&organs(count), &format!("note = \"{note}\"\nmark-issuers = \"host\""));
            let mut lines = 0;
            for page in rendered.pages() {
                let seals: Vec<_> =
                    page.pictures.iter().filter(|picture| picture.part.is_of(Part::Seal)).collect();
                for line in gongwen::page::part_lines(page, Part::Note) {
                    lines += 1;
                    for seal in &seals {
                        let beside = line.right() <= seal.rect.left || line.left() >= seal.rect.right;
                        let apart = line.top() >= seal.rect.bottom || line.bottom() <= seal.rect.top;
                        assert!(
                            beside || apart,
                            "{count} organs, {note}: {} at {:?}",
                            line.text(),
                            seal.rect
                        );
                    }
                }
            }
            assert!(lines > 0);
            let about_it =
                |found: &&Diagnostic| found.code() == "nonconforming" && found.clause() != Some("7.3.5.5");
            let broken: Vec<_> = rendered.diagnostics().iter().filter(about_it).collect();
            assert!(broken.is_empty(), "{count} {note}: {broken:?}");
        }
    }
}

#[test]
fn a_colophon_longer_than_a_page_ends_with_its_text() {
    let cc: Vec<String> = (1..=420).map(|n| format!("\"第{n}局\"")).collect();
    for count in [200, 300, 420] {
        let text = small(&format!(
            "cc = [{}]\nprinter = \"甲市水利局\"\nprint-date = 2024-05-31",
            cc[..count].join(", ")
        ));
        let rendered = set(&text);
        let page = rendered.pages().last().unwrap();
        let rule = page.shapes.iter().find(|shape| shape.part == Part::ColophonLast).unwrap();
        let lowest = page
            .runs
            .iter()
            .filter(|run| run.part == Part::PrintDate)
            .flat_map(|run| &run.glyphs)
            .map(|glyph| glyph.baseline)
            .fold(0.0, f64::max);
        assert!((rule.rect.bottom - 262.0).abs() < 0.3, "{count}: {:?}", rule.rect);
        assert!(
            rule.rect.top - lowest < 15.0,
            "{count}: text ends at {lowest}, the rule is at {}",
            rule.rect.top
        );
    }
}

#[test]
fn officials_beyond_a_page_go_on_on_the_next() {
    for count in [22, 23, 60] {
        let officials: Vec<String> =
            (1..=count).map(|n| format!("{{ title = \"局长\", name = \"张{n}\" }}")).collect();
        let rendered = set(&small(&format!("signature = [{}]", officials.join(", "))));
        assert!(words_on_pages(&rendered).contains(&format!("张{count}")), "{count}");
    }
}

#[test]
fn a_mark_smaller_than_the_text_is_told() {
    for (count, small_) in [(3, false), (10, false), (50, true)] {
        let organs: Vec<String> = (1..=count).map(|n| format!("\"甲市第{n}管理局\"")).collect();
        let text = small("").replace("\"甲市水利局\"", &organs.join(", "));
        let codes: Vec<_> = set(&text).diagnostics().iter().map(Diagnostic::code).collect();
        assert_eq!(codes.contains(&"mark-small"), small_, "{count}: {codes:?}");
    }
}

/// One depth for every spelling; a key that nobody knows is told before it.
#[test]
fn values_stand_equally_deep_in_yaml_and_json() {
    for (depth, deep) in [(63, false), (64, true)] {
        let nested = format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        let rest = "issuers: [甲局]\ntitle: 关于甲的通知\nbody: 甲。";
        let in_yaml = yaml(&format!("{rest}\nxx: {nested}\n"));
        assert_eq!(in_yaml.iter().any(|found| found.code() == "too-deep"), deep, "{depth}");
        let text = format!(
            "{{\"issuers\": [\"甲局\"], \"title\": \"关于甲的通知\", \"body\": \"甲。\", \"xx\": {nested}}}"
        );
        let failure = Document::from_json(&text).unwrap_err();
        assert_eq!(failure.diagnostics().iter().any(|found| found.code() == "too-deep"), deep, "{depth}");
    }
}

#[test]
fn recipients_of_an_order_move_too() {
    let recipients: Vec<String> = (1..=160).map(|n| format!("\"第{n}县人民政府\"")).collect();
    for format in ["document", "letter", "order"] {
        let text = small(&format!("format = \"{format}\"\nrecipients = [{}]", recipients.join(", ")));
        let rendered = set(&text);
        let codes: Vec<_> = rendered.diagnostics().iter().map(Diagnostic::code).collect();
        assert!(codes.contains(&"recipients-moved"), "{format}: {codes:?}");
        assert!(!gongwen::page::part_lines(&rendered.pages()[0], Part::Body).is_empty(), "{format}");
    }
}

#[test]
fn what_a_library_says_is_marked_as_its_words() {
    let project = Project::new();
    project.write("t.csv", "甲,\"乙\n1,2\n");
    project.write("data.toml", small("").replace("\"正文。\"", "[{ table = { csv = \"t.csv\" } }]"));
    let failure = project.document().unwrap_err();
    assert!(failure.diagnostics()[0].message(Lang::En).is_ascii(), "{failure}");
    let found = &yaml("title: [甲\nbody: x\n")[0];
    let (zh, en) = (found.message(Lang::Zh), found.message(Lang::En));
    assert!(zh.contains("（程序库的原话：") && zh.starts_with("不是合法的 YAML"), "{zh}");
    assert!(en.contains(" (in the words of a library: "), "{en}");
    let document = Document::from_toml(&small("").replace("关于测试的通知", "关于测试情况")).unwrap();
    let found = document.check();
    let found = found.iter().find(|found| found.code() == "title-kind").unwrap();
    assert_eq!(found.message(Lang::En), "the title does not end with a kind such as 通知 or 报告");
}
