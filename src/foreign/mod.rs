//! PDFs from anywhere: the gate before the interpreter, the limits it works within, what their faces and
//! characters mean, their pages written down as SVG. `measure` reads documents with it, `pictures` draws
//! pages that documents name, `inside` takes files out.

mod budget;
pub(crate) mod faces;
mod findings;
pub(crate) mod gate;
pub(crate) mod limits;
mod lines;
mod pen;
mod picture;
mod shading;
pub(crate) mod words;

/// Points to the millimetre.
const PT_PER_MM: f64 = 72.0 / 25.4;

pub(crate) use budget::Budget;
pub(crate) use findings::{PdfFault, PdfFinding};
pub(crate) use gate::{Pages, Plain, open};
pub(crate) use limits::Halt;
pub(crate) use lines::Line;
pub(crate) use pen::drawing;
pub(crate) use picture::{DrawnPage, FaceFor, Stand, draw};
