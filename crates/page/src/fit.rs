//! What words and millimetres decide together: compile, measure, adjust one thing, say so.
//!
//! 7.3.3: page 1 shows text: a joint mark, whose size is open, gives way first; recipients so long that
//! page 1 would still show none move to the colophon (7.3.2).
//! 7.3.5.5: a sign-off that would stand alone on a page is brought to a page with text by the
//! smallest change of line pitch or character spacing; where none helps, the last lines of text go
//! over to it, and the page before ends in blank rows. In a longer document nothing changes far from the sign-off, but where
//! many rows would stay blank.
//! Of what is bound behind, only lines of text go over to a sign-off (`bound.rs`).
//! A briefing, which nobody signs, ends with its 版记: that is brought to the text's page by character spacing, or told.

mod bound;

use super::geometry::Pages;
use super::{
    Adjustment, COLOPHON, Carried, Line, Part, Piece, SIGNOFF, TEXT, lines, misfit, part_lines, spacing,
};
use crate::PageFinding;
use crate::diagnostic::{Diagnostic, Problem, Sink};
use crate::document::{Document, Format, PAPER, Spot, mark};
use crate::geometry::Page;

/// The most that line pitch or character spacing is changed, as a share.
pub(super) const MOST: f64 = 0.05;
/// The steps in which line pitch is tried.
const PITCH_STEP: f64 = 0.01;
/// Line pitch changes the whole text: only that of a document of no more pages, the sign-off's among them.
const SHORT: usize = 3;
/// That of one of no more pages is changed so that other numbers of lines fill them, where more rows would stay blank.
const LONGER: usize = 8;
const FEW_BLANK: usize = 4;
/// So many changes are tried though they hardly help by the estimate.
const UNLIKELY: usize = 4;
/// This many lines of text before the sign-off are wanted on its page; one is better than none.
const WANTED_LINES: usize = 2;

/// Sets the document with an adjustment.
pub(crate) type Compile<'a, S> = dyn Fn(Adjustment) -> (Option<S>, Vec<Diagnostic>) + Sync + 'a;

/// Sets the document, adjusting what the standard says is to be adjusted, and tells of what it is not adjusted for.
pub fn settle<S: Pages>(
    document: &Document,
    compile: &Compile<'_, S>,
    sink: &mut Sink,
) -> Option<(S, Adjustment)> {
    let settled = settled(document, compile, sink)?;
    Some(bound::carry(document, compile, settled, sink))
}

fn settled<S: Pages>(
    document: &Document,
    compile: &Compile<'_, S>,
    sink: &mut Sink,
) -> Option<(S, Adjustment)> {
    let mut adjustment = Adjustment::default();
    let mut set = attempt(compile, adjustment.clone(), sink)?;
    let mut pages = set.pages();
    // Behind contents the text begins on another page.
    let listed = document.contents.is_some() && document.format == Format::Plain;
    if !listed && !shows_body(&pages[0]) {
        (set, adjustment) = make_room(document, compile, set, sink)?;
        pages = set.pages();
    }
    // Words that do not fit as they are will not by a change of spacing.
    misfit::tell(document, pages, sink);
    if sink.has_errors() {
        return None;
    }
    misfit::tell_small_mark(document, pages, sink);
    misfit::tell_recipients_in_text(document, pages, sink);
    let end = End::of(document);
    let Some(before) = end.before(pages) else {
        return Some((set, adjustment));
    };
    if before.text >= end.wanted() {
        return Some((set, adjustment));
    }
    if document.layout.no_fit {
        if before.lines == 0 {
            sink.push(end.alone(document, pages, before.page, PageFinding::FittingOff { page: before.page }));
        }
        return Some((set, adjustment));
    }
    let foot = PAPER.1 - document.layout.margins.unwrap_or_default().bottom;
    let (set, adjustment) = fit(document, compile, adjustment, set, (end, before), foot, sink)?;
    misfit::tell(document, set.pages(), sink);
    Some((set, adjustment)).filter(|_| !sink.has_errors())
}

/// Recipients of more lines than this are too many (7.3.2), and go before the mark gives way.
const MANY_RECIPIENTS: usize = 5;
/// In so many steps the mark gives way.
const MARK_STEPS: usize = 16;

