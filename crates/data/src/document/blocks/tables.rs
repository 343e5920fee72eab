//! Tables of blocks: from rows, or from a file of theirs.

use super::words::pieces;
use super::{Blocks, signs};
use crate::diagnostic::Sink;
use crate::document::keys as k;
use crate::document::reader::{Found, Reader};
use crate::document::{BodyFinding, DocumentFinding, Spot, asked, sheets};
use crate::source::{Entry, Files, Node, Value};
use crate::text::table::{Fault, cell_of};
use crate::text::{Block, BlockKind, Cell, Marked, Table};
use crate::workbook::WorkbookFinding;

const ROWS: (&str, &str) = ("各行，每行是几格", "an array of rows, each an array of cells");
const ROW: (&str, &str) = ("几项（一行的各格）", "an array (the cells of a row)");

impl Blocks<'_> {
    pub(super) fn table(&mut self, r: &mut Reader<'_>) -> Option<()> {
        let found = r.find(k::TABLE)?;
        let (keys, path) = r.table(k::TABLE)?;
        let mut inner = Reader::new(keys, k::TABLE_KEYS, &path, r.sink());
        let caption = inner.words(k::CAPTION);
        let unit = inner.words(k::UNIT);
        let made = table_of(&mut inner, &found, self.files);
        let (asked, notes) = asked::read(&mut inner);
        inner.finish();
        let (mut table, spot) = made?;
        (table.asked, table.notes) = (asked, notes);
        if let Some(caption) = caption {
            let caption: String = caption.text.lines().map(str::trim).collect();
            // A sheet's first row may be a title, too.
            if let Some(title) = table.caption.take().filter(|title| title.text != caption) {
                let path = table_file(&found).unwrap_or_default();
                spot.report(r.sink(), WorkbookFinding::Title { path, title: title.text });
            }
            table.caption = Some(caption.as_str().into());
        }
        let start = self.text.len();
        table.caption = table.caption.map(|caption| self.called(&caption, &found).0);
        // 亿元 is 单位：亿元.
        if let Some(unit) = unit {
            let unit: String = unit.text.lines().map(str::trim).collect();
            table.unit = Some(if unit.contains("单位") { unit } else { format!("单位：{unit}") });
        }
        if table.columns() == 0 {
            spot.report(r.sink(), DocumentFinding::EmptyValue { key: k::TABLE });
            return None;
        }
        let said: Vec<&str> = table.cells().map(|cell| cell.text.as_str()).collect();
        let cells = self.range(&said.join(" "));
        let of_file = has_file(&found);
        self.signs.of_table(r.sink(), &table, (cells.clone(), of_file), &found);
        self.push(Block::new(BlockKind::Table(table), Vec::new(), start..cells.end), spot);
        Some(())
    }
}

/// A table from `rows`, or from the file that `csv` or `xlsx` names.
fn table_of(r: &mut Reader<'_>, found: &Found<'_>, files: &Files) -> Option<(Table, Spot)> {
    let has = |r: &Reader<'_>, key| r.find(key).is_some();
    let sources = [k::ROWS, k::CSV, k::XLSX].into_iter().filter(|key| has(r, *key)).count();
    let stray = has(r, k::HEADER) && !has(r, k::ROWS)
        || has(r, k::SHEET) && !has(r, k::XLSX)
        || has(r, k::HEADER_ROW) && has(r, k::ROWS);
    if sources != 1 || stray {
        found.report(r.sink(), BodyFinding::TableSource);
        return None;
    }
    if let Some(rows) = r.find(k::ROWS) {
        let header = r.find(k::HEADER);
        let head = header.as_ref().map(|header| header_of(r.sink(), header, &rows)).unwrap_or_default();
        let table = Table { header: head, rows: rows_of(r.sink(), &rows)?, ..Table::default() };
        let spot = Spot { place: found.place(), path: found.path.clone() };
        return told_faults(r, &table, header.as_ref(), &rows, &spot).is_none().then_some((table, spot));
    }
    let header = match r.find(k::HEADER_ROW) {
        Some(found) => Some((usize::try_from(r.count(k::HEADER_ROW)?).unwrap_or(1), found)),
        None => None,
    };
    if let Some(named) = r.find(k::CSV) {
        let path = r.name(k::CSV)?;
        return sheets::csv(r.sink(), &named, &path.text, header.as_ref(), files);
    }
    let named = r.find(k::XLSX)?;
    let (path, sheet) = (r.name(k::XLSX), r.name(k::SHEET));
    sheets::xlsx(r.sink(), &named, &path?.text, (sheet.as_ref(), header.as_ref()), files)
}

/// Whether a table's cells stand in a file.
fn has_file(found: &Found<'_>) -> bool {
    found.inner(k::CSV).or(found.inner(k::XLSX)).is_some()
}

/// The workbook that a table names.
fn table_file(found: &Found<'_>) -> Option<String> {
    let Value::Table(table) = &found.node.value else { return None };
    let entry = table.entries.iter().find(|entry| entry.key == k::XLSX.name || entry.key == k::XLSX.alias)?;
    match &entry.node.value {
        Value::String(path) => Some(path.trim().to_owned()),
        _ => None,
    }
}

/// The rows of a header: one, or an array of rows.
fn header_of(sink: &mut Sink, header: &Found<'_>, rows: &Found<'_>) -> Vec<Vec<Cell>> {
    match &header.node.value {
        Value::Array(items) if is_rows(items, rows) => {
            items.iter().enumerate().map(|(i, node)| row(sink, &header.item(i, node))).collect()
        }
        _ => Some(row(sink, header)).into_iter().filter(|row| !row.is_empty()).collect(),
    }
}

