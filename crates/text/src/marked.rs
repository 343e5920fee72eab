//! Text with the parts of it that somebody asked to be bold, raised or lowered.

use std::ops::Range;
use std::sync::Arc;

use super::body::{Face, Run};
use super::notes::Note;

/// How a part of a text stands out from the rest of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Look {
    /// Strokes made stronger, as the author asked.
    pub bold: bool,
    /// Red, as the author asked.
    pub red: bool,
    /// Raised or lowered; none on the baseline.
    pub script: Option<Script>,
}

/// Small characters off the line: m², CO₂.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Script {
    /// 上标.
    Raised,
    /// 下标.
    Lowered,
}

impl Look {
    /// As this one, raised or lowered.
    pub fn with(self, script: Script) -> Look {
        Look { script: Some(script), ..self }
    }

    fn is_plain(self) -> bool {
        self == Look::default()
    }
}

/// One paragraph's or one cell's text; `looks` are byte ranges of it that are not plain, in order and apart.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Marked {
    /// The characters, without the marks that made them stand out.
    pub text: String,
    /// Where it is not plain, in bytes of the text.
    pub looks: Vec<(Range<usize>, Look)>,
    /// The notes that are called, each behind so many bytes of the text, in order.
    pub notes: Vec<(usize, Arc<Note>)>,
}

impl From<&str> for Marked {
    fn from(text: &str) -> Marked {
        Marked { text: text.to_owned(), ..Marked::default() }
    }
}

impl Marked {
    /// Adds text at the end.
    pub fn push(&mut self, text: &str, look: Look) {
        let start = self.text.len();
        self.text.push_str(text);
        if look.is_plain() || text.is_empty() {
            return;
        }
        match self.looks.last_mut().filter(|(last, known)| last.end == start && *known == look) {
            Some((last, _)) => last.end = self.text.len(),
            None => self.looks.push((start..self.text.len(), look)),
        }
    }

    /// Adds a text with its looks at the end.
    pub fn append(&mut self, other: &Marked) {
        let start = self.text.len();
        self.notes.extend(other.notes.iter().map(|(at, note)| (start + at, Arc::clone(note))));
        other.pieces().into_iter().for_each(|(text, look)| self.push(text, look));
    }

    /// Calls a note at the end.
    pub fn push_note(&mut self, note: Arc<Note>) {
        self.notes.push((self.text.len(), note));
    }

    /// Whether it says nothing and calls no note.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty() && self.notes.is_empty()
    }

    /// Whether a part of it is raised or lowered.
    pub fn has_script(&self) -> bool {
        self.looks.iter().any(|(_, look)| look.script.is_some())
    }

    /// The part within a range of the text, with the notes that are called in it and at its ends.
    pub(crate) fn slice(&self, range: Range<usize>) -> Marked {
        let mut part = self.within(range.clone());
        let from = self.notes.partition_point(|(at, _)| *at < range.start);
        let called = self.notes[from..].iter().take_while(|(at, _)| *at <= range.end);
        part.notes = called.map(|(at, note)| (at - range.start, Arc::clone(note))).collect();
        part
    }

    /// The text within a range, with all notes: what is cut off around it are marks and blanks.
    fn without_ends(&self, range: Range<usize>) -> Marked {
        let mut part = self.within(range.clone());
        let moved = |at: &usize| (*at).clamp(range.start, range.end) - range.start;
        part.notes = self.notes.iter().map(|(at, note)| (moved(at), Arc::clone(note))).collect();
        part
    }

    fn within(&self, range: Range<usize>) -> Marked {
        let looks = overlaps(&self.looks, &range)
            .map(|(part, look)| (part.start - range.start..part.end - range.start, look));
        Marked { looks: looks.collect(), text: self.text[range].to_owned(), notes: Vec::new() }
    }

    /// Without the characters at both ends that `blank` names.
    pub fn trimmed(&self, blank: impl Fn(char) -> bool) -> Marked {
        let start = self.text.len() - self.text.trim_start_matches(&blank).len();
        let end = self.text.trim_end_matches(&blank).len();
        self.without_ends(start..end.max(start))
    }

    /// Without its first bytes.
    pub fn without_start(&self, bytes: usize) -> Marked {
        self.without_ends(bytes..self.text.len())
    }

    /// The lines, each without white space at its ends; blank ones are none.
    pub fn lines(&self) -> Vec<Marked> {
        let mut lines = self.all_lines();
        lines.retain(|line| !line.is_empty());
        lines
    }

    /// The lines, blank ones too, each without white space at its ends.
    pub fn all_lines(&self) -> Vec<Marked> {
        let mut start = 0;
        let mut lines = Vec::new();
        for line in self.text.split('\n') {
            lines.push(self.slice(start..start + line.len()).trimmed(char::is_whitespace));
            start += line.len() + 1;
        }
        lines
    }

    /// The same words parted into lines, as somebody set them: a note stays behind the words that it explains.
    #[must_use]
    pub fn laid(&self, lines: &[String]) -> Vec<Marked> {
        let count = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
        let mut notes = self.notes.iter().map(|(at, note)| (count(&self.text[..*at]), note)).peekable();
        let mut before = 0;
        let line = |(index, line): (usize, &String)| {
            let (end, last) = (before + count(line), index + 1 == lines.len());
            let mut laid = Marked::from(line.as_str());
            while let Some((at, note)) = notes.next_if(|(at, _)| *at <= end || last) {
                let mut left = at - before;
                let stands = line.char_indices().find(|(_, c)| {
                    let there = left == 0;
                    left = left.saturating_sub(usize::from(!c.is_whitespace()));
                    there
                });
                laid.notes.push((stands.map_or(line.len(), |(at, _)| at), Arc::clone(note)));
            }
            before = end;
            laid
        };
        lines.iter().enumerate().map(line).collect()
    }

    /// The text in pieces, each of one look.
    pub fn pieces(&self) -> Vec<(&str, Look)> {
        pieces(0..self.text.len(), &self.looks)
            .into_iter()
            .map(|(range, look)| (&self.text[range], look))
            .collect()
    }

    /// The text as runs of 仿宋.
    pub fn runs(&self) -> Vec<Run> {
        self.dress(vec![Run::new(self.text.as_str(), Face::Fangsong)], 0)
    }

    /// Gives runs this text's looks; the runs say this text, after a prefix of `shift` bytes.
    pub(crate) fn dress(&self, runs: Vec<Run>, shift: usize) -> Vec<Run> {
        if self.looks.is_empty() && self.notes.is_empty() {
            return runs;
        }
        let moved = |(range, look): &(Range<usize>, Look)| (range.start + shift..range.end + shift, *look);
        let looks: Vec<(Range<usize>, Look)> = self.looks.iter().map(moved).collect();
        let mut notes = self.notes.iter().map(|(at, note)| (at + shift, note)).peekable();
        let mut start = 0;
        let mut split = Vec::new();
        let mut face = None;
        for run in runs {
            let range = start..start + run.text.len();
            for (piece, look) in pieces(range, &looks) {
                let mut from = piece.start;
                // A note belongs to what it stands behind.
                while let Some((at, note)) = notes.next_if(|(at, _)| *at <= piece.end) {
                    let text = &run.text[from - start..at.max(from) - start];
                    if !text.is_empty() {
                        split.push(Run { text: text.to_owned(), face: run.face, look, note: None });
                    }
                    split.push(Run::of_note(run.face, note));
                    from = at.max(from);
                }
                if from < piece.end {
                    let text = run.text[from - start..piece.end - start].to_owned();
                    split.push(Run { text, face: run.face, look, note: None });
                }
            }
            start += run.text.len();
            face = Some(run.face);
        }
        split.extend(notes.map(|(_, note)| Run::of_note(face.unwrap_or(Face::Fangsong), note)));
        split
    }
}

