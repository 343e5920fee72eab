//! Notes of a text: `[^1]` behind the words it explains, `[^1]: …` on a line of its own for what it says.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use serde::Serialize;

use super::body::{Block, BlockKind};
use super::chart::Chart;
use super::fences::fences;
use super::marked::Marked;

/// The longest name of a note, in characters.
const LONGEST: usize = 40;

/// What a note says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Its words.
    pub words: Marked,
    /// Bytes of the text it was read from; two notes never begin at the same byte.
    pub range: Range<usize>,
}

/// What is the matter with a note, by its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fault {
    /// Called, and nobody says what it says.
    Undefined {
        /// The note.
        name: String,
    },
    /// Nothing calls it.
    Unplaced {
        /// The note.
        name: String,
    },
    /// Written twice.
    Twice {
        /// The note.
        name: String,
    },
    /// Called where no note can be: in a table's cells, its unit or its notes, in another note.
    Misplaced {
        /// The note.
        name: String,
    },
}

/// The notes of a text while it is read: what they say, and where they are called.
#[derive(Default)]
pub struct Notes {
    known: HashMap<String, (String, Arc<Note>)>,
    calls: Vec<(Arc<Note>, String, Range<usize>)>,
    /// Those in a table, where no note can be called.
    refused: Vec<(Arc<Note>, String, Range<usize>)>,
    /// Those of the title over the text, by where they begin.
    of_title: HashSet<usize>,
    faults: Vec<(Fault, Range<usize>)>,
}

/// What a text is read for.
#[derive(Default)]
pub struct Host<'a> {
    /// The notes that the title over the text calls, by their names.
    pub names: Vec<&'a str>,
    /// What the text says of each, where it does.
    pub called: Vec<Option<Arc<Note>>>,
    /// The heading that the text sets over its notes, and where it stands.
    pub heading: Option<(String, Range<usize>)>,
    /// Who reads the keys of a chart, which stand on these bytes of the text; none where they cannot be read, which is told.
    pub chart: Option<ReadChart<'a>>,
}

/// Reads the keys of a chart.
pub type ReadChart<'a> = &'a mut dyn FnMut(Range<usize>) -> Option<Chart>;

impl Host<'_> {
    /// Reads the charts between fences, and what their captions call. Without a reader they stay what they are: charts.
    pub(super) fn charts(&mut self, text: &str, blocks: &mut Vec<Block>, notes: &mut Notes) {
        let Some(read) = &mut self.chart else { return };
        blocks.retain_mut(|block| {
            let BlockKind::Chart(chart) = &mut block.kind else { return true };
            let Some(mut given) = read(block.range.clone()) else { return false };
            let said = text.get(block.range.clone()).and_then(|text| text.find(&given.caption.text));
            given.caption = notes.marked_in(&given.caption, block.range.start + said.unwrap_or_default());
            *chart = given;
            true
        });
    }

    /// Takes a line for the heading over the notes; a text has one.
    pub(super) fn heads(&mut self, line: &str, rest: &str, range: &Range<usize>) -> bool {
        let own = self.heading.is_none() && heads(line, rest);
        if own {
            self.heading = Some((line.to_owned(), range.clone()));
        }
        own
    }

    /// Calls the notes of the title, of those that the text under it says.
    pub fn call(&mut self, notes: &mut Notes) {
        self.called = self.names.iter().map(|name| notes.title_calls(name)).collect();
    }
}

/// A title's words without the calls in it, and the names of the notes, each behind so many bytes of the words.
pub fn without_calls(title: &str) -> (String, Vec<(usize, String)>) {
    let (mut words, mut called, mut from) = (String::new(), Vec::new(), 0);
    for (name, range) in calls(title) {
        words.push_str(title[from..range.start].trim_end());
        called.push((words.len(), name.to_owned()));
        from = range.end;
    }
    words.push_str(&title[from..]);
    (words, called)
}

/// Names that differ in the case of letters are one.
fn folded(name: &str) -> String {
    name.to_lowercase()
}

