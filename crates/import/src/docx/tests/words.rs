//! Which words of a paragraph are live, and what is told of the others.

use super::*;

fn body(runs: &str) -> String {
    notice(&format!("<w:p>{runs}</w:p>"))
}

/// Field report 67.
#[test]
fn hidden_words_are_left_out_and_kept() {
    let styles = r#"<w:style w:type="character" w:styleId="h"><w:rPr><w:vanish/></w:rPr></w:style>
        <w:style w:type="character" w:styleId="hh"><w:basedOn w:val="h"/></w:style>
        <w:style w:type="paragraph" w:styleId="ph"><w:rPr><w:vanish/></w:rPr></w:style>"#;
    let runs = [
        run("", "甲。"),
        run("<w:vanish/>", "藏一"),
        run("<w:vanish w:val=\"0\"/>", "乙。"),
        run("<w:rStyle w:val=\"hh\"/>", "藏二"),
        run("<w:rStyle w:val=\"h\"/><w:vanish w:val=\"false\"/>", "丙。"),
        run("<w:webHidden/>", "丁。"),
    ];
    // In a paragraph of a hidden style a hidden run is seen: Word toggles.
    let paragraph = format!(
        r#"<w:p><w:pPr><w:pStyle w:val="ph"/></w:pPr>{}{}</w:p>"#,
        run("", "整段藏。"),
        run("<w:rStyle w:val=\"h\"/>", "显。")
    );
    let file = File::of(&notice(
        &(format!("<w:p>{}</w:p>", runs.concat()) + &paragraph + &super::paragraph("戊。")),
    ))
    .styles(styles)
    .toml();
    has_lines(
        &file,
        &[
            "# 请核对：隐藏文字没有写进来，在“甲。”后面",
            "#| 藏一",
            "# 请核对：隐藏文字没有写进来，在“甲。乙。”后面",
            "#| 藏二",
            "# 请核对：隐藏文字",
            "#| 整段藏。",
            "甲。乙。丙。丁。",
            // Its mark is hidden, too: the next paragraph goes on in it.
            "显。戊。",
        ],
    );
}

/// Field report 71.
#[test]
fn struck_words_are_left_out_and_kept() {
    let styles = r#"<w:style w:type="character" w:styleId="s"><w:rPr><w:dstrike/></w:rPr></w:style>"#;
    let runs = [
        run("", "请于"),
        run("<w:strike/>", "3月"),
        run("", "4月底前"),
        run("<w:rStyle w:val=\"s\"/>", "尽快"),
        run("<w:strike w:val=\"0\"/>", "完成。"),
    ];
    let file = File::of(&body(&runs.concat())).styles(styles).toml();
    has_lines(
        &file,
        &[
            "# 请核对：画了删除线的字没有写进来，在“请于”后面",
            "#| 3月",
            "# 请核对：画了删除线的字",
            "#| 尽快",
            "请于4月底前完成。",
        ],
    );
}

/// The words stand at the element they were left out of, not in the body only.
#[test]
fn what_is_left_out_is_told_at_its_element() {
    let title = format!(
        "<w:p>{}{}</w:p>",
        run("", "甲市水利局关于清淤"),
        run("<w:strike/>", "工作") + &run("", "的通知")
    );
    let body = [
        title,
        paragraph("各县："),
        paragraph("请落实。"),
        paragraph("甲市水利局"),
        format!("<w:p>{}{}</w:p>", run("", "2025年3月5日"), run("<w:vanish/>", "稿")),
    ];
    let file = File::of(&body.concat()).toml();
    has_lines(
        &file,
        &[
            "# 请核对：画了删除线的字",
            "#| 工作",
            "title = \"甲市水利局关于清淤的通知\"",
            "# 请核对：隐藏文字",
            "#| 稿",
            "date = ",
        ],
    );
}

