//! The parts of a workbook: which they are, by the relations of the package (ECMA-376 part 2).

use std::collections::BTreeMap;

use super::Fault;
use super::xml::{Step, walk};
use crate::source::{LIMIT_UNPACKED, Unzip, UnzipFault};

/// A package, opened.
pub(super) struct Package<'a> {
    zip: Unzip<'a>,
}

/// A relation: what the target is to the part, and its name.
#[derive(Debug, Clone)]
pub(super) struct Relation {
    /// The last word of the type: `worksheet`, `styles`.
    pub kind: String,
    pub part: String,
}

impl From<UnzipFault> for Fault {
    fn from(fault: UnzipFault) -> Fault {
        match fault {
            UnzipFault::NotAZip => Fault::Kind(super::kind::Kind::BrokenZip),
            UnzipFault::Encrypted => Fault::Kind(super::kind::Kind::Encrypted),
            UnzipFault::TooLarge => Fault::TooLarge { limit: LIMIT_UNPACKED },
            UnzipFault::Broken(reason) => Fault::Broken { part: String::new(), reason },
        }
    }
}

impl<'a> Package<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Package<'a>, Fault> {
        Ok(Package { zip: Unzip::open(bytes, LIMIT_UNPACKED)? })
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.zip.has(name)
    }

    /// A part's text; none when it is not there.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, Fault> {
        let broken = |reason: &str| Fault::Broken { part: name.to_owned(), reason: reason.to_owned() };
        let Some(bytes) = self.zip.read(name)? else { return Ok(None) };
        let text = match bytes.get(..2) {
            Some([0xFF, 0xFE] | [0xFE, 0xFF]) => {
                let (text, _, wrong) = encoding_rs::UTF_16LE.decode(&bytes);
                if wrong {
                    return Err(broken("not UTF-16"));
                }
                text.into_owned()
            }
            _ => String::from_utf8(bytes).map_err(|_| broken("not UTF-8"))?,
        };
        Ok(Some(match text.strip_prefix('\u{FEFF}') {
            Some(rest) => rest.to_owned(),
            None => text,
        }))
    }

    /// The relations of a part by their ids; of the package itself when the name is empty.
    pub(super) fn relations(&mut self, part: &str) -> Result<BTreeMap<String, Relation>, Fault> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let rels = format!("{folder}/_rels/{name}.rels");
        let mut relations = BTreeMap::new();
        let Some(text) = self.text(&rels)? else { return Ok(relations) };
        walk(&rels, &text, |step| {
            let Step::Open("Relationship", attributes) = step else { return Ok(()) };
            let (Some(id), Some(kind), Some(target)) =
                (attributes.get("Id"), attributes.get("Type"), attributes.get("Target"))
            else {
                return Ok(());
            };
            if attributes.get("TargetMode").as_deref() != Some("External") {
                let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                relations.insert(id, Relation { kind, part: resolved(folder, &target) });
            }
            Ok(())
        })?;
        Ok(relations)
    }
}

/// A target as the name of a part: below the folder, unless it begins at the package's root.
fn resolved(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let begin = if target.starts_with('/') { "" } else { folder };
    let mut names: Vec<&str> = Vec::new();
    for name in begin.split('/').chain(target.split('/')) {
        match name {
            "" | "." => {}
            ".." => {
                names.pop();
            }
            name => names.push(name),
        }
    }
    names.join("/")
}
