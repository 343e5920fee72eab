//! Shadings as pictures: SVG has no words for most of them. Sampled where they are seen, within bounds.

use hayro_interpret::pattern::ShadingPattern;
use hayro_interpret::shading::ShadingType;
use kurbo::{Affine, Point, Rect};

use super::budget::Budget;
use super::limits::Halt;
use crate::pictures::png;

/// Samples to the pt of the page.
const DENSITY: f64 = 2.0;
/// The most samples along a side.
const LIMIT_SIDE: f64 = 2_000.0;
/// The interpreter walks every whole point of a mesh, in bounds of 16 bits: so many for one shading.
const LIMIT_MESH: f64 = 20_000_000.0;

/// The colours of a field of the page as PNG, with its width and height in samples; none where there is nothing.
pub(super) fn picture(
    shade: &ShadingPattern,
    field: Rect,
    budget: &mut Budget,
) -> Option<(Vec<u8>, u32, u32)> {
    let seen = field.width() > 0.0
        && field.height() > 0.0
        && field.width().is_finite()
        && field.height().is_finite();
    if !seen {
        return None;
    }
    let side = |length: f64| (length * DENSITY).ceil().clamp(1.0, LIMIT_SIDE);
    let (width, height) = (side(field.width()), side(field.height()));
    if mesh(shade) > LIMIT_MESH {
        Halt::Pixels.raise();
    }
    budget.pixels(width as u64, height as u64);
    let encoded = shade.encode();
    let step = (field.width() / width, field.height() / height);
    let mut pixels = Vec::with_capacity(width as usize * height as usize * 4);
    for row in 0..height as u32 {
        for column in 0..width as u32 {
            let at = Point::new(
                field.x0 + (f64::from(column) + 0.5) * step.0,
                field.y0 + (f64::from(row) + 0.5) * step.1,
            );
            let colour = encoded.sample(encoded.base_transform * at);
            pixels.extend(colour.map(|part| (part * 255.0 + 0.5) as u8));
        }
    }
    let size = (width as u32, height as u32);
    Some((png::encode(&pixels, size, png::Colours::Rgba, None), size.0, size.1))
}

/// How many points the interpreter would walk for a mesh.
fn mesh(shade: &ShadingPattern) -> f64 {
    let area = |points: &mut dyn Iterator<Item = Point>| {
        let to_page: Affine = shade.matrix;
        let bounds = |point: Point| {
            let at = to_page * point;
            Point::new(at.x.clamp(0.0, 65_535.0), at.y.clamp(0.0, 65_535.0))
        };
        let mut corners = points.map(bounds);
        let Some(first) = corners.next() else { return 0.0 };
        let around = corners.fold(Rect::from_points(first, first), |around, at| around.union_pt(at));
        (around.width() + 1.0) * (around.height() + 1.0)
    };
    match shade.shading.shading_type.as_ref() {
        ShadingType::TriangleMesh { triangles, .. } => triangles
            .iter()
            .map(|triangle| {
                area(&mut [&triangle.p0, &triangle.p1, &triangle.p2].into_iter().map(|p| p.point))
            })
            .sum(),
        ShadingType::CoonsPatchMesh { patches, .. } => {
            patches.iter().map(|patch| area(&mut patch.control_points.iter().copied())).sum()
        }
        ShadingType::TensorProductPatchMesh { patches, .. } => {
            patches.iter().map(|patch| area(&mut patch.control_points.iter().copied())).sum()
        }
        _ => 0.0,
    }
}
