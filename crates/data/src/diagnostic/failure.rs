//! The error type of the crate.

use std::error::Error;
use std::fmt;

use super::{Diagnostic, Problem, Severity, Sink};

/// Why there is no document: every finding, at least one of them an error.
///
/// As text it is its first error in one line of English, and how many findings there are beside it; the findings
/// themselves say it in either language, with their lines. Its source is the error of the system behind that first error, if one is:
///
/// ```
/// # extern crate gongwen_data as gongwen;
/// use std::error::Error;
/// # use gongwen::Document;
///
/// let failure = Document::from_path("no-such-folder/data.toml").unwrap_err();
/// assert_eq!(failure.to_string(), "error[no-input]: there is no file `no-such-folder/data.toml`");
/// let failure = Document::from_toml("titel = \"甲\"").unwrap_err();
/// assert!(failure.to_string().starts_with("data.toml:1:1: error[") && failure.source().is_none());
/// ```
#[derive(Debug, Clone)]
pub struct Failure {
    diagnostics: Vec<Diagnostic>,
}

impl Failure {
    /// All findings, in reading order.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// The first error.
    fn first(&self) -> Option<&Diagnostic> {
        self.diagnostics.iter().find(|found| found.severity() == Severity::Error)
    }

    /// All findings, in reading order.
    #[must_use]
    pub fn into_diagnostics(self) -> Vec<Diagnostic> {
        self.diagnostics
    }
}

#[doc(hidden)]
impl From<Sink> for Failure {
    fn from(sink: Sink) -> Failure {
        sink.into_sorted().into()
    }
}

#[doc(hidden)]
impl From<Vec<Diagnostic>> for Failure {
    fn from(diagnostics: Vec<Diagnostic>) -> Failure {
        Failure { diagnostics }
    }
}

impl From<Diagnostic> for Failure {
    fn from(diagnostic: Diagnostic) -> Failure {
        Failure { diagnostics: vec![diagnostic] }
    }
}

impl<P: Problem> From<P> for Failure {
    fn from(problem: P) -> Failure {
        Diagnostic::new(problem).into()
    }
}

impl From<Box<dyn Problem>> for Failure {
    fn from(problem: Box<dyn Problem>) -> Failure {
        Diagnostic::new(problem).into()
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(first) = self.first() {
            first.fmt(f)?;
        }
        match self.diagnostics.len().saturating_sub(1) {
            0 => Ok(()),
            more => write!(f, " (and {more} more)"),
        }
    }
}

impl Error for Failure {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.first().and_then(Error::source)
    }
}
