//! What a line may not part, and may not begin or end with, beyond what Unicode's line breaking (UAX 14)
//! knows of Chinese text: the joining marks of GB/T 15834, numbers and their signs and units (GB/T 15835),
//! names. Long addresses are the other way round: they get places to break.

use std::borrow::Cow;
use std::ops::Range;

use super::people;

/// Marks that join what stands on both sides (连接号) and part names (间隔号): never at a line's start
/// (GB/T 15834 5.1.6, 5.1.7). A dash of two characters is another mark, and Unicode knows it.
const JOINING: &str = "—～~－–·•‧∶";
/// 分隔号: neither at a line's start nor at its end (5.1.9).
const SLASHES: &str = "/／";
/// Signs that belong to the number behind them.
pub(super) const SIGNS: &str = "－−-±＋+＞＜≥≤≈≠～~￥¥＄$€£";
/// Signs that belong to the number before them.
pub(super) const AFTER_NUMBER: &str = "%‰％℃℉°′″²³";
/// What holds the parts of a Latin word, a number or an address together.
const INNER: &str = ".,:_@-'&+#=?%~/";
/// Units that are written apart from their number and go with it.
const UNITS: &str = " kg g mg μg t km m cm mm μm nm L mL dL kW kWh MW MWh GW GWh W V kV A mA Hz kHz MHz GHz dB Pa kPa MPa \
    hPa mol mmol J kJ MJ ha hm² km² m² m³ cm² cm³ K N kN lx min h s ms d kcal MB GB TB KB bit rpm mg/L g/L mg/m³ μg/m³ \
    km/h m/s t/a ";
/// A rule to write on, of `_`, that is longer fills its line and goes on in the next; so many of it stay together.
const LONG_RULE: usize = 24;
const RULE_END: usize = 4;
/// A word of Latin that is longer than this, in characters, may be parted after one of these marks.
const LONG_WORD: usize = 16;
const PARTING: &str = "@._/-?&=#";
/// A cell that is left blank. What is not parted is not stretched either: it keeps its width.
const BLANK_CELL: char = '\u{3000}';
/// What numbers of articles end with, before their text.
const NUMBERED: &str = "编章节条款项";
/// Marks that Unicode keeps from a line's start behind a character, but not behind a box.
const LEANING: &str = "：；";
const OPENING: &str = "“‘《〈（【〔［";
const CLOSING: &str = "”’》〉）】〕］，。、；：？！";

/// A part of a text, in order; together they are the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Broken as Unicode says.
    Plain(&'a str),
    /// Never parted; a line may end before and behind it where the marks beside it let it. In text whose
    /// characters stand apart, figures and Latin words do not.
    Kept(&'a str),
}

/// How a text is set, as far as it concerns its breaks.
#[derive(Debug, Clone, Copy, Default)]
pub struct Setting {
    /// Every mark has a cell of its own, which hides it from Unicode's rules (`punctuation = "grid"`).
    pub grid: bool,
    /// Characters are moved apart or together.
    pub spaced: bool,
}

/// Between two characters of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gap {
    /// Unicode's rules are right.
    Open,
    /// They would not part it either.
    Closed,
    /// They would, and must not.
    Held,
    /// They would not, and should.
    Opened,
}

/// The pieces of a text.
pub fn pieces(text: &str, setting: Setting) -> Vec<Piece<'_>> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let gaps = gaps(&chars, setting);
    cut(text, &chars, &gaps, setting)
}

/// The pieces of a text that is a list of people, or of organs: no name in it is parted.
pub fn pieces_of_names(text: &str, setting: Setting) -> Vec<Piece<'_>> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let mut gaps = gaps(&chars, setting);
    let c: Vec<char> = chars.iter().map(|(_, c)| *c).collect();
    hold_whole(&people::whole(&c), &c, &mut gaps);
    cut(text, &chars, &gaps, setting)
}

