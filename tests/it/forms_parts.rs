//! Forms of the daily office, their parts and ends: rows with labels of their own, parties, who reprints.

use gongwen::batch::BatchReader;
use gongwen::conformance::{Requirement, Verdict};
use gongwen::page::Line;
use gongwen::{Document, Lang};
use serde_json::json;

use crate::measured::{Sheets, at, near, with};
use crate::sheet::{codes, try_set};
use crate::standard::{AREA_LEFT, AREA_RIGHT, AREA_WIDTH, EM, EM_4, PITCH, SIZE_3};
use crate::support::{ENGINE, Project, Run, data_with, program, words_on_pages};

/// No row of the report is broken, and nothing is told but that faces stand in.
#[track_caller]
fn whole(sheets: &Sheets) {
    let told = codes(sheets.rendered.diagnostics());
    assert!(told.iter().all(|code| ["substitute-face"].contains(code)), "{told:?}");
}

fn minutes() -> Sheets {
    let many: Vec<String> = (0..12).map(|i| format!("乙局赵{i}：甲")).collect();
    with(json!({
        "format": "minutes", "mark": "甲市水利局会议纪要", "recipients": null, "body": "会议议定。",
        "title": "关于防汛的会议纪要", "issuers": ["甲市水利局"], "number": "〔2025〕1号",
        "attendance": [
            { "label": "主持", "names": ["张三"] },
            { "label": "出席：", "names": many },
            { "标签": "记录人", "名单": "冯十五" },
        ],
        "cc": [
            { "label": "报", "names": ["市委办公室", "市政府办公室"] },
            { "label": "送", "names": ["市政协办公室", "市中级人民法院，市人民检察院，市监察委员会，市总工会，市妇女联合会"] },
            { "label": "发", "names": ["各县（市、区）水利局"] },
        ],
        "printer": "甲市水利局办公室", "print-date": "2025-03-06",
    }))
}

/// 10.3 and 7.4.2, with the labels that offices use: each row hangs from its own label, none is parted by a rule.
#[test]
fn rows_have_the_labels_that_the_data_say() {
    let sheets = minutes();
    whole(&sheets);
    let lines = sheets.part("attendance");
    let begins: Vec<usize> =
        (0..lines.len()).filter(|i| lines[*i].left() < AREA_LEFT + 2.0 * EM + 1.0).collect();
    let labels = ["主持：", "出席：", "记录人："];
    assert_eq!(begins.len(), 3, "{:?}", lines.iter().map(|line| line.text()).collect::<Vec<_>>());
    for (label, at_line) in labels.iter().zip(begins) {
        let line = &lines[at_line];
        assert!(line.text().starts_with(label), "{}", line.text());
        at(line.left(), AREA_LEFT + 2.0 * EM, "左空二字");
        assert_eq!((line.runs[0].family.as_str(), line.runs[0].size), ("gw-heiti", SIZE_3));
        let names = AREA_LEFT + (2.0 + label.chars().count() as f64) * EM;
        let glyphs: Vec<_> = line.runs.iter().flat_map(|run| &run.glyphs).collect();
        at(glyphs[label.chars().count()].x, names, "names follow the colon");
        if *label == "出席：" {
            assert!(lines[at_line + 1].left() > names - 0.1, "further lines hang from it");
            at(lines[at_line + 1].left(), names, "回行与冒号后的首字对齐");
        }
    }
    lines.windows(2).for_each(|pair| at(pair[1].baseline - pair[0].baseline, PITCH, "no blank line between"));

    let copies = sheets.part("cc");
    let text: Vec<String> = copies.iter().map(|line| line.text()).collect();
    assert_eq!(copies.len(), 4, "{text:?}");
    for (line, label) in [(0, "报："), (1, "送："), (3, "发：")] {
        assert!(text[line].starts_with(label), "{text:?}");
        near(copies[line].left(), AREA_LEFT + EM_4, 0.1, "左空一字");
    }
    assert!([0, 2, 3].iter().all(|line| text[*line].ends_with('。')), "{text:?}");
    near(copies[2].left(), AREA_LEFT + 3.0 * EM_4, 0.1, "回行与冒号后的首字对齐");
    // Rules: first, before the printer, last.
    assert_eq!(sheets.shapes("colophon-rule").len(), 3, "none between rows of 抄送");
    let told = crate::tagged::paragraphs(&sheets);
    let wanted =
        ["主持：张三", "记录人：冯十五", "报：市委办公室，市政府办公室。", "发：各县（市、区）水利局。"];
    for words in wanted {
        assert!(told.contains(&("P".to_owned(), words.to_owned())), "{words} in {told:?}");
    }
}

