//! Calendar dates as 7.3.5.4 prints them: Arabic, full, without leading zeros.

use std::fmt;
use std::ops::RangeInclusive;

/// A day of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// From 1 to 9999.
    pub year: u16,
    /// From 1 to 12.
    pub month: u8,
    /// From 1 to the last of the month.
    pub day: u8,
}

/// Why a text is no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateError {
    /// Not written as a date.
    Form,
    /// Written as a date, but there is no such day.
    NoSuchDay,
}

impl Date {
    /// The same day some years later; the last of February where there is none.
    pub(crate) fn years_later(self, years: u32) -> Date {
        let year = self.year.saturating_add(u16::try_from(years).unwrap_or(u16::MAX));
        Date::new(year, self.month, self.day).unwrap_or(Date { year, day: 28, ..self })
    }
}

#[doc(hidden)]
impl Date {
    /// A day that is in the calendar.
    pub fn new(year: u16, month: u8, day: u8) -> Result<Date, DateError> {
        let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let days = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 => 28 + u8::from(leap),
            _ => return Err(DateError::NoSuchDay),
        };
        if year == 0 || day == 0 || day > days {
            return Err(DateError::NoSuchDay);
        }
        Ok(Date { year, month, day })
    }

    /// Reads `2024年1月30日`, `2024-01-30`, `2024/1/30`, `2024.1.30`; full-width digits count.
    pub fn parse(text: &str) -> Result<Date, DateError> {
        let text: String = text.chars().filter(|c| !c.is_whitespace()).map(ascii_digit).collect();
        let parts: Vec<&str> = if let Some(rest) = text.strip_suffix('日') {
            let (year, rest) = rest.split_once('年').ok_or(DateError::Form)?;
            let (month, day) = rest.split_once('月').ok_or(DateError::Form)?;
            vec![year, month, day]
        } else {
            let separator = ['-', '/', '.'].into_iter().find(|&c| text.matches(c).count() == 2);
            text.split(separator.ok_or(DateError::Form)?).collect()
        };
        let [year, month, day] = parts[..] else {
            return Err(DateError::Form);
        };
        let number = |part: &str, most: usize| match part.len() {
            1.. if part.len() <= most && part.bytes().all(|b| b.is_ascii_digit()) => {
                part.parse::<u16>().map_err(|_| DateError::Form)
            }
            _ => Err(DateError::Form),
        };
        if year.len() != 4 {
            return Err(DateError::Form);
        }
        let (month, day) = (number(month, 2)?, number(day, 2)?);
        Date::new(number(year, 4)?, month as u8, day as u8)
    }

    /// A date of which at least one part waits for a hand, as it is printed: figures as ever, × as many as were
    /// typed, a blank as wide as what it waits for (`2025年　月　日`, `2025年×月×日`).
    pub fn parse_open(text: &str) -> Option<String> {
        let rest = text.trim_end().strip_suffix('日')?;
        let (year, rest) = rest.split_once('年')?;
        let (month, day) = rest.split_once('月')?;
        let mut open = false;
        let mut part = |part: &str, most: usize, cells: usize, range: RangeInclusive<u16>| {
            let bare: String =
                part.chars().filter(|c| !c.is_whitespace() && *c != '_').map(ascii_digit).collect();
            let count = bare.chars().count();
            if bare.is_empty() {
                open = true;
                return Some("　".repeat(cells));
            }
            if count > most {
                return None;
            }
            if bare.chars().all(|c| "×xXＸｘ＊*✕".contains(c)) {
                open = true;
                return Some("×".repeat(count));
            }
            // 202×年
            if cells > 1 && bare.chars().all(|c| c.is_ascii_digit() || c == '×') && bare.contains('×') {
                open = count == most;
                return Some(bare).filter(|_| count == most);
            }
            let number: u16 =
                Some(&bare).filter(|bare| bare.bytes().all(|b| b.is_ascii_digit()))?.parse().ok()?;
            range.contains(&number).then(|| number.to_string())
        };
        let year = part(year, 4, 2, 1000..=9999)?;
        let (month, day) = (part(month, 2, 1, 1..=12)?, part(day, 2, 1, 1..=31)?);
        open.then(|| format!("{year}年{month}月{day}日"))
    }

    /// Reads 二〇二四年一月三十日, which 7.3.5.4 does not allow but people still write.
    pub fn parse_chinese(text: &str) -> Option<Date> {
        let rest = text.trim().strip_suffix('日')?;
        let (year, rest) = rest.split_once('年')?;
        let (month, day) = rest.split_once('月')?;
        let digits: Option<String> =
            year.chars().map(|c| chinese_digit(c).map(|d| (b'0' + d) as char)).collect();
        let year = digits.filter(|d| d.len() == 4)?.parse().ok()?;
        Date::new(year, chinese_number(month)?, chinese_number(day)?).ok()
    }
}

