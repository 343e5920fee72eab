//! The document as typed, validated parts, named as the standard names them.
//!
//! This room knows the data format and the rules about single elements. It knows nothing of pages:
//! it can be tested without setting one.

mod asked;
mod blocks;
mod body;
mod body_findings;
mod bound;
mod chart;
mod classification;
mod date;
mod facts;
mod fenced;
mod file_name;
mod findings;
mod keys;
mod kind;
mod labelled;
pub mod mark;
mod misplaced;
mod number;
mod origin;
mod part;
mod parties;
mod parts;
mod pictures;
mod postscript;
mod read;
mod reader;
mod reference;
mod repeats;
mod role;
mod schema;
mod shape;
mod sheet_top;
mod sheets;
mod style;
mod texts;
mod titled;
mod unused;
pub mod walk;

pub use body_findings::{BodyFinding, Idle, Instead};
pub use bound::Own;
pub use findings::{Changed, DocumentFinding};
use std::ops::Range;
use std::sync::Arc;

pub use chart::ChartFault;
pub use date::Date;
pub use file_name::safe_file_name;
#[cfg(test)]
pub(crate) use keys::every_word;
pub use keys::{
    BODY, BODY_FILE, BODY_FORMAT, COPY_NUMBER, CSV, Key, NUMBERING, RECIPIENTS, TOP, TYPST, XLSX, nearest,
};
pub(crate) use kind::without_brackets;
pub use kind::{Format, Kind};
pub use labelled::Labelled;
pub use mark::{Mark, mark};
pub use misplaced::Outside;
pub use part::{Part, Piece, UnknownPart};
pub use parties::Party;
pub use reference::{key_entry, key_reference};
pub use repeats::Again;
pub use role::{MATH_FAMILY, Role, SIGNS_FAMILY, family_of, folded};
pub use schema::schema;
pub use shape::Shape;

use crate::diagnostic::{Diagnostic, Place, Problem, Reading, Sink};
use crate::pictures::Content;
use crate::source::{Files, ReadFrom};
use crate::text::markdown::Foreign;
use crate::text::notes::{self, Note};
use crate::text::{Block, Numbering};

pub use pictures::named as read_picture;
pub use read::read;
pub use style::{A3_WIDTH, CHARACTER, PAPER, has_layout_key, is_layout_key, layout_alias, layout_word};
pub use texts::{BodyFile, DataText, has_known_key, texts};

/// Whether a text is a level of secrecy with a lawful term, as 7.2.2 writes it.
pub fn is_classification(text: &str) -> bool {
    classification::check(text, None).is_ok()
}

pub use classification::in_arabic as classification_in_arabic;
pub(crate) use classification::is_unranked;

/// Text the user wrote, and where.
#[derive(Debug, Clone, Default)]
pub struct Words {
    /// The text, put right where it was typed with characters that no face has.
    pub text: String,
    /// Where it stands in a file; none where it is a default.
    pub place: Option<Place>,
    /// Its path in the data, such as `issuers[0].name`.
    pub path: String,
}

impl Words {
    /// Tells of a problem with it.
    pub fn report(&self, sink: &mut Sink, problem: impl Into<Box<dyn Problem>>) {
        sink.push(Diagnostic::new(problem).at(self.place.clone()).path(self.path.clone()));
    }
}

/// A text without the mark typed after it, where the standard says what follows it on the page.
pub fn without_end_mark(text: &str) -> &str {
    let is_mark = |c: char| "。．.，,；;：:、！!".contains(c);
    text.trim_end_matches(|c: char| is_mark(c) || c.is_whitespace())
}

/// Several organs are joined with ，, whatever was typed after each; one string stays as written.
pub(crate) fn joined(list: Vec<Words>) -> Words {
    joined_by(list, "，")
}

/// Several names joined with a mark.
fn joined_by(list: Vec<Words>, mark: &str) -> Words {
    let text = |(i, words): (usize, &Words)| {
        if i + 1 < list.len() { without_end_mark(&words.text) } else { &words.text }.to_owned()
    };
    let text: Vec<String> = list.iter().enumerate().map(text).collect();
    let text = text.join(mark);
    match list.into_iter().reduce(|first, last| Words { place: span(&first, &last), ..first }) {
        Some(words) => Words { text, ..words },
        None => Words::default(),
    }
}

fn span(first: &Words, last: &Words) -> Option<Place> {
    let (first, last) = (first.place.as_ref()?, last.place.as_ref()?);
    Some(Place::new(&first.source, first.range.start..last.range.end))
}

