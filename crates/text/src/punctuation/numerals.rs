//! Numerals: from one to another, times of day, and the 〇 of hanzi numbers (GB/T 15835-2011).

use super::Reason;
use super::cells::Stretch;
use super::scan::is_hanzi_digit;

/// 9：00 after a word that names a time of day: the colon of a time is half-width.
pub(super) fn times(s: &mut Stretch<'_>) {
    for i in 1..s.len() {
        if s.get(i) != Some('：') {
            continue;
        }
        let hour = s.start_of(i, |c| c.is_ascii_digit());
        let end = s.end_of(i + 1, |c| c.is_ascii_digit());
        let to_another = s.get(end).is_some_and(|c| "—～~-–至到".contains(c))
            && s.get(end + 1).is_some_and(|c| c.is_ascii_digit());
        let named = s.before(hour).is_some_and(|c| "午晨晚夜日）至到自从—～~-".contains(c)) || to_another;
        let follows = s.get(end).is_none_or(|c| !"号件项个章节款".contains(c));
        if named && follows && is_time(&text(s, hour, i), &text(s, i + 1, end)) {
            s.set(i, ':', Reason::Width);
        }
    }
}

fn is_time(hour: &str, minute: &str) -> bool {
    let within = |text: &str, most: u32| text.parse::<u32>().is_ok_and(|n| n <= most);
    (1..=2).contains(&hour.len()) && minute.len() == 2 && within(hour, 24) && within(minute, 59)
}

fn text(s: &Stretch<'_>, from: usize, to: usize) -> String {
    (from..to).filter_map(|i| s.get(i)).collect()
}

/// What stands on each side of the line or wave between two numbers.
struct Sides {
    /// The number before, without its unit.
    left: String,
    left_unit: Option<char>,
    right: String,
    /// What follows the number after.
    next: Option<char>,
    then: Option<char>,
}

/// From one number to another: — between times, ～ between quantities (GB/T 15834-2011, 4.13.3).
/// Whatever may be a code, a telephone or a standard's number stays.
pub(super) fn ranges(s: &mut Stretch<'_>) {
    // A name keeps its own: 《甲市2021-2025年规划》.
    let mut titles = 0_usize;
    for i in 1..s.len() {
        titles += usize::from(s.before(i) == Some('《'));
        titles = titles.saturating_sub(usize::from(s.before(i) == Some('》')));
        let Some(c) = s.get(i).filter(|c| titles == 0 && "-~–〜∼－−―─—".contains(*c)) else {
            continue;
        };
        let end = s.end_of(i, |other| other == c);
        if s.before(i).is_some_and(|b| "-~–〜∼－−―─—".contains(b)) || s.is_kept(i) || end - i > 2
        {
            continue;
        }
        let Some(mark) = sides(s, i, end).and_then(|sides| range_mark(&sides, c, end - i)) else { continue };
        s.set(i, mark, Reason::Range);
        (i + 1..end).for_each(|at| s.remove(at, Reason::Range));
    }
}

fn is_figure(c: char) -> bool {
    c.is_ascii_digit() || c == '.' || c == ':'
}

fn sides(s: &Stretch<'_>, from: usize, to: usize) -> Option<Sides> {
    let last = s.before(from)?;
    let unit = (!last.is_ascii_digit()).then_some(last);
    let left_end = from - usize::from(unit.is_some());
    let left_start = s.start_of(left_end, is_figure);
    let right_end = s.end_of(to, is_figure);
    // Part of a longer code, a standard's number, 第…… or something with a fraction or a sign.
    let joined = |c: char| c.is_ascii_alphanumeric() || "-–—~～/.:第+±−".contains(c);
    if s.before(left_start).is_some_and(joined) || is_after_code(s, left_start) {
        return None;
    }
    let next = s.get(right_end);
    if next.is_some_and(|c| c.is_ascii_alphanumeric() || "-–—~～/+".contains(c)) {
        return None;
    }
    Some(Sides {
        left: text(s, left_start, left_end),
        left_unit: unit,
        right: text(s, to, right_end),
        next,
        then: s.get(right_end + 1),
    })
}

/// `GB 9704-2012`, `No 3-5`: a code's letters stand before the space.
fn is_after_code(s: &Stretch<'_>, start: usize) -> bool {
    let letters = s.start_of(start, |c| c == ' ');
    letters < start && s.before(letters).is_some_and(|c| c.is_ascii_alphabetic())
}

