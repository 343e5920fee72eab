//! A file's pages written down as SVG: what hayro draws, within the budget. For the report of `measure`, whose
//! files have lost their pixels at the gate, a picture is a grey field, patterns and shadings are grey, and soft
//! masks are left out; a page that stands in a document is drawn whole.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::time::Instant;

use base64::Engine as _;
use hayro_interpret::font::Glyph as Drawn;
use hayro_interpret::pattern::{Pattern, TilingPattern};
use hayro_interpret::{
    BlendMode, CacheKey as _, ClipPath, Context, Device, FillRule, GlyphDrawMode, Image, InterpreterCache,
    InterpreterSettings, MaskType, Paint, PathDrawMode, SoftMask, StrokeProps, TransformExt, interpret_page,
};
use hayro_syntax::Pdf;
use kurbo::{Affine, BezPath, Cap, Join, PathEl, Point, Rect, Shape as _};

use super::PT_PER_MM;
use super::budget::Budget;
use super::faces::Faces;
use super::limits::{Halt, LIMIT_DRAWING_BYTES, LIMIT_ELEMENTS, LIMIT_GLYPHS, LIMIT_NESTED};
use super::lines::{Lines, Mark};
use super::{shading, words};
use crate::pictures::png;
use crate::source::short;

/// What stands for a picture's pixels, and for a pattern.
const FIELD: &str = " fill=\"#e7e3da\" stroke=\"#b9b2a3\" stroke-width=\"0.2\"";
const PATTERN: &str = "#b9b2a3";
/// A line of no width is as thin as is seen, in pt.
const HAIRLINE: f64 = 0.25;

/// Draws every page for the report: definitions that they share, and the sheets. The file has passed the gate and has been read once.
pub fn drawing(pdf: &Pdf, scales: &[f64], deadline: Instant) -> Result<(String, Vec<String>), Halt> {
    let cache = InterpreterCache::new();
    let mut shared = Shared::new(Budget::new(deadline));
    let mut sheets = Vec::new();
    for (index, page) in pdf.pages().iter().enumerate() {
        let unit = scales.get(index).copied().unwrap_or(1.0) / PT_PER_MM;
        let (width, height) = page.render_dimensions();
        let to_mm = Affine::scale(unit) * page.initial_transform(true).to_kurbo();
        let bounds = Rect::new(0.0, 0.0, f64::from(width) * unit, f64::from(height) * unit);
        let mut context = Context::new(to_mm, bounds, &cache, pdf.xref(), InterpreterSettings::default());
        let mut pen = Pen::new(&mut shared, bounds, None);
        interpret_page(page, &mut context, &mut pen);
        sheets.push(pen.finished());
    }
    Ok((shared.definitions, sheets))
}

/// What pages have in common: each character's outline and each clip is written once, and all of it has one
/// budget.
pub(super) struct Shared {
    pub definitions: String,
    glyphs: HashMap<(u128, u32), usize>,
    clips: HashMap<String, usize>,
    masks: HashMap<u128, usize>,
    images: HashMap<u128, usize>,
    patterns: usize,
    pub budget: Budget,
    /// How many more characters may be drawn.
    characters: usize,
    /// What the pages before this one take.
    bytes: usize,
}

impl Shared {
    pub(super) fn new(budget: Budget) -> Shared {
        Shared {
            definitions: String::new(),
            glyphs: HashMap::new(),
            clips: HashMap::new(),
            masks: HashMap::new(),
            images: HashMap::new(),
            patterns: 0,
            budget,
            characters: LIMIT_GLYPHS,
            bytes: 0,
        }
    }

    /// Takes the definitions for a page of its own, and begins anew.
    pub(super) fn page(&mut self) -> String {
        self.glyphs.clear();
        self.clips.clear();
        self.masks.clear();
        self.images.clear();
        self.bytes += self.definitions.len();
        std::mem::take(&mut self.definitions)
    }
}

/// What is noted of a page that is drawn whole.
pub(super) struct Whole<'f> {
    pub faces: &'f Faces,
    pub lines: Lines,
    /// Characters drawn by a face that has them not.
    pub missing: Vec<char>,
    /// Pictures that could not be unpacked.
    pub broken: usize,
    /// How many characters were drawn.
    pub characters: usize,
}

