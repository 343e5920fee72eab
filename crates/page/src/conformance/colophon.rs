//! 7.4 版记 and 7.5 页码.

use super::{CELL_4, Line, Part, Role, SIZE_4, Sheets, Strength, Taken, Target, Unit, must, part_lines};
use crate::document::Format;
use crate::geometry::Rect;

const MARGINS: &[&str] = &["margins", "binding"];

pub(super) fn check(sheets: &mut Sheets<'_>) {
    colophon(sheets);
    page_numbers(sheets);
}

fn colophon(sheets: &mut Sheets<'_>) {
    let of = |name: Part| -> Vec<(usize, Rect)> {
        sheets.shapes(name).iter().map(|(page, shape)| (*page, shape.rect)).collect()
    };
    let (first, middle, last) = (of(Part::ColophonFirst), of(Part::ColophonMiddle), of(Part::ColophonLast));
    let taken = |(page, rect): &(usize, Rect), value: f64| Taken { value, page: *page, place: Some(*rect) };
    let thick: Vec<_> = first.iter().chain(&last).collect();
    let heights = thick.iter().map(|rule| taken(rule, rule.1.height())).collect();
    let asked = must("7.4.1", "首末条分隔线粗", "thickness of the first and last rule");
    sheets.near(asked.strength(Strength::Recommended), 0.35, 0.02, heights);
    let heights = middle.iter().map(|rule| taken(rule, rule.1.height())).collect();
    let asked = must("7.4.1", "中间分隔线粗", "thickness of the rules between");
    sheets.near(asked.strength(Strength::Recommended), 0.25, 0.02, heights);
    let widths = thick.iter().copied().chain(&middle).map(|rule| taken(rule, rule.1.width())).collect();
    sheets.near(must("7.4.1", "分隔线宽", "width of the rules").unless(MARGINS), 156.0, 0.3, widths);
    let feet = last.iter().map(|rule| taken(rule, rule.1.bottom)).collect();
    let asked = must("7.4.1", "末条分隔线与版心下边缘重合", "last rule on the type area's edge");
    sheets.near(asked.unless(MARGINS), sheets.area.bottom, 0.3, feet);
    let pages = last.iter().map(|rule| taken(rule, (sheets.last - rule.0) as f64)).collect();
    let asked = must("7.4.1", "版记在最后一面", "pages behind the colophon's");
    sheets.number(asked, Unit::Count, Target::Near(0.0, 0.0), pages);
    let parity = last.iter().map(|rule| taken(rule, (rule.0 % 2) as f64)).collect();
    let asked = must("7.4", "版记在偶数面", "colophon on an even page");
    let asked = asked.strength(Strength::Practice).unless(&["colophon-page"]);
    sheets.number(asked, Unit::Count, Target::Near(0.0, 0.0), parity);
    rows(sheets);
}

fn rows(sheets: &mut Sheets<'_>) {
    for (part, clause, zh, en) in [
        (Part::Cc, "7.4.2", "抄送左空一字", "copies 1 字 from the left"),
        (Part::MovedRecipients, "7.4.2", "主送左空一字", "recipients 1 字 from the left"),
        (Part::Printer, "7.4.3", "印发机关左空一字", "printer 1 字 from the left"),
    ] {
        let Some(line) = sheets.first(part) else { continue };
        let left = vec![Taken::at(line.left(), &line)];
        sheets.near(must(clause, zh, en).unless(MARGINS), sheets.area.left + CELL_4, 0.3, left);
        let sizes = sheets.all(part).iter().map(|line| Taken::at(line.size(), line)).collect();
        let asked = must(clause, "版记字号", "size of the colophon").strength(Strength::General);
        sheets.number(asked, Unit::Pt, Target::Near(SIZE_4, 0.1), sizes);
    }
    let cc = sheets.all(Part::Cc);
    let wrapped = cc.windows(2).filter(|pair| pair[0].page == pair[1].page);
    let pitches = wrapped.map(|pair| Taken::at(pair[1].baseline - pair[0].baseline, &pair[1])).collect();
    // 3.2 for 4号: a character and 7/8 of it.
    let asked = must("3.2", "版记行距", "line pitch of the colophon").strength(Strength::Practice);
    sheets.near(asked, CELL_4 * 1.875, 0.2, pitches);
    if let Some(date) = sheets.first(Part::PrintDate) {
        let right = vec![Taken::at(date.right(), &date)];
        let asked = must("7.4.3", "印发日期右空一字", "print date 1 字 from the right").unless(MARGINS);
        sheets.near(asked, sheets.area.right - CELL_4, 0.3, right);
        let end = if date.text().ends_with("印发") { "印发".to_owned() } else { date.text() };
        let asked = must("7.4.3", "印发日期后加“印发”", "印发 behind the date");
        sheets.words(asked, &["印发"], vec![Taken::at(end, &date)]);
    }
    let ends = [Part::Cc, Part::MovedRecipients].iter().filter_map(|part| sheets.all(*part).last().cloned());
    let ends = ends
        .map(|line| Taken::at(line.text().chars().next_back().map(String::from).unwrap_or_default(), &line));
    let ends = ends.collect();
    sheets.words(must("7.4.2", "抄送末尾", "the last mark of the copies"), &["。"], ends);
}

