//! Sections: on what sheets their text stands.

use super::tree::Node;
use crate::document::Sheet;

/// The sheets of a document's sections. What says them stands at their ends.
#[derive(Debug, Default)]
pub(super) struct Sections {
    /// Where in the tree each ends.
    ends: Vec<(u32, Sheet)>,
}

impl Sections {
    pub(super) fn of(root: Node<'_>) -> Sections {
        // An earlier form of a section (w:sectPrChange) is within the one that counts, behind all that is of it.
        let mut ends: Vec<_> =
            root.all("w:sectPr").iter().map(|section| (section.place(), sheet(*section))).collect();
        ends.sort_by_key(|(place, _)| *place);
        Sections { ends }
    }

    /// What sheets a block stands on.
    pub(super) fn sheet(&self, block: Node<'_>) -> Sheet {
        let at = self.ends.partition_point(|(end, _)| *end <= block.place());
        self.ends.get(at).map_or(Sheet::Upright, |(_, sheet)| *sheet)
    }
}

/// A3 in mm, and how far off a sheet may be: word processors round.
const A3: (f64, f64) = (420.0, 297.0);
const NEAR: f64 = 5.0;

fn sheet(section: Node<'_>) -> Sheet {
    let twips = |name: &str| section.child("w:pgSz")?.attribute(name)?.parse::<f64>().ok();
    let Some((width, height)) = twips("w").zip(twips("h")) else { return Sheet::Upright };
    let near = |twips: f64, mm: f64| (twips / 1440.0 * 25.4 - mm).abs() < NEAR;
    match () {
        () if near(width, A3.0) && near(height, A3.1) => Sheet::A3,
        () if width > height => Sheet::Landscape,
        () => Sheet::Upright,
    }
}
