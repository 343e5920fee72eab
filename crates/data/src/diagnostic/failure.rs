//! The error type of the crate.

use std::fmt;

use super::{Diagnostic, Lang, MessageFormat, Problem, Sink};

/// Why there is no document: every finding, at least one of them an error.
#[derive(Debug, Clone)]
pub struct Failure {
    /// All that was found, in reading order.
    pub diagnostics: Vec<Diagnostic>,
}

impl Failure {
    /// All findings, in reading order.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
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
        for diagnostic in &self.diagnostics {
            f.write_str(&diagnostic.render(MessageFormat::Short, Lang::En, false))?;
        }
        Ok(())
    }
}

impl std::error::Error for Failure {}
