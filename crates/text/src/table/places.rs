//! Where each cell of a table stands, and which of them cannot.

use serde::Serialize;

use super::{Cell, Table};

/// The columns that are followed: more are too many for any page.
const MOST_COLUMNS: usize = 1_000;

/// Cells in their places.
#[derive(Debug)]
pub struct Places<'a> {
    /// How many columns the table has.
    pub columns: usize,
    /// Every cell, row by row.
    pub cells: Vec<Placed<'a>>,
    /// How many columns each row has a cell in, the header's rows first.
    pub filled: Vec<usize>,
    /// What is the matter with merged cells, in reading order.
    pub faults: Vec<Fault>,
}

/// A cell, and its first row and column, counted from 0; the header's rows are the first.
#[derive(Debug, Clone, Copy)]
pub struct Placed<'a> {
    /// The cell.
    pub cell: &'a Cell,
    /// Its first row, from 0.
    pub row: usize,
    /// Its first column, from 0.
    pub column: usize,
}

/// What is the matter, in which row, the header's counted too, and with which of its cells, from 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The row, from 0, the header's first.
    pub row: usize,
    /// Which of the cells that the row writes, from 0; none where the row as a whole is meant.
    pub cell: Option<usize>,
    /// What is the matter.
    pub wrong: Wrong,
}

/// What can be wrong with merged cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Wrong {
    /// It would lie on a cell that comes down from a row above.
    Overlaps,
    /// It goes on below the last row, of which there are so many left.
    BelowTable {
        /// Its own row counted.
        left: usize,
    },
    /// A cell of the header goes on into the rows.
    OutOfHeader {
        /// The rows of the header from its own on.
        left: usize,
    },
    /// A row of a table with merged cells has cells in so many columns, the others in `columns`.
    Length {
        /// Columns that a cell of it, or one from above, takes.
        filled: usize,
        /// Columns of the table.
        columns: usize,
    },
    /// `<<` with no cell to the left, `^^` with none above, or the cells so merged are no rectangle.
    Mark,
}

impl Table {
    /// Where each cell stands: in the first column of its row that no cell from above takes.
    pub fn places(&self) -> Places<'_> {
        let header = self.header.len();
        let all = header + self.rows.len();
        let mut places =
            Places { columns: 0, cells: Vec::new(), filled: Vec::with_capacity(all), faults: Vec::new() };
        // The row from which each column is free again.
        let mut free: Vec<usize> = Vec::new();
        for (row, cells) in self.all_rows().enumerate() {
            let end = if row < header { header } else { all };
            let mut column = 0;
            for (at, cell) in cells.iter().enumerate() {
                while free.get(column).is_some_and(|free| *free > row) {
                    column += 1;
                }
                let mut fault = |wrong| places.faults.push(Fault { row, cell: Some(at), wrong });
                let right = column.saturating_add(cell.colspan.max(1));
                if right > MOST_COLUMNS {
                    places.columns = right;
                    return places;
                }
                if free.len() < right {
                    free.resize(right, 0);
                }
                if free[column..right].iter().any(|free| *free > row) {
                    fault(Wrong::Overlaps);
                }
                let bottom = row.saturating_add(cell.rowspan.max(1));
                if bottom > end {
                    let left = end - row;
                    fault(if row < header {
                        Wrong::OutOfHeader { left }
                    } else {
                        Wrong::BelowTable { left }
                    });
                }
                free[column..right].fill(bottom.min(end));
                places.cells.push(Placed { cell, row, column });
                column = right;
            }
            places.filled.push(free.iter().filter(|free| **free > row).count());
        }
        places.columns = free.len();
        if self.is_merged() {
            places.lengths();
        }
        places.faults.extend(self.stray.iter().cloned());
        places.faults.sort_by_key(|fault| (fault.row, fault.cell));
        places
    }

    /// The first row that has more or fewer cells than there are columns, and how many; 0 is the header.
    pub fn ragged(&self) -> Option<(usize, usize)> {
        let places = self.places();
        let at = places.filled.iter().position(|filled| *filled != places.columns)?;
        let row = if at < self.header.len() { 0 } else { at + 1 - self.header.len() };
        Some((row, places.filled[at]))
    }
}

