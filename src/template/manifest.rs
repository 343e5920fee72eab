//! `template.toml`: what a template is called, what it needs, and where in its folder that lies.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Place, Problem, Sink};
use crate::document::Words;
use crate::limits::LimitFinding;
use crate::nearest::closest;
use crate::press::pdf::PdfStandard;
use crate::source::{Entry, InputFormat, SourceText, Table, Value, ValueFinding};
use crate::template::TemplateFinding;

/// The manifest's name in a template's folder.
pub(crate) const MANIFEST: &str = "template.toml";

const KEYS: [&str; 13] = [
    "name",
    "version",
    "description",
    "gongwen",
    "entry",
    "schema",
    "sample",
    "data",
    "fonts",
    "own-fonts",
    "pdf-standard",
    "packages",
    "metadata",
];
const METADATA_KEYS: [&str; 4] = ["title", "author", "date", "description"];

const STRING: (&str, &str) = ("字符串", "a string");
const STRINGS: (&str, &str) = ("字符串数组", "an array of strings");
const TABLE: (&str, &str) = ("表", "a table");

/// The longest name of a template, and of a key that this program makes a family name of.
const LONGEST_NAME: usize = 64;
/// The longest text in a manifest, in characters.
const LONGEST_TEXT: usize = 1_000;

/// What a manifest says.
#[derive(Debug, Clone)]
pub(crate) struct Manifest {
    pub name: String,
    pub version: String,
    pub description: Option<String>,
    /// The Typst file that is compiled.
    pub entry: Words,
    /// The JSON Schema of the data.
    pub schema: Words,
    pub sample: Option<Words>,
    /// Under which name the template reads its data.
    pub data: String,
    /// The roles whose faces it uses.
    pub fonts: Vec<Words>,
    /// Faces of its own: a key and a file.
    pub own_fonts: Vec<(String, Words)>,
    pub standards: Vec<PdfStandard>,
    /// The folder of its packages.
    pub packages: String,
    pub metadata: Metadata,
}

/// What the file says of itself: a JSON pointer into the data when it begins with `/`, else the words.
#[derive(Debug, Clone, Default)]
pub(crate) struct Metadata {
    pub title: Option<Words>,
    pub author: Option<Words>,
    pub date: Option<Words>,
    pub description: Option<Words>,
}

/// Reads a manifest, or tells what is wrong with it, all at once.
pub(crate) fn read(source: &Arc<SourceText>, sink: &mut Sink) -> Option<Manifest> {
    let table = InputFormat::Toml.read(source, sink)?;
    let mut reader = Reader { table: &table, path: "", sink };
    reader.unknown(&KEYS);
    let name = reader.needed("name", "\"huiyi-tongzhi\"").filter(|name| reader.is_name(name));
    let version = reader.needed("version", "\"1.0.0\"").filter(|version| reader.is_version(version));
    if let Some(needs) = reader.text("gongwen").filter(|version| reader.is_version(version)) {
        reader.program(&needs);
    }
    let entry = reader.needed("entry", "\"main.typ\"");
    let schema = reader.needed("schema", "\"schema.json\"");
    let manifest = Manifest {
        description: reader.text("description").map(|words| words.text),
        sample: reader.text("sample"),
        data: reader.data_name(),
        fonts: reader.list("fonts").unwrap_or_default(),
        own_fonts: reader.own_fonts(),
        standards: reader.standards(),
        packages: reader.packages(),
        metadata: reader.metadata(),
        name: name.unwrap_or_default().text,
        version: version.unwrap_or_default().text,
        entry: entry.unwrap_or_default(),
        schema: schema.unwrap_or_default(),
    };
    (!sink.has_errors()).then_some(manifest)
}

struct Reader<'a> {
    table: &'a Table,
    path: &'a str,
    sink: &'a mut Sink,
}

