//! Bytes in, one tree of values out, every value remembering where it stood.
//!
//! The reader of each spelling (TOML here; any serde value without places) makes the same [`Node`]
//! tree, so the rooms after this one do not know which spelling the user chose.

mod files;
mod serde_value;
mod toml;
mod toml_string;
mod tree;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

pub(crate) use files::{Files, LIMIT_DATA_BYTES, decode, read_limited};
pub(crate) use serde_value::from_serde;
pub(crate) use toml_string::{Written, characters};
pub(crate) use tree::{Entry, Node, Table, Value};

use crate::diagnostic::Sink;

/// The text of one file the user wrote, as read.
pub struct SourceText {
    name: String,
    text: String,
    /// Byte offsets at which lines start.
    lines: Vec<usize>,
    order: usize,
}

impl SourceText {
    pub(crate) fn new(name: impl Into<String>, text: impl Into<String>) -> Arc<SourceText> {
        // Reading order within a process; it sorts messages and reaches no output.
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let text = text.into();
        let lines = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let order = NEXT.fetch_add(1, Ordering::Relaxed);
        Arc::new(SourceText { name: name.into(), text, lines, order })
    }

    /// The file's name as the user gave it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    pub(crate) fn order(&self) -> usize {
        self.order
    }

    /// Line and column of a byte offset, both from 1; the column counts characters.
    pub(crate) fn line_column(&self, offset: usize) -> (usize, usize) {
        let line = self.lines.partition_point(|&start| start <= offset).max(1);
        let start = self.lines[line - 1];
        let before = self.text.get(start..offset).unwrap_or_default();
        (line, before.chars().count() + 1)
    }
}

impl std::fmt::Debug for SourceText {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SourceText({}, {} bytes)", self.name, self.text.len())
    }
}

/// Reads a data file's text into a tree, or reports why not.
pub(crate) fn read_toml(source: &Arc<SourceText>, sink: &mut Sink) -> Option<Table> {
    toml::read(source, sink)
}
