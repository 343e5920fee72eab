//! 5 版面: paper, type area, type, lines and characters, colour.

use std::collections::BTreeSet;

use super::{
    Asked, CELL, FOOT, LEFT, Line, PAPER, PITCH, Page, Part, Piece, RIGHT, Role, SIZE_2, SIZE_3, SIZE_4,
    Sheets, Strength, TOP, Taken, Target, Unit, em_box, head, is_formula, is_of_own_width, is_text, lines,
    must, part_lines,
};
use crate::geometry::{Glyph, Run};
use crate::text::charsets::is_hanzi;

const MARGINS: &[&str] = &["margins", "binding"];

pub(super) fn check(sheets: &mut Sheets<'_>) {
    let asked = [must("5.1", "纸宽", "paper width"), must("5.1", "纸高", "paper height")];
    paper(sheets, asked, PAPER);
    let running = running(sheets);
    edges(sheets, &running);
    leaving(sheets);
    density(sheets, &running);
    colours(sheets);
}

pub(super) fn paper(sheets: &mut Sheets<'_>, [width, height]: [Asked; 2], paper: (f64, f64)) {
    let of = |size: fn(&Page) -> f64| {
        sheets.pages.iter().map(|page| Taken { value: size(page), page: page.number, place: None }).collect()
    };
    let (wide, high) = (of(|page| page.width), of(|page| page.height));
    sheets.near(width, paper.0, 0.1, wide);
    sheets.near(height, paper.1, 0.1, high);
}

/// Whether a paragraph goes on from the first line on the second. A fragment of Typst is one element
/// with many paragraphs: an indented line begins one.
pub(super) fn continued(pair: &[Line]) -> bool {
    pair[0].part() == pair[1].part() && pair[1].left() < LEFT + CELL && is_text(&pair[0]) == is_text(&pair[1])
}

/// Pages whose text goes on on the next, each with its lines; a page with a table or a picture has
/// rows of its own, and no say about the density of text.
fn running(sheets: &Sheets<'_>) -> Vec<Vec<Line>> {
    let body = |page: &Page| -> Vec<Line> {
        let lines = part_lines(page, Part::Body);
        let plain = lines
            .iter()
            .all(|line| is_text(line) && !line.runs.iter().any(|run| run.aside) && !sheets.is_centred(line));
        let pictures = page.pictures.iter().any(|picture| picture.part.is_of(Part::Body));
        // Behind contents the recipients stand over the text of a page that is not the first.
        let headed = page.number > 1 && !part_lines(page, Part::Recipients).is_empty();
        if plain && !pictures && !headed { lines } else { Vec::new() }
    };
    let last = sheets.all(Part::Body).last().map_or(0, |line| line.page);
    sheets
        .pages
        .iter()
        .filter(|page| page.number < last)
        .map(body)
        .filter(|lines| !lines.is_empty())
        .collect()
}

fn edges(sheets: &mut Sheets<'_>, running: &[Vec<Line>]) {
    let body = sheets.all(Part::Body);
    let pairs = body.windows(2).filter(|pair| continued(pair) && is_text(&pair[0]));
    // In a fragment a line that ends early is a paragraph's last, whatever stands under it.
    let fragment = sheets.document.fragment;
    let pairs: Vec<&[Line]> =
        pairs.filter(|pair| !fragment || pair[0].right() > sheets.area.right - CELL).collect();
    // 间隔号 stands in the middle of its half cell, ‰ in a cell that is not its own width.
    // An address that fills a line by itself has nothing in it that could be moved apart.
    let movable = |line: &Line| line.text().trim().contains(|c: char| !c.is_ascii_graphic());
    let edged = pairs.iter().map(|pair| &pair[0]).filter(|line| !line.text().ends_with(['·', '‰']));
    let edged = edged.filter(|line| movable(line));
    let full: Vec<&Line> = edged.collect();
    let begun: Vec<&Line> = pairs.iter().map(|pair| &pair[1]).collect();
    let rights = full.iter().map(|line| Taken::at(ink_right(line), line)).collect();
    let lefts = begun.iter().map(|line| Taken::at(line.left(), line)).collect();
    let (near_left, near_right) = (sheets.edge(LEFT, 0.3), sheets.edge(RIGHT, 0.5));
    sheets.number(
        must("5.2.1", "版心左边", "type area, left edge").unless(MARGINS),
        Unit::Mm,
        near_left,
        lefts,
    );
    sheets.number(
        must("5.2.1", "版心右边", "type area, right edge").unless(&[
            "margins",
            "binding",
            "characters-per-line",
        ]),
        Unit::Mm,
        near_right,
        rights,
    );
    // Page 1 begins with the head; its first row is that of the notices, if any.
    let tops = running.iter().filter(|lines| lines[0].page > 1);
    let tops = tops.map(|lines| Taken::at(lines[0].top(), &lines[0])).collect();
    let near_top = sheets.edge(TOP, 0.3);
    sheets.number(must("5.2.1", "版心上边", "type area, top edge").unless(MARGINS), Unit::Mm, near_top, tops);
    let feet = full_pages(sheets, running).into_iter();
    let feet = feet.map(|lines| Taken::at(last(lines).bottom(), last(lines))).collect();
    let house: &[&str] = &["margins", "lines-per-page", "fitted"];
    let near_foot = sheets.edge(FOOT, 0.5);
    sheets.number(
        must("5.2.1", "版心下边", "type area, bottom edge").unless(house),
        Unit::Mm,
        near_foot,
        feet,
    );
}