pub(super) struct Pen<'a, 'd, 'f> {
    shared: &'d mut Shared,
    bounds: Rect,
    svg: String,
    /// Where the groups that are open begin, and where what is in them does.
    open: Vec<(usize, usize)>,
    whole: Option<&'d mut Whole<'f>>,
    mask: Option<SoftMask<'a>>,
    blend: BlendMode,
    /// How deep in what draws by instructions of its own.
    nested: usize,
}

impl<'a, 'd, 'f> Pen<'a, 'd, 'f> {
    pub(super) fn new(shared: &'d mut Shared, bounds: Rect, whole: Option<&'d mut Whole<'f>>) -> Self {
        shared.budget.page();
        let (svg, open) = (String::new(), Vec::new());
        Pen { shared, bounds, svg, open, whole, mask: None, blend: BlendMode::Normal, nested: 0 }
    }

    pub(super) fn finished(mut self) -> String {
        while !self.open.is_empty() {
            self.ungroup();
        }
        self.shared.bytes += self.svg.len();
        self.svg
    }

    /// Ends the drawing when it has lasted or grown too much: the interpreter asks nobody else.
    fn watch(&mut self) {
        self.shared.budget.operation();
        let bytes = self.shared.bytes + self.shared.definitions.len() + self.svg.len();
        if bytes > LIMIT_DRAWING_BYTES {
            Halt::Drawing.raise();
        }
    }

    fn group(&mut self, attributes: &str) {
        self.shared.budget.enter();
        let start = self.svg.len();
        let _ = write!(self.svg, "<g{attributes}>");
        self.open.push((start, self.svg.len()));
    }

    /// Closes a group; one with nothing in it is not written.
    fn ungroup(&mut self) {
        let Some((start, inside)) = self.open.pop() else { return };
        self.shared.budget.leave();
        if self.svg.len() == inside {
            self.svg.truncate(start);
        } else {
            self.svg.push_str("</g>");
        }
    }

    /// Draws something that has instructions of its own apart, and gives back what was drawn.
    fn apart(&mut self, draw: impl FnOnce(&mut Self)) -> String {
        if self.nested >= LIMIT_NESTED {
            Halt::Depth.raise();
        }
        self.nested += 1;
        let svg = std::mem::take(&mut self.svg);
        let open = std::mem::take(&mut self.open);
        let (mask, blend) = (self.mask.take(), std::mem::replace(&mut self.blend, BlendMode::Normal));
        draw(self);
        while !self.open.is_empty() {
            self.ungroup();
        }
        (self.mask, self.blend, self.open) = (mask, blend, open);
        self.nested -= 1;
        std::mem::replace(&mut self.svg, svg)
    }

    /// Draws under the soft mask and in the blend mode that hold.
    fn as_set(&mut self, draw: impl FnOnce(&mut Self)) {
        let mut said = self.mask.clone().map(|mask| self.masked(&mask)).unwrap_or_default();
        said.push_str(blended(self.blend));
        if said.is_empty() {
            return draw(self);
        }
        self.group(&said);
        draw(self);
        self.ungroup();
    }

    /// The attribute of a soft mask, which is drawn when it is met first.
    fn masked(&mut self, mask: &SoftMask<'a>) -> String {
        let key = mask.cache_key();
        let number = match self.shared.masks.get(&key) {
            Some(number) => *number,
            None => {
                let drawn = self.apart(|pen| mask.interpret(pen));
                let Rect { x0, y0, .. } = self.bounds;
                let (width, height) = (self.bounds.width(), self.bounds.height());
                let mut inside = String::new();
                let [red, green, blue, _] = mask.background_color().to_rgba().to_rgba8();
                if mask.mask_type() == MaskType::Luminosity && (red, green, blue) != (0, 0, 0) {
                    let _ = write!(
                        inside,
                        "<rect x=\"{x0}\" y=\"{y0}\" width=\"{width}\" height=\"{height}\" fill=\"#{red:02x}{green:02x}{blue:02x}\"/>"
                    );
                }
                inside.push_str(&drawn);
                let kind = if mask.mask_type() == MaskType::Alpha { " mask-type=\"alpha\"" } else { "" };
                let number = self.shared.masks.len();
                let _ = write!(
                    self.shared.definitions,
                    "<mask id=\"m{number}\" maskUnits=\"userSpaceOnUse\" x=\"{x0}\" y=\"{y0}\" width=\"{width}\" height=\"{height}\"{kind}>{inside}</mask>"
                );
                self.shared.masks.insert(key, number);
                number
            }
        };
        format!(" mask=\"url(#m{number})\"")
    }

