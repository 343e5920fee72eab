//! The colophon at the end: 抄送, 印发, 共印N份; and the name of the PDF that a site puts there.

use super::claims::{Claims, Element, Slot};
use super::doubt::Doubt;
use super::lines::squeezed;
use super::patterns as p;
use super::signed;
use super::signoff;

/// A file's name that says number and title: 龙科〔2024〕2号……报告.pdf.
#[derive(Debug, Clone)]
pub(super) struct FileName {
    pub line: usize,
    pub number: String,
    pub title: String,
    pub ending: String,
}

/// So many lines at the end may hold the file's name.
const FILE_NAME_WITHIN: usize = 6;

/// A title has so many characters at least.
const SHORTEST_TITLE: usize = 6;

/// The last line that names the document's own file.
pub(super) fn file_name(claims: &Claims) -> Option<FileName> {
    let from = claims.len().saturating_sub(FILE_NAME_WITHIN);
    claims.free(from..claims.len()).into_iter().rev().find_map(|line| {
        let text = claims.text(line);
        if p::attachment_label(&text).is_some() || p::item_number(&text).is_some() {
            return None;
        }
        let stem = p::file_stem(&text)?;
        let number = number_before(stem);
        let title = stem[number..].trim();
        let long = title.chars().count() >= SHORTEST_TITLE;
        // 答复, 方案 are titles where the name says more than its kind.
        let other = p::ends_as_other(title) && (number > 0 || title.contains("关于"));
        ((p::ends_as_title(title) || other) && long).then(|| FileName {
            line,
            number: stem[..number].to_owned(),
            title: title.to_owned(),
            ending: text[stem.len()..].to_owned(),
        })
    })
}

/// How many bytes of a file's name are the document's number.
fn number_before(stem: &str) -> usize {
    let plain = || stem.find('号').map(|at| at + '号'.len_utf8()).filter(|end| p::is_number(&stem[..*end]));
    p::number_length(stem).or_else(plain).unwrap_or(0)
}

/// The colophon's lines have forms that no other line has; they are sought from the end.
pub(super) fn recognise(claims: &mut Claims) {
    // 校对：张三　共印60份 was taken for a page's row.
    let row = |line: &usize| matches!(claims.parts(*line), [] | [(Slot::NoElement, _)]);
    let lines: Vec<usize> = (0..claims.len()).filter(row).collect();
    for line in lines.into_iter().rev() {
        let text = claims.text(line);
        copies(claims, line, &text);
        reprinted(claims, line, &text);
        printed(claims, line, &text);
    }
    apart(claims);
    // What is sent on is sent on, by whatever word.
    for label in [
        "抄送", "抄报", "分送", "发送", "抄发", "印送", "分发", "发至", "呈报", "报送", "呈送", "发", "送",
        "报",
    ] {
        if !claims.has(Slot::Value(Element::Cc)) {
            list(claims, label, Element::Cc);
        }
    }
    again(claims);
    list(claims, "主送", Element::Recipients);
}

/// A second list under the same word is one of those it is sent on to, too.
fn again(claims: &mut Claims) {
    let Some(first) = claims.of(Slot::Value(Element::Cc)).first().map(|(line, _)| *line) else { return };
    let near = claims.free(first.saturating_sub(NEAR)..claims.len().min(first + NEAR));
    for line in near {
        let text = claims.text(line);
        let label = ["抄送", "抄报", "分送", "抄发"].iter().find_map(|label| label_end(&text, label));
        if let Some(label) = label.filter(|_| claims.is_free(line)) {
            list_from(claims, line, label, Element::Cc);
        }
    }
}

/// What stands before 共印60份 at a row's end, and the parts of that.
fn copies_at_end(text: &str) -> Option<(&str, [&str; 3])> {
    let at = text.rfind("共印")?;
    let number = text[at + "共印".len()..].trim_start();
    let from = text.len() - number.len();
    let digits = number.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &number[digits..];
    let plain = (1..=7).contains(&digits) && !number.starts_with('0');
    let before = text[..at].trim_end().trim_end_matches(['（', '(']);
    (plain && ["份", "份）", "份)"].contains(&rest.trim()))
        .then(|| (before, [&text[before.len()..from], &number[..digits], rest]))
}

/// The parts of a row's end as they are claimed.
fn copies_parts([label, number, rest]: [&str; 3]) -> [(Slot, &str); 3] {
    let beside = Slot::Beside(Element::Copies);
    [(beside, label), (Slot::Value(Element::Copies), number), (beside, rest)]
}

