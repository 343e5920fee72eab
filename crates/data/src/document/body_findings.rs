//! What can be the matter with what a body holds.

#![allow(missing_docs, reason = "the words of a finding, its fields in them, stand beside it")]

use serde::Serialize;

use super::ChartFault;
use super::repeats::Again;
use crate::diagnostic::{Arguments, Entry, Problem, error, in_both, note, quoted, warning};
use crate::text::markdown::Foreign;
use crate::text::notes::Fault;
use crate::text::table::Wrong;

/// A finding about a text, a block or a table of a body.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all_fields = "kebab-case")]
pub enum BodyFinding {
    Markdown(Foreign),
    /// Marks of Markdown in plain text, where they are printed; on so many lines.
    MarkdownInText {
        mark: String,
        lines: usize,
    },
    /// What the keys say and the body says again, as a text does that was copied whole.
    Again {
        #[serde(rename = "elements")]
        what: Vec<Again>,
    },
    /// The same in a body of blocks; so many of them.
    MarkdownInBlocks {
        mark: String,
        #[serde(rename = "count")]
        blocks: usize,
    },
    /// A sign of body text where a block does not read it; what says it there.
    BlockSign {
        #[serde(rename = "mark")]
        sign: String,
        #[serde(rename = "case")]
        instead: Instead,
    },
    /// A new page that would be none.
    PageBreak(Idle),
    /// A Typst fragment where none may be.
    FragmentRefused,
    /// Lists and quotations of Markdown inside each other, more than so many on one line.
    MarkdownTooDeep {
        limit: usize,
    },
    BlockKind {
        #[serde(rename = "keys")]
        found: Vec<&'static str>,
    },
    /// A table in a text that is none or several of the things that it can be.
    PieceKind {
        #[serde(rename = "keys")]
        found: Vec<&'static str>,
        #[serde(rename = "choices")]
        offered: Vec<&'static str>,
    },
    /// Why no chart can be drawn.
    Chart(ChartFault),
    /// What a frame does not hold: the kind of a block.
    BoxPart {
        #[serde(rename = "key")]
        kind: &'static str,
    },
    /// What does not stand under a sign-off: the kind of a block, or a note.
    PostscriptPart {
        #[serde(rename = "key")]
        kind: &'static str,
    },
    /// A line of a form with none or too many parts.
    LineParts {
        count: usize,
    },
    /// So many lines with tabs one under the other.
    LineTable {
        lines: usize,
    },
    /// A row of one picture, or of too many.
    ImageRow {
        count: usize,
    },
    /// A note of plain text.
    Note(Fault),
    NotAWidth {
        written: String,
    },
    TableSource,
    NoHeader,
    RaggedRow {
        row: usize,
        cells: usize,
        columns: usize,
    },
    /// The row is counted from 1, in the header or below it.
    MergedCells {
        in_header: bool,
        row: usize,
        #[serde(rename = "case")]
        wrong: Wrong,
    },
    /// As many widths as columns are wanted.
    TableAligned {
        #[serde(rename = "count")]
        aligned: usize,
        columns: usize,
    },
    TableWidths {
        #[serde(rename = "count")]
        widths: usize,
        columns: usize,
    },
    TableHeights {
        #[serde(rename = "count")]
        heights: usize,
        rows: usize,
    },
    /// What was asked for did not hold the columns; the names of both.
    TableSmaller {
        #[serde(rename = "asked", serialize_with = "in_both")]
        asked: (&'static str, &'static str),
        #[serde(rename = "set", serialize_with = "in_both")]
        set: (&'static str, &'static str),
    },
    /// The columns, from 1, that their share of the width does not hold.
    TableWidened {
        #[serde(rename = "which-columns")]
        columns: Vec<usize>,
    },
    TableTooLarge {
        rows: usize,
        columns: usize,
    },
    /// A list where the words of the body are to stand.
    BodyIsTable {
        path: String,
    },
    /// Without a reason of the reader's, a quote is not closed.
    CsvSyntax {
        path: String,
        reason: Option<String>,
    },
}

