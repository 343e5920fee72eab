//! Reads one table: by key or alias, type by type, every problem told, unknown keys last.

use std::sync::Arc;

use super::Words;
use super::keys::{self, Key};
use super::misplaced::Outside;
use super::shape::{self, Shape};
use crate::diagnostic::{Diagnostic, Place, Problem, Sink};
use crate::document::{Changed, DocumentFinding};
use crate::limits::LimitFinding;
use crate::nearest::{instead, nearest, no_kind, usual};
use crate::source::{Entry, Node, SyntaxFinding, Table, Value, ValueFinding};
use crate::text::normal::{Class, Normal, normalise};

const STRING: (&str, &str) = ("文字", "a string");
const STRINGS: (&str, &str) = ("文字，或几项文字", "a string or an array of strings");
const NUMBER: (&str, &str) = ("数字", "a number");
const INTEGER: (&str, &str) = ("整数", "an integer");
const BOOLEAN: (&str, &str) = ("true（是）或 false（否）", "true or false");

/// The longest element, in characters. A title of three lines has 60; shaping one takes the square.
const LIMIT_CHARACTERS: usize = 1_000;
/// The longest list, in characters of all its items: recipients are sometimes hundreds.
const LIMIT_LIST_CHARACTERS: usize = 20_000;
/// The most tables under one key: issuers, signatures, attachments.
pub(super) const LIMIT_TABLES: usize = 200;

const CHARACTERS: (&str, &str) = ("个字", "characters");
pub(super) const ITEMS: (&str, &str) = ("项", "items");

/// A value found under a key, with the path to say where.
pub(super) struct Found<'a> {
    pub node: &'a Node,
    pub path: String,
}

impl Found<'_> {
    pub(super) fn place(&self) -> Option<Place> {
        self.node.place.clone()
    }

    pub(super) fn report(&self, sink: &mut Sink, problem: impl Into<Box<dyn Problem>>) {
        sink.push(Diagnostic::new(problem).at(self.place()).path(self.path.clone()));
    }

    pub(super) fn wrong_type(&self, sink: &mut Sink, expected: (&'static str, &'static str)) {
        if matches!(self.node.value, Value::Told) {
            return;
        }
        let found = self.node.value.kind();
        self.report(sink, ValueFinding::WrongType { expected, found });
    }

    pub(super) fn item<'b>(&self, index: usize, node: &'b Node) -> Found<'b> {
        Found { node, path: format!("{}[{index}]", self.path) }
    }

    /// The value as text of one or more lines, trimmed, its characters put right; blank text is no value.
    pub(super) fn words(&self, sink: &mut Sink) -> Option<Words> {
        let words = put_right(self.string(sink)?, sink);
        Some(Words { text: words.text.trim().to_owned(), ..words })
    }

    /// The value as the name of something outside the document, as it is written but for blanks around it.
    pub(super) fn name(&self, sink: &mut Sink) -> Option<Words> {
        let words = self.string(sink)?;
        check_characters(&words, sink);
        Some(words)
    }

    fn string(&self, sink: &mut Sink) -> Option<Words> {
        let text = match &self.node.value {
            Value::String(text) => text.trim(),
            _ => {
                self.wrong_type(sink, STRING);
                return None;
            }
        };
        Some(Words { text: text.to_owned(), place: self.place(), path: self.path.clone() })
    }
}

impl Found<'_> {
    /// The words of an element, which is never as long as a body.
    pub(super) fn element(&self, sink: &mut Sink) -> Option<Words> {
        let words = self.words(sink)?;
        self.bounded(sink, words)
    }

    /// The words of an element of one line.
    pub(super) fn line(&self, sink: &mut Sink) -> Option<Words> {
        self.element(sink).map(on_one_line)
    }

    fn bounded(&self, sink: &mut Sink, words: Words) -> Option<Words> {
        let count = words.text.chars().count();
        (self.holds(sink, count, LIMIT_CHARACTERS, CHARACTERS)).then_some(words)
    }

    pub(super) fn holds(
        &self,
        sink: &mut Sink,
        count: usize,
        limit: usize,
        unit: (&'static str, &'static str),
    ) -> bool {
        if count > limit {
            self.report(sink, LimitFinding::TooLong { count, limit, unit });
        }
        count <= limit
    }
}

