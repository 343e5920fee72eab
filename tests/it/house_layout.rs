//! `layout` (版式): what each key does to the page, and what is told of it.

use gongwen::conformance::Strength;
use gongwen::page::{Colour, Glyph, Run};
use gongwen::page::{Line, Part, part_lines};
use gongwen::{Diagnostic, Document, Lang};
use serde_json::{Value, json};

use crate::measured::{Sheets, at, between, data_with as file_with, full_lines, near, prose, set_in, with};
use crate::standard::{
    AREA_BOTTOM, AREA_LEFT, AREA_RIGHT, AREA_TOP, AREA_WIDTH, CMYK_RED, DASH_TOP, EM, EM_4,
    LETTER_LOWER_RULE, LETTER_ROW_GAP, LETTER_RULE, LINES, MARK_TOP, PITCH, RULE_GAP, RULE_THICKNESS,
};
use crate::support::{ENGINE, Project, data_with};

/// The plain document in a house's layout, its spacing left alone; `more` are other keys.
fn house(mut layout: Value, more: Value) -> Sheets {
    layout["fit"] = json!(false);
    let mut keys = json!({ "layout": layout });
    if let (Value::Object(keys), Value::Object(more)) = (&mut keys, more) {
        keys.extend(more);
    }
    with(keys)
}

/// A layout on some pages of plain text.
fn pages_in(layout: Value) -> Sheets {
    house(layout, json!({ "body": prose(30) }))
}

fn glyphs(line: &Line) -> Vec<&Glyph> {
    line.runs.iter().flat_map(|run: &Run| &run.glyphs).collect()
}

/// Where the last character's em box ends: space that justification adds behind it is not on the page.
fn right(line: &Line) -> f64 {
    let last = *glyphs(line).last().expect("a character");
    last.x + last.advance.min(EM)
}

const OPENING: &str = "“‘《〈（【〔";
const CLOSING: &str = "”’》〉）】〕，。、：；？！";

/// `punctuation = "grid"`: every mark a full cell, every line 28 cells but where a mark must not be
/// parted from its neighbour.
#[test]
fn in_a_grid_every_character_has_a_cell_of_its_own() {
    let text = "各地要“充分认识”防汛抗旱工作面临的严峻形势，把保障人民群众生命财产安全放在“第一位”，坚持《防洪法》\
                《水法》（修订）规定的“安全第一、常备不懈、以防为主、全力抢险”方针。是否落实？要逐级检查！";
    let body: String = (0..8).map(|i| text.chars().skip(i).collect::<String>().repeat(3) + "\n").collect();
    let sheets = house(json!({ "punctuation": "grid" }), json!({ "body": body }));
    let lines = sheets.part("body");
    let mut filled = 0;
    for pair in lines.windows(2) {
        let (line, next) = (&pair[0], &pair[1]);
        assert!(!CLOSING.contains(line.text().chars().next().unwrap()), "避头: {}", line.text());
        assert!(!OPENING.contains(line.text().chars().last().unwrap()), "避尾: {}", line.text());
        let indent = ((glyphs(line)[0].x - AREA_LEFT) / EM + 0.1) as usize;
        let count = glyphs(line).len() + indent;
        if line.part() == next.part() && count < 28 {
            // Short by what the next line's first character is bound to.
            let text: Vec<char> = next.text().chars().collect();
            let opened = text.iter().take_while(|c| OPENING.contains(**c)).count();
            let closed = text[opened + 1..].iter().take_while(|c| CLOSING.contains(**c)).count();
            assert!(count + opened + 1 + closed > 28, "{count} cells: {}", line.text());
            continue;
        }
        assert!(count <= 28, "{count} cells: {}", line.text());
        filled += usize::from(count == 28);
        for (cell, glyph) in glyphs(line).iter().enumerate() {
            let cell = AREA_LEFT + (cell + indent) as f64 * EM;
            let run =
                line.runs.iter().find(|run| run.glyphs.iter().any(|g| g.x == glyph.x)).expect("its run");
            match glyph.text.chars().next().expect("a character") {
                c if OPENING.contains(c) || CLOSING.contains(c) => {
                    let ink = run.ink(glyph).expect("ink");
                    assert!(
                        ink.left >= cell - 0.1 && ink.right <= cell + EM + 0.1,
                        "{c} in its cell: {ink:?}"
                    );
                    // An opening mark stands at its cell's right, a closing one at its left.
                    let middle = f64::midpoint(ink.left, ink.right) - cell;
                    assert_eq!(OPENING.contains(c), middle > EM / 2.0, "{c} at {middle:.2}: {}", line.text());
                }
                c => at(glyph.x, cell, &format!("{c} in {}", line.text())),
            }
        }
    }
    assert!(filled > 20, "{filled} lines are full");
    // Pressed, the same text takes fewer lines.
    let pressed = house(json!({}), json!({ "body": body })).part("body").len();
    assert!(pressed < lines.len(), "{pressed} of {}", lines.len());
}

