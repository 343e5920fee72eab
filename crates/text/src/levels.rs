//! Which lines of a body text are numbered, judged by the whole sequence: 一、…三、 misses 二、, and a
//! quantity at a line's start numbers nothing, whatever it looks like (7.3.3).
//!
//! A line's pattern makes it a candidate; the candidates before and after it decide. What is typed
//! wrongly but goes on rightly (`1、`, `一.`) keeps its level and is told as a [`Slip`].

use std::collections::BTreeMap;
use std::ops::Range;

use super::body::{Block, BlockKind, Level, forced, numbering};
use super::captions::Under;
use super::decimal::{self, Numbering};
use super::fences::Hidden;
use super::marker::{Form, Marker, marker};
use super::{placed, regulation, table};

/// A short line without an end mark reads as a heading; longer than this it is a sentence.
const LONGEST_HEADING: usize = 30;

/// A number this near the one that is due is a slip; farther away, and it is no number of the list.
const NEAR: u32 = 5;

/// What the lines of one text are.
#[derive(Debug, Clone, Default)]
pub struct Levels {
    /// By the byte at which the line starts: its level and how many bytes its numbering takes.
    verdicts: BTreeMap<usize, Option<(Level, usize)>>,
    /// How lines are numbered, where none was judged too.
    numbered: Numbering,
    /// What is wrong with the sequence, in the text's order.
    pub slips: Vec<Slip>,
}

/// Something wrong with a text's numbering, at the numbering itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    /// Bytes of the text that the numbering takes.
    pub range: Range<usize>,
    /// What is wrong with it.
    pub kind: SlipKind,
    /// The numbering as typed.
    pub typed: String,
    /// What was expected, or how the numbering is written rightly.
    pub right: String,
}

/// In which way a numbering is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlipKind {
    /// 一、 三、
    Skip,
    /// 一、 一、
    Repeat,
    /// 一、 二、 三、 二、
    Back,
    /// 二、 三、 without 一、
    Start,
    /// `1、` `一.` `（一）、` `(一)`
    Form,
}

impl Levels {
    /// Nothing judged yet.
    pub(super) fn of(numbered: Numbering) -> Levels {
        Levels { numbered, ..Levels::default() }
    }

    /// How its lines are numbered.
    pub(super) fn numbered(&self) -> Numbering {
        self.numbered
    }

    /// Notes what the line that starts at a byte is.
    pub(super) fn saw(&mut self, start: usize, verdict: Option<(Level, usize)>) {
        self.verdicts.insert(start, verdict);
    }

    /// The level of the line that starts at a byte, and how many bytes its numbering takes.
    pub fn numbering(&self, start: usize, line: &str) -> Option<(Level, usize)> {
        self.verdicts.get(&start).copied().unwrap_or_else(|| match self.numbered {
            Numbering::Official => numbering(line),
            Numbering::Decimal => decimal::alone(line),
        })
    }
}

/// One line that may count.
pub(super) struct Line<'a> {
    pub start: usize,
    pub text: &'a str,
    /// The numbering it carries, or the one a forced heading without a number will get.
    marker: Option<Marker>,
    /// `# `: a heading whatever its sequence says.
    pub forced: Option<Level>,
    /// Bytes of `# ` before the numbering.
    pub before: usize,
    /// Nothing is read from its words.
    plain: bool,
    /// It is the title of a part of the text.
    title: bool,
}

impl Line<'_> {
    /// Whether the line reads like a heading or another short title.
    fn is_title(&self) -> bool {
        self.is_title_behind(self.marker.as_ref().map_or(0, |marker| marker.bytes))
    }

    /// The words in which a number may stand.
    pub(super) fn words(&self) -> Option<&str> {
        (!self.plain).then(|| &self.text[self.before..])
    }

    /// Whether it does, behind a number of so many bytes.
    pub(super) fn is_title_behind(&self, length: usize) -> bool {
        let words = self.text[self.before + length..].trim();
        let open = ['。', '；', '，', '、', '：', '…', '？', '！', ';', ','];
        !words.is_empty()
            && words.chars().count() <= LONGEST_HEADING
            && !words.ends_with(open)
            && !words.contains('。')
    }

    /// Whether the line introduces a list, so that what follows counts from one again.
    fn introduces(&self) -> bool {
        // 市财政局负责以下工作。 introduces what a colon would.
        let follows =
            self.text.ends_with('。') && ["以下", "下列", "如下"].iter().any(|word| self.text.contains(word));
        self.text.ends_with(['：', ':']) || (self.marker.is_none() && (self.is_title() || follows))
    }
}

