//! `contents` of the document itself: 目录 under the title of plain paper, 本期要目 of a briefing; and by headings on
//! what is bound behind.

use gongwen::conformance::Verdict;
use gongwen::page::Line;
use gongwen::{Document, Rendered};

use crate::pdf_text::{Element, structure};
use crate::sheet::{
    CELL, LEFT, PITCH, RIGHT, TOP, all, blank_lines, codes, message, middle, near, only, set,
};
use crate::standard::{AREA_CENTRE, TWO_BLANK_LINES};
use crate::support::ENGINE;

const BODY: &str = "一、总则\n（一）目的。为规范工作。\n1.甲\n（二）依据\n乙。\n二、附则\n丙。";

fn paper(more: &str) -> String {
    format!(
        "format = 'plain'\nissuers = ['甲市水务局']\ntitle = '工作规划'\ndate = 2025-03-05\ncontents = true\nbody = '''\n{BODY}'''\n{more}"
    )
}

#[track_caller]
fn sound(data: &str) -> Rendered {
    let rendered = set(data);
    let found: Vec<_> =
        codes(rendered.diagnostics()).into_iter().filter(|code| *code != "substitute-face").collect();
    assert!(found.is_empty(), "{found:?}\n{data}");
    let broken: Vec<_> =
        rendered.report().requirements.iter().filter(|row| row.verdict == Verdict::Broken).collect();
    assert!(broken.is_empty(), "{broken:#?}");
    rendered
}

fn entries(lines: &[Line]) -> Vec<String> {
    let bare = |line: &Line| line.text().replace(['·', ' '], "");
    lines.iter().map(bare).collect()
}

#[test]
fn contents_of_plain_paper_stand_under_its_title_and_its_text_on_a_new_page() {
    for recipients in ["", "recipients = '各县'\n"] {
        let rendered = sound(&paper(recipients));
        let pages = rendered.pages();
        let (title, heading) = (only(pages, "title"), only(pages, "contents-title"));
        assert_eq!(heading.text(), "目　录");
        near(middle(&heading), AREA_CENTRE, "目录 in the middle");
        near(heading.top() - title.bottom(), blank_lines(1), "one blank line under the title");
        let lines = all(pages, "contents");
        assert_eq!(entries(&lines), ["一、总则2", "（一）目的。2", "（二）依据2", "二、附则2"]);
        near(lines[0].top() - heading.bottom(), blank_lines(1), "one blank line under 目录");
        for (line, indent) in lines.iter().zip([0.0, 2.0, 2.0, 0.0]) {
            near(line.left(), LEFT + indent * CELL, "2 字 a level");
            near(line.right(), RIGHT, "the page's number at the right");
        }
        near(lines[1].top() - lines[0].top(), PITCH, "a row an entry");
        // X-A7: dots stood 1½ characters apart, otherwise in every row.
        let dots = |line: &Line| -> Vec<f64> {
            let glyphs = line.runs.iter().flat_map(|run| &run.glyphs);
            glyphs.filter(|glyph| glyph.text == "·").map(|glyph| glyph.x).collect()
        };
        let last: Vec<f64> = lines.iter().filter_map(|line| dots(line).last().copied()).collect();
        last.iter().for_each(|x| near(*x, last[0], "dots end under one another"));
        let steps = lines
            .iter()
            .flat_map(|line| dots(line).windows(2).map(|pair| pair[1] - pair[0]).collect::<Vec<_>>());
        steps.for_each(|step| near(step, CELL / 3.0, "a third of a character from dot to dot"));
        let first = if recipients.is_empty() { only(pages, "body.0") } else { only(pages, "recipients") };
        assert_eq!(first.page, 2);
        near(first.top(), TOP, "the text on row 1 of its page");
    }
}

