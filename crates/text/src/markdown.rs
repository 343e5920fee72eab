//! Markdown (CommonMark with tables) read into the blocks that plain body text makes.
//!
//! What a 公文 has no form for is remarked at its place, never dropped in silence.

use std::ops::Range;

use pulldown_cmark::{Alignment, CodeBlockKind, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};

use serde::Serialize;

use super::body::{Block, BlockKind, Level};
use super::boxes::{self, Boxed};
use super::chart::Chart;
use super::counters::Counters;
use super::decimal::Numbering;
use super::fences::{Fenced, fenced};
use super::marked::{Look, Marked, Script};
use super::notes::{self, Fault, Host, Notes};
use super::picture::{Picture, PictureRow};
use super::table::{self, Aligned, Mark, Table};
use super::{captions, lists, marker, placed, regulation, same, tabs};

/// Something of Markdown's that a 公文 does not have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Foreign {
    /// HTML other than comments, `<br>`, `<sup>` and `<sub>`.
    Html,
    /// A note that holds a table, a picture, a list or a heading.
    Footnote,
    /// A note that is not called, or a call of none.
    Note(Fault),
    /// A fenced block of code that is no Typst fragment and no chart, or one in a list or a quotation.
    Code,
    /// YAML between `---` at the start.
    FrontMatter,
    /// A heading deeper than the fourth level.
    DeepHeading,
    /// A numbered list within two others.
    DeepList,
    /// A picture that shares its line with text, or stands in a heading or a cell.
    PictureInText,
    /// A row with more cells than the header: the standard of tables would drop them.
    LongRow,
    /// Asterisks that were meant as bold, and are not read as such.
    LoneAsterisks,
    /// A `<sup>` or `<sub>` without its end.
    LoneScript,
    /// Lines that are indented by four spaces, which Markdown takes for code; set as text.
    IndentedCode,
    /// A quotation; set as paragraphs.
    Quote,
    /// A rule across the page; left out.
    Rule,
    /// Italics; set upright.
    Emphasis,
    /// The document's title as a heading over the text; left out.
    Title,
    /// Another title there; set as the title of a part.
    OtherTitle,
    /// Lines that ended a sentence and were joined with the next one, as Markdown has it: so many.
    Joined {
        /// How many.
        lines: usize,
    },
    /// A link with words of its own: the words are set, the address is not.
    Link {
        /// The address.
        #[serde(rename = "address")]
        url: String,
    },
}

/// What is foreign, and where in the text.
pub type Remark = (Foreign, Range<usize>);

/// Reads Markdown into blocks, and what of it is no 公文.
pub fn read(text: &str) -> (Vec<Block>, Vec<Remark>) {
    read_numbered(text, Numbering::Official)
}

/// Reads Markdown whose levels are numbered so.
pub fn read_numbered(text: &str, numbering: Numbering) -> (Vec<Block>, Vec<Remark>) {
    read_under(text, numbering, "", &mut Host::default())
}

/// The same of a text under a title: where that stands over it as its only `#`, `##` is the first level.
pub fn read_under(
    text: &str,
    numbering: Numbering,
    title: &str,
    host: &mut Host<'_>,
) -> (Vec<Block>, Vec<Remark>) {
    let text = &*notes::with_colons(text);
    let text = &*notes::with_kept_calls(text);
    // Notes may stand behind the text that calls them.
    let notes = if text.contains("[^") {
        Reader::read(text, Notes::default(), numbering, title).notes
    } else {
        Notes::default()
    };
    let mut reader = Reader::read(text, notes.of_names(), numbering, title);
    host.charts(text, &mut reader.blocks, &mut reader.notes);
    captions::take(&mut reader.blocks);
    let blocks = lists::settle(reader.blocks, numbering);
    host.call(&mut reader.notes);
    host.heading = reader.notes_heading.take();
    if let Some((lines, range)) = reader.joined.take() {
        reader.remarks.push((Foreign::Joined { lines }, range));
    }
    let told = reader.notes.faults(&blocks).into_iter().map(|(fault, range)| (Foreign::Note(fault), range));
    reader.remarks.extend(told);
    (blocks, reader.remarks)
}

/// What of Markdown is read at all.
pub(super) fn parser(text: &str) -> Parser<'_> {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    Parser::new_ext(text, options)
}