/// `digits = "fangsong"`: digits and Latin are 仿宋 wherever 仿宋 is the face.
#[test]
fn digits_are_in_the_face_the_house_chooses() {
    let keys = json!({
        "body": "2024年完成12项，增长3.5%，CPI为2.1。\n1.加强领导\n|项目|数量|\n|---|---|\n|甲|14|",
        "recipients": ["第1局"], "attachments": ["2024年方案"], "note": "电话：0000-123456",
        "cc": "第2局", "printer": "第3办公室", "print-date": "2024-03-02", "copies": 20, "copy-number": 7,
    });
    for (digits, family) in [("latin", "gw-latin"), ("fangsong", "gw-fangsong")] {
        let sheets = house(json!({ "digits": digits }), keys.clone());
        let mut seen = std::collections::BTreeSet::new();
        for run in sheets.pages.iter().flat_map(|page| &page.runs) {
            let part = run.part.part();
            if run.text().contains(|c: char| c.is_ascii_alphanumeric())
                && ![Part::Title, Part::PageNumber].contains(&part)
            {
                assert_eq!(run.family, family, "{digits}: {} in {}", run.text(), run.part);
                seen.insert(part.name());
            }
        }
        let parts = [
            "attachment-list",
            "body",
            "cc",
            "copies",
            "copy-number",
            "date",
            "note",
            "number",
            "print-date",
            "printer",
            "recipients",
        ];
        assert_eq!(seen.into_iter().collect::<Vec<_>>(), parts);
        set_in(&sheets, "page-number", &["gw-songti"], 14.0);
    }
}

/// `fit = false`: spacing stays as it is, and a sign-off alone on its page is told.
#[test]
fn without_fitting_nothing_moves_and_a_lonely_signoff_is_told() {
    let lonely = |fit: bool, lines: usize| {
        let body = prose(3) + &format!("{}。\n", "甲".repeat(20)).repeat(lines);
        with(json!({ "body": body, "layout": { "fit": fit } }))
    };
    let lines = (0..30).find(|lines| lonely(false, *lines).codes.contains(&"fitting-off"));
    let lines = lines.expect("some length leaves the sign-off alone");
    let unfitted = lonely(false, lines);
    let adjusted = &unfitted.rendered.report().adjusted;
    assert!(adjusted.pitch == 1.0 && adjusted.spacing.is_empty(), "{adjusted:?}");
    for pair in unfitted.part("body").windows(2).filter(|pair| pair[0].page == pair[1].page) {
        at(pair[1].baseline - pair[0].baseline, PITCH, "pitch");
    }
    let date = unfitted.line("date");
    assert!(unfitted.part("body").iter().all(|line| line.page < date.page), "the sign-off is alone");
    let fitted = lonely(true, lines);
    assert!(fitted.codes.contains(&"fitted"), "{:?}", fitted.codes);
    let date = fitted.line("date");
    assert!(fitted.part("body").iter().any(|line| line.page == date.page), "the sign-off has text");
}

#[test]
fn the_colophon_stands_on_the_page_the_house_wants() {
    for (value, every) in
        [("even", 2), ("偶数页", 2), ("last", 1), ("末页", 1), ("multiple-of-4", 4), ("四的倍数页", 4)]
    {
        for paragraphs in [1, 8, 16] {
            let keys = json!({ "body": prose(paragraphs), "printer": "东江省水利厅办公室", "print-date": "2024-03-02" });
            let sheets = house(json!({ "colophon-page": value }), keys);
            let text = sheets.part("date").last().expect("a date").page;
            let wanted = text.div_ceil(every) * every;
            assert!(
                [wanted, wanted + every].contains(&sheets.pages.len()),
                "{value}: {}",
                sheets.pages.len()
            );
            let (page, rule) = sheets.shapes("colophon-rule.last").remove(0);
            assert_eq!(page, sheets.pages.len());
            near(rule.rect.bottom, AREA_BOTTOM, 0.05, "last rule");
        }
    }
}

