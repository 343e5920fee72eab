//! Lines beside tables and pictures that name them: 表1　…, 单位：亿元, 图1　….

use std::ops::Range;

use super::body::{Block, BlockKind, Level};
use super::marked::Marked;
use super::marker::marker;
use super::organs::ends_as_who_fills_in;
use super::table::{LONGEST_NOTE, is_note};

/// The longest line that is taken for a caption, in characters.
const LONGEST: usize = 40;
/// The longest words of a unit, in characters.
const LONGEST_UNIT: usize = 20;

/// A paragraph such as 表1　年末人口数 right before a table is the table's caption (表题), 单位：万人 its unit, on a
/// line of its own or behind the caption; 图1　… right under a picture that has none is the picture's, 注：… and
/// 资料来源：… right under a table are its notes.
/// Says of each block whether it stayed one.
pub fn take(blocks: &mut Vec<Block>) -> Vec<bool> {
    let mut stays = vec![true; blocks.len()];
    let mut under = Under::default();
    for at in 1..blocks.len() {
        let (before, rest) = blocks.split_at_mut(at);
        let Some((block, _)) = rest.split_first_mut() else { continue };
        let last = at - 1;
        if matches!(block.kind, BlockKind::Table(_)) {
            for taken in above_table(block, before) {
                stays[taken] = false;
            }
            under = Under::default();
        } else if let table = stays[..at].iter().rposition(|stays| *stays).unwrap_or(last)
            && let Block { kind: BlockKind::Table(table), range, .. } = &mut before[table]
            && may_be_note(block)
            && under.take(&block.text())
        {
            // Several stand one under the other.
            let mut note = Marked::default();
            block.runs.iter().for_each(|run| note.push(&run.text, run.look));
            table.notes.push(note);
            range.end = block.range.end;
            stays[at] = false;
        } else if let Some(caption) = own_caption(&mut before[last])
            && caption.is_empty()
            && is_caption(block, '图')
        {
            *caption = block.words();
            before[last].range.end = block.range.end;
            stays[at] = false;
        } else if let BlockKind::Chart(chart) = &mut before[last].kind
            && chart.caption.is_empty()
            && is_caption(block, '图')
        {
            chart.caption = block.words();
            before[last].range.end = block.range.end;
            stays[at] = false;
        }
    }
    let mut kept = stays.iter();
    blocks.retain(|_| kept.next().is_none_or(|stays| *stays));
    stays
}

/// What stands under a picture, or under a row of them.
fn own_caption(block: &mut Block) -> Option<&mut Marked> {
    match &mut block.kind {
        BlockKind::Picture(picture) => Some(&mut picture.caption),
        BlockKind::Pictures(row) => Some(&mut row.caption),
        _ => None,
    }
}

/// A line that may stand under a table in small type: what counts in a note looks like a numbered line of the text.
fn may_be_note(block: &Block) -> bool {
    let kind = matches!(
        block.kind,
        BlockKind::Paragraph(None | Some(Level::Three | Level::Four))
            | BlockKind::Heading(Level::Three | Level::Four)
    );
    kind && !block.asked && block.text().chars().count() <= LONGEST_NOTE
}

/// How a note under a table counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Counted {
    Level(Level),
    /// ①
    Circled,
}

/// The number that a line of a note begins with.
fn counted(text: &str) -> Option<(Counted, u32)> {
    if let Some(c) = text.chars().next().filter(|c| ('①'..='⑳').contains(c)) {
        return Some((Counted::Circled, c as u32 - '①' as u32 + 1));
    }
    let marker = marker(text).filter(|marker| marker.level >= Level::Three && !marker.doubtful)?;
    Some((Counted::Level(marker.level), marker.number))
}

/// The words of a note behind its label, 注：.
pub fn behind_label(text: &str) -> &str {
    /// 资料来源：.
    const LONGEST_LABEL: usize = 6;
    if counted(text).is_some() {
        return text;
    }
    let colon = text.char_indices().take(LONGEST_LABEL).find(|(_, c)| matches!(c, '：' | ':'));
    colon.map_or(text, |(at, colon)| &text[at + colon.len_utf8()..])
}

/// The notes under a table, line by line: 2. under 注：1. is one more, and so is 1. under 注： alone.
#[derive(Default)]
pub(super) struct Under {
    next: Option<Next>,
}

/// What goes on with the note above.
#[derive(Clone, Copy)]
enum Next {
    First,
    Number(Counted, u32),
}

impl Under {
    /// Whether the next line is a note too.
    pub(super) fn take(&mut self, text: &str) -> bool {
        let number = counted(text);
        let goes_on = match self.next {
            Some(Next::Number(kind, due)) => number == Some((kind, due)),
            Some(Next::First) => matches!(number, Some((_, 1))),
            None => false,
        };
        if !goes_on && !is_note(text) {
            self.next = None;
            return false;
        }
        let words = behind_label(text).trim_start();
        self.next = match counted(words) {
            Some((kind, number)) => Some(Next::Number(kind, number + 1)),
            None => words.is_empty().then_some(Next::First),
        };
        true
    }
}