/// `[^name]` at the start of a text: the name, and how many bytes it takes.
pub fn call(text: &str) -> Option<(&str, usize)> {
    let inner = text.strip_prefix("[^")?;
    let end = inner.char_indices().take(LONGEST + 1).find(|(_, c)| *c == ']')?.0;
    let name = &inner[..end];
    let is_name = |c: char| !c.is_whitespace() && !"[]^".contains(c);
    (!name.is_empty() && name.chars().all(is_name)).then_some((name, "[^".len() + end + "]".len()))
}

/// `[^name]: words` on a line: the name, and how many bytes stand before the words.
pub fn definition(line: &str) -> Option<(&str, usize)> {
    let (name, length) = call(line)?;
    let rest = line[length..].strip_prefix([':', '：'])?;
    Some((name, line.len() - rest.trim_start().len()))
}

/// Whether a line is a heading over notes: 注释 or 注, with a colon or without.
pub fn is_heading(line: &str) -> bool {
    let said: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    matches!(said.strip_suffix(['：', ':']).unwrap_or(&said), "注释" | "注")
}

/// Whether a line is the heading over the notes that the lines behind it say: those are `rest`, and blank ones part nothing.
pub fn heads(line: &str, rest: &str) -> bool {
    let next = || rest.lines().map(str::trim).find(|next| !next.is_empty());
    is_heading(line) && next().is_some_and(|next| definition(next).is_some())
}

/// `[^name]：` as Markdown wants it, in as many bytes.
pub(super) fn with_colons(text: &str) -> Cow<'_, str> {
    if !text.contains("]：") {
        return Cow::Borrowed(text);
    }
    let line = |line: &str| {
        let blank = line.len() - line.trim_start().len();
        match call(&line[blank..]).map(|(_, length)| line.split_at(blank + length)) {
            Some((sign, rest)) => match rest.strip_prefix('：') {
                Some(words) => format!("{sign}:  {words}"),
                None => line.to_owned(),
            },
            None => line.to_owned(),
        }
    };
    Cow::Owned(text.split_inclusive('\n').map(line).collect())
}

/// Stand for the brackets of a call in a picture's caption while Markdown is read: no text has them.
const KEPT: [char; 2] = ['\u{1}', '\u{2}'];
/// So many bytes after `![` its end is looked for.
const LONGEST_CAPTION: usize = 2_000;

/// Calls inside `![…](…)` in other brackets, in as many bytes: Markdown takes what calls a note for no picture's caption.
pub(super) fn with_kept_calls(text: &str) -> Cow<'_, str> {
    if !text.contains("![") || !text.contains("[^") {
        return Cow::Borrowed(text);
    }
    let is_kept = |at: usize| text[..at].ends_with('\\');
    let mut kept: Vec<(usize, char)> = Vec::new();
    for (at, sign) in text.match_indices("![").filter(|(at, _)| !is_kept(*at)) {
        let start = at + sign.len();
        let Some(end) = end_of_caption(&text[start..]) else { continue };
        for (_, range) in calls(&text[start..start + end]).filter(|(_, range)| !is_kept(start + range.start))
        {
            kept.extend([(start + range.start, KEPT[0]), (start + range.end - 1, KEPT[1])]);
        }
    }
    if kept.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut said = text.to_owned();
    for (at, bracket) in kept {
        said.replace_range(at..=at, bracket.encode_utf8(&mut [0; 1]));
    }
    Cow::Owned(said)
}

