//! A3 sheets that are folded in (`paper = "a3"`): each begins a leaf, and what follows on A4 begins another.

use gongwen::measure::measure;
use gongwen::page::{Page, Part, part_lines};
use gongwen::{Diagnostic, Document};
use serde_json::{Value, json};

use crate::measured::{Sheets, near, prose, with};
use crate::standard::{
    A3_WIDTH as A3, AREA_BOTTOM, AREA_LEFT, AREA_TOP, EM_4, HAIR, PAPER, PITCH, ROW_3_TOP,
};

/// 5.2.1, with the margins of A4: 订口 28 mm, 切口 26 mm.
const A3_RIGHT: f64 = A3 - (210.0 - 184.0);

fn table(rows: usize) -> Value {
    let header: Vec<String> = (1..=16).map(|column| format!("项目名称{column}")).collect();
    let rows: Vec<Vec<String>> =
        (1..=rows).map(|row| (1..=16).map(|column| format!("{}", row * 100 + column)).collect()).collect();
    json!([{ "table": { "header": header, "rows": rows, "full-width": true } }])
}

fn folded(rows: usize) -> Value {
    json!({ "title": "东江省2024年防汛抗旱重点工程建设和水毁工程修复情况汇总表", "paper": "a3", "body": table(rows) })
}

fn upright() -> Value {
    json!({ "title": "任务分工表", "body": prose(3) })
}

fn bound(paragraphs: usize, attachments: &[Value], more: Value) -> Sheets {
    let mut keys =
        json!({ "attachments": attachments, "body": prose(paragraphs), "layout": { "fit": false } });
    keys.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
    with(keys)
}

fn is_a3(page: &Page) -> bool {
    if page.width > 300.0 {
        near(page.width, A3, 0.01, "width of A3");
        near(page.height, PAPER.1, 0.01, "height of A3");
        return true;
    }
    near(page.width, PAPER.0, 0.01, "width");
    near(page.height, PAPER.1, 0.01, "height");
    false
}

fn is_blank(page: &Page) -> bool {
    page.runs.is_empty() && page.shapes.is_empty() && page.pictures.is_empty()
}

/// The papers of the pages: `4` and `3`, in brackets the blank ones.
fn papers(sheets: &Sheets) -> String {
    let one = |page: &Page| {
        let paper = if is_a3(page) { "3" } else { "4" };
        if is_blank(page) { format!("({paper})") } else { paper.to_owned() }
    };
    sheets.pages.iter().map(one).collect()
}

/// What holds of every such document: A4 and A3 are no two sides of a leaf, and the number of each page stands at its own
/// edge (7.5).
fn assert_leaves(sheets: &Sheets) {
    for leaf in sheets.pages.chunks(2) {
        if let [front, back] = leaf {
            assert_eq!(is_a3(front), is_a3(back), "pages {} and {}", front.number, back.number);
        }
    }
    let found: Vec<_> =
        sheets.rendered.diagnostics().iter().filter(|found| found.code() == "nonconforming").collect();
    assert!(found.is_empty(), "{found:?}");
    let colophon = sheets.part("cc").first().map_or(usize::MAX, |line| line.page);
    let blank_before = sheets.pages.get(colophon.wrapping_sub(2)).is_some_and(is_blank);
    for page in &sheets.pages {
        let numbers = part_lines(page, Part::PageNumber);
        if is_blank(page) || page.number == colophon && blank_before {
            assert!(numbers.is_empty(), "page {} is blank", page.number);
            continue;
        }
        let [number] = &numbers[..] else { panic!("page {} has no number", page.number) };
        let right = if is_a3(page) { A3_RIGHT } else { A3_RIGHT - A3 + PAPER.0 };
        assert_eq!(number.text(), format!("— {} —", page.number));
        if page.number % 2 == 1 {
            near(number.right(), right - EM_4, HAIR, "单页码居右空一字");
        } else {
            near(number.left(), AREA_LEFT + EM_4, HAIR, "双页码居左空一字");
        }
    }
}

/// Whether the papers are upright pages of A4, a blank one where their number is odd, and then these; and whether it is.
#[track_caller]
fn assert_papers(sheets: &Sheets, rest: &str, what: &str) -> bool {
    let found = papers(sheets);
    let text: String = found.chars().take_while(|c| *c == '4').collect();
    let is_odd = text.len() % 2 == 1;
    assert_eq!(found, format!("{text}{}{rest}", if is_odd { "(4)" } else { "" }), "{what}");
    assert_leaves(sheets);
    is_odd
}

/// Texts of so many paragraphs end on odd and on even pages.
const TEXTS: [usize; 3] = [1, 6, 9];

