//! Regulations: which lines are 编, 章, 节 and 条, decided for all lines of a text together, and what stands
//! under a title in brackets (题注).
//!
//! 第一条　为了… with a blank is an article wherever it stands. 第一条为了… may be one, or speak of one: there
//! the lines around it decide.

use std::ops::Range;

use super::body::{Block, BlockKind, Face, Run, hanzi};
use super::levels::{Slip, SlipKind};
use super::marker::{digit_value, hanzi_value, is_digit, is_numeral};
use super::organs::ends_as_organ;
use super::placed;

/// What divides a regulation, above its articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Division {
    /// 编
    Part = 1,
    /// 章
    Chapter,
    /// 节
    Section,
}

/// What a line of a regulation is counted as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// 编, 章, 节
    Division(Division),
    /// 条
    Article,
}

impl Unit {
    /// All of them, the highest first.
    pub const ALL: [Unit; 4] = [
        Unit::Division(Division::Part),
        Unit::Division(Division::Chapter),
        Unit::Division(Division::Section),
        Unit::Article,
    ];

    fn word(self) -> char {
        match self {
            Unit::Division(Division::Part) => '编',
            Unit::Division(Division::Chapter) => '章',
            Unit::Division(Division::Section) => '节',
            Unit::Article => '条',
        }
    }

    fn face(self) -> Face {
        match self {
            Unit::Division(Division::Section) => Face::Kaiti,
            _ => Face::Heiti,
        }
    }

    fn at(self) -> usize {
        Unit::ALL.iter().position(|unit| *unit == self).unwrap_or_default()
    }

    /// 第三条
    fn numbering(self, number: u32) -> String {
        format!("第{}{}", hanzi(number), self.word())
    }
}

/// The number at a line's start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// What the line is counted as.
    pub unit: Unit,
    /// Its number, from 1.
    pub number: u32,
    /// How many bytes it takes.
    pub bytes: usize,
    /// A blank stands behind it, or nothing.
    pub apart: bool,
    /// 第三条之一, which is counted with 第三条.
    inserted: bool,
}

/// A name of a division is no longer.
const LONGEST_NAME: usize = 30;
/// So many articles in a row, from the first, are a regulation though no blank stands in it.
const SURE: usize = 4;

/// The number of an article or a division that a line begins with, if it can be one at all.
pub(super) fn mark(line: &str) -> Option<Mark> {
    let blank = |at: usize| line[at..].len() - line[at..].trim_start().len();
    let mut at = line.strip_prefix('第').map(|_| '第'.len_utf8())?;
    at += blank(at);
    let length = leading(&line[at..], |c| is_numeral(c) || is_digit(c));
    let figures = &line[at..at + length];
    let number = hanzi_value(figures).or_else(|| digit_value(figures)).filter(|number| *number > 0)?;
    at += length;
    at += blank(at);
    let rest = line[at..].strip_prefix('分').filter(|rest| rest.starts_with('编')).unwrap_or(&line[at..]);
    let unit = Unit::ALL.into_iter().find(|unit| rest.starts_with(unit.word()));
    let unit = unit.or_else(|| rest.starts_with('篇').then_some(Unit::Division(Division::Part)))?;
    at = line.len() - rest.len() + unit.word().len_utf8();
    let mut inserted = false;
    while let Some(rest) = line[at..].strip_prefix('之').filter(|_| unit == Unit::Article) {
        let length = leading(rest, is_numeral);
        if length == 0 {
            break;
        }
        inserted = true;
        at += '之'.len_utf8() + length;
    }
    let apart = line[at..].chars().next().is_none_or(|c| c.is_whitespace() || c == '【');
    Some(Mark { unit, number, bytes: at, apart, inserted })
}

fn leading(text: &str, accept: impl Fn(char) -> bool) -> usize {
    text.chars().take_while(|c| accept(*c)).map(char::len_utf8).sum()
}

/// The number of a line that somebody said is a heading.
pub fn heading(line: &str) -> Option<Mark> {
    mark(line).filter(|mark| may_be(*mark, line))
}

/// Whether a heading has a number that counts neither 一、 nor 第一章: 1.1, 第一部分.
pub(super) fn numbered_otherwise(line: &str) -> bool {
    let part = line.strip_prefix('第').is_some_and(|rest| {
        let length = leading(rest, |c| is_numeral(c) || is_digit(c));
        length > 0 && rest[length..].starts_with("部分")
    });
    part || decimal(line).is_some()
}

/// 1, 1.1, 1.1.1 before a heading's words: how deep it counts.
pub fn decimal(line: &str) -> Option<usize> {
    let (mut at, mut depth) = (0, 0);
    loop {
        let length = leading(&line[at..], is_digit);
        // 2024 is a year.
        if length == 0 || line[at..at + length].chars().count() > 2 {
            break;
        }
        at += length;
        depth += 1;
        let point = line[at..].chars().next().filter(|c| matches!(c, '.' | '．'));
        match point.filter(|point| line[at + point.len_utf8()..].starts_with(is_digit)) {
            Some(point) => at += point.len_utf8(),
            None => break,
        }
    }
    let rest = &line[at..];
    let parted = rest.starts_with(char::is_whitespace) && !rest.trim().is_empty();
    // 3 alone needs its blank; 1.5 before a unit is a quantity.
    let quantity = rest.starts_with(|c: char| "万亿千百个元米公吨倍%％℃年月日、，。；：".contains(c));
    let counts = depth > 1 && !rest.is_empty() && !quantity && !rest.starts_with(['.', '．']);
    (depth > 0 && (parted || counts)).then_some(depth)
}

