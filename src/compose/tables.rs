//! Tables as the template reads them: type, widths, and how each cell stands.

use serde_json::{Value as Json, json};

use super::blocks::with_script;
use super::notes::Notes;
use crate::text::captions::behind_label;
use crate::text::table::{
    Cell, Column, Content, Filling, Fitted, LONGEST_PIECE, Placed, Places, Size, Vertical, fit, is_day,
    is_list, is_placeholder, is_prose, is_total, keep_dates, width, with_breaks, wrapped,
};
use crate::text::{Look, Marked, Table};

/// What stands in the middle of its column on two lines, too: 学校审核意见, 各组组长. In em.
const LONGEST_LABEL: f64 = 8.0;
/// What the rules at a table's edges take of its room, in pt.
const RULES: f64 = 1.0;

/// A table in a type area of so many pt, with so many lines of text under it that belong to it.
pub(super) fn table(table: &Table, room: f64, (leads, close): (usize, usize), notes: &Notes<'_>) -> Json {
    let places = table.places();
    let columns = table.measured(&places);
    let fitted = fit(table, &places, &columns, room - RULES);
    let set = Set { table, places: &places, columns: &columns, fitted: &fitted };
    let described: Json = (0..columns.len()).map(|at| set.column(at)).collect();
    let (header, rows) = set.rows();
    json!({
        "kind": "table",
        "caption": table.caption.as_ref().map(|caption| notes.words(caption, "heiti")),
        "unit": table.unit,
        "size": fitted.size.points(),
        "side": fitted.side,
        "columns": described,
        "header": header,
        "rows": rows,
        "tail": set.tail(),
        "leads": leads,
        "close": close,
        "heights": heights(table),
        "notes": under(&table.notes),
        "landscape": table.asked.landscape,
    })
}

/// What was asked of a table and could not be done.
pub(super) struct NotAsAsked {
    /// The size that was asked for, and the smaller one it is set in.
    pub smaller: Option<(Size, Size)>,
    /// The columns, from 1, that their share of the width does not hold.
    pub widened: Vec<usize>,
}

/// What was asked of a table and its room does not let it be.
pub(super) fn not_as_asked(table: &Table, room: f64) -> NotAsAsked {
    if table.asked.size.is_none() && table.asked.widths.is_empty() {
        return NotAsAsked { smaller: None, widened: Vec::new() };
    }
    let places = table.places();
    let set = fit(table, &places, &table.measured(&places), room - RULES);
    let smaller = table.asked.size.filter(|asked| *asked != set.size).map(|asked| (asked, set.size));
    NotAsAsked { smaller, widened: set.widened.iter().map(|at| at + 1).collect() }
}

/// How high each row below the header is at least, in mm; none where nobody asked.
fn heights(table: &Table) -> Vec<f64> {
    let asked = &table.asked.row_heights;
    let Some(last) = asked.last() else { return Vec::new() };
    let heights = asked.iter().chain(std::iter::repeat(last)).take(table.rows.len());
    heights.map(|height| f64::from(*height) / 1_000.0).collect()
}

/// The notes under a table. 2. of a note of several stands under the 1. behind 注：.
fn under<'a>(notes: &'a [Marked]) -> Json {
    let mut above: &'a str = "";
    let one = |words: &'a Marked| {
        let label = &words.text[..words.text.len() - behind_label(&words.text).len()];
        if !label.is_empty() {
            above = label;
        }
        let counts = |c: char| c.is_ascii_digit() || ('①'..='⑳').contains(&c) || "（(".contains(c);
        let goes_on = label.is_empty() && words.text.starts_with(counts);
        note(words, label.len(), if goes_on { above } else { "" })
    };
    notes.iter().map(one).collect()
}

/// A note: 注：, which its further lines do not stand under, and its words; `under` is the label that it stands behind.
fn note(words: &Marked, label: usize, under: &str) -> Json {
    let mut at = 0;
    let mut pieces = Vec::new();
    for (text, look) in words.pieces() {
        let rest = &text[label.saturating_sub(at).min(text.len())..];
        at += text.len();
        if !rest.is_empty() {
            let said = json!({ "text": with_breaks(rest, LONGEST_PIECE), "bold": look.bold });
            pieces.push(with_script(said, look));
        }
    }
    json!({ "label": &words.text[..label], "under": under, "words": pieces })
}

struct Set<'a> {
    table: &'a Table,
    places: &'a Places<'a>,
    columns: &'a [Column],
    fitted: &'a Fitted,
}

