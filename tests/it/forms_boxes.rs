//! 专栏: frames with lines of their own, as plans of five years have them.

use gongwen::batch::BatchReader;
use gongwen::conformance::Verdict;
use gongwen::page::{Line, Rect, Shape};
use gongwen::{Document, Rendered};
use lopdf::Document as Pdf;

use crate::measured::piece;
use crate::pdf_text::structure;
use crate::sheet::{all, codes, near, set, try_set};
use crate::standard::{AREA_CENTRE, AREA_LEFT, AREA_RIGHT};
use crate::support::{ENGINE, Project, Run, program, words_on_pages};

const HEAD: &str =
    "issuers = [\"甲市发展和改革局\"]\ntitle = \"关于印发规划要点的通知\"\ndate = 2025-03-03\n";
/// 4号 in mm, and the pitch of its lines.
const EM_4: f64 = 14.0 * 25.4 / 72.0;
const PITCH_4: f64 = 26.25 * 25.4 / 72.0;
/// The frame's inset.
const INSET: f64 = 0.6 * EM_4;

fn blocks(lines: &str) -> String {
    format!(
        "{HEAD}body = [{{ text = \"文一。\" }},\n{{ box = {{ title = \"专栏1　重点工程\", body = {lines} }} }},\n{{ \"文字\" = \"文二。\" }}]\n"
    )
}

fn markdown(quotation: &str) -> String {
    format!("{HEAD}body-format = \"markdown\"\nbody = '''\n文一。\n\n{quotation}\n\n文二。\n'''\n")
}

/// The frame on a page: its four edges.
fn frame(rendered: &Rendered, page: usize) -> Rect {
    let part = piece("body.1");
    let shapes = rendered.pages()[page].shapes.iter().filter(|shape| shape.part == part);
    let rects: Vec<Rect> = shapes.map(|shape: &Shape| shape.rect).collect();
    rects.into_iter().reduce(Rect::union).expect("a frame")
}

fn sound(rendered: &Rendered) {
    let broken: Vec<_> =
        rendered.report().requirements.iter().filter(|row| row.verdict == Verdict::Broken).collect();
    assert!(broken.is_empty(), "{broken:?}");
    let told: Vec<_> =
        rendered.diagnostics().iter().filter(|found| found.code() != "substitute-face").collect();
    assert!(told.is_empty(), "{told:?}");
}

fn spellings() -> [String; 3] {
    let long = "建设城市算力中心，到2030年总规模居全国前列，绿色低碳水平达到全国先进，年均能耗降低5%以上。";
    [
        blocks(&format!("\"1.算力工程。{long}\\n（一）加强领导。认真落实。\"")),
        blocks(&format!("[\"1.算力工程。{long}\\n（一）加强\", {{ bold = \"领导\" }}, \"。认真落实。\"]")),
        markdown(&format!("> **专栏1　重点工程**\n> 1.算力工程。{long}\n> （一）加强领导。认真落实。")),
    ]
}

#[test]
fn a_box_is_as_wide_as_the_type_area_and_its_lines_are_in_size_4() {
    for data in spellings() {
        let rendered = set(&data);
        sound(&rendered);
        let lines: Vec<Line> = all(rendered.pages(), "body.1");
        let edge = frame(&rendered, 0);
        near(edge.left, AREA_LEFT, "left edge");
        near(edge.right, AREA_RIGHT, "right edge");
        let [title, first, second, third] = &lines[..] else { panic!("{} lines", lines.len()) };
        assert_eq!(title.text(), "专栏1　重点工程");
        assert_eq!(title.runs[0].family, "gw-heiti");
        near((title.left() + title.right()) / 2.0, AREA_CENTRE, "title in the middle");
        for line in &lines {
            near(line.size(), 14.0, "4号");
        }
        near(first.left(), AREA_LEFT + INSET + 2.0 * EM_4, "2 字 in");
        near(second.left(), AREA_LEFT + INSET, "further lines at the inset");
        for pair in lines.windows(2) {
            near(pair[1].baseline - pair[0].baseline, PITCH_4, "pitch");
        }
        // Its number gives a line its face.
        assert_eq!(third.runs[0].family, "gw-kaiti");
        assert_eq!(first.runs.last().unwrap().family, "gw-fangsong");
        assert_eq!(all(rendered.pages(), "body.2")[0].text(), "文二。");
    }
}

