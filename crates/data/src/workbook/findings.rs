//! What can be the matter with a workbook: the file, its sheets, what its cells show.

#![allow(missing_docs, reason = "the words of a finding, its fields in them, stand beside it")]

use serde::Serialize;

use super::{Fault, Kind, Remark, Spoiled};
use crate::diagnostic::{Arguments, Entry, Problem, error, note, quoted, warning};

/// What is wrong about a workbook, or is to be said of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all_fields = "kebab-case")]
pub enum WorkbookFinding {
    NotRead {
        path: String,
        #[serde(rename = "case")]
        fault: Fault,
    },
    NoSheets {
        path: String,
    },
    NoSuchSheet {
        path: String,
        sheet: String,
        sheets: Vec<String>,
    },
    /// Nothing stands in the sheet that was read; in others there is something.
    EmptySheet {
        path: String,
        sheet: String,
        #[serde(rename = "sheets")]
        others: Vec<String>,
    },
    /// Saved while another sheet than the first was open.
    OtherSheetShown {
        path: String,
        #[serde(rename = "shown-sheet")]
        shown: String,
        #[serde(rename = "sheet")]
        used: String,
    },
    HiddenSheets {
        path: String,
        #[serde(rename = "hidden-sheets")]
        hidden: Vec<String>,
        #[serde(rename = "sheet")]
        used: String,
    },
    Hidden {
        path: String,
        #[serde(rename = "which-rows")]
        rows: Vec<String>,
        #[serde(rename = "which-columns")]
        columns: Vec<String>,
    },
    Cells {
        path: String,
        #[serde(rename = "case")]
        remark: Remark,
        #[serde(rename = "which-cells")]
        cells: Vec<String>,
        count: usize,
    },
    /// What a spreadsheet wrote into a text file in place of a cell.
    Spoiled {
        #[serde(rename = "written")]
        said: String,
        #[serde(rename = "case")]
        why: Spoiled,
    },
    /// Merged cells that lie over others.
    Merged {
        path: String,
        count: usize,
    },
    /// A first row of one cell that is taken for the table's title.
    TitleFound {
        path: String,
        title: String,
    },
    /// What stands above a header that was named.
    Above {
        path: String,
        #[serde(rename = "written")]
        said: String,
    },
    /// The row that would be the header is none.
    NoHeader {
        path: String,
        #[serde(rename = "written")]
        said: String,
    },
    /// The row that was named for the header is blank.
    NoHeaderRow {
        path: String,
        row: usize,
    },
    HiddenHeader {
        path: String,
        row: usize,
    },
    /// Columns with something in them and no name.
    BlankHeader {
        path: String,
        #[serde(rename = "which-columns")]
        columns: Vec<String>,
    },
    /// A title above a table that has a caption of its own.
    Title {
        path: String,
        title: String,
    },
}

impl Problem for WorkbookFinding {
    fn arguments(&self) -> Arguments {
        Arguments::of(self)
    }

