//! Tables: rows of `|`-lines read, and what the cells of a column are, for its width and alignment.

use std::borrow::Cow;
use std::ops::Range;

use super::body::{Block, BlockKind};
use super::marked::Marked;

/// A table's cells, as written; a `\n` in a cell is a line break.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Table {
    pub caption: Option<String>,
    pub header: Vec<Marked>,
    pub rows: Vec<Vec<Marked>>,
    /// How the columns were asked to be aligned; none, or a column beyond the last, is left to us.
    pub aligned: Vec<Option<Aligned>>,
}

/// An alignment that was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Aligned {
    Left,
    Centre,
    Right,
}

/// What a column holds. Widths are in em of the table's type.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Column {
    /// The longest line of a cell.
    pub natural: f64,
    /// The longest piece that cannot be broken.
    pub least: f64,
    pub content: Content,
}

/// How a column's cells stand, unless another alignment was asked for.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Content {
    /// Numbers, level at the decimal point: the widest part before it, and from it on.
    Numbers {
        whole: String,
        rest: String,
    },
    /// Some cells are indented with U+3000: left, so that the indent shows.
    Indented,
    Words,
}

/// Longer pieces of Latin or digits are broken anywhere rather than widen their column.
pub(crate) const LONGEST_PIECE: f64 = 10.0;

impl Table {
    /// The number of columns: that of the longest row.
    pub fn columns(&self) -> usize {
        self.rows.iter().map(Vec::len).chain([self.header.len()]).max().unwrap_or_default()
    }

    /// Every cell's text, row by row.
    pub fn cells(&self) -> impl Iterator<Item = &Marked> {
        self.header.iter().chain(self.rows.iter().flatten())
    }

    /// What each column holds.
    pub fn measured(&self) -> Vec<Column> {
        (0..self.columns()).map(|at| self.column(at)).collect()
    }

    fn column(&self, at: usize) -> Column {
        let cells = || self.rows.iter().filter_map(|row| row.get(at));
        let all = || self.header.get(at).into_iter().chain(cells()).map(|cell| cell.text.as_str());
        let widest = |widths: &mut dyn Iterator<Item = f64>| widths.fold(1.0, f64::max);
        Column {
            natural: widest(&mut all().flat_map(str::lines).map(width)),
            least: widest(&mut all().map(longest_piece)),
            content: content(cells()),
        }
    }

    /// The first row that has more or fewer cells than there are columns, and how many; the header
    /// is row 0.
    pub fn ragged(&self) -> Option<(usize, usize)> {
        let columns = self.columns();
        let header = Some(self.header.len()).filter(|len| *len > 0 && *len != columns).map(|len| (0, len));
        let rows = self.rows.iter().enumerate().map(|(i, row)| (i + 1, row.len()));
        header.or_else(|| rows.into_iter().find(|(_, len)| *len != columns))
    }
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

/// A number's part before the decimal point, and the part from it on with a percent sign.
pub(crate) fn number(cell: &str) -> Option<(&str, &str)> {
    let unsigned = cell.strip_prefix(['+', '-', '−', '±', '＋', '－']).unwrap_or(cell);
    let digits = unsigned.strip_suffix(['%', '‰', '％']).unwrap_or(unsigned);
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let (before, after) = digits.split_once('.').unwrap_or((digits, "0"));
    if !is_digits(&before.replace([',', '，', ' '], ""))
        || !before.ends_with(|c: char| c.is_ascii_digit())
        || !is_digits(after)
    {
        return None;
    }
    let at = cell.find(['.', '%', '‰', '％']).unwrap_or(cell.len());
    Some(cell.split_at(at))
}

/// What stands in a column of numbers where there is none.
fn is_placeholder(cell: &str) -> bool {
    matches!(cell, "—" | "——" | "-" | "–" | "－" | "/" | "／" | "…" | "……" | "*" | "#" | "×")
}

/// A text's width in em, a little more than it is set: Latin letters differ by face.
fn width(text: &str) -> f64 {
    text.chars().map(character_width).sum()
}

fn character_width(c: char) -> f64 {
    match c {
        'm' | 'w' | 'M' | 'W' | '%' | '@' | '‰' => 1.0,
        'A'..='Z' | '&' => 0.75,
        '\u{200B}' => 0.0,
        _ if c.is_ascii() => 0.52,
        _ => 1.0,
    }
}

/// The text cut where Latin begins and ends.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let latin = rest.chars().next()?.is_ascii_graphic();
        let end = rest.find(|c: char| c.is_ascii_graphic() != latin).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        rest = after;
        Some(piece)
    })
}

/// The longest piece that no line break goes through, in em: a word of Latin, a number.
fn longest_piece(cell: &str) -> f64 {
    let latin = pieces(cell).filter(|piece| piece.starts_with(|c: char| c.is_ascii_graphic()));
    let longest = latin.map(width).fold(0.0, f64::max);
    if longest > LONGEST_PIECE { 1.0 } else { longest }
}

/// The text with a chance to break after each character of a Latin piece that is longer than `longest`.
pub(crate) fn with_breaks(text: &str, longest: f64) -> Cow<'_, str> {
    const BREAK: char = '\u{200B}';
    let latin = |piece: &&str| piece.starts_with(|c: char| c.is_ascii_graphic());
    let pieces = || pieces(text);
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

/// Whether a line is a row of a table.
pub(super) fn is_row(line: &str) -> bool {
    line.len() > 1 && line.starts_with('|') && line.ends_with('|')
}

