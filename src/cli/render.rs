//! `render data.toml -o report.pdf`.

use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use clap::Args;
use gongwen::archive::Extracted;
use gongwen::output::write_whole;
use gongwen::pdf::SourceMode;
use gongwen::template::not_for_templates;
use gongwen::{Diagnostic, Failure, Lang, PdfForm, Rendered};

use super::child::Bounded;
use super::data::DataArgs;
use super::form::FormArgs;
use super::tell::{breaks_a_must, has_errors, status_of, tell, together};
use super::template::PackageArgs;
use super::{CommonArgs, Status, TellArgs};

#[derive(Args)]
pub struct RenderArgs {
    /// The data file: .toml, .yaml, .yml or .json; `-` is standard input, with paths relative to the
    /// current folder. A folder that `render extract` wrote makes the same PDF again.
    #[arg(required = true, value_name = "DATA")]
    input: Option<PathBuf>,

    /// The file to write: .pdf, .png or .svg (pages as NAME-1.png …); `-` is standard output.
    /// Without it the PDF is named after the document's number and title.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Makes the folders that the file is to stand in.
    #[arg(long)]
    make_folders: bool,

    /// Shows what was made with the system's viewer.
    #[arg(long)]
    open: bool,

    /// Pixels to the inch of PNG pages.
    #[arg(long, default_value_t = 144.0, value_parser = ppi)]
    ppi: f64,

    #[command(flatten)]
    data: DataArgs,

    /// A template of one's own: its folder, or the name of one inside the program (`render template list`).
    #[arg(long, value_name = "DIR", default_value = GONGWEN)]
    template: String,

    #[command(flatten)]
    packages: PackageArgs,

    #[command(flatten)]
    form: FormArgs,

    /// Make nothing when a 必须 rule is broken (exit status 1); docs/lint.md has the rules.
    #[arg(long)]
    strict: bool,

    #[command(flatten)]
    common: CommonArgs,
}

/// The template of 公文, which is filled from a document.
const GONGWEN: &str = "gongwen";
impl RenderArgs {
    pub fn bounded(&self) -> Bounded<'_> {
        // Without a name it stands in the current folder.
        self.common.bounded(vec![self.output.clone().unwrap_or_default()])
    }
}

/// Pages of more pixels than this are no picture anybody can open.
const PPI: std::ops::RangeInclusive<f64> = 10.0..=1200.0;

fn ppi(text: &str) -> Result<f64, String> {
    let wrong = || format!("{text} is not in {}..={}", PPI.start(), PPI.end());
    text.parse::<f64>().ok().filter(|value| PPI.contains(value)).ok_or_else(wrong)
}

/// What is to be written, from the output's name.
enum Plan {
    Pdf(PathBuf),
    PdfToStdout,
    Png(PathBuf),
    Svg(PathBuf),
}

impl Plan {
    fn of(output: Option<&Path>, stem: impl FnOnce() -> String) -> Result<Plan, Diagnostic> {
        let Some(path) = output else {
            return Ok(Plan::Pdf(PathBuf::from(stem() + ".pdf")));
        };
        if path.as_os_str() == "-" {
            return Ok(Plan::PdfToStdout);
        }
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
        match ending.as_deref() {
            Some("pdf") => Ok(Plan::Pdf(path.to_owned())),
            Some("png") => Ok(Plan::Png(path.to_owned())),
            Some("svg") => Ok(Plan::Svg(path.to_owned())),
            _ => Err(Diagnostic::unknown_output(&path.display().to_string())),
        }
    }
}

pub fn run(args: &RenderArgs) -> Status {
    match render(args) {
        Ok((findings, status)) => {
            tell(&findings, &args.common.tell);
            status
        }
        Err(failure) => {
            tell(failure.diagnostics(), &args.common.tell);
            status_of(failure.diagnostics())
        }
    }
}

/// Does the work; what was noticed comes back when all was written.
fn render(args: &RenderArgs) -> Result<(Vec<Diagnostic>, Status), Failure> {
    let input = args.input.as_deref().unwrap_or(Path::new(""));
    if args.template != GONGWEN {
        return render_template(args, input);
    }
    let extracted = args.data.extracted(input)?;
    let document = match &extracted {
        Some(extracted) => args.data.read_extracted(extracted)?,
        None => args.data.gather_file(input)?,
    };
    let checked = document.check();
    let broken = || breaks_a_must(&checked) || breaks_a_must(document.diagnostics());
    if args.strict && broken() && !has_errors(document.diagnostics()) {
        return Ok((refused(together(document.diagnostics(), checked)), Status::Document));
    }
    let plan = Plan::of(args.output.as_deref(), || document.file_stem())?;
    let bundled = extracted.as_ref().is_some_and(Extracted::bundled_fonts_only);
    let rendered = match args.common.fonts.engine_or(bundled, &args.common.tell)?.render(&document) {
        Ok(rendered) => rendered,
        Err(failure) => {
            return Ok((together(failure.diagnostics(), checked), status_of(failure.diagnostics())));
        }
    };
    if args.strict && breaks_a_must(rendered.diagnostics()) {
        return Ok((refused(together(rendered.diagnostics(), checked)), Status::Document));
    }
    let form = form(&rendered, extracted.as_ref(), args);
    let made = write(args, &plan, &rendered, &form)?;
    let mut noticed = rendered.diagnostics().to_vec();
    noticed.extend(extracted.as_ref().and_then(|extracted| rendered.made_otherwise(extracted)));
    if matches!(plan, Plan::Pdf(_) | Plan::PdfToStdout) {
        noticed.extend(rendered.left_out(&form));
    }
    tell(&together(&noticed, checked), &args.common.tell);
    shown(args, made.as_deref(), rendered.page_count());
    Ok((Vec::new(), Status::Made))
}

