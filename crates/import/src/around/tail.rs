//! What follows a document where it was copied.

use super::form::is_opinions_row;
use super::{row, talk, words};
use crate::claims::{Claims, Slot};
use crate::patterns as p;
use crate::signed;
use crate::unlike::is_known;

/// So many lines at the end are looked at.
const LONGEST: usize = 60;

/// Claims what follows the document, and captions between its lines; `text` is its first line of text.
pub(super) fn recognise(claims: &mut Claims, text: usize, messages: bool) {
    for line in claims.free(text..claims.len()) {
        if words::is_caption(&claims.text(line)) {
            claims.claim(line, Slot::Loose);
        }
    }
    let from = text.max(claims.len().saturating_sub(LONGEST));
    let last_foot =
        claims.free(from..claims.len()).into_iter().rev().find(|&line| is_foot(&claims.text(line)));
    let first = last_foot.map_or(from + 1, |foot| foot + 1).max(from);
    talked(claims, first, messages);
    if let Some(start) = starter(claims, first, messages) {
        for line in claims.free(start..claims.len()) {
            claims.claim(line, Slot::NoElement);
        }
    }
    upward(claims, from);
}

/// What is said behind the document to who reads it, from its first line to the end.
fn talked(claims: &mut Claims, first: usize, messages: bool) {
    let apart = |line: usize| {
        claims.line(line).after_blank
            || line
                .checked_sub(1)
                .map(|above| claims.text(above))
                .is_some_and(|above| words::is_none(&above) || above.starts_with("> "))
    };
    let attached = |line: &usize| p::is_attachment_label(&claims.text(*line));
    let behind = |line: usize| {
        let rest = claims.free(line + 1..claims.len());
        let few = rest.len() <= 6 && !rest.iter().any(|&line| p::opens_numbered(&claims.text(line)));
        (messages || few) && !rest.iter().any(attached)
    };
    let lines = claims.free(first..claims.len());
    let found = lines.into_iter().find(|&line| {
        let text = claims.text(line);
        behind(line) && (talk::is_said(&text) || (messages && apart(line) && talk::begins(&text)))
    });
    for line in claims.free(found.unwrap_or(claims.len())..claims.len()) {
        claims.claim(line, Slot::Loose);
    }
}

/// A line that only a document's foot has.
fn is_foot(text: &str) -> bool {
    let dated = signed::row(text).is_some_and(|row| row.iter().any(|(what, _)| *what == signed::What::Date));
    let listed = ["抄送", "抄报", "分送"].iter().any(|label| text.starts_with(label));
    dated || signed::is_open_date(text) || listed || text.ends_with("印发") || text.starts_with("共印")
}

/// The first line of what follows: links, comments, an assistant's last words.
fn starter(claims: &Claims, first: usize, messages: bool) -> Option<usize> {
    let lines: Vec<usize> = (first..claims.len()).collect();
    // What an assistant says stands behind a rule or a blank line, and nothing of the document after it.
    lines.into_iter().find(|&line| {
        let text = claims.text(line);
        let free = claims.is_free(line);
        let rule = !free && messages && line > first && words::is_none(&text) && no_text_after(claims, line);
        let assistant = free && messages && claims.line(line).after_blank && words::is_assistant(&text);
        words::is_starter(&text)
            || (free && is_opinions_row(&text) && no_text_after(claims, line))
            || (words::is_link(&text) && no_text_after(claims, line))
            || rule
            || assistant
    })
}

/// Whether little follows, and no numbered part or attachment.
fn no_text_after(claims: &Claims, line: usize) -> bool {
    let after = claims.free(line + 1..claims.len());
    after.len() <= 8 && !after.into_iter().any(|line| p::is_attachment_label(&claims.text(line)))
}

/// Claims rows at the end, upward to the last line that is not one.
fn upward(claims: &mut Claims, from: usize) {
    let mut doubtful: Vec<usize> = Vec::new();
    let mut rows = false;
    for line in (from..claims.len()).rev() {
        if !claims.is_free(line) {
            continue;
        }
        let text = claims.text(line);
        let attached = p::attachment_label(&text).is_some() || p::file_stem(&text).is_some();
        let state = talk::is_state(&text);
        let is_row = state || row::row(&text).is_some() || row::is_loose(&text) || is_pages(&text);
        if is_row && (state || !attached) && !is_foot(&text) && !is_public(&text) {
            claims.claim(line, Slot::NoElement);
            // A credit stands over a page's row, a list of the document over a system's.
            rows |= !state;
            // What stands under a row is not the document's either, as far as can be seen.
            for line in doubtful.drain(..) {
                claims.claim(line, Slot::Loose);
            }
            continue;
        }
        let organ = p::organs(&text).is_some() || signed::row(&text).is_some();
        let solid = p::is_running(&text)
            || p::opens_numbered(&text)
            || p::is_row(&text)
            || text.contains('\t')
            || organ
            || is_foot(&text)
            || text.starts_with(['（', '('])
            || text.chars().count() > 40
            || is_public(&text)
            || (text.contains(['：', ':']) && !is_credit(&text));
        if attached {
            continue;
        }
        if solid {
            break;
        }
        doubtful.push(line);
    }
    // 图/文：张三 over 编辑：李四.
    for line in doubtful.into_iter().filter(|_| rows) {
        if is_credit(&claims.text(line)) {
            claims.claim(line, Slot::Loose);
        }
    }
}

/// What only pages say, each in a line of its own.
fn is_pages(text: &str) -> bool {
    words::is_enclosed_row(text)
        || words::is_buttons(text)
        || words::is_tags(text)
        || words::is_foreign(text)
        || words::is_host(text)
}

/// 图/文：张三: a short label that no document has, and a short value.
fn is_credit(text: &str) -> bool {
    p::is_labelled(text) && text.chars().count() <= 30 && !is_known(text) && !p::opens_numbered(text)
}

/// 公开方式：主动公开 under a date is a note of the document.
fn is_public(text: &str) -> bool {
    ["公开方式", "公开属性", "联系人"]
        .iter()
        .any(|start| text.trim_start_matches(['（', '(']).starts_with(start))
}
