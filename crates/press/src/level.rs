//! Faces of a row, level by the middle of their characters.
//!
//! A face has its hanzi higher or lower in their cells than another: 黑体 stands over the 仿宋 of its row, and so does
//! what fills a gap of 仿宋. What is drawn is moved to the middle of the row's first face, in the order of the roles;
//! the characters' places on their lines stay what they are, and so do the lines.

use typst::introspection::{Location, Tag};
use typst::layout::{Abs, Em, Frame, FrameItem, Point, Transform};
use typst::text::{Font, TextItem};
use typst_layout::PagedDocument;

use super::fonts::FontSet;
use super::frames::named;
use crate::layout::Role;

/// What is so wide, in em, has a cell of its own; figures, letters and raised figures stand on the baseline.
const CELL: f64 = 0.9;
/// Baselines nearer than this, in pt, are of one row.
const SAME_ROW: f64 = 0.14;
/// Characters of one row differ in size by less than this share.
const SAME_SIZE: f64 = 0.15;

/// The document with its faces level.
pub(super) fn rows(mut document: PagedDocument, fonts: &FontSet) -> PagedDocument {
    let info = std::mem::take(document.info_mut());
    let mut levels = Levels { fonts, open: Vec::new(), known: Vec::new(), met: Vec::new() };
    let pages = document.pages().iter().cloned().map(|mut page| {
        levels.met.clear();
        levels.meet(&page.frame, Transform::identity());
        if levels.differ() {
            levels.frame(&mut page.frame, Transform::identity());
        }
        page
    });
    PagedDocument::new(pages.collect(), info)
}

/// What a face is in rows.
#[derive(Clone, Copy)]
struct Level {
    /// The role that it is the own face of; none for one that fills gaps.
    role: Option<Role>,
    /// How high its hanzi's middle is, in em; none for what stands on the baseline.
    middle: Option<f64>,
}

/// A text on a page that may be its row's first.
struct Met {
    baseline: Baseline,
    size: Abs,
    role: Role,
    middle: f64,
}

struct Levels<'a> {
    fonts: &'a FontSet,
    /// Names under one another that have begun and not ended.
    open: Vec<Location>,
    /// The faces met so far.
    known: Vec<(Font, Level)>,
    met: Vec<Met>,
}

impl Levels<'_> {
    /// Notes the roles' own faces of a page's rows.
    fn meet(&mut self, frame: &Frame, ts: Transform) {
        for (pos, item) in frame.items() {
            let ts = ts.pre_concat(Transform::translate(pos.x, pos.y));
            match item {
                FrameItem::Group(group) => self.meet(&group.frame, ts.pre_concat(group.transform)),
                FrameItem::Text(text) => {
                    if let Level { role: Some(role), middle: Some(middle) } = self.level(&text.font) {
                        let same = |met: &&Met| met.role == role && is_of_row(met, ts, text);
                        if self.met.iter().rev().take(8).all(|met| !same(&met)) {
                            self.met.push(Met { baseline: Baseline::of(ts), size: text.size, role, middle });
                        }
                    }
                }
                _ => {}
            }
        }
    }

    /// Whether there can be anything to move: a face beside another.
    fn differ(&self) -> bool {
        self.known.iter().filter(|(_, level)| level.middle.is_some()).count() > 1
    }

    fn frame(&mut self, within: &mut Frame, ts: Transform) {
        let places: Vec<Point> = within.items().map(|(pos, _)| *pos).collect();
        let mut places = places.into_iter();
        within.retain(|item| {
            let pos = places.next().unwrap_or_default();
            let ts = ts.pre_concat(Transform::translate(pos.x, pos.y));
            match item {
                FrameItem::Group(group) => {
                    let ts = ts.pre_concat(group.transform);
                    self.frame(&mut group.frame, ts);
                }
                FrameItem::Text(text) => self.text(text, ts),
                FrameItem::Tag(Tag::Start(content, _))
                    if named(content).is_some_and(|piece| piece.part().is_stacked()) =>
                {
                    self.open.extend(content.location());
                }
                FrameItem::Tag(Tag::End(location, ..)) => self.open.retain(|open| open != location),
                _ => {}
            }
            true
        });
    }

    fn text(&mut self, text: &mut TextItem, ts: Transform) {
        let Level { role, middle: Some(middle) } = self.level(&text.font) else { return };
        let of_row = self.met.iter().filter(|met| is_of_row(met, ts, text));
        let first = of_row.min_by_key(|met| met.role).map(|met| met.middle);
        let fangsong = || self.fonts.middle(Role::Fangsong);
        let Some(first) = (if self.open.is_empty() { first } else { fangsong() }) else { return };
        let over = middle - first;
        // A face that has the row's own letters and figures moves with them.
        let whole = matches!(role, Some(Role::Biaosong | Role::Heiti | Role::Kaiti));
        for glyph in text.glyphs.iter_mut().filter(|_| over != 0.0) {
            if whole || glyph.x_advance.get() >= CELL {
                glyph.y_offset -= Em::new(over);
            }
        }
    }

    fn level(&mut self, font: &Font) -> Level {
        if let Some((_, level)) = self.known.iter().find(|(known, _)| known == font) {
            return *level;
        }
        let face = self.fonts.face_of(font);
        let family = face.and_then(|face| self.fonts.family_of(face));
        let role = Role::ALL.into_iter().find(|role| Some(role.family()) == family);
        let middle = face.filter(|_| role != Some(Role::Latin)).and_then(|face| self.fonts.middle_of(face));
        let level = Level { role, middle };
        self.known.push((font.clone(), level));
        level
    }
}

/// Where a text runs to, and how far beside the page's corner: the number of a sheet on its side crosses the rows.
#[derive(Clone, Copy)]
struct Baseline {
    right: (f64, f64),
    beside: Abs,
}

impl Baseline {
    fn of(ts: Transform) -> Baseline {
        let (x, y) = (ts.sx.get(), ts.ky.get());
        let long = x.hypot(y).max(f64::MIN_POSITIVE);
        let right = (x / long, y / long);
        Baseline { right, beside: right.0 * ts.ty - right.1 * ts.tx }
    }

    fn is(self, other: Baseline) -> bool {
        let turned = (self.right.0 - other.right.0).hypot(self.right.1 - other.right.1);
        turned < 0.001 && (self.beside - other.beside).abs() < Abs::pt(SAME_ROW)
    }
}

/// Whether a text stands in the row of another, as large as it.
fn is_of_row(met: &Met, ts: Transform, text: &TextItem) -> bool {
    (met.size / text.size - 1.0).abs() < SAME_SIZE && met.baseline.is(Baseline::of(ts))
}
