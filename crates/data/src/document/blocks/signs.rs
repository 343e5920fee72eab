//! Signs of body text in blocks: notes by their names, marks that are printed as they stand.

use std::ops::Range;

use crate::diagnostic::{Place, Sink};
use crate::document::reader::Found;
use crate::document::{BodyFinding, Instead, Spot};
use crate::text::fences::Fenced;
use crate::text::notes::{self, Fault, Host, Notes};
use crate::text::table::{is_row, sign_in};
use crate::text::{Block, Marked, Table, body, fences, markup, placed, tabs};

/// A text can be foreign from end to end: the first so many places say enough.
const MOST_REMARKS: usize = 100;

/// What is known of the signs of a body while its blocks are read.
#[derive(Default)]
pub(super) struct Signs {
    notes: Notes,
    /// Where words stand that say or call a note, by their bytes in the text.
    places: Vec<(Range<usize>, Spot)>,
    /// The first mark of Markdown, and how many blocks have one.
    markdown: Option<(Spot, String, usize)>,
}

impl Signs {
    /// Says what a note says.
    pub(super) fn define(&mut self, name: &str, words: &Marked, range: Range<usize>, found: &Found<'_>) {
        self.places.push((range.clone(), spot(found, &format!("[^{name}]"))));
        for (called, _) in notes::calls(&words.text) {
            self.notes.fault(Fault::Misplaced { name: called.to_owned() }, range.clone());
        }
        self.notes.define(name, words.clone(), range);
    }

    /// Calls the notes of the title over the text.
    pub(super) fn call(&mut self, host: &mut Host<'_>) {
        host.call(&mut self.notes);
    }

    /// Words with the notes that they call; `range` is where they stand in the text. `\` before a line keeps it plain.
    pub(super) fn called(&mut self, words: &Marked, range: Range<usize>, found: &Found<'_>) -> Marked {
        let Some((name, _)) = notes::calls(&words.text).next().filter(|_| !words.text.starts_with('\\'))
        else {
            return words.clone();
        };
        self.places.push((range.clone(), spot(found, &format!("[^{name}]"))));
        self.notes.marked_in(words, range.start)
    }

    /// Notes that marks of Markdown stand in a text, where they are printed.
    pub(super) fn marked(&mut self, text: &str, found: &Found<'_>) {
        self.saw(text, markup::of_markdown(text).map(|(range, _)| range), found);
    }

    /// As `marked`, of words that are no lines of a text: `- ` and `> ` say nothing there.
    pub(super) fn marked_around(&mut self, text: &str, found: &Found<'_>) {
        self.saw(text, markup::around_words(text), found);
    }

    fn saw(&mut self, text: &str, mark: Option<Range<usize>>, found: &Found<'_>) {
        let Some(mark) = mark else { return };
        match &mut self.markdown {
            Some((_, _, blocks)) => *blocks += 1,
            None => {
                let line = text[mark.start..].lines().next().unwrap_or_default();
                self.markdown = Some((spot(found, line), text[mark].to_owned(), 1));
            }
        }
    }

    /// A table's words: no note is called there, and what merges rows of `|` merges nothing.
    pub(super) fn of_table(
        &mut self,
        sink: &mut Sink,
        table: &Table,
        (range, of_file): (Range<usize>, bool),
        found: &Found<'_>,
    ) {
        let cells = || table.cells().map(|cell| cell.text.as_str());
        let around = table.unit.iter().map(String::as_str).chain(table.notes.iter().map(|n| n.text.as_str()));
        let refused: Vec<&str> = cells().chain(around).collect();
        for (name, _) in refused.iter().flat_map(|words| notes::calls(words)) {
            self.places.push((range.clone(), spot(found, &format!("[^{name}]"))));
            self.notes.refuse_call(name, range.start..range.start);
        }
        let said: Vec<&str> =
            refused.into_iter().chain(table.caption.iter().map(|c| c.text.as_str())).collect();
        self.marked_around(&said.join("\n"), found);
        // Those of values are told where they stand.
        if let Some(sign) = cells().find_map(sign_in).filter(|_| of_file) {
            tell(sink, sign, if merges(sign) { Instead::Merged } else { Instead::Break }, found);
        }
    }

    /// Tells what is the matter; `blocks` are what was read.
    pub(super) fn tell(self, sink: &mut Sink, blocks: &[Block]) {
        if let Some((spot, mark, blocks)) = self.markdown {
            spot.report(sink, BodyFinding::MarkdownInBlocks { mark, blocks });
        }
        for (fault, range) in self.notes.faults(blocks).into_iter().take(MOST_REMARKS) {
            let place =
                self.places.iter().find(|(known, _)| known.start <= range.start && range.start <= known.end);
            if let Some((_, spot)) = place {
                spot.report(sink, BodyFinding::Note(fault));
            }
        }
    }
}

/// Where words stand in a value; in a very long one they are not looked for.
pub(super) fn spot(found: &Found<'_>, words: &str) -> Spot {
    const LONGEST: usize = 100_000;
    let find = |place: Place| if place.range.len() > LONGEST { place } else { place.find_within(words) };
    Spot { place: found.place().map(find), path: found.path.clone() }
}

fn merges(sign: &str) -> bool {
    ["<<", "^^"].contains(&sign)
}

/// Tells of a cell that would merge with another in a row of `|`.
pub(super) fn tell_cell(sink: &mut Sink, words: &str, found: &Found<'_>) {
    if let Some(sign) = sign_in(words).filter(|sign| merges(sign)) {
        tell(sink, sign, Instead::Merged, found);
    }
}

fn tell(sink: &mut Sink, sign: &str, instead: Instead, found: &Found<'_>) {
    spot(found, sign).report(sink, BodyFinding::BlockSign { sign: sign.to_owned(), instead });
}

/// What a line of a text does not do in a block: name a file, run a program, be a row with parts that stand out.
pub(super) fn tell_line(sink: &mut Sink, line: &str, found: &Found<'_>) {
    if line.starts_with("![") && line.contains("](") {
        tell(sink, "![", Instead::Image, found);
    } else if let Some((_, what)) = fences::opens(line) {
        let instead = if what == Fenced::Typst { Instead::Typst } else { Instead::Chart };
        tell(sink, "```", instead, found);
    } else if is_row(line) {
        tell(sink, "|", Instead::Table, found);
    }
}

/// Signs at the start of a line that is what its keys say.
pub(super) fn tell_start(sink: &mut Sink, line: &str, found: &Found<'_>) {
    if let Some((_, length)) = placed::sign(line) {
        tell(sink, line[..length].trim(), Instead::Align, found);
    } else if placed::is_page_break(line) {
        tell(sink, line, Instead::PageBreak, found);
    } else if body::forced(line).is_some() {
        tell(sink, "# ", Instead::Level, found);
    }
}

/// Signs of a line that stands as its keys say, whatever it begins with.
pub(super) fn tell_plain(sink: &mut Sink, line: &str, found: &Found<'_>) {
    if line.starts_with('\\') {
        return;
    }
    tell_line(sink, line, found);
    tell_start(sink, line, found);
    if line.contains(tabs::BETWEEN) {
        tell(sink, "\t", Instead::Line, found);
    }
}