    fn path(&mut self, path: &BezPath, attributes: &str) {
        let data = data(path, 3);
        if !data.is_empty() {
            let _ = write!(self.svg, "<path d=\"{data}\"{attributes}/>");
        }
    }

    /// A path in the page's own space, filled or stroked.
    fn painted(&mut self, path: &BezPath, with: &Paint<'a>, mode: &PathDrawMode, scale: f64) {
        let kind = match mode {
            PathDrawMode::Fill(_) => "fill",
            PathDrawMode::Stroke(_) => "stroke",
        };
        let colour = match (with, self.whole.is_some()) {
            (Paint::Color(_), _) | (_, false) => paint(kind, with),
            (Paint::Pattern(pattern), true) => match pattern.as_ref() {
                Pattern::Tiling(tile) => {
                    let Some(number) = self.tile(tile, kind == "stroke") else { return };
                    format!(" {kind}=\"url(#t{number})\"")
                }
                Pattern::Shading(shade) => return self.shaded(path, shade, mode, scale),
            },
        };
        let attributes = self.attributes(&colour, mode, scale);
        self.path(path, &attributes);
    }

    fn attributes(&self, colour: &str, mode: &PathDrawMode, scale: f64) -> String {
        match mode {
            PathDrawMode::Fill(FillRule::NonZero) => colour.to_owned(),
            PathDrawMode::Fill(FillRule::EvenOdd) => format!("{colour} fill-rule=\"evenodd\""),
            PathDrawMode::Stroke(props) => stroke(props, scale, colour, self.whole.is_some()),
        }
    }

    /// A pattern of tiles, drawn once.
    fn tile(&mut self, tile: &TilingPattern<'a>, is_stroke: bool) -> Option<usize> {
        let steps = (f64::from(tile.x_step).abs(), f64::from(tile.y_step).abs());
        let matrix = tile.matrix.as_coeffs();
        let size = tile.matrix.determinant().abs().sqrt();
        // Tiles smaller than can be seen are a colour that nobody can say.
        let seen = steps.0 * size > 0.05 && steps.1 * size > 0.05;
        if !seen || matrix.iter().any(|value| !value.is_finite()) {
            return None;
        }
        let drawn = self.apart(|pen| {
            tile.interpret(pen, Affine::IDENTITY, is_stroke);
        });
        let number = self.shared.patterns;
        self.shared.patterns += 1;
        let matrix = matrix.map(|value| rounded(value, 6).to_string()).join(" ");
        let (x, y) = (rounded(tile.bbox.x0, 4), rounded(tile.bbox.y0, 4));
        let _ = write!(
            self.shared.definitions,
            "<pattern id=\"t{number}\" patternUnits=\"userSpaceOnUse\" x=\"{x}\" y=\"{y}\" width=\"{}\" height=\"{}\" patternTransform=\"matrix({matrix})\">{drawn}</pattern>",
            rounded(steps.0, 4),
            rounded(steps.1, 4),
        );
        Some(number)
    }

    /// A shading where a path is: its colours as a picture, cut to the path.
    fn shaded(
        &mut self,
        path: &BezPath,
        shade: &hayro_interpret::pattern::ShadingPattern,
        mode: &PathDrawMode,
        scale: f64,
    ) {
        let reach = match mode {
            PathDrawMode::Fill(_) => 0.0,
            PathDrawMode::Stroke(props) => f64::from(props.line_width) * scale,
        };
        let field = path.bounding_box().inflate(reach, reach).intersect(self.bounds);
        let field =
            shade.shading.clip_path.as_ref().map_or(field, |clip| field.intersect(clip.bounding_box()));
        let Some((picture, width, height)) = shading::picture(shade, field, &mut self.shared.budget) else {
            return;
        };
        match mode {
            PathDrawMode::Fill(rule) => {
                let number = self.clip(path, *rule);
                self.group(&format!(" clip-path=\"url(#c{number})\""));
            }
            PathDrawMode::Stroke(_) => {
                let attributes = self.attributes(" stroke=\"#ffffff\"", mode, scale);
                let number = self.shared.masks.len();
                self.shared.masks.insert(u128::MAX - number as u128, number);
                let Rect { x0, y0, .. } = self.bounds;
                let _ = write!(
                    self.shared.definitions,
                    "<mask id=\"m{number}\" maskUnits=\"userSpaceOnUse\" x=\"{x0}\" y=\"{y0}\" width=\"{}\" height=\"{}\"><path d=\"{}\"{attributes}/></mask>",
                    self.bounds.width(),
                    self.bounds.height(),
                    data(path, 3),
                );
                self.group(&format!(" mask=\"url(#m{number})\""));
            }
        }
        let place = [
            field.width() / f64::from(width),
            0.0,
            0.0,
            field.height() / f64::from(height),
            field.x0,
            field.y0,
        ];
        let _ = write!(
            self.svg,
            "<image width=\"{width}\" height=\"{height}\" preserveAspectRatio=\"none\" transform=\"{}\" href=\"{}\"/>",
            matrix(Affine::new(place)),
            address("png", &picture),
        );
        self.ungroup();
    }

