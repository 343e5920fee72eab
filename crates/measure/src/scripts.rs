//! Raised and lowered figures (m², CO₂): small characters off the line that they belong to.

use super::read::{Mark, Sheet, Way};
use crate::layout::mm;

/// They are no larger than this share of the character before them.
const SIZE: f64 = 0.8;
/// They stand so far over or under its baseline, in em of it.
const RAISED: std::ops::Range<f64> = 0.15..0.65;
const LOWERED: std::ops::Range<f64> = 0.05..0.4;
/// They begin where it ends, give or take so many em of it.
const APART: f64 = 0.35;

/// Finds them behind the character they hang from: files write a word in its order.
pub(super) fn find(sheet: &mut Sheet) {
    // The last character on a line, and where the word with its figures ends so far.
    let mut line: Option<(usize, f64)> = None;
    for at in 0..sheet.marks.len() {
        let mark = &sheet.marks[at];
        let end = mark.x + mark.advance;
        let raised = line.and_then(|(before, end)| raised(&sheet.marks[before], end, mark));
        match (raised, line) {
            (Some(raised), Some((before, _))) => {
                sheet.marks[at].raised = raised;
                line = Some((before, end));
            }
            _ => line = Some((at, end)),
        }
    }
}

/// How far a character is raised that follows another, whose word ends at `end`; none when it is not.
fn raised(before: &Mark, end: f64, mark: &Mark) -> Option<f64> {
    let em = mm(before.size);
    let over = before.y - mark.y;
    let off = RAISED.contains(&(over / em)) || LOWERED.contains(&(-over / em));
    let upright = before.way == Way::Across && mark.way == Way::Across;
    (upright && off && mark.size < SIZE * before.size && (mark.x - end).abs() < APART * em).then_some(over)
}
