//! Placeholders: `{{姓名}}` in the base's texts, and in the files that a row names, becomes what the row's
//! cell says. A cell is words: it makes no heading, no table, no Markdown and no Typst, whatever is in it.

use std::collections::BTreeMap;

use super::filled::{self, Lookup, Room};
use crate::braces::Reads as Reading;
use crate::diagnostic::{Place, Problem, Reading as Written};
use crate::document::{BODY, BODY_FILE, BODY_FORMAT, CSV, Key, NUMBERING, TYPST, XLSX};
use crate::source::{Entry, Filled, Node, SourceText, Table, Value};
use crate::text::Numbering;

/// Who hears of what is in the way.
pub(super) type Told<'a> = &'a mut dyn FnMut(Box<dyn Problem>, Option<Place>);

/// A file of text that the data name, and how it is going to be read.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct TextFile {
    pub named: String,
    pub reading: Reading,
}

/// Every placeholder of a base, each once, with where it stands first.
pub(super) fn names(table: &Table) -> BTreeMap<String, Option<Place>> {
    let mut found = BTreeMap::new();
    texts(table, &mut |node, text, reading| names_in(text, reading, node.place.as_ref(), &mut found));
    found
}

/// Every text of a table.
pub(super) fn each_text(table: &Table, found: &mut dyn FnMut(&str)) {
    texts(table, &mut |_, text, _| found(text));
}

/// The placeholders of one text.
pub(super) fn names_in(
    text: &str,
    reading: Reading,
    place: Option<&Place>,
    found: &mut BTreeMap<String, Option<Place>>,
) {
    for (range, name) in crate::braces::placeholders(text, reading) {
        let place = || place.map(|place| place.find(&text[range]));
        found.entry(name.to_owned()).or_insert_with(place);
    }
}

/// Replaces the placeholders of a table; what cannot be put in its place is told with where it was to stand.
pub(super) fn fill(table: &mut Table, lookup: Lookup<'_>, room: &mut Room, told: Told<'_>) {
    let is_body = |entry: &&mut Entry| is(entry, BODY);
    for entry in table.entries.iter_mut().filter(|entry| !is(entry, BODY)) {
        let reading = reading_of(entry);
        fill_node(&mut entry.node, reading, lookup, room, told);
    }
    // Its format may have been a placeholder.
    let reading = body_reading(table);
    for entry in table.entries.iter_mut().filter(is_body) {
        fill_node(&mut entry.node, reading, lookup, room, told);
    }
}

fn fill_node(node: &mut Node, reading: Reading, lookup: Lookup<'_>, room: &mut Room, told: Told<'_>) {
    match &mut node.value {
        Value::String(text) => {
            let Some(made) = fill_text(text, reading, node.place.as_ref(), lookup, room, told) else {
                return;
            };
            match made {
                Ok(source) => {
                    *text = source.text().to_owned();
                    node.place = Some(Place::new(&source, 0..text.len()));
                }
                Err(words) => *text = words,
            }
        }
        // Blocks are words, whatever the body's format says.
        Value::Array(items) => {
            items.iter_mut().for_each(|item| fill_node(item, Reading::Plain, lookup, room, told))
        }
        Value::Table(table) => fill(table, lookup, room, told),
        _ => {}
    }
}

/// A text filled: as a source that knows what it was made from where the text has a place, else its words. None
/// when it has no placeholder, or something is in the way.
pub(super) fn fill_text(
    text: &str,
    reading: Reading,
    place: Option<&Place>,
    lookup: Lookup<'_>,
    room: &mut Room,
    told: Told<'_>,
) -> Option<Result<std::sync::Arc<SourceText>, String>> {
    match filled::fill(text, reading, lookup, room)? {
        Ok(made) => Some(match place {
            Some(place) => {
                let filled = Filled { place: place.clone(), text: text.to_owned(), pieces: made.pieces };
                Ok(SourceText::filled(made.text, filled))
            }
            None => Err(made.text),
        }),
        Err(faults) => {
            for (fault, at) in faults {
                let here = |range: std::ops::Range<usize>| match Written::of(place?, text) {
                    Some(written) => Some(written.place(range)),
                    None => place.map(|place| place.find(&text[range])),
                };
                told(fault.into(), at.unwrap_or_else(here));
            }
            None
        }
    }
}

/// The files of text that a table names, and those workbooks of it that cannot be filled.
pub(super) fn text_files(table: &Table) -> Vec<TextFile> {
    let mut found = Vec::new();
    files_in(table, &mut found);
    found
}