    /// The number of a clip, written when it is met first.
    fn clip(&mut self, path: &BezPath, rule: FillRule) -> usize {
        let rule = match rule {
            FillRule::NonZero => "",
            FillRule::EvenOdd => " clip-rule=\"evenodd\"",
        };
        let path = format!("<path d=\"{}\"{rule}/>", data(path, 3));
        let next = self.shared.clips.len();
        let shared = &mut *self.shared;
        *shared.clips.entry(path).or_insert_with_key(|path| {
            let _ = write!(shared.definitions, "<clipPath id=\"c{next}\">{path}</clipPath>");
            next
        })
    }

    /// What a character says and where it stands, for those who search and listen.
    fn read(&mut self, glyph: &Drawn<'a>, placed: Affine, missing: bool) {
        let Some(whole) = self.whole.as_mut().filter(|_| self.nested == 0) else { return };
        let said = glyph.as_unicode().map(|said| match said {
            hayro_interpret::hayro_cmap::BfString::Char(c) => c.to_string(),
            hayro_interpret::hayro_cmap::BfString::String(text) => text,
        });
        let (face, advance) = match glyph {
            Drawn::Outline(outline) => (whole.faces.get(outline), outline.advance_width()),
            Drawn::Type3(_) => (std::sync::Arc::clone(&whole.faces.drawn), None),
        };
        let Some(text) = said.or_else(|| face.says(glyph)) else { return };
        let text = words::written(&text);
        if missing && !face.embedded {
            let new = text.chars().filter(|c| !c.is_whitespace() && !whole.missing.contains(c));
            let new: Vec<char> = new.collect();
            whole.missing.extend(new);
        }
        whole.lines.push(&Mark { text: &text, placed, advance });
    }

