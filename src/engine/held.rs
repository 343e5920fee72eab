//! Pictures that a fragment or a template holds itself (`image(bytes(…))`, a file of its folder): nobody has read
//! them before. Their words are told as those of other pictures, and what the file's form refuses is found.

use std::sync::Arc;

use typst::foundations::Bytes;
use typst::layout::{Frame, FrameItem};
use typst::syntax::Span;
use typst::visualize::ImageKind;
use typst_layout::PagedDocument;

use super::fonts::Role;
use super::world::PressWorld;
use super::{replaced, svg};
use crate::diagnostic::{Diagnostic, Problem};
use crate::limits::Limits;
use crate::pictures::{self, Content, Prepared, jpeg_shape};

/// What the picture is called, which has no name.
const NAME: &str = "image(…)";

/// A picture on a page.
struct Held {
    span: Span,
    /// The file; none for a page of a PDF.
    bytes: Option<Bytes>,
    /// Whether it is a drawing; else the form of an archive cannot hold it: a page of a PDF, a photograph in inks.
    drawing: bool,
}

/// Whether a picture is a photograph in printing inks.
fn has_inks(file: &[u8]) -> bool {
    jpeg_shape(file).is_some_and(|shape| shape.components == 4)
}

/// Tells of the words in drawings. Whether the pages are to be set again: a drawing asks for a face by a name that
/// was not in the book, or is handed over otherwise now.
pub(super) fn check(document: &PagedDocument, world: &mut PressWorld) -> (Vec<Diagnostic>, bool) {
    let (mut told, mut again) = (Vec::new(), false);
    for Held { span, bytes, drawing } in held(document, world) {
        let Some(bytes) = bytes else { continue };
        let file: Arc<[u8]> = Arc::from(bytes.as_slice());
        let mut ready = Arc::clone(&file);
        if let Ok(Prepared { content: Content::Ready(made), changes, .. }) =
            pictures::prepare(&file, 1, &Limits::default())
            && made != file
            && world.instead(&bytes, &made)
        {
            (ready, again) = (made, true);
            for change in changes {
                let problem = Problem::PictureChanged { path: NAME.to_owned(), change };
                told.push(world.at(problem, span.into()));
            }
        }
        if !drawing {
            continue;
        }
        let mut fonts = Arc::clone(&world.fonts);
        let Some(words) = svg::read(&ready, &mut fonts) else { continue };
        if !Arc::ptr_eq(&fonts, &world.fonts) {
            world.fonts = fonts;
            again = true;
        }
        let mut tell = |problem| told.push(world.at(problem, span.into()));
        words.replaced.iter().for_each(|named| tell(replaced(named)));
        for character in words.missing {
            tell(Problem::MissingGlyph { character, role: Role::Heiti.chinese() });
        }
        if !words.lost.is_empty() {
            tell(Problem::PictureWordsLost { path: NAME.to_owned(), words: words.lost });
        }
        if !words.unseen.is_empty() {
            tell(Problem::PictureWordsUnseen { path: NAME.to_owned(), words: words.unseen });
        }
        if let Some(changed) = words.changed {
            again |= world.instead(&bytes, &changed);
        }
    }
    (told, again)
}

/// The first picture that the form of a file may refuse.
pub(super) fn suspect(document: &PagedDocument, world: &PressWorld) -> Option<Span> {
    held(document, world).into_iter().find(|held| !held.drawing).map(|held| held.span)
}

/// The pictures that nobody has handed over, each once.
fn held(document: &PagedDocument, world: &PressWorld) -> Vec<Held> {
    let mut found = Vec::new();
    document.pages().iter().for_each(|page| collect(&page.frame, world, &mut found));
    found
}

fn collect(frame: &Frame, world: &PressWorld, found: &mut Vec<Held>) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => collect(&group.frame, world, found),
            FrameItem::Image(image, _, span) => {
                let (bytes, drawing) = match image.kind() {
                    ImageKind::Svg(drawing) => (Some(drawing.data().clone()), true),
                    ImageKind::Raster(picture) if !has_inks(picture.data()) => continue,
                    ImageKind::Raster(picture) => (Some(picture.data().clone()), false),
                    ImageKind::Pdf(_) => (None, false),
                };
                let held = Held { span: *span, bytes, drawing };
                let is_given = held.bytes.as_ref().is_some_and(|bytes| world.is_given(bytes));
                let is_known = found.iter().any(|known| known.span == held.span && known.bytes == held.bytes);
                if !is_given && !is_known {
                    found.push(held);
                }
            }
            _ => {}
        }
    }
}