fn complex(code: &str, result: Option<&str>) -> String {
    let mark = |kind: &str| format!(r#"<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>"#);
    let code = format!("<w:r><w:instrText xml:space=\"preserve\">{code}</w:instrText></w:r>");
    let result = result.map(|text| mark("separate") + &run("", text)).unwrap_or_default();
    mark("begin") + &code + &result + &mark("end")
}

/// Field report 68, and the other fields.
#[test]
fn fields_say_what_word_shows() {
    let runs = [
        run("", "重点"),
        complex(r" EQ \o\ac(○,特)", None),
        run("", "级，按"),
        complex(r" EQ \f(1,3) ", None),
        run("", "计，见"),
        complex(" REF _a \\h ", Some("附件1")),
        run("", "；"),
        complex("HYPERLINK \"http://a.cn\"", Some("网址")),
        run("", "；"),
        r#"<w:fldSimple w:instr=" QUOTE &quot;引文&quot; "/>"#.to_owned(),
        r#"<w:fldSimple w:instr=" DATE "><w:r><w:t>2025年3月1日</w:t></w:r></w:fldSimple>"#.to_owned(),
        run("", "第"),
        complex(" PAGE ", None),
        run("", "页；"),
        complex(" SYMBOL 254 \\f Wingdings ", None),
        r#"<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="1"/></w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>"#.to_owned(),
        r#"<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="子"/><w:listEntry w:val="丑"/></w:ddList></w:ffData></w:fldChar></w:r><w:r><w:instrText> FORMDROPDOWN </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>"#.to_owned(),
        run("", "。"),
    ];
    let file = File::of(&body(&runs.concat())).toml();
    has_lines(
        &file,
        &[
            "# 请核对：“2025年3月1日”是打开文件时会变的域（DATE）",
            "# 请核对：域“PAGE”没有存下结果",
            "重点㊕级，按1/3计，见附件1；网址；引文2025年3月1日第页；☑☒丑。",
        ],
    );
}

/// Codes inside codes, results inside results; what nothing ends is not lost.
#[test]
fn fields_nest_and_end() {
    let inner = complex(" MERGEFIELD 数 ", Some("1"));
    let mark = |kind: &str| format!(r#"<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>"#);
    let code = |text: &str| format!("<w:r><w:instrText>{text}</w:instrText></w:r>");
    let nested = mark("begin")
        + &code(" IF ")
        + &inner
        + &code(" = 1 &quot;甲&quot; ")
        + &mark("separate")
        + &run("", "果")
        + &inner
        + &mark("end");
    let open = mark("begin") + &code(" XE ") + &run("", "丢不得");
    let file = File::of(&body(&(nested + &run("", "。")))).toml();
    has_lines(&file, &["果1。"]);
    let file = File::of(&body(&(run("", "请落实。") + &open))).toml();
    has_lines(&file, &["# 请核对：没有写完的域", "#| XE 丢不得"]);
}

#[test]
fn a_table_of_contents_is_left_out() {
    let mark = |kind: &str| format!(r#"<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>"#);
    let entry = |text: &str| format!("<w:p>{}{}</w:p>", run("", text), complex(" PAGEREF _a ", Some("3")));
    let contents = format!(
        "<w:p>{}<w:r><w:instrText>TOC \\o</w:instrText></w:r>{}{}</w:p>{}<w:p>{}</w:p>",
        mark("begin"),
        mark("separate"),
        run("", "一、总则"),
        entry("二、附则"),
        mark("end")
    );
    let control = format!(
        r#"<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"#,
        paragraph("目录") + &paragraph("三、另则")
    );
    let file = File::of(&notice(&(contents + &control + &paragraph("请落实。")))).toml();
    has_lines(
        &file,
        &[
            "# 请核对：目录",
            "#| 一、总则",
            "#| 二、附则3",
            "#| 目录",
            "#| 三、另则",
            "body = '''",
            "请落实。",
            "'''",
        ],
    );
    assert_eq!(file.matches("总则").count(), 1, "{file}");
}

/// Field report 04: signs of symbol faces, check boxes.
#[test]
fn signs_and_check_boxes_are_characters() {
    let symbol = |face: &str, code: &str| format!(r#"<w:r><w:sym w:font="{face}" w:char="{code}"/></w:r>"#);
    let face = |text: &str| run(r#"<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>"#, text);
    let styles = r#"<w:style w:type="character" w:styleId="wd"><w:rPr><w:rFonts w:ascii="Wingdings 2"/></w:rPr></w:style>"#;
    let box_of = |content: &str, checked: u8| {
        format!(
            r#"<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="{checked}"/></w14:checkbox></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"#
        )
    };
    let runs = [
        symbol("Wingdings 2", "F052"),
        run("", "甲"),
        symbol("Wingdings", "00A8"),
        run("", "乙"),
        face("þ"),
        face("丙o"),
        face("\u{F0FC}"),
        run(r#"<w:rStyle w:val="wd"/>"#, "R"),
        box_of(&run("", "☒"), 1),
        box_of("", 0),
        symbol("Symbol", "F0B1"),
        symbol("宋体", "2611"),
        symbol("Wingdings", "F0FF"),
        symbol("某字体", "F041"),
        run("", "\u{F041}。"),
    ];
    let file = File::of(&body(&runs.concat())).styles(styles).toml();
    has_lines(
        &file,
        &[
            "# 请核对：符号字体里的符号（Wingdings F0FF）",
            "# 请核对：符号字体里的符号（某字体 F041）",
            "# 请核对：符号字体里的符号（U+F041）",
            "☑甲□乙☑丙□✓☑☒☐±☑。",
        ],
    );
}

/// Field report 91.
#[test]
fn raised_and_lowered_figures_stay_so() {
    let styles = r#"<w:style w:type="character" w:styleId="up"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>"#;
    let up = r#"<w:vertAlign w:val="superscript"/>"#;
    let down = r#"<w:vertAlign w:val="subscript"/>"#;
    let runs = [
        run("", "面积3000m"),
        run(up, "2"),
        run("", "，5m"),
        run("<w:rStyle w:val=\"up\"/>", "3"),
        run("", "/s，CO"),
        run(down, "2"),
        run("", "，10"),
        run(up, "-"),
        run(up, "12"),
        run("", "，x"),
        run(r#"<w:position w:val="6"/>"#, "2"),
        run(r#"<w:position w:val="6"/>"#, "，移位的汉字，第1"),
        run(up, "st"),
        run("", "。"),
    ];
    let file = File::of(&body(&runs.concat())).styles(styles).toml();
    has_lines(
        &file,
        &[
            "body = [",
            "  { text = [\"面积3000m²，5m³/s，CO₂，10⁻¹²，x²，移位的汉字，第1\", { raised = \"st\" }, \"。\"] },",
            "]",
        ],
    );
    assert!(!file.contains("# 请核对："), "{file}");
    let plain = File::of(&body(&(run("", "m") + &run(up, "2") + &run("", "。")))).toml();
    has_lines(&plain, &["body = '''", "m²。"]);
}

/// What has no such character is said with its height where the data have one for it, else told.
#[test]
fn raised_words_without_characters_stand_in_blocks() {
    let up = |text: &str| run(r#"<w:vertAlign w:val="superscript"/>"#, text);
    let down = |text: &str| run(r#"<w:vertAlign w:val="subscript"/>"#, text);
    let cell = |runs: &str| format!("<w:tc><w:p>{runs}</w:p></w:tc>");
    let table = format!(
        "<w:tbl><w:tr>{}{}{}</w:tr><w:tr>{}{}</w:tr></w:tbl>",
        cell(&run("", "项目")),
        cell(&(run("", "值") + &up("注"))),
        cell(&run("", "备注")),
        cell(&run("", "甲")),
        "<w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr>".to_owned() + &paragraph("1") + "</w:tc>",
    );
    let title = format!("<w:p>{}{}{}</w:p>", run("", "关于x"), down("max"), run("", "的通知"));
    let body = [
        title,
        paragraph("各县："),
        paragraph("一、\\甲。"),
        paragraph("二、乙。"),
        format!("<w:p>{}{}{}</w:p>", run("", "取x"), down("max"), run("", "值。")),
        table,
        paragraph("请落实。"),
        paragraph("附件：表"),
        paragraph("甲市水利局"),
        paragraph("2025年3月5日"),
        paragraph("附件"),
        paragraph("表"),
        format!("<w:p>{}{}</w:p>", run("", "2"), up("n")),
        format!("<w:p>{}{}</w:p>", run("", "3"), up("th")),
    ]
    .concat();
    let bytes = File::of(&body).bytes();
    let imported = import("a.docx", bytes).unwrap();
    let file = imported.toml();
    has_lines(
        &file,
        &[
            "# 请核对：“max”在 Word 里是下标",
            "title = \"关于xmax的通知\"",
            "body = [",
            "  { text = '''",
            "一、\\甲。",
            "二、乙。",
            "''' },",
            "  { text = [\"取x\", { lowered = \"max\" }, \"值。\"] },",
            "  { table = { header = [",
            "    [\"项目\", [\"值\", { raised = \"注\" }], \"备注\"],",
            "    [\"甲\", { text = \"1\", colspan = 2 }],",
            "  ] } },",
            "  { text = '''",
            "请落实。",
            "attachments = [",
            "  { text = [\"3\", { raised = \"th\" }] },",
        ],
    );
    assert!(file.contains("2ⁿ"), "{file}");
    crate::document::Document::from_toml(&file).unwrap_or_else(|failure| panic!("{failure}\n{file}"));
    let beside = imported.toml_with_body_file("a.txt");
    has_lines(
        &beside,
        &[
            "# 请核对：“max”在 Word 里是下标，写成了平排的字，在“取x”后面",
            "# 请核对：“注”在 Word 里是上标",
            "body-file = \"a.txt\"",
        ],
    );
}

#[test]
fn changes_are_read_as_accepted_and_told() {
    let body = format!(
        "<w:p>{}<w:ins>{}</w:ins><w:del><w:r><w:delText>删</w:delText></w:r></w:del></w:p>\
         <w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{}</w:p><w:p>{}</w:p>\
         <w:p><w:pPr><w:numPr><w:numId w:val=\"0\"/></w:numPr><w:pPrChange><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:pPrChange></w:pPr><w:moveTo>{}</w:moveTo><w:moveFrom>{}</w:moveFrom></w:p>",
        run("", "留"),
        run("", "增。"),
        run("", "前一半，"),
        run("", "后一半。"),
        run("", "移到。"),
        run("", "移走。"),
    );
    let cell = |text: &str| format!("<w:tc>{}</w:tc>", paragraph(text));
    let table = format!(
        "<w:tbl><w:tr>{}{}{}</w:tr><w:tr><w:trPr><w:del/></w:trPr>{}</w:tr><w:tr>{}<w:tc><w:tcPr><w:cellDel/></w:tcPr>{}</w:tc>{}{}</w:tr></w:tbl>",
        cell("项目"),
        cell("数"),
        cell("备注"),
        cell("删行"),
        cell("子"),
        paragraph("删格"),
        cell("1"),
        cell("无")
    );
    let file = File::of(&notice(&(body + &table))).toml();
    has_lines(
        &file,
        &[
            "# 请核对：Word 文件里有没有接受的修订（插入 2 处、删除 5 处）",
            "留增。",
            "前一半，后一半。",
            "移到。",
            "| 项目 | 数 | 备注 |",
            "|---|",
            "| 子 | 1 | 无 |",
        ],
    );
    assert!(!file.contains("删行") && !file.contains("删格") && !file.contains("移走"), "{file}");
}

#[test]
fn controls_notes_and_guides() {
    let hint = format!(
        r#"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"#,
        run("", "单击此处输入")
    );
    let ruby = format!(
        "<w:r><w:ruby><w:rubyPr/><w:rt>{}</w:rt><w:rubyBase>{}</w:rubyBase></w:ruby></w:r>",
        run("", "hé"),
        run("", "河")
    );
    let runs = [
        run("", "甲"),
        hint,
        format!("<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>", run("", "乙")),
        ruby,
        format!("<w:smartTag>{}</w:smartTag>", run("", "丙")),
        "<w:r><w:footnoteReference w:id=\"2\"/></w:r><w:r><w:commentReference w:id=\"0\"/></w:r>".to_owned(),
        "<w:r><w:t>A</w:t><w:noBreakHyphen/><w:t>1</w:t><w:softHyphen/><w:t>。</w:t></w:r>".to_owned(),
    ];
    let block = format!(
        "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt><w:customXml>{}</w:customXml>",
        paragraph("丁。"),
        paragraph("戊。")
    );
    let file = File::of(&notice(&(format!("<w:p>{}</w:p>", runs.concat()) + &block)))
        .with(
            "footnotes",
            "footnotes.xml",
            format!(
                "<w:footnotes {NAMESPACES}><w:footnote w:id=\"2\">{}</w:footnote></w:footnotes>",
                paragraph("脚注的话。")
            ),
        )
        .with(
            "comments",
            "comments.xml",
            format!(
                "<w:comments {NAMESPACES}><w:comment w:id=\"0\">{}</w:comment></w:comments>",
                paragraph("批注的话。")
            ),
        )
        .toml();
    has_lines(
        &file,
        &[
            "# 请核对：内容控件里的提示文字",
            "#| 单击此处输入",
            "# 请核对：拼音指南",
            "#| hé",
            "# 请核对：脚注",
            "#| 脚注的话。",
            "# 请核对：批注",
            "#| 批注的话。",
            "甲乙河丙A-1。",
            "丁。",
            "戊。",
        ],
    );
}

#[test]
fn text_boxes_and_drawn_words_are_read_once() {
    let inner = |text: &str| format!("<w:txbxContent>{}</w:txbxContent>", paragraph(text));
    let both = format!(
        r#"<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{0}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{0}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"#,
        inner("框内。")
    );
    let unknown = format!(
        r#"<w:r><mc:AlternateContent><mc:Choice Requires="zz9">{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent></w:r>"#,
        "<w:t>新。</w:t>", "<w:t>旧。</w:t>"
    );
    let art = r#"<w:r><w:pict><v:shape><v:textpath string="艺术字"/></v:shape></w:pict></w:r>"#;
    let hidden = format!(
        "<w:r><w:rPr><w:vanish/></w:rPr><w:pict><v:textbox>{}</v:textbox></w:pict></w:r>",
        inner("藏框")
    );
    let file = File::of(&body(&(both + &unknown + art + &hidden + &run("", "框外。")))).toml();
    has_lines(&file, &["# 请核对：隐藏文字", "#| 藏框", "框内。", "艺术字", "旧。框外。"]);
    assert_eq!(file.matches("\n框内").count(), 1, "{file}");
    assert!(!file.contains('新'), "{file}");
}

#[test]
fn formulas_are_written_in_a_line_and_told() {
    let m = |text: &str| format!("<m:r><m:t>{text}</m:t></m:r>");
    let plain = format!(
        "<m:oMath>{}<m:sSup><m:e>{}</m:e><m:sup>{}</m:sup></m:sSup></m:oMath>",
        m("y="),
        m("x"),
        m("2")
    );
    let fraction = format!(
        "<m:oMathPara><m:oMath><m:f><m:num>{}</m:num><m:den>{}</m:den></m:f></m:oMath></m:oMathPara>",
        m("a+b"),
        m("2")
    );
    let file =
        File::of(&body(&(run("", "按") + &plain + &run("", "，") + &fraction + &run("", "计算。")))).toml();
    has_lines(&file, &["# 请核对：公式写成了“(a+b)/2”", "按y=x²，(a+b)/2计算。"]);
}

/// Field report 80.
#[test]
fn soft_returns_inside_a_sentence_make_no_paragraphs() {
    let text = "<w:p><w:r><w:t>为进一步加强全市河道管理工作，提高行洪能力，根据有关规</w:t><w:br/><w:t>定，现就有关事项通知如下。</w:t></w:r></w:p><w:p><w:r><w:t>工作目标</w:t><w:br/><w:t>提高行洪能力。</w:t></w:r></w:p>";
    let file = File::of(&notice(text)).toml();
    has_lines(
        &file,
        &[
            "# 请核对：段落里有手动换行，分成了两段，在“工作目标”前面",
            "为进一步加强全市河道管理工作，提高行洪能力，根据有关规定，现就有关事项通知如下。",
            "工作目标",
            "提高行洪能力。",
        ],
    );
}

#[test]
fn headings_without_a_number_are_told() {
    let styles = r#"<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style><w:style w:type="paragraph" w:styleId="t"><w:name w:val="Title"/></w:style>"#;
    let styled = |style: &str, text: &str| {
        format!(r#"<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{}</w:p>"#, run("", text))
    };
    let body = [
        styled("t", "甲市河道清淤"),
        styled("t", "工作方案"),
        paragraph("各县："),
        paragraph("现印发方案，请落实。"),
        styled("1", "总体要求"),
        styled("1", "一、任务"),
        paragraph("完成清淤。"),
    ];
    let file = File::of(&body.concat()).styles(styles).toml();
    has_lines(
        &file,
        &[
            "title = \"甲市河道清淤工作方案\"",
            "# 请核对：在 Word 里是标题样式而没有编号：“总体要求”；",
            "总体要求",
            "一、任务",
        ],
    );
}

/// A red and large line above the title is the mark, whatever it says.
#[test]
fn a_red_and_large_line_is_the_mark() {
    let red = r#"<w:color w:val="FF0000"/><w:sz w:val="96"/>"#;
    let body = [
        format!("<w:p>{}</w:p>", run(red, "甲市水利局")),
        paragraph("关于开展河道清淤工作的通知"),
        paragraph("各县："),
        paragraph("请落实。"),
        paragraph("甲市水利局"),
        paragraph("2025年3月5日"),
    ];
    let file = File::of(&body.concat()).toml();
    has_lines(&file, &["mark = \"甲市水利局\"", "title = \"关于开展河道清淤工作的通知\""]);
}
