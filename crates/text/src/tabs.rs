//! Lines of a form, whose parts tabs part: 单位（盖章）：⇥填报时间：; names in columns, 李红⇥王小明⇥欧阳明（女）; and names with
//! their posts behind a label, 组长：⇥李红⇥局长.

use super::body::{Block, BlockKind, Face, Run};
use super::marked::Marked;
use super::organs::ends_as_organ_among_names;
use super::people::{are_people, begins_as_name, is_name, is_post};
use super::placed;
use super::table::{is_close, is_lead};

/// The most parts of a line.
pub const MOST_PARTS: usize = 4;
/// What parts of a line, and names of a list, stand between.
pub const BETWEEN: char = '\t';
/// Blanks beside a table that part what stands on a line, in half cells.
const WIDE_BLANK: usize = 8;
/// The most lines under a table that go with it.
const MOST_CLOSING: usize = 3;

/// Of fewer `_` no rule is made.
const SHORTEST_RULE: usize = 3;

/// Where a line of a form stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beside {
    /// Between paragraphs.
    Nothing,
    /// Right above a table.
    Above,
    /// Right under one.
    Below,
}

/// The parts of a text, each without blanks at its ends.
pub fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split(BETWEEN).map(str::trim).filter(|part| !part.is_empty())
}

/// The parts of a block's runs.
pub fn parts_of(block: &Block) -> Vec<Vec<Run>> {
    let mut all: Vec<Vec<Run>> = vec![Vec::new()];
    for run in &block.runs {
        for (at, text) in run.text.split(BETWEEN).enumerate() {
            if at > 0 {
                all.push(Vec::new());
            }
            let own = Run { text: text.to_owned(), ..run.clone() };
            if let Some(last) = all.last_mut().filter(|_| !own.is_empty()) {
                last.push(own);
            }
        }
    }
    all.retain(|part| part.iter().any(|run| run.note.is_some() || !run.text.trim().is_empty()));
    all
}

/// What a line with tabs is, when it is no more than words: a line of a form, or names.
pub(super) fn kind(line: &Marked) -> Option<BlockKind> {
    let text = line.text.as_str();
    if is_rule(text) {
        return Some(BlockKind::Line(Beside::Nothing));
    }
    if !text.contains(BETWEEN) || text.starts_with(['\\', '#', '|']) || placed::sign(text).is_some() {
        return None;
    }
    let count = parts(text).count();
    // 甲局⇥乙局⇥丙局 are no people.
    let organs = parts(text).all(ends_as_organ_among_names);
    if count > 2 && !organs && parts(text).all(is_name) && are_people(&parts(text).collect::<Vec<_>>()) {
        return Some(BlockKind::Names(None));
    }
    let sentence = text.ends_with(['。', '；', '！', '？']);
    if is_roster(&parts(text).collect::<Vec<_>>()) && !sentence {
        return Some(BlockKind::Roster(None));
    }
    let fits = (2..=MOST_PARTS).contains(&count) && !sentence && !is_item(text);
    fits.then_some(BlockKind::Line(Beside::Nothing))
}

/// `____`: a rule to write on, as long as there is room.
fn is_rule(text: &str) -> bool {
    text.len() >= SHORTEST_RULE && text.bytes().all(|b| b == b'_')
}

/// A label's longest words: 办公室主任.
const LONGEST_LABEL: usize = 6;

/// 组长：⇥李红⇥局长, 成员：⇥周强⇥罗燕, 副组长：王敏⇥副局长.
fn is_roster(parts: &[&str]) -> bool {
    let Some((label, name)) = parts.first().and_then(|first| first.split_once(['：', ':'])) else {
        return false;
    };
    let label = label.chars().filter(|c| !c.is_whitespace());
    let named: Vec<&str> =
        [name.trim()].into_iter().filter(|name| !name.is_empty()).chain(parts[1..].iter().copied()).collect();
    (2..=LONGEST_LABEL).contains(&label.count()) && (has_post(&named) || named.len() > 1 && are_names(&named))
}

fn are_names(parts: &[&str]) -> bool {
    parts.iter().all(|part| is_name(part)) && are_people(parts)
}

/// 李红⇥局长.
fn has_post(parts: &[&str]) -> bool {
    matches!(parts, [name, post] if is_name(name) && begins_as_name(name) && is_post(post))
}

/// Whether a line is names and nothing else, as body text reads it.
pub fn is_names(line: &str) -> bool {
    matches!(kind(&Marked::from(line)), Some(BlockKind::Names(_)))
}

/// Whether a line is one of a form, or begins a list of names behind a label, as body text reads it.
pub fn is_line(line: &str) -> bool {
    matches!(kind(&Marked::from(line)), Some(BlockKind::Line(_) | BlockKind::Roster(_)))
}