    /// A picture of the page, written once however often it is drawn.
    fn picture(&mut self, image: &Image<'a, '_>, transform: Affine) {
        let key = image.cache_key();
        if let (Image::Raster(_), Some(number)) = (image, self.shared.images.get(&key)) {
            let _ = write!(self.svg, "<use href=\"#i{number}\" transform=\"{}\"/>", matrix(transform));
            return;
        }
        self.shared.budget.pixels(u64::from(image.width()), u64::from(image.height()));
        match image {
            Image::Raster(raster) => {
                let mut drawn = as_it_is(raster.stream());
                if drawn.is_none() {
                    raster.with_rgba(|pixels, alpha| drawn = unpacked(pixels, alpha), None);
                }
                let Some(drawn) = drawn else { return self.broken() };
                if is_cut(raster.stream()) {
                    self.broken();
                }
                let number = self.shared.images.len();
                self.shared.images.insert(key, number);
                let _ = write!(self.shared.definitions, "<g id=\"i{number}\">{}</g>", drawn.markup(number));
                let _ = write!(self.svg, "<use href=\"#i{number}\" transform=\"{}\"/>", matrix(transform));
            }
            Image::Stencil(stencil) => {
                let mut drawn = None;
                stencil.with_stencil(|luma, paint| drawn = Some((luma, paint.clone())), None);
                let Some((luma, colour)) = drawn else { return self.broken() };
                let size = (luma.width, luma.height);
                let place = transform
                    * Affine::scale_non_uniform(
                        f64::from(luma.scale_factors.0),
                        f64::from(luma.scale_factors.1),
                    );
                match &colour {
                    Paint::Color(colour) => {
                        let [red, green, blue, alpha] = colour.to_rgba().to_rgba8();
                        let pixels: Vec<u8> = luma
                            .data
                            .iter()
                            .flat_map(|on| [red, green, blue, if *on == 255 { alpha } else { 0 }])
                            .collect();
                        let picture = png::encode(&pixels, size, png::Colours::Rgba, None);
                        let _ = write!(
                            self.svg,
                            "<image width=\"{}\" height=\"{}\" preserveAspectRatio=\"none\" transform=\"{}\" href=\"{}\"/>",
                            size.0,
                            size.1,
                            matrix(place),
                            address("png", &picture),
                        );
                    }
                    Paint::Pattern(_) => {
                        let picture = png::encode(&luma.data, size, png::Colours::Grey, None);
                        let number = self.shared.masks.len();
                        self.shared.masks.insert(u128::MAX - number as u128, number);
                        let Rect { x0, y0, .. } = self.bounds;
                        let _ = write!(
                            self.shared.definitions,
                            "<mask id=\"m{number}\" maskUnits=\"userSpaceOnUse\" x=\"{x0}\" y=\"{y0}\" width=\"{}\" height=\"{}\"><image width=\"{}\" height=\"{}\" preserveAspectRatio=\"none\" transform=\"{}\" href=\"{}\"/></mask>",
                            self.bounds.width(),
                            self.bounds.height(),
                            size.0,
                            size.1,
                            matrix(place),
                            address("png", &picture),
                        );
                        let field = Rect::new(0.0, 0.0, f64::from(size.0), f64::from(size.1)).to_path(0.1);
                        self.group(&format!(" mask=\"url(#m{number})\""));
                        self.painted(&(place * field), &colour, &PathDrawMode::Fill(FillRule::NonZero), 1.0);
                        self.ungroup();
                    }
                }
            }
        }
    }

    fn broken(&mut self) {
        if let Some(whole) = &mut self.whole {
            whole.broken += 1;
        }
    }
}

/// A picture's file within the SVG, with its alpha beside it when that has another size.
struct Packed {
    kind: &'static str,
    file: Vec<u8>,
    size: (u32, u32),
    scale: (f64, f64),
    alpha: Option<(Vec<u8>, (u32, u32))>,
}

impl Packed {
    /// The picture in the pixels that the dictionary speaks of; the file may have others.
    fn markup(&self, number: usize) -> String {
        let transform = format!("scale({} {})", self.scale.0, self.scale.1);
        let image = |file: &[u8], kind: &str, (width, height): (u32, u32), extra: &str| {
            format!(
                "<image width=\"{width}\" height=\"{height}\" preserveAspectRatio=\"none\"{extra} href=\"{}\"/>",
                address(kind, file)
            )
        };
        let (width, height) = self.size;
        let own = image(&self.file, self.kind, self.size, "");
        let Some((alpha, size)) = &self.alpha else {
            return format!("<g transform=\"{transform}\">{own}</g>");
        };
        let stretched = format!(
            " transform=\"scale({} {})\"",
            f64::from(width) / f64::from(size.0),
            f64::from(height) / f64::from(size.1)
        );
        format!(
            "<mask id=\"a{number}\" maskUnits=\"userSpaceOnUse\" x=\"0\" y=\"0\" width=\"{width}\" height=\"{height}\">{}</mask><g transform=\"{transform}\"><g mask=\"url(#a{number})\">{own}</g></g>",
            image(alpha, "png", *size, &stretched),
        )
    }
}

/// Whether a picture's file ends before its pixels do. What is missing is left blank or grey.
fn is_cut(stream: &hayro_syntax::object::Stream<'_>) -> bool {
    use hayro_syntax::object::{Name, Object};
    let dict = stream.dict();
    let names: Vec<Vec<u8>> = match dict.get::<Object<'_>>(b"Filter".as_slice()) {
        Some(Object::Name(name)) => vec![name.as_ref().to_vec()],
        Some(Object::Array(all)) => all.iter::<Name<'_>>().map(|name| name.as_ref().to_vec()).collect(),
        _ => Vec::new(),
    };
    match names.last().map(Vec::as_slice) {
        Some(b"DCTDecode" | b"DCT") => names.len() == 1 && crate::pictures::jpeg_is_cut(&stream.raw_data()),
        Some(b"JPXDecode" | b"JBIG2Decode" | b"CCITTFaxDecode" | b"CCF") => false,
        _ => {
            let number = |key: &[u8]| dict.get::<u32>(key).map_or(0, u64::from);
            // Of one colour at least.
            let row = (number(b"Width") * number(b"BitsPerComponent").max(1) * components(dict)).div_ceil(8);
            stream.decoded().is_ok_and(|pixels| (pixels.len() as u64) < row * number(b"Height"))
        }
    }
}

