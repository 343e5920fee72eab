//! The texts of a data file: the values that are read as Chinese prose, whatever spelling they came in.

use super::keys as k;
use super::keys::Key;
use crate::source::{Entry, Node, Table, Value};

/// A text in the data: one string, or those that a reader sees as one, such as the parts of a bold text.
pub struct DataText<'t> {
    /// Its strings, each with the node it stands in.
    pub parts: Vec<(&'t Node, &'t str)>,
    /// Its key, such as `attachments[1].title`.
    pub path: String,
    /// Whether it is body text written in Markdown.
    pub markdown: bool,
    /// Whether it is an attachment's name, which carries no number.
    pub is_attachment: bool,
}

/// The files that hold body text.
pub struct BodyFile<'t> {
    /// The node that names it.
    pub node: &'t Node,
    /// Its path, as the data write it.
    pub named: &'t str,
    /// The key, such as `attachments[1].body-file`.
    pub path: String,
    /// Whether it is Markdown.
    pub markdown: bool,
    /// Whether it is a Typst fragment.
    pub typst: bool,
}

/// Keys at the top whose strings, or lists of strings, are prose. Names of organs and people are not.
const PROSE: &[Key] = &[
    k::NUMBER,
    k::TITLE,
    k::SUBTITLE,
    k::RECIPIENTS,
    k::NOTE,
    k::POSTSCRIPT,
    k::ATTENDEES,
    k::ABSENTEES,
    k::OBSERVERS,
    k::ATTENDANCE,
    k::CC,
];

/// Of these, what a part that is a document of its own has.
const PROSE_OF_PARTS: &[Key] = &[k::NUMBER, k::SUBTITLE, k::RECIPIENTS, k::NOTE, k::POSTSCRIPT];

/// Keys of a body's blocks and of labelled rows that hold words, and no files, sizes or choices. Raised and lowered
/// figures are none.
const WORDS: &[Key] = &[
    k::HEADING,
    k::TEXT,
    k::CAPTION,
    k::UNIT,
    k::HEADER,
    k::ROWS,
    k::TABLE,
    k::BOLD,
    k::RED_WORDS,
    k::NOTE_PIECE,
    k::CELL_TEXT,
    k::ROW_NAMES,
    k::BOX,
    k::CHART,
    k::LABELS,
    k::SERIES,
    k::SERIES_NAME,
    k::BOX_TITLE,
    k::BOX_BODY,
    k::TABLE_NOTE,
    k::LINE,
    k::IMAGES,
];

/// All texts and body files of a data file, in the order they stand in.
pub fn texts(table: &Table) -> (Vec<DataText<'_>>, Vec<BodyFile<'_>>) {
    let mut found = Found::default();
    found.body(table, "");
    for entry in &table.entries {
        if is(entry, PROSE) {
            found.strings(&entry.node, &entry.key, false);
        } else if is(entry, &[k::ISSUED, k::ATTACHMENTS]) {
            found.attachments(entry, "");
        }
    }
    (found.texts, found.files)
}

/// Whether a table is a document's data: it has one of its keys.
pub fn has_known_key(table: &Table) -> bool {
    table.entries.iter().any(|entry| is(entry, k::TOP))
}

fn is(entry: &Entry, keys: &[Key]) -> bool {
    keys.iter().any(|key| entry.key == key.name || entry.key == key.alias)
}

fn string(table: &Table, key: Key) -> Option<&str> {
    let entry = table.entries.iter().find(|entry| is(entry, &[key]))?;
    match &entry.node.value {
        Value::String(text) => Some(text),
        _ => None,
    }
}

#[derive(Default)]
struct Found<'t> {
    texts: Vec<DataText<'t>>,
    files: Vec<BodyFile<'t>>,
}

impl<'t> Found<'t> {
    /// `body` and `body-file` of the document or of an attachment.
    fn body(&mut self, table: &'t Table, prefix: &str) {
        let format = string(table, k::BODY_FORMAT).map(str::trim);
        for entry in &table.entries {
            let path = format!("{prefix}{}", entry.key);
            if is(entry, &[k::BODY]) && format != Some("typst") {
                self.strings(&entry.node, &path, format == Some("markdown"));
            } else if is(entry, &[k::BODY_FILE])
                && let Value::String(named) = &entry.node.value
            {
                let ending = named.trim().rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
                let markdown = matches!(ending.as_deref(), Some("md" | "markdown"));
                let typst = ending.as_deref() == Some("typ");
                self.files.push(BodyFile {
                    node: &entry.node,
                    named: named.trim(),
                    path,
                    markdown: format.map_or(markdown, |format| format == "markdown"),
                    typst: format.map_or(typst, |format| format == "typst"),
                });
            }
        }
    }

