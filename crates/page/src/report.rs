//! What a render reports: departures, adjustments, and where seals stand.

use super::conformance::{Requirement, Verdict, conformance};
use super::departures::{Departure, departures};
use super::{Adjusted, Adjustment, Part};
use crate::document::Document;
use crate::geometry::Page;

/// Where a seal stands, so that a signing system can place its own.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
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

/// The report on a set document.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
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
    /// How many rows end so.
    #[must_use]
    pub fn count(&self, verdict: Verdict) -> usize {
        self.requirements.iter().filter(|row| row.verdict == verdict).count()
    }
}

#[doc(hidden)]
impl Report {
    /// The report on pages that were read, not set: nothing is known of a house's layout or of fitting.
    pub fn of_read(pages: &[Page], requirements: Vec<Requirement>) -> Report {
        Report {
            pages: pages.len(),
            adjusted: Adjusted::none(),
            departures: Vec::new(),
            seals: seals(pages),
            requirements,
        }
    }

    /// Of pages that the standard is not about.
    pub fn of_pages(pages: usize) -> Report {
        Report {
            pages,
            adjusted: Adjusted::none(),
            departures: Vec::new(),
            seals: Vec::new(),
            requirements: Vec::new(),
        }
    }
}

/// Measures a set document.
pub fn report(document: &Document, pages: &[Page], adjustment: &Adjustment) -> Report {
    let departed = adjustment.departs();
    Report {
        pages: pages.len(),
        adjusted: adjustment.on(document, pages),
        departures: departures(document),
        seals: seals(pages),
        requirements: conformance(document, pages, &departed),
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
