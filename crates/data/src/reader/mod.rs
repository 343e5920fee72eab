//! Documents from text, a path or any serde value; every way meets the same checks.

pub mod renamed;
mod template_data;

use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Serialize;

use crate::diagnostic::{Diagnostic, Failure, Place, Problem, Severity, Sink, guarded};
use crate::document::{self, Document};
use crate::limits::{Cancel, Limits, Watch};
use crate::source::{
    self, Encoding, Entry, FileFinding, Files, InputFormat, NamedFile, NoData, Node, OwnFile, Provider,
    ReadFrom, SourceText, Table, Value, ValueFinding, canonical, decode_marked, from_serde,
};
use crate::{braces, lint};
pub use template_data::TemplateData;

/// Reads documents: where their files may lie, and the house layout they share.
///
/// ```
/// # extern crate gongwen_data as gongwen;
/// # use gongwen::Document;
/// let document = Document::reader()
///     .layout_text("office.toml", "rule-thickness = 0.7")?
///     .read_toml("data.toml", "title = \"关于甲的通知\"\nissuers = [\"甲局\"]\nbody = \"乙。\"")?;
/// assert_eq!(document.title(), "关于甲的通知");
/// # Ok::<(), gongwen::Failure>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct DocumentReader {
    folder: Option<PathBuf>,
    allowed: Vec<PathBuf>,
    layout: Option<Table>,
    layout_file: Option<OwnFile>,
    /// Files that came with the data.
    given: Vec<NamedFile>,
    provider: Option<Provider>,
    format: Option<InputFormat>,
    encoding: Option<Encoding>,
    limits: Limits,
    gathers: bool,
    cancel: Cancel,
    /// Whether bodies may be Typst fragments; unless said, those of streams may not.
    fragments: Option<bool>,
}

impl DocumentReader {
    /// Whether errors in values and keys end the reading. Where they are gathered, what could be read is a
    /// document whose [`diagnostics`](Document::diagnostics) have them, and `Engine::render`
    /// refuses it with them and with what it finds itself, such as characters that no font has: all problems at
    /// once. A text that is not in its spelling, or has no body, is refused all the same.
    ///
    /// ```
    /// # extern crate gongwen_data as gongwen;
    /// # use gongwen::Document;
    /// let text = "titel = \"甲\"\ntitle = \"关于甲的通知\"\nissuers = [\"甲局\"]\nbody = \"\u{E000}。\"";
    /// let document = Document::reader().gather_errors(true).read_toml("data.toml", text)?;
    /// assert_eq!(document.title(), "关于甲的通知");
    /// assert!(document.diagnostics().iter().any(|found| found.code() == "unknown-key"));
    /// # Ok::<(), gongwen::Failure>(())
    /// ```
    #[must_use]
    pub fn gather_errors(mut self, gather: bool) -> Self {
        self.gathers = gather;
        self
    }

    /// The folder that paths in the data are relative to; a data file brings its own.
    #[must_use]
    pub fn folder(mut self, folder: impl Into<PathBuf>) -> Self {
        self.folder = Some(folder.into());
        self
    }

    /// A further folder the data may name files in.
    #[must_use]
    pub fn allow_folder(mut self, folder: impl Into<PathBuf>) -> Self {
        self.allowed.push(folder.into());
        self
    }

    /// The spelling of files whatever their ending says; it counts for [`read_path`](Self::read_path)
    /// and [`read_stream`](Self::read_stream).
    #[must_use]
    pub fn input_format(mut self, format: InputFormat) -> Self {
        self.format = Some(format);
        self
    }

    /// Gives the bytes of a file that the data names, by the name it has there: a picture, a seal, a body, a list. It is
    /// asked before the disk, and needs no folder. A later one of the same name counts.
    ///
    /// ```
    /// # extern crate gongwen_data as gongwen;
    /// # use gongwen::Document;
    /// let data = "title = \"关于甲的通知\"\nissuers = [\"甲局\"]\nbody-file = \"正文.md\"";
    /// let document = Document::reader().file("正文.md", "# 总则\n\n乙。").read_toml("data.toml", data)?;
    /// # Ok::<(), gongwen::Failure>(())
    /// ```
    #[must_use]
    pub fn file(mut self, name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        let file = NamedFile::new(name.into(), None, bytes.into().into());
        self.given.retain(|known| known.named != file.named);
        self.given.push(file);
        self
    }

