//! One face: its bytes, read once, and what a character is in it.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use typst::foundations::Bytes;
use typst::text::Font;

use super::bundled::Bundled;

/// Where a face's bytes come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Origin {
    /// Compiled into the program.
    Embedded,
    /// A file of the default set.
    Bundled(PathBuf),
    /// A file on the machine or named by the user.
    File(PathBuf),
}

/// A face, shared by every chain that has it.
pub(crate) struct Face {
    /// The file's name.
    pub name: String,
    pub origin: Origin,
    bytes: Bytes,
    index: u32,
    /// Made when layout first asks: parsing collects a coverage table of some milliseconds.
    font: OnceLock<Option<Font>>,
}

impl Face {
    /// Reads a bundled face.
    pub fn bundled(name: &str, bundled: Bundled) -> Option<Arc<Face>> {
        let (bytes, origin) = match bundled {
            Bundled::Embedded(bytes) => (Bytes::new(bytes), Origin::Embedded),
            Bundled::File(path) => (Bytes::new(std::fs::read(&path).ok()?), Origin::Bundled(path)),
        };
        Face::new(name.to_owned(), origin, bytes, 0)
    }

    /// Reads a face from a file.
    pub fn file(path: PathBuf, index: u32) -> Option<Arc<Face>> {
        let bytes = Bytes::new(std::fs::read(&path).ok()?);
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned())?;
        Face::new(name, Origin::File(path), bytes, index)
    }

    fn new(name: String, origin: Origin, bytes: Bytes, index: u32) -> Option<Arc<Face>> {
        ttf_parser::Face::parse(&bytes, index).ok()?;
        Some(Arc::new(Face { name, origin, bytes, index, font: OnceLock::new() }))
    }

    pub fn font(&self) -> Option<Font> {
        self.font.get_or_init(|| Font::new(self.bytes.clone(), self.index)).clone()
    }

    /// Whether this is the face of a Typst font.
    pub fn is(&self, font: &Font) -> bool {
        let here = self.index == font.index() && self.bytes.as_ptr() == font.data().as_ptr();
        // Typst's cache may hand out the font of another engine that read the same file; fonts are
        // compared by the hash of their bytes, which Typst keeps.
        here || self.font.get().is_some_and(|own| own.as_ref() == Some(font))
    }

    /// The face as tables, for questions about single characters.
    pub fn tables(&self) -> Option<ttf_parser::Face<'_>> {
        ttf_parser::Face::parse(&self.bytes, self.index).ok()
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

    /// Whether the licence bits forbid embedding in a PDF.
    pub fn forbids_embedding(&self) -> bool {
        self.tables().and_then(|face| face.permissions()) == Some(ttf_parser::Permissions::Restricted)
    }
}
