//! Lines of forms and lists of names, as the template reads them.

use serde_json::{Value as Json, json};

use crate::text::notes::Note;
use crate::text::people::spread;
use crate::text::tabs::{Beside, parts, parts_of};
use crate::text::{Block, Run};

/// A line of a form; `runs` says runs as the template reads them.
pub(super) fn line(beside: Beside, block: &Block, runs: &dyn Fn(&[Run]) -> Json) -> Json {
    let text = block.text();
    // What ends with a colon waits for a hand, and needs room behind it.
    let hand = parts(&text).any(|part| part.ends_with(['：', ':']));
    json!({
        "kind": "line",
        "beside": beside != Beside::Nothing,
        "hand": hand,
        "parts": parts_of(block).iter().map(|part| runs(part)).collect::<Json>(),
    })
}

/// What a row of names has, in characters: the type area without the indent.
const ROW: f64 = 26.0;
/// Names stand at least so far apart.
const GAP: f64 = 1.0;
/// As many columns as hold the longest name.
const COLUMNS: [u8; 4] = [5, 4, 3, 2];

/// Names in rows: each with how many columns it takes.
pub(super) fn names(columns: Option<u8>, block: &Block, call: &dyn Fn(&Note) -> Json) -> Json {
    let parts = parts_of(block);
    let named = |part: &Vec<Run>| -> String { part.iter().map(|run| run.text.as_str()).collect() };
    let names: Vec<String> = parts.iter().map(|part| spread(named(part).trim())).collect();
    let width = |name: &str| name.chars().map(|c| if c.is_ascii() { 0.5 } else { 1.0 }).sum::<f64>();
    let longest = names.iter().map(|name| width(name)).fold(0.0, f64::max);
    let holds = |count: &u8| longest + GAP <= ROW / f64::from(*count);
    let columns = columns.or(COLUMNS.into_iter().find(holds)).unwrap_or(2);
    let cell = ROW / f64::from(columns);
    let mut rows: Vec<Vec<Json>> = vec![Vec::new()];
    let mut taken = 0;
    for (name, part) in names.into_iter().zip(&parts) {
        let span = ((width(&name) / cell).ceil() as usize).clamp(1, usize::from(columns));
        if taken + span > usize::from(columns) {
            rows.push(Vec::new());
            taken = 0;
        }
        taken += span;
        if let Some(row) = rows.last_mut() {
            let notes: Json =
                part.iter().filter_map(|run| run.note.as_ref()).map(|note| call(note)).collect();
            row.push(json!({ "name": name, "span": span, "notes": notes }));
        }
    }
    json!({ "kind": "names", "columns": columns, "rows": rows })
}
