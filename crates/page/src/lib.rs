//! What the finished pages say, in millimetres: lines, cells and edges, read back from the page as
//! set, never from the template's numbers; and the standard they are held against.
//!
//! Invariant: pages come in as geometry, whoever made them. No file is read, no face opened, no page set here.
//! Of the other crates of gongwen it uses `gongwen-data` and `gongwen-text`.

#![cfg_attr(test, allow(clippy::disallowed_methods, reason = "tests make their own files and take time"))]

pub mod fit;
pub mod geometry;
pub mod html;

mod adjustment;
mod boxes;
mod conformance;
mod departures;
mod element;
mod findings;
mod json;
mod lines;
mod misfit;
mod pages_json;
mod report;
mod spacing;
mod strays;

use gongwen_data::{diagnostic, document, source};
use gongwen_text as text;

pub use adjustment::{Adjusted, Adjustment, Carried};
pub use boxes::tell_parted;
pub use conformance::{Requirement, Sort, Target, Unit, Value, Verdict, measured, type_area};
pub use departures::{Departure, departures};
pub use diagnostic::Strength;
pub use document::{MATH_FAMILY, Part, Piece, Role, SIGNS_FAMILY, UnknownPart};
pub use element::at as element_at;
pub use findings::{Nonconforming, PageFinding};
pub use geometry::{Outlines, Pages};
pub use lines::{Line, lines, part_lines};
pub use report::{Report, Seal, report};
pub use strays::{Astray, Stray, beginning_said, strays};

/// The elements of a sign-off (7.3.5).
const SIGNOFF: [Part; 5] = [Part::Organ, Part::Date, Part::Signature, Part::SignerTitle, Part::Party];
/// What a 版记 says (7.4).
const COLOPHON: [Part; 7] = [
    Part::MovedRecipients,
    Part::Cc,
    Part::Printer,
    Part::PrintDate,
    Part::Reprinter,
    Part::ReprintDate,
    Part::Copies,
];
/// The text that a sign-off must share a page with (7.3.5.5); a list of attachments is none.
const TEXT: [Part; 4] = [Part::Title, Part::Body, Part::Notes, Part::Attendance];

pub use gongwen_data::foreign::PT_PER_MM;

/// A length in pt as mm.
#[must_use]
pub fn mm(pt: f64) -> f64 {
    pt / PT_PER_MM
}
