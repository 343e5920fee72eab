//! The JSON Schema of a template's data, and what data breaks of it: in our words, at the data's own lines.

use std::sync::Arc;

use jsonschema::error::{TypeKind, ValidationErrorKind as Kind};
use jsonschema::{Draft, JsonType, PatternOptions, Retrieve, Uri, ValidationError, Validator};
use serde_json::Value as Json;

use super::pointer::{self, Found};
use crate::diagnostic::{Diagnostic, Place, Sink};
use crate::nearest::{closest, distance};
use crate::source::{InputFormat, JsonSlip, SourceText, SyntaxFinding, Table};
use crate::template::{TemplateFinding, Violation, ViolationKind};

/// The only draft that is read.
const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";
/// What every schema may refer to: `gongwen:chart`, `gongwen:picture`.
const SCHEME: &str = "gongwen:";
/// The key by which those schemas mark a value.
const MARK: &str = "x-gongwen";
/// How large a pattern may become when it is compiled, in bytes.
const LIMIT_PATTERN: usize = 1 << 20;

const CHART: &str = include_str!("schemas/chart.json");
const PICTURE: &str = include_str!("schemas/picture.json");

/// A schema, compiled.
pub(crate) struct Schema {
    validator: Validator,
    json: Json,
}

/// What a value stands for, by the schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    Picture,
    Chart,
}

/// Serves our own two schemas; nothing is fetched and no file is read.
struct Own;

impl Retrieve for Own {
    fn retrieve(&self, uri: &Uri<String>) -> Result<Json, Box<dyn std::error::Error + Send + Sync>> {
        own(uri.as_str()).ok_or_else(|| "refused".into())
    }
}

fn own(uri: &str) -> Option<Json> {
    let text = match uri.trim_end_matches('#') {
        "gongwen:chart" => CHART,
        "gongwen:picture" => PICTURE,
        _ => return None,
    };
    serde_json::from_str(text).ok()
}

impl Schema {
    /// Compiles a schema, or tells what is wrong with it.
    pub(crate) fn read(source: &Arc<SourceText>, sink: &mut Sink) -> Option<Schema> {
        // Read twice: once with places and within bounds, once as JSON.
        let table = InputFormat::Json.read(source, sink)?;
        let json: Json = match serde_json::from_str(source.text()) {
            Ok(json) => json,
            // Our own reader forgives what another does not: a number beyond all numbers, half a character.
            Err(error) => {
                let text = source.text();
                let before: usize =
                    text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
                let at = (before + error.column()).saturating_sub(1).min(text.len());
                let slip = if error.to_string().contains("number") {
                    JsonSlip::Number
                } else {
                    JsonSlip::Unexpected
                };
                let found = Diagnostic::new(SyntaxFinding::JsonSyntax { slip });
                sink.push(found.at(Place::new(source, at..(at + 1).min(text.len()))));
                return None;
            }
        };
        let tell = |sink: &mut Sink, fault, pointer: &str| {
            let found = pointer::follow(&table, pointer);
            sink.push(Diagnostic::new(fault).at(found.place).path(found.path));
        };
        if let Some(written) = json.get("$schema").filter(|draft| !is_draft(draft)) {
            let place = Place::new(source, 0..source.text().len()).find(&written.to_string());
            let fault = TemplateFinding::SchemaDraft { written: plain(written) };
            sink.push(Diagnostic::new(fault).at(place));
            return None;
        }
        let mut foreign = Vec::new();
        references(&json, "", &mut foreign);
        for (pointer, uri) in &foreign {
            tell(sink, TemplateFinding::SchemaReference { uri: uri.clone() }, pointer);
        }
        let mut slips = Vec::new();
        slips_of(&json, &json, "", &mut slips);
        for (pointer, fault) in slips.iter() {
            tell(sink, fault.clone(), pointer);
        }
        if !foreign.is_empty() || !slips.is_empty() {
            return None;
        }
        let built = jsonschema::options()
            .with_draft(Draft::Draft202012)
            .should_validate_formats(true)
            // This engine never takes more than linear time, whatever the pattern.
            .with_pattern_options(
                PatternOptions::regex().size_limit(LIMIT_PATTERN).dfa_size_limit(LIMIT_PATTERN),
            )
            .with_retriever(Own)
            .build(&json);
        match built {
            Ok(validator) => Some(Schema { validator, json }),
            Err(error) => {
                let message = error.to_string();
                tell(sink, TemplateFinding::Schema { message }, error.instance_path().as_str());
                None
            }
        }
    }