/// Text on page 1 (7.3.3): what the standard leaves open gives way, then the recipients.
fn make_room<S: Pages>(
    document: &Document,
    compile: &Compile<'_, S>,
    as_is: S,
    sink: &mut Sink,
) -> Option<(S, Adjustment)> {
    let joint = mark(document).names.len() > 1;
    let many = part_lines(&as_is.pages()[0], Part::Recipients).len() > MANY_RECIPIENTS;
    let start = Adjustment::default();
    let moved = Adjustment { recipients_moved: true, ..start.clone() };
    let closer = |of: &Adjustment| Adjustment { signers_closer: true, ..of.clone() };
    let full = |of: &Adjustment| set_with(of.clone(), compile);
    // 7.2.4 leaves the mark's size open, 7.2.6 how many signers stand in a row.
    let open = |of: &Adjustment| {
        // In a telegram they stand beside 发往, one a row.
        let rows = document.signers.len() > 2 && document.format != Format::Telegram;
        largest_mark(of, compile).or_else(|| rows.then(|| largest_mark(&closer(of), compile)).flatten())
    };
    let mut found = None;
    let mut rest = &start;
    if joint && !many {
        found = open(rest);
    }
    if document.recipients.is_some() {
        rest = &moved;
        found = found.or_else(|| full(rest));
    }
    let (set, adjustment) = match found.or_else(|| open(rest)) {
        Some(found) => found,
        None => {
            let path = document.body.words.path.clone();
            sink.push(Diagnostic::new(PageFinding::NoBodyOnFirstPage).path(path));
            let least = Adjustment { mark: 0.0, ..rest.clone() };
            (attempt(compile, least.clone(), sink)?, least)
        }
    };
    if let Some(recipients) = document.recipients.as_ref().filter(|_| adjustment.recipients_moved) {
        let (place, path) = (recipients.place.clone(), recipients.path.clone());
        sink.push(Diagnostic::new(PageFinding::RecipientsMoved).at(place).path(path));
    }
    if let Some(size) = misfit::mark_size(set.pages()).filter(|_| adjustment.mark < 1.0) {
        sink.push(at(document.spot_of(Part::Mark, ""), PageFinding::MarkReduced { size }));
    }
    if adjustment.signers_closer {
        sink.push(at(document.spot_of(Part::Signer, ""), PageFinding::SignersCloser));
    }
    Some((set, adjustment))
}

/// Pages set so, when the first shows text.
fn set_with<S: Pages>(adjustment: Adjustment, compile: &Compile<'_, S>) -> Option<(S, Adjustment)> {
    let set = compile(adjustment.clone()).0.filter(|set| shows_body(&set.pages()[0]))?;
    Some((set, adjustment))
}

/// The largest mark that leaves page 1 room for text; none when the least does not.
fn largest_mark<S: Pages>(start: &Adjustment, compile: &Compile<'_, S>) -> Option<(S, Adjustment)> {
    let tried = |step: usize| {
        set_with(Adjustment { mark: step as f64 / MARK_STEPS as f64, ..start.clone() }, compile)
    };
    let mut best = tried(0)?;
    let (mut fits, mut too_large) = (0, MARK_STEPS);
    while too_large - fits > 1 {
        let middle = usize::midpoint(fits, too_large);
        match tried(middle) {
            Some(found) => (best, fits) = (found, middle),
            None => too_large = middle,
        }
    }
    Some(best)
}

fn at(spot: Spot, problem: impl Into<Box<dyn Problem>>) -> Diagnostic {
    Diagnostic::new(problem).at(spot.place).path(spot.path)
}

/// One compilation; what Typst found goes to the sink.
fn attempt<S: Pages>(compile: &Compile<'_, S>, adjustment: Adjustment, sink: &mut Sink) -> Option<S> {
    let (set, told) = compile(adjustment);
    told.into_iter().for_each(|found| sink.push(found));
    set.filter(|_| !sink.has_errors())
}

