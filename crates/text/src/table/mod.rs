//! Tables: cells that may take several columns and rows, where each stands, what a column holds.

mod columns;
mod lines;
mod places;
mod widths;
mod wrap;

pub use columns::{Column, Content, LONGEST_PIECE, Width, is_number, is_placeholder, width, with_breaks};
pub(crate) use lines::{LONGEST_NOTE, is_note};
pub(super) use lines::{Mark, mark, merged, split};
pub use lines::{cell_of, is_close, is_lead, is_row, line_of, read, sign_in, written};
pub use places::{Fault, Placed, Places, Wrong};
pub use widths::{Fitted, fit};
pub use wrap::{Filling, is_day, is_list, is_prose, is_total, keep_dates, wrapped};

use super::marked::Marked;

/// A table as written. A cell that another one covers is not written, as in HTML: a row has the cells
/// that begin in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// What it is called, above it in the middle; it may call notes.
    pub caption: Option<Marked>,
    /// What its figures are in, 单位：亿元: above the table at its right.
    pub unit: Option<String>,
    /// The header's rows, repeated on every page; none, when there is no header.
    pub header: Vec<Vec<Cell>>,
    /// The rows below the header.
    pub rows: Vec<Vec<Cell>>,
    /// How the columns were asked to be aligned; none, or a column beyond the last, is left to us.
    pub aligned: Vec<Option<Aligned>>,
    /// Marks of `|`-rows that merge with nothing.
    pub stray: Vec<Fault>,
    /// What somebody asked of how it is set.
    pub asked: Asked,
    /// 表注: 注：…, 资料来源：…, under it in small type.
    pub notes: Vec<Marked>,
}

/// What somebody asked of how a table is set; all else is by what its cells need.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Asked {
    /// The size of its type.
    pub size: Option<Size>,
    /// The shares of the width that its columns take, in thousandths.
    pub widths: Vec<u32>,
    /// Whether it is as wide as the type area.
    pub full_width: bool,
    /// How its columns are aligned: one for all, or one a column.
    pub aligned: Vec<Aligned>,
    /// How high its rows are at least, in thousandths of a millimetre; the last one goes on.
    pub row_heights: Vec<u32>,
    /// Whether it lies on a sheet of its own.
    pub landscape: bool,
}

/// The sizes of a table's type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// 四号.
    Four,
    /// 小四.
    SmallFour,
    /// 五号.
    Five,
    /// 小五.
    SmallFive,
}

impl Size {
    /// All of them, the largest first.
    pub const ALL: [Size; 4] = [Size::Four, Size::SmallFour, Size::Five, Size::SmallFive];

    /// In pt.
    pub fn points(self) -> f64 {
        match self {
            Size::Four => 14.0,
            Size::SmallFour => 12.0,
            Size::Five => 10.5,
            Size::SmallFive => 9.0,
        }
    }

    /// Its name, in Chinese and in English.
    pub fn names(self) -> (&'static str, &'static str) {
        match self {
            Size::Four => ("四号", "4号"),
            Size::SmallFour => ("小四", "小4"),
            Size::Five => ("五号", "5号"),
            Size::SmallFive => ("小五", "小5"),
        }
    }
}

/// A cell's words, a `\n` in them a line break, and how many columns and rows it takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// What it says, with parts in bold or raised.
    pub words: Marked,
    /// At least 1.
    pub colspan: usize,
    /// At least 1.
    pub rowspan: usize,
    /// Where somebody asked its words to stand.
    pub aligned: Option<Aligned>,
    /// At which height.
    pub vertical: Option<Vertical>,
}

/// A rectangle of a grid's cells that are one cell, as word processors and spreadsheets say it: its first
/// row and column, counted from 0, and how many it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Merge {
    /// Its first row, from 0.
    pub row: usize,
    /// Its first column, from 0.
    pub column: usize,
    /// How many rows it takes.
    pub rows: usize,
    /// How many columns it takes.
    pub columns: usize,
}

/// An alignment that was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aligned {
    /// At the column's left edge.
    Left,
    /// In its middle.
    Centre,
    /// At its right edge.
    Right,
}

impl Aligned {
    /// As the template knows it.
    pub fn as_str(self) -> &'static str {
        match self {
            Aligned::Left => "left",
            Aligned::Centre => "centre",
            Aligned::Right => "right",
        }
    }
}

/// The height in a cell at which its words stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vertical {
    /// Under its upper rule.
    Top,
    /// In its middle.
    Middle,
    /// Over its lower rule.
    Bottom,
}

impl From<Marked> for Cell {
    fn from(words: Marked) -> Cell {
        Cell { words, colspan: 1, rowspan: 1, aligned: None, vertical: None }
    }
}

impl Cell {
    /// What it says, without looks.
    pub fn text(&self) -> &str {
        &self.words.text
    }
}