    /// Asks this function for every file that data name, in place of the disk: pictures, seals, bodies, tables, fonts. It gets the name as the
    /// data have it, and is asked once for each name of a document; the disk is not looked at. What it says is not there
    /// ([`NotFound`](std::io::ErrorKind::NotFound)) is `missing-file`, any other error `unreadable-file`, whose
    /// [source](std::error::Error::source) it is. What was given with [`file`](Self::file) comes first. The
    /// [`Limits`] of sizes hold.
    ///
    /// ```
    /// # extern crate gongwen_data as gongwen;
    /// # use gongwen::Document;
    /// use std::collections::HashMap;
    /// use std::io::{Error, ErrorKind};
    ///
    /// let store = HashMap::from([("正文/1.txt", "乙。")]); // a database, an archive, a service
    /// let reader = Document::reader().files_from(move |name: &str| {
    ///     store.get(name).map(|text| text.as_bytes().to_vec()).ok_or(Error::from(ErrorKind::NotFound))
    /// });
    /// let data = "title = \"关于甲的通知\"\nissuers = [\"甲局\"]\nbody-file = \"正文/1.txt\"";
    /// reader.read_toml("data.toml", data)?;
    /// let failure = reader.read_toml("data.toml", &data.replace("1.txt", "2.txt")).unwrap_err();
    /// assert_eq!(failure.diagnostics()[0].code(), "missing-file");
    /// # Ok::<(), gongwen::Failure>(())
    /// ```
    #[must_use]
    pub fn files_from(
        mut self,
        provider: impl Fn(&str) -> std::io::Result<Vec<u8>> + Send + Sync + 'static,
    ) -> Self {
        self.provider = Some(Provider::new(provider));
        self
    }

    /// Whether a body may be a Typst fragment. A fragment is a program: it can loop for ever, and a library cannot end it. Unless
    /// said, what comes from a stream ([`read_stream`](Self::read_stream)), as from a request, may have none, and what
    /// comes from a file or from the program itself may. Where they may not: `fragment-refused`.
    ///
    /// ```
    /// # extern crate gongwen_data as gongwen;
    /// # use gongwen::Document;
    /// let data = "title = \"关于甲的通知\"\nissuers = [\"甲局\"]\nbody-format = \"typst\"\nbody = \"乙。\"";
    /// let refused = Document::reader().read_stream("request", data.as_bytes()).unwrap_err();
    /// assert_eq!(refused.diagnostics()[0].code(), "fragment-refused");
    /// assert!(Document::reader().typst_fragments(true).read_stream("request", data.as_bytes()).is_ok());
    /// ```
    #[must_use]
    pub fn typst_fragments(mut self, allowed: bool) -> Self {
        self.fragments = Some(allowed);
        self
    }

    /// What files are in that are no UTF-8: the data, and the texts it names. Places in findings are
    /// those of the decoded text.
    #[must_use]
    pub fn encoding(mut self, encoding: Encoding) -> Self {
        self.encoding = Some(encoding);
        self
    }

    /// How large data and pictures may be; [`Limits::default`] unless said.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Who may end the reading, and the [checking](Document::check) of what was read: then `cancelled`, or `timed-out`.
    #[must_use]
    pub fn cancel(mut self, cancel: &Cancel) -> Self {
        self.cancel = cancel.clone();
        self
    }

    /// A file of house deviations: the keys of `layout`, at its top or under `[layout]`, in the
    /// spelling that its ending names. A key that the document sets itself wins. It is read at once: say its
    /// [`encoding`](Self::encoding) before.
    ///
    /// # Errors
    /// When the file cannot be read or is not what its ending says.
    pub fn layout_file(self, path: impl AsRef<Path>) -> Result<Self, Failure> {
        guarded(|| {
            let name = path.as_ref().display().to_string();
            let bytes = read_file(path.as_ref(), &name, &self.limits)?;
            self.layout_bytes(&name, bytes)
        })
    }

