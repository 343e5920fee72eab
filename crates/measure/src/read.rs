//! A page's drawing instructions as geometry: what hayro draws is written down, not painted.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Instant;

use hayro_interpret::font::Glyph as Drawn;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, GlyphDrawMode, Image, InterpreterCache, InterpreterSettings, Paint,
    PathDrawMode, SoftMask, TransformExt, interpret_page,
};
use hayro_syntax::Pdf;
use kurbo::{Affine, BezPath, PathEl, Point, Shape as _};

use crate::foreign::faces::{Face, Faces};
use crate::foreign::limits::{Halt, LIMIT_GLYPHS, LIMIT_SHAPES};
use crate::foreign::{Budget, words};
use crate::layout::geometry::{Colour, Picture, Rect, Shape};
use crate::layout::{PT_PER_MM, Piece};

/// Units to the em of hayro's glyph space.
const UNITS: f64 = 1000.0;
/// A turn of less than this is no turn: sine of the angle.
const STRAIGHT: f64 = 1e-3;
/// The same character nearer than this to itself, in em, was drawn twice to look bold.
const TWICE: f64 = 0.06;
/// The side of a field in which characters are looked for, in mm.
const FIELD: f64 = 1.0;

/// Which way a character stands on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Way {
    /// Left to right.
    Across,
    /// Turned by a quarter to the left: it reads upward.
    Up,
    /// Turned by a quarter to the right: it reads downward.
    Down,
    /// Any other way.
    Askew,
}

/// A character as the file draws it.
#[derive(Clone)]
pub(super) struct Mark {
    /// What it says; nothing when the file does not tell.
    pub text: String,
    /// Its origin in mm.
    pub x: f64,
    pub y: f64,
    /// Its advance along its way, in mm, without what the file adds between characters.
    pub advance: f64,
    /// Size in pt.
    pub size: f64,
    pub way: Way,
    /// Where an em along and an em across lead, in mm.
    pub em: [(f64, f64); 2],
    pub face: Arc<Face>,
    pub colour: Colour,
    pub ink: Option<Rect>,
    /// How far it stands over its line, in mm: a raised figure; under it, less than 0.
    pub raised: f64,
}

/// What was drawn that is neither straight nor a character: part of a seal, of a picture.
#[derive(Clone)]
pub(super) struct Drawing {
    pub rect: Rect,
    pub colour: Colour,
}

/// A page as read.
#[derive(Default)]
pub(super) struct Sheet {
    pub width: f64,
    pub height: f64,
    pub marks: Vec<Mark>,
    pub shapes: Vec<Shape>,
    pub drawings: Vec<Drawing>,
    /// What is drawn within a clip smaller than the page: the frames of drawings.
    pub frames: Vec<Rect>,
    pub pictures: Vec<Picture>,
    /// Characters that are there to be searched and not to be seen.
    pub invisible: usize,
    /// Characters drawn whose meaning the file does not tell.
    pub unknown: usize,
    /// Characters drawn outside the page.
    pub outside: usize,
}

/// Reads every page. The file has passed the gate: a page tree without loops, streams of known size.
pub(super) fn sheets(pdf: &Pdf, scales: &[f64], deadline: Instant) -> Result<Vec<Sheet>, Halt> {
    let cache = InterpreterCache::new();
    let faces = Faces::of(pdf);
    let budget = Budget::new(deadline);
    let mut drawn = Drawnup { faces: &faces, inks: HashMap::new(), budget, left: LIMIT_GLYPHS };
    let mut sheets = Vec::new();
    for (index, page) in pdf.pages().iter().enumerate() {
        let unit = scales.get(index).copied().unwrap_or(1.0) / PT_PER_MM;
        let (width, height) = page.render_dimensions();
        let to_mm = Affine::scale(unit) * page.initial_transform(true).to_kurbo();
        let (width, height) = (f64::from(width) * unit, f64::from(height) * unit);
        let bounds = kurbo::Rect::new(0.0, 0.0, width, height);
        let mut context = Context::new(to_mm, bounds, &cache, pdf.xref(), InterpreterSettings::default());
        drawn.budget.page();
        let sheet = Sheet { width, height, ..Sheet::default() };
        let mut pen =
            Pen { all: &mut drawn, sheet, clips: Vec::new(), fields: HashMap::new(), within_glyph: None };
        interpret_page(page, &mut context, &mut pen);
        sheets.push(once(pen.sheet));
    }
    Ok(sheets)
}

