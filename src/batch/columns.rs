//! What each column of the list is for: a key it replaces, a placeholder it fills, or nothing.

use std::collections::BTreeMap;

use super::fill;
use super::list::{Column, List, fault};
use super::names::Pattern;
use super::path::KeyPath;
use crate::diagnostic::{BatchFault, Place, Sink};
use crate::document::{BODY, BODY_FILE, BODY_FORMAT, Shape};
use crate::source::{Node, Table, Value};

/// Cells that say: nothing stands here.
const NOTHING: [&str; 2] = ["{none}", "{无}"];

/// The longest name that is compared with others.
const LONGEST_SLIP: usize = 40;

/// The cell of a column; a blank one is none.
pub(super) type Cell<'a> = &'a dyn Fn(usize) -> Option<&'a Node>;

/// The columns that mean something.
pub(super) struct Columns {
    /// Columns that replace a key, the shorter path first, so that a part is put into the new whole.
    keys: Vec<(usize, KeyPath)>,
    /// Which column fills each placeholder of the base.
    fillers: BTreeMap<String, usize>,
}

impl Columns {
    /// What every column is for; a column for nothing and a placeholder without a column are told.
    pub fn read(base: &Table, list: &List, pattern: Option<&Pattern>, sink: &mut Sink) -> Columns {
        let placeholders = fill::names(base);
        let mut keys: Vec<(usize, KeyPath)> = Vec::new();
        let mut trial = base.clone();
        for (index, column) in list.columns.iter().enumerate() {
            if column.name.is_empty() {
                continue;
            }
            if let Some(first) = list.columns[..index].iter().find(|known| known.name == column.name) {
                tell(sink, column, BatchFault::ColumnTwice { first: first.name.clone() });
                continue;
            }
            if is_remark(column) || bare(&column.name) != column.name {
                continue;
            }
            match KeyPath::read(&column.name) {
                Ok(path) => {
                    let same = keys.iter().find(|(_, known)| known.canonical() == path.canonical());
                    if let Some((first, _)) = same {
                        let first = list.columns[*first].name.clone();
                        tell(sink, column, BatchFault::ColumnTwice { first });
                        continue;
                    }
                    // Something must stand there for the columns after this one.
                    let value = match path.shape {
                        Shape::Table(_) | Shape::Tables(_) | Shape::TablesOrText(_) => {
                            Value::Table(Table::default())
                        }
                        _ => Value::String(String::new()),
                    };
                    let fits = path.set(&mut trial, Node { value, place: None });
                    match fits {
                        Ok(()) => keys.push((index, path)),
                        Err(fault) => {
                            let column_name = column.name.clone();
                            tell(sink, column, BatchFault::ColumnPath { column: column_name, fault });
                        }
                    }
                }
                Err(_) if placeholders.contains_key(&column.name) => {}
                Err(_) if pattern.is_some_and(|pattern| pattern.uses(index)) => {}
                Err(no_key) => {
                    let names = placeholders.keys().map(String::as_str);
                    let nearest = no_key.nearest.or_else(|| near(&column.name, names));
                    let (column_name, part) = (column.name.clone(), no_key.part);
                    tell(sink, column, BatchFault::UnknownColumn { column: column_name, part, nearest });
                }
            }
        }
        keys.sort_by_key(|(index, path)| (path.depth(), *index));
        let mut columns = Columns { keys, fillers: BTreeMap::new() };
        for (placeholder, place) in placeholders {
            match columns.for_placeholder(&placeholder, list) {
                Some(column) => {
                    columns.fillers.insert(placeholder, column);
                }
                None => {
                    let names = list.columns.iter().filter(|column| !is_remark(column));
                    let nearest = near(&placeholder, names.map(|column| column.name.as_str()));
                    sink.push(fault(BatchFault::NoColumn { placeholder, nearest }).at(place));
                }
            }
        }
        columns
    }

    /// The column of this name, `{in braces}` or not, or of the same key in the other language.
    fn for_placeholder(&self, placeholder: &str, list: &List) -> Option<usize> {
        list.columns
            .iter()
            .position(|column| !is_remark(column) && bare(&column.name) == placeholder)
            .or_else(|| {
                let canonical = KeyPath::read(placeholder).ok()?.canonical();
                self.keys.iter().find(|(_, path)| path.canonical() == canonical).map(|(index, _)| *index)
            })
    }

    /// Puts cells into the placeholders of a table.
    pub fn fill(&self, table: &mut Table, cell: Cell<'_>, row: Option<&Place>, sink: &mut Sink) {
        for (placeholder, column) in &self.fillers {
            if cell(*column).is_none() {
                let blank = BatchFault::Blank { placeholder: placeholder.clone() };
                sink.push(fault(blank).at(row.cloned()).path(placeholder.clone()));
            }
        }
        let lookup = |name: &str| {
            let text = said(cell(*self.fillers.get(name)?)?);
            Some(if NOTHING.contains(&text.as_str()) { String::new() } else { text })
        };
        fill::fill(table, &lookup, &mut |what, place| {
            let (BatchFault::LineBreak { placeholder } | BatchFault::InPicture { placeholder }) = &what
            else {
                return sink.push(fault(what).at(place));
            };
            let column = self.fillers.get(placeholder).and_then(|column| cell(*column));
            let place = column.and_then(|cell| cell.place.clone()).or(place);
            sink.push(fault(what).at(place));
        });
    }