    /// Tells all that data breaks; `table` is the data as it was written.
    pub(crate) fn check(&self, data: &Json, table: &Table, sink: &mut Sink) {
        for error in self.validator.iter_errors(data) {
            if sink.is_full() {
                break;
            }
            self.tell(&error, table, sink);
        }
    }

    /// The values that stand for pictures and charts, by their pointers, in the order of the data.
    pub(crate) fn marks(&self, data: &Json) -> Vec<(String, Mark)> {
        let evaluation = self.validator.evaluate(data);
        let marked = evaluation.iter_annotations().filter_map(|entry| {
            let mark = match entry.annotations.value().get(MARK)?.as_str()? {
                "picture" => Mark::Picture,
                "chart" => Mark::Chart,
                _ => return None,
            };
            Some((entry.instance_location.as_str().to_owned(), mark))
        });
        let mut marks: Vec<_> = marked.collect();
        marks.sort_by_cached_key(|(pointer, _)| order(pointer));
        marks.dedup();
        marks
    }

    fn tell(&self, error: &ValidationError<'_>, table: &Table, sink: &mut Sink) {
        let pointer = error.instance_path().as_str();
        let found = pointer::follow(table, pointer);
        match error.kind() {
            // Each key by itself, at the key.
            Kind::AdditionalProperties { unexpected } | Kind::UnevaluatedProperties { unexpected } => {
                for key in unexpected {
                    let nearest = self.nearest_property(error, key);
                    self.extra(key, nearest, pointer, table, sink);
                }
            }
            Kind::AnyOf { context } | Kind::OneOfNotValid { context } => {
                self.none_fits(error, context, table, sink);
            }
            Kind::PropertyNames { error: inner } => {
                let key = plain(inner.instance());
                let nearest = None;
                self.extra(&key, nearest, pointer, table, sink);
            }
            kind => {
                let about = self.about(error);
                push(sink, said(kind, error.instance(), &found), about, found);
            }
        }
    }

    fn extra(&self, key: &str, nearest: Option<String>, pointer: &str, table: &Table, sink: &mut Sink) {
        let escaped = key.replace('~', "~0").replace('/', "~1");
        let mut found = pointer::follow(table, &format!("{pointer}/{escaped}"));
        found.place = found.key_place.take().or(found.place);
        push(sink, ViolationKind::Extra { key: key.to_owned(), nearest }, None, found);
    }

    /// A value that has none of several forms: what keeps it from the one it was meant to have.
    fn none_fits(
        &self,
        error: &ValidationError<'_>,
        forms: &[Vec<ValidationError<'static>>],
        table: &Table,
        sink: &mut Sink,
    ) {
        let root = error.instance_path().as_str();
        let found = pointer::follow(table, root);
        let misfit = |form: &Vec<ValidationError<'_>>| form.iter().map(|e| misfit(e, root)).sum::<usize>();
        let least = forms.iter().map(misfit).min().unwrap_or_default();
        let nearest: Vec<&Vec<ValidationError<'_>>> =
            forms.iter().filter(|form| misfit(form) == least).collect();
        if let [form] = nearest[..] {
            form.iter().for_each(|error| self.tell(error, table, sink));
            return;
        }
        let types: Option<Vec<&'static str>> = forms
            .iter()
            .map(|form| match form[..] {
                [ref only] if only.instance_path().as_str() == root => types(only.kind()),
                _ => None,
            })
            .collect::<Option<Vec<_>>>()
            .map(|types| types.concat());
        if let Some(expected) = types {
            let kind = ViolationKind::Type { expected, found: kind_of(error.instance(), &found) };
            push(sink, kind, self.about(error), found);
            return;
        }
        if let Some((key, wanted)) = stranger(forms, root) {
            self.extra(&key, closest(&key, wanted).map(str::to_owned), root, table, sink);
            return;
        }
        push(sink, ViolationKind::NoneOf { forms: forms.len() }, self.about(error), found);
    }

    /// The schema that holds the keyword an error is of.
    fn holder(&self, error: &ValidationError<'_>) -> Option<Json> {
        let (holder, _) = error.schema_path().as_str().rsplit_once('/')?;
        let location = error.absolute_keyword_location().map(|uri| uri.as_str());
        match location.filter(|uri| uri.starts_with(SCHEME)) {
            Some(uri) => own(uri.split('#').next()?)?.pointer(holder).cloned(),
            None => self.json.pointer(holder).cloned(),
        }
    }

    /// What the schema says of the value.
    fn about(&self, error: &ValidationError<'_>) -> Option<String> {
        let holder = self.holder(error)?;
        let described = match error.kind() {
            Kind::Required { property } => holder.get("properties")?.get(property.as_str()?)?,
            _ => &holder,
        };
        Some(described.get("description")?.as_str()?.lines().next()?.to_owned())
    }

    fn nearest_property(&self, error: &ValidationError<'_>, key: &str) -> Option<String> {
        let holder = self.holder(error)?;
        let known: Vec<&str> = holder.get("properties")?.as_object()?.keys().map(String::as_str).collect();
        closest(key, known).map(str::to_owned)
    }
}

fn push(sink: &mut Sink, kind: ViolationKind, about: Option<String>, found: Found<'_>) {
    let problem = Violation { kind, about };
    sink.push(Diagnostic::new(problem).at(found.place).path(found.path));
}

fn is_draft(written: &Json) -> bool {
    written.as_str().is_some_and(|written| written.trim_end_matches('#') == DRAFT)
}

/// References that lead out of the schema, with the pointers to them.
fn references(schema: &Json, pointer: &str, foreign: &mut Vec<(String, String)>) {
    match schema {
        Json::Object(map) => {
            for (key, value) in map {
                let here = format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"));
                match value.as_str().filter(|_| matches!(key.as_str(), "$ref" | "$dynamicRef")) {
                    Some(uri) if !uri.starts_with('#') && own(uri).is_none() => {
                        foreign.push((here, uri.to_owned()));
                    }
                    _ => references(value, &here, foreign),
                }
            }
        }
        Json::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                references(item, &format!("{pointer}/{index}"), foreign);
            }
        }
        _ => {}
    }
}

