//! Paths into the data: `signature.name`, `主送`, `issuers.0.seal`; items are counted from 0, as messages
//! count them.

use crate::batch::findings::PathFault;
use crate::document::{Key, Shape, TOP, nearest};
use crate::source::{Entry, Node, Table, Value};

/// A path into the data.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct KeyPath {
    steps: Vec<Step>,
    /// What may stand there.
    pub shape: Shape,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Step {
    /// A key, and which of its two names it was written by: what is added to the data is spelt as the list
    /// spells it, and findings name it so.
    Key(Key, Name),
    Index(usize),
}

type Name = &'static str;

/// The part of a written path that is no key, and the keys that may stand in its place.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct NoKey {
    pub part: String,
    keys: Vec<Key>,
}

impl NoKey {
    /// The key that was meant: looked for when it is told, for who asks only whether there is one asks often.
    pub(crate) fn nearest(&self) -> Option<String> {
        nearest(&self.part, &self.keys)
    }
}

impl KeyPath {
    /// Reads a path by the keys of the data format, in either language. `issuers[0]` is `issuers.0`.
    pub(crate) fn read(written: &str) -> Result<KeyPath, NoKey> {
        let dotted = written.replace('[', ".").replace(']', "");
        let mut steps = Vec::new();
        let mut shape = Shape::Table(TOP);
        // An item of an array has keys; so has a table that stands without its brackets.
        let mut inside_item = false;
        for part in dotted.split('.').map(str::trim) {
            let digits = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
            if let Some(item) = item_of(shape).filter(|_| digits && !inside_item) {
                let index = part.parse().map_err(|_| NoKey { part: part.to_owned(), keys: Vec::new() })?;
                steps.push(Step::Index(index));
                (shape, inside_item) = (item, !matches!(item, Shape::Row(_)));
                continue;
            }
            let keys =
                if matches!(shape, Shape::Body(_)) && !inside_item { Vec::new() } else { keys_of(shape) };
            let Some(key) = keys.iter().find(|key| key.name == part || key.alias == part) else {
                return Err(NoKey { part: part.to_owned(), keys });
            };
            steps.push(Step::Key(*key, if key.name == part { key.name } else { key.alias }));
            (shape, inside_item) = (key.shape, false);
        }
        Ok(KeyPath { steps, shape })
    }

    /// The path in English keys: one name for both languages.
    pub(crate) fn canonical(&self) -> String {
        let part = |step: &Step| match step {
            Step::Key(key, _) => key.name.to_owned(),
            Step::Index(index) => index.to_string(),
        };
        self.steps.iter().map(part).collect::<Vec<_>>().join(".")
    }

    /// How deep it goes.
    pub(crate) fn depth(&self) -> usize {
        self.steps.len()
    }

    /// Whether it is one key at the top.
    pub(crate) fn is(&self, name: &str) -> bool {
        matches!(&self.steps[..], [Step::Key(key, _)] if key.name == name)
    }

    /// The path beside this one, under another key of the same table.
    pub(crate) fn sibling(&self, key: Key) -> KeyPath {
        let mut steps = self.steps.clone();
        let chinese = matches!(steps.pop(), Some(Step::Key(last, name)) if name == last.alias);
        steps.push(Step::Key(key, if chinese { key.alias } else { key.name }));
        KeyPath { steps, shape: key.shape }
    }

    /// The key it ends with.
    pub(crate) fn last_key(&self) -> Option<Key> {
        match self.steps.last() {
            Some(Step::Key(key, _)) => Some(*key),
            _ => None,
        }
    }

