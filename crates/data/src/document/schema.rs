//! The data format as a JSON Schema (2020-12), for editors: made from the table of keys, so that it
//! cannot say anything else than the reader does.

use serde_json::{Map, Value, json};

use super::keys::{self, Key};
use super::kind::{Format, Kind};
use super::parts::MOST_ISSUERS;
use super::read::TITLING;
use super::shape::Shape;
use super::{classification, date};

/// The JSON Schema (2020-12) of a data file, with both names of every key, as `render schema` prints it.
///
/// ```
/// # extern crate gongwen_data as gongwen;
/// let schema: serde_json::Value = serde_json::from_str(&gongwen::schema()).unwrap();
/// assert_eq!(schema["properties"]["标题"]["$ref"], "#/properties/title");
/// ```
#[must_use]
pub fn schema() -> String {
    let mut made = Made::default();
    let mut root = made.table("#", keys::TOP);
    root.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    root.insert("title".to_owned(), json!("公文数据 (gongwen)"));
    let about =
        "一份公文的数据，按 GB/T 9704-2012 排版。\nThe data of one official document, set by GB/T 9704-2012.";
    root.insert("description".to_owned(), json!(about));
    if let Some(properties) = root.get_mut("properties") {
        properties["$schema"] = json!({ "type": "string" });
    }
    if let Some(Value::Array(needed)) = root.get_mut("allOf") {
        needed.extend(needed_by_format());
    }
    made.definitions.insert("date".to_owned(), json!({ "type": "string", "pattern": date::pattern() }));
    root.insert("$defs".to_owned(), Value::Object(made.definitions));
    // A map of plain JSON values is always written.
    serde_json::to_string_pretty(&root).unwrap_or_default() + "\n"
}

/// Schemas of the tables that stand under keys, by name.
#[derive(Default)]
struct Made {
    definitions: Map<String, Value>,
    /// The keys that each name stands for.
    described: Vec<(String, &'static [Key])>,
}

impl Made {
    /// A table of keys that stands at `pointer` in the schema.
    fn table(&mut self, pointer: &str, keys: &'static [Key]) -> Map<String, Value> {
        let mut properties = Map::new();
        for key in keys {
            properties.insert(key.name.to_owned(), self.property(key));
            let same = json!({ "$ref": format!("{pointer}/properties/{}", key.name) });
            properties.insert(key.alias.to_owned(), same);
        }
        let mut table = Map::new();
        table.insert("type".to_owned(), json!("object"));
        table.insert("properties".to_owned(), Value::Object(properties));
        table.insert("additionalProperties".to_owned(), json!(false));
        let twice: Vec<Value> = keys.iter().map(|key| json!({ "required": [key.name, key.alias] })).collect();
        table.insert("not".to_owned(), json!({ "anyOf": twice }));
        let needed = needed(keys);
        if !needed.is_empty() {
            table.insert("allOf".to_owned(), Value::Array(needed));
        }
        table
    }

    fn property(&mut self, key: &Key) -> Value {
        let mut schema = self.shape(key.name, key.shape);
        if *key == keys::CLASSIFICATION {
            schema["pattern"] = json!(classification::pattern());
        }
        if *key == keys::ISSUERS
            && let Some(several) = schema.pointer_mut("/anyOf").and_then(Value::as_array_mut)
            && let Some(several) = several.last_mut()
        {
            several["maxItems"] = json!(MOST_ISSUERS);
            several["uniqueItems"] = json!(true);
        }
        schema["title"] = json!(format!("{} {}", key.alias, key.name));
        schema["description"] = json!(format!("{}\n{}", key.about.0, key.about.1));
        schema
    }

