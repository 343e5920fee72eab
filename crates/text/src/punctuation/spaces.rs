//! Spaces that Chinese text has not, marks typed twice, and 、 between quotations.

use std::ops::Range;

use super::cells::Stretch;
use super::scan::{census, is_chinese_end, is_chinese_start, is_like_hanzi, is_quote, is_space};
use super::{Doubt, Reason};
use crate::people;

pub(super) fn tidy(s: &mut Stretch<'_>) {
    repeated(s);
    needless_commas(s);
    names(s);
    wide_spaces(s);
    if s.is_latin {
        return;
    }
    let latin_goes = is_mostly_hanzi(s);
    let columned = is_columned(s);
    let mut i = 0;
    while i < s.len() {
        let end = s.end_of(i, is_space);
        if end > i && is_needless(s, &(i..end), latin_goes, columned) {
            (i..end).for_each(|at| s.remove(at, Reason::Space));
        }
        i = end.max(i + 1);
    }
}

/// 张  喆、李四: one blank as wide as a character, and no other, stands in a name of two.
fn names(s: &mut Stretch<'_>) {
    const WIDEST: usize = 2;
    let line: Vec<char> = s.chars().collect();
    let mut i = 0;
    while i < line.len() {
        let end = s.end_of(i, |c| is_space(c) || c == '\u{3000}');
        if (1..=WIDEST).contains(&(end - i)) && people::parts_name(&line, i..end) {
            s.set(i, '\u{3000}', Reason::NameBlank);
            (i + 1..end).for_each(|at| s.remove(at, Reason::NameBlank));
        }
        i = end.max(i + 1);
    }
}

/// Whether Latin words are guests in the stretch, so that the spaces beside them are no columns.
fn is_mostly_hanzi(s: &Stretch<'_>) -> bool {
    let (hanzi, latin) = census(s.chars().map(|c| (c, false)));
    hanzi >= latin * 4
}

fn is_needless(s: &Stretch<'_>, run: &Range<usize>, latin_goes: bool, columned: bool) -> bool {
    // Three and more make a column or a blank to fill in.
    const WIDEST: usize = 2;
    let (Some(before), Some(after)) = (s.before(run.start), s.get(run.end)) else { return false };
    if run.len() > WIDEST
        || is_space(before)
        || is_space(after)
        || s.is_kept(run.start - 1)
        || s.is_kept(run.end)
    {
        return false;
    }
    // “ 十四五 ”: inside a quotation's marks.
    if matches!(before, '“' | '‘') && is_like_hanzi(after)
        || is_like_hanzi(before) && matches!(after, '”' | '’') && opened(s, run.start)
    {
        return true;
    }
    let mark = |c: char| (is_chinese_end(c) || is_chinese_start(c)) && !"★—～…".contains(c);
    let dash = |at: usize| s.starts_with(at, "——");
    if mark(before) || mark(after) || dash(run.end) || run.start >= 2 && dash(run.start - 2) {
        let parts_columns = "）》〉】”’".contains(before) && is_field(s, run.end);
        return !parts_columns && !before.is_ascii_punctuation() && !after.is_ascii_punctuation();
    }
    // 参见 “十四五”规划: a quotation in the sentence.
    let beyond = (s.before(run.start - 1), s.get(run.end + 1));
    let quotation =
        is_like_hanzi(before) && matches!(after, '“' | '‘') && beyond.1.is_some_and(is_like_hanzi)
            || is_like_hanzi(after) && matches!(before, '”' | '’') && beyond.0.is_some_and(is_like_hanzi);
    if quotation {
        return true;
    }
    if is_like_hanzi(before) && after.is_ascii_digit() {
        return is_quantity(s, run.end) && !is_label(s, 0..run.start) && !columned;
    }
    if before.is_ascii_digit() && is_like_hanzi(after) {
        return ends_quantity(s, run.start);
    }
    if before == '.' && is_like_hanzi(after) {
        return s.begins_line
            && (2..=3).contains(&run.start)
            && s.all(0..run.start - 1, |c| c.is_ascii_digit());
    }
    let letter = |c: char| c.is_ascii_alphabetic();
    latin_goes
        && run.len() == 1
        && (is_like_hanzi(before) && letter(after) || letter(before) && is_like_hanzi(after))
}

/// Whether a quotation is open before `i`: else its mark may be turned the wrong way.
fn opened(s: &Stretch<'_>, i: usize) -> bool {
    let start = s.start_of(i, |c| !is_quote(c));
    matches!(s.before(start), Some('“' | '‘'))
}

/// 乙方：…… after a space is another field, not the sentence going on.
fn is_field(s: &Stretch<'_>, i: usize) -> bool {
    let end = s.end_of(i, |c| is_like_hanzi(c) || is_space(c));
    end > i && end - i <= 10 && matches!(s.get(end), Some('：' | ':'))
}

fn in_number(c: char) -> bool {
    c.is_ascii_digit() || c == '.' || c == ','
}

/// Longer runs of digits are telephones and codes: they stand in columns.
const LONGEST_QUANTITY: usize = 6;

