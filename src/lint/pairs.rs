//! GB/T 15834 5.1.3: brackets, quotes and 书名号 have two halves.

use super::Subject;
use super::findings::{Finding, Findings};
use super::text::Text;
use crate::diagnostic::Rule;

const PAIRS: [(char, char); 7] =
    [('（', '）'), ('《', '》'), ('〈', '〉'), ('〔', '〕'), ('【', '】'), ('“', '”'), ('‘', '’')];

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    for text in subject.texts() {
        paragraphs(text, findings);
    }
}

fn paragraphs(text: &Text<'_>, findings: &mut Findings) {
    let paragraphs: Vec<(usize, &str)> = text.paragraphs().collect();
    // A quotation of several paragraphs opens each of them and closes the last (4.8.3.5).
    let quotation = paragraphs.iter().any(|(_, paragraph)| {
        let opened = paragraph.matches('“').count();
        paragraph.starts_with('“') && opened != paragraph.matches('”').count()
    });
    for (start, paragraph) in paragraphs {
        for (at, c) in unpaired(paragraph) {
            if matches!(c, '“' | '”' | '‘' | '’') && quotation {
                continue;
            }
            let range = start + at..start + at + c.len_utf8();
            findings.tell(Finding::within(Rule::Unpaired, text, range).with(c.to_string()));
        }
    }
}

/// The halves of one paragraph that have no partner, at most one of each pair: the first.
fn unpaired(paragraph: &str) -> Vec<(usize, char)> {
    let mut found = Vec::new();
    for (open, close) in PAIRS {
        let mut opened: Vec<usize> = Vec::new();
        let mut lone = None;
        for (at, c) in paragraph.char_indices() {
            if c == open {
                opened.push(at);
            } else if c == close && opened.pop().is_none() && !numbers(paragraph, at, c) {
                lone = lone.or(Some((at, c)));
            }
        }
        found.extend(lone.or_else(|| opened.first().map(|at| (*at, open))));
    }
    found.sort_unstable();
    found
}

/// 1） and a） number an item; ’ is an apostrophe after a letter; a half-width ( may be its partner.
fn numbers(paragraph: &str, at: usize, close: char) -> bool {
    let before = &paragraph[..at];
    let item =
        before.trim_start_matches('\\').chars().all(|c| c.is_ascii_alphanumeric()) && before.len() <= 3;
    let latin = before.ends_with(|c: char| c.is_ascii_alphanumeric());
    match close {
        '）' => item || before.matches('(').count() > before.matches(')').count(),
        '’' => latin,
        _ => false,
    }
}
