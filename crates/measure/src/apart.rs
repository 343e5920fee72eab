//! Lines of a text that have an order of their own, as they have in the template: 敬礼！ under 此致, what stands at the
//! right, the title of an article, whom a letter within the text goes to.

use super::block::Blocks;
use super::gather::Paragraph;
use super::looks::LARGER;
use super::read::Way;
use gongwen_import::greets;
use gongwen_import::page::Look;

/// What stands at the right begins so far in, in characters: a paragraph begins two in, an organ that signs four.
const FAR: f64 = 4.5;
/// What ends so near to the edge stands at it, in mm.
const AT_EDGE: f64 = 0.3;

/// Whether each paragraph is such a line, if it is of the text at all.
pub(super) fn of(paragraphs: &[Paragraph], looks: &[Look], blocks: &Blocks) -> Vec<bool> {
    let apart = |at: usize| {
        let [row] = &paragraphs[at].rows[..] else { return false };
        let block = blocks.at(row.page);
        let greets = at > 0 && greets(&paragraphs[at - 1].text, &paragraphs[at].text);
        let at_right = (row.right - block.right).abs() < AT_EDGE && row.left > block.left + FAR * row.size;
        let is_large = row.size > LARGER * block.size;
        row.way == Way::Across && (greets || at_right || is_large || looks[at] == Look::Salutation)
    };
    (0..paragraphs.len()).map(apart).collect()
}
