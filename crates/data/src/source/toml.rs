//! TOML with places, every syntax error at once.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::SourceText;
use super::bounds::Bounds;
use super::no_data::NoData;
use super::toml_slips;
use super::tree::{Entry, Node, Table, Value};
use crate::diagnostic::{Diagnostic, Place, Problem, Sink};
use crate::source::{FileFinding, SyntaxFinding, TomlSlip, ValueFinding};

/// What the parser says of a key that is no bare key.
const UNQUOTED: &str = "invalid unquoted key";

/// So often a file is parsed again for texts whose opening line is off.
const MOST_OPENED: usize = 8;

/// How deep the parser goes.
const PARSER_DEPTH: usize = 80;

pub(super) fn read(source: &Arc<SourceText>, sink: &mut Sink) -> Option<Table> {
    if let Err((problem, at)) = measure(source.text()) {
        sink.push(Diagnostic::new(problem).at(Place::new(source, at..at + 1)));
        return None;
    }
    let (document, mut errors) = DeTable::parse_recoverable(source.text());
    let kind = errors.first().and_then(|_| NoData::of_text(source.name(), source.text()));
    if let Some(kind) = kind {
        sink.push(no_data(source, kind));
        return None;
    }
    let (mut text, mut opened) = (Cow::Borrowed(source.text()), Vec::new());
    // Blanks stand for a text whose opening line is off: its closing quotes would open another.
    for _ in 0..MOST_OPENED {
        let found = toml_slips::opened(&text, errors.iter().filter_map(|error| Some(error.span()?.start)));
        if found.is_empty() {
            break;
        }
        for range in found {
            let blank = |byte| if byte == b'\n' { '\n' } else { ' ' };
            let blanks: String = text.as_bytes()[range.clone()].iter().map(|byte| blank(*byte)).collect();
            text.to_mut().replace_range(range.clone(), &blanks);
            opened.push(range.start);
        }
        errors = DeTable::parse_recoverable(&text).1;
    }
    let mut told: HashSet<usize> = HashSet::new();
    let mut loose: Option<usize> = None;
    let mut whole = true;
    let over = if errors.is_empty() { Vec::new() } else { over_lines(&text) };
    for text in &over {
        let quote = char::from(source.text().as_bytes()[text.start]);
        let place = Place::new(source, text.start..text.start + 1);
        sink.push(Diagnostic::new(SyntaxFinding::TomlLines { quote }).at(place));
        whole = false;
    }
    let mut slips: Vec<_> =
        errors.iter().map(|error| (error.span().unwrap_or(0..0), error.message())).collect();
    slips.extend(opened.iter().map(|start| (*start..*start, "")));
    slips.sort_by_key(|(range, _)| range.start);
    for (range, message) in slips {
        // Nothing more is told, and nobody reads on.
        if sink.is_full() {
            return None;
        }
        // What a text over several lines says is no TOML, and is told once.
        if over.iter().any(|over| (over.start..=over.end).contains(&range.start)) {
            continue;
        }
        // One slip makes the parser stumble several times on a line; the first stumble is the cause.
        let line = source.line(range.start);
        if told.contains(&line) && !message.starts_with(UNQUOTED) {
            continue;
        }
        let (problem, range) = explain(source.text(), range, message);
        if told.contains(&line) && !matches!(problem.of(), Some(SyntaxFinding::BareKey { .. })) {
            continue;
        }
        // Of lines of text without quotes the first is told.
        let is_loose = matches!(
            problem.of(),
            Some(SyntaxFinding::TomlSlip { slip: TomlSlip::Loose | TomlSlip::NoValue })
        );
        let goes_on = is_loose && loose.is_some_and(|before| before + 1 == line);
        loose = if is_loose { Some(line) } else { loose };
        told.insert(line);
        if goes_on {
            continue;
        }
        // These leave every other key and value as it was written, so the reading goes on.
        whole &= match problem.of() {
            // `主送＝"y"` hides where the value begins.
            Some(SyntaxFinding::BareKey { .. }) => !line_of(source.text(), range.start).contains('＝'),
            Some(SyntaxFinding::DuplicateKey { .. }) => true,
            _ => matches!(
                problem.of(),
                Some(ValueFinding::ImpossibleDate { .. } | ValueFinding::NotADate { .. })
            ),
        };
        sink.push(Diagnostic::new(problem).at(Place::new(source, range)));
    }
    whole.then(|| Reader { source, sink }.table(document.get_ref(), Some(document.span())))
}

