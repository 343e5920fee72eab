//! Word files made here, part by part: what is read of them, and what is refused.

mod numbers;
mod parts;
mod placed;
mod property;
mod sections;
mod shown;
mod signed;
mod told;
mod words;
mod wrong;

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;
use crate::diagnostic::Diagnostic;
use crate::{ImportFinding, import, toml};

const NAMESPACES: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml""#;

const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

fn zipped<N: AsRef<str>, T: AsRef<[u8]>>(parts: &[(N, T)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(name.as_ref(), SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes.as_ref()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A Word file, put together part by part.
struct File {
    parts: Vec<(String, Vec<u8>)>,
    relations: String,
}

impl File {
    fn of(body: &str) -> File {
        File {
            parts: vec![("word/document.xml".to_owned(), document(body).into_bytes())],
            relations: String::new(),
        }
    }

    /// Adds a part; its relation's id is its name.
    fn with(mut self, kind: &str, name: &str, bytes: impl AsRef<[u8]>) -> File {
        self.relations += &format!(r#"<Relationship Id="{name}" Type="{RELATION}/{kind}" Target="{name}"/>"#);
        self.parts.push((format!("word/{name}"), bytes.as_ref().to_vec()));
        self
    }

    fn styles(self, styles: &str) -> File {
        self.with("styles", "styles.xml", format!("<w:styles {NAMESPACES}>{styles}</w:styles>"))
    }

    fn numbering(self, numbering: &str) -> File {
        self.with(
            "numbering",
            "numbering.xml",
            format!("<w:numbering {NAMESPACES}>{numbering}</w:numbering>"),
        )
    }

    fn bytes(mut self) -> Vec<u8> {
        let relations = format!(
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>"#,
            self.relations
        );
        self.parts.push(("word/_rels/document.xml.rels".to_owned(), relations.into_bytes()));
        zipped(&self.parts)
    }

    /// Its lines.
    fn lines(self) -> Vec<String> {
        lines_of(&self.bytes())
    }

    /// The data file.
    fn toml(self) -> String {
        let imported = import("a.docx", self.bytes()).unwrap();
        let (whole, beside) = (imported.toml(), imported.toml_with_body_file("a.txt"));
        assert_eq!(told(&imported.diagnostics()), marks(&whole), "{whole}");
        assert_eq!(told(&imported.diagnostics_with_body_file()), marks(&beside), "{beside}");
        whole
    }
}

/// How many places the program says are to be checked.
fn told(found: &[Diagnostic]) -> String {
    found.iter().map(|found| found.message(crate::diagnostic::Lang::Zh)).collect()
}

/// What it has to say of the marks in a file.
fn marks(file: &str) -> String {
    let count = file.lines().filter(|line| line.starts_with("# 请核对：")).count();
    let note = (count > 0).then(|| Diagnostic::new(ImportFinding::ImportDoubts { count }));
    told(note.as_slice())
}

/// The paragraphs of a whole notice around some of its own.
fn notice(body: &str) -> String {
    let head =
        ["甲市水利局文件", "甲水〔2025〕8号", "甲市水利局关于开展河道清淤工作的通知", "各县（区）水利局："];
    let head: String = head.iter().map(|text| paragraph(text)).collect();
    head + body + &paragraph("甲市水利局") + &paragraph("2025年3月5日")
}

fn run(properties: &str, text: &str) -> String {
    format!(r#"<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>"#)
}

/// Whether the file has each of these, in this order, at the start of lines.
#[track_caller]
fn has_lines(file: &str, wanted: &[&str]) {
    let mut lines = file.lines();
    for wanted in wanted {
        assert!(lines.any(|line| line.starts_with(wanted)), "no {wanted} (in this order)\n{file}");
    }
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
            "| 甲 | 1 | << |",
            "抄送：甲局。",
            "某某局办公室　2024年1月31日印发"
        ]
    );
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
