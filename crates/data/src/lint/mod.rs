//! Rules of GB/T 9704, GB/T 15834, GB/T 15835 and the regulations (党政机关公文处理工作条例) that a
//! checker can decide: one file for each group, a rule is a function over the document and its text.
//!
//! A false alarm is worse than silence: a rule speaks when the data alone prove it broken. This room
//! sets no page. Every rule is a [`Rule`] with its words beside it,
//! and a row of docs/lint.md.

mod attachments;
mod classified;
mod direction;
mod findings;
mod names;
mod number;
mod numerals;
mod pairs;
mod paragraphs;
mod punctuation;
mod rules;
mod text;
mod title;

use crate::diagnostic::Diagnostic;
use crate::document::{Document, Kind, Words};
use findings::Findings;
pub use rules::{Broken, Rule};
use text::Text;

/// What the rules look at: the document, and its texts read once.
struct Subject<'a> {
    document: &'a Document,
    /// What the document is, a mark typed after its title not counted.
    kind: Option<Kind>,
    /// The body's text.
    body: Text<'a>,
    /// The texts of what it issues and of the attachments that are bound with it.
    bound: Vec<Text<'a>>,
    /// The elements of one line that are prose: title, recipients, note, cc, titles of what is bound.
    lines: Vec<Text<'a>>,
}

impl Subject<'_> {
    fn texts(&self) -> impl Iterator<Item = &Text<'_>> {
        std::iter::once(&self.body).chain(&self.bound)
    }

    /// All that is read as prose.
    fn prose(&self) -> impl Iterator<Item = &Text<'_>> {
        self.texts().chain(&self.lines)
    }
}

/// The groups of rules, in the order of docs/lint.md.
const GROUPS: [fn(&Subject<'_>, &mut Findings); 10] = [
    number::check,
    classified::check,
    direction::check,
    names::check,
    title::check,
    attachments::check,
    paragraphs::check,
    punctuation::check,
    pairs::check,
    numerals::check,
];

/// Every rule that a document breaks, in reading order.
pub fn check(document: &Document) -> Vec<Diagnostic> {
    let watch = document.files.clock();
    let title = title::without_end_marks(&document.title.text);
    let subject = Subject {
        document,
        // What plain paper is, only its data say.
        kind: document.kind.or_else(|| Kind::of_title(title).filter(|_| !document.format.is_kindless())),
        body: Text::of(&document.body),
        bound: document.bound().map(|(_, body)| Text::of(body)).collect(),
        lines: lines(document).map(Text::line).collect(),
    };
    let mut findings = Findings::default();
    for group in GROUPS {
        group(&subject, &mut findings);
        if findings.ended(&watch) {
            break;
        }
    }
    findings.into_sorted()
}

fn lines(document: &Document) -> impl Iterator<Item = &Words> {
    let elements = [&document.subtitle, &document.recipients, &document.note];
    let copies = document.cc.iter().map(|row| &row.names);
    let titles = document.parts().map(|attachment| &attachment.title);
    let owned = document.parts().flat_map(|part| {
        let own = &part.own;
        let rows = own.postscript.iter().map(|rows| &rows.words);
        [&own.subtitle, &own.recipients, &own.note].into_iter().flatten().chain(rows)
    });
    std::iter::once(&document.title)
        .chain(elements.into_iter().flatten())
        .chain(document.postscript.iter().map(|rows| &rows.words))
        .chain(copies)
        .chain(titles)
        .chain(owned)
}

#[cfg(test)]
mod tests;
