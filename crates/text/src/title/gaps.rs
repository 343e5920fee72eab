//! What it costs to end a line in the gap between two tokens.
//!
//! A gap is forbidden, or a fault (a clerk would call it wrong), or has a cost between 0, where the sentence itself
//! pauses, and about 25. The figures were set by reading titles; what matters is their order.

use super::lexicon as lex;
use super::tokens::{Kind, Span, Token};
use crate::organs::{INSTITUTION_ENDS, ORGAN_ENDS};

/// What a break in a gap costs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Gap {
    pub fault: bool,
    pub cost: f64,
}

/// Brackets up to this width (in em) are never broken: （试行）, “十四五”.
const WHOLE: f64 = 9.0;

/// A bracket up to this width is never parted from the word before it: （试行）, （2025年修订）.
const ADDED: f64 = 7.5;

/// A 《…》 up to this width should stand on one line.
const ONE_LINE: f64 = 17.0;

/// What a break inside a term adds.
const HELD: f64 = 14.0;

/// What a break after a short word that begins a phrase adds.
const SHORT_PART: f64 = 6.0;

/// A break between two words of a phrase, where nothing speaks for it.
const PHRASE: f64 = 10.0;

/// The gaps of a title: that before the second token first. `None` is never broken.
pub(super) fn gaps(tokens: &[Token], spans: &[Span]) -> Vec<Option<Gap>> {
    let organ_end = organ_end(tokens);
    let openings = openings(tokens, organ_end);
    let institutions = institutions(tokens);
    let gap = |at: usize| {
        if is_forbidden(tokens, spans, at) {
            return None;
        }
        let (a, b) = (&tokens[at - 1], &tokens[at]);
        let fault = is_tight(tokens, at);
        let opening = openings.iter().find(|opening| opening.0 < at && at <= opening.1);
        let cost = if organ_end == Some(at) {
            0.0
        } else if between_names(tokens, at) {
            1.0
        } else if let Some(&(start, end)) = opening {
            let named = start > 0 && lex::NEVER_LAST.contains(tokens[start - 1].last());
            cost_in_opening(&tokens[start..end], at - start, named)
        } else if let Some(cost) = mark_cost(a, b).or_else(|| particle_cost(tokens, at)) {
            cost
        } else if organ_end.is_some_and(|end| at < end) {
            // Inside the name of the organ: at best before 第…次会议, or after the region it is the organ of.
            match b.first() {
                '第' => 8.0,
                _ if lex::REGION_ENDS.contains(a.last()) => 12.0,
                _ => 22.0,
            }
        } else if institutions.iter().any(|&(start, end)| start < at && at < end) {
            if is_region(a) { 12.0 } else { 20.0 }
        } else {
            phrase_cost(tokens, at) + if is_short_part(tokens, at - 1) { SHORT_PART } else { 0.0 }
        };
        let inside: f64 = spans.iter().filter(|span| span.holds(at)).map(surcharge).sum();
        let held = if b.held { HELD } else { 0.0 };
        Some(Gap { fault, cost: cost + inside + held })
    };
    (1..tokens.len()).map(gap).collect()
}

/// Organs that the data names stand in a row, with a mark, a blank or nothing between them: a joint title is broken
/// there.
fn between_names(tokens: &[Token], at: usize) -> bool {
    let before = &tokens[..at];
    let parts = |token: &Token| token.kind == Kind::Space || token.text == "、" || token.text == "，";
    let named = before.iter().rev().find(|token| !parts(token)).is_some_and(|token| token.named);
    tokens[at].named && named
}

/// The names of institutions anywhere in a title (石溪市|第一人民医院, 云岭县|鑫源|矿业有限公司): the first token and the
/// token after the last.
fn institutions(tokens: &[Token]) -> Vec<(usize, usize)> {
    let belongs = |token: &Token| {
        let lists: [&[&str]; 7] = [
            lex::VERBS,
            lex::ADVERBS,
            lex::JOINERS,
            lex::LEADERS,
            lex::FOLLOWERS,
            lex::ATTRIBUTES,
            lex::KINDS,
        ];
        token.kind == Kind::Word
            && !token.named
            && token.text != "的"
            && token.text != "关于"
            && !lists.iter().any(|list| token.is_in(list))
            && !is_institution(token)
            && !is_head(token)
            && !is_time(token)
    };
    let found = |end: usize| {
        let mut start = end;
        while start > 0 && end - start < INSTITUTION && belongs(&tokens[start - 1]) {
            start -= 1;
            if is_region(&tokens[start]) {
                break;
            }
        }
        (start, end + 1)
    };
    (0..tokens.len()).filter(|&at| is_institution(&tokens[at])).map(found).collect()
}

