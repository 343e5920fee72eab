//! The mark above the number, and what it says of the issuers.

use super::claims::{Claims, Element, Slot};
use super::doubt::Doubt;
use super::head;
use super::lines::{Line, Look, squeezed};
use super::patterns as p;

/// A joint mark has so many lines at most.
pub(super) const LONGEST: usize = 20;

/// Words that a mark ends with.
const WORDS: [&str; 6] = ["文件", "命令", "令", "纪要", "公告", "通告"];
/// Kinds that a mark may name when a title stands below it.
const KINDS: [&str; 4] = ["公报", "决议", "决定", "议案"];

/// Whether a line is a mark by its end: 某局文件, 某政府令, 某会议纪要, 某局公告.
pub(super) fn is_mark(text: &str) -> bool {
    let text = squeezed(text);
    let before = |words: &[&str]| words.iter().find_map(|word| text.strip_suffix(word)).map(p::is_organ);
    let path = text.contains(['>', '＞', '»', '›', '|', '｜']);
    let any = !path && (text.ends_with("文件") || text.ends_with("纪要"));
    !text.contains("关于") && (any || before(&["命令", "令", "公告", "通告"]) == Some(true))
}

/// Whether a line can be a mark or a title: 某代表大会决议.
pub(super) fn is_mark_or_title(text: &str) -> bool {
    let text = squeezed(text);
    let organ = KINDS.iter().find_map(|word| text.strip_suffix(word));
    !text.contains("关于") && organ.is_some_and(|organ| p::is_organ(organ) && !organ.ends_with("会议"))
}

/// A mark and the number behind it, 某政府令第32号, as two lines; only over the text.
pub(super) fn parted(lines: Vec<Line>) -> Vec<Line> {
    let mut parted = Vec::with_capacity(lines.len() + 1);
    let mut over_text = true;
    for mut line in lines {
        over_text = over_text && !p::is_running(&line.text);
        let at = if over_text && line.scripts.is_empty() { number_behind(&line.text) } else { None };
        let number = at.map(|at| Line {
            number: line.number,
            indent: line.indent,
            ..Line::new(line.text.split_off(at).trim_start().to_owned())
        });
        if number.is_some() {
            line.text.truncate(line.text.trim_end().len());
        }
        parted.push(line);
        parted.extend(number);
    }
    parted
}

/// Where in a line the number behind a mark begins.
fn number_behind(text: &str) -> Option<usize> {
    let starts = text.char_indices().map(|(at, _)| at).filter(|at| *at > 0);
    let organ = |mark: &str| p::is_organ(&squeezed(cut(mark).0));
    starts.into_iter().find(|&at| p::is_number(&text[at..]) && is_mark(&text[..at]) && organ(&text[..at]))
}

/// A line of the mark cut into its name and its word: 某局文件, 某局　文件, 文件.
fn cut(text: &str) -> (&str, &str) {
    let at = WORDS.iter().find_map(|word| before(text, word)).unwrap_or(text.len());
    (text[..at].trim_end(), &text[at..])
}

/// Where a word that ends a text begins; its characters may stand apart.
fn before(text: &str, word: &str) -> Option<usize> {
    let mut rest = text.trim_end();
    for c in word.chars().rev() {
        rest = rest.trim_end().strip_suffix(c)?;
    }
    Some(rest.len())
}

/// Where a head begins whose title begins on this line: with the mark next above it, over which secrecy and
/// urgency may stand, else with what of a number is next to it.
pub(super) fn begins(claims: &Claims, title: usize) -> usize {
    let within = title.saturating_sub(LONGEST);
    let lines: Vec<usize> = claims.free(within..title).into_iter().rev().collect();
    let is = |line: usize| {
        let text = claims.text(line);
        let (name, word) = cut(&text);
        is_mark(&text) || is_mark_or_title(&text) || (name.is_empty() && !word.is_empty())
    };
    let Some(mut first) = lines.iter().copied().find(|&line| is(line)) else {
        return lines.iter().copied().find(|&line| p::is_number(&claims.text(line))).unwrap_or(title);
    };
    let above = |line: usize| {
        let text = claims.text(line);
        is(line) || p::organs(&text).is_some() || head::is_security(&text)
    };
    while let Some(line) = first.checked_sub(1).filter(|&line| claims.is_free(line) && above(line)) {
        first = line;
    }
    first
}

