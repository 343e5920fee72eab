//! Forms of office systems around a document: 发文稿纸, 呈批单, 公文流转, and labels at its end, 落款：, 印发：. What
//! their labels say is the document's where it does not say it itself; opinions are none of its words.

use std::ops::Range;

use super::form_labels::{FOOT, LABELS, Label, OPINIONS, SHEETS};
use super::given::{Given, given};
use super::row::stamp;
use crate::import::claims::{Claims, Element, Slot};
use crate::import::lines::squeezed;
use crate::import::patterns as p;

/// So many lines of a document hold such a form.
const LONGEST: usize = 60;
/// So many lines may stand over it that are none of its rows.
const STRANGE: usize = 2;
/// So many labels that only forms have make one.
const OWN: usize = 2;
/// An opinion has so many characters at most.
const LONGEST_OPINION: usize = 80;
const BLANKS: &str = " \t\u{3000}";
const BARS: &str = "|｜";

/// A label and where its value stands.
type Field = (&'static Label, Range<usize>);

/// Claims a form over the document, and labels below its text.
pub(super) fn recognise(claims: &mut Claims) -> Vec<Given> {
    let mut found = over(claims);
    found.extend(below(claims));
    found
}

/// The rows of a form from the top on; without a heading or labels of its own it is none.
fn over(claims: &mut Claims) -> Vec<Given> {
    let mut found = Vec::new();
    let mut rows = Vec::new();
    let (mut sheet, mut own, mut open, mut strange) = (false, 0, false, 0);
    for line in claims.free(0..claims.len().min(LONGEST)) {
        let text = claims.text(line);
        if is_sheet(&text) {
            sheet = true;
        } else if let Some(fields) = fields(&text) {
            own += fields.iter().filter(|(label, _)| label.own).count();
            open = fields.last().is_some_and(|(label, _)| is_opinions(label.name));
            found.extend(fields.iter().flat_map(|(label, value)| of(&text, label, line, value)));
        } else if is_opinions_label(&text) {
            own += 1;
            open = true;
        } else if is_text_label(&text) {
            rows.push(line);
            break;
        } else if !(open && is_opinion(&text)) {
            strange += 1;
            if rows.is_empty() && strange <= STRANGE {
                continue;
            }
            break;
        }
        rows.push(line);
    }
    let form = own >= OWN || (sheet && rows.len() > 1 && (own > 0 || !found.is_empty()));
    if !form {
        return Vec::new();
    }
    rows.into_iter().for_each(|line| claims.claim(line, Slot::NoElement));
    found
}

/// 落款：某局, 印发：某办公室 2025年5月21日 共印80份 under the text.
fn below(claims: &mut Claims) -> Vec<Given> {
    let first = claims.free(0..claims.len()).into_iter().find(|&line| p::is_running(&claims.text(line)));
    let from = first.map_or(claims.len(), |line| line + 1);
    let end = claims.free(from..claims.len()).into_iter().find(|&line| is_attached(&claims.text(line)));
    let mut found = Vec::new();
    for line in claims.free(from..end.unwrap_or(claims.len())).into_iter().rev().take(LONGEST) {
        let text = claims.text(line);
        if p::is_running(&text) || p::opens_numbered(&text) {
            break;
        }
        let fields = fields(&text).filter(|fields| {
            let known = |name: &str| FOOT.contains(&name) || (fields.len() > 1 && name == "份数");
            let colon = |from: usize| text[..from].trim_end().ends_with(['：', ':']);
            fields.iter().all(|(label, value)| known(label.name) && colon(value.start))
        });
        let Some(fields) = fields else { continue };
        let said: Vec<Vec<Given>> =
            fields.iter().map(|(label, value)| of(&text, label, line, value)).collect();
        if said.iter().all(|given| !given.is_empty()) {
            found.extend(said.into_iter().flatten());
            claims.claim(line, Slot::NoElement);
        }
    }
    found
}

/// The element that a line's label says, when a value stands behind its colon.
pub(in crate::import) fn label_of(text: &str) -> Option<Element> {
    let fields = fields(text)?;
    let (label, value) = fields.first()?;
    let said = &text[value.clone()];
    let colon = text[..value.start].trim_end().ends_with(['：', ':']);
    label.element.filter(|element| colon && !is_nothing(said) && !is_usual(*element, said))
}

/// 平件, 公开: urgency and secrecy that no document says.
fn is_usual(element: Element, value: &str) -> bool {
    const URGENCY: [&str; 8] = ["一般", "普通", "平件", "平急", "常规", "正常", "不急", "平"];
    const SECRECY: [&str; 8] = ["公开", "非密", "普通", "一般", "内部", "不涉密", "非涉密", "内部公开"];
    let first = value.split_whitespace().next().unwrap_or_default();
    match element {
        Element::Urgency => URGENCY.contains(&first),
        Element::Classification => SECRECY.contains(&first),
        _ => false,
    }
}

/// 无, —, （空）: a field that says nothing.
pub(super) fn is_nothing(value: &str) -> bool {
    const NOTHING: [&str; 12] =
        ["", "无", "暂无", "没有", "空", "空白", "否", "不填", "略", "未填写", "未填", "null"];
    let bare = squeezed(value);
    let bare = bare.trim_matches(|c: char| !c.is_alphanumeric());
    NOTHING.contains(&bare)
}

/// 附件1 over a text of its own, whose labels are not the document's.
fn is_attached(text: &str) -> bool {
    p::is_attachment_label(text) && !text.contains(['：', ':'])
}

/// What a field says of the document.
fn of(text: &str, label: &Label, line: usize, value: &Range<usize>) -> Vec<Given> {
    let Some(element) = label.element else { return Vec::new() };
    let whole = &text[value.clone()];
    let place = |part: &str| {
        let from = part.as_ptr() as usize - text.as_ptr() as usize;
        from..from + part.len()
    };
    match element {
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
        Element::Copies => given(text, element, line, place(figures(whole))).into_iter().collect(),
        _ => given(text, element, line, value.clone()).into_iter().collect(),
    }
}

/// The first figures of a text.
fn figures(text: &str) -> &str {
    let from = text.find(|c: char| c.is_ascii_digit()).unwrap_or(text.len());
    let rest = &text[from..];
    &rest[..rest.bytes().take_while(u8::is_ascii_digit).count()]
}

/// The fields of a line that begins with a label; a value goes on to the next label.
fn fields(text: &str) -> Option<Vec<Field>> {
    let mut found: Vec<(&Label, usize, usize)> = Vec::new();
    let open = |c: char| "【[".contains(c) || BARS.contains(c) || BLANKS.contains(c);
    let first = text.len() - text.trim_start_matches(open).len();
    for (at, _) in text.char_indices().filter(|(at, _)| *at >= first) {
        let taken = found.last().is_some_and(|(.., from)| at < *from);
        let cell = at == first || text[..at].ends_with(open);
        if taken || !cell {
            continue;
        }
        let known = label(&text[at..]).filter(|(end, _)| at > first || *end > 0);
        match known
            .and_then(|(end, label)| Some((label, at, at + end + value(&text[at + end..], at == first)?)))
        {
            Some(known) => found.push(known),
            None if at == first => return None,
            None => {}
        }
    }
    let ends = found.iter().skip(1).map(|(_, at, _)| *at).chain([text.len()]);
    let field = |((label, _, from), end): (&(&'static Label, usize, usize), usize)| {
        let said = text[*from..end].trim_end_matches(open);
        (*label, *from..*from + said.len())
    };
    // 附件：名单 of a form is a list of the document.
    let listed = |(label, value): &Field| label.name == "附件" && value.len() > "无".len();
    let fields: Vec<Field> = found.iter().zip(ends).map(field).collect();
    (!fields.is_empty() && !fields.iter().any(listed)).then_some(fields)
}

/// The longest label at the start of a text, whose characters may stand apart.
fn label(text: &str) -> Option<(usize, &'static Label)> {
    let length = |name: &str| {
        let mut rest = text;
        for (at, c) in name.chars().enumerate() {
            if at > 0 {
                rest = rest.trim_start_matches([' ', '\u{3000}']);
            }
            rest = rest.strip_prefix(c)?;
        }
        Some(text.len() - rest.len())
    };
    LABELS.iter().filter_map(|label| Some((length(label.name)?, label))).max_by_key(|(end, _)| *end)
}

/// How many bytes stand between a label and its value; without a colon a cell has to end there.
fn value(rest: &str, first: bool) -> Option<usize> {
    let bare = rest.trim_start_matches(['】', ']']);
    let closed = bare.len() < rest.len();
    let after = bare.trim_start_matches(|c: char| BLANKS.contains(c));
    let blank = &bare[..bare.len() - after.len()];
    let colon = after.strip_prefix(['：', ':']);
    let cell = blank.contains(['\t', '\u{3000}'])
        || blank.chars().count() > 1
        || (first && !blank.is_empty())
        || after.starts_with(|c: char| BARS.contains(c))
        || after.is_empty()
        || closed;
    let value = colon.or(cell.then_some(after))?;
    Some(rest.len() - value.trim_start_matches(|c: char| BLANKS.contains(c) || BARS.contains(c)).len())
}

/// 发文稿纸, 某办公室发文呈批单, 【公文流转】.
fn is_sheet(text: &str) -> bool {
    let bare = squeezed(text);
    let bare = bare.trim_matches(|c: char| "【】[]〖〗（）()《》-—=".contains(c));
    bare.chars().count() <= 30 && SHEETS.iter().any(|sheet| bare.ends_with(sheet))
}

/// 正文：, 【正文】 over the text.
fn is_text_label(text: &str) -> bool {
    let bare = squeezed(text);
    let bare = bare.trim_end_matches(['：', ':']).trim_matches(['【', '】', '[', ']']);
    ["正文", "公文正文", "文件正文", "正文内容", "文稿正文", "文件内容"].contains(&bare)
}

fn is_opinions(name: &str) -> bool {
    OPINIONS.iter().any(|end| name.ends_with(end))
}

/// 分管领导审核意见：…: a label by its end.
fn is_opinions_label(text: &str) -> bool {
    let Some((label, _)) = text.split_once(['：', ':', '\t']) else { return false };
    let label = squeezed(label);
    let label = label.trim_matches(['【', '】', '[', ']']);
    let plain = label.chars().all(|c| matches!(c, '\u{4E00}'..='\u{9FFF}' | '（' | '）'));
    plain && (3..=14).contains(&label.chars().count()) && is_opinions(label) && !label.contains("关于")
}

/// 办公室 张伟：已核。 2025-06-11 14:02; 同意。李娜 6月12日.
fn is_opinion(text: &str) -> bool {
    const WORDS: [&str; 14] = [
        "同意",
        "已核",
        "已阅",
        "拟同意",
        "已审",
        "已办",
        "已签",
        "无意见",
        "无异议",
        "通过",
        "呈",
        "阅示",
        "审定",
        "审批",
    ];
    let length = text.chars().count();
    if length > LONGEST_OPINION || p::opens_numbered(text) || text.ends_with(['：', ':']) {
        return false;
    }
    let timed = text.char_indices().any(|(at, c)| {
        let begins = c.is_ascii_digit() && !text[..at].ends_with(|c: char| c.is_ascii_digit());
        begins && stamp(&text[at..]).is_some_and(|(end, strong)| strong || at + end == text.len())
    });
    let said = WORDS.iter().any(|word| text.contains(word));
    // A day alone may be the document's.
    (timed && (said || text.contains(['：', ':', '。']))) || (said && length <= 25 && !p::ends_as_title(text))
}