fn cut<'a>(text: &'a str, chars: &[(usize, char)], gaps: &[Gap], setting: Setting) -> Vec<Piece<'a>> {
    let mut pieces: Vec<Piece<'_>> = Vec::new();
    let mut plain = 0;
    let mut start = 0;
    while start < chars.len() {
        let length = gaps[start..].iter().take_while(|gap| matches!(gap, Gap::Closed | Gap::Held)).count();
        let end = start + length + 1;
        let group = &gaps[start..end - 1];
        let beside_opened = |at: Option<&Gap>| at == Some(&Gap::Opened);
        let before = start.checked_sub(1).and_then(|at| gaps.get(at));
        let is_kept = group.contains(&Gap::Held) || beside_opened(before) || beside_opened(gaps.get(end - 1));
        let is_latin = setting.spaced && is_word(chars[start].1);
        let is_whole = is_kept || is_latin || chars[start].1 == BLANK_CELL;
        // Behind what is kept nothing tells a line's breaking any more that these begin none.
        let leans = is_whole && chars.get(end).is_some_and(|(_, c)| LEANING.contains(*c));
        let end = end + usize::from(leans);
        if is_whole {
            let at = |index: usize| chars.get(index).map_or(text.len(), |(at, _)| *at);
            let (from, to) = (at(start), at(end));
            if plain < from {
                pieces.push(Piece::Plain(&text[plain..from]));
            }
            let piece = &text[from..to];
            pieces.push(Piece::Kept(piece));
            plain = to;
        }
        start = end;
    }
    if plain < text.len() {
        pieces.push(Piece::Plain(&text[plain..]));
    }
    pieces
}

fn gaps(chars: &[(usize, char)], setting: Setting) -> Vec<Gap> {
    let c: Vec<char> = chars.iter().map(|(_, c)| *c).collect();
    let mut gaps: Vec<Gap> = (1..c.len()).map(|at| gap(&c, at, setting)).collect();
    hold_groups_of_thousands(&c, &mut gaps);
    hold_groups_of_fractions(&c, &mut gaps);
    hold_units(&c, &mut gaps);
    hold_rules(&c, &mut gaps);
    hold_blank_cells(&c, &mut gaps);
    hold_names(&c, &mut gaps);
    hold_names_in_lists(&c, &mut gaps);
    people::rows(&c).iter().for_each(|names| hold_whole(names, &c, &mut gaps));
    hold_telephones(&c, &mut gaps);
    hold_masked_numbers(&c, &mut gaps);
    open_long_words(&c, &mut gaps);
    gaps
}

/// Between a character and the one before it.
fn gap(c: &[char], at: usize, setting: Setting) -> Gap {
    let (a, b) = (c[at - 1], c[at]);
    let before = at.checked_sub(2).map(|at| c[at]);
    let after = c.get(at + 1).copied();
    if a.is_whitespace() || b.is_whitespace() {
        return Gap::Open;
    }
    let is_dash = |one: char, other: Option<char>| one == '—' && other == Some('—');
    let in_grid =
        setting.grid && (CLOSING.contains(b) || OPENING.contains(a) || (a == b && matches!(a, '—' | '…')));
    if in_grid {
        return Gap::Held;
    }
    if OPENING.contains(a) || CLOSING.contains(a) || OPENING.contains(b) || CLOSING.contains(b) {
        return Gap::Open;
    }
    let word = |c: Option<char>| c.is_some_and(is_word);
    if is_word(a) && is_word(b) {
        return Gap::Closed;
    }
    // Inside 12.5, yc.gov.cn, PM-2: Unicode parts none of these but behind a slash.
    if is_word(a) && INNER.contains(b) && word(after) || INNER.contains(a) && word(before) && is_word(b) {
        return if a == '/' || a == '~' || b == '~' { Gap::Held } else { Gap::Closed };
    }
    if is_word(a) && b == ':' && after == Some('/') {
        return Gap::Closed;
    }
    if SLASHES.contains(a) || SLASHES.contains(b) || a == '∶' {
        return Gap::Held;
    }
    let is_minus = |sign: char, before: Option<char>, after: Option<char>| {
        "－−".contains(sign)
            && after.is_some_and(|c| c.is_ascii_digit())
            && !before.is_some_and(ends_a_quantity)
    };
    if JOINING.contains(b) && !is_dash(b, after) && !is_dash(b, Some(a)) && !is_minus(b, Some(a), after) {
        return Gap::Held;
    }
    if is_word(a) && AFTER_NUMBER.contains(b) || AFTER_NUMBER.contains(a) && AFTER_NUMBER.contains(b) {
        return Gap::Closed;
    }
    let is_sign = SIGNS.contains(a) && (!JOINING.contains(a) || is_minus(a, before, Some(b)));
    if b.is_ascii_digit() && is_sign {
        return Gap::Held;
    }
    if matches!((a, b), ('×', '0'..='9') | ('0'..='9', '×')) {
        return Gap::Held;
    }
    Gap::Open
}

