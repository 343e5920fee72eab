//! Templates as such: their folders and manifests, the data each asks for; loaded once, filled with data as often as one
//! likes. What a 公文 becomes for its template is `compose`.

mod blame;
mod built_in;
mod check;
mod files;
mod fill;
mod findings;
mod job;
mod manifest;
pub(crate) mod pointer;
mod schema;
mod skeleton;
mod violations;

use std::collections::BTreeMap;
use std::fmt;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub(crate) use built_in::BUILT_IN;
pub use check::{TemplateCheck, TemplateProof};
pub(crate) use files::{add_packages, own_package, read_folder, read_memory};
pub(crate) use fill::{fill, json};
pub use findings::not_for_templates;
pub(crate) use findings::{AskedFinding, TemplateFinding};
pub use gongwen_data::TemplateData;
pub(crate) use manifest::{MANIFEST, Manifest};
pub(crate) use schema::Schema;
pub use skeleton::new_template;
pub(crate) use violations::{Violation, ViolationKind};

use crate::diagnostic::{Diagnostic, Failure, Problem, Sink, guarded};
use crate::document::Words;
use crate::nearest::closest;
use crate::press::fonts::{Face, FaceFinding, Unfit};
use crate::press::{Content, Package, Sources, TemplateFile};
use crate::source::{Files, InputFormat, SourceText, ValueFinding, decode};
use gongwen_page::Role;

/// A template: Typst files, a manifest, the JSON Schema of the data it takes. Templates are trusted code;
/// the data they are filled with need not be.
///
/// ```
/// use gongwen::Engine;
/// use gongwen::template::{Template, TemplateData};
///
/// let engine = Engine::builder().bundled_fonts_only(true).build();
/// let template = Template::builtin("gongzuo-baogao")?;
/// let rendered = engine.render_template(&template, &template.sample()?)?;
/// assert!(rendered.page_count() > 2);
/// let wrong = TemplateData::from_json(r#"{ "titel": "工作报告" }"#)?;
/// let failure = engine.render_template(&template, &wrong).err().unwrap();
/// assert_eq!(failure.diagnostics()[0].code(), "template-data");
/// # Ok::<(), gongwen::Failure>(())
/// ```
pub struct Template {
    manifest: Manifest,
    schema: Schema,
    sources: Arc<Sources>,
    roles: Vec<Role>,
    /// Faces of its own by family name.
    own_fonts: Vec<(String, Arc<Face>)>,
    /// The sample's text.
    sample: Option<Arc<SourceText>>,
    /// What pictures of the sample are relative to.
    folder: Option<PathBuf>,
    /// How many files it has, those of its packages counted.
    files: usize,
}

// Files and faces that are never written to again; see `Engine`.
impl UnwindSafe for Template {}
impl RefUnwindSafe for Template {}

impl fmt::Debug for Template {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Template")
            .field("name", &self.name())
            .field("version", &self.version())
            .field("files", &self.files)
            .finish_non_exhaustive()
    }
}

/// Loads templates whose packages lie in folders of the caller's.
#[derive(Debug, Clone, Default)]
pub struct TemplateLoader {
    packages: Vec<PathBuf>,
}

impl TemplateLoader {
    /// A folder of packages, as `NAMESPACE/NAME/VERSION/`, searched before the template's own.
    #[must_use]
    pub fn package_folder(mut self, folder: impl Into<PathBuf>) -> Self {
        self.packages.push(folder.into());
        self
    }

    /// Loads a template from its folder. A process can load files of some 60,000 different names; the same
    /// names again cost nothing.
    ///
    /// # Errors
    /// Every problem with the folder, the manifest and the schema, each at its place.
    pub fn folder(&self, folder: impl AsRef<Path>) -> Result<Template, Failure> {
        guarded(|| self.of_folder(folder.as_ref()))
    }

    fn of_folder(&self, folder: &Path) -> Result<Template, Failure> {
        let path = folder.join(MANIFEST);
        if !path.is_file() {
            let folder = folder.display().to_string();
            return Err(TemplateFinding::NoManifest { folder }.into());
        }
        let shown = path.display().to_string();
        let text = Files::below(folder).read_text(MANIFEST)?;
        let manifest = SourceText::new(shown, text);
        let manifest = read_manifest(&manifest)?;
        let mut files = read_folder(folder, Some(&manifest.packages), None)?;
        let own = |package: &Package| own_package(folder, &manifest.packages, package);
        add_packages(&mut files, &self.packages, own)?;
        Template::of(manifest, &files, Some(folder.to_owned()))
    }

