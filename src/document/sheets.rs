//! Tables in files: CSV, and the sheets of xlsx workbooks. The first row is the header.

use std::io::Cursor;

use calamine::{Data, DataRef, Reader as _, Xlsx};

use super::reader::{Found, put_right};
use super::{Spot, Words};
use crate::diagnostic::{Diagnostic, Place, Problem, Reading, Sink};
use crate::source::Files;
use crate::text::{Cell, Marked, Table};

/// The largest workbook that is read, in bytes, and unpacked.
pub(crate) const LIMIT_BYTES: u64 = 20 * 1024 * 1024;
const LIMIT_UNPACKED: u64 = 400 * 1024 * 1024;
/// A sheet may say more than a page holds; more cells than this are no table of a document.
const LIMIT_CELLS: usize = 200_000;

fn cell(text: &str) -> Marked {
    Marked::from(text.trim_matches(|c: char| c.is_ascii_whitespace()).replace("\r\n", "\n").as_str())
}

/// The rows as a table with the first as its header.
fn headed(rows: Vec<Vec<Marked>>) -> Table {
    let cells = |row: Vec<Marked>| row.into_iter().map(Cell::from).collect();
    Table { rows: rows.into_iter().map(cells).collect(), ..Table::default() }.headed(1)
}

/// Reads a CSV file of UTF-8.
pub(super) fn csv(sink: &mut Sink, found: &Found<'_>, path: &str, files: &Files) -> Option<(Table, Spot)> {
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
    let mut rows = Vec::new();
    let mut last = 0;
    for record in reader.records() {
        match record {
            Ok(record) => {
                last = record.position().map_or(last, |position| position.byte() as usize);
                rows.push(record.iter().map(cell).collect());
            }
            Err(error) => {
                let problem = Problem::CsvSyntax { path: path.to_owned(), reason: Some(error.to_string()) };
                sink.push(Diagnostic::new(problem).at(place).path(found.path.clone()));
                return None;
            }
        }
    }
    // A quote that nobody closed swallows the rest of the file.
    let last = text.floor_char_boundary(last);
    let tail = &text[last..];
    if tail.matches('"').count() % 2 == 1 && tail.trim_end().contains('\n') {
        let problem = Problem::CsvSyntax { path: path.to_owned(), reason: None };
        let line = last..last + tail.lines().next().unwrap_or_default().len();
        let place = Reading::of(&place, &text).map_or(place, |reading| reading.place(line));
        sink.push(Diagnostic::new(problem).at(place).path(found.path.clone()));
        return None;
    }
    Some((headed(rows), Spot { place: Some(place), path: found.path.clone() }))
}

/// Reads a sheet of an xlsx workbook; without a name, the first.
pub(super) fn xlsx(
    sink: &mut Sink,
    found: &Found<'_>,
    path: &str,
    sheet: Option<&Words>,
    files: &Files,
) -> Option<(Table, Spot)> {
    let rows = files.read(path, LIMIT_BYTES).and_then(|bytes| rows_of(&bytes, path, sheet));
    let mut rows = match rows {
        Ok(rows) => rows,
        Err(problem) => {
            let place = match (&problem, sheet) {
                (Problem::NoSuchSheet { .. }, Some(sheet)) => sheet.place.clone(),
                _ => found.place(),
            };
            sink.push(Diagnostic::new(problem).at(place).path(found.path.clone()));
            return None;
        }
    };
    for cell in rows.iter_mut().flatten() {
        let text = std::mem::take(&mut cell.text);
        let words = Words { text, place: found.place(), path: found.path.clone() };
        // A workbook's cells have no bold parts whose bytes would move.
        cell.text = put_right(words, sink).text;
    }
    Some((headed(rows), Spot { place: found.place(), path: found.path.clone() }))
}

fn rows_of(bytes: &[u8], path: &str, sheet: Option<&Words>) -> Result<Vec<Vec<Marked>>, Problem> {
    dense(&sheet_cells(bytes, path, sheet.map(|sheet| sheet.text.as_str()), LIMIT_CELLS)?)
}

/// A cell's row and column from 0, and what it shows.
pub(crate) type PlacedCell = ((u32, u32), String);

/// What the cells of a sheet show, each with its row and column from 0, in the order of the file; blank
/// ones are left out. Without a name it is the first sheet.
pub(crate) fn sheet_cells(
    bytes: &[u8],
    path: &str,
    sheet: Option<&str>,
    limit: usize,
) -> Result<Vec<PlacedCell>, Problem> {
    let refused = |reason: String| Problem::NotASpreadsheet { path: path.to_owned(), reason };
    let archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| refused(error.to_string()))?;
    if archive.decompressed_size().is_none_or(|size| size > u128::from(LIMIT_UNPACKED)) {
        return Err(Problem::FileTooLarge { path: path.to_owned(), limit: LIMIT_UNPACKED });
    }
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|error| refused(error.to_string()))?;
    let sheets = book.sheet_names();
    let name = match sheet {
        Some(wanted) => sheets.iter().find(|name| *name == wanted),
        None => sheets.first(),
    };
    let Some(name) = name.cloned() else {
        let sheet = sheet.unwrap_or_default().to_owned();
        return Err(Problem::NoSuchSheet { path: path.to_owned(), sheet, sheets });
    };
    let mut cells: Vec<((u32, u32), String)> = Vec::new();
    let mut reader = book.worksheet_cells_reader(&name).map_err(|error| refused(error.to_string()))?;
    while let Some((cell, style)) =
        reader.next_cell_with_style_id().map_err(|error| refused(error.to_string()))?
    {
        let format = reader.styles().get(style).and_then(|style| style.number_format.as_ref());
        let format = format.map(|format| format.format_code.as_str()).unwrap_or_default();
        let said = said(cell.get_value(), format).map_err(|error| Problem::CellError {
            path: path.to_owned(),
            cell: address(cell.get_position()),
            error,
        })?;
        if !said.trim().is_empty() {
            cells.push((cell.get_position(), said));
        }
        if cells.len() > limit {
            return Err(Problem::TableTooLarge { rows: cells.len(), columns: 0 });
        }
    }
    Ok(cells)
}

