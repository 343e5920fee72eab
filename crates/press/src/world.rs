//! The world Typst sees: the template's files, one data file, the faces. No disk, no clock, no net.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use typst::diag::{FileError, FileResult, PackageError};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::package::{PackageSpec, PackageVersion};
use typst::syntax::{DiagSpan, FileId, RootedPath, Source, SyntaxKind, SyntaxNode, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World, WorldExt};

use super::TypstFinding;
use super::files::{Content, Package, TemplateFile};
use super::fonts::FontSet;
use super::names;
use crate::diagnostic::{Diagnostic, Place, Problem};
use crate::document::Words;
use crate::source::SourceText;

/// The standard library: built and hashed once a process.
static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));

/// Where the template finds the family lists of the roles.
const FONTS: &str = "fonts.json";

/// What is never loaded, whoever brings it.
const PLUGIN: &str = "wasm";

/// A template's files under their virtual names, parsed once.
///
/// Typst keeps every name it has seen for the life of the process, so names must be constant: those of
/// the template's own files, and those of [`Given`].
pub struct Sources {
    main: FileId,
    sources: HashMap<FileId, Source>,
    files: HashMap<FileId, Bytes>,
    /// Texts as they are shown in messages.
    texts: HashMap<FileId, Arc<SourceText>>,
    /// Whether it names no file but its own and those it is given, whatever the data say.
    constant: bool,
}

impl Sources {
    /// Takes a template's files, of which `entry` is compiled.
    pub fn new(files: &[TemplateFile], entry: &str) -> Result<Sources, Box<dyn Problem>> {
        let (mut sources, mut bytes, mut texts) = (HashMap::new(), HashMap::new(), HashMap::new());
        for file in files {
            let id = intern(&root(file.package.as_ref()), &file.name)?;
            match &file.content {
                Content::Text(text) => {
                    if file.name.ends_with(".typ") {
                        sources.insert(id, Source::new(id, text.text().to_owned()));
                    }
                    bytes.insert(id, Bytes::from_string(text.text().to_owned()));
                    texts.insert(id, Arc::clone(text));
                }
                Content::Bytes(content) => {
                    bytes.insert(id, Bytes::new(Arc::clone(content)));
                }
            }
        }
        let main = intern(&VirtualRoot::Project, entry)?;
        Ok(Sources { main, sources, files: bytes, texts, constant: false })
    }

    /// The template names no file but its own and those it is given, whatever the data say: it is set also when the process
    /// has no name left for others.
    #[must_use]
    pub fn constant(self) -> Sources {
        Sources { constant: true, ..self }
    }

    /// One file made up by the program, to be compiled alone.
    pub fn alone(name: &'static str, text: &str) -> Result<Sources, Box<dyn Problem>> {
        let content = Content::Text(SourceText::new(name, text));
        Sources::new(&[TemplateFile { package: None, name: name.to_owned(), content }], name)
    }

    /// The text of a file as messages show it.
    pub fn text(&self, id: FileId) -> Option<&Arc<SourceText>> {
        self.texts.get(&id)
    }

    /// Where a character first stands in the template's Typst files.
    pub fn place_of(&self, character: char) -> Option<Place> {
        let mut texts: Vec<&Arc<SourceText>> = self.sources.keys().filter_map(|id| self.text(*id)).collect();
        texts.sort_by_key(|text| text.name());
        let text = texts.into_iter().find(|text| text.text().contains(character))?;
        Some(Place::new(text, 0..text.text().len()).find_char(character))
    }

    /// Where the template's own files, not its packages, use a name.
    pub fn uses(&self, name: &str) -> Vec<Place> {
        let own = self.sources.iter().filter(|(id, _)| *id.get().root() == VirtualRoot::Project);
        let mut places = Vec::new();
        for (id, source) in own {
            let mut ranges = Vec::new();
            identifiers(source.root(), name, 0, &mut ranges);
            places.extend(self.text(*id).into_iter().flat_map(|text| {
                ranges.iter().map(|range| Place::new(text, range.clone())).collect::<Vec<_>>()
            }));
        }
        places.sort_by_key(|place| (place.file().to_owned(), place.range().start));
        places
    }
}

