//! Attachments against what the text says of them (7.3.4, 7.3.7), and the dates under the text and in the colophon.

use super::Subject;
use super::findings::{Finding, Findings};
use super::text::without_quoted;
use crate::document::{Attachment, Format, Words};
use crate::lint::Rule;
use crate::text::BlockKind;
use crate::text::issued::{issues, publishes};
use crate::text::marker::{attachment_number, attachments_in_one, hanzi_value};

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    names(subject, findings);
    let typed = list_in_body(subject, findings);
    // Attachments that were typed into the body are there, though not where they belong.
    if !typed {
        missing(subject, findings);
        unmentioned(subject, findings);
    }
    issued(subject, findings);
    date_missing(subject, findings);
    dates(subject, findings);
}

/// 附件名称: no number before it, no mark after it.
fn names(subject: &Subject<'_>, findings: &mut Findings) {
    for attachment in &subject.document.attachments {
        let title = &attachment.title;
        if let Some(mark) = mark_after(title) {
            findings.tell(Finding::of(Rule::AttachmentNameMark, title).with(mark));
        }
        if let Some(names) = attachments_in_one(&title.text) {
            let names: Vec<String> = names.iter().map(|name| format!("'{name}'")).collect();
            findings.tell(
                Finding::of(Rule::AttachmentsInOne, title)
                    .with(names.len().to_string())
                    .with(names.join(", ")),
            );
        }
        if is_file_name(&title.text) {
            findings.tell(Finding::of(Rule::AttachmentFile, title).with(title.text.as_str()));
        }
        let length = attachment_number(&title.text);
        let (number, name) = title.text.split_at(length);
        // The point of 附件1.docx is its ending's.
        let ending = is_file_name(&title.text) && !is_file_name(name);
        if length > 0 && !ending {
            let finding = Finding::of(Rule::AttachmentNameNumber, title).at(&title.text);
            findings.tell(finding.with(number.trim()).fix(name.trim_start()));
        }
    }
}

/// 责任清单.docx: a name with the ending of a file that offices write or send.
fn is_file_name(name: &str) -> bool {
    const ENDINGS: [&str; 18] = [
        "doc", "docx", "wps", "xls", "xlsx", "et", "ppt", "pptx", "pdf", "ofd", "txt", "md", "csv", "jpg",
        "jpeg", "png", "zip", "rar",
    ];
    name.rsplit_once('.')
        .is_some_and(|(_, ending)| ENDINGS.contains(&ending.trim().to_ascii_lowercase().as_str()))
}

/// The mark typed after a name: reading has dropped it, the file still has it.
fn mark_after(title: &Words) -> Option<String> {
    let place = title.place.as_ref()?;
    let typed = place.source.text().get(place.range.clone())?.trim_matches(['"', '\'']).trim();
    let mark = typed.strip_prefix(title.text.as_str())?.trim();
    // An escape the file spells otherwise is no mark.
    let is_mark = !mark.is_empty() && mark.chars().all(|c| "。．.，,；;：:、！!".contains(c));
    is_mark.then(|| mark.to_owned())
}

/// A line 附件：1.… at the end of the body, where 附件说明 used to be typed.
fn list_in_body(subject: &Subject<'_>, findings: &mut Findings) -> bool {
    let mut found = false;
    for (start, paragraph) in subject.body.paragraphs() {
        let Some(rest) = paragraph.strip_prefix("附件") else { continue };
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let rest = &rest[digits..];
        if found || !rest.starts_with(['：', ':']) || rest.chars().count() < 2 {
            continue;
        }
        found = true;
        let range = start..start + paragraph.len();
        let said: String = paragraph.chars().take(16).collect();
        findings.tell(Finding::within(Rule::AttachmentListTyped, &subject.body, range).with(said));
    }
    found
}

/// 见附件3, and there are two.
fn missing(subject: &Subject<'_>, findings: &mut Findings) {
    let count = subject.document.own_attachments().count();
    let text = subject.body.text();
    // What another document's text says is quoted.
    let own = without_quoted(&subject.body.prose());
    let mut told: Vec<u32> = Vec::new();
    for (at, _) in own.match_indices("附件") {
        let before = own[..at].trim_end_matches(|c: char| c.is_whitespace());
        let referred = before.ends_with('见') || before.ends_with('（') || before.ends_with("填写");
        let (number, length) = number_after(&own[at + "附件".len()..]);
        // 附件 alone needs one; （附件…） without a number may be of anything.
        let wanted = number.unwrap_or(u32::from(before.ends_with('见')));
        if !referred || wanted as usize <= count || told.contains(&wanted) {
            continue;
        }
        told.push(wanted);
        let end = at + "附件".len() + length;
        let start = if before.ends_with('见') && before.len() == at { at - '见'.len_utf8() } else { at };
        let finding = Finding::within(Rule::AttachmentMissing, &subject.body, start..end);
        findings.tell(finding.with(&text[start..end]).with(count.to_string()));
    }
}

