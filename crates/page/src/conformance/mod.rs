//! The set pages against GB/T 9704-2012: one row a requirement, with target, tolerance and what was
//! measured. The targets are a reader's of the standard, written apart from the template's
//! dimensions, so that they can prove those wrong.

mod breaks;
mod cells;
mod colophon;
mod folded;
mod grid;
mod head;
mod sheet;
mod signoff;
mod text;
mod words;

use std::cell::RefCell;
use std::rc::Rc;

use super::departures::{departures, within_tolerance};
use super::{Line, MATH_FAMILY, Part, Piece, Role, SIGNS_FAMILY, lines, part_lines};
use crate::diagnostic::Strength;
use crate::document::{Document, Format, Punctuation, Sealing, Sheet};
use crate::geometry::{Page, Rect, Run, Shape};
use crate::text::Block;

/// 5.1: the paper, in mm.
pub(super) const PAPER: (f64, f64) = (210.0, 297.0);
/// 5.2.1: the type area, from the page's top-left corner in mm.
const LEFT: f64 = 28.0;
const RIGHT: f64 = 184.0;
const TOP: f64 = 37.0;
const FOOT: f64 = 262.0;
/// 3.1: a 字 of 3号, in mm: 28 fill 156 mm.
const CELL: f64 = 156.0 / 28.0;
/// How far off a size may be, in pt: word processors set 3号 in 16 pt, 28 字 on a line are 15.79 pt.
const OFF_SIZE: f64 = 0.25;
/// Sizes in pt: 2号, 3号 of which 28 fill a line, 4号.
const SIZE_2: f64 = 22.0;
const SIZE_3: f64 = 15.79;
const SIZE_4: f64 = 14.0;
/// A 字 of 4号.
const CELL_4: f64 = SIZE_4 * 25.4 / 72.0;
/// 3.2: a 行; 22 of them from the em box of the first to that of the last fill 225 mm.
const PITCH: f64 = (225.0 - CELL) / 21.0;
/// 空 n 行 is read with or without the leading of one line: 7/8 of a character.
const LEADING: f64 = CELL * 7.0 / 8.0;

/// The type area and its grid, for drawings.
pub mod type_area {
    use super::{FOOT, LEFT, RIGHT, Rect, TOP};

    /// The type area, 156 mm × 225 mm (5.2.1), in mm from the page's top-left corner.
    pub const AREA: Rect = Rect { left: LEFT, top: TOP, right: RIGHT, bottom: FOOT };
    /// Lines of a page (5.2.3).
    pub const LINES: usize = 22;
    /// 字 of a line (5.2.3).
    pub const CHARACTERS: usize = 28;
    /// A 字 of 3号, in mm (3.1).
    pub const CELL: f64 = super::CELL;
    /// From one line to the next, in mm (3.2).
    pub const PITCH: f64 = super::PITCH;
}

/// What a requirement is measured in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Unit {
    /// Millimetres.
    Mm,
    /// Points.
    Pt,
    /// A count.
    Count,
    /// Words: a face, a colour, a text.
    Words,
}

impl Unit {
    /// The unit's sign; none for counts and words.
    #[must_use]
    pub fn sign(self) -> &'static str {
        match self {
            Unit::Mm => "mm",
            Unit::Pt => "pt",
            Unit::Count | Unit::Words => "",
        }
    }
}

/// What the standard asks for, or what was found.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Value {
    /// A number of the row's unit.
    Number(f64),
    /// Words.
    Words(String),
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Target {
    /// A number, and how far off it may be.
    Near(f64, f64),
    /// From the least to the most.
    Between(f64, f64),
    /// Any of these words.
    OneOf(Vec<String>),
}

/// How a requirement ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Verdict {
    /// As the standard says.
    Met,
    /// Otherwise, because the house's layout or the fitting of 7.3.5.5 says so.
    Departed,
    /// Otherwise.
    Broken,
}

impl Verdict {
    /// The word in Chinese and in English.
    #[must_use]
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Verdict::Met => ("符合", "met"),
            Verdict::Departed => ("调整", "departed"),
            Verdict::Broken => ("不符", "broken"),
        }
    }
}

