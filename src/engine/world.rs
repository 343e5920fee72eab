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
}

impl<'a> PressWorld<'a> {
    /// `pictures` are files under constant names.
    pub fn new(
        sources: &'a Sources,
        fonts: Arc<FontSet>,
        data: String,
        pictures: &[(String, Arc<[u8]>)],
    ) -> PressWorld<'a> {
        let pictures = pictures.iter().map(|(name, bytes)| (name.as_str(), Bytes::new(Arc::clone(bytes))));
        let files = pictures
            .chain([(DATA, Bytes::from_string(data))])
            .filter_map(|(name, bytes)| Some((file_id(name)?, bytes)))
            .collect();
        PressWorld { sources, fonts, files }
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
        self.sources.sources.get(&id).cloned().ok_or_else(|| not_found(id))
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
