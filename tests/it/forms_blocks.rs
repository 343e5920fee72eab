//! What stands in a body beside paragraphs, as forms and reports of the daily office have it.

use gongwen::Rendered;
use gongwen::conformance::Verdict;
use gongwen::page::{Line, lines};

use crate::measured::piece;
use crate::sheet::{all, codes, middle, near, set, try_set};
use crate::standard::{AREA_CENTRE, AREA_LEFT, AREA_RIGHT, EM, PITCH};

const HEAD: &str = "issuers = [\"甲市财政局\"]\nnumber = \"甲财〔2024〕1号\"\ntitle = \"关于试验的通知\"\ndate = 2024-11-01\n";

/// A body of blocks between two paragraphs.
fn blocks(given: &str) -> String {
    format!("{HEAD}body = [{{ text = \"文一。\" }},\n{given}\n{{ text = \"文二。\" }}]\n")
}

/// A body as text.
fn text(given: &str) -> String {
    format!("{HEAD}body = '''\n{given}\n'''\n")
}

fn lines_of(rendered: &Rendered, part: &str) -> Vec<Line> {
    let part = piece(part);
    rendered.pages().iter().flat_map(lines).filter(|line| line.part() == part).collect()
}

fn line(rendered: &Rendered, part: &str) -> Line {
    lines_of(rendered, part).into_iter().next().unwrap_or_else(|| panic!("{part} is on the page"))
}

/// No row of the report is broken, and nobody complains.
fn sound(rendered: &Rendered) {
    let broken: Vec<_> =
        rendered.report().requirements.iter().filter(|row| row.verdict == Verdict::Broken).collect();
    assert!(broken.is_empty(), "{broken:?}");
}

#[test]
fn lines_stand_where_signs_and_keys_put_them() {
    let plain = set(&text("文一。\n:-: 居中\n--: 责任单位：甲局\n:-- 同志们：\n文二。"));
    let given = "{ text = \"居中\", align = \"centre\" }, { text = \"责任单位：甲局\", \"对齐\" = \"居右\" }, { text = \"同志们：\", align = \"左\" },";
    let blocks = set(&blocks(given));
    let markdown = set(&format!(
        "{HEAD}body-format = \"markdown\"\nbody = '''\n文一。\n\n:-: 居中\n\n--: 责任单位：甲局\n\n:-- 同志们：\n\n文二。\n'''\n"
    ));
    for rendered in [&plain, &blocks, &markdown] {
        sound(rendered);
        let (centre, right, left) =
            (line(rendered, "body.1"), line(rendered, "body.2"), line(rendered, "body.3"));
        near((centre.left() + centre.right()) / 2.0, AREA_CENTRE, "in the middle");
        near(right.right(), AREA_RIGHT, "at the right edge");
        near(left.left(), AREA_LEFT, "flush left");
        assert_eq!((centre.text(), left.text()), ("居中".to_owned(), "同志们：".to_owned()));
        near(right.baseline - centre.baseline, PITCH, "on the next row");
        near(line(rendered, "body.4").left(), AREA_LEFT + 2.0 * EM, "2 字 in");
    }
}

#[test]
fn a_face_that_was_asked_for_is_no_level() {
    let given = "{ text = \"一、这是引文。\", face = \"楷体\" }, { text = \"说明\", align = \"centre\", \"字体\" = \"黑体\" },";
    let rendered = set(&blocks(given));
    sound(&rendered);
    let quoted = line(&rendered, "body.1");
    assert_eq!(quoted.runs[0].family, "gw-kaiti");
    near(quoted.left(), AREA_LEFT + 2.0 * EM, "2 字 in");
    assert_eq!(line(&rendered, "body.2").runs[0].family, "gw-heiti");
    let failure = try_set(&blocks("{ text = \"甲\", align = \"中间\" },")).expect_err("no such word");
    assert_eq!(codes(failure.diagnostics()), ["unknown-choice"]);
}

#[test]
fn a_part_of_the_text_has_a_title() {
    let plain = set(&text("文一。\n:-: # 甲县大抓项目建设成效明显\n一、做法\n文二。"));
    let given = "{ heading = \"甲县大抓项目建设成效明显\", level = \"title\" }, { text = \"一、做法\" },";
    for rendered in [plain, set(&blocks(given))] {
        sound(&rendered);
        let (before, title, after) =
            (line(&rendered, "body.0"), line(&rendered, "body.1"), line(&rendered, "body.2"));
        assert_eq!(title.runs[0].family, "gw-biaosong");
        near(title.size(), 22.0, "2号");
        near((title.left() + title.right()) / 2.0, AREA_CENTRE, "in the middle");
        assert!(
            (after.baseline - before.baseline - 4.0 * PITCH).abs() < 2.5,
            "{}",
            after.baseline - before.baseline
        );
    }
}

