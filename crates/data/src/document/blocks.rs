//! Bodies that a program passes as blocks: headings, texts, tables, pictures.

use std::ops::Range;

use super::keys::{self as k, Key};
use super::reader::{Found, Reader, put_right};
use super::{Body, Spot, Words, asked, body, sheets};
use crate::diagnostic::{Diagnostic, Place, Sink};
use crate::document::{BodyFinding, DocumentFinding};
use crate::source::{Entry, Files, Node, Table as SourceTable, Value};
use crate::text::placed::title_of;
use crate::text::table::{Aligned, Fault};
use crate::text::{
    Block, BlockKind, Cell, Counters, Division, Face, Level, Look, Marked, Picture, Script, Table, Unit,
    body::numbering, captions, lists, regulation, tabs,
};
use crate::workbook::WorkbookFinding;

const BLOCK: (&str, &str) = ("内容块（表）", "a block (a table)");
const PIECES: (&str, &str) = (
    "字符串，或字符串与 { bold = … }、{ raised = … }、{ lowered = … } 的数组",
    "a string, or an array of strings, { bold = … }, { raised = … } and { lowered = … }",
);
const ROWS: (&str, &str) = ("数组的数组（各行的各格）", "an array of rows, each an array of cells");
const ROW: (&str, &str) = ("数组（一行的各格）", "an array (the cells of a row)");

/// Reads `body = [ {…} … ]`, or one block.
pub(super) fn read(sink: &mut Sink, found: &Found<'_>, files: &Files) -> Option<Body> {
    let mut blocks = Blocks::new(files);
    match &found.node.value {
        Value::Array(items) => {
            for (index, node) in items.iter().enumerate() {
                blocks.read(sink, &found.item(index, node));
            }
        }
        // One block stands without the brackets of a list.
        _ => blocks.read(sink, found),
    }
    let Blocks { text, mut blocks, mut spots, .. } = blocks;
    let mut stays = captions::take(&mut blocks).into_iter();
    spots.retain(|_| stays.next().unwrap_or(true));
    let blocks = lists::settle(blocks);
    let words = Words { text, place: found.place(), path: found.path.clone() };
    if blocks.is_empty() {
        if !sink.has_errors() {
            sink.push(Diagnostic::new(DocumentFinding::BodyEmpty).at(words.place).path(words.path));
        }
        return None;
    }
    Some(body::checked(sink, Body::new(words, blocks, spots), files))
}

const ALIGNED: [(&str, Aligned); 3] =
    [("left", Aligned::Left), ("centre", Aligned::Centre), ("right", Aligned::Right)];
const FACES: [(&str, Face); 3] =
    [("fangsong", Face::Fangsong), ("kaiti", Face::Kaiti), ("heiti", Face::Heiti)];

/// What a heading was said to be.
#[derive(Clone, Copy)]
enum Given {
    Level(Level),
    Unit(Unit),
    /// A title.
    Title,
}

/// `level = 1`, `level = "chapter"`.
fn level(r: &mut Reader<'_>) -> Option<Given> {
    const WORDS: [(&str, Given); 5] = [
        ("part", Given::Unit(Unit::Division(Division::Part))),
        ("chapter", Given::Unit(Unit::Division(Division::Chapter))),
        ("section", Given::Unit(Unit::Division(Division::Section))),
        ("article", Given::Unit(Unit::Article)),
        ("title", Given::Title),
    ];
    if matches!(r.find(k::LEVEL)?.node.value, Value::String(_)) {
        return r.choice(k::LEVEL, &WORDS);
    }
    let depth = r.count(k::LEVEL)?;
    Some(Given::Level(Level::of_depth(usize::try_from(depth).unwrap_or(1))))
}

/// The blocks so far. Their words one after another are the body's text, which ranges point into.
struct Blocks<'a> {
    files: &'a Files,
    counters: Counters,
    text: String,
    blocks: Vec<Block>,
    spots: Vec<Spot>,
}

