//! Marks and numerals of files put right: a data file and the body files it names, or text alone.
//!
//! `text::punctuation` decides about text; here its edits find their bytes in the file. Whatever is not
//! the value of a text key stays byte for byte.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Place, Problem, Sink};
use crate::document::{self, BodyFile, DataText};
use crate::read::{DocumentReader, Failure};
use crate::source::{self, Files, LIMIT_DATA_BYTES, SourceText, Written, characters};
use crate::text::punctuation::{Correction, Markup, correct};

const BYTE_ORDER_MARK: &str = "\u{FEFF}";

/// A file or a text with its marks put right.
#[derive(Debug, Clone)]
pub struct Corrected {
    name: String,
    path: Option<PathBuf>,
    text: String,
    changes: usize,
    diagnostics: Vec<Diagnostic>,
}

impl Corrected {
    /// The name that stands in messages.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The file, when it was read from one.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// The whole text as it should be.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether that is another text than was read.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        self.changes > 0
    }

    /// Each change (`would-change`), and what was left because it is not certain (`mark-doubtful`), in
    /// reading order and at its place in the text that was read.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }
}

/// Puts the marks and numerals of body text right.
///
/// ```
/// let corrected = gongwen::correct_text("body.txt", "2023年,我局(含下属单位)认真履职.");
/// assert_eq!(corrected.text(), "2023年，我局（含下属单位）认真履职。");
/// ```
#[must_use]
pub fn correct_text(name: &str, text: &str) -> Corrected {
    corrected(name, text.to_owned(), Markup::Text)
}

/// Puts the marks and numerals of body text right, read as UTF-8 of at most 16 MiB.
///
/// # Errors
/// When it is larger, or no UTF-8.
pub fn correct_bytes(name: &str, bytes: Vec<u8>) -> Result<Corrected, Failure> {
    Ok(corrected(name, decoded(bytes, name)?, Markup::Text))
}

impl DocumentReader {
    /// Puts the marks and numerals of a file right: of a TOML data file and the body files it names, or
    /// of one body file. Nothing is written; the given file comes first.
    ///
    /// # Errors
    /// When a file cannot be read, is no valid TOML, or is of a kind that is not formatted.
    pub fn correct_path(&self, path: impl AsRef<Path>) -> Result<Vec<Corrected>, Failure> {
        let path = path.as_ref();
        let name = path.display().to_string();
        let markup = match ending(path).as_deref() {
            Some("toml") => None,
            Some("md" | "markdown") => Some(Markup::Markdown),
            // Data in a spelling whose strings are not taken apart here, and programs.
            Some("yaml" | "yml" | "json" | "jsonc" | "typ") => {
                return Err(Problem::NotFormatted { path: name }.into());
            }
            _ => Some(Markup::Text),
        };
        let bytes = source::read_limited(path, &name, LIMIT_DATA_BYTES).map_err(|problem| match problem {
            Problem::MissingFile { path } => Problem::NoInput { path },
            other => other,
        })?;
        let text = decoded(bytes, &name)?;
        let mut all = match markup {
            Some(markup) => vec![corrected(&name, text, markup)],
            None => data(&name, text, path, &self.files(path.parent()))?,
        };
        all[0].path = Some(path.to_owned());
        Ok(all)
    }
}

fn ending(path: &Path) -> Option<String> {
    Some(path.extension()?.to_string_lossy().to_ascii_lowercase())
}

/// Bytes as text, a byte order mark included: what is written back must be what was read.
fn decoded(bytes: Vec<u8>, name: &str) -> Result<String, Failure> {
    if bytes.len() as u64 > LIMIT_DATA_BYTES {
        return Err(Problem::FileTooLarge { path: name.to_owned(), limit: LIMIT_DATA_BYTES }.into());
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text),
        Err(error) => {
            let offset = error.utf8_error().valid_up_to();
            let problem = match source::decode(error.into_bytes(), name, None) {
                Err(problem) => problem,
                Ok(_) => Problem::NotUtf8 { path: name.to_owned(), offset, guess: None },
            };
            let source = SourceText::new(name, "");
            Err(Diagnostic::new(problem).at(Place::new(&source, 0..0)).into())
        }
    }
}

/// A text without its byte order mark, and the mark.
fn without_mark(text: &str) -> (&'static str, &str) {
    match text.strip_prefix(BYTE_ORDER_MARK) {
        Some(rest) => (BYTE_ORDER_MARK, rest),
        None => ("", text),
    }
}

fn corrected(name: &str, text: String, markup: Markup) -> Corrected {
    let (mark, text) = without_mark(&text);
    let source = SourceText::new(name, text);
    let correction = correct(text, markup);
    let mut sink = Sink::default();
    tell(&correction, &source, "", &mut sink, |range| range);
    Corrected {
        name: name.to_owned(),
        path: None,
        text: format!("{mark}{}", correction.text),
        changes: correction.edits.len(),
        diagnostics: sink.into_sorted(),
    }
}

/// Tells every edit and every doubt; `bytes` says where in the file a range of the text lies.
fn tell(
    correction: &Correction,
    source: &Arc<SourceText>,
    path: &str,
    sink: &mut Sink,
    bytes: impl Fn(Range<usize>) -> Range<usize>,
) {
    for edit in &correction.edits {
        let problem =
            Problem::WouldChange { old: edit.old.clone(), new: edit.new.clone(), reason: edit.reason };
        let place = Place::new(source, bytes(edit.range.clone()));
        sink.push(Diagnostic::new(problem).at(place).path(path));
    }
    for remark in &correction.remarks {
        let problem = Problem::Doubtful { found: remark.found.clone(), doubt: remark.doubt };
        let place = Place::new(source, bytes(remark.range.clone()));
        sink.push(Diagnostic::new(problem).at(place).path(path));
    }
}

