//! Rows between the rules of a table, which a page shows: whatever their words are elsewhere, they are of the text that
//! the table stands in. Those of a figure are of none.

use super::claims::{Claims, Element, Slot};
use super::lines::Look;
use super::patterns as p;

/// Hides such rows from who looks for elements, and gives those of tables.
pub(super) fn hide(claims: &mut Claims) -> Vec<usize> {
    let mut cells = Vec::new();
    for line in 0..claims.len() {
        let look = claims.line(line).look;
        if matches!(look, Look::Cell | Look::Figure) {
            claims.claim(line, Slot::NoElement);
        }
        cells.extend((look == Look::Cell).then_some(line));
    }
    cells
}

/// Gives each row to the text around it; from `signoff`, the first line behind the sign-off, that is an attachment or what
/// is issued.
pub(super) fn give_back(claims: &mut Claims, rows: &[usize], signoff: usize) {
    let (mut text, mut labels) = (Slot::Value(Element::Body), 0);
    for line in 0..claims.len() {
        if rows.binary_search(&line).is_ok() {
            claims.claim(line, text);
            continue;
        }
        let label = p::attachment_label(&claims.text(line)).map(|(_, number)| number);
        let Some((slot, _)) = claims.parts(line).first() else { continue };
        text = match *slot {
            own @ (Slot::Value(Element::Body) | Slot::IssuedText(_) | Slot::AttachmentText(_)) => own,
            Slot::IssuedTitle(item) | Slot::Contents(item) => Slot::IssuedText(item),
            Slot::AttachmentName(item) if line >= signoff => Slot::AttachmentText(item),
            Slot::Beside(Element::Attachments) if line >= signoff && label.is_some() => {
                labels += 1;
                let number = label.flatten().and_then(|number| number.checked_sub(1));
                Slot::AttachmentText(number.unwrap_or(labels - 1))
            }
            _ => text,
        };
    }
}
