//! What the words of a finding were made of, as data: a [`Problem`](super::Problem) has its fields for arguments.

use std::borrow::Cow;
use std::fmt;

use serde::ser::{Impossible, Serialize, SerializeMap, Serializer};

/// The values in the words of a finding, by name, in the order of the alphabet: the number that was found, the limit, the
/// file. What names there are, and which a code has, docs/codes.md says.
///
/// ```
/// # extern crate gongwen_data as gongwen;
/// # use gongwen::Document;
/// let failure = Document::from_toml("titel = \"关于甲的通知\"").unwrap_err();
/// let found = failure.diagnostics().iter().find(|found| found.code() == "unknown-key").unwrap().arguments();
/// assert_eq!(found.get("key").and_then(|key| key.as_text()), Some("titel"));
/// assert_eq!(found.get("nearest").and_then(|key| key.as_text()), Some("title"));
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Arguments {
    named: Vec<(Cow<'static, str>, Argument)>,
}

/// One value in the words of a finding.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Argument {
    /// Yes or no.
    Truth(bool),
    /// A count, a row, a limit.
    Integer(i64),
    /// Any other number, to a ten-thousandth.
    Number(f64),
    /// A text, as long as the words have it; a control character alone is `U+000A`.
    Text(String),
    /// Several of them.
    List(Vec<Argument>),
    /// What belongs together; `en` and `zh` are the same in both languages.
    Table(Arguments),
}

impl Arguments {
    /// The one of this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Argument> {
        self.named.iter().find(|(known, _)| known == name).map(|(_, argument)| argument)
    }

    /// All of them, with their names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Argument)> {
        self.named.iter().map(|(name, argument)| (&**name, argument))
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.named.len()
    }

    /// Whether there are none: the words are always the same.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.named.is_empty()
    }

    fn new(mut named: Vec<(Cow<'static, str>, Argument)>) -> Arguments {
        named.sort_by(|(one, _), (other, _)| one.cmp(other));
        debug_assert!(named.windows(2).all(|pair| pair[0].0 != pair[1].0), "a name twice: {named:?}");
        Arguments { named }
    }

    /// With every text put as the words say it; of a text in both languages each in its own.
    pub(super) fn map_texts(self, said: &impl Fn(&str, Option<&str>) -> String) -> Arguments {
        let named = self.named.into_iter();
        let named = named.map(|(name, argument)| (name.clone(), argument.map_texts(Some(&*name), said)));
        Arguments { named: named.collect() }
    }
}

#[doc(hidden)]
impl Arguments {
    /// The fields of a problem. Of an enum they are its variant's; where one of them is itself an enum, its variant's name
    /// is the argument and its fields stand beside it, and so do those of a struct.
    pub fn of(problem: &impl Serialize) -> Arguments {
        let mut named = Vec::new();
        problem.serialize(Under { name: None, into: &mut named }).expect("values have names");
        Arguments::new(named)
    }
}

impl<const N: usize> From<[(&'static str, Argument); N]> for Arguments {
    fn from(named: [(&'static str, Argument); N]) -> Arguments {
        named.into_iter().collect()
    }
}

impl FromIterator<(&'static str, Argument)> for Arguments {
    fn from_iter<I: IntoIterator<Item = (&'static str, Argument)>>(named: I) -> Arguments {
        Arguments::new(named.into_iter().map(|(name, argument)| (Cow::Borrowed(name), argument)).collect())
    }
}

impl Argument {
    /// It, when it is a text.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        if let Argument::Text(text) = self { Some(text) } else { None }
    }

    /// It, when it is an integer.
    #[must_use]
    pub fn as_integer(&self) -> Option<i64> {
        if let Argument::Integer(integer) = self { Some(*integer) } else { None }
    }

    /// It, when it is a number of either kind.
    #[must_use]
    pub fn as_number(&self) -> Option<f64> {
        match self {
            Argument::Number(number) => Some(*number),
            Argument::Integer(integer) => Some(*integer as f64),
            _ => None,
        }
    }

    /// It, when it is yes or no.
    #[must_use]
    pub fn as_truth(&self) -> Option<bool> {
        if let Argument::Truth(truth) = self { Some(*truth) } else { None }
    }

    /// Its items, when it is a list.
    #[must_use]
    pub fn as_list(&self) -> Option<&[Argument]> {
        if let Argument::List(items) = self { Some(items) } else { None }
    }

    /// What belongs together in it, when it is a table.
    #[must_use]
    pub fn as_table(&self) -> Option<&Arguments> {
        if let Argument::Table(table) = self { Some(table) } else { None }
    }

    fn map_texts(self, name: Option<&str>, said: &impl Fn(&str, Option<&str>) -> String) -> Argument {
        match self {
            Argument::Text(text) => Argument::Text(said(&text, name)),
            Argument::List(items) => {
                Argument::List(items.into_iter().map(|item| item.map_texts(None, said)).collect())
            }
            Argument::Table(table) => Argument::Table(table.map_texts(said)),
            other => other,
        }
    }
}

/// An object.
impl Serialize for Arguments {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.named.len()))?;
        self.named.iter().try_for_each(|(name, argument)| map.serialize_entry(&**name, argument))?;
        map.end()
    }
}

