//! The head and what follows it down to the text: 份号 to 主送.

use super::claims::{Claims, Element, Slot};
use super::colophon::FileName;
use super::doubt::Doubt;
use super::lines::{Look, squeezed};
use super::patterns as p;
use super::{format, mark};
use crate::document::is_classification;

/// So many lines at most are looked at for the head: a stack of organs, signers, a long title.
const LONGEST_HEAD: usize = 60;
/// A title takes so many lines at most.
const LONGEST_TITLE: usize = 8;
/// Recipients take so many lines at most.
const LONGEST_RECIPIENTS: usize = 40;

/// Sites' labels before elements of the document.
const LABELS: [(&str, Element); 7] = [
    ("发文字号", Element::Number),
    ("文件编号", Element::Number),
    ("文号", Element::Number),
    ("标题", Element::Title),
    ("名称", Element::Title),
    ("成文日期", Element::Date),
    ("发文机关", Element::Issuers),
];

/// Claims the head; gives the first line of the text.
pub(super) fn recognise(claims: &mut Claims, end: usize, file: Option<&FileName>) -> usize {
    let end = end.min(LONGEST_HEAD).min(claims.len());
    let stop = single_lines(claims, end);
    let number = claims.of(Slot::Value(Element::Number)).first().map(|(line, _)| *line);
    let mut plain = claims.free(0..stop);
    if claims.has(Slot::Value(Element::Recipients)) {
        // They stand in the colophon: nothing tells where the title ends but its form.
        plain.truncate(LONGEST_TITLE + mark::LONGEST);
    }
    let (before, after): (Vec<usize>, Vec<usize>) =
        plain.iter().partition(|&&line| number.is_some_and(|number| line < number));
    let titled = looks_like_title(claims, stop) || title(claims, &after) || title(claims, &before);
    let before =
        if number.is_some() { claims.free(0..number.unwrap_or(0)) } else { before_title(claims, stop) };
    mark::recognise(claims, &before);
    file_words(claims, file);
    if !titled && !claims.has(Slot::Value(Element::Title)) && !format::is_order(claims) {
        title_by_place(claims, &after, stop);
    }
    let last_of_head = (0..stop).rev().find(|&line| !claims.is_free(line)).map_or(0, |line| line + 1);
    let text = recipients(claims, last_of_head, end);
    text.max(last_of_head)
}

/// Lines that say by themselves what they are; gives the first line that is text.
fn single_lines(claims: &mut Claims, end: usize) -> usize {
    for line in 0..end {
        if !claims.is_free(line) {
            continue;
        }
        let text = claims.text(line);
        if !(security(claims, line, &text)
            || labelled(claims, line, &text)
            || number_row(claims, line, &text)
            || imprint(claims, line, &text))
            && (p::is_running(&text) || opens_text(&text))
        {
            return line;
        }
    }
    end
}

/// A numbered line, or the recipients, end the head.
fn opens_text(text: &str) -> bool {
    let colon = text.strip_suffix(['：', ':']);
    crate::text::body::numbering(text).is_some()
        || p::is_division(text)
        || text.starts_with('|')
        || colon.is_some_and(p::is_recipients)
}

/// 份号, 密级, 紧急程度, each on its line or all on one.
fn security(claims: &mut Claims, line: usize, text: &str) -> bool {
    let element = |token: &str| {
        let digits = token.chars().all(|c| c.is_ascii_digit()) && (3..=8).contains(&token.len());
        let urgent = ["特急", "加急", "特提", "平急", "紧急"].contains(&token);
        match () {
            () if digits => Some(Element::CopyNumber),
            () if is_classification(token) => Some(Element::Classification),
            () if urgent => Some(Element::Urgency),
            () => None,
        }
    };
    let tokens: Vec<&str> = text.split_whitespace().collect();
    let found: Vec<Option<Element>> = tokens.iter().map(|token| element(token)).collect();
    let fresh = |element: &Option<Element>| element.is_some_and(|element| !claims.has(Slot::Value(element)));
    let once = found.iter().enumerate().all(|(at, element)| !found[..at].contains(element));
    if !found.iter().all(fresh) || !once {
        return false;
    }
    let parts: Vec<(Slot, &str)> = found.into_iter().flatten().map(Slot::Value).zip(tokens).collect();
    claims.split(line, &parts);
    true
}

