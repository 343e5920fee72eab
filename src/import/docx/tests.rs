//! Word files made here, part by part: what is read of them, and what is refused.

use std::io::Write;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;
use crate::import::{import, toml};

const NAMESPACES: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006""#;

fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn document(body: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"#
    )
}

fn docx(body: &str) -> Vec<u8> {
    zipped(&[("[Content_Types].xml", "<Types/>"), ("word/document.xml", &document(body))])
}

fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn lines_of(bytes: &[u8]) -> Vec<String> {
    read("a.docx", bytes).unwrap().into_iter().map(|line| line.text).collect()
}

fn fault(name: &str, bytes: &[u8]) -> &'static str {
    import(name, bytes.to_vec()).unwrap_err().diagnostics()[0].code()
}

#[test]
fn paragraphs_breaks_and_text_boxes_are_lines_and_deletions_are_not_there() {
    let body = [
        r#"<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:r><w:t>甲</w:t><w:tab/><w:t xml:space="preserve"> 乙&amp;丙&#x4E01;</w:t><w:br/><w:t>戊</w:t></w:r></w:p>"#,
        r#"<w:p><w:r><w:t>留</w:t></w:r><w:del><w:r><w:br/><w:delText>删</w:delText></w:r></w:del><w:ins><w:r><w:t>增</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>移</w:t></w:r></w:moveFrom><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"#,
        r#"<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>框外</w:t></w:r></w:p>"#,
        "<w:p/>",
    ];
    assert_eq!(lines_of(&docx(&body.concat())), ["甲\t 乙&丙丁", "戊", "留增", "框内", "框外"]);
}

#[test]
fn tables_are_rows_and_those_that_only_arrange_lines_are_lines() {
    let cell = |text: &str| format!("<w:tc>{}</w:tc>", paragraph(text));
    let row =
        |cells: &[&str]| format!("<w:tr>{}</w:tr>", cells.iter().map(|text| cell(text)).collect::<String>());
    let grid = format!("<w:tbl>{}{}</w:tbl>", row(&["项目", "数|量", "备注"]), {
        format!(
            "<w:tr>{}<w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr>{}</w:tc></w:tr>",
            cell("甲"),
            paragraph("1")
        )
    });
    let colophon =
        format!("<w:tbl>{}{}</w:tbl>", row(&["抄送：甲局。"]), row(&["某某局办公室", "2024年1月31日印发"]));
    assert_eq!(
        lines_of(&docx(&(grid + &colophon))),
        [
            "| 项目 | 数\\|量 | 备注 |",
            "|---|---|---|",
            "| 甲 | 1 | |",
            "抄送：甲局。",
            "某某局办公室　2024年1月31日印发"
        ]
    );
}