/// Tries the least that helps: character spacing of single paragraphs, so that as many lines as can
/// be keep their 28 characters; then line pitch.
fn fit<S: Pages>(
    document: &Document,
    compile: &Compile<'_, S>,
    start: Adjustment,
    unfitted: S,
    (end, before): (End, Before),
    foot: f64,
    sink: &mut Sink,
) -> Option<(S, Adjustment)> {
    let pages = unfitted.pages();
    let mut search = Search {
        compile,
        pages,
        end,
        unfitted: before.text,
        body_first: shows_body(&pages[0]),
        second_best: None,
    };
    let found = spacing::SHARES
        .iter()
        .flat_map(|shares| spacings(pages, end, shares, &start, compile, foot))
        .find_map(|change| search.attempt(change))
        .or_else(|| pitches(&start, pages).into_iter().find_map(|change| search.attempt(change)))
        .or_else(|| search.second_best.take())
        .or_else(|| {
            let carried = carryings(&start, pages, end, before.text, foot);
            let (few, many): (Vec<_>, Vec<_>) = carried.into_iter().partition(leaves_few_blank);
            let filling = filling(&start, pages, if many.is_empty() { SHORT } else { LONGER });
            few.into_iter().chain(filling).chain(many).find_map(|change| search.attempt(change))
        })
        .or(search.second_best);
    let Some((adjustment, set)) = found else {
        if before.lines == 0 {
            let page = before.page;
            // Nothing is carried over a sheet that lies on its side.
            sink.push(match document.body.lying_end() {
                Some(table) if end == End::Signoff => at(table, PageFinding::SignoffBehindTable { page }),
                _ => end.alone(document, pages, page, PageFinding::NotFitted { page }),
            });
        }
        return Some((unfitted, start));
    };
    let Adjustment { pitch, spacing, .. } = &adjustment;
    let (spot, problem) = match (adjustment.carried, end.before(set.pages())) {
        (Some(_), Some(Before { page, lines, .. })) => {
            (document.signoff_spot(), PageFinding::CarriedOver { page, lines })
        }
        _ => {
            // Of several paragraphs the first; the line pitch is the whole text's.
            let spot = match spacing[..] {
                [(block, _), ..] => document.body.spot(block),
                [] => Spot { place: None, path: document.body.words.path.clone() },
            };
            let colophon = end == End::Colophon;
            (spot, PageFinding::Fitted { pitch: *pitch, spacing: spacing.clone(), colophon })
        }
    };
    sink.push(at(spot, problem));
    Some((set, adjustment))
}

/// Changes of character spacing; first those that move enough lines for the sign-off's page.
fn spacings<S: Pages>(
    pages: &[Page],
    end: End,
    shares: &[f64],
    start: &Adjustment,
    compile: &Compile<'_, S>,
    foot: f64,
) -> Vec<Adjustment> {
    let choices =
        spacing::choices(pages, shares, &|spacing| compile(Adjustment { spacing, ..start.clone() }).0);
    let (fewer, more) = lines_to_move(pages, end, foot);
    let (enough, others): (Vec<_>, Vec<_>) =
        choices.into_iter().partition(|choice| choice.grown <= -fewer || choice.grown >= more);
    let ordered = enough.into_iter().chain(others.into_iter().take(UNLIKELY));
    ordered.map(|choice| Adjustment { spacing: choice.spacing, ..start.clone() }).collect()
}

/// By how many lines the text must shrink at least for the sign-off to come to it, and grow to come to
/// the sign-off: an estimate, to try the likely first.
fn lines_to_move(pages: &[Page], end: End, foot: f64) -> (i32, i32) {
    let Some(at) = end.page(pages).filter(|at| *at > 0) else { return (1, 1) };
    // A blank page may stand before a colophon.
    let text = pages[..at].iter().rfind(|page| has_text(page)).unwrap_or(&pages[at - 1]);
    let free = free_rows(text, foot);
    let high = end.tail().iter().map(|part| part_lines(&pages[at], *part).len()).sum::<usize>() as i32;
    ((high + 1 - free).max(1), free + WANTED_LINES as i32)
}

/// What stands together at a document's end: the list of attachments and the sign-off.
const TAIL: [Part; 6] = [Part::AttachmentList, SIGNOFF[0], SIGNOFF[1], SIGNOFF[2], SIGNOFF[3], SIGNOFF[4]];

/// What a document ends with, which is not to stand on a page without text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// Who signs and when (7.3.5.5).
    Signoff,
    /// 版记 of a briefing that nobody signs: practice. That of a document may have a page of its own (7.5).
    Colophon,
}

