//! What looks unlike the text that it was taken for: at a text's edges such lines are mostly a page's, and no list knows
//! them all. They stay where they are, under a doubt; under a text's end they are left out of it, under a doubt too.

use std::collections::BTreeSet;

use super::around::{is_page_row, is_said_of_it};
use super::claims::{Claims, Element, Slot};
use super::doubt::{Doubt, named_by};
use super::lines::squeezed;
use super::mark;
use super::meeting;
use super::patterns as p;
use super::recognise::is_attendance;
use super::signed;

/// The lines of a text, by their places.
type Lines = Vec<(usize, String)>;

/// So many lines over the first that is surely text are looked at.
const LONGEST_TOP: usize = 6;
/// More short lines than this are a list.
const LONGEST_TAIL: usize = 6;

/// Doubts lines at the edges of texts, and names of attachments, that look like none.
pub(super) fn recognise(claims: &mut Claims) {
    let own = |slot: Slot| -> Lines {
        // Word files are no pages, and of some lines their reader has said what is the matter.
        let asked = |line: usize| {
            let line = claims.line(line);
            line.doubts.is_empty() && (!line.literal || is_strange(&line.text))
        };
        let lines = claims.of(slot).into_iter().filter(|(line, _)| asked(*line));
        lines.map(|(line, text)| (line, text.to_owned())).collect()
    };
    let words = |slot: Slot| own(slot).into_iter().map(|(_, text)| text);
    let body = own(Slot::Value(Element::Body));
    let (odd_below, left) = last(claims, &body);
    let body: Vec<String> = body.into_iter().map(|(_, text)| text).collect();
    // Of organs and day under the title it was said that they are lines of the text.
    let under_title = claims.doubts.contains(&(Some(Element::Body), Doubt::BelowTitle));
    let below = |line: &String| {
        let day = line.trim_matches(['（', '）', '(', ')']);
        under_title && (p::organs(line).is_some() || p::date(day).is_some() || signed::is_month(day))
    };
    let mut odd = first(&body);
    odd.retain(|line| !below(line));
    odd.extend(odd_below.into_iter().filter(|line| !odd.contains(line)).collect::<Vec<_>>());
    let mut out: Vec<(Element, Lines)> = vec![(Element::Body, left)];
    let mut issued: Vec<String> = Vec::new();
    for item in 0..claims.issued_count() {
        let (odd, left) = last(claims, &own(Slot::IssuedText(item)));
        issued.extend(odd);
        out.push((Element::Issued, left));
    }
    let mut attached: Vec<String> = Vec::new();
    for item in 0..claims.attachment_count() {
        attached.extend(words(Slot::AttachmentName(item)).filter(|name| is_strange(name)));
        let (odd, left) = last(claims, &own(Slot::AttachmentText(item)));
        attached.extend(odd);
        out.push((Element::Attachments, left));
    }
    let title: Vec<String> = words(Slot::Value(Element::Title)).filter(|title| is_headline(title)).collect();
    let signed: Vec<String> = words(Slot::Value(Element::Issuers)).collect();
    let sent = words(Slot::Value(Element::Cc)).filter(|line| is_strange(line) || has_code(line));
    let sent: Vec<String> = sent.collect();
    const KINDS: [&str; 11] =
        ["文件", "令", "公告", "通告", "纪要", "公报", "决议", "决定", "议案", "电报", "报"];
    let mark = own(Slot::Value(Element::Mark));
    let mark: Lines = mark.into_iter().filter(|(_, mark)| is_others(mark, &signed, &title)).collect();
    // 某市信息公开平台: without a word of a mark it is a site's name.
    let (worded, sites): (Lines, Lines) =
        mark.into_iter().partition(|(_, mark)| KINDS.iter().any(|kind| mark.ends_with(kind)));
    let mark: Vec<String> = worded.into_iter().map(|(_, mark)| mark).collect();
    // Whom it speaks to stands under what is none of it.
    let addressed = body.iter().take(LONGEST_TOP).any(|line| addresses(line));
    if addressed && !claims.has(Slot::Value(Element::Recipients)) {
        claims.doubt(Element::Recipients, Doubt::Missing("主送机关"));
    }
    for (element, odd) in [
        (Element::Cc, sent),
        (Element::Mark, mark),
        (Element::Title, title),
        (Element::Body, odd),
        (Element::Issued, issued),
        (Element::Attachments, attached),
    ] {
        if !odd.is_empty() {
            claims.doubt(element, Doubt::Unlike(odd.iter().map(|line| named_by(line)).collect()));
        }
    }
    out.push((Element::Mark, sites));
    for (element, lines) in out.into_iter().filter(|(_, lines)| !lines.is_empty()) {
        lines.iter().for_each(|(line, _)| claims.claim(*line, Slot::Loose));
        let names = lines.iter().map(|(_, text)| named_by(text)).collect();
        claims.doubt(element, Doubt::LeftUnlike(names));
    }
}