    fn entry(&self) -> Entry {
        match self {
            WorkbookFinding::NotRead { path, fault } => not_read(path, fault),
            WorkbookFinding::NoSheets { path } => error(
                "not-a-spreadsheet",
                format!("“{path}”里没有工作表"),
                format!("`{path}` has no worksheet"),
            )
            .help("把内容放进一张普通工作表", "put the cells on an ordinary sheet"),
            WorkbookFinding::NoSuchSheet { path, sheet, sheets } => error(
                "no-such-sheet",
                format!("“{path}”里没有工作表“{sheet}”"),
                format!("`{path}` has no sheet `{sheet}`"),
            )
            .help(format!("有：{}", sheets.join("、")), format!("there are {}", sheets.join(", "))),
            WorkbookFinding::EmptySheet { path, sheet, others } => {
                let found = error(
                    "empty-sheet",
                    format!("“{path}”的工作表“{sheet}”是空的"),
                    format!("the sheet `{sheet}` of `{path}` is empty"),
                );
                match &others[..] {
                    [] => found.help("在这张表里填上内容", "fill it in"),
                    others => found.help(
                        format!("有内容的是：{}；用“⟦sheet|工作表⟧”指定", others.join("、")),
                        format!("there is something in {}: name it with `⟦sheet|工作表⟧`", others.join(", ")),
                    ),
                }
            }
            WorkbookFinding::OtherSheetShown { path, shown, used } => warning(
                "other-sheet-shown",
                format!("“{path}”存盘时打开的是工作表“{shown}”，用的是排在前面的“{used}”"),
                format!("`{path}` was saved with the sheet `{shown}` open; `{used}`, which stands before it, is used"),
            )
            .help(
                format!("写明用哪一张：数据里写“⟦sheet|工作表⟧”，名单用 --sheet，如“{shown}”"),
                format!("name the one that is meant, such as `{shown}`: `⟦sheet|工作表⟧` in the data, --sheet for a list"),
            ),
            WorkbookFinding::HiddenSheets { path, hidden, used } => note(
                "hidden-sheet",
                format!("“{path}”的工作表“{}”是隐藏的，用的是“{used}”", hidden.join("”“")),
                format!("in `{path}` the sheet {} is hidden; `{used}` is used", hidden.join(", ")),
            )
            .help("要用隐藏的，写出工作表的名称", "name a hidden sheet to have it used"),
            WorkbookFinding::Hidden { path, rows, columns } => {
                let (zh, en) = hidden(rows, columns);
                warning(
                    "hidden-cells",
                    format!("“{path}”里{zh}是隐藏的，没有用"),
                    format!("in `{path}` {en} hidden and not used"),
                )
                .help(
                    "要用就取消隐藏或筛选，再存一次",
                    "show them, or clear the filter, and save the file again",
                )
            }
            WorkbookFinding::Cells { path, remark, cells, count } => {
                let more = *count > cells.len();
                let zh =
                    cells.join("、") + &if more { format!(" 等 {count} 格") } else { " 格".to_owned() };
                let en = match (more, cells.len()) {
                    (true, _) => format!("{count} cells ({} …)", cells.join(", ")),
                    (false, 1) => format!("cell {}", cells[0]),
                    (false, _) => format!("cells {}", cells.join(", ")),
                };
                cell(remark, &format!("“{path}”的 {zh}"), &format!("{en} of `{path}`"))
            }
            WorkbookFinding::Spoiled { said, why: Spoiled::Error } => error(
                "cell-error",
                format!("“{said}”是表格软件的错误值，不是内容"),
                format!("`{said}` is an error of a spreadsheet and no content"),
            )
            .help(
                "改好公式，或把列拉宽，再存一次 CSV",
                "mend the formula, or make the column wider, and save the CSV again",
            ),
            WorkbookFinding::Spoiled { said, why: Spoiled::Power } => warning(
                "cell-digits",
                format!("“{said}”是表格软件按科学记数写出的长数，后面的数字已经没有了"),
                format!("`{said}` is a long number as a spreadsheet shortens it; its other digits are gone"),
            )
            .help(
                "身份证号、账号等先把这一列设为文本格式，再存一次 CSV",
                "make columns of identity cards and accounts text, and save the CSV again",
            ),
            WorkbookFinding::Spoiled { said, why: Spoiled::Formula } => error(
                "cell-error",
                format!("“{said}”是公式，文本文件里没有它的结果"),
                format!("`{said}` is a formula, and a text file does not have its result"),
            )
            .help(
                "写上结果；要保留前面的 0，直接写 000012，不加 =",
                "write the result; noughts in front stay without the =",
            ),
            WorkbookFinding::Spoiled { said, why: Spoiled::TextMark } => error(
                "cell-error",
                format!("“{said}”开头的 ' 是表格软件的文本标记，不是内容"),
                format!("the ' before `{said}` marks a text in a spreadsheet and is no content"),
            )
            .help("删去开头的 '；是引号就写成 ‘", "remove it; a quotation mark is written ‘"),
            WorkbookFinding::Merged { path, count } => warning(
                "merged-cells",
                format!("“{path}”里有 {count} 处合并单元格与别的重叠，没有合并"),
                format!("{count} merged cells of `{path}` lie over others and stay apart"),
            )
            .help("取消合并，重新合并一次", "take the merging back and do it again"),
            WorkbookFinding::TitleFound { path, title } => note(
                "sheet-title",
                format!("“{path}”第一行只有一格“{title}”，作了表题"),
                format!("the first row of `{path}` has one cell, `{title}`, which is made the caption"),
            )
            .help(
                "它是表头就用 “⟦header-row|表头行⟧”指明表头在第几行",
                "name the header's row with `⟦header-row|表头行⟧` when it is the header",
            ),
            WorkbookFinding::Above { path, said } => warning(
                "sheet-title",
                format!("“{path}”里表头上面的“{said}”等没有用"),
                format!("what stands above the header of `{path}`, `{said}` and so on, is not used"),
            )
            .help(
                "表题写在“⟦caption|题注⟧”，单位写在“⟦unit|单位⟧”，别的写成正文",
                "a title is `⟦caption|题注⟧`, a unit is `⟦unit|单位⟧`, anything else is text of the body",
            ),
            WorkbookFinding::NoHeader { path, said } => error(
                "sheet-header",
                format!("“{path}”的第一行有“{said}”，不是表头"),
                format!("the first row of `{path}` has `{said}` and is no header"),
            )
            .help(
                "用 “⟦header-row|表头行⟧”指明表头在第几行，或删去上面的行",
                "name the header's row with `⟦header-row|表头行⟧`, or remove what stands above it",
            ),
            WorkbookFinding::NoHeaderRow { path, row } => error(
                "sheet-header",
                format!("“{path}”的第 {row} 行是空的或隐藏的，不能作表头"),
                format!("row {row} of `{path}` is blank or hidden and no header"),
            )
            .help(
                "“⟦header-row|表头行⟧”是表头在文件里的行号，从 1 数起",
                "`⟦header-row|表头行⟧` is the header's row in the file, from 1",
            ),
            WorkbookFinding::HiddenHeader { path, row } => error(
                "sheet-header",
                format!("“{path}”里最上面的第 {row} 行是隐藏的，看不见的行不作表头"),
                format!("row {row} of `{path}`, above all others, is hidden and cannot be the header"),
            )
            .help(
                "它是表头就取消隐藏再存一次；不是就用 “⟦header-row|表头行⟧”指明表头在第几行",
                "show it when it is the header and save the file again; else name the header's row with `⟦header-row|表头行⟧`",
            ),
            WorkbookFinding::BlankHeader { path, columns } => warning(
                "sheet-header",
                format!("“{path}”的第 {} 列有内容，表头却是空的", columns.join("、")),
                format!("columns of `{path}` have cells but no header: {}", columns.join(", ")),
            )
            .help("写上这一列的名称", "name the column in the header"),
            WorkbookFinding::Title { path, title } => warning(
                "sheet-title",
                format!("表题用的是“⟦caption|题注⟧”，“{path}”第一行的“{title}”没有用"),
                format!("`⟦caption|题注⟧` is used; the first row of `{path}`, `{title}`, is not"),
            )
            .help("两处只留一处", "keep one of the two"),
        }
    }
}

