//! The first document carries the text its office published, with proper marks and not a word changed.

use std::fs;
use std::path::Path;

use crate::measured::data;
use crate::support::words_on_pages;

/// The page of the office's site as it was published: half-width marks, a breadcrumb, the PDF's name.
const PUBLISHED: &str = include_str!("../fixtures/longke-2024-2.web.txt");

/// What is left without marks and white space.
fn words(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric() || "%+".contains(*c)).collect()
}

fn published() -> Vec<&'static str> {
    PUBLISHED.lines().map(str::trim).filter(|line| !line.is_empty()).collect()
}

#[test]
fn the_first_document_changes_marks_only() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let body = fs::read_to_string(folder.join("longke-2024-2.txt")).unwrap();
    let body: Vec<&str> = body.lines().collect();
    let published = published();
    let (text, end) = published[1..].split_at(published.len() - 4);
    assert_eq!(end[..2], ["龙泉市科学技术局", "2024年1月30日"]);
    assert_eq!(body.len(), text.len(), "the same paragraphs");
    for (ours, theirs) in body.iter().zip(text) {
        let proper: String = theirs
            .chars()
            .map(|c| match c {
                ',' => '，',
                ':' => '：',
                ';' => '；',
                '(' => '（',
                ')' => '）',
                other => other,
            })
            .collect();
        assert_eq!(**ours, proper);
        assert_eq!(words(ours), words(theirs));
    }
}

/// On the pages stand the number, the title, every word of the text, organ and date: all that was published.
#[test]
fn every_published_word_stands_on_the_pages() {
    let sheets = data("longke-2024-2.toml");
    let said = words(&words_on_pages(&sheets.rendered));
    let published = published();
    let name = published[published.len() - 1].strip_suffix(".pdf").unwrap();
    let (number, title) = name.split_at(name.find('号').unwrap() + '号'.len_utf8());
    assert_eq!(sheets.line("number").text(), number);
    let set: String = sheets.part("title").iter().map(gongwen::page::Line::text).collect();
    assert_eq!(set, title);
    // Page numbers stand between the pages' texts: paragraphs are sought by element.
    for (i, paragraph) in published[1..published.len() - 3].iter().enumerate() {
        let lines = sheets.part(&format!("body.{i}"));
        let set: String = lines.iter().map(gongwen::page::Line::text).collect();
        assert_eq!(words(&set), words(paragraph));
    }
    assert_eq!(sheets.line("organ").text(), published[published.len() - 3]);
    assert_eq!(sheets.line("date").text(), published[published.len() - 2]);
    assert!(said.contains("×××") || words_on_pages(&sheets.rendered).contains("×××"), "the signer, unknown");
}
