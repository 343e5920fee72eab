//! Style sheets of a drawing: rules under conditions, of which the library that draws reads none. Those for paper
//! stand among the others, those for dark screens go; what nobody here can judge, or is for screens alone, is told.

use usvg::roxmltree::Document;

use super::Edit;
use crate::diagnostic::PictureChange;

/// How deep conditions may stand in each other.
const LIMIT_DEPTH: usize = 8;

/// The style sheets as they are to be said.
pub(super) fn plain(text: &str, file: &Document<'_>, told: &mut dyn FnMut(PictureChange)) -> Vec<Edit> {
    let sheets = file.descendants().filter(|node| node.is_element() && node.tag_name().name() == "style");
    let mut edits = Vec::new();
    for sheet in sheets {
        let place = sheet.range();
        let Some(said) = text.get(place.clone()) else { continue };
        let (Some(start), Some(end)) = (said.find('>'), said.rfind("</")) else { continue };
        let Some(rules) = said.get(start + 1..end).filter(|rules| rules.contains('@')) else { continue };
        let mut left_out = false;
        let new = flat(rules, 0, &mut left_out);
        if left_out {
            told(PictureChange::StyleLeftOut);
        }
        if new != rules {
            edits.push((place.start + start + 1..place.start + end, new));
        }
    }
    edits
}

/// Rules without conditions around them.
fn flat(rules: &str, depth: usize, left_out: &mut bool) -> String {
    let mut made = String::new();
    let mut rest = rules;
    while !rest.is_empty() {
        let start = find(rest, &['@', '{']).unwrap_or(rest.len());
        made.push_str(&rest[..start]);
        rest = &rest[start..];
        if rest.is_empty() {
            break;
        }
        let head = find(rest, &[';', '{']).filter(|_| depth < LIMIT_DEPTH);
        let end = head
            .and_then(|head| if rest[head..].starts_with(';') { Some(head) } else { closing(rest, head) });
        let (Some(head), Some(end)) = (head, end) else {
            // Not to its end.
            *left_out |= rest.starts_with('@');
            made.push_str(rest);
            break;
        };
        let (whole, after) = rest.split_at(end + 1);
        rest = after;
        let said = whole[..head].trim_start_matches('@');
        let name = said.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').next().unwrap_or_default();
        let inner = whole.get(head + 1..end);
        match (whole.starts_with('@').then(|| name.to_ascii_lowercase()).as_deref(), inner) {
            (Some("media"), Some(inner)) => match judged(&said[name.len()..]) {
                Judged::Holds => made.push_str(&flat(inner, depth + 1, left_out)),
                Judged::Fails => {}
                Judged::Unsure => *left_out = true,
            },
            (Some("layer"), Some(inner)) => made.push_str(&flat(inner, depth + 1, left_out)),
            (Some("supports" | "container" | "scope" | "import"), _) => *left_out = true,
            _ => made.push_str(whole),
        }
    }
    made
}

/// Where one of these signs stands, outside comments and words in quotes.
fn find(text: &str, signs: &[char]) -> Option<usize> {
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let at = text.len() - rest.len();
        if signs.contains(&c) {
            return Some(at);
        }
        let length = match c {
            '/' if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |end| end + 2),
            '"' | '\'' => rest[1..].find(c).map_or(rest.len(), |end| end + 2),
            c => c.len_utf8(),
        };
        rest = &rest[length..];
    }
    None
}

/// The brace that closes the one that stands there.
fn closing(text: &str, open: usize) -> Option<usize> {
    let mut depth = 0usize;
    let mut at = open;
    loop {
        at += find(&text[at..], &['{', '}'])?;
        if text[at..].starts_with('{') {
            depth += 1;
        } else if depth == 1 {
            return Some(at);
        } else {
            depth = depth.checked_sub(1)?;
        }
        at += 1;
    }
}

enum Judged {
    Holds,
    Fails,
    Unsure,
}

