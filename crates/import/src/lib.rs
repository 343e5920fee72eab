//! Pasted text of a whole 公文, read back into a data file.
//!
//! Lines become elements by what they look like and where they stand; everything else is the body.
//! Nothing is lost: each line is claimed whole or in parts that are all of it, and what has no key is
//! written as a comment.
//!
//! Invariant: knows lines and elements, and nothing of pages. Of the other crates of gongwen it uses `gongwen-data` and
//! `gongwen-text`.

#![cfg_attr(test, allow(clippy::disallowed_methods, reason = "tests make their own files and take time"))]

mod around;
mod attachments;
mod blocks;
mod broken;
mod claims;
mod colophon;
mod derived;
mod docx;
mod doubt;
mod feet;
mod findings;
mod format;
mod forms;
mod head;
mod issued;
mod kinds;
mod lacking;
mod lines;
mod mark;
mod markdown;
mod meeting;
mod names;
pub mod page;
mod parties;
mod passed;
mod patterns;
mod postscript;
mod recipients;
mod recognise;
mod report;
mod ruled;
mod signed;
mod signoff;
mod tabs;
mod title;
mod toml;
mod unlike;

pub use findings::{ImportFinding, WordFault};
use std::path::Path;

use gongwen_data::{diagnostic, document, source};
use gongwen_text as text;

use crate::diagnostic::{Diagnostic, Failure, guarded};
use crate::source::{Encoding, FileFinding, LIMIT_DATA_BYTES, decode, read_limited};
use claims::Claims;
use kinds::FileKind;
pub use patterns::{is_attachment_label, is_number, is_page_number, is_post};
pub use text::placed::greets;

/// A 公文 recognised in pasted text.
#[derive(Debug)]
pub struct Imported {
    claims: Claims,
}

impl Imported {
    /// The data file, complete, with the body in it.
    #[must_use]
    pub fn toml(&self) -> String {
        toml::write(&self.claims, None)
    }

    /// The data file for a body that stands in a file of this name beside it.
    #[must_use]
    pub fn toml_with_body_file(&self, name: &str) -> String {
        toml::write(&self.claims, Some(name))
    }

    /// A note when something is uncertain; the places are marked in the data file that [`Imported::toml`] gives.
    #[must_use]
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        self.note_on(None)
    }

    /// The same of the file that [`Imported::toml_with_body_file`] gives: a text file says less of its words.
    #[must_use]
    pub fn diagnostics_with_body_file(&self) -> Vec<Diagnostic> {
        self.note_on(Some(""))
    }

    /// What is to be checked as JSON: which key, why, what was done, and where (docs/import.md).
    #[must_use]
    pub fn report(&self) -> String {
        report::write(&self.claims, None)
    }

    /// The same of the file that [`Imported::toml_with_body_file`] gives.
    #[must_use]
    pub fn report_with_body_file(&self, name: &str) -> String {
        report::write(&self.claims, Some(name))
    }

    fn note_on(&self, body_file: Option<&str>) -> Vec<Diagnostic> {
        let count = toml::asked(&self.claims, body_file).len();
        let note = (count > 0).then(|| Diagnostic::new(ImportFinding::ImportDoubts { count }));
        note.into_iter().collect()
    }

    /// The body, line by line.
    #[must_use]
    pub fn body(&self) -> String {
        toml::body_text(&self.claims)
    }
}

/// Recognises a 公文 in the bytes of a text or of a Word file (.docx); `name` stands in messages.
///
/// ```
/// let text = "关于召开会议的通知\n各科室：\n定于明日召开会议，请准时参加。\n某某局\n2024年1月30日";
/// let imported = gongwen_import::import("pasted.txt", text.as_bytes().to_vec())?;
/// assert!(imported.toml().contains("title = \"关于召开会议的通知\""));
/// assert!(imported.toml().contains("date = \"2024年1月30日\""));
/// # Ok::<(), gongwen_data::Failure>(())
/// ```
///
/// # Errors
/// When the bytes are neither text nor a Word file that can be read, or say nothing.
pub fn import(name: &str, bytes: Vec<u8>) -> Result<Imported, Failure> {
    Importer::new().import(name, bytes)
}

