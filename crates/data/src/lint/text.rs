//! A text of the document with its paragraphs, and the way back from a byte of it to the file.

use std::ops::Range;

use crate::diagnostic::{Place, Reading};
use crate::document::{Body, Words};
use crate::text::charsets::is_hanzi;
use crate::text::notes::{Note, in_order};
use crate::text::{Block, BlockKind, Numbering};

pub(super) struct Text<'a> {
    pub words: &'a Words,
    pub blocks: &'a [Block],
    /// The notes that they and the title over them call.
    notes: Vec<&'a Note>,
    /// Whether its lines say themselves what they are: it is plain text.
    pub is_plain: bool,
    pub numbering: Numbering,
    /// A text without blocks, such as a title: one paragraph.
    is_line: bool,
    /// The way back to the file, when the text stands there without escapes.
    reading: Option<Reading>,
}

impl<'a> Text<'a> {
    /// A body and the blocks that were read from it.
    pub(super) fn of(body: &'a Body) -> Text<'a> {
        let words = &body.words;
        let reading = words.place.as_ref().and_then(|place| Reading::of(place, &words.text));
        Text {
            words,
            blocks: &body.blocks,
            notes: in_order(&body.of_title, &body.blocks).into_iter().map(AsRef::as_ref).collect(),
            is_plain: body.is_plain,
            numbering: body.numbering,
            is_line: false,
            reading,
        }
    }

    /// An element of one line, such as the title.
    pub(super) fn line(words: &'a Words) -> Text<'a> {
        let reading = words.place.as_ref().and_then(|place| Reading::of(place, &words.text));
        Text {
            words,
            blocks: &[],
            notes: Vec::new(),
            is_plain: true,
            numbering: Numbering::Official,
            is_line: true,
            reading,
        }
    }

    pub(super) fn text(&self) -> &'a str {
        &self.words.text
    }

    /// Paragraphs, headings and notes, each with the byte it starts at; tables are no prose.
    pub(super) fn paragraphs(&self) -> impl Iterator<Item = (usize, &'a str)> {
        let text = self.text();
        let lines = |block: &'a Block| match &block.kind {
            BlockKind::Boxed(boxed) => boxed.all().collect::<Vec<_>>(),
            _ => vec![block],
        };
        let prose = self.blocks.iter().flat_map(lines).filter(|block| block.kind.is_prose());
        let whole = self.is_line.then_some((0, text));
        let notes =
            self.notes.iter().filter_map(move |note| Some((note.range.start, text.get(note.range.clone())?)));
        let paragraphs =
            prose.filter_map(move |block| Some((block.range.start, text.get(block.range.clone())?)));
        whole.into_iter().chain(paragraphs).chain(notes)
    }

    /// The text with blanks for all that is no prose, byte for byte.
    pub(super) fn prose(&self) -> String {
        let mut prose: Vec<u8> = vec![b' '; self.text().len()];
        for (start, paragraph) in self.paragraphs() {
            prose[start..start + paragraph.len()].copy_from_slice(paragraph.as_bytes());
        }
        String::from_utf8(prose).unwrap_or_default()
    }

    /// The place of some bytes in the file, or the nearest to it that is known.
    pub(super) fn place(&self, range: Range<usize>) -> Option<Place> {
        match &self.reading {
            Some(reading) => Some(reading.place(range)),
            // In pieces: certain only when there is one such piece.
            None => {
                let (place, part) = (self.words.place.as_ref()?, self.text().get(range)?);
                let once = !part.is_empty() && place.text().matches(part).count() == 1;
                Some(if once { place.find(part) } else { place.clone() })
            }
        }
    }
}

/// Han characters and the marks that stand among them.
pub(super) fn is_chinese(c: char) -> bool {
    is_han(c) || matches!(c, '\u{3001}'..='\u{303F}' | '\u{FF01}'..='\u{FF65}' | '“' | '”' | '‘' | '’')
}

/// A hanzi, or the cross that stands for one in names kept back.
pub(super) fn is_han(c: char) -> bool {
    is_hanzi(c) || c == '×'
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
