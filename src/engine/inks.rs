//! Whether pages are painted in printing inks, and in which part: a PDF/A needs a colour profile for them, which
//! Typst cannot give.

use typst::foundations::Label;
use typst::introspection::Tag;
use typst::layout::{Frame, FrameItem};
use typst::visualize::{Color, FixedStroke, Paint, ProcessColor};
use typst_layout::PagedDocument;

use super::frames::PREFIX;

/// The name of the first part that is painted in inks; an empty one for what has no name.
pub(super) fn first(document: &PagedDocument) -> Option<String> {
    let mut walk = Walk { part: String::new(), found: None };
    document.pages().iter().for_each(|page| walk.frame(&page.frame));
    walk.found
}

struct Walk {
    /// The part that began last: an ink is looked for where the template has named its parts.
    part: String,
    found: Option<String>,
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
                    let name = content.label().map(Label::resolve);
                    if let Some(name) = name.as_ref().and_then(|name| name.as_str().strip_prefix(PREFIX)) {
                        name.clone_into(&mut self.part);
                    }
                    false
                }
                FrameItem::Text(text) => is_ink(&text.fill) || stroked(text.stroke.as_ref()),
                FrameItem::Shape(shape, _) => {
                    shape.fill.as_ref().is_some_and(is_ink) || stroked(shape.stroke.as_ref())
                }
                FrameItem::Tag(Tag::End(..)) | FrameItem::Image(..) | FrameItem::Link(..) => false,
            };
            if inked {
                self.found = Some(self.part.clone());
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
            let mut walk = Walk { part: String::new(), found: None };
            walk.frame(tiling.frame());
            walk.found.is_some()
        }
    }
}
