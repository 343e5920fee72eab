//! The conformance report: a table for people, JSON lines for programs, a page to look at.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;
use gongwen::conformance::{Requirement, Verdict};
use gongwen::output::{MessageFormat, write_whole};
use gongwen::{Diagnostic, Failure, Lang};
use unicode_width::UnicodeWidthStr;

use super::tell::{status_of, tell};
use super::{Status, TellArgs};

#[derive(Args)]
pub struct ReportArgs {
    /// Also write the report as one HTML page: the sheets drawn, with what was measured laid over them.
    /// `-` writes it to standard output in place of the table.
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
}

impl ReportArgs {
    /// The files it writes.
    pub fn outputs(&self) -> Vec<PathBuf> {
        self.report.iter().cloned().collect()
    }
}

/// Writes the page that was asked for, and the rows to standard output.
pub fn put(
    args: &ReportArgs,
    rows: &[Requirement],
    how: &TellArgs,
    html: impl FnOnce(Lang) -> Result<String, Failure>,
) -> Result<(), Status> {
    let lang = how.lang();
    let to_stdout = args.report.as_deref() == Some(Path::new("-"));
    let mut shown = show(rows, how.format(), lang);
    if let Some(path) = &args.report {
        let written = html(lang).and_then(|html| {
            if to_stdout {
                shown = html;
                return Ok(());
            }
            let failed = |error| Diagnostic::write_failed(&path.display().to_string(), &error);
            write_whole(path, html.as_bytes()).map_err(|error| failed(error).into())
        });
        if let Err(failure) = written {
            tell(failure.diagnostics(), how);
            return Err(status_of(failure.diagnostics()));
        }
    }
    let written = std::io::stdout().lock().write_all(shown.as_bytes());
    written.map_err(|_| Status::Environment)
}

/// The rows, in the form and language asked for.
fn show(rows: &[Requirement], format: MessageFormat, lang: Lang) -> String {
    match format {
        MessageFormat::Json => rows.iter().map(|row| row.to_json() + "\n").collect(),
        _ => table(rows, lang),
    }
}

fn table(rows: &[Requirement], lang: Lang) -> String {
    let zh = lang == Lang::Zh;
    let head: [&str; 7] = if zh {
        ["结论", "条款", "项目", "标准", "实测", "页", "效力"]
    } else {
        ["verdict", "clause", "quantity", "target", "measured", "page", "strength"]
    };
    let mut cells: Vec<[String; 7]> = vec![head.map(str::to_owned)];
    cells.extend(rows.iter().map(|row| self::row(row, lang)));
    let widths: Vec<usize> = (0..head.len())
        .map(|column| cells.iter().map(|row| row[column].width()).max().unwrap_or_default())
        .collect();
    let mut text = String::new();
    for row in &cells {
        for (cell, width) in row.iter().zip(&widths) {
            let blank = " ".repeat(width - cell.width() + 2);
            let _ = write!(text, "{cell}{blank}");
        }
        text.truncate(text.trim_end().len());
        text.push('\n');
    }
    let count = |verdict| rows.iter().filter(|row| row.verdict == verdict).count();
    let (met, departed, broken) = (count(Verdict::Met), count(Verdict::Departed), count(Verdict::Broken));
    let _ = if zh {
        writeln!(text, "符合 {met} 项，按要求调整 {departed} 项，不符合 {broken} 项")
    } else {
        writeln!(text, "{met} met, {departed} departed on purpose, {broken} broken")
    };
    text
}

fn row(row: &Requirement, lang: Lang) -> [String; 7] {
    let pick = |(zh, en): (&'static str, &'static str)| if lang == Lang::Zh { zh } else { en }.to_owned();
    [
        pick(row.verdict.words()),
        row.clause.to_owned(),
        row.quantity_text(lang).to_owned(),
        row.target_text(lang),
        row.measured_text(lang),
        row.page.to_string(),
        pick(row.strength.words()),
    ]
}
