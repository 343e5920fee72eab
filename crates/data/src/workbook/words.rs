//! The words of a cell: runs of characters, of which some are struck out, raised or lowered.

use super::xml::{Attributes, Step};
use crate::text::{Look, Marked, Script};

/// How characters of a font look, as far as it changes what they say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Font {
    pub struck: bool,
    pub script: Option<Script>,
}

impl Font {
    /// Takes an element of a font into account.
    pub(super) fn add(&mut self, name: &str, attributes: &Attributes<'_>) {
        match name {
            "strike" => self.struck = attributes.is_on(),
            "vertAlign" => {
                self.script = match attributes.get("val").as_deref() {
                    Some("superscript") => Some(Script::Raised),
                    Some("subscript") => Some(Script::Lowered),
                    _ => None,
                };
            }
            _ => {}
        }
    }
}

/// A string as the file has it. A run without a font of its own has its cell's.
#[derive(Debug, Clone, Default)]
pub(super) struct Words(Vec<(String, Option<Font>)>);

/// What of a string is printed.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Printed {
    /// In characters alone: ² for a raised 2.
    pub text: String,
    /// The same with its raised and lowered parts, where there are any.
    pub dressed: Option<Box<Marked>>,
    /// Some of it is struck out, and left out.
    pub struck: bool,
    /// Some of it is raised or lowered, and there are no such characters.
    pub levelled: bool,
}

impl Words {
    pub(super) fn plain(text: &str) -> Words {
        Words(vec![(unescaped(text), None)])
    }

    /// What a cell that says this takes, in bytes: its characters, and what runs need beside them.
    pub(super) fn weight(&self) -> usize {
        const RUN: usize = 64;
        let characters: usize = self.0.iter().map(|(text, _)| text.len()).sum();
        characters + RUN * self.0.len().saturating_sub(1)
    }

    /// What is printed in a cell of this font.
    pub(super) fn printed(&self, cell: Font) -> Printed {
        let mut printed = Printed::default();
        let mut dressed = Marked::default();
        for (text, font) in &self.0 {
            let font = font.unwrap_or(cell);
            if font.struck {
                printed.struck |= !text.trim().is_empty();
                continue;
            }
            let plain = Look::default();
            dressed.push(text, font.script.map_or(plain, |script| plain.with(script)));
            match font.script.map(|script| in_characters(text, script)) {
                None => printed.text.push_str(text),
                Some(Some(characters)) => printed.text.push_str(&characters),
                Some(None) => {
                    printed.text.push_str(text);
                    printed.levelled |= !text.trim().is_empty();
                }
            }
        }
        printed.dressed = dressed.has_script().then(|| Box::new(dressed));
        printed
    }
}

/// Gathers a string: the elements of `si` and `is`.
#[derive(Debug, Default)]
pub(super) struct Gatherer {
    runs: Vec<(String, Option<Font>)>,
    text: String,
    font: Option<Font>,
    in_text: bool,
    in_font: bool,
    /// How words are read aloud, beside them; they are none of the words.
    in_reading: bool,
}

impl Gatherer {
    pub(super) fn step(&mut self, step: &Step<'_>) {
        match step {
            Step::Open("rPh", _) => self.in_reading = true,
            Step::Close("rPh") => self.in_reading = false,
            Step::Open("r", _) => self.end_run(),
            Step::Close("r") => self.end_run(),
            Step::Open("rPr", _) => {
                self.in_font = true;
                self.font = Some(Font::default());
            }
            Step::Close("rPr") => self.in_font = false,
            Step::Open(name, attributes) if self.in_font => {
                self.font.get_or_insert_default().add(name, attributes);
            }
            Step::Open("t", _) => self.in_text = !self.in_reading,
            Step::Close("t") => self.in_text = false,
            Step::Text(text) if self.in_text => self.text.push_str(text),
            _ => {}
        }
    }

    fn end_run(&mut self) {
        let text = std::mem::take(&mut self.text);
        let font = self.font.take();
        if !text.is_empty() {
            self.runs.push((unescaped(&text), font));
        }
    }

    /// The string, and ready for the next.
    pub(super) fn take(&mut self) -> Words {
        self.end_run();
        let mut words = Words(std::mem::take(&mut self.runs));
        words.0.shrink_to_fit();
        *self = Gatherer::default();
        words
    }
}

/// `_x000D_` is a character that XML cannot have; line breaks are `\n`.
fn unescaped(text: &str) -> String {
    if !text.contains("_x") && !text.contains('\r') {
        return text.to_owned();
    }
    let mut said = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let code = rest.get(at + 2..at + 6).filter(|_| rest.as_bytes().get(at + 6) == Some(&b'_'));
        let code = code.filter(|code| code.bytes().all(|b| b.is_ascii_hexdigit()));
        let character = code.and_then(|code| char::from_u32(u32::from_str_radix(code, 16).ok()?));
        let (kept, length) = match character {
            Some(_) => (at, at + 7),
            None => (at + 2, at + 2),
        };
        said.push_str(&rest[..kept]);
        said.extend(character);
        rest = &rest[length..];
    }
    said.push_str(rest);
    said.replace("\r\n", "\n").replace('\r', "\n")
}

/// The text in raised or lowered characters, where all of it has them.
fn in_characters(text: &str, script: Script) -> Option<String> {
    const LINE: &str = "0123456789+-−=()（）ni ";
    const RAISED: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾⁽⁾ⁿⁱ ";
    const LOWERED: &str = "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎₍₎\0\0 ";
    let to = if script == Script::Raised { RAISED } else { LOWERED };
    let of = |c: char| {
        let at = LINE.chars().position(|known| known == c)?;
        to.chars().nth(at).filter(|found| *found != '\0')
    };
    text.chars().map(of).collect()
}
