//! What can be the matter with a batch: its list, its columns, its file names, its folder.

use super::catalogue::{Entry, error, note};

/// What is wrong about a batch.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum BatchFault {
    // the list
    ListEnding { path: String },
    NoRows { path: String },
    OpenQuote,
    Ragged { cells: usize, columns: usize },
    TooLong { what: (&'static str, &'static str), limit: usize },
    // its columns
    BlankHeader,
    ColumnTwice { first: String },
    UnknownColumn { column: String, part: String, nearest: Option<String> },
    ColumnPath { column: String, fault: PathFault },
    // placeholders
    NoColumn { placeholder: String, nearest: Option<String> },
    Blank { placeholder: String },
    LineBreak { placeholder: String },
    InPicture { placeholder: String },
    // file names
    Pattern { pattern: String, fault: PatternFault },
    NoValue { key: String },
    IllegalName { name: String, fault: NameFault },
    NameTwice { name: String, row: usize },
    // the folder
    FilesExist { first: String, count: usize },
    Busy { folder: String },
    RegisterBroken { path: String, line: usize },
    Withdrawn { count: usize, first: String },
    MergeIncomplete { path: String, missing: usize },
    MergeFailed { path: String, reason: String },
}

/// Why a path leads nowhere in the base.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum PathFault {
    /// An item beyond the end.
    NoItem { index: usize, have: usize },
    /// A key of one of several items, and it is not said of which.
    WhichItem { have: usize },
    /// Something else stands where a table was to be.
    NotATable { found: (&'static str, &'static str) },
}

/// What is no pattern of file names.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum PatternFault {
    Brace,
    Unknown { field: String, nearest: Option<String> },
    Ending,
}

/// Why a name is no file's.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum NameFault {
    Character(char),
    Reserved,
    Edge,
    TooLong,
}

impl BatchFault {
    pub(super) fn entry(&self) -> Entry {
        match self {
            BatchFault::ListEnding { .. }
            | BatchFault::NoRows { .. }
            | BatchFault::OpenQuote
            | BatchFault::Ragged { .. }
            | BatchFault::TooLong { .. } => list(self),
            BatchFault::BlankHeader
            | BatchFault::ColumnTwice { .. }
            | BatchFault::UnknownColumn { .. }
            | BatchFault::ColumnPath { .. } => column(self),
            BatchFault::NoColumn { .. }
            | BatchFault::Blank { .. }
            | BatchFault::LineBreak { .. }
            | BatchFault::InPicture { .. } => placeholder(self),
            BatchFault::Pattern { .. }
            | BatchFault::NoValue { .. }
            | BatchFault::IllegalName { .. }
            | BatchFault::NameTwice { .. } => name(self),
            _ => folder(self),
        }
    }
}

fn list(fault: &BatchFault) -> Entry {
    match fault {
        BatchFault::ListEnding { path } => error(
            "list-ending",
            format!("“{path}”的后缀没有说明名单是什么格式"),
            format!("the ending of `{path}` does not say how the list is written"),
        )
        .help("名单可以是 .csv、.tsv、.xlsx、.jsonl", "a list is .csv, .tsv, .xlsx or .jsonl"),
        BatchFault::NoRows { path } => error(
            "list-empty",
            format!("名单“{path}”里没有一行数据"),
            format!("the list `{path}` has no rows"),
        )
        .help(
            "第一行是各列的键，以下每行一份公文",
            "the first row names the keys, each row below is a document",
        ),
        BatchFault::OpenQuote => {
            error("list-quote", "这个双引号没有与之成对的", "this quote is never closed").help(
                "单元格里的双引号写成两个，整格再用双引号括起",
                "a quote inside a cell is written twice, and the cell is put in quotes",
            )
        }
        BatchFault::Ragged { cells, columns } => error(
            "list-ragged",
            format!("这一行有 {cells} 格，表头有 {columns} 列"),
            format!("this row has {cells} cells, the header has {columns} columns"),
        )
        .help("含有分隔符的单元格要用双引号括起", "a cell that contains the separator is put in quotes"),
        BatchFault::TooLong { what: (zh, en), limit } => error(
            "list-too-long",
            format!("名单太长：最多 {limit} {zh}"),
            format!("the list is too long: at most {limit} {en}"),
        )
        .help("分成几份名单", "divide it into several lists"),
        other => unreachable!("no list's fault: {other:?}"),
    }
}

