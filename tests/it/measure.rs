//! `render measure`: what is read back from the file is what was set, and any other file is measured too.

use gongwen::layout::{Requirement, Value};
use gongwen::{Rendered, measure};

use crate::support::ENGINE;

/// The rows of one report by clause and quantity; a quantity asked twice keeps its order.
fn named(rows: &[Requirement]) -> Vec<(String, &Requirement)> {
    let mut named: Vec<(String, &Requirement)> = Vec::new();
    for row in rows {
        let name = format!("{} {}", row.clause, row.quantity.1);
        let again = named.iter().filter(|(other, _)| other.split('#').next() == Some(&name)).count();
        named.push((if again > 0 { format!("{name}#{again}") } else { name }, row));
    }
    named
}

/// What differs between frames and file, and the largest difference in mm.
fn compared(name: &str, rendered: &Rendered) -> (Vec<String>, f64, usize) {
    let set = rendered.report().requirements;
    let read = measure(rendered.pdf().unwrap()).unwrap();
    let (set, read) = (named(&set), named(read.requirements()));
    let mut wrong = Vec::new();
    let mut most: f64 = 0.0;
    for (row, wanted) in &set {
        let Some((_, found)) = read.iter().find(|(other, _)| other == row) else {
            wrong.push(format!("{name}: {row} is not in the file's report"));
            continue;
        };
        let off = match (&wanted.measured, &found.measured) {
            (Value::Number(wanted), Value::Number(found)) => (wanted - found).abs(),
            (wanted, found) => f64::from(u8::from(wanted != found)),
        };
        if off >= 0.1 {
            wrong.push(format!("{name}: {row}: {:?} set, {:?} read, page {}", wanted.measured, found.measured, found.page));
        } else {
            most = most.max(off);
        }
    }
    let more = read.iter().filter(|(row, _)| !set.iter().any(|(other, _)| other == row));
    wrong.extend(more.map(|(row, found)| format!("{name}: {row} is only in the file's report: {:?}", found.measured)));
    (wrong, most, set.len())
}

#[test]
fn the_file_measures_what_the_frames_measure() {
    let documents = crate::conformance::documents();
    let (mut wrong, mut most, mut rows) = (Vec::new(), 0.0f64, 0);
    for (name, rendered) in &documents {
        let (differences, off, count) = compared(name, rendered);
        wrong.extend(differences);
        most = most.max(off);
        rows += count;
    }
    println!("{} documents, {rows} rows, the largest difference {most:.4} mm", documents.len());
    assert!(wrong.is_empty(), "{} of {rows} rows:\n{}", wrong.len(), wrong.join("\n"));
    let _ = &*ENGINE;
}
