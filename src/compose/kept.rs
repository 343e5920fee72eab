//! Text as the template breaks it into lines.

use serde_json::{Value as Json, json};

use crate::text::body::cells;
use crate::text::breaks::{Piece, Setting, pieces, pieces_of_names};
use crate::text::waves::with_waves;

/// A text, or its pieces when a line may not part some: strings and `{ kept }`.
pub(super) fn kept(text: &str, setting: Setting) -> Json {
    let text = &*with_waves(text);
    said(text, &pieces(text, setting))
}

/// The same of a list of people or organs.
pub(super) fn kept_names(text: &str, setting: Setting) -> Json {
    let text = &*with_waves(text);
    said(text, &pieces_of_names(text, setting))
}

/// A line of text, and how far its first character stands in.
const ROW: f64 = 28.0;
const INDENT: f64 = 2.0;
/// What no line parts and is shorter tears none apart.
const LONG: f64 = 4.0;
/// Justification may move characters apart so far, in em.
const LOOSE: f64 = 0.25;

/// Whether justification would tear a line of a paragraph apart, because what follows goes over whole: an address, a
/// number, a rule to write on. An estimate, by the width of characters.
pub(super) fn is_torn(text: &str, setting: Setting) -> bool {
    // Where it stands, and how many characters of the line can be moved.
    let (mut at, mut movable) = (INDENT, 0);
    let mut torn = false;
    let mut whole = |text: &str, moves: u32| {
        let own = cells(text);
        if at + own > ROW {
            let free = ROW - at;
            torn |= own > LONG && movable > 0 && free > LOOSE * f64::from(movable);
            (at, movable) = (0.0, 0);
        }
        at += own;
        movable += moves;
    };
    for piece in pieces(text, setting) {
        match piece {
            Piece::Kept(text) => whole(text, 0),
            Piece::Plain(text) => {
                let mut rest = text;
                while let Some(first) = rest.chars().next() {
                    let word = rest.find(|c: char| !c.is_ascii_graphic()).unwrap_or(rest.len());
                    let (own, moves) = if word > 0 { (word, 0) } else { (first.len_utf8(), 1) };
                    whole(&rest[..own], moves);
                    rest = &rest[own..];
                }
            }
        }
    }
    torn
}

fn said(text: &str, pieces: &[Piece<'_>]) -> Json {
    match pieces {
        [] => json!(text),
        [Piece::Plain(_)] => json!(text),
        pieces => pieces
            .iter()
            .map(|piece| match piece {
                Piece::Plain(text) => json!(text),
                Piece::Kept(text) => json!({ "kept": text }),
            })
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_before_an_address_is_not_torn_apart() {
        let torn = |text: &str| is_torn(text, Setting::default());
        assert!(torn("联系人：段云，电话：0000—6123001，邮箱：wenlv@example.cn。"));
        // It fills its line.
        assert!(!torn(&format!("申请理由：{}", "_".repeat(44))));
        assert!(!torn("联系人：段云，电话：0000—6123001。"));
        assert!(!torn(&"为深入贯彻落实有关工作部署，增长12.5%。".repeat(20)));
    }
}
