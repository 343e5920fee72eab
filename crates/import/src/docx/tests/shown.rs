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
    has_lines(&below(&three, &[]), &["# 请核对：没有落款，发文机关取自发文机关标志", all]);
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

const BORDERS: &str = r#"<w:tblBorders><w:top w:val="single"/><w:bottom w:val="single"/></w:tblBorders>"#;

fn text_box(words: &[&str]) -> String {
    let words: String = words.iter().map(|text| paragraph(text)).collect();
    format!(
        "<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>{words}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
    )
}

#[test]
fn words_in_frames_are_told_once_each_frame() {
    let bordered = |properties: &str, borders: &str| {
        let cell = cell(borders, &["汛前完成", "不得拖延"]);
        format!("<w:tbl><w:tblPr>{properties}</w:tblPr><w:tr>{cell}</w:tr></w:tbl>")
    };
    let frame = r#"<w:p><w:pPr><w:framePr w:w="100"/></w:pPr><w:r><w:t>汛前完成</w:t></w:r></w:p>"#;
    let styles = format!(
        r#"<w:style w:type="table" w:styleId="grid"><w:tblPr>{BORDERS}</w:tblPr></w:style><w:style w:type="table" w:styleId="based"><w:basedOn w:val="grid"/></w:style><w:style w:type="table" w:styleId="plain"/>"#
    );
    let nil = r#"<w:tcBorders><w:top w:val="nil"/><w:bottom w:val="none"/></w:tcBorders>"#;
    let single = r#"<w:tcBorders><w:bottom w:val="single"/></w:tcBorders>"#;
    for (body, what) in [
        (text_box(&["汛前完成", "不得拖延"]), "文本框或艺术字"),
        (
            r#"<w:p><w:r><w:pict><v:shape><v:textpath string="汛前完成"/></v:shape></w:pict></w:r></w:p>"#
                .to_owned(),
            "文本框或艺术字",
        ),
        (frame.repeat(2), "图文框"),
        (bordered(BORDERS, ""), "有边框的表格"),
        (bordered(r#"<w:tblStyle w:val="based"/>"#, ""), "有边框的表格"),
        (bordered("", single), "有边框的表格"),
        (bordered("", ""), ""),
        (bordered(BORDERS, nil), ""),
        (bordered(r#"<w:tblStyle w:val="plain"/>"#, ""), ""),
    ] {
        let file = File::of(&notice(&(paragraph("通知如下。") + &body))).styles(&styles).toml();
        let wanted = format!("# 请核对：从“汛前完成”起是{what}里的字");
        let told = file.lines().filter(|line| line.starts_with("# 请核对：")).collect::<Vec<_>>();
        match what {
            "" => assert!(told.is_empty(), "{file}"),
            _ => assert!(told.len() == 1 && told[0].starts_with(&wanted), "{what}\n{file}"),
        }
    }
    let file = File::of(&notice(&(text_box(&["甲"]) + &text_box(&["乙"])))).toml();
    has_lines(&file, &["# 请核对：从“甲”起是", "# 请核对：从“乙”起是"]);
}

#[test]
fn what_is_an_element_by_itself_is_not_told_to_stand_in_a_frame() {
    let head = text_box(&["甲市水利局文件", "甲水〔2025〕8号"]);
    let text = ["关于清淤的通知", "各县（区）水利局：", "请落实。"].map(paragraph).concat();
    let colophon = text_box(&["抄送：市财政局。", "甲市水利局办公室　2025年3月6日印发"]);
    let signed = paragraph("甲市水利局") + &paragraph("2025年3月5日");
    let file = File::of(&(head.clone() + &text + &signed + &colophon)).toml();
    assert!(!file.contains("# 请核对："), "{file}");
    // The sign-off stands where its paragraphs stand.
    let file = File::of(&(head + &text + &text_box(&["甲市水利局", "2025年3月5日"]) + &colophon)).toml();
    has_lines(&file, &["# 请核对：从“甲市水利局”起是文本框", "issuers = "]);
    // What stands in a frame as a whole is told from its text on.
    let whole = ["甲市水利局文件", "甲水〔2025〕8号", "关于清淤的通知", "各局：", "请落实。", "一、抓紧。"];
    let whole = format!("<w:tbl><w:tblPr>{BORDERS}</w:tblPr><w:tr>{}</w:tr></w:tbl>", cell("", &whole));
    let file = File::of(&(whole + &signed)).toml();
    has_lines(&file, &["# 请核对：从“请落实。”起是有边框的表格里的字", "body = "]);
    assert_eq!(file.matches("# 请核对：").count(), 1, "{file}");
}

#[test]
fn places_are_named_by_words_that_stand_in_the_file() {
    let merged = table(&[
        &[cell("", &["项目"]), cell("", &["数量"])],
        &[cell(RESTART, &["东河"]), cell("", &["一段"])],
        &[cell(GOES_ON, &["藏字"]), cell("", &["二段"])],
    ]);
    let file = File::of(&notice(&merged)).toml();
    has_lines(&file, &["# 请核对：合并掉的单元格里的字没有写进来，在“一段”后面一段", "#| 藏字"]);
    let inner = table(&[&[cell("", &["内甲"]), cell("", &["内乙"])], &[cell("", &["3"]), cell("", &["4"])]]);
    let cell_with = format!("<w:tc>{}{inner}{}</w:tc>", paragraph("前"), paragraph(""));
    let file = File::of(&notice(&table(&[
        &[cell("", &["项目"]), cell("", &["数量"])],
        &[cell("", &["东河"]), cell_with],
    ])))
    .toml();
    has_lines(&file, &["# 请核对：表格里套着表格，里面的表格写成了单元格里的几行，在“内甲　内乙”前面"]);
    assert!(file.contains("前<br>内甲　内乙<br>3　4"), "{file}");
    let picture =
        "<w:p><w:r><w:t>甲　乙</w:t><w:tab/><w:t>丙丁</w:t><w:drawing><pic:pic/></w:drawing></w:r></w:p>";
    has_lines(&File::of(&notice(picture)).toml(), &["# 请核对：Word 文件里的图片没有导入，在“丙丁”后面"]);
}

#[test]
fn bullets_of_a_web_page_are_told() {
    let read = |list: &str| {
        let page = format!("<html><body><p>要点：</p>{list}</body></html>");
        File::of(&notice(r#"<w:altChunk r:id="a.html"/>"#)).with("aFChunk", "a.html", page).toml()
    };
    let file = read("<ul><li>第一点<li>第二点</ul>");
    has_lines(&file, &["# 请核对：从“第一点”起有项目符号", "body = "]);
    assert_eq!(file.matches("# 请核对：").count(), 1, "{file}");
    has_lines(
        &read("<ul style='list-style:square outside'><li>第一点</ul>"),
        &["# 请核对：从“第一点”起有项目符号"],
    );
    for plain in ["<ul style='list-style:none outside'><li>第一点</ul>", "<ol><li>第一点</ol>"] {
        assert!(!read(plain).contains("# 请核对："));
    }
    has_lines(&read("<table border=1><tr><td>框内</table>"), &["# 请核对：从“框内”起是有边框的表格"]);
    assert!(!read("<table border=0><tr><td>框内</table>").contains("# 请核对："));
}

#[test]
fn an_empty_number_in_a_table_that_arranges_lines_is_no_line() {
    let number = r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr></w:p>"#;
    let levels = r#"<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>"#;
    let column =
        format!("<w:tbl><w:tr>{}</w:tr><w:tr><w:tc>{number}</w:tc></w:tr></w:tbl>", cell("", &["请落实。"]));
    let file = File::of(&notice(&(column + &paragraph("二、抓紧。")))).numbering(levels).toml();
    has_lines(&file, &["# 请核对：编号“1.”后面没有文字", "请落实。", "二、抓紧。"]);
    assert!(!file.contains("\n1."), "{file}");
}

#[test]
fn minutes_without_a_sign_off_are_their_marks_organs() {
    for (mark, organ) in [
        ("甲市水利局会议纪要", "甲市水利局"),
        ("甲市水利局局长办公会议纪要", "甲市水利局"),
        ("甲市人民政府第3次常务会议纪要", "甲市人民政府"),
        ("甲市人民政府办公室主任办公会议纪要", "甲市人民政府办公室"),
        ("中共甲市委常委会会议纪要", "中共甲市委"),
    ] {
        let text = [mark, "〔2025〕3号", "会议强调，要抓好落实。", "出席：张三、李四"];
        let file = File::of(&text.map(paragraph).concat()).toml();
        let issuers = format!("issuers = [\"{organ}\"]");
        has_lines(&file, &["# 请核对：原文没有单独写出，据发文机关标志补出", &issuers, "mark = "]);
    }
    let text = ["专题会议纪要", "〔2025〕3号", "会议强调，要抓好落实。"];
    has_lines(&File::of(&text.map(paragraph).concat()).toml(), &["# 请核对：没有认出发文机关"]);
}

#[test]
fn names_of_the_mark_and_the_sign_off_are_paired_by_name() {
    let letterhead =
        |names: &[&str]| names.iter().chain(&["文件"]).map(|name| paragraph(name)).collect::<String>();
    let two = letterhead(&["甲市水利局", "甲市财政局"]);
    has_lines(
        &below(&two, &["甲市财政局", "甲市水利局"]),
        &[
            "# 请核对：落款的次序不同，是“甲市财政局”“甲市水利局”",
            "issuers = [\"甲市水利局\", \"甲市财政局\"]",
        ],
    );
    let file = below(&letterhead(&["甲市水利局", "中共甲市委"]), &["中共甲市委员会", "甲市水利局"]);
    has_lines(
        &file,
        &[
            "# 请核对：发文机关标志的次序不同，是“甲市水利局”“中共甲市委”",
            "issuers = [{ name = \"中共甲市委\", signature = \"中共甲市委员会\" }, { name = \"甲市水利局\"",
        ],
    );
    let file = below(&letterhead(&["中共甲市委", "甲市水利局"]), &["中共甲市委员会", "甲市水利局"]);
    assert!(!file.contains("# 请核对："), "{file}");
    let file = below(&two, &["甲市水利局", "甲市教育局"]);
    has_lines(&file, &["# 请核对：标志上的“甲市财政局”与落款的“甲市教育局”不同"]);
}

#[test]
fn words_in_a_frame_of_a_header_that_are_left_out_are_told_once() {
    let header = format!("<w:hdr {NAMESPACES}>{}</w:hdr>", text_box(&["内部资料"]));
    let section = r#"<w:sectPr><w:headerReference w:type="default" r:id="h.xml"/></w:sectPr>"#;
    let file = File::of(&(notice(&paragraph("请落实。")) + section)).with("header", "h.xml", header).toml();
    has_lines(&file, &["# 请核对：页眉没有写进来", "#| 内部资料"]);
    assert_eq!(file.matches("# 请核对：").count(), 1, "{file}");
}