/// As many words of an institution's name are looked for before the last of it.
const INSTITUTION: usize = 3;

fn is_institution(token: &Token) -> bool {
    is_organ(token)
        || (token.kind == Kind::Word && INSTITUTION_ENDS.iter().any(|end| token.text.ends_with(end)))
}

fn is_region(token: &Token) -> bool {
    token.text.chars().nth(1).is_some() && lex::REGION_ENDS.contains(token.last())
}

/// Marks that do not start or end a line, numbers and what they count, short brackets.
fn is_forbidden(tokens: &[Token], spans: &[Span], at: usize) -> bool {
    let (a, b) = (&tokens[at - 1], &tokens[at]);
    lex::NEVER_FIRST.contains(b.first())
        || lex::NEVER_LAST.contains(a.last())
        || b.kind == Kind::Space
        || is_unfinished_character(b.first())
        || is_number_broken(a, b)
        || b.text == "〔"
        || is_rest(a, b)
        || spans.iter().any(|span| span.open == at && is_added(a, span))
        || (a.text == "〕" && b.kind == Kind::Number)
        || spans.iter().any(|span| span.holds(at) && (span.mark == '〔' || span.width <= WHOLE))
}

/// Joiners, variation selectors and combining marks change the character before them.
fn is_unfinished_character(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{20d0}'..='\u{20ff}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// 合作|（PPP）, 条例|（草案）: a short bracket belongs to the word before it.
fn is_added(before: &Token, span: &Span) -> bool {
    matches!(span.mark, '（' | '(') && span.width <= ADDED && before.kind == Kind::Word
}

/// 等|部门, 等|12件: 等 and what it stands for are one, as are a name and 同志.
fn is_rest(a: &Token, b: &Token) -> bool {
    b.text == "同志" || a.text == "等" && (b.kind == Kind::Number || is_count(b) || b.is_in(lex::RESTS))
}

/// What a number names: G87|高速公路, 104|国道.
const ROADS: [&str; 7] = ["高速", "国道", "省道", "县道", "乡道", "公路", "铁路"];

/// 2023|年度, 第|三次, 12月|31日, 5|G: a number, what it counts, and the parts of a date.
fn is_number_broken(a: &Token, b: &Token) -> bool {
    if a.kind == Kind::Space {
        return false;
    }
    let digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c) || "%％".contains(c);
    let is_numeral = |token: &Token| {
        let text = token.text.strip_prefix('第').unwrap_or(token.text);
        token.kind == Kind::Word && text.chars().all(|c| lex::NUMERALS.contains(c))
    };
    let counts = b.kind == Kind::Word && lex::COUNTERS.contains(b.first());
    let road = a.kind == Kind::Number && ROADS.iter().any(|road| b.text.starts_with(road));
    let date = "年月第".contains(a.last()) && (b.kind == Kind::Number || is_numeral(b));
    (a.kind == Kind::Number && (b.kind == Kind::Number || (digit(a.last()) && counts)))
        || (is_numeral(a) && (counts || lex::NUMERALS.contains(b.first())))
        || date
        || road
        || a.text == "第"
}

/// Where a break would be called wrong: at a single character, which is half of a word that the dictionary lacks or
/// leans on its neighbour; after a word that leads on (和, 对); before a word that leans on what is before it (等).
fn is_tight(tokens: &[Token], at: usize) -> bool {
    let (a, b) = (&tokens[at - 1], &tokens[at]);
    // 2024年, 12件: with the number before it, it is whole.
    let counted = at > 1 && tokens[at - 2].kind == Kind::Number && lex::COUNTERS.contains(a.last());
    let half = |token: &Token| {
        token.kind == Kind::Word
            && token.is_single()
            && token.text != "第"
            && !token.is_in(lex::FREE)
            && !token.is_in(lex::JOINERS)
            && !token.is_in(lex::LEADERS)
            && !token.is_in(lex::FOLLOWERS)
    };
    let leads = |token: &Token| token.is_in(lex::JOINERS) || token.is_in(lex::LEADERS);
    // A name that the dictionary lacks begins with a single character: 接收|宋庆龄.
    let begins = a.text == "的" || a.text == "关于" || a.is_in(lex::VERBS);
    let words = a.kind != Kind::Space && a.text != "、" && !lex::NEVER_LAST.contains(b.first());
    (words && ((half(a) && !counted) || (half(b) && !begins)))
        || leads(a)
        || b.is_in(lex::FOLLOWERS)
        || is_place_name(a, b)
        || is_session(a, b)
        || (matches!(b.first(), '（' | '(') && a.kind == Kind::Word)
}