    fn shape(&mut self, name: &str, shape: Shape) -> Value {
        let words: Vec<&str> = shape.words().concat();
        // Blank items of a list are dropped, blank texts are none.
        let said = json!({ "type": "string", "pattern": "\\S" });
        let strings =
            json!({ "type": "array", "items": { "type": "string" }, "minItems": 1, "contains": said });
        match shape {
            Shape::Text | Shape::Path => said,
            Shape::Date => json!({ "$ref": "#/$defs/date" }),
            Shape::List => json!({ "anyOf": [said, strings] }),
            Shape::Flag => json!({ "type": "boolean" }),
            Shape::Count(least, most) => json!({ "type": "integer", "minimum": least, "maximum": most }),
            Shape::CountOrText(least, most) => {
                let number = json!({ "type": "integer", "minimum": least, "maximum": most });
                json!({ "anyOf": [{ "type": "string" }, number] })
            }
            Shape::CountOrChoice(least, most, _) => {
                let number = json!({ "type": "integer", "minimum": least, "maximum": most });
                json!({ "anyOf": [number, { "enum": words }] })
            }
            Shape::Millimetres(least, most) => {
                json!({ "type": "number", "minimum": least, "maximum": most })
            }
            Shape::Numbers(least, most) => {
                let number = json!({ "type": "number", "minimum": least, "maximum": most });
                json!({ "anyOf": [number, { "type": "array", "items": number, "minItems": 1 }] })
            }
            Shape::Figures(least, most) => {
                let number = json!({ "type": "number", "minimum": least, "maximum": most });
                let one = json!({ "anyOf": [number, { "type": "string" }, { "type": "null" }] });
                json!({ "type": "array", "items": one, "minItems": 1 })
            }
            Shape::Choice(_) => json!({ "enum": words }),
            Shape::Choices(_) => one_or_more(&[json!({ "enum": words })]),
            Shape::FlagCountOrChoice(least, most, _) => {
                let number = json!({ "type": "integer", "minimum": least, "maximum": most });
                json!({ "anyOf": [{ "type": "boolean" }, number, { "enum": words }] })
            }
            Shape::Colour(_) => {
                json!({ "anyOf": [{ "enum": words }, { "type": "string", "pattern": "^#[0-9A-Fa-f]{6}$" }] })
            }
            Shape::Table(keys) => self.defined(name, keys),
            Shape::Tables(keys) => one_or_more(&[self.defined(name, keys)]),
            Shape::TablesOrText(keys) => {
                let table = self.defined(name, keys);
                let item = json!({ "anyOf": [{ "type": "string" }, table] });
                let given = json!({ "anyOf": [said, { "not": { "type": "string" } }] });
                let several = json!({ "type": "array", "items": item, "minItems": 1, "contains": given });
                json!({ "anyOf": [said, table, several] })
            }
            Shape::ListOrTables(keys) => {
                let table = self.defined(name, keys);
                let tables = one_or_more(&[table]);
                json!({ "anyOf": [said, strings, tables] })
            }
            Shape::Body(blocks) => {
                let blocks = self.kinds(blocks, "block");
                let several = json!({ "type": "array", "items": { "anyOf": blocks }, "minItems": 1 });
                let all: Vec<Value> = [said, several].into_iter().chain(blocks).collect();
                json!({ "anyOf": all })
            }
            Shape::Pieces(kinds) => self.pieces(kinds),
            Shape::Parts(kinds) => {
                let part = self.pieces(kinds);
                json!({ "anyOf": [{ "type": "string" }, { "type": "array", "items": part, "minItems": 1 }] })
            }
            Shape::CellWords(kinds) => {
                let plain = json!({ "type": ["number", "boolean", "null"] });
                json!({ "anyOf": [plain, self.pieces(kinds)] })
            }
            // Words, numbers, words of which some stand out, or a table that says more.
            Shape::Cell(keys) => {
                let words = self.shape(name, Shape::CellWords(keys::CELL_PIECES));
                json!({ "anyOf": [words, self.defined("cell", keys)] })
            }
            Shape::Row(keys) => json!({ "type": "array", "items": self.shape(name, Shape::Cell(keys)) }),
            Shape::Rows(keys) => json!({ "type": "array", "items": self.shape(name, Shape::Row(keys)) }),
            Shape::RowOrRows(keys) => {
                let row = self.shape(name, Shape::Row(keys));
                let rows = self.shape(name, Shape::Rows(keys));
                json!({ "anyOf": [row, rows] })
            }
        }
    }

    /// A reference to a table of keys, which is described once. Other keys under the same name, such as those of an
    /// attachment's own attachments, are `inner-NAME`.
    fn defined(&mut self, name: &str, keys: &'static [Key]) -> Value {
        let mut name = name.to_owned();
        while self.described.iter().any(|(known, other)| *known == name && *other != keys) {
            name.insert_str(0, "inner-");
        }
        let pointer = format!("#/$defs/{name}");
        if !self.described.iter().any(|(known, _)| *known == name) {
            // Held before it is made: what stands inside may refer to it.
            self.described.push((name.clone(), keys));
            let table = self.table(&pointer, keys);
            self.definitions.insert(name, Value::Object(table));
        }
        json!({ "$ref": pointer })
    }

