//! A text as a data file writes it: each of its characters with the bytes that make it, in every spelling.

use std::ops::Range;

use super::toml_string;
use super::{InputFormat, Written};

/// The characters of the text that a reader places at this range of a file; none when it is no literal, or one whose
/// lines the reader joins.
pub fn characters(file: &str, range: Range<usize>, format: InputFormat) -> Option<Vec<Written>> {
    let range = whole(file, range, format);
    let (literal, start) = (file.get(range.clone())?, range.start);
    match format {
        InputFormat::Toml => toml_string::characters(literal, start),
        InputFormat::Json => quoted(literal.strip_prefix('"')?.strip_suffix('"')?, start + 1, json_escape),
        InputFormat::Yaml => yaml(literal, start),
    }
}

/// Where the literal of a text stands that a reader places at this range: a block of YAML begins with its `|`, its place
/// with its first word.
pub fn whole(file: &str, range: Range<usize>, format: InputFormat) -> Range<usize> {
    let Some(before) = file.get(..range.start).filter(|_| format == InputFormat::Yaml) else { return range };
    let lines = before.trim_end_matches(' ');
    if lines.len() == before.len() || !lines.ends_with('\n') {
        return range;
    }
    let line = lines.trim_end().rfind('\n').map_or(0, |feed| feed + 1);
    let is_header = |at: &usize| {
        let marks =
            lines[at + 1..].trim_start_matches(['+', '-']).trim_start_matches(|c: char| c.is_ascii_digit());
        let rest = marks.trim_start();
        lines[..*at].ends_with(' ') && (rest.is_empty() || rest.starts_with('#') && marks.starts_with(' '))
    };
    let mut bars = lines[line..].match_indices('|').map(|(at, _)| line + at);
    bars.find(is_header).map_or(range.clone(), |bar| bar..range.end)
}

/// What stands between double quotes. An escape gives its character and its length behind the backslash.
fn quoted(inner: &str, start: usize, escape: fn(&str) -> Option<(char, usize)>) -> Option<Vec<Written>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(c) = inner[at..].chars().next() {
        let (character, length) = match c {
            '\\' => escape(&inner[at + 1..]).map(|(character, length)| (character, length + 1))?,
            c => (c, c.len_utf8()),
        };
        found.push(Written { character, bytes: start + at..start + at + length });
        at += length;
    }
    Some(found)
}

fn hexadecimal(rest: &str, digits: usize) -> Option<u32> {
    u32::from_str_radix(rest.get(1..=digits)?, 16).ok()
}

fn json_escape(rest: &str) -> Option<(char, usize)> {
    let one = |c| Some((c, 1));
    match rest.chars().next()? {
        'b' => one('\u{8}'),
        'f' => one('\u{C}'),
        'n' => one('\n'),
        'r' => one('\r'),
        't' => one('\t'),
        kind @ ('"' | '\\' | '/') => one(kind),
        'u' => {
            let first = hexadecimal(rest, 4)?;
            if let Some(c) = char::from_u32(first) {
                return Some((c, 5));
            }
            // Beyond the first plane two of them make one character.
            let second = hexadecimal(rest.get(5..)?.strip_prefix('\\')?, 4)?;
            let pair = [u16::try_from(first).ok()?, u16::try_from(second).ok()?];
            Some((char::decode_utf16(pair).next()?.ok()?, 11))
        }
        _ => None,
    }
}

fn yaml_escape(rest: &str) -> Option<(char, usize)> {
    let one = |c| Some((c, 1));
    let coded = |digits| Some((char::from_u32(hexadecimal(rest, digits)?)?, digits + 1));
    match rest.chars().next()? {
        '0' => one('\0'),
        'a' => one('\u{7}'),
        'b' => one('\u{8}'),
        't' | '\t' => one('\t'),
        'n' => one('\n'),
        'v' => one('\u{B}'),
        'f' => one('\u{C}'),
        'r' => one('\r'),
        'e' => one('\u{1B}'),
        'N' => one('\u{85}'),
        '_' => one('\u{A0}'),
        'L' => one('\u{2028}'),
        'P' => one('\u{2029}'),
        kind @ (' ' | '"' | '/' | '\\') => one(kind),
        'x' => coded(2),
        'u' => coded(4),
        'U' => coded(8),
        _ => None,
    }
}

