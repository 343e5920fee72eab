//! A finding as data: the one form that serde and `--message-format json` have.

use serde::{Serialize, Serializer};

use super::{Arguments, Diagnostic, Failure, Lang, Severity, Strength};

/// The keys in the order of the alphabet, as they always stood.
#[derive(Serialize)]
struct Said<'a> {
    arguments: Arguments,
    clause: Option<&'static str>,
    code: &'static str,
    help: Option<Both>,
    message: Both,
    path: Option<&'a str>,
    place: Option<At<'a>>,
    /// Only where it can be put right without a person.
    #[serde(skip_serializing_if = "Option::is_none")]
    replacement: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    row: Option<usize>,
    severity: Severity,
    /// Only where a rule is broken.
    #[serde(skip_serializing_if = "Option::is_none")]
    strength: Option<Strength>,
}

#[derive(Serialize)]
struct Both {
    en: String,
    zh: String,
}

#[derive(Serialize)]
struct At<'a> {
    column: usize,
    end: usize,
    file: &'a str,
    line: usize,
    start: usize,
}

/// As `--message-format json` writes it (docs/embedding.md).
impl Serialize for Diagnostic {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let place = self.place().map(|place| {
            let ((line, column), range) = (place.line_column(), place.range());
            At { column, end: range.end, file: place.file(), line, start: range.start }
        });
        let help = self.help(Lang::Zh).zip(self.help(Lang::En));
        let said = Said {
            arguments: self.arguments(),
            clause: self.clause(),
            code: self.code(),
            help: help.map(|(zh, en)| Both { en, zh }),
            message: Both { en: self.message(Lang::En), zh: self.message(Lang::Zh) },
            path: self.data_path(),
            place,
            replacement: self.replacement(),
            row: self.row(),
            severity: self.severity(),
            strength: self.strength(),
        };
        said.serialize(serializer)
    }
}

/// The list of its findings.
impl Serialize for Failure {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.diagnostics().serialize(serializer)
    }
}

/// Its word, such as `error`.
impl Serialize for Severity {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// Its English word, such as `must`.
impl Serialize for Strength {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.words().1)
    }
}
