//! House deviations: which value departs from the standard, from what, by which clause.

use super::conformance::PAPER;
use crate::diagnostic::Strength;
use crate::document::{
    Binding, ColophonPage, Digits, Document, Format, Layout, Margins, PageNumber, Punctuation, Red,
};

/// One value of `layout` that departs from the standard.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Departure {
    /// The key under `layout`.
    pub key: &'static str,
    /// What the house sets.
    pub value: String,
    /// What the standard (or this project's reading of it) says.
    pub standard: &'static str,
    /// The clause of GB/T 9704-2012.
    pub clause: &'static str,
    /// How binding the clause is.
    pub strength: Strength,
}

/// A mark's characters are at most this high, in mm: 1999's figure, the project's decision.
const LARGEST_MARK: f64 = 22.0;

/// 5.2.1: 天头 37 ± 1 mm, 订口 28 ± 1 mm, 版心 156 × 225 mm; the other two margins follow.
pub(super) fn within_tolerance(margins: &Margins) -> bool {
    let near = |actual: f64, wanted: f64, tolerance: f64| (actual - wanted).abs() <= tolerance + 1e-9;
    near(margins.top, 37.0, 1.0)
        && near(margins.left, 28.0, 1.0)
        && near(PAPER.0 - margins.left - margins.right, 156.0, 0.0)
        && near(PAPER.1 - margins.top - margins.bottom, 225.0, 0.0)
}

/// The departures of a document's layout, in the order of the clauses.
pub fn departures(document: &Document) -> Vec<Departure> {
    let layout = &document.layout;
    let mut found = Vec::new();
    let mut tell = |key, value: Option<String>, standard, clause, strength| {
        found.extend(value.map(|value| Departure { key, value, standard, clause, strength }));
    };
    let margins = layout.margins.filter(|margins| !within_tolerance(margins));
    tell("margins", margins.map(said_margins), "37/35/28/26 mm", "5.2.1", Strength::Must);
    tell("lines-per-page", other(layout.lines_per_page, 22), "22", "5.2.3", Strength::General);
    tell("characters-per-line", other(layout.characters_per_line, 28), "28", "5.2.3", Strength::General);
    tell("punctuation", words(layout), "press", "5.2.3", Strength::Practice);
    tell("digits", digits(layout), "latin", "5.2.2", Strength::Practice);
    tell("binding", binding(layout), "left", "6.3", Strength::Practice);
    tell("red", red(layout), "rgb", "6.2", Strength::Practice);
    let size = layout.mark_size.filter(|size| *size > LARGEST_MARK).map(|size| format!("{size} mm"));
    tell("mark-size", size, "≤ 22 mm", "7.2.4", Strength::Practice);
    // 10.1, 10.2: a letter and an order have no such rule, nor has plain paper.
    let ruled = !matches!(document.format, Format::Letter | Format::Order | Format::Plain);
    let thickness = layout.rule_thickness.filter(|mm| ruled && (mm - 0.35).abs() > 1e-9);
    tell("rule-thickness", thickness.map(|mm| format!("{mm} mm")), "0.35 mm", "7.2.7", Strength::Practice);
    let bold = layout.heading_bold.then(|| "true".to_owned());
    tell("heading-bold", bold, "false", "7.3.3", Strength::General);
    tell("fit", layout.no_fit.then(|| "false".to_owned()), "true", "7.3.5.5", Strength::Must);
    // A letter's colophon is on its last page always.
    let page = colophon(layout).filter(|_| document.format != Format::Letter);
    tell("colophon-page", page, "even", "7.5", Strength::Practice);
    let first = layout.attendance_first && !document.attendance.is_empty();
    let before = first.then(|| "head".to_owned());
    tell("page-number", page_number(layout), "outer", "7.5", Strength::Must);
    tell("attendance-place", before, "end", "10.3", Strength::Must);
    found
}

fn other(value: Option<i64>, standard: i64) -> Option<String> {
    value.filter(|value| *value != standard).map(|value| value.to_string())
}

fn said_margins(margins: Margins) -> String {
    format!("{}/{}/{}/{} mm", margins.top, margins.bottom, margins.left, margins.right)
}

fn words(layout: &Layout) -> Option<String> {
    (layout.punctuation == Punctuation::Grid).then(|| "grid".to_owned())
}

fn digits(layout: &Layout) -> Option<String> {
    (layout.digits == Digits::Fangsong).then(|| "fangsong".to_owned())
}

fn binding(layout: &Layout) -> Option<String> {
    (layout.binding == Binding::Mirrored).then(|| "mirrored".to_owned())
}

fn red(layout: &Layout) -> Option<String> {
    match layout.red {
        // The printing ink of 6.2 itself is no departure.
        Red::Rgb | Red::Cmyk | Red::Hex(0xFF_0000) => None,
        Red::Hex(colour) => Some(format!("#{colour:06X}")),
    }
}

fn colophon(layout: &Layout) -> Option<String> {
    match layout.colophon_page {
        ColophonPage::Even => None,
        ColophonPage::Last => Some("last".to_owned()),
        ColophonPage::MultipleOf4 => Some("multiple-of-4".to_owned()),
    }
}

fn page_number(layout: &Layout) -> Option<String> {
    match layout.page_number {
        PageNumber::Outer => None,
        PageNumber::Centre => Some("centre".to_owned()),
        PageNumber::None => Some("none".to_owned()),
    }
}
