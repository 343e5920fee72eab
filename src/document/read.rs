//! From the value tree to a [`Document`]: every element, all problems at once.

use super::keys::{self as k, Key};
use super::reader::{Found, Reader, check_characters};
use super::{
    Binding, Body, Date, Digits, Document, FontChoice, Format, Issuer, Kind, Layout, Punctuation,
    Red, Sealing, Words, date::DateError, number,
};
use crate::diagnostic::{Diagnostic, Place, Problem, Sink};
use crate::source::{Files, SourceText, Table, Value};

/// Reads a document; errors go to the sink, and with an error there is no document.
pub(crate) fn read(table: &Table, files: Files, sink: &mut Sink) -> Option<Document> {
    let mut r = Reader::new(table, k::TOP, "", sink);
    let title = r.words(k::TITLE);
    if title.is_none() && r.find(k::TITLE).is_none() {
        r.missing(k::TITLE, "7.3.1");
    }
    let kind = read_kind(&mut r, title.as_ref());
    let format = read_format(&mut r, kind);
    let issuers = read_issuers(&mut r);
    let mark = r.words(k::MARK);
    let number = read_number(&mut r);
    let signers = r.list(k::SIGNERS).unwrap_or_default();
    let recipients = r.list(k::RECIPIENTS).map(joined);
    let body = read_body(&mut r, &files);
    let date = read_date(&mut r, k::DATE);
    let sealing = r
        .choice(k::SEALING, &[
            ("none", Sealing::None),
            ("seal", Sealing::Seal),
            ("不加盖印章", Sealing::None),
            ("加盖印章", Sealing::Seal),
        ])
        .unwrap_or(Sealing::None);
    let note = r.words(k::NOTE).map(bracketed);
    let layout = read_layout(&mut r);
    let fonts = read_fonts(&mut r);
    r.finish();
    if sink.has_errors() {
        return None;
    }
    Some(Document {
        format,
        kind,
        issuers,
        mark,
        number,
        signers,
        title: title?,
        recipients,
        body: body?,
        date,
        sealing,
        note,
        layout,
        fonts,
        files,
        noticed: Vec::new(),
    })
}

