//! How a PDF is written: the archive form with its source inside unless the caller says otherwise.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

/// A standard that a PDF can be made to meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PdfStandard {
    /// PDF 1.4.
    V14,
    /// PDF 1.5.
    V15,
    /// PDF 1.6.
    V16,
    /// PDF 1.7.
    V17,
    /// PDF 2.0.
    V20,
    /// PDF/A-1b.
    A1b,
    /// PDF/A-1a.
    A1a,
    /// PDF/A-2b.
    A2b,
    /// PDF/A-2u.
    A2u,
    /// PDF/A-2a.
    A2a,
    /// PDF/A-3b.
    A3b,
    /// PDF/A-3u.
    A3u,
    /// PDF/A-3a.
    A3a,
    /// PDF/A-4.
    A4,
    /// PDF/A-4f.
    A4f,
    /// PDF/A-4e.
    A4e,
    /// PDF/UA-1.
    Ua1,
}

impl PdfStandard {
    /// Every standard with its name.
    const ALL: [(PdfStandard, &'static str); 17] = [
        (PdfStandard::V14, "1.4"),
        (PdfStandard::V15, "1.5"),
        (PdfStandard::V16, "1.6"),
        (PdfStandard::V17, "1.7"),
        (PdfStandard::V20, "2.0"),
        (PdfStandard::A1b, "a-1b"),
        (PdfStandard::A1a, "a-1a"),
        (PdfStandard::A2b, "a-2b"),
        (PdfStandard::A2u, "a-2u"),
        (PdfStandard::A2a, "a-2a"),
        (PdfStandard::A3b, "a-3b"),
        (PdfStandard::A3u, "a-3u"),
        (PdfStandard::A3a, "a-3a"),
        (PdfStandard::A4, "a-4"),
        (PdfStandard::A4f, "a-4f"),
        (PdfStandard::A4e, "a-4e"),
        (PdfStandard::Ua1, "ua-1"),
    ];

    /// All names.
    pub fn names() -> [&'static str; 17] {
        PdfStandard::ALL.map(|(_, name)| name)
    }

    /// Whether it is a PDF/A, which must say when it was made.
    pub fn is_archive(self) -> bool {
        self.as_str().starts_with("a-")
    }

    /// Its name, such as `a-3a`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        PdfStandard::ALL.iter().find(|(standard, _)| *standard == self).map_or("", |(_, name)| name)
    }
}

impl fmt::Display for PdfStandard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A name that is no standard's; it says which there are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownPdfStandard(String);

impl fmt::Display for UnknownPdfStandard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is none of {}", self.0, PdfStandard::names().join(", "))
    }
}

impl std::error::Error for UnknownPdfStandard {}

impl FromStr for PdfStandard {
    type Err = UnknownPdfStandard;

    fn from_str(name: &str) -> Result<PdfStandard, UnknownPdfStandard> {
        let folded = name.trim().to_ascii_lowercase();
        let folded = folded.strip_prefix("pdf/").unwrap_or(&folded);
        let found = PdfStandard::ALL.iter().find(|(_, known)| *known == folded);
        found.map(|(standard, _)| *standard).ok_or_else(|| UnknownPdfStandard(name.to_owned()))
    }
}

/// Whether a PDF carries what it was made from: the data, the files it names, the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum SourceMode {
    /// Carried but for pictures of seals and signatures, unless the document is classified or the form has no attachments.
    #[default]
    Auto,
    /// Carried with the pictures of seals, of a classified document too; no PDF is made when it cannot be.
    Always,
    /// Left out.
    Never,
}

/// What an attached file is to the document, as PDF/A-3 says it (AFRelationship).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Relationship {
    /// The document was made from it.
    Source,
    /// What the pages show or what was found about them, for machines.
    Data,
    /// The document in another form.
    Alternative,
    /// Something more.
    Supplement,
    /// The file does not say.
    Unspecified,
}

impl Relationship {
    const ALL: [(Relationship, &'static str); 5] = [
        (Relationship::Source, "Source"),
        (Relationship::Data, "Data"),
        (Relationship::Alternative, "Alternative"),
        (Relationship::Supplement, "Supplement"),
        (Relationship::Unspecified, "Unspecified"),
    ];

    /// Its name in a PDF, such as `Source`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        Relationship::ALL.iter().find(|(known, _)| *known == self).map_or("", |(_, name)| name)
    }

    /// What a PDF's name means; another is unspecified.
    #[doc(hidden)]
    pub fn of_name(name: &[u8]) -> Relationship {
        let known = Relationship::ALL.iter().find(|(_, known)| known.as_bytes() == name);
        known.map_or(Relationship::Unspecified, |(relationship, _)| *relationship)
    }
}

/// A file to be attached to a PDF.
pub struct Attached {
    /// Its path, with `/` between folders.
    pub path: String,
    /// What stands in it.
    pub bytes: Arc<[u8]>,
    /// What it is to the document (PDF/A-3, `AFRelationship`).
    pub relationship: Relationship,
    /// Its media type, such as `application/toml`.
    pub media_type: &'static str,
    /// What it is, in words for the reader.
    pub description: &'static str,
}

/// How a PDF is to be written.
///
/// ```
/// use gongwen_press::pdf::{PdfForm, PdfStandard};
///
/// assert_eq!(PdfForm::default().standards(), [PdfStandard::A3a, PdfStandard::Ua1]);
/// let lean = PdfForm::of(["a-2b".parse::<PdfStandard>()?]);
/// # assert_eq!(lean.standards(), [PdfStandard::A2b]);
/// # Ok::<(), gongwen_press::pdf::UnknownPdfStandard>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PdfForm {
    standards: Vec<PdfStandard>,
    source: SourceMode,
}

impl Default for PdfForm {
    /// The archive form: PDF/A-3a and PDF/UA-1 in one file.
    fn default() -> PdfForm {
        PdfForm::of([PdfStandard::A3a, PdfStandard::Ua1])
    }
}

impl PdfForm {
    /// A plain PDF, tagged all the same.
    #[must_use]
    pub fn plain() -> PdfForm {
        PdfForm::of([])
    }

    /// A PDF of these standards: at most one version, one PDF/A and one PDF/UA.
    #[must_use]
    pub fn of(standards: impl IntoIterator<Item = PdfStandard>) -> PdfForm {
        PdfForm { standards: standards.into_iter().collect(), source: SourceMode::Auto }
    }

    /// Whether it is to carry what it was made from.
    #[must_use]
    pub fn source(mut self, mode: SourceMode) -> PdfForm {
        self.source = mode;
        self
    }

    /// Whether the source is to be carried.
    pub fn source_mode(&self) -> SourceMode {
        self.source
    }

    /// The standard that has no attachments, when it is one of them; PDF/A-2 takes PDF/A files only.
    #[doc(hidden)]
    pub fn without_attachments(&self) -> Option<PdfStandard> {
        use PdfStandard::{A1a, A1b, A2a, A2b, A2u, A4};
        self.standards.iter().copied().find(|standard| [A1a, A1b, A2a, A2b, A2u, A4].contains(standard))
    }

    /// What it is to meet.
    #[must_use]
    pub fn standards(&self) -> &[PdfStandard] {
        &self.standards
    }
}
