//! Dates and times by their parts.

use super::code::{CHINA, HalfDay, JAPAN, Part, Section, TAIWAN, Token, Unit};
use super::numerals::Numerals;
use super::{Epoch, NotShown};

const SECONDS: u64 = 24 * 60 * 60;
/// The day after 9999-12-31, counted from 1900.
const END: f64 = 2_958_466.0;
/// Days between the two epochs.
const LATER: f64 = 1462.0;

/// A moment, taken apart. In the epoch of 1900 there is a 29 February 1900, and a day 0 before 1 January.
struct Moment {
    year: u32,
    month: u32,
    day: u32,
    /// From Sunday.
    weekday: usize,
    hour: u32,
    minute: u32,
    second: u32,
    /// Thousandths of a second.
    milli: u32,
    /// All seconds since the epoch, and whether that is before it.
    elapsed: u64,
}

/// What a section shows for a number of days.
pub(super) fn date(value: f64, section: &Section, epoch: Epoch) -> Result<String, NotShown> {
    let parts = || {
        section.tokens.iter().filter_map(|token| match token {
            Token::Date(part) => Some(*part),
            _ => None,
        })
    };
    let thousandths = parts().filter_map(|part| match part {
        Part::Fraction(digits) => Some(digits),
        _ => None,
    });
    let only_elapsed = parts().all(|part| {
        matches!(part, Part::Elapsed(..) | Part::Minute(_) | Part::Second(_) | Part::Fraction(_))
    });
    if !matches!(section.calendar, 0 | 1 | 3 | 4 | 7) {
        return Err(NotShown::Calendar);
    }
    let days = match epoch {
        Epoch::Of1900 => value,
        Epoch::Of1904 if only_elapsed => value,
        Epoch::Of1904 => value + LATER,
    };
    // Time that went by may be negative only where dates begin in 1904.
    let negative = value < 0.0;
    let below = negative && !(only_elapsed && epoch == Epoch::Of1904);
    if below || days >= END {
        return Err(NotShown::Hashes);
    }
    let moment = Moment::of(days.abs(), thousandths.max().unwrap_or_default());
    let half_day = parts().any(|part| matches!(part, Part::HalfDay(_)));
    let mut shown = if negative { "-".to_owned() } else { String::new() };
    for token in &section.tokens {
        match token {
            Token::Date(part) => shown.push_str(&said(*part, &moment, section, half_day)),
            Token::Literal(c) => shown.push(*c),
            _ => {}
        }
    }
    Ok(shown)
}

impl Moment {
    /// Rounded to the finest part that is shown: to seconds, or to so many digits after them.
    fn of(days: f64, digits: usize) -> Moment {
        let unit = 10_u64.pow(digits.min(3) as u32);
        let ticks = (days * (SECONDS * unit) as f64).round() as u64;
        let milli = (ticks % unit) * (1000 / unit);
        let elapsed = ticks / unit;
        let (serial, second) = (elapsed / SECONDS, elapsed % SECONDS);
        let (year, month, day) = calendar(serial);
        Moment {
            year,
            month,
            day,
            // Day 1 is taken for a Sunday, so that days after February 1900 are right.
            weekday: ((serial + 6) % 7) as usize,
            hour: (second / 3600) as u32,
            minute: (second / 60 % 60) as u32,
            second: (second % 60) as u32,
            milli: milli as u32,
            elapsed,
        }
    }
}

/// The date of a day counted from 1900, with the day that was none.
fn calendar(serial: u64) -> (u32, u32, u32) {
    match serial {
        0 => return (1900, 1, 0),
        60 => return (1900, 2, 29),
        _ => {}
    }
    // Days since 1 March 0000; 31 December 1899 is day 693,900 of them.
    let days = serial + 693_900 - u64::from(serial > 60);
    let era = days / 146_097;
    let of_era = days % 146_097;
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    (year as u32, month as u32, day as u32)
}

