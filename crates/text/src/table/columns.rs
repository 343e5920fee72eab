//! What the cells of a column are, for its width and alignment.

use std::borrow::Cow;

use super::widths::longest_word;
use super::{Places, Table};
use crate::marked::Marked;

/// What a column holds. Widths are in em of the table's type.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// The longest line of a cell.
    pub natural: f64,
    /// The longest word that should not be broken: a date, a word of a short cell.
    pub words: f64,
    /// That of the cells below the header.
    pub below: f64,
    /// The longest piece that cannot be broken.
    pub least: f64,
    /// What its cells hold, which decides how they stand.
    pub content: Content,
}

/// How a column's cells stand, unless another alignment was asked for.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// Numbers, level at the decimal point: the widest part before it, and from it on.
    Numbers {
        /// The widest part before the point, with its sign.
        whole: String,
        /// The widest part from the point on, with what follows the number.
        rest: String,
    },
    /// Some cells are indented with U+3000: left, so that the indent shows.
    Indented,
    /// Anything else.
    Words,
}

/// Longer pieces of Latin or digits are broken anywhere rather than widen their column.
pub const LONGEST_PIECE: f64 = 10.0;

impl Table {
    /// What each column holds. A cell of several columns asks them for room together, each for the same.
    pub fn measured(&self, places: &Places<'_>) -> Vec<Column> {
        let mut said: Vec<Vec<(&str, Width)>> = vec![Vec::new(); places.columns];
        let mut below: Vec<Vec<&Marked>> = vec![Vec::new(); places.columns];
        for placed in places.cells.iter().filter(|placed| placed.cell.colspan == 1) {
            said[placed.column].push((placed.cell.text(), self.width_in(placed.row)));
            if placed.row >= self.header.len() {
                below[placed.column].push(&placed.cell.words);
            }
        }
        let widest = |widths: &mut dyn Iterator<Item = f64>| widths.fold(0.5, f64::max);
        let mixed = self.has_mixed_units();
        let mut columns: Vec<Column> = said
            .iter()
            .zip(&below)
            .map(|(said, below)| {
                let content = match content(below.iter().copied()) {
                    Content::Numbers { .. } if mixed => Content::Words,
                    content => content,
                };
                // Level at the point, the widest whole part and the widest fraction stand in one column.
                let level = match &content {
                    Content::Numbers { whole, rest } => width(whole) + width(rest),
                    _ => 0.0,
                };
                let least =
                    widest(&mut said.iter().map(|(cell, width)| longest_piece(cell, *width))).max(level);
                let lines = said.iter().flat_map(|(cell, width)| cell.lines().map(width));
                let rows = said.iter().skip(said.len() - below.len());
                Column {
                    natural: widest(&mut { lines }).max(level),
                    words: widest(&mut said.iter().map(|(cell, width)| longest_word(cell, *width)))
                        .max(least),
                    below: widest(&mut rows.map(|(cell, width)| longest_word(cell, *width))).max(least),
                    least,
                    content,
                }
            })
            .collect();
        for placed in places.cells.iter().filter(|placed| placed.cell.colspan > 1) {
            let width = self.width_in(placed.row);
            let natural = placed.cell.text().lines().map(width).fold(1.0, f64::max);
            let (least, words) =
                (longest_piece(placed.cell.text(), width), longest_word(placed.cell.text(), width));
            let covered = &mut columns[placed.column..placed.column + placed.cell.colspan];
            let share = |wanted: f64, have: f64, count: usize| (wanted - have).max(0.0) / count as f64;
            let count = covered.len();
            let more = share(natural, covered.iter().map(|column| column.natural).sum(), count);
            let more_least = share(least, covered.iter().map(|column| column.least).sum(), count);
            let more_words = share(words, covered.iter().map(|column| column.words).sum(), count);
            for column in covered {
                column.natural += more;
                column.least += more_least;
                column.words = (column.words + more_words).max(column.least);
                column.below = column.below.max(column.least);
            }
        }
        columns
    }

    /// How wide the words of a row's cells are: a header is in 黑体.
    pub fn width_in(&self, row: usize) -> Width {
        if row < self.header.len() { header_width } else { width }
    }

    /// Whether rows are in units of their own: a column says which, or the rows' names do, ……率（%） beside ……量（吨）.
    /// Such numbers are no column to be level at the point.
    fn has_mixed_units(&self) -> bool {
        let plain = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        let header = self.header.iter().flatten().map(|cell| plain(cell.text()));
        if header.into_iter().any(|said| matches!(said.as_str(), "单位" | "计量单位")) {
            return true;
        }
        let mut units = self.rows.iter().filter_map(|row| row.iter().find_map(|cell| unit(cell.text())));
        let Some(first) = units.next() else { return false };
        units.any(|unit| unit != first)
    }
}

