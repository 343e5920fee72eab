//! Whether pages are painted in printing inks, and in which part: a PDF/A needs a colour profile for them, which
//! Typst cannot give.

use typst::introspection::Tag;
use typst::layout::{Frame, FrameItem};
use typst::visualize::{Color, FixedStroke, Paint, ProcessColor};
use typst_layout::PagedDocument;

use super::frames::named;
use crate::layout::Piece;

/// The name of the first part that is painted in inks; unnamed where the template has named none.
pub(super) fn first(document: &PagedDocument) -> Option<Piece> {
    let mut walk = Walk { part: Piece::UNNAMED, found: None };
    document.pages().iter().for_each(|page| walk.frame(&page.frame));
    walk.found
}

struct Walk {
    /// The part that began last: an ink is looked for where the template has named its parts.
    part: Piece,
    found: Option<Piece>,
}

impl Walk {
    fn frame(&mut self, frame: &Frame) {
        for (_, item) in frame.items() {
            if self.found.is_some() {
                return;
            }
            let inked = match item {
                FrameItem::Group(group) => {
                    self.frame(&group.frame);
                    false
                }
                FrameItem::Tag(Tag::Start(content, _)) => {
                    self.part = named(content).unwrap_or(self.part);
                    false
                }
                FrameItem::Text(text) => is_ink(&text.fill) || stroked(text.stroke.as_ref()),
                FrameItem::Shape(shape, _) => {
                    shape.fill.as_ref().is_some_and(is_ink) || stroked(shape.stroke.as_ref())
                }
                FrameItem::Tag(Tag::End(..)) | FrameItem::Image(..) | FrameItem::Link(..) => false,
            };
            if inked {
                self.found = Some(self.part);
            }
        }
    }
}

fn stroked(stroke: Option<&FixedStroke>) -> bool {
    stroke.is_some_and(|stroke| is_ink(&stroke.paint))
}

fn is_ink(paint: &Paint) -> bool {
    let inked = |color: &Color| matches!(color, Color::Process(ProcessColor::Cmyk(_)) | Color::Spot(_));
    match paint {
        Paint::Solid(color) => inked(color),
        Paint::Gradient(gradient) => gradient.stops_ref().iter().any(|(color, _)| inked(color)),
        Paint::Tiling(tiling) => {
            let mut walk = Walk { part: Piece::UNNAMED, found: None };
            walk.frame(tiling.frame());
            walk.found.is_some()
        }
    }
}
