//! The default set: compiled into the program, or found as files beside it.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use super::roles::FANDOL_FANG;
use crate::source::sha256;

/// The default set as the program has it. The program hands it down: a package holds no file outside itself.
#[derive(Clone, Copy, Default)]
pub struct BundledFaces {
    /// Faces inside the program, by the names of their files.
    pub embedded: &'static [(&'static str, &'static [u8])],
    /// The sums of the set's files, as `sha256sum` lists them.
    pub sums: &'static str,
    /// Where the files lie that are neither in the program nor beside it.
    pub folder: &'static str,
}

/// Bytes of a bundled face and where they came from.
pub enum Bundled {
    Embedded {
        bytes: &'static [u8],
        /// Its sum, from the list that was made with the set.
        sha256: Option<&'static str>,
    },
    /// A file, read.
    File(PathBuf, Vec<u8>),
    /// Bytes that the embedder gave.
    Given(Arc<[u8]>),
}

/// What was found under the name of a face of the set.
#[derive(Default)]
pub(super) struct Search {
    pub right: Option<Bundled>,
    /// Where another file lies under that name.
    pub other: Option<String>,
}

impl BundledFaces {
    /// The SHA-256 of a file of the set, from the list that was made with it.
    #[must_use]
    pub fn sha256(&self, name: &str) -> Option<&'static str> {
        let lines = self.sums.lines().filter_map(|line| line.split_once("  "));
        lines.filter(|(_, file)| file.rsplit('/').next() == Some(name)).map(|(sum, _)| sum).next()
    }

    /// Finds a face of the set by its file name: among those that were given, in the program, in folders. A file
    /// that has not the sum of the list is another one, whatever its name.
    pub(super) fn find(&self, name: &str, folders: &[PathBuf], given: &[(String, Arc<[u8]>)]) -> Search {
        let mut search = Search::default();
        let sum = self.sha256(name);
        let is_right = |bytes: &[u8]| sum.is_none_or(|sum| sha256(bytes) == sum);
        for (_, bytes) in given.iter().filter(|(known, _)| known == name) {
            if is_right(bytes) {
                search.right = Some(Bundled::Given(Arc::clone(bytes)));
                return search;
            }
            search.other = Some(name.to_owned());
        }
        if let Some((_, bytes)) = self.embedded.iter().find(|(known, _)| *known == name) {
            search.right = Some(Bundled::Embedded { bytes, sha256: sum });
            return search;
        }
        let folders = folders.iter().cloned().chain(self.folders());
        for path in folders.flat_map(|folder| [folder.join(name), folder.join("gpl").join(name)]) {
            let Ok(bytes) = std::fs::read(&path) else { continue };
            if is_right(&bytes) {
                search.right = Some(Bundled::File(path, bytes));
                return search;
            }
            search.other = Some(path.display().to_string());
        }
        search
    }

    /// Where fonts for rare characters lie when somebody put them there.
    pub(super) fn rare_folders(&self) -> Vec<PathBuf> {
        self.folders().into_iter().map(|folder| folder.join("rare")).collect()
    }

    /// Where the set's files lie: beside the program, where a package puts them, in the checkout.
    fn folders(&self) -> Vec<PathBuf> {
        let mut folders = Vec::new();
        if let Some(beside) = beside() {
            folders.push(beside.join("fonts"));
            folders.push(beside.join("../share/gongwen/fonts"));
        }
        folders.push(PathBuf::from(self.folder));
        folders
    }
}

/// The names only: the faces are megabytes.
impl fmt::Debug for BundledFaces {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.embedded.iter().map(|(name, _)| *name).collect();
        f.debug_struct("BundledFaces")
            .field("embedded", &names)
            .field("folder", &self.folder)
            .finish_non_exhaustive()
    }
}

/// The folder of the program.
fn beside() -> Option<PathBuf> {
    Some(std::env::current_exe().ok()?.parent()?.to_owned())
}

/// Where a file of the set that is not compiled in belongs: beside the program.
pub(super) fn folder_of(name: &str) -> String {
    let fonts = beside().unwrap_or_default().join("fonts");
    let folder = if name == FANDOL_FANG { fonts.join("gpl") } else { fonts };
    folder.display().to_string()
}