/// A row of 10.3 asked every line with a colon in it for the face of a label.
#[test]
fn a_colon_among_names_makes_no_label() {
    let row = |row: &Requirement| row.quantity.1 == "face of the label";
    let sheets = minutes();
    let rows: Vec<_> = sheets.rendered.report().requirements.iter().filter(|r| row(r)).cloned().collect();
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].verdict, Verdict::Met, "{rows:?}");
}

/// One list is 抄送 as ever, and the three keys of minutes are rows too.
#[test]
fn a_plain_list_has_the_usual_label() {
    let lists = |keys: &str| {
        let text = format!(
            "format = \"minutes\"\nmark = \"会议纪要\"\nissuers = [\"甲局\"]\ndate = 2025-03-05\nbody = \"议定。\"\n{keys}\n"
        );
        let pages = try_set(&text).unwrap_or_else(|failure| panic!("{failure}"));
        ["attendance", "cc"].map(|part| {
            crate::sheet::all(pages.pages(), part).iter().map(|line| line.text()).collect::<Vec<_>>()
        })
    };
    let old = lists("attendees = [\"张三\"]\nobservers = \"李四\"\ncc = [\"甲\", \"乙\"]");
    let new = lists(
        "attendance = [{ label = \"出席\", names = \"张三\" }, { label = \"列席\", names = [\"李四\"] }]\n\
         cc = { label = \"抄送\", names = \"甲，乙\" }",
    );
    assert_eq!(old, new);
    assert_eq!(lists("attendance = [\"张三\", \"李四\"]")[0], ["出席：张三、李四"]);
}

fn told(keys: &[(&str, &str)]) -> Vec<(&'static str, String)> {
    let found = match Document::from_toml(&data_with(keys)) {
        Ok(document) => document.diagnostics().to_vec(),
        Err(failure) => failure.diagnostics().to_vec(),
    };
    found.iter().map(|found| (found.code(), found.data_path().unwrap_or_default().to_owned())).collect()
}

#[test]
fn labelled_rows_are_told_where_they_are_wrong() {
    for (keys, code, path) in [
        (&[("cc", "[{ label = \"报\" }]")][..], "missing-key", "cc[0].names"),
        (&[("cc", "[{ names = \"甲\" }]")], "missing-key", "cc[0].label"),
        (&[("cc", "[{ label = \"报\", names = \"甲\" }, \"乙\"]")], "wrong-type", "cc[1]"),
        (&[("cc", "[\"乙\", { label = \"报\", names = \"甲\" }]")], "wrong-type", "cc[1]"),
        (&[("cc", "[{ label = \"：\", names = \"甲\" }]")], "empty-value", "cc[0].label"),
        (&[("cc", "[{ label = \"报\", to = \"甲\", names = \"乙\" }]")], "unknown-key", "cc[0].to"),
        (
            &[("cc", "[{ label = \"一二三四五六七八九十一二三\", names = \"乙\" }]")],
            "too-long",
            "cc[0].label",
        ),
        (&[("attendance", "[{ label = \"主持\", names = \"甲\" }]")], "not-used", "attendance"),
        (
            &[
                ("format", "\"minutes\""),
                ("mark", "\"会议纪要\""),
                ("attendance", "[{ label = \"主持\", names = \"甲\" }]"),
                ("absentees", "\"乙\""),
            ],
            "keys-exclude",
            "absentees",
        ),
    ] {
        let found = told(keys);
        assert!(found.contains(&(code, path.to_owned())), "{keys:?}: {found:?}");
    }
    let text = data_with(&[
        ("format", "\"minutes\""),
        ("mark", "\"会议纪要\""),
        ("attendance", "\"甲\""),
        ("attendees", "\"乙\""),
    ]);
    let failure = Document::from_toml(&text).map(|_| ()).expect_err("both");
    let found = &failure.diagnostics()[0];
    assert_eq!(found.message(Lang::En), "`attendees` and `attendance` exclude each other: it has all rows");
    assert_eq!(found.message(Lang::Zh), "“attendees”与“attendance”不能同写：参会有全部各行");
}

