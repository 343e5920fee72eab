//! Words as Word shows them, and the marks of letterheads.

use super::*;

const RESTART: &str = r#"<w:vMerge w:val="restart"/>"#;
const GOES_ON: &str = "<w:vMerge/>";

fn cell(properties: &str, words: &[&str]) -> String {
    let words: String = words.iter().map(|text| paragraph(text)).collect();
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{words}</w:tc>")
}

fn table(rows: &[&[String]]) -> String {
    let rows: String = rows.iter().map(|row| format!("<w:tr>{}</w:tr>", row.concat())).collect();
    format!("<w:tbl>{rows}</w:tbl>")
}

/// A notice below a letterhead, signed by these.
fn below(letterhead: &str, signed: &[&str]) -> String {
    let text = ["甲水〔2025〕8号", "关于开展河道清淤工作的通知", "各县（区）水利局：", "请认真落实。"];
    let text: String = text.iter().chain(signed).map(|text| paragraph(text)).collect();
    File::of(&(letterhead.to_owned() + &text + &paragraph("2025年3月5日"))).toml()
}

#[test]
fn a_joint_mark_in_a_table_has_all_its_organs_wherever_its_word_stands() {
    let one = |text: &str| cell("", &[text]);
    let (water, money, plans) = ("甲市水利局", "甲市财政局", "甲市发展和改革委员会");
    let two = [water, money];
    for letterhead in [
        table(&[&[one(water), cell(RESTART, &["文件"])], &[one(money), cell(GOES_ON, &[""])]]),
        table(&[&[one(water), cell(RESTART, &["文", "件"])], &[one(money), cell(GOES_ON, &[""])]]),
        table(&[&[one(water), one("文")], &[one(money), one("件")]]),
        table(&[&[one(water), one("")], &[one(money), one("文件")]]),
        table(&[&[one(water), one(money), one("文件")]]),
        table(&[&[cell("", &two), one("文件")]]),
        table(&[&[one("甲 市 水 利 局"), one("文 件")], &[one("甲 市 财 政 局"), one("")]]),
    ] {
        let file = below(&letterhead, &two);
        has_lines(&file, &["issuers = [\"甲市水利局\", \"甲市财政局\"]"]);
        assert!(!file.contains("\nmark") && !file.contains("# 请核对："), "{file}");
    }
    let three = table(&[&[one(water), one("")], &[one(money), one("文件")], &[one(plans), one("")]]);
    let all = "issuers = [\"甲市水利局\", \"甲市财政局\", \"甲市发展和改革委员会\"]";
    let file = below(&three, &[water, money, plans]);
    has_lines(&file, &[all]);
    assert!(!file.contains("# 请核对："), "{file}");
    has_lines(&below(&three, &[water]), &["# 请核对：落款只有“甲市水利局”", all]);
    has_lines(&below(&three, &[]), &["# 请核对：原文没有单独写出，据发文机关标志补出", all]);
}

#[test]
fn a_name_in_two_cells_of_a_letterhead_is_one() {
    let one = |text: &str| cell("", &[text]);
    let letterhead = table(&[
        &[one("中共甲市"), one("委员会"), cell(RESTART, &["文件"])],
        &[one("甲市"), one("人民政府"), cell(GOES_ON, &[""])],
    ]);
    let file = below(&letterhead, &["中共甲市委员会", "甲市人民政府"]);
    has_lines(&file, &["issuers = [\"中共甲市委员会\", \"甲市人民政府\"]"]);
    assert!(!file.contains("# 请核对："), "{file}");
}

#[test]
fn a_mark_of_lines_that_the_signers_do_not_explain_is_told() {
    let letterhead = paragraph("甲市水利局") + &paragraph("甲市财政局") + &paragraph("文件");
    has_lines(&below(&letterhead, &["乙市教育局"]), &["# 请核对：标志原有几行", "mark = "]);
}

#[test]
fn a_cell_that_says_its_number_only_says_it() {
    let number = r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr></w:p>"#;
    let row = |name: &str| format!("<w:tr><w:tc>{number}</w:tc>{}</w:tr>", cell("", &[name]));
    let head = format!("<w:tr>{}{}</w:tr>", cell("", &["序号"]), cell("", &["名称"]));
    let body = format!("<w:tbl>{head}{}{}</w:tbl>", row("东河"), row("西河"));
    let levels = r#"<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>"#;
    let file = File::of(&notice(&body)).numbering(levels).toml();
    has_lines(&file, &["| 1 | 东河 |", "| 2 | 西河 |"]);
    assert!(!file.contains("# 请核对："), "{file}");
}

#[test]
fn capitals_are_written_as_they_are_shown() {
    let body = format!(
        "<w:p>{}{}{}</w:p>",
        run("<w:caps/>", "gdp"),
        run("<w:smallCaps/>", "增长cpi"),
        run(r#"<w:caps w:val="0"/>"#, "pmi")
    );
    assert_eq!(lines_of(&docx(&body)), ["GDP增长CPIpmi"]);
}

#[test]
fn raised_words_are_counted_as_they_are_marked() {
    let raised = run(r#"<w:vertAlign w:val="superscript"/>"#, "甲");
    // `toml` compares; in the file there is nothing to check, beside a text file there is.
    let imported =
        import("a.docx", File::of(&notice(&format!("<w:p>{}{raised}</w:p>", run("", "浓度")))).bytes())
            .unwrap();
    assert!(imported.diagnostics().is_empty());
    assert_eq!(imported.diagnostics_with_body_file().len(), 1);
}

#[test]
fn minutes_have_their_title_in_their_mark() {
    let text = ["甲市水利局会议纪要", "〔2025〕3号", "会议强调，要抓好落实。", "甲市水利局", "2025年3月6日"];
    let body: String = text.iter().map(|text| paragraph(text)).collect();
    let file = File::of(&body).toml();
    assert!(!file.contains("没有认出标题"), "{file}");
}

#[test]
fn footers_are_named_by_their_pages() {
    let footer = |text: &str| format!("<w:ftr {NAMESPACES}>{}</w:ftr>", paragraph(text));
    for (section, settings, wanted) in [
        ("default", "", "每一页的页脚"),
        ("default", "<w:evenAndOddHeaders/>", "单数页的页脚"),
        ("even", "<w:evenAndOddHeaders/>", "双数页的页脚"),
        ("even", "", "没有启用的双数页页脚"),
        ("first", "", "没有启用的首页页脚"),
    ] {
        let section = format!(r#"<w:sectPr><w:footerReference w:type="{section}" r:id="f.xml"/></w:sectPr>"#);
        let file = File::of(&(notice("") + &section)).with("footer", "f.xml", footer("某路一号")).with(
            "settings",
            "settings.xml",
            format!("<w:settings {NAMESPACES}>{settings}</w:settings>"),
        );
        has_lines(&file.toml(), &[&format!("# 请核对：页脚没有写进来，{wanted}")]);
    }
}
