//! The keys of the data format as a reader looks them up: tables in Markdown, in either language, made from the
//! table of keys, so that neither can say anything else than the reader does.

use std::fmt::Write as _;

use super::keys::{self, Key};
use super::shape::{Shape, Words};
use crate::diagnostic::Lang;

/// The tables of all keys of a data file in Markdown, as `render keys` prints them: both names, what may stand under
/// each, what it means, with clauses of GB/T 9704-2012.
///
/// ```
/// # extern crate gongwen_data as gongwen;
/// let zh = gongwen::key_reference(gongwen::Lang::Zh);
/// assert!(zh.contains("| `sealing` | 用印 |"));
/// ```
#[must_use]
pub fn key_reference(lang: Lang) -> String {
    let mut out = String::new();
    for (n, table) in tables().iter().enumerate() {
        if n > 0 {
            out.push('\n');
        }
        write_table(&mut out, table, lang, |_| true);
    }
    out
}

/// The rows of [`key_reference`] that a name in either language has, table by table.
///
/// # Errors
///
/// The known names nearest to one that there is not; none when nothing is near.
pub fn key_entry(name: &str, lang: Lang) -> Result<String, Option<String>> {
    let tables = tables();
    let mut out = String::new();
    for table in &tables {
        let has = |key: &Key| key.name == name || key.alias == name;
        if table.keys.iter().any(has) {
            if !out.is_empty() {
                out.push('\n');
            }
            write_table(&mut out, table, lang, has);
        }
    }
    if out.is_empty() {
        let all: Vec<Key> = tables.iter().flat_map(|table| table.keys).copied().collect();
        return Err(keys::nearest(name, &all));
    }
    Ok(out)
}

/// A table of keys, and where it stands.
struct Place {
    /// The keys that lead to it, outermost first; a block or a piece is named by the key that says what it is.
    path: Vec<&'static Key>,
    keys: &'static [Key],
}

/// Every table once, where it is met first.
fn tables() -> Vec<Place> {
    let mut found = vec![Place { path: Vec::new(), keys: keys::TOP }];
    let mut at = 0;
    while at < found.len() {
        let (path, keys) = (found[at].path.clone(), found[at].keys);
        at += 1;
        for key in keys {
            for (own, keys) in key.shape.tables() {
                if found.iter().any(|place| std::ptr::eq(place.keys, keys)) {
                    continue;
                }
                let mut path = path.clone();
                // A key that says what a block is stands in the path already.
                if own.is_none() || path.last() != Some(&key) {
                    path.push(key);
                }
                path.extend(own);
                found.push(Place { path, keys });
            }
        }
    }
    found
}

fn write_table(out: &mut String, table: &Place, lang: Lang, which: impl Fn(&Key) -> bool) {
    let title = |key: &Key| match lang {
        Lang::Zh => format!("{} `{}`", key.alias, key.name),
        Lang::En => format!("`{}` {}", key.name, key.alias),
    };
    let path: Vec<String> = table.path.iter().map(|key| title(key)).collect();
    let (top, head) = match lang {
        Lang::Zh => ("最外层", "| 键 | 中文 | 写什么 | 说明 |"),
        Lang::En => ("The top", "| key | 中文 | what stands there | meaning |"),
    };
    let heading = if path.is_empty() { top.to_owned() } else { path.join(" › ") };
    // Writing to a string does not fail.
    let _ = writeln!(out, "## {heading}\n\n{head}\n| --- | --- | --- | --- |");
    for key in table.keys.iter().filter(|key| which(key)) {
        let about = match lang {
            Lang::Zh => key.about.0,
            Lang::En => key.about.1,
        };
        let needed = match (key.required, lang) {
            (false, _) => "",
            (true, Lang::Zh) => "必须写；",
            (true, Lang::En) => "required; ",
        };
        let _ = writeln!(
            out,
            "| `{}` | {} | {} | {needed}{} |",
            key.name,
            key.alias,
            stands(key.shape, lang),
            cell(about)
        );
    }
}

/// Words that may stand in a cell of a Markdown table.
fn cell(words: &str) -> String {
    words.replace('|', "\\|").replace('<', "\\<")
}