/// One issuing organ (发文机关).
#[derive(Debug, Clone)]
pub struct Issuer {
    /// Full or standard short name (名称).
    pub name: Words,
    /// The name in the mark (标志名称).
    pub mark_name: Words,
    /// The name in the sign-off (署名).
    pub signature: Words,
    /// The seal's image (印章).
    pub seal: Option<Picture>,
    /// The seal's true diameter in mm (印章直径).
    pub seal_diameter: f64,
}

/// The usual seal of a town, a company or an office below the province, in mm.
pub(crate) const SEAL_DIAMETER: f64 = 42.0;

/// A picture's file, read and recognised.
#[derive(Debug, Clone)]
pub struct Picture {
    /// What is set in its place.
    pub content: Content,
    /// The page of the file, from 1.
    pub page: usize,
    /// Whether it is a page of a bound file, with a sheet of its own.
    pub sheet: bool,
    /// Width and height, in pixels or pt; none for a drawing that does not say.
    pub size: Option<(f64, f64)>,
    /// The path, and where the data names it.
    pub named: Words,
}

impl Picture {
    /// What Typst is handed; nothing for a page of a PDF, which is drawn when the faces are known.
    pub fn ready(&self) -> &[u8] {
        match &self.content {
            Content::Ready(bytes) => bytes,
            #[cfg(feature = "pdf")]
            Content::Page(..) => &[],
        }
    }
}

/// The signer's stamp (签名章) of 7.3.5.3.
#[derive(Debug, Clone)]
pub struct Signature {
    /// 职务.
    pub title: Words,
    /// 姓名.
    pub name: Words,
    /// The stamp's image; without one the name is set in 楷体.
    pub image: Option<Picture>,
}

/// 附件: a name, and its text when it is bound with the document. 印发件: as one, always with a text.
#[derive(Debug, Clone)]
pub struct Attachment {
    /// Its name, without a number.
    pub title: Words,
    /// Its text; none when it travels apart.
    pub body: Option<Body>,
    /// What sheets it is set on.
    pub sheet: Sheet,
    /// How deep its contents go.
    pub contents: Option<Contents>,
    /// 附件标签: what stands in place of 附件 and its number.
    pub label: Option<Words>,
    /// The one among those before it that it is an attachment of; none of the document's own.
    pub parent: Option<usize>,
    /// What it has as a document of its own.
    pub own: Own,
}

/// The sheets that a text is set on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sheet {
    /// A4, upright (5.1).
    #[default]
    Upright,
    /// 横排: A4, lying on its side (8).
    Landscape,
    /// A3, folded in: as high as A4 and twice as wide.
    A3,
}

impl Sheet {
    /// As the template reads it.
    pub fn as_str(self) -> &'static str {
        match self {
            Sheet::Upright => "upright",
            Sheet::Landscape => "landscape",
            Sheet::A3 => "a3",
        }
    }
}

/// How deep a part's contents go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contents {
    /// 章, and what is above.
    Chapter,
    /// 章 and 节.
    Section,
    /// 章, 节 and 条.
    Article,
    /// Whatever heads the text: 编章节, 一、 and （一）, 1 and 1.1.
    Headings,
    /// So many of the levels that the text has, the highest first.
    Levels(u8),
}

/// Which organs a joint mark carries (标志机关).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MarkIssuers {
    /// All, one above another.
    #[default]
    All,
    /// The host's alone (7.2.4).
    Host,
}

/// How the sign-off is authenticated (用印).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sealing {
    /// 加盖印章: 7.3.5.1.
    Seal,
    /// 不加盖印章: 7.3.5.2.
    #[default]
    None,
    /// 签名章: 7.3.5.3.
    Signature,
}

/// The text of the body or of an attachment, read into blocks.
#[derive(Debug, Clone)]
pub struct Body {
    /// The text as it was written; of blocks, their words one after another.
    pub words: Words,
    /// Its paragraphs, tables and pictures, in order.
    pub blocks: Vec<Block>,
    /// Where each block stands, when a program passed blocks.
    spots: Vec<Spot>,
    /// Where the words stand, when they do without escapes in them.
    reading: Option<Reading>,
    /// The files of the blocks that are pictures, in their order.
    pub pictures: Vec<Picture>,
    /// The Typst fragments among its blocks, in their order.
    pub fragments: Vec<Words>,
    /// Whether it is plain text (`body-format = "text"`), whose lines say themselves what they are.
    pub is_plain: bool,
    /// The title that stands over it as a heading of Markdown: whether it is the document's, and where.
    titled: Option<(Foreign, Range<usize>)>,
    /// The notes that the title over it calls, each behind so many bytes of the title.
    pub of_title: Vec<(usize, Arc<Note>)>,
    /// The heading over its notes.
    pub notes_heading: Option<Words>,
    /// How its levels are numbered.
    pub numbering: Numbering,
}

