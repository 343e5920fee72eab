//! What stands at a line's start: the numbering of a level, rightly typed, wrongly typed, or only
//! alike. One line alone; what the lines around it say is [`super::levels`]'s matter.

use super::body::Level;

/// The largest number a heading of official documents plausibly carries.
const LARGEST: u32 = 199;

/// A numbering at a line's start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Marker {
    pub level: Level,
    pub number: u32,
    /// How many bytes it takes.
    pub bytes: usize,
    pub form: Form,
    /// It may as well be a quantity (`1.5万元`) or an enumeration (`一、二审`).
    pub doubtful: bool,
}

/// How the numbering is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Right,
    /// `1、` for `1.`
    DigitComma,
    /// `一.` for `一、`
    HanziDot,
    /// `（一）、` for `（一）`
    MarkAfterBracket,
    /// `(一)` for `（一）`
    HalfBrackets,
}

impl Form {
    pub(crate) fn is_slip(self) -> bool {
        self != Form::Right
    }
}

/// The numbering a line begins with, if it can be one at all.
pub(super) fn marker(line: &str) -> Option<Marker> {
    bracketed(line).or_else(|| hanzi(line)).or_else(|| digits(line))
}

/// Whether a line surely begins with the number of a level: not with 1.5万元 nor 一、二审.
pub(super) fn begins(line: &str) -> bool {
    marker(line).is_some_and(|marker| !marker.doubtful)
}

/// How many bytes of a line may be its numbering.
pub fn length(line: &str) -> usize {
    marker(line).map_or(0, |marker| marker.bytes)
}

/// How many bytes of an attachment's name are its number, which is set by itself: `1.`, `附件1：`, `附件1 `, `附件：`,
/// `（1）`, `一、`. `2024.` is a year, `1.5万千瓦机组` a name.
pub fn attachment_number(name: &str) -> usize {
    let rest = name.strip_prefix("附件").unwrap_or(name);
    let labelled = rest.len() < name.len();
    if !labelled
        && let Some(marker) = bracketed(name).or_else(|| hanzi(name)).filter(|marker| !marker.doubtful)
    {
        return marker.bytes;
    }
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let marks = if labelled { "：:．.、" } else { "．.、" };
    let after = rest[digits..].chars().next();
    let mark = after.filter(|c| marks.contains(*c) || labelled && digits > 0 && c.is_whitespace());
    let Some(mark) = mark.filter(|_| digits <= 2 && (labelled || digits > 0)) else { return 0 };
    // 附件.docx is a file's name.
    let is_file = digits == 0 && mark == '.' && rest[1..].starts_with(|c: char| c.is_ascii_alphabetic());
    if is_file || attachments_in_one(name).is_some() {
        return 0;
    }
    let length = name.len() - rest.len() + digits + mark.len_utf8();
    if name[length..].starts_with(|c: char| c.is_ascii_digit()) && !labelled { 0 } else { length }
}

/// The names of several attachments that were written as one: `1.甲；2.乙`.
pub fn attachments_in_one(name: &str) -> Option<Vec<&str>> {
    let mut starts: Vec<(usize, usize)> = Vec::new();
    for (at, _) in name.char_indices() {
        let next = format!("{}", starts.len() + 1);
        let begins =
            name[..at].chars().next_back().is_none_or(|c| "；;，,、。\n".contains(c) || c.is_whitespace());
        let Some(rest) = name[at..].strip_prefix(&next).filter(|_| begins) else { continue };
        let mark = rest.chars().next().filter(|c| "．.、".contains(*c));
        if let Some(mark) = mark
            && !rest[mark.len_utf8()..].starts_with(|c: char| c.is_ascii_digit())
        {
            starts.push((at, at + next.len() + mark.len_utf8()));
        }
    }
    let begun = starts.first().is_some_and(|(at, _)| *at == 0);
    let ends = starts.iter().skip(1).map(|(at, _)| *at).chain([name.len()]);
    let names: Vec<&str> = starts
        .iter()
        .zip(ends)
        .map(|((_, start), end)| {
            name[*start..end].trim_matches(|c: char| "；;，,、。".contains(c) || c.is_whitespace())
        })
        .collect();
    (begun && names.len() > 1 && names.iter().all(|name| !name.is_empty())).then_some(names)
}

/// 一、 and `一.`
fn hanzi(line: &str) -> Option<Marker> {
    let length = leading(line, is_numeral);
    let number = hanzi_value(&line[..length])?;
    let mark = line[length..].chars().next()?;
    let form = match mark {
        '、' => Form::Right,
        '.' | '．' => Form::HanziDot,
        _ => return None,
    };
    let bytes = length + mark.len_utf8();
    let rest = &line[bytes..];
    // 一、二审, 三、四线城市: the next numeral follows at once.
    let second = leading(rest, is_numeral);
    let enumerates = second > 0 && hanzi_value(&rest[..second]) == Some(number + 1);
    if enumerates && rest[second..].starts_with('、') {
        // 一、二、三产业
        return None;
    }
    in_range(Marker { level: Level::One, number, bytes, form, doubtful: enumerates })
}

