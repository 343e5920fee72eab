//! Every code that a finding can have, for those who keep a list of them: in a manual, in a table of translations, in tests.

mod table;

use serde::Serialize;

use crate::diagnostic::{Lang, Severity};

/// A kind of finding, as the source has it: `…` in its words stands for what is of the case. docs/codes.md is the same list.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Code {
    code: &'static str,
    severities: &'static [Severity],
    clauses: &'static [&'static str],
    messages: &'static [Words],
    help: &'static [Words],
    arguments: &'static [&'static str],
}

/// A sentence in both languages.
#[derive(Debug, Clone, Copy, Serialize)]
struct Words {
    zh: &'static str,
    en: &'static str,
}

impl Words {
    const fn new(zh: &'static str, en: &'static str) -> Words {
        Words { zh, en }
    }

    fn in_lang(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => self.zh,
            _ => self.en,
        }
    }
}

impl Code {
    /// The code itself, such as `unknown-key`. It stays the same from version to version.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        self.code
    }

    /// How bad it is: one severity, or the several that it has from case to case.
    #[must_use]
    pub fn severities(&self) -> &'static [Severity] {
        self.severities
    }

    /// The clauses that it rests on: of GB/T 9704-2012 where it is a bare number; none where no standard is behind it.
    #[must_use]
    pub fn clauses(&self) -> &'static [&'static str] {
        self.clauses
    }

    /// What it says: one sentence, or the several that it has from case to case.
    pub fn messages(&self, lang: Lang) -> impl Iterator<Item = &'static str> {
        self.messages.iter().map(move |words| words.in_lang(lang))
    }

    /// What to do about it, as `messages`; none where there is nothing to be said.
    pub fn help(&self, lang: Lang) -> impl Iterator<Item = &'static str> {
        self.help.iter().map(move |words| words.in_lang(lang))
    }

    /// The names that its [`arguments`](crate::Diagnostic::arguments) may have; docs/codes.md says what each is.
    #[must_use]
    pub fn arguments(&self) -> &'static [&'static str] {
        self.arguments
    }
}

/// Every code there is, in the order of the alphabet; those of rooms that are not compiled in too.
///
/// ```
/// use gongwen::{Lang, Severity, codes};
///
/// let code = codes().find(|code| code.as_str() == "impossible-date").unwrap();
/// assert_eq!(code.severities(), [Severity::Error]);
/// assert_eq!(code.clauses(), ["7.3.5.4"]);
/// assert_eq!(code.messages(Lang::En).next(), Some("there is no such day: …"));
/// assert_eq!(code.arguments(), ["written"]);
/// ```
pub fn codes() -> impl Iterator<Item = &'static Code> {
    table::CODES.iter()
}
