//! Where in the data an element of the page comes from.

use crate::diagnostic::Place;
use crate::document::{Document, Spot, Words};
use crate::geometry::{Page, Rect};

/// The data's words for an element of the page.
pub(super) fn words<'a>(document: &'a Document, part: &str) -> Option<&'a Words> {
    let mut names = part.split('.');
    let element = names.next().unwrap_or_default();
    let index: usize = names.next().and_then(|index| index.parse().ok()).unwrap_or_default();
    let d = document;
    match element {
        "mark" => d.mark.as_ref().or(d.issuers.first().map(|issuer| &issuer.mark_name)),
        "organ" | "seal" | "imprint-organ" => d.issuers.get(index).map(|issuer| &issuer.signature),
        "copy-number" => d.copy_number.as_ref(),
        "classification" => d.classification.as_ref(),
        "urgency" => d.urgency.as_ref(),
        "number" | "red-rule" => d.number.as_ref(),
        "signer" | "signer-label" => d.signers.first(),
        "title" => Some(&d.title),
        "recipients" | "moved-recipients" => d.recipients.as_ref(),
        "body" => Some(&d.body.words),
        "issued" | "attachment" => d.bound_as(element)?.get(index)?.body.as_ref().map(|body| &body.words),
        "issued-title" => d.issued.first().map(|issued| &issued.title),
        "contents" | "contents-title" => {
            let all = d.issued.iter().chain(&d.attachments);
            all.into_iter().find(|given| given.contents.is_some()).map(|given| &given.title)
        }
        "attachment-list" | "attachment-title" | "attachment-label" => {
            d.attachments.first().map(|attachment| &attachment.title)
        }
        "attendance" => d.attendees.as_ref().or(d.absentees.as_ref()).or(d.observers.as_ref()),
        "signature" => d.signatures.get(index).map(|signature| &signature.name),
        "signer-title" => d.signatures.get(index).map(|signature| &signature.title),
        "date" | "imprint-date" => d.date.as_ref().map(|(_, words)| words),
        "note" => d.note.as_ref(),
        "cc" => d.cc.as_ref(),
        "printer" => d.printer.as_ref(),
        "print-date" => d.print_date.as_ref().map(|(_, words)| words),
        "colophon-rule" => {
            d.cc.as_ref().or(d.printer.as_ref()).or(d.print_date.as_ref().map(|(_, words)| words))
        }
        _ => None,
    }
}

/// Where an element comes from, and where in it a text that it shows.
pub(super) fn spot(document: &Document, part: &str, text: &str) -> Spot {
    let within = |place: Place| place.find(text);
    match document.spot_of(part) {
        Some(spot) if document.is_table(part) => spot,
        Some(Spot { place, path }) => Spot { place: place.map(within), path },
        None => words(document, part).map_or_else(Spot::default, |words| Spot {
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
    let runs = page.runs.iter().filter_map(|run| Some((shared(run.ink_all()?)?, &run.part)));
    let shapes = page.shapes.iter().filter_map(|shape| Some((shared(shape.rect)?, &shape.part)));
    let pictures = page.pictures.iter().filter_map(|picture| Some((shared(picture.rect)?, &picture.part)));
    let most = runs.chain(shapes).chain(pictures).max_by(|(a, _), (b, _)| a.total_cmp(b));
    let found = most.map(|(_, part)| spot(document, part, ""));
    found.filter(|spot| !spot.path.is_empty()).unwrap_or_else(layout)
}
