//! What the PDF of a set document carries, and why it carries nothing.

use std::sync::LazyLock;

use super::{ArchiveFinding, Extracted, Face, LeftOut, MadeWith, Options, Template, fits, pack};
use crate::compose;
use crate::diagnostic::{Diagnostic, Problem};
use crate::document::Document;
use crate::press::fonts;
use crate::press::pdf::{Attached, PdfForm, SourceMode};
use crate::rendered::{Made, Rendered};
use crate::source::{ReadFrom, hash};

/// The built-in template's files as one sum.
static TEMPLATE_SHA256: LazyLock<String> = LazyLock::new(|| {
    hash::sha256_of_files(compose::GONGWEN.typst().map(|(name, text)| (name, text.as_bytes())))
});

/// What its manifest says.
static TEMPLATE_VERSION: LazyLock<String> = LazyLock::new(|| {
    let manifest = compose::GONGWEN.text("template.toml").and_then(|text| text.parse::<toml::Table>().ok());
    let version = manifest.as_ref().and_then(|manifest| manifest.get("version")?.as_str());
    version.unwrap_or_default().to_owned()
});

impl Rendered {
    /// Why a PDF of that form does not carry its source although nobody asked to leave it out: the document
    /// is classified, the form has no attachments, or the files are too many.
    #[must_use]
    pub fn left_out(&self, form: &PdfForm) -> Option<Diagnostic> {
        let why = self.carries(form).err().flatten()?;
        Some(Diagnostic::new(ArchiveFinding::SourceLeftOut { why }))
    }

    /// What of program, template and faces is not what an extracted PDF was made with: this one may have
    /// other bytes.
    #[must_use]
    pub fn made_otherwise(&self, than: &Extracted) -> Option<Diagnostic> {
        than.made_otherwise(&self.made_with())
    }

    /// What a PDF of that form is to carry, or why it carries nothing; no reason when nobody wants it.
    /// A template of one's own has no source to carry.
    fn carries(&self, form: &PdfForm) -> Result<(&Document, &ReadFrom), Option<LeftOut>> {
        let asked = form.source_mode() == SourceMode::Always;
        let document = self.document().ok_or(asked.then_some(LeftOut::Template))?;
        let origin = document.origin.as_deref().ok_or(None)?;
        match form.source_mode() {
            SourceMode::Never => return Err(None),
            SourceMode::Auto if document.classification.is_some() => {
                return Err(Some(LeftOut::Classified));
            }
            _ => {}
        }
        if let Some(standard) = form.without_attachments() {
            return Err(Some(LeftOut::Form { standard }));
        }
        let fits = fits(origin, &document.files.named());
        if fits { Ok((document, origin)) } else { Err(Some(LeftOut::TooLarge)) }
    }

    fn packed(&self, document: &Document, origin: &ReadFrom, form: &PdfForm) -> Vec<Attached> {
        let chosen = document.fonts.iter().map(|choice| choice.wanted.text.clone());
        let options = Options {
            bundled_fonts_only: matches!(self.made, Made::Document { bundled_only: true, .. }),
            pdf_standard: form.standards().iter().map(ToString::to_string).collect(),
            font_files: chosen.filter(|wanted| fonts::is_path(wanted)).collect(),
        };
        let named = document.files.named();
        let with_stamps = form.source_mode() == SourceMode::Always;
        pack(origin, &named, with_stamps, self.report().to_json(), self.made_with(), options)
    }

    fn made_with(&self) -> MadeWith {
        let template = Template {
            name: "gongwen".to_owned(),
            version: TEMPLATE_VERSION.clone(),
            sha256: TEMPLATE_SHA256.clone(),
        };
        MadeWith {
            gongwen: env!("CARGO_PKG_VERSION").to_owned(),
            template,
            fonts: self.set.faces().into_iter().map(Face::from).collect(),
        }
    }

    /// The files that a PDF of that form carries; none when the source is left out.
    pub(crate) fn source(&self, form: &PdfForm) -> Result<Vec<Attached>, Box<dyn Problem>> {
        match (self.carries(form), form.source_mode()) {
            (Ok((document, origin)), _) => Ok(self.packed(document, origin, form)),
            (Err(Some(why)), SourceMode::Always) => Err(ArchiveFinding::SourceImpossible { why }.into()),
            (Err(_), _) => Ok(Vec::new()),
        }
    }
}