/// Whether a condition holds: on paper it decides, but what a screen alone shows is not left out in silence.
fn judged(query: &str) -> Judged {
    let query = query.to_ascii_lowercase();
    match (any(&query, "print"), any(&query, "screen")) {
        (Some(true), _) => Judged::Holds,
        (Some(false), Some(false)) => Judged::Fails,
        _ => Judged::Unsure,
    }
}

/// Whether one of several queries holds in a medium; none when nobody can say.
fn any(query: &str, medium: &str) -> Option<bool> {
    let held: Vec<Option<bool>> = query.split(',').map(|one| all(one, medium)).collect();
    if held.contains(&Some(true)) {
        return Some(true);
    }
    held.iter().all(|one| *one == Some(false)).then_some(false)
}

fn all(query: &str, medium: &str) -> Option<bool> {
    let words: Vec<&str> = query.split_whitespace().collect();
    let query = words.join(" ");
    if let Some(other) = query.strip_prefix("not ") {
        return all(other, medium).map(|holds| !holds);
    }
    let parts = query.strip_prefix("only ").unwrap_or(&query).split(" and ");
    let held: Vec<Option<bool>> = parts.map(|part| one(part.trim(), medium)).collect();
    if held.contains(&Some(false)) {
        return Some(false);
    }
    held.iter().all(|part| *part == Some(true)).then_some(true)
}

fn one(part: &str, medium: &str) -> Option<bool> {
    let Some(feature) = part.strip_prefix('(').and_then(|part| part.strip_suffix(')')) else {
        return match part {
            "" | "all" => Some(true),
            "print" | "screen" => Some(part == medium),
            "speech" | "tty" | "tv" | "projection" | "handheld" | "braille" | "aural" => Some(false),
            _ => None,
        };
    };
    let (name, value) = feature.split_once(':').unwrap_or((feature, ""));
    match (name.trim(), value.trim()) {
        ("prefers-color-scheme", scheme) => Some(scheme != "dark"),
        ("prefers-reduced-motion", value) => Some(value != "no-preference"),
        ("prefers-contrast" | "forced-colors" | "inverted-colors", value) => {
            Some(matches!(value, "no-preference" | "none"))
        }
        ("color", "") => Some(true),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rules in `@media` were dropped without a word.
    #[test]
    fn rules_for_paper_stand_and_others_go_or_are_told() {
        for (rules, wanted, told) in [
            ("a{b:c}@media print{.x{d:e}}f{}", "a{b:c}.x{d:e}f{}", false),
            ("@media all { .x{} @media (prefers-color-scheme: light) {.y{}} }", " .x{} .y{} ", false),
            ("@media (prefers-color-scheme: dark){.x{}}", "", false),
            ("@media screen and (prefers-color-scheme:dark){.x{}}", "", false),
            ("@media screen, print {.x{}}", ".x{}", false),
            ("@media not print {.x{}}", "", true),
            ("@media only screen{.x{}}.y{}", ".y{}", true),
            ("@media (min-width: 600px){.x{}}", "", true),
            ("@import url('a;b.css');.y{}", ".y{}", true),
            ("@supports (d: e) {.x{}}", "", true),
            ("@layer base{.x{}}", ".x{}", false),
            (
                "@font-face{src:url(\"}\")}@keyframes k{from{a:b}to{c:d}}",
                "@font-face{src:url(\"}\")}@keyframes k{from{a:b}to{c:d}}",
                false,
            ),
            ("/* @media print{ */.x{a:'@{'}", "/* @media print{ */.x{a:'@{'}", false),
            ("@media print{.x{}", "@media print{.x{}", true),
            ("<![CDATA[ .x{} @media print{.y{}} ]]>", "<![CDATA[ .x{} .y{} ]]>", false),
        ] {
            let mut left_out = false;
            assert_eq!(flat(rules, 0, &mut left_out), wanted, "{rules}");
            assert_eq!(left_out, told, "{rules}");
        }
    }
}
