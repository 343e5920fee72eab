//! 主送 right after the title.

use super::claims::{Claims, Element, Slot};
use super::doubt::Doubt;
use super::lines::{Look, squeezed};
use super::patterns as p;

/// Recipients take so many lines at most.
const LONGEST: usize = 40;
/// The most characters that are taken for recipients by their place and colon alone.
const LONGEST_BY_PLACE: usize = 40;
/// A line of a list that goes on has so many characters, when no mark says so.
const FULL: usize = 18;

/// Lines up to a colon that name organs or people; gives the line after them.
pub(super) fn recipients(claims: &mut Claims, from: usize, end: usize) -> usize {
    if claims.has(Slot::Value(Element::Recipients)) {
        return from;
    }
    let free = claims.free(from..end.max(from).max((from + LONGEST).min(claims.len())));
    let mut joined = String::new();
    for (count, &line) in free.iter().enumerate().take(LONGEST) {
        let text = claims.text(line);
        joined.push_str(&text);
        if count == 0 && claims.line(line).look == Look::Salutation && p::is_salutation(&text) {
            claim(claims, &[line]);
            return line + 1;
        }
        let Some(names) = joined.strip_suffix(['：', ':']) else {
            if count == 0 && !goes_on(claims, &free, 0) && by_form(claims, &free, &text) {
                claims.doubt(Element::Recipients, Doubt::RecipientsByPlace);
                claim(claims, &[line]);
                return line + 1;
            }
            // Only a list of names goes on over lines.
            if !goes_on(claims, &free, count) {
                return from;
            }
            continue;
        };
        if p::is_recipients(names) || p::is_address(names) {
            claim(claims, &free[..=count]);
            return line + 1;
        }
        if count == 0 && by_place(claims, &free, names) {
            claims.doubt(Element::Recipients, Doubt::RecipientsByPlace);
            claim(claims, &[line]);
            return line + 1;
        }
        return from;
    }
    from
}

/// 呈：某局, 致：某公司 in the head.
pub(super) fn labelled(claims: &mut Claims, line: usize) -> bool {
    const LABELS: [&str; 10] = ["呈", "致", "报", "送", "主送", "呈报", "呈送", "报送", "上报", "呈请"];
    let text = claims.text(line);
    let known = claims.has(Slot::Value(Element::Recipients));
    let Some(at) = text.find(['：', ':']).filter(|_| !known) else { return false };
    let names = text[at..].trim_start_matches(['：', ':']);
    let bare = names.trim().trim_end_matches(['。', '：', ':']);
    if !LABELS.contains(&squeezed(&text[..at]).as_str()) || !(p::is_recipients(bare) || p::is_address(bare)) {
        return false;
    }
    let from = text.len() - names.trim_start().len();
    let beside = Slot::Beside(Element::Recipients);
    claims.split(
        line,
        &[
            (beside, &text[..from]),
            (Slot::Value(Element::Recipients), bare),
            (beside, &text[from + bare.len()..]),
        ],
    );
    claims.doubt(Element::Recipients, Doubt::RecipientsByPlace);
    true
}

/// What stands between the title and those it is sent to is none of the document; gives the first line of these.
pub(super) fn between(claims: &mut Claims, from: usize) -> usize {
    /// So many lines at most.
    const LONGEST: usize = 5;
    if claims.has(Slot::Value(Element::Recipients)) {
        return from;
    }
    let free = claims.free(from..claims.len().min(from + 2 * LONGEST));
    let addresses = |line: usize| {
        let text = claims.text(line);
        text.strip_suffix(['：', ':']).is_some_and(|names| p::is_recipients(names) || p::is_address(names))
    };
    let Some(mut first) = free.iter().take(LONGEST + 1).position(|&line| addresses(line)) else {
        return from;
    };
    while let Some(above) = first.checked_sub(1).filter(|&above| goes_on(claims, &free, above)) {
        first = above;
    }
    let text = |line: usize| {
        let text = claims.text(line);
        p::is_running(&text) || p::opens_numbered(&text) || text.contains('\t') || text.ends_with(['：', ':'])
    };
    if free[..first].iter().any(|&line| text(line)) {
        return from;
    }
    free[..first].iter().for_each(|&line| claims.claim(line, Slot::Loose));
    free[first]
}

/// Whether a list of recipients goes on behind this line.
fn goes_on(claims: &Claims, free: &[usize], at: usize) -> bool {
    let text = claims.text(free[at]);
    let listed = text.ends_with(['，', '、', ',', '；']);
    let next_names = free.get(at + 1).is_some_and(|&next| !p::is_running(&claims.text(next)));
    let full = text.chars().count() >= FULL && text.contains(['，', '、', ',']) && next_names;
    // Names on lines of their own, of which the last has the colon.
    let rows = || {
        free.get(at + 1).is_some_and(|&next| {
            let next = claims.text(next);
            let last = next.strip_suffix(['：', ':']).is_some_and(p::is_recipients);
            last || (claims.line(free[at]).literal && p::is_recipients(&next))
        })
    };
    (listed || full || rows()) && p::is_recipients(&text)
}

/// A list of organs without a colon, over text that says what is to be done.
fn by_form(claims: &Claims, free: &[usize], text: &str) -> bool {
    let Some(&next) = free.get(1) else { return false };
    let next = claims.text(next);
    // 当事人：某公司 says who it is.
    let closed = text.ends_with(['。', '；', '，', '！', '？', '：']) || text.contains(['：', ':']);
    // An organ alone may be the one that issues it.
    let signed = claims.of(Slot::Value(Element::Issuers));
    let other = !signed.is_empty() && signed.iter().all(|(_, name)| squeezed(name) != squeezed(text));
    !closed
        && (!p::is_organ_alone(text) || other)
        && p::is_recipients(text)
        && next.contains(['。', '，'])
        && (next.contains('。') || !next.ends_with(['：', ':']))
}

/// A short line with a colon over a paragraph, and no word of a sentence in it.
fn by_place(claims: &Claims, free: &[usize], names: &str) -> bool {
    let Some(&next) = free.get(1) else { return false };
    let next = claims.text(next);
    names.chars().count() <= LONGEST_BY_PLACE
        && p::is_salutation(names)
        && !p::opens_text(names)
        && !p::opens_numbered(&next)
        && p::is_running(&next)
}

/// The lines, and the colon behind the last.
fn claim(claims: &mut Claims, lines: &[usize]) {
    let Some((&last, before)) = lines.split_last() else { return };
    before.iter().for_each(|&line| claims.claim(line, Slot::Value(Element::Recipients)));
    let text = claims.text(last);
    let (names, colon) = text.split_at(text.trim_end_matches(['：', ':']).len());
    claims.split(
        last,
        &[(Slot::Value(Element::Recipients), names), (Slot::Beside(Element::Recipients), colon)],
    );
}
