//! The public API has no type of a dependency in it: a new version of one is no new version of ours.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The dependencies' names in code. `serde` may stand in a signature: its `Serialize` is how values come in.
fn foreign() -> BTreeSet<String> {
    let manifest: toml::Table =
        toml::from_str(&fs::read_to_string(format!("{ROOT}/Cargo.toml")).unwrap()).unwrap();
    let tables = [&manifest["dependencies"], &manifest["workspace"]["dependencies"]];
    let crates = tables.into_iter().flat_map(|table| table.as_table().unwrap().keys());
    let foreign = crates.filter(|name| *name != "serde" && !name.starts_with("gongwen-"));
    foreign.map(|name| name.replace('-', "_")).collect()
}

/// The names that lib.rs shows, and the files of the modules it shows whole.
fn shown() -> (BTreeSet<String>, Vec<PathBuf>) {
    let rooms =
        ["lib.rs", "archive/mod.rs", "batch/mod.rs", "coverage/mod.rs", "output.rs", "template/mod.rs"];
    let door = rooms.map(|file| fs::read_to_string(format!("{ROOT}/src/{file}")).unwrap()).concat();
    let mut names = BTreeSet::new();
    let uses = door.split("pub use ").skip(1).filter_map(|rest| rest.split(';').next());
    for path in uses {
        let last = match path.split_once('{') {
            Some((_, inner)) => inner.trim_end_matches('}'),
            None => path.rsplit("::").next().unwrap(),
        };
        names.extend(last.split(',').map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()));
    }
    for name in ["Engine", "Document", "measure", "Page", "part_lines", "Audit"] {
        assert!(names.contains(name), "{name}: {names:?}");
    }
    // Common names: other files have types of the same. The file that has these is looked at whole.
    for name in ["Colour", "Font", "Glyph", "Outlines", "Page", "Picture", "Rect", "Run", "Shape", "Source"] {
        names.remove(name);
    }
    (
        names,
        vec![
            PathBuf::from(format!("{ROOT}/crates/page/src/geometry.rs")),
            PathBuf::from(format!("{ROOT}/src/coverage/audit.rs")),
        ],
    )
}

fn words(code: &str) -> Vec<&str> {
    code.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| !word.is_empty()).collect()
}

/// The names that a file has from other crates.
fn imported(code: &str, foreign: &BTreeSet<String>) -> BTreeMap<String, String> {
    let mut names = BTreeMap::new();
    for statement in code.split("\nuse ").skip(1).filter_map(|rest| rest.split(';').next()) {
        let root = words(statement)[0].to_owned();
        if foreign.contains(&root) {
            for word in words(statement) {
                names.insert(word.to_owned(), root.clone());
            }
        }
    }
    names
}

/// What a declaration shows: a function's head, a type with its public fields or variants.
fn heads(code: &str, names: &BTreeSet<String>, whole: bool) -> Vec<String> {
    let code = code.split("\n#[cfg(test)]").next().unwrap();
    let mut heads = Vec::new();
    let mut inside = false;
    let mut lines = code.lines().peekable();
    while let Some(line) = lines.next() {
        let trimmed = line.trim_start();
        let top = !line.starts_with(' ');
        if top && line.starts_with("impl") {
            let subject = line.rsplit(" for ").next().unwrap().trim_start_matches("impl").trim();
            let subject = words(subject).into_iter().find(|word| names.contains(*word) || whole);
            inside = subject.is_some();
            if inside {
                heads.push(line.to_owned());
            }
            continue;
        }
        let declared = trimmed.strip_prefix("pub ").is_some();
        if !declared || !(top || inside) {
            continue;
        }
        let named = words(trimmed).into_iter().find(|word| {
            !["pub", "fn", "const", "struct", "enum", "static", "type", "trait", "mod", "use"].contains(word)
        });
        if top && !(whole || named.is_some_and(|name| names.contains(name))) {
            inside = false;
            continue;
        }
        let mut head = line.to_owned();
        let type_ = top && (trimmed.starts_with("pub struct") || trimmed.starts_with("pub enum"));
        if type_ && line.ends_with('{') {
            for field in lines.by_ref() {
                if field == "}" {
                    break;
                }
                let shows = trimmed.starts_with("pub enum") || field.trim_start().starts_with("pub ");
                if shows && !field.trim_start().starts_with("//") {
                    head.push_str(field);
                }
            }
        } else {
            // A constant's value shows nothing.
            head = if trimmed.starts_with("pub const") && !trimmed.contains("fn ") {
                head.split(" =").next().unwrap().to_owned() + ";"
            } else {
                head
            };
            while !head.ends_with('{') && !head.ends_with(';') && !head.ends_with('}') {
                let Some(next) = lines.next() else { break };
                head.push_str(next);
            }
        }
        heads.push(head);
    }
    heads
}

/// The foreign names in what a file shows.
fn leaks(code: &str, names: &BTreeSet<String>, whole: bool, foreign: &BTreeSet<String>) -> Vec<String> {
    let imported = imported(code, foreign);
    // What a function is called is no type.
    let named = |head: &String| {
        let words = words(head);
        let called = words.iter().position(|word| *word == "fn").map(|at| at + 1);
        let mut shown = words.iter().enumerate().filter(|(at, _)| Some(*at) != called);
        shown.any(|(_, word)| foreign.contains(*word) || imported.contains_key(*word))
    };
    heads(code, names, whole).into_iter().filter(named).collect()
}

fn rust_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
}

#[test]
fn the_scan_sees_a_type_of_another_crate() {
    let names = BTreeSet::from(["Engine".to_owned(), "made".to_owned()]);
    let foreign = foreign();
    let scan = |code: &str| leaks(code, &names, false, &foreign).len();
    assert_eq!(scan("impl Engine {\n    pub fn a(&self) -> serde_json::Value {\n    }\n}\n"), 1);
    assert_eq!(
        scan(
            "\nuse typst::text::Font;\nimpl Engine {\n    pub fn a(\n        font: Font,\n    ) {\n    }\n}\n"
        ),
        1
    );
    assert_eq!(scan("pub struct Engine {\n    pub table: toml::Table,\n}\n"), 1);
    assert_eq!(scan("impl From<csv::Error> for Engine {\n}\n"), 1);
    assert_eq!(scan("\nuse serde_json::Value as Json;\npub fn made(a: Json) {\n}\n"), 1);
    // Not shown: a private field, a function for the crate, another type.
    assert_eq!(scan("pub struct Engine {\n    table: toml::Table,\n}\n"), 0);
    assert_eq!(scan("impl Engine {\n    pub(crate) fn a() -> toml::Table {\n    }\n}\n"), 0);
    assert_eq!(scan("impl Other {\n    pub fn a() -> toml::Table {\n    }\n}\n"), 0);
}

#[test]
fn the_public_api_has_no_type_of_a_dependency() {
    let (names, whole) = shown();
    let foreign = foreign();
    assert!(foreign.contains("typst") && foreign.contains("comemo") && !foreign.contains("serde"));
    let mut files = Vec::new();
    rust_files(&Path::new(ROOT).join("src"), &mut files);
    rust_files(&Path::new(ROOT).join("crates"), &mut files);
    files.retain(|path| !path.starts_with(format!("{ROOT}/src/cli")));
    let mut seen = 0;
    for path in files {
        let code = fs::read_to_string(&path).unwrap();
        let whole = whole.contains(&path);
        seen += heads(&code, &names, whole).len();
        assert_eq!(leaks(&code, &names, whole, &foreign), [""; 0], "{}", path.display());
    }
    assert!(seen > 100, "only {seen} declarations were looked at");
}
