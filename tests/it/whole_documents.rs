//! Whole documents, made by chance over all keys: what must hold of every page, whatever is asked for.

use std::time::Duration;

use gongwen::page::{Page, Rect, Run};
use gongwen::page::{Part, mm, part_lines};
use gongwen::{Document, Failure, Rendered, Severity};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};
use serde_json::{Map, Value, json};

use crate::measured::{piece, within};
use crate::standard::{
    A3_WIDTH, AREA_BOTTOM, AREA_LEFT, AREA_RIGHT, AREA_TOP, LETTER_LOWER_RULE, LETTER_ROW_GAP, PAPER,
};
use crate::support::{ENGINE, data_with};
use gongwen_testing::effort;

/// Nobody waits longer for a document, in a debug build on a busy machine.
const PATIENCE: Duration = Duration::from_secs(180);
/// How far what is raised may reach over the first row, in mm.
const RAISED: f64 = 0.3;
/// The smallest type of what is no drawing, 小五, in pt.
const SMALLEST: f64 = 9.0;
/// The family of formulas.
const FORMULA: &str = "gw-math";
/// What rounding may cost, in mm.
const SLACK: f64 = 0.1;

fn config() -> Config {
    let given = Config::default();
    Config {
        cases: if std::env::var_os("PROPTEST_CASES").is_some() { given.cases } else { 64 },
        rng_seed: if given.rng_seed == RngSeed::Random { RngSeed::Fixed(9704) } else { given.rng_seed },
        failure_persistence: None,
        max_shrink_iters: 400,
        ..given
    }
}

/// `count` hanzi from somewhere in a text.
fn hanzi(start: usize, count: usize) -> String {
    const TEXT: &str = "为深入贯彻落实党中央国务院决策部署切实加强和改进各项管理工作推动高质量发展现将有关事项通知如下请认真\
                        组织实施各地各部门要提高政治站位压实责任健全机制确保任务落地见效及时总结经验报送情况";
    let text: Vec<char> = TEXT.chars().collect();
    (start..start + count).map(|i| text[i % text.len()]).collect()
}

pub fn words(count: std::ops::RangeInclusive<usize>) -> impl Strategy<Value = String> {
    (0..90_usize, count).prop_map(|(start, count)| hanzi(start, count))
}

/// A sentence with marks, digits and Latin in it.
pub fn sentence() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => words(1..=24),
        1 => prop::sample::select(vec!["，", "、", "：", "；", "“引文”", "（附注）", "《办法》", "——", "……", "！"])
            .prop_map(String::from),
        1 => prop::sample::select(vec!["2024年", "3.5%", "12项", "GDP", "0000-1234567", "○", "℃"]).prop_map(String::from),
    ];
    prop::collection::vec(piece, 1..12).prop_map(|pieces| pieces.concat() + "。")
}

/// A paragraph, heading or table of the body, as typed.
fn block() -> impl Strategy<Value = String> {
    let row = prop::collection::vec(prop_oneof![words(1..=8), Just("14.5".to_owned())], 3..=3)
        .prop_map(|cells| format!("|{}|", cells.join("|")));
    prop_oneof![
        8 => sentence(),
        1 => words(3..=30).prop_map(|text| format!("一、{text}")),
        1 => words(3..=30).prop_map(|text| format!("（二）{text}")),
        1 => (words(3..=16), sentence()).prop_map(|(head, text)| format!("（一）{head}。{text}")),
        1 => words(3..=30).prop_map(|text| format!("1.{text}")),
        1 => words(3..=60).prop_map(|text| format!("（1）{text}；")),
        1 => prop::collection::vec(row, 1..30).prop_map(|rows| format!("|甲|乙|丙|\n|---|---|---|\n{}", rows.join("\n"))),
    ]
}

fn body(most: usize) -> impl Strategy<Value = String> {
    let count = prop_oneof![4 => 1..4_usize, 4 => 4..most.min(30), 1 => most.min(30)..most.max(31)];
    count
        .prop_flat_map(|count| prop::collection::vec(block(), count..=count))
        .prop_map(|blocks| blocks.join("\n"))
}

