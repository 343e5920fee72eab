//! Placeholders: names between doubled braces.

use std::collections::BTreeSet;
use std::ops::Range;

use super::fragment::{self, Part};
use super::keys;
use crate::text::fences::{Fence, Fenced, fences};
use crate::text::{Block, BlockKind, Numbering, markdown, nesting};

/// The longest name of a placeholder, in characters: what is longer was meant as something else.
const LONGEST_NAME: usize = 40;

/// How a text is going to be read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Reading {
    /// An element, a cell, a block: words and nothing else.
    Plain,
    /// Body text, line by line.
    Text(Numbering),
    /// Markdown, line by line.
    Markdown(Numbering),
    /// A program; most braces in it are its own.
    Typst,
    /// A table's file.
    Csv,
}

/// The placeholders of a text, each with its braces, and its name.
pub fn placeholders(text: &str, reading: Reading) -> Vec<(Range<usize>, &str)> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(open) = text[from..].find("{{").map(|at| from + at) {
        let inner = near(&text[open + 2..], LONGEST_NAME);
        match inner.find("}}").map(|end| &inner[..end]).filter(|name| is_name(name)) {
            Some(name) => {
                from = open + 2 + name.len() + 2;
                found.push((open..from, name.trim()));
            }
            None => from = open + 1,
        }
    }
    if found.is_empty() {
        return found;
    }
    let mut program = BTreeSet::new();
    for fragment in fragments(text, reading) {
        let own = &found[of_fragment(&fragment.range, &found, |(range, _)| range.start)];
        let parts = own.iter().zip(parts_in(text, &fragment, own));
        program.extend(parts.filter(|(_, part)| *part == Part::Program).map(|((range, _), _)| range.start));
    }
    found.retain(|(range, _)| !program.contains(&range.start));
    found
}

/// Which of the stretches that begin at these bytes, in order, begin in a fragment.
pub fn of_fragment<T>(fragment: &Range<usize>, all: &[T], start: impl Fn(&T) -> usize) -> Range<usize> {
    let before = |bound: usize| all.partition_point(|one| start(one) < bound);
    before(fragment.start)..before(fragment.end).max(before(fragment.start))
}

/// The beginning of a text in which two closing braces end so many characters at most.
pub(super) fn near(text: &str, characters: usize) -> &str {
    &text[..text.floor_char_boundary(text.len().min(4 * characters + 2))]
}

/// A part of a text that is none of its words: a program, the keys of a chart.
pub struct Fragment {
    /// What it is.
    pub what: Fenced,
    /// Its bytes in the text.
    pub range: Range<usize>,
}

/// The fragments and charts of a text: the whole of it, or what stands between fences.
pub fn fragments(text: &str, reading: Reading) -> Vec<Fragment> {
    match reading {
        Reading::Typst => vec![Fragment { what: Fenced::Typst, range: 0..text.len() }],
        Reading::Text(_) => {
            let fragment = |fence: Fence| Fragment { what: fence.what, range: fence.inner };
            fences(text).into_iter().map(fragment).collect()
        }
        Reading::Markdown(_)
            if (text.contains("```") || text.contains("~~~")) && nesting::too_deep(text).is_none() =>
        {
            let blocks = markdown::read(text).0;
            let fragment = |block: Block| {
                let what = match block.kind {
                    BlockKind::Typst(_) => Fenced::Typst,
                    BlockKind::Chart(_) => Fenced::Chart,
                    _ => return None,
                };
                Some(Fragment { what, range: block.range })
            };
            blocks.into_iter().filter_map(fragment).collect()
        }
        _ => Vec::new(),
    }
}

/// Which part of one of a text's fragments each placeholder in it is.
pub fn parts_in(text: &str, fragment: &Fragment, found: &[(Range<usize>, &str)]) -> Vec<Part> {
    let Fragment { what, range: whole } = fragment;
    let words = text.get(whole.clone()).unwrap_or_default();
    let own = |range: &Range<usize>| range.start - whole.start..range.end - whole.start;
    let found: Vec<_> = found.iter().map(|(range, name)| (own(range), *name)).collect();
    match what {
        Fenced::Typst => parts_of(words, &found),
        Fenced::Chart => keys::parts(words, &found),
    }
}

/// Which part of a fragment each placeholder is.
pub fn parts_of(text: &str, found: &[(Range<usize>, &str)]) -> Vec<Part> {
    let stretches: Vec<Range<usize>> = found.iter().map(|(range, _)| range.clone()).collect();
    fragment::parts(text, &stretches)
}

fn is_name(text: &str) -> bool {
    !text.trim().is_empty() && !text.contains(['{', '}', '\n']) && text.chars().count() <= LONGEST_NAME
}
