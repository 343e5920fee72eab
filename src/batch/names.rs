//! The names of the files: a pattern filled for each row, and what no file system takes refused before
//! anything is written.

use std::collections::HashMap;

use rayon::prelude::*;
use unicode_normalization::UnicodeNormalization;

use super::Batch;
use super::columns::{Columns, Row, said};
use super::list::List;
use super::path::KeyPath;
use crate::batch::findings::{NameFault, NameFinding, PatternFault};
use crate::diagnostic::{Diagnostic, Failure, Sink, guarded};
use crate::document::COPY_NUMBER;
use crate::nearest::nearest;
use crate::source::Value;

const ENDING: &str = ".pdf";
/// The longest name of most file systems, in bytes.
const LONGEST_BYTES: usize = 255;
/// The widest number of a row.
const WIDEST: usize = 20;

/// How files are named.
#[derive(Debug, Clone)]
pub(super) struct Pattern {
    pieces: Vec<Piece>,
}

#[derive(Debug, Clone)]
enum Piece {
    Words(String),
    /// The row's number, with at least so many digits; none: as many as the last row's.
    Row(Option<usize>),
    /// Number and title.
    Stem,
    Key(KeyPath, String),
    Column(usize, String),
}

impl Pattern {
    /// Reads a pattern; braces doubled stand for themselves. What is wrong with it is told.
    pub(crate) fn read(written: &str, list: &List, sink: &mut Sink) -> Option<Pattern> {
        let mut tell = |what| {
            sink.push(Diagnostic::new(NameFinding::Pattern { pattern: written.to_owned(), fault: what }));
            None
        };
        let bare = written.trim();
        if bare.is_empty() || bare.eq_ignore_ascii_case(ENDING) {
            return tell(PatternFault::Empty);
        }
        let mut pieces = Vec::new();
        let mut words = String::new();
        let mut rest = written;
        while let Some(c) = rest.chars().next() {
            rest = &rest[c.len_utf8()..];
            match c {
                '{' | '}' if rest.starts_with(c) => {
                    words.push(c);
                    rest = &rest[1..];
                }
                '{' => {
                    let Some((field, after)) = rest.split_once('}') else {
                        return tell(PatternFault::Brace);
                    };
                    rest = after;
                    pieces.push(Piece::Words(std::mem::take(&mut words)));
                    match field_of(field.trim(), list) {
                        Ok(piece) => pieces.push(piece),
                        Err(nearest) => {
                            return tell(PatternFault::Unknown { field: field.to_owned(), nearest });
                        }
                    }
                }
                '}' => return tell(PatternFault::Brace),
                _ => words.push(c),
            }
        }
        let lower = words.to_ascii_lowercase();
        match lower.rfind('.') {
            _ if lower.ends_with(ENDING) => {}
            Some(dot)
                if lower[dot..].len() <= 5 && lower[dot + 1..].bytes().all(|b| b.is_ascii_alphabetic()) =>
            {
                return tell(PatternFault::Ending);
            }
            _ => words.push_str(ENDING),
        }
        pieces.push(Piece::Words(words));
        // In the data a placeholder has two braces; here they are one brace that is printed.
        let doubled = |field: &str| written.contains(&format!("{{{{{field}}}}}"));
        let fields = list.columns.iter().map(|column| column.name.trim_start_matches('#'));
        if let Some(field) = fields.chain(["row", "stem"]).find(|field| doubled(field)) {
            return tell(PatternFault::Doubled { field: field.to_owned() });
        }
        Some(Pattern { pieces })
    }

    /// Whether a column's cell is part of the name.
    pub(crate) fn uses(&self, column: usize) -> bool {
        self.pieces.iter().any(|piece| matches!(piece, Piece::Column(used, _) if *used == column))
    }
}