#[test]
fn a_greeting_is_flush_left_and_an_editors_note_in_kaiti() {
    let rendered = set(&text("编者按：近日，甲县作出部署。\n此致\n敬礼！"));
    sound(&rendered);
    assert_eq!(line(&rendered, "body.0").runs[0].family, "gw-kaiti");
    near(line(&rendered, "body.2").left(), AREA_LEFT, "flush left");
}

/// Z-A3: 此致 ended a page, 敬礼！ began the next; they go over together, with the line before.
#[test]
fn a_greeting_is_not_parted_by_a_page() {
    for count in 14..24 {
        let body = (0..count).map(|i| format!("第{i}行正文。\n")).collect::<String>();
        let rendered = set(&text(&format!("{body}此致\n敬礼！")));
        let lines = all(rendered.pages(), "body");
        let at = |says: &str| lines.iter().position(|line| line.text().trim() == says).unwrap();
        let (page, before) = (lines[at("敬礼！")].page, &lines[at("此致") - 1]);
        assert_eq!(lines[at("此致")].page, page, "{count}");
        assert!(before.page == page, "{count}: {}", before.text());
    }
}

/// A table of two columns and two rows below its header, with what is asked of it.
fn table(asked: &str) -> String {
    blocks(&format!(
        "{{ table = {{ header = [\"序号\", \"项目\"], rows = [[\"1\", \"甲工程\"], [\"2\", \"乙工程\"]], {asked} }} }},"
    ))
}

/// Where the rules of a table stand: its left, its right, and its rules from the top.
fn rules(rendered: &Rendered, part: &str) -> (f64, f64, Vec<f64>) {
    let part = piece(part);
    let shapes = rendered.pages().iter().flat_map(|page| &page.shapes).filter(|shape| shape.part == part);
    let rects: Vec<_> = shapes.map(|shape| shape.rect).collect();
    let mut heights: Vec<f64> =
        rects.iter().filter(|rect| rect.height() < 1.0).map(|rect| rect.top).collect();
    heights.sort_by(f64::total_cmp);
    heights.dedup_by(|a, b| (*a - *b).abs() < 0.2);
    let left = rects.iter().map(|rect| rect.left).fold(f64::MAX, f64::min);
    (left, rects.iter().map(|rect| rect.right).fold(0.0, f64::max), heights)
}

#[test]
fn a_table_is_as_wide_and_its_rows_are_as_high_as_was_asked() {
    let asked = set(&table("full-width = true, row-height = [10, 40]"));
    let chinese = set(&table("\"通栏\" = true, \"行高\" = [10, 40]"));
    for rendered in [asked, chinese] {
        sound(&rendered);
        let (left, right, heights) = rules(&rendered, "body.1");
        assert!((right - left - 156.0).abs() < 0.6, "{left} {right}");
        let [_, first, second, end] = heights[..] else { panic!("{heights:?}") };
        near(second - first, 10.0, "the first row");
        near(end - second, 40.0, "the second row");
    }
    let parted = set(&table("widths = [1, 3]"));
    let vertical = |rendered: &Rendered| -> Vec<f64> {
        let shapes = rendered.pages()[0].shapes.iter().filter(|shape| shape.part == piece("body.1"));
        let mut lefts: Vec<f64> =
            shapes.filter(|shape| shape.rect.width() < 1.0).map(|s| s.rect.left).collect();
        lefts.sort_by(f64::total_cmp);
        lefts.dedup_by(|a, b| (*a - *b).abs() < 0.2);
        lefts
    };
    let [left, middle, right] = vertical(&parted)[..] else { panic!("{:?}", vertical(&parted)) };
    near((right - middle) / 3.0, middle - left, "one to three");
    let higher = set(&table("row-height = 6, size = \"四号\"").replace("甲工程", "甲工程\\n乙工程\\n丙工程"));
    let (_, _, heights) = rules(&higher, "body.1");
    assert!(heights[2] - heights[1] > 15.0, "a row is as high as its words: {heights:?}");
}

