//! Little that says much: what multiplies in a file – shared words, placeholders, files taken in again and again – is
//! counted while it is read, and refused before it is made.

use std::io::{Cursor, Write as _};

use gongwen::batch::{BatchReader, BatchRun};
use gongwen::output::MessageFormat;
use gongwen::{Document, DocumentReader, Failure, Lang, Limits, import};
use serde_json::json;
use zip::write::SimpleFileOptions;

use crate::support::{ENGINE, Project};
use crate::workbooks::{Book, t};

/// Asserts that something failed with this code, at this place, and says this of the limit and what to do.
#[track_caller]
fn refused<T>(result: Result<T, Failure>, code: &str, says: &str) -> gongwen::Diagnostic {
    let Err(failure) = result else { panic!("no {code}") };
    let found = failure.diagnostics().iter().find(|found| found.code() == code);
    let found = found.unwrap_or_else(|| panic!("no {code} in: {failure}"));
    for lang in [Lang::En, Lang::Zh] {
        assert!(found.message(lang).contains(says), "{}", found.message(lang));
        assert!(found.help(lang).is_some(), "{code} helps nobody");
    }
    found.clone()
}

const HEAD: &str = "title = \"关于甲的通知\"\nissuers = [\"甲局\"]\ndate = 2024-01-02\n";

/// A document whose table is this workbook.
fn with_table(book: Vec<u8>) -> Result<Document, Failure> {
    let data = format!("{HEAD}body = [{{ table = {{ xlsx = \"t.xlsx\" }} }}]\n");
    Document::reader().file("t.xlsx", book).read_toml("data.toml", &data)
}

/// Rows of one cell each, which say the first shared string in a style.
fn sharing(rows: usize, style: usize) -> String {
    let cell = |row: usize| format!("<row><c r=\"A{row}\" t=\"s\" s=\"{style}\"><v>0</v></c></row>");
    let rows: String = (1..=rows).map(cell).collect();
    format!("<sheetData>{rows}</sheetData>")
}

fn shared(book: Book, characters: usize) -> Vec<u8> {
    let words = format!(
        "<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><si><t>{}</t></si></sst>",
        "字".repeat(characters)
    );
    book.part("xl/sharedStrings.xml", &words).bytes()
}

/// 90,000 cells of 20,000 characters were 8 KB, and all memory.
#[test]
fn what_cells_say_is_counted_by_each_of_them() {
    let found = refused(
        with_table(shared(Book::default().sheet("甲", "", &sharing(300, 0)), 20_000)),
        "table-too-large",
        "16 MiB",
    );
    assert_eq!(found.place().unwrap().line_column().0, 4);
    // Struck out, they are looked at all the same.
    let struck = Book::default().fonts(&["<strike/>"]).sheet("甲", "", &sharing(300, 100));
    refused(with_table(shared(struck, 20_000)), "table-too-large", "16 MiB");
    // A format says a cell's words as often as it likes.
    let again = Book::default().formats(&[&"@".repeat(1000)]).sheet("甲", "", &sharing(2, 1));
    refused(with_table(shared(again, 20_000)), "table-too-large", "16 MiB");
    let some = Book::default().formats(&["@@"]).sheet("甲", "", &sharing(2, 1));
    assert!(with_table(shared(some, 20_000)).is_ok());
}

#[test]
fn a_list_of_a_batch_says_no_more_than_one_of_text() {
    let base = format!("{HEAD}body = \"致{{{{主送}}}}。\"\n");
    let listed = |inner: &str, merged: &[&str]| {
        let rows = inner.replacen(
            "<row>",
            "<row><c r=\"A1\" t=\"inlineStr\"><is><t>主送</t></is></c></row><row r=\"2\">",
            1,
        );
        let book = shared(Book::default().sheet("甲", "", &rows).merged(merged), 20_000);
        BatchReader::new(Document::reader()).read_bytes(("base.toml", base.as_bytes()), ("list.xlsx", &book))
    };
    let rows: String =
        (2..1_302).map(|row| format!("<row><c r=\"A{row}\" t=\"s\"><v>0</v></c></row>")).collect();
    refused(listed(&format!("<sheetData>{rows}</sheetData>"), &[]), "table-too-large", "64 MiB");
    // One cell, merged over rows that have others.
    let rows: String = (3..1_303)
        .map(|row| format!("<row r=\"{row}\">{}</row>", t("乙").replace('@', &format!("B{row}"))))
        .collect();
    let one = "<row><c r=\"A2\" t=\"s\"><v>0</v></c></row>";
    refused(listed(&format!("<sheetData>{one}{rows}</sheetData>"), &["A2:A1302"]), "list-too-long", "64 MiB");
}