#[derive(Default)]
struct Reader<'a> {
    text: &'a str,
    /// The title of what the text belongs to.
    title: &'a str,
    /// Whether a title stands over the text, so that its headings are one level higher.
    lifted: bool,
    /// Lines that ended a sentence and go on in their paragraph: how many, and the first.
    joined: Option<(usize, Range<usize>)>,
    counters: Counters,
    blocks: Vec<Block>,
    remarks: Vec<Remark>,
    /// The words of the paragraph, heading or cell that is open, and the bytes they come from.
    words: Marked,
    range: Option<Range<usize>>,
    /// Where in the words the line of the file begins that is read.
    line: usize,
    /// How many strong emphases are open; and whether asterisks that Markdown did not take opened one.
    strong: usize,
    starred: Option<Range<usize>>,
    /// The `<sup>` or `<sub>` that is open.
    script: Option<(Script, Range<usize>)>,
    /// An asterisk that came alone: another may follow.
    asterisk: Option<Range<usize>>,
    heading: Option<Level>,
    /// The number that the next list item's or its own words begin with.
    number: Option<String>,
    lists: Vec<Option<u64>>,
    /// How many quotations are open.
    quotes: usize,
    /// The quotation that is a frame: its first block, its bytes, and how the text outside counts.
    frame: Option<(usize, Range<usize>, Counters)>,
    link: Option<(String, usize)>,
    picture: Option<(Picture, Range<usize>)>,
    /// Whether a picture has stood on this line: no text may follow it.
    after_picture: bool,
    /// Whether the line that begins has a backslash so that its number is none.
    guarded: bool,
    /// Whether the picture that is open stands behind another on its line.
    beside: bool,
    table: Option<Rows>,
    in_cell: bool,
    skipped: Option<Skipped>,
    notes: Notes,
    /// The note that is open: its name, and how many blocks stand before it.
    note: Option<(String, usize)>,
    /// The heading over the notes, and where it stands.
    notes_heading: Option<(String, Range<usize>)>,
}

/// The rows of the table that is open, the first its header.
#[derive(Default)]
struct Rows {
    aligned: Vec<Option<Aligned>>,
    rows: Vec<Vec<(Marked, Mark)>>,
}

/// Text that is not set as a paragraph.
#[derive(Clone, Copy, PartialEq)]
enum Skipped {
    /// An error was told.
    Dropped,
    /// Lines of indented code, each a paragraph.
    Lines,
    /// What stands between fences.
    Fenced(Fenced),
}

/// What is longer, in bytes, is neither a heading nor a sign that stands alone on its line.
const LONGEST_SIGN: usize = 400;

