//! Pages lying on their side, turned upright with their head to the left (clause 8).
//!
//! Typst lays a wide table out on a landscape page, where it breaks and repeats its header like any
//! other. In the bound document that sheet stands upright: turned here, it needs no reader's
//! rotation, and every page of the PDF is a portrait sheet.

use typst::layout::{Abs, Axes, Frame, FrameItem, GroupItem, Point, Ratio, Transform};
use typst_layout::PagedDocument;

/// Turns every page that is the first one's paper on its side by a quarter to the left; even ones are moved to the right
/// by `shift`, which a mirrored binding asks for: on its side a page's margins cannot change by parity. A sheet of
/// other paper, A3 that is folded in, is read as it lies.
pub(super) fn upright(mut document: PagedDocument, shift: Abs) -> PagedDocument {
    let Some(paper) = document.pages().first().map(|page| page.frame.size()) else { return document };
    let lies = |frame: &Frame| {
        paper.x < paper.y && frame.width().approx_eq(paper.y) && frame.height().approx_eq(paper.x)
    };
    if !document.pages().iter().any(|page| lies(&page.frame)) {
        return document;
    }
    let info = std::mem::take(document.info_mut());
    let pages = document
        .pages()
        .iter()
        .cloned()
        .enumerate()
        .map(|(index, mut page)| {
            if lies(&page.frame) {
                page.frame = turned(page.frame, if index % 2 == 1 { shift } else { Abs::zero() });
            }
            page
        })
        .collect();
    PagedDocument::new(pages, info)
}

/// The frame on a sheet of the other orientation: what was its top is the left edge.
fn turned(frame: Frame, shift: Abs) -> Frame {
    let size = frame.size();
    let mut upright = Frame::hard(Axes::new(size.y, size.x));
    let mut group = GroupItem::new(frame);
    // (x, y) → (y + shift, width − x).
    group.transform = Transform {
        sx: Ratio::zero(),
        ky: -Ratio::one(),
        kx: Ratio::one(),
        sy: Ratio::zero(),
        tx: shift,
        ty: size.x,
    };
    upright.push(Point::zero(), FrameItem::Group(group));
    upright
}
