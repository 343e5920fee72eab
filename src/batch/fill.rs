//! Placeholders: `{{姓名}}` in the base's texts becomes what the row's cell says. A cell is words: it makes
//! no heading, no table, no Markdown and no Typst, whatever is in it.

use std::collections::BTreeMap;

use crate::diagnostic::{BatchFault, Place};
use crate::document::{BODY, BODY_FORMAT, Key};
use crate::source::{Entry, Node, Table, Value};
use crate::text;

/// The longest name of a placeholder, in characters: what is longer was meant as something else.
const LONGEST_NAME: usize = 40;

/// What a placeholder is replaced by; none for one that no column fills.
pub(crate) type Lookup<'a> = &'a dyn Fn(&str) -> Option<String>;

/// How a text of the base is going to be read.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Reading {
    /// An element, a cell, a block: words and nothing else.
    Plain,
    /// Body text, line by line.
    Text,
    Markdown,
    /// A program; braces in it are its own.
    Typst,
}

/// Every placeholder of a base, each once, with where it stands first.
pub(crate) fn names(table: &Table) -> BTreeMap<String, Option<Place>> {
    let mut found = BTreeMap::new();
    texts(table, &mut |node, text, reading| {
        for name in pieces(text).filter(|_| reading != Reading::Typst).filter_map(|(_, name)| name) {
            let place = || node.place.as_ref().map(|place| place.find(&format!("{{{{{name}}}}}")));
            found.entry(name.trim().to_owned()).or_insert_with(place);
        }
    });
    found
}

/// Replaces the placeholders of a table; what cannot be put in its place is told with where it was to stand.
pub(crate) fn fill(table: &mut Table, lookup: Lookup<'_>, told: &mut dyn FnMut(BatchFault, Option<Place>)) {
    texts_mut(table, &mut |node, reading| {
        let Value::String(text) = &mut node.value else { return };
        if reading == Reading::Typst || !text.contains("{{") {
            return;
        }
        let filled: Vec<String> = text
            .split('\n')
            .map(|line| match filled_line(line, reading, lookup) {
                Ok(line) => line,
                Err(fault) => {
                    told(fault, node.place.clone());
                    line.to_owned()
                }
            })
            .collect();
        *text = filled.join("\n");
    });
}

/// A line's text up to a placeholder, and the placeholder's name; the last has none.
fn pieces(text: &str) -> impl Iterator<Item = (&str, Option<&str>)> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let line = rest?;
        let mut from = 0;
        while let Some(open) = line[from..].find("{{").map(|at| from + at) {
            let inner = &line[open + 2..];
            let name = inner.find("}}").map(|end| &inner[..end]).filter(|name| is_name(name));
            if let Some(name) = name {
                rest = Some(&inner[name.len() + 2..]);
                return Some((&line[..open], Some(name)));
            }
            from = open + 1;
        }
        rest = None;
        Some((line, None))
    })
}

fn is_name(text: &str) -> bool {
    !text.trim().is_empty() && !text.contains(['{', '}', '\n']) && text.chars().count() <= LONGEST_NAME
}

fn filled_line(line: &str, reading: Reading, lookup: Lookup<'_>) -> Result<String, BatchFault> {
    let trimmed = line.trim();
    let is_row = reading != Reading::Plain && trimmed.starts_with('|');
    let is_picture = reading != Reading::Plain && trimmed.starts_with("![");
    let mut made = String::new();
    // The line as it would be with words that mean nothing.
    let mut neutral = String::new();
    for (before, name) in pieces(line) {
        made.push_str(before);
        neutral.push_str(before);
        let Some(name) = name.map(str::trim) else { continue };
        // One without a column was told when the list was read.
        let Some(said) = lookup(name) else { continue };
        let placeholder = || name.to_owned();
        if said.contains(['\n', '\r']) {
            return Err(BatchFault::LineBreak { placeholder: placeholder() });
        }
        if is_picture && said.contains(['[', ']', '(', ')']) {
            return Err(BatchFault::InPicture { placeholder: placeholder() });
        }
        neutral.push('某');
        match reading {
            Reading::Markdown => made.push_str(&escaped(&said)),
            Reading::Text if is_row => made.push_str(&said.replace('|', "\\|")),
            _ => made.push_str(&said),
        }
    }
    // What the cell says must not turn the line into a heading, a table or a picture.
    let turned = reading == Reading::Text && text::body::start_of(&made) != text::body::start_of(&neutral);
    Ok(if turned { format!("\\{}", made.trim_start()) } else { made })
}

