//! GB/T 15834: marks that are half-width, straight or too short, and ranges.

use std::ops::Range;

use super::Subject;
use super::findings::{Finding, Findings};
use super::text::{Text, characters, is_chinese, is_han};
use crate::diagnostic::Rule;

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    for text in subject.texts() {
        counted(Rule::HalfWidthMarks, text, half_width, findings);
        counted(Rule::StraightQuotes, text, straight_quotes, findings);
        for (start, paragraph) in text.paragraphs() {
            let place = |range: Range<usize>| start + range.start..start + range.end;
            for range in short_ellipses(paragraph) {
                let finding = Finding::within(Rule::ShortEllipsis, text, place(range.clone()));
                findings.tell(finding.with(&paragraph[range]).fix("……"));
            }
            for range in short_dashes(paragraph) {
                let finding = Finding::within(Rule::ShortDash, text, place(range.clone()));
                findings.tell(finding.with(&paragraph[range]).fix("——"));
            }
            for (range, hyphen) in ranges(paragraph) {
                let right = paragraph[range.clone()].replacen(hyphen, "—", 1);
                let finding = Finding::within(Rule::RangeHyphen, text, place(range.clone()));
                findings.tell(finding.with(&paragraph[range]).with(hyphen).fix(right));
            }
            for range in marks_between(paragraph) {
                let finding = Finding::within(Rule::MarkBetween, text, place(range.clone()));
                findings.tell(
                    finding.with(&paragraph[range.clone()]).fix(paragraph[range].replacen('、', "", 1)),
                );
            }
        }
    }
}

/// Tells of a slip that rarely comes alone once a text, with its number.
fn counted(rule: Rule, text: &Text<'_>, find: fn(&str) -> Vec<Range<usize>>, findings: &mut Findings) {
    let mut first = None;
    let mut count = 0;
    for (start, paragraph) in text.paragraphs() {
        let found = find(paragraph);
        count += found.len();
        let place =
            |range: &Range<usize>| (start + range.start..start + range.end, &paragraph[range.clone()]);
        first = first.or_else(|| found.first().map(place));
    }
    if let Some((range, mark)) = first {
        findings.tell(Finding::within(rule, text, range).with(mark).with(count.to_string()));
    }
}

/// Marks of ASCII among Chinese characters. The numbering at a line's start has a rule of its own.
fn half_width(paragraph: &str) -> Vec<Range<usize>> {
    let characters = characters(paragraph);
    let numbering = crate::text::marker::length(paragraph);
    let mut found = Vec::new();
    for (index, (at, c)) in characters.iter().enumerate() {
        if *at < numbering {
            continue;
        }
        let before = index.checked_sub(1).map(|before| characters[before].1);
        let after = characters.get(index + 1).map(|(_, c)| *c);
        let han = |c: Option<char>| c.is_some_and(is_chinese);
        let wrong = match c {
            ',' | ';' | '?' | '!' => han(before),
            // 联系人:张三, but 12:30 and http://…
            ':' => han(before) && after != Some('/'),
            '(' => han(before) || han(after),
            ')' => han(before),
            // The full stop of a sentence; 第1.2条 and 北京.cn are not.
            '.' => before.is_some_and(is_han) && after.is_none_or(is_chinese),
            _ => false,
        };
        if wrong {
            found.push(*at..at + c.len_utf8());
        }
    }
    found
}

fn straight_quotes(paragraph: &str) -> Vec<Range<usize>> {
    let characters = characters(paragraph);
    let quote = |(index, (at, c)): (usize, &(usize, char))| {
        let before = index.checked_sub(1).map(|before| characters[before].1);
        let after = characters.get(index + 1).map(|(_, c)| *c);
        let chinese = |c: Option<char>| c.is_some_and(is_chinese);
        // 5'30" is a time, 24" a size.
        let measure = before.is_some_and(|c| c.is_ascii_digit());
        let wrong = matches!(c, '"' | '\'') && !measure && (chinese(before) || chinese(after));
        wrong.then(|| *at..at + 1)
    };
    characters.iter().enumerate().filter_map(quote).collect()
}