/// One requirement, measured.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Requirement {
    /// The clause of GB/T 9704-2012.
    pub clause: &'static str,
    /// What was measured, in Chinese and in English.
    pub quantity: (&'static str, &'static str),
    /// What target and measure are in.
    pub unit: Unit,
    /// What the standard asks for.
    pub target: Target,
    /// What the page has: of several places the one farthest off.
    pub measured: Value,
    /// The page it was measured on, from 1.
    pub page: usize,
    /// Where on the page, in mm.
    pub place: Option<Rect>,
    /// How binding the clause is.
    pub strength: Strength,
    /// How it ends.
    pub verdict: Verdict,
}

/// What of a document decides which clauses it is measured by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sort {
    /// The page format, which decides whether clauses 7, 10.1, 10.2 or 10.3 hold.
    pub format: Format,
    /// How it is signed (7.3.5): under seals, with a signature seal, or without.
    pub sealing: Sealing,
    /// How many organs sign.
    pub issuers: usize,
    /// How many officials sign.
    pub signatures: usize,
    /// Whether the body is a fragment of Typst: its lists and quotations stand as it says.
    pub fragment: bool,
    /// Whether its date is not known yet, or only in part.
    pub open_date: bool,
    /// Whether some words are asked to be red.
    pub red: bool,
    /// Whether contents stand before its text.
    pub contents: bool,
    /// Whether it has A3 sheets, folded in.
    pub folded: bool,
}

impl From<&Document> for Sort {
    fn from(document: &Document) -> Sort {
        Sort {
            format: document.format,
            sealing: document.sealing,
            issuers: document.issuers.len(),
            signatures: document.signatures.len(),
            open_date: document.open_date.is_some(),
            red: document.bodies().flat_map(|body| &body.blocks).any(Block::has_red),
            contents: document.contents.is_some(),
            folded: document.bound().any(|(given, _)| given.sheet == Sheet::A3),
            fragment: !document.body.fragments.is_empty(),
        }
    }
}

/// Measures the pages against the standard, clause by clause; `adjusted` names what was fitted.
pub(crate) fn conformance(
    document: &Document,
    pages: &[Page],
    adjusted: &[&'static str],
) -> Vec<Requirement> {
    let mut departed: Vec<&'static str> = departures(document).into_iter().map(|found| found.key).collect();
    departed.extend(adjusted);
    // 5.2.1 gives 天头 and 订口 a tolerance: what a house sets within it is where all else is measured from.
    let area = match document.layout.margins {
        Some(margins) if within_tolerance(&margins) => {
            let (left, top) = (margins.left, margins.top);
            Rect { left, top, right: left + (RIGHT - LEFT), bottom: top + (FOOT - TOP) }
        }
        _ => type_area::AREA,
    };
    if document.layout.punctuation == Punctuation::Grid {
        return measured_in(area, document.into(), &grid::whole_cells(pages), departed);
    }
    measured_in(area, document.into(), pages, departed)
}

/// Measures pages of this sort; what `departed` names may be otherwise than the standard says.
pub fn measured(sort: Sort, pages: &[Page], departed: Vec<&'static str>) -> Vec<Requirement> {
    measured_in(type_area::AREA, sort, pages, departed)
}

fn measured_in(area: Rect, sort: Sort, pages: &[Page], departed: Vec<&'static str>) -> Vec<Requirement> {
    let (folded, upright): (Vec<Page>, Vec<Page>);
    let (mut own, mut a3) = (pages, &[][..]);
    if sort.folded && pages.iter().any(folded::is_folded) {
        (folded, upright) = pages.iter().cloned().partition(folded::is_folded);
        (own, a3) = (&upright, &folded);
    }
    let last = pages.last().map_or(0, |page| page.number);
    let of = |area, pages, departed| {
        let (rows, lines) = (Vec::new(), RefCell::default());
        Sheets { document: sort, area, pages, last, departed, rows, lines }
    };
    let mut sheets = of(area, own, departed.clone());
    sheet::check(&mut sheets);
    head::check(&mut sheets);
    text::check(&mut sheets);
    cells::check(&mut sheets);
    signoff::check(&mut sheets);
    colophon::check(&mut sheets);
    breaks::check(&mut sheets);
    let mut rows = sheets.rows;
    if !a3.is_empty() {
        let mut sheets = of(folded::area(area), a3, departed);
        folded::check(&mut sheets);
        rows.append(&mut sheets.rows);
    }
    rows
}

/// What runs over pages as text, a block after another.
const TEXTS: [Part; 3] = [Part::Body, Part::Issued, Part::Attachment];
/// Faces for signs and formulas, which are of no role.
const SIGNS: [&str; 2] = [SIGNS_FAMILY, MATH_FAMILY];
/// What stands between several words of one measure.
const BETWEEN: &str = "、";

/// A measure taken at a place.
#[derive(Clone)]
struct Taken<T> {
    value: T,
    page: usize,
    place: Option<Rect>,
}

impl<T> Taken<T> {
    fn at(value: T, line: &Line) -> Taken<T> {
        Taken { value, page: line.page, place: Some(em_box(line)) }
    }
}

/// What a row says beside its measure.
struct Asked {
    clause: &'static str,
    quantity: (&'static str, &'static str),
    strength: Strength,
    /// Keys of `layout` that may have it otherwise.
    house: &'static [&'static str],
}

