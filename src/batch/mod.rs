//! One document, many recipients: a base and a list make a document a row.
//!
//! `list.rs` reads the list, `path.rs` finds what a column replaces, `fill.rs` puts cells into
//! placeholders, `names.rs` names the files before one is written; `run.rs` makes them on all cores,
//! `register.rs` remembers what was made, `merge.rs` puts them together for the printer.

mod columns;
mod delimited;
mod fill;
mod list;
mod merge;
mod names;
mod path;
mod register;
mod run;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Serialize;

use crate::diagnostic::{Diagnostic, Place, Problem, Sink};
use crate::document::{BODY, BODY_FILE, BODY_FORMAT, Document, Key};
use crate::read::{DocumentReader, Failure};
use crate::source::{
    Entry, Files, InputFormat, Node, OwnFile, ReadFrom, Table, Value, as_json, canonical, from_serde,
};
use columns::{Columns, said};
use list::List;
use names::Pattern;
pub use run::{BatchRun, BatchSummary, Existing, RowMade, RowStatus};

/// How a file is named when nobody says otherwise: always another name, sorted as the list is.
const USUAL_NAME: &str = "{row}-{stem}.pdf";

/// Reads batches: how the base is read, where the list is, how files are named.
///
/// ```
/// # use gongwen::Document;
/// # use serde_json::json;
/// let base = json!({
///     "title": "关于{{项目}}的通知", "issuers": ["甲局"], "body": "请按期完成{{项目}}。",
/// });
/// let rows = [json!({"主送": "乙局", "项目": "检修"}), json!({"主送": "丙局", "项目": "绿化"})];
/// let batch = Document::reader().batch().read_values(&base, rows)?;
/// let titles: Vec<String> =
///     batch.documents().map(|(_, document)| Ok(document?.title())).collect::<Result<_, gongwen::Failure>>()?;
/// assert_eq!(titles, ["关于检修的通知", "关于绿化的通知"]);
/// # Ok::<(), gongwen::Failure>(())
/// ```
#[derive(Debug, Clone)]
pub struct BatchReader {
    reader: DocumentReader,
    sheet: Option<String>,
    name: String,
}

impl DocumentReader {
    /// Goes on to read a batch: the base as this reader reads a document, and a list.
    #[must_use]
    pub fn batch(self) -> BatchReader {
        BatchReader { reader: self, sheet: None, name: USUAL_NAME.to_owned() }
    }
}

impl BatchReader {
    /// The sheet of a workbook; by default its first.
    #[must_use]
    pub fn sheet(mut self, name: impl Into<String>) -> Self {
        self.sheet = Some(name.into());
        self
    }

    /// How files are named: `{recipients}`, `{主送}`, `{layout.digits}` is the value under a key, `{姓名}` a
    /// column's cell, `{row}` the row's number (`{row:4}` with at least four digits), `{stem}` the number
    /// and title. By default `{row}-{stem}.pdf`.
    #[must_use]
    pub fn file_names(mut self, pattern: impl Into<String>) -> Self {
        self.name = pattern.into();
        self
    }

    /// Reads a base and a list: `.csv`, `.tsv` (at most 64 MiB), `.xlsx` (20 MiB) or `.jsonl`, of at most
    /// 100,000 rows.
    ///
    /// # Errors
    /// Every problem of the base as a file, of the list and of its columns. What is wrong with a single
    /// row is told when its [`document`](Batch::document) is asked for.
    pub fn read_paths(&self, base: impl AsRef<Path>, list: impl AsRef<Path>) -> Result<Batch, Failure> {
        let (table, files) = self.reader.read_table(base.as_ref())?;
        let list = List::read(list.as_ref(), self.reader.said_encoding(), self.sheet.as_deref());
        self.batch(table, files, list)
    }

    /// Takes base and rows from memory: any serde values.
    ///
    /// # Errors
    /// Every problem of the base as a value and of the rows' keys.
    pub fn read_values<B, R>(&self, base: &B, rows: impl IntoIterator<Item = R>) -> Result<Batch, Failure>
    where
        B: Serialize + ?Sized,
        R: Serialize,
    {
        let mut sink = Sink::default();
        let base = from_serde(base, &mut sink);
        let rows: Vec<Table> = rows.into_iter().filter_map(|row| from_serde(&row, &mut sink)).collect();
        let Some(base) = base.filter(|_| !sink.has_errors()) else {
            return Err(Failure { diagnostics: sink.into_sorted() });
        };
        self.batch(base, self.reader.files(None), List::values(rows))
    }

    fn batch(
        &self,
        base: Table,
        files: Files,
        list: Result<List, Vec<Diagnostic>>,
    ) -> Result<Batch, Failure> {
        let list = list.map_err(|diagnostics| Failure { diagnostics })?;
        let mut base = self.reader.with_house_layout(base);
        let mut sink = Sink::default();
        let said_formats = take_bodies(&mut base, &files);
        let pattern = Pattern::read(&self.name, &list, &mut sink);
        let columns = Columns::read(&base, &list, pattern.as_ref(), &mut sink);
        let Some(pattern) = pattern.filter(|_| !sink.has_errors()) else {
            return Err(Failure { diagnostics: sink.into_sorted() });
        };
        Ok(Batch { reader: self.reader.clone(), base, files, list, columns, said_formats, pattern })
    }
}

/// A base and a list, read: a document a row, made when it is asked for. `Send + Sync`.
pub struct Batch {
    reader: DocumentReader,
    base: Table,
    files: Files,
    list: List,
    columns: Columns,
    /// Whether some `body-format` was written here, because a file's ending said it.
    said_formats: bool,
    pattern: Pattern,
}