/// What may stand under a key, in words.
fn stands(shape: Shape, lang: Lang) -> String {
    let say = |zh: &str, en: &str| match lang {
        Lang::Zh => zh.to_owned(),
        Lang::En => en.to_owned(),
    };
    let range = shape.range();
    match shape {
        Shape::Text => say("文字", "string"),
        Shape::Path => say("文件名", "path of a file"),
        Shape::List | Shape::Parts(_) => say("文字，或几项", "string, or an array of them"),
        Shape::Flag => say("true 是、false 否", "`true` or `false`"),
        Shape::FlagCountOrChoice(_, _, words) => {
            say(&format!("true、false，整数 {range}，或 "), &format!("`true`, `false`, integer {range}, or "))
                + &choice(words)
        }
        Shape::Date => say("日期", "date, or string"),
        Shape::Count(..) => say(&format!("整数 {range}"), &format!("integer {range}")),
        Shape::CountOrText(..) => {
            say(&format!("整数 {range}，或文字"), &format!("integer {range}, or string"))
        }
        Shape::CountOrChoice(_, _, words) => {
            say(&format!("整数 {range}，或 "), &format!("integer {range}, or ")) + &choice(words)
        }
        Shape::Millimetres(..) => say(&format!("数 {range}"), &format!("number, {range}")),
        Shape::Numbers(..) => {
            say(&format!("数 {range}，或几个"), &format!("number {range}, or an array of them"))
        }
        Shape::Figures(..) => say("几个数，没有的写 \"\"", "array of numbers, `\"\"` where there is none"),
        Shape::Choice(words) => choice(words),
        Shape::Choices(words) => choice(words) + &say("，或几个", ", or an array of them"),
        Shape::Colour(words) => choice(words) + &say("，或 #RRGGBB", ", or `#RRGGBB`"),
        Shape::Table(_) => say("一张表", "table"),
        Shape::Tables(_) => say("一张或几张表", "table, or an array of them"),
        Shape::TablesOrText(_) => say("几项，每项是文字或一张表", "array of strings or tables"),
        Shape::ListOrTables(_) => say("文字、几项，或几张表", "string, array of strings, or of tables"),
        Shape::Body(kinds) => say("文字，或几块：", "string, or an array of blocks: ") + &named(kinds, lang),
        Shape::Pieces(kinds) => say("文字，可以夹 ", "string, or strings among ") + &named(kinds, lang),
        Shape::CellWords(kinds) => {
            say("文字、数，可以夹 ", "string or number, or strings among ") + &named(kinds, lang)
        }
        Shape::Cell(_) => say("一格", "a cell"),
        Shape::Row(_) => say("一行的各格", "array of cells"),
        Shape::Rows(_) => say("几行，每行是几格", "array of rows"),
        Shape::RowOrRows(_) => say("一行或几行，每行是几格", "row, or an array of rows"),
    }
}

/// The words of a choice, those that mean the same beside one another.
fn choice(words: Words) -> String {
    let quoted = |word: &&str| if word.is_ascii() { format!("`{word}`") } else { (*word).to_owned() };
    let line = |line: &&[&str]| line.iter().map(quoted).collect::<Vec<_>>().join(" ");
    words.iter().map(line).collect::<Vec<_>>().join(" · ")
}

/// The kinds of a block or a piece by the keys that say which.
fn named(kinds: &[&[Key]], lang: Lang) -> String {
    let names = kinds.iter().filter_map(|keys| keys.first());
    let names: Vec<String> = names
        .map(|key| match lang {
            Lang::Zh => key.alias.to_owned(),
            Lang::En => format!("`{}`", key.name),
        })
        .collect();
    match lang {
        Lang::Zh => names.join("、"),
        Lang::En => names.join(", "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_stands_once_and_says_where() {
        let tables = tables();
        assert!(tables.len() > 15, "only {}", tables.len());
        for lang in [Lang::Zh, Lang::En] {
            let all = key_reference(lang);
            let headings: Vec<&str> = all.lines().filter(|line| line.starts_with("## ")).collect();
            let mut once = headings.clone();
            once.sort_unstable();
            once.dedup();
            assert_eq!(once.len(), headings.len(), "{headings:?}");
            assert_eq!(headings.len(), tables.len());
            // A row each: no cell breaks its row.
            let rows = all.lines().filter(|line| line.starts_with("| `")).count();
            assert_eq!(rows, tables.iter().map(|table| table.keys.len()).sum::<usize>());
            for row in all.lines().filter(|line| line.starts_with('|')) {
                assert_eq!(row.replace("\\|", "").matches('|').count(), 5, "{row}");
            }
        }
    }

    #[test]
    fn a_key_is_found_by_either_name_and_a_slip_is_told() {
        let zh = key_entry("用印", Lang::Zh).unwrap();
        assert!(zh.contains("`seal` 加盖印章 · `none` 不加盖印章"), "{zh}");
        let en = key_entry("sealing", Lang::En).unwrap();
        // Of the top, and of what is bound behind.
        assert!(en.starts_with("## The top\n") && en.lines().count() >= 5, "{en}");
        // Of a name that several tables have, all are shown.
        let names = key_entry("names", Lang::En).unwrap();
        assert!(names.matches("| `names` |").count() >= 2, "{names}");
        assert_eq!(key_entry("recipient", Lang::En), Err(Some("recipients".to_owned())));
        assert_eq!(key_entry("quux", Lang::En), Err(None));
    }
}
