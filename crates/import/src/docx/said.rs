//! What a paragraph says: live words, what was left out of them and where, and where it is uncertain.

use std::ops::Range;

use super::styles::Height;
use super::symbols::at_height;
use crate::doubt::{Doubt, place};
use crate::lines::{self, Line, Note};
use crate::text::Script;

/// Live words, and which bytes of them are raised or lowered, in order.
#[derive(Debug, Default)]
pub(super) struct Live {
    pub text: String,
    scripts: Vec<(Range<usize>, Script)>,
}

/// A paragraph as it is read.
#[derive(Debug, Default)]
pub(super) struct Said {
    /// Live words; `\n` is a break inside the paragraph, U+000C one of a page.
    pub text: String,
    /// Words that Word does not print as they stand, with where they stood.
    left_out: Vec<(usize, &'static str, String)>,
    /// Raised and lowered words, in order.
    heights: Vec<(Range<usize>, Height)>,
    doubts: Vec<(usize, Uncertain)>,
    /// Footnotes and endnotes that stand in a paragraph of text, with where it calls them.
    notes: Vec<(usize, &'static str, String)>,
    /// Lines of text boxes that hang on the paragraph.
    pub boxes: Vec<Line>,
    /// How much of it is red and large, of the characters that print.
    pub red: usize,
    pub large: usize,
}

/// What is uncertain at a place of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Uncertain {
    /// Something that has no text.
    Object(&'static str),
    /// A field without a result, by its code.
    NoResult(String),
    /// A field that changes whenever the file is opened, and what it said.
    Changing(String, String),
    /// A field of a mail merge that shows its name.
    Unmerged(String),
    /// Something written in a line that Word shows otherwise, and its code.
    Linear(&'static str, String, String),
    /// A sign of a face without letters.
    Sign(String),
}

impl Said {
    /// Adds live words.
    pub(super) fn push(&mut self, text: &str, height: Height) {
        let from = self.text.len();
        self.text.push_str(text);
        if height == Height::Line {
            return;
        }
        match self.heights.last_mut() {
            Some((range, known)) if range.end == from && *known == height => range.end = self.text.len(),
            _ => self.heights.push((from..self.text.len(), height)),
        }
    }

    /// Adds words that are not live.
    pub(super) fn leave_out(&mut self, what: &'static str, text: &str) {
        let at = self.text.len();
        match self.left_out.last_mut() {
            Some((known_at, known, words)) if *known_at == at && *known == what => words.push_str(text),
            _ => self.left_out.push((at, what, text.to_owned())),
        }
    }

    /// Adds what a footnote or an endnote says; whether it can stay one is known at the paragraph's end.
    pub(super) fn note(&mut self, what: &'static str, words: &str) {
        self.notes.push((self.text.len(), what, words.to_owned()));
    }

    /// Writes a call where each note stands, `[^1]`, and gives what the notes say, by their names; else they are left out.
    pub(super) fn call_notes(&mut self, called: bool, count: &mut usize) -> Vec<Note> {
        let mut written = Vec::new();
        let mut added = 0;
        for (at, what, words) in std::mem::take(&mut self.notes) {
            if !called {
                let before = self.left_out.partition_point(|(known, ..)| *known < at);
                self.left_out.insert(before, (at, what, words));
                continue;
            }
            *count += 1;
            let call = format!("[^{count}]");
            let at = at + added;
            self.text.insert_str(at, &call);
            let moved = |place: &mut usize| *place += if *place >= at { call.len() } else { 0 };
            self.left_out.iter_mut().for_each(|(place, ..)| moved(place));
            self.doubts.iter_mut().for_each(|(place, _)| moved(place));
            for (range, _) in &mut self.heights {
                moved(&mut range.start);
                range.end += if range.end > at { call.len() } else { 0 };
            }
            added += call.len();
            let words = lines::split(&words).into_iter().map(|line| line.text).collect::<Vec<_>>();
            written.push(Note { call, what, words });
        }
        written
    }

    /// Whether it has notes that nobody has written yet.
    pub(super) fn has_notes(&self) -> bool {
        !self.notes.is_empty()
    }

    pub(super) fn doubt(&mut self, uncertain: Uncertain) {
        let doubt = (self.text.len(), uncertain);
        if self.doubts.last() != Some(&doubt) {
            self.doubts.push(doubt);
        }
    }

    /// Takes over what an empty paragraph before this one left out, and its doubts.
    pub(super) fn take_over(&mut self, before: Said) {
        let left_out = before.left_out.into_iter().map(|(_, what, text)| (0, what, text));
        self.left_out.splice(0..0, left_out);
        self.left_out.extend(before.notes.into_iter().map(|(_, what, text)| (0, what, text)));
        self.left_out.sort_by_key(|(at, ..)| *at);
        self.doubts.splice(0..0, before.doubts.into_iter().map(|(_, doubt)| (0, doubt)));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Its doubts, each with its place; `before` is what stands before the paragraph.
    pub(super) fn doubts(&mut self, before: &str) -> Vec<Doubt> {
        let place = |at: usize| place(before, &self.text[..at], &self.text[at..]);
        let mut doubts: Vec<(usize, Doubt)> = Vec::new();
        for (at, what, text) in &self.left_out {
            let text = lines::split(text).into_iter().map(|line| line.text).collect::<Vec<_>>();
            if !text.is_empty() {
                doubts.push((*at, Doubt::LeftOut { what, text, place: place(*at) }));
            }
        }
        for (at, uncertain) in &self.doubts {
            let place = place(*at);
            let doubt = match uncertain.clone() {
                Uncertain::Object(what) => Doubt::WordObject { what, place },
                Uncertain::NoResult(code) => Doubt::WordField { code, place },
                Uncertain::Changing(code, text) => Doubt::WordChanging { code, text, place },
                Uncertain::Unmerged(text) => Doubt::WordUnmerged { text, place },
                Uncertain::Linear(what, text, code) => Doubt::WordLinear { what, text, code, place },
                Uncertain::Sign(sign) => Doubt::WordSign { sign, place },
            };
            doubts.push((*at, doubt));
        }
        doubts.sort_by_key(|(at, _)| *at);
        doubts.into_iter().map(|(_, doubt)| doubt).collect()
    }

    /// The live words, raised and lowered ones in characters that are so where there are such.
    pub(super) fn live(&self) -> Live {
        let mut live = Live { text: String::with_capacity(self.text.len()), scripts: Vec::new() };
        let mut from = 0;
        for (range, height) in &self.heights {
            live.text.push_str(&self.text[from..range.start]);
            let words = &self.text[range.clone()];
            let start = live.text.len();
            match at_height(words, *height) {
                Some(words) => live.text.push_str(&words),
                None => {
                    live.text.push_str(words);
                    let script = if *height == Height::Raised { Script::Raised } else { Script::Lowered };
                    live.scripts.push((start..live.text.len(), script));
                }
            }
            from = range.end;
        }
        live.text.push_str(&self.text[from..]);
        live
    }
}

/// A line this long is as long as the page is wide: what ends in it was broken, not written so.
const FULL_LINE: usize = 14;

/// The lines of a paragraph whose breaks were typed: those inside a sentence are none. The second
/// value says whether a break was kept that may be one of these.
pub(super) fn lines_of(live: &Live) -> (Vec<Line>, bool) {
    let mut lines: Vec<Line> = Vec::new();
    let mut kept = false;
    for page in pieces(&live.text, '\u{C}', 0) {
        let parts: Vec<Range<usize>> = pieces(&live.text[page.clone()], '\n', page.start);
        let text = |at: usize| parts.get(at).map(|part| &live.text[part.clone()]);
        let runs = parts.len().checked_sub(1).and_then(text).is_some_and(ends_sentence);
        let longest = (0..parts.len()).filter_map(text).map(|part| part.chars().count()).max().unwrap_or(0);
        let mut open = false;
        for (at, range) in parts.iter().enumerate() {
            let part = &live.text[range.clone()];
            let mut own = with_scripts(live, range).into_iter();
            if let Some(line) = lines.last_mut().filter(|_| open)
                && let Some(first) = own.next()
            {
                let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
                let blank = latin(line.text.chars().next_back()) && latin(first.text.chars().next());
                line.append(if blank { " " } else { "" }, first);
            }
            lines.extend(own);
            let Some(next) = text(at + 1) else { continue };
            let numbered = |text: &str| crate::patterns::opens_numbered(text);
            let goes_on = runs && !ends_sentence(part) && !numbered(next);
            let length = part.chars().count();
            let full = longest >= FULL_LINE && length * 10 >= longest * 6;
            let comma = part.ends_with(['，', '、', ',', '“', '（', '《']);
            let heading = numbered(part) && !full;
            open = goes_on && (full || comma) && !heading;
            kept |= goes_on && !open && !heading;
        }
    }
    (lines, kept)
}

/// The parts of a text between breaks that say something, without blanks at their ends; `start` is
/// where the text begins.
fn pieces(text: &str, between: char, start: usize) -> Vec<Range<usize>> {
    let at = |part: &str| part.as_ptr() as usize - text.as_ptr() as usize + start;
    let parts = text.split(between).map(str::trim).filter(|part| !part.is_empty());
    parts.map(|part| at(part)..at(part) + part.len()).collect()
}

/// The lines of a part of live words, with what of them is raised and lowered.
fn with_scripts(live: &Live, part: &Range<usize>) -> Vec<Line> {
    let mut lines = vec![Line::default()];
    for (at, c) in live.text[part.clone()].char_indices() {
        if lines::is_break(c) {
            lines.push(Line::default());
            continue;
        }
        let (Some(c), Some(line)) = (lines::said(c), lines.last_mut()) else { continue };
        if line.text.is_empty() && c.is_whitespace() {
            continue;
        }
        let from = line.text.len();
        line.text.push(c);
        let Some(script) = live.script(part.start + at) else { continue };
        match line.scripts.last_mut().filter(|(range, known)| range.end == from && *known == script) {
            Some((range, _)) => range.end = line.text.len(),
            None => line.scripts.push((from..line.text.len(), script)),
        }
    }
    for line in &mut lines {
        let end = line.text.trim_end().len();
        line.text.truncate(end);
        line.scripts.retain(|(range, _)| range.start < end);
        line.scripts.iter_mut().for_each(|(range, _)| range.end = range.end.min(end));
    }
    lines.retain(|line| !line.text.is_empty());
    lines
}

impl Live {
    fn script(&self, at: usize) -> Option<Script> {
        let after = self.scripts.partition_point(|(range, _)| range.start <= at);
        let (range, script) = self.scripts.get(after.checked_sub(1)?)?;
        range.contains(&at).then_some(*script)
    }
}

/// Whether a line ends as sentences and their parts do.
fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['”', '’', '）', ')', '》'])
        .ends_with(['。', '！', '？', '；', '：', '!', '?', ';', ':', '…'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn breaks_inside_a_sentence_are_none() {
        for (text, lines, kept) in [
            (
                "为进一步加强全市河道管理工作，提高行洪能力，根据有关规\n定，现就有关事项通知如下，请认真贯彻\n执行。",
                vec![
                    "为进一步加强全市河道管理工作，提高行洪能力，根据有关规定，现就有关事项通知如下，请认真贯彻执行。",
                ],
                false,
            ),
            ("一、工作目标\n提高行洪能力。", vec!["一、工作目标", "提高行洪能力。"], false),
            ("工作目标\n提高行洪能力。", vec!["工作目标", "提高行洪能力。"], true),
            ("市水利局，\n市财政局要落实。", vec!["市水利局，市财政局要落实。"], false),
            ("甲市水利局\n关于清淤的通知", vec!["甲市水利局", "关于清淤的通知"], false),
            ("第一件事。\n第二件事。", vec!["第一件事。", "第二件事。"], false),
            ("联系人：张三\n电话：123", vec!["联系人：张三", "电话：123"], false),
            ("一、甲\u{C}乙。", vec!["一、甲", "乙。"], false),
            (
                "use the new\nengine in all the places of it。",
                vec!["use the new", "engine in all the places of it。"],
                true,
            ),
        ] {
            let live = Live { text: text.to_owned(), ..Live::default() };
            let (found, again) = lines_of(&live);
            let found: Vec<&str> = found.iter().map(|line| line.text.as_str()).collect();
            assert_eq!((found, again), (lines, kept), "{text}");
        }
    }
}