/// `binding = "mirrored"`: an even page's wide margin is at its right, and all on it moves along.
#[test]
fn mirrored_pages_have_their_wide_margin_at_the_right() {
    let keys = json!({
        "body": prose(30), "cc": "各县（市、区）水利局", "printer": "东江省水利厅办公室", "print-date": "2024-03-02",
        "attachments": [
            { "title": "工作安排表", "body": "|项目|数量|\n|---|---|\n|甲|14|", "landscape": true },
            { "title": "责任分工表", "body": "|项目|数量|\n|---|---|\n|乙|15|", "landscape": true },
        ],
    });
    let usual = house(json!({ "binding": "left" }), keys.clone());
    let mirrored = house(json!({ "binding": "mirrored" }), keys);
    assert_eq!(usual.pages.len(), mirrored.pages.len());
    for (a, b) in usual.pages.iter().zip(&mirrored.pages) {
        let shift = if a.number % 2 == 0 { -2.0 } else { 0.0 };
        assert_eq!(a.runs.len(), b.runs.len());
        for (a, b) in a.runs.iter().zip(&b.runs) {
            let what = format!("{} on page {}", a.text(), usual.pages.len());
            at(b.glyphs[0].x, a.glyphs[0].x + shift, &what);
            at(b.glyphs[0].baseline, a.glyphs[0].baseline, &what);
        }
        for (a, b) in a.shapes.iter().zip(&b.shapes) {
            at(b.rect.left, a.rect.left + shift, a.part.part().name());
            at(b.rect.right, a.rect.right + shift, a.part.part().name());
        }
    }
    let even = part_lines(&mirrored.pages[1], Part::Body);
    assert!(full_lines(&even).iter().all(|line| (right(line) - (AREA_RIGHT - 2.0)).abs() < 0.05));
}

#[test]
fn red_is_the_colour_the_house_prints_with() {
    let cmyk = Colour::Cmyk(CMYK_RED.0, CMYK_RED.1, CMYK_RED.2, CMYK_RED.3);
    for (value, colour) in [
        ("rgb", Colour::Rgb(255, 0, 0)),
        ("cmyk", cmyk),
        ("#E60012", Colour::Rgb(0xE6, 0, 0x12)),
        ("#c8102e", Colour::Rgb(0xC8, 0x10, 0x2E)),
    ] {
        for (format, rules) in
            [("document", &["red-rule"][..]), ("letter", &["upper-rule", "lower-rule"]), ("order", &[])]
        {
            let sheets = house(json!({ "red": value }), json!({ "format": format }));
            assert!(sheets.runs("mark").iter().all(|run| run.colour == colour), "{value} in {format}");
            for rule in rules {
                let shapes = sheets.shapes(rule);
                assert!(
                    !shapes.is_empty() && shapes.iter().all(|(_, shape)| shape.colour == colour),
                    "{value}: {rule}"
                );
            }
            assert!(sheets.runs("body").iter().all(|run| run.colour.is_black()));
        }
    }
}

/// `mark-size`: the height of the mark's ink, as long as it fits the type area's width.
#[test]
fn the_mark_is_as_high_as_the_house_says_and_never_wider_than_the_page() {
    let top = |format: &str| {
        if format == "letter" {
            30.0
        } else if format == "order" {
            AREA_TOP + 20.0
        } else {
            MARK_TOP
        }
    };
    for size in [5.0, 10.0, 15.0, 18.5, 30.0, 40.0] {
        for format in ["document", "letter", "order"] {
            let sheets =
                house(json!({ "mark-size": size }), json!({ "format": format, "issuers": ["××厅"] }));
            let ink = sheets.ink("mark");
            near(ink.top, top(format), 0.1, format);
            let mark = sheets.line("mark");
            if mark.right() - mark.left() < AREA_WIDTH - 0.2 {
                near(ink.height(), size, 0.1, &format!("{size} mm in a {format}"));
            }
            assert!(ink.left >= AREA_LEFT - 0.05 && ink.right <= AREA_RIGHT + 0.05, "{ink:?}");
        }
    }
    let long =
        house(json!({ "mark-size": 30 }), json!({ "issuers": ["东江省发展和改革委员会重大项目办公室"] }));
    assert!(long.ink("mark").width() <= AREA_WIDTH);
    let joint = house(json!({ "mark-size": 12 }), json!({ "issuers": ["东江省水利厅", "东江省财政厅"] }));
    let names = joint.part("mark.name");
    let tallest = names.iter().filter_map(Line::ink).map(|ink| ink.height()).fold(0.0, f64::max);
    near(tallest, 12.0, 0.1, "the tallest name of a joint mark");
}

