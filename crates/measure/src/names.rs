//! What was recognised as the elements of the page, by the names that a template would have given them.

use crate::document::Format;
use crate::layout::{Part, Piece};
use gongwen_import::page::{Element, Recognised, Slot};
use gongwen_import::{is_attachment_label, is_page_number};

/// The elements of the paragraphs.
pub(super) struct Names {
    /// For each paragraph the elements in it, each with how many characters it has, blanks not counted.
    pub parts: Vec<Vec<(Piece, usize)>>,
    /// How many organs sign under the text.
    pub organs: usize,
    /// How many officials sign.
    pub signatures: usize,
}

impl Names {
    pub(crate) fn of(recognised: &Recognised) -> Names {
        let mut counted = Counted::default();
        let lines = 0..recognised.parts.len();
        let parts = lines.map(|line| paragraph(recognised, line, &mut counted)).collect();
        Names { parts, organs: counted.organs, signatures: counted.names }
    }

    /// Whether some paragraph is, or holds, this element.
    pub(crate) fn has(&self, part: Part) -> bool {
        self.parts.iter().flatten().any(|(piece, _)| piece.is_of(part))
    }
}

/// How many of each were met.
#[derive(Default)]
struct Counted {
    organs: usize,
    posts: usize,
    names: usize,
}

fn paragraph(recognised: &Recognised, line: usize, counted: &mut Counted) -> Vec<(Piece, usize)> {
    let Recognised { parts, text: begins, signoff, .. } = recognised;
    // The date stands beside the organ, or on the row under it.
    let dated = |line: usize| parts[line].iter().any(|(slot, _)| *slot == Slot::Value(Element::Date));
    let imprint = line < *begins && (dated(line) || line + 1 < *begins && dated(line + 1));
    let behind = line > *signoff;
    let speaker = |(slot, _): &(Slot, String)| *slot == Slot::Value(Element::Speaker);
    let spoken = parts.iter().flatten().any(speaker);
    let telegram = recognised.format == Format::Telegram;
    let titled =
        |line: &Vec<(Slot, String)>| line.iter().any(|(slot, _)| *slot == Slot::Value(Element::Title));
    let title = parts.iter().position(titled).unwrap_or(0);
    let next = |count: &mut usize, part: Part| {
        *count += 1;
        part.at(*count - 1)
    };
    let name = |(slot, text): &(Slot, String)| -> Piece {
        let element = match slot {
            Slot::Value(element) | Slot::Beside(element) => *element,
            Slot::MarkName(_) => return Part::Mark.into(),
            Slot::Party(item, _) => return Part::Party.at(*item),
            Slot::Post => return next(&mut counted.posts, Part::SignerTitle),
            Slot::IssuedText(item) => return Part::Issued.block(*item, line),
            Slot::IssuedTitle(_) => return Part::IssuedTitle.into(),
            Slot::Contents(_) => return Part::Contents.into(),
            Slot::AttachmentText(item) => return Part::Attachment.block(*item, line),
            Slot::AttachmentName(_) => Element::Attachments,
            Slot::NoElement if is_page_number(text) => return Part::PageNumber.into(),
            // Whom a telegram goes to, or who sends it, may take two rows of its head.
            Slot::NoElement | Slot::Loose if telegram && line < title && line > 0 => {
                let is = |slot: &Slot, element| matches!(slot, Slot::Value(of) | Slot::Beside(of) if *of == element);
                let above = |element: Element| parts[line - 1].iter().any(|(slot, _)| is(slot, element));
                return match () {
                    () if above(Element::Recipients) => Part::SentTo.into(),
                    () if above(Element::Sender) => Part::Sender.into(),
                    () => Piece::UNNAMED,
                };
            }
            Slot::NoElement | Slot::Loose => return Piece::UNNAMED,
        };
        let own = matches!(slot, Slot::Value(_));
        match element {
            Element::CopyNumber => Part::CopyNumber,
            Element::Classification => Part::Classification,
            Element::Urgency if telegram => Part::Degree,
            Element::Urgency => Part::Urgency,
            Element::Mark => Part::Mark,
            Element::Issuers if imprint => Part::ImprintOrgan,
            Element::Issuers if line < *begins => Part::Mark,
            Element::Issuers => return next(&mut counted.organs, Part::Organ),
            Element::Number => Part::Number,
            Element::Signers if own => Part::Signer,
            Element::Signers => Part::SignerLabel,
            Element::Title => Part::Title,
            Element::Recipients if telegram && line < title => Part::SentTo,
            Element::Recipients if line > *begins => Part::MovedRecipients,
            Element::Recipients => Part::Recipients,
            Element::Body => return Part::Body.at(line),
            Element::Issued => Part::IssuedTitle,
            Element::Attachments if !behind => Part::AttachmentList,
            Element::Attachments if is_attachment_label(text) => Part::AttachmentLabel,
            Element::Attachments => Part::AttachmentTitle,
            Element::Date if spoken && line < *begins => Part::SpeechDate,
            Element::Date if imprint => Part::ImprintDate,
            Element::Date => Part::Date,
            Element::Signature => return next(&mut counted.names, Part::Signature),
            Element::Note => Part::Note,
            Element::Postscript => return Part::Postscript.at(line),
            Element::Attendees | Element::Absentees | Element::Observers | Element::Attendance => {
                Part::Attendance
            }
            Element::Corner => Part::Corner,
            Element::Subtitle => Part::Subtitle,
            Element::Speaker => Part::Speaker,
            Element::Parties => return Piece::UNNAMED,
            Element::Sender => Part::Sender,
            Element::DispatchNumber => Part::DispatchNumber,
            Element::Reprinter => Part::Reprinter,
            Element::ReprintDate => Part::ReprintDate,
            Element::Cc => Part::Cc,
            Element::Printer => Part::Printer,
            Element::PrintDate => Part::PrintDate,
            Element::Copies => Part::Copies,
        }
        .into()
    };
    let names: Vec<Piece> = parts[line].iter().map(name).collect();
    let length = |text: &String| text.chars().filter(|c| !c.is_whitespace()).count();
    names.into_iter().zip(parts[line].iter().map(|(_, text)| length(text))).collect()
}
