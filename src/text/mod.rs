//! Language work: what a line of body text is, where a title breaks. Knows nothing of pages.

pub(crate) mod body;
pub(crate) mod breaks;
pub(crate) mod captions;
pub(crate) mod issued;
pub(crate) mod levels;
pub(crate) mod lists;
pub(crate) mod markdown;
mod marked;
pub(crate) mod marker;
pub(crate) mod markup;
pub(crate) mod normal;
pub(crate) mod picture;
pub(crate) mod punctuation;
pub(crate) mod regulation;
pub(crate) mod spans;
pub(crate) mod table;
pub(crate) mod title;
pub(crate) mod waves;

pub(crate) use body::{Block, BlockKind, Counters, Face, Level, Run};
pub(crate) use marked::{Look, Marked, Script};
pub(crate) use picture::Picture;
pub(crate) use regulation::{Division, Unit};
pub(crate) use table::{Cell, Table};
