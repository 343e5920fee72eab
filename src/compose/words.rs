//! The language room's work on a document: where its title's lines end, which names are cut where, which lines are headings.

use std::sync::Arc;

use super::charts::Charts;
use super::data::rooms;
use super::names::Names;
use crate::diagnostic::Diagnostic;
use crate::document::{Attachment, Body, Document, Sheet, Words};
use crate::limits::{Allowance, LimitFinding};
use crate::press::FontSet;
use crate::text::table::Aligned;
use crate::text::title::Named;
use crate::text::waves::{waved, with_waves};
use crate::text::{Block, BlockKind, Face, Look, Marked, title};
use gongwen_page::Role;

/// A title of more characters is no title any more, and the search for its shape would take its time.
const LONGEST_SHAPED: usize = 300;

/// Each takes a name, and names are never given back.
const MOST_FRAGMENTS: usize = 1_000;

/// The language room's work on a document: title lines and blocks.
pub(crate) struct Composed {
    pub title: Vec<Marked>,
    /// The subtitle's lines.
    pub subtitle: Vec<String>,
    pub body: Vec<Block>,
    pub postscript: Vec<Block>,
    /// Of each part that is bound behind it, as [`Document::bound`] has them.
    pub bound: Vec<ComposedPart>,
    pub names: Names,
    pub charts: Charts,
}

/// The language room's work on a part.
pub(crate) struct ComposedPart {
    pub title: Vec<Marked>,
    pub subtitle: Vec<String>,
    pub blocks: Vec<Block>,
    pub postscript: Vec<Block>,
}

impl Composed {
    /// Title lines by meaning, body lines as headings and paragraphs.
    pub(crate) fn of(document: &Document, fonts: &FontSet) -> Composed {
        let advance = fonts.measure(Role::Biaosong);
        let named = named(document);
        let shaped = |words: &str, measure: f64| -> Vec<String> {
            let said = with_waves(words);
            if said.is_empty() {
                return Vec::new();
            }
            // A line break of the user's switches the shaping off.
            if said.contains('\n') {
                return said.lines().map(|line| line.trim().to_owned()).collect();
            }
            if said.chars().count() > LONGEST_SHAPED {
                let lines = title::lines_by_sense(&said, measure, &advance);
                return lines.iter().map(|line| line.trim().to_owned()).collect();
            }
            let shaped = title::shape(&said, &named, &advance, measure);
            shaped.lines.iter().map(|line| line.trim().to_owned()).collect()
        };
        let lines = |words: &Marked, sheet: Sheet| -> Vec<Marked> {
            let measure = document.layout.title_measure(sheet);
            let end = words.text.trim_end().len();
            // A mark at a line's end hangs beside it, and leaves as much free at the other side.
            let room = |(at, _): &(usize, _)| if *at < end { NOTE_CALL } else { 2.0 * NOTE_CALL };
            words.laid(&shaped(&words.text, measure - words.notes.iter().map(room).sum::<f64>()))
        };
        let small = fonts.measure(Role::Fangsong);
        let read = |blocks: &[Block], sheet: Sheet| -> Vec<Block> {
            let row = document.layout.line_measure(sheet);
            let mut blocks = waved(blocks);
            for block in &mut blocks {
                match block.kind {
                    BlockKind::Title => {
                        let mut whole = Marked::default();
                        for line in lines(&block.words(), sheet) {
                            if !whole.text.is_empty() {
                                whole.push("\n", Look::default());
                            }
                            whole.append(&line);
                        }
                        block.runs = whole.runs();
                        block.runs.iter_mut().for_each(|run| run.face = Face::Biaosong);
                    }
                    BlockKind::UnderTitle => shape_row(block, row - UNDER_TITLE_INDENTS, &small),
                    BlockKind::Placed(Aligned::Centre) => shape_row(block, row, &small),
                    _ => {}
                }
            }
            blocks
        };
        let subtitle = |words: &Option<Words>, sheet: Sheet| -> Vec<String> {
            let Some(words) = words else { return Vec::new() };
            let row = document.layout.line_measure(sheet);
            let lines = title::lines_by_sense(&with_waves(&words.text), row, &small);
            lines.iter().map(|line| line.trim().to_owned()).collect()
        };
        let rows = |rows: &Option<Body>, sheet: Sheet| -> Vec<Block> {
            rows.as_ref().map_or_else(Vec::new, |rows| read(&rows.blocks, sheet))
        };
        let bound = |given: &Attachment, body: &Body| ComposedPart {
            title: lines(&title_of(&given.title, body), given.sheet),
            subtitle: subtitle(&given.own.subtitle, given.sheet),
            blocks: read(&body.blocks, given.sheet),
            postscript: rows(&given.own.postscript, given.sheet),
        };
        let body = read(&document.body.blocks, Sheet::Upright);
        let bound: Vec<ComposedPart> = document.bound().map(|(given, body)| bound(given, body)).collect();
        let mut charts = Charts::default();
        charts.add(&document.body, &body, rooms(document, Sheet::Upright).own);
        for ((given, of), part) in document.bound().zip(&bound) {
            charts.add(of, &part.blocks, rooms(document, given.sheet).own);
        }
        Composed {
            title: lines(&title_of(&document.title, &document.body), Sheet::Upright),
            subtitle: subtitle(&document.subtitle, Sheet::Upright),
            body,
            postscript: rows(&document.postscript, Sheet::Upright),
            bound,
            charts,
            names: Names::of(document, &advance, &small),
        }
    }
}

