//! Lines of forms and lists of names, as the template reads them.

use serde_json::{Value as Json, json};

use crate::text::body::cells;
use crate::text::notes::Note;
use crate::text::people::{spread, with_posts};
use crate::text::table::Aligned;
use crate::text::tabs::{BETWEEN, Beside, parts, parts_of};
use crate::text::{Block, BlockKind, Run};

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
    let longest = names.iter().map(|name| cells(name)).fold(0.0, f64::max);
    let holds = |count: &u8| longest + GAP <= ROW / f64::from(*count);
    let columns = columns.or(COLUMNS.into_iter().find(holds)).unwrap_or(2);
    let cell = ROW / f64::from(columns);
    let mut rows: Vec<Vec<Json>> = vec![Vec::new()];
    let mut taken = 0;
    for (name, part) in names.into_iter().zip(&parts) {
        let span = ((cells(&name) / cell).ceil() as usize).clamp(1, usize::from(columns));
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

/// A label without its colon and blanks, and the names behind it with their posts.
fn read(block: &Block) -> (String, Vec<(String, String)>) {
    let text = block.text();
    let labelled = !text.starts_with(BETWEEN);
    let (label, rest) = text.split_once(['：', ':']).filter(|_| labelled).unwrap_or(("", &text));
    let said: Vec<&str> = parts(rest).collect();
    let named = with_posts(&said).into_iter().map(|(name, post)| (spread(name), post.to_owned()));
    (label.chars().filter(|c| !c.is_whitespace()).collect(), named.collect())
}

/// Names behind a label: who has a post has a row, others stand in columns. Lists under one another have their columns in
/// common; a label of two characters is as wide as one of three beside it.
pub(super) fn roster(
    columns: Option<u8>,
    (at, blocks): (usize, &[Block]),
    broken: &dyn Fn(&str) -> Json,
    call: &dyn Fn(&Note) -> Json,
) -> Json {
    let is_one = |block: &&Block| matches!(block.kind, BlockKind::Roster(_));
    let before = blocks[..at].iter().rev().take_while(is_one).count();
    let behind = blocks[at..].iter().take_while(is_one).count();
    let group: Vec<(String, Vec<(String, String)>)> =
        blocks[at - before..at + behind].iter().map(read).collect();
    let three = group.iter().any(|(label, _)| label.chars().count() == 3);
    let labelled = |label: &str| match label {
        "" => String::new(),
        label if three => format!("{}：", spread(label)),
        label => format!("{label}："),
    };
    let label_width = group.iter().map(|(label, _)| cells(&labelled(label))).fold(0.0, f64::max);
    let names = || group.iter().flat_map(|(_, named)| named);
    let widest = |names: &mut dyn Iterator<Item = &(String, String)>| {
        names.map(|(name, _)| cells(name)).fold(0.0, f64::max) + GAP
    };
    let name_width = widest(&mut names().filter(|(_, post)| !post.is_empty()));
    let alone = widest(&mut names().filter(|(_, post)| post.is_empty())).max(name_width);
    let most = (((ROW - label_width) / alone).floor() as usize).max(1);
    let columns = columns.map_or(most, usize::from).min(most);
    let (label, own) = &group[before];
    let mut rows: Vec<Json> = Vec::new();
    let mut waiting: Vec<&str> = Vec::new();
    for (name, post) in own {
        if post.is_empty() {
            waiting.push(name);
        } else {
            rows.extend(waiting.chunks(columns).map(|names| json!({ "names": names })));
            waiting.clear();
            rows.push(json!({ "names": [name], "post": broken(post) }));
        }
    }
    rows.extend(waiting.chunks(columns).map(|names| json!({ "names": names })));
    let noted = blocks[at].runs.iter().filter_map(|run| run.note.as_ref());
    let notes: Json = noted.map(|note| call(note)).collect();
    json!({
        "kind": "roster",
        "label": labelled(label),
        "label-width": label_width,
        "name-width": name_width,
        "column-width": (ROW - label_width) / columns as f64,
        "rows": rows,
        "notes": notes,
    })
}

/// A line at the right that is the organ or the date of a sign-off inside a text, of a letter among others on a sheet: how wide
/// organ and date are, in characters, and which of them it is. The template knows where 7.3.5.2 has them.
pub(super) fn signed(at: usize, blocks: &[Block]) -> Option<(f64, f64, usize)> {
    let right = |at: usize| blocks.get(at).filter(|block| block.kind == BlockKind::Placed(Aligned::Right));
    let date = |at: usize| right(at).map(Block::text).filter(|text| is_date(text));
    let organ = |at: usize| right(at).map(Block::text).filter(|text| !is_date(text));
    let (organ, date, which) = match (organ(at), date(at)) {
        (Some(organ), _) => (organ, date(at + 1)?, 0),
        (_, Some(date)) => (organ(at.checked_sub(1)?)?, date, 1),
        _ => return None,
    };
    // The white half of a mark at a line's end is no part of it.
    let half = if organ.ends_with(['）', '》', '”']) { 0.5 } else { 0.0 };
    Some((cells(&organ) - half, cells(&date), which))
}

/// 2025年5月6日, 年　月　日, ____年__月__日.
fn is_date(text: &str) -> bool {
    let of_dates =
        |c: char| c.is_ascii_digit() || "年月日_×〇一二三四五六七八九十".contains(c) || c.is_whitespace();
    text.ends_with('日') && text.contains('年') && text.contains('月') && text.chars().all(of_dates)
}
