//! Keys and values, whatever they are for.

#![allow(missing_docs, reason = "the words of a finding, its fields in them, stand beside it")]

use serde::{Serialize, Serializer};

use crate::diagnostic::{Arguments, Entry, KindName, Problem, error, in_both, in_both_if_any};

/// A key or a value that is not what is asked for.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all_fields = "kebab-case")]
pub enum ValueFinding {
    UnknownKey {
        key: String,
        nearest: Option<String>,
        /// What is written in place of what has no key.
        #[serde(serialize_with = "in_both_if_any")]
        instead: Option<KindName>,
    },
    /// A key that stands beside the tables it belongs in: these, and how it is written in the first.
    KeyOfTable {
        key: String,
        tables: Vec<String>,
        example: String,
    },
    /// Something else where a table belongs, and how that is written.
    NotATable {
        #[serde(serialize_with = "in_both")]
        found: KindName,
        example: String,
    },
    WrongType {
        #[serde(serialize_with = "in_both")]
        expected: KindName,
        #[serde(serialize_with = "in_both")]
        found: KindName,
    },
    UnknownChoice {
        written: String,
        #[serde(serialize_with = "without_quotes")]
        choices: Vec<String>,
        nearest: Option<String>,
        /// What is written in place of what is no choice.
        #[serde(serialize_with = "in_both_if_any")]
        instead: Option<KindName>,
    },
    OutOfRange {
        written: String,
        range: String,
    },
    NotADate {
        written: String,
    },
    ImpossibleDate {
        written: String,
    },
}

/// A blank before letters, none before hanzi.
fn apart(words: &str) -> &'static str {
    if words.starts_with(|c: char| c.is_ascii()) { " " } else { "" }
}

impl Problem for ValueFinding {
    fn arguments(&self) -> Arguments {
        Arguments::of(self)
    }

    fn entry(&self) -> Entry {
        match self {
            ValueFinding::UnknownKey { key, nearest, instead } => {
                let found =
                    error("unknown-key", format!("没有“{key}”这个键"), format!("there is no key `{key}`"));
                match (nearest, instead) {
                    (_, Some((zh, en))) => found.help(*zh, *en),
                    (Some(near), None) => {
                        found.help(format!("最接近的是“{near}”"), format!("the nearest key is `{near}`"))
                    }
                    (None, None) => found.help(
                        "render keys 列出全部的键；不排印的说明放在 # 后面",
                        "`render keys` lists all keys; a remark stands behind #",
                    ),
                }
            }
            ValueFinding::KeyOfTable { key, tables, example } => error(
                "unknown-key",
                format!("“{key}”不能写在这一层"),
                format!("`{key}` has no place at the top"),
            )
            .help(
                format!("它写在“{}”里面，如 {example}", tables.join("”“")),
                format!("it stands inside {}, such as {example}", tables.join(" or ")),
            ),
            ValueFinding::WrongType { expected, found } => error(
                "wrong-type",
                format!("这里要写{}{}，写的是{}", apart(expected.0), expected.0, found.0),
                format!("expected {}, found {}", expected.1, found.1),
            )
            .help(how(expected).0, how(expected).1),
            ValueFinding::NotATable { found, example } => error(
                "wrong-type",
                format!("这里要写一张表，写的是{}", found.0),
                format!("expected a table, found {}", found.1),
            )
            .help(format!("写成 {example}"), format!("write {example}")),
            ValueFinding::UnknownChoice { written, choices, nearest, instead } => {
                let choices = choices.join(", ");
                let found = error(
                    "unknown-choice",
                    format!("“{written}”不是可选的值"),
                    format!("`{written}` is not one of the choices"),
                );
                match (nearest, instead) {
                    (_, Some((zh, en))) => found
                        .help(format!("{zh}；可选：{choices}"), format!("{en}; the choices are {choices}")),
                    (Some(near), None) => found.help(
                        format!("最接近的是 \"{near}\"；可选：{choices}"),
                        format!("the nearest is \"{near}\"; the choices are {choices}"),
                    ),
                    (None, None) => {
                        found.help(format!("可选：{choices}"), format!("the choices are {choices}"))
                    }
                }
            }
            ValueFinding::OutOfRange { written, range } => error(
                "out-of-range",
                format!("{written} 超出范围 {range}"),
                format!("{written} is outside the range {range}"),
            )
            .help(format!("写 {range} 之间的数"), format!("write a number of {range}")),
            ValueFinding::NotADate { written } => {
                error("not-a-date", format!("“{written}”不是日期"), format!("`{written}` is not a date"))
                    .clause("7.3.5.4")
                    .help("写成 2024-01-30 或 \"2024年1月30日\"", "write 2024-01-30 or \"2024年1月30日\"")
            }
            ValueFinding::ImpossibleDate { written } => error(
                "impossible-date",
                format!("没有“{written}”这一天"),
                format!("there is no such day: {written}"),
            )
            .clause("7.3.5.4")
            .help("核对月份和日子", "look at the month and the day"),
        }
    }
}

/// The words alone, which stand in quotes in a sentence.
fn without_quotes<S: Serializer>(choices: &[String], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(choices.iter().map(|choice| choice.replace('"', "")))
}

/// How a value of a type is written, in each of the spellings.
fn how(expected: &KindName) -> KindName {
    match expected.1 {
        "a string" => ("文字放在引号里：'…'", "a text stands in quotes: '…'"),
        "a string or an array of strings" => {
            ("一项写 '…'，几项写 ['…', '…']", "one is written '…', several ['…', '…']")
        }
        "an array" => ("几项写在方括号里，用半角逗号隔开：[…, …]", "items stand in brackets: […, …]"),
        "a table" => ("一张表写成 { 键 = 值, 键 = 值 }", "a table is written { key = value, key = value }"),
        "true or false" => ("“是”写 true，“否”写 false，不加引号", "write true or false, without quotes"),
        "a number" | "an integer" => {
            ("只写阿拉伯数字，不加引号和单位", "write digits only, without quotes or a unit")
        }
        _ => ("改成这里要的；render keys 说明每个键写什么", "`render keys` says what a key takes"),
    }
}