fn column(fault: &BatchFault) -> Entry {
    match fault {
        BatchFault::BlankHeader => {
            error("column-without-key", "这一列有内容，表头却是空的", "this column has cells but no header")
                .help("写上它替换的键，或删去这一列", "name the key it replaces, or remove the column")
        }
        BatchFault::ColumnTwice { first } => error(
            "column-twice",
            format!("这一列与“{first}”列是同一个键"),
            format!("this column is the same key as the column `{first}`"),
        )
        .help("合为一列", "make one column of both"),
        BatchFault::UnknownColumn { column, part, nearest } => {
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
            match nearest {
                Some(near) => found.help(
                    format!("最接近的是“{near}”；不用的列，表头以 # 开头"),
                    format!("the nearest is `{near}`; a column that is not used begins with #"),
                ),
                None => found.help(
                    "键见 docs/data-format.md；不用的列，表头以 # 开头",
                    "docs/data-format.md has the keys; a column that is not used begins with #",
                ),
            }
        }
        BatchFault::ColumnPath { column, fault } => {
            let (zh, en) = match fault {
                PathFault::NoItem { index, have } => (
                    format!("没有第 {index} 项（从 0 数起），只有 {have} 项"),
                    format!("there is no item {index} (counted from 0), there are {have}"),
                ),
                PathFault::WhichItem { have } => (
                    format!("有 {have} 项，没有说是哪一项"),
                    format!("there are {have} items, and it does not say which"),
                ),
                PathFault::NotATable { found: (zh, en) } => {
                    (format!("那里是{zh}，下面没有键"), format!("{en} stands there, with no key under it"))
                }
            };
            error(
                "column-path",
                format!("列“{column}”在文件里找不到位置：{zh}"),
                format!("the column `{column}` has no place in the data: {en}"),
            )
            .help(
                "如 issuers.0.name：第一个发文机关的名称",
                "as in issuers.0.name: the name of the first issuer",
            )
        }
        other => unreachable!("no column's fault: {other:?}"),
    }
}

