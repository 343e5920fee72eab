//! The door's machinery: an engine built once, documents in, set pages out.

mod carried;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use crate::characters::{self, audit::Audit};
use crate::compose::{self, Composed, Names};
use crate::diagnostic::{Diagnostic, Failure, Lang, Severity, Sink, guarded};
use crate::document::{Date, Document, Picture, Red, Words};
use crate::html::{Drawing, Subject};
use crate::layout::geometry::Page;
use crate::layout::{self, Nonconforming, PageFinding, Report, Role, Verdict};
use crate::limits::{Allowance, Cache, Limits};
use crate::pdf::PdfForm;
use crate::press::fonts::{self, Why};
use crate::press::{
    self, FontOptions, FontResolver, FontSet, Given, Set, Sources, TypstFinding, Unarchivable,
};
use crate::source::Files;
use crate::text::title::Named;
use crate::text::waves::{waved, with_waves};
use crate::{bundled, text};

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

    /// How much one document may ask; [`Limits::default`] unless said.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// What Typst may remember between compilations; [`Cache::default`] unless said.
    #[must_use]
    pub fn cache(mut self, cache: Cache) -> Self {
        self.cache = cache;
        self
    }

    /// Reads the names of the fonts and parses the template.
    #[must_use]
    pub fn build(self) -> Engine {
        let fonts = FontOptions { bundled: bundled::FACES, ..self.fonts };
        let resolver = FontResolver::new(&fonts);
        let (default_set, font_problems) = resolver.resolve(&[], &Files::default());
        let default_set = default_set.map(Arc::new);
        default_set.iter().for_each(FontSet::warm);
        Engine {
            bundled_only: fonts.bundled_only,
            resolver,
            default_set,
            font_problems,
            limits: self.limits,
            cache: self.cache,
            sources: Sources::new(&compose::GONGWEN.files(), GONGWEN_ENTRY)
                .map(Arc::new)
                .expect("the template's file names are paths, and the process has few names yet"),
        }
    }
}

/// What is compiled for a 公文.
const GONGWEN_ENTRY: &str = "main.typ";

/// Faces and template, ready to set documents; built once and shared by threads.
pub struct Engine {
    bundled_only: bool,
    pub(crate) resolver: FontResolver,
    default_set: Option<Arc<FontSet>>,
    font_problems: Vec<Diagnostic>,
    limits: Limits,
    cache: Cache,
    sources: Arc<Sources>,
}

