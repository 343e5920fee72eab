//! A finding as text: with its line and a caret, on one line, or as JSON.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use super::{Diagnostic, Lang, Severity};

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
    let mut group = level.with_name(word).primary_title(message.as_str()).id(d.code()).elements(snippet(d));
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
    rendered + "\n"
}

/// The lines of the file that the finding lies on; a long value shows only its first line.
fn snippet(d: &Diagnostic) -> Option<Snippet<'_, annotate_snippets::Annotation<'_>>> {
    let place = d.place()?;
    let text = place.source.text();
    let range = place.range.clone();
    let first_line_end = text[range.start..].find('\n').map_or(text.len(), |at| range.start + at);
    let end = range.end.min(first_line_end).max(range.start);
    let snippet = Snippet::source(text).path(place.file()).line_start(place.source.first_line());
    Some(snippet.annotation(AnnotationKind::Primary.span(range.start..end)))
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