    /// What stands there.
    pub(crate) fn get<'t>(&self, table: &'t Table) -> Option<&'t Node> {
        let mut node: Option<&Node> = None;
        for step in &self.steps {
            node = match (step, node.map(|node| &node.value)) {
                (Step::Key(key, _), None) => Some(&entry(table, key)?.node),
                (Step::Key(key, _), Some(Value::Table(inner))) => Some(&entry(inner, key)?.node),
                (Step::Key(key, _), Some(Value::Array(items))) => match &items[..] {
                    [Node { value: Value::Table(inner), .. }] => Some(&entry(inner, key)?.node),
                    _ => return None,
                },
                (Step::Index(index), Some(Value::Array(items))) => Some(items.get(*index)?),
                (Step::Index(0), Some(_)) => node,
                _ => return None,
            };
        }
        node.filter(|node| !matches!(node.value, Value::Null | Value::Told))
    }

    /// Puts a value there; tables on the way that are not there yet are made. A null takes away what was
    /// there.
    pub(crate) fn set(&self, table: &mut Table, new: Node) -> Result<(), PathFault> {
        let Some((Step::Key(first, name), rest)) = self.steps.split_first() else { return Ok(()) };
        if matches!(new.value, Value::Null) && self.get(table).is_none() {
            return Ok(());
        }
        put(slot(table, first, name), rest, new)
    }
}

fn entry<'t>(table: &'t Table, key: &Key) -> Option<&'t Entry> {
    table.entries.iter().find(|entry| entry.key == key.name || entry.key == key.alias)
}

/// The place of a key's value in a table, made when the key is not there.
fn slot<'t>(table: &'t mut Table, key: &Key, name: &str) -> &'t mut Node {
    let at = table.entries.iter().position(|entry| entry.key == key.name || entry.key == key.alias);
    let at = at.unwrap_or_else(|| {
        let node = Node { value: Value::Null, place: None };
        table.entries.push(Entry { key: name.to_owned(), key_place: None, node });
        table.entries.len() - 1
    });
    &mut table.entries[at].node
}

fn put(node: &mut Node, steps: &[Step], new: Node) -> Result<(), PathFault> {
    let Some((step, rest)) = steps.split_first() else {
        *node = new;
        return Ok(());
    };
    match (step, &mut node.value) {
        (Step::Key(key, name), Value::Table(table)) => put(slot(table, key, name), rest, new),
        (Step::Key(key, name), value @ Value::Null) => {
            *value = Value::Table(Table::default());
            match value {
                Value::Table(table) => put(slot(table, key, name), rest, new),
                _ => Ok(()),
            }
        }
        (Step::Key(..), Value::Array(items)) => match &mut items[..] {
            [only] => put(only, steps, new),
            items => Err(PathFault::WhichItem { have: items.len() }),
        },
        (Step::Key(..), other) => Err(PathFault::NotATable { found: other.kind() }),
        (Step::Index(index), Value::Array(items)) if *index <= items.len() => {
            if *index == items.len() {
                items.push(Node { value: Value::Null, place: None });
            }
            put(&mut items[*index], rest, new)
        }
        (Step::Index(0), Value::Null) => {
            node.value = Value::Array(vec![Node { value: Value::Null, place: None }]);
            put(node, steps, new)
        }
        (Step::Index(0), _) => put(node, rest, new),
        // One that stands without its brackets is the first.
        (Step::Index(1), Value::String(_) | Value::Table(_)) => {
            let first = node.clone();
            node.value = Value::Array(vec![first]);
            put(node, steps, new)
        }
        (Step::Index(index), value) => {
            let have = match value {
                Value::Array(items) => items.len(),
                Value::Null => 0,
                _ => 1,
            };
            Err(PathFault::NoItem { index: *index, have })
        }
    }
}

/// The keys that may stand under a shape.
fn keys_of(shape: Shape) -> Vec<Key> {
    match shape {
        Shape::Table(keys)
        | Shape::Tables(keys)
        | Shape::TablesOrText(keys)
        | Shape::ListOrTables(keys)
        | Shape::Row(keys)
        | Shape::Cell(keys) => keys.to_vec(),
        Shape::Body(kinds) | Shape::Pieces(kinds) | Shape::CellWords(kinds) => kinds.concat(),
        _ => Vec::new(),
    }
}

