//! Words on other words, and words off their page: measured on the finished pages of any template, which has no
//! type area that we know and no elements.

use serde::Serialize;

use super::{MATH_FAMILY, mm};
use crate::diagnostic::as_cut;
use crate::geometry::{Colour, Glyph, Page, Rect, Run};

/// What rounding and a glyph's overhang may take, in mm.
const SLACK: f64 = 0.3;
/// Characters meet when this share of the smaller one's ink lies in the other's.
const MEETS: f64 = 0.15;
/// Of a character this share of its ink may be cut off.
const CUT: f64 = 0.2;
/// The same character nearer than this to itself, in em, was drawn twice to look bold, or throws a shadow.
const TWICE: f64 = 0.15;
/// What is lighter than this may lie under words: a watermark.
const LIGHT: f64 = 0.7;

/// Words that are not where they can be read.
#[derive(Debug, Clone, PartialEq)]
pub struct Stray {
    /// The page, from 1.
    pub page: usize,
    /// What they say.
    pub text: String,
    /// Why they cannot be read.
    pub why: Astray,
}

/// Why words cannot be read.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Astray {
    /// They lie beyond the paper's edge.
    OffThePage,
    /// They stand on these.
    On {
        /// Their text.
        #[serde(serialize_with = "as_cut")]
        other: String,
    },
    /// Something shows a part of them only.
    Cut,
}

/// The strays of a page, in reading order, none told twice.
pub fn strays(page: &Page) -> Vec<Stray> {
    let mut found: Vec<Stray> = Vec::new();
    let mut tell = |text: &str, why: Astray| {
        let stray = Stray { page: page.number, text: text.trim().to_owned(), why };
        if !found.iter().any(|other| other.text == stray.text) {
            found.push(stray);
        }
    };
    for (text, _) in cuts(&page.runs) {
        tell(&text, Astray::Cut);
    }
    let mut add = |run: &Run, on: Option<&Run>| {
        let why = on.map_or(Astray::OffThePage, |on| Astray::On { other: on.text() });
        tell(&run.text(), why);
    };
    let mut inked: Vec<(&Run, Rect)> =
        page.runs.iter().filter_map(|run| Some((run, run.ink_all()?))).collect();
    for (run, ink) in &inked {
        let outside = ink.left < -SLACK
            || ink.top < -SLACK
            || ink.right > page.width + SLACK
            || ink.bottom > page.height + SLACK;
        if outside && !is_light(run.colour) {
            add(run, None);
        }
    }
    inked.retain(|(run, _)| is_straight(run));
    inked.sort_by(|a, b| a.1.top.total_cmp(&b.1.top));
    for (at, (run, ink)) in inked.iter().enumerate() {
        let below = inked[at + 1..].iter().take_while(|(_, other)| other.top < ink.bottom - SLACK);
        for (other, _) in below.filter(|(other, rect)| shared(*ink, *rect).is_some() && meet(run, other)) {
            // Of two on a line the first runs out of its place, of two lines the upper one.
            let before = run.glyphs[0].x <= other.glyphs[0].x
                || run.glyphs[0].baseline < other.glyphs[0].baseline - SLACK;
            if before { add(run, Some(other)) } else { add(other, Some(run)) }
        }
    }
    found
}

/// As much of a text from its beginning as somebody says in one piece: between its faces there may be marks.
pub fn beginning_said(text: &str, says: impl Fn(&str) -> bool) -> &str {
    let ends = text.char_indices().skip(1).map(|(at, _)| at).take(40);
    let ends: Vec<usize> = ends.chain([text.len()]).collect();
    ends.into_iter().rev().map(|end| &text[..end]).find(|said| says(said)).unwrap_or(text)
}

/// What is cut off, each cut once: a text in several faces is several runs in one view.
fn cuts(runs: &[Run]) -> Vec<(String, Rect)> {
    let mut cuts: Vec<(String, Rect)> = Vec::new();
    for run in runs {
        let (said, Some(view)) = (cut(run), run.view) else { continue };
        if said.trim().is_empty() {
            continue;
        }
        match cuts.last_mut().filter(|(_, before)| *before == view) {
            Some((text, _)) => text.push_str(&said),
            None => cuts.push((said, view)),
        }
    }
    cuts
}

/// The characters of a run of which too much is cut off.
fn cut(run: &Run) -> String {
    let Some(view) = run.view.filter(|_| !is_light(run.colour)) else { return String::new() };
    let is_cut =
        |glyph: &&Glyph| run.ink(glyph).is_some_and(|ink| area(ink.within(view)) < (1.0 - CUT) * area(ink));
    run.glyphs.iter().filter(is_cut).map(|glyph| glyph.text.as_str()).collect()
}

/// Whether a run's characters stand upright or on their side: of slanted ones the boxes say little.
fn is_straight(run: &Run) -> bool {
    let [right, _] = run.em;
    right.0.abs() < 1e-6 || right.1.abs() < 1e-6
}

/// Whether a character of one stands on one of the other.
fn meet(run: &Run, other: &Run) -> bool {
    if is_light(run.colour) != is_light(other.colour) {
        return false;
    }
    // A root stands over what it is of, an index beside an italic letter's overhang.
    if [run, other].iter().any(|run| run.family == MATH_FAMILY) {
        return false;
    }
    let near = TWICE * mm(run.size.min(other.size));
    let again = |a: &Glyph, b: &Glyph| {
        a.text == b.text && (a.x - b.x).abs() < near && (a.baseline - b.baseline).abs() < near
    };
    run.glyphs.iter().any(|glyph| {
        let Some(ink) = run.ink(glyph) else { return false };
        other.glyphs.iter().any(|beside| {
            !again(glyph, beside)
                && other.ink(beside).is_some_and(|rect| {
                    let least = area(ink).min(area(rect));
                    shared(ink, rect).is_some_and(|both| area(both) > MEETS * least)
                })
        })
    })
}

/// What two rectangles share, when it is more than a touch.
fn shared(a: Rect, b: Rect) -> Option<Rect> {
    let both = Rect {
        left: a.left.max(b.left),
        top: a.top.max(b.top),
        right: a.right.min(b.right),
        bottom: a.bottom.min(b.bottom),
    };
    (both.width() > SLACK && both.height() > SLACK).then_some(both)
}

fn area(rect: Rect) -> f64 {
    rect.width() * rect.height()
}

fn is_light(colour: Colour) -> bool {
    let light = match colour {
        Colour::Rgb(r, g, b) => (0.299 * f64::from(r) + 0.587 * f64::from(g) + 0.114 * f64::from(b)) / 255.0,
        Colour::Grey(grey) => f64::from(grey),
        Colour::Cmyk(c, m, y, k) => {
            (1.0 - f64::from(k)) * (1.0 - 0.299 * f64::from(c) - 0.587 * f64::from(m) - 0.114 * f64::from(y))
        }
        Colour::Other => 0.0,
    };
    light > LIGHT
}
