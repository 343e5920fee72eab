//! 附件说明 under the text, and the attachments with their texts behind the sign-off.

use std::collections::BTreeMap;
use std::ops::Range;

use super::around;
use super::claims::{Claims, Element, Slot};
use super::doubt::Doubt;
use super::lines::squeezed;
use super::patterns as p;
use super::recognise::{Ends, is_attendance};
use super::signed;
use super::signoff::{self, first_running, is_heading};

/// Claims list and texts; gives the end of the document's own text.
pub(super) fn recognise(claims: &mut Claims, ends: Ends) -> usize {
    let own = list_line(claims, first_running(claims), ends.body);
    let last = claims.free_before(ends.body).filter(|_| own.is_none());
    let bracketed = last.filter(|&line| in_brackets(claims, line));
    let body = own.or(bracketed).unwrap_or(ends.body);
    if let Some(line) = own {
        list(claims, line, ends.body);
    } else if bracketed.is_none()
        && let Some(line) =
            list_line(claims, ends.signoff, claims.len()).filter(|&line| is_below(claims, ends.signoff, line))
    {
        list(claims, line, claims.len());
        claims.doubt(Element::Attachments, Doubt::AttachmentsBelow);
    }
    let files = page_files(claims, ends.signoff);
    texts(claims, ends.signoff);
    tell_of_files(claims, files);
    signoff::contacts_below(claims, ends.signoff);
    body
}

/// What an office's form lists, where the document lists none.
pub(super) fn of_form(claims: &mut Claims, listed: &[(usize, Range<usize>)]) {
    if claims.attachment_count() > 0 || listed.is_empty() {
        return;
    }
    let mut count = 0;
    for (line, value) in listed {
        let text = claims.text(*line);
        let mut parts = vec![(Slot::NoElement, text[..value.start].to_owned())];
        let words = &text[value.clone()];
        // Files stand one a line, numbered or not.
        if count > 0 && p::item_number(words).is_none() {
            parts.extend(named(words, count));
            count += 1;
        } else {
            parts.extend(items(words, &mut count));
        }
        parts.push((Slot::NoElement, text[value.end..].to_owned()));
        let parts: Vec<(Slot, &str)> = parts.iter().map(|(slot, text)| (*slot, text.as_str())).collect();
        claims.split(*line, &parts);
    }
    claims.doubts.retain(|(_, doubt)| !matches!(doubt, Doubt::PageFiles(_)));
    claims.doubt(Element::Attachments, Doubt::FromSurroundings);
}

/// （附件：核查表） as the last line of the text.
fn in_brackets(claims: &mut Claims, line: usize) -> bool {
    let text = claims.text(line);
    let inner = text.strip_prefix(['（', '(']).and_then(|inner| inner.strip_suffix(['）', ')']));
    let Some(inner) = inner.filter(|_| line > first_running(claims)) else { return false };
    let label = p::attachment_label(inner).filter(|(end, _)| inner[..*end].ends_with(['：', ':']));
    let Some((end, _)) = label.filter(|(end, _)| !inner[*end..].trim().is_empty() && !p::is_running(inner))
    else {
        return false;
    };
    let beside = Slot::Beside(Element::Attachments);
    let (open, close) = (text.len() - text.trim_start_matches(['（', '(']).len(), text.len() - "）".len());
    let close = if text.ends_with(')') { text.len() - 1 } else { close };
    let mut parts = vec![(beside, text[..open + end].to_owned())];
    parts.extend(items(&inner[end..], &mut 0));
    parts.push((beside, text[close..].to_owned()));
    let parts: Vec<(Slot, &str)> = parts.iter().map(|(slot, text)| (*slot, text.as_str())).collect();
    claims.split(line, &parts);
    claims.doubt(Element::Attachments, Doubt::AttachmentsInBrackets);
    true
}

