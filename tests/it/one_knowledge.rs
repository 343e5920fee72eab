//! paste.md 4 and 5 over all texts of the tests: the examples, the pasted texts and what the importer makes of
//! them, the examples of the docs.

use std::path::{Path, PathBuf};

use gongwen::fmt::correct_bytes;
use gongwen::{Diagnostic, Document};
use gongwen_data::lint::check;

/// Every data file that is read: its name and its words.
fn texts() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let files = |folder: &str, ending: &str| -> Vec<PathBuf> {
        let mut files: Vec<PathBuf> = std::fs::read_dir(root.join(folder))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|known| known == ending))
            .collect();
        files.sort();
        files
    };
    let name = |path: &Path| path.strip_prefix(root).unwrap().display().to_string();
    let read = |path: &Path| std::fs::read_to_string(path).unwrap();
    let mut texts: Vec<(String, String)> = Vec::new();
    for path in files("data", "toml").into_iter().chain(files("tests/corpus/open", "toml")) {
        texts.push((name(&path), read(&path)));
    }
    for path in files("tests/corpus/open", "txt") {
        let imported = gongwen::import::import(&name(&path), std::fs::read(&path).unwrap()).unwrap();
        texts.push((name(&path), imported.toml()));
    }
    for path in files("docs", "md").into_iter().chain(files(".", "md")) {
        for block in read(&path).split("```toml\n").skip(1) {
            texts.push((name(&path), block.split("```").next().unwrap().to_owned()));
        }
    }
    texts
}

/// What is wrong by the rules of marks and of numerals.
fn marks(document: &Document) -> Vec<Diagnostic> {
    let of_marks = |found: &Diagnostic| {
        found
            .clause()
            .is_some_and(|clause| clause.starts_with("GB/T 15834") || clause.starts_with("GB/T 15835"))
            && found.strength().is_some_and(|strength| strength.words().0 == "必须")
    };
    check(document).into_iter().filter(of_marks).collect()
}

#[test]
fn what_check_calls_wrong_in_any_text_fmt_mends_or_names() {
    let (mut read, mut wrong) = (0, 0);
    for (name, text) in texts() {
        let Ok(document) = Document::from_toml(&text) else { continue };
        read += 1;
        let before = marks(&document);
        wrong += usize::from(!before.is_empty());
        let mended = correct_bytes("data.toml", text.clone().into_bytes()).unwrap();
        let after = Document::from_toml(mended.text()).unwrap_or_else(|failure| panic!("{name}: {failure}"));
        for left in marks(&after) {
            assert!(!mended.diagnostics().is_empty(), "{name}: fmt mends and names nothing of {left:?}");
        }
    }
    assert!(read > 200 && wrong > 10, "{read} texts, {wrong} with a mark that is wrong");
}

#[test]
fn all_replacements_of_all_texts_can_be_applied() {
    let mut applied = 0;
    for (name, text) in texts() {
        let Ok(document) = Document::from_toml(&text) else { continue };
        let (said, mut after) = (words(&document), text.clone());
        let mut document = document;
        // A rule that tells its first place only has another one then.
        for round in 0.. {
            let edits = edits(&document, &after);
            if edits.is_empty() {
                break;
            }
            assert!(round < 40, "{name}: there is always something to replace: {edits:?}");
            for (range, right) in edits {
                let short = right.chars().count() + 8;
                assert!(
                    after[range.clone()].chars().count() <= short,
                    "{name}: {:?} → {right}",
                    &after[range]
                );
                after.replace_range(range, &right);
                applied += 1;
            }
            document =
                Document::from_toml(&after).unwrap_or_else(|failure| panic!("{name}: {failure}\n{after}"));
        }
        assert!(said.abs_diff(words(&document)) <= said / 20 + 8, "{name}: words are gone\n{after}");
    }
    assert!(applied > 20, "only {applied} replacements");
}

/// The replacements of a text, the last first; of two that overlap one.
fn edits(document: &Document, text: &str) -> Vec<(std::ops::Range<usize>, String)> {
    let found = check(document);
    let mut edits: Vec<(std::ops::Range<usize>, String)> = found
        .iter()
        .filter_map(|found| Some((found.place()?, found.replacement()?)))
        .filter(|(place, _)| text.get(place.range()) == Some(place.text()))
        .map(|(place, right)| (place.range(), right.to_owned()))
        .collect();
    edits.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
    let mut from = text.len();
    edits.retain(|(range, _)| {
        let apart = range.end <= from;
        from = if apart { range.start } else { from };
        apart
    });
    edits
}

/// How many characters a document's body and title say.
fn words(document: &Document) -> usize {
    document.body.words.text.chars().count() + document.title().chars().count()
}
