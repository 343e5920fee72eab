//! The sign-off: date, organs above it, or an office and a name; and the note under it.

use super::claims::{Claims, Element, Slot};
use super::doubt::Doubt;
use super::lines::squeezed;
use super::patterns as p;
use super::recognise::Ends;
use super::signed::{self, What};

/// Claims the sign-off, and says where the text before it ends.
pub(super) fn recognise(claims: &mut Claims) -> Ends {
    let after_text = first_attachment(claims).unwrap_or_else(|| end_of_text(claims));
    let Some(line) = date_line(claims, after_text) else {
        return undated(claims, after_text);
    };
    let more = below(claims, line, after_text);
    let last = more.last().copied().unwrap_or(line);
    let rows: Vec<usize> = std::iter::once(line).chain(more).collect();
    if !is_signed(claims, line)
        && p::date(&claims.text(line)).is_none()
        && dated_in_figures(&claims.text(line))
    {
        claims.doubt(Element::Date, Doubt::DateByPlace);
    }
    let dates = dates(claims, &rows);
    let beside = has(&claims.text(line), What::Organ);
    let first = if beside { line } else { above(claims, line) };
    let noted = rows.iter().any(|&line| has(&claims.text(line), What::Note));
    let mut dates = dates.into_iter();
    for line in rows {
        claim(claims, line, &mut dates);
    }
    // In what was published a name was taken out; an assistant did not know it.
    if claims.by_assistant {
        open_names(claims);
    }
    let last = if noted { last } else { note(claims, last, after_text) };
    let first = note_above(claims, first);
    Ends { body: first, signoff: last + 1 }
}

/// Whether a line is a row of a sign-off with such a part.
fn has(text: &str, wanted: What) -> bool {
    signed::row(text).is_some_and(|row| row.iter().any(|(what, _)| *what == wanted))
}

/// Whether a line only says where a seal goes.
fn is_seal(text: &str) -> bool {
    signed::row(text).is_some_and(|row| row.iter().all(|(what, _)| *what == What::Seal))
}

/// Rows of a joint sign-off under the first date, to the last date and the seals under it.
fn below(claims: &Claims, date: usize, end: usize) -> Vec<usize> {
    let free = claims.free(date + 1..end.max(date + 1));
    let rows: Vec<usize> =
        free.into_iter().take_while(|&line| signed::row(&claims.text(line)).is_some()).collect();
    let dated = rows.iter().rposition(|&line| has(&claims.text(line), What::Date)).map_or(0, |at| at + 1);
    // The day over the organ: 2025年9月2日 / 某局.
    let organ = rows.first().is_some_and(|&line| {
        let text = claims.text(line);
        line == date + 1 && has(&text, What::Organ) && signed::is_names(&text)
    });
    if dated == 0 && organ && !is_signed(claims, date) {
        return rows[..1].to_vec();
    }
    let seals = rows[dated..].iter().take_while(|&&line| is_seal(&claims.text(line))).count();
    rows[..dated + seals].to_vec()
}

/// For each date of these rows whether it is the document's: the last day on which one of them signed.
fn dates(claims: &mut Claims, rows: &[usize]) -> Vec<bool> {
    let mut dates = Vec::new();
    for &line in rows {
        let text = claims.text(line);
        let row = signed::row(&text).unwrap_or_default();
        let of_row = row.iter().filter(|(what, _)| *what == What::Date);
        dates.extend(of_row.filter_map(|(_, text)| signed::date(text)));
    }
    let last = dates.iter().max();
    let own = dates.iter().position(|date| Some(date) == last);
    if dates.iter().any(|date| Some(date) != last) {
        claims.doubt(Element::Date, Doubt::SeveralDates);
    }
    (0..dates.len()).map(|at| Some(at) == own).collect()
}