fn must(clause: &'static str, zh: &'static str, en: &'static str) -> Asked {
    Asked { clause, quantity: (zh, en), strength: Strength::Must, house: &[] }
}

impl Asked {
    fn strength(self, strength: Strength) -> Asked {
        Asked { strength, ..self }
    }

    fn unless(self, house: &'static [&'static str]) -> Asked {
        Asked { house, ..self }
    }
}

struct Sheets<'a> {
    document: Sort,
    /// The type area that the elements stand in.
    area: Rect,
    pages: &'a [Page],
    /// The number of the last page of all.
    last: usize,
    departed: Vec<&'static str>,
    rows: Vec<Requirement>,
    /// The lines of the elements asked for so far: gathering them is most of the work.
    lines: RefCell<Vec<(Piece, Rc<[Line]>)>>,
}

/// 5.2.1: how far 天头 and 订口 may be off, in mm.
const OFF_MARGIN: f64 = 1.0;

impl<'a> Sheets<'a> {
    /// The middle of the type area, across.
    fn middle(&self) -> f64 {
        f64::midpoint(self.area.left, self.area.right)
    }

    /// An edge of the type area: where a house has it elsewhere within the tolerance, that tolerance counts.
    fn edge(&self, standard: f64, near: f64) -> Target {
        let moved = self.area != type_area::AREA;
        Target::Near(standard, if moved { OFF_MARGIN + near } else { near })
    }

    /// A row for the measure farthest from the target; none when nothing was measured.
    fn number(&mut self, asked: Asked, unit: Unit, target: Target, taken: Vec<Taken<f64>>) {
        let off = |value: f64| match target {
            Target::Near(wanted, tolerance) => (value - wanted).abs() - tolerance,
            Target::Between(least, most) => (least - value).max(value - most),
            Target::OneOf(_) => 0.0,
        };
        // Of several that are equally far off, but for rounding, the first.
        let micrometres = |taken: &Taken<f64>| (off(taken.value) * 1e3).round();
        let worst = taken.into_iter().rev().max_by(|a, b| micrometres(a).total_cmp(&micrometres(b)));
        let Some(worst) = worst else { return };
        let met = off(worst.value) <= 1e-9;
        self.row(asked, unit, target, Value::Number(worst.value), (worst.page, worst.place), met);
    }

    fn near(&mut self, asked: Asked, wanted: f64, tolerance: f64, taken: Vec<Taken<f64>>) {
        self.number(asked, Unit::Mm, Target::Near(wanted, tolerance), taken);
    }

    /// A row for words: the first that are not what is asked for, else the first.
    fn words(&mut self, asked: Asked, wanted: &[&str], taken: Vec<Taken<String>>) {
        let fits = |words: &Taken<String>| wanted.contains(&words.value.as_str());
        let shown = taken.iter().find(|words| !fits(words)).or(taken.first());
        let Some(shown) = shown.cloned() else { return };
        let met = fits(&shown);
        let target = Target::OneOf(wanted.iter().map(|word| (*word).to_owned()).collect());
        self.row(asked, Unit::Words, target, Value::Words(shown.value), (shown.page, shown.place), met);
    }

