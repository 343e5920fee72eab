//! What can be the matter with a batch: its list, its columns, its file names, its folder.

use super::catalogue::{Entry, error, note, quoted, warning};
use crate::workbook::Lost;

/// What is wrong about a batch.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum BatchFault {
    // the list
    ListEnding {
        path: String,
    },
    NoRows {
        path: String,
    },
    /// The sheet has no rows, or none of its columns is known; others have both.
    OtherSheet {
        path: String,
        sheet: String,
        rows: usize,
        sheets: Vec<String>,
    },
    HeaderFound {
        row: usize,
        above: Vec<String>,
    },
    NoHeaderRow {
        path: String,
        row: usize,
    },
    /// The row that names the columns is hidden.
    HiddenHeader {
        path: String,
        row: usize,
    },
    /// Names of the columns stand in several rows.
    HeaderOverRows {
        range: String,
        last: usize,
    },
    /// A column that would be used is hidden.
    HiddenColumn {
        column: String,
        name: String,
    },
    /// A header's row was named for a list that has none.
    NoHeader,
    MergedAcross {
        ranges: Vec<String>,
        count: usize,
    },
    Total {
        said: String,
    },
    OpenQuote,
    Ragged {
        cells: usize,
        columns: usize,
    },
    TooLong {
        what: (&'static str, &'static str),
        limit: usize,
    },
    NoSheets {
        path: String,
    },
    // its columns
    BlankHeader,
    /// The names of a header's one cell are parted by a mark that parts no cells.
    ForeignMark {
        mark: char,
    },
    ColumnTwice {
        first: String,
    },
    UnknownColumn {
        column: String,
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
        fault: PathFault,
    },
    // its cells
    Unread {
        column: String,
        why: Lost,
    },
    RecipientsOfBase {
        said: String,
    },
    // placeholders
    NoColumn {
        placeholder: String,
        nearest: Option<String>,
    },
    Blank {
        placeholder: String,
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
        written: String,
    },
    /// In a document alone, which nobody fills.
    Unfilled {
        written: String,
    },
    InCell {
        written: String,
    },
    Alike {
        written: String,
        name: String,
    },
    // file names
    Pattern {
        pattern: String,
        fault: PatternFault,
    },
    NoValue {
        key: String,
    },
    IllegalName {
        name: String,
        fault: NameFault,
    },
    NameTwice {
        name: String,
        row: usize,
    },
    RegisterName {
        name: String,
        fault: NameFault,
    },
    // the folder
    NotAFolder {
        path: String,
    },
    MergeName {
        path: String,
    },
    FilesExist {
        first: String,
        count: usize,
    },
    Busy {
        folder: String,
    },
    RegisterBroken {
        path: String,
        line: usize,
    },
    Withdrawn {
        count: usize,
        first: String,
    },
    Outdated {
        file: String,
        moved: Option<String>,
    },
    Unfinished {
        folder: String,
        register: String,
        made: usize,
    },
    MergeIncomplete {
        path: String,
        missing: usize,
        moved: Option<String>,
    },
    MergeFailed {
        path: String,
        reason: String,
    },
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
    Empty,
    Brace,
    Unknown { field: String, nearest: Option<String> },
    Doubled { field: String },
    Ending,
}

/// Why a name is no file's.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum NameFault {
    Character(char),
    Reserved,
    Edge,
    TooLong,
    Empty,
    /// A folder, a pipe or a device has it.
    NotAFile,
    /// Something else has it.
    Taken,
}

