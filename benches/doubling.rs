//! Whether work grows as its input: each kind of input at a size, twice and four times that, and how many times the work was.
//! Twice is linear, four times quadratic.
//!
//! `cargo bench --bench doubling` prints a table of ratios (`cargo test --bench doubling` too, with what is compiled already);
//! `-- NAME` measures the kinds whose names hold NAME; `-- signs [DOOR [SIGN]]` every sign of texts again and again, through every
//! door of texts, and prints those that are not linear. The work is the processor time of this thread, or of the process where
//! others do the work; the least of three runs counts. Ratios of one run on one machine: nothing here is a test.

#![allow(clippy::disallowed_methods, reason = "a bench takes time and makes files of its own")]

use std::io::{Cursor, Write as _};
use std::sync::{Arc, LazyLock};
use std::time::Instant;

use gongwen::import::Importer;
use gongwen::measure::measure;
use gongwen::{Document, Engine, Lang, Limits};
use lopdf::{Object, Stream, dictionary};
use serde_json::{Value, json};

type Work = Box<dyn Fn()>;

/// A kind of input: its name, the size to begin with, what is done with one of a size.
type Kind = (&'static str, usize, fn(&Arc<Engine>, usize) -> Work);

/// Beyond this a step is not linear, whatever the clock's noise.
const SUSPECT: f64 = 2.8;

const KINDS: [Kind; 44] = [
    ("read TOML: lines that are none", 4_000, |_, n| read("x.toml", "a\n".repeat(n))),
    ("read TOML: unknown keys", 2_000, |_, n| {
        read("x.toml", (0..n).map(|i| format!("键{i} = {i}\n")).collect())
    }),
    ("read TOML: rows of a table", 2_000, |_, n| {
        read(
            "x.toml",
            format!("{HEAD}body = [{{ table = {{ rows = [{}] }} }}]\n", "[\"一\", 2, \"三\"],".repeat(n)),
        )
    }),
    ("read TOML: one long string", 200_000, |_, n| {
        read("x.toml", format!("{HEAD}body = \"{}\"\n", "字".repeat(n)))
    }),
    ("read JSON: rows of a table", 2_000, |_, n| {
        let rows: Vec<Value> = (0..n).map(|i| json!([i, "二", "三"])).collect();
        read("x.json", data(json!([{ "table": { "rows": rows } }])).to_string())
    }),
    ("read JSON: slips", 2_000, |_, n| read("x.json", format!("{{{}}}", "\"a\": 1,, ".repeat(n)))),
    ("read YAML: items", 2_000, |_, n| {
        read("x.yaml", format!("title: 关于甲的通知\nrecipients:\n{}", "  - 乙局\n".repeat(n)))
    }),
    ("read YAML: slips", 2_000, |_, n| read("x.yaml", "甲：乙\n".repeat(n))),
    ("read text: paragraphs", 1_500, |_, n| body("text", "一、标题\n正文，共10项。\n".repeat(n))),
    ("read text: a paragraph", 15_000, |_, n| body("text", "字，abc 1。".repeat(n))),
    ("read text: brackets", 15_000, |_, n| body("text", "（".repeat(n))),
    ("read text: links and tags", 8_000, |_, n| body("text", "](<&".repeat(n))),
    ("read text: rows of a table", 2_000, |_, n| body("text", "| 一 | 二 |\n".repeat(n))),
    ("read text: notes", 500, |_, n| {
        let calls: String = (1..=n).map(|i| format!("文[^{i}]。\n")).collect();
        body("text", calls + &(1..=n).map(|i| format!("[^{i}]: 注。\n")).collect::<String>())
    }),
    ("read text: placeholders", 4_000, |_, n| body("text", "{{名}}".repeat(n))),
    ("read Markdown: paragraphs", 1_500, |_, n| body("markdown", "# 标题\n\n正文，共10项。\n\n".repeat(n))),
    ("read Markdown: bold runs", 5_000, |_, n| body("markdown", "**字** ".repeat(n))),
    ("read Markdown: lines of a paragraph", 5_000, |_, n| body("markdown", "甲\n".repeat(n))),
    ("read Markdown: items", 2_000, |_, n| body("markdown", "- 甲\n".repeat(n))),
    ("read Markdown: opened and never closed", 4_000, |_, n| body("markdown", "**[`<".repeat(n))),
    ("read Markdown: rows of a table", 2_000, |_, n| {
        body("markdown", format!("|a|b|\n|-|-|\n{}", "|1|2|\n".repeat(n)))
    }),
    ("check: paragraphs", 1_000, |_, n| checked("根据《规定》，共10项，（一）要求。\n".repeat(n))),
    ("check: a paragraph", 10_000, |_, n| checked("“甲”,共10 项（乙".repeat(n))),
    ("check: blanks in a paragraph", 4_000, |_, n| checked(format!("{}。", "甲  乙".repeat(n)))),
    ("check: numbered headings", 2_000, |_, n| checked((1..=n).map(|i| format!("{i}．标题\n")).collect())),
    ("fmt: quotes and brackets", 10_000, |_, n| fmt("\"甲\",(乙".repeat(n))),
    ("fmt: blanks", 10_000, |_, n| fmt("甲 1 a, ".repeat(n))),
    ("fmt: data", 2_000, |_, n| {
        fmt(format!("title = \"关于甲的通知\"\nbody = '''\n{}'''\n", "乙,丙.\n".repeat(n)))
    }),
    ("import: paragraphs", 500, |_, n| {
        import(
            "x.txt",
            format!("关于甲的通知\n各科室：\n{}甲局\n2024年1月2日\n", "正文，共10项。\n".repeat(n)),
        )
    }),
    ("import: headings", 500, |_, n| {
        import("x.txt", (1..=n).map(|i| format!("（{i}）标题\n{i}.项\n")).collect())
    }),
    ("import: one long line", 20_000, |_, n| import("x.txt", "字，abc。".repeat(n))),
    ("import: links and code", 8_000, |_, n| import("x.md", format!("# 关于甲的通知\n{}", "](`".repeat(n)))),
    ("import: rows parted by tabs", 1_000, |_, n| {
        import("x.txt", format!("关于甲的通知\n{}", "一\t二\t三\n".repeat(n)))
    }),
    ("import: Markdown of a chat", 500, |_, n| {
        import("x.md", "好的，以下是：\n# 标题\n- **项**：文\n".repeat(n))
    }),
    ("import: a web page in a Word file", 500, |_, n| {
        page(format!("<html><body>{}", "<table><tr><td>一<td>二</table><p>根据规定实施。".repeat(n)))
    }),
    ("import: a Word file", 500, |_, n| word(n)),
    ("measure: pages", 10, |_, n| measured(n, 300)),
    ("measure: characters of a page", 2_000, |_, n| measured(1, n)),
    ("set: paragraphs", 100, |engine, n| {
        set(engine, data(json!("正文，共10项，认真组织实施。\n".repeat(n))))
    }),
    ("set: a paragraph", 2_000, |engine, n| set(engine, data(json!("字".repeat(n))))),
    ("set: rows of a table", 100, |engine, n| {
        let rows: Vec<Value> = (0..n).map(|i| json!([i, "二", "三"])).collect();
        set(engine, data(json!([{ "table": { "rows": rows } }])))
    }),
    ("set: recipients", 50, |engine, n| {
        let mut data = data(json!("文。"));
        data["cc"] = json!((0..n).map(|i| format!("第{i}局")).collect::<Vec<_>>());
        set(engine, data)
    }),
    ("set: a drawing", 500, |engine, n| drawing(engine, n)),
    ("draw: the report of pages", 100, |engine, n| report(engine, n)),
];

/// What texts have and readers look for: each is repeated, in one line and in as many.
const SIGNS: [&str; 84] = [
    "[",
    "]",
    "(",
    "（",
    "）",
    "【",
    "［",
    "《",
    "》",
    "〈",
    "〔",
    "“",
    "”",
    "\"",
    "'",
    "‘",
    "「",
    "{",
    "{{",
    "}}",
    "<",
    "<a>",
    "<!--",
    "&",
    "&amp;",
    "*",
    "**",
    "_",
    "__",
    "`",
    "```",
    "~",
    "![",
    "](",
    "![甲](",
    "[^1]",
    "[^",
    "|",
    "|甲",
    "$",
    "#",
    "\\",
    "-",
    "—",
    "——",
    "…",
    "^",
    "×",
    "XX",
    "：",
    ":",
    "、",
    "，",
    "。",
    ".",
    "；",
    "/",
    "／",
    "·",
    "%",
    "\t",
    "  ",
    "　",
    "甲 ",
    "一、",
    "（一）",
    "1.",
    "1．",
    "（1）",
    "1、",
    "第一条",
    "附件：",
    "附件1",
    "附件1：甲",
    "关于",
    "的通知",
    "甲局：",
    "2024年1月2日",
    "〔2024〕1号",
    "抄送：甲局",
    "注：",
    "联系人：甲",
    "1,234",
    "http://a.cn ",
];

/// A door: its name, and what is done with a text.
type Door = (&'static str, fn(String) -> Work);

/// The doors of texts, and those of data, which somebody has written as text.
const DOORS: [Door; 12] = [
    ("text", |text| body("text", text)),
    ("Markdown", |text| body("markdown", text)),
    ("check", checked),
    ("fmt", fmt),
    ("import", |text| import("x.txt", text)),
    ("import Markdown", |text| import("x.md", text)),
    ("import a web page", |text| page(format!("<p>{text}</p>"))),
    ("TOML", |text| read("x.toml", text)),
    ("a line of TOML", |text| read("x.toml", format!("a = {}", text.replace('\n', " ")))),
    ("a text of TOML", |text| read("x.toml", format!("{HEAD}body = \"\"\"\n{text}"))),
    ("YAML", |text| read("x.yaml", text)),
    ("JSON", |text| read("x.json", text)),
];

/// Every sign through every door: how many times the work is when it is four times as much.
fn signs(only: &[String]) {
    println!("| door | sign | n: ms | 4 n |\n| --- | --- | --: | --: |");
    let mut suspects = 0;
    let is_meant = |at: usize, name: &str| only.get(at).is_none_or(|only| only == name);
    for (door, make) in DOORS.into_iter().filter(|(door, _)| is_meant(0, door)) {
        for sign in SIGNS.into_iter().filter(|sign| is_meant(1, sign)) {
            for lines in [false, true] {
                let end = if lines { "\n" } else { "" };
                let text = |times: usize| format!("关于甲的通知\n{}", format!("{sign}{end}").repeat(times));
                let took = |times: usize| {
                    let work = make(text(times));
                    let start = spent();
                    work();
                    spent() - start
                };
                let size = 24_000 / sign.len().max(3);
                let four = took(4 * size);
                // What is done at once has no ratio.
                if four < 0.2 {
                    continue;
                }
                let once = took(size).max(0.01);
                if four / once > SUSPECT * SUSPECT {
                    suspects += 1;
                    println!(
                        "| {door} | {sign:?}{} | {:.0} | {:.1} |",
                        if lines { " a line" } else { "" },
                        once * 1e3,
                        four / once
                    );
                }
            }
        }
    }
    println!("\nnot linear: {suspects}");
}

const HEAD: &str = "title = \"关于甲的通知\"\nissuers = [\"甲局\"]\ndate = 2024-01-02\n";

fn data(body: impl Into<Value>) -> Value {
    json!({ "title": "关于甲的通知", "issuers": ["甲局"], "date": "2024-01-02", "body": body.into() })
}

fn read(name: &'static str, text: String) -> Work {
    let format = name.split('.').next_back().and_then(|ending| ending.parse().ok());
    Box::new(move || {
        let reader = Document::reader();
        let reader = match format {
            Some(format) => reader.input_format(format),
            None => reader,
        };
        drop(reader.read_stream(name, text.as_bytes()));
    })
}

fn body(format: &str, text: String) -> Work {
    let mut data = data(text);
    data["body-format"] = json!(format);
    Box::new(move || drop(Document::from_value(&data)))
}

fn checked(text: String) -> Work {
    let document = Document::from_value(&data(text));
    Box::new(move || drop(document.as_ref().map(Document::check)))
}

fn fmt(text: String) -> Work {
    Box::new(move || drop(gongwen::fmt::correct_bytes("x.txt", text.clone().into_bytes())))
}

fn import(name: &'static str, text: String) -> Work {
    import_bytes(name, text.into_bytes())
}

fn import_bytes(name: &'static str, bytes: Vec<u8>) -> Work {
    Box::new(move || {
        if let Ok(imported) = Importer::new().import(name, bytes.clone()) {
            drop((imported.toml(), imported.diagnostics()));
        }
    })
}

const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A Word file of this body and these further parts.
fn package(body: &str, parts: &[(&str, String)]) -> Work {
    let relationships = "http://schemas.openxmlformats.org/package/2006/relationships";
    let main = format!(
        "<Relationships xmlns='{relationships}'><Relationship Id='a' Type='{RELATIONSHIPS}/officeDocument' Target='word/document.xml'/></Relationships>"
    );
    let word = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'";
    let document =
        format!("<w:document {word} xmlns:r='{RELATIONSHIPS}'><w:body>{body}</w:body></w:document>");
    let chunk = format!(
        "<Relationships xmlns='{relationships}'><Relationship Id='c' Type='{RELATIONSHIPS}/aFChunk' Target='chunk.html'/></Relationships>"
    );
    let mut package = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let own =
        [("_rels/.rels", main), ("word/document.xml", document), ("word/_rels/document.xml.rels", chunk)];
    for (name, text) in own.iter().chain(parts) {
        package.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a file in memory");
        package.write_all(text.as_bytes()).expect("memory");
    }
    import_bytes("x.docx", package.finish().expect("memory").into_inner())
}

fn word(paragraphs: usize) -> Work {
    package(&"<w:p><w:r><w:t>一、正文，共10项。</w:t></w:r></w:p>".repeat(paragraphs), &[])
}

/// A web page within a Word file, as it is read: alone it is refused.
fn page(html: String) -> Work {
    let title = "<w:p><w:r><w:t>关于甲的通知</w:t></w:r></w:p><w:altChunk r:id='c'/>";
    package(title, &[("word/chunk.html", html)])
}

/// A PDF of so many pages with so many characters each.
fn measured(pages: usize, characters: usize) -> Work {
    let mut file = lopdf::Document::with_version("1.7");
    let tree = file.new_object_id();
    let font = dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica" };
    let line =
        |at: usize| format!("BT /F 6 Tf 50 {} Td ({}) Tj ET\n", 800 - at % 780, "Hello world ".repeat(6));
    let content: String = (0..characters / 72 + 1).map(line).collect();
    let kids: Vec<Object> = (0..pages)
        .map(|_| {
            let content = file.add_object(Stream::new(dictionary! {}, content.clone().into_bytes()));
            let page = dictionary! {
                "Type" => "Page", "Parent" => tree, "Contents" => content,
                "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
                "Resources" => dictionary! { "Font" => dictionary! { "F" => font.clone() } },
            };
            file.add_object(page).into()
        })
        .collect();
    let pages = dictionary! { "Type" => "Pages", "Count" => kids.len() as i64, "Kids" => kids };
    file.objects.insert(tree, pages.into());
    let root = file.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    file.trailer.set("Root", root);
    let mut bytes = Vec::new();
    file.save_to(&mut bytes).expect("memory");
    Box::new(move || drop(measure(bytes.clone())))
}

/// Set from nothing: what Typst remembers of the last run is no part of the work.
fn made(engine: &Engine, data: &Value, reader: gongwen::DocumentReader) -> Option<gongwen::Rendered> {
    gongwen::trim_cache(0);
    engine.render(&reader.read_value(data).ok()?).ok()
}

fn set(engine: &Arc<Engine>, data: Value) -> Work {
    let engine = Arc::clone(engine);
    Box::new(move || drop(made(&engine, &data, Document::reader()).map(|rendered| rendered.pdf())))
}

/// An SVG of so many shapes.
fn drawing(engine: &Arc<Engine>, shapes: usize) -> Work {
    let shape = |at: usize| {
        format!(
            "<g transform='translate({at})'><rect class='a' width='5' height='5'/><text y='9'>字</text></g>"
        )
    };
    let svg = format!(
        "<svg xmlns='http://www.w3.org/2000/svg' width='400' height='300'><style>.a{{fill:red}}</style>{}</svg>",
        (0..shapes).map(shape).collect::<String>()
    );
    let (engine, data) = (Arc::clone(engine), data("文。\n![图](x.svg)"));
    Box::new(move || {
        let reader = Document::reader().file("x.svg", svg.as_bytes());
        drop(made(&engine, &data, reader).map(|rendered| rendered.pdf()));
    })
}

fn report(engine: &Arc<Engine>, paragraphs: usize) -> Work {
    let data = data("正文，共10项，认真组织实施。\n".repeat(paragraphs));
    let rendered = made(engine, &data, Document::reader());
    Box::new(move || drop(rendered.as_ref().map(|rendered| rendered.report_html(Lang::Zh))))
}

/// The processor time of the process so far, in seconds: some work is done by other threads.
fn spent() -> f64 {
    // Where the system does not tell, the wall's clock does.
    let Ok(stat) = std::fs::read_to_string("/proc/self/stat") else { return START.elapsed().as_secs_f64() };
    let after = stat.rsplit(')').next().unwrap_or_default();
    let ticks = |at: usize| after.split_whitespace().nth(at).and_then(|ticks| ticks.parse::<f64>().ok());
    // utime and stime, fields 14 and 15 of all, in hundredths of a second.
    (ticks(11).unwrap_or(0.0) + ticks(12).unwrap_or(0.0)) / 100.0
}

static START: LazyLock<Instant> = LazyLock::new(Instant::now);

/// The least processor time of three runs, each repeated until it can be told from nothing.
fn effort(work: &Work) -> f64 {
    let mut least = f64::INFINITY;
    for _ in 0..3 {
        let (start, mut runs) = (spent(), 0_u32);
        while runs == 0 || spent() - start < 0.25 {
            work();
            runs += 1;
        }
        least = least.min((spent() - start) / f64::from(runs));
    }
    least
}

fn main() {
    let wanted: Vec<String> =
        std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    if wanted.first().is_some_and(|wanted| wanted == "signs") {
        return signs(&wanted[1..]);
    }
    let wanted = wanted.first();
    // As far as the limits allow: what is beyond them is refused before it is work.
    let limits = Limits::default().paragraph_characters(100_000);
    let engine = Arc::new(Engine::builder().bundled_fonts_only(true).limits(limits).build());
    println!("| work | n | n: ms | 2 n | 4 n |\n| --- | --: | --: | --: | --: |");
    let mut suspects = 0;
    for (name, size, make) in KINDS {
        if wanted.is_some_and(|wanted| !name.contains(wanted.as_str())) {
            continue;
        }
        let [once, twice, four] = [1, 2, 4].map(|times| effort(&make(&engine, size * times)));
        let (first, second) = (twice / once, four / twice);
        let mark = if second > SUSPECT { " !" } else { "" };
        suspects += usize::from(second > SUSPECT);
        println!("| {name} | {size} | {:.1} | {first:.1} | {second:.1}{mark} |", once * 1e3);
    }
    println!("\nnot linear: {suspects}");
}
