//! Characters that stand for another become that one: radicals and compatibility characters that look
//! like hanzi, letters typed as two, codes of before GB 18030-2022, what nobody sees.
//!
//! A page set from them looks right and cannot be searched, and no font may have them. What is put right
//! is told, and each range of the new text knows where it was typed.

use std::ops::Range;
use std::sync::LazyLock;

use unicode_normalization::{
    IsNormalized, UnicodeNormalization, char::canonical_combining_class, is_nfc_quick,
};

use serde::Serialize;

use super::punctuation::{is_invisible, is_joiner, needs_joiners};

/// What is the matter with a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// A radical that looks like a hanzi: ⼯ for 工, as PDF files give it.
    Radical,
    /// A compatibility ideograph: another code of the same hanzi.
    Compatibility,
    /// A letter and its mark typed apart, or a sign with a second code.
    Decomposed,
    /// A character without width that means nothing here.
    Invisible,
    /// A private code that systems before GB 18030-2022 use for a hanzi.
    Private,
    /// A mark for vertical lines.
    Vertical,
    /// A line's or a page's end that is written with another character than a line feed: Word's soft
    /// return, U+2028, a lone carriage return.
    LineEnd,
    /// A dash of two or three cells that is one character, ⸺.
    Dash,
}

/// What was put right at one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What kind of character it was.
    pub class: Class,
    /// The characters as typed.
    pub from: String,
    /// What stands in their place.
    pub to: String,
    /// Where it was typed.
    typed: Range<usize>,
    /// Where it stands in the new text.
    set: Range<usize>,
}

/// A text with such characters put right.
#[derive(Debug, Clone, Default)]
pub struct Normal {
    /// The text put right.
    pub text: String,
    /// What was changed, in the order of the text.
    pub changes: Vec<Change>,
}

impl Normal {
    /// Where a range of the text was typed, without what was left out at its ends.
    pub fn typed(&self, range: Range<usize>) -> Range<usize> {
        let changes = &self.changes;
        let before = changes.partition_point(|change| change.set.end <= range.start);
        let start = match changes.get(before).filter(|change| change.set.start < range.start) {
            Some(inside) => inside.typed.start,
            None => after(&changes[..before], range.start),
        };
        let before = changes.partition_point(|change| change.set.start < range.end);
        let end = match changes[..before].last().filter(|change| change.set.end > range.end) {
            Some(inside) => inside.typed.end,
            None => after(&changes[..before], range.end),
        };
        start..end.max(start)
    }
}

/// The typed byte of a byte that stands after some changes.
fn after(changes: &[Change], at: usize) -> usize {
    changes.last().map_or(at, |last| last.typed.end + (at - last.set.end))
}

/// The forms of forms.txt, sorted by code.
static FORMS: LazyLock<Vec<(char, char, Class)>> = LazyLock::new(|| {
    let line = |line: &str| {
        let mut fields = line.split(' ');
        let mut code = || char::from_u32(u32::from_str_radix(fields.next()?, 16).ok()?);
        let (from, to) = (code()?, code()?);
        let class = match fields.next()? {
            "radical" => Class::Radical,
            "private" => Class::Private,
            _ => Class::Vertical,
        };
        Some((from, to, class))
    };
    include_str!("forms.txt").lines().filter_map(line).collect()
});

/// What a character stands for, and why; a private code can be that of another form.
fn form(c: char) -> Option<(char, Class)> {
    let find = |c: char| {
        let at = FORMS.binary_search_by_key(&c, |(from, ..)| *from).ok()?;
        Some((FORMS[at].1, FORMS[at].2))
    };
    let (to, class) = find(c)?;
    Some((find(to).map_or(to, |(to, _)| to), class))
}

/// Whether a character is left alone whatever stands beside it; nearly all are.
fn is_plain(c: char) -> bool {
    !is_line_end(c)
        && matches!(c, '\0'..='\u{AC}' | '\u{2010}'..='\u{2027}' | '\u{3000}'..='\u{3029}' | '\u{3030}'..='\u{303F}'
        | '\u{3400}'..='\u{9FFF}' | '\u{FF01}'..='\u{FFEF}')
}

