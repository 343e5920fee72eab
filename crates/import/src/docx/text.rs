//! Blocks of a part as lines: paragraphs, tables, what stands inside controls and changes.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::chunk;
use super::frames;
use super::numbering::{Number, Numbered, Numbering};
use super::package::{Package, Relations};
use super::runs::Field;
use super::said::{Said, lines_of};
use super::sections::Sections;
use super::styles::{self, Styles};
use super::tables;
use super::tree::{Node, Tree};
use crate::WordFault;
use crate::doubt::{Doubt, place};
use crate::lines::{Line, Look, MOST_LINES};
use crate::source::LIMIT_DATA_BYTES;
use crate::text::table::Aligned;

/// Characters of 18 points and more are large: those of a mark are, those of a body are not.
const LARGE: u32 = 36;

/// What a paragraph is by its style.
#[derive(Debug, Clone, Copy, Default)]
struct Shape {
    heading: bool,
    title: bool,
    aligned: Option<Aligned>,
    /// A tab leads to the right edge or to the middle.
    parted: bool,
}

/// Notes of one kind that runs refer to, by their ids.
#[derive(Debug, Clone, Default)]
pub(super) struct Notes(Option<Rc<(Tree, BTreeMap<String, u32>)>>);

impl Notes {
    pub(super) fn of(tree: Option<Tree>) -> Notes {
        let Some(tree) = tree else { return Notes::default() };
        let notes = tree.root().into_iter().flat_map(Node::children);
        let known = notes.filter_map(|note| Some((note.attribute("id")?.to_owned(), note.place())));
        let known = known.collect();
        Notes(Some(Rc::new((tree, known))))
    }

    pub(super) fn find(&self, id: &str) -> Option<Node<'_>> {
        let (tree, known) = &**self.0.as_ref()?;
        tree.node(*known.get(id)?)
    }
}

/// Reads one file; what it remembers goes from block to block.
pub(super) struct Reader<'p, 'a> {
    pub package: &'p mut Package<'a>,
    /// The relations of the part that is read.
    pub relations: Relations,
    pub styles: Styles,
    pub numbering: Numbering,
    pub footnotes: Notes,
    pub endnotes: Notes,
    pub comments: Notes,
    /// How deep this file lies in others.
    pub depth: usize,
    /// The fields that are open.
    pub fields: Vec<Field>,
    /// A paragraph that goes on in the next one: its mark was deleted, or is hidden.
    carried: Option<Said>,
    /// Inside a control that nobody filled in.
    pub placeholder: usize,
    /// Inside a table of contents.
    pub contents: usize,
    /// Inside a hidden row.
    pub hidden: usize,
    /// Inside a note.
    pub in_note: bool,
    /// How deep in tables.
    pub tables: usize,
    /// How many notes texts call so far.
    notes: usize,
    pub inserted: usize,
    pub deleted: usize,
    /// Bytes of text so far.
    said: u64,
    /// Lines so far, those of files inside the file too.
    lines: usize,
    /// Doubts for the next line that comes.
    pub pending: Vec<Doubt>,
    /// An empty paragraph stood before the next line.
    blank: bool,
    /// The paragraph before stands in a frame.
    framed: bool,
    /// The sheets of the document's sections, while its own text is read.
    pub sections: Sections,
    /// The words before what is read.
    pub before: String,
    bullets: bool,
}

impl<'p, 'a> Reader<'p, 'a> {
    pub(super) fn new(
        package: &'p mut Package<'a>,
        styles: Styles,
        numbering: Numbering,
        depth: usize,
    ) -> Reader<'p, 'a> {
        Reader {
            package,
            relations: Relations::default(),
            styles,
            numbering,
            footnotes: Notes::default(),
            endnotes: Notes::default(),
            comments: Notes::default(),
            depth,
            fields: Vec::new(),
            carried: None,
            placeholder: 0,
            contents: 0,
            hidden: 0,
            in_note: false,
            tables: 0,
            notes: 0,
            inserted: 0,
            deleted: 0,
            said: 0,
            lines: 0,
            pending: Vec::new(),
            blank: false,
            framed: false,
            sections: Sections::default(),
            before: String::new(),
            bullets: false,
        }
    }

    /// Counts text; there is only so much in a document.
    pub(super) fn count(&mut self, text: &str) -> Result<(), WordFault> {
        self.said += text.len() as u64;
        if self.said > LIMIT_DATA_BYTES {
            return Err(WordFault::TooLarge { limit: LIMIT_DATA_BYTES });
        }
        Ok(())
    }

    /// Counts lines, which weigh more than what they say.
    fn count_lines(&mut self, lines: &[Line]) -> Result<(), WordFault> {
        self.lines += lines.len();
        if self.lines > MOST_LINES { Err(WordFault::TooManyLines) } else { Ok(()) }
    }

