//! Any serde value as a tree: an office tool has the facts in memory and no file to point into.

use serde::Serialize;

use super::bounds::Bounds;
use super::tree::{Entry, Node, Table, Value};
use crate::diagnostic::{Diagnostic, Sink};
use crate::limits::DATA_BYTES;
use crate::source::{SyntaxFinding, ValueFinding};

/// Turns a serialisable map or struct into a table without places.
pub fn from_serde<T: Serialize + ?Sized>(value: &T, sink: &mut Sink) -> Option<Table> {
    let json = match bounded(value) {
        Ok(json) => json,
        Err(problem) => {
            sink.push(Diagnostic::new(problem));
            return None;
        }
    };
    match node(json).value {
        Value::Table(table) => Some(table),
        other => {
            let found = other.kind();
            sink.push(Diagnostic::new(ValueFinding::WrongType { expected: ("表", "a table"), found }));
            None
        }
    }
}

/// A value as JSON, written to nowhere first: what is too deep or too much ends its own writing, before anything recurses
/// on it. Numbers stay as they are: no text is parsed back.
fn bounded<T: Serialize + ?Sized>(value: &T) -> Result<serde_json::Value, SyntaxFinding> {
    let mut written = Written::default();
    let done = serde_json::to_writer(&mut written, value);
    if let Some(over) = written.over {
        return Err(over);
    }
    let not = |error: serde_json::Error| SyntaxFinding::NotSerialisable { reason: error.to_string() };
    done.map_err(not)?;
    serde_json::to_value(value).map_err(not)
}

/// JSON as it is written, its bytes, values and their depth counted.
#[derive(Default)]
struct Written {
    bytes: u64,
    bounds: Bounds,
    depth: usize,
    in_string: bool,
    escaped: bool,
    over: Option<SyntaxFinding>,
}

impl Written {
    fn count(&mut self, byte: u8) -> Result<(), SyntaxFinding> {
        if self.in_string {
            self.in_string = self.escaped || byte != b'"';
            self.escaped = !self.escaped && byte == b'\\';
            return Ok(());
        }
        match byte {
            b'"' => self.in_string = true,
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        if matches!(byte, b'{' | b'[' | b',') { self.bounds.count(self.depth) } else { Ok(()) }
    }
}

impl std::io::Write for Written {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        for byte in bytes {
            if let Err(over) = self.count(*byte) {
                self.over = Some(over);
                return Err(std::io::ErrorKind::FileTooLarge.into());
            }
        }
        self.bytes += bytes.len() as u64;
        if self.bytes > DATA_BYTES {
            self.over = Some(SyntaxFinding::ValueTooLarge { limit: DATA_BYTES });
            return Err(std::io::ErrorKind::FileTooLarge.into());
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// A serialisable value as JSON text: keys in the order of their bytes, whatever order a map has them in.
/// Empty for what does not serialise.
pub fn canonical<T: Serialize + ?Sized>(value: &T) -> String {
    let Ok(mut json) = serde_json::to_value(value) else { return String::new() };
    json.sort_all_objects();
    serde_json::to_string_pretty(&json).map_or_else(|_| String::new(), |text| text + "\n")
}

fn node(json: serde_json::Value) -> Node {
    use serde_json::Value as Json;
    let value = match json {
        Json::Null => Value::Null,
        Json::Bool(b) => Value::Bool(b),
        Json::Number(n) => match n.as_i64() {
            Some(i) => Value::Integer(i),
            None => Value::Float(n.as_f64().unwrap_or(f64::NAN)),
        },
        Json::String(s) => Value::String(s),
        Json::Array(items) => Value::Array(items.into_iter().map(node).collect()),
        Json::Object(map) => Value::Table(table(map)),
    };
    Node { value, place: None }
}

fn table(map: serde_json::Map<String, serde_json::Value>) -> Table {
    let entries = map
        .into_iter()
        // An absent `Option` arrives as null; to the data format it is a key that is not there.
        .filter(|(_, value)| !value.is_null())
        .map(|(key, value)| Entry { key, key_place: None, node: node(value) })
        .collect();
    Table { entries, place: None }
}

#[cfg(test)]
mod tests {
    use serde::ser::SerializeSeq;

    use super::*;

    /// A value so many arrays deep, made while it is written: what a host hands over may end nowhere.
    struct Deep(usize);

    impl Serialize for Deep {
        fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut items = serializer.serialize_seq(None)?;
            if self.0 > 0 {
                items.serialize_element(&Deep(self.0 - 1))?;
            }
            items.end()
        }
    }

    fn code<T: Serialize>(value: T) -> Option<&'static str> {
        let mut sink = Sink::default();
        let table = from_serde(&std::collections::BTreeMap::from([("甲", value)]), &mut sink);
        assert_eq!(table.is_none(), sink.has_errors());
        sink.into_sorted().first().map(Diagnostic::code)
    }

    /// library.md 2: a value 5,000 deep aborted the process.
    #[test]
    fn a_value_that_is_too_deep_or_too_much_is_refused() {
        assert_eq!(code(Deep(20)), None);
        assert_eq!(code(Deep(100_000_000)), Some("too-deep"));
        assert_eq!(code("[".repeat(100)), None);
        assert_eq!(code("\\\"[".repeat(100)), None);
        assert_eq!(code(vec![0_u8; 600_000]), Some("too-many-values"));
        assert_eq!(code("字".repeat(6_000_000)), Some("file-too-large"));
    }
}
