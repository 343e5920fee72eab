//! `render extract report.pdf -o dir/`: what a PDF was made from, given back.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::PathBuf;

use clap::Args;
use gongwen::archive::{Extracted, extract_path};
use gongwen::pdf::Relationship;
use gongwen::{Failure, Lang};

use super::tell::{status_of, tell};
use super::{Status, TellArgs};

/// Gives back the files that a PDF carries: the data it was made from, the report
///
/// `render DIR` makes the same PDF of them again. Names that would lead out of the folder are refused, files
/// that were changed too; then nothing is written. Exit status: 0 done, 1 the PDF gives nothing, 2 usage or
/// environment.
#[derive(Args)]
pub struct ExtractArgs {
    /// The PDF file.
    #[arg(value_name = "PDF")]
    input: PathBuf,

    /// The folder to write to; it is made when it is not there.
    #[arg(short, long, value_name = "DIR", required_unless_present = "list")]
    output: Option<PathBuf>,

    /// Only lists the files.
    #[arg(long, conflicts_with = "output")]
    list: bool,

    /// Overwrites files that are there.
    #[arg(long)]
    force: bool,

    #[command(flatten)]
    tell: TellArgs,
}

pub fn run(args: &ExtractArgs) -> Status {
    match extract(args) {
        Ok(extracted) => {
            tell(extracted.diagnostics(), &args.tell);
            let text = listed(&extracted, args);
            match std::io::stdout().lock().write_all(text.as_bytes()) {
                Ok(()) => Status::Made,
                Err(_) => Status::Environment,
            }
        }
        Err(failure) => {
            tell(failure.diagnostics(), &args.tell);
            status_of(failure.diagnostics())
        }
    }
}

fn extract(args: &ExtractArgs) -> Result<Extracted, Failure> {
    let extracted = extract_path(&args.input)?;
    if let Some(folder) = &args.output {
        extracted.write_to(folder, args.force)?;
    }
    Ok(extracted)
}

/// A line a file, and how the PDF is made again.
fn listed(extracted: &Extracted, args: &ExtractArgs) -> String {
    let mut text = String::new();
    for file in extracted.files() {
        let is = match (args.tell.lang(), file.relationship) {
            (Lang::Zh, Relationship::Source) => "来源",
            (Lang::Zh, Relationship::Data) => "数据",
            (_, other) => other.as_str(),
        };
        let _ = writeln!(text, "{}\t{}\t{is}", file.path, file.bytes.len());
    }
    if let Some(folder) = args.output.as_ref().filter(|_| extracted.is_document()) {
        let said = if args.tell.lang() == Lang::Zh { "重新生成" } else { "to make it again" };
        let _ = writeln!(text, "{said}: render {}", quoted(&folder.display().to_string()));
    }
    text
}

/// A path as a shell takes it.
fn quoted(path: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "/._-\\:".contains(c);
    if path.chars().all(plain) { path.to_owned() } else { format!("'{}'", path.replace('\'', "'\\''")) }
}
