//! A finished page as plain geometry: characters, rules and pictures in millimetres from the
//! page's top-left corner. What the rooms after this one measure; no Typst type leaves with it.

use std::fmt;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::sync::Arc;

use super::{Piece, Role};
use crate::diagnostic::Place;

/// An axis-parallel rectangle in mm, y downward.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rect {
    /// Left edge.
    pub left: f64,
    /// Top edge.
    pub top: f64,
    /// Right edge.
    pub right: f64,
    /// Bottom edge.
    pub bottom: f64,
}

impl Rect {
    /// The width in mm.
    #[must_use]
    pub fn width(&self) -> f64 {
        self.right - self.left
    }

    /// The height in mm.
    #[must_use]
    pub fn height(&self) -> f64 {
        self.bottom - self.top
    }

    /// What of it lies in another; of such that are apart, a rectangle of no extent on the other's edge.
    pub fn within(self, other: Rect) -> Rect {
        let across = |x: f64| x.max(other.left).min(other.right);
        let down = |y: f64| y.max(other.top).min(other.bottom);
        Rect {
            left: across(self.left),
            top: down(self.top),
            right: across(self.right),
            bottom: down(self.bottom),
        }
    }

    /// The smallest rectangle around both.
    #[must_use]
    pub fn union(self, other: Rect) -> Rect {
        Rect {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }
}

/// A colour as it will be in the PDF.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Colour {
    /// Device RGB, each 0–255.
    Rgb(u8, u8, u8),
    /// Device CMYK, each 0–1.
    Cmyk(f32, f32, f32, f32),
    /// Grey, 0 black to 1 white.
    Grey(f32),
    /// A gradient, a pattern or another space.
    Other,
}

impl Colour {
    /// Whether it prints as black only.
    #[must_use]
    pub fn is_black(&self) -> bool {
        match *self {
            Colour::Rgb(r, g, b) => (r, g, b) == (0, 0, 0),
            Colour::Cmyk(c, m, y, k) => c == 0.0 && m == 0.0 && y == 0.0 && k == 1.0,
            Colour::Grey(grey) => grey == 0.0,
            Colour::Other => false,
        }
    }
}

/// One character (or cluster) on the page.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Glyph {
    /// What it says.
    pub text: String,
    /// Left end of its advance, in mm.
    pub x: f64,
    /// Its advance in mm.
    pub advance: f64,
    /// Baseline in mm.
    pub baseline: f64,
    /// How far the ink is shifted from its place, across and down, in mm (a squeezed mark, a face made level with
    /// its row).
    pub ink_shift: (f64, f64),
    /// Glyph 0 is the box of a missing character.
    pub id: u16,
    /// Where a missing character stands in a fragment or a template.
    pub place: Option<Place>,
    /// Its ink as a file says it, on a page that was read and not set.
    pub read_ink: Option<Rect>,
}

impl Glyph {
    /// A character that is no box, with its ink where its face draws it.
    #[must_use]
    pub fn new(text: impl Into<String>, x: f64, advance: f64, baseline: f64) -> Glyph {
        let text = text.into();
        Glyph { text, x, advance, baseline, ink_shift: (0.0, 0.0), id: 1, place: None, read_ink: None }
    }
}

/// Knows what a face draws. Looking an outline up is slow: whoever has set a page is asked for a character's when
/// somebody measures it.
#[doc(hidden)]
pub trait Outlines: Send + Sync {
    /// The ink of a glyph, from its least to its most corner, in em from its origin, y upward; none for a blank.
    fn ink(&self, glyph: u16) -> Option<[(f64, f64); 2]>;
}

/// Characters of one face, size and colour, in a row.
#[derive(Clone)]
#[non_exhaustive]
pub struct Run {
    /// The element it belongs to, such as `title` or `body.3`.
    pub part: Piece,
    /// The role's constant family name, such as `gw-fangsong`.
    pub family: String,
    /// The face's file.
    pub face: String,
    /// Size in pt.
    pub size: f64,
    /// How far it stands over the line it belongs to, in mm: a raised figure; under it, less than 0.
    pub raised: f64,
    /// Whether it stands in a list, a figure or a formula of a fragment, which have an order of their own.
    pub aside: bool,
    /// Colour of the characters.
    pub colour: Colour,
    /// The characters, left to right.
    pub glyphs: Vec<Glyph>,
    /// Whether it reads left to right on the sheet; a turned table does not.
    pub upright: bool,
    /// What draws its characters, asked when their ink is.
    #[doc(hidden)]
    pub outlines: Option<Arc<dyn Outlines>>,
    /// The role whose design the face has, where it is known to have one.
    #[doc(hidden)]
    pub designed: Option<Role>,
    /// What is seen of it, where something cuts it.
    pub view: Option<Rect>,
    /// Where an em to the right of a character and one downward lead on the page, in mm: across and down.
    pub em: [(f64, f64); 2],
}

