//! A sheet of a workbook as a list: rows with what their cells show, merged cells counting for each of theirs.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use super::header::{Header, LOOKED_AT};
use super::list::{LIMIT_COLUMNS, LIMIT_LIST_BYTES};
use crate::batch::findings::ListFinding;
use crate::diagnostic::Problem;
use crate::workbook::{At, Lost, Most, Remark, Sheet, Workbook, column_name, not_read, noticed};

/// The most cells of a sheet.
const LIMIT_CELLS: usize = 4_000_000;
/// The most bytes that they say, as of a list of text.
const LIMIT_SAID: usize = LIMIT_LIST_BYTES as usize;
const MOST: Most = Most { cells: LIMIT_CELLS, bytes: LIMIT_SAID };

/// A sheet, read: the header's row and those below it, by their numbers in the sheet.
pub(super) struct Rows {
    pub header: Option<(usize, Vec<String>)>,
    pub rows: Vec<(usize, Vec<String>)>,
    /// Cells that hold something and say nothing, by row and column.
    pub lost: LostCells,
    /// What was noticed, with the row where it is to be shown.
    pub noticed: Vec<(Option<usize>, Box<dyn Problem>)>,
}

/// Why cells say nothing, by the sheet's row and the column among those that are seen.
pub(super) type LostCells = BTreeMap<(usize, usize), Lost>;

/// Reads a sheet: the named one, else the first that is seen.
pub(super) fn read(
    bytes: &[u8],
    name: &str,
    sheet: Option<&str>,
    header: &Header<'_>,
) -> Result<Rows, Box<dyn Problem>> {
    let mut book = Workbook::open(bytes).map_err(|fault| not_read(name, fault))?;
    let (used, told) = book.choose(name, sheet)?;
    let sheet = book.sheet(&used, MOST).map_err(|fault| not_read(name, fault))?;
    let mut noticed_in: Vec<(Option<usize>, Box<dyn Problem>)> =
        told.into_iter().map(|told| (None, told.into())).collect();
    for (at, remark, problem) in noticed(name, &sheet) {
        // What a formula was to say is a matter of the rows that need it.
        if remark != Remark::NoValue {
            noticed_in.push((at.map(number), problem.into()));
        }
    }
    noticed_in.extend(sheet.told_hidden(name).map(|told| (None, told.into())));
    let mut rows = rows(&sheet)?;
    let (across, lost) = fill(&mut rows, &sheet)?;
    let first = match header.asked {
        Some(asked) => rows
            .iter()
            .position(|(number, _)| *number == asked)
            .ok_or_else(|| ListFinding::NoHeaderRow { path: name.to_owned(), row: asked })?,
        None => {
            let first: Vec<&[String]> = rows.iter().take(LOOKED_AT).map(|(_, row)| row.as_slice()).collect();
            header.find(&first)
        }
    };
    let above: Vec<(usize, Vec<String>)> = rows.drain(..first).collect();
    if header.asked.is_none() && !above.is_empty() {
        let row = rows.first().map_or(0, |(number, _)| *number);
        let said = above.iter().flat_map(|(_, row)| row.iter().find(|cell| !cell.trim().is_empty()));
        let found = ListFinding::HeaderFound { row, above: said.cloned().collect() };
        noticed_in.push((Some(row), found.into()));
    }
    let mut rows = rows.into_iter();
    let header_row = rows.next();
    let rows: Vec<(usize, Vec<String>)> = rows.collect();
    let top = header_row.as_ref().map_or(0, |(number, _)| *number);
    let known = header_row.as_ref().is_some_and(|(_, row)| header.knows(row));
    if !known && let Some(row) = hidden_header(&sheet, header) {
        return Err(ListFinding::HiddenHeader { path: name.to_owned(), row }.into());
    }
    if rows.is_empty() || !known {
        // Perhaps the list is on another sheet.
        let sheets = others(&mut book, &used, header);
        if rows.is_empty() || !sheets.is_empty() {
            let (path, sheet) = (name.to_owned(), used);
            return Err(ListFinding::OtherSheet { path, sheet, rows: rows.len(), sheets }.into());
        }
    }
    if known && let Some((range, last)) = header_over_rows(&sheet, top) {
        let found = ListFinding::HeaderOverRows { range, last };
        noticed_in.push((Some(top), found.into()));
    }
    for (column, name) in hidden_columns(&sheet, top, header) {
        noticed_in.push((Some(top), ListFinding::HiddenColumn { column, name }.into()));
    }
    let below = across.into_iter().filter(|(row, _)| *row > top);
    let ranges: Vec<(usize, String)> = below.collect();
    if let Some((row, _)) = ranges.first() {
        let (row, count) = (*row, ranges.len());
        let ranges = ranges.into_iter().take(8).map(|(_, name)| name).collect();
        noticed_in.push((Some(row), ListFinding::MergedAcross { ranges, count }.into()));
    }
    noticed_in.extend(totals(&rows).map(|(row, said)| (Some(row), ListFinding::Total { said }.into())));
    Ok(Rows { header: header_row, rows, lost, noticed: noticed_in })
}

