//! JSON with places, as RFC 8259 has it: comments, trailing commas and the like are named and refused.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use jsonc_parser::ast::{Object, ObjectPropName, Value as Json};
use jsonc_parser::errors::{ParseError, ParseErrorKind as Kind};
use jsonc_parser::{CollectOptions, ParseOptions, ParseStringErrorKind as StringKind, parse_to_ast};

use super::SourceText;
use super::bounds::Bounds;
use super::tree::{Entry, Node, Table, Value};
use crate::diagnostic::{Diagnostic, Place, Problem, Sink};
use crate::source::{JsonSlip, SyntaxFinding, ValueFinding};

/// Nothing beyond the standard.
const STRICT: ParseOptions = ParseOptions {
    allow_comments: false,
    allow_loose_object_property_names: false,
    allow_trailing_commas: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

pub(super) fn read(source: &Arc<SourceText>, sink: &mut Sink) -> Option<Table> {
    let stop = match measure(source.text()) {
        Err((problem, at)) => Some((problem, at..at + 1)),
        Ok(()) => None,
    };
    if let Some((problem, range)) = stop {
        sink.push(Diagnostic::new(problem).at(Place::new(source, range)));
        return None;
    }
    let Ok(parsed) = parse_to_ast(source.text(), &CollectOptions::default(), &STRICT) else {
        tell_slips(source, sink);
        return None;
    };
    let value = parsed.value;
    let mut reader = Reader { source, sink };
    match value {
        // An empty file is a table without keys: what is missing will be told.
        None => Some(Table { entries: Vec::new(), place: reader.place(0..0) }),
        Some(Json::Object(object)) => {
            let mut table = reader.table(&object);
            // What tells an editor of the schema says nothing about the document.
            table.entries.retain(|entry| entry.key != "$schema");
            Some(table)
        }
        Some(other) => {
            let found = reader.node(&other);
            let problem =
                ValueFinding::WrongType { expected: ("一张表", "a table"), found: found.value.kind() };
            sink.push(Diagnostic::new(problem).at(found.place));
            None
        }
    }
}

/// So many slips are told; who made more reads the first.
const MOST_SLIPS: usize = 50;

/// Tells of every slip that can be told: each that is plain is mended in a copy of the same length, so that
/// the parser comes to the next.
fn tell_slips(source: &Arc<SourceText>, sink: &mut Sink) {
    let mut text = source.text().to_owned();
    let mut options = STRICT;
    for _ in 0..MOST_SLIPS {
        let error = match parse_to_ast(&text, &CollectOptions::default(), &options) {
            Err(error) => error,
            Ok(parsed) => {
                // Keys given twice and the like are told beside them.
                if let Some(Json::Object(object)) = &parsed.value {
                    Reader { source, sink }.table(object);
                }
                return;
            }
        };
        let (problem, range) = explain(&text, &error);
        let ends = matches!(
            problem,
            SyntaxFinding::JsonSyntax {
                slip: JsonSlip::InnerQuotes | JsonSlip::Noughts | JsonSlip::NoBraces
            }
        );
        sink.push(Diagnostic::new(problem).at(Place::new(source, range.clone())));
        if ends || !mend(&mut text, &mut options, error.kind(), range.start) {
            return;
        }
    }
}

/// Mends a slip as it was meant, without moving what follows; whether it is one whose meaning is plain.
fn mend(text: &mut String, options: &mut ParseOptions, kind: &Kind, at: usize) -> bool {
    let Some(rest) = text.get(at..) else { return false };
    let blank = |text: &mut String, range: Range<usize>, first: &str| {
        let feeds = |c: char| if c == '\n' { "\n".to_owned() } else { " ".repeat(c.len_utf8()) };
        let blanks: String = text[range.clone()].chars().map(feeds).collect();
        text.replace_range(range, &format!("{first}{}", &blanks[first.len()..]));
    };
    match kind {
        Kind::CommentsNotAllowed => {
            let end =
                if rest.starts_with("/*") { rest.find("*/").map(|end| end + 2) } else { rest.find('\n') };
            let end = at + end.unwrap_or(rest.len());
            blank(text, at..end, "");
        }
        Kind::TrailingCommasNotAllowed if rest.starts_with(',') => blank(text, at..at + 1, ""),
        Kind::SingleQuotedStringsNotAllowed if rest.starts_with('\'') => {
            let Some(end) = rest[1..].find('\'').map(|end| at + 1 + end) else { return false };
            blank(text, at..at + 1, "\"");
            blank(text, end..end + 1, "\"");
        }
        Kind::ExpectedStringObjectProperty if !options.allow_loose_object_property_names => {
            options.allow_loose_object_property_names = true;
        }
        Kind::ExpectedComma if super::full_width_mark(text, at).is_none() => {
            options.allow_missing_commas = true;
        }
        Kind::HexadecimalNumbersNotAllowed => options.allow_hexadecimal_numbers = true,
        Kind::UnaryPlusNumbersNotAllowed => options.allow_unary_plus_numbers = true,
        Kind::BareDecimalPointNumbersNotAllowed => options.allow_bare_decimal_point_numbers = true,
        Kind::NonFiniteNumbersNotAllowed => options.allow_non_finite_numbers = true,
        _ => {
            let Some((mark, right)) = super::full_width_mark(text, at) else { return false };
            let right = right.to_string();
            let first = at..at + mark.len_utf8();
            // The other quote of a pair stands on the same line.
            let line = text[first.end..].lines().next().unwrap_or_default();
            let other = line.find(['”', '“', '＂']).filter(|_| right == "\"").map(|end| first.end + end);
            if let Some(other) = other {
                let length = text[other..].chars().next().map_or(0, char::len_utf8);
                blank(text, other..other + length, "\"");
            }
            blank(text, first, &right);
        }
    }
    true
}

/// Depth and number of values, before the parser builds anything.
fn measure(text: &str) -> Result<(), (SyntaxFinding, usize)> {
    let mut bounds = Bounds::default();
    let mut depth: usize = 0;
    let mut bytes = text.bytes().enumerate();
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'"' => skip_string(&mut bytes),
            b'{' | b'[' => {
                depth += 1;
                bounds.count(depth).map_err(|problem| (problem, at))?;
            }
            b'}' | b']' => depth = depth.saturating_sub(1),
            b',' => bounds.count(depth).map_err(|problem| (problem, at))?,
            _ => {}
        }
    }
    Ok(())
}

