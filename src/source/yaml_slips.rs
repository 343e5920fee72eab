//! Marks of a Chinese keyboard, and blanks left out, where YAML's own marks were meant: what the parser takes
//! for text, or stumbles over somewhere else.

use std::ops::Range;

use crate::diagnostic::Problem;

/// So many slips of a file are told.
const MOST: usize = 200;

/// A slip, and its bytes.
pub(super) type Slip = (Problem, Range<usize>);

fn wide(mark: char, right: char, at: usize) -> Slip {
    (Problem::FullWidthMark { mark, right }, at..at + mark.len_utf8())
}

/// What a plain text at these bytes surely was not meant to be: a block's mark, an item, a comment.
pub(super) fn in_plain(text: &str, range: Range<usize>) -> Vec<Slip> {
    let Some(plain) = text.get(range.clone()) else { return Vec::new() };
    let mut slips = Vec::new();
    if let Some((mark, right)) = block_mark(plain)
        && plain.lines().next().is_some_and(is_block_header)
    {
        slips.push(wide(mark, right, range.start));
        return slips;
    }
    let line = text[..range.start].rfind('\n').map_or(0, |end| end + 1);
    let begins_a_line = text[line..range.start].trim().is_empty();
    let mut at = range.start;
    for (index, written) in plain.split_inclusive('\n').enumerate() {
        let start = at + written.len() - written.trim_start().len();
        if (index > 0 || begins_a_line)
            && let Some(slip) = item(&text[start..range.end], start)
        {
            slips.push(slip);
        }
        at += written.len();
    }
    let behind_blank = |at: usize| plain[..at].ends_with(char::is_whitespace);
    if let Some(at) = plain.match_indices('＃').map(|(at, _)| at).find(|at| behind_blank(*at)) {
        slips.push(wide('＃', '#', range.start + at));
    }
    // `- name：甲局`: a key, as far as one can be told from words.
    let name = plain.len() - plain.trim_start_matches(|c: char| c.is_ascii_lowercase() || c == '-').len();
    if name > 1 && plain[name..].starts_with('：') {
        slips.push(wide('：', ':', range.start + name));
    }
    slips
}

/// An item's dash that is none.
fn item(text: &str, at: usize) -> Option<Slip> {
    let mut characters = text.chars();
    let (mark, next) = (characters.next()?, characters.next()?);
    match mark {
        '－' | '−' if !next.is_ascii_digit() => Some(wide(mark, '-', at)),
        '-' if !next.is_whitespace() && next != '-' && !next.is_ascii_digit() && next != '.' => {
            Some((Problem::YamlDash, at..at + 1))
        }
        _ => None,
    }
}

fn block_mark(text: &str) -> Option<(char, char)> {
    match text.chars().next()? {
        '｜' => Some(('｜', '|')),
        '＞' => Some(('＞', '>')),
        _ => None,
    }
}

/// Whether a value opens a block: `|`, `>-`, `｜`.
fn is_block_header(value: &str) -> bool {
    let value = value.split(" #").next().unwrap_or_default().trim();
    let rest = value.trim_start_matches(['|', '>', '｜', '＞']);
    value.len() - rest.len() <= '｜'.len_utf8()
        && rest.len() < value.len()
        && rest.chars().all(|c| c.is_ascii_digit() || "+-＋－".contains(c))
}

/// The slips of a file that is no YAML, as far as its lines show them: those of blocks are text.
pub(super) fn in_lines(text: &str) -> Vec<Slip> {
    let mut slips = Vec::new();
    let mut block: Option<usize> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if slips.len() >= MOST {
            break;
        }
        let (start, bare) = (at, line.trim_start_matches(' '));
        at += line.len();
        let indent = line.len() - bare.len();
        if bare.trim().is_empty() || block.is_some_and(|outer| indent > outer) {
            continue;
        }
        block = None;
        let start = start + indent;
        if bare.starts_with('＃') {
            slips.push(wide('＃', '#', start));
            continue;
        }
        if bare.starts_with('#') {
            continue;
        }
        if let Some(slip) = item(bare, start) {
            slips.push(slip);
            continue;
        }
        // Only what begins at the edge is a key for sure; further in it may be a text that goes on.
        let colon = key_colon(bare);
        if indent == 0
            && let Some((colon, mark)) = colon
        {
            let after = bare[colon + mark.len_utf8()..].chars().next();
            match mark {
                '：' => slips.push(wide('：', ':', start + colon)),
                _ if after.is_some_and(|c| !c.is_whitespace() && c != '/') => {
                    slips.push((Problem::YamlColon, start + colon..start + colon + 1));
                }
                _ => {}
            }
        }
        let value = match bare.rfind([':', '：']) {
            Some(colon) => bare[colon..].trim_start_matches([':', '：']),
            None => bare.trim_start_matches("- "),
        };
        if is_block_header(value) {
            block = Some(indent);
            let value = value.trim();
            if let (Some((mark, right)), Some(column)) = (block_mark(value), bare.rfind(value)) {
                slips.push(wide(mark, right, start + column));
            }
        }
    }
    slips
}

/// The colon behind what looks like a key, of either width.
fn key_colon(line: &str) -> Option<(usize, char)> {
    let (at, mark) = line.char_indices().find(|(_, c)| matches!(c, ':' | '：'))?;
    let key = &line[..at];
    let is_key = (1..=20).contains(&key.chars().count())
        && key.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_');
    is_key.then_some((at, mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, slips: Vec<Slip>) -> Vec<&str> {
        slips.into_iter().map(|(_, range)| &text[range]).collect()
    }

    #[test]
    fn texts_that_were_meant_as_marks_are_found() {
        for (plain, slips) in [
            ("｜\n  一、甲。\n  二、乙。", vec!["｜"]),
            ("＞－\n  甲", vec!["＞"]),
            ("｜一、甲", vec![]),
            ("－甲局\n  －乙局", vec!["－", "－"]),
            ("-甲局\n  -乙局", vec!["-", "-"]),
            ("甲局\n  －乙局", vec!["－"]),
            ("-5℃", vec![]),
            ("关于甲的通知\n  ——乙", vec![]),
            ("关于甲的通知 ＃标题", vec!["＃"]),
            ("第＃1号", vec![]),
            ("name：甲局", vec!["："]),
            ("说明：甲", vec![]),
        ] {
            assert_eq!(found(plain, in_plain(plain, 0..plain.len())), slips, "{plain}");
        }
    }

    #[test]
    fn lines_of_a_broken_file_are_looked_at_all() {
        let text = "＃注释\ntitle：甲\nissuers:[乙]\nrecipients:\n－丙\n-丁\nbody：｜\n  一、甲：乙\n  －文\ncc: 戊\n";
        assert_eq!(found(text, in_lines(text)), ["＃", "：", ":", "－", "-", "：", "｜"]);
        let right = "---\ntitle: 甲：乙\nnote: |\n  如下：\nrecipients:\n- 丙：丁\n- -5\n";
        assert!(in_lines(right).is_empty());
    }
}
