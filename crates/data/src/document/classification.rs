//! 密级和保密期限 (7.2.2): 秘密, 机密★1年, 绝密★6个月.

use super::date::{Date, DateError};
use crate::text::marker::hanzi_value;

/// The longest term of each level in years: 保守国家秘密法 Art. 20.
const LONGEST: [(&str, u32); 3] = [("绝密", 30), ("机密", 20), ("秘密", 10)];

/// What stands where 密级 does and is no level of state secrets: without ★, without a term.
const UNRANKED: [&str; 7] = ["内部资料", "内部文件", "内部参阅", "内部参考", "内部使用", "内部", "工作秘密"];

/// Whether a text marks what is no state secret: 内部, 工作秘密.
pub(crate) fn is_unranked(text: &str) -> bool {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    UNRANKED.contains(&text.split('★').next().unwrap_or_default())
}

/// What is wrong with a classification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ClassificationError {
    /// It begins with none of 绝密, 机密, 秘密.
    Level,
    /// What is no state secret has a term.
    Unranked,
    /// The term is longer than the law allows for the level.
    TooLong { level: &'static str, years: u32 },
    /// Between level and term stands something else than ★.
    Star,
    /// Nothing stands behind ★, or no time: 机密★, 机密★0年.
    NoTerm,
    /// It counts, but not as terms are counted: 半年, 1.5年, 5年以上; the term as it is written rightly,
    /// where that is known.
    Form { right: Option<String> },
    /// The day of declassification is none.
    NoSuchDay,
    /// It ended before the document was, or with its own day.
    Ended { day: String },
}

/// What a term says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Term {
    /// So many months and days.
    Length { months: u64, days: u64 },
    /// Until a day.
    Until(Date),
    /// 长期, or a condition.
    Words,
}

/// Checks a classification, whatever blanks stand in it; `from` is the day that the document is of, from
/// which a day of declassification counts.
pub(super) fn check(text: &str, from: Option<Date>) -> Result<(), ClassificationError> {
    if is_unranked(text) {
        return if text.contains('★') { Err(ClassificationError::Unranked) } else { Ok(()) };
    }
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let (level, years) =
        LONGEST.into_iter().find(|(level, _)| text.starts_with(level)).ok_or(ClassificationError::Level)?;
    let rest = &text[level.len()..];
    if rest.is_empty() {
        return Ok(());
    }
    let said = rest.strip_prefix('★').ok_or(ClassificationError::Star)?;
    let too_long = ClassificationError::TooLong { level, years };
    match term(said)? {
        Term::Length { months: 0, days: 0 } => Err(ClassificationError::NoTerm),
        Term::Length { months, days } if is_beyond(months, days, years) => Err(too_long),
        Term::Until(day) if from.is_some_and(|from| day > from.years_later(years)) => Err(too_long),
        Term::Until(day) if from.is_some_and(|from| day <= from) => {
            Err(ClassificationError::Ended { day: day.to_string() })
        }
        _ => Ok(()),
    }
}

/// A regular expression, as JSON Schema has them, of a classification: level, ★ and a term within the law's years where
/// these are counted in figures.
pub(super) fn pattern() -> String {
    // 31–39, 40–99 and so on; three figures are a year's only where a fourth follows.
    let levels = [
        (r"绝\s*密", "[3３][1-9１-９]|[4-9４-９][0-9０-９]"),
        (r"机\s*密", "[2２][1-9１-９]|[3-9３-９][0-9０-９]"),
        (r"秘\s*密", "[1１][1-9１-９]|[2-9２-９][0-9０-９]"),
    ];
    let levels = levels.map(|(level, beyond)| {
        format!(
            r"{level}(?:\s*★\s*(?!(?:{beyond}|[0-9０-９]{{3}})\s*年)(?![0０]+\s*(?:年|个月|月|日|天)\s*$)(?![^0-9０-９〇零一二三四五六七八九十百].*(?:年|月|日|天)\s*$)[^\s\-—–☆★（(].*)?"
        )
    });
    format!(r"^\s*(?:{}|{})\s*$", UNRANKED.join("|"), levels.join("|"))
}

/// Whether months and days are more than so many years.
fn is_beyond(months: u64, days: u64, years: u32) -> bool {
    let most = u64::from(years) * 12;
    months > most || months == most && days > 0 || days / 366 >= u64::from(years)
}