impl<'a> Reader<'a> {
    fn read(text: &'a str, notes: Notes, numbering: Numbering, title: &'a str) -> Reader<'a> {
        let counters = Counters::numbered(numbering);
        let mut reader = Reader { text, title, notes, counters, ..Reader::default() };
        for (event, range) in parser(text).into_offset_iter() {
            reader.event(event, range);
        }
        reader.paragraph();
        reader
    }

    fn remark(&mut self, what: Foreign, range: Range<usize>) {
        self.remarks.push((what, range));
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        let guarded = std::mem::take(&mut self.guarded);
        let is_asterisk = matches!(&event, Event::Text(text) if **text == *"*")
            && !self.text[..range.start].ends_with('\\');
        if let Some(lone) = self.asterisk.take_if(|lone| !is_asterisk || lone.end != range.start) {
            self.words("*", lone);
        }
        match event {
            Event::Text(_) if is_asterisk => self.asterisk(range),
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(text) => match text.strip_prefix('\\').filter(|_| guarded) {
                Some(words) => self.words(words, range.start + 1..range.end),
                None => self.words(&text, range),
            },
            // A typewriter face is nothing official; the words are kept.
            Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                self.say(&text, range);
            }
            Event::SoftBreak if self.frame.is_some() || self.begins_line(range.end) => self.hard_break(),
            Event::SoftBreak => self.soft_break(range),
            Event::HardBreak => self.hard_break(),
            Event::InlineHtml(tag) => match &*tag.to_ascii_lowercase() {
                "<br>" | "<br/>" | "<br />" => self.hard_break(),
                "<sup>" | "<sub>" if self.script.is_none() => {
                    let script =
                        if tag.eq_ignore_ascii_case("<sup>") { Script::Raised } else { Script::Lowered };
                    self.script = Some((script, range));
                }
                "</sup>" if self.is_open(Script::Raised) => self.script = None,
                "</sub>" if self.is_open(Script::Lowered) => self.script = None,
                comment if comment.starts_with("<!--") => {}
                _ => self.remark(Foreign::Html, range),
            },
            Event::Html(_) => {}
            Event::FootnoteReference(name) => self.call(&name, range),
            Event::Rule => {
                self.paragraph();
                self.remark(Foreign::Rule, range);
            }
            Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Strong => self.strong += 1,
            Tag::Emphasis => self.remark(Foreign::Emphasis, range),
            Tag::Link { link_type, dest_url, .. } => {
                let shown = matches!(link_type, LinkType::Autolink | LinkType::Email);
                self.link = (!shown).then(|| (dest_url.to_string(), self.words.text.len()));
            }
            Tag::Image { dest_url, .. } => self.start_picture(&dest_url, range),
            Tag::TableCell => self.in_cell = true,
            Tag::TableHead | Tag::TableRow => self.start_row(range),
            _ => self.start_block(tag, range),
        }
    }

    fn start_block(&mut self, tag: Tag<'_>, range: Range<usize>) {
        self.paragraph();
        match tag {
            Tag::Heading { level, .. } => {
                self.heading = Some(level_of(level, self.lifted).unwrap_or_else(|| {
                    self.remarks.push((Foreign::DeepHeading, range));
                    Level::Four
                }));
            }
            Tag::List(first) => self.start_list(first, range),
            Tag::Item => self.start_item(),
            Tag::Table(alignments) => {
                self.numbered_nothing(range);
                let aligned = alignments.into_iter().map(aligned).collect();
                self.table = Some(Rows { aligned, rows: Vec::new() });
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(word)) => {
                match fenced(&word).filter(|_| self.is_outermost()) {
                    Some(what) => {
                        self.skipped = Some(Skipped::Fenced(what));
                        // Without a line inside it is where it stands.
                        self.range = Some(range.start..range.start);
                    }
                    None => self.skip(Foreign::Code, range),
                }
            }
            Tag::CodeBlock(CodeBlockKind::Indented) => {
                self.remark(Foreign::IndentedCode, range);
                self.skipped = Some(Skipped::Lines);
            }
            Tag::HtmlBlock => {
                let written = self.text[range.clone()].trim();
                if !(written.starts_with("<!--") && written.ends_with("-->")) {
                    self.remark(Foreign::Html, range);
                }
            }
            Tag::FootnoteDefinition(name) => {
                self.take_notes_heading(&range);
                self.note = Some((name.to_string(), self.blocks.len()));
            }
            Tag::MetadataBlock(_) => self.skip(Foreign::FrontMatter, range),
            Tag::BlockQuote(_) => {
                if self.is_outermost() && boxes::heads(first_line(&self.text[range.clone()])) {
                    let outside = std::mem::take(&mut self.counters);
                    self.frame = Some((self.blocks.len(), range, outside));
                } else {
                    self.remark(Foreign::Quote, range);
                }
                self.quotes += 1;
            }
            _ => {}
        }
    }

    /// A frame's own lines count nothing outside.
    fn end_frame(&mut self) {
        let Some((first, range, counters)) = self.frame.take() else { return };
        self.counters = counters;
        let mut lines = self.blocks.split_off(first);
        if lines.is_empty() {
            return;
        }
        let head = lines.remove(0);
        let mut words = Marked::default();
        for run in head.runs {
            words.push(&run.text, run.look);
            run.note.into_iter().for_each(|note| words.push_note(note));
        }
        let boxed = Boxed::new(Some(boxes::title(&words, head.range)), lines);
        self.blocks.push(Block::new(BlockKind::Boxed(boxed), Vec::new(), range));
    }

    fn end_fence(&mut self) {
        let range = self.range.take().unwrap_or_default();
        match self.skipped.take() {
            Some(Skipped::Fenced(Fenced::Chart)) => self.blocks.push(Chart::fenced(range)),
            _ => self.blocks.extend(self.counters.fragment(self.text, range)),
        }
    }

    fn is_outermost(&self) -> bool {
        self.lists.is_empty() && self.quotes == 0
    }

    fn skip(&mut self, what: Foreign, range: Range<usize>) {
        self.remark(what, range);
        self.skipped = Some(Skipped::Dropped);
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Strong => self.strong -= 1,
            TagEnd::Emphasis => {}
            TagEnd::Link => self.end_link(range),
            TagEnd::Image => self.end_picture(),
            TagEnd::TableCell => self.end_cell(range),
            TagEnd::TableHead => {}
            TagEnd::Table => self.end_table(range),
            TagEnd::CodeBlock if matches!(self.skipped, Some(Skipped::Fenced(_))) => self.end_fence(),
            TagEnd::CodeBlock | TagEnd::MetadataBlock(_) => {
                self.paragraph();
                self.skipped = None;
            }
            TagEnd::FootnoteDefinition => self.end_note(range),
            TagEnd::Item => {
                self.paragraph();
                self.numbered_nothing(range);
            }
            TagEnd::BlockQuote(_) => {
                self.paragraph();
                self.quotes -= 1;
                if self.quotes == 0 {
                    self.end_frame();
                }
            }
            TagEnd::List(_) => {
                self.paragraph();
                self.lists.pop();
            }
            TagEnd::Heading(_) => {
                self.paragraph();
                self.heading = None;
            }
            _ => self.paragraph(),
        }
    }

    /// In 抓好**“双随机”**监管 Markdown's rules, made for blanks between words, read no bold: its
    /// asterisks come as text, one by one. Two side by side begin or end bold here.
    fn asterisk(&mut self, range: Range<usize>) {
        match self.asterisk.take() {
            Some(_) => self.starred = if self.starred.is_some() { None } else { Some(range) },
            None => self.asterisk = Some(range),
        }
    }

    /// Words that may be meant to call a note.
    fn words(&mut self, text: &str, range: Range<usize>) {
        let escaped = self.text[..range.start].ends_with('\\');
        let is_prose = self.skipped.is_none_or(|skipped| skipped == Skipped::Lines);
        if is_prose && self.text.get(range.clone()) == Some(text) {
            // Markdown parts what calls nothing: its other end is looked for in the file.
            for (at, _) in text.match_indices('[').filter(|(at, _)| *at > 0 || !escaped) {
                let start = range.start + at;
                if let Some((name, length)) = notes::call(&self.text[start..]) {
                    self.notes.fault(Fault::Undefined { name: name.to_owned() }, start..start + length);
                }
            }
        }
        self.say(text, range);
    }

    /// Words of the open paragraph, cell or caption.
    fn say(&mut self, text: &str, range: Range<usize>) {
        if self.skipped == Some(Skipped::Dropped) {
            return;
        }
        if let Some(Skipped::Fenced(_)) = self.skipped {
            let before =
                self.range.take().filter(|before| !before.is_empty()).unwrap_or_else(|| range.clone());
            self.range = Some(before.start..range.end);
            return;
        }
        if let Some((picture, _)) = &mut self.picture {
            picture.caption.push(text, Look::default());
            return;
        }
        let written = notes::kept_calls(text);
        let text = written.as_deref().unwrap_or(text);
        if self.after_picture && !text.trim().is_empty() {
            self.remark(Foreign::PictureInText, range.clone());
        }
        let before = self.range.take().unwrap_or_else(|| range.clone());
        self.range = Some(before.start.min(range.start)..before.end.max(range.end));
        let look = Look {
            bold: self.strong > 0 || self.starred.is_some(),
            red: false,
            script: self.script.as_ref().map(|(script, _)| *script),
        };
        // `\:-:` is words, and stays so until its line is read.
        let begins = self.words.text.is_empty() || self.words.text.ends_with('\n');
        if begins && placed::sign(text).is_some() && self.text[..range.start].ends_with('\\') {
            self.words.push("\\", Look::default());
        }
        self.words.push(text, look);
    }

    /// A note is called behind the words so far.
    fn call(&mut self, name: &str, range: Range<usize>) {
        if self.note.is_some() {
            self.notes.fault(Fault::Misplaced { name: name.to_owned() }, range);
        } else if self.in_cell {
            self.notes.refuse_call(name, range);
        } else if let Some(note) = self.notes.called(name, range.clone()) {
            let before = self.range.take().unwrap_or_else(|| range.clone());
            self.range = Some(before.start.min(range.start)..before.end.max(range.end));
            match &mut self.picture {
                Some((picture, _)) => picture.caption.push_note(note),
                None => self.words.push_note(note),
            }
        }
    }

    /// The line right before a note, which stands at `note`: the heading over them, where it says so.
    fn take_notes_heading(&mut self, note: &Range<usize>) {
        let heads = |block: &&mut Block| {
            let between = self.text.get(block.range.end..note.start).unwrap_or_default();
            block.kind == BlockKind::Paragraph(None)
                && notes::is_heading(&block.text())
                && between.trim().is_empty()
        };
        let known = self.notes_heading.is_some() || !self.is_outermost();
        if let Some(block) = self.blocks.pop_if(|block| !known && heads(&block)) {
            self.notes_heading = Some((block.text(), block.range));
        }
    }

    /// What stands in a note is its words.
    fn end_note(&mut self, range: Range<usize>) {
        self.paragraph();
        let Some((name, start)) = self.note.take() else { return };
        let blocks: Vec<Block> = self.blocks.drain(start..).collect();
        if blocks.iter().any(|block| !matches!(block.kind, BlockKind::Paragraph(_))) {
            self.remark(Foreign::Footnote, range.clone());
        }
        let mut words = Marked::default();
        for run in blocks.iter().flat_map(|block| &block.runs) {
            words.push(&run.text, run.look);
        }
        self.notes.define(&name, words, range);
    }

    fn is_open(&self, script: Script) -> bool {
        self.script.as_ref().is_some_and(|(open, _)| *open == script)
    }

    /// What ends with the paragraph or the cell, whether it was closed or not.
    fn close_marks(&mut self) {
        if let Some(range) = self.starred.take() {
            self.remark(Foreign::LoneAsterisks, range);
        }
        if let Some((_, range)) = self.script.take() {
            self.remark(Foreign::LoneScript, range);
        }
    }

    /// A line break of the file is none of the paragraph's: a blank only between Latin words.
    fn soft_break(&mut self, range: Range<usize>) {
        self.after_picture = false;
        let next = self.text[range.end..].trim_start();
        let picture = next.starts_with("![");
        self.guarded = next.strip_prefix(r"\\").is_some_and(is_numbered);
        let ends = self.words.text.ends_with(['。', '！', '？', '；']);
        if ends && !picture && !self.in_cell && self.note.is_none() {
            let (lines, first) = self.joined.take().unwrap_or((0, range));
            self.joined = Some((lines + 1, first));
        }
        if self.words.text.ends_with(|c: char| c.is_ascii_graphic()) {
            self.words.push(" ", Look::default());
        }
        self.line = self.words.text.len();
    }

    /// Whether a line of the file is one of the page: one with a sign, or with tabs, or the one behind such; or one that
    /// ends the page; or one that begins with a level's number, or stands behind a colon or a numbered heading.
    fn begins_line(&self, start: usize) -> bool {
        let next = self.text[start..].trim_start().lines().next().unwrap_or_default();
        // Of lines that were joined to a long one only the end is looked at: it is no heading, and has no sign.
        let text = &self.words.text;
        let end = &text[text.floor_char_boundary(text.len().saturating_sub(LONGEST_SIGN))..];
        let last = end.rsplit('\n').next().unwrap_or_default();
        let whole = last.len() < end.len() || end.len() == text.len();
        let parts = is_numbered(next.trim_start_matches(['*', '_']))
            || last.trim_end().ends_with('：')
            || whole && is_heading(last.trim());
        if parts && self.is_outermost() && self.note.is_none() && self.heading.is_none() {
            return true;
        }
        let parted = |line: &str| line.trim().contains(tabs::BETWEEN);
        let own = parted(next) || placed::is_page_break(next);
        let after = text.get(self.line..).is_some_and(parted) || whole && placed::is_page_break(last);
        placed::sign(next).is_some() || own || after
    }

    fn hard_break(&mut self) {
        self.after_picture = false;
        self.words.push("\n", Look::default());
        self.line = self.words.text.len();
    }

    /// Closes what is open as a heading, or as a paragraph for each of its lines.
    fn paragraph(&mut self) {
        self.after_picture = false;
        self.close_marks();
        let words = std::mem::take(&mut self.words);
        self.line = 0;
        let range = self.range.take().unwrap_or_default();
        let lines = words.lines();
        if let Some(level) = self.heading {
            let mut whole = Marked::default();
            lines.iter().for_each(|line| whole.append(line));
            if !whole.is_empty() && !self.is_title(level, &whole, &range) {
                let block = self.counters.heading(level, &whole, range);
                self.blocks.push(block);
            }
            return;
        }
        for line in lines {
            let line = match self.number.take() {
                Some(number) => numbered(&number, &line),
                None => line,
            };
            let line = without_joint(&line);
            let kind = tabs::kind(&line).filter(|_| !self.counters.counts(range.start, &line.text));
            let placed = placed::of_line(&line, range.clone(), &mut self.counters);
            let block = match kept_plain(&line, &self.counters) {
                _ if self.note.is_some() => self.counters.plain(&line, range.clone()),
                Some(plain) => self.counters.plain(&plain, range.clone()),
                None => placed.unwrap_or_else(|| match kind {
                    Some(kind) => Block { kind, asked: false, ..self.counters.plain(&line, range.clone()) },
                    None => self.counters.paragraph(&line, range.clone()),
                }),
            };
            self.blocks.push(block);
        }
    }

    /// A `#` over the text that is its title, or surely one: levels begin below it.
    fn is_title(&mut self, level: Level, words: &Marked, range: &Range<usize>) -> bool {
        // What an assistant says may stand over it.
        let first = self.blocks.len() <= 1 && !self.lifted && self.is_outermost();
        let again = same::is_title(&words.text, self.title);
        let other = words.text.contains("关于") && ends_as_title(&words.text) && !self.title.is_empty();
        if level != Level::One || !first || !(again || other) {
            return false;
        }
        self.lifted = true;
        if again {
            self.remark(Foreign::Title, range.clone());
        } else {
            self.remark(Foreign::OtherTitle, range.clone());
            let block = self.counters.title(words, range.clone());
            self.blocks.push(block);
        }
        true
    }

    fn start_list(&mut self, first: Option<u64>, range: Range<usize>) {
        self.numbered_nothing(range.clone());
        self.lists.push(first);
        if first.is_some() && self.ordered_depth() > 2 {
            self.remark(Foreign::DeepList, range);
        }
    }

    fn ordered_depth(&self) -> usize {
        self.lists.iter().flatten().count()
    }

    /// 1. on the outermost ordered list, （1） on one inside it: the third and fourth level.
    fn start_item(&mut self) {
        let outermost = self.ordered_depth() == 1;
        if let Some(Some(next)) = self.lists.last_mut() {
            self.number = Some(if outermost { format!("{next}.") } else { format!("（{next}）") });
            *next = next.saturating_add(1);
        }
    }

    /// An item without words of its own keeps its number.
    fn numbered_nothing(&mut self, range: Range<usize>) {
        if let Some(number) = self.number.take() {
            let block = self.counters.paragraph(&number.as_str().into(), range);
            self.blocks.push(block);
        }
    }

    fn end_link(&mut self, range: Range<usize>) {
        let Some((url, start)) = self.link.take() else { return };
        let shown = self.words.text.get(start..).unwrap_or_default();
        if shown.trim() != url && format!("mailto:{shown}") != url {
            self.remark(Foreign::Link { url }, range);
        }
    }

    fn start_picture(&mut self, path: &str, range: Range<usize>) {
        let line = self.words.text.rsplit('\n').next().unwrap_or_default();
        let start = self.range.as_ref().map_or(range.start, |before| before.end.min(range.start));
        let same_line = !line.is_empty() && !self.text[start..range.start].contains('\n');
        let blank = self.words.text.trim().is_empty();
        self.beside = self.after_picture && blank && !self.in_cell && self.heading.is_none();
        if self.beside {
            // One behind another on a line are a row.
            self.words = Marked::default();
            self.line = 0;
        } else if same_line || self.after_picture || self.in_cell || self.heading.is_some() {
            self.remark(Foreign::PictureInText, range.clone());
        } else {
            self.paragraph();
            self.numbered_nothing(range.clone());
        }
        self.picture = Some((Picture::new(path, ""), range));
    }

    fn end_picture(&mut self) {
        let Some((mut picture, range)) = self.picture.take() else { return };
        picture.caption = picture.caption.trimmed(char::is_whitespace);
        if let Some(called) = notes::kept_calls(&picture.caption.text) {
            picture.caption = self.notes.marked_in(&called.as_str().into(), range.start + "![".len());
        }
        self.after_picture = true;
        if let Some(last) = self.blocks.last_mut().filter(|_| self.beside) {
            match &mut last.kind {
                BlockKind::Pictures(row) => row.pictures.push(picture),
                BlockKind::Picture(first) => {
                    let pictures = vec![first.clone(), picture];
                    last.kind = BlockKind::Pictures(PictureRow { pictures, ..PictureRow::default() });
                }
                _ => {}
            }
            last.range.end = range.end;
            return;
        }
        self.blocks.push(Block::new(BlockKind::Picture(picture), Vec::new(), range));
    }

    fn start_row(&mut self, range: Range<usize>) {
        let Some(table) = &mut self.table else { return };
        table.rows.push(Vec::new());
        let columns = table.aligned.len();
        if cells_in(&self.text[range.clone()]) > columns {
            self.remark(Foreign::LongRow, range);
        }
    }

    fn end_cell(&mut self, cell: Range<usize>) {
        self.in_cell = false;
        self.close_marks();
        let words = std::mem::take(&mut self.words);
        self.line = 0;
        self.range = None;
        let Some(table) = &mut self.table else { return };
        // An escaped mark is words: what was written says so.
        let mark = table::mark(self.text[cell].trim_matches('|'));
        // U+3000 at a cell's start is an indent.
        let words = words.trimmed(|c| c.is_ascii_whitespace());
        table.rows.last_mut().into_iter().for_each(|row| row.push((words.clone(), mark)));
    }

    fn end_table(&mut self, range: Range<usize>) {
        let Some(Rows { aligned, mut rows }) = self.table.take() else { return };
        // A header without a word is how Markdown writes a table without one.
        let blank = rows.first().is_some_and(|header| header.iter().all(|(words, _)| words.text.is_empty()));
        if blank {
            rows.remove(0);
        }
        let table = Table { aligned, ..table::merged(rows, usize::from(!blank)) };
        self.blocks.push(Block::new(BlockKind::Table(table), Vec::new(), range));
    }
}

