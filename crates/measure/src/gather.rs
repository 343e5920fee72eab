//! Characters to lines, lines to paragraphs: files write them in any order and any grouping.

use super::block::Blocks;
use super::figures::Figures;
use super::read::{Mark, Sheet, Way};
use super::tables::Tables;

/// Baselines nearer than this are one line, in em.
const SAME_LINE: f64 = 0.12;
/// A gap of this many em between two characters is a blank.
const BLANK: f64 = 0.35;

/// Larger characters, in mm, are of titles and marks, whose lines are no paragraph.
const LARGEST_TEXT: f64 = 6.5;
/// What stands farther apart than this, in em, may be two things.
const WIDE_GAP: f64 = 3.0;

/// A line: where its characters are on its page, in reading order.
pub(super) struct Row {
    pub page: usize,
    pub way: Way,
    pub marks: Vec<usize>,
    /// Along and across its way, in mm.
    pub left: f64,
    pub right: f64,
    pub baseline: f64,
    /// The largest size on it, in mm.
    pub size: f64,
    /// Whether it begins with a mark whose left half is white.
    pub opens: bool,
    /// What it stands in.
    pub within: Within,
}

/// What a row stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Within {
    Text,
    Table,
    Figure,
}

/// Rows that are one paragraph, with what they say.
pub(super) struct Paragraph {
    pub rows: Vec<Row>,
    pub text: String,
    pub after_blank: bool,
}

/// A character's place along and across its way.
fn along(mark: &Mark) -> (f64, f64) {
    match mark.way {
        Way::Across | Way::Askew => (mark.x, mark.y + mark.raised),
        Way::Up => (-mark.y, mark.x),
        Way::Down => (mark.y, -mark.x),
    }
}

fn em(mark: &Mark) -> f64 {
    crate::layout::mm(mark.size)
}

/// The rows of a page, top to bottom; turned ones after those that stand upright.
fn rows(page: usize, sheet: &Sheet) -> Vec<Row> {
    let mut rows = Vec::new();
    for way in [Way::Across, Way::Up, Way::Down, Way::Askew] {
        let of_way = |at: &usize| sheet.marks[*at].way == way;
        let mut marks: Vec<usize> = (0..sheet.marks.len()).filter(of_way).collect();
        marks.sort_by(|a, b| along(&sheet.marks[*a]).1.total_cmp(&along(&sheet.marks[*b]).1));
        let mut open: Vec<usize> = Vec::new();
        for at in marks {
            let last = open.last().map(|last| &sheet.marks[*last]);
            let apart = last.is_some_and(|last| {
                along(&sheet.marks[at]).1 - along(last).1 > SAME_LINE * em(last).min(em(&sheet.marks[at]))
            });
            if apart {
                rows.extend(row(page, way, sheet, std::mem::take(&mut open)));
            }
            open.push(at);
        }
        rows.extend(row(page, way, sheet, open));
    }
    let (tables, figures) = (Tables::of(&sheet.shapes), Figures::of(sheet));
    for row in rows.iter_mut().filter(|row| row.way == Way::Across) {
        row.within = match () {
            () if figures.hold(row) => Within::Figure,
            () if tables.hold(row.left, row.right, row.baseline, row.size) => Within::Table,
            () => Within::Text,
        };
    }
    rows
}

fn row(page: usize, way: Way, sheet: &Sheet, mut marks: Vec<usize>) -> Option<Row> {
    marks.sort_by(|a, b| along(&sheet.marks[*a]).0.total_cmp(&along(&sheet.marks[*b]).0));
    let said = || marks.iter().map(|at| &sheet.marks[*at]).filter(|mark| !mark.text.trim().is_empty());
    let first = said().next()?;
    // The white half of a closing mark is no part of the line.
    let ends = |mark: &Mark| {
        let closes = mark.text.ends_with(super::ends::CLOSING) && mark.advance > 0.9 * em(mark);
        along(mark).0 + if closes { em(mark) / 2.0 } else { mark.advance }
    };
    let right = said().map(ends).fold(f64::NEG_INFINITY, f64::max);
    let size = said().map(em).fold(0.0, f64::max);
    let (left, baseline) = along(first);
    let opens = first.text.starts_with(super::ends::OPENING);
    Some(Row { page, way, left, right, baseline, size, opens, within: Within::Text, marks })
}

