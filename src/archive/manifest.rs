//! `gongwen.json`, the first of the files that a PDF carries: which file is what, and what else decides
//! the bytes.

use serde::{Deserialize, Serialize};

use crate::archive::ArchiveFinding;
use crate::press::ListedFace;
use crate::reader::renamed::VERSION;

/// The conformance report's.
pub(super) const REPORT: &str = "report.json";

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Manifest {
    /// The version of this form.
    pub gongwen_source: u32,
    pub made_with: MadeWith,
    pub data: Data,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub layout: Option<Own>,
    /// The files that the data names, in the order in which it does.
    pub files: Vec<Named>,
    /// Pictures of seals and signatures, which do not travel: who had them could put them on any document.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stamps: Vec<Absent>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub report: Option<Own>,
    pub options: Options,
}

/// With what the pages were set: another program, template or face may set others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct MadeWith {
    /// The version of gongwen.
    pub gongwen: String,
    pub template: Template,
    pub fonts: Vec<Face>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Template {
    pub name: String,
    pub version: String,
    pub sha256: String,
}

/// A face that the pages have characters in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Face {
    pub role: String,
    pub file: String,
    pub name: String,
    pub version: String,
    pub sha256: String,
}

impl MadeWith {
    /// The files of the faces that another making has otherwise. One that only this or only that has
    /// characters in says nothing: the words may have changed.
    pub(crate) fn other_faces(&self, with: &MadeWith) -> Vec<&str> {
        let of = |fonts: &[Face], role: &str| -> Vec<Face> {
            fonts.iter().filter(|face| face.role == role).cloned().collect()
        };
        let others = self.fonts.iter().filter(|face| {
            let (mine, theirs) = (of(&self.fonts, &face.role), of(&with.fonts, &face.role));
            !theirs.contains(face) && theirs.iter().any(|other| !mine.contains(other))
        });
        others.map(|face| face.file.as_str()).collect()
    }
}

impl From<ListedFace> for Face {
    fn from(face: ListedFace) -> Face {
        let ListedFace { role, file, name, version, sha256 } = face;
        Face { role, file, name, version, sha256 }
    }
}

/// A file by its path among the attachments.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Own {
    pub path: String,
    pub sha256: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Data {
    #[serde(flatten)]
    pub file: Own,
    /// toml, yaml or json.
    pub input_format: String,
    /// What files are in that are no UTF-8.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Named {
    /// What the data calls it.
    pub named: String,
    #[serde(flatten)]
    pub file: Own,
}

/// A file that the data names and the PDF does not carry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Absent {
    /// What the data calls it.
    pub named: String,
    /// Where it would stand among the attachments.
    pub path: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Options {
    /// Whether only the bundled faces were to serve.
    pub bundled_fonts_only: bool,
    /// What the PDF was to meet; nothing for a plain one.
    pub pdf_standard: Vec<String>,
    /// Font files that the data names. They do not travel: their licences seldom allow it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub font_files: Vec<String>,
}

impl Manifest {
    pub(crate) fn new(made_with: MadeWith, data: Data, options: Options) -> Manifest {
        Manifest {
            gongwen_source: VERSION,
            made_with,
            data,
            layout: None,
            files: Vec::new(),
            stamps: Vec::new(),
            report: None,
            options,
        }
    }

    pub(crate) fn to_json(&self) -> String {
        let text = serde_json::to_string_pretty(self).expect("texts and numbers make JSON");
        text + "\n"
    }

    pub(crate) fn from_json(bytes: &[u8]) -> Result<Manifest, ArchiveFinding> {
        #[derive(Deserialize)]
        #[serde(rename_all = "kebab-case")]
        struct Version {
            gongwen_source: u32,
        }
        let broken = |error: serde_json::Error| ArchiveFinding::BrokenManifest { reason: error.to_string() };
        let Version { gongwen_source: version } = serde_json::from_slice(bytes).map_err(broken)?;
        if version > VERSION {
            return Err(ArchiveFinding::NewerManifest { version, known: VERSION });
        }
        serde_json::from_slice(bytes).map_err(broken)
    }

    /// The files that make the document.
    pub(crate) fn sources(&self) -> impl Iterator<Item = &Own> {
        let named = self.files.iter().map(|named| &named.file);
        std::iter::once(&self.data.file).chain(&self.layout).chain(named)
    }

    /// Every file it tells of.
    pub(crate) fn files(&self) -> impl Iterator<Item = &Own> {
        self.sources().chain(&self.report)
    }
}
