//! Excel workbooks (.xlsx): bytes in, what the cells of a sheet show out.
//!
//! A workbook comes from anybody: what it unpacks to is counted, document types are refused, nothing outside
//! the file is looked at, and no formula is computed.

mod cells;
mod findings;
mod format;
mod kind;
mod moment;
mod package;
mod ranges;
mod spoiled;
mod styles;
mod tell;
mod words;
mod xml;

pub use findings::WorkbookFinding;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use serde::Serialize;

use crate::text::Marked;
use format::Epoch;
pub use kind::Kind;
use package::Package;
use ranges::Ranges;
pub use spoiled::{Spoiled, spoiled, words_of_formula};
use styles::Styles;
pub use tell::{not_read, noticed};
use words::{Gatherer, Words};
use xml::{Step, walk};

/// The largest workbook that is read, in bytes.
pub const LIMIT_BYTES: u64 = 20 * 1024 * 1024;
/// So many sheets, and of each so many cells, are looked at to say where something is.
const SHEETS_LOOKED_AT: usize = 50;
const LOOKED_AT: Most = Most { cells: 1_000_000, bytes: 64 * 1024 * 1024 };
/// So many cells are looked at for being covered by merged ones.
const COVERED_LOOKED_AT: usize = 20_000_000;
/// So many cells of a remark are named.
const NAMED: usize = 8;

/// Why a workbook, or a sheet of it, is not read.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fault {
    /// It is something else.
    Kind(Kind),
    /// It unpacks to more than so many bytes.
    TooLarge {
        /// In bytes.
        #[serde(rename = "limit-bytes")]
        limit: u64,
    },
    /// It has a document type, which can make entities.
    DocumentType {
        /// The part of the package.
        part: String,
    },
    /// A part is damaged, or lacks what it must have.
    Broken {
        /// The part of the package.
        part: String,
        /// What is wrong with it, in English.
        reason: String,
    },
    /// More cells show something than the caller takes.
    TooManyCells,
    /// Its cells say more than so many bytes in all.
    TooManyWords {
        /// In bytes.
        #[serde(rename = "limit-bytes")]
        limit: usize,
    },
    /// More is merged than so many rectangles.
    TooManyMerged {
        /// How many are read.
        limit: usize,
    },
}

/// How much a sheet may show.
#[derive(Debug, Clone, Copy)]
pub struct Most {
    /// Cells that show something.
    pub cells: usize,
    /// What they say in all; words that many cells share are said by each.
    pub bytes: usize,
}

/// Where a cell is: row and column from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct At {
    /// From 0.
    pub row: u32,
    /// From 0: 0 is A.
    pub column: u32,
}

impl At {
    /// Its name in the spreadsheet: B7.
    pub fn name(self) -> String {
        format!("{}{}", column_name(self.column), self.row + 1)
    }
}

/// A column's name: AA.
pub fn column_name(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

/// A cell that shows something.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// Where it is.
    pub at: At,
    /// In characters alone.
    pub said: String,
    /// With its raised and lowered parts, where there are any.
    pub dressed: Option<Box<Marked>>,
}

/// A rectangle of cells that are one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    /// Its first and last row, from 0.
    pub rows: RangeInclusive<u32>,
    /// Its first and last column, from 0.
    pub columns: RangeInclusive<u32>,
}

impl Merged {
    /// The cell that has the value.
    pub fn first(&self) -> At {
        At { row: *self.rows.start(), column: *self.columns.start() }
    }

    /// Its name in the spreadsheet: A2:B3.
    pub fn name(&self) -> String {
        let last = At { row: *self.rows.end(), column: *self.columns.end() };
        format!("{}:{}", self.first().name(), last.name())
    }
}

/// What is to be said of single cells.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Remark {
    /// It shows an error.
    Error {
        /// The error.
        written: String,
    },
    /// A date of a calendar that is not counted here.
    Calendar,
    /// A formula whose result the file does not have.
    NoValue,
    /// Characters that are struck out, and left out.
    Struck,
    /// It lies under a merged cell, where nobody sees it.
    Covered,
    /// Characters that are raised or lowered in the sheet, and not here.
    Levelled,
    /// A number of more digits than a spreadsheet keeps.
    LostDigits,
    /// A long number that is shown with a power of ten.
    Power,
    /// The format is none, or unknown: the number is shown as it is.
    UnknownFormat,
    /// The style is not in the file.
    NoStyle,
}

/// Why a cell that holds something shows nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Lost {
    /// A formula whose result the file does not have.
    NoValue,
    /// All of it is struck out.
    Struck,
    /// Its format, or the sheet, shows nothing for it.
    NotShown,
    /// It is a part of a range that is merged over several columns.
    Across {
        /// The range.
        #[serde(rename = "cell-range")]
        range: String,
    },
}

/// The cells of a remark: the first of them, and how many there are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remarked {
    /// The first of them.
    pub first: At,
    /// The names of the first few, such as `B3`.
    pub names: Vec<String>,
    /// How many there are.
    pub count: usize,
}

