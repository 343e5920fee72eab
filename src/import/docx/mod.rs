//! Word files (.docx): a zip of XML parts; text, typed numbers and tables are read, nothing is run.
//!
//! The file comes from anybody: every part is read up to a limit, document types (and with them
//! entities) are refused, nothing outside the file is looked at.

mod numbering;
mod text;
mod xml;

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::lines::Line;
use crate::diagnostic::{Problem, WordFault};

/// The largest Word file that is read, in bytes; pictures make them large.
pub(super) const LIMIT_FILE_BYTES: u64 = 64 * 1024 * 1024;
/// The largest part that is unpacked, in bytes: some 3,000 pages with all that Word writes around them.
const LIMIT_PART_BYTES: u64 = 64 * 1024 * 1024;

/// What a file's first bytes say it is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum FileKind {
    Docx,
    Text,
    /// Something this program does not read.
    Other(WordFault),
}

/// Tells a Word file from text by its bytes; the name decides only for what is no zip.
pub(super) fn kind(name: &str, bytes: &[u8]) -> FileKind {
    const COMPOUND: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    let named_docx = name.to_ascii_lowercase().ends_with(".docx");
    match bytes {
        _ if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") => FileKind::Docx,
        // Word keeps a file with a password in the container of the old format.
        _ if bytes.starts_with(COMPOUND) && is_encrypted(bytes) => FileKind::Other(WordFault::Encrypted),
        _ if bytes.starts_with(COMPOUND) => FileKind::Other(WordFault::Word97),
        _ if bytes.starts_with(b"%PDF-") => FileKind::Other(WordFault::Pdf),
        _ if bytes.starts_with(b"{\\rtf") => FileKind::Other(WordFault::Rtf),
        _ if named_docx && !bytes.is_empty() => FileKind::Other(WordFault::NotAZip),
        _ => FileKind::Text,
    }
}

/// Whether the container has the stream of an encrypted file; its name is UTF-16.
fn is_encrypted(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(name.len()).any(|window| window == name)
}

/// The lines of a Word file.
pub(super) fn read(name: &str, bytes: &[u8]) -> Result<Vec<Line>, Problem> {
    let fault = |kind| Problem::NotImportable { path: name.to_owned(), kind };
    if bytes.len() as u64 > LIMIT_FILE_BYTES {
        return Err(Problem::FileTooLarge { path: name.to_owned(), limit: LIMIT_FILE_BYTES });
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| fault(WordFault::NotAZip))?;
    let Some(document) = part(&mut archive, "word/document.xml").map_err(fault)? else {
        return Err(fault(WordFault::NoDocument));
    };
    let styles = part(&mut archive, "word/styles.xml").map_err(fault)?.unwrap_or_default();
    let numbering = part(&mut archive, "word/numbering.xml").map_err(fault)?.unwrap_or_default();
    let numbering = numbering::read(&numbering, &styles).map_err(fault)?;
    text::read(&document, numbering).map_err(fault)
}

/// A part of the archive as text; none when it is not there.
fn part(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Result<Option<String>, WordFault> {
    let file = match archive.by_name(name) {
        Ok(file) => file,
        Err(ZipError::FileNotFound) => return Ok(None),
        Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword) => {
            return Err(WordFault::Encrypted);
        }
        Err(error) => return Err(WordFault::Broken(error.to_string())),
    };
    let mut bytes = Vec::new();
    // The size in the header is only a claim: what comes out is counted.
    file.take(LIMIT_PART_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| WordFault::Broken(error.to_string()))?;
    if bytes.len() as u64 > LIMIT_PART_BYTES {
        return Err(WordFault::TooLarge { limit: LIMIT_PART_BYTES });
    }
    let text = String::from_utf8(bytes).map_err(|_| WordFault::Broken("XML is not UTF-8".to_owned()))?;
    Ok(Some(text))
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
