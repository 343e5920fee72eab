//! Faces by role: who serves which role and why, and what stands behind a missing character.
//!
//! For each role the first hit wins: the document's or the caller's choice, an official face
//! installed on the machine, the bundled set. Templates know roles only, under constant family
//! names, so a user's font needs no name that Typst can find.

mod bundled;
mod face;
mod machine;
mod roles;

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use serde_json::{Value as Json, json};
use typst::text::{Coverage, FontBook, FontFlags, FontInfo, FontVariant};
use typst::utils::{LazyHash, hash128};

pub(crate) use face::{Face, Origin};
use machine::Machine;
pub(crate) use roles::Role;
use roles::{FANDOL_FANG, KAI_SUPPLEMENT};

use super::outline;
use crate::diagnostic::{Diagnostic, Problem};
use crate::document::{Digits, FontChoice};
use crate::source::Files;

/// Characters of 仿宋 text that the Latin face serves, when digits are to be Latin.
const LATIN_IN_FANGSONG: &str = "[0-9A-Za-z.,%/]";
/// FandolFang's ？ stands off its place.
const MISPLACED_IN_FANDOL: &str = "[？]";
/// AR PL KaitiM's dash is short and it has no 〇.
const WEAK_IN_KAITI: &str = "[—〇]";
const KAITI_BUNDLED: &str = "gkai00mp.ttf";

/// Why a face serves a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Why {
    /// The document or the caller named it.
    Chosen { wanted: String },
    /// An official face of the role is installed under this name.
    Official { name: &'static str },
    /// No official face was found, or only the bundled set was asked for.
    Bundled,
}

/// Which face serves a role.
#[derive(Clone)]
pub(crate) struct Served {
    pub role: Role,
    pub face: Arc<Face>,
    pub why: Why,
    /// Faces that fill its gaps, in order.
    pub behind: Vec<Arc<Face>>,
}

/// A family list entry: a constant name, and the characters it is limited to.
struct Link<'a> {
    family: &'a str,
    covers: Option<&'static str>,
}

/// The faces of one render: six roles, their chains and the book Typst looks them up in.
pub(crate) struct FontSet {
    served: Vec<Served>,
    book: LazyHash<FontBook>,
    /// In the book's order, with the family name each has there.
    faces: Vec<(Arc<Face>, String)>,
}

/// Where faces may come from.
#[derive(Debug, Clone, Default)]
pub(crate) struct FontOptions {
    /// Leave the machine's fonts alone: the reproducible mode.
    pub bundled_only: bool,
    /// Folders searched before the machine's.
    pub folders: Vec<PathBuf>,
}

/// Resolves roles; remembers what was read so that two documents share their faces.
pub(crate) struct FontResolver {
    machine: Machine,
    loaded: std::sync::Mutex<HashMap<(PathBuf, u32), Arc<Face>>>,
    bundled: HashMap<&'static str, Arc<Face>>,
}

impl FontResolver {
    pub fn new(options: &FontOptions) -> FontResolver {
        let scan = !options.bundled_only || !options.folders.is_empty();
        let machine =
            if scan { Machine::scan(!options.bundled_only, &options.folders) } else { Machine::default() };
        let names = Role::ALL.iter().flat_map(|role| role.bundled().iter().chain(role.behind()));
        let mut bundled = HashMap::new();
        for name in names {
            if !bundled.contains_key(name)
                && let Some(face) = bundled::find(name).and_then(|found| Face::bundled(name, found))
            {
                bundled.insert(*name, face);
            }
        }
        FontResolver { machine, loaded: std::sync::Mutex::default(), bundled }
    }

    /// The set for a document with these choices; choices that cannot be met are told.
    pub fn resolve(&self, choices: &[FontChoice], files: &Files) -> (Option<FontSet>, Vec<Diagnostic>) {
        let mut told = Vec::new();
        let served: Vec<Served> = Role::ALL
            .into_iter()
            .filter_map(|role| {
                let choice = choices.iter().find(|choice| Role::of_key(choice.role) == Some(role));
                let served = match choice {
                    Some(choice) => match self.chosen(role, choice, files) {
                        Ok(served) => Some(served),
                        Err(problem) => {
                            let words = &choice.wanted;
                            told.push(
                                Diagnostic::new(problem).at(words.place.clone()).path(words.path.clone()),
                            );
                            None
                        }
                    },
                    None => self.automatic(role),
                };
                if served.is_none() && choice.is_none() {
                    let wanted = role.bundled()[0].to_owned();
                    told.push(Diagnostic::new(Problem::FontNotFound { role: role.chinese(), wanted }));
                }
                served
            })
            .collect();
        let set = (served.len() == Role::ALL.len()).then(|| FontSet::new(served));
        (set, told)
    }