/// Whether a mark names an organ that neither signs nor stands in the title: a site's name.
fn is_others(mark: &str, signed: &[String], title: &[String]) -> bool {
    let organ = squeezed(p::organ_of_mark(mark));
    let same = |name: &String| {
        let name = squeezed(name);
        mark::is_short_for(&organ, &name) || mark::is_short_for(&name, &organ) || organ.contains(&name)
    };
    p::is_organ(&organ) && !signed.is_empty() && !signed.iter().any(same) && !title.concat().contains(&organ)
}

/// Lines over the first that is surely text.
fn first(lines: &[String]) -> Vec<String> {
    let Some(text) = lines.iter().take(LONGEST_TOP + 1).position(|line| is_text(line)) else {
        return lines.iter().take(LONGEST_TOP).filter(|line| is_strange(line)).cloned().collect();
    };
    let mut bracket = false;
    let passed = |line: &&String| {
        // A 题注 may take several lines.
        let inner = line.trim_matches(['（', '）', '(', ')']);
        let says = p::is_passed(inner) || p::date(inner).is_some();
        let of_it = bracket || (line.starts_with(['（', '(']) && (says || !line.ends_with(['）', ')'])));
        bracket = of_it && !line.ends_with(['）', ')']);
        !of_it && (!is_known(line) || line.starts_with(['（', '(']))
    };
    lines[..text].iter().filter(passed).cloned().collect()
}

