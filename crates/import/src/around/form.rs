//! Forms of office systems around a document: 发文稿纸, 呈批单, 公文流转, and labels at its end, 落款：, 印发：. What
//! their labels say is the document's where it does not say it itself; opinions are none of its words.

use std::collections::BTreeSet;
use std::ops::Range;

use super::form_labels::{FOOT, Label};
use super::form_rows::{
    BLANKS, Field, Row, fields, is_count, is_nothing, is_opinions, row, ticked, without_count,
};
use super::given::{Given, given};
use super::row::row as page_row;
use super::talk;
use crate::claims::{Claims, Element, Slot};
use crate::mark;
use crate::names;
use crate::patterns as p;
use crate::signed;

/// So many lines of a document hold such a form.
const LONGEST: usize = 60;
/// So many lines may stand over it that are none of its rows.
const STRANGE: usize = 8;
/// So many lines between two of its rows may have no label.
const GAP: usize = 3;
/// So many labels that only forms have make one.
const OWN: usize = 2;
/// So many elements in lines of their own under their labels make one.
const ALONE: usize = 3;

/// What the forms around a document say.
#[derive(Debug, Default)]
pub(super) struct Said {
    pub given: Vec<Given>,
    /// Names of attachments, by line.
    pub attached: Vec<(usize, Range<usize>)>,
    /// Whether a form stands over the document.
    pub form: bool,
}

/// Claims a form over the document, and labels below its text.
pub(super) fn recognise(claims: &mut Claims) -> Said {
    let mut said = Said::default();
    over(claims, &mut said);
    if said.form {
        under(claims, &mut said);
    } else {
        below(claims, &mut said);
    }
    said
}

/// Rows of a form as they follow each other.
struct Block {
    lines: Vec<usize>,
    rows: Vec<Row>,
}

impl Block {
    fn of(claims: &Claims, lines: Vec<usize>) -> Block {
        let rows = lines.iter().map(|&line| row(&claims.text(line))).collect();
        Block { lines, rows }
    }

    /// The last field of a row.
    fn last_field(&self, at: usize) -> Option<&Field> {
        match &self.rows[at] {
            Row::Fields(fields) => fields.last(),
            _ => None,
        }
    }
}

/// The rows of a form from the top on; without a heading or labels of its own it is none.
fn over(claims: &mut Claims, said: &mut Said) {
    let block = Block::of(claims, claims.free(0..claims.len().min(LONGEST)));
    let known = |row: &Row| !matches!(row, Row::Other | Row::Opinion);
    let Some(first) = block.rows.iter().take(STRANGE + 1).position(known) else { return };
    let end = end(claims, &block, first);
    let rows = &block.rows[first..end];
    let fields = || {
        rows.iter().filter_map(|row| match row {
            Row::Fields(fields) => Some(fields),
            _ => None,
        })
    };
    let opinions = rows.iter().filter(|row| matches!(row, Row::Opinions)).count();
    let own = opinions + fields().flatten().filter(|field| field.label.own).count();
    let elements: BTreeSet<Element> = fields().flatten().filter_map(|field| field.label.element).collect();
    let alone =
        fields().filter(|fields| matches!(&fields[..], [field] if field.value.is_empty() && !field.colon));
    let sheet = rows.iter().any(|row| matches!(row, Row::Sheet));
    let text = matches!(rows.last(), Some(Row::Text(_)));
    said.form = own >= OWN
        || (sheet && rows.len() > 1 && (own > 0 || !elements.is_empty()))
        || (text && rows.len() > 1 && own + elements.len() > 0)
        || (elements.len() >= ALONE && alone.count() >= ALONE);
    if said.form {
        // What stands over a form's heading, or over its rows when they lead to the text, is the system's.
        if text || matches!(rows.first(), Some(Row::Sheet)) {
            block.lines[..first].iter().for_each(|&line| claims.claim(line, Slot::Loose));
        }
        take(claims, &block, first..end, said);
    }
}

