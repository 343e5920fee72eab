//! 附言: rows without brackets under the sign-off of plain paper, where a red-headed document has its note.

use super::claims::{Claims, Element, Slot};
use super::doubt::Doubt;
use super::lines::squeezed;
use super::{forms, signed};

/// So many rows at most: more are a text of their own.
const MOST: usize = 8;

/// What begins a row that waits for a hand, or says that one signed.
const SIGNED: [&str; 16] = [
    "当事人",
    "受送达人",
    "送达人",
    "收件人",
    "签收人",
    "领取人",
    "被告知人",
    "被询问人",
    "申请人",
    "代收人",
    "见证人",
    "执法人员",
    "经办人",
    "签收",
    "送达",
    "接收人",
];

/// Claims them where all lines there are such rows; else they stay what they are.
pub(super) fn recognise(claims: &mut Claims) {
    let date = claims.of(Slot::Value(Element::Date)).last().map(|(line, _)| *line);
    let organ = claims.of(Slot::Value(Element::Issuers)).last().map(|(line, _)| *line);
    let Some(signed) = date.zip(organ).map(|(date, organ)| date.max(organ)) else { return };
    if forms::is_plain(claims) != Some(true) {
        return;
    }
    let mut rows: Vec<usize> = Vec::new();
    for line in signed + 1..claims.len() {
        // The note stands first, in its brackets.
        let enclosed = claims.text(line).starts_with(['（', '(']);
        match (is_note(claims, line), claims.is_free(line)) {
            (true, _) if enclosed && rows.is_empty() => {}
            (true, _) | (_, true) => rows.push(line),
            _ => break,
        }
    }
    let known = |line: &usize| {
        let text = claims.text(*line);
        claims.line(*line).notes.is_empty() && !claims.line(*line).has_script() && is_row(&text)
    };
    if rows.is_empty() || rows.len() > MOST || !rows.iter().all(known) {
        return;
    }
    // Who can be reached may be of the page that the paper was copied from.
    let doubtful = claims.doubts.contains(&(Some(Element::Note), Doubt::NoteByPlace));
    let moved = rows.iter().any(|line| is_note(claims, *line));
    rows.iter().for_each(|line| claims.claim(*line, Slot::Value(Element::Postscript)));
    if doubtful && moved {
        let usual = |(_, note): &(usize, &str)| {
            let note = note.trim_start_matches(['（', '(']);
            signed::NOTES.iter().any(|start| note.starts_with(start)) || note.contains("电话")
        };
        if claims.of(Slot::Value(Element::Note)).iter().all(usual) {
            claims.doubts.retain(|(_, doubt)| *doubt != Doubt::NoteByPlace);
        }
        claims.doubt(Element::Postscript, Doubt::RowsByPlace);
    }
}

fn is_note(claims: &Claims, line: usize) -> bool {
    matches!(claims.parts(line), [(Slot::Value(Element::Note), _)])
}

/// 联系人：张三, 本告知书一式两份……, 当事人（签名）：＿＿＿.
fn is_row(text: &str) -> bool {
    signed::is_contact(text) || is_count(text) || is_for_a_hand(text)
}

/// 本告知书一式两份，一份送达，一份存档。
fn is_count(text: &str) -> bool {
    let said = squeezed(text);
    let paper = said.strip_prefix('本').or_else(|| said.strip_prefix("此"));
    let Some((paper, copies)) = paper.and_then(|rest| rest.split_once("一式")) else { return false };
    let count = copies.split_once('份').map(|(count, _)| count);
    (1..=10).contains(&paper.chars().count())
        && count.is_some_and(|count| (1..=3).contains(&count.chars().count()) && count.chars().all(is_figure))
}

fn is_figure(c: char) -> bool {
    c.is_ascii_digit() || "一二两三四五六七八九十_×＿".contains(c)
}

/// 当事人（签名）：, 送达人：　　　见证人：.
fn is_for_a_hand(text: &str) -> bool {
    let Some((label, _)) = text.split_once(['：', ':']) else { return false };
    let label = squeezed(label);
    let name = label.split(['（', '(']).next().unwrap_or_default();
    let name = name.trim_end_matches("签名").trim_end_matches("签字").trim_end_matches("签章");
    SIGNED.contains(&name)
}
