//! The words of an SVG picture: which faces set them, and what of them would not be seen.
//!
//! Typst sets the words of a picture and says nothing of faces that are not there, of characters without a
//! glyph, and of words in forms that it does not draw. So each picture is read as Typst will read it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use typst::text::{FontBook, FontVariant, FontWeight};
use usvg::fontdb::{Database, FaceInfo, ID, Source, Stretch, Style, Weight};
use usvg::{FontFamily, Node, Options, Tree, roxmltree};

use super::fonts::{FontSet, Named, Role};

/// The family of a picture's words that name no face, as the template has it around pictures.
const USUAL: Role = Role::Heiti;
/// Words that are not drawn are told so many times a picture.
const MOST_LOST: usize = 3;

/// What there is to be said of a picture's words.
#[derive(Debug, Default)]
pub(crate) struct Words {
    /// Faces that are not there, and whose face sets their words.
    pub replaced: Vec<Named>,
    /// Characters that no face has.
    pub missing: Vec<char>,
    /// Words that are in the file and not in the picture.
    pub lost: Vec<String>,
    /// Each character with the place of its face in the set, as often as it is drawn.
    pub set: Vec<(char, usize)>,
}

/// Reads a picture's words, and gives the set the names that they ask for. None for what is no SVG, or a broken one.
pub(crate) fn read(bytes: &[u8], fonts: &mut Arc<FontSet>) -> Option<Words> {
    let text = std::str::from_utf8(bytes).ok().filter(|_| has_words(bytes))?;
    let mut replaced: Vec<Named> = Vec::new();
    let mut drawn = draw(bytes, fonts)?;
    let mut names = Vec::new();
    for stack in &drawn.stacks {
        let Some(named) = stand(stack, fonts) else { continue };
        names.push(named.clone());
        if named.is_told() && !replaced.contains(&named) {
            replaced.push(named);
        }
    }
    if !names.is_empty() {
        *fonts = fonts.with_names(&names);
        drawn = draw(bytes, fonts)?;
    }
    let mut missing: Vec<char> = Vec::new();
    for c in drawn.boxes {
        if !missing.contains(&c) {
            missing.push(c);
        }
    }
    Some(Words { replaced, missing, lost: lost(text, &drawn.said), set: drawn.set })
}

/// Whether a picture is an SVG with words.
pub(crate) fn has_words(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes)
        .is_ok_and(|text| text.contains("<svg") && (text.contains("<text") || text.contains("foreignObject")))
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

#[derive(Default)]
struct Drawn {
    /// The lists of families that were asked for.
    stacks: Vec<Vec<String>>,
    /// All words, without white space.
    said: String,
    set: Vec<(char, usize)>,
    boxes: Vec<char>,
}

/// The faces that a picture took, by their numbers in its own list.
#[derive(Default)]
struct Taken {
    ids: HashMap<usize, ID>,
    faces: HashMap<ID, usize>,
    stacks: Vec<Vec<String>>,
}

impl Taken {
    fn take(&mut self, fonts: &FontSet, index: usize, db: &mut Arc<Database>) -> Option<ID> {
        let place = fonts.place_of_entry(index)?;
        if let Some(id) = self.ids.get(&place) {
            return Some(*id);
        }
        let (data, index) = fonts.faces().nth(place)?.data();
        let id = Arc::make_mut(db).push_face_info(FaceInfo {
            id: ID::dummy(),
            source: Source::Binary(Arc::new(data)),
            index,
            families: Vec::new(),
            post_script_name: String::new(),
            style: Style::Normal,
            weight: Weight::NORMAL,
            stretch: Stretch::Normal,
            monospaced: false,
        });
        self.ids.insert(place, id);
        self.faces.insert(id, place);
        Some(id)
    }
}

/// Lays the words out by the rules by which Typst does.
fn draw(bytes: &[u8], fonts: &FontSet) -> Option<Drawn> {
    let taken: Mutex<Taken> = Mutex::default();
    let lock = || taken.lock().unwrap_or_else(PoisonError::into_inner);
    let book: &FontBook = fonts.book();
    let select_font = |font: &usvg::Font, db: &mut Arc<Database>| {
        let named = |family: &FontFamily| match family {
            FontFamily::Named(name) if !name.trim().is_empty() => Some(name.clone()),
            _ => None,
        };
        let stack: Vec<String> = font.families().iter().filter_map(named).collect();
        let variant =
            FontVariant { weight: FontWeight::from_number(font.weight()), ..FontVariant::default() };
        let names = stack.iter().map(|name| name.to_lowercase()).chain([USUAL.family().to_owned()]);
        let index = names.into_iter().find_map(|name| book.select(&name, variant));
        let mut taken = lock();
        if !taken.stacks.contains(&stack) {
            taken.stacks.push(stack);
        }
        taken.take(fonts, index?, db)
    };
    let select_fallback = |c: char, excluded: &[ID], db: &mut Arc<Database>| {
        let index = book.select_fallback(None, FontVariant::default(), c.encode_utf8(&mut [0; 4]))?;
        lock().take(fonts, index, db).filter(|id| !excluded.contains(id))
    };
    let options = Options {
        font_family: String::new(),
        font_resolver: usvg::FontResolver {
            select_font: Box::new(select_font),
            select_fallback: Box::new(select_fallback),
        },
        // What a picture links to is another matter.
        image_href_resolver: usvg::ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..Options::default()
    };
    let tree = Tree::from_data(bytes, &options).ok()?;
    drop(options);
    let Taken { faces, stacks, .. } = taken.into_inner().unwrap_or_else(PoisonError::into_inner);
    let mut drawn = Drawn { stacks, ..Drawn::default() };
    words(tree.root(), &faces, &mut drawn);
    Some(drawn)
}

fn words(group: &usvg::Group, faces: &HashMap<ID, usize>, drawn: &mut Drawn) {
    for node in group.children() {
        match node {
            Node::Group(group) => words(group, faces, drawn),
            Node::Text(text) => {
                for chunk in text.chunks() {
                    drawn.said.extend(chunk.text().chars().filter(|c| !c.is_whitespace()));
                }
                for glyph in text.layouted().iter().flat_map(|span| &span.positioned_glyphs) {
                    let visible =
                        glyph.text.chars().filter(|c| !super::fonts::is_blank(*c) && !c.is_control());
                    if glyph.id.0 == 0 {
                        drawn.boxes.extend(visible);
                    } else if let Some(face) = faces.get(&glyph.font) {
                        drawn.set.extend(visible.map(|c| (c, *face)));
                    }
                }
            }
            Node::Path(_) | Node::Image(_) => {}
        }
    }
}

/// The words of web pages inside the picture (`foreignObject`), as far as no plain text stands for them.
fn lost(text: &str, said: &str) -> Vec<String> {
    if !text.contains("foreignObject") {
        return Vec::new();
    }
    let options = roxmltree::ParsingOptions { allow_dtd: true, ..roxmltree::ParsingOptions::default() };
    let Ok(file) = roxmltree::Document::parse_with_options(text, options) else { return Vec::new() };
    let pages = file.descendants().filter(|node| node.tag_name().name() == "foreignObject");
    let mut lost: Vec<String> = Vec::new();
    for page in pages {
        let words: String =
            page.descendants().filter_map(|node| node.text().filter(|_| node.is_text())).collect();
        let bare: String = words.chars().filter(|c| !c.is_whitespace()).collect();
        if !bare.is_empty() && !said.contains(&bare) && !lost.contains(&bare) && lost.len() < MOST_LOST {
            lost.push(words.split_whitespace().collect::<Vec<_>>().join(" "));
        }
    }
    lost
}
