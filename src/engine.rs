//! The door's machinery: an engine built once, documents in, set pages out.

mod job;
mod options;

use std::fmt;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

pub(crate) use job::{Job, Press, run};
pub use options::RenderOptions;

use crate::compose::{self, Composed, DocumentJob};
use crate::diagnostic::{Diagnostic, Failure, Problem, Severity, Sink, guarded};
use crate::document::Document;
use crate::limits::{Allowance, Cache, Cancel, Limits};
use crate::press::fonts::Why;
use crate::press::{self, BundledFaces, FontOptions, FontResolver, FontSet, Sources};
use crate::rendered::Rendered;
use crate::source::Files;
use crate::{bundled, coverage};

/// How an [`Engine`] is to be built.
#[derive(Debug, Clone, Default)]
pub struct EngineBuilder {
    fonts: FontOptions,
    limits: Limits,
    cache: Cache,
}

impl EngineBuilder {
    /// Leaves the machine's fonts alone, so that every machine sets the same pages.
    #[must_use]
    pub fn bundled_fonts_only(mut self, only: bool) -> Self {
        self.fonts.bundled_only = only;
        self
    }

    /// Adds a folder of fonts, searched with the machine's own.
    #[must_use]
    pub fn font_folder(mut self, folder: impl Into<PathBuf>) -> Self {
        self.fonts.folders.push(folder.into());
        self
    }

    /// Adds a folder of fonts for rare characters: they set what no other font has, each use is told, and
    /// nobody reads them before. `fonts/rare` beside the program is such a folder without being named.
    #[must_use]
    pub fn rare_fonts(mut self, folder: impl Into<PathBuf>) -> Self {
        self.fonts.rare.push(folder.into());
        self
    }

    /// A folder that has the default set's faces, those of them that are not compiled in. Else they are looked for in
    /// `fonts` beside the program, in `../share/gongwen/fonts`, and where the library was built. A file that is missing in
    /// all of them, or is another one than the set's, is the error `bundled-face-missing` or `bundled-face-altered`
    /// of every document that it would set.
    #[must_use]
    pub fn default_set_folder(mut self, folder: impl Into<PathBuf>) -> Self {
        self.fonts.set_folders.push(folder.into());
        self
    }

    /// The bytes of a face of the default set by the name of its file, such as `FandolFang-Regular.otf`: for programs
    /// without files.
    #[must_use]
    pub fn default_set_face(mut self, file_name: &str, bytes: impl Into<Arc<[u8]>>) -> Self {
        self.fonts.set_faces.push((file_name.to_owned(), bytes.into()));
        self
    }

    /// How much one document may ask; [`Limits::default`] unless said.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// What Typst may remember between compilations; [`Cache::default`] unless said. The memory is one for the process:
    /// of all engines that live, the setting that keeps most counts.
    #[must_use]
    pub fn cache(mut self, cache: Cache) -> Self {
        self.cache = cache;
        self
    }

    /// As [`build`](Self::build), for a program that is not to start with an engine that sets nothing.
    ///
    /// # Errors
    /// When a face of the default set that is needed is missing (`bundled-face-missing`) or another one
    /// (`bundled-face-altered`), and when this process has no name left for the template's files (`names-used-up`).
    pub fn try_build(self) -> Result<Engine, Failure> {
        self.tried(bundled::FACES)
    }

    fn tried(self, bundled: BundledFaces) -> Result<Engine, Failure> {
        guarded(|| {
            let engine = self.made(bundled)?;
            let mut sink = Sink::default();
            engine.default_fonts(&mut sink);
            if sink.has_errors() { Err(sink.into()) } else { Ok(engine) }
        })
    }

    /// Reads the names of the fonts and parses the template. What is the matter with the default faces is told of every
    /// document that needs them.
    ///
    /// # Panics
    /// When other templates have used up the names that Typst has for files in a process, some 60,000, before the
    /// first engine was built; [`try_build`](Self::try_build) tells it.
    #[must_use]
    pub fn build(self) -> Engine {
        self.made(bundled::FACES).unwrap_or_else(|failure| panic!("{failure}"))
    }

    fn made(self, bundled: BundledFaces) -> Result<Engine, Failure> {
        let fonts = FontOptions { bundled, ..self.fonts };
        let resolver = FontResolver::new(&fonts);
        let (default_set, font_problems) = resolver.resolve(&[], &Files::default());
        let default_set = default_set.map(Arc::new);
        default_set.iter().for_each(FontSet::warm);
        Ok(Engine {
            bundled_only: fonts.bundled_only,
            resolver,
            default_set,
            font_problems,
            limits: self.limits,
            cache: self.cache,
            _keeping: press::Keeping::of(self.cache),
            sources: sources().map_err(Diagnostic::new)?,
        })
    }
}

