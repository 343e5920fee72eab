//! Any serde value as a tree: an office tool has the facts in memory and no file to point into.

use std::collections::BTreeMap;
use std::fmt::Display;

use serde::Serialize;
use serde::ser::{self, Serializer};

use super::bounds::Bounds;
use super::tree::{Entry, Node, Table, Value};
use crate::diagnostic::{Diagnostic, Sink};
use crate::limits::DATA_BYTES;
use crate::source::{SyntaxFinding, ValueFinding};

/// Turns a serialisable map or struct into a table without places.
pub fn from_serde<T: Serialize + ?Sized>(value: &T, sink: &mut Sink) -> Option<Table> {
    let mut held = Held::default();
    match value.serialize(Tree { held: &mut held, depth: 0 }) {
        Ok(Value::Table(table)) => Some(table),
        Ok(other) => {
            let found = other.kind();
            sink.push(Diagnostic::new(ValueFinding::WrongType { expected: ("一张表", "a table"), found }));
            None
        }
        Err(Refused(problem)) => {
            sink.push(Diagnostic::new(problem));
            None
        }
    }
}

/// A serialisable value as JSON text: keys in the order of their bytes, whatever order a map has them in.
/// Empty for what does not serialise.
pub fn canonical<T: Serialize + ?Sized>(value: &T) -> String {
    let Ok(mut json) = serde_json::to_value(value) else { return String::new() };
    json.sort_all_objects();
    serde_json::to_string_pretty(&json).map_or_else(|_| String::new(), |text| text + "\n")
}

/// What was taken so far.
#[derive(Default)]
struct Held {
    bounds: Bounds,
    bytes: u64,
}

/// Why a value is not taken.
#[derive(Debug)]
struct Refused(SyntaxFinding);

impl Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}", self.0)
    }
}

impl std::error::Error for Refused {}

impl ser::Error for Refused {
    fn custom<T: Display>(reason: T) -> Refused {
        Refused(SyntaxFinding::NotSerialisable { reason: reason.to_string() })
    }
}

type Taken = Result<Value, Refused>;

/// Makes a value as it would stand in JSON, but that numbers stay what they are: JSON has no NaN, and would have nothing in
/// its place. What is too deep or too much ends its own writing, before anything recurses on it.
struct Tree<'h> {
    held: &'h mut Held,
    /// How many arrays and tables it stands in.
    depth: usize,
}

impl Tree<'_> {
    fn text(self, text: &str) -> Taken {
        self.held.bytes += text.len() as u64;
        if self.held.bytes > DATA_BYTES {
            return Err(Refused(SyntaxFinding::ValueTooLarge { limit: DATA_BYTES }));
        }
        Ok(Value::String(text.to_owned()))
    }

    /// An integer; one beyond 64 bits is a number all the same.
    fn integer<N: Copy + TryInto<i64>>(number: N, float: f64) -> Taken {
        Ok(number.try_into().map_or(Value::Float(float), Value::Integer))
    }
}

impl<'h> Tree<'h> {
    fn items(self, variant: Option<&'static str>) -> Result<Items<'h>, Refused> {
        let depth = self.depth + 1 + usize::from(variant.is_some());
        self.held.bounds.count(depth).map_err(Refused)?;
        Ok(Items { held: self.held, depth, variant, items: Vec::new() })
    }

    fn entries(self, variant: Option<&'static str>) -> Result<Entries<'h>, Refused> {
        let depth = self.depth + 1 + usize::from(variant.is_some());
        self.held.bounds.count(depth).map_err(Refused)?;
        Ok(Entries { held: self.held, depth, variant, key: String::new(), entries: BTreeMap::new() })
    }
}

/// A value of an enum under the variant's name.
fn within(variant: Option<&'static str>, value: Value) -> Value {
    match variant {
        Some(name) => Value::Table(table(BTreeMap::from([(name.to_owned(), value)]))),
        None => value,
    }
}

fn table(entries: BTreeMap<String, Value>) -> Table {
    // An absent `Option` arrives as null; to the data format it is a key that is not there.
    let given = entries.into_iter().filter(|(_, value)| !matches!(value, Value::Null));
    let entry = |(key, value)| Entry { key, key_place: None, node: Node { value, place: None } };
    Table { entries: given.map(entry).collect(), place: None }
}

struct Items<'h> {
    held: &'h mut Held,
    depth: usize,
    variant: Option<&'static str>,
    items: Vec<Node>,
}

impl Items<'_> {
    fn push<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), Refused> {
        self.held.bounds.count(self.depth).map_err(Refused)?;
        let value = item.serialize(Tree { held: &mut *self.held, depth: self.depth })?;
        self.items.push(Node { value, place: None });
        Ok(())
    }

    fn value(self) -> Taken {
        Ok(within(self.variant, Value::Array(self.items)))
    }
}

