//! Regulations (章, 节, 条, 款, 项, 题注, 目录) and what a document issues (印发件): practice, for the standard is
//! silent; what it says of 附件 (7.3.4, 7.3.7) and of pages (7.5) holds for them.

use gongwen::page::{Line, Part, part_lines};
use gongwen::{Document, Lang};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::measured::{Sheets, at, data, near, set_in, with};
use crate::pdf_text::structure;
use crate::property::config;
use crate::sheet::{hanzi, middle};
use crate::standard::{AREA_CENTRE, AREA_LEFT, AREA_TOP, EM, PITCH, ROW_3_TOP, SIZE_2, SIZE_3, under};
use crate::support::ENGINE;

const LINES: [&str; 9] = [
    "（2024年9月27日东江省第十四届人民代表大会常务委员会第十二次会议通过）",
    "第一章　总　则",
    "第一节　一般规定",
    "第一条　为了加强管理，制定本办法。",
    "本办法所称管理，是指甲。",
    "第二条　有下列情形之一的，予以处罚：",
    "（一）情形甲的；",
    "（二）情形乙的情形。",
    "第二章　附则",
];

fn issued(body: Value) -> Value {
    json!({
        "title": "东江省水利厅关于印发《东江省水库管理办法》的通知",
        "issued": { "title": "东江省水库管理办法", "body": body },
    })
}

/// The faces of a line without its figures.
fn faces(line: &Line) -> Vec<(String, String)> {
    let mut faces: Vec<(String, String)> = Vec::new();
    for run in line.runs.iter().filter(|run| run.family != "gw-latin") {
        match faces.last_mut().filter(|(family, _)| *family == run.family) {
            Some((_, text)) => text.push_str(&run.text()),
            None => faces.push((run.family.clone(), run.text())),
        }
    }
    faces
}

fn find(sheets: &Sheets, text: &str) -> Line {
    let lines = sheets.lines();
    let found = lines.iter().find(|line| line.text().starts_with(text));
    found.cloned().unwrap_or_else(|| panic!("{text} is not there"))
}

/// Every way in sets the same page.
fn ways_in() -> Vec<(&'static str, Value)> {
    let text = (LINES.join("\n") + "\n第三条　本办法自公布之日起施行。").replace("第一章　", "第一章 ");
    let headed = |line: &str| match line {
        _ if line.contains("章　") => json!({ "heading": line, "level": "chapter" }),
        _ if line.contains("节　") => json!({ "heading": line, "level": "节" }),
        _ if line.starts_with("第一条") => json!({ "heading": line, "level": "article" }),
        _ => json!({ "text": line }),
    };
    let mut blocks: Vec<Value> = LINES.iter().map(|line| headed(line)).collect();
    // A number that is not given is counted.
    blocks.push(json!({ "heading": "本办法自公布之日起施行。", "level": "条" }));
    blocks[8] = json!({ "标题": "附则", "级别": "章" });
    let mut ways = vec![("text", issued(json!(text))), ("blocks", issued(json!(blocks)))];
    let mut markdown = issued(json!(text.replace('\n', "\n\n")));
    markdown["issued"]["body-format"] = json!("markdown");
    let headings = text.replace("第一章", "# 第一章").replace("第一节", "## 第一节").replace('\n', "\n\n");
    let mut headed = issued(json!(headings));
    headed["issued"]["body-format"] = json!("markdown");
    ways.extend([("Markdown", markdown), ("Markdown with headings", headed)]);
    ways
}

