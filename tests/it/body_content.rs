//! What a body may hold beside text: blocks, Markdown, tables, pictures, fragments; measured on the page.

use std::fs;

use gongwen::page::{Line, Part, lines};
use gongwen::page::{Page, Rect};
use gongwen::{Diagnostic, Document, Lang, Rendered};

use crate::measured::piece;
use crate::sheet::{FOOT, LEFT, RIGHT, all, codes, hanzi, near, only, pictures, set, try_set};
use crate::standard::{AREA_CENTRE, AREA_TOP, AREA_WIDTH, SIZE_4};
use crate::support::{ENGINE, Project};

const HEAD: &str = "issuers = [\"甲厅\"]\ntitle = \"关于甲的通知\"\n";

fn body(value: &str) -> String {
    format!("{HEAD}body = {value}\n")
}

fn markdown(text: &str) -> String {
    format!("{HEAD}body-format = \"markdown\"\nbody = '''\n{text}\n'''\n")
}

#[track_caller]
fn refused(data: &str) -> Vec<Diagnostic> {
    match try_set(data) {
        Err(failure) => failure.diagnostics().to_vec(),
        Ok(_) => panic!("set all the same:\n{data}"),
    }
}

/// Code, and what is underlined.
#[track_caller]
fn tells(data: &str, code: &str, underlined: &str) {
    let found = refused(data);
    let found = found.iter().find(|found| found.code() == code).unwrap_or_else(|| panic!("{found:?}"));
    let place = found.place().unwrap_or_else(|| panic!("{code} has no place"));
    assert_eq!(&data[place.range()], underlined, "{code}");
    assert!(found.help(Lang::Zh).is_some() && found.help(Lang::En).is_some(), "{code} helps");
}

/// All that the pages say but for their numbers, blanks left out.
fn said(rendered: &Rendered) -> String {
    let pages = rendered.pages();
    let lines: Vec<Line> = pages.iter().flat_map(lines).collect();
    let text = lines.iter().filter(|line| line.part() != Part::PageNumber).map(Line::text);
    text.collect::<String>().split_whitespace().collect()
}

/// The rectangle around an element's rules: its table.
fn table(page: &Page, part: &str) -> Option<Rect> {
    let shapes = page.shapes.iter().filter(|shape| shape.part == piece(part));
    shapes.map(|shape| shape.rect).reduce(Rect::union)
}

#[test]
fn a_program_passes_blocks() {
    let rendered = set(&body(
        r#"[
        { heading = "总体情况", level = 1 },
        { "标题" = "（一）基本情况" },
        { text = "甲。\n乙。" },
        { "文字" = ["合格率为", { "加粗" = "96.4%" }, "。"] },
        { table = { "题注" = "表一", "表头" = ["甲", "乙"], "行" = [["丙", 96.40], [true, ""]] } },
        { "图片" = "tonggao-map.png", "题注" = "示意图", "宽度" = "50%" },
        { heading = "工作要求", level = 1 },
    ]"#,
    ));
    let pages = rendered.pages();
    let texts: Vec<String> = (0..5).map(|n| only(pages, &format!("body.{n}")).text()).collect();
    assert_eq!(texts, ["一、总体情况", "（一）基本情况", "甲。", "乙。", "合格率为96.4%。"]);
    let faces = |n: usize| only(pages, &format!("body.{n}")).runs[0].family.clone();
    assert_eq!((faces(0).as_str(), faces(1).as_str()), ("gw-heiti", "gw-kaiti"));
    let cells: Vec<String> = all(pages, "body.5").iter().map(Line::text).collect();
    assert_eq!(cells, ["表一", "甲乙", "丙96.40", "true"], "a number as it was written");
    assert_eq!(all(pages, "body.6").len(), 1, "the picture's caption");
    assert_eq!(only(pages, "body.7").text(), "二、工作要求");
}

