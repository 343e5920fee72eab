//! From the value tree to a [`Document`]: every element, all problems at once.

use super::body::Bound;
use super::classification::{self, ClassificationError};
use super::keys::{self as k, Key};
use super::reader::Reader;
use super::titled::Calls;
use super::{
    Date, Document, Format, Issuer, Kind, Labelled, MarkIssuers, Sealing, Signature, Words, body, bound,
    date::DateError,
    joined, labelled, number, parties, parts, postscript, repeats, style,
    unused::{self, Circumstances},
};
use crate::diagnostic::{Diagnostic, Sink};
use crate::document::DocumentFinding;
use crate::source::{Files, Table, Value, ValueFinding};
use crate::text::BlockKind;

/// Reads a document, as far as it can be read; errors go to the sink.
pub fn read(table: &Table, files: Files, sink: &mut Sink) -> Option<Document> {
    let mut r = Reader::new(table, k::TOP, "", sink);
    let (mut title, mut under) = parted(r.words(k::TITLE));
    let calls = Calls::taken(&mut title, &mut under, r.sink());
    let mark = r.words(k::MARK);
    let titling = mark.as_ref().filter(|mark| title.is_none() && is_title(mark));
    let kind = read_kind(&mut r, title.as_ref().or(titling));
    let format = read_format(&mut r, kind);
    let kind = kind.filter(|_| !format.is_kindless() || r.find(k::KIND).is_some());
    // An order has none, and others have theirs in the mark.
    let needs_title = format != Format::Order && !format.is_titled_by_mark() && titling.is_none();
    if needs_title && title.is_none() && r.find(k::TITLE).is_none() {
        r.missing(k::TITLE, "7.3.1");
    }
    let copy_number = read_copy_number(&mut r);
    let urgency = r.words(k::URGENCY);
    let corner = read_corner(&mut r);
    let sender = r.words(k::SENDER);
    let dispatch_number = r.words(k::DISPATCH_NUMBER);
    let label = r.words(k::LABEL);
    let subtitle = read_subtitle(&mut r, under);
    let speaker = r.list(k::SPEAKER).unwrap_or_default();
    let has_title = title.is_some() || needs_title;
    let speaks = !speaker.is_empty() && has_title;
    let sign_off = r.flag(k::SIGN_OFF).unwrap_or(!speaks && format != Format::Briefing);
    let parties = parties::parties(&mut r, &files);
    let agreed = !parties.is_empty() && parties::have_place(format);
    let sign_off = sign_off && !agreed;
    let issuers = parts::issuers(&mut r, &files);
    // Only plain paper that nobody signs has no organ on its pages.
    let needs_issuers = format != Format::Plain || sign_off;
    // Those that a part has in place of it are told there.
    if needs_issuers && r.find(k::ISSUERS).is_none() && !bound::is_strayed(&r, k::ISSUERS) {
        r.missing(k::ISSUERS, "7.2.4");
    }
    if format.is_titled_by_mark() && mark.is_none() && r.find(k::MARK).is_none() {
        r.missing(k::MARK, "10.3");
    }
    let mark_issuers = r
        .choice(k::MARK_ISSUERS, &[("all", MarkIssuers::All), ("host", MarkIssuers::Host)])
        .unwrap_or_default();
    let number = read_number(&mut r);
    let signers = r.list(k::SIGNERS).unwrap_or_default();
    let recipients = r.list(k::RECIPIENTS).map(joined);
    let body = body::body(&mut r, &files, Bound::No, (title.as_ref(), &calls));
    let contents = parts::contents(&mut r);
    // The articles of a briefing are its contents, however deep these go.
    let articles = format == Format::Briefing
        && body.iter().flat_map(|body| &body.blocks).any(|block| block.kind == BlockKind::Title);
    let nothing_named = contents
        .filter(|contents| !articles && !body.as_ref().is_some_and(|body| body.has_headings(*contents)));
    let lacking = bound::Lacking::of(&r, needs_issuers);
    let issued = bound::issued(&mut r, &files, &lacking);
    let attachments = bound::attachments(&mut r, &files, &lacking);
    let (date, open_date) = read_date(&mut r, k::DATE);
    let classification = read_classification(&mut r, date.as_ref().map(|(date, _)| *date));
    let signatures = parts::signatures(&mut r, &files);
    let sealing = read_sealing(&mut r, &issuers, &signatures);
    let note = r.words(k::NOTE).map(bracketed);
    let postscript = postscript::read(&mut r);
    let attendance = read_attendance(&mut r, format);
    let cc = labelled::rows(&mut r, k::CC, "抄送", "7.4.2", joined);
    let printer = r.words(k::PRINTER);
    let (print_date, open_print_date) = read_date(&mut r, k::PRINT_DATE);
    let copies = r.count(k::COPIES);
    let reprinter = r.words(k::REPRINTER);
    let reprint_date = read_day(&mut r, k::REPRINT_DATE);
    let (has_mark, has_date) = (mark.is_some(), date.is_some() || open_date.is_some());
    let circumstances = Circumstances {
        format,
        sealing,
        mark_issuers,
        has_mark,
        has_date,
        has_title,
        nothing_named,
        sign_off,
        agreed,
    };
    unused::tell(&mut r, &circumstances);
    if let Some(body) = &body {
        let keys = repeats::Keys {
            title: title.as_ref().filter(|_| has_title),
            recipients: recipients.as_ref(),
            issuers: &issuers,
            date: date.as_ref().map(|(_, words)| words),
            signs: sign_off && parties.is_empty(),
        };
        repeats::tell(r.sink(), body, &keys);
    }
    let layout = style::layout(&mut r);
    let fonts = style::fonts(&mut r);
    r.finish();
    if issuers.is_empty() && needs_issuers {
        return None;
    }
    Some(Document {
        format,
        kind,
        copy_number,
        classification,
        urgency,
        issuers,
        mark,
        mark_issuers,
        number,
        signers,
        title: title.unwrap_or_default(),
        recipients,
        body: body?,
        issued,
        attachments,
        date,
        // Nothing is stamped that is not there.
        sealing: if sign_off { sealing } else { Sealing::None },
        signatures: if sign_off { signatures } else { Vec::new() },
        note,
        postscript: postscript.filter(|_| format == Format::Plain && (sign_off || agreed)),
        attendance,
        cc,
        printer,
        print_date,
        copies,
        layout,
        fonts,
        corner,
        sender: sender.filter(|_| format == Format::Telegram),
        dispatch_number: dispatch_number.filter(|_| format == Format::Telegram),
        label: label.filter(|_| format == Format::Plain),
        subtitle: subtitle.filter(|_| has_title),
        speaker: if speaks { speaker } else { Vec::new() },
        sign_off,
        open_date,
        open_print_date,
        parties: if agreed { parties } else { Vec::new() },
        contents: contents.filter(|_| format.is_kindless() && nothing_named.is_none()),
        reprinter: reprinter.filter(|_| format != Format::Letter),
        reprint_date: reprint_date.filter(|_| format != Format::Letter),
        files,
        origin: None,
        noticed: Vec::new(),
    })
}

