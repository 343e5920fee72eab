//! Notes of a text, and words in red.

use gongwen::conformance::Verdict;
use gongwen::page::{Colour, Line, lines};
use gongwen::{Diagnostic, Rendered};
use lopdf::Document as Pdf;

use crate::measured::piece;
use crate::pdf_text::structure;
use crate::sheet::{codes, hanzi, message, near, set, try_set};
use crate::standard::{AREA_LEFT, PITCH, SIZE_3, SIZE_4};

const HEAD: &str = "issuers = [\"甲市财政局\"]\nnumber = \"甲财〔2024〕1号\"\ntitle = \"关于试验的通知\"\ndate = 2024-11-01\n";

fn text(given: &str) -> String {
    format!("{HEAD}body = '''\n{given}\n'''\n")
}

fn markdown(given: &str) -> String {
    let given = given.replace('\n', "\n\n");
    format!("{HEAD}body-format = \"markdown\"\nbody = '''\n{given}\n'''\n")
}

fn blocks(given: &str) -> String {
    format!("{HEAD}body = [\n{given}\n]\n")
}

fn lines_of(rendered: &Rendered, part: &str) -> Vec<Line> {
    let part = piece(part);
    rendered.pages().iter().flat_map(lines).filter(|line| line.part() == part).collect()
}

fn sound(rendered: &Rendered) {
    let broken: Vec<_> =
        rendered.report().requirements.iter().filter(|row| row.verdict == Verdict::Broken).collect();
    assert!(broken.is_empty(), "{broken:?}");
    let odd = |found: &&Diagnostic| found.code().starts_with("template") || found.code() == "nonconforming";
    assert!(!rendered.diagnostics().iter().any(|found| odd(&found)), "{:?}", codes(rendered.diagnostics()));
}

#[test]
fn notes_stand_under_their_text_and_are_called_in_it() {
    let long = "按不变价格计算".repeat(8);
    let typed = format!("一、总体[^b]\n增长6.2%[^a]，下降[^b]。\n[^a]: {long}。\n[^b]：按现价计算。");
    let given = format!(
        "{{ heading = \"一、总体\" }}, {{ text = [\"总值\", {{ note = \"按现价计算。\" }}, \"增长6.2%\", {{ \"注\" = \"{long}。\" }}, \"。\"] }}"
    );
    for data in [text(&typed), markdown(&typed), blocks(&given)] {
        let rendered = set(&format!("format = \"plain\"\n{data}attachments = [\"甲方案\"]\n"));
        sound(&rendered);
        let (first, second) = (lines_of(&rendered, "notes.0.0"), lines_of(&rendered, "notes.0.1"));
        assert_eq!(first[0].text(), "①按现价计算。", "the order of the text counts");
        assert!(second[0].text().starts_with("②按不变价格"), "{}", second[0].text());
        near(first[0].left(), AREA_LEFT, "the mark");
        near(first[0].size(), SIZE_4, "4号");
        assert!(second[1].left() > second[0].left() + 5.0, "its further lines hang");
        near(
            second[1].baseline - second[0].baseline,
            PITCH * SIZE_4 / SIZE_3,
            "as far apart as the type is large",
        );
        let above = lines_of(&rendered, "body.1").pop().unwrap();
        near(first[0].top() - above.bottom(), 2.0 * PITCH - 5.57, "a blank line above");
        let list = &lines_of(&rendered, "attachment-list")[0];
        assert!(list.top() > second[1].bottom(), "before the list of attachments");
        let calls: Vec<_> = rendered.pages()[0].runs.iter().filter(|run| run.raised > 0.0).collect();
        assert!(calls.iter().any(|run| run.text() == "①") && calls.iter().any(|run| run.text() == "②"));
    }
    let bracket = set(&format!("{}[layout]\nnote-mark = \"bracket\"\n", text(&typed)));
    assert!(lines_of(&bracket, "notes.0.0")[0].text().starts_with("[1]按现价"));
}

#[test]
fn a_call_begins_no_line() {
    let typed: String = (1..60).map(|count| format!("{}（甲）[^a]", "测".repeat(count))).collect();
    let rendered = set(&text(&format!("{typed}。\n[^a]: 甲。")));
    sound(&rendered);
    for line in lines_of(&rendered, "body.0") {
        assert!(!line.text().starts_with('①'), "{}", line.text());
        assert!(!line.text().contains('\u{2060}'), "a joiner is no text");
    }
}

#[test]
fn each_part_counts_its_notes_anew() {
    let data = format!(
        "{}[[attachments]]\ntitle = \"甲方案\"\nbody = '''\n甲[^1]。\n[^1]: 乙。\n'''\n",
        text("文[^1]。\n[^1]: 丙。")
    );
    let rendered = set(&data);
    sound(&rendered);
    assert_eq!(lines_of(&rendered, "notes.0.0")[0].text(), "①丙。");
    assert_eq!(lines_of(&rendered, "notes.1.0")[0].text(), "①乙。");
}