    /// Loads a template from memory: the files of its folder by their paths in it, `/` between folders, those of its own
    /// packages too. Its sample may name no pictures: they have no folder.
    ///
    /// ```
    /// use gongwen::template::{Template, TemplateData};
    ///
    /// let files = [
    ///     ("template.toml", "name = \"biantiao\"\nversion = \"1.0.0\"\nentry = \"main.typ\"\nschema = \"schema.json\""),
    ///     ("schema.json", r#"{ "type": "object", "properties": { "text": { "type": "string" } }, "required": ["text"] }"#),
    ///     ("main.typ", "#let data = json(\"data.json\")\n#data.text"),
    /// ];
    /// let template = Template::loader().files(files)?;
    /// assert_eq!(template.name(), "biantiao");
    /// # Ok::<(), gongwen::Failure>(())
    /// ```
    ///
    /// # Errors
    /// As [`folder`](Self::folder).
    pub fn files<N, B>(&self, files: impl IntoIterator<Item = (N, B)>) -> Result<Template, Failure>
    where
        N: Into<String>,
        B: Into<Vec<u8>>,
    {
        let files = files.into_iter().map(|(name, bytes)| (name.into(), bytes.into())).collect();
        guarded(|| self.of_memory(&files))
    }

    fn of_memory(&self, given: &BTreeMap<String, Vec<u8>>) -> Result<Template, Failure> {
        let Some(text) = given.get(MANIFEST) else {
            return Err(TemplateFinding::NoManifest { folder: ".".to_owned() }.into());
        };
        let manifest = SourceText::new(MANIFEST, decode(text.clone(), MANIFEST, None)?);
        let manifest = read_manifest(&manifest)?;
        let mut files = read_memory(given, "", Some(&manifest.packages), None)?;
        let own = |package: &Package| {
            let inside = format!("{}/{}/", manifest.packages, package.path());
            read_memory(given, &inside, None, Some(package))
        };
        add_packages(&mut files, &self.packages, own)?;
        Template::of(manifest, &files, None)
    }
}

fn read_manifest(source: &Arc<SourceText>) -> Result<Manifest, Failure> {
    let mut sink = Sink::default();
    let manifest = manifest::read(source, &mut sink);
    manifest.ok_or_else(|| Failure::from(sink))
}

impl Template {
    /// Starts loading with package folders.
    #[must_use]
    pub fn loader() -> TemplateLoader {
        TemplateLoader::default()
    }

    /// Loads a template from its folder; docs/templates.md says what stands there.
    ///
    /// # Errors
    /// Every problem with the folder, the manifest and the schema, each at its place.
    pub fn from_folder(folder: impl AsRef<Path>) -> Result<Template, Failure> {
        Template::loader().folder(folder)
    }

    /// A template inside the program: `gongwen` or `gongzuo-baogao`. That of 公文 takes what the program
    /// makes of a document (see its `schema.json`), not the document's own data: for that there is
    /// [`Engine::render`](crate::Engine::render).
    ///
    /// # Errors
    /// When there is none of that name.
    pub fn builtin(name: &str) -> Result<Template, Failure> {
        guarded(|| {
            let names: Vec<&'static str> = Template::builtins().collect();
            let Some(found) = BUILT_IN.iter().find(|known| known.name == name) else {
                let nearest = crate::nearest::nearest(name, names.iter().copied());
                let written = name.to_owned();
                let fault = AskedFinding::Unknown { written, nearest, choices: names };
                return Err(fault.into());
            };
            let files = found.files();
            let manifest = files.iter().find(|file| file.name == MANIFEST).and_then(TemplateFile::text);
            let missing = || TemplateFinding::NoManifest { folder: name.to_owned() };
            let manifest = read_manifest(manifest.ok_or_else(missing)?)?;
            Template::of(manifest, &files, None)
        })
    }