#[test]
fn a_regulation_has_the_faces_and_places_of_its_kind() {
    for (way, keys) in ways_in() {
        let sheets = with(keys);
        let centred = |text: &str, family: &str| {
            let line = find(&sheets, text);
            near(middle(&line), AREA_CENTRE, 0.5, &format!("{way}: {text} is centred"));
            assert_eq!(faces(&line).len(), 1, "{way}: {text}");
            assert_eq!(faces(&line)[0].0, family, "{way}: {text}");
        };
        centred("第一章　总　则", "gw-heiti");
        centred("第一节　一般规定", "gw-kaiti");
        centred("第二章　附则", "gw-heiti");
        assert_eq!(faces(&find(&sheets, "（2024年"))[0].0, "gw-kaiti", "{way}");
        for (number, rest) in [("第一条", "为了加强"), ("第二条", "有下列"), ("第三条", "本办法自")]
        {
            let line = find(&sheets, number);
            at(line.left(), AREA_LEFT + 2.0 * EM, &format!("{way}: {number}"));
            let faces = faces(&line);
            assert_eq!(faces[0], ("gw-heiti".to_owned(), number.to_owned()), "{way}");
            assert_eq!(faces[1].0, "gw-fangsong", "{way}");
            assert!(faces[1].1.trim_start().starts_with(rest), "{way}: {faces:?}");
        }
        // 款 and 项 are text, whatever they end with.
        for text in ["本办法所称", "（一）情形甲", "（二）情形乙"] {
            assert_eq!(faces(&find(&sheets, text))[0].0, "gw-fangsong", "{way}: {text}");
        }
    }
}

#[test]
fn the_blank_behind_an_article_s_number_is_one_character_whatever_justification_does() {
    let articles: String = (1..=9)
        .map(|n| {
            format!(
                "第{}条 {}。\n",
                ["一", "二", "三", "四", "五", "六", "七", "八", "一百零九"][n - 1],
                hanzi(26 + n)
            )
        })
        .collect();
    for layout in [json!({}), json!({ "punctuation": "grid" })] {
        let mut keys = issued(json!(articles));
        keys["layout"] = layout;
        let sheets = with(keys);
        let mut seen = 0;
        for line in sheets.part("issued").iter().filter(|line| line.text().starts_with('第')) {
            let glyphs: Vec<_> = line.runs.iter().flat_map(|run| &run.glyphs).collect();
            let number = glyphs.iter().position(|glyph| &*glyph.text == "条").expect("a number");
            let words =
                glyphs[number + 1..].iter().find(|glyph| !glyph.text.trim().is_empty()).expect("words");
            let gap = words.x - glyphs[number].x - glyphs[number].advance;
            near(gap, EM, 0.15, &line.text());
            seen += 1;
        }
        assert_eq!(seen, 9);
    }
}

#[test]
fn what_is_issued_has_pages_of_its_own_and_is_no_attachment() {
    let mut keys = issued(json!(LINES[1..].join("\n")));
    keys["body"] = json!("现将办法印发给你们，请遵照执行。");
    keys["cc"] = json!(["省应急厅"]);
    keys["attachments"] = json!([{ "title": "申请表", "body": "甲。" }]);
    let sheets = with(keys);
    // Only the attachment is listed and labelled.
    assert_eq!(sheets.line("attachment-list").text(), "附件：申请表");
    assert_eq!(sheets.line("attachment-label").text(), "附件");
    let title = sheets.line("issued-title");
    assert_eq!((title.page, title.text().as_str()), (2, "东江省水库管理办法"));
    at(middle(&title), AREA_CENTRE, "the title's middle");
    near(title.top(), ROW_3_TOP, 1.3, "the title stands on row 3");
    set_in(&sheets, "issued-title", &["gw-biaosong"], SIZE_2);
    assert_eq!(sheets.line("attachment-title").page, 3, "attachments come after it");
    let numbers: Vec<String> = sheets.part("page-number").iter().map(Line::text).collect();
    assert_eq!(numbers, ["— 1 —", "— 2 —", "— 3 —", "— 4 —"]);
    assert_eq!(sheets.line("cc").page, 4, "the colophon is on the last page");
    assert!(
        sheets
            .rendered
            .report()
            .requirements
            .iter()
            .all(|row| row.verdict == gongwen::conformance::Verdict::Met)
    );
}

