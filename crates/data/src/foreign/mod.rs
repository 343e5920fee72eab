//! PDFs from anywhere: the gate before the interpreter, the limits it works within, what their faces and
//! characters mean, their pages written down as SVG. `measure` reads documents with it, `pictures` draws
//! pages that documents name, `inside` takes files out. Without the feature `pdf` no PDF is read, and that is told.

mod findings;
pub use findings::{PdfFault, PdfFinding};

#[cfg(feature = "pdf")]
mod budget;
#[cfg(feature = "pdf")]
pub mod faces;
#[cfg(feature = "pdf")]
pub mod gate;
#[cfg(feature = "pdf")]
pub mod limits;
#[cfg(feature = "pdf")]
mod lines;
#[cfg(feature = "pdf")]
mod pen;
#[cfg(feature = "pdf")]
mod picture;
#[cfg(feature = "pdf")]
mod shading;
#[cfg(feature = "pdf")]
pub mod words;

#[cfg(feature = "pdf")]
pub use {
    budget::Budget,
    gate::{Pages, Plain, open},
    limits::Halt,
    pen::drawing,
    picture::{DrawnPage, FaceFor, Stand, draw},
};

/// Points to the millimetre.
pub const PT_PER_MM: f64 = 72.0 / 25.4;

/// A line of a page; lengths in the page's pt, from its upper left corner.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Its words.
    pub text: String,
    /// Where its first character begins, on the baseline.
    pub x: f64,
    /// The baseline, from the page's upper edge.
    pub y: f64,
    /// From its first character to the end of its last.
    pub width: f64,
    /// The size of its characters.
    pub size: f64,
    /// Whether a paragraph begins with it.
    pub begins: bool,
    /// How much wider it is than the faces set it that it is written in.
    pub stretch: f64,
}
