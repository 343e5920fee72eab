//! Which line, or which part of it, belongs to which element.
//!
//! A line is claimed whole, or in parts that together are all of it: what is claimed is written,
//! so no word of the input can be lost.

use std::collections::{BTreeMap, BTreeSet};

use super::doubt::{Doubt, PICTURE, RULE, place};
use super::lines::{Line, TableRow, squeezed};
use super::patterns::field_errors;
use crate::text::{Marked, Script};

/// An element of the document, in the standard's order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Element {
    /// 份号.
    CopyNumber,
    /// 密级 and its term.
    Classification,
    /// 紧急程度.
    Urgency,
    /// 右上标注.
    Corner,
    /// 发文机关, as they sign.
    Issuers,
    /// 发文机关标志, where it is not the usual one.
    Mark,
    /// 发文字号.
    Number,
    /// 签发人.
    Signers,
    /// 标题.
    Title,
    /// 副标题.
    Subtitle,
    /// 讲话人.
    Speaker,
    /// 主送机关.
    Recipients,
    /// 正文.
    Body,
    /// 印发件: what the title says is issued.
    Issued,
    /// 附件说明 and 附件.
    Attachments,
    /// 成文日期.
    Date,
    /// 签署的职务和姓名.
    Signature,
    /// 各方 of an agreement.
    Parties,
    /// 附注.
    Note,
    /// 附言: rows without brackets under the sign-off of plain paper.
    Postscript,
    /// 出席 of minutes.
    Attendees,
    /// 请假 of minutes.
    Absentees,
    /// 列席 of minutes.
    Observers,
    /// 主持, 记录, 缺席: those that have no key of their own.
    Attendance,
    /// 抄送机关.
    Cc,
    /// 印发机关.
    Printer,
    /// 印发日期.
    PrintDate,
    /// 共印N份.
    Copies,
    /// 发电单位 of a telegram.
    Sender,
    /// 机发号 of a telegram.
    DispatchNumber,
    /// 翻印机关.
    Reprinter,
    /// 翻印日期.
    ReprintDate,
}

/// A part of what one of several parties signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Party {
    Role,
    Name,
    Representative,
    Date,
}

/// What a line, or a part of one, is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slot {
    /// A part of the element's value.
    Value(Element),
    /// What stands with the element on paper and is no part of its value: a label, a repetition.
    Beside(Element),
    /// The mark name of an issuer.
    MarkName(usize),
    /// 职务 of the signature.
    Post,
    /// What a party signs.
    Party(usize, Party),
    /// A part of the title of what is issued.
    IssuedTitle(usize),
    /// A line of its text.
    IssuedText(usize),
    /// A line of its contents.
    Contents(usize),
    /// A part of an attachment's name.
    AttachmentName(usize),
    /// A line of an attachment's text.
    AttachmentText(usize),
    /// Known to be no element: page numbers, a site's links.
    NoElement,
    /// Not recognised.
    Loose,
}

/// What is lost of a line whose raised and lowered words are written like the others.
pub(super) fn script_doubts(line: &Line) -> Vec<Doubt> {
    let words = match &line.row {
        TableRow::First(table, _) => table.cells().cloned().collect(),
        _ => vec![line.words()],
    };
    let of = |words: &Marked| -> Vec<Doubt> {
        let scripts = words.looks.iter().filter_map(|(range, look)| Some((range, look.script?)));
        scripts
            .map(|(range, script)| {
                let place = place("", &words.text[..range.start], &words.text[range.start..]);
                let text = words.text[range.clone()].to_owned();
                Doubt::WordHeight { text, raised: script == Script::Raised, place }
            })
            .collect()
    };
    words.iter().flat_map(of).collect()
}

impl Slot {
    /// Whether lines of it are written as a text with everything in it.
    fn is_text(self) -> bool {
        matches!(self, Slot::Value(Element::Body) | Slot::IssuedText(_) | Slot::AttachmentText(_))
    }

    /// The element that a slot is of; none for what belongs to none.
    fn element(self) -> Option<Element> {
        match self {
            Slot::Value(element) | Slot::Beside(element) => Some(element),
            Slot::MarkName(_) => Some(Element::Issuers),
            Slot::Post => Some(Element::Signature),
            Slot::Party(..) => Some(Element::Parties),
            Slot::IssuedTitle(_) | Slot::IssuedText(_) | Slot::Contents(_) => Some(Element::Issued),
            Slot::AttachmentName(_) | Slot::AttachmentText(_) => Some(Element::Attachments),
            Slot::NoElement | Slot::Loose => None,
        }
    }
}

/// More doubts than this help nobody.
const MOST_DOUBTS: usize = 100;

/// So many headings are named in one.
const MOST_NAMED: usize = 5;

/// The parts of a line, in order.
type Parts = Vec<(Slot, String)>;