/// Reads what stands behind ★.
fn term(said: &str) -> Result<Term, ClassificationError> {
    if said.is_empty() {
        return Err(ClassificationError::NoTerm);
    }
    if !said.starts_with(char::is_alphanumeric) {
        // ★★1年, ★（1年）, ★-1年
        return Err(ClassificationError::Star);
    }
    let half = match said {
        "半年" => Some("6个月"),
        "一年半" | "1年半" => Some("18个月"),
        _ => None,
    };
    if let Some(right) = half {
        return Err(ClassificationError::Form { right: Some(right.to_owned()) });
    }
    if let Some(day) = day(said)? {
        return Ok(Term::Until(day));
    }
    let Some((number, mut rest)) = number(said) else {
        // 若干年, 数月: a time without a number.
        let is_time = ["年", "个月", "月", "日", "天"].iter().any(|unit| said.ends_with(unit));
        return if is_time { Err(ClassificationError::Form { right: None }) } else { Ok(Term::Words) };
    };
    // 11年6个月, 六个月, 30日.
    let (mut months, mut days) = (0_u64, 0_u64);
    let mut count = Some(number);
    while let Some(number) = count {
        let units = [("年", 12, 0), ("个月", 1, 0), ("日", 0, 1), ("天", 0, 1)];
        let Some((unit, month, day)) = units.into_iter().find(|(unit, ..)| rest.starts_with(unit)) else {
            let right = (rest == "月" && months == 0 && days == 0).then(|| format!("{number}个月"));
            return Err(ClassificationError::Form { right });
        };
        months = months.saturating_add(number.saturating_mul(month));
        days = days.saturating_add(number.saturating_mul(day));
        rest = &rest[unit.len()..];
        count = None;
        if let Some((next, after)) = self::number(rest) {
            (count, rest) = (Some(next), after);
        }
    }
    if rest.is_empty() {
        return Ok(Term::Length { months, days });
    }
    Err(ClassificationError::Form { right: None })
}

/// A day that a term begins with, 2030年1月1日.
fn day(said: &str) -> Result<Option<Date>, ClassificationError> {
    let Some(end) = said.find('日').map(|at| at + '日'.len_utf8()) else { return Ok(None) };
    if !said.contains('月') || said.contains("个月") {
        return Ok(None);
    }
    match Date::parse(&said[..end]) {
        Ok(day) => Ok(Some(day)),
        Err(DateError::NoSuchDay) => Err(ClassificationError::NoSuchDay),
        Err(DateError::Form) => Ok(Date::parse_chinese(&said[..end])),
    }
}

/// The number that a text begins with, in Arabic digits of either width or in Chinese numerals, and what
/// follows it; a number beyond all terms is as good as the largest.
fn number(text: &str) -> Option<(u64, &str)> {
    let digit = |c: char| c.to_digit(10).or_else(|| (c as u32).checked_sub('０' as u32).filter(|d| *d < 10));
    let leading = |accept: &dyn Fn(char) -> bool| -> usize {
        text.chars().take_while(|c| accept(*c)).map(char::len_utf8).sum()
    };
    let arabic = leading(&|c| digit(c).is_some());
    if arabic > 0 {
        let value = text[..arabic]
            .chars()
            .filter_map(digit)
            .fold(0_u64, |value, d| value.saturating_mul(10).saturating_add(u64::from(d)));
        return Some((value, &text[arabic..]));
    }
    let hanzi = leading(&|c| plain_numeral(c).is_some());
    let plain: String = text[..hanzi].chars().filter_map(plain_numeral).collect();
    // 百 alone is one hundred.
    let plain = if plain.starts_with('百') { format!("一{plain}") } else { plain };
    Some((u64::from(hanzi_value(&plain)?), &text[hanzi..]))
}

/// A Chinese numeral in the plain ones: 廿 is 二十, 貳 and 贰 are 二.
fn plain_numeral(c: char) -> Option<&'static str> {
    const PLAIN: [(&str, &str); 15] = [
        ("零〇○", "零"),
        ("一壹弌", "一"),
        ("二贰貳弍两兩", "二"),
        ("三叁參叄弎", "三"),
        ("四肆", "四"),
        ("五伍", "五"),
        ("六陆陸", "六"),
        ("七柒", "七"),
        ("八捌", "八"),
        ("九玖", "九"),
        ("十拾", "十"),
        ("百佰", "百"),
        ("廿", "二十"),
        ("卅", "三十"),
        ("卌", "四十"),
    ];
    PLAIN.iter().find(|(forms, _)| forms.contains(c)).map(|(_, plain)| *plain)
}