/// What is no data is told once, at its first line, not by what the parser makes of it.
fn no_data(source: &Arc<SourceText>, kind: NoData) -> Diagnostic {
    let text = source.text();
    let start = text.len() - text.trim_start().len();
    let line = text[start..].lines().next().unwrap_or_default().trim_end();
    let found = FileFinding::NoData { path: source.name().to_owned(), kind };
    Diagnostic::new(found).at(Place::new(source, start..start + line.len()))
}

/// The number of values, before the parser builds anything: its marks outside strings and comments.
fn measure(text: &str) -> Result<(), (Box<dyn Problem>, usize)> {
    let bytes = text.as_bytes();
    let mut bounds = Bounds::default();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        at += match byte {
            b'#' => bytes[at..].iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len() - at),
            b'"' | b'\'' => string_length(&bytes[at..]),
            b',' | b'=' | b'[' => {
                bounds.count(0).map_err(|problem| (problem.into(), at))?;
                1
            }
            _ => 1,
        };
    }
    Ok(())
}

/// How many bytes a string takes that begins here; one that is not closed ends with its line.
pub(super) fn string_length(bytes: &[u8]) -> usize {
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

/// The first line that begins a table, `[layout]` or `[["附件"]]`, without what stands behind it.
pub(super) fn first_header(text: &str) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let (mut at, mut depth, mut is_fresh) = (0, 0_usize, true);
    let mut begun = None;
    while let Some(&byte) = bytes.get(at) {
        if begun.is_none() && byte == b'[' && is_fresh && depth == 0 {
            begun = Some(at);
        }
        let mut length = 1;
        match byte {
            b'#' => length = bytes[at..].iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len() - at),
            b'"' | b'\'' => length = string_length(&bytes[at..]),
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        is_fresh = byte == b'\n' || is_fresh && byte.is_ascii_whitespace();
        at += length;
        match begun {
            Some(start) if depth == 0 || byte == b'\n' => return Some(start..at),
            _ => {}
        }
    }
    None
}

/// The texts of several lines in quotes that hold one, of a file that is no TOML.
fn over_lines(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let (mut found, mut at, mut looked) = (Vec::new(), 0, 0);
    while let Some(&byte) = bytes.get(at) {
        at += match byte {
            b'#' => bytes[at..].iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len() - at),
            b'"' | b'\'' => {
                let length = string_length(&bytes[at..]);
                let is_long = bytes[at..].starts_with(&[byte; 3]);
                let is_open = !is_long && (length == 1 || bytes[at + length - 1] != byte);
                looked += usize::from(is_open);
                // Each look may go to the end of the file.
                match Some(()).filter(|()| is_open && looked <= 100).and_then(|()| closed_later(text, at)) {
                    Some(end) => {
                        found.push(at..end);
                        end - at
                    }
                    None => length,
                }
            }
            _ => 1,
        };
    }
    found
}

/// Where a text ends whose quote is closed on a later line.
fn closed_later(text: &str, open: usize) -> Option<usize> {
    let mut end = open + text[open..].find('\n')? + 1;
    for next in text[end..].split_inclusive('\n') {
        // The next key is on its own: the quote was only forgotten.
        if next.split_once('=').is_some_and(|(key, value)| is_key(key.trim()) && is_value(value.trim())) {
            return None;
        }
        end += next.len();
        let said = next.trim_end().trim_end_matches([',', ']', '}', ' ']);
        if said.ends_with(char::from(text.as_bytes()[open])) {
            return Some(end);
        }
    }
    None
}

fn is_key(text: &str) -> bool {
    let bare = text.trim_matches(['"', '\'']);
    !bare.is_empty() && bare.chars().all(|c| c.is_alphanumeric() || "-_.".contains(c))
}

fn is_value(text: &str) -> bool {
    text.starts_with(['"', '\'', '[', '{'])
        || text.starts_with(|c: char| c.is_ascii_digit())
        || text == "true"
        || text == "false"
}

fn line_of(text: &str, at: usize) -> &str {
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    text[start..].lines().next().unwrap_or_default()
}

