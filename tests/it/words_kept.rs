//! What goes in comes out: the words of every document of data/ are in the text of its file.

use std::collections::BTreeMap;
use std::path::Path;

use gongwen::Document;
use lopdf::Document as Pdf;
use toml::{Table, Value};

use crate::pdf_text::text_of;
use crate::support::ENGINE;

/// Keys whose words are printed as they are, in either language.
const WORDS: [&str; 26] = [
    "title",
    "标题",
    "number",
    "发文字号",
    "recipients",
    "主送",
    "body",
    "正文",
    "text",
    "文字",
    "heading",
    "bold",
    "caption",
    "题注",
    "header",
    "表头",
    "rows",
    "行",
    "note",
    "附注",
    "cc",
    "抄送",
    "signers",
    "签发人",
    "printer",
    "印发机关",
];
/// Keys of files whose words are printed.
const FILES: [&str; 4] = ["body-file", "正文文件", "csv", "CSV文件"];
/// Keys that hold others.
const HOLDERS: [&str; 4] = ["attachments", "附件", "table", "表格"];

/// The words under a key that prints them.
fn words(value: &Value, folder: &Path, out: &mut String) {
    match value {
        Value::String(text) => out.push_str(text),
        Value::Array(items) => items.iter().for_each(|item| words(item, folder, out)),
        Value::Table(table) => within(table, folder, out),
        _ => {}
    }
}

fn within(table: &Table, folder: &Path, out: &mut String) {
    for (key, value) in table {
        let key = key.as_str();
        if WORDS.contains(&key) || HOLDERS.contains(&key) {
            words(value, folder, out);
        } else if let Some(name) = value.as_str().filter(|_| FILES.contains(&key)) {
            let text = std::fs::read_to_string(folder.join(name)).unwrap();
            let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
            lines.for_each(|line| out.push_str(line));
        }
    }
}

fn counted(text: &str) -> BTreeMap<char, usize> {
    let mut counts = BTreeMap::new();
    // Marks of Markdown and code are ASCII, and a title's break is none.
    for c in text.chars().filter(|c| !c.is_ascii() && !c.is_whitespace()) {
        *counts.entry(c).or_default() += 1;
    }
    counts
}

#[test]
fn every_word_that_went_in_is_in_the_file() {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/data"));
    let mut documents = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "toml") {
            continue;
        }
        let data: Table = std::fs::read_to_string(&path).unwrap().parse().unwrap();
        let mut went_in = String::new();
        within(&data, folder, &mut went_in);
        let rendered = ENGINE.render(&Document::from_path(&path).unwrap()).unwrap();
        let pdf = Pdf::load_mem(&rendered.pdf().unwrap()).unwrap();
        let came_out: String = pdf.get_pages().values().map(|page| text_of(&pdf, *page)).collect();
        let came_out = counted(&came_out);
        let lost: Vec<(char, usize, usize)> = counted(&went_in)
            .into_iter()
            .map(|(c, count)| (c, count, came_out.get(&c).copied().unwrap_or_default()))
            .filter(|(_, wanted, found)| found < wanted)
            .collect();
        assert_eq!(lost, [], "{}", path.display());
        documents += 1;
    }
    assert!(documents > 20, "{documents}");
}
