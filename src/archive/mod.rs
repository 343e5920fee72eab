//! What travels inside a PDF: the data, the files it names, the report and a manifest that says how the
//! same PDF is made again. `pack` puts them in, `extract` takes them out, and they are a document again.

mod carried;
#[cfg(feature = "pdf")]
mod extract;
mod findings;
mod manifest;
mod names;
mod pack;

pub(crate) use findings::{ArchiveFinding, LeftOut};
use std::collections::BTreeSet;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use crate::diagnostic::{Diagnostic, Failure, Problem, guarded};
use crate::document::Document;
use crate::nearest::UnknownName;
use crate::output;
use crate::press::pdf::{PdfForm, PdfStandard, Relationship, SourceMode};
use crate::reader::DocumentReader;
use crate::reader::renamed::{LIMIT_FILE_BYTES, MANIFEST};
use crate::source::{Encoding, FileFinding, Files, InputFormat, NamedFile};
#[cfg(feature = "pdf")]
pub use extract::{Extractor, extract, extract_path};
use manifest::{Absent, Manifest};
pub(crate) use manifest::{Face, MadeWith, Options, Template};
pub(crate) use pack::{fits, pack};

/// How many files a PDF carries at most.
const LIMIT_FILES: usize = 4_000;
/// How large all together, in bytes.
const LIMIT_BYTES: usize = 128 * 1024 * 1024;
/// The largest PDF that files are taken out of, in bytes.
const LIMIT_PDF_BYTES: u64 = 256 * 1024 * 1024;
/// How long that may take.
const LIMIT_TIME: Duration = Duration::from_secs(30);

/// What a PDF carries, taken out of it or read from the folder it was written to.
#[derive(Debug, Clone)]
pub struct Extracted {
    files: Vec<ExtractedFile>,
    manifest: Option<Manifest>,
    /// The folder it was read from.
    folder: Option<PathBuf>,
    notes: Vec<Diagnostic>,
}

/// A file that a PDF carries.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ExtractedFile {
    /// Its path below the folder it is to be written to, with `/` between folders.
    pub path: String,
    /// What it says.
    pub bytes: Arc<[u8]>,
    /// What it is to the document.
    pub relationship: Relationship,
    /// Its media type as the PDF says it, such as `text/plain`; empty when it does not.
    pub media_type: String,
}

impl fmt::Debug for ExtractedFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} ({} bytes, {}, {})",
            self.path,
            self.bytes.len(),
            self.relationship.as_str(),
            self.media_type
        )
    }
}

impl Extracted {
    /// Whether a folder is what a PDF of ours was extracted to.
    #[must_use]
    pub fn is_folder(folder: impl AsRef<Path>) -> bool {
        folder.as_ref().join(MANIFEST).is_file()
    }

    /// Reads back a folder that a PDF was extracted to. Its files may have been changed since: what they
    /// say now counts.
    ///
    /// # Errors
    /// When the folder has no `gongwen.json`, or lacks a file that makes the document.
    pub fn read_folder(folder: impl AsRef<Path>) -> Result<Extracted, Failure> {
        guarded(|| {
            let folder = folder.as_ref();
            let inside = Files::below(folder);
            let read = |path: &str| inside.read(path, LIMIT_FILE_BYTES as u64);
            let manifest = Manifest::from_json(&read(MANIFEST).map_err(FileFinding::of_caller)?)?;
            let mut files = Vec::new();
            let own: BTreeSet<&str> = manifest.sources().map(|own| own.path.as_str()).collect();
            for path in own {
                let bytes = read(path).map_err(FileFinding::of_caller)?;
                let (relationship, media_type) = (Relationship::Source, String::new());
                files.push(ExtractedFile { path: path.to_owned(), bytes, relationship, media_type });
            }
            let mut notes = Vec::new();
            for Absent { path, .. } in &manifest.stamps {
                match read(path) {
                    Ok(bytes) => {
                        let (relationship, media_type) = (Relationship::Source, String::new());
                        files.push(ExtractedFile { path: path.clone(), bytes, relationship, media_type });
                    }
                    Err(_) => {
                        notes.push(Diagnostic::new(ArchiveFinding::StampNotInside { path: path.clone() }))
                    }
                }
            }
            Ok(Extracted { files, manifest: Some(manifest), folder: Some(folder.to_owned()), notes })
        })
    }

    /// The files, in the order in which they were attached.
    #[must_use]
    pub fn files(&self) -> &[ExtractedFile] {
        &self.files
    }

    /// Whether they make a document: a PDF of ours says which file is what.
    #[must_use]
    pub fn is_document(&self) -> bool {
        self.manifest.is_some()
    }

