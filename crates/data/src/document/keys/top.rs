//! The keys at the top of a data file.

use super::blocks::BLOCKS;
use super::layout::{FONT_KEYS, LAYOUT_KEYS};
use super::parts::{ATTACHMENT, CONTENTS, ISSUED_KEYS, ISSUER, LABELLED, PARTY, SIGNATURE_KEYS};
use super::{Key, key};
use crate::document::kind::{Format, Kind};
use crate::document::shape::{Shape, Words};

const MARK_ISSUERS_WORDS: Words = &[&["all", "全部"], &["host", "主办", "主办机关"]];
const SEALING_WORDS: Words =
    &[&["seal", "加盖印章"], &["none", "不加盖印章"], &["signature", "签名章", "加盖签名章"]];
const BODY_FORMAT_WORDS: Words =
    &[&["text", "文本"], &["markdown", "Markdown", "标记文本"], &["typst", "Typst", "模板片段"]];

const NUMBERING_WORDS: Words = &[&["official", "公文"], &["decimal", "数字"]];

pub(crate) const FORMAT: Key = key("format", "格式").is(Shape::Choice(Format::WORDS)).about(
    "版面格式：文件、信函、命令、纪要、白头、简报、明电；缺省由文种决定",
    "the page format; by default that of the kind",
);
pub(crate) const KIND: Key = key("kind", "文种")
    .is(Shape::Choice(Kind::WORDS))
    .about("文种；缺省取标题末尾的文种", "the kind of document; by default what the title ends with");
/// 份号 (7.2.1), which a batch counts up.
pub const COPY_NUMBER: Key = key("copy-number", "份号").is(Shape::CountOrText(0, 99_999_999)).about(
    "份号；整数补足 6 位（7.2.1）",
    "the number of the copy; an integer has at least 6 digits (7.2.1)",
);
pub(crate) const CLASSIFICATION: Key = key("classification", "密级")
    .about("密级和保密期限，如 机密★1年（7.2.2）", "classification and term, as 机密★1年 (7.2.2)");
pub(crate) const URGENCY: Key = key("urgency", "紧急程度")
    .about("紧急程度，如 特急、加急（7.2.3）", "the urgency, as 特急 or 加急 (7.2.3)");
pub(crate) const ISSUERS: Key = key("issuers", "发文机关")
    .is(Shape::TablesOrText(ISSUER))
    .about("发文机关，主办机关在前（7.2.4）", "the issuing organs, the host first (7.2.4)");
pub(crate) const CORNER: Key = key("corner", "右上标注").is(Shape::List).about(
    "首页右上角的标注，至多三行，如 会议材料（三）、编号：0012",
    "what stands at the right of page 1's first rows, three at most, as 会议材料（三）",
);
pub(crate) const MARK: Key = key("mark", "发文机关标志").about(
    "发文机关标志的文字；缺省由发文机关得出，明电缺省为“内部明电”，纪要、简报必须写；以公告、通告、公报、决定、决议结尾的可以代替标题（7.2.4）",
    "the words of the red mark; by default from the issuers, in a telegram 内部明电, required in minutes and briefings; one that ends with 公告, 通告, 公报, 决定 or 决议 may stand for the title (7.2.4)",
);
pub(crate) const MARK_ISSUERS: Key =
    key("mark-issuers", "标志机关").is(Shape::Choice(MARK_ISSUERS_WORDS)).about(
        "联合行文的标志并列全部机关，还是只用主办机关（7.2.4）",
        "which organs the mark of a joint document carries (7.2.4)",
    );
pub(crate) const NUMBER: Key = key("number", "发文字号")
    .about("发文字号，如 国发〔2024〕2号（7.2.5）", "the document's number, as 国发〔2024〕2号 (7.2.5)");
pub(crate) const SIGNERS: Key = key("signers", "签发人").is(Shape::List).about(
    "签发人，上行文用，按机关顺序（7.2.6）；明电的签批",
    "the signers of a document that goes upward, in the order of the organs (7.2.6); who has approved a telegram",
);
pub(crate) const SENDER: Key = key("sender", "发电单位").about(
    "明电：报头写发电单位的，替下发往一行（主送机关仍排在标题下）",
    "telegram: who sends it, in place of 发往 in the head; the recipients stand under the title all the same",
);
pub(crate) const DISPATCH_NUMBER: Key = key("dispatch-number", "机发号").about(
    "明电：机要室编的号，排在发文字号右边，照写，如 云机发123号；留空的写 云机发　　号",
    "telegram: the number of the room that sends it, at the right of the document's own, as written: 云机发123号",
);
pub(crate) const LABEL: Key = key("label", "附件标签").about(
    "白头：另行附送的附件，左上角的顺序号，如 云教〔2025〕40号附件1（7.3.7）",
    "plain: the label of an attachment that travels apart, as 云教〔2025〕40号附件1 (7.3.7)",
);
pub(crate) const TITLE: Key = key("title", "标题")
    .about("标题；换行符强制换行（7.3.1）", "the title; a line break in it forces one (7.3.1)");
