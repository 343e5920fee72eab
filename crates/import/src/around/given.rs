//! What the surroundings say of the document: taken, under a doubt, where the document itself does not say it.

use std::collections::BTreeMap;
use std::ops::Range;

use super::form_rows::{is_count, is_nothing};
use super::labels::Label;
use super::row::Field;
use crate::claims::{Claims, Element, Slot};
use crate::document::is_classification;
use crate::doubt::Doubt;
use crate::format;
use crate::lines::squeezed;
use crate::mark;
use crate::patterns as p;
use crate::text::same::bare;

/// A value that stands in the surroundings.
#[derive(Debug, Clone)]
pub(crate) struct Given {
    element: Element,
    line: usize,
    value: Range<usize>,
    /// It says something of the page first: only where nothing else says it.
    pub(super) weak: bool,
    /// It is the rest of the one before it.
    goes_on: bool,
}

impl Given {
    /// What a label says of it.
    pub(super) fn of(self, label: &Label) -> Given {
        Given { weak: label.weak, ..self }
    }

    /// Says that it is the rest of the one before.
    pub(super) fn goes_on(&mut self) {
        self.goes_on = true;
    }
}

/// The fields of a row that an element of a document can be.
pub(super) fn of(claims: &Claims, line: usize, fields: &[Field]) -> Vec<Given> {
    let text = claims.text(line);
    let known = |field: &Field| {
        let element = field.label.element?;
        given(&text, element, line, field.value.clone()).map(|given| given.of(&field.label))
    };
    fields.iter().filter_map(known).collect()
}

/// 甲市水利局 > 政策文件: whose site it is.
pub(super) fn of_path(text: &str, line: usize) -> Option<Given> {
    let end = text.find(['>', '›', '»', '＞', '》', '/', '|', '｜', '→'])?;
    given(text, Element::Issuers, line, 0..end)
}

/// A value, when it has the form that its element has.
pub(super) fn given(text: &str, element: Element, line: usize, value: Range<usize>) -> Option<Given> {
    let said = &text[value.clone()];
    let trimmed = said.trim();
    let trimmed = match element {
        Element::Recipients => trimmed.trim_end_matches(['。', '：', ':', '；']),
        _ => trimmed,
    };
    let from = value.start + said.len() - said.trim_start().len();
    let value = from..from + trimmed.len();
    let fits = match element {
        Element::Number => p::is_number(trimmed) || is_code(trimmed),
        Element::Date => crate::document::Date::parse(trimmed).is_ok() || p::date(trimmed).is_some(),
        Element::Issuers => p::organs(trimmed).is_some_and(|organs| organs.len() == 1),
        Element::Title => p::is_title_line(trimmed) && trimmed.chars().count() >= 5,
        Element::Recipients | Element::Cc => {
            // 抄送 2 人: how many, and not whom.
            let people = squeezed(trimmed);
            let people = people.trim_start_matches('等').trim_end_matches(['人', '位', '家']);
            trimmed.chars().count() > 1 && !is_nothing(trimmed) && !is_count(people)
        }
        Element::Signers => {
            let name = squeezed(trimmed);
            (2..=4).contains(&name.chars().count()) && p::is_name(&name) && !p::is_all_unwritten(&name)
        }
        Element::CopyNumber => {
            (3..=8).contains(&trimmed.len()) && trimmed.bytes().all(|b| b.is_ascii_digit())
        }
        Element::Note => trimmed.chars().count() > 2,
        // 平急 of a form is what is not urgent.
        Element::Urgency => ["特急", "加急", "特提", "急", "急件"].contains(&trimmed),
        // 密级：内部 of a form is what a document of no secrecy has there.
        Element::Classification => is_classification(trimmed) && trimmed != "内部",
        Element::Printer => p::is_organ(trimmed),
        Element::PrintDate => crate::document::Date::parse(trimmed).is_ok() || p::date(trimmed).is_some(),
        Element::Copies => {
            (1..=7).contains(&trimmed.len())
                && !trimmed.starts_with('0')
                // One that was received is not how many are printed.
                && trimmed != "1"
                && trimmed.bytes().all(|b| b.is_ascii_digit())
        }
        _ => false,
    };
    fits.then_some(Given { element, line, value, weak: false, goes_on: false })
}

/// 2024-031.
fn is_code(text: &str) -> bool {
    let length = text.chars().count();
    (4..=20).contains(&length) && text.chars().all(|c| c.is_ascii_digit() || "-—号第".contains(c))
}