pub(super) fn page_numbers(sheets: &mut Sheets<'_>) {
    let numbers: Vec<Line> =
        sheets.pages.iter().flat_map(|page| part_lines(page, Part::PageNumber)).collect();
    let house: &[&str] = &["margins", "binding", "page-number"];
    let dashes = numbers.iter().filter_map(|line| {
        let run = line.runs.first()?;
        let dash = run.glyphs.iter().find(|glyph| glyph.text.contains('—'))?;
        Some(Taken::at(run.ink(dash)?.top - sheets.area.bottom, line))
    });
    let dashes = dashes.collect();
    let asked = must("7.5", "一字线距版心下边缘", "from the type area to the dash").unless(house);
    sheets.near(asked, 7.0, 0.3, dashes);
    let odd = numbers.iter().filter(|line| line.page % 2 == 1);
    let odd = odd.map(|line| Taken::at(line.right(), line)).collect();
    let asked = must("7.5", "单页码右空一字", "odd page's number 1 字 from the right").unless(house);
    sheets.near(asked, sheets.area.right - CELL_4, 0.3, odd);
    let even = numbers.iter().filter(|line| line.page % 2 == 0);
    let even = even.map(|line| Taken::at(line.left(), line)).collect();
    let asked = must("7.5", "双页码左空一字", "even page's number 1 字 from the left").unless(house);
    sheets.near(asked, sheets.area.left + CELL_4, 0.3, even);
    let asked = (
        must("7.5", "页码字体", "face of the page number").strength(Strength::General),
        must("7.5", "页码字号", "size of the page number").strength(Strength::General),
    );
    sheets.type_of(asked, Part::PageNumber, &[Role::Songti], SIZE_4);
    let said = numbers.iter().map(|line| {
        let right = line.text() == format!("— {} —", line.page);
        Taken::at(if right { "— 面 —".to_owned() } else { line.text() }, line)
    });
    let said = said.collect();
    sheets.words(must("7.5", "页码写法", "how the page is numbered"), &["— 面 —"], said);
    let unnumbered = unnumbered(sheets, &numbers);
    let asked = must("7.5", "应编页码而未编的面", "pages that lack their number").unless(house);
    sheets.number(asked, Unit::Count, Target::Near(0.0, 0.0), unnumbered);
}

/// How many pages lack a number that should have one; a letter's first and the blank before the
/// colophon with the colophon's own may.
fn unnumbered(sheets: &Sheets<'_>, numbers: &[Line]) -> Vec<Taken<f64>> {
    let has_text = |page: &&crate::geometry::Page| {
        page.runs.iter().any(|run| {
            !run.part.is_of_any(&[
                Part::PageNumber,
                Part::Cc,
                Part::Printer,
                Part::PrintDate,
                Part::Reprinter,
                Part::ReprintDate,
                Part::Copies,
                Part::MovedRecipients,
            ])
        })
    };
    let lacking: Vec<usize> = sheets
        .pages
        .iter()
        .filter(has_text)
        .map(|page| page.number)
        .filter(|page| !(sheets.document.format == Format::Letter && *page == 1))
        .filter(|page| !numbers.iter().any(|line| line.page == *page))
        .collect();
    let page = lacking.first().copied().unwrap_or(1);
    vec![Taken { value: lacking.len() as f64, page, place: None }]
}
