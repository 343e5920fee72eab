//! Clause 9 and what it names: where lines begin and end (GB/T 15834 5.1), numbers in one piece (GB/T 15835).

use super::sheet::continued;
use super::{Line, Part, Sheets, TEXTS, Taken, is_text, must};

/// Elements whose text runs over lines.
const RUNNING: [Part; 14] = [
    Part::Recipients,
    Part::Body,
    Part::AttachmentList,
    Part::Attendance,
    Part::Note,
    Part::Postscript,
    Part::Issued,
    Part::Attachment,
    Part::MovedRecipients,
    Part::Cc,
    Part::PartRecipients,
    Part::PartAttachmentList,
    Part::PartNote,
    Part::PartPostscript,
];
/// Marks that no line begins with: those that end something, joining marks, 分隔号, what belongs to a number.
const NOT_FIRST: &str = "，。、；：？！）》〉】〕］”’—～·/／%‰％℃";
/// Marks that no line ends with: those that begin something, 分隔号, signs of money.
const NOT_LAST: &str = "（《〈【〔［“‘/／￥¥＄";
/// A longer word of Latin is an address, and may be parted at its marks.
const LONG_WORD: usize = 16;

pub(super) fn check(sheets: &mut Sheets<'_>) {
    let pairs: Vec<[Line; 2]> = RUNNING.iter().flat_map(|part| pairs(sheets, *part)).collect();
    let row = |wrong: &dyn Fn(&str, &str) -> Option<String>, at: usize| {
        let taken = |pair: &[Line; 2]| {
            let [before, after] = [pair[0].text(), pair[1].text()];
            let (before, after) = (before.trim(), after.trim());
            let wrong = wrong(before, after).filter(|_| !in_address(before, after));
            Taken::at(wrong.unwrap_or_else(|| "合规".to_owned()), &pair[at])
        };
        pairs.iter().map(taken).collect::<Vec<_>>()
    };
    let first = row(&|_, after| first_wrong(after), 1);
    let last = row(&|before, _| last_wrong(before), 0);
    let torn = row(&torn, 0);
    sheets.words(
        must("9", "行首标点（GB/T 15834 5.1）", "first characters of lines (GB/T 15834 5.1)"),
        &["合规"],
        first,
    );
    sheets.words(
        must("9", "行末标点（GB/T 15834 5.1）", "last characters of lines (GB/T 15834 5.1)"),
        &["合规"],
        last,
    );
    sheets.words(must("9", "数字不拆行（GB/T 15835）", "numbers in one piece (GB/T 15835)"), &["合规"], torn);
}

/// Lines of a paragraph that follow each other.
fn pairs(sheets: &Sheets<'_>, part: Part) -> Vec<[Line; 2]> {
    let lines = sheets.all(part);
    // Cells of tables are no lines; they are of smaller type.
    let in_body = TEXTS.contains(&part);
    let follows = |pair: &[Line]| {
        let goes_on = if in_body { continued(pair) } else { pair[0].part() == pair[1].part() };
        goes_on && (!in_body || is_text(&pair[0]) && is_text(&pair[1]))
    };
    lines.windows(2).filter(|pair| follows(pair)).map(|pair| [pair[0].clone(), pair[1].clone()]).collect()
}

fn first_wrong(after: &str) -> Option<String> {
    let first = after.chars().next()?;
    // 破折号 is one mark of two characters.
    let dash = after.starts_with("——");
    (NOT_FIRST.contains(first) && !dash).then(|| first.to_string())
}

fn last_wrong(before: &str) -> Option<String> {
    let last = before.chars().next_back()?;
    NOT_LAST.contains(last).then(|| last.to_string())
}

fn torn(before: &str, after: &str) -> Option<String> {
    let ends =
        before.ends_with(|c: char| c.is_ascii_digit()) && after.starts_with(|c: char| c.is_ascii_digit());
    let figures = |c: char| c.is_ascii_digit() || c == '.' || c == ',';
    let end = before.rfind(|c: char| !figures(c)).map_or(before, |at| &before[at..]);
    let start = after.find(|c: char| !figures(c)).map_or(after, |at| &after[..at]);
    ends.then(|| format!("{}｜{start}", end.trim_start_matches(|c: char| !figures(c))))
}

fn in_address(before: &str, after: &str) -> bool {
    let graphic = |c: char| !c.is_ascii_graphic();
    let end = before.rfind(graphic).map_or(before, |at| before[at..].trim_start_matches(graphic));
    let start = after.find(graphic).map_or(after, |at| &after[..at]);
    !end.is_empty() && !start.is_empty() && end.len() + start.len() > LONG_WORD
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_at_a_line_s_ends() {
        assert_eq!(first_wrong("—2026年"), Some("—".to_owned()));
        assert_eq!(first_wrong("——甲"), None);
        assert_eq!(first_wrong("，甲"), Some("，".to_owned()));
        assert_eq!(last_wrong("甲（"), Some("（".to_owned()));
        assert_eq!(last_wrong("甲，"), None);
        assert_eq!(torn("共10", "000元"), Some("10｜000".to_owned()));
        assert_eq!(torn("共10", "元"), None);
        assert!(in_address("见https://www.gov.cn/", "2024/a.html"));
        assert!(!in_address("共10", "000元"));
    }
}
