//! Tables as `|`-rows; those that only put lines in their places as these lines.

use super::said::Said;
use super::text::{Reader, chosen};
use super::tree::Node;
use crate::diagnostic::WordFault;
use crate::import::doubt::{Doubt, place};
use crate::import::lines::{Line, Look, squeezed};
use crate::import::patterns as p;

/// A table has so many columns at most: a cell that claims to span more is no cell.
const MOST_COLUMNS: usize = 64;
/// Tables in tables deeper than this are no document.
const DEEPEST: usize = 32;
/// A table that arranges the parts of a document has so many rows at most.
const MOST_ARRANGED: usize = 8;

/// A cell, and how it is merged with others.
#[derive(Debug, Clone, Default)]
pub(super) struct Cell {
    pub lines: Vec<Line>,
    /// How many columns it takes.
    pub span: usize,
    /// It goes on from the cell above it.
    pub goes_on: bool,
    /// A table stands in it.
    pub nested: bool,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Row {
    pub cells: Vec<Cell>,
    pub header: bool,
}

/// Reads the rows of a table.
pub(super) fn read(reader: &mut Reader<'_, '_>, node: Node<'_>) -> Result<Vec<Row>, WordFault> {
    if reader.tables >= DEEPEST {
        return Err(WordFault::Broken("tables nested too deeply".to_owned()));
    }
    reader.tables += 1;
    let mut rows = Vec::new();
    read_rows(reader, node, &mut rows)?;
    reader.tables -= 1;
    Ok(rows)
}

fn read_rows(reader: &mut Reader<'_, '_>, node: Node<'_>, rows: &mut Vec<Row>) -> Result<(), WordFault> {
    for child in node.children() {
        match child.name() {
            "w:tr" => {
                let properties = child.child("w:trPr");
                let has = |name: &str| properties.is_some_and(|node| node.child(name).is_some());
                reader.inserted += usize::from(has("w:ins"));
                if has("w:del") {
                    reader.deleted += 1;
                    continue;
                }
                let mut row = Row {
                    header: properties.and_then(|node| node.switch("w:tblHeader")).unwrap_or(false),
                    ..Row::default()
                };
                let blank = |name: &str| {
                    let count =
                        properties.and_then(|node| node.value_of(name)).and_then(|value| value.parse().ok());
                    let count: usize = count.unwrap_or(0);
                    std::iter::repeat_n(Cell { span: 1, ..Cell::default() }, count.min(MOST_COLUMNS))
                };
                row.cells.extend(blank("w:gridBefore"));
                read_cells(reader, child, &mut row)?;
                row.cells.extend(blank("w:gridAfter"));
                rows.push(row);
            }
            "mc:AlternateContent" => {
                if let Some(content) = chosen(child) {
                    read_rows(reader, content, rows)?;
                }
            }
            "w:sdt" => reader.control(child, |reader, content| read_rows(reader, content, rows))?,
            "w:customXml" | "w:ins" | "w:moveTo" => read_rows(reader, child, rows)?,
            "w:del" | "w:moveFrom" => reader.deleted += 1,
            _ => {}
        }
    }
    Ok(())
}

fn read_cells(reader: &mut Reader<'_, '_>, node: Node<'_>, row: &mut Row) -> Result<(), WordFault> {
    for child in node.children() {
        match child.name() {
            "w:tc" => {
                let properties = child.child("w:tcPr");
                if properties.is_some_and(|node| node.child("w:cellDel").is_some()) {
                    reader.deleted += 1;
                    continue;
                }
                let goes_on = |name: &str| {
                    let merge = properties.and_then(|node| node.child(name));
                    merge.is_some_and(|merge| merge.value() != Some("restart"))
                };
                let span = properties
                    .and_then(|node| node.value_of("w:gridSpan"))
                    .and_then(|span| span.parse().ok());
                let mut lines = reader.blocks(child)?;
                lines.extend(reader.end_carried()?);
                let merged = goes_on("w:vMerge");
                if merged && !lines.is_empty() {
                    // Word shows nothing of a cell that is merged into the one above it.
                    let mut hidden = Said::default();
                    let text: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
                    hidden.leave_out("合并掉的单元格里的字", &text.join("\n"));
                    reader.pending.extend(hidden.doubts(&reader.before));
                    lines.clear();
                }
                let cell = Cell {
                    lines,
                    span: span.unwrap_or(1_usize).clamp(1, MOST_COLUMNS),
                    goes_on: merged,
                    nested: child.child("w:tbl").is_some(),
                };
                match row.cells.last_mut().filter(|_| goes_on("w:hMerge")) {
                    Some(before) => {
                        before.span = (before.span + 1).min(MOST_COLUMNS);
                        before.lines.extend(cell.lines);
                    }
                    None => row.cells.push(cell),
                }
            }
            "mc:AlternateContent" => {
                if let Some(content) = chosen(child) {
                    read_cells(reader, content, row)?;
                }
            }
            "w:sdt" => reader.control(child, |reader, content| read_cells(reader, content, row))?,
            "w:customXml" | "w:ins" | "w:moveTo" => read_cells(reader, child, row)?,
            "w:del" | "w:moveFrom" => reader.deleted += 1,
            _ => {}
        }
    }
    Ok(())
}

/// A table as lines; `before` is what stands before it.
pub(super) fn lines(mut rows: Vec<Row>, before: &str) -> Vec<Line> {
    rows.retain(|row| !row.cells.is_empty());
    if let Some(lines) = signed(&rows) {
        return lines;
    }
    if arranges(&rows) {
        return rows.into_iter().flat_map(arranged).collect();
    }
    let columns =
        rows.iter().map(|row| row.cells.iter().map(|cell| cell.span).sum::<usize>()).max().unwrap_or(0);
    let header = rows.first().is_some_and(is_header) && rows.len() > 1;
    let nested = rows.iter().flat_map(|row| &row.cells).any(|cell| cell.nested);
    let merged = rows.iter().flat_map(|row| &row.cells).any(|cell| cell.goes_on || cell.span > 1);
    let where_it_is =
        rows.first().map(|row| row.cells.iter().map(|cell| said(&cell.lines)).collect::<String>());
    let where_it_is = place(before, "", &where_it_is.unwrap_or_default());
    let mut out: Vec<Line> = Vec::new();
    for (at, row) in rows.into_iter().enumerate() {
        let mut text = String::from("|");
        let mut doubts = Vec::new();
        let mut filled = 0;
        for cell in row.cells {
            text.push_str(&format!(" {} |", in_row(&cell.lines)));
            text.push_str(&" |".repeat(cell.span - 1));
            doubts.extend(cell.lines.into_iter().flat_map(|line| line.doubts));
            filled += cell.span;
        }
        text.push_str(&" |".repeat(columns.saturating_sub(filled)));
        out.push(Line { text, after_blank: at == 0, doubts, look: Look::Unknown });
        if at == 0 && header {
            out.push(Line {
                text: "|".to_owned() + &"---|".repeat(columns),
                after_blank: false,
                doubts: Vec::new(),
                look: Look::Unknown,
            });
        }
    }
    if let Some(first) = out.first_mut() {
        let of_table = [
            nested.then(|| Doubt::NestedTable(where_it_is.clone())),
            merged.then_some(Doubt::MergedCells(where_it_is)),
        ];
        first.doubts.splice(0..0, of_table.into_iter().flatten());
    }
    out
}

/// A row that is repeated, or whose every cell says something that is no number.
fn is_header(row: &Row) -> bool {
    let word = |cell: &Cell| {
        let said = said(&cell.lines);
        !said.is_empty() && !said.chars().all(|c| c.is_ascii_digit() || ".%,-".contains(c))
    };
    row.header || row.cells.iter().all(|cell| cell.goes_on || word(cell))
}

/// Whether a table only puts lines in their places: one column, or the elements that stand so.
fn arranges(rows: &[Row]) -> bool {
    let says = |row: &Row| -> String { row.cells.iter().map(|cell| said(&cell.lines)).collect() };
    let element = |text: &String| {
        let squeezed = squeezed(text);
        ["抄送：", "抄送:", "抄报：", "主送：", "主送:"].iter().any(|label| squeezed.starts_with(label))
            || squeezed.contains("签发人：")
            || squeezed.ends_with("印发")
            || squeezed.ends_with("文件")
            || p::is_number(&squeezed)
    };
    let columns = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    columns <= 1
        || (rows.len() <= MOST_ARRANGED && columns <= 3 && rows.iter().map(says).any(|text| element(&text)))
}

/// The organs and dates of a sign-off that stand side by side, organs first; a date that stands under
/// each of them is one date.
fn signed(rows: &[Row]) -> Option<Vec<Line>> {
    let lines: Vec<&Line> = rows.iter().flat_map(|row| &row.cells).flat_map(|cell| &cell.lines).collect();
    let columns = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let is_date = |line: &&Line| p::date(&line.text).is_some();
    let is_seal = |text: &str| matches!(squeezed(text).as_str(), "（盖章）" | "(盖章)" | "（印章）" | "盖章");
    let is_name = |line: &&Line| {
        p::organs(&line.text).is_some() || p::post_and_name(&line.text).is_some() || is_seal(&line.text)
    };
    let (dates, others): (Vec<&Line>, Vec<&Line>) = lines.iter().copied().partition(|line| is_date(line));
    if columns < 2 || rows.len() > MOST_ARRANGED || others.is_empty() || !others.iter().all(is_name) {
        return None;
    }
    // Without a date it may be a list of organs.
    let (first, more) = dates.split_first()?;
    let mut first = (*first).clone();
    let same = more.iter().all(|date| p::date(&date.text) == p::date(&first.text));
    let mut signed: Vec<Line> = others.into_iter().cloned().collect();
    if !same {
        signed.extend(dates.into_iter().cloned());
        return Some(signed);
    }
    let again: Vec<String> = more.iter().map(|date| date.text.clone()).collect();
    if !again.is_empty() {
        let place = place("", &first.text, "");
        first
            .doubts
            .push(Doubt::LeftOut { what: "各机关署名下面相同的日期", text: again, place });
        first.doubts.extend(more.iter().flat_map(|date| date.doubts.clone()));
    }
    signed.push(first);
    Some(signed)
}

/// A row whose cells are lines of their own; short ones that share a row share a line.
fn arranged(row: Row) -> Vec<Line> {
    let one_each = row.cells.len() > 1 && row.cells.iter().all(|cell| cell.lines.len() <= 1);
    let lines = row.cells.into_iter().flat_map(|cell| cell.lines);
    if !one_each {
        return lines.collect();
    }
    let joined = lines.reduce(|mut first, next| {
        first.text.push('　');
        first.text.push_str(&next.text);
        first.doubts.extend(next.doubts);
        first
    });
    joined.into_iter().collect()
}

/// A cell's lines as one; a blank parts Latin words only.
fn said(lines: &[Line]) -> String {
    let mut said = String::new();
    for line in lines {
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        if latin(said.chars().next_back()) && latin(line.text.chars().next()) {
            said.push(' ');
        }
        said.push_str(&line.text);
    }
    said
}

/// A cell's lines in a row: a table inside it row by row.
fn in_row(lines: &[Line]) -> String {
    let rule =
        |line: &&Line| !(line.text.starts_with("|---") && line.text.chars().all(|c| c == '|' || c == '-'));
    let plain = |line: &Line| -> String {
        let inner = line.text.strip_prefix('|').and_then(|text| text.strip_suffix('|'));
        let Some(inner) = inner.filter(|_| line.text.len() > 1) else { return line.text.replace('|', "\\|") };
        let words = inner.replace("\\|", "\u{0}");
        let cells: Vec<String> = words.split('|').map(|cell| cell.trim().replace('\u{0}', "\\|")).collect();
        cells.into_iter().filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join("\u{3000}")
    };
    lines.iter().filter(rule).map(plain).collect::<Vec<_>>().join("<br>")
}
