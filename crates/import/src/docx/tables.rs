//! Tables as `|`-rows; those that only put lines in their places as these lines.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::frames;
use super::said::Said;
use super::text::{Reader, chosen};
use super::tree::Node;
use crate::doubt::{Doubt, place};
use crate::lines::{Line, TableRow, squeezed};
use crate::patterns as p;
use crate::text::table::{self, Merge};
use crate::text::{Look as Standing, Marked, Table};
use crate::{WordFault, signed};

/// A table has so many columns at most: a cell that claims to span more is no cell.
const MOST_COLUMNS: usize = 60;
/// Tables in tables deeper than this are no document.
const DEEPEST: usize = 32;
/// A header that is not marked as one has so many rows at most.
const MOST_HEADER_ROWS: usize = 4;
/// A table that arranges the parts of a document has so many rows at most.
const MOST_ARRANGED: usize = 8;

/// What a name ends with is none itself.
const ENDS_OF_NAMES: [&str; 4] = ["委员会", "人民政府", "办公室", "办公厅"];

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
        return Err(WordFault::Broken { reason: "tables nested too deeply".to_owned() });
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
                let hidden = properties.and_then(|node| node.switch("w:hidden")).unwrap_or(false);
                reader.hidden += usize::from(hidden);
                row.cells.extend(blank("w:gridBefore"));
                read_cells(reader, child, &mut row)?;
                row.cells.extend(blank("w:gridAfter"));
                reader.hidden -= usize::from(hidden);
                if !hidden {
                    rows.push(row);
                }
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
                let before = reader.before.clone();
                let mut lines = reader.blocks(child)?;
                lines.extend(reader.end_carried()?);
                let merged = goes_on("w:vMerge");
                if merged && !lines.is_empty() {
                    // Word shows nothing of a cell that is merged into the one above it.
                    let mut hidden = Said::default();
                    let text: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
                    hidden.leave_out("合并掉的单元格里的字", &text.join("\n"));
                    // Its own words name no place: they are not there.
                    reader.before = before;
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

/// A table as lines; `before` is what stands before it, `bordered` whether Word draws its lines.
pub(super) fn lines(mut rows: Vec<Row>, before: &str, bordered: bool) -> Vec<Line> {
    rows.retain(|row| !row.cells.is_empty());
    if let Some(lines) = signed(&rows) {
        return lines;
    }
    if let Some((mut lines, taken)) = letterhead(&rows) {
        lines.extend(rows.into_iter().skip(taken).flat_map(arranged));
        return lines;
    }
    if arranges(&rows) {
        let mut lines: Vec<Line> = rows.into_iter().flat_map(arranged).collect();
        if bordered {
            frames::mark_bordered(&mut lines);
        }
        return lines;
    }
    let nested = rows.iter().flat_map(|row| &row.cells).find(|cell| cell.nested);
    let nested = nested.map(|cell| {
        // Named by its own first row, as it is written here.
        let inner = cell.lines.iter().position(|line| line.row != TableRow::None).unwrap_or(0);
        Doubt::NestedTable(place(before, "", &words_of(&cell.lines[inner..]).text))
    });
    let (table, doubts) = of_rows(rows);
    let mut lines: Vec<Line> = table::written(&table).into_iter().map(Line::new).collect();
    let count = lines.len();
    lines.iter_mut().for_each(|line| line.row = TableRow::Further);
    if let Some(first) = lines.first_mut() {
        first.row = TableRow::First(Arc::new(table), count);
        first.after_blank = true;
        first.doubts = nested.into_iter().chain(doubts).collect();
    }
    lines
}

/// A table of rows, and what is doubtful of its cells.
fn of_rows(rows: Vec<Row>) -> (Table, Vec<Doubt>) {
    let header = header_rows(&rows);
    let merges = merges(&rows);
    let mut doubts = Vec::new();
    let mut grid: Vec<Vec<Marked>> = Vec::with_capacity(rows.len());
    for row in rows {
        let mut cells = Vec::new();
        for mut cell in row.cells {
            let of_lines = cell.lines.iter_mut().flat_map(|line| line.doubts.drain(..));
            // A number is words of a cell.
            doubts.extend(
                of_lines.filter(|doubt| !doubt.goes_on() && !matches!(doubt, Doubt::WordEmptyNumber(_))),
            );
            cells.push(words_of(&cell.lines));
            cells.extend(std::iter::repeat_n(Marked::default(), cell.span - 1));
        }
        grid.push(cells);
    }
    // What merges with nothing stays a blank cell.
    let (table, _) = Table::of_grid(grid, &merges, header);
    (table, doubts)
}

/// The cells that take several columns or rows: below a cell go on those of its width at its place.
fn merges(rows: &[Row]) -> Vec<Merge> {
    let mut merges: Vec<Merge> = Vec::new();
    // The merge that each cell of the row before is part of, by its first column.
    let mut above: BTreeMap<usize, usize> = BTreeMap::new();
    for (at, row) in rows.iter().enumerate() {
        let mut own = BTreeMap::new();
        let mut column = 0;
        for cell in &row.cells {
            let known = above
                .get(&column)
                .copied()
                .filter(|known| cell.goes_on && merges[*known].columns == cell.span);
            let merge = known.unwrap_or_else(|| {
                merges.push(Merge { row: at, column, rows: 0, columns: cell.span });
                merges.len() - 1
            });
            merges[merge].rows += 1;
            own.insert(column, merge);
            column += cell.span;
        }
        above = own;
    }
    merges.retain(|merge| merge.rows * merge.columns > 1);
    merges
}

/// How many rows are the header: those that are repeated, else the first when it says what columns hold.
fn header_rows(rows: &[Row]) -> usize {
    let repeated = rows.iter().take_while(|row| row.header).count();
    let header = if repeated > 0 { repeated } else { usize::from(rows.first().is_some_and(is_header)) };
    // A cell that goes down past a header's rows is no part of one.
    let reach = rows.iter().skip(1).take_while(|row| row.cells.iter().any(|cell| cell.goes_on)).count() + 1;
    let reach = if header == 0 { 0 } else { header.max(reach.min(rows.len())) };
    if reach >= rows.len() || (repeated == 0 && reach > MOST_HEADER_ROWS) { 0 } else { header }
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

/// The organs of a joint mark, 文件 beside one of them or all, as a stack with 文件 at its end; and how
/// many rows it takes. Below it may stand what else a head has.
fn letterhead(rows: &[Row]) -> Option<(Vec<Line>, usize)> {
    let mut names: Vec<Line> = Vec::new();
    let mut word: Option<Line> = None;
    let mut taken = 0;
    for row in rows.iter().take(MOST_ARRANGED) {
        let (words, parts): (Vec<Line>, Vec<Line>) =
            row.cells.iter().flat_map(cell_lines).partition(|line| "文件".contains(&squeezed(&line.text)));
        let Some(more) = organs_of(parts) else { break };
        for line in words {
            match &mut word {
                Some(word) => word.append("", line),
                None => word = Some(line),
            }
        }
        names.extend(more);
        taken += 1;
    }
    let mut word = word.filter(|word| squeezed(&word.text) == "文件")?;
    // What is below is the head's, or it was no head.
    let rest = &rows[taken..];
    if names.len() < 2 || !(rest.is_empty() || (rest.len() <= MOST_ARRANGED && arranges(rest))) {
        return None;
    }
    word.look = names[0].look;
    names.push(word);
    Some((names, taken))
}

/// The lines of a cell; one whose characters stand below each other is one.
fn cell_lines(cell: &Cell) -> Vec<Line> {
    let single = cell.lines.iter().all(|line| squeezed(&line.text).chars().count() == 1);
    let lines = cell.lines.iter().cloned();
    if !single {
        return lines.collect();
    }
    let joined = lines.reduce(|mut first, next| {
        first.append("", next);
        first
    });
    joined.into_iter().collect()
}

/// The organs that parts of a row are: each is one, or all of them are.
fn organs_of(parts: Vec<Line>) -> Option<Vec<Line>> {
    let organ = |line: &Line| {
        let name = squeezed(&line.text);
        p::is_organ(&name) && !ENDS_OF_NAMES.contains(&name.as_str())
    };
    if parts.iter().all(organ) {
        return Some(parts);
    }
    let whole = parts.into_iter().reduce(|mut first, next| {
        first.append("", next);
        first
    })?;
    p::is_organ(&squeezed(&whole.text)).then(|| vec![whole])
}

/// The organs and dates of a sign-off that stand side by side, organs first; a date that stands under
/// each of them is one date.
fn signed(rows: &[Row]) -> Option<Vec<Line>> {
    let lines: Vec<&Line> = rows.iter().flat_map(|row| &row.cells).flat_map(|cell| &cell.lines).collect();
    let columns = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let is_date = |line: &&Line| p::date(&line.text).is_some();
    let is_name = |line: &&Line| signed::is_names(&line.text);
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

/// Organs in a table right above a date sign: the table only puts them side by side.
pub(super) fn with_signed_dates(lines: Vec<Line>) -> Vec<Line> {
    let mut out: Vec<Line> = Vec::with_capacity(lines.len());
    let mut lines = lines.into_iter().peekable();
    while let Some(mut line) = lines.next() {
        let TableRow::First(table, count) = line.row.clone() else {
            out.push(line);
            continue;
        };
        let rows: Vec<Line> = lines.by_ref().take(count.saturating_sub(1)).collect();
        let names: Vec<&str> =
            table.cells().flat_map(|cell| cell.text.lines()).filter(|name| !name.is_empty()).collect();
        let signs = count <= MOST_ARRANGED
            && !names.is_empty()
            && names.iter().all(|name| signed::is_names(name))
            && lines.peek().is_some_and(|next| p::date(&next.text).is_some());
        if !signs {
            out.push(line);
            out.extend(rows);
            continue;
        }
        let mut doubts = std::mem::take(&mut line.doubts);
        for name in names {
            out.push(Line { doubts: std::mem::take(&mut doubts), ..Line::new(name) });
        }
    }
    out
}

/// A row whose cells are lines of their own; short ones that share a row share a line.
fn arranged(row: Row) -> Vec<Line> {
    let one_each = row.cells.len() > 1 && row.cells.iter().all(|cell| cell.lines.len() <= 1);
    let lines = row.cells.into_iter().flat_map(|cell| cell.lines);
    if !one_each {
        return lines.collect();
    }
    let joined = lines.reduce(|mut first, next| {
        first.append("\u{3000}", next);
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

/// A cell's lines, a table inside it row by row.
fn words_of(lines: &[Line]) -> Marked {
    let mut words: Vec<Marked> = Vec::new();
    for line in lines {
        match &line.row {
            TableRow::None => words.push(line.words()),
            TableRow::Further => {}
            TableRow::First(table, _) => words.extend(table.all_rows().map(|row| {
                let cells = row.iter().map(|cell| &cell.words).filter(|words| !words.text.is_empty());
                joined(cells, "\u{3000}")
            })),
        }
    }
    words.retain(|words| !words.text.is_empty());
    joined(words.iter(), "\n")
}

fn joined<'a>(parts: impl Iterator<Item = &'a Marked>, between: &str) -> Marked {
    let mut whole = Marked::default();
    for part in parts {
        if !whole.text.is_empty() {
            whole.push(between, Standing::default());
        }
        whole.append(part);
    }
    whole
}
