//! Everything that can be the matter, as data.

use std::time::Duration;

use super::catalogue::Rule;
use crate::layout::{Departure, Requirement};
use crate::text::markdown::Foreign;
use crate::text::punctuation::{Doubt, Reason};

/// Why a document cannot be a PDF/A.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unarchivable {
    /// It has no date, and a PDF/A must say when it was made.
    Undated,
    /// Its red is printing ink, which needs a colour profile that Typst cannot give.
    Cmyk,
}
use crate::source::Encoding;

/// What a type is called, in Chinese and in English.
pub(crate) type KindName = (&'static str, &'static str);

/// What is not JSON about a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum JsonSlip {
    SingleQuotes,
    UnquotedKey,
    MissingComma,
    MissingColon,
    MissingValue,
    Unclosed,
    UnclosedString,
    SecondValue,
    /// Half of a character beyond U+FFFF: a surrogate without the other.
    HalfCharacter,
    Escape,
    /// A line break or another control character inside quotes.
    RawControl,
    Number,
    Unexpected,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Problem {
    // source: the files as files
    NotSerialisable { reason: String },
    TomlSyntax { message: String },
    BareKey { key: String },
    DuplicateKey { key: String },
    NumberTooLarge { written: String },
    JsonComment,
    JsonTrailingComma,
    JsonSyntax { slip: JsonSlip },
    YamlSyntax { message: String },
    YamlTab,
    YamlAlias { mark: char },
    YamlTag { tag: String },
    YamlKey,
    YamlDocuments,
    FullWidthMark { mark: char, right: char },
    TooDeep { limit: usize },
    TooManyValues { limit: usize },
    TooLong { count: usize, limit: usize, unit: KindName },
    MoreFindings { count: usize, errors: bool },
    NoBaseFolder { path: String },
    OutsideFolder { path: String },
    MissingFile { path: String },
    UnreadableFile { path: String, reason: String },
    IsAFolder { path: String },
    FileTooLarge { path: String, limit: u64 },
    NotText { path: String, looks_like: Option<KindName> },
    WrongEncoding { path: String, encoding: Encoding, offset: usize },
    NotUtf8 { path: String, offset: usize, guess: Option<&'static str> },

    // document: keys and values
    UnknownKey { key: String, nearest: Option<String> },
    AliasTwice { key: &'static str, alias: &'static str },
    WrongType { expected: KindName, found: KindName },
    UnknownChoice { written: String, choices: String, nearest: Option<String> },
    OutOfRange { written: String, range: String },
    NotUsed { key: &'static str, alias: &'static str, where_: KindName, clause: &'static str },
    Overcrowded { key: &'static str, given: i64, most: i64 },
    MissingKey { key: &'static str, alias: &'static str, clause: &'static str },
    EmptyValue { key: &'static str },
    NotADate { written: String },
    ImpossibleDate { written: String },
    ChineseNumeralDate { written: String, set_as: String },
    BodyMissing,
    BodyTwice,
    BodyEmpty,
    ControlCharacter { character: char },
    NumberBrackets { written: String, right: String },
    IssuerTwice { name: String },
    NotAPicture { path: String },
    ClassificationLevel { written: String },
    ClassificationStar { written: String },
    ClassificationTerm { written: String, level: &'static str, years: u32 },

    // text: marks and numerals
    WouldChange { old: String, new: String, reason: Reason },
    Doubtful { found: String, doubt: Doubt },
    NotFormatted { path: String },
    // document: what stands in a body
    Markdown(Foreign),
    BlockKind { found: Vec<&'static str> },
    PictureTooLarge { path: String, width: u64, height: u64, limit: u64 },
    PictureFileTooLarge { path: String, limit: u64 },
    BrokenPicture { path: String, reason: String },
    NoSuchPage { path: String, page: usize },
    PictureUnnamed { path: String },
    NotAWidth { written: String },
    TableSource,
    RaggedRow { row: usize, cells: usize, columns: usize },
    TableTooLarge { rows: usize, columns: usize },
    CsvSyntax { path: String, reason: String },
    NotASpreadsheet { path: String, reason: String },
    NoSuchSheet { path: String, sheet: String, sheets: Vec<String> },
    CellError { path: String, cell: String, error: String },
    Fragment { message: String },
    FragmentWarning { message: String },
    // lint: a rule that is broken, and what its words need
    Lint { rule: Rule, with: Vec<String> },

    // layout: what the set pages say
    TableTooWide { page: usize },
    Departure(Departure),
    Fitted { pitch: f64, spacing: Vec<(usize, f64)> },
    FittingOff { page: usize },
    NotFitted { page: usize },
    RecipientsMoved,
    NoBodyOnFirstPage,
    TitleTooLong { lines: usize },
    DoesNotFit { page: usize, text: String },
    Nonconforming(Requirement),

    // engine: faces and compilation
    MissingGlyph { character: char, role: &'static str },
    SubstituteFaces { faces: Vec<(&'static str, String)> },
    FontNotFound { role: &'static str, wanted: String },
    FontRestricted { face: String },
    Template { message: String, file: String },
    TemplateWarning { message: String, file: String },
    Export { message: String },
    NotArchived(Unarchivable),

    // limits, and what failed inside
    TooManyPages { count: usize, limit: usize },
    DrawingTooLarge { page: usize, width: u64, height: u64, limit: u64 },
    TimedOut { limit: Duration },
    OverMemory { limit_mib: u64 },
    Internal { message: String },
    NotStarted { reason: String },
    MemoryNotLimited,

    // import: text and Word files read back into data
    NotImportable { path: String, kind: WordFault },
    NothingToImport { path: String },
    ImportDoubts { count: usize },

    // measure: a PDF from anywhere
    NotMeasurable { fault: PdfFault },
    StrangeFace { name: String, known: bool, embedded: bool },
    MeaninglessGlyphs { count: usize },
    InvisibleText { count: usize },
    ElementNotFound { name: (&'static str, &'static str) },

    // output
    WriteFailed { path: String, reason: String },
    NoInput { path: String },
    UnknownOutput { path: String },
    FileExists { path: String },
    BodyFileNeedsOutput,
    UnknownKind { written: String, nearest: Vec<&'static str>, choices: String },
    UnknownFormat { written: String, choices: String },
}

/// Why a file is nothing that can be imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum WordFault {
    /// Named .docx, and no zip.
    NotAZip,
    /// A zip, and no Word document in it.
    NoDocument,
    /// Protected with a password.
    Encrypted,
    /// The binary format before 2007, .doc; .wps looks the same.
    Word97,
    Pdf,
    Rtf,
    /// A part unpacks to more than the limit.
    TooLarge {
        limit: u64,
    },
    /// It has a document type, which can make entities; Word writes none.
    DocumentType,
    Broken(String),
}

/// Why a PDF cannot be measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PdfFault {
    NotAPdf,
    /// It opens with a password only.
    Encrypted,
    Broken,
    NoPages,
    NoText,
    /// Pictures and no text.
    Scanned,
    /// More of something than is read, and how much is.
    TooMuch(&'static str, usize),
}
