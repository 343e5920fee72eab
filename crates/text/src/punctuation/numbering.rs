//! The mark after a numbering (GB/T 9704-2012, 7.3.3): 一、 （一） 1. （1）.

use super::cells::Stretch;
use super::scan::{is_hanzi_numeral, is_like_hanzi};
use super::{Doubt, Reason};

/// Up to 九十九 and 99: more is a year or a quantity.
const MOST_HANZI: usize = 3;
const MOST_DIGITS: usize = 2;

pub(super) fn marks(s: &mut Stretch<'_>) {
    if !s.begins_line || s.is_latin {
        return;
    }
    let hanzi = s.end_of(0, is_hanzi_numeral);
    let digits = s.end_of(0, |c| c.is_ascii_digit());
    if (1..=MOST_HANZI).contains(&hanzi) {
        // 一.总体要求; but 五.一 is a day.
        if matches!(s.get(hanzi), Some('.' | '．' | ',')) && begins_words(s, hanzi + 1) {
            s.set(hanzi, '、', Reason::Numbering);
        }
    } else if (1..=MOST_DIGITS).contains(&digits) {
        // 1、总体要求 and 1,总体要求; but 1、2号楼 is a list.
        let begins = begins_words(s, digits + 1) || begins_year(s, digits + 1);
        if matches!(s.get(digits), Some('、' | ',' | '，')) && begins {
            s.set(digits, '.', Reason::Numbering);
        } else if s.get(digits) == Some('、') && s.end_of(digits + 1, |c| c.is_ascii_digit()) > digits + 2 {
            // 1、120个村: hardly a list of numbers, but `1.120` would be one number.
            s.doubt(0..digits + 1, Doubt::Numbering);
        }
    } else if matches!(s.get(0), Some('（' | '(')) {
        after_brackets(s);
    }
}

/// No mark follows a numbering in brackets.
fn after_brackets(s: &mut Stretch<'_>) {
    let hanzi = s.end_of(1, is_hanzi_numeral);
    let digits = s.end_of(1, |c| c.is_ascii_digit());
    let close = hanzi.max(digits);
    let numbered = (2..=1 + MOST_HANZI).contains(&hanzi) || (2..=1 + MOST_DIGITS).contains(&digits);
    let closed = numbered && matches!(s.get(close), Some('）' | ')'));
    if closed
        && matches!(s.get(close + 1), Some('、' | '.' | '．' | ',' | '，'))
        && begins_words(s, close + 2)
    {
        s.remove(close + 1, Reason::Numbering);
    }
}

/// Whether text begins at `i`, after spaces: not another number.
fn begins_words(s: &Stretch<'_>, i: usize) -> bool {
    let at = s.end_of(i, super::scan::is_space);
    s.get(at).is_some_and(|c| (is_like_hanzi(c) && !is_hanzi_numeral(c)) || "“《（".contains(c))
}

/// Whether 2024年 stands at `i`, which is read rightly behind `1.` too.
fn begins_year(s: &Stretch<'_>, i: usize) -> bool {
    let end = s.end_of(i, |c| c.is_ascii_digit());
    end == i + 4 && (s.starts_with(i, "19") || s.starts_with(i, "20")) && s.get(end) == Some('年')
}