fn issuers() -> impl Strategy<Value = Value> {
    let issuer =
        (words(2..=20), any::<bool>(), prop::sample::select(vec![38, 42, 45, 50, 60]), any::<bool>()).boxed();
    (prop_oneof![3 => 1..2_usize, 1 => 2..8_usize], any::<bool>()).prop_flat_map(move |(count, sealed)| {
        prop::collection::vec(issuer.clone(), count..=count).prop_map(move |organs| {
            let organs = organs.into_iter().enumerate().map(|(i, (name, seal, diameter, short))| {
                let mut organ =
                    json!({ "name": format!("{name}{}", ["厅", "局", "委", "办", "院", "部", "署"][i]) });
                if sealed && seal {
                    organ["seal"] = json!("yangzhang.svg");
                    organ["seal-diameter"] = json!(diameter);
                }
                if short {
                    organ["mark-name"] = json!(hanzi(i, 2 + i));
                }
                organ
            });
            organs.collect()
        })
    })
}

fn attachment() -> impl Strategy<Value = Value> {
    prop_oneof![
        words(4..=40).prop_map(|title| json!(title)),
        (words(4..=40), body(12), any::<bool>()).prop_map(
            |(title, body, landscape)| json!({ "title": title, "body": body, "landscape": landscape })
        ),
    ]
}

pub fn strings(
    count: std::ops::Range<usize>,
    length: std::ops::RangeInclusive<usize>,
) -> BoxedStrategy<Value> {
    prop::collection::vec(words(length), count).prop_map(|list| json!(list)).boxed()
}

/// A key that one document in `1 / share` has.
pub fn some(
    share: f64,
    key: &'static str,
    value: BoxedStrategy<Value>,
) -> BoxedStrategy<Option<(&'static str, Value)>> {
    prop::option::weighted(share, value).prop_map(move |value| value.map(|value| (key, value))).boxed()
}

pub fn one_of(values: &[Value]) -> BoxedStrategy<Value> {
    prop::sample::select(values.to_vec()).boxed()
}

pub fn text(count: std::ops::RangeInclusive<usize>) -> BoxedStrategy<Value> {
    words(count).prop_map(Value::from).boxed()
}

/// A document of any keys.
fn document() -> impl Strategy<Value = Value> {
    let formats = [json!("document"), json!("document"), json!("letter"), json!("order"), json!("minutes")];
    let kinds: Vec<Value> = ["决议", "命令", "公告", "意见", "通知", "报告", "请示", "批复", "函", "纪要"]
        .map(Value::from)
        .into();
    let signature = (words(2..=10), words(2..=4), any::<bool>())
        .prop_map(|(title, name, image)| {
            let mut given = json!({ "title": title, "name": name });
            if image {
                given["image"] = json!("qianmingzhang.svg");
            }
            given
        })
        .boxed();
    let layout = (one_of(&[json!("even"), json!("last"), json!("multiple-of-4")]), 0..12_usize).prop_map(
        |(page, more)| {
            let mut layout = json!({ "colophon-page": page });
            match more {
                0 => layout["punctuation"] = json!("grid"),
                1 => layout["digits"] = json!("fangsong"),
                2 => layout["fit"] = json!(false),
                3 => layout["heading-bold"] = json!(true),
                _ => {}
            }
            layout
        },
    );
    let numbers = (words(1..=9), 1..3000).prop_map(|(word, n)| json!(format!("{word}〔2024〕{n}号")));
    let keys = vec![
        some(0.3, "kind", one_of(&kinds)),
        some(0.2, "mark-issuers", one_of(&[json!("host"), json!("all")])),
        some(0.3, "copy-number", one_of(&[json!(1), json!(999_999), json!("12345678")])),
        some(0.3, "classification", one_of(&[json!("秘密"), json!("机密★1年"), json!("绝密★6个月")])),
        some(0.3, "urgency", one_of(&[json!("特急"), json!("加急")])),
        some(0.9, "number", prop_oneof![4 => numbers, 1 => Just(json!("第12号"))].boxed()),
        some(0.3, "signers", strings(1..8, 2..=4)),
        some(0.8, "recipients", prop_oneof![3 => strings(1..6, 3..=12), 1 => strings(6..61, 3..=12)].boxed()),
        some(0.5, "attachments", prop_oneof![
            3 => prop::collection::vec(attachment(), 1..4), 1 => prop::collection::vec(attachment(), 4..13)
        ].prop_map(Value::from).boxed()),
        some(0.9, "date", one_of(&[json!("2024-01-30"), json!("2023年12月31日"), json!("2024-1-1")])),
        some(0.5, "sealing", one_of(&[json!("seal"), json!("none"), json!("signature")])),
        some(0.2, "signature", prop::collection::vec(signature.clone(), 1..4).prop_map(Value::from).boxed()),
        some(0.3, "note", text(3..=90)),
        some(0.2, "attendees", strings(1..40, 4..=14)),
        some(0.1, "absentees", strings(1..10, 4..=14)),
        some(0.1, "observers", strings(1..10, 4..=14)),
        some(0.5, "cc", prop_oneof![3 => strings(1..8, 4..=14), 1 => strings(8..60, 4..=14)].boxed()),
        some(0.6, "printer", prop_oneof![4 => text(4..=20), 1 => text(20..=60)].boxed()),
        some(0.6, "print-date", one_of(&[json!("2024-02-05"), json!("2024-12-31")])),
        some(0.2, "copies", one_of(&[json!(1), json!(500), json!(9_999_999)])),
    ];
    let title = prop_oneof![4 => words(4..=40), 1 => words(40..=120)];
    (one_of(&formats), issuers(), title, body(200), layout, keys, signature).prop_map(
        |(format, issuers, title, body, layout, keys, signature)| {
            let mut document: Map<String, Value> =
                keys.into_iter().flatten().map(|(key, value)| (key.to_owned(), value)).collect();
            if document.get("sealing") == Some(&json!("signature")) {
                document.entry("signature").or_insert(signature);
            }
            if format == "minutes" {
                document.insert("mark".into(), json!(title.chars().take(12).collect::<String>() + "纪要"));
            }
            document.insert("title".into(), json!(title + "的通知"));
            document.insert("format".into(), format);
            document.insert("issuers".into(), issuers);
            document.insert("body".into(), json!(body));
            document.insert("layout".into(), layout);
            document.into()
        },
    )
}