/// Takes the caption and the unit from the lines right above a table; which lines those were.
fn above_table(block: &mut Block, before: &[Block]) -> Range<usize> {
    let BlockKind::Table(table) = &mut block.kind else { return 0..0 };
    let end = before.len();
    let mut first = end;
    if table.unit.is_none()
        && let Some(line) = before.last().filter(|line| is_line(line) && says_unit(&line.text()))
    {
        table.unit = Some(line.text());
        first -= 1;
    }
    if table.caption.is_none()
        && let Some(line) = before[..first].last().filter(|line| is_line(line))
    {
        let words = line.words();
        let (name, behind) = split_unit(&words.text);
        let unit = behind.filter(|_| table.unit.is_none());
        let has_unit = table.unit.is_some() || unit.is_some();
        if is_caption(line, '表') || has_unit && names_a_table(name) {
            table.caption = Some(if unit.is_some() { words.slice(0..name.len()) } else { words.clone() });
            table.unit = unit.map(str::to_owned).or(table.unit.take());
            first -= 1;
        }
    }
    if let Some(line) = before[first..].first() {
        block.range.start = line.range.start;
    }
    first..end
}

/// A plain line of words. One that somebody said is plain, or with raised figures, stays what it is.
fn is_line(block: &Block) -> bool {
    block.kind == BlockKind::Paragraph(None)
        && !block.asked
        && block.runs.iter().all(|run| run.look.script.is_none())
}

/// A caption with what its line says behind it, 表1　收支（单位：万元）: the name and the unit as it is written.
pub fn split_unit(text: &str) -> (&str, Option<&str>) {
    for (at, _) in text.match_indices("单位") {
        let mut start = text[..at].strip_suffix("计量").map_or(at, str::len);
        let before = &text[..start];
        if let Some(open) = before.chars().next_back().filter(|c| matches!(c, '（' | '(')) {
            start -= open.len_utf8();
        } else if !before.ends_with(char::is_whitespace) {
            continue;
        }
        let (name, unit) = (text[..start].trim_end(), &text[start..]);
        if !name.is_empty() && says_unit(unit) {
            return (name, Some(unit));
        }
    }
    (text, None)
}

/// Whether a line says what a table's figures are in: 单位：亿元, perhaps in brackets; 单位：甲市财政局 is who fills
/// the table in.
pub fn says_unit(text: &str) -> bool {
    let text = text.strip_prefix(['（', '(']).and_then(|rest| rest.strip_suffix(['）', ')'])).unwrap_or(text);
    let unit = text.strip_prefix("计量").unwrap_or(text).strip_prefix("单位").map(str::trim_start);
    let Some(unit) = unit.and_then(|rest| rest.strip_prefix(['：', ':'])) else { return false };
    (1..=LONGEST_UNIT).contains(&unit.trim().chars().count())
        && !ends_as_who_fills_in(unit)
        && !unit.contains(['。', '；', '\u{3000}', '：', ':'])
}

/// A short line that says it is a table: 主要指标情况表. Only one with a unit is taken for a caption.
fn names_a_table(text: &str) -> bool {
    let name = text.find(['（', '(']).map_or(text, |at| &text[..at]);
    text.chars().count() <= LONGEST
        && name.trim_end().ends_with('表')
        && !text.contains(['。', '；', '，', '：'])
}

