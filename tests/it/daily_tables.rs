//! Tables of the daily office, as those who wrote tests/daily found them wrong.

use gongwen::Rendered;
use gongwen::page::Run;

use crate::sheet::{CELL_4, codes, set, try_set};

const HEAD: &str = "format = \"plain\"\ntitle = \"登记表\"\nsign-off = false\ndate = 2026-01-01\n";

/// The lines of the text that say these words, as they stand: each its page, its level and its left edge, in mm.
fn stands(rendered: &Rendered, words: &str) -> Vec<(usize, f64, f64)> {
    let mut found = Vec::new();
    for (number, page) in rendered.pages().iter().enumerate() {
        let place = |run: &Run| Some((number, run.baseline()?, run.glyphs.first()?.x));
        found.extend(page.runs.iter().filter(|run| run.text() == words).filter_map(place));
    }
    found
}

fn once(rendered: &Rendered, words: &str) -> (usize, f64, f64) {
    let found = stands(rendered, words);
    assert_eq!(found.len(), 1, "{words}: {found:?}");
    found[0]
}

#[test]
fn a_year_in_a_header_is_whole() {
    let rows: String = (0..4).map(|_| "|农业灌溉|重点河湖生态流量达标率（%）|76|0.5|预期性|\n").collect();
    let table = format!("|类别|指标|2025年|2030年|属性|\n|---|---|---|---|---|\n{rows}");
    let rendered = set(&format!("{HEAD}body = '''\n{table}'''\n"));
    for year in ["2025年", "2030年"] {
        once(&rendered, year);
    }
}

#[test]
fn an_alignment_that_was_asked_for_wins_over_the_point() {
    let table = |rule: &str| {
        let rows: String = (0..3).map(|_| "|甲|76|\n|乙|0.556|\n").collect();
        set(&format!("{HEAD}body = '''\n|项|数|\n|---|{rule}|\n{rows}'''\n"))
    };
    let left = |rendered: &Rendered, words: &str| stands(rendered, words)[0].2;
    let level = table("---");
    assert!(left(&level, "76") < left(&level, "0.556") + 0.1, "level at the point");
    let centred = table(":-:");
    assert!(left(&centred, "76") > left(&centred, "0.556") + 1.0, "each in the middle");
}

#[test]
fn figures_of_several_units_stand_in_the_middle() {
    let rendered = set(&format!(
        "{HEAD}body = '''\n|指标|数|\n|---|---|\n|达标率（%）|76|\n|用水总量（亿立方米）|2.16|\n|系数|0.556|\n'''\n"
    ));
    assert!(once(&rendered, "76").2 > once(&rendered, "0.556").2 + 1.0);
}

#[test]
fn labels_of_a_form_stand_in_the_middle_on_two_lines_too() {
    let form = "{ table = { widths = [2, 5, 2, 5], row-height = 12, rows = [\
                [\"项目类别\", \"\", \"日期\", \"\"], [\"学校审核意见单位\", \"\", \"电话\", \"\"],\
                [\"说明\", { text = \"一、本表一式两份。二、填写应当完整，字迹应当清楚，内容应当真实，不得涂改。三、附有关证明材料。\", colspan = 3 }]] } }";
    let rendered = set(&format!("{HEAD}body = [{form}]\n"));
    let (label, wrapped) = (once(&rendered, "项目类别"), once(&rendered, "学校审核"));
    assert!((label.2 - wrapped.2).abs() < 0.1, "{label:?} {wrapped:?}");
    let short = once(&rendered, "说明");
    assert!(short.2 > label.2 + 1.0, "two characters in the middle: {short:?} {label:?}");
    let text = rendered.pages()[0].runs.iter().find(|run| run.text().starts_with("一、本表")).unwrap();
    let rest = rendered.pages()[0].runs.iter().find(|run| run.text().ends_with("材料。")).unwrap();
    assert!((text.glyphs[0].x - rest.glyphs[0].x).abs() < 0.1, "a text of several lines stands at the left");
}

