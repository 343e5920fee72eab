//! The three spellings of a data file, and which of them a file is written in.

use std::fmt;
use std::path::Path;
use std::str::FromStr;
use std::sync::Arc;

use super::{BYTE_ORDER_MARK, SourceText, Table, json, toml, yaml};
use crate::diagnostic::{Diagnostic, Place, Sink};
use crate::nearest::UnknownName;
use crate::source::SyntaxFinding;

/// The spelling of a data file: one tree of keys and values in all three.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum InputFormat {
    /// TOML 1.0, the native spelling.
    Toml,
    /// YAML 1.2 with its core schema.
    Yaml,
    /// JSON as RFC 8259 has it.
    Json,
}

impl InputFormat {
    /// Every spelling.
    pub const ALL: [InputFormat; 3] = [InputFormat::Toml, InputFormat::Yaml, InputFormat::Json];

    /// Its name, such as `toml`, as `--input-format` takes it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            InputFormat::Toml => "toml",
            InputFormat::Yaml => "yaml",
            InputFormat::Json => "json",
        }
    }

    /// The spelling of a text that was read: what the ending of its name says, else what it looks like.
    pub(crate) fn of(source: &SourceText) -> InputFormat {
        InputFormat::of_path(Path::new(source.name())).unwrap_or_else(|| InputFormat::guess(source.text()))
    }

    /// The spelling that a file's ending names: `.toml`, `.yaml`, `.yml`, `.json`.
    #[must_use]
    pub fn of_path(path: impl AsRef<Path>) -> Option<InputFormat> {
        let ending = path.as_ref().extension()?.to_str()?.to_ascii_lowercase();
        match ending.as_str() {
            "toml" => Some(InputFormat::Toml),
            "yaml" | "yml" => Some(InputFormat::Yaml),
            "json" => Some(InputFormat::Json),
            _ => None,
        }
    }

    /// The spelling of a text without a telling name: JSON when it begins with `{`, else TOML. YAML
    /// begins as TOML may, so it must be named.
    pub fn guess(text: &str) -> InputFormat {
        if text.trim_start_matches(BYTE_ORDER_MARK).trim_start().starts_with('{') {
            InputFormat::Json
        } else {
            InputFormat::Toml
        }
    }

    /// Its media type.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            InputFormat::Toml => "application/toml",
            InputFormat::Yaml => "application/yaml",
            InputFormat::Json => "application/json",
        }
    }
}

#[doc(hidden)]
impl InputFormat {
    /// Reads a text in this spelling, or reports why not.
    pub fn read(self, source: &Arc<SourceText>, sink: &mut Sink) -> Option<Table> {
        // An answer's data are pasted with the fence of Markdown around them.
        let text = source.text();
        let start = text.len() - text.trim_start().len();
        if text[start..].starts_with("```") {
            let line = text[start..].lines().next().unwrap_or_default().trim_end();
            let place = Place::new(source, start..start + line.len());
            sink.push(Diagnostic::new(SyntaxFinding::Fence).at(place));
            return None;
        }
        match self {
            InputFormat::Toml => toml::read(source, sink),
            InputFormat::Yaml => yaml::read(source, sink),
            InputFormat::Json => json::read(source, sink),
        }
    }
}

impl fmt::Display for InputFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for InputFormat {
    type Err = UnknownName;

    fn from_str(name: &str) -> Result<InputFormat, UnknownName> {
        let known = InputFormat::ALL.into_iter().find(|format| format.as_str() == name);
        known.ok_or_else(|| UnknownName::new(name, InputFormat::ALL.map(InputFormat::as_str)))
    }
}
