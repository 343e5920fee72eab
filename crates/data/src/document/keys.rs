//! The keys of the data format, each with its Chinese alias, what may stand under it and what it
//! means: the contract, in one table. The reader, the messages and the schema all read it here.

use super::kind::{Format, Kind};
use super::shape::{Shape, Words};

/// One key of a table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Key {
    /// Its English name, in lower case with hyphens.
    pub name: &'static str,
    /// Its Chinese name.
    pub alias: &'static str,
    /// What may stand under it.
    pub shape: Shape,
    /// What it means, in Chinese and in English.
    pub about: (&'static str, &'static str),
    /// Whether its table is nothing without it.
    pub required: bool,
}

const fn key(name: &'static str, alias: &'static str) -> Key {
    Key { name, alias, shape: Shape::Text, about: ("", ""), required: false }
}

impl Key {
    const fn is(self, shape: Shape) -> Key {
        Key { shape, ..self }
    }

    const fn about(self, zh: &'static str, en: &'static str) -> Key {
        Key { about: (zh, en), ..self }
    }

    const fn required(self) -> Key {
        Key { required: true, ..self }
    }
}

const MARK_ISSUERS_WORDS: Words = &[&["all", "全部"], &["host", "主办", "主办机关"]];
const SEALING_WORDS: Words =
    &[&["seal", "加盖印章"], &["none", "不加盖印章"], &["signature", "签名章", "加盖签名章"]];
const LEVEL_WORDS: Words =
    &[&["part", "编"], &["chapter", "章"], &["section", "节"], &["article", "条"], &["title", "题名"]];
const ALIGN_WORDS: Words =
    &[&["left", "左", "顶格"], &["centre", "居中", "center"], &["right", "右", "居右"]];
const FACE_WORDS: Words = &[&["fangsong", "仿宋"], &["kaiti", "楷体"], &["heiti", "黑体"]];
const SIZE_WORDS: Words =
    &[&["4", "四号", "4号"], &["small-4", "小四", "小4"], &["5", "五号", "5号"], &["small-5", "小五", "小5"]];
const CONTENTS_WORDS: Words = &[&["chapter", "章"], &["section", "节"], &["article", "条"]];
const BODY_FORMAT_WORDS: Words =
    &[&["text", "文本"], &["markdown", "Markdown", "标记文本"], &["typst", "Typst", "模板片段"]];
const PUNCTUATION_WORDS: Words = &[&["press", "挤压"], &["grid", "全角"]];
const DIGITS_WORDS: Words = &[&["latin", "西文"], &["fangsong", "仿宋"]];
const BINDING_WORDS: Words = &[&["left", "左侧"], &["mirrored", "对称"]];
const RED_WORDS: Words = &[&["rgb", "屏幕"], &["cmyk", "印刷"]];
const COLOPHON_PAGE_WORDS: Words =
    &[&["even", "偶数页"], &["last", "末页"], &["multiple-of-4", "四的倍数页"]];
const PAGE_NUMBER_WORDS: Words = &[&["outer", "外侧"], &["centre", "居中"], &["none", "无"]];

pub(super) const FORMAT: Key = key("format", "格式").is(Shape::Choice(Format::WORDS)).about(
    "版面格式：文件、信函、命令、纪要、白头、简报；缺省由文种决定",
    "the page format; by default that of the kind",
);
pub(super) const KIND: Key = key("kind", "文种")
    .is(Shape::Choice(Kind::WORDS))
    .about("文种；缺省取标题末尾的文种", "the kind of document; by default what the title ends with");
/// 份号 (7.2.1), which a batch counts up.
pub const COPY_NUMBER: Key = key("copy-number", "份号").is(Shape::CountOrText(0, 99_999_999)).about(
    "份号；整数补足 6 位（7.2.1）",
    "the number of the copy; an integer has at least 6 digits (7.2.1)",
);
pub(crate) const CLASSIFICATION: Key = key("classification", "密级")
    .about("密级和保密期限，如 机密★1年（7.2.2）", "classification and term, as 机密★1年 (7.2.2)");
