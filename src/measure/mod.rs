//! Any PDF, measured: read back with a reader that knows nothing of how it was written, its elements
//! recognised from the words, and the pages held against the standard.

mod colours;
mod ends;
mod faces;
mod gather;
mod limits;
mod parts;
mod read;

use std::time::Instant;

use hayro_syntax::Pdf;

use crate::diagnostic::Diagnostic;
use crate::document::Sealing;
use crate::geometry::Page;
use crate::import::page::{Recognised, Written};
use crate::layout::{self, Requirement, Sort, part_lines};
use limits::{Halt, LIMIT_TIME};

/// A measured file.
pub struct Measured {
    pages: Vec<Page>,
    requirements: Vec<Requirement>,
    diagnostics: Vec<Diagnostic>,
}

/// A paragraph, or a part of one, and the element it was recognised as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    /// The element's name on the page, such as `title` or `body.3`; empty for what was not recognised.
    pub part: String,
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
                    Some(last) if last.part == *run.part => last.text.push_str(&run.text()),
                    _ => elements.push(Element { part: run.part.to_string(), page: page.number, text: run.text() }),
                }
            }
        }
        elements
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
        &self.requirements
    }
}

/// Measures.
pub fn measure(bytes: Vec<u8>) -> Result<Measured, crate::Failure> {
    let pdf = Pdf::new(bytes).unwrap_or_else(|e| panic!("{e:?}"));
    let sheets = Halt::caught(std::panic::AssertUnwindSafe(|| read::sheets(&pdf, &[], Instant::now() + LIMIT_TIME))).unwrap_or_else(|e| panic!("{e:?}"));
    let paragraphs = gather::paragraphs(&sheets);
    let written = paragraphs
        .iter()
        .map(|paragraph| Written { text: paragraph.text.clone(), after_blank: paragraph.after_blank })
        .collect();
    let recognised = crate::import::page::recognise(written);
    let pages = parts::pages(sheets, &paragraphs, &recognised);
    let sort = sort(&recognised, &pages);
    let requirements = layout::measured(sort, &pages, Vec::new());
    Ok(Measured { pages, requirements, diagnostics: Vec::new() })
}

/// Which clauses the pages are measured by: format and signatures from the words, the seal from what is
/// drawn, or from the room that is kept for one.
fn sort(recognised: &Recognised, pages: &[Page]) -> Sort {
    let drawn = pages.iter().any(|page| page.pictures.iter().any(|picture| picture.part.starts_with("seal.")));
    let last = format!("organ.{}", recognised.issuers.saturating_sub(1));
    let first = |part: &str| pages.iter().find_map(|page| part_lines(page, part).into_iter().next());
    let middle = |line: &layout::Line| f64::midpoint(line.left(), line.right());
    let centred = first(&last).zip(first("date")).is_some_and(|(organ, date)| (middle(&organ) - middle(&date)).abs() < 2.0);
    let sealing = match () {
        () if recognised.signatures > 0 || recognised.has("signer-title") => Sealing::Signature,
        () if drawn || centred => Sealing::Seal,
        () => Sealing::None,
    };
    Sort { format: recognised.format, sealing, issuers: recognised.issuers, signatures: recognised.signatures.max(usize::from(recognised.has("signer-title"))) }
}

/// Measures a file.
///
/// # Errors
/// As [`measure()`]; and when the file cannot be read.
pub fn measure_path(path: impl AsRef<std::path::Path>) -> Result<Measured, crate::Failure> {
    use crate::diagnostic::Problem;
    let name = path.as_ref().display().to_string();
    let bytes = crate::source::read_limited(path.as_ref(), &name, limits::LIMIT_FILE_BYTES).map_err(|problem| {
        match problem {
            Problem::MissingFile { path } => Problem::NoInput { path },
            other => other,
        }
    })?;
    measure(bytes)
}
