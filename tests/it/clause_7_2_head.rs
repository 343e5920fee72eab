//! 7.2 版头: 份号, 密级和保密期限, 紧急程度, 发文机关标志, 发文字号, 签发人, 红色分隔线.

use gongwen::page::Line;
use serde_json::{Value, json};

use crate::measured::{Sheets, at, between, centre, data, is_red, near, set_in, with};
use crate::standard::{
    AREA_CENTRE, AREA_LEFT, AREA_RIGHT, AREA_TOP, AREA_WIDTH, EM, MARK_HEIGHT, MARK_TOP, PITCH, RULE_GAP,
    RULE_THICKNESS, SIZE_3, TWO_BLANK_LINES,
};

/// The row of the type area a line stands on, from 1.
#[track_caller]
fn on_row(line: &Line, row: usize) {
    at(line.top(), AREA_TOP + (row - 1) as f64 * PITCH, &line.text());
    at(line.left(), AREA_LEFT, &line.text());
}

/// 7.2.1–7.2.3 顶格编排在版心左上角第一行, 第二行; 自上而下分行排列.
#[test]
fn notices_stand_one_a_row_from_the_top() {
    let all = with(json!({ "copy-number": 12, "classification": "机密★1年", "urgency": "特急" }));
    on_row(&all.line("copy-number"), 1);
    on_row(&all.line("classification"), 2);
    on_row(&all.line("urgency"), 3);
    assert_eq!(all.line("copy-number").text(), "000012", "7.2.1 一般用 6 位");
    assert_eq!(all.line("classification").text(), "机密★1年");
    set_in(&all, "copy-number", &["gw-latin", "gw-fangsong"], SIZE_3);
    set_in(&all, "classification", &["gw-heiti"], SIZE_3);
    set_in(&all, "urgency", &["gw-heiti"], SIZE_3);
    // They lie in the band above the mark, which does not move for them.
    near(all.ink("mark").top, MARK_TOP, 0.1, "mark under three rows");
}

#[test]
fn a_notice_alone_takes_the_first_row() {
    on_row(&with(json!({ "urgency": "加急" })).line("urgency"), 1);
    on_row(&with(json!({ "copy-number": "000100" })).line("copy-number"), 1);
    let two = with(json!({ "copy-number": 1, "urgency": "加急" }));
    on_row(&two.line("urgency"), 2);
}

/// 7.2.4: ink 35 mm under the type area's top, centred, red, 小标宋, at most 22 mm high.
#[test]
fn the_mark_hangs_from_its_ink_and_fills_no_more_than_the_measure() {
    let names = [
        "××县",
        "东江省水利厅",
        "东江省人民政府办公厅",
        "云川市政府办公室",
        "东江省发展和改革委员会重大项目建设领导小组办公室",
    ];
    for name in names {
        let sheets = with(json!({ "issuers": [name] }));
        let mark = sheets.line("mark");
        assert_eq!(mark.text(), format!("{name}文件"));
        let ink = sheets.ink("mark");
        near(ink.top, MARK_TOP, 0.1, name);
        near(f64::midpoint(mark.left(), mark.right()), AREA_CENTRE, 0.1, name);
        assert!(ink.height() <= MARK_HEIGHT + 0.01 && ink.width() <= AREA_WIDTH, "{name}: {ink:?}");
        // As large as fits: it touches one limit or the other.
        let full = ink.height() > MARK_HEIGHT - 0.01 || mark.right() - mark.left() > AREA_WIDTH - 0.1;
        assert!(full, "{name}: {ink:?}");
        for run in sheets.runs("mark") {
            assert_eq!(run.family, "gw-biaosong");
            assert!(is_red(run.colour));
        }
    }
}

#[test]
fn the_mark_says_wenjian_once_and_what_the_data_says() {
    let mark = |keys| with(keys).line("mark").text();
    assert_eq!(mark(json!({ "issuers": ["东江省水利厅文件"] })), "东江省水利厅文件");
    assert_eq!(mark(json!({ "mark": "东江省水利厅" })), "东江省水利厅");
    let short = json!({ "issuers": [{ "name": "东江省发展和改革委员会", "mark-name": "东江省发展改革委" }] });
    assert_eq!(mark(short), "东江省发展改革委文件");
}

fn joint(names: &[&str], more: Value) -> Sheets {
    let mut keys = json!({ "issuers": names });
    if let (Value::Object(keys), Value::Object(more)) = (&mut keys, more) {
        keys.extend(more);
    }
    with(keys)
}

