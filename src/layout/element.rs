//! Where in the data an element of the page comes from.

use super::geometry::{Page, Rect};
use super::{Part, Piece};
use crate::diagnostic::Place;
use crate::document::{Attachment, Body, Document, Spot, Words};
use crate::text::{Block, BlockKind};

/// The body that a piece of the page is a block of, and which.
fn block_of(document: &Document, piece: Piece) -> Option<(&Body, usize)> {
    if piece.part() == Part::Body {
        return Some((&document.body, piece.index()?));
    }
    let (item, block) = piece.item_and_block()?;
    Some((bound_as(document, piece.part())?.get(item)?.body.as_ref()?, block))
}

/// What is bound behind the document as this element.
fn bound_as(document: &Document, part: Part) -> Option<&[Attachment]> {
    match part {
        Part::Issued => Some(&document.issued),
        Part::Attachment => Some(&document.attachments),
        _ => None,
    }
}

/// The block of a body that a piece of the page is.
pub(crate) fn block(document: &Document, piece: Piece) -> Option<&Block> {
    let (body, block) = block_of(document, piece)?;
    body.blocks.get(block)
}

/// Where the block of a body stands that a piece of the page is.
pub(crate) fn block_spot(document: &Document, piece: Piece) -> Option<Spot> {
    let (body, block) = block_of(document, piece)?;
    Some(body.spot(block))
}

/// Whether a piece of the page is a table of a body.
pub(super) fn is_table(document: &Document, piece: Piece) -> bool {
    block(document, piece).is_some_and(|block| matches!(block.kind, BlockKind::Table(_)))
}

/// The data's words for an element of the page.
pub(super) fn words(document: &Document, piece: Piece) -> Option<&Words> {
    let (part, index) = (piece.part(), piece.index().unwrap_or_default());
    let d = document;
    match part.whole() {
        Part::Mark => d.mark.as_ref().or(d.issuers.first().map(|issuer| &issuer.mark_name)),
        Part::Organ | Part::Seal | Part::ImprintOrgan => d.issuers.get(index).map(|issuer| &issuer.signature),
        Part::CopyNumber => d.copy_number.as_ref(),
        Part::Classification => d.classification.as_ref(),
        Part::Urgency => d.urgency.as_ref(),
        Part::Number | Part::RedRule => d.number.as_ref(),
        Part::Signer | Part::SignerLabel => d.signers.first(),
        Part::Title => Some(&d.title),
        Part::Recipients | Part::MovedRecipients => d.recipients.as_ref(),
        Part::Body => Some(&d.body.words),
        Part::Issued | Part::Attachment => {
            bound_as(d, part)?.get(index)?.body.as_ref().map(|body| &body.words)
        }
        Part::IssuedTitle => d.issued.first().map(|issued| &issued.title),
        Part::Contents | Part::ContentsTitle => {
            let all = d.issued.iter().chain(&d.attachments);
            all.into_iter().find(|given| given.contents.is_some()).map(|given| &given.title)
        }
        Part::AttachmentList | Part::AttachmentTitle | Part::AttachmentLabel => {
            d.attachments.first().map(|attachment| &attachment.title)
        }
        Part::Attendance => d.attendees.as_ref().or(d.absentees.as_ref()).or(d.observers.as_ref()),
        Part::Signature => d.signatures.get(index).map(|signature| &signature.name),
        Part::SignerTitle => d.signatures.get(index).map(|signature| &signature.title),
        Part::Date | Part::ImprintDate => d.date.as_ref().map(|(_, words)| words),
        Part::Note => d.note.as_ref(),
        Part::Cc => d.cc.as_ref(),
        Part::Printer => d.printer.as_ref(),
        Part::PrintDate => d.print_date.as_ref().map(|(_, words)| words),
        Part::ColophonRule => {
            d.cc.as_ref().or(d.printer.as_ref()).or(d.print_date.as_ref().map(|(_, words)| words))
        }
        _ => None,
    }
}

/// Where an element comes from, and where in it a text that it shows.
pub(super) fn spot(document: &Document, part: impl Into<Piece>, text: &str) -> Spot {
    let piece = part.into();
    let within = |place: Place| place.find(text);
    match block_spot(document, piece) {
        Some(spot) if is_table(document, piece) => spot,
        Some(Spot { place, path }) => Spot { place: place.map(within), path },
        None => words(document, piece).map_or_else(Spot::default, |words| Spot {
            place: words.place.clone().map(within),
            path: words.path.clone(),
        }),
    }
}

/// What signs the document: its date, else the official or the organ.
pub(super) fn signoff(document: &Document) -> Spot {
    let date = document.date.as_ref().map(|(_, words)| words);
    let official = document.signatures.first().map(|signature| &signature.title);
    let organ = document.issuers.first().map(|issuer| &issuer.name);
    let words = date.or(official).or(organ);
    words.map_or_else(Spot::default, |words| Spot { place: words.place.clone(), path: words.path.clone() })
}

/// Where what stands at a place of a page comes from; what the house's layout decides is no element's.
pub(crate) fn at(document: &Document, pages: &[Page], number: usize, place: Option<Rect>) -> Spot {
    let layout = || Spot { place: None, path: "layout".to_owned() };
    let (Some(place), Some(page)) = (place, pages.iter().find(|page| page.number == number)) else {
        return layout();
    };
    let shared = |rect: Rect| {
        let width = rect.right.min(place.right) - rect.left.max(place.left);
        let height = rect.bottom.min(place.bottom) - rect.top.max(place.top);
        // A rule has hardly a height.
        (width > 0.0 && height > -0.5).then(|| width * height.max(0.01))
    };
    let runs = page.runs.iter().filter_map(|run| Some((shared(run.ink_all()?)?, run.part)));
    let shapes = page.shapes.iter().filter_map(|shape| Some((shared(shape.rect)?, shape.part)));
    let pictures = page.pictures.iter().filter_map(|picture| Some((shared(picture.rect)?, picture.part)));
    let most = runs.chain(shapes).chain(pictures).max_by(|(a, _), (b, _)| a.total_cmp(b));
    let found = most.map(|(_, part)| spot(document, part, ""));
    found.filter(|spot| !spot.path.is_empty()).unwrap_or_else(layout)
}
