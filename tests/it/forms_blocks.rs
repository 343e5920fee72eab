//! What stands in a body beside paragraphs, as forms and reports of the daily office have it.

use gongwen::Rendered;
use gongwen::conformance::Verdict;
use gongwen::page::{Line, lines};

use crate::measured::piece;
use crate::sheet::{codes, near, set, try_set};
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
