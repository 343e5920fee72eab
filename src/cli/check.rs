//! `render check data.toml`: what the document breaks of the rules; with `--pages` also the conformance
//! report of the set pages.

use std::io::Write as _;
use std::path::PathBuf;

use clap::Args;
use gongwen::layout::{Requirement, Strength, Verdict};
use gongwen::{Diagnostic, Failure};

use super::conformance;
use super::data::DataArgs;
use super::tell::{breaks_a_must, status_of, tell, together};
use super::{FontArgs, Status, TellArgs};

/// Checks a data file by the rules of GB/T 9704, GB/T 15834, GB/T 15835 and the regulations
///
/// No file is written. The rules stand in docs/lint.md. With --pages the pages are set and measured, and
/// the report goes to standard output: a row a requirement, with clause, target and what was measured.
/// Exit status: 0 the document can be made, 1 it has errors (with --strict: or breaks a 必须 rule), 2
/// usage or environment.
#[derive(Args)]
pub struct CheckArgs {
    /// The data file; `-` is standard input.
    #[arg(value_name = "DATA")]
    input: PathBuf,

    /// Set the pages too, and print how they measure against the standard.
    #[arg(long)]
    pages: bool,

    /// End with status 1 when a 必须 rule is broken.
    #[arg(long)]
    strict: bool,

    #[command(flatten)]
    data: DataArgs,

    #[command(flatten)]
    fonts: FontArgs,

    #[command(flatten)]
    tell: TellArgs,
}

pub fn run(args: &CheckArgs) -> Status {
    match check(args) {
        Ok((findings, rows)) => {
            tell(&findings, &args.tell);
            let report = conformance::show(&rows, args.tell.format(), args.tell.lang());
            if args.pages && std::io::stdout().lock().write_all(report.as_bytes()).is_err() {
                return Status::Environment;
            }
            let must = |row: &Requirement| row.verdict == Verdict::Broken && row.strength == Strength::Must;
            let broken = breaks_a_must(&findings) || rows.iter().any(must);
            if args.strict && broken { Status::Document } else { Status::Made }
        }
        Err(failure) => {
            tell(failure.diagnostics(), &args.tell);
            status_of(failure.diagnostics())
        }
    }
}

/// What was found, and with `--pages` the report.
fn check(args: &CheckArgs) -> Result<(Vec<Diagnostic>, Vec<Requirement>), Failure> {
    let document = args.data.read(&args.input)?;
    if !args.pages {
        return Ok((together(document.diagnostics(), document.check()), Vec::new()));
    }
    let rendered = args.fonts.engine().render(&document)?;
    Ok((together(rendered.diagnostics(), document.check()), rendered.report().requirements))
}
