//! What a paragraph says: live words, what was left out of them and where, and where it is uncertain.

use super::styles::Height;
use super::symbols::at_height;
use crate::import::doubt::{Doubt, place};
use crate::import::lines::{self, Line};
use crate::text::Script;

/// Characters that no document has begin and end raised and lowered words in a paragraph's live text.
const RAISED: char = '\u{1}';
const LOWERED: char = '\u{2}';
const LEVEL: char = '\u{3}';

/// A paragraph as it is read.
#[derive(Debug, Default)]
pub(super) struct Said {
    /// Live words; `\n` is a break inside the paragraph, U+000C one of a page.
    pub text: String,
    /// Words that Word does not print as they stand, with where they stood.
    left_out: Vec<(usize, &'static str, String)>,
    /// Raised and lowered words, in order.
    heights: Vec<(std::ops::Range<usize>, Height)>,
    doubts: Vec<(usize, Uncertain)>,
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
    /// Something written in a line that Word shows otherwise, and its code.
    Linear(&'static str, String, String),
    /// A sign of a face without letters.
    Sign(String),
}

impl Said {
    /// Adds live words.
    pub fn push(&mut self, text: &str, height: Height) {
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
    pub fn leave_out(&mut self, what: &'static str, text: &str) {
        let at = self.text.len();
        match self.left_out.last_mut() {
            Some((known_at, known, words)) if *known_at == at && *known == what => words.push_str(text),
            _ => self.left_out.push((at, what, text.to_owned())),
        }
    }

    pub fn doubt(&mut self, uncertain: Uncertain) {
        let doubt = (self.text.len(), uncertain);
        if self.doubts.last() != Some(&doubt) {
            self.doubts.push(doubt);
        }
    }

    /// Takes over what an empty paragraph before this one left out, and its doubts.
    pub fn take_over(&mut self, before: Said) {
        let left_out = before.left_out.into_iter().map(|(_, what, text)| (0, what, text));
        self.left_out.splice(0..0, left_out);
        self.doubts.splice(0..0, before.doubts.into_iter().map(|(_, doubt)| (0, doubt)));
    }

    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Its doubts, each with its place; `before` is what stands before the paragraph.
    pub fn doubts(&mut self, before: &str) -> Vec<Doubt> {
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
                Uncertain::Linear(what, text, code) => Doubt::WordLinear { what, text, code, place },
                Uncertain::Sign(sign) => Doubt::WordSign { sign, place },
            };
            doubts.push((*at, doubt));
        }
        doubts.sort_by_key(|(at, _)| *at);
        doubts.into_iter().map(|(_, doubt)| doubt).collect()
    }

    /// The live words, raised and lowered ones in characters that are so, else between marks.
    pub fn live(&self) -> String {
        let mut text = String::with_capacity(self.text.len());
        let mut from = 0;
        for (range, height) in &self.heights {
            text.push_str(&self.text[from..range.start]);
            let words = &self.text[range.clone()];
            match at_height(words, *height) {
                Some(words) => text.push_str(&words),
                None => {
                    text.push(if *height == Height::Raised { RAISED } else { LOWERED });
                    text.push_str(words);
                    text.push(LEVEL);
                }
            }
            from = range.end;
        }
        text.push_str(&self.text[from..]);
        text
    }
}

/// A line this long is as long as the page is wide: what ends in it was broken, not written so.
const FULL_LINE: usize = 14;

/// The lines of a paragraph whose breaks were typed: those inside a sentence are none. The second
/// value says whether a break was kept that may be one of these.
pub(super) fn lines_of(text: &str) -> (Vec<String>, bool) {
    let mut lines: Vec<String> = Vec::new();
    let mut kept = false;
    for part in text.split('\u{C}') {
        let parts: Vec<&str> = part.split('\n').map(str::trim).filter(|part| !part.is_empty()).collect();
        let runs = parts.last().is_some_and(|last| ends_sentence(last));
        let longest = parts.iter().map(|part| part.chars().count()).max().unwrap_or(0);
        let mut open = false;
        for (at, part) in parts.iter().enumerate() {
            match lines.last_mut().filter(|_| open) {
                Some(line) => {
                    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
                    if latin(line.chars().next_back()) && latin(part.chars().next()) {
                        line.push(' ');
                    }
                    line.push_str(part);
                }
                None => lines.push((*part).to_owned()),
            }
            let Some(next) = parts.get(at + 1) else { continue };
            let numbered = |text: &str| crate::import::patterns::opens_numbered(text);
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

/// The lines of a part of a paragraph, what of them is raised and lowered taken out of the words.
pub(super) fn with_scripts(part: &str) -> Vec<Line> {
    let mut lines = vec![Line::default()];
    let mut script = None;
    for c in part.chars() {
        match c {
            RAISED => script = Some(Script::Raised),
            LOWERED => script = Some(Script::Lowered),
            LEVEL => script = None,
            c if lines::is_break(c) => lines.push(Line::default()),
            c => {
                let (Some(c), Some(line)) = (lines::said(c), lines.last_mut()) else { continue };
                if line.text.is_empty() && c.is_whitespace() {
                    continue;
                }
                let from = line.text.len();
                line.text.push(c);
                let Some(script) = script else { continue };
                match line.scripts.last_mut().filter(|(range, known)| range.end == from && *known == script) {
                    Some((range, _)) => range.end = line.text.len(),
                    None => line.scripts.push((from..line.text.len(), script)),
                }
            }
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

/// Whether a line ends as sentences and their parts do.
fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['”', '’', '）', ')', '》', LEVEL])
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
            assert_eq!(lines_of(text), (lines.into_iter().map(str::to_owned).collect(), kept), "{text}");
        }
    }
}
