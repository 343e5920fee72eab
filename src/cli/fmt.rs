//! `render fmt data.toml`: marks and numerals put right.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use gongwen::data::Encoding;
use gongwen::fmt::Corrected;
use gongwen::output::write_whole;
use gongwen::{Diagnostic, Document, DocumentReader, Failure};

use super::tell::{status_of, tell};
use super::{Status, TellArgs};

/// One byte more than the library takes is enough for it to refuse.
const MOST_READ: u64 = 16 * 1024 * 1024 + 1;

#[derive(Args)]
pub struct FmtArgs {
    /// A data file (.toml, .yaml, .json), a body file (.txt, .md), or `-` for text from standard input.
    #[arg(value_name = "FILE")]
    input: PathBuf,

    /// Changes the file in place, and the body files that a data file names; each as it was is kept as FILE~.
    #[arg(long, conflicts_with = "check")]
    write: bool,

    /// Tells what would change, with places, and writes nothing; exit status 1 when anything would.
    #[arg(long)]
    check: bool,

    /// What files are in that are no UTF-8: the data, and the texts it names. `--write` keeps it; standard output is UTF-8.
    #[arg(long, value_name = "ENCODING", value_parser = ["gbk", "gb18030", "utf-16"])]
    encoding: Option<String>,

    /// A further folder that the data may name files in; may be given several times.
    #[arg(long, value_name = "DIR")]
    allow: Vec<PathBuf>,

    #[command(flatten)]
    tell: TellArgs,
}

pub fn run(args: &FmtArgs) -> Status {
    let outcome = corrected(args).and_then(|files| {
        if args.check {
            Ok(check(args, &files))
        } else if args.write {
            let kept = write(&files)?;
            tell_doubts(args, &files);
            tell(&kept, &args.tell);
            Ok(Status::Made)
        } else {
            // The text asked for; what is not certain is told beside it.
            print(&files[0])?;
            tell_doubts(args, &files[..1]);
            Ok(Status::Made)
        }
    });
    outcome.unwrap_or_else(|failure| {
        tell(failure.diagnostics(), &args.tell);
        status_of(failure.diagnostics())
    })
}

/// The file and what it names, put right; at least one.
fn corrected(args: &FmtArgs) -> Result<Vec<Corrected>, Failure> {
    let mut reader = args.allow.iter().fold(Document::reader(), DocumentReader::allow_folder);
    if let Some(encoding) = args.encoding.as_deref().and_then(|name| name.parse::<Encoding>().ok()) {
        reader = reader.encoding(encoding);
    }
    if args.input.as_os_str() != "-" {
        return reader.correct_path(&args.input);
    }
    let mut bytes = Vec::new();
    let read = std::io::stdin().lock().take(MOST_READ).read_to_end(&mut bytes);
    read.map_err(|error| Diagnostic::write_failed("-", &error))?;
    Ok(vec![reader.correct_bytes("-", bytes)?])
}

fn check(args: &FmtArgs, files: &[Corrected]) -> Status {
    for file in files {
        tell(file.diagnostics(), &args.tell);
    }
    if files.iter().any(Corrected::is_changed) { Status::Document } else { Status::Made }
}

fn tell_doubts(args: &FmtArgs, files: &[Corrected]) {
    for file in files {
        let doubts = file.diagnostics().iter().filter(|found| found.code() != "would-change");
        let doubts: Vec<Diagnostic> = doubts.cloned().collect();
        tell(&doubts, &args.tell);
    }
}

/// Writes what changed, with the file as it was beside it; text from standard input goes to standard output.
fn write(files: &[Corrected]) -> Result<Vec<Diagnostic>, Failure> {
    let mut told = Vec::new();
    for file in files {
        match file.path() {
            Some(path) if file.is_changed() => {
                let kept = kept(path);
                let before = std::fs::read(path)
                    .map_err(|error| Diagnostic::unreadable_file(&path.display().to_string(), &error))?;
                save(&kept, &before)?;
                save(path, &file.bytes())?;
                told.push(Diagnostic::kept(path, &kept));
            }
            Some(_) => {}
            None => print(file)?,
        }
    }
    Ok(told)
}

/// `data.toml` as it was is `data.toml~`.
fn kept(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("~");
    PathBuf::from(name)
}

fn save(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    write_whole(path, bytes)
        .map_err(|error| Diagnostic::write_failed(&path.display().to_string(), &error).into())
}

fn print(file: &Corrected) -> Result<(), Failure> {
    let mut stdout = std::io::stdout().lock();
    let written = stdout.write_all(file.text().as_bytes()).and_then(|()| stdout.flush());
    written.map_err(|error| Diagnostic::write_failed("-", &error).into())
}
