//! A part of a Word file as a tree: what a paragraph says depends on what stands around it.
//!
//! Names are those that Word writes (`w:p`, `m:oMath`), whatever prefix the file gave the namespace.

use crate::WordFault;
use std::collections::HashMap;
use std::ops::Range;

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};

/// Elements in elements deeper than this are no document.
const DEEPEST: usize = 256;
/// So many elements and texts a part may have: some 3,000 pages with all that Word writes around them.
const MOST_NODES: usize = 4_000_000;

/// So many prefixes may be declared around an element: Word writes some 40.
const MOST_PREFIXES: usize = 1_000;

/// No node.
const NONE: u32 = u32::MAX;

/// A part, parsed.
#[derive(Debug, Default)]
pub(super) struct Tree {
    nodes: Vec<Stored>,
    names: Vec<String>,
    /// Texts and values of attributes, one after the other.
    text: String,
    attributes: Vec<(u32, Range<u32>)>,
}

#[derive(Debug)]
struct Stored {
    /// Of an element; a text has none.
    name: u32,
    first: u32,
    next: u32,
    /// An element's attributes, a text's bytes.
    holds: Range<u32>,
}

/// An element or a text of a part.
#[derive(Debug, Clone, Copy)]
pub(super) struct Node<'a> {
    tree: &'a Tree,
    at: u32,
}

impl Tree {
    /// Parses a part. Document types, and with them entities, are refused: Word writes none.
    pub(super) fn parse(text: &str) -> Result<Tree, WordFault> {
        let mut builder = Builder::default();
        let mut reader = Reader::from_str(text);
        let broken = |error: quick_xml::Error| WordFault::Broken { reason: error.to_string() };
        loop {
            match reader.read_event().map_err(broken)? {
                Event::Eof => return builder.finish(),
                Event::DocType(_) => return Err(WordFault::DocumentType),
                Event::Start(start) => builder.open(&start)?,
                Event::Empty(start) => {
                    builder.open(&start)?;
                    builder.close();
                }
                Event::End(_) => builder.close(),
                Event::Text(text) => builder.text(&text.xml10_content())?,
                Event::CData(text) => builder.text(&text.xml10_content())?,
                Event::GeneralRef(reference) => {
                    let resolved = match reference.resolve_char_ref().map_err(broken)? {
                        Some(c) => c.to_string(),
                        None => resolve_predefined_entity(&reference.xml10_content())
                            .ok_or(WordFault::DocumentType)?
                            .to_owned(),
                    };
                    builder.text(&resolved)?;
                }
                _ => {}
            }
        }
    }

    /// A node by its place.
    pub(super) fn node(&self, at: u32) -> Option<Node<'_>> {
        self.nodes.get(at as usize).map(|_| Node { tree: self, at })
    }

    /// The outermost element; an empty part has none.
    pub(super) fn root(&self) -> Option<Node<'_>> {
        (!self.nodes.is_empty()).then_some(Node { tree: self, at: 0 })
    }
}

impl<'a> Node<'a> {
    fn stored(self) -> &'a Stored {
        &self.tree.nodes[self.at as usize]
    }

    /// Where it stands in its tree.
    pub(super) fn place(self) -> u32 {
        self.at
    }

    /// The name of an element; empty for a text.
    pub(super) fn name(self) -> &'a str {
        self.tree.names.get(self.stored().name as usize).map_or("", String::as_str)
    }

    /// Elements and texts right below this one.
    pub(super) fn children(self) -> impl Iterator<Item = Node<'a>> + 'a {
        let tree = self.tree;
        let mut next = if self.stored().name == NONE { NONE } else { self.stored().first };
        std::iter::from_fn(move || {
            let node = (next != NONE).then_some(Node { tree, at: next })?;
            next = node.stored().next;
            Some(node)
        })
    }

    /// The first element of a name right below this one.
    pub(super) fn child(self, name: &str) -> Option<Node<'a>> {
        self.children().find(|child| child.name() == name)
    }

    /// The element at the end of a path of names.
    pub(super) fn at(self, path: &[&str]) -> Option<Node<'a>> {
        path.iter().try_fold(self, |node, name| node.child(name))
    }

    /// An attribute by its local name.
    pub(super) fn attribute(self, name: &str) -> Option<&'a str> {
        let stored = self.stored();
        if stored.name == NONE {
            return None;
        }
        let attributes = &self.tree.attributes[stored.holds.start as usize..stored.holds.end as usize];
        let found = attributes.iter().find(|(known, _)| self.tree.names[*known as usize] == name)?;
        Some(&self.tree.text[found.1.start as usize..found.1.end as usize])
    }

    /// `w:val`, an element's one value.
    pub(super) fn value(self) -> Option<&'a str> {
        self.attribute("val")
    }

    /// The value of a child.
    pub(super) fn value_of(self, name: &str) -> Option<&'a str> {
        self.child(name)?.value()
    }

    /// What a switch among the children says: none when it is not there.
    pub(super) fn switch(self, name: &str) -> Option<bool> {
        Some(!matches!(self.child(name)?.value(), Some("0" | "false" | "off" | "none")))
    }

    /// The text right in this element.
    pub(super) fn text(self) -> String {
        self.children().filter_map(Node::own_text).collect()
    }

    fn own_text(self) -> Option<&'a str> {
        let stored = self.stored();
        (stored.name == NONE).then(|| &self.tree.text[stored.holds.start as usize..stored.holds.end as usize])
    }

    /// Every element of a name below this one, in order, itself not counted.
    pub(super) fn all(self, name: &'a str) -> Vec<Node<'a>> {
        let mut found = Vec::new();
        let mut stack: Vec<Node<'a>> = self.children().collect();
        stack.reverse();
        while let Some(node) = stack.pop() {
            if node.name() == name {
                found.push(node);
            }
            let from = stack.len();
            stack.extend(node.children());
            stack[from..].reverse();
        }
        found
    }
}