/// The text with its characters put right; none when all are.
pub fn normalise(text: &str) -> Option<Normal> {
    if text.chars().all(is_plain) {
        return None;
    }
    let mut made = Making { typed: text, ..Making::default() };
    for (at, c) in text.char_indices() {
        let range = at..at + c.len_utf8();
        let before_feed = c == '\r' && text[range.end..].starts_with('\n');
        if is_line_end(c) && !before_feed {
            made.flush();
            made.change(Class::LineEnd, range, "\n");
        } else if is_invisible(c) && !is_needed(text, &range, c) {
            made.flush();
            made.change(Class::Invisible, range, "");
        } else if let Some(dash) = dash(c) {
            made.flush();
            made.change(Class::Dash, range, dash);
        } else {
            made.add(range, c);
        }
    }
    made.flush();
    (!made.out.changes.is_empty()).then_some(made.out)
}

/// What ends a line beside the line feed: in a paragraph, nothing else tells that another begins.
fn is_line_end(c: char) -> bool {
    matches!(c, '\u{B}' | '\u{C}' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// A 破折号 typed as one character.
fn dash(c: char) -> Option<&'static str> {
    match c {
        '⸺' => Some("——"),
        '⸻' => Some("———"),
        _ => None,
    }
}

/// Joiners are spelling in some scripts, and a break without width is of use in a long address.
fn is_needed(text: &str, range: &Range<usize>, c: char) -> bool {
    // An isolated joiner in a run of them is as needed as the run.
    const NEAR: usize = 8;
    let before = text[..range.start].chars().rev().take(NEAR).find(|c| !is_invisible(*c));
    let after = text[range.end..].chars().take(NEAR).find(|c| !is_invisible(*c));
    if c == '\u{200B}' {
        return [before, after].iter().all(|beside| beside.is_some_and(|c| c.is_ascii_graphic()));
    }
    is_joiner(c) && [before, after].into_iter().flatten().any(needs_joiners)
}

/// A text in the making. A character and the marks that belong to it are composed together.
#[derive(Default)]
struct Making<'a> {
    typed: &'a str,
    out: Normal,
    segment: String,
    range: Range<usize>,
    class: Option<Class>,
}

impl Making<'_> {
    fn add(&mut self, range: Range<usize>, c: char) {
        let (to, class) = form(c).map_or((c, None), |(to, class)| (to, Some(class)));
        let starts =
            canonical_combining_class(to) == 0 && is_nfc_quick(std::iter::once(to)) != IsNormalized::Maybe;
        if starts {
            self.flush();
            self.range = range.clone();
        }
        if self.segment.is_empty() {
            self.range = range.clone();
        }
        self.range.end = range.end;
        self.class = self.class.or(class);
        self.segment.push(to);
    }

    /// Ends a segment.
    fn flush(&mut self) {
        if self.segment.is_empty() {
            return;
        }
        let segment: String = std::mem::take(&mut self.segment).nfc().collect();
        let range = self.range.clone();
        let class = self.class.take();
        let typed = &self.typed[range.clone()];
        if segment == typed {
            self.out.text.push_str(typed);
            return;
        }
        let is_hanzi = typed.chars().next().is_some_and(is_compatibility);
        let otherwise = if is_hanzi { Class::Compatibility } else { Class::Decomposed };
        self.change(class.unwrap_or(otherwise), range, &segment);
    }

    fn change(&mut self, class: Class, typed: Range<usize>, to: &str) {
        let start = self.out.text.len();
        self.out.text.push_str(to);
        let set = start..self.out.text.len();
        let from = self.typed[typed.clone()].to_owned();
        self.out.changes.push(Change { class, from, to: to.to_owned(), typed, set });
    }
}

fn is_compatibility(c: char) -> bool {
    matches!(c, '\u{F900}'..='\u{FAFF}' | '\u{2F800}'..='\u{2FA1F}')
}

#[cfg(test)]
mod tests;
