//! The small template that `render template new` writes.

use std::path::Path;

use crate::diagnostic::{Diagnostic, Failure, guarded};
use crate::output::write_whole;
use crate::template::AskedFinding;

macro_rules! files {
    ($($name:literal),+ $(,)?) => {
        /// The files, the manifest last: a folder that was not written whole is no template.
        const FILES: &[(&str, &str)] = &[$(($name, include_str!(concat!("../../templates/new/", $name)))),+];
    };
}

files!(
    "main.typ",
    "fonts.typ",
    "chart.typ",
    "schema.json",
    "sample.json",
    "fonts.json",
    "README.md",
    "template.toml",
);

/// Writes a small template that works into a new or empty folder.
///
/// # Errors
/// When there is something in the folder, or it cannot be written.
pub fn new_template(folder: impl AsRef<Path>) -> Result<(), Failure> {
    guarded(|| {
        let folder = folder.as_ref();
        let path = folder.display().to_string();
        let failed = |path: &Path, error: &std::io::Error| -> Failure {
            Diagnostic::write_failed(&path.display().to_string(), error).into()
        };
        std::fs::create_dir_all(folder).map_err(|error| failed(folder, &error))?;
        let mut entries = std::fs::read_dir(folder).map_err(|error| failed(folder, &error))?;
        if entries.next().is_some() {
            return Err(AskedFinding::FolderNotEmpty { path }.into());
        }
        for (name, text) in FILES {
            let file = folder.join(name);
            write_whole(&file, text.as_bytes()).map_err(|error| failed(&file, &error))?;
        }
        Ok(())
    })
}
