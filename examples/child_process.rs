//! Documents one does not trust, in a process that can be ended: `cargo run --example child_process -- RENDER DATA
//! OUT.pdf`, where RENDER is the program `render`.
//!
//! A Typst fragment may loop for ever and a library cannot stop it (Typst cannot be interrupted inside). The
//! program can: `--timeout` and `--memory` end the work, tell why, and leave no half file. A host runs it and
//! reads its findings, one JSON object a line.

use std::process::{Command, ExitCode};

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args_os().skip(1).collect();
    let [render, data, out] = &arguments[..] else {
        eprintln!("usage: child_process RENDER DATA OUT.pdf");
        return ExitCode::from(2);
    };
    let run = Command::new(render)
        .args(["--timeout", "30", "--memory", "1024", "--fonts", "bundled", "--message-format", "json", "-o"])
        .args([out, data])
        .output();
    let Ok(run) = run else {
        eprintln!("{} cannot be started", render.display());
        return ExitCode::from(2);
    };
    for line in String::from_utf8_lossy(&run.stderr).lines() {
        println!("{line}");
    }
    // 0: the PDF is there; 1: the document is at fault, or over a limit; 2: the call or the machine.
    ExitCode::from(run.status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(2))
}
