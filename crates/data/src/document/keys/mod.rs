//! The keys of the data format, each with its Chinese alias, what may stand under it and what it
//! means: the contract, in one table. The reader, the messages and the schema all read it here.

mod blocks;
mod layout;
mod parts;
mod top;

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

    /// Every table of keys: the top, and what stands under its keys.
    fn tables() -> Vec<&'static [Key]> {
        fn inside(keys: &'static [Key], tables: &mut Vec<&'static [Key]>) {
            tables.push(keys);
            for key in keys {
                match key.shape {
                    Shape::Table(keys)
                    | Shape::Tables(keys)
                    | Shape::TablesOrText(keys)
                    | Shape::ListOrTables(keys)
                    | Shape::Rows(keys)
                    | Shape::RowOrRows(keys) => inside(keys, tables),
                    Shape::Body(kinds) | Shape::Pieces(kinds) | Shape::CellWords(kinds) => {
                        kinds.iter().for_each(|keys| inside(keys, tables));
                    }
                    _ => {}
                }
            }
        }
        let mut tables = Vec::new();
        inside(TOP, &mut tables);
        tables
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
                if !name.contains('{') {
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
