//! A TOML string as it is written: each of its characters with the bytes that make it.
//!
//! Whoever changes a text in place needs to know that `\u3000` is six bytes of file and one character.

use std::ops::Range;

/// A character of a string's value, and its bytes in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The character.
    pub character: char,
    /// The bytes that write it: more than one character when it is escaped.
    pub bytes: Range<usize>,
}

/// The characters of a string literal, quotes included, that begins at a byte of the file; none when it
/// is no literal.
pub(super) fn characters(literal: &str, start: usize) -> Option<Vec<Written>> {
    for (quote, escapes, long) in
        [("\"\"\"", true, true), ("'''", false, true), ("\"", true, false), ("'", false, false)]
    {
        let inner = literal.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
        if let Some(inner) = inner {
            let newline = if long { first_newline(inner) } else { 0 };
            let reader = Reader { text: inner, at: newline, start: start + quote.len(), escapes };
            return reader.collect();
        }
    }
    None
}

/// A line break right after the opening quotes is no part of the value.
fn first_newline(inner: &str) -> usize {
    ["\r\n", "\n"].iter().find(|newline| inner.starts_with(**newline)).map_or(0, |newline| newline.len())
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    start: usize,
    escapes: bool,
}

impl Reader<'_> {
    fn escape(&self) -> Option<(Option<char>, usize)> {
        let rest = &self.text[self.at + 1..];
        let kind = rest.chars().next()?;
        let one = |c| Some((Some(c), 2));
        match kind {
            'b' => one('\u{8}'),
            't' => one('\t'),
            'n' => one('\n'),
            'f' => one('\u{C}'),
            'r' => one('\r'),
            'e' => one('\u{1B}'),
            '"' | '\\' => one(kind),
            'x' | 'u' | 'U' => {
                let digits = match kind {
                    'x' => 2,
                    'u' => 4,
                    _ => 8,
                };
                let code = u32::from_str_radix(rest.get(1..=digits)?, 16).ok()?;
                Some((Some(char::from_u32(code)?), digits + 2))
            }
            // A backslash at a line's end: it and all white space after it are no part of the value.
            c if c.is_whitespace() => {
                let skipped = rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n']).len();
                Some((None, skipped + 1))
            }
            _ => None,
        }
    }
}

impl Iterator for Reader<'_> {
    type Item = Option<Written>;

    fn next(&mut self) -> Option<Option<Written>> {
        loop {
            let c = self.text.get(self.at..)?.chars().next()?;
            let (character, length) = if c == '\\' && self.escapes {
                match self.escape() {
                    Some(escape) => escape,
                    None => return Some(None),
                }
            } else {
                (Some(c), c.len_utf8())
            };
            let bytes = self.start + self.at..self.start + self.at + length;
            self.at += length;
            if let Some(character) = character {
                return Some(Some(Written { character, bytes }));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(literal: &str) -> String {
        let written = characters(literal, 7).unwrap();
        written.iter().map(|w| w.character).collect()
    }

    #[test]
    fn a_literal_reads_as_toml_reads_it() {
        let literals = [
            r#""甲\t乙\u3000丙\"丁\\""#,
            "\"\"\"\n甲,\\\n   乙 \"引\" 丙\r\n\\n\"\"\"",
            r"'甲\n,乙'",
            "'''\n甲'乙\n'''",
            "\"\"",
            "''",
            "\"\"\"\"引\"\"\"\"",
            "\"\\U0001F600\"",
        ];
        for literal in literals {
            let file = format!("x = {literal}");
            let parsed: toml::Table = file.parse().unwrap();
            let wanted = parsed["x"].as_str().unwrap().replace("\r\n", "\n");
            assert_eq!(value(literal).replace("\r\n", "\n"), wanted, "{literal}");
        }
    }

    #[test]
    fn each_character_has_its_bytes() {
        let file = "x = \"\\u3000a，\\\"\"";
        let written = characters(&file[4..], 4).unwrap();
        let slices: Vec<&str> = written.iter().map(|w| &file[w.bytes.clone()]).collect();
        assert_eq!(slices, ["\\u3000", "a", "，", "\\\""]);
        assert_eq!(characters("1979-05-27", 0), None);
    }
}