pub fn render(document: &Value) -> Result<Rendered, Failure> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/data");
    let read = || Document::reader().folder(folder).read_value(document);
    let (rendered, effort) = effort(|| read().and_then(|read| ENGINE.render(&read)));
    assert!(effort < PATIENCE, "{effort:?}");
    rendered
}

/// The room a run takes: its characters' em boxes; the mark stands where its ink begins and ends.
fn room(run: &Run) -> Option<Rect> {
    let em = mm(run.size);
    let first = run.glyphs.first()?;
    if !run.upright {
        // Turned with the head to the left, it reads upwards; how far is not known.
        let (x, y) = (first.x, first.baseline);
        return Some(Rect { left: x - 0.88 * em, right: x + 0.12 * em, top: y - 0.4 * em, bottom: y });
    }
    // A raised figure, a sign of a formula, a dot of contents, the words of a chart: their boxes reach over others.
    let small = run.aside && run.size < SMALLEST;
    if run.raised != 0.0 || run.family == FORMULA || run.text().trim() == "·" || small {
        return run.ink_all();
    }
    // Space that justification puts behind a line's last character is not on the page.
    let inked = run.glyphs.iter().rfind(|glyph| !glyph.text.trim().is_empty())?;
    let ink = run.ink(inked).map_or(f64::INFINITY, |ink| ink.right);
    let right = (inked.x + inked.advance.min(em)).min(ink);
    let (mut top, mut bottom) = (first.baseline - 0.88 * em, first.baseline + 0.12 * em);
    if within(run.part, "mark") {
        let ink = run.ink_all()?;
        (top, bottom) = (ink.top, ink.bottom);
    }
    Some(Rect { left: first.x, right, top, bottom })
}

fn is_inside(rect: Rect, area: Rect) -> bool {
    rect.left >= area.left - SLACK
        && rect.right <= area.right + SLACK
        && rect.top >= area.top - SLACK
        && rect.bottom <= area.bottom + SLACK
}

fn area(page: &Page, letter: bool) -> Rect {
    let bottom = if letter && page.number == 1 { LETTER_LOWER_RULE - LETTER_ROW_GAP } else { AREA_BOTTOM };
    let right = if is_a3(page) { AREA_RIGHT + A3_WIDTH - PAPER.0 } else { AREA_RIGHT };
    Rect { left: AREA_LEFT, right, top: AREA_TOP, bottom }
}

/// A sheet that is folded in.
fn is_a3(page: &Page) -> bool {
    (page.width - A3_WIDTH).abs() < 0.01
}