    /// The names of the templates inside the program.
    pub fn builtins() -> impl Iterator<Item = &'static str> {
        BUILT_IN.iter().map(|known| known.name)
    }

    fn of(manifest: Manifest, files: &[TemplateFile], folder: Option<PathBuf>) -> Result<Template, Failure> {
        let mut sink = Sink::default();
        let own = |words: &Words| {
            let own = files.iter().filter(|file| file.package.is_none());
            own.into_iter().find(|file| file.name == words.text)
        };
        let text = |words: &Words, sink: &mut Sink| {
            let found = own(words).and_then(TemplateFile::text);
            if found.is_none() {
                tell(TemplateFinding::NoSuchFile { path: words.text.clone() }, words, sink);
            }
            found
        };
        text(&manifest.entry, &mut sink);
        let schema = text(&manifest.schema, &mut sink).and_then(|source| Schema::read(source, &mut sink));
        let sample = manifest.sample.as_ref().and_then(|words| text(words, &mut sink)).cloned();
        let roles = manifest.fonts.iter().filter_map(|words| role(words, &mut sink)).collect();
        let mut own_fonts = Vec::new();
        for (key, words) in &manifest.own_fonts {
            match own(words).map(|file| &file.content) {
                Some(Content::Bytes(bytes)) => match own_face(words, bytes) {
                    Ok(face) => own_fonts.push((format!("own-{key}"), face)),
                    Err(problem) => {
                        sink.push(Diagnostic::new(problem).at(words.place.clone()).path(&*words.path))
                    }
                },
                _ => tell(TemplateFinding::NoSuchFile { path: words.text.clone() }, words, &mut sink),
            }
        }
        match schema.filter(|_| !sink.has_errors()) {
            Some(schema) => Ok(Template {
                sources: Arc::new(Sources::new(files, &manifest.entry.text)?),
                manifest,
                schema,
                roles,
                own_fonts,
                sample,
                folder,
                files: files.len(),
            }),
            None => Err(sink.into()),
        }
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.manifest.name
    }

    /// Its version, such as `1.0.0`.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.manifest.version
    }

    /// What it says of itself.
    #[must_use]
    pub fn description(&self) -> Option<&str> {
        self.manifest.description.as_deref()
    }

    /// Its sample data.
    ///
    /// # Errors
    /// When it has none, or one that cannot be read.
    pub fn sample(&self) -> Result<TemplateData, Failure> {
        guarded(|| {
            let sample = self.sample.as_ref().ok_or(AskedFinding::NoSample)?;
            let format = InputFormat::of_path(sample.name()).unwrap_or(InputFormat::Json);
            let files = self.folder.as_ref().map(|folder| Files::below(folder.clone())).unwrap_or_default();
            TemplateData::read(sample, format, files)
        })
    }

    /// A file name for what is made of this data, without ending: its title, else the template's name.
    #[must_use]
    pub fn file_stem(&self, data: &TemplateData) -> String {
        let title = job::metadata(&self.manifest, &json(&data.table)).title;
        crate::document::safe_file_name(title.as_deref().unwrap_or(self.name()))
    }
}

fn tell(fault: TemplateFinding, words: &Words, sink: &mut Sink) {
    let found = Diagnostic::new(fault);
    sink.push(found.at(words.place.clone()).path(words.path.clone()));
}

fn role(words: &Words, sink: &mut Sink) -> Option<Role> {
    let role = Role::of_key(&words.text);
    if role.is_none() {
        let keys = Role::ALL.map(Role::key);
        let problem = ValueFinding::UnknownChoice {
            written: words.text.clone(),
            choices: keys.map(str::to_owned).to_vec(),
            nearest: closest(&words.text, keys).map(str::to_owned),
            instead: None,
        };
        sink.push(Diagnostic::new(problem).at(words.place.clone()).path(words.path.clone()));
    }
    role
}

fn own_face(words: &Words, bytes: &Arc<[u8]>) -> Result<Arc<Face>, Box<dyn Problem>> {
    let unreadable = || TemplateFinding::UnreadableFont { path: words.text.clone() };
    let face = Face::given(&words.text, bytes).map_err(|unfit| -> Box<dyn Problem> {
        match unfit {
            Unfit::Broken => unreadable().into(),
            Unfit::TooMuch => FaceFinding::FontTooMuch { path: words.text.clone() }.into(),
        }
    })?;
    if face.forbids_embedding() {
        return Err(FaceFinding::FontRestricted { face: face.name.clone() }.into());
    }
    Ok(face)
}
