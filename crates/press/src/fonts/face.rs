//! One face: its bytes, read once, and what a character is in it.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use typst::foundations::Bytes;
use typst::layout::Abs;
use typst::text::{Font, FontInstance, FontVariant, FontVariations};

use super::bundled::Bundled;
use super::pool::{Content, Key, shared};
use super::weight;
use crate::layout::{Outlines, Role};
use crate::outline;
use crate::source::hash;

/// Common hanzi of every kind of build: their middle is that of a face's characters.
const COMMON: &str = "国中人民政府关于的通知办公室规定实施意见一二三四五六七八九十年月日省市县区大会议决";
/// How exactly the middle is taken, in parts of an em.
const EXACTNESS: f64 = 1000.0;

/// Two corners.
type Ink = [(f64, f64); 2];

/// Where a face's bytes come from.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Origin {
    /// Compiled into the program, with the sum that was taken when the set was made.
    Embedded {
        /// In hexadecimal; none where the set has no list of sums.
        sha256: Option<&'static str>,
    },
    /// A file of the default set.
    Bundled(PathBuf),
    /// A file on the machine or named by the user.
    File(PathBuf),
    /// A file that is only asked for characters no other face has.
    Rare(PathBuf),
}

/// What a face says of itself, and what its file is.
#[derive(Clone)]
pub struct About {
    /// Its family, as its `name` table has it.
    pub family: String,
    /// Its PostScript name.
    pub postscript: String,
    /// Its version, as its `name` table has it.
    pub version: String,
    /// Whose it is.
    pub copyright: String,
    /// Under which licence it may be used, in the words of its maker.
    pub licence: String,
    /// Where that licence stands.
    pub licence_url: String,
    /// The licence bits of OS/2; none when the face has no such table.
    pub permissions: Option<ttf_parser::Permissions>,
    /// In hexadecimal.
    pub sha256: String,
    /// How large its file is, in bytes.
    pub size: usize,
}

/// A face, shared by every chain that has it.
pub struct Face {
    /// The file's name.
    pub name: String,
    /// Where its bytes come from.
    pub origin: Origin,
    bytes: Bytes,
    index: u32,
    /// Looked up when somebody asks first: the file is hashed.
    about: OnceLock<About>,
    /// Made when layout first asks: parsing collects a coverage table of some milliseconds.
    font: OnceLock<Option<Font>>,
    /// The font with its tables at hand, for those who ask about single characters.
    parsed: OnceLock<FontInstance>,
    digest: OnceLock<u128>,
    design: OnceLock<Option<Role>>,
    middle: OnceLock<Option<f64>>,
    /// The ink of glyphs that somebody asked about, by their ids: each is asked for again with every document.
    inks: RwLock<HashMap<u16, Option<Ink>>>,
}

/// Why the bytes of a face that is brought serve nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfit {
    /// It is no whole font file.
    Broken,
    /// A character of it takes more to draw than anybody draws.
    TooMuch,
}

impl Origin {
    /// The file; none for a face inside the program.
    pub fn path(&self) -> Option<&PathBuf> {
        match self {
            Origin::Embedded { .. } => None,
            Origin::Bundled(path) | Origin::File(path) | Origin::Rare(path) => Some(path),
        }
    }
}

/// Whether a face has a glyph for a character: glyph 0 is the box of a missing one.
pub(super) fn has(face: &ttf_parser::Face<'_>, character: char) -> bool {
    face.glyph_index(character).is_some_and(|glyph| glyph.0 != 0)
}

/// No variation: the faces are what they are.
fn plain() -> FontVariations {
    FontVariations(Default::default())
}

impl Face {
    /// Reads a bundled face; `sum` is the one that was found to be its own.
    pub fn bundled(name: &str, bundled: Bundled, sum: Option<&'static str>) -> Option<Arc<Face>> {
        let known = sum.map(Content::Sum);
        let (bytes, origin, content) = match bundled {
            // The name is all that tells it from the others inside the program.
            Bundled::Embedded { bytes, sha256 } => {
                (Bytes::new(bytes), Origin::Embedded { sha256 }, sha256.map(|_| Content::Fixed))
            }
            Bundled::File(path, bytes) => (Bytes::new(bytes), Origin::Bundled(path), known),
            Bundled::Given(bytes) => (Bytes::new(bytes), Origin::Bundled(PathBuf::from(name)), known),
        };
        let key = content.map(|content| Key { origin: origin.clone(), index: 0, content });
        shared(key, || Face::new(name.to_owned(), origin, bytes, 0))
    }

