//! A Word file as a package: parts, and the relations that say which part is what.

use std::collections::BTreeMap;

use encoding_rs::{UTF_16BE, UTF_16LE};

use super::tree::{Node, Tree};
use crate::WordFault;
use crate::source::{Unzip, UnzipFault};

/// A package, opened.
pub(super) struct Package<'a> {
    zip: Unzip<'a>,
}

/// The relations of a part, by their ids.
#[derive(Debug, Default)]
pub(super) struct Relations(BTreeMap<String, Relation>);

#[derive(Debug)]
struct Relation {
    /// The last word of the type: `styles`, `header`, `aFChunk`.
    kind: String,
    /// The part's name; none when it is outside the package.
    part: Option<String>,
}

impl From<UnzipFault> for WordFault {
    fn from(fault: UnzipFault) -> WordFault {
        match fault {
            UnzipFault::NotAZip => WordFault::NotAZip,
            UnzipFault::Encrypted => WordFault::Encrypted,
            UnzipFault::TooLarge => WordFault::TooLarge { limit: crate::source::LIMIT_UNPACKED },
            UnzipFault::Broken(reason) => WordFault::Broken { reason },
        }
    }
}

impl<'a> Package<'a> {
    /// Opens a package that may unpack to `limit` bytes.
    pub(super) fn open(bytes: &'a [u8], limit: u64) -> Result<Package<'a>, WordFault> {
        Ok(Package { zip: Unzip::open(bytes, limit)? })
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.zip.has(name)
    }

    pub(super) fn left(&self) -> u64 {
        self.zip.left()
    }

    pub(super) fn used(&mut self, left: u64) {
        self.zip.used(left);
    }

    pub(super) fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, WordFault> {
        Ok(self.zip.read(name)?)
    }

    /// A part, parsed; none when it is not there.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Tree>, WordFault> {
        let Some(bytes) = self.zip.read(name)? else { return Ok(None) };
        Tree::parse(&xml_text(bytes)?).map(Some)
    }

    /// The name of the main part: by the package's relation, else the usual one.
    pub(super) fn main_part(&mut self) -> Result<Option<String>, WordFault> {
        let by_relation =
            self.relations("")?.of_kind("officeDocument").into_iter().find(|part| self.has(part));
        let usual = "word/document.xml".to_owned();
        Ok(by_relation.or_else(|| Some(usual).filter(|usual| self.has(usual))))
    }

    /// The relations of a part; of the package itself when the name is empty.
    pub(super) fn relations(&mut self, part: &str) -> Result<Relations, WordFault> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let mut relations = Relations::default();
        let Some(tree) = self.part(&format!("{folder}/_rels/{name}.rels"))? else { return Ok(relations) };
        for node in tree.root().into_iter().flat_map(Node::children) {
            let (Some(id), Some(kind), Some(target)) =
                (node.attribute("Id"), node.attribute("Type"), node.attribute("Target"))
            else {
                continue;
            };
            let outside = node.attribute("TargetMode") == Some("External");
            let relation = Relation {
                kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
                part: (!outside).then(|| resolved(folder, target)),
            };
            relations.0.insert(id.to_owned(), relation);
        }
        Ok(relations)
    }
}

impl Relations {
    /// The part that an id stands for.
    pub(super) fn part(&self, id: &str) -> Option<&str> {
        self.0.get(id)?.part.as_deref()
    }

    /// The parts of a kind, in the order of their ids.
    pub(super) fn of_kind(&self, kind: &str) -> Vec<String> {
        self.0.values().filter(|known| known.kind == kind).filter_map(|known| known.part.clone()).collect()
    }
}

/// A target as the name of a part: below the folder, unless it begins at the package's root.
fn resolved(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let mut parts: Vec<&str> = match target.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => folder.split('/').filter(|part| !part.is_empty()).collect(),
    };
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// The text of an XML part: UTF-8, or UTF-16 with its mark, as packages allow.
fn xml_text(bytes: Vec<u8>) -> Result<String, WordFault> {
    let utf16 = match bytes.get(..2) {
        Some([0xFF, 0xFE]) => Some(UTF_16LE),
        Some([0xFE, 0xFF]) => Some(UTF_16BE),
        _ => None,
    };
    let text = match utf16 {
        Some(encoding) => encoding.decode_with_bom_removal(&bytes).0.into_owned(),
        None => String::from_utf8(bytes)
            .map_err(|_| WordFault::Broken { reason: "XML is not UTF-8".to_owned() })?,
    };
    Ok(text.strip_prefix('\u{FEFF}').map_or_else(|| text.clone(), str::to_owned))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_found_from_their_folder() {
        for (folder, target, wanted) in [
            ("", "word/document2.xml", "word/document2.xml"),
            ("", "/word/document2.xml", "word/document2.xml"),
            ("word", "styles.xml", "word/styles.xml"),
            ("word", "../docProps/a.xml", "docProps/a.xml"),
            ("word", "/word/./a.xml", "word/a.xml"),
            ("word", "media\\a.html", "word/media/a.html"),
            ("", "../../a.xml", "a.xml"),
        ] {
            assert_eq!(resolved(folder, target), wanted);
        }
    }
}
