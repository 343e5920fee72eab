//! What words and millimetres decide together, handed to the template and said in the report.

use super::geometry::Page;
use super::{fit, misfit};
use crate::document::{Document, Piece};

/// What a compilation is tried with: the fitting of 7.3.5.5 and the 主送 of 7.3.2.
#[derive(Debug, Clone, PartialEq)]
pub struct Adjustment {
    /// Line pitch as a share of the standard's.
    pub pitch: f64,
    /// Extra space after each character of some of the body's blocks, in em.
    pub spacing: Vec<(usize, f64)>,
    /// Whether the recipients stand in the colophon.
    pub recipients_moved: bool,
    /// Rows left blank at a page's foot, so that the text's last lines go over to the sign-off.
    pub carried: Option<Carried>,
    /// The same for what is bound behind: a block of it that begins on the page, and how many rows.
    pub bound: Vec<(Piece, usize)>,
    /// How large the mark is between the least it may be (0) and what it is where there is room (1).
    pub mark: f64,
    /// Whether more than two signers may stand in a row.
    pub signers_closer: bool,
}

/// A page whose last rows stay blank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Carried {
    /// A block of the body, counted from 0, that begins on the page.
    pub before: usize,
    /// How many rows.
    pub rows: usize,
}

impl Default for Adjustment {
    fn default() -> Self {
        Adjustment {
            pitch: 1.0,
            spacing: Vec::new(),
            recipients_moved: false,
            carried: None,
            bound: Vec::new(),
            mark: 1.0,
            signers_closer: false,
        }
    }
}

impl Adjustment {
    /// What rows of the standard it may have otherwise, by the names that rows know.
    pub(super) fn departs(&self) -> Vec<&'static str> {
        let fitted =
            self.pitch != 1.0 || !self.spacing.is_empty() || self.carried.is_some() || !self.bound.is_empty();
        let names = [("fitted", fitted), ("signers-closer", self.signers_closer)];
        names.into_iter().filter_map(|(name, done)| done.then_some(name)).collect()
    }

    /// What it came to on the pages that were set with it, for the report.
    pub(super) fn on(&self, document: &Document, pages: &[Page]) -> Adjusted {
        let lines = || fit::End::of(document).before(pages).map_or(0, |before| before.lines);
        Adjusted {
            pitch: self.pitch,
            spacing: self.spacing.iter().map(|(block, share)| (block + 1, *share)).collect(),
            recipients_moved: self.recipients_moved,
            carried: self.carried.map_or(0, |_| lines()),
            mark: if self.mark < 1.0 { misfit::mark_size(pages) } else { None },
        }
    }
}

/// What was changed so that the document meets the standard.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
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
    pub(super) fn none() -> Adjusted {
        Adjusted { pitch: 1.0, spacing: Vec::new(), recipients_moved: false, carried: 0, mark: None }
    }
}
