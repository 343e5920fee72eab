//! Who issues a document that nobody signs: the mark, the title, the 题注 or the colophon may say it. It is always doubtful.

use super::claims::{Claims, Element, Slot};
use super::format;
use super::passed as under_title;
use super::patterns as p;
use super::toml;

/// A 题注 takes so many lines at most.
const LONGEST_PASSED: usize = 4;

/// The organs, and the element that says them; `title` is the whole title.
pub(super) fn issuers(claims: &Claims, title: &str) -> Option<(Vec<String>, &'static str)> {
    let mark = format::joined(claims, Element::Mark);
    let of_mark = p::organ_of_mark(&mark);
    let before = title.split("关于").next().unwrap_or_default();
    let in_title: Vec<&str> = before.split_whitespace().filter(|name| p::is_organ(name)).collect();
    let printer = format::joined(claims, Element::Printer);
    let passed = passed(claims);
    // A session, 第三次会议, stays as it is named: whose it is, is for somebody to say.
    let one = |name: &str| vec![name.to_owned()];
    match () {
        () if p::is_organ(of_mark) => Some((one(of_mark), "发文机关标志")),
        () if p::organ_before(&mark).is_some() => {
            p::organ_before(&mark).map(|name| (one(name), "发文机关标志"))
        }
        () if under_title::organs_and_day(claims).is_some() => {
            under_title::organs_and_day(claims).map(|(names, _)| (names, "题注"))
        }
        () if title.contains("关于") && !in_title.is_empty() => {
            Some((in_title.into_iter().map(str::to_owned).collect(), "标题"))
        }
        () if session(title).is_some() => session(title).map(|name| (one(name), "标题")),
        () if before_year(title).is_some() => before_year(title).map(|name| (one(name), "标题")),
        () if speaker(claims).is_some() => speaker(claims).map(|name| (one(&name), "讲话人")),
        () if p::organ_before(title).is_some() => p::organ_before(title).map(|name| (one(name), "标题")),
        () if reported(title).is_some() => reported(title).map(|name| (one(name), "标题")),
        () if p::is_organ(&printer) => Some((vec![printer], "印发机关")),
        () => passed
            .as_deref()
            .and_then(passed_by)
            .map(|name| (one(name), "题注"))
            .or_else(|| Some((one(&writer(claims)?), "记录单位"))),
    }
}

/// 某县审计局局长　张三: the organ whose head speaks.
fn speaker(claims: &Claims) -> Option<String> {
    let speakers = claims.of(Slot::Value(Element::Speaker));
    let (post, _) = speakers.first().and_then(|(_, text)| p::post_and_name(text))?;
    p::organ_before(post).map(str::to_owned)
}

/// 某管理站2025年运行情况报告: the organ before the year.
fn before_year(title: &str) -> Option<&str> {
    let at = title.find(|c: char| c.is_ascii_digit())?;
    let year = title[at..].bytes().take_while(u8::is_ascii_digit).count();
    let name = title[..at].trim_end();
    // 某市2023年统计公报: a place.
    let place = name.ends_with(['省', '市', '县', '区', '州', '盟', '旗', '镇', '乡', '村']);
    let organ = p::is_organ(name) && !place;
    (year == 4 && title[at + year..].starts_with('年') && organ).then_some(name)
}

/// Whether who issues the document is known, or can be concluded.
pub(super) fn has_issuers(claims: &Claims) -> bool {
    claims.has(Slot::Value(Element::Issuers)) || issuers(claims, &toml::title(claims)).is_some()
}

/// The 题注, of which it was recognised that it is one: the text's first lines, in brackets.
fn passed(claims: &Claims) -> Option<String> {
    let body = claims.of(Slot::Value(Element::Body));
    let mut joined = String::new();
    for (_, text) in body.into_iter().take(LONGEST_PASSED) {
        joined.push_str(text);
        if !joined.starts_with(['（', '(']) {
            return None;
        }
        if joined.ends_with(['）', ')']) {
            return Some(joined).filter(|text| p::is_passed(text));
        }
    }
    None
}

/// Who passed something: what stands between the day and 通过.
fn passed_by(passed: &str) -> Option<&str> {
    let (_, rest) = passed.split_once('日')?;
    let name = rest[..rest.find("通过")?].trim();
    p::is_organ(name).then_some(name)
}

/// 某委员会第八次全体会议公报.
fn session(title: &str) -> Option<&str> {
    title.strip_suffix("公报").filter(|name| name.ends_with("会议") && p::is_organ(name))
}

/// 某县纪委监委通报3起典型问题: who tells it.
fn reported(title: &str) -> Option<&str> {
    let (name, rest) = title.split_once("通报")?;
    (!rest.is_empty() && p::is_organ(name)).then_some(name)
}

/// The organ behind 记录： of minutes that say no other.
fn writer(claims: &Claims) -> Option<String> {
    if !format::is_minutes(claims) {
        return None;
    }
    let lines = claims.of(Slot::Value(Element::Body));
    lines.into_iter().rev().find_map(|(_, text)| {
        let (label, name) = text.split_once(['：', ':'])?;
        (label.starts_with("记录") && p::is_organ(name)).then(|| name.to_owned())
    })
}
