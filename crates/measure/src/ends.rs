//! Marks at the ends of lines. Half of （ and 。 is white, and a typesetter may take that white away
//! where a line begins or ends. The file says where the whole character was drawn; how much of its white
//! was meant to count, only the other lines can tell.

use super::block::Block;
use crate::layout::geometry::{Page, Run};
use crate::layout::{Part, mm};

/// Marks whose left half is white.
pub(super) const OPENING: &[char] = &['（', '《', '“', '‘', '〔', '「', '『', '【', '〈'];
/// Marks whose right half is white.
pub(super) const CLOSING: &[char] =
    &['）', '》', '”', '’', '〕', '」', '』', '】', '〉', '，', '。', '、', '；', '：', '！', '？'];
/// Elements that stand in the middle of the page.
const CENTRED: [Part; 3] = [Part::Title, Part::Number, Part::AttachmentTitle];

/// What justification may move a character by, in mm.
const JUSTIFIED: f64 = 0.4;

/// Gives the marks at the ends of a page's lines the room that the other lines leave them: up to one of
/// the places where lines begin, up to the right edge, or evenly about the middle.
pub(super) fn settle(page: &mut Page, lefts: &[f64], block: Block) {
    let (middle, right) = (f64::midpoint(block.left, block.right), block.right);
    let mut lines: Vec<Vec<usize>> = Vec::new();
    for (at, run) in page.runs.iter().enumerate().filter(|(_, run)| run.upright && !run.glyphs.is_empty()) {
        let same = |line: &&mut Vec<usize>| {
            let first: &Run = &page.runs[line[0]];
            (first.glyphs[0].baseline - run.glyphs[0].baseline).abs() < 0.05
        };
        match lines.iter_mut().find(same) {
            Some(line) => line.push(at),
            None => lines.push(vec![at]),
        }
    }
    for mut line in lines {
        line.sort_by(|a, b| page.runs[*a].glyphs[0].x.total_cmp(&page.runs[*b].glyphs[0].x));
        let (Some(&first), Some(&last)) = (line.first(), line.last()) else { continue };
        let (open, close) = (white_before(&page.runs[first]), white_behind(&page.runs[last]));
        let starts = page.runs[first].glyphs[0].x;
        let ends = page.runs[last].glyphs.last().map_or(starts, |glyph| glyph.x + glyph.advance);
        let (before, behind) = if CENTRED.iter().any(|part| page.runs[first].part == *part) {
            let ways = [(0.0, 0.0), (open, 0.0), (0.0, close), (open, close)];
            let off = |(before, behind): &(f64, f64)| {
                (f64::midpoint(starts + before, ends - behind) - middle).abs()
            };
            ways.into_iter().min_by(|a, b| off(a).total_cmp(&off(b))).unwrap_or_default()
        } else {
            // Any part of its white half may have been taken away.
            let reach = starts - 0.05..starts + open + JUSTIFIED;
            let place = lefts.iter().find(|left| open > 0.0 && reach.contains(*left));
            // What reaches out by more than a quarter of a character hangs by half of one; less is what
            // justification adds or takes.
            let hangs = ends - right > close / 2.0;
            (place.map_or(0.0, |left| left - starts), if hangs { close } else { 0.0 })
        };
        if open > 0.0 {
            let glyph = &mut page.runs[first].glyphs[0];
            glyph.x += before;
            glyph.advance -= before;
        }
        if let Some(glyph) = page.runs[last].glyphs.last_mut().filter(|_| close > 0.0) {
            glyph.advance -= behind;
        }
    }
}

/// How much white may be taken away before a run that begins with an opening mark.
fn white_before(run: &Run) -> f64 {
    let opens = run.glyphs[0].text.starts_with(OPENING) && run.glyphs[0].advance > 0.9 * mm(run.size);
    if opens { mm(run.size) / 2.0 } else { 0.0 }
}

/// How much white may be taken away behind a run that ends with a closing mark.
fn white_behind(run: &Run) -> f64 {
    let last = run.glyphs.last();
    let closes =
        last.is_some_and(|glyph| glyph.text.ends_with(CLOSING) && glyph.advance > 0.9 * mm(run.size));
    if closes { mm(run.size) / 2.0 } else { 0.0 }
}
