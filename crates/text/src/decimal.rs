//! Decimal numbering (`numbering = "decimal"`): 1　…, 1.1　…, 1.1.1　… and 1.1.1.1　… are the four levels of a text.
//!
//! As with 一、 a line's pattern makes it a candidate, and the candidates around it decide: 1.5万元 and 12.4国家宪法日
//! at a line's start number nothing.

use super::body::{Level, Run};
use super::levels::{Levels, Line, Slip, SlipKind, starts_anew};
use super::marker::{digit_value, is_digit};

/// How the levels of a text are numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Numbering {
    /// 一、 （一） 1. （1） (7.3.3).
    #[default]
    Official,
    /// 1, 1.1, 1.1.1, 1.1.1.1.
    Decimal,
}

/// The number of a line: 2, 3 of 2.3.
type Path = Vec<u32>;

/// A number at a line's start.
pub(super) struct Number {
    pub path: Path,
    /// How many bytes it takes, without the blank behind it.
    pub bytes: usize,
    /// What stands between it and the words.
    blank: Blank,
    /// What follows may as well be a unit: 3 个工作日, 1.2年度.
    doubtful: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Blank {
    Nothing,
    /// A mark of a list: 1.
    Mark,
    Half,
    /// As wide as a character, as it is printed.
    Wide,
}

/// A number farther than this from the one that is due is none.
const NEAR: u32 = 5;
/// What makes a number without a blank a quantity, whatever else the line says.
const UNITS: [&str; 14] =
    ["万", "亿", "千", "百", "元", "倍", "公里", "公顷", "米", "吨", "个", "%", "％", "℃"];
/// What may do so, and may begin a heading: 1.2年度目标, 3 人员职责.
const PERHAPS_UNITS: &str = "年月日天人名时分秒户处项次件家岁周小度级";

/// The number that a line begins with, if it can be one of a level at all.
pub(super) fn number(line: &str) -> Option<Number> {
    let mut path = Path::new();
    let mut bytes = 0;
    loop {
        let length: usize = line[bytes..].chars().take_while(|c| is_digit(*c)).map(char::len_utf8).sum();
        let digits = &line[bytes..bytes + length];
        // 2024 is a year, 0.5 and 05 are quantities.
        let value = digit_value(digits).filter(|value| (1..=99).contains(value));
        path.push(value.filter(|_| digits.chars().count() <= 2 && !digits.starts_with(['0', '０']))?);
        bytes += length;
        let point = line[bytes..].chars().next().filter(|c| matches!(c, '.' | '．'));
        match point.filter(|point| line[bytes + point.len_utf8()..].starts_with(is_digit)) {
            Some(point) => bytes += point.len_utf8(),
            None => break,
        }
    }
    let mark = line[bytes..].chars().next().filter(|c| matches!(c, '.' | '．'));
    bytes += mark.map_or(0, char::len_utf8);
    let rest = &line[bytes..];
    let words = rest.trim_start();
    let between = &rest[..rest.len() - words.len()];
    let blank = match between {
        "" if mark.is_some() && path.len() == 1 => Blank::Mark,
        "" => Blank::Nothing,
        _ if mark.is_some() && path.len() == 1 => Blank::Mark,
        _ if between.contains(['\u{3000}', '\t']) || between.len() > 1 => Blank::Wide,
        _ => Blank::Half,
    };
    let joins = words.starts_with(|c: char| "，。；：、！？）)-－—~～至/%％℃·．.".contains(c));
    let quantity = UNITS.iter().any(|unit| words.starts_with(unit));
    let is_none = words.is_empty()
        || path.len() > Level::ALL.len()
        || joins && blank != Blank::Wide
        || blank == Blank::Nothing && (path.len() == 1 || quantity);
    let doubtful = blank < Blank::Wide && (quantity || words.starts_with(|c| PERHAPS_UNITS.contains(c)));
    (!is_none).then_some(Number { path, bytes, blank, doubtful })
}

impl Number {
    pub(super) fn level(&self) -> Level {
        Level::of_depth(self.path.len())
    }

