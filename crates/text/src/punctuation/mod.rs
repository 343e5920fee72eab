//! Marks and numerals as GB/T 15834-2011, GB/T 15835-2011 and GB/T 9704-2012 ask for them.
//!
//! [`correct`] takes text and gives text: which marks are wrong and what stands in their place, each with
//! its bytes and its reason. It never changes a word, and a second run finds nothing. Where the right
//! mark is not certain the text stays, and a [`Remark`] says what a person should look at.
//!
//! A line is read on its own, because a line is a paragraph. Each rule is a pass over a [`Stretch`]; the
//! passes are repeated until none finds anything, so that what one rule brings to light the others see.

mod brackets;
mod cells;
mod dashes;
mod markup;
mod numbering;
mod numerals;
mod pairs;
mod points;
mod quotes;
mod scan;
mod spaces;
mod width;

use std::ops::Range;

use serde::Serialize;

use super::fences::Hidden;
use cells::{Cell, Part, Stretch};
pub use markup::Markup;
pub use pairs::unpaired;
pub use width::is_invisible;
pub(crate) use width::{is_joiner, needs_joiners};

/// Why a mark was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// A character nobody sees.
    Invisible,
    /// A full-width digit or letter.
    Width,
    /// A half-width mark in Chinese text.
    HalfWidth,
    /// A half-width bracket in Chinese text.
    Bracket,
    /// The brackets around the year of a document number.
    NumberBracket,
    /// Straight, corner or wrongly turned quotes, or the inner pair of two.
    Quote,
    /// A title's marks: `<<`, or the inner pair of two.
    TitleMark,
    /// Points or stops in a row that mean ……, or an ellipsis of another length.
    Ellipsis,
    /// Hyphens or lines that mean ——, or a dash of another length.
    Dash,
    /// From one number to another.
    Range,
    /// ○ for 〇.
    Zero,
    /// 间隔号: • and its like for ·.
    Interpunct,
    /// A mark typed twice.
    Repeated,
    /// A space that Chinese text has not.
    Space,
    /// The blank in a name of two characters of a list.
    NameBlank,
    /// The mark after a numbering: 一、（一）1. and no other.
    Numbering,
    /// A number typed before an attachment's name.
    AttachmentNumber,
}

/// What only a person can decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Doubt {
    /// A quote without the other of its pair.
    UnpairedQuote,
    /// A bracket or title mark without the other of its pair.
    UnpairedBracket,
    /// Brackets of one shape inside each other.
    NestedBrackets,
    /// ‘ ’ or 〈 〉 where nothing encloses them.
    InnerMarkOutside,
    /// Two different marks in a row.
    TwoMarks,
    /// A dot between hanzi: a full stop, or the · of a name.
    StopOrInterpunct,
    /// An Arabic 0 among hanzi digits.
    ZeroAmongHanzi,
    /// `1、120个村`: a numbering that runs into a number, or two numbers.
    Numbering,
    /// 、 between quotations or titles, where it is usually left out.
    NeedlessComma,
    /// A full-width space in a sentence.
    WideSpace,
    /// A character of no meaning outside one font.
    PrivateUse,
    /// A character that looks like a hanzi and is none.
    LookAlike,
    /// A directional mark beside letters that may need it.
    Directional,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// Bytes of the text as it was given.
    pub range: Range<usize>,
    /// What stood there; nothing where something was put in.
    pub old: String,
    /// What stands there now; nothing where it was taken out.
    pub new: String,
    /// The rule it follows.
    pub reason: Reason,
}

/// A place that was left as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// Bytes of the text as it was given.
    pub range: Range<usize>,
    /// What stands there.
    pub found: String,
    /// Why it is doubtful.
    pub doubt: Doubt,
}

/// A text put right.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Correction {
    /// The text with all edits made.
    pub text: String,
    /// What was changed, in the order of the text.
    pub edits: Vec<Edit>,
    /// What was left, in the order of the text.
    pub remarks: Vec<Remark>,
}