    fn row(
        &mut self,
        asked: Asked,
        unit: Unit,
        target: Target,
        measured: Value,
        (page, place): (usize, Option<Rect>),
        met: bool,
    ) {
        let Asked { clause, quantity, strength, house } = asked;
        let by_house = house.iter().any(|key| self.departed.contains(key));
        let verdict = match (met, by_house) {
            (true, _) => Verdict::Met,
            (false, true) => Verdict::Departed,
            (false, false) => Verdict::Broken,
        };
        self.rows.push(Requirement {
            clause,
            quantity,
            unit,
            target,
            measured,
            page,
            place,
            strength,
            verdict,
        });
    }

    fn all(&self, part: impl Into<Piece>) -> Rc<[Line]> {
        let part = part.into();
        let mut gathered = self.lines.borrow_mut();
        if let Some((_, lines)) = gathered.iter().find(|(known, _)| *known == part) {
            return Rc::clone(lines);
        }
        let lines = self.pages.iter().flat_map(|page| part_lines(page, part));
        let lines: Rc<[Line]> = lines.filter(|line| !is_aside(line) && !self.is_centred(line)).collect();
        gathered.push((part, Rc::clone(&lines)));
        lines
    }

    /// Whether a line of a text is a centred one: 章 and 节 of a regulation, 题注.
    fn is_centred(&self, line: &Line) -> bool {
        let of_text = line.part().is_of_any(&TEXTS);
        // The blank half of a mark at either end moves the rest.
        let off = (middle(line) - self.middle()).abs();
        let inset = line.left() - self.area.left;
        // 章 of so many words that it begins where text may: a heading's face, and as far from one edge as from the other.
        let is_heading = || line.runs.iter().all(|run| run.family != Role::Fangsong.family());
        let wide = || inset > 0.3 && inset < 2.0 * CELL - 0.3 && off < 0.3 && is_heading();
        of_text && is_text(line) && (off < CELL / 2.0 && inset > 2.0 * CELL + 0.2 || wide())
    }

    fn first(&self, part: impl Into<Piece>) -> Option<Line> {
        self.all(part).first().cloned()
    }

    /// Where the title ends, with what stands under it before the text; `without` some of it.
    fn title_foot(&self, without: &[Part]) -> Option<f64> {
        let plain = self.document.format == Format::Plain;
        let under = [Part::Subtitle, Part::Speaker, Part::SpeechDate];
        let under = under.into_iter().chain(plain.then_some(Part::Number));
        let title = self.all(Part::Title).last().cloned()?;
        let lines = under.filter(|part| !without.contains(part)).flat_map(|part| self.all(part).to_vec());
        let lines = lines.chain(self.rows_under_title());
        let foot = lines.filter(|line| line.page == title.page).map(|line| line.bottom());
        Some(foot.fold(title.bottom(), f64::max))
    }

    /// Rows of the text that stand in the middle right under the title, over the recipients: 题注, where a speech was held.
    fn rows_under_title(&self) -> Vec<Line> {
        let Some(recipients) = self.first(Part::Recipients) else { return Vec::new() };
        let pages = self.pages.iter().filter(|page| page.number == recipients.page);
        let lines = pages.flat_map(|page| part_lines(page, Part::Body));
        lines.filter(|line| line.bottom() < recipients.top()).collect()
    }

    /// The lowest of the text above a height on a page, whatever it is: a line, a table, a picture.
    fn text_above(&self, page: usize, top: f64) -> Option<Foot> {
        self.foot(&[Part::Body, Part::Notes, Part::AttachmentList, Part::Attendance], page, top)
    }