/// The findings, and that nothing was made of them.
fn refused(mut findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let rules = findings.iter().filter(|found| found.breaks_a_must()).count();
    findings.push(Diagnostic::strict_refused(rules));
    findings
}

/// Says on a terminal what was made, and shows it where that was asked for.
fn shown(args: &RenderArgs, made: Option<&Path>, pages: usize) {
    let Some(made) = made else { return };
    if args.common.tell.is_for_people() && std::io::stderr().is_terminal() {
        let path = made.display();
        let said = match args.common.tell.lang() {
            Lang::Zh => format!("已生成 {path}，{pages} 页\n"),
            Lang::En => format!("made {path}, {pages} page{}\n", if pages == 1 { "" } else { "s" }),
        };
        drop(std::io::stderr().lock().write_all(said.as_bytes()));
    }
    if args.open {
        open(made, &args.common.tell);
    }
}

/// The system's viewer; what it says itself is none of ours.
fn open(path: &Path, tell_args: &TellArgs) {
    let mut command = viewer(path);
    if let Err(error) = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn() {
        let viewer = command.get_program().to_string_lossy().into_owned();
        tell(&[Diagnostic::no_viewer(&viewer, &error)], tell_args);
    }
}

#[cfg(not(windows))]
fn viewer(path: &Path) -> Command {
    let mut command = Command::new(if cfg!(target_os = "macos") { "open" } else { "xdg-open" });
    command.arg(path);
    command
}

/// Explorer takes a path with `/` for none and a comma for the end of one: it gets a whole path of Windows in quotes,
/// which no name there can have.
#[cfg(windows)]
fn viewer(path: &Path) -> Command {
    use std::os::windows::process::CommandExt;
    let mut quoted = std::ffi::OsString::from("\"");
    quoted.push(std::path::absolute(path).as_deref().unwrap_or(path));
    quoted.push("\"");
    let mut command = Command::new("explorer");
    command.raw_arg(quoted);
    command
}

/// Data by a template of one's own.
fn render_template(args: &RenderArgs, input: &Path) -> Result<(Vec<Diagnostic>, Status), Failure> {
    let refused =
        [("--layout", args.data.has_layout()), ("--strict", args.strict), ("--source", args.form.source)];
    for (option, given) in refused {
        if given {
            return Err(not_for_templates(option).into());
        }
    }
    let template = args.packages.template(&args.template)?;
    let data = args.data.read_data(input)?;
    // A name that cannot be is told before anything is set; without one the file is called what its pages say.
    let named = args.output.as_deref().map(|path| Plan::of(Some(path), String::new)).transpose()?;
    let rendered = args.common.fonts.engine(&args.common.tell)?.render_template(&template, &data)?;
    let plan = named.map_or_else(|| Plan::of(None, || rendered.file_stem()), Ok)?;
    let form = form(&rendered, None, args);
    let made = write(args, &plan, &rendered, &form)?;
    tell(rendered.diagnostics(), &args.common.tell);
    shown(args, made.as_deref(), rendered.page_count());
    Ok((Vec::new(), Status::Made))
}

/// The form asked for, else that of the PDF which the document came out of, else the document's own.
fn form(rendered: &Rendered, extracted: Option<&Extracted>, args: &RenderArgs) -> PdfForm {
    let own = || extracted.map_or_else(|| rendered.form(), Extracted::form);
    let form = args.form.asked().unwrap_or_else(own);
    match args.form.carries() {
        SourceMode::Auto => form,
        asked => form.source(asked),
    }
}

/// Writes it; the first file that was written, if one was.
fn write(
    args: &RenderArgs,
    plan: &Plan,
    rendered: &Rendered,
    form: &PdfForm,
) -> Result<Option<PathBuf>, Failure> {
    if let (true, Plan::Pdf(path) | Plan::Png(path) | Plan::Svg(path)) = (args.make_folders, plan)
        && let Some(folder) = path.parent()
    {
        std::fs::create_dir_all(folder)
            .map_err(|error| Diagnostic::write_failed(&folder.display().to_string(), &error))?;
    }
    match plan {
        Plan::Pdf(path) => {
            save(path, &rendered.pdf_as(form)?)?;
            Ok(Some(path.clone()))
        }
        Plan::PdfToStdout => {
            let bytes = rendered.pdf_as(form)?;
            let mut stdout = std::io::stdout().lock();
            let written = stdout.write_all(&bytes).and_then(|()| stdout.flush());
            written.map_err(|error| Diagnostic::write_failed("-", &error))?;
            Ok(None)
        }
        Plan::Png(path) => pages(path, rendered, |page| rendered.png(page, args.ppi)),
        Plan::Svg(path) => pages(path, rendered, |page| Ok(rendered.svg(page)?.into_bytes())),
    }
}

/// `x.png` as `x-1.png`, `x-2.png` …; all are drawn before the first is written.
fn pages(
    path: &Path,
    rendered: &Rendered,
    draw: impl Fn(usize) -> Result<Vec<u8>, Failure>,
) -> Result<Option<PathBuf>, Failure> {
    let drawn: Result<Vec<_>, _> = (0..rendered.page_count()).map(draw).collect();
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let ending = path.extension().unwrap_or_default().to_string_lossy();
    let named = |index: usize| path.with_file_name(format!("{stem}-{}.{ending}", index + 1));
    for (index, bytes) in drawn?.iter().enumerate() {
        save(&named(index), bytes)?;
    }
    Ok(Some(named(0)))
}

fn save(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    write_whole(path, bytes)
        .map_err(|error| Diagnostic::write_failed(&path.display().to_string(), &error).into())
}
