//! What a table's keys ask of how it is set: type, widths, heights, notes under it.

use super::keys as k;
use super::reader::Reader;
use crate::document::{BodyFinding, DocumentFinding};
use crate::text::Marked;
use crate::text::table::{Aligned, Asked, Size, Table, Vertical};

const SIZES: [(&str, Size); 4] =
    [("4", Size::Four), ("small-4", Size::SmallFour), ("5", Size::Five), ("small-5", Size::SmallFive)];

const ALIGNED: [(&str, Aligned); 3] =
    [("left", Aligned::Left), ("centre", Aligned::Centre), ("right", Aligned::Right)];
const VERTICAL: [(&str, Vertical); 3] =
    [("top", Vertical::Top), ("middle", Vertical::Middle), ("bottom", Vertical::Bottom)];

/// Where in a cell its words stand.
pub(super) fn of_cell(r: &mut Reader<'_>) -> (Option<Aligned>, Option<Vertical>) {
    (r.choice(k::CELL_ALIGN, &ALIGNED), r.choice(k::VERTICAL, &VERTICAL))
}

/// Reads them.
pub(super) fn read(r: &mut Reader<'_>) -> (Asked, Vec<Marked>) {
    let size = r.choice(k::SIZE, &SIZES);
    let widths = r.numbers(k::WIDTHS).unwrap_or_default();
    let full_width = r.flag(k::FULL_WIDTH);
    if let (false, Some(false), Some(found)) = (widths.is_empty(), full_width, r.find(k::FULL_WIDTH)) {
        let why = ("写了列宽的表格与版心同宽", "a table with widths is as wide as the type area");
        found.report(r.sink(), DocumentFinding::exclude(&k::FULL_WIDTH, &k::WIDTHS, why));
    }
    let row_heights = r.numbers(k::ROW_HEIGHT).unwrap_or_default();
    let landscape = r.flag(k::TABLE_LANDSCAPE).unwrap_or_default();
    let notes = r.list(k::TABLE_NOTE).unwrap_or_default();
    let notes = notes.iter().map(|words| Marked::from(words.text.as_str())).collect();
    let thousandths = |numbers: Vec<f64>| numbers.iter().map(|n| (n * 1_000.0).round() as u32).collect();
    let (widths, row_heights) = (thousandths(widths), thousandths(row_heights));
    let full_width = full_width.unwrap_or_default();
    let aligned = r.choices(k::TABLE_ALIGN, &ALIGNED).unwrap_or_default();
    (Asked { size, widths, full_width, row_heights, landscape, aligned }, notes)
}

/// What of it does not go with the table that was read.
pub(super) fn check(table: &Table, columns: usize) -> Option<BodyFinding> {
    let Asked { widths, row_heights, aligned, .. } = &table.asked;
    if !widths.is_empty() && widths.len() != columns {
        return Some(BodyFinding::TableWidths { widths: widths.len(), columns });
    }
    if aligned.len() > 1 && aligned.len() != columns {
        return Some(BodyFinding::TableAligned { aligned: aligned.len(), columns });
    }
    let rows = table.rows.len();
    (row_heights.len() > rows.max(1))
        .then_some(BodyFinding::TableHeights { heights: row_heights.len(), rows })
}
