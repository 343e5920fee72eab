//! A sheet with what was measured laid over it: the type area and its grid, rules, seals, and a box for
//! every row that has a place, with the row's number beside the paper.

use std::fmt::Write as _;

use super::drawing::rectangle;
use super::words::Words;
use super::xml::escape;
use crate::geometry::{Colour, Page, Rect, Shape};
use crate::source::short;
use crate::{Part, Requirement, Seal, Verdict, type_area};

/// Room beside the paper for the numbers of the rows, in mm.
const MARGIN: f64 = 34.0;
/// How far from the paper the numbers begin, and how much room one takes, across and down, in mm.
const NUMBERS_FROM: f64 = 6.0;
const NUMBER_WIDTH: f64 = 6.4;
const NUMBER_HEIGHT: f64 = 4.4;
const NUMBERS_IN_A_ROW: usize = 4;
/// Places nearer than this to each other are one, in mm.
const SAME: f64 = 0.01;
/// Rules thicker than this are boxes, in mm.
const THICKEST_RULE: f64 = 1.5;
/// Rules shorter than this belong to a table or a drawing.
const SHORTEST_RULE: f64 = 100.0;
/// The height of a rule's caption, in mm.
const CAPTION: f64 = 3.2;

/// A row of the report with its number, from 1.
#[derive(Clone, Copy)]
pub(super) struct Numbered<'a> {
    pub number: usize,
    pub row: &'a Requirement,
}

/// What lies over one sheet.
pub(super) struct Sheet<'a> {
    pub page: &'a Page,
    pub drawing: &'a str,
    pub rows: &'a [Numbered<'a>],
    pub seals: &'a [Seal],
}

/// The grid of the standard, defined once: the type area and the cells of 22 lines of 28 characters.
pub(super) fn grid() -> String {
    let area = type_area::AREA;
    let mut lines = String::new();
    for row in 0..type_area::LINES {
        let top = area.top + row as f64 * type_area::PITCH;
        let (left, right, high) = (short(area.left), short(area.right), short(type_area::CELL));
        let _ = write!(lines, "M{left} {}H{right}m0 {high}H{left}", short(top));
        for column in 0..=type_area::CHARACTERS {
            let x = area.left + column as f64 * type_area::CELL;
            let _ = write!(lines, "M{} {}v{high}", short(x), short(top));
        }
    }
    format!(
        "<g id=\"grid\"><path class=\"cells\" d=\"{lines}\"/><rect class=\"area\" {}/></g>",
        rectangle(area)
    )
}

impl Sheet<'_> {
    /// The sheet as an SVG element in mm.
    pub(super) fn svg(&self, words: &Words) -> String {
        let Page { width, height, number, .. } = self.page;
        let mut svg = format!(
            "<svg class=\"sheet\" viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"{}\">\
             <rect class=\"paper\" width=\"{}\" height=\"{}\"/><g class=\"drawn\">{}</g>",
            short(width + MARGIN),
            short(*height),
            escape(&words.page(*number)),
            short(*width),
            short(*height),
            self.drawing,
        );
        if width < height {
            svg.push_str("<g class=\"layer-grid\"><use href=\"#grid\"/></g>");
        }
        self.rules(&mut svg);
        self.circles(&mut svg);
        self.boxes(words, &mut svg);
        svg.push_str("</svg>");
        svg
    }

    /// The rules of the standard, with length and thickness beside them.
    fn rules(&self, svg: &mut String) {
        svg.push_str("<g class=\"layer-rules\">");
        let mut rules: Vec<&Shape> = self.page.shapes.iter().filter(|shape| is_rule(shape)).collect();
        rules.sort_by(|a, b| a.rect.top.total_cmp(&b.rect.top));
        let mut last = f64::NEG_INFINITY;
        for rule in rules {
            let Rect { left, right, top, bottom } = rule.rect;
            let middle = f64::midpoint(top, bottom);
            let at = middle.max(last + CAPTION);
            last = at;
            let _ = write!(
                svg,
                "<g class=\"rule\"><path d=\"M{l} {y}H{r}M{l} {}v3M{r} {}v3\"/>\
                 <text x=\"{}\" y=\"{}\">{:.2} × {:.2}</text></g>",
                short(middle - 1.5),
                short(middle - 1.5),
                short(left - 2.0),
                short(at + 0.9),
                rule.rect.width(),
                rule.rect.height(),
                l = short(left),
                r = short(right),
                y = short(middle),
            );
        }
        svg.push_str("</g>");
    }

    /// The seals: circle, centre, diameter.
    fn circles(&self, svg: &mut String) {
        svg.push_str("<g class=\"layer-seals\">");
        for seal in self.seals.iter().filter(|seal| seal.page == self.page.number) {
            let (x, y, radius) = (seal.x, seal.y, seal.diameter / 2.0);
            let _ = write!(
                svg,
                "<g class=\"seal\"><circle cx=\"{}\" cy=\"{}\" r=\"{}\"/><path d=\"M{} {}h8M{} {}v8\"/>\
                 <text x=\"{}\" y=\"{}\">⌀ {diameter:.2} · {x:.2}, {y:.2}</text></g>",
                short(x),
                short(y),
                short(radius),
                short(x - 4.0),
                short(y),
                short(x),
                short(y - 4.0),
                short(x),
                short(y - radius - 1.4),
                diameter = seal.diameter,
            );
        }
        svg.push_str("</g>");
    }

    /// A box for each row with a place, and its number beside the paper.
    fn boxes(&self, words: &Words, svg: &mut String) {
        svg.push_str("<g class=\"layer-boxes\">");
        let mut placed: Vec<(Rect, Numbered<'_>)> =
            self.rows.iter().filter_map(|numbered| Some((numbered.row.place?, *numbered))).collect();
        // What is broken lies on top.
        placed.sort_by_key(|(_, numbered)| severity(numbered.row.verdict));
        for (place, Numbered { number, row }) in &placed {
            let _ = write!(
                svg,
                "<g id=\"at-{number}\" class=\"{}\"><rect class=\"place\" {}/><title>{}</title></g>",
                row.verdict.words().1,
                rectangle(*place),
                escape(&words.said(*number, row)),
            );
        }
        let groups = grouped(placed);
        let heights: Vec<f64> = groups
            .iter()
            .map(|(_, rows)| rows.len().div_ceil(NUMBERS_IN_A_ROW) as f64 * NUMBER_HEIGHT)
            .collect();
        let wanted: Vec<f64> =
            groups.iter().map(|(place, _)| f64::midpoint(place.top, place.bottom)).collect();
        for ((place, rows), y) in groups.iter().zip(spread(&wanted, &heights, self.page.height)) {
            self.numbers(*place, rows, y, svg);
        }
        svg.push_str("</g>");
    }

    /// The numbers of the rows of one place, at the height `y`, and the line that leads to it.
    fn numbers(&self, place: Rect, rows: &[Numbered<'_>], y: f64, svg: &mut String) {
        let edge = self.page.width;
        let middle = f64::midpoint(place.top, place.bottom);
        let _ = write!(
            svg,
            "<path class=\"leader\" d=\"M{} {}H{}L{} {}\"/>",
            short(place.right),
            short(middle),
            short(edge + 1.0),
            short(edge + NUMBERS_FROM - 1.0),
            short(y + NUMBER_HEIGHT / 2.0)
        );
        for (index, Numbered { number, row }) in rows.iter().enumerate() {
            let (column, line) = (index % NUMBERS_IN_A_ROW, index / NUMBERS_IN_A_ROW);
            let x = edge + NUMBERS_FROM + column as f64 * NUMBER_WIDTH;
            let y = y + line as f64 * NUMBER_HEIGHT;
            let _ = write!(
                svg,
                "<a class=\"number {}\" href=\"#row-{number}\"><rect x=\"{}\" y=\"{}\" width=\"5.8\" \
                 height=\"3.8\" rx=\"0.7\"/><text x=\"{}\" y=\"{}\">{number}</text></a>",
                row.verdict.words().1,
                short(x),
                short(y + 0.3),
                short(x + 2.9),
                short(y + 3.2),
            );
        }
    }
}

fn severity(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Met => 0,
        Verdict::Departed => 1,
        Verdict::Broken => 2,
    }
}