#[test]
fn blocks_of_a_wrong_shape_are_refused_at_their_place() {
    for (value, code, underlined) in [
        ("[{ text = \"甲\", heading = \"乙\" }]", "block-kind", "{ text = \"甲\", heading = \"乙\" }"),
        ("[{ }]", "block-kind", "{ }"),
        ("[{ heading = \"甲\", level = 5 }]", "out-of-range", "5"),
        ("[{ heading = \"甲\" }]", "missing-key", ""),
        ("[{ text = \"甲\", level = 1 }]", "unknown-key", "level"),
        ("[{ text = [\"甲\", { italic = \"乙\" }] }]", "unknown-key", "italic"),
        ("[{ text = [1] }]", "wrong-type", "1"),
        ("[\"甲\"]", "wrong-type", "\"甲\""),
        ("[{ table = { rows = [] } }]", "empty-value", "{ rows = [] }"),
        ("[{ table = { header = [\"甲\"] } }]", "table-source", "{ header = [\"甲\"] }"),
        ("[{ table = { rows = [[1]], csv = \"x\" } }]", "table-source", "{ rows = [[1]], csv = \"x\" }"),
        ("[{ table = { rows = [1] } }]", "wrong-type", "1"),
        ("[{ table = { rows = \"甲\" } }]", "wrong-type", "\"甲\""),
        ("[{ table = { rows = [[{ text = \"甲\", colspan = 0 }]] } }]", "out-of-range", "0"),
        ("[{ table = { rows = [[{ text = \"甲\", rowspan = -1 }]] } }]", "out-of-range", "-1"),
        ("[{ table = { rows = [[{ text = \"甲\", colspan = 61 }]] } }]", "out-of-range", "61"),
        ("[{ table = { rows = [[{ text = \"甲\", rowspan = 9999999 }]] } }]", "out-of-range", "9999999"),
        ("[{ table = { rows = [[{ text = \"甲\", colspan = \"二\" }]] } }]", "wrong-type", "\"二\""),
        ("[{ table = { rows = [[{ colspan = 2 }]] } }]", "missing-key", ""),
        ("[{ table = { rows = [[{ text = \"甲\", colspans = 2 }]] } }]", "unknown-key", "colspans"),
        (
            "[{ table = { rows = [[{ text = \"甲\", rowspan = 2 }, \"乙\"]] } }]",
            "merged-cells",
            "{ text = \"甲\", rowspan = 2 }",
        ),
        (
            "[{ table = { header = [{ text = \"甲\", rowspan = 2 }, \"乙\"], rows = [[\"丙\", \"丁\"]] } }]",
            "merged-cells",
            "{ text = \"甲\", rowspan = 2 }",
        ),
        (
            "[{ table = { rows = [[\"甲\", { text = \"乙\", rowspan = 2 }], [{ text = \"丙\", colspan = 2 }]] } }]",
            "merged-cells",
            "{ text = \"丙\", colspan = 2 }",
        ),
        (
            "[{ table = { rows = [[{ text = \"甲\", colspan = 2 }, \"乙\"], [\"丙\", \"丁\"], [1, 2, 3]] } }]",
            "merged-cells",
            "[\"丙\", \"丁\"]",
        ),
        ("\"\"\"\n|甲|<<|\n|乙|\n\"\"\"", "merged-cells", "|乙|"),
        ("\"\"\"\n|甲|乙|\n|---|---|\n|<<|丙|\n\"\"\"", "merged-cells", "|<<|丙|"),
        ("[{ table = { csv = \"没有.csv\" } }]", "missing-file", "\"没有.csv\""),
        ("[{ table = { csv = \"../x.csv\" } }]", "outside-folder", "\"../x.csv\""),
        ("[{ table = { xlsx = \"tongbao.csv\" } }]", "not-a-spreadsheet", "\"tongbao.csv\""),
        ("[{ image = \"没有.png\" }]", "missing-file", "没有.png"),
        ("[{ image = \"tongbao.csv\" }]", "not-a-picture", "tongbao.csv"),
        ("[{ image = \"../Cargo.toml\" }]", "outside-folder", "../Cargo.toml"),
        ("[{ image = \"yangzhang.svg\", width = \"0%\" }]", "not-a-width", "\"0%\""),
        ("[{ image = \"yangzhang.svg\", width = \"8cm\" }]", "not-a-width", "\"8cm\""),
        ("[{ image = \"yangzhang.svg\", width = 80 }]", "wrong-type", "80"),
        ("[]", "empty-body", "[]"),
    ] {
        let data = body(value);
        let found = refused(&data);
        let codes = codes(&found);
        let at =
            found.iter().find(|found| found.code() == code).unwrap_or_else(|| panic!("{value}: {codes:?}"));
        let place = at.place().unwrap_or_else(|| panic!("{value}: no place"));
        assert_eq!(&data[place.range()], underlined, "{value}");
    }
}

