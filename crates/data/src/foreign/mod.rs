//! PDFs from anywhere: the gate before the interpreter, the limits it works within, what their faces and
//! characters mean, their pages written down as SVG. `measure` reads documents with it, `pictures` draws
//! pages that documents name, `inside` takes files out.

mod budget;
pub mod faces;
mod findings;
pub mod gate;
pub mod limits;
mod lines;
mod pen;
mod picture;
mod shading;
pub mod words;

/// Points to the millimetre.
const PT_PER_MM: f64 = 72.0 / 25.4;

pub use budget::Budget;
pub use findings::{PdfFault, PdfFinding};
pub use gate::{Pages, Plain, open};
pub use limits::Halt;
pub use lines::Line;
pub use pen::drawing;
pub use picture::{DrawnPage, FaceFor, Stand, draw};
