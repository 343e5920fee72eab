//! Bytes to text: UTF-8, what the caller says, or a refusal that names what the bytes seem to be.

use std::fmt;
use std::str::FromStr;

use encoding_rs::{DecoderResult, GB18030, UTF_16BE, UTF_16LE};

use crate::nearest::UnknownName;
use crate::source::{BYTE_ORDER_MARK, FileFinding};

/// An encoding of text files beside UTF-8.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Encoding {
    /// GBK (code page 936), as older editors on Chinese Windows save text.
    Gbk,
    /// GB 18030, which contains GBK.
    Gb18030,
    /// UTF-16 of either byte order, with or without a byte order mark.
    Utf16,
}

impl Encoding {
    /// Every encoding.
    pub const ALL: [Encoding; 3] = [Encoding::Gbk, Encoding::Gb18030, Encoding::Utf16];

    /// Its name, such as `gb18030`, as `--encoding` takes it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Encoding::Gbk => "gbk",
            Encoding::Gb18030 => "gb18030",
            Encoding::Utf16 => "utf-16",
        }
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Encoding {
    type Err = UnknownName;

    fn from_str(name: &str) -> Result<Encoding, UnknownName> {
        let known = Encoding::ALL.into_iter().find(|encoding| encoding.as_str() == name);
        known.ok_or_else(|| UnknownName::new(name, Encoding::ALL.map(Encoding::as_str)))
    }
}

/// Bytes as text without a byte order mark. What is UTF-8 is read as UTF-8 whatever was said: data and
/// the files it names are seldom saved by one program.
pub fn decode(bytes: Vec<u8>, named: &str, said: Option<Encoding>) -> Result<String, FileFinding> {
    let text = decode_marked(bytes, named, said)?;
    Ok(text.strip_prefix(BYTE_ORDER_MARK).map(str::to_owned).unwrap_or(text))
}

/// As [`decode`], but UTF-8 keeps its byte order mark: for what counts the bytes of the file.
pub fn decode_marked(bytes: Vec<u8>, named: &str, said: Option<Encoding>) -> Result<String, FileFinding> {
    if let Some(looks_like) = magic(&bytes) {
        return Err(FileFinding::NotText { path: named.to_owned(), looks_like: Some(looks_like) });
    }
    let text = match (String::from_utf8(bytes), said) {
        (Ok(text), _) if is_surely_utf8(&text, said) => return Ok(text),
        (Ok(text), None) => return Err(not_utf8(named, text.as_bytes(), 0)),
        (Err(error), None) => {
            return Err(not_utf8(named, error.as_bytes(), error.utf8_error().valid_up_to()));
        }
        (Ok(text), Some(said)) => convert(text.as_bytes(), named, said)?,
        (Err(error), Some(said)) => convert(error.as_bytes(), named, said)?,
    };
    Ok(match text.strip_prefix(BYTE_ORDER_MARK) {
        Some(rest) => rest.to_owned(),
        None => text,
    })
}

/// How a file holds its text, so that another text can be written back as it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Stored {
    /// UTF-8; its byte order mark stands in the text.
    #[default]
    Utf8,
    /// GB 18030, or GBK, which it contains.
    Gb18030,
    /// UTF-16.
    Utf16 {
        /// Whether the larger byte of each pair comes first.
        big: bool,
        /// Whether a byte order mark begins it.
        marked: bool,
    },
}

impl Stored {
    /// How these bytes hold the text that [`decode_marked`] made of them.
    pub fn of(bytes: &[u8], text: &str, said: Option<Encoding>) -> Stored {
        match said {
            _ if bytes == text.as_bytes() => Stored::Utf8,
            Some(Encoding::Utf16) => Stored::Utf16 { big: is_big(bytes), marked: has_utf16_mark(bytes) },
            Some(Encoding::Gbk | Encoding::Gb18030) => Stored::Gb18030,
            None => Stored::Utf8,
        }
    }

    /// A text as such a file holds it.
    pub fn encode(self, text: &str) -> Vec<u8> {
        match self {
            Stored::Utf8 => text.as_bytes().to_vec(),
            // It has every character.
            Stored::Gb18030 => GB18030.encode(text).0.into_owned(),
            Stored::Utf16 { big, marked } => {
                let mark = if marked { BYTE_ORDER_MARK } else { "" };
                let units = mark.encode_utf16().chain(text.encode_utf16());
                units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
            }
        }
    }
}