    /// Replaces keys by cells.
    pub fn replace(&self, table: &mut Table, cell: Cell<'_>, said_formats: bool, sink: &mut Sink) {
        let given = |path: &KeyPath| {
            let name = path.canonical();
            let found = self.keys.iter().find(|(_, known)| known.canonical() == name);
            found.and_then(|(column, _)| cell(*column)).is_some_and(|cell| !is_nothing(cell))
        };
        let mut removed = false;
        for (column, path) in &self.keys {
            let Some(node) = cell(*column) else { continue };
            let nothing = is_nothing(node);
            removed |= nothing;
            let null = || Node { value: Value::Null, place: None };
            let new = if nothing { null() } else { typed(node.clone(), path.shape) };
            if let Err(what) = path.set(table, new) {
                let column = path.canonical();
                sink.push(fault(BatchFault::ColumnPath { column, fault: what }).at(node.place.clone()));
                continue;
            }
            // A body has one source: who gives the text takes the file away, and the other way round.
            let other = match path.last_key() {
                Some(key) if key == BODY => Some(BODY_FILE),
                Some(key) if key == BODY_FILE => Some(BODY),
                _ => None,
            };
            let Some(other) = other.map(|key| path.sibling(key)).filter(|_| !nothing) else { continue };
            if !given(&other) {
                let _ = other.set(table, null());
                let format = path.sibling(BODY_FORMAT);
                let unplaced = format.get(table).is_some_and(|node| node.place.is_none());
                if said_formats && unplaced && !given(&format) {
                    let _ = format.set(table, null());
                }
            }
        }
        if removed {
            table.entries.iter_mut().for_each(|entry| without_nulls(&mut entry.node));
        }
    }

    /// The column of a name, for a pattern of file names.
    pub fn named(list: &List, name: &str) -> Option<usize> {
        list.columns.iter().position(|column| bare(column.name.trim_start_matches('#')) == name)
    }
}

/// A header that begins with # is somebody's remark.
fn is_remark(column: &Column) -> bool {
    column.name.starts_with('#')
}

/// `{姓名}` is a column that only fills the placeholder.
fn bare(name: &str) -> &str {
    let inner = name.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
    let inner = inner.map(|inner| inner.strip_prefix('{').and_then(|r| r.strip_suffix('}')).unwrap_or(inner));
    inner.map_or(name, str::trim)
}

fn is_nothing(node: &Node) -> bool {
    matches!(&node.value, Value::String(text) if NOTHING.contains(&text.trim()))
}

fn without_nulls(node: &mut Node) {
    match &mut node.value {
        Value::Array(items) => {
            items.retain(|item| !matches!(item.value, Value::Null));
            items.iter_mut().for_each(without_nulls);
        }
        Value::Table(table) => table.entries.iter_mut().for_each(|entry| without_nulls(&mut entry.node)),
        _ => {}
    }
}

fn tell(sink: &mut Sink, column: &Column, what: BatchFault) {
    sink.push(fault(what).at(column.place.clone()));
}

/// The name nearest to one that is not there.
pub(super) fn near<'n>(written: &str, names: impl Iterator<Item = &'n str>) -> Option<String> {
    let length = written.chars().count();
    let distance = |name: &str| strsim::damerau_levenshtein(name, written);
    names
        .filter(|name| length.max(name.chars().count()) <= LONGEST_SLIP)
        .map(|name| (distance(name), name))
        .filter(|(distance, name)| *distance > 0 && distance * 2 <= length.max(name.chars().count()))
        .min()
        .map(|(_, name)| name.to_owned())
}

/// What a value says as words.
pub(super) fn said(node: &Node) -> String {
    match &node.value {
        Value::Null | Value::Told | Value::Table(_) => String::new(),
        Value::Bool(flag) => flag.to_string(),
        Value::Integer(number) => number.to_string(),
        Value::Float(number) => number.to_string(),
        Value::String(text) => text.trim().to_owned(),
        Value::Date { year, month, day } => format!("{year}年{month}月{day}日"),
        Value::Array(items) => items.iter().map(said).collect::<Vec<_>>().join("、"),
    }
}

/// A cell's words as a value of the key's type; what is none stays words, and reading will say so.
fn typed(node: Node, shape: Shape) -> Node {
    let Value::String(text) = &node.value else { return node };
    let text = text.trim();
    let whole = || text.parse::<i64>().ok().map(Value::Integer);
    let value = match shape {
        Shape::Flag => match text.to_ascii_lowercase().as_str() {
            "true" | "是" | "1" => Some(Value::Bool(true)),
            "false" | "否" | "0" => Some(Value::Bool(false)),
            _ => None,
        },
        Shape::Count(..) => whole(),
        // 000123 was written with its noughts.
        Shape::CountOrText(..) if !text.starts_with('0') || text == "0" => whole(),
        Shape::Millimetres(..) => whole().or_else(|| text.parse::<f64>().ok().map(Value::Float)),
        _ => None,
    };
    match value {
        Some(value) => Node { value, ..node },
        None => node,
    }
}