/// A page without the rules and pictures that are drawn on themselves.
fn once(mut sheet: Sheet) -> Sheet {
    let key =
        |rect: &Rect| [rect.left, rect.top, rect.right, rect.bottom].map(|edge| (edge * 1e3).round() as i64);
    let mut seen = HashSet::new();
    sheet.shapes.retain(|shape| seen.insert((key(&shape.rect), format!("{:?}", shape.colour))));
    let mut seen = HashSet::new();
    sheet.pictures.retain(|picture| seen.insert(key(&picture.rect)));
    sheet
}

/// What is shared by all pages.
struct Drawnup<'f> {
    faces: &'f Faces,
    /// The ink of glyphs in glyph space, by face and glyph.
    inks: HashMap<(u128, u32), Option<kurbo::Rect>>,
    budget: Budget,
    /// How many more characters may be drawn.
    left: usize,
}

struct Pen<'a, 'f> {
    all: &'a mut Drawnup<'f>,
    sheet: Sheet,
    clips: Vec<Rect>,
    /// The characters of each field of the page.
    fields: HashMap<(i64, i64), Vec<usize>>,
    /// While a Type 3 glyph is drawn: the ink it has so far.
    within_glyph: Option<Option<Rect>>,
}

impl Pen<'_, '_> {
    /// Ends the reading when it has lasted or grown too much: the interpreter asks nobody else.
    fn watch(&mut self) {
        self.all.budget.operation();
        if self.sheet.shapes.len() + self.sheet.drawings.len() + self.sheet.pictures.len() > LIMIT_SHAPES {
            Halt::Shapes.raise();
        }
    }

    fn glyph(&mut self, glyph: &Drawn<'_>, to_page: Affine, colour: Colour) {
        let Some(left) = self.all.left.checked_sub(1) else { Halt::Glyphs.raise() };
        self.all.left = left;
        let [a, b, c, d, x, y] = to_page.as_coeffs();
        let em = [(a * UNITS, b * UNITS), (-c * UNITS, -d * UNITS)];
        let (along, up) = ((a * a + b * b).sqrt() * UNITS, (c * c + d * d).sqrt() * UNITS);
        // A face of no size says nothing that can be seen.
        if !(along.is_finite() && up.is_finite() && up > 0.01 && along > 0.01) {
            return;
        }
        let said = glyph.as_unicode().map(|said| match said {
            BfString::Char(c) => c.to_string(),
            BfString::String(text) => text,
        });
        let (face, ink, advance) = match glyph {
            Drawn::Outline(outline) => {
                let face = self.all.faces.get(outline);
                let key = (outline.font_cache_key(), outline.glyph_id().to_u32());
                let box_of = || {
                    let path = outline.outline();
                    (!path.elements().is_empty()).then(|| path.bounding_box())
                };
                let ink = *self.all.inks.entry(key).or_insert_with(box_of);
                let ink = ink.filter(|_| face.embedded).map(|ink| rect(to_page.transform_rect_bbox(ink)));
                (face, ink, outline.advance_width().map(|width| f64::from(width) / UNITS * along))
            }
            Drawn::Type3(_) => (Arc::clone(&self.all.faces.drawn), self.within_glyph.take().flatten(), None),
        };
        let text = said.or_else(|| face.says(glyph)).map(|text| words::written(&text)).unwrap_or_default();
        let wide = text.chars().next().is_none_or(|c| !c.is_ascii());
        let mark = Mark {
            advance: advance.unwrap_or(if wide { along } else { along / 2.0 }),
            text,
            x,
            y,
            size: up * PT_PER_MM,
            way: way(em, along, up),
            em,
            face,
            colour,
            ink,
            raised: 0.0,
        };
        self.push(mark);
    }

    fn push(&mut self, mark: Mark) {
        let size = mark.size / PT_PER_MM;
        let (wide, high) = (self.sheet.width, self.sheet.height);
        if mark.x < -size || mark.x > wide + size || mark.y < -size || mark.y > high + size {
            self.sheet.outside += 1;
            return;
        }
        if !mark.text.is_empty() && self.is_again(&mark, TWICE * size) {
            return;
        }
        self.sheet.unknown += usize::from(mark.text.is_empty());
        self.sheet.marks.push(mark);
    }

