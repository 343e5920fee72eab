//! What a file is by its bytes: a Word file, text, or something that is refused by its name.

use crate::WordFault;
use crate::source::{is_list_name, is_lock, is_page};

/// What a file's first bytes say it is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum FileKind {
    Docx,
    Text,
    /// Something this program does not read.
    Other(WordFault),
}

/// Tells a Word file from text by its bytes; the name decides only where bytes say nothing.
pub(super) fn kind(name: &str, bytes: &[u8]) -> FileKind {
    const COMPOUND: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    let starts = |with: &[&[u8]]| with.iter().any(|start| bytes.starts_with(start));
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name).to_lowercase();
    let ends = |with: &str| name.ends_with(with);
    let fault = match () {
        () if is_lock(&name, bytes) => WordFault::Lock,
        () if starts(&[b"PK\x03\x04", b"PK\x05\x06"]) => return FileKind::Docx,
        () if starts(&[COMPOUND]) => compound(bytes),
        () if starts(&[b"%PDF-"]) => WordFault::Pdf,
        () if starts(&[b"{\\rtf"]) => WordFault::Rtf,
        () if starts(&[b"\x89PNG", b"\xFF\xD8\xFF", b"GIF8", b"II*\0", b"MM\0*"])
            || (starts(&[b"RIFF"]) && bytes.get(8..12) == Some(b"WEBP"))
            || (starts(&[b"BM"]) && bytes.contains(&0)) =>
        {
            WordFault::Picture
        }
        () if starts(&[b"Rar!", b"7z\xBC\xAF\x27\x1C", b"\x1F\x8B"]) => WordFault::Archive,
        () if is_word_xml(bytes) => WordFault::WordXml,
        () if is_page(bytes) => WordFault::Html,
        () if starts(&[b"MIME-Version:", b"mime-version:"]) => WordFault::Html,
        () if ends(".docx") && !bytes.iter().all(u8::is_ascii_whitespace) => WordFault::NotAZip,
        () if ends(".ofd") && !bytes.is_empty() => WordFault::Ofd,
        () if is_list_name(&name) && !bytes.is_empty() => WordFault::List,
        () => return FileKind::Text,
    };
    FileKind::Other(fault)
}

/// Which program's old binary file it is, by the streams in it; their names are UTF-16.
fn compound(bytes: &[u8]) -> WordFault {
    let has = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(name.len()).any(|window| window == name)
    };
    match () {
        // Word keeps a file with a password in the container of the old format.
        () if has("EncryptedPackage") => WordFault::Encrypted,
        () if has("WordDocument") => WordFault::Word97,
        () if has("Workbook") => WordFault::Workbook,
        () if has("PowerPoint Document") => WordFault::Slides,
        () => WordFault::Word97,
    }
}

/// Word's files of XML: of 2003, or a package in one file.
fn is_word_xml(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]);
    let head = head.trim_start_matches('\u{FEFF}').trim_start();
    head.starts_with("<?xml")
        && [
            "progid=\"Word.Document\"",
            "w:wordDocument",
            "<pkg:package",
            "urn:schemas-microsoft-com:office:word",
        ]
        .iter()
        .any(|mark| head.contains(mark))
        && !head.to_lowercase().contains("<html")
}