fn field_of(field: &str, list: &List) -> Result<Piece, Option<String>> {
    let width = |digits: &str| digits.parse::<usize>().ok().filter(|width| (1..=WIDEST).contains(width));
    if let Some(rest) = field.strip_prefix("row") {
        match rest.strip_prefix(':').map(width) {
            None if rest.is_empty() => return Ok(Piece::Row(None)),
            Some(Some(width)) => return Ok(Piece::Row(Some(width))),
            _ => {}
        }
    }
    if field == "stem" {
        return Ok(Piece::Stem);
    }
    match KeyPath::read(field) {
        Ok(path) => Ok(Piece::Key(path, field.to_owned())),
        Err(no_key) => match Columns::named(list, field) {
            Some(column) => Ok(Piece::Column(column, field.to_owned())),
            None => {
                let column = nearest(field, list.columns.iter().map(|column| column.name.as_str()));
                Err(column.map(str::to_owned).or_else(|| no_key.nearest()))
            }
        },
    }
}

impl Batch {
    /// The name of every row's file; none for a row whose document cannot be read, which is told when its
    /// turn comes.
    ///
    /// # Errors
    /// Names that no file system takes, and names that two rows have: also in another case, or composed
    /// of other characters that look the same.
    pub fn file_names(&self) -> Result<Vec<Option<String>>, Failure> {
        guarded(|| {
            let named: Vec<Result<Option<String>, Diagnostic>> =
                (1..=self.len()).into_par_iter().map(|row| self.file_name(row)).collect();
            let mut sink = Sink::default();
            let mut known: HashMap<String, usize> = HashMap::new();
            let mut names = Vec::with_capacity(named.len());
            for (index, named) in named.into_iter().enumerate() {
                let row = index + 1;
                let name = named.unwrap_or_else(|finding| {
                    sink.push(finding);
                    None
                });
                if let Some(name) = &name
                    && let Some(first) = known.insert(folded(name), row)
                {
                    sink.push(self.at_row(row, NameFinding::NameTwice { name: name.clone(), row: first }));
                }
                names.push(name);
            }
            if sink.has_errors() { Err(sink.into()) } else { Ok(names) }
        })
    }

    fn file_name(&self, row: usize) -> Result<Option<String>, Diagnostic> {
        // One that fails is told in its turn, with everything else about it.
        let Ok(document) = self.document(row) else { return Ok(None) };
        let Ok(data) = self.data(row) else { return Ok(None) };
        let cells = Row::of(&self.list, row);
        // The cell that a part of the name comes from, blank or not.
        let column_of = |piece: &Piece| match piece {
            Piece::Key(path, _) => self.columns.column_of(path),
            Piece::Column(column, _) => Some(*column),
            _ => None,
        };
        let at_cell = |what: NameFinding, piece: Option<&Piece>| {
            let place = piece.and_then(column_of).and_then(|column| cells.place_of(column));
            Diagnostic::new(what).at(place.or_else(|| cells.place.clone())).of_row(row)
        };
        let mut name = String::new();
        // Where in the name each part ends.
        let mut ends: Vec<(usize, &Piece)> = Vec::new();
        for piece in &self.pattern.pieces {
            let no_value = |key: &str| at_cell(NameFinding::NoValue { key: key.to_owned() }, Some(piece));
            match piece {
                Piece::Words(words) => name.push_str(words),
                Piece::Row(width) => {
                    let width = width.unwrap_or_else(|| self.len().to_string().len());
                    name.push_str(&format!("{row:0width$}"));
                }
                Piece::Stem => name.push_str(&document.file_stem()),
                Piece::Key(path, written) => {
                    let text = match path.get(&data) {
                        Some(node) if path.is(COPY_NUMBER.name) => match node.value {
                            Value::Integer(number) => format!("{number:06}"),
                            _ => said(node),
                        },
                        Some(node) => said(node),
                        None => String::new(),
                    };
                    name.push_str(
                        Some(text.as_str())
                            .filter(|text| !text.is_empty())
                            .ok_or_else(|| no_value(written))?,
                    );
                }
                Piece::Column(column, written) => {
                    let text = cells.cell(*column).map(said);
                    name.push_str(&text.ok_or_else(|| no_value(written))?);
                }
            }
            ends.push((name.len(), piece));
        }
        let Some(fault) = illegal(&name) else { return Ok(Some(name)) };
        let stray = match fault {
            NameFault::Character { character: c } => name.find(c),
            _ => None,
        };
        let from = stray.and_then(|at| ends.iter().find(|(end, _)| at < *end)).map(|(_, piece)| *piece);
        // Without a stray character it is the longest part that a cell gave.
        let longest = || {
            let starts = std::iter::once(0).chain(ends.iter().map(|(end, _)| *end));
            let lengths = ends.iter().zip(starts).map(|((end, piece), start)| (end - start, *piece));
            lengths.filter(|(_, piece)| column_of(piece).is_some()).max_by_key(|(length, _)| *length)
        };
        let from = from.or_else(|| longest().map(|(_, piece)| piece));
        Err(at_cell(NameFinding::IllegalName { name, fault }, from))
    }

