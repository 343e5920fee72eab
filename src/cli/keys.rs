//! `render keys`: the keys of the data, looked up by either name.

use clap::Args;
use gongwen::Diagnostic;
use gongwen::data::{key_entry, key_reference};

use super::import::to_stdout;
use super::tell::{status_of, tell};
use super::{Status, TellArgs};

#[derive(Args)]
pub struct KeysArgs {
    /// A key in either language: sealing, 用印 …; without it all of them.
    #[arg(value_name = "KEY")]
    key: Option<String>,

    #[command(flatten)]
    tell: TellArgs,
}

pub fn run(args: &KeysArgs) -> Status {
    let lang = args.tell.lang();
    let text = match &args.key {
        None => Ok(key_reference(lang)),
        Some(key) => key_entry(key, lang).map_err(|near| unknown(key, near)),
    };
    let told = match text {
        Ok(text) => match to_stdout(&text) {
            Ok(()) => return Status::Made,
            Err(failure) => failure.diagnostics().to_vec(),
        },
        Err(unknown) => vec![unknown],
    };
    tell(&told, &args.tell);
    status_of(&told)
}

fn unknown(key: &str, near: Option<String>) -> Diagnostic {
    let (zh, en) = near.map_or_else(
        || ("；render keys 列出全部".to_owned(), "; `render keys` lists all".to_owned()),
        |near| (format!("，是不是“{near}”？"), format!("; did you mean `{near}`?")),
    );
    Diagnostic::usage(format!("没有“{key}”这个键{zh}"), format!("there is no key `{key}`{en}"))
}
