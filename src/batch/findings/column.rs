//! What can be the matter with a list's columns and cells.

use serde::Serialize;

use crate::diagnostic::{Arguments, Entry, Problem, error, in_both, note, warning};
use crate::workbook::Lost;

/// Why a path leads nowhere in the base.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum PathFault {
    /// An item beyond the end.
    NoItem {
        index: usize,
        #[serde(rename = "count")]
        have: usize,
    },
    /// A key of one of several items, and it is not said of which.
    WhichItem {
        #[serde(rename = "count")]
        have: usize,
    },
    /// Something else stands where a table was to be.
    NotATable {
        #[serde(serialize_with = "in_both")]
        found: (&'static str, &'static str),
    },
}

/// What is wrong about a list's columns and cells.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all_fields = "kebab-case")]
pub(crate) enum ColumnFinding {
    BlankHeader,
    /// The names of a header's one cell are parted by a mark that parts no cells.
    ForeignMark {
        mark: char,
    },
    ColumnTwice {
        #[serde(rename = "column")]
        first: String,
    },
    UnknownColumn {
        column: String,
        #[serde(rename = "key")]
        part: String,
        nearest: Option<String>,
        written: Option<String>,
    },
    ColumnIgnored {
        column: String,
        nearest: Option<String>,
    },
    ColumnPath {
        column: String,
        #[serde(rename = "case")]
        fault: PathFault,
    },
    Unread {
        column: String,
        #[serde(rename = "case")]
        why: Lost,
    },
    RecipientsOfBase {
        #[serde(rename = "written")]
        said: String,
    },
}

impl Problem for ColumnFinding {
    fn arguments(&self) -> Arguments {
        Arguments::of(self)
    }

