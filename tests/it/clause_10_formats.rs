//! 10 特定格式: 信函 (10.1), 命令 (10.2), 纪要 (10.3).

use std::sync::LazyLock;

use gongwen::Severity;
use gongwen::page::{Line, Part};
use gongwen::page::{Rect, Run};
use serde_json::{Value, json};

use crate::measured::{Sheets, at, between, data, is_red, near, prose, set_in, with};
use crate::standard::{
    AREA_BOTTOM, AREA_CENTRE, AREA_LEFT, AREA_RIGHT, AREA_TOP, AREA_WIDTH, DASH_TOP, EM, EM_4,
    LETTER_LOWER_RULE, LETTER_MARK_TOP, LETTER_ROW_GAP, LETTER_RULE, MARK_HEIGHT, MARK_TOP, ORDER_MARK_TOP,
    PITCH, SIZE_2, SIZE_3, TWO_BLANK_LINES, blank_lines,
};

/// The plain document of this format, with these keys too.
fn of(format: &str, more: Value) -> Sheets {
    let mut keys = json!({ "format": format });
    if let (Value::Object(keys), Value::Object(more)) = (&mut keys, more) {
        keys.extend(more);
    }
    with(keys)
}

fn letter(more: Value) -> Sheets {
    of("letter", more)
}

fn middle(line: &Line) -> f64 {
    f64::midpoint(line.left(), line.right())
}

/// The two rules of a double rule, upper first: both red, on page 1, 170 mm wide and centred.
fn double_rule(sheets: &Sheets, name: &str) -> [(String, Rect); 2] {
    let mut rules: Vec<(String, Rect)> = Vec::new();
    for (page, shape) in sheets.shapes(name) {
        assert_eq!(page, 1, "{name} stands on page 1 only");
        assert!(is_red(shape.colour), "{name} is {:?}", shape.colour);
        at(shape.rect.left, LETTER_RULE.0, &format!("{name}'s left"));
        at(shape.rect.right, LETTER_RULE.1, &format!("{name}'s right"));
        rules.push((shape.part.to_string(), shape.rect));
    }
    rules.sort_by(|a, b| a.1.top.total_cmp(&b.1.top));
    rules.try_into().unwrap_or_else(|rules| panic!("{name} is a double rule, not {rules:?}"))
}

/// Letters of every make: notices, short and long names, one page and more.
static LETTERS: LazyLock<Vec<(&str, Sheets)>> = LazyLock::new(|| {
    let notices = json!({ "copy-number": 7, "classification": "秘密★1年", "urgency": "特急" });
    vec![
        ("plain", letter(json!({}))),
        ("long", letter(json!({ "body": prose(30) }))),
        ("notices", letter(notices)),
        ("short name", letter(json!({ "issuers": ["××县"] }))),
        ("long name", letter(json!({ "issuers": ["东江省发展和改革委员会重大项目建设领导小组办公室"] }))),
        ("joint", letter(json!({ "issuers": ["东江省水利厅", "东江省财政厅", "东江省公安厅"] }))),
        ("without a number", letter(json!({ "number": null }))),
        ("han", data("han.toml")),
        ("han-fuhan", data("han-fuhan.toml")),
        ("tongzhi-letter", data("tongzhi-letter.toml")),
    ]
});

/// 10.1 发文机关标志使用发文机关全称或者规范化简称，居中排布，上边缘至上页边为 30 mm，推荐使用红色小标宋体字.
#[test]
fn a_letters_mark_is_the_organs_name_30_mm_from_the_papers_top() {
    for (name, sheets) in LETTERS.iter() {
        let mark = sheets.line("mark");
        assert_eq!(mark.page, 1);
        assert!(!mark.text().contains("文件"), "{}", mark.text());
        let ink = sheets.ink("mark");
        near(ink.top, LETTER_MARK_TOP, 0.1, name);
        near(middle(&mark), AREA_CENTRE, 0.1, name);
        assert!(ink.height() <= MARK_HEIGHT + 0.01 && ink.width() <= AREA_WIDTH, "{name}: {ink:?}");
        for run in sheets.runs("mark") {
            assert_eq!(run.family, "gw-biaosong", "{name}");
            assert!(is_red(run.colour), "{name}");
        }
    }
}

