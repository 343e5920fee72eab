//! What the finished pages say, in millimetres: lines, cells and edges, read back from the page as
//! set, never from the template's numbers.

mod lines;

pub use lines::{Line, lines, part_lines};

/// Points to the millimetre.
pub const PT_PER_MM: f64 = 72.0 / 25.4;

/// A length in pt as mm.
#[must_use]
pub fn mm(pt: f64) -> f64 {
    pt / PT_PER_MM
}
