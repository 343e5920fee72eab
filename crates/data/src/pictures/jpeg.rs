//! JPEG: decoded to its end; printing inks made RGB; a profile that is not the picture's left out.

use std::sync::Arc;

use image::ExtendedColorType;
use image::codecs::jpeg::JpegEncoder;
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::profile::{self, Space};
use super::{Prepared, sane};
use crate::limits::Limits;
use crate::pictures::{PictureChange, PictureFault};

/// What is seen of a loss at this quality is nothing.
const QUALITY: u8 = 95;

/// What the headers say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    pub width: u64,
    pub height: u64,
    pub components: u8,
    /// How Adobe's programs say that the colours are meant; none when they say nothing.
    pub transform: Option<u8>,
}

/// A segment before the scans: its mark and its bytes, with mark and length.
struct Segments<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> Iterator for Segments<'b> {
    type Item = (u8, &'b [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let (mark, code) = (*self.bytes.get(self.at)?, *self.bytes.get(self.at + 1)?);
            match (mark, code) {
                // A fill byte before a mark.
                (0xFF, 0xFF) => self.at += 1,
                (0xFF, 0x01 | 0xD0..=0xD8) => self.at += 2,
                (0xFF, 0xDA | 0xD9) => return None,
                (0xFF, code) => {
                    let length = usize::from(u16::from_be_bytes(
                        self.bytes.get(self.at + 2..self.at + 4)?.try_into().ok()?,
                    ));
                    let segment = self.bytes.get(self.at..self.at + 2 + length)?;
                    self.at += 2 + length;
                    return Some((code, segment));
                }
                _ => return None,
            }
        }
    }
}

fn segments(bytes: &[u8]) -> Segments<'_> {
    Segments { bytes, at: 2 }
}

/// Width, height and colours by the first frame header.
pub fn shape(bytes: &[u8]) -> Option<Shape> {
    let mut transform = None;
    for (code, segment) in segments(bytes) {
        match code {
            0xEE if segment.get(4..9) == Some(b"Adobe") => transform = segment.get(15).copied(),
            0xC4 | 0xC8 | 0xCC => {}
            0xC0..=0xCF => {
                let number = |at: usize| {
                    Some(u64::from(u16::from_be_bytes(segment.get(at..at + 2)?.try_into().ok()?)))
                };
                let (height, width) = (number(5)?, number(7)?);
                return Some(Shape { width, height, components: *segment.get(9)?, transform });
            }
            _ => {}
        }
    }
    None
}

/// Width and height.
pub fn size(bytes: &[u8]) -> Option<(u64, u64)> {
    shape(bytes).map(|shape| (shape.width, shape.height))
}

pub(super) fn prepare(bytes: &Arc<[u8]>, limits: &Limits) -> Result<Prepared, PictureFault> {
    let shape = shape(bytes).ok_or(PictureFault::Cut)?;
    sane(shape.width, shape.height, limits)?;
    let size = (shape.width as u32, shape.height as u32);
    let native = match shape.components {
        1 => ColorSpace::Luma,
        4 if shape.transform == Some(2) => ColorSpace::YCCK,
        4 => ColorSpace::CMYK,
        _ => ColorSpace::RGB,
    };
    let (pixels, profile) = decoded(bytes, native)?;
    if shape.components != 4 {
        let space = if shape.components == 1 { Space::Grey } else { Space::Rgb };
        let Some(_) = profile.filter(|profile| !profile::fits(profile, space)) else {
            return Ok(Prepared::raster(Arc::clone(bytes), size, Vec::new()));
        };
        return Ok(Prepared::raster(
            without_profile(bytes).into(),
            size,
            vec![PictureChange::ProfileLeftOut],
        ));
    }
    let inks = inks(pixels, shape.transform);
    let (colours, by_profile) = profile::from_inks(&inks, profile.as_deref());
    let mut written = Vec::new();
    JpegEncoder::new_with_quality(&mut written, QUALITY)
        .encode(&colours, size.0, size.1, ExtendedColorType::Rgb8)
        .map_err(|error| PictureFault::Damaged { reason: error.to_string() })?;
    let change = PictureChange::FromInks { profile: by_profile };
    Ok(Prepared::raster(with_its_own(bytes, &written).into(), size, vec![change]))
}

/// All pixels, and the profile. First as the standard has it; a decoder that forgives makes a grey field of
/// what is missing, and says nothing.
fn decoded(bytes: &[u8], colours: ColorSpace) -> Result<(Vec<u8>, Option<Vec<u8>>), PictureFault> {
    let run = |strict: bool| {
        let options = DecoderOptions::default()
            .set_max_width(usize::from(u16::MAX))
            .set_max_height(usize::from(u16::MAX))
            .set_strict_mode(strict)
            .jpeg_set_out_colorspace(colours);
        let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
        let pixels = decoder.decode().map_err(|error| error.to_string());
        pixels.map(|pixels| (pixels, decoder.icc_profile()))
    };
    let caught =
        |strict| std::panic::catch_unwind(|| run(strict)).unwrap_or_else(|_| Err("panic".to_owned()));
    match caught(true) {
        Ok(whole) => Ok(whole),
        // Bytes between two segments harm nothing.
        Err(reason) if reason.contains("between headers") => {
            if is_cut(bytes) {
                return Err(PictureFault::Cut);
            }
            caught(false).map_err(|reason| PictureFault::Damaged { reason })
        }
        Err(_) if is_cut(bytes) => Err(PictureFault::Cut),
        Err(reason) => Err(PictureFault::Damaged { reason }),
    }
}