/// The first line of a quotation.
fn first_line(quotation: &str) -> &str {
    let line = quotation.lines().next().unwrap_or_default();
    line.trim_start_matches(['>', ' '])
}

/// A blank that a soft break left between Latin and hanzi is none.
fn without_joint(line: &Marked) -> Marked {
    line.trimmed(char::is_whitespace)
}

/// A backslash before a numbering keeps the line plain, as in plain text; before another backslash it is how
/// such a line begins with one.
fn kept_plain(line: &Marked, counters: &Counters) -> Option<Marked> {
    let rest = line.text.strip_prefix('\\')?;
    (rest.starts_with('\\') || counters.may_count(rest) || placed::sign(rest).is_some())
        .then(|| line.without_start(1))
}

fn numbered(number: &str, words: &Marked) -> Marked {
    let mut all = Marked::from(number);
    all.append(words);
    all
}

/// The level of a heading; under a title over the text that one is none.
fn level_of(level: HeadingLevel, lifted: bool) -> Option<Level> {
    let depth = (level as usize).saturating_sub(usize::from(lifted)).max(1);
    (depth <= Level::ALL.len()).then(|| Level::of_depth(depth))
}

/// A line that begins with the number of a level or of an article, and so a paragraph.
pub fn is_numbered(line: &str) -> bool {
    marker::begins(line) || regulation::mark(line).is_some_and(|mark| mark.apart)
}

