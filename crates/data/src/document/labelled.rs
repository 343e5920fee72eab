//! Rows of names, each behind a label of its own: 抄送 or 报, 送, 发; 出席 or 主持, 列席, 记录.

use super::keys::{self as k, Key};
use super::reader::{Found, Reader};
use super::{Words, joined, without_end_mark};
use crate::document::DocumentFinding;
use crate::limits::LimitFinding;
use crate::source::Value;
use crate::text::people;

/// A row of names and what stands before it.
#[derive(Debug, Clone)]
pub struct Labelled {
    /// The label, without its colon.
    pub label: Words,
    /// The names, several joined with ，, people with 、 where they took part.
    pub names: Words,
}

impl Labelled {
    /// A row that the data give as a list: its label is the key's.
    pub(super) fn of_list(label: &str, list: Vec<Words>, join: Join) -> Labelled {
        Labelled { label: Words { text: label.to_owned(), ..Words::default() }, names: join(list) }
    }
}

/// How the names of a row are joined.
pub(super) type Join = fn(Vec<Words>) -> Words;

/// Who took part: people stand with 、 between, organs and people with their organs as organs do.
pub(super) fn took_part(list: Vec<Words>) -> Words {
    let names: Vec<&str> = list.iter().map(|words| without_end_mark(&words.text)).collect();
    match people::listed(&names) {
        Some(text) => Words { text, ..joined(list) },
        None => joined(list),
    }
}

/// A longer label would leave its names no room.
const LONGEST_LABEL: usize = 12;

/// The rows under a key: tables with a label each, or one list, whose label is `usual`.
pub(super) fn rows(
    r: &mut Reader<'_>,
    key: Key,
    usual: &str,
    clause: &'static str,
    join: Join,
) -> Vec<Labelled> {
    let Some(found) = r.find(key) else { return Vec::new() };
    let first = match &found.node.value {
        Value::Array(items) => items.iter().map(|item| &item.value).find(|item| !is_blank(item)),
        value => Some(value),
    };
    if !matches!(first, Some(Value::Table(_))) {
        return r.list(key).map(|list| Labelled::of_list(usual, list, join)).into_iter().collect();
    }
    let items = r.items(key);
    items.iter().filter_map(|item| row(r, item, clause, join)).collect()
}

fn is_blank(value: &Value) -> bool {
    match value {
        Value::String(text) => text.trim().is_empty(),
        value => matches!(value, Value::Null),
    }
}

fn row(r: &mut Reader<'_>, item: &Found<'_>, clause: &'static str, join: Join) -> Option<Labelled> {
    let Value::Table(table) = &item.node.value else {
        item.wrong_type(r.sink(), ("表", "a table"));
        return None;
    };
    let mut r = Reader::new(table, k::LABELLED, &item.path, r.sink());
    let label = label(&mut r, k::ROW_LABEL);
    let names = r.list(k::ROW_NAMES).map(join);
    for key in k::LABELLED {
        if r.find(*key).is_none() {
            r.missing(*key, clause);
        }
    }
    r.finish();
    Some(Labelled { label: label?, names: names? })
}

/// What stands before a row, without its colon.
pub(super) fn label(r: &mut Reader<'_>, key: Key) -> Option<Words> {
    let found = r.find(key)?;
    let words = r.words(key)?;
    let text = without_end_mark(&words.text).to_owned();
    if text.is_empty() {
        found.report(r.sink(), DocumentFinding::EmptyValue { key });
        return None;
    }
    let count = text.chars().count();
    if count > LONGEST_LABEL {
        let unit = ("个字", "characters");
        found.report(r.sink(), LimitFinding::TooLong { count, limit: LONGEST_LABEL, unit });
        return None;
    }
    Some(Words { text, ..words })
}

#[cfg(test)]
mod tests {
    use crate::document::Document;

    /// From a clerk's first hour: those who met were joined with ， as organs are.
    #[test]
    fn people_are_joined_as_people_and_organs_as_organs() {
        let document = |rows: &str| {
            let text = format!(
                "kind = '纪要'\nmark = '甲县人民政府专题会议纪要'\nissuers = ['甲县人民政府办公室']\nbody = '甲。'\n\
                 date = 2025-03-05\n{rows}\n"
            );
            Document::from_toml(&text).unwrap_or_else(|failure| panic!("{failure}"))
        };
        for (rows, names) in [
            ("attendees = ['张三', '李四四', '高××']", "张三、李四四、高××"),
            ("attendees = ['张　三', '欧阳明']", "张　三、欧阳明"),
            ("attendees = ['市财政局张三', '市水利局李四、王五']", "市财政局张三，市水利局李四、王五"),
            ("cc = ['市财政局', '市水利局']", "市财政局，市水利局"),
            ("cc = ['安委办', '文旅局']", "安委办，文旅局"),
            ("attendance = [{ label = '主持', names = ['张三', '李四'] }]", "张三、李四"),
        ] {
            let document = document(rows);
            let written = document.attendance.iter().chain(&document.cc).map(|row| row.names.text.as_str());
            assert_eq!(written.collect::<Vec<_>>(), [names], "{rows}");
        }
    }
}
