//! The doors: what a host calls, each with something changed.

use gongwen::archive::extract;
use gongwen::batch::BatchReader;
use gongwen::data::{Encoding, InputFormat};
use gongwen::fmt::{correct_bytes, correct_text};
use gongwen::import::Importer;
use gongwen::measure::measure;
use gongwen::output::MessageFormat;
use gongwen::template::{Template, TemplateData};
use gongwen::{Diagnostic, Document, DocumentReader, Engine, Failure, Lang, Limits, Rendered};
use gongwen_testing::Chance;
use serde_json::{Value, json};

use super::seeds::{Seeds, package, pdf};

/// How a round ended.
pub enum End {
    Made,
    /// With the codes of what was told.
    Told(Vec<&'static str>),
}

/// What is built once.
pub struct House {
    engine: Engine,
    template: Template,
}

impl House {
    pub fn new() -> House {
        // Small ones, so that what repeats itself ends a round soon.
        let limits =
            Limits::default().pages(60).paragraphs(2_000).paragraph_characters(4_000).characters(30_000);
        let engine = Engine::builder().bundled_fonts_only(true).limits(limits).build();
        let template = Template::builtin("gongzuo-baogao").expect("it is inside the program");
        House { engine, template }
    }
}

type Door = fn(&House, &Seeds, &mut Chance) -> End;

/// A door's name, how often it is taken, and what goes through it.
pub const DOORS: [(&str, usize, Door); 14] = [
    ("read", 24, read),
    ("layout", 6, layout),
    ("check", 10, check),
    ("fmt", 14, fmt),
    ("import", 12, import),
    ("import-word", 8, import_word),
    ("measure", 8, measured),
    ("extract", 6, extracted),
    ("template-data", 6, template_data),
    ("render", 3, render),
    ("picture", 6, picture),
    ("workbook", 5, workbook),
    ("fragment", 3, fragment),
    ("batch", 3, batch),
];

/// Every finding can be shown.
fn told(failure: &Failure) -> End {
    End::Told(codes(failure.diagnostics()))
}

fn codes(found: &[Diagnostic]) -> Vec<&'static str> {
    for found in found.iter().take(20) {
        for format in [MessageFormat::Human, MessageFormat::Json] {
            assert!(found.render(format, Lang::Zh, false).contains(found.code()));
        }
        let _ = (found.replacement(), found.place().map(|place| place.line_column()));
    }
    found.iter().map(Diagnostic::code).collect()
}

fn end<T>(result: Result<T, Failure>) -> End {
    match result {
        Ok(_) => End::Made,
        Err(failure) => told(&failure),
    }
}

/// A reader with one of the options that strangers have in their hands.
fn reader(chance: &mut Chance) -> DocumentReader {
    let reader = Document::reader().gather_errors(chance.one_in(3));
    if chance.one_in(4) { reader.encoding(*chance.of(&Encoding::ALL)) } else { reader }
}

fn text(seeds: &Seeds, chance: &mut Chance) -> String {
    let spelling = if chance.one_in(3) { &seeds.json } else { &seeds.toml };
    Seeds::changed(chance, spelling)
}

fn read(_: &House, seeds: &Seeds, chance: &mut Chance) -> End {
    let text = text(seeds, chance);
    let bytes = if chance.one_in(5) { chance.bytes(text.as_bytes()) } else { text.into_bytes() };
    let mut reader = reader(chance);
    if chance.one_in(2) {
        reader = reader.input_format(*chance.of(&InputFormat::ALL));
    }
    end(reader.read_stream("甲", &bytes[..]))
}

fn layout(_: &House, seeds: &Seeds, chance: &mut Chance) -> End {
    let layout = "[layout]\nrule-thickness = 0.7\nmargins = { left = 28, right = 26 }\nred = \"cmyk\"\nlines-per-page = 22\n";
    let text = chance.text(layout, &seeds.toml[0]);
    let name = *chance.of(&["x.toml", "x.yaml", "x.json", "x"]);
    end(reader(chance).layout_text(name, &text))
}

