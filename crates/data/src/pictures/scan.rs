//! What scanners write: TIFF of one page or many, BMP. Each page becomes a PNG of the same size on paper.

use std::io::Cursor;
use std::sync::Arc;

use tiff::decoder::{Decoder, DecodingResult, Limits as TiffLimits};
use tiff::tags::Tag;
use tiff::{ColorType, TiffError};
use zune_bmp::BmpDecoder;
use zune_bmp::zune_core::bytestream::ZCursor;
use zune_bmp::zune_core::colorspace::ColorSpace;
use zune_bmp::zune_core::options::DecoderOptions;

use super::png::{self, Colours};
use super::profile::{self, Space};
use super::{Prepared, fax, palette, sane, too_many};
use crate::limits::Limits;
use crate::pictures::{PictureChange, PictureFault};

/// The tag of a colour profile (Adobe's TIFF Technical Notes).
const ICC_PROFILE: u16 = 34_675;
/// Inches and centimetres to the metre.
const PER_INCH: f64 = 1.0 / 0.0254;
const PER_CENTIMETRE: f64 = 100.0;

/// A page of a TIFF, from 1, or all of them.
pub(super) fn tiff(
    bytes: &Arc<[u8]>,
    page: Option<usize>,
    limits: &Limits,
) -> Result<Vec<Prepared>, PictureFault> {
    let read = || {
        let bytes = palette::as_grey(bytes);
        let mut decoder = Decoder::new(Cursor::new(&bytes[..])).map_err(fault)?;
        let most = usize::try_from(limits.picture_pixels.saturating_mul(8)).unwrap_or(usize::MAX);
        let mut bounds = TiffLimits::default();
        (bounds.decoding_buffer_size, bounds.intermediate_buffer_size) = (most, most);
        decoder = decoder.with_limits(bounds);
        let mut pages = Vec::new();
        let mut number = 1;
        loop {
            if page.is_none_or(|page| page == number) {
                pages.push(tiff_page(&mut decoder, &bytes, limits)?);
            }
            if page == Some(number) || !decoder.more_images() {
                return Ok(pages);
            }
            too_many(number + 1)?;
            decoder.next_image().map_err(fault)?;
            number += 1;
        }
    };
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(read))
        .unwrap_or_else(|_| Err(PictureFault::Damaged { reason: "TIFF".to_owned() }))
}

