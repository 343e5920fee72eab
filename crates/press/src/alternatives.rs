//! What the file says to who cannot see the page, where Typst would refuse to write it: levels of headings
//! without a gap, and words in place of pictures, drawings and formulas.

use std::collections::HashMap;
use std::num::NonZeroUsize;

use typst::foundations::{Content, NativeElement, Smart, StyleChain};
use typst::introspection::{Location, Tag};
use typst::layout::{Frame, FrameItem};
use typst::math::EquationElem;
use typst::model::{FigureCaption, FigureElem, HeadingElem, Outlinable, ParElem};
use typst::pdf::ArtifactElem;
use typst::syntax::Span;
use typst::visualize::ImageElem;
use typst_layout::PagedDocument;

use super::spoken;

/// A picture of which nothing is known.
const PICTURE: &str = "插图";

/// What is missing in a document, and what stands for it.
#[derive(Default)]
pub(super) struct Alternatives {
    /// Words for pictures and drawings that have none.
    words: HashMap<Location, String>,
    /// Pictures and drawings without words of their own or a caption.
    pub unnamed: Vec<Span>,
    /// The depths of the headings that are open.
    open: Vec<usize>,
    levels: HashMap<Location, NonZeroUsize>,
}

/// What is open while pages are read.
enum Open {
    Artifact(Location),
    Caption(Location),
    Figure { location: Location, span: Span, caption: String, named: bool, holds: bool },
}

impl Open {
    fn location(&self) -> Location {
        match self {
            Open::Artifact(location) | Open::Caption(location) | Open::Figure { location, .. } => *location,
        }
    }
}

impl Alternatives {
    pub(crate) fn of(document: &PagedDocument) -> Alternatives {
        let mut found = Alternatives::default();
        let mut open = Vec::new();
        for page in document.pages() {
            found.frame(&page.frame, &mut open);
        }
        found
    }

    fn frame(&mut self, frame: &Frame, open: &mut Vec<Open>) {
        for (_, item) in frame.items() {
            match item {
                FrameItem::Group(group) => self.frame(&group.frame, open),
                FrameItem::Tag(Tag::Start(content, flags)) => self.start(content, flags.tagged, open),
                FrameItem::Tag(Tag::End(location, ..)) => self.end(*location, open),
                _ => {}
            }
        }
    }

    fn start(&mut self, content: &Content, tagged: bool, open: &mut Vec<Open>) {
        let Some(location) = content.location() else { return };
        if open.iter().any(|open| matches!(open, Open::Artifact(_))) {
            return;
        }
        if content.is::<ArtifactElem>() {
            open.push(Open::Artifact(location));
        } else if content.is::<FigureCaption>() {
            open.push(Open::Caption(location));
        } else if tagged && !open.iter().any(|open| matches!(open, Open::Caption(_))) {
            // What holds more than a drawing is no drawing.
            for figure in open.iter_mut() {
                if let Open::Figure { holds, .. } = figure {
                    *holds = true;
                }
            }
        }
        let set = StyleChain::default();
        if let Some(figure) = content.to_packed::<FigureElem>() {
            let caption =
                figure.caption.get_ref(set).as_ref().map(|caption| caption.body.plain_text().to_string());
            let (span, named) = (content.span(), figure.alt.get_ref(set).is_some());
            let caption = caption.unwrap_or_default().trim().into();
            open.push(Open::Figure { location, span, caption, named, holds: false });
        } else if let Some(image) = content.to_packed::<ImageElem>()
            && image.alt.get_ref(set).as_ref().is_none_or(|alt| alt.trim().is_empty())
        {
            let caption = open.iter().rev().find_map(|open| match open {
                Open::Figure { caption, .. } => Some(caption.clone()),
                _ => None,
            });
            self.stand_for(location, content.span(), caption.unwrap_or_default());
        }
    }

    fn end(&mut self, location: Location, open: &mut Vec<Open>) {
        let Some(at) = open.iter().rposition(|open| open.location() == location) else { return };
        if let Open::Figure { span, caption, named: false, holds: false, .. } = open.remove(at) {
            self.stand_for(location, span, caption);
        }
    }

    fn stand_for(&mut self, location: Location, span: Span, caption: String) {
        if caption.is_empty() {
            self.unnamed.push(span);
        }
        let words = if caption.is_empty() { PICTURE.into() } else { caption };
        self.words.insert(location, words);
    }

    /// Puts right what an element says; the pages are gone through in their order.
    pub(crate) fn give(&mut self, content: &mut Content) {
        let Some(location) = content.location() else { return };
        if let Some(heading) = content.to_packed_mut::<HeadingElem>() {
            if heading.body.plain_text().trim().is_empty() {
                // A heading that says nothing is none.
                *content = ParElem::new(Content::empty()).pack().spanned(content.span()).located(location);
                return;
            }
            let level = self.level(location, heading.level().get());
            heading.level.set(Smart::Custom(level));
        } else if let Some(equation) = content.to_packed_mut::<EquationElem>() {
            if equation.alt.get_ref(StyleChain::default()).is_none() {
                let said = spoken::formula(&equation.body);
                equation.alt.set(Some(said.into()));
            }
        } else if let Some(words) = self.words.get(&location) {
            if let Some(image) = content.to_packed_mut::<ImageElem>() {
                image.alt.set(Some(words.as_str().into()));
            } else if let Some(figure) = content.to_packed_mut::<FigureElem>() {
                figure.alt.set(Some(words.as_str().into()));
            }
        }
    }

    /// The level of a heading that leaves none out: PDF/UA allows no gap, and a text may begin with （一）.
    fn level(&mut self, location: Location, asked: usize) -> NonZeroUsize {
        if let Some(level) = self.levels.get(&location) {
            return *level;
        }
        self.open.retain(|open| *open < asked);
        self.open.push(asked);
        let level = NonZeroUsize::new(self.open.len()).unwrap_or(NonZeroUsize::MIN);
        self.levels.insert(location, level);
        level
    }
}
