//! Which part of a chart's keys a placeholder is, in TOML and JSON.

use std::ops::Range;

use super::fragment::Part;

/// What is open where the text is read.
#[derive(Clone, Copy, PartialEq)]
enum Open {
    Nothing,
    /// A string, until these marks.
    String(&'static str),
    Comment,
}

/// Which part each of the placeholders is, in order.
pub(super) fn parts(text: &str, found: &[(Range<usize>, &str)]) -> Vec<Part> {
    let json = text.trim_start().starts_with('{') && !text.trim_start().starts_with("{{");
    let mut found = found.iter().map(|(range, _)| range).peekable();
    let (mut parts, mut open, mut at) = (Vec::new(), Open::Nothing, 0);
    while at < text.len() {
        if let Some(range) = found.next_if(|range| range.start <= at) {
            parts.push(match open {
                Open::Nothing => Part::Value,
                Open::String(marks) if marks.starts_with('"') => Part::String,
                Open::String(_) => Part::Literal,
                Open::Comment => Part::Program,
            });
            at = range.end;
            continue;
        }
        let rest = &text[at..];
        let next = rest.chars().next().map_or(1, char::len_utf8);
        at += match open {
            Open::Nothing => {
                let strings = if json { &STRINGS[1..2] } else { &STRINGS[..] };
                match strings.iter().find(|marks| rest.starts_with(**marks)) {
                    Some(marks) => {
                        open = Open::String(marks);
                        marks.len()
                    }
                    None => {
                        if rest.starts_with('#') && !json {
                            open = Open::Comment;
                        }
                        next
                    }
                }
            }
            Open::Comment => {
                if rest.starts_with('\n') {
                    open = Open::Nothing;
                }
                next
            }
            Open::String(marks) if marks.starts_with('"') && rest.starts_with('\\') => {
                1 + rest[1..].chars().next().map_or(0, char::len_utf8)
            }
            // One that ends with its line is not closed, which is told by who reads it.
            Open::String(marks) if rest.starts_with(marks) || marks.len() == 1 && rest.starts_with('\n') => {
                open = Open::Nothing;
                if rest.starts_with(marks) { marks.len() } else { next }
            }
            Open::String(_) => next,
        };
    }
    parts
}

/// The marks of strings, the longer first.
const STRINGS: [&str; 4] = ["\"\"\"", "\"", "'''", "'"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_of_keys_are_strings_values_or_remarks() {
        use Part::{Literal, Program, String, Value};
        for (text, wanted) in [
            (
                "a = \"{{x}}\"\nb = [{{x}}, '{{x}}'] # {{x}}\nc = {{x}}",
                vec![String, Value, Literal, Program, Value],
            ),
            ("a = \"\\\"{{x}}\" # \"\nb = '\\' {{x}}", vec![String, Value]),
            ("a = \"\"\"\n\"{{x}}\n\"\"\"\nb = {{x}}", vec![String, Value]),
            ("a = '''\n'{{x}}'''\nb = \"# {{x}}\"", vec![Literal, String]),
            ("{ \"a\": \"'{{x}}\", \"b\": {{x}} }", vec![String, Value]),
        ] {
            let found: Vec<_> = text.match_indices("{{x}}").map(|(at, _)| (at..at + 5, "x")).collect();
            assert!(parts(text, &found) == wanted, "{text}");
        }
    }
}
