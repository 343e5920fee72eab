//! The parts of a document that are tables of their own: issuers, signatures.

use super::keys as k;
use super::reader::{Found, Reader};
use super::{Contents, Issuer, Picture, SEAL_DIAMETER, Signature, Words, pictures};
use crate::diagnostic::Sink;
use crate::document::DocumentFinding;
use crate::source::{Files, Value, ValueFinding};

/// The most organs that issue a document together: more have no room in its mark.
pub(super) const MOST_ISSUERS: usize = 50;

pub(super) fn issuers(r: &mut Reader<'_>, files: &Files) -> Vec<Issuer> {
    let items = r.items(k::ISSUERS);
    if let Some(found) = r.find(k::ISSUERS).filter(|_| items.len() > MOST_ISSUERS) {
        found.report(
            r.sink(),
            ValueFinding::OutOfRange { written: items.len().to_string(), range: "1–50".to_owned() },
        );
        return Vec::new();
    }
    let mut issuers: Vec<Issuer> = Vec::new();
    for item in &items {
        let Some(issuer) = read_issuer(r.sink(), item, files) else {
            continue;
        };
        if issuers.iter().any(|known| known.name.text == issuer.name.text) {
            item.report(r.sink(), DocumentFinding::IssuerTwice { name: issuer.name.text.clone() });
        }
        issuers.push(issuer);
    }
    issuers
}

fn read_issuer(sink: &mut Sink, item: &Found<'_>, files: &Files) -> Option<Issuer> {
    match &item.node.value {
        Value::String(_) => {
            let name = item.line(sink)?;
            if name.text.is_empty() {
                item.report(sink, DocumentFinding::EmptyValue { key: k::ISSUER_NAME });
                return None;
            }
            Some(Issuer {
                mark_name: name.clone(),
                signature: name.clone(),
                name,
                seal: None,
                seal_diameter: SEAL_DIAMETER,
            })
        }
        Value::Table(table) => {
            let mut r = Reader::new(table, k::ISSUER, &item.path, sink);
            let name = required(&mut r, k::ISSUER_NAME, "7.2.4");
            let mark_name = r.words(k::ISSUER_MARK_NAME);
            let signature = r.words(k::ISSUER_SIGNATURE);
            let seal = picture(&mut r, k::ISSUER_SEAL, files);
            let seal_diameter = r.number(k::ISSUER_SEAL_DIAMETER);
            r.finish();
            let name = name?;
            Some(Issuer {
                mark_name: mark_name.unwrap_or_else(|| name.clone()),
                signature: signature.unwrap_or_else(|| name.clone()),
                name,
                seal,
                seal_diameter: seal_diameter.unwrap_or(SEAL_DIAMETER),
            })
        }
        _ => {
            item.wrong_type(sink, ("文字或一张表", "a string or a table"));
            None
        }
    }
}

pub(super) fn required(r: &mut Reader<'_>, key: k::Key, clause: &'static str) -> Option<Words> {
    let words = r.words(key);
    if words.is_none() && r.find(key).is_none() {
        r.missing(key, clause);
    }
    words
}

/// A picture's file.
pub(super) fn picture(r: &mut Reader<'_>, key: k::Key, files: &Files) -> Option<Picture> {
    let found = r.find(key)?;
    let words = r.name(key)?;
    match pictures::stamp(files, words, r.sink()) {
        Ok(picture) => Some(picture),
        Err(problem) => {
            found.report(r.sink(), problem);
            None
        }
    }
}

pub(super) fn signatures(r: &mut Reader<'_>, files: &Files) -> Vec<Signature> {
    let items = r.items(k::SIGNATURE);
    items
        .iter()
        .filter_map(|item| {
            let Value::Table(table) = &item.node.value else {
                item.wrong_type(r.sink(), ("表", "a table"));
                return None;
            };
            let mut r = Reader::new(table, k::SIGNATURE_KEYS, &item.path, r.sink());
            let title = required(&mut r, k::SIGNER_TITLE, "7.3.5.3");
            let name = required(&mut r, k::SIGNER_NAME, "7.3.5.3");
            let image = picture(&mut r, k::SIGNER_IMAGE, files);
            r.finish();
            Some(Signature { title: title?, name: name?, image })
        })
        .collect()
}

/// 目录: true, so many levels, or how deep it goes.
pub(super) fn contents(r: &mut Reader<'_>) -> Option<Contents> {
    const DEPTHS: [(&str, Contents); 3] =
        [("chapter", Contents::Chapter), ("section", Contents::Section), ("article", Contents::Article)];
    match r.find(k::CONTENTS)?.node.value {
        Value::Bool(wanted) => wanted.then_some(Contents::Headings),
        Value::Integer(_) => {
            r.count(k::CONTENTS).and_then(|levels| u8::try_from(levels).ok()).map(Contents::Levels)
        }
        _ => r.choice(k::CONTENTS, &DEPTHS),
    }
}
