//! What the text's first lines say of who issues a document and on which day: a 题注, the organs and the day under the title of
//! a 公报. Minutes say when they met. Who says it so signs nothing.

use super::claims::{Claims, Element, Slot};
use super::format;
use super::lines::squeezed;
use super::patterns as p;
use super::signed;

/// A 题注 takes so many lines at most.
const LONGEST: usize = 6;

/// The day of a document that nobody dates, as it is written, and what says it.
pub(super) fn day(claims: &Claims) -> Option<(String, &'static str)> {
    let passed = enclosed(claims).or_else(|| organs_and_day(claims).and_then(|(_, day)| day));
    passed.map(|day| (day, "题注")).or_else(|| met(claims).map(|day| (day, "会议时间")))
}

/// The date in the brackets that the text begins with.
fn enclosed(claims: &Claims) -> Option<String> {
    let body = claims.of(Slot::Value(Element::Body));
    let mut joined = String::new();
    for (_, text) in body.into_iter().take(LONGEST) {
        joined.push_str(&squeezed(text));
        if !joined.starts_with(['（', '(']) {
            return None;
        }
        if joined.ends_with(['）', ')']) {
            let inner = joined.trim_matches(['（', '）', '(', ')']);
            let said = p::is_passed(inner) || p::date(inner).is_some();
            return said.then(|| first_date(inner)).flatten();
        }
    }
    None
}

/// The organs that the text begins with, and the day under them; a subtitle may stand over them.
pub(super) fn organs_and_day(claims: &Claims) -> Option<(Vec<String>, Option<String>)> {
    let body = claims.of(Slot::Value(Element::Body));
    let lines: Vec<&str> = body.iter().take(LONGEST + 2).map(|(_, text)| *text).collect();
    let from = lines.iter().position(|text| !is_subtitle(text))?;
    let lines = &lines[from..];
    let count = lines.iter().take_while(|text| p::organs(text).is_some()).count();
    let organs: Vec<String> =
        lines[..count].iter().flat_map(|text| p::organs(text).unwrap_or_default()).map(squeezed).collect();
    let below = lines.get(count)?;
    let day = below.trim_matches(['（', '）', '(', ')']);
    let dated = p::date(day).is_some();
    let opens = dated || signed::is_month(day) || (count == 1 && p::is_running(below));
    (!organs.is_empty() && opens).then(|| (organs, dated.then(|| squeezed(day))))
}

/// （第三号）, ——…情况: what stands between a title and those who issue it.
pub(super) fn is_subtitle(text: &str) -> bool {
    let counted = text.starts_with(['（', '(']) && p::is_number(text);
    counted || is_dashed(text)
}

/// ——第三产业情况: what a title is about, under it.
pub(super) fn is_dashed(text: &str) -> bool {
    text.starts_with("——") && p::is_title_line(text) && text.chars().any(char::is_alphanumeric)
}

/// 时间：2025年5月12日上午9时 of minutes: the day on which they met.
fn met(claims: &Claims) -> Option<String> {
    const LABELS: [&str; 6] = ["时间", "会议时间", "召开时间", "开会时间", "日期", "会议日期"];
    if !format::is_minutes(claims) {
        return None;
    }
    (0..claims.len()).find_map(|line| {
        let own =
            matches!(claims.parts(line), [(Slot::NoElement | Slot::Loose | Slot::Value(Element::Body), _)]);
        let text = own.then(|| claims.text(line))?;
        let (label, when) = text.split_once(['：', ':'])?;
        LABELS.contains(&squeezed(label).as_str()).then(|| leading_date(when)).flatten()
    })
}

/// The date that a text begins with.
fn leading_date(text: &str) -> Option<String> {
    let said = squeezed(text);
    let end = said.find('日').map(|at| at + '日'.len_utf8())?;
    p::date(&said[..end]).map(|_| said[..end].to_owned())
}

/// The first words that are a date.
fn first_date(text: &str) -> Option<String> {
    let ends = text.match_indices('日').map(|(at, day)| at + day.len());
    ends.filter_map(|end| p::trailing_date(&text[..end])).map(|(_, date)| date.to_owned()).next()
}
