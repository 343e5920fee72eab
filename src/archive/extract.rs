//! The files that a PDF carries, read by lopdf behind the gate of `foreign`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use lopdf::{Dictionary, Document as Pdf, Object, Stream};

use super::manifest::{Manifest, Own};
use super::names::{self, Paths};
use super::{
    Extracted, ExtractedFile, LIMIT_BYTES, LIMIT_FILE_BYTES, LIMIT_FILES, LIMIT_PDF_BYTES, LIMIT_TIME,
};
use crate::archive::ArchiveFinding;
use crate::diagnostic::{Diagnostic, Failure, Problem, guarded};
use crate::foreign;
use crate::foreign::{PdfFault, PdfFinding};
use crate::limits::{Cancel, LimitFinding, Watch};
use crate::press::pdf::Relationship;
use crate::reader::renamed::MANIFEST;
use crate::source::hash::sha256;
use crate::source::{FileFinding, read_limited};

/// Takes the files out of a PDF of at most 256 MiB. A PDF of ours gives back what it was made from, each
/// file held against its SHA-256; of any other, its attachments.
///
/// ```
/// use gongwen::{Document, Engine};
/// use gongwen::archive::extract;
///
/// let engine = Engine::builder().bundled_fonts_only(true).build();
/// let document = Document::from_toml(
///     "title = \"关于甲的通知\"\nissuers = [\"甲局\"]\ndate = 2024-01-30\nbody = \"乙。\"",
/// )?;
/// let pdf = engine.render(&document)?.pdf()?;
/// let extracted = extract(&pdf)?;
/// let again = engine.render(&extracted.document()?)?.pdf_as(&extracted.form())?;
/// assert!(pdf == again);
/// # Ok::<(), gongwen::Failure>(())
/// ```
///
/// # Errors
/// When the bytes are no PDF, are damaged, need a password or ask for more than the limits of
/// docs/archive.md; when no file is attached; when a file was changed, or has a name that would not stay
/// in the folder it is written to, or another's.
pub fn extract(bytes: &[u8]) -> Result<Extracted, Failure> {
    Extractor::new().extract(bytes)
}

/// Takes the files out of a PDF file.
///
/// # Errors
/// As [`extract`]; and when the file cannot be read.
pub fn extract_path(path: impl AsRef<Path>) -> Result<Extracted, Failure> {
    Extractor::new().extract_path(path)
}

/// Takes files out of PDFs of which a host wants less than [`extract`] takes.
///
/// ```
/// use gongwen::archive::Extractor;
///
/// let extractor = Extractor::new().file_bytes(1024 * 1024);
/// let failure = extractor.extract(&vec![0; 2 * 1024 * 1024]).unwrap_err();
/// assert_eq!(failure.diagnostics()[0].code(), "file-too-large");
/// ```
#[derive(Debug, Clone)]
pub struct Extractor {
    file_bytes: u64,
    unpacked_bytes: usize,
    time: Duration,
    cancel: Cancel,
}

impl Default for Extractor {
    fn default() -> Extractor {
        Extractor {
            file_bytes: LIMIT_PDF_BYTES,
            unpacked_bytes: LIMIT_BYTES,
            time: LIMIT_TIME,
            cancel: Cancel::default(),
        }
    }
}

impl Extractor {
    /// As [`extract`] does it.
    #[must_use]
    pub fn new() -> Extractor {
        Extractor::default()
    }

    /// The largest PDF, in bytes; 256 MiB by default and at most. Beyond it: `file-too-large`.
    #[must_use]
    pub fn file_bytes(self, bytes: u64) -> Extractor {
        Extractor { file_bytes: bytes.min(LIMIT_PDF_BYTES), ..self }
    }

    /// How large its files may be together, in bytes; 128 MiB by default and at most. Beyond it: `pdf-too-large`.
    #[must_use]
    pub fn unpacked_bytes(self, bytes: usize) -> Extractor {
        Extractor { unpacked_bytes: bytes.min(LIMIT_BYTES), ..self }
    }

    /// How long it may take, looked at between files; 30 seconds by default and at most. Beyond it: `timed-out`.
    #[must_use]
    pub fn time(self, time: Duration) -> Extractor {
        Extractor { time: time.min(LIMIT_TIME), ..self }
    }

    /// Who may end it: `cancelled`, or `timed-out` after [`Cancel::after`].
    #[must_use]
    pub fn cancel(self, cancel: &Cancel) -> Extractor {
        Extractor { cancel: cancel.clone(), ..self }
    }

    /// Takes files out of a PDF's bytes.
    ///
    /// # Errors
    /// As [`extract`].
    pub fn extract(&self, bytes: &[u8]) -> Result<Extracted, Failure> {
        guarded(|| extracted(bytes, "PDF", self))
    }