/// The byte ranges at which a name stands in code.
fn identifiers(node: &SyntaxNode, name: &str, start: usize, found: &mut Vec<std::ops::Range<usize>>) {
    let is_name = matches!(node.kind(), SyntaxKind::Ident | SyntaxKind::MathIdent);
    if is_name && node.leaf_text().as_str() == name {
        found.push(start..start + node.len());
    }
    let mut at = start;
    for child in node.children() {
        identifiers(child, name, at, found);
        at += child.len();
    }
}

fn root(package: Option<&Package>) -> VirtualRoot {
    let Some(Package { namespace, name, version: (major, minor, patch) }) = package else {
        return VirtualRoot::Project;
    };
    VirtualRoot::Package(PackageSpec {
        namespace: namespace.as_str().into(),
        name: name.as_str().into(),
        version: PackageVersion { major: *major, minor: *minor, patch: *patch },
    })
}

fn intern(root: &VirtualRoot, name: &str) -> Result<FileId, Box<dyn Problem>> {
    names::intern(root, name).ok_or_else(|| {
        if names::used_up() {
            TypstFinding::NamesUsedUp.into()
        } else {
            TypstFinding::StrangeName { path: name.to_owned() }.into()
        }
    })
}

/// What a template is filled with, under constant names.
#[derive(Default)]
pub struct Given<'a> {
    /// The data, as JSON, by its files' names.
    pub data: Vec<(&'a str, String)>,
    /// The family lists of the roles, as JSON.
    pub fonts: String,
    /// Pictures by name.
    pub pictures: Vec<(String, Arc<[u8]>)>,
    /// The user's Typst fragments by name, which the template includes.
    pub fragments: &'a [(String, &'a Words)],
}

/// One compilation's world.
pub(crate) struct PressWorld {
    pub sources: Arc<Sources>,
    pub fonts: Arc<FontSet>,
    given: HashMap<FileId, Bytes>,
    fragments: HashMap<FileId, (Source, Words)>,
}

impl PressWorld {
    /// A fragment can name the template's files and pictures, and nothing else: there is nothing else in
    /// this world. What is given hides a file of the template of the same name: its sample.
    pub(crate) fn new(
        sources: &Arc<Sources>,
        fonts: Arc<FontSet>,
        given: Given<'_>,
    ) -> Result<Self, Box<dyn Problem>> {
        // A fragment names what files it will.
        if names::at_the_end() && !(sources.constant && given.fragments.is_empty()) {
            return Err(TypstFinding::NamesUsedUp.into());
        }
        let project = VirtualRoot::Project;
        let mut files = HashMap::new();
        files.insert(intern(&project, FONTS)?, Bytes::from_string(given.fonts));
        for (name, data) in given.data {
            files.insert(intern(&project, name)?, Bytes::from_string(data));
        }
        for (name, bytes) in given.pictures {
            files.insert(intern(&project, &name)?, Bytes::new(bytes));
        }
        let mut fragments = HashMap::new();
        for (name, words) in given.fragments {
            let id = intern(&project, name)?;
            fragments.insert(id, (Source::new(id, words.text.clone()), (*words).clone()));
        }
        Ok(PressWorld { sources: Arc::clone(sources), fonts, given: files, fragments })
    }

    /// The texts of the user's fragments.
    pub(crate) fn fragment_sources(&self) -> impl Iterator<Item = &Source> {
        let mut sources: Vec<&Source> = self.fragments.values().map(|(source, _)| source).collect();
        sources.sort_by_key(|source| source.id().into_raw());
        sources.into_iter()
    }

    /// Whether there is such a file.
    pub(crate) fn has(&self, path: &RootedPath) -> bool {
        let own = self.sources.sources.keys().chain(self.sources.files.keys());
        own.chain(self.given.keys()).chain(self.fragments.keys()).any(|id| id.get() == path)
    }