/// The first line behind the rows of a form.
fn end(claims: &Claims, block: &Block, first: usize) -> usize {
    let (mut end, mut gap) = (first, 0);
    // Whether the last label's value may stand on the next line, or go on there.
    let mut open = false;
    let mut opinions = false;
    for at in first..block.rows.len() {
        let text = claims.text(block.lines[at]);
        match &block.rows[at] {
            Row::Text(_) => return at + 1,
            Row::Sheet => (end, gap, open, opinions) = (at + 1, 0, false, false),
            Row::Opinions => (end, gap, open, opinions) = (at + 1, 0, true, true),
            Row::Fields(fields) => {
                let Some(last) = fields.last() else { continue };
                let value = &text[last.value.clone()];
                opinions = is_opinions(last.label.name);
                open = value.is_empty() || is_unfinished(last.label, value);
                (end, gap) = (at + 1, 0);
            }
            Row::Opinion if opinions => (end, gap) = (at + 1, 0),
            _ if open && goes_on(claims, block, at) => {
                let label = block.rows[..at].iter().rposition(|row| matches!(row, Row::Fields(_)));
                let label = label.and_then(|at| block.last_field(at)).map(|field| field.label);
                let list = label.is_some_and(|label| label.element == Some(Element::Attachments));
                open = list || label.is_some_and(|label| is_unfinished(label, &text));
                end = at + 1;
                gap = if list { 0 } else { gap + 1 };
            }
            _ => {
                gap += 1;
                if gap > GAP || is_document(&text) {
                    if leads_to_text(claims, block, at) {
                        gap = 0;
                        continue;
                    }
                    return end;
                }
            }
        }
    }
    end
}

/// Whether only values and labels that no list has stand between a line and the label over the text.
fn leads_to_text(claims: &Claims, block: &Block, at: usize) -> bool {
    let Some(text) = block.rows[at..].iter().position(|row| matches!(row, Row::Text(_))) else {
        return false;
    };
    let own = |line: &usize| {
        let text = claims.text(*line);
        mark::is_mark(&text)
            || p::is_number(&text)
            || p::opens_numbered(&text)
            || text.strip_suffix(['：', ':']).is_some_and(p::is_recipients)
    };
    text <= STRANGE && !block.lines[at..at + text].iter().any(own)
}

/// Whether a line under an open label can be its value.
fn goes_on(claims: &Claims, block: &Block, at: usize) -> bool {
    let Some(above) = at.checked_sub(1) else { return false };
    let text = claims.text(block.lines[at]);
    // A rule parts the rows from the document.
    if block.lines[above] + 1 != block.lines[at] {
        return false;
    }
    let Some(field) = block.last_field(above) else {
        let label = block.rows[..above].iter().rposition(|row| matches!(row, Row::Fields(_)));
        let label = label.and_then(|at| block.last_field(at)).and_then(|field| field.label.element);
        return if label == Some(Element::Attachments) { is_item(&text) } else { !is_document(&text) };
    };
    let over = claims.text(block.lines[above]);
    if !field.value.is_empty() {
        let list = field.label.element == Some(Element::Attachments);
        return if list { is_item(&text) } else { !is_labelled(&text) };
    }
    let fits = match field.label.element {
        Some(Element::Recipients | Element::Cc) => {
            (p::is_recipients(&text) || p::is_address(&text)) && !mark::is_mark(&text)
        }
        // A list of files takes lines of its own.
        Some(Element::Attachments) => is_item(&text),
        Some(element) => given(&text, element, 0, 0..text.len()).is_some(),
        // Under a colon stands what is left empty, or short.
        None => text.chars().count() <= 40 && !(over.ends_with(['：', ':']) && is_document(&text)),
    };
    fits && !p::is_running(&text)
}

/// Whether a line is an attachment's name in a list.
fn is_item(text: &str) -> bool {
    let numbered = p::item_number(text).is_some();
    text.chars().count() <= 60 && !text.contains(['。', '；']) && (numbered || !is_document(text))
}

/// Whether a line is a document's own by its form.
fn is_document(text: &str) -> bool {
    p::is_number(text)
        || p::is_open_number(text)
        || mark::is_mark(text)
        || super::is_title(text)
        || p::is_running(text)
        || p::opens_numbered(text)
        || text.strip_suffix(['：', ':']).is_some_and(p::is_recipients)
}

/// Whether a value goes on behind its line's end.
fn is_unfinished(label: &Label, value: &str) -> bool {
    let value = value.trim();
    let count = |marks: [char; 2]| value.matches(marks).count();
    let open = count(['（', '(']) > count(['）', ')']) || count(['《', '《']) > count(['》', '》']);
    let listed = value.ends_with(['，', '、', ',', '；', '和', '及']);
    match label.element {
        Some(Element::Title) => !p::ends_as_title(value),
        Some(Element::Attachments) => true,
        Some(Element::Recipients | Element::Cc | Element::Issuers) => listed || open,
        _ => false,
    }
}

