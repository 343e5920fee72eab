//! Everything that can be the matter, as data.

use std::time::Duration;

use super::batch::BatchFault;
use super::catalogue::Rule;
use super::workbook::WorkbookFault;
use crate::layout::{Departure, Requirement};
use crate::pdf::PdfStandard;
use crate::text::markdown::Foreign;
use crate::text::normal::Class;
use crate::text::punctuation::{Doubt, Reason};
use crate::text::table::Wrong;

/// Why a document cannot be a PDF/A.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unarchivable {
    /// It has no date, and a PDF/A must say when it was made.
    Undated,
    /// Its red is printing ink, which needs a colour profile that Typst cannot give.
    Cmyk,
    /// A fragment or a template paints in printing inks.
    Inks,
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
    /// Noughts before a number.
    Noughts,
    /// Double quotes inside a text.
    InnerQuotes,
    /// True, None, yes.
    Literal,
    /// Keys without braces around them.
    NoBraces,
    Unexpected,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Problem {
    // source: the files as files
    NotSerialisable {
        reason: String,
    },
    TomlSyntax {
        message: String,
    },
    BareKey {
        key: String,
    },
    DuplicateKey {
        key: String,
    },
    NumberTooLarge {
        written: String,
    },
    JsonComment,
    JsonTrailingComma,
    JsonSyntax {
        slip: JsonSlip,
    },
    YamlSyntax {
        message: String,
    },
    TomlSlip {
        slip: TomlSlip,
    },
    /// A text over several lines in quotes that hold one.
    TomlLines {
        quote: char,
    },
    YamlTab,
    /// A fence of Markdown around the data.
    Fence,
    /// A blank that is none to the data's syntax.
    OddBlank {
        blank: char,
    },
    YamlSlip {
        slip: YamlSlip,
    },
    /// Lines of Chinese that YAML joins with a blank.
    YamlJoined,
    /// An item's dash without a blank behind it.
    YamlDash,
    /// A key's colon without one.
    YamlColon,
    YamlAlias {
        mark: char,
    },
    YamlTag {
        tag: String,
    },
    YamlKey,
    YamlDocuments,
    FullWidthMark {
        mark: char,
        right: char,
    },
    TooDeep {
        limit: usize,
    },
    TooManyValues {
        limit: usize,
    },
    TooLong {
        count: usize,
        limit: usize,
        unit: KindName,
    },
    MoreFindings {
        count: usize,
        errors: bool,
    },
    NoBaseFolder {
        path: String,
    },
    OutsideFolder {
        path: String,
    },
    MissingFile {
        path: String,
    },
    UnreadableFile {
        path: String,
        reason: String,
    },
    IsAFolder {
        path: String,
    },
    NotAFile {
        path: String,
    },
    FileTooLarge {
        path: String,
        limit: u64,
    },
    NotText {
        path: String,
        looks_like: Option<KindName>,
    },
    WrongEncoding {
        path: String,
        encoding: Encoding,
        offset: usize,
    },
    NotUtf8 {
        path: String,
        offset: usize,
        guess: Option<&'static str>,
    },

    // document: keys and values
    UnknownKey {
        key: String,
        nearest: Option<String>,
    },
    /// `\n` in a text, as two characters.
    PrintedEscape,
    /// A key of the whole document in a table of it.
    KeyOfDocument {
        key: String,
        table: String,
    },
    AliasTwice {
        key: &'static str,
        alias: &'static str,
    },
    WrongType {
        expected: KindName,
        found: KindName,
    },
    UnknownChoice {
        written: String,
        choices: String,
        nearest: Option<String>,
    },
    OutOfRange {
        written: String,
        range: String,
    },
    NotUsed {
        key: &'static str,
        alias: &'static str,
        where_: KindName,
        clause: &'static str,
    },
    Overcrowded {
        key: &'static str,
        given: i64,
        most: i64,
    },
    MissingKey {
        key: &'static str,
        alias: &'static str,
        clause: &'static str,
    },
    EmptyValue {
        key: &'static str,
    },
    NotADate {
        written: String,
    },
    ImpossibleDate {
        written: String,
    },
    ChineseNumeralDate {
        written: String,
        set_as: String,
    },
    BodyMissing,
    BodyTwice,
    BodyEmpty,
    ControlCharacter {
        character: char,
    },
    Normalised {
        class: Class,
        changed: Changed,
    },
    NumberBrackets {
        written: String,
        right: String,
    },
    IssuerTwice {
        name: String,
    },
    ClassificationLevel {
        written: String,
    },
    ClassificationStar {
        written: String,
    },
    ClassificationTerm {
        written: String,
        level: &'static str,
        years: u32,
    },
    /// The term ended before the document was.
    ClassificationEnded {
        written: String,
        day: String,
    },
    ClassificationForm {
        written: String,
        right: Option<String>,
    },

    // text: marks and numerals
    WouldChange {
        old: String,
        new: String,
        reason: Reason,
    },
    Doubtful {
        found: String,
        doubt: Doubt,
    },
    NotFormatted {
        path: String,
    },
    // document: what stands in a body
    Markdown(Foreign),
    /// Marks of Markdown in plain text, where they are printed; on so many lines.
    MarkdownInText {
        mark: String,
        lines: usize,
    },
    BlockKind {
        found: Vec<&'static str>,
    },
    /// A face of the default set is not beside the program, and another one serves its role.
    BundledFaceMissing {
        role: &'static str,
        file: &'static str,
        stand_in: String,
        folder: String,
    },
    /// A face that is not there, in a fragment, a picture or a template.
    FaceReplaced {
        name: String,
        role: &'static str,
        unknown: bool,
    },
    /// Words in a picture that it does not show when it is set.
    PictureWordsLost {
        path: String,
        words: Vec<String>,
    },
    /// Words in a picture that it shows to nobody.
    PictureWordsUnseen {
        path: String,
        words: Vec<String>,
    },
    /// A picture or a drawing of a fragment or a template without a text for who cannot see it.
    Unnamed,
    /// A table in a text that is none or several of the things that it can be.
    PieceKind {
        found: Vec<&'static str>,
        offered: Vec<&'static str>,
    },
    PictureFileTooLarge {
        path: String,
        limit: u64,
    },
    PictureUnnamed {
        path: String,
    },
    Picture {
        path: String,
        fault: PictureFault,
    },
    PictureChanged {
        path: String,
        change: PictureChange,
    },
    PictureFace {
        path: String,
        face: String,
        by: String,
    },
    PictureGlyphs {
        path: String,
        page: usize,
        characters: String,
    },
    PictureInside {
        path: String,
        page: usize,
        count: usize,
    },
    SheetWithoutWords {
        path: String,
        page: usize,
    },
    NotAWidth {
        written: String,
    },
    TableSource,
    NoHeader,
    RaggedRow {
        row: usize,
        cells: usize,
        columns: usize,
    },
    /// The row is counted from 1, in the header or below it.
    MergedCells {
        in_header: bool,
        row: usize,
        wrong: Wrong,
    },
    TableTooLarge {
        rows: usize,
        columns: usize,
    },
    /// Without a reason of the reader's, a quote is not closed.
    CsvSyntax {
        path: String,
        reason: Option<String>,
    },
    Workbook(WorkbookFault),
    Fragment {
        message: String,
    },
    FragmentWarning {
        message: String,
    },
    // lint: a rule that is broken, and what its words need
    Lint {
        rule: Rule,
        with: Vec<String>,
    },

    // layout: what the set pages say
    TableTooWide {
        page: usize,
    },
    Departure(Departure),
    Fitted {
        pitch: f64,
        spacing: Vec<(usize, f64)>,
    },
    /// How many lines of text stand with the sign-off now, on which page.
    CarriedOver {
        page: usize,
        lines: usize,
    },
    FittingOff {
        page: usize,
    },
    NotFitted {
        page: usize,
    },
    RecipientsMoved,
    MarkReduced {
        size: f64,
    },
    SignersCloser,
    NoBodyOnFirstPage,
    TitleTooLong {
        lines: usize,
    },
    DoesNotFit {
        page: usize,
        text: String,
    },
    MarkSmall {
        size: f64,
        organs: usize,
    },
    /// Words of another template that stand on others or leave the page.
    Strays(crate::layout::Stray),
    /// Words of a fragment of which a box shows a part only.
    CutInFragment {
        page: usize,
        text: String,
    },
    Nonconforming(Box<Requirement>),

    // engine: faces and compilation
    MissingGlyph {
        character: char,
        role: &'static str,
    },
    Fallback {
        role: &'static str,
        own: String,
        face: String,
        characters: Vec<char>,
        rare: bool,
    },
    PrivateUse {
        characters: Vec<char>,
        face: String,
    },
    VariantIgnored {
        base: char,
        selector: char,
    },
    SubstituteFaces {
        faces: Vec<(&'static str, String)>,
    },
    FontNotFound {
        role: &'static str,
        wanted: String,
    },
    FontBroken {
        role: &'static str,
        path: String,
    },
    FontRestricted {
        face: String,
    },
    Template(Slip),
    TemplateWarning(Slip),
    TemplateFile(TemplateFault),
    TemplateData(Violation),
    Export {
        message: String,
    },
    NotArchived(Unarchivable),

    // limits, and what failed inside
    TooManyPages {
        count: usize,
        limit: usize,
    },
    DrawingTooLarge {
        page: usize,
        width: u64,
        height: u64,
        limit: u64,
    },
    TimedOut {
        limit: Duration,
    },
    OverMemory {
        limit_mib: u64,
    },
    Internal {
        message: String,
    },
    NotStarted {
        reason: String,
    },
    MemoryNotLimited,
    NotWatched,

    // import: text and Word files read back into data
    NotImportable {
        path: String,
        kind: WordFault,
    },
    NothingToImport {
        path: String,
    },
    ImportDoubts {
        count: usize,
    },

    // measure: a PDF from anywhere
    NotMeasurable {
        path: String,
        fault: PdfFault,
    },
    StrangeFace {
        name: String,
        known: bool,
        embedded: bool,
    },
    MeaninglessGlyphs {
        count: usize,
    },
    InvisibleText {
        count: usize,
    },
    ElementNotFound {
        name: (&'static str, &'static str),
    },

    // inside: what a PDF carries
    SourceLeftOut {
        why: LeftOut,
    },
    SourceImpossible {
        why: LeftOut,
    },
    NothingAttached,
    NoManifest,
    BrokenManifest {
        reason: String,
    },
    NewerManifest {
        version: u32,
        known: u32,
    },
    SourceChanged {
        path: String,
    },
    UnsafeName {
        name: String,
    },
    NameTwice {
        name: String,
    },
    UnsafeTarget {
        path: String,
    },
    FontNotInside {
        path: String,
    },
    MadeOtherwise {
        zh: String,
        en: String,
    },
    // batch: a base, a list, a file a row
    Batch(BatchFault),

    // output
    WriteFailed {
        path: String,
        reason: String,
    },
    NoInput {
        path: String,
    },
    UnknownOutput {
        path: String,
    },
    FileExists {
        path: String,
    },
    BodyFileNeedsOutput,
    UnknownKind {
        written: String,
        nearest: Vec<&'static str>,
        choices: String,
    },
    UnknownFormat {
        written: String,
        choices: String,
    },
}

/// Characters that were put right: what was typed, what it became, how often.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Changed {
    pub listed: Vec<(String, String, usize)>,
    /// How many changes came after as many kinds as are listed.
    pub more: usize,
}

