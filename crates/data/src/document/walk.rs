//! Every text of a document with the role that sets it, in the order of the data's elements.

use std::collections::HashSet;

use super::{Body, Document, NoteMark, Own, Part, Role, Spot, Words, mark};
use crate::diagnostic::Place;
use crate::text::waves::with_waves;
use crate::text::{Block, BlockKind, Face};

/// Where a text comes from. Where that stands is only asked for when something is to be told.
#[derive(Clone, Copy)]
pub enum At<'a> {
    /// A text with a place of its own.
    Words(&'a Words),
    /// A block of a text, by its index.
    Block(&'a Body, usize),
}

impl At<'_> {
    /// Where it stands.
    pub fn spot(self) -> Spot {
        match self {
            At::Words(words) => Spot { place: words.place.clone(), path: words.path.clone() },
            At::Block(body, block) => body.spot(block),
        }
    }

    /// Where a character of the text stands.
    pub fn spot_of(self, character: char) -> Spot {
        let Spot { place, path } = self.spot();
        let found = |place: Place| {
            let at = place.find_char(character);
            // ～ may be typed as ~.
            if character == '～' && at.range == place.range { place.find_char('~') } else { at }
        };
        Spot { place: place.map(found), path }
    }
}

type Visit<'v> = &'v mut dyn FnMut(Role, &str, At<'_>);

/// Visits every text.
pub fn texts(document: &Document, visit: Visit<'_>) {
    elements(document, visit);
    let mark = document.layout.note_mark;
    blocks(&document.body, mark, visit);
    document.postscript.iter().for_each(|rows| blocks(rows, mark, visit));
    for given in document.parts() {
        if let Some(body) = &given.body {
            visit(Part::IssuedTitle.role(), &given.title.text, At::Words(&given.title));
            blocks(body, mark, visit);
        }
        let label = |label: &Words, visit: Visit<'_>| {
            visit(Part::AttachmentLabel.role(), &label.text, At::Words(label))
        };
        given.label.iter().for_each(|words| label(words, visit));
        own(&given.own, visit);
        given.own.postscript.iter().for_each(|rows| blocks(rows, mark, visit));
    }
}

/// The elements of a part that is a document of its own.
fn own(own: &Own, visit: Visit<'_>) {
    let names = own.issuers.iter().map(|issuer| &issuer.signature);
    let titles = own.signatures.iter().map(|signature| &signature.title);
    let single = [&own.subtitle, &own.number, &own.recipients, &own.note];
    for words in single.into_iter().flatten().chain(names).chain(titles) {
        visit(Role::Fangsong, &words.text, At::Words(words));
    }
    let signed = own.signatures.iter().filter(|signature| signature.image.is_none());
    for words in own.speaker.iter().chain(signed.map(|signature| &signature.name)) {
        visit(Role::Kaiti, &words.text, At::Words(words));
    }
}

