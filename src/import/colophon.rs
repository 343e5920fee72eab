//! The colophon at the end: 抄送, 印发, 共印N份; and the name of the PDF that a site puts there.

use super::claims::{Claims, Element, Slot};
use super::patterns as p;

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
        (p::ends_as_title(title) && long).then(|| FileName {
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
    let lines = claims.free(0..claims.len());
    for line in lines.into_iter().rev() {
        let text = claims.text(line);
        copies(claims, line, &text);
        printed(claims, line, &text);
    }
    list(claims, "抄送", Element::Cc);
    list(claims, "主送", Element::Recipients);
}

/// 共印60份, （共印60份）, 印数：60.
fn copies(claims: &mut Claims, line: usize, text: &str) {
    if !claims.is_free(line) || claims.has(Slot::Value(Element::Copies)) {
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

/// ××办公室　2024年1月31日印发, or the organ on the line above.
fn printed(claims: &mut Claims, line: usize, text: &str) {
    if !claims.is_free(line) || claims.has(Slot::Value(Element::PrintDate)) {
        return;
    }
    let Some((before, date)) = text.strip_suffix("印发").and_then(p::trailing_date) else { return };
    let before = before.to_owned();
    if !before.is_empty() && !p::is_name(&before) {
        return;
    }
    claims.split(
        line,
        &[
            (Slot::Value(Element::Printer), &before),
            (Slot::Value(Element::PrintDate), date),
            (Slot::Beside(Element::PrintDate), "印发"),
        ],
    );
    if before.is_empty()
        && let Some(above) = claims.free_before(line).filter(|&above| p::is_organ(&claims.text(above)))
    {
        claims.claim(above, Slot::Value(Element::Printer));
    }
}

/// 抄送：…。, over as many lines as it takes; 主送：… when the recipients stand in the colophon.
fn list(claims: &mut Claims, label: &str, element: Element) {
    const LONGEST: usize = 40;
    let labelled = |text: &str| {
        let colon = super::lines::squeezed(text).strip_prefix(label)?.chars().next()?;
        let at = text.find(colon).filter(|_| matches!(colon, '：' | ':'))?;
        Some(at + colon.len_utf8())
    };
    let free = claims.free(0..claims.len());
    let Some(first) = free.into_iter().rev().find(|&line| labelled(&claims.text(line)).is_some()) else {
        return;
    };
    let text = claims.text(first);
    let (label, rest) = text.split_at(labelled(&text).unwrap_or(0));
    claims.split(first, &[(Slot::Beside(element), label), (Slot::Value(element), rest)]);
    let mut open = !rest.ends_with('。');
    for line in first + 1..claims.len().min(first + LONGEST) {
        let text = claims.text(line);
        // A list goes on after a break only where a mark or an unfinished name says so.
        if !open || !claims.is_free(line) || claims.line(line).after_blank || labelled_any(&text) {
            break;
        }
        claims.claim(line, Slot::Value(element));
        open = !text.ends_with('。');
    }
}

fn labelled_any(text: &str) -> bool {
    ["抄送", "主送", "抄报", "分送", "附件"].iter().any(|label| text.starts_with(label))
}
