//! 8 公文中的横排表格: A4纸型的表格横排时，页码位置与公文其他页码保持一致，单页码表头在订口一边，双页码表头在切口一边.
//!
//! The binding side (订口) of an odd page and the cut side (切口) of an even one are both its left edge, so
//! the table's head is always at the left of the upright sheet, and its lines read from the foot upward.

use gongwen::page::{Page, Rect, Run};
use gongwen::page::{Part, Piece, part_lines};
use serde_json::{Value, json};

use crate::clause_7_5_page_number::assert_number;
use crate::measured::{Sheets, at, near, prose, with, within};
use crate::standard::{
    AREA_BOTTOM, AREA_LEFT, AREA_RIGHT, AREA_TOP, EM, HAIR, PAPER, PITCH, ROW_3_TOP, SIZE_2, SIZE_3,
};

/// So many rows go on one sheet.
const ROWS: usize = 8;

/// A table of twelve columns.
fn table(rows: usize) -> String {
    let columns = 1..=12;
    let header: Vec<String> = columns.clone().map(|column| format!("表头{column}")).collect();
    let mut text = format!("| {} |\n|{}\n", header.join(" | "), "---|".repeat(12));
    for row in 1..=rows {
        let cells: Vec<String> = columns.clone().map(|column| format!("{}", row * 100 + column)).collect();
        text += &format!("| {} |\n", cells.join(" | "));
    }
    text
}

fn landscape(rows: usize) -> Value {
    json!({ "title": "防汛抗旱工作情况统计表", "landscape": true, "body": table(rows) })
}

fn portrait() -> Value {
    json!({ "title": "任务分工表", "body": prose(3) })
}

/// A document with these attachments, after a body of one page or of two.
fn bound(paragraphs: usize, attachments: &[Value], more: Value) -> Sheets {
    let mut keys =
        json!({ "attachments": attachments, "body": prose(paragraphs), "layout": { "fit": false } });
    keys.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
    with(keys)
}

/// Runs that read from the foot of the sheet to its head.
fn turned(page: &Page) -> Vec<&Run> {
    page.runs.iter().filter(|run| !run.upright).collect()
}

/// The element's turned runs on a page.
fn turned_part<'a>(page: &'a Page, part: &str) -> Vec<&'a Run> {
    turned(page).into_iter().filter(|run| within(run.part, part)).collect()
}

fn ink(runs: &[&Run]) -> Rect {
    runs.iter().filter_map(|run| run.ink_all()).reduce(Rect::union).expect("ink")
}

/// Pages on which text is turned.
fn landscapes(sheets: &Sheets) -> Vec<&Page> {
    sheets.pages.iter().filter(|page| !turned(page).is_empty()).collect()
}

fn said(runs: &[&Run]) -> String {
    runs.iter().map(|run| run.text()).collect()
}

/// The body that makes a landscape attachment begin on an odd page, and one for an even page.
fn on_odd_and_even(rows: usize) -> Vec<Sheets> {
    let both: Vec<Sheets> = [2, 6].map(|paragraphs| bound(paragraphs, &[landscape(rows)], json!({}))).into();
    let first: Vec<usize> = both.iter().map(|sheets| landscapes(sheets)[0].number % 2).collect();
    assert!(first.contains(&0) && first.contains(&1), "{first:?}");
    both
}

#[test]
fn the_sheet_stays_upright_and_its_text_is_turned() {
    for sheets in on_odd_and_even(ROWS) {
        let pages = landscapes(&sheets);
        assert_eq!(pages.len(), 1);
        for page in &sheets.pages {
            near(page.width, PAPER.0, 0.01, "width");
            near(page.height, PAPER.1, 0.01, "height");
        }
        let upright: Vec<&Run> = pages[0].runs.iter().filter(|run| run.upright).collect();
        assert!(upright.iter().all(|run| run.part == Part::PageNumber), "only the number is upright");
        // From the foot upward: what follows stands higher, on the same line.
        for run in turned(pages[0]) {
            for pair in run.glyphs.windows(2) {
                assert!(pair[1].baseline < pair[0].baseline, "{}", run.text());
                at(pair[1].x, pair[0].x, &run.text());
            }
        }
    }
}