#[test]
fn files_that_the_data_name_again_and_again_are_counted_together() {
    let rows = "甲,乙\n一,二\n".repeat(200);
    let read = |times: usize, limit: u64| {
        let tables = "{ table = { csv = \"t.csv\" } },".repeat(times);
        let reader =
            Document::reader().limits(Limits::default().data_bytes(limit)).file("t.csv", rows.clone());
        reader.read_toml("data.toml", &format!("{HEAD}body = [{tables}]\n"))
    };
    let bytes = rows.len() as u64;
    assert!(read(2, 2 * bytes).is_ok());
    refused(read(2, 2 * bytes - 1), "file-too-large", "t.csv");
}

/// 20,000 placeholders and a cell of 60 KB were 3.5 GB.
#[test]
fn a_row_is_held_to_its_limit_while_it_is_filled() {
    let reader = || Document::reader().limits(Limits::default().data_bytes(100_000));
    let base = |times: usize| json!({ "title": "关于甲的通知", "issuers": ["甲局"], "date": "2024-01-02", "body": "致{{甲}}。".repeat(times) });
    let batch = |base: &serde_json::Value, cell: usize| {
        BatchReader::new(reader()).read_values(base, [json!({ "甲": "字".repeat(cell) })]).unwrap()
    };
    assert!(batch(&base(30), 1_000).document(1).is_ok());
    let much = batch(&base(40), 1_000);
    let found = refused(much.document(1), "file-too-large", "甲");
    assert_eq!(found.row(), Some(1));
    refused(much.make(1, &ENGINE, &BatchRun::new()), "file-too-large", "甲");
    let folder = tempfile::tempdir().unwrap();
    let mut told = Vec::new();
    let run = much.run(&ENGINE, folder.path(), &BatchRun::new(), &mut |row| told.push(format!("{row:?}")));
    let told = format!("{run:?}{told:?}");
    assert!(told.contains("file-too-large"), "{told}");

    // In bytes and lists, at its place; in every text together; in a file of its own; in a cell that replaces a key.
    let text = format!("{HEAD}body = \"致{}。\"\n", "{{甲}}".repeat(40));
    let list = format!("主送,甲\n乙局,{}\n", "字".repeat(1_000));
    let of = |reader: DocumentReader, text: &str, list: &str| {
        BatchReader::new(reader)
            .read_bytes(("base.toml", text.as_bytes()), ("list.csv", list.as_bytes()))
            .unwrap()
            .document(1)
    };
    let found = refused(of(reader(), &text, &list), "file-too-large", "甲");
    let place = found.place().unwrap();
    assert_eq!((place.file(), place.line_column()), ("base.toml", (4, 10 + 33 * 5)));
    let apart = format!("{HEAD}body = [{}]\n", "{ text = \"致{{甲}}。\" },".repeat(40));
    refused(of(reader(), &apart, &list), "file-too-large", "甲");
    let beside = format!("{HEAD}body-file = \"b.txt\"\n");
    let file = "致{{甲}}。\n".repeat(40);
    let found = refused(of(reader().file("b.txt", file), &beside, &list), "file-too-large", "甲");
    assert_eq!(found.place().unwrap().file(), "b.txt");
    let body = format!("主送,body\n乙局,{}\n", "字".repeat(40_000));
    let found = refused(of(reader(), &format!("{HEAD}body = \"甲\"\n"), &body), "file-too-large", "body");
    assert_eq!(found.place().unwrap().file(), "list.csv");
}