/// What is compiled for a 公文.
const GONGWEN_ENTRY: &str = "main.typ";

/// The template of 公文, parsed once for all engines of the process.
fn sources() -> Result<Arc<Sources>, Box<dyn Problem>> {
    static PARSED: OnceLock<Arc<Sources>> = OnceLock::new();
    if let Some(parsed) = PARSED.get() {
        return Ok(Arc::clone(parsed));
    }
    let parsed = Sources::new(&compose::GONGWEN.files(), GONGWEN_ENTRY)?.constant();
    Ok(Arc::clone(PARSED.get_or_init(|| Arc::new(parsed))))
}

/// Faces and template, ready to set documents; built once and shared by threads.
pub struct Engine {
    bundled_only: bool,
    pub(crate) resolver: FontResolver,
    default_set: Option<Arc<FontSet>>,
    font_problems: Vec<Diagnostic>,
    limits: Limits,
    cache: Cache,
    /// Other engines of the process respect the setting while this one lives.
    _keeping: press::Keeping,
    sources: Arc<Sources>,
}

// Whoever catches a panic may go on with it: what was read once is whole or not there, and its locks are taken whatever
// became of their last owner.
impl UnwindSafe for Engine {}
impl RefUnwindSafe for Engine {}

/// Which face serves a role, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RoleFace {
    /// The role's key in the data, such as `fangsong`.
    pub role: &'static str,
    /// The role's Chinese name, such as 仿宋.
    pub name: &'static str,
    /// The face's file name.
    pub face: String,
    /// The file, or none for a face inside the program.
    pub path: Option<PathBuf>,
    /// The name by which an official or chosen face was found; none for the bundled set.
    pub found_as: Option<String>,
    /// The faces behind it, for characters it lacks.
    pub behind: Vec<String>,
}

impl fmt::Debug for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Engine")
            .field("bundled_only", &self.bundled_only)
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}

impl Engine {
    /// Starts building an engine.
    #[must_use]
    pub fn builder() -> EngineBuilder {
        EngineBuilder::default()
    }

    /// Which face serves which role, for documents that choose none themselves.
    #[must_use]
    pub fn fonts(&self) -> Vec<RoleFace> {
        let served = self.default_set.iter().flat_map(|set| set.served());
        served
            .map(|served| RoleFace {
                role: served.role.key(),
                name: served.role.chinese(),
                face: served.face.name.clone(),
                path: served.face.origin.path().cloned(),
                found_as: match &served.why {
                    Why::Bundled => None,
                    Why::Chosen { wanted } => Some(wanted.clone()),
                    Why::Official { name } => Some((*name).to_owned()),
                },
                behind: served.behind.iter().map(|face| face.name.clone()).collect(),
            })
            .collect()
    }

    /// Sets a document.
    ///
    /// # Errors
    /// Every problem found; among them characters that no face has, and what is beyond the engine's
    /// [`Limits`]. A panic below is the problem `internal-error`.
    pub fn render(&self, document: &Document) -> Result<Rendered, Failure> {
        self.render_with(document, &RenderOptions::default())
    }

    /// Sets a document otherwise than [`render`](Self::render) does.
    ///
    /// # Errors
    /// As `render`; and as the [`RenderOptions`] say.
    pub fn render_with(&self, document: &Document, options: &RenderOptions) -> Result<Rendered, Failure> {
        guarded(|| {
            if options.strict { self.set_strictly(document, options) } else { self.set(document, options) }
        })
    }

    /// What one render may use.
    pub(crate) fn allowance(&self, cancel: &Cancel) -> Allowance {
        Allowance::new(&self.limits, self.cache, cancel)
    }

    /// No pages where a rule of the strength 必须 is broken.
    fn set_strictly(&self, document: &Document, options: &RenderOptions) -> Result<Rendered, Failure> {
        let checked = document.check();
        // What refuses the document anyway is told by who sets it.
        let sound = document.diagnostics().iter().all(|found| found.severity() < Severity::Error);
        if sound && checked.iter().chain(document.diagnostics()).any(Diagnostic::breaks_a_must) {
            return Err(refused(document.diagnostics(), checked));
        }
        let rendered = self.set(document, options)?;
        if rendered.diagnostics().iter().any(Diagnostic::breaks_a_must) {
            return Err(refused(rendered.diagnostics(), checked));
        }
        Ok(rendered)
    }

