//! Whom a template's findings are told to: the data that say so, else the template.

use super::{Template, pointer};
use crate::coverage;
use crate::diagnostic::{Diagnostic, Place, Sink};
use crate::press;
use crate::press::fonts::GlyphFinding;
use crate::source::{Node, Table, Value};
use crate::template::{AskedFinding, TemplateFinding};
use gongwen_page::Role;
use gongwen_page::geometry::Page;

/// What Typst says when a template refuses data at a place in it: `panic("data:/date: …")`.
const REFUSES: &str = "panicked with: data:";
/// What Typst says of a plugin that a package brings.
const PLUGIN: &str = "WebAssembly plugins are never loaded";
/// What Typst says when a key is missing.
const LACKS: &str = "dictionary does not contain key \"";

/// A finding about the template that is the data's fault, told there.
pub(super) fn blamed(found: Diagnostic, template: &Template, data: &Table) -> Diagnostic {
    let Some(slip) = press::slip(&found) else { return found };
    if let Some(said) = slip.message.strip_prefix(REFUSES) {
        // Without a place in the data all of it is meant.
        let marks = |c: char| c == '：' || c == ':';
        let (pointer, message) = match said.split_once(marks).filter(|(pointer, _)| pointer.starts_with('/'))
        {
            Some((pointer, message)) => (pointer, message),
            None if said.starts_with('/') => (said, said),
            None => ("", said),
        };
        let at = pointer::follow(data, pointer.trim());
        let fault = AskedFinding::Refused { message: message.trim().to_owned() };
        return Diagnostic::new(fault).at(at.place).path(at.path);
    }
    if let Some(spec) = slip.message.strip_prefix("package not found (searched for ") {
        let fault = AskedFinding::NoPackage { spec: spec.trim_end_matches(')').to_owned() };
        return Diagnostic::new(fault).at(found.place().cloned());
    }
    if slip.message.contains(PLUGIN) {
        let fault = TemplateFinding::Plugin { path: slip.file.clone() };
        return Diagnostic::new(fault).at(found.place().cloned());
    }
    if let Some(key) = slip.message.strip_prefix(LACKS) {
        let key = key.split('"').next().unwrap_or_default().to_owned();
        let undeclared = Role::of_key(&key).is_some_and(|role| !template.roles.contains(&role));
        let fault = if undeclared {
            AskedFinding::UndeclaredRole { role: key }
        } else {
            AskedFinding::Unasked { anywhere: has_key(data, &key), key }
        };
        return Diagnostic::new(fault).at(found.place().cloned());
    }
    found
}

fn has_key(table: &Table, key: &str) -> bool {
    table.entries.iter().any(|entry| entry.key == key || has_key_in(&entry.node, key))
}

fn has_key_in(node: &Node, key: &str) -> bool {
    match &node.value {
        Value::Table(table) => has_key(table, key),
        Value::Array(items) => items.iter().any(|item| has_key_in(item, key)),
        _ => false,
    }
}

/// Boxes on the page in place of characters: in the data, when they stand there, else in the template.
pub(super) fn missing_characters(pages: &[Page], template: &Template, data: &Table, sink: &mut Sink) {
    for (run, character, boxed) in coverage::boxed(pages) {
        let role = Role::of_family(&run.family).map_or("模板自带的字体", Role::chinese);
        let found = Diagnostic::new(GlyphFinding::MissingGlyph { character, role });
        sink.push(match in_data(data, character) {
            Some((place, path)) => found.at(place).path(path),
            None => found.at(boxed.or_else(|| template.sources.place_of(character))),
        });
    }
}

/// Words on other words or off the page: at the data that say them, when they stand there.
pub(super) fn strays(pages: &[Page], data: &Table, sink: &mut Sink) {
    let found = pages.iter().flat_map(gongwen_page::strays);
    let mut told: Vec<String> = Vec::new();
    for stray in found {
        if sink.is_full() || told.contains(&stray.text) {
            continue;
        }
        let said = gongwen_page::beginning_said(&stray.text, |said| saying(data, "", said).is_some());
        let (place, path) = saying(data, "", said).unwrap_or_default();
        told.push(stray.text.clone());
        sink.push(Diagnostic::new(stray).at(place).path(path));
    }
}

/// The first value of the data that says a text.
fn saying(table: &Table, path: &str, text: &str) -> Option<(Option<Place>, String)> {
    let says = |node: &Node| match &node.value {
        Value::String(said) => said.contains(text),
        Value::Integer(number) => number.to_string() == text,
        Value::Float(number) => number.to_string() == text,
        _ => false,
    };
    find(table, path, &says).map(|(node, path)| (node.place.as_ref().map(|place| place.find(text)), path))
}

/// The first value of the data, at any depth, that is so.
fn find<'t>(table: &'t Table, path: &str, is: &dyn Fn(&Node) -> bool) -> Option<(&'t Node, String)> {
    let inside = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
    table.entries.iter().find_map(|entry| find_in(&entry.node, inside(&entry.key), is))
}

fn find_in<'t>(node: &'t Node, path: String, is: &dyn Fn(&Node) -> bool) -> Option<(&'t Node, String)> {
    match &node.value {
        Value::Table(table) => find(table, &path, is),
        Value::Array(items) => {
            let mut items = items.iter().enumerate();
            items.find_map(|(index, item)| find_in(item, format!("{path}[{index}]"), is))
        }
        _ => is(node).then_some((node, path)),
    }
}

/// The first string of the data that has a character.
fn in_data(table: &Table, character: char) -> Option<(Option<Place>, String)> {
    let has = |node: &Node| matches!(&node.value, Value::String(text) if text.contains(character));
    find(table, "", &has)
        .map(|(node, path)| (node.place.as_ref().map(|place| place.find_char(character)), path))
}
