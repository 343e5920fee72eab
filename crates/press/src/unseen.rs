//! Text that is there to be searched and listened to. It is transparent, which PDF/A-1 does not know: there it is
//! white, under the page that it belongs to.

use typst::layout::{Frame, FrameItem};
use typst::visualize::{Color, Paint};
use typst_layout::PagedDocument;

/// The document with its transparent text in white.
pub(super) fn as_white(mut document: PagedDocument) -> PagedDocument {
    let info = std::mem::take(document.info_mut());
    let pages = document.pages().iter().cloned().map(|mut page| {
        frame(&mut page.frame);
        page
    });
    PagedDocument::new(pages.collect(), info)
}

fn frame(within: &mut Frame) {
    within.retain(|item| {
        match item {
            FrameItem::Group(group) => frame(&mut group.frame),
            FrameItem::Text(text) => {
                if matches!(&text.fill, Paint::Solid(color) if color.alpha().is_some_and(|alpha| alpha == 0.0)) {
                    text.fill = Paint::Solid(Color::WHITE);
                }
            }
            _ => {}
        }
        true
    });
}