/// The line of a range that begins the last list: 附件：1.…, 附：…, 附件 over items, or the first of 附件1：…, 附件2：….
fn list_line(claims: &Claims, from: usize, to: usize) -> Option<usize> {
    let free = claims.free(from..to.max(from));
    let last = free.iter().rposition(|&line| begins_list(claims, line))?;
    // 附件2：…, 附件：2、….
    let number = |at: usize| {
        let text = claims.text(free[at]);
        let (end, number) = p::attachment_label(&text)?;
        number.or_else(|| p::item_number(text[end..].trim_start()).map(|(_, number)| number))
    };
    let mut first = last;
    while let Some(here) = number(first).filter(|number| *number > 1) {
        let above = (first.saturating_sub(LONGEST_NAME)..first).rev();
        let before = above
            .into_iter()
            .find(|&at| begins_list(claims, free[at]) && number(at).is_some_and(|number| number < here));
        let Some(before) = before else { break };
        first = before;
    }
    Some(free[first])
}

/// A name of the list takes so many lines at most.
const LONGEST_NAME: usize = 4;

/// Whether a line begins a list, or one of its rows does.
fn begins_list(claims: &Claims, line: usize) -> bool {
    let text = claims.text(line);
    let Some((end, _)) = p::attachment_label(&text) else { return false };
    let rest = text[end..].trim_start();
    let colon = text[..end].ends_with(['：', ':']);
    // A label alone, without a colon, stands over items.
    let item = p::item_number(rest).is_some() || rest.is_empty();
    (colon || item) && !is_heading(claims, line) && (!p::is_running(&text) || is_inline(rest))
}

/// 1.核查表；2.名录。: a list in one row, with marks between.
fn is_inline(text: &str) -> bool {
    let first = p::item_number(text).is_some_and(|(_, number)| number == 1);
    let names = pieces(text, 0);
    first && names.len() > 1 && !names.iter().any(|name| name.trim_end_matches('。').contains(['。', '：']))
}

/// Whether 附件1：名称 is followed by a text of its own rather than by more names.
fn has_text(claims: &Claims, line: usize) -> bool {
    let next = claims.free(line + 1..claims.len()).into_iter().take(3);
    // 附件 alone begins the text that the name is of.
    next.into_iter().take_while(|&line| !p::is_attachment_label(&claims.text(line))).any(|line| {
        let text = claims.text(line);
        p::is_running(&text) || text.starts_with('|')
    })
}

/// Whether a list behind the sign-off is this document's: behind a text it is that text's, as a forwarded paper has one.
fn is_below(claims: &Claims, signoff: usize, line: usize) -> bool {
    let between = claims.free(signoff..line);
    !has_text(claims, line) && !between.into_iter().any(|line| p::is_running(&claims.text(line)))
}

/// Reads the list's lines up to `end`.
fn list(claims: &mut Claims, first: usize, end: usize) {
    let text = claims.text(first);
    let (label, rest) = text.split_at(p::attachment_label(&text).map_or(0, |(end, _)| end));
    let mut count = 0;
    let mut parts = vec![(Slot::Beside(Element::Attachments), label.to_owned())];
    parts.extend(items(rest, &mut count));
    split(claims, first, &parts);
    if label.contains(['表', '图', '清', '录', '称']) {
        claims.doubt(Element::Attachments, Doubt::AttachmentLabel(squeezed(label)));
    }
    let mut above = text.clone();
    for line in claims.free(first + 1..end) {
        let text = claims.text(line);
        // Behind the name of a file nothing of it goes on.
        let whole = p::file_stem(without_remark(&above).0).is_some() || !without_remark(&above).1.is_empty();
        // 附件 alone begins a text.
        if p::is_attachment_label(&text) && is_heading(claims, line) {
            break;
        }
        if whole
            && p::item_number(&text).is_none()
            && p::file_stem(without_remark(&text).0).is_none()
            && p::attachment_label(&text).is_none()
        {
            break;
        }
        above.clone_from(&text);
        let again = p::attachment_label(&text).filter(|(end, _)| text[..*end].ends_with(['：', ':']));
        if p::is_running(&text) || text.starts_with('|') || is_attendance(&text) || is_contact(&text) {
            break;
        }
        let mut parts = Vec::new();
        let rest = match again {
            // 附件2：… on a line of its own.
            Some((end, _)) => {
                parts.push((Slot::Beside(Element::Attachments), text[..end].to_owned()));
                &text[end..]
            }
            None => text.as_str(),
        };
        if again.is_some() && p::item_number(rest).is_none() {
            parts.extend(named(rest, count));
            count += 1;
        } else {
            parts.extend(items(rest, &mut count));
        }
        split(claims, line, &parts);
    }
}