/// Claims a row, part by part; `dates` says of each date whether it is the document's.
fn claim(claims: &mut Claims, line: usize, dates: &mut dyn Iterator<Item = bool>) {
    let text = claims.text(line);
    let mut parts: Vec<(Slot, &str)> = Vec::new();
    for (what, text) in signed::row(&text).unwrap_or_default() {
        let own = what == What::Date && dates.next().unwrap_or(false);
        let slot = slot(claims, what, text, own);
        parts.push((slot, text));
    }
    claims.split(line, &parts);
}

/// What a part of a row is; `own` says of a date that it is the document's.
fn slot(claims: &mut Claims, what: What, text: &str, own: bool) -> Slot {
    match what {
        What::Organ => Slot::Value(Element::Issuers),
        What::Post => Slot::Post,
        What::Name => Slot::Value(Element::Signature),
        What::Colon => Slot::Beside(Element::Signature),
        What::Note => Slot::Value(Element::Note),
        What::Date if own => Slot::Value(Element::Date),
        What::Date | What::DayLabel => Slot::Beside(Element::Date),
        What::Seal => {
            claims.doubt(Element::Issuers, Doubt::SealRemark(squeezed(text)));
            Slot::NoElement
        }
    }
}

/// The first line that holds nothing but 附件 and a number, after some text.
fn first_attachment(claims: &Claims) -> Option<usize> {
    let text = first_running(claims);
    claims.free(text..claims.len()).into_iter().find(|&line| is_heading(claims, line))
}

/// Whether a line is 附件1 over an attachment's text, and not 附件： over a list of names.
pub(super) fn is_heading(claims: &Claims, line: usize) -> bool {
    let text = claims.text(line);
    let whole = p::is_attachment_label(&text);
    let numbered = p::attachment_label(&text).is_some_and(|(_, number)| number.is_some());
    let listed = || {
        claims.free_from(line + 1).map(|next| claims.text(next)).is_some_and(|next| {
            let first = p::item_number(&next).is_some_and(|(_, number)| number == 1);
            p::item_number(&next).is_some()
                && (text.ends_with(['：', ':']) || (first && !next.contains(['。', '；'])))
        })
    };
    whole && (numbered || !listed())
}

/// The first line of running text; before it stands the head.
pub(super) fn first_running(claims: &Claims) -> usize {
    let free = claims.free(0..claims.len());
    free.into_iter().find(|&line| p::is_running(&claims.text(line))).unwrap_or(0)
}

/// The colophon's first line, or the end.
fn end_of_text(claims: &Claims) -> usize {
    let colophon = [Element::Cc, Element::Recipients, Element::Printer, Element::PrintDate, Element::Copies];
    // A form may have them over the text.
    let text = first_running(claims);
    let first = |element: Element| {
        claims.of(Slot::Value(element)).into_iter().map(|(line, _)| line).find(|line| *line >= text)
    };
    colophon.into_iter().filter_map(first).min().unwrap_or(claims.len())
}

