//! One document, many recipients: a base and a list make a document a row.
//!
//! `list.rs` reads the list, `path.rs` finds what a column replaces, `fill.rs` finds placeholders, `filled.rs` puts
//! cells into them, `names.rs` names the files before one is written; `made.rs` makes one, `run.rs` all of them on all
//! cores, `register.rs` remembers what was made, `merge.rs` puts them together for the printer.

mod columns;
mod delimited;
mod fill;
mod filled;
pub(crate) mod findings;
mod header;
mod list;
mod made;
mod merge;
mod names;
mod path;
mod register;
mod run;
mod sheet;

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;
use std::sync::Arc;

use serde::Serialize;

use crate::batch::findings::ListFinding;
use crate::braces;
use crate::diagnostic::{Diagnostic, Failure, Severity, Sink, guarded};
use crate::document::Document;
use crate::reader::DocumentReader;
use crate::source::{
    FileFinding, Files, InputFormat, OwnFile, ReadFrom, Table, as_json, canonical, from_serde,
};
use columns::{Columns, Row, files_of};
use header::Header;
use list::List;
pub use made::MadeRow;
pub use merge::Merger;
use names::Pattern;
use path::KeyPath;
pub use register::unfinished_batch;
pub use run::{BatchRun, BatchSummary, Existing, RowMade, RowStatus};

/// How a file is named when nobody says otherwise: always another name, sorted as the list is.
const USUAL_NAME: &str = "{row}-{stem}.pdf";

/// Reads batches: how the base is read, where the list is, how files are named.
///
/// ```
/// # use gongwen::{Document, batch::BatchReader};
/// # use serde_json::json;
/// let base = json!({
///     "title": "关于{{项目}}的通知", "issuers": ["甲局"], "body": "请按期完成{{项目}}。",
/// });
/// let rows = [json!({"主送": "乙局", "项目": "检修"}), json!({"主送": "丙局", "项目": "绿化"})];
/// let batch = BatchReader::new(Document::reader()).read_values(&base, rows)?;
/// let titles: Vec<String> =
///     batch.documents().map(|(_, document)| Ok(document?.title())).collect::<Result<_, gongwen::Failure>>()?;
/// assert_eq!(titles, ["关于检修的通知", "关于绿化的通知"]);
/// # Ok::<(), gongwen::Failure>(())
/// ```
#[derive(Debug, Clone)]
pub struct BatchReader {
    reader: DocumentReader,
    sheet: Option<String>,
    header_row: Option<usize>,
    name: String,
    ignore_columns: bool,
}

impl BatchReader {
    /// Reads a base as this reader reads a document, and a list.
    #[must_use]
    pub fn new(reader: DocumentReader) -> BatchReader {
        let name = USUAL_NAME.to_owned();
        BatchReader { reader, sheet: None, header_row: None, name, ignore_columns: false }
    }

    /// The sheet of a workbook; by default the first that is not hidden.
    #[must_use]
    pub fn sheet(mut self, name: impl Into<String>) -> Self {
        self.sheet = Some(name.into());
        self
    }

    /// The row that names the columns, where titles stand above it: a sheet's row, a text's line, from 1.
    /// By default it is the first, or the first with a key below shorter rows without one.
    #[must_use]
    pub fn header_row(mut self, row: usize) -> Self {
        self.header_row = Some(row);
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

    /// Whether columns that are no key and fill no placeholder are left aside, and told in
    /// [`Batch::diagnostics`]; otherwise they are an error.
    #[must_use]
    pub fn ignore_columns(mut self, ignore: bool) -> Self {
        self.ignore_columns = ignore;
        self
    }

    /// Reads a base and a list: `.csv`, `.tsv` (at most 64 MiB), `.xlsx` (20 MiB) or `.jsonl`, of at most
    /// 100,000 rows.
    ///
    /// # Errors
    /// Every problem of the base as a file, of the list and of its columns. What is wrong with a single
    /// row is told when its [`document`](Batch::document) is asked for.
    pub fn read_paths(&self, base: impl AsRef<Path>, list: impl AsRef<Path>) -> Result<Batch, Failure> {
        let list = list.as_ref();
        if self.sheet.is_some() && list::is_text(list) {
            return Err(ListFinding::NoSheets { path: list.display().to_string() }.into());
        }
        let (table, files) = self.reader.read_table(base.as_ref())?;
        let mut placeholders = fill::names(&table);
        for (file, source) in files_of(&table, &files) {
            fill::names_in(source.text(), file.reading, None, &mut placeholders);
        }
        let known = |name: &str| KeyPath::read(name).is_ok() || placeholders.contains_key(name);
        let header = Header { asked: self.header_row, known: &known };
        let list = List::read(list, self.reader.said_encoding(), self.sheet.as_deref(), &header);
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
        guarded(|| {
            let mut sink = Sink::default();
            let base = from_serde(base, &mut sink);
            let rows: Vec<Table> = rows.into_iter().filter_map(|row| from_serde(&row, &mut sink)).collect();
            let Some(base) = base.filter(|_| !sink.has_errors()) else {
                return Err(sink.into());
            };
            self.batch(base, self.reader.files(None), List::values(rows))
        })
    }

    fn batch(
        &self,
        base: Table,
        files: Files,
        list: Result<List, Vec<Diagnostic>>,
    ) -> Result<Batch, Failure> {
        let list = list.map_err(Failure::from)?;
        let base = self.reader.with_house_layout(base);
        let mut sink = Sink::default();
        let pattern = Pattern::read(&self.name, &list, &mut sink);
        let mut columns = Columns::read(&base, &files, &list, pattern.as_ref(), &mut sink);
        if columns.has_unknown() && columns.rows_bring_texts(&base) {
            for row in 1..=list.len() {
                let row = Row::of(&list, row);
                let table = columns.data(&base, &row, &mut Sink::default());
                let mut placeholders = BTreeMap::new();
                for (file, source) in files_of(&table, &files) {
                    fill::names_in(source.text(), file.reading, None, &mut placeholders);
                }
                columns.know(&placeholders, &list);
                if !columns.has_unknown() {
                    break;
                }
            }
        }
        let (errors, noticed): (Vec<_>, Vec<_>) = columns
            .tell_unknown(&base, &files, &list, self.ignore_columns)
            .into_iter()
            .partition(|found| found.severity() == Severity::Error);
        errors.into_iter().for_each(|found| sink.push(found));
        let noticed: Vec<Diagnostic> = list.noticed.iter().cloned().chain(noticed).collect();
        let Some(pattern) = pattern.filter(|_| !sink.has_errors()) else {
            // Which row was taken for the header tells why a column is not known.
            list.noticed.into_iter().for_each(|found| sink.push(found));
            return Err(sink.into());
        };
        Ok(Batch { reader: self.reader.clone(), base, files, list, columns, pattern, noticed })
    }
}

/// A base and a list, read: a document a row, made when it is asked for. `Send + Sync`.
pub struct Batch {
    reader: DocumentReader,
    base: Table,
    files: Files,
    list: List,
    columns: Columns,
    pattern: Pattern,
    noticed: Vec<Diagnostic>,
}

impl fmt::Debug for Batch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Batch")
            .field("rows", &self.len())
            .field("noticed", &self.noticed)
            .finish_non_exhaustive()
    }
}

