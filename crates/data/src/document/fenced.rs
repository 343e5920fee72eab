//! Charts between fences of a text: their keys in TOML, or as an object of JSON, told at the lines of the text.

use std::ops::Range;

use super::chart;
use super::keys as k;
use super::reader::{Found, Reader};
use super::{Words, blocks};
use crate::diagnostic::{Place, Reading, Sink};
use crate::source::{InputFormat, Node, SourceText, Table, Value};
use crate::text::chart::Chart;

/// Reads the keys that stand on these bytes of a text.
pub(super) fn read(sink: &mut Sink, words: &Words, range: &Range<usize>) -> Option<Chart> {
    let text = words.text.get(range.clone())?;
    let reading = words.place.as_ref().and_then(|place| Reading::of(place, &words.text));
    let place = |within: &Range<usize>| match &reading {
        Some(reading) => Some(reading.place(range.start + within.start..range.start + within.end)),
        None => words.place.clone(),
    };
    let source = SourceText::new("", text);
    let mut slips = Sink::default();
    let table = InputFormat::guess(text).read(&source, &mut slips);
    for found in slips.into_sorted() {
        let place = found.place().and_then(|within| place(&within.range));
        sink.push(found.at(place.or_else(|| words.place.clone())).path(words.path.clone()));
    }
    let mut table = table?;
    move_table(&mut table, &place);
    let whole = place(&(0..text.trim_end().len()));
    let node = Node { value: Value::Table(table), place: whole };
    let found = Found { node: &node, path: words.path.clone() };
    let Value::Table(table) = &node.value else { return None };
    let mut told = Sink::default();
    let mut r = Reader::new(table, k::CHART_KEYS, &words.path, &mut told);
    let chart = chart::read(&mut r, &found, blocks::width);
    r.finish();
    // The data have one value there, the text.
    told.into_sorted().into_iter().for_each(|found| sink.push(found.path(words.path.clone())));
    chart
}

/// Places in the keys as places of the text's file.
fn move_table(table: &mut Table, to: &dyn Fn(&Range<usize>) -> Option<Place>) {
    let moved = |place: &mut Option<Place>| *place = place.take().and_then(|place| to(&place.range));
    moved(&mut table.place);
    for entry in &mut table.entries {
        moved(&mut entry.key_place);
        move_node(&mut entry.node, to);
    }
}

fn move_node(node: &mut Node, to: &dyn Fn(&Range<usize>) -> Option<Place>) {
    node.place = node.place.take().and_then(|place| to(&place.range));
    match &mut node.value {
        Value::Array(items) => items.iter_mut().for_each(|item| move_node(item, to)),
        Value::Table(table) => move_table(table, to),
        _ => {}
    }
}