/// Where something stands: in a file, in the data.
#[derive(Debug, Clone, Default)]
pub struct Spot {
    /// Where in a file; none where a program passed it.
    pub place: Option<Place>,
    /// Its path in the data, such as `body[3].caption`.
    pub path: String,
}

/// The face of digits and Latin in 仿宋 text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Digits {
    /// A Latin face.
    #[default]
    Latin,
    /// Those of 仿宋.
    Fangsong,
}

/// The red of mark and rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Red {
    /// #FF0000, for screens.
    #[default]
    Rgb,
    /// Printing inks: magenta and yellow, 80 % each.
    Cmyk,
    /// A colour of one's own, 0xRRGGBB.
    Hex(u32),
}

/// How marks share the 28 cells of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Punctuation {
    /// Beside other marks and at a line's end they are half a 字 wide.
    #[default]
    Press,
    /// Each mark has a whole 字.
    Grid,
}

/// How notes are numbered where they are called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum NoteMark {
    /// ①.
    #[default]
    Circled,
    /// `[1]`.
    Bracket,
}

impl NoteMark {
    /// The mark of a note by its number, from 1.
    pub fn of(self, number: usize) -> String {
        match self {
            NoteMark::Circled => notes::circled(number),
            NoteMark::Bracket => notes::bracketed(number),
        }
    }
}

/// Which edge binds the sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Binding {
    /// The left edge of every page.
    #[default]
    Left,
    /// The left edge of odd pages, the right edge of even ones (6.3).
    Mirrored,
}

/// Which page the colophon (版记) stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ColophonPage {
    /// The last, which is even: a blank page comes before it where it must (7.5).
    #[default]
    Even,
    /// The last, odd or even.
    Last,
    /// The last, the number of pages made up to a multiple of four.
    MultipleOf4,
}

/// Where page numbers stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PageNumber {
    /// At the outer side, 一 字 from the edge (7.5).
    #[default]
    Outer,
    /// In the middle.
    Centre,
    /// On no page.
    None,
}

/// Margins in mm that a house sets in place of 37, 35, 28 and 26.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Margins {
    /// 天头.
    pub top: f64,
    /// 地脚.
    pub bottom: f64,
    /// 订口.
    pub left: f64,
    /// 切口.
    pub right: f64,
}

impl Default for Margins {
    fn default() -> Self {
        Margins { top: 37.0, bottom: 35.0, left: 28.0, right: 26.0 }
    }
}

/// What the standard leaves open, and deviations from it (版式).
#[derive(Debug, Clone, Default)]
pub struct Layout {
    /// `fit = false`: leave line and character spacing alone (7.3.5.5).
    pub no_fit: bool,
    /// Which page the colophon stands on (7.5).
    pub colophon_page: ColophonPage,
    /// The margins, each from 10 to 60 mm; those of 5.2.1 when none.
    pub margins: Option<Margins>,
    /// Lines of a page, from 10 to 40; 22 when none (5.2.3).
    pub lines_per_page: Option<i64>,
    /// 字 of a line, from 15 to 45; 28 when none (5.2.3).
    pub characters_per_line: Option<i64>,
    /// Whether headings in the body are bold (7.3.3).
    pub heading_bold: bool,
    /// Where page numbers stand (7.5).
    pub page_number: PageNumber,
    /// How marks share the cells of a line (5.2.3).
    pub punctuation: Punctuation,
    /// The face of digits and Latin.
    pub digits: Digits,
    /// How notes are numbered.
    pub note_mark: NoteMark,
    /// Whether 参会 stands before the text.
    pub attendance_first: bool,
    /// Which edge binds the sheet (6.3).
    pub binding: Binding,
    /// The red of mark and rules (6.2).
    pub red: Red,
    /// Where the red is said.
    pub red_said: Option<Words>,
    /// Size of the mark's characters in mm, when not automatic.
    pub mark_size: Option<f64>,
    /// Thickness of the red rule in mm, when not 0.35.
    pub rule_thickness: Option<f64>,
}

/// The user's own choice of face for a role.
#[derive(Debug, Clone)]
pub struct FontChoice {
    /// The role's key, such as `fangsong`.
    pub role: &'static str,
    /// A family name or a path.
    pub wanted: Words,
}