/// 上行文不抄送下级机关: 发 rows of a report are copies to subordinates, 报 rows are not.
#[test]
fn copies_of_every_row_are_looked_at() {
    let text = |label: &str| {
        format!(
            "title = \"甲局关于防汛工作情况的报告\"\nissuers = [\"甲局\"]\nrecipients = [\"省政府\"]\nbody = \"现报告如下。\"\n\
             number = \"甲〔2025〕1号\"\nsigners = [\"甲\"]\ncc = [{{ label = \"送\", names = \"乙局\" }}, {{ label = \"{label}\", names = [\"各县水利局\"] }}]\n"
        )
    };
    let codes = |label: &str| -> Vec<&'static str> {
        let document = Document::from_toml(&text(label)).unwrap();
        document.check().iter().map(|found| found.code()).collect()
    };
    assert!(codes("发").contains(&"cc-subordinates"));
    assert!(!codes("报").contains(&"cc-subordinates"));
}

/// `fmt` puts the marks of such rows right, and columns of a list reach into them.
#[test]
fn fmt_and_lists_know_labelled_rows() {
    let project = Project::of(
        "issuers = [\"甲局\"]\ntitle = \"关于培训的通知\"\nbody = \"一。\"\ndate = 2025-03-05\n\
         cc = [{ label = \"报\", names = [\"甲局(甲),乙局\"] }, { label = \"发\", names = \"各县\" }]\n",
        "",
    );
    project.write("list.csv", "cc.1.names,抄送.0.名单.0\n东县,省局\n西县,省厅\n");
    let batch = BatchReader::new(Document::reader())
        .read_paths(project.path("data.toml"), project.path("list.csv"))
        .unwrap_or_else(|failure| panic!("{failure}"));
    let document = batch.document(2).unwrap_or_else(|failure| panic!("{failure}"));
    let words = words_on_pages(&ENGINE.render(&document).unwrap());
    assert!(words.contains("报：省厅。") && words.contains("发：西县。"), "{words}");
    Run::of(program().current_dir(project.folder()).args(["fmt", "--write", "data.toml"])).ends(0);
    let text = String::from_utf8(project.read("data.toml")).unwrap();
    assert!(text.contains("甲局（甲），乙局"), "{text}");
}

fn agreement(parties: serde_json::Value) -> Sheets {
    with(json!({
        "format": "plain", "title": "道路保洁服务协议", "recipients": null, "number": null, "issuers": null,
        "sealing": null, "body": "双方订立本协议。\n第一条　甲。\n第二条　乙。", "parties": parties,
    }))
}

