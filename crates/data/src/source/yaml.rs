//! YAML 1.2 with places: parser events become the tree. What would make a file read otherwise than
//! it looks (anchors and aliases, foreign tags, a second document) is named and refused.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Span, StrInput, Tag};

use super::SourceText;
use super::bounds::Bounds;
use super::tree::{Entry, Node, Table, Value};
use super::yaml_slips;
use crate::diagnostic::{Diagnostic, Place, Problem, Sink};
use crate::source::{SyntaxFinding, ValueFinding, YamlSlip};

pub(super) fn read(source: &Arc<SourceText>, sink: &mut Sink) -> Option<Table> {
    let mut reader = Reader {
        source,
        sink,
        events: Parser::new_from_str(source.text()),
        bytes: Bytes::of(source.text()),
        bounds: Bounds::default(),
    };
    match reader.document() {
        Ok(table) => table,
        Err(stop) => {
            tell_slips(source, stop, sink);
            None
        }
    }
}

/// Where the parser stopped, with every slip that the lines show: the first of them is what it stumbled over.
fn tell_slips(source: &Arc<SourceText>, stop: Stop, sink: &mut Sink) {
    // Behind a key without its colon the next line was read as its text: it is joined to nothing.
    sink.forget(|found| matches!(found.of(), Some(SyntaxFinding::YamlJoined)));
    let line_of = |found: &Diagnostic| found.place().map_or(0, |place| place.line_column().0);
    let slips: Vec<Diagnostic> = yaml_slips::in_lines(source.text())
        .into_iter()
        .map(|(problem, range)| Diagnostic::new(problem).at(Place::new(source, range)))
        .collect();
    let is_syntax = matches!(stop.code(), "yaml-syntax" | "full-width-mark");
    let is_caused = is_syntax && slips.iter().any(|slip| line_of(slip) <= line_of(&stop));
    if !is_caused {
        sink.push(stop);
    }
    // What was told of a text before the parser stopped is not told again.
    for slip in slips {
        if !slip.place().is_some_and(|place| sink.has_told_at(place)) {
            sink.push(slip);
        }
    }
}

/// The parser counts characters; places are bytes.
struct Bytes<'a> {
    text: &'a str,
    /// The byte at which each 64th character starts.
    every: Vec<usize>,
}

const STEP: usize = 64;

impl<'a> Bytes<'a> {
    fn of(text: &'a str) -> Bytes<'a> {
        Bytes { text, every: text.char_indices().step_by(STEP).map(|(at, _)| at).collect() }
    }

    fn at(&self, character: usize) -> usize {
        let Some(&start) = self.every.get(character / STEP) else { return self.text.len() };
        let rest = self.text[start..].char_indices().nth(character % STEP);
        rest.map_or(self.text.len(), |(at, _)| start + at)
    }
}

/// What the reader cannot go on after.
type Stop = Diagnostic;

struct Reader<'a> {
    source: &'a Arc<SourceText>,
    sink: &'a mut Sink,
    events: Parser<'a, StrInput<'a>>,
    bytes: Bytes<'a>,
    bounds: Bounds,
}

impl<'a> Reader<'a> {
    fn document(&mut self) -> Result<Option<Table>, Stop> {
        let mut read = None;
        let mut documents = 0;
        loop {
            let (event, span) = self.next()?;
            match event {
                Event::StreamStart | Event::DocumentEnd | Event::Nothing => {}
                Event::StreamEnd => break,
                Event::DocumentStart(_) => {
                    documents += 1;
                    if documents > 1 {
                        return Err(self.stop(SyntaxFinding::YamlDocuments, span));
                    }
                }
                event => read = Some(self.node(event, span, 0)?),
            }
        }
        match read.map(|node| (node.value, node.place)) {
            // An empty file is a table without keys: what is missing will be told.
            None => Ok(Some(Table { entries: Vec::new(), place: Some(Place::new(self.source, 0..0)) })),
            Some((Value::Null, place)) => Ok(Some(Table { entries: Vec::new(), place })),
            Some((Value::String(text), place)) if text.is_empty() => {
                Ok(Some(Table { entries: Vec::new(), place }))
            }
            Some((Value::Table(table), _)) => Ok(Some(table)),
            Some((Value::Told, _)) => Ok(None),
            Some((other, place)) => {
                let start = place.as_ref().map_or(0, |place| place.range.start);
                let problem = match self.full_width_mark(start) {
                    Some(found) => return Err(found),
                    None => {
                        ValueFinding::WrongType { expected: ("一张表", "a table"), found: other.kind() }
                    }
                };
                self.tell(problem, place);
                Ok(None)
            }
        }
    }