/// A regular expression, as JSON Schema has them, of what is read as a date or as one that is still open. It knows how
/// many days a month has, and nothing of leap years; of a date that is open it knows that some part is.
pub(super) fn pattern() -> String {
    const YEAR: &str = "[0-9０-９]{4}";
    let days = |between: &str, end: &str| {
        let between = format!(r"\s*{between}\s*");
        format!(
            "(?:(?:[0０]?[1-9１-９]|[1１][0-2０-２]){between}(?:[0０]?[1-9１-９]|[1１][0-9０-９]|[2２][0-8０-８])\
             |[0０]?[2２]{between}[2２][9９]\
             |(?:[0０]?[13-9１３-９]|[1１][0-2０-２]){between}(?:[2２][9９]|[3３][0０])\
             |(?:[0０]?[13578１３５７８]|[1１][02０２]){between}[3３][1１]){end}"
        )
    };
    let any = r"[0-9０-９×xXＸｘ＊*✕_\s]*";
    let open = format!(r"(?:[_\s]*|{any}[×xXＸｘ＊*✕]{any})");
    let mut forms = vec![format!(r"{YEAR}\s*年\s*{}", days("月", r"\s*日"))];
    forms.extend(["-", "/", r"\."].map(|mark| format!(r"{YEAR}\s*{mark}\s*{}", days(mark, ""))));
    let hanzi = "[一二三四五六七八九十]{1,3}";
    forms.push(format!("[〇○零Ｏ一二三四五六七八九]{{4}}年{hanzi}月{hanzi}日"));
    forms.push(format!("{open}年{any}月{any}日|{any}年{open}月{any}日|{any}年{any}月{open}日"));
    format!(r"^\s*(?:{})\s*$", forms.join("|"))
}

fn ascii_digit(c: char) -> char {
    match c {
        '０'..='９' => char::from(b'0' + (c as u32 - '０' as u32) as u8),
        other => other,
    }
}

fn chinese_digit(c: char) -> Option<u8> {
    if matches!(c, '○' | '零' | 'Ｏ') {
        return Some(0);
    }
    "〇一二三四五六七八九".chars().position(|known| known == c).map(|at| at as u8)
}

/// 一 to 九十九.
fn chinese_number(text: &str) -> Option<u8> {
    match text.split_once('十') {
        None => {
            let mut chars = text.chars();
            let digit = chinese_digit(chars.next()?)?;
            chars.next().is_none().then_some(digit)
        }
        Some((tens, ones)) => {
            let tens = if tens.is_empty() { 1 } else { chinese_number(tens)? };
            let ones = if ones.is_empty() { 0 } else { chinese_number(ones)? };
            tens.checked_mul(10)?.checked_add(ones)
        }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}年{}月{}日", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_every_usual_spelling_and_printed_in_one() {
        for (written, printed) in [
            ("2024年1月30日", Ok("2024年1月30日")),
            ("2024年01月05日", Ok("2024年1月5日")),
            ("２０２４年１月３０日", Ok("2024年1月30日")),
            ("2024-01-30", Ok("2024年1月30日")),
            ("2024.1.30", Ok("2024年1月30日")),
            ("2024年2月29日", Ok("2024年2月29日")),
            ("2023年2月29日", Err(DateError::NoSuchDay)),
            ("2024年13月1日", Err(DateError::NoSuchDay)),
            ("24年1月30日", Err(DateError::Form)),
            ("2024年1月", Err(DateError::Form)),
            ("昨天", Err(DateError::Form)),
        ] {
            let read = Date::parse(written).map(|date| date.to_string());
            assert_eq!(read.as_deref().map_err(|e| *e), printed, "{written}");
        }
    }

    #[test]
    fn an_open_date_keeps_what_is_known_and_room_for_the_rest() {
        for (written, printed) in [
            ("2025年　月　日", Some("2025年　月　日")),
            ("2025年 月 日", Some("2025年　月　日")),
            ("2025年月日", Some("2025年　月　日")),
            ("　　年　月　日", Some("　　年　月　日")),
            ("  年  月  日", Some("　　年　月　日")),
            ("2025年×月×日", Some("2025年×月×日")),
            ("2025年XX月xx日", Some("2025年××月××日")),
            ("２０２５年３月　日", Some("2025年3月　日")),
            ("××××年×月×日", Some("××××年×月×日")),
            ("202×年3月5日", Some("202×年3月5日")),
            ("2025年__月__日", Some("2025年　月　日")),
            ("2025年3月5日", None),
            ("2025年13月　日", None),
            ("2025年3月32日", None),
            ("2025年　月", None),
            ("某年　月　日", None),
            ("2025年三月　日", None),
            ("2025-×-×", None),
        ] {
            assert_eq!(Date::parse_open(written).as_deref(), printed, "{written}");
        }
    }

    #[test]
    fn chinese_numerals_are_understood() {
        let read = |text| Date::parse_chinese(text).map(|date| date.to_string());
        assert_eq!(read("二〇二四年一月三十日").as_deref(), Some("2024年1月30日"));
        assert_eq!(read("二○一二年十二月二十一日").as_deref(), Some("2012年12月21日"));
        assert_eq!(read("二〇二四年十三月一日"), None);
    }
}
