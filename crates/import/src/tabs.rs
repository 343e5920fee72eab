//! Rows whose cells tabs part, as they are pasted from a page's table: a table of the body.

use std::fmt::Write as _;

use super::claims::Claims;
use super::patterns as p;
use crate::text::people::begins_as_name;
use crate::text::tabs::{is_item, is_line, is_names};

/// How many lines from the first are rows of one table; none when they are not.
pub(super) fn rows(lines: &[(usize, &str)], claims: &Claims) -> usize {
    let cells = |(line, text): &(usize, &str)| {
        let line = claims.line(*line);
        let plain = !line.literal && !line.parted && !p::is_row(text);
        if plain { text.split('\t').count() } else { 1 }
    };
    let columns = lines.first().map_or(0, cells);
    let count = lines.iter().take_while(|line| (2..=columns).contains(&cells(line))).count();
    // Names in rows, 单位：⇥填报时间：: body text reads them as what they are.
    let named = lines[..count].iter().all(|(_, text)| is_names(text));
    if named && are_people(&lines[..count]) || lines[..count].iter().all(|(_, text)| is_form(text)) {
        return 0;
    }
    // 1)⇥…, 2)⇥…: behind the number of an item a tab parts no cells.
    let items = lines[..count].iter().all(|(_, text)| is_item(text));
    if count >= 2 && !items { count } else { 0 }
}

/// Whether most of the names in rows begin as those of people do: 勘察⇥全部⇥公开招标 is a table's row.
fn are_people(lines: &[(usize, &str)]) -> bool {
    let parts: Vec<&str> = lines
        .iter()
        .flat_map(|(_, text)| text.split('\t'))
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    let named = parts.iter().filter(|part| begins_as_name(part)).count();
    named * 4 >= parts.len() * 3
}

/// Whether each part of a line waits for a hand or has its label: 单位（盖章）：⇥填报时间：.
fn is_form(text: &str) -> bool {
    is_line(text)
        && text.split('\t').filter(|part| !part.trim().is_empty()).all(|part| part.contains(['：', ':']))
}

/// A line as body text reads it as it was: a tab between parts that are no line of a form is a blank.
pub(super) fn plain(text: &str) -> std::borrow::Cow<'_, str> {
    let meant = is_names(text) || !is_line(text) || text.contains(['：', ':']);
    if meant { text.into() } else { text.replace('\t', "\u{3000}").into() }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::says;

    #[test]
    fn a_tab_behind_the_number_of_an_item_makes_no_table() {
        for items in [
            "1)\t甲事项；\n2)\t乙事项。",
            "1.\t甲事项；\n2.\t乙事项。",
            "①\t甲事项；\n②\t乙事项。",
            "•\t甲事项；\n•\t乙事项。",
        ] {
            assert!(items.lines().all(is_item), "{items}");
            let text = format!(
                "关于检查的通知\n各县：\n请做好以下事项，并按时上报结果：\n{items}\n甲市水利局\n2024年4月2日"
            );
            let data = crate::import("a", text.into_bytes()).unwrap().toml();
            assert!(!data.contains("|---|"), "{data}");
        }
        says(
            "关于检查的通知\n各县：\n检查安排如下，请遵照执行。\n序号\t单位\n1\t甲县\n2\t乙县\n甲市水利局\n2024年4月2日",
            &["| 1 | 甲县 |"],
        );
    }
}