#[test]
fn the_red_rule_is_as_thick_as_the_house_says() {
    for (thickness, number) in [(0.1, 0.1), (0.35, RULE_THICKNESS), (0.7, 0.7), (3.0, 3.0)] {
        let sheets = house(json!({ "rule-thickness": thickness }), json!({}));
        let rule = sheets.shape("red-rule");
        near(rule.height(), number, 0.005, "thickness");
        near(rule.top - sheets.line("number").bottom(), RULE_GAP, 0.05, "still 4 mm under the number");
        at(rule.left, AREA_LEFT, "left");
        at(rule.right, AREA_RIGHT, "right");
    }
}

/// `margins`: the type area is what they leave, and everything measured from its edges moves with them.
#[test]
fn margins_make_the_type_area() {
    for (top, bottom, left, across) in
        [(25.4, 25.4, 31.8, 31.8), (30.0, 35.0, 27.0, 27.0), (60.0, 60.0, 60.0, 60.0)]
    {
        let layout = json!({ "margins": { "top": top, "bottom": bottom, "left": left, "right": across } });
        let keys = json!({
            "body": prose(30), "cc": "各县（市、区）水利局", "printer": "东江省水利厅办公室", "print-date": "2024-03-02",
            "issuers": ["××厅"],
        });
        let sheets = house(layout, keys);
        let (edge, foot) = (210.0 - across, 297.0 - bottom);
        near(sheets.ink("mark").top, top + 35.0, 0.1, "the mark hangs from the type area");
        let rule = sheets.shape("red-rule");
        at(rule.left, left, "red rule");
        at(rule.right, edge, "red rule");
        let last = sheets.shape("colophon-rule.last");
        near(last.bottom, foot, 0.05, "last rule");
        at(last.right, edge, "last rule");
        for page in &sheets.pages[1..sheets.part("date")[0].page - 1] {
            let body = part_lines(page, Part::Body);
            at(body[0].top(), top, "first line");
            assert_eq!(body.len(), LINES, "22 lines fill whatever height there is");
            near(body[LINES - 1].bottom(), foot, 0.1, "last line");
            for line in full_lines(&body) {
                near(right(line), edge, 0.1, &line.text());
            }
            let number = part_lines(page, Part::PageNumber).remove(0);
            let dash = number.runs[0].ink(&number.runs[0].glyphs[0]).expect("a dash");
            near(dash.top, foot + 7.0, 0.1, "page number");
            match page.number % 2 {
                1 => at(number.right(), edge - EM_4, "odd page"),
                _ => at(number.left(), left + EM_4, "even page"),
            }
        }
        for line in sheets.lines().iter().filter(|line| line.part() != Part::PageNumber) {
            assert!(line.left() >= left - 0.05 && right(line) <= edge + 0.05, "{}", line.text());
            assert!(line.top() >= top - 0.05 && line.bottom() <= foot + 0.05, "{}", line.text());
        }
    }
    // One of them alone leaves the others as they are.
    let sheets = pages_in(json!({ "margins": { "left": 30 } }));
    let line = sheets.part("body").into_iter().rfind(|line| line.left() < 31.0).expect("a continuation line");
    at(line.left(), 30.0, "left");
    at(sheets.shape("red-rule").right, AREA_RIGHT, "right");
}

/// 10.1: a letter's rules and mark are measured from the paper, whatever the margins; its text never
/// runs over the lower rule.
#[test]
fn a_letters_rules_stay_where_they_are_in_other_margins() {
    for (top, bottom) in [(10.0, 10.0), (25.4, 25.4), (45.0, 15.0), (60.0, 60.0)] {
        let layout = json!({ "margins": { "top": top, "bottom": bottom, "left": 25, "right": 25 } });
        for paragraphs in [2, 30] {
            let keys = json!({ "format": "letter", "body": prose(paragraphs), "cc": "各县水利局" });
            let sheets = house(layout.clone(), keys);
            near(sheets.ink("mark").top, 30.0, 0.1, "mark");
            for name in ["upper-rule", "lower-rule"] {
                for (page, shape) in sheets.shapes(name) {
                    assert_eq!(page, 1);
                    at(shape.rect.left, LETTER_RULE.0, name);
                    at(shape.rect.right, LETTER_RULE.1, name);
                }
            }
            let lower =
                sheets.shapes("lower-rule").iter().map(|(_, shape)| shape.rect).reduce(|a, b| a.union(b));
            let lower = lower.expect("a lower rule");
            near(lower.bottom, LETTER_LOWER_RULE, 0.05, "lower rule");
            for line in sheets.lines().iter().filter(|line| line.page == 1 && line.part() != Part::PageNumber)
            {
                let gap = lower.top - line.bottom();
                assert!(
                    gap >= LETTER_ROW_GAP - 0.05,
                    "{bottom}: {gap:.2} mm above the rule: {}",
                    line.text()
                );
            }
        }
    }
}