#[test]
fn the_sheets_begin_a_leaf_and_what_follows_begins_another() {
    let lying = json!({ "title": "表", "landscape": true, "body": table(3) });
    let cases = [
        (vec![folded(8)], "3"),
        (vec![folded(8), upright()], "3(3)4"),
        (vec![folded(45), upright()], "334"),
        (vec![folded(8), folded(8), upright(), folded(8)], "3(3)3(3)4(4)3"),
        (vec![lying.clone(), folded(8), lying], "3(3)4"),
    ];
    for (attachments, rest) in cases {
        let odd = TEXTS.map(|paragraphs| {
            assert_papers(&bound(paragraphs, &attachments, json!({})), rest, &format!("{paragraphs}"))
        });
        assert!(odd.contains(&true) && odd.contains(&false), "{odd:?}");
    }
}

/// 1999's 10: 当最后一页为A3纸型表格时，封三、封四应为空白，将A3纸型表格贴在封三前; 7.4 puts the colophon on the last page.
#[test]
fn the_colophon_never_stands_on_such_a_sheet() {
    for (every, end) in [("even", "(4)4"), ("last", "4"), ("multiple-of-4", "(4)4")] {
        for paragraphs in TEXTS {
            for (rows, sheet) in [(8, "3(3)"), (45, "33")] {
                let lists = json!({
                    "cc": "省防汛办", "printer": "东江省水利厅办公室", "print-date": "2024-03-02",
                    "layout": { "fit": false, "colophon-page": every },
                });
                let sheets = bound(paragraphs, &[folded(rows)], lists);
                let before = sheets.pages.iter().rposition(is_a3).expect("A3") + 1;
                let whole_leaves = before.next_multiple_of(2);
                let end = if every == "multiple-of-4" && whole_leaves.is_multiple_of(4) {
                    "(4)(4)(4)4"
                } else {
                    end
                };
                assert_papers(&sheets, &format!("{sheet}{end}"), every);
                near(sheets.shape("colophon-rule.last").bottom, AREA_BOTTOM, HAIR, every);
            }
        }
    }
}

#[test]
fn the_type_area_is_as_wide_as_the_sheet_has_it() {
    let text = json!({ "title": "说明", "paper": "A3", "body": prose(4) });
    let sheets = bound(6, &[folded(8), text], json!({}));
    let label = &sheets.part("attachment-label")[0];
    near(label.left(), AREA_LEFT, HAIR, "附件顶格");
    near(label.top(), AREA_TOP, HAIR, "第一行");
    let title = &sheets.part("attachment-title")[0];
    assert_eq!(title.text().chars().count(), 30, "the title has one line");
    near(title.top(), ROW_3_TOP, 1.3, "第三行");
    near(f64::midpoint(title.left(), title.right()), f64::midpoint(AREA_LEFT, A3_RIGHT), 0.3, "居中");
    let rules = sheets.shapes("attachment.0");
    let right = rules.iter().map(|(_, shape)| shape.rect.right).fold(0.0, f64::max);
    near(right, A3_RIGHT, 0.3, "通栏");
    let lines = sheets.part("attachment.1");
    for pair in lines.windows(2).filter(|pair| pair[0].part() == pair[1].part()) {
        near(pair[0].right(), A3_RIGHT, 0.5, "a full line");
        near(pair[1].left(), AREA_LEFT, HAIR, "回行顶格");
        near(pair[1].baseline - pair[0].baseline, PITCH, 0.06, "行距");
    }
    assert!(lines.len() > 4);
}

/// Pages that are bound mirrored have the binding edge of an even page at its right.
#[test]
fn a_mirrored_binding_mirrors_such_sheets_too() {
    let house = json!({ "layout": {
        "fit": false, "binding": "mirrored", "margins": { "top": 37, "bottom": 35, "left": 30, "right": 24 },
    } });
    let sheets = bound(6, &[folded(45), upright()], house);
    assert!(papers(&sheets).ends_with("334"));
    let first = sheets.pages.iter().find(|page| is_a3(page)).expect("A3").number;
    let edges = |page: usize| {
        let rules = sheets.pages[page - 1].shapes.iter().map(|shape| shape.rect);
        let all = rules.reduce(gongwen::page::Rect::union).expect("rules");
        (all.left, all.right)
    };
    let (odd, even) = (edges(first), edges(first + 1));
    near(odd.0, 30.0, 0.3, "订口 of its front");
    near(odd.1, A3 - 24.0, 0.3, "切口 of its front");
    near(even.0, 24.0, 0.3, "切口 of its back");
    near(even.1, A3 - 30.0, 0.3, "订口 of its back");
}