/// `...`, 。。。, and … alone; what stands among Latin letters is theirs.
fn short_ellipses(paragraph: &str) -> Vec<Range<usize>> {
    runs(paragraph, |c| matches!(c, '.' | '。' | '…'))
        .filter(|(range, run)| {
            let length = run.chars().count();
            let before = paragraph[..range.start].chars().next_back();
            let after = paragraph[range.end..].chars().next();
            let chinese = before.is_some_and(is_chinese) || after.is_some_and(is_chinese);
            let dots = run.chars().all(|c| c == '.') && length >= 3;
            let stops = run.chars().all(|c| c == '。') && length >= 3;
            chinese && (dots || stops || *run == "…")
        })
        .map(|(range, _)| range)
        .collect()
}

/// `--` and －－ for ——. One — between words is a 一字线 (北京—上海).
fn short_dashes(paragraph: &str) -> Vec<Range<usize>> {
    runs(paragraph, |c| matches!(c, '-' | '－' | '─' | '–'))
        .filter(|(range, run)| {
            let before = paragraph[..range.start].chars().next_back();
            let after = paragraph[range.end..].chars().next();
            // 2023年--2024年 is a range that was written long.
            let dates = before.is_some_and(|c| "年月日时".contains(c) || c.is_ascii_digit());
            let chinese = !dates && (before.is_some_and(is_chinese) || after.is_some_and(is_chinese));
            // Longer, and it is a rule drawn with hyphens.
            chinese && (2..=4).contains(&run.chars().count())
        })
        .map(|(range, _)| range)
        .collect()
}

fn runs(text: &str, accept: fn(char) -> bool) -> impl Iterator<Item = (Range<usize>, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(accept)?;
        let length = text[start..].find(|c: char| !accept(c)).unwrap_or(text.len() - start);
        at = start + length;
        Some((start..at, &text[start..at]))
    })
}

/// What a number of a range counts; a hyphen before one of these joins no code.
const UNITS: &str = "年月日时分秒天周岁人名个家户项次件条万亿元吨米克升度届期页％%";

/// 2021-2025年, 3-5天, 10%-20%: numbers joined by a hyphen or a tilde and counted by a unit.
fn ranges(paragraph: &str) -> Vec<(Range<usize>, &'static str)> {
    let mut found = Vec::new();
    for (at, c) in paragraph.char_indices() {
        let hyphen = match c {
            '-' => "-",
            '~' => "~",
            '－' => "－",
            _ => continue,
        };
        let (before, after) = (&paragraph[..at], &paragraph[at + c.len_utf8()..]);
        let head = before.trim_end_matches(|c: char| c.is_ascii_digit() || "%％.年月日万元".contains(c));
        let first = &before[head.len()..];
        let digits = after.bytes().take_while(u8::is_ascii_digit).count();
        let decimals = after[digits..]
            .strip_prefix('.')
            .map_or(0, |rest| 1 + rest.bytes().take_while(u8::is_ascii_digit).count());
        let second = digits + decimals;
        let unit = after[second..].chars().next().filter(|c| UNITS.contains(*c));
        // Codes, telephones and dates have more hyphens or letters: 2023-F-1-01, 0571-1234567号.
        let code = |c: char| c.is_ascii_alphanumeric() || "-－~/—".contains(c);
        let alone = !head.trim_end().ends_with(code);
        let short = (1..=4).contains(&digits) && first.starts_with(|c: char| c.is_ascii_digit());
        let plain = !first.starts_with('0') && first.bytes().take_while(u8::is_ascii_digit).count() <= 4;
        if let Some(unit) = unit.filter(|_| alone && short && plain) {
            found.push((head.len()..at + c.len_utf8() + second + unit.len_utf8(), hyphen));
        }
    }
    found
}

/// 》、《 and ”、“: nothing stands between them, not even a bracket.
fn marks_between(paragraph: &str) -> Vec<Range<usize>> {
    ["》、《", "”、“"]
        .iter()
        .flat_map(|pattern| paragraph.match_indices(pattern).map(|(at, found)| at..at + found.len()))
        .collect()
}
