//! `render schema`: the data format for editors, and what is said to programs for those.

use std::io::Write as _;

use clap::Args;
use clap::builder::PossibleValuesParser;
use gongwen::output::OutputSchema;

use super::Status;

/// The schema of a data file.
const DATA: &str = "data";

#[derive(Args)]
pub struct SchemaArgs {
    /// Of what: the data file, or what is written with --message-format json, into a PDF or a batch's register
    /// (docs/embedding.md).
    #[arg(value_name = "WHAT", default_value = DATA, value_parser = what())]
    what: String,
}

fn what() -> PossibleValuesParser {
    PossibleValuesParser::new(std::iter::once(DATA).chain(OutputSchema::ALL.map(OutputSchema::name)))
}

pub fn run(args: &SchemaArgs) -> Status {
    let text = match OutputSchema::named(&args.what) {
        Some(output) => output.text().to_owned(),
        None => gongwen::data::schema(),
    };
    match std::io::stdout().lock().write_all(text.as_bytes()) {
        Ok(()) => Status::Made,
        Err(_) => Status::Environment,
    }
}