    /// Whether this is a picture that was handed over.
    pub(crate) fn is_given(&self, bytes: &Bytes) -> bool {
        self.given.values().any(|given| given == bytes)
    }

    /// Hands out other bytes for a file of the template; whether there is such a file.
    pub(crate) fn instead(&mut self, bytes: &Bytes, other: &Arc<[u8]>) -> bool {
        let own = self.sources.files.iter().filter(|(_, own)| *own == bytes).map(|(id, _)| *id);
        let own: Vec<FileId> = own.collect();
        for id in &own {
            self.given.insert(*id, Bytes::new(Arc::clone(other)));
        }
        !own.is_empty()
    }

    /// How a name is written where a span stands, which is known in small letters only.
    pub(crate) fn written(&self, span: DiagSpan, name: &str) -> Option<String> {
        let id = super::file_of(span)?;
        let source = self.source(id).ok()?;
        let text = source.text();
        let from = self.range(span).map_or(0, |range| range.start);
        let small: Vec<char> = name.chars().collect();
        let matches = |at: usize| {
            let mut rest = text[at..].chars().flat_map(char::to_lowercase);
            small.iter().all(|c| rest.next() == Some(*c))
        };
        let places = || text.char_indices().map(|(at, _)| at);
        let at = places()
            .filter(|at| *at >= from)
            .find(|at| matches(*at))
            .or_else(|| places().find(|at| matches(*at)))?;
        Some(text[at..].chars().take(small.len()).collect())
    }

    /// The user's fragment that a span lies in.
    pub(crate) fn in_fragment(&self, span: DiagSpan) -> Option<&Words> {
        self.fragments.get(&super::file_of(span)?).map(|(_, words)| words)
    }

    /// A finding at the place of a span: in a fragment, where the data have that; else in the template.
    pub(crate) fn at(&self, problem: impl Into<Box<dyn Problem>>, span: DiagSpan) -> Diagnostic {
        let (place, path) = self.whereabouts(span);
        let found = Diagnostic::new(problem).at(place);
        match path {
            Some(path) => found.path(path),
            None => found,
        }
    }

    /// The place of a span in a fragment; none for what stands in a template.
    pub(crate) fn place_in_fragment(&self, span: DiagSpan) -> Option<Place> {
        self.in_fragment(span)?;
        self.whereabouts(span).0
    }

    /// The place of a span, and the key of the data that it stands under.
    pub(crate) fn whereabouts(&self, span: DiagSpan) -> (Option<Place>, Option<String>) {
        let Some(words) = self.in_fragment(span) else { return (super::place(span, self), None) };
        let range = self.range(span).unwrap_or(0..words.text.len());
        let place = words.place.as_ref().map(|place| place.within(&words.text, range));
        (place, Some(words.path.clone()))
    }
}

impl World for PressWorld {
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
        let own = self.sources.sources.get(&id);
        own.or_else(|| self.fragments.get(&id).map(|(source, _)| source))
            .cloned()
            .ok_or_else(|| not_found(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let given = self.given.get(&id);
        given.or_else(|| self.sources.files.get(&id)).cloned().ok_or_else(|| not_found(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.face(index)?.font()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn not_found(id: FileId) -> FileError {
    names::seen(id);
    missing(id.get())
}

/// What is told of a file that is not there.
pub(crate) fn missing(path: &RootedPath) -> FileError {
    let (path, root) = (path.vpath(), path.root());
    match root {
        _ if path.extension() == Some(PLUGIN) => {
            FileError::Other(Some("WebAssembly plugins are never loaded".into()))
        }
        VirtualRoot::Package(spec) if path.get_without_slash() == "typst.toml" => {
            FileError::Package(PackageError::NotFound(spec.clone()))
        }
        _ => FileError::NotFound(path.get_with_slash().into()),
    }
}