/// The lines, and what is known of them so far.
#[derive(Debug)]
pub(super) struct Claims {
    lines: Vec<Line>,
    parts: Vec<Option<Parts>>,
    /// The lines of each slot, so that asking is no walk over the whole paste.
    index: BTreeMap<Slot, BTreeSet<usize>>,
    /// What is doubtful of an element.
    pub doubts: Vec<(Option<Element>, Doubt)>,
    /// How many doubts beyond those there were.
    more: usize,
    /// The mark carries the first of several organs only.
    pub host_only: bool,
    /// Its head is that of a telegram.
    pub telegram: bool,
    /// Its mark and number are those of a 简报.
    pub briefing: bool,
    /// Lines of the body that are titles of its articles.
    pub articles: BTreeSet<usize>,
    /// An assistant wrote it: what only the office knows is not in it.
    pub by_assistant: bool,
}

impl Claims {
    pub(crate) fn new(lines: Vec<Line>) -> Claims {
        let parts = vec![None; lines.len()];
        Claims {
            lines,
            parts,
            index: BTreeMap::new(),
            doubts: Vec::new(),
            more: 0,
            host_only: false,
            telegram: false,
            briefing: false,
            articles: BTreeSet::new(),
            by_assistant: false,
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.lines.len()
    }

    /// A line's text, so that lines can be claimed while it is looked at.
    pub(crate) fn text(&self, line: usize) -> String {
        self.lines[line].text.clone()
    }

    /// What a line's parts are, in order; nothing for a free line.
    pub(crate) fn parts(&self, line: usize) -> &[(Slot, String)] {
        self.parts[line].as_deref().unwrap_or_default()
    }

    pub(crate) fn line(&self, line: usize) -> &Line {
        &self.lines[line]
    }

    pub(crate) fn is_free(&self, line: usize) -> bool {
        self.parts[line].is_none()
    }

    /// The lines of a range that nobody has claimed.
    pub(crate) fn free(&self, range: std::ops::Range<usize>) -> Vec<usize> {
        range.filter(|&line| self.is_free(line)).collect()
    }

    /// The last free line before this one.
    pub(crate) fn free_before(&self, line: usize) -> Option<usize> {
        (0..line).rev().find(|&line| self.is_free(line))
    }

    /// The first free line from this one on.
    pub(crate) fn free_from(&self, line: usize) -> Option<usize> {
        (line..self.len()).find(|&line| self.is_free(line))
    }

    /// Claims a whole line.
    pub(crate) fn claim(&mut self, line: usize, slot: Slot) {
        self.set(line, vec![(slot, self.text(line))]);
    }

    /// Claims a line part by part. Parts that are not all of the line claim it as not recognised:
    /// better looked at by somebody than a word lost.
    pub(crate) fn split(&mut self, line: usize, parts: &[(Slot, &str)]) {
        let said: String = parts.iter().map(|(_, text)| squeezed(text)).collect();
        if said != squeezed(&self.lines[line].text) {
            self.claim(line, Slot::Loose);
            return;
        }
        let kept = parts.iter().map(|(slot, text)| (*slot, text.trim().to_owned()));
        let kept = kept.filter(|(_, text)| !text.is_empty()).collect();
        self.set(line, kept);
    }

    fn set(&mut self, line: usize, parts: Parts) {
        for (slot, _) in self.parts[line].iter().flatten() {
            if let Some(lines) = self.index.get_mut(slot) {
                lines.remove(&line);
            }
        }
        for (slot, _) in &parts {
            self.index.entry(*slot).or_default().insert(line);
        }
        self.parts[line] = Some(parts);
    }

    pub(crate) fn doubt(&mut self, element: impl Into<Option<Element>>, doubt: Doubt) {
        let doubt = (element.into(), doubt);
        // Words are never left out for there being many.
        if !doubt.1.left_out().is_empty() {
            self.doubts.push(doubt);
        } else if self.doubts.len() >= MOST_DOUBTS {
            self.more += 1;
        } else if !self.doubts.contains(&doubt) {
            self.doubts.push(doubt);
        }
    }

    /// Raised and lowered words of a line that are written as if they were not.
    fn tell_of_scripts(&mut self, line: usize, element: Option<Element>) {
        for doubt in script_doubts(&self.lines[line]) {
            self.doubt(element, doubt);
        }
    }

    /// Whether a line stands in 版头 or 版记, whose rules the program draws.
    fn has_own_rules(&self, line: usize, element: Option<Element>) -> bool {
        let text = self.index.get(&Slot::Value(Element::Body)).and_then(BTreeSet::first);
        match element {
            None | Some(Element::Body | Element::Attachments) => false,
            Some(Element::Cc | Element::Printer | Element::PrintDate | Element::Copies) => true,
            Some(_) => text.is_none_or(|text| line < *text),
        }
    }

    /// What a file's reader doubted of its lines, said of the elements that the lines became.
    pub(crate) fn tell_of_lines(&mut self) {
        // The element whose words stood in a frame on the line above.
        let mut framed = None;
        let mut headings: Option<(Option<Element>, Vec<String>)> = None;
        for line in 0..self.len() {
            let slot = self.parts(line).first().map(|(slot, _)| *slot);
            let element = slot.and_then(Slot::element);
            // Texts say themselves what is raised in them.
            if !slot.is_some_and(Slot::is_text) {
                self.tell_of_scripts(line, element);
            }
            let text = slot.is_some_and(Slot::is_text);
            // Nothing but a text has notes.
            for note in self.lines[line].notes.clone().into_iter().filter(|_| !text) {
                let said = self.lines[line].text.clone();
                let at = said.find(&note.call).unwrap_or(0);
                let place = place("", &said[..at], &said[at..]);
                self.doubt(element, Doubt::LeftOut { what: note.what, text: note.words, place });
            }
            let drawn = self.has_own_rules(line, element);
            let before = framed;
            if self.lines[line].row != TableRow::Further {
                framed = None;
            }
            for doubt in std::mem::take(&mut self.lines[line].doubts) {
                if let Doubt::WordHeadings(names, _) = doubt {
                    // A title is one by its place.
                    if text {
                        headings.get_or_insert((element, Vec::new())).1.extend(names);
                    }
                    continue;
                }
                let known = match &doubt {
                    // Only a text has paragraphs that may be one.
                    Doubt::SoftReturn(_) => !text,
                    Doubt::WordObject { what, .. } => *what == RULE && drawn,
                    Doubt::InFrame { goes_on, .. } => {
                        // A mark, a colophon, a page's number are what they are in a frame, too.
                        let own = drawn || slot == Some(Slot::NoElement);
                        framed = (!own).then_some(element);
                        own || (*goes_on && before == Some(element))
                    }
                    _ => false,
                };
                let signs = matches!(element, Some(Element::Issuers | Element::Date | Element::Signature));
                let doubt = match doubt {
                    Doubt::WordObject { what: PICTURE, place } if signs && !drawn => {
                        Doubt::SealPicture(place)
                    }
                    doubt => doubt,
                };
                if !known {
                    self.doubt(element, doubt);
                }
            }
            let text = self.text(line);
            for range in field_errors(&text) {
                let place = place("", &text[..range.start], &text[range.start..]);
                self.doubt(element, Doubt::WordError { text: text[range].to_owned(), place });
            }
        }
        if let Some((element, mut names)) = headings {
            let count = names.len();
            names.truncate(MOST_NAMED);
            self.doubt(element, Doubt::WordHeadings(names, count));
        }
        if self.more > 0 {
            self.doubts.push((None, Doubt::More(self.more)));
        }
    }

    /// The texts of a slot, in order, with their lines.
    pub(crate) fn of(&self, slot: Slot) -> Vec<(usize, &str)> {
        let lines = self.index.get(&slot).into_iter().flatten();
        lines
            .flat_map(|&line| self.parts[line].iter().flatten().map(move |part| (line, part)))
            .filter(|(_, (known, _))| *known == slot)
            .map(|(line, (_, text))| (line, text.as_str()))
            .collect()
    }

    /// The lines of the text that say an element's value, by their numbers, with the element.
    pub(crate) fn numbered(&self) -> Vec<(Element, usize)> {
        let own = |slot: Slot| {
            let value = !matches!(slot, Slot::Beside(_));
            slot.element().filter(|_| value)
        };
        let lines = self.index.iter().filter_map(|(slot, lines)| Some((own(*slot)?, lines)));
        lines
            .flat_map(|(element, lines)| lines.iter().map(move |line| (element, self.lines[*line].number)))
            .filter(|(_, number)| *number > 0)
            .collect()
    }

    pub(crate) fn has(&self, slot: Slot) -> bool {
        self.index.get(&slot).is_some_and(|lines| !lines.is_empty())
    }

    /// How many parts are issued.
    pub(crate) fn issued_count(&self) -> usize {
        (0..).take_while(|item| self.has(Slot::IssuedTitle(*item))).count()
    }

    /// How many attachments have a name or a text.
    pub(crate) fn attachment_count(&self) -> usize {
        let item = |(slot, lines): (&Slot, &BTreeSet<usize>)| match slot {
            Slot::AttachmentName(item) | Slot::AttachmentText(item) if !lines.is_empty() => Some(item + 1),
            _ => None,
        };
        self.index.iter().filter_map(item).max().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines;

    #[test]
    fn parts_that_are_not_all_of_a_line_are_not_believed() {
        let mut claims = Claims::new(lines::split("抄送：甲，乙。\n丙"));
        claims.split(0, &[(Slot::Beside(Element::Cc), "抄送："), (Slot::Value(Element::Cc), "甲，乙")]);
        assert_eq!(claims.of(Slot::Loose), [(0, "抄送：甲，乙。")]);
        claims.split(0, &[(Slot::Beside(Element::Cc), "抄送："), (Slot::Value(Element::Cc), "甲，乙。")]);
        assert_eq!(claims.of(Slot::Value(Element::Cc)), [(0, "甲，乙。")]);
        assert_eq!(claims.free_from(0), Some(1));
    }
}
