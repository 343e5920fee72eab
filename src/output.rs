//! File names and whole writes: an output file is there whole or not at all.

use std::io::Write;
use std::path::Path;

/// The longest file name most file systems take, in bytes, less room for an ending.
const LONGEST_NAME_BYTES: usize = 240;

/// A text as a file name: characters no file system takes become `_`, and it is cut to length.
pub(crate) fn safe_file_name(text: &str) -> String {
    let mut name: String = text
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| if c.is_control() || "/\\:*?\"<>|".contains(c) { '_' } else { c })
        .collect();
    while name.len() > LONGEST_NAME_BYTES {
        name.pop();
    }
    let name = name.trim_matches('.').to_owned();
    if name.is_empty() { "gongwen".to_owned() } else { name }
}

/// Writes a file through a temporary one in the same folder, so that no failure leaves half of it
/// and a file that was there before survives.
///
/// # Errors
/// When the folder cannot be written or the rename fails; nothing is left behind then.
pub fn write_whole(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
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
    let prefix = unfinished_of(std::process::id());
    builder.prefix(&prefix).suffix(UNFINISHED);
    #[cfg(unix)]
    builder.permissions(permissions(&target));
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(&target).map_err(|error| error.error)?;
    Ok(())
}

/// What the temporary file of a process begins with.
fn unfinished_of(process: u32) -> String {
    format!(".render-{process}-")
}

/// What a temporary file ends with.
const UNFINISHED: &str = ".tmp";

/// Removes what an ended process, known by its number, left of writing `path` with [`write_whole`]: a process
/// that was killed cannot tidy up. The file at `path` itself, old or new, is whole and stays.
pub fn remove_unfinished(path: &Path, process: u32) {
    let target = if path.is_symlink() { path.canonicalize() } else { Ok(path.to_owned()) };
    let entries = target.and_then(|target| std::fs::read_dir(folder_of(&target)));
    let prefix = unfinished_of(process);
    // What cannot be read or removed was not written by that process.
    for entry in entries.into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with(&prefix) && name.ends_with(UNFINISHED) {
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
    fn names_keep_their_words_and_lose_what_no_file_system_takes() {
        assert_eq!(safe_file_name("龙科〔2024〕2号关于“A/B”的报告"), "龙科〔2024〕2号关于“A_B”的报告");
        assert_eq!(safe_file_name("../.."), "_");
        assert!(safe_file_name(&"长".repeat(300)).len() <= LONGEST_NAME_BYTES);
    }

    #[test]
    fn what_an_ended_process_left_is_removed_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let kept = ["a.pdf", ".render-78-x.tmp", ".render-7-x.pdf", ".render-7.tmp"];
        for name in kept.iter().chain(&[".render-7-x.tmp", ".render-7-y.tmp"]) {
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