/// Daily document 20: the last two rows stood on a page of their own.
#[test]
fn blank_lines_give_way_where_the_last_rows_would_stand_alone() {
    let listed = |rows: usize| (1..=rows).map(|i| format!("# 第{i}项工作\n\n文。\n\n")).collect::<String>();
    let own = |rows: usize| {
        let body = listed(rows);
        format!(
            "format = 'plain'\nissuers = ['甲市水务局']\ntitle = '工作规划'\ndate = 2025-03-05\ncontents = 1\nbody-format = 'markdown'\nbody = '''\n{body}'''\n"
        )
    };
    let bound = |rows: usize| {
        let body = listed(rows);
        format!(
            "title = '甲市水务局关于印发《工作规划》的通知'\nissuers = ['甲市水务局']\nrecipients = '各县'\ndate = 2025-03-05\nbody = '文。'\n[[issued]]\ntitle = '工作规划'\ncontents = 1\nbody-format = 'markdown'\nbody = '''\n{body}'''\n"
        )
    };
    // The title of plain paper stands on row 1, that of what is issued on row 3, and is higher than a row; a blank line, 目录, a
    // blank line.
    for (least, data) in [(22 - 2 - 3, &own as &dyn Fn(usize) -> String), (22 - 4 - 3, &bound)] {
        for over in 0..4 {
            let rendered = set(&data(least + over));
            let pages = rendered.pages();
            let (heading, lines) = (only(pages, "contents-title"), all(pages, "contents"));
            let alone = lines.iter().filter(|line| line.page != heading.page).count();
            assert_eq!(lines.len(), least + over);
            assert_eq!(alone, if over > 2 { over } else { 0 }, "{over} rows more than the page has");
            let blank = lines[0].top() - heading.bottom();
            match over {
                1 | 2 => {
                    assert!(blank < blank_lines(1) - 1.0 && blank > PITCH - CELL - 0.1, "{over}: {blank}")
                }
                _ => near(blank, blank_lines(1), "one blank line under 目录"),
            }
            let last = lines.iter().rfind(|line| line.page == heading.page).expect("a row");
            assert!(last.bottom() < 262.0 + 0.1, "{}", last.bottom());
            assert!(!codes(rendered.diagnostics()).contains(&"template-warning"));
        }
    }
}

#[test]
fn contents_name_decimals_and_divisions_and_go_as_deep_as_they_are_asked() {
    let of = |more: &str, body: &str| {
        let data = paper(more).replace(BODY, body);
        let more = more.lines().any(|line| line.starts_with("contents"));
        if more { data.replacen("contents = true\n", "", 1) } else { data }
    };
    let decimal = sound(&of("numbering = 'decimal'", "1　总则\n1.1　目的\n1.1.1　甲\n2　附则\n乙。"));
    assert_eq!(entries(&all(decimal.pages(), "contents")), ["1　总则2", "1.1　目的2", "2　附则2"]);
    let regulation = "第一章　总则\n第一条　甲。\n第二章　附则\n第一节　乙\n第二条　丙。";
    let whole = sound(&of("", regulation));
    assert_eq!(entries(&all(whole.pages(), "contents")), ["第一章　总则2", "第二章　附则2", "第一节　乙2"]);
    let chapters = sound(&of("contents = '章'", regulation));
    assert_eq!(entries(&all(chapters.pages(), "contents")), ["第一章　总则2", "第二章　附则2"]);
    let none = sound(&of("contents = false", BODY));
    assert!(all(none.pages(), "contents").is_empty());
}

/// A plan's contents name its parts alone, an emergency plan's three levels.
#[test]
fn contents_name_as_many_levels_as_are_asked() {
    let of = |levels: u8, body: &str, more: &str| {
        let data =
            paper(more).replace(BODY, body).replace("contents = true", &format!("contents = {levels}"));
        entries(&all(sound(&data).pages(), "contents"))
    };
    assert_eq!(of(1, BODY, ""), ["一、总则2", "二、附则2"]);
    let titles = ":-: # 须知\n一、甲\n乙。\n:-: # 议程\n一、丙\n丁。";
    assert_eq!(of(1, titles, ""), ["须知2", "议程2"]);
    assert_eq!(of(2, titles, ""), ["须知2", "一、甲2", "议程2", "一、丙2"]);
    let decimal = "1　总则\n1.1　目的\n1.1.1　甲\n乙。\n2　附则\n丙。";
    assert_eq!(of(3, decimal, "numbering = 'decimal'"), ["1　总则2", "1.1　目的2", "1.1.1　甲2", "2　附则2"]);
    assert_eq!(of(4, decimal, "numbering = 'decimal'").len(), 4);
    let wrong = Document::from_toml(&paper("").replace("contents = true", "contents = 5")).unwrap_err();
    assert_eq!(codes(wrong.diagnostics()), ["out-of-range"]);
}

/// A handbook with titles and no chapters had a page with its title alone, and nobody said a word.
#[test]
fn contents_that_would_name_nothing_are_told_and_left_out() {
    for depth in ["chapter", "section", "article"] {
        let data = paper("").replace("contents = true", &format!("contents = '{depth}'"));
        let document = Document::from_toml(&data).unwrap();
        let said = message(document.diagnostics(), "not-used").unwrap();
        assert!(said.contains("no such part, chapter"), "{said}");
        let rendered = set(&data);
        assert_eq!(rendered.pages().len(), 1, "{depth}");
        let part = format!(
            "issuers = ['甲市水务局']\ntitle = '关于印发工作规划的通知'\nrecipients = '各县'\ndate = 2025-03-05\nbody = '现印发。'\n\
             [[issued]]\ntitle = '工作规划'\ncontents = '{depth}'\nbody = '''\n{BODY}'''\n"
        );
        assert!(message(Document::from_toml(&part).unwrap().diagnostics(), "not-used").is_some());
        assert_eq!(only(set(&part).pages(), "issued.0.0").page, 2, "under its title");
    }
}

