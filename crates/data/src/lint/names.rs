//! Names: a list has one in each item (7.2.4, 7.2.6), for each gets a place of its own on the page; no mark and no label
//! belongs to one.

use super::Subject;
use super::findings::{Finding, Findings};
use super::text::is_han;
use crate::document::{Document, Issuer, Words};
use crate::lint::Rule;
use crate::text::organs::ends_as_organ_among_names;

/// What people put between names.
const BETWEEN: [char; 8] = ['、', '，', ',', '；', ';', '/', '|', '\n'];

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    let document = subject.document;
    for signer in &document.signers {
        tell(Rule::SignersInOne, signer, |_| true, findings);
    }
    for issuer in &document.issuers {
        tell(Rule::IssuersInOne, &issuer.name, is_organ, findings);
    }
    marks(document, findings);
    labels(document, findings);
}

fn tell(rule: Rule, words: &Words, is_name: impl Fn(&str) -> bool, findings: &mut Findings) {
    let names: Vec<&str> = words.text.split(BETWEEN).map(str::trim).filter(|name| !name.is_empty()).collect();
    if names.len() > 1 && names.iter().all(|name| is_name(name)) {
        let list = names.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ");
        findings.tell(Finding::of(rule, words).with(words.text.clone()).with(list));
    }
}

/// 石溪市北山、南山街道办事处 is one organ: 石溪市北山 is none.
fn is_organ(name: &str) -> bool {
    name.chars().count() > 2 && ends_as_organ_among_names(name)
}

/// Marks that end a sentence or part things, and no name.
const ENDS: &str = "，、；：。？！…,;:?!．";
/// What stands in two halves.
const HALVES: [(char, char); 12] = [
    ('【', '】'),
    ('《', '》'),
    ('〈', '〉'),
    ('“', '”'),
    ('‘', '’'),
    ('「', '」'),
    ('『', '』'),
    ('〔', '〕'),
    ('（', '）'),
    ('(', ')'),
    ('[', ']'),
    ('［', '］'),
];

/// What of a name is none: where it stands in it, and what is shown of it.
enum Stray<'a> {
    First(&'a str),
    Last(&'a str),
    /// The name stands in a pair of marks.
    Around(String),
    /// A blank between two hanzi.
    Blank,
}

fn stray(name: &str, is_person: bool) -> Option<Stray<'_>> {
    let first = name.chars().next()?;
    let last = name.chars().next_back()?;
    let ends = |c: char| ENDS.contains(c) || c == '.' || c.is_whitespace();
    let bare = name.trim_end_matches(ends);
    // Co., Ltd. is a name, and Dr. the start of one.
    if bare.len() < name.len() && bare.ends_with(|c: char| !c.is_ascii()) {
        return Some(Stray::Last(&name[bare.len()..]));
    }
    let begun = name.trim_start_matches(|c: char| ENDS.contains(c) || c.is_whitespace());
    if begun.len() < name.len() {
        return Some(Stray::First(&name[..name.len() - begun.len()]));
    }
    let straight = matches!(first, '"' | '\'') && last == first && name.len() > 2;
    let inner = |open: char, close: char| &name[open.len_utf8()..name.len() - close.len_utf8()];
    let around = |(open, close): &(char, char)| {
        first == *open && last == *close && !inner(*open, *close).contains([*open, *close])
    };
    if straight || HALVES.iter().any(around) {
        return Some(Stray::Around(format!("{first}{last}")));
    }
    for (open, close) in HALVES {
        let lone = name.matches(open).count() != name.matches(close).count();
        if lone && (last == open || last == close) {
            return Some(Stray::Last(&name[name.len() - last.len_utf8()..]));
        }
        if lone && (first == open || first == close) {
            return Some(Stray::First(&name[..first.len_utf8()]));
        }
    }
    // 张　三 and 韦　一　山 are spread to the width of others; two organs in one line are parted by a wide blank.
    let blank = |c: char| matches!(c, ' ' | '\u{A0}') || is_person && c == '\u{3000}';
    let pieces: Vec<&str> = name.split(blank).filter(|piece| !piece.is_empty()).collect();
    let hanzi = |piece: &&&str| piece.chars().all(is_han);
    let long = pieces.iter().filter(hanzi).filter(|piece| piece.chars().count() > 1).count();
    let parted = pieces.windows(2).any(|pair| pair[0].ends_with(is_han) && pair[1].starts_with(is_han));
    (parted && (!is_person || long > 1)).then_some(Stray::Blank)
}

