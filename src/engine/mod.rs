//! The only room that names Typst: the world, faces, compilation, pages as geometry, PDF, PNG, SVG.

pub(crate) mod fonts;
mod frames;
pub mod geometry;
mod outline;
pub(crate) mod pictures;
mod structure;
mod trim;
mod turn;
mod world;

use std::sync::{Arc, OnceLock};

use typst::WorldExt;
use typst::diag::{Severity as TypstSeverity, SourceDiagnostic, Warned};
use typst::foundations::{Datetime, Smart};
use typst::layout::Abs;
use typst::syntax::{DiagSpanKind, FileId};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandards, Timestamp};

pub(crate) use fonts::{FontOptions, FontResolver, FontSet, Role};
pub(crate) use trim::trim;
pub(crate) use world::Sources;

use crate::diagnostic::{Diagnostic, Problem};
use crate::document::{Date, Picture, Words};
use crate::limits::Allowance;
use crate::pdf::{PdfForm, PdfStandard};
use geometry::Page;
use trim::Trim;
use world::PressWorld;

/// A set document: pages that can be measured, drawn and written.
pub(crate) struct Set {
    document: PagedDocument,
    fonts: Arc<FontSet>,
    /// The pages as geometry, walked once.
    pages: OnceLock<Vec<Page>>,
    /// The most pixels of a page drawn as PNG.
    drawn_pixels: u64,
}

/// Sets a template with its data, within what is allowed. Even pages lying on their side are moved by
/// `turned_shift`, in mm.
pub(crate) fn compile(
    allowance: &Allowance,
    sources: &Sources,
    fonts: &Arc<FontSet>,
    data: String,
    pictures: &[(String, &Picture)],
    fragments: &[(String, &Words)],
    turned_shift: f64,
) -> (Option<Set>, Vec<Diagnostic>) {
    if let Err(problem) = allowance.time() {
        return (None, vec![Diagnostic::new(problem)]);
    }
    let _trim = Trim::begin(allowance.cache);
    let world = PressWorld::new(sources, Arc::clone(fonts), data, pictures, fragments);
    let Warned { output, warnings } = typst::compile::<PagedDocument>(&world);
    let explain = |found| explain(found, &world, fragments);
    let mut told: Vec<Diagnostic> = warnings.iter().map(explain).collect();
    match output {
        Ok(document) => {
            if let Err(problem) = allowance.pages(document.pages().len()) {
                told.push(Diagnostic::new(problem));
                return (None, told);
            }
            let document = turn::upright(document, Abs::mm(turned_shift));
            let (fonts, pages) = (Arc::clone(fonts), OnceLock::new());
            (Some(Set { document, fonts, pages, drawn_pixels: allowance.drawn_pixels() }), told)
        }
        Err(errors) => {
            told.extend(errors.iter().map(explain));
            (None, told)
        }
    }
}

/// Whether a template of one picture can be set; if not, Typst's reason.
fn compile_world(
    allowance: &Allowance,
    sources: &Sources,
    fonts: &Arc<FontSet>,
    pictures: &[(String, &Picture)],
) -> Result<(), String> {
    let _trim = Trim::begin(allowance.cache);
    let world = PressWorld::new(sources, Arc::clone(fonts), String::new(), pictures, &[]);
    let output = typst::compile::<PagedDocument>(&world).output;
    output.map(drop).map_err(|errors| errors.first().map(|e| e.message.to_string()).unwrap_or_default())
}