#[test]
fn a_letters_mark_says_what_the_data_says_but_never_wenjian() {
    let mark = |keys| letter(keys).line("mark").text();
    assert_eq!(mark(json!({})), "东江省水利厅");
    // 联合行文时，使用主办机关标志.
    assert_eq!(mark(json!({ "issuers": ["东江省水利厅", "东江省财政厅"] })), "东江省水利厅");
    assert_eq!(
        mark(json!({ "issuers": [{ "name": "东江省发展和改革委员会", "mark-name": "东江省发展改革委" }] })),
        "东江省发展改革委"
    );
    // An office that keeps the name of its document mark for all its papers.
    assert_eq!(
        mark(json!({ "issuers": [{ "name": "东江省水利厅", "mark-name": "东江省水利厅文件" }] })),
        "东江省水利厅"
    );
    assert_eq!(mark(json!({ "mark": "中共东江省委办公厅" })), "中共东江省委办公厅");
}

/// 10.1 发文机关标志下 4 mm 处印一条红色双线（上粗下细），距下页边 20 mm 处印一条红色双线（上细下粗），
/// 线长均为 170 mm，居中排布.
#[test]
fn a_letter_has_double_rules_of_170_mm_under_the_mark_and_at_the_papers_foot() {
    for (name, sheets) in LETTERS.iter() {
        let [thick, thin] = double_rule(sheets, "upper-rule");
        assert!(thick.1.height() > thin.1.height(), "{name}: 上粗下细: {thick:?} {thin:?}");
        near(thick.1.top - sheets.ink("mark").bottom, 4.0, 0.1, &format!("{name}: under the mark"));
        assert!(thin.1.top > thick.1.bottom, "{name}: two rules, not one");
        let [thin, thick] = double_rule(sheets, "lower-rule");
        assert!(thin.1.height() < thick.1.height(), "{name}: 上细下粗: {thin:?} {thick:?}");
        assert!(thick.1.top > thin.1.bottom, "{name}: two rules, not one");
        at(thick.1.bottom, LETTER_LOWER_RULE, &format!("{name}: above the paper's foot"));
    }
}

/// 10.1 份号、密级和保密期限、紧急程度顶格居版心左边缘编排在第一条红色双线下，按照份号、密级和保密期限、紧急程度的
/// 顺序自上而下分行排列，第一个要素与该线的距离为 3 号汉字高度的 7/8.
#[test]
fn a_letters_notices_stand_flush_left_under_the_upper_rule_one_a_row() {
    let notices =
        [("copy-number", json!(12)), ("classification", json!("机密★1年")), ("urgency", json!("特急"))];
    for choice in 1..8_usize {
        let given: Vec<_> = (0..3).filter(|i| choice >> i & 1 == 1).map(|i| notices[i].clone()).collect();
        let keys = given.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect();
        let sheets = letter(Value::Object(keys));
        let [_, rule] = double_rule(&sheets, "upper-rule");
        for (row, (key, _)) in given.iter().enumerate() {
            let line = sheets.line(key);
            at(line.left(), AREA_LEFT, key);
            at(line.top() - rule.1.bottom, LETTER_ROW_GAP + row as f64 * PITCH, key);
        }
        // The number shares the first row.
        at(sheets.line("number").baseline, sheets.line(given[0].0).baseline, "the first row");
    }
    let all = letter(json!({ "copy-number": 12, "classification": "机密★1年", "urgency": "特急" }));
    assert_eq!(all.line("copy-number").text(), "000012");
    set_in(&all, "classification", &["gw-heiti"], SIZE_3);
    set_in(&all, "urgency", &["gw-heiti"], SIZE_3);
}

/// 10.1 发文字号顶格居版心右边缘编排在第一条红色双线下，与该线的距离为 3 号汉字高度的 7/8.
#[test]
fn a_letters_number_stands_flush_right_under_the_upper_rule() {
    for (name, sheets) in LETTERS.iter() {
        let numbers = sheets.part("number");
        let Some(number) = numbers.first() else { continue };
        let [_, rule] = double_rule(sheets, "upper-rule");
        at(number.right(), AREA_RIGHT, name);
        at(number.top() - rule.1.bottom, LETTER_ROW_GAP, name);
        set_in(sheets, "number", &["gw-fangsong", "gw-latin"], SIZE_3);
        assert!(sheets.shapes("red-rule").is_empty(), "{name}: 7.2.7 is for documents");
    }
}

