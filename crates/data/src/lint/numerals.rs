//! GB/T 15835: numerals, where the standard leaves no choice.

use crate::lint::Rule;
use std::ops::Range;

use super::Subject;
use super::findings::{Finding, Findings};
use super::text::without_quoted;

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    let text = &subject.body;
    // Names and quotations keep their own numerals; tables are no prose.
    let own = without_quoted(&text.prose());
    let years = chinese_years(&own);
    let arabic = arabic_year(&own);
    for range in years.iter().filter(|range| own[(*range).clone()].contains('零')) {
        let written = &own[range.clone()];
        let right = written.replace('零', "〇");
        let finding = Finding::within(Rule::YearZero, text, range.clone());
        findings.tell(finding.with(written).with(right.as_str()).fix(right));
    }
    // The day of a 公报, alone on its line, keeps the numerals of its office.
    let first = years.iter().find(|year| !is_day_alone(text.text(), year));
    if let (Some(first), Some(arabic)) = (first, arabic) {
        let finding = Finding::within(Rule::MixedYears, text, first.clone());
        findings.tell(finding.with(&own[first.clone()]).with(&own[arabic]));
    }
}

/// Whether a year stands in a line that is a day, or a month, and nothing else.
fn is_day_alone(text: &str, year: &Range<usize>) -> bool {
    let start = text[..year.start].rfind('\n').map_or(0, |end| end + 1);
    let line = text[start..].lines().next().unwrap_or_default().trim();
    line.chars().all(|c| "〇○零一二三四五六七八九十年月日（）".contains(c))
}

/// 二〇二四年, digit by digit.
fn chinese_years(text: &str) -> Vec<Range<usize>> {
    let digit = |c: char| "〇○零一二三四五六七八九".contains(c);
    let ends = text.match_indices('年').filter_map(|(at, _)| {
        let start = text[..at].char_indices().rev().take(4).take_while(|(_, c)| digit(*c)).last()?.0;
        let four = text[start..at].chars().count() == 4;
        let more = text[..start].chars().next_back().is_some_and(|c| digit(c) || c == '第');
        let century = text[start..at].starts_with(['一', '二']);
        (four && !more && century).then_some(start..at + '年'.len_utf8())
    });
    ends.collect()
}

/// The first 2024年.
fn arabic_year(text: &str) -> Option<Range<usize>> {
    text.match_indices('年').find_map(|(at, _)| {
        let start = text[..at].trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let year: u32 = text[start..at].parse().ok()?;
        (1900..2100).contains(&year).then_some(start..at + '年'.len_utf8())
    })
}
