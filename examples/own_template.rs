//! Data of one's own by a template of one's own: `cargo run --example own_template -- TEMPLATE DATA OUT.pdf`.
//!
//! Without arguments it takes the 工作报告 inside the program with its own sample data. `render template new DIR`
//! writes a folder to begin with (docs/templates.md).

use std::error::Error;
use std::process::ExitCode;

use gongwen::output::{MessageFormat, write_whole};
use gongwen::template::{Template, TemplateData};
use gongwen::{Engine, Lang};

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        // A file that is not there, data that are not in order, a folder that cannot be written.
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let template = match arguments.next() {
        Some(folder) => Template::from_folder(folder)?,
        None => Template::builtin("gongzuo-baogao")?,
    };
    // Any serde value would do: TemplateData::from_value(&report).
    let data = match arguments.next() {
        Some(path) => TemplateData::from_path(path)?,
        None => template.sample()?,
    };
    let engine = Engine::builder().bundled_fonts_only(true).build();
    let rendered = engine.render_template(&template, &data)?;
    for finding in rendered.diagnostics() {
        eprint!("{}", finding.render(MessageFormat::Short, Lang::En, false));
    }
    let out = arguments.next().unwrap_or_else(|| format!("{}.pdf", template.file_stem(&data)));
    write_whole(out.as_ref(), &rendered.pdf()?).map_err(|error| format!("{out}: {error}"))?;
    println!("{out}: {} {}, {} pages", template.name(), template.version(), rendered.page_count());
    Ok(())
}
