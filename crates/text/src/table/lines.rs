//! Tables typed as rows of `|`-lines, and the lines above them.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Aligned, Fault, Merge, Placed, Table, Wrong};
use crate::body::{Block, BlockKind};
use crate::marked::Marked;

/// Whether a line is a row of a table.
pub fn is_row(line: &str) -> bool {
    line.len() > 1 && line.starts_with('|') && line.ends_with('|')
}

/// The most rows that stand above a rule as a header.
const MOST_HEADER_ROWS: usize = 6;

/// What a cell says of those beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    None,
    /// `<<`: it is part of the cell at its left.
    Left,
    /// `^^`: it is part of the cell above.
    Up,
}

/// What a cell is by how it is written; `\^^` are words.
pub(crate) fn mark(written: &str) -> Mark {
    match written.trim() {
        "<<" => Mark::Left,
        "^^" => Mark::Up,
        _ => Mark::None,
    }
}

/// Reads the rows of a run of lines.
pub fn read(lines: &[&str]) -> Table {
    let marks = |line: &str| split(line).into_iter().any(|cell| mark(cell) != Mark::None);
    let rule = lines.iter().take(MOST_HEADER_ROWS + 1).position(|line| is_rule(line));
    // Without marks a rule further down is one that somebody drew; only these make several rows one header.
    let rule = rule.filter(|rule| *rule == 1 || (*rule > 1 && lines[..*rule].iter().any(|line| marks(line))));
    let aligned = rule.map(|rule| split(lines[rule]).into_iter().map(aligned).collect()).unwrap_or_default();
    let rows = lines.iter().filter(|line| !is_rule(line));
    let rows =
        rows.map(|line| split(line).into_iter().map(|written| (cell(written), mark(written))).collect());
    Table { aligned, ..merged(rows.collect(), rule.unwrap_or_default()) }
}

/// Rows whose cells say with which of their neighbours they are one, as a table; the first `header` are the
/// header, and as many more as a cell of these reaches into.
pub(crate) fn merged(rows: Vec<Vec<(Marked, Mark)>>, header: usize) -> Table {
    if rows.iter().flatten().all(|(_, mark)| *mark == Mark::None) {
        let plain = |row: Vec<(Marked, Mark)>| row.into_iter().map(|(words, _)| words.into()).collect();
        return Table { rows: rows.into_iter().map(plain).collect(), ..Table::default() }.headed(header);
    }
    let mut stray = Vec::new();
    // The cell that each is part of, and how far this one reaches.
    let mut owners: Vec<Vec<(usize, usize)>> = Vec::with_capacity(rows.len());
    let mut reach: BTreeMap<(usize, usize), (Merge, usize)> = BTreeMap::new();
    for (row, cells) in rows.iter().enumerate() {
        let mut own: Vec<(usize, usize)> = Vec::with_capacity(cells.len());
        for (column, (_, mark)) in cells.iter().enumerate() {
            let owner = match mark {
                Mark::None => None,
                Mark::Left => own.last().copied(),
                Mark::Up => owners.last().and_then(|above| above.get(column)).copied(),
            };
            if *mark != Mark::None && owner.is_none() {
                stray.push(Fault { row, cell: None, wrong: Wrong::Mark });
            }
            let owner = owner.unwrap_or((row, column));
            own.push(owner);
            let alone = Merge { row: owner.0, column: owner.1, rows: 1, columns: 1 };
            let (merge, count) = reach.entry(owner).or_insert((alone, 0));
            merge.rows = merge.rows.max(row - owner.0 + 1);
            merge.columns = merge.columns.max((column + 1).saturating_sub(owner.1));
            *count += 1;
        }
        owners.push(own);
    }
    let columns = owners.iter().map(Vec::len).max().unwrap_or_default();
    for (row, own) in owners.iter().enumerate().filter(|(_, own)| own.len() != columns) {
        stray.push(Fault { row, cell: None, wrong: Wrong::Length { filled: own.len(), columns } });
    }
    let mut merges = Vec::new();
    for (merge, count) in reach.into_values().filter(|(merge, _)| merge.rows * merge.columns > 1) {
        if merge.rows * merge.columns == count {
            merges.push(merge);
        } else {
            stray.push(Fault { row: merge.row, cell: None, wrong: Wrong::Mark });
        }
    }
    let grid = rows.into_iter().map(|row| {
        row.into_iter()
            .map(|(words, mark)| if mark == Mark::None { words } else { Marked::default() })
            .collect()
    });
    let (table, _) = Table::of_grid(grid.collect(), &merges, header);
    Table { stray, ..table }
}

