//! File names and whole writes: an output file is there whole or not at all. How findings are written, and the schemas
//! of what is said to programs.

pub use crate::schemas::OutputSchema;
pub use gongwen_data::MessageFormat;

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::source::{FileFinding, sha256};

/// Writes a file through a temporary one in the same folder, so that no failure leaves half of it
/// and a file that was there before survives.
///
/// # Errors
/// When the folder cannot be written or the rename fails; nothing is left behind then.
pub fn write_whole(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    write_as(path, &unfinished_of(std::process::id()), true, |file| file.write_all(bytes))
}

/// What the temporary files of a batch begin with: a run that was killed leaves one, the next run of the
/// same folder clears it away.
pub(crate) const TEMPORARY: &str = ".render-batch-";

/// What the temporary file of a merged file begins with. Its folder may be another batch's, so that only the
/// next run that writes the same file clears it away.
pub(crate) fn merging(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    format!(".render-merge-{}-", &sha256(name.as_bytes())[..12])
}

/// Writes one of a batch's files: whole to whoever looks, but not yet surely on the disk. That takes some
/// milliseconds a file, and the batch does it for all of them at its end, with [`settle`].
pub(crate) fn write_of_many(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let prefix = format!("{TEMPORARY}{}-", std::process::id());
    write_as(path, &prefix, false, |file| file.write_all(bytes))
}

/// Waits until a file is on the disk.
pub(crate) fn settle(path: &Path) -> std::io::Result<()> {
    File::open(path)?.sync_all()
}

/// Writes a file that is too large to be in memory, as [`write_whole`] does.
pub(crate) fn write_with(
    path: &Path,
    fill: impl FnOnce(&mut File) -> std::io::Result<()>,
) -> std::io::Result<()> {
    write_as(path, &format!("{}{}-", merging(path), std::process::id()), true, fill)
}

fn write_as(
    path: &Path,
    prefix: &str,
    settled: bool,
    fill: impl FnOnce(&mut File) -> std::io::Result<()>,
) -> std::io::Result<()> {
    // A link is followed: its target is replaced, not the link.
    let target = if path.is_symlink() { path.canonicalize()? } else { path.to_owned() };
    let folder = folder_of(&target);
    if target.is_dir() {
        return Err(std::io::Error::from(std::io::ErrorKind::IsADirectory));
    }
    // A rename asks only the folder; somebody made this file read-only to keep it.
    if target.metadata().is_ok_and(|metadata| metadata.permissions().readonly()) {
        return Err(std::io::Error::from(std::io::ErrorKind::PermissionDenied));
    }
    let mut builder = tempfile::Builder::new();
    builder.prefix(prefix).suffix(UNFINISHED);
    #[cfg(unix)]
    builder.permissions(permissions(&target));
    let mut file = builder.tempfile_in(folder)?;
    fill(file.as_file_mut())?;
    if settled {
        file.as_file().sync_all()?;
    }
    file.persist(&target).map_err(|error| error.error)?;
    Ok(())
}

/// Writes files below a folder, all of them or none. Their paths have `/` between folders and are known to
/// stay below it; what stands in the folder already may lead out of it, so no link is followed.
pub(crate) fn write_folder(folder: &Path, files: &[(&str, &[u8])], force: bool) -> Result<(), FileFinding> {
    // Without the `/` at its end, which would ask for a folder that is there.
    let folder: PathBuf = folder.components().collect();
    let failed = FileFinding::not_written;
    let is_there = folder.symlink_metadata().is_ok();
    if is_there {
        files.iter().try_for_each(|(path, _)| is_free(&folder, path, force))?;
    }
    let beside = match folder.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    // Everything is on the disk before the first file gets its place.
    let stage_in = if is_there { &folder } else { beside };
    std::fs::create_dir_all(beside).map_err(|error| failed(beside, &error))?;
    let stage = stage(stage_in).map_err(|error| failed(&folder, &error))?;
    for (path, bytes) in files {
        let staged = stage.path().join(path);
        let write = || {
            std::fs::create_dir_all(staged.parent().unwrap_or(stage.path()))?;
            write_whole(&staged, bytes)
        };
        write().map_err(|error| failed(&folder.join(path), &error))?;
    }
    if is_there {
        return move_in(stage.path(), &folder, files).map_err(|(path, error)| failed(&path, &error));
    }
    std::fs::rename(stage.path(), &folder).map_err(|error| failed(&folder, &error))?;
    // It has another name now, and is nobody's to remove.
    let _ = stage.keep();
    Ok(())
}

fn stage(folder: &Path) -> std::io::Result<tempfile::TempDir> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".render-").suffix(".tmp");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o777));
    builder.tempdir_in(folder)
}

