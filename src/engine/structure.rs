//! The parts of a page as paragraphs of the file's structure.
//!
//! Typst knows a paragraph only where text is broken into lines. The mark, the number, the recipients, the
//! organ and the date are set to the point, and reach the file as loose text that runs together when it is
//! copied or read aloud. The template has named them; here each becomes a paragraph of its own, and nothing
//! on the page moves.

use typst::foundations::{Content, Label, NativeElement};
use typst::introspection::{Location, Tag, TagFlags};
use typst::layout::{Frame, FrameItem};
use typst::model::ParElem;
use typst::visualize::ImageElem;
use typst_layout::PagedDocument;

use super::alternatives::Alternatives;
use super::frames::PREFIX;

/// What the template calls several parts that make one paragraph: a label and what hangs from it.
const PARAGRAPH: &str = "gw-paragraph";

/// Parts that are paragraphs; of those with a number (`organ.0`) the word before it.
const PARTS: [&str; 20] = [
    "copy-number",
    "classification",
    "urgency",
    "mark",
    "number",
    "imprint-organ",
    "imprint-date",
    "signer-label",
    "signer",
    "recipients",
    "attachment-list",
    "attendance",
    "organ",
    "date",
    "signer-title",
    "signature",
    "attachment-label",
    "printer",
    "print-date",
    "copies",
];

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
    let Some(label) = content.label().map(Label::resolve) else { return false };
    let part = label.as_str().strip_prefix(PREFIX);
    let named = |part: &str| PARTS.contains(&part.split('.').next().unwrap_or(part));
    // A stamp with the signer's name is a picture, and stays one.
    (label.as_str() == PARAGRAPH || part.is_some_and(named)) && !content.is::<ImageElem>()
}
