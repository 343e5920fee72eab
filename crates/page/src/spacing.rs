//! Which paragraphs a clerk would set wider or narrower so that the text before the sign-off grows or
//! shrinks by some lines (7.3.5.5): those in which the fewest lines lose their 28 characters.

use std::collections::BTreeMap;

use super::fit::MOST;
use super::geometry::Pages;
use super::{Part, part_lines};
use crate::geometry::Page;

/// Character spacing of single blocks of the body, as a share of the em.
pub(crate) type Spacing = Vec<(usize, f64)>;

/// What a paragraph's characters are moved apart or together by: at first so that its lines hold 27
/// or 29 characters, then as far as allowed.
pub(super) const SHARES: [[f64; 2]; 2] = [[0.03, -0.035], [MOST, -MOST]];
/// Paragraphs farther back than this many pages before the sign-off stay as they are.
const REACH: usize = 8;
/// The text never has to grow or shrink by more lines than a sign-off is high.
const MOST_LINES: i32 = 12;

/// A spacing, and by how many lines the text grows with it.
pub(super) struct Choice {
    pub grown: i32,
    pub spacing: Spacing,
}

/// The spacing that everything in the body gets.
pub(super) fn everywhere(pages: &[Page], share: f64) -> Spacing {
    counts(pages).into_keys().map(|block| (block, share)).collect()
}

/// For each number of lines that the text can grow or shrink by when paragraphs are set with one of
/// the shares, the spacing that does it at the least cost; the cheapest first. `set` sets the
/// document with a spacing; it is called from several threads.
pub(super) fn choices<S: Pages>(
    pages: &[Page],
    shares: &[f64],
    set: &(dyn Fn(Spacing) -> Option<S> + Sync),
) -> Vec<Choice> {
    let plain = counts(pages);
    let near = counts(&pages[pages.len().saturating_sub(REACH + 1)..]);
    // One line cannot become two: it would have to be full, and a heading is none.
    let movable: Vec<usize> = near.into_keys().filter(|block| plain[block] > 1).collect();
    if movable.is_empty() {
        return Vec::new();
    }
    let tried: Vec<Option<S>> = std::thread::scope(|scope| {
        let all = |share: f64| movable.iter().map(|block| (*block, share)).collect();
        let threads: Vec<_> = shares.iter().map(|share| scope.spawn(move || set(all(*share)))).collect();
        // A panic goes on to who called, as if there were no threads.
        let join = |thread: std::thread::ScopedJoinHandle<'_, _>| {
            thread.join().unwrap_or_else(|thrown| std::panic::resume_unwind(thrown))
        };
        threads.into_iter().map(join).collect()
    });
    let mut paragraphs: Vec<Paragraph> =
        movable.iter().map(|&block| Paragraph { block, ways: Vec::new() }).collect();
    for (share, now) in shares.iter().zip(tried) {
        let Some(now) = now else { continue };
        let ends = ends(now.pages());
        let now = counts(now.pages());
        for paragraph in &mut paragraphs {
            let lines = now.get(&paragraph.block).copied().unwrap_or_default();
            let grown = lines as i32 - plain[&paragraph.block] as i32;
            // A line of a character or two is no line that somebody wrote.
            if grown > 0 && ends.get(&paragraph.block).is_some_and(|cells| *cells < LEAST_LAST) {
                continue;
            }
            paragraph.may(Way { grown, share: *share, cost: lines as f64 + share.abs() });
        }
    }
    cheapest(&paragraphs)
}

/// A line that a wider spacing makes has so many cells at least.
const LEAST_LAST: f64 = 4.0;

/// Whether a change makes a block a line longer by a character or two.
pub(super) fn makes_orphans(before: &[Page], after: &[Page]) -> bool {
    let (plain, ends) = (counts(before), ends(after));
    let grown =
        counts(after).into_iter().filter(|(block, lines)| plain.get(block).is_some_and(|was| lines > was));
    grown.into_iter().any(|(block, _)| ends.get(&block).is_some_and(|cells| *cells < LEAST_LAST))
}

/// How many cells the last line of each block of the body has.
fn ends(pages: &[Page]) -> BTreeMap<usize, f64> {
    let lines = pages.iter().flat_map(|page| part_lines(page, Part::Body));
    lines.filter_map(|line| Some((line.part().index()?, line.cells()))).collect()
}

