//! The text of `document.xml`: paragraphs as lines, tables as `|`-rows.

use super::numbering::{Number, Numbered, Numbering};
use super::xml::{Attributes, Step, walk};
use crate::diagnostic::WordFault;
use crate::import::doubt::Doubt;
use crate::import::lines::{self, Line, Look};
use crate::source::LIMIT_DATA_BYTES;

/// A table has so many columns at most: a cell that claims to span more is no cell.
const MOST_COLUMNS: usize = 64;
/// Tables in tables deeper than this are no document.
const DEEPEST_TABLE: usize = 32;
/// So many characters of a line name it in a doubt.
const NAMED_BY: usize = 12;

/// Reads the paragraphs and tables in order; what was deleted with changes tracked is not there.
pub(super) fn read(document: &str, numbering: Numbering) -> Result<Vec<Line>, WordFault> {
    let mut reader = Reader {
        numbering,
        out: Vec::new(),
        paragraphs: Vec::new(),
        tables: Vec::new(),
        in_text: false,
        said: 0,
        pending: Vec::new(),
    };
    walk(document, is_skipped, |step| match step {
        Step::Open(name, attributes) => reader.open(name, attributes),
        Step::Close(name) => reader.close(name),
        Step::Text(text) => reader.text(text),
    })?;
    reader.finish()
}

/// What is not text of the document as it stands: deletions, old properties, field codes, the second
/// form of what is there already, tab stops (their elements are named as tabs are).
fn is_skipped(name: &str) -> bool {
    matches!(name, "del" | "moveFrom" | "instrText" | "delText" | "Fallback" | "tabs" | "sdtPr")
        || (name.ends_with("Change") && name != "Change")
}

#[derive(Default)]
struct Paragraph {
    text: String,
    numbered: Numbered,
}

#[derive(Default)]
struct Cell {
    lines: Vec<Line>,
    span: usize,
}

#[derive(Default)]
struct Row {
    cells: Vec<Cell>,
    header: bool,
}

struct Reader {
    numbering: Numbering,
    out: Vec<Line>,
    /// A text box stands inside the paragraph that holds it.
    paragraphs: Vec<Paragraph>,
    tables: Vec<Vec<Row>>,
    in_text: bool,
    /// Bytes of text so far.
    said: u64,
    /// Doubts for the next line that comes.
    pending: Vec<Doubt>,
}