/// A table as `|`-rows, such as `read` reads: what is bold is so no more.
pub fn written(table: &Table) -> Vec<String> {
    let places = table.places();
    let rows = places.filled.len();
    let mut grid = vec![vec![String::new(); places.columns]; rows];
    for Placed { cell, row, column } in &places.cells {
        for (down, line) in grid[*row..rows.min(row + cell.rowspan)].iter_mut().enumerate() {
            for (along, slot) in line[*column..column + cell.colspan].iter_mut().enumerate() {
                *slot = match (down, along) {
                    (0, 0) => escaped(cell.text()),
                    (_, 0) => "^^".to_owned(),
                    _ => "<<".to_owned(),
                };
            }
        }
    }
    let line = |cells: &Vec<String>| format!("| {} |", cells.join(" | "));
    let mut lines: Vec<String> = grid.iter().map(line).collect();
    if !table.header.is_empty() {
        // Rows that hang together with the first are the header again; others must stand above the rule.
        let together = Table { rows: table.all_rows().cloned().collect(), ..Table::default() }.headed(1);
        let above = if together.header.len() == table.header.len() { 1 } else { table.header.len() };
        lines.insert(above, format!("|{}", "---|".repeat(places.columns)));
    }
    lines
}

fn escaped(text: &str) -> String {
    if mark(text) != Mark::None || is_dashes(text) {
        return format!("\\{}", text.trim());
    }
    let words = BREAKS.iter().fold(text.to_owned(), |text, tag| text.replace(tag, &format!("\\{tag}")));
    words.replace('|', "\\|").replace('\n', "<br>")
}

/// The bytes of a row of a table in the text it was read from; the header's rows are the first.
pub fn line_of(text: &str, table: &Table, row: usize) -> Option<Range<usize>> {
    let mut lines: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        let own = line.trim();
        let from = start + (line.len() - line.trim_start().len());
        start += line.len() + 1;
        let ruled = own.contains('-') && own.chars().all(|c| matches!(c, '-' | ':' | '|' | ' '));
        if !own.is_empty() && !ruled {
            lines.push(from..from + own.len());
        }
    }
    // A caption stands above, notes below.
    let above = lines.iter().position(|line| text[line.clone()].contains('|'))?;
    lines.into_iter().skip(above).take(table.header.len() + table.rows.len()).nth(row)
}

/// A cell's words: U+3000 at its start is an indent and stays.
fn cell(written: &str) -> Marked {
    let words = written.trim_matches(|c: char| c.is_ascii_whitespace());
    let kept = |words: &&str| mark(words) != Mark::None || is_dashes(words);
    let words = words.strip_prefix('\\').filter(kept).unwrap_or(words);
    Marked::from(broken(&words.replace("\\|", "|")).as_str())
}

/// A cell that is a value of its own: `<br>` is a line break there too.
pub fn cell_of(words: &Marked) -> Marked {
    let kept = words.text.strip_prefix('\\').is_some_and(|rest| mark(rest) != Mark::None);
    let words = if kept { words.without_start(1) } else { words.clone() };
    let mut cell = Marked::default();
    words.pieces().into_iter().for_each(|(text, look)| cell.push(&broken(text), look));
    cell
}

/// What would merge cells, or break a line, in a row of `|`.
pub fn sign_in(cell: &str) -> Option<&str> {
    let tag = BREAKS.iter().find_map(|tag| Some(&cell[cell.find(tag)?..][..tag.len()]));
    Some(cell.trim()).filter(|cell| mark(cell) != Mark::None).or(tag)
}

/// Tags that are a line break.
const BREAKS: [&str; 4] = ["<br>", "<br/>", "<br />", "<BR>"];

