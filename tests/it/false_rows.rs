//! Pages that are as they should be, and were told to be otherwise; slips that nobody told.

use serde_json::{Value, json};

use crate::measured::{Sheets, prose, with};
use crate::sheet::codes;

#[track_caller]
fn conforms(keys: Value) -> Sheets {
    let sheets = with(keys.clone());
    let rows = &sheets.rendered.report().requirements;
    let broken: Vec<_> =
        rows.iter().filter(|row| row.verdict == gongwen::conformance::Verdict::Broken).collect();
    assert!(broken.is_empty(), "{keys}: {broken:#?}");
    sheets
}

/// field.md C: a formula of its own ends the text, or begins a page.
#[test]
fn a_formula_at_the_texts_end_conforms() {
    let formulas = [
        "$ a^2 + b^2 = c^2 $",
        "$ x = frac(a + b, c + d) $",
        "$ sum_(i=1)^n x_i = integral_0^1 f dif x $",
        "+ 甲\n+ 乙 $x^2$ 丙",
    ];
    for formula in formulas {
        for lines in [1, 3, 4, 5] {
            let body = format!("{}\n\n{formula}\n", prose(1).repeat(lines));
            conforms(json!({ "body": body, "body-format": "typst" }));
            conforms(json!({ "body": body, "body-format": "typst", "attachments": ["工作方案"] }));
        }
    }
}

/// Minutes with signers and without a number: organ and date stood on a row of signers, `does-not-fit`.
#[test]
fn minutes_with_signers_and_no_number_fit() {
    for signers in [&["张三"][..], &["张三", "李四", "王五"]] {
        let sheets = conforms(json!({
            "format": "minutes", "mark": "东江省水利厅会议纪要", "number": null, "title": null, "recipients": null,
            "signers": signers, "attendees": ["甲局张三"],
        }));
        let last = sheets.part("signer").last().expect("signers").bottom();
        assert!(sheets.line("imprint-organ").top() > last);
        assert!((sheets.line("imprint-organ").baseline - sheets.line("imprint-date").baseline).abs() < 0.01);
    }
}

/// An address that fills a line has nothing to be moved apart; a squeezed mark at a line's end is half a cell.
#[test]
fn addresses_end_no_line_wrongly() {
    let sentence = prose(1);
    let address = "请登录https://www.example.gov.cn/zwgk/zfxxgkml/202411/t20241101_1234567890.html查询，也可登录 \
        http://oa.yunchuan.gov.cn/portal/a/b/c/d/e/f/g/very-long-path/index.html 查询。";
    let line = |start: usize| {
        let start: String = sentence.chars().take(start).collect();
        format!("{start}{address}{sentence}")
    };
    let body: String = (0..40).step_by(3).map(line).collect();
    for punctuation in ["press", "grid"] {
        conforms(json!({ "body": body, "layout": { "punctuation": punctuation } }));
    }
}

/// setting.md 5: a closing mark at the end of a centred cell stood in its cell's middle.
#[test]
fn a_closing_mark_of_a_cell_stands_at_the_left_of_its_own() {
    let body = "增速如下：\n| 指标（%） | 速度（km） | 名称（万元） |\n|---|---|---|\n| 1 | 2 | 3 |\n";
    let gap = |punctuation: &str| {
        let sheets = conforms(json!({ "body": body, "layout": { "punctuation": punctuation } }));
        let runs = sheets.runs("body.1");
        let glyphs: Vec<_> =
            runs.iter().flat_map(|run| run.glyphs.iter().map(move |glyph| (run, glyph))).collect();
        let pairs = glyphs.windows(2).filter(|pair| pair[1].1.text == "）");
        let gaps = pairs.filter_map(|pair| {
            let (before, mark) = (pair[0].0.ink(pair[0].1)?, pair[1].0.ink(pair[1].1)?);
            Some(mark.left - before.right)
        });
        let gaps: Vec<f64> = gaps.collect();
        assert_eq!(gaps.len(), 3, "{punctuation}");
        gaps
    };
    for (pressed, whole) in gap("press").into_iter().zip(gap("grid")) {
        assert!((pressed - whole).abs() < 0.1, "{pressed:.2} and {whole:.2} mm");
    }
}

/// 7.2.5: a year without its brackets was not told.
#[test]
fn a_number_without_brackets_is_told() {
    let sheets = with(json!({ "number": "东水2024年2号" }));
    assert!(sheets.codes.contains(&"number-brackets"), "{:?}", sheets.codes);
}

/// Rows of bars without a rule have no header, and nobody said so.
#[test]
fn a_table_without_a_header_is_told() {
    for (rule, told) in [("", true), ("|---|---|\n", false)] {
        let body = format!("情况如下：\n| 指标 | 增速 |\n{rule}| 甲 | 2 |\n| 乙 | 3 |\n");
        let found = codes(with(json!({ "body": body })).rendered.diagnostics());
        assert_eq!(found.contains(&"no-header"), told, "{found:?}");
    }
}

/// 章 with so many words that it begins where a paragraph may was told to be no paragraph.
#[test]
fn a_wide_heading_of_a_regulation_is_centred() {
    for length in [18, 20, 21, 22, 23, 24, 30] {
        let heading: String = prose(1).chars().take(length).collect();
        let sheets = conforms(json!({ "body": [
            { "text": prose(1) }, { "heading": heading, "level": "chapter" }, { "text": prose(1) },
        ] }));
        let read = gongwen::measure::measure(sheets.rendered.pdf().unwrap()).unwrap();
        let broken =
            |row: &&gongwen::conformance::Requirement| row.verdict == gongwen::conformance::Verdict::Broken;
        let broken: Vec<_> = read.requirements().iter().filter(broken).collect();
        // The first of two lines begins at the edge, and a file does not say what it is.
        assert!(length > 23 || broken.is_empty(), "{length} in the file: {broken:#?}");
    }
}

/// Recipients over the text of page 2, behind contents: the text's first line was told to leave the page's first row empty.
#[test]
fn recipients_behind_contents_stand_on_the_first_row() {
    conforms(
        json!({ "format": "plain", "number": null, "contents": true, "body": format!("一、总体要求\n{}", prose(12)) }),
    );
}
