//! The fonts installed on the machine, by every name they have in any language.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use fontdb::{Database, ID, Source};
use typst::text::{Coverage, FontInfo};

use crate::document::folded;

/// Places beyond the platform's own list where office software puts its fonts.
const MORE_FOLDERS: &[&str] = &[
    "/usr/share/fonts/fonts-cesi",
    "/usr/share/fonts/wps-office",
    "/usr/share/wps-office/fonts",
    "/System/Library/AssetsV2",
];

/// A face in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Installed {
    pub path: PathBuf,
    pub index: u32,
    pub family: String,
}

/// What is installed, ready to be asked by name.
#[derive(Default)]
pub(super) struct Machine {
    faces: Vec<(Vec<String>, ID)>,
    database: Database,
    /// Files of the caller's folders that are called fonts and are none.
    pub broken: Vec<PathBuf>,
}

/// The endings of the files that are taken for fonts.
const ENDINGS: [&str; 4] = ["ttf", "otf", "ttc", "otc"];

/// The files of a folder and of those below it that are called fonts; links to folders are not followed.
fn called_fonts(folder: &Path, found: &mut BTreeSet<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.filter_map(Result::ok) {
        let path = entry.path();
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => called_fonts(&path, found),
            Ok(kind) if kind.is_file() && ending.is_some_and(|ending| ENDINGS.contains(&&*ending)) => {
                found.insert(path);
            }
            _ => {}
        }
    }
}

impl Machine {
    /// Reads the names of every installed face, and of those in the folders given.
    pub(super) fn scan(system: bool, folders: &[PathBuf]) -> Machine {
        let mut database = Database::new();
        let mut called = BTreeSet::new();
        for folder in folders {
            database.load_fonts_dir(folder);
            called_fonts(folder, &mut called);
        }
        for face in database.faces() {
            path_of(&face.source).map(|path| called.remove(&path));
        }
        if system {
            database.load_system_fonts();
            for folder in MORE_FOLDERS.iter().map(PathBuf::from).filter(|folder| folder.is_dir()) {
                database.load_fonts_dir(folder);
            }
        }
        let faces = database
            .faces()
            .map(|face| {
                let names = face.families.iter().map(|(name, _)| folded(name));
                (names.chain([folded(&face.post_script_name)]).collect(), face.id)
            })
            .collect();
        Machine { faces, database, broken: called.into_iter().collect() }
    }

    /// The upright, most regular face with this name.
    pub(super) fn find(&self, name: &str) -> Option<Installed> {
        let wanted = folded(name);
        self.faces
            .iter()
            .filter(|(names, _)| names.contains(&wanted))
            .filter_map(|(_, id)| self.database.face(*id))
            .filter(|face| face.style == fontdb::Style::Normal)
            // Weight nearest to regular; among equals the path decides, not the scan's order.
            .min_by_key(|face| (face.weight.0.abs_diff(400), path_of(&face.source), face.index))
            .and_then(|face| {
                Some(Installed {
                    path: path_of(&face.source)?,
                    index: face.index,
                    family: face.families.first().map(|(name, _)| name.clone()).unwrap_or_default(),
                })
            })
    }
}

/// A face that may have rare characters.
pub(super) struct Reserve {
    pub path: PathBuf,
    pub index: u32,
    coverage: Coverage,
}

impl Reserve {
    pub(super) fn may_have(&self, character: char) -> bool {
        self.coverage.contains(character as u32)
    }
}

/// Every face in the folders and, of those installed, what `names` lists: in the order of `names`, then of
/// their files' names. All are read through for their characters, so nobody asks without need.
pub(super) fn reserves(folders: &[PathBuf], machine: &Machine, names: &[&str]) -> Vec<Reserve> {
    let mut database = Database::new();
    for folder in folders.iter().filter(|folder| folder.is_dir()) {
        database.load_fonts_dir(folder);
    }
    let installed: Vec<Installed> = names.iter().filter_map(|name| machine.find(name)).collect();
    for face in &installed {
        // Fonts of a folder are found there too.
        if !database.faces().any(|known| path_of(&known.source).as_ref() == Some(&face.path)) {
            // A file that went away since is not there.
            let _ = database.load_font_file(&face.path);
        }
    }
    let rank = |face: &fontdb::FaceInfo| {
        let own = face.families.iter().map(|(name, _)| folded(name)).chain([folded(&face.post_script_name)]);
        let own: Vec<String> = own.collect();
        names.iter().position(|name| own.contains(&folded(name))).unwrap_or(names.len())
    };
    let mut found: Vec<_> = database
        .faces()
        .filter_map(|face| {
            let path = path_of(&face.source)?;
            let upright = face.style == fontdb::Style::Normal;
            let place = (rank(face), !upright, face.weight.0.abs_diff(400), path.file_name()?.to_owned());
            Some((place, path, face.index, face.id))
        })
        .collect();
    found.sort();
    found.dedup_by(|a, b| (&a.1, a.2) == (&b.1, b.2));
    let reserve = |(_, path, index, id): (_, PathBuf, u32, ID)| {
        let info = database.with_face_data(id, FontInfo::new)??;
        Some(Reserve { path, index, coverage: info.coverage })
    };
    found.into_iter().filter_map(reserve).collect()
}

fn path_of(source: &Source) -> Option<PathBuf> {
    match source {
        Source::File(path) | Source::SharedFile(path, _) => Some(path.clone()),
        Source::Binary(_) => None,
    }
}
