//! 7.4 版记 and 7.5 on the pages around it, for every length of text.

use gongwen::Rendered;
use gongwen::page::{Line, Part, lines, part_lines};
use gongwen::page::{Page, Shape};

use crate::measured::piece;
use crate::sheet::{CELL_4, FOOT, LEFT, PITCH, RIGHT, TOLERANCE, all, codes, hanzi, near, only, set};

const LISTS: &str = "cc = [\"市委各部门，市人大常委会办公厅\", \"市政协办公厅\", \"市中级人民法院，市人民检察院\"]\n\
                     printer = \"××市人民政府办公厅\"\nprint-date = 2024-02-05\n";

fn notice(paragraphs: usize, more: &str) -> Rendered {
    // Mostly short; every tenth goes over several lines.
    let text = |i: usize| if i % 10 == 9 { hanzi(90) + "。" } else { hanzi(12) + "。" };
    let body: Vec<String> = (0..paragraphs).map(text).collect();
    set(&format!(
        "issuers = [\"××市人民政府\"]\ntitle = \"关于做好有关工作的通知\"\ndate = 2024-01-30\nbody = \"\"\"\n{}\n\"\"\"\n{more}",
        body.join("\n")
    ))
}

fn rules<'a>(pages: &'a [Page], name: &str) -> Vec<(usize, &'a Shape)> {
    let name = piece(&format!("colophon-rule.{name}"));
    let shapes = pages.iter().flat_map(|page| page.shapes.iter().map(|shape| (page.number, shape)));
    shapes.filter(|(_, shape)| shape.part == name).collect()
}

fn is_of_colophon(line: &Line) -> bool {
    line.part().is_of_any(&[Part::Cc, Part::MovedRecipients, Part::Printer, Part::PrintDate, Part::Copies])
}

/// What holds of the colophon whatever the length of the text.
fn assert_colophon(rendered: &Rendered, every: usize) {
    let pages = rendered.pages();
    assert!(!codes(rendered.diagnostics()).contains(&"template-warning"), "{:?}", rendered.diagnostics());
    let last_page = pages.len();
    assert_eq!(last_page % every, 0, "{last_page} pages");
    // One, on the last page, its last rule on the type area's lower edge.
    let (first, last) = (rules(pages, "first"), rules(pages, "last"));
    assert_eq!((first.len(), last.len()), (1, 1));
    assert_eq!((first[0].0, last[0].0), (last_page, last_page));
    near(last[0].1.rect.bottom, FOOT, "last rule's lower edge");
    // Text ends above it, on its page and on the others above the type area's foot.
    let top = first[0].1.rect.top;
    let mut last_text = 0;
    for page in pages {
        for line in lines(page).iter().filter(|line| line.part() != Part::PageNumber) {
            if is_of_colophon(line) {
                assert_eq!(page.number, last_page);
                assert!(line.top() > top && line.bottom() < FOOT, "{}", line.text());
            } else {
                last_text = page.number;
                let limit = if page.number == last_page { top } else { FOOT };
                assert!(
                    line.bottom() <= limit + 0.01,
                    "{:.2} over {limit:.2}: {}",
                    line.bottom(),
                    line.text()
                );
            }
        }
    }
    // No page more than needed.
    assert!(last_page < last_text + 1 + every, "{last_text} of {last_page} pages hold text");
    assert_numbers(pages, last_text);
}

/// 7.5: a blank page before the colophon's, and then the colophon's own, carry no number.
fn assert_numbers(pages: &[Page], last_text: usize) {
    let blank_between = pages.len() > last_text + 1;
    for page in pages {
        let numbers = all(std::slice::from_ref(page), "page-number");
        if blank_between && page.number > last_text {
            assert!(numbers.is_empty(), "page {} of {} has a number", page.number, pages.len());
            continue;
        }
        assert_eq!(numbers.len(), 1, "page {} of {} has one number", page.number, pages.len());
        assert_eq!(numbers[0].text(), format!("— {} —", page.number));
        match page.number % 2 {
            1 => near(numbers[0].right(), RIGHT - CELL_4, "odd page's number"),
            _ => near(numbers[0].left(), LEFT + CELL_4, "even page's number"),
        }
    }
}

fn sweep(value: &str, every: usize) {
    for paragraphs in 1..=60 {
        // Fitting sets a document many times, and is no matter here.
        let rendered =
            notice(paragraphs, &format!("{LISTS}\n[layout]\nfit = false\ncolophon-page = \"{value}\"\n"));
        assert_colophon(&rendered, every);
    }
}

#[test]
fn even_for_1_to_60_paragraphs() {
    sweep("even", 2);
}

#[test]
fn last_for_1_to_60_paragraphs() {
    sweep("last", 1);
}

#[test]
fn multiple_of_4_for_1_to_60_paragraphs() {
    sweep("multiple-of-4", 4);
}