/// 10.1 标题居中编排，与其上最后一个要素相距二行.
#[test]
fn a_letters_title_stands_two_blank_lines_under_the_last_element() {
    for (name, sheets) in LETTERS.iter() {
        let first = sheets.part("title").remove(0);
        let above: Vec<Line> = ["number", "copy-number", "classification", "urgency"]
            .iter()
            .flat_map(|part| sheets.part(part))
            .collect();
        let last = above.iter().map(Line::bottom).reduce(f64::max);
        let last = last.unwrap_or_else(|| double_rule(sheets, "upper-rule")[1].1.bottom);
        at(first.top() - last, blank_lines(2) - EM, name);
        for line in sheets.part("title") {
            near(middle(&line), AREA_CENTRE, 0.1, name);
        }
        set_in(sheets, "title", &["gw-biaosong", "gw-latin"], SIZE_2);
    }
}

/// 10.1 首页不显示页码.
#[test]
fn a_letters_first_page_has_no_number_and_the_others_have_the_usual() {
    let sheets = letter(json!({ "body": prose(40) }));
    assert!(sheets.pages.len() > 3);
    let numbers = sheets.part("page-number");
    assert_eq!(numbers.len(), sheets.pages.len() - 1);
    for (line, page) in numbers.iter().zip(2..) {
        assert_eq!((line.page, line.text()), (page, format!("— {page} —")));
        let dash = line.runs.first().and_then(|run| run.ink(&run.glyphs[0])).expect("a dash");
        near(dash.top, DASH_TOP, 0.1, "dash");
        match page % 2 {
            1 => at(line.right(), AREA_RIGHT - EM_4, "odd page"),
            _ => at(line.left(), AREA_LEFT + EM_4, "even page"),
        }
    }
    let short = letter(json!({ "body": "此复。" }));
    assert_eq!((short.pages.len(), short.part("page-number").len()), (1, 0));
}

/// 10.1 第二条红色双线上一行如有文字，与该线的距离为 3 号汉字高度的 7/8.
#[test]
fn a_letters_first_page_ends_above_the_lower_rule() {
    for paragraphs in 5..25 {
        // Fitting sets a document many times, and is no matter here.
        let sheets = letter(json!({ "body": prose(paragraphs), "layout": { "fit": false } }));
        let [rule, _] = double_rule(&sheets, "lower-rule");
        for line in sheets.lines().iter().filter(|line| line.page == 1) {
            let gap = rule.1.top - line.bottom();
            assert!(gap >= LETTER_ROW_GAP - 0.05, "{gap:.2} mm above the rule: {}", line.text());
        }
        if sheets.pages.len() > 1 {
            let last = sheets.part("body").into_iter().rfind(|line| line.page == 1).expect("text on page 1");
            assert!(last.bottom() > AREA_BOTTOM - 2.0 * PITCH, "page 1 is full: {:.2}", last.bottom());
        }
        for line in sheets.lines().iter().filter(|line| line.page > 1 && line.part() != Part::PageNumber) {
            assert!(line.top() >= AREA_TOP - 0.05 && line.bottom() <= AREA_BOTTOM + 0.05, "{}", line.text());
        }
    }
}

fn order(more: Value) -> Sheets {
    let mut keys = json!({
        "issuers": ["东江省人民政府"],
        "number": "第12号",
        "title": null,
        "recipients": null,
        "kind": "命令",
        "signature": { "title": "省长", "name": "李××" },
        "sealing": "signature",
    });
    if let (Value::Object(keys), Value::Object(more)) = (&mut keys, more) {
        keys.extend(more);
    }
    with(keys)
}