#[derive(Default)]
struct Builder {
    tree: Tree,
    known: HashMap<String, u32>,
    /// The open elements, each with the last node below it.
    open: Vec<(u32, u32)>,
    /// What each prefix stands for, innermost last; nothing for a namespace that is none of Word's.
    prefixes: HashMap<String, Vec<&'static str>>,
    /// The prefixes in the order in which they were declared, with the depth.
    declared: Vec<(usize, String)>,
}

impl Builder {
    fn open(&mut self, start: &BytesStart<'_>) -> Result<(), WordFault> {
        if self.open.len() >= DEEPEST {
            return Err(WordFault::Broken { reason: "elements nested too deeply".to_owned() });
        }
        let depth = self.open.len();
        let from = place(self.tree.attributes.len())?;
        for attribute in start.attributes().with_checks(false).flatten() {
            let key: &str = attribute.key.as_ref();
            let value = attribute.normalized_value(XmlVersion::Implicit1_0);
            let value = value.map_err(|_| WordFault::DocumentType)?;
            if key == "xmlns" || key.starts_with("xmlns:") {
                let prefix = key.strip_prefix("xmlns:").unwrap_or("").to_owned();
                if self.declared.len() >= MOST_PREFIXES {
                    return Err(WordFault::Broken {
                        reason: format!("more than {MOST_PREFIXES} namespaces"),
                    });
                }
                let stands_for = usual_prefix(&value).unwrap_or_default();
                self.prefixes.entry(prefix.clone()).or_default().push(stands_for);
                self.declared.push((depth, prefix));
                continue;
            }
            let local = key.rsplit(':').next().unwrap_or(key).to_owned();
            let name = self.name(local)?;
            let value = self.store(&value)?;
            self.tree.attributes.push((name, value));
        }
        let holds = from..place(self.tree.attributes.len())?;
        let name = self.qualified(start.name().as_ref());
        let name = self.name(name)?;
        let at = self.add(Stored { name, first: NONE, next: NONE, holds })?;
        self.open.push((at, NONE));
        Ok(())
    }

    fn close(&mut self) {
        self.open.pop();
        let depth = self.open.len();
        while let Some((_, prefix)) = self.declared.pop_if(|(declared, _)| *declared >= depth) {
            if let Some(meanings) = self.prefixes.get_mut(&prefix) {
                meanings.pop();
            }
        }
    }

    fn text(&mut self, text: &str) -> Result<(), WordFault> {
        if self.open.is_empty() || text.is_empty() {
            return Ok(());
        }
        let holds = self.store(text)?;
        self.add(Stored { name: NONE, first: NONE, next: NONE, holds })?;
        Ok(())
    }

    /// Adds a node below the innermost open element.
    fn add(&mut self, node: Stored) -> Result<u32, WordFault> {
        if self.tree.nodes.len() >= MOST_NODES {
            return Err(WordFault::Broken { reason: format!("more than {MOST_NODES} elements") });
        }
        let at = place(self.tree.nodes.len())?;
        if self.open.is_empty() && at > 0 {
            return Err(WordFault::Broken { reason: "two outermost elements".to_owned() });
        }
        if let Some((parent, last)) = self.open.last_mut() {
            match *last {
                NONE => self.tree.nodes[*parent as usize].first = at,
                last => self.tree.nodes[last as usize].next = at,
            }
            *last = at;
        }
        self.tree.nodes.push(node);
        Ok(at)
    }

