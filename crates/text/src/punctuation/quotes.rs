//! Quotes: “ ” outside, ‘ ’ inside them (GB/T 15834-2011, 4.8).
//!
//! Straight quotes, corner brackets and curly ones are read together, as one nesting. Where it does not
//! come out even, nothing is touched, but for a pair that can only have been turned the wrong way.

use std::collections::HashMap;

use super::cells::Stretch;
use super::scan::{is_chinese_end, is_like_hanzi, is_quote, is_space};
use super::{Doubt, Reason};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Turn {
    Open,
    Close,
    Straight,
}

#[derive(Debug, Clone, Copy)]
struct Mark {
    at: usize,
    turn: Turn,
    single: bool,
}

/// An opening and a closing mark, and the pair around it by its place in the list.
struct Pair {
    open: Mark,
    close: Mark,
}

pub(super) fn turn(s: &mut Stretch<'_>) {
    if s.is_latin {
        return;
    }
    let marks = marks(s);
    match pairs(&marks) {
        Some(pairs) if pairs.iter().all(|pair| is_plausible(s, pair)) => assign(s, pairs),
        _ => match nested(&marks).filter(|pairs| pairs.iter().all(|pair| is_plausible(s, pair))) {
            Some(pairs) => assign(s, pairs),
            None => turned(s, &marks),
        },
    }
}

fn marks(s: &Stretch<'_>) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    let mut open = [Open::default(); 2];
    for at in (0..s.len()).filter(|at| !s.is_kept(*at)) {
        let (turn, single) = match s.get(at) {
            Some('“' | '〝' | '「' | '『') => (Turn::Open, false),
            Some('”' | '〞' | '〟' | '」' | '』') => (Turn::Close, false),
            Some('"' | '＂') => (Turn::Straight, false),
            Some('‘') => (Turn::Open, true),
            Some('’') => (Turn::Close, true),
            Some('\'' | '＇') => (Turn::Straight, true),
            _ => continue,
        };
        let mark = Mark { at, turn, single };
        let open = &mut open[usize::from(single)];
        if !is_letter_mark(s, &mark, open.is_nothing()) {
            open.count(turn);
            marks.push(mark);
        }
    }
    marks
}

/// How many quotations of a family are open at a place, as far as counting tells.
#[derive(Default, Clone, Copy)]
struct Open {
    curly: i64,
    straight: bool,
}

impl Open {
    fn is_nothing(self) -> bool {
        self.curly <= 0 && !self.straight
    }

    fn count(&mut self, turn: Turn) {
        match turn {
            Turn::Open => self.curly += 1,
            Turn::Close => self.curly -= 1,
            Turn::Straight => self.straight = !self.straight,
        }
    }
}

/// Apostrophes, and the signs of feet and inches.
fn is_letter_mark(s: &Stretch<'_>, mark: &Mark, nothing_open: bool) -> bool {
    let (before, after) = (s.before(mark.at), s.get(mark.at + 1));
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_alphabetic() && !is_like_hanzi(c));
    match before {
        _ if mark.turn == Turn::Open => false,
        Some(c) if c.is_ascii_digit() && mark.turn == Turn::Straight => nothing_open,
        _ if mark.single && letter(before) => letter(after) || nothing_open,
        _ => false,
    }
}

/// The marks as pairs, each nested in the one before it on the stack; none when one is left over.
fn pairs(marks: &[Mark]) -> Option<Vec<(Pair, usize)>> {
    let curly_even = nests(marks);
    let mut stack: Vec<Mark> = Vec::new();
    let mut pairs = Vec::new();
    for mark in marks {
        let top = stack.last().filter(|top| top.single == mark.single);
        let closes = match mark.turn {
            Turn::Open => false,
            Turn::Close => true,
            // A straight mark closes a curly one only when that lacks a partner.
            Turn::Straight => top.is_some_and(|top| top.turn == Turn::Straight || !curly_even),
        };
        if closes {
            let curly_closes_straight = mark.turn == Turn::Close && curly_even;
            let open = *top.filter(|top| top.turn == Turn::Open || !curly_closes_straight)?;
            stack.pop();
            pairs.push((Pair { open, close: *mark }, stack.len()));
        } else {
            stack.push(*mark);
        }
    }
    stack.is_empty().then_some(pairs)
}

/// Four straight marks as a quotation inside a quotation, where one after the other makes no sense.
fn nested(marks: &[Mark]) -> Option<Vec<(Pair, usize)>> {
    let [outer, inner, inner_end, end] = marks else { return None };
    let straight = marks.iter().all(|mark| mark.turn == Turn::Straight && !mark.single);
    let pair = |open: &Mark, close: &Mark, depth| (Pair { open: *open, close: *close }, depth);
    straight.then(|| vec![pair(outer, end, 0), pair(inner, inner_end, 1)])
}

/// Whether the curly marks pair up without the straight ones.
fn nests(marks: &[Mark]) -> bool {
    let mut stack = Vec::new();
    let curly = marks.iter().filter(|mark| mark.turn != Turn::Straight);
    for mark in curly {
        if mark.turn == Turn::Open {
            stack.push(mark.single);
        } else if stack.pop() != Some(mark.single) {
            return false;
        }
    }
    stack.is_empty()
}