    /// House deviations as the bytes of a file, in the encoding that was said.
    pub fn layout_bytes(self, name: &str, bytes: Vec<u8>) -> Result<Self, Failure> {
        guarded(|| {
            let file = OwnFile::new(name, bytes.clone());
            let text = decode_marked(bytes, name, self.encoding).map_err(|problem| in_file(problem, name))?;
            Ok(DocumentReader { layout_file: Some(file), ..self.layout_text(name, &text)? })
        })
    }

    /// House deviations as text, TOML unless `name` ends otherwise; `name` stands in messages.
    ///
    /// # Errors
    /// When the text cannot be read, or has other keys beside its `[layout]`.
    pub fn layout_text(self, name: &str, text: &str) -> Result<Self, Failure> {
        self.held(name, text)?;
        guarded(|| self.with_layout(name, text))
    }

    fn with_layout(mut self, name: &str, text: &str) -> Result<Self, Failure> {
        let mut sink = Sink::default();
        let source = SourceText::new(name, text);
        let format = InputFormat::of_path(name).unwrap_or_else(|| InputFormat::guess(text));
        let table = format.read(&source, &mut sink).filter(|_| !sink.has_errors());
        let Some(table) = table else { return Err(sink.into()) };
        self.layout_file = Some(OwnFile::new(name, text.as_bytes()));
        let nested = table.entries.iter().find(|entry| document::is_layout_key(&entry.key));
        self.layout = Some(match nested.map(|entry| &entry.node.value) {
            Some(Value::Table(layout)) => {
                // Beside the table nothing is read, so nothing may stand there.
                for entry in table.entries.iter().filter(|entry| !document::is_layout_key(&entry.key)) {
                    let problem =
                        ValueFinding::UnknownKey { key: entry.key.clone(), nearest: None, instead: None };
                    sink.push(Diagnostic::new(problem).at(entry.key_place.clone()).path(entry.key.clone()));
                }
                if sink.has_errors() {
                    return Err(sink.into());
                }
                layout.clone()
            }
            _ => table,
        });
        Ok(self)
    }

    /// Reads TOML text; `name` stands in messages.
    ///
    /// # Errors
    /// Every problem found, each with its place in the text.
    pub fn read_toml(&self, name: &str, text: &str) -> Result<Document, Failure> {
        self.read_text(name, text.as_bytes(), text, InputFormat::Toml, self.files(None))
    }

    /// Reads YAML text; `name` stands in messages.
    ///
    /// # Errors
    /// Every problem found, each with its place in the text.
    pub fn read_yaml(&self, name: &str, text: &str) -> Result<Document, Failure> {
        self.read_text(name, text.as_bytes(), text, InputFormat::Yaml, self.files(None))
    }

    /// Reads JSON text; `name` stands in messages.
    ///
    /// # Errors
    /// Every problem found, each with its place in the text.
    pub fn read_json(&self, name: &str, text: &str) -> Result<Document, Failure> {
        self.read_text(name, text.as_bytes(), text, InputFormat::Json, self.files(None))
    }

    /// Reads a file of at most [`Limits::data_bytes`] in the spelling that its ending names; paths in it are relative
    /// to its folder. A file with another ending is JSON when it begins with `{`, else TOML.
    ///
    /// # Errors
    /// Every problem found: with the file, or in it, each with its place.
    pub fn read_path(&self, path: impl AsRef<Path>) -> Result<Document, Failure> {
        guarded(|| {
            let path = path.as_ref();
            let name = path.display().to_string();
            let bytes = read_file(path, &name, &self.limits)?;
            let mut files = self.files(path.parent());
            let own = self.given.is_empty() && self.provider.is_none();
            if let (true, Some(folder), Some(data)) = (own, path.parent(), path.file_name()) {
                // Beside what was extracted with it, files may have other names than the data says.
                let renamed = renamed::beside(folder, &data.to_string_lossy());
                if !renamed.is_empty() {
                    files.give(renamed);
                }
            }
            self.read_bytes(&name, &bytes, InputFormat::of_path(path), files)
        })
    }

