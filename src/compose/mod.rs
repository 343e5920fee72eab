//! A document becomes what its template reads: one dictionary, title lines, blocks, pictures; and the template itself.

mod blocks;
mod charts;
mod data;
mod forms;
mod job;
mod kept;
mod names;
mod notes;
mod parts;
mod signoff;
mod tables;
mod words;

pub(crate) use data::{dictionary, fragments, pictures, shared};
pub(crate) use job::DocumentJob;
pub(crate) use words::{Composed, too_long};

use crate::press::{Content, TemplateFile};
use crate::source::SourceText;

/// A template inside the program: its name and its files.
pub(crate) struct BuiltIn {
    pub name: &'static str,
    pub(crate) files: &'static [(&'static str, &'static str)],
}

macro_rules! built_in {
    ($folder:literal: $($name:literal),+ $(,)?) => {
        BuiltIn {
            name: $folder,
            files: &[$(($name, include_str!(concat!("../../templates/", $folder, "/", $name)))),+],
        }
    };
}

#[cfg(feature = "template")]
pub(crate) use built_in;

/// The template of 公文.
pub(crate) const GONGWEN: BuiltIn = built_in!(
    "gongwen":
    "template.toml",
    "schema.json",
    "data.json",
    "shared.json",
    "fonts.json",
    "main.typ",
    "dimensions.typ",
    "faces.typ",
    "page.typ",
    "head.typ",
    "main-part.typ",
    "lines.typ",
    "notes.typ",
    "body.typ",
    "parts.typ",
    "table.typ",
    "picture.typ",
    "fragment.typ",
    "frame.typ",
    "chart.typ",
    "parties.typ",
    "signoff.typ",
    "colophon.typ",
);

impl BuiltIn {
    /// A file's text.
    pub(crate) fn text(&self, file: &str) -> Option<&'static str> {
        self.files.iter().find(|(name, _)| *name == file).map(|(_, text)| *text)
    }

    /// Its Typst files by name.
    pub(crate) fn typst(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        self.files.iter().copied().filter(|(name, _)| name.ends_with(".typ"))
    }

    /// Its files, as if they had been read from a folder of its name.
    pub(crate) fn files(&self) -> Vec<TemplateFile> {
        let file = |(name, text): &(&str, &str)| TemplateFile {
            package: None,
            name: (*name).to_owned(),
            content: Content::Text(SourceText::new(format!("{}/{name}", self.name), *text)),
        };
        self.files.iter().map(file).collect()
    }
}
