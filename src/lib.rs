//! Chinese official documents (公文) in the format of GB/T 9704-2012, set and measured.
//!
//! An [`Engine`] holds the faces and the template and is built once; it is `Send + Sync`. A
//! [`Document`] is read from TOML, YAML or JSON text, a file or any serde value. Rendering gives pages that can
//! be measured ([`Rendered::pages`]) and written as PDF, PNG or SVG. Every problem is a
//! [`Diagnostic`]: data first, words in Chinese or English when asked for.
//!
//! What most programs need stands here; the rest in rooms: [`data`] (schema, beginnings of data files), [`fmt`] (marks put
//! right), [`page`] (set pages in millimetres), [`conformance`] (held against the standard), [`pdf`] (the file's forms),
//! [`coverage`] (which face set which character), [`archive`] (what a PDF carries), [`batch`], [`template`], [`import`](mod@import),
//! [`measure`](mod@measure), [`output`] (files whole or not at all).
//!
//! ```
//! use gongwen::{Document, Engine};
//!
//! let engine = Engine::builder().bundled_fonts_only(true).build();
//! let document = Document::from_toml(r#"
//! issuers = ["××市科学技术局"]
//! number = "×科〔2024〕2号"
//! title = "××市科学技术局关于2023年度工作情况的报告"
//! signers = ["×××"]
//! date = 2024-01-30
//! body = "2023年，我局认真履行职责，各项工作取得新的成效。"
//! "#)?;
//! let rendered = engine.render(&document)?;
//! assert!(rendered.pdf()?.starts_with(b"%PDF-"));
//! assert_eq!(rendered.pages().len(), 1);
//! # Ok::<(), gongwen::Failure>(())
//! ```
#![forbid(unsafe_code)]
#![warn(missing_debug_implementations, missing_docs, unreachable_pub)]
#![cfg_attr(
    not(feature = "cli"),
    allow(dead_code, unused_imports, reason = "what only a feature uses stands there without it")
)]
// What clippy.toml forbids is forbidden to the program, not to those who measure it.
#![cfg_attr(test, allow(clippy::disallowed_methods, reason = "tests make their own files and take time"))]

/// The examples of the page for embedders are compiled as those of the items are.
#[cfg(doctest)]
#[doc = include_str!("../docs/embedding.md")]
struct Embedding;

mod bundled;
#[cfg(feature = "charts")]
mod charts;
mod codes;
mod compose;
mod engine;
mod rendered;
mod schemas;

pub mod archive;
#[cfg(feature = "batch")]
pub mod batch;
pub mod coverage;
pub mod output;
#[cfg(feature = "template")]
pub mod template;

use gongwen_data::{
    braces, diagnostic, document, foreign, limits, nearest, pictures, reader, source, workbook,
};
use gongwen_page::html;
use gongwen_press as press;
use gongwen_text as text;

pub use codes::{Code, codes};
pub use engine::{Engine, EngineBuilder, RenderOptions, trim_cache};
pub use gongwen_data::{
    Argument, Arguments, Cache, Cancel, Diagnostic, Document, DocumentReader, Failure, Format, Kind, Lang,
    Limits, Place, Severity,
};
pub use gongwen_press::pdf::PdfForm;
pub use rendered::Rendered;

/// What a data file is: how it is written, the schema of its keys, a beginning of one.
pub mod data {
    pub use gongwen_data::{
        Date, Encoding, InputFormat, UnknownName, key_entry, key_reference, schema, skeleton, skeleton_as,
    };
}

/// Marks put right in texts and data files.
pub mod fmt {
    pub use gongwen_data::{Corrected, correct_bytes, correct_text};
}

/// Finished pages, in millimetres: what stands where, as set, never from a template's figures.
pub mod page {
    pub use gongwen_page::geometry::{Colour, Glyph, Outlines, Page, Picture, Rect, Run, Shape};
    pub use gongwen_page::{Line, PT_PER_MM, Part, Piece, UnknownPart, lines, mm, part_lines};
}

/// Pages held against the standard: a row a requirement, what was adjusted, what departs on purpose.
pub mod conformance {
    pub use gongwen_page::{
        Adjusted, Departure, Report, Requirement, Seal, Strength, Target, Unit, Value, Verdict,
    };
}

/// The forms of a PDF.
pub mod pdf {
    pub use gongwen_press::pdf::{PdfStandard, Relationship, SourceMode, UnknownPdfStandard};
}

/// Pasted text and Word files, read back into a data file.
#[cfg(feature = "import")]
pub mod import {
    pub use gongwen_import::{Imported, Importer, import, import_path};
}

/// Any PDF, held against the standard.
#[cfg(feature = "measure")]
pub mod measure {
    pub use gongwen_measure::{Element, Measured, Measurer, measure, measure_path};
}
