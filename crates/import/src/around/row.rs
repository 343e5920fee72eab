//! Rows that sites, public accounts and office systems put around a document: labels with their values, times,
//! buttons, links.

use std::ops::Range;

use super::labels::{LABELS, Label, TOOLS};
use crate::patterns as p;
pub(super) use crate::patterns::is_sign;
use crate::signed;

/// What a label of a row says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Field {
    pub label: Label,
    /// The bytes of its value in the line.
    pub value: Range<usize>,
}

/// A row has so many characters at most; a longer line is text.
const LONGEST: usize = 200;
/// A value has so many characters at most.
const LONGEST_VALUE: usize = 60;
const BLANKS: &str = " \t\u{3000}";
const SEPARATORS: &str = "|｜丨¦·•,，;；、/◎◇◆■□▪●→~〉》>»›-—－–_＿=!！.…#*+✓√";
const OPEN: &str = "【[〖［(（「<〈";
const CLOSE: &str = "】]〗］)）」>〉";

/// Words of a time.
pub(super) const DAYS: [&str; 11] =
    ["星期", "周", "昨天", "今天", "前天", "上午", "下午", "晚上", "凌晨", "中午", "早上"];

/// The fields of a line that is made of nothing but labels, times, buttons and links.
pub(super) fn row(text: &str) -> Option<Vec<Field>> {
    if text.chars().count() > LONGEST || text.contains('。') {
        return None;
    }
    let ends = Ends::of(text);
    ends.strong(0).then(|| ends.fields())
}

/// A row of which some words are no labels: the name of a site or of an organ between times and labels.
pub(super) fn is_loose(text: &str) -> bool {
    /// So many characters such words have at most.
    const LONGEST_WORDS: usize = 20;
    let parts = |c: char| c.is_whitespace() || "|｜丨·•¦".contains(c);
    let tokens: Vec<&str> = text.split(parts).filter(|token| !token.is_empty()).collect();
    let sentence = |token: &str| token.contains(|c: char| "。；，！？“”《》".contains(c));
    let about = |token: &str| token.contains("关于") || p::is_number(token);
    tokens.len() > 1
        && text.chars().count() <= LONGEST
        && !text.contains('\t')
        && !["共印", "印发", "印制"].iter().any(|word| text.contains(word))
        && !p::is_row(text)
        && !text.contains("地点")
        && !p::opens_numbered(text)
        && signed::row(text).is_none()
        && tokens
            .iter()
            .all(|token| token.chars().count() <= LONGEST_WORDS && !sentence(token) && !about(token))
        && tokens.iter().any(|token| row(token).is_some() || is_stamped(token))
}

/// 上传：2024-05-08: a label that nobody knows before a time in figures.
fn is_stamped(text: &str) -> bool {
    let value = text.split_once(['：', ':']).map(|(_, value)| value).unwrap_or_default();
    stamp(value).is_some_and(|(end, strong)| strong && end == value.len())
}

/// The fields of the parts of a row that wide blanks set apart.
pub(super) fn loose_fields(text: &str) -> Vec<Field> {
    let mut fields = Vec::new();
    let mut at = 0;
    for part in text.split(|c: char| "\t\u{3000}|｜".contains(c)) {
        let shifted = |field: Field| Field { value: field.value.start + at..field.value.end + at, ..field };
        fields.extend(row(part).unwrap_or_default().into_iter().map(shifted));
        let gap = text[at + part.len()..].chars().next().map_or(0, char::len_utf8);
        at += part.len() + gap;
    }
    fields
}

/// A date with or without a time at the start of a text, its bytes, and whether it is more than a day in 年, 月, 日.
pub(super) fn stamp(text: &str) -> Option<(usize, bool)> {
    let day = day(text);
    let mut end = day.map_or(0, |(end, _)| end);
    let mut rest = &text[end..];
    loop {
        let trimmed = rest.trim_start_matches(|c: char| BLANKS.contains(c) || c == 'T');
        let Some(word) = DAYS.iter().find(|word| trimmed.starts_with(**word)) else { break };
        let mut rest_of = &trimmed[word.len()..];
        if matches!(*word, "星期" | "周") {
            let Some(c) = rest_of.chars().next().filter(|c| "一二三四五六日天".contains(*c)) else {
                break;
            };
            rest_of = &rest_of[c.len_utf8()..];
        }
        rest = rest_of;
        end = text.len() - rest.len();
    }
    let trimmed = rest.trim_start_matches(|c: char| BLANKS.contains(c) || c == 'T');
    if let Some(time) = time(trimmed) {
        return Some((text.len() - trimmed.len() + time, true));
    }
    day.map(|(_, iso)| (end, iso))
}