/// 单页码表头在订口一边，双页码表头在切口一边.
#[test]
fn the_tables_head_is_at_the_left_edge_of_odd_and_even_pages() {
    for sheets in on_odd_and_even(ROWS) {
        let page = landscapes(&sheets)[0];
        let label = turned_part(page, "attachment-label");
        assert_eq!(said(&label), "附件");
        // Row 1 of the turned type area begins at its left edge and at its foot.
        near(label[0].glyphs[0].x - 0.88 * EM, AREA_LEFT, HAIR, "第一行");
        near(label[0].glyphs[0].baseline, AREA_BOTTOM, HAIR, "顶格");
        near(label[0].size, SIZE_3, 0.01, "3号");
        let title = turned_part(page, "attachment-title");
        let row_3 = ROW_3_TOP - AREA_TOP + AREA_LEFT;
        near(title[0].glyphs[0].x - 0.88 * EM * SIZE_2 / SIZE_3, row_3, HAIR, "第三行");
        let middle = ink(&title);
        near(f64::midpoint(middle.top, middle.bottom), f64::midpoint(AREA_TOP, AREA_BOTTOM), 0.5, "居中");
        // Label, title, header, then row after row toward the right.
        let cells = turned_part(page, "attachment.0");
        let header: Vec<&Run> = cells.iter().copied().filter(|run| run.text().starts_with('表')).collect();
        let head = ink(&header);
        assert!(head.left > middle.right, "the header follows the title");
        let rows: Vec<&Run> = cells
            .iter()
            .copied()
            .filter(|run| run.text().trim().parse::<u32>().is_ok_and(|n| n > 100))
            .collect();
        assert!(
            rows.iter().all(|run| run.ink_all().expect("ink").left > head.right),
            "the rows follow the header"
        );
        assert_eq!(rows.len(), 12 * ROWS, "every cell is there");
    }
}

/// 页码位置与公文其他页码保持一致.
#[test]
fn the_number_is_upright_where_it_is_on_the_other_pages() {
    for rows in [3, 40] {
        for sheets in on_odd_and_even(rows) {
            sheets.pages.iter().for_each(assert_number);
        }
    }
}

#[test]
fn everything_stays_inside_the_type_area() {
    for rows in [3, 40, 90] {
        for sheets in on_odd_and_even(rows) {
            for page in landscapes(&sheets) {
                for run in turned(page) {
                    let ink = run.ink_all().expect("ink");
                    let what = format!("page {}: {}: {ink:?}", page.number, run.text());
                    assert!(ink.left >= AREA_LEFT - HAIR && ink.right <= AREA_RIGHT + HAIR, "{what}");
                    assert!(ink.top >= AREA_TOP - HAIR && ink.bottom <= AREA_BOTTOM + HAIR, "{what}");
                }
                assert!(!page.shapes.is_empty(), "the table has rules");
                for shape in &page.shapes {
                    let rect = shape.rect;
                    assert!(rect.left >= AREA_LEFT - 0.2 && rect.right <= AREA_RIGHT + 0.2, "{rect:?}");
                    assert!(rect.top >= AREA_TOP - 0.2 && rect.bottom <= AREA_BOTTOM + 0.2, "{rect:?}");
                }
            }
        }
    }
}

/// 附件格式要求同正文, on a sheet on its side too: its lines are as long as the type area is high.
#[test]
fn turned_text_keeps_pitch_indent_and_measure() {
    let given = json!({ "title": "说明", "landscape": true, "body": prose(4) });
    let sheets = bound(2, &[given], json!({}));
    let page = landscapes(&sheets)[0];
    // Each line: where its baseline is across the sheet, where it begins and ends, its paragraph.
    let mut lines: Vec<(f64, f64, f64, Piece)> = Vec::new();
    for run in turned_part(page, "attachment.0") {
        let (first, last) = (&run.glyphs[0], &run.glyphs[run.glyphs.len() - 1]);
        match lines.last_mut().filter(|(x, ..)| (x - first.x).abs() < HAIR) {
            Some((_, _, end, _)) => *end = last.baseline - EM,
            None => lines.push((first.x, first.baseline, last.baseline - EM, run.part)),
        }
    }
    assert!(lines.len() > 6);
    let mut before = Piece::UNNAMED;
    for (_, begin, _, part) in &lines {
        let expected = if *part == before { AREA_BOTTOM } else { AREA_BOTTOM - 2.0 * EM };
        at(*begin, expected, "indent of two, continuation flush");
        before = *part;
    }
    for pair in lines.windows(2) {
        at(pair[1].0 - pair[0].0, PITCH, "line pitch");
        if pair[0].3 == pair[1].3 {
            at(pair[0].2, AREA_TOP, "a full line ends at the type area's edge");
        }
    }
}