/// A scalar on one line, or a block that keeps its lines.
fn yaml(literal: &str, start: usize) -> Option<Vec<Written>> {
    let first = literal.chars().next()?;
    if first == '|' {
        return block(literal, start);
    }
    if first == '>' || literal.contains('\n') {
        return None;
    }
    let inner = |quote: char| literal.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
    match first {
        '"' => quoted(inner('"')?, start + 1, yaml_escape),
        '\'' => {
            let inner = inner('\'')?;
            let mut found: Vec<Written> = plain(inner, start + 1).collect();
            let mut second = false;
            // Of two quotes the second goes with the first.
            found.retain(|one| {
                second = one.character == '\'' && !second;
                second || one.character != '\''
            });
            found.iter_mut().filter(|one| one.character == '\'').for_each(|one| one.bytes.end += 1);
            Some(found)
        }
        _ => Some(plain(literal, start).collect()),
    }
}

fn plain(text: &str, start: usize) -> impl Iterator<Item = Written> + '_ {
    text.char_indices().map(move |(at, character)| Written {
        character,
        bytes: start + at..start + at + character.len_utf8(),
    })
}

/// A block behind `|`: its lines without what they are indented by.
fn block(literal: &str, start: usize) -> Option<Vec<Written>> {
    let (header, lines) = literal.split_once('\n')?;
    let marks = header[1..].split('#').next()?.trim();
    // How far a block is indented beyond what it stands in, the literal alone does not tell.
    if marks.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let spaces = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let indented = lines.lines().find(|line| !line.trim().is_empty()).map(spaces).filter(|by| *by > 0)?;
    let mut found = Vec::new();
    let mut at = header.len() + 1;
    for line in lines.split_inclusive('\n') {
        let words = line.trim_end_matches(['\r', '\n']);
        let is_blank = words.chars().all(|c| c == ' ') && words.len() < indented;
        // What is indented less stands behind the block: a comment.
        if !is_blank && spaces(words) < indented {
            break;
        }
        let from = indented.min(words.len());
        found.extend(plain(&words[from..], start + at + from));
        if words.len() < line.len() {
            found.push(Written { character: '\n', bytes: start + at + words.len()..start + at + line.len() });
        }
        at += line.len();
    }
    let text = found.iter().rposition(|one| one.character != '\n').map_or(0, |last| last + 1);
    match marks {
        "-" => found.truncate(text),
        "+" => {}
        _ => found.truncate(text + 1),
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Sink;
    use crate::source::{SourceText, Value};

    /// The literal of the first value of a file, and what the reader makes of it.
    fn first(file: &str, format: InputFormat) -> (Range<usize>, String) {
        let mut sink = Sink::default();
        let source = SourceText::new("x", file);
        let table = format.read(&source, &mut sink).unwrap();
        assert!(!sink.has_errors(), "{file}");
        let node = &table.entries[0].node;
        let Value::String(text) = &node.value else { panic!("{file}") };
        (node.place.as_ref().unwrap().range(), text.clone())
    }

    #[test]
    fn a_literal_reads_as_the_reader_of_the_file_reads_it() {
        let json = [r#"{"a": "甲\t乙\u3000丙\"丁\\\/\ud83d\ude00"}"#, r#"{"a": ""}"#];
        let yaml = [
            "a: 甲,乙 丙\n",
            "a: '甲''乙''''丙'\nb: 1\n",
            "a: \"甲\\t乙\\u3000丙\\\"丁\\\\ \\x41\"\nb: 1\n",
            "a: |\n  甲,乙\n    丙\n\n  丁\nb: 1\n",
            "a: |-\n  甲,乙\n  丙\n# 注\nb: 1\n",
            "a: |+ # 注\n  甲\n\n\nb: 1\n",
            "a: |\r\n  甲\r\n  乙\r\nb: 1\r\n",
            "a: |\n  甲",
            "a: 甲 # 注\n",
            "a: | # 甲 | 乙\n\n   甲\n    乙\nb: 1\n",
        ];
        let files = json
            .map(|file| (file, InputFormat::Json))
            .into_iter()
            .chain(yaml.map(|file| (file, InputFormat::Yaml)));
        for (file, format) in files {
            let (range, text) = first(file, format);
            let written = characters(file, range.clone(), format)
                .unwrap_or_else(|| panic!("{file}: {:?}", &file[range]));
            let value: String = written.iter().map(|one| one.character).collect();
            assert_eq!(value.trim_end_matches('\n'), text.trim_end_matches('\n'), "{file}");
            // Every character that is no escape stands where it is said to stand.
            for one in written.iter().filter(|one| one.bytes.len() == one.character.len_utf8()) {
                assert_eq!(file[one.bytes.clone()], *one.character.to_string(), "{file}");
            }
        }
        for file in ["a: >\n  甲\n  乙\n", "a: 甲\n  乙\n", "a: |1\n  甲\n"] {
            let (range, _) = first(file, InputFormat::Yaml);
            assert_eq!(characters(file, range, InputFormat::Yaml), None, "{file}");
        }
    }
}