/// 2024-04-03, 2024/4/3, 2024年4月3日, 4月3日, 04-03: its bytes, and whether it is written in figures only.
fn day(text: &str) -> Option<(usize, bool)> {
    let digits = |text: &str, most: usize| {
        let count = text.bytes().take_while(u8::is_ascii_digit).count();
        (1..=most).contains(&count).then_some(count)
    };
    let first = digits(text, 4)?;
    let mark = text[first..].chars().next()?;
    let second_at = first + mark.len_utf8();
    match mark {
        '年' if first == 4 => {
            let month = second_at + digits(&text[second_at..], 2)?;
            let after = text[month..].strip_prefix('月')?;
            let day = digits(after, 2)?;
            let end = month + '月'.len_utf8() + day;
            text[end..].starts_with('日').then_some((end + '日'.len_utf8(), false))
        }
        '月' if first <= 2 => {
            let end = second_at + digits(&text[second_at..], 2)?;
            text[end..].starts_with('日').then_some((end + '日'.len_utf8(), false))
        }
        '-' | '/' | '.' if first == 4 => {
            let month = second_at + digits(&text[second_at..], 2)?;
            let rest = text[month..].strip_prefix(mark)?;
            Some((month + 1 + digits(rest, 2)?, true))
        }
        // 04-03 18:20
        '-' | '/' if first <= 2 => {
            let end = second_at + digits(&text[second_at..], 2)?;
            let rest = text[end..].strip_prefix(' ')?;
            time(rest).map(|_| (end, true))
        }
        _ => None,
    }
}

/// 10:22, 10:22:30: its bytes.
fn time(text: &str) -> Option<usize> {
    let mut end = 0;
    let mut parts = 0;
    loop {
        let count = text[end..].bytes().take_while(u8::is_ascii_digit).count();
        if !(1..=2).contains(&count) || (parts > 0 && count != 2) {
            return None;
        }
        end += count;
        parts += 1;
        match text[end..].chars().next().filter(|c| ":：".contains(*c) && parts < 3) {
            Some(c) if text[end + c.len_utf8()..].starts_with(|c: char| c.is_ascii_digit()) => {
                end += c.len_utf8();
            }
            _ => return (parts >= 2).then_some(end),
        }
    }
}

/// One part of a row.
#[derive(Debug, Clone)]
struct Part {
    end: usize,
    field: Option<Field>,
    strong: bool,
}

/// For each place of a text the part that begins there, when from there on all are parts.
struct Ends(Vec<Option<Part>>);

impl Ends {
    fn of(text: &str) -> Ends {
        let mut ends: Vec<Option<Part>> = vec![None; text.len() + 1];
        ends[text.len()] = Some(Part { end: text.len(), field: None, strong: false });
        let places: Vec<(usize, char)> = text.char_indices().collect();
        for &(at, c) in places.iter().rev() {
            let ended = |end: usize| ends[end].is_some();
            ends[at] = part(text, at, c, &ended);
        }
        Ends(ends)
    }

    fn parts(&self) -> Vec<&Part> {
        let mut parts = Vec::new();
        let mut at = 0;
        while let Some(part) = self.0.get(at).and_then(Option::as_ref).filter(|part| part.end > at) {
            parts.push(part);
            at = part.end;
        }
        parts
    }

    /// Whether all of the text is parts, and one of them says that it is a row.
    fn strong(&self, from: usize) -> bool {
        self.0[from].is_some() && self.parts().iter().any(|part| part.strong)
    }

    fn fields(&self) -> Vec<Field> {
        self.parts().into_iter().filter_map(|part| part.field.clone()).collect()
    }
}

/// The part at a place, whose end `ended` knows to go on.
fn part(text: &str, at: usize, c: char, ended: &dyn Fn(usize) -> bool) -> Option<Part> {
    let rest = &text[at..];
    let plain = |length: usize, strong: bool| {
        Some(at + length).filter(|end| ended(*end)).map(|end| Part { end, field: None, strong })
    };
    if let Some(part) = labelled(text, at, ended).or_else(|| bracketed(text, at, ended)) {
        return Some(part);
    }
    if let Some(part) = stamp(rest).and_then(|(length, strong)| plain(length, strong)) {
        return Some(part);
    }
    let tool = TOOLS.iter().filter(|tool| rest.starts_with(**tool)).map(|tool| tool.len());
    if let Some(part) = tool.filter(|length| ended(at + length)).max().and_then(|length| plain(length, true))
    {
        return Some(part);
    }
    // 微信 of a row of buttons, 128次, an emoji.
    let weak =
        c.is_whitespace() || SEPARATORS.contains(c) || OPEN.contains(c) || CLOSE.contains(c) || is_sign(c);
    if weak {
        return plain(c.len_utf8(), false);
    }
    let figures = rest.find(|c: char| !(c.is_ascii_digit() || ",.万+".contains(c))).unwrap_or(rest.len());
    let unit = rest[figures..].chars().next().filter(|c| "次人个".contains(*c)).map_or(0, char::len_utf8);
    if figures > 0 { plain(figures + unit, false) } else { None }
}

/// A known label at the start of a text: its bytes, and it. Its characters may stand apart.
pub(super) fn label_at(text: &str) -> Option<(usize, Label)> {
    let known = LABELS.iter().filter_map(|label| Some((length_of(text, label.name)?, *label)));
    known.max_by_key(|(length, _)| *length)
}

