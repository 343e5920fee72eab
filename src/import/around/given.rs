//! What the surroundings say of the document: taken, under a doubt, where the document itself does not say it.

use std::ops::Range;

use super::row::Field;
use crate::import::claims::{Claims, Element, Slot};
use crate::import::doubt::Doubt;
use crate::import::patterns as p;

/// A value that stands in the surroundings.
#[derive(Debug, Clone)]
pub struct Given {
    element: Element,
    line: usize,
    value: Range<usize>,
}

/// The fields of a row that an element of a document can be.
pub(super) fn of(claims: &Claims, line: usize, fields: &[Field]) -> Vec<Given> {
    let text = claims.text(line);
    let known = |field: &Field| {
        let element = field.label.element?;
        given(&text, element, line, field.value.clone())
    };
    fields.iter().filter_map(known).collect()
}

/// A value, when it has the form that its element has.
pub(super) fn given(text: &str, element: Element, line: usize, value: Range<usize>) -> Option<Given> {
    let said = &text[value.clone()];
    let trimmed = said.trim();
    let from = value.start + said.len() - said.trim_start().len();
    let value = from..from + trimmed.len();
    let fits = match element {
        Element::Number => p::is_number(trimmed) || is_code(trimmed),
        Element::Date => crate::document::Date::parse(trimmed).is_ok() || p::date(trimmed).is_some(),
        Element::Issuers => p::organs(trimmed).is_some_and(|organs| organs.len() == 1),
        Element::Title => p::is_title_line(trimmed) && trimmed.chars().count() >= 5,
        _ => false,
    };
    fits.then_some(Given { element, line, value })
}

/// 2024-031.
fn is_code(text: &str) -> bool {
    let length = text.chars().count();
    (4..=20).contains(&length) && text.chars().all(|c| c.is_ascii_digit() || "-—号第".contains(c))
}

/// Gives the elements that the document does not say itself what its surroundings say.
pub(in crate::import) fn take(claims: &mut Claims, given: &[Given], elements: &[Element]) {
    for element in elements {
        if claims.has(Slot::Value(*element)) {
            continue;
        }
        let Some(known) = given.iter().find(|given| given.element == *element) else { continue };
        let text = claims.text(known.line);
        let (before, rest) = text.split_at(known.value.start);
        let (value, after) = rest.split_at(known.value.len());
        let around = if before.chars().count() + after.chars().count() <= 8 {
            Slot::Beside(*element)
        } else {
            Slot::NoElement
        };
        claims.split(known.line, &[(around, before), (Slot::Value(*element), value), (around, after)]);
        claims.doubt(*element, Doubt::FromSurroundings);
    }
}
