//! Faces by role: who serves which role and why, and what stands behind a missing character.
//!
//! For each role the first hit wins: the document's or the caller's choice, an official face
//! installed on the machine, the bundled set. Templates know roles only, under constant family
//! names, so a user's font needs no name that Typst can find.

mod bundled;
mod face;
mod findings;
mod glyph_findings;
mod machine;
mod names;
mod no_face;
mod pool;
mod roles;
mod shelf;
mod weight;

pub use bundled::BundledFaces;
pub use findings::{FaceFinding, is_of_the_machine};
pub use glyph_findings::GlyphFinding;
use std::collections::{BTreeSet, HashMap};
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use serde_json::{Value as Json, json};
use typst::text::{Coverage, FontBook, FontFlags, FontInfo, FontVariant, FontWeight};
use typst::utils::{LazyHash, hash128};

pub use face::{About, Face, Origin, Unfit};
use machine::{Machine, Reserve};
pub use names::Named;
pub use roles::Faces;
use roles::{FANDOL_FANG, KAI_SUPPLEMENT, MATH, NOTO_SERIF, RARE, SIGNS};
use shelf::Shelf;
pub use ttf_parser::Permissions;

use super::outline;
use crate::diagnostic::{Diagnostic, Problem};
use crate::document::{Digits, FontChoice};
use crate::layout::{MATH_FAMILY, Outlines, Role, SIGNS_FAMILY};
use crate::source::{Files, read_limited};
use crate::text::punctuation::is_invisible;

/// Characters of 仿宋 and 楷体 text that the Latin face serves, when digits are to be Latin: figures of a text are of one
/// make, whichever of the two a line is in.
const LATIN_IN_TEXT: Covers = Covers("[!-~¥€‰]");
/// Raised and lowered figures and fractions go with them, all of one make.
const SCRIPTS_IN_TEXT: Covers = Covers("[¹²³⁰-₎¼½¾⅐-⅟↉]");
/// Signs that stand side by side in forms and lists, of which text faces have some: ☑ and □, ⑩ and ⑪ are of one make.
const SHAPES: Covers = Covers("[☐☑☒□■○●◇◆△▲▽▼☆★①-⑳㉑-㉟㊱-㊿❶-❿⓫-⓴]");
/// Faces of running text; headings in 黑体 and titles have figures of their own.
fn is_text(role: Role) -> bool {
    matches!(role, Role::Fangsong | Role::Kaiti)
}

/// Signs of bundled faces that are wrong or ill made, and the face behind that has them better: what `fonts/compare.py`
/// found and `fonts/ill-made.txt` tells of each.
const ILL_MADE: [(&str, &str, Covers); 5] = [
    (FANDOL_FANG, KAI_SUPPLEMENT, Covers("[？]")),
    (FANDOL_FANG, NOTO_SERIF, Covers("[￥～－￣＊／＼™©‖※⊕☉♀♂﹦￠←↑→↓↗↘═-╳▁-▏▔▕◢-◥「-』]")),
    (KAITI_BUNDLED, KAI_SUPPLEMENT, Covers("[~、。，．：；—－〇「-』ńňɑɡ︱︳︵-﹄]")),
    (KAITI_BUNDLED, NOTO_SERIF, Covers("[ⅰ-ⅹ︴]")),
    (KAI_SUPPLEMENT, NOTO_SERIF, Covers("[‘’“”㏒]")),
];
/// The face for signs has them in the middle of a hanzi's cell, in em over the baseline.
const SIGNS_MIDDLE: f64 = 0.38;
/// The largest file of a font that a document may name, in bytes; collections of eight faces have some 120 MB.
const LIMIT_FONT_BYTES: u64 = 256 * 1024 * 1024;
const KAITI_BUNDLED: &str = "gkai00mp.ttf";

/// Some characters, as a regular expression of one class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Covers(&'static str);

impl Covers {
    fn has(self, character: char) -> bool {
        let class: Vec<char> = self.0.trim_matches(['[', ']']).chars().collect();
        let range = |three: &[char]| three[1] == '-' && (three[0]..=three[2]).contains(&character);
        class.contains(&character) && character != '-' || class.windows(3).any(range)
    }
}

/// How a face came to set a character of a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Via {
    /// It is the role's own.
    Own,
    /// It is the Latin face, and digits are to be Latin.
    Digits,
    /// The role's own face has the character, but ill made.
    IllMade,
    /// The role's own face lacks the character.
    Lacking,
    /// It is a sign that the face for signs has.
    Sign,
    /// All of the role's faces lack it.
    Rare,
    /// The role's own face has it, but not with the characters it stands together with.
    Cluster,
}