pub(super) const URGENCY: Key = key("urgency", "紧急程度")
    .about("紧急程度，如 特急、加急（7.2.3）", "the urgency, as 特急 or 加急 (7.2.3)");
pub(crate) const ISSUERS: Key = key("issuers", "发文机关")
    .is(Shape::TablesOrText(ISSUER))
    .about("发文机关，主办机关在前（7.2.4）", "the issuing organs, the host first (7.2.4)");
pub(super) const CORNER: Key = key("corner", "右上标注").is(Shape::List).about(
    "首页右上角的标注，至多三行，如 会议材料（三）、编号：0012",
    "what stands at the right of page 1's first rows, three at most, as 会议材料（三）",
);
pub(super) const MARK: Key = key("mark", "发文机关标志").about(
    "发文机关标志的文字；缺省由发文机关得出，纪要、简报必须写；以公告、通告、公报、决定、决议结尾的可以代替标题（7.2.4）",
    "the words of the red mark; by default from the issuers, required in minutes and briefings; one that ends with 公告, 通告, 公报, 决定 or 决议 may stand for the title (7.2.4)",
);
pub(crate) const MARK_ISSUERS: Key =
    key("mark-issuers", "标志机关").is(Shape::Choice(MARK_ISSUERS_WORDS)).about(
        "联合行文的标志并列全部机关，还是只用主办机关（7.2.4）",
        "which organs the mark of a joint document carries (7.2.4)",
    );
pub(crate) const NUMBER: Key = key("number", "发文字号")
    .about("发文字号，如 国发〔2024〕2号（7.2.5）", "the document's number, as 国发〔2024〕2号 (7.2.5)");
pub(super) const SIGNERS: Key = key("signers", "签发人").is(Shape::List).about(
    "签发人，上行文用，按机关顺序（7.2.6）",
    "the signers of a document that goes upward, in the order of the organs (7.2.6)",
);
pub(super) const LABEL: Key = key("label", "附件标签").about(
    "白头：另行附送的附件，左上角的顺序号，如 云教〔2025〕40号附件1（7.3.7）",
    "plain: the label of an attachment that travels apart, as 云教〔2025〕40号附件1 (7.3.7)",
);
pub(super) const TITLE: Key = key("title", "标题")
    .about("标题；换行符强制换行（7.3.1）", "the title; a line break in it forces one (7.3.1)");
pub(super) const SUBTITLE: Key = key("subtitle", "副标题").about(
    "副标题，破折号可省；也可以写成标题里以——开头的一行",
    "the subtitle, with or without its dash; also a line of the title that begins with ——",
);
pub(super) const SPEAKER: Key = key("speaker", "讲话人").is(Shape::List).about(
    "讲话人，标题下每项一行；其下排日期，文末不再落款",
    "who speaks, a row an item under the title, and under them the date; nothing is signed then",
);
/// 主送机关 (7.3.2), which a batch may give to each row.
pub const RECIPIENTS: Key =
    key("recipients", "主送").is(Shape::List).about("主送机关（7.3.2）", "the recipients (7.3.2)");
/// 正文 (7.3.3).
pub const BODY: Key = key("body", "正文")
    .is(Shape::Body(BLOCKS))
    .about("正文：文字，或内容块的数组（7.3.3）", "the body: a text, or an array of blocks (7.3.3)");
/// 正文文件, the body in a file of its own.
pub const BODY_FILE: Key = key("body-file", "正文文件")
    .is(Shape::Path)
    .about("正文所在的文件，与“正文”二选一", "the file that holds the body, in place of `body`");