    /// What was noticed: a PDF from elsewhere, fonts and seals that did not travel.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.notes
    }

    /// The document that the PDF was made from.
    ///
    /// # Errors
    /// When the PDF was not one of ours; every problem of the data.
    pub fn document(&self) -> Result<Document, Failure> {
        self.document_with(Ok)
    }

    /// The document, with options of reading changed: those that the PDF was made with come first.
    ///
    /// # Errors
    /// As [`document`](Extracted::document), and those of the change.
    pub fn document_with(
        &self,
        change: impl FnOnce(DocumentReader) -> Result<DocumentReader, Failure>,
    ) -> Result<Document, Failure> {
        guarded(|| {
            let manifest = self.manifest.as_ref().ok_or(ArchiveFinding::NoManifest)?;
            let bytes = |path: &str| {
                let file = self.files.iter().find(|file| file.path == path);
                let missing = || FileFinding::NoInput { path: path.to_owned() };
                file.map(|file| Arc::clone(&file.bytes)).ok_or_else(missing)
            };
            let named = manifest.files.iter().map(|named| {
                let path = named.file.path.clone();
                let bytes = bytes(&path)?;
                Ok(NamedFile::new(named.named.clone(), Some(path), bytes))
            });
            // Pictures of seals that somebody put back; where one is missing, the data says at which place.
            let back = manifest.stamps.iter().filter_map(|stamp| {
                let bytes = bytes(&stamp.path).ok()?;
                Some(Ok(NamedFile::new(stamp.named.clone(), Some(stamp.path.clone()), bytes)))
            });
            let named = named.chain(back);
            let mut reader = Document::reader().give(named.collect::<Result<_, Box<dyn Problem>>>()?);
            if let Some(folder) = &self.folder {
                reader = reader.folder(folder);
            }
            let unknown = |name: UnknownName| ArchiveFinding::BrokenManifest { reason: name.to_string() };
            if let Some(encoding) = &manifest.data.encoding {
                reader = reader.encoding(encoding.parse::<Encoding>().map_err(unknown)?);
            }
            reader = reader.input_format(manifest.data.input_format.parse::<InputFormat>().map_err(unknown)?);
            if let Some(layout) = &manifest.layout {
                reader = reader.layout_bytes(&layout.path, bytes(&layout.path)?.to_vec())?;
            }
            let path = &manifest.data.file.path;
            let reader = change(reader)?;
            let document = reader.read_bytes(path, &bytes(path)?, None, reader.files(None));
            // A picture that the data lacks may be a seal's.
            document.map_err(|failure| {
                let absent = self.notes.iter().filter(|note| note.code() == "stamp-not-inside").cloned();
                failure.into_diagnostics().into_iter().chain(absent).collect::<Vec<_>>().into()
            })
        })
    }

    /// The form that the PDF has, with its source inside, without the pictures of seals where it has none of them; that
    /// of any other is the default.
    #[must_use]
    pub fn form(&self) -> PdfForm {
        let Some(manifest) = &self.manifest else { return PdfForm::default() };
        let standards =
            manifest.options.pdf_standard.iter().filter_map(|name| name.parse::<PdfStandard>().ok());
        let as_it_was = if manifest.stamps.is_empty() { SourceMode::Always } else { SourceMode::Auto };
        PdfForm::of(standards).source(as_it_was)
    }

    /// Whether the PDF was made with the bundled faces only.
    #[must_use]
    pub fn bundled_fonts_only(&self) -> bool {
        self.manifest.as_ref().is_some_and(|manifest| manifest.options.bundled_fonts_only)
    }

    /// What of program, template and faces is not what the PDF was made with.
    pub(crate) fn made_otherwise(&self, with: &MadeWith) -> Option<Diagnostic> {
        let made = self.manifest.as_ref().map(|manifest| &manifest.made_with)?;
        let others = made.other_faces(with);
        let (zh, en) = match () {
            () if made.gongwen != with.gongwen => {
                (format!("gongwen {}", made.gongwen), format!("gongwen {}", made.gongwen))
            }
            () if made.template != with.template => {
                let template = &made.template;
                (
                    format!("模板 {} {}", template.name, template.version),
                    format!("the template {} {}", template.name, template.version),
                )
            }
            () if others.is_empty() => return None,
            () => (format!("字体 {}", others.join("、")), format!("the faces {}", others.join(", "))),
        };
        Some(Diagnostic::new(ArchiveFinding::MadeOtherwise { with: (zh, en) }))
    }

    /// Writes the files below a folder, which is made when it is not there: all of them or none. What is
    /// there already is replaced with `force` only, and a link in the folder is never followed.
    ///
    /// # Errors
    /// When a file is there already, a link stands in the way or the folder cannot be written.
    pub fn write_to(&self, folder: impl AsRef<Path>, force: bool) -> Result<(), Failure> {
        guarded(|| {
            let files = self.files.iter().map(|file| (file.path.as_str(), &*file.bytes));
            output::write_folder(folder.as_ref(), files.collect::<Vec<_>>().as_slice(), force)?;
            Ok(())
        })
    }
}
