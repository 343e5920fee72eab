//! Lists and tables of a web page that are open.

use std::collections::BTreeMap;

use super::super::formats;
use super::super::numbering::Number;
use super::super::tables::{Cell, Row};

/// A table that is open.
#[derive(Default)]
pub(super) struct Grid {
    pub rows: Vec<Row>,
    /// How many rows each cell of each row takes.
    pub reach: Vec<Vec<usize>>,
    /// Lines are drawn around its cells.
    pub bordered: bool,
}

/// A list that is open.
pub(super) struct List {
    /// The format of its numbers; none of one without.
    format: Option<&'static str>,
    /// A mark stands before its items.
    bullets: bool,
    next: i64,
    /// What is counted down is not known before the list ends.
    known: bool,
}

impl List {
    pub(super) fn read(name: &str, style: &str, attribute: &dyn Fn(&str) -> Option<String>) -> List {
        let styled = style.split(';').filter_map(|one| one.split_once(':'));
        let styled = styled.rev().find(|(key, _)| key.starts_with("list-style")).map(|(_, value)| value);
        let wanted = styled.map(str::to_owned).or(attribute("type"));
        let ordered = name == "ol";
        // `list-style` says where the mark stands, too, and which picture it is.
        let wanted = wanted.map(|wanted| {
            let picture =
                wanted.split_once("url(").and_then(|(before, rest)| Some((before, rest.split_once(')')?.1)));
            let wanted = picture.map_or(wanted.clone(), |(before, after)| format!("{before}{after}"));
            wanted.replace("inside", "").replace("outside", "")
        });
        let usual = if ordered { "1" } else { "disc" };
        let wanted = wanted.as_deref().filter(|wanted| !wanted.is_empty()).unwrap_or(usual);
        let format = match wanted {
            "a" | "lower-alpha" | "lower-latin" => Some("lowerLetter"),
            "A" | "upper-alpha" | "upper-latin" => Some("upperLetter"),
            "i" | "lower-roman" => Some("lowerRoman"),
            "I" | "upper-roman" => Some("upperRoman"),
            "decimal-leading-zero" => Some("decimalZero"),
            "cjk-ideographic" | "simp-chinese-informal" | "cjk-decimal" => Some("chineseCountingThousand"),
            "none" | "disc" | "circle" | "square" => None,
            _ => Some("decimal").filter(|_| ordered),
        };
        let start = attribute("start").and_then(|start| start.trim().parse().ok());
        let known = attribute("reversed").is_none();
        let bullets = format.is_none() && wanted != "none";
        List { format, bullets, next: start.unwrap_or(1), known }
    }

    pub(super) fn number(&mut self, value: Option<String>) -> Option<Number> {
        self.next = value.and_then(|value| value.trim().parse().ok()).unwrap_or(self.next);
        let number = self.next;
        self.next = self.next.saturating_add(1);
        let Some(format) = self.format else { return self.bullets.then_some(Number::Bullet) };
        let written = u32::try_from(number).ok().and_then(|number| formats::written(number, format));
        let mark = if format == "chineseCountingThousand" { '、' } else { '.' };
        Some(match written.filter(|_| self.known) {
            Some(written) => Number::Typed(format!("{written}{mark}")),
            None => Number::Unknown,
        })
    }
}

impl Grid {
    /// Its rows, with a cell that goes on wherever one from above reaches.
    pub(super) fn filled(self) -> Vec<Row> {
        let mut rows = self.rows;
        // By their first columns: how many rows a cell still takes, and how many columns.
        let mut above: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
        for (row, reach) in rows.iter_mut().zip(self.reach) {
            let mut own = BTreeMap::new();
            let mut cells = Vec::new();
            let mut column = 0;
            let mut new = std::mem::take(&mut row.cells).into_iter().zip(reach);
            loop {
                if let Some((rows, span)) = above.remove(&column) {
                    cells.push(Cell { span, goes_on: true, ..Cell::default() });
                    own.insert(column, (rows - 1, span));
                    column += span;
                    continue;
                }
                let Some((cell, rows)) = new.next() else {
                    // A row that is short: cells from above stand further right.
                    let Some(next) = above.keys().next().copied().filter(|next| *next > column) else {
                        break;
                    };
                    cells.push(Cell { span: next - column, ..Cell::default() });
                    column = next;
                    continue;
                };
                own.insert(column, (rows - 1, cell.span));
                column += cell.span;
                cells.push(cell);
                // What would stand under it from above is covered.
                above.retain(|at, _| *at >= column);
            }
            own.retain(|_, (rows, _)| *rows > 0);
            above = own;
            row.cells = cells;
        }
        rows
    }
}