/// Claims the mark among the lines above the number or the title.
pub(super) fn recognise(claims: &mut Claims, lines: &[usize]) {
    let lines: Vec<usize> =
        lines.iter().copied().filter(|&line| claims.is_free(line)).take(LONGEST).collect();
    let named = |claims: &Claims, line: usize| {
        let text = claims.text(line);
        let (name, word) = cut(&text);
        ((is_mark(&text) || is_mark_or_title(&text)) && p::is_title_line(&text))
            || (!word.is_empty() && name.is_empty())
            || p::organs(name).is_some()
    };
    let seen = |claims: &Claims, line: usize| claims.line(line).look == Look::Mark;
    let any_seen = lines.iter().any(|&line| seen(claims, line));
    let wanted = |line: &usize| if any_seen { seen(claims, *line) } else { named(claims, *line) };
    let named: Vec<usize> = lines.into_iter().filter(wanted).collect();
    let lines = if any_seen { named } else { nearest(claims, &named) };
    if lines.is_empty() {
        return;
    }
    let lines = once_each(claims, lines);
    let texts: Vec<String> = lines.iter().map(|&line| claims.text(line)).collect();
    let names: Vec<String> =
        texts.iter().map(|text| squeezed(cut(text).0)).filter(|name| !name.is_empty()).collect();
    let words: Vec<String> =
        texts.iter().map(|text| squeezed(cut(text).1)).filter(|word| !word.is_empty()).collect();
    let signed: Vec<String> =
        claims.of(Slot::Value(Element::Issuers)).iter().map(|(_, text)| squeezed(text)).collect();
    let said: Vec<String> =
        texts.iter().flat_map(|text| p::organs(cut(text).0).unwrap_or_default()).map(squeezed).collect();
    if names.len() < said.len() && said == signed {
        // They stand in one row, as they signed.
        lines.iter().for_each(|&line| claims.claim(line, Slot::Beside(Element::Issuers)));
        return;
    }
    let organs = names.iter().all(|name| p::is_organ(name));
    let letter = words.is_empty() && super::format::is_letter(claims) && names.len() == 1;
    let order = words == ["令"] && (names.len() == 1 || signed.is_empty());
    let usual = organs && (words == ["文件"] || letter || order);
    if usual && more_than(&names, &signed) {
        // The mark knows more of them than signed.
        claims.doubt(Element::Issuers, Doubt::NotSigned(signed));
        beside_the_mark(claims);
        return as_issuers(claims, &lines);
    }
    if usual && in_other_order(&names, &signed) {
        claims.doubt(Element::Issuers, Doubt::SignedInOrder(signed));
        beside_the_mark(claims);
        return as_issuers(claims, &lines);
    }
    if !usual || names.is_empty() || (!signed.is_empty() && !agrees(&names, &signed)) {
        if names.len() > 1 {
            claims.doubt(Element::Mark, Doubt::MarkInOneLine);
        }
        lines.iter().for_each(|&line| claims.claim(line, Slot::Value(Element::Mark)));
        return;
    }
    let same = names == signed || (names.len() == 1 && signed.len() > 1 && names[0] == signed[0]);
    claims.host_only = same && signed.len() > names.len() && words == ["文件"];
    if order && names.len() > 1 {
        claims.doubt(Element::Mark, Doubt::JointOrder);
    }
    if signed.is_empty() {
        if !claims.has(Slot::Value(Element::Signature)) {
            claims.doubt(Element::Issuers, Doubt::Unsigned);
        }
        return as_issuers(claims, &lines);
    }
    let pairs = if same { Vec::new() } else { paired(&names, &signed) };
    for (name, &item) in names.iter().zip(&pairs) {
        if !is_short_for(name, &signed[item]) && !is_short_for(&signed[item], name) {
            claims.doubt(Element::Issuers, Doubt::NamesDiffer(name.clone(), signed[item].clone()));
        }
    }
    if !pairs.is_sorted() {
        claims.doubt(Element::Issuers, Doubt::MarkInOrder(names.clone()));
    }
    let mut items = pairs.into_iter();
    for (line, text) in lines.into_iter().zip(&texts) {
        let (name, word) = cut(text);
        let item = if name.is_empty() { None } else { items.next() };
        let slot = item.map_or(Slot::Beside(Element::Issuers), Slot::MarkName);
        claims.split(line, &[(slot, name), (Slot::Beside(Element::Issuers), word)]);
    }
}