impl Batch {
    /// How many rows, and so documents, there are.
    #[must_use]
    #[allow(clippy::len_without_is_empty, reason = "a list without rows is refused")]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// What was noticed about the list as a whole. What is noticed about a row is in its document's
    /// [`diagnostics`](Document::diagnostics).
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.noticed
    }

    /// The document of a row, counted from 1.
    ///
    /// # Errors
    /// Every problem of this document, with its row, at its place in the list or in the base. There is no
    /// document for a row beyond the last.
    pub fn document(&self, row: usize) -> Result<Document, Failure> {
        if !(1..=self.len()).contains(&row) {
            return Err(ListFinding::NoSuchRow { row, rows: self.len() }.into());
        }
        guarded(|| self.document_of(row))
    }

    fn document_of(&self, row: usize) -> Result<Document, Failure> {
        let (table, files, of_cells) = self.filled(row)?;
        // What the row's PDF carries: its own data, in which the house's layout is already.
        let origin = ReadFrom {
            data: OwnFile::new("data.json", canonical(&as_json(&table)).as_bytes()),
            format: InputFormat::Json,
            encoding: self.reader.said_encoding(),
            layout: None,
        };
        let told = |diagnostics| Failure::from(of_row(row, diagnostics));
        let mut document = self
            .reader
            .finish(Some(table), files, Sink::default())
            .map_err(|failure| told(failure.into_diagnostics()))?;
        let cells = Row::of(&self.list, row);
        let left = braces::look(&document, &|written| cells.says(written), &self.columns.names(&self.list));
        let noticed: Vec<Diagnostic> =
            of_cells.into_iter().chain(document.noticed.iter().cloned()).chain(left).collect();
        if noticed.iter().any(|found| found.severity() == Severity::Error) {
            return Err(told(noticed));
        }
        document.noticed = of_row(row, noticed);
        document.origin = Some(Arc::new(origin));
        Ok(document)
    }

    /// Every row, from 1, with its document or what is wrong with it. One document at a time is in memory.
    pub fn documents(&self) -> impl Iterator<Item = (usize, Result<Document, Failure>)> {
        (1..=self.len()).map(|row| (row, self.document(row)))
    }

    /// The data of a row: the base with the row's cells in their places.
    fn data(&self, row: usize) -> Result<Table, Failure> {
        let mut sink = Sink::default();
        let table = self.columns.data(&self.base, &Row::of(&self.list, row), &mut sink);
        if sink.has_errors() {
            return Err(Failure::from(of_row(row, sink.into_sorted())));
        }
        Ok(table)
    }

    /// The data of a row with the files it names, in which the row's cells are too, and what was noticed.
    fn filled(&self, row: usize) -> Result<(Table, Files, Vec<Diagnostic>), Failure> {
        let mut sink = Sink::default();
        let cells = Row::of(&self.list, row);
        let table = self.columns.data(&self.base, &cells, &mut sink);
        let mut files = self.files.afresh();
        for (file, source) in files_of(&table, &self.files) {
            if let Some(filled) = self.columns.fill_file(&source, &file, &cells, &mut sink) {
                files.put(&file.named, filled);
            }
        }
        if sink.has_errors() {
            return Err(Failure::from(of_row(row, sink.into_sorted())));
        }
        Ok((table, files, sink.into_sorted()))
    }
}

/// Findings as those of a row.
fn of_row(row: usize, found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let of_row = |finding: Diagnostic| {
        if crate::press::fonts::is_of_the_machine(&finding) { finding } else { finding.of_row(row) }
    };
    found.into_iter().map(of_row).collect()
}

/// A problem of the machine's: a folder, a disk.
fn not_written(path: &Path, error: &std::io::Error) -> Diagnostic {
    Diagnostic::new(FileFinding::not_written(path, error))
}