/// 10.2 发文机关标志由发文机关全称加“命令”或“令”字组成，居中排布，上边缘至版心上边缘为 20 mm，推荐使用红色小标宋体字.
#[test]
fn an_orders_mark_is_organ_and_ling_20_mm_under_the_type_areas_top() {
    for (name, sheets, text) in [
        ("plain", order(json!({})), "东江省人民政府令"),
        ("kind", order(json!({ "kind": "令" })), "东江省人民政府令"),
        ("by format", order(json!({ "kind": null, "format": "命令" })), "东江省人民政府令"),
        ("given", order(json!({ "mark": "东江省人民政府命令" })), "东江省人民政府命令"),
        ("short", order(json!({ "issuers": ["国务院"] })), "国务院令"),
        ("once", order(json!({ "issuers": [{ "name": "国务院", "mark-name": "国务院令" }] })), "国务院令"),
        (
            "long",
            order(json!({ "issuers": ["东江省发展和改革委员会重大项目建设领导小组办公室"] })),
            "东江省发展和改革委员会重大项目建设领导小组办公室令",
        ),
        ("mingling", data("mingling.toml"), "东江省人民政府令"),
        ("mingling-jinhuo", data("mingling-jinhuo.toml"), "云川市人民政府命令"),
    ] {
        let mark = sheets.line("mark");
        assert_eq!(mark.text(), text, "{name}");
        let ink = sheets.ink("mark");
        near(ink.top, ORDER_MARK_TOP, 0.1, name);
        near(middle(&mark), AREA_CENTRE, 0.1, name);
        assert!(ink.height() <= MARK_HEIGHT + 0.01 && ink.width() <= AREA_WIDTH, "{name}: {ink:?}");
        for run in sheets.runs("mark") {
            assert_eq!(run.family, "gw-biaosong", "{name}");
            assert!(is_red(run.colour), "{name}");
        }
        assert!(sheets.shapes("red-rule").is_empty() && sheets.shapes("upper-rule").is_empty(), "{name}");
        assert!(sheets.part("recipients").is_empty(), "{name}");
    }
}

/// 7.2.1–7.2.3 in an order: the third row is as high as the mark, which leaves it its place.
#[test]
fn an_orders_mark_leaves_room_for_three_notices() {
    let notices = json!({ "copy-number": 1, "classification": "机密★1年", "urgency": "特急" });
    let sheets = order(notices);
    let (mark, urgency) = (sheets.line("mark"), sheets.line("urgency"));
    near(sheets.ink("mark").top, ORDER_MARK_TOP, 0.1, "the mark's top");
    near(middle(&mark), AREA_CENTRE, 0.1, "the mark");
    at(urgency.top(), AREA_TOP + 2.0 * PITCH, "third row");
    assert!(mark.left() >= urgency.right() + EM - 0.1, "{:.2} beside {:.2}", mark.left(), urgency.right());
}

/// 10.2 发文机关标志下空二行居中编排令号，令号下空二行编排正文.
#[test]
fn an_orders_number_and_body_follow_at_two_blank_lines() {
    for sheets in [order(json!({})), data("mingling.toml"), order(json!({ "urgency": "特急" }))] {
        let number = sheets.line("number");
        assert_eq!(number.text(), "第12号");
        between(number.top() - sheets.ink("mark").bottom, &TWO_BLANK_LINES, "number under the mark");
        near(middle(&number), AREA_CENTRE, 0.1, "number");
        set_in(&sheets, "number", &["gw-fangsong", "gw-latin"], SIZE_3);
        let body = sheets.part("body").remove(0);
        at(body.baseline - number.baseline, blank_lines(2), "body under the number");
        at(body.left(), AREA_LEFT + 2.0 * EM, "左空二字");
    }
}

/// A title, where one is wanted, stands where the body would.
#[test]
fn an_orders_title_stands_two_blank_lines_under_the_number() {
    let sheets = order(json!({ "title": "东江省人民政府森林防火命令" }));
    let (number, title) = (sheets.line("number"), sheets.line("title"));
    at(title.top() - number.bottom(), blank_lines(2) - EM, "title under the number");
    near(middle(&title), AREA_CENTRE, 0.1, "title");
    let body = sheets.part("body").remove(0);
    at(body.top() - title.bottom(), blank_lines(1) - EM, "body under the title");
}

