//! Whole papers of the daily office, made by chance over all blocks, parts and formats: what must hold of every page.

use std::collections::BTreeMap;

use gongwen::Rendered;
use gongwen::archive::extract;
use gongwen::conformance::Verdict;
use gongwen::page::Part;
use gongwen::pdf::SourceMode;
use lopdf::Document as Pdf;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::{Map, Value, json};

use crate::pdf_text::text_of;
use crate::support::ENGINE;
use crate::whole_documents::{
    colophon_is_right, nothing_overlaps, one_of, render, sentence, signoff_has_text, some, stays_inside,
    strings, text, words,
};

type Any = BoxedStrategy<Value>;

/// Words with what may stand among them: bold, red, raised, a note.
fn pieces() -> Any {
    let piece = prop_oneof![
        4 => words(1..=20).prop_map(Value::from),
        1 => words(1..=8).prop_map(|said| json!({ "bold": said })),
        1 => words(1..=8).prop_map(|said| json!({ "red": said })),
        1 => words(1..=4).prop_map(|said| json!({ "bold": ["甲", { "red": said }, { "raised": "2" }] })),
        1 => Just(json!({ "lowered": "2" })),
        1 => sentence().prop_map(|said| json!({ "note": said })),
    ];
    prop::collection::vec(piece, 1..7)
        .prop_map(|mut pieces| {
            pieces.insert(0, json!("文"));
            pieces.push(json!("。"));
            json!(pieces)
        })
        .boxed()
}

/// A row of cells that takes `columns`, some of them merged.
fn row(columns: usize) -> BoxedStrategy<Vec<Value>> {
    let cell = prop_oneof![
        3 => words(1..=10).prop_map(Value::from),
        1 => Just(json!("")),
        1 => (1..90_000).prop_map(|n| json!(format!("{}.{}", n / 10, n % 10))),
        1 => words(1..=6).prop_map(|said| json!({ "text": [said, { "red": "滞后" }] })),
    ];
    (prop::collection::vec(cell, columns), 0..8_usize)
        .prop_map(move |(mut cells, merged)| {
            if merged == 0 {
                cells.truncate(columns - 1);
                cells[0] = json!({ "text": "合计", "colspan": 2 });
            }
            cells
        })
        .boxed()
}

fn table() -> Any {
    (2..7_usize)
        .prop_flat_map(|columns| {
            let heights = prop_oneof![Just(json!(12)), Just(json!([8, 30])), Just(json!(20.5))];
            let keys = vec![
                some(
                    0.7,
                    "header",
                    prop::collection::vec(words(1..=6), columns).prop_map(|header| json!(header)).boxed(),
                ),
                some(0.4, "caption", text(3..=30)),
                some(0.3, "unit", one_of(&[json!("亿元"), json!("座")])),
                some(0.3, "size", one_of(&[json!("4"), json!("小四"), json!("5"), json!("small-5")])),
                some(
                    0.3,
                    "widths",
                    prop::collection::vec(1..5_u8, columns).prop_map(|widths| json!(widths)).boxed(),
                ),
                some(0.3, "row-height", heights.boxed()),
                some(0.1, "landscape", Just(json!(true)).boxed()),
                some(
                    0.3,
                    "note",
                    sentence().prop_map(|said| json!([format!("注：{said}"), "资料来源：甲局。"])).boxed(),
                ),
            ];
            (prop::collection::vec(row(columns), 1..14), keys)
        })
        .prop_map(|(rows, keys)| {
            let mut table: Map<String, Value> =
                keys.into_iter().flatten().map(|(key, value)| (key.to_owned(), value)).collect();
            if rows.len() == 1 {
                table.remove("row-height");
            }
            table.insert("rows".into(), json!(rows));
            json!({ "table": table })
        })
        .boxed()
}

/// A line of a form, alone or beside a table.
fn line() -> Any {
    let hand = prop::collection::vec(words(2..=5), 1..4)
        .prop_map(|parts| json!({ "line": parts.into_iter().map(|part| part + "：").collect::<Vec<_>>() }));
    let rule = words(3..=8).prop_map(|said| json!({ "line": ["---", said, "---"] }));
    prop_oneof![4 => hand, 1 => rule].boxed()
}

