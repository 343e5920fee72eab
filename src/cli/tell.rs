//! Findings to standard error.

use std::io::{IsTerminal, Write};

use gongwen::{Diagnostic, MessageFormat, Severity};

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

/// What a failure means for the exit status: bad files and data are the document's, the rest the machine's.
pub fn status_of(findings: &[Diagnostic]) -> Status {
    let environment = |finding: &&Diagnostic| {
        finding.severity() == Severity::Error
            && matches!(finding.code(), "write-failed" | "unknown-output" | "no-input" | "unreadable-file")
    };
    if findings.iter().any(|finding| environment(&finding)) { Status::Environment } else { Status::Document }
}
