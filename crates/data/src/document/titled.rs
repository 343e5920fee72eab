//! The notes that a title calls: their names stand in it, their words in the text under it.

use super::{Body, BodyFinding, Words};
use crate::diagnostic::{Diagnostic, Sink};
use crate::text::markdown::Foreign;
use crate::text::notes::{self, Fault, Host};

/// What is read from a title beside its words: the notes that it calls, each behind so many bytes of them.
#[derive(Default)]
pub(super) struct Calls(Vec<(usize, String)>);

impl Calls {
    /// Takes the calls out of a title; those of its subtitle have no place and are told.
    pub(super) fn taken(title: &mut Option<Words>, under: &mut Option<Words>, sink: &mut Sink) -> Calls {
        let taken = |words: &mut Option<Words>| {
            let Some(words) = words.as_mut().filter(|words| words.text.contains("[^")) else {
                return Vec::new();
            };
            let (text, calls) = notes::without_calls(&words.text);
            // One of calls alone is printed.
            if text.trim().is_empty() {
                return Vec::new();
            }
            words.text = text;
            calls
        };
        let stray = taken(under);
        if let Some(words) = under {
            stray.iter().for_each(|(_, name)| tell(sink, words, name, |name| Fault::Misplaced { name }));
        }
        Calls(taken(title))
    }

    /// What the text is read for.
    pub(super) fn host(&self) -> Host<'_> {
        Host { names: self.0.iter().map(|(_, name)| name.as_str()).collect(), ..Host::default() }
    }

    /// The notes that the text under the title says, with their places in the title.
    pub(super) fn bind(&self, body: &mut Body, host: &Host<'_>) {
        let found = self.0.iter().zip(&host.called);
        body.of_title = found.filter_map(|((at, _), note)| Some((*at, note.clone()?))).collect();
    }

    /// Tells of those that the text does not say.
    pub(super) fn tell(&self, sink: &mut Sink, title: &Words, body: &Body) {
        for (at, name) in &self.0 {
            if !body.of_title.iter().any(|(known, _)| known == at) {
                tell(sink, title, name, |name| Fault::Undefined { name });
            }
        }
    }
}

/// A title is printed without its calls.
fn tell(sink: &mut Sink, title: &Words, name: &str, fault: fn(String) -> Fault) {
    let place = title.place.as_ref().map(|place| place.find_within(&format!("[^{name}]")));
    let problem = BodyFinding::Markdown(Foreign::Note(fault(name.to_owned())));
    sink.push(Diagnostic::new(problem).at(place).path(title.path.clone()));
}