    /// Takes files out of a PDF file.
    ///
    /// # Errors
    /// As [`extract`]; and when the file cannot be read.
    pub fn extract_path(&self, path: impl AsRef<Path>) -> Result<Extracted, Failure> {
        let path = path.as_ref();
        guarded(|| {
            let name = path.display().to_string();
            let bytes = read_limited(path, &name, self.file_bytes).map_err(FileFinding::of_caller)?;
            extracted(&bytes, &name, self)
        })
    }
}

fn extracted(bytes: &[u8], name: &str, how: &Extractor) -> Result<Extracted, Failure> {
    if bytes.len() as u64 > how.file_bytes {
        return Err(FileFinding::FileTooLarge { path: name.to_owned(), limit: how.file_bytes }.into());
    }
    let watch = Watch::begin(Some(how.time), &how.cancel);
    watch.look()?;
    let refused = |fault| Failure::from(PdfFinding::NotMeasurable { path: name.to_owned(), fault });
    let pdf = foreign::open(bytes).map_err(refused)?;
    let attached = attached(&pdf, how.unpacked_bytes, &watch)?.map_err(refused)?;
    if attached.is_empty() {
        return Err(ArchiveFinding::NothingAttached.into());
    }
    let manifest = attached.iter().find(|file| file.path == MANIFEST);
    let manifest = manifest.map(|file| Manifest::from_json(&file.bytes)).transpose()?;
    let mut notes = Vec::new();
    let files =
        match &manifest {
            Some(manifest) => {
                let named = &manifest.options.font_files;
                notes.extend(
                    named
                        .iter()
                        .map(|path| Diagnostic::new(ArchiveFinding::FontNotInside { path: path.clone() })),
                );
                notes.extend(manifest.stamps.iter().map(|stamp| {
                    Diagnostic::new(ArchiveFinding::StampNotInside { path: stamp.path.clone() })
                }));
                told_of(manifest, attached, name)?
            }
            None => {
                notes.push(Diagnostic::new(ArchiveFinding::NoManifest));
                attached
            }
        };
    fit_together(&files)?;
    Ok(Extracted { files, manifest, folder: None, notes })
}

/// The files that a manifest tells of, under their paths, and what somebody attached beside them.
fn told_of(
    manifest: &Manifest,
    attached: Vec<ExtractedFile>,
    name: &str,
) -> Result<Vec<ExtractedFile>, Failure> {
    let sums: Vec<String> = attached.iter().map(|file| sha256(&file.bytes)).collect();
    let by_sum: BTreeMap<&str, &ExtractedFile> = sums.iter().map(String::as_str).zip(&attached).collect();
    if manifest.files.len() > LIMIT_FILES {
        return Err(PdfFinding::NotMeasurable {
            path: name.to_owned(),
            fault: PdfFault::TooMuch { unit: ("文件数", "files"), limit: LIMIT_FILES },
        }
        .into());
    }
    let mut files: Vec<ExtractedFile> = Vec::new();
    let mut seen: BTreeSet<&Own> = BTreeSet::new();
    let mut bytes = 0;
    for own in manifest.files().filter(|own| seen.insert(own)) {
        let file = by_sum.get(own.sha256.as_str());
        let file = file.ok_or_else(|| ArchiveFinding::SourceChanged { path: own.path.clone() })?;
        // The same bytes under many paths are written many times.
        bytes += file.bytes.len();
        if bytes > LIMIT_BYTES {
            return Err(PdfFinding::NotMeasurable {
                path: name.to_owned(),
                fault: PdfFault::TooMuch { unit: ("字节数", "bytes"), limit: LIMIT_BYTES },
            }
            .into());
        }
        files.push(ExtractedFile { path: own.path.clone(), ..(*file).clone() });
    }
    let told: BTreeSet<&str> = manifest.files().map(|own| own.sha256.as_str()).collect();
    let beside = attached.iter().zip(&sums).filter(|(_, sum)| !told.contains(sum.as_str()));
    files.extend(beside.map(|(file, _)| file.clone()));
    Ok(files)
}

/// Refuses what could not be written into one folder, on any file system.
fn fit_together(files: &[ExtractedFile]) -> Result<(), Box<dyn Problem>> {
    let mut paths = Paths::default();
    for ExtractedFile { path, .. } in files {
        if !names::is_travelling(path) {
            return Err(ArchiveFinding::UnsafeName { name: path.clone() }.into());
        }
        if !paths.takes(path) {
            return Err(ArchiveFinding::NameTwice { name: path.clone() }.into());
        }
        paths.put(path);
    }
    Ok(())
}