/// Words without control characters, and with characters that stand for others replaced by those.
pub(super) fn put_right(words: Words, sink: &mut Sink) -> Words {
    let Some(Normal { text, changes }) = normalise(&words.text) else {
        check_characters(&words, sink);
        return words;
    };
    let mut classes: Vec<Class> = Vec::new();
    for change in &changes {
        if !classes.contains(&change.class) {
            classes.push(change.class);
        }
    }
    for class in classes {
        let of_class: Vec<_> = changes.iter().filter(|change| change.class == class).collect();
        let place = words.place.as_ref().map(|place| place.find_typed(&of_class[0].from));
        let mut changed = Changed::default();
        of_class.iter().for_each(|change| changed.add(&change.from, &change.to, 1));
        let problem = DocumentFinding::Normalised { class, changed };
        sink.push(Diagnostic::new(problem).at(place).path(words.path.clone()));
    }
    let words = Words { text, ..words };
    check_characters(&words, sink);
    words
}

/// Tells of `\n` that is printed as it stands: in single quotes, in plain YAML, in a cell, or written twice in JSON.
pub(super) fn tell_escapes(words: &Words, sink: &mut Sink) {
    let wide = |c: char| c >= '\u{2e80}' || "“”‘’—…".contains(c);
    let is_meant = |at: usize| {
        words.text[..at].chars().next_back().is_some_and(wide)
            && words.text[at + 2..]
                .trim_start_matches("\\n")
                .trim_start()
                .chars()
                .next()
                .is_none_or(|c| wide(c) || c.is_ascii_digit() || c == '(')
    };
    if words.text.match_indices("\\n").any(|(at, _)| is_meant(at)) {
        let place = words.place.as_ref().map(|place| place.find_within("\\n"));
        sink.push(Diagnostic::new(DocumentFinding::PrintedEscape).at(place).path(words.path.clone()));
    }
}

/// Words on one line: a line break inside an element is only how somebody typed it.
fn on_one_line(words: Words) -> Words {
    if !words.text.contains('\n') {
        return words;
    }
    let mut text = String::new();
    for line in words.text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        if latin(text.chars().next_back()) && latin(line.chars().next()) {
            text.push(' ');
        }
        text.push_str(line);
    }
    Words { text, ..words }
}

/// The keys whose words may take several lines.
const OF_LINES: [Key; 9] = [
    keys::TITLE,
    keys::ATTACHMENT_TITLE,
    keys::NOTE,
    keys::POSTSCRIPT,
    keys::BODY,
    keys::HEADING,
    keys::CAPTION,
    keys::TEXT,
    keys::BOLD,
];

/// Control characters have no glyph and no meaning in an official document.
fn check_characters(words: &Words, sink: &mut Sink) {
    let bad = words.text.chars().find(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'));
    if let Some(character) = bad {
        sink.push(
            Diagnostic::new(SyntaxFinding::ControlCharacter { character })
                .at(words.place.as_ref().map(|place| place.find_char(character)))
                .path(words.path.clone()),
        );
    }
}

/// A word that is none of a key's: what they are, and which is nearest.
fn unknown_choice(key: Key, written: String) -> Box<dyn Problem> {
    let lines = key.shape.words();
    let nearest = nearest(&written, lines.concat()).map(str::to_owned);
    let mut choices: Vec<String> = lines.iter().map(|line| quoted(line)).collect();
    if matches!(key.shape, Shape::Colour(_)) {
        choices.push("\"#E60012\"".to_owned());
    }
    let instead = no_kind(&written).filter(|_| key == keys::KIND);
    ValueFinding::UnknownChoice { written, choices, nearest, instead }.into()
}

/// The first word of a value, or its first Chinese one, as the file spells it.
fn quoted(line: &[&str]) -> String {
    let name = line.first().copied().unwrap_or_default();
    match line.iter().find(|word| !word.is_ascii()) {
        Some(alias) if *alias != name => format!("⟦\"{name}\"|\"{alias}\"⟧"),
        _ => format!("\"{name}\""),
    }
}

pub(super) struct Reader<'a> {
    table: &'a Table,
    keys: &'static [Key],
    path: String,
    sink: &'a mut Sink,
}

impl<'a> Reader<'a> {
    pub(super) fn new(table: &'a Table, keys: &'static [Key], path: &str, sink: &'a mut Sink) -> Self {
        Reader { table, keys, path: path.to_owned(), sink }
    }

    pub(super) fn sink(&mut self) -> &mut Sink {
        self.sink
    }

    /// Where in the data the table stands.
    pub(super) fn path(&self) -> &str {
        &self.path
    }

    /// The way out of the table, for a key that is the document's.
    pub(super) fn outside(&self) -> Outside {
        Outside::of(self.table.place.as_ref())
    }

