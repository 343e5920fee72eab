//! The one value tree all spellings become.

use crate::diagnostic::Place;

/// A value and where it stands.
#[derive(Debug, Clone)]
pub struct Node {
    /// The value.
    pub value: Value,
    /// Where it stands; none where a program passed it.
    pub place: Option<Place>,
}

/// A value, whatever it was written in.
#[derive(Debug, Clone)]
pub enum Value {
    /// Nothing: JSON's `null`, YAML's `~`.
    Null,
    /// A value the reader has told of: nobody needs to hear of it again.
    Told,
    /// Yes or no.
    Bool(bool),
    /// A number without a fraction.
    Integer(i64),
    /// A number with one.
    Float(f64),
    /// A text, its escapes undone.
    String(String),
    /// A calendar date as TOML has one; a time of day, if any, was reported by the reader.
    Date {
        /// From 0 to 9999.
        year: u16,
        /// From 1 to 12.
        month: u8,
        /// From 1 to the last of the month.
        day: u8,
    },
    /// Values in order.
    Array(Vec<Node>),
    /// Keys and their values.
    Table(Table),
}

impl Value {
    /// The type's name in both languages, for messages.
    pub fn kind(&self) -> (&'static str, &'static str) {
        match self {
            Value::Null | Value::Told => ("空值", "null"),
            Value::Bool(_) => ("true 或 false", "a boolean"),
            Value::Integer(_) => ("整数", "an integer"),
            Value::Float(_) => ("小数", "a float"),
            Value::String(_) => ("文字", "a string"),
            Value::Date { .. } => ("日期", "a date"),
            Value::Array(_) => ("几项", "an array"),
            Value::Table(_) => ("一张表", "a table"),
        }
    }
}

/// A table in the order it was written.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// Its keys with their values; none stands twice.
    pub entries: Vec<Entry>,
    /// Where it stands; none where a program passed it.
    pub place: Option<Place>,
}

/// A key and its value.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The key, as written.
    pub key: String,
    /// Where the key stands.
    pub key_place: Option<Place>,
    /// What stands under it.
    pub node: Node,
}