/// What says in a block what a sign does in body text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Instead {
    Align,
    Level,
    Line,
    Table,
    Merged,
    Break,
    Image,
    Typst,
    Chart,
    PageBreak,
}

impl Instead {
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Instead::Align => (
                "删去记号：对齐写 align（对齐），题名写 level = \"title\"（级别 = 题名）",
                "take the sign away: `align` says where a line stands, level = \"title\" makes a title",
            ),
            Instead::Level => {
                ("删去记号，级别写 level（级别）", "take the sign away; `level` says the level")
            }
            Instead::Line => (
                "表单的一行写成内容块 { line = [\"…\", \"…\"] }（行）",
                "a line of a form is a block { line = [\"…\", \"…\"] }",
            ),
            Instead::Table => (
                "写成内容块 { table = … }（表格），或者整行只写文字，不用 align、face、加粗",
                "make it a block { table = … }, or write the rows without `align`, `face` and bold parts",
            ),
            Instead::Merged => (
                "合并的格子写 { text = …, colspan = 2, rowspan = 2 }（列数、行数），被占去的格子不写；要印出这两个字符，前面加 \\",
                "a merged cell is { text = …, colspan = 2, rowspan = 2 }, and cells it covers are not written; \\ before the sign has it printed",
            ),
            Instead::Break => ("在文件的格子里换行", "break the line in the file's cell"),
            Instead::Image => {
                ("图片写成内容块 { image = \"…\" }（图片）", "a picture is a block { image = \"…\" }")
            }
            Instead::Chart => ("写成内容块 { chart = { … } }（图表）", "make it a block { chart = { … } }"),
            Instead::Typst => (
                "Typst 片段写成内容块 { typst = \"…\" }（模板片段）",
                "a Typst fragment is a block { typst = \"…\" }",
            ),
            Instead::PageBreak => (
                "分页写成内容块 { page-break = true }（分页）",
                "a new page is a block { page-break = true }",
            ),
        }
    }
}

/// What stands in a body again, in one sentence.
fn again(what: &[Again]) -> Entry {
    let (mut twice, mut said) = ((Vec::new(), Vec::new()), (Vec::new(), Vec::new()));
    for again in what {
        let (zh, en) = match again {
            Again::Title => ("标题", "the title"),
            Again::Recipients => ("主送机关", "the recipients"),
            Again::Signature => ("署名", "who signs"),
            Again::Date => ("成文日期", "the date"),
            Again::TitleLeftOut => {
                said.0.push("标题写了两遍，这一遍略去不排");
                said.1.push("the title stands here again and is left out");
                continue;
            }
            Again::OtherTitle => {
                said.0.push("正文上面另有一个标题，照样排出");
                said.1.push("another title stands over the text and is set");
                continue;
            }
            Again::Chat => {
                said.0.push("对话里的话会照样印出");
                said.1.push("what an assistant says around the text is printed");
                continue;
            }
        };
        twice.0.push(zh);
        twice.1.push(en);
    }
    let (mut zh, mut en) = (said.0.join("；"), said.1.join("; "));
    if !twice.0.is_empty() {
        let join = |said: &str, joint| if said.is_empty() { String::new() } else { format!("{joint}{said}") };
        zh = format!("{}会印两遍{}", twice.0.join("、"), join(&zh, "；"));
        en = format!("{} will be printed twice{}", twice.1.join(", "), join(&en, "; "));
    }
    warning(
        "body-repeats",
        format!("正文里有整篇稿子的字：{zh}"),
        format!("the body has what belongs elsewhere in a document: {en}"),
    )
    .help(
        "整篇粘贴来的，用 render import 读成数据文件；不然就从正文里删去这几行",
        "what was pasted as a whole is read into a data file with `render import`; else take these lines out of the body",
    )
}

