//! 7.5 页码. The pages around the colophon that carry none are measured with it (7.4).

use gongwen::page::{Glyph, Page, Rect, Run};
use gongwen::page::{Part, part_lines};
use serde_json::json;

use crate::measured::{Sheets, at, data, near, prose, with};
use crate::standard::{AREA_LEFT, AREA_RIGHT, DASH_TOP, EM_4, HAIR, SIZE_4};

/// The runs of a page's number.
fn number(page: &Page) -> Option<Vec<Run>> {
    let mut lines = part_lines(page, Part::PageNumber);
    assert!(lines.len() <= 1, "page {} has one number", page.number);
    Some(lines.pop()?.runs)
}

/// A character of a number: where it begins, how wide it is, where its ink is.
struct Character {
    text: String,
    left: f64,
    advance: f64,
    ink: Option<Rect>,
}

fn characters(runs: &[Run]) -> Vec<Character> {
    let character = |run: &Run, glyph: &Glyph| Character {
        text: glyph.text.clone(),
        left: glyph.x,
        advance: glyph.advance,
        ink: run.ink(glyph),
    };
    runs.iter().flat_map(|run| run.glyphs.iter().map(move |glyph| character(run, glyph))).collect()
}

/// A number as clause 7.5 wants it: 一般用4号半角宋体阿拉伯数字，编排在公文版心下边缘之下，数字左右各放一条一字线;
/// 一字线上距版心下边缘7 mm. 单页码居右空一字，双页码居左空一字.
#[track_caller]
pub fn assert_number(page: &Page) {
    let what = format!("page {}", page.number);
    let runs = number(page).unwrap_or_else(|| panic!("{what} has no number"));
    for run in &runs {
        assert_eq!(run.family, "gw-songti", "{what}");
        near(run.size, SIZE_4, 0.01, &what);
        assert!(run.colour.is_black() && run.upright, "{what}");
    }
    let all = characters(&runs);
    let said: String = all.iter().map(|character| character.text.as_str()).collect();
    assert_eq!(said, format!("— {} —", page.number), "{what}: a number between two 一字线");

    let (dashes, others): (Vec<&Character>, Vec<&Character>) =
        all.iter().filter(|character| character.text != " ").partition(|character| character.text == "—");
    for dash in &dashes {
        near(dash.advance, EM_4, 0.01, &format!("{what}: a 一字线 is one 字 long"));
        let ink = dash.ink.expect("a dash has ink");
        at(ink.top, DASH_TOP, &format!("{what}: top of the 一字线"));
        assert!(ink.width() > 0.8 * EM_4 && ink.height() < 0.2 * EM_4, "{what}: {ink:?} is a line");
    }
    for digit in &others {
        near(digit.advance, EM_4 / 2.0, 0.01, &format!("{what}: {} is half-width", digit.text));
    }
    let digits = others.iter().filter_map(|digit| digit.ink).reduce(Rect::union).expect("digits have ink");
    let (left, right) = (dashes[0].ink.expect("ink"), dashes[1].ink.expect("ink"));
    let gaps = (digits.left - left.right, right.left - digits.right);
    assert!(gaps.0 > 0.0 && (gaps.0 - gaps.1).abs() < 0.6, "{what}: digits between the dashes: {gaps:?}");

    match page.number % 2 {
        1 => {
            at(dashes[1].left + dashes[1].advance, AREA_RIGHT - EM_4, &format!("{what}: 居右空一字"));
            assert!((0.0..1.0).contains(&(AREA_RIGHT - EM_4 - right.right)), "{what}: its ink too");
        }
        _ => {
            at(dashes[0].left, AREA_LEFT + EM_4, &format!("{what}: 居左空一字"));
            assert!((0.0..1.0).contains(&(left.left - AREA_LEFT - EM_4)), "{what}: its ink too");
        }
    }
}

/// Documents without a blank page before the colophon's.
fn documents() -> Vec<(&'static str, Sheets)> {
    ["longke-2024-2.toml", "yijian-changpian.toml", "gonggao.toml", "jiyao.toml", "tongzhi-lianghang.toml"]
        .map(|name| (name, data(name)))
        .into()
}

#[test]
fn every_page_is_numbered_at_its_outer_side() {
    for (name, sheets) in documents() {
        assert!(sheets.pages.len() > 1, "{name}");
        sheets.pages.iter().for_each(assert_number);
    }
}

#[test]
fn numbers_run_on_through_the_attachments() {
    let text = json!({ "title": "任务分工表", "body": prose(9) });
    let sheets = with(json!({ "body": prose(9), "attachments": [text, text, text] }));
    assert!(sheets.pages.len() > 7, "{} pages", sheets.pages.len());
    sheets.pages.iter().for_each(assert_number);
}

#[test]
fn numbers_of_two_and_three_digits_keep_their_places() {
    let sheets = with(json!({ "body": prose(620), "layout": { "fit": false } }));
    assert!(sheets.pages.len() > 101, "{} pages", sheets.pages.len());
    sheets.pages.iter().for_each(assert_number);
}

/// Whatever stands above it, the number keeps its height.
#[test]
fn the_number_stands_under_a_page_of_any_text() {
    let parts = ["yijian-changpian.toml", "longke-2024-2.toml"].map(data);
    for sheets in &parts {
        let tops: Vec<f64> =
            sheets.pages.iter().map(|page| part_lines(page, Part::PageNumber)[0].baseline).collect();
        for top in &tops {
            near(*top, tops[0], HAIR / 10.0, "one height on every page");
        }
    }
}

/// Line pitch and character spacing that fit the sign-off (7.3.5.5) leave the number alone.
#[test]
fn fitting_leaves_the_number_alone() {
    let fitted = (8..40).find_map(|lines| {
        let body = "现将有关事项通知如下。\n".repeat(lines);
        let sheets = with(json!({ "body": body, "sealing": "seal" }));
        (sheets.rendered.report().adjusted.pitch != 1.0).then_some(sheets)
    });
    fitted.expect("some length is fitted by its pitch").pages.iter().for_each(assert_number);
}

/// The number of a sheet on its side crosses the rows of its text: a dash of it was moved as if it stood in one of them.
#[test]
fn the_number_of_a_sheet_on_its_side_is_level() {
    let attachment = json!({ "title": "工作方案", "body": prose(14), "landscape": true });
    let sheets = with(json!({ "attachments": [attachment] }));
    assert!(sheets.pages.len() > 4, "{} pages", sheets.pages.len());
    sheets.pages.iter().for_each(assert_number);
}

/// 10.1 首页不显示页码: a letter's second page is numbered 2.
#[test]
fn a_letters_first_page_is_not_numbered() {
    let sheets = with(json!({
        "format": "letter",
        "number": "东水函〔2024〕2号",
        "title": "东江省水利厅关于有关工作的函",
        "body": prose(14),
    }));
    assert!(sheets.pages.len() > 2);
    assert!(number(&sheets.pages[0]).is_none());
    sheets.pages[1..].iter().for_each(assert_number);
}

/// `layout.page-number` and `layout.binding` are the house's.
#[test]
fn the_house_may_centre_the_number_or_leave_it_out() {
    let house =
        |value: &str| with(json!({ "body": prose(9), "layout": { "page-number": value, "fit": false } }));
    for page in &house("centre").pages {
        let line = &part_lines(page, Part::PageNumber)[0];
        near(f64::midpoint(line.left(), line.right()), f64::midpoint(AREA_LEFT, AREA_RIGHT), HAIR, "centre");
    }
    assert!(house("none").pages.iter().all(|page| number(page).is_none()));
}
