//! Half-width , . : ; ? ! in Chinese text become ，。：；？！.
//!
//! A mark belongs to the text before it: after hanzi it is Chinese. After Latin or a number it is Chinese
//! when hanzi follow, or when it ends a Chinese sentence. Between letters or digits it is part of a number,
//! a time, an address, and stays.

use super::cells::Stretch;
use super::scan::{
    is_chinese_end, is_chinese_start, is_emphasis, is_hanzi_numeral, is_latin_word, is_like_hanzi, is_quote,
    is_space,
};
use super::{Doubt, Reason};

/// What text a side of a mark is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Chinese,
    /// Latin or a number; whether right beside the mark.
    Latin {
        near: bool,
    },
    /// Something begins there: a bracket, a quotation.
    Start,
    /// The stretch ends, or a bracket closes before it does.
    End,
    /// Another sign; whether right beside the mark.
    Other,
}

pub(super) fn widen(s: &mut Stretch<'_>) {
    if s.is_latin {
        return;
    }
    let typed_half = typed_half_width(s);
    for i in 0..s.len() {
        if s.is_kept(i) {
            continue;
        }
        let wide = match s.get(i) {
            Some(',') if is_chinese(s, i) => '，',
            Some(':') if is_chinese(s, i) || is_label_colon(s, i) => '：',
            Some(';') if is_chinese(s, i) => '；',
            Some('?') if is_chinese(s, i) => '？',
            Some('!') if is_chinese(s, i) && s.get(i + 1) != Some('=') => '！',
            Some('.') if is_full_stop(s, i, typed_half) => '。',
            Some('.') if is_between_hanzi(s, i) => {
                s.doubt(i..i + 1, Doubt::StopOrInterpunct);
                continue;
            }
            _ => continue,
        };
        s.set(i, wide, Reason::HalfWidth);
    }
    two_marks(s);
}

fn left(s: &Stretch<'_>, i: usize) -> Side {
    let from = s.start_of(i, |c| is_quote(c) || is_emphasis(c) || is_space(c));
    let Some(at) = from.checked_sub(1) else { return Side::Start };
    match s.get(at) {
        _ if s.is_kept(at) => Side::Latin { near: from == i },
        Some(c) if is_like_hanzi(c) || is_chinese_end(c) || is_number_sign(c) => Side::Chinese,
        Some(c) if is_latin_word(c) || "])\"'".contains(c) => Side::Latin { near: from == i },
        Some(c) if is_chinese_start(c) || c == '(' || c == '[' => Side::Start,
        _ => Side::Other,
    }
}

/// ① and ㈠ count Chinese lists.
fn is_number_sign(c: char) -> bool {
    matches!(c, '①'..='⑳' | '㈠'..='㈩' | '㎡' | '㎏' | '℃')
}

fn right(s: &Stretch<'_>, i: usize) -> Side {
    let at = s.end_of(i + 1, |c| is_quote(c) || is_emphasis(c) || is_space(c) || "?!".contains(c));
    match s.get(at) {
        None => Side::End,
        _ if s.is_kept(at) => Side::Latin { near: at == i + 1 },
        Some(c) if is_like_hanzi(c) || is_chinese_start(c) => Side::Chinese,
        Some('）' | '》' | '〉' | '】' | '〕' | '。' | '，' | '；') => Side::End,
        Some(c) if is_latin_word(c) => Side::Latin { near: at == i + 1 },
        _ => Side::Other,
    }
}

/// What stands before the Latin word or number that ends at `i`.
fn before_word(s: &Stretch<'_>, i: usize) -> Side {
    let end = s.start_of(i, |c| is_quote(c) || is_emphasis(c));
    let start = s.start_of(end, |c| c.is_ascii_graphic() || is_latin_word(c));
    if start == end || s.before(start).is_some_and(is_space) && start == 0 {
        return Side::Other;
    }
    match s.before(s.start_of(start, is_quote)) {
        Some(c) if is_like_hanzi(c) || is_chinese_end(c) => Side::Chinese,
        Some(c) if is_chinese_start(c) => Side::Start,
        _ => Side::Other,
    }
}

/// Whether a comma, colon, semicolon, question or exclamation mark is one of Chinese text.
fn is_chinese(s: &Stretch<'_>, i: usize) -> bool {
    let after = right(s, i);
    match left(s, i) {
        Side::Chinese => true,
        Side::Latin { .. } => match after {
            Side::Chinese => true,
            // After a % no digit goes on: 98.5%,3 is two things.
            Side::Latin { .. } if s.before(i).is_some_and(|c| "%‰°".contains(c)) => {
                before_word(s, i) == Side::Chinese
            }
            Side::Latin { near } => !near && s.get(i) == Some(';') && before_word(s, i) == Side::Chinese,
            Side::End => before_word(s, i) == Side::Chinese,
            Side::Start | Side::Other => false,
        },
        Side::Start | Side::End | Side::Other => false,
    }
}