impl Changed {
    /// More kinds than this say nothing that these do not.
    const MOST: usize = 60;

    pub fn add(&mut self, from: &str, to: &str, count: usize) {
        if let Some((.., known)) = self.listed.iter_mut().find(|(known, ..)| known == from) {
            *known += count;
        } else if self.listed.len() < Changed::MOST {
            self.listed.push((from.to_owned(), to.to_owned(), count));
        } else {
            self.more += count;
        }
    }
}

impl Problem {
    /// What is wrong with merged cells in a row of a table whose header has so many; the row is counted
    /// from 0, the header's too.
    pub fn merged_cells(row: usize, header: usize, wrong: Wrong) -> Problem {
        let in_header = row < header;
        Problem::MergedCells { in_header, row: if in_header { row } else { row - header } + 1, wrong }
    }

    /// Whether another problem is only more of this one, and then counted with it.
    pub fn takes_in(&mut self, other: &Problem) -> bool {
        match (self, other) {
            (Problem::Normalised { class, changed }, Problem::Normalised { class: same, changed: more })
                if class == same =>
            {
                more.listed.iter().for_each(|(from, to, count)| changed.add(from, to, *count));
                changed.more += more.more;
                true
            }
            _ => false,
        }
    }
}

/// Why a PDF does not carry what it was made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LeftOut {
    /// The document is classified, and a copy of its words would go with every copy of its pages.
    Classified,
    /// The form has no attachments.
    Form(PdfStandard),
    /// It is more than `extract` takes.
    TooLarge,
}

