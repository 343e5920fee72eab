//! What can be the matter with what is imported.

#![allow(missing_docs, reason = "the words of a finding, its fields in them, stand beside it")]

use serde::Serialize;

use crate::diagnostic::{Arguments, Entry, Problem, error, note, quoted};
use crate::lines::MOST_LINES;

/// Why a file is nothing that can be imported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum WordFault {
    /// Named .docx, and no zip.
    NotAZip,
    /// It begins as a zip and has no end.
    Cut,
    /// No word of it is live; what it has instead, in the words of the import.
    NothingLive {
        doubt: String,
    },
    /// A zip, and no Word document in it.
    NoDocument,
    /// Protected with a password.
    Encrypted,
    /// The binary format before 2007, .doc; .wps looks the same.
    Word97,
    Pdf,
    Rtf,
    /// A web page; programs export them under the name .doc.
    Html,
    /// Word's XML of 2003, or a package in one file.
    WordXml,
    Odt,
    /// GB/T 33190: fixed pages.
    Ofd,
    Workbook,
    /// CSV or TSV: names, not a document.
    List,
    Slides,
    Picture,
    /// A compressed file of another kind than a zip.
    Archive,
    /// What a program lays beside a file that is open, `~$x.docx`.
    Lock,
    /// Its parts unpack to more than the limit.
    TooLarge {
        #[serde(rename = "limit-bytes")]
        limit: u64,
    },
    /// It has more lines than are read, tables' and taken-in files' counted.
    TooManyLines,
    /// It has a document type, which can make entities; Word writes none.
    DocumentType,
    Broken {
        reason: String,
    },
}

/// A finding about pasted text or a Word file.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all_fields = "kebab-case")]
pub enum ImportFinding {
    NotImportable {
        path: String,
        #[serde(rename = "case")]
        kind: WordFault,
    },
    NothingToImport {
        path: String,
    },
    ImportDoubts {
        count: usize,
    },
}

impl Problem for ImportFinding {
    fn arguments(&self) -> Arguments {
        Arguments::of(self)
    }

    fn entry(&self) -> Entry {
        match self {
            ImportFinding::NotImportable { path, kind } => word_file(path, kind),
            ImportFinding::NothingToImport { path } => error(
                "nothing-to-import",
                format!("“{path}”里没有文字"),
                format!("there is no text in `{path}`"),
            )
            .help("把公文全文粘贴到一个文本文件里", "paste the whole document into a text file"),
            ImportFinding::ImportDoubts { count } => {
                note("import-doubts", format!("有 {count} 处请核对"), format!("places to check: {count}"))
                    .help("在文件里查找“# 请核对”", "look for `# 请核对` in the file")
            }
        }
    }
}