fn is_plain(s: &Stretch<'_>, number: Range<usize>) -> bool {
    let digits = number.clone().filter(|i| s.get(*i).is_some_and(|c| c.is_ascii_digit())).count();
    let grouped = s.any(number.clone(), |c| c == ',' || c == '.');
    let zero = s.get(number.start) == Some('0') && number.len() > 1 && s.get(number.start + 1) != Some('.');
    !zero && (digits <= LONGEST_QUANTITY || grouped && digits <= 12)
}

/// Whether a number of things, a year or a day begins at `i`: no code, no time.
fn is_quantity(s: &Stretch<'_>, i: usize) -> bool {
    let end = s.end_of(i, in_number);
    let joined = |c: char| c.is_ascii_alphanumeric() || "-—:/_@+~".contains(c);
    let numbers = s.before(end) == Some('.') || s.get(end).is_some_and(|c| "、）)．".contains(c));
    is_plain(s, i..end) && !numbers && !s.get(end).is_some_and(joined) && goes_on(s, end)
}

/// Whether the sentence goes on after a number: with hanzi or a mark right beside it, or with what is counted.
/// 甲市 100 乙市 200 are columns.
fn goes_on(s: &Stretch<'_>, end: usize) -> bool {
    let next = s.end_of(end, is_space);
    match s.get(next) {
        None => false,
        Some(_) if next == end => true,
        Some(c) => is_counted(c),
    }
}

/// Whether a number of the stretch stands between blanks as a column: 甲市 100 乙市 200.
fn is_columned(s: &Stretch<'_>) -> bool {
    let begins = |i: usize| s.get(i).is_some_and(|c| c.is_ascii_digit()) && s.before(i).is_some_and(is_space);
    (0..s.len()).filter(|i| begins(*i)).any(|i| {
        let end = s.end_of(i, in_number);
        let next = s.end_of(end, is_space);
        let before = s.start_of(i, is_space);
        s.before(before).is_some_and(is_like_hanzi)
            && next > end
            && s.get(next).is_some_and(|c| is_like_hanzi(c) && !is_counted(c))
    })
}

/// What begins a word that numbers stand before.
fn is_counted(c: char) -> bool {
    "年月日时分秒天周岁个名人件项次家户处座倍米亩元万亿千百十吨批套台辆篇场种克升公里平方立方厘毫条款号期届页份例起所支队村镇县市省区点余多以左右层级类位门字股轮组度%％‰℃、，。；：）".contains(c)
}

fn ends_quantity(s: &Stretch<'_>, i: usize) -> bool {
    let start = s.start_of(i, in_number);
    let joined = |c: char| c.is_ascii_alphanumeric() || "-—:/_@+".contains(c);
    let year = i - start == 4 && s.starts_with(s.end_of(i, is_space), "年");
    // 1 总则 numbers a chapter.
    let numbers = start == 0 && !year || is_label(s, 0..start);
    let counted = s.get(s.end_of(i, is_space)).is_some_and(is_counted);
    is_plain(s, start..i) && !numbers && counted && !s.before(start).is_some_and(joined)
}

/// 附件 2023年……, 表1 主要指标, 第一章 总则: the space parts a label from its words.
fn is_label(s: &Stretch<'_>, range: Range<usize>) -> bool {
    const LABELS: [&str; 9] = ["附件", "附表", "附图", "表", "图", "专栏", "案例", "注", "第"];
    let label = LABELS.iter().find(|label| s.starts_with(0, label));
    label.is_some_and(|label| {
        let rest = range.len().saturating_sub(label.chars().count());
        let divided = s.before(range.end).is_some_and(|c| "章节条编篇".contains(c));
        rest <= 3 && (*label != "第" || divided)
    })
}

/// ，， is one slip of the finger; ？？ and ！！ are meant.
fn repeated(s: &mut Stretch<'_>) {
    for i in (1..s.len()).rev() {
        if let Some(c @ ('，' | '、' | '；' | '：' | '。')) = s.get(i)
            && s.before(i) == Some(c)
        {
            s.remove(i, Reason::Repeated);
        }
    }
}

/// GB/T 15834-2011, 4.5: quotations and titles in a row usually have no 、 between them.
fn needless_commas(s: &mut Stretch<'_>) {
    for i in 1..s.len() {
        let between = s.before(i).zip(s.get(i + 1));
        if s.get(i) == Some('、') && matches!(between, Some(('”', '“') | ('》', '《'))) {
            s.doubt(i..i + 1, Doubt::NeedlessComma);
        }
    }
}

/// A full-width space inside a sentence; after 第一条 it has its place.
fn wide_spaces(s: &mut Stretch<'_>) {
    let sentence = s.chars().next_back() == Some('。');
    let line: Vec<char> = if sentence { s.chars().collect() } else { Vec::new() };
    for i in (1..s.len()).filter(|_| sentence) {
        let sides = s.before(i).zip(s.get(i + 1));
        let inside = sides.is_some_and(|(a, b)| is_like_hanzi(a) && is_like_hanzi(b));
        if s.get(i) == Some('\u{3000}')
            && inside
            && !is_label(s, 0..i)
            && !people::parts_name(&line, i..i + 1)
        {
            s.doubt(i..i + 1, Doubt::WideSpace);
        }
    }
}
