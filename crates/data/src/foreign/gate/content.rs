//! Instructions looked at before anybody interprets them.

use hayro_syntax::content::{Instruction, UntypedIter};
use hayro_syntax::object::Object;

use crate::foreign::PdfFault;
use crate::foreign::limits::{LIMIT_CONTENT_BYTES, LIMIT_INLINE_BYTES};

/// How deep graphics states may be saved in a content stream.
const LIMIT_SAVED: usize = 1_000;
/// How many characters may be gathered for a clip (text rendering modes 4 to 7), in bytes.
const LIMIT_CLIPPING: usize = 20_000;
/// How deep arrays, dictionaries and procedures may nest; the interpreter reads them by recursion.
const LIMIT_NESTING: usize = 100;

/// Refuses instructions that make the interpreter hold more than it can: values nested and states saved
/// without end, text gathered for a clip.
pub(super) fn sane(content: &[u8]) -> Result<(), PdfFault> {
    if content.len() > LIMIT_CONTENT_BYTES {
        return Err(PdfFault::TooMuch {
            unit: ("绘图指令的字节数", "bytes of instructions"),
            limit: LIMIT_CONTENT_BYTES,
        });
    }
    shallow(content)?;
    let (mut saved, mut clipping, mut gathered) = (0usize, false, 0usize);
    let mut instructions = UntypedIter::new(content);
    while let Some(instruction) = instructions.next() {
        let operator: &[u8] = instruction.operator;
        match operator {
            b"q" => saved += 1,
            b"Q" => saved = saved.saturating_sub(1),
            b"Tr" => clipping = true,
            b"Tj" | b"TJ" | b"'" | b"\"" if clipping => gathered += 1,
            b"ET" => gathered = 0,
            b"BI" => small(&instruction)?,
            _ => {}
        }
        if saved > LIMIT_SAVED {
            return Err(PdfFault::TooMuch {
                unit: ("保存的绘图状态数", "saved graphics states"),
                limit: LIMIT_SAVED,
            });
        }
        if gathered > LIMIT_CLIPPING {
            return Err(PdfFault::TooMuch {
                unit: ("裁剪用的文字数", "text of a clip"),
                limit: LIMIT_CLIPPING,
            });
        }
    }
    Ok(())
}

/// Refuses a picture between the instructions that is packed and large: nobody has measured what it unpacks to.
fn small(instruction: &Instruction<'_, '_>) -> Result<(), PdfFault> {
    let Some(Object::Stream(picture)) = instruction.operands().next() else { return Ok(()) };
    if !picture.filters().is_empty() && picture.raw_data().len() > LIMIT_INLINE_BYTES {
        return Err(PdfFault::TooMuch {
            unit: ("内嵌小图的字节数", "bytes of an inline picture"),
            limit: LIMIT_INLINE_BYTES,
        });
    }
    Ok(())
}

/// Refuses values and procedures nested deeper than a reader by recursion can follow. Words, comments and
/// the pixels of inline pictures nest nothing.
pub(super) fn shallow(content: &[u8]) -> Result<(), PdfFault> {
    let mut depth = 0usize;
    let mut at = 0;
    while let Some(byte) = content.get(at) {
        match byte {
            b'(' => at = after_string(content, at),
            b'%' => {
                at += content[at..].iter().position(|b| matches!(b, b'\r' | b'\n')).unwrap_or(content.len())
            }
            b'I' if is_word(content, at, b"ID") => at = after_pixels(content, at),
            b'[' | b'{' => depth += 1,
            b'<' if content.get(at + 1) == Some(&b'<') => {
                depth += 1;
                at += 1;
            }
            b'>' if content.get(at + 1) == Some(&b'>') => {
                depth = depth.saturating_sub(1);
                at += 1;
            }
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > LIMIT_NESTING {
            return Err(PdfFault::TooMuch { unit: ("嵌套层数", "nested values"), limit: LIMIT_NESTING });
        }
        at += 1;
    }
    Ok(())
}

/// Whether this word stands by itself here.
fn is_word(content: &[u8], at: usize, word: &[u8]) -> bool {
    let blank = |at: Option<usize>| {
        at.and_then(|at| content.get(at)).is_none_or(|byte| byte.is_ascii_whitespace() || *byte == 0)
    };
    content[at..].starts_with(word) && blank(at.checked_sub(1)) && blank(Some(at + word.len()))
}

/// The last byte of a string in brackets.
fn after_string(content: &[u8], start: usize) -> usize {
    let (mut depth, mut at) = (0usize, start);
    while let Some(byte) = content.get(at) {
        match byte {
            b'\\' => at += 1,
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            break;
        }
        at += 1;
    }
    at
}

/// The last byte of an inline picture.
fn after_pixels(content: &[u8], start: usize) -> usize {
    (start + 2..content.len()).find(|at| is_word(content, *at, b"EI")).map_or(content.len(), |at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_nests_counts() {
        let deep = |open: &str| open.repeat(LIMIT_NESTING + 1).into_bytes();
        for open in ["[", "<<", "{", "[ <</A "] {
            assert!(shallow(&deep(open)).is_err(), "{open}");
        }
        for flat in
            ["[]", "<</A 1>>", "[(])] TJ", "(\\)[\\() Tj", "([[) Tj", "%[[[\n", "BI ID [[[ EI ", "<5B5B>"]
        {
            assert!(shallow(&deep(flat)).is_ok(), "{flat}");
        }
    }
}
