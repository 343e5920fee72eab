//! One way to report a problem.
//!
//! Every room hands its findings to a [`Sink`]; nobody prints. A [`Diagnostic`] carries data (a
//! [`Problem`]), never a finished sentence, so that the same finding reads well in Chinese and in
//! English and a program can match on its stable [`code`](Diagnostic::code).

mod arguments;
mod cause;
mod entry;
mod failure;
mod general;
mod json;
mod panic;
mod problem;
mod reading;
mod show;
mod spelt;
mod strength;

use std::error::Error;
use std::fmt;
use std::ops::Range;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::sync::{Arc, OnceLock};

pub use arguments::{Argument, Arguments, as_cut, as_cut_if_any, as_words, in_both, in_both_if_any};
pub use cause::Cause;
pub use entry::{
    Entry, NAMED, Text, code_point, code_points, cut, error, note, quoted, size, size_zh, text, warning,
};
pub use failure::Failure;
pub use general::General;
pub use panic::guarded;
pub use problem::{KindName, Problem};
pub use reading::Reading;
pub use show::MessageFormat;
pub use strength::Strength;

use crate::source::SourceText;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
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

/// The language of messages. There are two and will be no more: whatever is said is said in both.
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
    /// # extern crate gongwen_data as gongwen;
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
    /// The text it lies in.
    pub(crate) source: Arc<SourceText>,
    /// Bytes of that text, at the bounds of characters.
    pub(crate) range: Range<usize>,
    /// Whether what is meant is only a part of it, or was put there by somebody else: nothing can be
    /// replaced then.
    loose: bool,
}

impl Place {
    /// The file's name as the user gave it.
    #[must_use]
    pub fn file(&self) -> &str {
        self.source.name()
    }

    /// Its bytes in the file, from 0, a byte order mark and the rows above counted; of a file that is no UTF-8 in its text
    /// as UTF-8, of a sheet's row in the row.
    #[must_use]
    pub fn range(&self) -> Range<usize> {
        let before = self.source.before();
        before + self.range.start..before + self.range.end
    }

    /// Line and column of the start, both from 1; the column counts characters.
    #[must_use]
    pub fn line_column(&self) -> (usize, usize) {
        self.source.line_column(self.range.start)
    }

    /// What stands there.
    pub fn text(&self) -> &str {
        self.source.text().get(self.range.clone()).unwrap_or_default()
    }

    /// The place of a character as it is typed, or of a letter with the marks behind it.
    pub(crate) fn find_typed(&self, typed: &str) -> Place {
        let mut characters = typed.chars();
        match (characters.next(), characters.next()) {
            (Some(one), None) => self.find_char(one),
            _ => self.find(typed),
        }
    }
}

#[doc(hidden)]
impl Place {
    /// A place; bounds within a character are widened to it.
    pub fn new(source: &Arc<SourceText>, range: Range<usize>) -> Place {
        // The TOML parser may point into the middle of a character.
        let end = source.text().ceil_char_boundary(range.end);
        let start = source.text().floor_char_boundary(range.start.min(end));
        Place { source: Arc::clone(source), range: start..end, loose: false }
    }

    /// The place of a range of the text that was read from this place, or the whole place.
    pub fn within(&self, text: &str, range: Range<usize>) -> Place {
        match Reading::of(self, text) {
            Some(reading) => reading.place(range),
            None => self.clone(),
        }
    }

    /// The place in a file, for a text that words were put into.
    pub fn origin(self) -> Place {
        let Some(filled) = self.source.origin() else { return self };
        let (place, exact) = filled.origin(self.source.text(), self.range);
        Place { loose: !exact, ..place }
    }

    /// The place of a text inside this place, or the whole place.
    pub fn find(&self, text: &str) -> Place {
        self.within(text, 0..text.len())
    }

    /// The place of the first `words` inside this place as they stand in the file, or the whole place.
    pub fn find_within(&self, words: &str) -> Place {
        match self.text().find(words) {
            Some(at) => {
                let start = self.range.start + at;
                Place::new(&self.source, start..start + words.len())
            }
            None => self.clone(),
        }
    }

    /// The place of the first `needle` inside this place, typed, as a `\u` escape or as what stands for it,
    /// or the whole place.
    pub fn find_char(&self, needle: char) -> Place {
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

/// What was found, and what is said of it, made when it is first asked for.
#[derive(Debug)]
struct Found {
    problem: Box<dyn Problem>,
    entry: OnceLock<Entry>,
}

/// One finding about a document, its files or its fonts.
#[derive(Debug, Clone)]
pub struct Diagnostic {
    // Apart: a finding is returned as an error, and should be small.
    found: Arc<Found>,
    place: Option<Place>,
    path: Option<String>,
    fix: Option<String>,
    row: Option<usize>,
}

impl Diagnostic {
    /// What puts it right when it stands in its place.
    pub(crate) fn fix(mut self, fix: impl Into<String>) -> Diagnostic {
        self.fix = Some(fix.into());
        self
    }

    /// Counts a finding that is more of this one with it.
    fn takes_in(&mut self, other: &Diagnostic) -> bool {
        // Nobody else has a finding that is still collected.
        let Some(found) = Arc::get_mut(&mut self.found) else { return false };
        let taken = found.problem.takes_in(&*other.found.problem);
        if taken {
            found.entry = OnceLock::new();
        }
        taken
    }

    fn entry(&self) -> &Entry {
        self.found.entry.get_or_init(|| self.found.problem.entry())
    }

    /// How bad it is.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.entry().severity
    }

    /// The stable name of this kind of finding, such as `unknown-key`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.entry().code
    }

