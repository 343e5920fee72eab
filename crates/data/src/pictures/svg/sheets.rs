//! Style sheets of a drawing: rules under conditions, of which the library that draws reads none. Those for paper
//! stand among the others, those for dark screens go; what nobody here can judge, or is for screens alone, is told.

use crate::pictures::PictureChange;
use std::collections::HashMap;

use usvg::roxmltree::{self, Document};

use super::Edit;

/// How deep conditions may stand in each other.
const LIMIT_DEPTH: usize = 8;

/// What holding the selectors of a drawing against its parts may cost, in steps: a selector of many parts tries
/// every choice of those that a part stands in.
const LIMIT_STEPS: u64 = 50_000_000;

/// How many parts a drawing has, and how deep they stand in each other.
struct Size {
    parts: u64,
    depth: u64,
}

impl Size {
    fn of(file: &Document<'_>) -> Size {
        let (mut size, mut depths) = (Size { parts: 0, depth: 0 }, HashMap::new());
        for node in file.descendants().filter(|node| node.is_element()) {
            let above = node.parent().and_then(|node| depths.get(&node.id()).copied()).unwrap_or(0);
            depths.insert(node.id(), above + 1);
            size = Size { parts: size.parts + 1, depth: size.depth.max(above + 1) };
        }
        size
    }

    /// The most steps that a list of selectors takes.
    fn steps(&self, selectors: &str) -> u64 {
        let one = |selector: &str| {
            let mut descents = 0;
            let mut is_joined = true;
            for word in selector.replace('>', " > ").replace('+', " + ").split_whitespace() {
                let joins = matches!(word, ">" | "+");
                descents += u64::from(!joins && !is_joined);
                is_joined = joins;
            }
            // Of the parts around one, so many ways to take `descents`.
            let ways = (1..=descents.min(self.depth))
                .try_fold(1_u64, |ways, n| Some(ways.checked_mul(self.depth + 1 - n)? / n))
                .unwrap_or(u64::MAX);
            ways.max(1)
        };
        let ways = bare(selectors).split(',').map(one).fold(0_u64, u64::saturating_add);
        ways.saturating_mul(self.parts.max(1))
    }
}

/// Selectors without comments and words in quotes.
fn bare(selectors: &str) -> String {
    let mut made = String::new();
    let mut rest = selectors.trim_start().trim_start_matches("<![CDATA[");
    while let Some(c) = rest.chars().next() {
        let length = match c {
            '/' if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |end| end + 2),
            '"' | '\'' => rest[1..].find(c).map_or(rest.len(), |end| end + 2),
            c => {
                made.push(c);
                c.len_utf8()
            }
        };
        rest = &rest[length..];
    }
    made
}

/// What was noticed while rules were made plain, and what they may still cost.
struct Made {
    left_out: bool,
    size: Size,
    steps: u64,
}

/// The style sheets as they are to be said.
pub(super) fn plain(text: &str, file: &Document<'_>, told: &mut dyn FnMut(PictureChange)) -> Vec<Edit> {
    let sheets = file.descendants().filter(|node| node.is_element() && node.tag_name().name() == "style");
    let mut made = Made { left_out: is_elsewhere(file), size: Size::of(file), steps: 0 };
    let mut edits = Vec::new();
    for sheet in sheets {
        let place = sheet.range();
        let Some(said) = text.get(place.clone()) else { continue };
        let (Some(start), Some(end)) = (head_end(said), said.rfind("</")) else { continue };
        let rules = said.get(start + 1..end).filter(|rules| !rules.trim().is_empty());
        let Some(rules) = rules else { continue };
        let new = match judged(sheet.attribute("media").unwrap_or_default()) {
            Judged::Holds => flat(rules, 0, &mut made),
            Judged::Fails => String::new(),
            Judged::Unsure => {
                made.left_out = true;
                String::new()
            }
        };
        if new != rules {
            edits.push((place.start + start + 1..place.start + end, new));
        }
    }
    if made.left_out {
        told(PictureChange::StyleLeftOut);
    }
    edits
}

/// Where the tag of an element ends: a `>` may stand in its attributes.
fn head_end(said: &str) -> Option<usize> {
    find(said, &['>'])
}

/// Whether a drawing names a style sheet in another file, which nobody reads.
fn is_elsewhere(file: &Document<'_>) -> bool {
    let for_paper = |media: &str| !matches!(judged(media), Judged::Fails);
    let named = file.root().children().filter_map(|node| node.pi()).any(|pi| {
        let said = pi.value.unwrap_or_default();
        let media = said.split_once("media=").map_or("", |(_, media)| {
            media.trim_start_matches(['"', '\'']).split(['"', '\'']).next().unwrap_or_default()
        });
        pi.target == "xml-stylesheet" && for_paper(media)
    });
    let linked = |node: roxmltree::Node<'_, '_>| {
        node.tag_name().name() == "link"
            && node.attribute("rel") == Some("stylesheet")
            && for_paper(node.attribute("media").unwrap_or_default())
    };
    named || file.descendants().any(linked)
}