fn read_kind(r: &mut Reader<'_>, title: Option<&Words>) -> Option<Kind> {
    if r.find(k::KIND).is_none() {
        return title.and_then(|title| Kind::of_title(&title.text));
    }
    let mut choices: Vec<(&'static str, Kind)> = Kind::ALL.iter().map(|(kind, name)| (*name, *kind)).collect();
    choices.extend([("令", Kind::Order), ("命令（令）", Kind::Order)]);
    r.choice(k::KIND, &choices)
}

fn read_format(r: &mut Reader<'_>, kind: Option<Kind>) -> Format {
    let choices: Vec<(&'static str, Format)> = Format::ALL
        .iter()
        .map(|(format, key, _)| (*key, *format))
        .chain(Format::ALL.iter().map(|(format, _, name)| (*name, *format)))
        .chain([("命令（令）", Format::Order), ("令", Format::Order)])
        .collect();
    r.choice(k::FORMAT, &choices).unwrap_or(kind.map_or(Format::Document, Kind::usual_format))
}

fn read_issuers(r: &mut Reader<'_>) -> Vec<Issuer> {
    let items = r.items(k::ISSUERS);
    if items.is_empty() && r.find(k::ISSUERS).is_none() {
        r.missing(k::ISSUERS, "7.2.4");
    }
    items.iter().filter_map(|item| read_issuer(r.sink(), item)).collect()
}

fn read_issuer(sink: &mut Sink, item: &Found<'_>) -> Option<Issuer> {
    match &item.node.value {
        Value::String(_) => {
            let name = item.words(sink)?;
            if name.text.is_empty() {
                item.report(sink, Problem::EmptyValue { key: k::ISSUER_NAME.name });
                return None;
            }
            Some(Issuer { mark_name: name.clone(), signature: name.clone(), name })
        }
        Value::Table(table) => {
            let mut r = Reader::new(table, k::ISSUER, &item.path, sink);
            let name = r.words(k::ISSUER_NAME);
            if name.is_none() && r.find(k::ISSUER_NAME).is_none() {
                r.missing(k::ISSUER_NAME, "7.2.4");
            }
            let mark_name = r.words(k::ISSUER_MARK_NAME);
            let signature = r.words(k::ISSUER_SIGNATURE);
            r.finish();
            let name = name?;
            Some(Issuer {
                mark_name: mark_name.unwrap_or_else(|| name.clone()),
                signature: signature.unwrap_or_else(|| name.clone()),
                name,
            })
        }
        _ => {
            item.wrong_type(sink, ("字符串或表", "a string or a table"));
            None
        }
    }
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

/// Several organs are joined with ，; one string stays as written.
fn joined(list: Vec<Words>) -> Words {
    let text: Vec<&str> = list.iter().map(|words| words.text.as_str()).collect();
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

fn read_body(r: &mut Reader<'_>, files: &Files) -> Option<Body> {
    let format = r.choice(k::BODY_FORMAT, &[
        ("text", BodyFormat::Text),
        ("markdown", BodyFormat::Later),
        ("typst", BodyFormat::Later),
    ]);
    let inline = r.find(k::BODY);
    let file = r.find(k::BODY_FILE);
    if matches!(format, Some(BodyFormat::Later)) {
        let format = r.find(k::BODY_FORMAT)?;
        format.report(r.sink(), Problem::NotInTime { key: "body-format" });
        return None;
    }
    let words = match (inline, file) {
        (Some(_), Some(file)) => {
            file.report(r.sink(), Problem::BodyTwice);
            return None;
        }
        (None, None) => {
            r.missing_body();
            return None;
        }
        (Some(inline), None) => {
            if matches!(inline.node.value, Value::Array(_)) {
                inline.report(r.sink(), Problem::NotInTime { key: "body = […]" });
                return None;
            }
            inline.words(r.sink())?
        }
        (None, Some(file)) => body_from_file(r.sink(), &file, files)?,
    };
    if words.text.trim().is_empty() {
        r.sink().push(Diagnostic::new(Problem::BodyEmpty).at(words.place).path(words.path));
        return None;
    }
    Some(Body { words })
}

#[derive(Clone, Copy)]
enum BodyFormat {
    Text,
    Later,
}

fn body_from_file(sink: &mut Sink, file: &Found<'_>, files: &Files) -> Option<Words> {
    let named = file.words(sink)?.text;
    let ending = named.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    if matches!(ending.as_deref(), Some("md" | "markdown" | "typ")) {
        file.report(sink, Problem::NotInTime { key: "body-file" });
        return None;
    }
    match files.read_text(&named) {
        Ok(text) => {
            let source = SourceText::new(named, text);
            let place = Place::new(&source, 0..source.text().len());
            let words = Words { text: source.text().to_owned(), place: Some(place), path: file.path.clone() };
            check_characters(&words, sink);
            Some(words)
        }
        Err(problem) => {
            file.report(sink, problem);
            None
        }
    }
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

fn read_layout(r: &mut Reader<'_>) -> Layout {
    let Some((table, path)) = r.table(k::LAYOUT) else { return Layout::default() };
    let mut r = Reader::new(table, k::LAYOUT_KEYS, &path, r.sink());
    let layout = Layout {
        punctuation: r
            .choice(k::PUNCTUATION, &[
                ("press", Punctuation::Press),
                ("grid", Punctuation::Grid),
                ("挤压", Punctuation::Press),
                ("全角", Punctuation::Grid),
            ])
            .unwrap_or_default(),
        digits: r
            .choice(k::DIGITS, &[
                ("latin", Digits::Latin),
                ("fangsong", Digits::Fangsong),
                ("西文", Digits::Latin),
                ("仿宋", Digits::Fangsong),
            ])
            .unwrap_or_default(),
        binding: r
            .choice(k::BINDING, &[
                ("left", Binding::Left),
                ("mirrored", Binding::Mirrored),
                ("左侧", Binding::Left),
                ("对称", Binding::Mirrored),
            ])
            .unwrap_or_default(),
        red: read_red(&mut r),
        mark_size: r.number(k::MARK_SIZE, 5.0..=40.0, "5–40 mm"),
        rule_thickness: r.number(k::RULE_THICKNESS, 0.1..=3.0, "0.1–3 mm"),
    };
    r.finish();
    layout
}

fn read_red(r: &mut Reader<'_>) -> Red {
    let Some(words) = r.words(k::RED) else { return Red::default() };
    let hex = words.text.strip_prefix('#').filter(|hex| hex.len() == 6 && hex.is_ascii());
    match (words.text.as_str(), hex.and_then(|hex| u32::from_str_radix(hex, 16).ok())) {
        ("rgb", _) => Red::Rgb,
        ("cmyk", _) => Red::Cmyk,
        (_, Some(colour)) => Red::Hex(colour),
        (written, None) => {
            let problem = Problem::UnknownChoice {
                written: written.to_owned(),
                choices: "\"rgb\", \"cmyk\", \"#E60012\"".to_owned(),
                nearest: None,
            };
            r.sink().push(Diagnostic::new(problem).at(words.place).path(words.path));
            Red::default()
        }
    }
}

fn read_fonts(r: &mut Reader<'_>) -> Vec<FontChoice> {
    let Some((table, path)) = r.table(k::FONTS) else { return Vec::new() };
    let mut r = Reader::new(table, k::FONT_KEYS, &path, r.sink());
    let fonts = k::FONT_KEYS
        .iter()
        .filter_map(|key| r.words(*key).map(|wanted| FontChoice { role: key.name, wanted }))
        .collect();
    r.finish();
    fonts
}
