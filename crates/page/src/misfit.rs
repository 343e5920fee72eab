//! What leaves the type area or stands on something else: measured on the finished pages, so that
//! nothing is ever lost unseen, whatever the words.

use super::lines::{EM_ASCENT, EM_DESCENT};
use super::{Astray, MATH_FAMILY, Part, Piece, beginning_said, mm, part_lines};
use crate::PageFinding;
use crate::diagnostic::{Diagnostic, Place, Sink};
use crate::document::{Binding, CHARACTER, Document, Format, Sheet, Spot};
use crate::geometry::{Page, Rect, Run};

/// What rounding and a glyph's overhang may take, in mm.
const SLACK: f64 = 0.3;
/// How far a coloured ground or a frame may stand out around the words of a fragment, in mm.
const GROUND: f64 = 5.0;
/// Elements of one line: more would run into what stands under them.
const ONE_LINE: [Part; 7] = [
    Part::Number,
    Part::CopyNumber,
    Part::Classification,
    Part::Urgency,
    Part::PartNumber,
    Part::Label,
    Part::AttachmentLabel,
];
/// How much of the type area's width the third row of a corner may take beside a mark that begins there.
const BESIDE_MARK: f64 = 0.25;
/// 10.1: on a letter's first page these are measured from the paper's top.
const LETTER_HEAD: [Part; 6] =
    [Part::Mark, Part::Number, Part::CopyNumber, Part::Classification, Part::Urgency, Part::Corner];

/// Tells of every element that does not fit, once.
pub(super) fn tell(document: &Document, pages: &[Page], sink: &mut Sink) {
    let mut told: Vec<Part> = Vec::new();
    for page in pages {
        for Misfit { part, text, place: own, over } in misfits(document, page) {
            // One finding for the body, not one for each of its paragraphs.
            let element = part.part().whole();
            if told.contains(&element) {
                continue;
            }
            let Spot { place, path } = document.spot_of(part, &text);
            let place = own.or(place);
            let problem = match over {
                Over::Foot if document.is_table(part) => PageFinding::TableTooHigh { page: page.number },
                _ if document.is_table(part) => PageFinding::TableTooWide { page: page.number },
                _ => PageFinding::DoesNotFit { page: page.number, text: beginning(&text) },
            };
            sink.push(Diagnostic::new(problem).at(place).path(path));
            told.push(element);
        }
    }
    // A fragment is one element: what is wrong inside it, its words must tell.
    let fragments: Vec<_> = document.fragments().collect();
    if fragments.is_empty() || !told.is_empty() {
        return;
    }
    for stray in pages.iter().flat_map(super::strays) {
        let said =
            beginning_said(&stray.text, |said| fragments.iter().any(|words| words.text.contains(said)));
        let of = fragments.iter().find(|words| words.text.contains(said));
        let place = of.and_then(|words| words.place.as_ref()).map(|place| place.find(said));
        let path = of.map(|words| words.path.clone()).unwrap_or_default();
        let problem = match stray.why {
            Astray::Cut => PageFinding::CutInFragment { page: stray.page, text: beginning(&stray.text) },
            _ => PageFinding::DoesNotFit { page: stray.page, text: beginning(&stray.text) },
        };
        sink.push(Diagnostic::new(problem).at(place).path(path));
    }
}

/// 7.2.4: the mark is to catch the eye (醒目); characters smaller than these, hardly larger than the text's, do
/// not. In pt, a hair less for rounding.
const LEAST_MARK: f64 = 18.0 - 0.01;

/// How large the characters of the mark are, in pt.
pub(super) fn mark_size(pages: &[Page]) -> Option<f64> {
    let own = pages.first()?.runs.iter().filter(|run| run.part.is_of(Part::Mark));
    own.map(|run| run.size).reduce(f64::min)
}

/// Tells of a mark whose characters had to become too small to catch the eye.
pub(super) fn tell_small_mark(document: &Document, pages: &[Page], sink: &mut Sink) {
    let Some(size) = mark_size(pages).filter(|size| *size < LEAST_MARK) else { return };
    let Spot { place, path } = document.spot_of(Part::Mark, "");
    let organs = document.issuers.len();
    sink.push(Diagnostic::new(PageFinding::MarkSmall { size, organs }).at(place).path(path));
}

