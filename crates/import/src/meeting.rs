//! What minutes say of their meeting over and under the text: when, where, who presided, who wrote.

use super::claims::{Claims, Element, Slot};
use super::lines::squeezed;
use super::patterns as p;

/// What stands before what a meeting was, over the text.
const FRAME: [&str; 14] = [
    "时间",
    "会议时间",
    "召开时间",
    "日期",
    "会议日期",
    "地点",
    "会议地点",
    "召开地点",
    "主持",
    "主持人",
    "会议主持",
    "会议主持人",
    "召集人",
    "会议主题",
];

/// The label of a line, without blanks.
fn label(text: &str) -> Option<String> {
    text.split_once(['：', ':']).map(|(label, _)| squeezed(label)).filter(|label| label.chars().count() <= 6)
}

/// Whether a line says when, where or by whom a meeting was held.
pub(super) fn is_said(text: &str) -> bool {
    label(text).is_some_and(|label| {
        FRAME.contains(&label.as_str()) || ["记录", "整理", "记录人"].contains(&label.as_str())
    })
}

/// Claims what no key takes of minutes with a mark: the program sets who was there, and no more.
pub(super) fn frame(claims: &mut Claims, from: usize) {
    let end = (from..claims.len()).find(|&line| {
        claims.is_free(line) && (p::is_running(&claims.text(line)) || p::opens_numbered(&claims.text(line)))
    });
    for line in claims.free(from..end.unwrap_or(claims.len())) {
        let text = claims.text(line);
        // 议题及决定： over the first of them.
        let opens = text.ends_with(['：', ':']) && !super::recognise::is_attendance(&text);
        let said = label(&text).is_some_and(|label| opens || FRAME.contains(&label.as_str()));
        if said && !presides_or_records(claims, line) {
            claims.claim(line, Slot::Loose);
        }
    }
}

/// 主持：甲, 会议记录：乙: a row of those who met; claims it.
pub(super) fn presides_or_records(claims: &mut Claims, line: usize) -> bool {
    const LABELS: [&str; 14] = [
        "主持",
        "主持人",
        "会议主持",
        "会议主持人",
        "召集人",
        "记录",
        "记录人",
        "会议记录",
        "会议记录人",
        "记录整理",
        "整理",
        "整理人",
        "速记",
        "缺席",
    ];
    let text = claims.text(line);
    let Some(at) = text.find(['：', ':']) else { return false };
    let end = at + text[at..].chars().next().map_or(0, char::len_utf8);
    let (label, names) = text.split_at(end);
    // What a page's rows were taken to end with may be the last of the minutes' own.
    let free = matches!(claims.parts(line), [] | [(Slot::Loose | Slot::NoElement, _)]);
    if !LABELS.contains(&squeezed(&text[..at]).as_str()) || names.trim().is_empty() || !free {
        return false;
    }
    claims.split(
        line,
        &[(Slot::Beside(Element::Attendance), label), (Slot::Value(Element::Attendance), names)],
    );
    true
}