#[test]
fn a_box_is_paragraphs_for_who_listens_and_no_heading() {
    for data in spellings() {
        let pdf = Pdf::load_mem(&set(&data).pdf().unwrap()).unwrap();
        let all = structure(&pdf);
        let told: Vec<(String, String)> = all
            .all()
            .into_iter()
            .filter(|element| element.role.starts_with('H') || element.role == "P")
            .map(|element| (element.role.clone(), element.text.split_whitespace().collect()))
            .collect();
        for (role, text) in [("P", "专栏1重点工程"), ("P", "（一）加强领导。认真落实。"), ("P", "文二。")]
        {
            assert!(told.contains(&(role.to_owned(), text.to_owned())), "{text}: {told:?}");
        }
        assert!(!told.iter().any(|(role, _)| role.starts_with('H')), "{told:?}");
    }
}

#[test]
fn a_long_box_goes_on_over_pages_and_is_told() {
    let line = "建设城市算力中心，到2030年总规模居全国前列，绿色低碳水平达到全国先进。\\n";
    let rendered = set(&blocks(&format!("\"{}\"", line.repeat(40))));
    let found: Vec<_> = rendered.diagnostics().iter().filter(|found| found.code() == "box-parted").collect();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].place().expect("a place").line_column().0, 5);
    for page in [0, 1] {
        let edge = frame(&rendered, page);
        near(edge.left, AREA_LEFT, "left edge");
    }
    let broken = rendered.report().requirements.iter().filter(|row| row.verdict == Verdict::Broken).count();
    assert_eq!(broken, 0);
}

#[test]
fn a_box_holds_text_and_says_what_it_does_not() {
    for (data, code) in [
        (blocks("\"甲。\\n![图](a.png)\""), "box-part"),
        (blocks("\"甲。\\n```typst\\n$ a $\\n```\""), "box-part"),
        (blocks("\"单位：\\t日期：\""), "box-part"),
        (blocks("\" \""), "empty-value"),
        (format!("{HEAD}body = [{{ box = {{ title = \"专栏1\" }} }}]\n"), "missing-key"),
        (format!("{HEAD}body = [{{ box = {{ titel = \"专栏1\", body = \"甲。\" }} }}]\n"), "unknown-key"),
        (format!("{HEAD}body = [{{ box = \"甲。\" }}]\n"), "wrong-type"),
    ] {
        let failure = try_set(&data).expect_err(code);
        assert_eq!(codes(failure.diagnostics()), [code], "{data}");
    }
    // Other quotations are what they were.
    let plain = set(&markdown("> 甲。"));
    assert!(codes(plain.diagnostics()).contains(&"markdown-mapped"));
}

/// What stands in a box is read like all else: characters, marks, numbers, placeholders.
#[test]
fn words_in_a_box_are_looked_at() {
    for (number, data) in spellings().into_iter().enumerate() {
        let rare = data.replace("专栏1", "专栏\u{2A6D6}");
        let failure = try_set(&rare).expect_err("no face has it");
        assert!(codes(failure.diagnostics()).contains(&"missing-glyph"));
        let typed = data.replace("建设城市", "建设(试点)城市").replace("居全国前列，", "居全国前列,");
        assert_ne!(typed, data);
        let found = gongwen::Document::from_toml(&typed).unwrap();
        let told = codes(&found.check());
        assert!(told.contains(&"half-width-marks"), "{told:?}");
        let project = Project::of(&typed, "");
        Run::of(program().current_dir(project.folder()).args(["fmt", "--write", "data.toml"])).ends(0);
        let made = String::from_utf8(project.read("data.toml")).unwrap();
        assert_eq!(made, data.replace("建设城市", "建设（试点）城市"));
        let skipped = data.replace("（一）加强", "（三）加强");
        let told = codes(&Document::from_toml(&skipped).unwrap().check());
        assert!(told.contains(&"numbering-start"), "{number}: {told:?}");
        let base = data.replace("重点工程", "{{甲}}").replace("认真落实", "{{甲}}落实");
        let unfilled = set(&base);
        assert!(codes(unfilled.diagnostics()).contains(&"placeholder-left"));
        let project = Project::of(base, "");
        project.write("list.csv", "甲\n# 一、|乙|\n");
        let batch = BatchReader::new(Document::reader())
            .file_names("{row}")
            .read_paths(project.path("data.toml"), project.path("list.csv"))
            .unwrap_or_else(|failure| panic!("{failure}"));
        let document = batch.document(1).unwrap_or_else(|failure| panic!("{failure}"));
        let words = words_on_pages(&ENGINE.render(&document).unwrap_or_else(|failure| panic!("{failure}")));
        let words: String = words.split_whitespace().collect();
        assert_eq!(words.matches("#一、|乙|").count(), 2, "{words}");
    }
}