fn hidden(rows: &[String], columns: &[String]) -> (String, String) {
    let zh = |names: &[String], unit: &str| {
        if names.is_empty() { String::new() } else { format!("第 {} {unit}", names.join("、")) }
    };
    let en = |names: &[String], unit: &str| {
        if names.is_empty() { String::new() } else { format!("{unit} {}", names.join(", ")) }
    };
    let (zh_rows, zh_columns) = (zh(rows, "行"), zh(columns, "列"));
    let (en_rows, en_columns) = (en(rows, "rows"), en(columns, "columns"));
    let both = !rows.is_empty() && !columns.is_empty();
    (
        zh_rows + if both { "和" } else { "" } + &zh_columns,
        en_rows + if both { " and " } else { "" } + &en_columns + " are",
    )
}

fn not_read(path: &str, fault: &Fault) -> Entry {
    match fault {
        Fault::Kind(kind) => other(path, *kind),
        Fault::TooLarge { limit } => {
            let limit = limit / (1024 * 1024);
            error(
                "workbook-too-large",
                format!("“{path}”展开后超过 {limit} MiB，不予读取"),
                format!("`{path}` unpacks to more than {limit} MiB and is refused"),
            )
            .help("只留下要用的表，另存一份", "keep the sheet that is needed, and save a copy")
        }
        Fault::TooManyCells => error(
            "table-too-large",
            format!("“{path}”的工作表太大"),
            format!("the sheet of `{path}` is too large"),
        )
        .help("只留下要用的行和列，另存一份", "keep the rows and columns that are needed, and save a copy"),
        Fault::TooManyWords { limit } => {
            let limit = limit / (1024 * 1024);
            error(
                "table-too-large",
                format!("“{path}”的工作表里各单元格的文字共超过 {limit} MiB，不予读取"),
                format!("the cells of a sheet of `{path}` say more than {limit} MiB in all; it is refused"),
            )
            .help(
                "只留下要用的行和列，另存一份；许多格子重复同一段长文字的，写在正文里一次",
                "keep the rows and columns that are needed, and save a copy; a long text that many cells repeat is said once, in the body",
            )
        }
        Fault::TooManyMerged { limit } => error(
            "workbook-broken",
            format!("“{path}”里合并单元格超过 {limit} 处，不予读取"),
            format!("`{path}` has more than {limit} merged cells and is refused"),
        ),
        Fault::DocumentType { part } => error(
            "workbook-broken",
            format!("“{path}”的 {part} 里有文档类型声明，不予读取"),
            format!("`{part}` in `{path}` declares a document type and is refused"),
        ),
        Fault::Broken { part, reason } => {
            let (zh, en) = quoted(reason);
            let (zh_part, en_part) = match part.as_str() {
                "" => (String::new(), String::new()),
                part => (format!("，在 {part} 里"), format!(", in `{part}`")),
            };
            error(
                "workbook-broken",
                format!("“{path}”已损坏{zh_part}{zh}"),
                format!("`{path}` is broken{en_part}{en}"),
            )
            .help("用 Excel 或 WPS 打开，另存为 .xlsx", "open it in Excel or WPS and save it as .xlsx")
        }
    }
}