/// Which face serves a role, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
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

    /// Drops what Typst remembers and the last `age` compilations of the process have not used; everything
    /// with 0. For a host that keeps the caches ([`Cache::Kept`]) and knows when it is idle.
    pub fn trim(&self, age: usize) {
        press::trim(age);
    }

    /// Sets a document.
    ///
    /// # Errors
    /// Every problem found; among them characters that no face has, and what is beyond the engine's
    /// [`Limits`]. A panic below is the problem `internal-error`.
    pub fn render(&self, document: &Document) -> Result<Rendered, Failure> {
        guarded(|| self.set(document))
    }

    /// What one render may use.
    pub(crate) fn allowance(&self) -> Allowance {
        Allowance::new(&self.limits, self.cache)
    }

    fn set(&self, document: &Document) -> Result<Rendered, Failure> {
        let allowance = self.allowance();
        let mut sink = Sink::default();
        document.noticed.iter().for_each(|noticed| sink.push(noticed.clone()));
        // Of a document that is refused, only what else refuses it is of use.
        let refused = sink.has_errors();
        let mut of_fonts = Sink::default();
        let fonts = self.fonts_for(document, &mut of_fonts);
        let told = of_fonts.into_sorted();
        let of_use = told.into_iter().filter(|found| !refused || found.severity() == Severity::Error);
        of_use.for_each(|found| sink.push(found));
        let Some(fonts) = fonts else {
            return Err(Failure { diagnostics: sink.into_sorted() });
        };
        let composed = compose(document, &fonts);
        let fonts = if tell_too_long(document, &composed, &allowance, &mut sink) {
            fonts
        } else {
            let fonts = characters::faces_for(document, fonts, &self.resolver);
            characters::check(document, &fonts, &mut sink);
            fonts
        };
        let pictures = compose::pictures(document);
        let fragments = compose::fragments(document);
        let (mut fonts, mut changed) = (fonts, BTreeMap::new());
        let has_words = |(_, picture): &(String, &Picture)| press::svg::has_words(picture.ready());
        if !fragments.is_empty() || pictures.iter().any(has_words) {
            // Fragments and pictures name what faces they will.
            fonts = fonts.named(document.layout.digits);
            for (name, picture) in &pictures {
                let other = characters::check_picture(picture, &mut fonts, &mut sink);
                changed.extend(other.map(|bytes| (name.clone(), bytes)));
            }
        }
        let ready = press::ready(&pictures, &changed, &fonts, &allowance, &mut sink).unwrap_or_default();
        if sink.has_errors() {
            return Err(Failure { diagnostics: sink.into_sorted() });
        }
        let unarchivable = unarchivable(document);
        if let Some(why) = unarchivable {
            let path = if why == Unarchivable::Undated { "date" } else { "layout.red" };
            let said = document.layout.red_said.clone().filter(|_| why == Unarchivable::Cmyk);
            let place = said.and_then(|said| said.place);
            sink.push(Diagnostic::new(TypstFinding::NotArchived(why)).at(place).path(path));
        }
        for departure in layout::departures(document) {
            let path = format!("layout.{}", departure.key);
            sink.push(Diagnostic::new(departure).path(path));
        }
        if composed.title.len() > LONGEST_TITLE {
            let (place, path) = (document.title.place.clone(), document.title.path.clone());
            let problem = PageFinding::TitleTooLong { lines: composed.title.len() };
            sink.push(Diagnostic::new(problem).at(place).path(path));
        }
        let families = fonts.chains(document.layout.digits).to_string();
        let ink = fonts.ink(Role::Biaosong);
        // A name that was not in the book is there when the pages are set again.
        let named = Mutex::new(Arc::clone(&fonts));
        let compile = |adjustment| {
            let given = Given {
                data: vec![
                    ("data.json", compose::dictionary(document, &composed, &ink, &adjustment, &ready)),
                    ("shared.json", compose::shared(document, &adjustment)),
                ],
                fonts: families.clone(),
                pictures: ready.iter().map(|r| (r.name.clone(), Arc::clone(&r.bytes))).collect(),
                fragments: &fragments,
            };
            let shift = document.layout.turned_shift();
            let lock = || named.lock().unwrap_or_else(PoisonError::into_inner);
            let known = Arc::clone(&lock());
            let (set, told) = press::compile(&allowance, &self.sources, &known, given, Some(shift));
            if let Some(set) = &set {
                *lock() = Arc::clone(set.fonts());
            }
            (set, told)
        };
        let set = layout::fit::settle(document, &compile, &mut sink);
        if set.is_none() {
            let handed = pictures.iter().zip(&ready);
            let broken = handed.filter_map(|((_, picture), ready)| {
                press::broken_picture(&allowance, &fonts, picture, &ready.bytes)
            });
            let broken: Vec<Diagnostic> = broken.collect();
            // The template's own complaint says no more.
            if !broken.is_empty() {
                sink.forget(press::is_slip);
            }
            broken.into_iter().for_each(|found| sink.push(found));
        }
        if let Some((set, _)) = &set {
            let rows = characters::audit::rows(document, &fonts, set.pages());
            characters::check_set(document, set.pages(), &rows, &mut sink);
        }
        // A search that ran out of time has pages, though not those that the document has with more time.
        if !sink.has_errors()
            && let Err(problem) = allowance.time()
        {
            sink.push(Diagnostic::new(problem));
        }
        let Some((set, adjustment)) = set.filter(|_| !sink.has_errors()) else {
            return Err(Failure { diagnostics: sink.into_sorted() });
        };
        let report = layout::report(document, set.pages(), &adjustment);
        for row in report.requirements.iter().filter(|row| row.verdict == Verdict::Broken) {
            let spot = layout::element_at(document, set.pages(), row.page, row.place);
            let problem = Nonconforming(row.clone());
            sink.push(Diagnostic::new(problem).at(spot.place).path(spot.path));
        }
        let mut plain = unarchivable.is_some();
        if unarchivable.is_none()
            && let Some(part) = set.inked()
        {
            plain = true;
            let spot = document.block_spot(part).unwrap_or_default();
            let place = spot.place.map(|place| place.find_within("cmyk("));
            sink.push(
                Diagnostic::new(TypstFinding::NotArchived(Unarchivable::Inks)).at(place).path(spot.path),
            );
        }
        let title = document.title();
        Ok(Rendered {
            ident: format!("{}{title}", document.number().unwrap_or_default()),
            document: Some(document.clone()),
            title,
            set,
            report,
            moment: document.moment(),
            form: if plain { PdfForm::plain() } else { PdfForm::default() },
            diagnostics: sink.into_sorted(),
            bundled_only: self.bundled_only,
        })
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
        self.default_set.iter().flat_map(|set| fonts::substitutes(set)).for_each(|note| sink.push(note));
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
            fonts::substitutes(set).into_iter().for_each(|note| sink.push(note));
        }
        set
    }
}

