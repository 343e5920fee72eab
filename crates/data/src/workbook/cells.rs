//! A sheet's XML: cells, what is merged, what is hidden.

use std::borrow::Cow;
use std::ops::RangeInclusive;

use super::format::{Epoch, NotShown, NumberFormat};
use super::ranges::Ranges;
use super::styles::Styles;
use super::words::{Gatherer, Printed, Words};
use super::xml::{Attributes, Step, walk};
use super::{At, Cell, Fault, Hidden, Lost, Merged, Most, Remark, Remarks, Sheet};
use crate::diagnostic::cut;

/// The last row and the last column of a sheet, from 0.
const LAST_ROW: u32 = 1_048_575;
const LAST_COLUMN: u32 = 16_383;
/// The most rectangles that are merged.
const MOST_MERGED: usize = 100_000;
/// From here on General shows powers of ten, and from here on digits are lost.
const LONG: f64 = 1e11;
const LOST: f64 = 1e15;

/// What cells are read with.
pub(super) struct Book<'a> {
    pub strings: &'a [Words],
    pub styles: &'a mut Styles,
    pub epoch: Epoch,
}

/// Reads a sheet of which at most so much shows something.
pub(super) fn read(part: &str, text: &str, book: Book<'_>, most: Most) -> Result<Sheet, Fault> {
    let mut reader = Reader {
        part,
        book,
        most,
        sheet: Sheet::default(),
        hidden_rows: Vec::new(),
        hidden_columns: Vec::new(),
        noughts: true,
        row: 0,
        next: At { row: 0, column: 0 },
        cell: None,
        gatherer: Gatherer::default(),
        room: most.bytes,
    };
    walk(part, text, |step| reader.step(&step))?;
    let Reader { mut sheet, hidden_rows, hidden_columns, .. } = reader;
    sheet.cells.sort_by_key(|cell| cell.at);
    sheet.cells.dedup_by_key(|cell| cell.at);
    sheet.hidden = Hidden { rows: Ranges::of(hidden_rows), columns: Ranges::of(hidden_columns) };
    Ok(sheet)
}

struct Reader<'a> {
    part: &'a str,
    book: Book<'a>,
    most: Most,
    sheet: Sheet,
    hidden_rows: Vec<RangeInclusive<u32>>,
    hidden_columns: Vec<RangeInclusive<u32>>,
    /// Whether the sheet shows noughts.
    noughts: bool,
    row: u32,
    /// Where the next cell is that does not say where.
    next: At,
    cell: Option<Raw>,
    gatherer: Gatherer,
    /// How many bytes its cells may still say.
    room: usize,
}

/// A cell as the file has it.
#[derive(Default)]
struct Raw {
    at: At,
    style: usize,
    kind: String,
    formula: bool,
    value: Option<String>,
    in_value: bool,
    in_words: bool,
}

impl Raw {
    /// Why it shows nothing although it holds something.
    fn lost(&self, struck: bool) -> Option<Lost> {
        let blank = self.value.as_deref().unwrap_or_default().trim().is_empty();
        match self.kind.as_str() {
            _ if struck => Some(Lost::Struck),
            "str" if self.value.is_some() && blank => None,
            _ if blank => self.formula.then_some(Lost::NoValue),
            // Its words may be blanks.
            "s" | "str" => None,
            _ => Some(Lost::NotShown),
        }
    }
}

