//! Typst's SVG pages made parts of one page: what they define (characters, above all) stands once for
//! all of them, under short names; links are left out, so that the report leads nowhere but into itself.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::PT_PER_MM;
use crate::source::short;

/// The sheets as SVG markup in mm, and the definitions they share.
#[derive(Default)]
pub struct Drawing {
    /// What sheets share, such as the outlines of characters: SVG of no size, to stand before them.
    pub definitions: String,
    /// A `<svg>` each page, as large as its paper.
    pub sheets: Vec<String>,
}

impl Drawing {
    /// Takes the pages that Typst drew, in order.
    pub fn of(pages: impl Iterator<Item = String>) -> Drawing {
        let mut names = Names::default();
        let mut drawing = Drawing::default();
        for page in pages {
            let sheet = names.sheet(&page, &mut drawing.definitions);
            drawing.sheets.push(format!("<g transform=\"scale({})\">{sheet}</g>", short_scale()));
        }
        drawing
    }
}

/// How many mm a point is: with more digits than a place needs, for it multiplies places.
fn short_scale() -> String {
    format!("{:.9}", 1.0 / PT_PER_MM)
}

/// Short names for Typst's, which are hashes of what they name: the same on every page.
#[derive(Default)]
struct Names(HashMap<String, Name>);

struct Name {
    short: String,
    defined: bool,
}

impl Names {
    fn get(&mut self, long: &str) -> &mut Name {
        let next = self.0.len();
        self.0.entry(long.to_owned()).or_insert_with(|| Name { short: format!("d{next}"), defined: false })
    }

    /// A page without its root: what it draws is returned, what it defines anew is added.
    fn sheet(&mut self, page: &str, definitions: &mut String) -> String {
        let mut reader = Reader::from_str(page);
        let mut sheet = String::with_capacity(page.len() / 2);
        // How deep the reader is, where definitions began, and what is passed over from where.
        let (mut depth, mut defining, mut skipping) = (0_usize, None::<usize>, None::<usize>);
        loop {
            // Typst's own XML is whole.
            let Ok(event) = reader.read_event() else { return sheet };
            match event {
                Event::Eof => return sheet,
                Event::Start(start) => {
                    depth += 1;
                    if skipping.is_some() || depth == 1 {
                        continue;
                    }
                    let name = start.name();
                    match name.as_ref() {
                        "a" => skipping = Some(depth),
                        "defs" => defining = Some(depth),
                        _ if defining.is_some_and(|at| at + 1 == depth) && !self.is_new(&start) => {
                            skipping = Some(depth);
                        }
                        _ => {
                            let out = if defining.is_some() { &mut *definitions } else { &mut sheet };
                            self.open(&start, out, ">");
                        }
                    }
                }
                Event::Empty(start) if skipping.is_none() && depth > 0 => {
                    let out = if defining.is_some() { &mut *definitions } else { &mut sheet };
                    self.open(&start, out, "/>");
                }
                Event::End(end) => {
                    let (at, ended) = (depth, end.name());
                    depth -= 1;
                    if skipping.is_some() {
                        skipping = skipping.filter(|from| *from != at);
                    } else if defining == Some(at) {
                        defining = None;
                    } else if at > 1 {
                        let out = if defining.is_some() { &mut *definitions } else { &mut sheet };
                        out.push_str("</");
                        out.push_str(element(ended.as_ref()));
                        out.push('>');
                    }
                }
                _ => {}
            }
        }
    }

    /// Whether a definition is met for the first time.
    fn is_new(&mut self, start: &BytesStart<'_>) -> bool {
        let id = start.attributes().flatten().find(|attribute| attribute.key.as_ref() == "id");
        let Some(id) = id else { return true };
        let name = self.get(&id.value);
        !std::mem::replace(&mut name.defined, true)
    }