/// Files that a page has below the document, 附件下载：名录.pdf: no attachments until somebody says so.
fn page_files(claims: &mut Claims, from: usize) -> Vec<String> {
    const LABELS: [&str; 10] = [
        "文件下载",
        "下载文件",
        "原文下载",
        "附件下载",
        "相关附件",
        "下载附件",
        "附件列表",
        "附件信息",
        "附件】",
        "附件]",
    ];
    let (mut open, mut label) = (false, false);
    let mut names: Vec<String> = Vec::new();
    for line in from..claims.len() {
        let text = claims.text(line);
        let bare = text.trim_start_matches(|c: char| c.is_whitespace() || "【[".contains(c));
        let below = LABELS.iter().find_map(|label| bare.strip_prefix(label)).or_else(|| counted(bare));
        // 附件信息表 is a word of a text.
        let below = below.filter(|rest| {
            let ends = |c: char| c.is_whitespace() || "：:】](（[【".contains(c);
            rest.is_empty()
                || rest.starts_with(ends)
                || bare.starts_with(['【', '['])
                || bare[..bare.len() - rest.len()].ends_with(['】', ']'])
        });
        let name = below.unwrap_or(if open { bare } else { "" });
        let name = name.trim_start_matches(|c: char| c.is_whitespace() || "：:】]".contains(c));
        let name = &name[p::item_number(name).map_or(0, |(end, _)| end)..];
        let (words, remark) = without_remark(name);
        // Under a label alone the first words are a file's, whatever they look like.
        let under = label && !name.is_empty() && p::is_title_line(name) && name.chars().count() <= 40;
        label = below.is_some() && name.is_empty();
        let file = p::file_stem(words).is_some() || !remark.trim().is_empty() || under;
        open = (open || below.is_some()) && (name.is_empty() || file);
        if (open || below.is_some()) && !name.is_empty() {
            names.push(without_remark(name).0.trim().to_owned());
        }
        if (open || below.is_some()) && claims.is_free(line) {
            claims.claim(line, Slot::NoElement);
        }
    }
    names
}

/// Says which files of a page the document does not name.
fn tell_of_files(claims: &mut Claims, mut names: Vec<String>) {
    let known = self::names(claims);
    let stem = |name: &String| squeezed(p::file_stem(without_remark(name).0).unwrap_or(name));
    names.retain(|name| !known.contains(&stem(name)) && !around::is_nothing(name) && !around::is_count(name));
    if !names.is_empty() {
        claims.doubt(Element::Attachments, Doubt::PageFiles(names.join("、")));
    }
}

/// 联系人：…, 电　话：…: no attachment's name.
fn is_contact(text: &str) -> bool {
    let text = squeezed(text);
    let text = text.trim_start_matches(['（', '(']);
    text.starts_with("此件") || signed::is_contact(text)
}

/// 附件(2): how many files a page has.
fn counted(text: &str) -> Option<&str> {
    let rest = text.strip_prefix("附件")?.trim_start().strip_prefix(['（', '('])?;
    let (count, rest) = rest.split_once(['）', ')'])?;
    let count = count.trim().trim_end_matches('个');
    (!count.is_empty() && count.bytes().all(|b| b.is_ascii_digit()) && rest.trim().is_empty()).then_some("")
}

/// A name, and what a page or somebody in haste says of its file behind it: （点击下载）, （18.4KB）, [下载], 18KB, （见压缩包）.
fn without_remark(text: &str) -> (&str, &str) {
    let mut name = text.trim_end();
    loop {
        let enclosed = name.ends_with(['）', ')', ']', '】']);
        let at = if enclosed {
            name.rfind(['（', '(', '[', '【'])
        } else {
            // Without brackets only behind a file's ending.
            name.rfind(char::is_whitespace)
                .filter(|at| p::file_stem(name).is_none() && name[..*at].contains('.'))
        };
        let Some(at) = at.filter(|at| *at > 0 && is_remark(&name[*at..])) else { break };
        name = name[..at].trim_end();
    }
    text.split_at(name.len())
}

