//! `render completions bash`: what a shell needs to complete the arguments.

use std::io::Write as _;

use clap::Args;
use clap_complete::{Shell, generate};

use super::{Status, TellArgs, help};

#[derive(Args)]
pub struct CompletionsArgs {
    /// The shell: bash, zsh, fish, elvish or powershell.
    #[arg(value_name = "SHELL")]
    shell: Shell,

    #[command(flatten)]
    tell: TellArgs,
}

pub fn run(args: &CompletionsArgs) -> Status {
    let mut script = Vec::new();
    generate(args.shell, &mut help::command(args.tell.lang()), "render", &mut script);
    match std::io::stdout().lock().write_all(&script) {
        Ok(()) => Status::Made,
        Err(_) => Status::Environment,
    }
}
