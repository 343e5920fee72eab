//! TOML with places, every syntax error at once.

use std::ops::Range;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::SourceText;
use super::bounds::Bounds;
use super::tree::{Entry, Node, Table, Value};
use crate::diagnostic::{Diagnostic, Place, Problem, Sink};

/// How deep the parser goes.
const PARSER_DEPTH: usize = 80;

pub(super) fn read(source: &Arc<SourceText>, sink: &mut Sink) -> Option<Table> {
    if let Err((problem, at)) = measure(source.text()) {
        sink.push(Diagnostic::new(problem).at(Place::new(source, at..at + 1)));
        return None;
    }
    let (document, errors) = DeTable::parse_recoverable(source.text());
    let mut told: Vec<usize> = Vec::new();
    let mut whole = true;
    let mut slips: Vec<_> =
        errors.iter().map(|error| (error.span().unwrap_or(0..0), error.message())).collect();
    slips.sort_by_key(|(range, _)| range.start);
    for (range, message) in slips {
        let (problem, range) = explain(source.text(), range, message);
        // One slip makes the parser stumble several times on a line; the first stumble is the cause.
        let (line, _) = source.line_column(range.start);
        if told.contains(&line) && !matches!(problem, Problem::BareKey { .. }) {
            continue;
        }
        told.push(line);
        // These leave every other key and value as it was written, so the reading goes on.
        whole &= matches!(
            problem,
            // `主送＝"y"` hides where the value begins.
            Problem::BareKey { .. } if !line_of(source.text(), range.start).contains('＝')
        ) || matches!(
            problem,
            Problem::DuplicateKey { .. } | Problem::ImpossibleDate { .. } | Problem::NotADate { .. }
        );
        sink.push(Diagnostic::new(problem).at(Place::new(source, range)));
    }
    whole.then(|| Reader { source, sink }.table(document.get_ref(), Some(document.span())))
}

/// The number of values, before the parser builds anything: its marks outside strings and comments.
fn measure(text: &str) -> Result<(), (Problem, usize)> {
    let bytes = text.as_bytes();
    let mut bounds = Bounds::default();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        at += match byte {
            b'#' => bytes[at..].iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len() - at),
            b'"' | b'\'' => string_length(&bytes[at..]),
            b',' | b'=' | b'[' => {
                bounds.count(0).map_err(|problem| (problem, at))?;
                1
            }
            _ => 1,
        };
    }
    Ok(())
}

/// How many bytes a string takes that begins here; one that is not closed ends with its line.
fn string_length(bytes: &[u8]) -> usize {
    let quote = bytes[0];
    let long = bytes.starts_with(&[quote; 3]);
    let mut at = if long { 3 } else { 1 };
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' if quote == b'"' => at += 2,
            _ if byte == quote && !long => return at + 1,
            _ if byte == quote && bytes[at..].starts_with(&[quote; 3]) => return at + 3,
            b'\n' if !long => return at,
            _ => at += 1,
        }
    }
    at.min(bytes.len())
}

fn line_of(text: &str, at: usize) -> &str {
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    text[start..].lines().next().unwrap_or_default()
}

/// A syntax error, in the words of somebody who wrote Chinese keys, and where it lies.
fn explain(text: &str, range: Range<usize>, message: &str) -> (Problem, Range<usize>) {
    let found = text.get(range.clone()).unwrap_or_default();
    if message.starts_with("invalid unquoted key")
        && let Some(key) = bare_non_ascii_key(text.get(range.start..).unwrap_or_default())
    {
        return (Problem::BareKey { key: key.to_owned() }, range.start..range.start + key.len());
    }
    if message.starts_with("duplicate key") {
        return (Problem::DuplicateKey { key: found.trim_matches('"').to_owned() }, range);
    }
    if message.starts_with("invalid date") || message.starts_with("invalid time") {
        let written = found.to_owned();
        let problem = if is_full_date(found) {
            Problem::ImpossibleDate { written }
        } else {
            Problem::NotADate { written }
        };
        return (problem, range);
    }
    if message.contains("recurs") {
        return (Problem::TooDeep { limit: PARSER_DEPTH }, range);
    }
    (Problem::TomlSyntax { message: message.to_owned() }, range)
}

/// The key that a text begins with, of `标题 = …` or `[版式]`: TOML has no bare keys outside ASCII.
fn bare_non_ascii_key(text: &str) -> Option<&str> {
    let key = text.split(['=', '＝', '.', ']', '}', '\n']).next()?.trim();
    (!key.is_ascii() && !key.contains(['"', '\'', '#', '“', '”'])).then_some(key)
}

/// Whether a text is written as a date, though there may be no such day.
fn is_full_date(text: &str) -> bool {
    let digits = |part: &str, length| part.len() == length && part.bytes().all(|b| b.is_ascii_digit());
    let parts: Vec<&str> = text.split('-').collect();
    matches!(parts[..], [year, month, day] if digits(year, 4) && digits(month, 2) && digits(day, 2))
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
                        let written = self.source.text().get(range.clone()).unwrap_or_default().to_owned();
                        let problem = Problem::NumberTooLarge { written };
                        self.sink.push(Diagnostic::new(problem).at(place.clone()));
                        Value::Told
                    }
                }
            }
            DeValue::Float(number) => Value::Float(number.as_str().parse().unwrap_or(f64::NAN)),
            DeValue::Boolean(flag) => Value::Bool(*flag),
            DeValue::Datetime(moment) => match (moment.date, moment.time) {
                (Some(date), None) => Value::Date { year: date.year, month: date.month, day: date.day },
                // A date that the parser refused.
                (None, None) => Value::Told,
                _ => {
                    let written = moment.to_string();
                    self.sink.push(Diagnostic::new(Problem::NotADate { written }).at(place.clone()));
                    Value::Told
                }
            },
            DeValue::Array(items) => Value::Array(items.iter().map(|item| self.node(item)).collect()),
            DeValue::Table(table) => Value::Table(self.table(table, Some(range))),
        };
        Node { value, place }
    }
}