/// What a row says; a wide gap is a blank.
fn text(sheet: &Sheet, row: &Row) -> String {
    let mut text = String::new();
    let mut end: Option<f64> = None;
    for mark in row.marks.iter().map(|at| &sheet.marks[*at]) {
        let at = along(mark).0;
        if end.is_some_and(|end| at - end > BLANK * row.size) && !text.ends_with(char::is_whitespace) {
            text.push(' ');
        }
        text.push_str(&mark.text);
        end = Some(at + mark.advance);
    }
    text.trim().to_owned()
}

/// The paragraphs of all pages.
pub(super) fn paragraphs(sheets: &[Sheet]) -> (Vec<Paragraph>, Blocks) {
    let all: Vec<Row> = sheets.iter().enumerate().flat_map(|(page, sheet)| rows(page, sheet)).collect();
    let (feet, rows): (Vec<Row>, Vec<Row>) =
        all.into_iter().partition(|row| gongwen_import::is_page_number(&text(&sheets[row.page], row)));
    let blocks = Blocks::of(&rows, &sheets.iter().map(|sheet| sheet.width).collect::<Vec<_>>());
    let rows = rows.into_iter().flat_map(|row| pieces(sheets, row));
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    for row in rows {
        let said = text(&sheets[row.page], &row);
        let last = paragraphs.last_mut();
        match last {
            Some(last) if goes_on(last, &row, &said, &blocks) => {
                last.text.push_str(&said);
                last.rows.push(row);
            }
            _ => {
                let after_blank = last.is_none_or(|last| {
                    let above = &last.rows[last.rows.len() - 1];
                    above.page != row.page || row.baseline - above.baseline > 2.4 * row.size
                });
                paragraphs.push(Paragraph { rows: vec![row], text: said, after_blank });
            }
        }
    }
    for row in feet {
        let said = text(&sheets[row.page], &row);
        paragraphs.push(Paragraph { rows: vec![row], text: said, after_blank: true });
    }
    (paragraphs, blocks)
}

/// A row cut where a notice of the head and the number share it, as in a letter (10.1); 呈报单位：… 编号：… is one of a form.
fn pieces(sheets: &[Sheet], row: Row) -> Vec<Row> {
    let sheet = &sheets[row.page];
    if row.within != Within::Text {
        return vec![row];
    }
    let gap = |pair: &[usize]| {
        let (a, b) = (&sheet.marks[pair[0]], &sheet.marks[pair[1]]);
        along(b).0 - along(a).0 - a.advance > WIDE_GAP * row.size
    };
    let Some(at) = row.marks.windows(2).position(gap) else { return vec![row] };
    let (left, right) = row.marks.split_at(at + 1);
    let part = |marks: &[usize]| self::row(row.page, row.way, sheet, marks.to_vec());
    match (part(left), part(right)) {
        (Some(left), Some(right))
            if gongwen_import::is_number(&text(sheet, &right))
                && !text(sheet, &left).contains(['〔', '：', ':']) =>
        {
            vec![left, right]
        }
        _ => vec![row],
    }
}

/// Whether a row goes on with the paragraph: the last one is full, and this one begins at the margin.
fn goes_on(paragraph: &Paragraph, row: &Row, said: &str, blocks: &Blocks) -> bool {
    let above = &paragraph.rows[paragraph.rows.len() - 1];
    let near = above.page == row.page && row.baseline - above.baseline < 2.4 * row.size;
    let turned = above.page + 1 == row.page;
    let (before, here) = (blocks.at(above.page), blocks.at(row.page));
    above.way == Way::Across
        && row.way == Way::Across
        && above.within == row.within
        && (near || turned)
        && (above.size - row.size).abs() < 0.1
        && row.size < LARGEST_TEXT
        && above.right > before.right - 2.2 * row.size
        // What stands at the right only is an element of its own.
        && above.left < before.left + 4.0 * above.size
        && row.left > here.left - 0.6 * row.size
        && row.left < here.left + 0.5 * row.size
        // 附件1 over an attachment is never the rest of a sentence.
        && !gongwen_import::is_attachment_label(said)
}