    /// Tables of which each kind has its own keys; the first says what it is.
    fn kinds(&mut self, kinds: &'static [&'static [Key]], of: &str) -> Vec<Value> {
        let kind = |keys: &[Key]| keys.first().map_or("", |key| key.name);
        kinds.iter().map(|keys| self.defined(&format!("{}-{of}", kind(keys)), keys)).collect()
    }

    /// A string, or strings and tables one after another.
    fn pieces(&mut self, kinds: &'static [&'static [Key]]) -> Value {
        let mut one = vec![json!({ "type": "string" })];
        one.extend(self.kinds(kinds, "piece"));
        let one = json!({ "anyOf": one });
        json!({ "anyOf": [one, { "type": "array", "items": one }] })
    }
}

fn one_or_more(items: &[Value]) -> Value {
    let several = json!({ "type": "array", "items": { "anyOf": items }, "minItems": 1 });
    let all: Vec<&Value> = items.iter().chain([&several]).collect();
    json!({ "anyOf": all })
}

/// That a key stands there, under the one name or the other.
fn given(key: &Key) -> [Value; 2] {
    [key.name, key.alias].map(|name| json!({ "required": [name] }))
}

/// That it stands there, and its value is of this schema.
fn is(key: &Key, value: &Value) -> [Value; 2] {
    [key.name, key.alias].map(|name| json!({ "required": [name], "properties": { name: value } }))
}

/// What a document cannot do without, which its format says: as `read.rs` asks for it.
fn needed_by_format() -> [Value; 3] {
    let formats = |formats: &[Format]| {
        let words: Vec<&str> = formats.iter().flat_map(|format| format.words()).copied().collect();
        is(&keys::FORMAT, &json!({ "enum": words }))
    };
    // Where no format is said, the kind says it.
    let kinds = |format: Format| {
        let kinds = Kind::ALL.iter().filter(|kind| kind.usual_format() == format);
        let words: Vec<&str> = kinds.flat_map(|kind| kind.words()).copied().collect();
        let said = is(&keys::KIND, &json!({ "enum": words }));
        json!({ "allOf": [{ "not": { "anyOf": given(&keys::FORMAT) } }, { "anyOf": said }] })
    };
    let by_mark =
        [formats(&[Format::Minutes, Format::Briefing]).to_vec(), vec![kinds(Format::Minutes)]].concat();
    let titling = is(&keys::MARK, &json!({ "pattern": format!(r"(?:{})\s*$", TITLING.join("|")) }));
    let order = [formats(&[Format::Order]).to_vec(), vec![kinds(Format::Order)]].concat();
    let titled = [&given(&keys::TITLE)[..], &titling[..], &order[..], &by_mark[..]].concat();
    let unsigned =
        [is(&keys::SIGN_OFF, &json!({ "const": false })), given(&keys::SPEAKER), given(&keys::PARTIES)]
            .concat();
    let plain = json!({ "allOf": [{ "anyOf": formats(&[Format::Plain]) }, { "anyOf": unsigned }] });
    let signed = [&given(&keys::ISSUERS)[..], &[plain][..]].concat();
    let marked = [&given(&keys::MARK)[..], &[json!({ "not": { "anyOf": by_mark } })][..]].concat();
    [json!({ "anyOf": titled }), json!({ "anyOf": signed }), json!({ "anyOf": marked })]
}

/// What a table cannot do without, under either name.
fn needed(keys: &[Key]) -> Vec<Value> {
    let mut needed: Vec<Value> =
        keys.iter().filter(|key| key.required).map(|key| json!({ "anyOf": given(key) })).collect();
    if keys.contains(&keys::BODY) {
        let bodies = [given(&keys::BODY), given(&keys::BODY_FILE)].concat();
        needed.push(json!({ "oneOf": bodies }));
    }
    if keys.contains(&keys::CSV) {
        let sources = [given(&keys::ROWS), given(&keys::CSV), given(&keys::XLSX)].concat();
        needed.push(json!({ "oneOf": sources }));
    }
    needed
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Other keys under a name that is taken were described by those that came first.
    #[test]
    fn two_tables_of_one_name_are_two_definitions() {
        let mut made = Made::default();
        for (keys, name) in
            [(keys::ATTACHMENT, "x"), (keys::SIGNATURE_KEYS, "inner-x"), (keys::ATTACHMENT, "x")]
        {
            assert_eq!(made.defined("x", keys), json!({ "$ref": format!("#/$defs/{name}") }));
        }
        assert!(made.definitions["x"]["properties"]["body"].is_object());
        assert!(made.definitions["inner-x"]["properties"]["image"].is_object());
    }
}