/// 7.4.1: 0.35, 0.25 and 0.35 mm, as wide as the type area; 7.4.3: a thin one above further elements.
/// Z-A10, X-E7: the 版记 of a briefing went to a page of its own behind a blank one, and nothing was told.
#[test]
fn the_colophon_of_a_briefing_stands_with_text_or_is_told() {
    let mut alone = 0;
    for paragraphs in 1..14 {
        let body: String = (0..paragraphs).map(|_| hanzi(130) + "。\n").collect();
        for page in ["even", "last"] {
            let rendered = set(&format!(
                "format = 'briefing'\nmark = '防汛工作简报'\nnumber = '第12期'\nissuers = ['甲市防汛办公室']\ndate = 2025-07-16\ncc = ['乙局', '丙局']\nprinter = '甲市防汛办公室'\nprint-date = 2025-07-16\nlayout.colophon-page = '{page}'\nbody = '''\n{body}'''"
            ));
            let pages = rendered.pages();
            let own = pages.iter().find(|page| lines(page).iter().any(is_of_colophon)).unwrap();
            let has_text = !part_lines(own, piece("body")).is_empty();
            let told = codes(rendered.diagnostics()).contains(&"colophon-alone");
            assert_eq!(told, !has_text, "{paragraphs} {page}: {:?}", codes(rendered.diagnostics()));
            alone += usize::from(told);
        }
    }
    assert!(alone > 0);
}

#[test]
fn rules_thick_thin_and_thick() {
    let pages = notice(3, &format!("{LISTS}copies = 200\n")).pages().to_vec();
    let (first, middle, last) = (rules(&pages, "first"), rules(&pages, "middle"), rules(&pages, "last"));
    assert_eq!((first.len(), middle.len(), last.len()), (1, 2, 1));
    for (rule, thickness) in [(first[0].1, 0.35), (middle[0].1, 0.25), (middle[1].1, 0.25), (last[0].1, 0.35)]
    {
        assert!((rule.rect.height() - thickness).abs() < 0.005, "{:?}", rule.rect);
        near(rule.rect.left, LEFT, "rule's left");
        near(rule.rect.right, RIGHT, "rule's right");
        assert!(rule.colour.is_black());
    }
    let (cc, printer, copies) = (all(&pages, "cc"), only(&pages, "printer"), only(&pages, "copies"));
    let tops = [first[0].1, middle[0].1, middle[1].1, last[0].1].map(|rule| rule.rect.top);
    assert!(tops[0] < cc[0].top() && cc[cc.len() - 1].bottom() < tops[1]);
    assert!(tops[1] < printer.top() && printer.bottom() < tops[2]);
    assert!(tops[2] < copies.top() && copies.bottom() < tops[3]);
    assert!(copies.text().contains("共印200份"), "{}", copies.text());
}

/// 7.4.2: 4号, 1 字 from both edges, continuation under the first character after the colon, 。.
#[test]
fn copies_to_hang_from_the_colon() {
    let organs: Vec<String> = (0..30).map(|_| "\"××市有关部门\"".to_owned()).collect();
    let pages =
        notice(3, &format!("cc = [{}]\nprinter = \"办公厅\"\nprint-date = 2024-02-05\n", organs.join(",")))
            .pages()
            .to_vec();
    assert_list(&all(&pages, "cc"), "抄送：");
    // One line too: it ends with 。 once, whether typed or not.
    for list in ["市委各部门", "市委各部门。"] {
        let cc = only(notice(3, &format!("cc = \"{list}\"\n")).pages(), "cc");
        assert_eq!(cc.text(), "抄送：市委各部门。");
        near(cc.left(), LEFT + CELL_4, "cc's left");
    }
}

fn assert_list(lines: &[Line], label: &str) {
    assert!(lines.len() > 3);
    assert!(lines[0].text().starts_with(label));
    assert!(lines[lines.len() - 1].text().ends_with('。'));
    near(lines[0].left(), LEFT + CELL_4, "label's left");
    let after_colon = LEFT + CELL_4 + 3.0 * CELL_4;
    let fourth = lines[0].runs.iter().flat_map(|run| &run.glyphs).nth(3).expect("characters after the label");
    near(fourth.x, after_colon, "first character after the colon");
    for line in lines {
        assert!((line.size() - 14.0).abs() < 0.01, "4号");
        assert!(line.runs.iter().all(|run| run.family.contains("fangsong") || run.family.contains("latin")));
        assert!(line.right() <= RIGHT - CELL_4 + TOLERANCE, "{:.2}", line.right());
    }
    for line in &lines[1..] {
        near(line.left(), after_colon, "continuation's left");
    }
    let pitch = 1.875 * CELL_4;
    assert!(lines.windows(2).all(|pair| (pair[1].baseline - pair[0].baseline - pitch).abs() < TOLERANCE));
}