/// What stands outside the type area, but for the page number and the mark.
pub(super) fn leaving(sheets: &mut Sheets<'_>) {
    let area = sheets.area;
    let outside: Vec<Taken<f64>> = sheets
        .pages
        .iter()
        .flat_map(lines)
        .filter(|line| !line.part().is_of(Part::PageNumber) && !line.part().is_of(Part::Mark))
        .map(|line| {
            let own = line.ink().filter(|_| is_formula(&line)).unwrap_or_else(|| em_box(&line));
            let over = (area.left - own.left).max(area.top - own.top).max(own.bottom - area.bottom);
            Taken::at(over.max(0.0), &line)
        })
        .collect();
    sheets.near(must("5.2.1", "超出版心", "leaving the type area").unless(MARGINS), 0.0, 0.3, outside);
}

/// Where a full line's characters end: what justification adds behind the last one, or takes from it, is
/// no character.
fn ink_right(line: &Line) -> f64 {
    let glyphs = line.runs.iter().flat_map(|run| run.glyphs.iter().map(move |glyph| (run, glyph)));
    // A blank between words is left hanging where the line breaks.
    let last = glyphs.rev().find(|(_, glyph)| !glyph.text.trim().is_empty());
    let Some((run, glyph)) = last else { return line.right() };
    let em = super::super::mm(run.size);
    if glyph.text.is_ascii() || is_of_own_width(run) {
        // Digits, fractions and Latin have widths of their own, with a hair of white behind the ink.
        return run.ink(glyph).map_or(line.right(), |ink| ink.right + em / 25.0);
    }
    // A mark may be squeezed to its half; justification moves all characters apart by as much.
    let moved = line.runs.iter().flat_map(|run| run.glyphs.iter().map(move |glyph| (run, glyph)));
    let moved = moved.filter(|(_, glyph)| glyph.text.chars().all(is_hanzi));
    let moved = moved.map(|(run, glyph)| glyph.advance - super::super::mm(run.size));
    let moved = moved.reduce(f64::min).unwrap_or(0.0);
    glyph.x + if glyph.advance - moved > 0.75 * em { em } else { em / 2.0 }
}

fn last(lines: &[Line]) -> &Line {
    &lines[lines.len() - 1]
}

/// Pages after the first that are all text and end in the middle of a paragraph: because they are full,
/// and not because a heading goes with what follows it.
fn full_pages<'a>(sheets: &Sheets<'_>, running: &'a [Vec<Line>]) -> Vec<&'a Vec<Line>> {
    let body = sheets.all(Part::Body);
    let torn = body.windows(2).filter(|pair| continued(pair) && pair[0].page != pair[1].page);
    let torn: Vec<usize> = torn.map(|pair| pair[0].page).collect();
    running.iter().filter(|lines| lines[0].page > 1 && torn.contains(&lines[0].page)).collect()
}

/// How many cells a line fills, as a reader counts them: two marks pressed into one cell are one, many that each give a
/// quarter are as many cells fewer as they gave, and a mark whose white half is off the line's end is half of one.
fn filled(line: &Line) -> f64 {
    const PRESSED: f64 = 0.75;
    let glyphs = line.runs.iter().flat_map(|run| run.glyphs.iter().map(move |glyph| (run, glyph)));
    let glyphs: Vec<_> = glyphs.filter(|(_, glyph)| !glyph.text.trim().is_empty()).collect();
    let is_mark = |text: &str| text.chars().all(|c| MARKS.contains(c));
    // Where the whole character stands, whatever of its white was taken away.
    let origin = |(_, glyph): &(&Run, &Glyph)| glyph.x + glyph.ink_shift.0;
    let step =
        |pair: &[(&Run, &Glyph)]| (origin(&pair[1]) - origin(&pair[0])) / super::super::mm(pair[0].0.size);
    let hanzi = |(_, glyph): &(&Run, &Glyph)| glyph.text.chars().all(is_hanzi);
    // How far apart justification has moved the characters of this line.
    let mut steps: Vec<f64> = glyphs.windows(2).filter(|pair| pair.iter().all(hanzi)).map(step).collect();
    steps.sort_by(f64::total_cmp);
    let whole = steps.get(steps.len() / 2).copied().unwrap_or(1.0);
    let taken: f64 = glyphs
        .windows(2)
        .filter(|pair| (is_mark(&pair[0].1.text) || is_mark(&pair[1].1.text)) && !pair[0].1.text.is_ascii())
        .map(|pair| (whole - step(pair)).clamp(0.0, 1.0))
        .sum();
    let ends = [glyphs.first(), glyphs.last()]
        .into_iter()
        .flatten()
        .filter(|(run, glyph)| is_mark(&glyph.text) && glyph.advance < PRESSED * super::super::mm(run.size));
    line.cells() - 0.5 * ((2.0 * taken).round() + ends.count() as f64)
}

