//! Placeholders: names between doubled braces.

use std::ops::Range;

use super::fragment::{self, Part};

/// The longest name of a placeholder, in characters: what is longer was meant as something else.
const LONGEST_NAME: usize = 40;

/// How a text is going to be read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Reading {
    /// An element, a cell, a block: words and nothing else.
    Plain,
    /// Body text, line by line.
    Text,
    /// Markdown, line by line.
    Markdown,
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
        let inner = &text[open + 2..];
        match inner.find("}}").map(|end| &inner[..end]).filter(|name| is_name(name)) {
            Some(name) => {
                from = open + 2 + name.len() + 2;
                found.push((open..from, name.trim()));
            }
            None => from = open + 1,
        }
    }
    if reading == Reading::Typst && !found.is_empty() {
        let parts = parts_of(text, &found);
        let mut parts = parts.iter();
        found.retain(|_| parts.next().is_some_and(|part| *part != Part::Program));
    }
    found
}

/// Which part of a fragment each placeholder is.
pub fn parts_of(text: &str, found: &[(Range<usize>, &str)]) -> Vec<Part> {
    let stretches: Vec<Range<usize>> = found.iter().map(|(range, _)| range.clone()).collect();
    fragment::parts(text, &stretches)
}

fn is_name(text: &str) -> bool {
    !text.trim().is_empty() && !text.contains(['{', '}', '\n']) && text.chars().count() <= LONGEST_NAME
}
