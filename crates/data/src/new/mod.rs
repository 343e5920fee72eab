//! `render new`: a data file of a kind or a form with every key it uses, explained, that renders as it stands.

mod chinese;
mod findings;
mod forms;
mod lines;
mod samples;
mod write;

use crate::diagnostic::{Failure, Lang, guarded};
use crate::document::{Format, Kind};
use crate::nearest::distance;
use crate::source::InputFormat;
pub use findings::{Choices, NewFinding};
use forms::{FORMS, Form};

/// A commented data file of a kind (文种), named in Chinese or English, in its usual page format or
/// another one; or of a form of the daily office, such as 协议, which has one format.
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
    guarded(|| {
        let kind = match read_kind(kind)? {
            Asked::Kind(kind) => kind,
            Asked::Form(form) => return of_form(form, format),
        };
        let format = format.map(read_format).transpose()?.unwrap_or(kind.usual_format());
        Ok(write::write(samples::of(kind), format))
    })
}

/// The same data file with the keys of a language, in a spelling of the data. JSON has no comments, and so nothing of
/// what they say.
///
/// ```
/// # extern crate gongwen_data as gongwen;
/// use gongwen::{InputFormat, Lang};
///
/// let text = gongwen::skeleton_as("请示", None, Lang::Zh, InputFormat::Yaml)?;
/// assert!(text.contains("\n标题: "));
/// # Ok::<(), gongwen::Failure>(())
/// ```
///
/// # Errors
/// As [`skeleton`].
pub fn skeleton_as(
    kind: &str,
    format: Option<&str>,
    lang: Lang,
    spelling: InputFormat,
) -> Result<String, Failure> {
    guarded(|| {
        let lines = lines::read(&skeleton(kind, format)?);
        let lines = if lang == Lang::Zh { chinese::in_chinese(lines) } else { lines };
        Ok(lines::written(&lines, spelling))
    })
}

/// The data file of a form; another page format would be another form.
fn of_form(form: &Form, format: Option<&str>) -> Result<String, Failure> {
    if let Some(written) = format
        && read_format(written)? != form.format
    {
        let words = form.format.words();
        let choices = Choices { zh: vec![words[1]], en: vec![words[0]] };
        return Err(NewFinding::UnknownFormat { written: written.to_owned(), choices }.into());
    }
    Ok(form.text.to_owned())
}

