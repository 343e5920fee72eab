//! Body text as people paste it, read into headings and paragraphs (clause 7.3.3).
//!
//! Each line that is not blank is one paragraph; its level is read from its numbering. Not a
//! character of the line is changed: numbering is typed text, and stays what was typed.

use std::ops::Range;
use std::sync::Arc;

use super::boxes::Boxed;
use super::chart::Chart;
use super::counters::Counters;
use super::decimal::Numbering;
use super::fences::Fenced;
use super::levels;
use super::marked::{Look, Marked};
use super::notes::{self, Fault, Host, Note, Notes};
use super::picture::{self, Picture, PictureRow};
use super::regulation::Division;
use super::table::{self, Aligned, Table};
use super::tabs::{self, Beside};
use super::{captions, fences, lists, placed};

/// How many characters make one line of the page, for telling a heading from a sentence.
pub(super) const LINE_CELLS: f64 = 28.0;
/// A paragraph's first line begins this many cells in.
pub(super) const INDENT_CELLS: f64 = 2.0;
/// A colon this early ends a run-in heading, counted in characters after the numbering.
const COLON_WITHIN: usize = 20;

/// The four levels of clause 7.3.3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// 一、
    One = 1,
    /// （一）
    Two,
    /// 1.
    Three,
    /// （1）
    Four,
}

/// The face of a run of body text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Face {
    /// 仿宋, of paragraphs and of headings of the third and fourth level (7.3.3).
    Fangsong,
    /// 黑体, of headings of the first level.
    Heiti,
    /// 楷体, of headings of the second level.
    Kaiti,
    /// 小标宋, of titles.
    Biaosong,
}

impl Level {
    /// The face of a heading of this level (7.3.3).
    pub fn face(self) -> Face {
        match self {
            Level::One => Face::Heiti,
            Level::Two => Face::Kaiti,
            Level::Three | Level::Four => Face::Fangsong,
        }
    }

    /// The level that is so many deep, from 1.
    pub fn of_depth(depth: usize) -> Level {
        Level::ALL[depth.clamp(1, 4) - 1]
    }

    /// All of them, the highest first.
    pub const ALL: [Level; 4] = [Level::One, Level::Two, Level::Three, Level::Four];

    /// How a number of this level is written.
    pub fn numbering(self, number: u32) -> String {
        match self {
            Level::One => format!("{}、", hanzi(number)),
            Level::Two => format!("（{}）", hanzi(number)),
            Level::Three => format!("{number}."),
            Level::Four => format!("（{number}）"),
        }
    }
}

/// What a paragraph of the body is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BlockKind {
    /// A numbered line of its own.
    Heading(Level),
    /// A paragraph, perhaps with a run-in heading or numbering of a level.
    Paragraph(Option<Level>),
    /// 编, 章 or 节 of a regulation: a centred line.
    Division(Division),
    /// 条 of a regulation: its number, a blank, its text.
    Article,
    /// 题注, or the day of a 公报: a centred line under the title.
    UnderTitle,
    /// A line that somebody asked to stand elsewhere than paragraphs do.
    Placed(Aligned),
    /// The title of a part of the text: an article of a 简报.
    Title,
    /// A line of a form, its parts between tabs.
    Line(Beside),
    /// Names in columns, between tabs; so many a row, or as many as hold the longest.
    Names(Option<u8>),
    /// Names behind a label, between tabs, the label first: 副组长：⇥王敏⇥副局长; so many a row of those without a post.
    Roster(Option<u8>),
    /// A run of `|`-lines.
    Table(Table),
    /// A picture with its caption.
    Picture(Picture),
    /// Pictures side by side.
    Pictures(PictureRow),
    /// Figures that are drawn.
    Chart(Chart),
    /// A frame with lines of its own: 专栏.
    Boxed(Boxed),
    /// The page ends here.
    PageBreak,
    /// A Typst fragment, which the template evaluates: its words are those of its range. Its headings count on from
    /// these numbers of the four levels.
    Typst([u32; 4]),
}

/// Characters of one face and look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The characters, as they are set.
    pub text: String,
    /// The face they are set in, unless their look is another's.
    pub face: Face,
    /// Somebody asked for it; no level has one.
    pub look: Look,
    /// The note that is called here; such a run has no characters.
    pub note: Option<Arc<Note>>,
}