/// 各方 stand level in two halves with 2 字 between, one blank line under the text, each with room for a stamp.
#[test]
fn parties_sign_side_by_side() {
    let sheets = agreement(json!([
        { "name": "甲市城管局", "representative": "法定代表人：张三", "date": "2025年　月　日" },
        { "name": "乙公司", "date": "2025-03-05" },
        { "role": "见证人（签字）", "name": "________" },
    ]));
    whole(&sheets);
    let half = (AREA_WIDTH - 2.0 * EM) / 2.0;
    let rows = |party: usize| -> Vec<Line> { sheets.part(&format!("party.{party}")) };
    let said = |party: usize| -> Vec<String> { rows(party).iter().map(Line::text).collect() };
    assert_eq!(said(0), ["甲方（盖章）：甲市城管局", "法定代表人：张三", "2025年　月　日"]);
    assert_eq!(said(1), ["乙方（盖章）：乙公司", "代表（签字）：", "2025年3月5日"]);
    assert_eq!(said(2)[0], "见证人（签字）：________");
    assert_eq!(said(2).len(), 2, "one who signs has no representative: {:?}", said(2));
    let text = sheets.part("body").pop().expect("a body");
    at(rows(0)[0].baseline - text.baseline, 2.0 * PITCH, "one blank line under the text");
    for (party, left) in [(0, AREA_LEFT), (1, AREA_LEFT + half + 2.0 * EM), (2, AREA_LEFT)] {
        let rows = rows(party);
        at(rows[0].left(), left, "each in its half");
        near(rows.last().unwrap().right(), left + half, 0.2, "the date at its right");
        assert!(rows[0].runs.iter().all(|run| run.family == "gw-fangsong" || run.family == "gw-latin"));
    }
    for row in 0..3 {
        at(rows(0)[row].baseline, rows(1)[row].baseline, "level");
    }
    at(rows(0)[1].baseline - rows(0)[0].baseline, 3.0 * PITCH, "two blank lines for the stamp");
    at(rows(0)[2].baseline - rows(0)[1].baseline, PITCH, "the date under who signs");
    assert!(rows(2)[1].bottom() - rows(2)[0].top() > 41.9, "room for the usual seal");
    let told = crate::tagged::paragraphs(&sheets);
    let parties: Vec<&str> =
        told.iter().map(|(_, words)| words.as_str()).filter(|words| words.contains('：')).collect();
    assert_eq!(
        &parties[..3],
        ["甲方（盖章）：甲市城管局", "法定代表人：张三", "乙方（盖章）：乙公司"],
        "party by party"
    );
}

/// tests/daily/14: who begins a row stands under the one before, whatever the row would hold.
#[test]
fn parties_sign_under_one_another() {
    let sheets = agreement(json!([
        { "role": "投标人", "name": "甲公司" },
        { "角色": "代理人（签字）", "名称": "________", "另起一行": true },
        { "role": "见证人（签字）", "name": "________" },
    ]));
    whole(&sheets);
    let first = |party: usize| sheets.part(&format!("party.{party}"))[0].clone();
    let half = (AREA_WIDTH - 2.0 * EM) / 2.0;
    for (party, left) in [(0, AREA_LEFT), (1, AREA_LEFT), (2, AREA_LEFT + half + 2.0 * EM)] {
        at(first(party).left(), left, "at the left of its row, or beside");
    }
    at(first(1).baseline, first(2).baseline, "level");
    let foot = sheets.part("party.0").last().expect("a date").bottom();
    assert!(first(1).top() > foot, "under the one before");
    let rows = &sheets.rendered.report().requirements;
    assert!(!rows.iter().any(|row| row.clause == "7.3.5" && row.verdict == Verdict::Broken));
}

/// Y-F10: 甲 and 乙 stood on one page, the witness alone on the next, and `fitted` was told.
#[test]
fn parties_stay_together_with_a_line_of_text() {
    for lines in 8..22 {
        let body = (0..lines).map(|i| {
            format!("第{}条　双方订立本协议。", "一二三四五六七八九十".chars().nth(i % 10).unwrap())
        });
        let body = body.collect::<Vec<_>>().join("\n");
        let sheets = with(json!({
            "format": "plain", "title": "框架协议", "recipients": null, "number": null, "issuers": null, "sealing": null,
            "body": body, "parties": [{ "name": "甲县人民政府" }, { "name": "乙大学" }, { "role": "见证方", "name": "丙局" }],
        }));
        let rows: Vec<Line> = (0..3).flat_map(|party| sheets.part(&format!("party.{party}"))).collect();
        let page = rows[0].page;
        assert!(rows.iter().all(|row| row.page == page), "{lines}: torn apart");
        let text = sheets.part("body").iter().filter(|line| line.page == page).count();
        let told = sheets.codes.contains(&"not-fitted");
        assert!(text > 0 || told, "{lines}: alone");
    }
}