/// Something else than a workbook.
fn other(path: &str, kind: Kind) -> Entry {
    let (zh, en) = match kind {
        Kind::Empty => ("是空文件", "is an empty file"),
        Kind::Old => (
            "是旧的二进制格式（.xls，或 WPS 表格的 .et）",
            "is in the old binary format (.xls, or .et of WPS)",
        ),
        Kind::Encrypted => ("设有密码", "is protected with a password"),
        Kind::Binary => ("是二进制工作簿（.xlsb）", "is a binary workbook (.xlsb)"),
        Kind::OpenDocument => ("是 OpenDocument 表格（.ods）", "is an OpenDocument file (.ods)"),
        Kind::OtherOffice => ("不是表格，是文字或演示文件", "is a text or slides, no workbook"),
        Kind::WebPage => {
            ("其实是网页（HTML），只是用了表格的后缀", "is a web page (HTML) under the name of a workbook")
        }
        Kind::OldXml => ("是 Excel 2003 的 XML 表格", "is an XML spreadsheet of Excel 2003"),
        Kind::Pdf => ("是 PDF 文件", "is a PDF file"),
        Kind::Picture => ("是图片", "is a picture"),
        Kind::Text => ("是文本（如 CSV），不是 .xlsx", "is text, such as CSV, and no .xlsx"),
        Kind::Lock => ("是打开表格时的临时文件", "is the temporary file of an open workbook"),
        Kind::BrokenZip => ("不完整或已损坏", "is incomplete or broken"),
        Kind::Zip => ("是压缩包，里面没有工作簿", "is a zip without a workbook in it"),
        Kind::Unknown => ("不是 .xlsx 表格", "is no .xlsx spreadsheet"),
    };
    let found = error("not-a-spreadsheet", format!("“{path}”{zh}"), format!("`{path}` {en}"));
    match kind {
        Kind::Text => found.help(
            "文本用 .csv 作后缀；表格在 Excel 或 WPS 里另存为 .xlsx",
            "text is named .csv; a workbook is saved as .xlsx in Excel or WPS",
        ),
        Kind::Encrypted => found.help("取消密码，另存为 .xlsx", "save it without the password, as .xlsx"),
        Kind::Lock => found.help("用同名而没有“~$”的那个文件", "use the file of that name without the ~$"),
        Kind::Pdf | Kind::Picture | Kind::OtherOffice | Kind::Zip => {
            found.help("表格存为 .xlsx 或 .csv", "save the table as .xlsx or .csv")
        }
        _ => found.help(
            "用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”",
            "open it in Excel or WPS and save it as an Excel workbook (.xlsx)",
        ),
    }
}

