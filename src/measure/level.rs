//! Characters that a program drew somewhat lower or higher, so that the faces of a row are level by their middle.
//! They stand on the line of the row's 仿宋.

use super::read::{Mark, Sheet, Way};
use crate::engine::Role;
use crate::layout::mm;

/// So far off the line, in em, a face is moved at most: raised figures stand farther.
const MOVED: f64 = 0.12;
/// Baselines nearer than this are one, in mm.
const SAME_LINE: f64 = 0.01;
/// The characters of a row differ in size by less than this share.
const SAME_SIZE: f64 = 0.15;

/// Puts them on their lines; their ink stays where it is.
pub(super) fn find(sheet: &mut Sheet) {
    let is_text = |mark: &Mark| mark.face.family == Role::Fangsong.family();
    let upright = |mark: &Mark| mark.way == Way::Across;
    let mut lines: Vec<(f64, f64)> = sheet
        .marks
        .iter()
        .filter(|mark| upright(mark) && is_text(mark))
        .map(|mark| (mark.y, mark.size))
        .collect();
    lines.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    lines.dedup_by(|a, b| a.0 - b.0 < SAME_LINE && (a.1 / b.1 - 1.0).abs() < SAME_SIZE);
    for mark in sheet.marks.iter_mut().filter(|mark| upright(mark) && !is_text(mark)) {
        let reach = MOVED * mm(mark.size);
        let from = lines.partition_point(|(y, _)| *y < mark.y - reach);
        let near = lines[from..].iter().take_while(|(y, _)| *y <= mark.y + reach);
        let same_size = near.filter(|(_, size)| (size / mark.size - 1.0).abs() < SAME_SIZE);
        let nearest = same_size.min_by(|a, b| (a.0 - mark.y).abs().total_cmp(&(b.0 - mark.y).abs()));
        mark.y = nearest.map_or(mark.y, |(y, _)| *y);
    }
}