/// 10.2 签发人职务、签名章和成文日期的编排见 7.3.5.3.
#[test]
fn an_order_is_signed_as_7_3_5_3_says() {
    let sheets = order(json!({}));
    let last = sheets.part("body").pop().expect("a body");
    let (title, name, date) = (sheets.line("signer-title"), sheets.line("signature"), sheets.line("date"));
    assert_eq!((title.text().as_str(), name.text().as_str()), ("省长", "李××"));
    at(name.top() - last.bottom(), blank_lines(2) - EM, "two blank lines under the body");
    near(name.right(), AREA_RIGHT - 4.0 * EM, 0.1, "签名章右空四字");
    near(name.left() - title.right(), 2.0 * EM, 0.1, "职务左空二字");
    at(date.baseline - name.baseline, blank_lines(1), "date one blank line under the stamp");
    near(date.right(), AREA_RIGHT - 4.0 * EM, 0.1, "date 右空四字");
    assert!(sheets.part("organ").is_empty());
    set_in(&sheets, "signature", &["gw-kaiti"], SIZE_3);
}

fn minutes(more: Value) -> Sheets {
    let mut keys = json!({
        "kind": "纪要",
        "mark": "东江省水利厅党组会议纪要",
        "number": "〔2024〕15号",
        "title": "关于研究水库除险加固有关问题的会议纪要",
        "recipients": null,
    });
    if let (Value::Object(keys), Value::Object(more)) = (&mut keys, more) {
        keys.extend(more);
    }
    with(keys)
}

/// 10.3 纪要标志由“×××纪要”组成，居中排布，上边缘至版心上边缘为 35 mm，推荐使用红色小标宋体字.
#[test]
fn minutes_carry_the_mark_that_is_given_35_mm_under_the_type_areas_top() {
    for text in ["××纪要", "东江省水利厅党组会议纪要", "东江省人民政府关于水库除险加固的专题会议纪要"]
    {
        let sheets = minutes(json!({ "mark": text }));
        let mark = sheets.line("mark");
        assert_eq!(mark.text(), text, "as given, without 文件");
        let ink = sheets.ink("mark");
        near(ink.top, MARK_TOP, 0.1, text);
        near(middle(&mark), AREA_CENTRE, 0.1, text);
        assert!(ink.height() <= MARK_HEIGHT + 0.01 && ink.width() <= AREA_WIDTH, "{text}: {ink:?}");
        for run in sheets.runs("mark") {
            assert_eq!(run.family, "gw-biaosong");
            assert!(is_red(run.colour));
        }
        between(sheets.line("number").top() - ink.bottom, &TWO_BLANK_LINES, "number under the mark");
    }
    near(data("jiyao.toml").ink("mark").top, MARK_TOP, 0.1, "jiyao.toml");
}

/// Practice: organ and date in a row above the red rule; an organ too long for it leaves the date the next.
#[test]
fn minutes_name_organ_and_date_above_the_red_rule() {
    for (name, rows) in [("东江省水利厅", 0.0), ("东江省发展和改革委员会重大项目建设领导小组办公室", 1.0)]
    {
        let sheets = minutes(json!({ "issuers": [name] }));
        let (organ, date) = (sheets.line("imprint-organ"), sheets.line("imprint-date"));
        assert_eq!((organ.text().as_str(), date.text().as_str()), (name, "2024年3月1日"));
        at(organ.left(), AREA_LEFT + EM, "左空一字");
        near(date.right(), AREA_RIGHT - EM, 0.1, "右空一字");
        at(date.baseline - organ.baseline, rows * PITCH, name);
        near(sheets.shape("red-rule").top - date.bottom(), 4.0, 0.05, "the rule under the last row");
    }
}