/// Why a new page would be none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Idle {
    First,
    Last,
    Again,
}

impl BodyFinding {
    /// What is wrong with merged cells in a row of a table whose header has so many; the row is counted
    /// from 0, the header's too.
    pub fn merged_cells(row: usize, header: usize, wrong: Wrong) -> BodyFinding {
        let in_header = row < header;
        BodyFinding::MergedCells { in_header, row: if in_header { row } else { row - header } + 1, wrong }
    }
}

impl Problem for BodyFinding {
    fn arguments(&self) -> Arguments {
        Arguments::of(self)
    }

    fn entry(&self) -> Entry {
        match self {
            BodyFinding::Markdown(foreign) => markdown(foreign),
            BodyFinding::MarkdownInText { mark, lines } => warning(
                "markdown-in-text",
                format!("正文里有 Markdown 记号“{mark}”（{lines} 行），会照样印出"),
                format!("plain text has the mark {mark} of Markdown (on {lines} lines), which is printed as it is"),
            )
            .help(
                "从网上、对话里粘贴的整篇，用 render import 读成数据文件；正文本来就是 Markdown 的（空一行才另起一段），加一行 ⟦body-format|正文格式 = 'markdown'⟧；不是的，删去记号",
                "what was pasted as a whole is read into a data file with `render import`; if the body is Markdown, whose paragraphs are parted by blank lines, add ⟦body-format|正文格式 = 'markdown'⟧; else take the marks away",
            ),
            BodyFinding::MarkdownInBlocks { mark, blocks } => warning(
                "markdown-in-text",
                format!("内容块里有 Markdown 记号“{mark}”（{blocks} 块），会照样印出"),
                format!("blocks have the mark {mark} of Markdown ({blocks} of them), which is printed as it is"),
            )
            .help(
                "加粗写成 { bold = \"…\" }（加粗）；不要的，删去记号",
                "bold words are { bold = \"…\" }; else take the marks away",
            ),
            BodyFinding::Again { what } => again(what),
            BodyFinding::BlockSign { sign, instead } => {
                let (zh, en) = instead.words();
                warning(
                    "sign-in-block",
                    format!("内容块的这里不认“{sign}”，会照样印出"),
                    format!("`{sign}` means nothing in this place of a block and is printed as it is"),
                )
                .help(zh, en)
            }
            BodyFinding::PageBreak(idle) => {
                let (zh, en) = match idle {
                    Idle::First => ("正文一开头不用分页", "the text begins here"),
                    Idle::Last => ("正文末尾不用分页", "nothing follows in the text"),
                    Idle::Again => ("连着分了两次页", "the page ends already"),
                };
                warning("page-break", format!("{zh}，已略去"), format!("a new page is left out: {en}"))
                    .help("删去这一处分页", "take it away")
            }
            BodyFinding::FragmentRefused => error(
                "fragment-refused",
                "这里不接受 Typst 片段：片段是程序",
                "no Typst fragment is taken here: a fragment is a program",
            )
            .help(
                "把正文写成文本、Markdown 或内容块；程序信任来源时用 DocumentReader::typst_fragments(true)",
                "write the body as text, Markdown or blocks; a program that trusts where it comes from sets `DocumentReader::typst_fragments(true)`",
            ),
            BodyFinding::MarkdownTooDeep { limit } => error(
                "too-deep",
                format!("列表、引用一层套一层，超过 {limit} 层"),
                format!("lists and quotations stand more than {limit} deep inside each other"),
            )
            .clause("7.3.3")
            .help("公文的层次不超过四层：删去多余的 -、>", "there are four levels at most: take the needless - and > away"),
            BodyFinding::BlockKind { found } if found.is_empty() => {
                error("block-kind", "这个内容块没有写明是什么", "this block does not say what it is").help(
                    "写明是“⟦heading|标题⟧”“⟦text|文字⟧”“⟦line|行⟧”“⟦names|名单⟧”“⟦table|表格⟧”“⟦image|图片⟧”“⟦images|图片组⟧”“⟦box|专栏⟧”“⟦chart|图表⟧”“⟦typst|模板片段⟧”“⟦page-break|分页⟧”之一，如 { ⟦text|文字 = '…'⟧ }",
                    "give it one of ⟦heading|标题⟧, ⟦text|文字⟧, ⟦line|行⟧, ⟦names|名单⟧, ⟦table|表格⟧, ⟦image|图片⟧, ⟦images|图片组⟧, ⟦box|专栏⟧, ⟦chart|图表⟧, ⟦typst|模板片段⟧ and ⟦page-break|分页⟧",
                )
            }
            BodyFinding::BlockKind { found } => error(
                "block-kind",
                format!("一个内容块里有 {}，只能有一个", found.join("、")),
                format!("one block has {}; it can be only one of them", found.join(" and ")),
            )
            .help("分成几块，每块用 { } 括起", "make a block of each, in braces of its own"),
            BodyFinding::Chart(fault) => fault.entry(),
            BodyFinding::BoxPart { kind } => {
                let (zh, en) = named(kind);
                error(
                    "box-part",
                    format!("专栏里只排文字和表格，不排{zh}"),
                    format!("a box holds text and tables, no {en}"),
                )
                .help("移到专栏前面或后面", "put it before or behind the box")
            }
            BodyFinding::PostscriptPart { kind } => {
                let (zh, en) = named(kind);
                error(
                    "postscript-part",
                    format!("附言只排文字和表单的行，不排{zh}"),
                    format!("under the sign-off stand words and lines of a form, no {en}"),
                )
                .help("写在正文里，或做成附件", "put it in the text, or make it an attachment")
            }
            BodyFinding::PieceKind { found, offered } => {
                let keys = |keys: &[&str], joint: &str| {
                    keys.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(joint)
                };
                let (zh, en) = if found.is_empty() {
                    (
                        "文字里的这个表没有写明是什么".to_owned(),
                        "this table in a text does not say what it is".to_owned(),
                    )
                } else {
                    (
                        format!("文字里的一个表有 {}，只能有一个", found.join("、")),
                        format!("one table in a text has {}; it can be only one of them", found.join(" and ")),
                    )
                };
                error("piece-kind", zh, en).help(
                    format!("写 {} 之一", offered.join("、")),
                    format!("give it one of {}", keys(offered, ", ")),
                )
            }
            BodyFinding::LineParts { count } => error(
                "line-parts",
                format!("这一行有 {count} 段，应有 1 至 4 段"),
                format!("this line has {count} parts; one to four fit"),
            )
            .help("分成两行，或用表格", "make two lines, or a table"),
            BodyFinding::LineTable { lines } => note(
                "line-table",
                format!("{lines} 行用制表符分段，像是表格"),
                format!("{lines} lines with tabs one under the other look like a table"),
            )
            .help("要排成表格，每行写成 | 甲 | 乙 |", "if it is one, write each as | 甲 | 乙 |"),
            BodyFinding::Note(fault) => noted(fault, false),
            BodyFinding::ImageRow { count } => error(
                "image-row",
                format!("一组图片有 {count} 张，应有 2 至 4 张"),
                format!("a row has {count} pictures; two to four stand side by side"),
            )
            .help("一张写成“⟦image|图片⟧”；多的分成几组", "one is an `⟦image|图片⟧`; make several rows of more"),
            BodyFinding::NotAWidth { written } => error(
                "not-a-width",
                format!("“{written}”不是图片宽度"),
                format!("`{written}` is no width of a picture"),
            )
            .help(
                "写成版心宽度的百分数，1% 至 100%，如 ⟦width|宽度 = '80%'⟧",
                "write a share of the type area's width, 1% to 100%, as in ⟦width|宽度 = '80%'⟧",
            ),
            BodyFinding::TableSource => error(
                "table-source",
                "表格要有“⟦rows|行⟧”“⟦csv|CSV文件⟧”“⟦xlsx|工作簿⟧”之一，且只有一个",
                "a table has exactly one of `⟦rows|行⟧`, `⟦csv|CSV文件⟧` and `⟦xlsx|工作簿⟧`",
            )
            .help(
                "直接写各行的用“⟦rows|行⟧”（表头另写“⟦header|表头⟧”）；用文件的写 ⟦csv|CSV文件 = '名单.csv'⟧ 或 ⟦xlsx|工作簿 = '名单.xlsx'⟧，文件的第一行是表头",
                "write the rows in `⟦rows|行⟧` (and `⟦header|表头⟧`), or name a file: ⟦csv|CSV文件 = 'list.csv'⟧ or ⟦xlsx|工作簿 = 'list.xlsx'⟧, whose first row is the header",
            ),
            BodyFinding::NoHeader => note(
                "no-header",
                "表格没有表头：第一行下没有 |---| 行",
                "the table has no header: no |---| row follows its first row",
            )
            .help(
                "第一行是表头的，在其下加一行 |---|",
                "if the first row is the header, put a row |---| under it",
            ),
            BodyFinding::RaggedRow { row, cells, columns } => warning(
                "ragged-row",
                match row {
                    0 => format!("表头有 {cells} 格，表格有 {columns} 列，缺的留空"),
                    _ => format!("表格第 {row} 行有 {cells} 格，表格有 {columns} 列，缺的留空"),
                },
                match row {
                    0 => format!("the header has {cells} cells of {columns} columns; the others are left blank"),
                    _ => format!("row {row} has {cells} cells of {columns} columns; the others are left blank"),
                },
            )
            .help("补上空格子，或删去多写的一格", "add blank cells, or take the extra one away"),
            BodyFinding::MergedCells { in_header, row, wrong } => merged_cells(*in_header, *row, *wrong),
            BodyFinding::TableAligned { aligned, columns } => error(
                "table-shape",
                format!("对齐写了 {aligned} 个，表格有 {columns} 列"),
                format!("`align` has {aligned} items, the table {columns} columns"),
            )
            .help("一列写一个；各列都一样的只写一个", "one a column, or one for all"),
            BodyFinding::TableWidths { widths, columns } => error(
                "table-shape",
                format!("列宽有 {widths} 个，表格有 {columns} 列"),
                format!("{widths} widths for {columns} columns"),
            )
            .help("“⟦widths|列宽⟧”每列写一个数", "`⟦widths|列宽⟧` has one number a column"),
            BodyFinding::TableHeights { heights, rows } => error(
                "table-shape",
                format!("行高有 {heights} 个，表格有 {rows} 行"),
                format!("{heights} heights for {rows} rows"),
            )
            .help(
                "“⟦row-height|行高⟧”写一个数，或每行写一个，不算表头；最后一个用到末行",
                "`⟦row-height|行高⟧` is one number, or one a row below the header; the last one goes on",
            ),
            BodyFinding::TableSmaller { asked, set } => note(
                "table-smaller",
                format!("为排下各列，表格的字号由{}改为{}", asked.0, set.0),
                format!("the table is set in {}, its columns do not fit in {}", set.1, asked.1),
            )
            .help("减少列，或横排：⟦landscape|横排 = true⟧", "fewer columns, or ⟦landscape|横排 = true⟧"),
            BodyFinding::TableWidened { columns } => {
                let columns = columns.iter().map(usize::to_string).collect::<Vec<_>>();
                note(
                    "table-widened",
                    format!("按“⟦widths|列宽⟧”第 {} 列排不下一个字或一个数，已加宽", columns.join("、")),
                    format!(
                        "`⟦widths|列宽⟧` leaves column {} no room for a word or a number; it is wider",
                        columns.join(", ")
                    ),
                )
                .help("加大这一列的份数", "give it a larger share")
            }
            BodyFinding::TableTooLarge { rows, columns } => error(
                "table-too-large",
                format!("表格有 {rows} 行、{columns} 列，过大"),
                format!("the table has {rows} rows and {columns} columns: too many"),
            )
            .help(
                "最多 60 列、10 万格；分成几个表，或另附电子表格",
                "at most 60 columns and 100,000 cells: make several tables, or send the spreadsheet along",
            ),
            BodyFinding::BodyIsTable { path } => error(
                "body-is-table",
                format!("“{path}”是表格，不是正文的文字"),
                format!("`{path}` is a table and no text of a body"),
            )
            .help(
                format!(
                    "表格写成正文的一块：⟦body|\"正文\"⟧ = [{{ ⟦table|\"表格\"⟧ = {{ ⟦csv|\"CSV文件\"⟧ = '{path}' }} }}]；批量的名单用 \
                     render batch --list"
                ),
                format!(
                    "a table is a block of the body: ⟦body|\"正文\"⟧ = [{{ ⟦table|\"表格\"⟧ = {{ ⟦csv|\"CSV文件\"⟧ = '{path}' }} }}]; a \
                     list goes through `render batch --list`"
                ),
            ),
            BodyFinding::CsvSyntax { path, reason: None } => error(
                "csv-syntax",
                format!("“{path}”不是完整的 CSV：双引号没有成对"),
                format!("`{path}` is not valid CSV: a double quote is not closed"),
            )
            .help(
                "双引号要成对，格子里的双引号写成两个",
                "quotes come in pairs; a quote in a cell is written twice",
            ),
            BodyFinding::CsvSyntax { path, reason: Some(reason) } => error(
                "csv-syntax",
                format!("“{path}”不是完整的 CSV{}", quoted(reason).0),
                format!("`{path}` is not valid CSV{}", quoted(reason).1),
            )
            .help(
                "双引号要成对，格子里的双引号写成两个",
                "quotes come in pairs; a quote in a cell is written twice",
            ),
        }
    }
}

