//! The keys of the data format, each with its Chinese alias, what may stand under it and what it
//! means: the contract, in one table. The reader, the messages and the schema all read it here.

mod blocks;
mod layout;
mod parts;
mod top;

use serde::{Serialize, Serializer};

use super::shape::Shape;
pub use blocks::*;
pub(crate) use layout::*;
pub(crate) use parts::*;
pub use top::*;

/// One key of a table. Keys are compared, never matched as patterns: the compiler takes each apart to its last word, and was
/// minutes at the matches of some twenty of them.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// Its English name, in lower case with hyphens.
    pub name: &'static str,
    /// Its Chinese name.
    pub alias: &'static str,
    /// What may stand under it.
    pub shape: Shape,
    /// What it means, in Chinese and in English.
    pub about: (&'static str, &'static str),
    /// Whether its table is nothing without it.
    pub required: bool,
}

/// Its English name.
impl Serialize for Key {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name)
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Key) -> bool {
        let own = |key: &Key| (key.name, key.alias, key.about, key.required);
        own(self) == own(other) && self.shape == other.shape
    }
}

const fn key(name: &'static str, alias: &'static str) -> Key {
    Key { name, alias, shape: Shape::Text, about: ("", ""), required: false }
}

impl Key {
    const fn is(self, shape: Shape) -> Key {
        Key { shape, ..self }
    }

    const fn about(self, zh: &'static str, en: &'static str) -> Key {
        Key { about: (zh, en), ..self }
    }

    const fn required(self) -> Key {
        Key { required: true, ..self }
    }
}

/// The known key nearest to a misspelt one, in the spelling the user was aiming at.
pub fn nearest(written: &str, keys: &[Key]) -> Option<String> {
    let names = keys.iter().flat_map(|key| [key.name, key.alias]);
    crate::nearest::nearest(written, names).map(str::to_owned)
}

/// A line with a table under a key, as messages write it: with the keys it must have, or with the file that was
/// written in its place. `path` ends with the key as the data have it.
pub(super) fn example(key: Key, path: &str, written: &str) -> String {
    let chinese = !path.rsplit('.').next().unwrap_or(path).is_ascii();
    let line = |key: &Key, value: &str| match chinese {
        true => format!("\"{}\" = {value}", key.alias),
        false => format!("{} = {value}", key.name),
    };
    let of_file: [(Key, &[&str]); 2] = [(CSV, &[".csv", ".tsv"]), (XLSX, &[".xlsx"])];
    let (Shape::Table(keys) | Shape::Tables(keys) | Shape::TablesOrText(keys)) = key.shape else {
        return format!("⟦{}|{} = {{ … }}⟧", key.name, key.alias);
    };
    let file = of_file.iter().find(|(file, endings)| {
        let is_file = endings.iter().any(|ending| written.to_lowercase().ends_with(ending));
        is_file && !written.contains('\'') && keys.iter().any(|known| known.name == file.name)
    });
    let mut lines: Vec<String> = match file {
        Some((file, _)) => vec![line(file, &format!("'{written}'"))],
        None => keys.iter().filter(|key| key.required).map(|key| line(key, "'…'")).collect(),
    };
    if lines.is_empty() {
        lines.extend(keys.first().map(|key| line(key, "…")));
    }
    format!("⟦{}|{} = {{ {} }}⟧", key.name, key.alias, lines.join(", "))
}

/// A path of English keys by their Chinese names: `layout.red` is 版式.红色.
pub(super) fn in_chinese(path: &str) -> String {
    let mut keys: Vec<&Key> = TOP.iter().collect();
    let step = |name: &str| {
        let found = keys.iter().find(|key| key.name == name).copied();
        keys = found.into_iter().flat_map(|key| key.shape.tables()).flat_map(|(_, keys)| keys).collect();
        found.map_or(name, |key| key.alias).to_owned()
    };
    path.split('.').map(step).collect::<Vec<_>>().join(".")
}

/// The tables at the top that a key belongs in which was written beside them, 版式 for 页边, as messages name keys; and how
/// it is written in the first.
pub(super) fn of_tables(written: &str) -> Option<(Vec<String>, String)> {
    let is = |key: &&Key| key.name == written || key.alias == written;
    let inside = |key: &Key| match key.shape {
        Shape::Table(keys) => Some((keys, false)),
        Shape::Tables(keys) | Shape::TablesOrText(keys) | Shape::ListOrTables(keys) => Some((keys, true)),
        _ => None,
    };
    let found: Vec<_> = TOP
        .iter()
        .filter_map(|key| inside(key).map(|(keys, are_several)| (key, keys, are_several)))
        .filter(|(_, keys, _)| keys.iter().any(|key| is(&key)))
        .collect();
    let (first, keys, are_several) = found.first()?;
    let name = |key: &Key| match written.is_ascii() {
        true => key.name.to_owned(),
        false => format!("\"{}\"", key.alias),
    };
    let lines = keys.iter().filter(|key| key.required && !is(key)).map(|key| format!("{} = '…'", name(key)));
    let own = keys.iter().find(is).map(|key| format!("{} = …", name(key)));
    let table = format!("{{ {} }}", lines.chain(own).collect::<Vec<_>>().join(", "));
    let value = if *are_several { format!("[{table}]") } else { table };
    let both = |key: &Key| format!("⟦{}|{}⟧", key.name, key.alias);
    let tables = found.iter().map(|(key, ..)| both(key)).collect();
    Some((tables, format!("⟦{}|{} = {value}⟧", first.name, first.alias)))
}

