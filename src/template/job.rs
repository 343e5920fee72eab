//! Data in a template of one's own as something that is set: what it hands over, what is told of its pages.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::{Value as Json, json};

use super::fill::Filled;
use super::{Template, blame, not_for_templates};
use crate::Failure;
use crate::diagnostic::{Diagnostic, Sink, guarded};
use crate::document::{Date, Digits, Picture};
use crate::engine::{Engine, Job, Press, RenderOptions, run};
use crate::limits::Allowance;
use crate::press::pdf::{PdfForm, PdfStandard};
use crate::press::{FontSet, Given, Metadata, Set, Sources, TypstFinding, Unarchivable};
use crate::reader::TemplateData;
use crate::rendered::{Made, Rendered};
use crate::source::{Node, Table, Value};
use crate::template::{AskedFinding, Manifest};
use gongwen_page::Report;

impl Engine {
    /// Sets data by a template. The data is checked against the template's schema first.
    ///
    /// # Errors
    /// Every problem found: in the data at its place there; in the template at its place there.
    pub fn render_template(&self, template: &Template, data: &TemplateData) -> Result<Rendered, Failure> {
        self.render_template_with(template, data, &RenderOptions::default())
    }

    /// Sets data by a template otherwise than [`render_template`](Self::render_template) does.
    ///
    /// # Errors
    /// As `render_template`; and as the [`RenderOptions`] say.
    pub fn render_template_with(
        &self,
        template: &Template,
        data: &TemplateData,
        options: &RenderOptions,
    ) -> Result<Rendered, Failure> {
        if options.strict {
            return Err(not_for_templates("strict").into());
        }
        guarded(|| self.fill(template, data, options))
    }

    fn fill(
        &self,
        template: &Template,
        data: &TemplateData,
        options: &RenderOptions,
    ) -> Result<Rendered, Failure> {
        let mut sink = Sink::default();
        data.noticed.iter().for_each(|noticed| sink.push(noticed.clone()));
        let filled = super::fill(&data.table, &data.files, &template.schema, &mut sink);
        let Some(filled) = filled else { return Err(sink.into()) };
        let fonts = self.default_fonts(&mut sink);
        let Some(fonts) = fonts else { return Err(sink.into()) };
        let fonts = self.with_rare(fonts, template, &data.table).with_own(&template.own_fonts);
        run(
            TemplateJob { template, data: &data.table, filled },
            fonts,
            &self.allowance(&options.cancel),
            sink,
        )
    }

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

/// Data that its template's schema lets through.
struct TemplateJob<'t> {
    template: &'t Template,
    /// The data as they were written, for places.
    data: &'t Table,
    filled: Filled,
}

impl Job for TemplateJob<'_> {
    type Found = ();

    fn sources(&self) -> &Arc<Sources> {
        &self.template.sources
    }

    fn pictures(&self) -> Vec<(String, &Picture)> {
        self.filled.given.iter().map(|(name, picture)| (name.clone(), picture)).collect()
    }

    fn names_faces(&self, _: &[(String, &Picture)]) -> Option<Digits> {
        // A template names what faces it will.
        Some(Digits::Latin)
    }

    fn set(&self, press: &Press<'_>, sink: &mut Sink) -> Option<(Set, ())> {
        let given = Given {
            data: vec![(&self.template.manifest.data, self.filled.data.to_string())],
            fonts: family_lists(self.template, &press.fonts()).to_string(),
            pictures: self.filled.charts.clone(),
            fragments: &[],
        };
        let (set, told) = press.compile(given, None);
        told.into_iter().for_each(|found| sink.push(blame::blamed(found, self.template, self.data)));
        set.map(|set| (set, ()))
    }

    fn look(&self, set: &Set, _: &FontSet, _: &Allowance, sink: &mut Sink) {
        blame::missing_characters(set.pages(), self.template, self.data, sink);
        blame::strays(set.pages(), self.data, sink);
    }

    fn rendered(self, mut set: Set, (): (), mut sink: Sink) -> Rendered {
        let TemplateJob { template, filled, .. } = self;
        let moment = match set.date() {
            Some(own) => own.ok_or(None),
            None => date(&template.manifest, &filled.data),
        };
        let mut form = form(template, &moment, &mut sink);
        if form.standards().iter().any(|standard| standard.is_archive()) && set.inked().is_some() {
            let place = template.sources.uses("cmyk").into_iter().next();
            sink.push(Diagnostic::new(TypstFinding::NotArchived(Unarchivable::Inks)).at(place));
            let rest = template.manifest.standards.iter().copied().filter(|standard| !standard.is_archive());
            form = PdfForm::of(rest);
        }
        set.describe(metadata(&template.manifest, &filled.data));
        Rendered {
            made: Made::Template,
            title: set.title().unwrap_or_else(|| template.name().to_owned()),
            ident: format!("{} {} {}", template.name(), template.version(), filled.data),
            report: Report::of_pages(set.page_count()),
            set,
            moment: moment.ok(),
            form,
            diagnostics: sink.into_sorted(),
        }
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
