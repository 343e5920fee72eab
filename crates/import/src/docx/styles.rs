//! What styles say of runs and paragraphs, as far as it changes which words are there.

use std::collections::BTreeMap;

use super::frames::Borders;
use super::tree::{Node, Tree};

/// Styles are based on each other at most so deep; more is a circle.
const DEEPEST: usize = 24;

/// What a run's properties say; nothing where they are silent.
#[derive(Debug, Clone, Default)]
pub(super) struct Look {
    pub hidden: Option<bool>,
    pub struck: Option<bool>,
    pub doubly_struck: Option<bool>,
    /// All letters are shown as capitals, large or small.
    pub capitals: Option<bool>,
    pub small_capitals: Option<bool>,
    pub raised: Option<Height>,
    /// How far it is moved up, in half points.
    pub position: Option<i32>,
    /// The face of Latin characters and signs.
    pub face: Option<String>,
    /// In half points.
    pub size: Option<u32>,
    pub colour: Option<String>,
}

/// Where a run stands on its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Height {
    #[default]
    Line,
    Raised,
    Lowered,
}

/// A style, and the one it is based on.
#[derive(Debug, Clone, Default)]
pub(super) struct Style {
    pub name: String,
    based_on: Option<String>,
    look: Look,
    pub list: Option<u32>,
    pub level: Option<usize>,
    /// The level of a heading, from 0.
    outline: Option<usize>,
    /// Of a table's style.
    borders: Borders,
}

/// The styles of a file.
#[derive(Debug, Default)]
pub(super) struct Styles {
    known: BTreeMap<String, Style>,
    /// The style of paragraphs that name none.
    usual: Option<String>,
    defaults: Look,
}

impl Look {
    /// Reads `w:rPr`.
    pub(super) fn read(node: Option<Node<'_>>) -> Look {
        let Some(node) = node else { return Look::default() };
        let raised = node.value_of("w:vertAlign").map(|value| match value {
            "superscript" => Height::Raised,
            "subscript" => Height::Lowered,
            _ => Height::Line,
        });
        let fonts = node.child("w:rFonts");
        let face = fonts.and_then(|fonts| fonts.attribute("ascii").or_else(|| fonts.attribute("hAnsi")));
        Look {
            hidden: node.switch("w:vanish"),
            struck: node.switch("w:strike"),
            doubly_struck: node.switch("w:dstrike"),
            capitals: node.switch("w:caps"),
            small_capitals: node.switch("w:smallCaps"),
            raised,
            position: node.value_of("w:position").and_then(|value| value.parse().ok()),
            face: face.map(str::to_owned),
            size: node.value_of("w:sz").and_then(|value| value.parse().ok()),
            colour: node.value_of("w:color").map(str::to_owned),
        }
    }

    /// What this one does not say is said by another.
    fn or(self, other: &Look) -> Look {
        Look {
            hidden: self.hidden.or(other.hidden),
            struck: self.struck.or(other.struck),
            doubly_struck: self.doubly_struck.or(other.doubly_struck),
            capitals: self.capitals.or(other.capitals),
            small_capitals: self.small_capitals.or(other.small_capitals),
            raised: self.raised.or(other.raised),
            position: self.position.or(other.position),
            face: self.face.or_else(|| other.face.clone()),
            size: self.size.or(other.size),
            colour: self.colour.or_else(|| other.colour.clone()),
        }
    }
}

impl Styles {
    /// Reads `styles.xml`.
    pub(super) fn read(tree: Option<&Tree>) -> Styles {
        let mut styles = Styles::default();
        let Some(root) = tree.and_then(Tree::root) else { return styles };
        styles.defaults = Look::read(root.at(&["w:docDefaults", "w:rPrDefault", "w:rPr"]));
        for node in root.children().filter(|node| node.name() == "w:style") {
            let Some(id) = node.attribute("styleId") else { continue };
            let usual = node.attribute("default").is_some_and(|value| value == "1" || value == "true");
            if usual && node.attribute("type") == Some("paragraph") {
                styles.usual = Some(id.to_owned());
            }
            let paragraph = node.child("w:pPr");
            let list = paragraph.and_then(|node| node.child("w:numPr"));
            let style = Style {
                name: node.value_of("w:name").unwrap_or_default().to_lowercase(),
                based_on: node.value_of("w:basedOn").map(str::to_owned),
                look: Look::read(node.child("w:rPr")),
                list: list.and_then(|list| list.value_of("w:numId")).and_then(|id| id.parse().ok()),
                level: list.and_then(|list| list.value_of("w:ilvl")).and_then(|level| level.parse().ok()),
                outline: paragraph
                    .and_then(|node| node.value_of("w:outlineLvl"))
                    .and_then(|level| level.parse().ok()),
                borders: Borders::read(node.at(&["w:tblPr", "w:tblBorders"])),
            };
            styles.known.insert(id.to_owned(), style);
        }
        styles
    }

    /// A style and those it is based on, nearest first.
    pub(super) fn chain<'a>(&'a self, id: Option<&str>) -> impl Iterator<Item = (&'a str, &'a Style)> {
        let mut next = id.and_then(|id| self.known.get_key_value(id));
        std::iter::from_fn(move || {
            let (id, style) = next?;
            next = style.based_on.as_ref().and_then(|id| self.known.get_key_value(id));
            Some((id.as_str(), style))
        })
        .take(DEEPEST)
    }

    /// The style of a paragraph: the one it names, else the usual one.
    pub(super) fn of_paragraph<'a>(&'a self, id: Option<&'a str>) -> Option<&'a str> {
        id.filter(|id| self.known.contains_key(*id)).or(self.usual.as_deref())
    }

    fn look(&self, id: Option<&str>) -> Look {
        self.chain(id).fold(Look::default(), |look, (_, style)| look.or(&style.look))
    }

    /// What a run looks like by its own properties, its style and its paragraph's.
    pub(super) fn run(&self, own: Look, style: Option<&str>, paragraph: Option<&str>) -> Look {
        let by_style = self.look(style);
        let by_paragraph = self.look(paragraph);
        // A switch that both styles turn on is off: so Word toggles.
        let toggled = |pick: fn(&Look) -> Option<bool>| {
            let usual = pick(&self.defaults).unwrap_or(false);
            let apart = pick(&by_style).unwrap_or(false) != pick(&by_paragraph).unwrap_or(false);
            Some(pick(&own).unwrap_or(usual || apart))
        };
        let (hidden, struck, doubly_struck) =
            (toggled(|look| look.hidden), toggled(|look| look.struck), toggled(|look| look.doubly_struck));
        let (capitals, small_capitals) = (toggled(|look| look.capitals), toggled(|look| look.small_capitals));
        let rest = own.or(&by_style).or(&by_paragraph).or(&self.defaults);
        Look { hidden, struck, doubly_struck, capitals, small_capitals, ..rest }
    }

    /// The level of a heading, from 0, by its style.
    pub(super) fn outline(&self, paragraph: Option<&str>) -> Option<usize> {
        self.chain(paragraph).find_map(|(_, style)| style.outline).filter(|level| *level < 9)
    }

    /// The lines that a table's style draws.
    pub(super) fn borders(&self, table: Option<&str>) -> Borders {
        self.chain(table).fold(Borders::default(), |borders, (_, style)| borders.or(style.borders))
    }

    /// Whether the style, or one it is based on, has this name of Word's own.
    pub(super) fn is_named(&self, paragraph: Option<&str>, name: &str) -> bool {
        self.chain(paragraph).any(|(_, style)| style.name == name)
    }
}
