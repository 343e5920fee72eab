//! What can be the matter with a list.

use serde::Serialize;

use crate::diagnostic::{Arguments, Entry, Problem, error, in_both, note, warning};

/// What is wrong about a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all_fields = "kebab-case")]
pub(crate) enum ListFinding {
    ListEnding {
        path: String,
    },
    NoSheets {
        path: String,
    },
    NoRows {
        path: String,
    },
    /// A program asked for a row that the list does not have.
    NoSuchRow {
        row: usize,
        rows: usize,
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
        #[serde(rename = "cell-range")]
        range: String,
        #[serde(rename = "row")]
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
        #[serde(rename = "cell-ranges")]
        ranges: Vec<String>,
        count: usize,
    },
    Total {
        #[serde(rename = "written")]
        said: String,
    },
    OpenQuote,
    Ragged {
        cells: usize,
        columns: usize,
    },
    TooLong {
        #[serde(rename = "unit", serialize_with = "in_both")]
        what: (&'static str, &'static str),
        limit: usize,
    },
}

impl Problem for ListFinding {
    fn arguments(&self) -> Arguments {
        Arguments::of(self)
    }

    fn entry(&self) -> Entry {
        match self {
            ListFinding::ListEnding { path } => error(
                "list-ending",
                format!("“{path}”的后缀没有说明名单是什么格式"),
                format!("the ending of `{path}` does not say how the list is written"),
            )
            .help(
                "名单可以是 .csv、.tsv、.txt、.xlsx、.jsonl；旧的 .xls、.et 另存为 .xlsx",
                "a list is .csv, .tsv, .txt, .xlsx or .jsonl; an old .xls or .et is saved as .xlsx",
            ),
            ListFinding::NoSheets { path } => error(
                "list-without-sheets",
                format!("名单“{path}”不是工作簿，没有工作表可选"),
                format!("the list `{path}` is no workbook and has no sheets to choose from"),
            )
            .help("去掉 --sheet，或给 .xlsx 名单", "leave out --sheet, or give an .xlsx list"),
            ListFinding::NoSuchRow { row, rows } => error(
                "no-such-row",
                format!("没有第 {row} 行：名单有 {rows} 行，从 1 数起"),
                format!("there is no row {row}: the list has {rows}, counted from 1"),
            ),
            ListFinding::NoRows { path } => error(
                "list-empty",
                format!("名单“{path}”里没有一行数据"),
                format!("the list `{path}` has no rows"),
            )
            .help(
                "第一行是各列的键，以下每行一份公文",
                "the first row names the keys, each row below is a document",
            ),
            ListFinding::OtherSheet { path, sheet, rows, sheets } => {
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
            ListFinding::HeaderFound { row, above } => note(
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
            ListFinding::NoHeaderRow { path, row } => error(
                "list-header",
                format!("名单“{path}”的第 {row} 行是空的，不能作表头"),
                format!("row {row} of the list `{path}` is blank and no header"),
            )
            .help(
                "--header-row 是表头在表里的行号，从 1 数起，隐藏的行不算表头",
                "--header-row is the header's row in the sheet, from 1; a hidden one is none",
            ),
            ListFinding::HiddenHeader { path, row } => error(
                "list-header",
                format!("名单“{path}”的表头（第 {row} 行）是隐藏的，隐藏的行不读"),
                format!("the header of the list `{path}`, row {row}, is hidden, and hidden rows are not read"),
            )
            .help("取消隐藏，再存一次", "show the row and save the file again"),
            ListFinding::HeaderOverRows { range, last } => error(
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
            ListFinding::HiddenColumn { column, name } => error(
                "list-hidden-column",
                format!("“{name}”在第 {column} 列，这一列是隐藏的，里面有内容"),
                format!("`{name}` is in column {column}, which is hidden and has cells"),
            )
            .help(
                format!("取消隐藏，再存一次；不用这一列就删去，或把表头写成“#{name}”"),
                format!("show it and save the file again; a column that is not needed is removed or headed `#{name}`"),
            ),
            ListFinding::NoHeader => error(
                "list-header",
                "这种名单（.jsonl）没有表头，不能用 --header-row",
                "a list of JSON lines (.jsonl) has no header for --header-row",
            )
            .help("去掉 --header-row", "leave --header-row out"),
            ListFinding::MergedAcross { ranges, count } => {
                let more = if *count > ranges.len() { format!(" 等 {count} 处") } else { String::new() };
                warning(
                    "list-merged",
                    format!("{}{more}跨列合并，内容只算左边一列的", ranges.join("、")),
                    format!("merged over columns, it counts for the leftmost only: {}", ranges.join(", ")),
                )
                .help("每列各填一格", "fill in each column")
            }
            ListFinding::Total { said } => warning(
                "list-total",
                format!("这一行是“{said}”，也当作一份公文"),
                format!("this row, `{said}`, is taken for a document too"),
            )
            .help("从名单里删去这一行", "remove the row from the list"),
            ListFinding::OpenQuote => {
                error("list-quote", "这个双引号没有与之成对的", "this quote is never closed").help(
                    "单元格里的双引号写成两个，整格再用双引号括起",
                    "a quote inside a cell is written twice, and the cell is put in quotes",
                )
            }
            ListFinding::Ragged { cells, columns } => error(
                "list-ragged",
                format!("这一行有 {cells} 格，表头有 {columns} 列"),
                format!("this row has {cells} cells, the header has {columns} columns"),
            )
            .help(
                "格子里有逗号、制表符的，用双引号括起；表头少写了列的，补上",
                "a cell that contains the separator is put in quotes; a column that the header lacks is named there",
            ),
            ListFinding::TooLong { what: (zh, en), limit } => error(
                "list-too-long",
                format!("名单太长：最多 {limit} {zh}"),
                format!("the list is too long: at most {limit} {en}"),
            )
            .help("分成几份名单", "divide it into several lists"),
        }
    }
}