impl Batch {
    /// How many rows, and so documents, there are.
    #[must_use]
    #[allow(clippy::len_without_is_empty, reason = "a list without rows is refused")]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// The document of a row, counted from 1.
    ///
    /// # Errors
    /// Every problem of this document, with its row, at its place in the list or in the base. There is no
    /// document for a row beyond the last.
    pub fn document(&self, row: usize) -> Result<Document, Failure> {
        let table = self.data(row)?;
        // What the row's PDF carries: its own data, in which the house's layout is already.
        let origin = ReadFrom {
            data: OwnFile::new("data.json", canonical(&as_json(&table)).as_bytes()),
            format: InputFormat::Json,
            encoding: self.reader.said_encoding(),
            layout: None,
        };
        match self.reader.finish(Some(table), self.files.afresh(), Sink::default()) {
            Ok(document) => {
                let noticed = self.of_row(row, document.noticed.clone());
                Ok(Document { noticed, origin: Some(Arc::new(origin)), ..document })
            }
            Err(failure) => Err(Failure { diagnostics: self.of_row(row, failure.diagnostics) }),
        }
    }

    /// Every row, from 1, with its document or what is wrong with it. One document at a time is in memory.
    pub fn documents(&self) -> impl Iterator<Item = (usize, Result<Document, Failure>)> {
        (1..=self.len()).map(|row| (row, self.document(row)))
    }

    /// The data of a row: the base with the row's cells in their places.
    fn data(&self, row: usize) -> Result<Table, Failure> {
        let (cells, place) = self.list.row(row.wrapping_sub(1));
        let mut sink = Sink::default();
        let mut table = self.base.clone();
        let cell = |column: usize| cells.get(column).and_then(Option::as_ref);
        self.columns.fill(&mut table, &cell, place.as_ref(), &mut sink);
        self.columns.replace(&mut table, &cell, self.said_formats, &mut sink);
        if sink.has_errors() {
            return Err(Failure { diagnostics: self.of_row(row, sink.into_sorted()) });
        }
        Ok(table)
    }

    /// Findings as those of a row; one about a character that came from a cell is put there.
    fn of_row(&self, row: usize, found: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let mut cells = None;
        let mut of_row = |finding: Diagnostic| {
            if finding.is_of_the_machine() {
                return finding;
            }
            let stray = finding
                .character()
                .filter(|c| finding.place().is_none_or(|place: &Place| !place.text().contains(*c)));
            let Some(character) = stray else { return finding.of_row(row) };
            let (cells, _) = cells.get_or_insert_with(|| self.list.row(row.wrapping_sub(1)));
            let cell = cells.iter().flatten().find(|cell| said(cell).contains(character));
            match cell.and_then(|cell| cell.place.as_ref()) {
                Some(place) => finding.at(place.find_char(character)).of_row(row),
                None => finding.of_row(row),
            }
        };
        found.into_iter().map(&mut of_row).collect()
    }
}

/// Texts in files that have placeholders, put into the base: a file is read once, and filled for each row.
/// Whether a `body-format` was added, because the file's ending said it.
fn take_bodies(base: &mut Table, files: &Files) -> bool {
    let mut added = take_body(base, files);
    for entry in &mut base.entries {
        match &mut entry.node.value {
            Value::Array(items) => {
                for item in items {
                    if let Value::Table(table) = &mut item.value {
                        added |= take_body(table, files);
                    }
                }
            }
            Value::Table(table) => added |= take_body(table, files),
            _ => {}
        }
    }
    added
}

fn take_body(table: &mut Table, files: &Files) -> bool {
    let at = |table: &Table, key: Key| {
        table.entries.iter().position(|entry| entry.key == key.name || entry.key == key.alias)
    };
    let Some(index) = at(table, BODY_FILE).filter(|_| at(table, BODY).is_none()) else { return false };
    let Value::String(named) = &table.entries[index].node.value else { return false };
    let ending = PathBuf::from(named.trim()).extension().map(|ending| ending.to_ascii_lowercase());
    let format = match ending.as_ref().and_then(|ending| ending.to_str()) {
        // A program's braces are its own.
        Some("typ") => return false,
        Some("md" | "markdown") => Some("markdown"),
        _ => None,
    };
    // What is wrong with the file is told with every other problem of the document.
    let Ok(text) = files.read_text(named.trim()) else { return false };
    let source = crate::source::SourceText::new(named.trim(), text);
    let place = Place::new(&source, 0..source.text().len());
    let node = Node { value: Value::String(source.text().to_owned()), place: Some(place) };
    let new =
        Table { entries: vec![Entry { key: BODY.name.to_owned(), key_place: None, node }], place: None };
    if fill::names(&new).is_empty() {
        return false;
    }
    let Some(entry) = new.entries.into_iter().next() else { return false };
    table.entries[index] = entry;
    let add = format.filter(|_| at(table, BODY_FORMAT).is_none());
    if let Some(format) = add {
        let node = Node { value: Value::String(format.to_owned()), place: None };
        table.entries.push(Entry { key: BODY_FORMAT.name.to_owned(), key_place: None, node });
    }
    add.is_some()
}

/// A problem of the machine's: a folder, a disk.
fn not_written(path: &Path, error: &std::io::Error) -> Diagnostic {
    Diagnostic::new(Problem::WriteFailed { path: path.display().to_string(), reason: error.to_string() })
}