/// 发文字号：…, 标题：… of a site's table.
fn labelled(claims: &mut Claims, line: usize, text: &str) -> bool {
    let Some(at) = text.find(['：', ':']) else { return false };
    let label = squeezed(&text[..at]);
    let colon = text[at..].chars().next().map_or(0, char::len_utf8);
    let (before, value) = text.split_at(at + colon);
    let known = LABELS.iter().find(|(known, _)| *known == label.trim_matches(['【', '】']));
    let Some((_, element)) = known.filter(|_| !value.trim().is_empty()) else { return false };
    let fits = match element {
        Element::Number => p::is_number(value),
        Element::Date => p::date(value).is_some(),
        Element::Issuers => p::organs(value).is_some_and(|organs| organs.len() == 1),
        _ => p::is_title_line(value.trim()),
    };
    // A repetition stays beside what is known.
    let slot = if claims.has(Slot::Value(*element)) || !fits {
        Slot::Beside(*element)
    } else {
        Slot::Value(*element)
    };
    claims.split(line, &[(Slot::Beside(*element), before), (slot, value)]);
    true
}

/// The number, alone or in brackets or beside 签发人, and the signers' further rows.
fn number_row(claims: &mut Claims, line: usize, text: &str) -> bool {
    let known = claims.has(Slot::Value(Element::Number));
    let slot = if known { Slot::Beside(Element::Number) } else { Slot::Value(Element::Number) };
    if p::is_number(text) {
        claims.claim(line, slot);
        return true;
    }
    let enclosed = text.strip_prefix(['（', '(']).and_then(|text| text.strip_suffix(['）', ')']));
    if let Some(number) = enclosed.filter(|number| p::is_number(number)) {
        let open = text.chars().next().map_or(0, char::len_utf8);
        let beside = Slot::Beside(Element::Number);
        claims
            .split(line, &[(beside, &text[..open]), (slot, number), (beside, &text[open + number.len()..])]);
        return true;
    }
    signers(claims, line, text, slot)
}

/// 签发人：张三　李四, with the number before it.
fn signers(claims: &mut Claims, line: usize, text: &str, number: Slot) -> bool {
    let bare = squeezed(text);
    let Some((before, _)) = bare.split_once("签发人").filter(|(_, rest)| rest.starts_with(['：', ':']))
    else {
        return more_signers(claims, line, text);
    };
    if !(before.is_empty() || p::is_number(before)) || claims.has(Slot::Value(Element::Signers)) {
        return false;
    }
    let (Some(label), Some(colon)) = (text.find('签'), text.find(['：', ':'])) else { return false };
    let colon_end = colon + text[colon..].chars().next().map_or(0, char::len_utf8);
    if label > colon {
        return false;
    }
    let mut parts = vec![(number, &text[..label]), (Slot::Beside(Element::Signers), &text[label..colon_end])];
    parts.extend(
        person_names(&text[colon_end..]).into_iter().map(|name| (Slot::Value(Element::Signers), name)),
    );
    claims.split(line, &parts);
    true
}

/// A row of names right under the signers, perhaps with the number before them.
fn more_signers(claims: &mut Claims, line: usize, text: &str) -> bool {
    let signed = claims.of(Slot::Value(Element::Signers)).last().map(|(line, _)| *line);
    if signed.is_none() || signed != line.checked_sub(1) {
        return false;
    }
    let mut tokens: Vec<&str> = text.split_whitespace().collect();
    let number = tokens
        .first()
        .copied()
        .filter(|first| p::is_number(first) && !claims.has(Slot::Value(Element::Number)));
    let mut parts = Vec::new();
    if let Some(number) = number {
        parts.push((Slot::Value(Element::Number), number));
        tokens.remove(0);
    }
    let name =
        |token: &&str| (2..=4).contains(&token.chars().count()) && p::is_name(token) && !p::is_organ(token);
    if tokens.is_empty() || !tokens.iter().all(name) {
        return false;
    }
    parts.extend(tokens.into_iter().map(|name| (Slot::Value(Element::Signers), name)));
    claims.split(line, &parts);
    true
}

/// Names between blanks or 、; a name of two characters set apart (张　三) is one.
fn person_names(text: &str) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    let start_of = |part: &str| part.as_ptr() as usize - text.as_ptr() as usize;
    for token in text.split(|c: char| c.is_whitespace()).filter(|token| !token.is_empty()) {
        let single = token.chars().count() == 1;
        match names.last_mut() {
            Some(last) if single && last.chars().count() == 1 => {
                *last = &text[start_of(last)..start_of(token) + token.len()];
            }
            _ => names.push(token),
        }
    }
    names
}

