//! `render data.toml -o report.pdf`.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;
use gongwen::{
    Diagnostic, Document, DocumentReader, Encoding, Failure, InputFormat, PdfForm, PdfStandard, Rendered,
    write_whole,
};

use super::tell::{breaks_a_must, status_of, tell, together};
use super::{FontArgs, Status, TellArgs};

#[derive(Args)]
pub struct RenderArgs {
    /// The data file: .toml, .yaml, .yml or .json; `-` is standard input, with paths relative to the
    /// current folder.
    #[arg(required = true, value_name = "DATA")]
    input: Option<PathBuf>,

    /// The spelling of the data: by default the file's ending says it; without a telling one, and on
    /// standard input, it is JSON when it begins with `{`, else TOML.
    #[arg(long, value_name = "FORMAT", value_parser = ["toml", "yaml", "json"])]
    input_format: Option<String>,

    /// What files are in that are no UTF-8: the data, and the texts it names.
    #[arg(long, value_name = "ENCODING", value_parser = ["gbk", "gb18030", "utf-16"])]
    encoding: Option<String>,

    /// The file to write: .pdf, .png or .svg (pages as NAME-1.png …); `-` is standard output.
    /// Without it the PDF is named after the document's number and title.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Pixels to the inch of PNG pages.
    #[arg(long, default_value_t = 144.0, value_parser = ppi)]
    ppi: f64,

    /// A further folder that the data may name files in; may be given several times.
    #[arg(long, value_name = "DIR")]
    allow: Vec<PathBuf>,

    /// A file of house deviations (TOML, YAML or JSON): the keys of `layout`; the document's own win.
    #[arg(long, value_name = "FILE")]
    layout: Option<PathBuf>,

    /// What the PDF is to meet, separated by commas: a-3a, ua-1, a-2b, 1.7 …; by default a-3a,ua-1.
    #[arg(long, value_name = "LIST", value_delimiter = ',', conflicts_with = "no_archive")]
    pdf_standard: Vec<PdfStandard>,

    /// Writes a plain PDF in place of the archive form PDF/A-3a and PDF/UA-1.
    #[arg(long)]
    no_archive: bool,

    /// Make nothing when a 必须 rule is broken (exit status 1); docs/lint.md has the rules.
    #[arg(long)]
    strict: bool,

    #[command(flatten)]
    fonts: FontArgs,

    #[command(flatten)]
    tell: TellArgs,
}

/// What messages call standard input.
const STDIN: &str = "<stdin>";

/// Pages of more pixels than this are no picture anybody can open.
const PPI: std::ops::RangeInclusive<f64> = 10.0..=1200.0;

fn ppi(text: &str) -> Result<f64, String> {
    let value: f64 = text.parse().map_err(|_| format!("{text} is not a number"))?;
    if PPI.contains(&value) {
        Ok(value)
    } else {
        Err(format!("{value} is outside {}–{}", PPI.start(), PPI.end()))
    }
}

/// What is to be written, from the output's name.
enum Plan {
    Pdf(PathBuf),
    PdfToStdout,
    Png(PathBuf),
    Svg(PathBuf),
}

impl Plan {
    fn of(output: Option<&Path>, document: &Document) -> Result<Plan, Diagnostic> {
        let Some(path) = output else {
            return Ok(Plan::Pdf(PathBuf::from(document.file_stem() + ".pdf")));
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
            tell(&findings, &args.tell);
            status
        }
        Err(failure) => {
            tell(failure.diagnostics(), &args.tell);
            status_of(failure.diagnostics())
        }
    }
}

/// Does the work; what was noticed comes back when all was written.
fn render(args: &RenderArgs) -> Result<(Vec<Diagnostic>, Status), Failure> {
    let input = args.input.as_deref().unwrap_or(Path::new(""));
    let mut reader = Document::reader();
    if let Some(encoding) = args.encoding.as_deref().and_then(|name| name.parse::<Encoding>().ok()) {
        reader = reader.encoding(encoding);
    }
    if let Some(layout) = &args.layout {
        reader = reader.layout_file(layout)?;
    }
    let reader = args.allow.iter().fold(reader, DocumentReader::allow_folder);
    let format = args.input_format.as_deref().and_then(|name| name.parse::<InputFormat>().ok());
    let reader = match format {
        Some(format) => reader.input_format(format),
        None => reader,
    };
    let document = if input.as_os_str() == "-" {
        reader.folder(".").read_stream(STDIN, std::io::stdin().lock())?
    } else {
        reader.read_path(input)?
    };
    let checked = document.check();
    let broken = || breaks_a_must(&checked) || breaks_a_must(document.diagnostics());
    if args.strict && broken() {
        return Ok((together(document.diagnostics(), checked), Status::Document));
    }
    let plan = Plan::of(args.output.as_deref(), &document)?;
    let rendered = args.fonts.engine().render(&document)?;
    write(&plan, &rendered, args)?;
    Ok((together(rendered.diagnostics(), checked), Status::Made))
}

/// The PDF in the form asked for.
fn pdf(rendered: &Rendered, args: &RenderArgs) -> Result<Vec<u8>, Failure> {
    match &args.pdf_standard[..] {
        _ if args.no_archive => rendered.pdf_as(&PdfForm::plain()),
        [] => rendered.pdf(),
        standards => rendered.pdf_as(&PdfForm::of(standards.iter().copied())),
    }
}

fn write(plan: &Plan, rendered: &Rendered, args: &RenderArgs) -> Result<(), Failure> {
    match plan {
        Plan::Pdf(path) => save(path, &pdf(rendered, args)?),
        Plan::PdfToStdout => {
            let bytes = pdf(rendered, args)?;
            let mut stdout = std::io::stdout().lock();
            let written = stdout.write_all(&bytes).and_then(|()| stdout.flush());
            written.map_err(|error| Diagnostic::write_failed("-", &error).into())
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
) -> Result<(), Failure> {
    let drawn: Result<Vec<_>, _> = (0..rendered.page_count()).map(draw).collect();
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let ending = path.extension().unwrap_or_default().to_string_lossy();
    for (index, bytes) in drawn?.iter().enumerate() {
        save(&path.with_file_name(format!("{stem}-{}.{ending}", index + 1)), bytes)?;
    }
    Ok(())
}

fn save(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    write_whole(path, bytes)
        .map_err(|error| Diagnostic::write_failed(&path.display().to_string(), &error).into())
}