/// Remarks by what they are.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Remarks(pub BTreeMap<Remark, Remarked>);

impl Remarks {
    fn add(&mut self, remark: Remark, at: At) {
        // A file may have as many errors as it likes; Excel has eleven.
        let full = self.0.len() >= 40 && !self.0.contains_key(&remark);
        let remark = if full { Remark::Error { written: "#…".to_owned() } } else { remark };
        let told = self.0.entry(remark).or_insert(Remarked { first: at, names: Vec::new(), count: 0 });
        told.count += 1;
        if told.names.len() < NAMED {
            told.names.push(at.name());
        }
    }
}

/// Rows and columns that are hidden.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Hidden {
    /// Rows, from 0.
    pub rows: Ranges,
    /// Columns, from 0.
    pub columns: Ranges,
}

impl Hidden {
    /// Whether a cell is in a hidden row or column.
    pub fn has(&self, at: At) -> bool {
        self.rows.holding(at.row).is_some() || self.columns.holding(at.column).is_some()
    }
}

/// What a sheet shows.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// The cells that show something, row by row.
    pub cells: Vec<Cell>,
    /// What is merged, in the order of the file.
    pub merged: Vec<Merged>,
    /// Hidden rows and columns; the cells in them are not among the cells any more.
    pub hidden: Hidden,
    /// The cells in hidden rows and columns that would have shown something.
    pub unseen: Vec<Cell>,
    /// Cells that hold something and show nothing.
    pub lost: Vec<(At, Lost)>,
    /// What is remarkable about its cells.
    pub remarks: Remarks,
}

impl Sheet {
    /// Whether cells have errors instead of something to print.
    pub fn is_useless(&self) -> bool {
        self.remarks.0.keys().any(|remark| matches!(remark, Remark::Error { .. } | Remark::Calendar))
    }

    /// Takes away what lies under merged cells.
    fn without_covered(mut self) -> Result<Sheet, Fault> {
        let mut covered = vec![false; self.cells.len()];
        let mut looked_at = 0;
        for merged in &self.merged {
            let start = self.cells.partition_point(|cell| cell.at.row < *merged.rows.start());
            for (index, cell) in self.cells.iter().enumerate().skip(start) {
                looked_at += 1;
                if looked_at > COVERED_LOOKED_AT {
                    return Err(Fault::TooManyMerged { limit: self.merged.len() });
                }
                if cell.at.row > *merged.rows.end() {
                    break;
                }
                covered[index] |= merged.columns.contains(&cell.at.column) && cell.at != merged.first();
            }
        }
        let mut index = 0;
        let remarks = &mut self.remarks;
        self.cells.retain(|cell| {
            index += 1;
            if covered[index - 1] {
                remarks.add(Remark::Covered, cell.at);
            }
            !covered[index - 1]
        });
        Ok(self)
    }

    /// Takes away what is hidden. A merged cell whose first row or column is hidden is seen in the others.
    fn without_hidden(mut self) -> Sheet {
        let hidden = &self.hidden;
        let mut moved = BTreeMap::new();
        for merged in &self.merged {
            let seen =
                (hidden.rows.first_outside(&merged.rows), hidden.columns.first_outside(&merged.columns));
            if let (Some(row), Some(column)) = seen {
                moved.insert(merged.first(), At { row, column });
            }
        }
        for cell in &mut self.cells {
            if let Some(to) = moved.get(&cell.at) {
                cell.at = *to;
            }
        }
        let (unseen, seen) = self.cells.into_iter().partition(|cell| hidden.has(cell.at));
        (self.unseen, self.cells) = (unseen, seen);
        self.cells.sort_by_key(|cell| cell.at);
        self.lost.retain(|(at, _)| !hidden.has(*at));
        self
    }
}

/// A workbook, opened.
pub struct Workbook<'a> {
    package: Package<'a>,
    sheets: Vec<Named>,
    strings: Vec<Words>,
    styles: Styles,
    epoch: Epoch,
    /// The sheet that was open when the workbook was saved, if it is one of cells.
    active: Option<String>,
}

/// A sheet of cells by its name.
struct Named {
    name: String,
    part: String,
    hidden: bool,
}