#[test]
fn placeholders_of_a_row_are_counted() {
    let list = "主送,甲\n乙局,丙\n";
    let text = format!("{HEAD}body = \"{}\"\n", "{{甲}}".repeat(100_001));
    let batch = BatchReader::new(Document::reader());
    let batch = batch.read_bytes(("base.toml", text.as_bytes()), ("list.csv", list.as_bytes())).unwrap();
    refused(batch.document(1), "too-long", "100000");
}

/// Cells that are lines of their own stay words, however many there are.
#[test]
fn many_lines_that_would_be_headings_stay_words() {
    let base = json!({ "title": "关于甲的通知", "issuers": ["甲局"], "body": "{{甲}}\n\n".repeat(300) + "一、总则\n文。\n二、附则\n文。" });
    for format in ["text", "markdown"] {
        let mut base = base.clone();
        base["body-format"] = json!(format);
        let rows = [json!({ "甲": "一、某某公司" })];
        let document =
            BatchReader::new(Document::reader()).read_values(&base, rows).unwrap().document(1).unwrap();
        let rendered = ENGINE.render(&document).unwrap();
        let words = crate::support::words_on_pages(&rendered);
        assert_eq!(words.matches("一、某某公司").count(), 300, "{format}");
        assert!(!words.contains('\\'), "{format}");
    }
}

/// A Word file of these parts.
fn word(body: &str, chunk: Option<&str>) -> Vec<u8> {
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut part = |name: &str, text: &str| {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    };
    part("[Content_Types].xml", "<Types/>");
    part(
        "word/document.xml",
        &format!(
            "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:r=\"{OFFICE}\"><w:body>{body}</w:body></w:document>"
        ),
    );
    if let Some(chunk) = chunk {
        part("word/a.html", chunk);
        part(
            "word/_rels/document.xml.rels",
            &format!(
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"a\" Type=\"{OFFICE}/aFChunk\" Target=\"a.html\"/></Relationships>"
            ),
        );
    }
    zip.finish().unwrap().into_inner()
}

/// 3,000 times a page of 5,000 lines were 1 KB.
#[test]
fn lines_of_what_a_word_file_takes_in_are_counted_together() {
    let again = "<w:altChunk r:id=\"a\"/>";
    let page = format!("<html><body>{}</body></html>", "<p>字".repeat(5_000));
    refused(import::import("a.docx", word(&again.repeat(41), Some(&page))), "too-long", "200000");
    // In one page, and as cells that say nothing.
    let page = format!("<html><body>{}</body></html>", "<p>字".repeat(200_001));
    refused(import::import("a.docx", word(again, Some(&page))), "too-long", "200000");
    let page = format!("<html><body><table>{}</table></body></html>", "<tr><td>".repeat(100_001));
    refused(import::import("a.docx", word(again, Some(&page))), "too-long", "200000");
    let paragraph = "<w:p><w:r><w:t>字</w:t></w:r></w:p>";
    refused(import::import("a.docx", word(&paragraph.repeat(200_001), None)), "too-long", "200000");
    refused(import::import("a.txt", "字\n".repeat(200_001).into_bytes()), "too-long", "200000");
    assert!(import::import("a.docx", word(&again.repeat(2), Some("<html><body><p>字"))).is_ok());
}

/// Each element looked for its prefix among all that were declared: 20,000 and 100,000 elements took seconds.
#[test]
fn namespaces_of_a_word_file_are_counted_while_they_hold() {
    let declared = |count: usize| -> String {
        (0..count).map(|number| format!(" xmlns:n{number}=\"urn:{number}\"")).collect()
    };
    let paragraph = |count: usize| format!("<w:p{}><w:r><w:t>字</w:t></w:r></w:p>", declared(count));
    let read = |body: &str| import::import("a.docx", word(body, None));
    let failure = read(&paragraph(1_001)).err().unwrap();
    let found = &failure.diagnostics()[0];
    assert_eq!(found.code(), "not-a-word-file");
    assert!(found.message(Lang::Zh).contains("more than 1000 namespaces"), "{failure}");
    // Those of one element are forgotten with it.
    assert!(read(&paragraph(900).repeat(3)).is_ok());
}