#[test]
fn markdown_is_set_with_levels_lists_and_bold() {
    let rendered = set(&markdown("# 总体要求\n\n甲**乙**。\n\n1. 丙；\n2. 丁。\n\n- 戊"));
    let pages = rendered.pages();
    let texts: Vec<String> = all(pages, "body").iter().map(Line::text).collect();
    assert_eq!(texts, ["一、总体要求", "甲乙。", "1.丙；", "2.丁。", "戊"]);
}

#[test]
fn foreign_markdown_is_told_at_its_place() {
    tells(&markdown("甲。\n\n<div>乙</div>"), "markdown-refused", "<div>乙</div>");
    tells(&markdown("甲。\n\n##### 乙"), "markdown-refused", "##### 乙");
    let data = markdown("见[网站](https://www.gov.cn)。");
    let rendered = set(&data);
    let found = rendered.diagnostics().iter().find(|found| found.code() == "markdown-mapped");
    let place = found.and_then(Diagnostic::place).expect("a link is told");
    assert_eq!(&data[place.range()], "[网站](https://www.gov.cn)");
}

#[test]
fn every_word_of_gongbao_is_on_the_page_in_order() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/data");
    let document = Document::from_path(format!("{folder}/gongbao.toml")).unwrap();
    let rendered = ENGINE.render(&document).unwrap();
    let words = said(&rendered);
    let text = fs::read_to_string(format!("{folder}/gongbao.md")).unwrap();
    let mut at = 0;
    for line in text.lines().filter(|line| !line.starts_with("|--")) {
        for word in line.trim_start_matches("# ").split(['|', '。', '，', '；']) {
            let word: String = word.split_whitespace().collect();
            let found = words[at..].find(&word);
            at += found.unwrap_or_else(|| panic!("{word} is not on the page in its place"));
        }
    }
}

const WIDE: &str = "甲乙丙丁戊己庚辛壬癸";

fn rows(count: usize) -> String {
    (1..=count).map(|n| format!("|{n}|{WIDE}|{n}.5|\n")).collect()
}

#[test]
fn a_long_table_repeats_its_header_and_stays_in_the_type_area() {
    let text = format!("表1　名单\n|序号|名称|数量|\n|---|---|---|\n{}", rows(60));
    let rendered = set(&body(&format!("\"\"\"\n{text}\"\"\"")));
    let pages = rendered.pages();
    let mut seen = 0;
    for page in pages {
        let Some(rect) = table(page, "body.0") else { continue };
        seen += 1;
        assert!(rect.left >= LEFT - 0.2 && rect.right <= RIGHT + 0.2, "page {}: {rect:?}", page.number);
        assert!(rect.top >= AREA_TOP - 0.2 && rect.bottom <= FOOT + 0.2, "page {}: {rect:?}", page.number);
        near((rect.left + rect.right) / 2.0, AREA_CENTRE, "the table is centred");
        let headers = lines(page).into_iter().filter(|line| line.text() == "序号名称数量");
        let headers: Vec<Line> = headers.collect();
        assert_eq!(headers.len(), 1, "page {}", page.number);
        assert!(headers[0].runs.iter().all(|run| run.family == "gw-heiti"));
    }
    assert!(seen >= 3, "{seen} pages have a part of the table");
    let captions: Vec<Line> =
        pages.iter().flat_map(lines).filter(|line| line.text().contains("表1　名单")).collect();
    let [caption] = &captions[..] else { panic!("one caption") };
    assert!((caption.size() - SIZE_4).abs() < 0.01 && caption.runs[0].family == "gw-heiti");
    near((caption.left() + caption.right()) / 2.0, AREA_CENTRE, "the caption is centred");
    let top = table(&pages[caption.page - 1], "body.0").expect("the table").top;
    assert!((2.0..6.0).contains(&(top - caption.bottom())), "the caption is above its table");
}

#[test]
fn numbers_stand_level_at_the_decimal_point() {
    let rendered =
        set(&body("\"\"\"\n|项目|金额|\n|---|---|\n|甲|1,286.4|\n|乙|-3.25|\n|丙|12|\n|丁|—|\n\"\"\""));
    let pages = rendered.pages();
    let found = all(pages, "body.0");
    let point = |text: &str| {
        let line = found.iter().find(|line| line.text().contains(text)).expect("the row");
        let glyphs = line.runs.iter().flat_map(|run| &run.glyphs);
        let digits: Vec<_> =
            glyphs.filter(|glyph| glyph.text.is_ascii() && !glyph.text.trim().is_empty()).collect();
        let at = digits.iter().position(|glyph| glyph.text == ".");
        at.map_or_else(|| digits.last().map(|last| last.x + last.advance), |at| Some(digits[at].x))
            .expect("digits")
    };
    near(point("-3.25"), point("1,286.4"), "the points");
    near(point("12"), point("1,286.4"), "a whole number ends where the others have their point");
}