    /// The clause of GB/T 9704-2012 (or the named source) it rests on.
    #[must_use]
    pub fn clause(&self) -> Option<&'static str> {
        self.entry().clause
    }

    /// How binding that clause is, where a rule is broken.
    #[must_use]
    pub fn strength(&self) -> Option<Strength> {
        self.entry().strength
    }

    /// Whether it is told that a rule of the strength 必须 is broken: what `strict` refuses.
    #[must_use]
    pub fn breaks_a_must(&self) -> bool {
        self.severity() >= Severity::Warning && self.strength() == Some(Strength::Must)
    }

    /// What is the matter, in one sentence.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        spelt::spelt(self.entry().message.in_lang(lang), self.place.as_ref(), lang)
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self, lang: Lang) -> Option<String> {
        let help = self.entry().help.as_ref()?;
        Some(spelt::spelt(help.in_lang(lang), self.place.as_ref(), lang))
    }

    /// What its words were made of, by name, to be worded otherwise or counted: docs/codes.md says which a code has. They
    /// say nothing that the words do not.
    #[must_use]
    pub fn arguments(&self) -> Arguments {
        let said = |text: &str, name: Option<&str>| {
            let lang = if name == Some("zh") { Lang::Zh } else { Lang::En };
            spelt::spelt(text, self.place.as_ref(), lang)
        };
        self.found.problem.arguments().map_texts(&said)
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

// It is data, and its words are made whole or not at all.
impl UnwindSafe for Diagnostic {}
impl RefUnwindSafe for Diagnostic {}

/// In one line, in English: place, severity, code, message. [`render`](Diagnostic::render) says it otherwise.
impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.render(MessageFormat::Short, Lang::En, false).trim_end())
    }
}

/// Its source is the error of the system that is behind it, if one is.
impl Error for Diagnostic {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.found.problem.cause().map(|cause| cause.error() as &(dyn Error + 'static))
    }
}

#[doc(hidden)]
impl Diagnostic {
    /// A finding of a problem, at no place yet.
    pub fn new(problem: impl Into<Box<dyn Problem>>) -> Diagnostic {
        let found = Found { problem: problem.into(), entry: OnceLock::new() };
        Diagnostic { found: Arc::new(found), place: None, path: None, fix: None, row: None }
    }

    /// Of which row of a batch's list it is said.
    pub fn of_row(mut self, row: usize) -> Diagnostic {
        self.row = Some(row);
        self
    }

    /// Where it lies; of a text that was put together, where the words came from.
    pub fn at(mut self, place: impl Into<Option<Place>>) -> Diagnostic {
        self.place = place.into().map(Place::origin);
        self
    }

    /// The path in the data of what it is about, such as `issuers[0].name`.
    pub fn path(mut self, path: impl Into<String>) -> Diagnostic {
        let path = path.into();
        self.path = (!path.is_empty()).then_some(path);
        self
    }

    /// The finding that something failed inside: a defect, not the document's or the caller's fault.
    #[must_use]
    pub fn internal(message: &str) -> Diagnostic {
        Diagnostic::new(General::Internal { message: message.to_owned() })
    }

    /// What it is, where it is of this kind.
    pub fn of<P: Problem>(&self) -> Option<&P> {
        self.found.problem.of()
    }
}

/// More findings than this help nobody, and may come by the million from a broken file.
const LIMIT_FINDINGS: usize = 1000;

/// Collects findings; a room goes on after an error so that all are told at once.
#[derive(Debug, Default)]
pub struct Sink {
    found: Vec<Diagnostic>,
    /// How many came after the last that is told.
    more: usize,
    /// Whether one of them is an error.
    more_errors: bool,
}

impl Sink {
    /// Adds a finding, unless there are more already than anybody reads: then it is counted.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        // Findings may come by the million; few of them grow.
        if diagnostic.found.problem.grows() && self.found.iter_mut().any(|found| found.takes_in(&diagnostic))
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

    /// Forgets findings.
    pub fn forget(&mut self, unwanted: impl Fn(&Diagnostic) -> bool) {
        self.found.retain(|found| !unwanted(found));
    }

    /// Whether there is to be no document.
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

    /// Whether a finding of this code has been told.
    pub fn has_code(&self, code: &str) -> bool {
        self.found.iter().any(|found| found.code() == code)
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
                .push(Diagnostic::new(General::MoreFindings { count: self.more, errors: self.more_errors }));
        }
        self.found
    }
}
