//! Text as the template breaks it into lines.

use serde_json::{Value as Json, json};

use crate::text::breaks::{Piece, Setting, pieces};
use crate::text::waves::with_waves;

/// A text, or its pieces when a line may not part some: strings and `{ kept }`.
pub(super) fn kept(text: &str, setting: Setting) -> Json {
    let text = &*with_waves(text);
    match pieces(text, setting)[..] {
        [] => json!(text),
        [Piece::Plain(_)] => json!(text),
        ref pieces => pieces
            .iter()
            .map(|piece| match piece {
                Piece::Plain(text) => json!(text),
                Piece::Kept(text) => json!({ "kept": text }),
            })
            .collect(),
    }
}
