//! Merged cells: in blocks, `|`-rows and Markdown, on the page and in the file's structure.

use gongwen::page::{Line, Part, part_lines};
use gongwen::page::{Page, Rect};
use lopdf::Document as Pdf;
use serde_json::{Value, json};

use crate::measured::{piece, with};
use crate::pdf_text::structure;

/// A head of two rows over three levels of merging, as statistics have it.
fn statistics() -> Value {
    json!({ "table": {
        "header": [
            [{ "text": "序号", "rowspan": 2 }, { "text": "单位", "rowspan": 2 }, { "text": "2023年", "colspan": 2 }],
            ["数量", "金额"],
        ],
        "rows": [
            [1, { "text": "甲县", "rowspan": 2 }, 3, "12.5"],
            [2, 4, "1.25"],
            [{ "text": ["合", { "bold": "计" }], "colspan": 2 }, 7, "13.75"],
        ],
    } })
}

const LINES: &str = "| 序号 | 单位 | 2023年 | << |\n|---|---|---|---|\n| ^^ | ^^ | 数量 | 金额 |\n\
                     | 1 | 甲县 | 3 | 12.5 |\n| 2 | ^^ | 4 | 1.25 |\n| 合计 | << | 7 | 13.75 |";

/// Where the words of a table stand.
fn place(pages: &[Page], part: &str, words: &str) -> Rect {
    let lines: Vec<Line> = pages.iter().flat_map(|page| part_lines(page, piece(part))).collect();
    for line in &lines {
        for run in &line.runs {
            let text = run.text();
            if let Some(at) = text.find(words) {
                let first = text[..at].chars().count();
                let glyphs = &run.glyphs[first..first + words.chars().count()];
                let (one, last) = (&glyphs[0], &glyphs[glyphs.len() - 1]);
                return Rect {
                    left: one.x,
                    right: last.x + last.advance,
                    top: one.baseline - 3.0,
                    bottom: one.baseline,
                };
            }
        }
    }
    panic!("{words} is not in {:?}", lines.iter().map(Line::text).collect::<Vec<_>>())
}

fn middle(rect: Rect) -> (f64, f64) {
    ((rect.left + rect.right) / 2.0, (rect.top + rect.bottom) / 2.0)
}

/// The rules of a table that run across, by their height, and down, by their place.
fn rules(page: &Page, part: &str) -> (Vec<Rect>, Vec<Rect>) {
    let rects = page.shapes.iter().filter(|shape| shape.part == piece(part)).map(|shape| shape.rect);
    rects.partition(|rect| rect.width() > rect.height())
}

#[test]
fn a_head_of_two_rows_and_merged_cells_stand_in_their_places() {
    for body in [
        json!([{ "text": "文。" }, statistics(), { "text": "文。" }]),
        json!(format!("文。\n{LINES}\n文。")),
        json!([{ "text": "文。" }, { "表格": {
            "表头": [
                [{ "文字": "序号", "行数": 2 }, { "文字": "单位", "行数": 2 }, { "文字": "2023年", "列数": 2 }],
                ["数量", "金额"],
            ],
            "行": [[1, { "文字": "甲县", "行数": 2 }, 3, "12.5"], [2, 4, "1.25"], [{ "文字": "合计", "列数": 2 }, 7, "13.75"]],
        } }, { "text": "文。" }]),
    ] {
        let sheets = with(json!({ "body": body }));
        let at = |words: &str| middle(place(&sheets.pages, "body.1", words));
        let close = |found: f64, wanted: f64, what: &str| {
            assert!((found - wanted).abs() < 0.3, "{what}: {found} beside {wanted}");
        };
        let has = |page: &&Page| page.shapes.iter().any(|shape| shape.part == Part::Body.at(1));
        let (across, down) = rules(sheets.pages.iter().find(has).expect("a page with the table"), "body.1");
        let mut edges: Vec<f64> = down.iter().map(|rect| (rect.left + rect.right) / 2.0).collect();
        edges.sort_by(f64::total_cmp);
        edges.dedup_by(|a, b| (*a - *b).abs() < 0.5);
        let [one, _, three, inner, last] = edges[..] else { panic!("{edges:?}") };
        let left = at("数量");
        close(at("2023年").0, (three + last) / 2.0, "2023年 over both");
        close(at("序号").1, (at("2023年").1 + left.1) / 2.0, "序号 in the middle of two rows");
        close(at("甲县").1, (at("12.5").1 + at("1.25").1) / 2.0, "甲县 in the middle of two rows");
        close(
            (place(&sheets.pages, "body.1", "合").left + place(&sheets.pages, "body.1", "计").right) / 2.0,
            (one + three) / 2.0,
            "合计 over two columns",
        );
        assert!(at("2023年").1 < left.1 && left.1 < at("12.5").1);
        // The rule between 数量 and 金额 does not go through 2023年.
        let through = |rects: &[Rect], x: f64, y: f64| {
            rects.iter().any(|rect| {
                rect.left - 0.3 <= x && x <= rect.right + 0.3 && rect.top - 0.3 <= y && y <= rect.bottom + 0.3
            })
        };
        assert!(through(&down, inner, left.1) && !through(&down, inner, at("2023年").1), "{down:?}");
        let under =
            across.iter().map(|rect| rect.top).find(|y| at("12.5").1 < *y && *y < at("1.25").1).unwrap();
        assert!(through(&across, at("12.5").0, under) && !through(&across, at("甲县").0, under));
    }
}

