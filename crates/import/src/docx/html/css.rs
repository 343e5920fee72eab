//! What the style sheets of a web page say of whether words are shown.

/// So many rules that hide something are kept.
const MOST_RULES: usize = 256;
/// What decides whether words are shown, and how.
const WANTED: [&str; 6] =
    ["display", "visibility", "mso-hide", "text-decoration", "vertical-align", "list-style"];

/// The rules of a page's style sheets, in order.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    rules: Vec<(Selector, String)>,
}

/// The last part of a selector: what stands before it in the page is not asked for.
#[derive(Debug, Default)]
struct Selector {
    tag: String,
    id: String,
    classes: Vec<String>,
}

impl Sheet {
    /// Reads the text of a `style` element.
    pub(super) fn add(&mut self, text: &str) {
        let mut text = without_comments(text).replace("<!--", "").replace("-->", "");
        // The rules in `@media screen { … }` count like others; those of other media do not.
        for opening in ["@media screen", "@media all"] {
            while let Some(at) = text.find(opening) {
                let Some(open) = text[at..].find('{').map(|open| at + open) else { break };
                let close = closing(&text, open).unwrap_or(text.len());
                let inner = text.get(open + 1..close).unwrap_or_default().to_owned();
                text = format!("{}{inner}{}", &text[..at], text.get(close + 1..).unwrap_or_default());
            }
        }
        let mut rest = text.as_str();
        while let Some(open) = rest.find('{') {
            let selectors = rest[..open].rsplit(';').next().unwrap_or_default().trim();
            let close = closing(rest, open).unwrap_or(rest.len());
            let declarations = plain(rest.get(open + 1..close).unwrap_or_default());
            rest = rest.get(close + 1..).unwrap_or_default();
            if selectors.starts_with('@') || !WANTED.iter().any(|wanted| declarations.contains(wanted)) {
                continue;
            }
            for selector in selectors.split(',').filter_map(Selector::read) {
                if self.rules.len() < MOST_RULES {
                    self.rules.push((selector, declarations.clone()));
                }
            }
        }
    }

    /// What the rules for an element declare, and then what it declares itself.
    pub(super) fn of(&self, tag: &str, id: &str, classes: &str, own: &str) -> String {
        let matching = self.rules.iter().filter(|(selector, _)| selector.matches(tag, id, classes));
        let mut declared: String = matching.map(|(_, declarations)| format!("{declarations};")).collect();
        declared.push_str(&plain(own));
        declared
    }
}

impl Selector {
    fn read(text: &str) -> Option<Selector> {
        let last = text.split([' ', '>', '+', '~', '\n', '\t']).rfind(|part| !part.is_empty())?;
        if last.contains([':', '[', '@', '\\']) {
            return None;
        }
        let mut selector = Selector::default();
        for (at, _) in last.match_indices(['.', '#']).chain([(0, "")]) {
            let (kind, rest) = match last[at..].strip_prefix(['.', '#']) {
                Some(rest) => (&last[at..=at], rest),
                None if at == 0 => ("", last),
                None => continue,
            };
            let name = rest.split(['.', '#']).next().unwrap_or_default();
            match kind {
                "." if !selector.classes.iter().any(|known| known == name) => {
                    selector.classes.push(name.to_owned());
                }
                "#" => selector.id = name.to_owned(),
                "" if name != "*" => selector.tag = name.to_lowercase(),
                _ => {}
            }
        }
        Some(selector)
    }

    fn matches(&self, tag: &str, id: &str, classes: &str) -> bool {
        let has = |class: &String| classes.split_whitespace().any(|own| own == class);
        (self.tag.is_empty() || self.tag == tag)
            && (self.id.is_empty() || self.id == id)
            && self.classes.iter().all(has)
    }
}

/// Declarations in lower case without blanks.
fn plain(declarations: &str) -> String {
    let kept = declarations.to_lowercase().replace("!important", "");
    kept.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The bracket that closes the one at `open`.
fn closing(text: &str, open: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in text[open..].char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth <= 1 => return Some(open + at),
            '}' => depth -= 1,
            _ => {}
        }
    }
    None
}

fn without_comments(text: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("/*") {
        kept.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    kept + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_found_by_tag_class_and_id() {
        let mut sheet = Sheet::default();
        sheet.add(
            "/* a{} */ @import 'x'; .h , p.k.m {Display : none !important} #z{visibility:hidden} b:hover{display:none}\
             @media print{p{display:none}} @media screen { div i {display:none} } p{color:red}",
        );
        for (tag, id, classes, wanted) in [
            ("p", "", "a h", "display:none;"),
            ("p", "", "m k", "display:none;"),
            ("p", "", "k", ""),
            ("div", "z", "", "visibility:hidden;"),
            ("b", "", "", ""),
            ("i", "", "", "display:none;"),
            ("p", "", "", ""),
        ] {
            assert_eq!(sheet.of(tag, id, classes, ""), wanted, "{tag} {id} {classes}");
        }
        assert_eq!(sheet.of("p", "", "h", "DISPLAY: block"), "display:none;display:block");
        sheet.add(&"a{".repeat(10_000));
    }
}
