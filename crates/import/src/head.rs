//! The head and what follows it down to the text: 份号 to 主送.

use super::claims::{Claims, Element, Slot};
use super::colophon::FileName;
use super::doubt::Doubt;
use super::lines::{Look, squeezed};
use super::patterns as p;
use super::recipients::{self, between};
use super::{forms, mark, names, passed, signed, title};
use crate::document::is_classification;

/// So many lines at most are looked at for the head: a stack of organs, signers, a long title.
const LONGEST_HEAD: usize = 60;
/// A line under the title that says who passed it takes so many at most.
const LONGEST_PASSED: usize = 4;

/// Sites' labels before elements of the document.
const LABELS: [(&str, Element); 9] = [
    ("发文字号", Element::Number),
    ("文件编号", Element::Number),
    ("文号", Element::Number),
    ("标题", Element::Title),
    ("名称", Element::Title),
    ("成文日期", Element::Date),
    ("报告日期", Element::Date),
    ("发文日期", Element::Date),
    ("发文机关", Element::Issuers),
];

/// Claims the head; gives the first line of the text.
/// `titled` says that the title stands in the surroundings, if nowhere else.
pub(super) fn recognise(claims: &mut Claims, end: usize, file: Option<&FileName>, titled: bool) -> usize {
    let end = end.min(LONGEST_HEAD).min(claims.len());
    if forms::briefing(claims, end) {
        claims.briefing = true;
        let stop = single_lines(claims, 0, end);
        return head_end(claims, 0, stop);
    }
    let looks = (0..end).any(|line| claims.is_free(line) && claims.line(line).look == Look::Title);
    let found = if looks { None } else { title::find(claims, end) };
    let form = if looks || titled || found.is_some() { None } else { forms::title(claims, end) };
    // On a page the title is seen.
    let seen = (0..end).find(|&line| claims.is_free(line) && claims.line(line).look == Look::Title);
    if let Some(line) = seen {
        let form = forms::is_form(&squeezed(&claims.text(line)));
        forms::corner(claims, line, form);
    }
    let known = looks || titled || found.is_some() || form.is_some();
    let other = if known { None } else { title::find_other(claims, end) };
    if let Some(lines) = &form {
        forms::number(claims, lines[lines.len() - 1]);
    }
    if let Some(lines) = found.as_ref().or(form.as_ref()).or(other.as_ref()) {
        forms::corner(claims, lines[0], form.is_some());
    }
    let text = match found.or(form).or(other.clone()) {
        Some(lines) => around_title(claims, &lines, end, file),
        None => without_about(claims, end, file, titled),
    };
    if other.is_some() {
        claims.doubt(Element::Title, Doubt::TitleByPlace);
    }
    forms::under_title(claims, end);
    let text = passed_by(claims, text, end);
    let text = between(claims, text);
    recipients::recipients(claims, text, end)
}

/// The head around a title that says 关于: what is above it may be anybody's; gives the first line after it.
fn around_title(claims: &mut Claims, lines: &[usize], end: usize, file: Option<&FileName>) -> usize {
    let (first, last) = (lines[0], lines[lines.len() - 1]);
    // What is next to the title is the document's; what stands further up says it again, or is a page's.
    let from = mark::begins(claims, first);
    for line in (from..first).chain((0..from).rev()) {
        single_line(claims, line);
    }
    let stop = single_lines(claims, last + 1, end);
    title::claim(claims, lines);
    let own = claims.of(Slot::Value(Element::Title)).first().map_or(first, |(line, _)| *line);
    let marks = claims.free(0..own);
    mark::recognise(claims, &marks);
    file_words(claims, file);
    for line in claims.free(0..own) {
        claims.claim(line, Slot::Loose);
    }
    head_end(claims, last + 1, stop).max(last + 1)
}

