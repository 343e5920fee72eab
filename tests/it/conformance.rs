//! The conformance report: every row of our own pages is met, and a page that is off is caught.

use std::path::Path;

use gongwen::layout::{Requirement, Verdict};
use gongwen::{Document, Rendered};

use crate::support::ENGINE;

/// Every document of data/ that this version sets.
pub fn documents() -> Vec<(String, Rendered)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let names = crate::support::names_in(&folder);
    let data = names.into_iter().filter(|name| name.ends_with(".toml"));
    data.filter_map(|name| {
        let document = Document::from_path(folder.join(&name)).ok()?;
        let rendered = ENGINE.render(&document).ok()?;
        Some((name, rendered))
    })
    .collect()
}

fn said(row: &Requirement) -> String {
    format!("{} {} {:?} {:?} page {}", row.clause, row.quantity.1, row.target, row.measured, row.page)
}

#[test]
fn every_row_of_our_own_documents_is_met() {
    let mut broken = Vec::new();
    let documents = documents();
    assert!(documents.len() >= 20, "{} documents", documents.len());
    for (name, rendered) in &documents {
        let rows = &rendered.report().requirements;
        assert!(rows.len() >= 30, "{name}: {} rows", rows.len());
        let off = rows.iter().filter(|row| row.verdict == Verdict::Broken);
        broken.extend(off.map(|row| format!("{name}: {}", said(row))));
    }
    assert!(broken.is_empty(), "{broken:#?}");
}