/// The value.
impl Serialize for Argument {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Argument::Truth(truth) => truth.serialize(serializer),
            Argument::Integer(integer) => integer.serialize(serializer),
            Argument::Number(number) => number.serialize(serializer),
            Argument::Text(text) => text.serialize(serializer),
            Argument::List(items) => items.serialize(serializer),
            Argument::Table(table) => table.serialize(serializer),
        }
    }
}

/// For `serialize_with`: a text in both languages is a table of `en` and `zh`.
pub fn in_both<S: Serializer, T: AsRef<str>>((zh, en): &(T, T), serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(2))?;
    map.serialize_entry("en", en.as_ref())?;
    map.serialize_entry("zh", zh.as_ref())?;
    map.end()
}

/// For `serialize_with`: the same where there may be none.
pub fn in_both_if_any<S: Serializer, T: AsRef<str>>(
    pair: &Option<(T, T)>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match pair {
        Some(pair) => in_both(pair, serializer),
        None => serializer.serialize_none(),
    }
}

/// For `serialize_with`: a text as it is shown in a sentence.
pub fn as_cut<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&super::cut(text))
}

/// For `serialize_with`: the same where there may be none.
pub fn as_cut_if_any<S: Serializer>(text: &Option<String>, serializer: S) -> Result<S::Ok, S::Error> {
    match text {
        Some(text) => as_cut(text, serializer),
        None => serializer.serialize_none(),
    }
}

/// For `serialize_with`: a value as its words.
pub fn as_words<S: Serializer>(value: &impl fmt::Display, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(value)
}

/// What the case is called where nothing else names it.
const CASE: &str = "case";

/// No value fails to be one; serde asks for a type.
#[derive(Debug)]
struct Never(String);

impl fmt::Display for Never {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Never {}

impl serde::ser::Error for Never {
    fn custom<T: fmt::Display>(said: T) -> Never {
        Never(said.to_string())
    }
}

type Named = Vec<(Cow<'static, str>, Argument)>;

/// Puts a value under a name; without one its fields only.
struct Under<'a> {
    name: Option<Cow<'static, str>>,
    into: &'a mut Named,
}

impl<'a> Under<'a> {
    fn put(self, argument: Argument) -> Result<(), Never> {
        self.into.push((self.name.unwrap_or(Cow::Borrowed(CASE)), argument));
        Ok(())
    }

    fn integer<T: TryInto<i64>>(self, integer: T) -> Result<(), Never> {
        self.put(Argument::Integer(integer.try_into().unwrap_or(i64::MAX)))
    }

    fn text(self, text: &str) -> Result<(), Never> {
        self.put(Argument::Text(text.to_owned()))
    }

    /// Says which variant it is.
    fn variant(&mut self, variant: &'static str) {
        if let Some(name) = self.name.take() {
            self.into.push((name, Argument::Text(variant.to_owned())));
        }
    }
}

/// A value by itself: an item of a list.
fn alone(value: &(impl Serialize + ?Sized)) -> Result<Argument, Never> {
    let mut named = Named::new();
    value.serialize(Under { name: Some(Cow::Borrowed(CASE)), into: &mut named })?;
    Ok(match &mut named[..] {
        [(name, argument)] if name == CASE => std::mem::replace(argument, Argument::Truth(true)),
        _ => Argument::Table(Arguments::new(named)),
    })
}

impl<'a> Serializer for Under<'a> {
    type Ok = ();
    type Error = Never;
    type SerializeSeq = Items<'a>;
    type SerializeTuple = Items<'a>;
    type SerializeTupleStruct = Items<'a>;
    type SerializeTupleVariant = Impossible<(), Never>;
    type SerializeMap = Entries<'a>;
    type SerializeStruct = Fields<'a>;
    type SerializeStructVariant = Fields<'a>;