fn skip_string(bytes: &mut impl Iterator<Item = (usize, u8)>) {
    while let Some((_, byte)) = bytes.next() {
        match byte {
            b'\\' => {
                bytes.next();
            }
            b'"' => return,
            _ => {}
        }
    }
}

/// A syntax error, as data, and where it lies.
fn explain(text: &str, error: &ParseError) -> (SyntaxFinding, Range<usize>) {
    let range = error.range().start..error.range().end;
    let problem = match error.kind() {
        Kind::CommentsNotAllowed | Kind::UnterminatedCommentBlock => SyntaxFinding::JsonComment,
        Kind::TrailingCommasNotAllowed => SyntaxFinding::JsonTrailingComma,
        kind => match super::full_width_mark(text, range.start) {
            Some((mark, right)) => SyntaxFinding::FullWidthMark { mark, right },
            None if text[range.start..].starts_with('#') => SyntaxFinding::JsonComment,
            None => {
                SyntaxFinding::JsonSyntax { slip: meant(text, range.start).unwrap_or_else(|| slip(kind)) }
            }
        },
    };
    // What is not closed would mark the rest of the file: its beginning is enough.
    let range = match error.kind() {
        Kind::UnterminatedArray | Kind::UnterminatedObject => range.start..range.start + 1,
        Kind::String(StringKind::UnterminatedStringLiteral) => range.start..range.start + 1,
        _ => range,
    };
    (problem, range)
}

/// The slip that the text around a byte shows, where the parser only stumbled.
fn meant(text: &str, at: usize) -> Option<JsonSlip> {
    let (before, rest) = (&text[..at], &text[at..]);
    let word = &rest[..rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len())];
    let behind = before.trim_end().chars().next_back();
    let value = matches!(behind, Some(':' | ',' | '['));
    if value && ["True", "False", "None", "TRUE", "FALSE", "NULL", "Null", "yes", "no"].contains(&word) {
        return Some(JsonSlip::Literal);
    }
    // 000012: the parser ends the number with its first nought.
    if rest.starts_with(|c: char| c.is_ascii_digit())
        && before.ends_with('0')
        && before.trim_end_matches('0').trim_end().ends_with([':', ',', '['])
    {
        return Some(JsonSlip::Noughts);
    }
    if before.ends_with('"')
        && !rest.starts_with(|c: char| c.is_whitespace() || c.is_ascii_punctuation())
        && rest.lines().next().is_some_and(|line| line.contains('"'))
    {
        return Some(JsonSlip::InnerQuotes);
    }
    let whole = before.trim_start();
    (rest.starts_with(':') && whole.starts_with('"') && whole.matches('"').count() == 2)
        .then_some(JsonSlip::NoBraces)
}