fn said(part: Part, moment: &Moment, section: &Section, half_day: bool) -> String {
    let numerals = section.numerals;
    let language = section.language.unwrap_or_default();
    let small = |number: u32, count: usize| match numerals {
        Some(numerals) => numerals.of_a_date(number, count > 1),
        None if count > 1 => format!("{number:02}"),
        None => number.to_string(),
    };
    let figures = |text: String| numerals.map_or(text.clone(), |numerals| numerals.digits(&text));
    let year = |year: u32, count: usize| {
        figures(if count <= 2 { format!("{:02}", year % 100) } else { format!("{year:04}") })
    };
    let hour = if half_day { (moment.hour + 11) % 12 + 1 } else { moment.hour };
    match part {
        Part::Year(count) => match section.calendar {
            3 => {
                era(moment, JAPAN).map_or_else(|| year(moment.year, count), |(years, _)| small(years, count))
            }
            4 => era(moment, TAIWAN).map_or_else(|| year(moment.year, count), |(years, _)| small(years, 1)),
            7 => year(moment.year + 543, count),
            _ => year(moment.year, count),
        },
        Part::Era(count) => match era(moment, language) {
            Some((years, _)) if numerals == Some(Numerals::FullWidth) || years > 99 => {
                figures(years.to_string())
            }
            Some((years, _)) => small(years, count),
            None => year(moment.year, 4),
        },
        Part::EraName(count) => match era(moment, language) {
            Some((_, names)) => names[count.clamp(1, 3) - 1].to_owned(),
            None => String::new(),
        },
        Part::Buddhist => figures((moment.year + 543).to_string()),
        Part::Month(count @ 1..=2) => small(moment.month, count),
        Part::Month(count) => month_name(moment.month, count, language),
        Part::Day(count @ 1..=2) => small(moment.day, count),
        Part::Day(count) => weekday(moment.weekday, count - 3, language),
        Part::Weekday(count) => match count {
            3 => WEEKDAYS[moment.weekday].to_string(),
            _ => format!("星期{}", WEEKDAYS[moment.weekday]),
        },
        Part::Hour(count) => small(hour, count),
        Part::Minute(count) => small(moment.minute, count),
        Part::Second(count) => small(moment.second, count),
        Part::Fraction(digits) => {
            let milli = format!("{:03}", moment.milli);
            format!(".{}", &milli[..digits.clamp(1, 3)])
        }
        Part::HalfDay(how) => {
            let late = moment.hour >= 12;
            let chinese = how == HalfDay::Chinese || how == HalfDay::Word && is_chinese(language);
            match (how, late) {
                (_, false) if chinese => "上午",
                (_, true) if chinese => "下午",
                (HalfDay::Letter, false) => "A",
                (HalfDay::Letter, true) => "P",
                (_, false) => "AM",
                (_, true) => "PM",
            }
            .to_owned()
        }
        Part::Elapsed(unit, digits) => {
            let number = match unit {
                Unit::Hours => moment.elapsed / 3600,
                Unit::Minutes => moment.elapsed / 60,
                Unit::Seconds => moment.elapsed,
            };
            figures(format!("{number:0digits$}"))
        }
    }
}

fn is_chinese(language: u16) -> bool {
    // The low bits are the language, the others the country.
    language & 0x3FF == CHINA & 0x3FF
}

const WEEKDAYS: [char; 7] = ['日', '一', '二', '三', '四', '五', '六'];

fn weekday(weekday: usize, full: usize, language: u16) -> String {
    const ENGLISH: [&str; 7] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
    match (is_chinese(language), full) {
        (true, 0) => format!("周{}", WEEKDAYS[weekday]),
        (true, _) => format!("星期{}", WEEKDAYS[weekday]),
        (false, 0) => ENGLISH[weekday][..3].to_owned(),
        (false, _) => ENGLISH[weekday].to_owned(),
    }
}

fn month_name(month: u32, count: usize, language: u16) -> String {
    const ENGLISH: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let name = ENGLISH[(month as usize + 11) % 12];
    match count {
        3 if is_chinese(language) => format!("{month}月"),
        4 if is_chinese(language) => Numerals::Lower.of_a_date(month, false) + "月",
        3 => name[..3].to_owned(),
        5 => name[..1].to_owned(),
        _ => name.to_owned(),
    }
}

/// The year of an era and the era's names, short to long, where a language counts so.
fn era(moment: &Moment, language: u16) -> Option<(u32, [&'static str; 3])> {
    type Day = (u32, u32, u32);
    /// The first day of each era of Japan, the youngest first.
    const JAPANESE: [(Day, [&str; 3]); 5] = [
        ((2019, 5, 1), ["R", "令", "令和"]),
        ((1989, 1, 8), ["H", "平", "平成"]),
        ((1926, 12, 25), ["S", "昭", "昭和"]),
        ((1912, 7, 30), ["T", "大", "大正"]),
        ((1868, 1, 1), ["M", "明", "明治"]),
    ];
    match language {
        TAIWAN if moment.year > 1911 => Some((moment.year - 1911, ["民國", "民國", "中華民國"])),
        JAPAN => {
            let day = (moment.year, moment.month, moment.day);
            let (first, names) = JAPANESE.into_iter().find(|(first, _)| day >= *first)?;
            Some((moment.year - first.0 + 1, names))
        }
        _ => None,
    }
}