/// One official document (公文), read and checked.
///
/// Made by [`Document::from_toml`](crate::Document::from_toml),
/// [`from_path`](crate::Document::from_path) or [`from_value`](crate::Document::from_value).
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Document {
    /// 格式: what its first page looks like.
    #[doc(hidden)]
    pub format: Format,
    /// 文种, from the data or the title's end.
    #[doc(hidden)]
    pub kind: Option<Kind>,
    /// 份号 (7.2.1), made up to 6 digits.
    #[doc(hidden)]
    pub copy_number: Option<Words>,
    /// 密级和保密期限 (7.2.2).
    #[doc(hidden)]
    pub classification: Option<Words>,
    /// 紧急程度 (7.2.3).
    #[doc(hidden)]
    pub urgency: Option<Words>,
    /// 发文机关, the host first.
    #[doc(hidden)]
    pub issuers: Vec<Issuer>,
    /// 发文机关标志, where the data say it themselves (7.2.4).
    #[doc(hidden)]
    pub mark: Option<Words>,
    /// Which organs the mark of a joint document carries (7.2.4).
    #[doc(hidden)]
    pub mark_issuers: MarkIssuers,
    /// 发文字号 (7.2.5).
    #[doc(hidden)]
    pub number: Option<Words>,
    /// 签发人, in the order of the organs (7.2.6).
    #[doc(hidden)]
    pub signers: Vec<Words>,
    /// Empty only in an order and in minutes.
    #[doc(hidden)]
    pub title: Words,
    /// 主送机关 (7.3.2).
    #[doc(hidden)]
    pub recipients: Option<Words>,
    /// 正文 (7.3.3).
    #[doc(hidden)]
    pub body: Body,
    /// 成文日期 (7.3.5.4), and how it was written.
    #[doc(hidden)]
    pub date: Option<(Date, Words)>,
    /// 印发件: what the document issues, forwards or publishes.
    #[doc(hidden)]
    pub issued: Vec<Attachment>,
    /// 附件 (7.3.4, 7.3.7).
    #[doc(hidden)]
    pub attachments: Vec<Attachment>,
    /// How the sign-off is authenticated (7.3.5).
    #[doc(hidden)]
    pub sealing: Sealing,
    /// 签名章, one an organ (7.3.5.3).
    #[doc(hidden)]
    pub signatures: Vec<Signature>,
    /// 附注, in one pair of full-width brackets (7.3.6).
    #[doc(hidden)]
    pub note: Option<Words>,
    /// 附言: what stands under sign-off and note without brackets.
    #[doc(hidden)]
    pub postscript: Option<Body>,
    /// 出席, 请假, 列席 (10.3), or rows with other labels.
    #[doc(hidden)]
    pub attendance: Vec<Labelled>,
    /// 抄送机关 (7.4.2), in one row, or in some with other labels.
    #[doc(hidden)]
    pub cc: Vec<Labelled>,
    /// 印发机关 (7.4.3).
    #[doc(hidden)]
    pub printer: Option<Words>,
    /// 印发日期 (7.4.3), and how it was written.
    #[doc(hidden)]
    pub print_date: Option<(Date, Words)>,
    /// 印数, from 1 to 9,999,999.
    #[doc(hidden)]
    pub copies: Option<i64>,
    /// What the standard leaves open, and deviations from it.
    #[doc(hidden)]
    pub layout: Layout,
    /// The user's own choices of faces.
    #[doc(hidden)]
    pub fonts: Vec<FontChoice>,
    /// 右上标注: what stands at the right of the first rows.
    #[doc(hidden)]
    pub corner: Vec<Words>,
    /// 发电单位 of a telegram.
    #[doc(hidden)]
    pub sender: Option<Words>,
    /// 机发号 of a telegram.
    #[doc(hidden)]
    pub dispatch_number: Option<Words>,
    /// 附件标签 of plain paper: an attachment that travels apart.
    #[doc(hidden)]
    pub label: Option<Words>,
    /// 副标题, with its dash.
    #[doc(hidden)]
    pub subtitle: Option<Words>,
    /// 讲话人, a row each.
    #[doc(hidden)]
    pub speaker: Vec<Words>,
    /// Whether organ and date stand under the text (落款).
    #[doc(hidden)]
    pub sign_off: bool,
    /// 成文日期 that is not yet known, as it is printed; `date` is none then.
    #[doc(hidden)]
    pub open_date: Option<Words>,
    /// 印发日期 that is not yet known.
    #[doc(hidden)]
    pub open_print_date: Option<Words>,
    /// 各方, who sign in place of the organs.
    #[doc(hidden)]
    pub parties: Vec<Party>,
    /// 目录, or 本期要目 of a briefing.
    #[doc(hidden)]
    pub contents: Option<Contents>,
    /// 翻印机关.
    #[doc(hidden)]
    pub reprinter: Option<Words>,
    /// 翻印日期, and how it was written.
    #[doc(hidden)]
    pub reprint_date: Option<(Date, Words)>,
    /// What files it may name, and those that were read.
    #[doc(hidden)]
    pub files: Files,
    /// What it was read from; the reader that has the bytes fills it in.
    #[doc(hidden)]
    pub origin: Option<Arc<ReadFrom>>,
    /// What was noticed while reading; carried into the result of a render.
    #[doc(hidden)]
    pub noticed: Vec<crate::diagnostic::Diagnostic>,
}

