//! Marks and numerals of files put right: a data file and the body files it names, or text alone.
//!
//! `text::punctuation` decides about text; here its edits find their bytes in the file. Whatever is not
//! the value of a text key stays byte for byte.

mod findings;

pub use findings::FmtFinding;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Failure, Place, Problem, Sink, guarded};
use crate::document::{self, BodyFile, DataText};
use crate::reader::DocumentReader;
use crate::source::{
    self, BYTE_ORDER_MARK, Encoding, FileFinding, Files, InputFormat, LIMIT_DATA_BYTES, Node, SourceText,
    Stored, Table, Value, Written, characters, whole,
};
use crate::text::marker::attachment_number;
use crate::text::punctuation::{Correction, Edit, Markup, Reason, correct};

/// A file or a text with its marks put right.
#[derive(Debug, Clone)]
pub struct Corrected {
    name: String,
    path: Option<PathBuf>,
    text: String,
    stored: Stored,
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

    /// That text in the encoding that it was read in: what [`DocumentReader::encoding`] said for what is no UTF-8, byte
    /// order mark included.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        self.stored.encode(&self.text)
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
/// # extern crate gongwen_data as gongwen;
/// let corrected = gongwen::correct_text("body.txt", "2023年,我局(含下属单位)认真履职.");
/// assert_eq!(corrected.text(), "2023年，我局（含下属单位）认真履职。");
/// ```
#[must_use]
pub fn correct_text(name: &str, text: &str) -> Corrected {
    // What cannot be put right is left as it is, and why is told.
    guarded(|| Ok(corrected(name, text.to_owned(), Markup::Text))).unwrap_or_else(|failure| Corrected {
        name: name.to_owned(),
        path: None,
        text: text.to_owned(),
        stored: Stored::default(),
        changes: 0,
        diagnostics: failure.into_diagnostics(),
    })
}

/// Puts the marks and numerals of body text right, or of a data file, read as UTF-8 of at most 16 MiB. Data are
/// told by their keys; in YAML by the ending of the name, too. Files that data name are left alone.
///
/// ```
/// # extern crate gongwen_data as gongwen;
/// let data = "{\"title\": \"关于甲,乙的通知\"}".as_bytes().to_vec();
/// assert_eq!(gongwen::correct_bytes("notice.json", data)?.text(), "{\"title\": \"关于甲，乙的通知\"}");
/// # Ok::<(), gongwen::Failure>(())
/// ```
///
/// # Errors
/// When it is larger, no UTF-8, or no prose: a list, a page of a site, other JSON.
pub fn correct_bytes(name: &str, bytes: Vec<u8>) -> Result<Corrected, Failure> {
    DocumentReader::default().correct_bytes(name, bytes)
}

impl DocumentReader {
    /// Puts the marks and numerals of a file right: of a data file and the body files it names, or of one
    /// body file (`.txt`, `.md`). Nothing is written; the given file comes first.
    ///
    /// # Errors
    /// When a file cannot be read, is no valid TOML, YAML or JSON, or is no prose by its name or its content.
    pub fn correct_path(&self, path: impl AsRef<Path>) -> Result<Vec<Corrected>, Failure> {
        guarded(|| self.corrected(path.as_ref()))
    }

    /// As [`correct_bytes`], of bytes in the [encoding](Self::encoding) that was said.
    ///
    /// # Errors
    /// When they are more than the limit, in another encoding, or no prose.
    pub fn correct_bytes(&self, name: &str, bytes: Vec<u8>) -> Result<Corrected, Failure> {
        guarded(|| {
            let (text, stored) = decoded(bytes, name, LIMIT_DATA_BYTES, self.said_encoding())?;
            let corrected = match content(name.as_ref(), &text) {
                Content::Prose => corrected(name, text, Markup::Text),
                Content::Data(format) => data(name, text, format)?.0,
                Content::Other => return Err(FmtFinding::NotFormatted { path: name.to_owned() }.into()),
            };
            Ok(Corrected { stored, ..corrected })
        })
    }

