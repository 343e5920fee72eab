//! The words of a picture's file, and what of them is not among those that are drawn.

use std::collections::HashMap;
use std::ops::Range;

use usvg::roxmltree::{Document, Node};

use super::MOST_LOST;
use super::shown::Styles;
use crate::fonts::{FontSet, is_blank};
use crate::pictures::svg::{Edit, edited, parsed};

/// What is not there to be read, or is shown where something else refers to it.
const APART: [&str; 11] = [
    "title", "desc", "metadata", "style", "script", "defs", "symbol", "clipPath", "mask", "pattern", "marker",
];
/// Words that are told are no longer than this.
const LONGEST: usize = 40;

/// The words of web pages inside the picture (`foreignObject`), as far as no plain text stands for them.
pub(super) fn of_pages(file: &Document<'_>, said: &str) -> Vec<String> {
    let pages = file.descendants().filter(|node| node.tag_name().name() == "foreignObject");
    let mut lost: Vec<String> = Vec::new();
    for page in pages {
        let words: String =
            page.descendants().filter_map(|node| node.text().filter(|_| node.is_text())).collect();
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        if !words.is_empty()
            && !said.contains(&bare(&words))
            && !lost.contains(&words)
            && lost.len() < MOST_LOST
        {
            lost.push(words);
        }
    }
    lost
}

/// The words that nobody sees: not among the drawn ones, and not hidden on purpose.
pub(super) fn unseen(file: &Document<'_>, drawn: &[String]) -> Vec<String> {
    let styles = Styles::of(file);
    let mut texts: Vec<Vec<String>> = Vec::new();
    collect(file.root_element(), &styles, true, &mut texts);
    let mut drawn: Vec<&String> = drawn.iter().collect();
    // A text that is drawn whole is one of the drawn ones; of the rest each character is looked for.
    texts.retain(|text| {
        let whole = bare(&text.concat());
        let found = drawn.iter().position(|drawn| **drawn == whole);
        found.map(|at| drawn.swap_remove(at)).is_none()
    });
    let mut left: HashMap<char, usize> = HashMap::new();
    drawn.iter().flat_map(|text| text.chars()).for_each(|c| *left.entry(c).or_default() += 1);
    let mut unseen = Vec::new();
    for words in texts.concat() {
        let lost = bare(&words).chars().any(|c| match left.get_mut(&c) {
            Some(count) if *count > 0 => {
                *count -= 1;
                false
            }
            _ => true,
        });
        if lost && unseen.len() < MOST_LOST {
            unseen.push(shortened(&words));
        }
    }
    unseen
}

fn shortened(words: &str) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", &words[..at]),
        None => words,
    }
}

/// A text without what has no glyph.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !is_blank(*c) && !c.is_control()).collect()
}

/// The words of each text of the file, in pieces. `visible` is what the node above it is.
fn collect(node: Node<'_, '_>, styles: &Styles<'_>, visible: bool, texts: &mut Vec<Vec<String>>) {
    let name = node.tag_name().name();
    if APART.contains(&name) || name == "foreignObject" {
        return;
    }
    let Some(visible) = styles.shown(node, visible) else { return };
    match name {
        "text" | "flowRoot" => {
            let mut pieces = Vec::new();
            said(node, styles, visible, &mut pieces);
            texts.push(pieces);
        }
        "switch" => {
            let shown = node.children().filter(Node::is_element).find(|part| is_chosen(*part));
            shown.into_iter().for_each(|part| collect(part, styles, visible, texts));
        }
        _ => {
            let inside = node.children().filter(Node::is_element);
            inside.for_each(|inner| collect(inner, styles, visible, texts));
        }
    }
}

fn said(node: Node<'_, '_>, styles: &Styles<'_>, visible: bool, pieces: &mut Vec<String>) {
    for child in node.children() {
        if child.is_text() {
            let words = child.text().filter(|text| visible && !bare(text).is_empty());
            pieces.extend(words.map(str::to_owned));
        } else if child.is_element()
            && !APART.contains(&child.tag_name().name())
            && let Some(visible) = styles.shown(child, visible)
        {
            said(child, styles, visible, pieces);
        }
    }
}

/// Whether a part of a `switch` is one that can be shown.
fn is_chosen(part: Node<'_, '_>) -> bool {
    let language = part.attributes().find(|attribute| attribute.name() == "systemLanguage");
    let features = part.attribute("requiredFeatures").unwrap_or_default();
    part.attribute("requiredExtensions").is_none()
        && !features.contains("Extensibility")
        && language.is_none_or(|said| said.value().split(',').any(|name| name.trim().starts_with("en")))
}

/// The file with these characters in faces that have them; none when there is none to be given a face.
pub(super) fn with_faces(text: &str, boxes: &[char], fonts: &FontSet) -> Option<String> {
    let families: HashMap<char, &str> =
        boxes.iter().filter_map(|c| Some((*c, fonts.family_behind(*c)?))).collect();
    if families.is_empty() {
        return None;
    }
    let file = parsed(text)?;
    let mut edits: Vec<Edit> = Vec::new();
    for leaf in file.descendants().filter(|node| node.is_text() && in_text(*node)) {
        let (said, place) = (leaf.text().unwrap_or_default(), leaf.range());
        if said.chars().any(|c| families.contains_key(&c)) && is_plain(text, &place, said) {
            edits.push((place, faced(said, &families)));
        }
    }
    (!edits.is_empty()).then(|| edited(text, edits))
}

fn in_text(node: Node<'_, '_>) -> bool {
    node.ancestors().any(|above| above.tag_name().name() == "text")
}

/// Whether a text stands in the file as it is, but for the signs that XML writes otherwise.
fn is_plain(file: &str, place: &Range<usize>, said: &str) -> bool {
    file.get(place.clone()).is_some_and(|written| {
        !written.contains('<')
            && (written == said
                || usvg::roxmltree::Document::parse(&format!("<a>{written}</a>"))
                    .is_ok_and(|alone| alone.root_element().text() == Some(said)))
    })
}

fn faced(said: &str, families: &HashMap<char, &str>) -> String {
    let mut made = String::new();
    for c in said.chars() {
        let written = match c {
            '<' => "&lt;".to_owned(),
            '&' => "&amp;".to_owned(),
            c => c.to_string(),
        };
        match families.get(&c) {
            Some(family) => {
                made.push_str(&format!("<tspan style=\"font-family:'{family}'\">{written}</tspan>"))
            }
            None => made.push_str(&written),
        }
    }
    made
}
