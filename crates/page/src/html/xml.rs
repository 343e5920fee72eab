//! Words and numbers inside markup.

/// A text as it may stand in an element or between the double quotes of an attribute. Characters that
/// XML has no way to write are shown as U+FFFD.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'.. => out.push(c),
            _ => out.push('\u{FFFD}'),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_markup_would_read_is_escaped() {
        assert_eq!(
            escape("<b>\"a\" & 'b'</b>\u{1}\n"),
            "&lt;b&gt;&quot;a&quot; &amp; 'b'&lt;/b&gt;\u{FFFD}\n"
        );
    }
}