/// The first level that counts from one again under a line: all of them under 第一章, 第二部分, 附件1 and the title of
/// a part of the text, those below 一、 under 第三条.
pub(super) fn starts_anew(line: &Line<'_>) -> Option<Level> {
    let counted = |text: &str| -> usize {
        text.chars()
            .take_while(|c| c.is_ascii_digit() || "〇零一二三四五六七八九十百".contains(*c))
            .map(char::len_utf8)
            .sum()
    };
    if line.title {
        return Some(Level::One);
    }
    if line.marker.is_some() {
        return None;
    }
    let text = &line.text[line.before..];
    if let Some(rest) = text.strip_prefix('第') {
        let unit = &rest[counted(rest)..];
        return match unit.chars().next()? {
            _ if unit.len() == rest.len() => None,
            '章' | '节' | '编' | '篇' => Some(Level::One),
            '条' => Some(Level::Two),
            _ => unit.starts_with("部分").then_some(Level::One),
        };
    }
    let rest = text.strip_prefix("附件").or_else(|| text.strip_prefix("附表"))?;
    let rest = &rest[counted(rest)..];
    (rest.is_empty() || rest.starts_with(['：', ':', ' ', '\u{3000}'])).then_some(Level::One)
}

/// Reads the levels of a text (`body-format = "text"`).
pub fn read(text: &str, numbered: Numbering) -> Levels {
    match numbered {
        Numbering::Official => judge(&lines(text, numbered)),
        Numbering::Decimal => decimal::judge(&lines(text, numbered)),
    }
}

fn judge(lines: &[Line<'_>]) -> Levels {
    let ahead = look_ahead(lines);
    let mut reader = Reader { levels: Levels::default(), open: Default::default(), total: [0; 4] };
    for (line, ahead) in lines.iter().zip(&ahead) {
        reader.line(line, ahead, lines.len());
    }
    reader.levels
}

/// What is wrong with the numbering of blocks whose levels are known: of Markdown, whose lists number
/// themselves, and of a program's blocks. `typed` is the text they were read from.
pub fn of_blocks(blocks: &[Block], typed: &str, numbered: Numbering) -> Vec<Slip> {
    let official = numbered == Numbering::Official;
    let words = |block: &Block| match block.kind {
        // A number of another kind counts nothing here.
        BlockKind::Heading(_) if official && regulation::numbered_otherwise(&block.text()) => {
            Some((block.text(), None))
        }
        BlockKind::Heading(level) => Some((block.text(), Some(level))),
        BlockKind::Paragraph(level) => Some((block.text(), level)),
        BlockKind::Division(_) | BlockKind::Article | BlockKind::Title => Some((block.text(), None)),
        _ => None,
    };
    let texts: Vec<_> =
        blocks.iter().enumerate().filter_map(|(at, block)| Some((at, words(block)?))).collect();
    let lines: Vec<Line<'_>> = texts
        .iter()
        .map(|(at, (text, level))| Line {
            // The block stands for its bytes until they are looked for.
            start: *at,
            text,
            marker: marker(text).filter(|_| level.is_some()),
            forced: level.filter(|_| blocks[*at].asked),
            before: 0,
            plain: level.is_none(),
            title: blocks[*at].kind == BlockKind::Title,
        })
        .collect();
    let at_its_place = |slip: Slip| {
        let range = blocks[slip.range.start].range.clone();
        let words = typed.get(range.clone()).unwrap_or_default();
        let range = match words.find(&slip.typed) {
            Some(at) => range.start + at..range.start + at + slip.typed.len(),
            None => range,
        };
        Slip { range, ..slip }
    };
    let judged = if official { judge(&lines) } else { decimal::judge(&lines) };
    judged.slips.into_iter().map(at_its_place).collect()
}

/// The lines that are text: neither blank nor rows of a table, nor kept plain by `\`.
fn lines(text: &str, numbered: Numbering) -> Vec<Line<'_>> {
    let mut offset = 0;
    let mut lines = Vec::new();
    let mut hidden = Hidden::of(text);
    let mut under_table: Option<Under> = None;
    for line in text.split('\n') {
        let words = line.trim();
        let start = offset + (line.len() - line.trim_start().len());
        let program = hidden.hides(offset);
        offset += line.len() + 1;
        if program || words.is_empty() || placed::is_page_break(words) {
            continue;
        }
        if table::is_row(words) {
            under_table = Some(Under::default());
            continue;
        }
        // 2. under 注：1. counts nothing in the text.
        let noted = under_table.as_mut().is_some_and(|notes| notes.take(words));
        if !noted {
            under_table = None;
        }
        let (forced, rest) = match forced(words) {
            Some((level, rest)) => (Some(level), rest),
            None => (None, words),
        };
        let plain = noted || words.starts_with('\\') || placed::sign(words).is_some();
        // 第一章 and 1.1 are numbers, and none that counts here.
        let counted = || match numbered {
            Numbering::Official => regulation::numbered_otherwise(rest),
            Numbering::Decimal => numbering(rest).is_some(),
        };
        let otherwise = forced.is_some() && (regulation::heading(rest).is_some() || counted());
        let marker = marker(rest).filter(|_| !plain && !otherwise);
        let forced = forced.filter(|_| !otherwise);
        let title = placed::title(words).is_some();
        lines.push(Line {
            start,
            text: words,
            marker,
            forced,
            before: words.len() - rest.len(),
            plain,
            title,
        });
    }
    lines
}