/// The red rules, those of the colophon and of a letter: long, thin and straight across.
fn is_rule(shape: &Shape) -> bool {
    let named = [Part::RedRule, Part::UpperRule, Part::LowerRule, Part::ColophonRule];
    let red = matches!(shape.colour, Colour::Rgb(200.., 0..=90, 0..=90))
        || matches!(shape.colour, Colour::Cmyk(c, m, y, _) if c < 0.2 && m > 0.6 && y > 0.6);
    let across = shape.rect.height() <= THICKEST_RULE && shape.rect.width() >= SHORTEST_RULE;
    across && (red || shape.part.is_of_any(&named))
}

/// Rows of the same place together, from the top of the page down.
fn grouped(placed: Vec<(Rect, Numbered<'_>)>) -> Vec<(Rect, Vec<Numbered<'_>>)> {
    let mut groups: Vec<(Rect, Vec<Numbered<'_>>)> = Vec::new();
    for (place, numbered) in placed {
        let same = |other: &Rect| {
            let far = [
                other.left - place.left,
                other.top - place.top,
                other.right - place.right,
                other.bottom - place.bottom,
            ];
            far.iter().all(|off| off.abs() < SAME)
        };
        match groups.iter_mut().find(|(other, _)| same(other)) {
            Some((_, rows)) => rows.push(numbered),
            None => groups.push((place, vec![numbered])),
        }
    }
    for (_, rows) in &mut groups {
        rows.sort_by_key(|numbered| numbered.number);
    }
    groups.sort_by(|(a, _), (b, _)| (a.top + a.bottom).total_cmp(&(b.top + b.bottom)));
    groups
}

/// Where things of these heights begin that would have their first line's middle at the wanted places and
/// must not cover each other: moved down as far as they must be, and up again from the page's foot.
fn spread(wanted: &[f64], heights: &[f64], foot: f64) -> Vec<f64> {
    let mut tops: Vec<f64> = wanted.iter().map(|middle| (middle - NUMBER_HEIGHT / 2.0).max(1.0)).collect();
    for i in 1..tops.len() {
        tops[i] = tops[i].max(tops[i - 1] + heights[i - 1]);
    }
    let mut limit = foot - 1.0;
    for (top, height) in tops.iter_mut().zip(heights).rev() {
        *top = top.min(limit - height);
        limit = *top;
    }
    tops
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_do_not_cover_each_other() {
        let heights = [4.4, 8.8, 4.4];
        let tops = spread(&[100.0, 100.5, 101.0], &heights, 297.0);
        assert!(tops[1] >= tops[0] + 4.4 && tops[2] >= tops[1] + 8.8, "{tops:?}");
        let tops = spread(&[294.0, 295.0, 296.0], &heights, 297.0);
        assert!(tops[2] + 4.4 <= 297.0 && tops[1] + 8.8 <= tops[2] + 1e-9, "{tops:?}");
    }
}