#[test]
fn a_long_table_goes_on_over_several_sheets_under_its_header() {
    for sheets in on_odd_and_even(70) {
        let pages = landscapes(&sheets);
        assert!(pages.len() >= 3, "{} sheets", pages.len());
        for pair in pages.windows(2) {
            assert_eq!(pair[1].number, pair[0].number + 1);
        }
        let mut counted = 0;
        for page in &pages {
            let cells = turned_part(page, "attachment.0");
            let header: Vec<&Run> =
                cells.iter().copied().filter(|run| run.text().starts_with('表')).collect();
            let named = said(&header).matches("表头").count();
            assert_eq!(named, 12, "page {}: the header stands once on every sheet", page.number);
            let head = ink(&header);
            if page.number > pages[0].number {
                // It is what stands at the head, on odd and on even pages.
                near(head.left, AREA_LEFT, 4.0, &format!("header of page {}", page.number));
                assert!(cells.iter().all(|run| run.ink_all().is_none_or(|ink| ink.left >= head.left - 1.0)));
                assert!(turned_part(page, "attachment-label").is_empty());
            }
            counted += said(&cells).matches("表头").count() / 12;
        }
        assert_eq!(counted, pages.len());
        let cells: Vec<&Run> = pages.iter().flat_map(|page| turned_part(page, "attachment.0")).collect();
        for row in 1..=70 {
            let number = format!("{}", row * 100 + 7);
            assert_eq!(cells.iter().filter(|run| run.text() == number).count(), 1, "row {row} stands once");
        }
    }
}

/// 附件 that are upright before and after a turned one: each has sheets of its own.
#[test]
fn pages_before_and_after_are_upright() {
    for paragraphs in [2, 6] {
        let sheets = bound(paragraphs, &[portrait(), landscape(30), landscape(3), portrait()], json!({}));
        let turned_pages: Vec<usize> = landscapes(&sheets).iter().map(|page| page.number).collect();
        let label = |text: &str| {
            let on = |page: &&Page| {
                let runs = page.runs.iter().filter(|run| run.part == Part::AttachmentLabel);
                said(&runs.collect::<Vec<_>>()) == text
            };
            sheets.pages.iter().find(on).unwrap_or_else(|| panic!("no page of {text}")).number
        };
        let (first, second, third, fourth) = (label("附件1"), label("附件2"), label("附件3"), label("附件4"));
        assert!(first < second && second < third && third < fourth);
        let expected: Vec<usize> = (second..fourth).collect();
        assert_eq!(turned_pages, expected, "附件2 and 附件3 lie on their side, and nothing else does");
        let last = &sheets.pages[fourth - 1];
        near(part_lines(last, Part::AttachmentLabel)[0].top(), AREA_TOP, HAIR, "附件4 begins on row 1");
        for page in [first, fourth] {
            let text = part_lines(&sheets.pages[page - 1], Part::Attachment);
            assert!(text.len() > 5);
        }
        sheets.pages.iter().for_each(assert_number);
    }
}

/// 7.4, 7.5: a sheet on its side holds no colophon; a page after it does, upright.
#[test]
fn the_colophon_after_a_turned_sheet_is_upright_on_the_next_page_that_may_hold_it() {
    let lists = json!({ "cc": "省防汛抗旱指挥部办公室", "printer": "东江省水利厅办公室", "print-date": "2024-03-02" });
    let mut ends = Vec::new();
    for (value, every) in [("last", 1), ("even", 2), ("multiple-of-4", 4)] {
        for paragraphs in [2, 6] {
            for rows in [3, 30, 50] {
                let mut keys = lists.clone();
                keys["layout"] = json!({ "fit": false, "colophon-page": value });
                let sheets = bound(paragraphs, &[landscape(rows)], keys);
                let what = format!("{value}: {paragraphs} paragraphs, {rows} rows");
                assert!(!sheets.codes.contains(&"template-warning"), "{what}");
                let last_turned = landscapes(&sheets).last().expect("a turned page").number;
                let colophon = sheets.line("cc").page;
                assert_eq!(colophon, sheets.pages.len(), "{what}: it is on the last page");
                let wanted = (last_turned + 1).next_multiple_of(every);
                assert_eq!(colophon, wanted, "{what}: after page {last_turned}");
                near(sheets.shape("colophon-rule.last").bottom, AREA_BOTTOM, HAIR, &what);
                let blank_between = colophon > last_turned + 1;
                for page in &sheets.pages {
                    if blank_between && page.number > last_turned {
                        assert!(
                            part_lines(page, Part::PageNumber).is_empty(),
                            "{what}: page {}",
                            page.number
                        );
                    } else {
                        assert_number(page);
                    }
                }
                ends.push(colophon - last_turned);
            }
        }
    }
    assert!([1, 2, 3].iter().all(|gap| ends.contains(gap)), "{ends:?}");
}