/// Whether the file ends before the mark of its end.
pub fn is_cut(bytes: &[u8]) -> bool {
    let mut walk = segments(bytes);
    while walk.next().is_some() {}
    !bytes.get(walk.at..).unwrap_or_default().windows(2).any(|pair| pair == [0xFF, 0xD9])
}

/// Decoded values as inks, full at 255. Adobe's programs write them the other way round, and say that they wrote.
fn inks(mut pixels: Vec<u8>, transform: Option<u8>) -> Vec<u8> {
    for pixel in pixels.chunks_exact_mut(4) {
        if transform == Some(2) {
            let (y, cb, cr) = (f32::from(pixel[0]), f32::from(pixel[1]) - 128.0, f32::from(pixel[2]) - 128.0);
            let part = |value: f32| value.round().clamp(0.0, 255.0) as u8;
            // What is RGB by its formula are the inks turned round once more.
            pixel[0] = part(y + 1.402 * cr);
            pixel[1] = part(y - 0.344_136 * cb - 0.714_136 * cr);
            pixel[2] = part(y + 1.772 * cb);
            pixel[3] = 255 - pixel[3];
        } else if transform.is_some() {
            pixel.iter_mut().for_each(|value| *value = 255 - *value);
        }
    }
    pixels
}

/// The file without the segments of a profile.
fn without_profile(bytes: &[u8]) -> Vec<u8> {
    let mut kept = bytes[..2].to_vec();
    let mut walk = segments(bytes);
    for (code, segment) in walk.by_ref() {
        if !(code == 0xE2 && segment.get(4..15) == Some(b"ICC_PROFILE")) {
            kept.extend(segment);
        }
    }
    kept.extend(&bytes[walk.at..]);
    kept
}

/// A file written anew, with what the first said of its size on paper and which way is up.
fn with_its_own(old: &[u8], new: &[u8]) -> Vec<u8> {
    let says = |(code, segment): &(u8, &[u8])| match code {
        0xE0 => segment.get(4..8) == Some(b"JFIF"),
        0xE1 => segment.get(4..8) == Some(b"Exif"),
        _ => false,
    };
    let mut made = new[..2].to_vec();
    segments(old).filter(says).for_each(|(_, segment)| made.extend(segment));
    let mut walk = segments(new);
    for (code, segment) in walk.by_ref() {
        if code != 0xE0 {
            made.extend(segment);
        }
    }
    made.extend(&new[walk.at..]);
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shape_is_read_from_headers() {
        let jpeg = b"\xFF\xD8\xFF\xE0\0\x04ab\xFF\xFF\xC2\0\x0B\x08\x02\x00\x03\x00\x03\0\0\0";
        assert_eq!(shape(jpeg), Some(Shape { width: 0x300, height: 0x200, components: 3, transform: None }));
        for cut in 0..jpeg.len() {
            shape(&jpeg[..cut]);
        }
    }

    #[test]
    fn inks_are_full_at_255_whoever_wrote_them() {
        assert_eq!(inks(vec![255, 0, 0, 10], None), [255, 0, 0, 10]);
        assert_eq!(inks(vec![0, 255, 255, 245], Some(0)), [255, 0, 0, 10]);
        // Grey of the formula has no colour: three inks alike.
        assert_eq!(inks(vec![200, 128, 128, 245], Some(2)), [200, 200, 200, 10]);
    }

    fn photograph() -> Vec<u8> {
        let (width, height) = (64, 48);
        let pixels: Vec<u8> =
            (0..width * height).flat_map(|at| [(at % 251) as u8, (at / 64 * 5) as u8, 90]).collect();
        let mut file = Vec::new();
        JpegEncoder::new(&mut file).encode(&pixels, width, height, ExtendedColorType::Rgb8).unwrap();
        file
    }

    #[test]
    fn a_file_that_is_cut_is_not_read_as_half_a_picture() {
        let whole: Arc<[u8]> = photograph().into();
        assert!(prepare(&whole, &Limits::default()).is_ok());
        for share in [3, 5, 8, 9] {
            let cut: Arc<[u8]> = whole[..whole.len() * share / 10].into();
            let fault = prepare(&cut, &Limits::default()).map(drop).unwrap_err();
            assert_eq!(fault, PictureFault::Cut, "{share}/10");
        }
    }

    #[test]
    fn a_profile_that_is_not_the_pictures_is_left_out() {
        let whole = photograph();
        let mut profile = vec![0; 128];
        profile[..4].copy_from_slice(&128_u32.to_be_bytes());
        profile[8] = 4;
        profile[12..20].copy_from_slice(b"mntrLab ");
        profile[36..40].copy_from_slice(b"acsp");
        let mut segment = vec![0xFF, 0xE2, 0, 0];
        segment.extend(b"ICC_PROFILE\0\x01\x01");
        segment.extend(&profile);
        let length = (segment.len() - 2) as u16;
        segment[2..4].copy_from_slice(&length.to_be_bytes());
        let with: Arc<[u8]> = [&whole[..2], &segment, &whole[2..]].concat().into();
        let made = prepare(&with, &Limits::default()).unwrap();
        assert_eq!(made.changes, [PictureChange::ProfileLeftOut]);
        let bytes = match made.content {
            super::super::Content::Ready(bytes) => bytes,
            #[cfg(feature = "pdf")]
            super::super::Content::Page(..) => panic!("a photograph is no page"),
        };
        assert_eq!(&*bytes, whole);
    }
}
