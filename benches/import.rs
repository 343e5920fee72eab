//! How well `render import` reads what people paste: every text of tests/corpus is imported, and each element held
//! against the right data beside it. Nothing is timed.
//!
//! `cargo bench --bench import` prints the figures of both corpora (`cargo test --bench import` does too, with what is
//! compiled already). Behind `--`: `--texts [PART]` tells what is wrong in the texts of `open` whose name holds PART,
//! `--elements` counts by element. Of `held` only figures are shown: nobody tunes the importer to it.

#[path = "../tests/it/corpus/compare.rs"]
mod compare;
#[path = "../tests/it/corpus/figures.rs"]
mod figures;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let asked = |name: &str| arguments.iter().position(|argument| argument == name);
    for name in ["open", "held"] {
        let corpus = figures::read(name);
        if let Some(at) = asked("--texts").filter(|_| name == "open") {
            print!("{}", corpus.details(arguments.get(at + 1).map_or("", String::as_str)));
        }
        if asked("--elements").is_some() {
            println!("{name}, {}", corpus.by_element());
        }
        let figures = corpus.figures(None);
        println!(
            "{}: {} of {} elements right, {} silent errors",
            name, figures.right, figures.elements, figures.silent
        );
        println!("\n{}", corpus.table());
    }
}