impl BatchFault {
    pub(super) fn entry(&self) -> Entry {
        match self {
            BatchFault::ListEnding { .. }
            | BatchFault::NoRows { .. }
            | BatchFault::OtherSheet { .. }
            | BatchFault::HeaderFound { .. }
            | BatchFault::NoHeaderRow { .. }
            | BatchFault::HiddenHeader { .. }
            | BatchFault::HeaderOverRows { .. }
            | BatchFault::HiddenColumn { .. }
            | BatchFault::NoHeader
            | BatchFault::MergedAcross { .. }
            | BatchFault::Total { .. }
            | BatchFault::OpenQuote
            | BatchFault::Ragged { .. }
            | BatchFault::TooLong { .. }
            | BatchFault::NoSheets { .. } => list(self),
            BatchFault::BlankHeader
            | BatchFault::ForeignMark { .. }
            | BatchFault::ColumnTwice { .. }
            | BatchFault::UnknownColumn { .. }
            | BatchFault::ColumnIgnored { .. }
            | BatchFault::ColumnPath { .. } => column(self),
            BatchFault::Unread { .. } | BatchFault::RecipientsOfBase { .. } => unread(self),
            BatchFault::NoColumn { .. }
            | BatchFault::Blank { .. }
            | BatchFault::LineBreak { .. }
            | BatchFault::InPicture { .. }
            | BatchFault::Markup { .. }
            | BatchFault::InFormula { .. } => placeholder(self),
            BatchFault::Left { .. }
            | BatchFault::Unfilled { .. }
            | BatchFault::InCell { .. }
            | BatchFault::Alike { .. } => braces(self),
            BatchFault::Pattern { .. }
            | BatchFault::NoValue { .. }
            | BatchFault::IllegalName { .. }
            | BatchFault::NameTwice { .. }
            | BatchFault::RegisterName { .. } => name(self),
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
        .help(
            "名单可以是 .csv、.tsv、.txt、.xlsx、.jsonl；旧的 .xls、.et 另存为 .xlsx",
            "a list is .csv, .tsv, .txt, .xlsx or .jsonl; an old .xls or .et is saved as .xlsx",
        ),
        BatchFault::NoSheets { path } => error(
            "list-without-sheets",
            format!("名单“{path}”不是工作簿，没有工作表可选"),
            format!("the list `{path}` is no workbook and has no sheets to choose from"),
        )
        .help("去掉 --sheet，或给 .xlsx 名单", "leave out --sheet, or give an .xlsx list"),
        BatchFault::NoRows { path } => error(
            "list-empty",
            format!("名单“{path}”里没有一行数据"),
            format!("the list `{path}` has no rows"),
        )
        .help(
            "第一行是各列的键，以下每行一份公文",
            "the first row names the keys, each row below is a document",
        ),
        BatchFault::OtherSheet { path, sheet, rows, sheets } => {
            let found = match rows {
                0 => error(
                    "list-empty",
                    format!("名单“{path}”的工作表“{sheet}”里没有一行数据"),
                    format!("the sheet `{sheet}` of the list `{path}` has no rows"),
                ),
                _ => error(
                    "list-sheet",
                    format!("名单“{path}”的工作表“{sheet}”里没有认得的表头"),
                    format!("the sheet `{sheet}` of the list `{path}` has no column that is known"),
                ),
            };
            match &sheets[..] {
                [] => found.help(
                    "表头一行是各列的键，以下每行一份公文",
                    "a row names the keys, each row below it is a document",
                ),
                [one] => found.help(
                    format!("名单在工作表“{one}”里：加上 --sheet {one}"),
                    format!("the list is on the sheet `{one}`: add --sheet {one}"),
                ),
                several => found.help(
                    format!("有名单的工作表：{}；用 --sheet 指定一张", several.join("、")),
                    format!("sheets with lists are {}: name one with --sheet", several.join(", ")),
                ),
            }
        }
        BatchFault::HeaderFound { row, above } => note(
            "list-header",
            format!("表头取第 {row} 行；上面的“{}”没有用", above.join("”“")),
            format!(
                "row {row} is taken for the header; what stands above it is not used: {}",
                above.join(", ")
            ),
        )
        .help(
            "不对就用 --header-row 指定表头所在的行",
            "name the header's row with --header-row if that is wrong",
        ),
        BatchFault::NoHeaderRow { path, row } => error(
            "list-header",
            format!("名单“{path}”的第 {row} 行是空的，不能作表头"),
            format!("row {row} of the list `{path}` is blank and no header"),
        )
        .help(
            "--header-row 是表头在表里的行号，从 1 数起，隐藏的行不算表头",
            "--header-row is the header's row in the sheet, from 1; a hidden one is none",
        ),
        BatchFault::HiddenHeader { path, row } => error(
            "list-header",
            format!("名单“{path}”的表头（第 {row} 行）是隐藏的，隐藏的行不读"),
            format!("the header of the list `{path}`, row {row}, is hidden, and hidden rows are not read"),
        )
        .help("取消隐藏，再存一次", "show the row and save the file again"),
        BatchFault::HeaderOverRows { range, last } => error(
            "list-header",
            format!("表头不止一行：{range} 是上下合并的"),
            format!("the header has several rows: {range} is merged downward"),
        )
        .help(
            format!("列名在第 {last} 行就加上 --header-row {last}；不然取消合并，让表头只占一行"),
            format!(
                "add --header-row {last} when row {last} has the names; else take the merging back and leave one row"
            ),
        ),
        BatchFault::HiddenColumn { column, name } => error(
            "list-hidden-column",
            format!("“{name}”在第 {column} 列，这一列是隐藏的，里面有内容"),
            format!("`{name}` is in column {column}, which is hidden and has cells"),
        )
        .help(
            format!("取消隐藏，再存一次；不用这一列就删去，或把表头写成“#{name}”"),
            format!("show it and save the file again; a column that is not needed is removed or headed `#{name}`"),
        ),
        BatchFault::NoHeader => error(
            "list-header",
            "这种名单（.jsonl）没有表头，不能用 --header-row",
            "a list of JSON lines (.jsonl) has no header for --header-row",
        )
        .help("去掉 --header-row", "leave --header-row out"),
        BatchFault::MergedAcross { ranges, count } => {
            let more = if *count > ranges.len() { format!(" 等 {count} 处") } else { String::new() };
            warning(
                "list-merged",
                format!("{}{more}跨列合并，内容只算左边一列的", ranges.join("、")),
                format!("merged over columns, it counts for the leftmost only: {}", ranges.join(", ")),
            )
            .help("每列各填一格", "fill in each column")
        }
        BatchFault::Total { said } => warning(
            "list-total",
            format!("这一行是“{said}”，也当作一份公文"),
            format!("this row, `{said}`, is taken for a document too"),
        )
        .help("从名单里删去这一行", "remove the row from the list"),
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
        BatchFault::ForeignMark { mark } => error(
            "list-mark",
            format!("表头只有一格，各列之间用的是“{mark}”"),
            format!("the header is one cell: {mark} does not part columns"),
        )
        .help(
            "整个文件里各列之间改用半角逗号、半角分号或制表符",
            "part the columns of the whole file by half-width commas, semicolons or tabs",
        ),
        BatchFault::ColumnTwice { first } => error(
            "column-twice",
            format!("这一列与“{first}”列是同一个键"),
            format!("this column is the same key as the column `{first}`"),
        )
        .help("合为一列", "make one column of both"),
        BatchFault::UnknownColumn { column, part, nearest, written } => {
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
                    ("键见 docs/data-format.md".to_owned(), "docs/data-format.md has the keys".to_owned())
                }
            };
            found.help(
                format!("只给人看的列，表头写成“#{column}”，或加 --ignore-columns；{zh}"),
                format!("a column for the reader only is headed `#{column}`, or add --ignore-columns; {en}"),
            )
        }
        BatchFault::ColumnIgnored { column, nearest } => {
            let found = note(
                "column-ignored",
                format!("列“{column}”不是键，也不填占位符，没有用上"),
                format!("the column `{column}` is no key and fills no placeholder: it is left aside"),
            );
            match nearest {
                Some(near) => found.help(format!("最接近的是“{near}”"), format!("the nearest is `{near}`")),
                None => found,
            }
        }
        BatchFault::ColumnPath { column, fault } => {
            let (zh, en, help_zh, help_en) = match fault {
                PathFault::NoItem { index, have } => (
                    format!("没有第 {index} 项（从 0 数起），已有 {have} 项"),
                    format!("there is no item {index}, counted from 0; of such items the data have {have}"),
                    format!("下一项写 {have}"),
                    format!("the next item is {have}"),
                ),
                PathFault::WhichItem { have } => (
                    format!("有 {have} 项，没有说是哪一项"),
                    format!("there are {have} items, and it does not say which"),
                    "写上第几项，从 0 数起，如 issuers.0.name".to_owned(),
                    "say which, counted from 0, as in issuers.0.name".to_owned(),
                ),
                PathFault::NotATable { found: (zh, en) } => (
                    format!("那里是{zh}，下面没有键"),
                    format!("{en} stands there, with no key under it"),
                    "在数据文件里把它写成表，如 { name = \"…\" }".to_owned(),
                    "make it a table in the data, as in { name = \"…\" }".to_owned(),
                ),
            };
            error(
                "column-path",
                format!("列“{column}”在文件里找不到位置：{zh}"),
                format!("the column `{column}` has no place in the data: {en}"),
            )
            .help(help_zh, help_en)
        }
        other => unreachable!("no column's fault: {other:?}"),
    }
}

