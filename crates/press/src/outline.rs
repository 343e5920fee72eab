//! The ink of a character as it is drawn. The box that `ttf-parser` gives is around the points that
//! pull at its curves, and those may lie a fifth of an em outside the ink.

use ttf_parser::{Face, GlyphId, OutlineBuilder};

/// The ink of a glyph in the face's units, y upward: its least and its greatest corner.
pub(super) fn ink(face: &Face<'_>, id: u16) -> Option<[(f64, f64); 2]> {
    let mut ink = Ink::default();
    face.outline_glyph(GlyphId(id), &mut ink)?;
    ink.corners
}

type Point = (f64, f64);

#[derive(Default)]
struct Ink {
    /// Where the pen is.
    pen: Point,
    corners: Option<[Point; 2]>,
}

impl Ink {
    fn holds(&mut self, (x, y): Point) {
        let [least, most] = self.corners.unwrap_or([(x, y); 2]);
        self.corners = Some([(least.0.min(x), least.1.min(y)), (most.0.max(x), most.1.max(y))]);
    }

    /// A curve: its end, and where it turns back across or up.
    fn curve(&mut self, a: Point, b: Point, end: Point) {
        let from = self.pen;
        let at = |t: f64| {
            let bend = |p: f64, a: f64, b: f64, q: f64| {
                let s = 1.0 - t;
                s * s * s * p + 3.0 * s * s * t * a + 3.0 * s * t * t * b + t * t * t * q
            };
            (bend(from.0, a.0, b.0, end.0), bend(from.1, a.1, b.1, end.1))
        };
        self.holds(from);
        self.holds(end);
        let across = turns(from.0, a.0, b.0, end.0);
        let up = turns(from.1, a.1, b.1, end.1);
        across.into_iter().chain(up).flatten().for_each(|t| self.holds(at(t)));
        self.pen = end;
    }
}

/// Where between its ends a cubic curve's coordinate turns back.
fn turns(from: f64, a: f64, b: f64, end: f64) -> [Option<f64>; 2] {
    // A third of the derivative: square t² + linear t + constant.
    let (square, linear, constant) = (end - 3.0 * b + 3.0 * a - from, 2.0 * (b - 2.0 * a + from), a - from);
    let inside = |t: f64| Some(t).filter(|t| (0.0..=1.0).contains(t));
    // Of the two forms of the formula the one that loses no digits when `square` is small.
    let root = (linear * linear - 4.0 * square * constant).sqrt();
    let sum = -0.5 * (linear + root.copysign(linear));
    [inside(sum / square), inside(constant / sum)]
}

impl OutlineBuilder for Ink {
    fn move_to(&mut self, x: f32, y: f32) {
        self.pen = (x.into(), y.into());
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.holds(self.pen);
        self.pen = (x.into(), y.into());
        self.holds(self.pen);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        // The same curve as a cubic one.
        let toward =
            |p: Point, bend: Point| (p.0 + (bend.0 - p.0) * 2.0 / 3.0, p.1 + (bend.1 - p.1) * 2.0 / 3.0);
        let (bend, end) = ((x1.into(), y1.into()), (x.into(), y.into()));
        self.curve(toward(self.pen, bend), toward(end, bend), end);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.curve((x1.into(), y1.into()), (x2.into(), y2.into()), (x.into(), y.into()));
    }

    fn close(&mut self) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn corners(draw: impl Fn(&mut Ink), wanted: [Point; 2]) {
        let mut ink = Ink::default();
        draw(&mut ink);
        let found = ink.corners.unwrap();
        let off = found.iter().zip(&wanted).map(|(a, b)| (a.0 - b.0).abs().max((a.1 - b.1).abs()));
        assert!(off.fold(0.0, f64::max) < 1e-6, "{found:?}, not {wanted:?}");
    }

    #[test]
    fn an_arch_is_three_quarters_as_high_as_what_pulls_it() {
        let arch = |ink: &mut Ink| {
            ink.move_to(0.0, 0.0);
            ink.curve_to(0.0, 100.0, 100.0, 100.0, 100.0, 0.0);
        };
        corners(arch, [(0.0, 0.0), (100.0, 75.0)]);
    }

    #[test]
    fn a_quadratic_arch_is_half_as_high() {
        let arch = |ink: &mut Ink| {
            ink.move_to(0.0, 0.0);
            ink.quad_to(50.0, -100.0, 100.0, 0.0);
        };
        corners(arch, [(0.0, -50.0), (100.0, 0.0)]);
    }

    #[test]
    fn straight_curves_and_lines_end_at_their_ends() {
        let corner = |ink: &mut Ink| {
            ink.move_to(10.0, 10.0);
            ink.line_to(20.0, 10.0);
            ink.curve_to(20.0, 20.0, 20.0, 30.0, 20.0, 40.0);
        };
        corners(corner, [(10.0, 10.0), (20.0, 40.0)]);
    }

    #[test]
    fn a_pen_that_only_moves_leaves_no_ink() {
        let mut ink = Ink::default();
        ink.move_to(5.0, 5.0);
        assert!(ink.corners.is_none());
    }
}
