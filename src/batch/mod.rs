//! One document, many recipients: a base and a list make a document a row.
//!
//! `reader.rs` reads base and list, `list.rs` the list, `path.rs` finds what a column replaces, `fill.rs` finds placeholders, `filled.rs` puts
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
mod reader;
mod register;
mod run;
mod sheet;

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use crate::batch::findings::ListFinding;
use crate::braces;
use crate::diagnostic::{Diagnostic, Failure, Severity, Sink, guarded};
use crate::document::Document;
use crate::reader::DocumentReader;
use crate::source::{FileFinding, Files, InputFormat, OwnFile, ReadFrom, Table, as_json, canonical};
use columns::{Columns, Row, files_of};
use list::List;
pub use made::MadeRow;
pub use merge::Merger;
use names::Pattern;
pub use reader::BatchReader;
pub use register::unfinished_batch;
pub use run::{BatchRun, BatchSummary, Existing, RowMade, RowStatus};

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
