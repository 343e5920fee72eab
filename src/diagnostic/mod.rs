//! One way to report a problem.
//!
//! Every room hands its findings to a [`Sink`]; nobody prints. A [`Diagnostic`] carries data (a
//! [`Problem`]), never a finished sentence, so that the same finding reads well in Chinese and in
//! English and a program can match on its stable [`code`](Diagnostic::code).

mod batch;
mod catalogue;
mod content;
mod exports;
mod failure;
mod glyphs;
mod kinds;
mod limits;
mod marks;
mod panic;
mod pictures;
mod problem;
mod reading;
mod show;
mod spelling;
mod strength;
mod template;
mod workbook;

use std::fmt;
use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;

pub(crate) use batch::{BatchFault, NameFault, PathFault, PatternFault};
pub(crate) use catalogue::Rule;
pub use failure::Failure;
pub(crate) use panic::guarded;
pub(crate) use problem::{
    Changed, ChartFault, JsonSlip, LeftOut, PdfFault, PictureChange, PictureFault, Problem, Slip,
    TemplateFault, TomlSlip, Unarchivable, Violation, ViolationKind, WordFault, YamlSlip,
};
pub(crate) use reading::Reading;
pub use show::MessageFormat;
pub use strength::Strength;
pub(crate) use workbook::WorkbookFault;

use crate::source::SourceText;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; nothing to do.
    Note,
    /// The document is set, but a reader may object.
    Warning,
    /// No document is made.
    Error,
}

impl Severity {
    /// The severity's name in machine-readable output.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }

    fn word(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Severity::Note, Lang::Zh) => "说明",
            (Severity::Warning, Lang::Zh) => "警告",
            (Severity::Error, Lang::Zh) => "错误",
            (_, Lang::En) => self.as_str(),
        }
    }
}

/// The language of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// 中文.
    Zh,
    /// English.
    #[default]
    En,
}

impl Lang {
    /// The language of a POSIX or BCP 47 locale name; everything but Chinese reads English.
    ///
    /// ```
    /// # use gongwen::Lang;
    /// assert_eq!(Lang::of_locale("zh_CN.UTF-8"), Lang::Zh);
    /// assert_eq!(Lang::of_locale("C"), Lang::En);
    /// ```
    #[must_use]
    pub fn of_locale(name: &str) -> Lang {
        let language = name.split(['_', '-', '.', '@']).next().unwrap_or_default();
        if language.eq_ignore_ascii_case("zh") { Lang::Zh } else { Lang::En }
    }
}

/// Where in a file a finding lies.
#[derive(Clone)]
pub struct Place {
    pub(crate) source: Arc<SourceText>,
    pub(crate) range: Range<usize>,
    /// Whether what is meant is only a part of it, or was put there by somebody else: nothing can be
    /// replaced then.
    loose: bool,
}

impl Place {
    pub(crate) fn new(source: &Arc<SourceText>, range: Range<usize>) -> Place {
        // The TOML parser may point into the middle of a character.
        let end = source.text().ceil_char_boundary(range.end);
        let start = source.text().floor_char_boundary(range.start.min(end));
        Place { source: Arc::clone(source), range: start..end, loose: false }
    }

    /// The file's name as the user gave it.
    #[must_use]
    pub fn file(&self) -> &str {
        self.source.name()
    }

    /// The byte range in the file's text.
    #[must_use]
    pub fn range(&self) -> Range<usize> {
        self.range.clone()
    }

    /// Line and column of the start, both from 1; the column counts characters.
    #[must_use]
    pub fn line_column(&self) -> (usize, usize) {
        self.source.line_column(self.range.start)
    }

    /// The place of a range of the text that was read from this place, or the whole place.
    pub(crate) fn within(&self, text: &str, range: Range<usize>) -> Place {
        match Reading::of(self, text) {
            Some(reading) => reading.place(range),
            None => self.clone(),
        }
    }

    /// The place in a file, for a text that words were put into.
    pub(crate) fn origin(self) -> Place {
        let Some(filled) = self.source.origin() else { return self };
        let (place, exact) = filled.origin(self.source.text(), self.range);
        Place { loose: !exact, ..place }
    }

    /// What stands there.
    pub(crate) fn text(&self) -> &str {
        self.source.text().get(self.range.clone()).unwrap_or_default()
    }

    /// The place of a text inside this place, or the whole place.
    pub(crate) fn find(&self, text: &str) -> Place {
        self.within(text, 0..text.len())
    }

    /// The place of the first `words` inside this place as they stand in the file, or the whole place.
    pub(crate) fn find_within(&self, words: &str) -> Place {
        match self.text().find(words) {
            Some(at) => {
                let start = self.range.start + at;
                Place::new(&self.source, start..start + words.len())
            }
            None => self.clone(),
        }
    }

    /// The place of a character as it is typed, or of a letter with the marks behind it.
    pub(crate) fn find_typed(&self, typed: &str) -> Place {
        let mut characters = typed.chars();
        match (characters.next(), characters.next()) {
            (Some(one), None) => self.find_char(one),
            _ => self.find(typed),
        }
    }

