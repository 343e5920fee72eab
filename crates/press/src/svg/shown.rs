//! What the author of a drawing hides: by attributes, style sheets and `style`, in the order in which the library
//! that draws takes them.

use simplecss::{AttributeOperator, DeclarationTokenizer, Element, PseudoClass, StyleSheet};
use usvg::roxmltree::{Document, Node};

/// The style sheets of a drawing.
pub(super) struct Styles<'f> {
    sheet: StyleSheet<'f>,
}

/// What is said of one property, and whether as important.
#[derive(Default)]
struct Said<'s>(Option<(&'s str, bool)>);

impl<'s> Said<'s> {
    /// The last word counts, unless an important one was said before.
    fn say(&mut self, value: &'s str, important: bool) {
        if !self.0.is_some_and(|(_, before)| before) {
            self.0 = Some((value.trim(), important));
        }
    }

    fn is(&self, value: &str) -> bool {
        self.0.is_some_and(|(said, _)| said == value)
    }
}

impl<'f> Styles<'f> {
    pub(super) fn of(file: &'f Document<'_>) -> Styles<'f> {
        let mut sheet = StyleSheet::new();
        let sheets = file.descendants().filter(|node| node.tag_name().name() == "style");
        let sheets = sheets.filter(|sheet| sheet.attribute("type").is_none_or(|kind| kind == "text/css"));
        sheets.filter_map(|node| node.text()).for_each(|text| sheet.parse_more(text));
        Styles { sheet }
    }

    /// Whether a part is visible in which the part around it is as `visible` says; none when it is not there at all,
    /// with all that it holds.
    pub(super) fn shown(&self, node: Node<'_, '_>, visible: bool) -> Option<bool> {
        let [mut display, mut visibility, mut opacity] = [const { Said(None) }; 3];
        let mut say = |name: &str, value, important| match name {
            "display" => display.say(value, important),
            "visibility" => visibility.say(value, important),
            "opacity" => opacity.say(value, important),
            _ => {}
        };
        node.attributes().for_each(|attribute| say(attribute.name(), attribute.value(), false));
        let rules = self.sheet.rules.iter().filter(|rule| rule.selector.matches(&Matched(node)));
        let own = node.attribute("style").map(DeclarationTokenizer::from);
        let declarations = rules.flat_map(|rule| rule.declarations.iter().copied());
        declarations
            .chain(own.into_iter().flatten())
            .for_each(|said| say(said.name, said.value, said.important));
        if display.is("none") || opacity.0.is_some_and(|(said, _)| is_nothing(said)) {
            return None;
        }
        Some(match visibility.0 {
            Some(("hidden" | "collapse", _)) => false,
            Some(("visible", _)) => true,
            _ => visible,
        })
    }
}

fn is_nothing(opacity: &str) -> bool {
    opacity.strip_suffix('%').unwrap_or(opacity).trim().parse() == Ok(0.0)
}

/// A part of the drawing, for selectors.
struct Matched<'n, 'f>(Node<'n, 'f>);

impl Element for Matched<'_, '_> {
    fn parent_element(&self) -> Option<Self> {
        self.0.parent_element().map(Matched)
    }

    fn prev_sibling_element(&self) -> Option<Self> {
        self.0.prev_sibling_element().map(Matched)
    }

    fn has_local_name(&self, name: &str) -> bool {
        self.0.tag_name().name() == name
    }

    fn attribute_matches(&self, name: &str, operator: AttributeOperator<'_>) -> bool {
        self.0.attribute(name).is_some_and(|value| operator.matches(value))
    }

    fn pseudo_class_matches(&self, class: PseudoClass<'_>) -> bool {
        matches!(class, PseudoClass::FirstChild) && self.prev_sibling_element().is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Only the last word of a selector was read: a compound one hid nothing, one with a part above it too much.
    #[test]
    fn what_is_hidden_is_what_the_rules_hide() {
        let seen = |style: &str, inside: &str| {
            let file = format!("<svg><style>{style}</style>{inside}</svg>");
            let file = Document::parse(&file).unwrap();
            let styles = Styles::of(&file);
            let texts = file.descendants().filter(|node| node.tag_name().name() == "text");
            let is_seen = |text: Node<'_, '_>| {
                let mut above: Vec<Node<'_, '_>> = text.ancestors().filter(Node::is_element).collect();
                above.reverse();
                above.into_iter().try_fold(true, |visible, part| styles.shown(part, visible)) == Some(true)
            };
            texts.map(|text| if is_seen(text) { '+' } else { '-' }).collect::<String>()
        };
        let two = "<g class=\"a\"><text class=\"x hid\"/></g><g><text id=\"i\" class=\"hid\"/></g>";
        for (style, wanted) in [
            ("text.x{display:none}", "-+"),
            ("text.x.hid , text#no{display:none}", "-+"),
            (".a .hid{display:none}", "-+"),
            (".a > .hid{visibility:hidden}", "-+"),
            ("svg > .hid{display:none}", "++"),
            ("/* hides */ #i/* so */{display:none}", "+-"),
            ("g + g text{opacity:0}", "+-"),
            ("[class='hid']{display:none}", "+-"),
            (".hid{display:none} #i{display:inline}", "-+"),
            ("#i{display:inline} .hid{display:none}", "-+"),
            (".hid{display:none !important} #i{display:inline}", "--"),
            ("g{visibility:hidden} #i{visibility:visible}", "-+"),
            (".hid{opacity:0%}", "--"),
            (".no{display:none}", "++"),
            (".hid{display:none", "--"),
            (".hid{display : none ; }", "--"),
        ] {
            assert_eq!(seen(style, two), wanted, "{style}");
        }
        assert_eq!(seen("text{display:none}", "<text style=\"display:inline\"/><text/>"), "+-");
        assert_eq!(seen("", "<g visibility=\"hidden\"><text visibility=\"visible\"/><text/></g>"), "+-");
        assert_eq!(seen("", "<text style=\"fill:red;display:none\"/><text display=\"none\"/>"), "--");
    }
}
