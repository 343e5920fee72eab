//! The checklist of clauses, docs/gbt9704.md, names only tests that are there.

use std::fs;
use std::path::Path;

/// So many rows at least: a checklist that was not read proves nothing.
const FEWEST_ROWS: usize = 40;

/// The checklist's rows, cell by cell: clause, requirement, strength, where set, tests.
fn rows(text: &str) -> Vec<Vec<&str>> {
    text.lines()
        .filter_map(|line| line.trim().strip_prefix('|')?.strip_suffix('|'))
        .map(|row| row.split('|').map(str::trim).collect::<Vec<_>>())
        // The header and the rule under it begin with no clause.
        .filter(|cells| cells[0].starts_with(|c: char| c.is_ascii_digit()))
        .collect()
}

/// What stands between backticks.
fn backticked(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('`').skip(1).step_by(2)
}

#[test]
fn every_test_the_checklist_names_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(root.join("docs/gbt9704.md")).unwrap();
    let rows = rows(&text);
    assert!(rows.len() >= FEWEST_ROWS, "only {} rows were read", rows.len());
    let mut wrong = Vec::new();
    for cells in &rows {
        assert_eq!(cells.len(), 5, "{cells:?}");
        let (clause, tests) = (cells[0], cells[4]);
        assert!(tests == "—" || tests.starts_with('`'), "{clause}: {tests}");
        for name in backticked(tests) {
            let (module, test) = name.split_once("::").unwrap_or((name, ""));
            let source = fs::read_to_string(root.join(format!("tests/it/{module}.rs"))).unwrap_or_default();
            if test.is_empty() || !source.contains(&format!("fn {test}(")) {
                wrong.push(format!("{clause}: {name}"));
            }
        }
    }
    assert!(wrong.is_empty(), "the checklist names tests that do not exist: {wrong:#?}");
}

#[test]
fn rows_and_names_are_read_as_written() {
    let text = "| clause | tests |\n| --- | --- |\n| 5.1 | A4 | MUST | `page.typ` | `a::b` `c::d` |\n";
    let rows = rows(text);
    assert_eq!(rows, [["5.1", "A4", "MUST", "`page.typ`", "`a::b` `c::d`"]]);
    assert_eq!(backticked(rows[0][4]).collect::<Vec<_>>(), ["a::b", "c::d"]);
    assert_eq!(backticked("—").count(), 0);
}
