//! From bytes to a checked document: every finding in both languages, at its place in the file.
//!
//! Invariant: no page is set and none is measured here. Of the other crates of gongwen it uses `gongwen-text`, of Typst
//! only the parser.
//!
//! What is `#[doc(hidden)]` on types that the door shows is public for the other crates of the workspace alone; it is no
//! promise to embedders.

#![cfg_attr(test, allow(clippy::disallowed_methods, reason = "tests make their own files and take time"))]

pub mod braces;
pub mod diagnostic;
pub mod document;
pub mod fmt;
pub mod foreign;
pub mod limits;
pub mod lint;
pub mod nearest;
pub mod new;
pub mod pictures;
pub mod reader;
pub mod source;
pub mod workbook;

use gongwen_text as text;

pub use diagnostic::{
    Argument, Arguments, Diagnostic, Failure, Lang, MessageFormat, Place, Severity, Strength,
};
pub use document::{Date, Document, Format, Kind, key_entry, key_reference, schema};
pub use fmt::{Corrected, correct_bytes, correct_text};
pub use limits::{Cache, Cancel, Limits};
pub use nearest::UnknownName;
pub use new::{skeleton, skeleton_as};
pub use reader::{DocumentReader, TemplateData};
pub use source::{Encoding, InputFormat};