/// Everything but page number, a letter's mark and its rules stands in the type area.
pub fn stays_inside(pages: &[Page], letter: bool) -> Result<(), String> {
    for page in pages {
        let area = area(page, letter);
        if !is_a3(page) && (page.width - PAPER.0).abs() > 0.01 || (page.height - PAPER.1).abs() > 0.01 {
            return Err(format!("page {} is {} × {}", page.number, page.width, page.height));
        }
        for run in page.runs.iter().filter(|run| run.part != Part::PageNumber) {
            let Some(room) = room(run) else { continue };
            let area = if letter && within(run.part, "mark") { Rect { top: 30.0, ..area } } else { area };
            // On a sheet on its side what is raised stands farther left, and no run says that it is.
            let area = match run.upright {
                true if run.raised > 0.0 => Rect { top: area.top - RAISED, ..area },
                true => area,
                false => Rect { left: area.left - RAISED, ..area },
            };
            if !is_inside(room, area) {
                return Err(format!("page {} {}: {} at {room:?}", page.number, run.part, run.text()));
            }
        }
        let shapes = page.shapes.iter().map(|shape| (shape.part, shape.rect));
        let pictures = page.pictures.iter().map(|picture| (picture.part, picture.rect));
        for (part, rect) in shapes.chain(pictures) {
            if !["upper-rule", "lower-rule"].iter().any(|rule| within(part, rule)) && !is_inside(rect, area) {
                return Err(format!("page {} {part}: {rect:?}", page.number));
            }
        }
    }
    Ok(())
}

/// No character stands on another: seals alone lie over text.
pub fn nothing_overlaps(pages: &[Page]) -> Result<(), String> {
    const TOUCH: f64 = 0.2;
    for page in pages {
        let runs = page.runs.iter().filter(|run| run.upright);
        let mut rooms: Vec<(&Run, Rect)> = runs.filter_map(|run| Some((run, room(run)?))).collect();
        rooms.sort_by(|a, b| a.1.top.total_cmp(&b.1.top));
        for (i, (run, a)) in rooms.iter().enumerate() {
            let below = rooms[i + 1..].iter().take_while(|(_, b)| b.top < a.bottom - TOUCH);
            for (other, b) in below {
                // What stands where in a formula is the formula's.
                let formula = run.family == FORMULA && other.family == FORMULA;
                if !formula && a.left < b.right - TOUCH && b.left < a.right - TOUCH {
                    let (part, text) = (&run.part, run.text());
                    return Err(format!(
                        "page {}: {part} {text} {a:?} and {} {} {b:?}",
                        page.number,
                        other.part,
                        other.text()
                    ));
                }
            }
        }
    }
    Ok(())
}

const COLOPHON: [Part; 5] = [Part::Cc, Part::MovedRecipients, Part::Printer, Part::PrintDate, Part::Copies];

fn is_text(page: &Page) -> bool {
    page.runs.iter().any(|run| run.part != Part::PageNumber && !run.part.is_of_any(&COLOPHON))
}

/// 7.4: the colophon at the foot of the page it belongs to, and no page more than that takes.
pub fn colophon_is_right(pages: &[Page], document: &Value, letter: bool) -> Result<(), String> {
    let last_text = pages.iter().rfind(|page| is_text(page)).map_or(0, |page| page.number);
    let shapes = pages.iter().flat_map(|page| page.shapes.iter().map(move |shape| (page.number, shape)));
    let last: Vec<_> = shapes.filter(|(_, shape)| shape.part == Part::ColophonLast).collect();
    let wanted = ["cc", "printer", "print-date", "copies"].iter().any(|key| document.get(key).is_some());
    if letter {
        return if last.is_empty() { Ok(()) } else { Err("a letter's colophon has no rules".to_owned()) };
    }
    let every = match document["layout"]["colophon-page"].as_str() {
        Some("last") => 1,
        Some("multiple-of-4") => 4,
        _ => 2,
    };
    match &last[..] {
        [] if wanted => Err("there is no colophon".to_owned()),
        [] if pages.len() != last_text => Err(format!("{} pages, text on {last_text}", pages.len())),
        [] => Ok(()),
        [(page, rule)] => {
            if *page != pages.len() || page % every != 0 {
                return Err(format!(
                    "the colophon is on page {page} of {}, not a multiple of {every}",
                    pages.len()
                ));
            }
            if (rule.rect.bottom - AREA_BOTTOM).abs() > SLACK {
                return Err(format!("last rule at {:?}", rule.rect));
            }
            // Lists longer than a page begin one; no page is blank that need not be.
            let holds_colophon = |page: &&Page| page.runs.iter().any(|run| run.part.is_of_any(&COLOPHON));
            let first = pages.iter().find(holds_colophon).map_or(*page, |page| page.number);
            // Behind A3 it has a leaf of its own.
            let leaf = if is_a3(&pages[last_text - 1]) { last_text.next_multiple_of(2) } else { last_text };
            if first > leaf + every {
                return Err(format!("{} pages, text on {last_text}", pages.len()));
            }
            Ok(())
        }
        more => Err(format!("{} last rules", more.len())),
    }
}