    /// Whether the same character stands here already; if not, that it does now.
    fn is_again(&mut self, mark: &Mark, near: f64) -> bool {
        let cell = |value: f64| (value / FIELD).floor() as i64;
        let (column, row) = (cell(mark.x), cell(mark.y));
        let again = |at: &usize| {
            let other = &self.sheet.marks[*at];
            (other.x - mark.x).abs() < near
                && (other.y - mark.y).abs() < near
                && other.text == mark.text
                && (other.size - mark.size).abs() < 0.01
        };
        let reach = (near / FIELD).ceil().min(4.0) as i64;
        let around =
            (column - reach..=column + reach).flat_map(|x| (row - reach..=row + reach).map(move |y| (x, y)));
        if around.filter_map(|field| self.fields.get(&field)).flatten().any(again) {
            return true;
        }
        self.fields.entry((column, row)).or_default().push(self.sheet.marks.len());
        false
    }

    fn clip(&self) -> Rect {
        let whole = Rect { left: 0.0, top: 0.0, right: self.sheet.width, bottom: self.sheet.height };
        self.clips.last().copied().unwrap_or(whole)
    }

    /// One figure of a path: a straight bar is a shape, all else a drawing.
    fn figure(&mut self, figure: &BezPath, stroke: Option<f64>, colour: Colour) {
        let straight =
            figure.elements().iter().all(|el| !matches!(el, PathEl::QuadTo(..) | PathEl::CurveTo(..)));
        let bounds = rect(figure.bounding_box());
        let half = stroke.unwrap_or(0.0) / 2.0;
        // A line of its own ends where it ends; the corners of a frame reach out by half its thickness.
        let flat =
            |extent: f64, other: f64| if extent < 1e-6 && other > 1e-6 { (half, 0.0) } else { (half, half) };
        let (down, across) = flat(bounds.height(), bounds.width());
        let across = if bounds.width() < 1e-6 { half } else { across };
        let down = if bounds.width() < 1e-6 && bounds.height() > 1e-6 { 0.0 } else { down };
        let bounds = Rect {
            left: bounds.left - across,
            right: bounds.right + across,
            top: bounds.top - down,
            bottom: bounds.bottom + down,
        };
        let clip = self.clip();
        let seen = Rect {
            left: bounds.left.max(clip.left),
            right: bounds.right.min(clip.right),
            top: bounds.top.max(clip.top),
            bottom: bounds.bottom.min(clip.bottom),
        };
        if seen.width() <= 0.0
            || seen.height() <= 0.0
            || !seen.width().is_finite()
            || !seen.height().is_finite()
        {
            return;
        }
        if let Some(ink) = &mut self.within_glyph {
            *ink = Some(ink.map_or(seen, |ink| ink.union(seen)));
        } else if straight && (stroke.is_none() || bounds.height() < 3.0 || bounds.width() < 3.0) {
            self.sheet.shapes.push(Shape::new(Piece::UNNAMED, seen, colour));
        } else {
            self.sheet.drawings.push(Drawing { rect: seen, colour });
        }
    }
}

/// Which way a character with these em vectors stands.
fn way([right, down]: [(f64, f64); 2], along: f64, up: f64) -> Way {
    let near = |value: f64, wanted: f64| (value - wanted).abs() < STRAIGHT;
    let along = (right.0 / along, right.1 / along);
    let down = (down.0 / up, down.1 / up);
    match () {
        // A slant of the strokes, which fake italics have, turns no line.
        () if near(along.1, 0.0) && along.0 > 0.0 && down.1 > 0.7 => Way::Across,
        () if near(along.0, 0.0) && along.1 < 0.0 && down.0 > 0.7 => Way::Up,
        () if near(along.0, 0.0) && along.1 > 0.0 && down.0 < -0.7 => Way::Down,
        () => Way::Askew,
    }
}

fn rect(from: kurbo::Rect) -> Rect {
    Rect { left: from.x0, top: from.y0, right: from.x1, bottom: from.y1 }
}

