//! From the value tree to a [`Document`]: every element, all problems at once.

use super::classification::{self, ClassificationError};
use super::keys::{self as k, Key};
use super::reader::Reader;
use super::{
    Date, Document, Format, Issuer, Kind, MarkIssuers, Sealing, Signature, Words, body, date::DateError,
    number, parts, style, without_end_mark,
};
use crate::diagnostic::{Diagnostic, Place, Problem, Sink};
use crate::source::{Files, Table, Value};

/// Reads a document; errors go to the sink, and with an error there is no document.
pub(crate) fn read(table: &Table, files: Files, sink: &mut Sink) -> Option<Document> {
    let mut r = Reader::new(table, k::TOP, "", sink);
    let title = r.words(k::TITLE);
    let kind = read_kind(&mut r, title.as_ref());
    let format = read_format(&mut r, kind);
    if title.is_none() && r.find(k::TITLE).is_none() && format != Format::Order {
        r.missing(k::TITLE, "7.3.1");
    }
    let copy_number = read_copy_number(&mut r);
    let classification = read_classification(&mut r);
    let urgency = r.words(k::URGENCY);
    let issuers = parts::issuers(&mut r, &files);
    let mark = r.words(k::MARK);
    if format == Format::Minutes && mark.is_none() && r.find(k::MARK).is_none() {
        r.missing(k::MARK, "10.3");
    }
    let mark_issuers = r
        .choice(k::MARK_ISSUERS, &[("all", MarkIssuers::All), ("host", MarkIssuers::Host)])
        .unwrap_or_default();
    let number = read_number(&mut r);
    let signers = r.list(k::SIGNERS).unwrap_or_default();
    let recipients = r.list(k::RECIPIENTS).map(joined);
    let body = body::body(&mut r, &files);
    let attachments = parts::attachments(&mut r, &files);
    let date = read_date(&mut r, k::DATE);
    let signatures = parts::signatures(&mut r, &files);
    let sealing = read_sealing(&mut r, &issuers, &signatures);
    let note = r.words(k::NOTE).map(bracketed);
    let attendees = r.list(k::ATTENDEES).map(joined);
    let absentees = r.list(k::ABSENTEES).map(joined);
    let observers = r.list(k::OBSERVERS).map(joined);
    let cc = r.list(k::CC).map(joined);
    let printer = r.words(k::PRINTER);
    let print_date = read_date(&mut r, k::PRINT_DATE);
    let copies = r.count(k::COPIES);
    tell_unused(&mut r, format, sealing);
    let layout = style::layout(&mut r);
    let fonts = style::fonts(&mut r);
    r.finish();
    if sink.has_errors() {
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
        attachments,
        date,
        sealing,
        signatures,
        note,
        attendees: attendees.filter(|_| format == Format::Minutes),
        absentees: absentees.filter(|_| format == Format::Minutes),
        observers: observers.filter(|_| format == Format::Minutes),
        cc,
        printer,
        print_date,
        copies,
        layout,
        fonts,
        files,
        origin: None,
        noticed: Vec::new(),
    })
}