/// A document that can be read more often than not: one value of a right one is changed.
fn value(seeds: &Seeds, chance: &mut Chance) -> Value {
    let mut data = json!({
        "title": "甲局关于乙的通知", "issuers": ["甲局", "丙局"], "date": "2024-01-02", "number": "甲〔2024〕2号",
        "recipients": ["各科室", "各县局"], "body": "丙。\n一、丁\n（一）戊。己。\n1．庚", "sealing": "seal", "cc": ["辛"],
        "attachments": ["壬", { "title": "癸", "body": "文。" }], "printer": "甲局办公室", "print-date": "2024-01-03", "note": "此件公开发布",
    });
    for _ in 0..1 + chance.below(2) {
        let keys: Vec<String> =
            data.as_object().map(|object| object.keys().cloned().collect()).unwrap_or_default();
        let key = chance.of(&keys).clone();
        let prose = Seeds::changed(chance, &seeds.prose);
        let old = data[&key].as_str().unwrap_or("文").to_owned();
        data[&key] = match chance.below(6) {
            0 => json!(prose),
            1 => json!([chance.text(&old, &prose), 1, null]),
            2 => json!({ "name": chance.text(&old, &prose), "title": "子" }),
            3 => json!(chance.draw() as i64),
            _ => json!(chance.text(&old, &prose)),
        };
    }
    if chance.one_in(2) {
        let prose = Seeds::changed(chance, &seeds.prose);
        data["body"] = json!(prose);
        data["body-format"] = json!(chance.of(&["text", "markdown"]));
    }
    data
}

fn check(_: &House, seeds: &Seeds, chance: &mut Chance) -> End {
    match Document::reader().gather_errors(true).read_value(&value(seeds, chance)) {
        Ok(document) => {
            let found = codes(&document.check());
            if found.contains(&"internal-error") { End::Told(found) } else { End::Made }
        }
        Err(failure) => told(&failure),
    }
}

fn fmt(_: &House, seeds: &Seeds, chance: &mut Chance) -> End {
    let prose = if chance.one_in(3) { text(seeds, chance) } else { Seeds::changed(chance, &seeds.prose) };
    if chance.one_in(2) {
        return end(correct_bytes("x", prose.into_bytes()));
    }
    let corrected = correct_text("x.txt", &prose);
    let found = codes(corrected.diagnostics());
    // Once put right is right for good.
    let again = correct_text("x.txt", corrected.text());
    assert!(again.text() == corrected.text(), "put right twice: {prose:?}");
    if found.contains(&"internal-error") { End::Told(found) } else { End::Made }
}

fn import(_: &House, seeds: &Seeds, chance: &mut Chance) -> End {
    let (name, text) = match chance.below(5) {
        0 => ("x.html", Seeds::changed(chance, &seeds.web)),
        1 => ("x.md", Seeds::changed(chance, &seeds.prose)),
        _ => ("x.txt", Seeds::changed(chance, &seeds.prose)),
    };
    imported(Importer::new().keep_lines(chance.one_in(4)), name, text.into_bytes())
}

fn imported(importer: Importer, name: &str, bytes: Vec<u8>) -> End {
    match importer.import(name, bytes) {
        Ok(imported) => {
            codes(&imported.diagnostics());
            // What is handed on is a data file in its spelling.
            let read = Document::from_toml(&imported.toml());
            let unread = read.is_err_and(|failure| codes(failure.diagnostics()).contains(&"toml-syntax"));
            assert!(!unread, "the data are no TOML: {}", imported.toml());
            let _ = (imported.report(), imported.body());
            End::Made
        }
        Err(failure) => told(&failure),
    }
}

fn import_word(_: &House, seeds: &Seeds, chance: &mut Chance) -> End {
    let at = chance.below(seeds.words.len());
    imported(Importer::new(), "x.docx", package(chance, &seeds.words[at]))
}

fn any_pdf(seeds: &Seeds, chance: &mut Chance) -> Vec<u8> {
    // The open one has most to change.
    let at = if chance.one_in(2) { 0 } else { chance.below(seeds.pdfs.len()) };
    pdf(chance, &seeds.pdfs[at])
}

fn measured(_: &House, seeds: &Seeds, chance: &mut Chance) -> End {
    match measure(any_pdf(seeds, chance)) {
        Ok(measured) => {
            codes(measured.diagnostics());
            if chance.one_in(3) { end(measured.report_html(Lang::Zh)) } else { End::Made }
        }
        Err(failure) => told(&failure),
    }
}

fn extracted(house: &House, seeds: &Seeds, chance: &mut Chance) -> End {
    let bytes = if chance.one_in(20) {
        let set =
            Document::from_value(&value(seeds, chance)).and_then(|document| house.engine.render(&document));
        match set.and_then(|rendered| rendered.pdf()) {
            Ok(pdf) => chance.bytes(&pdf),
            Err(failure) => return told(&failure),
        }
    } else {
        any_pdf(seeds, chance)
    };
    match extract(&bytes) {
        Ok(extracted) => end(extracted.document()),
        Err(failure) => told(&failure),
    }
}

