//! What a drawing costs to draw, before anything draws it. A few references to each other make millions of elements, or a nesting
//! that ends the process, of a file of some kilobytes; a filter's figure asks for hours. Nothing here draws; what is counted is
//! at least what is drawn.

use std::collections::{HashMap, HashSet};

use usvg::roxmltree::{Document, Node, NodeId};

use crate::pictures::PictureFault;

/// How many elements a drawing may have, each counted as often as it is drawn: some 3 KB of memory each.
const LIMIT_ELEMENTS: u64 = 250_000;
/// How deep elements may stand in each other, what they refer to with them.
const LIMIT_DEPTH: u32 = 256;
/// How many attributes an element may have.
const LIMIT_ATTRIBUTES: u64 = 1_000;
/// How many stops of a gradient cost as much as an element.
const STOPS: u64 = 8;

/// Refuses what the reader of XML would be long at: many elements, and many attributes of one, for it holds each against all others.
pub(super) fn tags(text: &str) -> Result<(), PictureFault> {
    let (mut rest, mut elements) = (text, 0);
    while let Some(start) = rest.find('<') {
        rest = &rest[start..];
        let hidden = [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>"), ("<!", ">")];
        if let Some((_, end)) = hidden.iter().find(|(start, _)| rest.starts_with(start)) {
            rest = rest.find(end).map_or("", |at| &rest[at..]);
            continue;
        }
        let (mut attributes, mut quote, mut end) = (0, None, rest.len());
        for (at, byte) in rest.bytes().enumerate().skip(1) {
            match (quote, byte) {
                (Some(open), byte) if byte == open => quote = None,
                (None, b'"' | b'\'') => quote = Some(byte),
                (None, b'=') => attributes += 1,
                (None, b'>') => {
                    end = at;
                    break;
                }
                _ => {}
            }
        }
        elements += u64::from(!rest.starts_with("</"));
        if elements > LIMIT_ELEMENTS {
            return Err(over(("图形数", "shapes"), LIMIT_ELEMENTS));
        }
        if attributes > LIMIT_ATTRIBUTES {
            return Err(over(("一个图形的属性数", "attributes of one shape"), LIMIT_ATTRIBUTES));
        }
        rest = &rest[end..];
    }
    Ok(())
}

/// What a drawing weighs, the drawings in it by their elements.
pub(super) fn weighed(file: &Document<'_>, inner: &HashMap<NodeId, u64>) -> Result<u64, PictureFault> {
    let references = References::of(file);
    let mut known: HashMap<NodeId, Weight> = HashMap::new();
    let mut begun: HashSet<NodeId> = HashSet::new();
    let mut due = vec![(file.root_element(), false)];
    while let Some((node, seen)) = due.pop() {
        if known.contains_key(&node.id()) {
            continue;
        }
        if seen {
            // A filter of a picture of what it is on has no end.
            let unknown = |below: Node<'_, '_>| !known.contains_key(&below.id());
            if node.tag_name().name() == "feImage" && references.below(node).any(unknown) {
                return Err(PictureFault::Unsupported { reason: "feImage of what it is on".to_owned() });
            }
            let weight = references.weight(node, &known, inner);
            if weight.elements > LIMIT_ELEMENTS {
                return Err(over(("图形数", "shapes"), LIMIT_ELEMENTS));
            }
            if weight.depth > LIMIT_DEPTH {
                return Err(over(("图形的嵌套层数", "shapes within each other"), LIMIT_DEPTH.into()));
            }
            known.insert(node.id(), weight);
        } else if begun.insert(node.id()) {
            due.push((node, true));
            due.extend(references.below(node).map(|below| (below, false)));
        }
        // Of what refers to itself nothing is drawn twice: the reader of drawings breaks the circle.
    }
    Ok(known.get(&file.root_element().id()).map_or(1, |weight| weight.elements))
}

pub(super) fn over(what: (&'static str, &'static str), limit: u64) -> PictureFault {
    PictureFault::TooMuch { what, limit }
}

#[derive(Debug, Clone, Copy, Default)]
struct Weight {
    elements: u64,
    depth: u32,
}

/// Which elements an element refers to.
struct References<'a, 'input> {
    /// What it draws once: a mask, a clip, a filter, what is used.
    own: HashMap<NodeId, Vec<Node<'a, 'input>>>,
    /// What all in it may be painted with: patterns, markers.
    passed_on: HashMap<NodeId, Vec<Node<'a, 'input>>>,
}

impl<'a, 'input> References<'a, 'input> {
    fn of(file: &'a Document<'input>) -> References<'a, 'input> {
        let elements = || file.descendants().filter(Node::is_element);
        let mut named: HashMap<&str, Node<'a, 'input>> = HashMap::new();
        for node in elements() {
            if let Some(id) = node.attribute("id") {
                named.entry(id).or_insert(node);
            }
        }
        let rules = rules(file);
        let mut references = References { own: HashMap::new(), passed_on: HashMap::new() };
        for node in elements() {
            for attribute in node.attributes() {
                let (name, value) = (attribute.name(), attribute.value());
                if name == "href" && node.tag_name().name() != "a" {
                    let target = value.trim().strip_prefix('#').and_then(|id| named.get(id));
                    references.add(node, "href", target.copied());
                } else if name == "style" {
                    references.declared(node, value, &named);
                } else {
                    addresses(value).for_each(|id| references.add(node, name, named.get(id).copied()));
                }
            }
            for rule in rules.iter().filter(|rule| rule.may_hold(node)) {
                references.declared(node, rule.declarations, &named);
            }
        }
        references
    }

    fn declared(&mut self, node: Node<'a, 'input>, style: &str, named: &HashMap<&str, Node<'a, 'input>>) {
        for declaration in style.split(';') {
            let (name, value) = declaration.split_once(':').unwrap_or(("", declaration));
            addresses(value).for_each(|id| self.add(node, name.trim(), named.get(id).copied()));
        }
    }

    fn add(&mut self, node: Node<'a, 'input>, property: &str, target: Option<Node<'a, 'input>>) {
        let Some(target) = target else { return };
        let passes =
            matches!(property, "fill" | "stroke" | "marker" | "marker-start" | "marker-mid" | "marker-end");
        let all = if passes { &mut self.passed_on } else { &mut self.own };
        all.entry(node.id()).or_default().push(target);
    }

    fn below(&self, node: Node<'a, 'input>) -> impl Iterator<Item = Node<'a, 'input>> {
        let of =
            |all: &HashMap<NodeId, Vec<Node<'a, 'input>>>| all.get(&node.id()).cloned().unwrap_or_default();
        node.children().filter(Node::is_element).chain(of(&self.own)).chain(of(&self.passed_on))
    }

    /// What an element weighs with all in it, when that of all below it is known.
    fn weight(
        &self,
        node: Node<'a, 'input>,
        known: &HashMap<NodeId, Weight>,
        inner: &HashMap<NodeId, u64>,
    ) -> Weight {
        let of = |below: Node<'_, '_>| known.get(&below.id()).copied().unwrap_or_default();
        let depth = self.below(node).map(|below| of(below).depth).max().unwrap_or(0) + 1;
        // A gradient is copied to what it paints, a stop some bytes.
        if matches!(node.tag_name().name(), "linearGradient" | "radialGradient") {
            return Weight { elements: node.children().count() as u64 / STOPS, depth };
        }
        let sum = |all: &mut dyn Iterator<Item = Node<'a, 'input>>| {
            all.fold(0_u64, |sum, below| sum.saturating_add(of(below).elements))
        };
        let mut children = node.children().filter(Node::is_element).filter(|child| !is_definition(*child));
        let own = self.own.get(&node.id()).into_iter().flatten().copied();
        let once = sum(&mut children.by_ref().chain(own)).saturating_add(1);
        let once = once.saturating_add(inner.get(&node.id()).copied().unwrap_or(0));
        let passed = sum(&mut self.passed_on.get(&node.id()).into_iter().flatten().copied());
        let times = once.saturating_mul(vertices(node));
        Weight { elements: once.saturating_add(passed.saturating_mul(times)), depth }
    }
}

/// What is drawn only where something refers to it.
fn is_definition(node: Node<'_, '_>) -> bool {
    matches!(
        node.tag_name().name(),
        "pattern"
            | "marker"
            | "mask"
            | "clipPath"
            | "filter"
            | "symbol"
            | "linearGradient"
            | "radialGradient"
    )
}

/// How many markers a shape may have: one a vertex.
fn vertices(node: Node<'_, '_>) -> u64 {
    let said = node.attribute("d").or_else(|| node.attribute("points")).unwrap_or_default();
    let is_mark = |c: char| c.is_ascii_alphabetic() || c == ',' || c.is_whitespace();
    said.split(is_mark).count().div_ceil(2).max(1) as u64
}

/// The names in `url(#…)`.
fn addresses(value: &str) -> impl Iterator<Item = &str> {
    value.split("url(").skip(1).filter_map(|rest| {
        let said = rest.split(')').next()?.trim().trim_matches(['"', '\'']).trim();
        said.strip_prefix('#')
    })
}

/// A rule of a style sheet that refers to something.
struct Rule<'a> {
    /// The last parts of its selectors.
    selectors: Vec<&'a str>,
    declarations: &'a str,
}