/// What a block is, in Chinese and in English.
fn named(kind: &str) -> (&'static str, &'static str) {
    match kind {
        "heading" => ("标题", "heading"),
        "table" => ("表格", "table"),
        "image" => ("图片", "picture"),
        "images" => ("图片组", "row of pictures"),
        "chart" => ("图表", "chart"),
        "typst" => ("模板片段", "Typst fragment"),
        "line" => ("表单的行", "line of a form"),
        "names" => ("名单", "list of names"),
        "note" => ("注", "note"),
        "page-break" => ("分页", "new page"),
        _ => ("别的专栏", "other box"),
    }
}

/// What is the matter with a note; `lost` says that its call is not printed as it stands.
fn noted(fault: &Fault, lost: bool) -> Entry {
    match fault {
        Fault::Undefined { name } => {
            let (zh, en) = if lost {
                (format!("没有注“{name}”的文字"), format!("the note {name} has no words"))
            } else {
                (
                    format!("没有注“{name}”的文字，照样印出"),
                    format!("the note {name} has no words; it is printed as it stands"),
                )
            };
            let told = if lost { error } else { warning };
            told("note-undefined", zh, en).help(
                format!("另起一行写 [^{name}]: …；不是注的，前面加 \\"),
                format!("write [^{name}]: … on a line of its own; if it is no note, write \\ before it"),
            )
        }
        Fault::Unplaced { name } => error(
            "note-unplaced",
            format!("注“{name}”没有标在正文里"),
            format!("nothing in the text refers to the note {name}"),
        )
        .help(
            format!("在要注的词后写 [^{name}]"),
            format!("write [^{name}] behind the words that it explains"),
        ),
        Fault::Twice { name } => {
            error("note-twice", format!("注“{name}”写了两次"), format!("the note {name} is written twice"))
                .help("留下一条，或换个名字", "leave one, or give the other another name")
        }
        Fault::Misplaced { name } => error(
            "note-misplaced",
            if name.is_empty() {
                "这里不能标注：表格的格子、单位和表注里没有注".to_owned()
            } else {
                format!("注“{name}”不能标在这里：表格的格子、单位和表注、副标题、别的注里没有注")
            },
            if name.is_empty() {
                "no note can be called here: cells, units and notes of tables have none".to_owned()
            } else {
                format!("the note {name} cannot be called here: cells, units and notes of tables, subtitles and other notes have none")
            },
        )
        .help(
            "标在正文、题注或标题里；表格的注写成“⟦note|表注⟧”",
            "call it in the text, a caption or a title; a table has its `⟦note|表注⟧`",
        ),
    }
}

