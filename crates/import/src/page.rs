//! Lines read off finished pages, given to elements by the same knowledge as pasted ones.

use super::claims::Claims;
pub use super::claims::{Element, Slot};
use super::lines::Line;
pub use super::lines::Look;
use super::{Imported, format, recognise};
use crate::document::{Format, Kind};

/// A paragraph as it stands on the pages.
pub struct Written {
    /// Its words.
    pub text: String,
    /// Whether it stands apart from what is above it.
    pub after_blank: bool,
    /// What it looks like on its page.
    pub look: Look,
}

/// What was recognised.
pub struct Recognised {
    /// For each paragraph its parts: what each is, and its words.
    pub parts: Vec<Vec<(Slot, String)>>,
    /// The paragraph that the text, or its title, begins with.
    pub text: usize,
    /// The paragraph of the sign-off.
    pub signoff: usize,
    /// The format, as mark, number and title say it.
    pub format: Format,
    /// The data file of it.
    pub imported: Imported,
}

/// Recognises the paragraphs of a whole document.
pub fn recognise(written: Vec<Written>) -> Recognised {
    let lines = written
        .into_iter()
        .map(|Written { text, after_blank, look }| Line { after_blank, look, ..Line::new(text) })
        .collect();
    let claims = recognise::recognise(lines, Vec::new());
    let (text, signoff) = place(&claims);
    let parts = (0..claims.len()).map(|line| claims.parts(line).to_vec()).collect();
    let shape = format::shape(&claims);
    let usual = Kind::of_title(&format::joined(&claims, Element::Title)).map(Kind::usual_format);
    let format = shape.format.or(usual).unwrap_or(Format::Document);
    Recognised { parts, text, signoff, format, imported: Imported { claims } }
}

/// Where the text begins and where the document is signed, by line.
fn place(claims: &Claims) -> (usize, usize) {
    let first = |slot| claims.of(slot).first().map(|(line, _)| *line);
    let texts = [Slot::Value(Element::Body), Slot::Value(Element::Title)];
    let text = texts.into_iter().find_map(first).unwrap_or(0);
    let date = first(Slot::Value(Element::Date)).filter(|line| *line >= text);
    let body = claims.of(Slot::Value(Element::Body)).last().map(|(line, _)| *line);
    (text, date.or(body.map(|line| line + 1)).unwrap_or(text))
}