/// Elements that the format or the way of sealing leaves no place for are told, not dropped in silence.
fn tell_unused(r: &mut Reader<'_>, format: Format, sealing: Sealing) {
    let letter = (format == Format::Letter, ("信函格式", "in a letter"), "10.1");
    let order = (format == Format::Order, ("命令（令）格式", "in an order"), "10.2");
    let others = (format != Format::Minutes, ("纪要以外的格式", "outside minutes"), "10.3");
    let unsigned = (sealing != Sealing::Signature, ("不用签名章时", "without a signature stamp"), "7.3.5.3");
    let rules = [
        (letter, &[k::SIGNERS, k::PRINTER, k::PRINT_DATE, k::COPIES][..]),
        (order, &[k::SIGNERS]),
        (others, &[k::ATTENDEES, k::ABSENTEES, k::OBSERVERS]),
        (unsigned, &[k::SIGNATURE]),
    ];
    for ((applies, where_, clause), keys) in rules {
        for key in keys.iter().filter(|_| applies) {
            // What could not be read has been told.
            let Some(found) = r.find(*key).filter(|found| !r.has_told(&found.path)) else { continue };
            let problem = Problem::NotUsed { key: key.name, alias: key.alias, where_, clause };
            found.report(r.sink(), problem);
        }
    }
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

fn read_classification(r: &mut Reader<'_>) -> Option<Words> {
    let words = r.words(k::CLASSIFICATION)?;
    if let Err(error) = classification::check(&words.text) {
        let written = words.text.clone();
        let problem = match error {
            ClassificationError::Level => Problem::ClassificationLevel { written },
            ClassificationError::Star => Problem::ClassificationStar { written },
            ClassificationError::TooLong { level, years } => {
                Problem::ClassificationTerm { written, level, years }
            }
        };
        let (place, path) = (words.place.clone(), words.path.clone());
        r.sink().push(Diagnostic::new(problem).at(place).path(path));
    }
    Some(words)
}

/// 用印: what the data says, else what its images mean.
fn read_sealing(r: &mut Reader<'_>, issuers: &[Issuer], signatures: &[Signature]) -> Sealing {
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
    let choices: Vec<(&'static str, Kind)> = Kind::ALL.iter().map(|(kind, name)| (*name, *kind)).collect();
    r.choice(k::KIND, &choices)
}

fn read_format(r: &mut Reader<'_>, kind: Option<Kind>) -> Format {
    let choices = Format::ALL.map(|(format, name)| (name, format));
    r.choice(k::FORMAT, &choices).unwrap_or(kind.map_or(Format::Document, Kind::usual_format))
}

fn read_number(r: &mut Reader<'_>) -> Option<Words> {
    let words = r.words(k::NUMBER)?;
    if let Some(right) = number::right_brackets(&words.text) {
        let problem = Problem::NumberBrackets { written: words.text.clone(), right };
        let (place, path) = (words.place.clone(), words.path.clone());
        r.sink().push(Diagnostic::new(problem).at(place).path(path));
    }
    Some(words)
}

/// Several organs are joined with ，, whatever was typed after each; one string stays as written.
fn joined(list: Vec<Words>) -> Words {
    let text = |(i, words): (usize, &Words)| {
        if i + 1 < list.len() { without_end_mark(&words.text) } else { &words.text }.to_owned()
    };
    let text: Vec<String> = list.iter().enumerate().map(text).collect();
    let text = text.join("，");
    match list.into_iter().reduce(|first, last| Words { place: span(&first, &last), ..first }) {
        Some(words) => Words { text, ..words },
        None => Words::default(),
    }
}

fn span(first: &Words, last: &Words) -> Option<Place> {
    let (first, last) = (first.place.as_ref()?, last.place.as_ref()?);
    Some(Place::new(&first.source, first.range().start..last.range().end))
}

/// 附注 stands in full-width brackets (7.3.6).
fn bracketed(words: Words) -> Words {
    let inner = words.text.trim_matches(['(', ')', '（', '）']);
    let whole = (words.text.starts_with(['(', '（']) && words.text.ends_with([')', '）'])).then_some(inner);
    // 关于（一）（二）: brackets inside that do not enclose the whole stay.
    let text = match whole {
        Some(inner) if !inner.contains(['（', '）', '(', ')']) => format!("（{inner}）"),
        Some(_) => words.text.clone(),
        None => format!("（{}）", words.text),
    };
    Words { text, ..words }
}

fn read_date(r: &mut Reader<'_>, key: Key) -> Option<(Date, Words)> {
    let found = r.find(key)?;
    let written = match &found.node.value {
        Value::Date { year, month, day } => format!("{year}-{month}-{day}"),
        Value::String(text) => text.clone(),
        _ => {
            found.wrong_type(r.sink(), ("日期或字符串", "a date or a string"));
            return None;
        }
    };
    let date = match Date::parse(&written) {
        Ok(date) => date,
        Err(error) => match (error, Date::parse_chinese(&written)) {
            (_, Some(date)) => {
                let problem = Problem::ChineseNumeralDate { written, set_as: date.to_string() };
                found.report(r.sink(), problem);
                date
            }
            (DateError::Form, None) => {
                found.report(r.sink(), Problem::NotADate { written });
                return None;
            }
            (DateError::NoSuchDay, None) => {
                found.report(r.sink(), Problem::ImpossibleDate { written });
                return None;
            }
        },
    };
    let words = Words { text: date.to_string(), place: found.place(), path: found.path };
    Some((date, words))
}
