//! `render import` over the pasted texts of tests/corpus. `cargo test --bench import` shows the figures.

pub mod compare;
pub mod figures;

/// Elements that are right at least, in tenths of a percent, and silent errors at most.
const FLOOR: usize = 840;
const CEILING: usize = 82;

#[test]
fn the_open_corpus_is_read_as_well_as_it_was() {
    let corpus = figures::read("open");
    let figures = corpus.figures(None);
    assert!(figures.texts >= 140, "{figures:?}");
    let told = || format!("{}\n{}\n{}", corpus.table(), corpus.by_element(), corpus.details(""));
    assert!(figures.right * 1000 >= FLOOR * figures.elements, "{}", told());
    assert!(figures.silent <= CEILING, "{}", told());
}

#[test]
fn no_word_of_the_corpus_is_lost_or_invented() {
    for name in ["open", "held"] {
        let corpus = figures::read(name);
        let off: Vec<&String> = corpus
            .texts
            .iter()
            .filter(|(_, text)| !text.lost.is_empty() || !text.invented.is_empty())
            .map(|(name, _)| name)
            .collect();
        assert!(off.is_empty(), "{name}: {off:?}");
    }
}