fn briefing(more: &str, body: &str) -> String {
    format!(
        "format = 'briefing'\nmark = '防汛工作简报'\nnumber = '第12期'\nissuers = ['甲市防汛办公室']\ndate = 2025-07-16\ncontents = true\nbody = '''\n{body}'''\n{more}"
    )
}

#[test]
fn a_briefing_names_its_articles_over_its_text() {
    let rendered = sound(&briefing(
        "",
        "编者按：甲。\n:-: # 青龙县\\n送到每一户\n一、乙\n丙。\n:-: # 白塔区\n丁。"
            .replace("\\n", "")
            .as_str(),
    ));
    let pages = rendered.pages();
    let heading = only(pages, "contents-title");
    assert_eq!(heading.text(), "本期要目");
    let rule = pages[0].shapes.iter().find(|shape| shape.part.to_string() == "red-rule").unwrap().rect;
    assert!(TWO_BLANK_LINES.contains(&(heading.top() - rule.bottom)), "where a title would stand");
    let lines = all(pages, "contents");
    assert_eq!(entries(&lines), ["青龙县送到每一户2", "白塔区2"]);
    for line in &lines {
        assert!(line.runs.iter().all(|run| !run.family.contains("biaosong")), "in the text's face");
        near(line.bottom() - line.top(), CELL, "in the text's size");
    }
    near(
        only(pages, "body.0").top() - lines[1].bottom(),
        blank_lines(1),
        "the text, one blank line under them",
    );
    assert_eq!(only(pages, "body.0").page, 1);
    // One without articles names what heads its text.
    let plain = sound(&briefing("title = '情况通报'", "一、乙\n丙。\n二、丁\n戊。"));
    assert_eq!(entries(&all(plain.pages(), "contents")), ["一、乙1", "二、丁2"]);
    near(
        only(plain.pages(), "contents-title").top() - only(plain.pages(), "title").bottom(),
        blank_lines(1),
        "under the title",
    );
}

#[test]
fn contents_by_headings_stand_on_what_is_bound_behind_too() {
    let data = format!(
        "issuers = ['甲市水务局']\ntitle = '关于印发工作规划的通知'\nrecipients = '各县'\ndate = 2025-03-05\nbody = '现印发。'\n\
         [[issued]]\ntitle = '工作规划'\ncontents = true\nbody = '''\n{BODY}'''\n"
    );
    let rendered = sound(&data);
    assert_eq!(
        entries(&all(rendered.pages(), "contents")),
        ["一、总则3", "（一）目的。3", "（二）依据3", "二、附则3"]
    );
    // As many levels as were asked stood nowhere in what is bound behind.
    let one = sound(&data.replace("contents = true", "contents = 1"));
    assert_eq!(entries(&all(one.pages(), "contents")), ["一、总则3", "二、附则3"]);
    let two = sound(&data.replace("contents = true", "contents = 2"));
    assert_eq!(entries(&all(two.pages(), "contents")), entries(&all(rendered.pages(), "contents")));
}

#[test]
fn contents_without_a_place_are_told() {
    let told = |data: &str| message(Document::from_toml(data).unwrap().diagnostics(), "not-used");
    let red = paper("recipients = '各县'").replace("'plain'", "'document'");
    let said = told(&red).unwrap();
    assert!(said.starts_with("`contents`") && said.contains("issued"), "{said}");
    assert!(all(set(&red).pages(), "contents").is_empty());
    let said = told(&paper("").replace(BODY, "没有标题的正文。")).unwrap();
    assert!(said.contains("no headings"), "{said}");
    let wrong = Document::from_toml(&paper("").replace("contents = true", "contents = '两级'")).unwrap_err();
    assert_eq!(codes(wrong.diagnostics()), ["unknown-choice"]);
}

#[test]
fn contents_are_the_same_by_chinese_names_and_links_of_the_file() {
    let toml = set(&paper(""));
    let json = format!(
        "{{ \"格式\": \"白头\", \"发文机关\": \"甲市水务局\", \"标题\": \"工作规划\", \"成文日期\": \"2025-03-05\", \"目录\": true, \"正文\": \"{}\" }}",
        BODY.replace('\n', "\\n")
    );
    let rendered = ENGINE.render(&Document::from_json(&json).unwrap()).unwrap();
    assert_eq!(rendered.svg(0).unwrap(), toml.svg(0).unwrap());
    let pdf = lopdf::Document::load_mem(&toml.pdf().unwrap()).unwrap();
    fn links(element: &Element) -> Vec<String> {
        let own = (element.role == "Link").then(|| element.text.clone());
        own.into_iter().chain(element.kids.iter().flat_map(links)).collect()
    }
    let found = links(&structure(&pdf));
    assert_eq!(found.len(), 4, "{found:?}");
    assert!(found[0].starts_with("一、总则"), "{found:?}");
}
