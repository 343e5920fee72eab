//! The fonts installed on the machine, by every name they have in any language.

use std::path::PathBuf;

use fontdb::{Database, ID, Source};

use super::roles::folded;

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
}

impl Machine {
    /// Reads the names of every installed face, and of those in the folders given.
    pub fn scan(system: bool, folders: &[PathBuf]) -> Machine {
        let mut database = Database::new();
        for folder in folders {
            database.load_fonts_dir(folder);
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
        Machine { faces, database }
    }

    /// The upright, most regular face with this name.
    pub fn find(&self, name: &str) -> Option<Installed> {
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

fn path_of(source: &Source) -> Option<PathBuf> {
    match source {
        Source::File(path) | Source::SharedFile(path, _) => Some(path.clone()),
        Source::Binary(_) => None,
    }
}
