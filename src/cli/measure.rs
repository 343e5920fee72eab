//! `render measure any.pdf`: a finished PDF against the standard, wherever it came from.

use std::io::Write as _;
use std::path::PathBuf;

use clap::Args;
use gongwen::Lang;
use gongwen::conformance::{Requirement, Strength, Verdict};
use gongwen::measure::{Measured, measure_path};
use gongwen::output::MessageFormat;

use super::child::{Bounded, LimitArgs};
use super::conformance::{self, ReportArgs};
use super::tell::{status_of, tell};
use super::{Status, TellArgs};

/// Measures a PDF from anywhere against GB/T 9704-2012
///
/// Text, rules and pictures are read from the file, elements recognised from the words; then come the
/// rows that `check` prints. What was recognised as what goes to standard error with the notes.
/// Exit status: 0 measured, 1 the file cannot be measured (with --strict: or breaks a 必须 row), 2 usage
/// or environment.
#[derive(Args)]
pub struct MeasureArgs {
    /// The PDF file.
    #[arg(value_name = "PDF")]
    input: PathBuf,

    /// End with status 1 when a 必须 row is broken.
    #[arg(long)]
    strict: bool,

    #[command(flatten)]
    report: ReportArgs,

    #[command(flatten)]
    limits: LimitArgs,

    #[command(flatten)]
    tell: TellArgs,
}

impl MeasureArgs {
    pub fn bounded(&self) -> Bounded<'_> {
        Bounded { limits: &self.limits, tell: &self.tell, outputs: self.report.outputs(), left: None }
    }
}

pub fn run(args: &MeasureArgs) -> Status {
    let measured = match measure_path(&args.input) {
        Ok(measured) => measured,
        Err(failure) => {
            tell(failure.diagnostics(), &args.tell);
            return status_of(failure.diagnostics());
        }
    };
    let (format, lang) = (args.tell.format(), args.tell.lang());
    tell(measured.diagnostics(), &args.tell);
    if format != MessageFormat::Json {
        // Nobody is left to tell when standard error is closed.
        let _ = std::io::stderr().lock().write_all(elements(&measured, lang).as_bytes());
    }
    let rows = measured.requirements();
    if let Err(status) = conformance::put(&args.report, rows, &args.tell, |lang| measured.report_html(lang)) {
        return status;
    }
    let must = |row: &Requirement| row.verdict == Verdict::Broken && row.strength == Strength::Must;
    if args.strict && rows.iter().any(must) { Status::Document } else { Status::Made }
}

/// What was recognised as what, so that a person sees where it went wrong.
fn elements(measured: &Measured, lang: Lang) -> String {
    const SHOWN: usize = 32;
    let mut text = if lang == Lang::Zh { "认出的要素：\n" } else { "recognised:\n" }.to_owned();
    for element in measured.elements() {
        let mut words: String = element.text.chars().take(SHOWN).collect();
        if element.text.chars().count() > SHOWN {
            words.push('…');
        }
        let name = match lang {
            _ if element.part.is_unnamed() => "?".to_owned(),
            Lang::Zh => element.part.chinese(),
            Lang::En => element.part.to_string(),
        };
        text += &match lang {
            Lang::Zh => format!("  {name}（第{}页）  {words}\n", element.page),
            Lang::En => format!("  {name} (page {})  {words}\n", element.page),
        };
    }
    text
}
