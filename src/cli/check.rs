//! `render check data.toml`: what the document breaks of the rules, and the conformance report of its pages.

use std::io::{IsTerminal as _, Write as _};
use std::path::PathBuf;

use clap::Args;
use gongwen::{Diagnostic, Lang};

use super::child::Bounded;
use super::conformance::{self, ReportArgs};
use super::data::DataArgs;
use super::tell::{has_errors, status_of, tell, together};
use super::{CommonArgs, Status};

/// Measures the pages against GB/T 9704, and checks the words by GB/T 15834, GB/T 15835 and the regulations
///
/// The pages are set and measured, and the report goes to standard output: a row a requirement, with
/// clause, target and what was measured. What the words break (docs/lint.md) goes to standard error with
/// all other findings. Without --report no file is written. A document with errors has no report.
/// Exit status: 0 the document can be made, 1 it has errors (with --strict: or breaks a 必须 rule), 2
/// usage or environment.
#[derive(Args)]
pub struct CheckArgs {
    /// The data file; `-` is standard input.
    #[arg(value_name = "DATA")]
    input: PathBuf,

    /// Check the words only: no page is set, and there is no report.
    #[arg(long, conflicts_with = "report")]
    words_only: bool,

    #[command(flatten)]
    report: ReportArgs,

    /// End with status 1 when a 必须 rule is broken.
    #[arg(long)]
    strict: bool,

    #[command(flatten)]
    data: DataArgs,

    #[command(flatten)]
    common: CommonArgs,
}

impl CheckArgs {
    pub fn bounded(&self) -> Bounded<'_> {
        self.common.bounded(self.report.outputs())
    }
}

pub fn run(args: &CheckArgs) -> Status {
    let document = match args.data.gather(&args.input) {
        Ok(document) => document,
        Err(failure) => return failed(args, failure.diagnostics()),
    };
    if args.words_only {
        let findings = together(document.diagnostics(), document.check());
        if has_errors(&findings) {
            return failed(args, &findings);
        }
        tell(&findings, &args.common.tell);
        if findings.is_empty() {
            nothing_found(args);
        }
        return status(args, &findings);
    }
    let engine = match args.common.fonts.engine(&args.common.tell) {
        Ok(engine) => engine,
        Err(failure) => return failed(args, failure.diagnostics()),
    };
    let rendered = match engine.render(&document) {
        Ok(rendered) => rendered,
        Err(failure) => return failed(args, &together(failure.diagnostics(), document.check())),
    };
    let mut findings = together(rendered.diagnostics(), document.check());
    // What check lets pass, render writes: the file in its usual form is made, and thrown away.
    if let Err(failure) = rendered.pdf() {
        findings.extend(failure.diagnostics().iter().cloned());
        return failed(args, &findings);
    }
    // The report itself tells of the rows that are broken.
    let told: Vec<Diagnostic> =
        findings.iter().filter(|found| found.code() != "nonconforming").cloned().collect();
    tell(&told, &args.common.tell);
    let rows = &rendered.report().requirements;
    match conformance::put(&args.report, rows, &args.common.tell, |lang| rendered.report_html(lang)) {
        Ok(()) => status(args, &findings),
        Err(status) => status,
    }
}

/// Says on a terminal that the words were looked at.
fn nothing_found(args: &CheckArgs) {
    if args.common.tell.is_for_people() && std::io::stderr().is_terminal() {
        let said = match args.common.tell.lang() {
            Lang::Zh => "文字没有查出问题\n",
            Lang::En => "nothing is wrong with the words\n",
        };
        drop(std::io::stderr().lock().write_all(said.as_bytes()));
    }
}

fn failed(args: &CheckArgs, findings: &[Diagnostic]) -> Status {
    tell(findings, &args.common.tell);
    status_of(findings)
}

/// The status; with `--strict`, that it is no good and of how many rules, at the very end.
fn status(args: &CheckArgs, findings: &[Diagnostic]) -> Status {
    let rules = findings.iter().filter(|found| found.breaks_a_must()).count();
    if !args.strict || rules == 0 {
        return Status::Made;
    }
    tell(&[Diagnostic::strict_broken(rules)], &args.common.tell);
    Status::Document
}
