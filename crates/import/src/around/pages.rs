//! Page numbers, and the heads and feet that every page repeats.

use crate::claims::{Claims, Slot};
use crate::lines::squeezed;
use crate::patterns as p;

/// Claims page numbers and what stands with each of them.
pub(super) fn recognise(claims: &mut Claims) {
    let mut found = Vec::new();
    for line in 0..claims.len() {
        if p::is_page_number(&claims.text(line)) {
            claims.claim(line, Slot::NoElement);
            found.push(line);
        }
    }
    found.extend(bare(claims));
    found.sort_unstable();
    repeated(claims, &found);
    numbered_heads(claims);
}

/// Figures alone in their line that count the pages; one stands where a paragraph is broken or the text ends.
fn bare(claims: &mut Claims) -> Vec<usize> {
    let number = |line: usize| {
        let text = squeezed(&claims.text(line));
        let plain = (1..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        plain.then(|| text.parse::<usize>().ok()).flatten().filter(|n| *n > 0)
    };
    let lines: Vec<(usize, usize)> =
        claims.free(0..claims.len()).into_iter().filter_map(|line| Some((line, number(line)?))).collect();
    // A column of figures counts no pages: long lines stand on both sides.
    let long = |line: Option<usize>| {
        line.is_none_or(|line| claims.text(line).chars().count() >= 12 && !claims.text(line).contains('\t'))
    };
    let apart = |line: usize| long(claims.free_before(line)) && long(claims.free_from(line + 1));
    let counts = lines.windows(2).all(|two| two[1].1 == two[0].1 + 1);
    let found: Vec<usize> = lines
        .iter()
        .filter(|(line, _)| apart(*line) && *line > 0 && (counts || lines.len() == 1))
        .map(|(line, _)| *line)
        .collect();
    found.iter().for_each(|&line| claims.claim(line, Slot::NoElement));
    found
}

/// A line beside a page number that is the same beside another one, or at the head: every page has it.
fn repeated(claims: &mut Claims, numbers: &[usize]) {
    let beside = |claims: &Claims, number: usize| -> Vec<usize> {
        let above = claims.free_before(number).filter(|line| number - line <= 2);
        let below = claims.free_from(number + 1).filter(|line| line - number <= 2);
        above.into_iter().chain(below).collect()
    };
    for &number in numbers {
        for line in beside(claims, number) {
            let said = squeezed(&claims.text(line));
            let short = said.chars().count() <= 30 && !said.contains('。');
            let again = (0..claims.len()).any(|other| other != line && squeezed(&claims.text(other)) == said);
            let first = (0..line).all(|other| squeezed(&claims.text(other)) != said);
            // The organ that signs stands over the text too.
            let organ = p::organs(&claims.text(line)).is_some();
            let times = numbers.iter().filter(|&&number| {
                beside(claims, number).iter().any(|&other| squeezed(&claims.text(other)) == said)
            });
            if short && again && !first && (!organ || times.count() > 1) {
                claims.claim(line, Slot::NoElement);
            }
        }
    }
}

/// 传真号码…　第 1 页: the same words before each number.
fn numbered_heads(claims: &mut Claims) {
    let head = |text: &str| -> Option<String> {
        let text = squeezed(text);
        let at = text.rfind('第').filter(|at| *at > 0 && p::is_page_number(&text[*at..]))?;
        Some(text[..at].to_owned())
    };
    let heads: Vec<(usize, String)> = claims
        .free(0..claims.len())
        .into_iter()
        .filter_map(|line| Some((line, head(&claims.text(line))?)))
        .collect();
    for (line, words) in &heads {
        if heads.iter().filter(|(_, other)| other == words).count() > 1 {
            claims.claim(*line, Slot::NoElement);
        }
    }
}
