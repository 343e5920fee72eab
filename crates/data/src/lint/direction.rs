//! Which way a document goes: who signs, who is addressed, who gets a copy (条例 Art. 8, 9 and 15).

use std::ops::Range;

use super::Subject;
use super::findings::{Finding, Findings};
use super::names::{COPIES, RECIPIENTS, unlabelled};
use super::title::without_end_marks;
use crate::document::{Format, Kind, Labelled, Sealing, Words};
use crate::lint::Rule;

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    signers(subject, findings);
    request(subject, findings);
    report(subject, findings);
    copies(subject, findings);
    public(subject, findings);
}

/// Whether the document surely goes to a superior organ.
fn goes_up(subject: &Subject<'_>) -> bool {
    match subject.kind {
        Some(Kind::Request | Kind::Report) => true,
        // An opinion goes every way; one that asks to be passed on goes up.
        Some(Kind::Opinion) => subject.body.text().contains("请批转"),
        _ => false,
    }
}

fn signers(subject: &Subject<'_>, findings: &mut Findings) {
    let document = subject.document;
    let Some(kind) = subject.kind else { return };
    // A letter and an order have no place for signers, which is told when they are given.
    if document.format != Format::Document {
        return;
    }
    let sometimes = matches!(kind, Kind::Request | Kind::Report | Kind::Opinion | Kind::Bill | Kind::Minutes);
    match document.signers.first() {
        // Without a number it is a report as an attachment or a speech, not a document sent up.
        None if goes_up(subject) && document.number.is_some() => {
            findings.tell(Finding::of(Rule::SignersMissing, &document.title).with(kind.name()));
        }
        Some(signer) if !sometimes => {
            findings.tell(Finding::of(Rule::SignersDownward, signer).with(kind.name()));
        }
        _ => {}
    }
}

/// 请示: one superior, a contact, and no report in one.
fn request(subject: &Subject<'_>, findings: &mut Findings) {
    let document = subject.document;
    let title = document.title();
    if without_end_marks(&title).ends_with("请示报告") {
        findings.tell(Finding::of(Rule::RequestReport, &document.title).at("请示报告"));
    }
    if subject.kind != Some(Kind::Request) {
        return;
    }
    if let Some(recipients) = &document.recipients {
        let organs = organs(unlabelled(&recipients.text, RECIPIENTS));
        if organs.len() > 1 {
            let finding = Finding::of(Rule::RequestRecipients, recipients);
            findings.tell(finding.with(organs.len().to_string()));
        }
    }
    let reachable =
        |note: &Words| note.text.contains("联系") || note.text.contains(|c: char| c.is_ascii_digit());
    if !document.note.as_ref().is_some_and(reachable) {
        let words = document.note.as_ref().unwrap_or(&document.title);
        findings.tell(Finding::of(Rule::RequestContact, words));
    }
}

/// The formulas that end a request; a report that ends so is one.
fn report(subject: &Subject<'_>, findings: &mut Findings) {
    const FORMULAS: [&str; 8] =
        ["请批示", "请批复", "请予批准", "请予批复", "请审批", "请予审批", "请予支持", "特此请示"];
    /// A sentence longer than this tells of something.
    const LONGEST: usize = 24;
    if subject.kind != Some(Kind::Report) {
        return;
    }
    let paragraphs: Vec<(usize, &str)> = subject.body.paragraphs().collect();
    // What ends the text, not what it tells of.
    for (start, paragraph) in paragraphs.iter().rev().take(3).rev() {
        let words = paragraph.trim_end_matches(['。', '！', '.', ' ']);
        let short = paragraph.chars().count() <= LONGEST;
        if short && FORMULAS.iter().any(|formula| words.ends_with(formula)) {
            let range = *start..start + paragraph.len();
            findings.tell(Finding::within(Rule::ReportAsks, &subject.body, range).with(*paragraph));
        }
    }
}

fn copies(subject: &Subject<'_>, findings: &mut Findings) {
    subject.document.cc.iter().for_each(|row| copies_of(subject, row, findings));
}

