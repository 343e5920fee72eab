//! `render batch data.toml --list recipients.csv -o out/`: a document a row, a bar while it goes on.

use std::collections::HashSet;
use std::io::{IsTerminal, Write};
use std::path::PathBuf;

use clap::Args;
use gongwen::batch::{BatchReader, BatchRun, BatchSummary, Existing, RowMade, RowStatus, unfinished_batch};
use gongwen::output::MessageFormat;
use gongwen::{Diagnostic, Failure, Lang, Severity};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::child::Bounded;
use super::data::DataArgs;
use super::form::FormArgs;
use super::tell::{status_of, tell};
use super::{CommonArgs, Status};

/// Makes one document for each row of a list: 份号, 主送, names and amounts vary, the rest is the data file's
///
/// Each column of the list replaces a key of the data (`recipients`, `主送`, `issuers.0.name`), or fills a
/// placeholder {{姓名}} in its texts (docs/batch.md). File names are checked before anything is written.
/// What was made is in the register; a run that was interrupted goes on with --resume.
/// Exit status: 0 all made, 1 some rows failed, 2 usage or environment.
#[derive(Args)]
pub struct BatchArgs {
    /// The data file that all documents share.
    #[arg(value_name = "DATA")]
    input: PathBuf,

    /// The list: .csv, .tsv, .txt, .xlsx or .jsonl; its header names the keys, each row is a document.
    #[arg(short, long, value_name = "FILE")]
    list: PathBuf,

    /// The sheet of a workbook; by default the first that is not hidden.
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,

    /// The row that names the columns, when titles stand above it; found by itself where it is plain.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    header_row: Option<u32>,

    /// The folder to write to; it is made when it is not there.
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,

    /// How files are named: {key}, {column}, {row} or {row:4}, {stem} for number and title.
    #[arg(long, value_name = "PATTERN", default_value = "{row}-{stem}.pdf")]
    name: String,

    /// The register's file name in the folder.
    #[arg(long, value_name = "NAME", default_value = "register.csv")]
    register: String,

    /// Also put all documents into one plain PDF for the printer, each beginning on a right-hand page.
    #[arg(long, value_name = "FILE")]
    merge: Option<PathBuf>,

    /// Documents set at a time; by default as many as there are cores, at most four for each.
    #[arg(short, long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    jobs: usize,

    /// Leave columns aside that are no key and fill no placeholder; without it they are an error.
    #[arg(long)]
    ignore_columns: bool,

    /// End with the first row that fails.
    #[arg(long)]
    fail_fast: bool,

    /// Go on with an earlier run: keep the files that are what this run would make.
    #[arg(long, conflicts_with = "force")]
    resume: bool,

    /// Make all anew, whatever is in the folder.
    #[arg(long)]
    force: bool,

    /// No progress, no closing line; findings are told all the same.
    #[arg(short, long)]
    quiet: bool,

    #[command(flatten)]
    data: DataArgs,

    #[command(flatten)]
    form: FormArgs,

    /// A row that breaks a 必须 rule fails; docs/lint.md has the rules.
    #[arg(long)]
    strict: bool,

    #[command(flatten)]
    common: CommonArgs,
}

impl BatchArgs {
    /// What was made stays when the batch is ended, and that is said (docs/batch.md).
    pub fn bounded(&self) -> Bounded<'_> {
        let outputs = std::iter::once(self.output.join(&self.register)).chain(self.merge.clone()).collect();
        let left = || unfinished_batch(&self.output, &self.register);
        Bounded { left: Some(Box::new(left)), ..self.common.bounded(outputs) }
    }
}

pub fn run(args: &BatchArgs) -> Status {
    match make(args) {
        Ok((summary, repeated)) => {
            tell(&summary.diagnostics, &args.common.tell);
            if !args.quiet {
                close(args, &summary, repeated);
            }
            let whole = summary.failed == 0 && summary.left == 0;
            if whole { Status::Made } else { Status::Document }
        }
        Err(failure) => {
            tell(failure.diagnostics(), &args.common.tell);
            status_of(failure.diagnostics())
        }
    }
}

/// Makes the batch; with it comes how many findings were not told again.
fn make(args: &BatchArgs) -> Result<(BatchSummary, usize), Failure> {
    let mut reader =
        BatchReader::new(args.data.reader()?).file_names(&args.name).ignore_columns(args.ignore_columns);
    if let Some(sheet) = &args.sheet {
        reader = reader.sheet(sheet);
    }
    if let Some(row) = args.header_row {
        reader = reader.header_row(row as usize);
    }
    let batch = reader.read_paths(&args.input, &args.list)?;
    tell(batch.diagnostics(), &args.common.tell);
    let engine = args.common.fonts.engine(&args.common.tell)?;
    let mut progress = Progress::new(args, batch.len());
    let mut told = Told::default();
    let summary = batch.run(&engine, &args.output, &plan(args), &mut |made| {
        let new = told.new_ones(&made.diagnostics);
        progress.row(made, &new, args);
    });
    progress.end();
    Ok((summary?, told.repeated))
}

