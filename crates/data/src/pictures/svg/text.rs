//! The bytes of a drawing as text: unpacked, and in whichever encoding it says it is in.

use crate::pictures::PictureFault;
use std::borrow::Cow;
use std::io::Read as _;

use encoding_rs::{Encoding, GB18030, UTF_16BE, UTF_16LE};

/// How many bytes a packed drawing may unpack to.
const LIMIT_UNPACKED: u64 = 64 * 1024 * 1024;
/// How many bytes are looked at to know a drawing: comments and definitions may stand before it.
const LOOK: usize = 64 * 1024;
const GZIP: [u8; 2] = [0x1F, 0x8B];

/// Whether a file is a drawing, by its first bytes.
pub(in crate::pictures) fn is_one(bytes: &[u8]) -> bool {
    if bytes.starts_with(&GZIP) {
        let mut head = Vec::new();
        let read = flate2::read::GzDecoder::new(bytes).take(LOOK as u64).read_to_end(&mut head);
        return (read.is_ok() || !head.is_empty()) && !head.starts_with(&GZIP) && is_one(&head);
    }
    let head = &bytes[..bytes.len().min(LOOK)];
    let text = match utf16(head) {
        Some(encoding) => encoding.decode(head).0,
        // The names of XML's elements are the same in all encodings that are like ASCII.
        None => String::from_utf8_lossy(head),
    };
    let text = text.trim_start_matches('\u{FEFF}').trim_start();
    let page = text.get(..14).is_some_and(|start| start.eq_ignore_ascii_case("<!doctype html"));
    text.starts_with('<') && !page && !text.starts_with("<html") && has_root(text)
}

/// Whether `<svg` stands there, or with a prefix.
fn has_root(text: &str) -> bool {
    text.match_indices("svg").any(|(at, _)| {
        let before = text[..at].trim_end_matches(|c: char| c.is_ascii_alphanumeric() || c == ':');
        let prefix = &text[before.len()..at];
        before.ends_with('<') && (prefix.is_empty() || prefix.ends_with(':'))
    })
}

fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [0xFF, 0xFE, ..] | [b'<', 0, _, 0, ..] => Some(UTF_16LE),
        [0xFE, 0xFF, ..] | [0, b'<', 0, ..] => Some(UTF_16BE),
        _ => None,
    }
}

/// The text of a drawing, and whether it is another than its bytes.
pub(super) fn of(bytes: &[u8]) -> Result<(Cow<'_, str>, bool), PictureFault> {
    if !bytes.starts_with(&GZIP) {
        return decoded(bytes);
    }
    let mut unpacked = Vec::new();
    let read = flate2::read::GzDecoder::new(bytes).take(LIMIT_UNPACKED + 1).read_to_end(&mut unpacked);
    read.map_err(|_| PictureFault::Cut)?;
    if unpacked.len() as u64 > LIMIT_UNPACKED {
        return Err(PictureFault::Unpacked { limit: LIMIT_UNPACKED });
    }
    Ok((decoded(&unpacked)?.0.into_owned().into(), true))
}

fn decoded(bytes: &[u8]) -> Result<(Cow<'_, str>, bool), PictureFault> {
    let encoding = match (utf16(bytes), std::str::from_utf8(bytes)) {
        (Some(encoding), _) => encoding,
        (None, Ok(text)) => return Ok((text.into(), false)),
        // Old programs on Chinese Windows write no declaration, or a wrong one.
        (None, Err(_)) => declared(bytes).filter(|said| *said != encoding_rs::UTF_8).unwrap_or(GB18030),
    };
    let (text, _, failed) = encoding.decode(bytes);
    if failed {
        return Err(PictureFault::Damaged { reason: format!("not {}", encoding.name()) });
    }
    Ok((text.into_owned().into(), true))
}

/// The encoding that `<?xml … encoding="…"?>` names.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]).into_owned();
    let declaration = &head[..head.find("?>")?];
    let (_, said) = declaration.split_once("encoding")?;
    let said = said.trim_start_matches(['=', ' ', '"', '\'']);
    Encoding::for_label(said.split(['"', '\'']).next()?.as_bytes())
}

/// A drawing with a sign before all else, where its declaration was.
pub(super) fn signed(text: &str, sign: &str) -> String {
    let rest = text.trim_start_matches('\u{FEFF}').trim_start();
    let rest =
        rest.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>")).map_or(rest, |(_, rest)| rest);
    format!("<!-- {sign} -->{rest}")
}
