//! PNG, GIF and WebP: decoded to their end, as Typst will decode them; a profile that is not the picture's left out.

use std::io::Cursor;
use std::sync::Arc;

use image::codecs::gif::GifDecoder;
use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::{ColorType, DynamicImage, ImageDecoder, ImageError, ImageResult};

use super::profile::{self, Space};
use super::{Kind, Prepared, sane, webp};
use crate::limits::Limits;
use crate::pictures::{PictureChange, PictureFault};

/// What a decoder found.
struct Found {
    size: (u32, u32),
    colours: ColorType,
    profile: Option<Vec<u8>>,
}

pub(super) fn prepare(bytes: &Arc<[u8]>, kind: Kind, limits: &Limits) -> Result<Prepared, PictureFault> {
    // The size stands in the first chunk, IHDR, and is known before the decoder makes room for its rows.
    let number = |at: usize| Some(u64::from(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?)));
    if let (Kind::Png, Some(width), Some(height)) = (kind, number(16), number(20)) {
        sane(width, height, limits)?;
    }
    let cursor = || Cursor::new(&bytes[..]);
    let found = match kind {
        Kind::Png => whole(PngDecoder::new(cursor()), limits),
        Kind::Gif => whole(GifDecoder::new(cursor()), limits),
        _ => whole(WebPDecoder::new(cursor()), limits),
    }?;
    let space = if found.colours.has_color() { Space::Rgb } else { Space::Grey };
    if found.profile.is_none_or(|profile| profile::fits(&profile, space)) {
        return Ok(Prepared::raster(Arc::clone(bytes), found.size, Vec::new()));
    }
    let without = match kind {
        Kind::Png => png_without_profile(bytes),
        Kind::WebP => webp::without_profile(bytes),
        // GIF has none.
        _ => bytes.to_vec(),
    };
    Ok(Prepared::raster(without.into(), found.size, vec![PictureChange::ProfileLeftOut]))
}

fn whole<T: ImageDecoder>(decoder: ImageResult<T>, limits: &Limits) -> Result<Found, PictureFault> {
    let mut decoder = decoder.map_err(fault)?;
    let (width, height) = decoder.dimensions();
    sane(u64::from(width), u64::from(height), limits)?;
    // Typst's own bound; beyond it the picture would fail there.
    decoder.set_limits(image::Limits::default()).map_err(fault)?;
    let profile = decoder.icc_profile().ok().flatten().filter(|profile| !profile.is_empty());
    let colours = decoder.color_type();
    DynamicImage::from_decoder(decoder).map_err(fault)?;
    Ok(Found { size: (width, height), colours, profile })
}

fn fault(error: ImageError) -> PictureFault {
    match error {
        ImageError::IoError(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => PictureFault::Cut,
        other => {
            let said = other.to_string();
            let ends = said.to_ascii_lowercase().contains("unexpected end");
            if ends { PictureFault::Cut } else { PictureFault::Damaged { reason: said } }
        }
    }
}

/// A PNG without its profile.
fn png_without_profile(bytes: &[u8]) -> Vec<u8> {
    let mut kept = bytes.get(..8).unwrap_or(bytes).to_vec();
    let mut at = 8;
    while let Some(head) = bytes.get(at..at + 8) {
        let length = u32::from_be_bytes([head[0], head[1], head[2], head[3]]) as usize;
        let end = at.saturating_add(length).saturating_add(12).min(bytes.len());
        if &head[4..] != b"iCCP" {
            kept.extend(&bytes[at..end]);
        }
        at = end;
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::super::png;
    use super::*;

    fn picture() -> Vec<u8> {
        let pixels: Vec<u8> = (0..60_u32 * 40 * 3).map(|at| (at * at % 253) as u8).collect();
        png::encode(&pixels, (60, 40), png::Colours::Rgb, None)
    }

    #[test]
    fn a_file_that_is_cut_is_not_read_as_half_a_picture() {
        let whole: Arc<[u8]> = picture().into();
        assert!(prepare(&whole, Kind::Png, &Limits::default()).is_ok());
        for share in [2, 5, 8] {
            let cut: Arc<[u8]> = whole[..whole.len() * share / 10].into();
            assert!(prepare(&cut, Kind::Png, &Limits::default()).is_err(), "{share}/10");
        }
    }
}