    fn corrected(&self, path: &Path) -> Result<Vec<Corrected>, Failure> {
        let name = path.display().to_string();
        let Some(markup) = markup(path) else { return Err(FmtFinding::NotFormatted { path: name }.into()) };
        let files = self.files(path.parent());
        let limit = files.limits().data_bytes;
        let bytes = source::read_limited(path, &name, limit).map_err(FileFinding::of_caller)?;
        let said = self.said_encoding();
        let (text, stored) = decoded(bytes, &name, limit, said)?;
        let is_data = ending(path).as_deref() == Some("toml");
        let content = if is_data { Content::Data(InputFormat::Toml) } else { content(path, &text) };
        let mut all = match content {
            Content::Data(format) => data_and_bodies(&name, text, format, path, &files, said)?,
            Content::Prose => vec![corrected(&name, text, markup)],
            Content::Other => return Err(FmtFinding::NotFormatted { path: name }.into()),
        };
        all[0].path = Some(path.to_owned());
        all[0].stored = stored;
        Ok(all)
    }
}

/// How a file's prose is written, by its name; none of lists, pages of sites and programs.
fn markup(path: &Path) -> Option<Markup> {
    match ending(path).as_deref() {
        None | Some("toml" | "yaml" | "yml" | "json" | "txt" | "text") => Some(Markup::Text),
        Some("md" | "markdown") => Some(Markup::Markdown),
        Some(_) => None,
    }
}

/// What a text is, whatever its file is called.
enum Content {
    Prose,
    Data(InputFormat),
    /// A list, a page of a site, a program, JSON that is no document: a mark changed in it breaks it.
    Other,
}

/// A text as a table of the format, and whether it is a document's.
enum Tabled {
    Document,
    Another,
    Broken,
}

fn tabled(text: &str, format: InputFormat) -> Tabled {
    let source = SourceText::new("-", text);
    let mut sink = Sink::default();
    match format.read(&source, &mut sink).filter(|_| !sink.has_errors()) {
        Some(table) if document::has_known_key(&table) => Tabled::Document,
        Some(_) => Tabled::Another,
        None => Tabled::Broken,
    }
}

fn content(path: &Path, text: &str) -> Content {
    let (_, text) = without_mark(text);
    if let Some(format) = InputFormat::of_path(path).filter(|format| *format != InputFormat::Toml) {
        // What is wrong with a broken one, its reader tells.
        return match tabled(text, format) {
            Tabled::Another => Content::Other,
            Tabled::Document | Tabled::Broken => Content::Data(format),
        };
    }
    let start = text.trim_start();
    let tagged = start.starts_with('<') && start.contains("</");
    // The first line of a program for a shell, Python and the like.
    let program = start.starts_with("#!");
    let json = start.starts_with(['{', '[']) && serde_json::from_str::<serde::de::IgnoredAny>(start).is_ok();
    if json && matches!(tabled(text, InputFormat::Json), Tabled::Document) {
        return Content::Data(InputFormat::Json);
    }
    if tagged || program || json {
        return Content::Other;
    }
    let first = text.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#'));
    // A line `a = b` may stand in prose; a document's own key does not.
    if first.is_some_and(|line| line.contains('=') || line.starts_with('['))
        && matches!(tabled(text, InputFormat::Toml), Tabled::Document)
    {
        return Content::Data(InputFormat::Toml);
    }
    if source::is_list(text) { Content::Other } else { Content::Prose }
}

fn ending(path: &Path) -> Option<String> {
    Some(path.extension()?.to_string_lossy().to_ascii_lowercase())
}

/// Bytes as text, a byte order mark of UTF-8 included, and how they hold it: what is written back must be what was read.
fn decoded(
    bytes: Vec<u8>,
    name: &str,
    limit: u64,
    said: Option<Encoding>,
) -> Result<(String, Stored), Failure> {
    if bytes.len() as u64 > limit {
        return Err(FileFinding::FileTooLarge { path: name.to_owned(), limit }.into());
    }
    let bytes = match (String::from_utf8(bytes), said) {
        (Ok(text), None) => return Ok((text, Stored::Utf8)),
        (Ok(text), Some(_)) => text.into_bytes(),
        (Err(error), _) => error.into_bytes(),
    };
    match source::decode_marked(bytes.clone(), name, said) {
        Ok(text) => {
            let stored = Stored::of(&bytes, &text, said);
            Ok((text, stored))
        }
        Err(problem) => {
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
    // With the mark, for it counts in places.
    let source = SourceText::new(name, text.as_str());
    let (mark, text) = without_mark(&text);
    let correction = correct(text, markup);
    let mut sink = Sink::default();
    tell(&correction, &source, "", &mut sink, |range| range);
    Corrected {
        name: name.to_owned(),
        path: None,
        text: format!("{mark}{}", correction.text),
        stored: Stored::default(),
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
            FmtFinding::WouldChange { old: edit.old.clone(), new: edit.new.clone(), reason: edit.reason };
        let place = Place::new(source, bytes(edit.range.clone()));
        // Where the file has it in two pieces, what lies between them is not to be replaced.
        let exact = place.text() == edit.old;
        let found = Diagnostic::new(problem).at(place).path(path);
        sink.push(if exact { found.fix(&*edit.new) } else { found });
    }
    for remark in &correction.remarks {
        let problem = FmtFinding::Doubtful { found: remark.found.clone(), doubt: remark.doubt };
        let place = Place::new(source, bytes(remark.range.clone()));
        sink.push(Diagnostic::new(problem).at(place).path(path));
    }
}

/// A data file, and the body files it names.
fn data(name: &str, text: String, format: InputFormat) -> Result<(Corrected, Table), Failure> {
    // With the mark, for it counts in places.
    let source = SourceText::new(name, text.as_str());
    let (mark, text) = without_mark(&text);
    let mut sink = Sink::default();
    let table = format.read(&source, &mut sink).filter(|_| !sink.has_errors());
    let Some(table) = table else { return Err(sink.into()) };
    let mut replacements = Vec::new();
    for text in &document::texts(&table).0 {
        replacements.extend(in_place(text, &source, format, &mut sink));
    }
    let data = Corrected {
        name: name.to_owned(),
        path: None,
        text: mark.to_owned() + &replaced(text, &mut replacements),
        stored: Stored::default(),
        changes: replacements.len(),
        diagnostics: sink.into_sorted(),
    };
    Ok((data, table))
}

/// A data file, and each body file it names once.
fn data_and_bodies(
    name: &str,
    text: String,
    format: InputFormat,
    path: &Path,
    files: &Files,
    said: Option<Encoding>,
) -> Result<Vec<Corrected>, Failure> {
    let (data, table) = data(name, text, format)?;
    let mut all = vec![data];
    let mut sink = Sink::default();
    let mut seen: Vec<PathBuf> = path.canonicalize().into_iter().collect();
    for file in &document::texts(&table).1 {
        match body(file, files, said, &mut seen) {
            Ok(body) => all.extend(body),
            Err(failure) => failure.into_diagnostics().into_iter().for_each(|found| sink.push(found)),
        }
    }
    if sink.has_errors() {
        all[0].diagnostics.iter().for_each(|found| sink.push(found.clone()));
        return Err(sink.into());
    }
    Ok(all)
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

/// The changes of one text. Nothing that is put in needs an escape: marks, digits and letters only.
fn in_place(
    data: &DataText<'_>,
    source: &Arc<SourceText>,
    format: InputFormat,
    sink: &mut Sink,
) -> Vec<Replacement> {
    let markup = if data.markdown { Markup::Markdown } else { Markup::Text };
    let not_in_place = |sink: &mut Sink| {
        let place = data.parts.first().and_then(|(node, _)| node.place.clone());
        sink.push(Diagnostic::new(FmtFinding::NotInPlace).at(place).path(&*data.path));
        Vec::new()
    };
    let literals = data.parts.iter().map(|(node, text)| Literal::of(node, text, source, format));
    let Some(parts) = literals.collect::<Option<Vec<_>>>() else {
        let text: String = data.parts.iter().map(|(_, text)| *text).collect();
        return if correct(&text, markup).edits.is_empty() { Vec::new() } else { not_in_place(sink) };
    };
    let written: Vec<Written> = parts.iter().flat_map(|part| part.written.iter().cloned()).collect();
    let text: String = written.iter().map(|one| one.character).collect();
    let mut correction = correct(&text, markup);
    if data.is_attachment {
        without_number(&text, &mut correction);
    }
    let starts = starts(&written);
    let of = |range: &Range<usize>| -> Range<usize> {
        let from = starts.partition_point(|start| *start < range.start);
        from..starts.partition_point(|start| *start < range.end)
    };
    let bytes = |range: Range<usize>| -> Range<usize> {
        match &written[of(&range)] {
            [first, .., last] => first.bytes.start..last.bytes.end,
            [only] => only.bytes.clone(),
            [] => parts.first().map_or(0..0, |part| part.range.clone()),
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
    let made: Option<String> = parts.iter().map(|part| part.value_with(&replacements, source)).collect();
    if !made.is_some_and(|made| same(&made, &correction.text)) {
        return not_in_place(sink);
    }
    tell(&correction, source, &data.path, sink, bytes);
    replacements
}

/// A string as it is written in the file.
struct Literal {
    range: Range<usize>,
    written: Vec<Written>,
    format: InputFormat,
}

/// Whether two texts are one but for how their lines end, and where the last one does.
fn same(one: &str, other: &str) -> bool {
    let lines = |text: &str| text.replace("\r\n", "\n").trim_end_matches('\n').to_owned();
    lines(one) == lines(other)
}

impl Literal {
    /// None when the reader of the file and this one do not agree on the value.
    fn of(node: &Node, text: &str, source: &SourceText, format: InputFormat) -> Option<Literal> {
        let range = whole(source.text(), node.place.as_ref()?.range.clone(), format);
        let written = characters(source.text(), range.clone(), format)?;
        let value: String = written.iter().map(|one| one.character).collect();
        same(&value, text).then_some(Literal { range, written, format })
    }

    /// Its value once the replacements that lie in it are made.
    fn value_with(&self, replacements: &[Replacement], source: &SourceText) -> Option<String> {
        let (start, end) = (self.range.start, self.range.end);
        let inside = replacements.iter().filter(|(range, _)| start <= range.start && range.end <= end);
        let mut inside: Vec<Replacement> =
            inside.map(|(range, new)| (range.start - start..range.end - start, new.clone())).collect();
        let old = source.text().get(self.range.clone())?;
        let new = replaced(old, &mut inside);
        // A comma that is put between brackets would part what is one.
        let parting = |text: &str| text.matches([',', '[', ']', '{', '}']).count();
        let is_plain = self.format == InputFormat::Yaml && !old.starts_with(['"', '\'', '|']);
        if is_plain && parting(&new) > parting(old) {
            return None;
        }
        read_again(&new, self.format)
    }
}

/// What the reader of a file takes a literal for.
fn read_again(literal: &str, format: InputFormat) -> Option<String> {
    let text = match format {
        InputFormat::Toml => {
            let written = characters(literal, 0..literal.len(), format)?;
            return Some(written.iter().map(|one| one.character).collect());
        }
        InputFormat::Yaml => format!("k: {literal}\n"),
        InputFormat::Json => format!("{{\"k\": {literal}}}"),
    };
    let mut sink = Sink::default();
    let mut table = format.read(&SourceText::new("-", &*text), &mut sink).filter(|_| !sink.has_errors())?;
    match table.entries.pop()?.node.value {
        Value::String(text) => Some(text),
        _ => None,
    }
}

/// 附件名称 carries no number: the page numbers it (7.3.4).
fn without_number(text: &str, correction: &mut Correction) {
    let length = attachment_number(text);
    if length == 0 {
        return;
    }
    let outside = |range: &Range<usize>| range.start >= length;
    correction.edits.retain(|edit| outside(&edit.range));
    correction.remarks.retain(|remark| outside(&remark.range));
    let number = Edit {
        range: 0..length,
        old: text[..length].to_owned(),
        new: String::new(),
        reason: Reason::AttachmentNumber,
    };
    correction.edits.insert(0, number);
    let mut edits: Vec<Replacement> =
        correction.edits.iter().map(|edit| (edit.range.clone(), edit.new.clone())).collect();
    correction.text = replaced(text, &mut edits);
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
fn body(
    file: &BodyFile<'_>,
    files: &Files,
    said: Option<Encoding>,
    seen: &mut Vec<PathBuf>,
) -> Result<Option<Corrected>, Failure> {
    let at = |problem: Box<dyn Problem>| {
        Diagnostic::new(problem).at(file.node.place.clone()).path(file.path.clone())
    };
    if file.typst {
        return Ok(None);
    }
    let path = files.resolve(file.named).map_err(|problem| at(problem.into()))?;
    if seen.contains(&path) {
        return Ok(None);
    }
    let limit = files.limits().data_bytes;
    let bytes = files.read(file.named, limit).map_err(|problem| at(problem.into()))?;
    let (text, stored) = decoded(bytes.to_vec(), file.named, limit, said)?;
    let is_prose = matches!(content(&path, &text), Content::Prose);
    if !is_prose || !file.markdown && markup(&path).is_none() {
        return Err(at(FmtFinding::NotFormatted { path: file.named.to_owned() }.into()).into());
    }
    let markup = if file.markdown { Markup::Markdown } else { Markup::Text };
    let body = corrected(file.named, text, markup);
    seen.push(path.clone());
    Ok(Some(Corrected { path: Some(path), stored, ..body }))
}
