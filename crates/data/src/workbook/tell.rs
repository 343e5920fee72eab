//! What is to be told of a sheet, for whoever reads it.

use std::ops::RangeInclusive;

use super::{At, Fault, Remark, Sheet, Workbook, column_name};
use crate::workbook::WorkbookFinding;

/// So many rows or columns are named.
const NAMED: usize = 8;

/// Why a workbook is not read.
pub fn not_read(path: &str, fault: Fault) -> WorkbookFinding {
    WorkbookFinding::NotRead { path: path.to_owned(), fault }
}

impl Workbook<'_> {
    /// The name of the sheet to read: the one that is wanted, else the first that is seen; with what is to
    /// be noticed about the choice.
    pub fn choose(
        &mut self,
        path: &str,
        wanted: Option<&str>,
    ) -> Result<(String, Vec<WorkbookFinding>), WorkbookFinding> {
        let path = path.to_owned();
        match wanted {
            Some(wanted) if self.has(wanted) => Ok((wanted.to_owned(), Vec::new())),
            Some(wanted) => {
                let (sheet, sheets) = (wanted.to_owned(), self.names());
                Err(WorkbookFinding::NoSuchSheet { path, sheet, sheets })
            }
            None => {
                let first = self.first().ok_or(WorkbookFinding::NoSheets { path: path.clone() });
                let (used, hidden) = first?;
                let mut told = Vec::new();
                if let Some(shown) = self.shown_instead_of(&used) {
                    let (path, used) = (path.clone(), used.clone());
                    told.push(WorkbookFinding::OtherSheetShown { path, shown, used });
                }
                if !hidden.is_empty() {
                    let used = used.clone();
                    told.push(WorkbookFinding::HiddenSheets { path, hidden, used });
                }
                Ok((used, told))
            }
        }
    }
}

/// What is to be told of a sheet's cells, each with the first cell it is about. Findings that make the
/// sheet useless are errors.
pub fn noticed(path: &str, sheet: &Sheet) -> Vec<(Option<At>, Remark, WorkbookFinding)> {
    let told = sheet.remarks.0.iter().map(|(remark, told)| {
        let (cells, count) = (told.names.clone(), told.count);
        let problem = WorkbookFinding::Cells { path: path.to_owned(), remark: remark.clone(), cells, count };
        (Some(told.first), remark.clone(), problem)
    });
    told.collect()
}

impl Sheet {
    /// What is hidden of it, if it would have shown something.
    pub fn told_hidden(&self, path: &str) -> Option<WorkbookFinding> {
        let rows = self.hidden.rows.iter().map(|range| {
            let row = |row: &u32| (row + 1).to_string();
            (range.clone(), row(range.start()), row(range.end()))
        });
        let columns = self
            .hidden
            .columns
            .iter()
            .map(|range| (range.clone(), column_name(*range.start()), column_name(*range.end())));
        let path = path.to_owned();
        let (rows, columns) = (named(rows), named(columns));
        (!self.unseen.is_empty()).then_some(WorkbookFinding::Hidden { path, rows, columns })
    }
}

/// Ranges by the names of their ends: 3、5–9.
fn named(ranges: impl Iterator<Item = (RangeInclusive<u32>, String, String)>) -> Vec<String> {
    let mut names: Vec<String> = ranges
        .take(NAMED + 1)
        .map(
            |(range, first, last)| {
                if range.start() == range.end() { first } else { format!("{first}–{last}") }
            },
        )
        .collect();
    if names.len() > NAMED {
        names.truncate(NAMED);
        names.push("…".to_owned());
    }
    names
}