/// The head of what has no title that says 关于; gives the first line after it.
fn without_about(claims: &mut Claims, end: usize, file: Option<&FileName>, known: bool) -> usize {
    let stop = single_lines(claims, 0, end);
    let number = claims.of(Slot::Value(Element::Number)).first().map(|(line, _)| *line);
    let mut plain = claims.free(0..stop);
    if claims.has(Slot::Value(Element::Recipients)) {
        // They stand in the colophon: nothing tells where the title ends but its form.
        plain.truncate(title::LONGEST + mark::LONGEST);
    }
    let (before, after): (Vec<usize>, Vec<usize>) =
        plain.iter().partition(|&&line| number.is_some_and(|number| line < number));
    let titled = title::looks_like_title(claims, stop)
        || title::plain(claims, &after)
        || title::plain(claims, &before)
        || title::below_talk(claims, stop, end)
        || known;
    let above = claims.free(0..number.unwrap_or(0));
    let mut before = if above.is_empty() { before_title(claims, stop) } else { above };
    // 某指挥部令 alone over the text: an order without a number.
    let alone = claims.free(0..stop).into_iter().next().filter(|_| before.is_empty() && !titled);
    let order = |line: &usize| {
        let text = squeezed(&claims.text(*line));
        text.ends_with('令') && mark::is_mark(&text)
    };
    before.extend(alone.filter(order));
    mark::recognise(claims, &before);
    file_words(claims, file);
    if !titled && !claims.has(Slot::Value(Element::Title)) && !title::is_needless(claims) {
        title::by_place(claims, &after, stop);
        title::of_mark(claims);
    }
    head_end(claims, 0, stop)
}

/// The first line after the last one that is an element of the head; what is between belongs to no document.
fn head_end(claims: &Claims, from: usize, stop: usize) -> usize {
    let own = |line: &usize| {
        claims.parts(*line).iter().any(|(slot, _)| !matches!(slot, Slot::NoElement | Slot::Loose))
    };
    (from..stop).rev().find(own).map_or(0, |line| line + 1)
}

/// The free lines above the title, where a mark can stand when there is no number.
fn before_title(claims: &Claims, stop: usize) -> Vec<usize> {
    let title = claims.of(Slot::Value(Element::Title)).first().map_or(0, |(line, _)| *line);
    claims.free(0..title.min(stop))
}

/// 题注: when and by whom it was passed, in brackets under the title. It is the text's first line.
fn passed_by(claims: &mut Claims, from: usize, end: usize) -> usize {
    let free = claims.free(from..end.max(from));
    // What a page puts over it is none of the text.
    let opens = |line: usize| {
        let text = claims.text(line);
        text.starts_with(['（', '(']) && p::is_passed(&text)
    };
    let over = free.iter().take(LONGEST_PASSED).position(|&line| opens(line)).unwrap_or(0);
    let text = |line: usize| p::is_running(&claims.text(line)) || p::opens_numbered(&claims.text(line));
    let over = if free[..over].iter().any(|&line| text(line)) { 0 } else { over };
    free[..over].iter().for_each(|&line| claims.claim(line, Slot::Loose));
    let free = &free[over..];
    let mut joined = String::new();
    for (count, &line) in free.iter().enumerate().take(LONGEST_PASSED) {
        joined.push_str(&squeezed(&claims.text(line)));
        if !joined.starts_with(['（', '(']) {
            return from;
        }
        if !joined.ends_with(['）', ')']) {
            continue;
        }
        let inner = joined.trim_matches(['（', '）', '(', ')']);
        if !p::is_passed(inner) && p::date(inner).is_none() {
            return from;
        }
        free[..=count].iter().for_each(|&line| claims.claim(line, Slot::Value(Element::Body)));
        return line + 1;
    }
    from
}

/// Lines that say by themselves what they are; gives the first line that is text.
fn single_lines(claims: &mut Claims, from: usize, end: usize) -> usize {
    for line in from..end {
        if claims.is_free(line) && !single_line(claims, line) {
            let text = claims.text(line);
            if p::is_running(&text) || opens_text(&text) {
                return line;
            }
        }
    }
    end
}

