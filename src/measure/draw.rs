//! A file's pages as SVG for the report: what hayro draws, written down within the limits of reading.
//! Pixels of pictures have not passed the gate, so a picture is a grey field; patterns and shadings are grey,
//! soft masks are left out.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::time::Instant;

use hayro_interpret::font::Glyph as Drawn;
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, FillRule, GlyphDrawMode, Image, InterpreterCache,
    InterpreterSettings, Paint, PathDrawMode, SoftMask, StrokeProps, TransformExt, interpret_page,
};
use hayro_syntax::Pdf;
use kurbo::{Affine, BezPath, Cap, Join, PathEl, Point};

use super::limits::{Halt, LIMIT_DRAWING_BYTES};
use crate::layout::PT_PER_MM;
use crate::report::{Drawing, short};

/// What stands for a picture's pixels, and for a pattern.
const FIELD: &str = " fill=\"#e7e3da\" stroke=\"#b9b2a3\" stroke-width=\"0.2\"";
const PATTERN: &str = "#b9b2a3";

/// Draws every page. The file has passed the gate and has been read once.
pub(super) fn drawing(pdf: &Pdf, scales: &[f64], deadline: Instant) -> Result<Drawing, Halt> {
    let cache = InterpreterCache::new();
    let mut shared = Shared {
        definitions: String::new(),
        glyphs: HashMap::new(),
        clips: HashMap::new(),
        bytes: 0,
        deadline,
    };
    let mut sheets = Vec::new();
    for (index, page) in pdf.pages().iter().enumerate() {
        let unit = scales.get(index).copied().unwrap_or(1.0) / PT_PER_MM;
        let (width, height) = page.render_dimensions();
        let to_mm = Affine::scale(unit) * page.initial_transform(true).to_kurbo();
        let bounds = kurbo::Rect::new(0.0, 0.0, f64::from(width) * unit, f64::from(height) * unit);
        let mut context = Context::new(to_mm, bounds, &cache, pdf.xref(), InterpreterSettings::default());
        let mut pen = Pen { shared: &mut shared, svg: String::new(), open: 0 };
        interpret_page(page, &mut context, &mut pen);
        sheets.push(pen.finished());
    }
    Ok(Drawing { definitions: shared.definitions, sheets })
}

/// What the pages have in common: each character's outline and each clip is written once.
struct Shared {
    definitions: String,
    glyphs: HashMap<(u128, u32), usize>,
    clips: HashMap<String, usize>,
    /// What the pages before this one take.
    bytes: usize,
    deadline: Instant,
}

struct Pen<'d> {
    shared: &'d mut Shared,
    svg: String,
    /// How many groups are open.
    open: usize,
}

impl Pen<'_> {
    fn finished(mut self) -> String {
        self.svg.push_str(&"</g>".repeat(self.open));
        self.shared.bytes += self.svg.len();
        self.svg
    }

    /// Ends the drawing when it has lasted or grown too much: the interpreter asks nobody else.
    fn watch(&self) {
        if super::limits::now() > self.shared.deadline {
            Halt::Time.raise();
        }
        let bytes = self.shared.bytes + self.shared.definitions.len() + self.svg.len();
        if bytes > LIMIT_DRAWING_BYTES {
            Halt::Drawing.raise();
        }
    }

    fn group(&mut self, attributes: &str) {
        let _ = write!(self.svg, "<g{attributes}>");
        self.open += 1;
    }

    fn ungroup(&mut self) {
        if self.open > 0 {
            self.svg.push_str("</g>");
            self.open -= 1;
        }
    }

    fn path(&mut self, path: &BezPath, attributes: &str) {
        let data = data(path, 3);
        if !data.is_empty() {
            let _ = write!(self.svg, "<path d=\"{data}\"{attributes}/>");
        }
    }
}

/// A path's data with this many decimals; nothing for one with places that are no numbers.
fn data(path: &BezPath, decimals: usize) -> String {
    let mut out = String::new();
    let finite = |points: &[Point]| points.iter().all(|point| point.x.is_finite() && point.y.is_finite());
    for element in path.elements() {
        let (letter, points): (char, &[Point]) = match element {
            PathEl::MoveTo(a) => ('M', &[*a]),
            PathEl::LineTo(a) => ('L', &[*a]),
            PathEl::QuadTo(a, b) => ('Q', &[*a, *b]),
            PathEl::CurveTo(a, b, c) => ('C', &[*a, *b, *c]),
            PathEl::ClosePath => ('Z', &[]),
        };
        if !finite(points) {
            return String::new();
        }
        out.push(letter);
        for (index, point) in points.iter().enumerate() {
            let gap = if index == 0 { "" } else { " " };
            let _ = write!(out, "{gap}{} {}", rounded(point.x, decimals), rounded(point.y, decimals));
        }
    }
    out
}

fn rounded(value: f64, decimals: usize) -> f64 {
    let scale = 10_f64.powi(decimals as i32);
    (value * scale).round() / scale + 0.0
}

/// The attribute of a paint; black filling needs none.
fn paint(kind: &str, paint: &Paint<'_>) -> String {
    let Paint::Color(colour) = paint else { return format!(" {kind}=\"{PATTERN}\" {kind}-opacity=\"0.5\"") };
    let [red, green, blue, alpha] = colour.to_rgba().to_rgba8();
    let mut said = String::new();
    if kind != "fill" || (red, green, blue) != (0, 0, 0) {
        let _ = write!(said, " {kind}=\"#{red:02x}{green:02x}{blue:02x}\"");
    }
    if alpha < 255 {
        let _ = write!(said, " {kind}-opacity=\"{}\"", short(f64::from(alpha) / 255.0));
    }
    said
}