fn said(pages: &[Page], part: &str) -> String {
    let runs = pages.iter().flat_map(|page| &page.runs).filter(|run| within(run.part, part));
    runs.flat_map(|run| run.text().chars().collect::<Vec<_>>()).filter(|c| !c.is_whitespace()).collect()
}

/// What a typed text says, the bars of its tables left out.
fn typed(text: &str) -> String {
    let lines = text.lines().filter(|line| !line.starts_with("|---"));
    lines.flat_map(str::chars).filter(|c| !c.is_whitespace() && *c != '|').collect()
}

/// Whether the words stand on the pages in their order; a table's header may come again on each page.
fn says(found: &str, text: &str) -> bool {
    let typed = typed(text);
    if !text.contains('|') {
        return found == typed;
    }
    let mut found = found.chars();
    typed.chars().all(|c| found.any(|other| other == c))
}

fn nothing_is_lost(pages: &[Page], document: &Value) -> Result<(), String> {
    let expect = |part: &str, text: &str| {
        let found = said(pages, part);
        if says(&found, text) { Ok(()) } else { Err(format!("{part} says\n{found}\nnot\n{}", typed(text))) }
    };
    expect("title", document["title"].as_str().unwrap_or_default())?;
    expect("body", document["body"].as_str().unwrap_or_default())?;
    let attachments = document["attachments"].as_array().map(Vec::as_slice).unwrap_or_default();
    let mut titles = String::new();
    for (i, attachment) in attachments.iter().enumerate() {
        if let Some(body) = attachment["body"].as_str() {
            expect(&format!("attachment.{i}"), body)?;
            titles += attachment["title"].as_str().unwrap_or_default();
        }
    }
    expect("attachment-title", &titles)?;
    let names: String = attachments
        .iter()
        .enumerate()
        .map(|(i, attachment)| {
            let name = attachment["title"].as_str().or(attachment.as_str()).unwrap_or_default();
            if attachments.len() == 1 { name.to_owned() } else { format!("{}.{name}", i + 1) }
        })
        .collect();
    if attachments.is_empty() { Ok(()) } else { expect("attachment-list", &format!("附件：{names}")) }
}

/// 7.3.5.5: text stands on the sign-off's page, or it is told that none could be brought there.
pub fn signoff_has_text(rendered: &Rendered, pages: &[Page]) -> Result<(), String> {
    let has =
        |page: &Page, parts: &[&str]| parts.iter().any(|part| !part_lines(page, piece(part)).is_empty());
    let signed = pages.iter().find(|page| has(page, &["organ", "date", "signature", "signer-title"]));
    let told =
        rendered.diagnostics().iter().any(|found| ["not-fitted", "fitting-off"].contains(&found.code()));
    match signed {
        Some(page) if !has(page, &["title", "body", "notes", "attachment-list", "attendance"]) && !told => {
            Err(format!("the sign-off is alone on page {} and nothing is told", page.number))
        }
        _ => Ok(()),
    }
}

/// Everything that must hold of a set document.
fn holds(rendered: &Rendered, document: &Value) -> Result<(), String> {
    let pages = rendered.pages();
    let letter = document["format"] == "letter";
    if let Some(found) = rendered.diagnostics().iter().find(|found| found.code().starts_with("template")) {
        return Err(format!("{found:?}"));
    }
    stays_inside(pages, letter)?;
    nothing_overlaps(pages)?;
    colophon_is_right(pages, document, letter)?;
    nothing_is_lost(pages, document)?;
    signoff_has_text(rendered, pages)
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn every_document_keeps_the_rules_of_the_page(document in document()) {
        let rendered = render(&document).unwrap_or_else(|failure| panic!("{failure}\n{document}"));
        if let Err(wrong) = holds(&rendered, &document) {
            prop_assert!(false, "{wrong}\n{document}");
        }
    }
}

