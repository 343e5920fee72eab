//! XML as a walk over elements by their local names.

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::diagnostic::WordFault;

/// What a walk meets.
pub(super) enum Step<'a> {
    Open(&'a str, &'a Attributes<'a>),
    Close(&'a str),
    Text(&'a str),
}

/// An element's attributes, by local name.
pub(super) struct Attributes<'a>(&'a BytesStart<'a>);

impl Attributes<'_> {
    pub fn get(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.attributes().flatten();
        let found = attributes.find(|attribute| attribute.key.local_name().as_ref() == name)?;
        found.normalized_value(XmlVersion::Implicit1_0).ok().map(|value| value.into_owned())
    }

    /// `w:val`, an element's one value.
    pub fn val(&self) -> Option<String> {
        self.get("val")
    }
}

/// Walks a part. Elements named by `skipped`, with all in them, are passed over.
pub(super) fn walk(
    text: &str,
    skipped: impl Fn(&str) -> bool,
    mut step: impl FnMut(Step<'_>) -> Result<(), WordFault>,
) -> Result<(), WordFault> {
    let mut reader = Reader::from_str(text);
    let broken = |error: quick_xml::Error| WordFault::Broken(error.to_string());
    // How deep inside a skipped element.
    let mut skipping = 0_usize;
    loop {
        match reader.read_event().map_err(broken)? {
            Event::Eof => return Ok(()),
            // Entities are declared in a document type; Word writes none.
            Event::DocType(_) => return Err(WordFault::DocumentType),
            Event::Start(start) => {
                let name = start.local_name();
                if skipping > 0 || skipped(name.as_ref()) {
                    skipping += 1;
                } else {
                    step(Step::Open(name.as_ref(), &Attributes(&start)))?;
                }
            }
            Event::Empty(start) => {
                let name = start.local_name();
                if skipping == 0 && !skipped(name.as_ref()) {
                    step(Step::Open(name.as_ref(), &Attributes(&start)))?;
                    step(Step::Close(name.as_ref()))?;
                }
            }
            Event::End(end) => {
                if skipping > 0 {
                    skipping -= 1;
                } else {
                    step(Step::Close(end.local_name().as_ref()))?;
                }
            }
            Event::Text(text) if skipping == 0 => step(Step::Text(&text.xml10_content()))?,
            Event::CData(text) if skipping == 0 => step(Step::Text(&text.xml10_content()))?,
            Event::GeneralRef(reference) if skipping == 0 => {
                let resolved = match reference.resolve_char_ref().map_err(broken)? {
                    Some(c) => c.to_string(),
                    None => predefined(&reference.xml10_content()).ok_or(WordFault::DocumentType)?.to_owned(),
                };
                step(Step::Text(&resolved))?;
            }
            _ => {}
        }
    }
}

/// The five entities that XML knows without a declaration.
fn predefined(name: &str) -> Option<&'static str> {
    Some(match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => return None,
    })
}