/// A sign-off without a date: one whose day is not given yet, or organs where their seals go.
fn undated(claims: &mut Claims, end: usize) -> Ends {
    let none = Ends { body: end, signoff: end };
    let text_from = first_running(claims);
    let free = claims.free(text_from..end);
    let open = free.iter().rev().take(LONGEST_NOTE);
    let open = open.copied().find_map(|line| Some((line, open_row(claims, line)?)));
    if let Some((line, (before, day))) = open {
        let beside = !before.is_empty();
        let mut parts: Vec<(Slot, &str)> = Vec::new();
        for (what, text) in signed::row(&before).unwrap_or_default() {
            parts.push((slot(claims, what, text, false), text));
        }
        if parts.is_empty() {
            parts.push((Slot::Beside(Element::Issuers), &before));
        }
        // What stands open is printed as it stands.
        let (label, open) = day.split_at(signed::day_label(&day));
        let printed = crate::document::Date::parse_open(open).is_some();
        let slot = if printed { Slot::Value(Element::Date) } else { Slot::Beside(Element::Date) };
        parts.extend([(Slot::Beside(Element::Date), label), (slot, open)]);
        if printed {
            claims.doubt(Element::Date, Doubt::OpenDate);
        }
        claims.split(line, &parts);
        let first = if beside { line } else { above(claims, line) };
        open_names(claims);
        let last = note(claims, line, end);
        return Ends { body: first, signoff: last + 1 };
    }
    // An organ, and under it who signs for it.
    let person = |line: usize| {
        let organ = claims.free_before(line).is_some_and(|above| has(&claims.text(above), What::Organ));
        organ && has(&claims.text(line), What::Name)
    };
    // An organ that the head names, or one right behind a sentence.
    let head = |text: &str| {
        let said = squeezed(text);
        (0..text_from).any(|line| squeezed(&claims.text(line)).contains(&said))
    };
    let organ = |line: usize| {
        let text = claims.text(line);
        let closed = || claims.free_before(line).is_some_and(|above| claims.text(above).ends_with('。'));
        p::organs(&text).is_some() && !text.starts_with('各') && (head(&text) || closed())
    };
    let ends = |line: &&usize| {
        **line > text_from && (sealed(&claims.text(**line)) || person(**line) || organ(**line))
    };
    let Some(&last) = free.last().filter(ends) else {
        return none;
    };
    // An organ that nothing else names.
    let text = claims.text(last);
    let strange = !sealed(&text) && !person(last) && !head(&text);
    if strange {
        claims.doubt(Element::Issuers, Doubt::OrganByPlace);
    }
    Ends { body: above(claims, last + 1), signoff: last + 1 }
}

/// A row whose day is not given yet: what stands before it, and the day; 某局　2024年　月　日, [馆名] / 2024年__月__日. A month
/// without a day is one where an organ stands beside it or above.
fn open_row(claims: &Claims, line: usize) -> Option<(String, String)> {
    let text = Some(claims.text(line)).filter(|text| text.chars().count() <= signed::LONGEST)?;
    let names = |text: &str| signed::is_names(text) && has(text, What::Organ);
    let signed = |before: &str| match before {
        "" => claims.free_before(line).is_some_and(|above| names(&claims.text(above))),
        before => names(before),
    };
    let mut starts = text.char_indices().map(|(at, _)| at);
    let at = starts.find(|at| {
        let month = || signed::is_month(&text[*at..]) && signed(text[..*at].trim());
        signed::is_open_date(&text[*at..]) || month()
    })?;
    let (before, day) = (text[..at].trim().to_owned(), text[at..].to_owned());
    let name = before.trim_end_matches(|c: char| c.is_whitespace() || "/|｜／，,".contains(c));
    let open = name.starts_with(['[', '【', '［', '〔']) && name.ends_with([']', '】', '］', '〕']);
    let open = open && name.chars().count() <= 14;
    (before.is_empty() || signed::is_names(&before) || open).then_some((before, day))
}

/// 市长：×××: the name is not given yet.
fn open_names(claims: &mut Claims) {
    let open = p::is_all_unwritten;
    let names = claims.of(Slot::Value(Element::Signature));
    let lines: Vec<usize> = names.into_iter().filter(|(_, name)| open(name)).map(|(line, _)| line).collect();
    for line in lines {
        claims.claim(line, Slot::Beside(Element::Signature));
        claims.doubt(Element::Signature, Doubt::NotGiven("署名"));
    }
}

/// Whether a line has only names and where their seals go.
fn sealed(text: &str) -> bool {
    signed::is_names(text) && has(text, What::Seal)
}

/// The line of the date: the first with an organ above or before it, else the last.
fn date_line(claims: &Claims, end: usize) -> Option<usize> {
    let dated: Vec<usize> = claims
        .free(first_running(claims)..end)
        .into_iter()
        .filter(|&line| has(&claims.text(line), What::Date))
        .collect();
    dated.iter().find(|line| is_signed(claims, **line)).or(dated.last()).copied()
}

/// Whether an organ or somebody stands beside a date or over it.
fn is_signed(claims: &Claims, date: usize) -> bool {
    let above = (0..date).rev().filter(|&line| claims.is_free(line)).map(|line| claims.text(line));
    let named = |text: &str| has(text, What::Organ) || has(text, What::Name);
    has(&claims.text(date), What::Organ)
        || above.into_iter().find(|text| !is_seal(text)).is_some_and(|above| named(&above))
}

