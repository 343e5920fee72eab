//! 5.1, 5.2 用纸幅面、版面: paper, type area, lines and characters, type, colour.

use std::sync::LazyLock;

use gongwen::page::{self, Line, Part, part_lines};
use gongwen::page::{Page, Rect, Run};

use crate::measured::{Sheets, at, data, data_with, full_lines, is_red, near, set_in};
use crate::standard::{
    AREA_BOTTOM, AREA_LEFT, AREA_RIGHT, AREA_TOP, CELLS, EM, HAIR, LINES, MARK_TOP, PAPER, PITCH, SIZE_2,
    SIZE_3, SIZE_4,
};
use crate::support::ENGINE;

/// The first document, its spacing left alone: density is measured on it.
static LONGKE: LazyLock<Sheets> =
    LazyLock::new(|| data_with("longke-2024-2.toml", "\n[layout]\nfit = false\n"));
/// Sixteen pages, all four levels.
static LONG: LazyLock<Sheets> =
    LazyLock::new(|| data_with("yijian-changpian.toml", "\n[layout]\nfit = false\n"));
/// Documents of every format, as they are.
static OTHERS: LazyLock<Vec<(&str, Sheets)>> = LazyLock::new(|| {
    [
        "longke-2024-2.toml",
        "baogao-lianhe.toml",
        "gonggao.toml",
        "han.toml",
        "han-mimi.toml",
        "jiyao.toml",
        "mingling.toml",
        "mingling-jinhuo.toml",
        "pifu.toml",
        "qingshi-lianhe.toml",
        "tongzhi-banfa.toml",
        "tongzhi-changshuming.toml",
        "tongzhi-lianghang.toml",
        "tongzhi-mimi.toml",
        "tongzhi-zhusong.toml",
        "yijian-shangxing.toml",
    ]
    .map(|name| (name, data(name)))
    .into()
});

/// Pages whose text goes on on the next one.
fn running_pages(sheets: &Sheets) -> Vec<(&Page, Vec<Line>)> {
    let last = sheets.part("body").last().map_or(0, |line| line.page);
    sheets
        .pages
        .iter()
        .filter(|page| page.number < last)
        .map(|page| (page, part_lines(page, Part::Body)))
        .collect()
}

#[test]
fn every_page_is_a4() {
    for (name, sheets) in OTHERS.iter() {
        for page in &sheets.pages {
            near(page.width, PAPER.0, 0.01, name);
            near(page.height, PAPER.1, 0.01, name);
        }
    }
}

#[test]
fn the_type_area_is_156_by_225_mm_at_37_and_28() {
    for sheets in [&*LONGKE, &*LONG] {
        for (page, body) in running_pages(sheets) {
            let full: Vec<&Line> = full_lines(&body);
            for line in &full {
                at(line.right(), AREA_RIGHT, &format!("right edge of page {}: {}", page.number, line.text()));
            }
            let continued =
                full.windows(2).filter(|pair| pair[0].part() == pair[1].part()).map(|pair| pair[1]);
            for line in continued {
                at(line.left(), AREA_LEFT, &format!("left edge of page {}: {}", page.number, line.text()));
            }
            if page.number > 1 {
                at(body[0].top(), AREA_TOP, &format!("top of page {}", page.number));
                near(body[0].ink().expect("ink").top, AREA_TOP, 0.6, "ink of the first line");
            }
            let last = body.last().expect("a running page has lines");
            let foot = last.bottom();
            match (page.number, body.len()) {
                // Page 1 begins under a head of any height: its text ends within the last line.
                (1, _) => {
                    assert!(foot <= AREA_BOTTOM && foot > AREA_BOTTOM - PITCH, "foot of page 1: {foot:.2}")
                }
                (n, LINES) => near(foot, AREA_BOTTOM, 0.1, &format!("foot of page {n}")),
                (n, _) => near(foot, AREA_BOTTOM - PITCH, 0.1, &format!("foot of page {n}")),
            }
        }
    }
}

