//! Keys in the words of a finding, in the spelling of the file that it is about.
//!
//! Words name a key by both of its names, `⟦title|标题⟧`, and a line of data by both and its value,
//! `⟦title|标题 = '…'⟧`, or each by its own where the value is a word with a Chinese name too,
//! `⟦sealing = 'none'|用印 = '不加盖印章'⟧`. What a reader gets is what can stand in the file: Chinese keys where the file has
//! Chinese keys, `标题: '…'` in YAML. Where no file tells, the language of the message decides.

use std::path::Path;

use super::{Lang, Place};
use crate::source::{InputFormat, SourceText};

const OPEN: char = '⟦';
const CLOSE: char = '⟧';

/// More of a file is not read to see how its keys are spelt.
const LOOKED_AT: usize = 64 * 1024;

/// The words with every key as the file at this place spells it.
pub(super) fn spelt(words: &str, place: Option<&Place>, lang: Lang) -> String {
    if !words.contains(OPEN) {
        return words.to_owned();
    }
    let (format, chinese) = place.map_or((InputFormat::Toml, None), |place| spelling(&place.source));
    let chinese = chinese.unwrap_or(lang == Lang::Zh);
    let mut text = String::new();
    let mut rest = words;
    while let Some((before, behind)) = rest.split_once(OPEN) {
        text.push_str(before);
        match behind.split_once(CLOSE).and_then(|(both, left)| Some((both.split_once('|')?, left))) {
            Some(((name, other), left)) => {
                text.push_str(&one(name, other, chinese, format));
                rest = left;
            }
            None => {
                text.push(OPEN);
                rest = behind;
            }
        }
    }
    text + rest
}

/// A line of data: its key, and its value.
fn parted(line: &str) -> (&str, Option<&str>) {
    line.split_once(" = ").map_or((line, None), |(key, value)| (key, Some(value)))
}

/// A key, or a line of data with its value.
fn one(name: &str, other: &str, chinese: bool, format: InputFormat) -> String {
    let (name, own) = parted(name);
    let (alias, value) = parted(other);
    let (key, value) = if chinese { (alias, value) } else { (name, own.or(value)) };
    match (value, format) {
        (None, _) => key.to_owned(),
        (Some(value), InputFormat::Toml) if chinese => format!("\"{key}\" = {value}"),
        (Some(value), InputFormat::Toml) => format!("{key} = {value}"),
        (Some("'''…'''"), InputFormat::Yaml) => format!("{key}: '…'"),
        (Some("'''…'''"), InputFormat::Json) => format!("\"{key}\": \"…\""),
        (Some(value), InputFormat::Yaml) => format!("{key}: {}", value.replace(" = ", ": ")),
        (Some(value), InputFormat::Json) => {
            let is_text = value.starts_with(|c: char| c.is_ascii_digit()) && value.contains('-');
            let value = value.replace('\'', "\"").replace(" = ", ": ");
            if is_text { format!("\"{key}\": \"{value}\"") } else { format!("\"{key}\": {value}") }
        }
    }
}

/// The spelling of a file, and whether its keys are Chinese; none where it has no keys.
fn spelling(source: &SourceText) -> (InputFormat, Option<bool>) {
    let text = source.text();
    let text = &text[..text.floor_char_boundary(LOOKED_AT.min(text.len()))];
    let path = Path::new(source.name());
    let is_list =
        path.extension().is_some_and(|ending| ["csv", "tsv", "txt", "md"].iter().any(|list| ending == *list));
    if is_list {
        return (InputFormat::Toml, None);
    }
    let format = InputFormat::of_path(path).unwrap_or_else(|| InputFormat::guess(text));
    let marks: &[char] = match format {
        InputFormat::Toml => &['=', '＝'],
        InputFormat::Yaml | InputFormat::Json => &[':', '：'],
    };
    let (mut hanzi, mut letters) = (0, 0);
    for line in text.lines() {
        let Some((key, _)) = line.split_once(marks) else { continue };
        let key =
            key.trim_matches([' ', '\t', '-', '{', '[', ',', '"', '\'', '“', '”', '\u{feff}', '\u{3000}']);
        match key.chars().next() {
            Some(first) if first.is_ascii_alphabetic() && key.is_ascii() => letters += 1,
            Some(first) if first > '\u{2E80}' => hanzi += 1,
            _ => {}
        }
    }
    (format, (hanzi != letters).then_some(hanzi > letters))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HELP: &str = "加一行 ⟦body-file|正文文件 = '正文.txt'⟧，删去 ⟦body|正文⟧";

    #[test]
    fn keys_are_told_in_the_spelling_of_the_file() {
        for (name, text, told) in [
            ("a.toml", "\"标题\" = '甲'\n", "加一行 \"正文文件\" = '正文.txt'，删去 正文"),
            ("a.toml", "title = '标题：甲'\n", "加一行 body-file = '正文.txt'，删去 body"),
            ("a.yaml", "标题: 甲\n", "加一行 正文文件: '正文.txt'，删去 正文"),
            ("a.yml", "title: 甲\n", "加一行 body-file: '正文.txt'，删去 body"),
            ("a.json", "{\"标题\": \"甲\"}", "加一行 \"正文文件\": \"正文.txt\"，删去 正文"),
            ("<stdin>", "title = '甲'\n", "加一行 body-file = '正文.txt'，删去 body"),
        ] {
            let source = SourceText::new(name, text);
            let place = Place::new(&source, 0..1);
            // Chinese keys in an English message, and the other way round: it is the file that decides.
            for lang in [Lang::Zh, Lang::En] {
                assert_eq!(spelt(HELP, Some(&place), lang), told, "{name} {text}");
            }
        }
    }

    #[test]
    fn without_a_file_the_language_decides() {
        assert_eq!(spelt("⟦title|标题⟧", None, Lang::Zh), "标题");
        assert_eq!(spelt("⟦title|标题 = '…'⟧", None, Lang::En), "title = '…'");
        assert_eq!(spelt("⟦\"seal\"|\"加盖印章\"⟧", None, Lang::Zh), "\"加盖印章\"");
        const SEALING: &str = "⟦sealing = 'none'|用印 = '不加盖印章'⟧";
        assert_eq!(spelt(SEALING, None, Lang::Zh), "\"用印\" = '不加盖印章'");
        assert_eq!(spelt(SEALING, None, Lang::En), "sealing = 'none'");
        // Brackets that name no key are words like any.
        assert_eq!(spelt("“⟦甲⟧”", None, Lang::Zh), "“⟦甲⟧”");
        let body = SourceText::new("正文.txt", "甲 = 乙");
        assert_eq!(spelt("⟦title|标题⟧", Some(&Place::new(&body, 0..1)), Lang::En), "title");
    }

    #[test]
    fn a_day_is_a_text_in_json() {
        let source = SourceText::new("a.json", "{\"title\": 1}");
        let place = Place::new(&source, 0..1);
        assert_eq!(spelt("⟦date|成文日期 = 2024-01-30⟧", Some(&place), Lang::Zh), "\"date\": \"2024-01-30\"");
        assert_eq!(spelt("⟦copy-number|份号 = 1⟧", Some(&place), Lang::Zh), "\"copy-number\": 1");
    }
}