/// 7.4.1, 8: after a table on its side too the colophon is on the page it belongs to, blank pages between.
#[test]
fn a_colophon_after_a_sheet_on_its_side_is_on_its_page() {
    let table =
        json!({ "title": "工作安排表", "body": "|项目|数量|\n|---|---|\n|甲|14|", "landscape": true });
    for page in ["even", "last", "multiple-of-4"] {
        for lines in [2, 20, 44, 60, 80] {
            let document = json!({
                "issuers": ["东江省水利厅"], "title": "关于做好有关工作的通知", "body": "各地要高度重视。\n".repeat(lines),
                "attachments": [table], "printer": "东江省水利厅办公室", "layout": { "colophon-page": page, "fit": false },
            });
            let rendered = render(&document).unwrap_or_else(|failure| panic!("{failure}"));
            holds(&rendered, &document).unwrap_or_else(|wrong| panic!("{wrong}\n{page}, {lines} lines"));
        }
    }
}

/// Every key of the data format with values of types it does not take.
const WRONG: [(&str, &str); 45] = [
    ("format", "1"),
    ("kind", "true"),
    ("copy-number", "[1]"),
    ("classification", "1"),
    ("urgency", "{}"),
    ("mark", "[\"甲\"]"),
    ("mark-issuers", "1"),
    ("number", "2024"),
    ("signers", "1"),
    ("title", "false"),
    ("recipients", "{ a = 1 }"),
    ("body", "1.5"),
    ("body-format", "1"),
    ("date", "20240130"),
    ("sealing", "true"),
    ("note", "[\"甲\"]"),
    ("attendees", "1"),
    ("absentees", "{}"),
    ("observers", "true"),
    ("cc", "2024-01-30"),
    ("printer", "[]"),
    ("print-date", "true"),
    ("copies", "\"二十\""),
    ("fonts", "[]"),
    ("issuers", "[1, { name = 1 }, { name = \"甲\", mark-name = 2 }, { name = \"乙\", signature = [] }]"),
    ("issuers", "[{ name = \"丙\", seal = 1 }, { name = \"丁\", seal-diameter = \"42\" }]"),
    ("attachments", "1"),
    ("attachments", "[1, { title = 1, body = \"甲\" }, { title = \"甲\", body = 1 }]"),
    ("attachments", "[{ title = \"甲\", body = \"乙\", landscape = \"横\" }]"),
    ("signature", "\"张三\""),
    ("signature", "[{ title = 1, name = 2 }, { title = \"甲\", name = \"乙\", image = 3 }]"),
    ("layout", "1"),
    ("layout", "{ punctuation = 1 }"),
    ("layout", "{ digits = [] }"),
    ("layout", "{ fit = \"yes\" }"),
    ("layout", "{ colophon-page = 2 }"),
    ("layout", "{ binding = true }"),
    ("layout", "{ red = 255 }"),
    ("layout", "{ mark-size = \"22\", rule-thickness = [] }"),
    ("layout", "{ margins = 37 }"),
    ("layout", "{ margins = { top = \"37\" } }"),
    ("layout", "{ lines-per-page = 20.5, characters-per-line = \"30\" }"),
    ("layout", "{ heading-bold = 1 }"),
    ("layout", "{ page-number = false }"),
    ("fonts", "{ heiti = 1, latin = [] }"),
];

#[test]
fn a_wrong_type_under_any_key_is_told_at_its_place() {
    for (key, value) in WRONG {
        let text = data_with(&[(key, value)]);
        let failure = Document::from_toml(&text).map(|_| ()).expect_err(value);
        for found in failure.diagnostics() {
            assert_eq!(found.code(), "wrong-type", "{key} = {value}: {failure}");
            let place = found.place().unwrap_or_else(|| panic!("{key} = {value} has no place"));
            let line = text.lines().nth(place.line_column().0 - 1).expect("a line");
            assert!(line.starts_with(key) && !place.range().is_empty(), "{key} = {value}: {failure}");
            assert!(found.data_path().is_some_and(|path| path.starts_with(key)), "{key} = {value}");
        }
    }
}