/// Daily document 03: the sign-off kept the standard's line pitch among the house's.
#[test]
fn the_sign_off_has_the_houses_lines() {
    for sealing in ["seal", "none"] {
        for lines in [20, 22, 28] {
            let sheets =
                with(json!({ "sealing": sealing, "layout": { "lines-per-page": lines, "fit": false } }));
            let (organ, date) = (sheets.line("organ"), sheets.line("date"));
            let pitch = (225.0 - 5.57) / f64::from(lines - 1);
            near(date.baseline - organ.baseline, pitch, 0.05, &format!("{sealing}, {lines} lines"));
        }
    }
}

/// `lines-per-page`: so many lines fill the type area from edge to edge.
#[test]
fn as_many_lines_as_the_house_says_fill_the_page() {
    for lines in [10_usize, 18, 20, 22, 25, 30, 40] {
        let sheets = pages_in(json!({ "lines-per-page": lines }));
        let last = sheets.part("date")[0].page;
        assert!(last > 2);
        for page in &sheets.pages[1..last - 1] {
            let body = part_lines(page, Part::Body);
            assert_eq!(body.len(), lines);
            at(body[0].top(), AREA_TOP, "first line");
            near(body[lines - 1].bottom(), AREA_BOTTOM, 0.1, "last line");
            let pitch = (AREA_BOTTOM - AREA_TOP - EM) / (lines - 1) as f64;
            for pair in body.windows(2) {
                near(pair[1].baseline - pair[0].baseline, pitch, 0.02, "pitch");
            }
        }
    }
}

/// `characters-per-line`: so many characters fill a line, indents counted in the same cells.
#[test]
fn as_many_characters_as_the_house_says_fill_the_line() {
    for count in [15_usize, 20, 25, 28, 30] {
        let sheets = pages_in(json!({ "characters-per-line": count }));
        // The first character begins at one edge and the last ends at the other.
        let cell = (AREA_WIDTH - EM) / (count - 1) as f64;
        let body = sheets.part("body");
        let full = full_lines(&body);
        assert!(full.len() > 40);
        for line in full {
            let indent = ((line.left() - AREA_LEFT) / cell).round();
            at(line.left(), AREA_LEFT + indent * cell, "whole cells");
            assert_eq!(glyphs(line).len() + indent as usize, count, "{}", line.text());
            let last = *glyphs(line).last().expect("a character");
            near(last.x, AREA_RIGHT - EM, 0.35, "the last cell");
        }
    }
}

/// `heading-bold`: headings are drawn with an outline, nothing else is.
#[test]
fn headings_are_bold_when_the_house_says_so() {
    let body =
        "一、提高认识\n各地要高度重视。\n（一）加强领导。各地要压实责任。\n1.排查隐患\n（1）水库\n以上。";
    let outlined = |bold: bool| {
        let sheets = house(json!({ "heading-bold": bold }), json!({ "body": body }));
        let svg = sheets.rendered.svg(0).expect("page 1");
        svg.matches("stroke-width=").count()
    };
    assert_eq!(outlined(false), 0);
    let headings = ["一、提高认识", "（一）加强领导。", "1.排查隐患", "（1）水库"];
    assert_eq!(outlined(true), headings.iter().map(|heading| heading.chars().count()).sum::<usize>());
}

#[test]
fn page_numbers_stand_where_the_house_puts_them() {
    let middle = f64::midpoint(AREA_LEFT, AREA_RIGHT);
    let centred = pages_in(json!({ "page-number": "centre" }));
    let numbers = centred.part("page-number");
    assert_eq!(numbers.len(), centred.pages.len());
    for line in numbers {
        near(f64::midpoint(line.left(), line.right()), middle, 0.05, "centre");
        let dash = line.runs[0].ink(&line.runs[0].glyphs[0]).expect("a dash");
        near(dash.top, DASH_TOP, 0.1, "dash");
    }
    assert!(pages_in(json!({ "page-number": "none" })).part("page-number").is_empty());
    let outer = pages_in(json!({ "page-number": "outer" })).part("page-number");
    at(outer[0].right(), AREA_RIGHT - EM_4, "odd");
    at(outer[1].left(), AREA_LEFT + EM_4, "even");
}

