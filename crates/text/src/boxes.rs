//! 专栏: a frame with a title, lines and tables of its own.

use std::ops::Range;
use std::sync::Arc;

use super::body::{Block, BlockKind, Face, Run, read_noted};
use super::captions;
use super::counters::Counters;
use super::decimal::Numbering;
use super::lists;
use super::marked::{Look, Marked};
use super::notes::{Fault, Host, Note};
use super::table::{Aligned, Table};

/// What stands in a frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Boxed {
    /// Its title, a paragraph in 黑体.
    pub title: Option<Box<Block>>,
    /// Its lines and tables.
    pub blocks: Vec<Block>,
}

impl Boxed {
    /// Its title and what stands under it.
    pub fn all(&self) -> impl Iterator<Item = &Block> {
        self.title.as_deref().into_iter().chain(&self.blocks)
    }

    pub(crate) fn all_mut(&mut self) -> impl Iterator<Item = &mut Block> {
        self.title.as_deref_mut().into_iter().chain(&mut self.blocks)
    }

    /// A frame of these lines and tables, which have been read one by one.
    pub fn new(title: Option<Block>, mut blocks: Vec<Block>) -> Boxed {
        captions::take(&mut blocks);
        let mut blocks = lists::settle(blocks, Numbering::Official);
        blocks.iter_mut().for_each(as_line);
        Boxed { title: title.map(Box::new), blocks }
    }

    /// A frame with a text that is written as plain body text is, and what is the matter with its notes; `start` is
    /// where it stands in the body's, `host` what it is read for.
    pub fn of_text(
        title: Option<Block>,
        text: &str,
        start: usize,
        host: &mut Host<'_>,
    ) -> (Boxed, Vec<Fault>) {
        let (mut blocks, faults) = read_noted(text, Numbering::Official, host);
        for block in &mut blocks {
            block.range = block.range.start + start..block.range.end + start;
            let moved = |note: &mut Arc<Note>| {
                let range = note.range.start + start..note.range.end + start;
                *note = Arc::new(Note { words: note.words.clone(), range });
            };
            block.runs.iter_mut().filter_map(|run| run.note.as_mut()).for_each(moved);
            if let BlockKind::Table(Table { caption: Some(caption), .. }) = &mut block.kind {
                caption.notes.iter_mut().map(|(_, note)| note).for_each(moved);
            }
            as_line(block);
        }
        let faults = faults.into_iter().map(|(fault, _)| fault).collect();
        (Boxed { title: title.map(Box::new), blocks }, faults)
    }

    /// Its tables, each with the bytes of the text that it stands on.
    pub fn tables(&self) -> impl Iterator<Item = (&Table, &Range<usize>)> {
        self.blocks.iter().filter_map(|block| match &block.kind {
            BlockKind::Table(table) => Some((table, &block.range)),
            _ => None,
        })
    }

    /// The first of its blocks that a frame does not hold, and what that is.
    pub fn foreign(&self) -> Option<(&Block, &'static str)> {
        self.blocks.iter().find_map(|block| {
            let what = match block.kind {
                BlockKind::Picture(_) => "image",
                BlockKind::Pictures(_) => "images",
                BlockKind::Chart(_) => "chart",
                BlockKind::Typst(_) => "typst",
                BlockKind::Line(_) => "line",
                BlockKind::Names(_) | BlockKind::Roster(_) => "names",
                BlockKind::Boxed(_) => "box",
                BlockKind::PageBreak => "page-break",
                _ => return None,
            };
            Some((block, what))
        })
    }
}

/// The title of a frame: in 黑体, whatever it looked like.
pub fn title(words: &Marked, range: Range<usize>) -> Block {
    let block = Counters::default().plain(words, range);
    let runs = block.runs.into_iter().map(|run| {
        let look = Look { bold: false, ..run.look };
        Run { face: Face::Heiti, look, ..run }
    });
    Block { runs: runs.collect(), ..block }
}

/// Whether a quotation's first line makes it a frame: it is bold, or begins with 专栏.
pub(crate) fn heads(line: &str) -> bool {
    let line = line.trim();
    let bold = line.strip_prefix("**").and_then(|rest| rest.strip_suffix("**"));
    bold.is_some_and(|words| !words.trim().is_empty() && !words.contains("**"))
        || line.trim_start_matches('#').trim_start().starts_with("专栏")
}

/// In a frame nothing is a part of the text or stands under its title.
fn as_line(block: &mut Block) {
    block.kind = match std::mem::replace(&mut block.kind, BlockKind::Article) {
        BlockKind::UnderTitle if block.asked => BlockKind::Placed(Aligned::Centre),
        BlockKind::UnderTitle | BlockKind::Article => {
            block.runs.iter_mut().for_each(|run| {
                // A date that opens a text is no 题注 here.
                if run.face == Face::Kaiti {
                    run.face = Face::Fangsong;
                }
            });
            BlockKind::Paragraph(None)
        }
        BlockKind::Division(_) | BlockKind::Title => {
            block.runs.iter_mut().for_each(|run| run.face = Face::Heiti);
            BlockKind::Placed(Aligned::Centre)
        }
        other => other,
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(boxed: &Boxed) -> Vec<String> {
        boxed.all().map(|block| crate::body::tests::describe(block, |_| "表".to_owned())).collect()
    }

    #[test]
    fn a_frame_holds_lines_and_their_numbers_give_them_their_faces() {
        let text = "2024年3月1日\n一、目标\n1.到2030年建成。\n# 措施\n\\二、引\n:-: 居中";
        let given = title(&"专栏1".into(), 0..7);
        let (boxed, _) = Boxed::of_text(Some(given), text, 8, &mut Host::default());
        let wanted = [
            "段 黑[专栏1]",
            "段 仿[2024年3月1日]",
            "标1 黑[一、目标]",
            "段 仿[1.到2030年建成。]",
            "标1 黑[二、措施]",
            "段 仿[二、引]",
            "置 仿[居中]",
        ];
        assert_eq!(said(&boxed), wanted);
        assert_eq!(boxed.blocks[0].range, 8..8 + "2024年3月1日".len());
        assert!(boxed.foreign().is_none());
        let (form, _) = Boxed::of_text(None, "甲。\n单位：\t日期：", 0, &mut Host::default());
        assert_eq!(form.foreign().map(|(_, what)| what), Some("line"));
        // A table has its caption, its unit and its notes, as it has outside.
        let text = "甲。\n表1　指标\n单位：个\n|乙|丙|\n|-|-|\n|丁|1|\n注：丙为预期。\n戊。";
        let (framed, _) = Boxed::of_text(None, text, 8, &mut Host::default());
        let rows = text.find('|').unwrap();
        let [(table, range)] = framed.tables().collect::<Vec<_>>()[..] else { panic!("{framed:?}") };
        assert_eq!(
            (table.caption.as_ref().map(|caption| caption.text.as_str()), table.unit.as_deref()),
            (Some("表1　指标"), Some("单位：个"))
        );
        assert_eq!((table.notes.len(), said(&framed).len()), (1, 3));
        assert!(range.contains(&(rows + 8)), "{range:?}");
    }

    #[test]
    fn a_quotation_is_a_frame_by_its_first_line() {
        for (line, wanted) in [
            ("**专栏1　重点工程**", true),
            ("**重点工程**", true),
            ("专栏1　重点工程", true),
            ("### 专栏1", true),
            ("重点工程", false),
            ("**重点**工程", false),
            ("****", false),
            ("**甲**与**乙**", false),
        ] {
            assert_eq!(heads(line), wanted, "{line}");
        }
    }
}