/// One document with everything wrong: every fault is told, not only the first.
#[test]
fn all_wrong_types_of_a_document_are_told_at_once() {
    let mut text = String::new();
    let mut keys: Vec<&str> = Vec::new();
    for (key, value) in WRONG {
        if !keys.contains(&key) {
            keys.push(key);
            text += &format!("{key} = {value}\n");
        }
    }
    let failure = Document::from_toml(&text).map(|_| ()).expect_err("all is wrong");
    for (line, key) in keys.iter().enumerate() {
        let told =
            failure.diagnostics().iter().filter_map(|found| found.place()).map(|place| place.line_column().0);
        assert!(told.collect::<Vec<_>>().contains(&(line + 1)), "{key}: {failure}");
    }
}

/// An empty array where there must be something in it, and one whose items are blank.
#[test]
fn an_empty_array_is_told_at_its_place() {
    for key in [
        "issuers",
        "signers",
        "recipients",
        "attachments",
        "signature",
        "attendees",
        "absentees",
        "observers",
        "cc",
    ] {
        let text = data_with(&[(key, "[]")]);
        let failure = Document::from_toml(&text).map(|_| ()).expect_err(key);
        let [found] = failure.diagnostics() else { panic!("{key}: {failure}") };
        assert_eq!(found.code(), "empty-value", "{key}");
        assert_eq!(&text[found.place().expect("a place").range()], "[]", "{key}");
    }
    for key in ["signers", "recipients", "attendees", "cc", "issuers", "attachments"] {
        let failure = Document::from_toml(&data_with(&[(key, "[\"\", \"　\"]")])).map(|_| ()).expect_err(key);
        assert!(failure.diagnostics().iter().all(|found| found.code() == "empty-value"), "{key}: {failure}");
    }
}

/// Every key that takes words, and a document in which it shows.
const WORDS: [&str; 18] = [
    "copy-number",
    "classification",
    "urgency",
    "mark",
    "number",
    "signers",
    "title",
    "recipients",
    "body",
    "note",
    "attendees",
    "absentees",
    "observers",
    "cc",
    "printer",
    "issuers",
    "attachments",
    "signature",
];

/// These words under that key, in the shape the key takes.
fn under(key: &str, words: &str) -> Value {
    match key {
        "signers" | "issuers" | "attachments" => json!([words]),
        "classification" => json!(format!("机密★{words}")),
        "signature" => json!([{ "title": words, "name": words }]),
        _ => json!(words),
    }
}

fn plain() -> Value {
    json!({
        "issuers": ["东江省水利厅"], "number": "东水〔2024〕2号", "title": "关于做好防汛抗旱工作的报告",
        "body": "各地要高度重视。", "date": "2024-03-01",
    })
}

/// An error, or pages on which everything is in its place.
fn ends_well(document: &Value, what: &str) {
    match render(document) {
        Err(failure) => {
            assert!(
                failure.diagnostics().iter().all(|found| !found.code().starts_with("template")),
                "{what}: {failure}"
            );
            assert!(failure.diagnostics().iter().any(|found| found.severity() == Severity::Error), "{what}");
        }
        Ok(rendered) => {
            let pages = rendered.pages();
            let letter = document["format"] == "letter";
            let fine = stays_inside(pages, letter).and_then(|()| nothing_overlaps(pages));
            if let Err(wrong) = fine {
                panic!("{what}: {}", wrong.chars().take(300).collect::<String>());
            }
            let found = rendered.diagnostics().iter().find(|found| found.code().starts_with("template"));
            assert!(found.is_none(), "{what}: {found:?}");
        }
    }
}