/// Each departure: the value as data, as told, what it departs from, clause and strength.
fn departing() -> Vec<(&'static str, Value, &'static str, &'static str, &'static str, Strength)> {
    let margins = json!({ "top": 25.4, "bottom": 25.4, "left": 31.8, "right": 31.8 });
    vec![
        ("margins", margins, "25.4/25.4/31.8/31.8 mm", "37/35/28/26 mm", "5.2.1", Strength::Must),
        ("lines-per-page", json!(20), "20", "22", "5.2.3", Strength::General),
        ("characters-per-line", json!(26), "26", "28", "5.2.3", Strength::General),
        ("punctuation", json!("grid"), "grid", "press", "5.2.3", Strength::Practice),
        ("digits", json!("仿宋"), "fangsong", "latin", "5.2.2", Strength::Practice),
        ("binding", json!("mirrored"), "mirrored", "left", "6.3", Strength::Practice),
        ("red", json!("#e60012"), "#E60012", "rgb", "6.2", Strength::Practice),
        ("mark-size", json!(25), "25 mm", "≤ 22 mm", "7.2.4", Strength::Practice),
        ("rule-thickness", json!(0.7), "0.7 mm", "0.35 mm", "7.2.7", Strength::Practice),
        ("heading-bold", json!(true), "true", "false", "7.3.3", Strength::General),
        ("fit", json!(false), "false", "true", "7.3.5.5", Strength::Must),
        ("colophon-page", json!("last"), "last", "even", "7.5", Strength::Practice),
        ("page-number", json!("none"), "none", "outer", "7.5", Strength::Must),
    ]
}

fn told(sheets: &Sheets) -> Vec<&Diagnostic> {
    sheets.rendered.diagnostics().iter().filter(|found| found.code() == "departure").collect()
}

/// Each departure is told once, with key, value, clause and strength, and stands in the report.
#[test]
fn a_departure_is_told_once_with_its_clause_and_strength() {
    let mut all = serde_json::Map::new();
    for (key, value, said, standard, clause, strength) in departing() {
        let sheets = with(json!({ "body": "此复。", "layout": { key: value.clone() } }));
        all.insert(key.to_owned(), value);
        let departures = &sheets.rendered.report().departures;
        assert_eq!(departures.len(), 1, "{key}: {departures:?}");
        let found = &departures[0];
        assert_eq!((found.key, found.value.as_str(), found.standard), (key, said, standard));
        assert_eq!((found.clause, found.strength), (clause, strength), "{key}");
        let [told] = told(&sheets)[..] else { panic!("{key} is told once") };
        assert_eq!(told.clause(), Some(clause), "{key}");
        let (zh, en) = strength.words();
        let message = told.message(Lang::En);
        assert!([key, said, standard, en].iter().all(|part| message.contains(part)), "{message}");
        // In Chinese by the Chinese names of keys and choices: no file spelt them otherwise.
        let message = told.message(Lang::Zh);
        assert!(message.contains(zh) && !message.contains(key), "{message}");
        if key == "margins" {
            assert_eq!(message, "版式的“页边”是 25.4/25.4/31.8/31.8 mm，标准为 37/35/28/26 mm（必须）");
        }
    }
    let sheets = with(json!({ "body": "此复。", "layout": all }));
    let keys: Vec<&str> = sheets.rendered.report().departures.iter().map(|departure| departure.key).collect();
    assert_eq!(
        keys,
        departing().iter().map(|(key, ..)| *key).collect::<Vec<_>>(),
        "in the order of the clauses"
    );
    assert_eq!(told(&sheets).len(), keys.len());
}

