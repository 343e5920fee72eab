//! The words of pictures (SVG): what of them would not be seen, and which faces set them.

use std::sync::Arc;

use super::Row;
use crate::diagnostic::{Diagnostic, Problem, Sink};
use crate::document::{Body, Document, Picture};
use crate::pictures::PictureFinding;
use crate::press::fonts::{GlyphFinding, Via};
use crate::press::{self, FontSet, svg};
use gongwen_page::geometry::Page;
use gongwen_page::{Part, Piece, Role};

/// Tells of the words in a picture: faces that another stands for, characters that no face has, words that are
/// not drawn. The set gets the names that the picture asks for. The picture as Typst is to read it, when it is to be
/// changed.
pub(crate) fn check_picture(
    picture: &Picture,
    fonts: &mut Arc<FontSet>,
    sink: &mut Sink,
) -> Option<Arc<[u8]>> {
    let words = svg::read(picture.ready(), fonts)?;
    let mut tell = |problem: Box<dyn Problem>| {
        let named = &picture.named;
        sink.push(Diagnostic::new(problem).at(named.place.clone()).path(named.path.clone()));
    };
    for named in &words.replaced {
        tell(press::replaced(named));
    }
    for character in words.missing {
        tell(GlyphFinding::MissingGlyph { character, role: Role::Heiti.chinese() }.into());
    }
    if !words.lost.is_empty() {
        tell(PictureFinding::PictureWordsLost { path: picture.named.text.clone(), words: words.lost }.into());
    }
    if !words.unseen.is_empty() {
        tell(
            PictureFinding::PictureWordsUnseen { path: picture.named.text.clone(), words: words.unseen }
                .into(),
        );
    }
    words.changed
}

/// Adds the characters of a document's pictures to those of its pages.
pub(crate) fn add_rows(rows: &mut Vec<Row>, document: &Document, fonts: &Arc<FontSet>, pages: &[Page]) {
    for (element, picture) in placed(document) {
        let Some(words) = svg::read(picture.ready(), &mut Arc::clone(fonts)) else { continue };
        let on = pages.iter().find(|page| page.pictures.iter().any(|picture| picture.part == element));
        let page = on.map_or(1, |page| page.number);
        for (character, place) in words.set {
            let Some(face) = fonts.faces().nth(place) else { continue };
            let family = fonts.family_of(face).unwrap_or_default();
            let role = Role::of_family(family).unwrap_or(Role::Heiti);
            let same = |row: &&mut Row| {
                row.character == character && row.role == role && Arc::ptr_eq(&row.face, face)
            };
            if let Some(row) = rows.iter_mut().find(same) {
                row.count += 1;
                continue;
            }
            let (own, face) = (Arc::clone(face), Arc::clone(face));
            let via = if Role::of_family(family).is_some() { Via::Own } else { Via::Sign };
            rows.push(Row { character, role, face, own, via, count: 1, page, element });
        }
    }
}

/// The pictures of a document with the names of their elements.
fn placed(document: &Document) -> Vec<(Piece, &Picture)> {
    fn of_body<'a>(name: impl Fn(usize) -> Piece, body: &'a Body, found: &mut Vec<(Piece, &'a Picture)>) {
        let blocks = body.blocks.iter().enumerate();
        let places = blocks.flat_map(|(at, block)| block.pictures().iter().map(move |_| at));
        found.extend(places.zip(&body.pictures).map(|(at, picture)| (name(at), picture)));
    }
    let mut found = Vec::new();
    let seals = document.issuers.iter().enumerate();
    found.extend(seals.filter_map(|(at, issuer)| Some((Part::Seal.at(at), issuer.seal.as_ref()?))));
    let stamps = document.signatures.iter().enumerate();
    found.extend(stamps.filter_map(|(at, signed)| Some((Part::Signature.at(at), signed.image.as_ref()?))));
    let parties = document.parties.iter().enumerate();
    found.extend(parties.filter_map(|(at, party)| Some((Part::Party.at(at), party.seal.as_ref()?))));
    for (item, part) in document.parts().enumerate() {
        let seals = part.own.issuers.iter().enumerate();
        found.extend(
            seals.filter_map(|(at, issuer)| Some((Part::PartSeal.block(item, at), issuer.seal.as_ref()?))),
        );
        let stamps = part.own.signatures.iter().enumerate();
        found.extend(
            stamps.filter_map(|(at, signed)| {
                Some((Part::PartSignature.block(item, at), signed.image.as_ref()?))
            }),
        );
    }
    of_body(|block| Part::Body.at(block), &document.body, &mut found);
    for (part, given) in [(Part::Issued, &document.issued), (Part::Attachment, &document.attachments)] {
        for (at, given) in given.iter().enumerate() {
            given.body.iter().for_each(|body| of_body(|block| part.block(at, block), body, &mut found));
        }
    }
    found
}