/// Whether a header of arrays has several rows, or cells that are lists of pieces. Only the latter when the
/// rows under it have as many cells as it has arrays, and these could not be rows.
fn is_rows(items: &[Node], rows: &Found<'_>) -> bool {
    let mut inner = Vec::new();
    for item in items {
        let Value::Array(cells) = &item.value else { return false };
        inner.push(cells);
    }
    let said = |value: &Value| match value {
        Value::String(_) => true,
        Value::Table(table) => !table.entries.iter().any(is_of_cell),
        _ => false,
    };
    if items.is_empty() || inner.iter().any(|cells| cells.iter().any(|cell| !said(&cell.value))) {
        return !items.is_empty();
    }
    let length = |node: &Node| if let Value::Array(cells) = &node.value { cells.len() } else { 0 };
    let columns = match &rows.node.value {
        Value::Array(rows) => rows.iter().map(length).max().unwrap_or_default(),
        _ => 0,
    };
    let bold = inner.iter().any(|cells| cells.iter().any(|cell| matches!(cell.value, Value::Table(_))));
    items.len() != columns || (inner.iter().all(|cells| cells.len() == columns) && !bold)
}

/// Whether a table with this key is a cell, and no part of a text.
fn is_of_cell(entry: &Entry) -> bool {
    k::CELL.iter().any(|key| entry.key == key.name || entry.key == key.alias)
}

/// Tells what is the matter with merged cells, each at its place; whether anything was.
fn told_faults(
    r: &mut Reader<'_>,
    table: &Table,
    header: Option<&Found<'_>>,
    rows: &Found<'_>,
    spot: &Spot,
) -> Option<()> {
    let mut told = None;
    for Fault { row, cell, wrong } in table.places().faults {
        let found = match row.checked_sub(table.header.len()) {
            Some(row) => nth(rows, row),
            // A header of one row has its cells right under it.
            None => header.and_then(|header| match &header.node.value {
                Value::Array(items) if is_rows(items, rows) => nth(header, row),
                _ => Some(Found { node: header.node, path: header.path.clone() }),
            }),
        };
        told = Some(());
        if found.as_ref().is_some_and(|row| r.has_told(&row.path)) {
            continue;
        }
        let problem = BodyFinding::merged_cells(row, table.header.len(), wrong);
        match cell.and_then(|cell| nth(found.as_ref()?, cell)).or(found) {
            Some(found) => found.report(r.sink(), problem),
            None => spot.report(r.sink(), problem),
        }
    }
    told
}

/// An item of an array.
fn nth<'a>(found: &Found<'a>, index: usize) -> Option<Found<'a>> {
    let Value::Array(items) = &found.node.value else { return None };
    Some(Found { node: items.get(index)?, path: format!("{}[{index}]", found.path) })
}

fn rows_of(sink: &mut Sink, found: &Found<'_>) -> Option<Vec<Vec<Cell>>> {
    let Value::Array(rows) = &found.node.value else {
        found.wrong_type(sink, ROWS);
        return None;
    };
    Some(rows.iter().enumerate().map(|(i, node)| row(sink, &found.item(i, node))).collect())
}

fn row(sink: &mut Sink, found: &Found<'_>) -> Vec<Cell> {
    let Value::Array(cells) = &found.node.value else {
        found.wrong_type(sink, ROW);
        return Vec::new();
    };
    cells.iter().enumerate().map(|(i, node)| cell(sink, &found.item(i, node))).collect()
}

/// A cell: words, or a table that says how many columns and rows it takes.
fn cell(sink: &mut Sink, found: &Found<'_>) -> Cell {
    let table = match &found.node.value {
        Value::Table(table) if table.entries.iter().any(is_of_cell) => table,
        _ => return cell_words(sink, found).into(),
    };
    let mut r = Reader::new(table, k::CELL, &found.path, sink);
    let said = r.find(k::CELL_TEXT);
    if said.is_none() {
        r.missing(k::CELL_TEXT, "7.3.3");
    }
    let words = said.map(|said| cell_words(r.sink(), &said)).unwrap_or_default();
    let mut span = |key| r.count(key).and_then(|count| usize::try_from(count).ok()).unwrap_or(1);
    let (colspan, rowspan) = (span(k::COLSPAN), span(k::ROWSPAN));
    let (aligned, vertical) = asked::of_cell(&mut r);
    r.finish();
    Cell { words, colspan, rowspan, aligned, vertical }
}

/// A cell's words; a number as it was written.
fn cell_words(sink: &mut Sink, found: &Found<'_>) -> Marked {
    let said = match &found.node.value {
        Value::Null => String::new(),
        Value::Bool(flag) => flag.to_string(),
        Value::Integer(number) => written(found).unwrap_or_else(|| number.to_string()),
        Value::Float(number) => written(found).unwrap_or_else(|| number.to_string()),
        Value::Date { year, month, day } => format!("{year}年{month}月{day}日"),
        Value::String(_) | Value::Array(_) | Value::Table(_) => {
            let words = pieces(sink, found, k::CELL_PIECES).unwrap_or_default();
            let words = words.trimmed(|c| c.is_ascii_whitespace());
            signs::tell_cell(sink, &words.text, found);
            return cell_of(&words);
        }
        Value::Told => return Marked::default(),
    };
    said.as_str().into()
}

/// The digits in the file, where there is one: 96.40 keeps its nought.
fn written(found: &Found<'_>) -> Option<String> {
    let place = found.place()?;
    let digits = place.source.text().get(place.range.clone())?.trim();
    let plain = digits.chars().all(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | '.' | '_'));
    (plain && !digits.is_empty()).then(|| digits.replace('_', ""))
}
