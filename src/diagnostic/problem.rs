//! Everything that can be the matter, as data.

use crate::layout::Departure;

/// What a type is called, in Chinese and in English.
pub(crate) type KindName = (&'static str, &'static str);

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Problem {
    // source: the files as files
    NotSerialisable { reason: String },
    TomlSyntax { message: String },
    BareKey { key: String },
    DuplicateKey { key: String },
    NumberTooLarge { written: String },
    NoBaseFolder { path: String },
    OutsideFolder { path: String },
    MissingFile { path: String },
    UnreadableFile { path: String, reason: String },
    IsAFolder { path: String },
    FileTooLarge { path: String, limit: u64 },
    NotUtf8 { path: String, offset: usize, guess: Option<&'static str> },

    // document: keys and values
    UnknownKey { key: String, nearest: Option<String> },
    AliasTwice { key: &'static str, alias: &'static str },
    WrongType { expected: KindName, found: KindName },
    NotInTime { key: &'static str },
    UnknownChoice { written: String, choices: String, nearest: Option<String> },
    OutOfRange { written: String, range: &'static str },
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

    // import: text and Word files read back into data
    NotImportable { path: String, kind: WordFault },
    NothingToImport { path: String },
    ImportDoubts { count: usize },

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