/// 7.4.3: one row, organ 1 字 from the left, date and 印发 1 字 from the right.
#[test]
fn printer_and_date_share_a_row() {
    let pages = notice(3, LISTS).pages().to_vec();
    let (printer, date) = (only(&pages, "printer"), only(&pages, "print-date"));
    assert_eq!((printer.text().as_str(), date.text().as_str()), ("××市人民政府办公厅", "2024年2月5日印发"));
    near(printer.baseline, date.baseline, "one row");
    near(printer.left(), LEFT + CELL_4, "printer's left");
    near(date.right(), RIGHT - CELL_4, "print date's right");
    assert!((printer.size() - 14.0).abs() < 0.01 && (date.size() - 14.0).abs() < 0.01);
    near(FOOT - printer.bottom() - 0.35, (1.875 - 1.0) / 2.0 * CELL_4, "half a leading under it");
}

/// 7.3.2: recipients that leave no text on page 1 stand above 抄送, with no rule between them.
#[test]
fn moved_recipients_stand_above_the_copies() {
    let organs: Vec<String> = (0..60).map(|i| format!("\"××市第{i}局机关\"")).collect();
    let rendered = notice(8, &format!("{LISTS}recipients = [{}]\n", organs.join(",")));
    assert!(codes(rendered.diagnostics()).contains(&"recipients-moved"));
    assert_colophon(&rendered, 2);
    let pages = rendered.pages();
    assert!(all(pages, "recipients").is_empty());
    assert!(!all(&pages[..1], "body").is_empty(), "page 1 shows text");
    let (moved, cc) = (all(pages, "moved-recipients"), all(pages, "cc"));
    assert_list(&moved, "主送：");
    let (above, below) = (moved[moved.len() - 1].bottom(), cc[0].top());
    assert!(above < below && below - above < PITCH);
    assert_eq!(rules(pages, "middle").len(), 1, "only the one above the printer's row");
    assert!(rules(pages, "middle")[0].1.rect.top > cc[cc.len() - 1].bottom());
}

/// 10.1: a letter's has neither rules nor printer, and stands at the type area's foot.
#[test]
fn letters_have_neither_rules_nor_printer() {
    for paragraphs in [2, 12, 13, 14, 15, 30] {
        let rendered = notice(paragraphs, &format!("format = \"letter\"\n{LISTS}"));
        let pages = rendered.pages();
        let cc = all(pages, "cc");
        assert!(cc.iter().all(|line| line.page == pages.len()));
        assert!(
            pages.iter().all(|page| page.shapes.iter().all(|shape| !shape.part.is_of(Part::ColophonRule)))
        );
        assert!(all(pages, "printer").is_empty() && all(pages, "print-date").is_empty());
        let foot = cc[cc.len() - 1].bottom();
        assert!((FOOT - PITCH / 2.0..=FOOT + 0.01).contains(&foot), "{foot:.2}");
        assert!(!codes(rendered.diagnostics()).contains(&"template-warning"));
    }
}

/// 7.3.7: attachments come before the colophon, which stands at the foot of the last page behind them.
#[test]
fn after_attachments_the_colophon_still_ends_the_last_page() {
    for paragraphs in [1, 4, 12, 19, 20, 21, 22, 23, 30, 41] {
        for every in [("even", 2), ("last", 1), ("multiple-of-4", 4)] {
            let body: Vec<String> = (0..paragraphs).map(|_| hanzi(12) + "。").collect();
            let attachment = format!(
                "{LISTS}[[attachments]]\ntitle = \"实施方案\"\nbody = \"\"\"\n{}\n\"\"\"\n\
                 [layout]\nfit = false\ncolophon-page = \"{}\"\n",
                body.join("\n"),
                every.0
            );
            assert_colophon(&notice(3, &attachment), every.1);
        }
    }
}

/// Behind a sheet on its side the colophon takes an upright page of its own.
#[test]
fn after_a_turned_sheet_the_colophon_has_a_page_of_its_own() {
    for lead in [1, 12] {
        let attachment = format!(
            "{LISTS}[[attachments]]\ntitle = \"统计表\"\nlandscape = true\nbody = \"\"\"\n| 县 | 数 |\n|---|---|\n| 甲 | 1 |\n\"\"\"\n"
        );
        let rendered = notice(lead, &attachment);
        let pages = rendered.pages();
        let last = rules(pages, "last");
        assert_eq!(last.len(), 1);
        assert_eq!((last[0].0, pages.len() % 2), (pages.len(), 0));
        near(last[0].1.rect.bottom, FOOT, "last rule's lower edge");
        let turned =
            pages.iter().find(|page| page.runs.iter().any(|run| !run.upright)).expect("a turned sheet");
        assert!(turned.number < pages.len(), "the colophon is not on the turned sheet");
        assert!(pages[pages.len() - 1].runs.iter().all(|run| run.upright));
    }
}