/// Gives the elements that the document does not say itself what its surroundings say.
pub(crate) fn take(claims: &mut Claims, given: &[Given], elements: &[Element]) {
    // A line may say several of them.
    let mut lines: BTreeMap<usize, Vec<(Range<usize>, Element)>> = BTreeMap::new();
    for element in elements.iter().filter(|element| !claims.has(Slot::Value(**element))) {
        let is_mark = |given: &&Given| *element == Element::Title && says_mark(claims, given);
        // Minutes have a mark in place of a title; only those who report to others name who signs.
        let none = match element {
            Element::Title => format::has_minutes_mark(claims),
            Element::Signers => format::goes_down(claims),
            _ => false,
        };
        if none {
            continue;
        }
        // 编号：0012 of a certificate stands at the right of its head.
        let aside = |given: &&Given| {
            claims.parts(given.line).iter().any(|(slot, _)| *slot == Slot::Value(Element::Corner))
        };
        let mut own =
            given.iter().filter(|given| given.element == *element && !is_mark(given) && !aside(given));
        let Some(known) = own.next() else { continue };
        // Several organs issue it: they stand in one row. A value may go on in the next.
        let several = matches!(element, Element::Issuers | Element::Signers);
        let more = own.take_while(|given| given.goes_on || (several && given.line == known.line));
        for given in std::iter::once(known).chain(more) {
            lines.entry(given.line).or_default().push((given.value.clone(), *element));
        }
    }
    for (line, mut values) in lines {
        let text = claims.text(line);
        values.sort_by_key(|(value, _)| value.start);
        let long = text.chars().count()
            > values.iter().map(|(value, _)| text[value.clone()].chars().count()).sum::<usize>() + 8;
        let mut parts = Vec::new();
        let mut at = 0;
        for (value, element) in values {
            let element = as_mark(claims, element, &text[value.clone()]);
            let beside = if long { Slot::NoElement } else { Slot::Beside(element) };
            parts.push((beside, &text[at..value.start]));
            parts.push((Slot::Value(element), &text[value.clone()]));
            at = value.end;
            // 共印60份 is its own label, wherever it stands.
            let printed = text[..value.start].trim_end().ends_with("共印");
            if element != Element::Copies || !printed {
                claims.doubt(element, Doubt::FromSurroundings);
            }
        }
        parts.push((Slot::NoElement, &text[at..]));
        claims.split(line, &parts);
    }
}

/// The mark of an order, or 某府通告, that a page calls a title; of minutes it is as good as one.
fn says_mark(claims: &Claims, given: &Given) -> bool {
    let text = claims.text(given.line);
    let value = &text[given.value.clone()];
    mark::is_mark(value) && !value.ends_with("纪要")
}

/// What a form calls the title of minutes is their mark: no minutes are filed without one.
fn as_mark(claims: &Claims, element: Element, value: &str) -> Element {
    let minutes = value.ends_with("会议纪要") && !value.contains("关于");
    let free = !claims.has(Slot::Value(Element::Mark));
    if element == Element::Title && minutes && free { Element::Mark } else { element }
}

/// What the surroundings say otherwise than the document.
pub(crate) fn compare(claims: &mut Claims, given: &[Given]) {
    for element in [Element::Number, Element::Date, Element::Title] {
        let own: String = claims.of(Slot::Value(element)).iter().map(|(_, text)| *text).collect();
        let taken =
            |given: &&Given| claims.parts(given.line).iter().any(|(slot, _)| *slot == Slot::Value(element));
        let of =
            given.iter().find(|given| given.element == element && !given.weak).filter(|given| !taken(given));
        let Some(said) = of.map(|given| claims.text(given.line)[given.value.clone()].to_owned()) else {
            continue;
        };
        let day = |text: &str| crate::document::Date::parse(text.trim()).ok().or_else(|| p::date(text));
        let same = match element {
            Element::Date => day(&own) == day(&said),
            _ => {
                let (own, said) = (bare(&own), bare(&said));
                own.contains(&said) || said.contains(&own)
            }
        };
        if !own.is_empty() && !same {
            claims.doubt(element, Doubt::PageSays(said));
        }
    }
}

/// Whether the surroundings say a title that is one.
pub(crate) fn say_title(claims: &Claims, given: &[Given]) -> bool {
    given.iter().any(|given| given.element == Element::Title && !says_mark(claims, given))
}