/// What a name means.
#[derive(Clone, Copy)]
enum Asked {
    Kind(Kind),
    Form(&'static Form),
}

impl Asked {
    /// Its Chinese name.
    fn name(self) -> &'static str {
        match self {
            Asked::Kind(kind) => kind.name(),
            Asked::Form(form) => form.name,
        }
    }
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

/// What kinds are called beside their legal names.
const ALSO: [(&str, Kind); 12] = [
    ("令", Kind::Order),
    ("命令（令）", Kind::Order),
    ("嘉奖令", Kind::Order),
    ("会议纪要", Kind::Minutes),
    ("会议记录", Kind::Minutes),
    ("复函", Kind::Letter),
    ("公函", Kind::Letter),
    ("便函", Kind::Letter),
    ("商洽函", Kind::Letter),
    ("工作报告", Kind::Report),
    ("实施意见", Kind::Opinion),
    ("情况通报", Kind::Circular),
];

/// Every name of every kind and of every form.
fn names() -> impl Iterator<Item = (&'static str, Asked)> {
    let chinese = Kind::ALL.iter().map(|kind| (kind.name(), *kind));
    let kinds = chinese.chain(ALSO).chain(ENGLISH);
    let forms = FORMS.iter().flat_map(|form| {
        let named = std::iter::once(&form.name).chain(form.also);
        named.map(move |name| (*name, Asked::Form(form)))
    });
    kinds.map(|(name, kind)| (name, Asked::Kind(kind))).chain(forms)
}

fn read_kind(written: &str) -> Result<Asked, NewFinding> {
    let plain = written.trim().to_ascii_lowercase().replace([' ', '_'], "-");
    names().find(|(name, _)| *name == plain).map(|(_, kind)| kind).ok_or_else(|| {
        let zh = Kind::ALL.iter().map(|kind| kind.name()).chain(FORMS.iter().map(|form| form.name)).collect();
        let en = ENGLISH.iter().map(|(name, _)| *name).chain(FORMS.iter().map(|form| form.also[0])).collect();
        let choices = Choices { zh, en };
        NewFinding::UnknownKind { written: written.to_owned(), nearest: nearest(&plain), choices }
    })
}

/// The kinds nearest to what was written, at most three, each once, nearest first.
fn nearest(written: &str) -> Vec<&'static str> {
    const MOST: usize = 3;
    let length = |text: &str| text.chars().count();
    let mut near: Vec<(usize, &str, &str)> = names()
        .map(|(name, asked)| (name, asked.name()))
        .filter_map(|(name, kind)| {
            if written.contains(name) || (length(written) > 0 && name.contains(written)) {
                return Some((0, name, kind));
            }
            let distance = distance(written, name);
            (distance * 2 <= length(name).max(length(written))).then_some((distance, name, kind))
        })
        .collect();
    // The sort is stable: equals stay in the order of the kinds and forms.
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
    plain.parse().map_err(|_| {
        let words = |at: usize| Format::WORDS.iter().map(|words| words[at]).collect::<Vec<_>>();
        let choices = Choices { zh: words(1), en: words(0) };
        NewFinding::UnknownFormat { written: written.to_owned(), choices }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    #[test]
    fn every_skeleton_reads_as_the_kind_and_format_asked_for() {
        for (name, asked) in names() {
            let Asked::Kind(kind) = asked else { continue };
            for format in [
                None,
                Some(Format::Document),
                Some(Format::Letter),
                Some(Format::Order),
                Some(Format::Minutes),
                Some(Format::Plain),
                Some(Format::Briefing),
                Some(Format::Telegram),
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

    /// A form is right as it stands and under each of its names, and has one page format.
    #[test]
    fn every_form_reads_in_its_own_format() {
        for form in FORMS {
            for name in std::iter::once(&form.name).chain(form.also) {
                assert_eq!(skeleton(name, None).unwrap(), form.text, "{name}");
            }
            let document =
                Document::from_toml(form.text).unwrap_or_else(|failure| panic!("{}: {failure}", form.name));
            assert_eq!(document.format(), form.format, "{}", form.name);
            // The draft's date is open, and says so.
            let told = document
                .diagnostics()
                .iter()
                .chain(&document.check())
                .map(|found| found.code())
                .collect::<Vec<_>>();
            assert!(told.iter().all(|code| *code == "date-open"), "{}: {told:?}", form.name);
            assert!(form.text.starts_with(&format!("# {}：", form.name)), "{}", form.name);
            assert!(skeleton(form.name, Some(form.format.as_str())).is_ok());
            let other = if form.format == Format::Order { "letter" } else { "order" };
            assert!(skeleton(form.name, Some(other)).is_err());
        }
    }

    /// A key that is commented out must be right when somebody takes the # away.
    #[test]
    fn every_optional_key_is_right_when_its_mark_is_taken_away() {
        for name in Kind::ALL.iter().map(|kind| kind.name()).chain(FORMS.iter().map(|form| form.name)) {
            let text = skeleton(name, None).unwrap();
            let optional: Vec<&str> = text.lines().filter(|line| is_optional(line)).collect();
            assert!(
                optional.len() >= 2 || FORMS.iter().any(|form| form.name == name),
                "{name}: {optional:?}"
            );
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
                    codes.iter().all(|code| ["no-base-folder", "body-twice", "date-open"].contains(code)),
                    "{name} {line}: {codes:?}"
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
            ("纪要x", vec!["纪要"]),
            ("贺函", vec!["函"]),
            ("requst", vec!["request"]),
            ("notise", vec!["notice"]),
            ("简讯", vec!["简报"]),
            ("备忘录", vec![]),
        ] {
            let found = nearest(written);
            assert!(near.iter().all(|name| found.contains(name)), "{written}: {found:?}");
            assert!(found.len() <= 3 && (!near.is_empty() || found.is_empty()), "{written}: {found:?}");
        }
        for (name, kind) in
            [("会议纪要", "纪要"), ("复函", "函"), ("工作总结", "白头件"), ("对照检查材料", "讲话稿")]
        {
            assert_eq!(skeleton(name, None).unwrap(), skeleton(kind, None).unwrap(), "{name}");
        }
        for written in ["", "便函x", "通知 "] {
            assert_eq!(skeleton(written, None).is_ok(), written == "通知 ", "{written}");
        }
        assert!(skeleton("通知", Some("信件")).is_err());
    }
}
