//! Titles: a table, real ones, and what holds for all.

mod cases;
mod properties;
pub(super) mod titles;