/// 正文格式, how the body is written.
pub const BODY_FORMAT: Key = key("body-format", "正文格式").is(Shape::Choice(BODY_FORMAT_WORDS)).about(
    "正文的写法；缺省为文本，或由文件的后缀决定",
    "how the body is written; by default plain text, or what the file's ending says",
);
pub(crate) const ATTACHMENTS: Key = key("attachments", "附件").is(Shape::TablesOrText(ATTACHMENT)).about(
    "附件；只写名称的另行附送（7.3.4、7.3.7）",
    "the attachments; one that is a name only travels apart (7.3.4, 7.3.7)",
);
pub(crate) const ISSUED: Key = key("issued", "印发件").is(Shape::Tables(ISSUED_KEYS)).about(
    "标题所说印发、转发、公布的文件：另页编排，不是附件，不写附件说明",
    "what the title says is issued, forwarded or published: on pages of its own, no attachment, in no list of them",
);
pub(super) const DATE: Key = key("date", "成文日期")
    .is(Shape::Date)
    .about("成文日期，如 2024-01-30（7.3.5.4）", "the date of the document, as 2024-01-30 (7.3.5.4)");
pub(super) const SIGN_OFF: Key = key("sign-off", "落款").is(Shape::Flag).about(
    "是否落款；简报和有讲话人的缺省不落款",
    "whether the document is signed; by default not in a briefing, nor where `speaker` is given",
);
pub(crate) const SEALING: Key = key("sealing", "用印").is(Shape::Choice(SEALING_WORDS)).about(
    "加盖印章、不加盖印章、签名章；缺省由印章图片和签名章决定（7.3.5）",
    "how the sign-off is sealed; by default what its images mean (7.3.5)",
);
pub(crate) const SIGNATURE: Key = key("signature", "签名章")
    .is(Shape::Tables(SIGNATURE_KEYS))
    .about("签名章，每个机关一个（7.3.5.3）", "the signature stamp, one an organ (7.3.5.3)");
pub(crate) const NOTE: Key =
    key("note", "附注").about("附注，括号可省（7.3.6）", "the note, with or without its brackets (7.3.6)");
pub(crate) const ATTENDEES: Key = key("attendees", "出席")
    .is(Shape::List)
    .about("出席人员，纪要用（10.3）", "who attended, in minutes (10.3)");
pub(crate) const ABSENTEES: Key = key("absentees", "请假")
    .is(Shape::List)
    .about("请假人员，纪要用（10.3）", "who was excused, in minutes (10.3)");
pub(crate) const OBSERVERS: Key = key("observers", "列席")
    .is(Shape::List)
    .about("列席人员，纪要用（10.3）", "who sat in, in minutes (10.3)");
pub(crate) const ATTENDANCE: Key = key("attendance", "参会").is(Shape::ListOrTables(LABELLED)).about(
    "参会人员，每行自己的标签：主持、出席、缺席、列席、记录等，按写的顺序排，代替出席、请假、列席三个键（10.3）",
    "who took part, each row with a label of its own, in this order; in place of the three keys before (10.3)",
);
pub(super) const CC: Key = key("cc", "抄送").is(Shape::ListOrTables(LABELLED)).about(
    "抄送机关；分报、送、发等几行的写成表的数组（7.4.2）",
    "who receives a copy; rows with labels of their own, 报, 送, 发, as an array of tables (7.4.2)",
);
pub(crate) const PRINTER: Key =
    key("printer", "印发机关").about("印发机关（7.4.3）", "the organ that prints it (7.4.3)");
pub(crate) const PRINT_DATE: Key =
    key("print-date", "印发日期").is(Shape::Date).about("印发日期（7.4.3）", "the day of printing (7.4.3)");
pub(crate) const COPIES: Key = key("copies", "印数")
    .is(Shape::Count(1, 9_999_999))
    .about("印数，排作“共印N份”", "how many copies are printed, set as 共印N份");
pub(crate) const LAYOUT: Key = key("layout", "版式")
    .is(Shape::Table(LAYOUT_KEYS))
    .about("标准未规定的，和对标准的偏离", "what the standard leaves open, and deviations from it");
pub(super) const FONTS: Key = key("fonts", "字体").is(Shape::Table(FONT_KEYS)).about(
    "各角色的字体：字体族名，或字体文件的路径",
    "the font of each role: a family name, or the path of a font file",
);

