//! Findings to standard error.

use std::io::{IsTerminal, Write};

use gongwen::output::MessageFormat;
use gongwen::{Diagnostic, Lang, Severity};

use super::{Status, TellArgs};

/// Writes findings in the form and language asked for; a note that repeats is told once.
pub fn tell(findings: &[Diagnostic], args: &TellArgs) {
    findings.iter().for_each(|finding| write(finding, args.format(), args.lang()));
}

/// Writes one finding.
pub fn write(finding: &Diagnostic, format: MessageFormat, lang: Lang) {
    let mut stderr = std::io::stderr().lock();
    let colour = stderr.is_terminal() && std::env::var_os("NO_COLOR").is_none() && reads_colours();
    let mut text = finding.render(format, lang, colour);
    if format == MessageFormat::Human {
        text.push('\n');
    }
    // Nobody is left to tell when standard error is closed.
    let _ = stderr.write_all(text.as_bytes());
}

/// Whether a terminal reads what stands for colours. That of Windows does so since 10, and only when it is asked to.
fn reads_colours() -> bool {
    #[cfg(windows)]
    return anstyle_query::windows::enable_ansi_colors() == Some(true);
    #[cfg(not(windows))]
    true
}

/// Whether a finding says that a rule of the strength 必须 is broken.
pub fn breaks_a_must(findings: &[Diagnostic]) -> bool {
    findings.iter().any(Diagnostic::breaks_a_must)
}

/// Whether a finding refuses the document.
pub fn has_errors(findings: &[Diagnostic]) -> bool {
    findings.iter().any(|finding| finding.severity() == Severity::Error)
}

/// Two lists of findings as one, those with a place first, file by file and line by line.
pub fn together(first: &[Diagnostic], second: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut all: Vec<Diagnostic> = first.iter().cloned().chain(second).collect();
    let mut files: Vec<String> = Vec::new();
    for place in all.iter().filter_map(Diagnostic::place) {
        if !files.iter().any(|file| file == place.file()) {
            files.push(place.file().to_owned());
        }
    }
    // Stable: findings of one place keep the order they were found in.
    all.sort_by_key(|finding| {
        finding.place().map_or((usize::MAX, 0), |place| {
            (files.iter().position(|file| file == place.file()).unwrap_or_default(), place.range().start)
        })
    });
    all
}

/// What a failure means for the exit status: what stands in the data is the document's matter, the
/// files the caller named are the caller's.
pub fn status_of(findings: &[Diagnostic]) -> Status {
    const CALLER: [&str; 26] = [
        "internal-error",
        "write-failed",
        "no-such-folder",
        "unknown-output",
        "no-input",
        "unreadable-file",
        "is-a-folder",
        "not-a-file",
        "file-too-large",
        "not-formatted",
        "file-exists",
        "unsafe-target",
        "files-exist",
        "not-a-folder",
        "merge-name",
        "batch-busy",
        "list-ending",
        "list-without-sheets",
        "register-name",
        "body-file-needs-output",
        "unknown-kind",
        "unknown-format",
        "unknown-template",
        "not-for-templates",
        "usage",
        "not-toml",
    ];
    let caller = |finding: &Diagnostic| finding.place().is_none() && CALLER.contains(&finding.code());
    if findings.iter().any(caller) { Status::Environment } else { Status::Document }
}