/// 7.2.4 联合行文: every organ, the host first, names of equal width, 文件 at the right in the middle.
#[test]
fn a_joint_mark_stacks_the_organs_beside_wenjian() {
    let cases: [&[&str]; 4] = [
        &["东江省水利厅", "东江省财政厅"],
        &["东江省水利厅", "东江省发展和改革委员会", "东江省财政厅"],
        &["东江省教育厅", "东江省公安厅", "东江省民政厅", "东江省司法厅", "东江省财政厅"],
        &["江州市人大常委会办公室", "江州市政府办公室"],
    ];
    for names in cases {
        let sheets = joint(names, json!({}));
        let lines = sheets.part("mark.name");
        // 文件 stands at the height of one of the names when their count is odd: read names by run.
        let mut stacked: Vec<Line> = lines;
        stacked.sort_by(|a, b| a.baseline.total_cmp(&b.baseline));
        let said: Vec<String> = stacked.iter().map(Line::text).collect();
        assert_eq!(said, names, "the host first, all of them");
        for line in &stacked {
            at(line.left(), stacked[0].left(), &line.text());
            near(line.right(), stacked[0].right(), 0.2, &line.text());
        }
        let inks: Vec<_> = stacked.iter().map(|line| line.ink().expect("ink")).collect();
        near(inks[0].top, MARK_TOP, 0.1, "first name");
        for pair in inks.windows(2) {
            assert!(pair[1].top > pair[0].bottom + 0.5, "{names:?}: names stand apart: {pair:?}");
        }
        let word = sheets.ink("mark.word");
        assert_eq!(sheets.line("mark.word").text(), "文件");
        assert!(word.left > stacked[0].right(), "文件 is at the right");
        let stack = inks.iter().copied().reduce(gongwen::page::Rect::union).expect("names");
        near(
            f64::midpoint(word.top, word.bottom),
            f64::midpoint(stack.top, stack.bottom),
            0.1,
            "文件 in the middle",
        );
        let whole = stack.union(word);
        assert!(whole.left >= AREA_LEFT - 0.1 && whole.right <= AREA_RIGHT + 0.1, "{names:?}: {whole:?}");
        near(f64::midpoint(stacked[0].left(), sheets.line("mark.word").right()), AREA_CENTRE, 0.3, "centred");
        assert!(inks.iter().all(|ink| ink.height() <= MARK_HEIGHT + 0.01));
    }
}

#[test]
fn a_joint_mark_may_carry_the_host_alone() {
    let sheets = joint(&["东江省水利厅", "东江省财政厅"], json!({ "mark-issuers": "host" }));
    assert_eq!(sheets.line("mark").text(), "东江省水利厅文件");
}

/// 7.2.5: 3号, two blank lines under the mark, centred.
#[test]
fn the_number_stands_two_lines_under_the_mark_in_the_middle() {
    for name in ["东江省水利厅", "东江省发展和改革委员会重大项目建设领导小组办公室"]
    {
        let sheets = with(json!({ "issuers": [name] }));
        let number = sheets.line("number");
        between(number.top() - sheets.ink("mark").bottom, &TWO_BLANK_LINES, "under the mark");
        near(f64::midpoint(number.left(), number.right()), AREA_CENTRE, 0.1, "number");
        set_in(&sheets, "number", &["gw-fangsong", "gw-latin"], SIZE_3);
    }
    let joint = joint(&["东江省水利厅", "东江省财政厅", "东江省公安厅"], json!({}));
    between(joint.line("number").top() - joint.ink("mark").bottom, &TWO_BLANK_LINES, "under a joint mark");
}

/// 7.2.7: 4 mm under the number, as wide as the type area, red.
#[test]
fn the_red_rule_is_4_mm_under_the_number() {
    for sheets in
        [with(json!({})), with(json!({ "signers": ["李明", "王小华", "张三"] })), data("longke-2024-2.toml")]
    {
        let rule = sheets.shape("red-rule");
        near(rule.top - sheets.line("number").bottom(), RULE_GAP, 0.05, "under the number");
        at(rule.left, AREA_LEFT, "left");
        at(rule.right, AREA_RIGHT, "right");
        near(rule.height(), RULE_THICKNESS, 0.005, "thickness");
        assert!(is_red(sheets.shapes("red-rule")[0].1.colour));
    }
}

const NAMES: [&str; 7] = ["李明", "欧阳小华", "张三", "王小明", "赵一", "孙二", "周五"];

/// 7.2.6: the number 1 字 from the left, the signers 1 字 from the right, on one row; more signers
/// two a row, aligned, and the last row is the number's.
#[test]
fn signers_stand_two_a_row_and_end_on_the_numbers_row() {
    for count in 1..=NAMES.len() {
        let sheets = with(json!({ "title": "东江省水利厅关于有关工作的请示", "signers": NAMES[..count] }));
        let number = sheets.line("number");
        at(number.left(), AREA_LEFT + EM, "number, 左空一字");
        let label = sheets.line("signer-label");
        assert_eq!(label.text(), "签发人：");
        set_in(&sheets, "signer-label", &["gw-fangsong"], SIZE_3);
        set_in(&sheets, "signer", &["gw-kaiti"], SIZE_3);

        let names = sheets.runs("signer");
        let said: Vec<String> = names.iter().map(gongwen::page::Run::text).collect();
        assert_eq!(said, NAMES[..count], "in the order of the organs");
        let (x, y) = (|i: usize| names[i].glyphs[0].x, |i: usize| names[i].glyphs[0].baseline);
        at(x(0), label.right(), "the first name follows the colon");
        at(label.baseline, y(0), "the label is on the first row");
        let rows = count.div_ceil(2);
        for (i, name) in said.iter().enumerate() {
            at(y(i), y(0) + (i / 2) as f64 * PITCH, name);
            at(x(i), x(i % 2), &format!("{name} under the name above"));
        }
        at(number.baseline, y(count - 1), "the number is on the last signers' row");
        between(
            label.top() - sheets.ink("mark").bottom,
            &TWO_BLANK_LINES,
            &format!("{rows} rows of signers, two lines under the mark"),
        );
        // 右空一字.
        let last = names.iter().flat_map(|run| &run.glyphs).map(|glyph| glyph.x + glyph.advance);
        let right = last.fold(f64::NEG_INFINITY, f64::max);
        near(right, AREA_RIGHT - EM, 0.05, "右空一字");
        assert!(number.right() < label.left(), "number and signers do not meet");
    }
    near(centre(with(json!({})).shape("red-rule")), AREA_CENTRE, 0.05, "rule");
}
