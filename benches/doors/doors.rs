//! The doors: what a host calls, each with something changed.

use gongwen::archive::extract;
use gongwen::batch::{Batch, BatchReader, Merger};
use gongwen::data::{Encoding, InputFormat};
use gongwen::fmt::{correct_bytes, correct_text};
use gongwen::import::Importer;
use gongwen::measure::measure;
use gongwen::output::MessageFormat;
use gongwen::template::{Template, TemplateData};
use gongwen::{Diagnostic, Document, DocumentReader, Engine, Failure, Lang, Limits, Rendered, Severity};
use gongwen_testing::Chance;
use serde_json::{Value, json};

use super::nearly;
use super::packed::{package, pdf, repacked};
use super::seeds::Seeds;

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
    /// PDFs of ours, with what they were made from.
    made: Vec<Vec<u8>>,
}

impl House {
    pub fn new(seeds: &Seeds) -> House {
        // Small ones, so that what repeats itself ends a round soon.
        let limits =
            Limits::default().pages(60).paragraphs(2_000).paragraph_characters(4_000).characters(30_000);
        let engine = Engine::builder().bundled_fonts_only(true).limits(limits).build();
        let template = Template::builtin("gongzuo-baogao").expect("it is inside the program");
        let reader = || Document::reader().layout_text("office.toml", LAYOUT).expect("the layout is right");
        let drawing = seeds.drawings.last().expect("there is a drawing").clone();
        let with_files = json!({
            "title": "甲局关于乙的通知", "issuers": ["甲局"], "date": "2024-01-02", "body-file": "正文/文.md",
            "attachments": [{ "title": "图", "body": "![图](../图.svg)" }],
        });
        let plain =
            json!({ "title": "甲局关于乙的通知", "issuers": ["甲局"], "date": "2024-01-02", "body": "丙。" });
        let documents = [
            Document::from_value(&plain),
            reader().read_value(&plain),
            reader().file("正文/文.md", "# 总则\n\n丙。").file("../图.svg", drawing).read_value(&with_files),
        ];
        let made = documents.map(|document| {
            let set = document.and_then(|document| engine.render(&document));
            set.and_then(|rendered| rendered.pdf()).unwrap_or_else(|failure| panic!("{failure}"))
        });
        House { engine, template, made: made.into() }
    }
}

const LAYOUT: &str = "[layout]\nrule-thickness = 0.7\nmargins = { left = 28, right = 26 }\nred = \"cmyk\"\nlines-per-page = 22\n";

type Door = fn(&House, &Seeds, &mut Chance) -> End;

/// A door's name, how often it is taken, and what goes through it.
pub const DOORS: [(&str, usize, Door); 17] = [
    ("read", 40, read),
    ("layout", 40, layout),
    ("check", 20, check),
    ("fmt", 20, fmt),
    ("import", 10, import),
    ("import-word", 10, import_word),
    ("measure", 20, measured),
    ("extract", 16, extracted),
    ("list", 30, list),
    ("template-files", 20, template_files),
    ("merge", 10, merged),
    ("workbook", 12, workbook),
    ("batch", 12, batch),
    ("template-data", 1, template_data),
    ("render", 1, render),
    ("picture", 1, picture),
    ("fragment", 1, fragment),
];