#[test]
fn a_note_of_a_box_stands_under_the_text() {
    for data in [
        blocks(
            "{ text = [\"文\", { note = \"甲。\" }] }, { box = { title = \"专栏\", body = \"乙[^1]。\\n[^1]: 丙。\" } }",
        ),
        markdown("文[^1]。\n> **专栏**\n> 乙[^2]。\n[^1]: 甲。\n[^2]: 丙。")
            .replace("\n\n>", "\n>")
            .replacen("\n>", "\n\n>", 1),
    ] {
        let rendered = set(&data);
        sound(&rendered);
        assert_eq!(lines_of(&rendered, "notes.0.1")[0].text(), "②丙。", "{data}");
    }
    let failure =
        try_set(&blocks("{ box = { body = \"乙。\\n[^1]: 丙。\" } }")).expect_err("nothing calls it");
    assert_eq!(codes(failure.diagnostics()), ["note-unplaced"]);
}

#[test]
fn notes_lead_both_ways_and_are_paragraphs() {
    let rendered = set(&text("甲[^1]。\n（联系人乙）[^2]。\n[^1]: 丙。\n[^2]: 丁。"));
    let pdf = Pdf::load_mem(&rendered.pdf().unwrap()).unwrap();
    let told = structure(&pdf);
    let words: Vec<(&str, &str)> = told
        .all()
        .iter()
        .filter(|e| !e.text.is_empty())
        .map(|e| (e.role.as_str(), e.text.as_str()))
        .collect();
    let links = words.iter().filter(|(role, _)| *role == "Link").count();
    assert_eq!(links, 4, "{words:?}");
    let entry = told.all().into_iter().find(|e| e.role == "P" && e.text.contains('丙')).expect("a paragraph");
    assert!(!entry.text.contains('丁'), "each is one of its own: {}", entry.text);
}

/// Marks that call notes, with the element that they stand in.
fn calls_in(rendered: &Rendered, part: &str) -> Vec<String> {
    let part = piece(part);
    let pages = rendered.pages();
    let runs = pages.iter().flat_map(|page| &page.runs);
    runs.filter(|run| run.raised > 0.0 && run.part == part).map(|run| run.text()).collect()
}

#[test]
fn titles_and_captions_call_notes() {
    let words = "[^题]: 数据均为初步统计数。\n[^表]: 按现价计算。\n[^图]: 按不变价格计算。\n[^文]: 丁。";
    let (chart, table) = (
        "{ chart = { kind = \"bar\", labels = [\"甲\"], series = [{ values = [1] }], caption = \"图1　产值[^图]\" } }",
        "{ table = { rows = [[\"甲\"]], caption = \"表1　收支[^表]\" } }",
    );
    let given = format!("{{ text = '''\n甲[^文]。\n{words}\n''' }}, {table}, {chart}");
    let typed = format!("甲[^文]。\n表1　收支[^表]\n|甲|\n|---|\n|1|\n乙[^图]。\n{words}");
    for (data, what) in [(blocks(&given), "blocks"), (text(&typed), "text")] {
        let data = data.replace("title = \"关于试验的通知\"", "title = \"关于试验的通知[^题]\"");
        let rendered = set(&format!("format = \"plain\"\n{data}"));
        sound(&rendered);
        let notes: Vec<String> =
            (0..4).map(|at| lines_of(&rendered, &format!("notes.0.{at}"))[0].text()).collect();
        assert_eq!(notes, ["①数据均为初步统计数。", "②丁。", "③按现价计算。", "④按不变价格计算。"], "{what}");
        assert_eq!(calls_in(&rendered, "title"), ["①"], "{what}");
        assert_eq!(calls_in(&rendered, "body.1"), ["③"], "{what}");
        assert_eq!(calls_in(&rendered, "body.2"), ["④"], "{what}");
        let title = &lines_of(&rendered, "title")[0];
        let own: Vec<_> =
            title.runs.iter().filter(|run| run.raised == 0.0).flat_map(|run| &run.glyphs).collect();
        let middle = (own[0].x + own[own.len() - 1].x + own[own.len() - 1].advance) / 2.0;
        near(middle, crate::standard::AREA_CENTRE, "the words stand in the middle, the mark beside them");
    }
}

/// Its mark, of the title's face, was told as text in a wrong one.
#[test]
fn a_title_of_a_part_calls_notes() {
    for title in ["下一步工作[^甲]", "甲县[^甲]抓项目[^乙]"] {
        let words = format!(":-: # {title}\n文[^乙]。\n[^甲]: 另行部署。\n[^乙]: 丁。");
        let words = if title.contains("[^乙]") { words.replace("文[^乙]", "文") } else { words };
        sound(&set(&format!("format = \"plain\"\n{}", text(&words))));
    }
}