    fn serialize_bool(self, v: bool) -> Result<(), Never> {
        self.put(Argument::Truth(v))
    }

    fn serialize_i8(self, v: i8) -> Result<(), Never> {
        self.integer(v)
    }

    fn serialize_i16(self, v: i16) -> Result<(), Never> {
        self.integer(v)
    }

    fn serialize_i32(self, v: i32) -> Result<(), Never> {
        self.integer(v)
    }

    fn serialize_i64(self, v: i64) -> Result<(), Never> {
        self.integer(v)
    }

    fn serialize_u8(self, v: u8) -> Result<(), Never> {
        self.integer(v)
    }

    fn serialize_u16(self, v: u16) -> Result<(), Never> {
        self.integer(v)
    }

    fn serialize_u32(self, v: u32) -> Result<(), Never> {
        self.integer(v)
    }

    fn serialize_u64(self, v: u64) -> Result<(), Never> {
        self.integer(v)
    }

    fn serialize_f32(self, v: f32) -> Result<(), Never> {
        self.serialize_f64(v.into())
    }

    fn serialize_f64(self, v: f64) -> Result<(), Never> {
        // Adding 0 makes -0 a plain 0.
        self.put(Argument::Number((v * 1e4).round() / 1e4 + 0.0))
    }

    fn serialize_char(self, v: char) -> Result<(), Never> {
        match v.is_control() {
            true => self.text(&super::code_point(v)),
            false => self.text(v.encode_utf8(&mut [0; 4])),
        }
    }

    fn serialize_str(self, v: &str) -> Result<(), Never> {
        self.text(v)
    }

    fn serialize_bytes(self, v: &[u8]) -> Result<(), Never> {
        self.text(&String::from_utf8_lossy(v))
    }

    fn serialize_none(self) -> Result<(), Never> {
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Never> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Never> {
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Never> {
        Ok(())
    }

    fn serialize_unit_variant(mut self, _: &'static str, _: u32, variant: &'static str) -> Result<(), Never> {
        self.variant(variant);
        Ok(())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Never> {
        value.serialize(self)
    }

    /// What a variant holds and has no name for is what it is.
    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        mut self,
        _: &'static str,
        _: u32,
        _: &'static str,
        value: &T,
    ) -> Result<(), Never> {
        self.name.get_or_insert(Cow::Borrowed(CASE));
        value.serialize(self)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Items<'a>, Never> {
        Ok(Items { under: self, items: Vec::new() })
    }

    fn serialize_tuple(self, _: usize) -> Result<Items<'a>, Never> {
        self.serialize_seq(None)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Items<'a>, Never> {
        self.serialize_seq(None)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Impossible<(), Never>, Never> {
        Err(serde::ser::Error::custom(format_args!("what {variant} holds has no names")))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Entries<'a>, Never> {
        Ok(Entries { under: self, named: Named::new(), key: String::new() })
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Fields<'a>, Never> {
        Ok(Fields(self.into))
    }

    fn serialize_struct_variant(
        mut self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Fields<'a>, Never> {
        self.variant(variant);
        Ok(Fields(self.into))
    }
}

/// Fields, each under its name.
struct Fields<'a>(&'a mut Named);

impl Fields<'_> {
    fn field(&mut self, name: &'static str, value: &(impl Serialize + ?Sized)) -> Result<(), Never> {
        value.serialize(Under { name: Some(Cow::Borrowed(name)), into: self.0 })
    }
}

impl serde::ser::SerializeStruct for Fields<'_> {
    type Ok = ();
    type Error = Never;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Never> {
        self.field(name, value)
    }

    fn end(self) -> Result<(), Never> {
        Ok(())
    }
}

impl serde::ser::SerializeStructVariant for Fields<'_> {
    type Ok = ();
    type Error = Never;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Never> {
        self.field(name, value)
    }

    fn end(self) -> Result<(), Never> {
        Ok(())
    }
}

struct Items<'a> {
    under: Under<'a>,
    items: Vec<Argument>,
}

impl Items<'_> {
    fn item(&mut self, value: &(impl Serialize + ?Sized)) -> Result<(), Never> {
        self.items.push(alone(value)?);
        Ok(())
    }

    fn list(self) -> Result<(), Never> {
        self.under.put(Argument::List(self.items))
    }
}

