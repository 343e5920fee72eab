//! Marks of Markdown in plain text: `**…**`, fences, quotations, items. There they are characters and are printed.

use std::ops::Range;

use super::fences::Hidden;

/// The first mark of Markdown in a plain text, and how many lines have one.
pub fn of_markdown(text: &str) -> Option<(Range<usize>, usize)> {
    let mut first = None;
    let mut count = 0;
    let mut start = 0;
    let mut hidden = Hidden::of(text);
    for line in text.split('\n') {
        let program = hidden.hides(start);
        if let Some(range) = mark(line).filter(|_| !program) {
            count += 1;
            first.get_or_insert(start + range.start..start + range.end);
        }
        start += line.len() + 1;
    }
    first.map(|range| (range, count))
}

/// The first mark of Markdown around words of a text that begins no item and no quotation, as a cell's.
pub fn around_words(text: &str) -> Option<Range<usize>> {
    let mut start = 0;
    for line in text.split('\n') {
        if let Some(range) = paired(line) {
            return Some(start + range.start..start + range.end);
        }
        start += line.len() + 1;
    }
    None
}

fn mark(line: &str) -> Option<Range<usize>> {
    let words = line.trim();
    let indent = line.len() - line.trim_start().len();
    let at_start = |length: usize| Some(indent..indent + length);
    if words.starts_with("```") {
        return at_start(3);
    }
    // An item or a quotation; `-5℃` and `>5%` are words. A leading `\` keeps a line plain.
    if ["- ", "* ", "> "].iter().any(|mark| words.starts_with(mark)) {
        return at_start(1);
    }
    paired(line)
}

fn paired(line: &str) -> Option<Range<usize>> {
    for mark in ["**", "__", "`"] {
        let Some(open) = line.find(mark) else { continue };
        let inner = &line[open + mark.len()..];
        let Some(length) = inner.find(mark) else { continue };
        // `____` is a blank to fill in, and 2**3 a power.
        let said = &inner[..length];
        let digit = |c: char| c.is_ascii_digit();
        let power = line[..open].ends_with(digit) && said.starts_with(digit);
        let fills = power
            || inner[length..].starts_with(&mark.repeat(2))
            || line[..open].ends_with(['_', '*', '`', '\\']);
        if !said.is_empty() && said.trim() == said && !fills && said.chars().any(char::is_alphabetic) {
            return Some(open..open + mark.len());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// setting.md 3: the asterisks of an answer pasted from a chat were printed, and nobody said a word.
    #[test]
    fn marks_of_markdown_are_found_and_others_are_not() {
        for (text, wanted) in [
            ("请**务必**重视。", Some((3..5, 1))),
            ("甲。\n- 乙\n- 丙", Some((7..8, 2))),
            ("```\n甲\n```", Some((0..3, 2))),
            ("```typst\n- *甲*\n```", None),
            ("> 甲", Some((0..1, 1))),
            ("运行`render`。", Some((6..7, 1))),
            ("姓名：____　电话：____", None),
            ("密码******", None),
            ("2**3与4**5", None),
            ("-5℃以下，>5%", None),
            ("\\**甲**", None),
            ("＊＊甲＊＊", None),
        ] {
            assert_eq!(of_markdown(text), wanted, "{text}");
        }
    }
}
