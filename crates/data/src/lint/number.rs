//! 发文字号 (7.2.5) and 发文机关标志 (7.2.4).

use super::Subject;
use super::findings::{Finding, Findings};
use crate::document::{Document, Format, Words};
use crate::lint::Rule;
use crate::text::marker::hanzi_value;

pub(super) fn check(subject: &Subject<'_>, findings: &mut Findings) {
    let document = subject.document;
    if let Some(words) = &document.number
        && let Some(number) = Number::of(&words.text)
    {
        form(words, &number, findings);
        year(document, words, &number, findings);
    }
    mark(document, findings);
}

/// 代字〔年份〕序号号; other numbers (第227号, 2024年第15号) have rules of their own.
struct Number<'a> {
    /// All up to the year, its bracket included.
    before: &'a str,
    year: &'a str,
    /// All after the year, its bracket included.
    after: &'a str,
}

const OPEN: [char; 6] = ['〔', '[', '［', '【', '（', '('];
const CLOSE: [char; 6] = ['〕', ']', '］', '】', '）', ')'];

impl Number<'_> {
    fn of(text: &str) -> Option<Number<'_>> {
        let open = text.find(OPEN)?;
        let start = open + text[open..].chars().next()?.len_utf8();
        let end = start + text[start..].find(CLOSE)?;
        let close = end + text[end..].chars().next()?.len_utf8();
        let year = &text[start..end];
        let is_year = !year.is_empty() && year.chars().all(|c| c.is_ascii_digit() || is_numeral(c));
        is_year.then_some(Number { before: &text[..start], year, after: &text[close..] })
    }

    /// The serial: what stands between the year and 号.
    fn serial(&self) -> &str {
        self.after.trim().trim_start_matches('第').trim_end_matches('号').trim()
    }
}

fn is_numeral(c: char) -> bool {
    "〇○零一二三四五六七八九十百".contains(c)
}

fn form(words: &Words, number: &Number<'_>, findings: &mut Findings) {
    let hanzi = |text: &str| !text.is_empty() && text.chars().all(is_numeral);
    let arabic = |text: &str| match hanzi(text) {
        true => hanzi_value(&text.replace('○', "〇")).map(|value| value.to_string()),
        false => Some(text.to_owned()),
    };
    let serial = number.serial();
    let Some((year, value)) = arabic(number.year).zip(arabic(serial)) else { return };
    let zero = value.bytes().all(|byte| byte == b'0');
    if zero || !value.bytes().all(|byte| byte.is_ascii_digit()) {
        return;
    }
    let after = number.after.trim();
    let broken = [
        (hanzi(number.year) || hanzi(serial), Rule::NumberNotArabic),
        (year.len() != 4, Rule::NumberYearDigits),
        (after.starts_with('第'), Rule::NumberOrdinal),
        (value.starts_with('0'), Rule::NumberLeadingZero),
        (!after.ends_with('号'), Rule::NumberSuffix),
    ];
    let body = number.before.trim_end_matches(OPEN);
    let right = format!("{body}〔{year}〕{}号", value.trim_start_matches('0'));
    for (_, rule) in broken.into_iter().filter(|(broken, _)| *broken) {
        let finding = Finding::of(rule, words).at(&words.text).with(words.text.as_str()).with(right.as_str());
        // Which century 〔24〕 is of, a person has to say.
        findings.tell(if year.len() == 4 { finding.fix(right.as_str()) } else { finding });
    }
}

/// A number of one year on a document of another is a slip, though a document may lie over new year.
fn year(document: &Document, words: &Words, number: &Number<'_>, findings: &mut Findings) {
    let Some((date, _)) = &document.date else { return };
    if number.year.len() == 4 && number.year.parse() != Ok(date.year) && number.year.parse::<u16>().is_ok() {
        let finding = Finding::of(Rule::NumberYear, words).at(number.year);
        findings.tell(finding.with(number.year).with(date.year.to_string()));
    }
}

/// A mark that has less than half its characters in common with each organ's name is not theirs;
/// short names are too free for more.
fn mark(document: &Document, findings: &mut Findings) {
    let Some(words) = &document.mark else { return };
    if !matches!(document.format, Format::Document | Format::Letter) {
        return;
    }
    const SUFFIXES: [&str; 8] = ["文件", "公告", "通告", "公报", "命令", "令", "决定", "决议"];
    let text = words.text.as_str();
    let core = SUFFIXES.iter().find_map(|suffix| text.strip_suffix(suffix)).unwrap_or(text);
    let length = core.chars().count();
    let theirs = |name: &str| {
        let shared = common(core, name);
        shared * 2 >= length || shared * 2 >= name.chars().count()
    };
    let known = document.issuers.iter().any(|issuer| {
        [&issuer.name, &issuer.mark_name, &issuer.signature].into_iter().any(|name| theirs(&name.text))
    });
    if !known && let Some(issuer) = document.issuers.first() {
        findings.tell(Finding::of(Rule::MarkOrgan, words).with(text).with(issuer.name.text.as_str()));
    }
}

/// How many characters two names have in common, in order.
fn common(a: &str, b: &str) -> usize {
    /// Names longer than this are no names.
    const LONGEST: usize = 200;
    let b: Vec<char> = b.chars().take(LONGEST).collect();
    let mut row = vec![0_usize; b.len() + 1];
    for x in a.chars().take(LONGEST) {
        let mut diagonal = 0;
        for (at, y) in b.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if x == *y { diagonal + 1 } else { above.max(row[at]) };
            diagonal = above;
        }
    }
    row[b.len()]
}
