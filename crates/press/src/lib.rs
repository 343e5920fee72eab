//! A template and its data set by Typst: the world, faces, compilation, pages as geometry, PDF, PNG, SVG.
//!
//! Invariant: the only crate that depends on Typst beyond its parser, so nobody above can name a type of it. It sets any
//! template: what a 公文 is, and which faces are in the program, it is told. Of the other crates of gongwen it uses
//! `gongwen-data`, `gongwen-page` and `gongwen-text`.

#![cfg_attr(test, allow(clippy::disallowed_methods, reason = "tests make their own files and take time"))]

mod alternatives;
mod attach;
mod authors;
mod broken;
#[cfg(feature = "pdf")]
mod drawn_pages;
mod files;
mod findings;
pub mod fonts;
mod frames;
mod held;
mod inks;
mod level;
mod names;
mod outline;
mod paths;
pub mod pdf;
mod raster;
mod ready;
mod refusals;
mod spoken;
mod structure;
pub mod svg;
mod trim;
mod turn;
mod unknown;
mod unseen;
mod world;

pub use findings::{Slip, TypstFinding, Unarchivable, is_slip, slip};
use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use typst::WorldExt;
use typst::diag::{Severity as TypstSeverity, SourceDiagnostic, Tracepoint};
use typst::foundations::{Datetime, Smart};
use typst::layout::Abs;
use typst::model::Document as _;
use typst::syntax::{DiagSpan, DiagSpanKind, FileId, VirtualRoot};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandards, Timestamp};

use gongwen_data::{diagnostic, document, foreign, limits, pictures, source};
use gongwen_page as layout;
use gongwen_text as text;

pub use broken::broken_picture;
pub use files::{Content, Package, TemplateFile};
pub use fonts::{BundledFaces, FontOptions, FontResolver, FontSet, ListedFace};
pub use ready::{Ready, ready};
pub use trim::{Keeping, trim};
pub use world::{Given, Sources};

use crate::diagnostic::{Diagnostic, Place, Problem};
use crate::document::Date;
use crate::fonts::FaceFinding;
use crate::layout::geometry::Page;
use crate::layout::{Pages, Piece, Role};
use crate::limits::Allowance;
use crate::pdf::{Attached, PdfForm, PdfStandard};
use crate::pictures::PictureFinding;
use crate::source::ValueFinding;
use alternatives::Alternatives;
use fonts::Named;
use trim::Trim;
use world::PressWorld;

/// A set document: pages that can be measured, drawn and written.
pub struct Set {
    document: PagedDocument,
    /// What it was set from, to find the places of what its export refuses.
    world: PressWorld,
    /// The pages as geometry, walked once.
    pages: OnceLock<Vec<Page>>,
    /// What drawing and writing it may use.
    allowance: Allowance,
}

/// Forgets all that Typst remembers between compilations, so that the next begins from nothing.
pub fn forget() {
    trim(0);
}

/// Sets a template with its data, within what is allowed. With `turned_shift`, pages lying on their side are
/// turned upright, even ones moved by so many mm.
pub fn compile(
    allowance: &Allowance,
    sources: &Arc<Sources>,
    fonts: &Arc<FontSet>,
    given: Given<'_>,
    turned_shift: Option<f64>,
) -> (Option<Set>, Vec<Diagnostic>) {
    if let Err(problem) = allowance.time() {
        return (None, vec![Diagnostic::new(problem)]);
    }
    let _trim = Trim::begin(allowance.cache);
    let mut world = match PressWorld::new(sources, Arc::clone(fonts), given) {
        Ok(world) => world,
        Err(problem) => return (None, vec![Diagnostic::new(problem)]),
    };
    let missing = paths::tell_missing(&world);
    if !missing.is_empty() {
        return (None, missing);
    }
    let unknown::Compiled { mut output, warnings, named } = unknown::compile(&mut world);
    let as_written = |span, mut named: Named| {
        named.name = world.written(span, &named.name).unwrap_or(named.name);
        world.at(replaced(&named), span)
    };
    let mut told: Vec<Diagnostic> = named.into_iter().map(|(span, named)| as_written(span, named)).collect();
    if let Ok(document) = output {
        let mut held = held::check(&document, &mut world);
        told.append(&mut held.told);
        output = if held.again { typst::compile::<PagedDocument>(&world).output } else { Ok(document) };
        output = output.map(|document| held.applied(document, &world));
    }
    told.extend(warnings.iter().map(|found| explain(found, &world)));
    match output {
        Ok(document) => {
            if let Err(problem) = allowance.pages(document.pages().len()) {
                told.push(Diagnostic::new(problem));
                return (None, told);
            }
            let unnamed = Alternatives::of(&document).unnamed;
            told.extend(unnamed.into_iter().map(|span| world.at(PictureFinding::Unnamed, span.into())));
            let document = level::rows(document, &world.fonts);
            let document = match turned_shift {
                Some(shift) => turn::upright(document, Abs::mm(shift)),
                None => document,
            };
            (Some(Set { document, world, pages: OnceLock::new(), allowance: allowance.clone() }), told)
        }
        Err(errors) => {
            told.extend(errors.iter().map(|found| explain(found, &world)));
            (None, told)
        }
    }
}

