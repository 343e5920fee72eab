//! What stands between fences among the lines of a plain text: Typst fragments, ```` ```typst ````, and charts,
//! ```` ```chart ````, ```` ```图表 ````.

use std::ops::Range;

/// What stands between two fences.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fenced {
    /// A Typst fragment.
    Typst,
    /// The keys of a chart.
    Chart,
}

/// What is fenced, in bytes of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fence {
    /// What it is.
    pub what: Fenced,
    /// From the line that opens it to the end of the one that closes it.
    pub whole: Range<usize>,
    /// What stands between the two.
    pub inner: Range<usize>,
}

/// The fences of a plain text. One that nobody closes is none, and its line words.
pub fn fences(text: &str) -> Vec<Fence> {
    let mut found = Vec::new();
    if !text.contains("```") {
        return found;
    }
    let mut open: Option<((usize, Fenced), usize, usize)> = None;
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        let (start, end) = (offset, offset + line.len());
        offset = end;
        match open {
            None => open = opens(line).map(|opened| (opened, start, end)),
            Some(((ticks, what), whole, inner)) if closes(line, ticks) => {
                let last = start + line.trim_end_matches(['\n', '\r']).len();
                found.push(Fence { what, whole: whole..last, inner: inner..start });
                open = None;
            }
            Some(_) => {}
        }
    }
    found
}

/// The fences of a text whose lines are read one after another.
pub(crate) struct Hidden(std::iter::Peekable<std::vec::IntoIter<Fence>>);

impl Hidden {
    pub(crate) fn of(text: &str) -> Hidden {
        Hidden(fences(text).into_iter().peekable())
    }

    /// Whether the line that begins at this byte is a fence's, or stands in one.
    pub(crate) fn hides(&mut self, start: usize) -> bool {
        while self.0.next_if(|fence| fence.whole.end <= start).is_some() {}
        self.0.peek().is_some_and(|fence| fence.whole.contains(&start))
    }
}

/// How many backticks open what on this line.
pub fn opens(line: &str) -> Option<(usize, Fenced)> {
    let line = line.trim();
    let words = line.trim_start_matches('`');
    let ticks = line.len() - words.len();
    Some((ticks, fenced(words).filter(|_| ticks >= 3)?))
}

/// What the word behind a fence says that follows.
pub(crate) fn fenced(word: &str) -> Option<Fenced> {
    match word.trim() {
        word if word.eq_ignore_ascii_case("typst") => Some(Fenced::Typst),
        word if word.eq_ignore_ascii_case("chart") || word == "图表" => Some(Fenced::Chart),
        _ => None,
    }
}

fn closes(line: &str, ticks: usize) -> bool {
    let line = line.trim();
    line.len() >= ticks && line.bytes().all(|b| b == b'`')
}

/// The levels of a fragment's headings, each with its words: `= ` to `==== ` at the start of a line.
pub(crate) fn headings(fragment: &str) -> Vec<(usize, &str)> {
    let mut raw: Option<usize> = None;
    let mut found = Vec::new();
    for line in fragment.lines() {
        let words = line.trim_start();
        let ticks = words.len() - words.trim_start_matches('`').len();
        match raw {
            Some(open) if closes(line, open) => raw = None,
            Some(_) => {}
            None if ticks >= 3 => raw = Some(ticks),
            None => {
                let rest = words.trim_start_matches('=');
                let level = words.len() - rest.len();
                if (1..=4).contains(&level) && rest.starts_with([' ', '\t']) && !rest.trim().is_empty() {
                    found.push((level, rest.trim()));
                }
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fragment_stands_between_fences_that_are_closed() {
        for (text, wanted) in [
            ("甲。\n```typst\n$ a $\n```\n乙。", vec!["$ a $\n"]),
            ("```Typst\r\n$ a $\r\n```\r\n", vec!["$ a $\r\n"]),
            ("````typst\n```\nx\n```\n````", vec!["```\nx\n```\n"]),
            ("``` typst\n```", vec![""]),
            ("```typst\na\n```\n```typst\nb\n```", vec!["a\n", "b\n"]),
            ("```typst\n$ a $", vec![]),
            ("```\n$ a $\n```", vec![]),
            ("```图表\na = 1\n```\n``` Chart\nb = 2\n```", vec!["a = 1\n", "b = 2\n"]),
            ("\\```typst\n$ a $\n```", vec![]),
        ] {
            let found: Vec<&str> = fences(text).into_iter().map(|fence| &text[fence.inner]).collect();
            assert_eq!(found, wanted, "{text}");
        }
    }

    #[test]
    fn headings_of_a_fragment_are_counted_and_its_raw_lines_are_not() {
        let found = headings("= 总体\n== 目标\n=甲\n#let a = 1\n```\n= 无\n```\n===== 深\n");
        assert_eq!(found, [(1, "总体"), (2, "目标")]);
    }
}
