//! Data into a template, pages out.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::{Value as Json, json};

use super::Template;
use crate::diagnostic::{Diagnostic, Place, Sink, guarded};
use crate::document::{Date, Digits};
use crate::layout::Role;
use crate::layout::geometry::Page;
use crate::pdf::{PdfForm, PdfStandard};
use crate::press::fonts::GlyphFinding;
use crate::press::{self, FontSet, Given, Metadata, TypstFinding, Unarchivable};
use crate::reader::TemplateData;
use crate::render::{Engine, Rendered};
use crate::source::{Node, Table, Value};
use crate::template::{AskedFinding, Manifest, TemplateFinding, pointer};
use crate::{Failure, characters, layout};

/// What Typst says when a template refuses data at a place in it: `panic("data:/date: …")`.
const REFUSES: &str = "panicked with: data:";
/// What Typst says of a plugin that a package brings.
const PLUGIN: &str = "WebAssembly plugins are never loaded";
/// What Typst says when a key is missing.
const LACKS: &str = "dictionary does not contain key \"";

impl Engine {
    /// Sets data by a template. The data is checked against the template's schema first.
    ///
    /// # Errors
    /// Every problem found: in the data at its place there; in the template at its place there.
    pub fn render_template(&self, template: &Template, data: &TemplateData) -> Result<Rendered, Failure> {
        guarded(|| self.fill(template, data))
    }

    fn fill(&self, template: &Template, data: &TemplateData) -> Result<Rendered, Failure> {
        let allowance = self.allowance();
        let mut sink = Sink::default();
        data.noticed.iter().for_each(|noticed| sink.push(noticed.clone()));
        let filled = super::fill(&data.table, &data.files, &template.schema, &mut sink);
        let Some(filled) = filled else { return Err(sink.into()) };
        let fonts = self.default_fonts(&mut sink);
        let Some(fonts) = fonts else { return Err(sink.into()) };
        let fonts = self.with_rare(fonts, template, &data.table).with_own(&template.own_fonts);
        // A template names what faces it will.
        let mut fonts = fonts.named(Digits::Latin);
        let mut changed = BTreeMap::new();
        for (name, picture) in &filled.given {
            let other = characters::check_picture(picture, &mut fonts, &mut sink);
            changed.extend(other.map(|bytes| (name.clone(), bytes)));
        }
        if sink.has_errors() {
            return Err(sink.into());
        }
        let named: Vec<_> = filled.given.iter().map(|(name, picture)| (name.clone(), picture)).collect();
        let Some(ready) = press::ready(&named, &changed, &fonts, &allowance, &mut sink) else {
            return Err(sink.into());
        };
        let handed: Vec<Arc<[u8]>> = ready.iter().map(|ready| Arc::clone(&ready.bytes)).collect();
        let ready = ready.into_iter().map(|ready| (ready.name, ready.bytes)).chain(filled.charts).collect();
        let given = Given {
            data: vec![(&template.manifest.data, filled.data.to_string())],
            fonts: family_lists(template, &fonts).to_string(),
            pictures: ready,
            fragments: &[],
        };
        let (set, told) = press::compile(&allowance, &template.sources, &fonts, given, None);
        for found in told {
            sink.push(blamed(found, template, &data.table));
        }
        if set.is_none() {
            let broken: Vec<Diagnostic> = filled
                .given
                .iter()
                .zip(&handed)
                .filter_map(|((_, picture), bytes)| press::broken_picture(&allowance, &fonts, picture, bytes))
                .collect();
            // The template's own complaint says no more.
            if !broken.is_empty() {
                sink.forget(press::is_slip);
            }
            broken.into_iter().for_each(|found| sink.push(found));
        }
        let moment = match set.as_ref().and_then(press::Set::date) {
            Some(own) => own.ok_or(None),
            None => date(&template.manifest, &filled.data),
        };
        let mut form = form(template, &moment, &mut sink);
        let moment = moment.ok();
        let archive = form.standards().iter().any(|standard| standard.is_archive());
        if archive && set.as_ref().is_some_and(|set| set.inked().is_some()) {
            let place = template.sources.uses("cmyk").into_iter().next();
            sink.push(Diagnostic::new(TypstFinding::NotArchived(Unarchivable::Inks)).at(place));
            let rest = template.manifest.standards.iter().copied().filter(|standard| !standard.is_archive());
            form = PdfForm::of(rest);
        }
        if let Some(set) = &set {
            missing_characters(set.pages(), template, &data.table, &mut sink);
            strays(set.pages(), &data.table, &mut sink);
        }
        let set = set.filter(|_| !sink.has_errors());
        let diagnostics = sink.into_sorted();
        let Some(mut set) = set else { return Err(diagnostics.into()) };
        let metadata = metadata(&template.manifest, &filled.data);
        let ident = format!("{} {} {}", template.name(), template.version(), filled.data);
        set.describe(metadata);
        let title = set.title().unwrap_or_else(|| template.name().to_owned());
        Ok(Rendered::of_template(set, (title, ident), moment, form, diagnostics))
    }
}

