//! `render new`: a data file of a kind with every key it uses, explained, that renders as it stands.

mod findings;
mod samples;
mod write;

use crate::diagnostic::Failure;
use crate::document::{Format, Kind};
use crate::nearest::distance;
pub use findings::NewFinding;

/// A commented data file of a kind (文种), named in Chinese or English, in its usual page format or
/// another one.
///
/// ```
/// # extern crate gongwen_data as gongwen;
/// let text = gongwen::skeleton("请示", None)?;
/// let document = gongwen::Document::from_toml(&text)?;
/// assert_eq!(document.kind(), Some(gongwen::Kind::Request));
/// assert_eq!(text, gongwen::skeleton("request", Some("document"))?);
/// # Ok::<(), gongwen::Failure>(())
/// ```
///
/// # Errors
/// When there is no such kind or format; the nearest kinds are named.
pub fn skeleton(kind: &str, format: Option<&str>) -> Result<String, Failure> {
    let kind = read_kind(kind)?;
    let format = format.map(read_format).transpose()?.unwrap_or(kind.usual_format());
    Ok(write::write(samples::of(kind), format))
}

/// The kinds by their English names.
const ENGLISH: [(&str, Kind); 15] = [
    ("resolution", Kind::Resolution),
    ("decision", Kind::Decision),
    ("order", Kind::Order),
    ("communique", Kind::Communique),
    ("announcement", Kind::Announcement),
    ("public-notice", Kind::PublicNotice),
    ("opinion", Kind::Opinion),
    ("notice", Kind::Notice),
    ("circular", Kind::Circular),
    ("report", Kind::Report),
    ("request", Kind::Request),
    ("reply", Kind::Reply),
    ("bill", Kind::Bill),
    ("letter", Kind::Letter),
    ("minutes", Kind::Minutes),
];

/// Every name of every kind.
fn names() -> impl Iterator<Item = (&'static str, Kind)> {
    let chinese = Kind::ALL.iter().map(|(kind, name)| (*name, *kind));
    chinese.chain([("令", Kind::Order), ("命令（令）", Kind::Order)]).chain(ENGLISH)
}

fn read_kind(written: &str) -> Result<Kind, NewFinding> {
    let plain = written.trim().to_ascii_lowercase().replace([' ', '_'], "-");
    names().find(|(name, _)| *name == plain).map(|(_, kind)| kind).ok_or_else(|| {
        let pair = |(name, kind): &(&str, Kind)| format!("{kind} {name}");
        let choices: Vec<String> = ENGLISH.iter().map(pair).collect();
        let nearest = nearest(&plain);
        NewFinding::UnknownKind { written: written.to_owned(), nearest, choices: choices.join("、") }
    })
}

/// The kinds nearest to what was written, at most three, each once, nearest first.
fn nearest(written: &str) -> Vec<&'static str> {
    const MOST: usize = 3;
    let length = |text: &str| text.chars().count();
    let mut near: Vec<(usize, &str, Kind)> = names()
        .filter_map(|(name, kind)| {
            if written.contains(name) || (length(written) > 0 && name.contains(written)) {
                return Some((0, name, kind));
            }
            let distance = distance(written, name);
            (distance * 2 <= length(name).max(length(written))).then_some((distance, name, kind))
        })
        .collect();
    // The sort is stable: equals stay in the order of the kinds.
    near.sort_by_key(|(distance, ..)| *distance);
    let mut kinds = Vec::new();
    near.retain(|(_, _, kind)| {
        !kinds.contains(kind) && {
            kinds.push(*kind);
            true
        }
    });
    near.into_iter().take(MOST).map(|(_, name, _)| name).collect()
}

fn read_format(written: &str) -> Result<Format, NewFinding> {
    let plain = written.trim().to_ascii_lowercase();
    let known = Format::ALL.iter().zip(Format::WORDS).find(|(_, words)| words.contains(&plain.as_str()));
    known.map(|((format, _), _)| *format).ok_or_else(|| {
        let choices: Vec<String> =
            Format::WORDS.iter().map(|words| format!("{} {}", words[1], words[0])).collect();
        NewFinding::UnknownFormat { written: written.to_owned(), choices: choices.join("、") }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    #[test]
    fn every_skeleton_reads_as_the_kind_and_format_asked_for() {
        for (name, kind) in names() {
            for format in [
                None,
                Some(Format::Document),
                Some(Format::Letter),
                Some(Format::Order),
                Some(Format::Minutes),
                Some(Format::Plain),
                Some(Format::Briefing),
            ] {
                let text = skeleton(name, format.map(Format::as_str)).unwrap();
                let document =
                    Document::from_toml(&text).unwrap_or_else(|failure| panic!("{name}: {failure}\n{text}"));
                assert_eq!(document.kind(), Some(kind), "{name}");
                assert_eq!(document.format(), format.unwrap_or(kind.usual_format()), "{name}");
                let codes: Vec<_> = document.diagnostics().iter().map(|found| found.code()).collect();
                assert!(codes.is_empty(), "{name} {format:?}: {codes:?}");
            }
        }
    }

    /// A key that is commented out must be right when somebody takes the # away.
    #[test]
    fn every_optional_key_is_right_when_its_mark_is_taken_away() {
        for (kind, name) in Kind::ALL {
            let text = skeleton(name, None).unwrap();
            let optional: Vec<&str> = text.lines().filter(|line| is_optional(line)).collect();
            assert!(optional.len() >= 2, "{name}: {optional:?}");
            for line in optional {
                let key = line.trim_start_matches("# ").split(' ').next().unwrap();
                let without: Vec<&str> =
                    text.lines().filter(|known| !known.starts_with(&format!("{key} = "))).collect();
                let taken = without.join("\n").replace(line, &line[2..]);
                let read = Document::from_toml(&taken);
                // Pictures and files are not there, and the body is; everything else is right.
                let codes: Vec<_> = match &read {
                    Ok(document) => document.diagnostics().iter().map(|found| found.code()).collect(),
                    Err(failure) => failure.diagnostics().iter().map(|found| found.code()).collect(),
                };
                assert!(
                    codes.iter().all(|code| ["no-base-folder", "body-twice"].contains(code)),
                    "{kind:?} {line}: {codes:?}"
                );
            }
        }
    }

    fn is_optional(line: &str) -> bool {
        let Some(rest) = line.strip_prefix("# ") else { return false };
        rest.split_once(" = ").is_some_and(|(key, _)| key.chars().all(|c| c.is_ascii_lowercase() || c == '-'))
    }

    #[test]
    fn an_unknown_kind_names_the_nearest() {
        for (written, near) in [
            ("请求", vec!["请示"]),
            ("会议纪要", vec!["纪要"]),
            ("公函", vec!["公报", "公告", "函"]),
            ("requst", vec!["request"]),
            ("notise", vec!["notice"]),
            ("简报", vec!["公报", "通报"]),
            ("备忘录", vec![]),
        ] {
            let found = nearest(written);
            assert!(near.iter().all(|name| found.contains(name)), "{written}: {found:?}");
            assert!(found.len() <= 3 && (!near.is_empty() || found.is_empty()), "{written}: {found:?}");
        }
        for written in ["", "便函x", "通知 "] {
            assert_eq!(skeleton(written, None).is_ok(), written == "通知 ", "{written}");
        }
        assert!(skeleton("通知", Some("信件")).is_err());
    }
}