/// The largest number after 附件, and the bytes it takes: 附件1, 附件一, 附件1、2和3; 附件10份 counts copies.
fn number_after(rest: &str) -> (Option<u32>, usize) {
    let mut largest = None;
    let mut length = 0;
    loop {
        let more = &rest[length..];
        let joint = match largest {
            None => 0,
            Some(_) => {
                more.chars().next().filter(|c| "、，和及至—-～".contains(*c)).map_or(0, char::len_utf8)
            }
        };
        let (number, bytes) = one_number(&more[joint..]);
        let Some(number) = number.filter(|_| joint > 0 || largest.is_none()) else { break };
        largest = largest.max(Some(number));
        length += joint + bytes;
    }
    (largest, length)
}

fn one_number(text: &str) -> (Option<u32>, usize) {
    let typed = text;
    let text = typed.trim_start_matches([' ', '\u{3000}']);
    let blanks = typed.len() - text.len();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let hanzi: usize =
        text.chars().take_while(|c| "一二三四五六七八九十".contains(*c)).map(char::len_utf8).sum();
    let number = if digits > 0 { text[..digits].parse().ok() } else { hanzi_value(&text[..hanzi]) };
    let length = if digits > 0 { digits } else { hanzi };
    // 附件10份 counts copies; 附件1、2024年… goes on with something else.
    let counts = text[length..].starts_with(['份', '个', '件', '页', '年', '月', '是', '为', '．', '.']);
    (number.filter(|number| (1..=99).contains(number) && !counts), blanks + length)
}

/// An attachment that neither the text nor the title names; practice only.
fn unmentioned(subject: &Subject<'_>, findings: &mut Findings) {
    let (document, text) = (subject.document, subject.body.text());
    if text.contains("附件") || text.contains("附后") || text.contains("附表") {
        return;
    }
    let said = format!("{}\n{text}", document.title());
    let names = |title: &str| {
        // 《…办法》 is named without （草案） and the like.
        let core = title.split('（').next().unwrap_or(title).trim_matches(['《', '》', '关', '于']);
        !core.is_empty() && said.contains(core)
    };
    if let Some(attachment) = document.own_attachments().find(|attachment| !names(&attachment.title.text)) {
        let title = &attachment.title;
        findings.tell(Finding::of(Rule::AttachmentUnmentioned, title).with(title.text.as_str()));
    }
}

/// What the title says is issued is a part of the document; listed as an attachment, it would be headed 附件.
fn issued(subject: &Subject<'_>, findings: &mut Findings) {
    let title = subject.document.title();
    let text = subject.body.text();
    for Attachment { title: name, .. } in subject.document.own_attachments() {
        let order = subject.document.format == Format::Order && publishes(text, &name.text);
        if order || issues(&title, &name.text) {
            findings.tell(Finding::of(Rule::IssuedAttached, name).with(name.text.as_str()));
        }
    }
}

/// 条例 Art. 9 (12): what is signed under the text has its day there. Plain paper, briefings, minutes and orders have
/// theirs elsewhere or need none, and what is of no kind may be a form.
fn date_missing(subject: &Subject<'_>, findings: &mut Findings) {
    let document = subject.document;
    let official = matches!(document.format, Format::Document | Format::Letter);
    let signed = document.sign_off && document.parties.is_empty();
    // 题注 says the day: （2024年1月26日……通过）.
    let under = document.body.blocks.iter().take_while(|block| block.kind == BlockKind::UnderTitle);
    let noted = under.map(|block| block.text()).any(|text| text.contains('年') && text.contains('日'));
    let Some(kind) = subject.kind.filter(|_| official && signed && !noted) else { return };
    // A day that stands in an attachment instead is told there, `key-of-part`.
    let misplaced =
        document.attachments.iter().any(|part| part.own.date.is_some() && part.own.issuers.is_empty());
    if document.date.is_none() && document.open_date.is_none() && !misplaced {
        findings.tell(Finding::of(Rule::DateMissing, &document.title).with(kind.name()));
    }
}

/// A document is not printed before it is adopted.
fn dates(subject: &Subject<'_>, findings: &mut Findings) {
    if let (Some((date, _)), Some((print, words))) = (&subject.document.date, &subject.document.print_date)
        && print < date
    {
        let finding = Finding::of(Rule::PrintDateBefore, words);
        findings.tell(finding.with(print.to_string()).with(date.to_string()));
    }
}
