//! What somebody should look at in an imported file: the words behind `# 请核对`.
//!
//! They are part of the file, which is in Chinese as its document is; what the program says about
//! the import stands in the catalogue like everything it says.

/// Something the importer is not sure of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Doubt {
    /// No line was found for a key that a document needs.
    Missing(&'static str),
    /// The value is not in the text as this element; it was taken from another.
    TakenFrom(&'static str),
    /// The format was concluded from the number or the mark.
    FormatFrom(&'static str),
    /// The title ends with no kind, or stands alone by its place.
    TitleByPlace,
    /// The line above the title was left out of it.
    AboveTitle(String),
    /// The organ ends with no word that organs end with.
    OrganByPlace,
    /// A date in Chinese numerals, and what it is in Arabic ones.
    ChineseNumerals(String),
    /// The list of attachments and an attachment's own title differ.
    AttachmentTitle(String),
    /// Text after the sign-off that no 附件 line announced.
    AttachmentByPlace,
    /// More attachments have a text than the list names.
    AttachmentNotListed,
    /// Half-width marks between hanzi.
    HalfWidthMarks,
    /// Lines that look broken by a page's width.
    BrokenLines,
    /// Lines whose element was not recognised.
    Loose,
    /// A numbering of Word that could not be worked out.
    WordNumbering(String),
    /// Something of Word that has no text.
    WordObject(&'static str),
}

impl Doubt {
    pub fn words(&self) -> String {
        match self {
            Doubt::Missing(name) => format!("没有认出{name}，补上后去掉下一行行首的 #"),
            Doubt::TakenFrom(from) => format!("原文没有单独写出，据{from}补出"),
            Doubt::FormatFrom(from) => format!("格式据{from}推定"),
            Doubt::TitleByPlace => "不以文种结尾，按位置认作标题".to_owned(),
            Doubt::AboveTitle(line) => format!("标题上一行“{line}”没有算进标题"),
            Doubt::OrganByPlace => "日期上一行，按位置认作署名".to_owned(),
            Doubt::ChineseNumerals(date) => format!("日期应用阿拉伯数字：{date}"),
            Doubt::AttachmentTitle(title) => format!("附件说明与附件自己的标题不同：“{title}”"),
            Doubt::AttachmentByPlace => "落款后没有标明“附件”的文字，按位置认作附件".to_owned(),
            Doubt::AttachmentNotListed => "正文后的附件说明里没有这一件".to_owned(),
            Doubt::HalfWidthMarks => "有半角标点，可用 render fmt 改为全角".to_owned(),
            Doubt::BrokenLines => {
                "许多行没有写完就换行，像是从 PDF 粘贴的；每行会排成一段，请把断开的行接上".to_owned()
            }
            Doubt::Loose => "以下文字没有认出属于哪个要素".to_owned(),
            Doubt::WordNumbering(line) => format!("“{line}”在 Word 里有自动编号，没有认出号码"),
            Doubt::WordObject(what) => format!("Word 文件里的{what}没有导入"),
        }
    }
}