/// The figures of a path, each with its beginning.
fn figures(path: &BezPath) -> Vec<BezPath> {
    let mut figures: Vec<BezPath> = Vec::new();
    for element in path.elements() {
        match element {
            PathEl::MoveTo(_) => figures.push(BezPath::from_vec(vec![*element])),
            _ => {
                if let Some(figure) = figures.last_mut() {
                    figure.push(*element);
                }
            }
        }
    }
    figures.retain(|figure| figure.elements().len() > 1);
    figures
}

/// A colour as it is seen, in RGB; none for what does not show.
fn colour(paint: &Paint<'_>) -> Option<Colour> {
    let Paint::Color(colour) = paint else { return Some(Colour::Other) };
    let [red, green, blue, alpha] = colour.to_rgba().to_rgba8();
    (alpha > 0).then_some(super::colours::named(red, green, blue))
}

impl<'a> Device<'a> for Pen<'_, '_> {
    fn set_soft_mask(&mut self, _: Option<SoftMask<'a>>) {}

    fn set_blend_mode(&mut self, _: BlendMode) {}

    fn draw_path(&mut self, path: &BezPath, transform: Affine, paint: &Paint<'a>, mode: &PathDrawMode) {
        self.watch();
        let Some(colour) = colour(paint) else { return };
        // White on the paper is the paper.
        if colour == Colour::Rgb(255, 255, 255) && self.within_glyph.is_none() {
            return;
        }
        let stroke = match mode {
            PathDrawMode::Fill(_) => None,
            PathDrawMode::Stroke(stroke) => {
                Some(f64::from(stroke.line_width) * transform.determinant().abs().sqrt())
            }
        };
        let path = transform * path;
        for figure in figures(&path) {
            // A stroked path of several straight legs is as many rules.
            let legs = stroke.is_some() && figure.elements().len() > 2;
            let straight =
                figure.elements().iter().all(|el| matches!(el, PathEl::MoveTo(_) | PathEl::LineTo(_)));
            if legs && straight {
                for leg in figure.segments() {
                    self.figure(&BezPath::from_path_segments(std::iter::once(leg)), stroke, colour);
                }
            } else {
                self.figure(&figure, stroke, colour);
            }
        }
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        self.watch();
        self.all.budget.enter();
        let (clip, outer) = (rect(clip.path.bounding_box()), self.clip());
        let clip = Rect {
            left: clip.left.max(outer.left),
            top: clip.top.max(outer.top),
            right: clip.right.min(outer.right),
            bottom: clip.bottom.min(outer.bottom),
        };
        if clip != outer && self.sheet.frames.len() < LIMIT_SHAPES {
            self.sheet.frames.push(clip);
        }
        self.clips.push(clip);
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}

    fn draw_glyph(
        &mut self,
        glyph: &Drawn<'a>,
        transform: Affine,
        glyph_transform: Affine,
        paint: &Paint<'a>,
        mode: &GlyphDrawMode,
    ) {
        self.watch();
        if self.within_glyph.is_some() {
            return;
        }
        if matches!(mode, GlyphDrawMode::Invisible) {
            self.sheet.invisible += 1;
            return;
        }
        let Some(colour) = colour(paint) else { return };
        if let Drawn::Type3(drawn) = glyph {
            self.within_glyph = Some(None);
            drawn.interpret(self, transform, glyph_transform, paint);
        }
        self.glyph(glyph, transform * glyph_transform, colour);
        self.within_glyph = None;
    }

    fn draw_image(&mut self, image: Image<'a, '_>, transform: Affine) {
        self.watch();
        let (width, height) = match &image {
            Image::Stencil(image) => (image.width(), image.height()),
            Image::Raster(image) => (image.width(), image.height()),
        };
        let corners = [Point::ZERO, Point::new(f64::from(width), f64::from(height))].map(|at| transform * at);
        let rect = rect(kurbo::Rect::from_points(corners[0], corners[1]));
        match &mut self.within_glyph {
            Some(ink) => *ink = Some(ink.map_or(rect, |ink| ink.union(rect))),
            None => self.sheet.pictures.push(Picture::new(Piece::UNNAMED, rect)),
        }
    }

    fn pop_clip_path(&mut self) {
        self.all.budget.leave();
        self.clips.pop();
    }

    fn pop_transparency_group(&mut self) {}
}
