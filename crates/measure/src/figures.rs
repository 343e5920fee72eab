//! Charts and drawings: what is written small beside what is drawn is of it.

use super::gather::Row;
use super::read::Sheet;
use crate::layout::geometry::Rect;

/// Rules are no thicker; a bar, a pie or a curve is, in mm.
const THICKEST: f64 = 1.5;
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
        let drawings = sheet.drawings.iter().map(|drawing| (drawing.rect, true));
        // Rules alone are none; those of a grid belong to the curve between them.
        let shapes = sheet.shapes.iter().map(|shape| shape.rect);
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
        let near = |figure: &Rect| row.baseline > figure.top - NEAR && row.baseline < figure.bottom + NEAR;
        row.size < LARGEST && self.0.iter().any(near)
    }
}