/// Merged cells that do not make a table.
fn merged_cells(in_header: bool, row: usize, wrong: Wrong) -> Entry {
    let (zh, en) = if in_header {
        (format!("表头第 {row} 行"), format!("row {row} of the header"))
    } else {
        (format!("表格第 {row} 行"), format!("row {row} of the table"))
    };
    let told = |said_zh: &str, said_en: &str| {
        error("merged-cells", format!("{zh}{said_zh}"), format!("{en}: {said_en}"))
    };
    match wrong {
        Wrong::Overlaps => told(
            "的合并单元格压在上面各行合并下来的格子上",
            "a merged cell lies on one that comes down from a row above",
        )
        .help(
            "改小列数或行数：被上面的格子占去的列，这一行不写",
            "take fewer columns or rows; this row leaves out what a cell from above takes",
        ),
        Wrong::BelowTable { left } => told(
            &format!("的合并单元格伸出表格：下面连这一行只有 {left} 行"),
            &format!("a merged cell goes on below the table, which has {left} rows from here"),
        )
        .help("改小行数，或补上缺的行", "take fewer rows, or add those that are missing"),
        Wrong::OutOfHeader { left } => told(
            &format!("的合并单元格伸进表身：表头连这一行只有 {left} 行"),
            &format!("a merged cell goes on into the rows: the header has {left} rows from here"),
        )
        .help(
            "改小行数，或把表头写成几行：⟦header|表头 = [[…], […]]⟧",
            "take fewer rows, or give the header several: ⟦header|表头 = [[…], […]]⟧",
        ),
        Wrong::Length { filled, columns } => told(
            &format!("合起来占 {filled} 列，其他各行占 {columns} 列"),
            &format!("its cells take {filled} columns, those of other rows {columns}"),
        )
        .help(
            "有合并单元格的表格各行要对齐：上面合并下来的格子也算，这一行不写；空格子要写",
            "rows of a table with merged cells end together: cells from above count and are not written, blank ones are written",
        ),
        Wrong::Mark => told(
            "的合并记号 << 或 ^^ 没有可以并入的格子，或并成的不是矩形",
            "a mark << or ^^ has no cell to be part of, or what is merged is no rectangle",
        )
        .help(
            "<< 并入左边的格子，^^ 并入上面的格子；要印出这两个字符，前面加 \\",
            "<< is part of the cell at its left, ^^ of the one above; \\ before it has it printed",
        ),
    }
}

