//! From lines to elements: what is surest first, from the ends inward; what is left is the body.

use super::claims::{Claims, Element, Slot};
use super::doubt::Doubt;
use super::lines::{Line, squeezed};
use super::patterns as p;
use super::{
    around, attachments, colophon, derived, format, forms, head, issued, lacking, meeting, parties, passed,
    postscript, ruled, signoff, unlike,
};

/// Where the parts of the document lie, as far as they were found.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ends {
    /// The first line after the text of the document: the list of attachments or the sign-off.
    pub body: usize,
    /// The first line after the sign-off.
    pub signoff: usize,
}

/// Gives every line to an element.
pub(super) fn recognise(lines: Vec<Line>, doubts: Vec<Doubt>) -> Claims {
    let mut claims = Claims::new(lines);
    doubts.into_iter().for_each(|doubt| claims.doubt(Element::Body, doubt));
    let cells = ruled::hide(&mut claims);
    let around::Surroundings { given, paths, attached } = around::recognise(&mut claims);
    let file_name = colophon::file_name(&claims);
    if let Some(name) = &file_name {
        // Its words are given to number and title when those of the head are known.
        claims.claim(name.line, Slot::NoElement);
    }
    colophon::recognise(&mut claims);
    let ends = match parties::recognise(&mut claims) {
        Some(lines) => Ends { body: lines.start, signoff: lines.end },
        None => signoff::recognise(&mut claims),
    };
    let body = attachments::recognise(&mut claims, ends);
    attachments::of_form(&mut claims, &attached);
    let titled = around::say_title(&claims, &given);
    let start = head::recognise(&mut claims, body, file_name.as_ref(), titled);
    around::take(&mut claims, &given, &around::ELEMENTS);
    if format::has_minutes_mark(&claims) {
        meeting::frame(&mut claims, start);
        attendance(&mut claims, start);
    }
    for line in claims.free(start..body.max(start)) {
        claims.claim(line, Slot::Value(Element::Body));
    }
    if claims.briefing {
        forms::articles(&mut claims);
    }
    if format::is_minutes(&claims) && !format::has_minutes_mark(&claims) {
        in_text(&mut claims);
    }
    issued::recognise(&mut claims, ends.signoff);
    ruled::give_back(&mut claims, &cells, ends.signoff);
    postscript::recognise(&mut claims);
    rest(&mut claims);
    if !derived::has_issuers(&claims) {
        around::take(&mut claims, &paths, &[Element::Issuers]);
    }
    if !claims.has(Slot::Value(Element::Date)) && passed::day(&claims).is_none() {
        around::take(&mut claims, &paths, &[Element::Date]);
    }
    around::compare(&mut claims, &given);
    missing(&mut claims);
    body_doubts(&mut claims);
    broken_lines(&mut claims);
    unlike::recognise(&mut claims);
    lacking::doubts(&mut claims);
    claims.tell_of_lines();
    claims
}

/// The last line of a list of names has so many characters at most.
const LONGEST_NAMES: usize = 60;

/// What stands before those who were there, and those who were not.
const ATTENDANCE: [(&str, Element); 8] = [
    ("出席", Element::Attendees),
    ("参加", Element::Attendees),
    ("参会", Element::Attendees),
    ("与会", Element::Attendees),
    ("到会", Element::Attendees),
    ("请假", Element::Absentees),
    ("缺席", Element::Absentees),
    ("列席", Element::Observers),
];

/// Whether a line begins with 出席： or one of its like, and names.
pub(super) fn is_attendance(text: &str) -> bool {
    ATTENDANCE.iter().any(|(label, _)| attendance_label(text, label).is_some())
}

