//! The pictures of a document as Typst is handed them.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::FontSet;
#[cfg(feature = "pdf")]
use super::drawn_pages::Drawings;
use crate::diagnostic::Sink;
use crate::document::Picture;
use crate::foreign::Line;
use crate::limits::Allowance;
use crate::pictures::Content;

/// A picture under its name, ready.
pub struct Ready {
    /// Its virtual name, such as `picture-0`.
    pub name: String,
    /// The picture as Typst reads it: PNG, JPEG, SVG.
    pub bytes: Arc<[u8]>,
    /// What a page of a PDF says, and where, for those who search and listen.
    pub lines: Vec<Line>,
}

/// Draws what is to be drawn, and tells what became of it. None when one of them could not be drawn. `changed` are
/// those that are handed over otherwise than they were read, by their names.
#[cfg_attr(not(feature = "pdf"), expect(unused_variables, reason = "nothing is drawn"))]
pub fn ready(
    pictures: &[(String, &Picture)],
    changed: &BTreeMap<String, Arc<[u8]>>,
    fonts: &FontSet,
    allowance: &Allowance,
    sink: &mut Sink,
) -> Option<Vec<Ready>> {
    #[cfg(feature = "pdf")]
    let mut drawn = Drawings::new(fonts, allowance);
    let mut all = Vec::new();
    for (name, picture) in pictures {
        let name = name.clone();
        all.push(match &picture.content {
            Content::Ready(bytes) => {
                let bytes = Arc::clone(changed.get(&name).unwrap_or(bytes));
                Some(Ready { name, bytes, lines: Vec::new() })
            }
            #[cfg(feature = "pdf")]
            Content::Page(plain, index) => drawn.ready(name, picture, (plain, *index), sink),
        });
    }
    // All of them are drawn, so that all that is the matter is told.
    all.into_iter().collect()
}
