//! Tables, found by their rules: what stands in one is of it, whatever its words would be elsewhere. A table has rules
//! across and between its columns; the frame of a page and the rules of the colophon (7.4.1) have none between.

use crate::layout::geometry::{Rect, Shape};
use crate::layout::type_area;

/// Bars are no rules, in mm.
pub(super) const THICKEST: f64 = 1.5;
/// What is shorter is a sign, in mm.
const SHORTEST: f64 = 3.0;
/// Rules that meet end no farther from each other, in mm.
const MEET: f64 = 0.5;
/// What of a table stands over it (its unit, the rows of a form) is smaller than the text by this much, in mm,
const SMALLER: f64 = 0.3;
/// and no farther from it than a line of its size, in em.
const OVER: f64 = 1.5;

/// The tables of a page.
pub(super) struct Tables(Vec<Rect>);

impl Tables {
    pub(crate) fn of(shapes: &[Shape]) -> Tables {
        let across = Across::of(shapes);
        let upright = shapes.iter().map(|shape| shape.rect);
        let upright = upright.filter(|rect| rect.width() < THICKEST && rect.height() > SHORTEST);
        let mut rows: Vec<(Rect, bool)> = upright.filter_map(|rule| across.around(rule)).collect();
        // Rows under one another, of one width, are one table: a cell over all columns has no rule in it.
        let place = |rect: &Rect| (rect.left.round(), rect.right.round());
        rows.sort_by(|(a, _), (b, _)| {
            let ((left, right), (other, far)) = (place(a), place(b));
            left.total_cmp(&other).then(right.total_cmp(&far)).then(a.top.total_cmp(&b.top))
        });
        let mut tables: Vec<(Rect, bool)> = Vec::new();
        for (row, parted) in rows {
            match tables.last_mut() {
                Some((last, any)) if place(last) == place(&row) && row.top < last.bottom + MEET => {
                    last.bottom = last.bottom.max(row.bottom);
                    *any |= parted;
                }
                _ => tables.push((row, parted)),
            }
        }
        Tables(tables.into_iter().filter(|(_, parted)| *parted).map(|(rect, _)| rect).collect())
    }

    /// Whether a row is of a table: it stands between the rules, or right over them in type smaller than the text's.
    pub(crate) fn hold(&self, left: f64, right: f64, baseline: f64, size: f64) -> bool {
        self.0.iter().any(|table| {
            let across = left > table.left - MEET && right < table.right + MEET;
            let within = baseline > table.top && baseline < table.bottom + MEET;
            let over = size < type_area::CELL - SMALLER
                && baseline <= table.top
                && table.top - baseline < OVER * size;
            across && (within || over)
        })
    }
}

/// The rules across a page, those that meet joined: each height with its stretches from left to right.
struct Across(Vec<(f64, Vec<(f64, f64)>)>);

impl Across {
    fn of(shapes: &[Shape]) -> Across {
        let level = shapes.iter().map(|shape| shape.rect);
        let level = level.filter(|rect| rect.height() < THICKEST && rect.width() > SHORTEST);
        let mut rules: Vec<(f64, Rect)> =
            level.map(|rect| (f64::midpoint(rect.top, rect.bottom), rect)).collect();
        rules.sort_by(|(a, _), (b, _)| a.total_cmp(b));
        let mut heights: Vec<(f64, Vec<(f64, f64)>)> = Vec::new();
        for (height, rect) in rules {
            match heights.last_mut() {
                Some((last, stretches)) if height - *last < MEET => stretches.push((rect.left, rect.right)),
                _ => heights.push((height, vec![(rect.left, rect.right)])),
            }
        }
        for (_, stretches) in &mut heights {
            stretches.sort_by(|(a, _), (b, _)| a.total_cmp(b));
            let mut joined: Vec<(f64, f64)> = Vec::new();
            for &(left, right) in stretches.iter() {
                match joined.last_mut() {
                    Some((_, end)) if left < *end + MEET => *end = end.max(right),
                    _ => joined.push((left, right)),
                }
            }
            *stretches = joined;
        }
        Across(heights)
    }

