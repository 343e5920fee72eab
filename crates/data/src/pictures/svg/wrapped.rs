//! Texts of SVG 2 that a width wraps (`inline-size`): the library that draws sets each on one line.

use usvg::roxmltree::{Document, Node};

/// Whether a drawing has a text that a width would wrap, and that says no lines of its own.
pub(super) fn has_some(file: &Document<'_>) -> bool {
    let named = |node: Node<'_, '_>| node.tag_name().name().to_owned();
    let by_sheet = file
        .descendants()
        .filter(|node| named(*node) == "style")
        .any(|sheet| sheet.text().is_some_and(wraps));
    file.descendants().filter(|node| named(*node) == "text").any(|text| {
        let own = |node: Node<'_, '_>| {
            node.attribute("style").is_some_and(wraps)
                || node.attribute("inline-size").is_some_and(|width| wraps(&format!("inline-size:{width}")))
        };
        // Inkscape writes the lines beside the width, for those who do not wrap.
        let has_lines = text
            .descendants()
            .any(|part| named(part) == "tspan" && (part.has_attribute("y") || part.has_attribute("dy")));
        !has_lines && (by_sheet || text.ancestors().any(own))
    })
}

/// Whether styles give a width that wraps: more than nothing.
fn wraps(styles: &str) -> bool {
    styles.split("inline-size").skip(1).any(|rest| {
        let Some(value) = rest.trim_start().strip_prefix(':') else { return false };
        value.trim_start().starts_with(|c: char| c.is_ascii_digit() && c != '0' || c == '.')
    })
}

#[cfg(test)]
mod tests {
    /// The words of one line ran out of the drawing, or over others, and nobody was told.
    #[test]
    fn texts_that_a_width_wraps_are_seen() {
        for (inside, wrapped) in [
            ("<text inline-size=\"200\">字</text>", true),
            ("<text style=\"inline-size: 10em\">字</text>", true),
            ("<style>.a{inline-size:200px}</style><text class=\"a\">字</text>", true),
            ("<text style=\"inline-size:0\">字</text>", false),
            ("<text inline-size=\"auto\">字</text>", false),
            ("<text inline-size=\"200\"><tspan x=\"0\" y=\"9\">字</tspan></text>", false),
            ("<rect inline-size=\"200\"/><text>字</text>", false),
        ] {
            let text = format!("<svg>{inside}</svg>");
            assert_eq!(super::has_some(&crate::pictures::svg::parsed(&text).unwrap()), wrapped, "{inside}");
        }
    }
}