impl BlockKind {
    /// Whether it is made of sentences and headings.
    pub fn is_prose(&self) -> bool {
        !matches!(
            self,
            BlockKind::Table(_)
                | BlockKind::Picture(_)
                | BlockKind::Pictures(_)
                | BlockKind::Chart(_)
                | BlockKind::Boxed(_)
                | BlockKind::PageBreak
                | BlockKind::Typst(_)
        )
    }

    /// Whether it heads what follows on a line of its own.
    pub fn is_heading(&self) -> bool {
        matches!(self, BlockKind::Heading(_) | BlockKind::Division(_) | BlockKind::Title)
    }
}

impl Run {
    /// Whether it neither says anything nor calls a note.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty() && self.note.is_none()
    }

    pub(super) fn new(text: impl Into<String>, face: Face) -> Run {
        Run { text: text.into(), face, look: Look::default(), note: None }
    }

    /// What calls a note.
    pub(super) fn of_note(face: Face, note: &Arc<Note>) -> Run {
        Run { note: Some(Arc::clone(note)), ..Run::new("", face) }
    }
}

/// One paragraph of the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its text, in order; a run-in heading is a run before the others.
    pub runs: Vec<Run>,
    /// Bytes of the text it was read from.
    pub range: Range<usize>,
    /// Somebody said what it is, a heading or plain; its words did not decide it.
    pub asked: bool,
}

impl Block {
    /// A block whose words decided what it is.
    pub fn new(kind: BlockKind, runs: Vec<Run>, range: Range<usize>) -> Block {
        Block { kind, runs, range, asked: false }
    }

    /// It, and what stands in its frame.
    fn all(&self) -> impl Iterator<Item = &Block> {
        let framed = match &self.kind {
            BlockKind::Boxed(boxed) => boxed.all().collect(),
            _ => Vec::new(),
        };
        std::iter::once(self).chain(framed)
    }

    /// Its pictures, in order.
    pub fn pictures(&self) -> &[Picture] {
        match &self.kind {
            BlockKind::Picture(picture) => std::slice::from_ref(picture),
            BlockKind::Pictures(row) => &row.pictures,
            _ => &[],
        }
    }

    /// Its captions, in order.
    pub fn captions(&self) -> Vec<&Marked> {
        match &self.kind {
            BlockKind::Table(table) => table.caption.iter().collect(),
            BlockKind::Picture(picture) => vec![&picture.caption],
            BlockKind::Pictures(row) => {
                row.pictures.iter().map(|picture| &picture.caption).chain([&row.caption]).collect()
            }
            BlockKind::Chart(chart) => vec![&chart.caption],
            _ => Vec::new(),
        }
    }

    /// The notes it calls, in order.
    pub fn notes(&self) -> impl Iterator<Item = &Arc<Note>> {
        self.all().flat_map(|block| {
            let captions = block.captions().into_iter().flat_map(|caption| &caption.notes);
            let captions = captions.map(|(_, note)| note);
            captions.chain(block.runs.iter().filter_map(|run| run.note.as_ref()))
        })
    }

    /// Whether somebody asked for red words in it.
    pub fn has_red(&self) -> bool {
        let in_words = |words: &Marked| words.looks.iter().any(|(_, look)| look.red);
        let of_table = match &self.kind {
            BlockKind::Table(table) => table.cells().chain(&table.notes).any(in_words),
            _ => false,
        };
        of_table || self.all().flat_map(|block| &block.runs).any(|run| run.look.red)
    }

    /// Its words with the notes that they call, whatever they look like.
    pub fn words(&self) -> Marked {
        let mut words = Marked::default();
        for run in &self.runs {
            words.push(&run.text, Look::default());
            run.note.iter().for_each(|note| words.push_note(Arc::clone(note)));
        }
        words
    }

    /// The text of all its runs.
    pub fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }
}

/// Reads body text (`body-format = "text"`) into blocks.
pub fn read(text: &str) -> Vec<Block> {
    read_numbered(text, Numbering::Official)
}

/// Reads body text whose levels are numbered so.
pub fn read_numbered(text: &str, numbering: Numbering) -> Vec<Block> {
    read_noted(text, numbering, &mut Host::default()).0
}

