//! The joint mark (7.2.4): names one under the other, and 文件 at their right.

use super::gather::{Paragraph, Row};
use super::read::Sheet;
use crate::layout::{Part, Piece};

/// What stands at the right of the names.
const WORD: &str = "文件";

/// Names and word told apart in a mark of several rows. The word may share the row of the middle name.
pub(super) fn tell_apart(sheets: &[Sheet], paragraphs: &[Paragraph], names: &mut [Vec<Piece>]) {
    let rows = paragraphs.iter().flat_map(|paragraph| &paragraph.rows);
    let rows: Vec<(&Row, Vec<usize>)> = rows
        .filter_map(|row| {
            let said = |at: &usize| !sheets[row.page].marks[*at].text.trim().is_empty();
            let marks: Vec<usize> = row.marks.iter().copied().filter(said).collect();
            (!marks.is_empty() && marks.iter().all(|at| names[row.page][*at] == Part::Mark))
                .then_some((row, marks))
        })
        .collect();
    let count = WORD.chars().count();
    let ends = |(row, marks): &(&Row, Vec<usize>)| {
        let behind = marks[marks.len().saturating_sub(count)..].iter();
        behind.map(|at| sheets[row.page].marks[*at].text.as_str()).collect::<String>() == WORD
    };
    let mut words = rows.iter().filter(|row| ends(row));
    let (Some((at, marks)), None) = (words.next(), words.next()) else { return };
    let word = &marks[marks.len() - count..];
    let left = sheets[at.page].marks[word[0]].x;
    let beside = rows.iter().all(|(row, _)| std::ptr::eq(*row, *at) || row.right < left);
    if rows.len() < 2 || !beside {
        return;
    }
    for (row, marks) in &rows {
        for mark in marks {
            let part =
                if std::ptr::eq(*row, *at) && word.contains(mark) { Part::MarkWord } else { Part::MarkName };
            names[row.page][*mark] = part.into();
        }
    }
}