/// A heading goes with the line after it, so a page may end a line early before one.
fn next_is_a_heading(sheets: &Sheets, page: &Page) -> bool {
    let next = sheets.pages.get(page.number).map(|page| part_lines(page, Part::Body)).unwrap_or_default();
    next.first().is_some_and(|line| {
        line.runs[0].family != "gw-fangsong" || line.text().starts_with(|c: char| c.is_ascii_digit())
    })
}

#[test]
fn a_full_page_has_22_lines() {
    let mut full = 0;
    for sheets in [&*LONGKE, &*LONG] {
        for (page, body) in running_pages(sheets).into_iter().filter(|(page, _)| page.number > 1) {
            if body.len() == LINES {
                full += 1;
            } else {
                assert_eq!(body.len(), LINES - 1, "page {}", page.number);
                assert!(next_is_a_heading(sheets, page), "page {} ends early", page.number);
            }
        }
    }
    assert!(full >= 12, "only {full} pages of 22 lines");
}

#[test]
fn the_first_document_has_22_lines_on_every_full_page() {
    for (page, body) in running_pages(&LONGKE).into_iter().filter(|(page, _)| page.number > 1) {
        assert_eq!(body.len(), LINES, "page {}", page.number);
    }
}

#[test]
fn lines_are_one_pitch_apart() {
    for sheets in [&*LONGKE, &*LONG] {
        for page in &sheets.pages {
            let body = part_lines(page, Part::Body);
            for pair in body.windows(2) {
                at(pair[1].baseline - pair[0].baseline, PITCH, &format!("pitch on page {}", page.number));
            }
            if body.len() == LINES {
                near(body[LINES - 1].baseline - body[0].baseline, 21.0 * PITCH, 0.05, "21 pitches");
            }
        }
    }
}

/// Marks whose cell may be shared with the mark beside them.
fn is_mark(c: char) -> bool {
    "，。、；：？！（）《》〈〉“”‘’【】〔〕".contains(c)
}

/// Cells a line fills, a pair of adjacent marks sharing half a cell, its indent counted.
pub fn cells(line: &Line) -> f64 {
    let text: Vec<char> = line.text().chars().collect();
    let shared = text.windows(2).filter(|pair| is_mark(pair[0]) && is_mark(pair[1])).count();
    line.cells() - 0.5 * shared as f64 + ((line.left() - AREA_LEFT) / EM).round()
}

#[test]
fn the_first_document_has_28_characters_on_a_line() {
    let body = LONGKE.part("body");
    let full = full_lines(&body);
    let mut counted: Vec<f64> =
        full.iter().map(|line| line.cells() + ((line.left() - AREA_LEFT) / EM).round()).collect();
    counted.sort_by(f64::total_cmp);
    assert!(counted.len() >= 70, "{} full lines", counted.len());
    near(counted[counted.len() / 2], CELLS, 0.0, "median");
    assert!(counted[counted.len() - 1] <= 29.5, "{counted:?}");
    assert!(counted[0] >= 26.0, "{counted:?}");
    let exact = counted.iter().filter(|cells| (27.5..=28.5).contains(*cells)).count();
    assert!(exact * 2 > counted.len(), "{exact} of {} lines hold 28", counted.len());
}

#[test]
fn a_long_document_has_28_characters_on_a_line() {
    let body = LONG.part("body");
    let mut counted: Vec<f64> = full_lines(&body).into_iter().map(cells).collect();
    counted.sort_by(f64::total_cmp);
    near(counted[counted.len() / 2], CELLS, 0.0, "median");
    assert!(counted[counted.len() - 1] <= 29.5, "{:?}", &counted[counted.len() - 5..]);
    assert!(counted[0] >= 26.0, "{:?}", &counted[..5]);
}

/// 7.3.3 每个自然段左空二字，回行顶格.
#[test]
fn paragraphs_begin_two_characters_in_and_go_on_flush_left() {
    for sheets in [&*LONGKE, &*LONG] {
        let mut before = page::Piece::UNNAMED;
        for line in sheets.part("body") {
            let expected = if line.part() == before { AREA_LEFT } else { AREA_LEFT + 2.0 * EM };
            at(line.left(), expected, &line.text());
            before = line.part();
        }
    }
}

