//! What each column of the list is for: a key it replaces, a placeholder it fills, or nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::fill;
use super::filled::{Answer, Room};
use super::list::{Cells, Column, List};
use super::names::Pattern;
use super::path::{KeyPath, NoKey};
use crate::batch::findings::{ColumnFinding, PlaceholderFinding};
use crate::diagnostic::{Diagnostic, Place, Problem, Sink};
use crate::document::{BODY, BODY_FILE, RECIPIENTS, Shape};
use crate::nearest::nearest;
use crate::source::{Files, Node, SourceText, Table, Value};
use crate::workbook::Lost;

/// Cells that say: nothing stands here.
const NOTHING: [&str; 2] = ["{none}", "{无}"];

/// A row of the list: its cells, and where they stand.
pub(super) struct Row<'a> {
    list: &'a List,
    index: usize,
    cells: Cells,
    pub place: Option<Place>,
}

impl<'a> Row<'a> {
    /// A row, counted from 1.
    pub(crate) fn of(list: &'a List, row: usize) -> Row<'a> {
        let index = row.wrapping_sub(1);
        let (cells, place) = list.row(index);
        Row { list, index, cells, place }
    }

    /// The cell of a column; a blank one is none.
    pub(crate) fn cell(&self, column: usize) -> Option<&Node> {
        self.cells.get(column).and_then(Option::as_ref)
    }

    /// Where a cell stands, blank or not.
    pub(crate) fn place_of(&self, column: usize) -> Option<Place> {
        let said = self.cell(column).and_then(|cell| cell.place.clone());
        said.or_else(|| self.list.cell_place(self.index, column)).or_else(|| self.place.clone())
    }

    /// Why a cell says nothing although it holds something.
    fn lost(&self, column: usize) -> Option<&Lost> {
        self.list.lost(self.index, column)
    }

    /// Whether one of its cells says this.
    pub(crate) fn says(&self, words: &str) -> bool {
        self.cells.iter().flatten().any(|cell| said(cell).contains(words))
    }
}

/// The columns that mean something.
pub(super) struct Columns {
    /// Columns that replace a key, the shorter path first, so that a part is put into the new whole.
    keys: Vec<(usize, KeyPath)>,
    /// Which column fills each placeholder of the base.
    fillers: BTreeMap<String, usize>,
    /// Columns that are no key and fill nothing in the base.
    unknown: Vec<(usize, NoKey)>,
    /// How many bytes the texts of a row may have.
    most: u64,
}

impl Columns {
    /// What every column is for; a placeholder without a column is told.
    pub(crate) fn read(
        base: &Table,
        files: &Files,
        list: &List,
        pattern: Option<&Pattern>,
        sink: &mut Sink,
    ) -> Columns {
        let most = files.limits().bytes_of_data();
        let mut columns = Columns { keys: Vec::new(), fillers: BTreeMap::new(), unknown: Vec::new(), most };
        columns.read_keys(base, list, sink);
        let mut placeholders = fill::names(base);
        // Where rows bring texts of their own, whether one of the base's is read at all is the row's matter.
        if !columns.keys.iter().any(|(_, path)| brings_a_text(path)) {
            for (file, source) in files_of(base, files) {
                let place = Place::new(&source, 0..source.text().len());
                fill::names_in(source.text(), file.reading, Some(&place), &mut placeholders);
            }
        }
        columns.unknown.retain(|(index, _)| {
            let name = &list.columns[*index].name;
            !placeholders.contains_key(name) && !pattern.is_some_and(|pattern| pattern.uses(*index))
        });
        for (placeholder, place) in placeholders {
            match columns.for_placeholder(&placeholder, list) {
                Some(column) => {
                    columns.fillers.insert(placeholder, column);
                }
                None => {
                    let nearest = nearest_column(&placeholder, list);
                    sink.push(
                        Diagnostic::new(PlaceholderFinding::NoColumn { placeholder, nearest }).at(place),
                    );
                }
            }
        }
        columns
    }

