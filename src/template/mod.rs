//! The built-in template: its files, and the one data dictionary it is filled with.

mod blocks;
mod data;

pub(crate) use data::{Adjustment, Composed, dictionary, fragments, mark, pictures};

macro_rules! files {
    ($($name:literal),+ $(,)?) => {
        /// The template's files by virtual name; the first is the one compiled.
        pub(crate) const GONGWEN: &[(&str, &str)] =
            &[$(($name, include_str!(concat!("../../templates/gongwen/", $name)))),+];
    };
}

files!(
    "main.typ",
    "dimensions.typ",
    "faces.typ",
    "page.typ",
    "head.typ",
    "main-part.typ",
    "table.typ",
    "picture.typ",
    "signoff.typ",
    "colophon.typ",
);
