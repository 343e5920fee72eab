//! A text of the document with its paragraphs, and the way back from a byte of it to the file.

use std::ops::Range;

use crate::diagnostic::{Place, Reading};
use crate::document::{Body, Words};
use crate::text::{Block, BlockKind};

pub(super) struct Text<'a> {
    pub words: &'a Words,
    pub blocks: Vec<Block>,
    /// Whether its lines say themselves what they are: it is plain text.
    pub is_plain: bool,
    /// The way back to the file, when the text stands there without escapes.
    reading: Option<Reading>,
}

impl<'a> Text<'a> {
    /// A body and the blocks that were read from it.
    pub fn of(body: &'a Body) -> Text<'a> {
        let words = &body.words;
        let reading = words.place.as_ref().and_then(|place| Reading::of(place, &words.text));
        Text { words, blocks: body.blocks.clone(), is_plain: body.is_plain, reading }
    }

    pub fn text(&self) -> &'a str {
        &self.words.text
    }

    /// Paragraphs and headings, each with the byte it starts at; tables are no prose.
    pub fn paragraphs(&self) -> impl Iterator<Item = (usize, &'a str)> {
        let text = self.text();
        let prose = self
            .blocks
            .iter()
            .filter(|block| matches!(block.kind, BlockKind::Heading(_) | BlockKind::Paragraph(_)));
        prose.filter_map(move |block| Some((block.range.start, text.get(block.range.clone())?)))
    }

    /// The place of some bytes in the file, or the nearest to it that is known.
    pub fn place(&self, range: Range<usize>) -> Option<Place> {
        match &self.reading {
            Some(reading) => Some(reading.place(range)),
            None => Some(self.words.place.as_ref()?.find(self.text().get(range)?)),
        }
    }
}

/// Han characters and the marks that stand among them.
pub(super) fn is_chinese(c: char) -> bool {
    is_han(c) || matches!(c, '\u{3001}'..='\u{303F}' | '\u{FF01}'..='\u{FF65}' | '“' | '”' | '‘' | '’')
}

pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '〇' | '×')
        || ('\u{20000}'..='\u{3FFFF}').contains(&c)
}

/// The characters of a paragraph, each with its byte, so that rules can look to both sides.
pub(super) fn characters(text: &str) -> Vec<(usize, char)> {
    text.char_indices().collect()
}

/// The part of a text that names nobody else's words: what stands in 《》 and quotes is left out as
/// blanks of the same length.
pub(super) fn without_quoted(text: &str) -> String {
    let mut depth = 0_usize;
    text.chars()
        .flat_map(|c| {
            let opens = matches!(c, '《' | '“' | '〈' | '‘');
            let closes = matches!(c, '》' | '”' | '〉' | '’');
            depth += usize::from(opens);
            let inside = depth > 0;
            depth = depth.saturating_sub(usize::from(closes));
            let blanks = if inside { c.len_utf8() } else { 0 };
            std::iter::repeat_n(' ', blanks).chain((!inside).then_some(c))
        })
        .collect()
}
