//! The title: organ, matter and kind (条例 Art. 9 (7)), and no marks to speak of.

use super::Subject;
use super::findings::{Finding, Findings};
use super::text::{is_chinese, without_quoted};
use crate::document::{Document, Format, Kind, Words, without_brackets};
use crate::lint::Rule;
use crate::text::BlockKind;

/// Marks that end a sentence or a part of it, where no title has one.
const MARKS: &str = "。，；：？！…、,;:?!";

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    let document = subject.document;
    let title = document.title();
    if title.is_empty() {
        return;
    }
    end_mark(&document.title, &title, findings);
    marks(&document.title, &title, findings);
    // The mark of minutes says what they are, an order's too; plain paper and briefings have endings of
    // their own.
    let said = !matches!(document.format, Format::Minutes | Format::Order);
    if said && (document.kind.is_some() || !document.format.is_kindless()) {
        kind(document, &title, findings);
    }
    plain_form(document, &title, findings);
    signed_twice(subject, findings);
}

/// A title without the marks typed after it.
pub(super) fn without_end_marks(title: &str) -> &str {
    title.trim_end_matches(|c: char| MARKS.contains(c) || c == '.' || c == '．' || c.is_whitespace())
}

fn end_mark(words: &Words, title: &str, findings: &mut Findings) {
    let mark = title.trim_end().strip_prefix(without_end_marks(title)).unwrap_or_default();
    if !mark.is_empty() {
        findings.tell(Finding::of(Rule::TitleEndMark, words).at_last(mark).with(mark).fix(""));
    }
}

fn marks(words: &Words, title: &str, findings: &mut Findings) {
    let own = without_brackets_and_quotes(without_end_marks(title));
    let among = |(at, c): &(usize, char)| {
        // 12:30 and 1,000 are numbers; 、 stands between organs.
        let next_to_chinese = own[..*at].chars().next_back().is_some_and(is_chinese)
            || own[at + c.len_utf8()..].chars().next().is_some_and(is_chinese);
        MARKS.contains(*c) && *c != '、' && next_to_chinese
    };
    if let Some((_, mark)) = own.char_indices().find(among) {
        let mark = mark.to_string();
        findings.tell(Finding::of(Rule::TitleMarks, words).at(&mark).with(mark));
    }
}

/// Names in 《》 and quotes and what stands in brackets have marks of their own.
fn without_brackets_and_quotes(title: &str) -> String {
    let mut depth = 0_usize;
    without_quoted(title)
        .chars()
        .map(|c| {
            depth += usize::from(matches!(c, '（' | '('));
            let inside = depth > 0;
            depth = depth.saturating_sub(usize::from(matches!(c, '）' | ')')));
            if inside { ' ' } else { c }
        })
        .collect()
}

/// What papers end with that are none of the 15 kinds, and need not be.
const OTHER_FORMS: [&str; 21] = [
    "公示",
    "声明",
    "启事",
    "简报",
    "专报",
    "讲话",
    "发言",
    "致辞",
    "证明",
    "答复",
    "材料",
    "说明",
    "名单",
    "议程",
    "日程",
    "信",
    "书",
    "稿",
    "公约",
    "呈批件",
    "签报",
];

/// Letters whose title is the occasion.
const COURTESY: [&str; 7] = ["邀请函", "慰问函", "贺函", "感谢函", "告知函", "提醒函", "介绍函"];

fn is_other_form(title: &str) -> bool {
    other_form(title).is_some()
}

fn other_form(title: &str) -> Option<&'static str> {
    let title = without_brackets(title);
    OTHER_FORMS.iter().copied().find(|form| title.ends_with(form))
}

/// A paper of another form without a number is seldom red-headed.
fn plain_form(document: &Document, title: &str, findings: &mut Findings) {
    let red = document.format == Format::Document && document.kind.is_none() && document.number.is_none();
    let bare = without_end_marks(title);
    if let Some(form) = other_form(bare).filter(|_| red && Kind::of_title(bare).is_none()) {
        findings.tell(Finding::of(Rule::PlainForm, &document.title).with(form));
    }
}

/// A resolution whose 题注 says when it was adopted is not signed again.
fn signed_twice(subject: &Subject<'_>, findings: &mut Findings) {
    let document = subject.document;
    if subject.kind != Some(Kind::Resolution) || !document.sign_off {
        return;
    }
    let under = document.body.blocks.iter().take_while(|block| block.kind == BlockKind::UnderTitle);
    let noted = under.map(|block| block.text()).any(|text| text.contains("通过") && text.contains('日'));
    if let Some((_, date)) = document.date.as_ref().filter(|_| noted) {
        findings.tell(Finding::of(Rule::SignOffBesideNote, date));
    }
}

fn kind(document: &Document, title: &str, findings: &mut Findings) {
    let words = &document.title;
    let bare = without_end_marks(title).replace('(', "（").replace(')', "）");
    let at_end = Kind::of_title(&bare);
    match (document.kind, at_end) {
        (Some(kind), Some(end)) if kind == end => {}
        (Some(kind), _) => {
            findings.tell(Finding::of(Rule::TitleKind, words).with(kind.name()).with(kind.name()));
            return;
        }
        (None, Some(_)) => {}
        // Only what is written as titles of the 15 kinds are is meant as one of them.
        (None, None) if !bare.contains("关于") || is_other_form(&bare) => return,
        (None, None) => {
            let found = Finding::of(Rule::TitleKind, words);
            findings.tell(found.with("通知、报告等文种").with("a kind such as 通知 or 报告"));
            return;
        }
    }
    let Some(kind) = at_end else { return };
    let usual = matches!(
        kind,
        Kind::Notice
            | Kind::Report
            | Kind::Request
            | Kind::Reply
            | Kind::Opinion
            | Kind::Circular
            | Kind::Letter
            | Kind::Decision
            | Kind::PublicNotice
    );
    let own = without_quoted(&bare);
    let about = own.rfind("关于").map(|at| &own[at..]);
    let passes_on = ["印发", "转发", "批转", "发布", "公布"].iter().any(|word| own.contains(word));
    let right = match about {
        Some(matter) => matter.contains('的'),
        None => passes_on,
    };
    let is_of_courtesy = kind == Kind::Letter && COURTESY.iter().any(|word| own.ends_with(word));
    if usual && !right && !is_of_courtesy {
        findings.tell(Finding::of(Rule::TitleAbout, words).with(kind.name()));
    }
}