    /// Reads a face from a file, which its origin names.
    pub fn file(origin: Origin, index: u32) -> Option<Arc<Face>> {
        let path = origin.path()?.clone();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned())?;
        let content = Content::of_file(&path);
        let key = content.map(|content| Key { origin: origin.clone(), index, content });
        shared(key, || Face::new(name, origin, Bytes::new(std::fs::read(&path).ok()?), index))
    }

    /// Takes the bytes of a face that a template or a document brings.
    pub fn given(name: &str, bytes: &Arc<[u8]>) -> Result<Arc<Face>, Unfit> {
        Face::brought(name.to_owned(), PathBuf::from(name), bytes)
    }

    /// Takes the bytes that a file had when a document named it, or that came as one.
    pub(super) fn named(path: PathBuf, bytes: &Arc<[u8]>) -> Result<Arc<Face>, Unfit> {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        Face::brought(name.ok_or(Unfit::Broken)?, path, bytes)
    }

    /// Takes the bytes of a face that nobody put on the machine: a stranger's, perhaps.
    fn brought(name: String, path: PathBuf, bytes: &Arc<[u8]>) -> Result<Arc<Face>, Unfit> {
        let origin = Origin::File(path);
        let content = Content::Hash(typst::utils::hash128(&**bytes), bytes.len());
        let key = Key { origin: origin.clone(), index: 0, content };
        let mut unfit = Unfit::Broken;
        let face = shared(Some(key), || {
            let face = Face::new(name, origin, Bytes::new(Arc::clone(bytes)), 0)?;
            if weight::is_bounded(bytes, 0) {
                return Some(face);
            }
            unfit = Unfit::TooMuch;
            None
        });
        face.ok_or(unfit)
    }

    /// Whether these are its bytes.
    pub(super) fn has_bytes(&self, bytes: &[u8]) -> bool {
        self.bytes.as_slice() == bytes
    }

    /// How large its file is, in bytes.
    pub(super) fn size(&self) -> usize {
        self.bytes.len()
    }

    /// Its number in its file.
    pub(super) fn index(&self) -> u32 {
        self.index
    }

    fn new(name: String, origin: Origin, bytes: Bytes, index: u32) -> Option<Arc<Face>> {
        let face = ttf_parser::Face::parse(&bytes, index).ok()?;
        // A file that was cut off may still have a head; without outlines and a table of characters it sets nothing.
        let tables = face.tables();
        let drawn = tables.glyf.is_some() || tables.cff.is_some() || tables.cff2.is_some();
        (drawn && tables.cmap.is_some()).then_some(())?;
        Some(Arc::new(Face {
            name,
            origin,
            bytes,
            index,
            about: OnceLock::new(),
            font: OnceLock::new(),
            parsed: OnceLock::new(),
            digest: OnceLock::new(),
            design: OnceLock::new(),
            middle: OnceLock::new(),
            inks: RwLock::default(),
        }))
    }

    /// Its file's bytes, and its number in the file.
    pub fn data(&self) -> (Bytes, u32) {
        (self.bytes.clone(), self.index)
    }

    /// Every character that it has a glyph for, in order.
    pub fn characters(&self) -> Vec<u32> {
        let mut characters = Vec::new();
        let tables = self.tables();
        let maps = tables.iter().filter_map(|tables| tables.tables().cmap);
        for map in maps.flat_map(|cmap| cmap.subtables).filter(ttf_parser::cmap::Subtable::is_unicode) {
            map.codepoints(|code| characters.push(code));
        }
        characters.sort_unstable();
        characters.dedup();
        characters.retain(|code| char::from_u32(*code).is_some_and(|c| self.has(c)));
        characters
    }

    /// The face as Typst reads it; none when its tables are broken.
    pub fn font(&self) -> Option<Font> {
        self.font.get_or_init(|| Font::new(self.bytes.clone(), self.index)).clone()
    }

    /// A hash of its bytes, taken once.
    pub fn digest(&self) -> u128 {
        *self.digest.get_or_init(|| typst::utils::hash128(&(self.bytes.as_slice(), self.index)))
    }

    /// Whether a Typst font was made from these very bytes.
    pub fn is(&self, font: &Font) -> bool {
        self.index == font.index() && self.bytes.as_ptr() == font.data().as_ptr()
    }

    /// Whether a Typst font has the same bytes. Typst's cache may hand out the font of another engine that
    /// read the same file; fonts are compared by the hash of their bytes, which Typst keeps.
    pub fn equals(&self, font: &Font) -> bool {
        self.font.get().is_some_and(|own| own.as_ref() == Some(font))
    }

    /// Whether another face has the same bytes.
    pub fn is_copy_of(&self, other: &Face) -> bool {
        self.index == other.index && self.bytes.len() == other.bytes.len() && self.bytes == other.bytes
    }

    /// The face as tables, for questions about single characters.
    ///
    /// Those of the parsed font when there is one: parsing a CFF face walks the names of all its glyphs.
    pub fn tables(&self) -> Option<ttf_parser::Face<'_>> {
        if let Some(Some(font)) = self.font.get() {
            let parsed = || font.clone().instantiate(FontVariant::default(), Abs::zero(), &plain());
            return Some(self.parsed.get_or_init(parsed).ttf().clone());
        }
        ttf_parser::Face::parse(&self.bytes, self.index).ok()
    }

    /// How high over the baseline the middle of its hanzi is, in em; none when it has no common ones.
    pub fn middle(&self) -> Option<f64> {
        *self.middle.get_or_init(|| {
            let tables = self.tables()?;
            let middles: Vec<f64> = COMMON
                .chars()
                .filter_map(|c| self.ink(tables.glyph_index(c)?.0))
                .map(|[(_, bottom), (_, top)]| (bottom + top) / 2.0)
                .collect();
            let mean = middles.iter().sum::<f64>() / middles.len() as f64;
            (!middles.is_empty()).then_some((mean * EXACTNESS).round() / EXACTNESS)
        })
    }

    /// Every family, full and PostScript name, in every language the face has them in.
    pub fn names(&self) -> Vec<String> {
        use ttf_parser::name_id::{FAMILY, FULL_NAME, POST_SCRIPT_NAME, TYPOGRAPHIC_FAMILY};
        let Some(tables) = self.tables() else {
            return Vec::new();
        };
        tables
            .names()
            .into_iter()
            .filter(|name| [FAMILY, FULL_NAME, POST_SCRIPT_NAME, TYPOGRAPHIC_FAMILY].contains(&name.name_id))
            .filter_map(|name| name.to_string())
            .collect()
    }

    /// The role whose design the face has, by its names; none when they tell of no role.
    pub fn design(&self) -> Option<Role> {
        *self.design.get_or_init(|| {
            let names = self.names();
            names.iter().find_map(|name| Role::of_face(name))
        })
    }

    /// What the face says of itself, and the sum of its file.
    pub fn about(&self) -> &About {
        self.about.get_or_init(|| self.look_up())
    }

    fn look_up(&self) -> About {
        use ttf_parser::name_id as id;
        let tables = self.tables();
        let name = |wanted: u16| -> String {
            let names = tables.as_ref().into_iter().flat_map(ttf_parser::Face::names);
            let mut names = names.filter(|name| name.name_id == wanted).filter_map(|name| name.to_string());
            names.next().unwrap_or_default().trim().to_owned()
        };
        let noted = match self.origin {
            Origin::Embedded { sha256 } => sha256,
            _ => None,
        };
        About {
            family: name(id::FAMILY),
            postscript: name(id::POST_SCRIPT_NAME),
            version: name(id::VERSION),
            copyright: name(id::COPYRIGHT_NOTICE),
            licence: name(id::LICENSE),
            licence_url: name(id::LICENSE_URL),
            permissions: tables.as_ref().and_then(ttf_parser::Face::permissions),
            sha256: noted.map_or_else(|| hash::sha256(&self.bytes), str::to_owned),
            size: self.bytes.len(),
        }
    }

    /// Whether the face has a glyph for a character.
    pub fn has(&self, character: char) -> bool {
        self.tables().is_some_and(|face| has(&face, character))
    }

    /// Whether the licence bits forbid embedding in a PDF.
    pub fn forbids_embedding(&self) -> bool {
        self.tables().and_then(|face| face.permissions()) == Some(ttf_parser::Permissions::Restricted)
    }
}

impl Outlines for Face {
    fn ink(&self, id: u16) -> Option<Ink> {
        // What a thread left behind that panicked is whole: an entry is made before it is put in.
        if let Some(known) = self.inks.read().unwrap_or_else(PoisonError::into_inner).get(&id) {
            return *known;
        }
        let tables = self.tables()?;
        let em = f64::from(tables.units_per_em());
        let ink = outline::ink(&tables, id).map(|corners| corners.map(|(x, y)| (x / em, y / em)));
        self.inks.write().unwrap_or_else(PoisonError::into_inner).insert(id, ink);
        ink
    }
}
