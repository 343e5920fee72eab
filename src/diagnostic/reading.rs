//! A text as it was read from a place, and the way back from a byte of it to the file.

use std::ops::Range;
use std::sync::Arc;

use super::Place;
use crate::source::SourceText;
use crate::text::normal::{Normal, normalise};

/// Where a text that was read stands in its file: as it is, or with characters that reading put right.
#[derive(Debug, Clone)]
pub(crate) struct Reading {
    source: Arc<SourceText>,
    /// Where the place begins in the file, and the text in the place as it was read.
    start: usize,
    offset: usize,
    normal: Option<Normal>,
}

impl Reading {
    /// Looks for a text in a place; none where it is written otherwise, with escapes or in pieces.
    pub fn of(place: &Place, text: &str) -> Option<Reading> {
        let typed = place.text();
        let (source, start) = (Arc::clone(&place.source), place.range.start);
        if let Some(offset) = typed.find(text) {
            return Some(Reading { source, start, offset, normal: None });
        }
        let normal = normalise(typed)?;
        let offset = normal.text.find(text)?;
        Some(Reading { source, start, offset, normal: Some(normal) })
    }

    /// The place of a range of the text.
    pub fn place(&self, range: Range<usize>) -> Place {
        let range = self.offset + range.start..self.offset + range.end;
        let range = self.normal.as_ref().map_or(range.clone(), |normal| normal.typed(range));
        Place::new(&self.source, self.start + range.start..self.start + range.end)
    }
}