    fn entry(&self) -> Entry {
        match self {
            ColumnFinding::BlankHeader => error(
                "column-without-key",
                "这一列有内容，表头却是空的",
                "this column has cells but no header",
            )
            .help("写上它替换的键，或删去这一列", "name the key it replaces, or remove the column"),
            ColumnFinding::ForeignMark { mark } => error(
                "list-mark",
                format!("表头只有一格，各列之间用的是“{mark}”"),
                format!("the header is one cell: {mark} does not part columns"),
            )
            .help(
                "整个文件里各列之间改用半角逗号、半角分号或制表符",
                "part the columns of the whole file by half-width commas, semicolons or tabs",
            ),
            ColumnFinding::ColumnTwice { first } => error(
                "column-twice",
                format!("这一列与“{first}”列是同一个键"),
                format!("this column is the same key as the column `{first}`"),
            )
            .help("合为一列", "make one column of both"),
            ColumnFinding::UnknownColumn { column, part, nearest, written } => {
                let found = error(
                    "unknown-column",
                    match column == part {
                        true => format!("列“{column}”不是键，文件里也没有占位符 {{{{{column}}}}}"),
                        false => format!("列“{column}”里的“{part}”不是键"),
                    },
                    match column == part {
                        true => format!("the column `{column}` is no key, and no text has {{{{{column}}}}}"),
                        false => format!("`{part}` in the column `{column}` is no key"),
                    },
                );
                let (zh, en) = match (written, nearest) {
                    (Some(written), _) => (
                        format!("文件里的“{written}”要写成 {{{{{column}}}}}"),
                        format!("{written} in the data is to be written {{{{{column}}}}}"),
                    ),
                    (None, Some(near)) => (format!("最接近的是“{near}”"), format!("the nearest is `{near}`")),
                    (None, None) => {
                        ("render keys 列出全部的键".to_owned(), "`render keys` lists the keys".to_owned())
                    }
                };
                found.help(
                    format!("{zh}；只给人看的列，表头写成“#{column}”，或加 --ignore-columns"),
                    format!(
                        "{en}; a column for the reader only is headed `#{column}`, or add --ignore-columns"
                    ),
                )
            }
            ColumnFinding::ColumnIgnored { column, nearest } => {
                let found = note(
                    "column-ignored",
                    format!("列“{column}”不是键，也不填占位符，没有用上"),
                    format!("the column `{column}` is no key and fills no placeholder: it is left aside"),
                );
                match nearest {
                    Some(near) => {
                        found.help(format!("最接近的是“{near}”"), format!("the nearest is `{near}`"))
                    }
                    None => found,
                }
            }
            ColumnFinding::ColumnPath { column, fault } => {
                let (zh, en, help_zh, help_en) = match fault {
                    PathFault::NoItem { index, have } => (
                        format!("没有第 {index} 项（从 0 数起），已有 {have} 项"),
                        format!(
                            "there is no item {index}, counted from 0; of such items the data have {have}"
                        ),
                        format!("下一项写 {have}"),
                        format!("the next item is {have}"),
                    ),
                    PathFault::WhichItem { have } => (
                        format!("有 {have} 项，没有说是哪一项"),
                        format!("there are {have} items, and it does not say which"),
                        format!("写上第几项，从 0 数起，如 {}", numbered(column)),
                        format!("say which, counted from 0, as in {}", numbered(column)),
                    ),
                    PathFault::NotATable { found: (zh, en) } => (
                        format!("那里是{zh}，下面没有键"),
                        format!("{en} stands there, with no key under it"),
                        format!("在数据文件里把它写成一张表，如 {}", tabled(column)),
                        format!("make it a table in the data, as in {}", tabled(column)),
                    ),
                };
                error(
                    "column-path",
                    format!("列“{column}”在文件里找不到位置：{zh}"),
                    format!("the column `{column}` has no place in the data: {en}"),
                )
                .help(help_zh, help_en)
            }
            ColumnFinding::Unread { column, why } => {
                let (zh, en, help_zh, help_en) = match why {
                    Lost::NoValue => (
                        "是公式，文件里没有存它的结果",
                        "is a formula without a stored result",
                        "用 Excel 或 WPS 打开，重新计算后保存",
                        "open the list in Excel or WPS, let it calculate, and save it",
                    ),
                    Lost::Struck => (
                        "里的字都画了删除线",
                        "is struck out as a whole",
                        "要用就去掉删除线，不用就把字删去",
                        "take the line away to have it used, or remove the words",
                    ),
                    Lost::NotShown => (
                        "里有内容，按它的格式或表的设置却什么也不显示",
                        "holds something, of which its format or the sheet shows nothing",
                        "改好格式，或删去内容，再存一次",
                        "mend the format or clear the cell, and save the list again",
                    ),
                    Lost::Across { range } => {
                        return error(
                            "cell-unread",
                            format!("“{column}”一格并在 {range} 里，没有自己的内容"),
                            format!("the cell of `{column}` is a part of {range} and has nothing of its own"),
                        )
                        .help("取消合并，每列各填一格", "take the merging back and fill in each column");
                    }
                };
                error("cell-unread", format!("“{column}”一格{zh}"), format!("the cell of `{column}` {en}"))
                    .help(help_zh, help_en)
            }
            ColumnFinding::RecipientsOfBase { said } => warning(
                "recipients-of-base",
                format!("这一行的主送是空的，主送用数据文件里的“{said}”"),
                format!("this row has no recipients; those of the data are used: {said}"),
            )
            .help("填上主送；不要主送写 {无}", "fill them in, or write {none} for none"),
        }
    }
}

/// A column's path with the first item named: `发文机关.名称` is `发文机关.0.名称`.
fn numbered(column: &str) -> String {
    column.replacen('.', ".0.", 1)
}

/// A table with the last key of a column's path, as TOML spells it.
fn tabled(column: &str) -> String {
    let key = column.rsplit('.').next().unwrap_or_default();
    if key.is_ascii() { format!("{{ {key} = '…' }}") } else { format!("{{ \"{key}\" = '…' }}") }
}