/// Each of a line's findings had the whole line measured: of 1 MB, with a thousand findings, a minute.
#[test]
fn of_a_long_line_is_shown_what_stands_around_the_place() {
    let lines = |value: &str| format!("{HEAD}body = \"{}{value}\"", "字".repeat(15_000));
    let shown = |data: &str| {
        let project = Project::of(data, "");
        let failure = project.document().and_then(|document| ENGINE.render(&document)).expect_err("an error");
        let found = failure.diagnostics().iter().find(|found| found.place().is_some()).unwrap().clone();
        (found.render(MessageFormat::Human, Lang::En, false), found.place().unwrap().line_column())
    };
    // A character without a face, behind much, and before much.
    for behind in [0, 4_000] {
        let (text, (line, column)) = shown(&lines(&format!("甲\u{2A6D6}乙{}", "字".repeat(behind))));
        assert_eq!((line, column), (4, 15_000 + 10), "{text}");
        assert!(text.contains(&format!("data.toml:4:{column}\n")), "{text}");
        assert!(text.len() < 2_000, "{} bytes", text.len());
        let mut rows = text.lines().skip_while(|row| !row.contains('甲'));
        let (row, carets) = (rows.next().unwrap(), rows.next().unwrap());
        let before = &row[..row.find('\u{2A6D6}').unwrap()];
        assert_eq!(
            crate::support::columns(before),
            crate::support::columns(&carets[..carets.find('^').unwrap()]),
            "{text}"
        );
    }
    // What is meant may itself be long.
    let (text, _) = shown(&format!("{HEAD}body = \"甲\"\nurgency = \"{}\"\n", "急".repeat(50_000)));
    assert!(text.len() < 5_000, "{} bytes", text.len());
}

/// A file of `tests/fixtures/hostile`.
fn hostile(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/fixtures/hostile/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// Nine characters, each ten times the one before; a character of routines that each call another ten times.
#[test]
fn a_font_that_comes_with_data_has_no_characters_without_end() {
    for name in ["font-composite.ttf", "font-routines.otf"] {
        let data = format!("{HEAD}body = \"国。\"\nfonts = {{ fangsong = \"{name}\" }}\n");
        let document = Document::reader().file(name, hostile(name)).read_toml("data.toml", &data).unwrap();
        let found = refused(ENGINE.render(&document), "font-broken", name);
        assert_eq!(found.place().unwrap().line_column().0, 5);
        assert!(found.message(Lang::En).contains("too many parts"), "{}", found.message(Lang::En));
    }
    // The faces of the default set, of points and of routines, are none of these.
    let fonts = format!("{}/fonts", env!("CARGO_MANIFEST_DIR"));
    let mut tried = 0;
    for file in std::fs::read_dir(fonts).unwrap() {
        let file = file.unwrap().path();
        let name = file.file_name().unwrap().to_str().unwrap().to_owned();
        if ![".ttf", ".otf"].iter().any(|ending| name.ends_with(ending)) {
            continue;
        }
        let data = format!("{HEAD}body = \"国。\"\nfonts = {{ latin = \"{name}\" }}\n");
        let reader = Document::reader().file(&name, std::fs::read(&file).unwrap());
        let told = match ENGINE.render(&reader.read_toml("data.toml", &data).unwrap()) {
            Ok(rendered) => format!("{:?}", rendered.diagnostics()),
            Err(failure) => failure.to_string(),
        };
        assert!(!told.contains("font-broken"), "{name}: {told}");
        tried += 1;
    }
    assert!(tried > 3, "{tried}");
}

/// A mask of 5,000 drawings was drawn again for each of 5,000 fills: 35 seconds.
#[test]
fn a_mask_counts_for_each_thing_that_is_painted_through_it() {
    let failure = crate::host::with_picture("m.pdf", hostile("pdf-mask-fills.pdf")).unwrap_err();
    let found = &failure.diagnostics()[0];
    assert_eq!(found.code(), "pdf-too-large", "{failure}");
    assert!(found.message(Lang::En).contains("drawing instructions"), "{failure}");
}