/// A syntax error, in the words of somebody who wrote Chinese keys, and where it lies.
fn explain(text: &str, range: Range<usize>, message: &str) -> (Box<dyn Problem>, Range<usize>) {
    let found = text.get(range.clone()).unwrap_or_default();
    // All that is wrong on a line is told at once.
    let right = toml_slips::put_right(line_of(text, range.start));
    if let Some(right) = right.filter(|right| right.slips > 1) {
        let start = text[..range.start].rfind('\n').map_or(0, |end| end + 1);
        let place = start + right.first.start..start + right.first.end;
        let marks = right.marks.iter().map(char::to_string).collect::<Vec<_>>().join(" ");
        return (SyntaxFinding::FullWidthLine { marks, right: right.line }.into(), place);
    }
    if message.starts_with(UNQUOTED)
        && line_of(text, range.start).contains(['=', '＝', '[', '：', '］'])
        && let Some(key) = bare_non_ascii_key(text.get(range.start..).unwrap_or_default())
    {
        return (SyntaxFinding::BareKey { key: key.to_owned() }.into(), range.start..range.start + key.len());
    }
    if message.starts_with("duplicate key") {
        return (SyntaxFinding::DuplicateKey { key: found.trim_matches('"').to_owned() }.into(), range);
    }
    if message.starts_with("invalid date") || message.starts_with("invalid time") {
        let written = found.to_owned();
        let problem = if is_full_date(found) {
            ValueFinding::ImpossibleDate { written }
        } else {
            ValueFinding::NotADate { written }
        };
        return (problem.into(), range);
    }
    if message.contains("recurs") {
        return (SyntaxFinding::TooDeep { limit: PARSER_DEPTH }.into(), range);
    }
    toml_slips::find(text, range.start, message)
        .unwrap_or_else(|| (SyntaxFinding::TomlSyntax { message: message.to_owned() }.into(), range))
}

/// The key that a text begins with, of `标题 = …` or `[版式]`: TOML has no bare keys outside ASCII.
fn bare_non_ascii_key(text: &str) -> Option<&str> {
    let key = text.split(['=', '＝', '.', ']', '}', '\n']).next()?.trim();
    let mark = |c: char| "\"'#“”＃：［］【】｛｝".contains(c);
    (!key.is_ascii() && !key.contains(mark)).then_some(key)
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
                        let problem = SyntaxFinding::NumberTooLarge { written };
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
                    self.sink.push(Diagnostic::new(ValueFinding::NotADate { written }).at(place.clone()));
                    Value::Told
                }
            },
            DeValue::Array(items) => Value::Array(items.iter().map(|item| self.node(item)).collect()),
            DeValue::Table(table) => Value::Table(self.table(table, Some(range))),
        };
        Node { value, place }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::InputFormat;

    /// Issue 13: a body in single quotes over lines was three errors and more, none of them the cause.
    #[test]
    fn a_text_over_lines_is_one_slip() {
        for (text, wanted) in [
            ("body = '\n一、甲。\n二、乙 = 丙。\n'\ntitle = 'x'", vec!["'"]),
            ("body = \"一、甲。\n\n二、“乙”\"\ntitle = 'x'", vec!["\""]),
            ("body = [ { text = '甲\n乙' } ]\ntitle = x", vec!["'", "title"]),
            ("title = \"甲\n乙\"\nissuers = ['x']\nbody = \"丙。\n丁。\"", vec!["\"", "\""]),
            ("body = '''\n甲'乙\n'''\ntitle = 'x'", vec![]),
            // The next key is no text: the quote was forgotten.
            ("title = 'x\nbody = 'y'\ndate = 2024-01-01", vec!["?"]),
        ] {
            let source = SourceText::new("t.toml", text);
            let mut sink = Sink::default();
            InputFormat::Toml.read(&source, &mut sink);
            let found: Vec<String> = sink
                .into_sorted()
                .iter()
                .map(|found| {
                    let lines =
                        found.help(crate::diagnostic::Lang::En).is_some_and(|help| help.contains("'''"));
                    let at = found.place().map_or(0, |place| place.range.start);
                    match lines {
                        true => text[at..=at].to_owned(),
                        false if text[at..].starts_with('x') && text.contains("title = x") => {
                            "title".to_owned()
                        }
                        false => "?".to_owned(),
                    }
                })
                .collect();
            assert_eq!(found, wanted, "{text}");
        }
    }
}