pub(super) fn fault(error: TiffError) -> PictureFault {
    match error {
        TiffError::IoError(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => PictureFault::Cut,
        TiffError::UnsupportedError(unsupported) => {
            PictureFault::Unsupported { reason: unsupported.to_string() }
        }
        other => PictureFault::Damaged { reason: other.to_string() },
    }
}

pub(super) type File<'b> = Decoder<Cursor<&'b [u8]>>;

fn tiff_page(decoder: &mut File<'_>, bytes: &[u8], limits: &Limits) -> Result<Prepared, PictureFault> {
    let (width, height) = decoder.dimensions().map_err(fault)?;
    sane(u64::from(width), u64::from(height), limits)?;
    let colours = decoder.colortype().map_err(fault)?;
    if is_tiff_cut(decoder, bytes.len() as u64) {
        return Err(PictureFault::Cut);
    }
    let profile = decoder.get_tag_u8_vec(Tag::Unknown(ICC_PROFILE)).ok();
    let density = density(decoder);
    let turn = decoder.find_tag_unsigned::<u16>(Tag::Orientation).ok().flatten().unwrap_or(1);
    if let Some(fax) = fax::Packing::of(decoder) {
        let pixels = fax.read(decoder, bytes, (width, height))?;
        let (pixels, size) = turned(pixels, (width, height), 1, turn);
        let density = if turn >= 5 { density.map(|(x, y)| (y, x)) } else { density };
        return Ok(Prepared::raster(
            png::encode(&pixels, size, Colours::Grey, density).into(),
            size,
            Vec::new(),
        ));
    }
    let samples = match decoder.read_image().map_err(fault)? {
        DecodingResult::U8(samples) => samples,
        // Eight bits are what a page shows.
        DecodingResult::U16(samples) => samples.into_iter().map(|sample| (sample >> 8) as u8).collect(),
        _ => return Err(PictureFault::Unsupported { reason: format!("{colours:?}") }),
    };
    let (depth, count) = match colours {
        ColorType::Gray(depth) => (depth, 1),
        ColorType::GrayA(depth) => (depth, 2),
        ColorType::RGB(depth) | ColorType::YCbCr(depth) => (depth, 3),
        ColorType::RGBA(depth) | ColorType::CMYK(depth) => (depth, 4),
        ColorType::Palette(_) => return Err(PictureFault::Unsupported { reason: format!("{colours:?}") }),
    };
    let samples = if depth < 8 { spread(&samples, width, height, depth, count) } else { samples };
    let wanted = width as usize * height as usize;
    if samples.len() < wanted * count {
        return Err(PictureFault::Unsupported { reason: format!("{colours:?}") });
    }
    let mut changes = Vec::new();
    let (pixels, kind) = match colours {
        ColorType::Gray(bits) => match palette::of(decoder)? {
            Some(palette) => {
                let pixel = |index: &u8| palette.get(usize::from(*index)).copied().unwrap_or_default();
                (samples.iter().flat_map(pixel).collect(), Colours::Rgb)
            }
            None => {
                let most = (1_u16 << bits.min(8)) - 1;
                // The decoder turns white that is 0 round in whole bytes only.
                let turned = bits < 8
                    && decoder.find_tag_unsigned(Tag::PhotometricInterpretation).ok() == Some(Some(0_u16));
                let grey = |sample: &u8| (u16::from(*sample) * 255 / most) as u8;
                let grey = |sample: &u8| if turned { 255 - grey(sample) } else { grey(sample) };
                (samples.iter().map(grey).collect(), Colours::Grey)
            }
        },
        ColorType::GrayA(_) => {
            (samples.chunks_exact(2).flat_map(|p| [p[0], p[0], p[0], p[1]]).collect(), Colours::Rgba)
        }
        ColorType::RGB(8 | 16) | ColorType::YCbCr(8) => {
            let own = profile.as_deref().and_then(|profile| profile::to_srgb(&samples, profile, Space::Rgb));
            (own.unwrap_or(samples), Colours::Rgb)
        }
        ColorType::RGBA(8 | 16) => (samples, Colours::Rgba),
        ColorType::CMYK(8 | 16) => {
            let (pixels, by_profile) = profile::from_inks(&samples, profile.as_deref());
            changes.push(PictureChange::FromInks { profile: by_profile });
            (pixels, Colours::Rgb)
        }
        other => return Err(PictureFault::Unsupported { reason: format!("{other:?}") }),
    };
    let (pixels, size) = turned(pixels, (width, height), kind.count(), turn);
    let density = if turn >= 5 { density.map(|(x, y)| (y, x)) } else { density };
    Ok(Prepared::raster(png::encode(&pixels, size, kind, density).into(), size, changes))
}

/// Whether a strip or a tile ends behind the file: the decoder makes a field of what is missing.
fn is_tiff_cut(decoder: &mut File<'_>, length: u64) -> bool {
    let pairs = [(Tag::StripOffsets, Tag::StripByteCounts), (Tag::TileOffsets, Tag::TileByteCounts)];
    pairs.into_iter().any(|(offsets, counts)| {
        let offsets = decoder.get_tag_u64_vec(offsets).unwrap_or_default();
        let counts = decoder.get_tag_u64_vec(counts).unwrap_or_default();
        offsets.iter().zip(&counts).any(|(offset, count)| offset.saturating_add(*count) > length)
    })
}

/// Samples of less than a byte, packed in rows that begin with a byte, as one to a byte.
fn spread(packed: &[u8], width: u32, height: u32, depth: u8, count: usize) -> Vec<u8> {
    let across = width as usize * count;
    let row = (across * usize::from(depth)).div_ceil(8);
    let mask = (1_u16 << depth) as u8 - 1;
    let mut samples = Vec::with_capacity(across * height as usize);
    for line in packed.chunks(row).take(height as usize) {
        for at in 0..across {
            let bit = at * usize::from(depth);
            let byte = line.get(bit / 8).copied().unwrap_or(0);
            samples.push(byte >> (8 - usize::from(depth) - bit % 8) & mask);
        }
    }
    samples
}

/// Pixels to the metre.
fn density(decoder: &mut File<'_>) -> Option<(u32, u32)> {
    let unit = match decoder.find_tag_unsigned::<u16>(Tag::ResolutionUnit).ok().flatten().unwrap_or(2) {
        2 => PER_INCH,
        3 => PER_CENTIMETRE,
        _ => return None,
    };
    let mut along = |tag| {
        let value = decoder.get_tag(tag).ok()?;
        let value = match value {
            tiff::decoder::ifd::Value::Rational(over, under) => f64::from(over) / f64::from(under),
            other => other.into_f64().ok()?,
        };
        let density = value * unit;
        (density.is_finite() && density > 1.0 && density < 1e7).then_some(density.round() as u32)
    };
    let (across, down) = (along(Tag::XResolution)?, along(Tag::YResolution)?);
    Some((across, down))
}

/// The picture as it is looked at, by the orientation of TIFF 6.0.
fn turned(pixels: Vec<u8>, (width, height): (u32, u32), count: usize, turn: u16) -> (Vec<u8>, (u32, u32)) {
    if !(2..=8).contains(&turn) {
        return (pixels, (width, height));
    }
    let (w, h) = (width as usize, height as usize);
    let size = if turn >= 5 { (height, width) } else { (width, height) };
    let mut made = Vec::with_capacity(pixels.len());
    for y in 0..size.1 as usize {
        for x in 0..size.0 as usize {
            let (column, row) = match turn {
                2 => (w - 1 - x, y),
                3 => (w - 1 - x, h - 1 - y),
                4 => (x, h - 1 - y),
                5 => (y, x),
                6 => (y, h - 1 - x),
                7 => (w - 1 - y, h - 1 - x),
                _ => (w - 1 - y, x),
            };
            let at = (row * w + column) * count;
            made.extend(&pixels[at..at + count]);
        }
    }
    (made, size)
}

pub(super) fn bmp(bytes: &Arc<[u8]>, limits: &Limits) -> Result<Prepared, PictureFault> {
    let read = || {
        let options = DecoderOptions::default().set_max_width(1 << 20).set_max_height(1 << 20);
        let mut decoder = BmpDecoder::new_with_options(ZCursor::new(&bytes[..]), options);
        let damaged =
            |error: zune_bmp::BmpDecoderErrors| PictureFault::Damaged { reason: format!("{error:?}") };
        decoder.decode_headers().map_err(damaged)?;
        let (width, height) = decoder.dimensions().unwrap_or_default();
        sane(width as u64, height as u64, limits)?;
        if is_cut(bytes, width, height) {
            return Err(PictureFault::Cut);
        }
        let mut pixels = decoder.decode().map_err(damaged)?;
        let size = (width as u32, height as u32);
        let colours = match decoder.colorspace() {
            Some(ColorSpace::Luma) => Colours::Grey,
            Some(ColorSpace::RGBA) => Colours::Rgba,
            Some(ColorSpace::RGB) => Colours::Rgb,
            other => return Err(PictureFault::Unsupported { reason: format!("{other:?}") }),
        };
        // The fourth byte is mostly room that nobody used, and a picture is no field of nothing.
        if colours == Colours::Rgba && pixels.chunks_exact(4).all(|pixel| pixel[3] == 0) {
            pixels.chunks_exact_mut(4).for_each(|pixel| pixel[3] = 255);
        }
        if pixels.len() != width * height * colours.count() {
            return Err(PictureFault::Damaged { reason: "BMP".to_owned() });
        }
        let number = |at: usize| Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
        let sane_density = |density: &u32| (100..1_000_000).contains(density);
        let density = number(38).filter(sane_density).zip(number(42).filter(sane_density));
        Ok(Prepared::raster(png::encode(&pixels, size, colours, density).into(), size, Vec::new()))
    };
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(read))
        .unwrap_or_else(|_| Err(PictureFault::Damaged { reason: "BMP".to_owned() }))
}

