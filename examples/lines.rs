//! Prints every line of a document's pages with its place: `cargo run --example lines -- data.toml`.

use std::process::ExitCode;

use gongwen::page::lines;
use gongwen::{Document, Engine};

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), gongwen::Failure> {
    let path = std::env::args().nth(1).unwrap_or_else(|| "data/longke-2024-2.toml".to_owned());
    let engine = Engine::builder().bundled_fonts_only(true).build();
    let rendered = engine.render(&Document::from_path(path)?)?;
    for page in rendered.pages() {
        println!("page {}", page.number);
        for shape in &page.shapes {
            println!("  shape {:12} {:?}", shape.part, shape.rect);
        }
        for picture in &page.pictures {
            println!("  picture {:12} {:?}", picture.part, picture.rect);
        }
        for line in lines(page) {
            println!(
                "  {:7.2} top {:7.2} bottom {:6.2}-{:6.2} {:4.1} cells {:5.2} pt {:12} {}",
                line.top(),
                line.bottom(),
                line.left(),
                line.right(),
                line.cells(),
                line.size(),
                line.part(),
                line.text()
            );
        }
    }
    Ok(())
}
