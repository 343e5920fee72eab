//! What somebody should look at in an imported file: the words behind `# 请核对`.
//!
//! They are part of the file, which is in Chinese as its document is; what the program says about
//! the import stands in the catalogue like everything it says.

use super::lines::said;

/// Something the importer is not sure of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Doubt {
    /// No line was found for a key that a document needs.
    Missing(&'static str),
    /// The value is not in the text as this element; it was taken from another.
    TakenFrom(&'static str),
    /// Nobody signs: the issuers are those of the mark, whose words stand nowhere else.
    Unsigned,
    /// Organs of the mark that did not sign; these are those that did.
    NotSigned(Vec<String>),
    /// Organs of the mark signed in this order, which is another.
    SignedInOrder(Vec<String>),
    /// The mark has its organs, which signed under other names, in this order.
    MarkInOrder(Vec<String>),
    /// Names of the mark and of the sign-off that were taken for one organ's.
    NamesDiffer(String, String),
    /// Lines of the mark that the issuers do not explain, put together.
    MarkInOneLine,
    /// The format was concluded from the number or the mark.
    FormatFrom(&'static str),
    /// The title ends with no kind, or stands alone by its place.
    TitleByPlace,
    /// The line above the title was left out of it.
    AboveTitle(String),
    /// The organ ends with no word that organs end with.
    OrganByPlace,
    /// Words that say where a seal goes.
    SealRemark(String),
    /// Those who sign together signed on several days.
    SeveralDates,
    /// A date in Chinese numerals, and what it is in Arabic ones.
    ChineseNumerals(String),
    /// The day is written in figures only: 2024.4.2, and no organ stands over it.
    DateByPlace,
    /// The list of attachments stands behind the sign-off.
    AttachmentsBelow,
    /// The list of attachments stands in brackets.
    AttachmentsInBrackets,
    /// Words in brackets behind an attachment's name: （点击下载）.
    AttachmentRemark(String),
    /// A list that begins with another word than 附件: 附表：.
    AttachmentLabel(String),
    /// Files that the page has below the document.
    PageFiles(String),
    /// Words of the text that a key would take in another format.
    InText(&'static str),
    /// The list of attachments and an attachment's own title differ.
    AttachmentTitle(String),
    /// Text after the sign-off that no 附件 line announced.
    AttachmentByPlace,
    /// More attachments have a text than the list names.
    AttachmentNotListed,
    /// A number without 号.
    CutNumber,
    /// The head says an organ and no word of a mark.
    PlainMark,
    /// （第一号） under a title was taken for its end.
    CountedTitle(String),
    /// A line above the title was taken for its beginning.
    OverTitle(String),
    /// What the page around the document says of an element, which is another.
    PageSays(String),
    /// Lines above the title are no part of the document.
    BelowTalk,
    /// Organs and date that stand under the title, not under the text.
    BelowTitle,
    /// Sentences of a report over a document that it shows: …全文如下.
    NewsAbove(String),
    /// Names of those present on lines that end without a mark.
    NameLines,
    /// Several sign by name for another number of organs.
    SignedByMore,
    /// 某局公告: a mark, or a title.
    MarkOrTitle,
    /// A report that somebody gives at a session, to those who sit there.
    Spoken,
    /// Those who raise a bill of deputies.
    Movers,
    /// No head over a title that ends with no kind.
    Plain,
    /// Nobody signs.
    NoSignOff,
    /// Who signs an agreement, side by side or one under the other.
    PartiesByPlace,
    /// An order of several organs.
    JointOrder,
    /// A number that is not the document's, 稿件编号.
    DraftNumber(String),
    /// Names whose blanks do not say which characters are one name.
    NamesApart,
    /// 会签人 is no element.
    CoSigners,
    /// A line over the text that is recipients by its place.
    RecipientsByPlace,
    /// Half-width marks between hanzi.
    HalfWidthMarks,
    /// Lines that look broken by a page's width.
    BrokenLines,
    /// Marks of Markdown that were taken away.
    Markdown([String; 1]),
    /// Headings of Markdown without a number.
    MarkdownHeadings(Vec<String>),
    /// Lines that a page's width had parted and that were joined: each place.
    JoinedLines(Vec<String>),
    /// Lines as full as the page that end a sentence: each place.
    FullLines(Vec<String>),
    /// Lines at the edge of a text, or a name, that look unlike one.
    Unlike(Vec<String>),
    /// Lines under a text that look unlike it and were left out of it.
    LeftUnlike(Vec<String>),
    /// Lines whose element was not recognised.
    Loose,
    /// A numbering of Word that could not be worked out.
    WordNumbering(String),
    /// Something of Word that has no text.
    WordObject { what: &'static str, place: String },
    /// A picture where a seal stands.
    SealPicture(String),
    /// Words of the file that are not words of the document; they are written behind `#|`.
    LeftOut { what: &'static str, text: Vec<String>, place: String },
    /// A field of Word whose result is not in the file.
    WordField { code: String, place: String },
    /// A field of Word that changes whenever the file is opened.
    WordChanging { code: String, text: String, place: String },
    /// A field of a mail merge that was not merged.
    WordUnmerged { text: String, place: String },
    /// What Word shows for a field that failed.
    WordError { text: String, place: String },
    /// Recipients on lines of their own, put together with a mark between them.
    RecipientLines,
    /// Those it is sent on to, in brackets under the text.
    SentByPlace,
    /// Who signs stands in what goes down or to everybody, which prints no name.
    SignersDown,
    /// Words in brackets under the date that no note begins with.
    NoteByPlace,
    /// Rows without brackets under the sign-off of plain paper, which may be of the page around it.
    RowsByPlace,
    /// A date that is not given yet, 2024年4月　日, and is printed so.
    OpenDate,
    /// A place that is left open.
    NotGiven(&'static str),
    /// What only the page, the message or the system around the document says.
    FromSurroundings,
    /// Words in the place of some that are not given yet: ××, ____, [请填写].
    Unwritten(String),
    /// A label whose value was not taken.
    SaidBeside(String),
    /// The text speaks of attachments, and none was found.
    AttachmentsSaid,
    /// The number's year, or the day of printing, is not the date's.
    DateDiffers,
    /// What Word shows otherwise than in a line.
    WordLinear { what: &'static str, text: String, code: String, place: String },
    /// A sign of a face without letters that no character stands for.
    WordSign { sign: String, place: String },
    /// Raised or lowered words that have no characters of this kind.
    WordHeight { text: String, raised: bool, place: String },
    /// The file has changes that nobody has accepted.
    WordRevisions { inserted: usize, deleted: usize },
    /// Paragraphs with bullets, from this one on.
    WordBullets(String),
    /// A numbered paragraph without words.
    WordEmptyNumber(String),
    /// Headings by their styles that carry no number: the first of them, and how many there are.
    WordHeadings(Vec<String>, usize),
    /// A break inside a paragraph that may be inside a sentence.
    SoftReturn(String),
    /// Words that stand in a frame of their own, from this one on; a line may go on in the frame of the one above.
    InFrame { what: &'static str, from: String, goes_on: bool },
    /// A table inside a table.
    NestedTable(String),
    /// Lines that were taken from a header or footer.
    FromMargin(&'static str),
    /// A file inside the file that is not read.
    WordChunk { what: String, place: String },
    /// More doubts than are written out.
    More(usize),
}

/// A line that is drawn: those of 版头 and 版记 are drawn by the program.
pub(super) const RULE: &str = "线条";

/// What a picture is called.
pub(super) const PICTURE: &str = "图片";

/// So many characters name a place.
const NAMED_BY: usize = 12;

/// The words that name a line: its first.
pub(super) fn named_by(text: &str) -> String {
    let words: String = text.chars().take(NAMED_BY).collect();
    words.trim_end().to_owned()
}

/// The place of something, by the words around it: those before it in its paragraph, else those after
/// it, else those before the paragraph.
pub(super) fn place(above: &str, before: &str, after: &str) -> String {
    // Words over a break or a tab may stand otherwise in the file.
    let pieces = |text: &str| -> Vec<String> {
        let pieces = text.split(|c: char| c.is_control() && said(c).is_none_or(|c| c == '\t'));
        let pieces = pieces.map(|piece| piece.chars().filter_map(said).collect::<String>());
        pieces.map(|piece| piece.trim().to_owned()).filter(|piece| !piece.is_empty()).collect()
    };
    let last = |text: &str| -> String {
        let text = &text[text.char_indices().rev().nth(NAMED_BY * 4).map_or(0, |(at, _)| at)..];
        let text = pieces(text).pop().unwrap_or_default();
        let from = text.char_indices().rev().nth(NAMED_BY - 1).map_or(0, |(at, _)| at);
        text[from..].trim().to_owned()
    };
    let first = |text: &str| -> String {
        let text: String = text.chars().take(NAMED_BY * 4).collect();
        named_by(pieces(&text).first().map_or("", String::as_str))
    };
    match (last(before), first(after), last(above)) {
        (before, ..) if !before.is_empty() => format!("在“{before}”后面"),
        (_, after, _) if !after.is_empty() => format!("在“{after}”前面"),
        (.., above) if !above.is_empty() => format!("在“{above}”后面一段"),
        _ => "在开头".to_owned(),
    }
}

/// The first places of many.
fn some(places: &[String]) -> String {
    /// So many are named.
    const NAMED: usize = 5;
    let more = if places.len() > NAMED { "等" } else { "" };
    places[..places.len().min(NAMED)].join("，") + more
}

/// The first places of many, each in quotes.
fn quoted(places: &[String]) -> String {
    some(&places.iter().map(|place| format!("“{place}”")).collect::<Vec<_>>())
}

impl Doubt {
    /// Words of the input that stand behind `#|` below the doubt, and nowhere else.
    pub(crate) fn left_out(&self) -> &[String] {
        match self {
            Doubt::LeftOut { text, .. } => text,
            Doubt::Markdown(marks) => marks,
            _ => &[],
        }
    }

    /// Whether it says again what was said of the line above.
    pub(super) fn goes_on(&self) -> bool {
        matches!(self, Doubt::InFrame { goes_on: true, .. })
    }

    /// Whether the key stands commented out below it where it has no value.
    pub(super) fn wants_key(&self) -> bool {
        matches!(
            self,
            Doubt::Missing(_)
                | Doubt::NotGiven(_)
                | Doubt::PageFiles(_)
                | Doubt::InText(_)
                | Doubt::CountedTitle(_)
                | Doubt::JointOrder
                | Doubt::SaidBeside(_)
                | Doubt::AttachmentsSaid
                | Doubt::DraftNumber(_)
                | Doubt::Movers
                | Doubt::MarkOrTitle
                | Doubt::Spoken
        )
    }

    /// Its name in reports for programs.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Doubt::Missing(..) => "missing",
            Doubt::TakenFrom(..) => "taken-from",
            Doubt::Unsigned => "unsigned",
            Doubt::NotSigned(..) => "not-signed",
            Doubt::SignedInOrder(..) => "signed-in-order",
            Doubt::MarkInOrder(..) => "mark-in-order",
            Doubt::NamesDiffer(..) => "names-differ",
            Doubt::MarkInOneLine => "mark-in-one-line",
            Doubt::FormatFrom(..) => "format-from",
            Doubt::TitleByPlace => "title-by-place",
            Doubt::AboveTitle(..) => "above-title",
            Doubt::OrganByPlace => "organ-by-place",
            Doubt::SealRemark(..) => "seal-remark",
            Doubt::SeveralDates => "several-dates",
            Doubt::ChineseNumerals(..) => "chinese-numerals",
            Doubt::DateByPlace => "date-by-place",
            Doubt::AttachmentsBelow => "attachments-below",
            Doubt::AttachmentsInBrackets => "attachments-in-brackets",
            Doubt::AttachmentRemark(..) => "attachment-remark",
            Doubt::AttachmentLabel(..) => "attachment-label",
            Doubt::PageFiles(..) => "page-files",
            Doubt::InText(..) => "in-text",
            Doubt::AttachmentTitle(..) => "attachment-title",
            Doubt::AttachmentByPlace => "attachment-by-place",
            Doubt::AttachmentNotListed => "attachment-not-listed",
            Doubt::CutNumber => "cut-number",
            Doubt::PlainMark => "plain-mark",
            Doubt::CountedTitle(..) => "counted-title",
            Doubt::OverTitle(..) => "over-title",
            Doubt::PageSays(..) => "page-says",
            Doubt::BelowTalk => "below-talk",
            Doubt::BelowTitle => "below-title",
            Doubt::NewsAbove(..) => "news-above",
            Doubt::NameLines => "name-lines",
            Doubt::SignedByMore => "signed-by-more",
            Doubt::MarkOrTitle => "mark-or-title",
            Doubt::Spoken => "spoken",
            Doubt::Movers => "movers",
            Doubt::Plain => "plain",
            Doubt::NoSignOff => "no-sign-off",
            Doubt::PartiesByPlace => "parties-by-place",
            Doubt::JointOrder => "joint-order",
            Doubt::DraftNumber(..) => "draft-number",
            Doubt::NamesApart => "names-apart",
            Doubt::CoSigners => "co-signers",
            Doubt::RecipientsByPlace => "recipients-by-place",
            Doubt::HalfWidthMarks => "half-width-marks",
            Doubt::BrokenLines => "broken-lines",
            Doubt::Markdown(..) => "markdown",
            Doubt::MarkdownHeadings(..) => "markdown-headings",
            Doubt::JoinedLines(..) => "joined-lines",
            Doubt::FullLines(..) => "full-lines",
            Doubt::Unlike(..) => "unlike-text",
            Doubt::LeftUnlike(..) => "left-unlike",
            Doubt::Loose => "loose",
            Doubt::WordNumbering(..) => "word-numbering",
            Doubt::WordObject { .. } => "word-object",
            Doubt::LeftOut { .. } => "left-out",
            Doubt::WordField { .. } => "word-field",
            Doubt::WordChanging { .. } => "word-changing",
            Doubt::WordUnmerged { .. } => "word-unmerged",
            Doubt::WordError { .. } => "word-error",
            Doubt::RecipientLines => "recipient-lines",
            Doubt::SentByPlace => "sent-by-place",
            Doubt::SignersDown => "signers-down",
            Doubt::NoteByPlace => "note-by-place",
            Doubt::RowsByPlace => "rows-by-place",
            Doubt::NotGiven(..) => "not-given",
            Doubt::OpenDate => "open-date",
            Doubt::FromSurroundings => "from-surroundings",
            Doubt::Unwritten(..) => "unwritten",
            Doubt::SaidBeside(..) => "said-beside",
            Doubt::AttachmentsSaid => "attachments-said",
            Doubt::DateDiffers => "date-differs",
            Doubt::WordLinear { .. } => "word-linear",
            Doubt::WordSign { .. } => "word-sign",
            Doubt::WordHeight { .. } => "word-height",
            Doubt::WordRevisions { .. } => "word-revisions",
            Doubt::WordBullets(..) => "word-bullets",
            Doubt::WordEmptyNumber(..) => "word-empty-number",
            Doubt::WordHeadings(..) => "word-headings",
            Doubt::SoftReturn(..) => "soft-return",
            Doubt::InFrame { .. } => "in-frame",
            Doubt::NestedTable(..) => "nested-table",
            Doubt::FromMargin(..) => "from-margin",
            Doubt::WordChunk { .. } => "word-chunk",
            Doubt::SealPicture(..) => "seal-picture",
            Doubt::More(..) => "more",
        }
    }

    /// The places that it is of, by the words around them.
    pub(crate) fn places(&self) -> Vec<String> {
        match self {
            Doubt::JoinedLines(places)
            | Doubt::FullLines(places)
            | Doubt::Unlike(places)
            | Doubt::LeftUnlike(places) => places.clone(),
            Doubt::WordObject { place, .. }
            | Doubt::LeftOut { place, .. }
            | Doubt::WordField { place, .. }
            | Doubt::WordChanging { place, .. }
            | Doubt::WordError { place, .. }
            | Doubt::WordLinear { place, .. }
            | Doubt::WordSign { place, .. }
            | Doubt::WordHeight { place, .. }
            | Doubt::SoftReturn(place)
            | Doubt::NestedTable(place)
            | Doubt::WordChunk { place, .. } => vec![place.clone()],
            _ => Vec::new(),
        }
    }

    pub(crate) fn words(&self) -> String {
        match self {
            Doubt::Missing(name) => format!("没有认出{name}，补上后去掉下一行行首的 #"),
            Doubt::TakenFrom(from) => format!("原文没有单独写出，据{from}补出"),
            Doubt::Unsigned => "没有落款，发文机关取自发文机关标志".to_owned(),
            Doubt::NotSigned(signed) => {
                format!("落款只有“{}”，其余机关据发文机关标志补出，都会署名", signed.join("”“"))
            }
            Doubt::SignedInOrder(signed) => {
                format!("落款的次序不同，是“{}”；已按发文机关标志的次序写", signed.join("”“"))
            }
            Doubt::MarkInOrder(names) => {
                format!("发文机关标志的次序不同，是“{}”；已按落款的次序写", names.join("”“"))
            }
            Doubt::NamesDiffer(mark, signed) => {
                format!("标志上的“{mark}”与落款的“{signed}”不同，认作同一个机关的两个名称")
            }
            Doubt::MarkInOneLine => "标志原有几行，与署名的机关对不上，连成了一行".to_owned(),
            Doubt::FormatFrom(from) => format!("格式据{from}推定"),
            Doubt::TitleByPlace => "不以文种结尾，按位置认作标题".to_owned(),
            Doubt::AboveTitle(line) => format!("标题上一行“{line}”没有算进标题"),
            Doubt::OrganByPlace => "按位置认作署名".to_owned(),
            Doubt::SealRemark(text) => format!("“{text}”是盖章处的提示，不是文件的字，没有写进署名"),
            Doubt::SeveralDates => "各机关署名下面的日期不同，取了最晚的一个，其余在“#|”后面".to_owned(),
            Doubt::ChineseNumerals(date) => format!("日期应用阿拉伯数字：{date}"),
            Doubt::DateByPlace => "只写数字的日期，上面没有署名，按位置认作成文日期".to_owned(),
            Doubt::AttachmentsBelow => {
                "附件列在落款后面，像是网页的下载链接；不是文件的附件就删去".to_owned()
            }
            Doubt::AttachmentsInBrackets => "原文写在正文末尾的括号里，已按附件说明写".to_owned(),
            Doubt::AttachmentRemark(words) => {
                format!("附件名称后面的“{words}”像是提示，没有写进名称")
            }
            Doubt::AttachmentLabel(label) => format!("“{label}”后面的名称，按附件说明写"),
            Doubt::PageFiles(name) => {
                format!("网页附有文件“{name}”，文件里没有说；是附件的写进下一行，去掉行首的 #")
            }
            Doubt::InText(what) => format!("{what}的字在正文里；排成有标志的纪要时写在这里"),
            Doubt::AttachmentTitle(title) => format!("附件说明与附件自己的标题不同：“{title}”"),
            Doubt::AttachmentByPlace => "落款后没有标明“附件”的文字，按位置认作附件".to_owned(),
            Doubt::AttachmentNotListed => "正文后的附件说明里没有这一件".to_owned(),
            Doubt::CutNumber => "发文字号缺“号”字".to_owned(),
            Doubt::PlainMark => {
                "版头只有机关名称，没有“文件”二字；是信函格式的，去掉下一行行首的 #".to_owned()
            }
            Doubt::CountedTitle(said) => format!("“{said}”写进了标题；是编号的写作 number"),
            Doubt::OverTitle(line) => format!("标题上一行“{line}”算进了标题，是版头的就去掉"),
            Doubt::PageSays(said) => format!("网页、邮件或办文系统上写的是“{said}”，与文件里的不同"),
            Doubt::BelowTalk => "上面的话不像文件的字，从这一行起认作文件".to_owned(),
            Doubt::BelowTitle => {
                "标题下面的机关名称和日期写作正文的前几行，同题注；署名的移到 issuers 和 date".to_owned()
            }
            Doubt::NewsAbove(said) => {
                format!("“{}”起像是报道的话，没有写进来，见“#|”后面的字", named_by(said))
            }
            Doubt::NameLines => {
                "名单原文分行写，行末没有标点，用空格连了起来；一个姓名分在两行的请接上".to_owned()
            }
            Doubt::SignedByMore => "签署的人数与发文机关的个数不同，请看谁代表哪个机关".to_owned(),
            Doubt::MarkOrTitle => "“某机关公告”一类的字可以是标志，也可以是标题，请看是哪一个".to_owned(),
            Doubt::Spoken => {
                "像是会上的报告：谁报告、向谁报告，要不要写作署名和主送机关，请看一看".to_owned()
            }
            Doubt::Movers => "领衔人、附议人没有要素，留在正文里；要署名的写作 issuers".to_owned(),
            Doubt::Plain => "没有版头，标题也不以文种结尾；不用红头的，去掉下一行行首的 #".to_owned(),
            Doubt::NoSignOff => {
                "没有落款，末尾不署名；要落款的，删去下一行，补上发文机关和成文日期".to_owned()
            }
            Doubt::PartiesByPlace => "按位置认作各方签署，排在正文下面，左右并列".to_owned(),
            Doubt::JointOrder => {
                "几个机关联合发布的令，标志由各机关名称和“令”组成；不是的，去掉下一行行首的 # 写明".to_owned()
            }
            Doubt::DraftNumber(said) => format!("“{said}”不像发文字号，没有写进来"),
            Doubt::NamesApart => "姓名之间的空格不分明，按两个字一个姓名分开".to_owned(),
            Doubt::CoSigners => "会签人不是签发人，没有写进来，见“#|”后面的字".to_owned(),
            Doubt::RecipientsByPlace => "按位置认作主送机关".to_owned(),
            Doubt::HalfWidthMarks => "有半角标点，可用 render fmt 改为全角".to_owned(),
            Doubt::BrokenLines => {
                "有的行没有写完就换行，像是从 PDF 粘贴的；每行会排成一段，请把断开的行接上".to_owned()
            }
            Doubt::Markdown(_) => "去掉了 Markdown 的记号".to_owned(),
            Doubt::MarkdownHeadings(names) => format!(
                "在 Markdown 里是标题而没有编号：{}；是小标题的，行首加“一、”“（一）”等编号，或加“# ”由程序编号",
                names.iter().map(|name| format!("“{name}”")).collect::<Vec<_>>().join("")
            ),
            Doubt::JoinedLines(places) => format!(
                "接上了断开的行 {} 处：{}；要一行一段，用 --keep-lines 再导入",
                places.len(),
                some(places)
            ),
            Doubt::FullLines(places) => format!(
                "满行处正好一句结束，是否另起一段看不出，有 {} 处：{}；请看是一段还是两段",
                places.len(),
                some(places)
            ),
            Doubt::Unlike(places) => {
                format!("{}不像这里的字，像是网页等处的；不是文件的字就删去", quoted(places))
            }
            Doubt::LeftUnlike(places) => {
                format!("{}不像文件的字，没有写进来，见“#|”后面的字；是文件的字就移回来", quoted(places))
            }
            Doubt::Loose => "以下文字没有认出属于哪个要素".to_owned(),
            Doubt::WordNumbering(line) => format!("“{line}”在 Word 里有自动编号，没有认出号码"),
            Doubt::WordObject { what, place } => format!("Word 文件里的{what}没有导入，{place}"),
            Doubt::SealPicture(place) => format!(
                "Word 文件里的图片没有导入，{place}；在落款处，像是印章：要加盖的写 sealing，图片写在 issuers 里"
            ),
            Doubt::LeftOut { what, place, .. } => format!("{what}没有写进来，{place}，见下面“#|”后面的字"),
            Doubt::WordField { code, place } => format!("域“{code}”没有存下结果，{place}，请补上它显示的字"),
            Doubt::WordChanging { code, text, place } => {
                format!("“{text}”是打开文件时会变的域（{code}），{place}，请核对是否就是这个")
            }
            Doubt::WordUnmerged { text, place } => {
                format!("“{text}”是邮件合并的域，还没有合并，{place}，请换成要写的字")
            }
            Doubt::WordError { text, place } => {
                format!("“{text}”是 Word 的域出错时显示的字，{place}，请改成它要引用的字")
            }
            Doubt::SentByPlace => "原文写在正文下面的括号里，按位置认作抄送一类的机关".to_owned(),
            Doubt::RecipientLines => "原文分行写，中间没有标点，用“，”连了起来".to_owned(),
            Doubt::SignersDown => "上行文才标注签发人，像是办文系统记下的；文件不印的，去掉这一行".to_owned(),
            Doubt::NoteByPlace => "落款上下的字，按位置认作附注".to_owned(),
            Doubt::RowsByPlace => "落款下不加括号的各行，按位置认作附言".to_owned(),
            Doubt::NotGiven(what) => format!("{what}还没有写全，补上后再写进来"),
            Doubt::OpenDate => "日期还没有写全，照原样排出；归档的文件要写 print-date".to_owned(),
            Doubt::FromSurroundings => "文件里没有写，据网页、邮件或办文系统上的说明补出".to_owned(),
            Doubt::Unwritten(words) => format!("“{words}”像是还没有填写的字，填上后再用"),
            Doubt::SaidBeside(line) => {
                format!("“{}”一行像是写着它，没有写进来；是的写进下一行，去掉行首的 #", named_by(line))
            }
            Doubt::AttachmentsSaid => {
                "正文里说到附件，没有认出附件说明；有附件的写进下一行，去掉行首的 #".to_owned()
            }
            Doubt::DateDiffers => "成文日期与发文字号的年份或印发日期对不上".to_owned(),
            Doubt::WordLinear { what, text, code, place } => {
                format!("{what}写成了“{text}”，{place}，Word 里是：{code}")
            }
            Doubt::WordSign { sign, place } => {
                format!("符号字体里的符号（{sign}）没有对应的字，没有写出，{place}")
            }
            Doubt::WordHeight { text, raised, place } => {
                let what = if *raised { "上标" } else { "下标" };
                format!("“{text}”在 Word 里是{what}，写成了平排的字，{place}")
            }
            Doubt::WordRevisions { inserted, deleted } => format!(
                "Word 文件里有没有接受的修订（插入 {inserted} 处、删除 {deleted} 处），已按全部接受读入，删去的字不在这里"
            ),
            Doubt::WordBullets(line) => format!("从“{line}”起有项目符号，公文不用，没有写出"),
            Doubt::WordEmptyNumber(number) => format!("编号“{number}”后面没有文字，没有写出"),
            Doubt::WordHeadings(names, count) => format!(
                "在 Word 里是标题样式而没有编号：{}{}；行首加“一、”“（一）”等编号，或加“# ”由程序编号",
                names.iter().map(|name| format!("“{name}”")).collect::<Vec<_>>().join(""),
                if *count > names.len() { format!("等 {count} 处") } else { String::new() }
            ),
            Doubt::SoftReturn(place) => format!("段落里有手动换行，分成了两段，{place}；同一句话的请接上"),
            Doubt::InFrame { what, from, .. } => {
                format!("从“{from}”起是{what}里的字，照一般的字写在这里；框不排出，请看这些字该放在哪里")
            }
            Doubt::NestedTable(place) => format!("表格里套着表格，里面的表格写成了单元格里的几行，{place}"),
            Doubt::FromMargin(what) => format!("以下的字取自 Word 文件的{what}"),
            Doubt::WordChunk { what, place } => {
                format!("嵌在 Word 文件里的{what}没有导入，{place}，请另外打开抄录")
            }
            Doubt::More(count) => format!("同样要核对的还有 {count} 处，没有一一写出"),
        }
    }
}
