//! Brackets: round ones in Chinese text, those of document numbers, and titles inside titles.

use std::ops::Range;

use super::cells::Stretch;
use super::pairs::BEFORE_ITEMS;
use super::scan::{is_chinese_end, is_chinese_start, is_hanzi_numeral, is_like_hanzi, is_quote, is_space};
use super::{Doubt, Reason};

const OPEN: &str = "[［【(（﹝<〈《〔{｛〖「";
const CLOSE: &str = "]］】)）﹞>〉》〕}｝〗」";

/// GB/T 9704-2012 7.2.5: the year of a document number stands in 〔〕.
pub(super) fn number_brackets(s: &mut Stretch<'_>) {
    for open in 0..s.len() {
        let close = open + 5;
        let bracket = |i, list: &str| s.get(i).is_some_and(|c| list.contains(c));
        if bracket(open, OPEN) && bracket(close, CLOSE) && is_number(s, open, close) {
            s.set(open, '〔', Reason::NumberBracket);
            s.set(close, '〕', Reason::NumberBracket);
        }
    }
}

/// 代字 before the year, a number and 号 after it. 号 of a hall or a road is no number's.
fn is_number(s: &Stretch<'_>, open: usize, close: usize) -> bool {
    const PLACES: &str = "馆楼线厅院门台仓井路坝机炉车库地桥公";
    let year = s.all(open + 1..close, |c| c.is_ascii_digit())
        && (s.starts_with(open + 1, "19") || s.starts_with(open + 1, "20"));
    let before = s
        .before(s.start_of(open, is_space))
        .is_none_or(|c| is_like_hanzi(c) || is_quote(c) || is_chinese_start(c));
    if !year || !before || s.is_kept(open) {
        return false;
    }
    let mut at = s.end_of(close + 1, is_space);
    at += usize::from(s.get(at) == Some('第'));
    let end = s.end_of(at, |c| c.is_ascii_digit() || "、—-~～".contains(c));
    let number = end > at && end - at <= 12 && s.get(at).is_some_and(|c| c.is_ascii_digit());
    let end = s.end_of(end, is_space);
    number && s.get(end) == Some('号') && s.get(end + 1).is_none_or(|c| !PLACES.contains(c))
}

/// A title's marks typed as `<<…>>` or ≪…≫, and 《 》 inside 《 》.
pub(super) fn title_marks(s: &mut Stretch<'_>) {
    let mut open = None;
    for i in 0..s.len() {
        match s.get(i) {
            _ if s.is_kept(i) => {}
            Some('≪') => open = Some((i, 1)),
            // A shift or a comparison has a name or a number on both sides.
            Some('<') if s.get(i + 1) == Some('<') => {
                let title = s.get(i + 2).is_some_and(|c| is_like_hanzi(c) || is_quote(c));
                open = title.then_some((i, 2));
            }
            Some(c @ ('≫' | '>')) => {
                let width = if c == '≫' { 1 } else { 2 };
                let pair = open.filter(|_| width == 1 || s.get(i + 1) == Some('>'));
                if let Some((from, wide)) = pair
                    && s.any(from..i, is_like_hanzi)
                    && wide == width
                {
                    replace(s, from, wide, '《');
                    replace(s, i, width, '》');
                    open = None;
                }
            }
            _ => {}
        }
    }
    nested_titles(s);
}

fn replace(s: &mut Stretch<'_>, at: usize, width: usize, mark: char) {
    s.set(at, mark, Reason::TitleMark);
    (at + 1..at + width).for_each(|i| s.remove(i, Reason::TitleMark));
}

/// GB/T 15834 4.15: the outer title in 《》, the one inside it in 〈〉, the one inside that in 《》 again.
fn nested_titles(s: &mut Stretch<'_>) {
    let mut stack: Vec<(usize, char)> = Vec::new();
    // Each pair with the mark that opens the outermost, and how many stand around it.
    let mut pairs: Vec<(Range<usize>, Option<char>, usize)> = Vec::new();
    for i in 0..s.len() {
        match s.get(i) {
            Some(c @ ('《' | '〈')) => stack.push((i, c)),
            Some(c @ ('》' | '〉')) => {
                let wanted = if c == '》' { '《' } else { '〈' };
                match stack.pop() {
                    Some((from, open)) if open == wanted => {
                        let outermost = stack.first().map(|(_, outer)| *outer);
                        pairs.push((from..i, outermost, stack.len()));
                    }
                    // Where one is missing, nobody knows which lies inside which.
                    _ => return s.doubt(i..i + 1, Doubt::UnpairedBracket),
                }
            }
            _ => {}
        }
    }
    if let Some((i, _)) = stack.pop() {
        return s.doubt(i..i + 1, Doubt::UnpairedBracket);
    }
    for (pair, outermost, depth) in pairs {
        match outermost {
            Some('《') => {
                let (open, close) = if depth % 2 == 1 { ('〈', '〉') } else { ('《', '》') };
                s.set(pair.start, open, Reason::TitleMark);
                s.set(pair.end, close, Reason::TitleMark);
            }
            None if s.get(pair.start) == Some('〈') => {
                s.doubt(pair.start..pair.end + 1, Doubt::InnerMarkOutside);
            }
            _ => {}
        }
    }
}