/// A row of those who receive a copy.
fn copies_of(subject: &Subject<'_>, row: &Labelled, findings: &mut Findings) {
    let document = subject.document;
    let cc = &row.names;
    // 报 and 送 go to superiors and equals only.
    let down = !row.label.text.contains(['报', '呈']) && row.label.text != "送";
    const SUBORDINATES: [&str; 11] =
        ["各县", "各区", "各乡", "各镇", "各街道", "各市", "各科室", "各处室", "各直属", "各下属", "各所属"];
    if down && goes_up(subject) {
        let items = cc.text.split(['，', '；', '。', ',', ';']).map(str::trim);
        // 各市直有关部门 are beside the office; 局属各单位 are below it.
        let below = |item: &&str| {
            !item.starts_with("各市直") && SUBORDINATES.iter().any(|word| item.starts_with(word))
                || item.contains("属各")
                || item.contains("属单位")
        };
        for item in items.filter(below) {
            findings.tell(Finding::of(Rule::CcSubordinates, cc).at(item).with(item));
        }
    }
    let Some(recipients) = &document.recipients else { return };
    let addressed = organs(unlabelled(&recipients.text, RECIPIENTS));
    for organ in organs(unlabelled(&cc.text, COPIES)).into_iter().filter(|organ| addressed.contains(organ)) {
        // A word of two characters (省委) is a name too, but 各县 is the beginning of one.
        if organ.chars().count() > 2 {
            findings.tell(Finding::of(Rule::CcRepeatsRecipient, cc).at(organ).with(organ));
        }
    }
}

/// Documents that nobody in particular gets.
fn public(subject: &Subject<'_>, findings: &mut Findings) {
    let document = subject.document;
    if let Some(recipients) = &document.recipients {
        match subject.kind {
            Some(kind @ (Kind::Announcement | Kind::PublicNotice)) => {
                findings.tell(Finding::of(Rule::PublicRecipients, recipients).with(kind.name()));
            }
            // What is laid out as an order is one, whatever its title ends with.
            _ if document.format == Format::Order => {
                findings.tell(Finding::of(Rule::OrderRecipients, recipients));
            }
            _ => {}
        }
    }
    if document.format == Format::Minutes && document.sealing == Sealing::Seal {
        let words = document.mark.as_ref().unwrap_or(&document.title);
        findings.tell(Finding::of(Rule::MinutesSeal, words));
    }
}

/// The organs a list names one by one; 各市、县（市、区）教育局、公安局 names nobody.
fn organs(text: &str) -> Vec<&str> {
    let outside = without_brackets(text);
    let pieces = |range: Range<usize>, marks: &'static str| -> Vec<Range<usize>> {
        let mut pieces = Vec::new();
        let mut start = range.start;
        for (at, mark) in outside[range.clone()].char_indices().filter(|(_, c)| marks.contains(*c)) {
            pieces.push(start..range.start + at);
            start = range.start + at + mark.len_utf8();
        }
        pieces.push(start..range.end);
        pieces
    };
    let items = pieces(0..text.len(), "，；。：,;:");
    let named = items.into_iter().filter(|item| {
        let item = text[item.clone()].trim();
        !item.starts_with('各') && !item.contains('等')
    });
    let organs = named.flat_map(|item| pieces(item, "、")).map(|range| text[range].trim());
    organs.filter(|organ| !organ.is_empty()).collect()
}

/// What stands in brackets, as blanks of the same length.
fn without_brackets(text: &str) -> String {
    let mut depth = 0_usize;
    let mut outside = String::with_capacity(text.len());
    for c in text.chars() {
        depth += usize::from(matches!(c, '（' | '('));
        if depth > 0 {
            outside.extend(std::iter::repeat_n(' ', c.len_utf8()));
        } else {
            outside.push(c);
        }
        depth = depth.saturating_sub(usize::from(matches!(c, '）' | ')')));
    }
    outside
}
