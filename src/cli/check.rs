//! `render check data.toml`: what the document breaks of the rules, without setting it.

use std::path::{Path, PathBuf};

use clap::Args;
use gongwen::{Diagnostic, Document, DocumentReader, Failure};

use super::tell::{breaks_a_must, status_of, tell};
use super::{Status, TellArgs};

/// Checks a data file by the rules of GB/T 9704, GB/T 15834, GB/T 15835 and the regulations
///
/// No page is set and no file written. The rules stand in docs/lint.md.
/// Exit status: 0 the document can be made, 1 it has errors (with --strict: or breaks a 必须 rule), 2
/// usage or environment.
#[derive(Args)]
pub struct CheckArgs {
    /// The data file.
    #[arg(value_name = "DATA")]
    input: PathBuf,

    /// End with status 1 when a 必须 rule is broken.
    #[arg(long)]
    strict: bool,

    /// A further folder that the data may name files in; may be given several times.
    #[arg(long, value_name = "DIR")]
    allow: Vec<PathBuf>,

    #[command(flatten)]
    tell: TellArgs,
}

pub fn run(args: &CheckArgs) -> Status {
    match check(&args.input, &args.allow) {
        Ok(findings) => {
            tell(&findings, &args.tell);
            if args.strict && breaks_a_must(&findings) { Status::Document } else { Status::Made }
        }
        Err(failure) => {
            tell(failure.diagnostics(), &args.tell);
            status_of(failure.diagnostics())
        }
    }
}

fn check(input: &Path, allow: &[PathBuf]) -> Result<Vec<Diagnostic>, Failure> {
    let reader = allow.iter().fold(Document::reader(), DocumentReader::allow_folder);
    let document = reader.read_path(input)?;
    Ok(super::tell::together(document.diagnostics(), document.check()))
}
