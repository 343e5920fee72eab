//! The block the text stands in, found from the places that its lines share.

use super::gather::{Paragraph, Row, Within};
use super::read::Way;
use crate::layout::geometry::Rect;
use crate::layout::type_area;

/// Places nearer than this are one, in mm.
const SHARED: f64 = 0.05;
/// How far in from the block's edges lines stand (7.3.3, 7.3.5), in characters.
const INSETS: [f64; 3] = [0.0, 2.0, 4.0];
/// One character in so many is a fair share.
const FAIR: usize = 8;
/// What justification may move an edge by, in mm.
const SAME_PLACE: f64 = 0.3;

/// Where the lines of the text begin and end, in mm, and the text's size.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Block {
    pub left: f64,
    pub right: f64,
    /// The size most characters have.
    pub size: f64,
}

/// The block of each page. Pages bound at both sides have two, of one width; a sheet that is folded in has one as much
/// wider as it is.
pub(super) struct Blocks {
    odd: Block,
    even: Block,
    /// How much wider than the first page each is, where it is folded in.
    wider: Vec<f64>,
}

/// How much wider a page is than the first, where it is that twice, in mm: A3 beside A4.
fn wider(first: f64, width: f64) -> f64 {
    const NEAR: f64 = 1.0;
    if (width - 2.0 * first).abs() < NEAR { width - first } else { 0.0 }
}

impl Blocks {
    /// The blocks of pages of these widths.
    pub(crate) fn of(rows: &[Row], widths: &[f64]) -> Blocks {
        let width = widths.first().copied().unwrap_or_default();
        let wider: Vec<f64> = widths.iter().map(|own| wider(width, *own)).collect();
        let is_folded = |row: &Row| wider.get(row.page).is_some_and(|wider| *wider > 0.0);
        let upright = rows.iter().filter(|row| row.way == Way::Across && !is_folded(row));
        let upright: Vec<&Row> = upright.collect();
        let size = usual_size(&upright);
        // A table is as wide as it is.
        let beside: Vec<&Row> = upright.iter().copied().filter(|row| row.within == Within::Text).collect();
        let rows = if beside.is_empty() { upright } else { beside };
        let text = rows.iter().copied().filter(|row| (row.size - size).abs() < 0.1);
        let (even, odd): (Vec<&Row>, Vec<&Row>) = text.clone().partition(|row| row.page % 2 == 1);
        // The pages with more lines say where the block is, the others whether it is mirrored there.
        let odd_leads = odd.len() >= even.len();
        let (leading, following) = if odd_leads { (&odd, &even) } else { (&even, &odd) };
        if let Some(block) = standard(leading, size).or_else(|| block(leading, size))
            && let Some(mirrored) = mirrored(following, block, width)
        {
            let (odd, even) = if odd_leads { (block, mirrored) } else { (mirrored, block) };
            return Blocks { odd, even, wider };
        }
        let text: Vec<&Row> = text.collect();
        let one = standard(&text, size).or_else(|| block(&text, size)).or_else(|| block(&rows, size));
        let one = one.unwrap_or(Block { size, ..Block::default() });
        Blocks { odd: one, even: one, wider }
    }

    /// The block of a page, counted from 0.
    pub(crate) fn at(&self, page: usize) -> Block {
        let block = if page.is_multiple_of(2) { self.odd } else { self.even };
        Block { right: block.right + self.wider.get(page).copied().unwrap_or_default(), ..block }
    }

    /// Whether a sheet is folded in.
    pub(crate) fn has_folded(&self) -> bool {
        self.wider.iter().any(|wider| *wider > 0.0)
    }

    /// Where lines begin on pages like this one: the block's edge, two characters in, and every place that
    /// several lines without an opening mark share.
    pub(crate) fn lefts(&self, paragraphs: &[Paragraph], page: usize) -> Vec<f64> {
        let block = self.at(page);
        let alike = |row: &&Row| row.way == Way::Across && self.at(row.page).left == block.left;
        let rows = paragraphs.iter().flat_map(|paragraph| &paragraph.rows);
        let mut places: Vec<f64> = rows.filter(|row| !row.opens).filter(alike).map(|row| row.left).collect();
        places.sort_by(f64::total_cmp);
        let mut shared = vec![block.left, block.left + 2.0 * block.size];
        shared.extend(places.windows(2).filter(|pair| pair[1] - pair[0] < SHARED).map(|pair| pair[0]));
        shared.sort_by(f64::total_cmp);
        shared.dedup_by(|a, b| *a - *b < SHARED);
        shared
    }
}