fn unarchivable(document: &Document) -> Option<Unarchivable> {
    if document.layout.red == Red::Cmyk {
        return Some(Unarchivable::Cmyk);
    }
    document.moment().is_none().then_some(Unarchivable::Undated)
}

/// A title of more lines than this is told.
const LONGEST_TITLE: usize = 3;

/// A title of more characters is no title any more, and the search for its shape would take its time.
const LONGEST_SHAPED: usize = 300;

/// Tells of bodies that are too long; whether there are any.
fn tell_too_long(document: &Document, composed: &Composed, allowance: &Allowance, sink: &mut Sink) -> bool {
    let mut any = false;
    let bound = document.bound().map(|(_, body)| (&body.blocks, &body.words));
    for (blocks, words) in std::iter::once((&composed.body, &document.body.words)).chain(bound) {
        if let Err(problem) = allowance.paragraphs(blocks.len()) {
            sink.push(Diagnostic::new(problem).at(words.place.clone()).path(words.path.clone()));
            any = true;
        }
    }
    any
}

/// What the data names, which no title of it tears: organs, whom it goes to, what is bound with it.
fn named(document: &Document) -> Named {
    let issuers = document.issuers.iter().flat_map(|issuer| [&issuer.name, &issuer.signature]);
    let lists = document.recipients.iter().chain(&document.cc).chain(&document.printer);
    let listed = lists.flat_map(|words| words.text.split(['、', '，', '；', '：', '。', '\n']));
    let bound = document.issued.iter().chain(&document.attachments);
    let bound = bound.map(|given| given.title.text.trim_matches(['《', '》']));
    Named::new(issuers.map(|words| words.text.as_str()).chain(listed).chain(bound).map(str::trim))
}

/// The language room's work: title lines by meaning, body lines as headings and paragraphs.
fn compose(document: &Document, fonts: &FontSet) -> Composed {
    let advance = fonts.measure(Role::Biaosong);
    let measure = document.layout.title_measure();
    let named = named(document);
    let title = |words: &Words| -> Vec<String> {
        let said = with_waves(&words.text);
        if said.is_empty() {
            return Vec::new();
        }
        // A line break of the user's switches the shaping off.
        if said.contains('\n') {
            return said.lines().map(|line| line.trim().to_owned()).collect();
        }
        if said.chars().count() > LONGEST_SHAPED {
            let lines = text::title::lines_by_sense(&said, measure, &advance);
            return lines.iter().map(|line| line.trim().to_owned()).collect();
        }
        let shaped = text::title::shape(&said, &named, &advance, measure);
        shaped.lines.iter().map(|line| line.trim().to_owned()).collect()
    };
    Composed {
        title: title(&document.title),
        body: waved(&document.body.blocks),
        bound: document.bound().map(|(given, body)| (title(&given.title), waved(&body.blocks))).collect(),
        names: Names::of(document, &advance, &fonts.measure(Role::Fangsong)),
    }
}

/// Set pages: of a document, or of a template of one's own.
pub struct Rendered {
    /// None when another template than that of 公文 was set.
    document: Option<Document>,
    title: String,
    set: Set,
    report: Report,
    /// What the file's identity is made of.
    ident: String,
    /// The file's date: the document's, never the clock's.
    moment: Option<Date>,
    /// The form it is written in unless the caller says another.
    form: PdfForm,
    diagnostics: Vec<Diagnostic>,
    /// Whether the engine had only the bundled faces.
    bundled_only: bool,
}

impl Rendered {
    pub(crate) fn of_template(
        set: Set,
        (title, ident): (String, String),
        moment: Option<Date>,
        form: PdfForm,
        diagnostics: Vec<Diagnostic>,
    ) -> Rendered {
        let report = Report::of_pages(set.page_count());
        // Only what a document was made from is carried in its file.
        let bundled_only = false;
        Rendered { document: None, title, set, report, ident, moment, form, diagnostics, bundled_only }
    }

