//! The keys of what is a table of its own: organs, parties, labelled rows, attachments, signers.

use super::top::{
    BODY, BODY_FILE, BODY_FORMAT, DATE, ISSUERS, NOTE, NUMBER, NUMBERING, POSTSCRIPT, RECIPIENTS, SEALING,
    SIGNATURE, SPEAKER, SUBTITLE,
};
use super::{Key, key};
use crate::document::shape::{Shape, Words};

const PAPER_WORDS: Words = &[&["a4", "A4纸", "A4"], &["a3", "A3纸", "A3"]];
const CONTENTS_WORDS: Words = &[&["chapter", "章"], &["section", "节"], &["article", "条"]];

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
pub(crate) const PARTY_OWN_ROW: Key = key("own-row", "另起一行")
    .is(Shape::Flag)
    .about("true：另起一行，排在前一方下面", "true: begins a row, under the party before it");

/// The keys of one of those who sign.
pub(crate) const PARTY: &[Key] = &[
    PARTY_ROLE,
    PARTY_NAME,
    PARTY_REPRESENTATIVE,
    PARTY_DATE,
    PARTY_SEAL,
    PARTY_SEAL_DIAMETER,
    PARTY_OWN_ROW,
];

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
pub(crate) const PAPER: Key = key("paper", "纸张").is(Shape::Choice(PAPER_WORDS)).about(
    "a3：排在 A3 纸上，横向，与 A4 同高，折叠装入；从单页起，后面的 A4 纸也从单页起；缺省 a4（5.1）",
    "a3: on A3 sheets, as high as A4 and twice as wide, folded in; they begin on an odd page, and so does what follows on A4; by default a4 (5.1)",
);
pub(crate) const CONTENTS: Key = key("contents", "目录").is(Shape::FlagCountOrChoice(1, 4, CONTENTS_WORDS)).about(
    "标题下排目录，注明页码；正文另页：true 为前两层标题，1 至 4 为前几层（从正文里最高的一层数起），或到章、节、条；简报排本期要目，白头、简报和印发件、附件可用",
    "contents under the title, with their pages, the text on a new page: true for what heads it on two levels, 1–4 for so many of its levels, or down to chapters, sections, articles; in a briefing its articles, on the same page",
);

pub(crate) const PART_LABEL: Key = key("label", "附件标签").about(
    "左上角的顺序号，代替“附件”加序号，如 附件1-1（7.3.7）",
    "what stands in place of 附件 and its number, as 附件1-1 (7.3.7)",
);
pub(crate) const PART_SIGN_OFF: Key = key("sign-off", "落款").is(Shape::Flag).about(
    "是否落款；缺省：写了发文机关或成文日期的落款，有讲话人的不落款",
    "whether it is signed; by default where it has `issuers` or `date`, and no `speaker`",
);
pub(crate) const PART_ATTACHMENTS: Key =
    key("attachments", "附件").is(Shape::TablesOrText(INNER_ATTACHMENT)).about(
        "它自己的附件，排在它后面，标签为 附件1-1、附件1-2",
        "attachments of its own, behind it, labelled 附件1-1, 附件1-2",
    );

pub(crate) const ISSUED_TITLE: Key =
    key("title", "标题").about("印发件的标题", "the title of what is issued").required();

/// The keys of a part that may be a whole document: its title, its label if it has one, its attachments if it may have any.
macro_rules! part_keys {
    ($title:expr $(, $more:expr)*) => {
        &[
            $title,
            $($more,)*
            SUBTITLE,
            SPEAKER,
            NUMBER,
            RECIPIENTS,
            BODY,
            BODY_FILE,
            BODY_FORMAT,
            NUMBERING,
            LANDSCAPE,
            PAPER,
            CONTENTS,
            ISSUERS,
            DATE,
            PART_SIGN_OFF,
            SEALING,
            SIGNATURE,
            NOTE,
            POSTSCRIPT,
        ]
    };
}

/// The keys of an attachment written as a table.
pub(crate) const ATTACHMENT: &[Key] = part_keys!(ATTACHMENT_TITLE, PART_LABEL, PART_ATTACHMENTS);

/// The keys of an attachment of an attachment, or of what is issued.
pub(crate) const INNER_ATTACHMENT: &[Key] = part_keys!(ATTACHMENT_TITLE, PART_LABEL);

/// The keys of what a document issues.
pub(crate) const ISSUED_KEYS: &[Key] = part_keys!(ISSUED_TITLE, PART_ATTACHMENTS);

pub(crate) const SIGNER_TITLE: Key =
    key("title", "职务").about("签发人职务全称", "the signer's full title").required();
pub(crate) const SIGNER_NAME: Key = key("name", "姓名").about("签发人姓名", "the signer's name").required();
pub(crate) const SIGNER_IMAGE: Key = key("image", "图片")
    .is(Shape::Path)
    .about("签名章图片；没有则以楷体排姓名", "the picture of the stamp; without one the name is set in 楷体");

/// The keys of `signature`.
pub(crate) const SIGNATURE_KEYS: &[Key] = &[SIGNER_TITLE, SIGNER_NAME, SIGNER_IMAGE];
