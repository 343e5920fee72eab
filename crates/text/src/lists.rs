//! Which numbered lines are headings and which are items of a list (项), decided for all lines of a list
//! together (7.3.3): one list, one face.
//!
//! A line alone is judged in [`super::body`]; here its neighbours have their say. What heads nothing and is
//! introduced by a colon is an item, and an item is text.

use std::ops::Range;

use super::body::{Block, BlockKind, Face, INDENT_CELLS, LINE_CELLS, Level, Run, cells, heading_end};
use super::decimal::Numbering;
use super::marker::marker;
use super::{placed, regulation, tabs};

/// A heading of more lines is a statement.
const MOST_LINES: f64 = 2.0;

/// Lines of one level that count on from each other.
struct List {
    level: Level,
    items: Vec<usize>,
}

/// How a numbered line ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    /// Like a title: without a mark.
    Title,
    /// A heading with its text behind it.
    RunIn,
    /// One sentence.
    Sentence,
    /// ：, which introduces what follows.
    Colon,
    /// ；，、 or …: the sentence goes on in the next item.
    Open,
}

/// The blocks of a body, with headings that are none made text.
pub fn settle(blocks: Vec<Block>, numbering: Numbering) -> Vec<Block> {
    let mut blocks = regulation::settle(blocks);
    placed::settle(&mut blocks);
    tabs::settle(&mut blocks);
    // 1.1 and 1.1.1 number what they head, not the items of a sentence.
    let lists = if numbering == Numbering::Official { lists(&blocks) } else { Vec::new() };
    for list in lists {
        if is_of_text(&blocks, &list) {
            list.items.iter().for_each(|&at| make_text(&mut blocks[at]));
        }
    }
    for block in blocks.iter_mut().filter(|block| is_too_long(block)) {
        make_text(block);
    }
    items_of_articles(&mut blocks);
    blocks
}

/// What is numbered under an article is an item of it (项), and text.
fn items_of_articles(blocks: &mut [Block]) {
    let mut inside = false;
    for block in blocks {
        match block.kind {
            BlockKind::Article => inside = true,
            BlockKind::Division(_) => inside = false,
            _ => match level_of(block) {
                Some(level) if block.asked || level == Level::One => inside = false,
                Some(_) if inside => make_text(block),
                _ => {}
            },
        }
    }
}

fn level_of(block: &Block) -> Option<Level> {
    match block.kind {
        BlockKind::Heading(level) | BlockKind::Paragraph(Some(level)) => Some(level),
        _ => None,
    }
}

/// The lists of a body, in no order that matters.
fn lists(blocks: &[Block]) -> Vec<List> {
    let mut found = Vec::new();
    let mut open: [Vec<usize>; 4] = Default::default();
    let close = |open: &mut [Vec<usize>; 4], from: usize, found: &mut Vec<List>| {
        for (at, items) in open.iter_mut().enumerate().skip(from) {
            let items = std::mem::take(items);
            if !items.is_empty() {
                found.push(List { level: Level::ALL[at], items });
            }
        }
    };
    for (index, block) in blocks.iter().enumerate() {
        let text = block.text();
        match level_of(block) {
            // Somebody said that this is a heading: no list goes on over it.
            Some(level) if block.asked => close(&mut open, level as usize - 1, &mut found),
            Some(level) => {
                let number = marker(&text).map(|marker| marker.number);
                close(&mut open, level as usize, &mut found);
                if number.is_none_or(|number| number == 1) {
                    close(&mut open, level as usize - 1, &mut found);
                }
                open[level as usize - 1].push(index);
            }
            None if starts_part(&text) => close(&mut open, 0, &mut found),
            None => {}
        }
    }
    close(&mut open, 0, &mut found);
    found
}

/// 第三条, 第一章, 附件1: a list ends before it.
fn starts_part(text: &str) -> bool {
    let counted = |rest: &str| -> usize {
        let is_number = |c: &char| c.is_ascii_digit() || "〇零一二三四五六七八九十百".contains(*c);
        rest.chars().take_while(is_number).map(char::len_utf8).sum()
    };
    if let Some(rest) = text.strip_prefix('第') {
        let count = counted(rest);
        return count > 0 && rest[count..].starts_with(['章', '节', '条', '编', '篇']);
    }
    text.strip_prefix("附件").is_some_and(|rest| rest[counted(rest)..].is_empty())
}

