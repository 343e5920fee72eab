//! What a paragraph's place, size and colour say of it, whatever its words are.

use super::block::Blocks;
use super::colours::is_red;
use super::gather::{Paragraph, Within};
use super::read::{Sheet, Way};
use crate::layout::mm;
use gongwen_import::page::Look;

/// A mark or a title is larger than the text by this much.
pub(super) const LARGER: f64 = 1.2;
/// A title is no larger than 一号, in pt; what is larger is a mark, whatever its colour.
const LARGEST_TITLE: f64 = 26.5;
/// A centred line is no farther from the block's middle, in mm.
const OFF_MIDDLE: f64 = 6.0;

/// The look of each paragraph.
pub(super) fn of(sheets: &[Sheet], paragraphs: &[Paragraph], blocks: &Blocks) -> Vec<Look> {
    let seen = Seen { sheets, blocks };
    let first = paragraphs.iter().map(|paragraph| paragraph.rows[0].page).min().unwrap_or(0);
    let mut looks = vec![Look::Unknown; paragraphs.len()];
    let mut title: Option<(usize, f64)> = None;
    for (at, paragraph) in paragraphs.iter().enumerate() {
        if paragraph.rows[0].page != first || !upright(paragraph) {
            continue;
        }
        let size = paragraph.rows[0].size;
        if seen.is_large(paragraph) && seen.is_red(paragraph) {
            looks[at] = Look::Mark;
        } else if seen.is_large(paragraph) && size <= mm(LARGEST_TITLE) && seen.is_centred(paragraph) {
            // Lines of one title follow each other; another one belongs to something else.
            if title.is_none_or(|(last, of)| last + 1 == at && (of - size).abs() < 0.1) {
                looks[at] = Look::Title;
                title = Some((at, size));
            }
        } else if paragraphs.get(at + 1).is_some_and(|next| seen.is_salutation(paragraph, next)) {
            looks[at] = Look::Salutation;
        }
    }
    for (look, paragraph) in looks.iter_mut().zip(paragraphs) {
        if !matches!(look, Look::Unknown | Look::Salutation) {
            continue;
        }
        let all = |within: Within| paragraph.rows.iter().all(|row| row.within == within);
        if all(Within::Table) {
            *look = Look::Cell;
        } else if all(Within::Figure) {
            *look = Look::Figure;
        }
    }
    looks
}

fn upright(paragraph: &Paragraph) -> bool {
    paragraph.rows.iter().all(|row| row.way == Way::Across)
}

struct Seen<'a> {
    sheets: &'a [Sheet],
    blocks: &'a Blocks,
}

impl Seen<'_> {
    fn is_large(&self, paragraph: &Paragraph) -> bool {
        let row = &paragraph.rows[0];
        row.size > LARGER * self.blocks.at(row.page).size
    }

    fn is_red(&self, paragraph: &Paragraph) -> bool {
        let marks = |row: &super::gather::Row| {
            row.marks.iter().map(|at| &self.sheets[row.page].marks[*at]).collect::<Vec<_>>()
        };
        let mut marks = paragraph.rows.iter().flat_map(marks).filter(|mark| !mark.text.trim().is_empty());
        marks.all(|mark| is_red(mark.colour))
    }

    fn is_centred(&self, paragraph: &Paragraph) -> bool {
        paragraph.rows.iter().all(|row| {
            let block = self.blocks.at(row.page);
            (f64::midpoint(row.left, row.right) - f64::midpoint(block.left, block.right)).abs() < OFF_MIDDLE
        })
    }

    /// A flush line that ends in a colon, over a paragraph that is indented.
    fn is_salutation(&self, paragraph: &Paragraph, next: &Paragraph) -> bool {
        let inset = |paragraph: &Paragraph| {
            let row = &paragraph.rows[0];
            (row.left - self.blocks.at(row.page).left) / row.size
        };
        paragraph.text.ends_with(['：', ':'])
            && inset(paragraph).abs() < 0.6
            && inset(next) > 1.0
            && upright(next)
            && !self.is_large(paragraph)
    }
}