    fn read_keys(&mut self, base: &Table, list: &List, sink: &mut Sink) {
        let mut trial = base.clone();
        for (index, column) in list.columns.iter().enumerate() {
            if column.name.is_empty() {
                continue;
            }
            if let Some(first) = list.columns[..index].iter().find(|known| known.name == column.name) {
                tell(sink, column, ColumnFinding::ColumnTwice { first: first.name.clone() });
                continue;
            }
            if is_remark(column) || bare(&column.name) != column.name {
                continue;
            }
            let path = match KeyPath::read(&column.name) {
                Ok(path) => path,
                Err(no_key) => {
                    self.unknown.push((index, no_key));
                    continue;
                }
            };
            let same = self.keys.iter().find(|(_, known)| known.canonical() == path.canonical());
            if let Some((first, _)) = same {
                let first = list.columns[*first].name.clone();
                tell(sink, column, ColumnFinding::ColumnTwice { first });
                continue;
            }
            // Something must stand there for the columns after this one.
            let value = match path.shape {
                Shape::Table(_) | Shape::Tables(_) | Shape::TablesOrText(_) => Value::Table(Table::default()),
                _ => Value::String(String::new()),
            };
            match path.set(&mut trial, Node { value, place: None }) {
                Ok(()) => self.keys.push((index, path)),
                Err(fault) => {
                    let column_name = column.name.clone();
                    tell(sink, column, ColumnFinding::ColumnPath { column: column_name, fault });
                }
            }
        }
        self.keys.sort_by_key(|(index, path)| (path.depth(), *index));
    }

    /// Whether rows may name files of text that the base does not.
    pub(crate) fn rows_bring_texts(&self, base: &Table) -> bool {
        let by_name = |file: fill::TextFile| {
            !crate::braces::placeholders(&file.named, crate::braces::Reads::Plain).is_empty()
        };
        self.keys.iter().any(|(_, path)| brings_a_text(path))
            || fill::text_files(base).into_iter().any(by_name)
    }

    /// Whether there are columns that nothing is known of so far.
    pub(crate) fn has_unknown(&self) -> bool {
        !self.unknown.is_empty()
    }

    /// Columns that fill placeholders of a row's own file are known.
    pub(crate) fn know(&mut self, placeholders: &BTreeMap<String, Option<Place>>, list: &List) {
        self.unknown.retain(|(index, _)| !placeholders.contains_key(&list.columns[*index].name));
    }

    /// Tells of the columns for nothing: an error, or a note when they are to be left aside.
    pub(crate) fn tell_unknown(
        &mut self,
        base: &Table,
        files: &Files,
        list: &List,
        ignored: bool,
    ) -> Vec<Diagnostic> {
        let texts = if self.unknown.is_empty() { Vec::new() } else { all_texts(base, files) };
        let told = std::mem::take(&mut self.unknown).into_iter().map(|(index, no_key)| {
            let column = &list.columns[index];
            let known = self.fillers.keys().map(String::as_str);
            let filled = || nearest(&column.name, known).map(str::to_owned);
            let nearest = no_key.nearest().or_else(filled);
            let (name, part) = (column.name.clone(), no_key.part);
            let written = texts.iter().find_map(|text| {
                Some(text[crate::braces::alike(text, &name).into_iter().next()?].to_owned())
            });
            let what = match ignored {
                true => ColumnFinding::ColumnIgnored { column: name, nearest },
                false => ColumnFinding::UnknownColumn { column: name, part, nearest, written },
            };
            Diagnostic::new(what).at(column.place.clone())
        });
        told.collect()
    }

    /// The column of this name, `{in braces}` or not, or of the same key in the other language.
    fn for_placeholder(&self, placeholder: &str, list: &List) -> Option<usize> {
        list.columns
            .iter()
            .position(|column| !is_remark(column) && bare(&column.name) == placeholder)
            .or_else(|| {
                let canonical = KeyPath::read(placeholder).ok()?.canonical();
                self.keys.iter().find(|(_, path)| path.canonical() == canonical).map(|(index, _)| *index)
            })
    }