impl<'a> Blocks<'a> {
    fn new(files: &'a Files) -> Blocks<'a> {
        let (text, blocks, spots) = (String::new(), Vec::new(), Vec::new());
        Blocks { files, counters: Counters::default(), text, blocks, spots }
    }

    fn read(&mut self, sink: &mut Sink, found: &Found<'_>) {
        let Value::Table(table) = &found.node.value else {
            found.wrong_type(sink, BLOCK);
            return;
        };
        let has = |key: &Key| table.entries.iter().any(|e| e.key == key.name || e.key == key.alias);
        let kinds: Vec<Key> = k::BLOCK_KINDS.iter().copied().filter(has).collect();
        let keys = match kinds[..] {
            [k::HEADING] => k::HEADING_BLOCK,
            [k::TEXT] => k::TEXT_BLOCK,
            [k::LINE] => k::LINE_BLOCK,
            [k::NAMES] => k::NAMES_BLOCK,
            [k::TABLE] => k::TABLE_BLOCK,
            [k::IMAGE] => k::IMAGE_BLOCK,
            _ => {
                let problem = BodyFinding::BlockKind { found: kinds.iter().map(|kind| kind.name).collect() };
                found.report(sink, problem);
                return;
            }
        };
        let mut r = Reader::new(table, keys, &found.path, sink);
        match kinds[..] {
            [k::HEADING] => self.heading(&mut r),
            [k::TEXT] => self.paragraphs(&mut r),
            [k::LINE] => self.line(&mut r),
            [k::NAMES] => self.names(&mut r),
            [k::TABLE] => self.table(&mut r),
            _ => self.picture(&mut r, found.place()),
        };
        r.finish();
    }

    /// Adds words to the text; the range they have there.
    fn range(&mut self, words: &str) -> Range<usize> {
        let start = self.text.len();
        self.text.push_str(words);
        let range = start..self.text.len();
        self.text.push('\n');
        range
    }

    fn push(&mut self, block: Block, spot: Spot) {
        self.blocks.push(block);
        self.spots.push(spot);
    }

    fn heading(&mut self, r: &mut Reader<'_>) -> Option<()> {
        let words = r.words(k::HEADING);
        let given = level(r);
        let words = words?;
        let line: String = words.text.lines().map(str::trim).collect();
        let said = given.or_else(|| {
            let unit = regulation::heading(&line).map(|mark| Given::Unit(mark.unit));
            let level = numbering(&line).map(|(level, _)| level);
            unit.or_else(|| {
                level.or_else(|| regulation::decimal(&line).map(Level::of_depth)).map(Given::Level)
            })
        });
        let Some(said) = said else {
            if r.find(k::LEVEL).is_none() {
                r.missing(k::LEVEL, "7.3.3");
            }
            return None;
        };
        let range = self.range(&words.text);
        let marked = Marked::from(line.as_str());
        let block = match said {
            Given::Level(level) => self.counters.heading(level, &marked, range),
            Given::Unit(unit) => self.counters.unit(unit, &marked, range),
            Given::Title => title_of(&line, range),
        };
        self.push(block, Spot { place: words.place, path: words.path });
        Some(())
    }

    fn paragraphs(&mut self, r: &mut Reader<'_>) -> Option<()> {
        let found = r.find(k::TEXT)?;
        let words = pieces(r.sink(), &found, k::PIECES)?;
        if words.text.trim().is_empty() {
            found.report(r.sink(), DocumentFinding::EmptyValue { key: k::TEXT.name });
            return None;
        }
        let align = r.choice(k::ALIGN, &ALIGNED);
        let face = r.choice(k::FACE, &FACES);
        for line in words.lines() {
            let range = self.range(&line.text);
            let mut block = match (align, face) {
                (None, None) => self.counters.paragraph(&line, range),
                _ => self.counters.plain(&line, range),
            };
            if let Some(aligned) = align {
                block.kind = BlockKind::Placed(aligned);
            }
            block.runs.iter_mut().for_each(|run| run.face = face.unwrap_or(run.face));
            self.push(block, Spot { place: found.place(), path: found.path.clone() });
        }
        Some(())
    }

    /// The parts of a line, a tab between them.
    fn line(&mut self, r: &mut Reader<'_>) -> Option<()> {
        let found = r.find(k::LINE)?;
        let mut parts = Vec::new();
        match &found.node.value {
            Value::Array(items) => {
                for (index, node) in items.iter().enumerate() {
                    parts.push(pieces(r.sink(), &found.item(index, node), k::PIECES)?);
                }
            }
            _ => parts.push(pieces(r.sink(), &found, k::PIECES)?),
        }
        parts.retain(|part| !part.text.trim().is_empty());
        let count = parts.iter().map(|part| tabs::parts(&part.text).count()).sum::<usize>();
        if !(1..=tabs::MOST_PARTS).contains(&count) {
            found.report(r.sink(), BodyFinding::LineParts { count });
            return None;
        }
        let mut line = Marked::default();
        for part in &parts {
            if !line.text.is_empty() {
                line.push("\t", Look::default());
            }
            // A line is one: what breaks it is a blank.
            part.pieces().into_iter().for_each(|(text, look)| line.push(&text.replace('\n', " "), look));
        }
        let range = self.range(&line.text);
        let block = self.counters.plain(&line, range);
        let block = Block { kind: BlockKind::Line(tabs::Beside::Nothing), ..block };
        self.push(block, Spot { place: found.place(), path: found.path });
        Some(())
    }

    fn names(&mut self, r: &mut Reader<'_>) -> Option<()> {
        let found = r.find(k::NAMES)?;
        let columns = r.count(k::COLUMNS).and_then(|count| u8::try_from(count).ok());
        let names = r.list(k::NAMES)?;
        let names: Vec<&str> = names.iter().map(|name| name.text.as_str()).collect();
        let line = Marked::from(names.join("\t").as_str());
        let range = self.range(&line.text);
        let block = Block { kind: BlockKind::Names(columns), ..self.counters.plain(&line, range) };
        self.push(block, Spot { place: found.place(), path: found.path });
        Some(())
    }

    fn picture(&mut self, r: &mut Reader<'_>, place: Option<Place>) -> Option<()> {
        let words = r.name(k::IMAGE);
        let caption = r.words(k::CAPTION);
        let width = width(r);
        let page = r.count(k::PAGE);
        let words = words?;
        let caption = caption.map(|caption| caption.text.lines().map(str::trim).collect::<String>());
        let mut picture = Picture::new(&words.text, &caption.unwrap_or_default());
        picture.width = width;
        picture.page = page.map_or(picture.page, |page| usize::try_from(page).unwrap_or(1));
        let range = self.range(&picture.caption);
        let block = Block::new(BlockKind::Picture(picture), Vec::new(), range);
        self.push(block, Spot { place, path: words.path });
        Some(())
    }

    fn table(&mut self, r: &mut Reader<'_>) -> Option<()> {
        let found = r.find(k::TABLE)?;
        let (keys, path) = r.table(k::TABLE)?;
        let mut inner = Reader::new(keys, k::TABLE_KEYS, &path, r.sink());
        let caption = inner.words(k::CAPTION);
        let unit = inner.words(k::UNIT);
        let made = table_of(&mut inner, &found, self.files);
        let (asked, notes) = asked::read(&mut inner);
        inner.finish();
        let (mut table, spot) = made?;
        (table.asked, table.notes) = (asked, notes);
        if let Some(caption) = caption {
            let caption: String = caption.text.lines().map(str::trim).collect();
            // A sheet's first row may be a title, too.
            if let Some(title) = table.caption.take().filter(|title| *title != caption) {
                let path = table_file(&found).unwrap_or_default();
                spot.report(r.sink(), WorkbookFinding::Title { path, title });
            }
            table.caption = Some(caption);
        }
        // 亿元 is 单位：亿元.
        if let Some(unit) = unit {
            let unit: String = unit.text.lines().map(str::trim).collect();
            table.unit = Some(if unit.contains("单位") { unit } else { format!("单位：{unit}") });
        }
        if table.columns() == 0 {
            spot.report(r.sink(), DocumentFinding::EmptyValue { key: k::TABLE.name });
            return None;
        }
        let said: Vec<&str> = table.cells().map(|cell| cell.text.as_str()).collect();
        let range = self.range(&said.join(" "));
        self.push(Block::new(BlockKind::Table(table), Vec::new(), range), spot);
        Some(())
    }
}

/// A table from `rows`, or from the file that `csv` or `xlsx` names.
fn table_of(r: &mut Reader<'_>, found: &Found<'_>, files: &Files) -> Option<(Table, Spot)> {
    let has = |r: &Reader<'_>, key| r.find(key).is_some();
    let sources = [k::ROWS, k::CSV, k::XLSX].into_iter().filter(|key| has(r, *key)).count();
    let stray = has(r, k::HEADER) && !has(r, k::ROWS)
        || has(r, k::SHEET) && !has(r, k::XLSX)
        || has(r, k::HEADER_ROW) && has(r, k::ROWS);
    if sources != 1 || stray {
        found.report(r.sink(), BodyFinding::TableSource);
        return None;
    }
    if let Some(rows) = r.find(k::ROWS) {
        let header = r.find(k::HEADER);
        let head = header.as_ref().map(|header| header_of(r.sink(), header, &rows)).unwrap_or_default();
        let table = Table { header: head, rows: rows_of(r.sink(), &rows)?, ..Table::default() };
        let spot = Spot { place: found.place(), path: found.path.clone() };
        return told_faults(r, &table, header.as_ref(), &rows, &spot).is_none().then_some((table, spot));
    }
    let header = match r.find(k::HEADER_ROW) {
        Some(found) => Some((usize::try_from(r.count(k::HEADER_ROW)?).unwrap_or(1), found)),
        None => None,
    };
    if let Some(named) = r.find(k::CSV) {
        let path = r.name(k::CSV)?;
        return sheets::csv(r.sink(), &named, &path.text, header.as_ref(), files);
    }
    let named = r.find(k::XLSX)?;
    let (path, sheet) = (r.name(k::XLSX), r.name(k::SHEET));
    sheets::xlsx(r.sink(), &named, &path?.text, (sheet.as_ref(), header.as_ref()), files)
}

/// The workbook that a table names.
fn table_file(found: &Found<'_>) -> Option<String> {
    let Value::Table(table) = &found.node.value else { return None };
    let entry = table.entries.iter().find(|entry| entry.key == k::XLSX.name || entry.key == k::XLSX.alias)?;
    match &entry.node.value {
        Value::String(path) => Some(path.trim().to_owned()),
        _ => None,
    }
}

/// The rows of a header: one, or an array of rows.
fn header_of(sink: &mut Sink, header: &Found<'_>, rows: &Found<'_>) -> Vec<Vec<Cell>> {
    match &header.node.value {
        Value::Array(items) if is_rows(items, rows) => {
            items.iter().enumerate().map(|(i, node)| row(sink, &header.item(i, node))).collect()
        }
        _ => Some(row(sink, header)).into_iter().filter(|row| !row.is_empty()).collect(),
    }
}

/// Whether a header of arrays has several rows, or cells that are lists of pieces. Only the latter when the
/// rows under it have as many cells as it has arrays, and these could not be rows.
fn is_rows(items: &[Node], rows: &Found<'_>) -> bool {
    let mut inner = Vec::new();
    for item in items {
        let Value::Array(cells) = &item.value else { return false };
        inner.push(cells);
    }
    let said = |value: &Value| match value {
        Value::String(_) => true,
        Value::Table(table) => !table.entries.iter().any(is_of_cell),
        _ => false,
    };
    if items.is_empty() || inner.iter().any(|cells| cells.iter().any(|cell| !said(&cell.value))) {
        return !items.is_empty();
    }
    let length = |node: &Node| if let Value::Array(cells) = &node.value { cells.len() } else { 0 };
    let columns = match &rows.node.value {
        Value::Array(rows) => rows.iter().map(length).max().unwrap_or_default(),
        _ => 0,
    };
    let bold = inner.iter().any(|cells| cells.iter().any(|cell| matches!(cell.value, Value::Table(_))));
    items.len() != columns || (inner.iter().all(|cells| cells.len() == columns) && !bold)
}

/// Whether a table with this key is a cell, and no part of a text.
fn is_of_cell(entry: &Entry) -> bool {
    k::CELL.iter().any(|key| entry.key == key.name || entry.key == key.alias)
}

/// Tells what is the matter with merged cells, each at its place; whether anything was.
fn told_faults(
    r: &mut Reader<'_>,
    table: &Table,
    header: Option<&Found<'_>>,
    rows: &Found<'_>,
    spot: &Spot,
) -> Option<()> {
    let mut told = None;
    for Fault { row, cell, wrong } in table.places().faults {
        let found = match row.checked_sub(table.header.len()) {
            Some(row) => nth(rows, row),
            // A header of one row has its cells right under it.
            None => header.and_then(|header| match &header.node.value {
                Value::Array(items) if is_rows(items, rows) => nth(header, row),
                _ => Some(Found { node: header.node, path: header.path.clone() }),
            }),
        };
        told = Some(());
        if found.as_ref().is_some_and(|row| r.has_told(&row.path)) {
            continue;
        }
        let problem = BodyFinding::merged_cells(row, table.header.len(), wrong);
        match cell.and_then(|cell| nth(found.as_ref()?, cell)).or(found) {
            Some(found) => found.report(r.sink(), problem),
            None => spot.report(r.sink(), problem),
        }
    }
    told
}

/// An item of an array.
fn nth<'a>(found: &Found<'a>, index: usize) -> Option<Found<'a>> {
    let Value::Array(items) = &found.node.value else { return None };
    Some(Found { node: items.get(index)?, path: format!("{}[{index}]", found.path) })
}

