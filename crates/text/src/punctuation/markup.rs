//! Which stretches of a line are words: cells of tables apart, the marks of the text form left alone.

use std::ops::Range;

use crate::placed::is_page_break;

/// A stretch of words, by position in the line's characters.
pub(super) struct Words {
    pub range: Range<usize>,
    /// Whether a numbering may stand at its start.
    pub(crate) begins_line: bool,
}

/// How body text is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Markup {
    /// The plain form: `#`, a leading `\`, `|`-lines.
    Text,
    /// CommonMark with tables.
    Markdown,
}

/// Code between fences is nobody's prose, nor are the further lines of a comment.
#[derive(Default)]
pub(super) struct Fences {
    open: Option<char>,
    comment: bool,
}

impl Fences {
    /// Whether a line is a fence, or stands between two or in a comment; `closed_later` says that a comment ends behind it.
    pub(super) fn hide(&mut self, line: &str, markup: Markup, closed_later: bool) -> bool {
        if markup == Markup::Text {
            return false;
        }
        let line = line.trim_start();
        if self.comment {
            self.comment = !line.contains("-->");
            return true;
        }
        if self.open.is_none() {
            // One that is never closed is none inside a paragraph.
            let opened = line.rfind("<!--").filter(|at| !line[*at..].contains("-->"));
            self.comment = opened.is_some_and(|at| at == 0 || closed_later);
        }
        let fence = ['`', '~'].into_iter().find(|c| line.chars().take_while(|d| d == c).count() >= 3);
        match (self.open, fence) {
            (None, None) => false,
            (None, opened) => {
                self.open = opened;
                true
            }
            (open, closed) => {
                self.open = if open == closed { None } else { open };
                true
            }
        }
    }
}

/// The words of a line.
pub(super) fn words(line: &[char], markup: Markup) -> Vec<Words> {
    let blank = |c: &char| c.is_whitespace();
    let start = line.iter().take_while(|c| blank(c)).count();
    let end = line.len() - line.iter().rev().take_while(|c| blank(c)).count();
    if start >= end {
        return Vec::new();
    }
    let inner = &line[start..end];
    // A rule, or the line under a table's header.
    if inner.iter().all(|c| "|-:=*_ ".contains(*c)) {
        return Vec::new();
    }
    if inner.len() > 1 && inner[0] == '|' && inner[inner.len() - 1] == '|' {
        return row(inner, start);
    }
    let sign = sign_length(inner, markup);
    let escaped = inner[0] == '\\';
    vec![Words { range: start + sign..end, begins_line: !escaped }]
}

fn row(inner: &[char], start: usize) -> Vec<Words> {
    let mut cells = Vec::new();
    let mut from = 1;
    for i in 1..inner.len() {
        if inner[i] != '|' || inner[i - 1] == '\\' && i + 1 < inner.len() {
            continue;
        }
        if from < i {
            cells.push(Words { range: start + from..start + i, begins_line: false });
        }
        from = i + 1;
    }
    cells
}

/// The length of what stands before the words: `\`, `# `, and in Markdown `> `, `- `, `1. `.
fn sign_length(inner: &[char], markup: Markup) -> usize {
    if inner[0] == '\\' {
        return 1;
    }
    let count =
        |from: usize, accept: fn(&char) -> bool| inner[from..].iter().take_while(|c| accept(c)).count();
    // What ends a page is no dash.
    if "-－—–─".contains(inner[0]) && is_page_break(&inner.iter().collect::<String>()) {
        return inner.len();
    }
    // A line that is centred may be a title.
    let placed = match inner.get(..3).map(|sign| sign.iter().collect::<String>()).as_deref() {
        Some(":-:" | "--:" | ":--") if inner.get(3).is_some_and(|c| c.is_whitespace()) => {
            3 + count(3, |c| c.is_whitespace())
        }
        _ => 0,
    };
    let hashes = count(placed, |c| *c == '#');
    if (1..=6).contains(&hashes) && inner.get(placed + hashes).is_some_and(|c| c.is_whitespace()) {
        return placed + hashes + count(placed + hashes, |c| c.is_whitespace());
    }
    if placed > 0 {
        return placed;
    }
    if markup == Markup::Text {
        return 0;
    }
    let digits = count(0, char::is_ascii_digit);
    let sign = match inner[0] {
        '>' | '-' | '*' | '+' => 1,
        _ if (1..=9).contains(&digits) && matches!(inner.get(digits), Some('.' | ')')) => digits + 1,
        _ => return 0,
    };
    let spaces = count(sign.min(inner.len()), |c| *c == ' ');
    if spaces > 0 { sign + spaces } else { 0 }
}
