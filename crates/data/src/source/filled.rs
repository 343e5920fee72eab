//! A text of the user's with words put into it, and the way back from a byte of it: to the file it was
//! written in, or to where the words came from.

use std::ops::Range;
use std::sync::Arc;

use super::SourceText;
use crate::diagnostic::{Place, Reading};

/// What a filled text was made from.
#[derive(Debug)]
pub struct Filled {
    /// Where the text was written, and what it said.
    pub place: Place,
    /// What it said, placeholders and all.
    pub text: String,
    /// The pieces of the filled text, in its order and without a gap.
    pub pieces: Vec<Piece>,
}

/// A piece of a filled text.
#[derive(Debug, Clone)]
pub struct Piece {
    /// Its bytes in the filled text.
    pub made: Range<usize>,
    /// The bytes of the written text that it is, or that it stands for.
    pub written: Range<usize>,
    /// Where its words come from; none for what was written, or what has no place.
    pub from: Option<Place>,
    /// Whether it was put in.
    pub put: bool,
}

impl Filled {
    /// The place of a range of the filled text, and whether it is that range and no more.
    pub fn origin(&self, made: &str, range: Range<usize>) -> (Place, bool) {
        let touches = |piece: &&Piece| {
            piece.made.start < range.end.max(range.start + 1) && range.start < piece.made.end
        };
        let touched: Vec<&Piece> = self.pieces.iter().filter(touches).collect();
        if let [Piece { from: Some(place), made: whole, .. }] = touched[..] {
            let part = made.get(range.clone()).unwrap_or_default();
            let found = if range == *whole { place.clone() } else { place.find(part) };
            return (found, false);
        }
        let (Some(first), Some(last)) = (touched.first(), touched.last()) else {
            return (self.written(self.text.len()..self.text.len()).0, false);
        };
        let start = if first.put {
            first.written.start
        } else {
            first.written.start + range.start.saturating_sub(first.made.start)
        };
        let end = if last.put {
            last.written.end
        } else {
            last.written.start + range.end.min(last.made.end).saturating_sub(last.made.start)
        };
        let as_written = touched.iter().all(|piece| !piece.put);
        let (place, found) = self.written(start..end.max(start));
        (place, found && as_written)
    }

    /// The place of a range of the text as it was written; where it is spelt otherwise, of its first line.
    fn written(&self, range: Range<usize>) -> (Place, bool) {
        match Reading::of(&self.place, &self.text) {
            Some(reading) => (reading.place(range), true),
            None => {
                let line = self.text.get(range).and_then(|words| words.lines().next()).unwrap_or_default();
                (self.place.find(line), false)
            }
        }
    }
}

impl SourceText {
    /// A text with words put into it.
    pub fn filled(made: impl Into<String>, filled: Filled) -> Arc<SourceText> {
        let name = filled.place.file().to_owned();
        SourceText::made(name, made.into(), (1, 0), Some(filled))
    }

    /// What it was made from, when words were put into it.
    pub fn origin(&self) -> Option<&Filled> {
        self.filled.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_of_a_filled_text_is_found_in_the_file_or_in_the_cell() {
        let file = SourceText::new("m.md", "第一行。\n致{{甲}}同志：");
        let list = SourceText::part("l.csv", "张三,9", (7, 0));
        let cell = Place::new(&list, 0..6);
        let place = Place::new(&file, 0..file.text().len());
        let text = file.text().to_owned();
        let open = text.find("{{").unwrap();
        let shut = open + "{{甲}}".len();
        let made = format!("{}张三{}", &text[..open], &text[shut..]);
        let after = open + 6;
        let piece = |made, written, from: Option<&Place>| Piece {
            made,
            written,
            from: from.cloned(),
            put: from.is_some(),
        };
        let pieces = vec![
            piece(0..open, 0..open, None),
            piece(open..after, open..shut, Some(&cell)),
            piece(after..made.len(), shut..text.len(), None),
        ];
        let filled = SourceText::filled(made.clone(), Filled { place, text, pieces });
        let at = |range: Range<usize>| {
            let place = Place::new(&filled, range).origin();
            (place.file().to_owned(), place.line_column(), place.text().to_owned())
        };
        assert_eq!(at(0..12), ("m.md".into(), (1, 1), "第一行。".into()));
        assert_eq!(at(after..after + 6), ("m.md".into(), (2, 7), "同志".into()));
        assert_eq!(at(open + 3..after), ("l.csv".into(), (7, 2), "三".into()));
        assert_eq!(at(open - 3..after), ("m.md".into(), (2, 1), "致{{甲}}".into()));
        assert_eq!(at(made.len()..made.len()).1, (2, 10));
    }
}
