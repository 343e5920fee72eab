//! What a PDF is to meet and whether it carries its source: what every command that writes PDFs takes.

use clap::Args;
use gongwen::PdfForm;
use gongwen::pdf::{PdfStandard, SourceMode};

#[derive(Args)]
pub struct FormArgs {
    /// What the PDF is to meet, separated by commas: a-3a, ua-1, a-2b, 1.7 …; by default a-3a,ua-1.
    #[arg(long, value_name = "LIST", value_delimiter = ',', conflicts_with = "no_archive")]
    pdf_standard: Vec<PdfStandard>,

    /// Writes a plain PDF in place of the archive form PDF/A-3a and PDF/UA-1.
    #[arg(long)]
    no_archive: bool,

    /// Carries the data and all files it names in the PDF, of a classified document too, and pictures of seals.
    #[arg(long, conflicts_with = "no_source")]
    pub source: bool,

    /// Leaves out of the PDF what it was made from.
    #[arg(long)]
    no_source: bool,
}

impl FormArgs {
    /// The form asked for; none when the document's own is left to it.
    pub fn asked(&self) -> Option<PdfForm> {
        match &self.pdf_standard[..] {
            _ if self.no_archive => Some(PdfForm::plain()),
            [] => None,
            standards => Some(PdfForm::of(standards.iter().copied())),
        }
    }

    /// Whether the source is to be carried.
    pub fn carries(&self) -> SourceMode {
        match (self.source, self.no_source) {
            (true, _) => SourceMode::Always,
            (_, true) => SourceMode::Never,
            _ => SourceMode::Auto,
        }
    }
}