/// The standard's own values are no departures, and change nothing on the page.
#[test]
fn the_standards_own_values_are_silent_and_change_nothing() {
    let margins = json!({ "top": 37, "bottom": 35, "left": 28, "right": 26 });
    let own = json!({
        "margins": margins, "lines-per-page": 22, "characters-per-line": 28, "punctuation": "press", "digits": "latin",
        "binding": "left", "red": "rgb", "rule-thickness": 0.35, "heading-bold": false, "fit": true,
        "colophon-page": "even", "page-number": "outer",
    });
    let keys = json!({ "body": prose(20), "printer": "东江省水利厅办公室", "print-date": "2024-03-02" });
    let plain = with(keys.clone());
    let mut explicit = keys;
    explicit["layout"] = own.clone();
    let explicit = with(explicit);
    assert!(told(&plain).is_empty() && told(&explicit).is_empty());
    assert!(explicit.rendered.report().departures.is_empty());
    assert_eq!(plain.pages.len(), explicit.pages.len());
    for (a, b) in plain.lines().iter().zip(&explicit.lines()) {
        assert_eq!((a.page, a.text()), (b.page, b.text()));
        near(b.baseline, a.baseline, 0.05, &a.text());
        near(b.left(), a.left(), 0.05, &a.text());
    }
    // The printing ink and a mark within the usual size are within the standard too.
    for layout in [json!({ "red": "cmyk" }), json!({ "mark-size": 22 }), json!({ "mark-size": 15 })] {
        let sheets = with(json!({ "body": "此复。", "layout": layout }));
        assert!(told(&sheets).is_empty(), "{layout}");
    }
    assert!(own.as_object().is_some_and(|own| {
        departing().iter().all(|(key, ..)| *key == "mark-size" || own.contains_key(*key))
    }));
}

/// A house's file: its keys at the top or under `[layout]`, English or Chinese; the document's own win.
#[test]
fn a_houses_file_stands_behind_the_documents_own_keys() {
    let files = [
        "rule-thickness = 0.7\nred = \"#CC0000\"\n",
        "[layout]\nrule-thickness = 0.7\nred = \"#CC0000\"\n",
        "[\"版式\"]\n\"分隔线粗\" = 0.7\n\"红色\" = \"#CC0000\"\n",
        "\"分隔线粗\" = 0.7\nred = \"#CC0000\"\n",
    ];
    let set = |file: &str, own: &[(&str, &str)]| {
        let reader = Document::reader().layout_text("office.toml", file).unwrap_or_else(|f| panic!("{f}"));
        let document = reader.read_toml("data.toml", &data_with(own)).unwrap_or_else(|f| panic!("{f}"));
        let rendered = ENGINE.render(&document).unwrap_or_else(|f| panic!("{f}"));
        Sheets { pages: rendered.pages().to_vec(), codes: Vec::new(), rendered }
    };
    for file in files {
        let sheets = set(file, &[]);
        near(sheets.shape("red-rule").height(), 0.7, 0.005, file);
        assert_eq!(sheets.shapes("red-rule")[0].1.colour, Colour::Rgb(0xCC, 0, 0));
        assert_eq!(told(&sheets).len(), 2);
        for own in ["{ rule-thickness = 0.5 }", "{ \"分隔线粗\" = 0.5 }"] {
            let sheets = set(file, &[("layout", own)]);
            near(sheets.shape("red-rule").height(), 0.5, 0.005, "the document's own key");
            assert_eq!(sheets.shapes("red-rule")[0].1.colour, Colour::Rgb(0xCC, 0, 0), "the house's other");
        }
        // Back to the standard's value, nothing is told of it.
        let sheets = set(file, &[("layout", "{ rule-thickness = 0.35, red = \"rgb\" }")]);
        assert!(told(&sheets).is_empty());
    }
}

#[test]
fn the_program_takes_a_houses_file() {
    for text in
        ["red = \"#CC0000\"\nlines-per-page = 20\n", "[layout]\nred = \"#CC0000\"\nlines-per-page = 20\n"]
    {
        let project = Project::new();
        project.write("office.toml", text);
        let run = project
            .render(["data.toml", "--layout", "office.toml", "-o", "x.svg"])
            .ends(0)
            .tells("departure");
        assert_eq!(run.stderr.matches("[departure]").count(), 2, "{}", run.stderr);
        assert!(
            run.stderr.contains("#CC0000") && run.stderr.contains("lines-per-page = 20"),
            "{}",
            run.stderr
        );
        let svg = String::from_utf8(project.read("x-1.svg")).expect("UTF-8").to_ascii_lowercase();
        assert!(svg.contains("#cc0000") && !svg.contains("#ff0000"));
    }
    let project = Project::new();
    project.render(["data.toml", "--layout", "none.toml"]).ends(2).tells("no-input");
    project.write("office.toml", "reed = \"rgb\"\nmark-size = 99\n");
    let run = project
        .render(["data.toml", "--layout", "office.toml"])
        .ends(1)
        .tells("unknown-key")
        .tells("out-of-range");
    assert!(run.stderr.contains("office.toml"), "{}", run.stderr);
}

