//! A row's document made, and not yet written anywhere: what a folder gets, and what a program puts elsewhere.

use std::fmt;

use super::{Batch, BatchRun, of_row};
use crate::diagnostic::{Diagnostic, Failure, guarded};
use crate::document::Document;
use crate::engine::{Engine, RenderOptions};

/// A row's document as a PDF.
#[derive(Clone)]
#[non_exhaustive]
pub struct MadeRow {
    /// The row, from 1.
    pub row: usize,
    /// The file's bytes.
    pub pdf: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
    /// Everything that was noticed.
    pub diagnostics: Vec<Diagnostic>,
}

impl fmt::Debug for MadeRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MadeRow").field("row", &self.row).field("pages", &self.pages).finish_non_exhaustive()
    }
}

impl Batch {
    /// Makes the document of a row, from 1, for what is no folder: a database, an archive, a mail. Rows can be made on any thread
    /// and in any order; [`file_names`](Batch::file_names) has a name for each. What [`BatchRun`] says of form, source,
    /// strictness and cancelling holds, what it says of folders does not.
    ///
    /// ```
    /// use gongwen::batch::{BatchReader, BatchRun};
    /// use gongwen::{Document, Engine};
    /// # use serde_json::json;
    ///
    /// let engine = Engine::builder().bundled_fonts_only(true).build();
    /// let base = json!({ "title": "关于检修的通知", "issuers": ["甲局"], "body": "请按期完成。" });
    /// let rows = [json!({ "主送": "乙局" }), json!({ "主送": "丙局" })];
    /// let batch = BatchReader::new(Document::reader()).read_values(&base, rows)?;
    /// let how = BatchRun::new();
    /// let mut sent = 0;
    /// for row in 1..=batch.len() {
    ///     sent += batch.make(row, &engine, &how)?.pdf.len(); // send it
    /// }
    /// # assert!(sent > 1000);
    /// # Ok::<(), gongwen::Failure>(())
    /// ```
    ///
    /// # Errors
    /// Every problem of this document, with its row; `no-such-row`; `cancelled`.
    pub fn make(&self, row: usize, engine: &Engine, how: &BatchRun) -> Result<MadeRow, Failure> {
        guarded(|| {
            how.watch().look()?;
            self.set(row, &self.document(row)?, engine, how)
        })
    }

    /// Sets the document of a row and writes its PDF.
    pub(super) fn set(
        &self,
        row: usize,
        document: &Document,
        engine: &Engine,
        how: &BatchRun,
    ) -> Result<MadeRow, Failure> {
        let checked = of_row(row, document.check());
        let broken = |found: &[Diagnostic]| found.iter().any(Diagnostic::breaks_a_must);
        if how.strict && (broken(&checked) || broken(document.diagnostics())) {
            return Err(document.diagnostics().iter().cloned().chain(checked).collect::<Vec<_>>().into());
        }
        let told = |failure: Failure| Failure::from(of_row(row, failure.into_diagnostics()));
        let options = RenderOptions::new().cancel(&how.cancel);
        let rendered = engine.render_with(document, &options).map_err(told)?;
        let form = how.form.clone().unwrap_or_else(|| rendered.form()).source(how.source);
        let pdf = rendered.pdf_as(&form).map_err(told)?;
        let found = rendered.diagnostics().iter().cloned().chain(rendered.left_out(&form)).collect();
        let found = of_row(row, found);
        let must_not = how.strict && broken(&found);
        let diagnostics: Vec<Diagnostic> = found.into_iter().chain(checked).collect();
        if must_not {
            return Err(diagnostics.into());
        }
        Ok(MadeRow { row, pdf, pages: rendered.page_count(), diagnostics })
    }
}
