//! The keys of a body's blocks, of the parts of a text and of tables.

use super::{Key, key};
use crate::document::shape::{Shape, Words};

const LEVEL_WORDS: Words =
    &[&["part", "编"], &["chapter", "章"], &["section", "节"], &["article", "条"], &["title", "题名"]];
const ALIGN_WORDS: Words =
    &[&["left", "左", "顶格"], &["centre", "居中", "center"], &["right", "右", "居右"]];
const COLUMN_WORDS: Words =
    &[&["left", "左", "居左"], &["centre", "居中", "center", "中"], &["right", "右", "居右"]];
const FACE_WORDS: Words = &[&["fangsong", "仿宋"], &["kaiti", "楷体"], &["heiti", "黑体"]];
const SIZE_WORDS: Words =
    &[&["4", "四号", "4号"], &["small-4", "小四", "小4"], &["5", "五号", "5号"], &["small-5", "小五", "小5"]];

pub(crate) const HEADING: Key = key("heading", "标题").about("一行标题", "a heading").required();
pub(crate) const LEVEL: Key = key("level", "级别").is(Shape::CountOrChoice(1, 4, LEVEL_WORDS)).about(
    "标题的级别 1 至 4，或条文的 编、章、节、条；缺省由序号得出",
    "the heading's level, 1 to 4, or part, chapter, section, article of a regulation; by default what its \
         numbering says",
);
pub(crate) const TEXT: Key = key("text", "文字")
    .is(Shape::Pieces(PIECES))
    .about("一段或几段文字", "a paragraph, or several")
    .required();
pub(crate) const ALIGN: Key = key("align", "对齐").is(Shape::Choice(ALIGN_WORDS)).about(
    "不左空二字，而是顶格、居中或居右",
    "flush left, in the middle or at the right, in place of 2 字 in",
);
pub(crate) const FACE: Key = key("face", "字体")
    .is(Shape::Choice(FACE_WORDS))
    .about("文字的字体，不论它以什么开头", "the face of the text, whatever it begins with");
pub(crate) const TABLE: Key =
    key("table", "表格").is(Shape::Table(TABLE_KEYS)).about("表格", "a table").required();
pub(crate) const IMAGE: Key =
    key("image", "图片").is(Shape::Path).about("图片文件", "the picture's file").required();
pub(crate) const CAPTION: Key = key("caption", "题注").about("表题或图题", "the caption");
pub(crate) const WIDTH: Key =
    key("width", "宽度").about("占版心宽的百分数，如 80%", "the share of the type area's width, as 80%");
pub(crate) const PAGE: Key =
    key("page", "页").is(Shape::Count(1, 9_999)).about("PDF 图片的页", "the page of a picture that is a PDF");
pub(crate) const IMAGES: Key = key("images", "图片组")
    .is(Shape::Tables(IMAGE_OF_ROW))
    .about("2 至 4 张图片并排", "two to four pictures side by side")
    .required();
pub(crate) const LINE: Key = key("line", "行")
    .is(Shape::Parts(PIECES))
    .about("表单的一行，1 至 4 段", "a line of a form, one to four parts")
    .required();
pub(crate) const NAMES: Key = key("names", "名单")
    .is(Shape::List)
    .about("名单，分列排，两字的名字中间空一字", "names in columns, those of two characters spread to three")
    .required();
pub(crate) const NAMES_LABEL: Key = key("label", "标签").about(
    "名单前的标签，如 副组长；名字后空一格写单位职务的，一人一行",
    "what stands before the names, such as 副组长; who has a post behind a blank has a row",
);
pub(crate) const COLUMNS: Key = key("columns", "列数").is(Shape::Count(2, 8)).about(
    "名单几列；缺省按最长的名字，2 至 5 列",
    "how many columns; by default as many of 2 to 5 as hold the longest name",
);

const CHART_WORDS: Words = &[
    &["bar", "柱形", "柱形图"],
    &["stacked", "堆积柱形", "堆积柱形图"],
    &["line", "折线", "折线图"],
    &["pie", "饼图", "饼形"],
];
pub(crate) const CHART: Key = key("chart", "图表")
    .is(Shape::Table(CHART_KEYS))
    .about("由数据画的图", "a chart drawn from data")
    .required();