/// Lines under the last that is surely text: those that look unlike it, and of them those that nothing of it follows.
fn last(claims: &Claims, lines: &[(usize, String)]) -> (Vec<String>, Lines) {
    let mut solid = lines.iter().rposition(|(_, line)| is_text(line));
    // A line with a mark inside and none at its end is none that a text ends with.
    while let Some(above) = solid.filter(|at| {
        *at > 0
            && is_unended(&lines[*at].1)
            && (lines[*at - 1].1.ends_with('。') || is_table(&lines[*at - 1].1))
    }) {
        solid = Some(above - 1);
    }
    let from = solid.map_or(0, |solid| solid + 1);
    let tail = &lines[from..];
    // Under a heading or a colon stands a list; under a sentence or a table nothing that is short.
    let closed = solid.map(|solid| &lines[solid].1);
    let closed = closed.is_some_and(|line| is_table(line) || line.ends_with(['。', '；']));
    // Organs sign with a day.
    let signed = tail.iter().any(|(_, line)| is_dated(line));
    let signs = |line: &str| signed && (is_dated(line) || signed::row(line).is_some());
    // 参加单位：, and what stands under it.
    let listed = tail.iter().position(|(_, line)| line.ends_with(['：', ':'])).unwrap_or(tail.len());
    let short = closed && listed <= LONGEST_TAIL;
    let fits = |line: &str| is_known(line) || is_closing(line) || signs(line);
    // What stands under a page's words is a page's.
    let page = |line: usize| {
        let left = matches!(claims.parts(line), [(Slot::NoElement | Slot::Loose, _)]);
        left && !p::is_page_number_of_any_form(&claims.text(line))
    };
    let parted = |at: usize| from + at > 0 && (lines[from + at - 1].0..tail[at].0).any(page);
    let parted = (0..tail.len()).find(|at| parted(*at)).unwrap_or(tail.len());
    // A list has no end of its own: where a page begins and nothing shows that it ends, its last line may be a page's.
    let open = |at: usize| {
        let (line, text) = &tail[at];
        let page_above = || (0..tail[0].0).any(|line| page(line) && is_page_row(&claims.text(line)));
        at + 1 == tail.len()
            && *line + 1 == claims.len()
            && !fits(text)
            && !p::is_attachment_label(text)
            && page_above()
    };
    // 请使用最新版浏览器。: sentences too speak of the page.
    let spoken = lines.iter().rev().take(4).filter(|(_, line)| speaks_of_page(line));
    let spoken: Vec<usize> = spoken.map(|(line, _)| *line).collect();
    let loose = |at: usize, line: &str| short && at < listed && !fits(line);
    let odd: BTreeSet<usize> = tail
        .iter()
        .enumerate()
        .filter(|(at, (_, line))| is_strange(line) || open(*at) || *at >= parted || loose(*at, line))
        .map(|(_, (line, _))| *line)
        .chain(spoken)
        .collect();
    let is_odd = |line: &usize| odd.contains(line);
    // The last name of a list, 提案人：张三 and 【其他】免费参加。 may well be the text's: they stay, and are asked about.
    let last_name = (0..tail.len()).find(|at| open(*at) && !loose(*at, &tail[*at].1)).map(|at| tail[at].0);
    let goes = |(line, text): &&(usize, String)| {
        let strange = is_strange(text) || !(p::is_labelled(text) || last_name == Some(*line));
        is_odd(line) && (speaks_of_page(text) || (strange && !text.ends_with('。') && !is_table(text)))
    };
    let end = lines.iter().rev().take_while(goes).count();
    let (kept, left) = lines.split_at(if end < lines.len() { lines.len() - end } else { lines.len() });
    let kept = kept.iter().filter(|(line, _)| is_odd(line)).map(|(_, text)| text.clone()).collect();
    (kept, left.to_vec())
}

fn is_dated(line: &str) -> bool {
    let dated = |row: signed::Row<'_>| row.iter().any(|(what, _)| *what == signed::What::Date);
    signed::row(line).is_some_and(dated) || signed::is_open_date(line)
}

fn is_table(line: &str) -> bool {
    p::is_row(line) || line.contains('\t')
}

/// Whether a line is surely one of a text: a sentence, a numbered line, a row of a table.
fn is_text(line: &str) -> bool {
    /// A sentence has so many characters at least.
    const SENTENCE: usize = 8;
    /// A line with a mark inside so many, when no mark ends it.
    const CLAUSES: usize = 16;
    if is_strange(line) {
        return false;
    }
    let length = line.chars().count();
    let ended = line.ends_with(['。', '；', '：', '！', '”', ':', ';', '.']) && length >= SENTENCE;
    let wished = line.ends_with(['！', '!']);
    let marked = line.contains(['，', ',']) && length >= CLAUSES;
    let bracketed = line.starts_with(['（', '(']);
    p::is_running(line)
        || p::opens_numbered(line)
        || is_table(line)
        || ((ended || wished || marked) && !bracketed && !p::is_labelled(line))
}

/// 更多内容，请下载“甲市”APP: clauses without an end.
fn is_unended(line: &str) -> bool {
    !p::is_running(line)
        && !p::opens_numbered(line)
        && !is_table(line)
        && !line.ends_with(['。', '；', '：', '！', '!', '”', ':', ';', '.'])
}

/// Whether a short line speaks of a site or an account and how it is read.
fn speaks_of_page(line: &str) -> bool {
    const WORDS: [&str; 16] = [
        "本网站",
        "本站",
        "浏览器",
        "分辨率",
        "点赞",
        "在看",
        "侵删",
        "版权归",
        "转载请",
        "长按",
        "扫码",
        "二维码",
        "小编",
        "本公众号",
        "此邮件",
        "本邮件",
    ];
    line.chars().count() <= 40 && !p::opens_numbered(line) && WORDS.iter().any(|word| line.contains(word))
}

