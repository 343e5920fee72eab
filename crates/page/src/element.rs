//! What element stands at a place of the page, and where in the data it comes from.

use super::geometry::{Page, Rect};
use crate::document::{Document, Spot};

/// Where what stands at a place of a page comes from; what the house's layout decides is no element's.
pub fn at(document: &Document, pages: &[Page], number: usize, place: Option<Rect>) -> Spot {
    let layout = || Spot { place: None, path: "layout".to_owned() };
    let (Some(place), Some(page)) = (place, pages.iter().find(|page| page.number == number)) else {
        return layout();
    };
    let shared = |rect: Rect| {
        let width = rect.right.min(place.right) - rect.left.max(place.left);
        let height = rect.bottom.min(place.bottom) - rect.top.max(place.top);
        // A rule has hardly a height.
        (width > 0.0 && height > -0.5).then(|| width * height.max(0.01))
    };
    let runs = page.runs.iter().filter_map(|run| Some((shared(run.ink_all()?)?, run.part)));
    let shapes = page.shapes.iter().filter_map(|shape| Some((shared(shape.rect)?, shape.part)));
    let pictures = page.pictures.iter().filter_map(|picture| Some((shared(picture.rect)?, picture.part)));
    let most = runs.chain(shapes).chain(pictures).max_by(|(a, _), (b, _)| a.total_cmp(b));
    let found = most.map(|(_, part)| document.spot_of(part, ""));
    found.filter(|spot| !spot.path.is_empty()).unwrap_or_else(layout)
}