#[test]
fn the_note_under_a_title_stands_between_it_and_the_text() {
    let sheets = with(issued(json!(LINES.join("\n"))));
    let title = sheets.line("issued-title");
    let lines = sheets.part("issued");
    let note: Vec<&Line> = lines.iter().filter(|line| line.part().item_and_block() == Some((0, 0))).collect();
    assert_eq!(note.len(), 2, "{:?}", note.iter().map(|line| line.text()).collect::<Vec<_>>());
    note.iter().for_each(|line| near(middle(line), AREA_CENTRE, EM / 2.0, &line.text()));
    near(note[0].top() - title.bottom(), PITCH - EM, 0.2, "right under the title");
    let text = &lines[2];
    near(text.top() - note[1].bottom(), under(1), 0.2, "one blank line under it");
    // A 公报 has its day there, and its text one blank line below, as every text without recipients.
    let sheets = with(json!({
        "title": "东江省2023年水资源公报", "recipients": null, "body": "东江省水利厅\n2024年2月29日\n2023年，全省降水偏多。",
    }));
    let lines = sheets.part("body");
    for line in &lines[..2] {
        near(middle(line), AREA_CENTRE, 0.3, &line.text());
        assert_eq!(faces(line)[0].0, "gw-kaiti");
    }
    near(lines[2].top() - lines[1].bottom(), under(1), 0.2, "one blank line under the day");
    at(lines[2].left(), AREA_LEFT + 2.0 * EM, "the text");
    assert!(!sheets.codes.contains(&"nonconforming"), "{:?}", sheets.codes);
}

/// Y-F6: 审议通/过.
#[test]
fn a_note_under_the_title_is_broken_by_sense() {
    for (note, wanted) in [
        (
            "（2026年1月16日云岭县第十八届人民代表大会第六次会议通过）",
            ["（2026年1月16日云岭县", "第十八届人民代表大会第六次会议通过）"],
        ),
        (
            ":-: （2024年11月29日青河市第十九届人民代表大会常务委员会第二十三次会议通过）",
            ["（2024年11月29日青河市第十九届人民代表大会", "常务委员会第二十三次会议通过）"],
        ),
    ] {
        let sheets = with(json!({
            "title": "关于国民经济和社会发展规划纲要的决议", "recipients": null, "body": format!("{note}\n会议决定批准规划纲要。"),
        }));
        let lines = sheets.part("body.0");
        assert_eq!(lines.iter().map(Line::text).collect::<Vec<_>>(), wanted);
        lines.iter().for_each(|line| near(middle(line), AREA_CENTRE, EM / 2.0, &line.text()));
    }
}

#[test]
fn contents_name_the_pages_that_their_headings_stand_on() {
    let sheets = data("mingling-guizhang.toml");
    let lines = sheets.part("contents");
    assert_eq!(sheets.line("contents-title").text(), "目　录");
    let mut said = 0;
    for line in &lines {
        let text = line.text();
        let name = text.split('·').next().unwrap().trim();
        let page: usize = text.rsplit('·').next().unwrap().trim().parse().unwrap();
        let heading = sheets.part("issued").into_iter().find(|line| line.text().trim() == name);
        assert_eq!(heading.unwrap_or_else(|| panic!("{name}")).page, page, "{text}");
        said += 1;
    }
    assert_eq!(said, 8, "six chapters and two sections");
    let first = sheets.part("issued").into_iter().find(|line| line.text().starts_with("第一章")).unwrap();
    near(first.top(), AREA_TOP, 0.1, "the text begins a page");
    assert!(!sheets.codes.contains(&"nonconforming"));
    // Deeper and less deep, and none of what is not there.
    let count = |depth: &str| {
        let mut keys = issued(json!(LINES.join("\n")));
        keys["issued"]["contents"] = json!(depth);
        with(keys).part("contents").len()
    };
    assert_eq!([count("章"), count("section"), count("article")], [2, 3, 5]);
}

/// 章, 节 and a number alone are never the last line of a page.
fn nothing_is_left_at_a_foot(sheets: &Sheets, what: &str) {
    for page in &sheets.pages {
        let lines = part_lines(page, Part::Issued);
        let Some(last) = lines.iter().rfind(|line| (line.size() - SIZE_3).abs() < 0.1) else {
            continue;
        };
        let text = last.text();
        let heads = text.starts_with('第') && (text.contains('章') || text.contains('节'));
        let is_last = sheets.part("issued").last().is_some_and(|end| end.page == page.number);
        assert!(is_last || !heads, "{what}: page {} ends with {text}", page.number);
    }
}

