//! Where the bytes of a picture become what Typst is handed and every form of PDF can carry: decoded to their end,
//! in colours of a screen, with a colour profile only if it is theirs. Scans become PNG, photographs in printing
//! inks become JPEG in RGB, pages of PDFs become SVG. What is carried inside the PDF stays as it was.

mod fax;
mod findings;
mod jpeg;
mod palette;
pub mod png;
mod profile;
mod raster;
mod scan;
pub mod svg;
mod webp;

pub use findings::{PictureChange, PictureFault, PictureFinding};
use std::sync::Arc;

pub use jpeg::{is_cut as jpeg_is_cut, shape as jpeg_shape, size as jpeg_size};

use crate::foreign::PdfFault;
#[cfg(feature = "pdf")]
use crate::foreign::{self, Pages, Plain};
use crate::limits::Limits;

/// The most pages of a file that is bound page by page.
const LIMIT_PAGES: usize = 500;

/// What a file is, whatever its name ends with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// PNG.
    Png,
    /// JPEG.
    Jpeg,
    /// WebP.
    WebP,
    /// GIF, of which the first picture counts.
    Gif,
    /// A Windows bitmap.
    Bmp,
    /// TIFF.
    Tiff,
    /// SVG, packed or not.
    Svg,
    /// PDF, a page of it.
    Pdf,
}

impl Kind {
    /// By the first bytes.
    pub fn of(bytes: &[u8]) -> Option<Kind> {
        let head = &bytes[..bytes.len().min(1024)];
        let is_webp = head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP");
        // The size of the header behind the file's own: older programs than any in use wrote other ones.
        let is_bmp = head.starts_with(b"BM") && head.get(15..18) == Some(&[0, 0, 0]);
        [
            (head.starts_with(b"\x89PNG\r\n\x1a\n"), Kind::Png),
            (head.starts_with(&[0xFF, 0xD8, 0xFF]), Kind::Jpeg),
            (is_webp, Kind::WebP),
            (head.starts_with(b"GIF87a") || head.starts_with(b"GIF89a"), Kind::Gif),
            (is_bmp, Kind::Bmp),
            (head.starts_with(b"II*\0") || head.starts_with(b"MM\0*"), Kind::Tiff),
            (head.starts_with(b"II+\0") || head.starts_with(b"MM\0+"), Kind::Tiff),
            (head.windows(5).any(|window| window == b"%PDF-"), Kind::Pdf),
            (svg::is_one(bytes), Kind::Svg),
        ]
        .into_iter()
        .find_map(|(is, kind)| is.then_some(kind))
    }
}

/// What a picture's file became.
#[derive(Debug, Clone)]
pub enum Content {
    /// What Typst is handed.
    Ready(Arc<[u8]>),
    /// A page of a PDF, from 0 in what is left of the file: it is drawn when the faces are known.
    #[cfg(feature = "pdf")]
    Page(Arc<Plain>, usize),
}

/// A picture's file, read.
#[derive(Debug, Clone)]
pub struct Prepared {
    /// What is set in its place.
    pub content: Content,
    /// Width and height, in pixels or pt; none for a drawing that does not say.
    pub size: Option<(f64, f64)>,
    /// How many pixels Typst will hold of it.
    pub pixels: u64,
    /// What was done to it.
    pub changes: Vec<PictureChange>,
}

impl Prepared {
    /// How many pixels the pictures have in the pages of its PDF, which the first of them tells.
    pub(crate) fn in_pages(&self) -> u64 {
        match &self.content {
            #[cfg(feature = "pdf")]
            Content::Page(plain, 0) => plain.pixels,
            _ => 0,
        }
    }

    fn raster(bytes: Arc<[u8]>, (width, height): (u32, u32), changes: Vec<PictureChange>) -> Prepared {
        let size = Some((f64::from(width), f64::from(height)));
        let pixels = u64::from(width) * u64::from(height);
        Prepared { content: Content::Ready(bytes), size, pixels, changes }
    }
}

/// Reads a picture; `page` counts from 1.
pub fn prepare(bytes: &Arc<[u8]>, page: usize, limits: &Limits) -> Result<Prepared, PictureFault> {
    let kind = Kind::of(bytes).ok_or(PictureFault::NotAPicture)?;
    match kind {
        #[cfg(feature = "pdf")]
        Kind::Pdf => {
            let plain = gated(bytes, Pages::One(page), limits)?;
            if plain.pages < page || plain.scales.is_empty() {
                return Err(PictureFault::NoSuchPage { page });
            }
            pages_of(plain)?.pop().ok_or(PictureFault::NoSuchPage { page })
        }
        #[cfg(not(feature = "pdf"))]
        Kind::Pdf => Err(PictureFault::Pdf(PdfFault::NotBuiltIn)),
        Kind::Tiff => scan::tiff(bytes, Some(page), limits)?.pop().ok_or(PictureFault::NoSuchPage { page }),
        _ if page != 1 => Err(PictureFault::NoSuchPage { page }),
        _ => single(bytes, kind, limits),
    }
}

