//! What is told of fields, headings, notes and contents, and where.

use super::*;

fn field(code: &str, result: &str) -> String {
    format!(r#"<w:fldSimple w:instr="{code}">{}</w:fldSimple>"#, run("", result))
}

fn told(file: &str) -> Vec<&str> {
    file.lines().filter_map(|line| line.strip_prefix("# 请核对：")).collect()
}

#[test]
fn fields_that_change_with_the_pages_are_told() {
    let body = format!("<w:p>{}{}{}</w:p>", run("", "见第"), field("PAGEREF _a", "3"), run("", "页。"));
    let file = File::of(&notice(&body)).toml();
    assert_eq!(told(&file), ["“3”是打开文件时会变的域（PAGEREF），在“见第3”后面，请核对是否就是这个"]);
    let footer =
        format!("<w:ftr {NAMESPACES}><w:p>{}{}</w:p></w:ftr>", run("", "某路一号 "), field("PAGE", "1"));
    let section = r#"<w:sectPr><w:footerReference w:type="default" r:id="f.xml"/></w:sectPr>"#;
    let file = File::of(&(notice(&paragraph("请落实。")) + section)).with("footer", "f.xml", footer).toml();
    assert_eq!(told(&file), ["页脚没有写进来，每一页的页脚，见下面“#|”后面的字"]);
}

#[test]
fn a_mail_merge_that_was_not_made_is_told() {
    let body = format!("<w:p>{}{}</w:p>", field("MERGEFIELD 单位", "«单位»"), field("MERGEFIELD 县", "东县"));
    let file = File::of(&notice(&body)).toml();
    assert_eq!(told(&file), ["“«单位»”是邮件合并的域，还没有合并，在“«单位»”后面，请换成要写的字"]);
}

#[test]
fn contents_are_left_out_in_one_place() {
    let mark = |kind: &str| format!(r#"<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>"#);
    let begin = mark("begin") + "<w:r><w:instrText>TOC</w:instrText></w:r>" + &mark("separate");
    let body = format!(
        "<w:p>{begin}{}</w:p><w:p>{}</w:p><w:p>{}{}</w:p>",
        run("", "一、任务1"),
        run("", "二、保障2"),
        run("", "三、其他3"),
        mark("end")
    );
    let file = File::of(&notice(&(body + &paragraph("一、任务。")))).toml();
    has_lines(
        &file,
        &["# 请核对：目录没有写进来", "#| 一、任务1", "#| 二、保障2", "#| 三、其他3", "一、任务。"],
    );
    assert_eq!(told(&file).len(), 1, "{file}");
}

#[test]
fn a_title_in_a_headings_style_is_no_heading_without_a_number() {
    let styles = r#"<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>"#;
    let styled = |text: &str| format!(r#"<w:p><w:pPr><w:pStyle w:val="1"/></w:pPr>{}</w:p>"#, run("", text));
    let file = |headings: &[&str]| {
        let headings: String = headings.iter().map(|text| styled(text)).collect();
        let body =
            styled("关于开展河道清淤工作的通知") + &paragraph("各县：") + &paragraph("请落实。") + &headings;
        File::of(&(body + &paragraph("甲市水利局") + &paragraph("2025年3月5日"))).styles(styles).toml()
    };
    assert!(told(&file(&[])).is_empty());
    let many = file(&["甲乙", "丙丁", "戊己", "庚辛", "壬癸", "子丑", "寅卯"]);
    has_lines(
        &many,
        &["# 请核对：在 Word 里是标题样式而没有编号：“甲乙”“丙丁”“戊己”“庚辛”“壬癸”等 7 处；", "body = "],
    );
}

#[test]
fn a_draft_below_the_title_is_of_it() {
    let styles = r#"<w:style w:type="paragraph" w:styleId="t"><w:name w:val="Title"/></w:style>"#;
    for properties in ["", r#"<w:pPr><w:pStyle w:val="t"/></w:pPr>"#] {
        let title = format!("<w:p>{properties}{}</w:p>", run("", "关于开展河道清淤工作的通知"));
        let below = ["（征求意见稿）", "各县（区）水利局：", "请落实。"].map(paragraph).concat();
        let file = File::of(&(title + &below)).styles(styles).toml();
        has_lines(
            &file,
            &["title = \"关于开展河道清淤工作的通知（征求意见稿）\"", "recipients = \"各县（区）水利局\""],
        );
    }
}

#[test]
fn a_notes_own_mark_goes_with_it() {
    let notes = format!(
        r#"<w:footnotes {NAMESPACES}><w:footnote w:id="1">{}</w:footnote></w:footnotes>"#,
        paragraph("注。")
    );
    let body = format!(
        r#"<w:p>{}<w:r><w:footnoteReference w:customMarkFollows="1" w:id="1"/><w:t>*</w:t></w:r>{}</w:p>"#,
        run("", "投入3亿元"),
        run("", "。")
    );
    let file = File::of(&notice(&body)).with("footnotes", "footnotes.xml", notes).toml();
    has_lines(&file, &["# 请核对：脚注没有写进来，在“投入3亿元”后面", "#| 注。", "投入3亿元。"]);
}

#[test]
fn notes_of_a_paragraph_of_text_are_its_notes() {
    let notes = format!(
        r#"<w:footnotes {NAMESPACES}><w:footnote w:id="1">{}</w:footnote><w:footnote w:id="2">{}</w:footnote></w:footnotes>"#,
        paragraph("按不变价格计算。"),
        paragraph("不含农户。")
    );
    let call = |id: u8| format!(r#"<w:r><w:footnoteReference w:id="{id}"/></w:r>"#);
    let body = format!(
        "<w:p>{}{}{}{}{}</w:p><w:p>{}{}</w:p>",
        run("", "全市生产总值增长6.2%"),
        call(1),
        run("", "，固定资产投资增长5.1%"),
        call(2),
        run("", "，社会消费品零售总额增长4.3%。"),
        run("", "一、总体情况"),
        call(2)
    );
    let file = File::of(&notice(&body)).with("footnotes", "footnotes.xml", notes.clone()).toml();
    has_lines(
        &file,
        &[
            "# 请核对：脚注没有写进来，在“一、总体情况”后面",
            "全市生产总值增长6.2%[^1]，固定资产投资增长5.1%[^2]，社会消费品零售总额增长4.3%。",
            "一、总体情况",
            "[^1]: 按不变价格计算。",
            "[^2]: 不含农户。",
        ],
    );
    // Beside raised words they are pieces.
    let raised = r#"<w:vertAlign w:val="superscript"/>"#;
    let body = format!(
        "<w:p>{}{}{}{}</w:p>",
        run("", "全市新建绿地面积三十二万平方米，合每人平均十二"),
        run(raised, "※"),
        run("", "。"),
        call(1)
    );
    let file = File::of(&notice(&body)).with("footnotes", "footnotes.xml", notes).toml();
    assert!(file.contains("\"。\", { note = \"按不变价格计算。\" }]"), "{file}");
}

#[test]
fn a_picture_in_the_sign_off_may_be_a_seal() {
    let picture = "<w:r><w:drawing><pic:pic/></w:drawing></w:r>";
    let organ = format!("<w:p>{}{picture}</w:p>", run("", "甲市水利局"));
    let text = ["关于清淤的通知", "各县：", "请落实。"].map(paragraph).concat();
    let date = paragraph("2025年3月5日");
    let alone = format!("<w:p>{picture}</w:p>");
    for signed in [organ + &date, paragraph("甲市水利局") + &date + &alone] {
        let file = File::of(&(text.clone() + &signed)).toml();
        let told = told(&file);
        assert!(told.len() == 1 && told[0].contains("像是印章"), "{file}");
    }
    let file = File::of(&notice(&(alone + &paragraph("请落实。")))).toml();
    assert!(told(&file).len() == 1 && !file.contains("像是印章"), "{file}");
}
