//! Language work: what a line of body text is, where a title breaks, which marks are wrong.
//!
//! Invariant: text in, text out. Knows no file, no page and no other crate of gongwen.

pub mod body;
pub mod boxes;
pub mod breaks;
pub mod captions;
pub mod charsets;
pub mod chart;
pub mod chat;
mod counters;
mod decimal;
pub mod fences;
pub mod issued;
pub mod levels;
pub mod lists;
pub mod markdown;
mod marked;
pub mod marker;
pub mod markup;
pub mod nesting;
pub mod normal;
pub mod notes;
pub mod organs;
pub mod people;
pub mod picture;
pub mod placed;
pub mod postscript;
pub mod punctuation;
pub mod regulation;
pub mod same;
pub mod spans;
pub mod table;
pub mod tabs;
pub mod title;
pub mod waves;

pub use body::{Block, BlockKind, Face, Level, Run};
pub use boxes::Boxed;
pub use chart::Chart;
pub use counters::Counters;
pub use decimal::Numbering;
pub use marked::{Look, Marked, Script};
pub use picture::{Picture, PictureRow};
pub use regulation::{Division, Unit};
pub use table::{Cell, Table};
