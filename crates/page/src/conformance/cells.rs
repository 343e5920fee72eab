//! Tables: no word of a cell stands on the rules at its sides.

use std::collections::BTreeMap;

use super::{Piece, Sheets, Strength, TEXTS, Taken, Target, Unit, must};
use crate::geometry::{Page, Rect, Run};

/// A rule is thinner, in mm.
const THICKEST_RULE: f64 = 1.0;
/// What rounding, and the outline of a bold character, may reach over a rule's middle.
const SLACK: f64 = 0.15;

pub(super) fn check(sheets: &mut Sheets<'_>) {
    let pages = sheets.pages;
    let taken = pages.iter().filter_map(farthest).collect();
    let asked = must("5.2.1", "表格文字越过格线", "words of a table over its rules");
    sheets.number(asked.strength(Strength::Practice), Unit::Mm, Target::Between(0.0, SLACK), taken);
}

/// How far the ink of a cell reaches over a rule at its side, at most; none without tables.
fn farthest(page: &Page) -> Option<Taken<f64>> {
    let mut rules: BTreeMap<Piece, Vec<Rect>> = BTreeMap::new();
    for shape in page.shapes.iter().filter(|shape| shape.part.is_of_any(&TEXTS)) {
        if shape.rect.width().min(shape.rect.height()) < THICKEST_RULE {
            rules.entry(shape.part).or_default().push(shape.rect);
        }
    }
    let mut worst: Option<Taken<f64>> = None;
    for run in &page.runs {
        let Some(rules) = rules.get(&run.part) else { continue };
        worst = worst.or(Some(Taken { value: 0.0, page: page.number, place: None }));
        for (over, ink) in overs(run, rules) {
            if worst.as_ref().is_none_or(|worst| over > worst.value) {
                worst = Some(Taken { value: over, page: page.number, place: Some(ink) });
            }
        }
    }
    worst
}

/// Each character's reach over the rule that is nearest to it: 0 where there is none. The sides of a cell
/// of a turned table run across the sheet.
fn overs(run: &Run, rules: &[Rect]) -> Vec<(f64, Rect)> {
    let em = super::super::mm(run.size);
    let mut found = Vec::new();
    for glyph in run.glyphs.iter().filter(|glyph| !glyph.text.trim().is_empty()) {
        let near = |rule: &Rect| {
            let (across, along) = (glyph.x, glyph.baseline);
            if run.upright {
                rule.height() > rule.width()
                    && rule.left < across + glyph.advance.max(em) + em
                    && rule.right > across - em
                    && rule.top < along + em
                    && rule.bottom > along - em
            } else {
                rule.width() > rule.height()
                    && rule.top < along + em
                    && rule.bottom > along - glyph.advance.max(em) - em
                    && rule.left < across + em
                    && rule.right > across - em
            }
        };
        let mut rules = rules.iter().filter(|rule| near(rule)).peekable();
        if rules.peek().is_none() {
            continue;
        }
        let Some(ink) = run.ink(glyph) else { continue };
        let over = |rule: &Rect| {
            let between = |middle: f64, from: f64, to: f64| (middle - from).min(to - middle).max(0.0);
            if run.upright && rule.top < ink.bottom && rule.bottom > ink.top {
                between(f64::midpoint(rule.left, rule.right), ink.left, ink.right)
            } else if !run.upright && rule.left < ink.right && rule.right > ink.left {
                between(f64::midpoint(rule.top, rule.bottom), ink.top, ink.bottom)
            } else {
                0.0
            }
        };
        found.push((rules.map(over).fold(0.0, f64::max), ink));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::{PAPER, Part, Role};
    use super::*;
    use crate::geometry::{Colour, Glyph, Shape};

    /// A character of 3 mm with its left edge here, in a cell whose rules stand at 10 and 20 mm.
    fn reach(x: f64, upright: bool) -> f64 {
        let turned = |rect: Rect| {
            if upright {
                rect
            } else {
                Rect {
                    left: rect.top,
                    right: rect.bottom,
                    top: 100.0 - rect.right,
                    bottom: 100.0 - rect.left,
                }
            }
        };
        let ink = turned(Rect { left: x, right: x + 3.0, top: 47.0, bottom: 50.0 });
        let (at, baseline) = if upright { (x, 50.0) } else { (50.0, 100.0 - x) };
        let mut glyph = Glyph::new("1", at, 3.0, baseline);
        glyph.read_ink = Some(ink);
        let mut run = Run::new(Part::Body.at(0), Role::Latin.family(), 9.0);
        (run.upright, run.glyphs) = (upright, vec![glyph]);
        let rule = |x: f64| {
            let rect = turned(Rect { left: x, right: x + 0.2, top: 40.0, bottom: 60.0 });
            Shape::new(Part::Body.at(0), rect, Colour::Rgb(0, 0, 0))
        };
        let mut page = Page::new(1, PAPER.0, PAPER.1);
        (page.runs, page.shapes) = (vec![run], vec![rule(10.0), rule(20.0)]);
        farthest(&page).expect("a table").value
    }

    #[test]
    fn ink_over_a_rule_is_measured() {
        for upright in [true, false] {
            assert!(reach(12.0, upright).abs() < 1e-9, "in its cell");
            assert!((reach(18.1, upright) - 1.1).abs() < 0.21, "{}", reach(18.1, upright));
            assert!((reach(9.1, upright) - 1.0).abs() < 0.21, "{}", reach(9.1, upright));
        }
    }
}