/// 表1　…, 附表2：…, 图1-2　….
fn is_caption(block: &Block, word: char) -> bool {
    let text = block.text();
    let rest = text.strip_prefix('附').unwrap_or(&text).strip_prefix(word);
    let Some(rest) = rest.filter(|_| is_line(block)) else { return false };
    let after =
        rest.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十-－".contains(c));
    after.len() < rest.len()
        && after.starts_with([' ', '\u{3000}', '：', ':', '.', '．'])
        && text.chars().count() <= LONGEST
        && !text.ends_with(['。', '；', '，', '：', '！', '？'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::body;

    #[test]
    fn a_line_of_a_tables_number_is_its_caption() {
        for (line, caption) in [
            ("表1　年末人口数及其构成", true),
            ("附表2：主要农产品产量", true),
            ("表一 收支情况", true),
            ("表1-2　收支情况", true),
            ("表彰名单", false),
            ("表1所列数据均为初步统计数", false),
            ("表2　见下。", false),
            ("现将情况列表如下：", false),
        ] {
            let blocks = body::read(&format!("{line}\n|甲|\n|---|\n|1|"));
            assert_eq!(blocks.len() == 1, caption, "{line}");
        }
    }

    #[test]
    fn a_unit_and_the_name_above_it_belong_to_the_table() {
        for (lines, caption, unit) in [
            ("表1　主要指标\n单位：亿元", Some("表1　主要指标"), Some("单位：亿元")),
            ("主要指标情况表\n（单位：万元、%）", Some("主要指标情况表"), Some("（单位：万元、%）")),
            ("有关情况如下：\n计量单位：人", None, Some("计量单位：人")),
            ("主要指标情况表", None, None),
            ("单位：甲市财政局", None, None),
            ("单位：万元　填表人：甲", None, None),
        ] {
            let blocks = body::read(&format!("{lines}\n|甲|\n|---|\n|1|"));
            let Some(BlockKind::Table(table)) = blocks.last().map(|block| &block.kind) else {
                panic!("{lines}")
            };
            assert_eq!(
                (table.caption.as_ref().map(|caption| caption.text.as_str()), table.unit.as_deref()),
                (caption, unit),
                "{lines}"
            );
        }
    }

    #[test]
    fn a_unit_behind_the_caption_stands_at_the_tables_right() {
        for (line, caption, unit) in [
            ("表1　小型水库（单位：万立方米）", Some("表1　小型水库"), Some("（单位：万立方米）")),
            ("表2　收支　　　　单位：万元", Some("表2　收支"), Some("单位：万元")),
            ("表3 收支 计量单位：万元", Some("表3 收支"), Some("计量单位：万元")),
            ("收支情况表（单位：万元）", Some("收支情况表"), Some("（单位：万元）")),
            ("表4　牵头单位：甲市财政局", Some("表4　牵头单位：甲市财政局"), None),
            ("表5　收支（试行）", Some("表5　收支（试行）"), None),
            ("收支如下（单位：万元）", None, None),
        ] {
            let blocks = body::read(&format!("{line}\n|甲|\n|---|\n|1|"));
            let Some(BlockKind::Table(table)) = blocks.last().map(|block| &block.kind) else {
                panic!("{line}")
            };
            assert_eq!(
                (table.caption.as_ref().map(|caption| caption.text.as_str()), table.unit.as_deref()),
                (caption, unit),
                "{line}"
            );
        }
    }

    #[test]
    fn a_line_of_a_pictures_number_is_its_caption() {
        for (text, count, caption) in [
            ("![](a.png)\n图1　位置", 1, "图1　位置"),
            ("![](a.png)\n图示位置", 2, ""),
            ("![位置](a.png)\n图1　位置", 2, "位置"),
            ("![](a.png)\n\\图1　位置", 2, ""),
        ] {
            let blocks = body::read(text);
            let BlockKind::Picture(picture) = &blocks[0].kind else { panic!("{text}") };
            assert_eq!((blocks.len(), picture.caption.text.as_str()), (count, caption), "{text}");
        }
    }

    #[test]
    fn notes_right_under_a_table_are_its_own() {
        let table = "|甲|\n|---|\n|1|\n";
        for (below, notes, rest) in [
            ("注：甲为乙。\n资料来源：甲市统计局。\n文。", vec!["注：甲为乙。", "资料来源：甲市统计局。"], 1),
            (
                "注：1.甲。\n2.乙。\n3.丙\n资料来源：丁。\n文。",
                vec!["注：1.甲。", "2.乙。", "3.丙", "资料来源：丁。"],
                1,
            ),
            ("注：\n（1）甲。\n（2）乙。\n1.文。", vec!["注：", "（1）甲。", "（2）乙。"], 1),
            ("注1：甲。\n注2：乙。\n文。", vec!["注1：甲。", "注2：乙。"], 1),
            ("注：①甲。\n②乙。\n④文。", vec!["注：①甲。", "②乙。"], 1),
            ("注：甲。\n2.文。", vec!["注：甲。"], 1),
            ("注：1.甲。\n3.文。", vec!["注：1.甲。"], 1),
            ("文。\n注：甲。", vec![], 2),
            ("\\注：甲。", vec![], 1),
            ("注意安全。", vec![], 1),
            ("填表人：甲", vec![], 1),
        ] {
            for blocks in [
                body::read(&format!("{table}{below}")),
                crate::markdown::read(&format!("{table}\n{}", below.replace('\n', "\n\n"))).0,
            ] {
                let BlockKind::Table(table) = &blocks[0].kind else { panic!("{below}") };
                let found: Vec<&str> = table.notes.iter().map(|note| note.text.as_str()).collect();
                assert_eq!((found, blocks.len() - 1), (notes.clone(), rest), "{below}");
            }
        }
    }

    #[test]
    fn a_line_kept_plain_is_no_caption() {
        assert_eq!(body::read("\\表1　收支\n|甲|\n|---|\n|1|").len(), 2);
    }
}
