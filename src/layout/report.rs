//! What a render reports: departures, adjustments, and where seals stand.

use super::Part;
use super::conformance::{Requirement, Verdict, conformance};
use super::departures::{Departure, departures};
use crate::document::Document;
use crate::geometry::Page;
use crate::template::Adjustment;

/// Where a seal stands, so that a signing system can place its own.
#[derive(Debug, Clone, PartialEq)]
pub struct Seal {
    /// The organ it belongs to, counted from 0 in the data's order.
    pub issuer: usize,
    /// The page, from 1.
    pub page: usize,
    /// Its centre from the page's left edge, in mm.
    pub x: f64,
    /// Its centre from the page's top edge, in mm.
    pub y: f64,
    /// Its diameter in mm.
    pub diameter: f64,
}

/// What was changed so that the document meets the standard.
#[derive(Debug, Clone, PartialEq)]
pub struct Adjusted {
    /// Line pitch, as a share of 29.61 pt (7.3.5.5).
    pub pitch: f64,
    /// Space added after each character of some paragraphs (7.3.5.5): the paragraph's place in the
    /// body, counted from 1, and the space in em; less than 0 where characters stand closer.
    pub spacing: Vec<(usize, f64)>,
    /// Whether the recipients stand in the colophon (7.3.2).
    pub recipients_moved: bool,
    /// Lines of text that were carried over to the sign-off's page (7.3.5.5); the page before has as many
    /// blank rows at its foot as the sign-off left and these took.
    pub carried: usize,
    /// The size of the mark's characters in pt, where it gave way so that page 1 shows text (7.3.3).
    pub mark: Option<f64>,
}

impl Adjusted {
    fn none() -> Adjusted {
        Adjusted { pitch: 1.0, spacing: Vec::new(), recipients_moved: false, carried: 0, mark: None }
    }
}

/// The report on a set document.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// How many pages there are.
    pub pages: usize,
    /// What the fitting changed.
    pub adjusted: Adjusted,
    /// The house's deviations, in the order of the clauses.
    pub departures: Vec<Departure>,
    /// The seals, in the order of the organs.
    pub seals: Vec<Seal>,
    /// The pages against the standard, in the order of the clauses.
    pub requirements: Vec<Requirement>,
}

impl Report {
    /// The report on pages that were read, not set: nothing is known of a house's layout or of fitting.
    pub(crate) fn of_read(pages: &[Page], requirements: Vec<Requirement>) -> Report {
        Report {
            pages: pages.len(),
            adjusted: Adjusted::none(),
            departures: Vec::new(),
            seals: seals(pages),
            requirements,
        }
    }

    /// Of pages that the standard is not about.
    pub(crate) fn of_pages(pages: usize) -> Report {
        Report {
            pages,
            adjusted: Adjusted::none(),
            departures: Vec::new(),
            seals: Vec::new(),
            requirements: Vec::new(),
        }
    }

    /// How many rows end so.
    #[must_use]
    pub fn count(&self, verdict: Verdict) -> usize {
        self.requirements.iter().filter(|row| row.verdict == verdict).count()
    }
}

/// Measures a set document.
pub(crate) fn report(document: &Document, pages: &[Page], adjustment: &Adjustment) -> Report {
    let Adjustment { pitch, spacing, recipients_moved, carried, mark, signers_closer } = adjustment;
    let mark = if *mark < 1.0 { super::misfit::mark_size(pages) } else { None };
    let fitted = *pitch != 1.0 || !spacing.is_empty() || carried.is_some();
    let adjusted = [("fitted", fitted), ("signers-closer", *signers_closer)];
    let adjusted: Vec<&'static str> =
        adjusted.into_iter().filter_map(|(name, done)| done.then_some(name)).collect();
    let carried = carried.and_then(|_| super::fit::before_signoff(pages)).map_or(0, |(_, lines)| lines);
    let spacing = spacing.iter().map(|(block, share)| (block + 1, *share)).collect();
    Report {
        pages: pages.len(),
        adjusted: Adjusted { pitch: *pitch, spacing, recipients_moved: *recipients_moved, carried, mark },
        departures: departures(document),
        seals: seals(pages),
        requirements: conformance(document, pages, &adjusted),
    }
}

/// Reads the seals' places off the pages.
pub(crate) fn seals(pages: &[Page]) -> Vec<Seal> {
    let mut seals: Vec<Seal> = pages
        .iter()
        .flat_map(|page| page.pictures.iter().map(move |picture| (page.number, picture)))
        .filter_map(|(page, picture)| {
            let issuer = picture.part.index().filter(|_| picture.part.is_of(Part::Seal))?;
            let rect = picture.rect;
            Some(Seal {
                issuer,
                page,
                x: f64::midpoint(rect.left, rect.right),
                y: f64::midpoint(rect.top, rect.bottom),
                diameter: rect.width(),
            })
        })
        .collect();
    seals.sort_by_key(|seal| seal.issuer);
    seals
}