/// Claims a line that says by itself what it is.
fn single_line(claims: &mut Claims, line: usize) -> bool {
    if !claims.is_free(line) {
        return true;
    }
    let text = claims.text(line);
    security(claims, line, &text)
        || labelled(claims, line, &text)
        || number_row(claims, line, &text)
        || recipients::labelled(claims, line)
        || byline(claims, line)
        || imprint(claims, line, &text)
}

/// A numbered line, or the recipients, end the head.
fn opens_text(text: &str) -> bool {
    let colon = text.strip_suffix(['：', ':']);
    crate::text::body::numbering(text).is_some()
        || p::is_division(text)
        || text.starts_with('|')
        || colon.is_some_and(p::is_recipients)
}

/// 份号, 密级 or 紧急程度.
fn security_element(token: &str) -> Option<Element> {
    let digits = token.chars().all(|c| c.is_ascii_digit()) && (3..=8).contains(&token.len());
    let urgent = ["特急", "加急", "特提", "平急", "紧急", "急件", "急"].contains(&token);
    match () {
        () if digits => Some(Element::CopyNumber),
        () if is_classification(token) => Some(Element::Classification),
        () if urgent => Some(Element::Urgency),
        () => None,
    }
}

/// What a line of one such word says.
pub(super) fn says_security(text: &str) -> Option<Element> {
    security_element(&squeezed(text)).filter(|element| *element != Element::CopyNumber)
}

/// Whether a line holds nothing but these.
pub(super) fn is_security(text: &str) -> bool {
    let apart = security_element(&squeezed(text)) == Some(Element::Urgency);
    apart || text.split_whitespace().all(|token| security_element(token).is_some())
}