/// What comes after a candidate, before a candidate of a higher level.
#[derive(Clone, Copy, Default)]
struct Ahead {
    /// The number of the next candidate of its level, certain or not.
    any: Option<u32>,
    /// The number of the next certain one.
    certain: Option<u32>,
    /// Whether the numbers that follow one by one have a certain one among them.
    leads_to_certain: bool,
}

impl Ahead {
    fn goes_on(&self, number: u32) -> bool {
        self.any == Some(number + 1) || self.certain == Some(number + 1)
    }

    /// Whether something comes that may be meant to go on from this number, a slip or two away.
    fn goes_on_nearly(&self, number: u32) -> bool {
        self.any.is_some_and(|next| next.abs_diff(number + 1) <= NEAR)
    }
}

fn look_ahead(lines: &[Line<'_>]) -> Vec<Ahead> {
    /// A candidate: its number, whether it is certain, whether it or what it leads to is.
    type Seen = Option<(u32, bool)>;
    let mut any: [Seen; 4] = [None; 4];
    let mut certain: [Option<u32>; 4] = [None; 4];
    let mut ahead: Vec<Ahead> = Vec::with_capacity(lines.len());
    for line in lines.iter().rev() {
        if let Some(from) = starts_anew(line) {
            any[from as usize - 1..].fill(None);
            certain[from as usize - 1..].fill(None);
        }
        let Some(marker) = &line.marker else {
            ahead.push(Ahead::default());
            continue;
        };
        let at = marker.level as usize - 1;
        let leads = any[at].is_some_and(|(next, leads)| next == marker.number + 1 && leads)
            || certain[at] == Some(marker.number + 1);
        ahead.push(Ahead {
            any: any[at].map(|(next, _)| next),
            certain: certain[at],
            leads_to_certain: leads,
        });
        any[at] = Some((marker.number, leads || !marker.doubtful));
        if !marker.doubtful {
            certain[at] = Some(marker.number);
            // Seen from a lower level, the list ends here.
            any[at + 1..].fill(None);
            certain[at + 1..].fill(None);
        }
    }
    ahead.reverse();
    ahead
}

/// A run of numbers of one level that is being counted.
#[derive(Clone, Copy)]
struct Run {
    last: u32,
    /// What stood above the run's first line: when it comes again, the run starts again.
    parent: Option<Level>,
    /// A certain number has been in it.
    certain: bool,
    /// What it stands under came again since its last line.
    parent_again: bool,
    /// The line just before it introduces a list.
    introduced: bool,
    /// Text that is not numbered came since its last line.
    text_between: bool,
    /// The form whose slip was told.
    told: Option<Form>,
}

impl Run {
    /// Whether a 1 begins the list again, rather than being typed twice.
    fn may_restart(&self, level: Level, ahead: &Ahead) -> bool {
        // Small lists stand between sentences; headings of the upper levels have to be introduced.
        let another_list = level >= Level::Three && self.text_between && self.last > 1 && ahead.goes_on(1);
        self.parent_again || self.introduced || another_list
    }
}

struct Reader {
    levels: Levels,
    open: [Option<Run>; 4],
    /// The last number of each level anywhere: （三） may go on under the next 一、.
    total: [u32; 4],
}

impl Reader {
    fn line(&mut self, line: &Line<'_>, ahead: &Ahead, lines: usize) {
        if let Some(from) = starts_anew(line) {
            // 四、 may as well go on under the next 第二章.
            self.open[from as usize - 1..].fill(None);
        }
        let marker = match (&line.marker, line.forced) {
            (Some(marker), None) if !self.counts(line, marker, ahead, lines) => {
                self.levels.verdicts.insert(line.start, None);
                self.passed(line, None);
                return;
            }
            (Some(marker), _) => marker.clone(),
            (None, Some(level)) => self.automatic(level),
            (None, None) => {
                self.levels.verdicts.insert(line.start, None);
                self.passed(line, None);
                return;
            }
        };
        self.levels.verdicts.insert(line.start, line.marker.as_ref().map(|_| (marker.level, marker.bytes)));
        self.judge(line, &marker, ahead);
        self.passed(line, Some(marker.level));
    }

    /// The number that a forced heading without one gets.
    fn automatic(&self, level: Level) -> Marker {
        let number = self.open[level as usize - 1].map_or(1, |run| run.last + 1);
        Marker { level, number, bytes: 0, form: Form::Right, doubtful: false }
    }

    /// Whether a candidate numbers its line, or only looks as if it did.
    fn counts(&self, line: &Line<'_>, marker: &Marker, ahead: &Ahead, lines: usize) -> bool {
        let at = marker.level as usize - 1;
        let number = marker.number;
        let run = self.open[at];
        let next = run.map_or(1, |run| run.last + 1);
        let expected = number == next || (run.is_none() && number == self.total[at] + 1);
        if marker.doubtful {
            // 1.5万元 is a quantity unless it stands between 1. and 3. or leads to a sure 2.
            return expected && (ahead.leads_to_certain || run.is_some_and(|run| run.certain));
        }
        let goes_on = ahead.goes_on_nearly(number);
        if marker.form.is_slip() && marker.form != Form::HalfBrackets {
            // Typed wrongly, it has to be believed by what stands before or after it.
            return (run.is_some() && number.abs_diff(next) <= NEAR) || goes_on;
        }
        if lines == 1 || line.is_title() || line.introduces() || marker.level < Level::Three {
            return true;
        }
        match run {
            // The list goes on without this line: a quantity or a date stands at its start.
            Some(_) => number == 1 || number.abs_diff(next) <= NEAR || !ahead.goes_on(next - 1),
            // Alone among sentences: neither begins nor continues anything.
            None => goes_on || (expected && number > 1),
        }
    }

    /// Tells what is wrong with a line's number, and counts it.
    fn judge(&mut self, line: &Line<'_>, marker: &Marker, ahead: &Ahead) {
        let at = marker.level as usize - 1;
        let number = marker.number;
        let run = self.open[at];
        let expected = run.map_or(1, |run| run.last + 1);
        let restarts = number == 1 && run.is_none_or(|run| run.may_restart(marker.level, ahead));
        let continues = run.is_none() && number == self.total[at] + 1;
        let kind = match run {
            _ if number == expected || restarts || continues || marker.bytes == 0 => None,
            None => Some(SlipKind::Start),
            Some(run) if number == run.last => Some(SlipKind::Repeat),
            Some(run) if number < run.last => Some(SlipKind::Back),
            Some(_) => Some(SlipKind::Skip),
        };
        if let Some(kind) = kind {
            // After a whole level, the number may go on from the text's last one as well.
            self.tell(line, marker, kind, marker.level.numbering(expected));
        }
        let told = run.and_then(|run| run.told);
        if marker.form.is_slip() && told != Some(marker.form) {
            self.tell(line, marker, SlipKind::Form, marker.level.numbering(number));
        }
        // One number gone back is out of its place; two are a list begun again.
        let stays = kind == Some(SlipKind::Back) && !ahead.goes_on(number);
        let last = if stays { run.map_or(number, |run| run.last) } else { number };
        let parent = match run {
            Some(run) if !restarts || number == expected => run.parent,
            _ => self.innermost(),
        };
        let certain = !marker.doubtful || run.is_some_and(|run| run.certain);
        let told = if marker.form.is_slip() { Some(marker.form) } else { told };
        let (parent_again, introduced, text_between) = (false, false, false);
        self.open[at] = Some(Run { last, parent, certain, parent_again, introduced, text_between, told });
        self.total[at] = last;
    }

    /// The lowest level that is open: what a new run stands under.
    fn innermost(&self) -> Option<Level> {
        Level::ALL.into_iter().rev().find(|level| self.open[*level as usize - 1].is_some())
    }

    fn tell(&mut self, line: &Line<'_>, marker: &Marker, kind: SlipKind, right: String) {
        let start = line.start + line.before;
        let typed = line.text[line.before..line.before + marker.bytes].to_owned();
        self.levels.slips.push(Slip { range: start..start + marker.bytes, kind, typed, right });
    }

    /// Lets the line just read end or restart the runs it stands above.
    fn passed(&mut self, line: &Line<'_>, level: Option<Level>) {
        if let Some(level) = level {
            self.open[level as usize..].fill(None);
        }
        for (at, run) in self.open.iter_mut().enumerate() {
            let Some(run) = run else { continue };
            if level.is_some_and(|level| level as usize - 1 == at) {
                continue;
            }
            run.parent_again |= level.is_some() && run.parent == level;
            run.introduced = line.introduces();
            run.text_between |= level.is_none();
        }
    }
}

#[cfg(test)]
mod tests;
