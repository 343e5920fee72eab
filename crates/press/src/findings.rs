//! What Typst says, and what its exports cannot.

#![allow(missing_docs, reason = "the words of a finding, its fields in them, stand beside it")]

use serde::Serialize;

use crate::diagnostic::{Arguments, Diagnostic, Entry, Problem, error, note, quoted, warning};

/// What Typst says about a template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]

pub struct Slip {
    #[serde(rename = "reason")]
    pub message: String,
    #[serde(rename = "path")]
    pub file: String,
    /// What Typst advises.
    pub hints: Vec<String>,
    /// Through which calls it came there, innermost first.
    pub trace: Vec<String>,
}

/// Why a document cannot be a PDF/A.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unarchivable {
    /// It has no date, and a PDF/A must say when it was made.
    Undated,
    /// Its date is still open, 2026年　月　日.
    Open,
    /// Its red is printing ink, which needs a colour profile that Typst cannot give.
    Cmyk,
    /// A fragment or a template paints in printing inks.
    Inks,
}

/// A finding of the press.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all_fields = "kebab-case")]
pub enum TypstFinding {
    Fragment {
        #[serde(rename = "reason")]
        message: String,
    },
    FragmentFile {
        path: String,
    },
    FragmentWarning {
        #[serde(rename = "reason")]
        message: String,
    },
    Template(Slip),
    TemplateWarning(Slip),
    Export {
        #[serde(rename = "reason")]
        message: String,
    },
    NotArchived(Unarchivable),
    DrawingTooLarge {
        page: usize,
        width: u64,
        height: u64,
        limit: u64,
    },
    /// Typst keeps every name it has seen for the life of the process.
    NamesUsedUp,
    /// No file of a template is named so.
    StrangeName {
        path: String,
    },
}

impl Problem for TypstFinding {
    fn arguments(&self) -> Arguments {
        Arguments::of(self)
    }

    fn entry(&self) -> Entry {
        match self {
            TypstFinding::Fragment { message } => error(
                "typst-fragment",
                format!("Typst 片段出错{}", quoted(message).0),
                format!("the Typst fragment failed{}", quoted(message).1),
            ),
            // The library's own words for it name a place in its memory.
            TypstFinding::FragmentFile { path } => error(
                "typst-fragment",
                format!("Typst 片段要的文件“{path}”没有"),
                format!("the file {path} that the Typst fragment asks for is not there"),
            )
            .help(
                "片段不读文件：图片在正文里另起一行写 ![图题](图.png)，表格写 ![表题](表.csv)；数据直接写在片段里",
                "fragments read no files: a picture is a line of the body, ![caption](picture.png), a table ![caption](table.csv); data is written into the fragment",
            ),
            TypstFinding::FragmentWarning { message } => warning(
                "typst-fragment-warning",
                format!("Typst 片段有可疑之处{}", quoted(message).0),
                format!("something is odd in the Typst fragment{}", quoted(message).1),
            ),
            TypstFinding::Template(slip) => advised(
                error(
                    "template",
                    format!("模板 {} 出错{}", slip.file, quoted(&slip.message).0),
                    format!("the template {} failed{}", slip.file, quoted(&slip.message).1),
                ),
                slip,
            ),
            TypstFinding::TemplateWarning(slip) => advised(
                warning(
                    "template-warning",
                    format!("模板 {} 有可疑之处{}", slip.file, quoted(&slip.message).0),
                    format!("something is odd in the template {}{}", slip.file, quoted(&slip.message).1),
                ),
                slip,
            ),
            TypstFinding::Export { message } => super::refusals::entry(message),
            TypstFinding::NotArchived(Unarchivable::Undated) => note(
                "not-archived",
                "没有成文日期，不能存为 PDF/A，生成普通 PDF".to_owned(),
                "without a date there is no PDF/A: the file will be a plain PDF".to_owned(),
            )
            .help("加一行 ⟦date|成文日期 = 2024-01-30⟧", "add a line ⟦date|成文日期 = 2024-01-30⟧"),
            TypstFinding::NotArchived(Unarchivable::Open) => note(
                "not-archived",
                "成文日期还没有填全，不能存为 PDF/A，生成普通 PDF".to_owned(),
                "the date is still open, and without a day there is no PDF/A: the file will be a plain PDF".to_owned(),
            )
            .help("签发后把成文日期写全，如 2024-01-30", "once it is signed, write the whole date, such as 2024-01-30"),
            TypstFinding::NotArchived(Unarchivable::Cmyk) => note(
                "not-archived",
                "红色用印刷油墨（cmyk），不能存为 PDF/A，生成普通 PDF".to_owned(),
                "red in printing ink (cmyk) has no colour profile here: the file will be a plain PDF".to_owned(),
            )
            .clause("6.2")
            .help("存档用 ⟦red|红色 = 'rgb'⟧", "for the archive write ⟦red|红色 = 'rgb'⟧"),
            TypstFinding::NotArchived(Unarchivable::Inks) => note(
                "not-archived",
                "这里用了印刷油墨的颜色（cmyk），不能存为 PDF/A，生成普通 PDF".to_owned(),
                "this is painted in printing inks (cmyk), which have no colour profile here: the file will be a plain PDF"
                    .to_owned(),
            )
            .help("存档用 rgb(…) 写颜色", "for the archive write the colour as rgb(…)"),
            TypstFinding::NamesUsedUp => error(
                "names-used-up",
                "这个进程加载过的模板文件名太多，不能再加载",
                "this process has loaded too many template file names to load more",
            )
            .help("重新启动进程；反复加载同一模板不占新的名额", "start a new process; loading the same names again takes none"),
            TypstFinding::StrangeName { path } => error(
                "template-file",
                format!("文件名“{path}”不能用在模板里"),
                format!("the file name `{path}` cannot be used in a template"),
            ),
            TypstFinding::DrawingTooLarge { page, width, height, limit } => error(
                "drawing-too-large",
                format!("第 {page} 页画出来是 {width}×{height} 像素，上限 {limit} 像素"),
                format!("page {page} would be drawn with {width} × {height} pixels; the limit is {limit}"),
            )
            .help("降低每英寸像素数", "ask for fewer pixels to the inch"),
        }
    }
}

/// Typst's hints, then the way it came there.
fn advised(entry: Entry, slip: &Slip) -> Entry {
    let lines: Vec<&str> = slip.hints.iter().chain(&slip.trace).map(String::as_str).collect();
    if lines.is_empty() { entry } else { entry.help(lines.join("; "), lines.join("; ")) }
}

/// What Typst says about the template, when it failed there.
pub fn slip(found: &Diagnostic) -> Option<&Slip> {
    match found.of() {
        Some(TypstFinding::Template(slip)) => Some(slip),
        _ => None,
    }
}

/// Whether the template failed, for which there may be a better reason.
pub fn is_slip(found: &Diagnostic) -> bool {
    slip(found).is_some()
}
