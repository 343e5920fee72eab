//! How much a file may ask of the machine, and how reading ends when it asks more.

use std::time::{Duration, Instant};

use crate::diagnostic::PdfFault;

/// The largest file that is read, in bytes.
pub(super) const LIMIT_FILE_BYTES: u64 = 64 * 1024 * 1024;
/// How much a single stream may unpack to, in bytes: a set of fonts at most.
pub(super) const LIMIT_STREAM_BYTES: usize = 32 * 1024 * 1024;
/// How much all that the pages need may unpack to, in bytes.
pub(super) const LIMIT_UNPACKED_BYTES: usize = 256 * 1024 * 1024;
/// How much the instructions of a page, with its forms, may be, in bytes.
pub(super) const LIMIT_CONTENT_BYTES: usize = 16 * 1024 * 1024;
/// How many objects are read.
pub(super) const LIMIT_OBJECTS: usize = 500_000;
/// How many pages are measured.
pub(super) const LIMIT_PAGES: usize = 2_000;
/// How many characters all pages may draw.
pub(super) const LIMIT_GLYPHS: usize = 3_000_000;
/// How many rules, drawings and pictures a page may have.
pub(super) const LIMIT_SHAPES: usize = 200_000;
/// How much the drawing of all pages for a report may be, in bytes.
pub(super) const LIMIT_DRAWING_BYTES: usize = 64 * 1024 * 1024;
/// How long drawing the pages may take.
pub(super) const LIMIT_TIME: Duration = Duration::from_secs(30);

/// Why reading was broken off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Halt {
    Time,
    Glyphs,
    Shapes,
    Drawing,
    /// The interpreter failed.
    Panic,
}

impl Halt {
    /// Leaves the interpreter, which has no other way out. No panic message is written: nothing failed.
    pub fn raise(self) -> ! {
        std::panic::resume_unwind(Box::new(self))
    }

    /// What is told of it.
    pub fn fault(self) -> PdfFault {
        match self {
            Halt::Time => PdfFault::TooMuch("time", LIMIT_TIME.as_secs() as usize),
            Halt::Glyphs => PdfFault::TooMuch("characters", LIMIT_GLYPHS),
            Halt::Shapes => PdfFault::TooMuch("drawings", LIMIT_SHAPES),
            Halt::Drawing => PdfFault::TooMuch("bytes of drawing", LIMIT_DRAWING_BYTES),
            Halt::Panic => PdfFault::Broken,
        }
    }

    /// Runs what may be left in this way.
    pub fn caught<T>(run: impl FnOnce() -> Result<T, Halt> + std::panic::UnwindSafe) -> Result<T, Halt> {
        std::panic::catch_unwind(run)
            .unwrap_or_else(|thrown| Err(thrown.downcast_ref::<Halt>().copied().unwrap_or(Halt::Panic)))
    }
}

/// The moment, for the deadline alone: it reaches no output.
#[allow(clippy::disallowed_methods, reason = "a deadline needs a clock")]
pub(super) fn now() -> Instant {
    Instant::now()
}
