//! Any PDF, measured: read back with a reader that knows nothing of how it was written, its elements
//! recognised from the words, and the pages held against the standard.

mod colours;
mod faces;
mod gather;
mod limits;
mod parts;
mod read;

use std::time::Instant;

use hayro_syntax::Pdf;

use crate::document::Sealing;
use crate::geometry::Page;
use crate::import::page::{Recognised, Written};
use crate::layout::{self, Requirement, Sort, part_lines};
use limits::{Halt, LIMIT_TIME};

/// A measured file.
pub struct Measured {
    pages: Vec<Page>,
    requirements: Vec<Requirement>,
}

impl Measured {
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
    Ok(Measured { pages, requirements })
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