impl Engine {
    /// The faces, with those for rare characters behind all others when the data has such characters.
    fn with_rare(&self, fonts: Arc<FontSet>, template: &Template, data: &Table) -> Arc<FontSet> {
        let mut said = BTreeSet::new();
        characters_in(data, &mut said);
        let said: String = said.into_iter().collect();
        let mut wanted: Vec<char> =
            template.roles.iter().flat_map(|role| fonts.missing(*role, &said)).collect();
        wanted.dedup();
        let rare = if wanted.is_empty() { None } else { self.resolver.with_rare(&fonts, &wanted) };
        rare.map_or(fonts, Arc::new)
    }
}

fn characters_in(table: &Table, said: &mut BTreeSet<char>) {
    table.entries.iter().for_each(|entry| characters_in_node(&entry.node, said));
}

fn characters_in_node(node: &Node, said: &mut BTreeSet<char>) {
    match &node.value {
        Value::String(text) => said.extend(text.chars()),
        Value::Table(table) => characters_in(table, said),
        Value::Array(items) => items.iter().for_each(|item| characters_in_node(item, said)),
        _ => {}
    }
}

/// The family lists of the roles that the manifest names, and of the template's own faces.
fn family_lists(template: &Template, fonts: &FontSet) -> Json {
    let mut lists = fonts.chains(Digits::Latin);
    if let Some(lists) = lists.as_object_mut() {
        lists.retain(|key, _| template.roles.iter().any(|role| role.key() == key));
        for (family, _) in &template.own_fonts {
            let key = family.trim_start_matches("own-");
            lists.insert(key.to_owned(), json!([{ "name": family }]));
        }
    }
    lists
}

/// A finding about the template that is the data's fault, told there.
fn blamed(found: Diagnostic, template: &Template, data: &Table) -> Diagnostic {
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

/// A pointer's value as words, or the words themselves.
fn words(said: Option<&crate::document::Words>, data: &Json) -> Option<String> {
    let said = &said?.text;
    if !said.starts_with('/') {
        return Some(said.clone());
    }
    match data.pointer(said)? {
        Json::String(text) => Some(text.clone()).filter(|text| !text.trim().is_empty()),
        Json::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// What the file says of itself.
pub(super) fn metadata(manifest: &Manifest, data: &Json) -> Metadata {
    Metadata {
        title: words(manifest.metadata.title.as_ref(), data),
        author: words(manifest.metadata.author.as_ref(), data).into_iter().collect(),
        description: words(manifest.metadata.description.as_ref(), data),
    }
}

/// The document's date, never the clock's; else what stands in its place and is none.
fn date(manifest: &Manifest, data: &Json) -> Result<Date, Option<String>> {
    let said = words(manifest.metadata.date.as_ref(), data).ok_or(None)?;
    // A moment is of its day.
    let day = said.split_once(['T', ' ']).filter(|(_, time)| time.starts_with(|c: char| c.is_ascii_digit()));
    Date::parse(day.map_or(&*said, |(day, _)| day)).map_err(|_| Some(said))
}

/// The form that the manifest asks for; without a date there is no PDF/A.
fn form(template: &Template, date: &Result<Date, Option<String>>, sink: &mut Sink) -> PdfForm {
    let wanted = &template.manifest.standards;
    let Err(written) = date else { return PdfForm::of(wanted.iter().copied()) };
    if !wanted.iter().any(|standard| standard.is_archive()) {
        return PdfForm::of(wanted.iter().copied());
    }
    let pointer = template.manifest.metadata.date.as_ref().map(|words| words.text.clone());
    sink.push(Diagnostic::new(AskedFinding::NoDate { pointer, written: written.clone() }));
    PdfForm::of(wanted.iter().copied().filter(|standard: &PdfStandard| !standard.is_archive()))
}

/// Boxes on the page in place of characters: in the data, when they stand there, else in the template.
fn missing_characters(pages: &[Page], template: &Template, data: &Table, sink: &mut Sink) {
    for (run, character, boxed) in characters::boxed(pages) {
        let role = Role::of_family(&run.family).map_or("模板自带的字体", Role::chinese);
        let found = Diagnostic::new(GlyphFinding::MissingGlyph { character, role });
        sink.push(match in_data(data, character) {
            Some((place, path)) => found.at(place).path(path),
            None => found.at(boxed.or_else(|| template.sources.place_of(character))),
        });
    }
}

/// Words on other words or off the page: at the data that say them, when they stand there.
fn strays(pages: &[Page], data: &Table, sink: &mut Sink) {
    let found = pages.iter().flat_map(layout::strays);
    let mut told: Vec<String> = Vec::new();
    for stray in found {
        if sink.is_full() || told.contains(&stray.text) {
            continue;
        }
        let said = layout::beginning_said(&stray.text, |said| saying(data, "", said).is_some());
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
