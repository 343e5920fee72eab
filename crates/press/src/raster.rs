//! A page in pixels. Typst draws filled rectangles, which our rules are, without half tones: where a pixel is coarser than a rule, the
//! rule is drawn whole or not at all. There the page is drawn finer and brought down, so that every rule leaves its grey.

use tiny_skia::{Pixmap, PremultipliedColorU8};
use typst_layout::Page;

/// From this resolution on, a pixel is no higher than the thinnest rule of the standard, 0.25 mm (7.4.1).
const FINE_PPI: f64 = 101.6;
/// Below it, this many pixels of the finer drawing are as high as that rule, so that its grey is off by a third at most.
const ROWS: f64 = 2.0;
/// What is drawn finer is so by this much at most; of pages so small that this does not bring out a rule, nobody reads one.
const FINEST: u32 = 16;

/// Draws a page of `pixels` at `ppi`, and no more pixels than `limit` at any time.
pub(crate) fn drawn(page: &Page, ppi: f64, pixels: u64, limit: u64) -> Pixmap {
    let room = (limit as f64 / pixels.max(1) as f64).sqrt() as u32;
    let finer = if ppi < FINE_PPI { (FINE_PPI * ROWS / ppi).ceil() as u32 } else { 1 };
    let finer = finer.min(FINEST).min(room).max(1);
    let at = |ppi: f64| {
        let options = typst_render::RenderOptions {
            pixel_per_pt: (ppi / 72.0).into(),
            ..typst_render::RenderOptions::default()
        };
        typst_render::render(page, &options)
    };
    if finer == 1 {
        return at(ppi);
    }
    let side = |length: f64| ((length * ppi / 72.0).round() as u32).max(1);
    let size = page.frame.size();
    brought_down(&at(ppi * f64::from(finer)), finer, side(size.x.to_pt()), side(size.y.to_pt()))
}

/// Each pixel the mean of the `finer` × `finer` that lie in it; the last of a row and of a column have what remains.
fn brought_down(fine: &Pixmap, finer: u32, width: u32, height: u32) -> Pixmap {
    // No page is so large: the fine one exists.
    let Some(mut coarse) = Pixmap::new(width, height) else { return fine.clone() };
    let within = |at: u32, count: u32, all: u32| {
        let start = (at * finer).min(all - 1);
        start..if at + 1 == count { all } else { (start + finer).min(all) }
    };
    for y in 0..height {
        let rows = within(y, height, fine.height());
        for x in 0..width {
            let columns = within(x, width, fine.width());
            let mut sums = [0; 4];
            for row in rows.clone() {
                let start = row as usize * fine.width() as usize;
                for pixel in &fine.pixels()[start + columns.start as usize..start + columns.end as usize] {
                    sums[0] += u32::from(pixel.red());
                    sums[1] += u32::from(pixel.green());
                    sums[2] += u32::from(pixel.blue());
                    sums[3] += u32::from(pixel.alpha());
                }
            }
            let count = (rows.len() * columns.len()) as u32;
            let [red, green, blue, alpha] = sums.map(|sum| ((sum + count / 2) / count) as u8);
            if let Some(pixel) = PremultipliedColorU8::from_rgba(red, green, blue, alpha) {
                coarse.pixels_mut()[(y * width + x) as usize] = pixel;
            }
        }
    }
    coarse
}