fn plan(args: &BatchArgs) -> BatchRun {
    let existing = match (args.resume, args.force) {
        (true, _) => Existing::GoOn,
        (_, true) => Existing::Replace,
        _ => Existing::Refuse,
    };
    let run = BatchRun::new()
        .jobs(args.jobs)
        .fail_fast(args.fail_fast)
        .strict(args.strict)
        .existing(existing)
        .register(&args.register)
        .source(args.form.carries());
    let run = match args.form.asked() {
        Some(form) => run.form(form),
        None => run,
    };
    match &args.merge {
        Some(path) => run.merge(path),
        None => run,
    }
}

/// What is the same in many rows is told once: findings in the base, the faces of this machine.
#[derive(Default)]
struct Told {
    known: HashSet<String>,
    repeated: usize,
}

impl Told {
    fn new_ones(&mut self, found: &[Diagnostic]) -> Vec<Diagnostic> {
        let mut new = Vec::new();
        for finding in found {
            let place = finding.place().map(|place| (place.file().to_owned(), place.line_column()));
            let key = format!("{} {place:?} {}", finding.code(), finding.message(Lang::En));
            if self.known.insert(key) {
                new.push(finding.clone());
            } else {
                self.repeated += 1;
            }
        }
        new
    }
}

/// How far the run has come: a bar on a terminal, else a line for every tenth.
struct Progress {
    bar: Option<ProgressBar>,
    lines: bool,
    done: usize,
    all: usize,
}

impl Progress {
    fn new(args: &BatchArgs, all: usize) -> Progress {
        let shown = !args.quiet && args.common.tell.format() != MessageFormat::Json;
        let terminal = std::io::stderr().is_terminal();
        let left = if args.common.tell.lang() == Lang::Zh { "剩余" } else { "left" };
        let style = format!("{{bar:32}} {{pos}}/{{len}}  {{per_sec:.1}}  {left} {{eta}}");
        let bar = (shown && terminal).then(|| {
            let bar = ProgressBar::with_draw_target(Some(all as u64), ProgressDrawTarget::stderr());
            bar.set_style(
                ProgressStyle::with_template(&style).unwrap_or_else(|_| ProgressStyle::default_bar()),
            );
            bar
        });
        Progress { bar, lines: shown && !terminal, done: 0, all }
    }

    fn row(&mut self, made: &RowMade, new: &[Diagnostic], args: &BatchArgs) {
        // A row that failed by what was told of another still says so.
        let silent = made.status == RowStatus::Failed
            && !new.iter().any(|finding| finding.severity() == Severity::Error);
        let again: Vec<Diagnostic> = made.diagnostics.iter().filter(|_| silent).cloned().collect();
        let findings = if again.is_empty() { new } else { &again };
        match &self.bar {
            Some(bar) if !findings.is_empty() => bar.suspend(|| tell(findings, &args.common.tell)),
            _ => tell(findings, &args.common.tell),
        }
        self.done += 1;
        if let Some(bar) = &self.bar {
            bar.inc(1);
        }
        let tenth = |done: usize| done * 10 / self.all.max(1);
        if self.lines && tenth(self.done) > tenth(self.done - 1) {
            // Nobody is left to tell when standard error is closed.
            let _ = writeln!(std::io::stderr(), "{}/{}", self.done, self.all);
        }
    }

    fn end(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

/// What came of it, in a line.
fn close(args: &BatchArgs, summary: &BatchSummary, repeated: usize) {
    let BatchSummary { made, kept, failed, left, pages, register, .. } = summary;
    let register = register.as_ref().map(|register| register.display().to_string());
    let named =
        |word: &str| register.as_ref().map(|register| format!("{word}{register}")).unwrap_or_default();
    let text = match (args.common.tell.format(), args.common.tell.lang()) {
        (MessageFormat::Json, _) => serde_json::json!({
            "summary": {
                "made": made, "kept": kept, "failed": failed, "left": left, "pages": pages,
                "register": register,
            }
        })
        .to_string(),
        (_, Lang::Zh) => {
            format!(
                "生成 {made} 份，沿用 {kept} 份，失败 {failed} 份，未做 {left} 份，共 {pages} 页{}",
                named("；登记表 ")
            ) + &if repeated > 0 {
                format!("；另有 {repeated} 条各份相同的说明不再重复")
            } else {
                String::new()
            }
        }
        (_, Lang::En) => {
            format!(
                "{made} made, {kept} kept, {failed} failed, {left} left, {pages} pages{}",
                named("; register ")
            ) + &if repeated > 0 {
                format!(
                    "; {repeated} {} told above",
                    if repeated == 1 { "finding repeats what is" } else { "findings repeat what is" }
                )
            } else {
                String::new()
            }
        }
    };
    let _ = writeln!(std::io::stderr(), "{text}");
}