    fn next(&mut self) -> Result<(Event<'a>, Span), Stop> {
        match self.events.next_event() {
            Some(Ok(event)) => Ok(event),
            Some(Err(error)) => Err(self.explain(&error)),
            None => Ok((Event::StreamEnd, Span::default())),
        }
    }

    /// A syntax error, at its place and in the words of somebody who types Chinese.
    fn explain(&self, error: &ScanError) -> Stop {
        let at = self.bytes.at(error.marker().index());
        let text = self.source.text();
        let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
        // A line without a key goes on on the next, and only there the parser stumbles.
        let marks = [Some(at), line.checked_sub(1)];
        if let Some(found) = marks.into_iter().flatten().find_map(|at| self.full_width_mark(at)) {
            return found;
        }
        // {名称：…，标志名称: …}: the comma is the text's, and the next colon comes too soon.
        if error.info().starts_with("while parsing a flow")
            && let Some(comma) = text[line..at].rfind('，')
        {
            let range = line + comma..line + comma + '，'.len_utf8();
            let place = Place::new(self.source, range);
            return Diagnostic::new(SyntaxFinding::FullWidthMark { mark: '，', right: ',' }).at(place);
        }
        let tab =
            text[line..].bytes().take_while(|byte| matches!(byte, b' ' | b'\t')).position(|b| b == b'\t');
        if let Some((problem, range)) = yaml_slips::of_error(text, at, error.info()) {
            return Diagnostic::new(problem).at(Place::new(self.source, range));
        }
        let (problem, range) = match (error.info(), tab) {
            ("while parsing node, found unknown anchor", _) => {
                (SyntaxFinding::YamlAlias { mark: '*' }, at..at + 1)
            }
            (tag, _) if tag.starts_with("while scanning a tag") => {
                (SyntaxFinding::YamlTag { tag: "!".to_owned() }, at..at + 1)
            }
            ("recursion limit exceeded", _) => {
                (SyntaxFinding::TooDeep { limit: super::bounds::LIMIT_DEPTH }, at..at)
            }
            (_, Some(tab)) => (SyntaxFinding::YamlTab, line + tab..line + tab + 1),
            (message, None) => (SyntaxFinding::YamlSyntax { message: message.to_owned() }, at..at),
        };
        Diagnostic::new(problem).at(Place::new(self.source, range))
    }

    /// `标题：关于…`, where YAML wants a half-width colon and a space.
    fn full_width_mark(&self, at: usize) -> Option<Diagnostic> {
        let (mark, at, right) = super::full_width_colon(self.source.text(), at)?;
        let place = Place::new(self.source, at..at + mark.len_utf8());
        Some(Diagnostic::new(SyntaxFinding::FullWidthMark { mark, right }).at(place))
    }

    fn range(&self, span: Span) -> Range<usize> {
        let start = self.bytes.at(span.start.index());
        let end = self.bytes.at(span.end.index()).max(start);
        // A block's end is where the next thing starts.
        start..start + self.source.text()[start..end].trim_end().len()
    }

    fn place(&self, span: Span) -> Option<Place> {
        Some(Place::new(self.source, self.range(span)))
    }

    fn stop(&self, problem: impl Into<Box<dyn Problem>>, span: Span) -> Stop {
        Diagnostic::new(problem).at(self.place(span))
    }

    fn tell(&mut self, problem: impl Into<Box<dyn Problem>>, place: Option<Place>) -> Value {
        self.sink.push(Diagnostic::new(problem).at(place));
        Value::Told
    }

