//! A line as cells: each character of the text, what became of it, and why.
//!
//! Rules never splice: a cell says what stands there now and how often (never, once, or twice for the
//! two halves of …… and ——), so every edit keeps its place in the text that was typed.

use std::ops::Range;

use super::{Doubt, Edit, Reason, Remark};
use crate::notes;

#[derive(Debug, Clone)]
pub(super) struct Cell {
    /// Byte offset in the text.
    at: usize,
    was: char,
    now: char,
    times: u8,
    reason: Option<Reason>,
    /// What calls a note, or begins one: no part of the words around it.
    is_call: bool,
}

impl Cell {
    fn is_changed(&self) -> bool {
        self.was != self.now || self.times != 1
    }

    pub(super) fn now(&self) -> char {
        self.now
    }

    /// The bytes it was typed in.
    pub(super) fn typed(&self) -> Range<usize> {
        self.at..self.at + self.was.len_utf8()
    }

    pub(super) fn remove(&mut self, reason: Reason) {
        (self.times, self.reason) = (0, Some(reason));
    }

    pub(crate) fn push_to(&self, text: &mut String) {
        for _ in 0..self.times {
            text.push(self.now);
        }
    }
}

/// The cells of a line that begins at a byte offset.
pub(super) fn cells(line: &str, offset: usize) -> Vec<Cell> {
    let start = line.len() - line.trim_start().len();
    let sign = notes::definition(line.trim()).map(|(_, length)| start..start + length);
    let mut calls = sign.into_iter().chain(notes::calls(line).map(|(_, call)| call)).peekable();
    let cell = |(at, c): (usize, char)| {
        while calls.next_if(|call| call.end <= at).is_some() {}
        let is_call = calls.peek().is_some_and(|call| call.start <= at);
        Cell { at: offset + at, was: c, now: c, times: 1, reason: None, is_call }
    };
    line.char_indices().map(cell).collect()
}

/// What stands in a part of the line now: for each character, its cell. Calls of notes are none.
pub(super) fn live(cells: &[Cell], part: Range<usize>) -> Vec<usize> {
    let words = part.filter(|i| !cells[*i].is_call);
    words.flat_map(|i| std::iter::repeat_n(i, usize::from(cells[i].times))).collect()
}

/// Neighbouring changes of one reason are one edit.
pub(super) fn edits(cells: &[Cell], edits: &mut Vec<Edit>) {
    let mut open: Option<Edit> = None;
    for cell in cells {
        let Some(reason) = cell.reason.filter(|_| cell.is_changed()) else {
            edits.extend(open.take());
            continue;
        };
        let edit = match open.take() {
            Some(edit) if edit.reason == reason => edit,
            other => {
                edits.extend(other);
                let range = cell.at..cell.at;
                Edit { range, old: String::new(), new: String::new(), reason }
            }
        };
        open = Some(extended(edit, cell));
    }
    edits.extend(open);
}

fn extended(mut edit: Edit, cell: &Cell) -> Edit {
    edit.range.end = cell.at + cell.was.len_utf8();
    edit.old.push(cell.was);
    cell.push_to(&mut edit.new);
    edit
}

/// A part of a line that is words.
pub(super) struct Part {
    pub cells: Range<usize>,
    pub(crate) begins_line: bool,
}

/// How far a rule looks from a character: what keeps the work on a line in proportion to its length.
const FARTHEST: usize = 200;

/// More characters than this show nobody a place.
const LONGEST_FOUND: usize = 40;

/// A stretch of a line that rules look at: they see what stands there now, and nothing beyond it.
pub(super) struct Stretch<'a> {
    cells: &'a mut [Cell],
    live: Vec<usize>,
    /// Of all cells, what no rule may touch: addresses, file names, the markup's own marks.
    kept: &'a [bool],
    /// How many hanzi there are.
    pub hanzi: usize,
    /// Whether the stretch is a line's words from its start, where a numbering may stand.
    pub(crate) begins_line: bool,
    /// Whether Latin words outnumber hanzi: then its marks are Latin too.
    pub is_latin: bool,
    pub changed: bool,
    pub remarks: Vec<Remark>,
}