/// Claims the rows of a form and gives what they say.
fn take(claims: &mut Claims, block: &Block, range: Range<usize>, said: &mut Said) {
    // The label whose value may go on.
    let mut open: Option<(&'static Label, String)> = None;
    for at in range.clone() {
        let line = block.lines[at];
        let text = claims.text(line);
        // What stands between two rows is of the upper one.
        let between =
            block.rows[at..range.end].iter().any(|row| matches!(row, Row::Fields(_) | Row::Text(_)));
        match &block.rows[at] {
            Row::Text(from) => {
                text_begins(claims, line, *from);
                continue;
            }
            Row::Fields(fields) => {
                for field in fields {
                    let value = text[field.value.clone()].to_owned();
                    of(&text, field.label, line, &field.value, said);
                    open = Some((field.label, value));
                }
            }
            Row::Sheet | Row::Opinions | Row::Opinion => open = None,
            Row::Other => {
                let note = matches!(&open, Some((label, value)) if label.element == Some(Element::Note) && value.is_empty());
                let labelled = is_labelled(&text) && !note;
                match &mut open {
                    Some((label, value)) if !labelled && label.element.is_some() => {
                        let first = value.is_empty();
                        if first || is_unfinished(label, value) || (between && is_list(label)) {
                            let before = said.given.len();
                            of(&text, label, line, &(0..text.len()), said);
                            if !first {
                                said.given[before..].iter_mut().for_each(Given::goes_on);
                            }
                            value.push_str(&text);
                        } else {
                            claims.claim(line, Slot::Loose);
                            continue;
                        }
                    }
                    Some(_) => {}
                    None if labelled || between => {}
                    None => {
                        claims.claim(line, Slot::Loose);
                        continue;
                    }
                }
            }
        }
        claims.claim(line, Slot::NoElement);
    }
}

/// Whether a value is a list that a cell's width breaks anywhere.
fn is_list(label: &Label) -> bool {
    matches!(label.element, Some(Element::Recipients | Element::Cc | Element::Title | Element::Attachments))
}

/// 正文：各县教育局：: the text begins on the line of its label.
fn text_begins(claims: &mut Claims, line: usize, from: usize) {
    let text = claims.text(line);
    let (label, words) = text.split_at(from);
    let names =
        words.strip_suffix(['：', ':']).filter(|names| p::is_recipients(names) || p::is_address(names));
    match names {
        _ if words.is_empty() => claims.claim(line, Slot::NoElement),
        Some(names) => claims.split(
            line,
            &[
                (Slot::NoElement, label),
                (Slot::Value(Element::Recipients), names),
                (Slot::Beside(Element::Recipients), &words[names.len()..]),
            ],
        ),
        None => claims.split(line, &[(Slot::NoElement, label), (Slot::Value(Element::Body), words)]),
    }
}

/// So many lines may stand below the rows under a text.
const REMARKS: usize = 8;

/// Rows of a form below the text: who signs, when, what is attached, opinions.
fn under(claims: &mut Claims, said: &mut Said) {
    let Some(text) = claims.free(0..claims.len()).into_iter().find(|&line| p::is_running(&claims.text(line)))
    else {
        return;
    };
    // What an assistant says below is none of the rows.
    let mut lines = claims.free(text + 1..claims.len());
    while lines.last().is_some_and(|&line| talk::begins(&claims.text(line))) {
        lines.pop();
    }
    let block = Block::of(claims, lines);
    let found = (0..block.lines.len()).filter(|&at| begins(claims, &block, at));
    let Some((first, end)) = found.into_iter().find_map(|at| Some((at, end_under(claims, &block, at)?)))
    else {
        return;
    };
    take(claims, &block, first..end, said);
    let rest = &block.lines[end..];
    if !rest.iter().any(|&line| is_attached(&claims.text(line))) {
        rest.iter().for_each(|&line| claims.claim(line, Slot::Loose));
    }
}

/// Whether rows under a text begin on a line: with a label of a sign-off, of files, of opinions.
fn begins(claims: &Claims, block: &Block, at: usize) -> bool {
    let text = claims.text(block.lines[at]);
    match &block.rows[at] {
        Row::Fields(fields) => fields.iter().all(|field| {
            let label = field.label;
            // 联系人：张三，电话：… is a text's.
            let several = fields.iter().any(|field| field.label.own || FOOT.contains(&field.label.name));
            // 附件 alone stands over the document's own list.
            let value = &text[field.value.clone()];
            let list = label.name == "附件" && (value.is_empty() || !is_nothing(value));
            let colophon = matches!(label.element, Some(Element::Cc | Element::Recipients | Element::Copies));
            let foot = label.element.is_some() && (!colophon || !field.colon);
            (foot || label.own || several) && !list
        }),
        Row::Opinions => true,
        _ => false,
    }
}

/// Where rows under a text end that begin on a line; none when they are none.
fn end_under(claims: &Claims, block: &Block, first: usize) -> Option<usize> {
    let rows = &block.rows;
    let fields = |at: usize| matches!(rows[at], Row::Fields(_) | Row::Opinions);
    let text = |at: usize| claims.text(block.lines[at]);
    let last = (first..rows.len()).rposition(fields).map_or(first, |at| first + at);
    // What a blank line parts from the last of them is none of it.
    let apart = (last + 1..rows.len())
        .find(|&at| matches!(rows[at], Row::Other) && claims.line(block.lines[at]).after_blank);
    let end = apart.unwrap_or(rows.len());
    let is_text = |at: usize| {
        let text = text(at);
        let file = p::file_stem(text.split(['（', '(', ' ']).next().unwrap_or_default()).is_some();
        let other = matches!(rows[at], Row::Other) && !file;
        // Organs and days under a label are its values; others sign.
        let value = at > first && block.last_field(at - 1).is_some_and(|field| field.value.is_empty());
        let signs = !value
            && signed::row(&text).is_some_and(|row| {
                row.iter().any(|(what, _)| matches!(what, signed::What::Organ | signed::What::Date))
            });
        let opinions = (first..at).any(|at| matches!(rows[at], Row::Opinions));
        other
            && (p::is_running(&text) || is_attached(&text) || text.ends_with("印发") || (signs && !opinions))
    };
    let signed = (first..end).any(|at| match &rows[at] {
        Row::Fields(fields) => fields.iter().any(|field| FOOT.contains(&field.label.name) || field.label.own),
        row => matches!(row, Row::Opinions),
    });
    let few = rows.len() - end <= REMARKS || (end..rows.len()).any(|at| is_attached(&text(at)));
    (!(first..end).any(is_text) && few && (signed || end == rows.len())).then_some(end)
}

/// 落款：某局, 印发：某办公室 2025年5月21日 共印80份 under the text of what has no form over it.
fn below(claims: &mut Claims, said: &mut Said) {
    let first = claims.free(0..claims.len()).into_iter().find(|&line| p::is_running(&claims.text(line)));
    let from = first.map_or(claims.len(), |line| line + 1);
    let end = claims.free(from..claims.len()).into_iter().find(|&line| is_attached(&claims.text(line)));
    for line in claims.free(from..end.unwrap_or(claims.len())).into_iter().rev().take(LONGEST) {
        let text = claims.text(line);
        // What an assistant says below is none of the text.
        if talk::begins(&text) {
            continue;
        }
        if p::is_running(&text) || p::opens_numbered(&text) {
            break;
        }
        let fields = fields(&text).filter(|fields| {
            let known = |name: &str| FOOT.contains(&name) || (fields.len() > 1 && name == "份数");
            fields.iter().all(|field| known(field.label.name) && field.colon)
        });
        let Some(fields) = fields else { continue };
        let mut found = Said::default();
        let mut all = true;
        for field in &fields {
            let before = found.given.len();
            of(&text, field.label, line, &field.value, &mut found);
            all &= found.given.len() > before;
        }
        if all {
            said.given.append(&mut found.given);
            claims.claim(line, Slot::NoElement);
        }
    }
}

/// 附件1 over a text of its own, whose labels are not the document's.
fn is_attached(text: &str) -> bool {
    p::is_attachment_label(text) && !text.contains(['：', ':'])
}

/// Whether a line below a document is of the form that led it through an office: 签发：…, 分管领导意见：….
pub(super) fn is_opinions_row(text: &str) -> bool {
    match row(text) {
        Row::Opinions => true,
        Row::Other if is_opinions_heading(text) || is_remark(text) => true,
        Row::Fields(fields) => fields.iter().any(|field| field.label.own && field.label.element.is_none()),
        _ => false,
    }
}

/// 流转意见, 审批记录: what a system heads its opinions with, alone in a line.
fn is_opinions_heading(text: &str) -> bool {
    const STARTS: [&str; 12] =
        ["流转", "审批", "办理", "处理", "会签", "签批", "流程", "操作", "阅办", "传阅", "审核", "领导"];
    const ENDS: [&str; 9] = ["意见", "记录", "流程", "过程", "轨迹", "日志", "批示", "痕迹", "详情"];
    let bare = text.trim_end_matches(['：', ':']);
    (4..=7).contains(&bare.chars().count())
        && STARTS.iter().any(|start| bare.starts_with(start))
        && ENDS.iter().any(|end| bare.ends_with(end))
}

/// 张三：同意签发。[总经理 / 2025-05-20 08:51:17]: a word of somebody's with its time.
fn is_remark(text: &str) -> bool {
    let said = text.split_once(['：', ':']).filter(|(name, _)| (2..=4).contains(&name.chars().count()));
    let Some((_, rest)) = said else { return false };
    let inner = rest
        .rsplit_once(['[', '［', '（', '('])
        .and_then(|(_, rest)| rest.split_once([']', '］', '）', ')']));
    inner.is_some_and(|(inner, _)| {
        let at = inner.find(|c: char| c.is_ascii_digit());
        at.and_then(|at| super::row::stamp(&inner[at..])).is_some_and(|(_, strong)| strong)
    })
}

/// What a field says of the document.
fn of(text: &str, label: &Label, line: usize, value: &Range<usize>, said: &mut Said) {
    let Some(element) = label.element else { return };
    let whole = &text[value.clone()];
    if is_nothing(whole) {
        return;
    }
    let place = |part: &str| {
        let from = part.as_ptr() as usize - text.as_ptr() as usize;
        from..from + part.len()
    };
    let found: Vec<Given> = match element {
        Element::Attachments => {
            if !is_count(whole) {
                said.attached.push((line, place(without_count(whole))));
            }
            return;
        }
        Element::Issuers => {
            // 落款：某局 2025年5月6日.
            let dated = p::trailing_date(whole).filter(|(before, _)| !before.trim().is_empty());
            let (names, date) = dated.unwrap_or((whole, &whole[..0]));
            let names = names.split(['、', '，', ',', ' ', '\u{3000}', '\t']).filter(|name| !name.is_empty());
            let organs: Option<Vec<Given>> =
                names.map(|name| given(text, Element::Issuers, line, place(name))).collect();
            let date = given(text, Element::Date, line, place(date)).filter(|_| !date.is_empty());
            organs.unwrap_or_default().into_iter().chain(date).collect()
        }
        Element::Printer => {
            let copies = whole.rfind("共印").map(|at| whole.split_at(at));
            let (row, copies) = copies.unwrap_or((whole, &whole[..0]));
            let row = row.trim_end_matches(|c: char| BLANKS.contains(c) || "（(，".contains(c));
            let row = row.strip_suffix("印发").unwrap_or(row);
            let (organ, date) = p::trailing_date(row).unwrap_or((row, &row[..0]));
            let figures = figures(copies);
            let parts = [(element, organ), (Element::PrintDate, date), (Element::Copies, figures)];
            let parts = parts.into_iter().filter(|(_, part)| !part.is_empty());
            parts.filter_map(|(element, part)| given(text, element, line, place(part))).collect()
        }
        Element::Signers => {
            let (names, _) = names::persons(whole);
            let names = names.into_iter().map(|name| name.trim_start_matches(names::MARKS));
            names.filter_map(|name| given(text, element, line, place(name))).collect()
        }
        // 甲教〔2024〕5号　　2024年3月18日封发.
        Element::Number => {
            let first = whole.split(['\t', '\u{3000}']).next().unwrap_or(whole).split("  ").next();
            let first = first.unwrap_or(whole);
            // 某厅 岚文旅复〔2024〕18号.
            let alone =
                first.split(' ').filter(|part| p::is_number(part) && part.contains(['〔', '[', '（']));
            let alone: Vec<&str> = alone.collect();
            let number = if let [number] = alone[..] { number } else { first };
            given(text, element, line, place(number)).into_iter().collect()
        }
        Element::Copies => given(text, element, line, place(figures(whole))).into_iter().collect(),
        Element::Urgency | Element::Classification => {
            let word = ticked(whole).map_or(whole, |range| &whole[range]);
            given(text, element, line, place(word)).into_iter().collect()
        }
        _ => given(text, element, line, value.clone()).into_iter().collect(),
    };
    said.given.extend(found);
}

/// The first figures of a text.
fn figures(text: &str) -> &str {
    let from = text.find(|c: char| c.is_ascii_digit()).unwrap_or(text.len());
    let rest = &text[from..];
    &rest[..rest.bytes().take_while(u8::is_ascii_digit).count()]
}

/// 拟稿方式：…: a row with a label that nobody knows, or a page's row.
fn is_labelled(text: &str) -> bool {
    p::is_labelled(text) || page_row(text).is_some()
}