/// How many colours a pixel of a picture has, as far as it is plain to see.
fn components(dict: &hayro_syntax::object::Dict<'_>) -> u64 {
    use hayro_syntax::object::Object;
    match dict.get::<Object<'_>>(b"ColorSpace".as_slice()) {
        Some(Object::Name(name)) if name.as_ref() == b"DeviceRGB" => 3,
        Some(Object::Name(name)) if name.as_ref() == b"DeviceCMYK" => 4,
        _ => 1,
    }
}

/// A photograph goes into the SVG as it is in the file, when nothing is to be done to its colours.
fn as_it_is(stream: &hayro_syntax::object::Stream<'_>) -> Option<Packed> {
    use hayro_syntax::object::{Name, Object};
    let dict = stream.dict();
    let plain = [&b"SMask"[..], b"Mask", b"Decode", b"DecodeParms", b"SMaskInData"];
    if plain.iter().any(|key| dict.contains_key(*key)) {
        return None;
    }
    let filter = dict.get::<Object<'_>>(b"Filter".as_slice())?;
    let is_jpeg = match &filter {
        Object::Name(name) => name.as_ref() == b"DCTDecode",
        Object::Array(all) => {
            let mut names = all.iter::<Name<'_>>();
            names.next().is_some_and(|name| name.as_ref() == b"DCTDecode") && names.next().is_none()
        }
        _ => false,
    };
    if !is_jpeg {
        return None;
    }
    let colours = match dict.get::<Object<'_>>(b"ColorSpace".as_slice())? {
        Object::Name(name) => match name.as_ref() {
            b"DeviceRGB" => 3,
            b"DeviceGray" => 1,
            _ => return None,
        },
        Object::Array(space) => {
            let mut items = space.iter::<Object<'_>>();
            let Some(Object::Name(name)) = items.next() else { return None };
            match (name.as_ref(), items.next()) {
                (b"ICCBased", Some(Object::Stream(profile))) => {
                    let count = profile.dict().get::<u8>(b"N".as_slice())?;
                    // Of a profile's own colours only those of Lab are far from sRGB.
                    if profile.decoded().ok()?.get(16..20) == Some(b"Lab ".as_slice()) {
                        return None;
                    }
                    count
                }
                (b"CalRGB", _) => 3,
                (b"CalGray", _) => 1,
                _ => return None,
            }
        }
        _ => return None,
    };
    let file = stream.raw_data();
    let said = crate::pictures::jpeg_shape(&file)?;
    let size = (dict.get::<u32>(b"Width".as_slice())?, dict.get::<u32>(b"Height".as_slice())?);
    if (said.width, said.height) != (u64::from(size.0), u64::from(size.1)) || said.components != colours {
        return None;
    }
    // Three colours without a word of their meaning are read otherwise by every reader.
    if colours == 3 && said.transform == Some(0) {
        return None;
    }
    Some(Packed { kind: "jpeg", file: file.into_owned(), size, scale: (1.0, 1.0), alpha: None })
}

/// Unpacked pixels as PNG: grey where they are grey.
fn unpacked(pixels: hayro_interpret::ImageData, alpha: Option<hayro_interpret::LumaData>) -> Option<Packed> {
    use hayro_interpret::ImageData;
    let size = (pixels.width(), pixels.height());
    let (sx, sy) = pixels.scale_factors();
    let scale = (f64::from(sx), f64::from(sy));
    let (data, colours) = match pixels {
        ImageData::Luma(luma) => (luma.data, png::Colours::Grey),
        ImageData::Rgb(rgb) => match rgb.data.chunks_exact(3).all(|p| p[0] == p[1] && p[1] == p[2]) {
            true => (rgb.data.chunks_exact(3).map(|p| p[0]).collect(), png::Colours::Grey),
            false => (rgb.data, png::Colours::Rgb),
        },
    };
    if data.len() != size.0 as usize * size.1 as usize * colours.count() {
        return None;
    }
    let alpha = alpha.filter(|alpha| alpha.data.iter().any(|value| *value != 255));
    let alpha = alpha.map(|alpha| {
        let size = (alpha.width, alpha.height);
        (png::encode(&alpha.data, size, png::Colours::Grey, None), size)
    });
    Some(Packed { kind: "png", file: png::encode(&data, size, colours, None), size, scale, alpha })
}

