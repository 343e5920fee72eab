//! A line of an office system's form taken apart: labels with their values, the form's heading, the label over the text.

use std::ops::Range;

use super::form_labels::{LABELS, LONGEST_LABEL, Label, OPINIONS, SHEETS, UNKNOWN, by_end};
use super::row::stamp;
use crate::claims::Element;
use crate::lines::squeezed;
use crate::patterns as p;

/// An opinion has so many characters at most.
const LONGEST_OPINION: usize = 80;
pub(super) const BLANKS: &str = " \t\u{3000}";
/// What parts cells.
const BARS: &str = "|｜│┃║";
/// What leads from a label to its value.
const LEADERS: &str = ".…·_";

/// A label and where its value stands.
#[derive(Debug, Clone)]
pub(super) struct Field {
    pub label: &'static Label,
    pub value: Range<usize>,
    /// Whether a colon stands between.
    pub colon: bool,
}

/// What a line is of a form.
#[derive(Debug, Clone)]
pub(super) enum Row {
    /// 发文稿纸, 【公文流转】.
    Sheet,
    Fields(Vec<Field>),
    /// 正文：, 【正文】, and where the text begins on its line.
    Text(usize),
    /// 分管领导审核意见：: a label by its end.
    Opinions,
    /// 同意。李娜 6月12日.
    Opinion,
    Other,
}

pub(super) fn row(text: &str) -> Row {
    if is_sheet(text) {
        return Row::Sheet;
    }
    if let Some(from) = text_label(text) {
        return Row::Text(from);
    }
    match fields(text) {
        Some(fields) => Row::Fields(fields),
        None if is_opinions_label(text) => Row::Opinions,
        None if is_opinion(text) => Row::Opinion,
        None => Row::Other,
    }
}

/// Whether a line begins a row of a form, or its text: no line above goes on with it.
pub(crate) fn begins_row(text: &str) -> bool {
    match row(text) {
        Row::Fields(fields) => fields[0].colon || text.contains('\t'),
        Row::Text(_) | Row::Opinions => true,
        _ => false,
    }
}

/// The elements that a line's labels say, where a value stands behind them; without a colon only in a `row` of a form.
pub(crate) fn labels_of(text: &str, row: bool) -> Vec<Element> {
    let said = |field: &Field| {
        let said = &text[field.value.clone()];
        let known = |element: &Element| !is_nothing(said) && !is_usual(*element, said);
        field.label.element.filter(|_| field.colon || row).filter(known)
    };
    fields(text).unwrap_or_default().iter().filter_map(said).collect()
}

/// 平件, 公开: urgency and secrecy that no document says.
fn is_usual(element: Element, value: &str) -> bool {
    const URGENCY: [&str; 8] = ["一般", "普通", "平件", "平急", "常规", "正常", "不急", "平"];
    const SECRECY: [&str; 8] = ["公开", "非密", "普通", "一般", "非密件", "不涉密", "非涉密", "内部公开"];
    let first = value.split_whitespace().next().unwrap_or_default();
    match element {
        Element::Urgency => URGENCY.contains(&first) || has_boxes(value),
        Element::Classification => SECRECY.contains(&first) || has_boxes(value),
        // The program makes 某局文件 out of the issuers.
        Element::Mark => squeezed(value).ends_with("文件"),
        // How many there are names none.
        Element::Attachments => is_count(value),
        _ => false,
    }
}

/// 1个 (名单.xlsx): how many stand before which.
pub(super) fn without_count(value: &str) -> &str {
    let Some((count, names)) = value.split_once(['（', '(', '：', ':', ' ']) else { return value };
    let names = names.trim_start_matches(|c: char| "（(：: ".contains(c)).trim_end();
    let names = names.strip_suffix(['）', ')']).filter(|_| value.contains(['（', '('])).unwrap_or(names);
    if count.ends_with(['个', '件', '份']) && is_count(count) && !names.is_empty() { names } else { value }
}

/// 0个, （2）, 共3件: how many, and not which.
pub(crate) fn is_count(value: &str) -> bool {
    let bare: String = value.chars().filter(|c| !c.is_whitespace() && !"（）()共有[]".contains(*c)).collect();
    let figures = bare.trim_end_matches(['个', '件', '份', '项']);
    (1..=3).contains(&figures.len()) && figures.bytes().all(|b| b.is_ascii_digit())
}

