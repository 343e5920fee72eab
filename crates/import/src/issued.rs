//! What the title says is issued, forwarded or published, and follows the sign-off without a label: 印发件.

use super::claims::{Claims, Element, Slot};
use super::doubt::Doubt;
use super::format;
use super::lines::squeezed;
use super::patterns as p;
use super::signoff::is_heading;
use super::title::is_draft;
use crate::text::issued::{issues, publishes};

/// A title takes so many lines at most.
const LONGEST_TITLE: usize = 5;

/// Gives what follows the sign-off under a name that the title says to the issued parts. What was taken for an
/// attachment by its place alone is none then.
pub(super) fn recognise(claims: &mut Claims, from: usize) {
    let title = format::joined(claims, Element::Title);
    let order = if format::is_order(claims) { format::joined(claims, Element::Body) } else { String::new() };
    // What the list names is an attachment, whatever the title says of it.
    let listed: String = claims
        .of(Slot::AttachmentName(0))
        .into_iter()
        .filter(|(line, _)| *line < from)
        .map(|(_, text)| squeezed(text))
        .collect();
    let says = |name: &str| name != listed && (issues(&title, name) || publishes(&order, name));
    let by_place = claims.doubts.iter().any(|(_, doubt)| *doubt == Doubt::AttachmentByPlace);
    let own = |claims: &Claims, line: usize| {
        let attached = |(slot, _): &(Slot, String)| {
            matches!(
                slot,
                Slot::AttachmentName(0) | Slot::AttachmentText(0) | Slot::Beside(Element::Attachments)
            )
        };
        claims.is_free(line) || (by_place && claims.parts(line).iter().any(attached))
    };
    let end = (from..claims.len()).find(|&line| is_labelled(claims, line)).unwrap_or(claims.len());
    let lines: Vec<usize> = (from..end).filter(|&line| own(claims, line)).collect();
    let mut known: Vec<String> = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        if let Some((count, name)) =
            named(claims, &lines[at..], &says).filter(|(_, name)| !known.contains(name))
        {
            let item = known.len();
            lines[at..at + count].iter().for_each(|&line| claims.claim(line, Slot::IssuedTitle(item)));
            known.push(name);
            at += count;
            contents(claims, item, &lines[at..]);
            continue;
        }
        let Some(item) = known.len().checked_sub(1) else { return };
        if !matches!(claims.parts(lines[at]), [(Slot::Contents(_), _), ..]) {
            claims.claim(lines[at], Slot::IssuedText(item));
        }
        at += 1;
    }
    if !known.is_empty() {
        claims.doubts.retain(|(_, doubt)| *doubt != Doubt::AttachmentByPlace);
    }
}

/// Whether an attachment with a label begins on a line.
fn is_labelled(claims: &Claims, line: usize) -> bool {
    let label = |(slot, text): &(Slot, String)| {
        *slot == Slot::Beside(Element::Attachments) && p::attachment_label(text).is_some()
    };
    claims.parts(line).iter().any(label) || (claims.is_free(line) && is_heading(claims, line))
}

/// How many lines are a title that names what is issued.
fn named(claims: &Claims, lines: &[usize], says: &dyn Fn(&str) -> bool) -> Option<(usize, String)> {
    let mut joined = String::new();
    for (count, &line) in lines.iter().enumerate().take(LONGEST_TITLE) {
        let text = claims.text(line);
        if !p::is_title_line(&text) && !text.starts_with('（') {
            return None;
        }
        joined.push_str(&squeezed(&text));
        if says(&joined) {
            // （试行） below it is of it.
            let draft = lines.get(count + 1).is_some_and(|&line| is_draft(&claims.text(line)));
            return Some((count + 1 + usize::from(draft), joined));
        }
    }
    None
}

/// Claims contents, which the program makes itself: 目录, then headings that come again in the text.
fn contents(claims: &mut Claims, item: usize, lines: &[usize]) {
    let note = lines.iter().take_while(|&&line| claims.text(line).starts_with(['（', '('])).count();
    let Some(&first) = lines.get(note).filter(|&&line| squeezed(&claims.text(line)) == "目录") else {
        return;
    };
    // A page's number, with dots before it, is none of the heading.
    let heading = |line: usize| -> String {
        let text = squeezed(&claims.text(line));
        text.trim_end_matches(|c: char| c.is_ascii_digit() || ".…·．-—（）()".contains(c)).to_owned()
    };
    let below = &lines[note + 1..];
    let again = |at: usize| {
        let said = heading(below[at]);
        p::is_division(&claims.text(below[at]))
            && below[at + 1..].iter().any(|&line| squeezed(&claims.text(line)) == said)
    };
    let count = (0..below.len()).take_while(|&at| again(at)).count();
    if count > 0 {
        let all = std::iter::once(first).chain(below[..count].iter().copied());
        all.for_each(|line| claims.claim(line, Slot::Contents(item)));
    }
}