impl Reader {
    fn open(&mut self, name: &str, attributes: &Attributes<'_>) -> Result<(), WordFault> {
        match name {
            "p" => self.paragraphs.push(Paragraph::default()),
            "t" => self.in_text = true,
            "tab" | "ptab" => return self.push("\t"),
            "br" | "cr" => return self.push("\n"),
            "noBreakHyphen" => return self.push("-"),
            "numId" => {
                self.numbered(|numbered| numbered.list = attributes.val().and_then(|id| id.parse().ok()))
            }
            "ilvl" => self.numbered(|numbered| {
                numbered.level =
                    attributes.val().and_then(|level| level.parse().ok()).filter(|level| *level < 9);
            }),
            "pStyle" => self.numbered(|numbered| numbered.style = attributes.val()),
            "tbl" if self.tables.len() >= DEEPEST_TABLE => {
                return Err(WordFault::Broken("tables nested too deeply".to_owned()));
            }
            "tbl" => self.tables.push(Vec::new()),
            "tr" => self.table(|rows| rows.push(Row::default())),
            "tc" => self.row(|row| row.cells.push(Cell { span: 1, ..Cell::default() })),
            "gridSpan" => {
                let span = attributes.val().and_then(|span| span.parse().ok()).unwrap_or(1);
                self.row(|row| {
                    if let Some(cell) = row.cells.last_mut() {
                        cell.span = span;
                    }
                });
            }
            "tblHeader" => self.row(|row| row.header = true),
            "pic" | "imagedata" => self.doubt(Doubt::WordObject("图片")),
            "footnoteReference" | "endnoteReference" => self.doubt(Doubt::WordObject("脚注")),
            "sym" => self.doubt(Doubt::WordObject("特殊符号")),
            "OLEObject" => self.doubt(Doubt::WordObject("嵌入对象")),
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), WordFault> {
        match name {
            "t" => self.in_text = false,
            "p" => self.end_paragraph(),
            "tbl" => {
                if let Some(rows) = self.tables.pop() {
                    let lines = table(rows);
                    self.emit(lines);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), WordFault> {
        if self.in_text { self.push(text) } else { Ok(()) }
    }

    fn push(&mut self, text: &str) -> Result<(), WordFault> {
        self.said += text.len() as u64;
        if self.said > LIMIT_DATA_BYTES {
            return Err(WordFault::TooLarge { limit: LIMIT_DATA_BYTES });
        }
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.text.push_str(text);
        }
        Ok(())
    }

    fn numbered(&mut self, set: impl FnOnce(&mut Numbered)) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            set(&mut paragraph.numbered);
        }
    }

    fn table(&mut self, change: impl FnOnce(&mut Vec<Row>)) {
        if let Some(table) = self.tables.last_mut() {
            change(table);
        }
    }

    fn row(&mut self, change: impl FnOnce(&mut Row)) {
        self.table(|rows| {
            if let Some(row) = rows.last_mut() {
                change(row);
            }
        });
    }

    fn doubt(&mut self, doubt: Doubt) {
        if !self.pending.contains(&doubt) {
            self.pending.push(doubt);
        }
    }

    fn end_paragraph(&mut self) {
        let Some(paragraph) = self.paragraphs.pop() else { return };
        let mut lines = lines::split(&paragraph.text);
        if lines.is_empty() {
            return self.emit(Vec::new());
        }
        match self.numbering.next(&paragraph.numbered) {
            Number::None => {}
            Number::Typed(number) => lines[0].text.insert_str(0, &number),
            Number::Unknown => {
                let name: String = lines[0].text.chars().take(NAMED_BY).collect();
                lines[0].doubts.push(Doubt::WordNumbering(name));
            }
        }
        lines[0].doubts.append(&mut self.pending);
        self.emit(lines);
    }

    /// Lines to where the paragraph or table stands: the cell around it, or the document.
    fn emit(&mut self, lines: Vec<Line>) {
        let cell =
            self.tables.last_mut().and_then(|rows| rows.last_mut()).and_then(|row| row.cells.last_mut());
        match cell {
            Some(cell) => cell.lines.extend(lines),
            None => self.out.extend(lines),
        }
    }

    fn finish(mut self) -> Result<Vec<Line>, WordFault> {
        if let Some(last) = self.out.last_mut() {
            last.doubts.append(&mut self.pending);
        }
        Ok(self.out)
    }
}

/// A table as `|`-rows; one that only arranges lines (a colophon, a mark) as these lines.
fn table(mut rows: Vec<Row>) -> Vec<Line> {
    rows.retain(|row| !row.cells.is_empty());
    if arranges(&rows) {
        return rows.into_iter().flat_map(arranged).collect();
    }
    let columns = rows
        .iter()
        .map(|row| row.cells.iter().map(|cell| cell.span.clamp(1, MOST_COLUMNS)).sum::<usize>())
        .max()
        .unwrap_or(0);
    let header = rows.first().is_some_and(is_header) && rows.len() > 1;
    let mut out: Vec<Line> = Vec::new();
    for (at, row) in rows.into_iter().enumerate() {
        let mut text = String::from("|");
        let mut doubts = Vec::new();
        let mut filled = 0;
        for cell in row.cells {
            let span = cell.span.clamp(1, MOST_COLUMNS);
            text.push_str(&format!(" {} |", said(&cell.lines)));
            text.push_str(&" |".repeat(span - 1));
            doubts.extend(cell.lines.into_iter().flat_map(|line| line.doubts));
            filled += span;
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
    out
}

/// A row that is repeated, or whose every cell says something that is no number.
fn is_header(row: &Row) -> bool {
    let word = |cell: &Cell| {
        let said = said(&cell.lines);
        !said.is_empty() && !said.chars().all(|c| c.is_ascii_digit() || ".%,-".contains(c))
    };
    row.header || row.cells.iter().all(word)
}

/// Whether a table only puts lines in their places: one column, or the elements that stand so.
fn arranges(rows: &[Row]) -> bool {
    let says = |row: &Row| -> String { row.cells.iter().map(|cell| said(&cell.lines)).collect() };
    let element = |text: &String| {
        text.starts_with("抄送")
            || text.starts_with("签发人")
            || text.ends_with("印发")
            || text.ends_with("文件")
    };
    let columns = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    columns <= 1 || (rows.len() <= 6 && columns <= 2 && rows.iter().map(says).any(|text| element(&text)))
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
        said.push_str(&line.text.replace('|', "\\|"));
    }
    said
}