/// A numbered line of its own, as short as headings are: 一、工作目标, （一）总体目标。
fn is_heading(line: &str) -> bool {
    const LONGEST: usize = 28;
    marker::begins(line)
        && line.chars().count() <= LONGEST
        && !line.trim_end_matches('。').contains(['，', '；', '。', ','])
}

/// 通知, 请示 and what else ends the title of a document.
fn ends_as_title(text: &str) -> bool {
    const KINDS: [&str; 17] = [
        "决议", "决定", "命令", "公报", "公告", "通告", "意见", "通知", "通报", "报告", "请示", "批复",
        "议案", "函", "纪要", "公示", "方案",
    ];
    KINDS.iter().any(|kind| text.trim_end().ends_with(kind))
}

fn aligned(alignment: Alignment) -> Option<Aligned> {
    match alignment {
        Alignment::None => None,
        Alignment::Left => Some(Aligned::Left),
        Alignment::Center => Some(Aligned::Centre),
        Alignment::Right => Some(Aligned::Right),
    }
}

/// How many cells a row was written with; the bars at its ends may be left out.
fn cells_in(row: &str) -> usize {
    let row = row.trim();
    let row = row.strip_prefix('|').unwrap_or(row);
    let row = row.strip_suffix('|').filter(|inner| !inner.ends_with('\\')).unwrap_or(row);
    table::split(&format!("|{row}|")).len()
}

#[cfg(test)]
mod tests;
