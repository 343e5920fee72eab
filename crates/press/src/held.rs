//! Pictures that a fragment or a template holds itself (`image(bytes(…))`, a file of its folder): nobody has read
//! them before. Their words are told as those of other pictures, and what the file's form refuses is found.

use std::sync::Arc;

use comemo::Track as _;
use typst::World;
use typst::foundations::Bytes;
use typst::layout::{Frame, FrameItem};
use typst::syntax::Span;
use typst::visualize::{ExchangeFormat, Image, ImageKind, RasterImage, SvgImage};
use typst_layout::PagedDocument;

use super::world::PressWorld;
use super::{replaced, svg};
use crate::Problem;
use crate::diagnostic::Diagnostic;
use crate::fonts::GlyphFinding;
use crate::layout::Role;
use crate::limits::Limits;
use crate::pictures::{self, Content, PictureFault, PictureFinding, Prepared, jpeg_shape};

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

/// Whether a picture asks for more than is drawn. What else may be the matter with it is for Typst to say, which read it.
fn is_over(fault: &PictureFault) -> bool {
    matches!(
        fault,
        PictureFault::TooMuch { .. } | PictureFault::TooLarge { .. } | PictureFault::Unpacked { .. }
    )
}

/// What the held pictures become.
#[derive(Default)]
pub(super) struct Checked {
    pub told: Vec<Diagnostic>,
    /// Whether the pages are to be set again: a drawing asks for a face by a name that was not in the book, or a
    /// file of the template is handed over otherwise now.
    pub again: bool,
    /// Pictures that are no file: what stands in the words of a fragment, and what is to be drawn for it.
    exchanged: Vec<(Bytes, Arc<[u8]>)>,
}

/// Makes the pictures ready and tells of the words in drawings.
pub(super) fn check(document: &PagedDocument, world: &mut PressWorld) -> Checked {
    let mut checked = Checked::default();
    for Held { span, bytes, drawing } in held(document, world) {
        let Some(bytes) = bytes else { continue };
        let file: Arc<[u8]> = Arc::from(bytes.as_slice());
        let mut ready = Arc::clone(&file);
        match pictures::prepare(&file, 1, &Limits::default()) {
            Ok(Prepared { content: Content::Ready(made), changes, .. }) if made != file => {
                checked.exchange(&bytes, &made, world);
                ready = made;
                for change in changes {
                    let problem = PictureFinding::PictureChanged { path: NAME.to_owned(), change };
                    checked.told.push(world.at(problem, span.into()));
                }
            }
            // Typst read it; what is drawn of it later may have no end.
            Err(fault) if is_over(&fault) => {
                let problem = PictureFinding::Picture { path: NAME.to_owned(), fault };
                checked.told.push(world.at(problem, span.into()));
                continue;
            }
            _ => {}
        }
        if !drawing {
            continue;
        }
        let mut fonts = Arc::clone(&world.fonts);
        let Some(words) = svg::read(&ready, &mut fonts) else { continue };
        if !Arc::ptr_eq(&fonts, &world.fonts) {
            world.fonts = fonts;
            checked.again = true;
        }
        let mut tell = |problem: Box<dyn Problem>| checked.told.push(world.at(problem, span.into()));
        words.replaced.iter().for_each(|named| tell(replaced(named)));
        for character in words.missing {
            tell(GlyphFinding::MissingGlyph { character, role: Role::Heiti.chinese() }.into());
        }
        if !words.lost.is_empty() {
            tell(PictureFinding::PictureWordsLost { path: NAME.to_owned(), words: words.lost }.into());
        }
        if !words.unseen.is_empty() {
            tell(PictureFinding::PictureWordsUnseen { path: NAME.to_owned(), words: words.unseen }.into());
        }
        if let Some(changed) = words.changed {
            checked.exchange(&bytes, &changed, world);
        }
    }
    checked
}

impl Checked {
    fn exchange(&mut self, bytes: &Bytes, other: &Arc<[u8]>, world: &mut PressWorld) {
        if world.instead(bytes, other) {
            self.again = true;
            return;
        }
        self.exchanged.retain(|(known, _)| known != bytes);
        self.exchanged.push((bytes.clone(), Arc::clone(other)));
    }

    /// The pages with the pictures that are no file as they are to be drawn.
    pub(crate) fn applied(&self, mut document: PagedDocument, world: &PressWorld) -> PagedDocument {
        if self.exchanged.is_empty() {
            return document;
        }
        let info = std::mem::take(document.info_mut());
        let pages = document.pages().iter().cloned().map(|mut page| {
            self.apply(&mut page.frame, world);
            page
        });
        PagedDocument::new(pages.collect(), info)
    }

    fn apply(&self, frame: &mut Frame, world: &PressWorld) {
        frame.retain(|item| {
            match item {
                FrameItem::Group(group) => self.apply(&mut group.frame, world),
                FrameItem::Image(image, ..) => {
                    let other = bytes_of(image)
                        .and_then(|bytes| self.exchanged.iter().find(|(known, _)| known == bytes))
                        .and_then(|(_, other)| decoded(other, world));
                    if let Some(kind) = other {
                        *image = Image::new(kind, image.alt().map(Into::into), image.scaling());
                    }
                }
                _ => {}
            }
            true
        });
    }
}

/// A picture as Typst draws it; words that name no face are of the face that they have in every picture.
fn decoded(bytes: &Arc<[u8]>, world: &PressWorld) -> Option<ImageKind> {
    let data = Bytes::new(Arc::clone(bytes));
    if let Some(format) = ExchangeFormat::detect(bytes) {
        return RasterImage::plain(data, format).ok().map(ImageKind::Raster);
    }
    let world: &dyn World = world;
    let families = [svg::USUAL.family()];
    SvgImage::with_fonts_images(data, world.track(), &families, None).ok().map(ImageKind::Svg)
}

fn bytes_of(image: &Image) -> Option<&Bytes> {
    match image.kind() {
        ImageKind::Svg(drawing) => Some(drawing.data()),
        ImageKind::Raster(picture) => Some(picture.data()),
        ImageKind::Pdf(_) => None,
    }
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