/// Every finding can be shown.
fn told(failure: &Failure) -> End {
    codes(failure.diagnostics());
    let errors = failure.diagnostics().iter().filter(|found| found.severity() == Severity::Error);
    End::Told(errors.map(Diagnostic::code).collect())
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

/// Data as a text: mostly a right value of which something is changed, else a text changed anywhere.
fn text(seeds: &Seeds, chance: &mut Chance) -> String {
    if chance.one_in(3) {
        let spelling = if chance.one_in(3) { &seeds.json } else { &seeds.toml };
        return Seeds::changed(chance, spelling);
    }
    let value = nearly::document(seeds, chance);
    let text = nearly::spelled(chance, &value);
    if chance.one_in(4) { chance.slightly(&text, &text) } else { text }
}

fn read(_: &House, seeds: &Seeds, chance: &mut Chance) -> End {
    let text = text(seeds, chance);
    let bytes = if chance.one_in(8) { chance.bytes(text.as_bytes()) } else { text.into_bytes() };
    let mut reader = reader(chance);
    if chance.one_in(8) {
        reader = reader.input_format(*chance.of(&InputFormat::ALL));
    }
    end(reader.read_stream("甲", &bytes[..]))
}

fn layout(_: &House, seeds: &Seeds, chance: &mut Chance) -> End {
    let value = nearly::layout(chance);
    let text = match chance.below(6) {
        0 => chance.text(LAYOUT, &seeds.toml[0]),
        1 => chance.slightly(LAYOUT, LAYOUT),
        _ => nearly::spelled(chance, &value),
    };
    let name = if chance.one_in(4) { *chance.of(&["x.toml", "x.yaml", "x.json"]) } else { "x" };
    let document = json!({ "title": "甲", "issuers": ["甲局"], "body": "丙。", "layout": { "fit": true } });
    end(reader(chance).layout_text(name, &text).and_then(|reader| reader.read_value(&document)))
}

fn check(_: &House, seeds: &Seeds, chance: &mut Chance) -> End {
    match Document::reader().gather_errors(true).read_value(&nearly::document(seeds, chance)) {
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
    let ours = chance.of(&house.made).clone();
    let bytes = match chance.below(8) {
        0 => any_pdf(seeds, chance),
        1 => pdf(chance, &ours),
        _ => repacked(chance, seeds, &ours),
    };
    match extract(&bytes) {
        Ok(extracted) => {
            let _ = (extracted.files(), extracted.diagnostics(), extracted.form());
            if extracted.is_document() { end(extracted.document()) } else { End::Made }
        }
        Err(failure) => told(&failure),
    }
}

fn merged(house: &House, seeds: &Seeds, chance: &mut Chance) -> End {
    let merger = Merger::new(Vec::new()).and_then(|mut merger| {
        for name in ["甲.pdf", "乙.pdf"] {
            match chance.one_in(2) {
                true => merger.add(name, chance.of::<Vec<u8>>(&house.made))?,
                false => merger.add(name, &any_pdf(seeds, chance))?,
            }
        }
        merger.finish()
    });
    end(merger)
}

fn template_data(house: &House, seeds: &Seeds, chance: &mut Chance) -> End {
    let mut value = seeds.template.clone();
    for _ in 0..chance.below(3) {
        nearly::node(chance, &mut value, &seeds.prose);
    }
    let text = nearly::spelled(chance, &value);
    let text = if chance.one_in(6) { chance.text(&text, &seeds.json[0]) } else { text };
    let data =
        if text.starts_with('{') { TemplateData::from_json(&text) } else { TemplateData::from_toml(&text) };
    match data {
        Ok(data) => end(house.engine.render_template(&house.template, &data)),
        Err(failure) => told(&failure),
    }
}

fn template_files(house: &House, seeds: &Seeds, chance: &mut Chance) -> End {
    let changed = chance.below(seeds.template_files.len());
    let files = seeds.template_files.iter().enumerate().map(|(at, (name, text))| {
        let text = match chance.below(3) {
            _ if at != changed => text.clone(),
            0 => chance.text(text, text),
            _ => chance.slightly(text, text),
        };
        (name.clone(), text)
    });
    let files: Vec<_> = files.collect();
    match Template::loader().files(files) {
        // What a template does is its program's: a loop that was made by chance has no end.
        Ok(template) if changed == 0 && chance.one_in(8) => match template.sample() {
            Ok(data) => end(house.engine.render_template(&template, &data)),
            Err(failure) => told(&failure),
        },
        Ok(_) => End::Made,
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
    let data = nearly::document(seeds, chance);
    set(house, Document::from_value(&data), chance)
}

fn picture(house: &House, seeds: &Seeds, chance: &mut Chance) -> End {
    let (name, bytes) = match chance.below(4) {
        0 => {
            let (name, bytes) = chance.of(&seeds.pictures);
            (name.clone(), chance.bytes(bytes))
        }
        1 => ("x.pdf".to_owned(), any_pdf(seeds, chance)),
        2 => ("x.svg".to_owned(), Seeds::slightly(chance, &seeds.drawings).into_bytes()),
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
        ("csv", "x.csv", nearly::table(chance, seeds).into_bytes())
    } else {
        ("xlsx", "x.xlsx", package(chance, &seeds.books[0]))
    };
    let data = json!({
        "title": "甲局关于乙的通知", "issuers": ["甲局"], "date": "2024-01-02",
        "body": [{ "text": "丙。" }, { "table": { kind: name } }],
    });
    let read = Document::reader().file(name, bytes).read_value(&data);
    if chance.one_in(20) { set(house, read, chance) } else { end(read) }
}

fn fragment(house: &House, seeds: &Seeds, chance: &mut Chance) -> End {
    let fragment = nearly::fragment(chance, seeds);
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
    let mut base = nearly::document(seeds, chance);
    base["title"] = json!("关于{{事项}}的通知");
    let rows: Vec<Value> = (0..1 + chance.below(4))
        .map(|row| json!({ "事项": nearly::words(chance, "检查", seeds), "文号": format!("甲〔2024〕{row}号") }))
        .collect();
    made_of(house, reader_of_batch(chance).read_values(&base, rows), chance)
}

fn list(house: &House, seeds: &Seeds, chance: &mut Chance) -> End {
    let base = "title = \"关于{{事项}}的通知\"\nissuers = [\"甲局\"]\nbody = \"请{{名称}}办理。\"\n";
    let base = if chance.one_in(6) { chance.slightly(base, base) } else { base.to_owned() };
    let (name, list) = match chance.below(4) {
        0 => ("x.xlsx", package(chance, &seeds.lists[0])),
        1 => ("x.jsonl", nearly::lines(chance, seeds).into_bytes()),
        _ => (*chance.of(&["x.csv", "x.tsv"]), nearly::list(chance, seeds).into_bytes()),
    };
    let list = if chance.one_in(10) { chance.bytes(&list) } else { list };
    let read = reader_of_batch(chance).read_bytes(("x.toml", base.as_bytes()), (name, &list[..]));
    made_of(house, read, chance)
}

fn reader_of_batch(chance: &mut Chance) -> BatchReader {
    BatchReader::new(reader(chance)).ignore_columns(chance.one_in(2))
}

fn made_of(house: &House, batch: Result<Batch, Failure>, chance: &mut Chance) -> End {
    match batch {
        Ok(batch) => {
            let _ = batch.file_names();
            let rows = batch.len() + usize::from(chance.one_in(10));
            let document = batch.document(1 + chance.below(rows));
            if chance.one_in(40) { set(house, document, chance) } else { end(document) }
        }
        Err(failure) => told(&failure),
    }
}
