//! Lines read off finished pages, given to elements by the same knowledge as pasted ones. Each part of
//! a line gets the name the template gives its element on the page.

use super::claims::{Claims, Element, Slot};
use super::lines::Line;
pub(crate) use super::lines::Look;
use super::{Imported, format, patterns as p, recognise};
use crate::document::{Format, Kind};

/// A paragraph as it stands on the pages.
pub(crate) struct Written {
    pub text: String,
    /// Whether it stands apart from what is above it.
    pub after_blank: bool,
    pub look: Look,
}

/// What was recognised.
pub(crate) struct Recognised {
    /// For each paragraph the elements in it, each with how many characters it has, blanks not counted.
    pub parts: Vec<Vec<(String, usize)>>,
    pub format: Format,
    /// How many organs sign under the text.
    pub issuers: usize,
    pub signatures: usize,
    pub imported: Imported,
}

impl Recognised {
    /// Whether some paragraph is, or holds, this element.
    pub fn has(&self, part: &str) -> bool {
        let named =
            |name: &str| name.strip_prefix(part).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        self.parts.iter().flatten().any(|(name, _)| named(name))
    }
}

/// Recognises the paragraphs of a whole document.
pub(crate) fn recognise(written: Vec<Written>) -> Recognised {
    let lines = written
        .into_iter()
        .map(|Written { text, after_blank, look }| Line { after_blank, look, ..Line::new(text) })
        .collect();
    let claims = recognise::recognise(lines, Vec::new());
    let place = Place::of(&claims);
    let mut counted = Counted::default();
    let parts = (0..claims.len()).map(|line| named(&claims, &place, line, &mut counted)).collect();
    let shape = format::shape(&claims);
    let usual = Kind::of_title(&format::joined(&claims, Element::Title)).map(Kind::usual_format);
    let format = shape.format.or(usual).unwrap_or(Format::Document);
    Recognised {
        parts,
        format,
        issuers: counted.organs,
        signatures: counted.names,
        imported: Imported { claims },
    }
}

/// Where the parts of the document begin, by line.
struct Place {
    text: usize,
    signoff: usize,
}

impl Place {
    fn of(claims: &Claims) -> Place {
        let first = |slot| claims.of(slot).first().map(|(line, _)| *line);
        let texts = [Slot::Value(Element::Body), Slot::Value(Element::Title)];
        let text = texts.into_iter().find_map(first).unwrap_or(0);
        let date = first(Slot::Value(Element::Date)).filter(|line| *line >= text);
        let body = claims.of(Slot::Value(Element::Body)).last().map(|(line, _)| *line);
        Place { text, signoff: date.or(body.map(|line| line + 1)).unwrap_or(text) }
    }
}

/// How many of each were met.
#[derive(Default)]
struct Counted {
    organs: usize,
    posts: usize,
    names: usize,
}

fn named(claims: &Claims, place: &Place, line: usize, counted: &mut Counted) -> Vec<(String, usize)> {
    let parts = claims.parts(line);
    // The date stands beside the organ, or on the row under it.
    let dated = |line: usize| claims.parts(line).iter().any(|(slot, _)| *slot == Slot::Value(Element::Date));
    let imprint = line < place.text && (dated(line) || line + 1 < place.text && dated(line + 1));
    let behind = line > place.signoff;
    let next = |count: &mut usize, name: &str| {
        *count += 1;
        format!("{name}.{}", *count - 1)
    };
    let name = |(slot, text): &(Slot, String)| -> String {
        let element = match slot {
            Slot::Value(element) | Slot::Beside(element) => *element,
            Slot::MarkName(_) => return "mark".to_owned(),
            Slot::Post => return next(&mut counted.posts, "signer-title"),
            Slot::IssuedText(item) => return format!("issued.{item}.{line}"),
            Slot::IssuedTitle(_) => return "issued-title".to_owned(),
            Slot::Contents(_) => return "contents".to_owned(),
            Slot::AttachmentText(item) => return format!("attachment.{item}.{line}"),
            Slot::AttachmentName(_) => Element::Attachments,
            Slot::NoElement if p::is_page_number(text) => return "page-number".to_owned(),
            Slot::NoElement | Slot::Loose => return String::new(),
        };
        let own = matches!(slot, Slot::Value(_));
        match element {
            Element::CopyNumber => "copy-number",
            Element::Classification => "classification",
            Element::Urgency => "urgency",
            Element::Mark => "mark",
            Element::Issuers if imprint => "imprint-organ",
            Element::Issuers if line < place.text => "mark",
            Element::Issuers => return next(&mut counted.organs, "organ"),
            Element::Number => "number",
            Element::Signers if own => "signer",
            Element::Signers => "signer-label",
            Element::Title => "title",
            Element::Recipients if line > place.text => "moved-recipients",
            Element::Recipients => "recipients",
            Element::Body => return format!("body.{line}"),
            Element::Issued => "issued-title",
            Element::Attachments if !behind => "attachment-list",
            Element::Attachments if p::attachment_label(text).is_some_and(|(end, _)| end == text.len()) => {
                "attachment-label"
            }
            Element::Attachments => "attachment-title",
            Element::Date if imprint => "imprint-date",
            Element::Date => "date",
            Element::Signature => return next(&mut counted.names, "signature"),
            Element::Note => "note",
            Element::Attendees | Element::Absentees | Element::Observers => "attendance",
            Element::Cc => "cc",
            Element::Printer => "printer",
            Element::PrintDate => "print-date",
            Element::Copies => "copies",
        }
        .to_owned()
    };
    let names: Vec<String> = parts.iter().map(name).collect();
    let length = |text: &String| text.chars().filter(|c| !c.is_whitespace()).count();
    names.into_iter().zip(parts.iter().map(|(_, text)| length(text))).collect()
}