/// Whether a mark is the document's title too: 某市人民代表大会常务委员会公告.
fn is_title(mark: &Words) -> bool {
    TITLING.iter().any(|word| mark.text.ends_with(word))
}

/// What a mark ends with that is the document's title.
pub(super) const TITLING: [&str; 5] = ["公告", "通告", "公报", "决定", "决议"];

/// A title without the line that is its subtitle, and that line.
pub(super) fn parted(title: Option<Words>) -> (Option<Words>, Option<Words>) {
    let Some(words) = title else { return (None, None) };
    let lines: Vec<&str> = words.text.lines().collect();
    let is_under = |line: &&str| line.trim_start().starts_with("——");
    let Some(at) = lines.iter().skip(1).position(is_under).map(|at| at + 1) else {
        return (Some(words), None);
    };
    let (over, under) = (lines[..at].join("\n"), lines[at..].iter().map(|line| line.trim()).collect());
    let of = |text: String| Words { text, ..words.clone() };
    (Some(of(over)), Some(of(under)))
}

/// 副标题: the key's, or the title's own line; a dash begins it, unless brackets do.
pub(super) fn read_subtitle(r: &mut Reader<'_>, under: Option<Words>) -> Option<Words> {
    let own = r.words(k::SUBTITLE);
    if let Some(found) = r.find(k::SUBTITLE).filter(|_| under.is_some()) {
        let why = ("标题里已有——开头的一行", "a line of the title begins with ——");
        found.report(r.sink(), DocumentFinding::exclude(&k::SUBTITLE, &k::TITLE, why));
    }
    let words = own.or(under)?;
    let bare = words.text.trim_start_matches(|c: char| "—―–─-".contains(c) || c.is_whitespace());
    let text = match bare {
        "" => return None,
        bare if bare.starts_with(['（', '(']) => bare.to_owned(),
        bare => format!("——{bare}"),
    };
    Some(Words { text, ..words })
}

