//! The elements of a page by name. A template labels what it sets `gw:NAME` (`part(…)` in `faces.typ`), whoever walks
//! its frames reads the name once; from there on an element is a [`Part`], and one of several a [`Piece`].

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

use super::Role;

macro_rules! parts {
    ($($(#[$about:meta])* $part:ident = $name:literal,)*) => {
        /// An element of a page.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Part {
            $($(#[$about])* $part,)*
        }

        impl Part {
            /// All there are.
            pub const ALL: &[Part] = &[$(Part::$part),*];

            /// Its name, as in `gw:NAME`.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $(Part::$part => $name,)*
                }
            }
        }
    };
}

parts! {
    /// What no template has named, or nobody has recognised.
    Unnamed = "",
    /// 份号 (7.2.1).
    CopyNumber = "copy-number",
    /// 密级和保密期限 (7.2.2).
    Classification = "classification",
    /// 紧急程度 (7.2.3).
    Urgency = "urgency",
    /// 发文机关标志 (7.2.4).
    Mark = "mark",
    /// A name of a joint mark.
    MarkName = "mark.name",
    /// 文件 beside the names of a joint mark.
    MarkWord = "mark.word",
    /// 发文字号 (7.2.5).
    Number = "number",
    /// 签发人： (7.2.6).
    SignerLabel = "signer-label",
    /// The signers' names.
    Signer = "signer",
    /// The organ over the red rule of minutes (10.3).
    ImprintOrgan = "imprint-organ",
    /// The date over the red rule of minutes.
    ImprintDate = "imprint-date",
    /// 版头中的分隔线 (7.2.7).
    RedRule = "red-rule",
    /// The double rule over a letter (10.1).
    UpperRule = "upper-rule",
    /// The thick line of it.
    UpperThick = "upper-rule.thick",
    /// The thin line of it.
    UpperThin = "upper-rule.thin",
    /// The double rule under a letter.
    LowerRule = "lower-rule",
    /// The thick line of it.
    LowerThick = "lower-rule.thick",
    /// The thin line of it.
    LowerThin = "lower-rule.thin",
    /// 标题 (7.3.1).
    Title = "title",
    /// 主送机关 (7.3.2).
    Recipients = "recipients",
    /// 正文 (7.3.3); pieces are its blocks.
    Body = "body",
    /// 附件说明 (7.3.4).
    AttachmentList = "attachment-list",
    /// 出席, 请假, 列席 of minutes (10.3).
    Attendance = "attendance",
    /// 发文机关署名 (7.3.5); pieces are the organs.
    Organ = "organ",
    /// 成文日期.
    Date = "date",
    /// 印章; pieces are the organs'.
    Seal = "seal",
    /// 签发人职务 (7.3.5.3); pieces are the officials'.
    SignerTitle = "signer-title",
    /// 签名章, or the name in its place; pieces are the officials'.
    Signature = "signature",
    /// 附注 (7.3.6).
    Note = "note",
    /// 附言: rows under the sign-off; pieces are its blocks.
    Postscript = "postscript",
    /// The title of what a document issues.
    IssuedTitle = "issued-title",
    /// The text of what a document issues; pieces are its blocks.
    Issued = "issued",
    /// 附件 and its number (7.3.7).
    AttachmentLabel = "attachment-label",
    /// An attachment's title.
    AttachmentTitle = "attachment-title",
    /// An attachment's text; pieces are its blocks.
    Attachment = "attachment",
    /// 目录's own title.
    ContentsTitle = "contents-title",
    /// The entries of 目录.
    Contents = "contents",
    /// 版记中的分隔线 (7.4.1).
    ColophonRule = "colophon-rule",
    /// The first of them.
    ColophonFirst = "colophon-rule.first",
    /// Those between.
    ColophonMiddle = "colophon-rule.middle",
    /// The last.
    ColophonLast = "colophon-rule.last",
    /// 抄送机关 (7.4.2).
    Cc = "cc",
    /// 主送机关 moved to the colophon (7.3.2).
    MovedRecipients = "moved-recipients",
    /// 印发机关 (7.4.3).
    Printer = "printer",
    /// 印发日期.
    PrintDate = "print-date",
    /// How many copies were printed.
    Copies = "copies",
    /// 页码 (7.5).
    PageNumber = "page-number",
    /// 右上标注: what stands at the right of the first rows.
    Corner = "corner",
    /// 附件标签 of plain paper that is an attachment (7.3.7).
    Label = "label",
    /// 副标题.
    Subtitle = "subtitle",
    /// 讲话人.
    Speaker = "speaker",
    /// The date under the speaker.
    SpeechDate = "speech-date",
    /// Notes at the end of a text; pieces are the texts, and the notes of each.
    Notes = "notes",
    /// 各方 of an agreement; pieces are the parties.
    Party = "party",
    /// 翻印机关.
    Reprinter = "reprinter",
    /// 翻印日期.
    ReprintDate = "reprint-date",
    /// 发往: whom a telegram goes to.
    SentTo = "sent-to",
    /// 发电单位: who sends a telegram.
    Sender = "sender",
    /// 机发号: the number of the room that sends a telegram.
    DispatchNumber = "dispatch-number",
    /// 等级: how urgent a telegram is.
    Degree = "degree",
    /// The rule between the two rows of a telegram's head.
    TelegramRule = "telegram-rule",
    /// 副标题 of a part that is a document of its own; pieces of these are the parts, what is issued first.
    PartSubtitle = "part-subtitle",
    /// 讲话人 of a part.
    PartSpeaker = "part-speaker",
    /// The date under it.
    PartSpeechDate = "part-speech-date",
    /// 发文字号 of a part.
    PartNumber = "part-number",
    /// 主送机关 of a part.
    PartRecipients = "part-recipients",
    /// 附件说明 of a part.
    PartAttachmentList = "part-attachment-list",
    /// 发文机关署名 of a part; of each the organs.
    PartOrgan = "part-organ",
    /// 成文日期 of a part.
    PartDate = "part-date",
    /// 印章 of a part.
    PartSeal = "part-seal",
    /// 签发人职务 of a part.
    PartSignerTitle = "part-signer-title",
    /// 签名章 of a part.
    PartSignature = "part-signature",
    /// 附注 of a part.
    PartNote = "part-note",
    /// 附言 of a part; of each its blocks.
    PartPostscript = "part-postscript",
    /// Text that is there to be searched and listened to, under a bound page.
    Unseen = "unseen",
}

impl Part {
    /// What it is a part of: a rule of the colophon, a name of the mark; most are of nothing but themselves.
    #[must_use]
    pub fn whole(self) -> Part {
        match self {
            Part::MarkName | Part::MarkWord => Part::Mark,
            Part::UpperThick | Part::UpperThin => Part::UpperRule,
            Part::LowerThick | Part::LowerThin => Part::LowerRule,
            Part::ColophonFirst | Part::ColophonMiddle | Part::ColophonLast => Part::ColophonRule,
            own => own,
        }
    }

    /// Its name in Chinese.
    #[must_use]
    pub fn chinese(self) -> &'static str {
        match self {
            Part::Unnamed => "",
            Part::CopyNumber => "份号",
            Part::Classification => "密级和保密期限",
            Part::Urgency => "紧急程度",
            Part::Mark => "发文机关标志",
            Part::MarkName => "标志里的机关名称",
            Part::MarkWord => "标志里的“文件”",
            Part::Number => "发文字号",
            Part::SignerLabel => "签发人",
            Part::Signer => "签发人姓名",
            Part::ImprintOrgan => "纪要的机关",
            Part::ImprintDate => "纪要的日期",
            Part::RedRule => "版头分隔线",
            Part::UpperRule => "信函上边的双线",
            Part::UpperThick => "上边双线的粗线",
            Part::UpperThin => "上边双线的细线",
            Part::LowerRule => "信函下边的双线",
            Part::LowerThick => "下边双线的粗线",
            Part::LowerThin => "下边双线的细线",
            Part::Title => "标题",
            Part::Recipients => "主送机关",
            Part::Body => "正文",
            Part::AttachmentList => "附件说明",
            Part::Attendance => "出席、请假、列席",
            Part::Organ => "发文机关署名",
            Part::Date => "成文日期",
            Part::Seal => "印章",
            Part::SignerTitle => "签发人职务",
            Part::Signature => "签名章",
            Part::Note => "附注",
            Part::Postscript => "附言",
            Part::IssuedTitle => "印发件标题",
            Part::Issued => "印发件正文",
            Part::AttachmentLabel => "附件序号",
            Part::AttachmentTitle => "附件标题",
            Part::Attachment => "附件正文",
            Part::ContentsTitle => "“目录”二字",
            Part::Contents => "目录",
            Part::ColophonRule => "版记分隔线",
            Part::ColophonFirst => "版记首条分隔线",
            Part::ColophonMiddle => "版记中间的分隔线",
            Part::ColophonLast => "版记末条分隔线",
            Part::Cc => "抄送机关",
            Part::MovedRecipients => "版记里的主送机关",
            Part::Printer => "印发机关",
            Part::PrintDate => "印发日期",
            Part::Copies => "印数",
            Part::PageNumber => "页码",
            Part::Corner => "右上标注",
            Part::Label => "附件标签",
            Part::Subtitle => "副标题",
            Part::Speaker => "讲话人",
            Part::SpeechDate => "讲话日期",
            Part::Notes => "注",
            Part::Party => "协议的一方",
            Part::Reprinter => "翻印机关",
            Part::ReprintDate => "翻印日期",
            Part::SentTo => "发往",
            Part::Sender => "发电单位",
            Part::DispatchNumber => "机发号",
            Part::Degree => "等级",
            Part::TelegramRule => "版头两行之间的线",
            Part::PartSubtitle => "附件的副标题",
            Part::PartSpeaker => "附件的讲话人",
            Part::PartSpeechDate => "附件的讲话日期",
            Part::PartNumber => "附件的发文字号",
            Part::PartRecipients => "附件的主送机关",
            Part::PartAttachmentList => "附件的附件说明",
            Part::PartOrgan => "附件的署名",
            Part::PartDate => "附件的日期",
            Part::PartSeal => "附件的印章",
            Part::PartSignerTitle => "附件的签名人职务",
            Part::PartSignature => "附件的签名章",
            Part::PartNote => "附件的附注",
            Part::PartPostscript => "附件的附言",
            Part::Unseen => "供检索和朗读的文字",
        }
    }

    /// One of several, counted from 0: an organ, a block of the body; of what is bound behind the document, all of one.
    #[must_use]
    pub fn at(self, index: usize) -> Piece {
        Piece { part: self, at: [Some(index), None] }
    }

    /// A block of one of those that are bound behind the document.
    #[must_use]
    pub fn block(self, item: usize, block: usize) -> Piece {
        Piece { part: self, at: [Some(item), Some(block)] }
    }

    /// The roles of its texts, the chief one first; a body's blocks have roles of their own.
    pub fn roles(self) -> &'static [Role] {
        match self.whole() {
            Part::Title | Part::Mark | Part::AttachmentTitle | Part::IssuedTitle => &[Role::Biaosong],
            Part::Classification | Part::Urgency | Part::AttachmentLabel | Part::ContentsTitle => {
                &[Role::Heiti]
            }
            Part::Signer
            | Part::Signature
            | Part::Speaker
            | Part::SpeechDate
            | Part::PartSpeaker
            | Part::PartSpeechDate
            | Part::PartSignature => &[Role::Kaiti],
            Part::Label | Part::Degree => &[Role::Heiti],
            Part::Corner => &[Role::Heiti, Role::Fangsong],
            Part::PageNumber => &[Role::Songti],
            Part::Attendance | Part::SentTo | Part::Sender | Part::SignerLabel => {
                &[Role::Fangsong, Role::Heiti]
            }
            Part::Contents => &[Role::Fangsong, Role::Heiti, Role::Kaiti],
            _ => &[Role::Fangsong],
        }
    }

    /// The chief role of its texts.
    pub fn role(self) -> Role {
        self.roles()[0]
    }

    /// Whether it is a paragraph of the file's structure that the template has set to the point: text runs together
    /// where nobody says so. Headings, blocks of a body and notes are paragraphs by themselves.
    pub fn is_paragraph(self) -> bool {
        matches!(
            self.whole(),
            Part::CopyNumber
                | Part::Classification
                | Part::Urgency
                | Part::Mark
                | Part::Number
                | Part::ImprintOrgan
                | Part::ImprintDate
                | Part::SignerLabel
                | Part::Signer
                | Part::Recipients
                | Part::AttachmentList
                | Part::Attendance
                | Part::Organ
                | Part::Date
                | Part::SignerTitle
                | Part::Signature
                | Part::AttachmentLabel
                | Part::Printer
                | Part::PrintDate
                | Part::Copies
                | Part::Corner
                | Part::Label
                | Part::Subtitle
                | Part::Speaker
                | Part::SpeechDate
                | Part::Party
                | Part::SentTo
                | Part::Sender
                | Part::DispatchNumber
                | Part::Degree
                | Part::Notes
                | Part::Reprinter
                | Part::ReprintDate
                | Part::PartSubtitle
                | Part::PartSpeaker
                | Part::PartSpeechDate
                | Part::PartNumber
                | Part::PartRecipients
                | Part::PartAttachmentList
                | Part::PartOrgan
                | Part::PartDate
                | Part::PartSignerTitle
                | Part::PartSignature
        )
    }

    /// Whether its names stand under one another, all as level as the one that shares its row with 仿宋.
    pub fn is_stacked(self) -> bool {
        self == Part::Signer
    }

    /// Whether pieces of it have one number or two.
    fn numbers(self) -> usize {
        match self {
            Part::Body
            | Part::Postscript
            | Part::Party
            | Part::Organ
            | Part::Seal
            | Part::SignerTitle
            | Part::Signature => 1,
            Part::PartOrgan
            | Part::PartSeal
            | Part::PartSignerTitle
            | Part::PartSignature
            | Part::PartPostscript => 2,
            Part::PartSubtitle
            | Part::PartSpeaker
            | Part::PartSpeechDate
            | Part::PartNumber
            | Part::PartRecipients
            | Part::PartAttachmentList
            | Part::PartDate
            | Part::PartNote => 1,
            Part::Issued | Part::Attachment | Part::Notes => 2,
            _ => 0,
        }
    }
}