/// Whether a row's day is written in figures only.
fn dated_in_figures(text: &str) -> bool {
    let row = signed::row(text).unwrap_or_default();
    row.iter().any(|(what, text)| *what == What::Date && p::date(text).is_none())
}

/// Claims what stands over the date, upward; gives the first line of it.
fn above(claims: &mut Claims, date: usize) -> usize {
    let text_from = first_running(claims);
    let mut first = date;
    let mut rows = Vec::new();
    let mut organs = false;
    if let Some((post, name)) = person_over(claims, date, text_from) {
        claims.claim(name, Slot::Value(Element::Signature));
        claims.claim(post, Slot::Post);
        first = post;
    }
    let signed = first < date;
    while let Some(line) = claims.free_before(first).filter(|&line| line > text_from) {
        let text = claims.text(line);
        let person = has(&text, What::Name);
        if !signed::is_names(&text) || (person && organs) {
            break;
        }
        organs |= has(&text, What::Organ);
        rows.push(line);
        first = line;
    }
    // Organs under 参加单位： are of the text; the one at the date signs.
    let listed = claims
        .free_before(first)
        .is_some_and(|line| line > text_from && claims.text(line).ends_with(['：', ':']));
    if listed && rows.len() > 1 {
        rows.truncate(1);
        first = rows[0];
        claims.doubt(Element::Issuers, Doubt::OrganByPlace);
    }
    let named = rows.iter().any(|&line| !is_seal(&claims.text(line)));
    for line in rows.into_iter().rev() {
        claim(claims, line, &mut std::iter::empty());
    }
    if named || signed { first } else { by_place(claims, first) }
}

/// An office and under it a name, each on a line of its own over the date.
fn person_over(claims: &Claims, date: usize, text_from: usize) -> Option<(usize, usize)> {
    let name = claims.free_before(date)?;
    let post = claims.free_before(name).filter(|&post| post > text_from)?;
    let (office, person) = (claims.text(post), claims.text(name));
    let fits = p::post_and_name(&format!("{} {}", squeezed(&office), squeezed(&person))).is_some();
    (fits && p::organs(&person).is_none() && squeezed(&office).chars().count() <= LONGEST_OFFICE)
        .then_some((post, name))
}

/// An office has so many characters at most: 某局党组书记、局长.
const LONGEST_OFFICE: usize = 20;

/// The longest line that is taken for an organ by its place alone.
const LONGEST_BY_PLACE: usize = 25;

/// A short name over the date that ends with no word that organs end with.
fn by_place(claims: &mut Claims, date: usize) -> usize {
    let Some(line) = claims.free_before(date).filter(|&line| line > first_running(claims)) else {
        return date;
    };
    let text = claims.text(line);
    let (name, seal) = signed::without_seal(&text);
    let short = (2..=LONGEST_BY_PLACE).contains(&name.chars().count());
    if !short || !p::is_name(name) {
        return date;
    }
    claims.split(line, &[(Slot::Value(Element::Issuers), name), (Slot::NoElement, seal)]);
    claims.doubt(Element::Issuers, Doubt::OrganByPlace);
    if !seal.is_empty() {
        claims.doubt(Element::Issuers, Doubt::SealRemark(seal.to_owned()));
    }
    line
}

/// A note takes so many lines at most.
const LONGEST_NOTE: usize = 5;