    fn chosen(&self, role: Role, choice: &FontChoice, files: &Files) -> Result<Served, Problem> {
        let wanted = choice.wanted.text.clone();
        let missing = || Problem::FontNotFound { role: role.chinese(), wanted: wanted.clone() };
        let is_path = wanted.contains(['/', '\\'])
            || [".ttf", ".otf", ".ttc", ".otc"].iter().any(|end| wanted.to_ascii_lowercase().ends_with(end));
        let face = if is_path {
            self.load(files.resolve(&wanted)?, 0).ok_or_else(missing)?
        } else {
            let installed = self.machine.find(&wanted).and_then(|found| self.load(found.path, found.index));
            installed.or_else(|| self.bundled_named(&wanted)).ok_or_else(missing)?
        };
        if face.forbids_embedding() {
            return Err(Problem::FontRestricted { face: face.name.clone() });
        }
        Ok(self.served(role, face, Why::Chosen { wanted }))
    }

    /// A face of the default set by one of its names.
    fn bundled_named(&self, wanted: &str) -> Option<Arc<Face>> {
        let wanted = roles::folded(wanted);
        let mut faces: Vec<_> = self.bundled.values().collect();
        faces.sort_by(|a, b| a.name.cmp(&b.name));
        faces.into_iter().find(|face| face.names().iter().any(|name| roles::folded(name) == wanted)).cloned()
    }

    fn automatic(&self, role: Role) -> Option<Served> {
        let official = role.official().iter().find_map(|name| {
            let installed = self.machine.find(name)?;
            let face = self.load(installed.path, installed.index)?;
            (!face.forbids_embedding()).then_some((face, *name))
        });
        if let Some((face, name)) = official {
            return Some(self.served(role, face, Why::Official { name }));
        }
        let face = role.bundled().iter().find_map(|name| self.bundled.get(name))?;
        Some(self.served(role, Arc::clone(face), Why::Bundled))
    }

    /// The role's face with what stands behind it: a second official face, then the bundled ones.
    fn served(&self, role: Role, face: Arc<Face>, why: Why) -> Served {
        let mut behind: Vec<Arc<Face>> = Vec::new();
        if why != Why::Bundled {
            let second = role.official().iter().find_map(|name| {
                let installed = self.machine.find(name)?;
                self.load(installed.path, installed.index).filter(|other| !Arc::ptr_eq(other, &face))
            });
            behind.extend(second);
            behind.extend(role.bundled().iter().filter_map(|name| self.bundled.get(name)).cloned());
        }
        behind.extend(role.behind().iter().filter_map(|name| self.bundled.get(name)).cloned());
        let mut unique: Vec<Arc<Face>> = Vec::new();
        for other in behind {
            if !Arc::ptr_eq(&other, &face) && !unique.iter().any(|known| Arc::ptr_eq(known, &other)) {
                unique.push(other);
            }
        }
        Served { role, face, why, behind: unique }
    }

    fn load(&self, path: PathBuf, index: u32) -> Option<Arc<Face>> {
        let mut loaded = self.loaded.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(face) = loaded.get(&(path.clone(), index)) {
            return Some(Arc::clone(face));
        }
        let face = Face::file(path.clone(), index)?;
        loaded.insert((path, index), Arc::clone(&face));
        Some(face)
    }
}

