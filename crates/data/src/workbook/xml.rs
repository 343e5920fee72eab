//! XML as a walk over elements by their local names, one after the other: a sheet may have millions.

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::Fault;

/// What a walk meets.
pub(super) enum Step<'a> {
    Open(&'a str, &'a Attributes<'a>),
    Close(&'a str),
    Text(&'a str),
}

/// An element's attributes, by local name.
pub(super) struct Attributes<'a>(&'a BytesStart<'a>);

impl Attributes<'_> {
    pub(super) fn get(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.attributes().flatten();
        let found = attributes.find(|attribute| attribute.key.local_name().as_ref() == name)?;
        found.normalized_value(XmlVersion::Implicit1_0).ok().map(|value| value.into_owned())
    }

    pub(super) fn number<N: std::str::FromStr>(&self, name: &str) -> Option<N> {
        self.get(name)?.trim().parse().ok()
    }

    /// `hidden="1"`, `val="true"`.
    pub(super) fn flag(&self, name: &str) -> bool {
        self.get(name).is_some_and(|value| matches!(value.trim(), "1" | "true" | "on"))
    }

    /// An element that means yes by being there, such as `<strike/>`, unless its `val` says no.
    pub(super) fn is_on(&self) -> bool {
        self.get("val").is_none_or(|value| !matches!(value.trim(), "0" | "false" | "off"))
    }
}

/// Walks a part.
pub(super) fn walk(
    part: &str,
    text: &str,
    mut step: impl FnMut(Step<'_>) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let mut reader = Reader::from_str(text);
    let broken = |reason: String| Fault::Broken { part: part.to_owned(), reason };
    loop {
        match reader.read_event().map_err(|error| broken(error.to_string()))? {
            Event::Eof => return Ok(()),
            // Entities are declared in a document type; spreadsheets write none.
            Event::DocType(_) => return Err(Fault::DocumentType { part: part.to_owned() }),
            Event::Start(start) => step(Step::Open(start.local_name().as_ref(), &Attributes(&start)))?,
            Event::Empty(start) => {
                let name = start.local_name();
                step(Step::Open(name.as_ref(), &Attributes(&start)))?;
                step(Step::Close(name.as_ref()))?;
            }
            Event::End(end) => step(Step::Close(end.local_name().as_ref()))?,
            Event::Text(text) => step(Step::Text(&text.xml10_content()))?,
            Event::CData(text) => step(Step::Text(&text.xml10_content()))?,
            Event::GeneralRef(reference) => {
                let character = reference.resolve_char_ref().map_err(|error| broken(error.to_string()))?;
                let resolved = match character {
                    Some(c) => c.to_string(),
                    None => resolve_predefined_entity(&reference.xml10_content())
                        .ok_or_else(|| Fault::DocumentType { part: part.to_owned() })?
                        .to_owned(),
                };
                step(Step::Text(&resolved))?;
            }
            _ => {}
        }
    }
}
