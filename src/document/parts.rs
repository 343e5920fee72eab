//! The parts of a document that are tables of their own: issuers, body, attachments, signature.

use std::sync::Arc;

use super::keys as k;
use super::reader::{Found, Reader, check_characters};
use super::{Attachment, Body, Issuer, Picture, SEAL_DIAMETER, Signature, Words, without_end_mark};
use crate::diagnostic::{Diagnostic, Place, Problem, Sink};
use crate::source::{Files, SourceText, Value};

/// The largest picture that is read, in bytes.
const LIMIT_PICTURE_BYTES: u64 = 20 * 1024 * 1024;

pub(super) fn issuers(r: &mut Reader<'_>, files: &Files) -> Vec<Issuer> {
    let items = r.items(k::ISSUERS);
    if items.is_empty() && r.find(k::ISSUERS).is_none() {
        r.missing(k::ISSUERS, "7.2.4");
    }
    let mut issuers: Vec<Issuer> = Vec::new();
    for item in &items {
        let Some(issuer) = read_issuer(r.sink(), item, files) else {
            continue;
        };
        if issuers.iter().any(|known| known.name.text == issuer.name.text) {
            item.report(r.sink(), Problem::IssuerTwice { name: issuer.name.text.clone() });
        }
        issuers.push(issuer);
    }
    issuers
}

fn read_issuer(sink: &mut Sink, item: &Found<'_>, files: &Files) -> Option<Issuer> {
    match &item.node.value {
        Value::String(_) => {
            let name = item.element(sink)?;
            if name.text.is_empty() {
                item.report(sink, Problem::EmptyValue { key: k::ISSUER_NAME.name });
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
            item.wrong_type(sink, ("字符串或表", "a string or a table"));
            None
        }
    }
}

fn required(r: &mut Reader<'_>, key: k::Key, clause: &'static str) -> Option<Words> {
    let words = r.words(key);
    if words.is_none() && r.find(key).is_none() {
        r.missing(key, clause);
    }
    words
}

/// A picture's file: PNG, JPEG or SVG.
fn picture(r: &mut Reader<'_>, key: k::Key, files: &Files) -> Option<Picture> {
    let found = r.find(key)?;
    let words = r.words(key)?;
    match files.read(&words.text, LIMIT_PICTURE_BYTES) {
        Ok(bytes) if is_picture(&bytes) => Some(Picture { bytes: Arc::from(bytes) }),
        Ok(_) => {
            found.report(r.sink(), Problem::NotAPicture { path: words.text });
            None
        }
        Err(problem) => {
            found.report(r.sink(), problem);
            None
        }
    }
}

fn is_picture(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(1024)];
    let svg = std::str::from_utf8(head).map_or_else(
        |error| std::str::from_utf8(&head[..error.valid_up_to()]).is_ok_and(|text| text.contains("<svg")),
        |text| text.contains("<svg"),
    );
    head.starts_with(b"\x89PNG\r\n\x1a\n") || head.starts_with(&[0xFF, 0xD8, 0xFF]) || svg
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

/// 7.3.4: no mark follows an attachment's name, and its title on the page is the same.
fn attachment_title(words: Words) -> Words {
    let title = without_end_mark(&words.text).to_owned();
    if title.is_empty() { words } else { Words { text: title, ..words } }
}

pub(super) fn attachments(r: &mut Reader<'_>, files: &Files) -> Vec<Attachment> {
    let items = r.items(k::ATTACHMENTS);
    items.iter().filter_map(|item| attachment(r.sink(), item, files)).collect()
}

fn attachment(sink: &mut Sink, item: &Found<'_>, files: &Files) -> Option<Attachment> {
    match &item.node.value {
        Value::String(_) => {
            let title = item.element(sink)?;
            if title.text.is_empty() {
                item.report(sink, Problem::EmptyValue { key: k::ATTACHMENT_TITLE.name });
                return None;
            }
            Some(Attachment { title: attachment_title(title), body: None, landscape: false })
        }
        Value::Table(table) => {
            let mut r = Reader::new(table, k::ATTACHMENT, &item.path, sink);
            let title = required(&mut r, k::ATTACHMENT_TITLE, "7.3.7");
            let body = body(&mut r, files);
            let landscape = r.flag(k::LANDSCAPE).unwrap_or_default();
            r.finish();
            Some(Attachment { title: attachment_title(title?), body: Some(body?), landscape })
        }
        _ => {
            item.wrong_type(sink, ("字符串或表", "a string or a table"));
            None
        }
    }
}

/// The text of the body or of an attachment: `body` or `body-file`, exactly one.
pub(super) fn body(r: &mut Reader<'_>, files: &Files) -> Option<Body> {
    let format = r.choice(
        k::BODY_FORMAT,
        &[("text", BodyFormat::Text), ("markdown", BodyFormat::Later), ("typst", BodyFormat::Later)],
    );
    let inline = r.find(k::BODY);
    let file = r.find(k::BODY_FILE);
    if matches!(format, Some(BodyFormat::Later)) {
        let format = r.find(k::BODY_FORMAT)?;
        format.report(r.sink(), Problem::NotInTime { key: "body-format" });
        return None;
    }
    let words = match (inline, file) {
        (Some(_), Some(file)) => {
            file.report(r.sink(), Problem::BodyTwice);
            return None;
        }
        (None, None) => {
            r.missing_body();
            return None;
        }
        (Some(inline), None) => {
            if matches!(inline.node.value, Value::Array(_)) {
                inline.report(r.sink(), Problem::NotInTime { key: "body = […]" });
                return None;
            }
            inline.words(r.sink())?
        }
        (None, Some(file)) => body_from_file(r.sink(), &file, files, format.is_some())?,
    };
    if words.text.trim().is_empty() {
        r.sink().push(Diagnostic::new(Problem::BodyEmpty).at(words.place).path(words.path));
        return None;
    }
    refuse_pictures(&words, r.sink());
    Some(Body { words })
}

/// Pictures in the body are not set yet: better an error at the line than its text on the page.
fn refuse_pictures(words: &Words, sink: &mut Sink) {
    for line in words.text.lines().map(str::trim) {
        if line.starts_with("![") && line.contains("](") && line.ends_with(')') {
            let place = words.place.as_ref().map(|place| place.find(line));
            let problem = Problem::NotInTime { key: "![…](…)" };
            sink.push(Diagnostic::new(problem).at(place).path(words.path.clone()));
        }
    }
}

#[derive(Clone, Copy)]
enum BodyFormat {
    Text,
    Later,
}

/// `as_text`: the data says that the file is text, whatever its ending.
fn body_from_file(sink: &mut Sink, file: &Found<'_>, files: &Files, as_text: bool) -> Option<Words> {
    let named = file.words(sink)?.text;
    let ending = named.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    if !as_text && matches!(ending.as_deref(), Some("md" | "markdown" | "typ")) {
        file.report(sink, Problem::NotInTime { key: "body-file" });
        return None;
    }
    match files.read_text(&named) {
        Ok(text) => {
            let source = SourceText::new(named, text);
            let place = Place::new(&source, 0..source.text().len());
            let words = Words { text: source.text().to_owned(), place: Some(place), path: file.path.clone() };
            check_characters(&words, sink);
            Some(words)
        }
        Err(problem) => {
            file.report(sink, problem);
            None
        }
    }
}
