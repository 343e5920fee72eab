//! Set pages, to be measured, drawn and written.

use std::fmt;
use std::io::Write;
use std::panic::{RefUnwindSafe, UnwindSafe};

use crate::coverage::{self, audit::Audit};
use crate::diagnostic::{Diagnostic, Failure, Lang, Severity, guarded};
use crate::document::{Date, Document, safe_file_name};
use crate::html::{Drawing, Subject};
use crate::press::Set;
use crate::press::pdf::PdfForm;
use gongwen_page::Report;
use gongwen_page::geometry::Page;

/// Set pages: of a document, or of a template of one's own.
pub struct Rendered {
    pub(crate) made: Made,
    pub(crate) title: String,
    pub(crate) set: Set,
    pub(crate) report: Report,
    /// What the file's identity is made of.
    pub(crate) ident: String,
    /// The file's date: the document's, never the clock's.
    pub(crate) moment: Option<Date>,
    /// The form it is written in unless the caller says another.
    pub(crate) form: PdfForm,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

impl fmt::Debug for Rendered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pages = self.page_count();
        f.debug_struct("Rendered").field("title", &self.title).field("pages", &pages).finish_non_exhaustive()
    }
}

// Nothing of it is written to again but what is looked up once.
impl UnwindSafe for Rendered {}
impl RefUnwindSafe for Rendered {}

/// What pages were made of.
pub(crate) enum Made {
    Document {
        document: Box<Document>,
        /// Whether the engine had only the bundled faces: the file says so.
        bundled_only: bool,
    },
    /// Another template than that of 公文: what it means is its own affair.
    Template,
}

impl Rendered {
    /// The document, when it is one.
    pub(crate) fn document(&self) -> Option<&Document> {
        match &self.made {
            Made::Document { document, .. } => Some(document),
            Made::Template => None,
        }
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
            let pages = self.set.svgs()?;
            let subject = Subject {
                title: &self.title,
                number: self.document().and_then(Document::number).unwrap_or_default(),
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
        guarded(|| Ok(self.audited())).unwrap_or_else(|failure| Audit::broken(failure.to_string()))
    }

    fn audited(&self) -> Audit {
        let Some(document) = self.document() else {
            return Audit::of_pages(self.set.fonts(), self.pages());
        };
        let mut rows = coverage::audit::rows(document, self.set.fonts(), self.pages());
        coverage::add_pictures(&mut rows, document, self.set.fonts(), self.pages());
        Audit::new(document, self.set.fonts(), &rows)
    }

    /// A file name for it, without ending: that of the document, or the title of what another template set.
    #[must_use]
    pub fn file_stem(&self) -> String {
        match self.document() {
            Some(document) => document.file_stem(),
            None => safe_file_name(&self.title),
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

    /// Writes the PDF file of a form, such as [`form`](Rendered::form), to a file, a socket, a store. Its bytes are those of
    /// [`pdf_as`](Rendered::pdf_as); they are made before the first is written, so that nothing is written of a PDF that cannot be.
    ///
    /// ```
    /// # use gongwen::{Document, Engine};
    /// # let engine = Engine::builder().bundled_fonts_only(true).build();
    /// # let document = Document::from_toml("title = \"关于甲的通知\"\nissuers = [\"甲局\"]\nbody = \"乙。\"")?;
    /// let rendered = engine.render(&document)?;
    /// let mut body = Vec::new(); // a response, an object of a store
    /// rendered.write_pdf(&rendered.form(), &mut body)?;
    /// assert!(body == rendered.pdf()?);
    /// # Ok::<(), gongwen::Failure>(())
    /// ```
    ///
    /// # Errors
    /// As `pdf_as`; and `write-failed`, whose source is the writer's error.
    pub fn write_pdf(&self, form: &PdfForm, mut out: impl Write) -> Result<(), Failure> {
        guarded(|| {
            let bytes = self.pdf_as(form)?;
            let written = out.write_all(&bytes).and_then(|()| out.flush());
            written.map_err(|error| Diagnostic::write_failed("PDF", &error).into())
        })
    }

    /// A page as PNG; `page` counts from 0, `ppi` is pixels to the inch, more than 0.
    ///
    /// # Errors
    /// When there is no such page, or it would have more pixels than [`Limits::drawn_pixels`](crate::Limits::drawn_pixels).
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
