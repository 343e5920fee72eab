//! A finding as text: with its line and a caret, on one line, or as JSON.

use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use super::{Diagnostic, Lang, Place, Severity};

/// How findings are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum MessageFormat {
    /// The line of the file, a caret under the place, then clause and help.
    #[default]
    Human,
    /// `file:line:column: severity[code]: message`.
    Short,
    /// One JSON object a line.
    Json,
}

pub(super) fn render(d: &Diagnostic, format: MessageFormat, lang: Lang, colour: bool) -> String {
    match format {
        MessageFormat::Human => human(d, lang, colour),
        MessageFormat::Short => short(d, lang),
        MessageFormat::Json => as_json(d),
    }
}

fn human(d: &Diagnostic, lang: Lang, colour: bool) -> String {
    let level = match d.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let (word, help_word, clause_word) = match lang {
        Lang::Zh => (d.severity().word(lang), "办法", "条款"),
        Lang::En => (d.severity().word(lang), "help", "clause"),
    };
    let message = d.message(lang);
    let line = d.place().map(ShownLine::of);
    let snippet = line.as_ref().map(ShownLine::snippet);
    let mut group = level.with_name(word).primary_title(message.as_str()).id(d.code()).elements(snippet);
    if d.place().is_none()
        && let Some(path) = d.data_path()
    {
        group = group.element(Level::NOTE.no_name().message(format!("--> {path}")));
    }
    if let Some(clause) = d.clause() {
        let strength =
            d.strength().map(|strength| strength.words()).map_or(String::new(), |(zh, en)| match lang {
                Lang::Zh => format!("（{zh}）"),
                Lang::En => format!(" ({en})"),
            });
        let clause = format!("{}{strength}", cited(clause));
        group = group.element(Level::NOTE.with_name(clause_word).message(clause));
    }
    if let Some(row) = d.row() {
        let word = if lang == Lang::Zh { "名单" } else { "row" };
        let which = if lang == Lang::Zh { format!("第 {row} 份") } else { row.to_string() };
        group = group.element(Level::NOTE.with_name(word).message(which));
    }
    if let Some(help) = d.help(lang) {
        group = group.element(Level::HELP.with_name(help_word).message(help));
    }
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let rendered = renderer.decor_style(DecorStyle::Ascii).render(&[group]);
    let rendered = match line {
        Some(line) => line.with_its_column(rendered),
        None => rendered,
    };
    rendered + "\n"
}

/// So many characters of a line are handed on before and behind the start of a place: more than are shown, and no more,
/// for each of a line's findings would have all of it measured.
const SHOWN: usize = 400;

/// The line that a place begins on, as far as it is shown; a long value shows only its first line.
struct ShownLine<'a> {
    place: &'a Place,
    /// Its bytes in the text.
    shown: Range<usize>,
    /// Its number in the file.
    number: usize,
    /// Its beginning is not among them.
    cut: bool,
}

impl ShownLine<'_> {
    fn of(place: &Place) -> ShownLine<'_> {
        let (text, at) = (place.source.text(), place.range.start);
        let begin = |before: usize| text[..before].rfind('\n').map_or(0, |end| end + 1);
        let mut start = begin(at);
        let mut number = place.source.first_line() + place.source.line(at);
        let line_end = text[at..].find('\n').map_or(text.len(), |end| at + end + 1);
        // Behind the last line break of a file there is nothing to show.
        if start == line_end && start > 0 {
            start = begin(start - 1);
            number -= 1;
        }
        let first = text[start..at].char_indices().rev().nth(SHOWN).map_or(start, |(byte, _)| start + byte);
        let end = text[at..line_end].char_indices().nth(2 * SHOWN).map_or(line_end, |(byte, _)| at + byte);
        ShownLine { place, shown: first..end, number, cut: first > start }
    }

    fn snippet(&self) -> Snippet<'_, annotate_snippets::Annotation<'_>> {
        let text = &self.place.source.text()[self.shown.clone()];
        let start = self.place.range.start - self.shown.start;
        // The rest is there that the line is seen to go on.
        let most = text[start..].char_indices().nth(SHOWN).map_or(text.len(), |(byte, _)| start + byte);
        let line_end = text[start..].find('\n').map_or(text.len(), |end| start + end);
        let end = (self.place.range.end - self.shown.start).min(line_end).min(most).max(start);
        let snippet = Snippet::source(text).path(self.place.file()).line_start(self.number);
        snippet.annotation(AnnotationKind::Primary.span(start..end))
    }

    /// What was rendered, with the column of the whole line where its beginning was left out.
    fn with_its_column(&self, rendered: String) -> String {
        if !self.cut {
            return rendered;
        }
        let before = &self.place.source.text()[self.shown.start..self.place.range.start];
        let (line, column) = self.place.line_column();
        let (counted, meant) =
            (format!(":{line}:{}", before.chars().count() + 1), format!(":{line}:{column}"));
        let Some(arrow) = rendered.find("--> ") else { return rendered };
        let end = rendered[arrow..].find('\n').map_or(rendered.len(), |end| arrow + end);
        match rendered[arrow..end].rfind(&counted) {
            Some(at) => {
                let (head, tail) = rendered.split_at(arrow + at);
                format!("{head}{meant}{}", &tail[counted.len()..])
            }
            None => rendered,
        }
    }
}

fn short(d: &Diagnostic, lang: Lang) -> String {
    let at = match (d.place(), d.data_path()) {
        (Some(place), _) => {
            let (line, column) = place.line_column();
            format!("{}:{line}:{column}: ", place.file())
        }
        (None, Some(path)) => format!("{path}: "),
        (None, None) => String::new(),
    };
    let clause = d.clause().map(|clause| format!(" ({})", cited(clause))).unwrap_or_default();
    let row = match (d.row(), lang) {
        (Some(row), Lang::Zh) => format!("（名单第 {row} 份）"),
        (Some(row), Lang::En) => format!(" (row {row})"),
        (None, _) => String::new(),
    };
    format!("{at}{}[{}]: {}{clause}{row}\n", d.severity().word(lang), d.code(), d.message(lang))
}

/// A clause with its source: a bare number is of GB/T 9704.
fn cited(clause: &str) -> String {
    if clause.starts_with(|c: char| c.is_ascii_digit()) {
        format!("GB/T 9704-2012 {clause}")
    } else {
        clause.to_owned()
    }
}

fn as_json(d: &Diagnostic) -> String {
    serde_json::to_string(d).expect("texts and numbers") + "\n"
}
