//! What the filters of a drawing cost: each makes a picture of what it is on, pixel by pixel.

use usvg::filter::{Kind, Primitive};
use usvg::{Group, ImageHrefResolver, Node, Options, Paint, Tree};

use super::cost::over;
use crate::pictures::PictureFault;

/// How many pixels the filters of a drawing may make.
const LIMIT_PIXELS: f64 = 100e6;
/// How many pixels they may look at for it: some seconds.
const LIMIT_STEPS: f64 = 5e9;
/// How many pixels a filter makes to the point of the page, and at most along a side (krilla's figures).
const PIXELS_PER_PT: f64 = 4.0;
const SIDE: f64 = 5000.0;
/// The largest a picture stands on a page, in pt: the type area of GB/T 9704.
const PAGE: (f64, f64) = (442.2, 637.8);

/// How many pixels the filters of a drawing make.
pub(super) fn pixels(text: &str) -> Result<u64, PictureFault> {
    // Nothing is read twice that has none.
    if !text.contains("filter") {
        return Ok(0);
    }
    let none =
        ImageHrefResolver { resolve_data: Box::new(|_, _, _| None), resolve_string: Box::new(|_, _| None) };
    let options = Options { image_href_resolver: none, ..Options::default() };
    // What is wrong with it is told when it is set.
    let Ok(tree) = Tree::from_str(text, &options) else { return Ok(0) };
    let (width, height) = (f64::from(tree.size().width()), f64::from(tree.size().height()));
    let mut asked =
        Asked { scale: PIXELS_PER_PT * (PAGE.0 / width).min(PAGE.1 / height), pixels: 0.0, steps: 0.0 };
    let mut groups = vec![tree.root()];
    while let Some(group) = groups.pop() {
        asked.group(group);
        if asked.pixels > LIMIT_PIXELS {
            return Err(over(("滤镜画出的像素数", "pixels made by filters"), LIMIT_PIXELS as u64));
        }
        if asked.steps > LIMIT_STEPS {
            return Err(over(("滤镜的运算次数", "steps of filters"), LIMIT_STEPS as u64));
        }
        groups.extend(group.mask().map(|mask| mask.root()));
        for node in group.children() {
            match node {
                Node::Group(group) => groups.push(group),
                Node::Path(path) => {
                    let paints =
                        [path.fill().map(|fill| fill.paint()), path.stroke().map(|stroke| stroke.paint())];
                    groups.extend(paints.into_iter().flatten().filter_map(|paint| match paint {
                        Paint::Pattern(pattern) => Some(pattern.root()),
                        _ => None,
                    }));
                }
                Node::Image(_) | Node::Text(_) => {}
            }
        }
    }
    Ok(asked.pixels as u64)
}

struct Asked {
    /// Pixels to a unit of the drawing.
    scale: f64,
    pixels: f64,
    steps: f64,
}

impl Asked {
    fn group(&mut self, group: &Group) {
        let (own, area) = (group.layer_bounding_box(), group.abs_layer_bounding_box());
        // Lengths of a filter are those of the group, which may be drawn larger.
        let larger = f64::from((area.width() / own.width()).max(area.height() / own.height()));
        let side = |length: f32| (f64::from(length) * self.scale).min(SIDE);
        let (width, height) = (side(area.width()), side(area.height()));
        for filter in group.filters() {
            self.pixels += width * height;
            let steps = |primitive| of_each_pixel(primitive, self.scale * larger, width, height);
            let steps: f64 = filter.primitives().iter().map(steps).sum();
            self.steps += steps * width * height;
        }
    }
}

/// How many pixels a step of a filter looks at for each that it makes.
fn of_each_pixel(primitive: &Primitive, scale: f64, width: f64, height: f64) -> f64 {
    match primitive.kind() {
        Kind::Morphology(grown) => {
            let along = |radius: f32, side: f64| (2.0 * f64::from(radius) * scale).clamp(1.0, side.max(1.0));
            along(grown.radius_x().get(), width) * along(grown.radius_y().get(), height)
        }
        Kind::ConvolveMatrix(folded) => {
            f64::from(folded.matrix().columns()) * f64::from(folded.matrix().rows())
        }
        Kind::Turbulence(noise) => 40.0 * f64::from(noise.num_octaves()),
        Kind::GaussianBlur(_) | Kind::DropShadow(_) => 40.0,
        Kind::DiffuseLighting(_) | Kind::SpecularLighting(_) => 40.0,
        _ => 8.0,
    }
}
