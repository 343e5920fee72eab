//! Any PDF, measured: read back with a reader that knows nothing of how it was written, its elements
//! recognised from the words, and the pages held against the standard.
//!
//! Invariant: what others wrote passes the gate first, and nothing of the export is shared. Of the other crates of gongwen it
//! uses `gongwen-data`, `gongwen-page` and `gongwen-import`.

mod apart;
mod block;
mod colours;
mod ends;
mod figures;
mod findings;
mod gather;
mod joint;
mod level;
mod looks;
mod names;
mod parts;
mod read;
mod scripts;
mod tables;

pub(crate) use findings::MeasureFinding;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use hayro_syntax::Pdf;

use crate::diagnostic::{Diagnostic, Lang, guarded};
use crate::document::{Format, Sealing};
use crate::foreign::limits::{self, LIMIT_FILE_BYTES, LIMIT_TIME};
use crate::foreign::{Halt, Pages, PdfFault, PdfFinding, Plain};
use crate::layout::geometry::Page;
use crate::layout::{Part, Piece, Report, Requirement, Sort, part_lines};
use crate::source::FileFinding;
use block::Blocks;
use gongwen_data::{Failure, diagnostic, document, foreign, source};
use gongwen_import::Imported;
use gongwen_import::page::Written;
use gongwen_page as layout;
use gongwen_page::html;
use html::{Drawing, Subject};
use names::Names;
use read::Sheet;

/// A measured file.
pub struct Measured {
    pages: Vec<Page>,
    report: Report,
    diagnostics: Vec<Diagnostic>,
    imported: Imported,
    /// The file as it passed the gate, and the scale of each page: to draw it when asked.
    plain: Arc<Vec<u8>>,
    scales: Vec<f64>,
    /// How long drawing it may take.
    time: Duration,
}

impl fmt::Debug for Measured {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Measured")
            .field("report", &self.report)
            .field("diagnostics", &self.diagnostics)
            .finish_non_exhaustive()
    }
}

/// A paragraph, or a part of one, and the element it was recognised as.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Element {
    /// The element's name on the page, such as `title` or `body.3`; unnamed for what was not recognised.
    pub part: Piece,
    /// The page it begins on, from 1.
    pub page: usize,
    /// What it says.
    pub text: String,
}

impl Measured {
    /// What was recognised as what, in the order of the pages.
    #[must_use]
    pub fn elements(&self) -> Vec<Element> {
        let mut elements: Vec<Element> = Vec::new();
        for page in &self.pages {
            for run in &page.runs {
                match elements.last_mut() {
                    Some(last) if last.part == run.part => last.text.push_str(&run.text()),
                    _ => elements.push(Element { part: run.part, page: page.number, text: run.text() }),
                }
            }
        }
        elements
    }

    /// The recognised document; its [`toml`](Imported::toml) is a data file to go on from.
    #[must_use]
    pub fn imported(&self) -> &Imported {
        &self.imported
    }

    /// What was noticed: what could not be read or recognised.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// The pages as geometry, every character, rule and picture with the name of its element.
    #[must_use]
    pub fn pages(&self) -> &[Page] {
        &self.pages
    }

    /// The pages against the standard, in the order of the clauses.
    #[must_use]
    pub fn requirements(&self) -> &[Requirement] {
        &self.report.requirements
    }

    /// The rows, and the seals that were found; adjustments and departures are none, for a file tells of none.
    #[must_use]
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// The report as one HTML page, like `Rendered::report_html`. The pages
    /// are drawn as the file has them, but for the pixels of pictures.
    ///
    /// # Errors
    /// When drawing takes longer or more than the limits of docs/measure.md.
    pub fn report_html(&self, lang: Lang) -> Result<String, Failure> {
        guarded(|| {
            let (plain, scales) = (Arc::clone(&self.plain), self.scales.clone());
            let (definitions, sheets) = limits::within(self.time, move |deadline| {
                let draw = std::panic::AssertUnwindSafe(move || {
                    let pdf = Pdf::new(plain).map_err(|_| Halt::Panic)?;
                    foreign::drawing(&pdf, &scales, deadline)
                });
                Halt::caught(draw).map_err(Halt::fault)
            })
            .map_err(|fault| refused("PDF", timed(fault, self.time)))?;
            let drawing = Drawing { definitions, sheets };
            let said = |part: Part| -> String {
                let lines = self.pages.iter().flat_map(|page| part_lines(page, part));
                lines.map(|line| line.text().trim().to_owned()).collect()
            };
            let (title, number) = (said(Part::Title), said(Part::Number));
            let (pages, report) = (&self.pages[..], &self.report);
            let subject = Subject { title: &title, number: &number, read: true, pages, report, drawing };
            Ok(subject.html(lang))
        })
    }
}

/// Measures a PDF of at most 64 MiB from any source, in at most 30 seconds.
///
/// # Errors
/// When the bytes are no PDF, need a password, ask for more than the limits of docs/measure.md, or have
/// no text that can be read.
pub fn measure(bytes: Vec<u8>) -> Result<Measured, Failure> {
    Measurer::new().measure(bytes)
}

