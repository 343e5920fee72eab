//! A tree as plain JSON: what a document was made from, without places.

use serde_json::{Map, Value as Json};

use super::tree::{Node, Table, Value};

/// A table as a JSON object; a key left out stays left out, a date is written 2024-01-30.
pub fn as_json(table: &Table) -> Json {
    let given = table.entries.iter().filter(|entry| !matches!(entry.node.value, Value::Null | Value::Told));
    Json::Object(given.map(|entry| (entry.key.clone(), of_node(&entry.node))).collect::<Map<_, _>>())
}

fn of_node(node: &Node) -> Json {
    match &node.value {
        Value::Null | Value::Told => Json::Null,
        Value::Bool(flag) => Json::Bool(*flag),
        Value::Integer(number) => (*number).into(),
        Value::Float(number) => (*number).into(),
        Value::String(text) => text.as_str().into(),
        Value::Date { year, month, day } => format!("{year:04}-{month:02}-{day:02}").into(),
        Value::Array(items) => items.iter().map(of_node).collect(),
        Value::Table(table) => as_json(table),
    }
}