/// 出席, 请假, 列席 of minutes.
fn attendance(claims: &mut Claims, start: usize) {
    let mut open = None;
    for line in start..claims.len() {
        let text = claims.text(line);
        let labelled =
            ATTENDANCE.iter().find_map(|(label, element)| Some((*element, attendance_label(&text, label)?)));
        // 缺席 and 参加 are printed as 请假 and 出席 by the three keys.
        let labelled = labelled.map(|(element, end)| {
            let label = squeezed(&text[..end]);
            let usual = ["出席", "请假", "列席"].iter().any(|word| label.contains(word));
            (if usual { element } else { Element::Attendance }, end)
        });
        // An element stands once; a second 出席 is for somebody to look at.
        let known = |element| element != Element::Attendance && claims.has(Slot::Value(element));
        let again = labelled.filter(|(element, _)| known(*element));
        if !claims.is_free(line) {
            meeting::presides_or_records(claims, line);
            open = None;
        } else if let Some((element, _)) = again {
            if !p::is_running(&text) {
                claims.claim(line, Slot::Loose);
            }
            claims.doubt(element, Doubt::SaidBeside(text));
            open = None;
        } else if let Some((element, end)) = labelled {
            let (label, names) = text.split_at(end);
            claims.split(line, &[(Slot::Beside(element), label), (Slot::Value(element), names)]);
            open = Some(element);
        } else if meeting::presides_or_records(claims, line) {
            open = None;
        } else if open.is_some() && is_labelled(&text) {
            claims.claim(line, Slot::Loose);
            open = None;
        } else if let Some(element) = open.filter(|element| {
            let none_yet = !claims.has(Slot::Value(*element));
            // After 甲、 a name must come, and 。 may end the last.
            let unfinished = line > 0 && claims.text(line - 1).ends_with(['、', '，', '；']);
            (!p::is_running(&text) || (unfinished && text.chars().count() <= LONGEST_NAMES))
                && (none_yet || !p::is_organ(&text))
                && crate::text::body::numbering(&text).is_none()
        }) {
            claims.claim(line, Slot::Value(element));
        } else {
            open = None;
        }
    }
}

/// Without a mark nothing but the text takes those who were there.
fn in_text(claims: &mut Claims) {
    let lines: Vec<String> = (0..claims.len()).map(|line| claims.text(line)).collect();
    for (label, element) in ATTENDANCE {
        if lines.iter().any(|text| attendance_label(text, label).is_some()) {
            claims.doubt(element, Doubt::InText(label));
        }
    }
}

/// 记录：, 整理人：: a short label before a colon.
fn is_labelled(text: &str) -> bool {
    let short = |label: &str| (2..=4).contains(&label.chars().count()) && !p::is_organ(label);
    text.split_once(['：', ':']).is_some_and(|(label, _)| short(&squeezed(label)))
}

/// 出席：, 参加会议人员：, 出　席：, 列席人员　张三: the bytes of the label, perhaps with the names on the lines below.
fn attendance_label(text: &str, label: &str) -> Option<usize> {
    let end = |before: &str| {
        let said = squeezed(before);
        let bare = ["会议", "因事", "因故", "因公"].iter().find_map(|before| said.strip_prefix(before));
        let rest = bare.unwrap_or(&said).strip_prefix(label)?;
        let who = rest.strip_prefix("会议").unwrap_or(rest).to_owned();
        // 参加单位 are those who met, not who sat there.
        let units = ["出席", "列席", "请假", "缺席"].contains(&label);
        let known = ["", "人员", "领导", "人", "同志"].contains(&who.as_str());
        (known || (units && who == "单位")).then_some(who)
    };
    if let Some((before, names)) = text.split_once(['：', ':'])
        && end(before).is_some()
    {
        return Some(text.len() - names.len());
    }
    if p::is_running(text) {
        return None;
    }
    // Without a colon a blank parts label and names, or the names stand below.
    if end(text).is_some_and(|who| who == "人员" || who == "单位") {
        return Some(text.len());
    }
    let blanks = text.char_indices().filter(|(_, c)| c.is_whitespace());
    blanks
        .map(|(at, c)| (at, at + c.len_utf8()))
        .rfind(|(at, _)| end(&text[..*at]).is_some())
        .map(|(_, end)| end)
}

/// Free lines that no element wanted.
fn rest(claims: &mut Claims) {
    let free = claims.free(0..claims.len());
    if !free.is_empty() && !claims.has(Slot::Value(Element::Body)) {
        // Without a text there is no document: what is there is the best guess at it.
        free.iter().for_each(|&line| claims.claim(line, Slot::Value(Element::Body)));
        return;
    }
    for line in free {
        claims.claim(line, Slot::Loose);
    }
}

