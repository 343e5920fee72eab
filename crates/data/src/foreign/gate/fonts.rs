//! Dictionaries of faces made plain: ranges of a sane size, and the meaning of Asian collections.

use crate::foreign::PdfFault;
use lopdf::{Dictionary, Document, Object};

/// The last character that a face can have.
const LAST_CID: i64 = 65_535;
/// How many widths all faces may have.
pub(super) const LIMIT_WIDTHS: usize = 2_000_000;

/// A value of a dictionary with references followed.
fn at<'f>(file: &'f Document, dict: &'f Dictionary, key: &[u8]) -> Option<&'f Object> {
    file.dereference(dict.get(key).ok()?).ok().map(|(_, value)| value)
}

fn is(dict: &Dictionary, key: &[u8], value: &[u8]) -> bool {
    dict.get(key).and_then(Object::as_name).is_ok_and(|name| name == value)
}

/// The table of what the characters of a face mean that names an Asian collection and has no table of its
/// own. The interpreter looks there only for faces that are not embedded.
pub(super) fn meanings(file: &Document, font: &Dictionary) -> Option<&'static str> {
    let coded = is(font, b"Encoding", b"Identity-H") || is(font, b"Encoding", b"Identity-V");
    if !is(font, b"Subtype", b"Type0") || font.has(b"ToUnicode") || !coded {
        return None;
    }
    let descendants = at(file, font, b"DescendantFonts")?.as_array().ok()?;
    let descendant = file.dereference(descendants.first()?).ok()?.1.as_dict().ok()?;
    let system = at(file, descendant, b"CIDSystemInfo")?.as_dict().ok()?;
    let collections = [
        (b"GB1".as_slice(), "Adobe-GB1-UCS2"),
        (b"CNS1", "Adobe-CNS1-UCS2"),
        (b"Japan1", "Adobe-Japan1-UCS2"),
        (b"Korea1", "Adobe-Korea1-UCS2"),
    ];
    let ordering = at(file, system, b"Ordering")?.as_str().ok()?;
    collections.into_iter().find(|(known, _)| *known == ordering).map(|(_, table)| table)
}

/// Whether an entry makes room for characters that no face of one byte has.
pub(super) fn is_out_of_range(file: &Document, key: &[u8], value: &Object) -> bool {
    let code = || file.dereference(value).ok()?.1.as_i64().ok();
    [b"FirstChar".as_slice(), b"LastChar"].contains(&key)
        && !code().is_some_and(|code| (0..=255).contains(&code))
}

/// The widths of a face of many characters, each range no longer than there are characters; `left` is how
/// many more may be said. None for any other entry.
pub(super) fn widths(
    file: &Document,
    font: &Dictionary,
    key: &[u8],
    left: &mut usize,
) -> Option<Result<Object, PdfFault>> {
    let of_range = match key {
        b"W" => 1,
        b"W2" => 3,
        _ => return None,
    };
    if !is(font, b"Subtype", b"CIDFontType0") && !is(font, b"Subtype", b"CIDFontType2") {
        return None;
    }
    let all = at(file, font, key)?.as_array().ok()?;
    let all: Vec<&Object> = all.iter().filter_map(|value| Some(file.dereference(value).ok()?.1)).collect();
    let mut kept = Vec::new();
    let mut rest = all.as_slice();
    while let [first, second, more @ ..] = rest {
        let Ok(begin) = first.as_i64() else { break };
        let (said, count) = match second {
            Object::Array(each) => {
                let numbers = each.iter().filter(|value| value.as_float().is_ok()).cloned().collect();
                (vec![(*first).clone(), Object::Array(numbers)], each.len())
            }
            last => {
                let (Ok(end), true) = (last.as_i64(), more.len() >= of_range) else { break };
                let end = end.min(LAST_CID);
                let mut said = vec![(*first).clone(), Object::Integer(end)];
                said.extend(more[..of_range].iter().map(|value| (*value).clone()));
                (said, usize::try_from(end - begin + 1).unwrap_or(0))
            }
        };
        rest = if matches!(second, Object::Array(_)) { more } else { &more[of_range..] };
        if !(0..=LAST_CID).contains(&begin) || count == 0 {
            continue;
        }
        let Some(fewer) = left.checked_sub(count) else {
            return Some(Err(PdfFault::TooMuch { unit: ("字宽数", "widths"), limit: LIMIT_WIDTHS }));
        };
        *left = fewer;
        kept.extend(said);
    }
    Some(Ok(Object::Array(kept)))
}