/// An item whose number a tab parts from its words: 1)⇥…, 一、⇥…, •⇥….
pub fn is_item(text: &str) -> bool {
    let mut cells = text.split(BETWEEN).filter(|cell| !cell.trim().is_empty());
    let (first, words, more) = (cells.next().map(str::trim), cells.next(), cells.next());
    let Some((first, words)) = first.zip(words).filter(|_| more.is_none()) else { return false };
    let bullet = first.chars().count() == 1 && first.starts_with(is_sign);
    let inner = first.trim_matches(['（', '(', '）', ')', '、', '.', '．']);
    let circled = |c: char| ('①'..='⑳').contains(&c);
    let digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let counted = |c: char| digit(c) || "一二三四五六七八九十".contains(c) || circled(c);
    let marked = inner.len() < first.len() || inner.starts_with(circled);
    let number = marked && !inner.is_empty() && inner.chars().count() <= 3 && inner.chars().all(counted);
    (bullet || number) && words.trim().chars().any(char::is_alphabetic)
}

fn is_sign(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{21FF}' | '\u{25A0}'..='\u{27BF}' | '\u{2900}'..='\u{2BFF}' | '\u{1F000}'..='\u{1FAFF}')
        || "•·-–".contains(c)
}

/// Lines that stand beside tables, and names one under the other.
pub(super) fn settle(blocks: &mut Vec<Block>) {
    beside_tables(blocks);
    // A list's last row may have one name or two.
    let mut at = 1;
    while at < blocks.len() {
        let goes_on = blocks[at - 1].kind == BlockKind::Names(None)
            && !blocks[at].asked
            && match blocks[at].kind {
                BlockKind::Names(None) => true,
                BlockKind::Line(Beside::Nothing) => parts(&blocks[at].text()).all(is_name),
                _ => false,
            };
        let goes_on = goes_on
            || blocks[at - 1].kind == BlockKind::Roster(None)
                && goes_on_behind_label(&blocks[at - 1], &blocks[at]);
        if goes_on && !blocks[at - 1].asked {
            let block = blocks.remove(at);
            let last = &mut blocks[at - 1];
            last.runs.push(Run::new(BETWEEN, Face::Fangsong));
            last.runs.extend(block.runs);
            last.range.end = block.range.end;
        } else {
            at += 1;
        }
    }
}

/// ⇥陈立⇥副局长 under 副组长：⇥王敏⇥副局长, ⇥段云⇥张洁 under 成员：⇥周强⇥罗燕.
fn goes_on_behind_label(above: &Block, block: &Block) -> bool {
    let (above, text) = (above.text(), block.text());
    let named: Vec<&str> = parts(&text).collect();
    let posts = parts(&above).skip(1).any(|part| is_post(part) || !is_name(part));
    match block.kind {
        BlockKind::Line(Beside::Nothing) => {
            posts && has_post(&named) || !posts && named.iter().all(|part| is_name(part))
        }
        BlockKind::Names(None) => !posts,
        _ => false,
    }
}

fn beside_tables(blocks: &mut [Block]) {
    for at in 0..blocks.len() {
        if !matches!(blocks[at].kind, BlockKind::Table(_)) {
            continue;
        }
        let cut = |block: &Block| block.text().trim_start().starts_with("---");
        let may = |block: &Block| {
            block.kind == BlockKind::Line(Beside::Nothing) && !cut(block) || parted(block).is_some()
        };
        let above = blocks[..at].iter().rev().take_while(|block| may(block) || is_lead(block)).count();
        blocks[at - above..at].iter_mut().for_each(|block| set_beside(block, Beside::Above));
        let rest = &blocks[at + 1..];
        let below = rest
            .iter()
            .take(MOST_CLOSING)
            .take_while(|block| (may(block) || is_close(block)) && !is_lead(block));
        let below = below.count();
        blocks[at + 1..at + 1 + below].iter_mut().for_each(|block| set_beside(block, Beside::Below));
    }
}

fn set_beside(block: &mut Block, beside: Beside) {
    if let Some(runs) = parted(block) {
        block.runs = runs;
    }
    block.kind = BlockKind::Line(beside);
}

