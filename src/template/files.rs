//! A template's files: read from its folder and nowhere else, only kinds that a template can use, only of
//! a sane number and size.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostic::Problem;
use crate::press::{Content, Package, TemplateFile};
use crate::source::{FileFinding, SourceText, decode, read_limited};
use crate::template::TemplateFinding;

/// The most files of a template.
const LIMIT_FILES: usize = 500;
/// The largest file, in bytes: a font of all hanzi has some 20 MiB.
const LIMIT_FILE_BYTES: u64 = 32 * 1024 * 1024;
/// All files together, in bytes.
const LIMIT_ALL_BYTES: u64 = 128 * 1024 * 1024;
/// How deep folders stand inside each other.
const LIMIT_DEPTH: usize = 8;

/// Endings of files that are text, and must be UTF-8.
const TEXTS: [&str; 11] = ["typ", "json", "toml", "yaml", "yml", "csv", "txt", "md", "xml", "bib", "csl"];
/// Endings of pictures, fonts and binary data.
const BINARIES: [&str; 12] =
    ["png", "jpg", "jpeg", "webp", "gif", "svg", "pdf", "ttf", "otf", "ttc", "otc", "cbor"];
/// What would run as machine code.
const PLUGIN: &str = "wasm";

/// Reads a folder; `skipped` is a folder in it that is left out, such as that of its packages.
pub(crate) fn read_folder(
    folder: &Path,
    skipped: Option<&str>,
    package: Option<&Package>,
) -> Result<Vec<TemplateFile>, Box<dyn Problem>> {
    let shown = folder.display().to_string();
    let real = folder
        .canonicalize()
        .map_err(|error| FileFinding::UnreadableFile { path: shown.clone(), reason: (&error).into() })?;
    let mut reader = FolderReader { root: folder, real, skipped, taken: Taken::of(package) };
    reader.folder("", 0)?;
    Ok(reader.taken.files)
}

/// Takes files from memory, those below `inside`: by their paths there, `/` between folders.
pub(crate) fn read_memory(
    given: &BTreeMap<String, Vec<u8>>,
    inside: &str,
    skipped: Option<&str>,
    package: Option<&Package>,
) -> Result<Vec<TemplateFile>, Box<dyn Problem>> {
    let mut taken = Taken::of(package);
    for (path, bytes) in given {
        let Some(name) = path.strip_prefix(inside) else { continue };
        let mut folders = name.split('/');
        let strange = |part: &str| part.is_empty() || part == ".." || part.contains('\\');
        if folders.clone().any(strange) {
            return Err(TemplateFinding::StrangeName { path: path.clone() }.into());
        }
        // What begins with a dot belongs to other programs.
        if folders.clone().any(|part| part.starts_with('.')) || folders.next() == skipped {
            continue;
        }
        if folders.count() > LIMIT_DEPTH {
            return Err(TemplateFinding::TooDeep { limit: LIMIT_DEPTH }.into());
        }
        taken.file(name, path.clone(), |limit| match bytes.len() as u64 > limit {
            true => Err(FileFinding::FileTooLarge { path: path.clone(), limit }),
            false => Ok(bytes.clone()),
        })?;
    }
    Ok(taken.files)
}

struct FolderReader<'a> {
    root: &'a Path,
    /// The root with every link followed.
    real: PathBuf,
    skipped: Option<&'a str>,
    taken: Taken<'a>,
}

/// Files of a template or a package, one after another, within bounds.
struct Taken<'a> {
    package: Option<&'a Package>,
    files: Vec<TemplateFile>,
    bytes: u64,
}

impl FolderReader<'_> {
    /// The files of a folder in the order of their names, whatever order the file system has.
    fn folder(&mut self, inside: &str, depth: usize) -> Result<(), Box<dyn Problem>> {
        if depth > LIMIT_DEPTH {
            return Err(TemplateFinding::TooDeep { limit: LIMIT_DEPTH }.into());
        }
        let path = self.root.join(inside);
        let failed = |error: &std::io::Error| FileFinding::UnreadableFile {
            path: path.display().to_string(),
            reason: error.into(),
        };
        let mut names = Vec::new();
        for entry in fs::read_dir(&path).map_err(|error| failed(&error))? {
            let name = entry.map_err(|error| failed(&error))?.file_name();
            let strange = || TemplateFinding::StrangeName { path: name.to_string_lossy().into_owned() };
            names.push(name.to_str().ok_or_else(strange)?.to_owned());
        }
        names.sort();
        // What begins with a dot belongs to other programs.
        for name in names.iter().filter(|name| !name.starts_with('.')) {
            self.entry(&if inside.is_empty() { name.clone() } else { format!("{inside}/{name}") }, depth)?;
        }
        Ok(())
    }

    fn entry(&mut self, name: &str, depth: usize) -> Result<(), Box<dyn Problem>> {
        let path = self.root.join(name);
        let shown = path.display().to_string();
        let failed = |error: &std::io::Error| FileFinding::UnreadableFile {
            path: shown.clone(),
            reason: error.into(),
        };
        if path.is_symlink() {
            let target = path.canonicalize().map_err(|error| failed(&error))?;
            if !target.starts_with(&self.real) {
                return Err(TemplateFinding::LeavesFolder { path: shown }.into());
            }
        }
        let metadata = path.metadata().map_err(|error| failed(&error))?;
        if metadata.is_dir() {
            if self.skipped == Some(name) { Ok(()) } else { self.folder(name, depth + 1) }
        } else if metadata.is_file() {
            self.taken.file(name, shown.clone(), |limit| read_limited(&path, &shown, limit))
        } else {
            Ok(())
        }
    }
}

