//! What words and millimetres decide together: compile, measure, adjust one thing, say so.
//!
//! 7.3.2: recipients so long that page 1 would show no text move to the colophon.
//! 7.3.5.5: a sign-off that would stand alone on a page is brought to a page with text by the
//! smallest change of line pitch or character spacing.

use super::part_lines;
use crate::diagnostic::{Diagnostic, Problem, Sink};
use crate::document::{Document, Format};
use crate::engine::Set;
use crate::geometry::Page;
use crate::template::Adjustment;

/// The most that spacing is changed, as a share.
const MOST: f64 = 0.05;
/// The steps in which it is tried.
const STEP: f64 = 0.0025;
/// A document longer than this is tried in coarser steps, so that nobody waits.
const LONG: usize = 60;
const LONG_STEP: f64 = 0.01;
/// This many lines of text before the sign-off are wanted on its page; one is better than none.
const WANTED_LINES: usize = 2;

/// Sets the document with an adjustment.
pub(crate) type Compile<'a> = dyn Fn(Adjustment) -> (Option<Set>, Vec<Diagnostic>) + 'a;

/// Sets the document, adjusting what the standard says is to be adjusted.
pub(crate) fn settle(
    document: &Document,
    compile: &Compile<'_>,
    sink: &mut Sink,
) -> Option<(Set, Adjustment)> {
    let mut adjustment = Adjustment::default();
    let mut set = attempt(compile, adjustment, sink)?;
    let mut pages = set.pages();
    if !shows_body(&pages[0]) {
        let moved = Adjustment { recipients_moved: true, ..adjustment };
        if document.recipients.is_some() && document.format != Format::Order {
            set = attempt(compile, moved, sink)?;
            pages = set.pages();
            adjustment = moved;
            sink.push(Diagnostic::new(Problem::RecipientsMoved).at(place_of_recipients(document)));
        }
        if !shows_body(&pages[0]) {
            sink.push(Diagnostic::new(Problem::NoBodyOnFirstPage));
        }
    }
    let Some((page, lines)) = before_signoff(&pages) else {
        return Some((set, adjustment));
    };
    if lines >= WANTED_LINES || document.layout.no_fit {
        if lines == 0 {
            sink.push(Diagnostic::new(Problem::NotFitted { page }));
        }
        return Some((set, adjustment));
    }
    fit(compile, adjustment, set, pages.len(), (page, lines), sink)
}

fn place_of_recipients(document: &Document) -> Option<crate::Place> {
    document.recipients.as_ref().and_then(|words| words.place.clone())
}

/// One compilation; what Typst found goes to the sink.
fn attempt(compile: &Compile<'_>, adjustment: Adjustment, sink: &mut Sink) -> Option<Set> {
    let (set, told) = compile(adjustment);
    told.into_iter().for_each(|found| sink.push(found));
    set.filter(|_| !sink.has_errors())
}

/// Tries changes from the smallest up, and takes the first that helps.
fn fit(
    compile: &Compile<'_>,
    start: Adjustment,
    unfitted: Set,
    pages: usize,
    (page, lines): (usize, usize),
    sink: &mut Sink,
) -> Option<(Set, Adjustment)> {
    let mut second_best: Option<(Adjustment, Set)> = None;
    for adjustment in candidates(start, if pages > LONG { LONG_STEP } else { STEP }) {
        let (Some(set), _) = compile(adjustment) else {
            continue;
        };
        match before_signoff(&set.pages()) {
            Some((_, now)) if now >= WANTED_LINES => return Some(fitted(adjustment, set, sink)),
            Some((_, now)) if now > lines && second_best.is_none() => second_best = Some((adjustment, set)),
            _ => {}
        }
    }
    match second_best {
        Some((adjustment, set)) => Some(fitted(adjustment, set, sink)),
        None => {
            if lines == 0 {
                sink.push(Diagnostic::new(Problem::NotFitted { page }));
            }
            Some((unfitted, start))
        }
    }
}

fn fitted(adjustment: Adjustment, set: Set, sink: &mut Sink) -> (Set, Adjustment) {
    let Adjustment { pitch, tracking, .. } = adjustment;
    sink.push(Diagnostic::new(Problem::Fitted { pitch, tracking }));
    (set, adjustment)
}

/// What is tried, in order. A page stays filled to its last line (5.2.2: 撑满版心) with any
/// character spacing, and with the line pitches that make a page 23 or 21 lines instead of 22;
/// other pitches leave a blank at each page's foot and are the last resort.
fn candidates(start: Adjustment, step: f64) -> Vec<Adjustment> {
    let steps = (MOST / step).round() as u32;
    let changes = (1..=steps).map(move |n| f64::from(n) * step);
    let mut filled: Vec<Adjustment> = changes
        .clone()
        .flat_map(|change| [-change, change])
        .map(|tracking| Adjustment { tracking, ..start })
        .chain(FILLING_PITCHES.map(|pitch| Adjustment { pitch, ..start }))
        .collect();
    filled.sort_by(|a, b| change(a).total_cmp(&change(b)));
    // Both at once, when neither is enough alone.
    let both = FILLING_PITCHES.into_iter().flat_map(|pitch| {
        let wide = (1..=5_i32).flat_map(|n| [-n, n]).map(|n| f64::from(n) * MOST / 5.0);
        wide.map(move |tracking| Adjustment { pitch, tracking, ..start })
    });
    filled.extend(both);
    let others = changes.flat_map(|change| [1.0 - change, 1.0 + change]);
    filled.extend(others.map(|pitch| Adjustment { pitch, ..start }));
    filled
}

/// Line pitches, as shares of the standard's, at which 23 and 21 lines fill the page.
const FILLING_PITCHES: [f64; 2] = [0.9545, 1.05];

fn change(adjustment: &Adjustment) -> f64 {
    (adjustment.pitch - 1.0).abs().max(adjustment.tracking.abs())
}

fn shows_body(page: &Page) -> bool {
    !part_lines(page, "body").is_empty()
}

/// The page of the sign-off, and how many lines of text stand on it.
fn before_signoff(pages: &[Page]) -> Option<(usize, usize)> {
    let signoff = ["organ", "date", "signature", "signer-title"];
    let page = pages.iter().find(|page| signoff.iter().any(|part| !part_lines(page, part).is_empty()))?;
    let text = ["title", "body", "attachment-list", "attendance"];
    let lines = text.iter().map(|part| part_lines(page, part).len()).sum();
    Some((page.number, lines))
}