    fn foot(&self, parts: &[Part], page: usize, top: f64) -> Option<Foot> {
        let given = self.pages.iter().find(|given| given.number == page)?;
        let of = |part: Piece| part.is_of_any(parts);
        let lines = lines(given).into_iter().filter(|line| of(line.part()));
        let lines = lines.map(|line| match line.ink().filter(|_| is_formula(&line)) {
            Some(ink) => Foot { bottom: ink.bottom, kind: FootKind::Formula },
            None if is_text(&line) => Foot { bottom: line.bottom(), kind: FootKind::Line },
            None => Foot { bottom: line.bottom(), kind: FootKind::Edge },
        });
        let shapes = given.shapes.iter().filter(|shape| of(shape.part)).map(|shape| shape.rect);
        let pictures = given.pictures.iter().filter(|picture| of(picture.part)).map(|picture| picture.rect);
        let edges = shapes.chain(pictures).map(|rect| Foot { bottom: rect.bottom, kind: FootKind::Edge });
        let above = lines.chain(edges).filter(|foot| foot.bottom < top);
        above.max_by(|a, b| a.bottom.total_cmp(&b.bottom))
    }

    /// The highest of an element's tables and pictures on a page, under a height.
    fn edge_of(&self, part: Part, page: usize, under: f64) -> Option<f64> {
        let given = self.pages.iter().find(|given| given.number == page)?;
        let shapes = given.shapes.iter().filter(|shape| shape.part.is_of(part)).map(|shape| shape.rect.top);
        let pictures = given.pictures.iter().filter(|picture| picture.part.is_of(part));
        // Lists and quotations of a fragment are no lines of the text's, but stand there.
        let apart = |line: &Line| is_aside(line) || self.is_centred(line);
        let aside = lines(given).into_iter().filter(|line| line.part().is_of(part) && apart(line));
        let aside = aside.map(|line| line.top());
        let tops = shapes.chain(pictures.map(|picture| picture.rect.top)).chain(aside);
        tops.filter(|top| *top > under).reduce(f64::min)
    }

    fn runs(&self, part: Part) -> Vec<(usize, &'a Run)> {
        let runs = self.pages.iter().flat_map(|page| page.runs.iter().map(move |run| (page.number, run)));
        runs.filter(|(_, run)| run.part.is_of(part)).collect()
    }

    fn shapes(&self, part: Part) -> Vec<(usize, &Shape)> {
        let shapes =
            self.pages.iter().flat_map(|page| page.shapes.iter().map(move |shape| (page.number, shape)));
        shapes.filter(|(_, shape)| shape.part.is_of(part)).collect()
    }

    /// The ink of an element on the first page that has it.
    fn ink(&self, part: Part) -> Option<Taken<Rect>> {
        let page = self.pages.iter().find(|page| page.runs.iter().any(|run| run.part.is_of(part)))?;
        let runs = page.runs.iter().filter(|run| run.part.is_of(part));
        let ink = runs.filter_map(Run::ink_all).reduce(Rect::union)?;
        Some(Taken { value: ink, page: page.number, place: Some(ink) })
    }

    /// Faces and sizes of an element's runs.
    fn type_of(&mut self, asked: (Asked, Asked), part: Part, roles: &[Role], size: f64) {
        let runs = self.runs(part);
        self.faces_of(asked.0, roles, &runs);
        self.sizes_of(asked.1, size, &runs);
    }

    /// A row for the faces of runs: the one that is wrong, or all that there are.
    fn faces_of(&mut self, asked: Asked, roles: &[Role], runs: &[(usize, &Run)]) {
        let wanted: Vec<&str> = roles.iter().map(|role| role.family()).collect();
        // A sign is of no design.
        let runs: Vec<_> =
            runs.iter().copied().filter(|(_, run)| !SIGNS.contains(&run.family.as_str())).collect();
        let is_off = |run: &Run| run.is_out_of_role() || !wanted.contains(&run.design());
        let off = runs.iter().find(|(_, run)| is_off(run));
        let Some((page, shown)) = off.or(runs.first()) else { return };
        let mut said: Vec<&str> = Vec::new();
        for (_, run) in &runs {
            if !said.contains(&run.design()) {
                said.push(run.design());
            }
        }
        let said = if off.is_some() { shown.design().to_owned() } else { said.join(BETWEEN) };
        let target = Target::OneOf(wanted.iter().map(|word| (*word).to_owned()).collect());
        let place = (*page, shown.ink_all());
        self.row(asked, Unit::Words, target, Value::Words(said), place, off.is_none());
    }