/// Words nobody would write, in every element and every format.
#[test]
fn very_long_words_are_refused_or_stay_in_the_type_area() {
    let mut wrong = Vec::new();
    for (length, formats) in [(60, &["document", "letter", "order", "minutes"][..]), (10_000, &["document"])]
    {
        for format in formats {
            for key in WORDS {
                let mut document = plain();
                document["format"] = json!(format);
                if *format == "minutes" {
                    document["mark"] = json!("会议纪要");
                }
                document[key] = under(key, &hanzi(0, length));
                let what = format!("{length} hanzi as {key} of a {format}");
                let caught = std::panic::catch_unwind(|| ends_well(&document, &what));
                if let Err(panic) = caught {
                    wrong.push(panic.downcast_ref::<String>().cloned().unwrap_or(what));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// One word that nothing can break.
#[test]
fn words_without_a_break_stay_in_the_type_area() {
    let mut wrong = Vec::new();
    for key in WORDS {
        for word in ["a".repeat(500), "1".repeat(500), "“".repeat(200), "。".repeat(200)] {
            let mut document = plain();
            document[key] = under(key, &word);
            let what = format!("{} × {} as {key}", &word.chars().next().unwrap(), word.chars().count());
            if let Err(panic) = std::panic::catch_unwind(|| ends_well(&document, &what)) {
                wrong.push(panic.downcast_ref::<String>().cloned().unwrap_or(what));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Thousands of everything that comes in lists.
#[test]
fn thousands_in_a_list_are_refused_or_stay_in_the_type_area() {
    let mut wrong = Vec::new();
    for key in ["recipients", "cc", "attendees", "signers", "issuers", "attachments", "signature"] {
        for count in [50, 2000] {
            let mut document = plain();
            let names = (0..count).map(|i| format!("第{i}水利局"));
            document[key] = match key {
                "signature" => names.map(|name| json!({ "title": "局长", "name": name })).collect(),
                _ => names.collect(),
            };
            let what = format!("{count} {key}");
            if let Err(panic) = std::panic::catch_unwind(|| ends_well(&document, &what)) {
                wrong.push(panic.downcast_ref::<String>().cloned().unwrap_or(what));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A control character in any element is an error at the character, and all are told at once.
#[test]
fn control_characters_are_told_at_their_places() {
    for character in ["\\u0000", "\\u0007", "\\u001B", "\\u007F", "\\u0084"] {
        let words = format!("甲{character}乙");
        let text: String = WORDS
            .iter()
            .map(|key| {
                let value = under(key, "@").to_string().replace("\":", "\" =").replace('@', &words);
                format!("{key} = {value}\n")
            })
            .collect();
        let failure = Document::from_toml(&text).map(|_| ()).expect_err(character);
        for (line, key) in WORDS.iter().enumerate() {
            let at_key = |found: &&gongwen::Diagnostic| {
                found.code() == "control-character"
                    && found.place().is_some_and(|place| place.line_column().0 == line + 1)
            };
            let found =
                failure.diagnostics().iter().find(at_key).unwrap_or_else(|| panic!("{key}: {failure}"));
            assert_eq!(&text[found.place().expect("a place").range()], character, "{key}");
        }
    }
}

/// A line whose last mark is squeezed and followed by justification's space ends at the type area's edge.
#[test]
fn a_loose_line_that_ends_with_a_mark_fits() {
    let mut document = plain();
    document["body"] = json!("认真组织确保任务落地见效及时总改12项落地！0000-1234567。");
    let rendered = render(&document).unwrap_or_else(|failure| panic!("{failure}"));
    holds(&rendered, &document).unwrap_or_else(|wrong| panic!("{wrong}"));
}

/// What the page has no room for is an error at the words that are too many, before any is lost.
#[test]
fn words_that_do_not_fit_are_told_at_their_place() {
    let long = hanzi(0, 60);
    for (key, value, marked) in [
        ("number", format!("\"{long}\""), "为深"),
        ("urgency", format!("\"{long}\""), "为深"),
        ("signers", format!("[\"{long}\"]"), "\""),
        ("body", format!("\"\"\"\n各地：\n网址{}。\n\"\"\"", "x".repeat(80)), "xxx"),
        ("cc", format!("\"{}\"", "9".repeat(80)), "999"),
    ] {
        let text = data_with(&[(key, &value)]);
        let failure = Document::from_toml(&text).and_then(|document| ENGINE.render(&document)).map(|_| ());
        let failure = failure.expect_err(key);
        let found: Vec<_> =
            failure.diagnostics().iter().filter(|found| found.code() == "does-not-fit").collect();
        let [found] = found[..] else { panic!("{key}: {failure}") };
        assert_eq!(
            (found.data_path(), found.clause()),
            (Some(if key == "signers" { "signers[0]" } else { key }), Some("5.2.1"))
        );
        let place = found.place().unwrap_or_else(|| panic!("{key} has no place"));
        assert!(text[place.range()].starts_with(marked), "{key}: {}", &text[place.range()]);
    }
    let many = (0..51).map(|i| format!("\"第{i}局\"")).collect::<Vec<_>>().join(", ");
    let text = data_with(&[("issuers", &format!("[{many}]"))]);
    let failure = Document::from_toml(&text).map(|_| ()).expect_err("too many organs");
    assert_eq!(failure.diagnostics()[0].code(), "out-of-range");
}