/// （点击下载）, （18.4KB）: of a file.
fn is_remark(text: &str) -> bool {
    const WORDS: [&str; 9] = ["点击", "点此", "下载", "查看", "打开", "预览", "压缩包", "另附", "见邮件"];
    let inner = text.trim().trim_matches(['（', '）', '(', ')', '[', ']', '【', '】']);
    let upper = inner.to_ascii_uppercase();
    let size = ["KB", "MB", "K", "M", "B", "字节"].iter().find_map(|unit| upper.strip_suffix(unit));
    let size = size
        .map(str::trim)
        .is_some_and(|figure| !figure.is_empty() && figure.bytes().all(|b| b.is_ascii_digit() || b == b'.'));
    // （一式两份）, （共3页）: how it is handed in.
    let handed = ["一式", "共"].iter().any(|start| inner.starts_with(start))
        && inner.ends_with(['份', '页', '张', '册', '本']);
    let apart = ["另发", "略", "附后", "电子版", "纸质", "随文", "只发电子版"].contains(&inner);
    size || (inner.chars().count() <= 10
        && (handed || apart || WORDS.iter().any(|word| inner.contains(word))))
}

fn split(claims: &mut Claims, line: usize, parts: &[(Slot, String)]) {
    for (_, text) in parts.iter().filter(|(slot, _)| *slot == Slot::Beside(Element::Attachments)) {
        let remark = text.find(['（', '(', '[', '【']).map_or("", |at| &text[at..]);
        if !remark.is_empty() {
            claims.doubt(Element::Attachments, Doubt::AttachmentRemark(remark.to_owned()));
        }
    }
    let parts: Vec<(Slot, &str)> = parts.iter().map(|(slot, text)| (*slot, text.as_str())).collect();
    claims.split(line, &parts);
}

/// The items of a line: 1.甲　2.乙, or the rest of the last line's name.
fn items(text: &str, count: &mut usize) -> Vec<(Slot, String)> {
    let mut parts = Vec::new();
    if let Some(files) = several_files(text) {
        for file in files {
            let end = p::item_number(file).map_or(0, |(end, _)| end);
            let bare = file.trim_end_matches(between);
            parts.push((Slot::Beside(Element::Attachments), file[..end].to_owned()));
            parts.extend(named(&bare[end..], *count));
            parts.push((Slot::Beside(Element::Attachments), file[bare.len()..].to_owned()));
            *count += 1;
        }
        return parts;
    }
    for token in pieces(text, *count) {
        match p::item_number(token) {
            Some((end, _)) => {
                parts.push((Slot::Beside(Element::Attachments), token[..end].to_owned()));
                parts.extend(named(&token[end..], *count));
                *count += 1;
            }
            None if *count == 0 => {
                parts.extend(named(token, 0));
                *count = 1;
            }
            None => parts.extend(named(token, *count - 1)),
        }
    }
    parts
}

/// What stands between names of a row.
fn between(c: char) -> bool {
    c.is_whitespace() || "；;，,、".contains(c)
}

/// 核查表.ofd　名录.ofd: names of files in a row, each with what parts it from the next.
fn several_files(text: &str) -> Option<Vec<&str>> {
    let mut files = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let end = rest.find(between).unwrap_or(rest.len());
        let next = end + (rest[end..].len() - rest[end..].trim_start_matches(between).len());
        p::file_stem(&rest[..end])?;
        files.push(&rest[..next]);
        rest = &rest[next..];
    }
    (files.len() > 1).then_some(files)
}

