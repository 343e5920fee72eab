//! How data breaks what its template's schema asks.

use serde::Serialize;

use crate::diagnostic::{Arguments, Entry, KindName, Problem, as_cut, cut, error, in_both};
use crate::document::ChartFault;
use ViolationKind as Kind;

/// How data breaks what its template's schema asks.
#[derive(Debug, Clone, PartialEq, Serialize)]

pub(crate) struct Violation {
    #[serde(rename = "case")]
    pub kind: ViolationKind,
    /// What the schema says of the value.
    pub about: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum ViolationKind {
    Missing {
        key: String,
    },
    Extra {
        key: String,
        nearest: Option<String>,
    },
    /// JSON Schema's names of types.
    Type {
        #[serde(rename = "types")]
        expected: Vec<&'static str>,
        #[serde(serialize_with = "in_both")]
        found: KindName,
    },
    NotOneOf {
        #[serde(serialize_with = "as_cut")]
        written: String,
        choices: Vec<String>,
        nearest: Option<String>,
    },
    NotTheValue {
        #[serde(rename = "right")]
        wanted: String,
    },
    /// `<`, `≤` … and the limit.
    Limit {
        written: String,
        sign: &'static str,
        #[serde(rename = "bound")]
        limit: String,
    },
    MultipleOf {
        written: String,
        #[serde(rename = "divisor")]
        of: String,
    },
    Length {
        count: usize,
        least: bool,
        limit: u64,
    },
    Items {
        count: usize,
        least: bool,
        limit: u64,
    },
    Keys {
        count: usize,
        least: bool,
        limit: u64,
    },
    Pattern {
        #[serde(serialize_with = "as_cut")]
        written: String,
        pattern: String,
    },
    Format {
        #[serde(serialize_with = "as_cut")]
        written: String,
        format: String,
    },
    Repeated,
    Contains,
    Never,
    NoneOf {
        #[serde(rename = "count")]
        forms: usize,
    },
    SeveralOf {
        #[serde(rename = "count")]
        forms: usize,
    },
    /// Another keyword of the schema.
    Other {
        keyword: String,
    },
    Chart(ChartFault),
}

impl Problem for Violation {
    fn arguments(&self) -> Arguments {
        Arguments::of(self)
    }