/// Why a file is nothing that can be imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum WordFault {
    /// Named .docx, and no zip.
    NotAZip,
    /// It begins as a zip and has no end.
    Cut,
    /// No word of it is live; what it has instead, in the words of the import.
    NothingLive(String),
    /// A zip, and no Word document in it.
    NoDocument,
    /// Protected with a password.
    Encrypted,
    /// The binary format before 2007, .doc; .wps looks the same.
    Word97,
    Pdf,
    Rtf,
    /// A web page; programs export them under the name .doc.
    Html,
    /// Word's XML of 2003, or a package in one file.
    WordXml,
    Odt,
    /// GB/T 33190: fixed pages.
    Ofd,
    Workbook,
    Slides,
    Picture,
    /// A compressed file of another kind than a zip.
    Archive,
    /// What a program lays beside a file that is open, `~$x.docx`.
    Lock,
    /// Its parts unpack to more than the limit.
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
    /// More of something, said in Chinese and in English, than is read, and how much is.
    TooMuch((&'static str, &'static str), usize),
}

/// Why a picture's file cannot stand in a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum PictureFault {
    NotAPicture,
    TooLarge {
        width: u64,
        height: u64,
        limit: u64,
    },
    /// More pixels than the pictures of one document may have.
    TooMuchTogether {
        limit: u64,
    },
    /// It unpacks to more bytes.
    Unpacked {
        limit: u64,
    },
    /// It ends before its end.
    Cut,
    /// What the decoder says.
    Damaged(String),
    /// A form of its format that nobody here reads.
    Unsupported(String),
    NoSuchPage {
        page: usize,
    },
    /// What stands behind `#page=` is no number of a page, or none is to stand there.
    NotAPage {
        written: String,
    },
    Pdf(PdfFault),
}