/// A finding of Typst's as one of ours: about a user's fragment at its place there, else about the template.
fn explain(found: &SourceDiagnostic, world: &PressWorld<'_>, fragments: &[(String, &Words)]) -> Diagnostic {
    let file = match found.span.get() {
        DiagSpanKind::Detached => String::new(),
        DiagSpanKind::Number { id, .. } | DiagSpanKind::Range { id, .. } => name(id),
    };
    let message = found.message.to_string();
    let is_error = found.severity == TypstSeverity::Error;
    if let Some((_, words)) = fragments.iter().find(|(name, _)| *name == file) {
        let range = world.range(found.span).unwrap_or(0..words.text.len());
        let place = words.place.as_ref().map(|place| place.within(&words.text, range));
        let problem =
            if is_error { Problem::Fragment { message } } else { Problem::FragmentWarning { message } };
        return Diagnostic::new(problem).at(place).path(words.path.clone());
    }
    Diagnostic::new(if is_error {
        Problem::Template { message, file }
    } else {
        Problem::TemplateWarning { message, file }
    })
}

fn name(id: FileId) -> String {
    id.get().vpath().get_without_slash().to_owned()
}

impl Set {
    /// The pages as geometry.
    pub fn pages(&self) -> &[Page] {
        self.pages.get_or_init(|| frames::pages(&self.document, &self.fonts))
    }

    /// How many pages there are.
    pub fn page_count(&self) -> usize {
        self.document.pages().len()
    }

    /// The PDF's bytes. The date is the document's own, never the clock's.
    pub fn pdf(&self, ident: &str, date: Option<Date>, form: &PdfForm) -> Result<Vec<u8>, Diagnostic> {
        let standards: Vec<_> = form.standards().iter().map(|standard| typst_standard(*standard)).collect();
        let standards = PdfStandards::new(&standards)
            .map_err(|error| Diagnostic::new(Problem::Export { message: error.message().to_string() }))?;
        let moment =
            date.and_then(|date| Datetime::from_ymd_hms(i32::from(date.year), date.month, date.day, 0, 0, 0));
        let options = PdfOptions {
            ident: Smart::Custom(ident.to_owned()),
            creator: Smart::Custom(Some(concat!("gongwen ", env!("CARGO_PKG_VERSION")).to_owned())),
            timestamp: moment.map(Timestamp::new_utc),
            standards,
            ..PdfOptions::default()
        };
        typst_pdf::pdf(&structure::told(&self.document), &options).map_err(|errors| export(&errors))
    }

    /// A page as a PNG picture; `page` counts from 0.
    pub fn png(&self, page: usize, ppi: f64) -> Result<Vec<u8>, Diagnostic> {
        // Not a number, nothing, or less.
        if !(ppi > 0.0 && ppi.is_finite()) {
            let problem = Problem::OutOfRange { written: ppi.to_string(), range: "> 0".to_owned() };
            return Err(Diagnostic::new(problem));
        }
        let options = typst_render::RenderOptions {
            pixel_per_pt: (ppi / 72.0).into(),
            ..typst_render::RenderOptions::default()
        };
        let number = page.saturating_add(1);
        let page = self.document.pages().get(page).ok_or_else(|| no_page(page))?;
        let pixels = |length: Abs| (length.to_pt() * ppi / 72.0).ceil() as u64;
        let (width, height) = (pixels(page.frame.width()), pixels(page.frame.height()));
        let limit = self.drawn_pixels;
        if width.saturating_mul(height) > limit {
            return Err(Diagnostic::new(Problem::DrawingTooLarge { page: number, width, height, limit }));
        }
        typst_render::render(page, &options)
            .encode_png()
            .map_err(|error| Diagnostic::new(Problem::Export { message: error.to_string() }))
    }

    /// A page as an SVG drawing; `page` counts from 0.
    pub fn svg(&self, page: usize) -> Result<String, Diagnostic> {
        let page = self.document.pages().get(page).ok_or_else(|| no_page(page))?;
        Ok(typst_svg::svg(page, &typst_svg::SvgOptions::default()))
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
    Diagnostic::new(Problem::Export { message: format!("no page {}", page.saturating_add(1)) })
}

fn export(errors: &[SourceDiagnostic]) -> Diagnostic {
    let messages: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
    Diagnostic::new(Problem::Export { message: messages.join("; ") })
}
