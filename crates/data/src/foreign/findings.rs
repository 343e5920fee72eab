//! What can be the matter with a PDF of others.

#![allow(missing_docs, reason = "the words of a finding, its fields in them, stand beside it")]

use serde::Serialize;

use crate::diagnostic::{Arguments, Entry, KindName, Problem, error, in_both};

/// Why a PDF cannot be measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PdfFault {
    /// The program was built without what reads PDFs.
    NotBuiltIn,
    NotAPdf,
    /// It opens with a password only.
    Encrypted,
    Broken,
    NoPages,
    NoText,
    /// Pictures and no text.
    Scanned,
    /// More of something, said in Chinese and in English, than is read, and how much is.
    TooMuch {
        #[serde(serialize_with = "in_both")]
        unit: KindName,
        limit: usize,
    },
}

/// A PDF that cannot be read.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all_fields = "kebab-case")]
pub enum PdfFinding {
    NotMeasurable {
        path: String,
        #[serde(rename = "case")]
        fault: PdfFault,
    },
}

impl Problem for PdfFinding {
    fn arguments(&self) -> Arguments {
        Arguments::of(self)
    }

    fn entry(&self) -> Entry {
        match self {
            PdfFinding::NotMeasurable { path, fault } => pdf_file(path, *fault),
        }
    }
}

/// Why a PDF cannot be measured.
fn pdf_file(path: &str, fault: PdfFault) -> Entry {
    let said = |code, zh: &str, en: &str| error(code, format!("{path}：{zh}"), format!("{path}: {en}"));
    match fault {
        PdfFault::NotBuiltIn => said(
            "pdf-not-built-in",
            "这个程序没有编入读取 PDF 的部分（feature pdf）",
            "this program was built without what reads PDFs (the feature `pdf`)",
        )
        .help("换用编入它的程序", "use a program that was built with it"),
        PdfFault::NotAPdf => said("not-a-pdf", "不是 PDF 文件", "this is no PDF file")
            .help("给出 PDF 文件；别的文件先导出成 PDF", "name a PDF; export another file as a PDF first"),
        PdfFault::Encrypted => said("pdf-encrypted", "需要密码才能打开", "it opens with a password only")
            .help("先去掉打开密码再测量", "take the password off before measuring"),
        PdfFault::Broken => {
            said("pdf-broken", "已损坏或不完整，无法读取", "it is damaged or cut off and cannot be read")
                .help("重新导出或重新下载这个 PDF", "export or fetch the PDF anew")
        }
        PdfFault::NoPages => said("pdf-no-pages", "没有页面", "it has no pages")
            .help("重新导出这个 PDF", "export the PDF anew"),
        PdfFault::NoText => said(
            "pdf-no-text",
            "没有可见的文字（文字也许转成了轮廓）",
            "it has no visible text; perhaps its text was turned into outlines",
        )
        .help("由排版程序重新导出，文字不转成轮廓", "export it anew, its text not as outlines"),
        PdfFault::Scanned => said(
            "pdf-scanned",
            "只有图片（扫描件），没有可以测量的文字",
            "it has pictures only, as a scan has, and no text that could be measured",
        )
        .help("测量由排版程序直接导出的 PDF", "measure the PDF that the word processor itself wrote"),
        PdfFault::TooMuch { unit: (zh, en), limit } => said(
            "pdf-too-large",
            &format!("超出可以读取的范围：{zh}（上限 {limit}）"),
            &format!("it asks for more than is read: {en}, at most {limit}"),
        )
        .help("分成几个小的 PDF", "make several smaller PDFs of it"),
    }
}
