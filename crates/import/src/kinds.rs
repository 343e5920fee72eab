//! What a file is by its bytes: a Word file, text, or something that is refused by its name.

use super::docx::is_html;
use crate::WordFault;

/// What a file's first bytes say it is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum FileKind {
    Docx,
    Text,
    /// Something this program does not read.
    Other(WordFault),
}

/// Office programs lay such a file beside one that is open; this is its size in Word and in Excel.
const LOCK_SIZES: [usize; 3] = [54, 162, 165];

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
        () if is_html(bytes) => WordFault::Html,
        () if starts(&[b"MIME-Version:", b"mime-version:"]) => WordFault::Html,
        () if ends(".docx") && !bytes.iter().all(u8::is_ascii_whitespace) => WordFault::NotAZip,
        () if ends(".ofd") && !bytes.is_empty() => WordFault::Ofd,
        () => return FileKind::Text,
    };
    FileKind::Other(fault)
}

/// The file that a program lays beside one that is open: `~$x.docx`, `.~x.docx`, `.~lock.x.docx#`.
fn is_lock(name: &str, bytes: &[u8]) -> bool {
    let named = name.starts_with("~$") || name.starts_with(".~");
    // A name's length, the name, blanks; then the name again in UTF-16.
    let length = usize::from(*bytes.first().unwrap_or(&0));
    let owner = LOCK_SIZES.contains(&bytes.len())
        && (1..=52).contains(&length)
        && bytes.get(1..=length).is_some_and(|owner| owner.iter().all(|byte| *byte >= 0x20))
        && bytes.iter().skip(length + 1).any(|byte| matches!(byte, 0 | 0x20));
    let small = bytes.len() <= 512 && !bytes.starts_with(b"PK");
    (named && small && !bytes.is_empty()) || (owner && bytes.contains(&0))
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