    fn attachments(&mut self, entry: &'t Entry, prefix: &str) {
        let items: Vec<&Node> = match &entry.node.value {
            Value::Array(items) => items.iter().collect(),
            _ => vec![&entry.node],
        };
        let is_array = matches!(entry.node.value, Value::Array(_));
        for (i, item) in items.into_iter().enumerate() {
            let path = format!("{prefix}{}", entry.key);
            let path = if is_array { format!("{path}[{i}]") } else { path };
            match &item.value {
                Value::Table(table) => {
                    let title = table.entries.iter().filter(|entry| is(entry, &[k::ATTACHMENT_TITLE]));
                    for title in title {
                        self.attachment_name(&title.node, format!("{path}.{}", title.key));
                    }
                    self.body(table, &format!("{path}."));
                    for own in &table.entries {
                        if is(own, PROSE_OF_PARTS) {
                            self.strings(&own.node, &format!("{path}.{}", own.key), false);
                        }
                    }
                    let inner = table.entries.iter().filter(|entry| is(entry, &[k::PART_ATTACHMENTS]));
                    inner.for_each(|entry| self.attachments(entry, &format!("{path}.")));
                }
                _ => self.attachment_name(item, path),
            }
        }
    }

    fn attachment_name(&mut self, node: &'t Node, path: String) {
        if let Value::String(text) = &node.value {
            let parts = vec![(node, text.as_str())];
            self.texts.push(DataText { parts, path, markdown: false, is_attachment: true });
        }
    }

    fn text(&mut self, parts: Vec<(&'t Node, &'t str)>, path: &str, markdown: bool) {
        self.texts.push(DataText { parts, path: path.to_owned(), markdown, is_attachment: false });
    }

    /// Strings, bold and red ones one after another are one text, which notes do not part; a raised figure or another
    /// table does.
    fn pieces(&mut self, items: &'t [Node], path: &str, markdown: bool) {
        let mut parts = Vec::new();
        let is_note = |item: &Node| match &item.value {
            Value::Table(table) => matches!(table.entries.as_slice(), [entry] if is(entry, &[k::NOTE_PIECE])),
            _ => false,
        };
        for item in items.iter().filter(|item| is_note(item)) {
            self.strings(item, path, markdown);
        }
        for item in items.iter().filter(|item| !is_note(item)) {
            match dressed(item) {
                Some(part) => parts.push(part),
                None => {
                    if !parts.is_empty() {
                        self.text(std::mem::take(&mut parts), path, markdown);
                    }
                    self.strings(item, path, markdown);
                }
            }
        }
        if !parts.is_empty() {
            self.text(parts, path, markdown);
        }
    }

    /// Every string below a node: a text, a list of texts, the blocks of a body.
    fn strings(&mut self, node: &'t Node, path: &str, markdown: bool) {
        match &node.value {
            Value::String(text) => self.text(vec![(node, text)], path, markdown),
            Value::Array(items) => {
                for (i, item) in items.iter().enumerate() {
                    self.strings(item, &format!("{path}[{i}]"), markdown);
                }
            }
            Value::Table(table) => {
                for entry in table.entries.iter().filter(|entry| is(entry, WORDS)) {
                    let path = format!("{path}.{}", entry.key);
                    match &entry.node.value {
                        Value::Array(items)
                            if is(entry, &[k::TEXT, k::BOLD, k::RED_WORDS, k::NOTE_PIECE, k::BOX_BODY]) =>
                        {
                            self.pieces(items, &path, markdown);
                        }
                        _ => self.strings(&entry.node, &path, markdown),
                    }
                }
            }
            _ => {}
        }
    }
}

/// A string, or the string of a `{ bold = … }` or a `{ red = … }`.
fn dressed(node: &Node) -> Option<(&Node, &str)> {
    let inner = match &node.value {
        Value::Table(table) => match table.entries.as_slice() {
            [entry] if is(entry, &[k::BOLD, k::RED_WORDS]) => &entry.node,
            _ => return None,
        },
        _ => node,
    };
    match &inner.value {
        Value::String(text) => Some((inner, text)),
        _ => None,
    }
}