#[test]
fn every_element_has_its_face_and_size() {
    let sheets = &*LONG;
    set_in(sheets, "number", &["gw-fangsong", "gw-latin"], SIZE_3);
    set_in(sheets, "title", &["gw-biaosong"], SIZE_2);
    set_in(sheets, "recipients", &["gw-fangsong", "gw-latin"], SIZE_3);
    // The marks of 楷体 come from the face behind it.
    set_in(sheets, "body", &["gw-fangsong", "gw-latin", "gw-heiti", "gw-kaiti", "gw-fangsong-3"], SIZE_3);
    set_in(sheets, "organ", &["gw-fangsong", "gw-latin"], SIZE_3);
    set_in(sheets, "date", &["gw-fangsong", "gw-latin"], SIZE_3);
    set_in(sheets, "note", &["gw-fangsong", "gw-latin"], SIZE_3);
    set_in(sheets, "cc", &["gw-fangsong", "gw-latin"], SIZE_4);
    set_in(sheets, "printer", &["gw-fangsong", "gw-latin"], SIZE_4);
    set_in(sheets, "print-date", &["gw-fangsong", "gw-latin"], SIZE_4);
    set_in(sheets, "page-number", &["gw-songti"], SIZE_4);
    for run in sheets.runs("mark") {
        assert_eq!(run.family, "gw-biaosong");
    }
    set_in(&LONGKE, "signer", &["gw-kaiti"], SIZE_3);
    set_in(&LONGKE, "signer-label", &["gw-fangsong"], SIZE_3);
}

#[test]
fn characters_and_their_faces_agree() {
    for run in LONG.runs("body") {
        for c in run.text().chars() {
            match run.family.as_str() {
                "gw-latin" => assert!(c.is_ascii(), "{c} in the Latin face"),
                "gw-fangsong" => assert!(!c.is_ascii_digit(), "{c} in 仿宋"),
                _ => {}
            }
        }
    }
}

/// 5.2.4 如无特殊说明，公文中文字的颜色均为黑色.
#[test]
fn text_is_black_but_for_the_mark() {
    for (name, sheets) in OTHERS.iter() {
        for run in sheets.pages.iter().flat_map(|page| &page.runs) {
            if run.part.is_of(Part::Mark) {
                assert!(is_red(run.colour), "{name}: the mark is {:?}", run.colour);
            } else {
                assert!(run.colour.is_black(), "{name}: {} is {:?}", run.text(), run.colour);
            }
        }
        for (_, shape) in sheets.shapes("red-rule").iter().chain(&sheets.shapes("upper-rule")) {
            assert!(is_red(shape.colour), "{name}: {shape:?}");
        }
        for (_, shape) in sheets.shapes("colophon-rule") {
            assert!(shape.colour.is_black(), "{name}: {shape:?}");
        }
    }
}

#[test]
fn nothing_but_the_page_number_stands_outside_the_type_area() {
    for (name, sheets) in OTHERS.iter() {
        for line in sheets.lines() {
            let what = format!("{name} page {}: {} {}", line.page, line.part(), line.text());
            // The page number (7.5) and a letter's mark (10.1) have places of their own.
            if line.part() == Part::PageNumber || (line.part() == Part::Mark && line.top() < AREA_TOP) {
                continue;
            }
            assert!(line.left() >= AREA_LEFT - HAIR, "{what} at {:.2}", line.left());
            assert!(line.right() <= AREA_RIGHT + HAIR, "{what} to {:.2}", line.right());
            assert!(line.top() >= AREA_TOP - HAIR, "{what} from {:.2}", line.top());
            assert!(line.bottom() <= AREA_BOTTOM + HAIR, "{what} down to {:.2}", line.bottom());
        }
    }
}

/// 5.2.2 并撑满版心: every line after which its paragraph goes on ends at the right edge of its measure.
#[test]
fn full_lines_are_flush_right_in_every_document() {
    for (name, sheets) in OTHERS.iter() {
        let mut counted = 0;
        for part in ["body", "attachment", "recipients"] {
            // A table's cells are named after their table; they are smaller than 3号.
            let lines: Vec<Line> =
                sheets.part(part).into_iter().filter(|line| (line.size() - SIZE_3).abs() < 0.01).collect();
            // 间隔号 stands in the middle of its half cell.
            for line in full_lines(&lines).into_iter().filter(|line| !line.text().ends_with('·')) {
                at(line.right(), AREA_RIGHT, &format!("{name} page {}: {}", line.page, line.text()));
                counted += 1;
            }
        }
        assert!(counted > 0 || name.starts_with("mingling"), "{name} has no full line");
    }
}