/// Round brackets: full-width where Chinese text holds them or stands in them.
pub(super) fn round(s: &mut Stretch<'_>) {
    let mut stack: Vec<usize> = Vec::new();
    let chinese = Counts::of(s);
    for i in 0..s.len() {
        match s.get(i) {
            _ if s.is_kept(i) => {}
            Some('(' | '（') => stack.push(i),
            Some(')' | '）') => match stack.pop() {
                Some(open) => pair(s, open..i, stack.is_empty(), &chinese),
                // `1)` and `一)` number a list.
                // `1)` and `一)` number a list.
                None if numbers(s, i) => {}
                None => s.doubt(i..i + 1, Doubt::UnpairedBracket),
            },
            _ => {}
        }
    }
    for open in stack {
        s.doubt(open..open + 1, Doubt::UnpairedBracket);
    }
}

/// Whether a bracket at `i` stands behind the number of an item: `1)` at a line's start, `：1)…；2)…` in a sentence.
fn numbers(s: &Stretch<'_>, i: usize) -> bool {
    let start = s.start_of(i, |c| c.is_ascii_alphanumeric() || is_hanzi_numeral(c));
    let behind = start.checked_sub(1).and_then(|before| s.get(before));
    (1..=3).contains(&(i - start)) && behind.is_none_or(|c| BEFORE_ITEMS.contains(&c))
}

/// How many hanzi and Chinese marks stand before each position: brackets may nest a thousand deep.
struct Counts(Vec<usize>);

impl Counts {
    fn of(s: &Stretch<'_>) -> Counts {
        let mut count = 0;
        let one = |c: char| {
            let before = count;
            count += usize::from(is_like_hanzi(c) || (is_chinese_end(c) && c != '）'));
            before
        };
        Counts(s.chars().map(one).collect())
    }

    fn within(&self, range: &Range<usize>) -> bool {
        self.0.get(range.end) > self.0.get(range.start)
    }
}

fn pair(s: &mut Stretch<'_>, pair: Range<usize>, is_outer: bool, chinese: &Counts) {
    if !is_outer && s.get(pair.start) == Some('（') && chinese.within(&pair) {
        s.doubt(pair.start..pair.end + 1, Doubt::NestedBrackets);
    }
    let mixed = (s.get(pair.start) == Some('（')) != (s.get(pair.end) == Some('）'));
    if mixed || is_chinese(s, &pair, chinese) {
        s.set(pair.start, '（', Reason::Bracket);
        s.set(pair.end, '）', Reason::Bracket);
    }
}

/// Brackets are the sentence's: 世界贸易组织（WTO） has full-width ones, whatever stands in them. Those of
/// a formula, `f(x)`, and of an area code before its number belong to what they stand in.
fn is_chinese(s: &Stretch<'_>, pair: &Range<usize>, chinese: &Counts) -> bool {
    let inner = pair.start + 1..pair.end;
    if s.is_latin {
        return false;
    }
    if chinese.within(pair) {
        return true;
    }
    let digits = inner.len() <= 8 && s.all(inner.clone(), |c| c.is_ascii_digit());
    let after = s.get(pair.end + 1);
    let before = s.start_of(pair.start, is_space).checked_sub(1).and_then(|i| s.get(i));
    match before {
        Some(c) if is_like_hanzi(c) || is_chinese_end(c) || c == '”' => {
            !(digits && inner.len() >= 3 && after.is_some_and(|c| c.is_ascii_digit()))
        }
        // The numbering of a line, whatever follows; and an address in a sentence.
        None if s.begins_line && digits && inner.len() <= 2 && s.hanzi > 0 => true,
        Some(c) if c.is_ascii_alphanumeric() && s.is_kept(inner.start) => {
            after.is_some_and(|c| is_like_hanzi(c) || is_chinese_end(c))
        }
        // （1）, （a） at the start of a line, and （WTO）规则 at the start of a quotation.
        None | Some('“' | '‘' | '（' | '《') => {
            after.is_some_and(|c| is_like_hanzi(c) || "“《".contains(c))
        }
        _ => false,
    }
}