/// A data file, and each body file it names once.
fn data(name: &str, text: String, path: &Path, files: &Files) -> Result<Vec<Corrected>, Failure> {
    let (mark, text) = without_mark(&text);
    let source = SourceText::new(name, text);
    let mut sink = Sink::default();
    let table = source::InputFormat::Toml.read(&source, &mut sink).filter(|_| !sink.has_errors());
    let Some(table) = table else { return Err(Failure { diagnostics: sink.into_sorted() }) };
    let (texts, body_files) = document::texts(&table);
    let mut replacements = Vec::new();
    for text in &texts {
        replacements.extend(in_place(text, &source, &mut sink));
    }
    let mut bodies = Vec::new();
    let mut seen: Vec<PathBuf> = path.canonicalize().into_iter().collect();
    for file in &body_files {
        match body(file, files, &mut seen) {
            Ok(body) => bodies.extend(body),
            Err(failure) => failure.diagnostics.into_iter().for_each(|found| sink.push(found)),
        }
    }
    if sink.has_errors() {
        return Err(Failure { diagnostics: sink.into_sorted() });
    }
    let data = Corrected {
        name: name.to_owned(),
        path: None,
        text: mark.to_owned() + &replaced(text, &mut replacements),
        changes: replacements.len(),
        diagnostics: sink.into_sorted(),
    };
    Ok(std::iter::once(data).chain(bodies).collect())
}

/// Bytes of the file and what stands there instead.
type Replacement = (Range<usize>, String);

fn replaced(text: &str, replacements: &mut [Replacement]) -> String {
    replacements.sort_by_key(|(range, _)| range.start);
    let mut new = String::with_capacity(text.len());
    let mut end = 0;
    for (range, instead) in replacements {
        new += &text[end..range.start];
        new += instead;
        end = range.end;
    }
    new + &text[end..]
}

/// The changes of one value. Nothing that is put in needs an escape: marks, digits and letters only.
fn in_place(data: &DataText<'_>, source: &Arc<SourceText>, sink: &mut Sink) -> Vec<Replacement> {
    let Some(place) = &data.node.place else { return Vec::new() };
    let literal = source.text().get(place.range()).unwrap_or_default();
    let Some(written) = characters(literal, place.range().start) else { return Vec::new() };
    let text: String = written.iter().map(|one| one.character).collect();
    // The reader of the file and this one agree on the value, or it is left alone.
    if text.replace("\r\n", "\n") != data.text.replace("\r\n", "\n") {
        return Vec::new();
    }
    let markup = if data.markdown { Markup::Markdown } else { Markup::Text };
    let correction = correct(&text, markup);
    let starts = starts(&written);
    let of = |range: &Range<usize>| -> Range<usize> {
        let from = starts.partition_point(|start| *start < range.start);
        from..starts.partition_point(|start| *start < range.end)
    };
    let bytes = |range: Range<usize>| -> Range<usize> {
        match &written[of(&range)] {
            [first, .., last] => first.bytes.start..last.bytes.end,
            [only] => only.bytes.clone(),
            [] => place.range(),
        }
    };
    let mut replacements = Vec::new();
    for edit in &correction.edits {
        // Character by character: between two of them may stand a line's end that is no part of the value.
        for (i, one) in written[of(&edit.range)].iter().enumerate() {
            let new = if i == 0 { edit.new.clone() } else { String::new() };
            replacements.push((one.bytes.clone(), new));
        }
    }
    // A character nobody sees may be all that keeps a space from a `\` at the line's end before it.
    if !makes(literal, place.range().start, &replacements, &correction.text) {
        return Vec::new();
    }
    tell(&correction, source, &data.path, sink, bytes);
    replacements
}

/// Whether a literal with replacements in it has a value.
fn makes(literal: &str, start: usize, replacements: &[Replacement], value: &str) -> bool {
    let inside = |(range, new): &Replacement| (range.start - start..range.end - start, new.clone());
    let mut inside: Vec<Replacement> = replacements.iter().map(inside).collect();
    let written = characters(&replaced(literal, &mut inside), 0);
    written.is_some_and(|written| written.iter().map(|one| one.character).eq(value.chars()))
}

/// Where each character starts in the value.
fn starts(written: &[Written]) -> Vec<usize> {
    let mut at = 0;
    written
        .iter()
        .map(|one| {
            let start = at;
            at += one.character.len_utf8();
            start
        })
        .collect()
}

/// A body file; none when it is a program or was seen before.
fn body(file: &BodyFile<'_>, files: &Files, seen: &mut Vec<PathBuf>) -> Result<Option<Corrected>, Failure> {
    let at = |problem| Diagnostic::new(problem).at(file.node.place.clone()).path(file.path.clone());
    if file.typst {
        return Ok(None);
    }
    let path = files.resolve(file.named).map_err(at)?;
    if seen.contains(&path) {
        return Ok(None);
    }
    let bytes = files.read(file.named, LIMIT_DATA_BYTES).map_err(at)?.to_vec();
    let markup = if file.markdown { Markup::Markdown } else { Markup::Text };
    let body = corrected(file.named, decoded(bytes, file.named)?, markup);
    seen.push(path.clone());
    Ok(Some(Corrected { path: Some(path), ..body }))
}