fn slip(kind: &Kind) -> JsonSlip {
    match kind {
        Kind::SingleQuotedStringsNotAllowed => JsonSlip::SingleQuotes,
        Kind::ExpectedStringObjectProperty => JsonSlip::UnquotedKey,
        Kind::ExpectedComma => JsonSlip::MissingComma,
        Kind::ExpectedColonAfterObjectKey => JsonSlip::MissingColon,
        Kind::ExpectedObjectValue => JsonSlip::MissingValue,
        Kind::UnterminatedArray | Kind::UnterminatedObject => JsonSlip::Unclosed,
        Kind::MultipleRootJsonValues => JsonSlip::SecondValue,
        Kind::String(StringKind::UnterminatedStringLiteral) => JsonSlip::UnclosedString,
        Kind::String(StringKind::InvalidUnicodeEscapeSequence(_)) => JsonSlip::HalfCharacter,
        Kind::String(_) => JsonSlip::Escape,
        Kind::HexadecimalNumbersNotAllowed
        | Kind::UnaryPlusNumbersNotAllowed
        | Kind::BareDecimalPointNumbersNotAllowed
        | Kind::NonFiniteNumbersNotAllowed
        | Kind::ExpectedDigit
        | Kind::ExpectedDigitFollowingNegativeSign
        | Kind::ExpectedPlusMinusOrDigitInNumberLiteral => JsonSlip::Number,
        _ => JsonSlip::Unexpected,
    }
}

struct Reader<'a> {
    source: &'a Arc<SourceText>,
    sink: &'a mut Sink,
}

impl Reader<'_> {
    fn place(&self, range: Range<usize>) -> Option<Place> {
        Some(Place::new(self.source, range))
    }

    fn tell(&mut self, problem: impl Into<Box<dyn Problem>>, place: Option<Place>) -> Value {
        self.sink.push(Diagnostic::new(problem).at(place));
        Value::Told
    }

    fn table(&mut self, object: &Object<'_>) -> Table {
        let mut entries = Vec::with_capacity(object.properties.len());
        let mut seen = HashSet::new();
        for property in &object.properties {
            let (key, range) = match &property.name {
                ObjectPropName::String(name) => (name.value.to_string(), name.range),
                ObjectPropName::Word(name) => (name.value.to_owned(), name.range),
            };
            let key_place = self.place(range.start..range.end);
            if !seen.insert(key.clone()) {
                self.tell(SyntaxFinding::DuplicateKey { key }, key_place);
                continue;
            }
            entries.push(Entry { key, key_place, node: self.node(&property.value) });
        }
        Table { entries, place: self.place(object.range.start..object.range.end) }
    }

    /// A value; `measure` has bounded how deep this goes.
    fn node(&mut self, json: &Json<'_>) -> Node {
        let range = json_range(json);
        let place = self.place(range.clone());
        let value = match json {
            Json::NullKeyword(_) => Value::Null,
            Json::BooleanLit(flag) => Value::Bool(flag.value),
            Json::StringLit(text) => match self.raw_control(range) {
                Some(at) => self.tell(SyntaxFinding::JsonSyntax { slip: JsonSlip::RawControl }, Some(at)),
                None => Value::String(text.value.to_string()),
            },
            Json::NumberLit(number) => match super::number(number.value) {
                Some(value) => value,
                None => self
                    .tell(SyntaxFinding::NumberTooLarge { written: number.value.to_owned() }, place.clone()),
            },
            Json::Array(array) => Value::Array(array.elements.iter().map(|item| self.node(item)).collect()),
            Json::Object(object) => Value::Table(self.table(object)),
        };
        Node { value, place }
    }

    /// A line break or another control character inside quotes: JSON writes it as an escape.
    fn raw_control(&self, range: Range<usize>) -> Option<Place> {
        // Beside a slip that was mended in a copy, bytes of the copy are none of the text's.
        let at = self.source.text().get(range.clone())?.find(|c: char| c < ' ')?;
        self.place(range.start + at..range.start + at + 1)
    }
}

fn json_range(json: &Json<'_>) -> Range<usize> {
    use jsonc_parser::common::Ranged;
    let range = json.range();
    range.start..range.end
}
