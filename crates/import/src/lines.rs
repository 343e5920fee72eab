//! Pasted text as lines: what no document can hold is taken out, nothing that says anything is.

use std::ops::Range;
use std::sync::Arc;

use super::doubt::{Doubt, named_by};
use crate::document::Sheet;
use crate::text::table::Aligned;
use crate::text::{Look as Standing, Marked, Script, Table};

/// The most lines that are read: a document has a tenth of them at most, and each is weighed against its neighbours.
pub(super) const MOST_LINES: usize = 200_000;

/// One line of the input that says something.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Line {
    /// The line without white space at its ends.
    pub text: String,
    /// Bytes of it that are raised or lowered, in order; text does not say.
    pub scripts: Vec<(Range<usize>, Script)>,
    /// Which line of the text it is, from 1; 0 where there are no lines.
    pub number: usize,
    /// How wide the white space before it is, in half characters; other files than text do not say.
    pub indent: usize,
    /// It is of the page around the document: its number, its heading.
    pub aside: bool,
    /// Whether blank lines stood before it.
    pub after_blank: bool,
    /// What its reader already had doubts about.
    pub doubts: Vec<Doubt>,
    pub look: Look,
    pub row: TableRow,
    /// What the notes say that it calls.
    pub notes: Vec<Note>,
    /// Where its paragraph says that it stands.
    pub aligned: Option<Aligned>,
    /// Its paragraph has a place at the right or in the middle for what stands behind a tab.
    pub parted: bool,
    /// Its characters are words, though they look like markup: nobody types that in Word.
    pub literal: bool,
    /// On what sheets its section of a Word file stands.
    pub sheet: Sheet,
}

/// A note of Word that a line of text calls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Note {
    /// As the line calls it, `[^1]`.
    pub call: String,
    /// 脚注 or 尾注.
    pub what: &'static str,
    pub words: Vec<String>,
}

/// Which row of a table a line is, as far as its reader knows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) enum TableRow {
    #[default]
    None,
    /// The first of a table, and how many lines the table has.
    First(Arc<Table>, usize),
    Further,
}

impl Line {
    pub(crate) fn new(text: impl Into<String>) -> Line {
        Line { text: text.into(), ..Line::default() }
    }

    /// The words with what of them is raised or lowered.
    pub(crate) fn words(&self) -> Marked {
        let looks =
            self.scripts.iter().map(|(range, script)| (range.clone(), Standing::default().with(*script)));
        Marked { text: self.text.clone(), looks: looks.collect(), notes: Vec::new() }
    }

    /// Whether a part of it, or of its table, is raised or lowered.
    pub(crate) fn has_script(&self) -> bool {
        match &self.row {
            TableRow::First(table, _) => table.cells().any(Marked::has_script),
            _ => !self.scripts.is_empty(),
        }
    }

    /// Puts words before the line.
    pub(crate) fn prefix(&mut self, words: &str) {
        self.text.insert_str(0, words);
        for (range, _) in &mut self.scripts {
            *range = range.start + words.len()..range.end + words.len();
        }
    }

    /// Adds a line behind this one.
    pub(crate) fn append(&mut self, between: &str, next: Line) {
        self.text.push_str(between);
        let from = self.text.len();
        self.text.push_str(&next.text);
        self.scripts.extend(
            next.scripts.into_iter().map(|(range, script)| (range.start + from..range.end + from, script)),
        );
        self.doubts.extend(next.doubts.into_iter().filter(|doubt| !doubt.goes_on()));
    }

    /// The words that name it: its first; of a table those of the first cell that has some.
    pub(crate) fn name(&self) -> String {
        let first = match &self.row {
            TableRow::First(table, _) => {
                table.cells().flat_map(|cell| cell.text.lines()).find(|text| !text.is_empty())
            }
            _ => Some(self.text.as_str()),
        };
        named_by(first.unwrap_or_default())
    }
}

/// What a line looks like on a finished page; pasted text does not say.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Look {
    /// Nobody says.
    #[default]
    Unknown,
    /// Red and large on the first page.
    Mark,
    /// Large, in the middle, on the first page.
    Title,
    /// Flush, with a colon behind it, over an indented paragraph.
    Salutation,
    /// Of a table, by its rules.
    Cell,
    /// Of a chart or a drawing, and so no text.
    Figure,
}

