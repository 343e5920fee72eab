//! How one document is to be set, beside what holds for the whole engine.

use crate::limits::Cancel;

/// How one document, or data of a template, is to be set, where that is not [`Engine::render`](crate::Engine::render)'s own way.
///
/// ```
/// use gongwen::{Cancel, Document, Engine, RenderOptions};
///
/// let engine = Engine::builder().bundled_fonts_only(true).build();
/// let document = Document::from_toml(
///     "title = \"关于甲的通知\"\nissuers = [\"甲局\"]\nnumber = \"甲〔2024〕02号\"\nbody = \"乙。\"",
/// )?;
/// assert!(engine.render(&document).is_ok());
/// let refused = engine.render_with(&document, &RenderOptions::new().strict(true)).unwrap_err();
/// assert!(refused.diagnostics().iter().any(|found| found.code() == "number-leading-zero"));
/// assert_eq!(refused.diagnostics().last().unwrap().code(), "strict");
///
/// let cancel = Cancel::new();
/// cancel.cancel(); // From another thread, when nobody waits any more.
/// let ended = engine.render_with(&document, &RenderOptions::new().cancel(&cancel)).unwrap_err();
/// assert!(ended.to_string().starts_with("error[cancelled]"));
/// # Ok::<(), gongwen::Failure>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct RenderOptions {
    pub(crate) strict: bool,
    pub(crate) cancel: Cancel,
}

impl RenderOptions {
    /// As [`Engine::render`](crate::Engine::render) sets.
    #[must_use]
    pub fn new() -> RenderOptions {
        RenderOptions::default()
    }

    /// Whether a broken rule of the strength 必须 refuses the document, whoever finds it: [`Document::check`](crate::Document::check),
    /// reading, or the measuring of its pages. The failure then has all findings, and `strict` as the last. Of a
    /// template other than that of 公文 there are no such rules: `not-for-templates`.
    #[must_use]
    pub fn strict(mut self, strict: bool) -> RenderOptions {
        self.strict = strict;
        self
    }

    /// Who may end the work: the setting, and whatever is later drawn or written of the [`Rendered`](crate::Rendered).
    #[must_use]
    pub fn cancel(mut self, cancel: &Cancel) -> RenderOptions {
        self.cancel = cancel.clone();
        self
    }
}
