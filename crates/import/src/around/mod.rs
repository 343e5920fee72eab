//! What stands around a document where it was copied: rows of sites and accounts, tables of metadata, heads of
//! messages and e-mails, page numbers, running heads, links. What is surely not the document's goes behind `#|`; what may not be,
//! under a doubt.

mod chat;
mod form;
mod form_labels;
mod form_rows;
mod given;
mod labels;
mod news;
mod pages;
mod row;
mod table;
mod tail;
mod talk;
mod telegram;
mod words;

pub(super) use form_rows::{begins_row, is_count, is_nothing, is_open_label, labels_of};
pub(super) use given::{Given, compare, say_title, take};

use std::ops::Range;

use super::claims::{Claims, Element, Slot};
use super::lines::squeezed;
use super::patterns as p;
use super::{forms, mark};
use crate::document::is_classification;
use crate::text::chat::is_opening as is_assistants;

/// So many lines are looked at for what stands over the document.
const LONGEST_TOP: usize = 60;

/// So many lines an assistant says over a document.
const LONGEST_TALK: usize = 4;

/// What the surroundings may say of a document.
pub(super) const ELEMENTS: [Element; 14] = [
    Element::CopyNumber,
    Element::Signers,
    Element::Note,
    Element::Classification,
    Element::Urgency,
    Element::Number,
    Element::Title,
    Element::Recipients,
    Element::Date,
    Element::Issuers,
    Element::Cc,
    Element::Printer,
    Element::PrintDate,
    Element::Copies,
];

/// What stands around a document and may be of it.
pub(super) struct Surroundings {
    /// What labels say.
    pub given: Vec<Given>,
    /// Whose page it is: the last to be asked who issues a document.
    pub paths: Vec<Given>,
    /// Names of attachments that a form lists, by line.
    pub attached: Vec<(usize, Range<usize>)>,
}

/// Whether a line is a row of a page: labels, times and buttons.
pub(super) fn is_page_row(text: &str) -> bool {
    row::row(text).is_some()
        || words::is_account(text)
        || words::is_link(text)
        || table::is_labelled_row(text)
}

/// Whether nobody but who sent a document, or the system it stood in, says a line.
pub(super) fn is_said_of_it(text: &str) -> bool {
    talk::is_said(text) || talk::is_state(text)
}

/// Whether a line is such a row, or one with other words between.
pub(super) fn is_row_of_page(text: &str) -> bool {
    row::row(text).is_some() || row::is_loose(text) || words::is_account(text)
}

/// Claims what is around the document, and gives what it says of the document.
pub(super) fn recognise(claims: &mut Claims) -> Surroundings {
    pages::recognise(claims);
    telegram::recognise(claims);
    let mut paths = Vec::new();
    for line in claims.free(0..claims.len()) {
        let text = claims.text(line);
        if claims.line(line).aside || words::is_none(&text) {
            paths.extend(given::of_path(&text, line).filter(|_| line < LONGEST_TOP));
            claims.claim(line, Slot::NoElement);
        }
    }
    claims.by_assistant = chat::assistant(claims);
    // What it says surely is none of the document, whatever stands below.
    for line in claims.free(0..claims.len().min(LONGEST_TALK)) {
        if !is_assistants(&claims.text(line)) {
            break;
        }
        claims.by_assistant = true;
        claims.claim(line, Slot::Loose);
    }
    let form::Said { mut given, attached, .. } = form::recognise(claims);
    let messages = chat::recognise(claims) || claims.by_assistant;
    // A quote in an answer is its writer's word to the reader.
    for line in claims.free(0..claims.len()) {
        if claims.text(line).starts_with("> ") {
            claims.claim(line, Slot::Loose);
        }
    }
    given.extend(table::recognise(claims));
    let text = head(claims, &mut given);
    above(claims, messages);
    news::recognise(claims);
    tail::recognise(claims, text, messages);
    let (weak, given): (Vec<Given>, Vec<Given>) = given.into_iter().partition(|given| given.weak);
    // Who put it up is nearer than whose site it is.
    paths.splice(0..0, weak);
    Surroundings { given, paths, attached }
}