    /// What a row says for a placeholder.
    pub(crate) fn answer(&self, placeholder: &str, row: &Row<'_>) -> Answer {
        let known = self.fillers.get(placeholder).copied();
        let Some(column) = known.or_else(|| self.for_placeholder(placeholder, row.list)) else {
            return Answer::NoColumn(nearest_column(placeholder, row.list));
        };
        let Some(cell) = row.cell(column) else { return Answer::Blank(row.place_of(column)) };
        let text = said(cell);
        let words = if NOTHING.contains(&text.as_str()) { String::new() } else { text };
        Answer::Words(words, cell.place.clone())
    }

    /// The data of a row: the base with the row's cells in their places.
    pub(crate) fn data(&self, base: &Table, row: &Row<'_>, sink: &mut Sink) -> Table {
        let mut table = base.clone();
        self.unread(base, row, sink);
        let mut room = Room::new(self.most);
        self.fill(&mut table, row, &mut room, sink);
        self.replace(&mut table, row, &mut room, sink);
        table
    }

    /// Tells of cells that hold something and say nothing: neither the base's value nor none is what they say.
    /// Blank recipients leave those of the base, which is told, too.
    fn unread(&self, base: &Table, row: &Row<'_>, sink: &mut Sink) {
        let used: BTreeSet<usize> =
            self.keys.iter().map(|(column, _)| *column).chain(self.fillers.values().copied()).collect();
        for column in used.into_iter().filter(|column| row.cell(*column).is_none()) {
            let name = row.list.columns[column].name.clone();
            let found = match row.lost(column) {
                Some(why) => ColumnFinding::Unread { column: name, why: why.clone() },
                None => match self.recipients_of(base, column) {
                    Some(said) => ColumnFinding::RecipientsOfBase { said },
                    None => continue,
                },
            };
            sink.push(Diagnostic::new(found).at(row.place_of(column)));
        }
    }

    /// The base's recipients, where a column is theirs.
    fn recipients_of(&self, base: &Table, column: usize) -> Option<String> {
        let (_, path) = self.keys.iter().find(|(known, _)| *known == column)?;
        let is_theirs = path.depth() == 1 && path.last_key().is_some_and(|key| key == RECIPIENTS);
        let entry = base
            .entries
            .iter()
            .find(|entry| [RECIPIENTS.name, RECIPIENTS.alias].contains(&entry.key.as_str()))?;
        Some(said(&entry.node)).filter(|said| is_theirs && !said.is_empty())
    }

    /// Puts a row's cells into the placeholders of a table.
    fn fill(&self, table: &mut Table, row: &Row<'_>, room: &mut Room, sink: &mut Sink) {
        let mut known = BTreeSet::new();
        // One for all placeholders of the base, whether this row's data still have them or not.
        for (placeholder, column) in &self.fillers {
            if row.cell(*column).is_none() && known.insert(placeholder.clone()) && row.lost(*column).is_none()
            {
                let blank = PlaceholderFinding::Blank { placeholder: placeholder.clone() };
                sink.push(Diagnostic::new(blank).at(row.place_of(*column)).path(placeholder.clone()));
            }
        }
        fill::fill(table, &|name| self.answer(name, row), room, &mut |what, place| {
            push_once(what, place, &mut known, sink);
        });
    }

    /// Puts a row's cells into the placeholders of a file.
    pub(crate) fn fill_file(
        &self,
        source: &std::sync::Arc<SourceText>,
        file: &fill::TextFile,
        row: &Row<'_>,
        sink: &mut Sink,
    ) -> Option<std::sync::Arc<SourceText>> {
        let place = Place::new(source, 0..source.text().len());
        let mut known: BTreeSet<String> = self
            .fillers
            .iter()
            .filter(|(_, column)| row.cell(**column).is_none())
            .map(|(name, _)| name.clone())
            .collect();
        let told: fill::Told<'_> = &mut |what, place| push_once(what, place, &mut known, sink);
        let (text, reading, room) = (source.text(), file.reading, &mut Room::new(self.most));
        let made = fill::fill_text(text, reading, Some(&place), &|name| self.answer(name, row), room, told);
        made.and_then(Result::ok)
    }