pub(crate) const SUBTITLE: Key = key("subtitle", "副标题").about(
    "副标题，破折号可省；也可以写成标题里以——开头的一行",
    "the subtitle, with or without its dash; also a line of the title that begins with ——",
);
pub(crate) const SPEAKER: Key = key("speaker", "讲话人").is(Shape::List).about(
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
/// 编号, how the body's levels are numbered.
pub const NUMBERING: Key = key("numbering", "正文编号").is(Shape::Choice(NUMBERING_WORDS)).about(
    "正文层次的编号：公文（一、（一）1.（1））或数字（1、1.1、1.1.1）；缺省为公文",
    "how the body's levels are numbered: 一、（一）1.（1）, or 1, 1.1, 1.1.1; by default the former",
);
pub(crate) const ATTACHMENTS: Key = key("attachments", "附件").is(Shape::TablesOrText(ATTACHMENT)).about(
    "附件；只写名称的另行附送（7.3.4、7.3.7）",
    "the attachments; one that is a name only travels apart (7.3.4, 7.3.7)",
);
pub(crate) const ISSUED: Key = key("issued", "印发件").is(Shape::Tables(ISSUED_KEYS)).about(
    "标题所说印发、转发、公布的文件：另页编排，不是附件，不写附件说明",
    "what the title says is issued, forwarded or published: on pages of its own, no attachment, in no list of them",
);
pub(crate) const DATE: Key = key("date", "成文日期")
    .is(Shape::Date)
    .about("成文日期，如 2024-01-30（7.3.5.4）", "the date of the document, as 2024-01-30 (7.3.5.4)");
pub(crate) const SIGN_OFF: Key = key("sign-off", "落款").is(Shape::Flag).about(
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
pub(crate) const PARTIES: Key = key("parties", "各方").is(Shape::Tables(PARTY)).about(
    "协议、责任书的各方，代替落款：两方并排，各有盖章、签字、日期的位置",
    "who signs an agreement or a pledge, in place of the organ and the date: two side by side",
);
pub(crate) const NOTE: Key =
    key("note", "附注").about("附注，括号可省（7.3.6）", "the note, with or without its brackets (7.3.6)");
pub(crate) const POSTSCRIPT: Key = key("postscript", "附言").about(
    "附言，落款、附注之下不加括号的各行：一式几份、签收栏、联系人，写法同文本的正文；白头用",
    "rows under sign-off and note without brackets (how many copies, a receipt, who to ask), written as body text; in plain paper",
);
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
pub(crate) const CC: Key = key("cc", "抄送").is(Shape::ListOrTables(LABELLED)).about(
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
pub(crate) const REPRINTER: Key = key("reprinter", "翻印机关")
    .about("翻印机关，排在印发机关下面", "the organ that reprints it, under the printer");
pub(crate) const REPRINT_DATE: Key =
    key("reprint-date", "翻印日期").is(Shape::Date).about("翻印日期", "the day of reprinting");
pub(crate) const LAYOUT: Key = key("layout", "版式")
    .is(Shape::Table(LAYOUT_KEYS))
    .about("标准未规定的，和对标准的偏离", "what the standard leaves open, and deviations from it");
pub(crate) const FONTS: Key = key("fonts", "字体").is(Shape::Table(FONT_KEYS)).about(
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
    SENDER,
    DISPATCH_NUMBER,
    LABEL,
    TITLE,
    SUBTITLE,
    SPEAKER,
    RECIPIENTS,
    BODY,
    BODY_FILE,
    BODY_FORMAT,
    NUMBERING,
    CONTENTS,
    ISSUED,
    ATTACHMENTS,
    DATE,
    SIGN_OFF,
    SEALING,
    SIGNATURE,
    PARTIES,
    NOTE,
    POSTSCRIPT,
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