fn rows_of(sink: &mut Sink, found: &Found<'_>) -> Option<Vec<Vec<Cell>>> {
    let Value::Array(rows) = &found.node.value else {
        found.wrong_type(sink, ROWS);
        return None;
    };
    Some(rows.iter().enumerate().map(|(i, node)| row(sink, &found.item(i, node))).collect())
}

fn row(sink: &mut Sink, found: &Found<'_>) -> Vec<Cell> {
    let Value::Array(cells) = &found.node.value else {
        found.wrong_type(sink, ROW);
        return Vec::new();
    };
    cells.iter().enumerate().map(|(i, node)| cell(sink, &found.item(i, node))).collect()
}

/// A cell: words, or a table that says how many columns and rows it takes.
fn cell(sink: &mut Sink, found: &Found<'_>) -> Cell {
    let table = match &found.node.value {
        Value::Table(table) if table.entries.iter().any(is_of_cell) => table,
        _ => return cell_words(sink, found).into(),
    };
    let mut r = Reader::new(table, k::CELL, &found.path, sink);
    let said = r.find(k::CELL_TEXT);
    if said.is_none() {
        r.missing(k::CELL_TEXT, "7.3.3");
    }
    let words = said.map(|said| cell_words(r.sink(), &said)).unwrap_or_default();
    let mut span = |key| r.count(key).and_then(|count| usize::try_from(count).ok()).unwrap_or(1);
    let (colspan, rowspan) = (span(k::COLSPAN), span(k::ROWSPAN));
    r.finish();
    Cell { words, colspan, rowspan }
}