    /// The place of the first `needle` inside this place, typed, as a `\u` escape or as what stands for it,
    /// or the whole place.
    pub(crate) fn find_char(&self, needle: char) -> Place {
        let slice = self.source.text().get(self.range.clone()).unwrap_or_default();
        let code = needle as u32;
        let escape = |text: String| Some((slice.to_ascii_lowercase().find(&text)?, text.len()));
        let first = slice
            .find(needle)
            .map(|at| (at, needle.len_utf8()))
            .or_else(|| escape(format!("\\u{code:04x}")))
            .or_else(|| escape(format!("\\u{code:08x}")))
            .or_else(|| escape(halves(needle)));
        match first {
            Some((at, length)) => {
                let start = self.range.start + at;
                Place::new(&self.source, start..start + length)
            }
            None => self.find(needle.encode_utf8(&mut [0; 4])),
        }
    }
}

/// A character beyond U+FFFF as JSON escapes it.
fn halves(character: char) -> String {
    let mut units = [0; 2];
    character.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}")).collect()
}

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (line, column) = self.line_column();
        write!(f, "{}:{line}:{column}", self.file())
    }
}

/// One finding about a document, its files or its fonts.
#[derive(Debug, Clone)]
pub struct Diagnostic {
    // Boxed: a finding is returned as an error, and a problem carries texts.
    problem: Box<Problem>,
    place: Option<Place>,
    path: Option<String>,
    fix: Option<String>,
    row: Option<usize>,
}

impl Diagnostic {
    pub(crate) fn new(problem: Problem) -> Diagnostic {
        Diagnostic { problem: Box::new(problem), place: None, path: None, fix: None, row: None }
    }

    /// What puts it right when it stands in its place.
    pub(crate) fn fix(mut self, fix: impl Into<String>) -> Diagnostic {
        self.fix = Some(fix.into());
        self
    }

    /// Of which row of a batch's list it is said.
    pub(crate) fn of_row(mut self, row: usize) -> Diagnostic {
        self.row = Some(row);
        self
    }

    /// Whether it is said of the machine's fonts, the same for every document.
    pub(crate) fn is_of_the_machine(&self) -> bool {
        self.place.is_none()
            && matches!(*self.problem, Problem::SubstituteFaces { .. } | Problem::FontNotFound { .. })
    }

    pub(crate) fn at(mut self, place: impl Into<Option<Place>>) -> Diagnostic {
        self.place = place.into().map(Place::origin);
        self
    }

    pub(crate) fn path(mut self, path: impl Into<String>) -> Diagnostic {
        let path = path.into();
        self.path = (!path.is_empty()).then_some(path);
        self
    }

    /// The finding that a file could not be written.
    #[must_use]
    pub fn write_failed(path: &str, error: &std::io::Error) -> Diagnostic {
        Diagnostic::new(Problem::WriteFailed { path: path.to_owned(), reason: error.to_string() })
    }

    /// The finding that an output's ending names no format.
    #[must_use]
    pub fn unknown_output(path: &str) -> Diagnostic {
        Diagnostic::new(Problem::UnknownOutput { path: path.to_owned() })
    }

    /// The finding that a file is there and must not be overwritten.
    #[must_use]
    pub fn file_exists(path: &str) -> Diagnostic {
        Diagnostic::new(Problem::FileExists { path: path.to_owned() })
    }

    /// The finding that a file could not be read.
    #[must_use]
    pub fn unreadable_file(path: &str, error: &std::io::Error) -> Diagnostic {
        Diagnostic::new(Problem::UnreadableFile { path: path.to_owned(), reason: error.to_string() })
    }

    /// The finding that the work took longer than it may, as told by who ended it.
    #[must_use]
    pub fn timed_out(limit: Duration) -> Diagnostic {
        Diagnostic::new(Problem::TimedOut { limit })
    }

    /// The finding that the work took more memory than it may, in MiB, as told by who ended it.
    #[must_use]
    pub fn over_memory(limit_mib: u64) -> Diagnostic {
        Diagnostic::new(Problem::OverMemory { limit_mib })
    }

    /// The finding that something failed inside: a defect, not the document's or the caller's fault.
    #[must_use]
    pub fn internal(message: &str) -> Diagnostic {
        Diagnostic::new(Problem::Internal { message: message.to_owned() })
    }

    /// The finding that a process which is to keep to limits did not start.
    #[must_use]
    pub fn not_started(error: &std::io::Error) -> Diagnostic {
        Diagnostic::new(Problem::NotStarted { reason: error.to_string() })
    }

    /// The finding that nobody is left who would end this process when it goes beyond its limits.
    #[must_use]
    pub fn not_watched() -> Diagnostic {
        Diagnostic::new(Problem::NotWatched)
    }

    /// The finding that this system gives no way to watch a process's memory.
    #[must_use]
    pub fn memory_not_limited() -> Diagnostic {
        Diagnostic::new(Problem::MemoryNotLimited)
    }

