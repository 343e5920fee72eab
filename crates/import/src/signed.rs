//! A row of a sign-off taken apart: organs, dates, an office and a name, where a seal goes, a note.

use super::lines::squeezed;
use super::patterns as p;
use crate::document::Date;

/// What a part of a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    Organ,
    Date,
    /// 签署日期：
    DayLabel,
    Post,
    Name,
    /// The colon between an office and a name.
    Colon,
    /// （盖章）: where a seal goes; no words of the document.
    Seal,
    Note,
}

/// The parts of a row, in order; together they are all of it.
pub(super) type Row<'a> = Vec<(What, &'a str)>;

/// A row has so many characters at most.
pub(super) const LONGEST: usize = 160;
/// What a note begins with; other words in brackets behind a date are of the date.
pub(super) const NOTES: [&str; 7] = ["联系人", "此件", "此文", "公开", "主动公开", "依申请公开", "不予公开"];

/// What stands before where somebody can be reached.
const CONTACTS: [&str; 20] = [
    "联系人",
    "联系单位",
    "联系科室",
    "联系邮箱",
    "联系电话",
    "联系方式",
    "联系地址",
    "咨询电话",
    "监督电话",
    "举报电话",
    "值班电话",
    "电话",
    "邮箱",
    "电子邮箱",
    "电子邮件",
    "传真",
    "地址",
    "通讯地址",
    "邮编",
    "网址",
];

/// 联系人：张三, 邮　箱：…
pub(super) fn is_contact(text: &str) -> bool {
    let label = text.split_once(['：', ':']).map(|(label, _)| squeezed(label)).unwrap_or_default();
    let label = label.trim_start_matches(['（', '(']);
    // 联系单位及电话, 联系人和联系方式.
    CONTACTS.contains(&label)
        || label.split(['及', '和', '、', '与']).count() > 1
            && label.split(['及', '和', '、', '与']).all(|label| CONTACTS.contains(&label))
}

/// What stands before a date: 签署日期：, 印发日期：.
const DAY_LABELS: [&str; 6] = ["签署日期", "签发日期", "成文日期", "印发日期", "发文日期", "日期"];

/// The bytes of 签署日期： at the start of a line.
pub(super) fn day_label(text: &str) -> usize {
    let label = text.find(['：', ':']).filter(|at| DAY_LABELS.contains(&squeezed(&text[..*at]).as_str()));
    label.map_or(0, |at| at + text[at..].chars().next().map_or(0, char::len_utf8))
}

/// A date as it stands in a sign-off: in 年, 月 and 日, or in figures only, 2024.4.2.
pub(super) fn date(text: &str) -> Option<Date> {
    let figures = || {
        let whole = text.len() >= "2024.4.2".len() && text.bytes().take(4).all(|b| b.is_ascii_digit());
        whole.then(|| Date::parse(text).ok()).flatten()
    };
    p::date(text).or_else(figures)
}

/// A line as a row of a sign-off; none when a part of it is anything else.
pub(super) fn row(text: &str) -> Option<Row<'_>> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > LONGEST {
        return None;
    }
    // What stands side by side: by tabs, or by the widest blanks.
    let cells: Vec<&str> = text.split('\t').filter(|cell| !cell.trim().is_empty()).collect();
    let side_by_side = (cells.len() > 1).then(|| cells.into_iter().map(row).collect::<Option<Vec<_>>>());
    side_by_side.flatten().map(|rows| rows.concat()).or_else(|| unit(text)).or_else(|| by_blanks(text))
}

/// Whether a line only puts names and seals in their places.
pub(super) fn is_names(text: &str) -> bool {
    row(text).is_some_and(|row| row.iter().all(|(what, _)| !matches!(what, What::Date | What::Note)))
}

/// The longest start that is one part, and the row after it.
fn by_blanks(text: &str) -> Option<Row<'_>> {
    let blanks = text.char_indices().rev().filter(|(_, c)| c.is_whitespace());
    let (first, rest) = blanks
        .map(|(at, _)| text.split_at(at))
        .find_map(|(first, rest)| Some((unit(first.trim())?, rest)))?;
    Some([first, row(rest)?].concat())
}