/// A letter or figure of a word that is not Chinese.
fn is_word(c: char) -> bool {
    // From there on letters stand in full cells; circled figures and Ⅳ are signs.
    c.is_alphanumeric() && (c as u32) < 0x2150
}

/// Before a － that is the mark of a range, 5－8, 3月－5月, and no minus, 气温－5.
fn ends_a_quantity(c: char) -> bool {
    is_word(c)
        || AFTER_NUMBER.contains(c)
        || is_blank(c)
        || "年月日时分秒号点条款项页章节期届次级类人户个元吨米件".contains(c)
}

fn is_wide_letter(c: char) -> bool {
    c.is_alphanumeric() && !is_word(c)
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\u{A0}' | '\u{2009}' | '\u{202F}')
}

/// GB/T 15835 5.1.1: figures in groups of three, 10 000 000.
fn hold_groups_of_thousands(c: &[char], gaps: &mut [Gap]) {
    let figures = |from: usize| c[from.min(c.len())..].iter().take_while(|c| c.is_ascii_digit()).count();
    for at in 1..c.len().saturating_sub(3) {
        let leading = c[..at].iter().rev().take_while(|c| c.is_ascii_digit()).count();
        if is_blank(c[at]) && (1..=3).contains(&leading) && figures(at + 1) == 3 {
            // 2024 123 are two numbers; so are 1 123 when a group of another length stands before.
            gaps[at - 1] = Gap::Held;
            gaps[at] = Gap::Held;
        }
    }
}

/// And behind the point: 1 234.567 89.
fn hold_groups_of_fractions(c: &[char], gaps: &mut [Gap]) {
    for point in 1..c.len() {
        if c[point] != '.' || !c[point - 1].is_ascii_digit() {
            continue;
        }
        let figures = |from: usize| c[from.min(c.len())..].iter().take_while(|c| c.is_ascii_digit()).count();
        let mut at = point + 1;
        while figures(at) == 3
            && c.get(at + 3).is_some_and(|c| is_blank(*c))
            && (1..=3).contains(&figures(at + 4))
        {
            gaps[at + 2] = Gap::Held;
            gaps[at + 3] = Gap::Held;
            at += 4;
        }
    }
}

/// 25 kg: a unit that is written apart.
fn hold_units(c: &[char], gaps: &mut [Gap]) {
    for at in 1..c.len().saturating_sub(1) {
        if !is_blank(c[at]) || !c[at - 1].is_ascii_digit() {
            continue;
        }
        let unit = c[at + 1..].iter().take_while(|c| is_word(**c) || "/²³".contains(**c));
        let unit: String = unit.collect();
        if is_known_unit(&unit) {
            gaps[at - 1] = Gap::Held;
            gaps[at] = Gap::Held;
            let inner = gaps[at + 1..].iter_mut().take(unit.chars().count() - 1);
            inner.filter(|gap| **gap == Gap::Open).for_each(|gap| *gap = Gap::Closed);
        }
    }
}