/// Whether unpacked pixels are fewer than width and height ask for.
fn is_cut(bytes: &[u8], width: usize, height: usize) -> bool {
    let number = |at: usize, length: usize| {
        let bytes = bytes.get(at..at + length)?;
        Some(bytes.iter().rev().fold(0_usize, |number, byte| number << 8 | usize::from(*byte)))
    };
    let (start, header) = (number(10, 4), number(14, 4));
    let (Some(start), Some(header)) = (start, header) else { return true };
    let (bits, packed) = if header < 40 { (number(24, 2), Some(0)) } else { (number(28, 2), number(30, 4)) };
    let (Some(bits), Some(packed)) = (bits, packed) else { return true };
    let row = (width.saturating_mul(bits)).div_ceil(32) * 4;
    // Packed runs (1, 2) are as long as they are.
    !matches!(packed, 1 | 2 | 4 | 5) && bytes.len().saturating_sub(start) < row.saturating_mul(height)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn samples_of_less_than_a_byte_are_spread() {
        assert_eq!(spread(&[0b1010_0000, 0b0110_0000], 3, 2, 1, 1), [1, 0, 1, 0, 1, 1]);
        assert_eq!(spread(&[0x3A, 0xF0], 3, 1, 4, 1), [3, 10, 15]);
    }

    #[test]
    fn a_scan_is_turned_as_it_says() {
        let pixels = vec![1, 2, 3, 4, 5, 6];
        let by = |turn| turned(pixels.clone(), (3, 2), 1, turn);
        assert_eq!(by(1), (vec![1, 2, 3, 4, 5, 6], (3, 2)));
        assert_eq!(by(2), (vec![3, 2, 1, 6, 5, 4], (3, 2)));
        assert_eq!(by(3), (vec![6, 5, 4, 3, 2, 1], (3, 2)));
        assert_eq!(by(4), (vec![4, 5, 6, 1, 2, 3], (3, 2)));
        assert_eq!(by(5), (vec![1, 4, 2, 5, 3, 6], (2, 3)));
        assert_eq!(by(6), (vec![4, 1, 5, 2, 6, 3], (2, 3)));
        assert_eq!(by(7), (vec![6, 3, 5, 2, 4, 1], (2, 3)));
        assert_eq!(by(8), (vec![3, 6, 2, 5, 1, 4], (2, 3)));
    }
}