/// Whether a text has more lines than are read.
pub(super) fn too_many(text: &str) -> bool {
    text.split(is_break).filter(|line| !line.trim().is_empty()).nth(MOST_LINES).is_some()
}

/// Splits text into lines that say something. Line and page breaks of every system count.
pub(super) fn split(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut after_blank = false;
    let text = text.replace("\r\n", "\n");
    let mut raw = text.split(is_break).enumerate();
    while let Some((at, line)) = raw.next() {
        let whole: String = line.chars().filter_map(said).collect();
        let kept = whole.trim();
        let lead = whole.chars().take_while(|c| c.is_whitespace());
        let indent = lead.map(|c| if matches!(c, '\u{3000}' | '\t') { 2 } else { 1 }).sum();
        let row = cells(
            &whole,
            lines.last(),
            raw.clone()
                .map(|(_, next)| next)
                .take(2)
                .find(|next| !next.trim().is_empty())
                .unwrap_or_default(),
        );
        if let Some(row) = row {
            lines.push(Line { number: at + 1, ..Line::new(row) });
        } else if kept.is_empty() {
            after_blank = true;
        } else {
            lines.push(Line { number: at + 1, after_blank, indent, ..Line::new(together(kept)) });
            after_blank = false;
        }
    }
    lines
}

/// A row of a table whose cells tabs part: blank cells at its ends, or in all of it, are cells.
fn cells(whole: &str, above: Option<&Line>, below: &str) -> Option<String> {
    let tabs = |text: &str| text.matches('\t').count();
    let above = above.map_or(0, |line| tabs(&line.text));
    let row = whole.trim_matches(|c: char| c.is_whitespace() && c != '\t');
    let open = row.starts_with('\t') || row.ends_with('\t');
    let first = !row.starts_with('\t') && row.trim().contains('\t') && tabs(below) == tabs(row);
    (open && tabs(row) > 0 && (above == tabs(row) || first)).then(|| row.to_owned())
}

/// A line whose characters all stand apart is one of words: 关 于 清 淤 的 通 知, 通　知.
fn together(text: &str) -> String {
    /// Words of a mark or a title that are set apart by themselves.
    const WORDS: [&str; 12] = [
        "文件",
        "通知",
        "通告",
        "公告",
        "公报",
        "决定",
        "决议",
        "命令",
        "议案",
        "纪要",
        "紧急通知",
        "明传电报",
    ];
    let all = squeezed(text);
    let single = text.split_whitespace().all(|token| token.chars().count() == 1);
    let gaps: Vec<&str> = text.split(|c: char| !c.is_whitespace()).filter(|gap| !gap.is_empty()).collect();
    let even = gaps.windows(2).all(|pair| pair[0] == pair[1]);
    let apart = gaps.len() >= 4 && even && all.chars().any(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c));
    if single && !gaps.is_empty() && (apart || WORDS.contains(&all.as_str())) { all } else { text.to_owned() }
}

pub(super) fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// A character as a document can hold it; none for those that print nothing.
///
/// Web pages and word processors leave zero-width marks and control characters (U+0007 ends a
/// cell) in what is copied from them.
pub(super) fn said(c: char) -> Option<char> {
    match c {
        '\u{7}' | '\u{A0}' => Some(' '),
        '\t' => Some('\t'),
        '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' => None,
        '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206F}' | '\u{FEFF}' | '\u{FFFC}' => None,
        _ if c.is_control() => None,
        _ => Some(c),
    }
}

/// A text without any white space.
pub(super) fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn breaks_of_every_system_part_lines_and_what_prints_nothing_goes() {
        let lines = split("\u{FEFF}一\r\n　二　\r\n\r\n三\u{B}四\u{C}\u{200B}\n五\u{0}\u{7}六\r七");
        let texts: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(texts, ["一", "二", "三", "四", "五 六", "七"]);
        let blanks: Vec<bool> = lines.iter().map(|line| line.after_blank).collect();
        assert_eq!(blanks, [false, false, true, false, true, false]);
    }
}