struct Entries<'h> {
    held: &'h mut Held,
    depth: usize,
    variant: Option<&'static str>,
    /// The key whose value comes next.
    key: String,
    entries: BTreeMap<String, Value>,
}

impl Entries<'_> {
    fn put<T: Serialize + ?Sized>(&mut self, key: String, value: &T) -> Result<(), Refused> {
        self.held.bounds.count(self.depth).map_err(Refused)?;
        Tree { held: &mut *self.held, depth: self.depth }.text(&key)?;
        let value = value.serialize(Tree { held: &mut *self.held, depth: self.depth })?;
        self.entries.insert(key, value);
        Ok(())
    }

    fn value(self) -> Taken {
        Ok(within(self.variant, Value::Table(table(self.entries))))
    }
}

/// A key as text; JSON has no other keys.
fn key<T: Serialize + ?Sized>(key: &T) -> Result<String, Refused> {
    let strange = || ser::Error::custom("key must be a string");
    match key.serialize(Tree { held: &mut Held::default(), depth: 0 })? {
        Value::String(text) => Ok(text),
        Value::Bool(flag) => Ok(flag.to_string()),
        Value::Integer(number) => Ok(number.to_string()),
        Value::Float(number) if number.is_finite() => Ok(number.to_string()),
        _ => Err(strange()),
    }
}

impl<'h> Serializer for Tree<'h> {
    type Ok = Value;
    type Error = Refused;
    type SerializeSeq = Items<'h>;
    type SerializeTuple = Items<'h>;
    type SerializeTupleStruct = Items<'h>;
    type SerializeTupleVariant = Items<'h>;
    type SerializeMap = Entries<'h>;
    type SerializeStruct = Entries<'h>;
    type SerializeStructVariant = Entries<'h>;

    fn serialize_bool(self, v: bool) -> Taken {
        Ok(Value::Bool(v))
    }

    fn serialize_i8(self, v: i8) -> Taken {
        self.serialize_i64(v.into())
    }

    fn serialize_i16(self, v: i16) -> Taken {
        self.serialize_i64(v.into())
    }

    fn serialize_i32(self, v: i32) -> Taken {
        self.serialize_i64(v.into())
    }

    fn serialize_i64(self, v: i64) -> Taken {
        Ok(Value::Integer(v))
    }

    fn serialize_i128(self, v: i128) -> Taken {
        Self::integer(v, v as f64)
    }

    fn serialize_u8(self, v: u8) -> Taken {
        self.serialize_i64(v.into())
    }

    fn serialize_u16(self, v: u16) -> Taken {
        self.serialize_i64(v.into())
    }

    fn serialize_u32(self, v: u32) -> Taken {
        self.serialize_i64(v.into())
    }

    fn serialize_u64(self, v: u64) -> Taken {
        Self::integer(v, v as f64)
    }

    fn serialize_u128(self, v: u128) -> Taken {
        Self::integer(v, v as f64)
    }

    fn serialize_f32(self, v: f32) -> Taken {
        self.serialize_f64(v.into())
    }

    fn serialize_f64(self, v: f64) -> Taken {
        Ok(Value::Float(v))
    }