/// 无, —, （空）: a field that says nothing.
pub(crate) fn is_nothing(value: &str) -> bool {
    const NOTHING: [&str; 14] =
        ["", "无", "暂无", "没有", "空", "空白", "否", "不填", "略", "未填写", "未填", "null", "0", "无附件"];
    let bare = squeezed(value);
    let bare = bare.trim_matches(|c: char| !c.is_alphanumeric());
    NOTHING.contains(&bare)
}

/// 文号：暂无, 发文字号：待编: a number that is not given yet.
pub(crate) fn is_open_label(text: &str) -> bool {
    let open = |value: &str| {
        let bare = squeezed(value);
        let bare = bare.trim_matches(|c: char| !c.is_alphanumeric());
        let later = ["暂", "待", "未", "自动", "空"].iter().any(|start| bare.starts_with(start));
        (bare.is_empty() && !value.contains(['-', '—', '/'])) || (later && bare.chars().count() <= 8)
    };
    let number =
        |field: &Field| field.label.element == Some(Element::Number) && !field.label.name.starts_with('来');
    let fields = fields(text).unwrap_or_default();
    fields.iter().any(|field| number(field) && field.colon && open(&text[field.value.clone()]))
}

/// The fields of a line that begins with a label; a value goes on to the next label.
pub(super) fn fields(text: &str) -> Option<Vec<Field>> {
    let mut found: Vec<(&Label, usize, usize, bool)> = Vec::new();
    let open = |c: char| "【[〖*＊●■◆·-".contains(c) || BARS.contains(c) || BLANKS.contains(c);
    let parts = |c: char| "【[〖；;，,".contains(c) || BARS.contains(c) || BLANKS.contains(c);
    let first = text.len() - text.trim_start_matches(open).len();
    for (at, _) in text.char_indices().filter(|(at, _)| *at >= first) {
        let taken = found.last().is_some_and(|(_, _, from, _)| at < *from);
        let cell = at == first || text[..at].ends_with(parts);
        if taken || !cell {
            continue;
        }
        let valued = |(end, label): (usize, &'static Label)| {
            let (length, colon) = value(&text[at + end..], at == first)?;
            Some((label, at, at + end + length, colon))
        };
        let begins = !text[at..].starts_with(open);
        let apart = at == first || (begins && is_apart(&text[..at]));
        let known = label(&text[at..]).and_then(valued);
        let by_end = || Some(&text[at..]).filter(|_| apart).and_then(by_end).and_then(valued);
        match known.or_else(by_end) {
            Some(known) => found.push(known),
            None => match Some(&text[at..]).filter(|_| apart).and_then(unknown) {
                Some(end) => found.push((&UNKNOWN, at, at + end, true)),
                None if at == first => return None,
                None => {}
            },
        }
    }
    if found.iter().all(|(label, ..)| label.name.is_empty()) {
        return None;
    }
    let ends = found.iter().skip(1).map(|(_, at, ..)| *at).chain([text.len()]);
    // A list that goes on in the next line keeps its mark.
    let close = |c: char, end: usize| parts(c) && (end < text.len() || !"；;，,".contains(c));
    let field = |((label, _, from, colon), end): (&(&'static Label, usize, usize, bool), usize)| {
        let said = text[*from..end.max(*from)].trim_end_matches(|c| close(c, end));
        Field { label, value: *from..*from + said.len(), colon: *colon }
    };
    let fields: Vec<Field> = found.iter().zip(ends).map(field).collect();
    (!fields.is_empty()).then_some(fields)
}

/// Whether a cell surely ends here: a tab, a bar or a wide blank stands before.
fn is_apart(before: &str) -> bool {
    let bare = before.trim_end_matches(' ');
    bare.ends_with(['\t', '\u{3000}'])
        || bare.ends_with(|c| BARS.contains(c))
        || before.len() - bare.len() > 1
}

/// 经办：, 状态:: the bytes of a label that no list has, with its colon and the blanks behind it.
fn unknown(text: &str) -> Option<usize> {
    let (at, _) = text.char_indices().take(LONGEST_LABEL).find(|(_, c)| "：:".contains(*c))?;
    let (label, rest) = text.split_at(at);
    let said = squeezed(label);
    let plain = said.chars().all(|c| matches!(c, '\u{4E00}'..='\u{9FFF}'));
    let value = rest.trim_start_matches(['：', ':']).trim_start_matches(|c: char| BLANKS.contains(c));
    (plain && (2..=6).contains(&said.chars().count())).then_some(text.len() - value.len())
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

/// How many bytes stand between a label and its value, and whether a colon does; without one a cell has to end there.
fn value(rest: &str, first: bool) -> Option<(usize, bool)> {
    let bare = without_remark(rest).trim_start_matches(['】', ']', '〗']);
    let closed = rest[..rest.len() - bare.len()].ends_with(['】', ']', '〗']);
    let after = bare.trim_start_matches(|c: char| BLANKS.contains(c));
    let blank = &bare[..bare.len() - after.len()];
    let colon = after.strip_prefix(['：', ':']);
    let leader = after.len() - after.trim_start_matches(|c: char| LEADERS.contains(c)).len() > 2;
    let cell = blank.contains(['\t', '\u{3000}'])
        || blank.chars().count() > 1
        || (first && !blank.is_empty())
        || after.starts_with(|c: char| BARS.contains(c))
        || after.is_empty()
        || leader
        || closed;
    let value = colon.or(cell.then_some(after))?;
    let skipped = |c: char| BLANKS.contains(c) || BARS.contains(c) || (leader && LEADERS.contains(c));
    Some((rest.len() - value.trim_start_matches(skipped).len(), colon.is_some()))
}

/// （必填）, （机关） behind a label.
fn without_remark(rest: &str) -> &str {
    let inner = rest.strip_prefix(['（', '(']);
    let end = inner.and_then(|inner| inner.char_indices().take(9).find(|(_, c)| "）)".contains(*c)));
    let after = inner.zip(end).map(|(inner, (end, _))| inner[end..].trim_start_matches(['）', ')']));
    after.filter(|after| after.trim_start().starts_with(['：', ':', '\t', '|'])).unwrap_or(rest)
}

/// 发文稿纸, 某办公室发文呈批单, 【公文流转】.
fn is_sheet(text: &str) -> bool {
    let bare = squeezed(text);
    let bare = bare.trim_matches(|c: char| "【】[]〖〗（）()《》-—=#*".contains(c));
    bare.chars().count() <= 30 && SHEETS.iter().any(|sheet| bare.ends_with(sheet))
}

/// 正文：, 【正文】, ----- 内容 ----- over the text, or before it: where the text begins.
fn text_label(text: &str) -> Option<usize> {
    const NAMES: [&str; 5] = ["正文内容", "文件内容", "公文内容", "正文部分", "文稿内容"];
    // 来文正文, 稿件正文.
    let is_name = |name: &str| {
        let plain = name.chars().all(|c| matches!(c, '\u{4E00}'..='\u{9FFF}'));
        NAMES.contains(&name) || (plain && name.ends_with("正文") && name.chars().count() <= 6)
    };
    let bare = squeezed(text);
    let inner = bare.trim_matches(|c: char| !c.is_alphanumeric());
    // 正文（OCR识别，仅供参考）.
    let remark = bare.find(['（', '(']).filter(|_| bare.ends_with(['）', ')', '：', ':']));
    let inner = remark.map_or(inner, |at| bare[..at].trim_matches(|c: char| !c.is_alphanumeric()));
    if is_name(inner) || (inner == "内容" && inner.len() < bare.len()) {
        return Some(text.len());
    }
    let (label, words) = text.split_once(['：', ':', '\t'])?;
    let label = squeezed(label);
    let label = label.trim_matches(['【', '】', '[', ']']);
    (is_name(label) && !words.trim().is_empty()).then_some(text.len() - words.trim_start().len())
}

pub(super) fn is_opinions(name: &str) -> bool {
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
pub(super) fn is_opinion(text: &str) -> bool {
    const WORDS: [&str; 18] = [
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
        "阅处",
        "阅知",
        "请阅",
        "圈阅",
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

const TICKED: &str = "☑✓✔√■●◉☒⊙✅▣";
const EMPTY: &str = "□☐○◯";

/// Whether a value is a choice of boxes.
fn has_boxes(value: &str) -> bool {
    value.contains(|c: char| TICKED.contains(c) || EMPTY.contains(c)) || value.contains(['[', '［'])
}

/// □特急 ☑加急, 特急□ 加急√, [ ]特急 [√]加急: where the word of the box that is ticked stands.
pub(super) fn ticked(value: &str) -> Option<Range<usize>> {
    if !has_boxes(value) {
        return None;
    }
    let mark =
        |c: char| TICKED.contains(c) || EMPTY.contains(c) || "[]［］()（）".contains(c) || c.is_whitespace();
    // The pieces: boxes, and the words between them.
    let mut words: Vec<(Range<usize>, &str, &str)> = Vec::new();
    let mut at = 0;
    while at < value.len() {
        let rest = &value[at..];
        let from = at + rest.find(|c: char| !mark(c)).unwrap_or(rest.len());
        let to = from + value[from..].find(mark).unwrap_or(value.len() - from);
        if from < to {
            words.push((from..to, &value[at..from], ""));
        }
        at = to.max(at + 1);
        while !value.is_char_boundary(at) {
            at += 1;
        }
    }
    for item in 0..words.len() {
        let end = words[item].0.end;
        let next = words.get(item + 1).map_or(value.len(), |(range, ..)| range.start);
        words[item].2 = &value[end..next];
    }
    let is_ticked = |boxes: &str| boxes.contains(|c: char| TICKED.contains(c));
    // A box stands before its word where one stands before the first.
    let before = words.first().is_some_and(|(_, before, _)| !before.trim().is_empty());
    let mut found = words.iter().filter(|(_, left, right)| is_ticked(if before { left } else { right }));
    let (range, ..) = found.next()?;
    found.next().is_none().then(|| range.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ticked_word_is_the_value() {
        for (value, word) in [
            ("□特急 ☑加急 □平急", Some("加急")),
            ("特急□　加急√　平急□", Some("加急")),
            ("[ ]特急 [√]加急", Some("加急")),
            ("○特急 ●加急 ○平件", Some("加急")),
            ("☑特急□加急", Some("特急")),
            ("□特急 □加急", None),
            ("加急", None),
        ] {
            assert_eq!(ticked(value).map(|range| &value[range]), word, "{value}");
        }
    }

    #[test]
    fn labels_and_values_stand_in_one_line_in_every_way() {
        let said = |text: &str| -> Vec<(String, String)> {
            let fields = fields(text).unwrap_or_default();
            let pair = |field: &Field| (field.label.name.to_owned(), text[field.value.clone()].to_owned());
            fields.iter().map(pair).collect()
        };
        for text in [
            "文号：甲教〔2024〕5号　密级：无",
            "文号\t甲教〔2024〕5号\t密级\t无",
            "| 文号 | 甲教〔2024〕5号 | 密级 | 无 |",
            "│文　号│甲教〔2024〕5号│密级│无│",
            "【文号】甲教〔2024〕5号 【密级】无",
            "*文号（必填）：甲教〔2024〕5号；密级：无",
            "文号：甲教〔2024〕5号\t类别：甲\t密级：无",
            "经办：　　　文号：甲教〔2024〕5号　　密级：无",
        ] {
            let found = said(text);
            let known = found.iter().filter(|(name, _)| !name.is_empty());
            let values: Vec<&str> = known.map(|(_, value)| value.trim_end_matches('；')).collect();
            assert_eq!(values, ["甲教〔2024〕5号", "无"], "{text}");
        }
        assert_eq!(said("来函标题：关于招生的函")[0].1, "关于招生的函");
        assert_eq!(said("密级..........无"), [("密级".to_owned(), "无".to_owned())]);
        assert!(fields("打印：　　　校对：左青禾　　份数：45").is_some_and(|fields| fields.len() == 3));
        assert!(fields("各县教育局：").is_none() && fields("主送机关要认真落实。").is_none());
        for label in ["正文", "【正　文】", "----- 内容 -----", "正文内容："] {
            assert!(matches!(row(label), Row::Text(from) if from == label.len()), "{label}");
        }
        assert!(matches!(row("正文：各县教育局："), Row::Text(from) if from == "正文：".len()));
    }
}
