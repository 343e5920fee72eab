//! `render import pasted.txt -o data.toml`: a document's text, read back into a data file.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use gongwen::data::Encoding;
use gongwen::import::{Imported, Importer};
use gongwen::output::write_whole;
use gongwen::{Diagnostic, Failure};

use super::child::{Bounded, LimitArgs};
use super::tell::{status_of, tell};
use super::{Status, TellArgs};

/// More than this from standard input is refused; the library has limits of its own below it.
const LIMIT_INPUT_BYTES: u64 = 64 * 1024 * 1024;

#[derive(Args)]
pub struct ImportArgs {
    /// The text of a whole document, or a Word file (.docx); `-` is standard input.
    #[arg(value_name = "TEXT")]
    input: PathBuf,

    /// The data file to write; without it, or with `-`, it goes to standard output.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Writes the body into a text file beside the data file: `data.toml`, `data.txt`.
    #[arg(long, requires = "output")]
    body_file: bool,

    /// Keeps each line a paragraph, though the width of a page seems to have broken it.
    #[arg(long)]
    keep_lines: bool,

    /// What a text is in that is no UTF-8.
    #[arg(long, value_name = "ENCODING", value_parser = ["gbk", "gb18030", "utf-16"])]
    encoding: Option<String>,

    /// Also writes what is to be checked as JSON, for programs; with `-` to standard output, in place of the data file.
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,

    /// Overwrites files that are there.
    #[arg(long)]
    force: bool,

    #[command(flatten)]
    limits: LimitArgs,

    #[command(flatten)]
    tell: TellArgs,
}

impl ImportArgs {
    pub fn bounded(&self) -> Bounded<'_> {
        Bounded {
            limits: &self.limits,
            tell: &self.tell,
            outputs: self.output.iter().chain(&self.report).cloned().collect(),
            left: None,
        }
    }
}

pub fn run(args: &ImportArgs) -> Status {
    match read(args).and_then(|imported| write(args, &imported).map(|()| imported)) {
        Ok(imported) => {
            let told =
                if args.body_file { imported.diagnostics_with_body_file() } else { imported.diagnostics() };
            tell(&told, &args.tell);
            Status::Made
        }
        Err(failure) => {
            tell(failure.diagnostics(), &args.tell);
            status_of(failure.diagnostics())
        }
    }
}

fn read(args: &ImportArgs) -> Result<Imported, Failure> {
    let mut importer = Importer::new().keep_lines(args.keep_lines);
    if let Some(encoding) = args.encoding.as_deref().and_then(|name| name.parse::<Encoding>().ok()) {
        importer = importer.encoding(encoding);
    }
    if args.input.as_os_str() != "-" {
        return importer.import_path(&args.input);
    }
    let mut bytes = Vec::new();
    std::io::stdin()
        .lock()
        .take(LIMIT_INPUT_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| Diagnostic::unreadable_file("-", &error))?;
    importer.import("-", bytes)
}

fn write(args: &ImportArgs, imported: &Imported) -> Result<(), Failure> {
    let output = args.output.as_deref().filter(|path| path.as_os_str() != "-");
    if let Some(path) = output.filter(|path| !is_toml(path)) {
        return Err(Diagnostic::other_spelling(path, "import").into());
    }
    if args.body_file && output.is_none() {
        return Err(Diagnostic::body_file_needs_output().into());
    }
    let body = output.filter(|_| args.body_file).map(body_path);
    let name = body.as_ref().map(|body| body.file_name().unwrap_or_default().to_string_lossy().into_owned());
    let (data, report) = match &name {
        Some(name) => (imported.toml_with_body_file(name), imported.report_with_body_file(name)),
        None => (imported.toml(), imported.report()),
    };
    let text = imported.body();
    // The body first: a data file never names a file that is not there.
    let mut files: Vec<(&Path, &str)> = Vec::new();
    files.extend(body.as_deref().map(|body| (body, text.as_str())));
    let told = args.report.as_deref().filter(|path| path.as_os_str() != "-");
    files.extend(told.map(|path| (path, report.as_str())));
    files.extend(output.map(|path| (path, data.as_str())));
    save(&files, args.force)?;
    match (&args.report, told, output) {
        (Some(_), None, _) => to_stdout(&report),
        (.., None) => to_stdout(&data),
        _ => Ok(()),
    }
}

/// Whether a file may hold TOML, by its name: not under the ending of another spelling or of another kind of file.
pub fn is_toml(path: &Path) -> bool {
    const OTHERS: [&str; 12] =
        ["yaml", "yml", "json", "docx", "doc", "wps", "pdf", "png", "svg", "xlsx", "csv", "md"];
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    ending.is_none_or(|ending| !OTHERS.contains(&ending.as_str()))
}

/// `data.toml` has its body in `data.txt`; `data.txt` in `data-body.txt`.
fn body_path(data: &Path) -> PathBuf {
    let body = data.with_extension("txt");
    if body != data {
        return body;
    }
    let stem = data.file_stem().unwrap_or_default().to_string_lossy();
    data.with_file_name(format!("{stem}-body.txt"))
}

/// Writes files whole; none when one of them is there already.
pub fn save(files: &[(&Path, &str)], force: bool) -> Result<(), Failure> {
    let there = files.iter().find(|(path, _)| !force && path.symlink_metadata().is_ok());
    if let Some((path, _)) = there {
        return Err(Diagnostic::file_exists(&path.display().to_string()).into());
    }
    for (path, text) in files {
        write_whole(path, text.as_bytes())
            .map_err(|error| Diagnostic::write_failed(&path.display().to_string(), &error))?;
    }
    Ok(())
}

pub fn to_stdout(text: &str) -> Result<(), Failure> {
    let mut stdout = std::io::stdout().lock();
    let written = stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush());
    written.map_err(|error| Diagnostic::write_failed("-", &error).into())
}
