//! What a file is that is taken for a workbook, by its bytes: what has a wrong name is told by its right one.

use serde::Serialize;

/// Something that is no workbook of this form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// No bytes.
    Empty,
    /// The binary format before 2007: .xls, .et of WPS.
    Old,
    /// Protected with a password.
    Encrypted,
    /// .xlsb, the parts of which are binary.
    Binary,
    /// .ods.
    OpenDocument,
    /// Another office file: a text, slides.
    OtherOffice,
    /// A web page under a workbook's name, as many systems export.
    WebPage,
    /// Excel's XML of 2003.
    OldXml,
    /// A PDF.
    Pdf,
    /// A picture.
    Picture,
    /// CSV, or any text.
    Text,
    /// What a program lays beside an open file.
    Lock,
    /// A zip that cannot be read.
    BrokenZip,
    /// A zip without a workbook.
    Zip,
    /// Nothing that is known.
    Unknown,
}

/// What bytes are that are no zip; none for a zip.
pub(super) fn of_bytes(bytes: &[u8]) -> Option<Kind> {
    const COMPOUND: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    let starts = |with: &[u8]| bytes.starts_with(with);
    let kind = match bytes {
        [] => Kind::Empty,
        _ if starts(b"PK\x03\x04") || starts(b"PK\x05\x06") => return None,
        _ if starts(COMPOUND) && has_stream(bytes, "EncryptedPackage") => Kind::Encrypted,
        _ if starts(COMPOUND) && (has_stream(bytes, "WordDocument") || has_stream(bytes, "PowerPoint")) => {
            Kind::OtherOffice
        }
        _ if starts(COMPOUND) || starts(&[0x09, 0x08]) || starts(&[0x09, 0x04]) => Kind::Old,
        _ if starts(b"%PDF-") => Kind::Pdf,
        _ if starts(b"\x89PNG") || starts(b"\xFF\xD8\xFF") || starts(b"GIF8") => Kind::Picture,
        // A length, then a name in as many bytes, and again in UTF-16.
        _ if bytes.len() == 165 && bytes[0] <= 54 => Kind::Lock,
        _ => of_text(bytes),
    };
    Some(kind)
}

/// The names of streams are UTF-16.
fn has_stream(bytes: &[u8], name: &str) -> bool {
    let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(name.len()).any(|window| window == name)
}

fn of_text(bytes: &[u8]) -> Kind {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_ascii_lowercase();
    let head = head.trim_start_matches('\u{feff}').trim_start();
    if head.contains("urn:schemas-microsoft-com:office:spreadsheet") {
        Kind::OldXml
    } else if head.starts_with('<') && (head.contains("<html") || head.contains("<table")) {
        Kind::WebPage
    } else if !bytes.contains(&0) {
        Kind::Text
    } else {
        Kind::Unknown
    }
}

/// What a zip is that has no workbook where its relations point.
pub(super) fn of_zip(has: impl Fn(&str) -> bool) -> Kind {
    match () {
        () if has("xl/workbook.bin") => Kind::Binary,
        () if has("content.xml") => Kind::OpenDocument,
        () if has("word/document.xml") || has("ppt/presentation.xml") => Kind::OtherOffice,
        () => Kind::Zip,
    }
}
