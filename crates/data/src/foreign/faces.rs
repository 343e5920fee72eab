//! What the file calls its faces, and which role of the standard each of them serves.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use hayro_interpret::CacheKey as _;
use hayro_interpret::font::{Glyph, OutlineGlyph};
use hayro_syntax::Pdf;
use hayro_syntax::object::dict::keys::{BASE_FONT, DESCENDANT_FONTS, FONT, FONT_DESC, RESOURCES, XOBJECT};
use hayro_syntax::object::{Array, Dict, Name, Stream};

/// Fonts and forms looked at for their names; further ones are called by what the font file says.
const LIMIT_DICTIONARIES: usize = 20_000;

/// A face of the file.
#[derive(Debug)]
pub struct Face {
    /// What the file calls it, without the letters before a subset's name.
    pub name: String,
    /// The constant family name of its role; its own name when it serves none.
    pub family: String,
    /// Whether its outlines are in the file, so that its ink can be measured.
    pub embedded: bool,
    /// Characters by glyph, from the font file: for faces that do not say themselves what they mean.
    meanings: HashMap<u32, char>,
}

impl Face {
    fn new(called: &[u8], embedded: bool) -> Face {
        let name = clean(&decoded(called));
        let family = crate::document::family_of(&name).map_or_else(|| name.clone(), str::to_owned);
        Face { name, family, embedded, meanings: HashMap::new() }
    }

    /// Whether it serves a role of the standard.
    pub fn is_known(&self) -> bool {
        self.family != self.name
    }

    /// What a glyph means by the font file's own table.
    pub fn says(&self, glyph: &Glyph<'_>) -> Option<String> {
        let Glyph::Outline(outline) = glyph else { return None };
        self.meanings.get(&outline.glyph_id().to_u32()).map(char::to_string)
    }
}

/// The faces of a file.
pub struct Faces {
    known: HashMap<u128, Arc<Face>>,
    late: std::cell::RefCell<HashMap<u128, Arc<Face>>>,
    /// The face of characters that are drawn like pictures (Type 3).
    pub drawn: Arc<Face>,
}

impl Faces {
    /// Collects the faces that the pages' resources name, and those of the forms in them.
    pub fn of(pdf: &Pdf) -> Faces {
        let mut known = HashMap::new();
        let mut seen = HashSet::new();
        let pages = pdf.pages();
        fn resources<'a>(dict: &Dict<'a>) -> Option<Dict<'a>> {
            dict.get::<Dict<'_>>(RESOURCES)
        }
        let mut open: Vec<Dict<'_>> = pages.iter().filter_map(|page| resources(page.raw())).collect();
        while let Some(dict) = open.pop() {
            if seen.len() > LIMIT_DICTIONARIES || !seen.insert(dict.cache_key()) {
                continue;
            }
            let fonts = dict.get::<Dict<'_>>(FONT).unwrap_or_default();
            for name in fonts.keys() {
                let Some(font) = fonts.get::<Dict<'_>>(name.as_ref()) else { continue };
                known.entry(font.cache_key()).or_insert_with(|| Arc::new(face(&font)));
            }
            let forms = dict.get::<Dict<'_>>(XOBJECT).unwrap_or_default();
            let inner = forms.keys().filter_map(|name| forms.get::<Stream<'_>>(name.as_ref()));
            open.extend(inner.filter_map(|form| resources(form.dict())));
        }
        let drawn = Arc::new(Face::new(b"Type 3", true));
        Faces { known, late: std::cell::RefCell::default(), drawn }
    }

    /// The face of a glyph, with the meanings its file gives.
    pub fn get(&self, glyph: &OutlineGlyph) -> Arc<Face> {
        let key = glyph.font_cache_key();
        if let Some(face) = self.late.borrow().get(&key) {
            return Arc::clone(face);
        }
        let data = glyph.font_data();
        let meanings = data.as_ref().map(|data| meanings((*data.data).as_ref())).unwrap_or_default();
        let face = match self.known.get(&key) {
            Some(face) => Face {
                name: face.name.clone(),
                family: face.family.clone(),
                embedded: face.embedded,
                meanings,
            },
            None => {
                let called = data.and_then(|data| data.postscript_name);
                Face { meanings, ..Face::new(called.unwrap_or_else(|| "?".to_owned()).as_bytes(), false) }
            }
        };
        let face = Arc::new(face);
        self.late.borrow_mut().insert(key, Arc::clone(&face));
        face
    }
}

fn face(font: &Dict<'_>) -> Face {
    let descendant = font.get::<Array<'_>>(DESCENDANT_FONTS).and_then(|all| all.iter::<Dict<'_>>().next());
    let holder = descendant.as_ref().unwrap_or(font);
    let descriptor = holder.get::<Dict<'_>>(FONT_DESC).unwrap_or_default();
    let files: [&[u8]; 3] = [b"FontFile", b"FontFile2", b"FontFile3"];
    let embedded = files.iter().any(|file| descriptor.contains_key(*file));
    let called = font.get::<Name<'_>>(BASE_FONT).or_else(|| holder.get::<Name<'_>>(BASE_FONT));
    Face::new(called.as_ref().map_or(b"?".as_slice(), |name| name.as_ref()), embedded)
}

/// The bytes of a name: UTF-8, else GBK, as Chinese Windows programs write 仿宋.
pub fn decoded(name: &[u8]) -> String {
    match std::str::from_utf8(name) {
        Ok(name) => name.to_owned(),
        Err(_) => encoding_rs::GBK.decode(name).0.into_owned(),
    }
}

/// The name without a subset's letters, an encoding or a made-up style behind it.
pub fn clean(name: &str) -> String {
    let subset = |prefix: &str| prefix.len() == 6 && prefix.bytes().all(|b| b.is_ascii_uppercase());
    let name = name.split_once('+').filter(|(prefix, _)| subset(prefix)).map_or(name, |(_, name)| name);
    let ends = ["-Identity-H", "-Identity-V", "-UniGB-UCS2-H", "-UniGB-UTF16-H", "-GBK-EUC-H", "-GBKp-EUC-H"];
    let name = ends.iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name);
    // A glyph set of Adobe's that names of CFF subsets carry.
    let name = name.strip_suffix("-VKana").unwrap_or(name);
    name.split_once(',').map_or(name, |(name, _)| name).to_owned()
}

/// The characters of a font file by glyph, where it has a table of them.
fn meanings(font: &[u8]) -> HashMap<u32, char> {
    let mut meanings = HashMap::new();
    let Ok(face) = ttf_parser::Face::parse(font, 0) else { return meanings };
    let tables = face.tables().cmap.into_iter().flat_map(|cmap| cmap.subtables);
    for table in tables.filter(ttf_parser::cmap::Subtable::is_unicode) {
        table.codepoints(|code| {
            if let (Some(glyph), Some(c)) = (table.glyph_index(code), char::from_u32(code)) {
                meanings.entry(u32::from(glyph.0)).or_insert(c);
            }
        });
    }
    meanings
}