    /// Whether nothing but the line itself makes it one: of Markdown and of a program's blocks.
    fn stands_alone(&self) -> bool {
        !self.doubtful && (self.path.len() > 1 || self.blank >= Blank::Half)
    }
}

/// The level of a line that nobody has judged, and how many bytes its number takes.
pub(super) fn alone(line: &str) -> Option<(Level, usize)> {
    number(line).filter(Number::stands_alone).map(|number| (number.level(), number.bytes))
}

/// The number that comes after so many of each level.
pub(super) fn after(seen: [u32; 4], level: Level) -> [u32; 4] {
    let mut next = seen;
    let at = level as usize - 1;
    // What has no number above it stands under the first.
    next[..at].iter_mut().for_each(|number| *number = (*number).max(1));
    next[at] += 1;
    next[at + 1..].fill(0);
    next
}

/// 2.3
pub(super) fn written(path: &[u32]) -> String {
    let numbers: Vec<String> = path.iter().take_while(|number| **number > 0).map(u32::to_string).collect();
    numbers.join(".")
}

/// Runs with one blank as wide as a character behind a number of so many bytes.
pub(super) fn parted(runs: Vec<Run>, bytes: usize) -> Vec<Run> {
    let (mut at, mut is_after) = (0, false);
    let mut parted: Vec<Run> = Vec::with_capacity(runs.len());
    for mut run in runs {
        let start = at;
        at += run.text.len();
        if !is_after && at >= bytes {
            let (number, rest) = run.text.split_at(bytes - start);
            run.text = format!("{number}\u{3000}{}", rest.trim_start());
            is_after = true;
        } else if is_after && parted.last().is_some_and(|last| last.text.ends_with('\u{3000}')) {
            run.text = run.text.trim_start().to_owned();
        }
        parted.push(run);
    }
    parted.retain(|run| !run.text.is_empty());
    parted
}

/// What the lines of a text are, judged together.
pub(super) fn judge(lines: &[Line<'_>]) -> Levels {
    let read = |line: &Line<'_>| line.words().and_then(number);
    let numbers: Vec<Option<Number>> = lines.iter().map(read).collect();
    let mut reader = Reader { levels: Levels::of(Numbering::Decimal), last: Path::new() };
    for (at, line) in lines.iter().enumerate() {
        let next = numbers[at + 1..].iter().flatten().next();
        reader.line(line, numbers[at].as_ref(), next);
    }
    reader.levels
}

struct Reader {
    levels: Levels,
    /// The last number that counted.
    last: Path,
}

impl Reader {
    fn line(&mut self, line: &Line<'_>, number: Option<&Number>, next: Option<&Number>) {
        if number.is_none() && starts_anew(line) == Some(Level::One) {
            self.last.clear();
        }
        let asked = line.forced;
        let Some(number) = number.filter(|number| asked.is_some() || self.counts(line, number, next)) else {
            self.levels.saw(line.start, None);
            if let Some(level) = asked {
                self.last = self.due(level as usize);
            }
            return;
        };
        self.levels.saw(line.start, Some((asked.unwrap_or(number.level()), number.bytes)));
        self.judge(line, number, next);
    }

    /// The number that is due at a depth.
    fn due(&self, depth: usize) -> Path {
        let mut due: Path = self.last.iter().copied().take(depth).collect();
        match due.last_mut().filter(|_| self.last.len() >= depth) {
            Some(last) => *last += 1,
            None => due.resize(depth, 1),
        }
        due
    }

    /// Whether a number goes on from another: the next beside it, the first under it.
    fn goes_on(from: &[u32], to: &[u32]) -> bool {
        let beside = to.len() <= from.len()
            && to
                .split_last()
                .is_some_and(|(last, above)| above == &from[..above.len()] && *last == from[above.len()] + 1);
        beside || to.len() == from.len() + 1 && to.starts_with(from) && to.ends_with(&[1])
    }

    /// Whether a candidate numbers its line.
    fn counts(&self, line: &Line<'_>, number: &Number, next: Option<&Number>) -> bool {
        let path = &number.path;
        let due = *path == self.due(path.len());
        let title = line.is_title_behind(number.bytes);
        let leads = next.is_some_and(|next| Self::goes_on(path, &next.path));
        let heads = next.is_some_and(|next| next.path.len() > path.len() && next.path.starts_with(path));
        let top = self.last.first().copied();
        let is_near = top.is_none_or(|top| top.abs_diff(path[0]) <= NEAR);
        if path.len() == 1 {
            return match number.blank {
                // 1.甲 may be an item of a list.
                Blank::Nothing | Blank::Mark => due && title && heads,
                _ if number.doubtful => due && title && leads,
                Blank::Half => due && (title || leads) || title && is_near && leads,
                Blank::Wide => due || title && is_near && leads,
            };
        }
        let under = top.is_none_or(|top| path[0] == top || path[0] == top + 1);
        match number.doubtful {
            true => due && title,
            false => {
                let apart = number.blank != Blank::Nothing;
                due || under && (title || apart) || is_near && title && (leads || apart)
            }
        }
    }

    /// Tells what is wrong with a number, and counts it.
    fn judge(&mut self, line: &Line<'_>, number: &Number, next: Option<&Number>) {
        let (path, due) = (&number.path, self.due(number.path.len()));
        let beside = &self.last[..self.last.len().min(path.len())];
        let kind = if *path == due {
            None
        } else if beside.len() < path.len() && path.starts_with(beside) {
            Some(SlipKind::Start)
        } else if path == beside {
            Some(SlipKind::Repeat)
        } else if path.as_slice() < beside {
            Some(SlipKind::Back)
        } else {
            Some(SlipKind::Skip)
        };
        if let Some(kind) = kind {
            let start = line.start + line.before;
            let typed = line.text[line.before..line.before + number.bytes].to_owned();
            let range = start..start + number.bytes;
            self.levels.slips.push(Slip { range, kind, typed, right: written(&due) });
        }
        // One number gone back is out of its place; two are a list begun again.
        let stays = kind == Some(SlipKind::Back) && !next.is_some_and(|next| Self::goes_on(path, &next.path));
        if !stays {
            self.last.clone_from(path);
        }
    }
}

#[cfg(test)]
mod tests;