    /// The value that begins with an event; its depth is bounded, so this may call itself.
    fn node(&mut self, event: Event<'a>, span: Span, depth: usize) -> Result<Node, Stop> {
        // The outermost table is the first; a text stands in what it stands in.
        let deep = if is_scalar(&event) { depth } else { depth + 1 };
        if let Err(problem) = self.bounds.count(deep) {
            return Err(self.stop(problem, span));
        }
        let (anchor, tag) = match &event {
            Event::Scalar(_, _, anchor, tag)
            | Event::SequenceStart(anchor, tag)
            | Event::MappingStart(anchor, tag) => (*anchor, tag.as_deref()),
            _ => (0, None),
        };
        let mut told = false;
        if anchor > 0 {
            self.tell_anchor(span);
            told = true;
        }
        if !is_scalar(&event) && tag.is_some_and(|tag| !matches!(known(tag), Some("map" | "seq" | ""))) {
            self.tell_tag(tag, span);
            told = true;
        }
        let (value, end) = match event {
            Event::Scalar(text, style, _, tag) => {
                let written = text.as_ref();
                if style == ScalarStyle::Plain
                    && let Some((mark, right)) = super::wrapped_full_width(written)
                {
                    self.tell_mark(span, mark, right);
                    told = true;
                }
                if style == ScalarStyle::Plain {
                    for (problem, range) in yaml_slips::in_plain(self.source.text(), self.range(span)) {
                        let place = Some(Place::new(self.source, range));
                        self.tell(problem, place);
                        told = true;
                    }
                }
                if !told
                    && style != ScalarStyle::Literal
                    && let Some(range) = yaml_slips::joined(self.source.text(), self.range(span), written)
                {
                    let place = Some(Place::new(self.source, range));
                    self.tell(SyntaxFinding::YamlJoined, place);
                }
                let value = match scalar(written, style, tag.as_deref()) {
                    Ok(value) => value,
                    Err(Slip::Tag) => self.tell_tag(tag.as_deref(), span),
                    Err(Slip::TooLarge) => {
                        let place = self.place(span);
                        self.tell(SyntaxFinding::NumberTooLarge { written: written.to_owned() }, place)
                    }
                };
                (value, self.range(span).end)
            }
            Event::Alias(_) => {
                let place = self.place(span);
                (self.tell(SyntaxFinding::YamlAlias { mark: '*' }, place), self.range(span).end)
            }
            Event::SequenceStart(..) => self.sequence(span, depth)?,
            Event::MappingStart(..) => self.mapping(span, depth)?,
            // The parser sends nothing else where a value stands.
            _ => (Value::Null, self.range(span).end),
        };
        let place = Some(Place::new(self.source, self.range(span).start..end));
        Ok(Node { value: if told { Value::Told } else { value }, place })
    }

    /// Where a list or a table ends: with its bracket, or with its last value when it is a block. The
    /// parser has a block end where the next thing begins, behind blank lines and comments.
    fn end(&self, span: Span, last: Option<&Node>) -> usize {
        match last.and_then(|node| node.place.as_ref()) {
            Some(place) if span.is_empty() => place.range.end,
            _ => self.range(span).end,
        }
    }

    fn sequence(&mut self, start: Span, depth: usize) -> Result<(Value, usize), Stop> {
        let (mut items, mut plain) = (Vec::new(), Vec::new());
        let in_brackets = self.source.text()[self.range(start).start..].starts_with('[');
        loop {
            let (event, span) = self.next()?;
            if matches!(event, Event::SequenceEnd | Event::StreamEnd) {
                let end = self.end(span, items.last());
                self.tell_single(&mut items, &plain);
                return Ok((Value::Array(items), end));
            }
            let is_plain = matches!(&event, Event::Scalar(_, ScalarStyle::Plain, ..));
            let mut item = self.node(event, span, depth + 1)?;
            // [甲，乙]: one item to YAML, two to who typed it.
            if let Value::String(text) = &item.value
                && in_brackets
                && is_plain
                && super::parted_full_width(text)
            {
                self.tell_mark(span, '，', ',');
                item.value = Value::Told;
            }
            plain.push((in_brackets && is_plain).then_some(span));
            items.push(item);
        }
    }

    /// [甲、乙]: one item to YAML, and perhaps to who typed it; with a second one it is.
    fn tell_single(&mut self, items: &mut [Node], plain: &[Option<Span>]) {
        let ([item], [Some(span)]) = (items, plain) else { return };
        let Value::String(text) = &item.value else { return };
        if let Some(mark) = super::parted_otherwise(text) {
            self.tell_mark(*span, mark, ',');
            item.value = Value::Told;
        }
    }

