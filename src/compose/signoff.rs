//! Who signs, as the template reads it: organs, officials, parties, and the organ over the red rule.

use serde_json::{Value as Json, json};

use super::data::{house_setting, picture_name, text};
use super::kept::kept;
use super::names::{Names, Signed};
use crate::document::{Document, Format, Issuer, Party, Picture, Sealing, Signature};

/// What signs a document, or a part that is one.
pub(super) struct Signing<'a> {
    pub issuers: &'a [Issuer],
    pub signatures: &'a [Signature],
    pub sealing: Sealing,
    /// As it is printed.
    pub date: Option<String>,
}

impl Signing<'_> {
    /// What signs the document itself.
    pub(super) fn of(document: &Document) -> Signing<'_> {
        Signing {
            issuers: &document.issuers,
            signatures: &document.signatures,
            sealing: document.sealing,
            date: document.said_date(),
        }
    }
}

/// The seals, then the signers' stamps.
fn stamps_of<'a>(issuers: &'a [Issuer], signatures: &'a [Signature]) -> impl Iterator<Item = &'a Picture> {
    let seals = issuers.iter().filter_map(|issuer| issuer.seal.as_ref());
    seals.chain(signatures.iter().filter_map(|signature| signature.image.as_ref()))
}

/// The document's own, then the seals of parties.
pub(super) fn own_stamps(document: &Document) -> impl Iterator<Item = &Picture> {
    let parties = document.parties.iter().filter_map(|party| party.seal.as_ref());
    stamps_of(&document.issuers, &document.signatures).chain(parties)
}

/// The document's own, then those of its parts.
pub(super) fn stamps(document: &Document) -> impl Iterator<Item = &Picture> {
    let parts = document.parts().flat_map(|part| stamps_of(&part.own.issuers, &part.own.signatures));
    own_stamps(document).chain(parts)
}

/// `names` are those of the stamps.
pub(super) fn signoff(signing: &Signing<'_>, cut: &Signed, names: &mut dyn Iterator<Item = String>) -> Json {
    let organs: Json = signing
        .issuers
        .iter()
        .enumerate()
        .map(|(index, issuer)| {
            json!({
                "name": issuer.signature.text,
                "cuts": cut.organ(index),
                "seal": issuer.seal.as_ref().and_then(|_| names.next()),
                "diameter": issuer.seal_diameter,
            })
        })
        .collect();
    let signatures: Json = signing
        .signatures
        .iter()
        .enumerate()
        .map(|(index, signature)| {
            json!({
                "title": signature.title.text,
                "cuts": cut.post(index),
                "name": signature.name.text,
                "image": signature.image.as_ref().and_then(|_| names.next()),
            })
        })
        .collect();
    json!({
        "sealing": match signing.sealing {
            Sealing::Seal => "seal",
            Sealing::None => "none",
            Sealing::Signature => "signature",
        },
        "organs": organs,
        "signatures": signatures,
        "date": signing.date,
    })
}

/// 各方, who sign two in a row, or under one another.
pub(super) fn parties(document: &Document, cut: &Names) -> Json {
    let house = house_setting(document);
    let seals = stamps_of(&document.issuers, &document.signatures).count();
    let mut names = (seals..).map(picture_name);
    let one = |(index, party): (usize, &Party)| {
        let representative = party
            .representative
            .as_ref()
            .map(|(label, name)| json!([label, kept(text(name).unwrap_or_default(), house)]));
        json!({
            "label": party.label.text,
            "name": party.name.text,
            "cuts": cut.party(index),
            "representative": representative,
            "date": party.date.text,
            "seal": party.seal.as_ref().and_then(|_| names.next()),
            "diameter": party.seal_diameter,
            "own-row": party.own_row,
        })
    };
    document.parties.iter().enumerate().map(one).collect()
}

/// The organ and date of minutes, in a row above the red rule unless they are to be sealed; of a briefing always.
pub(super) fn imprint(document: &Document, cut: &Names) -> Option<Json> {
    let date = document.said_date()?;
    let unsealed = match document.format {
        Format::Minutes => document.sealing == Sealing::None,
        Format::Briefing => true,
        _ => false,
    };
    let organ = document.issuers.first().map(|issuer| issuer.signature.text.as_str()).unwrap_or_default();
    // A briefing may have several editors, one under the other.
    let editors = document.format == Format::Briefing && !document.sign_off;
    let count = if editors { document.issuers.len() } else { 1 };
    unsealed.then(|| json!({ "organ": organ, "cuts": under_one_another(cut.own(), count), "date": date }))
}

/// The names of the first organs in lines, the fewest first.
fn under_one_another(cut: &Signed, count: usize) -> Vec<Vec<String>> {
    let most = (0..count).map(|index| cut.organ(index).len()).max().unwrap_or_default();
    let of = |index: usize, at: usize| {
        let cuts = cut.organ(index);
        cuts.get(at.min(cuts.len().saturating_sub(1))).cloned().unwrap_or_default()
    };
    (0..most).map(|at| (0..count).flat_map(|index| of(index, at)).collect()).collect()
}
