//! How much a file may ask of the machine, and how reading ends when it asks more.

use crate::foreign::PdfFault;
use std::time::{Duration, Instant};

/// The largest file that is read, in bytes.
pub const LIMIT_FILE_BYTES: u64 = 64 * 1024 * 1024;
/// How much a single stream may unpack to, in bytes: a set of fonts at most.
pub(crate) const LIMIT_STREAM_BYTES: usize = 32 * 1024 * 1024;
/// How much all that the pages need may unpack to, in bytes.
pub(crate) const LIMIT_UNPACKED_BYTES: usize = 256 * 1024 * 1024;
/// How much the instructions of a page, with its forms, may be, in bytes.
pub(crate) const LIMIT_CONTENT_BYTES: usize = 16 * 1024 * 1024;
/// How large a packed picture between the instructions of a page may be, in bytes; PDF asks for 4 KiB.
pub(crate) const LIMIT_INLINE_BYTES: usize = 128 * 1024;
/// How many instructions all pages may draw, those of forms counted as often as they are drawn.
pub(crate) const LIMIT_INSTRUCTIONS: u64 = 20_000_000;
/// How many objects are read.
pub(crate) const LIMIT_OBJECTS: usize = 500_000;
/// How many pages a file may have.
pub(crate) const LIMIT_PAGES: usize = 2_000;
/// How many characters all pages may draw.
pub const LIMIT_GLYPHS: usize = 3_000_000;
/// How many rules, drawings and pictures a page may have.
pub const LIMIT_SHAPES: usize = 200_000;
/// How many forms, clips and groups a page may have: a form that draws itself comes to it at once.
pub(crate) const LIMIT_FORMS: usize = 30_000;
/// How many things all pages of a file may draw, clip and group.
pub(crate) const LIMIT_OPERATIONS: usize = 2_000_000;
/// How many characters and drawings a page may have that stands in a document: the library that reads its
/// drawing has room for a million elements, and takes three for a character.
pub(crate) const LIMIT_ELEMENTS: usize = 250_000;
/// How deep clips and groups may stand in each other, those of forms in forms counted.
pub const LIMIT_DEPTH: usize = 256;
/// How deep what is drawn by instructions of its own may stand in the like: characters of a Type 3 face,
/// patterns, masks.
pub(crate) const LIMIT_NESTED: usize = 8;
/// How many pixels all pages of a file may draw; 35 million are a sheet of A4 at 600 dpi.
pub(crate) const LIMIT_PIXELS: u64 = 1_500_000_000;
/// How much the drawing of all pages for a report may be, in bytes.
pub(crate) const LIMIT_DRAWING_BYTES: usize = 64 * 1024 * 1024;
/// How long opening the file and drawing the pages may take.
pub const LIMIT_TIME: Duration = Duration::from_secs(30);

/// Why reading was broken off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Halt {
    /// It took longer than [`LIMIT_TIME`].
    Time,
    /// More characters than are read.
    Glyphs,
    /// More rules, fills and pictures than are read.
    Shapes,
    /// The drawing of the pages is too large.
    Drawing,
    /// More operations of drawing than are followed.
    Operations,
    /// More elements of a drawing than are written.
    Elements,
    /// A page has too many forms and clips.
    Forms,
    /// Forms stand too deep in forms.
    Depth,
    /// More pixels of pictures and gradients than are drawn.
    Pixels,
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
            Halt::Time => {
                PdfFault::TooMuch { unit: ("秒数", "seconds"), limit: LIMIT_TIME.as_secs() as usize }
            }
            Halt::Glyphs => PdfFault::TooMuch { unit: ("字符数", "characters"), limit: LIMIT_GLYPHS },
            Halt::Shapes => PdfFault::TooMuch { unit: ("图形数", "drawings"), limit: LIMIT_SHAPES },
            Halt::Drawing => PdfFault::TooMuch {
                unit: ("绘图的字节数", "bytes of drawing"),
                limit: LIMIT_DRAWING_BYTES,
            },
            Halt::Operations => {
                PdfFault::TooMuch { unit: ("绘图操作数", "drawing operations"), limit: LIMIT_OPERATIONS }
            }
            Halt::Elements => PdfFault::TooMuch {
                unit: ("一页里的字符和图形数", "characters and drawings on a page"),
                limit: LIMIT_ELEMENTS,
            },
            Halt::Forms => PdfFault::TooMuch {
                unit: ("一页里的图形层数", "forms and clips on a page"),
                limit: LIMIT_FORMS,
            },
            Halt::Depth => {
                PdfFault::TooMuch { unit: ("图形的嵌套层数", "nested forms"), limit: LIMIT_DEPTH }
            }
            Halt::Pixels => PdfFault::TooMuch {
                unit: ("图片的像素数", "pixels of pictures"),
                limit: LIMIT_PIXELS as usize,
            },
            Halt::Panic => PdfFault::Broken,
        }
    }

    /// Runs what may be left in this way.
    pub fn caught<T>(run: impl FnOnce() -> Result<T, Halt> + std::panic::UnwindSafe) -> Result<T, Halt> {
        std::panic::catch_unwind(run)
            .unwrap_or_else(|thrown| Err(thrown.downcast_ref::<Halt>().copied().unwrap_or(Halt::Panic)))
    }
}

/// The reader's stack, in bytes, whatever the caller's is.
const STACK: usize = 64 * 1024 * 1024;
/// How much longer a reader is waited for that does not look at the time by itself.
const GRACE: Duration = Duration::from_secs(2);

/// Reads on a thread of its own, so that a reader in an endless loop keeps nobody waiting. Such a thread
/// cannot be ended; it goes with the process.
pub fn within<T: Send + 'static>(
    time: Duration,
    read: impl FnOnce(Instant) -> Result<T, PdfFault> + Send + 'static,
) -> Result<T, PdfFault> {
    let (sender, receiver) = std::sync::mpsc::channel();
    let deadline = now() + time;
    let run = move || {
        // Nobody listens any more when it was too late.
        let _ = sender.send(read(deadline));
    };
    let spawned = std::thread::Builder::new().name("pdf".to_owned()).stack_size(STACK).spawn(run);
    // A system that gives no thread is as good as one that gives no time.
    spawned.map_err(|_| Halt::Time.fault())?;
    match receiver.recv_timeout(time + GRACE) {
        Ok(read) => read,
        Err(std::sync::mpsc::RecvTimeoutError::Timeout) => Err(Halt::Time.fault()),
        Err(std::sync::mpsc::RecvTimeoutError::Disconnected) => Err(Halt::Panic.fault()),
    }
}

/// The moment, for the deadline alone: it reaches no output.
#[allow(clippy::disallowed_methods, reason = "a deadline needs a clock")]
pub fn now() -> Instant {
    Instant::now()
}
