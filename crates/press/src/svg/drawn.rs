//! A picture laid out by the rules by which Typst does it: which faces it asks for, and which characters are seen.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use typst::text::{FontBook, FontVariant, FontWeight};
use usvg::fontdb::{Database, FaceInfo, ID, Source, Stretch, Style, Weight};
use usvg::tiny_skia_path::{Point, Rect, Transform};
use usvg::{FontFamily, ImageHrefResolver, Node, Options, Tree, WriteOptions};

use super::USUAL;
use crate::fonts::{FontSet, is_blank};

/// A picture as it is drawn.
#[derive(Default)]
pub(super) struct Drawn {
    /// The lists of families that were asked for.
    pub stacks: Vec<Vec<String>>,
    /// What is seen of each text, without white space.
    pub texts: Vec<String>,
    pub set: Vec<(char, usize)>,
    /// Characters that no face has.
    pub boxes: Vec<char>,
}

impl Drawn {
    /// All words, without white space.
    pub(super) fn said(&self) -> String {
        self.texts.concat()
    }
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
pub(super) fn draw(text: &str, fonts: &FontSet) -> Option<Drawn> {
    let taken: Mutex<Taken> = Mutex::default();
    // Drawings within it have faces of their own.
    let none =
        ImageHrefResolver { resolve_data: Box::new(|_, _, _| None), resolve_string: Box::new(|_, _| None) };
    let tree = Tree::from_data(text.as_bytes(), &options(&taken, fonts, none)).ok()?;
    let Taken { faces, stacks, .. } = taken.into_inner().unwrap_or_else(PoisonError::into_inner);
    let mut drawn = Drawn { stacks, ..Drawn::default() };
    let view = Rect::from_xywh(0.0, 0.0, tree.size().width(), tree.size().height());
    words(tree.root(), view, &faces, &mut drawn);
    Some(drawn)
}

/// The picture with its words as outlines.
pub(super) fn outlines(bytes: &[u8], fonts: &FontSet) -> Option<String> {
    let taken: Mutex<Taken> = Mutex::default();
    let pictures =
        ImageHrefResolver { resolve_string: Box::new(|_, _| None), ..ImageHrefResolver::default() };
    let tree = Tree::from_data(bytes, &options(&taken, fonts, pictures)).ok()?;
    Some(tree.to_string(&WriteOptions { preserve_text: false, ..WriteOptions::default() }))
}

fn options<'o>(
    taken: &'o Mutex<Taken>,
    fonts: &'o FontSet,
    image_href_resolver: ImageHrefResolver<'o>,
) -> Options<'o> {
    let lock = || taken.lock().unwrap_or_else(PoisonError::into_inner);
    let book: &FontBook = fonts.book();
    let select_font = move |font: &usvg::Font, db: &mut Arc<Database>| {
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
    let select_fallback = move |c: char, excluded: &[ID], db: &mut Arc<Database>| {
        let index = book.select_fallback(None, FontVariant::default(), c.encode_utf8(&mut [0; 4]))?;
        lock().take(fonts, index, db).filter(|id| !excluded.contains(id))
    };
    Options {
        font_family: String::new(),
        font_resolver: usvg::FontResolver {
            select_font: Box::new(select_font),
            select_fallback: Box::new(select_fallback),
        },
        image_href_resolver,
        ..Options::default()
    }
}

/// `view` is what is seen of the group; none for nothing.
fn words(group: &usvg::Group, view: Option<Rect>, faces: &HashMap<ID, usize>, drawn: &mut Drawn) {
    let view = match group.clip_path() {
        Some(clip) => {
            let placed = clip.transform().post_concat(group.abs_transform());
            let clip = clip.root().bounding_box().transform(placed);
            view.zip(clip).and_then(|(view, clip)| view.intersect(&clip))
        }
        None => view,
    };
    for node in group.children() {
        match node {
            Node::Group(group) => words(group, view, faces, drawn),
            Node::Text(text) => {
                let mut seen = String::new();
                for span in text.layouted() {
                    for glyph in &span.positioned_glyphs {
                        let visible = glyph.text.chars().filter(|c| !is_blank(*c) && !c.is_control());
                        if is_seen(glyph, text.abs_transform(), view) {
                            seen.extend(visible.clone());
                        }
                        if glyph.id.0 == 0 {
                            drawn.boxes.extend(visible);
                        } else if let Some(face) = faces.get(&glyph.font) {
                            drawn.set.extend(visible.map(|c| (c, *face)));
                        }
                    }
                }
                drawn.texts.push(seen);
            }
            Node::Path(_) | Node::Image(_) => {}
        }
    }
}

/// Whether most of a character is in view.
fn is_seen(glyph: &usvg::layout::PositionedGlyph, text: Transform, view: Option<Rect>) -> bool {
    let Some(view) = view else { return false };
    let placed = glyph.transform();
    let along = placed.sx.hypot(placed.ky);
    if along.is_nan() || along <= 0.0 {
        return false;
    }
    let em = glyph.font_size() / along;
    let to_picture = text.pre_concat(placed);
    let end = if glyph.text.is_ascii() { 0.3 } else { 0.7 };
    [0.15, end].into_iter().all(|along| {
        let mut at = Point::from_xy(along * em, -0.35 * em);
        to_picture.map_point(&mut at);
        (view.left()..=view.right()).contains(&at.x) && (view.top()..=view.bottom()).contains(&at.y)
    })
}