fn placeholder(fault: &BatchFault) -> Entry {
    match fault {
        BatchFault::NoColumn { placeholder, nearest } => {
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
        BatchFault::Blank { placeholder } => error(
            "placeholder-blank",
            format!("占位符 {{{{{placeholder}}}}} 的单元格是空的"),
            format!("the cell for {{{{{placeholder}}}}} is blank"),
        )
        .help("填上内容；确实什么都不写，填 {无}", "fill it in; write {none} when nothing is to stand there"),
        BatchFault::LineBreak { placeholder } => error(
            "placeholder-line-break",
            format!("填入 {{{{{placeholder}}}}} 的单元格里有换行"),
            format!("the cell for {{{{{placeholder}}}}} has a line break"),
        )
        .help(
            "改成一行；要换整段正文，用“正文”列",
            "make it one line; a column `body` replaces whole paragraphs",
        ),
        BatchFault::InPicture { placeholder } => error(
            "placeholder-in-picture",
            format!("填入图片行的 {{{{{placeholder}}}}} 含有方括号或圆括号"),
            format!("the cell for {{{{{placeholder}}}}} in a picture's line has brackets"),
        )
        .help("用全角括号", "use full-width brackets"),
        other => unreachable!("no placeholder's fault: {other:?}"),
    }
}

fn name(fault: &BatchFault) -> Entry {
    match fault {
        BatchFault::Pattern { pattern, fault } => {
            let (zh, en) = match fault {
                PatternFault::Brace => ("花括号没有成对".to_owned(), "a brace has no partner".to_owned()),
                PatternFault::Unknown { field, nearest: None } => {
                    (format!("“{field}”不是键，也不是列"), format!("`{field}` is no key and no column"))
                }
                PatternFault::Unknown { field, nearest: Some(near) } => (
                    format!("“{field}”不是键，也不是列，最接近的是“{near}”"),
                    format!("`{field}` is no key and no column; the nearest is `{near}`"),
                ),
                PatternFault::Ending => {
                    ("后缀不是 .pdf".to_owned(), "it ends otherwise than .pdf".to_owned())
                }
            };
            error(
                "name-pattern",
                format!("文件名格式“{pattern}”不成立：{zh}"),
                format!("`{pattern}` is no pattern of file names: {en}"),
            )
            .help(
                "如 \"{row:4}-{主送}.pdf\"；{stem} 是字号和标题",
                "as in \"{row:4}-{recipients}.pdf\"; {stem} is number and title",
            )
        }
        BatchFault::NoValue { key } => error(
            "name-without-value",
            format!("文件名里的“{key}”，这一份没有"),
            format!("this document has no `{key}` for its file name"),
        )
        .help("填上它，或换一个 --name", "fill it in, or choose another --name"),
        BatchFault::IllegalName { name, fault } => {
            let (zh, en) = match fault {
                NameFault::Character(c) if c.is_control() => (
                    format!("含有控制字符或换行 U+{:04X}", u32::from(*c)),
                    format!("it has a line break or another control character, U+{:04X}", u32::from(*c)),
                ),
                NameFault::Character(c) => (format!("含有“{c}”"), format!("it has a {c}")),
                NameFault::Reserved => {
                    ("是 Windows 保留的名称".to_owned(), "Windows reserves this name".to_owned())
                }
                NameFault::Edge => (
                    "以空格或句点开头或结尾".to_owned(),
                    "it begins or ends with a blank or a full stop".to_owned(),
                ),
                NameFault::TooLong => {
                    ("太长（超过 255 字节）".to_owned(), "it is longer than 255 bytes".to_owned())
                }
            };
            error(
                "file-name-illegal",
                format!("“{name}”不能作文件名：{zh}"),
                format!("`{name}` is no file name: {en}"),
            )
            .help("改动这一格，或换一个 --name", "change the cell, or choose another --name")
        }
        BatchFault::NameTwice { name, row } => error(
            "file-name-twice",
            format!("文件名“{name}”与名单第 {row} 份的相同"),
            format!("the file name `{name}` is the same as that of row {row}"),
        )
        .help("在 --name 里加上 {row} 或份号", "add {row} or {copy-number} to --name"),
        other => unreachable!("no name's fault: {other:?}"),
    }
}

fn folder(fault: &BatchFault) -> Entry {
    match fault {
        BatchFault::FilesExist { first, count } => error(
            "files-exist",
            format!("已有同名文件 {count} 个，如“{first}”"),
            format!("files that would be written are there already: {count}, such as `{first}`"),
        )
        .help(
            "接着上次做用 --resume，重做用 --force",
            "--resume goes on with an earlier run, --force makes all anew",
        ),
        BatchFault::Busy { folder } => error(
            "batch-busy",
            format!("另一个批次正在写“{folder}”"),
            format!("another run is writing to `{folder}`"),
        ),
        BatchFault::RegisterBroken { path, line } => error(
            "register-broken",
            format!("登记表“{path}”第 {line} 行读不出来，不知道上次做到哪里"),
            format!("line {line} of the register `{path}` cannot be read, so nobody knows what was done"),
        )
        .help("移走它，或用 --force 全部重做", "move it away, or make all anew with --force"),
        BatchFault::Withdrawn { count, first } => note(
            "register-more",
            format!("登记表里有 {count} 个文件不再属于这份名单，如“{first}”；没有动它们"),
            format!(
                "{count} files of the register belong to no row any more, such as `{first}`; they are left alone"
            ),
        ),
        BatchFault::MergeIncomplete { path, missing } => error(
            "merge-incomplete",
            format!("有 {missing} 份没有做成，不生成“{path}”"),
            format!("`{path}` is not made: {missing} documents are missing"),
        )
        .help("改正后用 --resume 接着做", "put them right and go on with --resume"),
        BatchFault::MergeFailed { path, reason } => error(
            "merge-failed",
            format!("合并到“{path}”失败：{reason}"),
            format!("`{path}` could not be put together: {reason}"),
        ),
        other => unreachable!("no folder's fault: {other:?}"),
    }
}