/// Formats that are checked.
const FORMATS: [&str; 19] = [
    "date",
    "time",
    "date-time",
    "duration",
    "email",
    "idn-email",
    "hostname",
    "idn-hostname",
    "ipv4",
    "ipv6",
    "uri",
    "uri-reference",
    "iri",
    "iri-reference",
    "uri-template",
    "uuid",
    "json-pointer",
    "relative-json-pointer",
    "regex",
];
/// Keywords under which one schema stands, a list of them, or several by name.
const ONE: [&str; 11] = [
    "items",
    "contains",
    "additionalProperties",
    "unevaluatedProperties",
    "unevaluatedItems",
    "propertyNames",
    "not",
    "if",
    "then",
    "else",
    "contentSchema",
];
const LIST: [&str; 4] = ["allOf", "anyOf", "oneOf", "prefixItems"];
const NAMED: [&str; 5] = ["properties", "patternProperties", "dependentSchemas", "$defs", "definitions"];
/// Keywords of values.
const PLAIN: [&str; 40] = [
    "$schema",
    "$id",
    "$ref",
    "$anchor",
    "$dynamicRef",
    "$dynamicAnchor",
    "$vocabulary",
    "$comment",
    "type",
    "enum",
    "const",
    "multipleOf",
    "maximum",
    "exclusiveMaximum",
    "minimum",
    "exclusiveMinimum",
    "maxLength",
    "minLength",
    "pattern",
    "maxItems",
    "minItems",
    "uniqueItems",
    "maxContains",
    "minContains",
    "maxProperties",
    "minProperties",
    "required",
    "dependentRequired",
    "format",
    "contentEncoding",
    "contentMediaType",
    "title",
    "description",
    "default",
    "deprecated",
    "readOnly",
    "writeOnly",
    "examples",
    "discriminator",
    "example",
];

