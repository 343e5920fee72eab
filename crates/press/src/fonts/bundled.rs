//! The default set: compiled into the program, or found as files beside it.

use std::fmt;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use super::roles::FANDOL_FANG;
use crate::source::sha256;

/// The default set as the program has it. The program hands it down: a package holds no file outside itself.
#[derive(Clone, Copy, Default)]
pub struct BundledFaces {
    /// Faces inside the program.
    pub embedded: &'static [EmbeddedFace],
    /// The sums of the set's files, as `sha256sum` lists them.
    pub sums: &'static str,
    /// Where the files lie that are neither in the program nor beside it.
    pub folder: &'static str,
}

/// A face inside the program.
#[derive(Clone, Copy)]
pub struct EmbeddedFace {
    /// The name of its file.
    pub name: &'static str,
    /// The file's bytes, or what they are unpacked from.
    pub bytes: &'static [u8],
    /// How they are unpacked; none when they are the file's.
    pub packing: Option<Packing>,
}

/// How a face was packed.
#[derive(Clone, Copy)]
pub struct Packing {
    /// How large the file is, in bytes.
    pub size: usize,
    /// Gives so many bytes back; none of what is damaged, as far as the packing tells.
    pub unpack: fn(&[u8], usize) -> Option<Vec<u8>>,
}

/// The bytes of a packed face, unpacked when somebody asks for them first.
pub(super) struct Unpacked {
    name: &'static str,
    packed: &'static [u8],
    packing: Packing,
    /// What the file's bytes have to have, when the set has a list.
    sum: Option<&'static str>,
    bytes: OnceLock<Vec<u8>>,
}

impl Unpacked {
    pub(super) fn new(face: EmbeddedFace, packing: Packing, sum: Option<&'static str>) -> Unpacked {
        Unpacked { name: face.name, packed: face.bytes, packing, sum, bytes: OnceLock::new() }
    }

    /// # Panics
    /// When the bytes inside the program are no longer those that were packed: what is not the set's face sets no page.
    fn unpack(&self) -> Vec<u8> {
        let bytes = (self.packing.unpack)(self.packed, self.packing.size);
        let right = |bytes: &Vec<u8>| {
            bytes.len() == self.packing.size && self.sum.is_none_or(|sum| sha256(bytes) == sum)
        };
        bytes
            .filter(right)
            .unwrap_or_else(|| panic!("{} in the program is damaged: install the program anew", self.name))
    }
}

impl AsRef<[u8]> for Unpacked {
    fn as_ref(&self) -> &[u8] {
        self.bytes.get_or_init(|| self.unpack())
    }
}

/// Bytes of a bundled face and where they came from.
pub enum Bundled {
    Embedded {
        face: EmbeddedFace,
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
        if let Some(face) = self.embedded.iter().find(|face| face.name == name) {
            search.right = Some(Bundled::Embedded { face: *face, sha256: sum });
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
        let names: Vec<&str> = self.embedded.iter().map(|face| face.name).collect();
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

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::super::face::Face;
    use super::*;

    const FACE: &[u8] = include_bytes!("../../../../fonts/GWSigns-Regular.ttf");
    const NAME: &str = "GWSigns-Regular.ttf";
    const SUMS: &str = include_str!("../../../../fonts/SHA256SUMS");

    fn packed(
        name: &'static str,
        bytes: &'static [u8],
        unpack: fn(&[u8], usize) -> Option<Vec<u8>>,
    ) -> Arc<Face> {
        let set = BundledFaces { sums: SUMS, ..BundledFaces::default() };
        let packing = Some(Packing { size: FACE.len(), unpack });
        let face = EmbeddedFace { name, bytes, packing };
        Face::bundled(name, Bundled::Embedded { face, sha256: set.sha256(name) }, None).unwrap()
    }

    /// The start of the program waits for no face that nobody asked about.
    #[test]
    fn a_packed_face_is_unpacked_when_its_bytes_are_asked_for_and_once() {
        static UNPACKED: AtomicUsize = AtomicUsize::new(0);
        let face = packed(NAME, FACE, |bytes, _| {
            UNPACKED.fetch_add(1, Ordering::Relaxed);
            Some(bytes.to_vec())
        });
        let times = || UNPACKED.load(Ordering::Relaxed);
        let other =
            Face::given("other.ttf", &Arc::from(include_bytes!("../../../../fonts/gkai00mp.ttf").as_slice()));
        let other = other.unwrap();
        assert_eq!(face.size(), FACE.len());
        assert!(face.is_packed() && !other.is_packed());
        assert!(!face.is_copy_of(&other) && !face.is(&other.font().unwrap()));
        assert_eq!(times(), 0);
        assert!(face.has('\u{2611}'));
        assert_eq!(face.about().sha256, crate::source::sha256(FACE));
        assert!(
            face.is(&face.font().unwrap()) && face.is_copy_of(&Face::given(NAME, &Arc::from(FACE)).unwrap())
        );
        assert_eq!(times(), 1);
    }

    /// A program whose file was damaged sets no page with another face.
    #[test]
    #[should_panic(expected = "gkai00mp.ttf in the program is damaged")]
    fn bytes_that_have_not_the_sum_of_the_list_are_no_face_of_it() {
        packed("gkai00mp.ttf", FACE, |bytes, _| Some(bytes.to_vec())).has('A');
    }
}