/// Whether the lines of a list are items, and so text.
fn is_of_text(blocks: &[Block], list: &List) -> bool {
    let [first, .., last] = list.items[..] else { return false };
    let endings: Vec<Ending> = list.items.iter().map(|&at| ending(&blocks[at].text())).collect();
    let has = |wanted: Ending| endings.contains(&wanted);
    // 甲；乙；丙。 is one sentence, whatever stands under its parts.
    let open = endings[..endings.len() - 1].iter().filter(|ending| **ending == Ending::Open).count();
    if open > 0 && open * 2 >= endings.len() - 1 {
        return true;
    }
    let any_long = list.items.iter().any(|&at| is_statement(&blocks[at]));
    // What follows the last item may be the end of the whole.
    let heads = list.items.windows(2).any(|pair| pair[1] > pair[0] + 1);
    if has(Ending::RunIn) {
        // 一、原则同意…。 beside 三、有关部门要…。经费…。: statements, of which one has a second sentence.
        let titles = list.items.iter().filter(|&&at| is_run_in_title(&blocks[at])).count();
        let sentences = list.items.len() - titles;
        return any_long && !has(Ending::Title) && sentences >= titles;
    }
    if heads {
        // 一、废止下列规章： beside 二、对《…》等三部规章作如下修改：
        return any_long && !has(Ending::Title) && last > first;
    }
    any_long || is_introduced(blocks, first, list.level)
}

/// A sentence of more than a line, or a first sentence that is too long for a heading.
fn is_statement(block: &Block) -> bool {
    let text = block.text();
    is_long(&text) && matches!(ending(&text), Ending::Sentence | Ending::Colon) || is_too_long(block)
}

/// Whether a paragraph begins with a heading of one line.
fn is_run_in_title(block: &Block) -> bool {
    let text = block.text();
    heading_end(&text, numbering_of(&text)).is_some_and(|end| end < text.len() && !is_long(&text[..end]))
}

/// Whether the line before a list introduces it: 请报送下列材料：
fn is_introduced(blocks: &[Block], first: usize, level: Level) -> bool {
    let Some(before) = first.checked_sub(1).map(|before| &blocks[before]) else { return false };
    let above = level_of(before).is_none_or(|before| before < level);
    let words = before.kind.is_prose();
    words && above && before.text().trim_end().ends_with(['：', ':'])
}

fn numbering_of(text: &str) -> usize {
    marker(text).map_or(0, |marker| marker.bytes)
}

fn ending(text: &str) -> Ending {
    match heading_end(text, numbering_of(text)) {
        Some(end) if end < text.len() => Ending::RunIn,
        Some(_) if text.ends_with('：') => Ending::Colon,
        Some(_) => Ending::Sentence,
        None => match text.chars().next_back() {
            Some('；' | ';' | '，' | '、' | '…') => Ending::Open,
            Some('：' | ':') => Ending::Colon,
            _ => Ending::Title,
        },
    }
}

/// Whether a text takes more than one line.
fn is_long(text: &str) -> bool {
    cells(text) + INDENT_CELLS > LINE_CELLS
}

/// Whether a heading, or the part of a paragraph that is one, takes more than two lines.
fn is_too_long(block: &Block) -> bool {
    if block.asked {
        return false;
    }
    let text = match block.kind {
        BlockKind::Heading(_) => block.text(),
        BlockKind::Paragraph(Some(_)) => block
            .runs
            .iter()
            .take_while(|run| run.face != Face::Fangsong)
            .map(|run| run.text.as_str())
            .collect(),
        _ => return false,
    };
    cells(&text) + INDENT_CELLS > MOST_LINES * LINE_CELLS
}

/// Makes a heading, or a paragraph that begins with one, a numbered paragraph.
fn make_text(block: &mut Block) {
    let Some(level) = level_of(block).filter(|_| !block.asked) else { return };
    block.kind = BlockKind::Paragraph(Some(level));
    let mut runs: Vec<Run> = Vec::new();
    for run in block.runs.drain(..) {
        match runs
            .last_mut()
            .filter(|last| last.look == run.look && last.note.is_none() && run.note.is_none())
        {
            Some(last) => last.text.push_str(&run.text),
            None => runs.push(Run { face: Face::Fangsong, ..run }),
        }
    }
    block.runs = runs;
}

/// How many headings of a row keep to what follows them: more would take a page's foot along.
const KEPT: usize = 3;

/// Which headings may end a page, for so many stand in a row that only the last of them keep to the text.
pub fn parted(blocks: &[Block]) -> Vec<bool> {
    let mut parted = vec![false; blocks.len()];
    let mut row: Range<usize> = 0..0;
    for (index, block) in blocks.iter().enumerate() {
        let is_heading = block.kind.is_heading();
        row = if is_heading { row.start..index + 1 } else { index + 1..index + 1 };
        if row.len() > KEPT {
            parted[index - KEPT] = true;
        }
    }
    parted
}

#[cfg(test)]
mod tests;