/// The used cells as rows; blank rows and columns around them are none.
fn dense(cells: &[PlacedCell]) -> Result<Vec<Vec<Marked>>, Problem> {
    let rows = || cells.iter().map(|((row, _), _)| *row);
    let columns = || cells.iter().map(|((_, column), _)| *column);
    let (Some(top), Some(bottom), Some(left), Some(right)) =
        (rows().min(), rows().max(), columns().min(), columns().max())
    else {
        return Ok(Vec::new());
    };
    let (height, width) = ((bottom - top + 1) as usize, (right - left + 1) as usize);
    // One cell far off makes a sheet of a billion cells.
    if height.saturating_mul(width) > LIMIT_CELLS {
        return Err(Problem::TableTooLarge { rows: height, columns: width });
    }
    let mut table = vec![vec![Marked::default(); width]; height];
    for ((row, column), said) in cells {
        table[(row - top) as usize][(column - left) as usize] = cell(said);
    }
    Ok(table)
}

/// A cell's name in the spreadsheet: B7.
fn address((row, column): (u32, u32)) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    letters.iter().rev().collect::<String>() + &(row + 1).to_string()
}

/// What a cell shows, or the error in it.
fn said(value: &DataRef<'_>, format: &str) -> Result<String, String> {
    Ok(match Data::from(value.clone()) {
        Data::Empty => String::new(),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text,
        Data::Bool(flag) => if flag { "TRUE" } else { "FALSE" }.to_owned(),
        Data::Int(number) => shown(number as f64, format),
        Data::Float(number) => shown(number, format),
        Data::DateTime(moment) => {
            let (year, month, day, hour, minute, ..) = moment.to_ymd_hms_milli();
            match (moment.as_f64() < 1.0, hour, minute) {
                (true, ..) => format!("{hour}:{minute:02}"),
                (false, 0, 0) => format!("{year}年{month}月{day}日"),
                (false, ..) => format!("{year}年{month}月{day}日{hour}:{minute:02}"),
            }
        }
        Data::Error(error) => return Err(error.to_string()),
    })
}

/// A number in the cell's format: decimals, thousands, percent. Other formats show the number itself,
/// with the 15 digits that a spreadsheet has.
fn shown(number: f64, format: &str) -> String {
    let positive = format.split(';').next().unwrap_or_default().trim_end_matches("_ ").trim_end_matches('_');
    let (digits, percent) = match positive.strip_suffix('%') {
        Some(digits) => (digits, true),
        None => (positive, false),
    };
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let known = matches!(whole, "0" | "#,##0") && decimals.bytes().all(|b| b == b'0');
    if !known {
        let rounded: f64 = format!("{number:.14e}").parse().unwrap_or(number);
        return rounded.to_string();
    }
    let value = if percent { number * 100.0 } else { number };
    let fixed = format!("{value:.*}", decimals.len());
    let grouped = if whole == "0" { fixed } else { with_thousands(&fixed) };
    if percent { grouped + "%" } else { grouped }
}

fn with_thousands(number: &str) -> String {
    let (sign, rest) = number.strip_prefix('-').map_or(("", number), |rest| ("-", rest));
    let (whole, decimals) = rest.split_at(rest.find('.').unwrap_or(rest.len()));
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{sign}{grouped}{decimals}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_shown_as_the_spreadsheet_shows_it() {
        for (number, format, wanted) in [
            (3.0, "General", "3"),
            (0.1 + 0.2, "General", "0.3"),
            (96.4, "0.00", "96.40"),
            (0.964, "0.0%", "96.4%"),
            (0.5, "0%", "50%"),
            (1_234_567.5, "#,##0.00", "1,234,567.50"),
            (-1234.0, "#,##0", "-1,234"),
            (-0.5, "0.0;[Red]-0.0", "-0.5"),
            (2.5, "# ?/?", "2.5"),
            (1e21, "", "1000000000000000000000"),
        ] {
            assert_eq!(shown(number, format), wanted, "{number} as {format}");
        }
    }

    #[test]
    fn cells_have_names() {
        assert_eq!(address((0, 0)), "A1");
        assert_eq!(address((6, 25)), "Z7");
        assert_eq!(address((9, 26)), "AA10");
        assert_eq!(address((0, 16_383)), "XFD1");
    }

    #[test]
    fn one_cell_far_off_makes_no_giant() {
        let cells = [((0, 0), "甲".to_owned()), ((1_048_575, 16_383), "乙".to_owned())];
        assert!(matches!(dense(&cells), Err(Problem::TableTooLarge { .. })));
        let cells = [((3, 2), "甲".to_owned()), ((4, 3), "乙".to_owned())];
        assert_eq!(dense(&cells).unwrap().len(), 2);
    }
}
