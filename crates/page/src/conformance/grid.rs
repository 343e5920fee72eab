//! Marks that fill a whole cell (`punctuation = "grid"`). The template sets each in a box a cell wide,
//! where Typst squeezes it: the page says half a cell for what takes up a whole one.

use super::Part;
use crate::geometry::{Glyph, Page, Run};

/// Elements whose marks stand in cells.
const PARTS: [Part; 14] = [
    Part::Recipients,
    Part::MovedRecipients,
    Part::Body,
    Part::Issued,
    Part::Attachment,
    Part::AttachmentList,
    Part::Attendance,
    Part::Note,
    Part::Postscript,
    Part::Cc,
    Part::PartRecipients,
    Part::PartAttachmentList,
    Part::PartNote,
    Part::PartPostscript,
];
/// A mark narrower than this, in em, is a squeezed one.
const SQUEEZED: f64 = 0.75;
const OPENING: &str = "“‘《〈（【〔［";
const CLOSING: &str = "”’》〉）】〕］，。、：；？！";

/// The pages with each mark as wide as its cell.
pub(super) fn whole_cells(pages: &[Page]) -> Vec<Page> {
    let mut pages = pages.to_vec();
    let in_cells = |run: &&mut Run| run.upright && run.part.is_of_any(&PARTS);
    for run in pages.iter_mut().flat_map(|page| &mut page.runs).filter(in_cells) {
        let em = super::super::mm(run.size);
        let squeezed = |glyph: &&mut Glyph| !glyph.text.is_empty() && glyph.advance < SQUEEZED * em;
        for glyph in run.glyphs.iter_mut().filter(squeezed) {
            if OPENING.contains(&glyph.text) {
                glyph.x -= em - glyph.advance;
                glyph.ink_shift.0 += em - glyph.advance;
                glyph.advance = em;
            } else if CLOSING.contains(&glyph.text) {
                glyph.advance = em;
            }
        }
    }
    pages
}
