//! How much one document may ask of the machine, and what Typst may remember between documents.

mod cancel;
mod findings;

pub use cancel::{Cancel, Watch};
pub use findings::LimitFinding;
use std::time::{Duration, Instant};

/// How much one document may ask of the machine. What asks more is an error that names the limit; the
/// process goes on.
///
/// A [`DocumentReader`](crate::DocumentReader) holds documents to the limits of data and pictures, an
/// `Engine` to those of paragraphs, pages, pixels and time. Memory is not among them: a library
/// cannot end its host's allocations. Who must bound it renders in a process of its own, as `render --memory`
/// does (docs/embedding.md).
///
/// ```
/// use std::time::Duration;
/// # extern crate gongwen_data as gongwen;
/// use gongwen::Limits;
///
/// let limits = Limits::default().pages(500).time(Duration::from_secs(20));
/// assert_eq!(limits, Limits::default().pages(500).time(Duration::from_secs(20)));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// The largest data or text file, in bytes.
    pub(crate) data_bytes: u64,
    /// The largest picture's file, in bytes.
    pub(crate) picture_bytes: u64,
    /// The most pixels of one picture.
    pub(crate) picture_pixels: u64,
    /// The most paragraphs, headings, tables and pictures of one text.
    pub(crate) paragraphs: usize,
    /// The most characters of one paragraph.
    pub(crate) paragraph_characters: usize,
    /// The most characters of all texts.
    pub(crate) characters: usize,
    /// The most pages.
    pub(crate) pages: usize,
    /// The most pixels of a page drawn as PNG.
    pub(crate) drawn_pixels: u64,
    /// How long a render may take, from first to last; none without a limit.
    pub(crate) time: Option<Duration>,
}

/// The largest data or text file that is read, in bytes: 16 MiB is a body of some 8,000 pages.
pub const DATA_BYTES: u64 = 16 * 1024 * 1024;

impl Default for Limits {
    /// Enough for any document, too little to exhaust a machine; no limit of time, so that no page depends
    /// on how busy the machine is.
    fn default() -> Limits {
        Limits {
            data_bytes: DATA_BYTES,
            picture_bytes: 20 * 1024 * 1024,
            // A4 at 600 dpi has 35 million, and a decoded one takes 4 bytes each.
            picture_pixels: 50_000_000,
            // As many as some 1,000 pages have.
            paragraphs: 20_000,
            // Some 30 pages without a line break. Typst breaks a paragraph as a whole.
            paragraph_characters: 20_000,
            // As many as some 1,600 pages have.
            characters: 1_000_000,
            pages: 2_000,
            // A4 at 1,200 ppi has 139 million.
            drawn_pixels: 200_000_000,
            time: None,
        }
    }
}

impl Limits {
    #[doc(hidden)]
    pub fn bytes_of_data(&self) -> u64 {
        self.data_bytes
    }

    /// The largest data or text file that is read, in bytes; 16 MiB by default. Beyond it: `file-too-large`.
    #[must_use]
    pub fn data_bytes(mut self, bytes: u64) -> Limits {
        self.data_bytes = bytes;
        self
    }

    /// The largest file of a picture, in bytes; 20 MiB by default. Beyond it: `picture-file-too-large`.
    #[must_use]
    pub fn picture_bytes(mut self, bytes: u64) -> Limits {
        self.picture_bytes = bytes;
        self
    }

    /// The most pixels of a picture in a document, width × height; 50 million by default. Beyond it:
    /// `picture-too-large`.
    #[must_use]
    pub fn picture_pixels(mut self, pixels: u64) -> Limits {
        self.picture_pixels = pixels;
        self
    }

    /// The most paragraphs of a body, tables and pictures counted; 20,000 by default. Beyond it: `too-long`.
    #[must_use]
    pub fn paragraphs(mut self, paragraphs: usize) -> Limits {
        self.paragraphs = paragraphs;
        self
    }

    /// The most characters of one paragraph; 20,000 by default. Beyond it: `too-long`.
    #[must_use]
    pub fn paragraph_characters(mut self, characters: usize) -> Limits {
        self.paragraph_characters = characters;
        self
    }

    /// The most characters of all texts of a document together; 1,000,000 by default. Beyond it: `too-long`.
    #[must_use]
    pub fn characters(mut self, characters: usize) -> Limits {
        self.characters = characters;
        self
    }

    /// The most pages of a document; 2,000 by default. Known when the pages are set for the first time.
    /// Beyond it: `too-many-pages`.
    #[must_use]
    pub fn pages(mut self, pages: usize) -> Limits {
        self.pages = pages;
        self
    }