/// Elements that a document needs and the text does not give.
fn missing(claims: &mut Claims) {
    for (element, name) in [(Element::Title, "标题"), (Element::Body, "正文"), (Element::Date, "成文日期")]
    {
        // An order may have no title; that of minutes is their mark.
        let untitled = element == Element::Title
            && (format::is_order(claims) || format::has_minutes_mark(claims) || claims.briefing);
        let passed =
            element == Element::Date && (passed::day(claims).is_some() || forms::is_unsigned(claims));
        if !claims.has(Slot::Value(element)) && !untitled && !passed {
            claims.doubt(element, Doubt::Missing(name));
        }
    }
    let movers = ["领衔人", "领衔代表", "提案人", "提议案人"];
    let raised = |line: usize| movers.iter().any(|label| claims.text(line).starts_with(label));
    if (0..claims.len()).any(raised) && !claims.has(Slot::Value(Element::Signature)) {
        claims.doubt(Element::Signature, Doubt::Movers);
    }
    if claims.by_assistant && !claims.has(Slot::Value(Element::Number)) && format::is_numbered(claims) {
        claims.doubt(Element::Number, Doubt::Missing("发文字号"));
    }
    let dates = [Element::Date, Element::PrintDate];
    for element in dates {
        for (_, text) in claims
            .of(Slot::Value(element))
            .into_iter()
            .map(|(at, text)| (at, text.to_owned()))
            .collect::<Vec<_>>()
        {
            if let Some(date) = p::date(&text).filter(|_| !p::is_arabic_date(&text)) {
                claims.doubt(element, Doubt::ChineseNumerals(date.to_string()));
            }
        }
    }
}

/// What was joined or parted at a page's width is told where its words went.
fn broken_lines(claims: &mut Claims) {
    let attached = |element: Element, claims: &Claims| -> String {
        let own = |(slot, _): &&(Slot, String)| match slot {
            Slot::AttachmentText(_) => element == Element::Attachments,
            Slot::IssuedText(_) => element == Element::Issued,
            _ => false,
        };
        let lines = (0..claims.len()).flat_map(|line| claims.parts(line).iter().filter(own));
        lines.map(|(_, text)| text.as_str()).collect::<Vec<_>>().join("\n")
    };
    for element in [Element::Attachments, Element::Issued] {
        let text = attached(element, claims);
        if text.is_empty() {
            continue;
        }
        let within = |place: &String| {
            let words = place.strip_prefix("在“").and_then(|rest| Some(&rest[..rest.rfind('”')?]));
            words.is_some_and(|words| text.contains(words))
        };
        let told: Vec<Doubt> = claims
            .doubts
            .iter()
            .filter_map(|(of, doubt)| match doubt {
                _ if *of != Some(Element::Body) => None,
                Doubt::JoinedLines(places) => Some((places, Doubt::JoinedLines as fn(Vec<String>) -> Doubt)),
                Doubt::FullLines(places) => Some((places, Doubt::FullLines as fn(Vec<String>) -> Doubt)),
                _ => None,
            })
            .map(|(places, told)| {
                (places.iter().filter(|place| within(place)).cloned().collect::<Vec<_>>(), told)
            })
            .filter(|(places, _)| !places.is_empty())
            .map(|(places, told)| told(places))
            .collect();
        told.into_iter().for_each(|doubt| claims.doubt(element, doubt));
    }
}

/// Lines this long and longer that end in the middle of a sentence were broken by a page's width.
const BROKEN_LENGTH: usize = 20;

/// What a look at the text as a whole tells.
fn body_doubts(claims: &mut Claims) {
    let body = claims.of(Slot::Value(Element::Body));
    let plain: Vec<&str> = body.iter().map(|(_, text)| *text).filter(|text| !text.starts_with('|')).collect();
    let half_width = plain.iter().any(|text| {
        let chars: Vec<char> = text.chars().collect();
        chars.windows(2).any(|w| {
            matches!(w[0], '\u{4E00}'..='\u{9FFF}') && matches!(w[1], ',' | ';' | ':' | '(' | '?' | '!')
        })
    });
    // A heading, a row and a list of names end without a mark too.
    let broken = plain.windows(2).any(|pair| {
        pair[0].chars().count() >= BROKEN_LENGTH
            && pair[0].ends_with(|c: char| c.is_alphanumeric() || "，、,".contains(c))
            && !pair[0].contains(char::is_whitespace)
            && !p::opens_numbered(pair[0])
            && !p::opens_numbered(pair[1])
    });
    if half_width {
        claims.doubt(Element::Body, Doubt::HalfWidthMarks);
    }
    if broken {
        claims.doubt(Element::Body, Doubt::BrokenLines);
    }
}