/// The attributes of a stroke whose lengths are to be multiplied by `scale`.
fn stroke(props: &StrokeProps, scale: f64, with: &Paint<'_>) -> String {
    let mut said = format!(" fill=\"none\"{}", paint("stroke", with));
    let _ = write!(said, " stroke-width=\"{}\"", rounded(f64::from(props.line_width) * scale, 4));
    match props.line_cap {
        Cap::Butt => {}
        Cap::Square => said.push_str(" stroke-linecap=\"square\""),
        Cap::Round => said.push_str(" stroke-linecap=\"round\""),
    }
    match props.line_join {
        Join::Bevel => said.push_str(" stroke-linejoin=\"bevel\""),
        Join::Miter => {}
        Join::Round => said.push_str(" stroke-linejoin=\"round\""),
    }
    if !props.dash_array.is_empty() {
        let dashes = props.dash_array.iter().map(|dash| rounded(f64::from(*dash) * scale, 3).to_string());
        let _ = write!(said, " stroke-dasharray=\"{}\"", dashes.collect::<Vec<_>>().join(" "));
    }
    said
}

/// What a transform multiplies lengths by.
fn scale_of(transform: Affine) -> f64 {
    transform.determinant().abs().sqrt()
}

impl<'a> Device<'a> for Pen<'_> {
    fn set_soft_mask(&mut self, _: Option<SoftMask<'a>>) {}

    fn set_blend_mode(&mut self, _: BlendMode) {}

    fn draw_path(&mut self, path: &BezPath, transform: Affine, with: &Paint<'a>, mode: &PathDrawMode) {
        self.watch();
        let attributes = match mode {
            PathDrawMode::Fill(FillRule::NonZero) => paint("fill", with),
            PathDrawMode::Fill(FillRule::EvenOdd) => paint("fill", with) + " fill-rule=\"evenodd\"",
            PathDrawMode::Stroke(props) => stroke(props, scale_of(transform), with),
        };
        self.path(&(transform * path), &attributes);
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        self.watch();
        let rule = match clip.fill {
            FillRule::NonZero => "",
            FillRule::EvenOdd => " clip-rule=\"evenodd\"",
        };
        let path = format!("<path d=\"{}\"{rule}/>", data(&clip.path, 3));
        let next = self.shared.clips.len();
        let shared = &mut *self.shared;
        let number = *shared.clips.entry(path).or_insert_with_key(|path| {
            let _ = write!(shared.definitions, "<clipPath id=\"c{next}\">{path}</clipPath>");
            next
        });
        self.group(&format!(" clip-path=\"url(#c{number})\""));
    }

    fn push_transparency_group(&mut self, opacity: f32, _: Option<SoftMask<'a>>, _: BlendMode) {
        let opaque = opacity >= 1.0;
        self.group(&if opaque {
            String::new()
        } else {
            format!(" opacity=\"{}\"", short(f64::from(opacity)))
        });
    }

    fn draw_glyph(
        &mut self,
        glyph: &Drawn<'a>,
        transform: Affine,
        glyph_transform: Affine,
        with: &Paint<'a>,
        mode: &GlyphDrawMode,
    ) {
        self.watch();
        let placed = transform * glyph_transform;
        let attributes = match mode {
            GlyphDrawMode::Invisible => return,
            GlyphDrawMode::Fill => paint("fill", with),
            // The width is the page's, the outline the face's.
            GlyphDrawMode::Stroke(props) => {
                stroke(props, scale_of(transform) / scale_of(placed).max(1e-9), with)
            }
        };
        let outline = match glyph {
            Drawn::Type3(drawn) => return drawn.interpret(self, transform, glyph_transform, with),
            Drawn::Outline(outline) => outline,
        };
        let coefficients = placed.as_coeffs();
        if coefficients.iter().any(|value| !value.is_finite()) {
            return;
        }
        let key = (outline.font_cache_key(), outline.glyph_id().to_u32());
        let next = self.shared.glyphs.len();
        let shared = &mut *self.shared;
        let number = *shared.glyphs.entry(key).or_insert_with(|| {
            let _ =
                write!(shared.definitions, "<path id=\"g{next}\" d=\"{}\"/>", data(&outline.outline(), 1));
            next
        });
        let [a, b, c, d, x, y] = coefficients;
        let turn = [a, b, c, d].map(|value| rounded(value, 8).to_string()).join(" ");
        let (x, y) = (rounded(x, 3), rounded(y, 3));
        let _ =
            write!(self.svg, "<use href=\"#g{number}\" transform=\"matrix({turn} {x} {y})\"{attributes}/>");
    }

    fn draw_image(&mut self, image: Image<'a, '_>, transform: Affine) {
        self.watch();
        let (width, height) = match &image {
            Image::Stencil(image) => (image.width(), image.height()),
            Image::Raster(image) => (image.width(), image.height()),
        };
        let field = kurbo::Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        self.path(&(transform * kurbo::Shape::to_path(&field, 0.1)), FIELD);
    }

    fn pop_clip_path(&mut self) {
        self.ungroup();
    }

    fn pop_transparency_group(&mut self) {
        self.ungroup();
    }
}