    fn entry(&self) -> Entry {
        let (zh, en, help) = sentences(&self.kind);
        let entry = error("template-data", zh, en);
        match (help, &self.about) {
            (Some((zh, en)), Some(about)) => entry.help(format!("{zh}；{about}"), format!("{en}; {about}")),
            (Some((zh, en)), None) => entry.help(zh, en),
            (None, Some(about)) => entry.help(about.clone(), about.clone()),
            (None, None) => entry,
        }
    }
}

type Sentences = (String, String, Option<(String, String)>);

fn type_names(types: &[&str]) -> (String, String) {
    let both = |name: &&str| match *name {
        "null" => ("空值", "null"),
        "boolean" => ("布尔值", "true or false"),
        "integer" => ("整数", "an integer"),
        "number" => ("数字", "a number"),
        "string" => ("字符串", "a string"),
        "array" => ("数组", "an array"),
        _ => ("表", "a table"),
    };
    let names: Vec<_> = types.iter().map(both).collect();
    let zh: Vec<_> = names.iter().map(|(zh, _)| *zh).collect();
    let en: Vec<_> = names.iter().map(|(_, en)| *en).collect();
    (zh.join("或"), en.join(" or "))
}

fn sentences(kind: &Kind) -> Sentences {
    let plain = |zh: String, en: String| (zh, en, None);
    match kind {
        Kind::Missing { key } => plain(format!("缺少“{key}”"), format!("`{key}` is missing")),
        Kind::Extra { key, nearest } => {
            let help = nearest
                .as_ref()
                .map(|near| (format!("最接近的是“{near}”"), format!("the nearest key is `{near}`")));
            (format!("没有“{key}”这个键"), format!("there is no key `{key}`"), help)
        }
        Kind::Type { expected, found } => {
            let (zh, en) = type_names(expected);
            plain(format!("这里要{zh}，写的是{}", found.0), format!("expected {en}, found {}", found.1))
        }
        Kind::NotOneOf { written, choices, nearest } => {
            let list = choices.join(", ");
            let help = match nearest {
                Some(near) => (
                    format!("最接近的是 {near}；可选：{list}"),
                    format!("the nearest is {near}; the choices are {list}"),
                ),
                None => (format!("可选：{list}"), format!("the choices are {list}")),
            };
            let written = cut(written);
            (format!("{written} 不是可选的值"), format!("{written} is not one of the choices"), Some(help))
        }
        Kind::NotTheValue { wanted } => {
            plain(format!("这里只能是 {wanted}"), format!("this can only be {wanted}"))
        }
        Kind::Limit { written, sign, limit } => plain(
            format!("{written} 超出范围：应当 {sign} {limit}"),
            format!("{written} is out of range: it must be {sign} {limit}"),
        ),
        Kind::MultipleOf { written, of } => {
            plain(format!("{written} 不是 {of} 的倍数"), format!("{written} is no multiple of {of}"))
        }
        Kind::Pattern { written, pattern } => {
            let written = cut(written);
            plain(format!("“{written}”不合格式 {pattern}"), format!("`{written}` does not match {pattern}"))
        }
        Kind::Format { written, format } => {
            let (zh, en) = format_name(format);
            let written = cut(written);
            plain(format!("“{written}”不是{zh}"), format!("`{written}` is no {en}"))
        }
        Kind::Repeated => plain("数组里有相同的项".to_owned(), "two items are the same".to_owned()),
        Kind::Contains => {
            plain("数组里缺少应有的项".to_owned(), "an item that must be there is not".to_owned())
        }
        Kind::Never => plain("这里什么都不能写".to_owned(), "nothing may stand here".to_owned()),
        Kind::NoneOf { forms } => plain(
            format!("不合 {forms} 种写法中的任何一种"),
            format!("this is none of the {forms} forms it may have"),
        ),
        Kind::SeveralOf { forms } => plain(
            format!("同时合 {forms} 种写法中的几种，只能合一种"),
            format!("this has several of the {forms} forms, where one is asked"),
        ),
        Kind::Other { keyword } => {
            plain(format!("不合数据模式的 {keyword}"), format!("this breaks `{keyword}` of the schema"))
        }
        Kind::Chart(fault) => chart(fault),
        Kind::Length { count, least, limit } => amount(*count, *least, *limit, ("个字", "characters")),
        Kind::Items { count, least, limit } => amount(*count, *least, *limit, ("项", "items")),
        Kind::Keys { count, least, limit } => amount(*count, *least, *limit, ("个键", "keys")),
    }
}

/// Too many or too few.
fn amount(count: usize, least: bool, limit: u64, unit: (&str, &str)) -> Sentences {
    let (zh, en) = if least { ("最少", "at least") } else { ("最多", "at most") };
    (
        format!("有 {count} {}，{zh} {limit} {}", unit.0, unit.0),
        format!("{}: {count}, where {en} {limit} are asked", unit.1),
        None,
    )
}

fn format_name(format: &str) -> (String, String) {
    let (zh, en) = match format {
        "date" => ("日期（2026-01-30）", "date (2026-01-30)"),
        "date-time" => ("日期时间（2026-01-30T09:00:00Z）", "date and time (2026-01-30T09:00:00Z)"),
        "time" => ("时间（09:00:00Z）", "time (09:00:00Z)"),
        "email" => ("电子邮件地址", "e-mail address"),
        "uri" => ("网址", "URI"),
        other => return (format!("格式 {other}"), format!("value of the format {other}")),
    };
    (zh.to_owned(), en.to_owned())
}

fn chart(fault: &ChartFault) -> Sentences {
    let (zh, en) = fault.sentences();
    let help = match fault {
        ChartFault::NoRoom => Some((
            "加大 width 或 height，缩短文字，或者减少项数",
            "raise `width` or `height`, shorten the words, or take fewer of them",
        )),
        ChartFault::LongTicks => Some((
            "换大一些或小一些的单位，如“亿元”，写在 unit 里",
            "take a larger or smaller unit and say it in `unit`",
        )),
        _ => None,
    };
    (zh, en, help.map(|(zh, en)| (zh.to_owned(), en.to_owned())))
}