    /// The name as Word writes it.
    fn qualified(&self, name: &str) -> String {
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        let usual = self.prefixes.get(prefix).and_then(|meanings| meanings.last());
        match usual.filter(|usual| !usual.is_empty()) {
            Some(usual) => format!("{usual}:{local}"),
            None => name.to_owned(),
        }
    }

    fn name(&mut self, name: String) -> Result<u32, WordFault> {
        if let Some(known) = self.known.get(&name) {
            return Ok(*known);
        }
        let at = place(self.tree.names.len())?;
        self.tree.names.push(name.clone());
        self.known.insert(name, at);
        Ok(at)
    }

    fn store(&mut self, text: &str) -> Result<Range<u32>, WordFault> {
        let from = place(self.tree.text.len())?;
        self.tree.text.push_str(text);
        Ok(from..place(self.tree.text.len())?)
    }

    fn finish(self) -> Result<Tree, WordFault> {
        if !self.open.is_empty() {
            return Err(WordFault::Broken { reason: "the XML ends early".to_owned() });
        }
        Ok(self.tree)
    }
}

fn place(at: usize) -> Result<u32, WordFault> {
    u32::try_from(at)
        .ok()
        .filter(|at| *at != NONE)
        .ok_or(WordFault::Broken { reason: "too many elements".to_owned() })
}

/// The prefix that Word writes for a namespace, of both editions of the standard.
fn usual_prefix(namespace: &str) -> Option<&'static str> {
    Some(match namespace {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        | "http://purl.oclc.org/ooxml/wordprocessingml/main" => "w",
        "http://schemas.openxmlformats.org/officeDocument/2006/math"
        | "http://purl.oclc.org/ooxml/officeDocument/math" => "m",
        "http://schemas.openxmlformats.org/drawingml/2006/main"
        | "http://purl.oclc.org/ooxml/drawingml/main" => "a",
        "http://schemas.openxmlformats.org/drawingml/2006/picture"
        | "http://purl.oclc.org/ooxml/drawingml/picture" => "pic",
        "http://schemas.openxmlformats.org/drawingml/2006/chart"
        | "http://purl.oclc.org/ooxml/drawingml/chart" => "c",
        "http://schemas.openxmlformats.org/drawingml/2006/diagram"
        | "http://purl.oclc.org/ooxml/drawingml/diagram" => "dgm",
        "http://schemas.openxmlformats.org/markup-compatibility/2006" => "mc",
        "http://schemas.microsoft.com/office/word/2010/wordml" => "w14",
        "http://schemas.microsoft.com/office/word/2010/wordprocessingShape" => "wps",
        "urn:schemas-microsoft-com:vml" => "v",
        "urn:schemas-microsoft-com:office:office" => "o",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_word_whatever_the_prefix() {
        let text = r#"<x:document xmlns:x="http://purl.oclc.org/ooxml/wordprocessingml/main"><x:body><p xmlns="urn:schemas-microsoft-com:vml" x:val="1"/><x:p>a&amp;b<y:q/>c</x:p><y:r/></x:body></x:document>"#;
        let tree = Tree::parse(text).unwrap();
        let body = tree.root().unwrap().child("w:body").unwrap();
        let names: Vec<&str> = body.children().map(Node::name).collect();
        assert_eq!(names, ["v:p", "w:p", "y:r"]);
        assert_eq!(body.child("v:p").unwrap().value(), Some("1"));
        assert_eq!(body.child("w:p").unwrap().text(), "a&bc");
        assert_eq!(tree.root().unwrap().all("y:q").len(), 1);
    }

    #[test]
    fn a_prefix_stands_for_what_it_was_declared_as_last_until_its_element_ends() {
        let (word, other) = ("urn:schemas-microsoft-com:vml", "urn:x");
        let text = format!("<a xmlns:x='{word}'><x:b xmlns:x='{other}'><x:c/></x:b><x:d/></a>");
        let tree = Tree::parse(&text).unwrap();
        let names: Vec<&str> =
            tree.nodes.iter().map(|node| tree.names[node.name as usize].as_str()).collect();
        assert_eq!(names, ["a", "x:b", "x:c", "v:d"]);
    }

    #[test]
    fn what_is_no_tree_is_refused() {
        for text in ["<a>", "<a></b>", "<a/><b/>", "<!DOCTYPE a><a/>", "<a>&b;</a>", "<a b='&c;'/>"] {
            assert!(Tree::parse(text).is_err(), "{text}");
        }
        assert!(Tree::parse(&"<a>".repeat(100_000)).is_err());
        assert!(Tree::parse("").unwrap().root().is_none());
    }
}