/// That another face sets what was to be in this one.
pub fn replaced(named: &Named) -> Box<dyn Problem> {
    let role = named.role().map_or("", Role::chinese);
    FaceFinding::FaceReplaced { name: named.name.clone(), role, unknown: named.is_unknown() }.into()
}

/// Whether a template of one picture can be set; if not, Typst's reason.
fn compile_world(
    allowance: &Allowance,
    sources: &Arc<Sources>,
    fonts: &Arc<FontSet>,
    given: Given<'_>,
) -> Result<(), String> {
    let _trim = Trim::begin(allowance.cache);
    // That names are used up is told when the document itself is set.
    let Ok(world) = PressWorld::new(sources, Arc::clone(fonts), given) else { return Ok(()) };
    let output = typst::compile::<PagedDocument>(&world).output;
    output.map(drop).map_err(|errors| errors.first().map(|e| e.message.to_string()).unwrap_or_default())
}

/// A finding of Typst's as one of ours: about a user's fragment at its place there, else about the template.
fn explain(found: &SourceDiagnostic, world: &PressWorld) -> Diagnostic {
    let file = file_of(found.span);
    let message = found.message.to_string();
    let is_error = found.severity == TypstSeverity::Error;
    let name = file.map(name).unwrap_or_default();
    if world.in_fragment(found.span).is_some() {
        let problem = if is_error {
            TypstFinding::Fragment { message }
        } else {
            TypstFinding::FragmentWarning { message }
        };
        return world.at(problem, found.span);
    }
    let place = place(found.span, world);
    let trace = found.trace.iter().filter_map(|step| traced(&step.v, step.span.into(), world));
    let slip = Slip {
        message,
        file: place.as_ref().map_or(name, |place: &Place| place.file().to_owned()),
        hints: found.hints.iter().map(|hint| hint.v.to_string()).collect(),
        trace: trace.collect(),
    };
    Diagnostic::new(if is_error { TypstFinding::Template(slip) } else { TypstFinding::TemplateWarning(slip) })
        .at(place)
}

/// How Typst came there: the call, and where it stands.
fn traced(point: &Tracepoint, span: DiagSpan, world: &PressWorld) -> Option<String> {
    let place = place(span, world)?;
    let (line, _) = place.line_column();
    Some(format!("{point} ({}:{line})", place.file()))
}

fn file_of(span: DiagSpan) -> Option<FileId> {
    match span.get() {
        DiagSpanKind::Detached => None,
        DiagSpanKind::Number { id, .. } | DiagSpanKind::Range { id, .. } => Some(id),
    }
}

/// Where a span stands in the template's files, when it stands in one.
fn place(span: DiagSpan, world: &PressWorld) -> Option<Place> {
    let text = world.sources.text(file_of(span)?)?;
    Some(Place::new(text, world.range(span)?))
}

fn name(id: FileId) -> String {
    let name = id.get().vpath().get_without_slash();
    match id.get().root() {
        VirtualRoot::Project => name.to_owned(),
        VirtualRoot::Package(spec) => format!("{spec}/{name}"),
    }
}

