//! One text with words in its placeholders: how they are written there so that they stay words, and what
//! every byte was made from.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use super::delimited;
use crate::braces::fragment::Part;
use crate::braces::{PlaceholderFinding, Reads as Reading, fragments, of_fragment, parts_in, placeholders};
use crate::diagnostic::Place;
use crate::source::Piece;
use crate::text::notes::{Note, in_order};
use crate::text::spans::{Span, spans};
use crate::text::{self, Block, BlockKind, markdown};

/// What the row says for a placeholder.
#[derive(Debug, Clone)]
pub(super) enum Answer {
    /// These words, from there.
    Words(String, Option<Place>),
    /// Its cell, there, is blank.
    Blank(Option<Place>),
    /// The list has no such column; the name nearest to it.
    NoColumn(Option<String>),
}

/// What a placeholder is replaced by.
pub(super) type Lookup<'a> = &'a dyn Fn(&str) -> Answer;

/// A filled text, and what every byte of it was made from.
pub(super) struct Made {
    pub text: String,
    pub pieces: Vec<Piece>,
}

/// Something in the way: of a cell at a place, or at bytes of the text.
pub(super) type Fault = (PlaceholderFinding, Result<Option<Place>, Range<usize>>);

/// How much the texts of a row may still become while they are filled, in bytes.
#[derive(Debug)]
pub(super) struct Room {
    limit: u64,
    left: u64,
    /// How many placeholders may still be filled.
    places: usize,
    /// It was told that there is no more.
    told: bool,
}

impl Room {
    pub(super) fn new(limit: u64) -> Room {
        Room { limit, left: limit, places: MOST_PLACES, told: false }
    }

    /// Takes as many bytes as words have; what is in the way the first time that there are not so many.
    pub(super) fn take(&mut self, bytes: usize, name: &str) -> Result<(), Option<PlaceholderFinding>> {
        let left = (self.left.checked_sub(bytes as u64), self.places.checked_sub(1));
        let fault = match left {
            (Some(left), Some(places)) if !self.told => {
                (self.left, self.places) = (left, places);
                return Ok(());
            }
            (None, _) => PlaceholderFinding::TooMuch { name: name.to_owned(), limit: self.limit },
            (Some(_), _) => PlaceholderFinding::TooMany { limit: MOST_PLACES },
        };
        Err((!std::mem::replace(&mut self.told, true)).then_some(fault))
    }
}

/// The most placeholders of a row: what is kept of each is more than it says.
const MOST_PLACES: usize = 100_000;
/// How many bytes are read to find where guards are needed.
const READ_AGAIN: usize = 256 * 1024 * 1024;

/// Puts the row's words into a text's placeholders; none when it has none.
pub(super) fn fill(
    text: &str,
    reading: Reading,
    lookup: Lookup<'_>,
    room: &mut Room,
) -> Option<Result<Made, Vec<Fault>>> {
    let found = placeholders(text, reading);
    if found.is_empty() {
        return None;
    }
    let mut faults = Vec::new();
    let mut words = Vec::new();
    // What a name says, once for all its places.
    let mut answers: BTreeMap<&str, Known> = BTreeMap::new();
    for (range, name) in &found {
        let placeholder = || (*name).to_owned();
        // {{{姓名}}} would leave a brace on either side of the words.
        let around = (text[..range.start].ends_with('{'), text[range.end..].starts_with('}'));
        if reading != Reading::Typst && (around.0 || around.1) {
            let more = range.start - usize::from(around.0)..range.end + usize::from(around.1);
            faults.push((PlaceholderFinding::Left { written: text[more.clone()].to_owned() }, Err(more)));
            continue;
        }
        match answers.entry(name).or_insert_with(|| Known::of(lookup(name))) {
            Known::Words(said, place) => {
                let taken = room.take(said.len(), name);
                if let Err(fault) = taken {
                    faults.extend(fault.map(|fault| (fault, Err(range.clone()))));
                    break;
                }
                words.push(Word { range: range.clone(), name, said: Arc::clone(said), place: place.clone() });
            }
            Known::Lines(place) => {
                let fault = PlaceholderFinding::LineBreak { placeholder: placeholder() };
                faults.push((fault, place_or(place.clone(), range)));
            }
            Known::Blank(place) => {
                let fault = PlaceholderFinding::Blank { placeholder: placeholder() };
                faults.push((fault, place_or(place.clone(), range)));
            }
            Known::NoColumn(nearest) => {
                let fault =
                    PlaceholderFinding::NoColumn { placeholder: placeholder(), nearest: nearest.clone() };
                faults.push((fault, Err(range.clone())));
            }
        }
    }
    if room.told && faults.is_empty() {
        return Some(Err(faults));
    }
    if !faults.is_empty() {
        return Some(Err(faults));
    }
    Some(put(text, reading, &words))
}

