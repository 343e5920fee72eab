//! Files attached to a document that is set already. Typst attaches what a document's `pdf.attach`
//! elements say; what the pages were measured to be is known only when they are there, so the elements
//! are put on the first page then, where they draw nothing, in place of setting it all once more.

use std::sync::Arc;

use typst::foundations::{Bytes, Derived, NativeElement, PathOrStr};
use typst::introspection::{Location, Tag, TagFlags};
use typst::layout::{FrameItem, Point};
use typst::pdf::{AttachElem, AttachedFileRelationship};
use typst::utils::hash128;
use typst_layout::PagedDocument;

use crate::pdf::{Attached, Relationship};

/// The document with files attached.
pub(super) fn with(mut document: PagedDocument, attached: &[Attached]) -> PagedDocument {
    if attached.is_empty() {
        return document;
    }
    let info = std::mem::take(document.info_mut());
    let mut pages: Vec<_> = document.pages().to_vec();
    if let Some(first) = pages.first_mut() {
        // Found by whoever asks the document, and no part of its structure.
        let flags = TagFlags { introspectable: true, tagged: false };
        for (index, file) in attached.iter().enumerate() {
            let key = hash128(&("gongwen attachment", index));
            let location = Location::new(key);
            let start = Tag::Start(element(file).pack().located(location), flags);
            for tag in [start, Tag::End(location, key, flags)] {
                first.frame.push(Point::zero(), FrameItem::Tag(tag));
            }
        }
    }
    PagedDocument::new(pages.into(), info)
}

fn element(file: &Attached) -> AttachElem {
    let path = Derived::new(PathOrStr::Str(file.path.as_str().into()), file.path.as_str().into());
    AttachElem::new(path, Bytes::new(Arc::clone(&file.bytes)))
        .with_relationship(match file.relationship {
            Relationship::Source => Some(AttachedFileRelationship::Source),
            Relationship::Data => Some(AttachedFileRelationship::Data),
            Relationship::Alternative => Some(AttachedFileRelationship::Alternative),
            Relationship::Supplement => Some(AttachedFileRelationship::Supplement),
            Relationship::Unspecified => None,
        })
        .with_mime_type(Some(file.media_type.into()))
        .with_description(Some(file.description.into()))
}
