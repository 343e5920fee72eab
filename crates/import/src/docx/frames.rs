//! Words that stand in a frame of their own: boxes, frames, tables that are a box around lines.

use super::styles::Styles;
use super::tree::Node;
use crate::doubt::Doubt;
use crate::lines::{Line, TableRow};

pub(super) const BOX: &str = "文本框或艺术字";
pub(super) const FRAME: &str = "图文框";
const TABLE: &str = "有边框的表格";

/// For each side of a table or cell whether a line is drawn; nothing where its borders are silent.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Borders([Option<bool>; 4]);

impl Borders {
    /// Reads `w:tblBorders` or `w:tcBorders`.
    pub(super) fn read(node: Option<Node<'_>>) -> Borders {
        let side = |names: [&str; 2]| {
            let side = names.into_iter().find_map(|name| node?.child(name))?;
            Some(!matches!(side.value(), Some("nil" | "none")))
        };
        Borders([["w:top"; 2], ["w:bottom"; 2], ["w:left", "w:start"], ["w:right", "w:end"]].map(side))
    }

    /// What these do not say is said by others.
    pub(super) fn or(self, other: Borders) -> Borders {
        let mut sides = self.0.into_iter().zip(other.0).map(|(own, other)| own.or(other));
        Borders(std::array::from_fn(|_| sides.next().flatten()))
    }

    fn any(self) -> bool {
        self.0.contains(&Some(true))
    }
}

/// Whether lines are drawn around the cells of a table, by their own borders, the table's or its style's.
pub(super) fn is_bordered(table: Node<'_>, styles: &Styles) -> bool {
    let properties = table.child("w:tblPr");
    let own = Borders::read(properties.and_then(|node| node.child("w:tblBorders")));
    let whole = own.or(styles.borders(properties.and_then(|node| node.value_of("w:tblStyle"))));
    let rows = table.children().filter(|node| node.name() == "w:tr");
    let cells = rows.flat_map(Node::children).filter(|node| node.name() == "w:tc");
    let mut drawn = cells.map(|cell| Borders::read(cell.at(&["w:tcPr", "w:tcBorders"])).or(whole).any());
    match drawn.next() {
        Some(first) => first || drawn.any(|drawn| drawn),
        None => whole.any(),
    }
}

/// Says of lines that they stand in a frame; `goes_on` when it is the one of the lines above.
pub(super) fn mark(lines: &mut [Line], what: &'static str, goes_on: bool) {
    let lines = lines.iter_mut().filter(|line| line.row != TableRow::Further);
    for (at, line) in lines.enumerate() {
        let doubt = Doubt::InFrame { what, from: line.name(), goes_on: goes_on || at > 0 };
        line.doubts.insert(0, doubt);
    }
}

/// Says of lines that lines were drawn around them.
pub(super) fn mark_bordered(lines: &mut [Line]) {
    mark(lines, TABLE, false);
}
