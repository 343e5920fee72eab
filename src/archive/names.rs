//! Paths that travel: relative, below the folder they are given back in, and such as every file system
//! takes.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization as _;

/// The longest name of a file or folder, in bytes; some file systems take 255.
const LIMIT_NAME_BYTES: usize = 200;
/// The longest path, in bytes, and how many folders it may go through: Windows has a limit of 260 units.
const LIMIT_PATH_BYTES: usize = 600;
const LIMIT_FOLDERS: usize = 16;
/// The folder of files that lie outside the data's own.
const OUTSIDE: &str = "outside";

/// The path under which a file travels that the data calls `named`. A name that is a plain relative path
/// stays as it is; of a file outside the data's folder only its own name is kept.
pub(super) fn travelling(named: &str) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut outside = false;
    for part in std::path::Path::new(named).components() {
        match part {
            std::path::Component::Normal(name) => parts.push(component(&name.to_string_lossy())),
            std::path::Component::ParentDir => outside |= parts.pop().is_none(),
            std::path::Component::RootDir | std::path::Component::Prefix(_) => outside = true,
            std::path::Component::CurDir => {}
        }
    }
    let last = parts.last().cloned().unwrap_or_else(|| component(""));
    let path = if outside { format!("{OUTSIDE}/{last}") } else { parts.join("/") };
    if is_travelling(&path) { path } else { last }
}

/// Whether a path may be written below a folder.
pub(super) fn is_travelling(path: &str) -> bool {
    path.len() <= LIMIT_PATH_BYTES
        && path.split('/').count() <= LIMIT_FOLDERS
        && path.split('/').all(|part| part == component(part))
}

/// Paths that stand beside each other in one folder.
#[derive(Default)]
pub(super) struct Paths {
    files: BTreeSet<String>,
    folders: BTreeSet<String>,
}

impl Paths {
    /// Whether a path can join the others on every file system: it is none of theirs where case does not
    /// count, no folder of theirs and in no file of theirs.
    pub(crate) fn takes(&self, path: &str) -> bool {
        let path = folded(path);
        !self.files.contains(&path)
            && !self.folders.contains(&path)
            && !above(&path).any(|folder| self.files.contains(folder))
    }

    pub(crate) fn put(&mut self, path: &str) {
        let path = folded(path);
        self.folders.extend(above(&path).map(str::to_owned));
        self.files.insert(path);
    }
}

/// The folders that a path goes through.
fn above(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at])
}

/// What two paths share that are one file where case does not count.
fn folded(path: &str) -> String {
    path.nfkc().flat_map(char::to_lowercase).nfkc().collect()
}

/// `path` with a number before its ending.
pub(super) fn numbered(path: &str, number: usize) -> String {
    let (folder, name) =
        path.rsplit_once('/').map_or(("", path), |(_, name)| path.split_at(path.len() - name.len()));
    match name.rsplit_once('.') {
        Some((stem, ending)) => format!("{folder}{stem}-{number}.{ending}"),
        None => format!("{folder}{name}-{number}"),
    }
}

/// One part of a path, made such as every file system takes; itself when it is.
fn component(name: &str) -> String {
    let unseen = |c: char| matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}');
    let foreign = |c: char| c.is_control() || unseen(c) || "/\\:*?\"<>|".contains(c);
    let name: String = name.chars().map(|c| if foreign(c) { '_' } else { c }).collect();
    // Windows drops points and blanks at the end; a point at the start hides a file, or is a setting's.
    let name = name.trim_end_matches(['.', ' ']);
    let mut name = match name.strip_prefix('.') {
        Some(rest) => format!("_{rest}"),
        None => name.to_owned(),
    };
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_ascii_uppercase();
    let numbered = |device: &str| {
        stem.strip_prefix(device)
            .is_some_and(|rest| "123456789¹²³".contains(rest) && rest.chars().count() == 1)
    };
    if ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"].contains(&stem.as_str())
        || numbered("COM")
        || numbered("LPT")
    {
        name.insert(0, '_');
    }
    if name.len() > LIMIT_NAME_BYTES {
        let ending = name.rsplit_once('.').map(|(_, ending)| format!(".{ending}"));
        let ending = ending.filter(|ending| ending.len() <= 16).unwrap_or_default();
        let cut = name.floor_char_boundary(LIMIT_NAME_BYTES - ending.len());
        name = name[..cut].trim_end_matches(['.', ' ']).to_owned() + &ending;
    }
    if name.is_empty() { "_".to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_relative_path_travels_as_it_is() {
        for path in ["data.toml", "附件/情况 表.csv", "a/b/c.png", "〔2024〕2号.txt", "x", "a.tar.gz"]
        {
            assert_eq!(travelling(path), path);
            assert!(is_travelling(path), "{path}");
        }
        assert_eq!(travelling("./a/../b.txt"), "b.txt");
    }

    #[test]
    fn of_a_file_outside_only_its_name_travels() {
        for named in ["../../家/seal.png", "/home/somebody/seal.png", "a/../../seal.png"] {
            assert_eq!(travelling(named), "outside/seal.png", "{named}");
        }
    }

    #[test]
    fn what_would_leave_the_folder_or_mean_something_there_is_no_path() {
        let long = "长".repeat(100);
        let deep = "a/".repeat(20) + "b";
        for path in [
            "",
            ".",
            "..",
            "../a",
            "a/../b",
            "/etc/passwd",
            "a//b",
            "a/",
            "C:/a",
            "C:\\a",
            "a\\b",
            "\\\\host\\a",
            "a\0b",
            "a\nb",
            "CON",
            "con.txt",
            "a/NUL.png",
            "COM1",
            "lpt9.toml",
            "a.",
            "a ",
            ".git/config",
            ".env",
            "a:b",
            "a\u{202E}gnp.exe",
            &long,
            &deep,
        ] {
            assert!(!is_travelling(path), "{path:?}");
            let made = travelling(path);
            assert!(is_travelling(&made) && travelling(&made) == made, "{path:?} became {made:?}");
        }
    }

    #[test]
    fn paths_that_some_file_system_takes_for_one_collide() {
        let collide = |one: &str, other: &str| {
            let mut paths = Paths::default();
            paths.put(one);
            !paths.takes(other)
        };
        assert!(collide("Seal.png", "seal.PNG"));
        assert!(collide("e\u{301}.txt", "\u{e9}.txt"));
        assert!(collide("a", "a/b.txt") && collide("a/b.txt", "A"));
        assert!(!collide("a", "ab") && !collide("a/b", "a/c"));
        assert_eq!(numbered("a/b.txt", 2), "a/b-2.txt");
        assert_eq!(numbered("b", 2), "b-2");
    }
}
