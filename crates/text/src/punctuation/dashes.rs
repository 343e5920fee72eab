//! …… and ——, each two cells long (GB/T 15834-2011, 4.10 and 4.11), and the · of names.

use std::ops::Range;

use super::Reason;
use super::cells::Stretch;
use super::scan::{is_chinese_end, is_chinese_start, is_like_hanzi, is_quote, is_space};

/// Whether Chinese text stands on a side: hanzi, its marks, or a quotation.
fn is_chinese(c: Option<char>) -> bool {
    c.is_some_and(|c| is_like_hanzi(c) || is_chinese_end(c) || is_chinese_start(c) || is_quote(c))
}

/// Dots in a row.
pub(super) fn ellipses(s: &mut Stretch<'_>) {
    let mut i = 0;
    while i < s.len() {
        let Some(c) = s.get(i).filter(|c| ".。…⋯·・•．".contains(*c)) else {
            i += 1;
            continue;
        };
        let end = s.end_of(i, |other| other == c);
        if is_ellipsis(s, c, i..end) {
            if end - i == 1 {
                s.set_twice(i, '…', Reason::Ellipsis);
            } else {
                s.set(i, '…', Reason::Ellipsis);
                s.set(i + 1, '…', Reason::Ellipsis);
                (i + 2..end).for_each(|at| s.remove(at, Reason::Ellipsis));
            }
        }
        i = end;
    }
}

/// Three to seven dots, beside Chinese text; more lead the eye through a table of contents.
fn is_ellipsis(s: &Stretch<'_>, c: char, run: Range<usize>) -> bool {
    let (before, after) = (s.before(run.start), s.get(run.end));
    let counts = match c {
        '…' => matches!(run.len(), 1 | 3),
        '⋯' => run.len() <= 3,
        _ => (3..=7).contains(&run.len()),
    };
    let other_dots = [before, after].into_iter().flatten().any(|c| ".…⋯·。・•．".contains(c));
    counts && !other_dots && !s.is_latin && !s.is_kept(run.start) && (is_chinese(before) || is_chinese(after))
}

/// • ・ ‧ between hanzi, or between digits, are the 间隔号 ·.
pub(super) fn interpuncts(s: &mut Stretch<'_>) {
    for i in 0..s.len() {
        let (before, after) = (s.before(i), s.get(i + 1));
        let between = |accept: fn(char) -> bool| before.is_some_and(accept) && after.is_some_and(accept);
        let name = between(is_like_hanzi) || between(|c| c.is_ascii_digit());
        if matches!(s.get(i), Some('•' | '・' | '‧' | '∙' | '⋅')) && name {
            s.set(i, '·', Reason::Interpunct);
        }
    }
}

pub(super) const LINES: &str = "-—–―─－−‐‒━";

/// Lines in a row. A single — between hanzi joins two places or steps, and stays.
pub(super) fn dashes(s: &mut Stretch<'_>) {
    let mut i = 0;
    while i < s.len() {
        if !s.get(i).is_some_and(|c| LINES.contains(c)) {
            i += 1;
            continue;
        }
        let end = s.end_of(i, |c| LINES.contains(c));
        if !(i..end).any(|at| s.is_kept(at)) {
            if end - i == 1 {
                single(s, i);
            } else {
                several(s, i..end);
            }
        }
        i = end;
    }
}

fn several(s: &mut Stretch<'_>, run: Range<usize>) {
    let (before, after) = neighbours(s, &run);
    let is_dash = is_chinese(after) && (before.is_none() || is_chinese(before) || is_word(before))
        || is_chinese(before)
            && (is_word(after) && s.get(run.start) != Some('-') || after.is_some_and(|c| c.is_ascii_digit()));
    let longer = [before, after].into_iter().flatten().any(|c| LINES.contains(c));
    if run.len() > 3 || longer || !is_dash {
        return;
    }
    s.set(run.start, '—', Reason::Dash);
    s.set(run.start + 1, '—', Reason::Dash);
    (run.start + 2..run.end).for_each(|at| s.remove(at, Reason::Dash));
}

fn is_word(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '%')
}

/// What stands on both sides, spaces not counted.
fn neighbours(s: &Stretch<'_>, run: &Range<usize>) -> (Option<char>, Option<char>) {
    (s.before(s.start_of(run.start, is_space)), s.get(s.end_of(run.end, is_space)))
}

fn single(s: &mut Stretch<'_>, i: usize) {
    let (before, after) = (s.before(i), s.get(i + 1));
    let Some(c) = s.get(i) else { return };
    let hanzi = |c: Option<char>| c.is_some_and(is_like_hanzi);
    let plain = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let begins = (before.is_none() && s.begins_line) || before.is_some_and(|c| "。！；".contains(c));
    if c != '-' && begins && hanzi(after) {
        // ——坚持…… at the start of a paragraph, ——关于…… under a title.
        s.set_twice(i, '—', Reason::Dash);
    } else if "–―─━".contains(c) && hanzi(before) && hanzi(after) {
        s.set(i, '—', Reason::Dash);
    } else if "－‐".contains(c) && plain(before) && plain(after) {
        s.set(i, '-', Reason::Width);
    }
}