/// The note right under the date, in brackets or one of the usual ones without them.
fn note(claims: &mut Claims, date: usize, end: usize) -> usize {
    let Some(line) = claims.free_from(date + 1).filter(|&line| line < end) else { return date };
    let text = claims.text(line);
    if let Some((label, words)) = labelled_note(&text) {
        claims.split(line, &[(Slot::Beside(Element::Note), label), (Slot::Value(Element::Note), words)]);
        return line;
    }
    let enclosed = text.starts_with(['（', '(']) && text.ends_with(['）', ')']);
    if signed::is_contact(&text) && !enclosed && !text.starts_with(['（', '(']) {
        return contacts(claims, line, end);
    }
    let usual = [
        "联系人",
        "联系电话",
        "此件",
        "公开方式",
        "公开属性",
        "信息公开方式",
        "信息公开属性",
        "信息公开选项",
        "信息公开：",
    ]
    .iter()
    .any(|start| text.starts_with(start));
    if !enclosed && text.starts_with(['（', '(']) {
        // One that is broken off a seal stands in several lines.
        let lines: Vec<usize> = claims.free(line..end).into_iter().take(LONGEST_NOTE).collect();
        let closes = lines.iter().position(|&line| claims.text(line).ends_with(['）', ')']));
        if let Some(last) = closes {
            lines[..=last].iter().for_each(|&line| claims.claim(line, Slot::Value(Element::Note)));
            return lines[last];
        }
    }
    if !enclosed && !usual {
        return date;
    }
    let plain = text.trim_start_matches(['（', '(']);
    if !signed::NOTES.iter().any(|start| plain.starts_with(start)) && !plain.contains("电话") {
        claims.doubt(Element::Note, Doubt::NoteByPlace);
    }
    claims.claim(line, Slot::Value(Element::Note));
    // 联系人：… under （此件公开发布）.
    match claims.free_from(line + 1).filter(|&next| next == line + 1 && next < end) {
        Some(next) if signed::is_contact(&claims.text(next)) => contacts(claims, next, end),
        _ => line,
    }
}

/// Rows that say where somebody can be reached, without brackets; gives the last.
fn contacts(claims: &mut Claims, from: usize, end: usize) -> usize {
    let free = claims.free(from..end);
    let rows: Vec<usize> = free
        .into_iter()
        .take(LONGEST_NOTE)
        .take_while(|&line| signed::is_contact(&claims.text(line)))
        .collect();
    let usual = rows.first().is_some_and(|&line| claims.text(line).starts_with("联系"));
    if rows.len() > 1 || !usual || claims.has(Slot::Value(Element::Note)) {
        claims.doubt(Element::Note, Doubt::NoteByPlace);
    }
    rows.iter().for_each(|&line| claims.claim(line, Slot::Value(Element::Note)));
    rows.last().copied().unwrap_or(from)
}

/// Contacts under a list of attachments that stands behind the sign-off.
pub(super) fn contacts_below(claims: &mut Claims, from: usize) {
    let listed = claims.has(Slot::AttachmentName(0)) && !claims.has(Slot::AttachmentText(0));
    if claims.has(Slot::Value(Element::Note)) || !listed {
        return;
    }
    if let Some(line) = claims.free_from(from).filter(|&line| signed::is_contact(&claims.text(line))) {
        contacts(claims, line, claims.len());
    }
}

/// （咨询电话：…） right over the sign-off: a note that somebody put there.
fn note_above(claims: &mut Claims, first: usize) -> usize {
    let text_from = first_running(claims);
    let line = claims.free_before(first).filter(|&line| line > text_from);
    let Some(line) = line.filter(|_| !claims.has(Slot::Value(Element::Note))) else { return first };
    let text = claims.text(line);
    let enclosed = text.starts_with(['（', '(']) && text.ends_with(['）', ')']);
    let inner = text.trim_start_matches(['（', '(']);
    if !enclosed || !(signed::is_contact(inner) || signed::NOTES.iter().any(|start| inner.starts_with(start)))
    {
        return first;
    }
    claims.claim(line, Slot::Value(Element::Note));
    claims.doubt(Element::Note, Doubt::NoteByPlace);
    line
}

/// 附注：此件公开发布.
fn labelled_note(text: &str) -> Option<(&str, &str)> {
    let colon = text.strip_prefix("附注")?.trim_start().strip_prefix(['：', ':'])?;
    let words = colon.trim();
    (!words.is_empty()).then(|| text.split_at(text.len() - words.len()))
}