    fn path_of(&self, entry: &Entry) -> String {
        self.path_to(&entry.key)
    }

    fn path_to(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    /// The value under a key or its alias.
    pub(super) fn find(&self, key: Key) -> Option<Found<'a>> {
        let first = self.entries(key).next()?;
        Some(Found { node: &first.node, path: self.path_of(first) })
    }

    /// The entries under a key: more than one when it stands beside its alias. A null is a key left out.
    fn entries(&self, key: Key) -> impl Iterator<Item = &'a Entry> + use<'a> {
        let is_key = move |e: &&Entry| e.key == key.name || e.key == key.alias;
        self.table.entries.iter().filter(is_key).filter(|e| !matches!(e.node.value, Value::Null))
    }

    /// Text under a key; a blank one is told and dropped.
    pub(super) fn words(&mut self, key: Key) -> Option<Words> {
        let found = self.find(key)?;
        let words = found.words(self.sink)?;
        let words = if OF_LINES.contains(&key) { words } else { on_one_line(words) };
        self.short(key, &found, words)
    }

    /// The name of a file, a font or a sheet under a key; a blank one is told and dropped.
    pub(super) fn name(&mut self, key: Key) -> Option<Words> {
        let found = self.find(key)?;
        let words = found.name(self.sink)?;
        self.short(key, &found, words)
    }

    fn short(&mut self, key: Key, found: &Found<'_>, words: Words) -> Option<Words> {
        let words = found.bounded(self.sink, words)?;
        tell_escapes(&words, self.sink);
        if words.text.is_empty() {
            found.report(self.sink, DocumentFinding::EmptyValue { key });
            return None;
        }
        Some(words)
    }

    /// A string or an array of strings.
    pub(super) fn list(&mut self, key: Key) -> Option<Vec<Words>> {
        let found = self.find(key)?;
        let list: Vec<Words> = match &found.node.value {
            // One string of several lines is a list typed one below the other.
            Value::String(_) => {
                let words = found.words(self.sink)?;
                let line = |line: &str| Words { text: line.trim().to_owned(), ..words.clone() };
                words.text.lines().map(line).collect()
            }
            Value::Array(items) => items
                .iter()
                .enumerate()
                .filter_map(|(i, node)| found.item(i, node).words(self.sink).map(on_one_line))
                .collect(),
            _ => {
                found.wrong_type(self.sink, STRINGS);
                return None;
            }
        };
        // Items that could not be read were told.
        let told = matches!(&found.node.value, Value::Array(items) if list.len() < items.len());
        let list: Vec<Words> = list.into_iter().filter(|words| !words.text.is_empty()).collect();
        list.iter().for_each(|words| tell_escapes(words, self.sink));
        if list.is_empty() && told {
            return None;
        }
        if list.is_empty() {
            found.report(self.sink, DocumentFinding::EmptyValue { key });
            return None;
        }
        let count = list.iter().map(|words| words.text.chars().count()).sum();
        found.holds(self.sink, count, LIMIT_LIST_CHARACTERS, CHARACTERS).then_some(list)
    }

