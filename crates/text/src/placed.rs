//! Lines that stand elsewhere than a paragraph does: centred, at the right, flush left. A sign before a line asks for
//! it, as in the rule under a table's header; 敬礼 is known by the line above it, 编者按 by its first words.

use std::ops::Range;

use super::body::{Block, BlockKind, Face, Run};
use super::counters::Counters;
use super::marked::Marked;
use super::table::Aligned;

/// The signs, each with where its line stands.
const SIGNS: [(&str, Aligned); 3] =
    [(":-:", Aligned::Centre), ("--:", Aligned::Right), (":--", Aligned::Left)];

/// Where a line asks to stand, and how many bytes its sign takes with the blanks behind it.
pub fn sign(line: &str) -> Option<(Aligned, usize)> {
    let (sign, aligned) = SIGNS.into_iter().find(|(sign, _)| line.starts_with(sign))?;
    let rest = &line[sign.len()..];
    let words = rest.trim_start();
    (rest.len() > words.len() && !words.is_empty()).then_some((aligned, line.len() - words.len()))
}

/// The title of a part of the text that a line gives: `:-: # …`.
pub fn title(line: &str) -> Option<&str> {
    let (_, length) = sign(line).filter(|(aligned, _)| *aligned == Aligned::Centre)?;
    let words = &line[length..];
    words.strip_prefix("# ").or_else(|| words.strip_prefix("#\u{3000}")).map(str::trim)
}

/// Whether a line ends the page: 分页 between dashes, as word processors show such a place.
pub fn is_page_break(line: &str) -> bool {
    const DASHES: [char; 5] = ['-', '－', '—', '–', '─'];
    const FEWEST: usize = 2;
    const WORDS: [&str; 4] = ["分页", "分页符", "page break", "page-break"];
    let line = line.trim();
    let words = line.trim_start_matches(DASHES);
    let inner = words.trim_end_matches(DASHES);
    [&line[..line.len() - words.len()], &words[inner.len()..]]
        .iter()
        .all(|dashes| dashes.chars().count() >= FEWEST)
        && WORDS.iter().any(|word| inner.trim().eq_ignore_ascii_case(word))
}

/// A block of a line that begins with a sign, or ends the page.
pub(super) fn of_line(line: &Marked, range: Range<usize>, counters: &mut Counters) -> Option<Block> {
    if is_page_break(&line.text) {
        return Some(Block::new(BlockKind::PageBreak, Vec::new(), range));
    }
    let (aligned, length) = sign(&line.text)?;
    let words = line.without_start(length);
    // In Markdown a range is that of the paragraph, and what is said of a line is said there.
    let whole = range.len() == line.text.len() || !line.notes.is_empty();
    let start = if whole { range.start + length } else { range.start };
    let range = start..range.end;
    // `:-: # …` names a part of the text, an article of a 简报.
    if let Some(title) = title(&line.text) {
        let plain = line.notes.is_empty();
        let start = if plain { range.end - title.len().min(range.len()) } else { range.start };
        return Some(counters.title(&line.without_start(line.text.len() - title.len()), start..range.end));
    }
    let block = counters.plain(&words, range);
    Some(Block { kind: BlockKind::Placed(aligned), ..block })
}

/// The title of a part of a text.
pub(super) fn title_of(words: &Marked, range: Range<usize>) -> Block {
    let runs = words.dress(vec![Run::new(words.text.as_str(), Face::Biaosong)], 0);
    Block { asked: true, ..Block::new(BlockKind::Title, runs, range) }
}

/// What such lines are by those around them: centred ones that open a text stand under its title, 敬礼！ under 此致
/// is flush left, 编者按 is in 楷体.
pub(super) fn settle(blocks: &mut [Block]) {
    let opening = count_opening(blocks);
    blocks[..opening].iter_mut().for_each(|block| block.kind = BlockKind::UnderTitle);
    let mut headed = false;
    for at in 0..blocks.len() {
        headed |= blocks[at].kind.is_heading();
        if blocks[at].asked || blocks[at].kind != BlockKind::Paragraph(None) {
            continue;
        }
        let text = blocks[at].text();
        let above = at.checked_sub(1).map(|above| blocks[above].text());
        if above.is_some_and(|above| greets(&above, &text)) {
            blocks[at].kind = BlockKind::Placed(Aligned::Left);
        } else if !headed && NOTES.iter().any(|word| text.starts_with(word)) {
            blocks[at].runs.iter_mut().for_each(|run| run.face = Face::Kaiti);
        }
    }
}

/// 敬礼！ under 此致.
#[must_use]
pub fn is_greeting(block: &Block) -> bool {
    block.kind == BlockKind::Placed(Aligned::Left) && GREETINGS.contains(&block.text().as_str())
}