/// Reads body text into blocks, and what is the matter with its notes.
pub fn read_noted(
    text: &str,
    numbering: Numbering,
    host: &mut Host<'_>,
) -> (Vec<Block>, Vec<(Fault, Range<usize>)>) {
    let mut counters = Counters::of(levels::read(text, numbering));
    let mut notes = Notes::defined_in(text);
    let mut offset = 0;
    let mut blocks = Vec::new();
    let mut rows: Vec<(&str, Range<usize>)> = Vec::new();
    let mut fences = fences::fences(text).into_iter().peekable();
    for line in text.split('\n') {
        let trimmed = line.trim();
        let start = offset + (line.len() - line.trim_start().len());
        let range = start..start + trimmed.len();
        let began = offset;
        offset += line.len() + 1;
        if let Some(fence) = fences.next_if(|fence| fence.whole.end <= began + line.len()) {
            match fence.what {
                Fenced::Typst => blocks.extend(counters.fragment(text, fence.inner)),
                Fenced::Chart => blocks.push(Chart::fenced(fence.inner)),
            }
            continue;
        }
        if fences.peek().is_some_and(|fence| fence.whole.start <= began) {
            blocks.extend(finish_table(&mut rows));
            continue;
        }
        if notes::definition(trimmed).is_some() {
            continue;
        }
        if host.heads(trimmed, text.get(offset..).unwrap_or_default(), &range) {
            blocks.extend(finish_table(&mut rows));
            continue;
        }
        if table::is_row(trimmed) {
            notes.refuse(trimmed, start);
            rows.push((trimmed, range));
            continue;
        }
        blocks.extend(finish_table(&mut rows));
        if let Some(mut picture) = picture::of_line(trimmed) {
            noted_captions(trimmed, start, [&mut picture], &mut notes);
            blocks.push(Block::new(BlockKind::Picture(picture), Vec::new(), range));
        } else if let Some(mut row) = picture::row_of_line(trimmed) {
            noted_captions(trimmed, start, &mut row.pictures, &mut notes);
            blocks.push(Block::new(BlockKind::Pictures(row), Vec::new(), range));
        } else if !trimmed.is_empty() {
            let block = block(trimmed, range, &mut counters, &mut notes);
            // A lone backslash leaves a blank line.
            let says = block.kind == BlockKind::PageBreak || block.runs.iter().any(|run| !run.is_empty());
            blocks.extend(Some(block).filter(|_| says));
        }
    }
    blocks.extend(finish_table(&mut rows));
    host.charts(text, &mut blocks, &mut notes);
    captions::take(&mut blocks);
    let blocks = lists::settle(blocks, numbering);
    host.call(&mut notes);
    let faults = notes.faults(&blocks);
    (blocks, faults)
}

/// The captions of a line's pictures with the notes that they call; `start` is where the line stands.
fn noted_captions<'a>(
    line: &str,
    start: usize,
    pictures: impl IntoIterator<Item = &'a mut Picture>,
    notes: &mut Notes,
) {
    let mut from = 0;
    for picture in pictures {
        let at = from + line[from..].find(&picture.caption.text).unwrap_or_default();
        picture.caption = notes.marked_in(&picture.caption, start + at);
        // The next caption stands behind this one's path.
        from = line[at..].find("](").map_or(line.len(), |end| at + end);
    }
}

/// The rows gathered so far as a table.
fn finish_table(rows: &mut Vec<(&str, Range<usize>)>) -> Option<Block> {
    let range = rows.first()?.1.start..rows.last()?.1.end;
    let lines: Vec<&str> = rows.drain(..).map(|(line, _)| line).collect();
    Some(Block::new(BlockKind::Table(table::read(&lines)), Vec::new(), range))
}

fn block(line: &str, range: Range<usize>, counters: &mut Counters, notes: &mut Notes) -> Block {
    if let Some(plain) = line.strip_prefix('\\') {
        // Nothing is read from its words.
        return Block { asked: true, ..paragraph(plain.trim_start(), None, range) };
    }
    of_line(&notes.marked(line, range.start), range, counters)
}