impl Run {
    /// A run without characters yet: black, upright, on its line, of no known face. `size` in pt.
    #[must_use]
    pub fn new(part: Piece, family: impl Into<String>, size: f64) -> Run {
        let em = super::mm(size);
        Run {
            part,
            family: family.into(),
            face: String::new(),
            size,
            raised: 0.0,
            aside: false,
            colour: Colour::Rgb(0, 0, 0),
            glyphs: Vec::new(),
            upright: true,
            outlines: None,
            designed: None,
            view: None,
            em: [(em, 0.0), (0.0, em)],
        }
    }

    /// What the run says.
    #[must_use]
    pub fn text(&self) -> String {
        self.glyphs.iter().map(|glyph| glyph.text.as_str()).collect()
    }

    /// The family of the role whose design its face has. A face behind a role's own counts for the role, and a
    /// face for signs for any.
    pub fn design(&self) -> &str {
        let Some(role) = Role::of_family(&self.family) else { return &self.family };
        // What fills a gap is told; a face that serves a role should be of it.
        let own = self.family == role.family();
        self.designed.filter(|_| own).unwrap_or(role).family()
    }

    /// Whether the face that serves a role is of another design.
    pub(crate) fn is_out_of_role(&self) -> bool {
        Role::of_family(&self.family).is_some_and(|role| role.family() != self.design())
    }

    /// The baseline of the line it belongs to, in mm; none when it has no character.
    #[must_use]
    pub fn baseline(&self) -> Option<f64> {
        self.glyphs.first().map(|glyph| glyph.baseline + self.raised)
    }

    /// Where the ink of a character is; none for a blank.
    #[must_use]
    pub fn ink(&self, glyph: &Glyph) -> Option<Rect> {
        if glyph.read_ink.is_some() {
            return glyph.read_ink;
        }
        let [right, down] = self.em;
        let corner = |(x, y): (f64, f64)| {
            let y = -y;
            let left = glyph.x + glyph.ink_shift.0 + x * right.0 + y * down.0;
            let top = glyph.baseline + glyph.ink_shift.1 + x * right.1 + y * down.1;
            Rect { left, top, right: left, bottom: top }
        };
        let [least, most] = self.outlines.as_ref()?.ink(glyph.id)?;
        Some(corner(least).union(corner(most)))
    }

    /// The ink of all its characters.
    #[must_use]
    pub fn ink_all(&self) -> Option<Rect> {
        self.glyphs.iter().filter_map(|glyph| self.ink(glyph)).reduce(Rect::union)
    }
}

// What draws its characters keeps what was looked up once.
impl UnwindSafe for Run {}
impl RefUnwindSafe for Run {}

impl fmt::Debug for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Run")
            .field("part", &self.part)
            .field("family", &self.family)
            .field("size", &self.size)
            .field("baseline", &self.baseline())
            .field("text", &self.text())
            .finish_non_exhaustive()
    }
}

/// A filled or stroked straight shape: a rule, a box.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Shape {
    /// The element it belongs to.
    pub part: Piece,
    /// Its extent; a rule's height is its thickness.
    pub rect: Rect,
    /// Its colour.
    pub colour: Colour,
    /// Where it stands in a fragment.
    pub place: Option<Place>,
}

impl Shape {
    /// A shape of an element, in no fragment.
    #[must_use]
    pub fn new(part: Piece, rect: Rect, colour: Colour) -> Shape {
        Shape { part, rect, colour, place: None }
    }
}

/// A placed picture.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Picture {
    /// The element it belongs to.
    pub part: Piece,
    /// Its extent.
    pub rect: Rect,
    /// Where it stands in a fragment.
    pub place: Option<Place>,
}

impl Picture {
    /// A picture of an element, in no fragment.
    #[must_use]
    pub fn new(part: Piece, rect: Rect) -> Picture {
        Picture { part, rect, place: None }
    }
}

/// One page.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Page {
    /// Its place in the document, from 1.
    pub number: usize,
    /// Width in mm.
    pub width: f64,
    /// Height in mm.
    pub height: f64,
    /// Its text in reading order.
    pub runs: Vec<Run>,
    /// Its rules and boxes.
    pub shapes: Vec<Shape>,
    /// Its pictures.
    pub pictures: Vec<Picture>,
}

impl Page {
    /// A page with nothing on it; `number` from 1, the others in mm.
    #[must_use]
    pub fn new(number: usize, width: f64, height: f64) -> Page {
        Page { number, width, height, ..Page::default() }
    }
}

/// What has set pages: all that the fitting asks of a set document.
#[doc(hidden)]
pub trait Pages: Send {
    /// The pages.
    fn pages(&self) -> &[Page];
}
