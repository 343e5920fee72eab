//! Bytes in, one tree of values out, every value remembering where it stood.
//!
//! The reader of each spelling (TOML, YAML, JSON; any serde value without places) makes the same
//! [`Node`] tree, so the rooms after this one do not know which spelling the user chose.

mod bounds;
mod encoding;
mod files;
mod filled;
mod findings;
mod format;
pub mod hash;
mod json;
mod literal;
mod no_data;
mod numbers;
mod plain;
mod read_from;
mod serde_value;
mod toml;
mod toml_slips;
mod toml_string;
mod tree;
mod unzip;
mod yaml;
mod yaml_slips;

pub use findings::{FileFinding, JsonSlip, SyntaxFinding, TomlSlip, ValueFinding, YamlSlip};
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

pub use encoding::{Encoding, Stored, decode, decode_marked};
pub use files::{Files, LIMIT_DATA_BYTES, NamedFile, Provider, check_file, read_limited, take_limited};
pub use filled::{Filled, Piece};
pub use format::InputFormat;
pub use hash::sha256;
pub use literal::{characters, whole};
pub use no_data::{NoData, is_list, is_list_name, is_lock, is_page};
pub use numbers::short;
pub use plain::as_json;
pub use read_from::{OwnFile, ReadFrom};
pub use serde_value::{canonical, from_serde};
pub use toml_string::Written;
pub use tree::{Entry, Node, Table, Value};
pub use unzip::{LIMIT_UNPACKED, Unzip, UnzipFault};

/// What some editors put before a text to say that it is UTF-8.
pub const BYTE_ORDER_MARK: &str = "\u{FEFF}";

/// The text of one file the user wrote, as read.
pub struct SourceText {
    name: String,
    text: String,
    /// Byte offsets at which lines start.
    lines: Vec<usize>,
    /// The number of its first line: more than 1 when it is a part of a file.
    first_line: usize,
    /// How many bytes of the file stand before it: a byte order mark, the rows above.
    before: usize,
    order: usize,
    /// What it was made from, when words were put into it.
    filled: Option<Filled>,
    /// The first line that begins a table, looked for once.
    header: OnceLock<Option<Range<usize>>>,
}

impl SourceText {
    /// A whole file; `name` stands in messages. A byte order mark is no part of its text, and counts in places.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Arc<SourceText> {
        let text = text.into();
        match text.strip_prefix(BYTE_ORDER_MARK) {
            Some(rest) => SourceText::part(name, rest, (1, BYTE_ORDER_MARK.len())),
            None => SourceText::part(name, text, (1, 0)),
        }
    }

    /// A part of a file that begins at a line, counted from 1, and a byte, from 0: of a list of thousands, one row.
    pub fn part(
        name: impl Into<String>,
        text: impl Into<String>,
        (line, before): (usize, usize),
    ) -> Arc<SourceText> {
        SourceText::made(name.into(), text.into(), (line, before), None)
    }

    fn made(
        name: String,
        text: String,
        (first_line, before): (usize, usize),
        filled: Option<Filled>,
    ) -> Arc<SourceText> {
        // Reading order within a process; it sorts messages and reaches no output.
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let lines = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let order = NEXT.fetch_add(1, Ordering::Relaxed);
        Arc::new(SourceText { name, text, lines, first_line, before, order, filled, header: OnceLock::new() })
    }

    /// The file's name as the user gave it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The line of its file that it begins at, from 1.
    pub fn first_line(&self) -> usize {
        self.first_line
    }

    /// How many bytes of its file stand before it.
    pub(crate) fn before(&self) -> usize {
        self.before
    }

    /// Which of all texts of the process was read before which: findings are sorted by it.
    pub fn order(&self) -> usize {
        self.order
    }

    /// The first line that begins a table, of a text in TOML: behind it nothing is the document's own.
    pub(crate) fn first_header(&self) -> Option<Range<usize>> {
        self.header.get_or_init(|| toml::first_header(&self.text)).clone()
    }

    /// The line of an offset, counted from 0 within this text; found without reading the line.
    pub(crate) fn line(&self, offset: usize) -> usize {
        self.lines.partition_point(|&start| start <= offset).max(1) - 1
    }

    /// Line and column of a byte offset, both from 1; the column counts characters.
    pub fn line_column(&self, offset: usize) -> (usize, usize) {
        let line = self.lines.partition_point(|&start| start <= offset).max(1);
        let start = self.lines[line - 1];
        let before = self.text.get(start..offset).unwrap_or_default();
        (self.first_line + line - 1, before.chars().count() + 1)
    }
}

impl std::fmt::Debug for SourceText {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SourceText({}, {} bytes)", self.name, self.text.len())
    }
}

/// A number as YAML and JSON write it in tens; none when it is an integer beyond 64 bits.
fn number(written: &str) -> Option<Value> {
    if written.contains(['.', 'e', 'E']) {
        return Some(Value::Float(written.parse().unwrap_or(f64::NAN)));
    }
    written.parse().ok().map(Value::Integer)
}

