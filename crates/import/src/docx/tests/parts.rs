//! What stands in other parts of a file, and tables.

use super::*;

const PAGE: &str = "<html><body><p>一、第一项任务。</p><p>二、<b>第二项</b>任务。</p></body></html>";

/// Field report 15: a web page, a text or a Word file inside the file.
#[test]
fn files_inside_the_file_are_read() {
    let chunk = |name: &str| format!(r#"<w:altChunk r:id="{name}"/>"#);
    let read = |name: &str, bytes: &[u8]| {
        File::of(&notice(&(paragraph("通知如下：") + &chunk(name)))).with("aFChunk", name, bytes).toml()
    };
    let archive = format!(
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"----=b\"\r\n\r\n------=b\r\nContent-Type: text/html; charset=\"utf-8\"\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: file:///C:/a.html\r\n\r\n{}\r\n------=b--\r\n",
        PAGE.replace("<b>", "<b class=3D\"a\">")
    );
    let gbk = encoding_rs::GBK
        .encode("<html><head><meta charset=gbk></head><body><p>一、第一项任务。</p><p>二、第二项任务。</p>")
        .0
        .into_owned();
    let inner = File::of(&(paragraph("一、第一项任务。") + &paragraph("二、第二项任务。"))).bytes();
    for (name, bytes) in [
        ("a.html", PAGE.as_bytes()),
        ("a.mht", archive.as_bytes()),
        ("a.htm", &gbk),
        ("a.docx", &inner),
        ("a.txt", "一、第一项任务。\r\n二、第二项任务。".as_bytes()),
    ] {
        let file = read(name, bytes);
        has_lines(&file, &["number = ", "通知如下：", "一、第一项任务。", "二、第二项任务。", "date = "]);
    }
    let file = read("a.rtf", b"{\\rtf1 a}");
    has_lines(&file, &["# 请核对：嵌在 Word 文件里的RTF 文件没有导入"]);
    let file = File::of(&notice(&chunk("none"))).toml();
    has_lines(&file, &["# 请核对：嵌在 Word 文件里的内容（文件里没有它）没有导入"]);
    // A file that says nothing but what is inside it.
    assert_eq!(File::of(&chunk("a.html")).with("aFChunk", "a.html", PAGE).lines().len(), 2);
}

/// A file inside a file inside a file …: an end, and one limit for all.
#[test]
fn files_inside_files_end() {
    let mut bytes = File::of(&paragraph("最里。")).bytes();
    for _ in 0..3 {
        bytes = File::of(r#"<w:altChunk r:id="a.docx"/>"#).with("aFChunk", "a.docx", &bytes).bytes();
    }
    assert_eq!(lines_of(&bytes), ["最里。"]);
    for _ in 0..6 {
        bytes = File::of(r#"<w:altChunk r:id="a.docx"/>"#).with("aFChunk", "a.docx", &bytes).bytes();
    }
    assert_eq!(fault("a.docx", &bytes), "not-a-word-file");
}

/// Field report 47: the main part is the one that the package says.
#[test]
fn the_main_part_is_found_by_its_relation() {
    let rels = |target: &str| {
        format!(
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{RELATION}/officeDocument" Target="{target}"/></Relationships>"#
        )
    };
    for (part, target) in [
        ("word/document2.xml", "word/document2.xml"),
        ("word/document2.xml", "/word/document2.xml"),
        ("Word\\Document.xml", "word/document.xml"),
        ("a/b.xml", "a/b.xml"),
    ] {
        let bytes = zipped(&[
            ("_rels/.rels".to_owned(), rels(target)),
            (part.to_owned(), document(&paragraph("甲"))),
        ]);
        assert_eq!(lines_of(&bytes), ["甲"], "{part}");
    }
    // The strict edition names everything otherwise; UTF-16 is allowed.
    let strict = document(&paragraph("甲"))
        .replace(
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main",
        )
        .replace("w:", "x:")
        .replace("xmlns:w=", "xmlns:x=");
    let utf16: Vec<u8> = [0xFF, 0xFE]
        .into_iter()
        .chain(strict.replace("UTF-8", "UTF-16").encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    assert_eq!(lines_of(&zipped(&[("word/document.xml", utf16)])), ["甲"]);
}

fn section(references: &str, title_page: bool) -> String {
    format!("<w:sectPr>{references}{}</w:sectPr>", if title_page { "<w:titlePg/>" } else { "" })
}

/// Field report 24.
#[test]
fn a_mark_in_the_header_is_the_mark() {
    let body = [
        "甲市水利局关于开展河道清淤工作的通知",
        "各县（区）水利局：",
        "请认真落实。",
        "甲市水利局",
        "2025年3月5日",
    ]
    .map(paragraph)
    .concat();
    let header = |lines: &[&str]| {
        format!(
            "<w:hdr {NAMESPACES}>{}</w:hdr>",
            lines.iter().map(|text| paragraph(text)).collect::<String>()
        )
    };
    for (title_page, kind) in [(true, "first"), (false, "first"), (false, "default")] {
        let reference = format!(r#"<w:headerReference w:type="{kind}" r:id="h.xml"/>"#);
        let file = File::of(&(body.clone() + &section(&reference, title_page)))
            .with("header", "h.xml", header(&["甲市水利局文件", "甲水〔2025〕8号"]))
            .toml();
        has_lines(
            &file,
            &[
                "# 请核对：以下的字取自 Word 文件的",
                "issuers = [\"甲市水利局\"]",
                "number = \"甲水〔2025〕8号\"",
                "title = ",
            ],
        );
    }
    // What is no head is told; page numbers are nothing.
    let references = r#"<w:headerReference w:type="default" r:id="h.xml"/><w:footerReference w:type="default" r:id="f.xml"/><w:footerReference w:type="even" r:id="g.xml"/>"#;
    let footer = |text: &str| format!("<w:ftr {NAMESPACES}>{}</w:ftr>", paragraph(text));
    let file = File::of(&(body.clone() + &section(references, false)))
        .with("header", "h.xml", header(&["内部资料 注意保存"]))
        .with("footer", "f.xml", footer("— 1 —"))
        .with("footer", "g.xml", footer("第 2 页 共 3 页"))
        .toml();
    has_lines(&file, &["# 请核对：页眉没有写进来，每一页的页眉", "#| 内部资料 注意保存"]);
    assert_eq!(file.lines().filter(|line| line.starts_with("#|")).count(), 1, "{file}");
    let reference = r#"<w:footerReference w:type="default" r:id="f.xml"/>"#;
    let colophon = format!(
        "<w:ftr {NAMESPACES}>{}{}</w:ftr>",
        paragraph("抄送：市财政局。"),
        paragraph("甲市水利局办公室　2025年3月6日印发")
    );
    let file = File::of(&(body + &section(reference, false))).with("footer", "f.xml", colophon).toml();
    has_lines(
        &file,
        &["# 请核对：以下的字取自 Word 文件的页脚", "cc = \"市财政局。\"", "printer = \"甲市水利局办公室\""],
    );
}

fn cell(text: &str) -> String {
    format!("<w:tc>{}</w:tc>", paragraph(text))
}

fn row(cells: &[String]) -> String {
    format!("<w:tr>{}</w:tr>", cells.concat())
}

fn table(rows: &[String]) -> String {
    format!("<w:tbl><w:tblPr/>{}</w:tbl>", rows.concat())
}

/// Field report 08: no bar and no rule of an inner table is printed.
#[test]
fn a_table_in_a_table_is_lines_of_its_cell() {
    let inner = table(&[row(&[cell("东河"), cell("3公里")]), row(&[cell("西|河"), cell("5公里")])]);
    let outer = table(&[
        row(&[cell("项目"), cell("明细"), cell("备注")]),
        row(&[
            cell("清淤"),
            format!("<w:tc>{}{inner}{}</w:tc>", paragraph("前"), paragraph("后")),
            cell("无"),
        ]),
    ]);
    let file = File::of(&notice(&outer)).toml();
    has_lines(
        &file,
        &[
            "# 请核对：表格里套着表格",
            "| 项目 | 明细 | 备注 |",
            "|---|---|---|",
            "| 清淤 | 前<br>东河　3公里<br>西\\|河　5公里<br>后 | 无 |",
        ],
    );
}

#[test]
fn cells_in_controls_and_before_the_grid_are_cells() {
    let rows = [
        row(&[cell("河道"), cell("说明"), cell("备注")]),
        format!(
            "<w:sdt><w:sdtContent><w:tr>{}<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>{}</w:tr></w:sdtContent></w:sdt>",
            cell("东河"),
            cell("一段"),
            cell("无")
        ),
        format!("<w:tr><w:trPr><w:gridBefore w:val=\"1\"/></w:trPr>{}{}</w:tr>", cell("续"), cell("无")),
    ];
    assert_eq!(
        File::of(&table(&rows)).lines(),
        ["| 河道 | 说明 | 备注 |", "|---|---|---|", "| 东河 | 一段 | 无 |", "|  | 续 | 无 |"]
    );
}

/// Field report 07, as Word files have it: merged cells stay merged.
#[test]
fn merged_cells_stay_merged() {
    let merged = |properties: &str, text: &str| {
        format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", paragraph(text))
    };
    let down = r#"<w:vMerge w:val="restart"/>"#;
    let on = "<w:vMerge/>";
    let wide = r#"<w:gridSpan w:val="2"/>"#;
    let both = format!("{wide}{down}");
    let rows = [
        row(&[merged(down, "单位"), merged(wide, "资金（万元）")]),
        row(&[merged(on, ""), cell("中央"), cell("省级")]),
        row(&[merged(down, "东县"), cell("100"), cell("50")]),
        row(&[merged(on, ""), cell("20"), cell("10")]),
        row(&[cell("西县"), merged(&both, "未定")]),
        row(&[cell("南县"), merged(&format!("{wide}{on}"), "")]),
        row(&[cell("合计"), merged(r#"<w:hMerge w:val="restart"/>"#, "180"), merged("<w:hMerge/>", "")]),
        // It goes on from nothing: a blank cell.
        row(&[merged(&format!("{wide}{on}"), ""), cell("注")]),
    ];
    let file = File::of(&notice(&table(&rows))).toml();
    has_lines(
        &file,
        &[
            "| 单位 | 资金（万元） | << |",
            "|---|---|---|",
            "| ^^ | 中央 | 省级 |",
            "| 东县 | 100 | 50 |",
            "| ^^ | 20 | 10 |",
            "| 西县 | 未定 | << |",
            "| 南县 | ^^ | << |",
            "| 合计 | 180 | << |",
            "|  | << | 注 |",
        ],
    );
    assert!(!file.contains("# 请核对："), "{file}");
    crate::document::Document::from_toml(&file).unwrap_or_else(|failure| panic!("{failure}\n{file}"));
    // Words that Word does not show are not lost, and a cell that says << says so.
    let rows = [
        row(&[merged(down, "甲"), cell("乙"), cell("&lt;&lt;")]),
        row(&[merged(on, "藏"), cell("1"), cell("^^")]),
    ];
    let file = File::of(&notice(&table(&rows))).toml();
    has_lines(&file, &["# 请核对：合并掉的单元格里的字", "#| 藏", "| 甲 | 乙 | \\<< |", "| ^^ | 1 | \\^^ |"]);
}

/// Field report 44: organs side by side in a table without rules are a sign-off.
#[test]
fn organs_and_dates_side_by_side_sign() {
    let signed = table(&[
        row(&[cell("甲市水利局"), cell("甲市财政局")]),
        row(&[cell("2025年3月5日"), cell("2025年3月5日")]),
    ]);
    let head = ["甲市水利局　甲市财政局关于下达资金的通知", "各县财政局：", "现将资金下达如下。"]
        .map(paragraph)
        .concat();
    let file = File::of(&(head.clone() + &signed)).toml();
    has_lines(
        &file,
        &[
            "issuers = [\"甲市水利局\", \"甲市财政局\"]",
            "现将资金下达如下。",
            "'''",
            "#| 2025年3月5日",
            "date = \"2025年3月5日\"",
        ],
    );
    let merged = table(&[
        row(&[cell("甲市水利局"), cell("甲市财政局")]),
        row(&["<w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr>".to_owned()
            + &paragraph("2025年3月5日")
            + "</w:tc>"]),
    ]);
    let file = File::of(&(head + &merged)).toml();
    has_lines(&file, &["issuers = [\"甲市水利局\", \"甲市财政局\"]", "date = \"2025年3月5日\""]);
    assert!(!file.contains("| 甲市"), "{file}");
}

/// Organs in a table above their one date sign, too; other tables stay tables.
#[test]
fn organs_in_a_table_above_a_date_sign() {
    let organs = |last: &str| {
        table(&[row(&[cell("甲市水利局"), cell("甲市财政局")]), row(&[cell("乙市水利局"), cell(last)])])
    };
    let head = ["甲市水利局关于下达资金的通知", "各县财政局：", "现将资金下达如下。"].map(paragraph).concat();
    let file = File::of(&(head.clone() + &organs("") + &paragraph("2025年3月5日"))).toml();
    has_lines(&file, &["issuers = [\"甲市水利局\", \"甲市财政局\", \"乙市水利局\"]", "date = "]);
    let file =
        File::of(&(head + &organs("3万元") + &paragraph("甲市水利局") + &paragraph("2025年3月5日"))).toml();
    has_lines(&file, &["issuers = [\"甲市水利局\"]", "| 甲市水利局 | 甲市财政局 |"]);
}

#[test]
fn hidden_rows_are_left_out() {
    let hidden =
        row(&[cell("藏行"), cell("1"), cell("2")]).replace("<w:tr>", "<w:tr><w:trPr><w:hidden/></w:trPr>");
    let file = File::of(&notice(&table(&[
        row(&[cell("项目"), cell("数"), cell("注")]),
        hidden,
        row(&[cell("甲"), cell("3"), cell("4")]),
    ])))
    .toml();
    has_lines(
        &file,
        &["# 请核对：隐藏文字", "#| 藏行", "| 项目 | 数 | 注 |", "|---|---|---|", "| 甲 | 3 | 4 |"],
    );
}

/// A file in which nothing is live is not called empty.
#[test]
fn what_a_file_has_instead_of_words_is_said() {
    let bytes = File::of(r#"<w:altChunk r:id="a.rtf"/>"#).with("aFChunk", "a.rtf", b"{\\rtf1 a}").bytes();
    let failure = import("a.docx", bytes).unwrap_err();
    assert_eq!(failure.diagnostics()[0].code(), "nothing-to-import");
    assert!(failure.to_string().contains("RTF"), "{failure}");
}

/// Field report 40: the organ above a title that says it again is the mark.
#[test]
fn a_letterhead_is_no_part_of_the_title() {
    let letter = [
        "甲市人民政府",
        "甲市人民政府关于商请支持河道清淤工作的函",
        "乙市人民政府：",
        "现就有关事项函商如下。",
        "甲市人民政府",
        "2025年3月5日",
    ];
    let file = File::of(&letter.map(paragraph).concat()).toml();
    has_lines(
        &file,
        &[
            "issuers = [\"甲市人民政府\"]  #| 甲市人民政府",
            "title = \"甲市人民政府关于商请支持河道清淤工作的函\"",
        ],
    );
    let twice = [
        "甲市人民政府",
        "甲市人民政府",
        "关于商请支持河道清淤工作的函",
        "乙市人民政府：",
        "现就有关事项函商如下。",
        "甲市人民政府",
        "2025年3月5日",
    ];
    let file = File::of(&twice.map(paragraph).concat()).toml();
    has_lines(
        &file,
        &[
            "issuers = [\"甲市人民政府\"]  #| 甲市人民政府",
            "title = \"甲市人民政府关于商请支持河道清淤工作的函\"",
        ],
    );
    let notice = letter.map(|line| paragraph(&line.replace("的函", "的通知")));
    let file = File::of(&notice.concat()).toml();
    has_lines(&file, &["mark = \"甲市人民政府\"", "title = \"甲市人民政府关于商请支持河道清淤工作的通知\""]);
}

/// Field report 03: the title of rules is the line above the first chapter.
#[test]
fn chapters_are_no_title() {
    for chapter in ["第一章　总则", "第一条　为加强管理，制定本办法。"] {
        let body =
            ["甲市水利局河道管理办法", chapter, "第二条　本办法适用于全市河道。"].map(paragraph).concat();
        let file = File::of(&body).toml();
        has_lines(&file, &["title = \"甲市水利局河道管理办法\"", chapter]);
    }
    let body = [
        "甲市水利局",
        "河道管理办法",
        "（试行）",
        "（2025年3月5日局务会议通过）",
        "第一章　总则",
        "第一条　为加强管理，制定本办法。",
    ];
    let file = File::of(&body.map(paragraph).concat()).toml();
    has_lines(
        &file,
        &["title = \"甲市水利局河道管理办法（试行）\"", "（2025年3月5日局务会议通过）", "第一章　总则"],
    );
}