/// Claims rows down to the first line of text, which it gives.
fn head(claims: &mut Claims, given: &mut Vec<Given>) -> usize {
    let mut anchored = false;
    for line in claims.free(0..claims.len().min(LONGEST_TOP)) {
        let text = claims.text(line);
        if let Some(fields) = row::row(&text).filter(|_| !is_meeting(claims, line)) {
            given.extend(given::of(claims, line, &fields));
            claims.claim(line, Slot::NoElement);
            continue;
        }
        if row::is_loose(&text) && !is_meeting(claims, line) {
            given.extend(given::of(claims, line, &row::loose_fields(&text)));
            claims.claim(line, Slot::NoElement);
            continue;
        }
        if words::is_account(&text) || words::is_frame(&text) {
            account_name(claims, line, &text);
            claims.claim(line, Slot::NoElement);
            continue;
        }
        if words::is_abstract(&text)
            && !(text.contains('按') && forms::briefing_head(claims, LONGEST_TOP).is_some())
        {
            claims.claim(line, Slot::Loose);
            continue;
        }
        anchored = anchored || is_anchor(&text);
        if anchored && (p::is_running(&text) || p::opens_numbered(&text)) {
            return line;
        }
    }
    let running = |line: &usize| p::is_running(&claims.text(*line));
    claims.free(0..claims.len()).into_iter().find(running).unwrap_or(0)
}

/// The name of an account on the first line, over the day and the place on the second.
fn account_name(claims: &mut Claims, line: usize, text: &str) {
    let bare = text.starts_with(|c: char| c.is_ascii_digit());
    let above = line.checked_sub(1).filter(|&above| bare && claims.free_before(above).is_none());
    let short = |&above: &usize| claims.text(above).chars().count() <= 12 && claims.is_free(above);
    if let Some(above) = above.filter(short) {
        claims.claim(above, Slot::NoElement);
    }
}

/// 时间：2024年5月6日9:30 with 地点： near it is a meeting's, not a site's.
fn is_meeting(claims: &Claims, line: usize) -> bool {
    let when = ["时间", "会议时间", "日期"];
    let label = |line: usize| {
        let text = claims.text(line);
        text.split_once(['：', ':', '\t']).map(|(label, _)| squeezed(label)).unwrap_or_default()
    };
    let near = claims.free(line.saturating_sub(2)..claims.len().min(line + 3));
    when.contains(&label(line).as_str())
        && near.into_iter().any(|near| ["地点", "会议地点", "召开地点"].contains(&label(near).as_str()))
}

/// Whether a line surely is of the document's head.
fn is_anchor(text: &str) -> bool {
    let signers = squeezed(text);
    // 甲教〔2024〕5号　签发人：张三.
    let signers = ["签发人：", "签发人:"].iter().any(|label| {
        signers
            .split_once(label)
            .is_some_and(|(before, _)| before.is_empty() || p::is_number(before) || p::is_open_number(before))
    });
    p::is_number(text)
        || p::is_open_number(text)
        || mark::is_mark(text)
        || is_security(text)
        || is_title(text)
        || signers
}

fn is_security(text: &str) -> bool {
    let tokens: Vec<&str> = text.split_whitespace().collect();
    let urgent = |token: &str| ["特急", "加急", "特提", "平急", "紧急", "急件", "急"].contains(&token);
    let copy = |token: &str| token.len() == 6 && token.bytes().all(|b| b.is_ascii_digit());
    let apart = urgent(&squeezed(text));
    apart
        || !tokens.is_empty()
            && tokens.iter().all(|token| is_classification(token) || urgent(token) || copy(token))
}

/// A title in one line that says so by its words.
fn is_title(text: &str) -> bool {
    let about = text.find("关于");
    let labelled = text.find(['：', ':']).is_some_and(|colon| about.is_none_or(|about| colon < about));
    let strange = text.starts_with(|c: char| "【[〖「『@>#*".contains(c) || row::is_sign(c));
    !labelled
        && !strange
        && p::is_title_line(text)
        && p::ends_as_title(text)
        && (about.is_some()
            || text.ends_with("公报")
            || (text.chars().count() >= 8 && p::organ_before(text).is_some()))
}

/// The first line of the document's head; a title over lines counts.
fn anchor(claims: &Claims) -> Option<usize> {
    let free: Vec<usize> = claims.free(0..claims.len().min(LONGEST_TOP));
    for (at, &line) in free.iter().enumerate() {
        let text = claims.text(line);
        if mark::is_mark(&text) && is_section(claims, &free[at..]) {
            continue;
        }
        if is_anchor(&text) {
            // 某市普查公报 / （第一号）: a title that says no 关于 stands over its number.
            let above = at.checked_sub(1).map(|above| free[above]).filter(|&above| {
                let title = claims.text(above);
                above + 1 == line
                    && p::is_number(&text)
                    && p::is_title_line(&title)
                    && (p::ends_as_title(&title) || forms::is_form(&squeezed(&title)))
            });
            // 某局 / 行政处罚决定书: the organ is the title's first line.
            let organ = above.and_then(|title| title.checked_sub(1)).filter(|&organ| {
                claims.is_free(organ)
                    && p::is_organ(&squeezed(&claims.text(organ)))
                    && forms::is_form(&squeezed(&claims.text(organ + 1)))
            });
            return Some(organ.or(above).unwrap_or(line));
        }
        let labelled = text.contains(['：', ':', '@']);
        let begins = p::organs(&text).is_some() || text.contains("关于");
        if labelled || !begins || !p::is_title_line(&text) {
            continue;
        }
        let mut joined = text;
        for &next in free[at + 1..].iter().take(4) {
            let text = claims.text(next);
            if !p::is_title_line(&text) || p::is_number(&text) || next > line + 4 || mark::is_mark(&text) {
                break;
            }
            let alone = is_title(&text);
            joined.push_str(&text);
            if p::ends_as_title(&joined) && joined.contains("关于") {
                // An organ above a title that is whole may be a site's name: that is for the title to say.
                return Some(if alone && !row_is_near(claims, line, next) { next } else { line });
            }
        }
    }
    None
}

