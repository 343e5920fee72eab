//! Findings to standard error.

use std::io::{IsTerminal, Write};

use gongwen::{Diagnostic, MessageFormat};

use super::{Status, TellArgs};

/// Writes findings in the form and language asked for; a note that repeats is told once.
pub fn tell(findings: &[Diagnostic], args: &TellArgs) {
    let mut stderr = std::io::stderr().lock();
    let colour = stderr.is_terminal() && std::env::var_os("NO_COLOR").is_none();
    for finding in findings {
        let text = finding.render(args.format(), args.lang(), colour);
        // Nobody is left to tell when standard error is closed.
        let _ = stderr.write_all(text.as_bytes());
        if args.format() == MessageFormat::Human {
            let _ = stderr.write_all(b"\n");
        }
    }
}

/// What a failure means for the exit status: what stands in the data is the document's matter, the
/// files the caller named are the caller's.
pub fn status_of(findings: &[Diagnostic]) -> Status {
    const CALLER: [&str; 10] = [
        "write-failed",
        "unknown-output",
        "no-input",
        "unreadable-file",
        "is-a-folder",
        "file-too-large",
        "file-exists",
        "body-file-needs-output",
        "unknown-kind",
        "unknown-format",
    ];
    let caller = |finding: &Diagnostic| finding.place().is_none() && CALLER.contains(&finding.code());
    if findings.iter().any(caller) { Status::Environment } else { Status::Document }
}