/// Every attachment in the name tree of embedded files, in its order; it ends when `watch` says so.
fn attached(
    pdf: &Pdf,
    limit: usize,
    watch: &Watch,
) -> Result<Result<Vec<ExtractedFile>, PdfFault>, LimitFinding> {
    let mut files = Vec::new();
    let mut bytes = 0;
    let pairs = match embedded(pdf) {
        Ok(pairs) => pairs,
        Err(fault) => return Ok(Err(fault)),
    };
    for (key, spec) in pairs {
        watch.look()?;
        let Some(spec) = dictionary(pdf, &spec) else { continue };
        let Some(stream) =
            spec.get(b"EF").ok().and_then(|ef| dictionary(pdf, ef)).and_then(|ef| file(pdf, ef))
        else {
            continue;
        };
        let unpacked = match unpack(stream) {
            Ok(unpacked) => unpacked,
            Err(fault) => return Ok(Err(fault)),
        };
        bytes += unpacked.len();
        if bytes > limit {
            return Ok(Err(PdfFault::TooMuch { unit: ("解压后的字节数", "bytes unpacked"), limit }));
        }
        let name = |key: &[u8]| spec.get(key).ok().and_then(|name| pdf.dereference(name).ok());
        let name = [b"UF".as_slice(), b"F"].into_iter().find_map(|key| text(name(key)?.1));
        let relationship = spec.get(b"AFRelationship").and_then(Object::as_name);
        let media_type = stream.dict.get(b"Subtype").and_then(Object::as_name).unwrap_or_default();
        files.push(ExtractedFile {
            path: name.or_else(|| text(&key)).unwrap_or_default(),
            bytes: Arc::from(unpacked),
            relationship: relationship.map_or(Relationship::Unspecified, Relationship::of_name),
            media_type: String::from_utf8_lossy(media_type).into_owned(),
        });
    }
    Ok(Ok(files))
}

/// The pairs of the name tree, walked without recursion; a tree that leads back into itself ends there.
fn embedded(pdf: &Pdf) -> Result<Vec<(Object, Object)>, PdfFault> {
    let root = pdf.catalog().map_err(|_| PdfFault::Broken)?;
    let names = root.get(b"Names").ok().and_then(|names| dictionary(pdf, names));
    let Some(tree) = names.and_then(|names| names.get(b"EmbeddedFiles").ok()) else { return Ok(Vec::new()) };
    let mut pairs = Vec::new();
    let mut seen = BTreeSet::new();
    let mut open = vec![tree];
    while let Some(node) = open.pop() {
        if let Object::Reference(id) = node
            && !seen.insert(*id)
        {
            continue;
        }
        let Some(node) = dictionary(pdf, node) else { continue };
        let array = |key: &[u8]| {
            let array = node.get(key).ok().and_then(|array| pdf.dereference(array).ok());
            array.and_then(|(_, array)| array.as_array().ok()).map(Vec::as_slice).unwrap_or_default()
        };
        for pair in array(b"Names").chunks_exact(2) {
            pairs.push((pair[0].clone(), pair[1].clone()));
            if pairs.len() > LIMIT_FILES {
                return Err(PdfFault::TooMuch { unit: ("文件数", "files"), limit: LIMIT_FILES });
            }
        }
        open.extend(array(b"Kids").iter().rev());
    }
    Ok(pairs)
}

fn dictionary<'p>(pdf: &'p Pdf, object: &'p Object) -> Option<&'p Dictionary> {
    pdf.dereference(object).ok()?.1.as_dict().ok()
}

/// The bytes behind a file specification's `EF`.
fn file<'p>(pdf: &'p Pdf, ef: &'p Dictionary) -> Option<&'p Stream> {
    let named = [b"UF".as_slice(), b"F"].into_iter().find_map(|key| ef.get(key).ok())?;
    pdf.dereference(named).ok()?.1.as_stream().ok()
}

fn unpack(stream: &Stream) -> Result<Vec<u8>, PdfFault> {
    use lopdf::{DecompressError, Error};
    stream.get_plain_content_with_limit(LIMIT_FILE_BYTES).map_err(|error| match error {
        Error::Decompress(DecompressError::MemoryLimitExceeded { .. }) => PdfFault::TooMuch {
            unit: ("单个文件的字节数", "bytes of one file"),
            limit: LIMIT_FILE_BYTES,
        },
        _ => PdfFault::Broken,
    })
}

/// A name. Before PDF 1.7 it is bytes of no known encoding; ours and most others' are UTF-8.
fn text(name: &Object) -> Option<String> {
    let bytes = name.as_str().ok()?;
    let marked = bytes.starts_with(&[0xFE, 0xFF]);
    let plain = (!marked).then(|| String::from_utf8(bytes.to_vec()).ok()).flatten();
    plain.or_else(|| lopdf::decode_text_string(name).ok())
}