fn rules<'a>(file: &'a Document<'_>) -> Vec<Rule<'a>> {
    let sheets = file.descendants().filter(|node| node.tag_name().name() == "style");
    let texts = sheets.flat_map(|sheet| sheet.children().filter_map(|child| child.text()));
    let rules = texts.flat_map(|text| text.split('}')).filter_map(|rule| rule.rsplit_once('{'));
    let referring = rules.filter(|(_, declarations)| declarations.contains("url("));
    let ends = |selector: &'a str| selector.trim().rsplit([' ', '>', '+', '~']).next();
    referring
        .map(|(selectors, declarations)| Rule {
            selectors: selectors.split(',').filter_map(ends).collect(),
            declarations,
        })
        .collect()
}

impl Rule<'_> {
    /// Whether it may be of an element: never no where it is.
    fn may_hold(&self, node: Node<'_, '_>) -> bool {
        self.selectors.iter().any(|selector| {
            // Conditions in brackets and behind a colon hold, as far as is known here.
            let plain = selector.split(['[', ':']).next().unwrap_or_default();
            let name = plain.split(['.', '#']).next().unwrap_or_default();
            let has_name = name.is_empty() || name == "*" || name == node.tag_name().name();
            let classes = || node.attribute("class").unwrap_or_default().split_whitespace();
            let mut parts = plain
                .match_indices(['.', '#'])
                .map(|(at, sign)| (sign, plain[at + 1..].split(['.', '#']).next().unwrap_or_default()));
            has_name
                && parts.all(|(sign, said)| match sign {
                    "." => classes().any(|class| class == said),
                    _ => node.attribute("id") == Some(said),
                })
        })
    }
}