    fn open(&mut self, start: &BytesStart<'_>, out: &mut String, end: &str) {
        out.push('<');
        out.push_str(element(start.name().as_ref()));
        for attribute in start.attributes().flatten() {
            let (key, value) = (attribute.key, attribute.value);
            let value = match (key.as_ref(), &*value) {
                // What is so without being said.
                ("fill", "#000000") | ("fill-rule", "nonzero") | ("overflow", _) => continue,
                ("x" | "y", "0") | ("data-typst-label", _) => continue,
                ("id", id) => self.get(id).short.clone(),
                ("d", path) => compact(path),
                (_, value) if value.starts_with('#') && key.as_ref().ends_with("href") => {
                    format!("#{}", self.get(&value[1..]).short)
                }
                (_, value) => match value.strip_prefix("url(#").and_then(|rest| rest.strip_suffix(')')) {
                    Some(id) => format!("url(#{})", self.get(id).short),
                    None => value.to_owned(),
                },
            };
            out.push(' ');
            out.push_str(key.local_name().as_ref());
            out.push_str("=\"");
            out.push_str(&value);
            out.push('"');
        }
        out.push_str(end);
    }
}

/// What a place in a path is rounded to: a ten-thousandth of a millimetre and a bit.
const DECIMALS: usize = 3;

/// A path's data as short as it can be written at that precision: outlines are most of a report.
fn compact(path: &str) -> String {
    let is_number = |c: char| c.is_ascii_digit() || matches!(c, '-' | '.');
    let mut out = String::with_capacity(path.len() / 2);
    let mut rest = path;
    let mut after_number = false;
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|c| is_number(c) != is_number(first)).unwrap_or(rest.len());
        let (token, behind) = rest.split_at(end);
        rest = behind;
        match token.parse::<f64>() {
            Ok(number) => {
                let number = format!("{number:.DECIMALS$}");
                let number = number.trim_end_matches('0').trim_end_matches('.');
                let (sign, digits) = number.strip_prefix('-').map_or(("", number), |digits| ("-", digits));
                let digits = digits.strip_prefix("0.").map_or(digits.to_owned(), |parts| format!(".{parts}"));
                let sign = if digits == "0" { "" } else { sign };
                if after_number && sign.is_empty() {
                    out.push(' ');
                }
                out.push_str(sign);
                out.push_str(&digits);
                after_number = true;
            }
            Err(_) => {
                let letters: String = token.chars().filter(|c| c.is_ascii_alphabetic()).collect();
                after_number = after_number && letters.is_empty();
                out.push_str(&letters);
            }
        }
    }
    out
}

/// A symbol without a view box is a group, which costs a browser less.
fn element(name: &str) -> &str {
    if name == "symbol" { "g" } else { name }
}

/// The attributes of a rectangle.
pub(super) fn rectangle(rect: crate::geometry::Rect) -> String {
    format!(
        "x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"",
        short(rect.left),
        short(rect.top),
        short(rect.width()),
        short(rect.height())
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = concat!(
        r##"<svg xmlns:xlink="x"><g><use xlink:href="#gAA" x="0" y="3" fill="#000000" fill-rule="nonzero"/>"##,
        r##"<a href="http://x" xlink:href="http://x"><rect/></a><path clip-path="url(#cB)" fill="#ff0000"/></g>"##,
        r##"<defs><symbol id="gAA" overflow="visible"><path d="M 0 0"/></symbol></defs>"##,
        r##"<defs><clipPath id="cB"><path d="M 1 1"/></clipPath></defs></svg>"##
    );

    #[test]
    fn outlines_are_written_short() {
        let path = "M 0 0m 1.70532 -1.32636l -0.0001 0.04737c 12 -0.5 0.25 100 -7 0.3333333Z ";
        assert_eq!(compact(path), "M0 0m1.705-1.326l0 .047c12-.5 .25 100-7 .333Z");
    }

    #[test]
    fn definitions_stand_once_and_links_not_at_all() {
        let drawing = Drawing::of([PAGE, PAGE].map(str::to_owned).into_iter());
        assert_eq!(
            drawing.definitions,
            r#"<g id="d0"><path d="M0 0"/></g><clipPath id="d1"><path d="M1 1"/></clipPath>"#
        );
        let sheet = r##"<g><use href="#d0" y="3"/><path clip-path="url(#d1)" fill="#ff0000"/></g>"##;
        assert_eq!(drawing.sheets.len(), 2);
        for drawn in drawing.sheets {
            assert_eq!(drawn, format!("<g transform=\"scale(0.352777778)\">{sheet}</g>"));
        }
    }
}