/// What a character, a rule or a picture of a page belongs to: an element, and which of several.
///
/// Printed and read as its name: `title`, `body.3`, `attachment.0.3`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Piece {
    part: Part,
    at: [Option<usize>; 2],
}

impl Piece {
    /// What has no name.
    pub const UNNAMED: Piece = Piece { part: Part::Unnamed, at: [None; 2] };

    /// The element.
    #[must_use]
    pub fn part(self) -> Part {
        self.part
    }

    /// Which of several, counted from 0: the organ, the official, the block of the body, the attachment.
    #[must_use]
    pub fn index(self) -> Option<usize> {
        self.at[0]
    }

    /// Which block of which part bound behind the document it is, both counted from 0.
    #[must_use]
    pub fn item_and_block(self) -> Option<(usize, usize)> {
        self.at[0].zip(self.at[1])
    }

    /// Whether it has no name.
    #[must_use]
    pub fn is_unnamed(self) -> bool {
        self.part == Part::Unnamed
    }

    /// Its name in Chinese; of several, which one, counted from 1.
    #[must_use]
    pub fn chinese(self) -> String {
        let one = |index: &usize| format!("第{}项", index + 1);
        let which: Vec<String> = self.at.iter().flatten().map(one).collect();
        format!("{}{}", self.part.chinese(), which.join("的"))
    }

