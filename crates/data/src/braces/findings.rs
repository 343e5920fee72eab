//! What can be the matter with placeholders.

#![allow(missing_docs, reason = "the words of a finding, its fields in them, stand beside it")]

use serde::{Serialize, Serializer};

use crate::diagnostic::{Arguments, Entry, Problem, error, size, size_zh, warning};

/// What is wrong about placeholders and braces.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all_fields = "kebab-case")]
pub enum PlaceholderFinding {
    NoColumn {
        placeholder: String,
        nearest: Option<String>,
    },
    Blank {
        placeholder: String,
    },
    /// With the words for it, what a row says is over the limit.
    TooMuch {
        #[serde(rename = "placeholder")]
        name: String,
        #[serde(rename = "limit-bytes")]
        limit: u64,
    },
    /// More are filled in a row.
    TooMany {
        limit: usize,
    },
    LineBreak {
        placeholder: String,
    },
    InPicture {
        placeholder: String,
    },
    Markup {
        placeholder: String,
    },
    /// In a formula or an address of a fragment.
    InFormula {
        placeholder: String,
    },
    Left {
        #[serde(serialize_with = "as_a_line")]
        written: String,
    },
    /// In a document alone, which nobody fills.
    Unfilled {
        #[serde(serialize_with = "as_a_line")]
        written: String,
    },
    InCell {
        written: String,
    },
    Alike {
        #[serde(serialize_with = "as_a_line")]
        written: String,
        #[serde(rename = "column")]
        name: String,
    },
}

impl Problem for PlaceholderFinding {
    fn arguments(&self) -> Arguments {
        Arguments::of(self)
    }

    fn entry(&self) -> Entry {
        match self {
            PlaceholderFinding::NoColumn { placeholder, nearest } => {
                let found = error(
                    "placeholder-without-column",
                    format!("名单里没有占位符 {{{{{placeholder}}}}} 的列"),
                    format!("the list has no column for {{{{{placeholder}}}}}"),
                );
                match nearest {
                    Some(near) => found.help(format!("最接近的是“{near}”"), format!("the nearest is `{near}`")),
                    None => found.help(format!("加一列“{placeholder}”"), format!("add a column `{placeholder}`")),
                }
            }
            PlaceholderFinding::Blank { placeholder } => error(
                "placeholder-blank",
                format!("占位符 {{{{{placeholder}}}}} 的单元格是空的"),
                format!("the cell for {{{{{placeholder}}}}} is blank"),
            )
            .help("填上内容；确实什么都不写，填 {无}", "fill it in; write {none} when nothing is to stand there"),
            PlaceholderFinding::TooMany { limit } => error(
                "too-long",
                format!("这一份的占位符超过 {limit} 处"),
                format!("the row's document has more than {limit} placeholders"),
            )
            .help("分成几份公文", "divide it into several documents"),
            PlaceholderFinding::TooMuch { name, limit } => error(
                "file-too-large",
                format!("填到“{name}”为止，这一份的文字超过上限 {}", size_zh(*limit)),
                format!("filled up to `{name}`, what the row's document says is over the limit of {}", size(*limit)),
            )
            .help(
                "缩短这一格，或少用几处占位符",
                "make the cell shorter, or use the placeholder less often",
            ),
            PlaceholderFinding::LineBreak { placeholder } => error(
                "placeholder-line-break",
                format!("填入 {{{{{placeholder}}}}} 的单元格里有换行"),
                format!("the cell for {{{{{placeholder}}}}} has a line break"),
            )
            .help(
                "改成一行；要换整段正文，用“正文”列",
                "make it one line; a column `body` replaces whole paragraphs",
            ),
            PlaceholderFinding::InPicture { placeholder } => error(
                "placeholder-in-picture",
                format!("填入 {{{{{placeholder}}}}} 以后，这一行不再是图片"),
                format!("with the cell for {{{{{placeholder}}}}} the line is a picture no more"),
            )
            .help(
                "格子里不要有方括号；Markdown 的路径里有空格，写成 ![图](<{{…}}>)",
                "leave brackets out of the cell; for a path with blanks Markdown has ![图](<{{…}}>)",
            ),
            PlaceholderFinding::Markup { placeholder } => error(
                "placeholder-markup",
                format!("填入 {{{{{placeholder}}}}} 的文字会被当作标记，不能原样印出"),
                format!(
                    "the words for {{{{{placeholder}}}}} would be read as markup and cannot be set as they are"
                ),
            )
            .help(
                "改动这一格，或把占位符移出代码、表格、公式",
                "change the cell, or move the placeholder out of the code, the table or the formula",
            ),
            PlaceholderFinding::InFormula { placeholder } => error(
                "placeholder-markup",
                format!("占位符 {{{{{placeholder}}}}} 在公式或网址里，不能填"),
                format!("{{{{{placeholder}}}}} stands in a formula or an address and cannot be filled"),
            )
            .help("移到公式、网址外面的文字里", "move it into the text outside of it"),
            PlaceholderFinding::Left { written } => error(
                "placeholder-left",
                format!("“{}”没有填上，会原样印出", in_a_line(written)),
                format!("{} was not filled and would be printed as it stands", in_a_line(written)),
            )
            .help(
                "占位符写成 {{名称}}，前后各两个花括号，写在一行里，名称最长 40 字；工作簿、图片里的不能填，改用 CSV 文件，或把各行写在数据里",
                "a placeholder is {{name}} on one line, with two braces on either side and at most 40 characters; workbooks and pictures are not filled: use CSV or `rows`",
            ),
            PlaceholderFinding::Unfilled { written } => warning(
                "placeholder-left",
                format!("“{}”原样印出：单份公文里没有名单来填", in_a_line(written)),
                format!("{} is printed as it stands: a document alone has no list to fill it", in_a_line(written)),
            )
            .help("写出文字，或用 render batch 按名单填", "write the words, or fill it from a list by `render batch`"),
            PlaceholderFinding::InCell { written } => warning(
                "placeholder-in-cell",
                format!("名单里的“{written}”原样印出：格子里的占位符不再填"),
                format!("{written} in the list is printed as it stands: a cell's own placeholders are not filled"),
            )
            .help("把要说的话直接写在格子里", "write in the cell what is to be said"),
            PlaceholderFinding::Alike { written, name } => {
                // Two braces are a placeholder's own: what has them was surely to be filled.
                let entry = if written.contains("{{") || written.contains("}}") { error } else { warning };
                entry(
                    "placeholder-alike",
                    format!("“{}”原样印出，而名单里有“{name}”一列", in_a_line(written)),
                    format!(
                        "{} is printed as it stands, and the list has a column `{name}`",
                        in_a_line(written)
                    ),
                )
                .help(
                    format!("占位符前后各用两个半角花括号，写在一行里：{{{{{name}}}}}"),
                    format!("a placeholder has two half-width braces on either side, on one line: {{{{{name}}}}}"),
                )
            }
        }
    }
}

/// Words of a message, whatever lines they stand on.
fn in_a_line(written: &str) -> String {
    written.lines().map(str::trim).collect::<Vec<_>>().join(" ")
}

fn as_a_line<S: Serializer>(written: &str, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&in_a_line(written))
}
