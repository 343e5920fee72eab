//! The text of the body or of an attachment: where it comes from, how it is written, its blocks.

use std::ops::{Range, RangeInclusive};

use super::keys as k;
use super::pictures;
use super::reader::{Found, Reader, put_right, tell_escapes};
use super::titled::Calls;
use super::{Body, Contents, Picture, Spot, Words};
use super::{asked, blocks, fenced};
use crate::diagnostic::{Diagnostic, Place, Problem, Reading, Sink};
use crate::document::{BodyFinding, DocumentFinding, Idle};
use crate::limits::LimitFinding;
use crate::pictures::{Kind, PictureFinding};
use crate::source::{Files, Value};
use crate::text::markdown::{self, Foreign};
use crate::text::nesting;
use crate::text::notes::Host;
use crate::text::table::{Fault, line_of};
use crate::text::{self, Block, BlockKind, Division, Face, Level, Numbering, Table};

/// The most columns and cells of a table: more columns are narrower than a character.
const LIMIT_COLUMNS: usize = 60;
const LIMIT_CELLS: usize = 100_000;
/// So many pictures stand side by side.
const IMAGES: RangeInclusive<usize> = 2..=4;
/// The most notes of a text: each has links both ways.
const LIMIT_NOTES: usize = 500;

#[derive(Clone, Copy)]
enum Format {
    Text,
    Markdown,
    Typst,
}

/// Whether a file may be bound page by page in place of a text: an attachment is often a PDF or a scan.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Bound {
    No,
    Pages,
}

/// Reads `body` or `body-file`, exactly one, of what has this title.
pub(super) fn body(
    r: &mut Reader<'_>,
    files: &Files,
    bound: Bound,
    (title, calls): (Option<&Words>, &Calls),
) -> Option<Body> {
    let mut host = calls.host();
    let mut body = read(r, files, bound, (title, &mut host));
    // Of a text that could not be read nobody knows what it says.
    if let Some(body) = &mut body {
        calls.bind(body, &host);
        check_notes(r.sink(), body);
        if let Some(title) = title {
            calls.tell(r.sink(), title, body);
        }
    }
    body
}