/// The keys at the top of a data file, in the order of the standard's elements.
pub const TOP: &[Key] = &[
    FORMAT,
    KIND,
    COPY_NUMBER,
    CLASSIFICATION,
    URGENCY,
    CORNER,
    ISSUERS,
    MARK,
    MARK_ISSUERS,
    NUMBER,
    SIGNERS,
    LABEL,
    TITLE,
    SUBTITLE,
    SPEAKER,
    RECIPIENTS,
    BODY,
    BODY_FILE,
    BODY_FORMAT,
    ISSUED,
    ATTACHMENTS,
    DATE,
    SIGN_OFF,
    SEALING,
    SIGNATURE,
    PARTIES,
    NOTE,
    ATTENDEES,
    ABSENTEES,
    OBSERVERS,
    ATTENDANCE,
    CC,
    PRINTER,
    PRINT_DATE,
    COPIES,
    REPRINTER,
    REPRINT_DATE,
    LAYOUT,
    FONTS,
];

pub(crate) const ISSUER_NAME: Key =
    key("name", "名称").about("全称或规范化简称", "the full or standard short name").required();
pub(crate) const ISSUER_MARK_NAME: Key =
    key("mark-name", "标志名称").about("标志里的名称；缺省同名称", "the name in the mark; by default `name`");
pub(crate) const ISSUER_SIGNATURE: Key =
    key("signature", "署名").about("落款的署名；缺省同名称", "the name in the sign-off; by default `name`");
pub(crate) const ISSUER_SEAL: Key =
    key("seal", "印章").is(Shape::Path).about("印章图片", "the picture of the seal");
pub(crate) const ISSUER_SEAL_DIAMETER: Key =
    key("seal-diameter", "印章直径").is(Shape::Millimetres(10.0, 156.0)).about(
        "印章直径（毫米），缺省 42；最大为版心宽",
        "the seal's diameter in mm, by default 42; at most the width of the type area",
    );

/// The keys of an issuer written as a table.
pub(crate) const ISSUER: &[Key] =
    &[ISSUER_NAME, ISSUER_MARK_NAME, ISSUER_SIGNATURE, ISSUER_SEAL, ISSUER_SEAL_DIAMETER];

pub(crate) const PARTIES: Key = key("parties", "各方").is(Shape::Tables(PARTY)).about(
    "协议、责任书的各方，代替落款：两方并排，各有盖章、签字、日期的位置",
    "who signs an agreement or a pledge, in place of the organ and the date: two side by side",
);
pub(crate) const REPRINTER: Key = key("reprinter", "翻印机关")
    .about("翻印机关，排在印发机关下面", "the organ that reprints it, under the printer");
pub(crate) const REPRINT_DATE: Key =
    key("reprint-date", "翻印日期").is(Shape::Date).about("翻印日期", "the day of reprinting");

pub(crate) const PARTY_ROLE: Key = key("role", "角色").about(
    "甲方、责任单位、委托人等；缺省为甲方、乙方、丙方；自带括号的照排，如 受托人（签字）",
    "甲方, 责任单位, 委托人 and the like, by default 甲方, 乙方; with brackets of its own as it stands",
);
pub(crate) const PARTY_NAME: Key = key("name", "名称")
    .about("名称或姓名；未定的写下划线", "its name; one not known yet is a rule of _")
    .required();
pub(crate) const PARTY_REPRESENTATIVE: Key = key("representative", "代表").about(
    "签字的人；带冒号的自成标签，如 法定代表人：张三；不写的留空",
    "who signs for it; with a colon it is its own label; without it room is left for a hand",
);
pub(crate) const PARTY_DATE: Key = key("date", "日期")
    .is(Shape::Date)
    .about("签署日期；不写的留空", "the day of signing; by default room for a hand");
pub(crate) const PARTY_SEAL: Key =
    key("seal", "印章").is(Shape::Path).about("印章图片", "the picture of the seal");
pub(crate) const PARTY_SEAL_DIAMETER: Key =
    key("seal-diameter", "印章直径").is(Shape::Millimetres(10.0, 70.0)).about(
        "印章直径（毫米），缺省 42；最大为半个版心宽",
        "the seal's diameter in mm, by default 42; at most half the width of the type area",
    );