/// Marks whose half is white.
const MARKS: &str = "“”‘’《》〈〉「」『』【】〔〕（），。、；：？！";

fn density(sheets: &mut Sheets<'_>, running: &[Vec<Line>]) {
    let house: &[&str] = &["margins", "lines-per-page", "fitted"];
    let counts = full_pages(sheets, running).into_iter();
    let counts = counts.map(|lines| Taken::at(lines.len() as f64, &lines[0])).collect();
    sheets.number(
        must("5.2.3", "每面行数", "lines on a full page").strength(Strength::General).unless(house),
        Unit::Count,
        Target::Near(22.0, 0.0),
        counts,
    );
    let body = sheets.all(Part::Body);
    let fragment = sheets.document.fragment;
    let pitches = body
        .windows(2)
        .filter(|pair| continued(pair) && pair[0].page == pair[1].page)
        .filter(|pair| is_text(&pair[0]) && (!fragment || pair[0].right() > sheets.area.right - CELL))
        .map(|pair| Taken::at(pair[1].baseline - pair[0].baseline, &pair[1]))
        .collect();
    sheets.near(must("3.2", "行距", "line pitch").unless(house), PITCH, 0.06, pitches);
    let left = sheets.area.left;
    let mut cells: Vec<(f64, &Line)> = body
        .windows(2)
        // What is raised is smaller than a cell.
        .filter(|pair| {
            continued(pair) && is_text(&pair[0]) && pair[0].runs.iter().all(|run| run.raised == 0.0)
        })
        .map(|pair| (filled(&pair[0]) + ((pair[0].left() - left) / CELL).round(), &pair[0]))
        .collect();
    cells.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    // A few lines say nothing about the density of a page.
    if cells.len() >= 20 {
        let (median, line) = cells[cells.len() / 2];
        let asked = must("5.2.3", "每行字数（中位数）", "characters on a line, median");
        let house: &[&str] = &["margins", "characters-per-line", "punctuation", "fitted"];
        sheets.number(
            asked.strength(Strength::General).unless(house),
            Unit::Count,
            Target::Near(28.0, 0.5),
            vec![Taken::at(median, line)],
        );
    }
    let asked = (
        must("5.2.2", "正文字体", "face of the text").strength(Strength::General).unless(&["digits"]),
        must("5.2.2", "正文字号", "size of the text").strength(Strength::General),
    );
    // What stands in a table or beside a picture is of a size of its own.
    let edged: BTreeSet<Piece> = sheets
        .pages
        .iter()
        .flat_map(|page| {
            let shapes = page.shapes.iter().map(|shape| shape.part);
            shapes.chain(page.pictures.iter().map(|picture| picture.part))
        })
        .collect();
    let own = |run: &Run| {
        // The mark of a note that it calls is of its face.
        let title = run.aside && ((run.size - SIZE_2).abs() < 0.1 || run.raised > 0.0);
        title || (run.size - SIZE_4).abs() < 0.1 || edged.contains(&run.part)
    };
    let runs: Vec<_> = sheets.runs(Part::Body).into_iter().filter(|(_, run)| !own(run)).collect();
    // A sign alone says nothing of the face: some come from the face that has them well made.
    let worded = |run: &Run| run.text().contains(char::is_alphanumeric);
    let words: Vec<_> = runs.iter().copied().filter(|(_, run)| worded(run)).collect();
    sheets.faces_of(asked.0, &[Role::Fangsong, Role::Latin, Role::Heiti, Role::Kaiti], &words);
    sheets.sizes_of(asked.1, SIZE_3, &runs);
}

pub(super) fn colours(sheets: &mut Sheets<'_>) {
    let said = |run: &Run| match run.colour {
        colour if colour.is_black() => "黑".to_owned(),
        colour => head::said(&colour),
    };
    let asked: &[&str] = if sheets.document.red { &["黑", "红"] } else { &["黑"] };
    let pages = sheets.pages;
    let text: Vec<_> = pages
        .iter()
        .flat_map(|page| page.runs.iter().map(move |run| (page.number, run)))
        .filter(|(_, run)| !run.part.is_of(Part::Mark))
        .collect();
    let own = if sheets.document.red { &["red"][..] } else { &[] };
    sheets.words_of(must("5.2.4", "文字颜色", "colour of the text").unless(own), asked, &text, said);
}
