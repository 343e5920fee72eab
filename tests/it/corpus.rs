//! `render import` over the pasted texts of tests/corpus. `cargo test --bench import` shows the figures.

pub mod compare;
pub mod figures;

/// Elements that are right at least, in tenths of a percent; none is wrong without a word.
const FLOOR: usize = 982;

#[test]
fn the_open_corpus_is_read_as_well_as_it_was() {
    let corpus = figures::read("open");
    let figures = corpus.figures(None);
    assert!(figures.texts >= 536, "{figures:?}");
    let told = || format!("{}\n{}\n{}", corpus.table(), corpus.by_element(), corpus.details(""));
    assert!(figures.right * 1000 >= FLOOR * figures.elements, "{}", told());
    assert!(figures.silent == 0, "{}", told());
}

/// A mark that names who issues a document, and a 题注 that says the day: the one value is the only place of its words, the
/// other says them again.
#[test]
fn values_that_say_words_again_are_looked_at_one_by_one() {
    let marks = ["中共甲县委文件", "甲县水利局文件", "甲县人民代表大会常务委员会文件"];
    for (mark, passed) in marks.iter().flat_map(|mark| [(mark, true), (mark, false)]) {
        let day = if passed { "（2025年4月2日）\n" } else { "" };
        let text = format!(
            "{mark}\n甲发〔2025〕11号\n关于健全监督机制的意见\n{day}为深化整治，提出如下意见。\n一、编制清单\n各村对照公示。\n"
        );
        let imported = gongwen::import::import("a.txt", text.clone().into_bytes()).expect("a document");
        let found = compare::compare(&text, &imported.toml(), "title = \"甲\"");
        assert_eq!((found.lost.as_str(), found.invented.as_str()), ("", ""), "{}", imported.toml());
        // One that is lost is seen.
        let lost = imported
            .toml()
            .replace("issuers = [\"甲县", "issuers = [\"甲")
            .replace("中共甲县委\"]", "中共\"]");
        assert!(!compare::compare(&text, &lost, "title = \"甲\"").lost.is_empty(), "{lost}");
    }
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

/// The figures of docs/import.md. `GONGWEN_WRITE_FIGURES=1 cargo test --test it corpus` prints them anew; older ones may stand as long
/// as they promise no more than is so.
#[test]
fn the_docs_promise_no_more_than_is_so() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/import.md");
    let docs = std::fs::read_to_string(&path).unwrap();
    let (before, rest) = docs.split_once("<!-- figures -->\n").unwrap();
    let (rest, after) = rest.split_once("<!-- /figures -->").unwrap();
    let corpora: Vec<_> = ["open", "held"].into_iter().map(|name| (name, figures::read(name))).collect();
    if std::env::var_os("GONGWEN_WRITE_FIGURES").is_some() {
        let table = |(name, corpus): &(&str, figures::Corpus)| format!("`{name}`:\n\n{}", corpus.table());
        let tables = corpora.iter().map(table).collect::<Vec<_>>().join("\n");
        let docs = format!("{before}<!-- figures -->\n{tables}<!-- /figures -->{after}");
        std::fs::write(path, docs).unwrap();
        return;
    }
    let told: Vec<Vec<&str>> = rest
        .lines()
        .filter(|line| line.starts_with("| all |"))
        .map(|line| line.split('|').collect())
        .collect();
    assert_eq!(told.len(), 2, "docs/import.md has no figures");
    for (row, (name, corpus)) in told.iter().zip(&corpora) {
        let now = corpus.figures(None);
        let right: f64 = row[4].trim().trim_end_matches(" %").parse().unwrap();
        let silent: usize = row[6].trim().parse().unwrap();
        assert!(right * now.elements as f64 <= now.right as f64 * 100.0 + 0.1, "{name}: {right} %");
        assert!(silent >= now.silent, "{name}: {silent} silent");
    }
}
