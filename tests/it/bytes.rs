//! What comes as bytes: where in them findings lie, a batch's list, PDFs to take files out of, and how much of each.

use std::time::Duration;

use gongwen::archive::{Extractor, extract};
use gongwen::batch::BatchReader;
use gongwen::data::Encoding;
use gongwen::fmt::correct_bytes;
use gongwen::template::{Template, TemplateData};
use gongwen::{Cancel, Diagnostic, Document, Failure, Limits};

use crate::support::{DATA, ENGINE, Project};

/// What UTF-8 files of some editors begin with.
const MARK: &str = "\u{FEFF}";

fn code<T>(result: Result<T, Failure>) -> &'static str {
    result.err().map_or("made", |failure| failure.diagnostics()[0].code())
}

/// The bytes that the first finding of a code marks in a file.
#[track_caller]
fn marked<'f>(file: &'f str, found: &[Diagnostic], code: &str) -> &'f str {
    let found =
        found.iter().find(|found| found.code() == code).unwrap_or_else(|| panic!("{code}: {found:?}"));
    &file[found.place().expect("it has a place").range()]
}

fn errors<T>(result: Result<T, Failure>) -> Vec<Diagnostic> {
    result.err().map(Failure::into_diagnostics).unwrap_or_default()
}

/// library.md 2, byte places without the BOM: a host cuts them out of the file that it has.
#[test]
fn places_are_bytes_of_the_file_its_mark_counted() {
    for (format, data) in
        [("x", "titel = \"甲\"\n"), ("x", "{ \"titel\": \"甲\" }"), ("x.yaml", "titel: 甲\n")]
    {
        let file = format!("{MARK}{data}");
        let project = Project::new();
        project.write(format, &file);
        let found = errors(Document::from_path(project.path(format)));
        assert_eq!(marked(&file, &found, "unknown-key").trim_matches('"'), "titel", "{data}");
        let found =
            errors(Document::reader().layout_bytes(format, file.clone().into()).and_then(|reader| {
                reader.read_toml("x", "title = \"甲\"\nissuers = [\"乙\"]\nbody = \"丙。\"")
            }));
        assert_eq!(marked(&file, &found, "unknown-key").trim_matches('"'), "titel", "{data}");
    }
    let body = format!("{MARK}甲\u{E000}。");
    let data = DATA.replace("body.txt", "正文.txt");
    let document = Document::reader().file("正文.txt", body.clone()).read_toml("data.toml", &data);
    assert_eq!(marked(&body, &errors(ENGINE.render(&document.unwrap())), "missing-glyph"), "\u{E000}");
    let prose = format!("{MARK}我局,认真履职。");
    let corrected = correct_bytes("x.txt", prose.clone().into()).unwrap();
    assert_eq!(marked(&prose, corrected.diagnostics(), "would-change"), ",");
    let template = Template::builtin("gongzuo-baogao").unwrap();
    let file = format!("{MARK}title = 1\n");
    let project = Project::new();
    project.write("data.toml", &file);
    let data = TemplateData::from_path(project.path("data.toml")).unwrap();
    let found = errors(ENGINE.render_template(&template, &data));
    assert!(
        found.iter().any(|found| found.place().is_some_and(|place| &file[place.range()] == "1")),
        "{found:?}"
    );
}

/// What is not UTF-8 has no bytes of its own: places count its text.
#[test]
fn places_of_another_encoding_count_its_text() {
    let data = "titel = \"甲\"\n";
    let mut bytes = vec![0xFF, 0xFE];
    bytes.extend(data.encode_utf16().flat_map(u16::to_le_bytes));
    let found = errors(Document::reader().encoding(Encoding::Utf16).read_stream("x", &bytes[..]));
    assert_eq!(marked(data, &found, "unknown-key"), "titel");
}

const BASE: &str = "title = \"关于{{事项}}的通知\"\nissuers = [\"甲局\"]\nbody = \"请办理。\"\n";

fn batch(name: &str, list: &str) -> Result<gongwen::batch::Batch, Failure> {
    let reader = BatchReader::new(Document::reader());
    reader.read_bytes(("base.toml", BASE.as_bytes()), (name, list.as_bytes()))
}

#[test]
fn a_list_comes_as_bytes_and_its_places_are_bytes_of_it() {
    for (name, list) in [
        ("list.csv", "事项,成文日期\n检查,2024-01-02\n检修,2024-02-30\n"),
        ("list.tsv", "事项\t成文日期\r\n检查\t2024-01-02\r\n检修\t2024-02-30\r\n"),
        (
            "list.jsonl",
            "{\"事项\":\"检查\",\"成文日期\":\"2024-01-02\"}\n{\"事项\":\"检修\",\"成文日期\":\"2024-02-30\"}\n",
        ),
    ] {
        for list in [list.to_owned(), format!("{MARK}{list}")] {
            let batch = batch(name, &list).unwrap_or_else(|failure| panic!("{name}: {failure}"));
            assert_eq!((batch.len(), batch.document(1).unwrap().title().as_str()), (2, "关于检查的通知"));
            let found = errors(batch.document(2));
            assert_eq!(marked(&list, &found, "impossible-date").trim_matches('"'), "2024-02-30", "{name}");
        }
    }
    // The same as files, and a workbook is one too.
    let project = Project::new();
    project.write("base.toml", BASE);
    project.write("list.csv", "事项\n检查\n");
    let reader = BatchReader::new(Document::reader());
    let of_files = reader.read_paths(project.path("base.toml"), project.path("list.csv")).unwrap();
    let of_bytes = batch("list.csv", "事项\n检查\n").unwrap();
    let pdf = |batch: &gongwen::batch::Batch| {
        ENGINE.render(&batch.document(1).unwrap()).and_then(|rendered| rendered.pdf()).unwrap()
    };
    assert!(pdf(&of_files) == pdf(&of_bytes));
    assert_ne!(code(batch("list.xlsx", "PK")), "made");
    assert_eq!(code(batch("list.doc", "事项")), "list-ending");
}