    fn mapping(&mut self, start: Span, depth: usize) -> Result<(Value, usize), Stop> {
        let mut entries: Vec<Entry> = Vec::new();
        let mut seen = HashSet::new();
        let mut misread = false;
        loop {
            let (event, span) = self.next()?;
            if matches!(event, Event::MappingEnd | Event::StreamEnd) {
                let end = self.end(span, entries.last().map(|entry| &entry.node));
                if misread {
                    return Ok((Value::Told, end));
                }
                let place = Some(Place::new(self.source, self.range(start).start..end));
                return Ok((Value::Table(Table { entries, place }), end));
            }
            let is_plain = matches!(&event, Event::Scalar(_, ScalarStyle::Plain, ..));
            let key_span = span;
            let key_node = self.node(event, span, depth + 1)?;
            let (event, span) = self.next()?;
            let node = self.node(event, span, depth + 1)?;
            let key_place = key_node.place;
            // 12 and true are numbers and truths as keys too.
            let key = match key_node.value {
                Value::String(key) => key,
                // What a slip in the key makes of the table is not its own.
                Value::Told => {
                    misread = true;
                    continue;
                }
                other => {
                    let at = key_place.as_ref().map_or(0, |place| place.range.start);
                    let is_placeholder = matches!(other, Value::Table(_))
                        && self.source.text()[..at].ends_with('{')
                        && self.source.text()[at..].starts_with('{');
                    if is_placeholder {
                        let place = Some(Place::new(self.source, at - 1..at + 1));
                        self.tell(SyntaxFinding::YamlSlip { slip: YamlSlip::Braces }, place);
                        misread = true;
                        continue;
                    }
                    self.tell(SyntaxFinding::YamlKey, key_place);
                    continue;
                }
            };
            // {标题：甲}: a key without a value.
            if is_plain && key.contains('：') && is_nothing(&node.value) {
                self.tell_mark(key_span, '：', ':');
                misread = true;
                continue;
            }
            if !seen.insert(key.clone()) {
                self.tell(SyntaxFinding::DuplicateKey { key }, key_place);
                continue;
            }
            entries.push(Entry { key, key_place, node });
        }
    }

    /// A full-width mark in what YAML takes for one text, at the mark.
    fn tell_mark(&mut self, span: Span, mark: char, right: char) {
        let place = self.place(span).map(|place| place.find_char(mark));
        self.tell(SyntaxFinding::FullWidthMark { mark, right }, place);
    }

    /// The `&name` before a value: a value's place begins with its tag and its anchor.
    fn tell_anchor(&mut self, span: Span) {
        let start = self.range(span).start;
        let at = self.source.text()[start..].find('&').map_or(start, |behind| start + behind);
        let place = Some(Place::new(self.source, at..at + 1));
        self.tell(SyntaxFinding::YamlAlias { mark: '&' }, place);
    }

    fn tell_tag(&mut self, tag: Option<&Tag>, span: Span) -> Value {
        let written = tag.map(|tag| match known(tag) {
            Some(name) => format!("!!{name}"),
            None => tag.to_string(),
        });
        let place = self.place(span);
        self.tell(SyntaxFinding::YamlTag { tag: written.unwrap_or_default() }, place)
    }
}

fn is_nothing(value: &Value) -> bool {
    matches!(value, Value::Null) || matches!(value, Value::String(text) if text.is_empty())
}

fn is_scalar(event: &Event<'_>) -> bool {
    matches!(event, Event::Scalar(..))
}

/// The name of a tag of YAML's own; the bare `!` is "".
fn known(tag: &Tag) -> Option<&str> {
    match (tag.handle.as_str(), tag.suffix.as_str()) {
        ("tag:yaml.org,2002:" | "!!", name) => Some(name),
        ("", "!") | ("!", "") => Some(""),
        _ => None,
    }
}

/// Why a scalar has no value.
enum Slip {
    Tag,
    TooLarge,
}

/// A scalar's value: what is quoted or tagged `!!str` is text, what is plain is what the core schema says.
fn scalar(text: &str, style: ScalarStyle, tag: Option<&Tag>) -> Result<Value, Slip> {
    let string = || Value::String(text.to_owned());
    match tag.map(known) {
        None if style == ScalarStyle::Plain => core(text),
        None | Some(Some("" | "str" | "timestamp")) => Ok(string()),
        Some(Some(name)) => match (name, core(text)?) {
            ("null", value @ Value::Null)
            | ("bool", value @ Value::Bool(_))
            | ("int", value @ Value::Integer(_))
            | ("float", value @ Value::Float(_)) => Ok(value),
            ("float", Value::Integer(number)) => Ok(Value::Float(number as f64)),
            _ => Err(Slip::Tag),
        },
        Some(None) => Err(Slip::Tag),
    }
}

/// The core schema (YAML 1.2.2, 10.3.2): 是, 否, yes and no are text, and so is a date.
///
/// A key with nothing behind it has an empty text, which the document room tells of as in TOML;
/// `null` and `~` leave the key out.
fn core(text: &str) -> Result<Value, Slip> {
    Ok(match text {
        "null" | "Null" | "NULL" | "~" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        ".nan" | ".NaN" | ".NAN" => Value::Float(f64::NAN),
        _ if is_infinity(text) => {
            Value::Float(if text.starts_with('-') { f64::NEG_INFINITY } else { f64::INFINITY })
        }
        _ if looks_like_number(text) => super::number(text).ok_or(Slip::TooLarge)?,
        _ => match based_digits(text) {
            Some((digits, base)) => {
                i64::from_str_radix(digits, base).map(Value::Integer).map_err(|_| Slip::TooLarge)?
            }
            None => Value::String(text.to_owned()),
        },
    })
}