/// Words that stand together.
fn unit(text: &str) -> Option<Row<'_>> {
    if p::is_seal(text) {
        return Some(vec![(What::Seal, text)]);
    }
    if date(text).is_some() {
        return Some(vec![(What::Date, text)]);
    }
    let (label, day) = text.split_at(day_label(text));
    if !label.is_empty() && date(day.trim()).is_some() {
        return Some(vec![(What::DayLabel, label), (What::Date, day.trim())]);
    }
    let (words, seal) = without_seal(text);
    if !seal.is_empty() {
        return Some([row(words)?, vec![(What::Seal, seal)]].concat());
    }
    if let Some(end) = text.find(['）', ')']).filter(|_| text.starts_with(['（', '('])) {
        let (seal, rest) = text.split_at(end + text[end..].chars().next().map_or(0, char::len_utf8));
        if p::is_seal(seal) {
            return Some([vec![(What::Seal, seal)], row(rest)?].concat());
        }
    }
    if let Some((post, name)) = p::post_and_name(text) {
        return Some(vec![(What::Post, post), (What::Name, name)]);
    }
    let sealed = |organ: &&str| !without_seal(organ).1.is_empty();
    if let Some(organs) = p::organs(text).filter(|organs| !organs.iter().any(sealed)) {
        return Some(organs.into_iter().map(|organ| (What::Organ, organ)).collect());
    }
    dated(text).or_else(|| noted(text)).or_else(|| office(text))
}

/// 市长：张三.
fn office(text: &str) -> Option<Row<'_>> {
    let at = text.find(['：', ':'])?;
    let (post, rest) = text.split_at(at);
    let (colon, name) = rest.split_at(rest.chars().next()?.len_utf8());
    let named = p::post_and_name(&format!("{} {}", post.trim(), name.trim())).is_some();
    (named && p::is_post(&squeezed(post)))
        .then(|| vec![(What::Post, post.trim()), (What::Colon, colon), (What::Name, name.trim())])
}

/// 2025年　月　日, 2025年2月30日: a date whose day is not given yet, or is none.
pub(super) fn is_open_date(text: &str) -> bool {
    let text = squeezed(&text[day_label(text)..]);
    let Some((year, rest)) = text.split_once('年') else { return false };
    let Some((month, day)) = rest.split_once('月') else { return false };
    let day = day.strip_suffix('日');
    p::date(&text).is_none()
        && is_open(year, 4)
        && is_open(month, 3)
        && day.is_some_and(|day| is_open(day, 3))
}

/// Figures that are not all given: 20××, 二〇二四, nothing.
fn is_open(text: &str, most: usize) -> bool {
    let figure = |c: char| p::is_digit(c) || p::is_unwritten(c) || "零一二三四五六七八九十".contains(c);
    text.chars().all(figure) && text.chars().count() <= most
}

/// 2024年5月: a date that has no place for its day.
pub(super) fn is_month(text: &str) -> bool {
    let text = squeezed(text);
    let Some((year, month)) = text.split_once('年') else { return false };
    let month = month.strip_suffix('月').unwrap_or_default();
    year.chars().count() == 4 && is_open(year, 4) && !month.is_empty() && is_open(month, 3)
}

/// 某局　2024年1月30日.
fn dated(text: &str) -> Option<Row<'_>> {
    let (organs, date) = p::trailing_date(text)?;
    let (organs, seal) = without_seal(organs);
    let mut row: Row<'_> = p::organs(organs)?.into_iter().map(|organ| (What::Organ, organ)).collect();
    if row.is_empty() {
        return None;
    }
    row.extend(Some(seal).filter(|seal| !seal.is_empty()).map(|seal| (What::Seal, seal)));
    row.push((What::Date, date));
    Some(row)
}

/// 2024年1月30日（此件公开发布）.
fn noted(text: &str) -> Option<Row<'_>> {
    let (date, note) = text.split_at(text.find(['（', '('])?);
    let inner = note.trim_start_matches(['（', '(']).strip_suffix(['）', ')'])?;
    let is_note = NOTES.iter().any(|start| inner.starts_with(start));
    (is_note && p::date(date).is_some()).then(|| vec![(What::Date, date), (What::Note, note)])
}