impl Document {
    /// The kind (文种), from the data or the title's end.
    #[must_use]
    pub fn kind(&self) -> Option<Kind> {
        self.kind
    }

    /// The page format (格式).
    #[must_use]
    pub fn format(&self) -> Format {
        self.format
    }

    /// The title (标题) as one line of text.
    #[must_use]
    pub fn title(&self) -> String {
        self.title.text.replace('\n', "")
    }

    /// The day the document is of: its date, else the day it was printed.
    #[doc(hidden)]
    pub fn moment(&self) -> Option<Date> {
        self.date.as_ref().or(self.print_date.as_ref()).map(|(date, _)| *date)
    }

    /// 成文日期 as it is printed: a day, or one that is still open.
    #[doc(hidden)]
    pub fn said_date(&self) -> Option<String> {
        said(&self.date, &self.open_date)
    }

    /// 印发日期 as it is printed.
    #[doc(hidden)]
    pub fn said_print_date(&self) -> Option<String> {
        said(&self.print_date, &self.open_print_date)
    }

    /// The document number (发文字号).
    #[must_use]
    pub fn number(&self) -> Option<&str> {
        self.number.as_ref().map(|number| number.text.as_str())
    }

    /// What follows the document with its own text: what it issues, then its attachments, each with its body.
    #[doc(hidden)]
    pub fn bound(&self) -> impl Iterator<Item = (&Attachment, &Body)> {
        self.parts().filter_map(|given| Some((given, given.body.as_ref()?)))
    }

    /// What is bound behind it, with a text or by its name: what it issues, then its attachments.
    #[doc(hidden)]
    pub fn parts(&self) -> impl Iterator<Item = &Attachment> {
        self.issued.iter().chain(&self.attachments)
    }

    /// 附件说明: its own attachments, not those of what is bound behind it.
    #[doc(hidden)]
    pub fn own_attachments(&self) -> impl Iterator<Item = &Attachment> {
        self.attachments.iter().filter(|attachment| attachment.parent.is_none())
    }

    /// Its own body, then those of what is bound behind it.
    #[doc(hidden)]
    pub fn bodies(&self) -> impl Iterator<Item = &Body> {
        std::iter::once(&self.body).chain(self.bound().map(|(_, body)| body))
    }

    /// The Typst fragments of all its [`bodies`](Self::bodies), in their order.
    #[doc(hidden)]
    pub fn fragments(&self) -> impl Iterator<Item = &Words> {
        self.bodies().flat_map(|body| &body.fragments)
    }

    /// Findings that did not prevent reading the document.
    #[must_use]
    pub fn diagnostics(&self) -> &[crate::diagnostic::Diagnostic] {
        &self.noticed
    }

    /// The file name offices give the PDF: number, then title, as the first document was published.
    #[must_use]
    pub fn file_stem(&self) -> String {
        let whole = format!("{}{}", self.number().unwrap_or_default(), self.title());
        safe_file_name(&whole)
    }
}

/// The face of what stands in the corner: numbers of registers are of 仿宋, all else is to be seen.
pub fn corner_role(text: &str) -> Role {
    let bare = without_end_mark(text);
    let is_number = bare.ends_with('号') || bare.chars().all(|c| c.is_ascii_digit() || c == '-');
    if is_number || text.contains(['：', ':']) { Role::Fangsong } else { Role::Heiti }
}

fn said(date: &Option<(Date, Words)>, open: &Option<Words>) -> Option<String> {
    date.as_ref().map(|(date, _)| date.to_string()).or_else(|| open.as_ref().map(|open| open.text.clone()))
}