/// Minutes say organ and date in a row over the rule.
fn imprint(claims: &mut Claims, line: usize, text: &str) -> bool {
    let fresh = !claims.has(Slot::Value(Element::Date)) && !claims.has(Slot::Value(Element::Issuers));
    // A long name has the date on the row under it.
    let under = claims.free_from(line + 1).filter(|_| fresh && claims.has(Slot::Value(Element::Number)));
    let is_date =
        |line: &usize| p::trailing_date(&claims.text(*line)).is_some_and(|(organ, _)| organ.is_empty());
    if let Some(date) = under.filter(|date| *date == line + 1 && p::is_organ(text) && is_date(date)) {
        claims.claim(line, Slot::Value(Element::Issuers));
        claims.claim(date, Slot::Value(Element::Date));
        return true;
    }
    let Some((organ, date)) = p::trailing_date(text).filter(|(organ, _)| fresh && p::is_organ(organ)) else {
        return false;
    };
    claims.split(line, &[(Slot::Value(Element::Issuers), organ), (Slot::Value(Element::Date), date)]);
    true
}

/// The free lines above the title, where a mark can stand when there is no number.
fn before_title(claims: &Claims, stop: usize) -> Vec<usize> {
    let title = claims.of(Slot::Value(Element::Title)).first().map_or(0, |(line, _)| *line);
    claims.free(0..title.min(stop))
}

/// The title by what it looks like on its page.
fn looks_like_title(claims: &mut Claims, stop: usize) -> bool {
    let lines: Vec<usize> =
        claims.free(0..stop).into_iter().filter(|&line| claims.line(line).look == Look::Title).collect();
    lines.iter().for_each(|&line| claims.claim(line, Slot::Value(Element::Title)));
    !lines.is_empty()
}

/// The title among lines that follow each other: the longest that ends as titles do.
fn title(claims: &mut Claims, candidates: &[usize]) -> bool {
    if claims.has(Slot::Value(Element::Title)) {
        return true;
    }
    for start in 0..candidates.len() {
        let mut joined = String::new();
        let mut found = None;
        for (end, &line) in candidates.iter().enumerate().skip(start).take(LONGEST_TITLE) {
            let text = claims.text(line);
            if !p::is_title_line(&text) || claims.line(line).look == Look::Mark || is_above_title(&text) {
                break;
            }
            joined.push_str(&text);
            // An order's title need not say 关于; a line of the mark must not become a title.
            if p::ends_as_title(&joined) && (joined.contains("关于") || !mark::is_mark(&text)) {
                found = Some(end);
            }
        }
        if let Some(end) = found {
            let start = without_site_name(claims, &candidates[start..=end]) + start;
            candidates[start..=end].iter().for_each(|&line| claims.claim(line, Slot::Value(Element::Title)));
            return true;
        }
    }
    false
}

/// 某局文件, and a number that is not given yet, 甲教〔2024〕　号, are no part of a title.
fn is_above_title(text: &str) -> bool {
    let text = squeezed(text);
    let open_number = text.contains(['〔', '［', '[']) && text.ends_with('号') && !text.contains("关于");
    open_number || (text.ends_with("文件") && mark::is_mark(&text))
}

/// How many lines above 某局关于…… are no part of it: a letterhead, a site's name; an organ that signs
/// stays.
fn without_site_name(claims: &mut Claims, title: &[usize]) -> usize {
    let signed: Vec<String> =
        claims.of(Slot::Value(Element::Issuers)).iter().map(|(_, text)| squeezed(text)).collect();
    let Some(about) = title.iter().position(|&line| claims.text(line).contains("关于")) else { return 0 };
    let line = claims.text(title[about]);
    let own = line.split("关于").next().unwrap_or_default();
    let own_organ = own.split_whitespace().any(p::is_organ);
    // The title's own organ above it is a letterhead: no title says its organ twice.
    let again = |at: &usize| own_organ && squeezed(&claims.text(title[*at])) == squeezed(own);
    let mut letterhead = (0..about).take_while(again).count();
    // A title says all of those who sign together, or none of them.
    let signs = |at: usize| signed.contains(&squeezed(&claims.text(title[at])));
    if signed.len() > 1 && own.is_empty() && about > 0 && about < signed.len() && (0..about).all(signs) {
        letterhead = about;
    }
    // So is an organ that stands again between it and 关于.
    for at in 0..about {
        let twice = title[at + 1..about]
            .iter()
            .any(|&line| squeezed(&claims.text(line)) == squeezed(&claims.text(title[at])));
        letterhead = if twice { letterhead.max(at + 1) } else { letterhead };
    }
    if letterhead > 0 {
        return letterhead;
    }
    let strange = |text: &str| p::is_organ(text) && !signed.contains(&squeezed(text)) && !signed.is_empty();
    let signs_below = |at: usize| {
        let mut below = title[at + 1..about].iter().map(|&line| squeezed(&claims.text(line)));
        own_organ || below.any(|organ| signed.contains(&organ))
    };
    let above = (0..about).take_while(|&at| signs_below(at) && strange(&claims.text(title[at]))).count();
    if above > 0 {
        let line = claims.text(title[above - 1]);
        claims.doubt(Element::Title, Doubt::AboveTitle(line));
    }
    above
}