/// The keys of one of those who sign.
pub(crate) const PARTY: &[Key] =
    &[PARTY_ROLE, PARTY_NAME, PARTY_REPRESENTATIVE, PARTY_DATE, PARTY_SEAL, PARTY_SEAL_DIAMETER];

pub(crate) const ROW_LABEL: Key = key("label", "标签")
    .about("这一行的标签，冒号可省", "what stands before the row, with or without its colon")
    .required();
pub(crate) const ROW_NAMES: Key =
    key("names", "名单").is(Shape::List).about("这一行的名称或姓名", "the row's names").required();

/// The keys of a row that has a label of its own.
pub(crate) const LABELLED: &[Key] = &[ROW_LABEL, ROW_NAMES];

pub(crate) const ATTACHMENT_TITLE: Key =
    key("title", "标题").about("附件名称", "the attachment's name").required();
pub(crate) const LANDSCAPE: Key =
    key("landscape", "横排").is(Shape::Flag).about("横排（8）", "whether it lies on its side (8)");

pub(super) const CONTENTS: Key = key("contents", "目录").is(Shape::Choice(CONTENTS_WORDS)).about(
    "标题下排目录，到章、节或条，注明页码；正文另页",
    "contents under the title, down to chapters, sections or articles, with their pages; the text on a new page",
);

/// The keys of an attachment written as a table.
pub(crate) const ATTACHMENT: &[Key] = &[ATTACHMENT_TITLE, BODY, BODY_FILE, BODY_FORMAT, LANDSCAPE, CONTENTS];

pub(crate) const ISSUED_TITLE: Key =
    key("title", "标题").about("印发件的标题", "the title of what is issued").required();

/// The keys of what a document issues.
pub(crate) const ISSUED_KEYS: &[Key] = &[ISSUED_TITLE, BODY, BODY_FILE, BODY_FORMAT, LANDSCAPE, CONTENTS];

pub(super) const HEADING: Key = key("heading", "标题").about("一行标题", "a heading").required();
pub(crate) const LEVEL: Key = key("level", "级别").is(Shape::CountOrChoice(1, 4, LEVEL_WORDS)).about(
    "标题的级别 1 至 4，或条文的 编、章、节、条；缺省由序号得出",
    "the heading's level, 1 to 4, or part, chapter, section, article of a regulation; by default what its \
         numbering says",
);
pub(super) const TEXT: Key = key("text", "文字")
    .is(Shape::Pieces(PIECES))
    .about("一段或几段文字", "a paragraph, or several")
    .required();
pub(super) const ALIGN: Key = key("align", "对齐").is(Shape::Choice(ALIGN_WORDS)).about(
    "不左空二字，而是顶格、居中或居右",
    "flush left, in the middle or at the right, in place of 2 字 in",
);
pub(super) const FACE: Key = key("face", "字体")
    .is(Shape::Choice(FACE_WORDS))
    .about("文字的字体，不论它以什么开头", "the face of the text, whatever it begins with");
pub(super) const TABLE: Key =
    key("table", "表格").is(Shape::Table(TABLE_KEYS)).about("表格", "a table").required();
pub(crate) const IMAGE: Key =
    key("image", "图片").is(Shape::Path).about("图片文件", "the picture's file").required();
pub(super) const CAPTION: Key = key("caption", "题注").about("表题或图题", "the caption");
pub(super) const WIDTH: Key =
    key("width", "宽度").about("占版心宽的百分数，如 80%", "the share of the type area's width, as 80%");
pub(super) const PAGE: Key =
    key("page", "页").is(Shape::Count(1, 9_999)).about("PDF 图片的页", "the page of a picture that is a PDF");

pub(crate) const LINE: Key = key("line", "行")
    .is(Shape::Parts(PIECES))
    .about("表单的一行，1 至 4 段", "a line of a form, one to four parts")
    .required();
pub(crate) const NAMES: Key = key("names", "名单")
    .is(Shape::List)
    .about("名单，分列排，两字的名字中间空一字", "names in columns, those of two characters spread to three")
    .required();