/// mg, mg/L, and others made of two, mg/kg.
fn is_known_unit(unit: &str) -> bool {
    let known = |unit: &str| UNITS.split_whitespace().any(|known| known == unit);
    known(unit) || unit.split_once('/').is_some_and(|(of, by)| known(of) && known(by))
}

/// 编号：______ is one rule.
fn hold_rules(c: &[char], gaps: &mut [Gap]) {
    let mut start = 0;
    while start < c.len() {
        let length = c[start..].iter().take_while(|c| **c == '_').count();
        for at in start + 1..start + length {
            let inside = (RULE_END..=length - RULE_END.min(length)).contains(&(at - start));
            gaps[at - 1] = if length > LONG_RULE && inside { Gap::Opened } else { Gap::Held };
        }
        start += length.max(1);
    }
}

/// 0571—87654321, 400—820—8820, 138—0000—1234: what joins the figures of a telephone's number is no range.
fn hold_telephones(c: &[char], gaps: &mut [Gap]) {
    let is_dash = |c: Option<&char>| c.is_some_and(|c| "—－–-".contains(*c));
    let figures = |from: usize| c[from.min(c.len())..].iter().take_while(|c| c.is_ascii_digit()).count();
    let mut at = 0;
    while at < c.len() {
        let first = figures(at);
        let mut end = at + first;
        let begins = |start: &str| c[at..at + first].iter().collect::<String>().starts_with(start);
        let second = if is_dash(c.get(end)) { figures(end + 1) } else { 0 };
        let is_telephone = match first {
            3 | 4 if begins("0") => second > 6,
            3 if begins("400") || begins("800") => second > 2,
            3 if begins("1") => second == 4,
            _ => false,
        };
        if is_telephone {
            while is_dash(c.get(end)) && figures(end + 1) > 0 {
                gaps[end - 1..=end].fill(Gap::Held);
                end += 1 + figures(end + 1);
            }
        }
        at = end.max(at + 1);
    }
}

/// ××××××19880612××××: a number some figures of which are crosses.
fn hold_masked_numbers(c: &[char], gaps: &mut [Gap]) {
    /// No number is longer.
    const LONGEST: usize = 24;
    let mut start = 0;
    while start < c.len() {
        let run = c[start..].iter().take_while(|c| **c == '×' || c.is_ascii_digit()).count();
        let own = &c[start..start + run];
        if (2..=LONGEST).contains(&run) && own.contains(&'×') && own.iter().any(char::is_ascii_digit) {
            gaps[start..start + run - 1].fill(Gap::Held);
        }
        start += run.max(1);
    }
}

/// Each of these is one piece, and a line may end behind it and the blanks after it.
fn hold_whole(names: &[Range<usize>], c: &[char], gaps: &mut [Gap]) {
    for name in names {
        gaps[name.start..name.end - 1].fill(Gap::Held);
        let blanks = c[name.end..].iter().take_while(|c| **c == BLANK_CELL).count();
        if blanks > 0 && name.end + blanks < c.len() {
            gaps[name.end + blanks - 1] = Gap::Open;
        }
    }
}

/// 第一条　为了: a blank cell stands behind what it follows.
fn hold_blank_cells(c: &[char], gaps: &mut [Gap]) {
    for at in 1..c.len() {
        if c[at] == BLANK_CELL && (c[at - 1] == BLANK_CELL || !c[at - 1].is_whitespace()) {
            gaps[at - 1] = Gap::Held;
        }
    }
}