/// 附件1:2024年…… has the colon of a label, not of a ratio.
fn is_label_colon(s: &Stretch<'_>, i: usize) -> bool {
    let digits = s.start_of(i, |c| c.is_ascii_digit());
    digits < i && i - digits <= 2 && ["附件", "附表", "附图"].iter().any(|label| s.ends_with(digits, label))
}

fn is_dot(c: char) -> bool {
    c == '.'
}

fn is_full_stop(s: &Stretch<'_>, i: usize, typed_half: bool) -> bool {
    let beside_dot = s.before(i).is_some_and(is_dot) || s.get(i + 1).is_some_and(is_dot);
    if beside_dot {
        return false;
    }
    let after = right(s, i);
    match left(s, i) {
        Side::Chinese => stops_hanzi(s, i, after, typed_half),
        Side::Latin { near: true } => stops_latin(s, i, after),
        _ => false,
    }
}

/// A dot after hanzi or a Chinese mark.
fn stops_hanzi(s: &Stretch<'_>, i: usize, after: Side, typed_half: bool) -> bool {
    let Some(before) = s.before(i) else { return false };
    let next = s.get(i + 1);
    let numbers = i <= 3 && s.begins_line && s.all(0..i, is_hanzi_numeral);
    match after {
        _ if numbers => false,
        Side::End => true,
        Side::Latin { near: true } if next.is_some_and(|c| c.is_ascii_digit()) => {
            !is_hanzi_numeral(before) && !"图表件例式".contains(before)
        }
        Side::Latin { near } => !near,
        Side::Chinese if is_between_hanzi(s, i) => typed_half && ends_long_sentence(s, i),
        Side::Chinese => true,
        Side::Start | Side::Other => false,
    }
}

fn is_between_hanzi(s: &Stretch<'_>, i: usize) -> bool {
    s.before(i).is_some_and(is_like_hanzi) && s.get(i + 1).is_some_and(is_like_hanzi)
}

/// 阿不都.热合曼 has a dot too: certain only after a long run of hanzi, on a line typed with half-width
/// marks throughout.
fn ends_long_sentence(s: &Stretch<'_>, i: usize) -> bool {
    const LONG: usize = 8;
    i - s.start_of(i, is_like_hanzi) >= LONG
}

fn typed_half_width(s: &Stretch<'_>) -> bool {
    let half = s.chars().next_back() == Some('.') || s.chars().any(|c| c == ',');
    half && !s.chars().any(|c| c == '。')
}

/// A line of fewer hanzi may be a label, such as 附件A. or 图1.
const SENTENCE: usize = 6;

/// A dot after a Latin word or a number.
fn stops_latin(s: &Stretch<'_>, i: usize, after: Side) -> bool {
    const ABBREVIATIONS: [&str; 14] =
        ["No", "no", "vs", "etc", "Mr", "Ms", "Dr", "Co", "Ltd", "Inc", "Vol", "Fig", "St", "pp"];
    let start = s.start_of(i, |c| c.is_ascii_alphanumeric());
    let word = i - start;
    let digits = s.all(start..i, |c| c.is_ascii_digit());
    let abbreviated = ABBREVIATIONS.iter().any(|a| a.len() == word && s.ends_with(i, a));
    let sentence = before_word(s, i) == Side::Chinese && !abbreviated;
    match after {
        // 1.总体 numbers; 3.1.总体 too.
        Side::Chinese if digits && word > 0 => sentence && word >= 3 && s.before(start) != Some('.'),
        Side::Chinese => sentence && word != 1,
        Side::End => sentence && (word == 0 || s.hanzi >= SENTENCE && (word != 1 || digits)),
        _ => false,
    }
}

/// Different marks in a row: one of them is too many, and nobody knows which.
fn two_marks(s: &mut Stretch<'_>) {
    const POINTS: &str = "，。、；：";
    for i in 1..s.len() {
        let pair = s.before(i).zip(s.get(i));
        if pair.is_some_and(|(a, b)| a != b && POINTS.contains(a) && POINTS.contains(b)) {
            s.doubt(i - 1..i + 1, Doubt::TwoMarks);
        }
    }
}
