//! Whether two texts say the same, whatever stands between their words.

/// The letters, hanzi and figures of a text, without blanks and marks.
#[must_use]
pub fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Whether a line says a title again: the same words, or these with the organ before them or without it.
#[must_use]
pub fn is_title(line: &str, title: &str) -> bool {
    /// So many characters of one say which document it is.
    const SHORTEST: usize = 6;
    let (line, title) = (bare(line), bare(title));
    let shorter = line.chars().count().min(title.chars().count());
    !line.is_empty()
        && (line == title || shorter >= SHORTEST && (line.ends_with(&title) || title.ends_with(&line)))
}