type Rule = fn(&mut Stretch<'_>);

/// The rules, in the order in which they see a line. The pairs come first: whether a comma after `)` is
/// Chinese depends on the bracket.
const RULES: [Rule; 14] = [
    width::fold,
    brackets::number_brackets,
    brackets::title_marks,
    brackets::round,
    quotes::turn,
    dashes::ellipses,
    dashes::interpuncts,
    numerals::times,
    numerals::ranges,
    dashes::dashes,
    numerals::zeros,
    numbering::marks,
    points::widen,
    spaces::tidy,
];

/// More rounds than any text needs; what bounds the work whatever is typed.
const MOST_ROUNDS: usize = 12;

/// Puts the marks of a text right.
pub fn correct(text: &str, markup: Markup) -> Correction {
    let mut correction = Correction { text: String::with_capacity(text.len()), ..Correction::default() };
    let mut fences = markup::Fences::default();
    let mut fragments = Hidden::of(text);
    let last_close = text.rfind("-->").unwrap_or(0);
    let mut offset = 0;
    for whole in text.split_inclusive('\n') {
        let line = whole.trim_end_matches(['\n', '\r']);
        let mut cells = cells::cells(line, offset);
        let program = markup == Markup::Text && fragments.hides(offset);
        if !program && !fences.hide(line, markup, last_close > offset + line.len()) {
            let remarks = settle(&mut cells, markup);
            cells::edits(&cells, &mut correction.edits);
            correction.remarks.extend(remarks);
        }
        cells.iter().for_each(|cell| cell.push_to(&mut correction.text));
        correction.text.push_str(&whole[line.len()..]);
        offset += whole.len();
    }
    correction
}

/// Runs the rules over a line until they find nothing; what remains doubtful then is remarked.
fn settle(cells: &mut [Cell], markup: Markup) -> Vec<Remark> {
    width::strip(cells);
    let mut remarks = Vec::new();
    for _ in 0..MOST_ROUNDS {
        remarks.clear();
        let (parts, kept) = parts(cells, markup);
        let mut changed = false;
        for part in &parts {
            for rule in RULES {
                let mut stretch = Stretch::new(cells, &kept, part);
                rule(&mut stretch);
                changed |= stretch.changed;
                remarks.append(&mut stretch.remarks);
            }
        }
        if !changed {
            break;
        }
    }
    lone_halves(cells, markup, &mut remarks);
    remarks.sort_by_key(|remark| remark.range.start);
    remarks
}

/// Remarks every half without a partner that no rule has remarked: what `check` tells of, this names.
fn lone_halves(cells: &[Cell], markup: Markup, remarks: &mut Vec<Remark>) {
    for part in parts(cells, markup).0 {
        let live = cells::live(cells, part.cells);
        let text: String = live.iter().map(|i| cells[*i].now()).collect();
        for (at, c) in unpaired(&text) {
            let Some(cell) = live.get(text[..at].chars().count()).map(|i| &cells[*i]) else { continue };
            let doubt =
                if "“”‘’".contains(c) { Doubt::UnpairedQuote } else { Doubt::UnpairedBracket };
            let remark = Remark { range: cell.typed(), found: c.to_string(), doubt };
            if !remarks.iter().any(|other| {
                other.doubt == doubt
                    && other.range.end > remark.range.start
                    && other.range.start < remark.range.end
            }) {
                remarks.push(remark);
            }
        }
    }
}

/// The parts of a line that are words as it stands now, and what in them no rule may touch.
fn parts(cells: &[Cell], markup: Markup) -> (Vec<Part>, Vec<bool>) {
    let live = cells::live(cells, 0..cells.len());
    let line: Vec<char> = live.iter().map(|i| cells[*i].now()).collect();
    let mut kept = vec![false; cells.len()];
    for (cell, is_kept) in live.iter().zip(scan::kept(&line, markup)) {
        kept[*cell] = is_kept;
    }
    let part = |words: markup::Words| {
        let range = live[words.range.start]..live[words.range.end - 1] + 1;
        Part { cells: range, begins_line: words.begins_line }
    };
    let words = markup::words(&line, markup).into_iter().filter(|words| !words.range.is_empty());
    (words.map(part).collect(), kept)
}

#[cfg(test)]
mod tests;