/// （一） and （1）, in full-width or half-width brackets.
fn bracketed(line: &str) -> Option<Marker> {
    let open = line.chars().next().filter(|c| matches!(c, '（' | '('))?;
    let inner = &line[open.len_utf8()..];
    let (hanzi, arabic) = (leading(inner, is_numeral), leading(inner, is_digit));
    let (level, length, number) = if hanzi > 0 {
        // Up to （九十九）: more is a year.
        (Level::Two, hanzi, hanzi_value(&inner[..hanzi]).filter(|number| *number <= 99)?)
    } else {
        (Level::Four, arabic, digit_value(&inner[..arabic]).filter(|number| *number <= 99)?)
    };
    let close = inner[length..].chars().next().filter(|c| matches!(c, '）' | ')'))?;
    let mut bytes = open.len_utf8() + length + close.len_utf8();
    let mut form = if open == '(' || close == ')' { Form::HalfBrackets } else { Form::Right };
    if line[bytes..].starts_with('、') {
        bytes += '、'.len_utf8();
        form = Form::MarkAfterBracket;
    }
    in_range(Marker { level, number, bytes, form, doubtful: false })
}

/// `1.`, `1．` and `1、`
fn digits(line: &str) -> Option<Marker> {
    let length = leading(line, is_digit);
    // Three digits and more are a year or a quantity.
    let number = digit_value(&line[..length]).filter(|number| *number <= 99)?;
    let mark = line[length..].chars().next()?;
    let bytes = length + mark.len_utf8();
    let rest = &line[bytes..];
    let (form, doubtful) = match mark {
        '.' | '．' => (Form::Right, is_fraction(rest)),
        // 1、2、3号楼 counts things; 1、2024年 does not.
        '、' if rest.starts_with(is_digit) && is_fraction(rest) => return None,
        '、' => (Form::DigitComma, false),
        _ => return None,
    };
    in_range(Marker { level: Level::Three, number, bytes, form, doubtful })
}

/// Whether what follows `1.` makes it a decimal, a date or a section number; `1.2024年…` does not.
fn is_fraction(rest: &str) -> bool {
    let length = leading(rest, is_digit);
    let year = digit_value(&rest[..length]).is_some_and(|number| (1900..2100).contains(&number));
    length > 0 && !(year && rest[length..].starts_with('年'))
}

fn in_range(marker: Marker) -> Option<Marker> {
    (1..=LARGEST).contains(&marker.number).then_some(marker)
}

pub(super) fn is_numeral(c: char) -> bool {
    "〇零一二三四五六七八九十百千".contains(c)
}

pub(super) fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

fn leading(text: &str, accept: impl Fn(char) -> bool) -> usize {
    text.chars().take_while(|c| accept(*c)).map(char::len_utf8).sum()
}

/// Arabic digits, half-width or full-width.
pub(super) fn digit_value(text: &str) -> Option<u32> {
    let digit = |c: char| c.to_digit(10).or_else(|| (c as u32).checked_sub('０' as u32));
    if text.is_empty() || text.chars().count() > 4 {
        return None;
    }
    text.chars().try_fold(0, |value, c| Some(value * 10 + digit(c)?))
}

/// 一, 十二, 二十, 一百零一, and 二〇 digit by digit.
pub fn hanzi_value(text: &str) -> Option<u32> {
    let digit = |c: char| match c {
        '零' | '〇' => Some(0),
        _ => "一二三四五六七八九".chars().position(|known| known == c).map(|at| at as u32 + 1),
    };
    if text.is_empty() || text.chars().count() > 7 {
        return None;
    }
    if !text.contains(['十', '百', '千']) {
        return text.chars().try_fold(0, |value, c| Some(value * 10 + digit(c)?));
    }
    let (mut value, mut ones, mut unit) = (0, None, 10_000);
    for c in text.chars() {
        let factor = match c {
            '千' => 1000,
            '百' => 100,
            '十' => 10,
            _ => {
                if ones.is_some_and(|ones| ones > 0) {
                    return None;
                }
                ones = digit(c);
                continue;
            }
        };
        if factor >= unit {
            return None;
        }
        // 十二 has no 一 before its 十.
        value += ones.filter(|ones| *ones > 0).unwrap_or(1) * factor;
        (ones, unit) = (None, factor);
    }
    Some(value + ones.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (text, value) in [
            ("一", Some(1)),
            ("十", Some(10)),
            ("十一", Some(11)),
            ("二十", Some(20)),
            ("二十九", Some(29)),
            ("九十九", Some(99)),
            ("一百", Some(100)),
            ("一百零一", Some(101)),
            ("一百〇一", Some(101)),
            ("一百一十", Some(110)),
            ("一百一十一", Some(111)),
            ("一千二百六十", Some(1260)),
            ("一千零三", Some(1003)),
            ("二〇", Some(20)),
            ("一〇一", Some(101)),
            ("二〇二四", Some(2024)),
            ("十十", None),
            ("一二十", None),
            ("十百", None),
            ("", None),
        ] {
            assert_eq!(hanzi_value(text), value, "{text}");
        }
        assert_eq!(digit_value("１２"), Some(12));
        assert_eq!(digit_value("12345"), None);
    }
}
