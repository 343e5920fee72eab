//! What the finished pages say, in millimetres: lines, cells and edges, read back from the page as
//! set, never from the template's numbers.

mod adjustment;
mod conformance;
mod departures;
mod element;
mod findings;
pub(crate) mod fit;
pub mod geometry;
mod json;
mod lines;
mod misfit;
mod report;
mod spacing;
mod strays;

pub use adjustment::Adjusted;
pub(crate) use adjustment::{Adjustment, Carried};
pub use conformance::{Requirement, Target, Unit, Value, Verdict};
pub(crate) use conformance::{Sort, measured, type_area};
pub use departures::Departure;
pub(crate) use departures::departures;
pub(crate) use findings::{Nonconforming, PageFinding};

pub use crate::diagnostic::Strength;
pub(crate) use crate::document::{MATH_FAMILY, Role, SIGNS_FAMILY};
pub use crate::document::{Part, Piece, UnknownPart};
pub(crate) use element::at as element_at;
pub(crate) use geometry::{Outlines, Pages};
pub use lines::{Line, lines, part_lines};
pub(crate) use report::report;
pub use report::{Report, Seal};
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