#[test]
fn the_file_says_what_each_cell_takes_in_reading_order() {
    for (key, body) in [("text", json!([statistics()])), ("text", json!(LINES)), ("markdown", json!(LINES))] {
        let sheets = with(json!({ "body": body, "body-format": key }));
        let tree = structure(&Pdf::load_mem(&sheets.rendered.pdf().unwrap()).unwrap());
        let all = tree.all();
        let cells: Vec<(&str, &str, (i64, i64))> = all
            .iter()
            .filter(|element| matches!(element.role.as_str(), "TH" | "TD"))
            .map(|element| (element.role.as_str(), element.text.as_str(), element.span))
            .collect();
        let th = |words, span| ("TH", words, span);
        let td = |words, span| ("TD", words, span);
        assert_eq!(
            cells,
            [
                th("序号", (1, 2)),
                th("单位", (1, 2)),
                th("2023年", (2, 1)),
                th("数量", (1, 1)),
                th("金额", (1, 1)),
                td("1", (1, 1)),
                td("甲县", (1, 2)),
                td("3", (1, 1)),
                td("12.5", (1, 1)),
                td("2", (1, 1)),
                td("4", (1, 1)),
                td("1.25", (1, 1)),
                td("合计", (2, 1)),
                td("7", (1, 1)),
                td("13.75", (1, 1)),
            ]
        );
        let rows = |role: &str| {
            all.iter()
                .filter(|e| e.role == role)
                .map(|e| e.kids.iter().filter(|kid| kid.role == "TR").count())
                .sum::<usize>()
        };
        assert_eq!((rows("THead"), rows("TBody")), (2, 3));
    }
}

/// A header of arrays was one row whose cells are lists of pieces, and still is where it can be nothing else.
#[test]
fn a_header_of_lists_of_pieces_keeps_its_meaning() {
    let cells = |header: Value, rows: Value| {
        let sheets = with(json!({ "body": [{ "table": { "header": header, "rows": rows } }] }));
        let tree = structure(&Pdf::load_mem(&sheets.rendered.pdf().unwrap()).unwrap());
        let all = tree.all();
        all.iter()
            .filter(|element| element.role == "TH")
            .map(|element| element.text.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(cells(json!([["甲", { "bold": "乙" }], ["丙"]]), json!([[1, 2]])), ["甲乙", "丙"]);
    assert_eq!(cells(json!([["甲"], ["乙"]]), json!([[1, 2]])), ["甲", "乙"]);
    assert_eq!(cells(json!([["甲", "乙"], ["丙", "丁"]]), json!([[1, 2]])), ["甲", "乙", "丙", "丁"]);
    assert_eq!(cells(json!([["甲", { "bold": "乙" }], ["丙", "丁"]]), json!([[1, 2]])), ["甲乙", "丙丁"]);
    assert_eq!(cells(json!([["甲", "乙"]]), json!([[1, 2]])), ["甲", "乙"]);
}