/// Many offices name who took part first; the deviation is told.
#[test]
fn attendance_stands_before_the_text_where_the_house_has_it_there() {
    for title in [json!("第12次会议纪要"), Value::Null] {
        let keys = |layout: Value| json!({ "title": title, "attendees": "张三、李四", "absentees": "王五", "layout": layout });
        let (usual, sheets) =
            (minutes(keys(json!({}))), minutes(keys(json!({ "attendance-place": "head" }))));
        let (rows, body) = (sheets.part("attendance"), sheets.part("body"));
        assert_eq!(rows.len(), 2);
        at(rows[0].baseline, usual.part("body")[0].baseline, "where the text would begin");
        at(body[0].baseline - rows[1].baseline, blank_lines(1), "one blank line under them");
        let told = |sheets: &Sheets| -> Vec<(&str, &str)> {
            sheets.rendered.report().departures.iter().map(|found| (found.key, found.clause)).collect()
        };
        assert_eq!((told(&usual), told(&sheets)), (vec![], vec![("attendance-place", "10.3")]));
    }
}

/// 10.3 标注出席人员名单，一般用 3 号黑体字，在正文或附件说明下空一行左空二字编排“出席”二字，后标全角冒号，
/// 冒号后用 3 号仿宋体字标注出席人单位、姓名，回行时与冒号后的首字对齐.
#[test]
fn attendance_stands_one_blank_line_under_the_text_and_hangs_from_its_colon() {
    let names = [
        "省发展改革委高××",
        "省财政厅谢××",
        "省自然资源厅宋××",
        "省水利勘测设计院唐××、许××",
        "省应急厅邓××",
    ];
    let keys = json!({ "attendees": names, "absentees": names, "observers": names });
    for (what, attachments) in [("body", Value::Null), ("attachment-list", json!(["实施方案"]))] {
        let mut keys = keys.clone();
        keys["attachments"] = attachments;
        let sheets = minutes(keys);
        let lines = sheets.part("attendance");
        let above = sheets.part(what).pop().expect("something above");
        assert_eq!(above.page, lines[0].page);
        at(lines[0].baseline - above.baseline, blank_lines(1), &format!("one blank line under the {what}"));
        for pair in lines.windows(2).filter(|pair| pair[0].page == pair[1].page) {
            at(pair[1].baseline - pair[0].baseline, PITCH, "no blank line between");
        }
        let labelled: Vec<usize> =
            (0..lines.len()).filter(|i| lines[*i].left() < AREA_LEFT + 3.0 * EM).collect();
        assert_eq!(labelled.len(), 3, "出席, 请假 and 列席");
        for (label, i) in ["出席：", "请假：", "列席："].iter().zip(labelled) {
            let line = &lines[i];
            assert!(line.text().starts_with(label), "{}", line.text());
            at(line.left(), AREA_LEFT + 2.0 * EM, "左空二字");
            assert_eq!(line.runs[0].text(), label.trim_end_matches('：'));
            assert_eq!((line.runs[0].family.as_str(), line.runs[0].size), ("gw-heiti", SIZE_3));
            assert!(line.runs[1..].iter().all(|run| run.family == "gw-fangsong" && run.size == SIZE_3));
            let glyphs: Vec<_> = line.runs.iter().flat_map(|run: &Run| &run.glyphs).collect();
            near(glyphs[2].advance, EM, 0.01, "the colon is a full cell");
            at(glyphs[3].x, AREA_LEFT + 5.0 * EM, "names follow the colon");
            at(lines[i + 1].left(), glyphs[3].x, "the next line hangs under the first name");
        }
        let said: String = lines.iter().map(Line::text).collect();
        let list = names.join("，");
        assert_eq!(said, format!("出席：{list}请假：{list}列席：{list}"));
    }
}

#[test]
fn attendance_has_the_rows_that_are_given() {
    let sheets = minutes(json!({ "observers": "省气象局有关同志" }));
    let line = sheets.line("attendance");
    assert_eq!(line.text(), "列席：省气象局有关同志");
    let last = sheets.part("body").pop().expect("a body");
    at(line.baseline - last.baseline, blank_lines(1), "alone it stands where 出席 would");
    assert!(minutes(json!({})).part("attendance").is_empty());
}