fn place_or(place: Option<Place>, range: &Range<usize>) -> Result<Option<Place>, Range<usize>> {
    match place {
        Some(place) => Ok(Some(place)),
        None => Err(range.clone()),
    }
}

/// What the row says for a name, as it is put in.
enum Known {
    Words(Arc<str>, Option<Place>),
    /// More than a line.
    Lines(Option<Place>),
    Blank(Option<Place>),
    NoColumn(Option<String>),
}

impl Known {
    fn of(answer: Answer) -> Known {
        match answer {
            Answer::Words(said, place) if said.contains(['\n', '\r']) => Known::Lines(place),
            // A tab would part the line.
            Answer::Words(said, place) => Known::Words(said.replace('\t', " ").into(), place),
            Answer::Blank(place) => Known::Blank(place),
            Answer::NoColumn(nearest) => Known::NoColumn(nearest),
        }
    }
}

/// What goes into one placeholder.
struct Word<'t> {
    range: Range<usize>,
    name: &'t str,
    said: Arc<str>,
    place: Option<Place>,
}

impl Word<'_> {
    fn fault(&self, text: &str) -> Fault {
        let start = text[..self.range.start].rfind('\n').map_or(0, |end| end + 1);
        let placeholder = self.name.to_owned();
        let fault = match text[start..].trim_start().starts_with("![") {
            true => PlaceholderFinding::InPicture { placeholder },
            false => PlaceholderFinding::Markup { placeholder },
        };
        (fault, place_or(self.place.clone(), &self.range))
    }
}

