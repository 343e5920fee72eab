//! Pictures within a file, looked at before anybody unpacks them: what their packing says of their size holds,
//! whatever the dictionary says.

use crate::foreign::PdfFault;
use lopdf::{Dictionary, Document, Object, Stream};

/// How many bytes a pixel may take: four colours of 16 bits.
const LIMIT_PIXEL_BYTES: u64 = 8;
/// More than this is nothing that a page shows.
const LIMIT_BYTES: u64 = 512 * 1024 * 1024;

/// How many pixels a picture has, by its dictionary and by its own header. Refuses one of more than `limit`, by these or
/// by what it unpacks to.
pub(super) fn sane(file: &Document, stream: &Stream, limit: u64) -> Result<u64, PdfFault> {
    let too_much = || PdfFault::TooMuch {
        unit: ("一张图的像素数", "pixels of a picture"),
        limit: limit as usize,
    };
    let number = |dict: &Dictionary, key: &[u8]| {
        dict.get(key).ok().and_then(|value| file.dereference(value).ok()?.1.as_i64().ok()).unwrap_or(0).max(0)
            as u64
    };
    let (width, height) = (number(&stream.dict, b"Width"), number(&stream.dict, b"Height"));
    let fits = |width: u64, height: u64| width.saturating_mul(height) <= limit;
    if !fits(width, height) {
        return Err(too_much());
    }
    let filters = stream.filters().unwrap_or_default();
    let said = width.saturating_mul(height);
    let Some((last, before)) = filters.split_last() else { return Ok(said) };
    let most = (limit.saturating_mul(LIMIT_PIXEL_BYTES)).min(LIMIT_BYTES) as usize;
    let size = match *last {
        b"DCTDecode" | b"JPXDecode" | b"JBIG2Decode" => {
            let content = if before.is_empty() {
                stream.content.clone()
            } else {
                match unpacked(stream, before, most) {
                    Some(content) => content,
                    None => return Err(too_much()),
                }
            };
            match *last {
                b"DCTDecode" => crate::pictures::jpeg_size(&content),
                b"JPXDecode" => jpeg2000_size(&content),
                _ => jbig2_size(&content),
            }
        }
        b"CCITTFaxDecode" => {
            let parameters =
                stream.dict.get(b"DecodeParms").ok().and_then(|all| Some(file.dereference(all).ok()?.1));
            let parameters = match parameters {
                Some(Object::Array(all)) => all.last().and_then(|last| Some(file.dereference(last).ok()?.1)),
                other => other,
            };
            let parameters = parameters.and_then(|value| value.as_dict().ok());
            let columns = parameters.map_or(0, |dict| number(dict, b"Columns"));
            let rows = parameters.map_or(0, |dict| number(dict, b"Rows"));
            Some((if columns == 0 { 1728 } else { columns }, rows.max(height)))
        }
        // Nothing but general packing: what it unpacks to is counted, and forgotten.
        _ => return unpacked(stream, &filters, most).map(|_| said).ok_or_else(too_much),
    };
    match size {
        Some((width, height)) if !fits(width, height) => Err(too_much()),
        Some((width, height)) => Ok(said.max(width.saturating_mul(height))),
        None => Ok(said),
    }
}

/// What the first filters of a picture unpack to; none for more than `most` bytes. One that cannot be
/// unpacked is nothing, and draws nothing.
fn unpacked(stream: &Stream, filters: &[&[u8]], most: usize) -> Option<Vec<u8>> {
    let mut only = Stream::new(Dictionary::new(), stream.content.clone());
    only.dict.set("Filter", filters.iter().map(|name| Object::Name(name.to_vec())).collect::<Vec<_>>());
    if let Ok(parameters) = stream.dict.get(b"DecodeParms") {
        only.dict.set("DecodeParms", parameters.clone());
    }
    match only.decompressed_content_with_limit(most) {
        Ok(content) => Some(content),
        Err(lopdf::Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded { .. })) => None,
        Err(_) => Some(Vec::new()),
    }
}

fn number(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?)))
}

/// Width and height by the SIZ mark of a JPEG 2000 codestream, wherever its boxes put it.
fn jpeg2000_size(bytes: &[u8]) -> Option<(u64, u64)> {
    let at = bytes.windows(4).position(|window| window == [0xFF, 0x4F, 0xFF, 0x51])?;
    Some((number(bytes, at + 8)?, number(bytes, at + 12)?))
}

/// Width and height by the segment of JBIG2 that describes the page (ISO/IEC 14492, 7.2 and 7.4.8).
fn jbig2_size(bytes: &[u8]) -> Option<(u64, u64)> {
    const PAGE: u8 = 48;
    let mut at = 0;
    loop {
        let segment = number(bytes, at)?;
        let flags = *bytes.get(at + 4)?;
        let count = u64::from(*bytes.get(at + 5)? >> 5);
        let (count, after) = if count < 5 {
            (count, at + 6)
        } else {
            let count = number(bytes, at + 5)? & 0x1FFF_FFFF;
            (count, at + 9 + usize::try_from((count + 8) / 8).ok()?)
        };
        let each = if segment <= 256 {
            1
        } else if segment <= 65_536 {
            2
        } else {
            4
        };
        let page = if flags & 0x40 != 0 { 4 } else { 1 };
        let header = after.checked_add(usize::try_from(count).ok()?.checked_mul(each)?)?.checked_add(page)?;
        let length = number(bytes, header)?;
        if flags & 0x3F == PAGE {
            return Some((number(bytes, header + 4)?, number(bytes, header + 8)?));
        }
        // Only pictures of a length that is not said run to the end.
        if length == 0xFFFF_FFFF {
            return None;
        }
        at = header.checked_add(4)?.checked_add(usize::try_from(length).ok()?)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(filter: &[u8], content: Vec<u8>) -> Stream {
        let mut dict = Dictionary::new();
        dict.set("Width", 10);
        dict.set("Height", 10);
        dict.set("Filter", Object::Name(filter.to_vec()));
        Stream::new(dict, content)
    }

    #[test]
    fn what_a_picture_says_of_itself_is_held_against_the_limit() {
        let file = Document::with_version("1.7");
        let mut jpeg2000 = vec![0; 40];
        jpeg2000[20..24].copy_from_slice(&[0xFF, 0x4F, 0xFF, 0x51]);
        jpeg2000[28..36].copy_from_slice(&[0, 1, 0, 0, 0, 1, 0, 0]);
        let jbig2 = [&[0, 0, 0, 0, 48, 0, 1, 0, 0, 0, 19, 0, 1, 0, 0, 0, 1, 0, 0][..], &[0; 11]].concat();
        let jpeg = b"\xFF\xD8\xFF\xC0\0\x0B\x08\xFF\xFF\xFF\xFF\x03\0\0\0".to_vec();
        for (filter, content) in
            [(&b"JPXDecode"[..], jpeg2000), (b"JBIG2Decode", jbig2), (b"DCTDecode", jpeg)]
        {
            let stream = picture(filter, content);
            assert!(sane(&file, &stream, 1_000_000).is_err(), "{}", String::from_utf8_lossy(filter));
            assert!(sane(&file, &stream, 5_000_000_000).is_ok(), "{}", String::from_utf8_lossy(filter));
        }
        let mut packed = picture(b"FlateDecode", Vec::new());
        packed.set_plain_content(vec![0; 9_000_000]);
        packed.compress().unwrap();
        packed.dict.set("Width", 10);
        packed.dict.set("Height", 10);
        assert!(sane(&file, &packed, 1_000_000).is_err());
        assert!(sane(&file, &packed, 2_000_000).is_ok());
    }
}