/// Tells of recipients that the head of a telegram has no room for, and names by where they stand.
pub(super) fn tell_recipients_in_text(document: &Document, pages: &[Page], sink: &mut Sink) {
    let Some(recipients) = document.recipients.as_ref().filter(|_| document.format == Format::Telegram)
    else {
        return;
    };
    let sent: String =
        pages.iter().flat_map(|page| part_lines(page, Part::SentTo)).map(|line| line.text()).collect();
    if sent.ends_with("见主送") && !recipients.text.contains("见主送") {
        let (place, path) = (recipients.place.clone(), recipients.path.clone());
        sink.push(Diagnostic::new(PageFinding::RecipientsInText).at(place).path(path));
    }
}

/// How far a mark at a line's end hangs over where characters stand apart: Typst halves its cell with the space
/// behind it.
fn hanging(document: &Document) -> f64 {
    let Some(count) = document.layout.characters_per_line else { return 0.0 };
    let cell = document.layout.room(Sheet::Upright) / count as f64;
    (cell - CHARACTER).max(0.0) / 2.0
}

/// An element that does not fit.
struct Misfit {
    part: Piece,
    /// What it says; nothing when it is drawn.
    text: String,
    /// Where what is drawn stands in a fragment.
    place: Option<Place>,
    over: Over,
}

/// Where something leaves the type area.
#[derive(Clone, Copy, PartialEq)]
enum Over {
    /// At the end of its lines, or onto something else.
    Side,
    /// Above or below.
    Foot,
}

/// The elements of a page that do not fit.
fn misfits(document: &Document, page: &Page) -> Vec<Misfit> {
    let area = area(document, page);
    let is_outside = |part: Piece, room: Rect| {
        let in_head = document.format == Format::Letter
            && LETTER_HEAD.iter().any(|head| part == *head)
            && page.number == 1;
        room.left < area.left - SLACK
            || room.right > area.right + SLACK + hanging(document)
            || room.top < if in_head { 0.0 } else { area.top - SLACK }
            || room.bottom > area.bottom + SLACK
    };
    let runs = page.runs.iter().filter(|run| run.part != Part::PageNumber);
    let rooms: Vec<(&Run, Rect)> = runs.filter_map(|run| Some((run, room(run)?))).collect();
    let mut found: Vec<Misfit> = Vec::new();
    let mut add = |part: Piece, text: String, place: Option<&Place>, over: Over| {
        found.push(Misfit { part, text, place: place.cloned(), over });
    };
    let lies = |part: Piece| page.runs.iter().any(|run| run.part == part && !run.upright);
    let over = |part: Piece, room: Rect| {
        let across = room.left < area.left - SLACK || room.right > area.right + SLACK;
        if across == lies(part) { Over::Foot } else { Over::Side }
    };
    for (run, room) in rooms.iter().filter(|(run, room)| is_outside(run.part, *room)) {
        add(run.part, run.text(), None, over(run.part, *room));
    }
    for picture in page.pictures.iter().filter(|picture| is_outside(picture.part, picture.rect)) {
        add(picture.part, String::new(), picture.place.as_ref(), over(picture.part, picture.rect));
    }
    // The rules of a row that was asked to be higher than the page.
    let rules = page.shapes.iter().filter(|shape| shape.place.is_none() && document.is_table(shape.part));
    for rule in rules.filter(|rule| is_outside(rule.part, rule.rect)) {
        add(rule.part, String::new(), None, over(rule.part, rule.rect));
    }
    // What else the template draws is measured by the rows of the report.
    for shape in page.shapes.iter().filter(|shape| shape.place.is_some()) {
        let Rect { left, top, right, bottom } = shape.rect;
        let core =
            Rect { left: left + GROUND, top: top + GROUND, right: right - GROUND, bottom: bottom - GROUND };
        if is_outside(shape.part, core) {
            add(shape.part, String::new(), shape.place.as_ref(), Over::Side);
        }
    }
    for part in ONE_LINE {
        if let [first, _, ..] = &part_lines(page, part)[..] {
            add(first.part(), first.text(), None, Over::Side);
        }
    }
    if page.number == 1 {
        tell_corner(document, page, area, |text| add(Part::Corner.into(), text, None, Over::Side));
    }
    // What runs out of its place may lie on others, which are not to blame.
    if found.is_empty() {
        let on_others = overlapping(rooms).into_iter();
        found.extend(on_others.map(|run| Misfit {
            part: run.part,
            text: run.text(),
            place: None,
            over: Over::Side,
        }));
    }
    found
}

