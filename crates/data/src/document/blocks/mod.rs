//! Bodies that a program passes as blocks: headings, texts, tables, pictures.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use super::keys::{self as k, Key};
use super::reader::{Found, Reader};
use super::{Body, Spot, Words, body, chart, labelled};
use crate::diagnostic::{Diagnostic, Place, Sink};
use crate::document::{BodyFinding, DocumentFinding};
use crate::source::{Files, Value};
use crate::text::body::of_line;
use crate::text::notes::{self, Fault, Host, Note};
use crate::text::people::have_posts;
use crate::text::table::{Aligned, is_row, read as read_rows};
use crate::text::{
    Block, BlockKind, Boxed, Counters, Division, Face, Level, Look, Marked, Numbering, Picture, PictureRow,
    Unit, body::numbering, boxes, captions, lists, regulation, tabs,
};
use signs::Signs;
use words::pieces;

mod signs;
mod tables;
mod words;

const IMAGE: (&str, &str) = ("{ image = … }（表）", "a table { image = … }");
const BLOCK: (&str, &str) = ("内容块（表）", "a block (a table)");

/// Reads `body = [ {…} … ]`, or one block.
pub(super) fn read(
    sink: &mut Sink,
    found: &Found<'_>,
    (files, numbering): (&Files, Numbering),
    host: &mut Host<'_>,
) -> Option<Body> {
    let mut blocks = Blocks::new(files, numbering);
    let items: Vec<Found<'_>> = match &found.node.value {
        Value::Array(items) => items.iter().enumerate().map(|(i, node)| found.item(i, node)).collect(),
        // One block stands without the brackets of a list.
        _ => vec![found.again()],
    };
    for item in &items {
        if files.ended(sink) {
            return None;
        }
        blocks.define(item);
    }
    for item in &items {
        if files.ended(sink) {
            return None;
        }
        blocks.read(sink, item);
    }
    let Blocks { text, mut blocks, mut spots, notes, mut signs, mut heading, .. } = blocks;
    signs.call(host);
    let mut stays = captions::take(&mut blocks).into_iter();
    spots.retain(|_| stays.next().unwrap_or(true));
    let mut blocks = lists::settle(blocks, numbering);
    // A line that became a table's note or its unit took its own notes along.
    let set: HashSet<usize> = notes::in_order(&[], &blocks).iter().map(|note| note.range.start).collect();
    for (_, spot) in notes.iter().filter(|(start, _)| !set.contains(start)) {
        spot.report(sink, BodyFinding::Note(Fault::Misplaced { name: String::new() }));
    }
    signs.tell(sink, &blocks);
    // Notes that no line says stand behind the last block.
    let noted = !set.is_empty() || host.called.iter().any(Option::is_some);
    if heading.is_none() && noted && blocks.len() > 1 {
        let heads = |block: &&Block| {
            block.kind == BlockKind::Paragraph(None) && !block.asked && notes::is_heading(&block.text())
        };
        if let Some(text) = blocks.last().filter(heads).map(Block::text) {
            blocks.pop();
            let Spot { place, path } = spots.pop().unwrap_or_default();
            heading = Some(Words { text, place, path });
        }
    }
    let words = Words { text, place: found.place(), path: found.path.clone() };
    if body::says_nothing(&blocks) {
        if !sink.has_errors() {
            sink.push(Diagnostic::new(DocumentFinding::BodyEmpty).at(words.place).path(words.path));
        }
        return None;
    }
    Some(body::checked(
        sink,
        Body { numbering, notes_heading: heading, ..Body::new(words, blocks, spots) },
        files,
    ))
}

const ALIGNED: [(&str, Aligned); 3] =
    [("left", Aligned::Left), ("centre", Aligned::Centre), ("right", Aligned::Right)];
const FACES: [(&str, Face); 3] =
    [("fangsong", Face::Fangsong), ("kaiti", Face::Kaiti), ("heiti", Face::Heiti)];

/// What a heading was said to be.
#[derive(Clone, Copy)]
enum Given {
    Level(Level),
    Unit(Unit),
    /// A title.
    Title,
}

