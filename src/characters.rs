//! Every character against the faces of its role, before anything is set: nothing is ever tofu.

use crate::diagnostic::{Diagnostic, Place, Problem, Sink};
use crate::document::{Body, Document, Spot, Words};
use crate::engine::geometry::Page;
use crate::engine::{FontSet, Role};
use crate::template::{self, Composed};
use crate::text::{Block, BlockKind, Face};

/// Tells of characters that no face has, each once, at its place in the data.
pub(crate) fn check(document: &Document, composed: &Composed, fonts: &FontSet, sink: &mut Sink) {
    let mut checker = Checker { fonts, sink, told: Vec::new() };
    checker.elements(document);
    checker.blocks(&composed.body, &document.body);
    for (given, text) in document.attachments.iter().zip(&composed.attachments) {
        if let (Some(body), Some((_, blocks))) = (&given.body, text) {
            checker.text(Role::Biaosong, &given.title.text, &given.title);
            checker.blocks(blocks, body);
        }
    }
}

/// Tells of boxes on the set page in place of characters: what a Typst fragment says is known only there.
pub(crate) fn check_set(document: &Document, pages: &[Page], sink: &mut Sink) {
    let mut told: Vec<String> = Vec::new();
    for run in pages.iter().flat_map(|page| &page.runs) {
        for glyph in run.glyphs.iter().filter(|glyph| glyph.id == 0) {
            let Some(character) = glyph.text.chars().find(|c| !c.is_whitespace() && !c.is_control()) else {
                continue;
            };
            if told.contains(&glyph.text) {
                continue;
            }
            told.push(glyph.text.clone());
            let spot = document.spot_of(&run.part).unwrap_or_default();
            let role = Role::of_family(&run.family);
            let problem = Problem::MissingGlyph { character, role: role.unwrap_or(Role::Fangsong).chinese() };
            let place = spot.place.map(|place| place.find_char(character));
            sink.push(Diagnostic::new(problem).at(place).path(spot.path));
        }
    }
}

struct Checker<'a> {
    fonts: &'a FontSet,
    sink: &'a mut Sink,
    told: Vec<char>,
}

impl Checker<'_> {
    fn elements(&mut self, d: &Document) {
        self.text(Role::Biaosong, &d.title.text, &d.title);
        let mark = template::mark(d).text();
        match &d.mark {
            Some(words) => self.text(Role::Biaosong, &mark, words),
            None => {
                for issuer in &d.issuers {
                    self.text(Role::Biaosong, &issuer.mark_name.text, &issuer.mark_name);
                }
            }
        }
        let attendance = [&d.attendees, &d.absentees, &d.observers];
        let single = [&d.copy_number, &d.number, &d.recipients, &d.note, &d.cc, &d.printer];
        let names = d.issuers.iter().map(|issuer| &issuer.signature);
        let titles = d.signatures.iter().map(|signature| &signature.title);
        let attachments = d.attachments.iter().map(|attachment| &attachment.title);
        let lists = single.into_iter().chain(attendance).flatten();
        for words in lists.chain(names).chain(titles).chain(attachments) {
            self.text(Role::Fangsong, &words.text, words);
        }
        for words in [&d.classification, &d.urgency].into_iter().flatten() {
            self.text(Role::Heiti, &words.text, words);
        }
        let signed = d.signatures.iter().filter(|signature| signature.image.is_none());
        for words in d.signers.iter().chain(signed.map(|signature| &signature.name)) {
            self.text(Role::Kaiti, &words.text, words);
        }
    }

    fn blocks(&mut self, blocks: &[Block], body: &Body) {
        for (index, block) in blocks.iter().enumerate() {
            for run in &block.runs {
                let role = match run.face {
                    Face::Fangsong => Role::Fangsong,
                    Face::Heiti => Role::Heiti,
                    Face::Kaiti => Role::Kaiti,
                };
                self.in_block(role, &run.text, body, index);
            }
            match &block.kind {
                BlockKind::Table(table) => {
                    self.in_block(Role::Heiti, table.caption.as_deref().unwrap_or_default(), body, index);
                    table.header.iter().for_each(|cell| self.in_block(Role::Heiti, &cell.text, body, index));
                    let cells = table.rows.iter().flatten();
                    cells.for_each(|cell| self.in_block(Role::Fangsong, &cell.text, body, index));
                }
                BlockKind::Picture(picture) => {
                    self.in_block(Role::Fangsong, &picture.caption, body, index);
                }
                _ => {}
            }
        }
    }

    /// Where a block stands is only asked for when a character is missing.
    fn in_block(&mut self, role: Role, text: &str, body: &Body, block: usize) {
        let missing = self.fonts.missing(role, text);
        if !missing.is_empty() {
            let Spot { place, path } = body.spot(block);
            self.tell(role, missing, &Words { text: String::new(), place, path });
        }
    }

    fn text(&mut self, role: Role, text: &str, words: &Words) {
        self.tell(role, self.fonts.missing(role, text), words);
    }

    fn tell(&mut self, role: Role, missing: Vec<char>, words: &Words) {
        for character in missing {
            if self.told.contains(&character) {
                continue;
            }
            self.told.push(character);
            let place: Option<Place> = words.place.as_ref().map(|place| place.find_char(character));
            let problem = Problem::MissingGlyph { character, role: role.chinese() };
            self.sink.push(Diagnostic::new(problem).at(place).path(words.path.clone()));
        }
    }
}