#[test]
fn a_table_has_the_type_that_was_asked_for_unless_it_does_not_hold_its_columns() {
    for (asked, size) in [("\"字号\" = \"小四\"", 12.0), ("size = \"5\"", 10.5), ("size = \"small-5\"", 9.0)]
    {
        let rendered = set(&table(asked));
        sound(&rendered);
        near(line(&rendered, "body.1").size(), size, asked);
        assert!(!codes(rendered.diagnostics()).contains(&"table-smaller"), "{asked}");
    }
    let wide = (0..24).map(|_| "\"甲乙丙\"").collect::<Vec<_>>().join(", ");
    let rendered = set(&blocks(&format!("{{ table = {{ rows = [[{wide}]], size = \"四号\" }} }},")));
    assert!(codes(rendered.diagnostics()).contains(&"table-smaller"));
}

#[test]
fn notes_stand_under_a_table_in_small_type() {
    let typed = set(&text(
        "文一。\n|序号|项目|\n|---|---|\n|1|甲|\n注：甲项不含乙项，其中丙项按照当年价格计算，丁项按照可比价格计算，均为初步统计数，甲项不含乙项。\n资料来源：甲市统计局。\n文二。",
    ));
    let asked = set(&blocks(
        "{ table = { header = [\"序号\", \"项目\"], rows = [[\"1\", \"甲\"]], note = [\"注：甲项不含乙项，其中丙项按照当年价格计算，丁项按照可比价格计算，均为初步统计数，甲项不含乙项。\", \"资料来源：甲市统计局。\"] } },",
    ));
    for rendered in [&typed, &asked] {
        sound(rendered);
        let notes: Vec<Line> = lines_of(rendered, "body.1")
            .into_iter()
            .filter(|line| (line.size() - 10.5).abs() < 0.1)
            .collect();
        assert!(notes.len() > 2, "{}", notes.len());
        let (left, _, heights) = rules(rendered, "body.1");
        assert!(notes[0].top() > heights[2], "under the table");
        assert!((notes[0].left() - left).abs() < 0.4, "flush with it: {} {left}", notes[0].left());
        near(notes[1].left() - notes[0].left(), 2.0 * 10.5 * 25.4 / 72.0, "behind 注：");
        assert_eq!(line(rendered, "body.2").text(), "文二。");
    }
    let plain = set(&text("文一。\n|序号|项目|\n|---|---|\n|1|甲|\n\\注：甲。\n文二。"));
    near(line(&plain, "body.2").size(), 15.79, "kept plain");
}

#[test]
fn a_table_lies_on_a_sheet_of_its_own() {
    let rendered = set(&table("landscape = true, full-width = true"));
    sound(&rendered);
    let pages = rendered.pages();
    let on = |part: &str| lines_of(&rendered, part).first().map(|line| line.page);
    assert_eq!((on("body.0"), on("body.2"), pages.len()), (Some(1), Some(3), 3));
    assert!(pages[1].runs.iter().filter(|run| run.part == piece("body.1")).all(|run| !run.upright));
    let lying = format!(
        "{HEAD}body = \"文（见附件）。\"\n[[attachments]]\ntitle = \"甲表\"\nlandscape = true\nbody = [{{ table = {{ rows = [[\"甲\"]], landscape = true }} }}]\n"
    );
    assert!(codes(set(&lying).diagnostics()).contains(&"not-used"));
}

#[test]
fn what_is_asked_of_a_table_goes_with_it() {
    for (asked, code) in [
        ("widths = [1, 2, 3]", "table-shape"),
        ("row-height = [10, 10, 10]", "table-shape"),
        ("widths = [1, 2], full-width = false", "keys-exclude"),
        ("widths = [0, 2]", "out-of-range"),
        ("row-height = 2", "out-of-range"),
        ("row-height = \"高\"", "wrong-type"),
        ("size = \"三号\"", "unknown-choice"),
    ] {
        let failure = try_set(&table(asked)).expect_err(asked);
        assert_eq!(codes(failure.diagnostics()), [code], "{asked}");
    }
}