    /// The column that replaces a key, or the whole that the key is a part of.
    pub(crate) fn column_of(&self, path: &KeyPath) -> Option<usize> {
        let name = path.canonical();
        let is = |known: &KeyPath| {
            let known = known.canonical();
            name.strip_prefix(&known).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        self.keys.iter().rev().find(|(_, known)| is(known)).map(|(column, _)| *column)
    }

    /// The names that a text may have meant as placeholders.
    pub(crate) fn names<'l>(&self, list: &'l List) -> Vec<&'l str> {
        list.columns.iter().filter(|column| !is_remark(column)).map(|column| bare(&column.name)).collect()
    }

    /// Replaces keys by cells.
    fn replace(&self, table: &mut Table, row: &Row<'_>, room: &mut Room, sink: &mut Sink) {
        let given = |path: &KeyPath| {
            let name = path.canonical();
            let found = self.keys.iter().find(|(_, known)| known.canonical() == name);
            found.and_then(|(column, _)| row.cell(*column)).is_some_and(|cell| !is_nothing(cell))
        };
        let mut removed = false;
        for (column, path) in &self.keys {
            let Some(node) = row.cell(*column) else { continue };
            if let Value::String(said) = &node.value
                && let Err(fault) = room.take(said.len(), &row.list.columns[*column].name)
            {
                fault.into_iter().for_each(|fault| sink.push(Diagnostic::new(fault).at(node.place.clone())));
                continue;
            }
            let nothing = is_nothing(node);
            removed |= nothing;
            let null = || Node { value: Value::Null, place: None };
            let new = if nothing { null() } else { typed(node.clone(), path.shape) };
            if let Err(what) = path.set(table, new) {
                let column = row.list.columns[*column].name.clone();
                sink.push(
                    Diagnostic::new(ColumnFinding::ColumnPath { column, fault: what }).at(node.place.clone()),
                );
                continue;
            }
            // A body has one source: who gives the text takes the file away, and the other way round.
            let other = match path.last_key() {
                Some(key) if key == BODY => Some(BODY_FILE),
                Some(key) if key == BODY_FILE => Some(BODY),
                _ => None,
            };
            let Some(other) = other.map(|key| path.sibling(key)).filter(|_| !nothing) else { continue };
            if !given(&other) {
                let _ = other.set(table, null());
            }
        }
        if removed {
            table.entries.iter_mut().for_each(|entry| without_nulls(&mut entry.node));
        }
    }

    /// The column of a name, for a pattern of file names.
    pub(crate) fn named(list: &List, name: &str) -> Option<usize> {
        list.columns.iter().position(|column| bare(column.name.trim_start_matches('#')) == name)
    }
}

/// A header that begins with # is somebody's remark.
fn is_remark(column: &Column) -> bool {
    column.name.starts_with('#')
}

/// `{姓名}` is a column that only fills the placeholder.
fn bare(name: &str) -> &str {
    let inner = name.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
    let inner = inner.map(|inner| inner.strip_prefix('{').and_then(|r| r.strip_suffix('}')).unwrap_or(inner));
    inner.map_or(name, str::trim)
}

/// Whether a column says which text a row has.
fn brings_a_text(path: &KeyPath) -> bool {
    path.last_key().is_some_and(|key| key == BODY || fill::names_a_text(key))
        || matches!(path.shape, Shape::Body(_))
}

