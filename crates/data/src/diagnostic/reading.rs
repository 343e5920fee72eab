//! A text as it was read from a place, and the way back from a byte of it to the file.

use std::ops::Range;
use std::sync::Arc;

use super::Place;
use crate::source::{InputFormat, SourceText, Written, characters};
use crate::text::normal::{Normal, normalise};

/// Where a text that was read stands in its file: as it is, or with characters that reading put right.
#[derive(Debug, Clone)]
pub struct Reading {
    source: Arc<SourceText>,
    /// Where the place begins in the file, and the text in the place as it was read.
    start: usize,
    offset: usize,
    way: Way,
}

/// How the text in the place became the text that was read.
#[derive(Debug, Clone)]
enum Way {
    /// It stands there as it is.
    Same,
    /// Characters that stand for others were put right.
    Normal(Normal),
    /// A string with escapes: where each of its characters starts in its value, and its bytes in the file.
    Escaped(Vec<(usize, Range<usize>)>),
}

impl Reading {
    /// Looks for a text in a place; none where it is written in pieces.
    pub fn of(place: &Place, text: &str) -> Option<Reading> {
        let typed = place.text();
        let (source, start) = (Arc::clone(&place.source), place.range.start);
        if let Some(offset) = typed.find(text) {
            return Some(Reading { source, start, offset, way: Way::Same });
        }
        if let Some(normal) = normalise(typed)
            && let Some(offset) = normal.text.find(text)
        {
            return Some(Reading { source, start, offset, way: Way::Normal(normal) });
        }
        let format = InputFormat::of_path(source.name()).unwrap_or_else(|| InputFormat::guess(source.text()));
        let written = characters(source.text(), place.range.clone(), format)?;
        let value: String = written.iter().map(|one| one.character).collect();
        let offset = value.find(text)?;
        Some(Reading { source, start, offset, way: Way::Escaped(starts(written)) })
    }

    /// The place of a range of the text.
    pub fn place(&self, range: Range<usize>) -> Place {
        let range = self.offset + range.start..self.offset + range.end;
        let within = match &self.way {
            Way::Same => range,
            Way::Normal(normal) => normal.typed(range),
            Way::Escaped(characters) => return self.escaped(characters, range),
        };
        Place::new(&self.source, self.start + within.start..self.start + within.end)
    }

    fn escaped(&self, characters: &[(usize, Range<usize>)], range: Range<usize>) -> Place {
        let at = |byte: usize| characters.partition_point(|(start, _)| *start < byte);
        let whole = characters.last().map_or(self.start, |(_, bytes)| bytes.end);
        let first = characters.get(at(range.start)).map_or(whole, |(_, bytes)| bytes.start);
        let last = characters[..at(range.end)].last().map_or(first, |(_, bytes)| bytes.end);
        Place::new(&self.source, first..last.max(first))
    }
}

fn starts(written: Vec<Written>) -> Vec<(usize, Range<usize>)> {
    let mut at = 0;
    let one = |one: Written| {
        let start = at;
        at += one.character.len_utf8();
        (start, one.bytes)
    };
    written.into_iter().map(one).collect()
}
