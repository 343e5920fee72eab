//! One engine, many documents, all cores: `cargo run --example thread_pool -- OUT data/*.toml`.
//!
//! The engine is built once and lent to every thread. A document that cannot be made is told and does not
//! stop the others; the bytes of each are the same however many threads there are.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;

use gongwen::output::{MessageFormat, write_whole};
use gongwen::{Document, Engine, Failure, Lang};

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let Some(out) = arguments.next() else {
        eprintln!("usage: thread_pool OUT DATA …");
        return ExitCode::from(2);
    };
    let engine = Engine::builder().bundled_fonts_only(true).build();
    let waiting = Mutex::new(arguments.collect::<Vec<_>>());
    let failed = Mutex::new(0);
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    // The lock is held for this line only.
                    let Some(data) = waiting.lock().expect("nobody panics with it").pop() else { return };
                    let name = data.with_extension("pdf").file_name().unwrap_or_default().to_owned();
                    if let Err(told) = make(&engine, &data, &out.join(name)) {
                        eprint!("{told}");
                        *failed.lock().expect("nobody panics with it") += 1;
                    }
                }
            });
        }
    });
    ExitCode::from(u8::from(failed.into_inner().is_ok_and(|failed| failed > 0)))
}

/// Makes one file; else what is to be told of it.
fn make(engine: &Engine, data: &Path, pdf: &Path) -> Result<(), String> {
    let rendered = Document::from_path(data).and_then(|document| engine.render(&document)).map_err(told)?;
    let bytes = rendered.pdf().map_err(told)?;
    write_whole(pdf, &bytes).map_err(|error| format!("{}: {error}\n", pdf.display()))?;
    println!("{} {} pages", pdf.display(), rendered.page_count());
    Ok(())
}

fn told(failure: Failure) -> String {
    let findings = failure.diagnostics().iter();
    findings.map(|finding| finding.render(MessageFormat::Short, Lang::En, false)).collect()
}