/// The files of text of a table, as far as they can be read: what is wrong with one is told with every other
/// problem of the document.
pub(super) fn files_of(table: &Table, files: &Files) -> Vec<(fill::TextFile, std::sync::Arc<SourceText>)> {
    let mut known = BTreeSet::new();
    let named = fill::text_files(table).into_iter().filter(|file| known.insert(file.named.clone()));
    // A row's own files are the row's: they are not to be remembered as this batch's.
    let files = files.afresh();
    named.filter_map(|file| files.read_source(&file.named).ok().map(|source| (file, source))).collect()
}

/// Every text of a base and of the files it names.
fn all_texts(base: &Table, files: &Files) -> Vec<String> {
    let mut texts = Vec::new();
    fill::each_text(base, &mut |text| texts.push(text.to_owned()));
    texts.extend(files_of(base, files).into_iter().map(|(_, source)| source.text().to_owned()));
    texts
}

/// Tells of a placeholder without words once, whatever number of texts it stands in.
fn push_once(
    what: impl Into<Box<dyn Problem>>,
    place: Option<Place>,
    known: &mut BTreeSet<String>,
    sink: &mut Sink,
) {
    let what = what.into();
    if let Some(PlaceholderFinding::Blank { placeholder }) = what.of() {
        if !known.insert(placeholder.clone()) {
            return;
        }
        let path = placeholder.clone();
        return sink.push(Diagnostic::new(what).at(place).path(path));
    }
    sink.push(Diagnostic::new(what).at(place));
}

fn nearest_column(placeholder: &str, list: &List) -> Option<String> {
    let names = list.columns.iter().filter(|column| !is_remark(column));
    nearest(placeholder, names.map(|column| column.name.as_str())).map(str::to_owned)
}

fn is_nothing(node: &Node) -> bool {
    matches!(&node.value, Value::String(text) if NOTHING.contains(&text.trim()))
}

fn without_nulls(node: &mut Node) {
    match &mut node.value {
        Value::Array(items) => {
            items.retain(|item| !matches!(item.value, Value::Null));
            items.iter_mut().for_each(without_nulls);
        }
        Value::Table(table) => table.entries.iter_mut().for_each(|entry| without_nulls(&mut entry.node)),
        _ => {}
    }
}

fn tell(sink: &mut Sink, column: &Column, what: impl Into<Box<dyn Problem>>) {
    sink.push(Diagnostic::new(what).at(column.place.clone()));
}

/// What a value says as words.
pub(super) fn said(node: &Node) -> String {
    match &node.value {
        Value::Null | Value::Told | Value::Table(_) => String::new(),
        Value::Bool(flag) => flag.to_string(),
        Value::Integer(number) => number.to_string(),
        Value::Float(number) => number.to_string(),
        Value::String(text) => text.trim().to_owned(),
        Value::Date { year, month, day } => format!("{year}年{month}月{day}日"),
        Value::Array(items) => items.iter().map(said).collect::<Vec<_>>().join("、"),
    }
}

/// A cell's words as a value of the key's type; what is none stays words, and reading will say so.
fn typed(node: Node, shape: Shape) -> Node {
    let Value::String(text) = &node.value else { return node };
    let text = text.trim();
    let whole = || text.parse::<i64>().ok().map(Value::Integer);
    let value = match shape {
        Shape::FlagCountOrChoice(..) if whole().is_some() => whole(),
        Shape::Flag | Shape::FlagCountOrChoice(..) => match text.to_ascii_lowercase().as_str() {
            "true" | "是" | "1" => Some(Value::Bool(true)),
            "false" | "否" | "0" => Some(Value::Bool(false)),
            _ => None,
        },
        Shape::Count(..) => whole(),
        // 000123 was written with its noughts.
        Shape::CountOrText(..) if !text.starts_with('0') || text == "0" => whole(),
        Shape::Millimetres(..) | Shape::Numbers(..) => {
            whole().or_else(|| text.parse::<f64>().ok().map(Value::Float))
        }
        _ => None,
    };
    match value {
        Some(value) => Node { value, ..node },
        None => node,
    }
}