/// A line whose notes are found, as body text reads it: a sign, tabs, `# ` or its numbering say what it is; `\` keeps it
/// plain.
pub fn of_line(line: &Marked, range: Range<usize>, counters: &mut Counters) -> Block {
    if line.text.starts_with('\\') {
        return counters.plain(&line.without_start(1).trimmed(char::is_whitespace), range);
    }
    if let Some(placed) = placed::of_line(line, range.clone(), counters) {
        return placed;
    }
    if let Some(kind) = tabs::kind(line).filter(|_| !counters.counts(range.start, &line.text)) {
        return Block { kind, asked: false, ..counters.plain(line, range) };
    }
    match forced(&line.text) {
        Some((level, rest)) => {
            let sign = line.text.len() - rest.len();
            counters.heading(level, &line.without_start(sign), range)
        }
        None => counters.paragraph(line, range),
    }
}

pub(super) fn paragraph(text: &str, level: Option<Level>, range: Range<usize>) -> Block {
    let runs = vec![Run::new(text, Face::Fangsong)];
    Block::new(BlockKind::Paragraph(level), runs, range)
}

/// A numbered line: a heading, a run-in heading with its text, or a long numbered sentence.
pub(super) fn numbered(line: &str, level: Level, marker: usize, range: Range<usize>) -> Block {
    let heading = |range| Block::new(BlockKind::Heading(level), vec![Run::new(line, level.face())], range);
    let long = cells(line) + INDENT_CELLS > LINE_CELLS;
    let Some(end) = heading_end(line, marker) else {
        return match line.chars().next_back() {
            // A list's item, or a sentence that breaks off in a way no heading does.
            Some('；' | ';' | '，' | '、' | '…') => paragraph(line, Some(level), range),
            Some('：') if long => paragraph(line, Some(level), range),
            _ => heading(range),
        };
    };
    if end == line.len() {
        return if long { paragraph(line, Some(level), range) } else { heading(range) };
    }
    if level.face() == Face::Fangsong {
        return paragraph(line, Some(level), range);
    }
    let (head, rest) = line.split_at(end);
    let runs = vec![Run::new(head, level.face()), Run::new(rest, Face::Fangsong)];
    Block::new(BlockKind::Paragraph(Some(level)), runs, range)
}

/// Where a numbered line's heading ends: after the first 。, or after an early ：.
///
/// Marks inside brackets and quotes end nothing, but a 。 that closes a quotation ends the sentence.
pub(super) fn heading_end(line: &str, marker: usize) -> Option<usize> {
    let after = &line[marker..];
    let mut depth = 0_usize;
    for (count, (at, c)) in after.char_indices().enumerate() {
        let end = marker + at + c.len_utf8();
        match c {
            '（' | '《' | '“' | '(' => depth += 1,
            '）' | '》' | '”' | ')' => depth = depth.saturating_sub(1),
            '。' | '？' | '！' if depth == 0 => return Some(closing(line, end)),
            '。' if closes_quotation(line, end, depth) => return Some(closing(line, end)),
            '：' if count < COLON_WITHIN && depth == 0 && !goes_on(&line[marker..marker + at]) => {
                return Some(end);
            }
            _ => {}
        }
    }
    // A bracket that nobody closed hides no full stop.
    let stop = after.find('。').filter(|_| depth > 0)?;
    Some(closing(line, marker + stop + '。'.len_utf8()))
}

/// Whether the words before a ： are a sentence that goes on, no heading: 安排资金800万元，其中：
fn goes_on(words: &str) -> bool {
    words.contains(['，', '；']) || LEADING_ON.iter().any(|word| words.ends_with(word))
}

/// Words after which ： goes on with the sentence.
const LEADING_ON: [&str; 8] = ["其中", "如下", "包括", "例如", "比如", "分别为", "分别是", "下列"];

/// Whether what follows a 。 closes all that is open, and the sentence does not go on after it: after 强调“…。”
/// it ends, and in “一件事。”改革 a name was quoted.
fn closes_quotation(line: &str, end: usize, depth: usize) -> bool {
    let (before, rest) = line.split_at(end);
    let quoted = before.rfind('“').unwrap_or_default();
    let quotes_a_name = before[quoted..].chars().count() <= LONGEST_NAME + 1
        && !before[..quoted].ends_with(['：', '，'])
        && !SAYING.iter().any(|word| before[..quoted].ends_with(word));
    if quotes_a_name {
        return false;
    }
    let after = rest.trim_start_matches(['”', '’']);
    let closed = rest[..rest.len() - after.len()].matches('”').count();
    closed == depth && !after.starts_with(['，', '。', '；', '：', '、', '？', '！', '）', '》'])
}

