//! `render measure`: what is read back from the file is what was set, and any other file is measured too.

use gongwen::layout::{Requirement, Value};
use gongwen::{Rendered, measure};

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
    let set = &rendered.report().requirements;
    let read = measure(rendered.pdf().unwrap()).unwrap();
    let (set, read) = (named(set), named(read.requirements()));
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
            wrong.push(format!(
                "{name}: {row}: {:?} set, {:?} read, page {}",
                wanted.measured, found.measured, found.page
            ));
        } else {
            most = most.max(off);
        }
    }
    let more = read.iter().filter(|(row, _)| !set.iter().any(|(other, _)| other == row));
    wrong.extend(
        more.map(|(row, found)| format!("{name}: {row} is only in the file's report: {:?}", found.measured)),
    );
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
    assert!(rows >= 1700 && most < 0.1, "{rows} rows, {most} mm");
    assert!(wrong.is_empty(), "{} of {rows} rows: {wrong:#?}", wrong.len());
}

#[track_caller]
fn refused(bytes: Vec<u8>, code: &str) {
    let failure = measure(bytes).err().expect("measured");
    assert_eq!(crate::sheet::codes(failure.diagnostics()), [code]);
}

/// A PDF of one page with these instructions.
fn page(content: Vec<u8>) -> Vec<u8> {
    use lopdf::{Document, Stream, dictionary};
    let mut file = Document::with_version("1.7");
    let tree = file.new_object_id();
    let content = file.add_object(Stream::new(dictionary! {}, content));
    let page = file.add_object(dictionary! {
        "Type" => "Page", "Parent" => tree, "Contents" => content,
        "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
    });
    file.objects
        .insert(tree, dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 }.into());
    let root = file.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    file.trailer.set("Root", root);
    let mut bytes = Vec::new();
    file.save_to(&mut bytes).unwrap();
    bytes
}

#[test]
fn what_cannot_be_measured_is_refused_with_its_reason() {
    refused(b"no pdf".to_vec(), "not-a-pdf");
    refused(b"%PDF-1.7\nnothing more".to_vec(), "pdf-broken");
    refused(page(Vec::new()), "pdf-no-text");
    refused(page(b"q ".repeat(100_000)), "pdf-too-large");
}
