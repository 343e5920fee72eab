//! The day that a 题注 says: who passes something signs nothing, and the day of passing is the date.

use super::claims::{Claims, Element, Slot};
use super::lines::squeezed;
use super::patterns as p;

/// The date in the brackets that the text begins with, as it is written there.
pub(super) fn day(claims: &Claims) -> Option<String> {
    let body = claims.of(Slot::Value(Element::Body));
    let mut joined = String::new();
    for (_, text) in body.into_iter().take(LONGEST) {
        joined.push_str(&squeezed(text));
        if !joined.starts_with(['（', '(']) {
            return None;
        }
        if joined.ends_with(['）', ')']) {
            let inner = joined.trim_matches(['（', '）', '(', ')']);
            let said = p::is_passed(inner) || p::date(inner).is_some();
            return said.then(|| first_date(inner)).flatten();
        }
    }
    None
}

/// A 题注 takes so many lines at most.
const LONGEST: usize = 6;

/// The first words that are a date.
fn first_date(text: &str) -> Option<String> {
    let ends = text.match_indices('日').map(|(at, day)| at + day.len());
    ends.filter_map(|end| p::trailing_date(&text[..end])).map(|(_, date)| date.to_owned()).next()
}