    fn set(&self, document: &Document, options: &RenderOptions) -> Result<Rendered, Failure> {
        let allowance = self.allowance(&options.cancel);
        let mut sink = Sink::default();
        document.noticed.iter().for_each(|noticed| sink.push(noticed.clone()));
        // Of a document that is refused, only what else refuses it is of use.
        let refused = sink.has_errors();
        let mut of_fonts = Sink::default();
        let fonts = self.fonts_for(document, &mut of_fonts);
        let told = of_fonts.into_sorted();
        let of_use = told.into_iter().filter(|found| !refused || found.severity() == Severity::Error);
        of_use.for_each(|found| sink.push(found));
        let Some(mut fonts) = fonts else {
            return Err(sink.into());
        };
        let too_long = compose::too_long(document, &allowance);
        if !too_long.is_empty() {
            too_long.into_iter().for_each(|found| sink.push(found));
            return Err(sink.into());
        }
        let composed = Composed::of(document, &fonts);
        fonts = coverage::faces_for(document, fonts, &self.resolver);
        coverage::check(document, &fonts, &mut sink);
        let (sources, bundled_only) = (&self.sources, self.bundled_only);
        run(DocumentJob { document, composed, sources, bundled_only }, fonts, &allowance, sink)
    }

    /// A hash of every face that may set a document.
    pub(crate) fn has_bundled_fonts_only(&self) -> bool {
        self.bundled_only
    }

    pub(crate) fn faces_digest(&self, document: &Document) -> String {
        let set = self.fonts_for(document, &mut Sink::default());
        set.map(|set| set.digest()).unwrap_or_default()
    }

    /// The faces for what chooses none itself.
    pub(crate) fn default_fonts(&self, sink: &mut Sink) -> Option<Arc<FontSet>> {
        self.font_problems.iter().for_each(|problem| sink.push(problem.clone()));
        let told = self.default_set.iter().flat_map(|set| self.resolver.substitutes(set));
        told.for_each(|found| sink.push(found));
        self.default_set.clone()
    }

    fn fonts_for(&self, document: &Document, sink: &mut Sink) -> Option<Arc<FontSet>> {
        let set = if document.fonts.is_empty() {
            return self.default_fonts(sink);
        } else {
            let (set, told) = self.resolver.resolve(&document.fonts, &document.files);
            told.into_iter().for_each(|found| sink.push(found));
            set.map(Arc::new)
        };
        if let Some(set) = &set {
            self.resolver.substitutes(set).into_iter().for_each(|note| sink.push(note));
        }
        set
    }
}

/// All that was found, and that nothing was made of it.
fn refused(found: &[Diagnostic], checked: Vec<Diagnostic>) -> Failure {
    let mut sink = Sink::default();
    found.iter().cloned().chain(checked).for_each(|found| sink.push(found));
    let mut all = sink.into_sorted();
    let rules = all.iter().filter(|found| found.breaks_a_must()).count();
    all.push(Diagnostic::strict_refused(rules));
    all.into()
}

/// Drops what Typst remembers and the last `age` compilations have not used; everything with 0. Typst remembers in one
/// table for the whole process, which all engines share: a host that keeps it ([`Cache::Kept`]) trims it when it is idle.
pub fn trim_cache(age: usize) {
    press::trim(age);
}

#[cfg(test)]
mod mutations;

#[cfg(test)]
mod tests {
    use super::*;
    use gongwen_page::{Adjustment, Role};
    use serde_json::Value;

    /// The program's own faces on a machine where it was not built: nothing lies in the checkout's folder.
    fn elsewhere() -> BundledFaces {
        BundledFaces { folder: "/nowhere", ..bundled::FACES }
    }