/// What is to be said of cells.
fn cell(remark: &Remark, zh: &str, en: &str) -> Entry {
    match remark {
        Remark::Error { written: shown } if shown.starts_with("########") => error(
            "cell-error",
            format!("{zh}显示为 ########：日期早于 1900 年或晚于 9999 年，或格式里没有它的一段"),
            format!("{en}: shown as ########, a date before 1900 or after 9999, or no section of the format is for it"),
        )
        .help("改好这一格再存一次", "mend the cell and save the file again"),
        Remark::Error { written: shown } => {
            error("cell-error", format!("{zh}是错误值 {shown}"), format!("{en}: the error {shown}"))
                .help("改好公式再存一次", "mend the formula and save the file again")
        }
        Remark::Calendar => error(
            "cell-calendar",
            format!("{zh}按公历以外的历法（如农历）显示日期，本程序不换算"),
            format!("{en}: the date is shown in another calendar, which is not computed here"),
        )
        .help("把日期写成文字", "write the date as text"),
        Remark::NoValue => warning(
            "cell-without-value",
            format!("{zh}是公式，文件里没有存它的结果，当作空格"),
            format!("{en}: a formula without a stored result, taken as blank"),
        )
        .help(
            "用 Excel 或 WPS 打开，重新计算后保存",
            "open the file in Excel or WPS, let it calculate, and save it",
        ),
        Remark::Struck => warning(
            "cell-struck",
            format!("{zh}里画了删除线的字没有用"),
            format!("{en}: what is struck through is left out"),
        )
        .help("要用就去掉删除线", "take the line away to have it used"),
        Remark::Covered => warning(
            "cell-covered",
            format!("{zh}被合并单元格盖住，看不见，没有用"),
            format!("{en}: covered by a merged cell, not seen, and not used"),
        )
        .help("要用就取消合并", "take the merging back to have it used"),
        Remark::Levelled => warning(
            "cell-raised",
            format!("{zh}里有上标或下标，没有相应的字符，按普通字用"),
            format!("{en}: raised or lowered letters that have no characters of their own are set plain"),
        )
        .help("改写成不用上下标的说法", "say it without raised or lowered letters"),
        Remark::LostDigits => warning(
            "cell-digits",
            format!("{zh}是超过 15 位的数，第 15 位以后表格软件已存成 0"),
            format!("{en}: a number of more than 15 digits; a spreadsheet keeps noughts for the others"),
        )
        .help(
            "身份证号、账号等要作为文本输入：先把这一列设为文本格式，再重新输入",
            "numbers of identity cards and accounts are text: make the column text and type them anew",
        ),
        Remark::Power => warning(
            "cell-digits",
            format!("{zh}的数太长，按科学记数显示（如 1.23E+11）"),
            format!("{en}: a number so long that it is shown with a power of ten"),
        )
        .help("把格式设为“0”，或作为文本输入", "give it the format 0, or type it as text"),
        Remark::UnknownFormat => warning(
            "cell-format",
            format!("{zh}的数字格式认不出来，按“常规”显示"),
            format!("{en}: the number format is not understood; the number is shown as General"),
        )
        .help("换一个数字格式", "choose another number format"),
        Remark::NoStyle => warning(
            "cell-format",
            format!("{zh}的样式文件里没有，按“常规”显示"),
            format!("{en}: its style is not in the file; it is shown as General"),
        )
        .help("用 Excel 或 WPS 打开，另存一份", "open the file in Excel or WPS and save it anew"),
    }
}
