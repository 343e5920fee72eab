//! What can be the matter with what `render new` is asked.

#![allow(missing_docs, reason = "the words of a finding, its fields in them, stand beside it")]

use crate::diagnostic::{Entry, Problem, error};

/// A kind or a format that there is none of.
#[derive(Debug, Clone, PartialEq)]
pub enum NewFinding {
    UnknownKind { written: String, nearest: Vec<&'static str>, choices: (String, String) },
    UnknownFormat { written: String, choices: (String, String) },
}

impl Problem for NewFinding {
    fn entry(&self) -> Entry {
        match self {
            NewFinding::UnknownKind { written, nearest, choices: (zh, en) } => {
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
            NewFinding::UnknownFormat { written, choices: (zh, en) } => error(
                "unknown-format",
                format!("没有“{written}”这一格式"),
                format!("`{written}` is no format"),
            )
            .help(format!("格式有：{zh}"), format!("the formats are {en}")),
        }
    }
}