pub(crate) const CHART_KIND: Key = key("kind", "图型")
    .is(Shape::Choice(CHART_WORDS))
    .about("柱形、堆积柱形、折线、饼图", "bars, stacked bars, lines or a pie")
    .required();
pub(crate) const LABELS: Key = key("labels", "标签")
    .is(Shape::List)
    .about("横轴各项，或饼图各份的名称，至多 60 个", "what stands under each value, 60 at most")
    .required();
pub(crate) const SERIES: Key = key("series", "系列")
    .is(Shape::Tables(SERIES_KEYS))
    .about("系列，至多 6 个，饼图 1 个", "the rows of figures, six at most, of a pie one")
    .required();
pub(crate) const SERIES_NAME: Key =
    key("name", "名称").about("系列的名称；只有一个系列时可以不写", "its name; not needed for one alone");
pub(crate) const VALUES: Key = key("values", "数值")
    .is(Shape::Figures(-1e15, 1e15))
    .about("与标签一样多的数，缺的写 \"\"", "a number for each label; \"\" where there is none")
    .required();
pub(crate) const SERIES_KEYS: &[Key] = &[SERIES_NAME, VALUES];
pub(crate) const CHART_UNIT: Key = key("unit", "单位").about("数的单位，如 亿元", "what the figures are in");
pub(crate) const DECIMALS: Key = key("decimals", "小数位数")
    .is(Shape::Count(0, 6))
    .about("图上的数保留几位小数；缺省照原数", "decimals of printed values; by default as they are");
pub(crate) const CHART_KEYS: &[Key] = &[CHART_KIND, LABELS, SERIES, CAPTION, CHART_UNIT, DECIMALS, WIDTH];

/// 模板片段, a Typst program among a body's blocks.
pub const TYPST: Key = key("typst", "模板片段")
    .about("Typst 片段，在正文的这个地方排", "a Typst fragment, set in its place")
    .required();

pub(crate) const BOX: Key = key("box", "专栏")
    .is(Shape::Table(BOX_KEYS))
    .about("专栏：加框的一段", "lines and tables in a frame")
    .required();
pub(crate) const BOX_TITLE: Key = key("title", "标题").about("专栏的标题", "the title in the frame");
pub(crate) const BOX_BODY: Key = key("body", "正文")
    .is(Shape::Pieces(PIECES))
    .about(
        "专栏里的文字，各行各成一段，竖线分格的几行是表格",
        "the lines in the frame, each a paragraph; rows between | are a table",
    )
    .required();
pub(crate) const BOX_KEYS: &[Key] = &[BOX_TITLE, BOX_BODY];

pub(crate) const PAGE_BREAK: Key = key("page-break", "分页")
    .is(Shape::Flag)
    .about("true：下文另起一页", "true: what follows begins a new page")
    .required();

/// What a block of the body is: exactly one of these.
pub(crate) const BLOCK_KINDS: &[Key] =
    &[HEADING, TEXT, LINE, NAMES, TABLE, IMAGE, IMAGES, BOX, CHART, TYPST, PAGE_BREAK];

/// The keys of each kind of block; the first says what it is.
pub(crate) const HEADING_BLOCK: &[Key] = &[HEADING, LEVEL];

pub(crate) const TEXT_BLOCK: &[Key] = &[TEXT, ALIGN, FACE];

pub(crate) const LINE_BLOCK: &[Key] = &[LINE];

pub(crate) const NAMES_BLOCK: &[Key] = &[NAMES, NAMES_LABEL, COLUMNS];

pub(crate) const TABLE_BLOCK: &[Key] = &[TABLE];

pub(crate) const IMAGE_BLOCK: &[Key] = &[IMAGE, CAPTION, WIDTH, PAGE];

pub(crate) const BOX_BLOCK: &[Key] = &[BOX];

pub(crate) const CHART_BLOCK: &[Key] = &[CHART];

