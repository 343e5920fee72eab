//! Rows whose cells tabs part, as they are pasted from a page's table: a table of the body.

use std::fmt::Write as _;

use super::claims::Claims;
use super::patterns as p;

/// How many lines from the first are rows of one table; none when they are not.
pub(super) fn rows(lines: &[(usize, &str)], claims: &Claims) -> usize {
    let cells = |(line, text): &(usize, &str)| {
        let plain = !claims.line(*line).literal && !p::is_row(text);
        if plain { text.split('\t').count() } else { 1 }
    };
    let columns = lines.first().map_or(0, cells);
    let count = lines.iter().take_while(|line| (2..=columns).contains(&cells(line))).count();
    if count >= 2 { count } else { 0 }
}

/// The rows as a table whose first is the header.
pub(super) fn table(lines: &[(usize, &str)]) -> String {
    let cells = |text: &str| -> Vec<String> {
        text.split('\t').map(|cell| cell.trim().replace('|', "\\|")).collect()
    };
    let columns = lines.first().map_or(0, |(_, text)| text.split('\t').count());
    let mut table = String::new();
    for (row, (_, text)) in lines.iter().enumerate() {
        let mut cells = cells(text);
        cells.resize(columns, String::new());
        let _ = writeln!(table, "| {} |", cells.join(" | "));
        if row == 0 {
            let _ = writeln!(table, "|{}", "---|".repeat(columns));
        }
    }
    table
}