fn overlaps<'a>(
    looks: &'a [(Range<usize>, Look)],
    range: &'a Range<usize>,
) -> impl Iterator<Item = (Range<usize>, Look)> + 'a {
    // They are in order and apart: a paragraph of a thousand lines has a thousand looks.
    let from = looks.partition_point(|(part, _)| part.end <= range.start);
    looks[from..]
        .iter()
        .take_while(|(part, _)| part.start < range.end)
        .map(|(part, look)| (part.start.max(range.start)..part.end.min(range.end), *look))
        .filter(|(part, _)| !part.is_empty())
}

/// A range cut where looks begin and end.
fn pieces(range: Range<usize>, looks: &[(Range<usize>, Look)]) -> Vec<(Range<usize>, Look)> {
    let mut at = range.start;
    let mut pieces = Vec::new();
    for (part, look) in overlaps(looks, &range) {
        if at < part.start {
            pieces.push((at..part.start, Look::default()));
        }
        at = part.end;
        pieces.push((part, look));
    }
    if at < range.end {
        pieces.push((at..range.end, Look::default()));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Look = Look { bold: false, red: false, script: None };
    const BOLD: Look = Look { bold: true, ..PLAIN };
    const RAISED: Look = Look { script: Some(Script::Raised), ..PLAIN };

    fn marked() -> Marked {
        let mut marked = Marked::default();
        let pieces = [("　甲", PLAIN), ("乙", BOLD), ("丙\n丁", BOLD), ("2", RAISED), ("戊 ", PLAIN)];
        for (text, look) in pieces {
            marked.push(text, look);
        }
        marked
    }

    #[test]
    fn what_is_bold_or_raised_stays_so_when_text_is_cut() {
        assert_eq!(marked().pieces(), [("　甲", PLAIN), ("乙丙\n丁", BOLD), ("2", RAISED), ("戊 ", PLAIN)]);
        let lines = marked().lines();
        assert_eq!(lines[0].pieces(), [("甲", PLAIN), ("乙丙", BOLD)]);
        assert_eq!(lines[1].pieces(), [("丁", BOLD), ("2", RAISED), ("戊", PLAIN)]);
    }

    #[test]
    fn runs_keep_their_faces_when_parts_of_them_are_bold_or_raised() {
        let mut marked = Marked::default();
        marked.push("总体", BOLD);
        marked.push("2", RAISED);
        marked.push("要求。文", PLAIN);
        let run = |text: &str, face| Run::new(text, face);
        let runs = marked.dress(vec![run("一、总体2要求。", Face::Heiti), run("文", Face::Fangsong)], 6);
        let said: Vec<_> = runs.iter().map(|run| (run.text.as_str(), run.face, run.look)).collect();
        assert_eq!(
            said,
            [
                ("一、", Face::Heiti, PLAIN),
                ("总体", Face::Heiti, BOLD),
                ("2", Face::Heiti, RAISED),
                ("要求。", Face::Heiti, PLAIN),
                ("文", Face::Fangsong, PLAIN),
            ]
        );
    }
}