#[test]
fn parts_of_a_line_stand_apart() {
    let typed = set(&text(
        "文一。\n单位（盖章）：\t填报时间：2025年　月　日\n甲县\t乙县\n甲局\t乙局\t丙丙丙局\n文二。",
    ));
    let asked = set(&blocks(
        "{ line = [\"单位（盖章）：\", \"填报时间：2025年　月　日\"] }, { \"行\" = [\"甲县\", \"乙县\"] }, { line = [\"甲局\", \"乙局\", \"丙丙丙局\"] },",
    ));
    for rendered in [&typed, &asked] {
        sound(rendered);
        let starts = |part: &str| -> Vec<f64> {
            let runs = rendered.pages()[0].runs.iter().filter(|run| run.part == piece(part));
            runs.filter_map(|run| run.glyphs.first().map(|glyph| glyph.x)).collect()
        };
        let left = AREA_LEFT + 2.0 * EM;
        near(starts("body.1")[0], left, "2 字 in");
        let half = left + (AREA_RIGHT - left) / 2.0;
        assert!(starts("body.1").iter().any(|x| (x - half).abs() < 0.2), "{:?} {half}", starts("body.1"));
        near(line(rendered, "body.2").right(), AREA_RIGHT, "the last at the right edge");
        near(line(rendered, "body.3").right(), AREA_RIGHT, "the last of three");
        let middle = (left + AREA_RIGHT) / 2.0 - EM;
        assert!(starts("body.3").iter().any(|x| (x - middle).abs() < 0.2), "{:?} {middle}", starts("body.3"));
        near(line(rendered, "body.3").baseline - line(rendered, "body.2").baseline, PITCH, "a row");
    }
    // 骑缝: from edge to edge, its words in the middle.
    let stub = set(&text("文一。\n---\t云介字第　号\t---\n文二。"));
    let rules: Vec<_> = stub.pages()[0].shapes.iter().filter(|shape| shape.rect.height() < 1.0).collect();
    let edge = |pick: fn(f64, f64) -> f64, of: fn(&gongwen::page::Rect) -> f64| {
        rules.iter().map(|shape| of(&shape.rect)).reduce(pick)
    };
    near(edge(f64::min, |rect| rect.left).unwrap(), AREA_LEFT, "from the left edge");
    near(edge(f64::max, |rect| rect.right).unwrap(), AREA_RIGHT, "to the right edge");
    near(middle(&line(&stub, "body.1")), f64::midpoint(AREA_LEFT, AREA_RIGHT), "its words in the middle");
    let failure = try_set(&blocks("{ line = [\"甲\", \"乙\", \"丙\", \"丁\", \"戊\"] },")).expect_err("five");
    assert_eq!(codes(failure.diagnostics()), ["line-parts"]);
    let rows = set(&text("文。\n姓名\t性别\t学历：\n张三\t男\t本科：\n李四\t女\t本科：\n文。"));
    assert!(codes(rows.diagnostics()).contains(&"line-table"));
    // A header of short words is no list of names, and a row of five parts is no less a row.
    for rows in [
        "姓名\t性别\t年龄\n张三\t男\t30\n李四\t女\t28",
        "日期\t上午\t下午\t晚上\t备注\n1日\t甲\t乙\t丙\t无\n2日\t乙\t丙\t甲\t无",
    ] {
        let rendered = set(&text(&format!("文。\n{rows}\n文。")));
        assert!(codes(rendered.diagnostics()).contains(&"line-table"), "{rows}");
    }
}

/// A rule was as long as it was typed, and to the margin only by counting characters.
#[test]
fn a_rule_of_a_form_goes_to_the_margin() {
    let typed =
        set(&text("文一。\n申报单位：\t____\n姓名：\t________\t电话：\t___\n______\n编号：____\n文二。"));
    let asked = set(&blocks(
        "{ line = [\"申报单位：\", \"____\"] }, { line = [\"姓名：\", \"________\", \"电话：\", \"___\"] }, { \"行\" = \"______\" }, { text = \"编号：____\" },",
    ));
    for rendered in [&typed, &asked] {
        sound(rendered);
        let rules = |part: &str| -> Vec<(f64, f64)> {
            let own = rendered.pages()[0].runs.iter().filter(|run| run.part == piece(part));
            let rules = own.filter(|run| run.text().starts_with('_'));
            let ends = |run: &gongwen::page::Run| {
                let (first, last) = (&run.glyphs[0], &run.glyphs[run.glyphs.len() - 1]);
                let advance = if run.glyphs.len() > 1 { EM / 2.0 } else { last.advance };
                (first.x, last.x + advance)
            };
            rules.map(ends).collect()
        };
        let left = AREA_LEFT + 2.0 * EM;
        let [(start, end)] = rules("body.1")[..] else { panic!("one rule") };
        near(start, left + 5.0 * EM, "behind its label");
        near(end, AREA_RIGHT, "to the right edge");
        let [(start, between), (second, end)] = rules("body.2")[..] else { panic!("two rules") };
        near(start, left + 3.0 * EM, "behind its label");
        near(second - between, 4.0 * EM, "a blank and the label between");
        near(end, AREA_RIGHT, "to the right edge");
        near(between - start, end - second, "as long as the other");
        assert_eq!(rules("body.3").len(), 1);
        near(rules("body.3")[0].0, left, "alone from 2 字 in");
        near(rules("body.3")[0].1, AREA_RIGHT, "to the right edge");
        assert!(
            line(rendered, "body.4").right() < left + 6.0 * EM,
            "with words it is as long as it is typed"
        );
    }
    // A label that leaves no room has half of the line.
    let long = set(&text(&format!("文一。\n{}：\t____\n文二。", "长".repeat(26))));
    sound(&long);
    near(line(&long, "body.1").right(), AREA_RIGHT, "the rule stands beside it");
}