impl Reader<'_> {
    fn path_to(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    fn tell(&mut self, problem: impl Into<Box<dyn Problem>>, place: Option<Place>, path: String) {
        self.sink.push(Diagnostic::new(problem).at(place).path(path));
    }

    fn fault(&mut self, fault: impl Into<Box<dyn Problem>>, words: &Words) {
        self.tell(fault, words.place.clone(), words.path.clone());
    }

    fn find(&self, key: &str) -> Option<&Entry> {
        self.table.entries.iter().find(|entry| entry.key == key)
    }

    fn unknown(&mut self, keys: &[&str]) {
        for entry in self.table.entries.iter().filter(|entry| !keys.contains(&entry.key.as_str())) {
            let nearest = closest(&entry.key, keys.iter().copied()).unwrap_or_default().to_owned();
            let fault = TemplateFinding::UnknownKey { key: entry.key.clone(), nearest };
            self.tell(fault, entry.key_place.clone(), self.path_to(&entry.key));
        }
    }

    /// A text of at least one character.
    fn text(&mut self, key: &'static str) -> Option<Words> {
        let entry = self.find(key)?.clone();
        self.words(key, &entry)
    }

    fn words(&mut self, key: &str, entry: &Entry) -> Option<Words> {
        let path = self.path_to(key);
        let place = entry.node.place.clone();
        let Value::String(text) = &entry.node.value else {
            let found = entry.node.value.kind();
            self.tell(ValueFinding::WrongType { expected: STRING, found }, place, path);
            return None;
        };
        let count = text.chars().count();
        if text.trim().is_empty() || count > LONGEST_TEXT {
            let unit = ("个字", "characters");
            let problem: Box<dyn Problem> = if count > LONGEST_TEXT {
                LimitFinding::TooLong { count, limit: LONGEST_TEXT, unit }.into()
            } else {
                TemplateFinding::Empty { key: key.to_owned() }.into()
            };
            self.tell(problem, place, path);
            return None;
        }
        Some(Words { text: text.trim().to_owned(), place, path })
    }

    fn needed(&mut self, key: &'static str, example: &'static str) -> Option<Words> {
        if self.find(key).is_none() {
            let place = self.table.place.clone();
            self.tell(TemplateFinding::MissingKey { key, example }, place, self.path_to(key));
        }
        self.text(key)
    }

    fn is_name(&mut self, words: &Words) -> bool {
        let fine = is_name(&words.text);
        if !fine {
            self.fault(TemplateFinding::NotAName { written: words.text.clone() }, words);
        }
        fine
    }

    fn is_version(&mut self, words: &Words) -> bool {
        let fine = numbers(&words.text).is_some();
        if !fine {
            self.fault(TemplateFinding::NotAVersion { written: words.text.clone() }, words);
        }
        fine
    }

    fn program(&mut self, needs: &Words) {
        let have = env!("CARGO_PKG_VERSION");
        if numbers(&needs.text) > numbers(have) {
            self.fault(TemplateFinding::NewerProgram { needs: needs.text.clone(), have }, needs);
        }
    }

    /// A name that cannot be that of a file the program gives.
    fn data_name(&mut self) -> String {
        let Some(words) = self.text("data") else { return "data.json".to_owned() };
        let stem = words.text.strip_suffix(".json").unwrap_or_default();
        if !is_name(stem) || stem == "fonts" {
            self.fault(TemplateFinding::StrangeName { path: words.text.clone() }, &words);
        }
        words.text
    }

    /// A folder in the template's own.
    fn packages(&mut self) -> String {
        let Some(words) = self.text("packages") else { return "packages".to_owned() };
        if !is_name(&words.text) {
            self.fault(TemplateFinding::StrangeName { path: words.text.clone() }, &words);
        }
        words.text
    }

    fn list(&mut self, key: &'static str) -> Option<Vec<Words>> {
        let entry = self.find(key)?.clone();
        let path = self.path_to(key);
        let mut list = Vec::new();
        let items = match &entry.node.value {
            Value::Array(items) => items,
            other => {
                let problem = ValueFinding::WrongType { expected: STRINGS, found: other.kind() };
                self.tell(problem, entry.node.place.clone(), path);
                return None;
            }
        };
        for (index, item) in items.iter().enumerate() {
            let item = Entry { key: String::new(), key_place: None, node: item.clone() };
            list.extend(self.words(&format!("{key}[{index}]"), &item));
        }
        Some(list)
    }

    fn table(&mut self, key: &'static str) -> Option<Table> {
        let entry = self.find(key)?.clone();
        match entry.node.value {
            Value::Table(table) => Some(table),
            other => {
                let problem = ValueFinding::WrongType { expected: TABLE, found: other.kind() };
                self.tell(problem, entry.node.place, self.path_to(key));
                None
            }
        }
    }

    fn own_fonts(&mut self) -> Vec<(String, Words)> {
        let Some(table) = self.table("own-fonts") else { return Vec::new() };
        let mut reader = Reader { table: &table, path: "own-fonts", sink: &mut *self.sink };
        let mut fonts = Vec::new();
        for entry in &table.entries {
            let Some(file) = reader.words(&entry.key, entry) else { continue };
            if is_name(&entry.key) {
                fonts.push((entry.key.clone(), file));
            } else {
                let fault = TemplateFinding::NotAName { written: entry.key.clone() };
                let path = reader.path_to(&entry.key);
                reader.tell(fault, entry.key_place.clone(), path);
            }
        }
        fonts
    }

    fn standards(&mut self) -> Vec<PdfStandard> {
        let Some(list) = self.list("pdf-standard") else { return vec![PdfStandard::A3a, PdfStandard::Ua1] };
        let mut standards = Vec::new();
        for words in list {
            match words.text.parse() {
                Ok(standard) => standards.push(standard),
                Err(_) => {
                    let problem = ValueFinding::UnknownChoice {
                        written: words.text.clone(),
                        choices: PdfStandard::names().map(str::to_owned).to_vec(),
                        nearest: closest(&words.text, PdfStandard::names()).map(str::to_owned),
                        instead: None,
                    };
                    self.tell(problem, words.place, words.path);
                }
            }
        }
        standards
    }

    fn metadata(&mut self) -> Metadata {
        let Some(table) = self.table("metadata") else { return Metadata::default() };
        let mut reader = Reader { table: &table, path: "metadata", sink: &mut *self.sink };
        reader.unknown(&METADATA_KEYS);
        let metadata = Metadata {
            title: reader.text("title"),
            author: reader.text("author"),
            date: reader.text("date"),
            description: reader.text("description"),
        };
        if let Some(date) = metadata.date.as_ref().filter(|date| !date.text.starts_with('/')) {
            reader.fault(TemplateFinding::NotAPointer { written: date.text.clone() }, date);
        }
        metadata
    }
}

fn is_name(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    !text.is_empty() && text.len() <= LONGEST_NAME && text.chars().all(plain)
}

/// The three numbers of a version.
fn numbers(version: &str) -> Option<[u32; 3]> {
    let parts: Vec<Option<u32>> = version
        .split('.')
        .map(|part| part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse().ok())?)
        .collect();
    let [major, minor, patch] = parts[..] else { return None };
    Some([major?, minor?, patch?])
}
