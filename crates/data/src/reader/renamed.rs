//! Files beside a data file that was extracted from a PDF.

use std::path::Path;

use serde::Deserialize;

use crate::source::{Files, NamedFile};

/// The manifest of what a PDF carries: its name among the files, and beside what was extracted.
pub const MANIFEST: &str = "gongwen.json";
/// How large a file may be that a PDF carries, in bytes; data and pictures have limits of their own below it.
pub const LIMIT_FILE_BYTES: usize = 32 * 1024 * 1024;

/// The form of the manifest; a reader refuses a later one.
pub const VERSION: u32 = 1;

#[derive(Deserialize)]
struct Manifest {
    #[serde(rename = "gongwen-source")]
    version: u32,
    data: File,
    #[serde(default)]
    files: Vec<Named>,
    /// Pictures of seals, which may have been put back.
    #[serde(default)]
    stamps: Vec<Named>,
}

#[derive(Deserialize)]
struct File {
    path: String,
}

#[derive(Deserialize)]
struct Named {
    named: String,
    path: String,
}

/// The files that had to change their names when they were extracted with this data file.
pub(super) fn beside(folder: &Path, data: &str) -> Vec<NamedFile> {
    if !folder.join(MANIFEST).is_file() {
        return Vec::new();
    }
    let inside = Files::below(folder);
    let read = |path: &str| inside.read(path, LIMIT_FILE_BYTES as u64).ok();
    let manifest = read(MANIFEST).and_then(|bytes| serde_json::from_slice::<Manifest>(&bytes).ok());
    let Some(manifest) =
        manifest.filter(|manifest| manifest.version <= VERSION && manifest.data.path == data)
    else {
        return Vec::new();
    };
    let others = manifest.files.into_iter().chain(manifest.stamps).filter(|file| file.named != file.path);
    let found = others.filter_map(|file| {
        let bytes = read(&file.path)?;
        Some(NamedFile::new(file.named, Some(file.path), bytes))
    });
    found.collect()
}