#[test]
fn a_sign_off_behind_a_lying_table_is_told_at_the_table() {
    let table = "{ table = { landscape = true, header = [\"甲\"], rows = [[\"1\"]] } },";
    let at_end = blocks(table).replace("{ text = \"文二。\" }]", "]");
    let rendered = set(&at_end);
    let found = rendered.diagnostics().iter().find(|found| found.code() == "not-fitted").expect("told");
    assert_eq!(found.data_path(), Some("body[1].table"));
    assert!(found.place().is_some());
    assert!(!codes(set(&blocks(table)).diagnostics()).contains(&"not-fitted"), "text follows");
}

#[test]
fn lines_beside_a_table_are_flush_with_it() {
    let rendered = set(&text(
        "文一。\n填报单位（盖章）：　　　　　　填报时间：\n|序号|项目名称|数量|\n|---|---|---|\n|1|甲工程|3|\n填表人：\t审核人：\n文二。",
    ));
    sound(&rendered);
    let (left, _, heights) = rules(&rendered, "body.2");
    for part in ["body.1", "body.3"] {
        let line = line(&rendered, part);
        near(line.size(), 14.0, "4号");
        assert!((line.left() - left).abs() < 0.6, "{part}: {} {left}", line.left());
        assert_eq!(line.top() < heights[0], part == "body.1", "{part}");
    }
    let plain = set(&text("文一。\n|序号|项目|\n|---|---|\n|1|甲|\n\\填表人：　　　　　　审核人：\n文二。"));
    near(line(&plain, "body.2").size(), 15.79, "kept plain");
}

#[test]
fn names_stand_in_columns() {
    let typed = set(&text("文一。\n李红\t王小明\t欧阳明（女）\n张三\t李四\n文二。"));
    let asked = set(&blocks("{ names = [\"李红\", \"王小明\", \"欧阳明（女）\", \"张三\", \"李四\"] },"));
    for rendered in [&typed, &asked] {
        sound(rendered);
        let rows = lines_of(rendered, "body.1");
        assert_eq!(rows.len(), 2, "three a row");
        near(rows[0].left(), AREA_LEFT + 2.0 * EM, "2 字 in");
        assert!(rows[0].text().starts_with("李　红"), "{}", rows[0].text());
        near(rows[1].baseline - rows[0].baseline, PITCH, "a row");
    }
    let four =
        set(&blocks("{ \"名单\" = [\"李红\", \"王明\", \"阿卜杜拉买买提江\", \"张三\"], \"列数\" = 4 },"));
    assert_eq!(lines_of(&four, "body.1").len(), 2, "the long one takes two cells");
}

/// A line under a table, and behind it what goes over whole: the line went with that, the table's end parted and was whole
/// again, and no page was settled (`template-warning`).
#[test]
fn a_line_under_a_table_stays_under_it_whatever_follows() {
    let mut parted = 0;
    for rows in 10..26 {
        let rows: Vec<String> = (0..rows).map(|row| format!("[\"第{row}行\", \"甲\"]")).collect();
        let table =
            format!("{{ table = {{ header = [\"项目\", \"单位\"], rows = [{}] }} }},", rows.join(", "));
        let line = "{ line = [\"填报人：\", \"审核人：\"] },";
        let picture = "{ image = \"tonggao-map.png\", caption = \"位置图\" },";
        let rendered = set(&blocks(&format!("{table}\n{line}\n{picture}")));
        assert!(!codes(rendered.diagnostics()).contains(&"template-warning"), "{} rows", rows.len());
        let cells = lines_of(&rendered, "body.1");
        let (last, under) = (cells.last().unwrap(), lines_of(&rendered, "body.2"));
        assert_eq!(last.page, under[0].page, "{} rows", rows.len());
        let picture = rendered.pages().iter().find(|page| !page.pictures.is_empty()).unwrap();
        parted += usize::from(picture.number != last.page);
    }
    assert!(parted > 2, "{parted} pictures on another page than the table");
}
