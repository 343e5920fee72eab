//! Sign-offs and heads as offices type them: seals, joint ones, those that a header repeats.

use super::*;

fn read(lines: &[&str]) -> String {
    let head =
        ["甲市水利局文件", "甲水〔2025〕8号", "关于开展河道清淤工作的通知", "各县（区）水利局：", "请清淤。"];
    let text = |text: &&str| {
        let runs: Vec<String> = text.split('\t').map(|text| run("", text)).collect();
        format!("<w:p>{}</w:p>", runs.join("<w:r><w:tab/></w:r>"))
    };
    File::of(&head.iter().chain(lines).map(text).collect::<String>()).toml()
}

/// Black-box report: （印章） under or beside an organ became the organ that signs.
#[test]
fn words_that_say_where_a_seal_goes_are_no_words_of_the_document() {
    for lines in [
        &["甲市水利局", "（印章）", "2025年3月5日"][..],
        &["甲市水利局", "2025年3月5日", "（公章）"],
        &["甲市水利局（盖章）", "2025年3月5日"],
        &["甲市水利局　（加盖印章处）", "2025年3月5日"],
        &["（盖章）", "甲市水利局", "2025年3月5日"],
        &["甲市水利局（公章）　2025年3月5日"],
        &["甲市水利局", "2025年3月5日（盖章处）"],
    ] {
        let file = read(lines);
        has_lines(
            &file,
            &[
                "# 请核对：“（",
                "issuers = [\"甲市水利局\"]",
                "请清淤。",
                "'''",
                "date = \"2025年3月5日\"",
                "#| （",
            ],
        );
        assert!(!file.contains("note = "), "{file}");
    }
    let file = read(&["局　长　张三（签名章）", "2025年3月5日"]);
    has_lines(&file, &["signature = { title = \"局　长\", name = \"张三\" }", "#| （签名章）"]);
    // A form in the text keeps its words.
    let file = read(&["申请单位（盖章）：", "甲市水利局", "2025年3月5日"]);
    has_lines(&file, &["申请单位（盖章）：", "'''"]);
}

/// Black-box report: organs and dates side by side by tabs stayed in the body.
#[test]
fn joint_sign_offs_stand_side_by_side_or_one_under_the_other() {
    let both = "issuers = [\"甲市水利局\", \"甲市财政局\"]";
    for lines in [
        &["甲市水利局\t甲市财政局", "2025年3月5日\t2025年3月5日"][..],
        &["甲市水利局（盖章）\t\t甲市财政局（盖章）", "2025年3月5日\t\t2025年3月5日"],
        &["甲市水利局\t2025年3月5日", "甲市财政局\t2025年3月5日"],
        &["甲市水利局", "2025年3月5日", "甲市财政局", "2025年3月5日"],
    ] {
        let file = read(lines);
        has_lines(&file, &[both, "请清淤。", "'''", "date = \"2025年3月5日\"  #| 2025年3月5日"]);
    }
    let file = read(&["甲市水利局\t甲市财政局", "2025年3月5日\t2025年3月6日"]);
    has_lines(
        &file,
        &[both, "# 请核对：各机关署名下面的日期不同", "date = \"2025年3月6日\"  #| 2025年3月5日"],
    );
}

#[test]
fn notes_that_hang_on_the_date_are_notes() {
    let file = read(&["甲市水利局", "2025年3月5日（此件公开发布）"]);
    has_lines(&file, &["date = \"2025年3月5日\"", "note = \"（此件公开发布）\""]);
    let file = read(&["甲市水利局", "2025年3月5日", "附注：此件公开发布"]);
    has_lines(&file, &["date = \"2025年3月5日\"", "note = \"此件公开发布\"  #| 附注："]);
}

