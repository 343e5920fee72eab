//! Tables as the template reads them: type, widths, and how each cell stands.

use serde_json::{Value as Json, json};

use super::blocks::with_script;
use crate::text::table::{
    Aligned, Cell, Column, Content, Fitted, LONGEST_PIECE, Placed, Places, Size, fit, is_list, is_total,
    keep_dates, width, with_breaks, wrapped,
};
use crate::text::{Look, Marked, Table};

/// What the rules at a table's edges take of its room, in pt.
const RULES: f64 = 1.0;

/// A table in a type area of so many pt, with so many lines of text under it that belong to it.
pub(super) fn table(table: &Table, room: f64, (leads, close): (usize, usize)) -> Json {
    let places = table.places();
    let columns = table.measured(&places);
    let fitted = fit(table, &places, &columns, room - RULES);
    let set = Set { table, places: &places, columns: &columns, fitted: &fitted };
    let described: Json = (0..columns.len()).map(|at| set.column(at)).collect();
    let (header, rows) = set.rows();
    json!({
        "kind": "table",
        "caption": table.caption,
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
        "notes": table.notes.iter().map(note).collect::<Json>(),
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

/// A note under a table: 注：, which its further lines do not stand under, and its words.
fn note(words: &Marked) -> Json {
    /// 资料来源：.
    const LONGEST_LABEL: usize = 6;
    let label = words.text.char_indices().take(LONGEST_LABEL).find(|(_, c)| matches!(c, '：' | ':'));
    let label = label.map_or(0, |(at, colon)| at + colon.len_utf8());
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
    json!({ "label": &words.text[..label], "words": pieces })
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
            Content::Numbers { whole, rest } => json!({ "whole": whole, "rest": rest }),
            _ => Json::Null,
        };
        json!({ "width": self.fitted.widths[at], "align": self.aligned(at), "numbers": numbers })
    }

    /// As it was asked for; else words that take several lines, and what is indented, at the left.
    fn aligned(&self, at: usize) -> &'static str {
        match self.table.aligned.get(at).copied().flatten() {
            Some(Aligned::Left) => return "left",
            Some(Aligned::Centre) => return "centre",
            Some(Aligned::Right) => return "right",
            None => {}
        }
        let room = self.fitted.room(at, 1);
        // A header does not decide how its column stands.
        let mut below = self.below(at);
        let wraps = below.any(|cell| cell.text().lines().any(|line| width(line) > room));
        match self.columns[at].content {
            Content::Numbers { .. } => "centre",
            Content::Indented => "left",
            Content::Words if wraps => "left",
            Content::Words => "centre",
        }
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
            let below = row >= self.table.header.len();
            // Over several columns too, words of several lines stand at the left; a header stands in the middle.
            if below && cell.colspan > 1 && self.is_long(placed) {
                said["align"] = json!("left");
            }
            if below && cell.colspan == 1 {
                let align = own_alignment(cell, aligned[column]);
                if let Some(align) = align {
                    said["align"] = json!(align);
                }
                let indent = cell.text().chars().take_while(|c| *c == '\u{3000}').count();
                let wraps = width(cell.text()) > self.fitted.room(column, 1);
                if indent > 0 && wraps {
                    said["indent"] = json!(indent);
                }
                more |= align.is_some() || (indent > 0 && wraps);
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
            let text = match wrapped(&words.text, room) {
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
}

/// A list of several lines stands at the left; 合　计 in the middle, whatever its column.
fn own_alignment(cell: &Cell, column: &str) -> Option<&'static str> {
    if is_list(cell.text()) {
        return Some("left");
    }
    (column == "left" && is_total(cell.text())).then_some("centre")
}
