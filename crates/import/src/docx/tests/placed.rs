//! Paragraphs that Word sets in the middle or at the right.

use super::*;

fn paragraph(jc: &str, text: &str) -> String {
    let runs: Vec<String> = text.split('\t').map(|text| run("", text)).collect();
    format!("<w:p><w:pPr>{jc}</w:pPr>{}</w:p>", runs.join("<w:r><w:tab/></w:r>"))
}

const CENTRE: &str = "<w:jc w:val=\"center\"/>";
const RIGHT: &str = "<w:jc w:val=\"right\"/>";

fn toml(lines: &[(&str, &str)]) -> String {
    let head = [(CENTRE, "关于开展河道清淤工作的通知"), ("", "各县（区）水利局：")];
    let end = [(RIGHT, "甲市水利局"), (RIGHT, "2025年3月5日")];
    File::of(&head.iter().chain(lines).chain(&end).map(|(jc, text)| paragraph(jc, text)).collect::<String>())
        .toml()
}

#[test]
fn paragraphs_in_the_middle_and_at_the_right_have_signs() {
    let file = toml(&[
        ("", "请清淤，并于每月5日前报送进展情况。"),
        (CENTRE, "承诺"),
        (RIGHT, "责任单位：甲局"),
        (CENTRE, "一、总体要求"),
        (CENTRE, "表1　清淤任务"),
        (
            RIGHT,
            "本段是一段正文，共有二十多个字，只是靠右排，读来仍是一段完整的话，不是表格边上的一行字，也不是题注。",
        ),
        ("", "请各县（区）抓好落实。"),
    ]);
    has_lines(
        &file,
        &[
            ":-: 承诺",
            "--: 责任单位：甲局",
            "一、总体要求",
            "表1　清淤任务",
            "本段是一段正文",
            "请各县（区）抓好落实。",
        ],
    );
    // What the program places has its own keys.
    assert!(
        file.contains("issuers = [\"甲市水利局\"]") && file.contains("date = \"2025年3月5日\""),
        "{file}"
    );
}

#[test]
fn what_stands_behind_a_tab_at_the_right_edge_is_a_line_of_a_form() {
    let stop = "<w:tabs><w:tab w:val=\"right\" w:pos=\"8844\"/></w:tabs>";
    let file = toml(&[
        ("", "请清淤，并报送进展情况。"),
        (stop, "甲县\t三十二座"),
        ("", "乙县\t十二座"),
        ("", "请抓好落实。"),
    ]);
    has_lines(&file, &["甲县\t三十二座", "乙县　十二座"]);
}

#[test]
fn a_line_that_would_end_a_page_stays_words() {
    let file = toml(&[("", "请清淤，并报送进展情况。"), ("", "——分页——"), ("", "请抓好落实。")]);
    assert!(file.contains("\\——分页——"), "{file}");
}