/// What a file says of itself where its template says nothing.
#[derive(Debug, Clone, Default)]
pub struct Metadata {
    /// The document's title.
    pub title: Option<String>,
    /// Who issues it, each an entry.
    pub author: Vec<String>,
    /// What it is about.
    pub description: Option<String>,
}

impl Set {
    /// The faces it was set in.
    pub fn fonts(&self) -> &Arc<FontSet> {
        &self.world.fonts
    }

    /// The date that the template sets by itself, or that there is to be none; nothing when it says nothing.
    pub fn date(&self) -> Option<Option<Date>> {
        let Smart::Custom(said) = self.document.info().date else { return None };
        Some(said.and_then(|said| {
            Some(Date { year: u16::try_from(said.year()?).ok()?, month: said.month()?, day: said.day()? })
        }))
    }

    /// The title that the file has.
    pub fn title(&self) -> Option<String> {
        self.document.info().title.as_ref().map(ToString::to_string)
    }

    /// Fills in what the template has not said of the file.
    pub fn describe(&mut self, metadata: Metadata) {
        let info = self.document.info_mut();
        info.title = info.title.take().or(metadata.title.map(Into::into));
        info.description = info.description.take().or(metadata.description.map(Into::into));
        if info.author.is_empty() {
            info.author = metadata.author.into_iter().map(Into::into).collect();
        }
    }

    /// The pages as geometry.
    pub fn pages(&self) -> &[Page] {
        self.pages.get_or_init(|| frames::pages(&self.document, &self.world))
    }

    /// The part that is painted in printing inks, if any is; an empty name for what the template has not named.
    pub fn inked(&self) -> Option<Piece> {
        inks::first(&self.document)
    }

    /// How many pages there are.
    pub fn page_count(&self) -> usize {
        self.document.pages().len()
    }

    /// The PDF's bytes with files attached. The date is the document's own, never the clock's.
    pub fn pdf(
        &self,
        ident: &str,
        date: Option<Date>,
        form: &PdfForm,
        attached: &[Attached],
    ) -> Result<Vec<u8>, Diagnostic> {
        let allowance = self.allowance.again();
        allowance.time().map_err(Diagnostic::new)?;
        let standards: Vec<_> = form.standards().iter().map(|standard| typst_standard(*standard)).collect();
        let standards = PdfStandards::new(&standards).map_err(|error| {
            Diagnostic::new(TypstFinding::Export { message: error.message().to_string() })
        })?;
        let moment =
            date.and_then(|date| Datetime::from_ymd_hms(i32::from(date.year), date.month, date.day, 0, 0, 0));
        let options = PdfOptions {
            ident: Smart::Custom(ident.to_owned()),
            creator: Smart::Custom(Some(concat!("gongwen ", env!("CARGO_PKG_VERSION")).to_owned())),
            timestamp: moment.map(Timestamp::new_utc),
            standards,
            ..PdfOptions::default()
        };
        let mut told = structure::told(&self.document);
        let one = [PdfStandard::A1a, PdfStandard::A1b].iter().any(|first| form.standards().contains(first));
        if one {
            told = unseen::as_white(told);
        }
        let document = attach::with(told, attached);
        let pdf = typst_pdf::pdf(&document, &options).map_err(|errors| {
            let suspect = || held::suspect(&self.document, &self.world).map(Into::into);
            export(&errors, &self.world, suspect)
        })?;
        // PDF/A-1 wants what its older metadata say: one name.
        let authors: Vec<&str> = document.info().author.iter().map(|author| author.as_str()).collect();
        let pdf = if one { pdf } else { authors::apart(pdf, &authors) };
        allowance.time().map_err(Diagnostic::new)?;
        Ok(pdf)
    }

    /// The faces that the pages have characters in, in the order of the roles.
    pub fn faces(&self) -> Vec<ListedFace> {
        let pages = self.pages();
        let used: BTreeSet<&str> =
            pages.iter().flat_map(|page| &page.runs).map(|run| run.family.as_str()).collect();
        self.world.fonts.listed(&used)
    }

