//! The parts of a page as paragraphs of the file's structure.
//!
//! Typst knows a paragraph only where text is broken into lines. The mark, the number, the recipients, the
//! organ and the date are set to the point, and reach the file as loose text that runs together when it is
//! copied or read aloud. The template has named them; here each becomes a paragraph of its own, and nothing
//! on the page moves.

use typst::foundations::{Content, NativeElement};
use typst::introspection::{Location, Tag, TagFlags};
use typst::layout::{Frame, FrameItem};
use typst::model::ParElem;
use typst::visualize::ImageElem;
use typst_layout::PagedDocument;

use super::alternatives::Alternatives;
use super::frames::named;

/// What the template calls several parts that make one paragraph: a label and what hangs from it.
const PARAGRAPH: &str = "gw-paragraph";

/// The document with its parts as paragraphs.
pub(super) fn told(document: &PagedDocument) -> PagedDocument {
    use typst::model::Document as _;
    let mut open = Vec::new();
    let mut alternatives = Alternatives::of(document);
    let pages = document.pages().iter().cloned().map(|mut page| {
        frame(&mut page.frame, &mut open, &mut alternatives);
        page
    });
    PagedDocument::new(pages.collect(), document.info().clone())
}

/// `open`: parts that have begun as paragraphs and not ended.
fn frame(within: &mut Frame, open: &mut Vec<Location>, alternatives: &mut Alternatives) {
    within.retain(|item| {
        match item {
            FrameItem::Group(group) => frame(&mut group.frame, open, alternatives),
            FrameItem::Tag(tag) => {
                if let Tag::Start(content, _) = tag {
                    alternatives.give(content);
                }
                self::tag(tag, open);
            }
            _ => {}
        }
        true
    });
}

fn tag(tag: &mut Tag, open: &mut Vec<Location>) {
    let tagged = |flags: TagFlags| TagFlags { tagged: true, ..flags };
    match tag {
        // A paragraph holds no other.
        Tag::Start(content, flags) if !open.is_empty() => flags.tagged &= !content.is::<ParElem>(),
        Tag::Start(content, flags) if is_paragraph(content) => {
            let Some(location) = content.location() else { return };
            *content = ParElem::new(Content::empty()).pack().spanned(content.span()).located(location);
            *flags = tagged(*flags);
            open.push(location);
        }
        Tag::End(location, _, flags) => {
            if let Some(at) = open.iter().rposition(|begun| begun == location) {
                open.remove(at);
                *flags = tagged(*flags);
            }
        }
        Tag::Start(..) => {}
    }
}

fn is_paragraph(content: &Content) -> bool {
    let together = content.label().is_some_and(|label| label.resolve().as_str() == PARAGRAPH);
    // A stamp with the signer's name is a picture, and stays one.
    (together || named(content).is_some_and(|piece| piece.part().is_paragraph()))
        && !content.is::<ImageElem>()
}
