//! One step of an office's workflow: `cargo run --example office_step -- FOLDER DATA [FILE…]`.
//!
//! Data and the files that they name come as bytes, as out of a database; what breaks a 必须 rule makes nothing; what is
//! made comes with its name, its pages and all that was noticed, the source that was left out too.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use gongwen::output::{MessageFormat, write_whole};
use gongwen::{Diagnostic, Document, Engine, Failure, Lang};

/// What a document became.
enum Outcome {
    /// The PDF under its name, number and title as offices have it, and what a person should read: warnings and notes.
    Made { name: String, pdf: Vec<u8>, pages: usize, told: Vec<Diagnostic> },
    /// It could be made, but breaks rules of the strength 必须.
    Refused(Vec<Diagnostic>),
}

// docs/embedding.md explains this function.
fn step(engine: &Engine, data: &[u8], files: Vec<(String, Vec<u8>)>) -> Result<Outcome, Failure> {
    let reader = files.into_iter().fold(Document::reader(), |reader, (name, bytes)| reader.file(name, bytes));
    let document = reader.read_stream("data", data)?; // errors of the data: Failure
    let rendered = engine.render(&document)?; // errors of the pages: Failure
    let form = rendered.form(); // .source(SourceMode::Never), .standards(…) change it
    let pdf = rendered.pdf_as(&form)?; // errors of the export: Failure
    let mut told = document.check(); // what the words break
    told.extend(rendered.diagnostics().iter().cloned()); // what was noticed on the way
    told.extend(rendered.left_out(&form)); // why the PDF does not carry its source
    if told.iter().any(Diagnostic::breaks_a_must) {
        return Ok(Outcome::Refused(told));
    }
    let name = rendered.file_stem() + ".pdf"; // any file system takes it
    Ok(Outcome::Made { name, pdf, pages: rendered.page_count(), told })
}

fn main() -> ExitCode {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [folder, data, files @ ..] = &arguments[..] else {
        eprintln!("usage: office_step FOLDER DATA [FILE…]");
        return ExitCode::from(2);
    };
    match run(folder, data, files) {
        Ok(status) => ExitCode::from(status),
        // A file that is not there, a folder that cannot be written.
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

fn run(folder: &Path, data: &Path, files: &[PathBuf]) -> Result<u8, String> {
    let read = |path: &Path| std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()));
    let named = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Ok((name, read(path)?))
    };
    let files = files.iter().map(named).collect::<Result<_, String>>()?;
    let engine = Engine::builder().bundled_fonts_only(true).build();
    let (told, status) = match step(&engine, &read(data)?, files) {
        Ok(Outcome::Made { name, pdf, pages, told }) => {
            let path = folder.join(&name);
            write_whole(&path, &pdf).map_err(|error| format!("{}: {error}", path.display()))?;
            println!("{name} {pages}");
            (told, 0)
        }
        Ok(Outcome::Refused(told)) => (told, 1),
        Err(failure) => (failure.diagnostics().to_vec(), 1),
    };
    for finding in told {
        eprint!("{}", finding.render(MessageFormat::Json, Lang::Zh, false));
    }
    Ok(status)
}