#[test]
fn automatic_numbers_are_typed_out() {
    let level = |at: usize, format: &str, text: &str| {
        format!(
            r#"<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{format}"/><w:lvlText w:val="{text}"/></w:lvl>"#
        )
    };
    let numbering = format!(
        r#"<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId="3">{}{}{}{}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="3"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="3"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num></w:numbering>"#,
        level(0, "chineseCounting", "%1、"),
        level(1, "chineseCounting", "（%2）"),
        level(2, "decimal", "%3."),
        level(3, "cardinalText", "%4"),
    );
    let styles = format!(
        r#"<w:styles {NAMESPACES}><w:style w:styleId="h1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style><w:style w:styleId="h2"><w:basedOn w:val="h1"/></w:style></w:styles>"#
    );
    let numbered = |list: u32, level: usize, text: &str| {
        format!(
            r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"#
        )
    };
    let styled = |text: &str| {
        format!(r#"<w:p><w:pPr><w:pStyle w:val="h2"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"#)
    };
    let body = [
        numbered(1, 0, "甲"),
        numbered(1, 1, "乙"),
        numbered(1, 1, "丙"),
        numbered(1, 2, "丁"),
        styled("戊"),
        numbered(1, 1, "己"),
        numbered(2, 0, "庚"),
        numbered(0, 0, "辛"),
        numbered(1, 3, "壬"),
    ];
    let bytes = zipped(&[
        ("word/document.xml", &document(&body.concat())),
        ("word/numbering.xml", &numbering),
        ("word/styles.xml", &styles),
    ]);
    assert_eq!(
        lines_of(&bytes),
        ["一、甲", "（一）乙", "（二）丙", "1.丁", "二、戊", "（一）己", "五、庚", "辛", "壬"]
    );
    let file = import("a.docx", bytes).unwrap().toml();
    assert!(file.contains("# 请核对：“壬”在 Word 里有自动编号，没有认出号码"), "{file}");
}

#[test]
fn a_document_of_word_becomes_a_data_file() {
    let text = [
        "某某市财政局文件",
        "某财〔2024〕2号",
        "关于做好工作的通知",
        "各科室：",
        "现将有关事项通知如下。",
        "某某市财政局",
        "2024年1月30日",
    ];
    let body: String = text.iter().map(|text| paragraph(text)).collect();
    let picture = "<w:p><w:r><w:drawing><pic:pic/></w:drawing></w:r></w:p>";
    // The name says nothing: the bytes do.
    let imported = import("-", docx(&(body + picture))).unwrap();
    for line in [
        "issuers = [\"某某市财政局\"]",
        "number = \"某财〔2024〕2号\"",
        "title = \"关于做好工作的通知\"",
        "recipients = \"各科室\"  #| ：",
        "date = \"2024年1月30日\"",
        "# 请核对：Word 文件里的图片没有导入",
    ] {
        assert!(toml::write(&imported.claims, None).contains(line), "{line}\n{}", imported.toml());
    }
}

#[test]
fn what_is_no_word_file_is_refused_by_name() {
    let compound = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    let mut encrypted = compound.to_vec();
    encrypted.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    let broken = docx("<w:p></w:q>");
    let whole = docx(&paragraph("甲"));
    for (name, bytes, code) in [
        ("a.docx", b"plain text".as_slice(), "not-a-word-file"),
        ("a.doc", &compound, "not-a-word-file"),
        ("a.docx", &encrypted, "word-encrypted"),
        ("a.pdf", b"%PDF-1.7", "not-a-word-file"),
        ("a.rtf", b"{\\rtf1", "not-a-word-file"),
        ("a.docx", &zipped(&[("xl/workbook.xml", "<a/>")]), "not-a-word-file"),
        ("a.docx", &broken, "not-a-word-file"),
        ("a.docx", &whole[..whole.len() / 2], "not-a-word-file"),
        ("a.docx", b"", "nothing-to-import"),
        ("a.txt", " \n\u{3000}\t\n".as_bytes(), "nothing-to-import"),
        ("a.docx", &docx(""), "nothing-to-import"),
        ("a.txt", b"\xFF\xFF\xFF", "not-utf-8"),
    ] {
        assert_eq!(fault(name, bytes), code, "{name}");
    }
}

/// A part that unpacks to more than the limit, and entities that grow: both end in an error, soon.
#[test]
fn bombs_do_not_go_off() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("word/document.xml", SimpleFileOptions::default()).unwrap();
    let blanks = vec![b' '; 1024 * 1024];
    for _ in 0..=LIMIT_PART_BYTES / blanks.len() as u64 {
        zip.write_all(&blanks).unwrap();
    }
    let bomb = zip.finish().unwrap().into_inner();
    assert!(bomb.len() < 1024 * 1024, "a small file");
    assert_eq!(fault("a.docx", &bomb), "word-too-large");

    let laughs = r#"<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><d>&b;</d>"#;
    assert_eq!(fault("a.docx", &zipped(&[("word/document.xml", laughs)])), "not-a-word-file");
    let declared = document(&paragraph("甲"))
        .replace("<w:document", "<!DOCTYPE d SYSTEM \"file:///etc/passwd\"><w:document");
    assert_eq!(fault("a.docx", &zipped(&[("word/document.xml", &declared)])), "not-a-word-file");
    let entity = document(&paragraph("&secret;"));
    assert_eq!(fault("a.docx", &zipped(&[("word/document.xml", &entity)])), "not-a-word-file");
    let deep = "<w:tbl><w:tr><w:tc>".repeat(100_000);
    assert_eq!(fault("a.docx", &docx(&deep)), "not-a-word-file");
}

/// Any bytes of a Word file may be wrong; the end is lines or an error, never a panic.
#[test]
fn a_byte_changed_anywhere_ends_well() {
    let whole = docx(&(paragraph("某某局文件") + "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"));
    for at in 0..whole.len() {
        for value in [0, 0xFF, whole[at].wrapping_add(1)] {
            let mut bytes = whole.clone();
            bytes[at] = value;
            if let Err(failure) = import("a.docx", bytes) {
                assert!(!failure.diagnostics().is_empty());
            }
        }
    }
}
