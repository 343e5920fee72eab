//! The list: one row a document, read from CSV, a sheet of a workbook, JSON Lines or values in memory.
//!
//! A row is taken apart when it is asked for, so a list of 100,000 rows holds its text and no more; each
//! row is a source of its own, whose lines are counted as in the file.

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use super::delimited::{self, Record};
use super::header::{Header, LOOKED_AT};
use super::sheet;
use super::sheet::LostCells;
use crate::batch::findings::{ColumnFinding, ListFinding};
use crate::diagnostic::{Diagnostic, Place, Problem, Sink};
use crate::source::{
    BYTE_ORDER_MARK, Encoding, FileFinding, InputFormat, Node, SourceText, Table, Value, decode_marked,
};
use crate::workbook::{Lost, WorkbookFinding, spoiled};

/// The largest list of text that is read, in bytes.
pub(super) const LIMIT_LIST_BYTES: u64 = 64 * 1024 * 1024;
/// The most documents of a batch.
const LIMIT_ROWS: usize = 100_000;
/// The most columns of a list.
pub(super) const LIMIT_COLUMNS: usize = 500;

/// What a list gives: named columns, and for each row a cell or nothing.
pub(crate) struct List {
    name: String,
    pub columns: Vec<Column>,
    rows: Rows,
    /// The bytes before its text: a byte order mark.
    mark: usize,
    /// Cells of a workbook that hold something and say nothing.
    lost: LostCells,
    /// What was noticed about it as a whole.
    pub noticed: Vec<Diagnostic>,
}

/// A column by what its header says.
#[derive(Debug, Clone)]
pub(crate) struct Column {
    pub name: String,
    pub place: Option<Place>,
}

/// A row's cells by column; a blank one is none.
pub(crate) type Cells = Vec<Option<Node>>;

enum Rows {
    /// Where each row starts: its byte and its line.
    Delimited {
        text: String,
        separator: char,
        at: Vec<(usize, usize)>,
    },
    /// The row's number in the sheet, and what its cells show.
    Sheet(Vec<(usize, Vec<String>)>),
    /// The line of each row, and its number.
    Lines {
        text: String,
        at: Vec<(usize, usize)>,
    },
    Values(Vec<Table>),
}

/// What a list is written in, by its ending.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Delimited,
    Lines,
    Workbook,
}

impl Form {
    pub(super) fn of(name: &str) -> Option<Form> {
        let ending = Path::new(name).extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
        match ending.as_str() {
            "csv" | "tsv" | "txt" => Some(Form::Delimited),
            "jsonl" | "ndjson" => Some(Form::Lines),
            // What is no workbook under one of these names is told by its bytes.
            "xlsx" | "xlsm" | "xltx" | "xls" | "et" | "ett" | "xlsb" | "ods" => Some(Form::Workbook),
            _ => None,
        }
    }
}

/// Where a list's bytes come from, at most so many of them.
pub(super) type Bytes<'b> = &'b dyn Fn(u64) -> Result<Vec<u8>, FileFinding>;

impl List {
    /// Reads a list in the form that its name's ending names.
    pub(crate) fn read(
        name: &str,
        bytes: Bytes<'_>,
        encoding: Option<Encoding>,
        sheet: Option<&str>,
        header: &Header<'_>,
    ) -> Result<List, Vec<Diagnostic>> {
        let unread = |problem: FileFinding| vec![Diagnostic::new(problem.of_caller())];
        let told = |problem: Box<dyn Problem>| vec![Diagnostic::new(problem)];
        let form =
            Form::of(name).ok_or_else(|| told(ListFinding::ListEnding { path: name.to_owned() }.into()));
        match form? {
            Form::Workbook => {
                let bytes = bytes(crate::workbook::LIMIT_BYTES).map_err(unread)?;
                let rows = sheet::read(&bytes, name, sheet, header).map_err(told)?;
                List::sheet(name.to_owned(), rows, header)
            }
            Form::Lines if header.asked.is_some() => Err(told(ListFinding::NoHeader.into())),
            form => {
                let bytes = bytes(LIMIT_LIST_BYTES).map_err(unread)?;
                let text = decode_marked(bytes, name, encoding).map_err(unread)?;
                let (text, mark) = match text.strip_prefix(BYTE_ORDER_MARK) {
                    Some(rest) => (rest.to_owned(), BYTE_ORDER_MARK.len()),
                    None => (text, 0),
                };
                match form {
                    Form::Lines => List::lines(name.to_owned(), text, mark),
                    _ => List::delimited(name.to_owned(), text, mark, header),
                }
            }
        }
    }