/// What stands in brackets behind a name: ……率（%）.
fn unit(cell: &str) -> Option<&str> {
    let inside = cell.trim_end().strip_suffix([')', '）'])?;
    let at = inside.rfind(['(', '（'])?;
    let unit = inside[at..].trim_start_matches(['(', '（']);
    (at > 0 && unit.chars().count() <= LONGEST_UNIT).then_some(unit)
}

fn content<'a>(cells: impl Iterator<Item = &'a Marked>) -> Content {
    let mut numbers = 0_usize;
    let mut words = 0_usize;
    let mut indented = false;
    let (mut whole, mut rest) = ("", "");
    for cell in cells.filter(|cell| !cell.text.is_empty()) {
        let (cell, has_script) = (cell.text.as_str(), cell.has_script());
        indented |= cell.starts_with('\u{3000}');
        // A number with a raised figure, 10⁸ or 5.2①, is no plain one.
        match number(cell).filter(|_| !has_script) {
            Some((before, after)) => {
                numbers += 1;
                whole = if width(before) > width(whole) { before } else { whole };
                rest = if width(after) > width(rest) { after } else { rest };
            }
            None if is_placeholder(cell) => {}
            None => words += 1,
        }
    }
    match (numbers, words) {
        (1.., 0) => Content::Numbers { whole: whole.to_owned(), rest: rest.to_owned() },
        _ if indented => Content::Indented,
        _ => Content::Words,
    }
}

/// A number's part before the decimal point with its signs, and the part from it on with a percent sign.
pub(super) fn number(cell: &str) -> Option<(&str, &str)> {
    let unsigned = cell.trim_start_matches(SIGNS);
    // Two signs and an amount's mark: -¥5, ≥¥5.
    if cell.len() > unsigned.len() && cell[..cell.len() - unsigned.len()].chars().count() > 3 {
        return None;
    }
    let digits = unsigned.strip_suffix(['%', '‰', '％']).unwrap_or(unsigned);
    // Accountants write a loss in brackets.
    let digits = if cell.starts_with(['(', '（']) { digits.strip_suffix([')', '）'])? } else { digits };
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let (before, after) = digits.split_once('.').unwrap_or((digits, "0"));
    if !is_digits(&before.replace([',', '，', ' ', '\u{a0}', '\u{2009}', '\u{202f}'], ""))
        || !before.ends_with(|c: char| c.is_ascii_digit())
        || !is_digits(after)
    {
        return None;
    }
    let at = cell.find(['.', '%', '‰', '％', ')', '）']).unwrap_or(cell.len());
    Some(cell.split_at(at))
}

/// What may stand before a number.
const SIGNS: [char; 21] = [
    '+', '-', '−', '±', '＋', '－', '<', '>', '＜', '＞', '≤', '≥', '≈', '¥', '￥', '$', '＄', '€', '£', '(',
    '（',
];

/// What stands in a cell where there is nothing.
pub fn is_placeholder(cell: &str) -> bool {
    matches!(cell, "—" | "——" | "-" | "–" | "－" | "/" | "／" | "…" | "……" | "*" | "#" | "×")
}

/// 亿立方米 and 万元/亩 are units; longer words in brackets are words.
const LONGEST_UNIT: usize = 6;

/// How wide a text is, in em.
pub type Width = fn(&str) -> f64;

/// A text's width in em, a little more than it is set: Latin letters differ by face.
pub fn width(text: &str) -> f64 {
    text.chars().map(character_width).sum()
}

/// A header's, which is in 黑体: its Latin is wider.
pub(super) fn header_width(text: &str) -> f64 {
    const MORE: f64 = 0.07;
    width(text) + MORE * text.chars().filter(char::is_ascii_alphanumeric).count() as f64
}

fn character_width(c: char) -> f64 {
    match c {
        'm' | 'w' | 'M' | 'W' | '%' | '@' | '‰' => 1.0,
        'A'..='Z' | '&' => 0.75,
        '\u{200B}' => 0.0,
        '±' | '−' => 0.6,
        '\u{a0}' | '\u{2009}' | '\u{202f}' | '€' | '£' | '¥' => 0.52,
        '0'..='9' => 0.505,
        '.' | ',' | ':' | ';' | ' ' | '\'' | '|' => 0.3,
        _ if c.is_ascii() => 0.52,
        _ => 1.0,
    }
}