/// Why a face serves a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// The document or the caller named it.
    Chosen {
        /// A family's name, or a path.
        wanted: String,
    },
    /// An official face of the role is installed under this name.
    Official {
        /// As the role's list spells it.
        name: &'static str,
    },
    /// No official face was found, or only the bundled set was asked for.
    Bundled,
}

/// Which face serves a role.
#[derive(Clone)]
pub struct Served {
    /// The role.
    pub role: Role,
    /// The face that serves it.
    pub face: Arc<Face>,
    /// Why it is this one.
    pub why: Why,
    /// Faces that fill its gaps, in order.
    pub behind: Vec<Arc<Face>>,
}

impl Served {
    /// Characters of a face of its chain that one behind has better, and which.
    fn ill_made(&self, face: &Face) -> impl Iterator<Item = (&Arc<Face>, Covers)> {
        let of_face = ILL_MADE.iter().filter(|(name, ..)| face.name == *name);
        of_face.filter_map(|(_, better, covers)| {
            Some((self.behind.iter().find(|behind| behind.name == *better)?, *covers))
        })
    }
}

/// A face that a document was set in, as it is told to whoever wants to set it again.
#[derive(Debug, Clone)]
pub struct ListedFace {
    /// The role's key; faces behind it have a number after it, such as `fangsong-2`.
    pub role: String,
    /// The file's name, without its folder.
    pub file: String,
    /// Its PostScript name and its version, as the face itself says.
    pub name: String,
    /// Its version.
    pub version: String,
    /// The sum of its bytes, in hexadecimal.
    pub sha256: String,
}

/// A family list entry: a constant name, and the characters it is limited to.
struct Link<'a> {
    family: &'a str,
    covers: Option<Covers>,
}

/// The faces of one render: six roles, their chains and the book Typst looks them up in.
pub struct FontSet {
    served: Vec<Served>,
    book: LazyHash<FontBook>,
    /// The faces, with the constant family name of each.
    faces: Vec<(Arc<Face>, String)>,
    /// The book's entries: the faces under their constant names, then under others.
    entries: Vec<Entry>,
    /// The set with the names that people call faces by, made when somebody needs it.
    named: OnceLock<Arc<FontSet>>,
}

/// A name in Typst's book.
#[derive(Clone)]
struct Entry {
    family: String,
    /// The face's place in the set.
    face: usize,
    weight: FontWeight,
    /// The characters for which Typst falls back to it.
    coverage: Coverage,
}

impl Entry {
    fn new(family: &str, face: usize) -> Entry {
        let (weight, coverage) = (FontWeight::REGULAR, Coverage::from_vec(Vec::new()));
        Entry { family: family.to_owned(), face, weight, coverage }
    }
}

/// Where faces may come from.
#[derive(Debug, Clone, Default)]
pub struct FontOptions {
    /// The default set.
    pub bundled: BundledFaces,
    /// Leave the machine's fonts alone: the reproducible mode.
    pub bundled_only: bool,
    /// Folders of the default set, looked into before those that it knows.
    pub set_folders: Vec<PathBuf>,
    /// Files of the default set, by their names.
    pub set_faces: Vec<(String, Arc<[u8]>)>,
    /// Folders searched before the machine's.
    pub folders: Vec<PathBuf>,
    /// Folders of fonts that are asked only for characters no other face has.
    pub rare: Vec<PathBuf>,
}

/// Resolves roles; remembers what was read so that two documents share their faces.
pub struct FontResolver {
    machine: Machine,
    loaded: Shelf,
    bundled: HashMap<&'static str, Arc<Face>>,
    /// Files under names of the default set that are other ones, and where they lie.
    altered: HashMap<&'static str, String>,
    rare_folders: Vec<PathBuf>,
    /// Looked for when a character is missing for the first time.
    reserves: OnceLock<Vec<Reserve>>,
}

impl FontResolver {
    /// Finds the faces of this machine, unless only the bundled set is asked for; they are read when they are needed.
    pub fn new(options: &FontOptions) -> FontResolver {
        let scan = !options.bundled_only || !options.folders.is_empty();
        let machine =
            if scan { Machine::scan(!options.bundled_only, &options.folders) } else { Machine::default() };
        let names =
            Role::ALL.iter().flat_map(|role| role.bundled().iter().chain(role.behind())).chain([&MATH]);
        let (mut bundled, mut altered) = (HashMap::new(), HashMap::new());
        for name in names {
            if bundled.contains_key(name) {
                continue;
            }
            let found = options.bundled.find(name, &options.set_folders, &options.set_faces);
            let sum = options.bundled.sha256(name);
            if let Some(face) = found.right.and_then(|found| Face::bundled(name, found, sum)) {
                bundled.insert(*name, face);
            } else if let Some(other) = found.other {
                altered.insert(*name, other);
            }
        }
        let named = options.rare.iter().chain(&options.folders).cloned();
        let rare_folders = named.chain(options.bundled.rare_folders()).collect();
        let loaded = Shelf::default();
        FontResolver { machine, loaded, bundled, altered, rare_folders, reserves: OnceLock::new() }
    }