/// `level = 1`, `level = "chapter"`.
fn level(r: &mut Reader<'_>) -> Option<Given> {
    const WORDS: [(&str, Given); 5] = [
        ("part", Given::Unit(Unit::Division(Division::Part))),
        ("chapter", Given::Unit(Unit::Division(Division::Chapter))),
        ("section", Given::Unit(Unit::Division(Division::Section))),
        ("article", Given::Unit(Unit::Article)),
        ("title", Given::Title),
    ];
    if matches!(r.find(k::LEVEL)?.node.value, Value::String(_)) {
        return r.choice(k::LEVEL, &WORDS);
    }
    let depth = r.count(k::LEVEL)?;
    Some(Given::Level(Level::of_depth(usize::try_from(depth).unwrap_or(1))))
}

/// The blocks so far. Their words one after another are the body's text, which ranges point into.
struct Blocks<'a> {
    files: &'a Files,
    counters: Counters,
    text: String,
    blocks: Vec<Block>,
    spots: Vec<Spot>,
    /// The notes that are called, by where their words begin, and where they are.
    notes: Vec<(usize, Spot)>,
    signs: Signs,
    /// The heading over the notes.
    heading: Option<Words>,
}

/// Reads a block of one kind, which stands at this place.
type Read<'a> = fn(&mut Blocks<'a>, &mut Reader<'_>, Option<Place>) -> Option<()>;

