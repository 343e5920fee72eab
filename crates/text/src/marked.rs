//! Text with the parts of it that somebody asked to be bold, raised or lowered.

use std::ops::Range;

use super::body::Run;

/// How a part of a text stands out from the rest of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Look {
    /// Strokes made stronger, as the author asked.
    pub bold: bool,
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
}

impl From<&str> for Marked {
    fn from(text: &str) -> Marked {
        Marked { text: text.to_owned(), looks: Vec::new() }
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
        other.pieces().into_iter().for_each(|(text, look)| self.push(text, look));
    }

    /// Whether a part of it is raised or lowered.
    pub fn has_script(&self) -> bool {
        self.looks.iter().any(|(_, look)| look.script.is_some())
    }

    /// The part within a range of the text.
    fn slice(&self, range: Range<usize>) -> Marked {
        let looks = overlaps(&self.looks, &range)
            .map(|(part, look)| (part.start - range.start..part.end - range.start, look));
        Marked { looks: looks.collect(), text: self.text[range].to_owned() }
    }

    /// Without the characters at both ends that `blank` names.
    pub fn trimmed(&self, blank: impl Fn(char) -> bool) -> Marked {
        let start = self.text.len() - self.text.trim_start_matches(&blank).len();
        let end = self.text.trim_end_matches(&blank).len();
        self.slice(start..end.max(start))
    }

    /// Without its first bytes.
    pub(crate) fn without_start(&self, bytes: usize) -> Marked {
        self.slice(bytes..self.text.len())
    }

    /// The lines, each without white space at its ends; blank ones are none.
    pub fn lines(&self) -> Vec<Marked> {
        let mut start = 0;
        let mut lines = Vec::new();
        for line in self.text.split('\n') {
            lines.push(self.slice(start..start + line.len()).trimmed(char::is_whitespace));
            start += line.len() + 1;
        }
        lines.retain(|line| !line.text.is_empty());
        lines
    }

    /// The text in pieces, each of one look.
    pub fn pieces(&self) -> Vec<(&str, Look)> {
        pieces(0..self.text.len(), &self.looks)
            .into_iter()
            .map(|(range, look)| (&self.text[range], look))
            .collect()
    }

    /// Gives runs this text's looks; the runs say this text, after a prefix of `shift` bytes.
    pub(crate) fn dress(&self, runs: Vec<Run>, shift: usize) -> Vec<Run> {
        if self.looks.is_empty() {
            return runs;
        }
        let moved = |(range, look): &(Range<usize>, Look)| (range.start + shift..range.end + shift, *look);
        let looks: Vec<(Range<usize>, Look)> = self.looks.iter().map(moved).collect();
        let mut start = 0;
        let mut split = Vec::new();
        for run in runs {
            let range = start..start + run.text.len();
            for (piece, look) in pieces(range, &looks) {
                let text = run.text[piece.start - start..piece.end - start].to_owned();
                split.push(Run { text, face: run.face, look });
            }
            start += run.text.len();
        }
        split
    }
}

fn overlaps<'a>(
    looks: &'a [(Range<usize>, Look)],
    range: &'a Range<usize>,
) -> impl Iterator<Item = (Range<usize>, Look)> + 'a {
    looks
        .iter()
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
    use super::super::body::Face;
    use super::*;

    const PLAIN: Look = Look { bold: false, script: None };
    const BOLD: Look = Look { bold: true, script: None };
    const RAISED: Look = Look { bold: false, script: Some(Script::Raised) };

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
        let run = |text: &str, face| Run { text: text.to_owned(), face, look: PLAIN };
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