impl<'a> Workbook<'a> {
    /// Opens a workbook and reads what its sheets share.
    pub fn open(bytes: &'a [u8]) -> Result<Workbook<'a>, Fault> {
        if let Some(kind) = kind::of_bytes(bytes) {
            return Err(Fault::Kind(kind));
        }
        let mut package = Package::open(bytes)?;
        let of_package = package.relations("")?;
        let main = of_package.values().find(|relation| relation.kind == "officeDocument");
        let main = main.map_or("xl/workbook.xml", |relation| relation.part.as_str()).to_owned();
        let is_ours = !main.ends_with(".bin") && !main.starts_with("word/") && !main.starts_with("ppt/");
        let Some(text) = package.text(&main)?.filter(|_| is_ours) else {
            return Err(Fault::Kind(kind::of_zip(|name| package.has(name))));
        };
        let relations = package.relations(&main)?;
        let mut epoch = Epoch::Of1900;
        let mut sheets = Vec::new();
        let mut shown: Option<usize> = None;
        let mut active = None;
        let mut place = 0;
        walk(&main, &text, |step| {
            match step {
                Step::Open("workbookPr", attributes) if attributes.flag("date1904") => epoch = Epoch::Of1904,
                Step::Open("workbookView", attributes) if shown.is_none() => {
                    shown = Some(attributes.get("activeTab").and_then(|tab| tab.parse().ok()).unwrap_or(0));
                }
                Step::Open("sheet", attributes) => {
                    place += 1;
                    let relation = attributes.get("id").and_then(|id| relations.get(&id));
                    // Charts and macros have sheets of their own.
                    if let Some(relation) = relation.filter(|relation| relation.kind == "worksheet") {
                        let state = attributes.get("state").unwrap_or_default();
                        if shown == Some(place - 1) {
                            active = attributes.get("name");
                        }
                        sheets.push(Named {
                            name: attributes.get("name").unwrap_or_default(),
                            part: relation.part.clone(),
                            hidden: matches!(state.as_str(), "hidden" | "veryHidden"),
                        });
                    }
                }
                _ => {}
            }
            Ok(())
        })?;
        let part =
            |kind: &str| relations.values().find(|known| known.kind == kind).map(|known| known.part.clone());
        let styles = match part("styles") {
            Some(part) => package.text(&part)?.map(|text| Styles::read(&part, &text)).transpose()?,
            None => None,
        };
        let strings = match part("sharedStrings") {
            Some(part) => package.text(&part)?.map(|text| strings(&part, &text)).transpose()?,
            None => None,
        };
        let (styles, strings) = (styles.unwrap_or_default(), strings.unwrap_or_default());
        Ok(Workbook { package, sheets, strings, styles, epoch, active })
    }

    /// The names of the sheets that are seen, or of all when none is.
    pub fn names(&self) -> Vec<String> {
        let all = self.sheets.iter().all(|sheet| sheet.hidden);
        self.sheets.iter().filter(|sheet| all || !sheet.hidden).map(|sheet| sheet.name.clone()).collect()
    }

    /// The name of the sheet that is read when none is named, and the hidden ones before it.
    pub fn first(&self) -> Option<(String, Vec<String>)> {
        let name = self.names().into_iter().next()?;
        let before = self.sheets.iter().map(|sheet| sheet.name.clone()).take_while(|before| *before != name);
        Some((name.clone(), before.collect()))
    }

    /// Whether there is a sheet of this name, hidden or not.
    pub fn has(&self, name: &str) -> bool {
        self.sheets.iter().any(|sheet| sheet.name == name)
    }

    /// The names of the sheets that are seen and have so many rows at least, another one left out.
    ///
    /// What cannot be read, or would unpack to too much, has none.
    pub fn names_with_rows(&mut self, least: usize, but: &str) -> Vec<String> {
        let names = self.names().into_iter().filter(|name| name != but).take(SHEETS_LOOKED_AT);
        names.filter(|name| self.has_rows(name, least)).collect()
    }

    fn has_rows(&mut self, name: &str, least: usize) -> bool {
        let Ok(sheet) = self.sheet(name, LOOKED_AT) else { return false };
        let mut rows: Vec<u32> = sheet.cells.iter().map(|cell| cell.at.row).collect();
        rows.dedup();
        rows.len() >= least
    }

    /// The sheet that was open when the workbook was saved, when it is seen, is not the one that is used, and both
    /// have something in them.
    pub fn shown_instead_of(&mut self, used: &str) -> Option<String> {
        let active = self.active.clone().filter(|active| active != used && self.names().contains(active))?;
        (self.has_rows(&active, 1) && self.has_rows(used, 1)).then_some(active)
    }

    /// Reads a sheet of which at most so much shows something; one that is not there is empty.
    pub fn sheet(&mut self, name: &str, most: Most) -> Result<Sheet, Fault> {
        let Some(named) = self.sheets.iter().find(|sheet| sheet.name == name) else {
            return Ok(Sheet::default());
        };
        let part = named.part.clone();
        let Some(text) = self.package.text(&part)? else {
            return Err(Fault::Broken { part, reason: "not in the file".to_owned() });
        };
        let book = cells::Book { strings: &self.strings, styles: &mut self.styles, epoch: self.epoch };
        let sheet = cells::read(&part, &text, book, most)?;
        Ok(Sheet { name: name.to_owned(), ..sheet.without_covered()?.without_hidden() })
    }
}

/// The strings that cells name by their index.
fn strings(part: &str, text: &str) -> Result<Vec<Words>, Fault> {
    let mut strings = Vec::new();
    let mut gatherer = Gatherer::default();
    walk(part, text, |step| {
        match step {
            Step::Close("si") => strings.push(gatherer.take()),
            other => gatherer.step(&other),
        }
        Ok(())
    })?;
    Ok(strings)
}

#[cfg(test)]
mod tests;
