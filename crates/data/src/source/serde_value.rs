//! Any serde value as a tree: an office tool has the facts in memory and no file to point into.

use serde::Serialize;

use super::tree::{Entry, Node, Table, Value};
use crate::diagnostic::{Diagnostic, Sink};
use crate::source::{SyntaxFinding, ValueFinding};

/// Turns a serialisable map or struct into a table without places.
pub fn from_serde<T: Serialize + ?Sized>(value: &T, sink: &mut Sink) -> Option<Table> {
    let json = match serde_json::to_value(value) {
        Ok(json) => json,
        Err(error) => {
            sink.push(Diagnostic::new(SyntaxFinding::NotSerialisable { reason: error.to_string() }));
            return None;
        }
    };
    match node(json).value {
        Value::Table(table) => Some(table),
        other => {
            let found = other.kind();
            sink.push(Diagnostic::new(ValueFinding::WrongType { expected: ("表", "a table"), found }));
            None
        }
    }
}

/// A serialisable value as JSON text: keys in the order of their bytes, whatever order a map has them in.
/// Empty for what does not serialise.
pub fn canonical<T: Serialize + ?Sized>(value: &T) -> String {
    let Ok(mut json) = serde_json::to_value(value) else { return String::new() };
    json.sort_all_objects();
    serde_json::to_string_pretty(&json).map_or_else(|_| String::new(), |text| text + "\n")
}

fn node(json: serde_json::Value) -> Node {
    use serde_json::Value as Json;
    let value = match json {
        Json::Null => Value::Null,
        Json::Bool(b) => Value::Bool(b),
        Json::Number(n) => match n.as_i64() {
            Some(i) => Value::Integer(i),
            None => Value::Float(n.as_f64().unwrap_or(f64::NAN)),
        },
        Json::String(s) => Value::String(s),
        Json::Array(items) => Value::Array(items.into_iter().map(node).collect()),
        Json::Object(map) => Value::Table(table(map)),
    };
    Node { value, place: None }
}

fn table(map: serde_json::Map<String, serde_json::Value>) -> Table {
    let entries = map
        .into_iter()
        // An absent `Option` arrives as null; to the data format it is a key that is not there.
        .filter(|(_, value)| !value.is_null())
        .map(|(key, value)| Entry { key, key_place: None, node: node(value) })
        .collect();
    Table { entries, place: None }
}