/// How much measuring a file may ask, where that is less than [`measure()`] allows.
///
/// ```
/// use std::time::Duration;
///
/// use gongwen_measure::Measurer;
///
/// let measurer = Measurer::new().file_bytes(4 * 1024 * 1024).time(Duration::from_secs(5));
/// let failure = measurer.measure(b"text".to_vec()).unwrap_err();
/// assert_eq!(failure.diagnostics()[0].code(), "not-a-pdf");
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Measurer {
    file_bytes: u64,
    time: Duration,
}

impl Default for Measurer {
    fn default() -> Measurer {
        Measurer { file_bytes: LIMIT_FILE_BYTES, time: LIMIT_TIME }
    }
}

impl Measurer {
    /// As [`measure()`] measures.
    #[must_use]
    pub fn new() -> Measurer {
        Measurer::default()
    }

    /// The largest file, in bytes; 64 MiB by default and at most. Beyond it: `file-too-large`.
    #[must_use]
    pub fn file_bytes(self, bytes: u64) -> Measurer {
        Measurer { file_bytes: bytes.min(LIMIT_FILE_BYTES), ..self }
    }

    /// How long reading the file may take, and drawing its pages for the report; 30 seconds by default and at most. Beyond it:
    /// `pdf-too-large`.
    #[must_use]
    pub fn time(self, time: Duration) -> Measurer {
        Measurer { time: time.min(LIMIT_TIME), ..self }
    }

    /// Measures a file's bytes.
    ///
    /// # Errors
    /// As [`measure()`].
    pub fn measure(self, bytes: Vec<u8>) -> Result<Measured, Failure> {
        guarded(|| measure_named(self, bytes, "PDF"))
    }

    /// Measures a file.
    ///
    /// # Errors
    /// As [`measure()`]; and when the file cannot be read.
    pub fn measure_path(self, path: impl AsRef<std::path::Path>) -> Result<Measured, Failure> {
        let name = path.as_ref().display().to_string();
        let bytes = crate::source::read_limited(path.as_ref(), &name, self.file_bytes)
            .map_err(FileFinding::of_caller)?;
        guarded(|| measure_named(self, bytes, &name))
    }
}

/// Measures a file's bytes; what is told of the file has its name.
fn measure_named(how: Measurer, bytes: Vec<u8>, name: &str) -> Result<Measured, Failure> {
    if bytes.len() as u64 > how.file_bytes {
        return Err(FileFinding::FileTooLarge { path: name.to_owned(), limit: how.file_bytes }.into());
    }
    let refused = |fault| refused(name, timed(fault, how.time));
    let (plain, scales, mut sheets) = limits::within(how.time, move |deadline| {
        let Plain { bytes: plain, scales, .. } = foreign::gate::plain(&bytes, Pages::All, None)?;
        drop(bytes);
        let data = Arc::clone(&plain);
        let read = std::panic::AssertUnwindSafe(|| {
            let pdf = Pdf::new(data).map_err(|_| Halt::Panic)?;
            read::sheets(&pdf, &scales, deadline)
        });
        let sheets = Halt::caught(read).map_err(Halt::fault)?;
        Ok((plain, scales, sheets))
    })
    .map_err(refused)?;
    if sheets.iter().all(|sheet| sheet.marks.is_empty()) {
        let scanned = sheets.iter().any(|sheet| !sheet.pictures.is_empty());
        return Err(refused(if scanned { PdfFault::Scanned } else { PdfFault::NoText }));
    }
    let mut diagnostics = notes(&sheets);
    sheets.iter_mut().for_each(scripts::find);
    sheets.iter_mut().for_each(level::find);
    let paragraphs = gather::paragraphs(&sheets);
    let looks = looks::of(&sheets, &paragraphs.0, &paragraphs.1);
    let apart = apart::of(&paragraphs.0, &looks, &paragraphs.1);
    let written = paragraphs.0.iter().zip(looks).map(|(paragraph, look)| Written {
        text: paragraph.text.clone(),
        after_blank: paragraph.after_blank,
        look,
    });
    let written = written.collect();
    let recognised = gongwen_import::page::recognise(written);
    let missing = [
        (Part::Title, ("标题", "title")),
        (Part::Body, ("正文", "text")),
        (Part::Date, ("成文日期", "date")),
    ];
    let names = Names::of(&recognised);
    let imprint = names.has(Part::ImprintDate);
    for (part, name) in missing {
        if !(names.has(part) || part == Part::Date && imprint) {
            diagnostics.push(Diagnostic::new(MeasureFinding::ElementNotFound { name }));
        }
    }
    let format = parts::format(&sheets, (&paragraphs.0, &names.parts), recognised.format);
    let pages = parts::pages(sheets, &paragraphs, (&names.parts, &apart), format);
    let sort = sort(&names, format, &pages, &paragraphs.1);
    let requirements = layout::measured(sort, &pages, Vec::new());
    let report = Report::of_read(&pages, requirements);
    let (imported, time) = (recognised.imported, how.time);
    Ok(Measured { pages, report, diagnostics, imported, plain, scales, time })
}

