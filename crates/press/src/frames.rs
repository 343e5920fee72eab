//! Walks Typst's finished frames into plain geometry.
//!
//! The template labels each element of the page `gw:NAME`; a label's tags open and close in
//! reading order, across pages, so the innermost open one says what a character belongs to.

use std::sync::Arc;

use typst::foundations::{Content, StyleChain};
use typst::introspection::{Location, Tag};
use typst::layout::{Abs, Frame, FrameItem, Point, Transform};
use typst::math::EquationElem;
use typst::model::{
    EnumElem, FigureElem, FootnoteElem, FootnoteEntry, ListElem, OutlineElem, QuoteElem, TermsElem,
};
use typst::text::{RawElem, ScriptKind, SubElem, SuperElem, TextItem};
use typst::visualize::{Color, Paint, ProcessColor};
use typst_layout::PagedDocument;

use super::world::PressWorld;
use crate::layout::geometry::{Colour, Glyph, Outlines, Page, Picture, Rect, Run, Shape};
use crate::layout::{Part, Piece};

/// What labels of ours begin with.
const PREFIX: &str = "gw:";
/// The label of what the template knows to have an order of its own.
const ASIDE: &str = "gw-aside";
/// What a turn by a right angle may be off.
const ROUNDING: f64 = 1e-9;

/// The element that the template has labelled so.
pub(super) fn named(content: &Content) -> Option<Piece> {
    content.label()?.resolve().as_str().strip_prefix(PREFIX)?.parse().ok()
}

/// The document's pages as geometry.
pub(super) fn pages(document: &PagedDocument, world: &PressWorld) -> Vec<Page> {
    let mut walker = Walker { world, open: Vec::new(), scripts: Vec::new(), aside: Vec::new(), view: None };
    document
        .pages()
        .iter()
        .enumerate()
        .map(|(index, page)| {
            let size = page.frame.size();
            let mut out = Page::new(index + 1, size.x.to_mm(), size.y.to_mm());
            walker.frame(&page.frame, Transform::identity(), &mut out);
            out
        })
        .collect()
}

struct Walker<'a> {
    world: &'a PressWorld,
    /// Elements that have started and not ended.
    open: Vec<(Location, Piece)>,
    /// Raised and lowered text that has started and not ended.
    scripts: Vec<(Location, Content)>,
    /// Lists, figures and formulas that have started and not ended.
    aside: Vec<Location>,
    /// What is seen of the group, where one is cut.
    view: Option<Rect>,
}

impl Walker<'_> {
    fn part(&self) -> Piece {
        self.open.last().map_or(Piece::UNNAMED, |(_, piece)| *piece)
    }

    fn seen(&self, rect: Rect) -> Rect {
        self.view.map_or(rect, |view| rect.within(view))
    }

    fn frame(&mut self, frame: &Frame, ts: Transform, page: &mut Page) {
        for (pos, item) in frame.items() {
            let ts = ts.pre_concat(Transform::translate(pos.x, pos.y));
            match item {
                FrameItem::Group(group) => {
                    let ts = ts.pre_concat(group.transform);
                    let around = self.view;
                    if let Some(clip) = &group.clip {
                        let bounds = clip.bbox(None);
                        let clip = rect(bounds.min, bounds.max, ts);
                        self.view = Some(around.map_or(clip, |view| clip.within(view)));
                    }
                    self.frame(&group.frame, ts, page);
                    self.view = around;
                }
                // Nobody sees it: it is no part of the page.
                FrameItem::Text(_) if self.part() == Part::Unseen => {}
                FrameItem::Text(text) => page.runs.push(self.run(text, ts)),
                FrameItem::Shape(shape, span) => {
                    let bounds = shape.bbox(true);
                    let colour = shape
                        .fill
                        .as_ref()
                        .or(shape.stroke.as_ref().map(|stroke| &stroke.paint))
                        .map_or(Colour::Other, colour);
                    let rect = self.seen(rect(bounds.min, bounds.max, ts));
                    let mut shape = Shape::new(self.part(), rect, colour);
                    shape.place = self.world.place_in_fragment((*span).into());
                    page.shapes.push(shape);
                }
                FrameItem::Image(_, size, span) => {
                    let rect = self.seen(rect(Point::zero(), size.to_point(), ts));
                    let mut picture = Picture::new(self.part(), rect);
                    picture.place = self.world.place_in_fragment((*span).into());
                    page.pictures.push(picture);
                }
                FrameItem::Tag(Tag::Start(content, _)) => {
                    self.open.extend(content.location().zip(named(content)));
                    if is_aside(content) {
                        self.aside.extend(content.location());
                    }
                    if content.is::<SuperElem>() || content.is::<SubElem>() {
                        let location = content.location();
                        self.scripts.extend(location.map(|location| (location, content.clone())));
                    }
                }
                FrameItem::Tag(Tag::End(location, ..)) => {
                    self.open.retain(|(open, _)| open != location);
                    self.scripts.retain(|(open, _)| open != location);
                    self.aside.retain(|open| open != location);
                }
                FrameItem::Link(..) => {}
            }
        }
    }

    fn run(&self, text: &TextItem, ts: Transform) -> Run {
        let fonts = &self.world.fonts;
        let face = fonts.face_of(&text.font);
        let mut cursor = Abs::zero();
        let glyphs = text
            .glyphs
            .iter()
            .map(|glyph| {
                let offset = Point::new(glyph.x_offset.at(text.size), -glyph.y_offset.at(text.size));
                let advance = glyph.x_advance.at(text.size);
                let start = Point::new(cursor, Abs::zero()).transform(ts);
                let end = Point::new(cursor + advance, Abs::zero()).transform(ts);
                cursor += advance;
                let shift = offset.transform(ts) - Point::zero().transform(ts);
                let said = text.text.get(glyph.range()).unwrap_or_default();
                let advance = (end.x - start.x).to_mm();
                let mut set = Glyph::new(said, start.x.to_mm(), advance, start.y.to_mm());
                set.ink_shift = (shift.x.to_mm(), shift.y.to_mm());
                set.id = glyph.id;
                // Only a box is ever asked where it comes from.
                if glyph.id == 0 {
                    set.place = self.world.whereabouts(glyph.span.0.into()).0;
                }
                set
            })
            .collect();
        let em = text.size.to_mm();
        let raised =
            self.scripts.last().map_or(0.0, |(_, script)| raised(script, text).to_mm() * ts.sy.get());
        let family = face.and_then(|face| fonts.family_of(face)).unwrap_or_default();
        let mut run = Run::new(self.part(), family, text.size.to_pt());
        run.face = face.map(|face| face.name.clone()).unwrap_or_default();
        run.raised = raised;
        run.aside = !self.aside.is_empty();
        run.colour = colour(&text.fill);
        run.glyphs = glyphs;
        // What is turned back on a turned sheet stands upright but for rounding.
        run.upright = ts.sx.get() > 0.0 && ts.kx.get().abs() < ROUNDING && ts.ky.get().abs() < ROUNDING;
        run.designed = face.and_then(|face| face.design());
        run.outlines = face.map(|face| Arc::clone(face) as Arc<dyn Outlines>);
        run.view = self.view;
        run.em = [(em * ts.sx.get(), em * ts.ky.get()), (em * ts.kx.get(), em * ts.sy.get())];
        run
    }
}