/// 第十八届|人民代表大会: a congress and which of it.
fn is_session(a: &Token, b: &Token) -> bool {
    a.last() == '届'
        && (b.text.starts_with("人民代表") || b.text.starts_with("人大") || b.text.starts_with("常务委员"))
}

/// 石溪|机场, 龙潭|水库工程, 青龙河|流域: a name and what it is the name of.
fn is_place_name(a: &Token, b: &Token) -> bool {
    let river = b.text.starts_with("流域") && "河江湖水溪".contains(a.last());
    river
        || a.kind == Kind::Word
            && a.text.chars().count() == 2
            && !a.is_in(lex::VERBS)
            && !a.is_in(lex::ATTRIBUTES)
            && a.text != "关于"
            && lex::PLACES.iter().any(|place| b.text.starts_with(place))
}

/// The gap after the name of the organ that speaks: before 关于, or before the verb where there is no 关于.
fn organ_end(tokens: &[Token]) -> Option<usize> {
    let ends = |at: &usize| {
        let before = &tokens[at - 1];
        tokens[*at].text == "关于"
            || (tokens[*at].is_in(lex::MATTERS) && (is_organ(before) || before.kind == Kind::Space))
    };
    let at = (1..tokens.len()).find(ends)?;
    let is_name = |token: &Token| token.kind != Kind::Mark || token.text == "、";
    tokens[..at].iter().all(is_name).then_some(at)
}

pub(super) fn is_organ(token: &Token) -> bool {
    token.kind == Kind::Word
        && token.text.chars().nth(2).is_some()
        && ORGAN_ENDS.iter().any(|end| token.text.ends_with(end))
        && !token.text.ends_with("干部")
}

/// What opens the matter: 关于 or the first verb, with the adverbs and verbs after it (关于进一步加强).
/// As the first token and the token after the last.
fn openings(tokens: &[Token], organ_end: Option<usize>) -> Vec<(usize, usize)> {
    let starts = |at: &usize| tokens[*at].text == "关于" || Some(*at) == organ_end;
    let leads = |at: usize| tokens[at].is_in(lex::VERBS) || tokens[at].is_in(lex::ADVERBS);
    // 取消|和|下放: a second verb after 和 opens too.
    let joins =
        |at: usize| tokens[at].is_in(lex::JOINERS) && at + 1 < tokens.len() && leads(at - 1) && leads(at + 1);
    let opening = |start: usize| {
        let more = (start + 1..tokens.len()).take_while(|&at| leads(at) || joins(at));
        (start, start + 1 + more.count())
    };
    (0..tokens.len()).filter(starts).map(opening).collect()
}

/// The cost after the first `taken` tokens of an opening. Where it is the opening of a name (《关于…》), the line
/// should end before the name.
fn cost_in_opening(opening: &[Token], taken: usize, named: bool) -> f64 {
    let last = &opening[taken - 1];
    if last.text == "关于" {
        match (named, opening.len()) {
            (true, _) => 15.0,
            (false, 1) => 4.0,
            (false, _) => 10.0,
        }
    } else if taken < opening.len() || last.is_in(lex::ADVERBS) {
        13.0
    } else if last.is_in(lex::HANDINGS) {
        1.0
    } else if last.is_in(lex::LEADERS) {
        20.0
    } else {
        4.0
    }
}

/// The cost at a space or a mark.
fn mark_cost(a: &Token, b: &Token) -> Option<f64> {
    let cost = match (a.last(), b.first()) {
        (c, _) if c.is_whitespace() => 1.0,
        ('；' | '：' | ':', _) => 1.0,
        ('，' | '。' | ',', _) => 2.0,
        ('、', _) => 6.0,
        (_, '《' | '〈') => 3.0,
        ('》' | '〉', _) => 5.0,
        (_, '（' | '(') => 4.0,
        ('）' | ')', _) => 6.0,
        (_, '“') => 8.0,
        ('”', _) => 15.0,
        _ => return None,
    };
    Some(cost)
}