/// 右上标注: so many rows stand beside 份号, 密级 and 紧急程度.
fn read_corner(r: &mut Reader<'_>) -> Vec<Words> {
    const MOST: usize = 3;
    let corner = r.list(k::CORNER).unwrap_or_default();
    if let Some(found) = r.find(k::CORNER).filter(|_| corner.len() > MOST) {
        let written = corner.len().to_string();
        found.report(r.sink(), ValueFinding::OutOfRange { written, range: format!("1–{MOST}") });
    }
    corner
}

/// 份号 (7.2.1): an integer is written with 6 digits.
fn read_copy_number(r: &mut Reader<'_>) -> Option<Words> {
    let found = r.find(k::COPY_NUMBER)?;
    if !matches!(found.node.value, Value::Integer(_)) {
        return r.words(k::COPY_NUMBER);
    }
    let number = r.count(k::COPY_NUMBER)?;
    // YAML takes 00001234 for a number; its noughts were meant.
    let written = found.place().map(|place| place.text().to_owned());
    let written = written.filter(|text| text.len() > 6 && text.bytes().all(|byte| byte.is_ascii_digit()));
    let text = written.unwrap_or_else(|| format!("{number:06}"));
    Some(Words { text, place: found.place(), path: found.path })
}

fn read_classification(r: &mut Reader<'_>, from: Option<Date>) -> Option<Words> {
    let words = r.words(k::CLASSIFICATION)?;
    if let Err(error) = classification::check(&words.text, from) {
        let written = words.text.clone();
        let level = words.text.split('★').next().unwrap_or_default().trim();
        let problem = match error {
            ClassificationError::Level => DocumentFinding::ClassificationLevel { written },
            ClassificationError::Star => DocumentFinding::ClassificationStar { written },
            ClassificationError::TooLong { level, years } => {
                DocumentFinding::ClassificationTerm { written, level, years }
            }
            ClassificationError::Unranked => {
                DocumentFinding::ClassificationUnranked { written, right: level.to_owned() }
            }
            ClassificationError::NoTerm => DocumentFinding::ClassificationForm { written, right: None },
            ClassificationError::Form { right } => {
                let right = right.map(|term| format!("{level}★{term}"));
                DocumentFinding::ClassificationForm { written, right }
            }
            ClassificationError::Ended { day } => DocumentFinding::ClassificationEnded { written, day },
            ClassificationError::NoSuchDay => {
                words.report(r.sink(), ValueFinding::ImpossibleDate { written });
                return Some(words);
            }
        };
        words.report(r.sink(), problem);
    }
    Some(words)
}

/// 用印: what the data says, else what its images mean.
pub(super) fn read_sealing(r: &mut Reader<'_>, issuers: &[Issuer], signatures: &[Signature]) -> Sealing {
    let said = r.choice(
        k::SEALING,
        &[("none", Sealing::None), ("seal", Sealing::Seal), ("signature", Sealing::Signature)],
    );
    if said == Some(Sealing::Signature) && signatures.is_empty() && r.find(k::SIGNATURE).is_none() {
        r.missing(k::SIGNATURE, "7.3.5.3");
    }
    said.unwrap_or(if !signatures.is_empty() {
        Sealing::Signature
    } else if issuers.iter().any(|issuer| issuer.seal.is_some()) {
        Sealing::Seal
    } else {
        Sealing::None
    })
}