/// 份号, 密级, 紧急程度, each on its line or all on one.
fn security(claims: &mut Claims, line: usize, text: &str) -> bool {
    // 特 急: its characters may stand apart.
    let urgent = |element: &Element| *element == Element::Urgency && !claims.has(Slot::Value(*element));
    if security_element(&squeezed(text)).is_some_and(|element| urgent(&element)) {
        claims.claim(line, Slot::Value(Element::Urgency));
        return true;
    }
    let tokens: Vec<&str> = text.split_whitespace().collect();
    let found: Vec<Option<Element>> = tokens.iter().map(|token| security_element(token)).collect();
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
    if slot == Slot::Value(Element::Date) && label != "成文日期" {
        claims.doubt(*element, Doubt::FromSurroundings);
    }
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
    // 甲文函〔2024〕3号　　类别：B.
    let behind = text.find(char::is_whitespace).map(|at| text.split_at(at));
    if let Some((number, rest)) = behind.filter(|(number, rest)| {
        let rest = rest.trim();
        p::is_number(number) && p::is_labelled(rest) && !squeezed(rest).starts_with("签发人")
    }) {
        claims.split(line, &[(slot, number), (Slot::Beside(Element::Number), rest)]);
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
    if p::is_open_number(text) {
        claims.claim(line, Slot::Beside(Element::Number));
        if !known {
            claims.doubt(Element::Number, Doubt::Missing("发文字号"));
        }
        return true;
    }
    if p::is_cut_number(text) {
        claims.claim(line, slot);
        if !known {
            claims.doubt(Element::Number, Doubt::CutNumber);
        }
        return true;
    }
    draft_number(claims, line, text) || signers(claims, line, text, slot)
}

/// （稿件编号 JW-2024-118）: what a system calls a draft is no number of it.
fn draft_number(claims: &mut Claims, line: usize, text: &str) -> bool {
    let bare = squeezed(text);
    let bare = bare.trim_matches(['（', '）', '(', ')', '【', '】']);
    let named = ["稿件编号", "稿件号", "拟稿编号", "文稿编号", "流水号", "系统编号"];
    if !named.iter().any(|name| bare.starts_with(name)) || bare.chars().count() > 40 {
        return false;
    }
    claims.claim(line, Slot::NoElement);
    if !claims.has(Slot::Value(Element::Number)) {
        claims.doubt(Element::Number, Doubt::DraftNumber(bare.to_owned()));
    }
    true
}

/// 签发人：张三　李四, with the number before it.
fn signers(claims: &mut Claims, line: usize, text: &str, number: Slot) -> bool {
    let bare = squeezed(text);
    if ["会签人：", "会签人:"].iter().any(|label| bare.starts_with(label)) {
        claims.claim(line, Slot::Beside(Element::Signers));
        claims.doubt(Element::Signers, Doubt::CoSigners);
        return true;
    }
    let Some((before, _)) = bare.split_once("签发人").filter(|(_, rest)| rest.starts_with(['：', ':']))
    else {
        return more_signers(claims, line, text);
    };
    let open = p::is_open_number(before);
    if !(before.is_empty() || open || p::is_number(before)) {
        return false;
    }
    let (Some(label), Some(colon)) = (text.find('签'), text.find(['：', ':'])) else { return false };
    let colon_end = colon + text[colon..].chars().next().map_or(0, char::len_utf8);
    if label > colon {
        return false;
    }
    let (names, behind) = before_label(&text[colon_end..]);
    if names.contains(['：', ':']) {
        return false;
    }
    let number = if open { Slot::Beside(Element::Number) } else { number };
    if open && !claims.has(Slot::Value(Element::Number)) {
        claims.doubt(Element::Number, Doubt::Missing("发文字号"));
    }
    let mut parts = vec![(number, &text[..label]), (Slot::Beside(Element::Signers), &text[label..colon_end])];
    let known = claims.has(Slot::Value(Element::Signers));
    let slot = if known { Slot::Beside(Element::Signers) } else { Slot::Value(Element::Signers) };
    // Beside a number that is given a name was taken out, not left open.
    let unwritten = p::is_all_unwritten(names) && (open || before.is_empty());
    if !behind.is_empty() && !claims.has(slot) {
        claims.doubt(Element::Signers, Doubt::FromSurroundings);
    }
    if names.trim().is_empty() || unwritten {
        parts.push((Slot::Beside(Element::Signers), names));
        claims.doubt(Element::Signers, Doubt::Missing("签发人"));
    } else {
        let (names, certain) = names::persons(names);
        for name in names {
            // What parts two names is no part of either.
            let bare = name.trim_start_matches(names::MARKS);
            parts.push((Slot::Beside(Element::Signers), &name[..name.len() - bare.len()]));
            parts.push((slot, bare));
        }
        if !certain {
            claims.doubt(Element::Signers, Doubt::NamesApart);
        }
    }
    parts.push((Slot::Beside(Element::Signers), behind));
    claims.split(line, &parts);
    true
}

/// 张三　办理结果：A类: what stands before the next label of a row, and from it on.
fn before_label(text: &str) -> (&str, &str) {
    let label = text.find(['：', ':']).and_then(|colon| {
        let before = text[..colon].trim_end();
        before.rfind(char::is_whitespace).map(|at| at + before[at..].chars().next().map_or(0, char::len_utf8))
    });
    let one = |at: &usize| {
        let (names, certain) = names::persons(&text[..*at]);
        !names.is_empty() && certain
    };
    text.split_at(label.filter(one).unwrap_or(text.len()))
}

/// A row of names right under the signers, perhaps with the number before them.
fn more_signers(claims: &mut Claims, line: usize, text: &str) -> bool {
    let signed = claims.of(Slot::Value(Element::Signers)).last().map(|(line, _)| *line);
    if signed.is_none() || signed != line.checked_sub(1) {
        return false;
    }
    let first = text.split_whitespace().next().unwrap_or_default();
    let number = p::is_number(first) && !claims.has(Slot::Value(Element::Number));
    let mut parts = Vec::new();
    let mut rest = text;
    if number {
        parts.push((Slot::Value(Element::Number), first));
        rest = &text[text.find(first).unwrap_or(0) + first.len()..];
    }
    let (persons, _) = names::persons(rest);
    let name = |name: &&str| {
        let name = squeezed(name);
        (2..=4).contains(&name.chars().count()) && p::is_name(&name) && !p::is_organ(&name)
    };
    if persons.is_empty() || !persons.iter().all(name) {
        return false;
    }
    parts.extend(persons.into_iter().map(|name| (Slot::Value(Element::Signers), name)));
    claims.split(line, &parts);
    true
}

/// Organs, each on a line or in a row, and a date under them, right below a title: those of a 公报.
fn byline(claims: &mut Claims, line: usize) -> bool {
    /// So many lines of organs at most.
    const LONGEST: usize = 6;
    let known = |element| claims.has(Slot::Value(element));
    let organs = |line: &usize| {
        let text = claims.text(*line);
        claims.is_free(*line) && !mark::is_mark(&text) && p::organs(&text).is_some()
    };
    let end = claims.len().min(line + LONGEST);
    let count = (line..end).take_while(organs).count();
    let date = line + count;
    let day = |line: usize| {
        let text = claims.text(line);
        let day = text.trim_matches(['（', '）', '(', ')']);
        p::date(day).is_some() || signed::is_month(day)
    };
    let dated = date < claims.len() && claims.is_free(date) && day(date);
    let page = |line: usize| matches!(claims.parts(line), [(Slot::NoElement, _)]);
    let above = (0..line).rev().find(|&above| !page(above) && !passed::is_subtitle(&claims.text(above)));
    let titled = above.is_some_and(|above| {
        let text = claims.text(above);
        // Of minutes they are the head's: over the rule, under mark and number.
        ends_title(&text) && !squeezed(&text).ends_with("纪要")
    });
    // Who signs with a name, or not at all, says the organ here and the day below.
    let over_text = date < claims.len() && count == 1 && p::is_running(&claims.text(date));
    let dated_again = dated && known(Element::Date);
    if known(Element::Issuers) || dated_again || count == 0 || !(dated || over_text) || !titled {
        return false;
    }
    // They stand under the title, and no program puts who signs there: lines of the text, as a 题注 is.
    for line in (line..date).chain(dated.then_some(date)) {
        claims.claim(line, Slot::Value(Element::Body));
    }
    claims.doubt(Element::Body, Doubt::BelowTitle);
    true
}

/// Whether a line ends a title: behind its kind there may be the mark of a note, 公报[1].
fn ends_title(text: &str) -> bool {
    let text = squeezed(text);
    let bare = text.strip_suffix([']', '］']).and_then(|text| {
        let open = text.rfind(['[', '［'])?;
        let number = &text[open + text[open..].chars().next()?.len_utf8()..];
        number.chars().all(p::is_digit).then_some(&text[..open])
    });
    p::ends_as_title(bare.unwrap_or(&text))
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
    // 某局　　2025年第6期.
    let counted = text.rsplit_once(char::is_whitespace).map(|(organ, _)| text.split_at(organ.len()));
    if let Some((organ, number)) = counted.filter(|(organ, number)| {
        p::is_organ(organ.trim()) && number.ends_with('期') && p::is_number(number.trim())
    }) && !claims.has(Slot::Value(Element::Number))
    {
        let signed = claims.has(Slot::Value(Element::Issuers));
        let own = if signed { Slot::Beside(Element::Number) } else { Slot::Value(Element::Issuers) };
        claims.split(line, &[(own, organ), (Slot::Value(Element::Number), number)]);
        return true;
    }
    // 某校办公室　　签发：张三.
    let signed = text.find("签发").filter(|at| text[*at..].contains(['：', ':']) && fresh);
    if let Some(at) =
        signed.filter(|at| p::is_organ(text[..*at].trim()) && claims.has(Slot::Value(Element::Number)))
    {
        claims.split(line, &[(Slot::Value(Element::Issuers), &text[..at]), (Slot::NoElement, &text[at..])]);
        return true;
    }
    let Some((organ, date)) = p::trailing_date(text).filter(|(organ, _)| fresh && p::is_organ(organ)) else {
        return false;
    };
    claims.split(line, &[(Slot::Value(Element::Issuers), organ), (Slot::Value(Element::Date), date)]);
    true
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
