//! The files of pictures: recognised by their first bytes, of a sane size, before anybody decodes them.

use super::{Picture, Words};
use crate::diagnostic::Problem;
use crate::source::Files;

/// Reads a picture's file; `page` is that of a PDF, from 1.
pub(crate) fn read(files: &Files, page: usize, named: Words) -> Result<Picture, Problem> {
    let path = named.text.as_str();
    let limits = files.limits();
    let bytes = files.read(path, limits.picture_bytes).map_err(|problem| match problem {
        Problem::FileTooLarge { path, limit } => Problem::PictureFileTooLarge { path, limit },
        other => other,
    })?;
    let not_a_picture = || Problem::NotAPicture { path: path.to_owned() };
    let size = match kind(&bytes).ok_or_else(not_a_picture)? {
        Kind::Png => png_size(&bytes),
        Kind::Jpeg => jpeg_size(&bytes),
        Kind::WebP => webp_size(&bytes),
        Kind::Svg | Kind::Pdf => None,
    };
    let limit = limits.picture_pixels;
    if let Some((width, height)) = size.filter(|(width, height)| width.saturating_mul(*height) > limit) {
        return Err(Problem::PictureTooLarge { path: path.to_owned(), width, height, limit });
    }
    Ok(Picture { bytes, page, named })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Png,
    Jpeg,
    WebP,
    Svg,
    Pdf,
}

/// What a file is, whatever its name ends with.
fn kind(bytes: &[u8]) -> Option<Kind> {
    let head = &bytes[..bytes.len().min(1024)];
    let text = match std::str::from_utf8(head) {
        Ok(text) => text,
        Err(error) => std::str::from_utf8(&head[..error.valid_up_to()]).unwrap_or_default(),
    };
    let is_webp = head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP");
    [
        (head.starts_with(b"\x89PNG\r\n\x1a\n"), Kind::Png),
        (head.starts_with(&[0xFF, 0xD8, 0xFF]), Kind::Jpeg),
        (is_webp, Kind::WebP),
        (head.starts_with(b"%PDF-"), Kind::Pdf),
        (text.contains("<svg"), Kind::Svg),
    ]
    .into_iter()
    .find_map(|(is, kind)| is.then_some(kind))
}

fn number(bytes: &[u8], at: usize, length: usize) -> Option<u64> {
    let bytes = bytes.get(at..at + length)?;
    Some(bytes.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)))
}

fn reversed(bytes: &[u8], at: usize, length: usize) -> Option<u64> {
    let bytes = bytes.get(at..at + length)?;
    Some(bytes.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte)))
}

/// Width and height in the first chunk, IHDR.
fn png_size(bytes: &[u8]) -> Option<(u64, u64)> {
    Some((number(bytes, 16, 4)?, number(bytes, 20, 4)?))
}

/// Width and height in the first frame header, past the segments before it.
fn jpeg_size(bytes: &[u8]) -> Option<(u64, u64)> {
    let mut at = 2;
    loop {
        let (mark, code) = (*bytes.get(at)?, *bytes.get(at + 1)?);
        match (mark, code) {
            // A fill byte before a mark.
            (0xFF, 0xFF) => at += 1,
            (0xFF, 0xC4 | 0xC8 | 0xCC) => at += 2 + number(bytes, at + 2, 2)? as usize,
            (0xFF, 0xC0..=0xCF) => return Some((number(bytes, at + 7, 2)?, number(bytes, at + 5, 2)?)),
            (0xFF, 0x01 | 0xD0..=0xD8) => at += 2,
            (0xFF, _) => at += 2 + number(bytes, at + 2, 2)? as usize,
            _ => return None,
        }
    }
}

/// Width and height of the three forms of WebP.
fn webp_size(bytes: &[u8]) -> Option<(u64, u64)> {
    match bytes.get(12..16)? {
        b"VP8X" => Some((reversed(bytes, 24, 3)? + 1, reversed(bytes, 27, 3)? + 1)),
        b"VP8L" => {
            let bits = reversed(bytes, 21, 4)?;
            Some(((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1))
        }
        b"VP8 " => Some((reversed(bytes, 26, 2)? & 0x3FFF, reversed(bytes, 28, 2)? & 0x3FFF)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_known_by_its_bytes() {
        for (bytes, wanted) in [
            (&b"\x89PNG\r\n\x1a\n...."[..], Some(Kind::Png)),
            (b"\xFF\xD8\xFF\xE0", Some(Kind::Jpeg)),
            (b"RIFF\0\0\0\0WEBPVP8 ", Some(Kind::WebP)),
            (b"<?xml version=\"1.0\"?>\n<svg", Some(Kind::Svg)),
            (b"%PDF-1.7", Some(Kind::Pdf)),
            (b"RIFF\0\0\0\0WAVE", None),
            (b"GIF89a", None),
            (b"", None),
        ] {
            assert_eq!(kind(bytes), wanted, "{}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn sizes_are_read_from_headers() {
        let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\x0DIHDR".to_vec();
        png.extend([0, 0, 0x30, 0, 0, 0, 0x20, 1]);
        assert_eq!(png_size(&png), Some((0x3000, 0x2001)));
        let jpeg = b"\xFF\xD8\xFF\xE0\0\x04ab\xFF\xFF\xC2\0\x0B\x08\x02\x00\x03\x00\x03";
        assert_eq!(jpeg_size(jpeg), Some((0x300, 0x200)));
        let webp = |form: &[u8], at: usize, rest: &[u8]| {
            let mut bytes = b"RIFF\0\0\0\0WEBP".to_vec();
            bytes.extend(form);
            bytes.resize(at, 0);
            bytes.extend(rest);
            webp_size(&bytes)
        };
        assert_eq!(webp(b"VP8X", 24, &[0xFF, 0x03, 0, 0xFF, 0x01, 0]), Some((1024, 512)));
        assert_eq!(webp(b"VP8 ", 26, &[0x00, 0x04, 0x00, 0x02]), Some((1024, 512)));
        assert_eq!(webp(b"VP8L", 21, &[0xFF, 0xC3, 0x7F, 0]), Some((1024, 512)));
        for cut in 0..jpeg.len() - 1 {
            jpeg_size(&jpeg[..cut]);
            png_size(&png[..cut]);
        }
    }
}
