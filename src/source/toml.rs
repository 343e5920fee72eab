//! TOML with places, every syntax error at once.

use std::ops::Range;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::SourceText;
use super::tree::{Entry, Node, Table, Value};
use crate::diagnostic::{Diagnostic, Place, Problem, Sink};

pub(super) fn read(source: &Arc<SourceText>, sink: &mut Sink) -> Option<Table> {
    let (document, errors) = DeTable::parse_recoverable(source.text());
    if errors.is_empty() {
        return Some(Reader { source, sink }.table(document.get_ref(), Some(document.span())));
    }
    let mut told: Vec<usize> = Vec::new();
    for error in errors {
        let range = error.span().unwrap_or(0..0);
        // One slip makes the parser stumble several times on a line; the first stumble is the cause.
        let (line, _) = source.line_column(range.start);
        if told.contains(&line) {
            continue;
        }
        told.push(line);
        sink.push(explain(source, range, error.message()));
    }
    None
}

/// A syntax error, in the words of somebody who wrote Chinese keys.
fn explain(source: &Arc<SourceText>, range: Range<usize>, message: &str) -> Diagnostic {
    let text = source.text();
    let line_start = text[..range.start.min(text.len())].rfind('\n').map_or(0, |at| at + 1);
    let line = text[line_start..].lines().next().unwrap_or_default();
    if let Some(key) = bare_non_ascii_key(line) {
        let start = line_start + line.find(key).unwrap_or(0);
        let place = Place::new(source, start..start + key.len());
        return Diagnostic::new(Problem::BareKey { key: key.to_owned() }).at(place);
    }
    if message.starts_with("duplicate key") {
        let key = text.get(range.clone()).unwrap_or_default().trim_matches('"').to_owned();
        return Diagnostic::new(Problem::DuplicateKey { key }).at(Place::new(source, range));
    }
    Diagnostic::new(Problem::TomlSyntax { message: message.to_owned() }).at(Place::new(source, range))
}

/// The key of `标题 = …` or `[版式]`: TOML has no bare keys outside ASCII.
fn bare_non_ascii_key(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let candidate = match line.strip_prefix('[') {
        Some(header) => header.trim_start_matches('[').split(']').next()?,
        None => line.split(['=', '＝']).next()?,
    };
    candidate
        .split('.')
        .map(str::trim)
        .find(|part| !part.is_ascii() && !part.contains(['"', '\'', '#', '“', '”']))
}

struct Reader<'a> {
    source: &'a Arc<SourceText>,
    sink: &'a mut Sink,
}

impl Reader<'_> {
    fn place(&self, range: Range<usize>) -> Option<Place> {
        Some(Place::new(self.source, range))
    }

    fn table(&mut self, table: &DeTable<'_>, range: Option<Range<usize>>) -> Table {
        let mut entries: Vec<(usize, Entry)> = table
            .iter()
            .map(|(key, value)| {
                let entry = Entry {
                    key: key.get_ref().to_string(),
                    key_place: self.place(key.span()),
                    node: self.node(value),
                };
                (key.span().start, entry)
            })
            .collect();
        entries.sort_by_key(|(start, _)| *start);
        Table {
            entries: entries.into_iter().map(|(_, entry)| entry).collect(),
            place: range.and_then(|range| self.place(range)),
        }
    }

    fn node(&mut self, value: &Spanned<DeValue<'_>>) -> Node {
        let range = value.span();
        let place = self.place(range.clone());
        let value = match value.get_ref() {
            DeValue::String(text) => Value::String(text.to_string()),
            DeValue::Integer(number) => {
                match i64::from_str_radix(&number.as_str().replace('_', ""), number.radix()) {
                    Ok(number) => Value::Integer(number),
                    Err(_) => {
                        let written = number.as_str().to_owned();
                        self.sink
                            .push(Diagnostic::new(Problem::NumberTooLarge { written }).at(place.clone()));
                        Value::Integer(0)
                    }
                }
            }
            DeValue::Float(number) => Value::Float(number.as_str().parse().unwrap_or(f64::NAN)),
            DeValue::Boolean(flag) => Value::Bool(*flag),
            DeValue::Datetime(moment) => match (moment.date, moment.time) {
                (Some(date), None) => Value::Date { year: date.year, month: date.month, day: date.day },
                _ => {
                    let written = moment.to_string();
                    self.sink.push(Diagnostic::new(Problem::NotADate { written }).at(place.clone()));
                    Value::Null
                }
            },
            DeValue::Array(items) => Value::Array(items.iter().map(|item| self.node(item)).collect()),
            DeValue::Table(table) => Value::Table(self.table(table, Some(range))),
        };
        Node { value, place }
    }
}