/// The marks of the data's syntax as a Chinese keyboard gives them, and the right ones.
const FULL_WIDTH_MARKS: [(char, char); 10] = [
    ('“', '"'),
    ('”', '"'),
    ('＂', '"'),
    ('：', ':'),
    ('，', ','),
    ('｛', '{'),
    ('｝', '}'),
    ('［', '['),
    ('］', ']'),
    ('＝', '='),
];

/// The full-width mark that stands at a byte, and the mark that belongs there.
fn full_width_mark(text: &str, at: usize) -> Option<(char, char)> {
    let mark = text.get(at..)?.chars().next()?;
    FULL_WIDTH_MARKS.into_iter().find(|(wide, _)| *wide == mark)
}

/// Quotes and brackets of a Chinese keyboard, and what the data's syntax wants in place of the first.
const WRAPS: [(char, char, char); 8] = [
    ('“', '”', '"'),
    ('”', '”', '"'),
    ('＂', '＂', '"'),
    ('‘', '’', '\''),
    ('＇', '＇', '\''),
    ('［', '］', '['),
    ('【', '】', '['),
    ('｛', '｝', '{'),
];

/// The mark with which a text begins that stands as a whole in full-width quotes or brackets, be it alone or
/// with others of its kind, “甲”，“乙”: in a spelling whose texts may stand without quotes it was meant as theirs.
fn wrapped_full_width(text: &str) -> Option<(char, char)> {
    let parts = parts_of(text.trim_end_matches(['，', '；']));
    let wrap = |part: &str| {
        let (open, close, right) = WRAPS.into_iter().find(|(open, ..)| part.starts_with(*open))?;
        let inner = part.strip_prefix(open)?.strip_suffix(close)?;
        let mut depth = 0_i32;
        let whole = inner.chars().all(|c| {
            depth += i32::from(c == open && open != close) - i32::from(c == close);
            depth >= 0
        });
        (whole && depth == 0).then_some((open, right))
    };
    let first = wrap(parts.first()?.trim())?;
    parts.iter().all(|part| wrap(part.trim()).is_some()).then_some(first)
}

/// The mark other than a comma that parts a text outside brackets and quotes: 甲、乙.
fn parted_otherwise(text: &str) -> Option<char> {
    let mut depth = 0_usize;
    text.chars().find(|c| {
        depth += usize::from("（《〈〔【［｛“‘(".contains(*c));
        depth = depth.saturating_sub(usize::from("）》〉〕】］｝”’)".contains(*c)));
        depth == 0 && "、；;".contains(*c)
    })
}

/// Whether a text is several to who typed it: a full-width comma stands in it outside brackets and quotes.
fn parted_full_width(text: &str) -> bool {
    parts_of(text).len() > 1
}

/// A text cut at full-width commas outside brackets and quotes.
fn parts_of(text: &str) -> Vec<&str> {
    let (mut depth, mut start, mut parts) = (0_usize, 0, Vec::new());
    for (at, c) in text.char_indices() {
        depth += usize::from("（《〈〔【［｛“‘(".contains(c));
        depth = depth.saturating_sub(usize::from("）》〉〕】］｝”’)".contains(c)));
        if c == '，' && depth == 0 {
            parts.push(&text[start..at]);
            start = at + c.len_utf8();
        }
    }
    parts.push(&text[start..]);
    parts
}

/// The full-width colon after what looks like a key, on the line of a byte.
fn full_width_colon(text: &str, at: usize) -> Option<(char, usize, char)> {
    let before = text.get(..at)?;
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    let line = text[start..].lines().next()?;
    let colon = line.find('：')?;
    // A half-width colon before it makes it a part of the value.
    (!line[..colon].contains(':')).then_some(('：', start + colon, ':'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_quotes_and_brackets_around_a_whole_text() {
        for (text, mark) in [
            ("“甲市水利局”", Some('“')),
            ("”甲市水利局”", Some('”')),
            ("‘甲市水利局’", Some('‘')),
            ("“甲市水利局”，“甲市财政局”", Some('“')),
            ("“甲市水利局”，", Some('“')),
            ("“关于“双减”的通知”", Some('“')),
            ("【甲，乙】", Some('【')),
            ("［甲］", Some('［')),
            ("“双减”工作", None),
            ("“甲”和“乙”", None),
            ("甲“乙”", None),
            ("【2024】2号", None),
            ("甲", None),
            ("", None),
        ] {
            assert_eq!(wrapped_full_width(text).map(|(mark, _)| mark), mark, "{text}");
        }
        assert!(parted_full_width("甲，乙"));
        assert!(!parted_full_width("各县（市，区）"));
        assert_eq!(parted_otherwise("甲局、乙局"), Some('、'));
        assert_eq!(parted_otherwise("各县（市、区）人民政府"), None);
    }
}
