//! Text with the parts of it that somebody asked to be bold.

use std::ops::Range;

use super::body::Run;

/// One paragraph's or one cell's text; `bold` are byte ranges of it, in order and apart.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Marked {
    pub text: String,
    pub bold: Vec<Range<usize>>,
}

impl From<&str> for Marked {
    fn from(text: &str) -> Marked {
        Marked { text: text.to_owned(), bold: Vec::new() }
    }
}

impl Marked {
    /// Adds text at the end.
    pub fn push(&mut self, text: &str, bold: bool) {
        let start = self.text.len();
        self.text.push_str(text);
        if !bold || text.is_empty() {
            return;
        }
        match self.bold.last_mut().filter(|last| last.end == start) {
            Some(last) => last.end = self.text.len(),
            None => self.bold.push(start..self.text.len()),
        }
    }

    /// The part within a range of the text.
    fn slice(&self, range: Range<usize>) -> Marked {
        let bold = overlaps(&self.bold, &range).map(|bold| bold.start - range.start..bold.end - range.start);
        Marked { bold: bold.collect(), text: self.text[range].to_owned() }
    }

    /// Without the characters at both ends that `blank` names.
    pub fn trimmed(&self, blank: impl Fn(char) -> bool) -> Marked {
        let start = self.text.len() - self.text.trim_start_matches(&blank).len();
        let end = self.text.trim_end_matches(&blank).len();
        self.slice(start..end.max(start))
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

    /// The text in pieces that are bold or not.
    pub fn pieces(&self) -> Vec<(&str, bool)> {
        pieces(0..self.text.len(), &self.bold)
            .into_iter()
            .map(|(range, bold)| (&self.text[range], bold))
            .collect()
    }

    /// Makes runs bold where this text is; the runs say this text, after a prefix of `shift` bytes.
    pub fn embolden(&self, runs: Vec<Run>, shift: usize) -> Vec<Run> {
        if self.bold.is_empty() {
            return runs;
        }
        let bold: Vec<Range<usize>> =
            self.bold.iter().map(|range| range.start + shift..range.end + shift).collect();
        let mut start = 0;
        let mut split = Vec::new();
        for run in runs {
            let range = start..start + run.text.len();
            for (piece, bold) in pieces(range, &bold) {
                let text = run.text[piece.start - start..piece.end - start].to_owned();
                split.push(Run { text, face: run.face, bold });
            }
            start += run.text.len();
        }
        split
    }
}

fn overlaps<'a>(
    bold: &'a [Range<usize>],
    range: &'a Range<usize>,
) -> impl Iterator<Item = Range<usize>> + 'a {
    bold.iter()
        .map(|bold| bold.start.max(range.start)..bold.end.min(range.end))
        .filter(|bold| !bold.is_empty())
}

/// A range cut where bold begins and ends.
fn pieces(range: Range<usize>, bold: &[Range<usize>]) -> Vec<(Range<usize>, bool)> {
    let mut at = range.start;
    let mut pieces = Vec::new();
    for bold in overlaps(bold, &range) {
        if at < bold.start {
            pieces.push((at..bold.start, false));
        }
        at = bold.end;
        pieces.push((bold, true));
    }
    if at < range.end {
        pieces.push((at..range.end, false));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::super::body::Face;
    use super::*;

    fn marked() -> Marked {
        let mut marked = Marked::default();
        for (text, bold) in [("　甲", false), ("乙", true), ("丙\n丁", true), ("戊 ", false)] {
            marked.push(text, bold);
        }
        marked
    }

    #[test]
    fn what_is_bold_stays_bold_when_text_is_cut() {
        assert_eq!(marked().pieces(), [("　甲", false), ("乙丙\n丁", true), ("戊 ", false)]);
        let lines = marked().lines();
        assert_eq!(lines[0].pieces(), [("甲", false), ("乙丙", true)]);
        assert_eq!(lines[1].pieces(), [("丁", true), ("戊", false)]);
    }

    #[test]
    fn runs_keep_their_faces_when_parts_of_them_are_bold() {
        let mut marked = Marked::default();
        marked.push("总体", true);
        marked.push("要求。文", false);
        let run = |text: &str, face| Run { text: text.to_owned(), face, bold: false };
        let runs = marked.embolden(vec![run("一、总体要求。", Face::Heiti), run("文", Face::Fangsong)], 6);
        let said: Vec<_> = runs.iter().map(|run| (run.text.as_str(), run.face, run.bold)).collect();
        assert_eq!(
            said,
            [
                ("一、", Face::Heiti, false),
                ("总体", Face::Heiti, true),
                ("要求。", Face::Heiti, false),
                ("文", Face::Fangsong, false),
            ]
        );
    }
}