    fn delimited(
        name: String,
        text: String,
        mark: usize,
        wanted: &Header<'_>,
    ) -> Result<List, Vec<Diagnostic>> {
        let separator = delimited::separator(&text);
        let mut header: Option<Vec<Column>> = None;
        let mut sink = Sink::default();
        let mut at = Vec::new();
        let (top, above) = header_line(&text, separator, wanted);
        let (mut start, mut line) = (0, 1);
        while start < text.len() {
            let record = match delimited::record(&text, start, separator) {
                Ok(record) => record,
                Err(quote) => {
                    let begin = text[..quote].rfind('\n').map_or(0, |end| end + 1);
                    let shown = text[begin..].lines().next().unwrap_or_default();
                    let lines = text[start..quote].matches('\n').count();
                    let source = SourceText::part(&name, shown, (line + lines, mark + begin));
                    let place = Place::new(&source, quote - begin..quote - begin + 1);
                    sink.push(Diagnostic::new(ListFinding::OpenQuote).at(place));
                    break;
                }
            };
            let end = record.end;
            let raw = &text[start..end];
            if line >= top && record.cells.iter().any(|(said, _)| !said.trim().is_empty()) {
                let source =
                    SourceText::part(&name, raw.trim_end_matches(['\r', '\n']), (line, mark + start));
                match &header {
                    None if wanted.asked.is_some_and(|asked| asked != line) => break,
                    None => {
                        if !above.is_empty() {
                            let found = ListFinding::HeaderFound { row: line, above: above.clone() };
                            sink.push(Diagnostic::new(found).at(Place::new(&source, 0..source.text().len())));
                        }
                        if let [(said, _)] = &record.cells[..]
                            && let Some(mark) = wanted.foreign_mark(said)
                        {
                            let place = Place::new(&source, 0..source.text().len()).find_char(mark);
                            sink.push(Diagnostic::new(ColumnFinding::ForeignMark { mark }).at(place));
                            break;
                        }
                        // What each of them is meant for takes long to say of a hundred thousand.
                        if record.cells.len() > LIMIT_COLUMNS {
                            sink.push(too_long(("列", "columns"), LIMIT_COLUMNS));
                            break;
                        }
                        header = Some(columns(&record, &source, wanted));
                    }
                    Some(columns) => {
                        check(&record, columns, &source, true, &mut sink);
                        tell_spoiled(&record, columns, &source, &mut sink);
                        if let Some(said) = sheet::adds_up(record.cells.iter().map(|(said, _)| said.as_str()))
                        {
                            let place = Place::new(&source, 0..source.text().len());
                            sink.push(
                                Diagnostic::new(ListFinding::Total { said: said.to_owned() }).at(place),
                            );
                        }
                        at.push((start, line));
                    }
                }
            }
            line += raw.matches('\n').count();
            start = end;
        }
        if let (Some(row), None, false) = (wanted.asked, &header, sink.has_errors()) {
            sink.push(Diagnostic::new(ListFinding::NoHeaderRow { path: name.clone(), row }));
        }
        let rows = at.len();
        let list = List::new(name, header.unwrap_or_default(), Rows::Delimited { text, separator, at });
        List { mark, ..list }.checked(rows, sink)
    }

