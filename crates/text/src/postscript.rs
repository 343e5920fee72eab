//! 附言: what stands under a sign-off, lines of words and of forms.

use std::ops::Range;

use super::body::{Block, BlockKind, Face, read_noted};
use super::decimal::Numbering;
use super::notes::{Fault, Host};

/// Reads it as plain body text, and what is the matter with its notes. Its numbers head nothing: lines are paragraphs in
/// 仿宋, whatever they begin with.
pub fn read(text: &str) -> (Vec<Block>, Vec<(Fault, Range<usize>)>) {
    let (mut blocks, faults) = read_noted(text, Numbering::Official, &mut Host::default());
    blocks.iter_mut().for_each(as_row);
    (blocks, faults)
}

fn as_row(block: &mut Block) {
    if foreign_kind(block).is_some() {
        return;
    }
    // 题注 stands under a title.
    if !matches!(
        block.kind,
        BlockKind::Line(_) | BlockKind::Names(_) | BlockKind::Roster(_) | BlockKind::Placed(_)
    ) {
        block.kind = BlockKind::Paragraph(None);
    }
    block.runs.iter_mut().for_each(|run| run.face = Face::Fangsong);
}

/// The first of these blocks that does not stand there, and what it is.
pub fn foreign(blocks: &[Block]) -> Option<(&Block, &'static str)> {
    blocks.iter().find_map(|block| Some((block, foreign_kind(block)?)))
}

fn foreign_kind(block: &Block) -> Option<&'static str> {
    match block.kind {
        // A number that somebody asked for would count from nothing.
        BlockKind::Heading(_) if block.asked => Some("heading"),
        BlockKind::Title => Some("heading"),
        BlockKind::Table(_) => Some("table"),
        BlockKind::Picture(_) => Some("image"),
        BlockKind::Pictures(_) => Some("images"),
        BlockKind::Chart(_) => Some("chart"),
        BlockKind::Typst(_) => Some("typst"),
        BlockKind::Boxed(_) => Some("box"),
        BlockKind::PageBreak => Some("page-break"),
        _ => block.notes().next().map(|_| "note"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn its_lines_are_paragraphs_lines_of_forms_and_names() {
        let text = "（2026年3月1日送达）\n一、本告知书一式两份\n（一）甲\n第一条　乙\n当事人（签名）：\t____\n\
                    执法人员：\t张三\t李四\n--: 年　月　日";
        let (blocks, faults) = read(text);
        let said: Vec<String> =
            blocks.iter().map(|block| crate::body::tests::describe(block, |_| "表".to_owned())).collect();
        assert!(faults.is_empty() && foreign(&blocks).is_none());
        assert!(said.iter().all(|said| !said.contains('黑') && !said.contains('楷')), "{said:?}");
        let kinds: Vec<bool> = blocks.iter().map(|block| block.kind == BlockKind::Paragraph(None)).collect();
        assert_eq!(kinds, [true, true, true, true, false, false, false], "{said:?}");
        assert!(
            matches!(blocks[4].kind, BlockKind::Line(_)) && matches!(blocks[5].kind, BlockKind::Roster(_))
        );
        assert!(matches!(blocks[6].kind, BlockKind::Placed(_)));
    }

    #[test]
    fn what_a_text_holds_beside_lines_is_named() {
        for (text, wanted) in [
            ("甲。\n# 乙", Some("heading")),
            (":-: # 乙", Some("heading")),
            ("|甲|乙|\n|-|-|\n|1|2|", Some("table")),
            ("![甲](a.png)", Some("image")),
            ("甲。\n---分页---\n乙。", Some("page-break")),
            ("甲[^1]。\n[^1]: 乙。", Some("note")),
            ("```typst\n$ a $\n```", Some("typst")),
            ("1.甲", None),
        ] {
            let (blocks, _) = read(text);
            assert_eq!(foreign(&blocks).map(|(_, what)| what), wanted, "{text}");
        }
    }
}
