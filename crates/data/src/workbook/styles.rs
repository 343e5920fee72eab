//! How cells look, as far as it decides what they say: the number format, and characters struck out, raised
//! or lowered.

use std::collections::HashMap;

use super::Fault;
use super::format::{NumberFormat, builtin};
use super::words::Font;
use super::xml::{Step, walk};

/// The styles that cells name by their index.
#[derive(Debug, Default)]
pub(super) struct Styles {
    /// The codes that the file writes out.
    codes: HashMap<u32, String>,
    fonts: Vec<Font>,
    cells: Vec<CellStyle>,
    read: HashMap<u32, Option<NumberFormat>>,
}

#[derive(Debug, Clone, Copy, Default)]
struct CellStyle {
    format: u32,
    font: usize,
}

impl Styles {
    pub(super) fn read(part: &str, text: &str) -> Result<Styles, Fault> {
        let mut styles = Styles::default();
        // The list we are in: differential styles have fonts and formats too.
        let mut list = String::new();
        walk(part, text, |step| {
            match step {
                Step::Open(name @ ("numFmts" | "fonts" | "cellXfs"), _) => name.clone_into(&mut list),
                Step::Close("numFmts" | "fonts" | "cellXfs") => list.clear(),
                Step::Open("numFmt", attributes) if list == "numFmts" => {
                    let said = (attributes.number("numFmtId"), attributes.get("formatCode"));
                    if let (Some(id), Some(code)) = said {
                        styles.codes.insert(id, code);
                    }
                }
                Step::Open("font", _) if list == "fonts" => styles.fonts.push(Font::default()),
                Step::Open(name, attributes) if list == "fonts" => {
                    if let Some(font) = styles.fonts.last_mut() {
                        font.add(name, attributes);
                    }
                }
                Step::Open("xf", attributes) if list == "cellXfs" => styles.cells.push(CellStyle {
                    format: attributes.number("numFmtId").unwrap_or_default(),
                    font: attributes.number("fontId").unwrap_or_default(),
                }),
                _ => {}
            }
            Ok(())
        })?;
        Ok(styles)
    }

    /// Whether there is a style of this index; without any styles, 0 is meant.
    pub(super) fn has(&self, style: usize) -> bool {
        style < self.cells.len().max(1)
    }

    /// How a cell's own characters look.
    pub(super) fn font(&self, style: usize) -> Font {
        let font = self.cells.get(style).copied().unwrap_or_default().font;
        self.fonts.get(font).copied().unwrap_or_default()
    }

    /// A cell's number format, and its code; no format when the code is none or unknown.
    pub(super) fn format(&mut self, style: usize) -> Option<&NumberFormat> {
        let id = self.cells.get(style).copied().unwrap_or_default().format;
        let code = self.codes.get(&id).map(String::as_str).or_else(|| builtin(id));
        self.read.entry(id).or_insert_with(|| NumberFormat::read(code?)).as_ref()
    }
}
