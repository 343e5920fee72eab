//! The world Typst sees: the template's files, one data file, the faces. No disk, no clock, no net.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use super::fonts::FontSet;
use crate::document::{Picture, Words};

/// The standard library: built and hashed once a process.
static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));

/// Where the template finds the document's data.
const DATA: &str = "data.json";

/// A template's files under their virtual names, parsed once.
///
/// Typst keeps every name it has seen for the life of the process, so names must be constant:
/// those of the template's own files, and [`DATA`].
pub(crate) struct Sources {
    main: FileId,
    sources: HashMap<FileId, Source>,
}

impl Sources {
    /// Takes the files; the first is the one compiled.
    pub fn new<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Option<Sources> {
        let mut main = None;
        let mut sources = HashMap::new();
        for (name, text) in files {
            let id = file_id(name)?;
            main.get_or_insert(id);
            sources.insert(id, Source::new(id, text.to_owned()));
        }
        Some(Sources { main: main?, sources })
    }
}

fn file_id(name: &str) -> Option<FileId> {
    let path = VirtualPath::new(name).ok()?;
    Some(RootedPath::new(VirtualRoot::Project, path).intern())
}

/// One compilation's world.
pub(crate) struct PressWorld<'a> {
    pub sources: &'a Sources,
    pub fonts: Arc<FontSet>,
    files: HashMap<FileId, Bytes>,
    /// The user's Typst fragments, which the template evaluates.
    fragments: HashMap<FileId, Source>,
}

impl<'a> PressWorld<'a> {
    /// Pictures and fragments are files under constant names. A fragment can name the template's files
    /// and pictures, and nothing else: there is nothing else in this world.
    pub fn new(
        sources: &'a Sources,
        fonts: Arc<FontSet>,
        data: String,
        pictures: &[(String, &Picture)],
        fragments: &[(String, &Words)],
    ) -> PressWorld<'a> {
        let pictures =
            pictures.iter().map(|(name, picture)| (name.as_str(), Bytes::new(Arc::clone(&picture.bytes))));
        let fragments = fragments
            .iter()
            .filter_map(|(name, words)| Some((file_id(name)?, words)))
            .map(|(id, words)| (id, Source::new(id, words.text.clone())))
            .collect();
        let files = pictures
            .chain([(DATA, Bytes::from_string(data))])
            .filter_map(|(name, bytes)| Some((file_id(name)?, bytes)))
            .collect();
        PressWorld { sources, fonts, files, fragments }
    }
}

impl World for PressWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        self.sources.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.sources
            .sources
            .get(&id)
            .or_else(|| self.fragments.get(&id))
            .cloned()
            .ok_or_else(|| not_found(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.get(&id).cloned().ok_or_else(|| not_found(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.face(index)?.font()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn not_found(id: FileId) -> FileError {
    FileError::NotFound(id.get().vpath().get_with_slash().into())
}