/// What stands in the corner has a row each; the mark of an order and of a telegram begins beside the third.
fn tell_corner(document: &Document, page: &Page, area: Rect, mut tell: impl FnMut(String)) {
    let lines = part_lines(page, Part::Corner);
    let parted = lines.len() > document.corner.len();
    let own = |text: &str| document.corner.iter().any(|item| item.text == text);
    if let Some(line) = lines.iter().find(|line| parted && !own(&line.text())) {
        return tell(line.text());
    }
    let beside = matches!(document.format, Format::Order | Format::Telegram);
    if let Some(line) = lines.get(2).filter(|_| beside)
        && line.right() - line.left() > BESIDE_MARK * area.width()
    {
        tell(line.text());
    }
}

/// The type area of a page.
fn area(document: &Document, page: &Page) -> Rect {
    let margins = document.layout.margins.unwrap_or_default();
    let mirrored = document.layout.binding == Binding::Mirrored && page.number.is_multiple_of(2);
    let (left, right) = if mirrored { (margins.right, margins.left) } else { (margins.left, margins.right) };
    Rect { left, right: page.width - right, top: margins.top, bottom: page.height - margins.bottom }
}

/// The room a run takes: its characters' em boxes; the mark's and a formula's height is its ink's.
fn room(run: &Run) -> Option<Rect> {
    let em = mm(run.size);
    let first = run.glyphs.first()?;
    let (x, y) = (first.x, first.baseline);
    if !run.upright {
        // With the head to the left it reads upwards, each character above the one before.
        let top = run.glyphs.iter().map(|glyph| glyph.baseline).fold(y, f64::min);
        return Some(Rect { left: x - EM_ASCENT * em, right: x + EM_DESCENT * em, top, bottom: y });
    }
    // Space that justification puts behind a line's last character is not on the page.
    let last = run.glyphs.iter().rfind(|glyph| !glyph.text.trim().is_empty())?;
    let ink = run.ink(last).map_or(f64::INFINITY, |ink| ink.right);
    let right = (last.x + last.advance.min(em)).min(ink);
    let by_ink = run.part.is_of(Part::Mark) || run.family == MATH_FAMILY;
    let height = if by_ink { run.ink_all() } else { None };
    let (top, bottom) = height.map_or((y - EM_ASCENT * em, y + EM_DESCENT * em), |ink| (ink.top, ink.bottom));
    Some(Rect { left: x, right, top, bottom })
}

/// Runs on which another element stands.
fn overlapping(mut rooms: Vec<(&Run, Rect)>) -> Vec<&Run> {
    rooms.retain(|(run, _)| run.upright);
    rooms.sort_by(|a, b| a.1.top.total_cmp(&b.1.top));
    let mut found = Vec::new();
    for (i, (run, a)) in rooms.iter().enumerate() {
        let below = rooms[i + 1..].iter().take_while(|(_, b)| b.top < a.bottom - SLACK);
        let mut others = below.filter(|(other, b)| {
            other.part != run.part && a.left < b.right - SLACK && b.left < a.right - SLACK
        });
        if others.next().is_some() {
            found.push(*run);
        }
    }
    found
}

/// As much of a text as a message can bear.
fn beginning(text: &str) -> String {
    const MOST: usize = 12;
    let mut short: String = text.chars().take(MOST).collect();
    if text.chars().nth(MOST).is_some() {
        short.push('…');
    }
    short
}
