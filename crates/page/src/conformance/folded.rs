//! A3 sheets that are folded in: what the standard asks of all pages and of attachments, in a type area as wide as they have
//! it. GB/T 148: A3 is as high as A4 is, and twice as wide.

use super::{PAPER, Page, Rect, Sheets, Strength, breaks, cells, colophon, must, sheet, text};

/// How wide such a sheet is, in mm.
const A3_WIDTH: f64 = 420.0;

/// How far off its height may be for a page to be meant as one, in mm.
const NEAR: f64 = 5.0;

/// Whether a page is such a sheet.
pub(super) fn is_folded(page: &Page) -> bool {
    page.width > 1.5 * PAPER.0 && (page.height - PAPER.1).abs() < NEAR
}

/// The type area of such a sheet beside pages with this one.
pub(super) fn area(of: Rect) -> Rect {
    Rect { right: of.right + A3_WIDTH - PAPER.0, ..of }
}

pub(super) fn check(sheets: &mut Sheets<'_>) {
    let practice = |zh, en| must("5.1", zh, en).strength(Strength::Practice);
    let asked = [practice("A3 纸宽", "width of an A3 sheet"), practice("A3 纸高", "height of an A3 sheet")];
    sheet::paper(sheets, asked, (A3_WIDTH, PAPER.1));
    sheet::leaving(sheets);
    sheet::colours(sheets);
    text::bound(sheets);
    cells::check(sheets);
    colophon::page_numbers(sheets);
    breaks::check(sheets);
}