/// Every table of keys: the top, and what stands under its keys.
#[cfg(test)]
fn tables() -> Vec<&'static [Key]> {
    fn inside(keys: &'static [Key], tables: &mut Vec<&'static [Key]>) {
        tables.push(keys);
        for key in keys {
            key.shape.tables().into_iter().for_each(|(_, keys)| inside(keys, tables));
        }
    }
    let mut tables = Vec::new();
    inside(TOP, &mut tables);
    tables
}

/// Every name of a key, and every word of a choice.
#[cfg(test)]
pub(crate) fn every_word() -> Vec<&'static str> {
    let keys: Vec<&Key> = tables().into_iter().flatten().collect();
    let names = keys.iter().flat_map(|key| [key.name, key.alias]);
    names.chain(keys.iter().flat_map(|key| key.shape.words().concat())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_its_key_in_the_same_language() {
        for (written, key) in [
            ("recipient", Some("recipients")),
            ("titel", Some("title")),
            ("主送机关", Some("主送")),
            ("成文时间", Some("成文日期")),
            ("quux", None),
        ] {
            assert_eq!(nearest(written, TOP).as_deref(), key, "{written}");
        }
    }

    /// A clerk wrote 印章 beside 发文机关, and was told that there is no such key.
    #[test]
    fn a_key_beside_its_table_finds_the_table() {
        let told = |written: &str| of_tables(written).unwrap();
        let (tables, example) = told("印章");
        assert_eq!(tables, ["⟦issuers|发文机关⟧", "⟦parties|各方⟧"]);
        assert_eq!(example, "⟦issuers|发文机关 = [{ \"名称\" = '…', \"印章\" = … }]⟧");
        assert_eq!(told("margins").1, "⟦layout|版式 = { margins = … }⟧");
        assert_eq!(told("fangsong").1, "⟦fonts|字体 = { fangsong = … }⟧");
        assert_eq!(of_tables("quux"), None);
    }

    #[test]
    fn a_path_is_told_in_chinese() {
        for (path, told) in [
            ("date", "成文日期"),
            ("layout.red", "版式.红色"),
            ("layout.margins.top", "版式.页边.上"),
            ("x.y", "x.y"),
        ] {
            assert_eq!(in_chinese(path), told);
        }
    }

    #[test]
    fn a_table_is_shown_as_it_is_written() {
        assert_eq!(example(TABLE, "正文[0].表格", "名单.csv"), "⟦table|表格 = { \"CSV文件\" = '名单.csv' }⟧");
        assert_eq!(example(TABLE, "body[0].table", "x.XLSX"), "⟦table|表格 = { xlsx = 'x.XLSX' }⟧");
        let layout = TOP.iter().find(|key| key.name == "layout").unwrap();
        assert!(example(*layout, "layout", "").starts_with("⟦layout|版式 = { "));
    }

    #[test]
    fn no_name_or_alias_stands_twice_in_a_table() {
        for table in tables() {
            let mut names: Vec<_> = table.iter().flat_map(|k| [k.name, k.alias]).collect();
            names.sort_unstable();
            let before = names.len();
            names.dedup();
            assert_eq!(names.len(), before);
        }
    }

    /// Messages name a key by both of its names (`diagnostic/spelt.rs`): they have to be the key's.
    #[test]
    fn keys_in_messages_are_keys() {
        fn sources(folder: &std::path::Path, found: &mut Vec<String>) {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    sources(&path, found);
                } else if path.extension().is_some_and(|ending| ending == "rs") && !path.ends_with("spelt.rs")
                {
                    found.push(std::fs::read_to_string(path).unwrap());
                }
            }
        }
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let mut texts = Vec::new();
        ["src", "crates/data/src", "crates/page/src", "crates/press/src", "crates/import/src"]
            .iter()
            .for_each(|folder| sources(&root.join(folder), &mut texts));
        let known: Vec<(&str, &str)> =
            tables().into_iter().flatten().map(|key| (key.name, key.alias)).collect();
        let mut seen = 0;
        for text in &texts {
            for named in text.split('⟦').skip(1).filter_map(|rest| rest.split('⟧').next()) {
                let Some((name, other)) = named.split_once('|') else { continue };
                let key = |line: &'_ str| line.split(" = ").next().unwrap_or_default().to_owned();
                let (name, alias) = (key(name), key(other));
                let (name, alias) = (name.trim_matches(['\\', '"']), alias.trim_matches(['\\', '"']));
                if !name.contains(['{', '(']) {
                    assert!(known.contains(&(name, alias)), "no key is called {name} and {alias}");
                    seen += 1;
                }
            }
        }
        assert!(seen > 40, "{seen}");
    }

    #[test]
    fn every_key_says_what_it_means_in_both_languages() {
        for key in tables().into_iter().flatten() {
            assert!(key.name.is_ascii() && !key.name.is_empty());
            assert!(key.alias.chars().any(|c| c > '\u{2E80}'), "{} has no Chinese name", key.name);
            assert!(key.about.0.chars().any(|c| c > '\u{2E80}'), "{} says nothing in Chinese", key.name);
            assert!(key.about.1.chars().filter(char::is_ascii).count() > 4, "{} says nothing", key.name);
        }
    }

    #[test]
    fn every_choice_has_a_chinese_word_for_every_value() {
        let choices: Vec<&Key> =
            tables().into_iter().flatten().filter(|key| !key.shape.words().is_empty()).collect();
        assert!(choices.len() >= 11, "only {} choices", choices.len());
        for key in choices {
            let mut all: Vec<&str> = key.shape.words().concat();
            for line in key.shape.words() {
                let chinese = |word: &&&str| word.chars().any(|c| c > '\u{2E80}');
                assert!(line.iter().any(|word| chinese(&word)), "{}: {line:?}", key.name);
            }
            all.sort_unstable();
            assert!(all.windows(2).all(|pair| pair[0] != pair[1]), "{}: {all:?}", key.name);
        }
    }
}