    /// A page as a PNG picture; `page` counts from 0.
    pub fn png(&self, page: usize, ppi: f64) -> Result<Vec<u8>, Diagnostic> {
        // Not a number, nothing, or less.
        if !(ppi > 0.0 && ppi.is_finite()) {
            let problem = ValueFinding::OutOfRange { written: ppi.to_string(), range: "> 0".to_owned() };
            return Err(Diagnostic::new(problem));
        }
        let number = page.saturating_add(1);
        let page = self.document.pages().get(page).ok_or_else(|| no_page(page))?;
        let pixels = |length: Abs| (length.to_pt() * ppi / 72.0).ceil() as u64;
        let (width, height) = (pixels(page.frame.width()), pixels(page.frame.height()));
        let allowance = self.allowance.again();
        allowance.time().map_err(Diagnostic::new)?;
        let limit = allowance.drawn_pixels();
        let count = width.saturating_mul(height);
        if count > limit {
            return Err(Diagnostic::new(TypstFinding::DrawingTooLarge {
                page: number,
                width,
                height,
                limit,
            }));
        }
        let drawn = raster::drawn(page, ppi, count, limit);
        allowance.time().map_err(Diagnostic::new)?;
        let encoded = drawn
            .encode_png()
            .map_err(|error| Diagnostic::new(TypstFinding::Export { message: error.to_string() }))?;
        allowance.time().map_err(Diagnostic::new)?;
        Ok(encoded)
    }

    /// A page as an SVG drawing; `page` counts from 0.
    pub fn svg(&self, page: usize) -> Result<String, Diagnostic> {
        self.svg_within(page, &self.allowance.again())
    }

    /// Every page as an SVG drawing.
    pub fn svgs(&self) -> Result<Vec<String>, Diagnostic> {
        let allowance = self.allowance.again();
        (0..self.page_count()).map(|page| self.svg_within(page, &allowance)).collect()
    }

    fn svg_within(&self, page: usize, allowance: &Allowance) -> Result<String, Diagnostic> {
        let page = self.document.pages().get(page).ok_or_else(|| no_page(page))?;
        allowance.time().map_err(Diagnostic::new)?;
        let drawn = typst_svg::svg(page, &typst_svg::SvgOptions::default());
        allowance.time().map_err(Diagnostic::new)?;
        Ok(drawn)
    }
}

impl Pages for Set {
    fn pages(&self) -> &[Page] {
        self.pages()
    }
}

fn typst_standard(standard: PdfStandard) -> typst_pdf::PdfStandard {
    use typst_pdf::PdfStandard as Typst;
    match standard {
        PdfStandard::V14 => Typst::V_1_4,
        PdfStandard::V15 => Typst::V_1_5,
        PdfStandard::V16 => Typst::V_1_6,
        PdfStandard::V17 => Typst::V_1_7,
        PdfStandard::V20 => Typst::V_2_0,
        PdfStandard::A1b => Typst::A_1b,
        PdfStandard::A1a => Typst::A_1a,
        PdfStandard::A2b => Typst::A_2b,
        PdfStandard::A2u => Typst::A_2u,
        PdfStandard::A2a => Typst::A_2a,
        PdfStandard::A3b => Typst::A_3b,
        PdfStandard::A3u => Typst::A_3u,
        PdfStandard::A3a => Typst::A_3a,
        PdfStandard::A4 => Typst::A_4,
        PdfStandard::A4f => Typst::A_4f,
        PdfStandard::A4e => Typst::A_4e,
        PdfStandard::Ua1 => Typst::Ua_1,
    }
}

fn no_page(page: usize) -> Diagnostic {
    Diagnostic::new(TypstFinding::Export { message: format!("no page {}", page.saturating_add(1)) })
}

/// What the file's form refuses, at the place of the first thing that has one.
fn export(
    errors: &[SourceDiagnostic],
    world: &PressWorld,
    suspect: impl FnOnce() -> Option<DiagSpan>,
) -> Diagnostic {
    let messages: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
    let problem = TypstFinding::Export { message: messages.join("; ") };
    let placed = errors.iter().map(|error| error.span).find(|span| file_of(*span).is_some());
    match placed.or_else(suspect) {
        Some(span) => world.at(problem, span),
        None => Diagnostic::new(problem),
    }
}
