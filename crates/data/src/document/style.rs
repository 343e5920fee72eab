//! `layout` and `fonts`: what the standard leaves open, and house deviations.

use super::keys as k;
use super::reader::Reader;
use super::{
    Binding, ColophonPage, Digits, FontChoice, Layout, Margins, NoteMark, PageNumber, Punctuation, Red,
    Sheet, Words,
};
use crate::document::DocumentFinding;
use crate::source::Table;

pub(super) fn layout(r: &mut Reader<'_>) -> Layout {
    let Some((table, path)) = r.table(k::LAYOUT) else {
        return Layout::default();
    };
    let mut r = Reader::new(table, k::LAYOUT_KEYS, &path, r.sink());
    let layout = Layout {
        no_fit: r.flag(k::FIT) == Some(false),
        colophon_page: r
            .choice(
                k::COLOPHON_PAGE,
                &[
                    ("even", ColophonPage::Even),
                    ("last", ColophonPage::Last),
                    ("multiple-of-4", ColophonPage::MultipleOf4),
                ],
            )
            .unwrap_or_default(),
        margins: margins(&mut r),
        lines_per_page: r.count(k::LINES_PER_PAGE),
        characters_per_line: r.count(k::CHARACTERS_PER_LINE),
        heading_bold: r.flag(k::HEADING_BOLD).unwrap_or_default(),
        page_number: r
            .choice(
                k::PAGE_NUMBER,
                &[("outer", PageNumber::Outer), ("centre", PageNumber::Centre), ("none", PageNumber::None)],
            )
            .unwrap_or_default(),
        punctuation: r
            .choice(k::PUNCTUATION, &[("press", Punctuation::Press), ("grid", Punctuation::Grid)])
            .unwrap_or_default(),
        digits: r
            .choice(k::DIGITS, &[("latin", Digits::Latin), ("fangsong", Digits::Fangsong)])
            .unwrap_or_default(),
        binding: r
            .choice(k::BINDING, &[("left", Binding::Left), ("mirrored", Binding::Mirrored)])
            .unwrap_or_default(),
        note_mark: r
            .choice(k::NOTE_MARK, &[("circled", NoteMark::Circled), ("bracket", NoteMark::Bracket)])
            .unwrap_or_default(),
        attendance_first: r
            .choice(k::ATTENDANCE_PLACE, &[("end", false), ("head", true)])
            .unwrap_or_default(),
        red: red(&mut r),
        red_said: r.find(k::RED).map(|said| Words {
            place: said.place(),
            path: said.path.clone(),
            ..Words::default()
        }),
        mark_size: r.number(k::MARK_SIZE),
        rule_thickness: r.number(k::RULE_THICKNESS),
    };
    tell_overcrowded(&mut r, &layout);
    r.finish();
    layout
}

impl Layout {
    /// How wide the type area of a sheet is, in mm.
    pub fn room(&self, sheet: Sheet) -> f64 {
        let Margins { top, bottom, left, right } = self.margins.unwrap_or_default();
        match sheet {
            Sheet::Upright => PAPER.0 - left - right,
            Sheet::Landscape => PAPER.1 - top - bottom,
            Sheet::A3 => A3_WIDTH - left - right,
        }
    }

    /// How wide a title may be on a sheet, in em of 2号.
    pub fn title_measure(&self, sheet: Sheet) -> f64 {
        const TITLE: f64 = 22.0 / (72.0 / 25.4);
        // A hair less, so that a full line is not broken again by rounding.
        self.room(sheet) / TITLE - 0.01
    }

    /// How wide a line of text is on a sheet, in em of 3号.
    pub fn line_measure(&self, sheet: Sheet) -> f64 {
        const TITLE_TO_TEXT: f64 = 22.0 / 15.79;
        self.title_measure(sheet) * TITLE_TO_TEXT
    }

    /// How far an even page that was set on its side stands right of an odd one, in mm.
    pub fn turned_shift(&self) -> f64 {
        let margins = self.margins.unwrap_or_default();
        match self.binding {
            Binding::Left => 0.0,
            Binding::Mirrored => margins.right - margins.left,
        }
    }
}