/// Whether a cell is a number and no more.
pub fn is_number(cell: &str) -> bool {
    number(cell).is_some()
}

/// What no line break stands between: Latin, figures, and signs between these, as in R≤1.8, 5～8.
fn is_latin(c: char) -> bool {
    c.is_ascii_graphic() || "≤≥＜＞＝±×÷～—–·℃°−‰\u{a0}\u{2009}\u{202f}".contains(c)
}

/// The text cut where Latin begins and ends.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let latin = is_latin(rest.chars().next()?);
        let end = rest.find(|c: char| is_latin(c) != latin).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        rest = after;
        Some(piece)
    })
}

/// The longest piece that no line break goes through, in em: a word of Latin, a number.
pub(super) fn longest_piece(cell: &str, width: Width) -> f64 {
    let piece = |piece: &str| {
        if piece.starts_with(is_latin) {
            width(piece)
        } else {
            piece.chars().map(character_width).fold(0.0, f64::max)
        }
    };
    let longest = pieces(cell).map(piece).fold(0.0, f64::max);
    // A number stays whole, however long.
    if longest > LONGEST_PIECE && number(cell).is_none() { 1.0 } else { longest }
}

/// The text with a chance to break after each character of a Latin piece that is longer than `longest`.
pub fn with_breaks(text: &str, longest: f64) -> Cow<'_, str> {
    const BREAK: char = '\u{200B}';
    let latin = |piece: &&str| piece.starts_with(is_latin);
    let pieces = || pieces(text);
    if number(text).is_some() {
        return Cow::Borrowed(text);
    }
    if !pieces().any(|piece| latin(&piece) && width(piece) > longest) {
        return Cow::Borrowed(text);
    }
    let mut broken = String::new();
    for piece in pieces() {
        let long = latin(&piece) && width(piece) > longest;
        for c in piece.chars() {
            broken.push(c);
            broken.extend(long.then_some(BREAK));
        }
    }
    Cow::Owned(broken)
}

#[cfg(test)]
mod tests {
    use super::super::lines::read;
    use super::*;

    #[test]
    fn a_number_is_split_at_its_point() {
        for (cell, parts) in [
            ("12", Some(("12", ""))),
            ("-3.6", Some(("-3", ".6"))),
            ("1,234.50", Some(("1,234", ".50"))),
            ("96.4%", Some(("96", ".4%"))),
            ("50%", Some(("50", "%"))),
            ("", None),
            ("-", None),
            ("1.2.3", None),
            (".5", None),
            ("1.", None),
            ("3月", None),
            ("2024-01", None),
            ("1,", None),
            ("¥98,500.50", Some(("¥98,500", ".50"))),
            ("-￥3", Some(("-￥3", ""))),
            ("≤0.5%", Some(("≤0", ".5%"))),
            ("1 234 567.89", Some(("1 234 567", ".89"))),
            ("(1,234.50)", Some(("(1,234", ".50)"))),
            ("(1", None),
            ("$$$$5", None),
        ] {
            assert_eq!(number(cell), parts, "{cell}");
        }
    }

    #[test]
    fn what_a_column_holds() {
        let of = |cells: &[&str]| {
            let cells: Vec<Marked> = cells.iter().map(|cell| Marked::from(*cell)).collect();
            content(cells.iter())
        };
        let numbers = |whole: &str, rest: &str| Content::Numbers { whole: whole.into(), rest: rest.into() };
        assert_eq!(of(&["286.4", "1,184.25", "-3", "—", ""]), numbers("1,184", ".25"));
        assert_eq!(of(&["12", "约12"]), Content::Words);
        assert_eq!(of(&["其中：城镇", "　　　乡村"]), Content::Indented);
        assert_eq!(of(&["", "—"]), Content::Words);
    }

    #[test]
    fn a_column_is_as_wide_as_its_longest_line_and_piece() {
        let table =
            read(&["|指标|a|", "|---|---|", "|固定资产投资<br>总额|https://www.example.gov.cn/zwgk|"]);
        let columns = table.measured(&table.places());
        assert_eq!(columns[0].natural, 6.0);
        assert_eq!(columns[0].least, 1.0);
        assert!(columns[1].natural > LONGEST_PIECE);
        assert_eq!(columns[1].least, 1.0, "a longer piece is broken anywhere");
    }
}