/// What was done to a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PictureChange {
    /// Its colours were printing inks; by its own profile, or by the usual formula.
    FromInks { profile: bool },
    /// Its profile was not its own.
    ProfileLeftOut,
    /// A colour of a drawing is said in a way that nobody here reads; it is black.
    ColourUnread,
    /// Rules of a drawing's style sheet under a condition that nobody here can judge, or for screens alone.
    StyleLeftOut,
    /// Words that a width would wrap stand on one line.
    OneLine,
    /// A picture within a drawing that nobody here reads.
    InsideLeftOut,
}

/// What Typst says about a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Slip {
    pub message: String,
    pub file: String,
    /// What Typst advises.
    pub hints: Vec<String>,
    /// Through which calls it came there, innermost first.
    pub trace: Vec<String>,
}

/// What is the matter with a template as such: its folder, its manifest, what it asks for.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum TemplateFault {
    NoManifest {
        folder: String,
    },
    UnknownKey {
        key: String,
        nearest: String,
    },
    MissingKey {
        key: &'static str,
        example: &'static str,
    },
    Empty {
        key: String,
    },
    NotAName {
        written: String,
    },
    NotAVersion {
        written: String,
    },
    NewerProgram {
        needs: String,
        have: &'static str,
    },
    NoSuchFile {
        path: String,
    },
    NotAPointer {
        written: String,
    },
    UnreadableFont {
        path: String,
    },
    TooManyFiles {
        limit: usize,
    },
    /// One file.
    LargeFile {
        path: String,
        limit: u64,
    },
    TooMuch {
        limit: u64,
    },
    TooDeep {
        limit: usize,
    },
    LeavesFolder {
        path: String,
    },
    StrangeName {
        path: String,
    },
    Plugin {
        path: String,
    },
    Schema {
        message: String,
    },
    /// Something that nobody means, in Chinese and in English.
    SchemaSlip {
        message: (String, String),
    },
    SchemaDraft {
        written: String,
    },
    SchemaReference {
        uri: String,
    },
    NamesUsedUp,
    NoPackage {
        spec: String,
    },
    /// The template uses a key of the data that it does not have, and that the schema does not ask for.
    Unasked {
        key: String,
        anywhere: bool,
    },
    /// The template refuses the data in words of its own.
    Refused {
        message: String,
    },
    Unknown {
        written: String,
        nearest: Option<&'static str>,
        choices: String,
    },
    FolderNotEmpty {
        path: String,
    },
    NoSample,
    Evaluates {
        name: String,
    },
    /// A role that the template uses and its manifest does not name.
    UndeclaredRole {
        role: String,
    },
    UnusedRole {
        role: &'static str,
    },
    TwoOutputs,
    NotForTemplates {
        option: &'static str,
    },
    /// A date pointer whose value is no date: a PDF/A must say when it was made.
    NoDate {
        pointer: Option<String>,
        /// What stands there and is no date.
        written: Option<String>,
    },
}