/// Whether bytes that are valid UTF-8 were meant so: a few hanzi in GBK, or words in UTF-16, may be
/// valid by chance, but then they show no hanzi, or noughts.
fn is_surely_utf8(text: &str, said: Option<Encoding>) -> bool {
    let noughts = text.bytes().filter(|byte| *byte == 0).count();
    match said {
        // A stray nought is told at its place; UTF-16 has one for every ASCII character.
        None => noughts * 8 < text.len().max(1) || utf16(text.as_bytes()).is_none(),
        Some(Encoding::Utf16) => noughts == 0,
        Some(_) => text.starts_with('\u{FEFF}') || text.is_ascii() || text.chars().any(is_common_hanzi),
    }
}

fn convert(bytes: &[u8], named: &str, said: Encoding) -> Result<String, FileFinding> {
    let wrong = |at: usize| FileFinding::WrongEncoding { path: named.to_owned(), encoding: said, offset: at };
    if said == Encoding::Utf16 {
        return utf16(bytes).ok_or_else(|| wrong(0));
    }
    if has_utf16_mark(bytes) {
        return Err(not_utf8(named, bytes, 0));
    }
    let mut decoder = GB18030.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(decoder.max_utf8_buffer_length(bytes.len()).unwrap_or(bytes.len()));
    match decoder.decode_to_string_without_replacement(bytes, &mut text, true) {
        (DecoderResult::InputEmpty, _) => Ok(text),
        (_, read) => Err(wrong(read.saturating_sub(1))),
    }
}

/// Bytes that are no UTF-8, with the name of what they look like.
fn not_utf8(named: &str, bytes: &[u8], offset: usize) -> FileFinding {
    let path = named.to_owned();
    if has_utf16_mark(bytes) || utf16(bytes).is_some_and(|text| is_chinese(&text)) {
        return FileFinding::NotUtf8 { path, offset: 0, guess: Some("UTF-16") };
    }
    if bytes.contains(&0) {
        return FileFinding::NotText { path, looks_like: None };
    }
    let (text, _, failed) = GB18030.decode(bytes);
    let guess = (!failed && is_chinese(&text)).then(|| if has_four_bytes(bytes) { "GB18030" } else { "GBK" });
    FileFinding::NotUtf8 { path, offset, guess }
}

fn has_utf16_mark(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF])
}

fn is_big(bytes: &[u8]) -> bool {
    let noughts = |from: usize| bytes.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    bytes.starts_with(&[0xFE, 0xFF]) || !bytes.starts_with(&[0xFF, 0xFE]) && noughts(0) > noughts(1)
}

/// UTF-16 in the byte order of its mark, or of its noughts: ASCII and line ends have them.
fn utf16(bytes: &[u8]) -> Option<String> {
    let encoding = if is_big(bytes) { UTF_16BE } else { UTF_16LE };
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
    let text = text.into_owned();
    (!text.contains('\0')).then_some(text)
}

/// The first block of hanzi alone: those of the others come about when bytes are read in a wrong encoding.
fn is_common_hanzi(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}')
}

/// Whether what is not ASCII in a text is mostly hanzi and their marks.
fn is_chinese(text: &str) -> bool {
    let wide = text.chars().filter(|c| !c.is_ascii()).count();
    let known = |c: &char| {
        is_common_hanzi(*c)
            || matches!(c, '\u{3000}'..='\u{303F}' | '\u{FF00}'..='\u{FF5E}' | '“' | '”' | '…' | '—' | '×')
    };
    wide > 0 && !text.contains('\0') && text.chars().filter(known).count() * 10 >= wide * 8
}

/// GB 18030 has characters of four bytes, the second a digit; GBK has none.
fn has_four_bytes(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    while let [first, behind @ ..] = rest {
        rest = match behind {
            [b'0'..=b'9', ..] if *first >= 0x81 => return true,
            [_, behind @ ..] if *first >= 0x81 => behind,
            _ => behind,
        };
    }
    false
}

/// What a file is that begins so and is no text.
fn magic(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    const KNOWN: [(&[u8], (&str, &str)); 6] = [
        (
            b"PK\x03\x04",
            (
                "Word、Excel 文档或压缩包（docx、xlsx、zip）",
                "a Word or Excel document or an archive (docx, xlsx, zip)",
            ),
        ),
        (
            b"\xD0\xCF\x11\xE0",
            (
                "旧版 Word、Excel 或 WPS 文档（doc、xls、wps）",
                "an old Word, Excel or WPS document (doc, xls, wps)",
            ),
        ),
        (b"%PDF-", ("PDF", "a PDF")),
        (b"{\\rtf", ("RTF 文档", "an RTF document")),
        (b"\x89PNG", ("PNG 图片", "a PNG picture")),
        (b"\xFF\xD8\xFF", ("JPEG 图片", "a JPEG picture")),
    ];
    KNOWN.into_iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, name)| name)
}
