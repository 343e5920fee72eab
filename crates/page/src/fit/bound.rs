//! 7.3.5.5 for what is bound behind: to a sign-off that would stand alone the last lines of its text go over, and the
//! page before ends in blank rows. No spacing is changed there. What remains alone is told.

use super::{Compile, MOST_CARRIED, WANTED_LINES, at, free_rows};
use crate::diagnostic::Sink;
use crate::document::{Document, PAPER};
use crate::geometry::{Page, Pages};
use crate::{Adjustment, Line, PageFinding, Part, Piece, part_lines};

/// What signs a part that is a document of its own.
const SIGNOFF: [Part; 4] = [Part::PartOrgan, Part::PartDate, Part::PartSignerTitle, Part::PartSignature];
/// The texts of such parts.
const TEXT: [Part; 2] = [Part::Issued, Part::Attachment];

/// Carries lines over where that helps, and tells of the others.
pub(super) fn carry<S: Pages>(
    document: &Document,
    compile: &Compile<'_, S>,
    (mut set, mut adjustment): (S, Adjustment),
    sink: &mut Sink,
) -> (S, Adjustment) {
    // Parts by the index that their sign-offs have, each once.
    let mut seen: Vec<Option<usize>> = Vec::new();
    while let Some((page, part, said)) = alone(set.pages(), &seen) {
        seen.push(part.index());
        let spot = document.spot_of(part, &said);
        let found = if document.layout.no_fit {
            None
        } else {
            carried(document, compile, (&set, &adjustment), page, part)
        };
        match found {
            Some((better, changed, lines)) => {
                let page = better.pages().get(page).map_or(0, |page| page.number);
                sink.push(at(spot, PageFinding::CarriedOver { page, lines }));
                (set, adjustment) = (better, changed);
            }
            None => {
                let page = set.pages()[page].number;
                sink.push(at(spot, PageFinding::PartSignedAlone { page }));
            }
        }
    }
    (set, adjustment)
}

/// The first sign-off of a part, none of those seen, that begins a page without text of a part: the page's index, and
/// what stands there.
fn alone(pages: &[Page], seen: &[Option<usize>]) -> Option<(usize, Piece, String)> {
    pages.iter().enumerate().find_map(|(at, page)| {
        let signed = page.runs.iter().find(|run| run.part.is_of_any(&SIGNOFF))?;
        let has_text = page.runs.iter().any(|run| run.part.is_of_any(&TEXT))
            || page.pictures.iter().any(|picture| picture.part.is_of_any(&TEXT));
        (!has_text && !seen.contains(&signed.part.index())).then(|| (at, signed.part, signed.text()))
    })
}

/// The lines of a page that are text of parts, each with the part's place among all and its block.
fn text(document: &Document, page: &Page) -> Vec<(usize, Piece)> {
    let lines = TEXT.iter().flat_map(|part| part_lines(page, *part));
    let of = |line: Line| {
        let piece = line.part();
        let (item, _) = piece.item_and_block()?;
        let before = if piece.part() == Part::Issued { 0 } else { document.issued.len() };
        Some((before + item, piece))
    };
    lines.filter_map(of).collect()
}

/// Pages on which the sign-off has text, by as few blank rows as do it, and how many lines it has.
fn carried<S: Pages>(
    document: &Document,
    compile: &Compile<'_, S>,
    (set, start): (&S, &Adjustment),
    page: usize,
    part: Piece,
) -> Option<(S, Adjustment, usize)> {
    let pages = set.pages();
    let before = page.checked_sub(1)?;
    let own = |page: &Page| -> Vec<Piece> {
        let text = text(document, page);
        text.into_iter().filter(|(of, _)| Some(*of) == part.index()).map(|(_, piece)| piece).collect()
    };
    let on_page = own(&pages[before]);
    let earlier = pages[..before].iter().rev().find_map(|page| own(page).pop());
    let beginning = on_page.iter().copied().find(|piece| Some(*piece) != earlier);
    let foot = PAPER.1 - document.layout.margins.unwrap_or_default().bottom;
    let free = free_rows(&pages[before], foot).max(0) as usize;
    let most = free + on_page.len().saturating_sub(1).min(MOST_CARRIED);
    let mut second_best = None;
    // A block as long as the page begins on an earlier one, and the blank stands at that one's foot.
    for anchor in beginning.into_iter().chain(earlier.filter(|_| !on_page.is_empty())) {
        for rows in free.max(1)..=most {
            let mut tried = start.clone();
            tried.bound.push((anchor, rows));
            let Some(set) = compile(tried.clone()).0 else { continue };
            let signed = |page: &&Page| {
                page.runs.iter().any(|run| run.part.is_of_any(&SIGNOFF) && run.part.index() == part.index())
            };
            let lines = set.pages().iter().find(signed).map_or(0, |page| own(page).len());
            if lines >= WANTED_LINES {
                return Some((set, tried, lines));
            }
            if lines > 0 && second_best.is_none() {
                second_best = Some((set, tried, lines));
            }
        }
    }
    second_best
}