    fn sheet(name: String, read: sheet::Rows, wanted: &Header<'_>) -> Result<List, Vec<Diagnostic>> {
        let sheet::Rows { header, rows, lost, noticed } = read;
        let mut sink = Sink::default();
        let place = |number: usize| {
            let known = header.iter().chain(&rows).find(|(known, _)| *known == number)?;
            let (source, _) = as_text(&name, number, &known.1);
            Some(Place::new(&source, 0..source.text().len()))
        };
        for (number, problem) in noticed {
            sink.push(Diagnostic::new(problem).at(number.and_then(place)));
        }
        let columns = header.as_ref().map(|(number, row)| {
            let (source, record) = as_text(&name, *number, row);
            columns(&record, &source, wanted)
        });
        let columns = columns.unwrap_or_default();
        for (number, row) in &rows {
            let (source, record) = as_text(&name, *number, row);
            check(&record, &columns, &source, false, &mut sink);
        }
        let count = rows.len();
        List { lost, ..List::new(name, columns, Rows::Sheet(rows)) }.checked(count, sink)
    }

    fn new(name: String, columns: Vec<Column>, rows: Rows) -> List {
        List { name, columns, rows, mark: 0, lost: LostCells::new(), noticed: Vec::new() }
    }

    fn lines(name: String, text: String, mark: usize) -> Result<List, Vec<Diagnostic>> {
        let mut sink = Sink::default();
        let mut columns = Columns::default();
        let mut at = Vec::new();
        let mut start = 0;
        for (index, line) in text.split('\n').enumerate() {
            if !line.trim().is_empty() {
                at.push((start, index + 1));
                if let Some(table) = object(&name, line, (index + 1, mark + start), &mut sink) {
                    columns.gather(&table);
                }
            }
            start += line.len() + 1;
        }
        let rows = at.len();
        let list = List::new(name, columns.found, Rows::Lines { text, at });
        List { mark, ..list }.checked(rows, sink)
    }

    /// Rows that a program has in memory.
    pub(crate) fn values(rows: Vec<Table>) -> Result<List, Vec<Diagnostic>> {
        let mut columns = Columns::default();
        rows.iter().for_each(|row| columns.gather(row));
        let count = rows.len();
        List::new("list".to_owned(), columns.found, Rows::Values(rows)).checked(count, Sink::default())
    }

    fn checked(mut self, rows: usize, mut sink: Sink) -> Result<List, Vec<Diagnostic>> {
        if rows > LIMIT_ROWS {
            sink.push(too_long(("行", "rows"), LIMIT_ROWS));
        }
        if self.columns.len() > LIMIT_COLUMNS {
            sink.push(too_long(("列", "columns"), LIMIT_COLUMNS));
        }
        if rows == 0 && !sink.has_errors() {
            sink.push(Diagnostic::new(ListFinding::NoRows { path: self.name.clone() }));
        }
        if sink.has_errors() {
            return Err(sink.into_sorted());
        }
        self.noticed = sink.into_sorted();
        Ok(self)
    }

    /// How many rows there are.
    pub(crate) fn len(&self) -> usize {
        match &self.rows {
            Rows::Delimited { at, .. } | Rows::Lines { at, .. } => at.len(),
            Rows::Sheet(rows) => rows.len(),
            Rows::Values(rows) => rows.len(),
        }
    }

    /// The cells of a row, counted from 0, and where the row stands.
    pub(crate) fn row(&self, row: usize) -> (Cells, Option<Place>) {
        match &self.rows {
            Rows::Delimited { text, separator, at } => {
                let Some(&(start, line)) = at.get(row) else { return Default::default() };
                let Ok(record) = delimited::record(text, start, *separator) else {
                    return Default::default();
                };
                let raw = text[start..record.end].trim_end_matches(['\r', '\n']);
                self.cells(&record, &SourceText::part(&self.name, raw, (line, self.mark + start)))
            }
            Rows::Sheet(rows) => {
                let Some((number, cells)) = rows.get(row) else { return Default::default() };
                let (source, record) = as_text(&self.name, *number, cells);
                self.cells(&record, &source)
            }
            Rows::Lines { text, at } => {
                let Some(&(start, line)) = at.get(row) else { return Default::default() };
                let raw = text[start..].split('\n').next().unwrap_or_default();
                let table = object(&self.name, raw, (line, self.mark + start), &mut Sink::default())
                    .unwrap_or_default();
                self.values_of(&table)
            }
            Rows::Values(rows) => rows.get(row).map(|table| self.values_of(table)).unwrap_or_default(),
        }
    }