impl Reader<'_> {
    fn step(&mut self, step: &Step<'_>) -> Result<(), Fault> {
        if self.cell.is_some() {
            return self.in_cell(step);
        }
        match step {
            // A workbook may have several views; the first is the one that opens.
            Step::Open("sheetView", attributes) => {
                self.noughts &=
                    attributes.get("showZeros").is_none_or(|said| !matches!(said.trim(), "0" | "false"));
            }
            Step::Open("row", attributes) => self.open_row(attributes)?,
            Step::Close("row") => self.next = At { row: self.row + 1, column: 0 },
            Step::Open("c", attributes) => self.open_cell(attributes)?,
            Step::Open("col", attributes) => {
                let hidden = attributes.flag("hidden") || attributes.number::<f64>("width") == Some(0.0);
                let bounds = (attributes.number::<u32>("min"), attributes.number::<u32>("max"));
                if let (true, (Some(first @ 1..), Some(last @ 1..))) = (hidden, bounds) {
                    self.hidden_columns.push(first - 1..=(last - 1).min(LAST_COLUMN));
                }
            }
            Step::Open("mergeCell", attributes) => {
                let said = attributes.get("ref").unwrap_or_default();
                let merged =
                    range(&said).ok_or_else(|| self.broken(format!("mergeCell ref=\"{}\"", cut(&said))))?;
                if self.sheet.merged.len() >= MOST_MERGED {
                    return Err(Fault::TooManyMerged { limit: MOST_MERGED });
                }
                self.sheet.merged.push(merged);
            }
            _ => {}
        }
        Ok(())
    }

    fn broken(&self, reason: String) -> Fault {
        Fault::Broken { part: self.part.to_owned(), reason }
    }

    fn open_row(&mut self, attributes: &Attributes<'_>) -> Result<(), Fault> {
        if let Some(said) = attributes.get("r") {
            let number = said.trim().parse::<u32>().ok().filter(|number| (1..=LAST_ROW + 1).contains(number));
            let number = number.ok_or_else(|| self.broken(format!("row r=\"{}\"", cut(&said))))?;
            self.next = At { row: number - 1, column: 0 };
        }
        self.row = self.next.row;
        if attributes.flag("hidden") || attributes.number::<f64>("ht") == Some(0.0) {
            self.hidden_rows.push(self.row..=self.row);
        }
        Ok(())
    }

    fn open_cell(&mut self, attributes: &Attributes<'_>) -> Result<(), Fault> {
        let at = match attributes.get("r") {
            Some(said) => address(&said).ok_or_else(|| self.broken(format!("c r=\"{}\"", cut(&said))))?,
            None => self.next,
        };
        if at.column > LAST_COLUMN || at.row > LAST_ROW {
            return Err(self.broken(format!("a cell behind {}", self.next.name())));
        }
        self.next = At { row: at.row, column: at.column + 1 };
        self.cell = Some(Raw {
            at,
            style: attributes.number("s").unwrap_or_default(),
            kind: attributes.get("t").unwrap_or_default(),
            ..Raw::default()
        });
        Ok(())
    }

    fn in_cell(&mut self, step: &Step<'_>) -> Result<(), Fault> {
        let Some(cell) = &mut self.cell else { return Ok(()) };
        match step {
            Step::Open("f", _) => cell.formula = true,
            Step::Open("v", _) => {
                cell.in_value = true;
                cell.value.get_or_insert_default();
            }
            Step::Close("v") => cell.in_value = false,
            Step::Text(text) if cell.in_value => cell.value.get_or_insert_default().push_str(text),
            Step::Open("is", _) => cell.in_words = true,
            Step::Close("is") => cell.in_words = false,
            Step::Close("c") => return self.close_cell(),
            other if cell.in_words => self.gatherer.step(other),
            _ => {}
        }
        Ok(())
    }

    fn close_cell(&mut self) -> Result<(), Fault> {
        let Some(raw) = self.cell.take() else { return Ok(()) };
        let Printed { text, dressed, struck, levelled } = self.printed(&raw)?;
        if struck {
            self.remark(Remark::Struck, raw.at);
        }
        if levelled {
            self.remark(Remark::Levelled, raw.at);
        }
        if !text.trim().is_empty() {
            if !self.book.styles.has(raw.style) {
                self.remark(Remark::NoStyle, raw.at);
            }
            if self.sheet.cells.len() >= self.most.cells {
                return Err(Fault::TooManyCells);
            }
            self.sheet.cells.push(Cell { at: raw.at, said: text, dressed });
        } else if let Some(why) = raw.lost(struck) {
            if self.sheet.lost.len() >= self.most.cells {
                return Err(Fault::TooManyCells);
            }
            self.sheet.lost.push((raw.at, why));
        }
        Ok(())
    }

    /// What a cell shows.
    fn printed(&mut self, raw: &Raw) -> Result<Printed, Fault> {
        let value = raw.value.as_deref().unwrap_or_default();
        let words = match raw.kind.as_str() {
            "s" => {
                let index = value.trim().parse::<usize>().ok();
                let words = index.and_then(|index| self.book.strings.get(index));
                let words = words
                    .ok_or_else(|| self.broken(format!("{}: sharedStrings {}", raw.at.name(), cut(value))))?;
                Cow::Borrowed(words)
            }
            "inlineStr" => Cow::Owned(self.gatherer.take()),
            "str" if raw.value.is_some() => Cow::Owned(Words::plain(value)),
            "e" => {
                self.remark(Remark::Error { written: cut(value.trim()) }, raw.at);
                return Ok(Printed::default());
            }
            _ if value.trim().is_empty() => {
                if raw.formula {
                    self.remark(Remark::NoValue, raw.at);
                }
                return Ok(Printed::default());
            }
            "b" => Cow::Owned(Words::plain(if value.trim() == "0" { "FALSE" } else { "TRUE" })),
            "d" => match super::moment::serial(value.trim(), self.book.epoch) {
                Some(days) => return self.number(days, raw),
                None => Cow::Owned(Words::plain(value)),
            },
            _ => match value.trim().parse::<f64>().ok().filter(|number| number.is_finite()) {
                Some(number) => return self.number(number, raw),
                None => return Err(self.broken(format!("{}: {}", raw.at.name(), cut(value)))),
            },
        };
        // What is struck out is looked at, too.
        let weight = words.weight();
        self.take(weight)?;
        let printed = words.printed(self.book.styles.font(raw.style));
        let Some(format) = self.book.styles.format(raw.style).filter(|_| !printed.text.is_empty()) else {
            return Ok(printed);
        };
        // A format may say them again and again.
        let more = format.length_of(&printed.text).saturating_sub(printed.text.len());
        let text = if more <= self.room { format.text(&printed.text) } else { String::new() };
        self.take(more)?;
        // Words that the format adds are not raised; what it takes away takes all with it.
        let dressed = printed.dressed.filter(|_| text == printed.text);
        Ok(Printed { text, dressed, ..printed })
    }

    /// Counts bytes that a cell says.
    fn take(&mut self, bytes: usize) -> Result<(), Fault> {
        let left = self.room.checked_sub(bytes);
        self.room = left.ok_or(Fault::TooManyWords { limit: self.most.bytes })?;
        Ok(())
    }

    fn number(&mut self, number: f64, raw: &Raw) -> Result<Printed, Fault> {
        if number == 0.0 && !self.noughts {
            return Ok(Printed::default());
        }
        let epoch = self.book.epoch;
        let known = self.book.styles.format(raw.style);
        let unknown = known.is_none();
        let shown = match known {
            Some(format) => format.number(number, epoch),
            None => NumberFormat::general().number(number, epoch),
        };
        if unknown {
            self.remark(Remark::UnknownFormat, raw.at);
        }
        let shown = match shown {
            Ok(shown) => shown,
            Err(NotShown::Hashes) => {
                self.remark(Remark::Error { written: "########".to_owned() }, raw.at);
                return Ok(Printed::default());
            }
            Err(NotShown::Calendar) => {
                self.remark(Remark::Calendar, raw.at);
                return Ok(Printed::default());
            }
        };
        let in_full = shown.bytes().filter(u8::is_ascii_digit).count() > 15;
        if number.abs() >= LOST && in_full {
            self.remark(Remark::LostDigits, raw.at);
        } else if number.abs() >= LONG && number.fract() == 0.0 && shown.contains("E+") {
            self.remark(Remark::Power, raw.at);
        }
        self.take(shown.len())?;
        Ok(Words::plain(&shown).printed(self.book.styles.font(raw.style)))
    }

    fn remark(&mut self, remark: Remark, at: At) {
        Remarks::add(&mut self.sheet.remarks, remark, at);
    }
}