/// The type area of the standard (5.2.1), where the lines stand in it and nothing speaks for another: a few short
/// lines share no edges, or those of the paragraphs' beginnings and of the sign-off.
fn standard(rows: &[&Row], size: f64) -> Option<Block> {
    let Rect { left, right, .. } = type_area::AREA;
    let near = |place: f64, edge: f64| (place - edge).abs() < SAME_PLACE;
    let within = |row: &&&Row| {
        let begins = if row.opens { row.left + size / 2.0 } else { row.left };
        begins > left - SAME_PLACE && row.right < right + SAME_PLACE
    };
    let begins = |row: &&Row| [0.0, 2.0].iter().any(|inset| near(row.left, left + inset * size));
    let known =
        |place: f64| INSETS.iter().any(|n| near(place, left + n * size) || near(place, right - n * size));
    // What several lines share near an edge, and the standard has no such place, is an edge of another block.
    let shared = |mut places: Vec<f64>, edge: f64| {
        places.retain(|place| !known(*place) && (place - edge).abs() < 4.0 * size);
        places.sort_by(f64::total_cmp);
        places.windows(3).any(|three| three[2] - three[0] < SHARED)
    };
    let other = shared(rows.iter().filter(|row| !row.opens).map(|row| row.left).collect(), left)
        || shared(rows.iter().map(|row| row.right).collect(), right);
    let stands = rows.iter().filter(within).count() == rows.len() && rows.iter().any(begins) && !other;
    stands.then_some(Block { left, right, size })
}

/// The block turned over, as on the backs of leaves bound at one side, where these lines stand in it.
fn mirrored(rows: &[&Row], block: Block, width: f64) -> Option<Block> {
    let turned = width - block.right;
    let width = block.right - block.left;
    // Lines that begin or end at a place of the block: at its edge, two or four characters in.
    let at = |left: f64| -> Vec<f64> {
        // A line with an opening mark may begin half a character before its place.
        let begins = |row: &&Row| {
            [0.0, 0.5].map(|halves| (row.left + halves * block.size, halves == 0.0 || row.opens))
        };
        let begins = rows.iter().flat_map(begins).filter(|(_, may)| *may).map(|(left, _)| left);
        let lefts = begins.flat_map(|left| INSETS.map(|n| left - n * block.size));
        let rights = rows.iter().flat_map(|row| INSETS.map(|n| row.right + n * block.size - width));
        lefts.chain(rights).filter(|edge| (edge - left).abs() < SAME_PLACE).collect()
    };
    let found = at(turned);
    let left = found.first().copied()?;
    let is_turned = (turned - block.left).abs() > SAME_PLACE && found.len() > at(block.left).len();
    (found.len() > 1 && is_turned).then_some(Block { left, right: left + width, ..block })
}

/// The text's size, in mm: 3号 (5.2.2) where a fair share of the characters has it, for a short text is less than
/// the title over it or the colophon under it; else the size that most have.
fn usual_size(rows: &[&Row]) -> f64 {
    let mut counts: Vec<(f64, usize)> = Vec::new();
    for row in rows {
        match counts.iter_mut().find(|(size, _)| (size - row.size).abs() < 0.1) {
            Some((_, count)) => *count += row.marks.len(),
            None => counts.push((row.size, row.marks.len())),
        }
    }
    let all: usize = counts.iter().map(|(_, count)| *count).sum();
    let third = |(size, count): &&(f64, usize)| (size - type_area::CELL).abs() < 0.1 && count * FAIR >= all;
    let most = || counts.iter().max_by_key(|(_, count)| *count);
    counts.iter().find(third).or_else(most).map_or(0.0, |(size, _)| *size)
}

/// The outermost places that several lines share, else the outermost ones. Where a line with an opening
/// mark begins, its white half does not tell.
fn block(rows: &[&Row], size: f64) -> Option<Block> {
    let outermost = |mut places: Vec<f64>| {
        places.sort_by(f64::total_cmp);
        // Not every typesetter fills its lines to the hair.
        let shared = |near: f64| places.windows(2).find(|pair| pair[1] - pair[0] < near).map(|pair| pair[0]);
        shared(SHARED).or_else(|| shared(SAME_PLACE)).or_else(|| places.first().copied())
    };
    let left = outermost(rows.iter().filter(|row| !row.opens).map(|row| row.left).collect())?;
    let right = -outermost(rows.iter().map(|row| -row.right).collect())?;
    Some(Block { left, right, size })
}
