//! The notes of a text as the template reads them: each with its mark, where it is called and at the text's end.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use serde_json::{Value as Json, json};

use crate::document::NoteMark;
use crate::text::notes::{Note, in_order};
use crate::text::{Block, Marked, Run};

/// The notes of a body, numbered.
pub(super) struct Notes<'a> {
    body: usize,
    mark: NoteMark,
    notes: Vec<&'a Note>,
    numbers: HashMap<usize, usize>,
    /// Those that were called before.
    called: RefCell<HashSet<usize>>,
}

impl<'a> Notes<'a> {
    pub(super) fn of(
        body: usize,
        mark: NoteMark,
        title: &'a [(usize, Arc<Note>)],
        blocks: &'a [Block],
    ) -> Notes<'a> {
        let notes: Vec<&Note> = in_order(title, blocks).into_iter().map(AsRef::as_ref).collect();
        let numbers = notes.iter().enumerate().map(|(index, note)| (note.range.start, index)).collect();
        Notes { body, mark, notes, numbers, called: RefCell::default() }
    }

    /// What calls a note: its mark, and the name that the note has on the page.
    pub(super) fn call(&self, note: &Note) -> Json {
        let index = self.numbers.get(&note.range.start).copied().unwrap_or_default();
        let first = self.called.borrow_mut().insert(index);
        json!({ "text": self.mark.of(index + 1), "note": self.name(index), "first": first })
    }

    /// Words that may call notes: a string, or strings and calls one after another.
    pub(super) fn words(&self, words: &Marked, face: &str) -> Json {
        if words.notes.is_empty() {
            return json!(words.text);
        }
        let mut pieces = Vec::new();
        let mut from = 0;
        for (at, note) in &words.notes {
            if from < *at {
                pieces.push(json!(words.text[from..*at]));
            }
            let mut call = self.call(note);
            call["face"] = json!(face);
            pieces.push(call);
            from = *at;
        }
        if from < words.text.len() {
            pieces.push(json!(words.text[from..]));
        }
        Json::Array(pieces)
    }

    fn name(&self, index: usize) -> String {
        format!("notes.{}.{index}", self.body)
    }

    /// The notes one under the other, under their heading; none of a text without them.
    pub(super) fn block(&self, heading: Option<&str>, runs: &dyn Fn(&[Run]) -> Json) -> Option<Json> {
        let entry = |(index, note): (usize, &&Note)| {
            json!({
                "name": self.name(index),
                "mark": self.mark.of(index + 1),
                "runs": runs(&note.words.runs()),
            })
        };
        let entries: Json = self.notes.iter().enumerate().map(entry).collect();
        let heading = heading.map(|said| json!({ "name": format!("notes.{}", self.body), "text": said }));
        (!self.notes.is_empty()).then(|| json!({ "kind": "notes", "heading": heading, "entries": entries }))
    }
}