/// A cell's words; a number as it was written.
fn cell_words(sink: &mut Sink, found: &Found<'_>) -> Marked {
    let said = match &found.node.value {
        Value::Null => String::new(),
        Value::Bool(flag) => flag.to_string(),
        Value::Integer(number) => written(found).unwrap_or_else(|| number.to_string()),
        Value::Float(number) => written(found).unwrap_or_else(|| number.to_string()),
        Value::Date { year, month, day } => format!("{year}年{month}月{day}日"),
        Value::String(_) | Value::Array(_) | Value::Table(_) => {
            return pieces(sink, found, k::PIECES).unwrap_or_default().trimmed(|c| c.is_ascii_whitespace());
        }
        Value::Told => return Marked::default(),
    };
    said.as_str().into()
}

/// The digits in the file, where there is one: 96.40 keeps its nought.
fn written(found: &Found<'_>) -> Option<String> {
    let place = found.place()?;
    let digits = place.source.text().get(place.range())?.trim();
    let plain = digits.chars().all(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | '.' | '_'));
    (plain && !digits.is_empty()).then(|| digits.replace('_', ""))
}

/// A string, or strings and tables such as `{ bold = "…" }` one after another.
fn pieces(sink: &mut Sink, found: &Found<'_>, kinds: &[&'static [Key]]) -> Option<Marked> {
    let mut marked = Marked::default();
    match &found.node.value {
        Value::Array(items) => {
            for (index, node) in items.iter().enumerate() {
                piece(sink, &found.item(index, node), kinds, &mut marked)?;
            }
        }
        _ => piece(sink, found, kinds, &mut marked)?,
    }
    Some(marked)
}