/// What was counted so far.
#[derive(Default)]
pub(super) struct Counted {
    seen: [u32; 4],
}

impl Counted {
    pub(crate) fn saw(&mut self, mark: Mark) {
        let at = mark.unit.at();
        self.seen[at] = mark.number;
        // Articles are counted through the whole text.
        if let Unit::Division(_) = mark.unit {
            self.seen[at + 1..Unit::Article.at()].fill(0);
        }
    }

    /// The number that the next one of a unit gets.
    pub(crate) fn next(&self, unit: Unit) -> String {
        unit.numbering(self.seen[unit.at()] + 1)
    }
}

/// A block as the unit it is, with its number apart from its words.
pub(super) fn block(block: Block, mark: Mark) -> Block {
    let (number, mut words) = cut(block.runs, mark.bytes);
    let face = mark.unit.face();
    let number: String = number.iter().flat_map(|run| run.text.chars()).collect();
    let number: String = number.chars().filter(|c| !c.is_whitespace()).collect();
    let mut runs = vec![Run::new(number, face)];
    let division = match mark.unit {
        Unit::Division(division) => Some(division),
        Unit::Article => None,
    };
    if !words.is_empty() {
        runs.push(Run::new(BLANK, if division.is_some() { face } else { Face::Fangsong }));
    }
    words.iter_mut().for_each(|run| run.face = if division.is_some() { face } else { Face::Fangsong });
    runs.append(&mut words);
    let kind = division.map_or(BlockKind::Article, BlockKind::Division);
    Block { kind, runs, ..block }
}

/// What stands between a number and its words.
const BLANK: &str = "\u{3000}";

/// Runs parted behind so many bytes, without the blanks that the second part begins with.
fn cut(runs: Vec<Run>, bytes: usize) -> (Vec<Run>, Vec<Run>) {
    let (mut before, mut after, mut at) = (Vec::new(), Vec::new(), 0);
    for run in runs {
        let end = bytes.saturating_sub(at).min(run.text.len());
        at += run.text.len();
        let (first, second) = run.text.split_at(end);
        let second = if after.is_empty() { second.trim_start() } else { second };
        if !first.is_empty() {
            before.push(Run { text: first.to_owned(), ..run.clone() });
        }
        if !second.is_empty() || run.note.is_some() {
            after.push(Run { text: second.to_owned(), ..run });
        }
    }
    (before, after)
}

/// Makes the lines of a regulation what they are.
pub(super) fn settle(blocks: Vec<Block>) -> Vec<Block> {
    let opening = placed::count_opening(&blocks);
    let count = opening + under_title(&blocks[opening..]);
    let marks = decide(&blocks);
    let mut settled = Vec::with_capacity(blocks.len());
    for (at, (given, mark)) in blocks.into_iter().zip(marks).enumerate() {
        settled.push(match mark {
            _ if (opening..count).contains(&at) => {
                let mut runs = given.runs;
                runs.iter_mut().for_each(|run| run.face = Face::Kaiti);
                Block { kind: BlockKind::UnderTitle, runs, ..given }
            }
            Some(mark) => block(given, mark),
            None => given,
        });
    }
    settled
}

/// Which lines that nobody said anything of are articles and divisions.
fn decide(blocks: &[Block]) -> Vec<Option<Mark>> {
    let candidate = |block: &Block| -> Option<Mark> {
        if block.asked || !matches!(block.kind, BlockKind::Paragraph(_)) {
            return None;
        }
        let text = block.text();
        let mark = mark(&text)?;
        may_be(mark, &text).then_some(mark)
    };
    let marks: Vec<Option<Mark>> = blocks.iter().map(candidate).collect();
    let is_sure = |wanted: fn(Unit) -> bool| {
        let asked = blocks.iter().any(|block| match block.kind {
            BlockKind::Division(division) => wanted(Unit::Division(division)),
            BlockKind::Article => wanted(Unit::Article),
            _ => false,
        });
        let apart = marks.iter().flatten().any(|mark| mark.apart && wanted(mark.unit));
        let numbers = marks.iter().flatten().filter(|mark| wanted(mark.unit) && !mark.inserted);
        let counted = numbers.zip(1..).take_while(|(mark, number)| mark.number == *number).count();
        asked || apart || counted >= SURE
    };
    let articles = is_sure(|unit| unit == Unit::Article);
    let divisions = is_sure(|unit| unit != Unit::Article);
    let is_one = |mark: &Mark| mark.apart || articles || divisions;
    marks.into_iter().map(|mark| mark.filter(is_one)).collect()
}