/// How many lines each block of the body has.
fn counts(pages: &[Page]) -> BTreeMap<usize, usize> {
    let mut counts = BTreeMap::new();
    for line in pages.iter().flat_map(|page| part_lines(page, Part::Body)) {
        if let Some(block) = line.part().index() {
            *counts.entry(block).or_default() += 1;
        }
    }
    counts
}

/// A paragraph and what can be done with it.
struct Paragraph {
    block: usize,
    ways: Vec<Way>,
}

/// One spacing of a paragraph.
#[derive(Clone, Copy)]
struct Way {
    /// By how many lines it grows.
    grown: i32,
    share: f64,
    /// The lines that change, and a little for how much.
    cost: f64,
}

impl Paragraph {
    /// Notes a way, unless it changes nothing or a cheaper one does the same.
    fn may(&mut self, way: Way) {
        let known = self.ways.iter().any(|known| known.grown == way.grown && known.cost <= way.cost);
        if way.grown != 0 && !known {
            self.ways.retain(|known| known.grown != way.grown);
            self.ways.push(way);
        }
    }
}

/// For each sum of lines the cheapest set of ways, the cheapest sum first.
fn cheapest(paragraphs: &[Paragraph]) -> Vec<Choice> {
    let mut best: BTreeMap<i32, (f64, Spacing)> = BTreeMap::from([(0, (0.0, Vec::new()))]);
    // From the end: of equals, the paragraph nearest to the sign-off.
    for paragraph in paragraphs.iter().rev() {
        let before = best.clone();
        for (sum, (cost, spacing)) in &before {
            for way in &paragraph.ways {
                let (sum, cost) = (sum + way.grown, cost + way.cost);
                let better = best.get(&sum).is_none_or(|(known, _)| cost < *known);
                if sum.abs() <= MOST_LINES && better {
                    let mut spacing = spacing.clone();
                    spacing.push((paragraph.block, way.share));
                    best.insert(sum, (cost, spacing));
                }
            }
        }
    }
    best.remove(&0);
    let mut found: Vec<(i32, (f64, Spacing))> = best.into_iter().collect();
    found.sort_by(|(_, (a, _)), (_, (b, _))| a.total_cmp(b));
    found
        .into_iter()
        .map(|(grown, (_, mut spacing))| {
            spacing.sort_by_key(|(block, _)| *block);
            Choice { grown, spacing }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraph(block: usize, ways: &[(i32, f64, f64)]) -> Paragraph {
        let mut paragraph = Paragraph { block, ways: Vec::new() };
        ways.iter().for_each(|&(grown, share, cost)| paragraph.may(Way { grown, share, cost }));
        paragraph
    }

    #[test]
    fn the_paragraphs_with_the_fewest_lines_give_way() {
        let paragraphs = [
            paragraph(0, &[(1, 0.01, 14.0), (-1, -0.05, 13.0)]),
            paragraph(1, &[(1, 0.03, 4.0)]),
            paragraph(2, &[(1, 0.02, 6.0), (2, 0.05, 9.0)]),
        ];
        let wanted: [(i32, Spacing); 4] = [
            (1, vec![(1, 0.03)]),
            (2, vec![(2, 0.05)]),
            (-1, vec![(0, -0.05)]),
            (3, vec![(1, 0.03), (2, 0.05)]),
        ];
        let found: Vec<(i32, Spacing)> =
            cheapest(&paragraphs).into_iter().map(|choice| (choice.grown, choice.spacing)).collect();
        assert_eq!(found[..4], wanted);
    }

    #[test]
    fn a_way_that_changes_nothing_or_costs_more_is_none() {
        let paragraph = paragraph(0, &[(0, 0.01, 3.0), (1, 0.02, 4.02), (1, 0.03, 4.03), (2, 0.05, 5.0)]);
        let ways: Vec<(i32, f64)> = paragraph.ways.iter().map(|way| (way.grown, way.share)).collect();
        assert_eq!(ways, [(1, 0.02), (2, 0.05)]);
    }

    #[test]
    fn no_paragraph_no_choice() {
        assert!(cheapest(&[]).is_empty());
    }
}