/// A scan of an A3 sheet, bound as it is.
#[test]
fn a_bound_file_takes_the_sheet() {
    let drawing = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"420mm\" height=\"297mm\" viewBox=\"0 0 420 297\">\
         <title>图</title><rect width=\"420\" height=\"297\" fill=\"#eeeeee\"/></svg>";
    let pdf = {
        let data =
            json!({ "title": "表", "format": "plain", "sign-off": false, "body": [{ "image": "x.svg" }] });
        let document = Document::reader().file("x.svg", drawing).read_value(&data).expect("read");
        crate::support::ENGINE.render(&document).and_then(|set| set.pdf()).expect("set")
    };
    let set = |paper: &str| {
        let data = json!({
            "title": "甲局关于乙的通知", "issuers": ["甲局"], "date": "2024-01-02", "body": "丙。",
            "attachments": [{ "title": "图", "paper": paper, "body-file": "x.pdf" }],
        });
        let document = Document::reader().file("x.pdf", &pdf[..]).read_value(&data).expect("read");
        crate::support::ENGINE.render(&document).expect("set")
    };
    let width = |paper: &str| set(paper).pages().last().expect("a page").width;
    near(width("a4"), PAPER.0, 0.01, "A4");
    near(width("a3"), A3, 0.01, "A3");
}

#[test]
fn what_has_no_meaning_on_such_a_sheet_is_told() {
    let told = |attachment: Value| -> Vec<(&'static str, String)> {
        let data = json!({
            "title": "甲局关于乙的通知", "issuers": ["甲局"], "date": "2024-01-02", "body": "丙（见附件）。",
            "attachments": [attachment],
        });
        let found = match Document::reader().gather_errors(true).read_value(&data) {
            Ok(document) => document.diagnostics().iter().cloned().chain(document.check()).collect(),
            Err(failure) => failure.diagnostics().to_vec(),
        };
        found
            .iter()
            .map(|found: &Diagnostic| (found.code(), found.data_path().unwrap_or_default().to_owned()))
            .collect()
    };
    let path = |of: &str| format!("attachments[0].{of}");
    let both = told(json!({ "title": "表", "paper": "a3", "landscape": true, "body": "丁。" }));
    assert!(both.contains(&("not-used", path("landscape"))), "{both:?}");
    let table = json!([{ "table": { "rows": [["甲"]], "landscape": true } }]);
    let lying = told(json!({ "title": "表", "paper": "a3", "body": table }));
    assert!(lying.iter().any(|(code, path)| *code == "not-used" && path.contains("body[0]")), "{lying:?}");
    let unknown = told(json!({ "title": "表", "paper": "a2", "body": "丁。" }));
    assert!(unknown.contains(&("unknown-choice", path("paper"))), "{unknown:?}");
    let plain = told(json!({ "title": "表", "paper": "a4", "landscape": true, "body": "丁。" }));
    assert!(plain.is_empty(), "{plain:?}");
}

/// What `render measure` reads of it is what was set.
#[test]
fn such_a_sheet_is_measured_in_any_file() {
    let sheets = with(json!({ "attachments": [folded(8), upright()], "body": prose(4) }));
    let measured = measure(sheets.rendered.pdf().expect("a PDF")).expect("measured");
    let broken: Vec<_> = measured
        .requirements()
        .iter()
        .filter(|row| row.verdict == gongwen::conformance::Verdict::Broken)
        .map(|row| format!("{} {} {:?}", row.clause, row.quantity.1, row.measured))
        .collect();
    assert!(broken.is_empty(), "{broken:?}");
    let rows: Vec<&str> = measured.requirements().iter().map(|row| row.quantity.1).collect();
    let of_a3 = rows.iter().position(|row| *row == "width of an A3 sheet").expect("its rows");
    assert!(rows[of_a3..].contains(&"middle of the attachment's title"), "{rows:?}");
}

/// In Chinese, in every spelling, and filled by a batch.
#[test]
fn the_key_is_said_as_others_are() {
    let yaml = "标题: 甲局关于乙的通知\n发文机关: 甲局\n成文日期: 2024-01-02\n正文: 丙（见附件）。\n附件:\n  - 标题: 表\n    纸张: A3\n    正文: 丁。\n";
    let document = Document::reader()
        .input_format(gongwen::data::InputFormat::Yaml)
        .read_stream("x", yaml.as_bytes())
        .expect("read");
    let rendered = crate::support::ENGINE.render(&document).expect("set");
    near(rendered.pages().last().expect("a page").width, A3, 0.01, "A3");
}