pub(crate) const COLUMNS: Key = key("columns", "列数").is(Shape::Count(2, 8)).about(
    "名单几列；缺省按最长的名字，2 至 5 列",
    "how many columns; by default as many of 2 to 5 as hold the longest name",
);

/// What a block of the body is: exactly one of these.
pub(crate) const BLOCK_KINDS: &[Key] = &[HEADING, TEXT, LINE, NAMES, TABLE, IMAGE];
/// The keys of each kind of block; the first says what it is.
pub(crate) const HEADING_BLOCK: &[Key] = &[HEADING, LEVEL];
pub(crate) const TEXT_BLOCK: &[Key] = &[TEXT, ALIGN, FACE];
pub(crate) const LINE_BLOCK: &[Key] = &[LINE];
pub(crate) const NAMES_BLOCK: &[Key] = &[NAMES, COLUMNS];
pub(crate) const TABLE_BLOCK: &[Key] = &[TABLE];
pub(crate) const IMAGE_BLOCK: &[Key] = &[IMAGE, CAPTION, WIDTH, PAGE];
/// Every kind of block.
pub(super) const BLOCKS: &[&[Key]] =
    &[HEADING_BLOCK, TEXT_BLOCK, LINE_BLOCK, NAMES_BLOCK, TABLE_BLOCK, IMAGE_BLOCK];

pub(super) const RAISED: Key =
    key("raised", "上标").about("上标的文字，如 m²、10⁸", "raised characters, as in m², 10⁸").required();
pub(super) const LOWERED: Key =
    key("lowered", "下标").about("下标的文字，如 CO₂", "lowered characters, as in CO₂").required();
pub(super) const BOLD: Key = key("bold", "加粗")
    .is(Shape::Pieces(SCRIPTS))
    .about("加粗的文字，其中可以有上标和下标", "bold words, with raised and lowered ones among them")
    .required();
/// What a part of a bold text is: exactly one of these.
pub(crate) const SCRIPTS: &[&[Key]] = &[&[RAISED], &[LOWERED]];
/// All keys of a part of a text.
pub(crate) const PIECE_KEYS: &[Key] = &[BOLD, RAISED, LOWERED];
/// What a part of a text is, beside a string: exactly one of these.
pub(super) const PIECES: &[&[Key]] = &[&[BOLD], &[RAISED], &[LOWERED]];

pub(crate) const CELL_TEXT: Key = key("text", "文字")
    .is(Shape::CellWords(PIECES))
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
/// The keys of a cell written as a table.
pub(super) const CELL: &[Key] = &[CELL_TEXT, COLSPAN, ROWSPAN];

pub(super) const HEADER: Key = key("header", "表头").is(Shape::RowOrRows(CELL)).about(
    "表头各格；多行表头写成行的数组",
    "the cells of the header; of a header of several rows, an array of rows",
);
pub(super) const ROWS: Key =
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
/// The keys of a block's table.
pub(crate) const SIZE: Key = key("size", "字号").is(Shape::Choice(SIZE_WORDS)).about(
    "表格的字号；排不下时才更小；缺省由各列的内容决定",
    "the size of the type, smaller only where columns would not hold; by default by what the columns need",
);
pub(crate) const WIDTHS: Key = key("widths", "列宽").is(Shape::Numbers(0.001, 1_000.0)).about(
    "各列所占的份数，表格与版心同宽",
    "the shares of the columns, one a column; the table is as wide as the type area",
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
    WIDTHS,
    FULL_WIDTH,
    ROW_HEIGHT,
    TABLE_LANDSCAPE,
    TABLE_NOTE,
];

pub(crate) const SIGNER_TITLE: Key =
    key("title", "职务").about("签发人职务全称", "the signer's full title").required();
pub(crate) const SIGNER_NAME: Key = key("name", "姓名").about("签发人姓名", "the signer's name").required();
pub(crate) const SIGNER_IMAGE: Key = key("image", "图片")
    .is(Shape::Path)
    .about("签名章图片；没有则以楷体排姓名", "the picture of the stamp; without one the name is set in 楷体");

/// The keys of `signature`.
pub(crate) const SIGNATURE_KEYS: &[Key] = &[SIGNER_TITLE, SIGNER_NAME, SIGNER_IMAGE];