/// Black-box report: a header that repeats the mark doubled it.
#[test]
fn a_header_that_repeats_the_head_is_told_and_not_read_again() {
    let section = r#"<w:sectPr><w:headerReference w:type="default" r:id="header1.xml"/></w:sectPr>"#;
    let header = |lines: &[&str]| {
        let lines: String = lines.iter().map(|line| paragraph(line)).collect();
        format!("<w:hdr {NAMESPACES}>{lines}</w:hdr>")
    };
    for lines in
        [&["甲市水利局文件"][..], &["甲市水利局", "文件", "甲水〔2025〕8号"], &["甲 市 水 利 局 文 件"]]
    {
        let file = File::of(&(notice(&paragraph("请清淤。")) + section))
            .with("header", "header1.xml", header(lines))
            .toml();
        has_lines(&file, &["# 请核对：页眉", "issuers = [\"甲市水利局\"]", "number = \"甲水〔2025〕8号\""]);
        assert!(!file.contains("mark = "), "{file}");
    }
    // The mark's other half, and a number that the text does not say, are read.
    let body = [
        "甲市水利局关于开展河道清淤工作的通知",
        "各县（区）水利局：",
        "请清淤。",
        "甲市水利局",
        "2025年3月5日",
    ];
    let body: String = body.iter().map(|text| paragraph(text)).collect();
    let file = File::of(&(body + section))
        .with("header", "header1.xml", header(&["甲市水利局文件", "甲水〔2025〕8号"]))
        .toml();
    has_lines(
        &file,
        &["# 请核对：以下的字取自", "issuers = [\"甲市水利局\"]", "number = \"甲水〔2025〕8号\""],
    );
}