/// Words as Markdown that means only them.
fn escaped(words: &str) -> String {
    let mut escaped = String::new();
    for c in words.chars() {
        if c.is_ascii_punctuation() {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

fn is(entry: &Entry, key: Key) -> bool {
    entry.key == key.name || entry.key == key.alias
}

/// How the `body` of a table is going to be read.
fn body_reading(table: &Table) -> Reading {
    let format = table.entries.iter().find(|entry| is(entry, BODY_FORMAT)).map(|entry| &entry.node.value);
    let Some(Value::String(said)) = format else { return Reading::Text };
    match BODY_FORMAT.shape.canonical(said.trim()) {
        Some("markdown") => Reading::Markdown,
        Some("typst") => Reading::Typst,
        _ => Reading::Text,
    }
}

fn texts<'t>(table: &'t Table, found: &mut dyn FnMut(&'t Node, &'t str, Reading)) {
    let body = body_reading(table);
    for entry in table.entries.iter().filter(|entry| !is(entry, BODY_FORMAT)) {
        texts_in(&entry.node, if is(entry, BODY) { body } else { Reading::Plain }, found);
    }
}

fn texts_in<'t>(node: &'t Node, reading: Reading, found: &mut dyn FnMut(&'t Node, &'t str, Reading)) {
    match &node.value {
        Value::String(text) => found(node, text, reading),
        // Blocks are words, whatever the body's format says.
        Value::Array(items) => items.iter().for_each(|item| texts_in(item, Reading::Plain, found)),
        Value::Table(table) => texts(table, found),
        _ => {}
    }
}

fn texts_mut(table: &mut Table, found: &mut dyn FnMut(&mut Node, Reading)) {
    let body = body_reading(table);
    for entry in table.entries.iter_mut().filter(|entry| !is(entry, BODY_FORMAT)) {
        let reading = if is(entry, BODY) { body } else { Reading::Plain };
        texts_in_mut(&mut entry.node, reading, found);
    }
}

fn texts_in_mut(node: &mut Node, reading: Reading, found: &mut dyn FnMut(&mut Node, Reading)) {
    match &mut node.value {
        Value::String(_) => found(node, reading),
        Value::Array(items) => items.iter_mut().for_each(|item| texts_in_mut(item, Reading::Plain, found)),
        Value::Table(table) => texts_mut(table, found),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Sink;
    use crate::source::{InputFormat, SourceText};

    fn line(line: &str, reading: Reading, said: &str) -> Result<String, BatchFault> {
        filled_line(line, reading, &|name| (name == "甲").then(|| said.to_owned()))
    }

    #[test]
    fn a_cell_is_words_and_makes_no_line_anything_else() {
        for (base, said, made) in [
            ("{{甲}}同志：", "张三", "张三同志："),
            ("拨付{{ 甲 }}元。", "3,000", "拨付3,000元。"),
            ("{{甲}}", "一、总则", "\\一、总则"),
            ("{{甲}}", "# 总则", "\\# 总则"),
            ("  {{甲}}", "|a|b|", "\\|a|b|"),
            ("{{甲}}", "![a](b.png)", "\\![a](b.png)"),
            ("{{甲}}", "\\x", "\\\\x"),
            ("一、{{甲}}", "（一）总则", "一、（一）总则"),
            ("1{{甲}}", ".总则", "\\1.总则"),
            ("|{{甲}}|丙|", "a|b", "|a\\|b|丙|"),
            ("{{乙}}{{{甲}}}", "子", "{子}"),
            ("{{}} {{甲", "子", "{{}} {{甲"),
        ] {
            assert_eq!(line(base, Reading::Text, said).as_deref(), Ok(made), "{base} {said}");
        }
        assert_eq!(line("{{甲}}", Reading::Markdown, "*a*_1_").as_deref(), Ok("\\*a\\*\\_1\\_"));
        assert_eq!(line("{{甲}}", Reading::Plain, "# a").as_deref(), Ok("# a"));
        assert!(matches!(line("{{甲}}", Reading::Text, "a\nb"), Err(BatchFault::LineBreak { .. })));
        assert!(matches!(
            line("![{{甲}}](a.png)", Reading::Text, "a](b)"),
            Err(BatchFault::InPicture { .. })
        ));
    }

    #[test]
    fn braces_of_a_typst_fragment_are_its_own() {
        let base = "title = '{{甲}}'\nbody = '{{乙}}'\nbody-format = 'typst'\n[[attachments]]\ntitle = 'x'\nbody = '{{丙}}'";
        let table = InputFormat::Toml.read(&SourceText::new("t", base), &mut Sink::default()).unwrap();
        let found = names(&table);
        assert_eq!(found.keys().collect::<Vec<_>>(), ["丙", "甲"]);
        assert_eq!(found["丙"].as_ref().unwrap().line_column(), (6, 9));
    }
}
