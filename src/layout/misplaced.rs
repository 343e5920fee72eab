//! What no page may show whatever the data: characters outside the type area, or printed on others.
//!
//! The template keeps every element in its place; more signers, organs or characters than fit are
//! the data's matter, and are told rather than lost at the page's edge.

use super::mm;
use crate::diagnostic::{Diagnostic, Place, Problem};
use crate::document::{Binding, Document, Words};
use crate::geometry::{Page, Rect, Run};

/// What rounding may cost, in mm.
const ROUNDING: f64 = 0.5;
/// Em boxes that share this much across and down print on each other, in mm.
const SHARED: f64 = 1.5;

/// Errors about the set pages, each element once.
pub(crate) fn misplaced(document: &Document, pages: &[Page]) -> Vec<Diagnostic> {
    let mut told: Vec<&str> = Vec::new();
    let mut found = Vec::new();
    for page in pages {
        let area = area(document, page);
        let boxes: Vec<(&Run, Rect)> = page
            .runs
            .iter()
            .filter(|run| run.upright && &*run.part != "page-number")
            .filter_map(|run| Some((run, em_box(run)?)))
            .collect();
        for (run, rect) in &boxes {
            // A mark hangs from a place of its own, and is made to fit its width.
            if !run.part.starts_with("mark") && !holds(area, *rect) && !told.contains(&element(run)) {
                told.push(element(run));
                let problem = if document.is_table(&run.part) {
                    Problem::TableTooWide { page: page.number }
                } else {
                    Problem::OutsideTypeArea { page: page.number, text: said(page, run) }
                };
                found.push(Diagnostic::new(problem).at(place(document, &run.part)));
            }
        }
        for (run, other) in overlaps(&boxes) {
            if !told.contains(&element(other)) {
                told.push(element(other));
                let (text, on) = (said(page, other), said(page, run));
                let problem = Problem::Overprinted { page: page.number, text, on };
                found.push(Diagnostic::new(problem).at(place(document, &other.part)));
            }
        }
    }
    found
}

/// What the element says on the page.
fn said(page: &Page, run: &Run) -> String {
    page.runs.iter().filter(|other| other.part == run.part).map(Run::text).collect()
}

/// The type area of a page, as the house sets it.
fn area(document: &Document, page: &Page) -> Rect {
    let margins = document.layout.margins.unwrap_or_default();
    let turned = document.layout.binding == Binding::Mirrored && page.number.is_multiple_of(2);
    let (left, right) = if turned { (margins.right, margins.left) } else { (margins.left, margins.right) };
    Rect { left, right: page.width - right, top: margins.top, bottom: page.height - margins.bottom }
}

fn em_box(run: &Run) -> Option<Rect> {
    let mut inked = run.glyphs.iter().filter(|glyph| !glyph.text.trim().is_empty());
    let first = inked.next()?;
    let last = inked.next_back().unwrap_or(first);
    let em = mm(run.size);
    let top = first.baseline - 0.88 * em;
    Some(Rect { left: first.x, right: last.x + last.advance, top, bottom: top + em })
}

fn holds(area: Rect, rect: Rect) -> bool {
    rect.left >= area.left - ROUNDING
        && rect.right <= area.right + ROUNDING
        && rect.top >= area.top - ROUNDING
        && rect.bottom <= area.bottom + ROUNDING
}

/// Pairs of runs that print on each other, in the page's order.
fn overlaps<'a>(boxes: &[(&'a Run, Rect)]) -> Vec<(&'a Run, &'a Run)> {
    let mut sorted: Vec<&(&Run, Rect)> = boxes.iter().collect();
    sorted.sort_by(|(_, a), (_, b)| a.top.total_cmp(&b.top));
    let mut found = Vec::new();
    for (at, (run, rect)) in sorted.iter().enumerate() {
        let near = sorted[at + 1..].iter().take_while(|(_, other)| other.top < rect.bottom - SHARED);
        for (other_run, other) in near {
            let across = rect.right.min(other.right) - rect.left.max(other.left);
            let down = rect.bottom.min(other.bottom) - rect.top.max(other.top);
            // Names of a joint mark may stand closer than their em boxes: their ink is what is measured.
            let mark = run.part.starts_with("mark") && other_run.part.starts_with("mark");
            if across > SHARED && down > SHARED && !mark {
                found.push((*run, *other_run));
            }
        }
    }
    found
}

/// An element's name without its number.
fn element(run: &Run) -> &str {
    run.part.split('.').next().unwrap_or_default()
}

/// Where the data gives the element.
fn place(document: &Document, part: &str) -> Option<Place> {
    let (name, index) = part.split_once('.').unwrap_or((part, "0"));
    let index: usize = index.split('.').next().unwrap_or_default().parse().unwrap_or_default();
    let of = |words: &Option<Words>| words.as_ref().and_then(|words| words.place.clone());
    match name {
        "number" => of(&document.number),
        "signer" | "signer-label" => document.signers.first()?.place.clone(),
        "organ" | "imprint-organ" => document.issuers.get(index)?.name.place.clone(),
        "signer-title" => document.signatures.get(index)?.title.place.clone(),
        "signature" => document.signatures.get(index)?.name.place.clone(),
        "title" => document.title.place.clone(),
        "recipients" | "moved-recipients" => of(&document.recipients),
        "attachment-list" => document.attachments.first()?.title.place.clone(),
        "cc" => of(&document.cc),
        "printer" => of(&document.printer),
        "note" => of(&document.note),
        "copy-number" => of(&document.copy_number),
        "classification" => of(&document.classification),
        "urgency" => of(&document.urgency),
        _ => document.spot_of(part)?.place,
    }
}