    /// The finding that a body cannot be written beside standard output.
    #[must_use]
    pub fn body_file_needs_output() -> Diagnostic {
        Diagnostic::new(Problem::BodyFileNeedsOutput)
    }

    /// The finding that an option means nothing to a template of one's own.
    #[must_use]
    pub fn not_for_templates(option: &'static str) -> Diagnostic {
        Diagnostic::new(Problem::TemplateFile(TemplateFault::NotForTemplates { option }))
    }

    /// What Typst says about the template, when it failed there.
    pub(crate) fn slip(&self) -> Option<&Slip> {
        match &*self.problem {
            Problem::Template(slip) => Some(slip),
            _ => None,
        }
    }

    /// How bad it is.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.problem.entry().severity
    }

    /// The stable name of this kind of finding, such as `unknown-key`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.problem.entry().code
    }

    /// The clause of GB/T 9704-2012 (or the named source) it rests on.
    #[must_use]
    pub fn clause(&self) -> Option<&'static str> {
        self.problem.entry().clause
    }

    /// How binding that clause is, where a rule is broken.
    #[must_use]
    pub fn strength(&self) -> Option<Strength> {
        self.problem.entry().strength
    }

    /// What is the matter, in one sentence.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        self.problem.entry().message.take(lang)
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self, lang: Lang) -> Option<String> {
        self.problem.entry().help.map(|help| help.take(lang))
    }

    /// Where in the user's files it lies, when it lies in one.
    #[must_use]
    pub fn place(&self) -> Option<&Place> {
        self.place.as_ref()
    }

    /// The key in the data, such as `issuers[1].seal`.
    #[must_use]
    pub fn data_path(&self) -> Option<&str> {
        self.path.as_deref()
    }

    /// In a batch, the row of the list it is said of, from 1; its header is not counted.
    #[must_use]
    pub fn row(&self) -> Option<usize> {
        self.row
    }

    /// The text that puts it right when it replaces what stands at [`place`](Diagnostic::place);
    /// none where a person has to decide.
    #[must_use]
    pub fn replacement(&self) -> Option<&str> {
        self.fix.as_deref().filter(|_| self.place.as_ref().is_some_and(|place| !place.loose))
    }

    /// The finding as text: with its line and a caret, on one line, or as a JSON object.
    #[must_use]
    pub fn render(&self, format: MessageFormat, lang: Lang, colour: bool) -> String {
        show::render(self, format, lang, colour)
    }
}

/// More findings than this help nobody, and may come by the million from a broken file.
const LIMIT_FINDINGS: usize = 1000;

/// Collects findings; a room goes on after an error so that all are told at once.
#[derive(Debug, Default)]
pub(crate) struct Sink {
    found: Vec<Diagnostic>,
    /// How many came after the last that is told.
    more: usize,
    /// Whether one of them is an error.
    more_errors: bool,
}

impl Sink {
    pub fn push(&mut self, diagnostic: Diagnostic) {
        // Only findings of one kind grow, and there are few of those.
        if matches!(*diagnostic.problem, Problem::Normalised { .. })
            && self.found.iter_mut().any(|found| found.problem.takes_in(&diagnostic.problem))
        {
            return;
        }
        if self.is_full() {
            self.more += 1;
            self.more_errors |= diagnostic.severity() == Severity::Error;
        } else {
            self.found.push(diagnostic);
        }
    }

    /// Whether further findings are only counted.
    pub fn is_full(&self) -> bool {
        self.found.len() >= LIMIT_FINDINGS
    }

    /// Forgets that the template failed: why is told better.
    pub fn drop_template_errors(&mut self) {
        self.found.retain(|found| !matches!(*found.problem, Problem::Template(_)));
    }

    pub fn has_errors(&self) -> bool {
        self.more_errors || self.found.iter().any(|d| d.severity() == Severity::Error)
    }

    /// Whether something at a path in the data, or inside it, has been told.
    pub fn has_told(&self, path: &str) -> bool {
        let is_inside = |told: &str| {
            told.strip_prefix(path)
                .is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '-'))
        };
        self.found.iter().any(|found| found.data_path().is_some_and(is_inside))
    }

    /// Whether something at just this place has been told.
    pub fn has_told_at(&self, place: &Place) -> bool {
        let same = |known: &Place| known.range == place.range && known.source.order() == place.source.order();
        self.found.iter().any(|found| found.place.as_ref().is_some_and(same))
    }

    /// The findings in reading order: by file and place, those without a place last.
    pub fn into_sorted(mut self) -> Vec<Diagnostic> {
        self.found.sort_by_key(|d| match &d.place {
            Some(place) => (0, place.source.order(), place.range.start),
            None => (1, 0, 0),
        });
        if self.more > 0 {
            self.found
                .push(Diagnostic::new(Problem::MoreFindings { count: self.more, errors: self.more_errors }));
        }
        self.found
    }
}