fn read(
    r: &mut Reader<'_>,
    files: &Files,
    bound: Bound,
    (title, host): (Option<&Words>, &mut Host<'_>),
) -> Option<Body> {
    if files.ended(r.sink()) {
        return None;
    }
    let choices = [
        ("text", Format::Text),
        ("markdown", Format::Markdown),
        ("typst", Format::Typst),
        ("文本", Format::Text),
    ];
    let format = r.choice(k::BODY_FORMAT, &choices);
    let numberings = [("official", Numbering::Official), ("decimal", Numbering::Decimal)];
    let numbering = r.choice(k::NUMBERING, &numberings).unwrap_or_default();
    let (words, format) = match (r.find(k::BODY), r.find(k::BODY_FILE)) {
        (Some(_), Some(file)) => {
            file.report(r.sink(), DocumentFinding::BodyTwice);
            return None;
        }
        (None, None) => {
            r.missing_body();
            return None;
        }
        (Some(inline), None) if matches!(inline.node.value, Value::Array(_) | Value::Table(_)) => {
            if let Some(format) = r.find(k::BODY_FORMAT) {
                let problem = DocumentFinding::NotUsed {
                    key: k::BODY_FORMAT.name,
                    alias: k::BODY_FORMAT.alias,
                    where_: ("正文是内容块时", "beside a body of blocks"),
                    clause: "7.3.3",
                };
                format.report(r.sink(), problem);
            }
            return blocks::read(r.sink(), &inline, (files, numbering), host);
        }
        (Some(inline), None) => (inline.words(r.sink())?, format.unwrap_or(Format::Text)),
        (None, Some(file)) => {
            if bound == Bound::Pages && is_bound(&file, files) {
                return sheets(r, &file, files);
            }
            from_file(r.sink(), &file, files, format)?
        }
    };
    if words.text.trim().is_empty() {
        r.sink().push(Diagnostic::new(DocumentFinding::BodyEmpty).at(words.place).path(words.path));
        return None;
    }
    let sink = r.sink();
    let body = match format {
        Format::Text => {
            let (blocks, faults) =
                with_charts(sink, &words, host, |host| text::body::read_noted(&words.text, numbering, host));
            let body = Body { is_plain: true, ..Body::new(words, blocks, Vec::new()) };
            for (fault, range) in faults.into_iter().take(MOST_REMARKS) {
                let told = Diagnostic::new(BodyFinding::Note(fault)).at(body.place(range));
                sink.push(told.path(body.words.path.clone()));
            }
            if let Some((range, lines)) = text::markup::of_markdown(&body.words.text) {
                let mark = body.words.text[range.clone()].to_owned();
                let found =
                    Diagnostic::new(BodyFinding::MarkdownInText { mark, lines }).at(body.place(range));
                sink.push(found.path(body.words.path.clone()));
            }
            body
        }
        Format::Markdown => {
            if let Some(range) = nesting::too_deep(&words.text) {
                let found = Diagnostic::new(BodyFinding::MarkdownTooDeep { limit: nesting::DEEPEST });
                let body = Body::new(words, Vec::new(), Vec::new());
                sink.push(found.at(body.place(range)).path(body.words.path));
                return None;
            }
            let title = title.map_or("", |title| title.text.as_str());
            let (blocks, remarks) = with_charts(sink, &words, host, |host| {
                markdown::read_under(&words.text, numbering, title, host)
            });
            let of_title = |(foreign, _): &(Foreign, Range<usize>)| {
                matches!(foreign, Foreign::Title | Foreign::OtherTitle)
            };
            // Told with what else of a whole document stands in it (`repeats.rs`).
            let (titled, remarks): (Vec<_>, Vec<_>) = remarks.into_iter().partition(of_title);
            let body = Body { titled: titled.into_iter().next(), ..Body::new(words, blocks, Vec::new()) };
            tell(sink, remarks, &body);
            body
        }
        Format::Typst => {
            let range = 0..words.text.len();
            let whole = Block::new(BlockKind::Typst([0; 4]), Vec::new(), range);
            Body::new(words, vec![whole], Vec::new())
        }
    };
    tell_escapes(&without_fragments(&body), sink);
    if says_nothing(&body.blocks) && !sink.has_errors() {
        sink.push(Diagnostic::new(DocumentFinding::BodyEmpty).at(body.words.place).path(body.words.path));
        return None;
    }
    let (path, heading) = (body.words.path.clone(), host.heading.take());
    let heading = heading.map(|(text, range)| Words { text, place: body.place(range), path });
    Some(checked(sink, Body { numbering, notes_heading: heading, ..body }, files))
}

/// Reads a text, and the charts between its fences.
fn with_charts<T>(
    sink: &mut Sink,
    words: &Words,
    host: &mut Host<'_>,
    read: impl FnOnce(&mut Host<'_>) -> T,
) -> T {
    let mut chart = |range: Range<usize>| fenced::read(sink, words, &range);
    let mut own = Host { names: host.names.clone(), chart: Some(&mut chart), ..Host::default() };
    let read = read(&mut own);
    host.called = std::mem::take(&mut own.called);
    host.heading = own.heading.take();
    read
}

/// The words without fragments, in which a backslash is an escape.
fn without_fragments(body: &Body) -> Words {
    let mut words = body.words.clone();
    for block in body
        .blocks
        .iter()
        .rev()
        .filter(|block| matches!(block.kind, BlockKind::Typst(_) | BlockKind::Chart(_)))
    {
        words.text.replace_range(block.range.clone(), "");
    }
    words
}

/// A text can be foreign from end to end: the first so many places say enough.
const MOST_REMARKS: usize = 100;

fn tell(sink: &mut Sink, remarks: Vec<(Foreign, Range<usize>)>, body: &Body) {
    for (foreign, range) in remarks.into_iter().take(MOST_REMARKS) {
        let place = body.place(range);
        sink.push(Diagnostic::new(BodyFinding::Markdown(foreign)).at(place).path(body.words.path.clone()));
    }
}

/// The body with its pictures read; what is wrong with tables and pictures is told.
pub(super) fn checked(sink: &mut Sink, mut body: Body, files: &Files) -> Body {
    take_idle_breaks(sink, &mut body);
    let is_fragment = |block: &Block| matches!(block.kind, BlockKind::Typst(_));
    let fragments = body.blocks.iter().enumerate().filter(|(_, block)| is_fragment(block));
    body.fragments = fragments
        .map(|(index, block)| {
            let Spot { place, path } = body.spot(index);
            Words {
                text: body.words.text.get(block.range.clone()).unwrap_or_default().to_owned(),
                place,
                path,
            }
        })
        .collect();
    if let Some(first) = body.fragments.first().filter(|_| files.refuses_fragments()) {
        first.report(sink, BodyFinding::FragmentRefused);
    }
    let mut pictures: Vec<Picture> = Vec::new();
    for (index, block) in body.blocks.iter().enumerate() {
        match &block.kind {
            BlockKind::Table(table) => check_table(sink, table, &body, body.spot(index), &block.range),
            BlockKind::Boxed(boxed) => {
                for (table, range) in boxed.tables() {
                    check_table(sink, table, &body, body.spot_within(index, range), range);
                }
                if let Some((inner, kind)) = boxed.foreign() {
                    body.spot_within(index, &inner.range).report(sink, BodyFinding::BoxPart { kind });
                }
            }
            BlockKind::Pictures(row) if !IMAGES.contains(&row.pictures.len()) => {
                body.spot(index).report(sink, BodyFinding::ImageRow { count: row.pictures.len() });
            }
            _ => {}
        }
        for picture in block.pictures() {
            {
                let spot = body.spot(index);
                // The path where it is written; the rest of the block has nothing to do with the file.
                let place = spot.place.as_ref().map(|place| place.find(&picture.path));
                let named = Words { text: picture.path.clone(), place, path: spot.path.clone() };
                if picture.caption.is_empty() {
                    let unnamed = PictureFinding::PictureUnnamed { path: named.text.clone() };
                    sink.push(Diagnostic::new(unnamed).at(named.place.clone()).path(named.path.clone()));
                }
                match pictures::read(files, picture.page, named.clone(), sink) {
                    Ok(picture) => pictures.push(picture),
                    Err(problem) => {
                        sink.push(Diagnostic::new(problem).at(named.place).path(named.path));
                    }
                }
            }
        }
    }
    body.pictures = pictures;
    tell_tables_of_tabs(sink, &body);
    body
}

/// Tells of more notes than a text may have.
fn check_notes(sink: &mut Sink, body: &Body) {
    let notes = text::notes::in_order(&body.of_title, &body.blocks);
    if notes.len() > LIMIT_NOTES {
        let (count, limit, unit) = (notes.len(), LIMIT_NOTES, ("条注", "notes"));
        let told = Diagnostic::new(LimitFinding::TooLong { count, limit, unit });
        sink.push(told.at(body.place(notes[limit].range.clone())).path(body.words.path.clone()));
    }
}

/// Whether nothing of a body would stand on a page.
pub(super) fn says_nothing(blocks: &[Block]) -> bool {
    blocks.iter().all(|block| block.kind == BlockKind::PageBreak)
}

/// Takes away page breaks where no page ends.
fn take_idle_breaks(sink: &mut Sink, body: &mut Body) {
    let is_break = |block: &Block| block.kind == BlockKind::PageBreak;
    let last = body.blocks.iter().rposition(|block| !is_break(block));
    let idle = |at: usize| match last {
        _ if !is_break(&body.blocks[at]) => None,
        _ if body.blocks[..at].iter().all(is_break) => Some(Idle::First),
        Some(last) if at < last => is_break(&body.blocks[at - 1]).then_some(Idle::Again),
        _ => Some(Idle::Last),
    };
    let idle: Vec<Option<Idle>> = (0..body.blocks.len()).map(idle).collect();
    for (at, idle) in idle.iter().enumerate() {
        if let Some(idle) = idle {
            body.spot(at).report(sink, BodyFinding::PageBreak(*idle));
        }
    }
    let mut stays = idle.iter();
    body.spots.retain(|_| stays.next().is_none_or(Option::is_none));
    let mut stays = idle.iter();
    body.blocks.retain(|_| stays.next().is_none_or(Option::is_none));
}

/// So many lines of three parts in a row are no form.
const ROWS_OF_TABS: usize = 3;

pub(super) fn tell_tables_of_tabs(sink: &mut Sink, body: &Body) {
    let is_row = |block: &Block| {
        let plain = block.kind == BlockKind::Paragraph(None) && !block.asked;
        (plain || matches!(block.kind, BlockKind::Line(_))) && text::tabs::parts(&block.text()).count() > 2
    };
    let mut first = 0;
    for at in 0..=body.blocks.len() {
        if body.blocks.get(at).is_some_and(is_row) {
            continue;
        }
        if at - first >= ROWS_OF_TABS {
            body.spot(first).report(sink, BodyFinding::LineTable { lines: at - first });
        }
        first = at + 1;
    }
}

/// What is the matter with a table, which stands on these bytes of the text.
fn check_table(sink: &mut Sink, table: &Table, body: &Body, spot: Spot, range: &Range<usize>) {
    let places = table.places();
    let (rows, columns) = (table.rows.len(), places.columns);
    if columns > LIMIT_COLUMNS || rows.saturating_mul(columns) > LIMIT_CELLS {
        spot.report(sink, BodyFinding::TableTooLarge { rows, columns });
    } else if !places.faults.is_empty() {
        for Fault { row, wrong, .. } in places.faults.iter().take(MOST_REMARKS) {
            let place = body.row_place(range, table, *row).or_else(|| spot.place.clone());
            let problem = BodyFinding::merged_cells(*row, table.header.len(), *wrong);
            sink.push(Diagnostic::new(problem).at(place).path(spot.path.clone()));
        }
    } else if let Some(problem) = asked::check(table, columns) {
        spot.report(sink, problem);
    } else if let Some((row, cells)) = table.ragged() {
        spot.report(sink, BodyFinding::RaggedRow { row, cells, columns });
    } else if body.spots.is_empty() && table.header.is_empty() && rows > 1 {
        // Of blocks the keys say what is the header.
        spot.report(sink, BodyFinding::NoHeader);
    }
}

impl Spot {
    /// Tells of a problem there.
    pub fn report(&self, sink: &mut Sink, problem: impl Into<Box<dyn Problem>>) {
        sink.push(Diagnostic::new(problem).at(self.place.clone()).path(self.path.clone()));
    }
}

impl Body {
    /// A body whose pictures are still to be read.
    pub(super) fn new(words: Words, blocks: Vec<Block>, spots: Vec<Spot>) -> Body {
        let reading = words.place.as_ref().and_then(|place| Reading::of(place, &words.text));
        let (pictures, fragments) = (Vec::new(), Vec::new());
        Body {
            words,
            blocks,
            spots,
            reading,
            pictures,
            fragments,
            is_plain: false,
            titled: None,
            of_title: Vec::new(),
            notes_heading: None,
            numbering: Numbering::Official,
        }
    }

    /// Whether contents of such a depth could name anything of it.
    pub(super) fn has_headings(&self, contents: Contents) -> bool {
        let runs_in = |block: &Block| block.runs.len() > 1 && block.runs[0].face != Face::Fangsong;
        let units = !matches!(contents, Contents::Headings | Contents::Levels(_));
        let lowest = if matches!(contents, Contents::Levels(_)) { Level::Four } else { Level::Two };
        self.blocks.iter().any(|block| match block.kind {
            BlockKind::Heading(level) => !units && level <= lowest,
            BlockKind::Paragraph(Some(level)) => !units && level <= Level::Two && runs_in(block),
            BlockKind::Title => !units,
            BlockKind::Division(Division::Section) => contents != Contents::Chapter,
            BlockKind::Division(_) => true,
            BlockKind::Article => contents == Contents::Article,
            _ => false,
        })
    }

    /// Where a block stands in the data.
    pub fn spot(&self, block: usize) -> Spot {
        if let Some(spot) = self.spots.get(block) {
            return spot.clone();
        }
        let range = self.blocks.get(block).map(|block| block.range.clone()).unwrap_or_default();
        Spot { place: self.place(range), path: self.words.path.clone() }
    }

    /// Where a part of a block stands in the data.
    fn spot_within(&self, block: usize, range: &Range<usize>) -> Spot {
        let Spot { place, path } = self.spot(block);
        let line =
            self.words.text.get(range.clone()).and_then(|words| words.lines().next()).unwrap_or_default();
        Spot { place: place.map(|place| place.find(line)), path }
    }

    /// Where tables stand that lie on sheets of their own.
    pub(super) fn lying_tables(&self) -> impl Iterator<Item = Spot> {
        let lies = |block: &Block| matches!(&block.kind, BlockKind::Table(table) if table.asked.landscape);
        self.blocks.iter().enumerate().filter(move |(_, block)| lies(block)).map(|(at, _)| self.spot(at))
    }

    /// Where the table stands that it ends with, when that lies on a sheet of its own.
    pub fn lying_end(&self) -> Option<Spot> {
        let under = |block: &Block| matches!(block.kind, BlockKind::Line(text::tabs::Beside::Below));
        let at = self.blocks.iter().rposition(|block| !under(block))?;
        let BlockKind::Table(table) = &self.blocks[at].kind else { return None };
        table.asked.landscape.then(|| self.spot(at))
    }

    /// Where a row of a table that is typed in lines stands.
    fn row_place(&self, range: &Range<usize>, table: &Table, row: usize) -> Option<Place> {
        let written = self.words.text.get(range.clone()).filter(|_| self.spots.is_empty())?;
        let line = line_of(written, table, row)?;
        self.place(range.start + line.start..range.start + line.end)
    }

    /// Where a range of the words stands: where they are written otherwise, their first line is looked for.
    pub(super) fn place(&self, range: Range<usize>) -> Option<Place> {
        if let Some(reading) = &self.reading {
            return Some(reading.place(range));
        }
        let line = self.words.text.get(range).and_then(|words| words.lines().next()).unwrap_or_default();
        self.words.place.as_ref().map(|place| place.find(line))
    }
}

/// Whether a file is a PDF, a scan or a picture, whatever it is called.
fn is_bound(file: &Found<'_>, files: &Files) -> bool {
    let Value::String(named) = &file.node.value else { return false };
    if files.is_made(named) {
        return false;
    }
    // A file that cannot be read is told by who reads it.
    let kind = files.read(named, files.limits().picture_bytes).ok().and_then(|bytes| Kind::of(&bytes));
    // A page that is named is refused with the pages.
    let bare = named.rsplit_once("#page=").map_or(named.as_str(), |(file, _)| file);
    let ends = |ending: &str| bare.to_ascii_lowercase().ends_with(ending);
    let texts = [".md", ".markdown", ".typ", ".txt"].into_iter().any(ends);
    let pictures = [".pdf", ".tif", ".tiff", ".png", ".jpg", ".jpeg", ".bmp", ".gif", ".webp", ".svg"];
    // A text may speak of `<svg` in its first lines.
    kind.is_some_and(|kind| kind != Kind::Svg || !texts) || pictures.into_iter().any(ends)
}

/// The pages of a file as blocks, each to stand on a sheet of its own.
fn sheets(r: &mut Reader<'_>, file: &Found<'_>, files: &Files) -> Option<Body> {
    for key in [k::BODY_FORMAT, k::NUMBERING] {
        let Some(found) = r.find(key) else { continue };
        let problem = DocumentFinding::NotUsed {
            key: key.name,
            alias: key.alias,
            where_: ("正文文件是 PDF 或图片时", "beside a body-file that is a PDF or a picture"),
            clause: "7.3.7",
        };
        found.report(r.sink(), problem);
    }
    let named = file.name(r.sink())?;
    let pages = match pictures::sheets(files, &named, r.sink()) {
        Ok(pages) => pages,
        Err(problem) => {
            file.report(r.sink(), problem);
            return None;
        }
    };
    let spot = Spot { place: file.place(), path: file.path.clone() };
    let block = |page: &Picture| {
        let picture = text::Picture { page: page.page, ..text::Picture::new(&named.text, "") };
        Block::new(BlockKind::Picture(picture), Vec::new(), 0..0)
    };
    let blocks: Vec<Block> = pages.iter().map(block).collect();
    let spots = vec![spot; blocks.len()];
    let words = Words { text: String::new(), place: file.place(), path: file.path.clone() };
    Some(Body { pictures: pages, ..Body::new(words, blocks, spots) })
}

/// The file's words, and how they are written: its ending says so unless the data does.
fn from_file(
    sink: &mut Sink,
    file: &Found<'_>,
    files: &Files,
    said: Option<Format>,
) -> Option<(Words, Format)> {
    let named = file.name(sink)?.text;
    let ending = named.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    if matches!(ending.as_deref(), Some("csv" | "tsv")) {
        file.report(sink, BodyFinding::BodyIsTable { path: named });
        return None;
    }
    let format = said.unwrap_or(match ending.as_deref() {
        Some("md" | "markdown") => Format::Markdown,
        Some("typ") => Format::Typst,
        _ => Format::Text,
    });
    match files.read_source(&named) {
        Ok(source) => {
            let place = Place::new(&source, 0..source.text().len());
            let words = Words { text: source.text().to_owned(), place: Some(place), path: file.path.clone() };
            Some((put_right(words, sink), format))
        }
        Err(problem) => {
            file.report(sink, problem);
            None
        }
    }
}
