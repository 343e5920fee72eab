//! Everything that can be the matter, as data.

use crate::layout::Departure;
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
    NotInTime { key: &'static str },
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

    // layout: what the set pages say
    Departure(Departure),
    Fitted { pitch: f64, spacing: Vec<(usize, f64)> },
    FittingOff { page: usize },
    NotFitted { page: usize },
    RecipientsMoved,
    NoBodyOnFirstPage,
    OutsideTypeArea { page: usize, text: String },
    Overprinted { page: usize, text: String, on: String },
    TitleTooLong { lines: usize },

    // engine: faces and compilation
    MissingGlyph { character: char, role: &'static str },
    SubstituteFaces { faces: Vec<(&'static str, String)> },
    FontNotFound { role: &'static str, wanted: String },
    FontRestricted { face: String },
    Template { message: String, file: String },
    TemplateWarning { message: String, file: String },
    Export { message: String },

    // output
    WriteFailed { path: String, reason: String },
    NoInput { path: String },
    UnknownOutput { path: String },
}