#[test]
fn columns_and_cells_are_aligned_as_asked() {
    let rendered = set(&format!(
        "{HEAD}body = [{{ table = {{ align = [\"left\", \"右\"], widths = [1, 1], row-height = 20, rows = [[\"甲事项\", \"乙事项\"],\
         [{{ text = \"盖章处\", align = \"right\", vertical = \"bottom\" }}, {{ text = \"填写处\", align = \"left\", vertical = \"top\" }}]] }} }}]\n"
    ));
    let [first, second] = [once(&rendered, "甲事项"), once(&rendered, "乙事项")];
    let [seal, words] = [once(&rendered, "盖章处"), once(&rendered, "填写处")];
    assert!(first.2 < 40.0 && second.2 > 150.0, "{first:?} {second:?}");
    assert!(seal.2 > 80.0 && (words.2 - 106.0).abs() < 4.0, "{seal:?} {words:?}");
    assert!(seal.1 > words.1 + 8.0, "{seal:?} {words:?}");
    let wrong =
        "body = [{ table = { align = [\"left\", \"right\", \"left\"], rows = [[\"甲\", \"乙\"]] } }]\n";
    assert_eq!(codes(try_set(&format!("{HEAD}{wrong}")).unwrap_err().diagnostics()), ["table-shape"]);
    let unknown = "body = [{ table = { align = \"diagonal\", rows = [[\"甲\", \"乙\"]] } }]\n";
    assert_eq!(codes(try_set(&format!("{HEAD}{unknown}")).unwrap_err().diagnostics()), ["unknown-choice"]);
}

#[test]
fn who_gives_widths_gets_no_smaller_type_for_a_narrow_number() {
    let row = "[\"1\", \"环库北路2号桩\", \"一级\", \"隔离网缺损86米，可直接下到水边\", \"水库管理所\", \"2026年6月底\"]";
    let header = "[\"序号\", \"点位\", \"级别\", \"问题\", \"涉及单位\", \"时限\"]";
    let rendered = set(&format!(
        "{HEAD}body = [{{ table = {{ header = {header}, widths = [1, 3, 2, 5, 3, 2.9], rows = [{row}, {row}] }} }}]\n"
    ));
    let run = rendered.pages()[0].runs.iter().find(|run| run.text() == "一级").unwrap();
    assert!(run.size > 10.0, "{}", run.size);
}

#[test]
fn a_table_with_notes_before_what_goes_to_the_next_page_has_its_header_once() {
    let lines = "正文一行。\\n".repeat(7);
    let rows: String = (1..10).map(|n| format!("[\"甲{n}\", {n}],")).collect();
    let data = format!(
        "{HEAD}body = [{{ text = \"{lines}\" }}, {{ table = {{ full-width = true, header = [\"县区名\", \"数量\"], rows = [{rows}], note = [\"注：说明。\"] }} }},\
         {{ chart = {{ kind = \"bar\", labels = [\"甲\", \"乙\"], caption = \"图1　测试\", series = [{{ values = [1, 2] }}] }} }}]\n"
    );
    let rendered = set(&data);
    assert!(rendered.page_count() > 1, "the chart goes to the next page");
    once(&rendered, "县区名");
}

/// 06, 11: — stood at the left of a column of words on two lines; 10: days on two lines turned theirs to the left.
#[test]
fn what_says_nothing_and_days_stand_in_the_middle() {
    let table = "{ table = { widths = [2, 5, 3], header = [\"日期\", \"地点\", \"备注栏目\"], rows = [\
                 [\"12月2日（星期三）\", \"云岭县第一中学学术报告厅二楼第三会议室\", \"\"], [\"12月3日（星期四）\", \"—\", \"\"]] } }";
    let rendered = set(&format!("{HEAD}body = [{table}]\n"));
    let place = stands(&rendered, "地点")[0];
    let dash = stands(&rendered, "—")[0];
    assert!((dash.2 - place.2 - CELL_4 / 2.0).abs() < 1.0, "{place:?} {dash:?}");
    let (day, weekday) = (stands(&rendered, "12")[0], once(&rendered, "（星期三）"));
    assert!(day.2 > weekday.2 + 1.0, "each in the middle: {day:?} {weekday:?}");
}

/// 11: 东河／—青龙 in a cell that is read as a text.
#[test]
fn no_line_of_a_cell_begins_with_a_dash() {
    for more in 0..12 {
        let cell =
            format!("{}观摩：东河—青龙—三小，返程：三小—青龙—东河—城关一小—云岭宾馆", "甲".repeat(more));
        let table = format!(
            "{{ table = {{ widths = [1, 3], header = [\"甲\", \"内容\"], rows = [[\"1\", \"{cell}\"]] }} }}"
        );
        let rendered = set(&format!("{HEAD}body = [{table}]\n"));
        let runs = rendered.pages().iter().flat_map(|page| &page.runs);
        let begins =
            |run: &&Run| run.text().starts_with('—') && !run.part.is_of(gongwen::page::Part::PageNumber);
        let wrong: Vec<String> = runs.filter(begins).map(Run::text).collect();
        assert!(wrong.is_empty(), "{more}: {wrong:?}");
    }
}
