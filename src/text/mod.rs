//! Language work: what a line of body text is, where a title breaks. Knows nothing of pages.

pub(crate) mod body;
pub(crate) mod levels;
pub(crate) mod marker;
mod table;
pub(crate) mod title;

pub(crate) use body::{Block, BlockKind, Face};