impl Places<'_> {
    /// In a table with merged cells a row of another length is a slip in their numbers: nobody can know
    /// which columns its cells were meant for. The length of most rows is taken for the right one.
    fn lengths(&mut self) {
        let mut counted: Vec<(usize, usize)> = Vec::new();
        for filled in &self.filled {
            match counted.iter_mut().find(|(length, _)| length == filled) {
                Some((_, count)) => *count += 1,
                None => counted.push((*filled, 1)),
            }
        }
        let Some((columns, _)) = counted.into_iter().max_by_key(|(length, count)| (*count, *length)) else {
            return;
        };
        for (row, filled) in self.filled.iter().copied().enumerate().filter(|(_, filled)| *filled != columns)
        {
            // What made the row so is told already.
            if !self.faults.iter().any(|fault| fault.row == row) {
                self.faults.push(Fault { row, cell: None, wrong: Wrong::Length { filled, columns } });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `甲 2×3`: a cell of two columns and three rows.
    fn table(header: &[&str], rows: &[&str]) -> Table {
        let cell = |said: &str| {
            let (words, span) = said.split_at(said.find(|c: char| c.is_ascii_digit()).unwrap_or(said.len()));
            let (colspan, rowspan) = span.split_once('×').unwrap_or(("1", "1"));
            let words = crate::marked::Marked::from(words);
            Cell { colspan: colspan.parse().unwrap(), rowspan: rowspan.parse().unwrap(), ..words.into() }
        };
        let read =
            |rows: &[&str]| rows.iter().map(|row| row.split_whitespace().map(cell).collect()).collect();
        Table { header: read(header), rows: read(rows), ..Table::default() }
    }

    fn faults(header: &[&str], rows: &[&str]) -> Vec<(usize, Option<usize>, Wrong)> {
        let table = table(header, rows);
        table.places().faults.into_iter().map(|fault| (fault.row, fault.cell, fault.wrong)).collect()
    }

    #[test]
    fn cells_take_the_first_free_columns() {
        let table = table(&["甲1×2 乙1×2 丙2×1", "丁 戊"], &["一 二 三 四", "五3×1 六"]);
        let places = table.places();
        let at: Vec<(&str, usize, usize)> =
            places.cells.iter().map(|placed| (placed.cell.text(), placed.row, placed.column)).collect();
        assert_eq!(
            at,
            [
                ("甲", 0, 0),
                ("乙", 0, 1),
                ("丙", 0, 2),
                ("丁", 1, 2),
                ("戊", 1, 3),
                ("一", 2, 0),
                ("二", 2, 1),
                ("三", 2, 2),
                ("四", 2, 3),
                ("五", 3, 0),
                ("六", 3, 3),
            ]
        );
        assert_eq!((places.columns, places.filled, places.faults), (4, vec![4; 4], vec![]));
    }

    #[test]
    fn spans_that_cannot_be_are_found() {
        for (header, rows, wanted) in [
            (&[][..], &["甲 乙1×2", "丙2×1"][..], vec![(1, Some(0), Wrong::Overlaps)]),
            (&[], &["甲1×3 乙", "丙"], vec![(0, Some(0), Wrong::BelowTable { left: 2 })]),
            (&["甲1×2 乙"], &["丙 丁"], vec![(0, Some(0), Wrong::OutOfHeader { left: 1 })]),
            (
                &["甲 乙2×1"],
                &["丙 丁 戊", "丙 丁", "丙 丁 戊"],
                vec![(2, None, Wrong::Length { filled: 2, columns: 3 })],
            ),
            (
                &["甲 乙3×1"],
                &["丙 丁 戊", "丙 丁 戊"],
                vec![(0, None, Wrong::Length { filled: 4, columns: 3 })],
            ),
            (&[], &["甲 乙", "丙"], vec![]),
        ] {
            assert_eq!(faults(header, rows), wanted, "{header:?} {rows:?}");
        }
    }

    #[test]
    fn giant_spans_end_early() {
        let table = table(&[], &["甲9999999999×9999999999 乙"]);
        assert!(table.places().columns > MOST_COLUMNS);
        let rows: Vec<String> = (0..200).map(|_| "甲60×100000 ".repeat(30)).collect();
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        assert!(self::table(&[], &rows).places().columns > MOST_COLUMNS);
    }
}