    /// Reads at most [`Limits::data_bytes`] from a stream, such as standard input; `name` stands in messages. Without
    /// an [`input_format`](Self::input_format) it is JSON when it begins with `{`, else TOML.
    ///
    /// # Errors
    /// Every problem found: with the stream, or in the text, each with its place.
    pub fn read_stream(&self, name: &str, stream: impl Read) -> Result<Document, Failure> {
        guarded(|| {
            let bytes = source::take_limited(stream, name, self.limits.data_bytes)?;
            let mut files = self.files(None);
            files.refuse_fragments(!self.fragments.unwrap_or(false));
            self.read_bytes(name, &bytes, None, files)
        })
    }

    /// Reads a file as data of a template of one's own, as [`read_path`](Self::read_path) reads a document.
    ///
    /// # Errors
    /// When the file cannot be read, or is not what its ending says.
    pub fn read_data_path(&self, path: impl AsRef<Path>) -> Result<TemplateData, Failure> {
        guarded(|| {
            let path = path.as_ref();
            let name = path.display().to_string();
            let bytes = read_file(path, &name, &self.limits)?;
            self.read_data(&name, bytes, InputFormat::of_path(path), self.files(path.parent()))
        })
    }

    /// Reads a stream as data of a template of one's own, as [`read_stream`](Self::read_stream) reads a
    /// document.
    ///
    /// # Errors
    /// When the stream cannot be read, or is not what it seems to be.
    pub fn read_data_stream(&self, name: &str, stream: impl Read) -> Result<TemplateData, Failure> {
        guarded(|| {
            let bytes = source::take_limited(stream, name, self.limits.data_bytes)?;
            self.read_data(name, bytes, None, self.files(None))
        })
    }

    fn read_data(
        &self,
        name: &str,
        bytes: Vec<u8>,
        named: Option<InputFormat>,
        files: Files,
    ) -> Result<TemplateData, Failure> {
        guarded(|| {
            let (text, format) = self.opened(name, &bytes, named)?;
            TemplateData::read(&SourceText::new(name, text), format, files)
        })
    }

    /// Bytes as text, and its spelling: the one that was said, else that of the name, else what it looks like.
    fn opened(
        &self,
        name: &str,
        bytes: &[u8],
        named: Option<InputFormat>,
    ) -> Result<(String, InputFormat), Failure> {
        let format = self.format.or(named);
        if let Some(kind) = NoData::of_bytes(name, bytes).filter(|_| format.is_none()) {
            return Err(in_file(FileFinding::NoData { path: name.to_owned(), kind }, name));
        }
        let text =
            decode_marked(bytes.to_vec(), name, self.encoding).map_err(|problem| in_file(problem, name))?;
        let format = format.unwrap_or_else(|| InputFormat::guess(&text));
        Ok((text, format))
    }

    /// A text is held to the limit of a file.
    fn held(&self, name: &str, text: &str) -> Result<(), Failure> {
        let limit = self.limits.data_bytes;
        if text.len() as u64 > limit {
            return Err(FileFinding::FileTooLarge { path: name.to_owned(), limit }.into());
        }
        Ok(())
    }

    fn read_text(
        &self,
        name: &str,
        bytes: &[u8],
        text: &str,
        format: InputFormat,
        files: Files,
    ) -> Result<Document, Failure> {
        self.held(name, text)?;
        let document = guarded(|| {
            let mut sink = Sink::default();
            let source = SourceText::new(name, text);
            let table = format.read(&source, &mut sink);
            if format == InputFormat::Toml {
                unchecked(&source).into_iter().for_each(|found| sink.push(found));
            }
            self.alone(table, files, sink)
        })?;
        Ok(self.from(document, OwnFile::new(name, bytes), format))
    }

    /// The document with what it was read from.
    fn from(&self, document: Document, data: OwnFile, format: InputFormat) -> Document {
        let layout = self.layout_file.clone();
        let origin = ReadFrom { data, format, encoding: self.encoding, layout };
        Document { origin: Some(Arc::new(origin)), ..document }
    }

    /// Reads any serde value: a map, a struct, a `serde_json::Value`.
    ///
    /// # Errors
    /// Every problem found, each with its path in the data.
    pub fn read_value<T: Serialize + ?Sized>(&self, value: &T) -> Result<Document, Failure> {
        let document = guarded(|| {
            let mut sink = Sink::default();
            let table = from_serde(value, &mut sink);
            self.alone(table, self.files(None), sink)
        })?;
        Ok(self.from(document, OwnFile::new("data.json", canonical(value).as_bytes()), InputFormat::Json))
    }