    /// Whether it is an element, or belongs to it: `body.3` to the body, `mark.name` to the mark.
    #[must_use]
    pub fn is_of(self, other: impl Into<Piece>) -> bool {
        let other = other.into();
        let part = self.part == other.part || self.part.whole() == other.part;
        part && other.at.iter().zip(&self.at).all(|(wanted, own)| wanted.is_none() || wanted == own)
    }

    /// Whether it belongs to one of these.
    #[must_use]
    pub fn is_of_any(self, parts: &[Part]) -> bool {
        parts.iter().any(|part| self.is_of(*part))
    }
}

impl From<Part> for Piece {
    fn from(part: Part) -> Piece {
        Piece { part, at: [None; 2] }
    }
}

impl PartialEq<Part> for Piece {
    fn eq(&self, part: &Part) -> bool {
        *self == Piece::from(*part)
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Display for Piece {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.part.name())?;
        self.at.iter().flatten().try_for_each(|index| write!(f, ".{index}"))
    }
}

/// Its name, such as `body.3`.
impl Serialize for Piece {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A name that is none of an element's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownPart;

impl fmt::Display for UnknownPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not the name of an element")
    }
}

impl std::error::Error for UnknownPart {}

impl FromStr for Piece {
    type Err = UnknownPart;

    fn from_str(name: &str) -> Result<Piece, UnknownPart> {
        let named = |name: &str| Part::ALL.iter().copied().find(|part| part.name() == name);
        if let Some(part) = named(name) {
            return Ok(part.into());
        }
        let (element, numbers) = name.split_once('.').ok_or(UnknownPart)?;
        let part = named(element).ok_or(UnknownPart)?;
        let mut at = [None; 2];
        for (place, number) in numbers.split('.').enumerate() {
            let room = at.get_mut(place).filter(|_| place < part.numbers()).ok_or(UnknownPart)?;
            *room = Some(number.parse().map_err(|_| UnknownPart)?);
        }
        Ok(Piece { part, at })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(name: &str) -> Option<Piece> {
        name.parse().ok()
    }

    #[test]
    fn every_name_is_read_as_it_is_printed() {
        for part in Part::ALL {
            assert_eq!(read(part.name()), Some(Piece::from(*part)));
            assert_eq!(part.whole().whole(), part.whole(), "{part}");
        }
        for name in ["body.0", "organ.12", "seal.1", "issued.0.3", "attachment.2", "attachment.2.30"] {
            assert_eq!(read(name).map(|piece| piece.to_string()).as_deref(), Some(name));
        }
        assert_eq!(read("attachment.2.30"), Some(Part::Attachment.block(2, 30)));
        assert_eq!(read("body.3"), Some(Part::Body.at(3)));
    }

    /// A name that only the template knows would be no element's: no rule of the standard would find it.
    #[test]
    fn every_name_that_the_template_gives_is_an_element_s() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../templates/gongwen");
        let mut names = 0;
        for file in std::fs::read_dir(folder).expect("the template") {
            let path = file.expect("a file").path();
            if path.extension().is_none_or(|ending| ending != "typ") {
                continue;
            }
            let text = std::fs::read_to_string(&path).expect("a template's file");
            // What a function names is an element of the document, and one of a part.
            for after in text.split("named(\"").skip(1) {
                let name = after.split('"').next().unwrap_or_default();
                let inner = name.strip_suffix('.');
                let of_part = inner.map_or(format!("part-{name}.0"), |name| format!("part-{name}.0.0"));
                let own = inner.map_or(name.to_owned(), |name| format!("{name}.0"));
                for name in [own, of_part] {
                    assert!(
                        read(&name).is_some_and(|piece| !piece.is_unnamed()),
                        "{name} in {}",
                        path.display()
                    );
                }
                names += 1;
            }
            for call in ["part(\"", "rule(\"", "lines(\"", "bodies(\""] {
                for after in text.split(call).skip(1) {
                    let name = after.split('"').next().unwrap_or_default();
                    // `"seal." + str(index)`
                    let name = if name.ends_with('.') { format!("{name}0") } else { name.to_owned() };
                    assert!(
                        read(&name).is_some_and(|piece| !piece.is_unnamed()),
                        "{name} in {}",
                        path.display()
                    );
                    names += 1;
                }
            }
        }
        assert!(names > 25, "{names}");
    }

    #[test]
    fn what_is_no_name_of_an_element_is_not_read() {
        for name in
            ["", "frame", "body.", "body.x", "body.1.2", "title.1", "attachment.0.1.2", "mark.3", "Body"]
        {
            assert_eq!(read(name).filter(|piece| !piece.is_unnamed()), None, "{name}");
        }
    }

    #[test]
    fn a_piece_belongs_to_its_element() {
        assert!(Part::Body.at(3).is_of(Part::Body) && Part::Body.at(3).is_of(Part::Body.at(3)));
        assert!(
            !Part::Body.at(3).is_of(Part::Body.at(30)) && !Piece::from(Part::Body).is_of(Part::Body.at(3))
        );
        assert!(Part::Attachment.block(1, 2).is_of(Part::Attachment.at(1)));
        assert!(!Piece::from(Part::AttachmentList).is_of(Part::Attachment));
        assert!(
            Piece::from(Part::MarkName).is_of(Part::Mark) && !Piece::from(Part::Mark).is_of(Part::MarkName)
        );
        assert!(Piece::from(Part::Title) == Part::Title && Part::Body.at(0) != Part::Body);
    }
}
