//! `render man`: the manual page, and with a folder one for each command.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::{Args, Command};
use clap_mangen::Man;
use gongwen::output::write_whole;
use gongwen::{Diagnostic, Failure, Lang};

use super::tell::{status_of, tell};
use super::{Status, TellArgs, help};

#[derive(Args)]
pub struct ManArgs {
    /// A folder for the pages of all commands: render.1, render-check.1 …, made when it is not there;
    /// without it render(1) goes to standard output.
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,

    #[command(flatten)]
    tell: TellArgs,
}

/// Headings of a manual page.
const HEADINGS: [(&str, &str); 7] = [
    ("NAME", "名称"),
    ("SYNOPSIS", "用法"),
    ("DESCRIPTION", "说明"),
    ("OPTIONS", "选项"),
    ("SUBCOMMANDS", "命令"),
    ("EXTRA", "其他"),
    ("VERSION", "版本"),
];

pub fn run(args: &ManArgs) -> Status {
    let lang = args.tell.lang();
    let mut command = help::command(lang);
    command.build();
    let made = match &args.output {
        Some(folder) => std::fs::create_dir_all(folder)
            .map_err(|error| Diagnostic::write_failed(&folder.display().to_string(), &error).into())
            .and_then(|()| pages(&command, "render", folder, lang)),
        None => page(&command, "render", lang).and_then(|page| {
            let written = std::io::stdout().lock().write_all(&page);
            written.map_err(|error| Diagnostic::write_failed("-", &error).into())
        }),
    };
    match made {
        Ok(()) => Status::Made,
        Err(failure) => {
            tell(failure.diagnostics(), &args.tell);
            status_of(failure.diagnostics())
        }
    }
}

/// Writes the page of a command and those of its subcommands.
fn pages(command: &Command, name: &str, folder: &Path, lang: Lang) -> Result<(), Failure> {
    let path = folder.join(format!("{name}.1"));
    write_whole(&path, &page(command, name, lang)?)
        .map_err(|error| Diagnostic::write_failed(&path.display().to_string(), &error))?;
    for sub in command.get_subcommands().filter(|sub| sub.get_name() != "help" && !sub.is_hide_set()) {
        pages(sub, &format!("{name}-{}", sub.get_name()), folder, lang)?;
    }
    Ok(())
}

fn page(command: &Command, name: &str, lang: Lang) -> Result<Vec<u8>, Failure> {
    let mut page = Vec::new();
    Man::new(command.clone())
        .title(name)
        .render(&mut page)
        .map_err(|error| Diagnostic::write_failed(name, &error))?;
    if lang == Lang::En {
        return Ok(page);
    }
    let text = String::from_utf8_lossy(&page);
    let heading = |line: &str| {
        let words = line.strip_prefix(".SH ")?;
        let known = HEADINGS.iter().find(|(english, _)| *english == words.trim_matches('"'))?;
        Some(format!(".SH {}", known.1))
    };
    let lines: Vec<String> =
        text.lines().map(|line| heading(line).unwrap_or_else(|| line.to_owned())).collect();
    Ok((lines.join("\n") + "\n").into_bytes())
}