/// What an item of a shape is, where it has items.
fn item_of(shape: Shape) -> Option<Shape> {
    match shape {
        Shape::List => Some(Shape::Text),
        Shape::Row(keys) => Some(Shape::Cell(keys)),
        Shape::Parts(kinds) => Some(Shape::Pieces(kinds)),
        Shape::Choices(words) => Some(Shape::Choice(words)),
        Shape::Figures(least, most) => Some(Shape::Numbers(least, most)),
        Shape::Tables(_)
        | Shape::TablesOrText(_)
        | Shape::ListOrTables(_)
        | Shape::Pieces(_)
        | Shape::Body(_) => Some(shape),
        Shape::Rows(keys) | Shape::RowOrRows(keys) => Some(Shape::Row(keys)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Sink;
    use crate::source::{InputFormat, SourceText, as_json};

    fn table(toml: &str) -> Table {
        InputFormat::Toml.read(&SourceText::new("t", toml), &mut Sink::default()).unwrap()
    }

    fn text(text: &str) -> Node {
        Node { value: Value::String(text.to_owned()), place: None }
    }

    #[test]
    fn a_path_is_read_in_either_language() {
        for (written, canonical) in [
            ("主送", "recipients"),
            ("recipients.0", "recipients.0"),
            ("发文机关[1].印章", "issuers.1.seal"),
            ("signature.name", "signature.name"),
            ("版式.页边.上", "layout.margins.top"),
            ("body.2.table.rows.0.1", "body.2.table.rows.0.1"),
            ("正文.2.表格.表头.0.1.文字", "body.2.table.header.0.1.text"),
            ("附件.0.正文", "attachments.0.body"),
        ] {
            assert_eq!(KeyPath::read(written).unwrap().canonical(), canonical, "{written}");
        }
        for (written, part, nearest) in [
            ("recipient", "recipient", Some("recipients")),
            ("issuers.0.nam", "nam", Some("name")),
            ("title.0", "0", None),
            ("body.text", "text", None),
            ("姓名", "姓名", None),
            ("", "", None),
        ] {
            let fault = KeyPath::read(written).unwrap_err();
            assert_eq!((fault.part.as_str(), fault.nearest().as_deref()), (part, nearest), "{written}");
        }
    }

    #[test]
    fn a_value_replaces_or_is_added_and_tells_where_it_cannot() {
        let base = "主送 = ['甲', '乙']\nissuers = ['甲局', { name = '乙局' }]\nsignature = { name = '某' }";
        let base = base.replace("主送", "\"主送\"");
        for (path, wanted) in [
            ("recipients", r#"{"主送":"新"}"#),
            ("recipients.1", r#"{"主送":["甲","新"]}"#),
            ("recipients.2", r#"{"主送":["甲","乙","新"]}"#),
            ("issuers.1.mark-name", r#"{"issuers":["甲局",{"mark-name":"新","name":"乙局"}]}"#),
            ("signature.title", r#"{"signature":{"name":"某","title":"新"}}"#),
            ("signature.0.name", r#"{"signature":{"name":"新"}}"#),
            ("layout.margins.top", r#"{"layout":{"margins":{"top":"新"}}}"#),
            ("attachments.0.title", r#"{"attachments":[{"title":"新"}]}"#),
            ("附件.0.标题", r#"{"附件":[{"标题":"新"}]}"#),
            ("发文机关.1.印章", r#"{"issuers":["甲局",{"印章":"新","name":"乙局"}]}"#),
            ("signature.1.name", r#"{"signature":[{"name":"某"},{"name":"新"}]}"#),
        ] {
            let mut table = table(&base);
            let path = KeyPath::read(path).unwrap();
            path.set(&mut table, text("新")).unwrap();
            let made = as_json(&table);
            for (key, value) in
                serde_json::from_str::<serde_json::Value>(wanted).unwrap().as_object().unwrap()
            {
                assert_eq!(&made[key], value, "{}", path.canonical());
            }
            assert!(matches!(&path.get(&table).unwrap().value, Value::String(text) if text == "新"));
        }
        for (path, fault) in [
            ("recipients.3", PathFault::NoItem { index: 3, have: 2 }),
            ("issuers.name", PathFault::WhichItem { have: 2 }),
            ("issuers.0.name", PathFault::NotATable { found: ("文字", "a string") }),
        ] {
            assert_eq!(KeyPath::read(path).unwrap().set(&mut table(&base), text("新")), Err(fault), "{path}");
        }
    }
}
