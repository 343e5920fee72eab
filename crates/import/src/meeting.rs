//! What minutes say of their meeting over and under the text: when, where, who presided, who wrote.

use super::claims::{Claims, Slot};
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
        if label(&text).is_some_and(|label| opens || FRAME.contains(&label.as_str())) {
            claims.claim(line, Slot::Loose);
        }
    }
}