fn files_in(table: &Table, found: &mut Vec<TextFile>) {
    let (format, numbering) = (format_of(table), numbering_of(table));
    for entry in &table.entries {
        match &entry.node.value {
            Value::String(named) if is(entry, BODY_FILE) => {
                let named = named.trim().to_owned();
                let ending = named.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
                let reading = format.unwrap_or(match ending.as_deref() {
                    Some("md" | "markdown") => Reading::Markdown(numbering),
                    Some("typ") => Reading::Typst,
                    _ => Reading::Text(numbering),
                });
                found.push(TextFile { named, reading });
            }
            Value::String(named) if is(entry, CSV) => {
                found.push(TextFile { named: named.trim().to_owned(), reading: Reading::Csv });
            }
            Value::Table(table) => files_in(table, found),
            Value::Array(items) => {
                for item in items {
                    if let Value::Table(table) = &item.value {
                        files_in(table, found);
                    }
                }
            }
            _ => {}
        }
    }
}

/// Whether a key names a file whose words come on the page.
pub(super) fn names_a_text(key: Key) -> bool {
    [BODY_FILE, CSV, XLSX].contains(&key)
}

fn is(entry: &Entry, key: Key) -> bool {
    entry.key == key.name || entry.key == key.alias
}

/// How the value of a key but `body` is going to be read.
fn reading_of(entry: &Entry) -> Reading {
    if is(entry, TYPST) { Reading::Typst } else { Reading::Plain }
}

/// How the `body` of a table is going to be read.
fn body_reading(table: &Table) -> Reading {
    format_of(table).unwrap_or(Reading::Text(numbering_of(table)))
}

fn format_of(table: &Table) -> Option<Reading> {
    let format = table.entries.iter().find(|entry| is(entry, BODY_FORMAT)).map(|entry| &entry.node.value);
    let Some(Value::String(said)) = format else { return None };
    match BODY_FORMAT.shape.canonical(said.trim())? {
        "markdown" => Some(Reading::Markdown(numbering_of(table))),
        "typst" => Some(Reading::Typst),
        _ => Some(Reading::Text(numbering_of(table))),
    }
}

/// How the `body` of a table is numbered.
fn numbering_of(table: &Table) -> Numbering {
    let said = table.entries.iter().find(|entry| is(entry, NUMBERING)).map(|entry| &entry.node.value);
    let decimal = |said: &str| NUMBERING.shape.canonical(said.trim()) == Some("decimal");
    match said {
        Some(Value::String(said)) if decimal(said) => Numbering::Decimal,
        _ => Numbering::Official,
    }
}

fn texts<'t>(table: &'t Table, found: &mut dyn FnMut(&'t Node, &'t str, Reading)) {
    let body = body_reading(table);
    for entry in &table.entries {
        texts_in(&entry.node, if is(entry, BODY) { body } else { reading_of(entry) }, found);
    }
}

fn texts_in<'t>(node: &'t Node, reading: Reading, found: &mut dyn FnMut(&'t Node, &'t str, Reading)) {
    match &node.value {
        Value::String(text) => found(node, text, reading),
        Value::Array(items) => items.iter().for_each(|item| texts_in(item, Reading::Plain, found)),
        Value::Table(table) => texts(table, found),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Sink;
    use crate::source::InputFormat;

    #[test]
    fn placeholders_of_a_base_are_found_with_their_places_and_its_files_with_how_they_are_read() {
        let base = "title = '{{甲}}'\nbody = '#{{乙}} {{丁}}'\nbody-format = 'typst'\n[[attachments]]\ntitle = 'x'\nbody = '{{丙}}'\n\
            [[attachments]]\ntitle = 'y'\nbody-file = 'a.md'\n[[attachments]]\ntitle = 'z'\nbody = [{ table = { csv = 'b.csv' } }]";
        let table = InputFormat::Toml.read(&SourceText::new("t", base), &mut Sink::default()).unwrap();
        let found = names(&table);
        assert_eq!(found.keys().collect::<Vec<_>>(), ["丁", "丙", "甲"]);
        assert_eq!(found["丙"].as_ref().unwrap().line_column(), (6, 9));
        let files: Vec<_> = text_files(&table).into_iter().map(|file| (file.named, file.reading)).collect();
        assert_eq!(
            files,
            [("a.md".to_owned(), Reading::Markdown(Numbering::Official)), ("b.csv".to_owned(), Reading::Csv)]
        );
    }
}
