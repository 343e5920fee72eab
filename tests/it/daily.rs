//! Documents of the daily office, written from the documentation alone (tests/daily/README.md): each is set, says nothing
//! but what it names itself, and its pages meet every row.

use std::fs;
use std::path::{Path, PathBuf};

use gongwen::conformance::Verdict;
use gongwen::{Document, Severity};

use crate::support::ENGINE;

fn documents() -> Vec<PathBuf> {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/daily"));
    let mut found: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension().is_some_and(|ending| ["toml", "yaml", "json"].iter().any(|e| ending == *e))
        })
        .collect();
    found.sort();
    found
}

/// The codes that a document says it is warned of: `# warned: CODE because …`.
fn expected(text: &str) -> Vec<&str> {
    let named = text.lines().filter_map(|line| line.strip_prefix("# warned: "));
    let mut codes: Vec<&str> = named.filter_map(|line| line.split(' ').next()).collect();
    codes.sort_unstable();
    codes
}

#[test]
fn documents_of_the_daily_office_are_set_as_they_are_written() {
    let documents = documents();
    assert!(documents.len() >= 40, "{}", documents.len());
    for path in documents {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).unwrap();
        let rendered = ENGINE
            .render(&Document::from_path(&path).unwrap())
            .unwrap_or_else(|failure| panic!("{name}: {failure}"));
        let mut told: Vec<&str> = rendered
            .diagnostics()
            .iter()
            .filter(|finding| finding.severity() >= Severity::Warning)
            .map(|finding| finding.code())
            .collect();
        told.sort_unstable();
        told.dedup();
        assert_eq!(told, expected(&text), "{name}");
        let broken: Vec<&str> = rendered
            .report()
            .requirements
            .iter()
            .filter(|row| row.verdict == Verdict::Broken)
            .map(|row| row.quantity.1)
            .collect();
        assert!(broken.is_empty(), "{name}: {broken:?}");
        rendered.pdf().unwrap_or_else(|failure| panic!("{name}: {failure}"));
    }
}