    /// A row for what runs say: only the shown one's ink is looked up, for that is slow.
    fn words_of(
        &mut self,
        asked: Asked,
        wanted: &[&str],
        runs: &[(usize, &Run)],
        said: impl Fn(&Run) -> String,
    ) {
        let off = runs.iter().find(|(_, run)| !wanted.contains(&said(run).as_str()));
        let shown = off.or(runs.first());
        let taken = shown.map(|(page, run)| Taken { value: said(run), page: *page, place: run.ink_all() });
        self.words(asked, wanted, taken.into_iter().collect());
    }

    /// A row for the sizes of runs in pt; as [`words_of`](Self::words_of).
    fn sizes_of(&mut self, asked: Asked, size: f64, runs: &[(usize, &Run)]) {
        let off = |run: &Run| (run.size - size).abs();
        // A raised or lowered figure is smaller for good reason.
        let shown = runs
            .iter()
            .rev()
            .filter(|(_, run)| run.raised == 0.0 && !run.aside)
            .max_by(|(_, a), (_, b)| off(a).total_cmp(&off(b)));
        let taken = shown.map(|(page, run)| Taken { value: run.size, page: *page, place: run.ink_all() });
        self.number(asked, Unit::Pt, Target::Near(size, OFF_SIZE), taken.into_iter().collect());
    }
}

/// Where the text ends above something.
#[derive(Clone, Copy)]
struct Foot {
    bottom: f64,
    kind: FootKind,
}

#[derive(Clone, Copy)]
enum FootKind {
    /// A line of the text, which has leading of its own.
    Line,
    /// A table, a picture, a caption.
    Edge,
    /// A formula on lines of its own, measured by its ink.
    Formula,
}

impl Foot {
    /// "空 n 行" from here to an em box.
    fn blank_lines(self, n: f64) -> Target {
        match self.kind {
            FootKind::Line => blank_lines_between(n),
            FootKind::Edge => blank_lines(n),
            // Its box may reach under its ink.
            FootKind::Formula => Target::Between(n * PITCH - 0.1, n * PITCH + LEADING + 0.8),
        }
    }
}

/// Whether a run is of a face whose characters have widths of their own.
fn is_of_own_width(run: &Run) -> bool {
    [Role::Latin.family(), SIGNS_FAMILY].contains(&run.family.as_str())
}

/// Whether a line is of the text's own size, 3号: those of tables and captions are smaller.
fn is_text(line: &Line) -> bool {
    (line.size() - 15.75).abs() < 0.4
}

/// Whether a line is of a list, a figure or a formula of a fragment: such have an order of their own.
fn is_aside(line: &Line) -> bool {
    line.runs.iter().all(|run| run.aside)
}

/// Whether a line is of a formula and nothing else: its characters' em boxes say nothing of its place.
fn is_formula(line: &Line) -> bool {
    line.runs.iter().all(|run| run.family == MATH_FAMILY)
}

fn em_box(line: &Line) -> Rect {
    Rect { left: line.left(), right: line.right(), top: line.top(), bottom: line.bottom() }
}

/// The mark of a note hangs beside the words.
fn middle(line: &Line) -> f64 {
    let words = || line.runs.iter().filter(|run| run.raised <= 0.0).flat_map(|run| &run.glyphs);
    let left = words().map(|glyph| glyph.x).fold(f64::INFINITY, f64::min);
    // A blank at the line's end has no width on the page.
    let right = words()
        .filter(|glyph| !glyph.text.trim().is_empty())
        .map(|glyph| glyph.x + glyph.advance)
        .fold(f64::NEG_INFINITY, f64::max);
    if left <= right { f64::midpoint(left, right) } else { f64::midpoint(line.left(), line.right()) }
}

/// "空 n 行" from an edge without leading of its own to an em box: with or without one line's leading.
fn blank_lines(n: f64) -> Target {
    Target::Between(n * PITCH - 0.1, n * PITCH + LEADING + 0.15)
}

/// "空 n 行" between two lines of 3号, em box to em box.
fn blank_lines_between(n: f64) -> Target {
    Target::Near(n * PITCH + LEADING, 0.3)
}