    /// The items of an array, or the one value as if it stood in an array.
    pub(super) fn items(&mut self, key: Key) -> Vec<Found<'a>> {
        let Some(found) = self.find(key) else {
            return Vec::new();
        };
        match &found.node.value {
            Value::Array(items) => {
                if !found.holds(self.sink, items.len(), LIMIT_TABLES, ITEMS) {
                    return Vec::new();
                }
                // Blank items of a list are dropped, as those of every list of strings.
                let is_blank = |node: &Node| {
                    matches!(&node.value, Value::String(text) if text.trim().is_empty())
                        || matches!(node.value, Value::Null)
                };
                let all = items.iter().enumerate().map(|(i, node)| found.item(i, node));
                let items: Vec<Found<'a>> = all.filter(|item| !is_blank(item.node)).collect();
                if items.is_empty() {
                    found.report(self.sink, DocumentFinding::EmptyValue { key });
                }
                items
            }
            _ => vec![found],
        }
    }

    /// A number of millimetres within the key's range.
    pub(super) fn number(&mut self, key: Key) -> Option<f64> {
        let found = self.find(key)?;
        self.within(key, &found)
    }

    /// A number within the key's range, or an array of such.
    pub(super) fn numbers(&mut self, key: Key) -> Option<Vec<f64>> {
        let found = self.find(key)?;
        let Value::Array(items) = &found.node.value else {
            return self.within(key, &found).map(|number| vec![number]);
        };
        if items.is_empty() {
            found.report(self.sink, DocumentFinding::EmptyValue { key });
        }
        let read: Vec<Option<f64>> =
            items.iter().enumerate().map(|(i, node)| self.within(key, &found.item(i, node))).collect();
        read.into_iter().collect()
    }

    /// Numbers in an array, none where one is blank; one of words is read, as cells of a list have them.
    pub(super) fn figures(&mut self, key: Key) -> Option<Vec<Option<f64>>> {
        let found = self.find(key)?;
        let Value::Array(items) = &found.node.value else {
            return self.figure(key, &found).map(|number| vec![number]);
        };
        let read: Vec<Option<Option<f64>>> =
            items.iter().enumerate().map(|(i, node)| self.figure(key, &found.item(i, node))).collect();
        read.into_iter().collect()
    }

    fn figure(&mut self, key: Key, found: &Found<'_>) -> Option<Option<f64>> {
        let number = match &found.node.value {
            Value::Null => return Some(None),
            Value::String(text) if text.trim().is_empty() => return Some(None),
            Value::Integer(i) => Some(*i as f64),
            Value::Float(f) => Some(*f),
            Value::String(text) => text.trim().parse::<f64>().ok(),
            _ => None,
        };
        let Some(number) = number.filter(|number| number.is_finite()) else {
            found.wrong_type(self.sink, NUMBER);
            return None;
        };
        if let Shape::Figures(least, most) = key.shape
            && (least..=most).contains(&number)
        {
            return Some(Some(number));
        }
        let problem = ValueFinding::OutOfRange { written: number.to_string(), range: key.shape.range() };
        found.report(self.sink, problem);
        None
    }

    fn within(&mut self, key: Key, found: &Found<'_>) -> Option<f64> {
        let number = match found.node.value {
            Value::Integer(i) => i as f64,
            Value::Float(f) => f,
            _ => {
                found.wrong_type(self.sink, NUMBER);
                return None;
            }
        };
        if let Shape::Millimetres(least, most) | Shape::Numbers(least, most) = key.shape
            && (least..=most).contains(&number)
        {
            return Some(number);
        }
        let problem = ValueFinding::OutOfRange { written: number.to_string(), range: key.shape.range() };
        found.report(self.sink, problem);
        None
    }

    /// A whole number within the key's range.
    pub(super) fn count(&mut self, key: Key) -> Option<i64> {
        let found = self.find(key)?;
        let Value::Integer(number) = found.node.value else {
            found.wrong_type(self.sink, INTEGER);
            return None;
        };
        if let Shape::Count(least, most)
        | Shape::CountOrText(least, most)
        | Shape::CountOrChoice(least, most, _)
        | Shape::FlagCountOrChoice(least, most, _) = key.shape
            && (least..=most).contains(&number)
        {
            return Some(number);
        }
        let problem = ValueFinding::OutOfRange { written: number.to_string(), range: key.shape.range() };
        found.report(self.sink, problem);
        None
    }

    /// True or false.
    pub(super) fn flag(&mut self, key: Key) -> Option<bool> {
        let found = self.find(key)?;
        match found.node.value {
            Value::Bool(flag) => Some(flag),
            _ => {
                found.wrong_type(self.sink, BOOLEAN);
                None
            }
        }
    }

    /// One of the key's words, in either language; `values` has the first word of each.
    pub(super) fn choice<T: Copy>(&mut self, key: Key, values: &[(&'static str, T)]) -> Option<T> {
        let found = self.find(key)?;
        self.chosen(key, &found, values)
    }

    /// One of several values, or an array of them.
    pub(super) fn choices<T: Copy>(&mut self, key: Key, values: &[(&'static str, T)]) -> Option<Vec<T>> {
        let found = self.find(key)?;
        let Value::Array(items) = &found.node.value else {
            return self.chosen(key, &found, values).map(|value| vec![value]);
        };
        if items.is_empty() {
            found.report(self.sink, DocumentFinding::EmptyValue { key });
        }
        let read: Vec<Option<T>> = items
            .iter()
            .enumerate()
            .map(|(i, node)| self.chosen(key, &found.item(i, node), values))
            .collect();
        read.into_iter().collect()
    }

    fn chosen<T: Copy>(&mut self, key: Key, found: &Found<'_>, values: &[(&'static str, T)]) -> Option<T> {
        let words = found.words(self.sink)?;
        if let Some(hit) = shape::canonical(key.shape.words(), &words.text) {
            let value = values.iter().find(|(name, _)| *name == hit);
            debug_assert!(value.is_some(), "{}: nothing for {hit}", key.name);
            return value.map(|(_, value)| *value);
        }
        found.report(self.sink, unknown_choice(key, words.text));
        None
    }

    /// A table inside this one.
    pub(super) fn table(&mut self, key: Key) -> Option<(&'a Table, String)> {
        let found = self.find(key)?;
        match &found.node.value {
            Value::Table(table) => Some((table, found.path)),
            Value::Told => None,
            other => {
                let text = if let Value::String(text) = other { text.as_str() } else { "" };
                let example = keys::example(key, &found.path, text);
                let found_instead = other.kind();
                found.report(self.sink, ValueFinding::NotATable { found: found_instead, example });
                None
            }
        }
    }

    /// Whether something at a path, or inside it, has been told.
    pub(super) fn has_told(&self, path: &str) -> bool {
        self.sink.has_told(path)
    }

    /// Whether a value was written in the document itself, not in the house's file of deviations.
    pub(super) fn is_own(&self, found: &Found<'_>) -> bool {
        match (&found.node.place, &self.table.place) {
            (Some(place), Some(table)) => Arc::ptr_eq(&place.source, &table.source),
            (place, _) => place.is_none(),
        }
    }

    /// Tells of a required key that is not there.
    pub(super) fn missing(&mut self, key: Key, clause: &'static str) {
        let problem = DocumentFinding::MissingKey { key: key.name, alias: key.alias, clause };
        let path = self.path_to(key.name);
        self.sink.push(Diagnostic::new(problem).at(self.start()).path(path));
    }

    /// Tells that neither `body` nor `body-file` is there.
    pub(super) fn missing_body(&mut self) {
        let path = self.path_to(keys::BODY.name);
        self.sink.push(Diagnostic::new(DocumentFinding::BodyMissing).at(self.start()).path(path));
    }

    /// Where the table starts: the whole of it would be a wall of text.
    fn start(&self) -> Option<Place> {
        let place = self.table.place.as_ref()?;
        let start = place.range.start;
        Some(Place::new(&place.source, start..start))
    }

    /// Tells of keys given twice, and of keys nobody asked for.
    pub(super) fn finish(self) {
        for key in self.keys {
            for second in self.entries(*key).skip(1) {
                let problem = DocumentFinding::AliasTwice { key: key.name, alias: key.alias };
                let path = self.path_of(second);
                self.sink.push(Diagnostic::new(problem).at(second.key_place.clone()).path(path));
            }
        }
        for entry in &self.table.entries {
            let known = self.keys.iter().find(|k| k.name == entry.key || k.alias == entry.key);
            if known.is_some() {
                continue;
            }
            let problem = self.unknown(entry);
            let path = self.path_of(entry);
            self.sink.push(Diagnostic::new(problem).at(entry.key_place.clone()).path(path));
        }
    }
    /// What is said of a key that the table does not have.
    fn unknown(&self, entry: &Entry) -> Box<dyn Problem> {
        let key = entry.key.clone();
        let plain =
            |nearest| ValueFinding::UnknownKey { key: entry.key.clone(), nearest, instead: None }.into();
        if self.sink.is_full() {
            return plain(None);
        }
        let names = self.keys.iter().flat_map(|key| [key.name, key.alias]);
        let usual = usual(&key, names).map(str::to_owned);
        let is_top = self.path.is_empty();
        // What stands behind `[layout]` or `[[issuers]]` in TOML belongs to that table.
        if !is_top && keys::TOP.iter().any(|known| known.name == key || known.alias == key) {
            // A house's file of deviations is such a table from its first byte.
            if self.table.place.as_ref().is_some_and(|place| place.range().start == 0) {
                return DocumentFinding::KeyInLayoutFile { key }.into();
            }
            let outside = self.outside();
            return match usual {
                // Within braces it was meant for what they hold.
                Some(near) if !outside.is_under_header() => plain(Some(near)),
                nearest => {
                    DocumentFinding::KeyOfDocument { key, table: self.path.clone(), nearest, outside }.into()
                }
            };
        }
        if usual.is_some() {
            return plain(usual);
        }
        if let Some(instead) = instead(&key).filter(|_| is_top) {
            return ValueFinding::UnknownKey { key, nearest: None, instead: Some(instead) }.into();
        }
        match keys::of_tables(&key).filter(|_| is_top) {
            Some((tables, example)) => ValueFinding::KeyOfTable { key, tables, example }.into(),
            None => plain(keys::nearest(&key, self.keys)),
        }
    }
}