/// Marks at the ends of names, around them and blanks in them: all of it would be set, in the red head too.
fn marks(document: &Document, findings: &mut Findings) {
    let own = document.parts().flat_map(|part| &part.own.issuers);
    for Issuer { name, mark_name, signature, .. } in document.issuers.iter().chain(own) {
        mark(Rule::OrganNameMark, name, findings);
        for other in [mark_name, signature].into_iter().filter(|other| other.text != name.text) {
            mark(Rule::OrganNameMark, other, findings);
        }
    }
    for printer in [&document.printer, &document.reprinter].into_iter().flatten() {
        mark(Rule::OrganNameMark, printer, findings);
    }
    let stamped = document.signatures.iter().map(|signature| &signature.name);
    for person in document.signers.iter().chain(stamped) {
        mark(Rule::PersonNameMark, person, findings);
    }
}

fn mark(rule: Rule, words: &Words, findings: &mut Findings) {
    let Some(stray) = stray(&words.text, rule == Rule::PersonNameMark) else { return };
    let finding = Finding::of(rule, words).with(words.text.as_str());
    findings.tell(match stray {
        Stray::First(mark) => finding.at(mark).with(mark).fix(""),
        Stray::Last(mark) => finding.at_last(mark).with(mark).fix(""),
        Stray::Around(marks) => finding.with(marks),
        Stray::Blank => finding.with("␣"),
    });
}

/// 主送机关 and what it is called.
pub(super) const RECIPIENTS: &[&str] = &["主送机关", "主送单位", "主送"];
/// 抄送机关.
pub(super) const COPIES: &[&str] = &["抄送机关", "抄送单位", "抄送", "抄报"];

/// The label a text begins with, its colon included: the page sets it itself, or the text is known by its key.
fn label<'a>(text: &'a str, labels: &[&str]) -> Option<&'a str> {
    // 附注 has been put in brackets.
    let text = text.trim_start_matches(['（', ' ']);
    labels.iter().find_map(|label| {
        let rest = text.strip_prefix(label)?;
        let rest = rest.trim_start().strip_prefix(['：', ':'])?;
        Some(&text[..text.len() - rest.len()])
    })
}

/// A text without its label.
pub(super) fn unlabelled<'a>(text: &'a str, labels: &[&str]) -> &'a str {
    label(text, labels).map_or(text, |label| text.trim_start().strip_prefix(label).unwrap_or(text))
}

/// 主送：甲局 under 主送, 签发人：张三 under 签发人, …印发 under 印发机关: the words of the key once more.
fn labels(document: &Document, findings: &mut Findings) {
    let own = document.parts().filter_map(|part| part.own.recipients.as_ref());
    type Typed<'a> = (Option<&'a Words>, &'static [&'static str]);
    let elements: [Typed<'_>; 7] = [
        (document.number.as_ref(), &["发文字号", "文号"]),
        (Some(&document.title), &["标题", "题目"]),
        (document.subtitle.as_ref(), &["副标题"]),
        (document.recipients.as_ref(), RECIPIENTS),
        (document.note.as_ref(), &["附注"]),
        (document.printer.as_ref(), &["印发机关", "印发单位", "印发"]),
        (document.reprinter.as_ref(), &["翻印机关", "翻印单位", "翻印"]),
    ];
    let signers = document.signers.iter().map(|signer| (signer, &["签发人", "签发"][..]));
    let issuers = document.issuers.iter().map(|issuer| (&issuer.name, &["发文机关", "发文单位", "署名"][..]));
    let copies = document.cc.iter().map(|row| (&row.names, COPIES));
    let elements = elements.into_iter().filter_map(|(words, labels)| Some((words?, labels)));
    let typed =
        elements.chain(own.map(|words| (words, RECIPIENTS))).chain(signers).chain(issuers).chain(copies);
    for (words, labels) in typed {
        if let Some(label) = label(&words.text, labels) {
            typed_label(words, label, false, findings);
        }
    }
    for row in document.cc.iter().chain(&document.attendance) {
        let known = label(&row.names.text, COPIES).is_some();
        if let Some(label) = label(&row.names.text, &[row.label.text.as_str()]).filter(|_| !known) {
            typed_label(&row.names, label, false, findings);
        }
    }
    for (organ, end) in [(&document.printer, "印发"), (&document.reprinter, "翻印")] {
        let ended = organ.as_ref().filter(|organ| organ.text.len() > end.len() && organ.text.ends_with(end));
        if let Some(organ) = ended {
            typed_label(organ, end, true, findings);
        }
    }
}

fn typed_label(words: &Words, label: &str, is_last: bool, findings: &mut Findings) {
    let finding = Finding::of(Rule::LabelTyped, words).with(words.text.as_str()).with(label);
    findings.tell(if is_last { finding.at_last(label) } else { finding.at(label) }.fix(""));
}