    /// The stretch that a rule down the page meets at a height.
    fn at(&self, height: f64, x: f64) -> Option<(f64, f64)> {
        let from = self.0.partition_point(|(at, _)| *at < height - 2.0 * MEET);
        let near = self.0[from..].iter().take_while(|(at, _)| *at < height + 2.0 * MEET);
        near.filter_map(|(_, stretches)| {
            let behind = stretches.partition_point(|(left, _)| *left < x + MEET);
            let stretch = stretches[..behind].last().copied()?;
            (stretch.1 > x - MEET).then_some(stretch)
        })
        .next()
    }

    /// The room between the two rules that one down the page leads from and to, and whether it parts that room.
    fn around(&self, rule: Rect) -> Option<(Rect, bool)> {
        let x = f64::midpoint(rule.left, rule.right);
        let (above, below) = self.at(rule.top, x).zip(self.at(rule.bottom, x))?;
        let (left, right) = (above.0.min(below.0), above.1.max(below.1));
        let parts = x > left + 2.0 * MEET && x < right - 2.0 * MEET;
        Some((Rect { left, right, ..rule }, parts))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::Piece;
    use crate::layout::geometry::Colour;

    fn shapes(rects: &[(f64, f64, f64, f64)]) -> Vec<Shape> {
        let shape = |&(left, top, right, bottom): &(f64, f64, f64, f64)| {
            Shape::new(Piece::UNNAMED, Rect { left, top, right, bottom }, Colour::Grey(0.0))
        };
        rects.iter().map(shape).collect()
    }

    /// Two rows, the second of one cell, the rule in the middle drawn in two pieces.
    const TABLE: [(f64, f64, f64, f64); 9] = [
        (28.0, 99.9, 184.0, 100.1),
        (28.0, 119.9, 80.0, 120.1),
        (80.2, 119.9, 184.0, 120.1),
        (28.0, 139.9, 184.0, 140.1),
        (27.9, 100.0, 28.1, 120.0),
        (79.9, 100.0, 80.1, 120.0),
        (183.9, 100.0, 184.1, 120.0),
        (27.9, 120.0, 28.1, 140.0),
        (183.9, 120.0, 184.1, 140.0),
    ];

    #[test]
    fn rows_of_a_table_are_its_own() {
        let tables = Tables::of(&shapes(&TABLE));
        for (baseline, size, held) in [
            (110.0, 4.9, true),
            (130.0, 5.6, true),
            (94.0, 4.9, true),
            (94.0, 5.6, false),
            (90.0, 4.9, false),
            (150.0, 4.9, false),
        ] {
            assert_eq!(tables.hold(30.0, 60.0, baseline, size), held, "{baseline} {size}");
        }
        assert!(!tables.hold(10.0, 60.0, 110.0, 4.9), "beside it");
    }

    #[test]
    fn a_frame_and_the_rules_of_a_colophon_are_no_table() {
        let frame = [
            (20.0, 19.9, 190.0, 20.1),
            (20.0, 279.9, 190.0, 280.1),
            (19.9, 20.0, 20.1, 280.0),
            (189.9, 20.0, 190.1, 280.0),
        ];
        let colophon =
            [(28.0, 239.9, 184.0, 240.1), (28.0, 249.9, 184.0, 250.1), (28.0, 259.9, 184.0, 260.1)];
        for drawn in [&frame[..], &colophon[..]] {
            assert!(!Tables::of(&shapes(drawn)).hold(30.0, 100.0, 245.0, 4.9));
        }
        // A table within the frame is none of the frame's.
        let both: Vec<_> = frame.into_iter().chain(TABLE).collect();
        let tables = Tables::of(&shapes(&both));
        assert!(tables.hold(30.0, 60.0, 110.0, 4.9) && !tables.hold(30.0, 60.0, 50.0, 4.9));
    }
}