#[test]
fn what_is_the_matter_with_a_note_is_told_at_its_place() {
    for (given, code, at) in [
        ("文。\n[^甲]: 乙", "note-unplaced", (7, 1)),
        ("文[^甲]。\n[^甲]: 乙\n[^甲]: 丙", "note-twice", (8, 1)),
        ("文[^甲]。\n|丙[^甲]|\n|---|\n|1|\n[^甲]: 乙", "note-misplaced", (7, 3)),
    ] {
        let failure = try_set(&text(given)).expect_err(given);
        let found = failure.diagnostics().iter().find(|found| found.code() == code);
        let found = found.unwrap_or_else(|| panic!("{given}: {:?}", codes(failure.diagnostics())));
        let place = found.place().expect("a place").line_column();
        assert_eq!((place.0, place.1), at, "{given}");
    }
    let plain = set(&text("文[^甲]。"));
    assert_eq!(codes(plain.diagnostics()).iter().filter(|code| **code == "note-undefined").count(), 1);
    assert!(lines_of(&plain, "body.0")[0].text().contains("[^甲]"), "it is printed");
    assert_eq!(
        codes(try_set(&markdown("文[^甲]。")).expect_err("no words").diagnostics()),
        ["note-undefined"]
    );
    let cell = try_set(&blocks("{ table = { rows = [[{ note = \"甲\" }]] } }")).expect_err("a cell");
    assert_eq!(codes(cell.diagnostics()), ["piece-kind"]);
    let many: String = (0..501).map(|n| format!("甲[^{n}]\n[^{n}]: 乙\n")).collect();
    let failure = try_set(&text(&many)).expect_err("too many");
    assert!(message(failure.diagnostics(), "too-long").is_some_and(|said| said.contains("501")));
}

#[test]
fn red_words_are_red_in_texts_and_cells() {
    let given = "{ text = [\"文\", { red = \"滞后\" }, { \"加粗\" = { \"红字\" = \"严重\" } }, \"。\"] }, \
        { table = { header = [\"县\", \"率\"], rows = [[\"甲\", { red = \"41.2\" }], [\"乙\", \"95.1\"]] } }";
    let rendered = set(&blocks(given));
    sound(&rendered);
    let red = |part: &str| -> String {
        let runs = rendered.pages().iter().flat_map(|page| &page.runs);
        runs.filter(|run| run.part == piece(part) && run.colour == Colour::Rgb(255, 0, 0))
            .map(|run| run.text())
            .collect()
    };
    assert_eq!((red("body.0").as_str(), red("body.1").as_str()), ("滞后严重", "41.2"));
    let asked = |rendered: &Rendered| {
        let row = rendered.report().requirements.iter().find(|row| row.quantity.0 == "文字颜色").unwrap();
        format!("{:?}", row.target)
    };
    assert!(asked(&rendered).contains('红'), "the row says that red was asked for");
    assert!(!asked(&set(&text("文。"))).contains('红'));
    let inks = set(&format!("{}[layout]\nred = \"cmyk\"\n", blocks(given)));
    sound(&inks);
}

/// 37: one line of a note stood on a page, the other on the next.
#[test]
fn a_note_of_two_lines_is_not_parted() {
    let note = "地区生产总值、各产业增加值绝对数按现价计算，增长速度按不变价格计算，甲乙丙丁";
    for lines in 12..20 {
        let data = format!(
            "format = \"plain\"\ntitle = \"公报\"\nsign-off = false\ndate = 2024-11-01\n{}",
            format_args!("body = \'\'\'\n{}增长[^1]。\n[^1]: {note}\n\'\'\'\n", "一行。\n".repeat(lines))
        );
        let own = lines_of(&set(&data), "notes.0.0");
        assert_eq!(own.len(), 2, "{lines}");
        assert_eq!(own[0].page, own[1].page, "{lines}");
    }
}