/// What the draft lets pass and nobody means: a reference to nothing, a format that nobody checks, a keyword or a
/// required key that is another one misspelt. Each with the pointer to it.
fn slips_of(schema: &Json, root: &Json, pointer: &str, found: &mut Vec<(String, TemplateFinding)>) {
    let Json::Object(map) = schema else { return };
    let mut slip = |key: &str, message: (String, String)| {
        found.push((format!("{pointer}/{}", escaped(key)), TemplateFinding::SchemaSlip { message }));
    };
    for (key, value) in map {
        let known = PLAIN.iter().chain(&ONE).chain(&LIST).chain(&NAMED);
        let known: Vec<&str> = known.copied().collect();
        if let Some(nearest) = closest(key, known.iter().copied()).filter(|_| !known.contains(&&**key))
            && key.len() >= 4
            && distance(key, nearest) <= 2
        {
            slip(
                key,
                (
                    format!("没有“{key}”这个关键字，最接近的是“{nearest}”"),
                    format!("there is no keyword `{key}`; the nearest is `{nearest}`"),
                ),
            );
        }
        match (key.as_str(), value.as_str()) {
            ("$ref", Some(uri)) if uri.starts_with('#') && !leads_somewhere(root, &uri[1..]) => {
                slip(
                    key,
                    (
                        format!("“{uri}”不指向数据模式里的任何地方"),
                        format!("`{uri}` leads to nothing in the schema"),
                    ),
                );
            }
            ("format", Some(format)) if !FORMATS.contains(&format) => {
                let nearest = closest(format, FORMATS).unwrap_or("date");
                slip(
                    key,
                    (
                        format!("没有“{format}”这种格式，最接近的是“{nearest}”"),
                        format!("there is no format `{format}`; the nearest is `{nearest}`"),
                    ),
                );
            }
            _ => {}
        }
    }
    let named = map.get("properties").and_then(Json::as_object);
    let closed =
        map.get("additionalProperties") == Some(&Json::Bool(false)) && !map.contains_key("patternProperties");
    for (at, key) in map.get("required").and_then(Json::as_array).into_iter().flatten().enumerate() {
        let key = key.as_str().unwrap_or_default();
        if closed && named.is_some_and(|named| !named.contains_key(key)) {
            let message = (
                format!("required 里的“{key}”不在 properties 里，什么数据都不合格"),
                format!("`{key}` is required and not under `properties`: no data can be right"),
            );
            found.push((format!("{pointer}/required/{at}"), TemplateFinding::SchemaSlip { message }));
        }
    }
    for (key, value) in map {
        let here = format!("{pointer}/{}", escaped(key));
        if ONE.contains(&key.as_str()) {
            slips_of(value, root, &here, found);
        } else if LIST.contains(&key.as_str()) {
            for (at, schema) in value.as_array().into_iter().flatten().enumerate() {
                slips_of(schema, root, &format!("{here}/{at}"), found);
            }
        } else if NAMED.contains(&key.as_str()) {
            for (name, schema) in value.as_object().into_iter().flatten() {
                slips_of(schema, root, &format!("{here}/{}", escaped(name)), found);
            }
        }
    }
}

fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// Whether a fragment of an address is a place in the schema: a pointer, or a name given there.
fn leads_somewhere(root: &Json, fragment: &str) -> bool {
    if fragment.is_empty() || fragment.starts_with('/') {
        // Percent signs stand for what an address cannot have; such a pointer is left to the compiler.
        return fragment.contains('%') || root.pointer(fragment).is_some();
    }
    fn named(schema: &Json, name: &str) -> bool {
        match schema {
            Json::Object(map) => {
                ["$anchor", "$dynamicAnchor"]
                    .iter()
                    .any(|key| map.get(*key).and_then(Json::as_str) == Some(name))
                    || map.values().any(|value| named(value, name))
            }
            Json::Array(items) => items.iter().any(|item| named(item, name)),
            _ => false,
        }
    }
    named(root, fragment)
}

/// A pointer as it is sorted: the tenth item after the ninth.
fn order(pointer: &str) -> Vec<(usize, String)> {
    pointer.split('/').map(|part| (part.parse().unwrap_or(usize::MAX), part.to_owned())).collect()
}

/// A string without quotes, another value as JSON.
fn plain(value: &Json) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// A value of another type was not meant to have a form at all, whatever else is wrong with the others.
const WRONG_TYPE: usize = 1_000;

/// How much an error says that a value was not meant to have a form: its type is another, it has other
/// keys, or the word that tells the forms apart is another.
fn misfit(error: &ValidationError<'_>, root: &str) -> usize {
    let at = error.instance_path().as_str();
    let below = at.strip_prefix(root).map(|rest| rest.matches('/').count());
    match error.kind() {
        Kind::Type { .. } if below == Some(0) => WRONG_TYPE,
        Kind::Constant { .. } => usize::from(below.is_some_and(|below| below <= 1)),
        Kind::Required { .. } | Kind::AdditionalProperties { .. } | Kind::Enum { .. } => {
            usize::from(below == Some(0))
        }
        _ => 0,
    }
}

