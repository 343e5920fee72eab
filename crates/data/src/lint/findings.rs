//! What the rules found, each at its place.

use std::ops::Range;

use super::text::Text;
use crate::diagnostic::{Diagnostic, Place, Sink};
use crate::document::Words;
use crate::limits::Watch;
use crate::lint::{Broken, Rule};

/// Nobody reads more of one rule, and telling each costs time.
const MOST_OF_A_RULE: usize = 100;

#[derive(Default)]
pub(super) struct Findings {
    sink: Sink,
    /// How often each rule was told.
    told: Vec<(Rule, usize)>,
}

/// One finding on its way: where it lies and what puts it right.
pub(super) struct Finding<'a> {
    rule: Rule,
    with: Vec<String>,
    place: Option<Place>,
    path: &'a str,
    /// What has to stand at the place for the fix to be one.
    wrong: String,
    fix: Option<String>,
}

impl<'a> Finding<'a> {
    /// A rule that an element breaks.
    pub(super) fn of(rule: Rule, words: &'a Words) -> Finding<'a> {
        let (place, wrong) = (words.place.clone(), words.text.clone());
        Finding { rule, with: Vec::new(), place, path: &words.path, wrong, fix: None }
    }

    /// A rule that these bytes of a text break.
    pub(super) fn within(rule: Rule, text: &Text<'a>, range: Range<usize>) -> Finding<'a> {
        let wrong = text.text().get(range.clone()).unwrap_or_default().to_owned();
        Finding { rule, with: Vec::new(), place: text.place(range), path: &text.words.path, wrong, fix: None }
    }

    /// A word that the message needs: `{0}`, then `{1}`.
    pub(super) fn with(mut self, word: impl Into<String>) -> Finding<'a> {
        self.with.push(word.into());
        self
    }

    /// What to put in its place; it is kept only when the place is exactly what is wrong.
    pub(super) fn fix(mut self, fix: impl Into<String>) -> Finding<'a> {
        self.fix = Some(fix.into());
        self
    }

    /// Narrows the place to a part of the element, where it stands in the file as it was read.
    pub(super) fn at(mut self, part: &str) -> Finding<'a> {
        part.clone_into(&mut self.wrong);
        self.place = self.place.map(|place| place.find(part));
        self
    }

    /// Narrows the place to the last such part of the element.
    pub(super) fn at_last(mut self, part: &str) -> Finding<'a> {
        part.clone_into(&mut self.wrong);
        self.place = self.place.map(|place| {
            let start = place.range.start;
            let written = place.source.text().get(place.range.clone()).unwrap_or_default();
            match written.rfind(part) {
                Some(at) => Place::new(&place.source, start + at..start + at + part.len()),
                None => place,
            }
        });
        self
    }
}

impl Findings {
    /// Whether checking is over; then it is told.
    pub(super) fn ended(&mut self, watch: &Watch) -> bool {
        let looked = watch.look();
        looked.is_err_and(|problem| {
            self.sink.push(Diagnostic::new(problem));
            true
        })
    }

    /// Tells a finding; of each rule the first hundred.
    pub(super) fn tell(&mut self, finding: Finding<'_>) {
        let Finding { rule, with, place, path, wrong, fix } = finding;
        let fix = fix.filter(|_| place.as_ref().is_some_and(|place| place.text() == wrong));
        match self.told.iter_mut().find(|(known, _)| *known == rule) {
            Some((_, count)) if *count >= MOST_OF_A_RULE => return,
            Some((_, count)) => *count += 1,
            None => self.told.push((rule, 1)),
        }
        let found = Diagnostic::new(Broken { rule, with }).at(place).path(path);
        self.sink.push(match fix {
            Some(fix) => found.fix(fix),
            None => found,
        });
    }

    pub(super) fn into_sorted(self) -> Vec<Diagnostic> {
        self.sink.into_sorted()
    }
}
