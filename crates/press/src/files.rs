//! Files under the names that Typst sees: a template's own, and those of the packages it imports.

use std::sync::Arc;

use crate::source::SourceText;

/// A package that a template imports, as `@namespace/name:1.2.3`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Package {
    /// Its namespace, without the `@`.
    pub namespace: String,
    /// Its name.
    pub name: String,
    /// Major, minor, patch.
    pub version: (u32, u32, u32),
}

/// What stands in a file.
#[derive(Clone)]
pub enum Content {
    /// Text, whose lines findings can show: a Typst file, data.
    Text(Arc<SourceText>),
    /// Anything else: a picture, a face.
    Bytes(Arc<[u8]>),
}

/// A file of a template or of a package.
#[derive(Clone)]
pub struct TemplateFile {
    /// The package it belongs to; none for a file of the template.
    pub package: Option<Package>,
    /// Its path in the folder, with forward slashes.
    pub name: String,
    /// What stands in it.
    pub content: Content,
}

impl TemplateFile {
    /// The text, when it is one.
    pub fn text(&self) -> Option<&Arc<SourceText>> {
        match &self.content {
            Content::Text(text) => Some(text),
            Content::Bytes(_) => None,
        }
    }
}

impl Package {
    /// Reads `namespace/name:1.2.3`.
    pub fn parse(spec: &str) -> Option<Package> {
        let (namespace, rest) = spec.split_once('/')?;
        let (name, version) = rest.split_once(':')?;
        let is_name = |name: &str| {
            !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
        };
        let numbers: Vec<u32> = version.split('.').filter_map(|part| part.parse().ok()).collect();
        let [major, minor, patch] = numbers[..] else { return None };
        (is_name(namespace) && is_name(name)).then(|| Package {
            namespace: namespace.to_owned(),
            name: name.to_owned(),
            version: (major, minor, patch),
        })
    }

    /// The folder of its files, below a folder of packages.
    pub fn path(&self) -> String {
        let (major, minor, patch) = self.version;
        format!("{}/{}/{major}.{minor}.{patch}", self.namespace, self.name)
    }
}
