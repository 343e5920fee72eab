//! What of a text's numbers has been seen: headings that carry none get the next one.

use std::ops::Range;

use super::body::{Block, BlockKind, Face, Level, Run, hanzi, numbered, numbering, paragraph};
use super::decimal::{self, Numbering};
use super::fences;
use super::levels::Levels;
use super::marked::Marked;
use super::marker;
use super::placed;
use super::regulation::{self, Unit};

/// Makes blocks in the text's order: headings that carry no number get the next one.
#[derive(Default)]
pub struct Counters {
    seen: [u32; 4],
    regulation: regulation::Counted,
    /// What the lines are, judged together.
    levels: Levels,
}

impl Counters {
    /// For a text that is numbered so, whose lines nobody has judged.
    pub fn numbered(numbered: Numbering) -> Counters {
        Counters::of(Levels::of(numbered))
    }

    /// For a text whose lines have been judged together.
    pub(super) fn of(levels: Levels) -> Counters {
        Counters { levels, ..Counters::default() }
    }

    /// A heading of a level, whatever it says.
    pub fn heading(&mut self, level: Level, words: &Marked, range: Range<usize>) -> Block {
        if let Some(mark) = regulation::heading(&words.text) {
            return self.unit(mark.unit, words, range);
        }
        if self.is_decimal() {
            return self.decimal_heading(level, words, range);
        }
        // A number is a number, whatever it counts.
        if regulation::numbered_otherwise(&words.text) {
            let runs = words.dress(vec![Run::new(words.text.as_str(), level.face())], 0);
            return Block { asked: true, ..Block::new(BlockKind::Heading(level), runs, range) };
        }
        let numbered = self.levels.numbering(range.start, &words.text);
        let number = if numbered.is_some() { String::new() } else { self.next(level) };
        let text = number.clone() + &words.text;
        self.saw(&text, numbered.or_else(|| numbering(&text)));
        let runs = words.dress(vec![Run::new(text, level.face())], number.len());
        Block { asked: true, ..Block::new(BlockKind::Heading(level), runs, range) }
    }

    /// 编, 章, 节 or 条, whatever its words are; one without a number gets the next.
    pub fn unit(&mut self, unit: Unit, words: &Marked, range: Range<usize>) -> Block {
        let given = regulation::mark(&words.text).filter(|mark| mark.unit == unit);
        let number = if given.is_some() { String::new() } else { self.regulation.next(unit) };
        let text = number.clone() + &words.text;
        let mark = given.or_else(|| regulation::mark(&text));
        let runs = words.dress(vec![Run::new(text, Face::Fangsong)], number.len());
        let block = Block { asked: true, ..Block::new(BlockKind::Paragraph(None), runs, range) };
        let Some(mark) = mark else { return block };
        self.regulation.saw(mark);
        regulation::block(block, mark)
    }

    /// The title of a part of the text, under which numbers begin anew.
    pub fn title(&mut self, words: &Marked, range: Range<usize>) -> Block {
        self.seen = Default::default();
        placed::title_of(words, range)
    }

    /// A line of text: what it is, its numbering says.
    pub fn paragraph(&mut self, words: &Marked, range: Range<usize>) -> Block {
        if let Some(mark) = regulation::mark(&words.text).filter(|mark| mark.apart) {
            self.regulation.saw(mark);
        }
        let numbered_as = self.levels.numbering(range.start, &words.text);
        self.saw(&words.text, numbered_as);
        let block = match numbered_as {
            Some((level, marker)) => numbered(&words.text, level, marker, range),
            None => paragraph(&words.text, None, range),
        };
        let mut runs = words.dress(block.runs, 0);
        if let Some((_, bytes)) = numbered_as.filter(|_| self.is_decimal()) {
            runs = decimal::parted(runs, bytes);
        }
        Block { runs, ..block }
    }

    /// A line of text that is no more than words, whatever it begins with.
    pub fn plain(&self, words: &Marked, range: Range<usize>) -> Block {
        let block = paragraph(&words.text, None, range);
        Block { asked: true, runs: words.dress(block.runs, 0), ..block }
    }

    /// A Typst fragment, whose headings count on; none where nothing stands.
    pub fn fragment(&mut self, text: &str, range: Range<usize>) -> Option<Block> {
        let words = text.get(range.clone())?;
        let after = self.seen;
        for (depth, words) in fences::headings(words) {
            let level = Level::of_depth(depth);
            let numbered = if self.is_decimal() { decimal::alone(words) } else { numbering(words) };
            self.saw(words, numbered.filter(|(of, _)| *of == level).or(Some((level, 0))));
        }
        let block = Block::new(BlockKind::Typst(after), Vec::new(), range);
        (!words.trim().is_empty()).then_some(block)
    }

    /// Notes the numbering a line carries, so that automatic numbers go on from it.
    fn saw(&mut self, line: &str, numbered: Option<(Level, usize)>) {
        let Some((level, marker)) = numbered else {
            return;
        };
        if self.is_decimal() {
            self.seen = decimal::after(self.seen, level);
            if let Some(number) = decimal::number(line).filter(|number| number.bytes == marker) {
                self.seen = std::array::from_fn(|at| number.path.get(at).copied().unwrap_or_default());
            }
            return;
        }
        let number = value(&line[..marker]);
        let at = level as usize - 1;
        self.seen[at] = number.unwrap_or(self.seen[at] + 1);
        self.seen[at + 1..].fill(0);
    }

    /// Whether a line has a number of a text that counts 1, 1.1, whatever stands behind it.
    pub(super) fn counts(&self, start: usize, line: &str) -> bool {
        self.is_decimal() && self.levels.numbering(start, line).is_some()
    }

    /// Whether a line begins with what may be a number.
    pub(super) fn may_count(&self, line: &str) -> bool {
        marker::length(line) > 0 || self.is_decimal() && decimal::number(line).is_some()
    }

    fn is_decimal(&self) -> bool {
        self.levels.numbered() == Numbering::Decimal
    }

    /// A heading of a text that counts 1, 1.1.
    fn decimal_heading(&mut self, level: Level, words: &Marked, range: Range<usize>) -> Block {
        let line = words.text.as_str();
        let asked = |runs| Block { asked: true, ..Block::new(BlockKind::Heading(level), runs, range) };
        let given = decimal::number(line);
        // A number is a number, whatever it counts.
        if given.is_none() && numbering(line).is_some() {
            return asked(words.dress(vec![Run::new(line, level.face())], 0));
        }
        self.saw(line, Some((level, given.as_ref().map_or(0, |number| number.bytes))));
        match given {
            Some(number) => {
                let runs = words.dress(vec![Run::new(line, level.face())], 0);
                asked(decimal::parted(runs, number.bytes))
            }
            None => {
                let number = decimal::written(&self.seen) + "\u{3000}";
                let shift = number.len();
                asked(words.dress(vec![Run::new(number + line, level.face())], shift))
            }
        }
    }

    fn next(&self, level: Level) -> String {
        level.numbering(self.seen[level as usize - 1] + 1)
    }
}

/// The number a numbering names.
fn value(marker: &str) -> Option<u32> {
    let inner = marker.trim_matches(['（', '）', '(', ')', '、', '.', '．']);
    let ascii: String = inner
        .chars()
        .map(|c| {
            if ('０'..='９').contains(&c) { char::from(b'0' + (c as u32 - '０' as u32) as u8) } else { c }
        })
        .collect();
    ascii.parse().ok().or_else(|| (1..200).find(|n| hanzi(*n) == inner))
}