/// 共印60份, （共印60份）, 印数：60; behind 打字：李四　校对：赵六, too.
fn copies(claims: &mut Claims, line: usize, text: &str) {
    if claims.has(Slot::Value(Element::Copies)) {
        return;
    }
    if let Some((before, parts)) = copies_at_end(text).filter(|(before, _)| {
        let label = before.split(['：', ':']).next().map(squeezed).unwrap_or_default();
        ["打字", "校对", "录入", "打印", "拟稿", "核稿"].contains(&label.as_str())
    }) {
        let parts: Vec<(Slot, &str)> =
            std::iter::once((Slot::NoElement, before)).chain(copies_parts(parts)).collect();
        claims.split(line, &parts);
        return;
    }
    if !claims.is_free(line) {
        return;
    }
    let bare = text.trim_matches(['（', '）', '(', ')']);
    let Some(rest) = bare.strip_prefix("共印").or_else(|| bare.strip_prefix("印数：")) else { return };
    let number = rest.trim().trim_end_matches('份').trim();
    let plain = !number.starts_with('0') && number.bytes().all(|b| b.is_ascii_digit());
    let Some(at) = text.find(number).filter(|_| plain && (1..=7).contains(&number.len())) else { return };
    let beside = Slot::Beside(Element::Copies);
    let (before, after) = (&text[..at], &text[at + number.len()..]);
    claims.split(line, &[(beside, before), (Slot::Value(Element::Copies), number), (beside, after)]);
}

/// 某局办公室　2024年3月1日翻印: who printed it once more.
fn reprinted(claims: &mut Claims, line: usize, text: &str) {
    let Some(row) = text.strip_suffix("翻印") else { return };
    if !claims.is_free(line) || claims.has(Slot::Value(Element::ReprintDate)) {
        return;
    }
    let Some((organ, date, true)) = print_date(row) else { return };
    if p::is_organ(organ.trim()) {
        let word = Slot::Beside(Element::ReprintDate);
        let parts = [
            (Slot::Value(Element::Reprinter), organ),
            (Slot::Value(Element::ReprintDate), date),
            (word, &text[row.len()..]),
        ];
        claims.split(line, &parts);
    }
}

/// ××办公室　2024年1月31日印发, or the organ on the line above.
fn printed(claims: &mut Claims, line: usize, text: &str) {
    if !claims.is_free(line) || claims.has(Slot::Value(Element::PrintDate)) {
        return;
    }
    let copies = copies_at_end(text).filter(|_| !claims.has(Slot::Value(Element::Copies)));
    let text = copies.map_or(text, |(before, _)| before.trim_end());
    let Some(word) = ["印发", "印制", "印"].into_iter().find(|word| text.ends_with(word)) else {
        return;
    };
    let row = &text[..text.len() - word.len()];
    let Some((before, date, given)) = print_date(row) else { return undated(claims, line, text, row) };
    // A list that ends with 。 on the same row: 分送：…。　某局办公室　2024年1月31日印发.
    let (listed, printer) = match before.rfind('。') {
        Some(at) if labelled_any(before) => before.split_at(at + '。'.len_utf8()),
        _ => ("", before),
    };
    if !printer.trim().is_empty() && !p::is_name(&squeezed(printer)) {
        return;
    }
    let mut parts = Vec::new();
    if let Some(at) = listed.find(['：', ':']) {
        let (label, names) = listed.split_at(at + listed[at..].chars().next().map_or(0, char::len_utf8));
        parts.extend([(Slot::Beside(Element::Cc), label), (Slot::Value(Element::Cc), names)]);
    }
    let printed = !given && crate::document::Date::parse_open(date).is_some();
    let day =
        if given || printed { Slot::Value(Element::PrintDate) } else { Slot::Beside(Element::PrintDate) };
    parts.extend([
        (Slot::Value(Element::Printer), printer),
        (day, date),
        (Slot::Beside(Element::PrintDate), word),
    ]);
    parts.extend(copies.into_iter().flat_map(|(_, parts)| copies_parts(parts)));
    claims.split(line, &parts);
    if printed {
        claims.doubt(Element::PrintDate, Doubt::OpenDate);
    } else if !given {
        claims.doubt(Element::PrintDate, Doubt::NotGiven("印发日期"));
    }
    if printer.trim().is_empty()
        && let Some(above) = claims.free_before(line).filter(|&above| p::is_organ(&claims.text(above)))
    {
        claims.claim(above, Slot::Value(Element::Printer));
    }
}

/// 某局办公室印发 without a day, as the last line but for page numbers.
fn undated(claims: &mut Claims, line: usize, text: &str, row: &str) {
    let last = claims.free_from(line + 1).is_none();
    if last && text.ends_with("印发") && p::is_organ(row.trim()) && !claims.has(Slot::Value(Element::Printer))
    {
        let word = Slot::Beside(Element::PrintDate);
        claims.split(line, &[(Slot::Value(Element::Printer), row), (word, &text[row.len()..])]);
        claims.doubt(Element::PrintDate, Doubt::NotGiven("印发日期"));
    }
}

