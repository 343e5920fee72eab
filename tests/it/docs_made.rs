//! What of the docs is made by the program: pictures and figures, held to what it makes now.
//! `GONGWEN_WRITE_FIGURES=1 cargo test --test it docs_made` makes them anew.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use gongwen::pdf::SourceMode;
use gongwen::{Document, Rendered};

use crate::support::ENGINE;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn writes() -> bool {
    std::env::var_os("GONGWEN_WRITE_FIGURES").is_some()
}

fn set(name: &str) -> Rendered {
    ENGINE.render(&Document::from_path(root().join("data").join(name)).unwrap()).unwrap()
}

/// The first page of README.md. Another processor may round a pixel otherwise.
#[test]
#[cfg_attr(not(target_arch = "x86_64"), ignore = "the picture was drawn on another processor")]
fn the_first_page_in_the_docs_is_the_one_that_is_set() {
    let drawn = set("longke-2024-2.toml").png(0, 80.0).unwrap();
    let path = root().join("docs/page-1.png");
    if writes() {
        std::fs::write(&path, &drawn).unwrap();
    }
    assert!(
        std::fs::read(path).unwrap() == drawn,
        "docs/page-1.png is old; GONGWEN_WRITE_FIGURES=1 draws it anew"
    );
}

/// Documents of data/ whose sizes docs/archive.md tells, and what each stands for.
const MEASURED: [(&str, &str); 5] = [
    ("longke-2024-2.toml", ", a body of its own"),
    ("han-fuhan.toml", ""),
    ("yijian-changpian.toml", ", 7,500 characters"),
    ("tongbao.toml", " with a CSV"),
    ("tonggao.toml", " with a picture of 44,524"),
];
/// The figures may be off by this share before they are old: each change of a page moves them a little.
const OLD: f64 = 0.02;

fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let groups = digits.as_bytes().rchunks(3).rev().map(|group| String::from_utf8_lossy(group).into_owned());
    groups.collect::<Vec<_>>().join(",")
}

/// The table of docs/archive.md, and its figures in order.
fn sizes() -> (String, Vec<f64>) {
    let (mut table, mut figures) = (String::new(), Vec::new());
    for (name, more) in MEASURED {
        let rendered = set(name);
        let size = |mode| rendered.pdf_as(&rendered.form().source(mode)).unwrap().len();
        let (alone, whole) = (size(SourceMode::Never), size(SourceMode::Always));
        let inside = gongwen::archive::extract(&rendered.pdf().unwrap()).unwrap();
        let bytes: usize = inside.files().iter().map(|file| file.bytes.len()).sum();
        let row = [alone, whole, whole - alone, bytes, inside.files().len()];
        let [a, b, c, d, e] = row.map(thousands);
        let _ = writeln!(table, "| `{name}`{more} | {a} | {b} | {c} | {d} in {e} |");
        figures.extend(row.map(|figure| figure as f64));
    }
    (table, figures)
}

/// claims.md 2: the figures in the docs are printed, and known when they are old.
#[test]
fn the_sizes_in_the_docs_are_those_of_the_files() {
    let path: PathBuf = root().join("docs/archive.md");
    let text = std::fs::read_to_string(&path).unwrap();
    let is_row = |line: &&str| MEASURED.iter().any(|(name, _)| line.starts_with(&format!("| `{name}`")));
    let told: Vec<&str> = text.lines().filter(is_row).collect();
    let (table, figures) = sizes();
    if writes() {
        let whole = told.join("\n") + "\n";
        assert!(text.contains(&whole), "the rows stand together");
        std::fs::write(&path, text.replace(&whole, &table)).unwrap();
        return;
    }
    let cells = told.iter().flat_map(|row| row.split('|').skip(2)).flat_map(|cell| cell.split(" in "));
    let told: Vec<f64> = cells.filter_map(|cell| cell.trim().replace(',', "").parse().ok()).collect();
    assert_eq!(told.len(), figures.len(), "{told:?}");
    let old = told.iter().zip(&figures).any(|(told, now)| (told - now).abs() > OLD * now);
    assert!(!old, "docs/archive.md is old; GONGWEN_WRITE_FIGURES=1 writes\n{table}");
}

/// Each example stands in the lists of examples, in both languages.
#[test]
fn every_example_is_listed() {
    let names = crate::support::names_in(&root().join("data"));
    let examples = names.iter().filter_map(|name| name.strip_suffix(".toml"));
    for list in ["docs/examples.md", "docs/zh/例子.md"] {
        let text = std::fs::read_to_string(root().join(list)).unwrap();
        let missing: Vec<&str> =
            examples.clone().filter(|name| !text.contains(&format!("| [`{name}`]"))).collect();
        assert!(missing.is_empty(), "{list} has not {missing:?}");
        let rows = text.lines().filter(|line| line.contains(".toml)")).count();
        assert_eq!(rows, examples.clone().count(), "{list}");
    }
}
