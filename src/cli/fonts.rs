//! `render fonts`: which file serves which role, and why.

use std::fmt::Write as _;
use std::io::Write as _;

use clap::Args;
use gongwen::{Lang, RoleFace};

use super::{FontArgs, Status, TellArgs};

#[derive(Args)]
pub struct FontsArgs {
    #[command(flatten)]
    fonts: FontArgs,

    #[command(flatten)]
    tell: TellArgs,
}

pub fn run(args: &FontsArgs) -> Status {
    let lang = args.tell.lang();
    let text: String = args.fonts.engine().fonts().iter().map(|face| describe(face, lang)).collect();
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
    let mut text = format!("{}\t{}\t{}\n\t{place}\n\t{why}\n", face.role, face.name, face.face);
    if !face.behind.is_empty() {
        let label = if lang == Lang::Zh { "后备" } else { "behind it" };
        let _ = writeln!(text, "\t{label}: {}", face.behind.join(", "));
    }
    text
}