/// B7, or $B$7, as row and column from 0.
fn address(said: &str) -> Option<At> {
    let said = said.trim().replace('$', "");
    let split = said.find(|c: char| c.is_ascii_digit())?;
    let (letters, digits) = said.split_at(split);
    if letters.is_empty() || letters.len() > 3 || !letters.bytes().all(|b| b.is_ascii_alphabetic()) {
        return None;
    }
    let column = letters.bytes().fold(0, |sum, b| sum * 26 + u32::from(b.to_ascii_uppercase() - b'A') + 1);
    let row = digits.parse::<u32>().ok()?;
    let at = At { row: row.checked_sub(1)?, column: column - 1 };
    (at.row <= LAST_ROW && at.column <= LAST_COLUMN).then_some(at)
}

/// A2:B3, either way round.
fn range(said: &str) -> Option<Merged> {
    let (first, last) = said.split_once(':').unwrap_or((said, said));
    let (first, last) = (address(first)?, address(last)?);
    let order = |a: u32, b: u32| -> RangeInclusive<u32> { a.min(b)..=a.max(b) };
    Some(Merged { rows: order(first.row, last.row), columns: order(first.column, last.column) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_have_names() {
        for (name, row, column) in
            [("A1", 0, 0), ("Z7", 6, 25), ("AA10", 9, 26), ("XFD1048576", LAST_ROW, LAST_COLUMN)]
        {
            assert_eq!(address(name), Some(At { row, column }));
            assert_eq!(At { row, column }.name(), name);
        }
        for wrong in ["", "A", "1", "A0", "XFE1", "A1048577", "甲1", "AAAA1"] {
            assert_eq!(address(wrong), None, "{wrong}");
        }
        assert_eq!(range("$B$3:A2"), Some(Merged { rows: 1..=2, columns: 0..=1 }));
    }
}