    /// Everything below a node, to its end: a body, a header, a note.
    pub(super) fn story(&mut self, node: Node<'_>) -> Result<Vec<Line>, WordFault> {
        let mut lines = self.blocks(node)?;
        lines.extend(self.end_carried()?);
        let place = place(&self.before, "", "");
        let unfinished: Vec<Field> = self.fields.drain(..).collect();
        let mut doubts: Vec<Doubt> =
            unfinished.into_iter().filter_map(|field| field.unfinished(place.clone())).collect();
        doubts.splice(0..0, self.pending.drain(..));
        if let Some(last) = lines.last_mut() {
            last.doubts.append(&mut doubts);
        }
        self.pending = doubts;
        Ok(lines)
    }

    /// A story inside another: a text box, a note. What is open outside stays outside.
    pub(super) fn inner_story(&mut self, node: Node<'_>) -> Result<Vec<Line>, WordFault> {
        let fields = std::mem::take(&mut self.fields);
        let carried = self.carried.take();
        let pending = std::mem::take(&mut self.pending);
        let blank = std::mem::take(&mut self.blank);
        let framed = std::mem::take(&mut self.framed);
        let before = self.before.clone();
        let lines = self.story(node);
        (self.fields, self.carried, self.blank, self.before) = (fields, carried, blank, before);
        self.framed = framed;
        self.pending.splice(0..0, pending);
        lines
    }

    /// The blocks right below a node, and in what only holds blocks.
    pub(super) fn blocks(&mut self, node: Node<'_>) -> Result<Vec<Line>, WordFault> {
        let mut lines = Vec::new();
        for child in node.children() {
            let mut more = match child.name() {
                "w:p" => self.paragraph(child)?,
                "w:tbl" => {
                    lines.extend(self.end_carried()?);
                    self.table(child)?
                }
                "w:sdt" => self.control(child, |reader, content| reader.blocks(content))?,
                "w:altChunk" => {
                    lines.extend(self.end_carried()?);
                    self.chunk(child)?
                }
                "mc:AlternateContent" => match chosen(child) {
                    Some(content) => self.blocks(content)?,
                    None => Vec::new(),
                },
                "m:oMathPara" | "m:oMath" => {
                    let mut said = Said::default();
                    self.formula(child, &mut said)?;
                    self.finish(said, None, &Numbered::default(), Shape::default())?
                }
                "w:del" | "w:moveFrom" => {
                    self.deleted += 1;
                    Vec::new()
                }
                name if name.is_empty() || name.ends_with("Pr") => Vec::new(),
                _ => self.blocks(child)?,
            };
            if ["w:p", "w:tbl"].contains(&child.name()) {
                let sheet = self.sections.sheet(child);
                more.iter_mut().for_each(|line| line.sheet = sheet);
            }
            lines.extend(more);
        }
        Ok(lines)
    }

