//! Where a paragraph of Word stands that is neither a heading nor what the program places by itself.

use crate::claims::Claims;
use crate::patterns as p;
use crate::text::table::Aligned;

/// A line of text has so many characters: what is longer is a paragraph, wherever it is set.
const LONGEST: usize = 40;

/// The sign before a line that says where it stands.
pub(super) fn sign(claims: &Claims, lines: &[(usize, &str)], at: usize) -> Option<&'static str> {
    let (line, text) = lines[at];
    let sign = match claims.line(line).aligned? {
        Aligned::Centre => ":-: ",
        Aligned::Right => "--: ",
        Aligned::Left => ":-- ",
    };
    let inner = text.trim_matches(['（', '）', '(', ')']);
    let row = |at: Option<usize>| at.and_then(|at| lines.get(at)).is_some_and(|(_, text)| p::is_row(text));
    // Captions, units and notes are known by the table or picture that they stand at.
    let beside = row(at.checked_sub(1)) || row(Some(at + 1)) || is_caption(text);
    let known = p::is_row(text)
        || p::opens_numbered(text)
        || p::is_passed(inner)
        || p::date(inner).is_some() && at == 0
        || text.contains('\t')
        || text.chars().count() > LONGEST
        || beside;
    (!known).then_some(sign)
}

/// 表1　年末人口数, 图2 管网.
fn is_caption(text: &str) -> bool {
    let rest = text.strip_prefix(['表', '图']);
    rest.is_some_and(|rest| {
        rest.trim_start().starts_with(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c))
    })
}