fn piece(sink: &mut Sink, found: &Found<'_>, kinds: &[&'static [Key]], marked: &mut Marked) -> Option<()> {
    match &found.node.value {
        Value::String(text) => {
            let words = Words { text: text.clone(), place: found.place(), path: found.path.clone() };
            marked.push(&put_right(words, sink).text, Look::default());
        }
        Value::Table(table) => marked.append(&marked_piece(sink, found, table, kinds)?),
        _ => {
            found.wrong_type(sink, PIECES);
            return None;
        }
    }
    Some(())
}

/// A table in a text: exactly one of the keys that a part of it may have.
fn marked_piece(
    sink: &mut Sink,
    found: &Found<'_>,
    table: &SourceTable,
    kinds: &[&'static [Key]],
) -> Option<Marked> {
    let has = |key: &Key| table.entries.iter().any(|e| e.key == key.name || e.key == key.alias);
    let given: Vec<&'static [Key]> = kinds.iter().copied().filter(|keys| has(&keys[0])).collect();
    let &[keys] = given.as_slice() else {
        if !table.entries.is_empty() && !k::PIECE_KEYS.iter().any(has) {
            // A slip finds its key.
            Reader::new(table, k::PIECE_KEYS, &found.path, sink).finish();
            return None;
        }
        let named = |kinds: &[&'static [Key]]| kinds.iter().map(|keys| keys[0].name).collect();
        found.report(sink, BodyFinding::PieceKind { found: named(&given), offered: named(kinds) });
        return None;
    };
    let key = keys[0];
    let mut r = Reader::new(table, keys, &found.path, sink);
    let mut marked = Marked::default();
    if key == k::BOLD {
        let inner = r.find(key)?;
        let words = pieces(r.sink(), &inner, k::SCRIPTS)?;
        words.pieces().into_iter().for_each(|(text, look)| marked.push(text, Look { bold: true, ..look }));
        if words.text.trim().is_empty() {
            inner.report(r.sink(), DocumentFinding::EmptyValue { key: key.name });
        }
    } else {
        let script = if key == k::RAISED { Script::Raised } else { Script::Lowered };
        marked.push(&r.words(key)?.text, Look::default().with(script));
    }
    r.finish();
    Some(marked)
}

/// `width = "80%"`, in hundredths of a percent.
fn width(r: &mut Reader<'_>) -> Option<u32> {
    let words = r.words(k::WIDTH)?;
    let number = words.text.strip_suffix(['%', '％']).and_then(|number| number.trim().parse::<f64>().ok());
    match number.filter(|percent| (1.0..=100.0).contains(percent)) {
        Some(percent) => Some((percent * 100.0).round() as u32),
        None => {
            let problem = BodyFinding::NotAWidth { written: words.text };
            r.sink().push(Diagnostic::new(problem).at(words.place).path(words.path));
            None
        }
    }
}