/// Rules without conditions around them.
fn flat(rules: &str, depth: usize, noticed: &mut Made) -> String {
    let mut made = String::new();
    let mut rest = rules;
    while !rest.is_empty() {
        let start = find(rest, &['@', '{']).unwrap_or(rest.len());
        let selectors = &rest[..start];
        rest = &rest[start..];
        let steps = if rest.starts_with('{') { noticed.size.steps(selectors) } else { 0 };
        let is_long = noticed.steps.saturating_add(steps) > LIMIT_STEPS;
        if is_long {
            noticed.left_out = true;
        } else {
            noticed.steps += steps;
            made.push_str(selectors);
        }
        if rest.is_empty() {
            break;
        }
        let head = find(rest, &[';', '{']).filter(|_| depth < LIMIT_DEPTH);
        let end = head
            .and_then(|head| if rest[head..].starts_with(';') { Some(head) } else { closing(rest, head) });
        let (Some(head), Some(end)) = (head, end) else {
            // Not to its end.
            noticed.left_out |= rest.starts_with('@');
            made.push_str(if is_long { "" } else { rest });
            break;
        };
        let (whole, after) = rest.split_at(end + 1);
        rest = after;
        let said = whole[..head].trim_start_matches('@');
        let name = said.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').next().unwrap_or_default();
        let inner = whole.get(head + 1..end);
        match (whole.starts_with('@').then(|| name.to_ascii_lowercase()).as_deref(), inner) {
            (Some("media"), Some(inner)) => match judged(&said[name.len()..]) {
                Judged::Holds => made.push_str(&flat(inner, depth + 1, noticed)),
                Judged::Fails => {}
                Judged::Unsure => noticed.left_out = true,
            },
            (Some("layer"), Some(inner)) => made.push_str(&flat(inner, depth + 1, noticed)),
            (Some("supports" | "container" | "scope" | "import"), _) => noticed.left_out = true,
            _ if is_long => {}
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
            let mut made = Made { left_out: false, size: Size { parts: 10, depth: 3 }, steps: 0 };
            assert_eq!(flat(rules, 0, &mut made), wanted, "{rules}");
            assert_eq!(made.left_out, told, "{rules}");
        }
    }

    fn plain_of(text: &str) -> (String, bool) {
        let file = crate::pictures::svg::parsed(text).unwrap();
        let mut told = false;
        let edits = plain(text, &file, &mut |change| told |= change == PictureChange::StyleLeftOut);
        (crate::pictures::svg::edited(text, edits), told)
    }

    /// `media="screen"` was used on paper, and a sheet in another file was missed without a word.
    #[test]
    fn sheets_are_for_a_medium_and_may_stand_elsewhere() {
        for (text, wanted, told) in [
            ("<svg><style media='print'>a{b:c}</style></svg>", "a{b:c}", false),
            ("<svg><style media='all and (color)'>a{b:c}</style></svg>", "a{b:c}", false),
            ("<svg><style media='screen'>a{b:c}</style></svg>", "", true),
            ("<svg><style media='(prefers-color-scheme:dark)'>a{b:c}</style></svg>", "", false),
            ("<svg><style media='speech'>a{b:c}</style></svg>", "", false),
            ("<svg><style title='a>b'>a{b:c}</style></svg>", "a{b:c}", false),
            ("<?xml-stylesheet href='x.css'?><svg><style>a{b:c}</style></svg>", "a{b:c}", true),
            (
                "<?xml-stylesheet href='x.css' media=\"speech\"?><svg><style>a{b:c}</style></svg>",
                "a{b:c}",
                false,
            ),
            ("<svg><link rel='stylesheet' href='x.css'/><style>a{b:c}</style></svg>", "a{b:c}", true),
        ] {
            let (made, left_out) = plain_of(text);
            let rules = made.split_once("<style").unwrap().1;
            let rules = &rules[head_end(rules).unwrap() + 1..rules.find("</style").unwrap()];
            assert_eq!((rules, left_out), (wanted, told), "{text}");
        }
    }

    /// A selector of many parts over deep nesting tries every choice of them.
    #[test]
    fn selectors_without_end_are_left_out() {
        let deep = |selector: &str| {
            let (open, close) = ("<g>".repeat(60), "</g>".repeat(60));
            format!("<svg><style>{selector}{{b:c}}rect{{d:e}}</style>{open}<rect/>{close}</svg>")
        };
        let (made, told) = plain_of(&deep(&format!("x {} rect", "g ".repeat(20))));
        assert!(told && made.contains("<style>rect{d:e}</style>"), "{made}");
        let comment = format!("/* {} */ rect", "a ".repeat(40));
        for kept in [comment.as_str(), "g g rect", "g > g > g > g > g > g > rect", ".a, .b, #c", "svg rect"] {
            assert_eq!(plain_of(&deep(kept)), (deep(kept), false), "{kept}");
        }
    }
}