/// Whether a file may be written in a folder: nothing is there, or with `force` a plain file, and no link
/// stands on the way to it.
fn is_free(folder: &Path, path: &str, force: bool) -> Result<(), FileFinding> {
    let mut at = folder.to_owned();
    let mut parts = path.split('/').peekable();
    while let Some(part) = parts.next() {
        at.push(part);
        let Ok(there) = at.symlink_metadata() else { return Ok(()) };
        let shown = at.display().to_string();
        match parts.peek() {
            Some(_) if there.is_dir() => {}
            None if there.is_file() && !force => return Err(FileFinding::FileExists { path: shown }),
            None if there.is_file() && !there.permissions().readonly() => {}
            _ => return Err(FileFinding::UnsafeTarget { path: shown }),
        }
    }
    Ok(())
}

/// Moves staged files to their places; when one fails, those that were new are taken away again.
fn move_in(stage: &Path, folder: &Path, files: &[(&str, &[u8])]) -> Result<(), (PathBuf, std::io::Error)> {
    let mut new: Vec<PathBuf> = Vec::new();
    for (path, _) in files {
        let target = folder.join(path);
        let was_there = target.symlink_metadata().is_ok();
        let parent = target.parent().unwrap_or(folder);
        let moved = std::fs::create_dir_all(parent).and_then(|()| std::fs::rename(stage.join(path), &target));
        if let Err(error) = moved {
            for path in new {
                let _ = std::fs::remove_file(path);
            }
            return Err((target, error));
        }
        if !was_there {
            new.push(target);
        }
    }
    Ok(())
}

/// What the temporary file of a process begins with.
fn unfinished_of(process: u32) -> String {
    format!(".render-{process}-")
}

/// What a temporary file ends with.
const UNFINISHED: &str = ".tmp";

/// Removes what an ended process, known by its number, left of writing `path` with [`write_whole`], or of a batch
/// in its folder: a process that was killed cannot tidy up. The file at `path` itself, old or new, is whole
/// and stays.
pub fn remove_unfinished(path: &Path, process: u32) {
    let target = if path.is_symlink() { path.canonicalize() } else { Ok(path.to_owned()) };
    let entries = target.and_then(|target| std::fs::read_dir(folder_of(&target)));
    let batch = format!("{TEMPORARY}{process}-");
    let merged = format!("{}{process}-", merging(path));
    let prefixes = [unfinished_of(process), batch, merged];
    // What cannot be read or removed was not written by that process.
    for entry in entries.into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if prefixes.iter().any(|prefix| name.starts_with(prefix)) && name.ends_with(UNFINISHED) {
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// The mode of the file that is replaced, or what a new file would get.
#[cfg(unix)]
fn permissions(target: &Path) -> std::fs::Permissions {
    use std::os::unix::fs::PermissionsExt;
    match target.metadata() {
        Ok(metadata) => metadata.permissions(),
        // tempfile applies the umask to this.
        Err(_) => std::fs::Permissions::from_mode(0o666),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_ended_process_left_is_removed_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let kept = [
            "a.pdf",
            ".render-batch-78-x.tmp",
            ".render-merge-0-7-x.tmp",
            ".render-78-x.tmp",
            ".render-7-x.pdf",
            ".render-7.tmp",
        ];
        let merged = format!("{}7-x.tmp", merging(Path::new("a.pdf")));
        for name in
            kept.iter().chain(&[".render-7-x.tmp", ".render-7-y.tmp", ".render-batch-7-z.tmp", &merged])
        {
            std::fs::write(folder.path().join(name), "").unwrap();
        }
        remove_unfinished(&folder.path().join("a.pdf"), 7);
        let left = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
        let mut left: Vec<_> = left.map(|name| name.into_string().unwrap()).collect();
        left.sort();
        let mut kept = kept.map(str::to_owned);
        kept.sort();
        assert_eq!(left, kept);
        remove_unfinished(&folder.path().join("none/a.pdf"), 7);
    }

    #[test]
    fn a_failed_write_leaves_the_old_file_and_no_new_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.pdf");
        write_whole(&path, b"old").unwrap();
        assert!(write_whole(&folder.path().join("none/a.pdf"), b"new").is_err());
        assert!(write_whole(folder.path(), b"new").is_err());
        let mut permissions = std::fs::metadata(&path).unwrap().permissions();
        permissions.set_readonly(true);
        std::fs::set_permissions(&path, permissions).unwrap();
        assert!(write_whole(&path, b"new").is_err());
        assert_eq!(std::fs::read(&path).unwrap(), b"old");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