/// A line cut before each number of the list that is the next one.
fn pieces(text: &str, count: usize) -> Vec<&str> {
    let mut pieces = Vec::new();
    let (mut start, mut next) = (0, count + 1);
    let blanks = text.char_indices().filter(|(_, c)| between(*c)).map(|(at, c)| at + c.len_utf8());
    if p::item_number(text.trim_start()).is_some_and(|(_, number)| number == next) {
        next += 1;
    }
    for at in blanks {
        if at > start && p::item_number(&text[at..]).is_some_and(|(_, number)| number == next && number > 1) {
            pieces.push(text[start..at].trim());
            start = at;
            next += 1;
        }
    }
    pieces.push(text[start..].trim());
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

/// A name without the ending of its file.
fn named(text: &str, item: usize) -> Vec<(Slot, String)> {
    let text = text.trim();
    let words = without_remark(text).0.trim_end();
    let stem = p::file_stem(words).unwrap_or(words);
    let name = Slot::AttachmentName(item);
    // A mark at its end is none of a name: it parts it from the next.
    let stem = trimmed(stem);
    vec![(name, stem.to_owned()), (Slot::Beside(Element::Attachments), text[stem.len()..].to_owned())]
}

/// The attachments behind the sign-off, each under 附件 or 附件1.
fn texts(claims: &mut Claims, from: usize) {
    let listed = names(claims).len();
    // 附件 / （0个文件）: a system's list of none.
    let none = |line: usize| {
        let next = claims.free_from(line + 1).map(|next| claims.text(next));
        next.is_some_and(|next| around::is_count(&next) || around::is_nothing(&next) || counts_files(&next))
    };
    // 附件：名单 over a sign-off is a list: 附件 alone stands over what it names.
    let free = claims.free(from..claims.len());
    let headings = free.windows(2).filter(|pair| is_heading(claims, pair[0]));
    let headed: BTreeMap<String, usize> =
        headings.map(|pair| (squeezed(&claims.text(pair[1])), pair[1])).collect();
    let again = |line: usize| {
        let text = claims.text(line);
        let (end, _) = p::attachment_label(&text).unwrap_or((0, None));
        let name = text[end..].trim_start();
        let name = squeezed(&name[p::item_number(name).map_or(0, |(end, _)| end)..]);
        // The title may take several lines.
        let mut begins = name.char_indices().map(|(at, c)| &name[..at + c.len_utf8()]);
        begins.any(|begin| headed.get(begin).is_some_and(|last| *last > line))
    };
    let heads: Vec<usize> = claims
        .free(from..claims.len())
        .into_iter()
        .filter(|&line| opens(claims, line) && !again(line))
        .filter(|&line| !(p::is_attachment_label(&claims.text(line)) && none(line)))
        .collect();
    if heads.is_empty() {
        return unannounced(claims, from, listed);
    }
    let mut names = names(claims);
    for (at, &head) in heads.iter().enumerate() {
        let end = heads.get(at + 1).copied().unwrap_or(claims.len());
        text(claims, &mut names, listed, head, end, at);
    }
}

/// （0个文件）, 共2个附件: how many files a system has.
fn counts_files(text: &str) -> bool {
    let bare = squeezed(text);
    let bare = bare.trim_matches(['（', '）', '(', ')', '[', ']']);
    ["文件", "附件"].iter().find_map(|what| bare.strip_suffix(what)).is_some_and(around::is_count)
}

/// Whether a line begins an attachment: 附件1 alone, or with its title behind it.
fn opens(claims: &Claims, line: usize) -> bool {
    let text = claims.text(line);
    let Some((end, number)) = p::attachment_label(&text) else { return false };
    let title = &text[end..];
    let titled =
        text[..end].ends_with(['：', ':']) || (number.is_some() && title.starts_with(char::is_whitespace));
    is_heading(claims, line) || (titled && p::is_title_line(title))
}

/// The listed names, squeezed.
fn names(claims: &Claims) -> Vec<String> {
    let name = |item: usize| -> String {
        claims.of(Slot::AttachmentName(item)).iter().map(|(_, text)| squeezed(text)).collect()
    };
    (0..).map(name).take_while(|name| !name.is_empty()).collect()
}

/// One attachment: its label and title, then its lines. `names` are the titles known so far, of
/// which the first `listed` stand in the list.
fn text(claims: &mut Claims, names: &mut Vec<String>, listed: usize, head: usize, end: usize, order: usize) {
    let written = claims.text(head);
    let (label_end, number) = p::attachment_label(&written).unwrap_or((0, None));
    let item = number.map_or(order, |number| number - 1).min(names.len());
    let name = names.get(item).cloned();
    let beside = Slot::Beside(Element::Attachments);
    // A title that the list has said is a repetition.
    let title = if name.is_some() { beside } else { Slot::AttachmentName(item) };
    let rest = written[label_end..].trim();
    claims.split(head, &[(beside, &written[..label_end]), (title, rest)]);
    let lines = claims.free(head + 1..end);
    if files(claims, &lines, item) {
        return;
    }
    let mut said = squeezed(rest);
    let taken = title_lines(claims, &lines, name.as_deref(), &mut said);
    lines[..taken].iter().for_each(|&line| claims.claim(line, title));
    lines[taken..].iter().for_each(|&line| claims.claim(line, Slot::AttachmentText(item)));
    match name {
        Some(name) if !said.is_empty() && trimmed(&name) != trimmed(&said) => {
            claims.doubt(Element::Attachments, Doubt::AttachmentTitle(said));
        }
        Some(_) => {}
        None => {
            if listed > 0 {
                claims.doubt(Element::Attachments, Doubt::AttachmentNotListed);
            }
            names.push(said);
        }
    }
}

/// 附件 over the files themselves, names and sizes: the list again, or the only one.
fn files(claims: &mut Claims, lines: &[usize], item: usize) -> bool {
    let file = |line: &usize| {
        let text = claims.text(*line);
        p::file_stem(without_remark(&text).0.trim_end()).map(squeezed)
    };
    let stems: Option<Vec<String>> = lines.iter().map(file).collect();
    let Some(stems) = stems.filter(|stems| !stems.is_empty()) else { return false };
    let known = names(claims);
    let again = |stem: &String| known.iter().any(|name| trimmed(name) == trimmed(stem));
    let all = stems.iter().all(again);
    for (at, &line) in lines.iter().enumerate() {
        let text = claims.text(line);
        if again(&stems[at]) || !known.is_empty() {
            claims.claim(line, Slot::Beside(Element::Attachments));
        } else {
            split(claims, line, &named(&text, item + at));
        }
    }
    if !all {
        claims.doubt(Element::Attachments, Doubt::AttachmentsBelow);
    }
    true
}

/// How many lines under 附件 are its title: as many as the listed name takes, else one; `said` is
/// what of it was said on the label's line, and grows.
fn title_lines(claims: &Claims, lines: &[usize], name: Option<&str>, said: &mut String) -> usize {
    let Some(name) = name else {
        let titled =
            lines.first().is_some_and(|&line| said.is_empty() && p::is_title_line(&claims.text(line)));
        if titled {
            *said = squeezed(&claims.text(lines[0]));
        }
        return usize::from(titled);
    };
    let mut taken = 0;
    for &line in lines {
        let text = claims.text(line);
        let grown = said.clone() + &squeezed(&text);
        let first = said.is_empty() && p::is_title_line(&text);
        if said == name || !(first || name.starts_with(&grown)) {
            break;
        }
        *said = grown;
        taken += 1;
        if !name.starts_with(said.as_str()) {
            break;
        }
    }
    taken
}

/// A name without the mark somebody typed after it.
fn trimmed(name: &str) -> &str {
    name.trim_end_matches(['。', '；', ';', '，', ',', '、'])
}

/// So many lines behind the sign-off are an attachment that nobody announced.
const UNANNOUNCED_LINES: usize = 3;

/// What a site puts behind the sign-off without a word: the measures that a notice issues.
fn unannounced(claims: &mut Claims, from: usize, listed: usize) {
    let lines = claims.free(from..claims.len());
    let running = lines.iter().any(|&line| p::is_running(&claims.text(line)));
    let listed_again =
        lines.first().is_some_and(|&line| names(claims).contains(&squeezed(&claims.text(line))));
    let running = running || (listed_again && listed == 1);
    let Some(&first) = lines.first().filter(|_| lines.len() >= UNANNOUNCED_LINES && running) else { return };
    // 值班电话：… is no title.
    let title = claims.text(first);
    if !p::is_title_line(&title) || title.contains(['：', ':']) || listed > 1 {
        return;
    }
    let same = names(claims).first().is_some_and(|name| *name == squeezed(&claims.text(first)));
    claims.claim(first, if same { Slot::Beside(Element::Attachments) } else { Slot::AttachmentName(0) });
    lines[1..].iter().for_each(|&line| claims.claim(line, Slot::AttachmentText(0)));
    claims.doubt(Element::Attachments, Doubt::AttachmentByPlace);
}