    pub(super) fn at_row(&self, row: usize, what: NameFinding) -> Diagnostic {
        let (_, place) = self.list.row(row.wrapping_sub(1));
        Diagnostic::new(what).at(place).of_row(row)
    }
}

/// What makes two names one file somewhere: case, and how a character is composed.
pub(super) fn folded(name: &str) -> String {
    name.nfc().flat_map(char::to_lowercase).nfc().collect()
}

/// Why a text is no file's name, on any of the systems the files may travel to.
pub(super) fn illegal(name: &str) -> Option<NameFault> {
    if let Some(c) = name.chars().find(|c| c.is_control() || "/\\:*?\"<>|".contains(*c)) {
        return Some(NameFault::Character { character: c });
    }
    let edge = |c: Option<char>| c.is_none_or(|c| c == '.' || c.is_whitespace());
    let stem = name.strip_suffix(ENDING).unwrap_or(name);
    if edge(stem.chars().next()) || edge(stem.chars().next_back()) {
        return Some(NameFault::Edge);
    }
    if name.len() > LONGEST_BYTES {
        return Some(NameFault::TooLong);
    }
    let device = name.split('.').next().unwrap_or_default().trim_end().to_ascii_uppercase();
    let numbered = |prefix: &str| {
        device.strip_prefix(prefix).is_some_and(|digit| {
            digit.chars().count() == 1 && digit.chars().all(|c| "123456789¹²³".contains(c))
        })
    };
    let reserved = ["CON", "PRN", "AUX", "NUL"].contains(&device.as_str());
    (reserved || numbered("COM") || numbered("LPT")).then_some(NameFault::Reserved)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_file_system_takes_is_no_name() {
        for (name, fault) in [
            ("1-甲局.pdf", None),
            ("各县（区）人民政府，市直有关单位：.pdf", None),
            ("甲/乙.pdf", Some(NameFault::Character { character: '/' })),
            ("甲:乙.pdf", Some(NameFault::Character { character: ':' })),
            ("甲\n乙.pdf", Some(NameFault::Character { character: '\n' })),
            ("..pdf", Some(NameFault::Edge)),
            (".pdf", Some(NameFault::Edge)),
            ("甲 .pdf", Some(NameFault::Edge)),
            ("con.pdf", Some(NameFault::Reserved)),
            ("COM1.2.pdf", Some(NameFault::Reserved)),
            ("COM10.pdf", None),
            ("console.pdf", None),
        ] {
            assert_eq!(illegal(name), fault, "{name}");
        }
        assert_eq!(illegal(&format!("{}.pdf", "长".repeat(90))), Some(NameFault::TooLong));
    }

    #[test]
    fn names_that_look_alike_are_one() {
        assert_eq!(folded("É.PDF"), folded("e\u{301}.pdf"));
        assert_ne!(folded("甲.pdf"), folded("乙.pdf"));
    }
}