fn range_mark(sides: &Sides, typed: char, length: usize) -> Option<char> {
    let dates = is_years(sides) || is_dates(sides) || is_clock(sides);
    if length == 2 {
        return (dates && (typed == '-' || typed == '—')).then_some('—');
    }
    if typed == '—' {
        return None;
    }
    if dates {
        return Some('—');
    }
    let amounts = sides.left.parse::<f64>().ok().zip(sides.right.parse::<f64>().ok());
    let rising = amounts.is_some_and(|(a, b)| a < b)
        && !has_leading_zero(&sides.left)
        && !has_leading_zero(&sides.right);
    let measured = match sides.left_unit {
        None => is_measure(sides.next, sides.then),
        Some(unit) => "%‰℃元万亿人个".contains(unit) && sides.next == Some(unit),
    };
    let wave = matches!(typed, '~' | '〜' | '∼') && sides.left_unit.is_none();
    (rising && (measured || wave)).then_some('～')
}

fn has_leading_zero(number: &str) -> bool {
    number.len() > 1 && number.starts_with('0') && !number.starts_with("0.")
}

fn is_years(sides: &Sides) -> bool {
    let year =
        |text: &str| text.parse::<u32>().ok().filter(|year| text.len() == 4 && (1900..2100).contains(year));
    let rising = year(&sides.left).zip(year(&sides.right)).is_some_and(|(a, b)| a < b);
    let named = matches!(sides.next, Some('年')) || (sides.next == Some('学') && sides.then == Some('年'));
    let bracketed = sides.next == Some('）');
    rising && matches!(sides.left_unit, None | Some('年')) && (named || bracketed)
}

/// 1-6月, 10-15日, and what ends with 年, 月 or 日 on both sides.
fn is_dates(sides: &Sides) -> bool {
    let whole = |text: &str| text.parse::<u32>().ok().filter(|_| text.len() <= 4);
    let (Some(left), Some(right)) = (whole(&sides.left), whole(&sides.right)) else { return false };
    let within = |unit| match unit {
        '月' => (1..=12).contains(&right),
        '日' => (1..=31).contains(&right),
        _ => false,
    };
    match (sides.left_unit, sides.next) {
        (None, Some(unit)) => within(unit) && left < right,
        (Some('年' | '月' | '日'), Some(unit)) => unit == '年' && right >= 1900 || within(unit),
        _ => false,
    }
}

/// 9:00-17:00.
fn is_clock(sides: &Sides) -> bool {
    let clock = |text: &str| text.split_once(':').is_some_and(|(hour, minute)| is_time(hour, minute));
    sides.left_unit.is_none() && clock(&sides.left) && clock(&sides.right)
}

/// A word that only quantities stand before: not 号, 楼, 页, 条, 期, which number things.
fn is_measure(next: Option<char>, then: Option<char>) -> bool {
    let Some(next) = next else { return false };
    let word = |unit: char, ends: &str| next == unit && then.is_some_and(|c| ends.contains(c));
    "个名人件次家户处座天周岁倍米亩元万亿%‰℃吨批套台辆篇场种克升".contains(next)
        || (next == '年' && then != Some('级'))
        || (next == '项' && then != Some('目'))
        || word('公', "里斤顷分")
        || word('千', "米克瓦")
        || word('厘', "米")
        || word('毫', "米升克")
        || word('平', "方")
        || word('立', "方")
        || word('分', "钟")
        || word('小', "时")
}

/// GB/T 15835-2011: the 0 of a number in hanzi is 〇. ○ alone may stand for a word left out.
pub(super) fn zeros(s: &mut Stretch<'_>) {
    let circle = |c: char| matches!(c, '○' | '◯');
    let mut i = 0;
    while i < s.len() {
        if !s.get(i).is_some_and(is_hanzi_digit) {
            i += 1;
            continue;
        }
        let end = s.end_of(i, |c| is_hanzi_digit(c) || circle(c));
        let named = s.get(end).is_some_and(|c| "年月日号条项届章".contains(c));
        if s.any(i..end, circle) && (end - i > 2 || named) && !s.before(i).is_some_and(circle) {
            for at in (i..end).filter(|at| s.get(*at).is_some_and(circle)).collect::<Vec<_>>() {
                s.set(at, '〇', Reason::Zero);
            }
        }
        i = end;
    }
}