/// The hidden row that names columns, where none that is seen does.
fn hidden_header(sheet: &Sheet, header: &Header<'_>) -> Option<usize> {
    let in_rows = sheet.unseen.iter().filter(|cell| sheet.hidden.rows.holding(cell.at.row).is_some());
    in_rows
        .take(LIMIT_COLUMNS * LOOKED_AT)
        .find(|cell| header.knows(&[&cell.said]))
        .map(|cell| number(cell.at))
}

/// What is merged from the header's row downward, and the last row of it: the names below are no document.
fn header_over_rows(sheet: &Sheet, top: usize) -> Option<(String, usize)> {
    let rows = |merged: &&crate::workbook::Merged| {
        let (first, last) = (*merged.rows.start() as usize + 1, *merged.rows.end() as usize + 1);
        first <= top && last > top
    };
    let merged = sheet.merged.iter().find(rows)?;
    Some((merged.name(), *merged.rows.end() as usize + 1))
}

/// Hidden columns under a name that is known, with something in them: their letters and names.
fn hidden_columns(sheet: &Sheet, top: usize, header: &Header<'_>) -> Vec<(String, String)> {
    let of_header = sheet.unseen.iter().filter(|cell| number(cell.at) == top);
    let named = of_header.map(|cell| (cell.at.column, header.name(&cell.said)));
    let used = named.filter(|(column, name)| {
        (header.known)(name)
            && sheet.unseen.iter().any(|cell| cell.at.column == *column && number(cell.at) > top)
    });
    used.take(LIMIT_COLUMNS).map(|(column, name)| (column_name(column), name)).collect()
}

/// A row's number as the spreadsheet shows it.
fn number(at: At) -> usize {
    at.row as usize + 1
}

/// The rows that have something of their own.
fn rows(sheet: &Sheet) -> Result<Vec<(usize, Vec<String>)>, ListFinding> {
    let mut rows: Vec<(usize, Vec<String>)> = Vec::new();
    for cell in &sheet.cells {
        let number = number(cell.at);
        if rows.last().is_none_or(|(last, _)| *last != number) {
            rows.push((number, Vec::new()));
        }
        let Some((_, row)) = rows.last_mut() else { continue };
        let column = column(sheet, cell.at.column);
        if column >= LIMIT_COLUMNS {
            let what = ("列", "columns");
            return Err(ListFinding::TooLong { what, limit: LIMIT_COLUMNS });
        }
        if row.len() <= column {
            row.resize(column + 1, String::new());
        }
        row[column].clone_from(&cell.said);
    }
    // A row of formulas without results is a row, of which nobody knows what it says.
    for (at, _) in sheet.lost.iter().filter(|(_, why)| *why == Lost::NoValue) {
        if let Err(place) = rows.binary_search_by_key(&number(*at), |(known, _)| *known) {
            rows.insert(place, (number(*at), Vec::new()));
        }
    }
    Ok(rows)
}

/// A column's place among those that are seen.
fn column(sheet: &Sheet, column: u32) -> usize {
    (column - sheet.hidden.columns.below(column)) as usize
}