impl<'a> Taken<'a> {
    fn of(package: Option<&'a Package>) -> Taken<'a> {
        Taken { package, files: Vec::new(), bytes: 0 }
    }

    /// A file of a kind that templates use; the rest, such as a licence, is left alone.
    fn file(
        &mut self,
        name: &str,
        shown: String,
        read: impl FnOnce(u64) -> Result<Vec<u8>, FileFinding>,
    ) -> Result<(), Box<dyn Problem>> {
        let ending = Path::new(name).extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
        let ending = ending.as_deref().unwrap_or_default();
        if ending == PLUGIN && self.package.is_none() {
            return Err(TemplateFinding::Plugin { path: shown }.into());
        }
        let is_text = TEXTS.contains(&ending);
        if !is_text && !BINARIES.contains(&ending) {
            return Ok(());
        }
        if self.files.len() >= LIMIT_FILES {
            return Err(TemplateFinding::TooManyFiles { limit: LIMIT_FILES }.into());
        }
        let bytes = read(LIMIT_FILE_BYTES).map_err(|problem| -> Box<dyn Problem> {
            match problem {
                FileFinding::FileTooLarge { path, limit } => {
                    TemplateFinding::LargeFile { path, limit }.into()
                }
                other => other.into(),
            }
        })?;
        self.bytes += bytes.len() as u64;
        if self.bytes > LIMIT_ALL_BYTES {
            return Err(TemplateFinding::TooMuch { limit: LIMIT_ALL_BYTES }.into());
        }
        let content = if is_text {
            Content::Text(SourceText::new(shown.clone(), decode(bytes, &shown, None)?))
        } else {
            Content::Bytes(Arc::from(bytes))
        };
        self.files.push(TemplateFile { package: self.package.cloned(), name: name.to_owned(), content });
        Ok(())
    }
}

/// The packages that Typst files import, found by the words `"@namespace/name:1.2.3"`.
fn imported(files: &[TemplateFile]) -> Vec<Package> {
    let texts = files.iter().filter(|file| file.name.ends_with(".typ")).filter_map(TemplateFile::text);
    let named = texts.flat_map(|text| text.text().split("\"@").skip(1));
    named.filter_map(|rest| Package::parse(rest.split('"').next()?)).collect()
}

/// The most packages that a template imports, those of its packages counted.
const LIMIT_PACKAGES: usize = 50;

/// Adds the packages that files import, and those that they import, from the first of the caller's folders
/// that has each, else from the template's `own`. One that none has is told by Typst, at the line that imports it.
pub(crate) fn add_packages(
    files: &mut Vec<TemplateFile>,
    folders: &[PathBuf],
    own: impl Fn(&Package) -> Result<Vec<TemplateFile>, Box<dyn Problem>>,
) -> Result<(), Box<dyn Problem>> {
    let mut known: Vec<Package> = Vec::new();
    let mut open = imported(files);
    while let Some(package) = open.pop() {
        if known.contains(&package) || known.len() >= LIMIT_PACKAGES {
            continue;
        }
        known.push(package.clone());
        let given = folders.iter().map(|folder| folder.join(package.path())).find(|folder| folder.is_dir());
        let added = match given {
            Some(folder) => read_folder(&folder, None, Some(&package))?,
            None => own(&package)?,
        };
        open.extend(imported(&added));
        files.extend(added);
    }
    Ok(())
}

/// The files of a package in a template's folder, below the folder `packages` in it; none where it is not there.
pub(crate) fn own_package(
    folder: &Path,
    packages: &str,
    package: &Package,
) -> Result<Vec<TemplateFile>, Box<dyn Problem>> {
    let inside = folder.join(packages).join(package.path());
    if !inside.is_dir() {
        return Ok(Vec::new());
    }
    if !lies_inside(&inside, folder) {
        return Err(TemplateFinding::LeavesFolder { path: inside.display().to_string() }.into());
    }
    read_folder(&inside, None, Some(package))
}

/// Whether a folder, every link followed, lies in another.
fn lies_inside(folder: &Path, outer: &Path) -> bool {
    match (folder.canonicalize(), outer.canonicalize()) {
        (Ok(folder), Ok(outer)) => folder.starts_with(outer),
        _ => false,
    }
}
