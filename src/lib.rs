//! Chinese official documents (公文) in the format of GB/T 9704-2012, set and measured.
//!
//! An [`Engine`] holds the faces and the template and is built once; it is `Send + Sync`. A
//! [`Document`] is read from TOML, YAML or JSON text, a file or any serde value. Rendering gives pages that can
//! be measured ([`Rendered::pages`]) and written as PDF, PNG or SVG. Every problem is a
//! [`Diagnostic`]: data first, words in Chinese or English when asked for.
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
#![cfg_attr(
    not(feature = "cli"),
    allow(dead_code, unused_imports, reason = "what only a feature uses stands there without it")
)]
// What clippy.toml forbids is forbidden to the program, not to those who measure it.
#![cfg_attr(test, allow(clippy::disallowed_methods, reason = "tests make their own files and take time"))]

mod archive;
#[cfg(feature = "batch")]
mod batch;
mod bundled;
mod compose;
mod coverage;
mod engine;
mod output;
mod rendered;
#[cfg(feature = "template")]
mod template;

pub mod layout;

use gongwen_data::{
    braces, diagnostic, document, foreign, limits, nearest, pictures, reader, source, workbook,
};
use gongwen_page::html;
use gongwen_press as press;
use gongwen_press::pdf;
use gongwen_text as text;

pub use archive::{Extracted, ExtractedFile};
#[cfg(feature = "pdf")]
pub use archive::{extract, extract_path};
#[cfg(feature = "batch")]
pub use batch::{Batch, BatchReader, BatchRun, BatchSummary, Existing, RowMade, RowStatus, unfinished_batch};
pub use coverage::audit;
pub use engine::{Engine, EngineBuilder, RoleFace};
pub use gongwen_data::{
    Cache, Corrected, Date, Diagnostic, Document, DocumentReader, Encoding, Failure, Format, InputFormat,
    Kind, Lang, Limits, MessageFormat, Place, Severity, TemplateData, correct_bytes, correct_text, schema,
    skeleton,
};
#[cfg(feature = "import")]
pub use gongwen_import::{Imported, Importer, import, import_path};
#[cfg(feature = "measure")]
pub use gongwen_measure::{Element, Measured, measure, measure_path};
pub use gongwen_text::charsets::{Gb18030, Level, in_gb2312};
pub use layout::geometry;
pub use output::{remove_unfinished, write_whole};
pub use pdf::{PdfForm, PdfStandard, Relationship, SourceMode, UnknownPdfStandard};
pub use rendered::Rendered;
#[cfg(feature = "template")]
pub use template::{Template, TemplateCheck, TemplateLoader, TemplateProof, new_template, not_for_templates};