/// Whether a line is 敬礼！ under 此致.
#[must_use]
pub fn greets(above: &str, line: &str) -> bool {
    GREETINGS.contains(&line) && above.ends_with("此致")
}

const GREETINGS: [&str; 4] = ["敬礼", "敬礼！", "敬礼!", "敬礼。"];
const NOTES: [&str; 6] = ["编者按：", "编者按:", "【编者按】", "〔编者按〕", "按语：", "按语:"];

/// How many centred lines a text opens with, when others follow. One in 黑体 heads what follows.
pub(super) fn count_opening(blocks: &[Block]) -> usize {
    let heads = |block: &Block| block.runs.iter().all(|run| run.face == Face::Heiti);
    let opens = |block: &&Block| block.kind == BlockKind::Placed(Aligned::Centre) && !heads(block);
    let count = blocks.iter().take_while(opens).count();
    if count < blocks.len() { count } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{body, markdown};

    fn said(blocks: &[Block]) -> Vec<String> {
        let kind = |block: &Block| match &block.kind {
            BlockKind::Placed(aligned) => format!("{aligned:?}"),
            BlockKind::Paragraph(None) => "-".to_owned(),
            kind => format!("{kind:?}"),
        };
        blocks.iter().map(|block| format!("{} {}", kind(block), block.text())).collect()
    }

    #[test]
    fn signs_say_where_a_line_stands() {
        for (line, wanted) in [
            (":-: 甲", "Centre 甲"),
            ("--: 责任单位：甲局", "Right 责任单位：甲局"),
            (":-- 同志们：", "Left 同志们："),
            (":-:　一、甲", "Centre 一、甲"),
            (":-: # 甲县抓项目", "Title 甲县抓项目"),
            (":-:甲", "- :-:甲"),
            ("\\:-: 甲", "- :-: 甲"),
            ("--- 甲", "- --- 甲"),
        ] {
            assert_eq!(said(&body::read(&format!("文。\n{line}")))[1], wanted, "{line}");
            let (blocks, remarks) = markdown::read(&format!("文。\n\n{line}"));
            assert_eq!(said(&blocks)[1], wanted, "{line} in Markdown");
            assert!(remarks.is_empty(), "{line}: {remarks:?}");
        }
    }

    #[test]
    fn a_sign_begins_a_line_of_a_paragraph_of_markdown() {
        let (blocks, _) = markdown::read("文一。\n:-: 甲\n--: 乙\n\n文**二**。\n\n:-: 甲**乙**丙");
        assert_eq!(said(&blocks), ["- 文一。", "Centre 甲", "Right 乙", "- 文二。", "Centre 甲乙丙"]);
        assert!(blocks[4].runs[1].look.bold);
    }

    #[test]
    fn a_sign_is_no_part_of_the_words_nor_of_their_place() {
        let text = "文。\n  :-: 甲\n:-: # 乙";
        let blocks = body::read(text);
        assert_eq!((&text[blocks[1].range.clone()], &text[blocks[2].range.clone()]), ("甲", "乙"));
    }

    #[test]
    fn centred_lines_that_open_a_text_stand_under_its_title() {
        let kinds = |text: &str| said(&body::read(text));
        assert_eq!(kinds(":-: （讨论稿）\n:-: 甲\n文。")[..2], ["UnderTitle （讨论稿）", "UnderTitle 甲"]);
        assert_eq!(kinds(":-: 甲"), ["Centre 甲"], "nothing follows");
        assert_eq!(kinds("文。\n:-: 甲")[1], "Centre 甲");
        let of = |face| Block::new(BlockKind::Placed(Aligned::Centre), vec![Run::new("甲", face)], 0..0);
        let text = Block::new(BlockKind::Paragraph(None), vec![Run::new("文。", Face::Fangsong)], 0..0);
        let opening = [of(Face::Kaiti), of(Face::Heiti), of(Face::Fangsong), text];
        assert_eq!(count_opening(&opening), 1, "黑体 heads what follows");
        let both = kinds(":-: 甲\n（2024年9月27日甲市人民代表大会常务委员会第二次会议通过）\n第一条　甲。");
        assert!(both[..2].iter().all(|line| line.starts_with("UnderTitle")), "{both:?}");
    }

    #[test]
    fn a_greeting_is_flush_left_and_an_editors_note_in_kaiti() {
        let blocks = body::read("编者按：甲。\n一、乙\n按语：丙。\n此致\n敬礼！");
        assert_eq!(said(&blocks)[4], "Left 敬礼！");
        assert_eq!((blocks[0].runs[0].face, blocks[2].runs[0].face), (Face::Kaiti, Face::Fangsong));
        assert_eq!(said(&body::read("文。\n敬礼！"))[1], "- 敬礼！");
        assert_eq!(said(&body::read("此致\n\\敬礼！"))[1], "- 敬礼！");
    }
}
