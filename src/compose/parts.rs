//! What is bound behind the document, as the template reads it: attachments and what it issues, each with what it has
//! as a document of its own.

use serde_json::{Value as Json, json};

use super::blocks::{FileNames, Place, blocks};
use super::data::{depth, house_setting, postscript_rows, rooms, says_date, text, with_colon};
use super::kept::kept;
use super::signoff::{Signing, signoff};
use super::words::Composed;
use crate::document::{Attachment, Contents, Document, Words};
use crate::press::Ready;

type NamesOf<'a> = &'a mut dyn Iterator<Item = String>;

/// The parts in the order of [`Document::parts`]; names of pictures for their texts, and for their stamps.
pub(super) fn parts(
    document: &Document,
    composed: &Composed,
    (names, stamps): (&mut FileNames<'_>, NamesOf<'_>),
    ready: &[Ready],
) -> Vec<Json> {
    let house = house_setting(document);
    let mut read = composed.bound.iter();
    let mut bodies = 0;
    let one = |(index, given): (usize, &Attachment)| {
        let mut part = json!({
            "name": kept(&given.title.text, house),
            "title": null,
            "body": null,
            "sheet": given.sheet.as_str(),
            "inner": given.parent.is_some(),
            "label": label(document, index, given),
            "contents": given.contents.map(depth),
            "own": null,
        });
        if let Some((body, read)) = given.body.as_ref().and_then(|body| Some((body, read.next()?))) {
            bodies += 1;
            let text = Place {
                body: bodies,
                rooms: rooms(document, given.sheet),
                setting: &|_| house,
                marks: document.layout.note_mark,
                listed: matches!(given.contents, Some(Contents::Headings | Contents::Levels(_))),
            };
            (part["title"], part["body"]) = blocks((&read.title, &read.blocks), body, text, names, ready);
            part["own"] = own(document, composed, (index, given, &read.subtitle), stamps);
            if !part["own"].is_null() {
                let rooms = rooms(document, given.sheet);
                part["own"]["postscript"] =
                    postscript_rows(document, &given.own.postscript, &read.postscript, rooms, names);
            }
        }
        part
    };
    document.parts().enumerate().map(one).collect()
}

/// What a part has as a document of its own; nothing when it is a text only.
fn own(
    document: &Document,
    composed: &Composed,
    (index, given, subtitle): (usize, &Attachment, &[String]),
    stamps: NamesOf<'_>,
) -> Json {
    let house = house_setting(document);
    let own = &given.own;
    let attachments: Vec<Json> =
        document.inner(index).map(|attachment| kept(&attachment.title.text, house)).collect();
    let is_text_only = subtitle.is_empty()
        && own.speaker.is_empty()
        && [&own.number, &own.recipients, &own.note].iter().all(|words| words.is_none())
        && !own.sign_off
        && attachments.is_empty();
    let Some(cut) = composed.names.part(index).filter(|_| !is_text_only) else { return Json::Null };
    let broken = |words: &str| kept(words, house);
    let said = |words: &Words| words.text.clone();
    let is_said = |date: &Words| {
        given.body.as_ref().is_some_and(|body| says_date(&date.text, &given.title.text, &own.subtitle, body))
    };
    let signing = Signing {
        issuers: &own.issuers,
        signatures: &own.signatures,
        sealing: own.sealing,
        date: own.date.as_ref().map(said),
    };
    json!({
        "subtitle": subtitle,
        "speaker": own.speaker.iter().map(said).collect::<Json>(),
        "speech-date": own.date.as_ref().filter(|date| !own.speaker.is_empty() && !is_said(date)).map(said),
        "number": text(&own.number),
        "recipients": own.recipients.as_ref().map(|words| broken(&with_colon(&words.text))),
        "attachments": attachments,
        "sign-off": own.sign_off,
        "signoff": signoff(&signing, cut, stamps),
        "note": text(&own.note).map(broken),
    })
}

/// 7.3.7: 附件 and its number among those of its document; attachments of an attachment have both numbers. What is issued
/// is no attachment.
fn label(document: &Document, index: usize, given: &Attachment) -> Option<String> {
    if let Some(label) = &given.label {
        return Some(label.text.clone());
    }
    let issued = document.issued.len();
    let (all, at) = match index.checked_sub(issued) {
        Some(at) => (&document.attachments, at),
        None => (&document.issued, index),
    };
    let among = |parent: Option<usize>| all.iter().filter(move |part| part.parent == parent).count();
    let place =
        |at: usize, parent: Option<usize>| all[..at].iter().filter(|part| part.parent == parent).count() + 1;
    let number = place(at, given.parent);
    match given.parent {
        Some(outer) if index >= issued => Some(format!("附件{}-{number}", place(outer, None))),
        None if index < issued => None,
        parent if among(parent) == 1 => Some("附件".to_owned()),
        _ => Some(format!("附件{number}")),
    }
}