/// Puts what a merged cell says into each of its rows that has something else of its own. What is merged
/// over several columns counts for the first; these are given back with their row, and all cells that hold
/// something and say nothing.
fn fill(
    rows: &mut [(usize, Vec<String>)],
    sheet: &Sheet,
) -> Result<(Vec<(usize, String)>, LostCells), ListFinding> {
    let cells = sheet.lost.iter().map(|(at, why)| ((number(*at), column(sheet, at.column)), why.clone()));
    let mut lost: LostCells = cells.collect();
    let mut across = Vec::new();
    let (mut filled, mut said_again) = (0, 0);
    for merged in &sheet.merged {
        let hidden = &sheet.hidden;
        let seen = (hidden.rows.first_outside(&merged.rows), hidden.columns.first_outside(&merged.columns));
        let (Some(first), Some(left)) = seen else { continue };
        let of: RangeInclusive<usize> = first as usize + 1..=*merged.rows.end() as usize + 1;
        let start = rows.partition_point(|(number, _)| number < of.start());
        let end = rows.partition_point(|(number, _)| number <= of.end());
        let at = column(sheet, left);
        let said = rows[start..end].first().filter(|(number, _)| number == of.start());
        let said = said.and_then(|(_, row)| row.get(at)).filter(|said| !said.trim().is_empty()).cloned();
        let why = lost.get(&(*of.start(), at)).cloned();
        if said.is_none() && why.is_none() {
            continue;
        }
        let last = column(sheet, *merged.columns.end()).min(LIMIT_COLUMNS);
        filled += (end - start) * (last.saturating_sub(at) + 1);
        if filled > LIMIT_CELLS {
            let what = ("格", "cells");
            return Err(ListFinding::TooLong { what, limit: LIMIT_CELLS });
        }
        if merged.columns.end() > merged.columns.start() {
            across.push((*of.start(), merged.name()));
            for (number, _) in &rows[start..end] {
                (at + 1..=last).for_each(|column| {
                    lost.insert((*number, column), Lost::Across { range: merged.name() });
                });
            }
        }
        let Some(said) = said else {
            for (number, _) in &rows[start..end] {
                lost.entry((*number, at)).or_insert_with(|| why.clone().unwrap_or(Lost::NotShown));
            }
            continue;
        };
        said_again += (end - start) * said.len();
        if said_again > LIMIT_SAID {
            let what = (
                "MiB 的文字（合并单元格的，每行都算）",
                "MiB of words, those of a merged cell counted in each row",
            );
            return Err(ListFinding::TooLong { what, limit: LIMIT_SAID / (1024 * 1024) });
        }
        for (_, row) in &mut rows[start..end] {
            if row.len() <= at {
                row.resize(at + 1, String::new());
            }
            // Ranges that lie over each other are no spreadsheet's; what stands there stays.
            if row[at].trim().is_empty() {
                row[at].clone_from(&said);
            }
        }
    }
    across.sort();
    Ok((across, lost))
}

/// The other sheets that have rows under a header somebody knows.
fn others(book: &mut Workbook<'_>, used: &str, header: &Header<'_>) -> Vec<String> {
    let with_rows = book.names_with_rows(2, used);
    let knows = |book: &mut Workbook<'_>, name: &str| {
        let Ok(sheet) = book.sheet(name, MOST) else { return false };
        let first = rows(&sheet).unwrap_or_default();
        first.iter().take(LOOKED_AT).any(|(_, row)| header.knows(row))
    };
    with_rows.into_iter().filter(|name| knows(book, name)).collect()
}

/// The rows that are nobody's, and what they say.
fn totals(rows: &[(usize, Vec<String>)]) -> impl Iterator<Item = (usize, String)> {
    rows.iter()
        .filter_map(|(number, row)| Some((*number, adds_up(row.iter().map(String::as_str))?.to_owned())))
}

/// What a row begins with that adds others up or is a note on them: 小计, 合计：, 共2家, 注：….
pub(super) fn adds_up<'c>(mut cells: impl Iterator<Item = &'c str>) -> Option<&'c str> {
    const SUMS: [&str; 6] = ["合计", "总计", "共计", "小计", "累计", "合计数"];
    const NOTES: [&str; 6] = ["注：", "注:", "备注：", "备注:", "填表人", "说明："];
    let said = cells.find_map(|cell| Some(cell.trim()).filter(|cell| !cell.is_empty()))?;
    let bare: String = said.chars().filter(|c| !c.is_whitespace()).collect();
    let counted = bare
        .strip_prefix('共')
        .or(bare.strip_prefix("总共"))
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()) && rest.chars().count() < 8);
    let adds = SUMS.contains(&bare.trim_end_matches(['：', ':'])) || counted;
    (adds || NOTES.iter().any(|note| bare.starts_with(note))).then_some(said)
}