/// Whether a line with such a number may be what it says, and not speak of another.
fn may_be(mark: Mark, text: &str) -> bool {
    let rest = &text[mark.bytes..];
    let words = rest.trim();
    match mark.unit {
        Unit::Division(_) => {
            words.chars().count() <= LONGEST_NAME && !words.contains(['。', '；', '，', '：', '！', '？'])
        }
        // 第三条规定的…, 第三条、第四条, 第三条第二款.
        Unit::Article => {
            mark.apart || !rest.starts_with(|c: char| "第款项规所中，、。；：的和至及与或".contains(c))
        }
    }
}

/// How many of the first blocks stand under the title: the 题注 in brackets, or the day of a 公报 with who issued it
/// above it.
fn under_title(blocks: &[Block]) -> usize {
    /// More lines than this are no note.
    const MOST: usize = 4;
    let words = |at: usize| -> Option<String> {
        let block = blocks.get(at)?;
        (block.kind == BlockKind::Paragraph(None) && !block.asked).then(|| block.text())
    };
    let Some(first) = words(0) else { return 0 };
    // The text follows.
    let fits = |count: usize| if count < blocks.len() { count } else { 0 };
    if is_day(&first) {
        return fits(1);
    }
    if is_organ(&first) && words(1).is_some_and(|second| is_day(&second)) {
        return fits(2);
    }
    let mut said = String::new();
    for at in 0..MOST {
        let Some(line) = words(at) else { return 0 };
        said.push_str(&line);
        if is_note(&said) {
            return fits(at + 1);
        }
        if !said.starts_with(['（', '(']) || said.contains('。') {
            return 0;
        }
    }
    0
}

/// （2024年9月27日东江省第十四届人民代表大会常务委员会第十二次会议通过）
fn is_note(text: &str) -> bool {
    const DONE: [&str; 9] = ["通过", "公布", "发布", "修订", "修正", "批准", "制定", "印发", "施行"];
    /// Characters of a note with several amendments.
    const LONGEST: usize = 300;
    let inner = text.strip_prefix(['（', '(']).and_then(|rest| rest.strip_suffix(['）', ')']));
    inner.is_some_and(|inner| {
        let (year, month) = (inner.find('年'), inner.find('月'));
        inner.chars().count() <= LONGEST
            && year.zip(month).is_some_and(|(year, month)| year < month)
            && DONE.iter().any(|word| inner.contains(word))
            && !inner.contains('。')
            || is_day(inner)
    })
}

/// 2024年2月29日, （二〇二四年二月二十九日）.
fn is_day(text: &str) -> bool {
    let text = text.strip_prefix(['（', '(']).and_then(|rest| rest.strip_suffix(['）', ')'])).unwrap_or(text);
    let known = |c: char| is_digit(c) || is_numeral(c) || "年月日".contains(c) || c.is_whitespace();
    let order = [text.find('年'), text.find('月'), text.find('日')];
    text.chars().count() <= 20
        && text.ends_with('日')
        && text.chars().all(known)
        && matches!(order, [Some(year), Some(month), Some(day)] if year < month && month < day)
}

fn is_organ(text: &str) -> bool {
    text.chars().count() <= LONGEST_NAME
        && ends_as_organ(text)
        && !text.contains(['。', '；', '，', '：', '（', '《'])
}

/// The units of a text that are counted wrongly: one twice, one left out. Only where the first is there: a text may
/// quote some articles of another.
pub fn slips(blocks: &[Block], typed: &str) -> Vec<Slip> {
    let mut last: [Option<u32>; 4] = [None; 4];
    let mut slips = Vec::new();
    for block in blocks {
        if !matches!(block.kind, BlockKind::Division(_) | BlockKind::Article) {
            continue;
        }
        let text = block.text();
        let Some(mark) = mark(&text).filter(|mark| !mark.inserted) else { continue };
        let at = mark.unit.at();
        let before = last[at];
        last[at] = Some(mark.number);
        let restarts = mark.unit != Unit::Article && mark.number == 1;
        if let Unit::Division(_) = mark.unit {
            last[at + 1..Unit::Article.at()].fill(None);
        }
        let Some(before) = before.filter(|_| !restarts) else {
            // Not counted from one: an excerpt.
            if mark.number != 1 && before.is_none() {
                last[at] = None;
            }
            continue;
        };
        let kind = match mark.number {
            number if number == before + 1 => continue,
            number if number == before => SlipKind::Repeat,
            number if number < before => SlipKind::Back,
            _ => SlipKind::Skip,
        };
        let number = text[..mark.bytes].to_owned();
        let range = place(block, typed, &number);
        slips.push(Slip { range, kind, typed: number, right: mark.unit.numbering(before + 1) });
    }
    slips
}

/// Where in its text a block's number stands.
fn place(block: &Block, typed: &str, number: &str) -> Range<usize> {
    let Range { start, end } = block.range;
    let found = typed.get(start..end).and_then(|words| words.find(number));
    found.map_or(start..end, |at| start + at..start + at + number.len())
}

#[cfg(test)]
mod tests;
