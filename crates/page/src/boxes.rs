//! Frames (专栏) that go over more than one page.

use std::collections::{BTreeMap, BTreeSet};

use super::{Part, Piece};
use crate::PageFinding;
use crate::diagnostic::{Diagnostic, Sink};
use crate::document::Document;
use crate::geometry::Page;
use crate::text::BlockKind;

/// Tells of each frame that is parted.
pub fn tell_parted(document: &Document, pages: &[Page], sink: &mut Sink) {
    let frames = |body: &crate::document::Body| {
        body.blocks.iter().any(|block| matches!(block.kind, BlockKind::Boxed(_)))
    };
    if !document.bodies().any(frames) {
        return;
    }
    let mut found: BTreeMap<Piece, BTreeSet<usize>> = BTreeMap::new();
    for page in pages {
        for run in page.runs.iter().filter(|run| run.part.is_of_any(&TEXTS)) {
            found.entry(run.part).or_default().insert(page.number);
        }
    }
    for (part, on) in found.into_iter().filter(|(_, on)| on.len() > 1) {
        let is_frame = |kind: &BlockKind| matches!(kind, BlockKind::Boxed(_));
        if document.block(part).is_some_and(|block| is_frame(&block.kind)) {
            let spot = document.block_spot(part).unwrap_or_default();
            let problem = PageFinding::BoxParted { pages: on.len() };
            sink.push(Diagnostic::new(problem).at(spot.place).path(spot.path));
        }
    }
}

const TEXTS: [Part; 3] = [Part::Body, Part::Issued, Part::Attachment];