fn elements(d: &Document, visit: Visit<'_>) {
    visit(Part::Title.role(), &d.title.text, At::Words(&d.title));
    let mark = mark(d).text();
    match &d.mark {
        Some(words) => visit(Part::Mark.role(), &mark, At::Words(words)),
        None => {
            for issuer in &d.issuers {
                visit(Part::Mark.role(), &issuer.mark_name.text, At::Words(&issuer.mark_name));
            }
        }
    }
    let single = [&d.copy_number, &d.number, &d.recipients, &d.note, &d.printer];
    let rows = d.cc.iter().chain(&d.attendance).map(|row| &row.names);
    let names = d.issuers.iter().map(|issuer| &issuer.signature);
    let titles = d.signatures.iter().map(|signature| &signature.title);
    let attachments = d.attachments.iter().map(|attachment| &attachment.title);
    let parties = d.parties.iter().flat_map(|party| {
        let signs = party.representative.iter().filter_map(|(_, name)| name.as_ref());
        [&party.label, &party.name, &party.date].into_iter().chain(signs)
    });
    let parties = parties.filter(|words| !words.path.is_empty());
    let telegram = d.sender.iter().chain(&d.dispatch_number);
    let lists = single.into_iter().flatten().chain(telegram).chain(rows).chain(&d.reprinter).chain(parties);
    for words in lists.chain(names).chain(titles).chain(attachments) {
        visit(Role::Fangsong, &words.text, At::Words(words));
    }
    for (part, rows) in [(Part::Cc, &d.cc), (Part::AttachmentLabel, &d.attendance)] {
        let labels = rows.iter().map(|row| &row.label).filter(|label| !label.path.is_empty());
        labels.for_each(|label| visit(part.role(), &label.text, At::Words(label)));
    }
    for (part, words) in [(Part::Classification, &d.classification), (Part::Urgency, &d.urgency)] {
        words.iter().for_each(|words| visit(part.role(), &words.text, At::Words(words)));
    }
    for words in &d.corner {
        visit(super::corner_role(&words.text), &words.text, At::Words(words));
    }
    for (part, words) in [(Part::Label, &d.label), (Part::Subtitle, &d.subtitle)] {
        words.iter().for_each(|words| visit(part.role(), &words.text, At::Words(words)));
    }
    d.speaker.iter().for_each(|words| visit(Part::Speaker.role(), &words.text, At::Words(words)));
    let signed = d.signatures.iter().filter(|signature| signature.image.is_none());
    for words in d.signers.iter().chain(signed.map(|signature| &signature.name)) {
        visit(Part::Signer.role(), &words.text, At::Words(words));
    }
}

fn blocks(body: &Body, mark: NoteMark, visit: Visit<'_>) {
    body.notes_heading.iter().for_each(|words| visit(Role::Fangsong, &words.text, At::Words(words)));
    let mut known = HashSet::new();
    for (index, block) in body.blocks.iter().enumerate() {
        of_block(block, &mut |role, text| visit(role, text, At::Block(body, index)));
        for note in block.notes() {
            if known.insert(note.range.start) {
                visit(Role::Fangsong, &mark.of(known.len()), At::Block(body, index));
            }
        }
    }
}

/// Visits the texts of one block of a body.
pub fn of_block(block: &Block, visit: &mut dyn FnMut(Role, &str)) {
    for run in &block.runs {
        let role = match run.face {
            Face::Fangsong => Role::Fangsong,
            Face::Heiti => Role::Heiti,
            Face::Kaiti => Role::Kaiti,
            Face::Biaosong => Role::Biaosong,
        };
        visit(role, &with_waves(&run.text));
        if let Some(note) = &run.note {
            visit(Role::Fangsong, &with_waves(&note.words.text));
        }
    }
    for (_, note) in block.captions().into_iter().flat_map(|caption| &caption.notes) {
        visit(Role::Fangsong, &with_waves(&note.words.text));
    }
    let mut visit = |role, text: &str| visit(role, &with_waves(text));
    match &block.kind {
        BlockKind::Table(table) => {
            visit(Role::Heiti, table.caption.as_ref().map_or("", |caption| &caption.text));
            visit(Role::Fangsong, table.unit.as_deref().unwrap_or_default());
            table.header.iter().flatten().for_each(|cell| visit(Role::Heiti, cell.text()));
            table.rows.iter().flatten().for_each(|cell| visit(Role::Fangsong, cell.text()));
            table.notes.iter().for_each(|note| visit(Role::Fangsong, &note.text));
        }
        BlockKind::Picture(picture) => visit(Role::Fangsong, &picture.caption.text),
        BlockKind::Pictures(row) => {
            row.pictures.iter().for_each(|picture| visit(Role::Fangsong, &picture.caption.text));
            visit(Role::Fangsong, &row.caption.text);
        }
        BlockKind::Chart(chart) => {
            chart.words().for_each(|words| visit(Role::Heiti, words));
            visit(Role::Fangsong, &chart.caption.text);
        }
        BlockKind::Boxed(boxed) => boxed.all().for_each(|block| of_block(block, &mut visit)),
        _ => {}
    }
}