/// Recognises a 公文 in a text file or a Word file (.docx), told apart by their bytes.
///
/// # Errors
/// As [`import()`]; and when the file cannot be read.
pub fn import_path(path: impl AsRef<Path>) -> Result<Imported, Failure> {
    Importer::new().import_path(path)
}

/// How pasted text is read.
#[derive(Debug, Clone, Copy)]
pub struct Importer {
    keep_lines: bool,
    file_bytes: u64,
    encoding: Option<Encoding>,
}

impl Default for Importer {
    fn default() -> Importer {
        Importer { keep_lines: false, file_bytes: u64::MAX, encoding: None }
    }
}

impl Importer {
    /// As [`import()`] reads.
    #[must_use]
    pub fn new() -> Importer {
        Importer::default()
    }

    /// Whether each line stays a paragraph, though a page's width seems to have broken it.
    #[must_use]
    pub fn keep_lines(self, keep_lines: bool) -> Importer {
        Importer { keep_lines, ..self }
    }

    /// The largest file, in bytes; by default and at most 16 MiB of text and 64 MiB of a Word file. Beyond it:
    /// `file-too-large`.
    #[must_use]
    pub fn file_bytes(self, bytes: u64) -> Importer {
        Importer { file_bytes: bytes, ..self }
    }

    /// What a text is in that is no UTF-8.
    #[must_use]
    pub fn encoding(self, encoding: Encoding) -> Importer {
        Importer { encoding: Some(encoding), ..self }
    }

    /// Recognises a 公文 in the bytes of a text or of a Word file (.docx); `name` stands in messages.
    ///
    /// # Errors
    /// As [`import()`].
    pub fn import(self, name: &str, bytes: Vec<u8>) -> Result<Imported, Failure> {
        guarded(|| imported(self, name, bytes))
    }

    /// Recognises a 公文 in a text file or a Word file (.docx), told apart by their bytes.
    ///
    /// # Errors
    /// As [`import()`]; and when the file cannot be read.
    pub fn import_path(self, path: impl AsRef<Path>) -> Result<Imported, Failure> {
        guarded(|| {
            let name = path.as_ref().display().to_string();
            let limit = docx::LIMIT_FILE_BYTES.min(self.file_bytes);
            let bytes = read_limited(path.as_ref(), &name, limit).map_err(FileFinding::of_caller)?;
            self.import(&name, bytes)
        })
    }
}

fn imported(importer: Importer, name: &str, bytes: Vec<u8>) -> Result<Imported, Failure> {
    let too_large = |limit| FileFinding::FileTooLarge { path: name.to_owned(), limit };
    if bytes.len() as u64 > importer.file_bytes {
        return Err(too_large(importer.file_bytes).into());
    }
    let (lines, doubts) = match kinds::kind(name, &bytes) {
        FileKind::Docx => (docx::read(name, &bytes)?, Vec::new()),
        FileKind::Other(kind) => {
            return Err(ImportFinding::NotImportable { path: name.to_owned(), kind }.into());
        }
        FileKind::Text if bytes.len() as u64 > LIMIT_DATA_BYTES => {
            return Err(too_large(LIMIT_DATA_BYTES).into());
        }
        FileKind::Text => {
            let text = decode(bytes, name, importer.encoding)?;
            if lines::too_many(&text) {
                let (path, kind) = (name.to_owned(), WordFault::TooManyLines);
                return Err(ImportFinding::NotImportable { path, kind }.into());
            }
            let (lines, mut doubts) = markdown::plain(lines::split(&text));
            let (lines, mut more) = broken::mend(lines, !importer.keep_lines);
            doubts.append(&mut more);
            (mark::parted(lines), doubts)
        }
    };
    if lines.is_empty() {
        return Err(ImportFinding::NothingToImport { path: name.to_owned() }.into());
    }
    Ok(Imported { claims: recognise::recognise(lines, doubts) })
}

#[cfg(test)]
mod tests;