/// Of the lines that can be of a mark those that stand together: with the word of a mark, else the last. What is
/// beyond other words is a page's.
fn nearest(claims: &Claims, lines: &[usize]) -> Vec<usize> {
    let joins = |pair: &[usize]| {
        (pair[0] + 1..pair[1]).all(|line| {
            let parts = claims.parts(line);
            !parts.is_empty() && !parts.iter().any(|(slot, _)| matches!(slot, Slot::NoElement | Slot::Loose))
        })
    };
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for &line in lines {
        match groups.last_mut().filter(|group| joins(&[group[group.len() - 1], line])) {
            Some(group) => group.push(line),
            None => groups.push(vec![line]),
        }
    }
    let worded = |group: &&Vec<usize>| {
        group.iter().any(|&line| {
            let text = claims.text(line);
            let (name, word) = cut(&text);
            is_mark(&text) || is_mark_or_title(&text) || (name.is_empty() && !word.is_empty())
        })
    };
    groups.iter().rev().find(worded).or(groups.last()).cloned().unwrap_or_default()
}

/// The organs of the mark are the issuers.
fn as_issuers(claims: &mut Claims, lines: &[usize]) {
    for &line in lines {
        let text = claims.text(line);
        let (name, word) = cut(&text);
        claims.split(line, &[(Slot::Value(Element::Issuers), name), (Slot::Beside(Element::Issuers), word)]);
    }
}

/// The organs that signed are written beside those of the mark.
fn beside_the_mark(claims: &mut Claims) {
    let signed: Vec<usize> =
        claims.of(Slot::Value(Element::Issuers)).into_iter().map(|(line, _)| line).collect();
    for line in signed {
        let parts = claims.parts(line).to_vec();
        let beside = |slot| match slot {
            Slot::Value(Element::Issuers) => Slot::Beside(Element::Issuers),
            slot => slot,
        };
        let parts: Vec<(Slot, &str)> =
            parts.iter().map(|(slot, text)| (beside(*slot), text.as_str())).collect();
        claims.split(line, &parts);
    }
}

/// Whether all who signed stand in the mark, and others with them.
fn more_than(names: &[String], signed: &[String]) -> bool {
    !signed.is_empty() && names.len() > signed.len() && signed.iter().all(|name| names.contains(name))
}

/// Whether the mark's organs are those that signed, in another order.
fn in_other_order(names: &[String], signed: &[String]) -> bool {
    let sorted = |names: &[String]| {
        let mut names = names.to_vec();
        names.sort();
        names
    };
    names != signed && sorted(names) == sorted(signed)
}

/// For each name of the mark which of as many names that signed is the same organ's: one that is equal, one that
/// is short for it or it for one, else the next that is left.
fn paired(names: &[String], signed: &[String]) -> Vec<usize> {
    let same = |name: &str, other: &str| name == other;
    let short = |name: &str, other: &str| is_short_for(name, other) || is_short_for(other, name);
    let any = |_: &str, _: &str| true;
    let mut pairs: Vec<Option<usize>> = vec![None; names.len()];
    for fits in [&same as &dyn Fn(&str, &str) -> bool, &short, &any] {
        for at in 0..names.len() {
            let free = |item: &usize| !pairs.contains(&Some(*item)) && fits(&names[at], &signed[*item]);
            if pairs[at].is_none() {
                pairs[at] = (0..signed.len()).find(free);
            }
        }
    }
    pairs.into_iter().flatten().collect()
}

/// Whether a name has its characters, in order, in another: 市委 in 市委员会.
pub(super) fn is_short_for(name: &str, other: &str) -> bool {
    let mut chars = other.chars();
    name.chars().all(|c| chars.any(|other| other == c))
}

/// The lines without those that say one again; these are beside the mark.
fn once_each(claims: &mut Claims, lines: Vec<usize>) -> Vec<usize> {
    let mut known: Vec<String> = Vec::new();
    let mut kept = Vec::new();
    for line in lines {
        let said = squeezed(&claims.text(line));
        if known.contains(&said) {
            claims.claim(line, Slot::Beside(Element::Mark));
            continue;
        }
        known.push(said);
        kept.push(line);
    }
    kept
}

/// Whether the organs of the mark and of the sign-off can be the same ones.
fn agrees(names: &[String], signed: &[String]) -> bool {
    names == signed || names.len() == signed.len() || (names.len() == 1 && names[0] == signed[0])
}
