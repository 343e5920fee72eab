//! JSON pointers followed into the data as it was written.

use crate::diagnostic::Place;
use crate::source::{Node, Table, Value};

/// What a pointer leads to.
pub(crate) struct Found<'a> {
    /// The value; none for the top table.
    pub node: Option<&'a Node>,
    pub place: Option<Place>,
    /// The place of the key it stands under, when it stands under one.
    pub key_place: Option<Place>,
    /// The path as messages write it: `chapters[2].title`.
    pub path: String,
}

/// The parts of a pointer, `~1` and `~0` undone.
fn parts(pointer: &str) -> impl Iterator<Item = String> + '_ {
    pointer.split('/').skip(1).map(|part| part.replace("~1", "/").replace("~0", "~"))
}

/// Follows a pointer as far as the data goes: what is missing is told of where it would stand.
pub(crate) fn follow<'a>(table: &'a Table, pointer: &str) -> Found<'a> {
    let mut found = Found { node: None, place: table.place.clone(), key_place: None, path: String::new() };
    let mut inside = Some(table);
    for part in parts(pointer) {
        let (node, key_place, path) = match (inside, found.node.map(|node| &node.value)) {
            (Some(table), _) => {
                let Some(entry) = table.entries.iter().find(|entry| entry.key == part) else { break };
                let path =
                    if found.path.is_empty() { part.clone() } else { format!("{}.{part}", found.path) };
                (&entry.node, entry.key_place.clone(), path)
            }
            (None, Some(Value::Array(items))) => {
                let Some(item) = part.parse().ok().and_then(|index: usize| items.get(index)) else { break };
                (item, None, format!("{}[{part}]", found.path))
            }
            _ => break,
        };
        let place = node.place.clone().or_else(|| key_place.clone()).or(found.place);
        found = Found { node: Some(node), place, key_place, path };
        inside = match &node.value {
            Value::Table(table) => Some(table),
            _ => None,
        };
    }
    found
}