    /// The most pixels of a page drawn as PNG, width × height; 200 million by default, of 4 bytes each.
    /// Beyond it: `drawing-too-large`.
    #[must_use]
    pub fn drawn_pixels(mut self, pixels: u64) -> Limits {
        self.drawn_pixels = pixels;
        self
    }

    /// How long each piece of work may take on the wall's clock: reading a document, checking it, setting it, writing its
    /// PDF, drawing a page of it or its report; none by default. Beyond it: `timed-out`. One deadline for all of them is
    /// [`Cancel::after`].
    ///
    /// The clock is looked at between steps: before and after each compilation, of which a document takes one, or some
    /// twenty when its spacing is fitted; before and after each text and picture that is read; for each page that is
    /// drawn. Inside a compilation Typst cannot be interrupted: a fragment with an
    /// endless loop needs a process that can be ended, as `render --timeout` has. A document within its time
    /// has the same pages whatever the limit.
    #[must_use]
    pub fn time(mut self, time: Duration) -> Limits {
        self.time = Some(time);
        self
    }
}

/// What Typst may remember between compilations. It remembers in one table for the whole process, which all
/// engines share; of those that live, the one that keeps most has its will.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Cache {
    /// What so many compilations have not used is dropped after each, whether it succeeded, failed or
    /// panicked: memory stays flat over thousands of documents. With 0 nothing is kept.
    Age(usize),
    /// Nothing is dropped but by `trim_cache`: the host decides when. Until then
    /// memory grows with every document.
    Kept,
}

impl Default for Cache {
    /// Five keeps what the next document of the same template needs and forgets the rest
    /// (docs/performance.md).
    fn default() -> Cache {
        Cache::Age(5)
    }
}

/// What one render may still use: handed to each of its compilations.
#[derive(Debug, Clone)]
pub struct Allowance {
    limits: Limits,
    /// What Typst may remember between documents.
    pub cache: Cache,
    watch: Watch,
}

impl Allowance {
    /// The clock starts.
    pub fn new(limits: &Limits, cache: Cache, cancel: &Cancel) -> Allowance {
        Allowance { limits: limits.clone(), cache, watch: Watch::begin(limits.time, cancel) }
    }

    /// The same for what comes after setting, such as a page that is drawn: its clock starts.
    #[must_use]
    pub fn again(&self) -> Allowance {
        Allowance { watch: self.watch.again(), ..self.clone() }
    }

    /// Nothing more when the time is over or the work was cancelled.
    pub fn time(&self) -> Result<(), LimitFinding> {
        self.watch.look()
    }

    /// How long pages of other files may take to draw: half a minute, or what is left.
    pub fn for_drawing(&self) -> Duration {
        const LONGEST: Duration = Duration::from_secs(30);
        self.watch.left().map_or(LONGEST, |left| left.min(LONGEST))
    }

    /// No more paragraphs in a body.
    pub fn paragraphs(&self, count: usize) -> Result<(), LimitFinding> {
        let limit = self.limits.paragraphs;
        if count > limit {
            Err(LimitFinding::TooLong { count, limit, unit: ("段", "paragraphs") })
        } else {
            Ok(())
        }
    }

    /// No more characters in a paragraph.
    pub fn paragraph_characters(&self, count: usize) -> Result<(), LimitFinding> {
        let (limit, unit) = (self.limits.paragraph_characters, ("字的一段", "characters in a paragraph"));
        if count > limit { Err(LimitFinding::TooLong { count, limit, unit }) } else { Ok(()) }
    }

    /// No more characters in all texts.
    pub fn characters(&self, count: usize) -> Result<(), LimitFinding> {
        let (limit, unit) = (self.limits.characters, ("字", "characters"));
        if count > limit { Err(LimitFinding::TooLong { count, limit, unit }) } else { Ok(()) }
    }

    /// No more pages.
    pub fn pages(&self, count: usize) -> Result<(), LimitFinding> {
        let limit = self.limits.pages;
        if count > limit { Err(LimitFinding::TooManyPages { count, limit }) } else { Ok(()) }
    }

    /// The most pixels of a drawn page.
    pub fn drawn_pixels(&self) -> u64 {
        self.limits.drawn_pixels
    }
}

/// The moment, for deadlines alone: it reaches no output.
#[allow(clippy::disallowed_methods, reason = "a deadline needs a clock")]
fn now() -> Instant {
    Instant::now()
}