impl<'a> Blocks<'a> {
    fn new(files: &'a Files, numbering: Numbering) -> Blocks<'a> {
        Blocks {
            files,
            counters: Counters::numbered(numbering),
            text: String::new(),
            blocks: Vec::new(),
            spots: Vec::new(),
            notes: Vec::new(),
            signs: Signs::default(),
            heading: None,
        }
    }

    fn read(&mut self, sink: &mut Sink, found: &Found<'_>) {
        let Value::Table(table) = &found.node.value else {
            found.wrong_type(sink, BLOCK);
            return;
        };
        let has = |key: &Key| table.entries.iter().any(|e| e.key == key.name || e.key == key.alias);
        let kinds: Vec<Key> = k::BLOCK_KINDS.iter().copied().filter(has).collect();
        let known = match kinds[..] {
            [kind] => Self::BY_KIND.iter().find(|(known, ..)| *known == kind),
            _ => None,
        };
        let Some((_, keys, read)) = known else {
            let problem = BodyFinding::BlockKind { found: kinds.iter().map(|kind| kind.name).collect() };
            found.report(sink, problem);
            return;
        };
        let mut r = Reader::new(table, keys, &found.path, sink);
        read(self, &mut r, found.place());
        r.finish();
    }

    /// Each kind of block, its keys, and who reads it.
    const BY_KIND: [(Key, &'static [Key], Read<'a>); 11] = [
        (k::HEADING, k::HEADING_BLOCK, |blocks, r, _| blocks.heading(r)),
        (k::TEXT, k::TEXT_BLOCK, |blocks, r, _| blocks.paragraphs(r)),
        (k::LINE, k::LINE_BLOCK, |blocks, r, _| blocks.line(r)),
        (k::NAMES, k::NAMES_BLOCK, |blocks, r, _| blocks.names(r)),
        (k::TABLE, k::TABLE_BLOCK, |blocks, r, _| blocks.table(r)),
        (k::IMAGE, k::IMAGE_BLOCK, Blocks::picture),
        (k::IMAGES, k::IMAGES_BLOCK, |blocks, r, _| blocks.pictures(r)),
        (k::BOX, k::BOX_BLOCK, |blocks, r, _| blocks.boxed(r)),
        (k::CHART, k::CHART_BLOCK, |blocks, r, _| blocks.chart(r)),
        (k::TYPST, k::TYPST_BLOCK, |blocks, r, _| blocks.fragment(r)),
        (k::PAGE_BREAK, k::PAGE_BREAK_BLOCK, |blocks, r, _| blocks.page_break(r)),
    ];

    /// Adds words to the text; the range they have there.
    fn range(&mut self, words: &str) -> Range<usize> {
        let start = self.text.len();
        self.text.push_str(words);
        let range = start..self.text.len();
        self.text.push('\n');
        range
    }

    fn push(&mut self, block: Block, spot: Spot) {
        self.blocks.push(block);
        self.spots.push(spot);
    }

    fn heading(&mut self, r: &mut Reader<'_>) -> Option<()> {
        let words = r.words(k::HEADING);
        let given = level(r);
        let words = words?;
        let line: String = words.text.lines().map(str::trim).collect();
        let said = given.or_else(|| {
            let unit = regulation::heading(&line).map(|mark| Given::Unit(mark.unit));
            let level = numbering(&line).map(|(level, _)| level);
            unit.or_else(|| {
                level.or_else(|| regulation::decimal(&line).map(Level::of_depth)).map(Given::Level)
            })
        });
        let Some(said) = said else {
            if r.find(k::LEVEL).is_none() {
                r.missing(k::LEVEL, "7.3.3");
            }
            return None;
        };
        let found = r.find(k::HEADING)?;
        self.signs.marked_around(&line, &found);
        signs::tell_start(r.sink(), &line, &found);
        let (marked, range) = self.called(&line.as_str().into(), &found);
        let block = match said {
            Given::Level(level) => self.counters.heading(level, &marked, range),
            Given::Unit(unit) => self.counters.unit(unit, &marked, range),
            Given::Title => self.counters.title(&marked, range),
        };
        self.push(block, Spot { place: words.place, path: words.path });
        Some(())
    }

    fn paragraphs(&mut self, r: &mut Reader<'_>) -> Option<()> {
        let found = r.find(k::TEXT)?;
        let words = pieces(r.sink(), &found, k::PIECES)?;
        if words.text.trim().is_empty() {
            found.report(r.sink(), DocumentFinding::EmptyValue { key: k::TEXT });
            return None;
        }
        let words = self.noted(words, &found);
        self.signs.marked(&words.text, &found);
        let align = r.choice(k::ALIGN, &ALIGNED);
        let face = r.choice(k::FACE, &FACES);
        if align.is_none() && face.is_none() {
            for (block, spot) in self.lines(r.sink(), &words, &found) {
                self.push(block, spot);
            }
            return Some(());
        }
        for line in words.lines().iter().filter(|line| notes::definition(&line.text).is_none()) {
            signs::tell_plain(r.sink(), &line.text, &found);
            let (line, range) = self.called(line, &found);
            let kept = line.text.starts_with('\\');
            let line = if kept { line.without_start(1).trimmed(char::is_whitespace) } else { line };
            let mut block = self.counters.plain(&line, range);
            if let Some(aligned) = align {
                block.kind = BlockKind::Placed(aligned);
            }
            block.runs.iter_mut().for_each(|run| run.face = face.unwrap_or(run.face));
            self.push(block, Spot { place: found.place(), path: found.path.clone() });
        }
        Some(())
    }

    /// The lines of a text as plain body text has them. It names no file and runs no program: what would is told.
    fn lines(&mut self, sink: &mut Sink, words: &Marked, found: &Found<'_>) -> Vec<(Block, Spot)> {
        let mut read = Vec::new();
        let mut rows = Vec::new();
        let all = words.all_lines();
        for (at, line) in all.iter().enumerate() {
            let line = line.clone();
            let bare = line.looks.is_empty() && line.notes.is_empty();
            if bare && is_row(&line.text) {
                rows.push(line.text);
                continue;
            }
            read.extend(self.rows(sink, &mut rows, found));
            if notes::definition(&line.text).is_some() || self.heads(&all[at..], found) {
                continue;
            }
            signs::tell_line(sink, &line.text, found);
            let (line, range) = self.called(&line, found);
            let block = of_line(&line, range, &mut self.counters);
            if block.kind == BlockKind::PageBreak || block.runs.iter().any(|run| !run.is_empty()) {
                read.push((block, Spot { place: found.place(), path: found.path.clone() }));
            }
        }
        read.extend(self.rows(sink, &mut rows, found));
        read
    }

    /// Whether the first of these lines is the heading over the notes that the next one says; a body has one.
    fn heads(&mut self, lines: &[Marked], found: &Found<'_>) -> bool {
        let Some((line, rest)) = lines.split_first() else { return false };
        let next = rest.iter().find(|next| !next.text.trim().is_empty());
        let own = self.heading.is_none()
            && line.notes.is_empty()
            && next.is_some_and(|next| notes::heads(&line.text, &next.text));
        if own {
            let Spot { place, path } = signs::spot(found, &line.text);
            self.heading = Some(Words { text: line.text.clone(), place, path });
        }
        own
    }

    /// The `|`-rows gathered so far as a table.
    fn rows(&mut self, sink: &mut Sink, rows: &mut Vec<String>, found: &Found<'_>) -> Option<(Block, Spot)> {
        let spot = signs::spot(found, rows.first()?);
        let table = read_rows(&rows.iter().map(String::as_str).collect::<Vec<&str>>());
        if table.header.is_empty() && table.rows.len() > 1 {
            spot.report(sink, BodyFinding::NoHeader);
        }
        let (_, range) = self.called(&rows.join("\n").as_str().into(), found);
        rows.clear();
        Some((Block::new(BlockKind::Table(table), Vec::new(), range), spot))
    }

    /// Words with the notes that they call by name, and where they stand in the text.
    fn called(&mut self, words: &Marked, found: &Found<'_>) -> (Marked, Range<usize>) {
        let range = self.text.len()..self.text.len() + words.text.len();
        let marked = self.signs.called(words, range.clone(), found);
        (marked, self.range(&words.text))
    }

    /// Notes that a text says on lines of its own: one block may call what another says.
    fn define(&mut self, item: &Found<'_>) {
        let framed = item.inner(k::BOX).and_then(|framed| framed.inner(k::BOX_BODY));
        let framed = framed.filter(|body| matches!(body.node.value, Value::Array(_)));
        for found in item.inner(k::TEXT).into_iter().chain(framed) {
            if matches!(&found.node.value, Value::String(text) if !text.contains("[^")) {
                continue;
            }
            // What is the matter with its words is told when it is read.
            let Some(words) = pieces(&mut Sink::default(), &found, k::PIECES) else { continue };
            for line in words.lines() {
                if let Some((name, sign)) = notes::definition(&line.text) {
                    let range = self.range(&line.text);
                    self.signs.define(name, &line.without_start(sign), range, &found);
                }
            }
        }
    }

    fn page_break(&mut self, r: &mut Reader<'_>) -> Option<()> {
        let found = r.find(k::PAGE_BREAK)?;
        if r.flag(k::PAGE_BREAK)? {
            let range = self.range("");
            let spot = Spot { place: found.place(), path: found.path };
            self.push(Block::new(BlockKind::PageBreak, Vec::new(), range), spot);
        }
        Some(())
    }

    /// Words whose notes have their places in the text.
    fn noted(&mut self, mut words: Marked, found: &Found<'_>) -> Marked {
        for (_, note) in &mut words.notes {
            let range = self.range(&note.words.text);
            self.notes.push((range.start, Spot { place: found.place(), path: found.path.clone() }));
            *note = Arc::new(Note { words: note.words.clone(), range });
        }
        words
    }

    /// The parts of a line, a tab between them.
    fn line(&mut self, r: &mut Reader<'_>) -> Option<()> {
        let found = r.find(k::LINE)?;
        let mut parts = Vec::new();
        match &found.node.value {
            Value::Array(items) => {
                for (index, node) in items.iter().enumerate() {
                    parts.push(pieces(r.sink(), &found.item(index, node), k::PIECES)?);
                }
            }
            _ => parts.push(pieces(r.sink(), &found, k::PIECES)?),
        }
        parts.retain(|part| !part.text.trim().is_empty());
        let count = parts.iter().map(|part| tabs::parts(&part.text).count()).sum::<usize>();
        if !(1..=tabs::MOST_PARTS).contains(&count) {
            found.report(r.sink(), BodyFinding::LineParts { count });
            return None;
        }
        let mut line = Marked::default();
        for part in &parts {
            if !line.text.is_empty() {
                line.push("\t", Look::default());
            }
            // A line is one: what breaks it is a blank.
            line.append(&Marked { text: part.text.replace('\n', " "), ..part.clone() });
        }
        self.signs.marked_around(&line.text, &found);
        let line = self.noted(line, &found);
        let (line, range) = self.called(&line, &found);
        let block = self.counters.plain(&line, range);
        let block = Block { kind: BlockKind::Line(tabs::Beside::Nothing), ..block };
        self.push(block, Spot { place: found.place(), path: found.path });
        Some(())
    }

    fn names(&mut self, r: &mut Reader<'_>) -> Option<()> {
        let found = r.find(k::NAMES)?;
        let columns = r.count(k::COLUMNS).and_then(|count| u8::try_from(count).ok());
        let names = r.list(k::NAMES)?;
        let label = labelled::label(r, k::NAMES_LABEL).map(|label| format!("{}：", label.text));
        let names: Vec<&str> = names.iter().map(|name| name.text.as_str()).collect();
        // Who has a post has a row, behind no label too, unless columns are asked for.
        let posts = columns.is_none() && have_posts(&names);
        let kind =
            if label.is_some() || posts { BlockKind::Roster(columns) } else { BlockKind::Names(columns) };
        // A line without a label begins with what parts one from the names.
        let label = label.as_deref().or(posts.then_some(""));
        let names: Vec<&str> = label.into_iter().chain(names).collect();
        let line = Marked::from(names.join("\t").as_str());
        let range = self.range(&line.text);
        let block = Block { kind, ..self.counters.plain(&line, range) };
        self.push(block, Spot { place: found.place(), path: found.path });
        Some(())
    }

    fn boxed(&mut self, r: &mut Reader<'_>) -> Option<()> {
        let found = r.find(k::BOX)?;
        let (keys, path) = r.table(k::BOX)?;
        let mut inner = Reader::new(keys, k::BOX_KEYS, &path, r.sink());
        let start = self.text.len();
        let boxed = self.frame(&mut inner);
        inner.finish();
        let range = start..self.text.trim_end().len();
        let block = Block::new(BlockKind::Boxed(boxed?), Vec::new(), range);
        self.push(block, Spot { place: found.place(), path });
        Some(())
    }

    /// What stands in a frame: a text as plain body text has it, or the parts of one.
    fn frame(&mut self, r: &mut Reader<'_>) -> Option<Boxed> {
        let title = r.words(k::BOX_TITLE);
        let Some(body) = r.find(k::BOX_BODY) else {
            r.missing(k::BOX_BODY, "7.3.3");
            return None;
        };
        let title = title.map(|title| {
            let line: String = title.text.lines().map(str::trim).collect();
            let range = self.range(&line);
            boxes::title(&line.as_str().into(), range)
        });
        let boxed = match &body.node.value {
            Value::String(_) => {
                let words = body.words(r.sink())?;
                self.signs.marked(&words.text, &body);
                let range = self.range(&words.text);
                let mut host = Host::default();
                let (boxed, faults) = Boxed::of_text(title, &words.text, range.start, &mut host);
                if let Some((text, _)) = host.heading.filter(|_| self.heading.is_none()) {
                    let Spot { place, path } = signs::spot(&body, &text);
                    self.heading = Some(Words { text, place, path });
                }
                faults.into_iter().for_each(|fault| body.report(r.sink(), BodyFinding::Note(fault)));
                for (table, range) in boxed.tables() {
                    if table.header.is_empty() && table.rows.len() > 1 {
                        let row = self.text[range.clone()].lines().next().unwrap_or_default();
                        signs::spot(&body, row).report(r.sink(), BodyFinding::NoHeader);
                    }
                }
                boxed
            }
            _ => {
                let words = pieces(r.sink(), &body, k::PIECES)?;
                let words = self.noted(words, &body);
                self.signs.marked(&words.text, &body);
                // Its numbers are its own.
                let outside = std::mem::take(&mut self.counters);
                let lines = self.lines(r.sink(), &words, &body);
                self.counters = outside;
                Boxed::new(title, lines.into_iter().map(|(block, _)| block).collect())
            }
        };
        if boxed.blocks.is_empty() {
            body.report(r.sink(), DocumentFinding::EmptyValue { key: k::BOX_BODY });
            return None;
        }
        Some(boxed)
    }

    fn chart(&mut self, r: &mut Reader<'_>) -> Option<()> {
        let found = r.find(k::CHART)?;
        let (keys, path) = r.table(k::CHART)?;
        let mut inner = Reader::new(keys, k::CHART_KEYS, &path, r.sink());
        let chart = chart::read(&mut inner, &found, width);
        inner.finish();
        let mut chart = chart?;
        let start = self.text.len();
        chart.caption = self.called(&chart.caption, &found).0;
        let said: Vec<&str> = chart.words().collect();
        let range = start..self.range(&said.join(" ")).end;
        let spot = Spot { place: found.place(), path };
        self.push(Block::new(BlockKind::Chart(chart), Vec::new(), range), spot);
        Some(())
    }

    fn fragment(&mut self, r: &mut Reader<'_>) -> Option<()> {
        let found = r.find(k::TYPST)?;
        let words = found.words(r.sink())?;
        let range = self.range(&words.text);
        let Some(block) = self.counters.fragment(&self.text, range) else {
            found.report(r.sink(), DocumentFinding::EmptyValue { key: k::TYPST });
            return None;
        };
        self.push(block, Spot { place: words.place, path: words.path });
        Some(())
    }

    /// Pictures side by side.
    fn pictures(&mut self, r: &mut Reader<'_>) -> Option<()> {
        let found = r.find(k::IMAGES)?;
        let mut pictures = Vec::new();
        for item in r.items(k::IMAGES) {
            let Value::Table(table) = &item.node.value else {
                item.wrong_type(r.sink(), IMAGE);
                continue;
            };
            let mut inner = Reader::new(table, k::IMAGE_OF_ROW, &item.path, r.sink());
            let (path, caption) = (inner.name(k::IMAGE), inner.words(k::CAPTION));
            pictures.extend(path.map(|path| picture_of(&mut inner, path.text, caption)));
            inner.finish();
        }
        let caption = r.words(k::CAPTION).map(on_one_line).unwrap_or_default();
        let width = width(r);
        let start = self.text.len();
        for picture in &mut pictures {
            picture.caption = self.called(&picture.caption, &found).0;
        }
        let (caption, last) = self.called(&caption.as_str().into(), &found);
        let range = start..last.end;
        let row = PictureRow { pictures, caption, width };
        let block = Block::new(BlockKind::Pictures(row), Vec::new(), range);
        self.push(block, Spot { place: found.place(), path: found.path });
        Some(())
    }

    fn picture(&mut self, r: &mut Reader<'_>, place: Option<Place>) -> Option<()> {
        let words = r.name(k::IMAGE);
        let caption = r.words(k::CAPTION);
        let width = width(r);
        let Words { text, path, .. } = words?;
        let mut picture = Picture { width, ..picture_of(r, text, caption) };
        let range = match r.find(k::CAPTION) {
            Some(found) => {
                let (caption, range) = self.called(&picture.caption, &found);
                picture.caption = caption;
                range
            }
            None => self.range(""),
        };
        let block = Block::new(BlockKind::Picture(picture), Vec::new(), range);
        self.push(block, Spot { place, path });
        Some(())
    }
}

/// A picture with its caption and its page.
fn picture_of(r: &mut Reader<'_>, path: String, caption: Option<Words>) -> Picture {
    let picture = Picture::new(&path, &caption.map(on_one_line).unwrap_or_default());
    let page = r.count(k::PAGE).and_then(|page| usize::try_from(page).ok());
    Picture { page: page.unwrap_or(picture.page), ..picture }
}

fn on_one_line(words: Words) -> String {
    words.text.lines().map(str::trim).collect()
}

/// `width = "80%"`, in hundredths of a percent.
pub(super) fn width(r: &mut Reader<'_>) -> Option<u32> {
    let words = r.words(k::WIDTH)?;
    let number = words.text.strip_suffix(['%', '％']).and_then(|number| number.trim().parse::<f64>().ok());
    match number.filter(|percent| (1.0..=100.0).contains(percent)) {
        Some(percent) => Some((percent * 100.0).round() as u32),
        None => {
            let problem = BodyFinding::NotAWidth { written: words.text };
            r.sink().push(Diagnostic::new(problem).at(words.place).path(words.path));
            None
        }
    }
}