pub(crate) const TYPST_BLOCK: &[Key] = &[TYPST];

pub(crate) const PAGE_BREAK_BLOCK: &[Key] = &[PAGE_BREAK];

/// The keys of a picture among others of a row, which share its width.
pub(crate) const IMAGE_OF_ROW: &[Key] = &[IMAGE, CAPTION, PAGE];

pub(crate) const IMAGES_BLOCK: &[Key] = &[IMAGES, CAPTION, WIDTH];

/// Every kind of block.
pub(crate) const BLOCKS: &[&[Key]] = &[
    HEADING_BLOCK,
    TEXT_BLOCK,
    LINE_BLOCK,
    NAMES_BLOCK,
    TABLE_BLOCK,
    IMAGE_BLOCK,
    IMAGES_BLOCK,
    BOX_BLOCK,
    CHART_BLOCK,
    TYPST_BLOCK,
    PAGE_BREAK_BLOCK,
];

pub(crate) const RAISED: Key =
    key("raised", "上标").about("上标的文字，如 m²、10⁸", "raised characters, as in m², 10⁸").required();
pub(crate) const LOWERED: Key =
    key("lowered", "下标").about("下标的文字，如 CO₂", "lowered characters, as in CO₂").required();
pub(crate) const BOLD: Key = key("bold", "加粗")
    .is(Shape::Pieces(IN_BOLD))
    .about(
        "加粗的文字，其中可以有红字、上标和下标",
        "bold words, with red, raised and lowered ones among them",
    )
    .required();
pub(crate) const RED_WORDS: Key = key("red", "红字")
    .is(Shape::Pieces(SCRIPTS))
    .about("红色的文字，如滞后的数字", "red words, such as figures that are behind")
    .required();
pub(crate) const NOTE_PIECE: Key = key("note", "注")
    .is(Shape::Pieces(SCRIPTS))
    .about(
        "注的文字：这里印 ①，文字印在正文后；表格用 表注",
        "the words of a note: ① stands here, they stand behind the text; a table has its own `note`",
    )
    .required();

/// What a part of red words and of a note is: exactly one of these.
pub(crate) const SCRIPTS: &[&[Key]] = &[&[RAISED], &[LOWERED]];

/// What a part of a bold text is.
pub(crate) const IN_BOLD: &[&[Key]] = &[&[RAISED], &[LOWERED], &[RED_WORDS]];

/// All keys of a part of a text.
pub(crate) const PIECE_KEYS: &[Key] = &[BOLD, RAISED, LOWERED, RED_WORDS, NOTE_PIECE];

/// What a part of a text is, beside a string: exactly one of these.
pub(crate) const PIECES: &[&[Key]] = &[&[BOLD], &[RAISED], &[LOWERED], &[RED_WORDS], &[NOTE_PIECE]];

/// What a part of a cell's words is: a table has notes of its own.
pub(crate) const CELL_PIECES: &[&[Key]] = &[&[BOLD], &[RAISED], &[LOWERED], &[RED_WORDS]];

pub(crate) const CELL_TEXT: Key = key("text", "文字")
    .is(Shape::CellWords(CELL_PIECES))
    .about("格子里的文字", "the words of the cell")
    .required();
pub(crate) const COLSPAN: Key = key("colspan", "列数").is(Shape::Count(1, 60)).about(
    "合并单元格占几列；被它占去的格子不写",
    "how many columns the cell takes; the cells it covers are not written",
);
pub(crate) const ROWSPAN: Key = key("rowspan", "行数").is(Shape::Count(1, 100_000)).about(
    "合并单元格占几行；被它占去的格子不写",
    "how many rows the cell takes; the cells it covers are not written",
);

pub(crate) const CELL_ALIGN: Key = key("align", "对齐").is(Shape::Choice(COLUMN_WORDS)).about(
    "这一格的文字居左、居中还是居右；缺省同所在的列",
    "where in the cell its words stand; by default as its column's",
);
pub(crate) const VERTICAL: Key = key("vertical", "上下")
    .is(Shape::Choice(&[&["top", "上", "靠上"], &["middle", "中"], &["bottom", "下", "靠下"]]))
    .about(
        "格子里的文字靠上、居中还是靠下；缺省居中",
        "the height at which the words stand; by default in the middle",
    );