/// `<br>` is a line break, `\<br>` these words.
pub(super) fn broken(text: &str) -> String {
    let mut broken = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let tag = BREAKS.iter().find(|tag| rest[at..].starts_with(**tag));
        let length = tag.map_or(1, |tag| tag.len());
        match (tag, rest[..at].strip_suffix('\\')) {
            (Some(tag), Some(before)) => broken.extend([before, tag]),
            (Some(_), None) => broken.extend([&rest[..at], "\n"]),
            (None, _) => broken.push_str(&rest[..at + length]),
        }
        rest = &rest[at + length..];
    }
    broken + rest
}

/// The alignment that a cell of the rule asks for: `:--`, `:-:`, `--:`.
fn aligned(rule: &str) -> Option<Aligned> {
    let rule = rule.trim();
    match (rule.starts_with(':'), rule.ends_with(':')) {
        (true, true) => Some(Aligned::Centre),
        (true, false) => Some(Aligned::Left),
        (false, true) => Some(Aligned::Right),
        (false, false) => None,
    }
}

/// The cells between the bars; `\|` is a bar inside a cell.
pub(crate) fn split(line: &str) -> Vec<&str> {
    let inner = &line[1..line.len() - 1];
    let mut cells = Vec::new();
    let mut start = 0;
    for (at, _) in inner.match_indices('|') {
        if inner[..at].ends_with('\\') {
            continue;
        }
        cells.push(&inner[start..at]);
        start = at + 1;
    }
    cells.push(&inner[start..]);
    cells
}

fn is_rule(line: &str) -> bool {
    split(line).iter().all(|cell| is_dashes(cell))
}

/// Whether a cell is one of a rule under a header.
fn is_dashes(cell: &str) -> bool {
    let cell = cell.trim();
    cell.contains('-') && cell.chars().all(|c| matches!(c, '-' | ':'))
}

/// A line above a table that belongs to it: 填报单位：….
pub fn is_lead(block: &Block) -> bool {
    const LEADS: [&str; 6] = ["填报单位", "填表单位", "制表单位", "编制单位", "填报日期", "单位名称"];
    starts_with_one(block, &LEADS, LONGEST)
}

/// The longest note under a table, in characters: a few lines of small type.
pub(crate) const LONGEST_NOTE: usize = 300;

/// A line under a table that explains it: 注：…, 注2：…, 资料来源：….
pub(crate) fn is_note(text: &str) -> bool {
    const NOTES: [&str; 8] = ["注：", "注:", "备注：", "说明：", "附注：", "资料来源", "数据来源", "来源："];
    let numbered = text.strip_prefix('注').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    numbered || begins_with_one(text, &NOTES)
}

/// A line under a table that belongs to it and no note: 填表人：….
pub fn is_close(block: &Block) -> bool {
    const CLOSES: [&str; 8] =
        ["填表人", "填报人", "制表人", "制表：", "审核人", "经办人", "单位负责人", "填表日期"];
    starts_with_one(block, &CLOSES, LONGEST)
}

/// Three lines of the page.
const LONGEST: usize = 84;

fn starts_with_one(block: &Block, words: &[&str], longest: usize) -> bool {
    let text = block.text();
    block.kind == BlockKind::Paragraph(None)
        && !block.asked
        && text.chars().count() <= longest
        && begins_with_one(&text, words)
}