/// Reads all pages of a file, to be bound one by one; a picture is one page.
pub(crate) fn prepare_all(bytes: &Arc<[u8]>, limits: &Limits) -> Result<Vec<Prepared>, PictureFault> {
    let pages = match Kind::of(bytes).ok_or(PictureFault::NotAPicture)? {
        #[cfg(feature = "pdf")]
        Kind::Pdf => {
            let plain = gated(bytes, Pages::All, limits)?;
            too_many(plain.scales.len())?;
            pages_of(plain)?
        }
        #[cfg(not(feature = "pdf"))]
        Kind::Pdf => return Err(PictureFault::Pdf(PdfFault::NotBuiltIn)),
        Kind::Tiff => scan::tiff(bytes, None, limits)?,
        kind => vec![single(bytes, kind, limits)?],
    };
    Ok(pages)
}

fn too_many(count: usize) -> Result<(), PictureFault> {
    if count > LIMIT_PAGES {
        return Err(PictureFault::Pdf(PdfFault::TooMuch { unit: ("页数", "pages"), limit: LIMIT_PAGES }));
    }
    Ok(())
}

fn single(bytes: &Arc<[u8]>, kind: Kind, limits: &Limits) -> Result<Prepared, PictureFault> {
    match kind {
        Kind::Jpeg => jpeg::prepare(bytes, limits),
        Kind::Bmp => scan::bmp(bytes, limits),
        Kind::Svg => svg::prepare(bytes, limits),
        _ => raster::prepare(bytes, kind, limits),
    }
}

#[cfg(feature = "pdf")]
fn gated(bytes: &[u8], pages: Pages, limits: &Limits) -> Result<Plain, PictureFault> {
    foreign::gate::plain(bytes, pages, Some(limits.picture_pixels)).map_err(PictureFault::Pdf)
}

/// The pages of a file that has passed the gate, with the sizes they are looked at in.
#[cfg(feature = "pdf")]
fn pages_of(plain: Plain) -> Result<Vec<Prepared>, PictureFault> {
    let pdf = std::panic::catch_unwind(|| {
        let pdf = hayro_syntax::Pdf::new(Arc::clone(&plain.bytes)).ok()?;
        Some(pdf.pages().iter().map(hayro_syntax::page::Page::render_dimensions).collect::<Vec<_>>())
    });
    let broken = PictureFault::Pdf(PdfFault::Broken);
    let sizes = pdf.ok().flatten().ok_or_else(|| broken.clone())?;
    let plain = Arc::new(plain);
    let page = |(index, (width, height)): (usize, (f32, f32))| {
        let unit = plain.scales.get(index).copied().unwrap_or(1.0);
        Prepared {
            content: Content::Page(Arc::clone(&plain), index),
            size: Some((f64::from(width) * unit, f64::from(height) * unit)),
            pixels: 0,
            changes: Vec::new(),
        }
    };
    Ok(sizes.into_iter().enumerate().map(page).collect())
}

/// No picture of more pixels than are allowed, before anybody makes room for them.
fn sane(width: u64, height: u64, limits: &Limits) -> Result<(), PictureFault> {
    let limit = limits.picture_pixels;
    if width.saturating_mul(height) > limit {
        return Err(PictureFault::TooLarge { width, height, limit });
    }
    if width == 0 || height == 0 {
        return Err(PictureFault::Damaged { reason: "0 × 0".to_owned() });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// docs/embedding.md: what is not built in is told. CI tests this crate without its features too.
    #[cfg(not(feature = "pdf"))]
    #[test]
    fn a_pdf_is_told_where_nothing_reads_it() {
        let bytes: Arc<[u8]> = Arc::from(&b"%PDF-1.7\n"[..]);
        let text = "title = \"关于甲的通知\"\nissuers = [\"甲局\"]\nbody = \"![图](a.pdf)\"";
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.pdf"), &bytes).unwrap();
        let read = crate::Document::reader().folder(folder.path()).read_toml("data.toml", text);
        let failure = read.err().unwrap();
        assert_eq!(failure.diagnostics()[0].code(), "pdf-not-built-in");
        assert_eq!(
            prepare_all(&bytes, &Limits::default()).unwrap_err(),
            PictureFault::Pdf(PdfFault::NotBuiltIn)
        );
    }

    #[test]
    fn a_picture_is_known_by_its_bytes() {
        for (bytes, wanted) in [
            (&b"\x89PNG\r\n\x1a\n...."[..], Some(Kind::Png)),
            (b"\xFF\xD8\xFF\xE0", Some(Kind::Jpeg)),
            (b"RIFF\0\0\0\0WEBPVP8 ", Some(Kind::WebP)),
            (b"<?xml version=\"1.0\"?>\n<svg", Some(Kind::Svg)),
            (b"%PDF-1.7", Some(Kind::Pdf)),
            (b"\r\n%PDF-1.7", Some(Kind::Pdf)),
            (b"GIF89a", Some(Kind::Gif)),
            (b"II*\0\x08\0\0\0", Some(Kind::Tiff)),
            (b"MM\0*\0\0\0\x08", Some(Kind::Tiff)),
            (b"BM\0\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0", Some(Kind::Bmp)),
            (b"BMW 3 series, a text about cars", None),
            (b"RIFF\0\0\0\0WAVE", None),
            (b"", None),
        ] {
            assert_eq!(Kind::of(bytes), wanted, "{}", String::from_utf8_lossy(bytes));
        }
    }
}