/// Where the caption of a picture ends, behind whose `![` a text begins.
fn end_of_caption(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().take(LONGEST_CAPTION) {
        match byte {
            _ if std::mem::take(&mut escaped) => {}
            b'\n' => return None,
            b'\\' => escaped = true,
            b'[' => depth += 1,
            b']' if depth == 0 => return text[at..].starts_with("](").then_some(at),
            b']' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Words with the brackets that they were written with, and whether some stood for others.
pub(super) fn kept_calls(words: &str) -> Option<String> {
    words.contains(KEPT).then(|| words.replace(KEPT[0], "[").replace(KEPT[1], "]"))
}

/// Where a text calls notes.
pub fn calls(text: &str) -> impl Iterator<Item = (&str, Range<usize>)> {
    text.match_indices("[^").filter_map(|(at, _)| {
        let (name, length) = call(&text[at..])?;
        Some((name, at..at + length))
    })
}

impl Notes {
    /// Those that lines of a plain text say.
    pub(super) fn defined_in(text: &str) -> Notes {
        let mut notes = Notes::default();
        let fences = fences(text);
        let mut offset = 0;
        for line in text.split('\n') {
            let trimmed = line.trim();
            let start = offset + (line.len() - line.trim_start().len());
            offset += line.len() + 1;
            // A fragment is a program.
            let after = fences.partition_point(|fence| fence.whole.start <= start);
            if after > 0 && start < fences[after - 1].whole.end {
                continue;
            }
            let Some((name, sign)) = definition(trimmed) else { continue };
            let words = &trimmed[sign..];
            // A note explains the text, and no other note.
            for (name, range) in calls(words) {
                let at = start + sign;
                notes.fault(Fault::Misplaced { name: name.to_owned() }, at + range.start..at + range.end);
            }
            notes.define(name, words.into(), start..start + trimmed.len());
        }
        notes
    }

    /// Says what a note says; one without words is as good as none.
    pub fn define(&mut self, name: &str, words: Marked, range: Range<usize>) {
        if words.text.trim().is_empty() {
            self.fault(Fault::Undefined { name: name.to_owned() }, range.clone());
        }
        match self.known.get(&folded(name)) {
            // Of Markdown a note is read twice.
            Some((_, known)) if known.range == range => {}
            Some(_) => self.fault(Fault::Twice { name: name.to_owned() }, range),
            None => {
                let note = Arc::new(Note { words, range });
                self.known.insert(folded(name), (name.to_owned(), note));
            }
        }
    }

    /// What notes say, without the rest: a text is read once for its notes and once for itself.
    pub(super) fn of_names(self) -> Notes {
        Notes { known: self.known, ..Notes::default() }
    }

    /// Notes that something is the matter.
    pub fn fault(&mut self, fault: Fault, range: Range<usize>) {
        self.faults.push((fault, range));
    }

    /// What a call calls.
    pub(super) fn called(&mut self, name: &str, range: Range<usize>) -> Option<Arc<Note>> {
        let note = self.known.get(&folded(name)).map(|(_, note)| Arc::clone(note));
        match &note {
            Some(note) => self.calls.push((Arc::clone(note), name.to_owned(), range)),
            None => self.fault(Fault::Undefined { name: name.to_owned() }, range),
        }
        note
    }

    /// Notes what a row of a table calls.
    pub(super) fn refuse(&mut self, row: &str, start: usize) {
        for (name, range) in calls(row) {
            self.refuse_call(name, start + range.start..start + range.end);
        }
    }

    /// Notes a call where no note can be.
    pub fn refuse_call(&mut self, name: &str, range: Range<usize>) {
        if self.called(name, range).is_some() {
            self.refused.extend(self.calls.pop());
        }
    }

    /// What the title over the text calls.
    fn title_calls(&mut self, name: &str) -> Option<Arc<Note>> {
        let note = self.known.get(&folded(name)).map(|(_, note)| Arc::clone(note))?;
        self.of_title.insert(note.range.start);
        Some(note)
    }

    /// A line of plain text with its calls made notes; one that calls nothing stays in the words.
    pub(super) fn marked(&mut self, line: &str, start: usize) -> Marked {
        self.marked_in(&line.into(), start)
    }

    /// A line with its calls made notes; one that calls nothing stays in the words. `start` is where the line stands.
    pub fn marked_in(&mut self, line: &Marked, start: usize) -> Marked {
        let mut marked = Marked::default();
        let mut from = 0;
        for (name, range) in calls(&line.text) {
            if let Some(note) = self.called(name, start + range.start..start + range.end) {
                marked.append(&line.slice(from..range.start));
                marked.push_note(note);
                from = range.end;
            }
        }
        if from == 0 {
            return line.clone();
        }
        marked.append(&line.slice(from..line.text.len()));
        marked
    }

    /// What is the matter, in the text's order; `blocks` are what was read from it.
    pub fn faults(mut self, blocks: &[Block]) -> Vec<(Fault, Range<usize>)> {
        let mut callers: HashMap<usize, Vec<&Range<usize>>> = HashMap::new();
        for block in blocks {
            block.notes().for_each(|note| callers.entry(note.range.start).or_default().push(&block.range));
        }
        callers.values_mut().for_each(|ranges| ranges.sort_by_key(|range| range.start));
        let is_set = |note: &Note, call: &Range<usize>| {
            let ranges = callers.get(&note.range.start).map_or(&[][..], Vec::as_slice);
            let after = ranges.partition_point(|range| range.start <= call.start);
            after.checked_sub(1).is_some_and(|at| call.end <= ranges[at].end)
        };
        // What became a table's unit or its note takes no notes along.
        let lost = self.calls.iter().filter(|(note, _, call)| !is_set(note, call)).chain(&self.refused);
        self.faults
            .extend(lost.map(|(_, name, call)| (Fault::Misplaced { name: name.clone() }, call.clone())));
        let mut called = std::mem::take(&mut self.of_title);
        called.extend(self.calls.iter().chain(&self.refused).map(|(note, _, _)| note.range.start));
        let unplaced = self.known.values().filter(|(_, note)| !called.contains(&note.range.start));
        self.faults.extend(
            unplaced.map(|(name, note)| (Fault::Unplaced { name: name.clone() }, note.range.clone())),
        );
        self.faults.sort_by_key(|(_, range)| range.start);
        self.faults
    }
}

/// The notes that a title and the blocks under it call, in the order in which they first do: the first is number 1.
pub fn in_order<'a>(
    title: &'a [(usize, Arc<Note>)],
    blocks: impl IntoIterator<Item = &'a Block>,
) -> Vec<&'a Arc<Note>> {
    let mut known = HashSet::new();
    let of_title = title.iter().map(|(_, note)| note);
    let all = of_title.chain(blocks.into_iter().flat_map(Block::notes));
    all.filter(|note| known.insert(note.range.start)).collect()
}

/// The mark that calls a note: ① to ㊿, then `[51]`.
pub fn circled(number: usize) -> String {
    let base = match number {
        1..=20 => 0x2460 - 1,
        21..=35 => 0x3251 - 21,
        36..=50 => 0x32B1 - 36,
        _ => return bracketed(number),
    };
    let mark = u32::try_from(base + number).ok().and_then(char::from_u32);
    mark.map_or_else(|| bracketed(number), String::from)
}

/// The mark in square brackets.
pub fn bracketed(number: usize) -> String {
    format!("[{number}]")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::Foreign;
    use crate::{body, markdown};

    /// The words of a block with its notes in braces.
    fn said(block: &Block) -> String {
        block
            .runs
            .iter()
            .map(|run| match &run.note {
                Some(note) => format!("{{{}}}", note.words.text),
                None => run.text.clone(),
            })
            .collect()
    }

    fn both(text: &str) -> [(Vec<String>, Vec<Fault>); 2] {
        let (blocks, faults) = body::read_noted(text, crate::Numbering::Official, &mut Host::default());
        let plain = (blocks.iter().map(said).collect(), faults.into_iter().map(|(fault, _)| fault).collect());
        let (blocks, remarks) = markdown::read(&text.replace('\n', "\n\n").replace("|\n\n|", "|\n|"));
        let faults = remarks.into_iter().map(|(remark, _)| match remark {
            Foreign::Note(fault) => fault,
            other => panic!("{text}: {other:?}"),
        });
        [plain, (blocks.iter().map(said).collect(), faults.collect())]
    }

    #[test]
    fn a_note_stands_behind_the_words_that_call_it() {
        for (text, wanted) in [
            ("增长6.2%[^1]，下降[^乙]。\n[^1]: 甲。\n[^乙]：乙。", vec!["增长6.2%{甲。}，下降{乙。}。"]),
            (
                "[^1]: 甲。\n一、总体[^1]要求\n（一）目标[^1]。文。",
                vec!["一、总体{甲。}要求", "（一）目标{甲。}。文。"],
            ),
            ("# 总体[^A]\n第一条　文[^a]。\n[^a]: 甲", vec!["一、总体{甲}", "第一条　文{甲}。"]),
            ("文。\n:-: 居中[^1]\n[^1]: 甲", vec!["文。", "居中{甲}"]),
            ("张三[^1]\t李四\n[^1]: 甲", vec!["张三{甲}\t李四"]),
            ("文。[^1]\n[^1]: 甲", vec!["文。{甲}"]),
        ] {
            for (blocks, faults) in both(text) {
                assert_eq!(
                    (blocks, faults),
                    (wanted.iter().map(|s| (*s).to_owned()).collect(), vec![]),
                    "{text}"
                );
            }
        }
    }

    #[test]
    fn captions_and_titles_of_parts_call_notes() {
        let caption = |words: &Marked| {
            let mut said = String::new();
            let mut from = 0;
            for (at, note) in &words.notes {
                said += &format!("{}{{{}}}", &words.text[from..*at], note.words.text);
                from = *at;
            }
            said + &words.text[from..]
        };
        for (text, wanted) in [
            ("表1　收支[^1]\n|甲|\n|---|\n|1|", vec!["表1　收支{甲}"]),
            ("表1　收支[^1]（单位：万元）\n|甲|\n|---|\n|1|", vec!["表1　收支{甲}"]),
            ("![](a.png)\n图1　2020~2025年[^1]产值", vec!["图1　2020～2025年{甲}产值"]),
            ("![图1　位置[^1]](a.png)", vec!["图1　位置{甲}"]),
            ("![甲](a.png) ![甲[^1]](b.png)", vec!["甲", "甲{甲}", ""]),
            (":-: # 甲县[^1]抓项目", vec![]),
        ] {
            let text = format!("文。\n{text}\n[^1]: 甲");
            let (plain, faults) = body::read_noted(&text, crate::Numbering::Official, &mut Host::default());
            assert!(faults.is_empty(), "{text}: {faults:?}");
            let (marked, remarks) = markdown::read(&text.replace('\n', "\n\n").replace("|\n\n|", "|\n|"));
            // Markdown knows no picture whose words call a note: its caption stands on the next line.
            let marked = Some(marked).filter(|_| !text.contains("[^1]]("));
            assert!(remarks.is_empty() || marked.is_none(), "{text}: {remarks:?}");
            for blocks in [Some(plain), marked].into_iter().flatten() {
                let blocks = crate::waves::waved(&blocks);
                let last = blocks.last().expect("a block");
                let found: Vec<String> = last.captions().into_iter().map(caption).collect();
                assert_eq!(found, wanted, "{text}");
                assert_eq!(in_order(&[], &blocks).len(), 1, "{text}");
                if wanted.is_empty() {
                    assert_eq!(caption(&last.words()), "甲县{甲}抓项目");
                }
            }
        }
    }

    #[test]
    fn a_title_calls_the_notes_of_the_text_under_it() {
        let (words, calls) = without_calls("关于甲[^a]的公报[^b]");
        assert_eq!(words, "关于甲的公报");
        assert_eq!(calls, [(9, "a".to_owned()), (18, "b".to_owned())]);
        let mut host = Host { names: vec!["b", "c"], ..Host::default() };
        let (blocks, faults) =
            body::read_noted("文[^1]。\n[^1]: 甲\n[^b]: 乙", crate::Numbering::Official, &mut host);
        assert!(faults.is_empty(), "{faults:?}");
        assert_eq!(host.called.iter().map(Option::is_some).collect::<Vec<_>>(), [true, false]);
        let title = [(18, host.called[0].clone().expect("known"))];
        let order: Vec<&str> =
            in_order(&title, &blocks).iter().map(|note| note.words.text.as_str()).collect();
        assert_eq!(order, ["乙", "甲"], "the title is first");
        let words = Marked { notes: title.to_vec(), ..Marked::from("关于甲的公报") };
        let laid = words.laid(&["关于甲".to_owned(), "的公报".to_owned()]);
        assert_eq!((laid[0].notes.len(), laid[1].notes[0].0), (0, 9));
    }

    #[test]
    fn pictures_of_markdown_call_notes_in_their_captions() {
        let captions = |text: &str| -> Vec<(String, usize)> {
            let (blocks, remarks) = markdown::read(text);
            assert!(remarks.is_empty(), "{text}: {remarks:?}");
            let pictures = blocks.iter().flat_map(Block::pictures);
            pictures.map(|picture| (picture.caption.text.clone(), picture.caption.notes.len())).collect()
        };
        for (text, wanted) in [
            ("![图1　甲[^1]](a.png)\n\n[^1]: 乙。", vec![("图1　甲", 1)]),
            ("![甲[^1]乙[^2]](a.png)![丙](b.png)\n\n[^1]: 丁。\n\n[^2]: 戊。", vec![("甲乙", 2), ("丙", 0)]),
            ("文[^1]。\n\n![甲[乙][^1]](<a b.png>)\n\n[^1]: 丙。", vec![("甲[乙]", 1)]),
            ("文[^1]。\n\n![甲\\[^1\\]](a.png)\n\n[^1]: 乙。", vec![("甲[^1]", 0)]),
        ] {
            let said = captions(text);
            let said: Vec<(&str, usize)> =
                said.iter().map(|(words, count)| (words.as_str(), *count)).collect();
            assert_eq!(said, wanted, "{text}");
        }
        // What is no picture keeps its brackets.
        for text in ["`![甲[^1]](a.png)`。文[^1]。\n\n[^1]: 乙。", "\\![甲[^1]](a.png)\n\n[^1]: 乙。"]
        {
            let (blocks, _) = markdown::read(text);
            assert!(blocks[0].text().contains("![甲") && !blocks[0].text().contains('\u{1}'), "{text}");
        }
        let (_, remarks) = markdown::read("![甲[^2]](a.png)");
        assert_eq!(remarks[0].0, Foreign::Note(Fault::Undefined { name: "2".to_owned() }));
        assert_eq!(remarks[0].1, 5..9, "at its place");
    }

    #[test]
    fn a_line_right_before_the_notes_is_their_heading() {
        let heading = |text: &str, markdown: bool| {
            let mut host = Host::default();
            let blocks = if markdown {
                markdown::read_under(text, crate::Numbering::Official, "", &mut host).0
            } else {
                body::read_noted(text, crate::Numbering::Official, &mut host).0
            };
            let said: Vec<String> = blocks.iter().map(Block::text).collect();
            let heading = host.heading.map(|(words, range)| {
                assert_eq!(text[range].trim(), words, "{text}");
                words
            });
            (said.join("|"), heading)
        };
        for (text, body, wanted) in [
            ("文[^1]。\n\n注释：\n\n[^1]: 甲。", "文。", Some("注释：")),
            ("文[^1]。\n\n注:\n\n[^1]: 甲。\n\n[^2]: 乙。", "文。", Some("注:")),
            ("文[^1]。\n\n注　释\n\n[^1]: 甲。\n\n又。", "文。|又。", Some("注　释")),
            // A text has one.
            ("文[^1][^2]。\n\n注：\n\n[^1]: 甲。\n\n注释：\n\n[^2]: 乙。", "文。|注释：", Some("注：")),
            // Before anything else, and with words of its own, it is words.
            ("注：\n\n文[^1]。\n\n[^1]: 甲。", "注：|文。", None),
            ("文[^1]。\n\n[^1]: 甲。\n\n注释：", "文。|注释：", None),
            ("文[^1]。\n\n注释：本公报\n\n[^1]: 甲。", "文。|注释：本公报", None),
            ("文。\n\n注释：", "文。|注释：", None),
        ] {
            for markdown in [false, true] {
                let (said, own) = heading(text, markdown);
                assert_eq!((said.as_str(), own.as_deref()), (body, wanted), "{text} {markdown}");
            }
        }
        assert_eq!(heading("文[^1]。\n\\注释：\n[^1]: 甲。", false), ("文。|注释：".to_owned(), None));
        // Right under a table it is no note of that.
        let table = "文[^1]。\n|甲|\n|---|\n|1|\n注：\n[^1]: 乙。";
        assert_eq!(heading(table, false).1.as_deref(), Some("注："));
        // Without a blank line between.
        assert_eq!(heading("文[^1]。\n\n注释：\n[^1]: 甲。", true).1.as_deref(), Some("注释："));
    }

    #[test]
    fn what_is_the_matter_with_a_note_is_told() {
        let name = || "1".to_owned();
        for (text, wanted) in [
            ("文[^1]。", vec![Fault::Undefined { name: name() }]),
            ("文。\n[^1]: 甲", vec![Fault::Unplaced { name: name() }]),
            ("文[^1]。\n[^1]: 甲\n[^1]: 乙", vec![Fault::Twice { name: name() }]),
            ("文[^1]。\n[^1]: 甲[^1]", vec![Fault::Misplaced { name: name() }]),
            ("文[^1]。\n|甲[^1]|\n|---|\n|1|\n[^1]: 甲", vec![Fault::Misplaced { name: name() }]),
            // One in a cell is none, whoever else calls the note.
            ("表1　甲[^1]\n|甲[^1]|\n|---|\n|1|\n[^1]: 甲", vec![Fault::Misplaced { name: name() }]),
            ("表1　甲\n单位：万元[^1]\n|甲|\n|---|\n|1|\n[^1]: 甲", vec![Fault::Misplaced { name: name() }]),
            ("|甲|\n|---|\n|1|\n注：甲[^1]\n[^1]: 甲", vec![Fault::Misplaced { name: name() }]),
        ] {
            for (_, faults) in both(text) {
                assert_eq!(faults, wanted, "{text}");
            }
        }
    }

    #[test]
    fn a_backslash_keeps_what_looks_like_a_note() {
        let (blocks, faults) =
            body::read_noted("\\[^1]: 甲\n\\文[^1]", crate::Numbering::Official, &mut Host::default());
        assert_eq!((blocks[0].text().as_str(), blocks[1].text().as_str()), ("[^1]: 甲", "文[^1]"));
        assert!(faults.is_empty(), "{faults:?}");
        let (blocks, remarks) = markdown::read("文\\[^1]，`[^a]`");
        assert_eq!(blocks[0].text(), "文[^1]，[^a]");
        assert!(remarks.is_empty(), "{remarks:?}");
    }

    #[test]
    fn marks_are_put_right_over_what_calls_a_note() {
        use crate::punctuation::{Markup, correct};
        for (text, wanted) in [
            ("甲[^1],乙", "甲[^1]，乙"),
            ("“甲[^1]“乙", "“甲[^1]”乙"),
            ("[^1]: 甲,乙", "[^1]: 甲，乙"),
            ("[^1]：甲(乙)", "[^1]：甲（乙）"),
            ("增长6.2%[^a,b],下降(5%)[^c]。", "增长6.2%[^a,b]，下降（5%）[^c]。"),
        ] {
            for markup in [Markup::Text, Markup::Markdown] {
                assert_eq!(correct(text, markup).text, wanted);
            }
        }
    }

    #[test]
    fn notes_are_counted_in_the_order_of_the_text() {
        let blocks = body::read("甲[^b]乙[^a]丙[^b]。\n[^a]: 一\n[^b]: 二");
        let words: Vec<&str> = in_order(&[], &blocks).iter().map(|note| note.words.text.as_str()).collect();
        assert_eq!(words, ["二", "一"]);
        for (number, mark) in
            [(1, "①"), (20, "⑳"), (21, "㉑"), (35, "㉟"), (36, "㊱"), (50, "㊿"), (51, "[51]")]
        {
            assert_eq!(circled(number), mark);
        }
    }
}
