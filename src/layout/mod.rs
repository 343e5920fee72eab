//! What the finished pages say, in millimetres: lines, cells and edges, read back from the page as
//! set, never from the template's numbers.

mod conformance;
mod departures;
mod element;
mod findings;
pub(crate) mod fit;
pub mod geometry;
mod json;
mod lines;
mod misfit;
mod part;
mod report;
mod role;
mod spacing;
mod strays;

pub use conformance::{Requirement, Target, Unit, Value, Verdict};
pub(crate) use conformance::{Sort, measured, type_area};
pub use departures::Departure;
pub(crate) use departures::departures;
pub(crate) use findings::{Nonconforming, PageFinding};

pub use crate::diagnostic::Strength;
pub(crate) use element::{at as element_at, block, block_spot};
pub(crate) use geometry::Outlines;
pub use lines::{Line, lines, part_lines};
pub use part::{Part, Piece, UnknownPart};
pub(crate) use report::report;
pub use report::{Adjusted, Report, Seal};
pub(crate) use role::{MATH_FAMILY, Role, SIGNS_FAMILY};
pub(crate) use strays::{Astray, Stray, beginning_said, strays};

/// The elements of a sign-off (7.3.5).
const SIGNOFF: [Part; 4] = [Part::Organ, Part::Date, Part::Signature, Part::SignerTitle];
/// The text that a sign-off must share a page with (7.3.5.5); a list of attachments is none.
const TEXT: [Part; 3] = [Part::Title, Part::Body, Part::Attendance];

/// Points to the millimetre.
pub const PT_PER_MM: f64 = 72.0 / 25.4;

/// A length in pt as mm.
#[must_use]
pub fn mm(pt: f64) -> f64 {
    pt / PT_PER_MM
}

/// How far an even page that was set on its side stands right of an odd one, in mm.
pub(crate) fn turned_shift(layout: &crate::document::Layout) -> f64 {
    let margins = layout.margins.unwrap_or_default();
    match layout.binding {
        crate::document::Binding::Left => 0.0,
        crate::document::Binding::Mirrored => margins.right - margins.left,
    }
}

/// How wide a title may be, in em of 2号 (22 pt).
pub(crate) fn title_measure(margins: Option<crate::document::Margins>) -> f64 {
    const PAPER: f64 = 210.0;
    const TITLE_PT: f64 = 22.0;
    let margins = margins.unwrap_or_default();
    // A hair less, so that a full line is not broken again by rounding.
    (PAPER - margins.left - margins.right) / mm(TITLE_PT) - 0.01
}