/// Y-F9: names were joined by ，, and broken over two lines.
#[test]
fn people_who_took_part_stand_with_a_comma_of_lists_and_are_never_parted() {
    let people: Vec<String> = (0..24)
        .map(|i| ["周明远", "林海清", "刘　芳", "欧阳建国", "陈立", "吴晓燕"][i % 6].to_owned())
        .collect();
    let names = |sheets: &Sheets| -> String { sheets.part("attendance").iter().map(Line::text).collect() };
    for shift in 0..6 {
        let given = &people[shift..shift + 18];
        let whole = |name: &str| if name == "陈立" { "陈　立".to_owned() } else { name.to_owned() };
        let as_string = given.iter().map(|name| whole(name)).collect::<Vec<_>>();
        for names in [json!(given), json!(as_string.join("　"))] {
            let sheets = minutes(json!({ "attendees": names }));
            let lines = sheets.part("attendance");
            assert!(lines.len() > 2);
            for line in lines {
                let text = line.text();
                let said = text.trim_start_matches("出席：");
                for name in said.split(['、', '　']).filter(|part| part.chars().count() == 1) {
                    assert!("刘芳陈立".contains(name), "{name} of {said}");
                }
                let ends = ["周明远", "林海清", "芳", "欧阳建国", "立", "吴晓燕"];
                let end = said.trim_end_matches(['、', '　']);
                assert!(ends.iter().any(|name| end.ends_with(name)), "{said}");
            }
        }
    }
    assert_eq!(
        names(&minutes(json!({ "attendees": ["周明远", "刘　芳", "陈立"] }))),
        "出席：周明远、刘　芳、陈　立"
    );
    assert_eq!(
        names(&minutes(json!({ "attendees": ["周明远", "刘芳", "陈立"] }))),
        "出席：周明远、刘芳、陈立"
    );
    // Organs, and people with theirs, as the standard joins organs.
    assert_eq!(names(&minutes(json!({ "attendees": ["县财政局", "县水利局"] }))), "出席：县财政局，县水利局");
}

/// 文种 and format are two things: a 通知 may go as a letter, a 函 as a document. No pair is refused
/// or warned about.
#[test]
fn every_kind_is_set_in_every_format() {
    const KINDS: [&str; 17] = [
        "决议",
        "决定",
        "命令",
        "公报",
        "公告",
        "通告",
        "意见",
        "通知",
        "通报",
        "报告",
        "请示",
        "批复",
        "议案",
        "函",
        "纪要",
        "令",
        "命令（令）",
    ];
    let formats = [
        ("document", "文件", MARK_TOP),
        ("letter", "信函", LETTER_MARK_TOP),
        ("order", "命令", ORDER_MARK_TOP),
        ("minutes", "纪要", MARK_TOP),
    ];
    for (format, chinese, top) in formats {
        for (i, kind) in KINDS.iter().enumerate() {
            // Either name of the format is its name.
            let written = if i % 2 == 0 { format } else { chinese };
            let mark = (format == "minutes").then_some("东江省水利厅会议纪要");
            let title = format!("关于水库除险加固有关事项的{}", kind.trim_end_matches("（令）"));
            let sheets = of(written, json!({ "kind": kind, "title": title, "mark": mark, "body": prose(1) }));
            assert!(!sheets.rendered.has(Severity::Warning), "{kind} as {format}: {:?}", sheets.codes);
            near(sheets.ink("mark").top, top, 0.1, &format!("{kind} as {format}"));
            let title_on_page: String = sheets.part("title").iter().map(Line::text).collect();
            assert_eq!(title_on_page, title);
        }
    }
}

#[test]
fn the_kind_or_the_title_chooses_the_format() {
    let marks = [
        (json!({ "kind": "函" }), LETTER_MARK_TOP),
        (json!({ "kind": "命令" }), ORDER_MARK_TOP),
        (json!({ "kind": "令" }), ORDER_MARK_TOP),
        (json!({ "kind": "纪要", "mark": "会议纪要" }), MARK_TOP),
        (json!({ "kind": "批复" }), MARK_TOP),
        (json!({ "title": "东江省水利厅关于商请派员的函" }), LETTER_MARK_TOP),
        (json!({ "title": "东江省水利厅关于复函有关事项的通知" }), MARK_TOP),
        (json!({ "title": "东江省水利厅关于商请派员的函", "format": "document" }), MARK_TOP),
    ];
    for (keys, top) in marks {
        near(with(keys.clone()).ink("mark").top, top, 0.1, &keys.to_string());
    }
}
