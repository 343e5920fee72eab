//! What is said of a finding: code, weight, clause and words, Chinese and English side by side.

use super::{Lang, Severity, Strength};

/// A sentence in both languages.
#[derive(Debug, Clone)]
pub struct Text {
    zh: String,
    en: String,
}

impl Text {
    /// The words in one of them.
    pub fn in_lang(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}

/// What the catalogue says of a finding.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Whether there is a document in spite of it.
    pub severity: Severity,
    /// Its stable name, such as `missing-key`; docs/codes.md lists all.
    pub code: &'static str,
    /// The clause of GB/T 9704 or another standard, where one is behind it.
    pub clause: Option<&'static str>,
    /// How binding the clause is, where a rule is broken.
    pub strength: Option<Strength>,
    /// What is the matter.
    pub message: Text,
    /// What to do about it.
    pub help: Option<Text>,
}

/// What a library or the system says, behind our own words and marked as theirs.
pub fn quoted(said: &str) -> (String, String) {
    match said.trim() {
        "" => (String::new(), String::new()),
        said => (format!("（程序库的原话：{said}）"), format!(" (in the words of a library: {said})")),
    }
}

/// Words in both languages.
pub fn text(zh: impl Into<String>, en: impl Into<String>) -> Text {
    Text { zh: zh.into(), en: en.into() }
}

pub(super) fn entry(severity: Severity, code: &'static str, message: Text) -> Entry {
    Entry { severity, code, clause: None, strength: None, message, help: None }
}

/// A finding for which there is no document.
pub fn error(code: &'static str, zh: impl Into<String>, en: impl Into<String>) -> Entry {
    entry(Severity::Error, code, text(zh, en))
}

/// A finding that somebody should act on.
pub fn warning(code: &'static str, zh: impl Into<String>, en: impl Into<String>) -> Entry {
    entry(Severity::Warning, code, text(zh, en))
}

/// A finding that tells what was done.
pub fn note(code: &'static str, zh: impl Into<String>, en: impl Into<String>) -> Entry {
    entry(Severity::Note, code, text(zh, en))
}

impl Entry {
    /// Adds what to do about it.
    pub fn help(mut self, zh: impl Into<String>, en: impl Into<String>) -> Entry {
        self.help = Some(text(zh, en));
        self
    }

    /// Adds the clause that it is about.
    pub fn clause(mut self, clause: &'static str) -> Entry {
        self.clause = Some(clause);
        self
    }

    /// Adds how binding that clause is.
    pub fn strength(mut self, strength: Strength) -> Entry {
        self.strength = Some(strength);
        self
    }
}

const MIB: u64 = 1024 * 1024;

/// An amount of bytes in words.
pub fn size(bytes: u64) -> String {
    if bytes >= MIB && bytes.is_multiple_of(MIB) {
        format!("{} MiB", bytes / MIB)
    } else {
        format!("{bytes} bytes")
    }
}

/// An amount of bytes in words.
pub fn size_zh(bytes: u64) -> String {
    size(bytes).replace("bytes", "字节")
}

/// No more of a value is shown than this many characters.
const SHOWN: usize = 40;

/// A value as it is shown in a sentence.
pub fn cut(text: &str) -> String {
    if text.chars().count() <= SHOWN {
        return text.to_owned();
    }
    text.chars().take(SHOWN).chain(['…']).collect()
}

/// No more characters than this are named.
pub const NAMED: usize = 12;

/// A character as Unicode names it, `U+4E00`.
pub fn code_point(character: char) -> String {
    format!("U+{:04X}", character as u32)
}

/// The characters of a text as Unicode names them.
pub fn code_points(text: &str) -> String {
    let codes: Vec<String> = text.chars().map(code_point).collect();
    codes.join(" ")
}
