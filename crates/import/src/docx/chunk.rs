//! Files that Word takes into a document when it opens it (`w:altChunk`): web pages, plain text,
//! Word files.

use super::html;
use super::package::Package;
use super::text::Reader;
use crate::WordFault;
use crate::lines::{self, Line};
use crate::source::{Encoding, decode, is_page};

/// Word files in Word files deeper than this are no document.
const DEEPEST: usize = 4;

/// The lines of a file inside the file; what it is when it is none that can be read.
pub(super) fn read(
    reader: &mut Reader<'_, '_>,
    bytes: Vec<u8>,
) -> Result<Result<Vec<Line>, String>, WordFault> {
    if bytes.starts_with(b"PK\x03\x04") {
        if reader.depth >= DEEPEST {
            return Err(WordFault::Broken { reason: "Word files nested too deeply".to_owned() });
        }
        let mut inner = Package::open(&bytes, reader.package.left())?;
        let lines = super::lines_of_package(&mut inner, reader.depth + 1);
        reader.package.used(inner.left());
        return match lines {
            Ok(lines) => Ok(Ok(lines)),
            Err(
                fault @ (WordFault::TooLarge { .. } | WordFault::TooManyLines | WordFault::Broken { .. }),
            ) => Err(fault),
            Err(_) => Ok(Err("压缩文件".to_owned())),
        };
    }
    if bytes.starts_with(b"{\\rtf") {
        return Ok(Err("RTF 文件".to_owned()));
    }
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_lowercase();
    let (bytes, charset) = match head.contains("mime-version:") || head.starts_with("content-type:") {
        true => match web_archive(&bytes) {
            Some(found) => found,
            None => return Ok(Err("网页归档（MHT）".to_owned())),
        },
        false => (bytes, None),
    };
    let is_page = is_page(&bytes);
    let Some(text) = text_of(bytes, charset.as_deref()) else {
        return Ok(Err("文件（不是文字）".to_owned()));
    };
    if is_page {
        return html::read(&text).map(Ok);
    }
    if lines::too_many(&text) {
        return Err(WordFault::TooManyLines);
    }
    Ok(Ok(lines::split(&text)))
}

/// The web page in a web archive, with the encoding it names.
fn web_archive(bytes: &[u8]) -> Option<(Vec<u8>, Option<String>)> {
    let mail = mailparse::parse_mail(bytes).ok()?;
    let page = mail.parts().find(|part| part.ctype.mimetype.starts_with("text/html"))?;
    let charset = page.ctype.params.get("charset").cloned();
    let body = match page.get_body_encoded() {
        // Programs that make such files leave hanzi as they are, which the encoding does not allow.
        mailparse::body::Body::QuotedPrintable(body) if body.get_raw().iter().any(|byte| *byte >= 0x80) => {
            let mut plain = b"Content-Transfer-Encoding: quoted-printable\r\n\r\n".to_vec();
            for byte in body.get_raw() {
                match byte {
                    0x80.. => plain.extend(format!("={byte:02X}").bytes()),
                    byte => plain.push(*byte),
                }
            }
            mailparse::parse_mail(&plain).ok()?.get_body_raw().ok()?
        }
        _ => page.get_body_raw().ok()?,
    };
    Some((body, charset))
}

/// Bytes as text: UTF-8, what the page or archive says, or the encoding they show.
fn text_of(bytes: Vec<u8>, charset: Option<&str>) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_lowercase();
    let named = head.split("charset=").nth(1).map(|rest| {
        rest.trim_start_matches(['"', '\''])
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || *c == '-')
            .collect()
    });
    let named: Option<String> = charset.map(str::to_lowercase).or(named);
    if let Ok(text) = decode(bytes.clone(), "", None) {
        return Some(text);
    }
    let known = named.and_then(|name| encoding_rs::Encoding::for_label(name.as_bytes()));
    if let Some(encoding) = known {
        let (text, _, failed) = encoding.decode(&bytes);
        return (!failed).then(|| text.into_owned());
    }
    [Encoding::Utf16, Encoding::Gb18030]
        .into_iter()
        .find_map(|encoding| decode(bytes.clone(), "", Some(encoding)).ok())
}