impl FontSet {
    fn new(served: Vec<Served>) -> FontSet {
        let mut faces: Vec<(Arc<Face>, String)> = Vec::new();
        // The roles' own faces first: one that also stands behind another role keeps its own name.
        let own = served.iter().map(|entry| (0, entry.role, &entry.face));
        let behind = served
            .iter()
            .flat_map(|entry| entry.behind.iter().enumerate().map(|(i, face)| (i + 2, entry.role, face)));
        for (place, role, face) in own.chain(behind) {
            if faces.iter().any(|(known, _)| Arc::ptr_eq(known, face)) {
                continue;
            }
            let family = match place {
                0 => role.family().to_owned(),
                _ => format!("{}-{place}", role.family()),
            };
            faces.push((Arc::clone(face), family));
        }
        let mut book = FontBook::new();
        for (_, family) in &faces {
            book.push(FontInfo {
                family: family.clone(),
                variant: FontVariant::default(),
                flags: FontFlags::empty(),
                axes: Vec::new(),
                // Templates name every family of a chain, so Typst never searches by coverage.
                coverage: Coverage::from_vec(Vec::new()),
            });
        }
        FontSet { served, book: LazyHash::new(book), faces }
    }

    /// Starts to read the roles' faces on a thread of its own, while the caller reads the document:
    /// Typst needs a hash of every byte of a face before it sets the first character in it.
    pub fn warm(set: &Arc<FontSet>) {
        let set = Arc::clone(set);
        let read = move || {
            for served in &set.served {
                if let Some(font) = served.face.font() {
                    std::hint::black_box(hash128(&font));
                }
            }
        };
        // A machine that has no thread to spare reads them when they are needed.
        drop(std::thread::Builder::new().name("faces".to_owned()).spawn(read));
    }

    pub fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    pub fn face(&self, index: usize) -> Option<&Arc<Face>> {
        self.faces.get(index).map(|(face, _)| face)
    }

    pub fn served(&self) -> &[Served] {
        &self.served
    }

    /// The face of a Typst font, for the audit of what was set.
    pub fn face_of(&self, font: &typst::text::Font) -> Option<&Arc<Face>> {
        self.faces.iter().map(|(face, _)| face).find(|face| face.is(font))
    }

    /// The constant family name of a face.
    pub fn family_of(&self, face: &Arc<Face>) -> Option<&str> {
        self.faces.iter().find(|(known, _)| Arc::ptr_eq(known, face)).map(|(_, family)| family.as_str())
    }

    fn served_for(&self, role: Role) -> Option<&Served> {
        self.served.iter().find(|served| served.role == role)
    }

