//! What a file says of a character, as people write it.

use unicode_normalization::UnicodeNormalization as _;

/// The text of a glyph: without control characters, radicals and doubles of hanzi as the hanzi they look
/// like, joined letters one by one. Files name the first of several characters that share a glyph.
pub fn written(said: &str) -> String {
    let mut text = String::new();
    for c in said.chars().filter(|c| !c.is_control() && !is_unseen(*c)) {
        match c {
            '\u{2E80}'..='\u{2FDF}' | '\u{F900}'..='\u{FAFF}' | '\u{FB00}'..='\u{FB06}' => {
                text.extend(c.nfkc())
            }
            '\u{A0}' | '\u{2002}'..='\u{200A}' => text.push(' '),
            _ => text.push(c),
        }
    }
    text
}

/// Marks that have no width: zero-width blanks, directions, the mark at a file's start.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' | '\u{AD}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubles_of_hanzi_and_joined_letters_are_what_they_look_like() {
        for (said, text) in [
            ("⽔⽂⼯⼀", "水文工一"),
            ("ﬁ", "fi"),
            ("\u{F900}", "豈"),
            ("（：\u{200B}", "（："),
            ("\u{A0}", " "),
        ] {
            assert_eq!(written(said), text);
        }
    }
}
