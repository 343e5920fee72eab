//! File names and whole writes: an output file is there whole or not at all.

use std::fs::File;
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
    write_as(path, ".render-", true, |file| file.write_all(bytes))
}

/// What the temporary files of a batch begin with: a run that was killed leaves one, the next run of the
/// same folder clears it away.
pub(crate) const TEMPORARY: &str = ".render-batch-";

/// Writes one of a batch's files: whole to whoever looks, but not yet surely on the disk. That takes some
/// milliseconds a file, and the batch does it for all of them at its end, with [`settle`].
pub(crate) fn write_of_many(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    write_as(path, TEMPORARY, false, |file| file.write_all(bytes))
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
    write_as(path, TEMPORARY, true, fill)
}

fn write_as(
    path: &Path,
    prefix: &str,
    settled: bool,
    fill: impl FnOnce(&mut File) -> std::io::Result<()>,
) -> std::io::Result<()> {
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    // A link is followed: its target is replaced, not the link.
    let target = if path.is_symlink() { path.canonicalize()? } else { path.to_owned() };
    let folder = if path.is_symlink() { target.parent().unwrap_or(folder) } else { folder };
    if target.is_dir() {
        return Err(std::io::Error::from(std::io::ErrorKind::IsADirectory));
    }
    // A rename asks only the folder; somebody made this file read-only to keep it.
    if target.metadata().is_ok_and(|metadata| metadata.permissions().readonly()) {
        return Err(std::io::Error::from(std::io::ErrorKind::PermissionDenied));
    }
    let mut builder = tempfile::Builder::new();
    builder.prefix(prefix).suffix(".tmp");
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