/// In Markdown a picture whose caption calls a note was printed as it stood, brackets and path; in both the caption's name was lost.
#[test]
fn the_caption_of_a_picture_calls_notes_between_its_brackets() {
    let typed = "文[^甲]。\n![图1　位置[^图]](yangzhang.svg)\n[^甲]: 甲。\n[^图]: 按实测。";
    let row = "文[^甲]。\n![甲村[^图]](yangzhang.svg)![乙村](yangzhang.svg)\n[^甲]: 甲。\n[^图]: 按实测。";
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/data");
    for data in [text(typed), markdown(typed), text(row), markdown(row)] {
        let document = gongwen::Document::reader().folder(folder).read_toml("data.toml", &data).unwrap();
        let rendered = crate::support::ENGINE.render(&document).unwrap();
        sound(&rendered);
        assert_eq!(calls_in(&rendered, "body.1"), ["②"], "{data}");
        assert_eq!(lines_of(&rendered, "notes.0.1")[0].text(), "②按实测。", "{data}");
        let pictures = rendered.pages().iter().map(|page| page.pictures.len()).sum::<usize>();
        assert!(pictures > 0, "{data}");
        let said: String = rendered.pages().iter().flat_map(lines).map(|line| line.text()).collect();
        assert!(!said.contains("![") && !said.contains("svg"), "{said}");
    }
    let failure =
        try_set(&markdown("![图1　位置[^图]](yangzhang.svg)")).expect_err("nobody says what it says");
    assert!(codes(failure.diagnostics()).contains(&"note-undefined"), "{:?}", codes(failure.diagnostics()));
}

#[test]
fn a_heading_stands_over_the_notes() {
    let typed = "增长6.2%[^a]，下降[^b]。\n注释：\n[^a]: 按不变价格计算。\n[^b]: 按现价计算。";
    let named =
        "{ text = '''\n增长6.2%[^a]，下降[^b]。\n注释：\n[^a]: 按不变价格计算。\n[^b]: 按现价计算。\n''' }";
    let pieces = "{ text = [\"增长6.2%\", { note = \"按不变价格计算。\" }, \"，下降\", { note = \"按现价计算。\" }, \"。\"] }, { text = \"注释：\" }";
    let framed = "{ text = \"增长6.2%[^a]，下降\" }, { box = { body = \"专栏[^b]。\\n注释：\\n[^b]: 按现价计算。\" } }, { text = \"[^a]: 按不变价格计算。\" }";
    for data in [text(typed), markdown(typed), blocks(named), blocks(pieces), blocks(framed)] {
        let rendered = set(&data);
        sound(&rendered);
        let pages = rendered.pages();
        let headings: Vec<Line> =
            pages.iter().flat_map(lines).filter(|line| line.part() == piece("notes.0")).collect();
        let [heading] = &headings[..] else { panic!("{data}\n{headings:?}") };
        let first = &lines_of(&rendered, "notes.0.0")[0];
        assert_eq!(heading.text(), "注释：");
        near(heading.size(), SIZE_4, "in the notes' size");
        near(heading.left(), AREA_LEFT + 2.0 * SIZE_4 * 25.4 / 72.0, "2 字 in");
        near(first.baseline - heading.baseline, PITCH * SIZE_4 / SIZE_3, "a line over the first note");
        near(first.left(), AREA_LEFT, "which stands as ever");
        let said: Vec<String> = pages.iter().flat_map(lines).map(|line| line.text()).collect();
        assert_eq!(said.iter().filter(|said| said.contains("注释")).count(), 1, "once: {said:?}");
        let told = structure(&Pdf::load_mem(&rendered.pdf().unwrap()).unwrap());
        let own = |words: &str| told.all().iter().any(|e| e.role == "P" && e.text.trim() == words);
        assert!(own("注释："), "a paragraph of its own");
    }
}

#[test]
fn the_heading_keeps_to_the_first_note() {
    let mut parted = false;
    for count in 1..30 {
        let body: Vec<String> = (0..count).map(|at| format!("{}。", hanzi(8 + at % 9))).collect();
        let data = text(&format!("{}[^1]\n注释：\n[^1]: {}。", body.join("\n"), hanzi(70)));
        let rendered = set(&format!("format = \"plain\"\nsign-off = false\n{data}"));
        let heading = lines_of(&rendered, "notes.0").remove(0);
        let first = lines_of(&rendered, "notes.0.0").remove(0);
        assert_eq!(heading.page, first.page, "{count}");
        let last = lines_of(&rendered, &format!("body.{}", count - 1)).pop().unwrap();
        parted |= last.page < heading.page;
    }
    assert!(parted, "none went over");
}

#[test]
fn a_heading_that_heads_no_notes_is_words() {
    for data in [
        text("增长6.2%[^a]。\n注：\n数据为初步统计数。\n[^a]: 按不变价格计算。"),
        blocks(
            "{ text = \"增长6.2%[^a]。\\n[^a]: 甲。\" }, { text = \"注：\" }, { text = \"数据为初步统计数。\" }",
        ),
        blocks("{ text = \"增长6.2%。\" }, { text = \"注：\" }"),
        blocks("{ text = \"增长6.2%[^a]。\\n[^a]: 甲。\" }, { text = \"\\\\注：\" }"),
    ] {
        let rendered = set(&data);
        let line = lines_of(&rendered, "body.1").remove(0);
        assert_eq!(line.text(), "注：");
        near(line.size(), SIZE_3, "as the text");
        assert!(lines_of(&rendered, "notes.0").is_empty());
    }
}