fn put(text: &str, reading: Reading, words: &[Word<'_>]) -> Result<Made, Vec<Fault>> {
    match reading {
        Reading::Plain => Ok(made(text, words, &|at| words[at].said.to_string(), &BTreeSet::new(), "")),
        Reading::Csv => Ok(in_cells(text, words)),
        Reading::Typst => {
            let parts = parts(text, reading, words)?;
            let write = |at: usize| in_part(parts[at], &words[at].said);
            Ok(made(text, words, &write, &BTreeSet::new(), ""))
        }
        Reading::Text(numbering) => {
            let parts = parts(text, reading, words)?;
            let rows = in_rows(text, words);
            let write = |at: usize| match parts[at] {
                None if rows[at] => words[at].said.replace('|', "\\|"),
                part => in_part(part, &words[at].said),
            };
            in_body(text, words, &write, "\\", &|text| text::body::read_numbered(text, numbering))
        }
        Reading::Markdown(numbering) => {
            let parts = parts(text, reading, words)?;
            let (neutral, starts) = with_sentinels(text, words, sentinel(text));
            let spans = spans(&neutral, &starts);
            for (word, span) in words.iter().zip(&spans) {
                let ends = matches!(span, Span::Code | Span::CodeInTable) && word.said.contains('`');
                if ends {
                    return Err(vec![word.fault(text)]);
                }
            }
            let write = |at: usize| {
                let said = &*words[at].said;
                if parts[at].is_some() {
                    return in_part(parts[at], said);
                }
                match spans[at] {
                    Span::Code | Span::CodeLines => said.to_owned(),
                    Span::CodeInTable => said.replace('|', "\\|"),
                    Span::Words | Span::Other => escaped(said),
                }
            };
            // Read as one backslash, which keeps a numbering plain.
            in_body(text, words, &write, "\\\\", &|text| markdown::read_numbered(text, numbering).0)
        }
    }
}

/// A body read after it was filled must say what it said before, with the words in their places: a cell makes
/// no heading, no table, no picture. Where a line would become something else, a guard keeps it plain.
fn in_body(
    text: &str,
    words: &[Word<'_>],
    write: &dyn Fn(usize) -> String,
    guard: &str,
    read: &dyn Fn(&str) -> Vec<Block>,
) -> Result<Made, Vec<Fault>> {
    let sentinel = sentinel(text);
    let (neutral, _) = with_sentinels(text, words, sentinel);
    let mut said = words.iter().map(|word| &*word.said);
    let meant: Vec<Seen> = seen(&neutral, &read(&neutral))
        .into_iter()
        .map(|seen| {
            let put = |c: char| {
                if c == sentinel { said.next().unwrap_or_default().to_owned() } else { c.to_string() }
            };
            let words: String = seen.words.chars().map(put).filter(|word| !word.is_empty()).collect();
            Seen { words: bare(&words), ..seen }
        })
        .collect();
    let mut guards = BTreeSet::new();
    let mut read_again = 0_usize;
    loop {
        let made = made(text, words, write, &guards, guard);
        let seen = seen(&made.text, &read(&made.text));
        // In a fragment words are written as the program has them.
        let differ = |(meant, seen): &(&Seen, &Seen)| {
            meant.what != seen.what || meant.what != What::Fragment && meant.words != bare(&seen.words)
        };
        let first = meant.iter().zip(&seen).position(|pair| differ(&pair));
        let first = match first {
            Some(first) => first,
            None if meant.len() == seen.len() => return Ok(made),
            None => meant.len().min(seen.len()).saturating_sub(1),
        };
        // Where a line that went wrong begins in the text as it was written.
        let written = |line: usize| {
            let start = seen.get(line).map_or(0, |seen: &Seen| seen.start);
            let piece = made.pieces.get(made.pieces.partition_point(|piece| piece.made.end <= start));
            piece.map_or(0, |piece| match piece.put {
                true => piece.written.start,
                false => piece.written.start + (start - piece.made.start),
            })
        };
        // Where a paragraph was parted in two, it is the line that is numbered now which needs one.
        let parted = meant.len() < seen.len()
            && meant.get(first).zip(seen.get(first)).is_some_and(|(meant, seen)| {
                meant.what == seen.what
                    && !seen.words.is_empty()
                    && meant.words.starts_with(&bare(&seen.words))
            });
        let numbered = seen.get(first).filter(|_| parted).and_then(|seen| {
            let put = made.pieces.iter().filter(|piece| piece.put && piece.made.start > seen.start);
            put.filter(|piece| !guards.contains(&piece.written.start)).find(|piece| {
                let (before, line) = made.text.split_at(piece.made.start);
                let begins = before.trim_end_matches([' ', '\t', '\u{3000}']).ends_with('\n');
                begins && markdown::is_numbered(line.lines().next().unwrap_or_default())
            })
        });
        let at = numbered.map_or_else(|| written(first), |piece| piece.written.start);
        let guarded = guards.insert(at);
        // A line of words that became a numbered one needs its guard whatever stands before it.
        let same = meant.len() == seen.len();
        for (line, (meant, seen)) in meant.iter().zip(&seen).enumerate().skip(first + 1).filter(|_| same) {
            if meant.what == What::Words && matches!(seen.what, What::Numbered(_)) {
                guards.insert(written(line));
            }
        }
        read_again += made.text.len();
        if !guarded || read_again > READ_AGAIN {
            let written = written(first);
            let line = text[..written].rfind('\n').map_or(0, |end| end + 1);
            let end = text[written..].find('\n').map_or(text.len(), |length| written + length);
            let here = words.iter().find(|word| (line..end).contains(&word.range.start));
            return Err(vec![here.unwrap_or(&words[0]).fault(text)]);
        }
    }
}

/// What a reader takes from a block: what it is, and its words.
struct Seen {
    what: What,
    words: String,
    start: usize,
}

#[derive(Debug, PartialEq)]
enum What {
    Words,
    Numbered(text::Level),
    Table(Vec<usize>, bool),
    Picture,
    Box(usize),
    Fragment,
}

fn seen(text: &str, blocks: &[Block]) -> Vec<Seen> {
    let mut all = Vec::new();
    for block in blocks {
        let start = block.range.start;
        let mut push = |what, words| all.push(Seen { what, words, start });
        match &block.kind {
            BlockKind::Heading(level) | BlockKind::Paragraph(Some(level)) => {
                push(What::Numbered(*level), block.text());
            }
            BlockKind::Table(table) => {
                // A line before a table is its caption when it is short.
                table.caption.iter().for_each(|caption| push(What::Words, caption.text.clone()));
                let rows = table.rows.iter().map(Vec::len).collect();
                let words = table.cells().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join("\u{1F}");
                push(What::Table(rows, table.header.is_empty()), words);
            }
            BlockKind::Picture(picture) => push(What::Picture, picture.caption.text.clone()),
            BlockKind::Pictures(row) => {
                row.pictures.iter().for_each(|picture| push(What::Picture, picture.caption.text.clone()));
                push(What::Picture, row.caption.text.clone());
            }
            BlockKind::Boxed(boxed) => {
                let words: String = boxed.all().map(Block::text).collect();
                push(What::Box(boxed.all().count()), words);
                let is_table = |block: &&Block| matches!(block.kind, BlockKind::Table(_));
                let tables: Vec<Block> = boxed.blocks.iter().filter(is_table).cloned().collect();
                all.extend(seen(text, &tables));
            }
            BlockKind::Typst(_) | BlockKind::Chart(_) => {
                push(What::Fragment, text.get(block.range.clone()).unwrap_or_default().to_owned());
            }
            _ => push(What::Words, block.text()),
        }
    }
    // Notes may stand anywhere in the text.
    let notes = in_order(&[], blocks);
    let noted = |note: &&Arc<Note>| Seen {
        what: What::Words,
        words: note.words.text.clone(),
        start: note.range.start,
    };
    all.extend(notes.iter().map(noted));
    if !notes.is_empty() {
        all.sort_by_key(|seen| seen.start);
    }
    all
}

/// Words without blanks: where a line of the file ends, one comes or goes by what stands beside it.
fn bare(words: &str) -> String {
    words.chars().filter(|c| !c.is_whitespace() || *c == '\u{1F}').collect()
}

/// A character that the text does not have.
fn sentinel(text: &str) -> char {
    ('\u{E000}'..='\u{F8FF}').find(|c| !text.contains(*c)).unwrap_or('\u{E000}')
}

/// The text with a character in place of each placeholder, and where these are.
fn with_sentinels(text: &str, words: &[Word<'_>], sentinel: char) -> (String, Vec<usize>) {
    let mut neutral = String::new();
    let mut starts = Vec::new();
    let mut at = 0;
    for word in words {
        neutral.push_str(&text[at..word.range.start]);
        starts.push(neutral.len());
        neutral.push(sentinel);
        at = word.range.end;
    }
    neutral.push_str(&text[at..]);
    (neutral, starts)
}

/// Of each word, whether it stands on a line that is a table's row.
fn in_rows(text: &str, words: &[Word<'_>]) -> Vec<bool> {
    let row = |start: usize| text[start..].trim_start().starts_with('|');
    let (mut from, mut in_row) = (0, row(0));
    let each = words.iter().map(|word| {
        if let Some(end) = text[from..word.range.start].rfind('\n') {
            in_row = row(from + end + 1);
        }
        from = word.range.start;
        in_row
    });
    each.collect()
}

/// Words as Markdown or as a fragment's text that means only them.
fn escaped(words: &str) -> String {
    let mut escaped = String::new();
    for c in words.chars() {
        if c.is_ascii_punctuation() {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// Which part of a fragment each word is put into; none outside of fragments.
fn parts(text: &str, reading: Reading, words: &[Word<'_>]) -> Result<Vec<Option<Part>>, Vec<Fault>> {
    let mut parts = vec![None; words.len()];
    for fragment in fragments(text, reading) {
        let own = of_fragment(&fragment.range, words, |word| word.range.start);
        let found: Vec<_> = words[own.clone()].iter().map(|word| (word.range.clone(), word.name)).collect();
        for (at, part) in own.into_iter().zip(parts_in(text, &fragment, &found)) {
            let word = &words[at];
            if part == Part::Other {
                let fault = PlaceholderFinding::InFormula { placeholder: word.name.to_owned() };
                return Err(vec![(fault, Err(word.range.clone()))]);
            }
            let ends = match part {
                Part::Raw => word.said.contains('`'),
                Part::Literal => word.said.contains('\''),
                _ => false,
            };
            if ends {
                return Err(vec![word.fault(text)]);
            }
            parts[at] = Some(part);
        }
    }
    Ok(parts)
}

/// Words as a part of a fragment that means only them.
fn in_part(part: Option<Part>, said: &str) -> String {
    match part {
        Some(Part::Words) => escaped(said),
        Some(Part::String) => said.replace('\\', "\\\\").replace('"', "\\\""),
        // A figure may be a string, and a string is words whatever it says.
        Some(Part::Value) => format!("\"{}\"", in_part(Some(Part::String), said)),
        Some(Part::Literal | Part::Raw | Part::Other | Part::Program) | None => said.to_owned(),
    }
}

/// In a file of cells, a cell that gets a mark of the file's syntax is put in quotes.
fn in_cells(text: &str, words: &[Word<'_>]) -> Made {
    let mut open = BTreeSet::new();
    let mut quoted: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while at < text.len() {
        // A quote that nobody closes is told by who reads the table.
        let Ok(record) = delimited::record(text, at, ',') else { break };
        for (_, range) in record.cells {
            let cell = at + range.start..at + range.end;
            let inside = &words[of_fragment(&cell, words, |word| word.range.start)];
            if text[cell.clone()].starts_with('"') {
                quoted.push(cell);
            } else if inside.iter().any(|word| word.said.contains([',', '"']))
                && !text[cell.clone()].contains('"')
            {
                open.extend([cell.start, cell.end]);
                quoted.push(cell);
            }
        }
        at += record.end.saturating_sub(at).max(1);
    }
    let write = |at: usize| {
        let (start, said) = (words[at].range.start, &words[at].said);
        let cell = quoted.get(quoted.partition_point(|cell| cell.end <= start));
        match cell.is_some_and(|cell| cell.contains(&start)) {
            true => said.replace('"', "\"\""),
            false => said.to_string(),
        }
    };
    made(text, words, &write, &open, "\"")
}

/// The text with its words written, and guards at these of its bytes.
fn made(
    text: &str,
    words: &[Word<'_>],
    write: &dyn Fn(usize) -> String,
    guards: &BTreeSet<usize>,
    guard: &str,
) -> Made {
    let mut made = Made { text: String::new(), pieces: Vec::new() };
    let mut at = 0;
    for (index, word) in words.iter().enumerate() {
        made.keep(text, at..word.range.start, guards, guard);
        if guards.contains(&word.range.start) {
            made.push(guard, word.range.start..word.range.start, None, true);
        }
        made.push(&write(index), word.range.clone(), word.place.clone(), true);
        at = word.range.end;
    }
    made.keep(text, at..text.len(), guards, guard);
    if guards.contains(&text.len()) {
        made.push(guard, text.len()..text.len(), None, true);
    }
    made
}

impl Made {
    fn push(&mut self, words: &str, written: Range<usize>, from: Option<Place>, put: bool) {
        if words.is_empty() && !put {
            return;
        }
        let start = self.text.len();
        self.text.push_str(words);
        self.pieces.push(Piece { made: start..self.text.len(), written, from, put });
    }

    /// What was written there, with its guards.
    fn keep(&mut self, text: &str, range: Range<usize>, guards: &BTreeSet<usize>, guard: &str) {
        let mut at = range.start;
        for cut in guards.range(range.clone()) {
            self.push(&text[at..*cut], at..*cut, None, false);
            self.push(guard, *cut..*cut, None, true);
            at = *cut;
        }
        self.push(&text[at..range.end], at..range.end, None, false);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Numbering;

    const TEXT: Reading = Reading::Text(Numbering::Official);
    const MARKDOWN: Reading = Reading::Markdown(Numbering::Official);
    use proptest::prelude::*;

    fn filled(base: &str, reading: Reading, said: &str) -> Result<String, &'static str> {
        let lookup = |name: &str| match name {
            "甲" => Answer::Words(said.to_owned(), None),
            "空" => Answer::Blank(None),
            _ => Answer::NoColumn(None),
        };
        let Some(made) = fill(base, reading, &lookup, &mut Room::new(1 << 20)) else {
            return Ok(base.to_owned());
        };
        made.map(|made| made.text).map_err(|faults| match faults[0].0 {
            PlaceholderFinding::LineBreak { .. } => "line break",
            PlaceholderFinding::InPicture { .. } => "picture",
            PlaceholderFinding::Markup { .. } | PlaceholderFinding::InFormula { .. } => "markup",
            PlaceholderFinding::Blank { .. } => "blank",
            PlaceholderFinding::NoColumn { .. } => "no column",
            _ => "another",
        })
    }

    #[test]
    fn a_cell_is_words_and_makes_no_line_anything_else() {
        for (base, said, made) in [
            ("{{甲}}同志：", "张三", "张三同志："),
            ("拨付{{ 甲 }}元。", "3,000", "拨付3,000元。"),
            ("{{甲}}", "一、总则", "\\一、总则"),
            ("{{甲}}", "# 总则", "\\# 总则"),
            ("  {{甲}}", "|a|b|", "  \\|a|b|"),
            ("{{甲}}", "![a](b.png)", "\\![a](b.png)"),
            ("{{甲}}", "\\x", "\\\\x"),
            ("一、{{甲}}", "（一）总则", "一、（一）总则"),
            ("1{{甲}}", ".总则", "\\1.总则"),
            ("|{{甲}}|丙|", "a|b", "|a\\|b|丙|"),
            ("文。{ {{甲}} }", "子", "文。{ 子 }"),
            ("{{}} {{甲", "子", "{{}} {{甲"),
            ("文。\n\n{{甲}}\n文。", "一、总则", "文。\n\n\\一、总则\n文。"),
            ("![图]({{甲}})", "照片 (1).png", "![图](照片 (1).png)"),
            ("{{甲}}", ":-: 乙", "\\:-: 乙"),
            (":-: {{甲}}", "一、乙", ":-: 一、乙"),
            ("单位：\t{{甲}}", "乙\t丙", "单位：\t乙 丙"),
            ("```typst\n= {{甲}}\n```\n{{甲}}", "*乙*", "```typst\n= \\*乙\\*\n```\n*乙*"),
            ("```typst\n#let a(b) = {{b}}\n```\n{{甲}}", "乙", "```typst\n#let a(b) = {{b}}\n```\n乙"),
            ("```图表\na = [{{甲}}]\n```\n{{甲}}", "1], [2", "```图表\na = [\"1], [2\"]\n```\n1], [2"),
            ("```chart\na = \"{{甲}}\" # {{乙}}\n```", "\"\\x", "```chart\na = \"\\\"\\\\x\" # {{乙}}\n```"),
        ] {
            assert_eq!(filled(base, TEXT, said).as_deref(), Ok(made), "{base} {said}");
        }
        for (base, said, made) in [
            ("{{甲}}", "*a*_1_", "\\*a\\*\\_1\\_"),
            ("`{{甲}}`", "A_1*2", "`A_1*2`"),
            ("文。\n\n    {{甲}}", "A_1*2", "文。\n\n    A_1*2"),
            ("|甲|\n|-|\n|`{{甲}}`|", "a|b_c", "|甲|\n|-|\n|`a\\|b_c`|"),
            ("{{甲}}", "一、总则", "\\\\一、总则"),
            ("{{甲}}", "1. 总则", "\\\\1\\. 总则"),
            ("文字\n{{甲}}", "一、总则", "文字\n\\\\一、总则"),
            ("文字\n{{甲}}", "第一条　总则", "文字\n\\\\第一条　总则"),
            ("文字\n  {{甲}}\n文字\n{{甲}}", "（一）总则", "文字\n  \\\\（一）总则\n文字\n\\\\（一）总则"),
            ("- {{甲}}", "（一）总则", "- \\\\（一）总则"),
            ("![图]({{甲}})", "照片(1).png", "![图](照片\\(1\\)\\.png)"),
            (
                "甲\n\n```chart\na = [{{甲}}]\nb = '{{甲}}'\n```",
                "3.5*",
                "甲\n\n```chart\na = [\"3.5*\"]\nb = '3.5*'\n```",
            ),
            ("{{甲}}", "\\\\x", "\\\\\\\\\\\\x"),
        ] {
            assert_eq!(filled(base, MARKDOWN, said).as_deref(), Ok(made), "{base} {said}");
        }
        assert_eq!(filled("{{甲}}", Reading::Plain, "# a").as_deref(), Ok("# a"));
    }

    #[test]
    fn what_cannot_stay_words_is_refused() {
        for (base, reading, said, fault) in [
            ("{{甲}}", TEXT, "a\nb", "line break"),
            ("![{{甲}}](a.png)", TEXT, "a](b)", "picture"),
            ("![图]({{甲}})", MARKDOWN, "照片 1.png", "picture"),
            ("`{{甲}}`", MARKDOWN, "a`b", "markup"),
            ("```图表\na = '{{甲}}'\n```", TEXT, "a'b", "markup"),
            ("|{{甲}}|乙|", TEXT, "a\\", "markup"),
            ("|一|\n|{{甲}}|\n|二|", TEXT, "---", "markup"),
            ("$ {{甲}} $", Reading::Typst, "x", "markup"),
            ("`{{甲}}`", Reading::Typst, "a`", "markup"),
            ("{{空}}", TEXT, "", "blank"),
            ("#{ [{{乙}}] }", Reading::Typst, "", "no column"),
        ] {
            assert_eq!(filled(base, reading, said), Err(fault), "{base} {said}");
        }
    }

    #[test]
    fn words_of_a_fragment_are_filled_and_its_program_is_left_alone() {
        for (base, said, made) in [
            ("请{{甲}}同志。", "*张* #三", "请\\*张\\* \\#三同志。"),
            ("#text(\"{{甲}}\")", "a\"b\\c", "#text(\"a\\\"b\\\\c\")"),
            ("`{{甲}}`", "*a*", "`*a*`"),
            ("#{{甲}}", "a", "#{{甲}}"),
        ] {
            assert_eq!(filled(base, Reading::Typst, said).as_deref(), Ok(made), "{base} {said}");
        }
    }

    #[test]
    fn a_cell_of_a_file_of_cells_stays_one_cell() {
        for (base, said, made) in [
            ("姓名,数\n{{甲}},1\n", "张三", "姓名,数\n张三,1\n"),
            ("{{甲}}同志,1\n", "3,000", "\"3,000同志\",1\n"),
            ("\"a,{{甲}}\",1\n", "b\"c", "\"a,b\"\"c\",1\n"),
            ("1,{{甲}}\n", "\"x\"", "1,\"\"\"x\"\"\"\n"),
            ("1,{{甲}}", "a,b", "1,\"a,b\""),
        ] {
            assert_eq!(filled(base, Reading::Csv, said).as_deref(), Ok(made), "{base} {said}");
        }
    }

    proptest! {
        /// Whatever a cell says, it is on the page as it says, or refused; and every byte knows what it was.
        #[test]
        fn a_body_says_what_the_cell_says(
            said in r"([a一二1（）()、.#|!\[\]*_`\\<>\-+~&;:=\{\} ]|表1|br){1,8}",
            base in 0..12_usize,
            markdown in any::<bool>(),
        ) {
            const BASES: [&str; 12] = [
                "{{甲}}", "文{{甲}}字。", "一、总则\n\n{{甲}}\n\n二、附则", "|甲|\n|-|\n|{{甲}}|", "- {{甲}}\n- 乙",
                "# {{甲}}", "**{{甲}}**", "文字\n{{甲}}\n文字", "`{{甲}}`", "> {{甲}}", "文。\n\n    {{甲}}", "1. {{甲}}",
            ];
            let (base, said) = (BASES[base], said.trim());
            prop_assume!(!said.is_empty());
            let reading = if markdown { MARKDOWN } else { TEXT };
            let read = |text: &str| if markdown { markdown::read(text).0 } else { text::body::read(text) };
            let Ok(made) = filled(base, reading, said) else { return Ok(()) };
            let words = |text: &str| seen(text, &read(text)).into_iter().map(|seen| bare(&seen.words)).collect::<Vec<_>>();
            let wanted: Vec<String> =
                words(&base.replace("{{甲}}", "\u{E123}")).iter().map(|line| line.replace('\u{E123}', &bare(said))).collect();
            prop_assert_eq!(words(&made), wanted, "{} as {}", said, made);
        }

        /// Words of a fragment are its words, whatever marks they have.
        #[test]
        fn a_fragment_has_no_more_parts_than_before(said in r"[a一#*_$`\\<>@\[\](){}=+/~:\-.'1 ]{1,8}") {
            let base = "= 总则\n请{{甲}}同志。#text(\"{{甲}}\")[乙]";
            let made = filled(base, Reading::Typst, said.trim()).unwrap();
            let end = made.rfind("[乙]").unwrap();
            prop_assert_eq!(crate::braces::fragment::parts(&made, &[made.find("请").unwrap()..made.find("请").unwrap() + 3, end + 1..end + 4]), [Part::Words; 2]);
        }
    }
}