fn template_data(house: &House, seeds: &Seeds, chance: &mut Chance) -> End {
    let text =
        if chance.one_in(4) { text(seeds, chance) } else { chance.text(&seeds.template, &seeds.json[0]) };
    let data = if chance.one_in(4) { TemplateData::from_toml(&text) } else { TemplateData::from_json(&text) };
    match data {
        Ok(data) => end(house.engine.render_template(&house.template, &data)),
        Err(failure) => told(&failure),
    }
}

/// Something is made of the pages.
fn drawn(rendered: &Rendered, chance: &mut Chance) -> End {
    codes(rendered.diagnostics());
    match chance.below(6) {
        0 => end(rendered.pdf()),
        1 => end(rendered.svg(chance.below(rendered.page_count() + 1))),
        2 => end(rendered.png(chance.below(rendered.page_count() + 1), 20.0)),
        3 => end(rendered.report_html(Lang::En)),
        4 => {
            let _ = (rendered.audit(), rendered.report().to_json());
            End::Made
        }
        _ => End::Made,
    }
}

fn set(house: &House, document: Result<Document, Failure>, chance: &mut Chance) -> End {
    match document.and_then(|document| house.engine.render(&document)) {
        Ok(rendered) => drawn(&rendered, chance),
        Err(failure) => told(&failure),
    }
}

fn render(house: &House, seeds: &Seeds, chance: &mut Chance) -> End {
    let data = value(seeds, chance);
    set(house, Document::from_value(&data), chance)
}

fn picture(house: &House, seeds: &Seeds, chance: &mut Chance) -> End {
    let (name, bytes) = match chance.below(4) {
        0 => {
            let (name, bytes) = chance.of(&seeds.pictures);
            (name.clone(), chance.bytes(bytes))
        }
        1 => ("x.pdf".to_owned(), any_pdf(seeds, chance)),
        _ => ("x.svg".to_owned(), Seeds::changed(chance, &seeds.drawings).into_bytes()),
    };
    let data = if chance.one_in(4) {
        json!({
            "title": "甲局关于乙的通知", "issuers": ["甲局"], "date": "2024-01-02", "body": "丙。",
            "attachments": [{ "title": "丁", "body-file": name }],
        })
    } else {
        json!({
            "title": "甲局关于乙的通知", "issuers": ["甲局"], "date": "2024-01-02",
            "body": format!("丙。\n![图]({name})"),
        })
    };
    set(house, Document::reader().file(name, bytes).read_value(&data), chance)
}

fn workbook(house: &House, seeds: &Seeds, chance: &mut Chance) -> End {
    let (kind, name, bytes) = if chance.one_in(2) {
        ("csv", "x.csv", Seeds::changed(chance, &seeds.tables).into_bytes())
    } else {
        ("xlsx", "x.xlsx", package(chance, &seeds.books[0]))
    };
    let data = json!({
        "title": "甲局关于乙的通知", "issuers": ["甲局"], "date": "2024-01-02",
        "body": [{ "text": "丙。" }, { "table": { kind: name } }],
    });
    let read = Document::reader().file(name, bytes).read_value(&data);
    if chance.one_in(3) { set(house, read, chance) } else { end(read) }
}

fn fragment(house: &House, seeds: &Seeds, chance: &mut Chance) -> End {
    let fragment = Seeds::changed(chance, &seeds.fragments);
    // A loop that never ends is a program's to end, and has a process of its own (docs/embedding.md).
    if fragment.contains("while") {
        return End::Made;
    }
    let data = json!({
        "title": "甲局关于乙的通知", "issuers": ["甲局"], "date": "2024-01-02", "body": fragment, "body-format": "typst",
    });
    set(house, Document::from_value(&data), chance)
}

fn batch(house: &House, seeds: &Seeds, chance: &mut Chance) -> End {
    let mut base = value(seeds, chance);
    base["title"] = json!("关于{{事项}}的通知");
    let prose = Seeds::changed(chance, &seeds.prose);
    let rows: Vec<Value> = (0..1 + chance.below(4))
        .map(|row| json!({ "事项": chance.text("检查", &prose), "文号": format!("甲〔2024〕{row}号") }))
        .collect();
    match BatchReader::new(Document::reader()).ignore_columns(chance.one_in(2)).read_values(&base, rows) {
        Ok(batch) => {
            let _ = batch.file_names();
            let document = batch.document(chance.below(batch.len() + 2));
            if chance.one_in(3) { set(house, document, chance) } else { end(document) }
        }
        Err(failure) => told(&failure),
    }
}