    fn link<'a>(&'a self, face: &'a Arc<Face>, covers: Option<&'static str>) -> Option<Link<'a>> {
        Some(Link { family: self.family_of(face)?, covers })
    }

    /// The role's family list, first to last.
    fn chain(&self, role: Role, digits: Digits) -> Vec<Link<'_>> {
        let Some(served) = self.served_for(role) else {
            return Vec::new();
        };
        let supplement = served.behind.iter().find(|face| face.name == KAI_SUPPLEMENT);
        let mut links = Vec::new();
        if role == Role::Fangsong && digits == Digits::Latin {
            let latin = self.served_for(Role::Latin);
            links.extend(latin.and_then(|latin| self.link(&latin.face, Some(LATIN_IN_FANGSONG))));
        }
        let patch = match served.face.name.as_str() {
            FANDOL_FANG => Some(MISPLACED_IN_FANDOL),
            KAITI_BUNDLED => Some(WEAK_IN_KAITI),
            _ => None,
        };
        if let Some((supplement, covers)) = supplement.zip(patch) {
            links.extend(self.link(supplement, Some(covers)));
        }
        let whole = std::iter::once(&served.face).chain(&served.behind);
        links.extend(whole.filter_map(|face| self.link(face, None)));
        links
    }

    /// The role's family list as the template reads it.
    pub fn chains(&self, digits: Digits) -> Json {
        let list = |role| -> Json {
            self.chain(role, digits)
                .iter()
                .map(|link| match link.covers {
                    Some(covers) => json!({ "name": link.family, "covers": covers }),
                    None => json!({ "name": link.family }),
                })
                .collect()
        };
        Role::ALL
            .into_iter()
            .map(|role| (role.key().to_owned(), list(role)))
            .collect::<serde_json::Map<_, _>>()
            .into()
    }

    /// The faces of a role's chain, best first.
    fn tables_of(&self, role: Role) -> Vec<ttf_parser::Face<'_>> {
        let served = self.served_for(role);
        let chain = served.map(|served| std::iter::once(&served.face).chain(&served.behind));
        chain.into_iter().flatten().filter_map(|face| face.tables()).collect()
    }

    /// How wide characters are in a role, in em; a missing one counts as a full cell.
    pub fn measure(&self, role: Role) -> impl Fn(char) -> f64 + '_ {
        let faces = self.tables_of(role);
        move |character| {
            let of = |face: &ttf_parser::Face<'_>| {
                let glyph = face.glyph_index(character)?;
                Some(f64::from(face.glyph_hor_advance(glyph)?) / f64::from(face.units_per_em()))
            };
            faces.iter().find_map(of).unwrap_or(1.0)
        }
    }

    /// How far the ink of a text in a role reaches over and under the baseline, in em.
    pub fn ink(&self, role: Role) -> impl Fn(&str) -> (f64, f64) + '_ {
        let faces = self.tables_of(role);
        move |text| {
            let of = |character: char| {
                let (face, glyph) =
                    faces.iter().find_map(|face| Some((face, face.glyph_index(character)?)))?;
                let [least, most] = outline::ink(face, glyph.0)?;
                let em = f64::from(face.units_per_em());
                Some((most.1 / em, -least.1 / em))
            };
            let most = |a: (f64, f64), b: (f64, f64)| (a.0.max(b.0), a.1.max(b.1));
            text.chars().filter_map(of).reduce(most).unwrap_or_default()
        }
    }

    /// The characters of a text that no face of the role's chain has, each once.
    pub fn missing(&self, role: Role, text: &str) -> Vec<char> {
        let mut faces = vec![];
        if let Some(served) = self.served_for(role) {
            faces
                .extend(std::iter::once(&served.face).chain(&served.behind).filter_map(|face| face.tables()));
        }
        let mut missing: Vec<char> = Vec::new();
        for character in text.chars() {
            let has =
                |face: &ttf_parser::Face<'_>| face.glyph_index(character).is_some_and(|glyph| glyph.0 != 0);
            if !character.is_whitespace() && !missing.contains(&character) && !faces.iter().any(has) {
                missing.push(character);
            }
        }
        missing
    }
}

/// One note that names every role no official face serves.
pub(crate) fn substitutes(set: &FontSet) -> Option<Diagnostic> {
    let faces: Vec<(&'static str, String)> = set
        .served()
        .iter()
        // Liberation Serif has Times New Roman's metrics, and the standard names no Latin face.
        .filter(|served| served.why == Why::Bundled && served.role != Role::Latin)
        .map(|served| (served.role.chinese(), served.face.name.clone()))
        .collect();
    (!faces.is_empty()).then(|| Diagnostic::new(Problem::SubstituteFaces { faces }))
}

#[cfg(test)]
mod tests {
    use super::roles::NOTO_SERIF;
    use super::*;

    fn set() -> FontSet {
        let options = FontOptions { bundled_only: true, folders: Vec::new() };
        FontResolver::new(&options).resolve(&[], &Files::default()).0.unwrap()
    }

    #[test]
    fn every_role_is_served_by_the_bundled_set() {
        let set = set();
        for served in set.served() {
            assert_eq!(served.why, Why::Bundled);
            assert_eq!(served.face.name, served.role.bundled()[0], "{:?}", served.role);
        }
    }

    #[test]
    fn a_character_is_missing_only_when_no_face_of_the_chain_has_it() {
        let set = set();
        assert_eq!(set.missing(Role::Fangsong, "龙泉市〔2024〕㙍镕"), Vec::<char>::new());
        assert_eq!(set.missing(Role::Fangsong, "甲\u{2A6D6}乙\u{E000}"), vec!['\u{2A6D6}', '\u{E000}']);
    }

    #[test]
    fn digits_of_the_latin_face_are_half_a_cell() {
        let set = set();
        assert!((set.measure(Role::Latin)('0') - 0.5).abs() < 1e-9);
        assert!((set.measure(Role::Fangsong)('国') - 1.0).abs() < 1e-9);
    }

    #[test]
    fn the_last_face_of_a_chain_is_the_one_with_most_characters() {
        for role in [Role::Fangsong, Role::Kaiti, Role::Heiti, Role::Biaosong] {
            assert_eq!(role.behind().last(), Some(&NOTO_SERIF));
        }
    }
}
