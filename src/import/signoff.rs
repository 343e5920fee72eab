//! The sign-off: date, organs above it, or an office and a name; and the note under it.

use super::claims::{Claims, Element, Slot};
use super::doubt::Doubt;
use super::patterns as p;
use super::recognise::Ends;

/// Claims the sign-off, and says where the text before it ends.
pub(super) fn recognise(claims: &mut Claims) -> Ends {
    let after_text = first_attachment(claims).unwrap_or_else(|| end_of_text(claims));
    let Some(line) = date_line(claims, after_text) else {
        return Ends { body: after_text, signoff: after_text };
    };
    let text = claims.text(line);
    let (organs, date) = p::trailing_date(&text).unwrap_or(("", &text));
    let mut parts: Vec<(Slot, &str)> = p::organs(organs)
        .unwrap_or_default()
        .into_iter()
        .map(|organ| (Slot::Value(Element::Issuers), organ))
        .collect();
    parts.push((Slot::Value(Element::Date), date));
    claims.split(line, &parts);
    let first = if organs.is_empty() { above(claims, line) } else { line };
    let last = note(claims, line, after_text);
    Ends { body: first, signoff: last + 1 }
}

/// The first line that holds nothing but 附件 and a number, after some text.
fn first_attachment(claims: &Claims) -> Option<usize> {
    let text = first_running(claims);
    claims.free(text..claims.len()).into_iter().find(|&line| is_heading(claims, line))
}

/// Whether a line is 附件1 over an attachment's text, and not 附件： over a list of names.
pub(super) fn is_heading(claims: &Claims, line: usize) -> bool {
    let text = claims.text(line);
    let whole = p::is_attachment_label(&text);
    let listed =
        || claims.free_from(line + 1).is_some_and(|next| p::item_number(&claims.text(next)).is_some());
    whole && !(text.ends_with(['：', ':']) && listed())
}

/// The first line of running text; before it stands the head.
pub(super) fn first_running(claims: &Claims) -> usize {
    let free = claims.free(0..claims.len());
    free.into_iter().find(|&line| p::is_running(&claims.text(line))).unwrap_or(0)
}

/// The colophon's first line, or the end.
fn end_of_text(claims: &Claims) -> usize {
    let colophon = [Element::Cc, Element::Recipients, Element::Printer, Element::PrintDate, Element::Copies];
    let first = |element: Element| claims.of(Slot::Value(element)).first().map(|(line, _)| *line);
    colophon.into_iter().filter_map(first).min().unwrap_or(claims.len())
}

/// The line of the date: the first with an organ above or before it, else the last.
fn date_line(claims: &Claims, end: usize) -> Option<usize> {
    let dated: Vec<usize> = claims
        .free(first_running(claims)..end)
        .into_iter()
        .filter(|&line| {
            let text = claims.text(line);
            p::trailing_date(&text).is_some_and(|(organ, _)| organ.is_empty() || p::organs(organ).is_some())
        })
        .collect();
    let signed = |line: &&usize| {
        let text = claims.text(**line);
        let before = p::trailing_date(&text).is_some_and(|(organ, _)| !organ.is_empty());
        let above = claims.free_before(**line).map(|above| claims.text(above));
        before || above.is_some_and(|above| p::organs(&above).is_some() || p::post_and_name(&above).is_some())
    };
    dated.iter().find(signed).or(dated.last()).copied()
}

/// Claims what stands over the date, upward; gives the first line of it.
fn above(claims: &mut Claims, date: usize) -> usize {
    let text_from = first_running(claims);
    let mut first = date;
    let mut signatures = Vec::new();
    let mut organs = Vec::new();
    while let Some(line) = claims.free_before(first).filter(|&line| line > text_from) {
        let text = claims.text(line);
        if p::post_and_name(&text).is_some() && organs.is_empty() {
            signatures.push(line);
        } else if p::organs(&text).is_some() {
            organs.push(line);
        } else {
            break;
        }
        first = line;
    }
    if organs.is_empty() && signatures.is_empty() {
        return by_place(claims, date);
    }
    for line in organs.into_iter().rev() {
        let text = claims.text(line);
        let names = p::organs(&text).unwrap_or_default();
        let parts: Vec<_> = names.into_iter().map(|name| (Slot::Value(Element::Issuers), name)).collect();
        claims.split(line, &parts);
    }
    for line in signatures.into_iter().rev() {
        let text = claims.text(line);
        let (post, name) = p::post_and_name(&text).unwrap_or((&text, ""));
        claims.split(line, &[(Slot::Post, post), (Slot::Value(Element::Signature), name)]);
    }
    first
}

/// The longest line that is taken for an organ by its place alone.
const LONGEST_BY_PLACE: usize = 25;

/// A short name over the date that ends with no word that organs end with.
fn by_place(claims: &mut Claims, date: usize) -> usize {
    let Some(line) = claims.free_before(date).filter(|&line| line > first_running(claims)) else {
        return date;
    };
    let text = claims.text(line);
    let short = (2..=LONGEST_BY_PLACE).contains(&text.chars().count());
    if !short || !p::is_name(&text) {
        return date;
    }
    claims.claim(line, Slot::Value(Element::Issuers));
    claims.doubt(Element::Issuers, Doubt::OrganByPlace);
    line
}

/// A note takes so many lines at most.
const LONGEST_NOTE: usize = 5;

/// The note right under the date, in brackets or one of the usual ones without them.
fn note(claims: &mut Claims, date: usize, end: usize) -> usize {
    let Some(line) = claims.free_from(date + 1).filter(|&line| line < end) else { return date };
    let text = claims.text(line);
    let enclosed = text.starts_with(['（', '(']) && text.ends_with(['）', ')']);
    let usual = ["联系人", "此件", "公开方式"].iter().any(|start| text.starts_with(start));
    if !enclosed && text.starts_with(['（', '(']) {
        // One that is broken off a seal stands in several lines.
        let lines: Vec<usize> = claims.free(line..end).into_iter().take(LONGEST_NOTE).collect();
        let closes = lines.iter().position(|&line| claims.text(line).ends_with(['）', ')']));
        if let Some(last) = closes {
            lines[..=last].iter().for_each(|&line| claims.claim(line, Slot::Value(Element::Note)));
            return lines[last];
        }
    }
    if !enclosed && !usual {
        return date;
    }
    claims.claim(line, Slot::Value(Element::Note));
    line
}