    /// A document that is no batch's: nobody fills its placeholders.
    fn alone(&self, table: Option<Table>, files: Files, sink: Sink) -> Result<Document, Failure> {
        let document = self.finish(table, files, sink)?;
        let left = braces::unfilled(&document);
        let noticed = document.noticed.iter().cloned().chain(left).collect();
        Ok(Document { noticed, ..document })
    }
}

#[doc(hidden)]
impl DocumentReader {
    /// Bytes in the spelling that was said, else that of their name, else that they look like.
    pub fn read_bytes(
        &self,
        name: &str,
        bytes: &[u8],
        named: Option<InputFormat>,
        files: Files,
    ) -> Result<Document, Failure> {
        let (text, format) = self.opened(name, bytes, named)?;
        self.read_text(name, bytes, &text, format, files)
    }

    /// Files that came with the data, by the names it has for them.
    pub fn give(mut self, files: Vec<NamedFile>) -> Self {
        self.given = files;
        self
    }

    /// What files a document of this folder may name; the folder that was set counts before it.
    pub fn files(&self, folder: Option<&Path>) -> Files {
        let folder = self.folder.as_deref().or(folder);
        let mut files = folder.map(Files::below).unwrap_or_default();
        self.allowed.iter().for_each(|folder| files.allow(folder));
        files.encoded(self.encoding);
        files.give(self.given.iter().cloned());
        files.ask(self.provider.clone());
        files.limit(self.limits.clone());
        files.watch(Watch::begin(self.limits.time, &self.cancel));
        files.refuse_fragments(self.fragments == Some(false));
        files
    }

    /// Reads a file as a tree, with the files that it may name: what a batch makes documents from.
    pub fn read_table(&self, path: &Path) -> Result<(Table, Files), Failure> {
        let name = path.display().to_string();
        let bytes = read_file(path, &name, &self.limits)?;
        Ok((self.table(&name, bytes)?, self.files(path.parent())))
    }

    /// Reads bytes as [`read_table`](Self::read_table) reads a file; what holds for streams holds.
    pub fn read_table_bytes(&self, name: &str, bytes: &[u8]) -> Result<(Table, Files), Failure> {
        let bytes = source::take_limited(bytes, name, self.limits.data_bytes)?;
        let mut files = self.files(None);
        files.refuse_fragments(!self.fragments.unwrap_or(false));
        Ok((self.table(name, bytes)?, files))
    }

    fn table(&self, name: &str, bytes: Vec<u8>) -> Result<Table, Failure> {
        let (text, format) = self.opened(name, &bytes, InputFormat::of_path(name))?;
        let mut sink = Sink::default();
        let table = format.read(&SourceText::new(name, text), &mut sink).filter(|_| !sink.has_errors());
        table.ok_or_else(|| Failure::from(sink))
    }

    /// What files are in that are no UTF-8.
    pub fn said_encoding(&self) -> Option<Encoding> {
        self.encoding
    }

    /// A document of a tree, with the house's layout behind its own; `sink` has what was found on the way.
    pub fn finish(&self, table: Option<Table>, files: Files, mut sink: Sink) -> Result<Document, Failure> {
        let table = table.map(|table| self.with_house_layout(table));
        let watch = files.clone();
        let table = table.filter(|_| !watch.ended(&mut sink));
        let document = table.and_then(|table| document::read(&table, files, &mut sink));
        watch.ended(&mut sink);
        let diagnostics = sink.into_sorted();
        let refused = diagnostics.iter().any(|found| found.severity() == Severity::Error);
        match document.filter(|_| !refused || self.gathers) {
            Some(document) => Ok(Document { noticed: diagnostics, ..document }),
            None => Err(diagnostics.into()),
        }
    }