/// （摘自甲市政府网）: where a page took it from.
fn is_credited(line: &str) -> bool {
    const WORDS: [&str; 11] =
        ["摘自", "来源", "转自", "转载", "编辑", "审核", "责编", "供稿", "图为", "点击", "原标题"];
    line.starts_with(['（', '('])
        && line.ends_with(['）', ')'])
        && line.chars().count() <= 40
        && WORDS.iter().any(|word| line.contains(word))
}

/// 会议议定：, 参加单位：: a few words over what they speak of.
fn is_opening(line: &str) -> bool {
    line.ends_with(['：', ':']) && !line.contains(char::is_whitespace) && !addresses(line)
}

/// 各县教育局：: whom a document speaks to.
fn addresses(line: &str) -> bool {
    line.strip_suffix(['：', ':']).is_some_and(|names| p::is_recipients(names) || p::is_address(names))
}

/// 特此通知, 此复 and what else ends a text without a mark.
fn is_closing(line: &str) -> bool {
    const STARTS: [&str; 10] =
        ["特此", "此复", "此令", "此致", "敬礼", "以上", "妥否", "当否", "请予", "专此"];
    STARTS.iter().any(|start| line.starts_with(start)) && line.chars().count() <= 20
}

/// What short lines documents have at their edges: sign-offs, who met and when, notes, whom to reach.
pub(super) fn is_known(line: &str) -> bool {
    const LABELS: [&str; 12] = [
        "注",
        "备注",
        "说明",
        "附",
        "附注",
        "填表人",
        "填报人",
        "审核人",
        "负责人",
        "填表日期",
        "填报单位",
        "单位",
    ];
    let label = line.split_once(['：', ':']).map(|(label, _)| squeezed(label)).unwrap_or_default();
    LABELS.contains(&label.as_str())
        || is_opening(line)
        || super::passed::is_dashed(line)
        || signed::is_contact(line)
        || is_attendance(line)
        || meeting::is_said(line)
        || (line.starts_with(['（', '(']) && line.ends_with(['）', ')']))
}

/// Whether a line has what only pages and chats have.
fn is_strange(line: &str) -> bool {
    let bare = line.trim_start();
    let marked = bare.starts_with(|c: char| "#@【[［〖>©".contains(c) || is_picture(c));
    let file = p::file_stem(bare).is_some() && !bare.contains(['，', '。']);
    let linked = ["http://", "https://", "www."].iter().any(|start| bare.starts_with(start));
    let foreign = bare.starts_with(|c: char| c.is_ascii_alphabetic())
        && !bare.contains(|c: char| ('\u{4E00}'..='\u{9FFF}').contains(&c))
        && bare.contains(|c: char| c.is_ascii_lowercase());
    // 表［1］ and notes begin so too.
    let note = bare.strip_prefix(['[', '［']).is_some_and(|inner| inner.starts_with(p::is_digit));
    let page = (is_page_row(line) && !p::is_row(line)) || is_credited(line) || is_said_of_it(line);
    page || (!is_table(line)
        && ((marked && !note && line.chars().count() <= 40) || linked || foreign || file))
}

/// （内部查询码8F2C）: letters and figures in brackets, which a system puts there.
fn has_code(line: &str) -> bool {
    let inner = line.trim_end_matches('。').strip_suffix(['）', ')']);
    let inner = inner.and_then(|line| line.rsplit_once(['（', '('])).map(|(_, inner)| inner);
    inner.is_some_and(|inner| {
        inner.contains(|c: char| c.is_ascii_digit()) && inner.contains(|c: char| c.is_ascii_alphabetic())
    })
}

/// Whether a title has what headlines of accounts have.
fn is_headline(title: &str) -> bool {
    title.contains(|c: char| "！!？?@#|｜丨…".contains(c) || is_picture(c)) || title.starts_with(['【', '['])
}

/// An emoji.
fn is_picture(c: char) -> bool {
    matches!(c, '\u{1F000}'..='\u{1FAFF}' | '\u{2B00}'..='\u{2BFF}' | '\u{2600}'..='\u{2604}' | '\u{260E}'..='\u{27BF}')
}
