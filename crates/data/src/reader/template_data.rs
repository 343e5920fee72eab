//! What templates of one's own are filled with.

use std::path::Path;
use std::sync::Arc;

use serde::Serialize;

use crate::diagnostic::{Diagnostic, Failure, Sink, guarded};
use crate::document::Document;
use crate::limits::DATA_BYTES;
use crate::source::{
    FileFinding, Files, InputFormat, Node, SourceText, Table, Value, ValueFinding, from_serde,
};

/// Data for a template: TOML, YAML, JSON or any serde value, each value with its place.
#[derive(Debug)]
#[non_exhaustive]
pub struct TemplateData {
    /// The values, each with its place.
    #[doc(hidden)]
    pub table: Table,
    /// What files they may name.
    #[doc(hidden)]
    pub files: Files,
    /// What was noticed while reading.
    #[doc(hidden)]
    pub noticed: Vec<Diagnostic>,
}

impl TemplateData {
    /// Reads JSON text of at most 16 MiB. Files it names are refused: the text has no folder.
    ///
    /// # Errors
    /// When it is larger, or not JSON, with the place.
    pub fn from_json(text: &str) -> Result<TemplateData, Failure> {
        TemplateData::of_text("data.json", text, InputFormat::Json)
    }

    /// Reads TOML text of at most 16 MiB. Files it names are refused: the text has no folder.
    ///
    /// # Errors
    /// When it is larger, or not TOML, with the place.
    pub fn from_toml(text: &str) -> Result<TemplateData, Failure> {
        TemplateData::of_text("data.toml", text, InputFormat::Toml)
    }

    /// Reads a file of at most 16 MiB: TOML, YAML or JSON, as its ending says. Paths in it are relative to
    /// its folder. A [`DocumentReader`](crate::DocumentReader) has more to choose from.
    ///
    /// # Errors
    /// When the file cannot be read, or is not what its ending says.
    pub fn from_path(path: impl AsRef<Path>) -> Result<TemplateData, Failure> {
        Document::reader().read_data_path(path)
    }

    /// Takes any serde value that is a table of keys. Files it names are refused: it has no folder.
    ///
    /// # Errors
    /// When it does not serialise to a table.
    pub fn from_value<T: Serialize + ?Sized>(value: &T) -> Result<TemplateData, Failure> {
        guarded(|| {
            let mut sink = Sink::default();
            let table = from_serde(value, &mut sink);
            TemplateData::finish(table, Files::default(), sink)
        })
    }

    fn of_text(name: &str, text: &str, format: InputFormat) -> Result<TemplateData, Failure> {
        guarded(|| {
            if text.len() as u64 > DATA_BYTES {
                return Err(FileFinding::FileTooLarge { path: name.to_owned(), limit: DATA_BYTES }.into());
            }
            TemplateData::read(&SourceText::new(name, text), format, Files::default())
        })
    }

    fn finish(table: Option<Table>, files: Files, mut sink: Sink) -> Result<TemplateData, Failure> {
        if let Some(table) = &table {
            numbers(table, "", &mut sink);
        }
        let failed = sink.has_errors();
        let noticed = sink.into_sorted();
        match table.filter(|_| !failed) {
            Some(table) => Ok(TemplateData { table, files, noticed }),
            None => Err(noticed.into()),
        }
    }
}

/// A template is filled with JSON, which has neither NaN nor infinity: it would get nothing in their place.
fn numbers(table: &Table, path: &str, sink: &mut Sink) {
    for entry in &table.entries {
        let path = if path.is_empty() { entry.key.clone() } else { format!("{path}.{}", entry.key) };
        number(&entry.node, &path, sink);
    }
}

fn number(node: &Node, path: &str, sink: &mut Sink) {
    match &node.value {
        Value::Float(number) if !number.is_finite() => {
            let (expected, found) = (("有限的数", "a finite number"), ("非数或无穷大", "NaN or infinity"));
            let problem = ValueFinding::WrongType { expected, found };
            sink.push(Diagnostic::new(problem).at(node.place.clone()).path(path));
        }
        Value::Array(items) => {
            for (i, item) in items.iter().enumerate() {
                number(item, &format!("{path}[{i}]"), sink);
            }
        }
        Value::Table(table) => numbers(table, path, sink),
        _ => {}
    }
}

#[doc(hidden)]
impl TemplateData {
    /// Reads a text in one of the spellings.
    pub fn read(
        source: &Arc<SourceText>,
        format: InputFormat,
        files: Files,
    ) -> Result<TemplateData, Failure> {
        guarded(|| {
            let mut sink = Sink::default();
            let table = format.read(source, &mut sink);
            TemplateData::finish(table, files, sink)
        })
    }
}