    /// The house's keys behind the document's own.
    pub fn with_house_layout(&self, mut table: Table) -> Table {
        let Some(house) = &self.layout else { return table };
        let own = table
            .entries
            .iter_mut()
            .find(|entry| document::is_layout_key(&entry.key) && !matches!(entry.node.value, Value::Null));
        match own.map(|entry| &mut entry.node.value) {
            Some(Value::Table(own)) => {
                let new = house.entries.iter().filter(|entry| !document::has_layout_key(own, &entry.key));
                let new: Vec<Entry> = new.cloned().collect();
                own.entries.extend(new);
            }
            // Something else stands there; reading the document will say so.
            Some(_) => {}
            None => {
                let node = Node { value: Value::Table(house.clone()), place: None };
                table.entries.push(Entry { key: "layout".to_owned(), key_place: None, node });
            }
        }
        table
    }
}

impl Document {
    /// Starts reading with options.
    #[must_use]
    pub fn reader() -> DocumentReader {
        DocumentReader::default()
    }

    /// What the document breaks of the rules that can be decided without setting it, in reading order
    /// (docs/lint.md). What reading noticed is in [`diagnostics`](Document::diagnostics).
    ///
    /// ```
    /// # extern crate gongwen_data as gongwen;
    /// # use gongwen::Document;
    /// let document = Document::from_toml(
    ///     "title = \"关于甲的通知\"\nissuers = [\"甲局\"]\nnumber = \"甲〔2024〕02号\"\ndate = 2024-01-30\nbody = \"乙。\"",
    /// )?;
    /// assert_eq!(document.check()[0].code(), "number-leading-zero");
    /// # Ok::<(), gongwen::Failure>(())
    /// ```
    #[must_use]
    pub fn check(&self) -> Vec<Diagnostic> {
        guarded(|| Ok(lint::check(self))).unwrap_or_else(|failure| failure.into_diagnostics())
    }

    /// Reads a document from TOML text. Files it names are refused: the text has no folder.
    ///
    /// # Errors
    /// Every problem found, each with its place in the text.
    pub fn from_toml(text: &str) -> Result<Document, Failure> {
        Document::reader().read_toml("data.toml", text)
    }

    /// Reads a document from YAML text. Files it names are refused: the text has no folder.
    ///
    /// # Errors
    /// Every problem found, each with its place in the text.
    pub fn from_yaml(text: &str) -> Result<Document, Failure> {
        Document::reader().read_yaml("data.yaml", text)
    }

    /// Reads a document from JSON text. Files it names are refused: the text has no folder.
    ///
    /// # Errors
    /// Every problem found, each with its place in the text.
    pub fn from_json(text: &str) -> Result<Document, Failure> {
        Document::reader().read_json("data.json", text)
    }

    /// Reads a document from a file of at most 16 MiB: TOML, YAML or JSON, as its ending says.
    ///
    /// # Errors
    /// Every problem found: with the file, or in it, each with its place.
    pub fn from_path(path: impl AsRef<Path>) -> Result<Document, Failure> {
        Document::reader().read_path(path)
    }

    /// Reads a document from any serde value. Files it names are refused: the value has no folder.
    ///
    /// # Errors
    /// Every problem found, each with its path in the data.
    pub fn from_value<T: Serialize + ?Sized>(value: &T) -> Result<Document, Failure> {
        Document::reader().read_value(value)
    }
}

/// What `render import` asks to be checked and nobody has taken away, told once at the first.
fn unchecked(source: &Arc<SourceText>) -> Option<Diagnostic> {
    let mut asked = Vec::new();
    let mut at = 0;
    for line in source.text().split_inclusive('\n') {
        if line.starts_with("# 请核对") {
            asked.push(at..at + line.trim_end().len());
        }
        at += line.len();
    }
    let first = asked.first()?.clone();
    let found = document::DocumentFinding::Unchecked { count: asked.len() };
    Some(Diagnostic::new(found).at(Place::new(source, first)))
}

/// A file the caller names; that it cannot be had is the caller's matter, not the document's.
fn read_file(path: &Path, name: &str, limits: &Limits) -> Result<Vec<u8>, Failure> {
    let bytes = source::read_limited(path, name, limits.data_bytes).map_err(FileFinding::of_caller)?;
    Ok(bytes)
}

/// A problem with bytes that are no text: the place is only the file.
fn in_file(problem: impl Into<Box<dyn Problem>>, name: &str) -> Failure {
    let source = SourceText::new(name, "");
    Diagnostic::new(problem).at(Place::new(&source, 0..0)).into()
}