const PEOPLE: [&str; 7] = ["李红", "王小明", "欧阳明（女）", "张三", "赵铁柱", "司马相如", "阿卜杜拉·买买提"];

fn chart() -> Any {
    let kinds = prop::sample::select(vec!["bar", "stacked", "line", "pie"]);
    (kinds, 2..7_usize, 1..4_usize, 1..900_i32)
        .prop_map(|(kind, labels, series, most)| {
            let count = if kind == "pie" { 1 } else { series };
            let series: Vec<Value> = (0..count)
                .map(|n| {
                    let values: Vec<i32> = (0..labels).map(|i| 1 + (most + 37 * (i + n) as i32) % 900).collect();
                    json!({ "name": format!("系列{n}"), "values": values })
                })
                .collect();
            let labels: Vec<String> = (0..labels).map(|i| format!("{}年", 2018 + i)).collect();
            json!({ "chart": { "kind": kind, "labels": labels, "series": series, "unit": "亿元", "caption": "图1　投资", "width": "60%" } })
        })
        .boxed()
}

/// One block of a body, each kind.
fn block() -> Any {
    let level = prop_oneof![
        3 => (1..=4_u8).prop_map(|level| json!(level)),
        1 => Just(json!("title")), 1 => Just(json!("chapter")), 1 => Just(json!("section")), 1 => Just(json!("article"))
    ];
    let aligned = (
        pieces(),
        one_of(&[json!("left"), json!("居中"), json!("right")]),
        one_of(&[json!("fangsong"), json!("楷体"), json!("heiti")]),
    );
    let people =
        (prop::collection::vec(prop::sample::select(PEOPLE.to_vec()), 2..14), prop::option::of(2..7_u8));
    let picture = json!({ "image": "tonggao-map.png", "caption": "位置图", "width": "40%" });
    let pair = json!({ "images": [{ "image": "zhibanbiao-1.svg", "caption": "甲群" }, { "image": "zhibanbiao-2.svg" }], "caption": "扫码入群" });
    prop_oneof![
        6 => sentence().prop_map(|said| json!({ "text": said })),
        3 => pieces().prop_map(|parts| json!({ "text": parts })),
        2 => aligned.prop_map(|(parts, align, face)| json!({ "text": parts, "align": align, "face": face })),
        2 => (words(3..=24), level).prop_map(|(said, level)| json!({ "heading": said, "level": level })),
        1 => (words(3..=12), sentence()).prop_map(|(head, said)| json!({ "text": format!("（一）{head}。{said}") })),
        2 => line(),
        1 => people.prop_map(|(names, columns)| match columns {
            Some(columns) => json!({ "names": names, "columns": columns }),
            None => json!({ "names": names }),
        }),
        3 => table(),
        1 => (words(2..=12), prop::collection::vec(sentence(), 1..4))
            .prop_map(|(title, said)| json!({ "box": { "title": format!("专栏1　{title}"), "body": said.join("\n") } })),
        1 => chart(),
        1 => Just(picture),
        1 => Just(pair),
        1 => sentence().prop_map(|said| json!({ "typst": format!("#text(font: \"楷体\")[{said}]\n\n$ S = sum_i a_i P_i $") })),
    ]
    .boxed()
}

fn body(most: usize) -> Any {
    let blocks = prop::collection::vec(block(), 1..most);
    let first = sentence().prop_map(|said| json!({ "text": said }));
    (first, blocks)
        .prop_map(|(first, mut blocks)| {
            blocks.insert(0, first);
            json!(blocks)
        })
        .boxed()
}

fn organ() -> Any {
    (words(2..=16), any::<bool>())
        .prop_map(|(name, seal)| {
            let mut organ = json!({ "name": name + "局" });
            if seal {
                organ["seal"] = json!("yangzhang.svg");
            }
            organ
        })
        .boxed()
}

fn dates() -> Any {
    one_of(&[json!("2024-01-30"), json!("2023年12月31日"), json!("2025年　月　日"), json!("2025年×月×日")])
}

fn number() -> Any {
    (words(1..=6), 1..300).prop_map(|(word, n)| json!(format!("{word}〔2024〕{n}号"))).boxed()
}

