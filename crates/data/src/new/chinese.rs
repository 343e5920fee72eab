//! A written data file with Chinese keys and values: what `render new` gives a reader of Chinese.

use super::lines::{Line, Set, outside_quotes};
use crate::document::{Key, TOP};

/// What a data file says of other names for its keys, and what it says of them when they are Chinese.
const OTHER_KEYS: (&str, &str) = (
    "键名也可以用中文，但要加引号：\"标题\" = \"……\"。",
    "键名也可以用英文：title = \"……\"；render keys 列出全部的键。",
);

/// The same file with every key and every choice by its Chinese name, those too that a # keeps out.
pub(super) fn in_chinese(lines: Vec<Line>) -> Vec<Line> {
    let top: Vec<&'static Key> = TOP.iter().collect();
    let mut keys = top.clone();
    let alias =
        |keys: &[&'static Key], name: &str| of_name(keys, name).map_or(name, |key| key.alias).to_owned();
    let mut chinese = Vec::new();
    for line in lines {
        chinese.push(match line {
            Line::Blank => Line::Blank,
            Line::Remark(words) if words == OTHER_KEYS.0 => Line::Remark(OTHER_KEYS.1.to_owned()),
            Line::Remark(words) => Line::Remark(remark(&words)),
            Line::Table { path, item } => {
                keys.clone_from(&top);
                let mut chinese = Vec::new();
                for name in &path {
                    chinese.push(alias(&keys, name));
                    keys = of_name(&keys, name).map(inside).unwrap_or_default();
                }
                Line::Table { path: chinese, item }
            }
            Line::Text { key, lines } => Line::Text { key: alias(&keys, &key), lines },
            Line::Set(set) => Line::Set(match of_name(&keys, &set.key) {
                Some(key) => in_words(set, key),
                None => set,
            }),
        });
    }
    chinese
}

fn in_words(set: Set, key: &Key) -> Set {
    let words = key.shape.words();
    let written = set.value.trim_matches('"');
    let value = match words.iter().find(|words| words.contains(&written)).and_then(|words| chinese_of(words))
    {
        Some(word) => format!("\"{word}\""),
        None => within(&set.value, &inside(key)),
    };
    // `seal 加盖印章`: in a Chinese file the Chinese word alone is the value.
    let told = set.remark.map(|told| {
        let told = words
            .iter()
            .filter_map(|words| Some((words.first()?, chinese_of(words)?)))
            .fold(remark(&told), |told, (name, word)| told.replace(&format!("{name} {word}"), word));
        inside(key)
            .iter()
            .fold(told, |told, key| told.replace(&format!("{} 写", key.name), &format!("“{}”写", key.alias)))
    });
    Set { key: key.alias.to_owned(), value, remark: told, ..set }
}

fn chinese_of(words: &[&'static str]) -> Option<&'static str> {
    words.iter().copied().find(|word| !word.is_ascii())
}

fn of_name(keys: &[&'static Key], name: &str) -> Option<&'static Key> {
    keys.iter().copied().find(|key| key.name == name)
}

/// The keys of the tables under a key.
fn inside(key: &Key) -> Vec<&'static Key> {
    key.shape.tables().into_iter().flat_map(|(_, keys)| keys).collect()
}

/// A value with the keys of its tables.
fn within(value: &str, keys: &[&'static Key]) -> String {
    let mut text = String::new();
    let mut from = 0;
    for at in outside_quotes(value).collect::<Vec<_>>() {
        let begins = at == 0 || !value[..at].ends_with(|c: char| c.is_ascii_lowercase() || c == '-');
        let word = value[at..].split(" = ").next().unwrap_or_default();
        if let Some(key) = of_name(keys, word).filter(|_| begins) {
            text += &format!("{}\"{}\"", &value[from..at], key.alias);
            from = at + word.len();
        }
    }
    text + &value[from..]
}

/// A remark with the keys that it names.
fn remark(words: &str) -> String {
    words
        .replace("代替 body", "代替“正文”")
        .replace("带 body 的", "带“正文”的")
        .replace("[[issued]]", "“印发件”")
        .replace("另起 [[attachments]]，写 title 和 body", "另起“附件”一项，写“标题”和“正文”")
        .replace("（signers）", "")
        .replace("写 colspan", "写“列数”")
        .replace("title、numbering、body", "标题、正文编号、正文")
        .replace("image = ", "\"图片\" = ")
        .replace("contents = \"chapter\"", "\"目录\" = \"章\"")
}

#[cfg(test)]
mod tests {
    use super::super::{FORMS, skeleton, skeleton_as};
    use crate::diagnostic::Lang;
    use crate::document::{Document, Kind, every_word};
    use crate::source::InputFormat;

    /// From a clerk's first hour: a file by a Chinese name in the ending of YAML or JSON had English keys and was TOML.
    #[test]
    fn every_skeleton_is_the_same_document_in_each_language_and_spelling() {
        for name in Kind::ALL.iter().map(|kind| kind.name()).chain(FORMS.iter().map(|form| form.name)) {
            let english = skeleton(name, None).unwrap();
            let one = Document::from_toml(&english).unwrap();
            let codes = |document: &Document| -> Vec<&'static str> {
                document.diagnostics().iter().chain(&document.check()).map(|found| found.code()).collect()
            };
            for lang in [Lang::Zh, Lang::En] {
                for spelling in [InputFormat::Toml, InputFormat::Yaml, InputFormat::Json] {
                    let text = skeleton_as(name, None, lang, spelling).unwrap();
                    let read = match spelling {
                        InputFormat::Toml => Document::from_toml(&text),
                        InputFormat::Yaml => Document::from_yaml(&text),
                        InputFormat::Json => Document::from_json(&text),
                    };
                    let other = read.unwrap_or_else(|failure| panic!("{name}: {failure}\n{text}"));
                    assert_eq!((one.kind(), one.format()), (other.kind(), other.format()), "{name}");
                    assert_eq!(one.file_stem(), other.file_stem(), "{name}");
                    assert_eq!(codes(&one), codes(&other), "{name} {text}");
                    if lang == Lang::En && spelling == InputFormat::Toml {
                        assert_eq!(text, english, "{name}");
                    }
                    if lang == Lang::Zh {
                        let left = text.lines().find(|line| {
                            let key = line.trim_start_matches(['#', ' ', '-', '"']);
                            let key = key.split([' ', ':', '"']).next().unwrap_or_default();
                            key.len() > 1 && key.chars().all(|c| c.is_ascii_lowercase() || c == '-')
                        });
                        assert_eq!(left, None, "{name}");
                        let names = every_word();
                        let is_english = |word: &&str| word.len() > 3 && names.contains(word);
                        let remarks = text.lines().filter(|line| !line.contains("键名也可以用英文"));
                        let remarks =
                            remarks.filter_map(|line| line.rsplit_once("# ").map(|(_, remark)| remark));
                        let said = remarks
                            .flat_map(|remark| remark.split(|c: char| !c.is_ascii_lowercase() && c != '-'));
                        let said: Vec<&str> = said.filter(is_english).collect();
                        assert!(said.is_empty(), "{name}: {said:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_chinese_skeleton_has_chinese_values_and_yaml_no_toml() {
        let text = skeleton_as("通知", None, Lang::Zh, InputFormat::Yaml).unwrap();
        assert!(text.contains("\n用印: \"加盖印章\"  # 用印：加盖印章（"), "{text}");
        assert!(text.contains("\n正文: |\n  "), "{text}");
        assert!(!text.contains(" = "), "{text}");
        let letter = skeleton_as("函", Some("信函"), Lang::Zh, InputFormat::Toml).unwrap();
        assert!(letter.contains("\"格式\" = \"信函\"  # 格式：文件、信函、"), "{letter}");
        assert!(letter.contains("[{ \"名称\" = \""), "{letter}");
    }
}