/// A file that is no text, and no Word file that can be read.
fn word_file(path: &str, fault: &WordFault) -> Entry {
    let is = |zh: &str, en: &str| error("not-a-word-file", format!("“{path}”{zh}"), format!("`{path}` {en}"));
    let not_read = |zh: &str, en: &str| {
        is(zh, en).help(
            "用 Word 或 WPS 打开，另存为 .docx，或把文字粘贴到文本文件里",
            "open it in Word or WPS and save it as .docx, or paste its text into a text file",
        )
    };
    match fault {
        WordFault::NotAZip => not_read("不是 .docx 文件", "is no .docx file"),
        WordFault::NoDocument => not_read(
            "里没有 Word 正文（word/document.xml）",
            "has no Word document in it (word/document.xml)",
        ),
        WordFault::Word97 => {
            not_read("是旧的二进制格式（.doc 或 .wps）", "is in the old binary format (.doc or .wps)")
        }
        WordFault::Rtf => not_read("是 RTF 文件", "is an RTF file"),
        WordFault::Html => {
            not_read("是网页（HTML），不是 Word 文件", "is a web page (HTML) and no Word file")
        }
        WordFault::WordXml => not_read("是 Word 的 XML 文件", "is an XML file of Word"),
        WordFault::Odt => not_read("是 ODF 文件（.odt 等）", "is an OpenDocument file (.odt or the like)"),
        WordFault::Pdf => is("是 PDF 文件", "is a PDF file").help(
            "复制其中的文字，粘贴到文本文件里；扫描件要先识别文字",
            "copy its text into a text file; a scan has to be recognised first",
        ),
        WordFault::Ofd => is("是 OFD 版式文件", "is an OFD file of fixed pages").help(
            "用 OFD 阅读器打开，复制文字，粘贴到文本文件里",
            "open it in an OFD reader and copy its text into a text file",
        ),
        WordFault::Workbook => is("是电子表格（Excel、WPS 表格），不是文稿", "is a workbook and no document")
            .help(
                "表格数据写在数据文件的“表格”里，成批生成用 render batch",
                "tables go into a data file as `table`; many documents from a list are made by render batch",
            ),
        WordFault::List => is("是名单、表格（CSV），不是公文的文字", "is a list or table (CSV) and no words of a document").help(
            "一行一份公文：render batch 底稿.toml --list 名单.csv -o 文件夹；正文里的表格：写 ⟦csv|CSV文件 = '名单.csv'⟧",
            "a document for each row: `render batch base.toml --list list.csv -o folder`; a table of a body has ⟦csv|CSV文件 = 'list.csv'⟧",
        ),
        WordFault::Slides => is("是演示文稿，不是文稿", "is a presentation and no document")
            .help("把文字粘贴到文本文件里", "paste its text into a text file"),
        WordFault::Picture => is("是图片，里面没有文字", "is a picture and has no text").help(
            "先识别文字（OCR），再把文字存为文本文件",
            "recognise its text (OCR) and save that as a text file",
        ),
        WordFault::Archive => is("是压缩包", "is a compressed archive")
            .help("先解压，再导入里面的 .docx", "unpack it and import the .docx in it"),
        WordFault::Lock => is(
            "是 Word、WPS 打开文稿时留下的临时文件，不是文稿",
            "is what Word or WPS lays beside a file that is open, and no document",
        )
        .help("导入同一文件夹里名字不带“~$”的那个文件", "import the file of that name without the `~$`"),
        WordFault::NothingLive { doubt: what } => error(
            "nothing-to-import",
            format!("“{path}”里没有能导入的文字：{what}"),
            format!("there is no text to import in `{path}`: {what}"),
        )
        .help(
            "在 Word 里打开，把要用的文字另存到一个新的 .docx 里",
            "open it in Word and save the words that count in a new .docx",
        ),
        WordFault::Cut => is("不完整，后面一截没有了", "is not whole: its end is missing").help(
            "重新下载或拷贝一份，或在 Word 里重新另存为 .docx",
            "download or copy it again, or save it anew as .docx",
        ),
        WordFault::Broken { reason } => is(
            &format!("已损坏{}", quoted(reason).0),
            &format!("is broken{}", quoted(reason).1),
        )
        .help("在 Word 或 WPS 里打开，重新另存为 .docx", "open it in Word or WPS and save it anew as .docx"),
        WordFault::DocumentType => {
            not_read("里有文档类型声明，不予读取", "declares a document type and is refused")
        }
        WordFault::Encrypted => error(
            "word-encrypted",
            format!("“{path}”设有密码"),
            format!("`{path}` is protected with a password"),
        )
        .help("取消密码后另存", "save it without the password"),
        WordFault::TooManyLines => error(
            "too-long",
            format!("“{path}”的文字超过 {MOST_LINES} 行，不予读取"),
            format!("`{path}` has more than {MOST_LINES} lines of text and is refused"),
        )
        .help(
            "分成几个文件；里面同一个文件插入了许多次的，只留一次",
            "divide it into several files; a file that it takes in many times stands in it once",
        ),
        WordFault::TooLarge { limit } => error(
            "word-too-large",
            format!("“{path}”展开后超过 {} MiB，不予读取", limit / (1024 * 1024)),
            format!("`{path}` unpacks to more than {} MiB and is refused", limit / (1024 * 1024)),
        )
        .help(
            "删去里面的图片，或把文字复制出来存成 .txt 再读",
            "take its pictures out, or copy its words into a .txt file and read that",
        ),
    }
}
