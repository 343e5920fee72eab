//! `render template`: templates of one's own listed, begun and proven.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use gongwen::output::MessageFormat;
use gongwen::template::{Template, TemplateCheck, TemplateLoader, new_template};
use gongwen::{Failure, Lang};

use super::tell::{status_of, tell};
use super::{FontArgs, Status, TellArgs};

/// Templates of one's own (docs/templates.md)
#[derive(Args)]
pub struct TemplateArgs {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Lists the templates inside the program.
    List(ListArgs),
    /// Writes a small template that works, to be changed.
    New(NewArgs),
    Check(CheckArgs),
}

#[derive(Args)]
struct ListArgs {
    #[command(flatten)]
    tell: TellArgs,
}

#[derive(Args)]
struct NewArgs {
    /// The folder to make; it must be empty or not there.
    #[arg(value_name = "DIR")]
    folder: PathBuf,

    #[command(flatten)]
    tell: TellArgs,
}

/// Proves that a template works
///
/// Manifest, schema, sample data, setting without a warning, every character, the PDF standards asked for,
/// the same bytes twice. What was proven goes to standard output. Exit status: 0 all of it holds, 1
/// something does not, 2 usage or environment.
#[derive(Args)]
struct CheckArgs {
    /// The template's folder, or the name of one inside the program.
    #[arg(value_name = "DIR")]
    template: String,

    #[command(flatten)]
    packages: PackageArgs,

    #[command(flatten)]
    fonts: FontArgs,

    #[command(flatten)]
    tell: TellArgs,
}

/// Where packages come from.
#[derive(Args, Clone)]
pub struct PackageArgs {
    /// A folder of Typst packages (NAMESPACE/NAME/VERSION) for templates, beside the template's own
    /// packages/; may be given several times. Nothing is ever downloaded.
    #[arg(long = "package-path", value_name = "DIR")]
    package_path: Vec<PathBuf>,
}

impl PackageArgs {
    /// Loads a template by its folder, or by its name when it is one inside the program.
    pub fn template(&self, named: &str) -> Result<Template, Failure> {
        let folder = Path::new(named);
        if Template::builtins().any(|known| known == named) || !folder.is_dir() {
            return Template::builtin(named);
        }
        let loader = self.package_path.iter().fold(Template::loader(), TemplateLoader::package_folder);
        loader.folder(folder)
    }
}

pub fn run(args: &TemplateArgs) -> Status {
    let (done, told) = match &args.command {
        Command::List(args) => (list(args.tell.lang()), &args.tell),
        Command::New(args) => (new_template(&args.folder).map(|()| Status::Made), &args.tell),
        Command::Check(args) => (check(args), &args.tell),
    };
    done.unwrap_or_else(|failure| {
        tell(failure.diagnostics(), told);
        status_of(failure.diagnostics())
    })
}

fn print(text: &str) -> Status {
    match std::io::stdout().lock().write_all(text.as_bytes()) {
        Ok(()) => Status::Made,
        Err(_) => Status::Environment,
    }
}

fn list(lang: Lang) -> Result<Status, Failure> {
    let mut text = String::new();
    for name in Template::builtins() {
        let template = Template::builtin(name)?;
        let description = template.description().unwrap_or_default();
        // Chinese, then English, on one line of the manifest.
        let (zh, en) = description.split_once(" / ").unwrap_or((description, description));
        let description = if lang == Lang::Zh { zh } else { en };
        let _ = writeln!(text, "{name}\t{}\t{description}", template.version());
    }
    Ok(print(&text))
}

fn check(args: &CheckArgs) -> Result<Status, Failure> {
    let template = args.packages.template(&args.template)?;
    let check = args.fonts.engine(&args.tell)?.check_template(&template);
    tell(check.diagnostics(), &args.tell);
    let text = show(&check, args.tell.format(), args.tell.lang());
    let printed = print(&text);
    Ok(if printed == Status::Made && !check.holds() { Status::Document } else { printed })
}

fn show(check: &TemplateCheck, format: MessageFormat, lang: Lang) -> String {
    let mut text = String::new();
    for proof in check.proofs() {
        if format == MessageFormat::Json {
            let message = serde_json::json!({ "zh": proof.text(Lang::Zh), "en": proof.text(Lang::En) });
            let _ = writeln!(text, "{}", serde_json::json!({ "proof": message, "proven": proof.proven() }));
            continue;
        }
        let word = match (proof.proven(), lang) {
            (Some(true), Lang::Zh) => "通过",
            (Some(false), Lang::Zh) => "不通过",
            (None, Lang::Zh) => "未检查",
            (Some(true), Lang::En) => "proven",
            (Some(false), Lang::En) => "failed",
            (None, Lang::En) => "not reached",
        };
        let _ = writeln!(text, "{word}\t{}", proof.text(lang));
    }
    text
}