    /// How the pages measure against the standard, what was adjusted, what departs from it on purpose,
    /// where the seals stand. Measured once, when the document was set. Of a template other than that of
    /// 公文 it says only how many pages there are: the standard is not about it.
    #[must_use]
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// The report as one HTML page: every sheet drawn, with type area, grid, rules, seals and the places
    /// of the rows laid over it, and the rows beside it. It asks for nothing outside itself, and is the
    /// same bytes for the same document and faces.
    ///
    /// # Errors
    /// When a page cannot be drawn.
    pub fn report_html(&self, lang: Lang) -> Result<String, Failure> {
        guarded(|| {
            let pages: Vec<String> =
                (0..self.page_count()).map(|page| self.set.svg(page)).collect::<Result<_, _>>()?;
            let subject = Subject {
                title: &self.title,
                number: self.document.as_ref().and_then(Document::number).unwrap_or_default(),
                read: false,
                pages: self.pages(),
                report: &self.report,
                drawing: Drawing::of(pages.into_iter()),
            };
            Ok(subject.html(lang))
        })
    }

    /// Which font file set which character, and why it was another than the role's own. Of a template of
    /// one's own it says which file set which character; which role was meant is the template's own affair.
    #[must_use]
    pub fn audit(&self) -> Audit {
        let Some(document) = &self.document else {
            return Audit::of_pages(self.set.fonts(), self.pages());
        };
        let mut rows = characters::audit::rows(document, self.set.fonts(), self.pages());
        characters::add_pictures(&mut rows, document, self.set.fonts(), self.pages());
        Audit::new(document, self.set.fonts(), &rows)
    }

    /// A file name for it, without ending: that of the document, or the title of what another template set.
    #[must_use]
    pub fn file_stem(&self) -> String {
        match &self.document {
            Some(document) => document.file_stem(),
            None => crate::document::safe_file_name(&self.title),
        }
    }

    /// The pages as geometry: characters, rules and pictures in millimetres.
    #[must_use]
    pub fn pages(&self) -> &[Page] {
        self.set.pages()
    }

    /// How many pages there are.
    #[must_use]
    pub fn page_count(&self) -> usize {
        self.set.page_count()
    }

    /// What was noticed: notes and warnings, in reading order.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// Whether a finding is at least this bad.
    #[must_use]
    pub fn has(&self, severity: Severity) -> bool {
        self.diagnostics.iter().any(|found| found.severity() >= severity)
    }

    /// The PDF file's bytes in the archive form, PDF/A-3a and PDF/UA-1, with what it was made from inside,
    /// or what the template's manifest asks for; the same for the same data and faces, always. A document without a date, or with red in printing
    /// ink, cannot be a PDF/A: its PDF is plain, and a note of code `not-archived` says so.
    ///
    /// # Errors
    /// When the pages cannot be written as PDF.
    pub fn pdf(&self) -> Result<Vec<u8>, Failure> {
        self.pdf_as(&self.form())
    }

    /// The form of [`pdf`](Rendered::pdf), to be changed for [`pdf_as`](Rendered::pdf_as).
    #[must_use]
    pub fn form(&self) -> PdfForm {
        self.form.clone()
    }

    /// The PDF file's bytes in a form of the caller's.
    ///
    /// # Errors
    /// When the pages cannot be written in that form, or its source was asked for and it has no place for it.
    pub fn pdf_as(&self, form: &PdfForm) -> Result<Vec<u8>, Failure> {
        guarded(|| Ok(self.set.pdf(&self.ident, self.moment, form, &self.source(form)?)?))
    }

    /// A page as PNG; `page` counts from 0, `ppi` is pixels to the inch, more than 0.
    ///
    /// # Errors
    /// When there is no such page, or it would have more pixels than [`Limits::drawn_pixels`].
    pub fn png(&self, page: usize, ppi: f64) -> Result<Vec<u8>, Failure> {
        guarded(|| Ok(self.set.png(page, ppi)?))
    }

    /// A page as SVG; `page` counts from 0.
    ///
    /// # Errors
    /// When there is no such page.
    pub fn svg(&self, page: usize) -> Result<String, Failure> {
        guarded(|| Ok(self.set.svg(page)?))
    }
}

#[cfg(test)]
mod mutations;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::Adjustment;
    use serde_json::Value;

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
        let composed = compose(&document, fonts);
        let layout::Adjusted { pitch, spacing, recipients_moved, .. } = rendered.report().clone().adjusted;
        // The report counts paragraphs from 1.
        let spacing = spacing.iter().map(|(paragraph, share)| (paragraph - 1, *share)).collect();
        let adjustment = Adjustment { pitch, spacing, recipients_moved, ..Adjustment::default() };
        let made = compose::dictionary(&document, &composed, &fonts.ink(Role::Biaosong), &adjustment, &[]);
        serde_json::from_str(&made).unwrap()
    }
}