/// What stands on the page of a document's end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Before {
    pub page: usize,
    /// Lines of the text.
    pub lines: usize,
    /// Those that say something: 此致 and 敬礼 belong to the sign-off.
    pub text: usize,
}

impl End {
    pub(super) fn of(document: &Document) -> End {
        let unsigned = document.format == Format::Briefing && !document.sign_off;
        if unsigned { End::Colophon } else { End::Signoff }
    }

    fn parts(self) -> &'static [Part] {
        match self {
            End::Signoff => &SIGNOFF,
            End::Colophon => &COLOPHON,
        }
    }

    /// What stands together there.
    fn tail(self) -> &'static [Part] {
        match self {
            End::Signoff => &TAIL,
            End::Colophon => &COLOPHON,
        }
    }

    fn wanted(self) -> usize {
        match self {
            End::Signoff => WANTED_LINES,
            End::Colophon => 1,
        }
    }

    /// The index of the page on which it begins.
    fn page(self, pages: &[Page]) -> Option<usize> {
        pages.iter().position(|page| self.parts().iter().any(|part| !part_lines(page, *part).is_empty()))
    }

    /// Its page, and how many lines of text stand on it.
    pub(super) fn before(self, pages: &[Page]) -> Option<Before> {
        let page = &pages[self.page(pages)?];
        let bound: &[Part] = if self == End::Colophon { &[Part::Issued, Part::Attachment] } else { &[] };
        let said = TEXT.iter().chain(bound).flat_map(|part| part_lines(page, *part));
        let (closing, text): (Vec<Line>, Vec<Line>) = said.partition(is_closing);
        let pictures = page.pictures.iter().filter(|picture| picture.part.is_of_any(bound)).count();
        Some(Before {
            page: page.number,
            lines: closing.len() + text.len() + pictures,
            text: text.len() + pictures,
        })
    }

    /// That it stands alone: `signoff` says so of a sign-off.
    fn alone(self, document: &Document, pages: &[Page], page: usize, signoff: PageFinding) -> Diagnostic {
        match self {
            End::Signoff => at(document.signoff_spot(), signoff),
            End::Colophon => {
                let text = pages.iter().rfind(|page| has_text(page)).map_or(0, |page| page.number);
                let blank = page.saturating_sub(text + 1);
                let spot =
                    COLOPHON.iter().map(|part| document.spot_of(*part, "")).find(|spot| spot.place.is_some());
                at(spot.unwrap_or_default(), PageFinding::ColophonAlone { page, blank })
            }
        }
    }
}

/// 此致, 敬礼！ before who signs.
fn is_closing(line: &Line) -> bool {
    let text = line.text();
    let text = text.trim();
    text == "此致" || text.strip_prefix("敬礼").is_some_and(|mark| mark.chars().all(|c| "！!。".contains(c)))
}

/// Whether anything of the text, or of what is bound behind, stands on a page.
fn has_text(page: &Page) -> bool {
    let of_text = |part: Piece| part.is_of_any(&TEXT) || part.is_of_any(&[Part::Issued, Part::Attachment]);
    page.runs.iter().any(|run| of_text(run.part)) || page.pictures.iter().any(|picture| of_text(picture.part))
}

/// How many rows are free at a page's foot; of a letter's first page, which ends higher, up to one more.
fn free_rows(page: &Page, foot: f64) -> i32 {
    let lines = lines(page);
    let text = lines.iter().filter(|line| !line.part().is_of(Part::PageNumber));
    ((foot - text.map(Line::bottom).fold(0.0, f64::max)) / ROW).round() as i32
}