impl Table {
    /// How a column was asked to be aligned.
    pub fn aligned(&self, column: usize) -> Option<Aligned> {
        match self.asked.aligned.as_slice() {
            [] => self.aligned.get(column).copied().flatten(),
            [all] => Some(*all),
            each => each.get(column).copied(),
        }
    }

    /// A table of a whole grid and of what is merged in it; the first `header` rows are its header, and
    /// as many more as a cell of these reaches into.
    ///
    /// The words of a merged cell are those at its top left; what other words it covers is for the caller
    /// to look at before. What of a merge lies outside the grid is cut off; a merge that shares cells with an earlier one is
    /// not done and given back. Rows of the grid that are shorter are filled up.
    pub fn of_grid(grid: Vec<Vec<Marked>>, merged: &[Merge], header: usize) -> (Table, Vec<Merge>) {
        let height = grid.len();
        let width = grid.iter().map(Vec::len).max().unwrap_or_default();
        let mut taken = vec![false; width * height];
        let mut spans = vec![(1, 1); width * height];
        let mut refused = Vec::new();
        for merge in merged {
            let rows = merge.row..merge.row.saturating_add(merge.rows).min(height);
            let columns = merge.column..merge.column.saturating_add(merge.columns).min(width);
            let all = || rows.clone().flat_map(|row| columns.clone().map(move |column| row * width + column));
            if all().any(|at| taken[at]) {
                refused.push(*merge);
                continue;
            }
            if let Some(first) = all().next() {
                all().for_each(|at| taken[at] = true);
                all().for_each(|at| spans[at] = (0, 0));
                spans[first] = (columns.len(), rows.len());
            }
        }
        let mut rows: Vec<Vec<Cell>> = Vec::with_capacity(height);
        for (row, cells) in grid.into_iter().enumerate() {
            let blank = std::iter::repeat_with(Marked::default);
            let cells = cells.into_iter().chain(blank).take(width).zip(&spans[row * width..]);
            let begins = cells.filter(|(_, (colspan, _))| *colspan > 0);
            rows.push(
                begins
                    .map(|(words, (colspan, rowspan))| Cell {
                        colspan: *colspan,
                        rowspan: *rowspan,
                        ..words.into()
                    })
                    .collect(),
            );
        }
        let table = Table { rows, ..Table::default() }.headed(header);
        (table, refused)
    }

    /// The table with its first rows as the header, and as many more as a cell of these reaches into.
    pub fn headed(mut self, rows: usize) -> Table {
        let mut count = 0;
        let mut wanted = rows.min(self.rows.len());
        while count < wanted {
            let reach = self.rows[count].iter().map(|cell| cell.rowspan).max().unwrap_or(1);
            wanted = wanted.max(count.saturating_add(reach)).min(self.rows.len());
            count += 1;
        }
        let body = self.rows.split_off(wanted);
        self.header.append(&mut self.rows);
        self.rows = body;
        self
    }

    /// The number of columns: that of the longest row.
    pub fn columns(&self) -> usize {
        self.places().columns
    }

    /// Every row, the header's first.
    pub fn all_rows(&self) -> impl Iterator<Item = &Vec<Cell>> {
        self.header.iter().chain(&self.rows)
    }

    /// Every cell's words, row by row.
    pub fn cells(&self) -> impl Iterator<Item = &Marked> {
        self.all_rows().flatten().map(|cell| &cell.words)
    }

    /// Whether any cell takes more than one column or row.
    pub fn is_merged(&self) -> bool {
        self.all_rows().flatten().any(|cell| cell.colspan > 1 || cell.rowspan > 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(rows: &[Vec<Cell>]) -> Vec<String> {
        let cell = |cell: &Cell| format!("{}{}×{}", cell.text(), cell.colspan, cell.rowspan);
        rows.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>().join(" ")).collect()
    }

    fn grid(rows: &[&str]) -> Vec<Vec<Marked>> {
        rows.iter().map(|row| row.split(' ').map(Marked::from).collect()).collect()
    }

    #[test]
    fn a_grid_and_its_merges_are_a_table_whose_header_is_whole() {
        let merge = |row, column, rows, columns| Merge { row, column, rows, columns };
        let merged = [merge(0, 0, 2, 1), merge(0, 1, 1, 2), merge(2, 1, 9, 9), merge(2, 2, 1, 1)];
        let (table, refused) = Table::of_grid(grid(&["甲 乙 丙", "丁 戊 己", "1 2 3", "4 5"]), &merged, 1);
        assert_eq!(words(&table.header), ["甲1×2 乙2×1", "戊1×1 己1×1"]);
        assert_eq!(words(&table.rows), ["11×1 22×2", "41×1"]);
        assert_eq!(refused, [merge(2, 2, 1, 1)], "it shares a cell with the one before");
        assert!(table.places().faults.is_empty());
        assert_eq!(table.columns(), 3);
        let (none, refused) = Table::of_grid(Vec::new(), &merged, 1);
        assert_eq!((none, refused.len()), (Table::default(), 0));
    }
}