fn is_infinity(text: &str) -> bool {
    matches!(text.strip_prefix(['+', '-']).unwrap_or(text), ".inf" | ".Inf" | ".INF")
}

/// `0o17`, `0x1F`.
fn based_digits(text: &str) -> Option<(&str, u32)> {
    let (digits, base) = match text.strip_prefix("0o") {
        Some(digits) => (digits, 8),
        None => (text.strip_prefix("0x")?, 16),
    };
    (!digits.is_empty() && digits.chars().all(|c| c.is_digit(base))).then_some((digits, base))
}

/// `[-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?`
fn looks_like_number(text: &str) -> bool {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let text = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (text, None),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let exponent = exponent.map(|exponent| exponent.strip_prefix(['+', '-']).unwrap_or(exponent));
    digits(whole)
        && digits(fraction)
        && !(whole.is_empty() && fraction.is_empty())
        && exponent.is_none_or(|exponent| !exponent.is_empty() && digits(exponent))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(text: &str) -> String {
        match core(text) {
            Ok(value) => format!("{value:?}"),
            Err(_) => "too large".to_owned(),
        }
    }

    #[test]
    fn plain_scalars_are_what_the_core_schema_says() {
        for (text, value) in [
            ("", "String(\"\")"),
            ("~", "Null"),
            ("null", "Null"),
            ("True", "Bool(true)"),
            ("FALSE", "Bool(false)"),
            ("是", "String(\"是\")"),
            ("否", "String(\"否\")"),
            ("yes", "String(\"yes\")"),
            ("on", "String(\"on\")"),
            ("0", "Integer(0)"),
            ("-0", "Integer(0)"),
            ("+12", "Integer(12)"),
            ("000123", "Integer(123)"),
            ("0o14", "Integer(12)"),
            ("0x3A", "Integer(58)"),
            ("0x", "String(\"0x\")"),
            ("1.", "Float(1.0)"),
            (".5", "Float(0.5)"),
            ("-1.5e3", "Float(-1500.0)"),
            ("1e", "String(\"1e\")"),
            (".", "String(\".\")"),
            ("+", "String(\"+\")"),
            (".inf", "Float(inf)"),
            ("-.INF", "Float(-inf)"),
            ("inf", "String(\"inf\")"),
            ("nan", "String(\"nan\")"),
            ("1_000", "String(\"1_000\")"),
            ("2024-01-30", "String(\"2024-01-30\")"),
            ("12:30", "String(\"12:30\")"),
            ("9223372036854775808", "too large"),
            ("0xFFFFFFFFFFFFFFFFF", "too large"),
        ] {
            assert_eq!(kind(text), value, "{text}");
        }
    }

    /// Issue 13: the slips of a file came one at a time, or were printed.
    #[test]
    fn all_slips_of_a_file_are_told_at_once() {
        let found = |text: &str| -> Vec<(usize, usize)> {
            let mut sink = Sink::default();
            read(&SourceText::new("t.yaml", text), &mut sink);
            sink.into_sorted().iter().filter_map(|found| Some(found.place()?.line_column())).collect()
        };
        let broken = "＃注\ntitle：甲\nissuers: [乙、丙]\ndate:2025-01-01\nbody：｜\n  一、甲：乙\n";
        assert_eq!(found(broken), [(1, 1), (2, 6), (4, 5), (5, 5), (5, 6)]);
        let read = "title: 甲 ＃题\nissuers: [乙、丙]\ncc:\n  －丁\n  -戊\nbody: ｜\n  一、甲\n";
        assert_eq!(found(read), [(1, 10), (2, 12), (4, 3), (5, 3), (6, 7)]);
        let right =
            "title: 甲\nissuers: ['乙、丙']\ncc: [甲、乙, 丙]\nnote: -5℃\nbody: |\n  －甲\n  ＃乙：丙\n";
        assert_eq!(found(right), []);
    }

    #[test]
    fn characters_become_bytes() {
        let text = "题：a".repeat(100);
        let bytes = Bytes::of(&text);
        for (character, (at, _)) in text.char_indices().enumerate() {
            assert_eq!(bytes.at(character), at);
        }
        assert_eq!(bytes.at(300), text.len());
        assert_eq!(bytes.at(9999), text.len());
    }
}
