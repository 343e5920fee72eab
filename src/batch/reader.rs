//! Batches in: a base and a list from files, from memory or from any serde values.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;

use super::Batch;
use super::columns::{Columns, Row, files_of};
use super::fill;
use super::header::Header;
use super::list::{Bytes, Form, List};
use super::names::Pattern;
use super::path::KeyPath;
use crate::batch::findings::ListFinding;
use crate::diagnostic::{Diagnostic, Failure, Severity, Sink, guarded};
use crate::reader::DocumentReader;
use crate::source::{FileFinding, Files, Table, from_serde, read_limited, take_limited};

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
        let (base, list) = (base.as_ref(), list.as_ref());
        let name = list.display().to_string();
        guarded(|| {
            self.in_sheets(&name)?;
            if Form::of(&name).is_none() && !list.exists() {
                return Err(FileFinding::MissingFile { path: name.clone() }.of_caller().into());
            }
            let (table, files) = self.reader.read_table(base)?;
            self.listed(table, files, &name, &|limit| read_limited(list, &name, limit))
        })
    }

    /// Reads a base and a list that are no files, as [`read_paths`](Self::read_paths) does: each a name, whose ending says
    /// what it is written in and which stands in messages, and its bytes. As of
    /// [streams](DocumentReader::read_stream), Typst fragments are refused unless the reader was told otherwise.
    ///
    /// ```
    /// use gongwen::{Document, batch::BatchReader};
    ///
    /// let base = "title = \"关于{{项目}}的通知\"\nissuers = [\"甲局\"]\nbody = \"请按期完成{{项目}}。\"";
    /// let list = "主送,项目\n乙局,检修\n丙局,绿化\n"; // of a request, a database
    /// let reader = BatchReader::new(Document::reader());
    /// let batch = reader.read_bytes(("base.toml", base.as_bytes()), ("list.csv", list.as_bytes()))?;
    /// assert_eq!(batch.document(2)?.title(), "关于绿化的通知");
    /// # Ok::<(), gongwen::Failure>(())
    /// ```
    ///
    /// # Errors
    /// As [`read_paths`](Self::read_paths).
    pub fn read_bytes(&self, base: (&str, &[u8]), list: (&str, &[u8])) -> Result<Batch, Failure> {
        let ((base_name, base), (name, list)) = (base, list);
        guarded(|| {
            self.in_sheets(name)?;
            let (table, files) = self.reader.read_table_bytes(base_name, base)?;
            self.listed(table, files, name, &|limit| take_limited(list, name, limit))
        })
    }

    /// A sheet is asked for only where there are some.
    fn in_sheets(&self, list: &str) -> Result<(), Failure> {
        if self.sheet.is_some() && Form::of(list).is_some_and(|form| form != Form::Workbook) {
            return Err(ListFinding::NoSheets { path: list.to_owned() }.into());
        }
        Ok(())
    }

    fn listed(&self, table: Table, files: Files, list: &str, bytes: Bytes<'_>) -> Result<Batch, Failure> {
        let mut placeholders = fill::names(&table);
        for (file, source) in files_of(&table, &files) {
            fill::names_in(source.text(), file.reading, None, &mut placeholders);
        }
        let known = |name: &str| KeyPath::read(name).is_ok() || placeholders.contains_key(name);
        let header = Header { asked: self.header_row, known: &known };
        let (encoding, sheet) = (self.reader.said_encoding(), self.sheet.as_deref());
        let list = List::read(list, bytes, encoding, sheet, &header);
        files.look()?;
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
                files.look()?;
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
