//! The pages as geometry, each character, rule and picture with the name of its element.

use std::sync::Arc;

use super::block::Blocks;
use super::colours::is_red;
use super::ends;
use super::gather::Paragraph;
use super::joint;
use super::read::{Drawing, Mark, Sheet, Way};
use crate::document::Format;
use crate::layout::geometry::{Glyph, Page, Picture, Rect, Run, Shape};
use crate::layout::{Part, Piece, part_lines};

/// A bar is no thicker than this, in mm.
const THICKEST_RULE: f64 = 3.0;
/// A rule across the page is no shorter than this, in mm.
const SHORTEST_RULE: f64 = 100.0;
/// The colophon's outer rules are no farther from its rows, in mm.
const WITHIN: f64 = 16.0;
/// The diameters that seals have, in mm (国发〔1999〕25号: 42 to 60; some organs' are smaller).
const SEAL: std::ops::RangeInclusive<f64> = 30.0..=65.0;

/// The elements of a paragraph, each with how many characters it has.
type Named = Vec<(Piece, usize)>;

/// The pages, with every element named.
pub(super) fn pages(
    sheets: Vec<Sheet>,
    (paragraphs, blocks): &(Vec<Paragraph>, Blocks),
    (named, apart): (&[Named], &[bool]),
    format: Format,
) -> Vec<Page> {
    let mut names: Vec<Vec<Piece>> =
        sheets.iter().map(|sheet| vec![Piece::UNNAMED; sheet.marks.len()]).collect();
    let mut order: Vec<Vec<usize>> = vec![Vec::new(); sheets.len()];
    for (paragraph, parts) in paragraphs.iter().zip(named) {
        let mut parts = parts.iter().copied();
        let (mut name, mut left) = parts.next().unwrap_or((Piece::UNNAMED, 0));
        for row in &paragraph.rows {
            for &at in &row.marks {
                let count = sheets[row.page].marks[at].text.chars().filter(|c| !c.is_whitespace()).count();
                while left == 0 && count > 0 {
                    match parts.next() {
                        Some(next) => (name, left) = next,
                        None => break,
                    }
                }
                left = left.saturating_sub(count);
                names[row.page][at] = name;
                order[row.page].push(at);
            }
        }
    }
    joint::tell_apart(&sheets, paragraphs, &mut names);
    let mut pages: Vec<Page> = sheets
        .iter()
        .enumerate()
        .map(|(index, sheet)| {
            let mut page = Page::new(index + 1, sheet.width, sheet.height);
            page.runs = runs(sheet, &order[index], &names[index]);
            page.shapes = sheet.shapes.clone();
            page.pictures = sheet.pictures.clone();
            page
        })
        .collect();
    for (at, page) in pages.iter_mut().enumerate() {
        ends::settle(page, &blocks.lefts(paragraphs, at), blocks.at(at));
    }
    for run in pages.iter_mut().flat_map(|page| &mut page.runs).filter(|run| run.part.is_of(Part::Body)) {
        // A piece of the text is the paragraph by its number.
        run.aside = run.part.index().is_some_and(|at| apart[at]);
    }
    red_rules(&mut pages, format);
    colophon_rules(&mut pages);
    for (page, sheet) in pages.iter_mut().zip(&sheets) {
        seals_and_stamps(page, sheet);
    }
    pages
}

/// Characters in a row of one element, face, size and colour.
fn runs(sheet: &Sheet, order: &[usize], names: &[Piece]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut before: Option<(&Mark, Piece)> = None;
    for &at in order {
        let (mark, name) = (&sheet.marks[at], names[at]);
        let goes_on = before.is_some_and(|(other, part)| {
            part == name
                && Arc::ptr_eq(&other.face, &mark.face)
                && other.colour == mark.colour
                && other.way == mark.way
                && (other.size - mark.size).abs() < 0.01
                && (other.y - mark.y).abs() < 0.02
        });
        if !goes_on {
            let mut run = Run::new(name, mark.face.family.clone(), mark.size);
            run.face = mark.face.name.clone();
            run.raised = mark.raised;
            run.colour = mark.colour;
            run.upright = mark.way == Way::Across;
            run.em = mark.em;
            runs.push(run);
        }
        if let Some(run) = runs.last_mut() {
            let mut glyph = Glyph::new(mark.text.clone(), mark.x, mark.advance, mark.y);
            glyph.read_ink = mark.ink;
            run.glyphs.push(glyph);
        }
        before = Some((mark, name));
    }
    runs
}

