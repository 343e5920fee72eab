//! The words of an SVG picture: which faces set them, and what of them would not be seen.
//!
//! Typst sets the words of a picture and says nothing of faces that are not there, of characters without a
//! glyph, and of words in forms that it does not draw. So each picture is read as Typst will read it, and
//! changed where it would lose what can be drawn.

mod drawn;
mod shown;
mod words;

use std::sync::Arc;

use super::fonts::{FontSet, Named};
use crate::layout::Role;
use crate::pictures::svg::{drawings, edited, packed, parsed};

/// The family of a picture's words that name no face, as the template has it around pictures.
pub(super) const USUAL: Role = Role::Heiti;
/// Words that are not drawn are told so many times a picture.
const MOST_LOST: usize = 3;
/// How deep drawings may stand in each other; deeper ones were left out when the picture was read.
const LIMIT_DEPTH: usize = 5;

/// What there is to be said of a picture's words.
#[derive(Debug, Default)]
pub struct Words {
    /// Faces that are not there, and whose face sets their words.
    pub replaced: Vec<Named>,
    /// Characters that no face has.
    pub missing: Vec<char>,
    /// Words of web pages inside the picture, which are not drawn.
    pub lost: Vec<String>,
    /// Words that the picture shows to nobody.
    pub unseen: Vec<String>,
    /// Each character with the place of its face in the set, as often as it is drawn.
    pub set: Vec<(char, usize)>,
    /// The picture as Typst is to read it, when it is to be changed.
    pub changed: Option<Arc<[u8]>>,
}

/// Reads a picture's words, and gives the set the names that they ask for. None for what is no SVG, or a broken one.
pub fn read(bytes: &[u8], fonts: &mut Arc<FontSet>) -> Option<Words> {
    within(bytes, fonts, 0)
}

fn within(bytes: &[u8], fonts: &mut Arc<FontSet>, depth: usize) -> Option<Words> {
    let text = std::str::from_utf8(bytes).ok().filter(|_| depth < LIMIT_DEPTH && has_words(bytes))?;
    let mut words = Words::default();
    let inner = outlined(text, fonts, depth, &mut words);
    let text = inner.as_deref().unwrap_or(text);
    let mut drawn = drawn::draw(text, fonts)?;
    let mut names = Vec::new();
    for stack in &drawn.stacks {
        let Some(named) = stand(stack, fonts) else { continue };
        names.push(named.clone());
        if named.is_told() && !words.replaced.contains(&named) {
            words.replaced.push(named);
        }
    }
    if !names.is_empty() {
        *fonts = fonts.with_names(&names);
        drawn = drawn::draw(text, fonts)?;
    }
    let mut changed = inner.clone();
    // A word of which one face has not all is set in another, unless the two count its glyphs differently: a
    // ligature is enough. What is missed so is given its face.
    let faced = words::with_faces(text, &drawn.boxes, fonts);
    if let Some(faced) = faced
        && let Some(again) = drawn::draw(&faced, fonts)
        && again.boxes.len() < drawn.boxes.len()
    {
        drawn = again;
        changed = Some(faced);
    }
    for c in std::mem::take(&mut drawn.boxes) {
        if !words.missing.contains(&c) {
            words.missing.push(c);
        }
    }
    let file = parsed(text)?;
    add(&mut words.lost, words::of_pages(&file, &drawn.said()));
    add(&mut words.unseen, words::unseen(&file, &drawn.texts));
    words.set.extend(drawn.set);
    words.changed = changed.map(|text| text.into_bytes().into());
    Some(words)
}

fn add(told: &mut Vec<String>, more: Vec<String>) {
    for words in more {
        if !told.contains(&words) && told.len() < MOST_LOST {
            told.push(words);
        }
    }
}

/// The picture with the words of drawings within it as outlines: Typst gives each of them the faces of the others.
/// None when none of them has words.
fn outlined(text: &str, fonts: &mut Arc<FontSet>, depth: usize, words: &mut Words) -> Option<String> {
    let file = parsed(text)?;
    let mut edits = Vec::new();
    for (place, inner) in drawings(&file) {
        let Some(read) = within(&inner, fonts, depth + 1) else { continue };
        let ready = read.changed.as_deref().unwrap_or(&inner);
        if let Some(outlines) = drawn::outlines(ready, fonts) {
            edits.push((place, packed("svg+xml", outlines.as_bytes())));
        }
        for named in read.replaced {
            if !words.replaced.contains(&named) {
                words.replaced.push(named);
            }
        }
        for c in read.missing {
            if !words.missing.contains(&c) {
                words.missing.push(c);
            }
        }
        add(&mut words.lost, read.lost);
        add(&mut words.unseen, read.unseen);
        words.set.extend(read.set);
    }
    (!edits.is_empty()).then(|| edited(text, edits))
}

/// Whether a picture is an SVG with words, or may have some.
pub fn has_words(bytes: &[u8]) -> bool {
    let signs = ["text", "foreignObject", "flowRoot", "data:image/svg+xml"];
    std::str::from_utf8(bytes)
        .is_ok_and(|text| text.contains("svg") && signs.iter().any(|sign| text.contains(sign)))
}

/// What the set lacks for a list of families: the name that decides, when the set does not know it.
fn stand(stack: &[String], fonts: &FontSet) -> Option<Named> {
    for name in stack {
        if fonts.book().contains_family(&name.to_lowercase()) {
            return None;
        }
        if let Some(named) = fonts.named_as(name) {
            return Some(named);
        }
    }
    stack.first().map(|name| Named::unknown(name, USUAL))
}
