//! Where in the data an element of the page comes from.

use super::{Attachment, Body, Document, Part, Piece, Spot, Words, keys};
use crate::diagnostic::Place;
use crate::text::{Block, BlockKind};

#[doc(hidden)]
impl Document {
    /// The body that a piece of the page is a block of, and which.
    fn block_of(&self, piece: Piece) -> Option<(&Body, usize)> {
        match piece.part() {
            Part::Body => return Some((&self.body, piece.index()?)),
            Part::Postscript => return Some((self.postscript.as_ref()?, piece.index()?)),
            _ => {}
        }
        let (item, block) = piece.item_and_block()?;
        if piece.part() == Part::PartPostscript {
            return Some((self.parts().nth(item)?.own.postscript.as_ref()?, block));
        }
        Some((self.bound_as(piece.part())?.get(item)?.body.as_ref()?, block))
    }

    /// What is bound behind the document as this element.
    fn bound_as(&self, part: Part) -> Option<&[Attachment]> {
        match part {
            Part::Issued => Some(&self.issued),
            Part::Attachment => Some(&self.attachments),
            _ => None,
        }
    }

    /// The block of a body that a piece of the page is.
    pub fn block(&self, piece: Piece) -> Option<&Block> {
        let (body, block) = self.block_of(piece)?;
        body.blocks.get(block)
    }

    /// Where the block of a body stands that a piece of the page is.
    pub fn block_spot(&self, piece: Piece) -> Option<Spot> {
        let (body, block) = self.block_of(piece)?;
        Some(body.spot(block))
    }

    /// Whether a piece of the page is a table of a body.
    pub fn is_table(&self, piece: Piece) -> bool {
        self.block(piece).is_some_and(|block| matches!(block.kind, BlockKind::Table(_)))
    }

    /// A path of English keys as this document's own data spell keys.
    pub fn spelt(&self, path: &str) -> String {
        if self.body.words.path.is_ascii() { path.to_owned() } else { keys::in_chinese(path) }
    }

    /// The data's words for an element of the page.
    pub(crate) fn words_of(&self, piece: Piece) -> Option<&Words> {
        let (part, index) = (piece.part(), piece.index().unwrap_or_default());
        let d = self;
        match part.whole() {
            Part::Mark => d.mark.as_ref().or(d.issuers.first().map(|issuer| &issuer.mark_name)),
            Part::Organ | Part::Seal | Part::ImprintOrgan => {
                d.issuers.get(index).map(|issuer| &issuer.signature)
            }
            Part::CopyNumber => d.copy_number.as_ref(),
            Part::Classification => d.classification.as_ref(),
            Part::Urgency | Part::Degree => d.urgency.as_ref(),
            Part::Number | Part::RedRule | Part::TelegramRule => d.number.as_ref(),
            Part::Signer | Part::SignerLabel => d.signers.first(),
            Part::Title => Some(&d.title),
            Part::Recipients | Part::MovedRecipients | Part::SentTo => d.recipients.as_ref(),
            Part::Body => Some(&d.body.words),
            Part::Issued | Part::Attachment => {
                self.bound_as(part)?.get(index)?.body.as_ref().map(|body| &body.words)
            }
            Part::IssuedTitle => d.issued.first().map(|issued| &issued.title),
            Part::Contents | Part::ContentsTitle if d.contents.is_some() => {
                let titled = Some(&d.title).filter(|title| !title.text.is_empty());
                titled.or(d.mark.as_ref())
            }
            Part::Contents | Part::ContentsTitle => {
                d.parts().find(|given| given.contents.is_some()).map(|given| &given.title)
            }
            Part::AttachmentList => d.attachments.first().map(|attachment| &attachment.title),
            Part::AttachmentTitle | Part::AttachmentLabel => {
                let labelled = || d.parts().find(|part| part.label.is_some());
                d.attachments.first().or_else(labelled).map(|attachment| &attachment.title)
            }
            Part::Attendance => d.attendance.first().map(|row| &row.names),
            Part::Signature => d.signatures.get(index).map(|signature| &signature.name),
            Part::SignerTitle => d.signatures.get(index).map(|signature| &signature.title),
            Part::Date | Part::ImprintDate | Part::SpeechDate => {
                d.date.as_ref().map(|(_, words)| words).or(d.open_date.as_ref())
            }
            Part::Corner => d.corner.first(),
            Part::Label => d.label.as_ref(),
            Part::Subtitle => d.subtitle.as_ref(),
            Part::Speaker => d.speaker.first(),
            Part::Party => d.parties.get(index).map(|party| &party.name),
            Part::Sender => d.sender.as_ref(),
            Part::DispatchNumber => d.dispatch_number.as_ref(),
            Part::Reprinter => d.reprinter.as_ref(),
            Part::ReprintDate => d.reprint_date.as_ref().map(|(_, words)| words),
            Part::Note => d.note.as_ref(),
            Part::Postscript => d.postscript.as_ref().map(|rows| &rows.words),
            Part::Notes => d.bodies().nth(index).map(|body| &body.words),
            Part::Cc => d.cc.first().map(|row| &row.names),
            Part::Printer => d.printer.as_ref(),
            Part::PrintDate => d.print_date.as_ref().map(|(_, words)| words).or(d.open_print_date.as_ref()),
            Part::ColophonRule => {
                let cc = d.cc.first().map(|row| &row.names);
                cc.or(d.printer.as_ref()).or(d.print_date.as_ref().map(|(_, words)| words))
            }
            _ => self.words_of_part(piece),
        }
    }

