//! What Markdown takes its bytes for: who puts words into a text must know how they will be read there.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::markdown::parser;
use super::notes;

/// What a byte of Markdown is a part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    /// Words: a backslash keeps marks plain.
    Words,
    /// Code in a line: marks are plain, a backtick ends it.
    Code,
    /// Code in a table's cell, where a bar ends the cell all the same.
    CodeInTable,
    /// Lines of code.
    CodeLines,
    /// An address, a comment, what is not printed.
    Other,
}

/// What each of these bytes, in order, is a part of.
pub fn spans(text: &str, bytes: &[usize]) -> Vec<Span> {
    let mut spans = vec![Span::Other; bytes.len()];
    let mut mark = |range: Range<usize>, span| {
        let before = |bound: usize| bytes.partition_point(|at| *at < bound);
        let inside = before(range.start)..before(range.end);
        spans[inside].fill(span);
    };
    let (mut tables, mut code) = (0_usize, false);
    for (event, range) in parser(&notes::with_kept_calls(text)).into_offset_iter() {
        match event {
            Event::Start(Tag::Table(_)) => tables += 1,
            Event::End(TagEnd::Table) => tables -= 1,
            Event::Start(Tag::CodeBlock(_)) => code = true,
            Event::End(TagEnd::CodeBlock) => code = false,
            Event::Text(_) => mark(range, if code { Span::CodeLines } else { Span::Words }),
            Event::Code(_) => mark(range, if tables > 0 { Span::CodeInTable } else { Span::Code }),
            _ => {}
        }
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_is_words_code_or_neither() {
        for (text, wanted) in [
            ("甲X乙", Span::Words),
            ("# X", Span::Words),
            ("**X**", Span::Words),
            ("`X`", Span::Code),
            ("`` a X ``", Span::Code),
            ("|甲|\n|-|\n|`X`|", Span::CodeInTable),
            ("|甲|\n|-|\n|X|", Span::Words),
            ("文。\n\n    X", Span::CodeLines),
            ("```\nX\n```", Span::CodeLines),
            ("![图](X.png)", Span::Other),
            ("![X](a.png)", Span::Words),
            ("![图[^1]](X.png)\n\n[^1]: 甲。", Span::Other),
            ("[文](X)", Span::Other),
            ("<!-- X -->", Span::Other),
        ] {
            assert_eq!(spans(text, &[text.find('X').unwrap()]), [wanted], "{text}");
        }
    }
}
