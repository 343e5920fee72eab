//! Lines read off finished pages, given to elements by the same knowledge as pasted ones. Each part of
//! a line gets the name the template gives its element on the page.

use super::claims::{Claims, Element, Slot};
use super::lines::Line;
pub(crate) use super::lines::Look;
use super::{Imported, format, patterns as p, recognise};
use crate::document::{Format, Kind};
use crate::layout::{Part, Piece};

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
    pub parts: Vec<Vec<(Piece, usize)>>,
    pub format: Format,
    /// How many organs sign under the text.
    pub issuers: usize,
    pub signatures: usize,
    pub imported: Imported,
}

impl Recognised {
    /// Whether some paragraph is, or holds, this element.
    pub fn has(&self, part: Part) -> bool {
        self.parts.iter().flatten().any(|(piece, _)| piece.is_of(part))
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

fn named(claims: &Claims, place: &Place, line: usize, counted: &mut Counted) -> Vec<(Piece, usize)> {
    let parts = claims.parts(line);
    // The date stands beside the organ, or on the row under it.
    let dated = |line: usize| claims.parts(line).iter().any(|(slot, _)| *slot == Slot::Value(Element::Date));
    let imprint = line < place.text && (dated(line) || line + 1 < place.text && dated(line + 1));
    let behind = line > place.signoff;
    let next = |count: &mut usize, part: Part| {
        *count += 1;
        part.at(*count - 1)
    };
    let name = |(slot, text): &(Slot, String)| -> Piece {
        let element = match slot {
            Slot::Value(element) | Slot::Beside(element) => *element,
            Slot::MarkName(_) => return Part::Mark.into(),
            Slot::Post => return next(&mut counted.posts, Part::SignerTitle),
            Slot::IssuedText(item) => return Part::Issued.block(*item, line),
            Slot::IssuedTitle(_) => return Part::IssuedTitle.into(),
            Slot::Contents(_) => return Part::Contents.into(),
            Slot::AttachmentText(item) => return Part::Attachment.block(*item, line),
            Slot::AttachmentName(_) => Element::Attachments,
            Slot::NoElement if p::is_page_number(text) => return Part::PageNumber.into(),
            Slot::NoElement | Slot::Loose => return Piece::UNNAMED,
        };
        let own = matches!(slot, Slot::Value(_));
        match element {
            Element::CopyNumber => Part::CopyNumber,
            Element::Classification => Part::Classification,
            Element::Urgency => Part::Urgency,
            Element::Mark => Part::Mark,
            Element::Issuers if imprint => Part::ImprintOrgan,
            Element::Issuers if line < place.text => Part::Mark,
            Element::Issuers => return next(&mut counted.organs, Part::Organ),
            Element::Number => Part::Number,
            Element::Signers if own => Part::Signer,
            Element::Signers => Part::SignerLabel,
            Element::Title => Part::Title,
            Element::Recipients if line > place.text => Part::MovedRecipients,
            Element::Recipients => Part::Recipients,
            Element::Body => return Part::Body.at(line),
            Element::Issued => Part::IssuedTitle,
            Element::Attachments if !behind => Part::AttachmentList,
            Element::Attachments if p::attachment_label(text).is_some_and(|(end, _)| end == text.len()) => {
                Part::AttachmentLabel
            }
            Element::Attachments => Part::AttachmentTitle,
            Element::Date if imprint => Part::ImprintDate,
            Element::Date => Part::Date,
            Element::Signature => return next(&mut counted.names, Part::Signature),
            Element::Note => Part::Note,
            Element::Attendees | Element::Absentees | Element::Observers => Part::Attendance,
            Element::Cc => Part::Cc,
            Element::Printer => Part::Printer,
            Element::PrintDate => Part::PrintDate,
            Element::Copies => Part::Copies,
        }
        .into()
    };
    let names: Vec<Piece> = parts.iter().map(name).collect();
    let length = |text: &String| text.chars().filter(|c| !c.is_whitespace()).count();
    names.into_iter().zip(parts.iter().map(|(_, text)| length(text))).collect()
}