/// 县政府办公室文件: a mark over a page's rows, not over the document's head, whose organ nothing else says, is a site's section.
fn is_section(claims: &Claims, free: &[usize]) -> bool {
    let [line, below, ..] = free else { return false };
    let name = squeezed(&claims.text(*line));
    let name = ["文件", "命令", "令", "公告", "通告", "纪要"].iter().find_map(|word| name.strip_suffix(word));
    let name = name.unwrap_or_default();
    let again = |line: &usize| squeezed(&claims.text(*line)).starts_with(name);
    // A title may be on many lines, a sign-off far below.
    let said = claims.free(line + 1..claims.len()).iter().any(again);
    !row_is_near(claims, *line, *below) && !name.is_empty() && !said
}

/// Whether nothing stands between two lines.
fn row_is_near(claims: &Claims, line: usize, next: usize) -> bool {
    (line..next).all(|line| claims.is_free(line))
}

/// What stands above the head where something shows that it was copied with its surroundings.
fn above(claims: &mut Claims, messages: bool) {
    let Some(mut first) = anchor(claims) else { return };
    if let Some(again) = again(claims, first) {
        claims.claim(first, Slot::NoElement);
        first = again;
    }
    if let Some(head) = under_gazette(claims, first) {
        claims.claim(first, Slot::NoElement);
        first = head;
    }
    let surrounds = (0..first).any(|line| !claims.is_free(line));
    if !surrounds && !messages {
        return;
    }
    let last_row = (0..first).rev().find(|&line| !claims.is_free(line));
    for line in claims.free(0..first) {
        let text = claims.text(line);
        // A, 会议材料（三）: what stands at the right of a head.
        if forms::is_class_or_paper(&text) {
            continue;
        }
        let over_row = last_row.is_some_and(|row| line < row);
        let near = (line..first).all(|line| claims.is_free(line));
        if near && (line..first).all(|line| p::organs(&claims.text(line)).is_some()) {
            return;
        }
        let short = text.chars().count() <= 30 && !text.contains('。');
        claims.claim(line, if over_row && short { Slot::NoElement } else { Slot::Loose });
    }
}

/// 某省人民政府公报 over a page's rows and a mark: the gazette that has the document.
fn under_gazette(claims: &Claims, first: usize) -> Option<usize> {
    if !claims.text(first).ends_with("公报") {
        return None;
    }
    let below: Vec<usize> = claims.free(first + 1..claims.len().min(first + 8));
    let head = below.iter().copied().find(|&line| mark::is_mark(&claims.text(line)))?;
    let numbered = claims.free_from(head + 1).is_some_and(|line| p::is_number(&claims.text(line)));
    let text = below.iter().take_while(|&&line| line < head).any(|&line| p::is_running(&claims.text(line)));
    let rows = (first + 1..head).all(|line| !claims.is_free(line)) && head > first + 1;
    (!text && (numbered || rows)).then_some(head)
}

/// A title that a page says over the document comes again under the document's own head.
fn again(claims: &Claims, first: usize) -> Option<usize> {
    let title = claims.text(first);
    if !is_title(&title) {
        return None;
    }
    let title = squeezed(&title);
    let free = claims.free(first + 1..claims.len().min(first + 12));
    let found = (0..free.len()).find(|&at| {
        let mut joined = String::new();
        free[at..].iter().take(4).any(|&line| {
            joined.push_str(&squeezed(&claims.text(line)));
            joined == title
        })
    })?;
    let headed = free[..found].iter().all(|&line| {
        let text = claims.text(line);
        is_anchor(&text) || p::organs(&text).is_some() || text.contains("签发人")
    });
    (headed && found > 0).then(|| free[0])
}

#[cfg(test)]
mod tests;