fn length_of(text: &str, name: &str) -> Option<usize> {
    let mut rest = text;
    for (at, c) in name.chars().enumerate() {
        if at > 0 {
            rest = rest.trim_start_matches(|c: char| BLANKS.contains(c));
        }
        rest = rest.strip_prefix(c)?;
    }
    Some(text.len() - rest.len())
}

/// 来源：某局, 【来源】某局, 浏览 128.
fn labelled(text: &str, at: usize, ended: &dyn Fn(usize) -> bool) -> Option<Part> {
    let rest = &text[at..];
    let open = rest.chars().next().filter(|c| "【[〖［".contains(*c)).map_or(0, char::len_utf8);
    let (length, label) = label_at(&rest[open..])?;
    let mut from = at + open + length;
    let blank = |from: usize| text[from..].trim_start_matches(|c: char| BLANKS.contains(c));
    let mut after = blank(from);
    let mut colon = false;
    if open > 0 {
        after = after.strip_prefix(['】', ']', '〗', '］'])?;
        colon = true;
    }
    if let Some(rest) = after.strip_prefix(['：', ':']) {
        after = rest;
        colon = true;
    }
    // Without a colon a figure, or a bar, has to stand behind it.
    let counted = label.counts && after.starts_with(|c: char| c.is_ascii_digit() || "（(【[".contains(c));
    const BARS: [char; 5] = ['|', '｜', '丨', '/', '／'];
    let barred = after.starts_with(BARS);
    if !colon && !counted && !barred {
        return None;
    }
    from = text.len() - after.trim_start_matches(BARS).len();
    from = text.len() - blank(from).len();
    let value = &text[from..];
    let bounds = value
        .char_indices()
        .filter(|(_, c)| {
            BLANKS.contains(*c) || SEPARATORS.contains(*c) || OPEN.contains(*c) || CLOSE.contains(*c)
        })
        .map(|(at, _)| at)
        .chain([value.len()]);
    // 2024-031 is one value.
    let inside = |end: usize| {
        let joins = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let mut after = value[end..].chars();
        after.next().is_some_and(|c| "-—–./:".contains(c))
            && joins(after.next())
            && joins(value[..end].chars().next_back())
    };
    let fits = |end: &usize| {
        !inside(*end) && value[..*end].chars().count() <= LONGEST_VALUE && label.takes(value[..*end].trim())
    };
    let end = bounds.filter(fits).find(|end| ended(from + end))?;
    let field = Field { label, value: from..from + end };
    Some(Part { end: from + end, field: Some(field), strong: true })
}

/// 【打印】, 〖大 中 小〗, 【字体：大 中 小】.
fn bracketed(text: &str, at: usize, ended: &dyn Fn(usize) -> bool) -> Option<Part> {
    let rest = &text[at..];
    let open = rest.chars().next()?;
    let close = OPEN.chars().position(|c| c == open).and_then(|at| CLOSE.chars().nth(at))?;
    let end = rest.find(close)?;
    let inner = &rest[open.len_utf8()..end];
    let end = at + end + close.len_utf8();
    (ended(end) && inner.chars().count() < 40 && Ends::of(inner).strong(0)).then_some(Part {
        end,
        field: None,
        strong: true,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_sites_and_accounts() {
        for text in [
            "2024-04-03",
            "时间：2024-04-03 10:22",
            "2024-04-03 10:22 来源：甲市教育局 【字体：大 中 小】 打印",
            "日期：2024-04-03　点击：128",
            "信息分类：通知",
            "生成日期：2024-04-03",
            "【发布日期】2024-09-27　【来源】人事代表工作委员会　【浏览】1002",
            "发布时间：2024-01-29 16:08　来源：法规处　浏览次数：642 次　字体：[大] [中] [小]",
            "访问量:58 　|　 更新:2024-12-19 11:02 　|　 【大 中 小】",
            "文章来源：统计信息科　发布：2024-06-18 14:05　〖大 中 小〗",
            "编辑：张三　审核：李四",
            "编辑 | 小鹿 丨 校审 | 甘棠",
            "◎值班编辑：阿呆 ◎责编：许知远",
            "阅读 2.3万 赞 168 在看 57",
            "【打印】 【关闭】 分享到：微信 微博",
            "🖨打印　❤收藏",
            "索 引 号：001",
        ] {
            assert!(row(text).is_some(), "{text}");
        }
        for text in [
            "2024年4月3日",
            "甲市教育局关于招生工作的通知",
            "各县教育局：",
            "资金来源：财政拨款",
            "时间：4月3日下午",
            "作者简介",
            "联系人：张三",
            "来源于群众的意见要认真研究。",
            "一、时间：2024-04-03",
            "100",
            "甲市教育局",
        ] {
            assert!(row(text).is_none(), "{text}");
        }
        let fields = row("发文字号：甲教〔2024〕5号　成文日期：2024年4月3日").unwrap();
        let values: Vec<&str> = fields.iter().map(|field| field.label.name).collect();
        assert_eq!(values, ["发文字号", "成文日期"]);
    }
}