fn is_rule(shape: &Shape) -> bool {
    shape.rect.height() < THICKEST_RULE && shape.rect.width() > SHORTEST_RULE
}

/// The first line of a title on plain paper stands on row 1, and no title under a red head so high, in mm from the top.
const TITLE_OF_PLAIN: f64 = 55.0;

/// Rules nearer than this are one double rule, in mm.
const DOUBLE: f64 = 2.5;

/// The format, where the page shows it better than the words: a red double rule over the text is a
/// letter's (10.1). Where nothing is red at its head and the title stands where the text of others begins, it is plain paper.
pub(super) fn format(
    sheets: &[Sheet],
    (paragraphs, named): (&[Paragraph], &[Named]),
    by_words: Format,
) -> Format {
    let Some(sheet) = sheets.first() else { return by_words };
    let red = sheet.shapes.iter().filter(|shape| is_rule(shape) && is_red(shape.colour));
    let red: Vec<&Shape> = red.filter(|shape| shape.rect.top < sheet.height / 2.0).collect();
    let near = |a: &Shape, b: &Shape| b.rect.top > a.rect.top && b.rect.top - a.rect.bottom < DOUBLE;
    let double = red.iter().any(|a| red.iter().any(|b| near(a, b)));
    let title =
        paragraphs.iter().zip(named).find(|(_, parts)| parts.iter().any(|(part, _)| part.is_of(Part::Title)));
    let at_top =
        title.is_some_and(|(title, _)| title.rows[0].page == 0 && title.rows[0].baseline < TITLE_OF_PLAIN);
    let head = sheet.marks.iter().any(|mark| is_red(mark.colour) && mark.y < sheet.height / 2.0);
    match by_words {
        Format::Document if at_top && !head && red.is_empty() => Format::Plain,
        Format::Document | Format::Letter if double => Format::Letter,
        // One rule alone is that of a document with a letter's words.
        Format::Letter if red.len() == 1 => Format::Document,
        by_words => by_words,
    }
}

/// 7.2.7 and 10.1: red rules over the text, and of a letter also at the foot.
fn red_rules(pages: &mut [Page], format: Format) {
    let Some(page) = pages.first_mut() else { return };
    let middle = page.height / 2.0;
    // 细线 between the rows of a telegram's head is black, and the last over the red one.
    let red = page.shapes.iter().filter(|shape| is_rule(shape) && is_red(shape.colour));
    let red = red.map(|shape| shape.rect.top).filter(|top| *top < middle).reduce(f64::min);
    if let Some(red) = red.filter(|_| format == Format::Telegram) {
        let thin = page.shapes.iter_mut().filter(|shape| is_rule(shape) && !is_red(shape.colour));
        let thin = thin.filter(|shape| shape.rect.top < red);
        if let Some(thin) = thin.max_by(|a, b| a.rect.top.total_cmp(&b.rect.top)) {
            thin.part = Part::TelegramRule.into();
        }
    }
    for shape in page.shapes.iter_mut().filter(|shape| is_rule(shape) && is_red(shape.colour)) {
        let name = match (format, shape.rect.top < middle) {
            (Format::Letter, true) => Part::UpperRule,
            (Format::Letter, false) => Part::LowerRule,
            // Under a stack of organs it stands low.
            _ => Part::RedRule,
        };
        shape.part = name.into();
    }
}

/// 7.4.1: the rules over, between and under the rows of the colophon.
fn colophon_rules(pages: &mut [Page]) {
    for page in pages {
        let parts = [Part::Cc, Part::MovedRecipients, Part::Printer, Part::PrintDate, Part::Copies];
        let rows: Vec<_> = parts.iter().flat_map(|part| part_lines(page, *part)).collect();
        let top = rows.iter().map(crate::layout::Line::top).fold(f64::INFINITY, f64::min);
        let foot = rows.iter().map(crate::layout::Line::bottom).fold(f64::NEG_INFINITY, f64::max);
        if rows.is_empty() {
            continue;
        }
        let rules = |shape: &&mut Shape| is_rule(shape) && shape.part.is_unnamed();
        let (mut first, mut last): (Option<&mut Shape>, Option<&mut Shape>) = (None, None);
        for rule in page.shapes.iter_mut().filter(rules) {
            // The nearest above and below, within two lines; a table may end right over the colophon.
            if rule.rect.bottom <= top + 1.0 {
                let nearer = first.as_ref().is_none_or(|other| other.rect.top < rule.rect.top);
                if nearer && rule.rect.bottom > top - WITHIN {
                    first = Some(rule);
                }
            } else if rule.rect.top >= foot - 1.0 {
                let nearer = last.as_ref().is_none_or(|other| other.rect.top > rule.rect.top);
                if nearer && rule.rect.top < foot + WITHIN {
                    last = Some(rule);
                }
            } else {
                rule.part = Part::ColophonMiddle.into();
            }
        }
        if let Some(rule) = first {
            rule.part = Part::ColophonFirst.into();
        }
        if let Some(rule) = last {
            rule.part = Part::ColophonLast.into();
        }
    }
}

