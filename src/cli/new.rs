//! `render new 请示`: a commented data file to fill in.

use std::path::PathBuf;

use clap::Args;
use gongwen::data::{InputFormat, skeleton_as};
use gongwen::{Diagnostic, Failure};

use super::import::{is_toml, save, to_stdout};
use super::tell::{status_of, tell};
use super::{Status, TellArgs};

#[derive(Args)]
pub struct NewArgs {
    /// The kind (文种), Chinese or English: 请示, request …
    #[arg(value_name = "KIND")]
    kind: String,

    /// The page format, when it is not the kind's usual one: document 文件, letter 信函, order 命令, minutes 纪要, plain 白头, briefing 简报, telegram 明电.
    #[arg(long, value_name = "FORMAT")]
    format: Option<String>,

    /// The file to write, in the spelling of its ending (.toml, .yaml, .json); without it, or with `-`, TOML goes to standard output.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Overwrites a file that is there.
    #[arg(long)]
    force: bool,

    #[command(flatten)]
    tell: TellArgs,
}

pub fn run(args: &NewArgs) -> Status {
    match make(args) {
        Ok(()) => Status::Made,
        Err(failure) => {
            tell(failure.diagnostics(), &args.tell);
            status_of(failure.diagnostics())
        }
    }
}

fn make(args: &NewArgs) -> Result<(), Failure> {
    let output = args.output.as_deref().filter(|path| path.as_os_str() != "-");
    let spelling = match output.map(|path| (path, InputFormat::of_path(path))) {
        Some((_, Some(spelling))) => spelling,
        Some((path, None)) if !is_toml(path) => return Err(Diagnostic::other_spelling(path, "new").into()),
        _ => InputFormat::Toml,
    };
    let text = skeleton_as(&args.kind, args.format.as_deref(), args.tell.lang(), spelling)?;
    match output {
        Some(path) => save(&[(path, &text)], args.force),
        None => to_stdout(&text),
    }
}