    /// Why a cell of a row says nothing although it holds something.
    pub(crate) fn lost(&self, row: usize, column: usize) -> Option<&Lost> {
        let Rows::Sheet(rows) = &self.rows else { return None };
        self.lost.get(&(rows.get(row)?.0, column))
    }

    /// Where a cell of a row stands, blank or not; none for a column that an object does not have.
    pub(crate) fn cell_place(&self, row: usize, column: usize) -> Option<Place> {
        let (source, record) = match &self.rows {
            Rows::Delimited { text, separator, at } => {
                let &(start, line) = at.get(row)?;
                let record = delimited::record(text, start, *separator).ok()?;
                let raw = text[start..record.end].trim_end_matches(['\r', '\n']);
                (SourceText::part(&self.name, raw, (line, self.mark + start)), record)
            }
            Rows::Sheet(rows) => {
                let (number, cells) = rows.get(row)?;
                // A row ends with its last cell that says something.
                let mut cells = cells.clone();
                cells.resize(cells.len().max(column + 1), String::new());
                as_text(&self.name, *number, &cells)
            }
            Rows::Lines { text, at } => {
                let &(start, line) = at.get(row)?;
                let raw = text[start..].split('\n').next().unwrap_or_default();
                let table = object(&self.name, raw, (line, self.mark + start), &mut Sink::default())?;
                return value_place(&table, "", &self.columns.get(column)?.name);
            }
            Rows::Values(_) => return None,
        };
        let (_, range) = record.cells.get(column)?;
        Some(Place::new(&source, range.clone()))
    }

    fn cells(&self, record: &Record, source: &Arc<SourceText>) -> (Cells, Option<Place>) {
        let cell = |(said, range): &(String, Range<usize>)| {
            let said = said.trim();
            let place = Some(Place::new(source, range.clone()));
            (!said.is_empty()).then(|| Node { value: Value::String(said.replace("\r\n", "\n")), place })
        };
        let mut cells: Cells = record.cells.iter().map(cell).collect();
        cells.resize_with(self.columns.len(), || None);
        (cells, Some(Place::new(source, 0..0)))
    }

    fn values_of(&self, table: &Table) -> (Cells, Option<Place>) {
        let mut cells: Cells = vec![None; self.columns.len()];
        flat(table, "", &mut |name, node, _| {
            let column = self.columns.iter().position(|column| column.name == name);
            if let Some(cell) = column.and_then(|column| cells.get_mut(column)) {
                *cell = Some(node.clone());
            }
        });
        (cells, table.place.clone())
    }
}

/// The columns of objects: every key of every row, in the order in which they come up.
#[derive(Default)]
struct Columns {
    known: std::collections::HashSet<String>,
    found: Vec<Column>,
}

impl Columns {
    fn gather(&mut self, table: &Table) {
        flat(table, "", &mut |name, _, place| {
            if self.found.len() <= LIMIT_COLUMNS && self.known.insert(name.to_owned()) {
                self.found.push(Column { name: name.to_owned(), place: place.cloned() });
            }
        });
    }
}

fn too_long(what: (&'static str, &'static str), limit: usize) -> Diagnostic {
    Diagnostic::new(ListFinding::TooLong { what, limit })
}

/// Every value of a table by its dotted name; null and blank text are none.
fn flat<'t>(table: &'t Table, prefix: &str, found: &mut dyn FnMut(&str, &'t Node, Option<&Place>)) {
    for entry in &table.entries {
        let name = format!("{prefix}{}", entry.key.trim());
        match &entry.node.value {
            Value::Null | Value::Told => {}
            Value::String(text) if text.trim().is_empty() => {}
            Value::Table(inner) => flat(inner, &format!("{name}."), found),
            _ => found(&name, &entry.node, entry.key_place.as_ref()),
        }
    }
}

/// Where the value of a dotted name stands, whatever it is.
fn value_place(table: &Table, prefix: &str, name: &str) -> Option<Place> {
    table.entries.iter().find_map(|entry| {
        let own = format!("{prefix}{}", entry.key.trim());
        match &entry.node.value {
            _ if own == name => entry.node.place.clone(),
            Value::Table(inner) => value_place(inner, &format!("{own}."), name),
            _ => None,
        }
    })
}

