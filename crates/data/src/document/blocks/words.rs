//! Words of blocks: strings, and tables such as `{ bold = "…" }` between them.

use std::sync::Arc;

use crate::diagnostic::Sink;
use crate::document::keys::{self as k, Key};
use crate::document::reader::{Found, Reader, put_right};
use crate::document::{BodyFinding, DocumentFinding, Words};
use crate::source::{Table, Value};
use crate::text::notes::Note;
use crate::text::{Look, Marked, Script};

const PIECES: (&str, &str) = (
    "文字，或文字与 { bold = … }、{ red = … }、{ note = … }、{ raised = … }、{ lowered = … } 几项",
    "a string, or an array of strings, { bold = … }, { red = … }, { note = … }, { raised = … } and { lowered = … }",
);

/// A string, or strings and tables such as `{ bold = "…" }` one after another.
pub(super) fn pieces(sink: &mut Sink, found: &Found<'_>, kinds: &[&'static [Key]]) -> Option<Marked> {
    let mut marked = Marked::default();
    match &found.node.value {
        Value::Array(items) => {
            for (index, node) in items.iter().enumerate() {
                piece(sink, &found.item(index, node), kinds, &mut marked)?;
            }
        }
        _ => piece(sink, found, kinds, &mut marked)?,
    }
    Some(marked)
}

fn piece(sink: &mut Sink, found: &Found<'_>, kinds: &[&'static [Key]], marked: &mut Marked) -> Option<()> {
    match &found.node.value {
        Value::String(text) => {
            let words = Words { text: text.clone(), place: found.place(), path: found.path.clone() };
            marked.push(&put_right(words, sink).text, Look::default());
        }
        Value::Table(table) => marked.append(&marked_piece(sink, found, table, kinds)?),
        _ => {
            found.wrong_type(sink, PIECES);
            return None;
        }
    }
    Some(())
}

/// A note is one paragraph.
fn on_one_line(words: &Marked) -> Marked {
    let mut whole = Marked::default();
    words.lines().iter().for_each(|line| whole.append(line));
    whole
}

/// A table in a text: exactly one of the keys that a part of it may have.
fn marked_piece(
    sink: &mut Sink,
    found: &Found<'_>,
    table: &Table,
    kinds: &[&'static [Key]],
) -> Option<Marked> {
    let has = |key: &Key| table.entries.iter().any(|e| e.key == key.name || e.key == key.alias);
    let given: Vec<&'static [Key]> = kinds.iter().copied().filter(|keys| has(&keys[0])).collect();
    let &[keys] = given.as_slice() else {
        if !table.entries.is_empty() && !k::PIECE_KEYS.iter().any(has) {
            // A slip finds its key.
            Reader::new(table, k::PIECE_KEYS, &found.path, sink).finish();
            return None;
        }
        let named = |kinds: &[&'static [Key]]| kinds.iter().map(|keys| keys[0].name).collect();
        found.report(sink, BodyFinding::PieceKind { found: named(&given), offered: named(kinds) });
        return None;
    };
    let key = keys[0];
    let mut r = Reader::new(table, keys, &found.path, sink);
    let mut marked = Marked::default();
    if [k::BOLD, k::RED_WORDS, k::NOTE_PIECE].contains(&key) {
        let inner = r.find(key)?;
        let words = pieces(r.sink(), &inner, if key == k::BOLD { k::IN_BOLD } else { k::SCRIPTS })?;
        if words.text.trim().is_empty() {
            inner.report(r.sink(), DocumentFinding::EmptyValue { key });
        } else if key == k::NOTE_PIECE {
            // Its words find their place in the text with the block.
            marked.push_note(Arc::new(Note { words: on_one_line(&words), range: 0..0 }));
        }
        for (text, look) in words.pieces().into_iter().filter(|_| key != k::NOTE_PIECE) {
            let own = if key == k::BOLD { Look { bold: true, ..look } } else { Look { red: true, ..look } };
            marked.push(text, own);
        }
    } else {
        let script = if key == k::RAISED { Script::Raised } else { Script::Lowered };
        marked.push(&r.words(key)?.text, Look::default().with(script));
    }
    r.finish();
    Some(marked)
}