/// A run of one element on one line of a page: what may not stand on another.
struct Piece {
    page: usize,
    what: String,
    baseline: f64,
    /// From the left end of its first advance to the right end of its last, as high as its em box.
    em_box: Rect,
    ink: Rect,
}

fn pieces(page: &Page) -> Vec<Piece> {
    let upright = page.runs.iter().filter(|run| run.upright && !run.text().trim().is_empty());
    let piece = |run: &Run| {
        let em = run.size * 25.4 / 72.0;
        let baseline = run.glyphs[0].baseline;
        let inked = run.glyphs.iter().filter(|glyph| !glyph.text.trim().is_empty());
        let ends = inked.map(|glyph| (glyph.x, glyph.x + glyph.advance));
        let (left, right) = ends.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))).expect("characters");
        Piece {
            page: page.number,
            what: format!("{} {}", run.part, run.text()),
            baseline,
            em_box: Rect { left, right, top: baseline - 0.88 * em, bottom: baseline + 0.12 * em },
            ink: run.ink_all().expect("ink"),
        }
    };
    upright.map(piece).collect()
}

/// How far two rectangles lie over each other, across and down.
fn overlap(a: Rect, b: Rect) -> (f64, f64) {
    (a.right.min(b.right) - a.left.max(b.left), a.bottom.min(b.bottom) - a.top.max(b.top))
}

/// No line stands on another one. The mark is as large as its ink allows and is measured by it;
/// everything else by its em boxes, which hold all ink but that of a few strokes.
#[test]
fn no_two_lines_stand_on_each_other() {
    for (name, sheets) in OTHERS.iter() {
        for page in &sheets.pages {
            let pieces = pieces(page);
            for (i, a) in pieces.iter().enumerate() {
                for b in &pieces[i + 1..] {
                    let mark = a.what.starts_with("mark") || b.what.starts_with("mark");
                    let boxes = if mark { (a.ink, b.ink) } else { (a.em_box, b.em_box) };
                    let (across, down) = overlap(boxes.0, boxes.1);
                    let on_one_line = (a.baseline - b.baseline).abs() < HAIR;
                    assert!(
                        across <= 0.1 || down <= 0.01,
                        "{name} page {}: {} on {} by {across:.2} × {down:.2} mm{}",
                        a.page,
                        a.what,
                        b.what,
                        if on_one_line { ", on one line" } else { "" }
                    );
                }
            }
        }
    }
}

#[test]
fn the_mark_of_the_first_document_is_at_72_mm() {
    at(LONGKE.ink("mark").top, MARK_TOP, "mark");
}

/// A paragraph full of marks: justification takes a part of the white of each, so that 29 characters stand in 28 cells.
/// Each was counted whole, and 29 was told of a page that is right.
#[test]
fn marks_that_give_a_part_of_their_white_make_no_line_longer() {
    let sentence = "坚持“一个中心”、“两个基本点”、“三个代表”、“四个全面”，（一）、（二）、（三）、（四）、《甲》、《乙》、\
                    《丙》、《丁》、“五”、“六”、“七”、“八”。";
    let body = vec![sentence.repeat(6); 3].join("\n");
    let text = format!(
        "title = \"甲市水利局关于测试的通知\"\nissuers = [\"甲市水利局\"]\ndate = 2024-05-30\nbody = '''\n{body}\n'''\n"
    );
    let document = gongwen::Document::from_toml(&text).unwrap();
    let rendered = ENGINE.render(&document).unwrap();
    let row = rendered
        .report()
        .requirements
        .iter()
        .find(|row| row.quantity.1 == "characters on a line, median")
        .unwrap();
    assert_eq!(row.verdict, gongwen::conformance::Verdict::Met, "{row:?}");
}
