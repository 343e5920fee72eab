//! The default set: compiled into the program, or found as files beside it.

use std::fmt;
use std::path::PathBuf;

use super::roles::FANDOL_FANG;

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
    File(PathBuf),
}

impl BundledFaces {
    /// The SHA-256 of a file of the set, from the list that was made with it.
    #[must_use]
    pub fn sha256(&self, name: &str) -> Option<&'static str> {
        let lines = self.sums.lines().filter_map(|line| line.split_once("  "));
        lines.filter(|(_, file)| file.rsplit('/').next() == Some(name)).map(|(sum, _)| sum).next()
    }

    /// Finds a face of the set by its file name.
    pub(super) fn find(&self, name: &str) -> Option<Bundled> {
        if let Some((_, bytes)) = self.embedded.iter().find(|(known, _)| *known == name) {
            return Some(Bundled::Embedded { bytes, sha256: self.sha256(name) });
        }
        self.folders()
            .into_iter()
            .flat_map(|folder| [folder.join(name), folder.join("gpl").join(name)])
            .find(|path| path.is_file())
            .map(Bundled::File)
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
