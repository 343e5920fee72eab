//! GB/T 15834: marks that are surely wrong. What is wrong and what is right instead is `text::punctuation`'s to say,
//! as it is for `render fmt`: the two never differ.

use std::ops::Range;

use super::Subject;
use super::findings::{Finding, Findings};
use super::text::Text;
use crate::lint::Rule;
use crate::text::marker;
use crate::text::punctuation::{Doubt, Edit, Markup, Reason, correct};

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    for text in subject.prose() {
        let markup = if text.is_plain { Markup::Text } else { Markup::Markdown };
        let mut often = [Often::new(Rule::HalfWidthMarks), Often::new(Rule::StraightQuotes)];
        for (start, paragraph) in text.paragraphs() {
            let correction = correct(paragraph, markup);
            // The mark after a numbering has a rule of its own.
            let numbering = marker::length(paragraph);
            for edit in correction.edits.iter().filter(|edit| edit.range.start >= numbering) {
                let Some(Slip { rule, range, right }) = Slip::of(edit, paragraph) else { continue };
                let place = start + range.start..start + range.end;
                match often.iter_mut().find(|often| often.rule == rule) {
                    Some(often) => often.count(place, edit, right),
                    None => tell(rule, text, place, edit, right, findings),
                }
            }
            let needless = correction.remarks.iter().filter(|remark| remark.doubt == Doubt::NeedlessComma);
            for remark in needless {
                // With the marks on both sides, as a reader looks for it: each takes three bytes.
                let around = remark.range.start - 3..remark.range.end + 3;
                let Some(found) = paragraph.get(around.clone()) else { continue };
                let place = start + around.start..start + around.end;
                let finding = Finding::within(Rule::MarkBetween, text, place).with(found);
                findings.tell(finding.fix(found.replacen('、', "", 1)));
            }
        }
        often.into_iter().for_each(|often| often.tell(text, findings));
    }
}

fn tell(
    rule: Rule,
    text: &Text<'_>,
    place: Range<usize>,
    edit: &Edit,
    right: String,
    findings: &mut Findings,
) {
    let found = text.text().get(place.clone()).unwrap_or_default().to_owned();
    let second = if rule == Rule::RangeHyphen { edit.old.clone() } else { right.clone() };
    findings.tell(Finding::within(rule, text, place).with(found).with(second).fix(right));
}

/// A slip that rarely comes alone is told once a text, at its first place and with its number.
struct Often {
    rule: Rule,
    count: usize,
    /// Where it is, what stands there, and what would be right when that is sure alone: one bracket put right without the
    /// other is another slip.
    first: Option<(Range<usize>, String, Option<String>)>,
}

impl Often {
    fn new(rule: Rule) -> Often {
        Often { rule, count: 0, first: None }
    }

    fn count(&mut self, place: Range<usize>, edit: &Edit, right: String) {
        self.count += 1;
        let right = Some(right).filter(|_| edit.reason == Reason::HalfWidth);
        self.first.get_or_insert_with(|| (place, edit.old.clone(), right));
    }

    fn tell(self, text: &Text<'_>, findings: &mut Findings) {
        if let Some((place, old, right)) = self.first {
            let finding = Finding::within(self.rule, text, place).with(old).with(self.count.to_string());
            findings.tell(match right {
                Some(right) => finding.fix(right),
                None => finding,
            });
        }
    }
}

/// An edit as the rule it breaks, with the bytes a reader looks for and what stands there rightly.
struct Slip {
    rule: Rule,
    range: Range<usize>,
    right: String,
}

impl Slip {
    /// “ 十四五 ”: blanks inside a quotation's marks, told once for both ends.
    fn in_quotation(blank: &Range<usize>, paragraph: &str) -> Option<Slip> {
        let (before, after) = (&paragraph[..blank.start], &paragraph[blank.end..]);
        let pairs = [('“', '”'), ('‘', '’')];
        let (open, close) =
            pairs.into_iter().find(|(open, close)| before.ends_with(*open) || after.starts_with(*close))?;
        let start = before.rfind(open)?;
        let end = blank.end + after.find(close)? + close.len_utf8();
        let inner = &paragraph[start + open.len_utf8()..end - close.len_utf8()];
        let told = !before.ends_with(open) && inner.starts_with(char::is_whitespace);
        let right = format!("{open}{}{close}", inner.trim());
        (!told).then_some(Slip { rule: Rule::QuoteForm, range: start..end, right })
    }

    /// Other edits of practice only, such as spaces, are told by `render fmt --check` alone.
    fn of(edit: &Edit, paragraph: &str) -> Option<Slip> {
        let straight = edit.old.contains(['"', '\'', '＂', '＇']);
        let rule = match edit.reason {
            Reason::HalfWidth | Reason::Bracket => Rule::HalfWidthMarks,
            Reason::Quote if straight => Rule::StraightQuotes,
            Reason::Quote => Rule::QuoteForm,
            Reason::TitleMark => Rule::TitleMarkForm,
            Reason::Ellipsis => Rule::ShortEllipsis,
            Reason::Dash if edit.new == "——" => Rule::ShortDash,
            Reason::Dash | Reason::Range => Rule::RangeHyphen,
            Reason::Zero => Rule::HanziZero,
            Reason::Interpunct => Rule::Interpunct,
            Reason::Width => Rule::FullWidthForm,
            Reason::NumberBracket => Rule::CitedNumberBrackets,
            Reason::Repeated => Rule::RepeatedMark,
            Reason::Space => return Slip::in_quotation(&edit.range, paragraph),
            Reason::NameBlank | Reason::Invisible | Reason::Numbering | Reason::AttachmentNumber => {
                return None;
            }
        };
        let range = match rule {
            Rule::RangeHyphen => whole_range(&edit.range, paragraph),
            _ => edit.range.clone(),
        };
        let (before, after) =
            (&paragraph[range.start..edit.range.start], &paragraph[edit.range.end..range.end]);
        Some(Slip { rule, right: format!("{before}{}{after}", edit.new), range: range.clone() })
    }
}

/// The range around its mark, with the unit that ends it: 2021-2025年.
fn whole_range(mark: &Range<usize>, paragraph: &str) -> Range<usize> {
    let figure = |c: char| c.is_ascii_digit() || ".:％%年月日".contains(c);
    let start = paragraph[..mark.start].trim_end_matches(figure).len();
    let figures = paragraph[mark.end..].len()
        - paragraph[mark.end..].trim_start_matches(|c: char| c.is_ascii_digit() || ".:".contains(c)).len();
    let end = mark.end + figures;
    let unit = paragraph[end..].chars().next().filter(|c| !"，。、；：？！（） ".contains(*c));
    start..end + unit.map_or(0, char::len_utf8)
}