/// What stands before the day of printing, the day, and whether it is one: 2024年4月　日 is not given yet.
fn print_date(row: &str) -> Option<(&str, &str, bool)> {
    let row = row.trim_end();
    if let Some((before, date)) = p::trailing_date(row) {
        return Some((before, date, true));
    }
    let from = row.char_indices().rev().nth(23).map_or(0, |(at, _)| at);
    let starts = row[from..].char_indices().map(|(at, _)| from + at);
    let at = starts.clone().find(|at| {
        let figures = crate::document::Date::parse(&row[*at..]).is_ok();
        figures && row[*at..].starts_with(|c: char| c.is_ascii_digit())
    });
    if let Some(at) = at {
        return Some((&row[..at], &row[at..], true));
    }
    let open = starts
        .into_iter()
        .find(|at| row[*at..].starts_with(p::is_digit) && signed::is_open_date(&row[*at..]));
    open.map(|at| (&row[..at], &row[at..], false))
}

/// Lists of one colophon stand within so many lines.
const NEAR: usize = 6;

/// What stands before those a document is sent on to, by their ranks.
const RANKS: [&str; 17] = [
    "报", "送", "发", "抄报", "抄送", "抄发", "分送", "呈报", "发送", "报送", "主报", "呈送", "印送", "分发",
    "发至", "抄", "抄呈",
];

/// The bytes of a label and its colon at a line's start; the label's characters may stand apart.
fn label_end(text: &str, label: &str) -> Option<usize> {
    let colon = squeezed(text).strip_prefix(label)?.chars().next()?;
    let at = text.find(colon).filter(|_| matches!(colon, '：' | ':'))?;
    Some(at + colon.len_utf8())
}

/// 报：…。 送：…。 发：…。: several lists one under the other are one key.
fn apart(claims: &mut Claims) {
    let rank =
        |text: &str| RANKS.iter().enumerate().find_map(|(rank, label)| Some((rank, label_end(text, label)?)));
    let free = claims.free(0..claims.len());
    let Some(last) = free.iter().rposition(|&line| rank(&claims.text(line)).is_some()) else { return };
    let mut found = Vec::new();
    for &line in free[..=last].iter().rev() {
        let text = claims.text(line);
        let above: Option<&(usize, usize, usize)> = found.last();
        match rank(&text) {
            Some((rank, end)) if found.iter().all(|(_, known, _)| *known != rank) => {
                found.push((line, rank, end));
            }
            // A list may go on over a line or two.
            _ if above.is_some_and(|(above, ..)| above - line <= 2) && !p::opens_numbered(&text) => {}
            _ => break,
        }
    }
    if found.len() < 2 {
        return;
    }
    for &(line, _, end) in found.iter().rev() {
        list_from(claims, line, end, Element::Cc);
    }
}

/// 抄送：…。, over as many lines as it takes; 主送：… when the recipients stand in the colophon.
fn list(claims: &mut Claims, label: &str, element: Element) {
    // 呈报：某局 over the text says whom it speaks to.
    let from = match label {
        "抄送" | "抄报" | "分送" | "主送" => 0,
        // A word alone says so only at the end.
        "发" | "送" | "报" => claims.len().saturating_sub(NEAR).max(signoff::first_running(claims)),
        _ => signoff::first_running(claims),
    };
    let free = claims.free(from..claims.len());
    let labelled = |line: usize| Some((line, label_end(&claims.text(line), label)?));
    if let Some((first, end)) = free.into_iter().rev().find_map(labelled) {
        list_from(claims, first, end, element);
    }
}

fn list_from(claims: &mut Claims, first: usize, label: usize, element: Element) {
    const LONGEST: usize = 40;
    let text = claims.text(first);
    let (label, rest) = text.split_at(label);
    claims.split(first, &[(Slot::Beside(element), label), (Slot::Value(element), rest)]);
    let mut open = !rest.ends_with('。');
    for line in first + 1..claims.len().min(first + LONGEST) {
        let text = claims.text(line);
        // A list goes on after a break only where a mark or an unfinished name says so.
        let labelled =
            labelled_any(&text) || text.contains(['：', ':']) || text.starts_with(['[', '【', '［', '—']);
        if !open || !claims.is_free(line) || claims.line(line).after_blank || labelled {
            break;
        }
        claims.claim(line, Slot::Value(element));
        open = !text.ends_with('。');
    }
}

fn labelled_any(text: &str) -> bool {
    let text = squeezed(text);
    ["抄送", "主送", "抄报", "分送", "抄发", "发送", "附件", "记录"]
        .iter()
        .any(|label| text.starts_with(label))
}