/// Black-box report: ink and shapes were lost without a word.
#[test]
fn what_is_drawn_is_told() {
    let drawn = |inner: &str| format!("<w:p><w:r>{inner}</w:r></w:p>");
    let ink = drawn(
        r#"<mc:AlternateContent><mc:Choice Requires="wpi"><w:drawing><w14:contentPart r:id="i"/></w:drawing></mc:Choice><mc:Fallback><w:pict/></mc:Fallback></mc:AlternateContent>"#,
    );
    let oval = drawn(r#"<w:pict><v:shapetype id="a"/><v:oval/></w:pict>"#);
    let line = drawn(r#"<w:pict><v:line from="0,0" to="1,1"/></w:pict>"#);
    let more = paragraph("再清淤。");
    for (what, wanted) in [(&ink, "手写墨迹"), (&oval, "图形"), (&line, "线条")] {
        let file = File::of(&notice(&(paragraph("请清淤。") + what + &more))).toml();
        has_lines(
            &file,
            &[&format!("# 请核对：Word 文件里的{wanted}没有导入，在“请清淤。”后面"), "再清淤。"],
        );
    }
    // The rule of 版头 is drawn by the program, and so is that of 版记.
    let file = File::of(&(line + &notice(&more))).toml();
    assert!(!file.contains("线条"), "{file}");
}

/// Black-box report: what looks like Markdown was read as markup when the data file was rendered.
#[test]
fn what_looks_like_markup_stays_words() {
    let typed = ["# 号表示重点", "|甲|乙|", "![图](a.png)", r"\保留", "**重要**事项"];
    let body: String = typed.iter().map(|text| paragraph(text)).collect();
    let cell = |text: &str| format!("<w:tc>{}</w:tc>", paragraph(text));
    let row = |a: &str, b: &str| format!("<w:tr>{}{}</w:tr>", cell(a), cell(b));
    let table = format!(
        "<w:tbl>{}{}{}</w:tbl>",
        row("项目", "数|量"),
        row("甲&lt;br&gt;乙", "&lt;&lt;"),
        row("-", "--")
    );
    let file = File::of(&notice(&(body + &table))).toml();
    has_lines(
        &file,
        &[
            r"\# 号表示重点",
            r"\|甲|乙|",
            r"\![图](a.png)",
            r"\\保留",
            "**重要**事项",
            "| 项目",
            r"| 甲\<br>乙 | \<< |",
            r"| \- | \-- |",
        ],
    );
    let file: ::toml::Table = file.parse().unwrap();
    let blocks = crate::text::body::read(file["body"].as_str().unwrap());
    let said: Vec<String> = blocks.iter().map(|block| block.text()).collect();
    assert_eq!(said[..5], typed);
    let crate::text::BlockKind::Table(table) = &blocks[5].kind else { panic!("{blocks:?}") };
    let cells: Vec<&str> = table.cells().map(|cell| cell.text.as_str()).collect();
    assert_eq!(cells, ["项目", "数|量", "甲<br>乙", "<<", "-", "--"]);
}

/// Black-box report: an office with a colon, and a sign-off whose day is not given yet, stayed in the body.
#[test]
fn sign_offs_without_a_day_are_sign_offs() {
    for lines in [&["甲市水利局", "2025年　月　日"][..], &["甲市水利局（盖章）", "　　年　　月　　日"]]
    {
        let file = read(lines);
        has_lines(
            &file,
            &["issuers = [\"甲市水利局\"]", "请清淤。", "'''", "# 请核对：日期还没有写全", "date = \""],
        );
    }
    has_lines(
        &read(&["甲市水利局（盖章）"]),
        &["issuers = [\"甲市水利局\"]", "请清淤。", "'''", "#| （盖章）"],
    );
    let file = read(&["局长：张三", "2025年3月5日"]);
    has_lines(&file, &["signature = { title = \"局长\", name = \"张三\" }  #| ："]);
}

/// Black-box report: recipients on lines of their own ran together under a doubt that was none.
#[test]
fn recipients_on_lines_of_their_own_are_parted() {
    let head = ["甲市水利局文件", "甲水〔2025〕8号", "关于开展河道清淤工作的通知"];
    let head: String = head.iter().map(|text| paragraph(text)).collect();
    let foot = paragraph("请清淤。") + &paragraph("甲市水利局") + &paragraph("2025年3月5日");
    let file = |recipients: &str| File::of(&(head.clone() + recipients + &foot)).toml();
    let broken = "<w:p><w:r><w:t>各县（区）水利局</w:t><w:br/><w:t>市直各部门：</w:t></w:r></w:p>";
    for recipients in [broken, &(paragraph("各县（区）水利局") + &paragraph("市直各部门："))] {
        let file = file(recipients);
        has_lines(&file, &["# 请核对：原文分行写", "recipients = \"各县（区）水利局，市直各部门\""]);
        assert!(!file.contains("手动换行"), "{file}");
    }
    let file = file("<w:p><w:r><w:t>各县（区）人民</w:t><w:br/><w:t>政府，市直各部门：</w:t></w:r></w:p>");
    has_lines(&file, &["recipients = \"各县（区）人民政府，市直各部门\""]);
    assert!(!file.contains("请核对：原文"), "{file}");
}

/// Black-box report: what Word shows for a reference that it did not find was printed.
#[test]
fn fields_that_failed_are_told_at_their_place() {
    let file = read(&["详见错误!未找到引用源。的规定。", "甲市水利局", "2025年3月5日"]);
    has_lines(
        &file,
        &["# 请核对：“错误!未找到引用源。”是 Word 的域出错时显示的字，在“详见”后面", "详见错误"],
    );
}

/// Black-box report: letterheads without a number.
#[test]
fn letterheads_of_every_shape_are_the_mark() {
    let title = "关于开展河道清淤工作的通知";
    let joint = ["甲市水利局　甲市财政局", "2025年3月5日"];
    let one = ["甲市水利局", "2025年3月5日"];
    let rest = ["各县（区）水利局：", "请清淤。"];
    let file = |head: &[&str], foot: &[&str]| {
        let lines = head.iter().copied().chain([title]).chain(rest).chain(foot.iter().copied());
        File::of(&lines.map(paragraph).collect::<String>()).toml()
    };
    for head in [
        &["甲 市 水 利 局 文 件"][..],
        &["甲市水利局", "文件"],
        &["甲市水利局文件", "甲市水利局文件"],
        &["甲市水利局文件", "签发人：张三"],
    ] {
        let file = file(head, &one);
        has_lines(&file, &["issuers = [\"甲市水利局\"]  #| ", &format!("title = \"{title}\"")]);
        assert!(!file.contains("mark = \""), "{file}");
    }
    for head in [&["甲市水利局", "甲市财政局文件"][..], &["甲市水利局文件", "甲市财政局"]]
    {
        let file = file(head, &joint);
        has_lines(&file, &["issuers = [\"甲市水利局\", \"甲市财政局\"]", &format!("title = \"{title}\"")]);
        assert!(!file.contains("mark-issuers"), "{file}");
    }
    // The organ stands in the mark only.
    has_lines(
        &file(&["甲市水利局文件"], &one[1..]),
        &["issuers = [\"甲市水利局\"]", &format!("title = \"{title}\"")],
    );
}