#[test]
fn cells_wrap_break_and_may_be_empty() {
    let long = hanzi(120);
    let rendered = set(&body(&format!(
        "\"\"\"\n|甲|乙|\n|---|---|\n|{long}|一<br>二|\n||a\\\\|b|\n|https://www.example.gov.cn/{}|丙|\n\"\"\"",
        "abcdefgh".repeat(20)
    )));
    let pages = rendered.pages();
    let rect = table(&pages[0], "body.0").expect("a table");
    assert!(rect.width() <= AREA_WIDTH + 0.2, "{rect:?}");
    let text = said(&rendered).replace('\u{200B}', "");
    assert!(text.contains("a|b"));
    let lines: Vec<String> = all(pages, "body.0").iter().map(Line::text).collect();
    assert!(!lines.iter().any(|line| line.contains("一二")), "{lines:?}");
}

#[test]
fn a_table_of_one_cell_of_fifty_columns_and_of_ragged_rows() {
    let rendered = set(&body("[{ table = { rows = [[\"甲\"]] } }]"));
    assert_eq!(only(rendered.pages(), "body.0").text(), "甲");
    let wide: Vec<String> = (0..50).map(|n| format!("\"第{n}列\"")).collect();
    let wide = wide.join(", ");
    let data = body(&format!("[{{ table = {{ rows = [[{wide}]] }} }}]"));
    tells(&data, "table-too-wide", &format!("{{ rows = [[{wide}]] }}"));
    let data = body(&format!("[{{ table = {{ rows = [[{wide}, {wide}]] }} }}]"));
    tells(&data, "table-too-large", &format!("{{ rows = [[{wide}, {wide}]] }}"));
    let rendered =
        set(&body("[{ table = { header = [\"甲\", \"乙\"], rows = [[\"丙\"], [\"丁\", \"戊\"]] } }]"));
    assert!(codes(rendered.diagnostics()).contains(&"ragged-row"));
}

/// A row is parted only when it is higher than a page.
#[test]
fn rows_stay_whole_unless_higher_than_a_page() {
    let cell = hanzi(150);
    let rows: String = (1..=12).map(|n| format!("|{n}|{cell}|\n")).collect();
    let rendered = set(&body(&format!("\"\"\"\n|序号|内容|\n|---|---|\n{rows}\"\"\"")));
    for page in rendered.pages() {
        let own: String =
            lines(page).iter().filter(|line| line.part() == Part::Body.at(0)).map(Line::text).collect();
        let count = own.matches(&cell[..12]).count();
        assert_eq!(own.matches("知如下为深").count() % 4, 0, "page {}: a row is parted: {own}", page.number);
        assert!(count > 0);
    }
    let giant = hanzi(2500);
    let rendered = set(&body(&format!("\"\"\"\n|序号|内容|\n|---|---|\n|1|{giant}|\n\"\"\"")));
    assert!(said(&rendered).matches('关').count() >= giant.matches('关').count(), "nothing is lost");
}

/// A label that names no element of ours takes nothing from the element it stands in.
#[test]
fn a_label_of_a_fragment_s_own_names_no_element() {
    let text = "#[甲乙丙] <gw:mine> #[丁戊] <gw:body.x>";
    let rendered = set(&format!("{HEAD}body-format = \"typst\"\nbody = '''\n{text}\n'''\n"));
    let own = rendered.pages()[0].runs.iter().filter(|run| run.part == Part::Body.at(0));
    let own: String = own.map(gongwen::page::Run::text).collect();
    assert_eq!(own.split_whitespace().collect::<String>(), "甲乙丙丁戊");
}

