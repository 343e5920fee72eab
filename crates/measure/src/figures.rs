//! Charts and drawings: what is written small beside what is drawn is of it.

use super::colours::is_red;
use super::gather::Row;
use super::read::Sheet;
use super::tables::THICKEST;
use crate::layout::geometry::Rect;

/// A figure is no smaller each way, in mm: what is, is a sign.
const SMALLEST: f64 = 15.0;
/// What is drawn farther apart is another figure, in mm.
const APART: f64 = 10.0;
/// Labels, names of axes and what a colour stands for are no farther from what is drawn, in mm.
const NEAR: f64 = 15.0;
/// They are no larger than 五号 (10.5 pt), which no text of a document is, in mm.
const LARGEST: f64 = 3.8;

/// The figures of a page: what of it is drawn, top to bottom.
pub(super) struct Figures(Vec<Rect>);

impl Figures {
    pub(super) fn of(sheet: &Sheet) -> Figures {
        // What is red is a seal's or the head's.
        let drawings = sheet.drawings.iter().filter(|drawing| !is_red(drawing.colour));
        let drawings = drawings.map(|drawing| (drawing.rect, true));
        // Rules alone are none; those of a grid belong to the curve between them.
        let shapes = sheet.shapes.iter().filter(|shape| !is_red(shape.colour)).map(|shape| shape.rect);
        let shapes = shapes.map(|rect| (rect, rect.width().min(rect.height()) > THICKEST));
        let mut drawn: Vec<(Rect, bool)> = drawings.chain(shapes).collect();
        drawn.sort_by(|(a, _), (b, _)| a.top.total_cmp(&b.top));
        let mut figures: Vec<(Rect, bool)> = Vec::new();
        for (rect, is_drawing) in drawn {
            match figures.last_mut() {
                Some((last, any)) if rect.top < last.bottom + APART => {
                    *last = last.union(rect);
                    *any |= is_drawing;
                }
                _ => figures.push((rect, is_drawing)),
            }
        }
        let large = |rect: &Rect| rect.width() > SMALLEST && rect.height() > SMALLEST;
        Figures(figures.into_iter().filter(|(rect, any)| *any && large(rect)).map(|(rect, _)| rect).collect())
    }

    /// Whether a row is written in a figure.
    pub(super) fn hold(&self, row: &Row) -> bool {
        let near = |figure: &Rect| {
            row.baseline > figure.top - NEAR
                && row.baseline < figure.bottom + NEAR
                && row.right > figure.left - NEAR
                && row.left < figure.right + NEAR
        };
        row.size < LARGEST && self.0.iter().any(near)
    }
}

#[cfg(test)]
mod tests {
    use super::super::gather::Within;
    use super::super::read::{Drawing, Way};
    use super::*;
    use crate::layout::Piece;
    use crate::layout::geometry::{Colour, Shape};

    const BLUE: Colour = Colour::Rgb(31, 78, 121);
    const RED: Colour = Colour::Rgb(255, 0, 0);

    /// Whether a row is held that begins there, 20 mm long, of this size, beside something from 60, 100 to 100, 140.
    fn held(colour: Colour, curved: bool, (left, baseline, size): (f64, f64, f64)) -> bool {
        let rect = Rect { left: 60.0, top: 100.0, right: 100.0, bottom: 140.0 };
        let mut sheet = Sheet::default();
        match curved {
            true => sheet.drawings.push(Drawing { rect, colour }),
            false => sheet.shapes.push(Shape::new(Piece::UNNAMED, rect, colour)),
        }
        let row = Row {
            page: 0,
            way: Way::Across,
            marks: Vec::new(),
            left,
            right: left + 20.0,
            baseline,
            size,
            opens: false,
            within: Within::Text,
        };
        Figures::of(&sheet).hold(&row)
    }

    #[test]
    fn what_is_small_beside_a_chart_is_of_it_and_nothing_else_is() {
        let at = (70.0, 145.0, 3.175);
        assert!(held(BLUE, true, at) && held(BLUE, false, at));
        assert!(held(BLUE, true, (30.0, 120.0, 3.175)), "a label at the left");
        // Text in 小五 about a seal is text, and wrong.
        assert!(!held(RED, true, at) && !held(RED, false, at));
        for (other, why) in [
            ((70.0, 160.0, 3.175), "far below"),
            ((120.0, 120.0, 3.175), "far beside"),
            ((70.0, 145.0, 5.57), "text"),
        ] {
            assert!(!held(BLUE, true, other), "{why}");
        }
        let mut rules = Sheet::default();
        for top in [100.0, 105.0, 120.0] {
            let rect = Rect { left: 28.0, top, right: 184.0, bottom: top + 0.2 };
            rules.shapes.push(Shape::new(Piece::UNNAMED, rect, BLUE));
        }
        assert!(Figures::of(&rules).0.is_empty(), "rules alone");
    }
}
