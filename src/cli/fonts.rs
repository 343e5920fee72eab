//! `render fonts`: which file serves which role, and why; with a data file, which file sets which of its
//! characters.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::PathBuf;

use clap::Args;
use gongwen::coverage::RoleFace;
use gongwen::output::MessageFormat;
use gongwen::{Diagnostic, Failure, Lang, Rendered};

use super::data::DataArgs;
use super::tell::{status_of, tell};
use super::{FontArgs, Status, TellArgs, glyphs};

/// Lists which font file serves which role, and why
///
/// With a data file: the fonts on its pages with version, checksum and licence, and the characters that
/// another font than the role's own sets, each with the reason, its level in 通用规范汉字表 and
/// GB 18030, and where it stands. With --message-format json all of it as JSON. No file is written.
#[derive(Args)]
pub struct FontsArgs {
    /// The data file; `-` is standard input.
    #[arg(value_name = "DATA")]
    input: Option<PathBuf>,

    /// List every character, not only those that another font sets.
    #[arg(long, requires = "input")]
    all: bool,

    #[command(flatten)]
    data: DataArgs,

    #[command(flatten)]
    fonts: FontArgs,

    #[command(flatten)]
    tell: TellArgs,
}

pub fn run(args: &FontsArgs) -> Status {
    let lang = args.tell.lang();
    if args.input.is_none() {
        return match args.fonts.engine(&args.tell) {
            Ok(engine) => print(&engine.fonts().iter().map(|face| describe(face, lang)).collect::<String>()),
            Err(failure) => {
                tell(failure.diagnostics(), &args.tell);
                status_of(failure.diagnostics())
            }
        };
    }
    match rendered(args) {
        Ok(rendered) => {
            tell(rendered.diagnostics(), &args.tell);
            let audit = rendered.audit();
            if let Some(why) = &audit.broken {
                tell(&[Diagnostic::internal(why)], &args.tell);
                return Status::Environment;
            }
            print(&match args.tell.format() {
                MessageFormat::Json => audit.to_json(),
                _ => glyphs::show(&audit, args.all, lang),
            })
        }
        Err(failure) => {
            tell(failure.diagnostics(), &args.tell);
            status_of(failure.diagnostics())
        }
    }
}

fn rendered(args: &FontsArgs) -> Result<Rendered, Failure> {
    let document = args.data.read(args.input.as_deref().unwrap_or("-".as_ref()))?;
    args.fonts.engine(&args.tell)?.render(&document)
}

fn print(text: &str) -> Status {
    match std::io::stdout().lock().write_all(text.as_bytes()) {
        Ok(()) => Status::Made,
        Err(_) => Status::Environment,
    }
}

fn describe(face: &RoleFace, lang: Lang) -> String {
    let path = face.path.as_ref().map(|path| path.display().to_string());
    let (place, why) = match lang {
        Lang::Zh => (
            path.unwrap_or_else(|| "程序内置".to_owned()),
            match &face.found_as {
                Some(name) => format!("本机装有“{name}”"),
                None => "本机没有正式字体，用自带字体代替".to_owned(),
            },
        ),
        Lang::En => (
            path.unwrap_or_else(|| "inside the program".to_owned()),
            match &face.found_as {
                Some(name) => format!("{name} is installed"),
                None => "no official face found; bundled substitute".to_owned(),
            },
        ),
    };
    // The key of the data that names it, in the reader's language first.
    let (first, second) = if lang == Lang::Zh { (face.name, face.role) } else { (face.role, face.name) };
    let mut text = format!("{first}\t{second}\t{}\n\t{place}\n\t{why}\n", face.face);
    if !face.behind.is_empty() {
        let label = if lang == Lang::Zh { "后备" } else { "behind it" };
        let _ = writeln!(text, "\t{label}: {}", face.behind.join(", "));
    }
    text
}