/// 周　×, 局长冯　××, 欧阳　×同意: a name with a blank cell in it.
fn hold_names(c: &[char], gaps: &mut [Gap]) {
    let is_name = |c: Option<&char>| c.is_some_and(|c| is_wide_letter(*c) || *c == '×');
    for at in 1..c.len().saturating_sub(1) {
        let ends_a_number = NUMBERED.contains(c[at - 1]);
        let beside = is_name(c.get(at - 1)) && is_name(c.get(at + 1));
        // 张　三　李: the blanks part characters of a heading, not a name.
        let in_row = c.get(at + 2) == Some(&BLANK_CELL) || at > 1 && c[at - 2] == BLANK_CELL;
        if c[at] != BLANK_CELL || !beside || ends_a_number || in_row {
            continue;
        }
        // Two characters of a given name are known by what stands behind them.
        let bounded = c[at + 1..].iter().take_while(|c| is_name(Some(c))).count();
        let crosses = c[at + 1..].iter().take_while(|c| **c == '×').count();
        let given = if bounded <= 2 { bounded } else { crosses.clamp(1, 2) };
        gaps[at - 1..at + given].fill(Gap::Held);
        // A surname of two characters that stands alone.
        if at > 1 && is_name(c.get(at - 2)) && (at == 2 || !is_name(c.get(at - 3))) {
            gaps[at - 2] = Gap::Held;
        }
    }
}

/// 张 三、局长李 四、: a name in a list with a blank between its two characters.
fn hold_names_in_lists(c: &[char], gaps: &mut [Gap]) {
    let is_name = |c: char| is_wide_letter(c) || c == '×';
    let is_listed = |c: Option<&char>| c.is_some_and(|c| "、，；".contains(*c));
    let is_edge = |c: Option<&char>| c.is_none_or(|c| "、，；。：（）".contains(*c) || c.is_whitespace());
    for at in 1..c.len().saturating_sub(1) {
        let (left, right) = (at.checked_sub(2).map(|at| &c[at]), c.get(at + 2));
        let is_last = is_edge(right) && is_listed(left);
        if is_blank(c[at]) && is_name(c[at - 1]) && is_name(c[at + 1]) && (is_last || is_listed(right)) {
            gaps[at - 1..=at].fill(Gap::Held);
        }
    }
}

/// The text with blanks that no line may part as such: 0.05 mg/L, 10 000 000元, 张 三.
pub(crate) fn with_held_blanks(text: &str) -> Cow<'_, str> {
    if !text.contains(' ') {
        return Cow::Borrowed(text);
    }
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let gaps = gaps(&chars, Setting::default());
    let is_held = |at: usize| {
        let beside = at.checked_sub(1).and_then(|before| Some([gaps.get(before)?, gaps.get(at)?]));
        beside == Some([&Gap::Held; 2])
    };
    let held =
        chars.iter().enumerate().map(|(at, (_, c))| if *c == ' ' && is_held(at) { '\u{A0}' } else { *c });
    Cow::Owned(held.collect())
}