/// Markdown that a 公文 has no form for: refused, or set otherwise.
fn markdown(foreign: &Foreign) -> Entry {
    let refused = |zh: &str, en: &str| error("markdown-refused", zh, en);
    let mapped = |zh: String, en: String| warning("markdown-mapped", zh, en);
    match foreign {
        Foreign::Html => refused("公文正文不能用 HTML", "a body cannot have HTML").help(
            "删去标记，文字照写；只有 <br> 换行、<sup> 上标、<sub> 下标可用",
            "leave the tags out; only `<br>`, `<sup>` and `<sub>` mean something",
        ),
        Foreign::Footnote => refused("注里只写文字", "a note has words only")
            .help("把表格、图片、列表移到正文", "put the table, the picture or the list into the text"),
        Foreign::Note(fault) => noted(fault, true),
        Foreign::Code => refused("公文没有代码块", "an official document has no code blocks")
            .help("删去 ``` ，写成段落", "take the ``` away and write paragraphs"),
        Foreign::FrontMatter => refused("正文开头有 --- 属性块", "the body begins with a block of metadata")
            .help("把标题、日期等写进数据文件，删去这一块", "give title, date and so on in the data file"),
        Foreign::DeepHeading => refused("公文只有四级层次", "there are only four levels of headings")
            .clause("7.3.3")
            .help("标题最多四个 #", "use at most four #"),
        Foreign::DeepList => refused("有序列表最多两层", "ordered lists go two deep").clause("7.3.3").help(
            "外层排作“1.”，内层排作“（1）”，没有第五级",
            "they are set as 1. and （1）; there is no fifth level",
        ),
        Foreign::PictureInText => refused("图片要独占一行", "a picture stands in a line of its own")
            .help("在 ![…](…) 前后换行", "break the line before and after ![…](…)"),
        Foreign::LongRow => refused("这一行的格子比表头多", "this row has more cells than the header").help(
            "补上表头，或把格子里的竖线写成 \\|",
            "add to the header, or write a bar inside a cell as \\|",
        ),
        Foreign::LoneScript => {
            refused("上标 <sup> 或下标 <sub> 没有写完", "a `<sup>` or `<sub>` is not closed in its paragraph")
                .help("在同一段里补上 </sup> 或 </sub>", "write `</sup>` or `</sub>` in the same paragraph")
        }
        Foreign::LoneAsterisks => refused("加粗的 ** 没有成对", "the ** of bold text do not come in pairs")
            .help("补上另一半；要印出星号，写成 \\*\\*", "add the other; write \\*\\* for asterisks"),
        Foreign::IndentedCode => mapped(
            "缩进四格在 Markdown 里是代码，已按段落排".into(),
            "lines indented by four blanks are code in Markdown; they are set as paragraphs".into(),
        )
        .help("删去行首的空格：段首空二字自动加", "take the blanks away: the indent is made by itself"),
        Foreign::Quote => {
            mapped("公文没有引用块，已按段落排".into(), "a quotation is set as paragraphs".into())
                .help("删去 >", "take the > away")
        }
        // Told by `repeats.rs` with what else is there twice.
        Foreign::Title => again(&[Again::TitleLeftOut]),
        Foreign::OtherTitle => again(&[Again::OtherTitle]),
        Foreign::Joined { lines } => note(
            "markdown-joined",
            format!("Markdown 里空一行才另起一段：一句写完就换行的 {lines} 处，接在一起排"),
            format!("paragraphs of Markdown are parted by blank lines; lines that end a sentence and go on in one paragraph: {lines}"),
        )
        .help(
            "要另起一段，中间空一行；正文不是 Markdown 的，去掉 ⟦body-format|正文格式⟧ 这一行",
            "put a blank line between them to part them; when the body is no Markdown, leave out ⟦body-format|正文格式⟧",
        ),
        Foreign::Rule => mapped("公文正文没有横线，已略去".into(), "a horizontal rule is left out".into())
            .help("删去这一行", "remove the line"),
        Foreign::Emphasis => mapped("公文没有斜体，已按正体排".into(), "italic text is set upright".into())
            .help("删去 * 或 _；加粗写成 **…**", "take the * or _ away; **…** is bold"),
        Foreign::Link { url } => mapped(
            format!("链接只排文字，网址不印出：{url}"),
            format!("of a link only the text is set; its address is not: {url}"),
        )
        .help("要印出网址，写成 <网址>", "write <address> to have it printed"),
    }
}