/// A file within the SVG.
fn address(kind: &str, file: &[u8]) -> String {
    let mut said = format!("data:image/{kind};base64,");
    base64::engine::general_purpose::STANDARD.encode_string(file, &mut said);
    said
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

fn matrix(transform: Affine) -> String {
    let [a, b, c, d, x, y] = transform.as_coeffs();
    let turn = [a, b, c, d].map(|value| rounded(value, 8).to_string()).join(" ");
    format!("matrix({turn} {} {})", rounded(x, 3), rounded(y, 3))
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
fn stroke(props: &StrokeProps, scale: f64, colour: &str, whole: bool) -> String {
    let mut said = format!(" fill=\"none\"{colour}");
    let mut width = f64::from(props.line_width) * scale;
    if whole && width == 0.0 {
        width = HAIRLINE;
    }
    let _ = write!(said, " stroke-width=\"{}\"", rounded(width, 4));
    match props.line_cap {
        Cap::Butt => {}
        Cap::Square => said.push_str(" stroke-linecap=\"square\""),
        Cap::Round => said.push_str(" stroke-linecap=\"round\""),
    }
    match props.line_join {
        Join::Bevel => said.push_str(" stroke-linejoin=\"bevel\""),
        Join::Miter if whole && props.miter_limit >= 1.0 => {
            let _ = write!(said, " stroke-miterlimit=\"{}\"", props.miter_limit);
        }
        Join::Miter => {}
        Join::Round => said.push_str(" stroke-linejoin=\"round\""),
    }
    let long = props.dash_array.iter().any(|dash| *dash > 0.0);
    if !props.dash_array.is_empty() && (long || !whole) {
        let dashes = props.dash_array.iter().map(|dash| rounded(f64::from(*dash) * scale, 3).to_string());
        let _ = write!(said, " stroke-dasharray=\"{}\"", dashes.collect::<Vec<_>>().join(" "));
        if whole && props.dash_offset != 0.0 {
            let _ =
                write!(said, " stroke-dashoffset=\"{}\"", rounded(f64::from(props.dash_offset) * scale, 3));
        }
    }
    said
}

/// The attribute of a blend mode; none for the usual one.
fn blended(mode: BlendMode) -> &'static str {
    match mode {
        BlendMode::Normal => "",
        BlendMode::Multiply => " style=\"mix-blend-mode:multiply\"",
        BlendMode::Screen => " style=\"mix-blend-mode:screen\"",
        BlendMode::Overlay => " style=\"mix-blend-mode:overlay\"",
        BlendMode::Darken => " style=\"mix-blend-mode:darken\"",
        BlendMode::Lighten => " style=\"mix-blend-mode:lighten\"",
        BlendMode::ColorDodge => " style=\"mix-blend-mode:color-dodge\"",
        BlendMode::ColorBurn => " style=\"mix-blend-mode:color-burn\"",
        BlendMode::HardLight => " style=\"mix-blend-mode:hard-light\"",
        BlendMode::SoftLight => " style=\"mix-blend-mode:soft-light\"",
        BlendMode::Difference => " style=\"mix-blend-mode:difference\"",
        BlendMode::Exclusion => " style=\"mix-blend-mode:exclusion\"",
        BlendMode::Hue => " style=\"mix-blend-mode:hue\"",
        BlendMode::Saturation => " style=\"mix-blend-mode:saturation\"",
        BlendMode::Color => " style=\"mix-blend-mode:color\"",
        BlendMode::Luminosity => " style=\"mix-blend-mode:luminosity\"",
    }
}

/// What a transform multiplies lengths by.
fn scale_of(transform: Affine) -> f64 {
    transform.determinant().abs().sqrt()
}

impl<'a> Device<'a> for Pen<'a, '_, '_> {
    fn set_soft_mask(&mut self, mask: Option<SoftMask<'a>>) {
        self.mask = mask.filter(|_| self.whole.is_some());
    }

    fn set_blend_mode(&mut self, mode: BlendMode) {
        self.blend = if self.whole.is_some() { mode } else { BlendMode::Normal };
    }

    fn draw_path(&mut self, path: &BezPath, transform: Affine, with: &Paint<'a>, mode: &PathDrawMode) {
        self.watch();
        let path = transform * path;
        self.as_set(|pen| pen.painted(&path, with, mode, scale_of(transform)));
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        self.watch();
        let number = self.clip(&clip.path, clip.fill);
        self.group(&format!(" clip-path=\"url(#c{number})\""));
    }

    fn push_transparency_group(&mut self, opacity: f32, mask: Option<SoftMask<'a>>, blend: BlendMode) {
        self.watch();
        let mut said = String::new();
        if self.whole.is_some() {
            said = mask.map(|mask| self.masked(&mask)).unwrap_or_default();
            said.push_str(blended(blend));
        }
        if opacity < 1.0 {
            let _ = write!(said, " opacity=\"{}\"", short(f64::from(opacity)));
        }
        self.group(&said);
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
        let Some(left) = self.shared.characters.checked_sub(1) else { Halt::Glyphs.raise() };
        self.shared.characters = left;
        let placed = transform * glyph_transform;
        if placed.as_coeffs().iter().any(|value| !value.is_finite()) {
            return;
        }
        let unseen = matches!(mode, GlyphDrawMode::Invisible);
        let missing = matches!(glyph, Drawn::Outline(outline) if outline.glyph_id().to_u32() == 0);
        self.read(glyph, placed, missing && !unseen);
        if unseen {
            return;
        }
        let outline = match glyph {
            Drawn::Type3(drawn) => {
                let inside = self.apart(|pen| drawn.interpret(pen, transform, glyph_transform, with));
                return self.as_set(|pen| pen.svg.push_str(&inside));
            }
            Drawn::Outline(outline) => outline,
        };
        if let (Paint::Pattern(_), true) = (with, self.whole.is_some()) {
            let path = placed * outline.outline();
            let mode = match mode {
                GlyphDrawMode::Stroke(props) => PathDrawMode::Stroke(props.clone()),
                _ => PathDrawMode::Fill(FillRule::NonZero),
            };
            return self.as_set(|pen| pen.painted(&path, with, &mode, scale_of(transform)));
        }
        let attributes = match mode {
            GlyphDrawMode::Invisible | GlyphDrawMode::Fill => paint("fill", with),
            // The width is the page's, the outline the face's.
            GlyphDrawMode::Stroke(props) => stroke(
                props,
                scale_of(transform) / scale_of(placed).max(1e-9),
                &paint("stroke", with),
                self.whole.is_some(),
            ),
        };
        let key = (outline.font_cache_key(), outline.glyph_id().to_u32());
        let next = self.shared.glyphs.len();
        let shared = &mut *self.shared;
        let number = *shared.glyphs.entry(key).or_insert_with(|| {
            let _ =
                write!(shared.definitions, "<path id=\"g{next}\" d=\"{}\"/>", data(&outline.outline(), 1));
            next
        });
        // Told before the page is drawn to its end.
        if let Some(whole) = &mut self.whole {
            whole.characters += 1;
            if whole.characters > LIMIT_ELEMENTS {
                Halt::Elements.raise();
            }
        }
        self.as_set(|pen| {
            let _ =
                write!(pen.svg, "<use href=\"#g{number}\" transform=\"{}\"{attributes}/>", matrix(placed));
        });
    }

    fn draw_image(&mut self, image: Image<'a, '_>, transform: Affine) {
        self.watch();
        if self.whole.is_some() {
            return self.as_set(|pen| pen.picture(&image, transform));
        }
        let field = Rect::new(0.0, 0.0, f64::from(image.width()), f64::from(image.height()));
        self.path(&(transform * field.to_path(0.1)), FIELD);
    }

    fn pop_clip_path(&mut self) {
        self.ungroup();
    }

    fn pop_transparency_group(&mut self) {
        self.ungroup();
    }
}