    /// library.md 1: a face of the set that was missing or altered was a note, and other pages.
    #[cfg(not(feature = "embed-fandol"))]
    #[test]
    fn a_face_of_the_set_that_is_missing_or_altered_sets_nothing() {
        const NAME: &str = "FandolFang-Regular.otf";
        let right = std::fs::read(format!("{}/fonts/gpl/{NAME}", env!("CARGO_MANIFEST_DIR"))).unwrap();
        // Whole to every reader of fonts: a bit of one outline.
        let mut altered = right.clone();
        let middle = altered.len() / 2;
        altered[middle] ^= 1;
        let data = "title = \"关于甲的通知\"\nissuers = [\"甲局\"]\ndate = 2024-01-02\nbody = \"乙。\"";
        let document = Document::from_toml(data).unwrap();
        let named = |failure: &Failure| {
            let errors = failure.diagnostics().iter().filter(|found| found.severity() == Severity::Error);
            errors.map(|found| (found.code().to_owned(), found.message(crate::Lang::En))).collect::<Vec<_>>()
        };
        let folder = tempfile::tempdir().unwrap();
        let builder = || Engine::builder().bundled_fonts_only(true).default_set_folder(folder.path());
        let refused = |builder: &dyn Fn() -> EngineBuilder, code: &str, says: &str| {
            let tried = builder().tried(elsewhere()).unwrap_err();
            let [(told, message)] = &named(&tried)[..] else { panic!("{tried}") };
            assert!(told == code && message.contains(says), "{told}: {message}");
            // Who builds without asking is told of it with each document.
            let engine = builder().made(elsewhere()).unwrap();
            assert_eq!(named(&engine.render(&document).unwrap_err()), named(&tried));
            // A document that says its own 仿宋 needs none.
            let own = format!("{data}\nfonts = {{ fangsong = \"Noto Serif SC\" }}");
            engine.render(&Document::from_toml(&own).unwrap()).unwrap();
        };
        refused(&builder, "bundled-face-missing", NAME);
        let path = folder.path().join(NAME);
        std::fs::write(&path, &altered).unwrap();
        refused(&builder, "bundled-face-altered", path.to_str().unwrap());
        refused(&|| builder().default_set_face(NAME, altered.clone()), "bundled-face-altered", NAME);
        // The right bytes count, from wherever they come.
        let given = builder().default_set_face(NAME, right.clone()).tried(elsewhere()).unwrap();
        std::fs::write(&path, &right).unwrap();
        let found = builder().tried(elsewhere()).unwrap();
        let pdf = |engine: &Engine| engine.render(&document).unwrap().pdf().unwrap();
        assert!(pdf(&given) == pdf(&found));
    }

    /// The template's sample data, for plain `typst compile`, for `render template check` and for the
    /// benches, is what the program itself hands to the template for the first document.
    /// With GONGWEN_WRITE_SAMPLE set the file is written anew.
    #[test]
    fn the_sample_data_is_the_first_documents() {
        let root = env!("CARGO_MANIFEST_DIR");
        let path = format!("{root}/templates/gongwen/data.json");
        let made = handed_over(&format!("{root}/data/longke-2024-2.toml"));
        let sample: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        if std::env::var_os("GONGWEN_WRITE_SAMPLE").is_some() {
            std::fs::write(&path, serde_json::to_string_pretty(&made).unwrap() + "\n").unwrap();
        } else {
            assert!(made == sample, "data.json is another document; GONGWEN_WRITE_SAMPLE=1 writes it anew");
        }
    }

    /// The template's schema is of what the program makes, and of nothing else: it lets every document of
    /// data/ through, and nothing with a key too many.
    #[test]
    fn what_the_template_is_filled_with_is_right_by_its_schema() {
        let files = compose::GONGWEN.files();
        let schema = files.iter().find(|file| file.name == "schema.json").unwrap().text().unwrap();
        let schema = crate::template::Schema::read(schema, &mut Sink::default()).unwrap();
        let broken = |data: &Value| {
            let mut sink = Sink::default();
            schema.check(data, &crate::source::Table::default(), &mut sink);
            sink.into_sorted().iter().map(|found| format!("{found:?}")).collect::<Vec<_>>()
        };
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/data");
        let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let documents: Vec<_> =
            entries.filter(|path| path.extension().is_some_and(|e| e == "toml")).collect();
        assert!(documents.len() > 20);
        for path in documents {
            let mut made = handed_over(path.to_str().unwrap());
            assert_eq!(broken(&made), Vec::<String>::new(), "{}", path.display());
            made["extra"] = Value::Null;
            assert_eq!(broken(&made).len(), 1, "{}", path.display());
        }
    }

    /// What the template of 公文 is filled with for a document.
    fn handed_over(path: &str) -> Value {
        let engine = Engine::builder().bundled_fonts_only(true).build();
        let document = Document::from_path(path).unwrap();
        let rendered = engine.render(&document).unwrap();
        let fonts = engine.default_set.as_ref().unwrap();
        let composed = Composed::of(&document, fonts);
        let gongwen_page::Adjusted { pitch, spacing, recipients_moved, .. } =
            rendered.report().clone().adjusted;
        // The report counts paragraphs from 1.
        let spacing = spacing.iter().map(|(paragraph, share)| (paragraph - 1, *share)).collect();
        let adjustment = Adjustment { pitch, spacing, recipients_moved, ..Adjustment::default() };
        let made = compose::dictionary(&document, &composed, &fonts.ink(Role::Biaosong), &adjustment, &[]);
        serde_json::from_str(&made).unwrap()
    }
}
