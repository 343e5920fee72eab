//! Characters that a program drew somewhat lower or higher, so that the faces of a row are level by their middle.
//! They stand on the line of the row's 仿宋, or of most of its characters.

use super::read::{Mark, Sheet, Way};
use crate::layout::{Role, mm};

/// So far off the line, in em, a face is moved at most: raised figures stand farther.
const MOVED: f64 = 0.12;
/// Baselines nearer than this are one, in mm.
const SAME_LINE: f64 = 0.01;
/// The characters of a row differ in size by less than this share.
const SAME_SIZE: f64 = 0.15;

/// A baseline that characters of a size stand on.
struct Line {
    y: f64,
    size: f64,
    /// Whether one of them is 仿宋, and how many they are.
    weight: (bool, usize),
}

/// Puts them on their lines; their ink stays where it is.
pub(super) fn find(sheet: &mut Sheet) {
    let upright = |mark: &Mark| mark.way == Way::Across;
    let same_size = |one: f64, other: f64| (one / other - 1.0).abs() < SAME_SIZE;
    let line = |mark: &Mark| {
        let is_text = mark.face.family == Role::Fangsong.family();
        Line { y: mark.y, size: mark.size, weight: (is_text, 1) }
    };
    let mut lines: Vec<Line> = sheet.marks.iter().filter(|mark| upright(mark)).map(line).collect();
    lines.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.size.total_cmp(&b.size)));
    lines.dedup_by(|a, b| {
        let same = a.y - b.y < SAME_LINE && same_size(a.size, b.size);
        if same {
            b.weight = (a.weight.0 || b.weight.0, a.weight.1 + b.weight.1);
        }
        same
    });
    for mark in sheet.marks.iter_mut().filter(|mark| upright(mark)) {
        let reach = MOVED * mm(mark.size);
        let from = lines.partition_point(|line| line.y < mark.y - reach);
        let near = lines[from..].iter().take_while(|line| line.y <= mark.y + reach);
        let row = near.filter(|line| same_size(line.size, mark.size)).max_by_key(|line| line.weight);
        mark.y = row.map_or(mark.y, |line| line.y);
    }
}