/// A long name stands under its label, broken by sense, on both sides; its seal covers its end.
#[test]
fn a_long_name_stands_under_its_label() {
    let sheets = agreement(json!([
        { "name": "甲局", "seal": "yangzhang.svg" },
        { "name": "甲市城市环境卫生集团有限公司" },
    ]));
    whole(&sheets);
    let said: Vec<String> = sheets.part("party.1").iter().map(Line::text).collect();
    assert_eq!(said[0], "乙方（盖章）：");
    assert_eq!(said[1..3].concat(), "甲市城市环境卫生集团有限公司");
    assert!(said[2].chars().count() > 1, "{said:?}");
    at(sheets.part("party.0")[1].left(), AREA_LEFT, "under its label too");
    let pictures = crate::sheet::pictures(sheets.rendered.pages(), "party.0");
    near(pictures[0].1.rect.width(), 42.0, 0.1, "the seal's true size");
}

#[test]
fn parties_are_told_where_they_are_wrong() {
    let two = "[{ name = \"甲\" }, { name = \"乙\" }]";
    for (keys, code, path) in [
        (&[("parties", "[{ name = \"甲\" }]")][..], "one-party", "parties[0]"),
        (&[("parties", "[{ name = \"甲\" }, { role = \"乙方\" }]")], "missing-key", "parties[1].name"),
        (&[("parties", "[\"甲\", \"乙\"]")], "wrong-type", "parties[0]"),
        (
            &[("parties", "[{ name = \"甲\", own-row = true }, { name = \"乙\" }]")],
            "not-used",
            "parties[0].own-row",
        ),
        (&[("parties", two), ("sealing", "\"none\"")], "keys-exclude", "sealing"),
        (&[("parties", two), ("sign-off", "true")], "keys-exclude", "sign-off"),
        (&[("parties", two), ("signers", "\"张三\"")], "keys-exclude", "signers"),
        (&[("parties", two), ("format", "\"minutes\""), ("mark", "\"会议纪要\"")], "not-used", "parties"),
        (&[("parties", &format!("[{}]", "{ name = \"甲\" },".repeat(9)))], "out-of-range", "parties"),
        (&[("format", "\"letter\""), ("reprinter", "\"甲\"")], "not-used", "reprinter"),
    ] {
        let found = told(keys);
        assert!(found.contains(&(code, path.to_owned())), "{keys:?}: {found:?}");
    }
}

/// 翻印 stands as 印发 does, under it and a thin rule.
#[test]
fn who_reprints_stands_under_the_printer() {
    let sheets = with(json!({
        "printer": "甲局办公室", "print-date": "2025-03-06",
        "reprinter": "乙县水利局办公室", "reprint-date": "2025-03-10", "copies": 30,
    }));
    whole(&sheets);
    let (organ, date) = (sheets.line("reprinter"), sheets.line("reprint-date"));
    assert_eq!((organ.text().as_str(), date.text().as_str()), ("乙县水利局办公室", "2025年3月10日翻印"));
    near(organ.left(), AREA_LEFT + EM_4, 0.1, "左空一字");
    near(date.right(), AREA_RIGHT - EM_4, 0.1, "右空一字");
    at(organ.baseline, date.baseline, "in one row");
    assert!(organ.top() > sheets.line("printer").bottom() && organ.bottom() < sheets.line("copies").top());
    assert_eq!(sheets.shapes("colophon-rule").len(), 4, "first, two between, last");
    let told = crate::tagged::paragraphs(&sheets);
    assert!(told.contains(&("P".to_owned(), "2025年3月10日翻印".to_owned())), "{told:?}");
}

/// 14: a rule to sign on stood under its label, because the name beside it did.
#[test]
fn a_rule_to_sign_on_stands_behind_its_label() {
    let sheets = agreement(json!([
        { "role": "投标人（盖章）", "name": "青河市水务集团有限责任公司" },
        { "role": "代理人（签字）", "name": "________" },
    ]));
    let first = |party: usize| sheets.part(&format!("party.{party}")).first().map(Line::text);
    assert_eq!(first(0).as_deref(), Some("投标人（盖章）："));
    assert_eq!(first(1).as_deref(), Some("代理人（签字）：________"));
}
