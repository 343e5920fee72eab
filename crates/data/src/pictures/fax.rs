//! Strips of TIFF packed as faxes are (ITU-T T.4, T.6), as most scanners pack black on white.

use crate::pictures::PictureFault;
use hayro_ccitt::{DecodeSettings, Decoder, DecoderContext, EncodingMode, decode};
use tiff::tags::Tag;

use super::scan::{File, fault};

const WHITE: u8 = 255;

/// How a page's strips are packed.
pub(super) struct Packing {
    encoding: EncodingMode,
    aligned: bool,
    /// Whether the bits of a byte run from the lowest.
    reversed: bool,
    /// Whether what faxes call white is black.
    inverted: bool,
}

impl Packing {
    /// None for pages that are packed otherwise.
    pub(super) fn of(file: &mut File<'_>) -> Option<Packing> {
        let mut number = |tag| file.find_tag_unsigned::<u32>(tag).ok().flatten();
        const T4_OPTIONS: u16 = 292;
        const FILL_ORDER: Tag = Tag::FillOrder;
        let options = number(Tag::Unknown(T4_OPTIONS)).unwrap_or(0);
        let (encoding, aligned) = match number(Tag::Compression)? {
            2 => (EncodingMode::Group3_1D, true),
            3 if options & 1 == 1 => (EncodingMode::Group3_2D { k: 4 }, options & 4 != 0),
            3 => (EncodingMode::Group3_1D, options & 4 != 0),
            4 => (EncodingMode::Group4, false),
            _ => return None,
        };
        let reversed = number(FILL_ORDER) == Some(2);
        let inverted = number(Tag::PhotometricInterpretation) == Some(1);
        Some(Packing { encoding, aligned, reversed, inverted })
    }

    /// All pixels, a byte each.
    pub(super) fn read(
        &self,
        file: &mut File<'_>,
        bytes: &[u8],
        (width, height): (u32, u32),
    ) -> Result<Vec<u8>, PictureFault> {
        let offsets = file.get_tag_u64_vec(Tag::StripOffsets).map_err(fault)?;
        let lengths = file.get_tag_u64_vec(Tag::StripByteCounts).map_err(fault)?;
        let rows = file.find_tag_unsigned::<u32>(Tag::RowsPerStrip).ok().flatten().unwrap_or(height).max(1);
        let mut page =
            Page { width: width as usize, pixels: Vec::new(), row: Vec::new(), inverted: self.inverted };
        let mut left = height;
        for (offset, length) in offsets.iter().zip(&lengths) {
            let rows = rows.min(left);
            let strip =
                usize::try_from(*offset).ok().zip(usize::try_from(offset.saturating_add(*length)).ok());
            let strip = strip.and_then(|(start, end)| bytes.get(start..end)).ok_or(PictureFault::Cut)?;
            let turned: Vec<u8>;
            let strip = if self.reversed {
                turned = strip.iter().map(|byte| byte.reverse_bits()).collect();
                &turned
            } else {
                strip
            };
            let settings = DecodeSettings {
                columns: width,
                rows,
                end_of_block: true,
                end_of_line: false,
                rows_are_byte_aligned: self.aligned,
                encoding: self.encoding,
                invert_black: false,
            };
            let before = page.pixels.len();
            let mut context = DecoderContext::new(settings);
            if let Err(error) = decode(strip, &mut page, &mut context) {
                return Err(PictureFault::Damaged { reason: error.to_string() });
            }
            let wanted = before + rows as usize * page.width;
            if page.pixels.len() < wanted {
                return Err(PictureFault::Cut);
            }
            page.pixels.truncate(wanted);
            left -= rows;
        }
        if left > 0 { Err(PictureFault::Cut) } else { Ok(page.pixels) }
    }
}

struct Page {
    width: usize,
    pixels: Vec<u8>,
    row: Vec<u8>,
    inverted: bool,
}

impl Decoder for Page {
    fn push_pixels(&mut self, white: bool, count: u32) {
        let room = self.width - self.row.len().min(self.width);
        let value = if white == self.inverted { 0 } else { WHITE };
        self.row.extend(std::iter::repeat_n(value, (count as usize).min(room)));
    }

    fn next_line(&mut self) {
        let blank = if self.inverted { 0 } else { WHITE };
        self.row.resize(self.width, blank);
        self.pixels.append(&mut self.row);
    }
}