/// Blank rows at the foot of the page before the sign-off's, so that its last lines of text go over: as
/// few as bring two, and some more for what has other heights than a line. Of the blocks that begin on
/// the page it is the first, before which the page has the most room. A sign-off that has a line of text
/// is not alone.
fn carryings(start: &Adjustment, pages: &[Page], end: End, lines: usize, foot: f64) -> Vec<Adjustment> {
    // A colophon stands at its page's foot, and lines over it at the head: no text goes over to it.
    let wanted = end == End::Signoff && lines == 0;
    let Some(at) = end.page(pages).filter(|at| *at > 0 && wanted) else { return Vec::new() };
    let blocks = |page: &Page| -> Vec<usize> {
        part_lines(page, Part::Body).iter().filter_map(|line| line.part().index()).collect()
    };
    let on_page = blocks(&pages[at - 1]);
    let before = pages[..at - 1].iter().rev().find_map(|page| blocks(page).pop());
    let beginning = on_page.iter().copied().find(|block| before.is_none_or(|before| *block > before));
    let free = free_rows(&pages[at - 1], foot).max(0) as usize;
    let most = free + on_page.len().saturating_sub(1).min(MOST_CARRIED);
    // A block as long as the page begins on an earlier one, and the blank stands at that one's foot.
    let anchors = beginning.into_iter().chain(before);
    anchors
        .flat_map(|before| (1..=most).map(move |rows| Carried { before, rows }))
        .filter(|carried| carried.rows > free.saturating_sub(1))
        .map(|carried| Adjustment { carried: Some(carried), ..start.clone() })
        .collect()
}

/// So many rows of text are carried over at most: what is wanted, and a table's row or a heading's
/// company on top.
const MOST_CARRIED: usize = 8;

/// Whether so few rows are carried over that a page's foot is hardly blank.
fn leaves_few_blank(change: &Adjustment) -> bool {
    change.carried.is_none_or(|carried| carried.rows <= FEW_BLANK)
}

/// Compilations with changes, and the best of those that helped less than wanted.
struct Search<'a, S> {
    compile: &'a Compile<'a, S>,
    /// The pages without a change.
    pages: &'a [Page],
    end: End,
    /// How many lines stand before the sign-off without a change.
    unfitted: usize,
    /// Whether page 1 shows text without a change (7.3.3).
    body_first: bool,
    second_best: Option<(Adjustment, S)>,
}

impl<S: Pages> Search<'_, S> {
    /// The set pages, when the change brings as much text to the sign-off as is wanted.
    fn attempt(&mut self, adjustment: Adjustment) -> Option<(Adjustment, S)> {
        let set = (self.compile)(adjustment.clone()).0?;
        if !adjustment.spacing.is_empty() && spacing::makes_orphans(self.pages, set.pages()) {
            return None;
        }
        let lines = self.end.before(set.pages())?.text;
        if self.body_first && !shows_body(&set.pages()[0]) {
            return None;
        }
        if lines >= self.end.wanted() {
            return Some((adjustment, set));
        }
        if lines > self.unfitted && self.second_best.is_none() {
            self.second_best = Some((adjustment, set));
        }
        None
    }
}

/// Line pitches at which other numbers of lines fill the pages of a text of more than a few, but no more than so many.
fn filling(start: &Adjustment, pages: &[Page], most: usize) -> Vec<Adjustment> {
    let longer = SHORT < pages.len() && pages.len() <= most;
    FILLING_PITCHES
        .into_iter()
        .filter(|_| longer)
        .map(|pitch| Adjustment { pitch, ..start.clone() })
        .collect()
}

/// Line pitches, for the whole text. A page stays filled to its last line (5.2.3: 撑满版心) with
/// those at which 23 or 21 lines make a page; other pitches leave a blank at each page's foot and
/// are the last resort.
fn pitches(start: &Adjustment, pages: &[Page]) -> Vec<Adjustment> {
    let steps = (MOST / PITCH_STEP).round() as u32;
    let pitched = |pitch| Adjustment { pitch, ..start.clone() };
    // Both at once, when neither is enough alone.
    let both = FILLING_PITCHES.into_iter().flat_map(|pitch| {
        let shares = spacing::SHARES.into_iter().flatten();
        shares.map(move |share| Adjustment { spacing: spacing::everywhere(pages, share), ..pitched(pitch) })
    });
    let others =
        (1..=steps).map(|n| f64::from(n) * PITCH_STEP).flat_map(|change| [1.0 - change, 1.0 + change]);
    let filling = FILLING_PITCHES.into_iter().map(pitched);
    if pages.len() > SHORT {
        return Vec::new();
    }
    filling.chain(both).chain(others.map(pitched)).collect()
}

/// Line pitches, as shares of the standard's, at which 23 and 21 lines fill the page.
const FILLING_PITCHES: [f64; 2] = [0.9545, 1.05];

fn shows_body(page: &Page) -> bool {
    !part_lines(page, Part::Body).is_empty()
}

/// A line's pitch, near enough to count rows.
const ROW: f64 = 10.446;