impl Set<'_> {
    fn column(&self, at: usize) -> Json {
        let numbers = match &self.columns[at].content {
            // An alignment that was asked for wins.
            Content::Numbers { whole, rest } if self.table.aligned(at).is_none() => {
                json!({ "whole": whole, "rest": rest })
            }
            _ => Json::Null,
        };
        json!({ "width": self.fitted.widths[at], "align": self.aligned(at), "numbers": numbers })
    }

    /// As it was asked for; else words that take several lines, and what is indented, at the left. A form has no header:
    /// its labels stand in the middle, whatever lines they take, and only its texts at the left.
    fn aligned(&self, at: usize) -> &'static str {
        if let Some(asked) = self.table.aligned(at) {
            return asked.as_str();
        }
        let room = self.fitted.room(at, 1);
        // A header does not decide how its column stands.
        let mut below = self.below(at);
        let is_long = |line: &str| width(line) > room && width(line) > LONGEST_LABEL && !is_day(line);
        let wraps = below.any(|cell| is_prose(cell.text(), room) || cell.text().lines().any(is_long));
        match self.columns[at].content {
            Content::Numbers { .. } => "centre",
            Content::Indented => "left",
            Content::Words if wraps && !self.is_form() => "left",
            Content::Words => "centre",
        }
    }

    fn is_form(&self) -> bool {
        self.table.header.is_empty()
    }

    /// How a cell below the header stands where that is not as its column does: a list of several lines and a text at the
    /// left; 合　计 and — in the middle, whatever their column.
    fn own_alignment(&self, placed: &Placed<'_>, column: &'static str) -> Option<&'static str> {
        if let Some(asked) = placed.cell.aligned {
            return Some(asked.as_str());
        }
        if self.table.aligned(placed.column).is_some() && placed.cell.colspan == 1 {
            return None;
        }
        let cell = placed.cell.text();
        let room = self.fitted.room(placed.column, placed.cell.colspan);
        if is_list(cell) {
            return Some("left");
        }
        if placed.cell.colspan > 1 {
            return self.is_long(placed).then_some("left");
        }
        if self.is_form() && column == "centre" && is_prose(cell, room) {
            return Some("left");
        }
        (column == "left" && (is_total(cell) || is_placeholder(cell))).then_some("centre")
    }

    fn below(&self, at: usize) -> impl Iterator<Item = &Cell> {
        let own = move |placed: &&Placed<'_>| placed.column == at && placed.cell.colspan == 1;
        let header = self.table.header.len();
        self.places
            .cells
            .iter()
            .filter(move |placed| placed.row >= header)
            .filter(own)
            .map(|placed| placed.cell)
    }

    /// How many of the last rows hang together by merged cells: at least one.
    fn tail(&self) -> usize {
        let all = self.places.filled.len();
        let mut first = all.saturating_sub(1);
        for placed in self.places.cells.iter().rev() {
            if placed.row < first && placed.row + placed.cell.rowspan > first {
                first = placed.row;
            }
        }
        all - first
    }

    /// The header's rows and the others: a cell is its words, or a dictionary that says more.
    fn rows(&self) -> (Json, Json) {
        let merged = self.table.is_merged();
        let aligned: Vec<&str> = (0..self.columns.len()).map(|at| self.aligned(at)).collect();
        let mut rows: Vec<Vec<Json>> = vec![Vec::new(); self.places.filled.len()];
        for placed in &self.places.cells {
            let Placed { cell, row, column } = *placed;
            let mut said = json!({ "words": self.words(placed) });
            let mut more = merged;
            if row >= self.table.header.len() {
                let align = self.own_alignment(placed, aligned[column]);
                if let Some(align) = align {
                    said["align"] = json!(align);
                }
                let vertical = cell.vertical.filter(|vertical| *vertical != Vertical::Middle);
                if let Some(vertical) = vertical {
                    said["vertical"] = json!(if vertical == Vertical::Top { "top" } else { "bottom" });
                }
                let room = self.fitted.room(column, cell.colspan);
                let prose = is_prose(cell.text(), room);
                let indent = cell.text().chars().take_while(|c| *c == '\u{3000}').count();
                let indent = if cell.colspan > 1 || width(cell.text()) <= room { 0 } else { indent };
                if prose {
                    said["prose"] = json!(true);
                } else if indent > 0 {
                    said["indent"] = json!(indent);
                }
                more |= align.is_some() || vertical.is_some() || indent > 0 || prose;
            }
            rows[row].push(if more {
                said["x"] = json!(column);
                said["colspan"] = json!(cell.colspan);
                said["rowspan"] = json!(cell.rowspan);
                said
            } else {
                said["words"].take()
            });
        }
        // Rows that are too short, which is told; none is where cells are merged.
        for (row, filled) in rows.iter_mut().zip(&self.places.filled) {
            row.extend(std::iter::repeat_n(json!(""), self.places.columns - filled));
        }
        let below = rows.split_off(self.table.header.len());
        (json!(rows), json!(below))
    }

    /// Whether a cell is a list, or has a line that its room does not hold.
    fn is_long(&self, placed: &Placed<'_>) -> bool {
        let room = self.fitted.room(placed.column, placed.cell.colspan);
        let text = placed.cell.text();
        is_list(text) || text.lines().any(|line| width(line) > room)
    }

    /// A cell's text with the breaks that its width asks for, or its pieces when some stand out.
    fn words(&self, placed: &Placed<'_>) -> Json {
        let words = &placed.cell.words;
        if words.looks.is_empty() {
            let room = self.fitted.room(placed.column, placed.cell.colspan);
            let width = self.table.width_in(placed.row);
            let text = match wrapped(&words.text, room, width, self.filling(placed)) {
                Some(wrapped) => wrapped,
                None if words.text.lines().any(|line| width(line) > room) => keep_dates(&words.text, room),
                None => words.text.clone(),
            };
            return json!(with_breaks(&text, LONGEST_PIECE.min(room)));
        }
        let piece = |(text, look): (&str, Look)| {
            let said = json!({ "text": with_breaks(text, LONGEST_PIECE), "bold": look.bold });
            with_script(said, look)
        };
        words.pieces().into_iter().map(piece).collect()
    }

    fn filling(&self, placed: &Placed<'_>) -> Filling {
        let column = self.aligned(placed.column);
        let left = placed.row >= self.table.header.len()
            && match self.own_alignment(placed, column) {
                Some(align) => align == "left",
                None => placed.cell.colspan == 1 && column == "left",
            };
        if left { Filling::FromTop } else { Filling::Even }
    }
}
