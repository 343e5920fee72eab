//! Sheets of sections: an attachment on its side, or on A3.

use super::*;

/// A section's end: the paragraph that has it stands on it still.
fn section(size: &str) -> String {
    format!("<w:p><w:pPr><w:sectPr>{size}</w:sectPr></w:pPr></w:p>")
}

const UPRIGHT: &str = r#"<w:pgSz w:w="11906" w:h="16838"/>"#;
const LYING: &str = r#"<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>"#;
const A3: &str = r#"<w:pgSz w:w="23814" w:h="16840" w:orient="landscape"/>"#;

fn table() -> String {
    let cell = |text: &str| format!("<w:tc>{}</w:tc>", paragraph(text));
    let row = |texts: [&str; 2]| format!("<w:tr>{}{}</w:tr>", cell(texts[0]), cell(texts[1]));
    format!("<w:tbl>{}{}</w:tbl>", row(["县", "座数"]), row(["东县", "12"]))
}

/// A notice with two attachments, whose sections have these sheets.
fn bound(first: &str, second: &str) -> String {
    let body =
        paragraph("请落实（见附件）。") + &paragraph("附件：1.清淤任务表") + &paragraph("2.清淤工作方案");
    let mut all = notice(&body) + &section(UPRIGHT);
    all += &(paragraph("附件1") + &paragraph("清淤任务表") + &table() + first);
    all + &paragraph("附件2") + &paragraph("清淤工作方案") + &paragraph("各县分期清淤。") + second
}

fn rows(body: &str) -> (String, String) {
    let file = File::of(body).toml();
    let row = |title: &str| {
        let found =
            file.lines().find(|line| line.trim_start().starts_with(&format!("{{ title = \"{title}\"")));
        found.unwrap_or_else(|| panic!("{title} is no attachment\n{file}")).to_owned()
    };
    (row("清淤任务表"), row("清淤工作方案"))
}

#[test]
fn an_attachment_has_the_sheets_of_its_section() {
    let last = |size: &str| format!("<w:sectPr>{size}</w:sectPr>");
    for (first, second, wanted) in [
        (UPRIGHT, UPRIGHT, ["", ""]),
        (LYING, UPRIGHT, ["landscape = true", ""]),
        (A3, UPRIGHT, ["paper = \"a3\"", ""]),
        (UPRIGHT, LYING, ["", "landscape = true"]),
        (A3, LYING, ["paper = \"a3\"", "landscape = true"]),
    ] {
        let (one, two) = rows(&bound(&section(first), &last(second)));
        for (row, wanted) in [(one, wanted[0]), (two, wanted[1])] {
            let said = ["landscape = true", "paper = \"a3\""].into_iter().find(|words| row.contains(words));
            assert_eq!(said.unwrap_or_default(), wanted, "{row}");
        }
    }
}

/// What a section was before somebody changed it says nothing.
#[test]
fn an_earlier_form_of_a_section_is_none() {
    let changed = |now: &str, before: &str| {
        section(&format!("{now}<w:sectPrChange><w:sectPr>{before}</w:sectPr></w:sectPrChange>"))
    };
    let (one, two) = rows(&bound(&changed(LYING, UPRIGHT), ""));
    assert!(one.contains("landscape = true") && !two.contains("landscape"), "{one}\n{two}");
    let (one, two) = rows(&bound(&changed(UPRIGHT, LYING), ""));
    assert!(!one.contains("landscape") && !two.contains("landscape"), "{one}\n{two}");
}

/// A text of which some stands otherwise is not said to lie.
#[test]
fn a_part_on_several_sheets_is_upright() {
    let first = section(UPRIGHT) + &paragraph("注：以汛前调查为准。") + &section(LYING);
    let (one, _) = rows(&bound(&first, ""));
    assert!(!one.contains("landscape"), "{one}");
}