/// More characters or lines than stand side by side in the type area would print on each other.
fn tell_overcrowded(r: &mut Reader<'_>, layout: &Layout) {
    let fits = |space: f64, share: f64| (space / (CHARACTER * share)).floor() as i64;
    // The type area is as high as one on its side is wide.
    let limits = [
        (k::CHARACTERS_PER_LINE, layout.characters_per_line, fits(layout.room(Sheet::Upright), CLOSEST)),
        (k::LINES_PER_PAGE, layout.lines_per_page, fits(layout.room(Sheet::Landscape), 1.0)),
    ];
    for (key, given, most) in limits {
        let Some((given, found)) = given.filter(|given| *given > most).zip(r.find(key)) else { continue };
        found.report(r.sink(), DocumentFinding::Overcrowded { key, given, most });
    }
}

/// A4, in mm.
pub const PAPER: (f64, f64) = (210.0, 297.0);
/// How wide an A3 sheet is that is folded in, in mm; it is as high as A4.
pub const A3_WIDTH: f64 = 420.0;
/// A character of 3号, in mm.
pub const CHARACTER: f64 = 5.57;
/// How near characters may come, as a share of their width.
const CLOSEST: f64 = 0.92;

fn margins(r: &mut Reader<'_>) -> Option<Margins> {
    let (table, path) = r.table(k::MARGINS)?;
    let mut r = Reader::new(table, k::MARGIN_KEYS, &path, r.sink());
    let usual = Margins::default();
    let mut margin = |at: usize, usual: f64| r.number(k::MARGIN_KEYS[at]).unwrap_or(usual);
    let margins = Margins {
        top: margin(0, usual.top),
        bottom: margin(1, usual.bottom),
        left: margin(2, usual.left),
        right: margin(3, usual.right),
    };
    r.finish();
    Some(margins)
}

fn red(r: &mut Reader<'_>) -> Red {
    let Some(words) = r.words(k::RED) else {
        return Red::default();
    };
    let hex = words
        .text
        .strip_prefix('#')
        .filter(|hex| hex.len() == 6 && hex.bytes().all(|b| b.is_ascii_hexdigit()));
    if let Some(colour) = hex.and_then(|hex| u32::from_str_radix(hex, 16).ok()) {
        return Red::Hex(colour);
    }
    r.choice(k::RED, &[("rgb", Red::Rgb), ("cmyk", Red::Cmyk)]).unwrap_or_default()
}

pub(super) fn fonts(r: &mut Reader<'_>) -> Vec<FontChoice> {
    let Some((table, path)) = r.table(k::FONTS) else {
        return Vec::new();
    };
    let mut r = Reader::new(table, k::FONT_KEYS, &path, r.sink());
    let fonts = k::FONT_KEYS
        .iter()
        .filter_map(|key| r.name(*key).map(|wanted| FontChoice { role: key.name, wanted }))
        .collect();
    r.finish();
    fonts
}

/// Whether a key names the table of deviations.
pub fn is_layout_key(key: &str) -> bool {
    key == k::LAYOUT.name || key == k::LAYOUT.alias
}

/// The Chinese name of a key of `layout`.
pub fn layout_alias(name: &str) -> Option<&'static str> {
    k::LAYOUT_KEYS.iter().find(|key| key.name == name).map(|key| key.alias)
}

/// The Chinese word of a value of `layout` that is one of a choice.
pub fn layout_word(name: &str, value: &str) -> Option<&'static str> {
    let key = k::LAYOUT_KEYS.iter().find(|key| key.name == name)?;
    let words = key.shape.words().iter().find(|words| words.first() == Some(&value))?;
    words.get(1).copied()
}

/// Whether a `layout` table sets a key, under either of its names.
pub fn has_layout_key(table: &Table, key: &str) -> bool {
    let names = k::LAYOUT_KEYS.iter().find(|known| known.name == key || known.alias == key);
    table.entries.iter().any(|entry| match names {
        Some(known) => entry.key == known.name || entry.key == known.alias,
        None => entry.key == key,
    })
}
