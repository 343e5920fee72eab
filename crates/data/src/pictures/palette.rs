//! Palettes of TIFF: the decoder knows none, so their indices are read as greys, and become colours here.

use crate::pictures::PictureFault;
use std::borrow::Cow;

use tiff::tags::Tag;

use super::scan::{File, fault};

const PHOTOMETRIC: u16 = 262;
const PALETTE: u16 = 3;
const GREY: u16 = 1;
/// More directories than this are a loop, or are refused for their number.
const LIMIT_DIRECTORIES: usize = 1_000;

/// The colours of a page, of which the file has all reds first; none for a page without a palette.
pub(super) fn of(file: &mut File<'_>) -> Result<Option<Vec<[u8; 3]>>, PictureFault> {
    if file.find_tag(Tag::ColorMap).map_err(fault)?.is_none() {
        return Ok(None);
    }
    let map = file.get_tag_u16_vec(Tag::ColorMap).map_err(fault)?;
    let count = map.len() / 3;
    // Some programs write eight bits where sixteen are meant.
    let narrow = map.iter().all(|part| *part < 256);
    let part = |at: usize| if narrow { map[at] as u8 } else { (map[at] >> 8) as u8 };
    Ok(Some((0..count).map(|at| [part(at), part(count + at), part(2 * count + at)]).collect()))
}

/// The file with its pages of palettes said to be grey.
pub(super) fn as_grey(bytes: &[u8]) -> Cow<'_, [u8]> {
    let little = bytes.starts_with(b"II*\0");
    if !little && !bytes.starts_with(b"MM\0*") {
        return Cow::Borrowed(bytes);
    }
    let short = |bytes: &[u8], at: usize| -> Option<u16> {
        let two = bytes.get(at..at + 2)?.try_into().ok()?;
        Some(if little { u16::from_le_bytes(two) } else { u16::from_be_bytes(two) })
    };
    let long = |bytes: &[u8], at: usize| -> Option<usize> {
        let four = bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
        Some(if little { u32::from_le_bytes(four) } else { u32::from_be_bytes(four) } as usize)
    };
    let mut made = Cow::Borrowed(bytes);
    let mut at = long(bytes, 4).unwrap_or(0);
    for _ in 0..LIMIT_DIRECTORIES {
        let Some(count) = short(bytes, at).filter(|_| at > 0) else { break };
        for entry in 0..usize::from(count) {
            let entry = at + 2 + entry * 12;
            if short(bytes, entry) == Some(PHOTOMETRIC) && short(bytes, entry + 8) == Some(PALETTE) {
                let grey = if little { GREY.to_le_bytes() } else { GREY.to_be_bytes() };
                made.to_mut()[entry + 8..entry + 10].copy_from_slice(&grey);
            }
        }
        at = long(bytes, at + 2 + usize::from(count) * 12).unwrap_or(0);
    }
    made
}