/// How data breaks what its template's schema asks.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Violation {
    pub kind: ViolationKind,
    /// What the schema says of the value.
    pub about: Option<String>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum ViolationKind {
    Missing {
        key: String,
    },
    Extra {
        key: String,
        nearest: Option<String>,
    },
    /// JSON Schema's names of types.
    Type {
        expected: Vec<&'static str>,
        found: KindName,
    },
    NotOneOf {
        written: String,
        choices: Vec<String>,
        nearest: Option<String>,
    },
    NotTheValue {
        wanted: String,
    },
    /// `<`, `≤` … and the limit.
    Limit {
        written: String,
        sign: &'static str,
        limit: String,
    },
    MultipleOf {
        written: String,
        of: String,
    },
    Length {
        count: usize,
        least: bool,
        limit: u64,
    },
    Items {
        count: usize,
        least: bool,
        limit: u64,
    },
    Keys {
        count: usize,
        least: bool,
        limit: u64,
    },
    Pattern {
        written: String,
        pattern: String,
    },
    Format {
        written: String,
        format: String,
    },
    Repeated,
    Contains,
    Never,
    NoneOf {
        forms: usize,
    },
    SeveralOf {
        forms: usize,
    },
    /// Another keyword of the schema.
    Other {
        keyword: String,
    },
    Chart(ChartFault),
}

/// Why no chart can be drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ChartFault {
    /// A series has another number of values than there are labels.
    Lengths { values: usize, labels: usize },
    /// Shares of a whole cannot be negative.
    Negative { written: String },
    /// Nothing to draw: no value at all, or a pie of zeros.
    Empty,
    /// A pie has one series.
    PieSeries { series: usize },
    /// The words do not all have room.
    NoRoom,
    /// The numbers at the axis leave no room for the plot.
    LongTicks,
}

/// What is no TOML, where it is plain what was meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TomlSlip {
    /// A text, or a date in Chinese, without quotes.
    NoQuotes,
    /// The quotes of a text inside it.
    Quotes,
    /// A backslash, as in a path of Windows.
    Escape,
    /// Noughts before a number.
    Noughts,
    /// Nothing behind the =.
    NoValue,
    /// A line that is neither a key with its value nor a table's name.
    Loose,
    /// A quote that nobody closes.
    Open,
    /// A truth in words or capitals.
    Truth,
    /// YAML's colon behind a key.
    Colon,
    /// No comma between the items of a list.
    Comma,
    /// Something behind a value.
    Tail,
    /// Lines that end as those of old Macs.
    Return,
}

/// What is wrong about a YAML file as people type it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum YamlSlip {
    /// A line that stands in no column of its block or list.
    Indent,
    /// A colon and a blank inside a text.
    InnerColon,
    /// A mark with which no plain text begins.
    Start(char),
    /// A backslash in double quotes.
    Escape,
    /// More behind a quote or a bracket that closed the value.
    Tail,
    /// Braces of a placeholder without quotes.
    Braces,
}