/// How many procedures a Type 1 program may open; its reader follows them by recursion.
const LIMIT_PROCEDURES: usize = 50_000;
/// How many places may look as if the encrypted part began there.
const LIMIT_ENCRYPTED: usize = 8;

/// Refuses a Type 1 program, in the clear or encrypted, with procedures in procedures without end.
pub(super) fn sane_program(program: &[u8]) -> Result<(), PdfFault> {
    const WORD: &[u8] = b"eexec";
    if !program.starts_with(b"%!") && program.first() != Some(&0x80) {
        return Ok(());
    }
    let few = |opened: usize| {
        if opened > LIMIT_PROCEDURES {
            Err(PdfFault::TooMuch {
                unit: ("字体的过程数", "procedures of a face"), limit: LIMIT_PROCEDURES
            })
        } else {
            Ok(())
        }
    };
    few(program.iter().filter(|byte| **byte == b'{').count())?;
    let starts: Vec<usize> =
        program.windows(WORD.len()).enumerate().filter(|(_, word)| *word == WORD).map(|(at, _)| at).collect();
    if starts.len() > LIMIT_ENCRYPTED {
        return Err(PdfFault::TooMuch {
            unit: ("字体的加密段数", "encrypted parts of a face"),
            limit: LIMIT_ENCRYPTED,
        });
    }
    for start in starts {
        let behind = &program[start + WORD.len()..];
        // Readers differ in how many blanks they skip.
        for blanks in 0..=3.min(behind.len()) {
            let behind = &behind[blanks..];
            few(opened(behind.iter().copied()))?;
            let digits = behind.iter().filter_map(|byte| char::from(*byte).to_digit(16)).collect::<Vec<_>>();
            few(opened(digits.chunks_exact(2).map(|pair| (pair[0] * 16 + pair[1]) as u8)))?;
        }
    }
    Ok(())
}

/// How many procedures the encrypted part opens (Adobe Type 1 Font Format, 7.1).
fn opened(encrypted: impl Iterator<Item = u8>) -> usize {
    let mut key: u16 = 55_665;
    let plain = encrypted.map(|byte| {
        let plain = byte ^ (key >> 8) as u8;
        key = u16::from(byte).wrapping_add(key).wrapping_mul(52_845).wrapping_add(22_719);
        plain
    });
    plain.filter(|byte| *byte == b'{').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encrypted(plain: &[u8]) -> Vec<u8> {
        let mut key: u16 = 55_665;
        let byte = |plain: &u8| {
            let byte = plain ^ (key >> 8) as u8;
            key = u16::from(byte).wrapping_add(key).wrapping_mul(52_845).wrapping_add(22_719);
            byte
        };
        plain.iter().map(byte).collect()
    }

    #[test]
    fn procedures_without_end_are_refused_in_the_clear_and_encrypted() {
        let deep = b"{".repeat(LIMIT_PROCEDURES + 1);
        let program = |part: &[u8]| [b"%!PS-AdobeFont-1.0: X\neexec ".as_slice(), part].concat();
        let hex: String = encrypted(&deep).iter().map(|byte| format!("{byte:02x}")).collect();
        for bad in [[b"%!".as_slice(), &deep].concat(), program(&encrypted(&deep)), program(hex.as_bytes())] {
            assert!(sane_program(&bad).is_err());
        }
        assert!(sane_program(&program(&encrypted(&b"/RD {string} def ".repeat(100)))).is_ok());
    }
}
