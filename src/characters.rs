//! Every character against the faces of its role, before anything is set: nothing is ever tofu.

use crate::diagnostic::{Diagnostic, Place, Problem, Sink};
use crate::document::{Document, Words};
use crate::engine::{FontSet, Role};
use crate::template::{self, Composed};
use crate::text::{Block, BlockKind, Face};

/// Tells of characters that no face has, each once, at its place in the data.
pub(crate) fn check(document: &Document, composed: &Composed, fonts: &FontSet, sink: &mut Sink) {
    let mut checker = Checker { fonts, sink, told: Vec::new() };
    checker.elements(document);
    checker.blocks(&composed.body, &document.body.words);
    for (given, text) in document.attachments.iter().zip(&composed.attachments) {
        if let (Some(body), Some((_, blocks))) = (&given.body, text) {
            checker.text(Role::Biaosong, &given.title.text, &given.title);
            checker.blocks(blocks, &body.words);
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

    fn blocks(&mut self, blocks: &[Block], words: &Words) {
        for block in blocks {
            for run in &block.runs {
                let role = match run.face {
                    Face::Fangsong => Role::Fangsong,
                    Face::Heiti => Role::Heiti,
                    Face::Kaiti => Role::Kaiti,
                };
                self.text(role, &run.text, words);
            }
            if let BlockKind::Table(table) = &block.kind {
                for cell in table.cells() {
                    self.text(Role::Fangsong, &cell.text, words);
                }
            }
        }
    }

    fn text(&mut self, role: Role, text: &str, words: &Words) {
        for character in self.fonts.missing(role, text) {
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