pub(crate) const PUNCTUATION: Key = key("punctuation", "标点").is(Shape::Choice(PUNCTUATION_WORDS)).about(
    "标点挤压，或一律占一格（5.2.3）",
    "whether marks are pressed in, or each has a full cell (5.2.3)",
);
pub(crate) const DIGITS: Key = key("digits", "数字")
    .is(Shape::Choice(DIGITS_WORDS))
    .about("数字和西文的字体", "the face of digits and Latin");
pub(crate) const BINDING: Key = key("binding", "装订").is(Shape::Choice(BINDING_WORDS)).about(
    "订口一律在左，或双数页在右（6.3）",
    "whether the wide margin is always at the left, or mirrored (6.3)",
);
pub(crate) const RED: Key = key("red", "红色")
    .is(Shape::Colour(RED_WORDS))
    .about("红色：屏幕 rgb、印刷 cmyk，或 #RRGGBB（6.2）", "the red: rgb, cmyk or #RRGGBB (6.2)");
pub(crate) const MARK_SIZE: Key = key("mark-size", "标志字高").is(Shape::Millimetres(5.0, 40.0)).about(
    "发文机关标志的字高（毫米），缺省自动（7.2.4）",
    "the height of the mark's characters in mm, by default automatic (7.2.4)",
);
pub(super) const RULE_THICKNESS: Key =
    key("rule-thickness", "分隔线粗").is(Shape::Millimetres(0.1, 3.0)).about(
        "红色分隔线的粗细（毫米），缺省 0.35（7.2.7）",
        "the thickness of the red rule in mm, by default 0.35 (7.2.7)",
    );
pub(crate) const FIT: Key = key("fit", "调整间距").is(Shape::Flag).about(
    "为使落款与正文同页，是否调整行距、字距（7.3.5.5）",
    "whether spacing is changed so that the sign-off shares a page with text (7.3.5.5)",
);
pub(crate) const COLOPHON_PAGE: Key = key("colophon-page", "版记页")
    .is(Shape::Choice(COLOPHON_PAGE_WORDS))
    .about("版记所在的页（7.5）", "the page that the colophon stands on (7.5)");
pub(super) const MARGINS: Key = key("margins", "页边").is(Shape::Table(MARGIN_KEYS)).about(
    "页边（毫米），缺省 37、35、28、26（5.2.1）",
    "the margins in mm, by default 37, 35, 28, 26 (5.2.1)",
);
pub(crate) const LINES_PER_PAGE: Key = key("lines-per-page", "每页行数")
    .is(Shape::Count(10, 40))
    .about("每页行数，缺省 22（5.2.3）", "lines a page, by default 22 (5.2.3)");
pub(crate) const CHARACTERS_PER_LINE: Key = key("characters-per-line", "每行字数")
    .is(Shape::Count(15, 45))
    .about("每行字数，缺省 28（5.2.3）", "characters a line, by default 28 (5.2.3)");
pub(crate) const HEADING_BOLD: Key = key("heading-bold", "标题加粗")
    .is(Shape::Flag)
    .about("正文各级标题是否加粗（7.3.3）", "whether headings in the body are bold (7.3.3)");
pub(crate) const PAGE_NUMBER: Key = key("page-number", "页码")
    .is(Shape::Choice(PAGE_NUMBER_WORDS))
    .about("页码的位置（7.5）", "where page numbers stand (7.5)");

const MARGIN: Shape = Shape::Millimetres(10.0, 60.0);

/// The margins of `layout.margins`, each in mm.
pub(crate) const MARGIN_KEYS: &[Key] = &[
    key("top", "上").is(MARGIN).about("天头", "the top margin"),
    key("bottom", "下").is(MARGIN).about("地脚", "the bottom margin"),
    key("left", "左").is(MARGIN).about("订口", "the left margin"),
    key("right", "右").is(MARGIN).about("切口", "the right margin"),
];