#[test]
fn five_thousand_rows_are_set() {
    let text = format!("|序号|名称|数量|\n|---|---|---|\n{}", rows(5000));
    let attached = format!("[[attachments]]\ntitle = \"名单\"\nbody = \"\"\"\n{text}\"\"\"\n");
    let rendered = set(&(body("\"文。\"") + &attached));
    assert!(said(&rendered).contains("5000"));
    let too_many = format!("{HEAD}body = [{{ table = {{ csv = \"big.csv\" }} }}]\n");
    let project = Project::of(too_many, "");
    project.write("big.csv", "甲,乙\n".repeat(60_000));
    let failure = project.set().expect_err("too large");
    assert_eq!(codes(failure.diagnostics()), ["table-too-large"]);
}

#[test]
fn a_picture_has_its_width_and_its_caption_under_it() {
    for (width, wanted) in [("50%", 78.0), ("100%", 156.0)] {
        let rendered = set(&body(&format!(
            "[{{ image = \"tonggao-map.png\", caption = \"示意图\", width = \"{width}\" }}]"
        )));
        let pages = rendered.pages();
        let found = pictures(pages, "body.0");
        let [(page, picture)] = &found[..] else { panic!("one picture") };
        near(picture.rect.width(), wanted, width);
        near((picture.rect.left + picture.rect.right) / 2.0, AREA_CENTRE, "the picture is centred");
        let caption = only(pages, "body.0");
        assert_eq!((caption.text().as_str(), caption.page), ("示意图", *page));
        assert_eq!((caption.runs[0].family.as_str(), caption.size()), ("gw-fangsong", SIZE_4));
        near((caption.left() + caption.right()) / 2.0, AREA_CENTRE, "the caption is centred");
        assert!((1.0..5.0).contains(&(caption.top() - picture.rect.bottom)), "the caption is under it");
    }
}

/// A picture of any shape stays in the type area, with its caption on the same page.
#[test]
fn a_picture_is_never_larger_than_the_type_area() {
    for (width, height) in [(4000, 100), (100, 4000), (3000, 3000)] {
        let svg = format!(
            "<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='{height}'><rect width='{width}' height='{height}'/></svg>"
        );
        for landscape in [false, true] {
            let project = Project::of(
                format!(
                    "{HEAD}body = \"文。\"\n[[attachments]]\ntitle = \"图\"\nlandscape = {landscape}\nbody = [{{ image = \"x.svg\", caption = \"说明\" }}]\n"
                ),
                "",
            );
            project.write("x.svg", &svg);
            let rendered = project.set().unwrap_or_else(|failure| panic!("{failure}"));
            let pages = rendered.pages();
            let found = pictures(pages, "attachment.0.0");
            let [(page, picture)] = &found[..] else { panic!("one picture") };
            let rect = picture.rect;
            assert!(rect.left >= LEFT - 0.1 && rect.right <= RIGHT + 0.1, "{width}×{height} {rect:?}");
            assert!(rect.top >= AREA_TOP - 0.1 && rect.bottom <= FOOT + 0.1, "{width}×{height} {rect:?}");
            let captions = pages.iter().filter(|page| {
                page.runs.iter().any(|run| run.part.is_of(Part::Attachment.at(0)) && run.text() == "说明")
            });
            assert_eq!(captions.map(|page| page.number).collect::<Vec<_>>(), [*page], "{width}×{height}");
        }
    }
}

#[test]
fn a_page_of_a_pdf_is_a_picture() {
    let inner = set(&body("\"甲。\"")).pdf().unwrap();
    for (name, code) in [("a.pdf", None), ("a.pdf#page=1", None), ("a.pdf#page=7", Some("no-such-page"))] {
        let project = Project::of(body(&format!("\"\"\"\n文。\n![批文]({name})\n\"\"\"")), "");
        project.write("a.pdf", &inner);
        match (project.set(), code) {
            (Ok(rendered), None) => assert_eq!(pictures(rendered.pages(), "body.1").len(), 1, "{name}"),
            (Err(failure), Some(code)) => {
                let found = failure.diagnostics().iter().find(|found| found.code() == code).unwrap();
                assert_eq!(found.place().unwrap().line_column(), (5, 7));
            }
            (result, _) => panic!("{name}: {:?}", result.map(|rendered| rendered.page_count())),
        }
    }
}

