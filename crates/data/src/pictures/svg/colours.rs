//! Colours in forms that the library which draws does not know, and would paint black: printing inks, those of two
//! themes (draw.io), variables, colour spaces of screens (Figma).

use std::collections::HashMap;

use crate::pictures::PictureChange;
use usvg::roxmltree::Document;

use super::Edit;

/// Attributes that say a colour.
const PAINTED: [&str; 7] =
    ["fill", "stroke", "color", "stop-color", "flood-color", "lighting-color", "style"];
/// Forms of colours that become black.
const UNREAD: [&str; 10] =
    ["device-cmyk", "icc-color", "light-dark", "var", "color", "color-mix", "lab", "lch", "oklab", "oklch"];
/// How deep they may stand in each other.
const LIMIT_DEPTH: usize = 8;
/// How long one may be that is put otherwise, and all that is put in the place of variables, in bytes.
const LIMIT_COLOUR: usize = 4 * 1024;
const LIMIT_PUT: usize = 4 * 1024 * 1024;

/// The colours as they are to be said.
pub(super) fn put(text: &str, file: &Document<'_>, told: &mut dyn FnMut(PictureChange)) -> Vec<Edit> {
    let attributes = file.descendants().flat_map(|node| node.attributes());
    let painted = attributes.filter(|attribute| PAINTED.contains(&attribute.name()));
    let sheets = file.descendants().filter(|node| node.is_element() && node.tag_name().name() == "style");
    let places = painted.map(|attribute| attribute.range_value()).chain(sheets.map(|sheet| sheet.range()));
    let mut edits = Vec::new();
    let mut colours = Colours { variables: variables(text), put: 0, told };
    for place in places {
        let Some(said) = text.get(place.clone()).filter(|said| said.contains('(')) else { continue };
        let new = colours.put(said, 0);
        if new != said {
            edits.push((place, new));
        }
    }
    edits
}

struct Colours<'t> {
    /// What the variables of the file's style sheets say.
    variables: HashMap<&'t str, &'t str>,
    /// How many bytes were put in the place of variables.
    put: usize,
    told: &'t mut dyn FnMut(PictureChange),
}

impl Colours<'_> {
    fn put(&mut self, said: &str, depth: usize) -> String {
        let mut made = String::new();
        let mut rest = said;
        while let Some((start, name, open, close)) = function(rest) {
            let arguments = &rest[open + 1..close];
            made.push_str(&rest[..start]);
            match self.colour(name, arguments, &made, depth) {
                Some(colour) => made.push_str(&colour),
                None => {
                    (self.told)(PictureChange::ColourUnread);
                    made.push_str(&rest[start..=close]);
                }
            }
            rest = &rest[close + 1..];
        }
        made.push_str(rest);
        made
    }

    /// A colour in a form that is understood.
    fn colour(&mut self, name: &str, arguments: &str, before: &str, depth: usize) -> Option<String> {
        if depth > LIMIT_DEPTH {
            return None;
        }
        match name {
            "device-cmyk" => {
                let [c, m, y, k] = numbers(arguments)[..].first_chunk::<4>().copied()?;
                (self.told)(PictureChange::FromInks { profile: false });
                Some(rgb([c, m, y].map(|ink| (1.0 - ink.min(1.0)) * (1.0 - k.min(1.0)))))
            }
            // With per cent and an alpha behind a slash.
            "rgb" | "rgba" => {
                let (colour, alpha) = arguments.split_once('/')?;
                let full = |word: &str| if word.contains('%') { 1.0 } else { 255.0 };
                let values = numbers(colour)[..].first_chunk::<3>().copied()?.map(|v| v / full(colour));
                let alpha = numbers(alpha).first().copied()?.min(1.0);
                let rgb = rgb(values);
                Some(format!("rgba{}, {alpha})", rgb.trim_start_matches("rgb").trim_end_matches(')')))
            }
            // It stands behind the colour for those who do not know it.
            "icc-color" => {
                let known = before.trim_end().ends_with(|c: char| c.is_ascii_alphanumeric() || c == ')');
                known.then(String::new)
            }
            "light-dark" => Some(self.put(parts(arguments).first()?, depth + 1).trim().to_owned()),
            "var" => {
                let parts = parts(arguments);
                let name = parts.first()?.trim();
                let said = self.variables.get(name).copied();
                let said = said.or_else(|| arguments.split_once(',').map(|(_, other)| other))?;
                self.put = self.put.saturating_add(said.len());
                (self.put <= LIMIT_PUT).then(|| self.put(said.trim(), depth + 1))
            }
            "color" => {
                let (space, values) = arguments.trim().split_once(char::is_whitespace)?;
                let values = numbers(values)[..].first_chunk::<3>().copied()?;
                match space {
                    "srgb" => Some(rgb(values)),
                    "display-p3" => Some(rgb(from_p3(values))),
                    _ => None,
                }
            }
            _ => None,
        }
    }
}