/// The cost at 的, 和, 对, 等, 关于 and their like.
fn particle_cost(tokens: &[Token], at: usize) -> Option<f64> {
    let (a, b) = (&tokens[at - 1], &tokens[at]);
    if b.text == "关于" {
        Some(2.0)
    } else if is_institution(a) && b.is_in(&["来", "赴", "到"]) {
        // 观摩团|来|青河市: who, and what they do.
        Some(1.0)
    } else if a.is_in(lex::JOINERS) {
        Some(26.0)
    } else if a.is_in(lex::LEADERS) {
        Some(24.0)
    } else if a.text == "的" {
        Some(if b.is_in(lex::KINDS) { 3.0 } else { 2.0 })
    } else if b.is_in(lex::JOINERS) && is_short_part(tokens, at - 1) {
        Some(12.0)
    } else if b.is_in(lex::JOINERS) || b.is_in(lex::LEADERS) {
        Some(5.0)
    } else if b.is_in(lex::FOLLOWERS) {
        Some(18.0)
    } else if a.is_in(lex::FOLLOWERS) {
        Some(5.0)
    } else {
        None
    }
}

/// 2023年|中央|和地方预算, 云岭县|养犬|管理条例: one short word that begins a phrase is too short to stand apart from what
/// it goes with.
fn is_short_part(tokens: &[Token], at: usize) -> bool {
    let opens = |before: &Token| {
        before.kind != Kind::Word
            || before.is_in(lex::VERBS)
            || before.is_in(lex::ADVERBS)
            || before.is_in(lex::JOINERS)
            || before.is_in(lex::LEADERS)
            || before.text == "关于"
            || before.text == "的"
            || before.named
            || is_region(before)
            || is_time(before)
    };
    let token = &tokens[at];
    token.kind == Kind::Word
        && token.text.chars().count() <= 2
        && !is_time(token)
        && !is_region(token)
        && !token.is_in(lex::VERBS)
        && (at == 0 || opens(&tokens[at - 1]))
}

/// The cost between two words of one phrase.
fn phrase_cost(tokens: &[Token], at: usize) -> f64 {
    let (a, b) = (&tokens[at - 1], &tokens[at]);
    let (verb_before, verb_after) = (a.is_in(lex::VERBS), b.is_in(lex::VERBS));
    // 国家发展改革委|住房城乡建设部|生活垃圾分类: organs in a row, without a mark between them.
    // 管理委员会|办公室: the second is part of the first.
    let office = lex::OFFICES.contains(&b.text);
    let organs = !office && is_organ(a) && (is_organ(b) || at > 1 && is_organ(&tokens[at - 2]));
    let describes = a.is_in(lex::ADVERBS) || a.is_in(lex::ATTRIBUTES) || is_count(a);
    if b.is_in(lex::KINDS) {
        20.0
    } else if describes || (verb_before && verb_after) {
        15.0
    } else if b.is_in(lex::HEADS) {
        if is_head(a) { 17.0 } else { 14.0 }
    } else if office {
        15.0
    } else if organs {
        3.0
    } else if verb_after || b.is_in(lex::ADVERBS) || b.first() == '第' {
        6.0
    } else if is_time(a) || is_head(a) {
        7.0
    } else if verb_before && at > 1 && lex::NEVER_LAST.contains(tokens[at - 2].last()) {
        // 《加强|…: the verb opens the name.
        15.0
    } else if verb_before {
        11.0
    } else if is_head(b) {
        PHRASE + 3.0
    } else {
        PHRASE
    }
}

/// 情况, 工作情况, 实施方案: the head of a phrase.
fn is_head(token: &Token) -> bool {
    token.kind == Kind::Word && lex::HEADS.iter().any(|head| token.text.ends_with(head))
}

/// 2023年度, 12月; only the last token of it is looked at, for the number is before.
fn is_time(token: &Token) -> bool {
    token.text.chars().count() <= 3 && "年月日度".contains(token.last())
}

/// 四次, 第二批, 两个: it belongs to what is counted.
fn is_count(token: &Token) -> bool {
    let text = token.text.strip_prefix('第').unwrap_or(token.text);
    let numeral = text.chars().next().is_some_and(|c| lex::NUMERALS.contains(c) || c == '几');
    numeral && text.chars().count() <= 3 && lex::COUNTERS.contains(token.last())
}

/// What a break inside a bracket adds: much where the bracket would fit in a line by itself.
fn surcharge(span: &Span) -> f64 {
    match span.mark {
        '《' | '〈' if span.width > ONE_LINE => 2.0,
        '《' | '〈' => 10.0,
        _ => 14.0,
    }
}
