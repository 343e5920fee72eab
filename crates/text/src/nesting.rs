//! How deep lists and quotations stand inside each other, told from the marks alone: a parser that opens them one by one
//! takes a square of their number.

use std::ops::Range;

/// So many lists and quotations may begin on one line. Three are more than any 公文 has.
pub const DEEPEST: usize = 32;

/// The marks of the first line on which more of them begin than a parser is given, as bytes of the text.
pub fn too_deep(text: &str) -> Option<Range<usize>> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let (mut at, mut count) = (0, 0);
        // A rule across the page is one thing.
        let is_rule = ['-', '*']
            .iter()
            .any(|mark| line.trim_matches(|c: char| c == *mark || c.is_whitespace()).is_empty());
        while let Some(mark) = mark(&line[at..]).filter(|_| !is_rule) {
            at += mark;
            count += 1;
            if count > DEEPEST {
                return Some(start..start + at);
            }
        }
        start += line.len();
    }
    None
}

/// The bytes of a mark of a list or a quotation that the text begins with, with the blanks before and behind it.
fn mark(text: &str) -> Option<usize> {
    let blank = |text: &str| text.len() - text.trim_start_matches([' ', '\t']).len();
    let before = blank(text);
    let rest = &text[before..];
    if rest.starts_with('>') {
        return Some(before + 1);
    }
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let wide = match rest.as_bytes().get(digits)? {
        b'-' | b'*' | b'+' if digits == 0 => 1,
        b'.' | b')' if digits > 0 => digits + 1,
        _ => return None,
    };
    let behind = blank(&rest[wide..]);
    (behind > 0).then_some(before + wide + behind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_upon_marks_are_too_deep() {
        for mark in ["- ", "* ", "+ ", "1. ", "23) ", "> ", ">", "> - "] {
            let text = format!("一、总则\n{}字\n", mark.repeat(DEEPEST + 1));
            assert_eq!(too_deep(&text).map(|range| range.start), Some("一、总则\n".len()), "{mark}");
        }
    }

    #[test]
    fn what_people_write_is_not() {
        for text in [
            "- 甲\n  - 乙\n    - 丙\n",
            "> > 引\n",
            "* * * *\n",
            "---\n",
            &"- ".repeat(50),
            "1.5万元\n",
            "**重** 点\n",
            "",
        ] {
            assert_eq!(too_deep(text), None, "{text}");
        }
    }

    #[test]
    fn a_line_of_a_megabyte_is_looked_at_once() {
        assert!(too_deep(&("- ".repeat(500_000) + "x")).is_some());
        assert!(too_deep(&"-".repeat(1_000_000)).is_none());
    }
}