/// Words, and what stands behind them of a seal: 某局（盖章）.
pub(super) fn without_seal(text: &str) -> (&str, &str) {
    let opens = |c: char| "（([［【〔<＜".contains(c);
    let at = text.rfind(opens).filter(|at| p::is_seal(&text[*at..]));
    let (words, seal) = text.split_at(at.unwrap_or(text.len()));
    (words.trim_end(), seal)
}

#[cfg(test)]
mod tests {
    use super::What::{Colon, Date, Name, Note, Organ, Post, Seal};
    use super::*;

    #[test]
    fn rows_are_all_of_their_line() {
        for (text, wanted) in [
            ("甲市水利局", vec![(Organ, "甲市水利局")]),
            ("甲市水利局（盖章）", vec![(Organ, "甲市水利局"), (Seal, "（盖章）")]),
            ("甲市水利局　（加盖印章处）", vec![(Organ, "甲市水利局"), (Seal, "（加盖印章处）")]),
            ("（公章）", vec![(Seal, "（公章）")]),
            ("甲市水利局　甲市财政局", vec![(Organ, "甲市水利局"), (Organ, "甲市财政局")]),
            (
                "甲市水利局（公章）\t甲市财政局(公章)",
                vec![(Organ, "甲市水利局"), (Seal, "（公章）"), (Organ, "甲市财政局"), (Seal, "(公章)")],
            ),
            (
                "甲市水利局（公章）　甲市财政局（公章）",
                vec![(Organ, "甲市水利局"), (Seal, "（公章）"), (Organ, "甲市财政局"), (Seal, "（公章）")],
            ),
            ("2025年3月5日\t\t2025年3月6日", vec![(Date, "2025年3月5日"), (Date, "2025年3月6日")]),
            (
                "2025 年 3 月 5 日　2025 年 3 月 6 日",
                vec![(Date, "2025 年 3 月 5 日"), (Date, "2025 年 3 月 6 日")],
            ),
            ("甲市水利局\t2025年3月5日", vec![(Organ, "甲市水利局"), (Date, "2025年3月5日")]),
            ("2025年3月5日（公章）", vec![(Date, "2025年3月5日"), (Seal, "（公章）")]),
            ("（公章）2025年3月5日", vec![(Seal, "（公章）"), (Date, "2025年3月5日")]),
            (
                "甲市水利局（公章）2025年3月5日",
                vec![(Organ, "甲市水利局"), (Seal, "（公章）"), (Date, "2025年3月5日")],
            ),
            ("2025年3月5日（此件公开发布）", vec![(Date, "2025年3月5日"), (Note, "（此件公开发布）")]),
            ("局　长　张三（签名章）", vec![(Post, "局　长"), (Name, "张三"), (Seal, "（签名章）")]),
            ("市长　张三\t县长　李四", vec![(Post, "市长"), (Name, "张三"), (Post, "县长"), (Name, "李四")]),
            ("市长：张三（签字）", vec![(Post, "市长"), (Colon, "："), (Name, "张三"), (Seal, "（签字）")]),
            ("云 川 市 财 政 局", vec![(Organ, "云 川 市 财 政 局")]),
            ("甲市水利局（行政审批处）", vec![(Organ, "甲市水利局（行政审批处）")]),
        ] {
            assert_eq!(row(text), Some(wanted), "{text}");
        }
        for text in ["2025年　月　日", "2025年3月　日", "　　年　　月　　日", "20××年×月×日"]
        {
            assert!(is_open_date(text), "{text}");
        }
        for text in ["2025年3月5日", "2025年3月", "每年3月至5月1日"] {
            assert!(!is_open_date(text), "{text}");
        }
        for text in ["2025年3月5日（星期三）", "甲市水利局要落实", "请盖章", "特此通知", "盖章材料"]
        {
            assert_eq!(row(text), None, "{text}");
        }
    }
}