/// A key that no form knows, and those that they ask for.
fn stranger<'a>(forms: &'a [Vec<ValidationError<'static>>], root: &str) -> Option<(String, Vec<&'a str>)> {
    let here = |form: &'a Vec<ValidationError<'static>>| {
        form.iter().filter(|error| error.instance_path().as_str() == root)
    };
    let unexpected = |form| {
        here(form).find_map(|error| match error.kind() {
            Kind::AdditionalProperties { unexpected } => unexpected.first(),
            _ => None,
        })
    };
    let key = unexpected(forms.iter().find(|form| unexpected(form).is_some())?)?;
    let asks = |error: &'a ValidationError<'static>| match error.kind() {
        Kind::Required { property } => property.as_str(),
        _ => None,
    };
    Some((key.clone(), forms.iter().flat_map(here).filter_map(asks).collect()))
}

fn types(kind: &Kind) -> Option<Vec<&'static str>> {
    match kind {
        Kind::Type { kind: TypeKind::Single(one) } => Some(vec![one.as_str()]),
        Kind::Type { kind: TypeKind::Multiple(several) } => {
            Some(several.iter().map(JsonType::as_str).collect())
        }
        _ => None,
    }
}

/// What a value is called: as it was written, when it was.
fn kind_of(value: &Json, found: &Found<'_>) -> (&'static str, &'static str) {
    if let Some(node) = found.node {
        return node.value.kind();
    }
    match value {
        Json::Null => ("空值", "null"),
        Json::Bool(_) => ("布尔值", "a boolean"),
        Json::Number(_) => ("数字", "a number"),
        Json::String(_) => ("字符串", "a string"),
        Json::Array(_) => ("数组", "an array"),
        Json::Object(_) => ("表", "a table"),
    }
}

/// A broken keyword in our words.
fn said(kind: &Kind, value: &Json, found: &Found<'_>) -> ViolationKind {
    let limit =
        |sign, limit: &Json| ViolationKind::Limit { written: plain(value), sign, limit: limit.to_string() };
    let length = || value.as_str().map_or(0, |text| text.chars().count());
    let items = || value.as_array().map_or(0, Vec::len);
    let keys = || value.as_object().map_or(0, serde_json::Map::len);
    match kind {
        Kind::Required { property } => ViolationKind::Missing { key: plain(property) },
        Kind::Type { .. } => {
            ViolationKind::Type { expected: types(kind).unwrap_or_default(), found: kind_of(value, found) }
        }
        Kind::Enum { options } => not_one_of(value, options),
        Kind::Constant { expected_value } => {
            ViolationKind::NotTheValue { wanted: expected_value.to_string() }
        }
        Kind::Minimum { limit: least } => limit("≥", least),
        Kind::Maximum { limit: most } => limit("≤", most),
        Kind::ExclusiveMinimum { limit: least } => limit(">", least),
        Kind::ExclusiveMaximum { limit: most } => limit("<", most),
        Kind::MultipleOf { multiple_of } => {
            ViolationKind::MultipleOf { written: plain(value), of: multiple_of.to_string() }
        }
        Kind::MinLength { limit } => ViolationKind::Length { count: length(), least: true, limit: *limit },
        Kind::MaxLength { limit } => ViolationKind::Length { count: length(), least: false, limit: *limit },
        Kind::MinItems { limit } => ViolationKind::Items { count: items(), least: true, limit: *limit },
        Kind::MaxItems { limit } => ViolationKind::Items { count: items(), least: false, limit: *limit },
        Kind::AdditionalItems { limit } => {
            ViolationKind::Items { count: items(), least: false, limit: *limit as u64 }
        }
        Kind::MinProperties { limit } => ViolationKind::Keys { count: keys(), least: true, limit: *limit },
        Kind::MaxProperties { limit } => ViolationKind::Keys { count: keys(), least: false, limit: *limit },
        Kind::Pattern { pattern } => {
            ViolationKind::Pattern { written: plain(value), pattern: pattern.clone() }
        }
        Kind::Format { format } => ViolationKind::Format { written: plain(value), format: format.clone() },
        Kind::UniqueItems => ViolationKind::Repeated,
        Kind::Contains => ViolationKind::Contains,
        Kind::FalseSchema => ViolationKind::Never,
        Kind::OneOfMultipleValid { context } => ViolationKind::SeveralOf { forms: context.len() },
        other => ViolationKind::Other { keyword: other.keyword().to_owned() },
    }
}

fn not_one_of(value: &Json, options: &Json) -> ViolationKind {
    let choices: Vec<String> = options.as_array().into_iter().flatten().map(Json::to_string).collect();
    let written = value.to_string();
    let nearest = closest(&written, choices.iter().map(String::as_str))
        .filter(|near| distance(near, &written) * 2 <= near.chars().count())
        .map(str::to_owned);
    ViolationKind::NotOneOf { written, choices, nearest }
}