fn begins_with_one(text: &str, words: &[&str]) -> bool {
    words
        .iter()
        .any(|word| text.starts_with(word) && (word.ends_with(['：', ':']) || text.contains(['：', ':'])))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::body;
    use crate::table::Cell;

    fn texts(cells: &[Cell]) -> Vec<&str> {
        cells.iter().map(Cell::text).collect()
    }

    #[test]
    fn header_rule_and_escaped_bar() {
        let table = read(&["| 县区 | 数量 |", "|---|---:|", r"| 甲\|乙 | 12<br>13 |", "| 　丙 | |"]);
        assert_eq!(texts(&table.header[0]), ["县区", "数量"]);
        assert_eq!(texts(&table.rows[0]), ["甲|乙", "12\n13"]);
        assert_eq!(texts(&table.rows[1]), ["　丙", ""]);
        assert_eq!(table.aligned, [None, Some(Aligned::Right)]);
        assert_eq!(table.columns(), 2);
        assert_eq!(table.ragged(), None);
    }

    #[test]
    fn without_a_rule_every_row_is_a_row() {
        let table = read(&["|一|二|", "|三|四|五|"]);
        assert!(table.header.is_empty());
        assert_eq!(table.rows.len(), 2);
        assert_eq!(table.ragged(), Some((1, 2)));
    }

    /// Each row's cells with what they take: 甲2×1 is two columns wide.
    fn spans(rows: &[Vec<Cell>]) -> Vec<String> {
        let cell = |cell: &Cell| match (cell.colspan, cell.rowspan) {
            (1, 1) => cell.text().to_owned(),
            (columns, rows) => format!("{}{columns}×{rows}", cell.text()),
        };
        rows.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>().join("|")).collect()
    }

    #[test]
    fn marks_merge_cells_and_tie_rows_to_the_header() {
        let table = read(&[
            "| 序号 | 单位 | 2023年 | << |",
            "|---|---|---:|---:|",
            "| ^^ | ^^ | 数量 | 金额 |",
            "| 1 | 甲 | 3 | |",
            "| 2 | 乙 | << | 4 |",
            "| ^^ | ^^ | << | 5 |",
        ]);
        assert_eq!(spans(&table.header), ["序号1×2|单位1×2|2023年2×1", "数量|金额"]);
        assert_eq!(spans(&table.rows), ["1|甲|3|", "21×2|乙2×2|4", "5"]);
        assert!(table.places().faults.is_empty());
        assert_eq!(table.aligned[3], Some(Aligned::Right));
        let again = written(&table);
        let again: Vec<&str> = again.iter().map(String::as_str).collect();
        assert_eq!(Table { aligned: table.aligned.clone(), ..read(&again) }, table);
    }

    #[test]
    fn several_rows_above_a_rule_are_a_header_when_marks_tie_them() {
        let table =
            read(&["|一季度|<<|二季度|<<|", "|数量|金额|数量|金额|", "|---|---|---|---|", "|1|2|3|4|"]);
        assert_eq!(spans(&table.header), ["一季度2×1|二季度2×1", "数量|金额|数量|金额"]);
        let again = written(&table);
        assert_eq!(again[2], "|---|---|---|---|");
        let table = read(&["|甲|乙|", "|1|2|", "|---|---|", "|合计|3|"]);
        assert_eq!((table.header.len(), table.rows.len()), (0, 3), "a rule somebody drew above a total");
    }

    #[test]
    fn empty_cells_stay_empty_and_marks_can_be_words() {
        let table = read(&["|甲||", "|---|---|", r"|\^^|\<<|", "|<|^|"]);
        assert_eq!(texts(&table.header[0]), ["甲", ""]);
        assert_eq!(texts(&table.rows[0]), ["^^", "<<"]);
        assert_eq!(texts(&table.rows[1]), ["<", "^"]);
        assert!(!table.is_merged());
        assert_eq!(written(&table)[2], r"| \^^ | \<< |");
    }

    #[test]
    fn marks_that_merge_nothing_are_found_in_their_row() {
        for (lines, wanted) in [
            (&["|<<|甲|", "|乙|丙|"][..], (0, Wrong::Mark)),
            (&["|甲|^^|", "|乙|丙|"], (0, Wrong::Mark)),
            (&["|甲|乙|", "|^^|<<|", "|丙|丁|"], (0, Wrong::Mark)),
            (&["|甲|<<|", "|丙|"], (1, Wrong::Length { filled: 1, columns: 2 })),
        ] {
            let faults: Vec<_> =
                read(lines).places().faults.iter().map(|fault| (fault.row, fault.wrong)).collect();
            assert_eq!(faults, [wanted], "{lines:?}");
        }
        let text = "表1　甲\n| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |";
        let [block] = &body::read(text)[..] else { panic!("one table") };
        let BlockKind::Table(table) = &block.kind else { panic!("a table") };
        assert_eq!(&text[line_of(text, table, 0).unwrap()], "| 甲 | 乙 |");
        assert_eq!(&text[line_of(text, table, 1).unwrap()], "| 丙 | 丁 |");
        assert_eq!(line_of(text, table, 2), None);
    }
}