fn read_kind(r: &mut Reader<'_>, title: Option<&Words>) -> Option<Kind> {
    if r.find(k::KIND).is_none() {
        return title.and_then(|title| Kind::of_title(&title.text));
    }
    let choices: Vec<(&'static str, Kind)> = Kind::ALL.iter().map(|kind| (kind.name(), *kind)).collect();
    r.choice(k::KIND, &choices)
}

fn read_format(r: &mut Reader<'_>, kind: Option<Kind>) -> Format {
    let choices: Vec<(&'static str, Format)> =
        Format::ALL.iter().map(|format| (format.as_str(), *format)).collect();
    r.choice(k::FORMAT, &choices).unwrap_or(kind.map_or(Format::Document, Kind::usual_format))
}

pub(super) fn read_number(r: &mut Reader<'_>) -> Option<Words> {
    let words = r.words(k::NUMBER)?;
    if let Some(right) = number::right_brackets(&words.text) {
        let problem = DocumentFinding::NumberBrackets { written: words.text.clone(), right };
        let (place, path) = (words.place.clone(), words.path.clone());
        r.sink().push(Diagnostic::new(problem).at(place).path(path));
    }
    Some(words)
}

/// 出席 and the like (10.3): the rows of `attendance`, or the three keys of minutes.
fn read_attendance(r: &mut Reader<'_>, format: Format) -> Vec<Labelled> {
    let rows = labelled::rows(r, k::ATTENDANCE, "出席", "10.3", labelled::took_part);
    let all = r.find(k::ATTENDANCE).is_some();
    let mut single = Vec::new();
    for key in [k::ATTENDEES, k::ABSENTEES, k::OBSERVERS] {
        single.extend(r.list(key).map(|list| Labelled::of_list(key.alias, list, labelled::took_part)));
        if let Some(found) = r.find(key).filter(|_| all) {
            let problem =
                DocumentFinding::exclude(&key, &k::ATTENDANCE, ("参会有全部各行", "it has all rows"));
            found.report(r.sink(), problem);
        }
    }
    match format {
        Format::Minutes => {
            if all {
                rows
            } else {
                single
            }
        }
        Format::Plain | Format::Briefing => rows,
        _ => Vec::new(),
    }
}

/// 附注 stands in full-width brackets (7.3.6): those around it are made full-width, a missing one is added.
pub(super) fn bracketed(words: Words) -> Words {
    let text = match brackets(&words.text) {
        Brackets::Around => {
            let mut inner = words.text.chars();
            inner.next();
            inner.next_back();
            format!("（{}）", inner.as_str())
        }
        Brackets::Several => words.text.clone(),
        Brackets::Unclosed => {
            format!("（{}）", words.text.strip_prefix(['(', '（']).unwrap_or(&words.text))
        }
        Brackets::Unopened => format!("（{}）", words.text.strip_suffix([')', '）']).unwrap_or(&words.text)),
        Brackets::Inside => format!("（{}）", words.text),
    };
    Words { text, ..words }
}

enum Brackets {
    /// One pair around the whole.
    Around,
    /// Two notes, each in its own.
    Several,
    /// The first one is never closed.
    Unclosed,
    /// The last one was never opened.
    Unopened,
    /// None, or such as belong to single words.
    Inside,
}

fn brackets(text: &str) -> Brackets {
    let (mut depth, mut groups, mut between) = (0_usize, 0, false);
    let last = text.char_indices().next_back().map_or(0, |(at, _)| at);
    for (at, c) in text.char_indices() {
        match c {
            '(' | '（' => depth += 1,
            ')' | '）' if depth == 0 => {
                return if at == last { Brackets::Unopened } else { Brackets::Inside };
            }
            ')' | '）' => {
                depth -= 1;
                groups += usize::from(depth == 0);
            }
            _ => between |= depth == 0 && !c.is_whitespace(),
        }
    }
    match (depth, groups, between) {
        (0, 1, false) => Brackets::Around,
        (0, 2.., false) => Brackets::Several,
        // What was opened first is what stays open, unless a pair was closed before.
        (1.., 0, _) if text.starts_with(['(', '（']) => Brackets::Unclosed,
        _ => Brackets::Inside,
    }
}

/// A day, or one that is still open: as it is printed.
fn read_date(r: &mut Reader<'_>, key: Key) -> (Option<(Date, Words)>, Option<Words>) {
    if let Some(found) = r.find(key)
        && let Value::String(written) = &found.node.value
        && let Some(text) = Date::parse_open(written)
    {
        found.report(r.sink(), DocumentFinding::DateOpen { written: text.clone() });
        return (None, Some(Words { text, place: found.place(), path: found.path }));
    }
    let day = read_day(r, key);
    // A wrong one is told as such; it is not missing.
    let wrong = r.find(key).filter(|_| day.is_none());
    (day, wrong.map(|found| Words { text: String::new(), place: found.place(), path: found.path }))
}

/// A day as it is printed, or one that is open, where nobody asks what day it is.
pub(super) fn printed_day(r: &mut Reader<'_>, key: Key) -> Option<Words> {
    let open = r.find(key).and_then(|found| match &found.node.value {
        Value::String(written) => {
            let text = Date::parse_open(written)?;
            Some(Words { text, place: found.place(), path: found.path })
        }
        _ => None,
    });
    open.or_else(|| read_day(r, key).map(|(_, words)| words))
}

pub(super) fn read_day(r: &mut Reader<'_>, key: Key) -> Option<(Date, Words)> {
    let found = r.find(key)?;
    let written = match &found.node.value {
        Value::Date { year, month, day } => format!("{year}-{month}-{day}"),
        Value::String(text) => text.clone(),
        _ => {
            found.wrong_type(r.sink(), ("日期或文字", "a date or a string"));
            return None;
        }
    };
    let date = match Date::parse(&written) {
        Ok(date) => date,
        Err(error) => match (error, Date::parse_chinese(&written)) {
            (_, Some(date)) => {
                let problem = DocumentFinding::ChineseNumeralDate { written, set_as: date.to_string() };
                found.report(r.sink(), problem);
                date
            }
            (DateError::Form, None) => {
                found.report(r.sink(), ValueFinding::NotADate { written });
                return None;
            }
            (DateError::NoSuchDay, None) => {
                found.report(r.sink(), ValueFinding::ImpossibleDate { written });
                return None;
            }
        },
    };
    let words = Words { text: date.to_string(), place: found.place(), path: found.path };
    Some((date, words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_stands_in_one_pair_of_full_width_brackets() {
        for (typed, set) in [
            ("此件公开发布", "（此件公开发布）"),
            ("（此件公开发布）", "（此件公开发布）"),
            ("(此件公开发布)", "（此件公开发布）"),
            ("（此件公开发布", "（此件公开发布）"),
            ("(此件公开发布", "（此件公开发布）"),
            ("此件公开发布）", "（此件公开发布）"),
            ("（此件公开发布)", "（此件公开发布）"),
            ("(联系人：张三（电话：123）)", "（联系人：张三（电话：123））"),
            ("（联系人：张三（电话：123）", "（联系人：张三（电话：123））"),
            ("联系人：张三（电话：123）", "（联系人：张三（电话：123））"),
            ("联系人：张三（电话：123））", "（联系人：张三（电话：123））"),
            ("（甲）和（乙）可以阅读", "（（甲）和（乙）可以阅读）"),
            ("（此件公开发布）（联系人：张三）", "（此件公开发布）（联系人：张三）"),
        ] {
            let words = Words { text: typed.to_owned(), ..Words::default() };
            assert_eq!(bracketed(words).text, set, "{typed}");
        }
    }
}