/// What a batch takes is held as what a document takes is.
#[test]
fn a_batch_from_strangers_is_held_to_what_a_document_is() {
    let of = |reader, base: &str| {
        BatchReader::new(reader)
            .read_bytes(("base.toml", base.as_bytes()), ("list.csv", "主送\n乙局\n".as_bytes()))
    };
    let document = |reader, base: &str| of(reader, base).and_then(|batch| batch.document(1));
    let fragment = BASE.replace("{{事项}}", "检查") + "body-format = \"typst\"\n";
    assert_eq!(code(document(Document::reader(), &fragment)), "fragment-refused");
    assert_eq!(code(document(Document::reader().typst_fragments(true), &fragment)), "made");
    let plain = BASE.replace("{{事项}}", "检查");
    assert_eq!(
        code(of(Document::reader().limits(Limits::default().data_bytes(20)), &plain)),
        "file-too-large"
    );
    assert_eq!(code(of(Document::reader().cancel(&Cancel::after(Duration::ZERO)), &plain)), "timed-out");
    // A file outside the folder is none of its business, from bytes or from a file.
    let outside = plain.replace("body = \"请办理。\"", "body-file = \"../秘密.txt\"");
    assert_eq!(code(document(Document::reader(), &outside)), "no-base-folder");
    let project = Project::new();
    project.write("秘密.txt", "秘密。");
    std::fs::create_dir(project.path("内")).unwrap();
    project.write("内/base.toml", &outside);
    project.write("list.csv", "主送\n乙局\n");
    let reader = BatchReader::new(Document::reader());
    let batch = reader.read_paths(project.path("内/base.toml"), project.path("list.csv"));
    assert_eq!(code(batch.and_then(|batch| batch.document(1))), "outside-folder");
    // A host's own function that panics is told, and nothing falls.
    let broken = Document::reader().files_from(|_: &str| panic!("the store is down"));
    assert_eq!(code(document(broken, &outside)), "internal-error");
}

#[test]
fn taking_files_out_may_be_held_to_less() {
    let document = Document::from_toml(&BASE.replace("{{事项}}", "检查")).unwrap();
    let pdf = ENGINE.render(&document).and_then(|rendered| rendered.pdf()).unwrap();
    let all = extract(&pdf).unwrap();
    assert_eq!(Extractor::new().extract(&pdf).unwrap().files(), all.files());
    let bytes = all.files().iter().map(|file| file.bytes.len()).sum::<usize>();
    assert_eq!(code(Extractor::new().unpacked_bytes(bytes).extract(&pdf)), "made");
    assert_eq!(code(Extractor::new().unpacked_bytes(bytes - 1).extract(&pdf)), "pdf-too-large");
    assert_eq!(code(Extractor::new().file_bytes(1000).extract(&pdf)), "file-too-large");
    assert_eq!(code(Extractor::new().time(Duration::ZERO).extract(&pdf)), "timed-out");
    let cancel = Cancel::new();
    cancel.cancel();
    assert_eq!(code(Extractor::new().cancel(&cancel).extract(&pdf)), "cancelled");
    let project = Project::new();
    std::fs::write(project.path("a.pdf"), &pdf).unwrap();
    assert_eq!(code(Extractor::new().file_bytes(1000).extract_path(project.path("a.pdf"))), "file-too-large");
    assert_eq!(code(Extractor::new().extract_path(project.path("a.pdf"))), "made");
}

/// A file of the size of a disk is refused by what it says of itself.
#[test]
fn a_file_that_is_too_large_is_not_read() {
    let project = Project::new();
    let huge = |name: &str| {
        let file = std::fs::File::create(project.path(name)).unwrap();
        file.set_len(1 << 40).unwrap();
    };
    huge("a.toml");
    huge("a.pdf");
    huge("list.csv");
    project.write("base.toml", BASE);
    assert_eq!(code(Document::from_path(project.path("a.toml"))), "file-too-large");
    assert_eq!(code(Extractor::new().extract_path(project.path("a.pdf"))), "file-too-large");
    let reader = BatchReader::new(Document::reader());
    assert_eq!(
        code(reader.read_paths(project.path("base.toml"), project.path("list.csv"))),
        "file-too-large"
    );
    project.write(
        "template.toml",
        "name = \"t\"\nversion = \"1.0.0\"\nentry = \"main.typ\"\nschema = \"schema.json\"\n",
    );
    project.write("schema.json", "{}");
    project.write("main.typ", "文");
    huge("big.png");
    assert_eq!(code(Template::from_folder(project.folder())), "template-too-large");
}