/// The room of a note's mark in a line of a title, in em.
const NOTE_CALL: f64 = 0.75;

/// A title with the notes that it calls.
fn title_of(title: &Words, body: &Body) -> Marked {
    let notes = body.of_title.iter().map(|(at, note)| ((*at).min(title.text.len()), Arc::clone(note)));
    Marked { notes: notes.collect(), ..Marked::from(title.text.as_str()) }
}

/// What a row under the title leaves free at its two sides, in characters.
const UNDER_TITLE_INDENTS: f64 = 4.0;

/// A row in the middle that is wider than its place is broken by sense, as a title is: when a law was passed, 题注. It is
/// one run, for a call of a note stands where its word is.
fn shape_row(block: &mut Block, room: f64, advance: &dyn Fn(char) -> f64) {
    let [run] = &mut block.runs[..] else { return };
    if run.note.is_some() || run.text.chars().count() > LONGEST_SHAPED {
        return;
    }
    // A note under the title says one thing a line: when it was passed, when amended.
    let one_a_line = block.kind == BlockKind::UnderTitle && !block.asked;
    let said = if one_a_line { run.text.replace('\u{3000}', "\n") } else { run.text.clone() };
    let shaped = |line: &str| -> Vec<String> {
        let lines = title::lines_by_sense(line, room, advance);
        lines.iter().map(|line| line.trim().to_owned()).collect()
    };
    run.text = said.lines().flat_map(shaped).collect::<Vec<_>>().join("\n");
}

/// What of a document's texts is too long: bodies, paragraphs, all together. Typst holds some kilobytes for each
/// character, and breaks a paragraph as a whole.
pub(crate) fn too_long(document: &Document, allowance: &Allowance) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let is_chart = |block: &&Block| matches!(block.kind, BlockKind::Chart(_));
    let charts = document.bodies().flat_map(|body| &body.blocks).filter(is_chart).count();
    if charts > MOST_FRAGMENTS {
        let words = &document.body.words;
        let problem =
            LimitFinding::TooLong { count: charts, limit: MOST_FRAGMENTS, unit: ("个图表", "charts") };
        found.push(Diagnostic::new(problem).at(words.place.clone()).path(words.path.clone()));
    }
    let fragments = document.fragments().count();
    if let Some(first) = document.fragments().next().filter(|_| fragments > MOST_FRAGMENTS) {
        let unit = ("个 Typst 片段", "Typst fragments");
        let problem = LimitFinding::TooLong { count: fragments, limit: MOST_FRAGMENTS, unit };
        found.push(Diagnostic::new(problem).at(first.place.clone()).path(first.path.clone()));
    }
    let mut characters = 0;
    for body in document.bodies() {
        let words = &body.words;
        if let Err(problem) = allowance.paragraphs(body.blocks.iter().map(paragraphs).sum()) {
            found.push(Diagnostic::new(problem).at(words.place.clone()).path(words.path.clone()));
        }
        let long = |block: &Block| match &block.kind {
            BlockKind::Boxed(boxed) => {
                boxed.all().find_map(|block| allowance.paragraph_characters(length(block)).err())
            }
            _ => allowance.paragraph_characters(length(block)).err(),
        };
        let longest = body.blocks.iter().enumerate().find_map(|(index, block)| Some((index, long(block)?)));
        if let Some((index, problem)) = longest {
            let spot = body.spot(index);
            found.push(Diagnostic::new(problem).at(spot.place).path(spot.path));
        }
        characters += words.text.chars().count();
    }
    if let Err(problem) = allowance.characters(characters) {
        let words = &document.body.words;
        found.push(Diagnostic::new(problem).at(words.place.clone()).path(words.path.clone()));
    }
    found
}

/// How many paragraphs a block is.
fn paragraphs(block: &Block) -> usize {
    if let BlockKind::Boxed(boxed) = &block.kind { boxed.all().count() } else { 1 }
}

/// How many characters stand in a paragraph.
fn length(block: &Block) -> usize {
    let own = block.runs.iter().map(|run| run.text.chars().count()).sum();
    block.notes().map(|note| note.words.text.chars().count()).fold(own, usize::max)
}

/// What the data names, which no title of it tears: organs, whom it goes to, what is bound with it.
fn named(document: &Document) -> Named {
    let of_parts = document.parts().flat_map(|part| &part.own.issuers);
    let issuers = document.issuers.iter().chain(of_parts);
    let issuers = issuers.flat_map(|issuer| [&issuer.name, &issuer.signature]);
    let copies = document.cc.iter().map(|row| &row.names);
    let of_parts = document.parts().filter_map(|part| part.own.recipients.as_ref());
    let lists = document.recipients.iter().chain(of_parts).chain(copies).chain(&document.printer);
    let listed = lists.flat_map(|words| words.text.split(['、', '，', '；', '：', '。', '\n']));
    let bound = document.parts().map(|given| given.title.text.trim_matches(['《', '》']));
    Named::new(issuers.map(|words| words.text.as_str()).chain(listed).chain(bound).map(str::trim))
}