/// The longest name in quotes that has a full stop inside, in characters.
const LONGEST_NAME: usize = 8;
/// Words after which quotes hold what somebody says.
const SAYING: [&str; 12] =
    ["强调", "指出", "要求", "提出", "表示", "认为", "说", "道", "写", "明确", "规定", "问"];

/// A closing quote or bracket after a full stop belongs to the sentence before it.
fn closing(line: &str, end: usize) -> usize {
    let more = line[end..].chars().take_while(|c| matches!(c, '”' | '’' | '）' | '》'));
    end + more.map(char::len_utf8).sum::<usize>()
}

/// `# ` to `#### ` at the start of a line.
pub fn forced(line: &str) -> Option<(Level, &str)> {
    let hashes = line.bytes().take_while(|b| *b == b'#').count();
    let rest = line[hashes..].strip_prefix([' ', '\u{3000}'])?.trim_start();
    let level = match hashes {
        1 => Level::One,
        2 => Level::Two,
        3 => Level::Three,
        4 => Level::Four,
        _ => return None,
    };
    (!rest.is_empty()).then_some((level, rest))
}

/// The level a line's numbering names, and how many bytes the numbering takes.
pub fn numbering(line: &str) -> Option<(Level, usize)> {
    let hanzi = |text: &str| leading(text, |c| "〇零一二三四五六七八九十百".contains(c));
    let digits = |text: &str| leading(text, |c| c.is_ascii_digit() || ('０'..='９').contains(&c));
    let n = hanzi(line);
    if n > 0 && line[n..].starts_with('、') {
        return Some((Level::One, n + '、'.len_utf8()));
    }
    if let Some(open) = line.chars().next().filter(|c| matches!(c, '（' | '(')) {
        let inner = &line[open.len_utf8()..];
        // Up to （九十九） and （99）: more is a year or a quantity.
        for (length, level, most) in [(hanzi(inner), Level::Two, 3), (digits(inner), Level::Four, 2)] {
            let close = inner[length..].chars().next().filter(|c| matches!(c, '）' | ')'));
            let count = inner[..length].chars().count();
            if let Some(close) = close.filter(|_| (1..=most).contains(&count)) {
                return Some((level, open.len_utf8() + length + close.len_utf8()));
            }
        }
        return None;
    }
    let n = digits(line);
    let dot = line[n..].chars().next().filter(|c| matches!(c, '.' | '．'))?;
    let end = n + dot.len_utf8();
    let decimal = line[end..].starts_with(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c));
    // Three digits and more are a year or a quantity.
    let short = line[..n].chars().count() <= 2;
    (n > 0 && short && !decimal).then_some((Level::Three, end))
}

fn leading(text: &str, accept: impl Fn(char) -> bool) -> usize {
    text.chars().take_while(|c| accept(*c)).map(char::len_utf8).sum()
}

/// How many cells a text takes: digits and Latin are half a cell.
#[must_use]
pub fn cells(text: &str) -> f64 {
    text.chars().map(|c| if c.is_ascii() { 0.5 } else { 1.0 }).sum()
}

const HANZI: [&str; 10] = ["〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

/// A number below 1,000 in hanzi, as headings count.
pub fn hanzi(number: u32) -> String {
    let digit = |n: u32| HANZI[(n % 10) as usize];
    let below_100 = |n: u32| match (n / 10, n % 10) {
        (0, ones) => digit(ones).to_owned(),
        (1, 0) => "十".to_owned(),
        (1, ones) => format!("十{}", digit(ones)),
        (tens, 0) => format!("{}十", digit(tens)),
        (tens, ones) => format!("{}十{}", digit(tens), digit(ones)),
    };
    match number {
        0..=99 => below_100(number),
        100..=999 => {
            let rest = number % 100;
            let hundred = format!("{}百", digit(number / 100));
            match rest {
                0 => hundred,
                1..=9 => format!("{hundred}零{}", digit(rest)),
                10..=19 => format!("{hundred}一{}", below_100(rest)),
                _ => hundred + &below_100(rest),
            }
        }
        _ => number.to_string(),
    }
}

#[cfg(test)]
pub mod tests;
