//! Marks of a Chinese keyboard, and blanks left out, where YAML's own marks were meant: what the parser takes
//! for text, or stumbles over somewhere else.

use std::ops::Range;

use crate::source::{SyntaxFinding, YamlSlip};

/// So many slips of a file are told.
const MOST: usize = 200;

/// A slip, and its bytes.
pub(super) type Slip = (SyntaxFinding, Range<usize>);

fn wide(mark: char, right: char, at: usize) -> Slip {
    (SyntaxFinding::FullWidthMark { mark, right }, at..at + mark.len_utf8())
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

/// The line that YAML joins with a blank to the Chinese text before it: paragraphs become one, with a gap in it.
pub(super) fn joined(text: &str, range: Range<usize>, read: &str) -> Option<Range<usize>> {
    let wide = |c: char| c >= '\u{2e80}' || "“”‘’—…".contains(c);
    // `title：甲` in it is a slip of its own, and what the parser joins there nobody meant as text.
    let is_key = |line: &str| key_colon(line).is_some_and(|(colon, _)| line[..colon].is_ascii());
    if text.get(range.clone())?.lines().any(|line| is_key(line.trim())) {
        return None;
    }
    let mut before: Option<&str> = None;
    let mut at = range.start;
    for line in text.get(range)?.split_inclusive('\n') {
        let bare = line.trim();
        let start = at + line.len() - line.trim_start().len();
        at += line.len();
        if let Some(last) = before.and_then(|before| before.chars().next_back()).filter(|c| wide(*c))
            && let Some(first) = bare.chars().next()
            && (wide(first) || first.is_alphanumeric() || first == '-')
            && read.contains(&format!("{last} {first}"))
        {
            return Some(start..start + bare.len());
        }
        before = (!bare.is_empty()).then_some(bare);
    }
    None
}

/// An item's dash that is none.
fn item(text: &str, at: usize) -> Option<Slip> {
    let mut characters = text.chars();
    let (mark, next) = (characters.next()?, characters.next()?);
    match mark {
        '－' | '−' if !next.is_ascii_digit() => Some(wide(mark, '-', at)),
        '-' if !next.is_whitespace() && next != '-' && !next.is_ascii_digit() && next != '.' => {
            Some((SyntaxFinding::YamlDash, at..at + 1))
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

/// What the parser's own message means at the byte where it stopped, for who typed the file.
pub(super) fn of_error(text: &str, at: usize, message: &str) -> Option<Slip> {
    let slip = |slip| SyntaxFinding::YamlSlip { slip };
    let here = text[at..].chars().next();
    let length = here.map_or(0, char::len_utf8);
    if message.contains("cannot start with a tab") {
        let tab = at + text[at..].find('\t')?;
        return Some((SyntaxFinding::YamlTab, tab..tab + 1));
    }
    if message.contains("unprintable") {
        let (at, character) = text[at..]
            .char_indices()
            .find(|(_, c)| c.is_control() && !"\t\r\n".contains(*c))
            .map(|(found, c)| (at + found, c))?;
        return Some((SyntaxFinding::ControlCharacter { character }, at..at + 1));
    }
    let found = match message {
        "mapping values are not allowed in this context" => YamlSlip::InnerColon,
        "wrongly indented line in block scalar" => YamlSlip::Indent,
        _ if message.contains("unknown escape") => YamlSlip::Escape,
        _ if message.starts_with("unexpected character") => YamlSlip::Start { mark: here? },
        _ if message.contains("did not find expected key") => {
            let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
            let closed = text[line..at].trim_end().ends_with([']', '}', '"', '\'']);
            if closed { YamlSlip::Tail } else { return None }
        }
        _ => return None,
    };
    Some((slip(found), at..at + length))
}

/// The slips of a file that is no YAML, as far as its lines show them: those of blocks are text.
pub(super) fn in_lines(text: &str) -> Vec<Slip> {
    let mut slips = Vec::new();
    let mut block: Option<usize> = None;
    // The column of the block's first line.
    let mut first: Option<usize> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if slips.len() >= MOST {
            break;
        }
        let (start, bare) = (at, line.trim_start_matches(' '));
        at += line.len();
        let indent = line.len() - bare.len();
        if bare.trim().is_empty() {
            continue;
        }
        let start = start + indent;
        if block.is_some_and(|outer| indent > outer) {
            let first = *first.get_or_insert(indent);
            if indent < first && !bare.starts_with('#') {
                slips.push((
                    SyntaxFinding::YamlSlip { slip: YamlSlip::Indent },
                    start..start + bare.trim_end().len(),
                ));
            }
            continue;
        }
        // Text that stands no further in than its key.
        if block.is_some()
            && bare.starts_with(|c: char| c.is_alphanumeric() || "（“《".contains(c))
            && !bare.contains([':', '：'])
        {
            slips.push((
                SyntaxFinding::YamlSlip { slip: YamlSlip::Indent },
                start..start + bare.trim_end().len(),
            ));
            continue;
        }
        (block, first) = (None, None);
        if let Some(blank) = bare.chars().next().filter(|c| matches!(c, '\u{3000}' | '\u{a0}')) {
            let rest = bare.trim_start();
            if rest.starts_with("- ") || key_colon(rest).is_some() {
                slips.push((SyntaxFinding::OddBlank { blank }, start..start + blank.len_utf8()));
                continue;
            }
        }
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
                _ if mark == ':' && after.is_some_and(|c| matches!(c, '\u{3000}' | '\u{a0}')) => {
                    let blank = after.unwrap_or_default();
                    let at = start + colon + 1;
                    slips.push((SyntaxFinding::OddBlank { blank }, at..at + blank.len_utf8()));
                }
                '：' => slips.push(wide('：', ':', start + colon)),
                _ if after.is_some_and(|c| !c.is_whitespace() && c != '/') => {
                    slips.push((SyntaxFinding::YamlColon, start + colon..start + colon + 1));
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

    /// Two paragraphs behind `body: >` were printed as one, with a blank in it.
    #[test]
    fn lines_that_yaml_joins_are_seen() {
        for (text, read, line) in [
            (">\n  一、甲。\n  二、乙。\n", "一、甲。 二、乙。", Some("二、乙。")),
            ("一、甲。\n  - 乙", "一、甲。 - 乙", Some("- 乙")),
            ("\"甲\n  乙\"", "甲 乙", Some("乙\"")),
            (">\n  甲\n\n  乙\n", "甲\n乙\n", None),
            ("\"甲\\\n  乙\"", "甲乙", None),
            (">\n  one\n  two\n", "one two\n", None),
            ("甲", "甲", None),
        ] {
            assert_eq!(joined(text, 0..text.len(), read).map(|range| &text[range]), line, "{text}");
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