impl serde::ser::SerializeSeq for Items<'_> {
    type Ok = ();
    type Error = Never;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Never> {
        self.item(value)
    }

    fn end(self) -> Result<(), Never> {
        self.list()
    }
}

impl serde::ser::SerializeTuple for Items<'_> {
    type Ok = ();
    type Error = Never;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Never> {
        self.item(value)
    }

    fn end(self) -> Result<(), Never> {
        self.list()
    }
}

impl serde::ser::SerializeTupleStruct for Items<'_> {
    type Ok = ();
    type Error = Never;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Never> {
        self.item(value)
    }

    fn end(self) -> Result<(), Never> {
        self.list()
    }
}

struct Entries<'a> {
    under: Under<'a>,
    named: Named,
    key: String,
}

impl SerializeMap for Entries<'_> {
    type Ok = ();
    type Error = Never;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Never> {
        let key = alone(key)?;
        key.as_text().unwrap_or_default().clone_into(&mut self.key);
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Never> {
        self.named.push((Cow::Owned(std::mem::take(&mut self.key)), alone(value)?));
        Ok(())
    }

    fn end(self) -> Result<(), Never> {
        self.under.put(Argument::Table(Arguments::new(self.named)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(serde::Serialize)]
    #[serde(rename_all = "kebab-case")]
    enum Why {
        NoEnd,
        TooMuch { limit: u64 },
        Held(Inner),
    }

    #[derive(serde::Serialize)]
    #[serde(rename_all = "kebab-case")]
    enum Inner {
        ItsOwn,
    }

    #[derive(serde::Serialize)]
    struct Row {
        role: &'static str,
        share: f64,
    }

    #[derive(serde::Serialize)]
    #[serde(rename_all_fields = "kebab-case")]
    enum Finding {
        Plain,
        Several {
            path: String,
            #[serde(rename = "case")]
            why: Why,
            nearest: Option<String>,
        },
        Rows {
            rows: Vec<Row>,
            characters: Vec<char>,
            #[serde(serialize_with = "in_both")]
            found: (&'static str, &'static str),
        },
        Nameless(Inner),
    }

    fn json(finding: &Finding) -> String {
        serde_json::to_string(&Arguments::of(finding)).unwrap()
    }

    #[test]
    fn a_finding_has_its_fields_for_arguments() {
        let several = |why, nearest: Option<&str>| {
            json(&Finding::Several { path: "甲.png".into(), why, nearest: nearest.map(str::to_owned) })
        };
        assert_eq!(json(&Finding::Plain), "{}");
        assert_eq!(several(Why::NoEnd, None), r#"{"case":"no-end","path":"甲.png"}"#);
        assert_eq!(
            several(Why::TooMuch { limit: u64::MAX }, Some("乙")),
            r#"{"case":"too-much","limit":9223372036854775807,"nearest":"乙","path":"甲.png"}"#
        );
        assert_eq!(several(Why::Held(Inner::ItsOwn), None), r#"{"case":"its-own","path":"甲.png"}"#);
        assert_eq!(json(&Finding::Nameless(Inner::ItsOwn)), r#"{"case":"its-own"}"#);
        let rows = Finding::Rows {
            rows: vec![Row { role: "仿宋", share: 0.123_456 }],
            characters: vec!['㸚', '\n'],
            found: ("数组", "an array"),
        };
        assert_eq!(
            json(&rows),
            r#"{"characters":["㸚","U+000A"],"found":{"en":"an array","zh":"数组"},"rows":[{"role":"仿宋","share":0.1235}]}"#
        );
    }

    #[test]
    fn an_argument_is_got_by_its_type() {
        let found = Arguments::from([
            ("count", Argument::Integer(3)),
            ("written", Argument::Text("甲".into())),
            ("share", Argument::Number(0.5)),
        ]);
        assert_eq!(found.iter().map(|(name, _)| name).collect::<Vec<_>>(), ["count", "share", "written"]);
        assert_eq!(found.get("count").and_then(Argument::as_number), Some(3.0));
        assert_eq!(found.get("share").and_then(Argument::as_integer), None);
        assert_eq!(found.get("written").and_then(Argument::as_text), Some("甲"));
        assert_eq!((found.len(), found.get("limit")), (3, None));
    }
}
