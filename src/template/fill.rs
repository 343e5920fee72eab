//! Data as a template reads it: the tree as JSON, pictures read, charts drawn, under constant names.

use std::sync::Arc;

use serde_json::{Map, Number, Value as Json};

use super::pointer;
use super::schema::{Mark, Schema};
#[cfg(feature = "charts")]
use crate::charts::draw as drawn;
use crate::diagnostic::{Diagnostic, Sink};
use crate::document::{Picture, Words, read_picture};
use crate::limits::LimitFinding;
use crate::source::{Files, Node, Table, Value};
use crate::template::{Violation, ViolationKind};

/// The most pictures and charts of one document: each takes a name, and names are never given back.
const LIMIT_PICTURES: usize = 1_000;
/// The most values: Typst takes some kilobytes for each that is set.
const LIMIT_VALUES: usize = 100_000;

/// What a template is filled with.
pub(crate) struct Filled {
    pub data: Json,
    /// The charts, by the names that the data gives them.
    pub charts: Vec<(String, Arc<[u8]>)>,
    /// The user's pictures, by theirs.
    pub given: Vec<(String, Picture)>,
}

/// Checks data by a schema and makes it ready; what is wrong is told.
pub(crate) fn fill(table: &Table, files: &Files, schema: &Schema, sink: &mut Sink) -> Option<Filled> {
    let count = count(table);
    if count > LIMIT_VALUES {
        let problem = LimitFinding::TooLong { count, limit: LIMIT_VALUES, unit: ("个值", "values") };
        sink.push(Diagnostic::new(problem).at(table.place.clone()));
        return None;
    }
    let mut data = json(table);
    schema.check(&data, table, sink);
    if sink.has_errors() {
        return None;
    }
    let marks = schema.marks(&data);
    if marks.len() > LIMIT_PICTURES {
        let unit = ("张图", "pictures");
        let problem = LimitFinding::TooLong { count: marks.len(), limit: LIMIT_PICTURES, unit };
        sink.push(Diagnostic::new(problem).at(table.place.clone()));
        return None;
    }
    let mut filled = Filled { data: Json::Null, charts: Vec::new(), given: Vec::new() };
    for (pointer, mark) in marks {
        let Some(value) = data.pointer_mut(&pointer) else { continue };
        match mark {
            Mark::Picture => filled.picture(value, &pointer, table, files, sink),
            Mark::Chart => filled.chart(value, &pointer, table, sink),
        }
    }
    filled.data = data;
    (!sink.has_errors()).then_some(filled)
}

impl Filled {
    /// A picture's path becomes its name.
    fn picture(&mut self, value: &mut Json, pointer: &str, table: &Table, files: &Files, sink: &mut Sink) {
        let found = pointer::follow(table, pointer);
        let text = value.as_str().unwrap_or_default().to_owned();
        let words = Words { text, place: found.place.clone(), path: found.path.clone() };
        match read_picture(files, words, sink) {
            Ok(picture) => {
                let name = format!("picture-{}", self.given.len());
                *value = Json::String(format!("/{name}"));
                self.given.push((name, picture));
            }
            Err(problem) => sink.push(Diagnostic::new(problem).at(found.place).path(found.path)),
        }
    }

    /// A chart gains `drawn`: its picture, and the texts that the template sets on it.
    fn chart(&mut self, value: &mut Json, pointer: &str, table: &Table, sink: &mut Sink) {
        match drawn(value) {
            Ok((svg, mut drawn)) => {
                let name = format!("chart-{}.svg", self.charts.len());
                drawn["picture"] = Json::String(format!("/{name}"));
                value["drawn"] = drawn;
                self.charts.push((name, Arc::from(svg.into_bytes())));
            }
            Err((inside, fault)) => {
                let found = pointer::follow(table, &format!("{pointer}{inside}"));
                let violation = Violation { kind: ViolationKind::Chart(fault), about: None };
                sink.push(Diagnostic::new(violation).at(found.place).path(found.path));
            }
        }
    }
}

/// How many values a table holds, at any depth; a reader has bounded how deep.
fn count(table: &Table) -> usize {
    table.entries.iter().map(|entry| count_in(&entry.node)).sum()
}

fn count_in(node: &Node) -> usize {
    match &node.value {
        Value::Array(items) => 1 + items.iter().map(count_in).sum::<usize>(),
        Value::Table(table) => 1 + count(table),
        _ => 1,
    }
}

/// The tree as JSON; a date is written `2026-01-30`.
pub(crate) fn json(table: &Table) -> Json {
    table.entries.iter().map(|entry| (entry.key.clone(), json_of(&entry.node))).collect::<Map<_, _>>().into()
}

fn json_of(node: &Node) -> Json {
    match &node.value {
        Value::Null | Value::Told => Json::Null,
        Value::Bool(flag) => Json::Bool(*flag),
        Value::Integer(number) => Json::from(*number),
        Value::Float(number) => Number::from_f64(*number).map_or(Json::Null, Json::Number),
        Value::String(text) => Json::String(text.clone()),
        Value::Date { year, month, day } => Json::String(format!("{year:04}-{month:02}-{day:02}")),
        Value::Array(items) => items.iter().map(json_of).collect(),
        Value::Table(table) => json(table),
    }
}

#[cfg(not(feature = "charts"))]
fn drawn(_: &Json) -> Result<(String, Json), (String, crate::document::ChartFault)> {
    Err((String::new(), crate::document::ChartFault::NotBuiltIn))
}