#[test]
fn pictures_that_cannot_be_are_told_of() {
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\x0DIHDR".to_vec();
    png.extend([0, 0, 0x30, 0, 0, 0, 0x30, 0, 8, 6, 0, 0, 0]);
    for (bytes, code) in [
        (png, "picture-too-large"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\x0DIHDR\0\0\0\x01\0\0\0\x01".to_vec(), "broken-picture"),
        (b"%PDF-1.7\nnothing".to_vec(), "broken-picture"),
        (b"<svg".to_vec(), "broken-picture"),
        (b"GIF89a".to_vec(), "broken-picture"),
        (b"BM, no picture".to_vec(), "not-a-picture"),
        (vec![0; (20 << 20) + 1], "picture-file-too-large"),
    ] {
        let project = Project::of(body("\"\"\"\n文。\n![图](x.png)\n\"\"\""), "");
        project.write("x.png", &bytes);
        let failure = project.set().err().unwrap_or_else(|| panic!("{code}"));
        let errors: Vec<_> = failure
            .diagnostics()
            .iter()
            .filter(|found| found.severity() == gongwen::Severity::Error)
            .collect();
        let [found] = errors[..] else { panic!("{code}: {failure}") };
        assert_eq!(found.code(), code);
        assert_eq!(found.place().unwrap().line_column(), (5, 6), "{code}");
    }
}

#[test]
fn a_typst_fragment_is_set_and_its_slips_point_into_it() {
    let project = Project::of(format!("{HEAD}body-file = \"a.typ\"\n"), "");
    project.write("a.typ", "甲。\n\n#table(columns: 2, [乙], [丙])\n");
    let rendered = project.set().unwrap_or_else(|failure| panic!("{failure}"));
    assert!(said(&rendered).contains("甲。乙丙"));
    assert!(all(rendered.pages(), "body.0").len() >= 2);
    for (text, code, at) in [
        ("甲。\n#nothing\n", "typst-fragment", (2, 2)),
        ("甲。\n#table(columns: 2,\n", "typst-fragment", (2, 7)),
        ("甲。\n#import \"@preview/cetz:0.3.0\"\n", "typst-fragment", (2, 9)),
        ("甲。\n#read(\"/etc/passwd\")\n", "typst-fragment", (2, 7)),
        ("甲。\n#include \"body.txt\"\n", "typst-fragment", (2, 10)),
        ("甲。\n\n乙#[\u{2A6D6}]\n", "missing-glyph", (3, 4)),
    ] {
        project.write("a.typ", text);
        let failure = project.set().err().unwrap_or_else(|| panic!("{text}"));
        let found = failure.diagnostics().iter().find(|found| found.code() == code);
        let found = found.unwrap_or_else(|| panic!("{text}: {failure}"));
        let place = found.place().unwrap_or_else(|| panic!("{text}: no place"));
        assert_eq!((place.file(), place.line_column()), ("a.typ", at), "{text}");
    }
}

#[test]
fn a_character_that_no_font_has_is_found_in_cells_captions_and_bold() {
    for (value, underlined) in [
        ("[{ table = { rows = [[\"甲\u{2A6D6}\"]] } }]", "\u{2A6D6}"),
        ("[{ table = { caption = \"甲\u{2A6D6}\", rows = [[\"甲\"]] } }]", "\u{2A6D6}"),
        ("[{ image = \"yangzhang.svg\", caption = \"甲\u{2A6D6}\" }]", "\u{2A6D6}"),
        ("[{ text = [\"甲\", { bold = \"\u{2A6D6}\" }] }]", "\u{2A6D6}"),
        ("\"\"\"\n甲。\n|甲|\u{2A6D6}|\n\"\"\"", "\u{2A6D6}"),
    ] {
        tells(&body(value), "missing-glyph", underlined);
    }
}

#[test]
fn bold_is_heavier_and_keeps_its_level() {
    let plain = set(&markdown("（一）强化领导。认真落实。")).png(0, 100.0).unwrap();
    let bold = set(&markdown("**（一）强化领导。**认真落实。"));
    assert_ne!(plain, bold.png(0, 100.0).unwrap());
    let line = only(bold.pages(), "body.0");
    assert_eq!(line.runs[0].family, "gw-kaiti");
}

#[test]
fn a_sheet_of_a_workbook_is_a_table() {
    let project =
        Project::of(body("[{ table = { xlsx = \"a.xlsx\", sheet = \"明细\", caption = \"表\" } }]"), "");
    project.write("a.xlsx", workbook());
    let rendered = project.set().unwrap_or_else(|failure| panic!("{failure}"));
    let cells: Vec<String> = all(rendered.pages(), "body.0").iter().map(Line::text).collect();
    assert_eq!(cells, ["表", "项目比例", "甲12.5%", "乙3"]);
    project.write("data.toml", body("[{ table = { xlsx = \"a.xlsx\", sheet = \"没有\" } }]"));
    let failure = project.set().expect_err("no such sheet");
    assert_eq!(codes(failure.diagnostics()), ["no-such-sheet"]);
    assert!(failure.diagnostics()[0].help(Lang::Zh).unwrap().contains("明细"));
}

/// A small workbook: a second sheet 明细 with words, a percentage and a number.
pub fn workbook() -> Vec<u8> {
    use std::io::Write;
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006";
    let text = |at: &str, words: &str| format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{words}</t></is></c>");
    let files = [
        (
            "[Content_Types].xml",
            format!(
                "<Types xmlns=\"{package}/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>"
            ),
        ),
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"r1\" Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets><sheet name=\"汇总\" sheetId=\"1\" r:id=\"r1\"/><sheet name=\"明细\" sheetId=\"2\" r:id=\"r2\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"r1\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"r2\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet2.xml\"/><Relationship Id=\"r3\" Type=\"{office}/styles\" Target=\"styles.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/styles.xml",
            format!(
                "<styleSheet xmlns=\"{main}\"><numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"0.0%\"/></numFmts><fonts count=\"1\"><font/></fonts><fills count=\"1\"><fill/></fills><borders count=\"1\"><border/></borders><cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"164\" applyNumberFormat=\"1\"/></cellXfs></styleSheet>"
            ),
        ),
        ("xl/worksheets/sheet1.xml", format!("<worksheet xmlns=\"{main}\"><sheetData/></worksheet>")),
        (
            "xl/worksheets/sheet2.xml",
            format!(
                "<worksheet xmlns=\"{main}\"><sheetData><row r=\"3\">{}{}</row><row r=\"4\">{}<c r=\"C4\" s=\"1\"><v>0.125</v></c></row><row r=\"5\">{}<c r=\"C5\"><v>3</v></c></row></sheetData></worksheet>",
                text("B3", "项目"),
                text("C3", "比例"),
                text("B4", "甲"),
                text("B5", "乙")
            ),
        ),
    ];
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in files {
        archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(content.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn every_example_of_data_is_set() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/data");
    for name in crate::support::names_in(folder.as_ref()).iter().filter(|name| name.ends_with(".toml")) {
        let document = Document::from_path(format!("{folder}/{name}"));
        let rendered = document.and_then(|document| ENGINE.render(&document));
        let rendered = rendered.unwrap_or_else(|failure| panic!("{name}: {failure}"));
        assert!(rendered.page_count() > 0);
        // What rows of the report say is said in English, but for words that stand on the page.
        for row in &rendered.report().requirements {
            let said = format!("{} {}", row.target_text(Lang::En), row.measured_text(Lang::En));
            let own = ["面", "印发", "字"].iter().fold(said.clone(), |said, word| said.replace(word, ""));
            assert!(
                !own.contains(|c: char| ('一'..='龥').contains(&c)),
                "{name}: {}: {said}",
                row.quantity.1
            );
        }
    }
}

/// The raised and lowered runs of a page, and how far in em of the text.
fn scripts(rendered: &Rendered) -> Vec<(String, f64)> {
    let runs = rendered.pages().iter().flat_map(|page| &page.runs).filter(|run| run.raised != 0.0);
    runs.map(|run| (run.text(), (run.raised / crate::standard::EM * 100.0).round() / 100.0)).collect()
}

/// field.md B, 91-superscript-docx: m², CO₂ and 10⁸ have their raised and lowered figures.
#[test]
fn raised_and_lowered_figures_keep_their_line() {
    let blocks = body(
        r#"[
        { text = ["一、面积30m", { raised = "2" }, "，减少CO", { "下标" = "2" }, "排放。共", { bold = ["10", { "上标" = "8" }] }, "吨。"] },
        { text = "甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲。" },
        { table = { rows = [["CO", ["10", { raised = "8" }]], ["甲", 12]] } },
    ]"#,
    );
    let rendered = set(&blocks);
    let raised = |text: &str| (text.to_owned(), 0.4);
    // A table's type is smaller.
    let small = (0.4 * SIZE_4 / crate::standard::SIZE_3 * 100.0).round() / 100.0;
    assert_eq!(
        scripts(&rendered),
        [raised("2"), ("2".to_owned(), -0.14), raised("8"), ("8".to_owned(), small)]
    );
    // They are on their line, in order, and move no line.
    let lines = all(rendered.pages(), "body.0");
    assert_eq!(lines[0].text(), "一、面积30m2，减少CO2排放。共108吨。");
    let next = all(rendered.pages(), "body.1");
    near(next[0].baseline - lines[0].baseline, crate::standard::PITCH, "pitch");
    // The report takes them for no other size of the text, and measures the same from the PDF.
    let broken = |report: &gongwen::conformance::Report| {
        let rows =
            report.requirements.iter().filter(|row| row.verdict == gongwen::conformance::Verdict::Broken);
        rows.map(|row| row.quantity.1).collect::<Vec<_>>()
    };
    assert_eq!(broken(rendered.report()), Vec::<&str>::new());
    let measured = gongwen::measure::measure(rendered.pdf().unwrap()).unwrap();
    let said: Vec<String> = measured.elements().into_iter().map(|element| element.text).collect();
    assert!(said.iter().any(|text| text.contains("面积30m2，减少CO2排放。共108吨。")), "{said:?}");
}

#[test]
fn raised_and_lowered_figures_come_from_markdown() {
    let rendered = set(&markdown(
        "面积30m<sup>2</sup>，减少CO<sub>2</sub>排放。\n\n| 甲 | 乙 |\n|--|--|\n| m<sup>3</sup> | 1 |",
    ));
    let said: Vec<String> = scripts(&rendered).into_iter().map(|(text, _)| text).collect();
    assert_eq!(said, ["2", "2", "3"]);
    tells(&markdown("面积30m<sup>2。"), "markdown-refused", "<sup>");
    tells(
        &body(r#"[{ text = ["m", { raised = "2", lowered = "2" }] }]"#),
        "piece-kind",
        r#"{ raised = "2", lowered = "2" }"#,
    );
    tells(&body(r#"[{ text = ["m", { bold = [{ bold = "2" }] }] }]"#), "piece-kind", r#"{ bold = "2" }"#);
    tells(&body(r#"[{ text = ["m", { rasied = "2" }] }]"#), "unknown-key", "rasied");
}

/// Typst draws off the paper and cuts words in silence.
#[test]
fn what_a_fragment_draws_off_the_type_area_or_cuts_is_told() {
    let fragment =
        |inside: &str| format!("{HEAD}body-format = \"typst\"\nbody = '''\n前文。\n\n{inside}\n'''\n");
    for (inside, line) in [
        ("#rect(width: 40cm, height: 1cm)", 7),
        ("#place(dx: -5cm, line(length: 40cm))", 7),
        ("后文。#place(dx: 30cm)[字]", 7),
        (
            "#image(bytes(\"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>\"), alt: \"图\", width: 30cm)",
            7,
        ),
        ("后文。\n\n#block(height: 8mm, clip: true)[一行\n\n二行]", 11),
        ("#box(width: 2cm, height: 1cm, clip: true)[这是一个长句子]", 7),
    ] {
        let found = refused(&fragment(inside));
        let found = found.iter().find(|found| found.code() == "does-not-fit");
        let place = found.and_then(Diagnostic::place).unwrap_or_else(|| panic!("{inside}"));
        assert_eq!(place.line_column().0, line, "{inside}");
    }
    // A text in two faces was told as two cuts, with a help that spoke of templates.
    let found = refused(&fragment(
        "#box(width: 2cm, height: 1cm, clip: true)[#box(width: 9cm)[前后ABCDEFGHIJKLMN甲乙丙]]",
    ));
    let cuts: Vec<_> = found.iter().filter(|found| found.code() == "does-not-fit").collect();
    let [cut] = cuts[..] else { panic!("{cuts:?}") };
    assert!(cut.help(gongwen::Lang::Zh).unwrap().contains("片段") && cut.place().is_some());
    for inside in [
        "#block(fill: luma(230), outset: 3mm, width: 100%)[底色]",
        "#rect(width: 100%, stroke: 3pt)[框]",
        "#box(radius: 3mm, clip: true, stroke: 1pt, inset: 5pt)[圆角框]",
        "#image(bytes(\"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>\"), alt: \"图\", width: 100%, height: 1cm, fit: \"cover\")",
    ] {
        let rendered = set(&fragment(inside));
        assert!(!codes(rendered.diagnostics()).contains(&"does-not-fit"), "{inside}");
    }
}