/// Number and title out of the file's name, when the head does not give them.
fn file_words(claims: &mut Claims, file: Option<&FileName>) {
    let Some(file) = file else { return };
    let slot = |claims: &Claims, element| {
        if claims.has(Slot::Value(element)) { Slot::Beside(element) } else { Slot::Value(element) }
    };
    let (number, title) = (slot(claims, Element::Number), slot(claims, Element::Title));
    let parts =
        [(number, file.number.as_str()), (title, &file.title), (Slot::Beside(Element::Title), &file.ending)];
    claims.split(file.line, &parts);
}

/// A line over the recipients or the text that is a title by nothing but its place; what it begins with
/// on the line above, and （试行） below it, are of it.
fn title_by_place(claims: &mut Claims, candidates: &[usize], stop: usize) {
    let free: Vec<usize> =
        candidates.iter().copied().filter(|&line| claims.is_free(line) && line < stop).collect();
    let text = |at: usize| claims.text(free[at]);
    let Some(at) = (0..free.len()).rev().find(|&at| !stands_below_title(&text(at))) else { return };
    let line = text(at);
    if !p::is_title_line(&line) || line.chars().count() < 5 || p::is_organ(&line) {
        return;
    }
    let mut own = vec![free[at]];
    // Rules name their organ on a line of its own; a mark has a number or a sign-off under it.
    let organ = at.checked_sub(1).filter(|&above| p::is_organ(&text(above)) && free[above] + 1 == free[at]);
    let rules =
        ["办法", "规定", "规则", "细则", "条例", "制度", "章程", "规程", "守则", "方案", "要点", "预案"];
    if let Some(above) = organ.filter(|_| rules.iter().any(|word| line.ends_with(word))) {
        own.insert(0, free[above]);
    }
    let draft = |at: &usize| {
        matches!(
            squeezed(&text(*at)).as_str(),
            "（试行）" | "（草案）" | "（暂行）" | "（修订）" | "（征求意见稿）"
        )
    };
    own.extend(Some(at + 1).filter(|below| *below < free.len()).filter(draft).map(|below| free[below]));
    own.into_iter().for_each(|line| claims.claim(line, Slot::Value(Element::Title)));
    claims.doubt(Element::Title, Doubt::TitleByPlace);
}

/// What stands between a title and its text: in brackets when and by whom it was passed, 目录.
fn stands_below_title(text: &str) -> bool {
    let bare = squeezed(text);
    bare == "目录" || (bare.starts_with(['（', '(']) && bare.ends_with(['）', ')']))
}

/// 主送 right after the title: lines up to a colon that name organs; gives the line after them.
fn recipients(claims: &mut Claims, from: usize, end: usize) -> usize {
    let free = claims.free(from..end.max(from).max((from + LONGEST_RECIPIENTS).min(claims.len())));
    let mut joined = String::new();
    for (count, &line) in free.iter().enumerate().take(LONGEST_RECIPIENTS) {
        let text = claims.text(line);
        joined.push_str(&text);
        if count == 0 && claims.line(line).look == Look::Salutation && p::is_salutation(&text) {
            claim_recipients(claims, line, &text);
            return line + 1;
        }
        let Some(names) = joined.strip_suffix(['：', ':']) else {
            // Only a list of names goes on over lines.
            if p::is_running(&text) && !p::is_recipients(&text) {
                return from;
            }
            continue;
        };
        if !p::is_recipients(names) || claims.has(Slot::Value(Element::Recipients)) {
            return from;
        }
        for &line in &free[..count] {
            claims.claim(line, Slot::Value(Element::Recipients));
        }
        claim_recipients(claims, line, &text);
        return line + 1;
    }
    from
}

/// The recipients' last line: names, and the colon behind them.
fn claim_recipients(claims: &mut Claims, line: usize, text: &str) {
    let (names, colon) = text.split_at(text.trim_end_matches(['：', ':']).len());
    claims.split(
        line,
        &[(Slot::Value(Element::Recipients), names), (Slot::Beside(Element::Recipients), colon)],
    );
}