/// A key beside `[layout]` would be lost in silence.
#[test]
fn a_houses_file_loses_no_key() {
    let reader = Document::reader().layout_text("office.toml", "red = \"cmyk\"\n[layout]\nmark-size = 15\n");
    let found = reader.expect_err("a key beside the table is told");
    let found = &found.diagnostics()[0];
    assert_eq!(found.code(), "unknown-key");
    assert_eq!(found.place().expect("a place").line_column(), (1, 1));
}

/// Every key with a range: one step outside it is told, with its place.
#[test]
fn a_value_out_of_range_is_told_with_its_place() {
    for (key, values, ends) in [
        ("mark-size", ["4.9", "40.1"], ["5", "40"]),
        ("rule-thickness", ["0.09", "3.1"], ["0.1", "3"]),
        ("lines-per-page", ["9", "41"], ["10", "40"]),
        ("characters-per-line", ["14", "46"], ["15", "30"]),
        ("margins.top", ["9.9", "60.1"], ["10", "60"]),
        ("margins.bottom", ["9", "61"], ["10", "60"]),
        ("margins.left", ["-1", "inf"], ["10", "60"]),
        ("margins.right", ["0", "nan"], ["10", "60"]),
    ] {
        for value in values {
            let text = data_with(&[]) + &format!("[layout]\n{key} = {value}\n");
            let failure = Document::from_toml(&text).expect_err(value);
            let [found] = failure.diagnostics() else { panic!("{failure}") };
            assert_eq!(found.code(), "out-of-range", "{key} = {value}");
            let place = found.place().expect("a place");
            assert_eq!(&text[place.range()], value, "{key}");
            assert_eq!(found.data_path(), Some(format!("layout.{key}").as_str()));
            // The same in a house's file, with that file's name.
            let reader =
                Document::reader().layout_text("office.toml", &format!("{key} = {value}\n")).expect("TOML");
            let failure = reader.read_toml("data.toml", &data_with(&[])).expect_err(value);
            let place = failure.diagnostics()[0].place().expect("a place");
            assert_eq!((place.file(), place.line_column()), ("office.toml", (1, key.len() + 4)), "{key}");
        }
        for end in ends {
            let text = data_with(&[]) + &format!("[layout]\n{key} = {end}\n");
            let document = Document::from_toml(&text).unwrap_or_else(|failure| panic!("{failure}"));
            let rendered =
                ENGINE.render(&document).unwrap_or_else(|failure| panic!("{key} = {end}: {failure}"));
            assert!(rendered.page_count() > 0);
        }
    }
}

/// The longest document in layouts that fill the page in another way: nothing leaves the type area.
#[test]
fn long_documents_stay_in_the_type_area_of_every_house() {
    for layout in [
        "punctuation = \"grid\"",
        "digits = \"fangsong\"",
        "heading-bold = true",
        "lines-per-page = 25",
        "characters-per-line = 30",
        "binding = \"mirrored\"",
    ] {
        let sheets = file_with("yijian-changpian.toml", &format!("\n[layout]\nfit = false\n{layout}\n"));
        assert!(!sheets.codes.contains(&"template-warning"), "{layout}: {:?}", sheets.codes);
        for line in sheets.lines().iter().filter(|line| line.part() != Part::PageNumber) {
            let shift = if layout.contains("mirrored") && line.page % 2 == 0 { -2.0 } else { 0.0 };
            let what = format!("{layout}: page {} {}", line.page, line.text());
            assert!(line.left() >= AREA_LEFT + shift - 0.05, "{what} at {:.2}", line.left());
            assert!(right(line) <= AREA_RIGHT + shift + 0.05, "{what} to {:.2}", right(line));
            between(line.top(), &(AREA_TOP - 0.05..=AREA_BOTTOM), &what);
            between(line.bottom(), &(AREA_TOP..=AREA_BOTTOM + 0.05), &what);
        }
    }
}

/// 28 characters fill 156 mm: what would stand closer than 92 % of a character's width is refused.
#[test]
fn more_than_the_type_area_holds_is_refused() {
    for (layout, message) in [
        ("characters-per-line = 31", "30 of 3号"),
        ("characters-per-line = 29\nmargins = { left = 40, right = 35 }", "26 of 3号"),
        ("lines-per-page = 40\nmargins = { top = 50 }", "38 of 3号"),
    ] {
        let text = data_with(&[]) + &format!("[layout]\n{layout}\n");
        let failure = Document::from_toml(&text).expect_err(layout);
        let [found] = failure.diagnostics() else { panic!("{failure}") };
        assert_eq!(found.code(), "overcrowded");
        assert!(found.message(Lang::En).contains(message), "{}", found.message(Lang::En));
    }
}