    /// The data's words for an element of a part that is a document of its own.
    fn words_of_part(&self, piece: Piece) -> Option<&Words> {
        let (item, index) = (piece.index()?, piece.item_and_block().map_or(0, |(_, index)| index));
        let part = self.parts().nth(item)?;
        let own = &part.own;
        let inner = || self.inner(item).next().map(|attachment| &attachment.title);
        match piece.part() {
            Part::PartSubtitle => own.subtitle.as_ref(),
            Part::PartSpeaker => own.speaker.first(),
            Part::PartSpeechDate | Part::PartDate => own.date.as_ref(),
            Part::PartNumber => own.number.as_ref(),
            Part::PartRecipients => own.recipients.as_ref(),
            Part::PartAttachmentList => inner(),
            Part::PartOrgan | Part::PartSeal => own.issuers.get(index).map(|issuer| &issuer.signature),
            Part::PartSignerTitle => own.signatures.get(index).map(|signature| &signature.title),
            Part::PartSignature => own.signatures.get(index).map(|signature| &signature.name),
            Part::PartNote => own.note.as_ref(),
            Part::PartPostscript => own.postscript.as_ref().map(|rows| &rows.words),
            _ => None,
        }
    }

    /// The attachments of the part at `item` among [`parts`](Self::parts).
    pub fn inner(&self, item: usize) -> impl Iterator<Item = &Attachment> {
        let (all, at) = match item.checked_sub(self.issued.len()) {
            None => (&self.issued, item),
            Some(at) => (&self.attachments, at),
        };
        all.iter().filter(move |attachment| attachment.parent == Some(at))
    }

    /// The words of the row that shows a text, where an element has several: 抄送, 出席, what stands in the corner.
    fn row_of(&self, piece: Piece, text: &str) -> Option<&Words> {
        let says = |words: &&Words| words.place.is_some() && words.text.contains(text);
        let rows = match piece.part() {
            Part::Cc => &self.cc,
            Part::Attendance => &self.attendance,
            Part::Corner => return self.corner.iter().find(says),
            Part::Speaker => return self.speaker.iter().find(says),
            Part::AttachmentLabel => return self.parts().filter_map(|part| part.label.as_ref()).find(says),
            _ => return None,
        };
        let mut all = rows.iter().flat_map(|row| [&row.label, &row.names]);
        all.find(says)
    }

    /// Where an element comes from, and where in it a text that it shows.
    pub fn spot_of(&self, part: impl Into<Piece>, text: &str) -> Spot {
        let piece = part.into();
        let within = |place: Place| place.find(text);
        match self.block_spot(piece) {
            Some(spot) if self.is_table(piece) => spot,
            Some(Spot { place, path }) => Spot { place: place.map(within), path },
            None => self.row_of(piece, text).or(self.words_of(piece)).map_or_else(Spot::default, |words| {
                Spot { place: words.place.clone().map(within), path: words.path.clone() }
            }),
        }
    }

    /// What signs the document: its date, else the official or the organ.
    pub fn signoff_spot(&self) -> Spot {
        let date = self.date.as_ref().map(|(_, words)| words).or(self.open_date.as_ref());
        let official = self.signatures.first().map(|signature| &signature.title);
        let organ = self.issuers.first().map(|issuer| &issuer.name);
        let party = self.parties.first().map(|party| &party.name);
        let words = party.or(date).or(official).or(organ);
        words
            .map_or_else(Spot::default, |words| Spot { place: words.place.clone(), path: words.path.clone() })
    }
}