impl<'a> Stretch<'a> {
    pub(super) fn new(cells: &'a mut [Cell], kept: &'a [bool], part: &Part) -> Stretch<'a> {
        let live = live(cells, part.cells.clone());
        let (hanzi, latin) = super::scan::census(live.iter().map(|i| (cells[*i].now, kept[*i])));
        let begins_line = part.begins_line;
        let is_latin = latin > hanzi;
        Stretch { cells, live, kept, hanzi, begins_line, is_latin, changed: false, remarks: Vec::new() }
    }

    pub(super) fn len(&self) -> usize {
        self.live.len()
    }

    /// The character at `i`; none beyond the ends.
    pub(super) fn get(&self, i: usize) -> Option<char> {
        self.live.get(i).map(|cell| self.cells[*cell].now)
    }

    pub(super) fn before(&self, i: usize) -> Option<char> {
        self.get(i.checked_sub(1)?)
    }

    pub(crate) fn is_kept(&self, i: usize) -> bool {
        self.live.get(i).is_some_and(|cell| self.kept[*cell])
    }

    pub(super) fn chars(&self) -> impl DoubleEndedIterator<Item = char> + ExactSizeIterator {
        self.live.iter().map(|cell| self.cells[*cell].now)
    }

    pub(super) fn all(&self, range: Range<usize>, accept: impl Fn(char) -> bool) -> bool {
        range.into_iter().all(|i| self.get(i).is_some_and(&accept))
    }

    pub(super) fn any(&self, range: Range<usize>, accept: impl Fn(char) -> bool) -> bool {
        range.into_iter().any(|i| self.get(i).is_some_and(&accept))
    }

    /// The first position from `i` whose character is not accepted; no farther than any run means something.
    pub(crate) fn end_of(&self, i: usize, accept: impl Fn(char) -> bool) -> usize {
        let most = self.len().min(i + FARTHEST);
        (i..most).find(|at| !self.get(*at).is_some_and(&accept)).unwrap_or(most.max(i))
    }

    /// Where the accepted characters before `i` begin; no farther back than any number or word reaches.
    pub(crate) fn start_of(&self, i: usize, accept: impl Fn(char) -> bool) -> usize {
        let least = i.saturating_sub(FARTHEST);
        (least..i).rev().find(|at| !self.get(*at).is_some_and(&accept)).map_or(least, |at| at + 1)
    }

    pub(super) fn starts_with(&self, i: usize, text: &str) -> bool {
        text.chars().enumerate().all(|(n, c)| self.get(i + n) == Some(c))
    }

    /// Whether the text before `i` ends so.
    pub(super) fn ends_with(&self, i: usize, text: &str) -> bool {
        i.checked_sub(text.chars().count()).is_some_and(|start| self.starts_with(start, text))
    }

    pub(super) fn set(&mut self, i: usize, now: char, reason: Reason) {
        self.put(i, now, 1, reason);
    }

    /// The character twice, for one that was typed once.
    pub(crate) fn set_twice(&mut self, i: usize, now: char, reason: Reason) {
        self.put(i, now, 2, reason);
    }

    pub(super) fn remove(&mut self, i: usize, reason: Reason) {
        if let Some(now) = self.get(i) {
            self.put(i, now, 0, reason);
        }
    }

    fn put(&mut self, i: usize, now: char, times: u8, reason: Reason) {
        let Some(cell) = self.live.get(i).map(|at| &mut self.cells[*at]) else { return };
        // The two halves of a mark that was typed once go together.
        let times = if cell.times == 2 && times == 1 { 2 } else { times };
        if cell.now != now || cell.times != times {
            (cell.now, cell.times, cell.reason) = (now, times, Some(reason));
            self.changed = true;
        }
    }

    /// Something only a person can decide.
    pub(super) fn doubt(&mut self, range: Range<usize>, doubt: Doubt) {
        let cells = self.live.get(range).unwrap_or_default();
        if let (Some(first), Some(last)) = (cells.first(), cells.last()) {
            let found = cells.iter().take(LONGEST_FOUND).map(|i| self.cells[*i].now).collect();
            let (first, last) = (&self.cells[*first], &self.cells[*last]);
            self.remarks.push(Remark { range: first.at..last.at + last.was.len_utf8(), found, doubt });
        }
    }
}
