//! The default set: compiled in, or found as files beside the program.

use std::path::PathBuf;

use super::roles::FANDOL_FANG;

/// Bytes of a bundled face and where they came from.
pub(crate) enum Bundled {
    Embedded(&'static [u8]),
    File(PathBuf),
}

macro_rules! embedded {
    ($($name:literal),+ $(,)?) => {
        #[cfg(feature = "embed-fonts")]
        const EMBEDDED: &[(&str, &[u8])] =
            &[$(($name, include_bytes!(concat!("../../../fonts/", $name)))),+];
    };
}

embedded!(
    "GWKaiSupplement-Regular.ttf",
    "GWMath-Regular.otf",
    "GWSigns-Regular.ttf",
    "LiberationSerif-Regular.ttf",
    "NotoSansCJKsc-Medium-GBK.otf",
    "NotoSerifCJKsc-Bold-GBK.otf",
    "NotoSerifSC-Regular-L2.otf",
    "gkai00mp.ttf",
);

#[cfg(not(feature = "embed-fonts"))]
const EMBEDDED: &[(&str, &[u8])] = &[];

// GPLv3: only for those who accept its terms for the whole binary.
#[cfg(feature = "embed-fandol")]
const FANDOL: Option<&[u8]> = Some(include_bytes!("../../../fonts/gpl/FandolFang-Regular.otf"));
#[cfg(not(feature = "embed-fandol"))]
const FANDOL: Option<&[u8]> = None;

/// The sums of the set's files, as `fonts/refresh.sh` wrote them.
const SUMS: &str = include_str!("../../../fonts/SHA256SUMS");

/// The SHA-256 of a file of the set, from the list that was made with it.
pub(super) fn sha256(name: &str) -> Option<&'static str> {
    let lines = SUMS.lines().filter_map(|line| line.split_once("  "));
    lines.filter(|(_, file)| file.rsplit('/').next() == Some(name)).map(|(sum, _)| sum).next()
}

/// Finds a face of the default set by its file name.
pub(super) fn find(name: &str) -> Option<Bundled> {
    if let Some((_, bytes)) = EMBEDDED.iter().find(|(known, _)| *known == name) {
        return Some(Bundled::Embedded(bytes));
    }
    if let Some(bytes) = FANDOL.filter(|_| name == FANDOL_FANG) {
        return Some(Bundled::Embedded(bytes));
    }
    folders()
        .into_iter()
        .flat_map(|folder| [folder.join(name), folder.join("gpl").join(name)])
        .find(|path| path.is_file())
        .map(Bundled::File)
}

/// Where a file of the set that is not compiled in belongs: beside the program.
pub(super) fn folder_of(name: &str) -> String {
    let beside = folders().into_iter().next().unwrap_or_default();
    let folder = if name == FANDOL_FANG { beside.join("gpl") } else { beside };
    folder.display().to_string()
}

/// Where fonts for rare characters lie when somebody put them there.
pub(super) fn rare_folders() -> Vec<PathBuf> {
    folders().into_iter().map(|folder| folder.join("rare")).collect()
}

/// Where the set's files lie: beside the program, where a package puts them, in the checkout.
fn folders() -> Vec<PathBuf> {
    let mut folders = Vec::new();
    if let Some(beside) = std::env::current_exe().ok().as_deref().and_then(std::path::Path::parent) {
        folders.push(beside.join("fonts"));
        folders.push(beside.join("../share/gongwen/fonts"));
    }
    folders.push(PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/fonts")));
    folders
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What PDFs say of the faces inside the program is true.
    #[test]
    fn the_list_has_the_sum_of_every_face_in_the_program() {
        for (name, bytes) in EMBEDDED {
            assert_eq!(sha256(name), Some(crate::source::hash::sha256(bytes).as_str()), "{name}");
        }
    }
}
