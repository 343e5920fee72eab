//! What can be the matter with what `render new` is asked.

#![allow(missing_docs, reason = "the words of a finding, its fields in them, stand beside it")]

use serde::{Serialize, Serializer};

use crate::diagnostic::{Arguments, Entry, Problem, error};

/// What there is, in Chinese and in English.
#[derive(Debug, Clone, PartialEq)]
pub struct Choices {
    pub zh: Vec<&'static str>,
    pub en: Vec<&'static str>,
}

impl Choices {
    fn joined(&self) -> (String, String) {
        (self.zh.join("、"), self.en.join(", "))
    }
}

/// Those in English.
impl Serialize for Choices {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.en.serialize(serializer)
    }
}

/// A kind or a format that there is none of.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all_fields = "kebab-case")]
pub enum NewFinding {
    UnknownKind {
        written: String,
        #[serde(rename = "candidates")]
        nearest: Vec<&'static str>,
        choices: Choices,
    },
    UnknownFormat {
        written: String,
        choices: Choices,
    },
}

impl Problem for NewFinding {
    fn arguments(&self) -> Arguments {
        Arguments::of(self)
    }

    fn entry(&self) -> Entry {
        match self {
            NewFinding::UnknownKind { written, nearest, choices } => {
                let (zh, en) = choices.joined();
                let found = error(
                    "unknown-kind",
                    format!("没有“{written}”这一文种"),
                    format!("`{written}` is no kind"),
                );
                match &nearest[..] {
                    [] => found.help(format!("文种有：{zh}"), format!("the kinds are {en}")),
                    nearest => found.help(
                        format!("最接近的是 {}；文种有：{zh}", nearest.join("、")),
                        format!("the nearest are {}; the kinds are {en}", nearest.join(", ")),
                    ),
                }
            }
            NewFinding::UnknownFormat { written, choices } => {
                let (zh, en) = choices.joined();
                error(
                    "unknown-format",
                    format!("没有“{written}”这一格式"),
                    format!("`{written}` is no format"),
                )
                .help(format!("格式有：{zh}"), format!("the formats are {en}"))
            }
        }
    }
}
