//! The block the text stands in, found from the places that its lines share.

use super::ends::OPENING;
use super::gather::{Paragraph, Row};
use super::read::Way;

/// Places nearer than this are one, in mm.
const SHARED: f64 = 0.05;
/// Blocks whose widths differ by less are one block on two kinds of pages, in mm.
const SAME_WIDTH: f64 = 0.3;

/// Where the lines of the text begin and end, in mm, and the text's size.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Block {
    pub left: f64,
    pub right: f64,
    /// The size most characters have.
    pub size: f64,
}

/// The block of each page. Pages bound at both sides have two, of one width.
pub(super) struct Blocks {
    odd: Block,
    even: Block,
}

impl Blocks {
    pub fn of(rows: &[Row]) -> Blocks {
        let rows: Vec<&Row> = rows.iter().filter(|row| row.way == Way::Across).collect();
        let size = usual_size(&rows);
        let text = |parity: Option<usize>| {
            let of_page = |row: &Row| parity.is_none_or(|parity| row.page % 2 == parity);
            let text = rows.iter().copied().filter(|row| (row.size - size).abs() < 0.1 && of_page(row));
            block(&text.collect::<Vec<_>>(), size)
        };
        if let (Some(odd), Some(even)) = (text(Some(0)), text(Some(1))) {
            let width = |block: Block| block.right - block.left;
            let mirrored =
                (width(odd) - width(even)).abs() < SAME_WIDTH && (odd.left - even.left).abs() > SAME_WIDTH;
            if mirrored {
                return Blocks { odd, even };
            }
        }
        let one = text(None).or_else(|| block(&rows, size)).unwrap_or(Block { size, ..Block::default() });
        Blocks { odd: one, even: one }
    }

    /// The block of a page, counted from 0.
    pub fn at(&self, page: usize) -> Block {
        if page % 2 == 0 { self.odd } else { self.even }
    }

    /// Where lines begin on pages like this one: the block's edge, two characters in, and every place that
    /// several lines without an opening mark share.
    pub fn lefts(&self, paragraphs: &[Paragraph], page: usize) -> Vec<f64> {
        let block = self.at(page);
        let alike = |row: &&Row| row.way == Way::Across && self.at(row.page).left == block.left;
        let rows = paragraphs.iter().filter(|p| !p.text.starts_with(OPENING));
        let mut places: Vec<f64> = rows.flat_map(|p| &p.rows).filter(alike).map(|row| row.left).collect();
        places.sort_by(f64::total_cmp);
        let mut shared = vec![block.left, block.left + 2.0 * block.size];
        shared.extend(places.windows(2).filter(|pair| pair[1] - pair[0] < SHARED).map(|pair| pair[0]));
        shared.sort_by(f64::total_cmp);
        shared.dedup_by(|a, b| *a - *b < SHARED);
        shared
    }
}

/// The size that most characters have, in mm.
fn usual_size(rows: &[&Row]) -> f64 {
    let mut counts: Vec<(f64, usize)> = Vec::new();
    for row in rows {
        match counts.iter_mut().find(|(size, _)| (size - row.size).abs() < 0.1) {
            Some((_, count)) => *count += row.marks.len(),
            None => counts.push((row.size, row.marks.len())),
        }
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map_or(0.0, |(size, _)| size)
}

/// The outermost places that several lines share.
fn block(rows: &[&Row], size: f64) -> Option<Block> {
    let shared = |edge: fn(&Row) -> f64, wanted: f64| {
        let mut places: Vec<f64> = rows.iter().map(|row| wanted * edge(row)).collect();
        places.sort_by(f64::total_cmp);
        places.windows(2).find(|pair| pair[1] - pair[0] < SHARED).map(|pair| wanted * pair[0])
    };
    Some(Block { left: shared(|row| row.left, 1.0)?, right: shared(|row| row.right, -1.0)?, size })
}
