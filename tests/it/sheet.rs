//! Documents from TOML text, and short questions about their pages.

use crate::measured::piece;
use std::path::Path;

use gongwen::page::{Line, part_lines};
use gongwen::page::{Page, Picture, Rect};
use gongwen::{Diagnostic, Document, Failure, Lang, Rendered};

pub use crate::standard::{
    AREA_BOTTOM as FOOT, AREA_LEFT as LEFT, AREA_RIGHT as RIGHT, AREA_TOP as TOP, EM as CELL, EM_4 as CELL_4,
    PITCH,
};

/// What setting and rounding may cost, in mm.
pub const TOLERANCE: f64 = 0.1;

/// Reads and sets a document whose pictures lie in data/.
pub fn try_set(data: &str) -> Result<Rendered, Failure> {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/data"));
    crate::support::ENGINE.render(&Document::reader().folder(folder).read_toml("test.toml", data)?)
}

/// Sets a document that has nothing wrong with it.
pub fn set(data: &str) -> Rendered {
    try_set(data).unwrap_or_else(|failure| panic!("{failure}\n{data}"))
}

/// The codes of what was found.
pub fn codes(found: &[Diagnostic]) -> Vec<&'static str> {
    found.iter().map(Diagnostic::code).collect()
}

/// The English message of the finding with this code.
pub fn message(found: &[Diagnostic], code: &str) -> Option<String> {
    found.iter().find(|found| found.code() == code).map(|found| found.message(Lang::En))
}

/// Every line of an element, page by page.
pub fn all(pages: &[Page], part: &str) -> Vec<Line> {
    pages.iter().flat_map(|page| part_lines(page, piece(part))).collect()
}

/// The only line of an element.
#[track_caller]
pub fn only(pages: &[Page], part: &str) -> Line {
    let mut found = all(pages, part);
    let texts: Vec<String> = found.iter().map(Line::text).collect();
    assert_eq!(found.len(), 1, "{part} is one line, not {texts:?}");
    found.remove(0)
}

/// The pictures of an element, with their pages.
pub fn pictures<'a>(pages: &'a [Page], part: &str) -> Vec<(usize, &'a Picture)> {
    let all = pages.iter().flat_map(|page| page.pictures.iter().map(|picture| (page.number, picture)));
    all.filter(|(_, picture)| crate::measured::within(picture.part, part)).collect()
}

/// The middle of a line, across.
pub fn middle(line: &Line) -> f64 {
    (line.left() + line.right()) / 2.0
}

/// The centre of a rectangle.
pub fn centre(rect: &Rect) -> (f64, f64) {
    ((rect.left + rect.right) / 2.0, (rect.top + rect.bottom) / 2.0)
}

/// "空 n 行" between two lines of 3号: from the em box of one to that of the next.
pub fn blank_lines(n: usize) -> f64 {
    (n + 1) as f64 * PITCH - CELL
}

/// `count` hanzi that say nothing.
pub fn hanzi(count: usize) -> String {
    "为深入贯彻落实有关工作部署切实加强和改进各项管理现将事项通知如下".chars().cycle().take(count).collect()
}

#[track_caller]
pub fn near(found: f64, wanted: f64, what: &str) {
    assert!((found - wanted).abs() <= TOLERANCE, "{what}: {found:.3} mm, wanted {wanted:.3} mm");
}