/// An address would tear the line before it apart, or run over the edge.
fn open_long_words(c: &[char], gaps: &mut [Gap]) {
    let mut start = 0;
    while start < c.len() {
        let closed = gaps[start..].iter().take_while(|gap| matches!(gap, Gap::Closed | Gap::Held)).count();
        let end = start + closed + 1;
        let word: String = c[start..end].iter().collect();
        let is_address = word.is_ascii()
            && (word.contains(['@', '_']) || word.contains("://") || word.matches(['.', '/']).count() > 2);
        if is_address && end - start > LONG_WORD {
            for at in start + 1..end - 1 {
                // Not between two marks, as in ://, nor in a figure.
                let parts = PARTING.contains(c[at]) && !PARTING.contains(c[at + 1]) && c[at + 1] != ':';
                let in_figure = c[at - 1].is_ascii_digit() && c[at + 1].is_ascii_digit() && c[at] == '.';
                if parts && !in_figure {
                    gaps[at] = Gap::Opened;
                }
            }
        }
        start = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Kept pieces in ⟨⟩.
    fn shown(text: &str, setting: Setting) -> String {
        pieces(text, setting)
            .into_iter()
            .map(|piece| match piece {
                Piece::Plain(text) => text.to_owned(),
                Piece::Kept(text) => format!("⟨{text}⟩"),
            })
            .collect()
    }

    /// setting.md 2, and others of their kinds.
    #[test]
    fn what_a_line_may_not_part() {
        for (text, wanted) in [
            // 5.1.6 连接号
            ("规划（2024—2026年）印发", "规划（⟨2024—⟩2026年）印发"),
            ("占12.5%～15.8%。", "占⟨12.5%～⟩15.8%。"),
            ("上午9:00—11:30开会", "上午⟨9:00—⟩11:30开会"),
            ("云川—石溪公路", "云⟨川—⟩石溪公路"),
            ("按GB/T 9704—2012执行", "按⟨GB/T⟩ ⟨9704—⟩2012执行"),
            ("11月28日—12月1日", "11月28⟨日—⟩12月1日"),
            ("20℃~60℃", "⟨20℃~⟩60℃"),
            ("5～8", "⟨5～⟩8"),
            ("甲——乙", "甲——乙"),
            ("等等……。", "等等……。"),
            // 5.1.7 间隔号
            ("阿不都·买买提同志", "阿不⟨都·⟩买买提同志"),
            // 5.1.9 分隔号
            ("和/或", "⟨和/或⟩"),
            ("浓度0.046mg/L以下", "浓度⟨0.046mg/L⟩以下"),
            // GB/T 15835
            ("共10 000 000元", "共⟨10 000 000⟩元"),
            ("5 000～8 000元", "⟨5 000～⟩⟨8 000⟩元"),
            ("1 286.4亿元", "⟨1 286.4⟩亿元"),
            ("长1 234.567 89米", "长⟨1 234.567 89⟩米"),
            ("3.141 592 6", "⟨3.141 592 6⟩"),
            ("2024 123", "2024 123"),
            ("气温－5℃左右", "气温⟨－5℃⟩左右"),
            ("3月－5月", "3⟨月－⟩5月"),
            ("5－8度", "⟨5－⟩8度"),
            ("误差±0.5以内", "误差⟨±0.5⟩以内"),
            ("增幅＞5%的", "增幅⟨＞5%⟩的"),
            ("补助￥36.8万元", "补助⟨￥36.8⟩万元"),
            ("重25 kg。", "重⟨25 kg⟩。"),
            ("长30 km，宽2 m", "长⟨30 km⟩，宽⟨2 m⟩"),
            ("共3 people", "共3 people"),
            ("3×5米", "⟨3×5⟩米"),
            ("比例1∶500", "比例⟨1∶500⟩"),
            // names with a blank cell
            ("主任周　×，副主任冯　××。", "主任⟨周　×⟩，副主任⟨冯　××⟩。"),
            ("局长张　喆说，欧阳　×同意", "局长⟨张　喆说⟩，⟨欧阳　×⟩同意"),
            ("局长冯　××主持会议，张　喆主持会议", "局长⟨冯　××⟩主持会议，⟨张　喆⟩主持会议"),
            ("总　则　编", "⟨总　⟩⟨则　⟩编"),
            ("周　×，冯　××。", "⟨周　×⟩，⟨冯　××⟩。"),
            ("出席：张　三、李　四", "出席：⟨张　三⟩、⟨李　四⟩"),
            ("出席：张 三、李 四", "出席：⟨张 三⟩、⟨李 四⟩"),
            ("局长张 三，李 四。", "局长⟨张 三⟩，⟨李 四⟩。"),
            ("甲 乙丙丁", "甲 乙丙丁"),
            // a blank cell keeps its width
            ("第一百零四条　前款所称的", "第一百零四⟨条　⟩前款所称的"),
            ("第一条　为了加强", "第一⟨条　⟩为了加强"),
            ("　为了加强", "⟨　⟩为了加强"),
            ("联系人：　　张三", "联系人⟨：　　⟩张三"),
            ("残留0.05 mg/kg以下", "残留⟨0.05 mg/kg⟩以下"),
            ("共3 and/or", "共3 ⟨and/or⟩"),
            // a rule to write on
            ("编号：______，", "编号：⟨______⟩，"),
            ("理由：__________________________", &format!("理由：⟨____⟩{}⟨____⟩", "⟨_⟩".repeat(18))),
            // telephones, numbers with crosses
            ("电话：0571—87654321。", "电话：⟨0571—87654321⟩。"),
            ("电话400—820—8820转", "电话⟨400—820—8820⟩转"),
            ("号码××××××19880612××××）", "号码⟨××××××19880612××××⟩）"),
            ("局长张　喆：同意；浓度0.046mg/L；", "局长⟨张　喆：⟩同意；浓度⟨0.046mg/L；⟩"),
            // rows of people
            ("出席：周明远　林海清　刘　芳　陈　立", "出席：⟨周明远　⟩⟨林海清　⟩⟨刘　芳　⟩⟨陈　立⟩"),
            ("见a_b", "见a_b"),
            // nothing to do
            ("共36.8万元，增长5.2%。", "共36.8万元，增长5.2%。"),
            ("IPv6和PM2.5", "IPv6和PM2.5"),
            ("", ""),
            // an address gives way
            ("邮箱zhang_san_2024@yc.gov.cn。", "邮箱⟨zhang_⟩⟨san_⟩⟨2024@⟩⟨yc.⟩⟨gov.⟩⟨cn⟩。"),
            ("见https://www.gov.cn/a/b.html", "见⟨https://⟩⟨www.⟩⟨gov.⟩⟨cn/⟩⟨a/⟩⟨b.⟩⟨html⟩"),
            ("a_b@c.cn", "a_b@c.cn"),
        ] {
            assert_eq!(shown(text, Setting::default()), wanted, "{text}");
        }
    }

    #[test]
    fn names_of_people_are_not_parted() {
        let shown = |text| -> String {
            let pieces = pieces_of_names(text, Setting::default()).into_iter();
            pieces
                .map(|piece| match piece {
                    Piece::Plain(text) => text.to_owned(),
                    Piece::Kept(text) => format!("⟨{text}⟩"),
                })
                .collect()
        };
        for (text, wanted) in [
            ("周明远、吴晓燕、刘　芳", "⟨周明远⟩、⟨吴晓燕⟩、⟨刘　芳⟩"),
            ("周小林　何卫东", "⟨周小林　⟩⟨何卫东⟩"),
            ("县水利局局长王敏，李红", "县水利局⟨局长⟩⟨王敏⟩，⟨李红⟩"),
        ] {
            assert_eq!(shown(text), wanted, "{text}");
        }
    }

    #[test]
    fn in_a_grid_marks_stay_with_their_characters() {
        let setting = Setting { grid: true, spaced: false };
        for (text, wanted) in [
            ("达86.3%，；其中", "达⟨86.3%，；⟩其中"),
            ("责任等等……。", "责任等等⟨……。⟩"),
            ("《办法》的", "⟨《办⟩⟨法》⟩的"),
        ] {
            assert_eq!(shown(text, setting), wanted, "{text}");
        }
    }

    #[test]
    fn latin_words_in_spaced_text_are_named() {
        let setting = Setting { grid: false, spaced: true };
        assert_eq!(shown("推进IPv6和5G在2024—2026年", setting), "推进⟨IPv6⟩和⟨5G⟩在⟨2024—⟩⟨2026⟩年");
    }

    #[test]
    fn the_pieces_are_the_text() {
        for text in ["甲·乙/丙—1 000 kg～", "—", "·甲", "￥", "／／", "1 2 3", "　×　", "a@b@c@d@e@f@g@h@i@"]
        {
            for setting in [Setting::default(), Setting { grid: true, spaced: true }] {
                let joined: String = pieces(text, setting)
                    .into_iter()
                    .map(|piece| match piece {
                        Piece::Plain(text) | Piece::Kept(text) => text,
                    })
                    .collect();
                assert_eq!(joined, text);
            }
        }
    }
}
