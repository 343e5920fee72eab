//! The one value tree all spellings become.

use crate::diagnostic::Place;

/// A value and where it stands.
#[derive(Debug, Clone)]
pub struct Node {
    pub value: Value,
    pub place: Option<Place>,
}

#[derive(Debug, Clone)]
pub enum Value {
    Null,
    /// A value the reader has told of: nobody needs to hear of it again.
    Told,
    Bool(bool),
    Integer(i64),
    Float(f64),
    String(String),
    /// A calendar date as TOML has one; a time of day, if any, was reported by the reader.
    Date {
        year: u16,
        month: u8,
        day: u8,
    },
    Array(Vec<Node>),
    Table(Table),
}

impl Value {
    /// The type's name in both languages, for messages.
    pub fn kind(&self) -> (&'static str, &'static str) {
        match self {
            Value::Null | Value::Told => ("空值", "null"),
            Value::Bool(_) => ("布尔值", "a boolean"),
            Value::Integer(_) => ("整数", "an integer"),
            Value::Float(_) => ("小数", "a float"),
            Value::String(_) => ("字符串", "a string"),
            Value::Date { .. } => ("日期", "a date"),
            Value::Array(_) => ("数组", "an array"),
            Value::Table(_) => ("表", "a table"),
        }
    }
}

/// A table in the order it was written.
#[derive(Debug, Clone, Default)]
pub struct Table {
    pub entries: Vec<Entry>,
    pub place: Option<Place>,
}

#[derive(Debug, Clone)]
pub struct Entry {
    pub key: String,
    pub key_place: Option<Place>,
    pub node: Node,
}