/// Time that was over is that which was given.
fn timed(fault: PdfFault, time: Duration) -> PdfFault {
    match fault {
        PdfFault::TooMuch { unit: what, limit: _ } if fault == Halt::Time.fault() => {
            PdfFault::TooMuch { unit: what, limit: usize::try_from(time.as_secs()).unwrap_or(usize::MAX) }
        }
        fault => fault,
    }
}

fn refused(path: &str, fault: PdfFault) -> Failure {
    Failure::from(PdfFinding::NotMeasurable { path: path.to_owned(), fault })
}

/// Which clauses the pages are measured by: format and signatures from the words, the seal from what is
/// drawn, or from the room that is kept for one.
fn sort(names: &Names, format: Format, pages: &[Page], blocks: &Blocks) -> Sort {
    let drawn = pages.iter().any(|page| page.pictures.iter().any(|picture| picture.part.is_of(Part::Seal)));
    let last = Part::Organ.at(names.organs.saturating_sub(1));
    let first = |part: Piece| pages.iter().find_map(|page| part_lines(page, part).into_iter().next());
    let organs: Vec<layout::Line> = pages.iter().flat_map(|page| part_lines(page, Part::Organ)).collect();
    let left = organs.iter().map(layout::Line::left).fold(f64::INFINITY, f64::min);
    let right = organs.iter().map(layout::Line::right).fold(f64::NEG_INFINITY, f64::max);
    let middle = |line: &layout::Line| f64::midpoint(line.left(), line.right());
    const CELL: f64 = 156.0 / 28.0;
    // One blank line above is 15.3 mm, two are 25.8 mm.
    const ROOM_FOR_SEAL: f64 = 20.0;
    let centred = first(last).zip(first(Part::Date.into())).is_some_and(|(organ, date)| {
        // A short organ may be centred and stand as 7.3.5.2 asks at once; that one has no room for a seal.
        let edge = blocks.at(organ.page - 1).right;
        let stepped = (date.left() - left - 2.0 * CELL).abs() < 0.3
            && (right - edge + 2.0 * CELL).abs() < 1.0
            && gap_above(pages, &organs[0]).is_none_or(|gap| gap < ROOM_FOR_SEAL);
        (middle(&organ) - middle(&date)).abs() < 0.5 && !stepped
    });
    // A drawn name has no word that could have been recognised.
    let office = first(Part::SignerTitle.into()).is_some();
    let sealing = match () {
        () if names.signatures > 0 || office => Sealing::Signature,
        () if drawn || centred => Sealing::Seal,
        () => Sealing::None,
    };
    Sort {
        open_date: false,
        red: has_red_words(pages),
        contents: false,
        folded: blocks.has_folded(),
        format,
        sealing,
        issuers: names.organs,
        signatures: names.signatures.max(usize::from(office)),
        fragment: false,
    }
}

/// Whether a few words of the text are red, as figures that are behind are (`red` in data). More of them are no words that
/// stand out: a text in red.
fn has_red_words(pages: &[Page]) -> bool {
    /// One character in so many.
    const FEW: usize = 4;
    let runs = || pages.iter().flat_map(|page| &page.runs).filter(|run| run.part.is_of(Part::Body));
    let red = runs().filter(|run| colours::is_red(run.colour)).map(|run| run.glyphs.len()).sum::<usize>();
    let all = runs().map(|run| run.glyphs.len()).sum::<usize>();
    red > 0 && red * FEW < all
}

/// From the last line above to a line, in mm.
fn gap_above(pages: &[Page], line: &layout::Line) -> Option<f64> {
    let page = pages.iter().find(|page| page.number == line.page)?;
    let above = layout::lines(page).into_iter().map(|other| other.bottom()).filter(|foot| *foot < line.top());
    above.reduce(f64::max).map(|foot| line.top() - foot)
}

/// Measures a file.
///
/// # Errors
/// As [`measure()`]; and when the file cannot be read.
pub fn measure_path(path: impl AsRef<std::path::Path>) -> Result<Measured, Failure> {
    Measurer::new().measure_path(path)
}

/// What of the file could not be read as it is.
fn notes(sheets: &[Sheet]) -> Vec<Diagnostic> {
    let mut notes = Vec::new();
    let count = |of: fn(&Sheet) -> usize| sheets.iter().map(of).sum::<usize>();
    let mut told: Vec<&str> = Vec::new();
    for mark in sheets.iter().flat_map(|sheet| &sheet.marks) {
        let face = &mark.face;
        if (!face.is_known() || !face.embedded) && !told.contains(&face.name.as_str()) {
            told.push(&face.name);
            let (name, embedded) = (face.name.clone(), face.embedded);
            notes.push(Diagnostic::new(MeasureFinding::StrangeFace {
                name,
                known: face.is_known(),
                embedded,
            }));
        }
    }
    let (unknown, unseen) = (count(|sheet| sheet.unknown), count(|sheet| sheet.invisible));
    if unknown > 0 {
        notes.push(Diagnostic::new(MeasureFinding::MeaninglessGlyphs { count: unknown }));
    }
    if unseen > 0 {
        notes.push(Diagnostic::new(MeasureFinding::InvisibleText { count: unseen }));
    }
    notes
}