/// A box's numbers are its own: the text around goes on from its own.
#[test]
fn numbers_in_a_box_count_nothing_outside() {
    let rendered = set(&markdown("# 甲\n\n> **专栏1**\n> # 丁\n> 1.乙。\n\n# 丙"));
    let words = words_on_pages(&rendered);
    assert!(words.contains("一、甲") && words.contains("二、丙"), "{words}");
}

#[test]
fn too_long_a_line_in_a_box_is_told_as_others_are() {
    let data = blocks(&format!("\"{}\"", "字".repeat(30_000)));
    assert_eq!(codes(try_set(&data).expect_err("too long").diagnostics())[0], "too-long");
}

/// The same table in the spellings of a box: a text, its parts, a quotation.
fn with_table(rows: &str) -> [String; 3] {
    let lines = format!("表1　指标\n单位：个\n{rows}\n注：乙为预期值。\n以上指标每年公布。");
    let escaped = lines.replace('\n', "\\n");
    // In Markdown a blank line ends a table.
    let quoted = lines.replace("\n|", "\n\n|").replace("|\n\n|", "|\n|").replace("|\n注", "|\n\n注");
    let quoted: Vec<String> = quoted.lines().map(|line| format!("> {line}\n>")).collect();
    let quoted = quoted.join("\n").replace("|\n>\n> |", "|\n> |");
    [
        blocks(&format!("\"{escaped}\"")),
        blocks(&format!("[\"{escaped}\"]")),
        markdown(&format!("> **专栏1　重点工程**\n>\n{quoted}")),
    ]
}

/// tests/daily/20: what plans put into a 专栏.
#[test]
fn a_table_in_a_box_keeps_to_the_box() {
    let long = "建设城市算力中心，到2030年总规模居全国前列，绿色低碳水平达到全国先进，年均能耗降低5%以上，并网运行。";
    let rows = format!("|工程|个数|内容|\n|-|-|-|\n|算力|12|{long}|\n|水利|3|{long}|");
    for data in with_table(&rows) {
        let rendered = set(&data);
        sound(&rendered);
        // Its title, caption and unit stay with the table: all of it goes over.
        let edge = frame(&rendered, 1);
        near(edge.left, AREA_LEFT, "left edge");
        near(edge.right, AREA_RIGHT, "right edge");
        let part = piece("body.1");
        let shapes =
            rendered.pages()[1].shapes.iter().filter(|shape| shape.part == part).map(|shape| shape.rect);
        let inside =
            |rect: &Rect| rect.left > edge.left + INSET - 0.1 && rect.right < edge.right - INSET + 0.1;
        // Its rules end where the words of the box do, and no farther.
        let rules: Vec<Rect> = shapes.filter(inside).collect();
        let all_rules = rules.iter().copied().reduce(Rect::union).expect("a table's rules");
        near(all_rules.left, AREA_LEFT + INSET, "the table as wide as the box's room");
        let lines = all(rendered.pages(), "body.1");
        let line = |text: &str| {
            lines.iter().find(|line| line.text() == text).unwrap_or_else(|| panic!("{text}: {data}"))
        };
        assert_eq!(line("表1　指标").runs[0].family, "gw-heiti");
        assert!(line("单位：个").right() < all_rules.right + 0.1);
        assert!(line("以上指标每年公布。").top() > all_rules.bottom);
        let pdf = Pdf::load_mem(&rendered.pdf().unwrap()).unwrap();
        let told = structure(&pdf);
        let count = |role: &str| told.all().iter().filter(|element| element.role == role).count();
        assert_eq!((count("Table"), count("TH"), count("TD")), (1, 3, 6));
    }
}

/// Its cells are looked at like all words, and its rows like those of other tables.
#[test]
fn a_table_in_a_box_is_looked_at() {
    let rows = "|工程|个数|\n|-|-|\n|算力|12|\n|水利|3|";
    for data in with_table(rows) {
        let failure = try_set(&data.replace("水利", "水\u{2A6D6}")).expect_err("no face has it");
        assert!(codes(failure.diagnostics()).contains(&"missing-glyph"));
        let unfilled = set(&data.replace("水利", "{{甲}}"));
        assert!(codes(unfilled.diagnostics()).contains(&"placeholder-left"));
    }
    let [text, parts, _] = with_table("|算力|12|\n|水利|3|");
    for data in [text, parts] {
        let rendered = set(&data.replace("|水利|3|", "|水利|"));
        let told = codes(rendered.diagnostics());
        // In Markdown a row is as long as the header.
        assert!(told.contains(&"no-header") && told.contains(&"ragged-row"), "{told:?}: {data}");
    }
}