/// A line of JSON as a table.
fn object(name: &str, line: &str, at: (usize, usize), sink: &mut Sink) -> Option<Table> {
    InputFormat::Json.read(&SourceText::part(name, line.trim_end_matches('\r'), at), sink)
}

/// The header's cells as columns; blank ones at the end are none.
fn columns(record: &Record, source: &Arc<SourceText>, header: &Header<'_>) -> Vec<Column> {
    let said = |(said, range): &(String, Range<usize>)| Column {
        name: header.name(said),
        place: Some(Place::new(source, range.clone())),
    };
    let mut columns: Vec<Column> = record.cells.iter().map(said).collect();
    while columns.last().is_some_and(|column| column.name.is_empty()) {
        columns.pop();
    }
    columns
}

/// Tells of a row with another number of cells than the header, where a cell too few is one that was
/// forgotten, and of a cell under no header.
fn check(record: &Record, columns: &[Column], source: &Arc<SourceText>, whole: bool, sink: &mut Sink) {
    let is_said = |(said, _): &&(String, Range<usize>)| !said.trim().is_empty();
    let surplus = record.cells.iter().skip(columns.len()).find(is_said);
    if whole && (record.cells.len() < columns.len() || surplus.is_some()) {
        let (cells, columns) = (record.cells.len(), columns.len());
        let place = Place::new(source, 0..source.text().len());
        sink.push(Diagnostic::new(ListFinding::Ragged { cells, columns }).at(place));
        return;
    }
    let unnamed = columns.iter().zip(&record.cells).filter(|(column, _)| column.name.is_empty());
    let stray = unnamed.map(|(_, cell)| cell).find(is_said).or(surplus);
    if let Some((_, range)) = stray {
        sink.push(Diagnostic::new(ColumnFinding::BlankHeader).at(Place::new(source, range.clone())));
    }
}

/// Tells of cells that a spreadsheet spoiled when it wrote the list; a remark's are nobody's.
fn tell_spoiled(record: &Record, columns: &[Column], source: &Arc<SourceText>, sink: &mut Sink) {
    let used = columns.iter().zip(&record.cells).filter(|(column, _)| !column.name.starts_with('#'));
    for (_, (said, range)) in used {
        if let Some(why) = spoiled(said) {
            let fault = WorkbookFinding::Spoiled { said: said.trim().to_owned(), why };
            sink.push(Diagnostic::new(fault).at(Place::new(source, range.clone())));
        }
    }
}

/// The line from which the header is looked for, and what the titles above it say.
fn header_line(text: &str, separator: char, wanted: &Header<'_>) -> (usize, Vec<String>) {
    if let Some(asked) = wanted.asked {
        return (asked, Vec::new());
    }
    let (mut start, mut line) = (0, 1);
    let (mut lines, mut rows): (Vec<usize>, Vec<Vec<String>>) = (Vec::new(), Vec::new());
    while start < text.len() && rows.len() < LOOKED_AT {
        let Ok(record) = delimited::record(text, start, separator) else { break };
        let row: Vec<String> = record.cells.into_iter().take(LIMIT_COLUMNS).map(|(said, _)| said).collect();
        if row.iter().any(|said| !said.trim().is_empty()) {
            lines.push(line);
            rows.push(row);
        }
        line += text[start..record.end].matches('\n').count();
        start = record.end;
    }
    let first = wanted.find(&rows);
    let above = rows[..first.min(rows.len())]
        .iter()
        .filter_map(|row| row.iter().find(|cell| !cell.trim().is_empty()));
    (lines.get(first).copied().unwrap_or(1), above.cloned().collect())
}

/// A sheet's row as a line of text, cells apart by tabs: what a finding shows and points into.
fn as_text(name: &str, number: usize, row: &[String]) -> (Arc<SourceText>, Record) {
    let mut line = String::new();
    let mut cells = Vec::new();
    for (index, said) in row.iter().enumerate() {
        if index > 0 {
            line.push('\t');
        }
        let start = line.len();
        line.push_str(&said.replace(['\n', '\r', '\t'], " "));
        cells.push((said.clone(), start..line.len()));
    }
    let end = line.len();
    (SourceText::part(name, line, (number, 0)), Record { cells, end })
}