/// A line's runs with a tab in place of each run of blanks before a label, 填表人：　　　　审核人：.
fn parted(block: &Block) -> Option<Vec<Run>> {
    if block.kind != BlockKind::Paragraph(None) || block.asked || block.text().ends_with(['。', '；']) {
        return None;
    }
    let mut count = 0;
    let mut runs = block.runs.clone();
    for run in &mut runs {
        let mut made = String::new();
        let mut rest = run.text.as_str();
        while let Some(start) = rest.find(is_blank) {
            let length = rest[start..].find(|c| !is_blank(c)).unwrap_or(rest.len() - start);
            let (blank, after) = rest[start..].split_at(length);
            let cells: usize = blank.chars().map(|c| if c == '\u{3000}' { 2 } else { 1 }).sum();
            made.push_str(&rest[..start]);
            let label = after.split(is_blank).next().is_some_and(|word| word.contains(['：', ':']));
            if cells >= WIDE_BLANK && label {
                made.push(BETWEEN);
                count += 1;
            } else {
                made.push_str(blank);
            }
            rest = after;
        }
        made.push_str(rest);
        run.text = made;
    }
    (1..MOST_PARTS).contains(&count).then_some(runs)
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\u{3000}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{body, markdown};

    fn said(blocks: &[Block]) -> Vec<String> {
        let kind = |block: &Block| match &block.kind {
            BlockKind::Line(beside) => format!("{beside:?}"),
            BlockKind::Names(_) => "Names".to_owned(),
            BlockKind::Roster(_) => "Roster".to_owned(),
            BlockKind::Table(_) => "Table".to_owned(),
            _ => "-".to_owned(),
        };
        let words = |block: &Block| block.text().split('\t').collect::<Vec<_>>().join("|");
        blocks.iter().map(|block| format!("{} {}", kind(block), words(block))).collect()
    }

    #[test]
    fn tabs_part_a_line() {
        for (line, wanted) in [
            ("单位（盖章）：\t填报时间：", "Nothing 单位（盖章）：|填报时间："),
            ("甲\t\t乙\t丙", "Nothing 甲||乙|丙"),
            ("1)\t甲事项", "- 1)|甲事项"),
            ("一、\t甲事项", "- 一、|甲事项"),
            ("甲\t乙做好工作。", "- 甲|乙做好工作。"),
            ("甲：\t乙：\t丙：\t丁：\t戊：", "- 甲：|乙：|丙：|丁：|戊："),
            ("甲局\t乙局\t丙丙局", "Nothing 甲局|乙局|丙丙局"),
            ("李红\t王小明\t欧阳明（女）", "Names 李红|王小明|欧阳明（女）"),
            ("上午\t下午\t晚上", "Nothing 上午|下午|晚上"),
            ("姓名\t性别\t年龄", "Nothing 姓名|性别|年龄"),
            ("单位\t金额\t时间", "Nothing 单位|金额|时间"),
            ("李红\t佘明\t王小明", "Names 李红|佘明|王小明"),
            ("\\李红\t王小明\t欧阳明", "- 李红|王小明|欧阳明"),
        ] {
            assert_eq!(said(&body::read(line))[0], wanted, "{line}");
            let (blocks, _) = markdown::read(line);
            assert!(
                said(&blocks)[0].starts_with(wanted.split(' ').next().unwrap()),
                "{line} in Markdown: {blocks:?}"
            );
        }
        let (blocks, _) = markdown::read("李红\t王小明\t欧阳明\n张三\t李四");
        assert_eq!(said(&blocks), ["Names 李红|王小明|欧阳明|张三|李四"]);
        assert_eq!(
            said(&body::read("李红\t王小明\t欧阳明\n张三\t李四")),
            ["Names 李红|王小明|欧阳明|张三|李四"]
        );
    }

    #[test]
    fn lines_beside_a_table_belong_to_it() {
        let table = "|甲|\n|---|\n|1|";
        let text = format!(
            "文。\n填报单位：甲局　　　　填报时间：\n{table}\n填表人：张三        审核人：李四\n文。"
        );
        assert_eq!(
            said(&body::read(&text))[1..4],
            ["Above 填报单位：甲局|填报时间：", "Table ", "Below 填表人：张三|审核人：李四"]
        );
        let text = format!("{table}\n填表人：张三\n填报单位：甲局\n{table}");
        let kinds = said(&body::read(&text));
        assert_eq!((kinds[1].as_str(), kinds[2].as_str()), ("Below 填表人：张三", "Above 填报单位：甲局"));
        assert_eq!(
            said(&body::read("填表人：张三        审核人：李四"))[0],
            "- 填表人：张三        审核人：李四"
        );
    }

    #[test]
    fn names_behind_a_label_are_one_list() {
        let of = |text: &str| said(&body::read(text));
        for (text, wanted) in [
            ("组长：\t李红\t县水利局局长", "组长：|李红|县水利局局长"),
            ("副组长：王敏\t副局长\n\t陈立\t副局长（兼）", "副组长：王敏|副局长|陈立|副局长（兼）"),
            ("成　员：\t周强\t罗燕\n\t段云\t和志强\t张洁", "成　员：|周强|罗燕|段云|和志强|张洁"),
        ] {
            assert_eq!(of(text), [format!("Roster {wanted}")], "{text}");
        }
        for text in ["单位：\t时间：", "联系人：\t王敏\t电话：1", "主持人：\t李红", "甲方：\t乙方："]
        {
            assert!(of(text)[0].starts_with("Nothing"), "{text}");
        }
        let two = of("组长：\t李红\t局长\n成员：\t周强\t罗燕");
        assert_eq!(two, ["Roster 组长：|李红|局长", "Roster 成员：|周强|罗燕"]);
    }
}