/// A classification with its term in Arabic digits, where it is written in others: 秘密★一年, 秘密★１年.
pub fn in_arabic(text: &str) -> Option<String> {
    let (level, said) = text.split_once('★')?;
    let compact: String = said.chars().filter(|c| !c.is_whitespace()).collect();
    if !matches!(term(&compact), Ok(Term::Length { .. })) {
        return None;
    }
    let mut right = format!("{level}★");
    let mut rest = compact.as_str();
    while let Some(c) = rest.chars().next() {
        match number(rest) {
            Some((value, after)) => {
                right.push_str(&value.to_string());
                rest = after;
            }
            None => {
                right.push(c);
                rest = &rest[c.len_utf8()..];
            }
        }
    }
    let same = said.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || "年个月日天".contains(c));
    (!same).then_some(right)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOO_LONG: Result<(), ClassificationError> =
        Err(ClassificationError::TooLong { level: "秘密", years: 10 });

    fn form(right: Option<&str>) -> Result<(), ClassificationError> {
        Err(ClassificationError::Form { right: right.map(str::to_owned) })
    }

    fn ended(day: &str) -> Result<(), ClassificationError> {
        Err(ClassificationError::Ended { day: day.to_owned() })
    }

    #[test]
    fn terms_of_the_law() {
        for (text, result) in [
            ("秘密", Ok(())),
            ("机　密", Ok(())),
            ("机密★1年", Ok(())),
            ("机 密 ★ 1 年", Ok(())),
            ("绝密★6个月", Ok(())),
            ("绝密★30年", Ok(())),
            ("绝密★360个月", Ok(())),
            ("绝密★长期", Ok(())),
            ("绝密★公布前", Ok(())),
            ("秘密★2030年1月1日", Ok(())),
            ("秘密★10年", Ok(())),
            ("秘密★120个月", Ok(())),
            ("秘密★9年11个月", Ok(())),
            ("秘密★十年", Ok(())),
            ("秘密★30日", Ok(())),
            ("秘密★11年", TOO_LONG),
            ("秘密★１１年", TOO_LONG),
            ("秘密★十一年", TOO_LONG),
            ("秘密★二十年", TOO_LONG),
            ("秘密★11年6个月", TOO_LONG),
            ("秘密★10年1个月", TOO_LONG),
            ("秘密★121个月", TOO_LONG),
            ("秘密★99999999999999999999年", TOO_LONG),
            ("秘密★2034年5月31日", TOO_LONG),
            ("秘密★廿年", TOO_LONG),
            ("秘密★廿五年", TOO_LONG),
            ("秘密★卅年", TOO_LONG),
            ("秘密★貳拾年", TOO_LONG),
            ("秘密★壹佰年", TOO_LONG),
            ("机密★廿年", Ok(())),
            ("秘密★若干年", form(None)),
            ("秘密★2024年5月31日", Ok(())),
            ("秘密★2024年5月30日", ended("2024年5月30日")),
            ("秘密★2020年1月1日", ended("2020年1月1日")),
            ("机密★241个月", Err(ClassificationError::TooLong { level: "机密", years: 20 })),
            ("机密*1年", Err(ClassificationError::Star)),
            ("机密1年", Err(ClassificationError::Star)),
            ("机密★★1年", Err(ClassificationError::Star)),
            ("机密★-1年", Err(ClassificationError::Star)),
            ("机密★", Err(ClassificationError::NoTerm)),
            ("机密★　", Err(ClassificationError::NoTerm)),
            ("秘密★0年", Err(ClassificationError::NoTerm)),
            ("秘密★零个月", Err(ClassificationError::NoTerm)),
            ("秘密★半年", form(Some("6个月"))),
            ("秘密★3月", form(Some("3个月"))),
            ("秘密★1.5年", form(None)),
            ("秘密★5年以上", form(None)),
            ("秘密★5", form(None)),
            ("秘密★2030年2月30日", Err(ClassificationError::NoSuchDay)),
            ("机要", Err(ClassificationError::Level)),
            ("内部", Ok(())),
            ("内部　资料", Ok(())),
            ("工作秘密", Ok(())),
            ("工作秘密★1年", Err(ClassificationError::Unranked)),
        ] {
            let from = Date::parse("2024-05-30").ok();
            assert_eq!(check(text, from), result, "{text}");
        }
    }

    #[test]
    fn terms_are_written_in_arabic_digits() {
        for (text, right) in [
            ("秘密★一年", Some("秘密★1年")),
            ("机密★十二年", Some("机密★12年")),
            ("秘密★５年", Some("秘密★5年")),
            ("绝密★廿五年", Some("绝密★25年")),
            ("绝密★貳拾年", Some("绝密★20年")),
            ("秘密★五年六个月", Some("秘密★5年6个月")),
            ("秘密★5年", None),
            ("秘密★ 5 年", None),
            ("绝密★长期", None),
            ("秘密", None),
        ] {
            assert_eq!(in_arabic(text).as_deref(), right, "{text}");
        }
    }
}
