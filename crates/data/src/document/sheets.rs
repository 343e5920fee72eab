//! Tables in files: CSV, and the sheets of xlsx workbooks. The first row is the header, but for a title above it.

use super::reader::{Found, put_right};
use super::sheet_top::{self, Top};
use super::{Spot, Words};
use crate::diagnostic::{Diagnostic, Place, Problem, Reading, Sink};
use crate::document::BodyFinding;
use crate::source::Files;
use crate::text::table::Merge;
use crate::text::{Marked, Table};
use crate::workbook::{
    At, Cell, Hidden, LIMIT_BYTES, Merged, Most, Remark, Sheet, Workbook, WorkbookFinding, not_read, noticed,
    spoiled, words_of_formula,
};

/// A sheet may say more than a page holds; more cells than this are no table of a document.
const LIMIT_CELLS: usize = 200_000;

fn cell(text: &str) -> Marked {
    let words = words_of_formula(text);
    let text = words.as_deref().unwrap_or(text);
    Marked::from(text.trim_matches(|c: char| c.is_ascii_whitespace()).replace("\r\n", "\n").as_str())
}

/// The header's row as the data have it, and where they say so.
type Asked<'a> = Option<&'a (usize, Found<'a>)>;

/// Reads a CSV file of UTF-8.
pub(super) fn csv(
    sink: &mut Sink,
    found: &Found<'_>,
    path: &str,
    header: Asked<'_>,
    files: &Files,
) -> Option<(Table, Spot)> {
    let source = match files.read_source(path) {
        Ok(source) => source,
        Err(problem) => {
            found.report(sink, problem);
            return None;
        }
    };
    let place = Place::new(&source, 0..source.text().len());
    let words =
        Words { text: source.text().to_owned(), place: Some(place.clone()), path: found.path.clone() };
    let text = put_right(words, sink).text;
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut rows: Vec<(usize, Vec<Marked>)> = Vec::new();
    let mut last = 0;
    let (mut line, mut counted) = (1, 0);
    for record in reader.records() {
        match record {
            Ok(record) => {
                last = record.position().map_or(last, |position| position.byte() as usize);
                // A record's place may be that of the blank lines before it.
                let start = text.floor_char_boundary(last);
                let start =
                    start + text[start..].len() - text[start..].trim_start_matches(['\r', '\n']).len();
                line += text.get(counted..start).unwrap_or_default().matches('\n').count();
                counted = counted.max(start);
                rows.push((line, record.iter().map(cell).collect()));
            }
            Err(error) => {
                let problem =
                    BodyFinding::CsvSyntax { path: path.to_owned(), reason: Some(error.to_string()) };
                sink.push(Diagnostic::new(problem).at(place).path(found.path.clone()));
                return None;
            }
        }
    }
    // A quote that nobody closed swallows the rest of the file.
    let last = text.floor_char_boundary(last);
    let tail = &text[last..];
    if tail.matches('"').count() % 2 == 1 && tail.trim_end().contains('\n') {
        let problem = BodyFinding::CsvSyntax { path: path.to_owned(), reason: None };
        let line = last..last + tail.lines().next().unwrap_or_default().len();
        let place = Reading::of(&place, &text).map_or(place, |reading| reading.place(line));
        sink.push(Diagnostic::new(problem).at(place).path(found.path.clone()));
        return None;
    }
    let at = Spot { place: Some(place), path: found.path.clone() };
    for cell in rows.iter().flat_map(|(_, row)| row).filter(|cell| spoiled(&cell.text).is_some()).take(100) {
        if let Some(why) = spoiled(&cell.text) {
            let fault = WorkbookFinding::Spoiled { said: cell.text.trim().to_owned(), why };
            let place = at.place.as_ref().map(|place| place.find_within(&cell.text));
            sink.push(Diagnostic::new(fault).at(place).path(found.path.clone()));
        }
    }
    let first = match header {
        Some((line, asked)) => match rows.iter().position(|(known, _)| known == line) {
            Some(first) => first,
            None => {
                let fault = WorkbookFinding::NoHeaderRow { path: path.to_owned(), row: *line };
                asked.report(sink, fault);
                return None;
            }
        },
        None => 0,
    };
    let mut rows: Vec<Vec<Marked>> = rows.into_iter().map(|(_, row)| row).collect();
    let above = rows.drain(..first).map(|row| row.into_iter().map(|cell| cell.text).collect()).collect();
    made(sink, (rows, Vec::new()), above, path, header.is_some(), at)
}

/// The table of a grid, with what stands above its header.
fn made(
    sink: &mut Sink,
    (mut rows, mut merged): Grid,
    above: Vec<Vec<String>>,
    path: &str,
    asked: bool,
    at: Spot,
) -> Option<(Table, Spot)> {
    let mut top = match asked {
        true => Top::of(above, path),
        false => sheet_top::take(&mut rows, &mut merged, path),
    };
    let (mut table, refused) = Table::of_grid(rows, &merged, 1);
    if !refused.is_empty() {
        top.told.push(WorkbookFinding::Merged { path: path.to_owned(), count: refused.len() });
    }
    let mut broken = false;
    for fault in top.told {
        broken |= matches!(fault, WorkbookFinding::NoHeader { .. });
        sink.push(Diagnostic::new(fault).at(at.place.clone()).path(at.path.clone()));
    }
    (table.caption, table.unit) = (top.caption.map(|caption| caption.as_str().into()), top.unit);
    (!broken).then_some((table, at))
}

/// Reads a sheet of an xlsx workbook; without a name, the first that is seen.
pub(super) fn xlsx(
    sink: &mut Sink,
    found: &Found<'_>,
    path: &str,
    (sheet, header): (Option<&Words>, Asked<'_>),
    files: &Files,
) -> Option<(Table, Spot)> {
    let mut tell = |problem: Box<dyn Problem>| {
        let place = match (problem.of(), sheet) {
            (Some(WorkbookFinding::NoSuchSheet { .. }), Some(sheet)) => sheet.place.clone(),
            (Some(WorkbookFinding::NoHeaderRow { .. }), _) => header.and_then(|(_, asked)| asked.place()),
            _ => found.place(),
        };
        sink.push(Diagnostic::new(problem).at(place).path(found.path.clone()));
    };
    let wanted = sheet.map(|sheet| sheet.text.as_str());
    let mut sheet = match files
        .read(path, LIMIT_BYTES)
        .map_err(Into::into)
        .and_then(|bytes| read_sheet(&bytes, path, wanted, files, &mut tell))
    {
        Ok(sheet) => sheet,
        Err(problem) => {
            tell(problem);
            return None;
        }
    };
    for (_, remark, problem) in noticed(path, &sheet) {
        // Tables have raised and lowered parts.
        if remark != Remark::Levelled {
            tell(problem.into());
        }
    }
    sheet.told_hidden(path).into_iter().for_each(|told| tell(told.into()));
    if sheet.is_useless() {
        return None;
    }
    let above = match header {
        Some((row, _)) => match cut(&mut sheet, *row) {
            Some(above) => above,
            None => {
                tell(WorkbookFinding::NoHeaderRow { path: path.to_owned(), row: *row }.into());
                return None;
            }
        },
        None => Vec::new(),
    };
    if let (None, Some(row)) = (header, hidden_header(&sheet)) {
        tell(WorkbookFinding::HiddenHeader { path: path.to_owned(), row }.into());
        return None;
    }
    let (mut rows, merged) = match dense(&sheet) {
        Ok(grid) => grid,
        Err(problem) => {
            tell(problem);
            return None;
        }
    };
    for cell in rows.iter_mut().flatten() {
        let mut right = Marked::default();
        for (piece, look) in cell.pieces() {
            let words = Words { text: piece.to_owned(), place: found.place(), path: found.path.clone() };
            right.push(&put_right(words, sink).text, look);
        }
        *cell = right;
    }
    let at = Spot { place: found.place(), path: found.path.clone() };
    made(sink, (rows, merged), above, path, header.is_some(), at)
}

/// A grid of cells, and what of it is merged.
type Grid = (Vec<Vec<Marked>>, Vec<Merge>);

/// Takes away the rows above the header's, from 1, and gives back what they say; none when that row has nothing.
fn cut(sheet: &mut Sheet, header: usize) -> Option<Vec<Vec<String>>> {
    let first = u32::try_from(header).ok()?.checked_sub(1)?;
    // What is merged down into the header's row names its column.
    for merged in
        sheet.merged.iter().filter(|merged| *merged.rows.start() < first && *merged.rows.end() >= first)
    {
        let from = merged.first();
        if let Some(cell) = sheet.cells.iter_mut().find(|cell| cell.at == from) {
            cell.at.row = first;
        }
    }
    sheet.cells.sort_by_key(|cell| cell.at);
    let at = sheet.cells.partition_point(|cell| cell.at.row < first);
    let cells: Vec<Cell> = sheet.cells.drain(..at).collect();
    let rows = cells.chunk_by(|cell, next| cell.at.row == next.at.row);
    let above = rows.map(|row| row.iter().map(|cell| cell.said.clone()).collect()).collect();
    sheet.cells.first().is_some_and(|cell| cell.at.row == first).then_some(above)
}

/// The hidden row above all that is seen: the header, as far as anybody knows.
fn hidden_header(sheet: &Sheet) -> Option<usize> {
    let first = sheet.cells.first()?.at.row;
    let hidden = |at: &At| at.row < first && sheet.hidden.rows.holding(at.row).is_some();
    let row = sheet.unseen.iter().map(|cell| cell.at).filter(hidden).map(|at| at.row).max()?;
    Some(row as usize + 1)
}

fn read_sheet(
    bytes: &[u8],
    path: &str,
    wanted: Option<&str>,
    files: &Files,
    tell: &mut dyn FnMut(Box<dyn Problem>),
) -> Result<Sheet, Box<dyn Problem>> {
    let mut book = Workbook::open(bytes).map_err(|fault| not_read(path, fault))?;
    let (name, told) = book.choose(path, wanted)?;
    told.into_iter().for_each(|told| tell(told.into()));
    let bytes = usize::try_from(files.limits().data_bytes).unwrap_or(usize::MAX);
    let most = Most { cells: LIMIT_CELLS, bytes };
    let sheet = book.sheet(&name, most).map_err(|fault| not_read(path, fault))?;
    files.hold_text(path, sheet.cells.iter().map(|cell| cell.said.len() as u64).sum())?;
    if !sheet.cells.is_empty() || sheet.is_useless() {
        return Ok(sheet);
    }
    let others = book.names_with_rows(1, &name);
    Err(WorkbookFinding::EmptySheet { path: path.to_owned(), sheet: name, others }.into())
}

/// The used cells as rows; blank rows and columns around them are none, and hidden ones are closed up.
fn dense(sheet: &Sheet) -> Result<Grid, Box<dyn Problem>> {
    let Hidden { rows: hidden_rows, columns: hidden_columns } = &sheet.hidden;
    let row_of = |row: u32| row - hidden_rows.below(row);
    let column_of = |column: u32| column - hidden_columns.below(column);
    let places: Vec<At> = sheet
        .cells
        .iter()
        .map(|cell| At { row: row_of(cell.at.row), column: column_of(cell.at.column) })
        .collect();
    let rows = || places.iter().map(|at| at.row);
    let columns = || places.iter().map(|at| at.column);
    let (Some(top), Some(bottom), Some(left), Some(right)) =
        (rows().min(), rows().max(), columns().min(), columns().max())
    else {
        return Ok(Grid::default());
    };
    let (height, width) = ((bottom - top + 1) as usize, (right - left + 1) as usize);
    // One cell far off makes a sheet of a billion cells.
    if height.saturating_mul(width) > LIMIT_CELLS {
        return Err(BodyFinding::TableTooLarge { rows: height, columns: width }.into());
    }
    let mut grid = vec![vec![Marked::default(); width]; height];
    for (at, shown) in places.iter().zip(&sheet.cells) {
        let dressed = shown.dressed.as_deref().map(|marked| marked.trimmed(|c| c.is_ascii_whitespace()));
        grid[(at.row - top) as usize][(at.column - left) as usize] =
            dressed.unwrap_or_else(|| cell(&shown.said));
    }
    let merge = |merged: &Merged| {
        let rows = row_of(*merged.rows.start()).max(top)..row_of(merged.rows.end() + 1).min(bottom + 1);
        let columns =
            column_of(*merged.columns.start()).max(left)..column_of(merged.columns.end() + 1).min(right + 1);
        let (rows, columns) = (
            rows.start - top..rows.end.saturating_sub(top),
            columns.start - left..columns.end.saturating_sub(left),
        );
        let whole = Merge {
            row: rows.start as usize,
            column: columns.start as usize,
            rows: rows.len(),
            columns: columns.len(),
        };
        (!rows.is_empty() && !columns.is_empty() && whole.rows * whole.columns > 1).then_some(whole)
    };
    Ok((grid, sheet.merged.iter().filter_map(merge).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workbook::Cell as Shown;

    #[test]
    fn one_cell_far_off_makes_no_giant() {
        let cells = |places: &[(u32, u32)]| {
            let cell = |&(row, column): &(u32, u32)| Shown {
                at: At { row, column },
                said: "甲".to_owned(),
                dressed: None,
            };
            Sheet { cells: places.iter().map(cell).collect(), ..Sheet::default() }
        };
        let far = dense(&cells(&[(0, 0), (1_048_575, 16_383)]));
        assert!(matches!(
            far.map_err(|problem| problem.of().cloned()),
            Err(Some(BodyFinding::TableTooLarge { .. }))
        ));
        assert_eq!(dense(&cells(&[(3, 2), (4, 3)])).unwrap().0.len(), 2);
    }
}