fn merged(keys: Vec<Option<(&'static str, Value)>>) -> Map<String, Value> {
    keys.into_iter().flatten().map(|(key, value)| (key.to_owned(), value)).collect()
}

/// What is bound behind, with what a document of its own has.
fn part(inner: bool) -> Any {
    let mut keys = vec![
        some(0.2, "subtitle", text(3..=20)),
        some(0.3, "number", number()),
        some(0.4, "recipients", strings(1..3, 3..=10)),
        some(0.4, "issuers", organ().prop_map(|organ| json!([organ])).boxed()),
        some(0.4, "note", text(3..=40)),
        some(0.2, "landscape", Just(json!(true)).boxed()),
        some(0.2, "numbering", Just(json!("decimal")).boxed()),
        some(0.15, "paper", Just(json!("a3")).boxed()),
    ];
    if !inner {
        keys.push(some(
            0.3,
            "attachments",
            prop::collection::vec(part(true), 1..3).prop_map(|all| json!(all)).boxed(),
        ));
    }
    (keys, dates(), words(3..=30), body(6))
        .prop_map(|(keys, date, title, body)| {
            let mut part = merged(keys);
            let mut body = body;
            if part.contains_key("landscape") {
                part.remove("paper");
            }
            // A sheet on its side holds all of it.
            if part.contains_key("landscape") || part.contains_key("paper") {
                let blocks = body.as_array_mut().into_iter().flatten();
                let tables = blocks.filter_map(|block| block.get_mut("table")?.as_object_mut());
                tables.for_each(|table| _ = table.remove("landscape"));
            }
            if part.contains_key("issuers") {
                part.insert("date".into(), date);
            }
            part.insert("title".into(), json!(title));
            part.insert("body".into(), body);
            part.into()
        })
        .boxed()
}

fn rows(labels: &[&'static str]) -> Any {
    let row = (prop::sample::select(labels.to_vec()), prop::collection::vec(words(2..=10), 1..9));
    let row = row.prop_map(|(label, names)| json!({ "label": label, "names": names }));
    prop::collection::vec(row, 1..5).prop_map(|rows| json!(rows)).boxed()
}

fn parties() -> Any {
    let keys = vec![
        some(0.3, "role", one_of(&[json!("责任单位"), json!("受托人（签字）")])),
        some(
            0.3,
            "representative",
            one_of(&[json!("法定代表人：张三"), json!("李四"), json!("负责人（签字）：")]),
        ),
        some(0.4, "date", dates()),
        some(0.3, "seal", Just(json!("yangzhang.svg")).boxed()),
    ];
    let party =
        (keys, prop_oneof![4 => words(3..=30), 1 => Just("________".to_owned())]).prop_map(|(keys, name)| {
            let mut party = merged(keys);
            party.insert("name".into(), json!(name));
            Value::from(party)
        });
    prop::collection::vec(party, 2..6).prop_map(|all| json!(all)).boxed()
}

/// A paper of any format and of any keys that go together.
fn paper() -> Any {
    let formats =
        ["plain", "plain", "briefing", "telegram", "document", "letter", "minutes"].map(Value::from);
    let keys = vec![
        some(0.2, "copy-number", Just(json!(7)).boxed()),
        some(0.3, "classification", one_of(&[json!("内部资料"), json!("秘密★1年"), json!("工作秘密")])),
        some(0.3, "urgency", one_of(&[json!("特急"), json!("平急")])),
        some(
            0.4,
            "corner",
            one_of(&[json!(["A"]), json!(["会议材料（三）", "编号：0012"]), json!(["送审稿", "甲", "12"])]),
        ),
        some(0.7, "number", number()),
        some(0.2, "subtitle", text(3..=24)),
        some(
            0.6,
            "recipients",
            prop_oneof![3 => strings(1..5, 3..=12), 1 => strings(10..30, 3..=12)].boxed(),
        ),
        some(0.2, "numbering", Just(json!("decimal")).boxed()),
        some(0.3, "issued", prop::collection::vec(part(false), 1..3).prop_map(|all| json!(all)).boxed()),
        some(
            0.4,
            "attachments",
            prop::collection::vec(prop_oneof![1 => text(3..=20), 2 => part(false)], 1..4)
                .prop_map(|all| json!(all))
                .boxed(),
        ),
        some(0.9, "date", dates()),
        some(0.3, "sign-off", any::<bool>().prop_map(Value::from).boxed()),
        some(0.4, "note", text(3..=60)),
        some(0.5, "cc", prop_oneof![strings(1..8, 4..=14), rows(&["报", "送", "发", "抄报"])].boxed()),
        some(0.5, "printer", text(4..=20)),
        some(0.5, "print-date", Just(json!("2025-02-05")).boxed()),
        some(0.2, "reprinter", text(4..=16)),
        some(0.2, "copies", Just(json!(500)).boxed()),
    ];
    let only_some = vec![
        some(0.2, "label", Just(json!("甲水〔2025〕40号附件1")).boxed()),
        some(0.3, "contents", Just(json!(true)).boxed()),
        some(0.3, "parties", parties()),
        some(0.2, "speaker", strings(1..3, 4..=14)),
        some(0.3, "attendance", rows(&["主持", "出席", "列席", "记录人"])),
        some(0.3, "signers", strings(1..3, 2..=4)),
    ];
    let organs =
        prop_oneof![3 => prop::collection::vec(organ(), 1..2), 1 => prop::collection::vec(organ(), 2..4)];
    (one_of(&formats), words(4..=40), organs, keys, only_some, body(12))
        .prop_map(|(format, title, issuers, keys, only_some, mut body)| {
            let mut paper = merged(keys);
            let format = format.as_str().unwrap_or_default().to_owned();
            for (key, value) in only_some.into_iter().flatten() {
                let has_place = match key {
                    "label" => format == "plain",
                    // Nobody signs a speech.
                    "speaker" => format == "plain" && !paper.contains_key("parties"),
                    "contents" => ["plain", "briefing"].contains(&format.as_str()),
                    "parties" => format == "plain" && !paper.contains_key("sign-off"),
                    "attendance" => ["plain", "briefing", "minutes"].contains(&format.as_str()),
                    _ => ["telegram", "document"].contains(&format.as_str()),
                };
                if has_place {
                    paper.insert(key.to_owned(), value);
                }
            }
            if ["briefing", "minutes"].contains(&format.as_str()) {
                let mark: String = title.chars().take(8).collect();
                paper.insert("mark".into(), json!(mark + if format == "minutes" { "纪要" } else { "简报" }));
            }
            // Contents name headings, those of a briefing its articles.
            if paper.contains_key("contents")
                && let Some(blocks) = body.as_array_mut()
            {
                let level = if format == "briefing" { json!("title") } else { json!(1) };
                blocks.push(json!({ "heading": "总体要求", "level": level }));
                blocks.push(json!({ "text": "文。" }));
            }
            if format == "letter" {
                ["printer", "print-date", "reprinter", "copies"]
                    .iter()
                    .for_each(|key| _ = paper.remove(*key));
            }
            // An open date is none for an archive.
            if format != "letter"
                && paper
                    .get("date")
                    .is_some_and(|date| date.as_str().is_some_and(|date| date.contains(['　', '×'])))
            {
                paper.insert("print-date".into(), json!("2025-02-05"));
            }
            paper.insert("title".into(), json!(title));
            let unasked = format != "briefing" && !paper.contains_key("speaker");
            let signs = paper.get("sign-off").map_or(unasked, |signs| *signs == json!(true));
            let signs = signs && !paper.contains_key("parties");
            // The head of minutes has room for one organ.
            let most = if format == "minutes" { 1 } else { 3 };
            let issuers: Vec<Value> = issuers
                .into_iter()
                .take(most)
                .zip(["甲", "乙", "丙"])
                .map(|(mut organ, which)| {
                    organ["name"] = json!(format!("{which}{}", organ["name"].as_str().unwrap_or_default()));
                    if !signs && let Some(keys) = organ.as_object_mut() {
                        keys.remove("seal");
                    }
                    organ
                })
                .collect();
            paper.insert("issuers".into(), json!(issuers));
            paper.insert("format".into(), json!(format));
            paper.insert("body".into(), body);
            paper.into()
        })
        .boxed()
}

/// Keys whose words are printed as they are, and those that hold others.
const WORDS: [&str; 24] = [
    "title",
    "subtitle",
    "recipients",
    "body",
    "text",
    "bold",
    "red",
    "note",
    "heading",
    "caption",
    "header",
    "rows",
    "table",
    "line",
    "box",
    "issued",
    "attachments",
    "parties",
    "name",
    "cc",
    "names",
    "printer",
    "reprinter",
    "number",
];
/// Keys whose words may come again: over each page of a table, in contents, in the list of attachments, in the head of a
/// telegram.
const AGAIN: [&str; 6] = ["title", "heading", "caption", "header", "name", "recipients"];

/// Characters that no text of these papers has: two of them say which text it is.
const SIGNS: &str = "蚌埠蓟藕鳄鲸鹭鹰鸦鸥雏雁雀霓霜霞虹蝶蜂蝉蜜螺蟹蛙蛇蛛虾蚁蚕鲤";

/// The texts of a document, each with a sign of its own behind its last hanzi, and whether it may come again.
struct Signed {
    texts: Vec<(String, String, bool)>,
    all: String,
}

fn is_hanzi(c: char) -> bool {
    ('\u{4E00}'..'\u{A000}').contains(&c)
}

impl Signed {
    fn of(document: &mut Value) -> Signed {
        let mut signed = Signed { texts: Vec::new(), all: String::new() };
        signed.walk(document, "");
        signed
    }

    fn walk(&mut self, value: &mut Value, key: &str) {
        match value {
            Value::String(said) => {
                let signs: Vec<char> = SIGNS.chars().collect();
                let (n, count) = (self.texts.len(), signs.len());
                let last = said.char_indices().rfind(|(_, c)| is_hanzi(*c)).map(|(at, c)| at + c.len_utf8());
                if let Some(last) =
                    last.filter(|_| n < count * count && key != "number" && said.chars().count() > 2)
                {
                    let sign: String = [signs[n / count], signs[n % count]].iter().collect();
                    said.insert_str(last, &sign);
                    self.texts.push((sign, said.clone(), AGAIN.contains(&key)));
                }
                self.all += said;
            }
            Value::Array(items) => items.iter_mut().for_each(|item| self.walk(item, key)),
            // Names of people are known by their characters.
            Value::Object(keys) if keys.contains_key("columns") => {}
            Value::Object(keys) => keys
                .iter_mut()
                .filter(|(key, _)| WORDS.contains(&key.as_str()))
                .for_each(|(key, value)| self.walk(value, key)),
            _ => {}
        }
    }

    /// Every text is in the file, once where nothing repeats it, and with all its characters.
    fn is_all_in(&self, pdf: &[u8]) -> Result<(), String> {
        let pdf = Pdf::load_mem(pdf).map_err(|error| error.to_string())?;
        let found: String = pdf.get_pages().values().map(|page| text_of(&pdf, *page)).collect();
        let found: String = found.chars().filter(|c| is_hanzi(*c)).collect();
        for (sign, said, again) in &self.texts {
            let times = found.matches(sign.as_str()).count();
            if times == 0 || times > 1 && !again {
                return Err(format!("words {times} times: {said}"));
            }
        }
        let counted = |text: &str| {
            let mut counts = BTreeMap::<char, usize>::new();
            text.chars().filter(|c| is_hanzi(*c)).for_each(|c| *counts.entry(c).or_default() += 1);
            counts
        };
        let (wanted, found) = (counted(&self.all), counted(&found));
        let of = |c: &char| found.get(c).copied().unwrap_or_default();
        let lost: Vec<_> = wanted.iter().filter(|(c, n)| of(c) < **n).map(|(c, n)| (c, n, of(c))).collect();
        if lost.is_empty() { Ok(()) } else { Err(format!("characters lost: {lost:?}")) }
    }
}

/// What the file carries is what was given, and makes the same file again.
fn comes_back(rendered: &Rendered, document: &Value) -> Result<(), String> {
    let form = rendered.form().source(SourceMode::Always);
    let pdf = rendered.pdf_as(&form).map_err(|failure| failure.to_string())?;
    let carried = extract(&pdf).map_err(|failure| failure.to_string())?;
    let data = carried.files().iter().find(|file| file.path == "data.json").ok_or("no data.json")?;
    let data: Value = serde_json::from_slice(&data.bytes).map_err(|error| error.to_string())?;
    if data != *document {
        return Err(format!("other data: {data}"));
    }
    let again = carried.document().and_then(|document| ENGINE.render(&document));
    let again =
        again.and_then(|rendered| rendered.pdf_as(&carried.form())).map_err(|failure| failure.to_string())?;
    if pdf == again { Ok(()) } else { Err("another file of the same data".to_owned()) }
}

/// How it is told that a sign-off stands alone.
const ALONE: [&str; 2] = ["not-fitted", "part-signed-alone"];

/// A seal for each organ that signs with one, and no other (7.3.5.1).
fn seals_are_there(rendered: &Rendered, document: &Value) -> Result<(), String> {
    let given = |part: &Value| {
        let organs = part["issuers"].as_array().map(Vec::as_slice).unwrap_or_default();
        organs.iter().filter(|organ| organ.get("seal").is_some()).count()
    };
    fn all<'v>(value: &'v Value, out: &mut Vec<&'v Value>) {
        out.push(value);
        let parts = ["issued", "attachments"].iter().filter_map(|key| value[*key].as_array());
        parts.flatten().for_each(|part| all(part, out));
    }
    let mut parts = Vec::new();
    all(document, &mut parts);
    let wanted: usize = parts.into_iter().map(given).sum();
    let pictures = rendered.pages().iter().flat_map(|page| &page.pictures);
    let found = pictures.filter(|picture| picture.part.is_of_any(&[Part::Seal, Part::PartSeal])).count();
    if wanted == found { Ok(()) } else { Err(format!("{found} seals of {wanted}")) }
}

fn holds(rendered: &Rendered, document: &Value, signed: &Signed) -> Result<(), String> {
    let bad = |code: &str| code.starts_with("template") || code.contains("internal") || code == "not-used";
    if let Some(found) = rendered.diagnostics().iter().find(|found| bad(found.code())) {
        return Err(format!("{}: {found:?}", found.code()));
    }
    let pages = rendered.pages();
    stays_inside(pages, document["format"] == "letter")?;
    nothing_overlaps(pages)?;
    // A sign-off that no fitting brings to the text is told beside its row.
    let told = rendered.diagnostics().iter().any(|found| ALONE.contains(&found.code()));
    let broken = rendered.report().requirements.iter().filter(|row| row.verdict == Verdict::Broken);
    let broken = broken.filter(|row| !(told && row.clause == "7.3.5.5"));
    let broken: Vec<String> = broken
        .map(|row| {
            format!("{} {} {:?} {:?} page {}", row.clause, row.quantity.1, row.target, row.measured, row.page)
        })
        .collect();
    if !broken.is_empty() {
        return Err(format!("broken: {}", broken.join("\n")));
    }
    colophon_is_right(pages, document, document["format"] == "letter")?;
    signoff_has_text(rendered, pages)?;
    seals_are_there(rendered, document)?;
    signed.is_all_in(&rendered.pdf().map_err(|failure| failure.to_string())?)?;
    comes_back(rendered, document)
}

/// Sets a paper and holds it to all that must hold.
fn try_paper(document: &Value, signed: &Signed) -> Result<(), String> {
    let rendered = render(document).map_err(|failure| format!("refused: {failure}"))?;
    holds(&rendered, document, signed)
}

/// The papers that are made when nobody asks for others.
const PAPERS: std::ops::Range<u64> = 5000..5024;

/// The papers asked for: `GONGWEN_PAPERS=100-500`, as many as there is time for.
fn papers() -> std::ops::Range<u64> {
    let asked = std::env::var("GONGWEN_PAPERS").ok();
    let range = |asked: &str| {
        let (from, to) = asked.split_once('-')?;
        Some(from.parse().ok()?..to.parse().ok()?)
    };
    asked.map_or(PAPERS, |asked| range(&asked).expect("GONGWEN_PAPERS is FROM-TO"))
}

/// The paper of a number, the same in every run.
fn drawn(number: u64) -> Value {
    let mut seed = [7; 32];
    seed[..8].copy_from_slice(&number.to_le_bytes());
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &seed);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    paper().new_tree(&mut runner).expect("a paper").current()
}

#[test]
fn every_paper_keeps_the_rules_of_the_page() {
    let mut wrong = Vec::new();
    for number in papers() {
        let mut document = drawn(number);
        let signed = Signed::of(&mut document);
        if let Err(found) = try_paper(&document, &signed) {
            wrong.push(format!("paper {number}: {found}\n{document}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