/// The keys of `layout`.
pub(crate) const LAYOUT_KEYS: &[Key] = &[
    PUNCTUATION,
    DIGITS,
    FIT,
    COLOPHON_PAGE,
    BINDING,
    RED,
    MARK_SIZE,
    RULE_THICKNESS,
    MARGINS,
    LINES_PER_PAGE,
    CHARACTERS_PER_LINE,
    HEADING_BOLD,
    PAGE_NUMBER,
];

/// The keys of `fonts`: the roles.
pub(crate) const FONT_KEYS: &[Key] = &[
    key("fangsong", "仿宋").about("正文", "the text"),
    key("biaosong", "小标宋").about("标志和标题", "the mark and titles"),
    key("heiti", "黑体").about("一级标题、密级等", "headings of level 1, the classification and others"),
    key("kaiti", "楷体").about("二级标题、签发人", "headings of level 2, signers"),
    key("songti", "宋体").about("页码", "page numbers"),
    key("latin", "西文").about("数字和西文", "digits and Latin"),
];

/// The known key nearest to a misspelt one, in the spelling the user was aiming at.
pub fn nearest(written: &str, keys: &[Key]) -> Option<String> {
    let names = keys.iter().flat_map(|key| [key.name, key.alias]);
    crate::nearest::nearest(written, names).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_finds_its_key_in_the_same_language() {
        for (written, key) in [
            ("recipient", Some("recipients")),
            ("titel", Some("title")),
            ("主送机关", Some("主送")),
            ("成文时间", Some("成文日期")),
            ("quux", None),
        ] {
            assert_eq!(nearest(written, TOP).as_deref(), key, "{written}");
        }
    }

    /// Every table of keys: the top, and what stands under its keys.
    fn tables() -> Vec<&'static [Key]> {
        fn inside(keys: &'static [Key], tables: &mut Vec<&'static [Key]>) {
            tables.push(keys);
            for key in keys {
                match key.shape {
                    Shape::Table(keys)
                    | Shape::Tables(keys)
                    | Shape::TablesOrText(keys)
                    | Shape::ListOrTables(keys)
                    | Shape::Rows(keys)
                    | Shape::RowOrRows(keys) => inside(keys, tables),
                    Shape::Body(kinds) | Shape::Pieces(kinds) | Shape::CellWords(kinds) => {
                        kinds.iter().for_each(|keys| inside(keys, tables));
                    }
                    _ => {}
                }
            }
        }
        let mut tables = Vec::new();
        inside(TOP, &mut tables);
        tables
    }

    #[test]
    fn no_name_or_alias_stands_twice_in_a_table() {
        for table in tables() {
            let mut names: Vec<_> = table.iter().flat_map(|k| [k.name, k.alias]).collect();
            names.sort_unstable();
            let before = names.len();
            names.dedup();
            assert_eq!(names.len(), before);
        }
    }

    #[test]
    fn every_key_says_what_it_means_in_both_languages() {
        for key in tables().into_iter().flatten() {
            assert!(key.name.is_ascii() && !key.name.is_empty());
            assert!(key.alias.chars().any(|c| c > '\u{2E80}'), "{} has no Chinese name", key.name);
            assert!(key.about.0.chars().any(|c| c > '\u{2E80}'), "{} says nothing in Chinese", key.name);
            assert!(key.about.1.chars().filter(char::is_ascii).count() > 4, "{} says nothing", key.name);
        }
    }

    #[test]
    fn every_choice_has_a_chinese_word_for_every_value() {
        let choices: Vec<&Key> =
            tables().into_iter().flatten().filter(|key| !key.shape.words().is_empty()).collect();
        assert!(choices.len() >= 11, "only {} choices", choices.len());
        for key in choices {
            let mut all: Vec<&str> = key.shape.words().concat();
            for line in key.shape.words() {
                let chinese = |word: &&&str| word.chars().any(|c| c > '\u{2E80}');
                assert!(line.iter().any(|word| chinese(&word)), "{}: {line:?}", key.name);
            }
            all.sort_unstable();
            assert!(all.windows(2).all(|pair| pair[0] != pair[1]), "{}: {all:?}", key.name);
        }
    }
}