proptest! {
    #![proptest_config(config(12))]

    #[test]
    fn no_page_ends_with_a_heading_of_a_regulation(lengths in prop::collection::vec((0_usize..9, 8_usize..120), 25..50)) {
        let mut text = String::new();
        let (mut chapter, mut section, mut article) = (0, 0, 0);
        for (kind, length) in lengths {
            // A chapter, with a section or without; a section; articles alone.
            if kind < 3 {
                chapter += 1;
                section = 0;
                text += &format!("第{chapter}章　{}\n", hanzi(4 + length % 20));
            }
            if kind == 2 || kind == 3 {
                section += 1;
                text += &format!("第{section}节　{}\n", hanzi(5));
            }
            article += 1;
            text += &format!("第{article}条　{}。\n", hanzi(length));
        }
        text += "第九十九条　本办法自公布之日起施行。";
        nothing_is_left_at_a_foot(&with(issued(json!(text))), &text);
    }
}

#[test]
fn a_regulation_is_a_tree_of_headings_for_who_reads_by_ear() {
    let sheets = with(issued(json!(LINES.join("\n"))));
    let pdf = lopdf::Document::load_mem(&sheets.rendered.pdf().unwrap()).unwrap();
    let mut found = Vec::new();
    fn walk(element: &crate::pdf_text::Element, found: &mut Vec<String>) {
        if element.role.starts_with('H') && element.role.len() == 2 {
            found.push(format!("{} {}", element.role, element.text));
        }
        element.kids.iter().for_each(|kid| walk(kid, found));
    }
    walk(&structure(&pdf), &mut found);
    assert_eq!(
        found,
        [
            "H1 东江省水库管理办法",
            "H2 第一章　总　则",
            "H3 第一节　一般规定",
            "H4 第一条",
            "H4 第二条",
            "H2 第二章　附则"
        ]
    );
}

#[test]
fn an_attachment_that_the_title_issues_is_told() {
    let document = |keys: Value| {
        let mut all = json!({
            "issuers": ["东江省水利厅"], "title": "东江省水利厅关于印发《东江省水库管理办法》的通知",
            "recipients": ["各市水利局"], "body": "现印发给你们，请遵照执行。申请表见附件。", "date": "2024-03-01", "sealing": "none",
        });
        keys.as_object().unwrap().iter().for_each(|(key, value)| all[key] = value.clone());
        Document::from_value(&all).unwrap_or_else(|failure| panic!("{failure}"))
    };
    let told = |keys: Value| {
        let found = document(keys).check();
        found.iter().find(|found| found.code() == "issued-attached").map(|found| found.message(Lang::En))
    };
    let text = json!([{ "title": "东江省水库管理办法", "body": "第一条　甲。" }]);
    assert!(told(json!({ "attachments": text })).is_some_and(|said| said.contains("东江省水库管理办法")));
    assert_eq!(told(json!({ "issued": text, "attachments": ["申请表"] })), None);
}

#[test]
fn what_is_issued_is_read_like_every_body() {
    let read = |keys: Value| {
        let mut all = json!({
            "issuers": ["东江省水利厅"], "title": "东江省水利厅关于印发办法的通知", "body": "甲。",
            "date": "2024-03-01", "sealing": "none",
        });
        keys.as_object().unwrap().iter().for_each(|(key, value)| all[key] = value.clone());
        let errors = |failure: gongwen::Failure| {
            let errors =
                failure.diagnostics().iter().filter(|found| found.severity() == gongwen::Severity::Error);
            errors.map(gongwen::Diagnostic::code).collect()
        };
        let document = Document::from_value(&all).map_err(errors)?;
        ENGINE.render(&document).map(|_| ()).map_err(errors)
    };
    let failure = |keys: Value| -> Vec<&'static str> { read(keys).unwrap_err() };
    assert_eq!(failure(json!({ "issued": "办法" })), ["wrong-type"]);
    assert_eq!(failure(json!({ "issued": { "title": "办法" } })), ["missing-body"]);
    assert_eq!(
        failure(json!({ "印发件": [{ "标题": "办法", "正文": "甲。", "目录": "款" }] })),
        ["unknown-choice"]
    );
    let level = json!({ "issued": { "title": "办法", "body": [{ "heading": "甲", "level": "clause" }] } });
    assert_eq!(failure(level)[0], "unknown-choice");
    assert_eq!(read(json!({ "issued": { "title": "办法", "body": "第一条　甲。" } })), Ok(()));
    assert_eq!(read(json!({ "印发件": [{ "标题": "办法", "正文": "第一条　甲。", "目录": "条" }] })), Ok(()));
}
