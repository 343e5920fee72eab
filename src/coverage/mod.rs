//! Every character against the faces of its role: before anything is set, that none is missing; after,
//! which face set it. Nothing is ever tofu, and no other face stands in silently.

pub(crate) mod audit;
mod drawn;

use std::collections::HashSet;
use std::sync::Arc;

pub use crate::engine::RoleFace;
pub(crate) use audit::Row;
pub use audit::{Audit, Character, Embedding, Font, InData, Source, Substitute};
pub(crate) use drawn::{add_rows as add_pictures, check_picture};
pub use gongwen_text::charsets::{Gb18030, Level, in_gb2312};

use crate::diagnostic::{Diagnostic, Place, Problem, Sink};
use crate::document::walk::texts;
use crate::document::{Document, Spot};
use crate::press::fonts::{self, GlyphFinding, Via};
use crate::press::{FontResolver, FontSet};
use gongwen_page::Role;
use gongwen_page::geometry::{Page, Run};

/// A character that no face of its role has, and where it is first asked for.
struct Missing {
    character: char,
    role: Role,
    spot: Spot,
}

/// The faces for a document: with those for rare characters behind all others, if it has such characters.
pub(crate) fn faces_for(document: &Document, fonts: Arc<FontSet>, resolver: &FontResolver) -> Arc<FontSet> {
    let mut wanted: Vec<char> =
        missing(document, &fonts).into_iter().map(|missing| missing.character).collect();
    // What a fragment sets is known only when it is set; what it says stands for that.
    for words in document.fragments() {
        wanted.extend(fonts.missing(Role::Fangsong, &words.text));
    }
    let rare = if wanted.is_empty() { None } else { resolver.with_rare(&fonts, &wanted) };
    rare.map_or(fonts, Arc::new)
}

/// Tells of characters that no face has and of variants no face has, each once, at its place in the data.
pub(crate) fn check(document: &Document, fonts: &FontSet, sink: &mut Sink) {
    for Missing { character, role, spot } in missing(document, fonts) {
        let problem = GlyphFinding::MissingGlyph { character, role: role.chinese() };
        sink.push(Diagnostic::new(problem).at(spot.place).path(spot.path));
    }
    let mut told: Vec<(char, char)> = Vec::new();
    texts(document, &mut |role, text, at| {
        let mut before = None;
        for c in text.chars() {
            if let Some(base) = before.filter(|_| fonts::is_selector(c))
                && !told.contains(&(base, c))
                && !fonts.has_variant(role, base, c)
            {
                told.push((base, c));
                let Spot { place, path } = at.spot();
                let problem = GlyphFinding::VariantIgnored { base, selector: c };
                sink.push(Diagnostic::new(problem).at(place.map(|place| place.find_char(c))).path(path));
            }
            before = Some(c);
        }
    });
}

fn missing(document: &Document, fonts: &FontSet) -> Vec<Missing> {
    let mut found: Vec<Missing> = Vec::new();
    texts(document, &mut |role, text, at| {
        // A control character has been told as one.
        for character in fonts.missing(role, text).into_iter().filter(|c| !c.is_control()) {
            if found.iter().all(|known| known.character != character) {
                found.push(Missing { character, role, spot: at.spot_of(character) });
            }
        }
    });
    found
}

/// Tells what is known of the set pages only: boxes in place of characters (a Typst fragment's), and the
/// characters that another face than their role's has set.
pub(crate) fn check_set(document: &Document, pages: &[Page], rows: &[Row], sink: &mut Sink) {
    boxes(document, pages, sink);
    let mut private: Vec<(String, Vec<char>)> = Vec::new();
    let mut fallen: Vec<(Role, bool, String, Vec<char>)> = Vec::new();
    for row in rows {
        let face = row.face.name.clone();
        if is_private(row.character) {
            group(&mut private, |(known, _)| *known == face, || (face.clone(), Vec::new()))
                .1
                .push(row.character);
        } else if matches!(row.via, Via::Lacking | Via::Rare | Via::Cluster) {
            let rare = row.via == Via::Rare;
            let same = |(role, also, known, _): &(Role, bool, String, Vec<char>)| {
                (*role, *also, known) == (row.role, rare, &face)
            };
            let new = || (row.role, rare, face.clone(), Vec::new());
            group(&mut fallen, same, new).3.push(row.character);
        }
    }
    let firsts: HashSet<char> =
        private.iter().map(|(_, all)| all[0]).chain(fallen.iter().map(|(.., all)| all[0])).collect();
    if firsts.is_empty() {
        return;
    }
    let spots = audit::locate(document, &firsts);
    let mut tell = |problem: Box<dyn Problem>, characters: &[char], role: Option<Role>| {
        // What a fragment says is found by its element.
        let row = rows
            .iter()
            .find(|row| row.character == characters[0] && role.is_none_or(|role| row.role == role));
        let of_element = || document.block_spot(row?.element);
        let of_data = row.and_then(|row| spots.get(row.role, row.character));
        let Spot { place, path } = of_data.cloned().or_else(of_element).unwrap_or_default();
        sink.push(Diagnostic::new(problem).at(place).path(path));
    };
    for (face, characters) in private {
        tell(GlyphFinding::PrivateUse { characters: characters.clone(), face }.into(), &characters, None);
    }
    for (role, rare, face, characters) in fallen {
        let own = rows.iter().find(|row| row.role == role).map(|row| row.own.name.clone());
        let own = own.unwrap_or_default();
        let problem =
            GlyphFinding::Fallback { role: role.chinese(), own, face, characters: characters.clone(), rare };
        tell(problem.into(), &characters, Some(role));
    }
}

/// The group that something belongs to, made when there is none.
fn group<T>(groups: &mut Vec<T>, is_it: impl Fn(&T) -> bool, new: impl Fn() -> T) -> &mut T {
    let at = groups.iter().position(is_it).unwrap_or(groups.len());
    if at == groups.len() {
        groups.push(new());
    }
    &mut groups[at]
}

fn is_private(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..)
}

fn boxes(document: &Document, pages: &[Page], sink: &mut Sink) {
    for (run, character, boxed) in boxed(pages) {
        let spot = document.block_spot(run.part).unwrap_or_default();
        let role = Role::of_family(&run.family);
        let problem =
            GlyphFinding::MissingGlyph { character, role: role.unwrap_or(Role::Fangsong).chinese() };
        let place = boxed.or_else(|| spot.place.map(|place| place.find_char(character)));
        sink.push(Diagnostic::new(problem).at(place).path(spot.path));
    }
}

/// The characters that set pages show as boxes, each once, with a run that has it and its place in a fragment
/// or a template.
pub(crate) fn boxed(pages: &[Page]) -> Vec<(&Run, char, Option<Place>)> {
    let mut told: Vec<&str> = Vec::new();
    let mut found = Vec::new();
    for run in pages.iter().flat_map(|page| &page.runs) {
        for glyph in run.glyphs.iter().filter(|glyph| glyph.id == 0) {
            let character = glyph.text.chars().find(|c| !c.is_whitespace() && !c.is_control());
            let Some(character) = character.filter(|_| !told.contains(&glyph.text.as_str())) else {
                continue;
            };
            told.push(&glyph.text);
            let place = glyph.place.as_ref().map(|place| place.clone().find_char(character));
            found.push((run, character, place));
        }
    }
    found
}
