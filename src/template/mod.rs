//! Templates: their folders and manifests, the data each asks for, and the two that are built in. What a
//! 公文 becomes for its template is `data.rs`; what any other template gets is `fill.rs`.

mod blocks;
mod charts;
mod data;
mod files;
mod fill;
mod findings;
mod kept;
mod manifest;
mod names;
pub(crate) mod pointer;
mod schema;
mod tables;
mod violations;

pub(crate) use data::{Composed, dictionary, fragments, pictures, shared};
pub(crate) use files::{add_packages, read_folder};
pub(crate) use fill::{fill, json};
pub use findings::not_for_templates;
pub(crate) use findings::{AskedFinding, TemplateFinding};
pub(crate) use manifest::{MANIFEST, Manifest, nearest, read as read_manifest};
pub(crate) use names::Names;
pub(crate) use schema::Schema;
pub(crate) use violations::{ChartFault, Violation, ViolationKind};

use crate::engine::{Content, TemplateFile};
use crate::source::SourceText;

/// A template inside the program: its name and its files.
pub(crate) struct BuiltIn {
    pub name: &'static str,
    files: &'static [(&'static str, &'static str)],
}

macro_rules! built_in {
    ($folder:literal: $($name:literal),+ $(,)?) => {
        BuiltIn {
            name: $folder,
            files: &[$(($name, include_str!(concat!("../../templates/", $folder, "/", $name)))),+],
        }
    };
}

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
    "table.typ",
    "picture.typ",
    "fragment.typ",
    "signoff.typ",
    "colophon.typ",
);

/// A report with cover, contents, tables and charts: it shows that the engine is not for 公文 alone.
const GONGZUO_BAOGAO: BuiltIn = built_in!(
    "gongzuo-baogao":
    "template.toml",
    "schema.json",
    "sample.json",
    "fonts.json",
    "main.typ",
    "style.typ",
    "fonts.typ",
    "cover.typ",
    "blocks.typ",
    "table.typ",
    "chart.typ",
);

/// All templates inside the program.
pub(crate) const BUILT_IN: [BuiltIn; 2] = [GONGWEN, GONGZUO_BAOGAO];

impl BuiltIn {
    /// Its Typst files by name.
    pub fn typst(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        self.files.iter().copied().filter(|(name, _)| name.ends_with(".typ"))
    }

    /// Its files, as if they had been read from a folder of its name.
    pub fn files(&self) -> Vec<TemplateFile> {
        let file = |(name, text): &(&str, &str)| TemplateFile {
            package: None,
            name: (*name).to_owned(),
            content: Content::Text(SourceText::new(format!("{}/{name}", self.name), *text)),
        };
        self.files.iter().map(file).collect()
    }
}