/// 7.3.5: round things of a seal's size over organs, and pictures beside an official's title.
fn seals_and_stamps(page: &mut Page, sheet: &Sheet) {
    let organs = part_lines(page, Part::Organ);
    let titles = part_lines(page, Part::SignerTitle);
    let mut found: Vec<Rect> = Vec::new();
    let pictures = page.pictures.iter().map(|picture| picture.rect);
    let drawn = sheet.frames.iter().copied().filter(|frame| holds_drawing(frame, &sheet.drawings));
    let rings = sheet.drawings.iter().filter(|drawing| is_red(drawing.colour)).map(|drawing| drawing.rect);
    for rect in pictures.chain(drawn).chain(rings) {
        let within = |other: &Rect| {
            rect.left >= other.left - 1.0
                && rect.right <= other.right + 1.0
                && rect.top >= other.top - 1.0
                && rect.bottom <= other.bottom + 1.0
        };
        if !found.iter().any(within) {
            found.push(rect);
        }
    }
    let mut taken = Vec::new();
    for rect in found {
        let round = SEAL.contains(&rect.width()) && (rect.width() - rect.height()).abs() < 1.0;
        let over = |line: &crate::layout::Line| {
            rect.left < line.right()
                && rect.right > line.left()
                && rect.top < line.bottom() + 10.0
                && rect.bottom > line.top() - 10.0
        };
        if round {
            // Of the organs under it, on a row or of a run, the one nearest its middle.
            let names = page.runs.iter().filter(|run| run.part.is_of(Part::Organ));
            let middle = |run: &&Run| {
                let left = run.glyphs.first().map_or(0.0, |glyph| glyph.x);
                let right = run.glyphs.last().map_or(0.0, |glyph| glyph.x + glyph.advance);
                (f64::midpoint(left, right) - f64::midpoint(rect.left, rect.right)).abs()
            };
            let baseline = |run: &&Run| {
                run.glyphs
                    .first()
                    .is_some_and(|glyph| glyph.baseline > rect.top && glyph.baseline < rect.bottom)
            };
            let nearest = names.filter(baseline).min_by(|a, b| middle(a).total_cmp(&middle(b)));
            if let Some(organ) = nearest.filter(|_| organs.iter().any(over)) {
                let part = Part::Seal.at(organ.part.index().unwrap_or_default());
                taken.push(Picture::new(part, rect));
            }
        } else if let Some(title) = organs.iter().find(|organ| {
            gongwen_import::is_post(&organ.text())
                && rect.left > organ.right() - 1.0
                && over_row(&rect, organ)
        }) {
            // An office with a picture behind it signs; by its words alone it could be an organ.
            for run in page.runs.iter_mut().filter(|run| run.part == title.part()) {
                run.part = Part::SignerTitle.at(0);
            }
            taken.push(Picture::new(Part::Signature.at(0), rect));
        } else if titles.iter().any(|title| rect.left > title.right() - 1.0 && over_row(&rect, title)) {
            taken.push(Picture::new(Part::Signature.at(0), rect));
        }
    }
    page.pictures.retain(|picture| !taken.iter().any(|other| other.rect == picture.rect));
    page.pictures.extend(taken);
}

fn over_row(rect: &Rect, line: &crate::layout::Line) -> bool {
    rect.top < line.baseline && rect.bottom > line.top()
}

/// Whether something is drawn in this frame.
fn holds_drawing(frame: &Rect, drawings: &[Drawing]) -> bool {
    drawings.iter().any(|drawing| {
        let rect = drawing.rect;
        rect.left >= frame.left - 0.01
            && rect.right <= frame.right + 0.01
            && rect.top >= frame.top - 0.01
            && rect.bottom <= frame.bottom + 0.01
    })
}