/// Whether what stands in an element has an order of its own.
fn is_aside(content: &Content) -> bool {
    content.label().is_some_and(|label| label.resolve().as_str() == ASIDE)
        || content.is::<ListElem>()
        || content.is::<EnumElem>()
        || content.is::<TermsElem>()
        || content.is::<FigureElem>()
        || content.is::<EquationElem>()
        || content.is::<QuoteElem>()
        || content.is::<RawElem>()
        || content.is::<FootnoteElem>()
        || content.is::<FootnoteEntry>()
        || content.is::<OutlineElem>()
}

/// How far a raised text stands over its line; under it, a negative length.
fn raised(script: &Content, text: &TextItem) -> Abs {
    // A tag's element has the values of its styles in itself.
    let set = StyleChain::default();
    let (kind, typographic, baseline, size) = if let Some(given) = script.to_packed::<SuperElem>() {
        (ScriptKind::Super, given.typographic.get(set), given.baseline.get(set), given.size.get(set))
    } else if let Some(given) = script.to_packed::<SubElem>() {
        (ScriptKind::Sub, given.typographic.get(set), given.baseline.get(set), given.size.get(set))
    } else {
        return Abs::zero();
    };
    // Figures that the face has so stand on the line.
    if typographic {
        return Abs::zero();
    }
    // Both are shares of the size of the text around, of which this one is a share itself.
    let metrics = kind.read_metrics(text.font.metrics());
    let share = size.map_or(metrics.height.get(), |size| size.0.em.get());
    let around = text.size / share.max(0.1);
    baseline.map_or(metrics.vertical_offset.at(around), |baseline| -baseline.at(around))
}

fn rect(min: Point, max: Point, ts: Transform) -> Rect {
    let corners =
        [min, max, Point::new(min.x, max.y), Point::new(max.x, min.y)].map(|corner| corner.transform(ts));
    let xs = corners.map(|corner| corner.x.to_mm());
    let ys = corners.map(|corner| corner.y.to_mm());
    Rect {
        left: xs.into_iter().fold(f64::INFINITY, f64::min),
        right: xs.into_iter().fold(f64::NEG_INFINITY, f64::max),
        top: ys.into_iter().fold(f64::INFINITY, f64::min),
        bottom: ys.into_iter().fold(f64::NEG_INFINITY, f64::max),
    }
}

fn colour(paint: &Paint) -> Colour {
    let Paint::Solid(Color::Process(color)) = paint else {
        return Colour::Other;
    };
    match color {
        ProcessColor::Luma(luma) => Colour::Grey(luma.luma),
        ProcessColor::Rgb(_) => {
            let [red, green, blue, _] = Color::Process(*color).to_vec4_u8();
            Colour::Rgb(red, green, blue)
        }
        ProcessColor::Cmyk(ink) => Colour::Cmyk(ink.c, ink.m, ink.y, ink.k),
        _ => Colour::Other,
    }
}
