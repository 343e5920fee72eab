//! Characters gathered into the lines they stand on.

use super::geometry::{Page, Rect, Run};
use super::{Piece, mm};

/// Baselines nearer than this are one line, in mm.
const SAME_LINE: f64 = 0.05;
/// Where a character's em box begins above and ends below the baseline, in em.
pub(super) const EM_ASCENT: f64 = 0.88;
pub(super) const EM_DESCENT: f64 = 0.12;

/// One line of characters.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Line {
    /// The page it stands on, from 1.
    pub page: usize,
    /// Its baseline in mm.
    pub baseline: f64,
    /// Its runs, left to right.
    pub runs: Vec<Run>,
}

impl Line {
    /// What the line says.
    #[must_use]
    pub fn text(&self) -> String {
        self.runs.iter().map(Run::text).collect()
    }

    /// The element its first character belongs to.
    #[must_use]
    pub fn part(&self) -> Piece {
        self.runs.first().map_or(Piece::UNNAMED, |run| run.part)
    }

    /// The largest size on it, in pt.
    #[must_use]
    pub fn size(&self) -> f64 {
        self.runs.iter().map(|run| run.size).fold(0.0, f64::max)
    }

    /// Left end of the first character's advance, in mm.
    #[must_use]
    pub fn left(&self) -> f64 {
        let glyphs = self.runs.iter().flat_map(|run| &run.glyphs);
        glyphs.map(|glyph| glyph.x).fold(f64::INFINITY, f64::min)
    }

    /// Right end of the last character's advance, in mm.
    #[must_use]
    pub fn right(&self) -> f64 {
        let glyphs = self.runs.iter().flat_map(|run| &run.glyphs);
        // A blank at the line's end has no width on the page.
        let inked = glyphs.filter(|glyph| !glyph.text.trim().is_empty());
        inked.map(|glyph| glyph.x + glyph.advance).fold(f64::NEG_INFINITY, f64::max)
    }

    /// Top of its em box, in mm.
    #[must_use]
    pub fn top(&self) -> f64 {
        self.baseline - EM_ASCENT * mm(self.size())
    }

    /// Bottom of its em box, in mm.
    #[must_use]
    pub fn bottom(&self) -> f64 {
        self.baseline + EM_DESCENT * mm(self.size())
    }

    /// How many cells its characters are: ASCII counts half, everything else one.
    #[must_use]
    pub fn cells(&self) -> f64 {
        let text = self.text();
        crate::text::body::cells(text.trim_end())
    }

    /// The extent of its ink.
    #[must_use]
    pub fn ink(&self) -> Option<Rect> {
        self.runs.iter().filter_map(Run::ink_all).reduce(Rect::union)
    }
}

/// The page's upright lines, top to bottom.
#[must_use]
pub fn lines(page: &Page) -> Vec<Line> {
    gather(page, |_| true)
}

/// The lines of an element, or of a piece of it.
#[must_use]
pub fn part_lines(page: &Page, part: impl Into<Piece>) -> Vec<Line> {
    let part = part.into();
    gather(page, |run| run.part.is_of(part))
}

fn gather(page: &Page, wanted: impl Fn(&Run) -> bool) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for run in page.runs.iter().filter(|run| run.upright && wanted(run)) {
        let Some(baseline) = run.baseline() else { continue };
        match lines.iter_mut().rev().find(|line| (line.baseline - baseline).abs() < SAME_LINE) {
            Some(line) => line.runs.push(run.clone()),
            None => lines.push(Line { page: page.number, baseline, runs: vec![run.clone()] }),
        }
    }
    for line in &mut lines {
        line.runs.sort_by(|a, b| a.glyphs[0].x.total_cmp(&b.glyphs[0].x));
    }
    lines.sort_by(|a, b| a.baseline.total_cmp(&b.baseline).then(a.left().total_cmp(&b.left())));
    lines
}