/// The keys of a cell written as a table.
pub(crate) const CELL: &[Key] = &[CELL_TEXT, COLSPAN, ROWSPAN, CELL_ALIGN, VERTICAL];

pub(crate) const HEADER: Key = key("header", "表头").is(Shape::RowOrRows(CELL)).about(
    "表头各格；多行表头写成行的数组",
    "the cells of the header; of a header of several rows, an array of rows",
);
pub(crate) const ROWS: Key =
    key("rows", "行").is(Shape::Rows(CELL)).about("各行的各格", "the rows, each an array of cells");
/// CSV文件, a table's cells in a file.
pub const CSV: Key = key("csv", "CSV文件").is(Shape::Path).about("CSV 文件", "a CSV file");
/// 工作簿, a table's cells in a workbook.
pub const XLSX: Key = key("xlsx", "工作簿").is(Shape::Path).about("Excel 工作簿", "an Excel workbook");
pub(crate) const SHEET: Key =
    key("sheet", "工作表").about("工作表的名称；缺省为第一张", "the sheet's name; by default the first");
pub(crate) const HEADER_ROW: Key = key("header-row", "表头行").is(Shape::Count(1, 1_048_576)).about(
    "csv 或 xlsx 里的表头在第几行，上面的行不排；缺省为第一行，表题除外",
    "which row of the csv or the xlsx is the header, those above it are left out; by default the first but for a title",
);
pub(crate) const UNIT: Key = key("unit", "单位").about(
    "计量单位，如 单位：亿元，排在表格右上方",
    "what the figures are in, as 单位：亿元, above the table at its right",
);
pub(crate) const SIZE: Key = key("size", "字号").is(Shape::Choice(SIZE_WORDS)).about(
    "表格的字号；排不下时才更小；缺省由各列的内容决定",
    "the size of the type, smaller only where columns would not hold; by default by what the columns need",
);
pub(crate) const WIDTHS: Key = key("widths", "列宽").is(Shape::Numbers(0.001, 1_000.0)).about(
    "各列所占的份数，表格与版心同宽",
    "the shares of the columns, one a column; the table is as wide as the type area",
);
pub(crate) const TABLE_ALIGN: Key = key("align", "对齐").is(Shape::Choices(COLUMN_WORDS)).about(
    "各列的文字居左、居中还是居右，表头总是居中；写一个就是各列都这样；缺省由各列的内容决定",
    "where the words of the columns stand, one a column or one for all; headers stand in the middle; by default by what \
         the columns hold",
);
pub(crate) const FULL_WIDTH: Key = key("full-width", "通栏")
    .is(Shape::Flag)
    .about("表格与版心同宽", "as wide as the type area, whatever its words need");
pub(crate) const ROW_HEIGHT: Key = key("row-height", "行高").is(Shape::Numbers(6.0, 150.0)).about(
    "各行至少多高（毫米），表头不算；写成数组时，最后一个用到末行",
    "how high the rows below the header are at least, in mm; of several the last goes on",
);
pub(crate) const TABLE_LANDSCAPE: Key = key("landscape", "横排")
    .is(Shape::Flag)
    .about("表格单独横排在一页或几页上", "the table lies on its side, on pages of its own");
pub(crate) const TABLE_NOTE: Key = key("note", "表注")
    .is(Shape::List)
    .about("表下的注和资料来源，小字", "notes and sources under the table, in small type");

/// The keys of a block's table.
pub(crate) const TABLE_KEYS: &[Key] = &[
    CAPTION,
    UNIT,
    HEADER,
    ROWS,
    CSV,
    XLSX,
    SHEET,
    HEADER_ROW,
    SIZE,
    TABLE_ALIGN,
    WIDTHS,
    FULL_WIDTH,
    ROW_HEIGHT,
    TABLE_LANDSCAPE,
    TABLE_NOTE,
];