    /// The set with faces behind all others that have these characters; none when there are no such faces.
    pub fn with_rare(&self, set: &FontSet, wanted: &[char]) -> Option<FontSet> {
        let reserves =
            self.reserves.get_or_init(|| machine::reserves(&self.rare_folders, &self.machine, RARE));
        let mut wanted = wanted.to_vec();
        let mut rare: Vec<Arc<Face>> = Vec::new();
        for reserve in reserves.iter() {
            if !wanted.iter().any(|c| reserve.may_have(*c)) {
                continue;
            }
            let face = self.load(Origin::Rare(reserve.path.clone()), reserve.index);
            if let Some(face) = face.filter(|face| !face.forbids_embedding()) {
                let before = wanted.len();
                wanted.retain(|c| !face.has(*c));
                if wanted.len() < before {
                    rare.push(face);
                }
            }
        }
        let served = set.served.iter().cloned().map(|mut served| {
            served.behind.extend(rare.iter().cloned());
            served
        });
        (!rare.is_empty()).then(|| FontSet::new(served.collect(), self.bundled.get(MATH)))
    }

    /// The set for a document with these choices; choices that cannot be met are told.
    pub fn resolve(&self, choices: &[FontChoice], files: &Files) -> (Option<FontSet>, Vec<Diagnostic>) {
        let broken = self.machine.broken.iter().map(|path| path.display().to_string());
        let mut told: Vec<Diagnostic> =
            broken.map(|path| Diagnostic::new(FaceFinding::FontFileBroken { path })).collect();
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
                    None => self.automatic(role, &mut told),
                };
                if served.is_none() && choice.is_none() {
                    told.push(self.own_face_missing(role));
                }
                served
            })
            .collect();
        let set = (served.len() == Role::ALL.len()).then(|| FontSet::new(served, self.bundled.get(MATH)));
        (set, told)
    }

    fn chosen(&self, role: Role, choice: &FontChoice, files: &Files) -> Result<Served, Box<dyn Problem>> {
        let wanted = choice.wanted.text.clone();
        let missing = || FaceFinding::FontNotFound { role: role.chinese(), wanted: wanted.clone() };
        let broken = || FaceFinding::FontBroken { role: role.chinese(), path: wanted.clone() };
        let face = if !is_path(&wanted) {
            let installed =
                self.machine.find(&wanted).and_then(|found| self.load(Origin::File(found.path), found.index));
            installed.or_else(|| self.bundled_named(&wanted)).ok_or_else(missing)?
        } else {
            let (path, bytes) = match files.in_memory(&wanted, LIMIT_FONT_BYTES) {
                Some(bytes) => (PathBuf::from(&wanted), bytes?),
                None => {
                    let path = files.resolve(&wanted)?;
                    let bytes = read_limited(&path, &wanted, LIMIT_FONT_BYTES)?;
                    (path, bytes.into())
                }
            };
            self.loaded.take(path, &bytes).map_err(|unfit| match unfit {
                Unfit::Broken => broken(),
                Unfit::TooMuch => FaceFinding::FontTooMuch { path: wanted.clone() },
            })?
        };
        if face.forbids_embedding() {
            return Err(FaceFinding::FontRestricted { face: face.name.clone() }.into());
        }
        Ok(self.served(role, face, Why::Chosen { wanted }))
    }

    /// A face of the default set by one of its names.
    fn bundled_named(&self, wanted: &str) -> Option<Arc<Face>> {
        let wanted = crate::document::folded(wanted);
        let mut faces: Vec<_> = self.bundled.values().collect();
        faces.sort_by(|a, b| a.name.cmp(&b.name));
        faces
            .into_iter()
            .find(|face| face.names().iter().any(|name| crate::document::folded(name) == wanted))
            .cloned()
    }

    /// An official face of the machine, else one of the default set. One that is there and cannot serve is told.
    fn automatic(&self, role: Role, told: &mut Vec<Diagnostic>) -> Option<Served> {
        let official = role.official().iter().find_map(|name| {
            let installed = self.machine.find(name)?;
            let path = installed.path.display().to_string();
            let face = self.load(Origin::File(installed.path), installed.index);
            let restricted = face.is_some();
            let face = face.filter(|face| !face.forbids_embedding());
            if face.is_none() {
                let problem = FaceFinding::OfficialUnused { role: role.chinese(), name, path, restricted };
                told.push(Diagnostic::new(problem));
            }
            Some((face?, *name))
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
                self.load(Origin::File(installed.path), installed.index)
                    .filter(|other| !Arc::ptr_eq(other, &face))
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

    fn load(&self, origin: Origin, index: u32) -> Option<Arc<Face>> {
        self.loaded.load(origin, index)
    }
}

/// Whether two faces are one: a copy of a face in another file is the face, for Typst cannot tell them apart.
fn is_same(one: &Arc<Face>, other: &Arc<Face>) -> bool {
    Arc::ptr_eq(one, other) || one.is_copy_of(other)
}

impl FontSet {
    fn new(served: Vec<Served>, math: Option<&Arc<Face>>) -> FontSet {
        let mut faces: Vec<(Arc<Face>, String)> = Vec::new();
        // The roles' own faces first: one that also stands behind another role keeps its own name.
        let own = served.iter().map(|entry| (0, entry.role, &entry.face));
        let behind = served
            .iter()
            .flat_map(|entry| entry.behind.iter().enumerate().map(|(i, face)| (i + 2, entry.role, face)));
        for (place, role, face) in own.chain(behind) {
            // Two files may hold the same font (a copy of a bundled one beside the data), and Typst takes
            // them for one: which of them it handed out would be chance.
            if faces.iter().any(|(known, _)| is_same(known, face)) {
                continue;
            }
            let family = match place {
                0 => role.family().to_owned(),
                _ if face.name == SIGNS => SIGNS_FAMILY.to_owned(),
                _ => format!("{}-{place}", role.family()),
            };
            faces.push((Arc::clone(face), family));
        }
        faces.extend(math.map(|face| (Arc::clone(face), MATH_FAMILY.to_owned())));
        FontSet::of(served, faces, Vec::new())
    }

    /// The set with faces of a template's own, under names that no role has.
    pub fn with_own(self: &Arc<FontSet>, own: &[(String, Arc<Face>)]) -> Arc<FontSet> {
        if own.is_empty() {
            return Arc::clone(self);
        }
        let own = own.iter().map(|(family, face)| (Arc::clone(face), family.clone()));
        let faces = self.faces.iter().cloned().chain(own).collect();
        Arc::new(FontSet::of(self.served.clone(), faces, Vec::new()))
    }

    /// The set with more names in the book.
    fn with(&self, names: Vec<Entry>) -> FontSet {
        let others = self.entries[self.faces.len()..].iter().cloned().chain(names).collect();
        FontSet::of(self.served.clone(), self.faces.clone(), others)
    }

    fn of(served: Vec<Served>, faces: Vec<(Arc<Face>, String)>, others: Vec<Entry>) -> FontSet {
        let constant = faces.iter().enumerate().map(|(face, (_, family))| Entry::new(family, face));
        let entries: Vec<Entry> = constant.chain(others).collect();
        let mut book = FontBook::new();
        for entry in &entries {
            book.push(FontInfo {
                family: entry.family.clone(),
                variant: FontVariant { weight: entry.weight, ..FontVariant::default() },
                flags: FontFlags::empty(),
                axes: Vec::new(),
                // Templates name every family of a chain: Typst falls back for those only who name faces themselves.
                coverage: entry.coverage.clone(),
            });
        }
        FontSet { served, book: LazyHash::new(book), faces, entries, named: OnceLock::new() }
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
            // A PDF names them with their sums; it is written later.
            for served in &set.served {
                served.face.about();
            }
        };
        // A machine that has no thread to spare reads them when they are needed.
        drop(std::thread::Builder::new().name("faces".to_owned()).spawn(read));
    }

    /// The faces that Typst may choose from, each under the name of its role.
    pub fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    /// The face of an entry of the book.
    pub fn face(&self, entry: usize) -> Option<&Arc<Face>> {
        self.faces.get(self.place_of_entry(entry)?).map(|(face, _)| face)
    }

    /// The place among the faces that an entry of the book stands for.
    pub fn place_of_entry(&self, entry: usize) -> Option<usize> {
        self.entries.get(entry).map(|entry| entry.face)
    }

    /// The faces, those that serve roles first.
    pub fn faces(&self) -> impl Iterator<Item = &Arc<Face>> {
        self.faces.iter().map(|(face, _)| face)
    }

    /// The face of the set that drew a run of a page.
    pub fn drew(&self, outlines: &Arc<dyn Outlines>) -> Option<&Arc<Face>> {
        self.faces().find(|face| std::ptr::addr_eq(Arc::as_ptr(face), Arc::as_ptr(outlines)))
    }

    /// A hash of the faces and of who serves what.
    pub fn digest(&self) -> String {
        let faces = self.faces.iter().map(|(face, family)| format!("{family} {:032x}\n", face.digest()));
        faces.collect()
    }

    #[cfg(feature = "pdf")]
    /// The role's face for files that have not theirs inside.
    pub fn stand(&self, role: Role) -> Option<crate::foreign::Stand> {
        let face = &self.served_for(role)?.face;
        let (bytes, index) = face.data();
        let data = Arc::new(bytes);
        Some(crate::foreign::Stand { data, index, name: role.chinese().to_owned() })
    }

    /// Which face serves which role, all six of them.
    pub fn served(&self) -> &[Served] {
        &self.served
    }

    /// The faces of these constant family names.
    pub fn listed(&self, families: &BTreeSet<&str>) -> Vec<ListedFace> {
        let used = self.faces.iter().filter(|(_, family)| families.contains(family.as_str()));
        used.map(|(face, family)| {
            let About { postscript, version, sha256, .. } = face.about();
            ListedFace {
                role: family.strip_prefix("gw-").unwrap_or(family).to_owned(),
                file: face.name.clone(),
                name: postscript.clone(),
                version: version.clone(),
                sha256: sha256.clone(),
            }
        })
        .collect()
    }

    /// The face of a Typst font, for the audit of what was set.
    pub fn face_of(&self, font: &typst::text::Font) -> Option<&Arc<Face>> {
        // Two files may have the same bytes.
        self.faces().find(|face| face.is(font)).or_else(|| self.faces().find(|face| face.equals(font)))
    }

    /// The constant family name of a face.
    pub fn family_of(&self, face: &Arc<Face>) -> Option<&str> {
        self.faces.iter().find(|(known, _)| is_same(known, face)).map(|(_, family)| family.as_str())
    }

    fn served_for(&self, role: Role) -> Option<&Served> {
        self.served.iter().find(|served| served.role == role)
    }

    fn link<'a>(&'a self, face: &'a Arc<Face>, covers: Option<Covers>) -> Option<Link<'a>> {
        Some(Link { family: self.family_of(face)?, covers })
    }

    /// The role's family list, first to last.
    fn chain(&self, role: Role, digits: Digits) -> Vec<Link<'_>> {
        let Some(served) = self.served_for(role) else {
            return Vec::new();
        };
        let signs = served.behind.iter().find(|face| face.name == SIGNS);
        let mut links = Vec::new();
        if is_text(role) && digits == Digits::Latin {
            let latin = self.served_for(Role::Latin);
            links.extend(latin.and_then(|latin| self.link(&latin.face, Some(LATIN_IN_TEXT))));
            links.extend(signs.and_then(|signs| self.link(signs, Some(SCRIPTS_IN_TEXT))));
        }
        // 黑体 and 宋体 have them all, and the ★ of a 密级 is theirs.
        if is_text(role) {
            links.extend(signs.and_then(|signs| self.link(signs, Some(SHAPES))));
        }
        for face in std::iter::once(&served.face).chain(&served.behind) {
            let better = served.ill_made(face);
            links.extend(better.filter_map(|(better, covers)| self.link(better, Some(covers))));
            links.extend(self.link(face, None));
        }
        links
    }

    /// The role's family list as the template reads it.
    pub fn chains(&self, digits: Digits) -> Json {
        let list = |role| -> Json {
            self.chain(role, digits)
                .iter()
                .map(|link| match link.covers {
                    Some(covers) => json!({ "name": link.family, "covers": covers.0 }),
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

    /// How wide a text of a role is as the template sets it, in em.
    pub fn length(&self, role: Role, digits: Digits) -> impl Fn(&str) -> f64 + '_ {
        let chain = self.chain(role, digits);
        let faces: Vec<(Option<Covers>, ttf_parser::Face<'_>)> = chain
            .iter()
            .filter_map(|link| {
                let (face, _) = self.faces.iter().find(|(_, family)| family == link.family)?;
                Some((link.covers, face.tables()?))
            })
            .collect();
        move |text| {
            let advance = |c: char| {
                let of = |(covers, face): &(Option<Covers>, ttf_parser::Face<'_>)| {
                    let glyph = face.glyph_index(c).filter(|_| covers.is_none_or(|covers| covers.has(c)))?;
                    Some(f64::from(face.glyph_hor_advance(glyph)?) / f64::from(face.units_per_em()))
                };
                faces.iter().find_map(of).unwrap_or(1.0)
            };
            text.chars().map(advance).sum()
        }
    }

    /// How wide characters are in a role, in em; a missing one counts as a full cell.
    pub fn measure(&self, role: Role) -> impl Fn(char) -> f64 + '_ {
        let faces = self.tables_of(role);
        move |character| {
            // The template has the dash of Chinese text, whatever stands first in the face.
            if character == '—' {
                return 1.0;
            }
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

    /// How high the middle of a role's characters is over the baseline, in em.
    pub fn middle(&self, role: Role) -> Option<f64> {
        self.middle_of(&self.served_for(role)?.face)
    }

    /// How high the middle of a face's characters is; none for one without hanzi and their signs.
    pub fn middle_of(&self, face: &Face) -> Option<f64> {
        if face.name == SIGNS { Some(SIGNS_MIDDLE) } else { face.middle() }
    }

    /// How a face came to set a character of a role; none when it stands nowhere in the role's chain.
    pub fn via(&self, role: Role, face: &Arc<Face>, character: char, digits: Digits) -> Option<Via> {
        let served = self.served_for(role)?;
        if is_same(&served.face, face) {
            return Some(Via::Own);
        }
        let latin = self.served_for(Role::Latin).is_some_and(|latin| is_same(&latin.face, face));
        let as_digit = is_text(role) && digits == Digits::Latin && LATIN_IN_TEXT.has(character);
        if latin && as_digit {
            return Some(Via::Digits);
        }
        let behind = served.behind.iter().find(|behind| is_same(behind, face))?;
        let signs = behind.name == SIGNS;
        let as_digit = is_text(role) && digits == Digits::Latin && SCRIPTS_IN_TEXT.has(character);
        Some(match () {
            () if signs && as_digit => Via::Digits,
            () if signs && (SHAPES.has(character) || !served.face.has(character)) => Via::Sign,
            () if matches!(behind.origin, Origin::Rare(_)) => Via::Rare,
            () if !served.face.has(character) => Via::Lacking,
            () if served.ill_made(&served.face).any(|(_, covers)| covers.has(character)) => Via::IllMade,
            () => Via::Cluster,
        })
    }

    /// Whether the face that sets a character of a role has the variant that a selector asks for.
    pub fn has_variant(&self, role: Role, base: char, selector: char) -> bool {
        let faces = self.tables_of(role);
        let first = faces.iter().find(|face| face::has(face, base));
        first.is_some_and(|face| face.glyph_variation_index(base, selector).is_some())
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
            let has = |face: &ttf_parser::Face<'_>| face::has(face, character);
            if !is_blank(character) && !missing.contains(&character) && !faces.iter().any(has) {
                missing.push(character);
            }
        }
        missing
    }
}

/// Whether a character has no glyph and needs none: white space, a place to break, what chooses the form of
/// the one before it.
pub fn is_blank(character: char) -> bool {
    character.is_whitespace() || is_selector(character) || is_invisible(character)
}

/// Whether a character chooses the form of the one before it.
pub fn is_selector(character: char) -> bool {
    matches!(character, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

/// Whether a face is wanted by the path of its file, not by its name.
pub fn is_path(wanted: &str) -> bool {
    let lower = wanted.to_ascii_lowercase();
    wanted.contains(['/', '\\']) || [".ttf", ".otf", ".ttc", ".otc"].iter().any(|end| lower.ends_with(end))
}

impl FontResolver {
    /// What is told of a set: a note that names every role no official face serves, and an error for each of which not
    /// even the default face is there, and for each face that fills the gaps of others. Another face in its place would
    /// set other pages.
    pub fn substitutes(&self, set: &FontSet) -> Vec<Diagnostic> {
        let by_default = set.served().iter().filter(|served| served.why == Why::Bundled);
        let missing = by_default.clone().filter(|served| served.face.name != served.role.bundled()[0]);
        let missing = missing.map(|served| self.own_face_missing(served.role));
        // Liberation Serif has Times New Roman's metrics, and the standard names no Latin face.
        let faces: Vec<(&'static str, String)> = by_default
            .filter(|served| served.role != Role::Latin)
            .map(|served| (served.role.chinese(), served.face.name.clone()))
            .collect();
        let note = (!faces.is_empty()).then(|| Diagnostic::new(FaceFinding::SubstituteFaces { faces }));
        let mut told: Vec<Diagnostic> = note.into_iter().chain(missing).collect();
        told.extend(self.gaps(set));
        told
    }

    /// That the face of the default set for a role is not there, or another one in its place.
    fn own_face_missing(&self, role: Role) -> Diagnostic {
        let (name, file) = (role.chinese(), role.bundled()[0]);
        Diagnostic::new(match self.altered.get(file) {
            Some(path) => FaceFinding::BundledFaceAltered { role: name, file, path: path.clone() },
            None => FaceFinding::BundledFaceMissing { role: name, file, folder: bundled::folder_of(file) },
        })
    }

    /// The faces behind those of the roles that are not there.
    fn gaps(&self, set: &FontSet) -> Vec<Diagnostic> {
        // A role that has not its own face says so itself.
        let own: Vec<&str> = set
            .served()
            .iter()
            .filter(|served| served.why == Why::Bundled)
            .map(|served| served.role.bundled()[0])
            .collect();
        let mut gaps: Vec<&'static str> = Vec::new();
        for file in Role::ALL.iter().flat_map(|role| role.behind()).chain([&MATH]) {
            if !self.bundled.contains_key(file) && !own.contains(file) && !gaps.contains(file) {
                gaps.push(file);
            }
        }
        let told = |file| match self.altered.get(file) {
            Some(path) => FaceFinding::FillingFaceAltered { file, path: path.clone() },
            None => FaceFinding::FillingFaceMissing { file, folder: bundled::folder_of(file) },
        };
        gaps.into_iter().map(|file| Diagnostic::new(told(file))).collect()
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::roles::NOTO_SERIF;
    use super::*;
    use crate::diagnostic::{Lang, Severity};

    /// The default set alone, read from the checkout.
    fn options() -> FontOptions {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fonts");
        let bundled = BundledFaces { folder, ..BundledFaces::default() };
        FontOptions { bundled, bundled_only: true, ..FontOptions::default() }
    }

    pub(crate) fn set() -> FontSet {
        FontResolver::new(&options()).resolve(&[], &Files::default()).0.unwrap()
    }

    #[test]
    fn every_role_is_served_by_the_bundled_set() {
        let set = set();
        for served in set.served() {
            assert_eq!(served.why, Why::Bundled);
            assert_eq!(served.face.name, served.role.bundled()[0], "{:?}", served.role);
        }
    }

    /// field.md D: the program without its `fonts` folder has no FandolFang.
    #[test]
    fn a_face_of_the_default_set_that_is_not_there_is_told() {
        let mut resolver = FontResolver::new(&options());
        resolver.bundled.remove(FANDOL_FANG);
        let set = resolver.resolve(&[], &Files::default()).0.unwrap();
        let found = resolver.substitutes(&set);
        assert!(found.iter().any(|found| found.severity() == Severity::Error));
        let told = found.iter().find(|found| found.code() == "bundled-face-missing").unwrap();
        for words in [told.message(Lang::Zh), told.help(Lang::Zh).unwrap()] {
            assert!(words.contains(FANDOL_FANG), "{words}");
        }
        // Nor is it taken for a 仿宋.
        let fangsong = set.served_for(Role::Fangsong).unwrap();
        assert_eq!(fangsong.face.design(), Some(Role::Kaiti));
    }

    /// A face that stands behind others only was missed by nobody: its signs came out of another face. One that has
    /// no other behind it was told as a font that somebody chose.
    #[test]
    fn every_face_of_the_set_that_is_not_there_is_told_once() {
        let names = [SIGNS, KAI_SUPPLEMENT, MATH, NOTO_SERIF, FANDOL_FANG, "gkai00mp.ttf"];
        for name in names {
            let mut resolver = FontResolver::new(&options());
            let whole = resolver.resolve(&[], &Files::default()).0.unwrap();
            assert_eq!(resolver.substitutes(&whole).len(), 1, "the note alone");
            resolver.bundled.remove(name);
            let mut told = |code: &str, altered: bool| {
                if altered {
                    resolver.altered.insert(name, format!("/fonts/{name}"));
                }
                let (set, mut found) = resolver.resolve(&[], &Files::default());
                found.extend(set.iter().flat_map(|set| resolver.substitutes(set)));
                let errors = found.iter().filter(|found| found.severity() == Severity::Error);
                let errors: Vec<_> = errors.map(|found| (found.code(), found.message(Lang::Zh))).collect();
                let [(found, message)] = &errors[..] else { panic!("{name}: {errors:?}") };
                assert!(*found == code && message.contains(name), "{errors:?}");
            };
            told("bundled-face-missing", false);
            told("bundled-face-altered", true);
        }
    }

    /// library.md 1: any file of that name was taken.
    #[test]
    fn a_file_that_is_not_the_sets_own_is_not_taken_for_it() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fonts");
        let sums = include_str!("../../../../fonts/SHA256SUMS");
        let bundled = BundledFaces { sums, ..BundledFaces::default() };
        let right: Arc<[u8]> = std::fs::read(format!("{folder}/gpl/{FANDOL_FANG}")).unwrap().into();
        let told = |face: Arc<[u8]>| {
            let set_faces = vec![(FANDOL_FANG.to_owned(), face)];
            let set_folders = vec![PathBuf::from(folder)];
            let options = FontOptions { bundled, set_faces, set_folders, ..options() };
            let resolver = FontResolver::new(&options);
            let set = resolver.resolve(&[], &Files::default()).0.unwrap();
            resolver.substitutes(&set).iter().map(|found| found.code()).collect::<Vec<_>>()
        };
        assert_eq!(told(right), ["substitute-face"]);
        // The folder's own file is right, and counts.
        assert_eq!(told(wrong_face(folder)), ["substitute-face"]);
        let options = FontOptions {
            bundled,
            set_faces: vec![(FANDOL_FANG.to_owned(), wrong_face(folder))],
            ..FontOptions::default()
        };
        let found = options.bundled.find(FANDOL_FANG, &[], &options.set_faces);
        assert!(found.right.is_none() && found.other.is_some());
    }

    fn wrong_face(folder: &str) -> Arc<[u8]> {
        std::fs::read(format!("{folder}/gkai00mp.ttf")).unwrap().into()
    }

    #[test]
    fn every_bundled_face_is_of_the_design_of_its_role() {
        for served in set().served() {
            assert_eq!(served.face.design(), Some(served.role), "{}", served.face.name);
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

    /// What was seen wrong when every sign was looked at (setting.md 1): ￥ as a dollar, ⅱ as nothing.
    #[test]
    fn a_sign_that_is_ill_made_comes_from_another_face() {
        let (mut listed, mut cut) = (BTreeSet::new(), BTreeSet::new());
        let list = include_str!("../../../../fonts/ill-made.txt");
        for line in list.lines().filter(|line| !line.starts_with('#')) {
            let [face, characters, better, why] = line.split('\t').collect::<Vec<_>>()[..] else {
                panic!("{line}")
            };
            assert!(!why.is_empty());
            let wrong = characters.chars().filter(|c| *c != ' ' && better != "right");
            listed.extend(wrong.map(|c| (face, better, c)));
        }
        let all = || (0x20..0x1_0000).filter_map(char::from_u32);
        for (face, better, covers) in ILL_MADE {
            cut.extend(all().filter(|c| covers.has(*c)).map(|c| (face, better, c)));
        }
        assert_eq!(cut, listed);
        // The other face has it, with ink, and stands before the one that has it wrong.
        let set = set();
        for (face, better, character) in listed {
            for served in set.served().iter().filter(|served| served.face.name == face) {
                let better = served.behind.iter().find(|behind| behind.name == better).unwrap();
                let tables = better.tables().unwrap();
                let glyph = tables.glyph_index(character).unwrap_or_else(|| panic!("{face} {character}"));
                assert!(better.ink(glyph.0).is_some(), "{character}");
                let chain = set.chain(served.role, Digits::Latin);
                let place = |face| {
                    let family = set.family_of(face).unwrap();
                    chain.iter().position(|link| {
                        link.family == family && link.covers.is_none_or(|covers| covers.has(character))
                    })
                };
                assert!(place(better) < place(&served.face), "{character}");
            }
        }
    }

    /// A sign without ink is not there: nobody is told of a gap on the page.
    #[test]
    fn every_sign_of_a_bundled_face_that_may_be_set_has_ink() {
        for served in set().served() {
            let face = &served.face;
            let cut = |c: char| ILL_MADE.iter().any(|(name, _, covers)| face.name == *name && covers.has(c));
            let tables = face.tables().unwrap();
            let empty = face.characters().into_iter().filter_map(char::from_u32).filter(|c| {
                let blank = is_blank(*c) || c.is_control() || *c == '\u{FFA0}' || cut(*c);
                !blank && tables.glyph_index(*c).is_some_and(|glyph| face.ink(glyph.0).is_none())
            });
            assert_eq!(empty.collect::<String>(), "", "{}", face.name);
        }
    }

    #[test]
    fn the_last_face_of_a_chain_is_the_one_with_most_characters() {
        for role in [Role::Fangsong, Role::Kaiti, Role::Heiti, Role::Biaosong] {
            assert_eq!(role.behind().last(), Some(&NOTO_SERIF));
        }
    }
}