    /// A content control: its content, unless it is a hint or a table of contents.
    pub(super) fn control<T: Default>(
        &mut self,
        node: Node<'_>,
        mut read: impl FnMut(&mut Self, Node<'_>) -> Result<T, WordFault>,
    ) -> Result<T, WordFault> {
        let properties = node.child("w:sdtPr");
        let hint = properties.and_then(|node| node.switch("w:showingPlcHdr")).unwrap_or(false);
        let gallery = properties.and_then(|node| node.at(&["w:docPartObj", "w:docPartGallery"]));
        let contents = gallery.and_then(Node::value) == Some("Table of Contents");
        let Some(content) = node.child("w:sdtContent") else { return Ok(T::default()) };
        self.placeholder += usize::from(hint);
        self.contents += usize::from(contents);
        let read = read(self, content);
        self.placeholder -= usize::from(hint);
        self.contents -= usize::from(contents);
        read
    }

    fn paragraph(&mut self, node: Node<'_>) -> Result<Vec<Line>, WordFault> {
        let properties = node.child("w:pPr");
        let style = properties.and_then(|node| node.value_of("w:pStyle")).map(str::to_owned);
        let style = self.styles.of_paragraph(style.as_deref()).map(str::to_owned);
        let mut said = self.carried.take().unwrap_or_default();
        self.content(node, style.as_deref(), &mut said)?;
        let mark = properties.and_then(|node| node.child("w:rPr"));
        let deleted = mark.is_some_and(|mark| mark.child("w:del").or(mark.child("w:moveFrom")).is_some());
        self.deleted += usize::from(deleted);
        self.inserted += usize::from(mark.is_some_and(|mark| mark.child("w:ins").is_some()));
        let hidden = self.styles.run(styles::Look::read(mark), None, style.as_deref()).hidden == Some(true);
        let frame = properties.and_then(|node| node.child("w:framePr"));
        let drop_cap =
            frame.and_then(|frame| frame.attribute("dropCap")).is_some_and(|value| value != "none");
        if deleted || hidden || drop_cap {
            // The paragraph goes on in the next one.
            self.carried = Some(said);
            return Ok(Vec::new());
        }
        let numbered = Numbered::read(properties.and_then(|node| node.child("w:numPr")));
        let outline = properties.and_then(|node| node.value_of("w:outlineLvl"));
        let heading = outline.map_or_else(
            || self.styles.outline(style.as_deref()).is_some(),
            |level| level.parse().is_ok_and(|level: usize| level < 9),
        );
        let title = self.styles.is_named(style.as_deref(), "title");
        let aligned = match properties.and_then(|node| node.value_of("w:jc")) {
            Some("center") => Some(Aligned::Centre),
            Some("right" | "end") => Some(Aligned::Right),
            _ => None,
        };
        let aligned = aligned.filter(|_| frame.is_none() && self.tables == 0);
        let stops = properties.and_then(|node| node.child("w:tabs"));
        let parted = stops.is_some_and(|stops| {
            stops.children().any(|stop| matches!(stop.value(), Some("right" | "end" | "center")))
        });
        let mut lines =
            self.finish(said, style.as_deref(), &numbered, Shape { heading, title, aligned, parted })?;
        let goes_on = std::mem::replace(&mut self.framed, frame.is_some());
        if self.framed {
            frames::mark(&mut lines, frames::FRAME, goes_on);
        }
        Ok(lines)
    }

    /// A paragraph that went on in none.
    pub(super) fn end_carried(&mut self) -> Result<Vec<Line>, WordFault> {
        match self.carried.take() {
            Some(said) => self.finish(said, None, &Numbered::default(), Shape::default()),
            None => Ok(Vec::new()),
        }
    }

    /// The lines of a paragraph: its number, its words, what is doubtful of them.
    fn finish(
        &mut self,
        mut said: Said,
        style: Option<&str>,
        numbered: &Numbered,
        shape: Shape,
    ) -> Result<Vec<Line>, WordFault> {
        let mut lines = std::mem::take(&mut said.boxes);
        // Only what is surely text calls notes: a title, a heading, a cell cannot.
        let text = said.has_notes() && is_text(&said.text) && self.tables == 0 && !self.in_note;
        let notes = said.call_notes(text && !shape.heading && !shape.title, &mut self.notes);
        for doubt in said.doubts(&self.before) {
            self.tell(doubt);
        }
        let live = said.live();
        let printing = live.text.chars().filter(|c| !c.is_whitespace()).count();
        let look = match () {
            () if shape.title => Look::Title,
            () if printing > 0 && said.red >= printing && said.large >= printing => Look::Mark,
            () => Look::Unknown,
        };
        let (mut own, kept) = lines_of(&live);
        let number = self.numbering.next(numbered, style, &self.styles);
        if let (Number::Typed(number), true, true) = (&number, own.is_empty(), self.tables > 0) {
            // A cell that says its number only: 序号. In a table that only arranges lines it says nothing.
            self.count(number)?;
            let mut line = Line::new(number.trim());
            line.doubts.push(Doubt::WordEmptyNumber(line.text.clone()));
            lines.push(line);
            self.mark_first(&mut lines);
            return Ok(lines);
        }
        self.count_lines(&own)?;
        let Some(first) = own.first_mut() else {
            if let Number::Typed(number) = number {
                self.pending.push(Doubt::WordEmptyNumber(number.trim().to_owned()));
            }
            self.blank |= lines.is_empty();
            self.mark_first(&mut lines);
            return Ok(lines);
        };
        let typed = crate::patterns::opens_numbered(&first.text);
        match number {
            Number::None if shape.heading && !shape.title && !typed => {
                self.pending.push(Doubt::WordHeadings(vec![first.name()], 1));
            }
            Number::None => {}
            Number::Bullet if !self.bullets => {
                self.bullets = true;
                self.pending.push(Doubt::WordBullets(first.name()));
            }
            Number::Bullet => {}
            Number::Typed(number) => {
                self.count(&number)?;
                first.prefix(&number);
            }
            Number::Unknown => self.pending.push(Doubt::WordNumbering(first.name())),
        }
        if kept {
            self.pending.push(Doubt::SoftReturn(place("", "", &live.text)));
        }
        for line in &mut own {
            line.notes = notes.iter().filter(|note| line.text.contains(&note.call)).cloned().collect();
            line.look = look;
            (line.aligned, line.parted) = (shape.aligned, shape.parted);
        }
        lines.append(&mut own);
        self.mark_first(&mut lines);
        if let Some(last) = lines.last() {
            self.before.clone_from(&last.text);
        }
        Ok(lines)
    }

    /// Tells something on the next line; what several paragraphs leave out at one place is told once.
    fn tell(&mut self, doubt: Doubt) {
        if let (
            Some(Doubt::LeftOut { what, text, place }),
            Doubt::LeftOut { what: same, text: more, place: at },
        ) = (self.pending.last_mut(), &doubt)
            && what == same
            && place == at
        {
            text.extend(more.iter().cloned());
            return;
        }
        self.pending.push(doubt);
    }

    /// Doubts and the blank before them go to the first of some lines.
    fn mark_first(&mut self, lines: &mut [Line]) {
        if let Some(first) = lines.first_mut() {
            first.doubts.splice(0..0, self.pending.drain(..));
            first.after_blank |= std::mem::take(&mut self.blank);
        }
    }

    fn table(&mut self, node: Node<'_>) -> Result<Vec<Line>, WordFault> {
        let before = self.before.clone();
        let rows = tables::read(self, node)?;
        let bordered = frames::is_bordered(node, &self.styles);
        let mut lines = tables::lines(rows, &before, bordered);
        self.take_empty_numbers(&mut lines);
        self.mark_first(&mut lines);
        if let Some(last) = lines.last() {
            self.before.clone_from(&last.text);
        }
        Ok(lines)
    }

    /// Automatic numbers that are all a line of a table says, which only arranged lines.
    fn take_empty_numbers(&mut self, lines: &mut Vec<Line>) {
        let is_number = |doubt: &Doubt| matches!(doubt, Doubt::WordEmptyNumber(_));
        lines.retain_mut(|line| {
            let alone = line.doubts.contains(&Doubt::WordEmptyNumber(line.text.clone()));
            if alone {
                self.pending.append(&mut line.doubts);
            } else {
                line.doubts.retain(|doubt| !is_number(doubt));
            }
            !alone
        });
    }

    /// A file inside the file.
    fn chunk(&mut self, node: Node<'_>) -> Result<Vec<Line>, WordFault> {
        let part = node.attribute("id").and_then(|id| self.relations.part(id)).map(str::to_owned);
        let bytes = match &part {
            Some(part) => self.package.bytes(part)?,
            None => None,
        };
        let mut lines = match bytes.map(|bytes| chunk::read(self, bytes)).transpose()? {
            Some(Ok(lines)) => lines,
            Some(Err(what)) => {
                self.pending.push(Doubt::WordChunk { what, place: place(&self.before, "", "") });
                Vec::new()
            }
            None => {
                let what = "内容（文件里没有它）".to_owned();
                self.pending.push(Doubt::WordChunk { what, place: place(&self.before, "", "") });
                Vec::new()
            }
        };
        self.count_lines(&lines)?;
        for line in &lines {
            self.count(&line.text)?;
        }
        self.mark_first(&mut lines);
        if let Some(last) = lines.last() {
            self.before.clone_from(&last.text);
        }
        Ok(lines)
    }

    /// What is to be said of the file as a whole.
    pub(super) fn of_the_whole(&mut self) -> Vec<Doubt> {
        let mut doubts = Vec::new();
        if self.inserted + self.deleted > 0 {
            doubts.push(Doubt::WordRevisions { inserted: self.inserted, deleted: self.deleted });
        }
        doubts
    }
}

/// Whether a paragraph is one of text: sentences, and nothing that looks like a sign before a line.
fn is_text(text: &str) -> bool {
    let text = text.trim();
    let plain = text.starts_with(|c: char| c.is_alphanumeric() || "（“《".contains(c));
    plain
        && text.contains('。')
        && text.chars().count() >= 20
        && !text.contains("[^")
        && !text.contains('\u{C}')
}

/// The one form of what a file has in several: the first that Word knows.
pub(super) fn chosen(node: Node<'_>) -> Option<Node<'_>> {
    let known = |prefix: &str| {
        let known = [
            "wps", "wpg", "wpc", "wpi", "w14", "w15", "w16", "a14", "am3d", "aink", "v", "o", "m", "wp14",
            "cx", "c14", "wp15", "asvg",
        ];
        known.contains(&prefix) || prefix.starts_with("w16") || prefix.starts_with("cx")
    };
    let choice = node.children().filter(|child| child.name() == "mc:Choice").find(|choice| {
        choice.attribute("Requires").is_none_or(|requires| requires.split_whitespace().all(known))
    });
    choice.or_else(|| node.child("mc:Fallback"))
}

/// Whether a size in half points is that of a mark.
pub(super) fn is_large(size: Option<u32>) -> bool {
    size.is_some_and(|size| size >= LARGE)
}
