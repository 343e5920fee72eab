//! Lines as a body: text over lines, and blocks where a part of them is raised or lowered.

use super::claims::Claims;
use super::lines::{Line, TableRow};
use super::toml::{is_marked, lines, long, quoted};
use crate::text::table::Aligned;
use crate::text::{Cell, Look, Marked, Script, Table};

/// A body as a TOML value.
pub(super) fn text(said: &[(usize, &str)], claims: &Claims) -> String {
    if !said.iter().any(|(line, _)| claims.line(*line).has_script()) {
        return long(&lines(said, claims));
    }
    let mut blocks = String::from("[\n");
    let mut rest = said;
    while let Some((line, _)) = rest.first() {
        let line = claims.line(*line);
        match &line.row {
            TableRow::First(table, count) if is_whole(rest, *count) => {
                blocks.push_str(&format!("  {{ table = {} }},\n", of_table(table)));
                rest = &rest[*count..];
            }
            _ if line.has_script() => {
                let align = match line.aligned {
                    Some(Aligned::Centre) => ", align = \"centre\"",
                    Some(Aligned::Right) => ", align = \"right\"",
                    _ => "",
                };
                blocks.push_str(&format!("  {{ text = {}{align} }},\n", of_line(line)));
                rest = &rest[1..];
            }
            _ => {
                let ends = |(at, _): &(usize, &str)| {
                    let line = claims.line(*at);
                    line.has_script() || matches!(line.row, TableRow::First(..))
                };
                let end = rest.iter().skip(1).position(ends).map_or(rest.len(), |at| at + 1);
                let (here, after) = rest.split_at(end);
                blocks.push_str(&format!("  {{ text = {} }},\n", long(&lines(here, claims))));
                rest = after;
            }
        }
    }
    blocks + "]"
}

/// Whether so many lines stand together as they were read.
fn is_whole(said: &[(usize, &str)], count: usize) -> bool {
    said.len() >= count && said[..count].windows(2).all(|two| two[1].0 == two[0].0 + 1)
}

/// A line that would be read as something else than itself is kept plain.
fn plain(words: Marked) -> Marked {
    if !is_marked(&words.text) {
        return words;
    }
    let mut kept = Marked::from("\\");
    kept.append(&words);
    kept
}

/// A line's words, its notes where it calls them.
fn of_line(line: &Line) -> String {
    if line.notes.is_empty() {
        return of_words(&plain(line.words()));
    }
    let pieces = line.notes.iter().fold(of_words(&line.words()), |pieces, note| {
        let said = quoted(&note.words.join("　"));
        pieces.replacen(&note.call, &format!("\", {{ note = {said} }}, \""), 1)
    });
    pieces.replace(", \"\"", "")
}

/// Words in pieces of one height each; as a string when they are of one.
fn of_words(words: &Marked) -> String {
    if !words.has_script() {
        return quoted(&words.text);
    }
    let piece = |(text, look): (&str, Look)| match look.script {
        None => quoted(text),
        Some(Script::Raised) => format!("{{ raised = {} }}", quoted(text)),
        Some(Script::Lowered) => format!("{{ lowered = {} }}", quoted(text)),
    };
    let pieces: Vec<String> = words.pieces().into_iter().map(piece).collect();
    format!("[{}]", pieces.join(", "))
}

fn of_table(table: &Table) -> String {
    let cell = |cell: &Cell| {
        let words = of_words(&cell.words);
        let span =
            |name: &str, count: usize| if count > 1 { format!(", {name} = {count}") } else { String::new() };
        match (cell.colspan, cell.rowspan) {
            (1, 1) => words,
            (columns, rows) => {
                format!("{{ text = {words}{}{} }}", span("colspan", columns), span("rowspan", rows))
            }
        }
    };
    let row =
        |cells: &Vec<Cell>| format!("    [{}],\n", cells.iter().map(cell).collect::<Vec<_>>().join(", "));
    let rows = |rows: &[Vec<Cell>]| rows.iter().map(row).collect::<String>();
    let header = match &table.header[..] {
        [] => String::new(),
        header => format!("header = [\n{}  ], ", rows(header)),
    };
    format!("{{ {header}rows = [\n{}  ] }}", rows(&table.rows))
}