/// What each variable says where it is first said.
fn variables(text: &str) -> HashMap<&str, &str> {
    let mut variables = HashMap::new();
    let mut rest = text;
    while let Some(start) = rest.find("--") {
        rest = &rest[start..];
        let is_of_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
        let (name, after) = rest.split_at(rest.find(|c| !is_of_name(c)).unwrap_or(rest.len()));
        rest = after;
        if let Some(said) = after.trim_start().strip_prefix(':') {
            let said = said[..said.find([';', '}', '"', '<']).unwrap_or(said.len())].trim();
            if !said.is_empty() && said.len() < LIMIT_COLOUR && !said.contains(name) {
                variables.entry(name).or_insert(said);
            }
        }
    }
    variables
}

/// The first function that is a form of colour which is not known: where it starts, its name, its brackets.
fn function(text: &str) -> Option<(usize, &str, usize, usize)> {
    for (open, _) in text.match_indices('(') {
        let before = text[..open].trim_end_matches(|c: char| c.is_ascii_alphanumeric() || c == '-');
        let name = &text[before.len()..open];
        let close = || closing(text, open);
        let faint =
            matches!(name, "rgb" | "rgba") && close().is_some_and(|end| text[open..end].contains('/'));
        if UNREAD.contains(&name) || faint {
            return Some((before.len(), name, open, close()?));
        }
    }
    None
}

fn closing(text: &str, open: usize) -> Option<usize> {
    let mut depth = 0usize;
    for (at, c) in text[open..].char_indices().take_while(|(at, _)| *at < LIMIT_COLOUR) {
        match c {
            '(' => depth += 1,
            ')' if depth == 1 => return Some(open + at),
            ')' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Arguments between commas, those of inner brackets left together.
fn parts(arguments: &str) -> Vec<&str> {
    let (mut parts, mut depth, mut start) = (Vec::new(), 0i32, 0);
    for (at, c) in arguments.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&arguments[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&arguments[start..]);
    parts
}

/// Numbers from 0 to 1, or in per cent.
fn numbers(arguments: &str) -> Vec<f64> {
    let words = arguments.split([' ', ',', '/', '\t', '\n']).filter(|word| !word.is_empty());
    let number = |word: &str| match word.strip_suffix('%') {
        Some(share) => share.parse::<f64>().map(|share| share / 100.0),
        None => word.parse(),
    };
    words.map_while(|word| number(word).ok()).map(|value| value.max(0.0)).collect()
}

fn rgb(values: [f64; 3]) -> String {
    let [r, g, b] = values.map(|value| (value.clamp(0.0, 1.0) * 255.0).round() as u8);
    format!("rgb({r}, {g}, {b})")
}

/// Display P3 in the colours of sRGB: the same curve, wider primaries.
fn from_p3(values: [f64; 3]) -> [f64; 3] {
    let linear = |v: f64| if v <= 0.04045 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) };
    let curved = |v: f64| if v <= 0.003_130_8 { v * 12.92 } else { 1.055 * v.powf(1.0 / 2.4) - 0.055 };
    let [r, g, b] = values.map(linear);
    let made = [1.2249 * r - 0.2247 * g, -0.0420 * r + 1.0419 * g, -0.0197 * r - 0.0786 * g + 1.0979 * b];
    made.map(|value| curved(value.max(0.0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_said_in_a_form_that_is_read() {
        let sheet = "<svg><style>:root { --main: #123456; }</style></svg>";
        for (said, wanted) in [
            ("device-cmyk(0 1 1 0)", "rgb(255, 0, 0)"),
            ("device-cmyk(100%, 0%, 0%, 50%)", "rgb(0, 128, 128)"),
            ("#CD853F icc-color(acme, 0.1, 0.2)", "#CD853F "),
            ("fill: light-dark(rgb(1, 2, 3), #fff); stroke: red", "fill: rgb(1, 2, 3); stroke: red"),
            ("light-dark(var(--ge, light-dark(#abc, #def)), #fff)", "#abc"),
            ("var(--main)", "#123456"),
            ("var(--none, blue)", "blue"),
            ("color(display-p3 1 1 1)", "rgb(255, 255, 255)"),
            ("color(srgb 0 0.5 1)", "rgb(0, 128, 255)"),
            ("url(#g) rgb(1 2 3)", "url(#g) rgb(1 2 3)"),
            ("rgb(100% 0% 0% / 50%)", "rgba(255, 0, 0, 0.5)"),
            ("rgba(1 2 3 / 0.25)", "rgba(1, 2, 3, 0.25)"),
        ] {
            let mut unread = 0;
            let mut told = |change| unread += usize::from(change == PictureChange::ColourUnread);
            let mut colours = Colours { variables: variables(sheet), put: 0, told: &mut told };
            assert_eq!(colours.put(said, 0), wanted);
            assert_eq!(unread, 0, "{said}");
        }
        for said in ["var(--none)", "oklch(0.6 0.2 30)", "var(--none, var(--neither))"] {
            let mut unread = 0;
            let mut told = |change| unread += usize::from(change == PictureChange::ColourUnread);
            Colours { variables: variables(sheet), put: 0, told: &mut told }.put(said, 0);
            assert_eq!(unread, 1, "{said}");
        }
    }
}