/// Straight marks were paired by guessing: an opening one has text after it, a closing one before it. No
/// quotation begins with 的: "坚持"两个维护"的要求" is one inside another.
fn is_plausible(s: &Stretch<'_>, (pair, _): &(Pair, usize)) -> bool {
    let opens =
        || s.get(pair.open.at + 1).is_some_and(|c| !is_space(c) && !"，。、；：？！）》”’的".contains(c));
    let closes = || s.before(pair.close.at).is_some_and(|c| !is_space(c) && !"（《〈“‘、，；：".contains(c));
    (pair.open.turn != Turn::Straight || opens()) && (pair.close.turn != Turn::Straight || closes())
}

/// Gives each pair its marks, from the outside in: double, single, double …
fn assign(s: &mut Stretch<'_>, mut pairs: Vec<(Pair, usize)>) {
    pairs.sort_by_key(|(pair, _)| pair.open.at);
    let chinese = chinese(s, &pairs);
    let mut single_at: Vec<bool> = Vec::new();
    for ((pair, depth), is_chinese) in pairs.into_iter().zip(chinese) {
        single_at.truncate(depth);
        let outer = single_at.last().copied();
        let typed_single = is_curly_single(s, pair.open.at) && is_curly_single(s, pair.close.at);
        // ‘ ’ that were typed as such stay; all else alternates.
        let single = typed_single || outer == Some(false);
        single_at.push(single);
        if typed_single {
            if outer.is_none() {
                s.doubt(pair.open.at..pair.close.at + 1, Doubt::InnerMarkOutside);
            }
        } else if is_chinese {
            let (open, close) = if single { ('‘', '’') } else { ('“', '”') };
            s.set(pair.open.at, open, Reason::Quote);
            s.set(pair.close.at, close, Reason::Quote);
        }
    }
}

fn is_curly_single(s: &Stretch<'_>, at: usize) -> bool {
    matches!(s.get(at), Some('‘' | '’'))
}

/// Which pairs are Chinese: by themselves, or by a pair that is, mark to mark. However long the row of pairs, it is decided at once.
fn chinese(s: &Stretch<'_>, pairs: &[(Pair, usize)]) -> Vec<bool> {
    let ends = |pair: &Pair| [pair.open.at, pair.close.at];
    let of_mark: HashMap<usize, usize> =
        pairs.iter().enumerate().flat_map(|(i, (pair, _))| ends(pair).map(|at| (at, i))).collect();
    let mut chinese: Vec<bool> = pairs.iter().map(|(pair, _)| is_chinese(s, pair)).collect();
    let mut due: Vec<usize> = (0..pairs.len()).filter(|i| chinese[*i]).collect();
    while let Some(i) = due.pop() {
        let [open, close] = ends(&pairs[i].0);
        // A neighbour's own outer side is what counts: the mark before it, the mark after it.
        let beside = [open.checked_sub(1), Some(open + 1), close.checked_sub(1), Some(close + 1)];
        for at in beside.into_iter().flatten() {
            let Some(next) = of_mark.get(&at).copied().filter(|next| !chinese[*next]) else { continue };
            let [next_open, next_close] = ends(&pairs[next].0);
            let outer = [next_open.checked_sub(1), Some(next_close + 1)];
            if outer.into_iter().flatten().any(|at| at == open || at == close) {
                chinese[next] = true;
                due.push(next);
            }
        }
    }
    chinese
}

/// Straight quotes around Latin among Latin are code or English.
fn is_chinese(s: &Stretch<'_>, pair: &Pair) -> bool {
    // A quotation without a hanzi for so long is no Chinese one.
    const LONG: usize = 500;
    let (open, close) = (pair.open.at, pair.close.at);
    let wide = |c: char| is_like_hanzi(c) || is_chinese_end(c) || is_quote(c) || "（《".contains(c);
    let typed = |at| s.get(at).is_some_and(|c| !c.is_ascii());
    let beside = [s.before(open), s.get(close + 1)];
    let half = |c: char| ",.;:!?()".contains(c);
    typed(open)
        || typed(close)
        || s.any(open + 1..close.min(open + LONG), is_like_hanzi)
        || beside.into_iter().flatten().any(wide)
        || beside.into_iter().all(|c| c.is_none_or(half))
}

/// Curly quotes turned the wrong way: certain for a short quotation that holds no other mark.
fn turned(s: &mut Stretch<'_>, marks: &[Mark]) {
    let double: Vec<Mark> = marks.iter().filter(|mark| !mark.single).copied().collect();
    let typed = double.iter().all(|mark| mark.turn != Turn::Straight);
    let even = double.len().is_multiple_of(2) && double.len() == marks.len();
    let wrong =
        |pair: &[Mark]| double.len() == 2 || (pair[0].turn, pair[1].turn) == (Turn::Close, Turn::Open);
    let certain = |pair: &[Mark]| wrong(pair) && is_quotation(s, pair[0].at, pair[1].at);
    if typed && even && double.chunks(2).all(certain) {
        for pair in double.chunks(2) {
            s.set(pair[0].at, '“', Reason::Quote);
            s.set(pair[1].at, '”', Reason::Quote);
        }
    } else if let (Some(first), Some(last)) = (marks.first(), marks.last()) {
        s.doubt(first.at..last.at + 1, Doubt::UnpairedQuote);
    }
}

fn is_quotation(s: &Stretch<'_>, open: usize, close: usize) -> bool {
    const LONGEST: usize = 20;
    let inner = open + 1..close;
    (1..=LONGEST).contains(&inner.len())
        && s.all(inner, |c| is_like_hanzi(c) || c.is_ascii_alphanumeric() || c == '·')
}