/// Reads the rows of a run of lines.
pub(super) fn read(lines: &[&str]) -> Table {
    let cells = |line: &str| -> Vec<Marked> { split(line).into_iter().map(cell).collect() };
    let rule = lines.get(1).filter(|line| is_rule(line));
    let (header, rows) = if rule.is_some() { (cells(lines[0]), &lines[2..]) } else { (Vec::new(), lines) };
    let rows = rows.iter().filter(|line| !is_rule(line)).map(|line| cells(line)).collect();
    let aligned = rule.map(|line| split(line).into_iter().map(aligned).collect()).unwrap_or_default();
    Table { caption: None, header, rows, aligned }
}

/// A cell's words: U+3000 at its start is an indent and stays.
fn cell(written: &str) -> Marked {
    let blank = |c: char| c.is_ascii_whitespace();
    Marked::from(broken(&written.trim_matches(blank).replace("\\|", "|")).as_str())
}

/// `<br>` is a line break.
pub(super) fn broken(text: &str) -> String {
    if !text.contains('<') {
        return text.to_owned();
    }
    ["<br>", "<br/>", "<br />", "<BR>"].iter().fold(text.to_owned(), |text, tag| text.replace(tag, "\n"))
}

/// The alignment that a cell of the rule asks for: `:--`, `:-:`, `--:`.
fn aligned(rule: &str) -> Option<Aligned> {
    let rule = rule.trim();
    match (rule.starts_with(':'), rule.ends_with(':')) {
        (true, true) => Some(Aligned::Centre),
        (true, false) => Some(Aligned::Left),
        (false, true) => Some(Aligned::Right),
        (false, false) => None,
    }
}

/// The cells between the bars; `\|` is a bar inside a cell.
pub(super) fn split(line: &str) -> Vec<&str> {
    let inner = &line[1..line.len() - 1];
    let mut cells = Vec::new();
    let mut start = 0;
    for (at, _) in inner.match_indices('|') {
        if inner[..at].ends_with('\\') {
            continue;
        }
        cells.push(&inner[start..at]);
        start = at + 1;
    }
    cells.push(&inner[start..]);
    cells
}

fn is_rule(line: &str) -> bool {
    split(line).iter().all(|cell| {
        let cell = cell.trim();
        cell.contains('-') && cell.chars().all(|c| matches!(c, '-' | ':'))
    })
}

/// The longest line that is taken for a table's caption, in characters.
const LONGEST_CAPTION: usize = 40;

/// A paragraph such as 表1　年末人口数 right before a table is the table's caption (表题).
pub(super) fn take_captions(blocks: Vec<Block>) -> Vec<Block> {
    let mut taken: Vec<Block> = Vec::with_capacity(blocks.len());
    for mut block in blocks {
        if let BlockKind::Table(table) = &mut block.kind
            && table.caption.is_none()
            && let Some(before) = taken.pop_if(|before| is_caption(before))
        {
            table.caption = Some(before.text());
            block.range = Range { start: before.range.start, end: block.range.end };
        }
        taken.push(block);
    }
    taken
}

fn is_caption(block: &Block) -> bool {
    if block.kind != BlockKind::Paragraph(None) {
        return false;
    }
    let text = block.text();
    let Some(rest) = text.strip_prefix('附').unwrap_or(&text).strip_prefix('表') else {
        return false;
    };
    let after =
        rest.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十-－".contains(c));
    after.len() < rest.len()
        && after.starts_with([' ', '\u{3000}', '：', ':', '.', '．'])
        && text.chars().count() <= LONGEST_CAPTION
        && !text.ends_with(['。', '；', '，', '：', '！', '？'])
}

#[cfg(test)]
mod tests {
    use super::super::body;
    use super::*;

    fn texts(cells: &[Marked]) -> Vec<&str> {
        cells.iter().map(|cell| cell.text.as_str()).collect()
    }

    #[test]
    fn header_rule_and_escaped_bar() {
        let table = read(&["| 县区 | 数量 |", "|---|---:|", r"| 甲\|乙 | 12<br>13 |", "| 　丙 | |"]);
        assert_eq!(texts(&table.header), ["县区", "数量"]);
        assert_eq!(texts(&table.rows[0]), ["甲|乙", "12\n13"]);
        assert_eq!(texts(&table.rows[1]), ["　丙", ""]);
        assert_eq!(table.aligned, [None, Some(Aligned::Right)]);
        assert_eq!(table.columns(), 2);
        assert_eq!(table.ragged(), None);
    }

    #[test]
    fn without_a_rule_every_row_is_a_row() {
        let table = read(&["|一|二|", "|三|四|五|"]);
        assert!(table.header.is_empty());
        assert_eq!(table.rows.len(), 2);
        assert_eq!(table.ragged(), Some((1, 2)));
    }

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
        let columns = table.measured();
        assert_eq!(columns[0].natural, 6.0);
        assert_eq!(columns[0].least, 1.0);
        assert!(columns[1].natural > LONGEST_PIECE);
        assert_eq!(columns[1].least, 1.0, "a longer piece is broken anywhere");
    }

    #[test]
    fn a_line_of_a_tables_number_is_its_caption() {
        for (line, caption) in [
            ("表1　年末人口数及其构成", true),
            ("附表2：主要农产品产量", true),
            ("表一 收支情况", true),
            ("表1-2　收支情况", true),
            ("表彰名单", false),
            ("表1所列数据均为初步统计数", false),
            ("表2　见下。", false),
            ("现将情况列表如下：", false),
        ] {
            let blocks = body::read(&format!("{line}\n|甲|\n|---|\n|1|"));
            assert_eq!(blocks.len() == 1, caption, "{line}");
        }
    }
}