fn unread(fault: &BatchFault) -> Entry {
    match fault {
        BatchFault::Unread { column, why } => {
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
                Lost::Across(range) => {
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
        BatchFault::RecipientsOfBase { said } => warning(
            "recipients-of-base",
            format!("这一行的主送是空的，主送用数据文件里的“{said}”"),
            format!("this row has no recipients; those of the data are used: {said}"),
        )
        .help("填上主送；不要主送写 {无}", "fill them in, or write {none} for none"),
        other => unreachable!("no cell's fault: {other:?}"),
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
            format!("填入 {{{{{placeholder}}}}} 以后，这一行不再是图片"),
            format!("with the cell for {{{{{placeholder}}}}} the line is a picture no more"),
        )
        .help(
            "格子里不要有方括号；Markdown 的路径里有空格，写成 ![图](<{{…}}>)",
            "leave brackets out of the cell; for a path with blanks Markdown has ![图](<{{…}}>)",
        ),
        BatchFault::Markup { placeholder } => error(
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
        BatchFault::InFormula { placeholder } => error(
            "placeholder-markup",
            format!("占位符 {{{{{placeholder}}}}} 在公式或网址里，不能填"),
            format!("{{{{{placeholder}}}}} stands in a formula or an address and cannot be filled"),
        )
        .help("移到公式、网址外面的文字里", "move it into the text outside of it"),
        other => unreachable!("no placeholder's fault: {other:?}"),
    }
}

/// Braces that come on the page.
fn braces(fault: &BatchFault) -> Entry {
    match fault {
        BatchFault::Left { written } => error(
            "placeholder-left",
            format!("“{}”没有填上，会原样印出", in_a_line(written)),
            format!("{} was not filled and would be printed as it stands", in_a_line(written)),
        )
        .help(
            "占位符写成 {{名称}}，前后各两个花括号，写在一行里，名称最长 40 字；工作簿、图片里的不能填，改用 CSV 或 rows",
            "a placeholder is {{name}} on one line, with two braces on either side and at most 40 characters; workbooks and pictures are not filled: use CSV or `rows`",
        ),
        BatchFault::Unfilled { written } => warning(
            "placeholder-left",
            format!("“{}”原样印出：单份公文里没有名单来填", in_a_line(written)),
            format!("{} is printed as it stands: a document alone has no list to fill it", in_a_line(written)),
        )
        .help("写出文字，或用 render batch 按名单填", "write the words, or fill it from a list by `render batch`"),
        BatchFault::InCell { written } => warning(
            "placeholder-in-cell",
            format!("名单里的“{written}”原样印出：格子里的占位符不再填"),
            format!("{written} in the list is printed as it stands: a cell's own placeholders are not filled"),
        )
        .help("把要说的话直接写在格子里", "write in the cell what is to be said"),
        BatchFault::Alike { written, name } => {
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
        other => unreachable!("no braces: {other:?}"),
    }
}

/// Words of a message, whatever lines they stand on.
fn in_a_line(written: &str) -> String {
    written.lines().map(str::trim).collect::<Vec<_>>().join(" ")
}

/// Why a name is no file's, in both languages.
fn why_no_name(fault: NameFault) -> (String, String) {
    let (zh, en) = match fault {
        NameFault::Character(c) if c.is_control() => {
            return (
                format!("含有控制字符或换行 U+{:04X}", u32::from(c)),
                format!("it has a line break or another control character, U+{:04X}", u32::from(c)),
            );
        }
        NameFault::Character(c) => return (format!("含有“{c}”"), format!("it has a {c}")),
        NameFault::Reserved => ("是 Windows 保留的名称", "Windows reserves this name"),
        NameFault::Edge => ("以空格或句点开头或结尾", "it begins or ends with a blank or a full stop"),
        NameFault::TooLong => ("太长（超过 255 字节）", "it is longer than 255 bytes"),
        NameFault::Empty => ("是空的", "it is empty"),
        NameFault::NotAFile => ("那里是文件夹、管道或设备", "a folder, a pipe or a device is there"),
        NameFault::Taken => ("那里有别的文件", "another file is there"),
    };
    (zh.to_owned(), en.to_owned())
}

fn name(fault: &BatchFault) -> Entry {
    match fault {
        BatchFault::Pattern { pattern, fault } => {
            let (zh, en) = match fault {
                PatternFault::Empty => ("是空的".to_owned(), "it is empty".to_owned()),
                PatternFault::Brace => ("花括号没有成对".to_owned(), "a brace has no partner".to_owned()),
                PatternFault::Unknown { field, nearest: None } => {
                    (format!("“{field}”不是键，也不是列"), format!("`{field}` is no key and no column"))
                }
                PatternFault::Unknown { field, nearest: Some(near) } => (
                    format!("“{field}”不是键，也不是列，最接近的是“{near}”"),
                    format!("`{field}` is no key and no column; the nearest is `{near}`"),
                ),
                PatternFault::Doubled { field } => (
                    format!("文件名里只写一层花括号：{{{field}}}"),
                    format!("a file name has single braces: {{{field}}}"),
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
            let (zh, en) = why_no_name(*fault);
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
        BatchFault::RegisterName { name, fault } => {
            let (zh, en) = why_no_name(*fault);
            error(
                "register-name",
                format!("“{name}”不能作登记表的文件名：{zh}"),
                format!("`{name}` is no file name for the register: {en}"),
            )
            .help(
                "登记表在输出文件夹里，如 --register register.csv",
                "the register stands in the output folder, as in --register register.csv",
            )
        }
        other => unreachable!("no name's fault: {other:?}"),
    }
}

fn folder(fault: &BatchFault) -> Entry {
    match fault {
        BatchFault::NotAFolder { path } => error(
            "not-a-folder",
            format!("“{path}”不是文件夹，文件放不进去"),
            format!("`{path}` is no folder to put the files in"),
        )
        .help("-o 后面写输出文件夹，没有会新建", "-o names the folder to write to; it is made when it is not there"),
        BatchFault::MergeName { path } => error(
            "merge-name",
            format!("“{path}”不能作合并的文件：后缀不是 .pdf，或那里是文件夹"),
            format!("`{path}` cannot be the merged file: it does not end with .pdf, or is a folder"),
        )
        .help("如 --merge 全部.pdf", "as in --merge all.pdf"),
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
        BatchFault::Outdated { file, moved: Some(moved) } => warning(
            "file-outdated",
            format!("这一份没有做成，上次生成的“{file}”已过时，改名为“{moved}”"),
            format!("this row failed, so the earlier `{file}` is out of date: it is called `{moved}` now"),
        ),
        BatchFault::Outdated { file, moved: None } => warning(
            "file-outdated",
            format!("这一份没有做成，上次生成的“{file}”已过时，还在文件夹里"),
            format!("this row failed, so the earlier `{file}` is out of date; it is still in the folder"),
        )
        .help("不要用它", "do not use it"),
        BatchFault::Unfinished { folder, register, made } => note(
            "batch-unfinished",
            format!("已生成的 {made} 份留在“{folder}”，登记在“{register}”"),
            format!("{made} documents that were made stay in `{folder}`, noted in `{register}`"),
        )
        .help("用 --resume 接着做", "--resume goes on from there"),
        BatchFault::MergeIncomplete { path, missing, moved } => error(
            "merge-incomplete",
            match moved {
                None => format!("有 {missing} 份没有做成，不生成“{path}”"),
                Some(moved) => format!("有 {missing} 份没有做成，不生成“{path}”；上次的改名为“{moved}”"),
            },
            match moved {
                None => format!("`{path}` is not made: {missing} documents are missing"),
                Some(moved) => {
                    format!("`{path}` is not made: {missing} documents are missing; the earlier one is `{moved}` now")
                }
            },
        )
        .help("改正后用 --resume 接着做", "put them right and go on with --resume"),
        BatchFault::MergeFailed { path, reason } => error(
            "merge-failed",
            format!("合并到“{path}”失败{}", quoted(reason).0),
            format!("`{path}` could not be put together{}", quoted(reason).1),
        ),
        other => unreachable!("no folder's fault: {other:?}"),
    }
}