    fn serialize_char(self, v: char) -> Taken {
        self.text(v.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, v: &str) -> Taken {
        self.text(v)
    }

    fn serialize_bytes(self, v: &[u8]) -> Taken {
        v.serialize(self)
    }

    fn serialize_none(self) -> Taken {
        Ok(Value::Null)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Taken {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Taken {
        Ok(Value::Null)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Taken {
        Ok(Value::Null)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Taken {
        self.text(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Taken {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Taken {
        let mut entries = self.entries(None)?;
        entries.put(variant.to_owned(), value)?;
        entries.value()
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Items<'h>, Refused> {
        self.items(None)
    }

    fn serialize_tuple(self, _: usize) -> Result<Items<'h>, Refused> {
        self.items(None)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Items<'h>, Refused> {
        self.items(None)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Items<'h>, Refused> {
        self.items(Some(variant))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Entries<'h>, Refused> {
        self.entries(None)
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Entries<'h>, Refused> {
        self.entries(None)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Entries<'h>, Refused> {
        self.entries(Some(variant))
    }
}

/// Arrays by any name.
macro_rules! arrays {
    ($($way:ident $push:ident),*) => {$(
        impl ser::$way for Items<'_> {
            type Ok = Value;
            type Error = Refused;

            fn $push<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), Refused> {
                self.push(item)
            }

            fn end(self) -> Taken {
                self.value()
            }
        }
    )*};
}

arrays!(SerializeSeq serialize_element, SerializeTuple serialize_element, SerializeTupleStruct serialize_field,
    SerializeTupleVariant serialize_field);

/// Structs by either name.
macro_rules! structs {
    ($($way:ident),*) => {$(
        impl ser::$way for Entries<'_> {
            type Ok = Value;
            type Error = Refused;

            fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Refused> {
                self.put(key.to_owned(), value)
            }

            fn end(self) -> Taken {
                self.value()
            }
        }
    )*};
}

structs!(SerializeStruct, SerializeStructVariant);

impl ser::SerializeMap for Entries<'_> {
    type Ok = Value;
    type Error = Refused;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, written: &T) -> Result<(), Refused> {
        self.key = key(written)?;
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Refused> {
        let key = std::mem::take(&mut self.key);
        self.put(key, value)
    }

    fn end(self) -> Taken {
        self.value()
    }
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

    /// library.md 2: JSON has no NaN, and the key was gone.
    #[test]
    fn a_number_that_json_has_not_stays_a_number() {
        for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            let table = from_serde(&BTreeMap::from([("甲", number)]), &mut Sink::default()).unwrap();
            assert!(matches!(table.entries[0].node.value, Value::Float(same) if !same.is_finite()));
        }
    }

    #[derive(Serialize)]
    enum Sort {
        Unit,
        Newtype(u8),
        Tuple(u8, u8),
        Struct { a: u8 },
    }

    /// What serde can say is said as in JSON.
    #[test]
    fn every_kind_of_value_is_as_in_json() {
        #[derive(Serialize)]
        struct All {
            sorts: Vec<Sort>,
            numbers: (i8, u16, i64, u64, f32, f64, i128),
            texts: (char, &'static str, Option<&'static str>),
            none: Option<u8>,
            unit: (),
            by_number: BTreeMap<i32, bool>,
            by_flag: BTreeMap<bool, ()>,
        }
        let all = All {
            sorts: vec![Sort::Unit, Sort::Newtype(1), Sort::Tuple(2, 3), Sort::Struct { a: 4 }],
            numbers: (-1, 2, i64::MIN, u64::MAX, 0.5, 1.25, 7),
            texts: ('字', "文", Some("有")),
            none: None,
            unit: (),
            by_number: BTreeMap::from([(-3, true)]),
            by_flag: BTreeMap::from([(false, ())]),
        };
        let table = from_serde(&all, &mut Sink::default()).unwrap();
        let mut wanted = serde_json::to_value(&all).unwrap();
        let object = wanted.as_object_mut().unwrap();
        // Nothing is a key that is not there.
        object.retain(|_, value| !value.is_null());
        object["by_flag"] = serde_json::json!({});
        // Beyond 64 bits with a sign it is a number without its last digits.
        object["numbers"][3] = (u64::MAX as f64).into();
        assert_eq!(crate::source::as_json(&table), wanted);
        assert_eq!(code(BTreeMap::from([((1, 2), 3)])), Some("not-serialisable"));
    }
}
