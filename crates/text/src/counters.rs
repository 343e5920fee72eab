//! What of a text's numbers has been seen: headings that carry none get the next one.

use std::ops::Range;

use super::body::{Block, BlockKind, Face, Level, Run, hanzi, numbered, numbering, paragraph};
use super::fences;
use super::levels::Levels;
use super::marked::Marked;
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
    /// For a text whose lines have been judged together.
    pub(super) fn of(levels: Levels) -> Counters {
        Counters { levels, ..Counters::default() }
    }

    /// A heading of a level, whatever it says.
    pub fn heading(&mut self, level: Level, words: &Marked, range: Range<usize>) -> Block {
        if let Some(mark) = regulation::heading(&words.text) {
            return self.unit(mark.unit, words, range);
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
        Block { runs: words.dress(block.runs, 0), ..block }
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
            self.saw(words, numbering(words).filter(|(of, _)| *of == level).or(Some((level, 0))));
        }
        let block = Block::new(BlockKind::Typst(after), Vec::new(), range);
        (!words.trim().is_empty()).then_some(block)
    }

    /// Notes the numbering a line carries, so that automatic numbers go on from it.
    fn saw(&mut self, line: &str, numbered: Option<(Level, usize)>) {
        let Some((level, marker)) = numbered else {
            return;
        };
        let number = value(&line[..marker]);
        let at = level as usize - 1;
        self.seen[at] = number.unwrap_or(self.seen[at] + 1);
        self.seen[at + 1..].fill(0);
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
