//! What can be the matter with what a PDF carries.

use serde::{Serialize, Serializer};

use crate::diagnostic::{Arguments, Entry, Problem, as_words, error, in_both, note, quoted, warning};
use crate::press::pdf::PdfStandard;

/// Why a PDF does not carry what it was made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum LeftOut {
    /// The document is classified, and a copy of its words would go with every copy of its pages.
    Classified,
    /// The form has no attachments.
    Form {
        #[serde(serialize_with = "as_words")]
        standard: PdfStandard,
    },
    /// It is more than `extract` takes.
    TooLarge,
    /// It was set by a template of one's own, whose files nobody has put together.
    Template,
}

/// A finding about what a PDF carries.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all_fields = "kebab-case")]
pub(crate) enum ArchiveFinding {
    SourceLeftOut {
        #[serde(rename = "case")]
        why: LeftOut,
    },
    SourceImpossible {
        #[serde(rename = "case")]
        why: LeftOut,
    },
    NothingAttached,
    NoManifest,
    BrokenManifest {
        reason: String,
    },
    NewerManifest {
        version: u32,
        known: u32,
    },
    SourceChanged {
        path: String,
    },
    UnsafeName {
        #[serde(serialize_with = "as_shown")]
        name: String,
    },
    NameTwice {
        #[serde(serialize_with = "as_shown")]
        name: String,
    },
    FontNotInside {
        path: String,
    },
    StampNotInside {
        path: String,
    },
    MadeOtherwise {
        #[serde(serialize_with = "in_both")]
        with: (String, String),
    },
}

impl Problem for ArchiveFinding {
    fn arguments(&self) -> Arguments {
        Arguments::of(self)
    }

    fn entry(&self) -> Entry {
        match self {
            ArchiveFinding::SourceLeftOut { why } => left_out(*why),
            ArchiveFinding::SourceImpossible { why } => {
                let (zh, en) = reason(*why);
                error("source-not-carried", zh, en).help(
                    "去掉 --source；格式不带附件时，也可改用 a-3a、a-4f 等",
                    "leave out --source; where the form has no attachments, a-3a, a-4f … have them",
                )
            }
            ArchiveFinding::NothingAttached => {
                error("nothing-attached", "PDF 里没有附带文件", "the PDF carries no files")
                    .help("它可能是用 --no-source 生成的", "it may have been made with --no-source")
            }
            ArchiveFinding::NoManifest => note(
                "no-manifest",
                "附带的文件不是本程序写入的（没有 gongwen.json），不能据此重新生成",
                "the attached files are not of this program (there is no gongwen.json): they make no document",
            ),
            ArchiveFinding::BrokenManifest { reason } => error(
                "broken-manifest",
                format!("gongwen.json 读不懂{}", quoted(reason).0),
                format!("gongwen.json cannot be understood{}", quoted(reason).1),
            )
            .help(
                "这份 PDF 存盘后被改过；向制作的人要原来的文件",
                "the PDF was changed after it was made; ask who made it for the file as it was",
            ),
            ArchiveFinding::NewerManifest { version, known } => error(
                "newer-manifest",
                format!("gongwen.json 是第{version}版，本程序只懂到第{known}版"),
                format!("gongwen.json is of version {version}; this program knows those up to {known}"),
            )
            .help("请用更新的版本打开", "use a newer version of the program"),
            ArchiveFinding::SourceChanged { path } => error(
                "source-changed",
                format!("附带的文件“{path}”缺少，或内容已被改动（SHA-256 不符）"),
                format!("the attached file `{path}` is missing or was changed: its SHA-256 is another"),
            )
            .help("什么也没有写出；请找到原来的 PDF", "nothing was written; look for the PDF as it was made"),
            ArchiveFinding::UnsafeName { name } => error(
                "unsafe-name",
                format!("附带的文件名“{}”不安全（会写到文件夹之外，或有的系统不能用）", shown(name)),
                format!(
                    "the attached file's name `{}` is not safe: it leads out of the folder, or no system takes it",
                    shown(name)
                ),
            )
            .help("什么也没有写出", "nothing was written"),
            ArchiveFinding::NameTwice { name } => error(
                "name-twice",
                format!("两个附带的文件不能并存：“{}”", shown(name)),
                format!("two attached files cannot stand beside each other: `{}`", shown(name)),
            )
            .help("什么也没有写出", "nothing was written"),
            ArchiveFinding::FontNotInside { path } => note(
                "font-not-inside",
                format!("字体文件“{path}”没有随 PDF 附带（许可证通常不允许）"),
                format!("the font file `{path}` does not travel in the PDF: licences seldom allow it"),
            )
            .help(
                format!("重新生成前请把它放到提取出的文件夹的“{path}”"),
                format!("to make the PDF again, put it into the folder as `{path}`"),
            ),
            ArchiveFinding::StampNotInside { path } => note(
                "stamp-not-inside",
                format!("印章或签名章的图片“{path}”没有随 PDF 附带，以免被用到别的文件上"),
                format!("the picture `{path}` of a seal or a signature does not travel in the PDF, lest others use it"),
            )
            .help(
                format!("重新生成前请把它放到提取出的文件夹的“{path}”；要它随 PDF 附带，生成时加 --source"),
                format!(
                    "to make the PDF again, put it into the folder as `{path}`; a PDF made with --source carries it"
                ),
            ),
            ArchiveFinding::MadeOtherwise { with: (zh, en) } => warning(
                "made-otherwise",
                format!("原来的 PDF 是用{zh}生成的，这次不同，版面可能有出入"),
                format!("the PDF was made with {en}; this time it is another, and the pages may differ"),
            ),
        }
    }
}

fn left_out(why: LeftOut) -> Entry {
    let (zh, en) = reason(why);
    let entry = note("source-left-out", zh, en);
    match why {
        LeftOut::Classified => entry.help(
            "确需附上用 --source；不再提示用 --no-source",
            "attach it all the same with --source; say nothing of it with --no-source",
        ),
        _ => entry,
    }
}

fn reason(why: LeftOut) -> (String, String) {
    match why {
        LeftOut::Classified => (
            "标有密级，来源文件没有附在 PDF 里".to_owned(),
            "the document is classified: its source is not attached to the PDF".to_owned(),
        ),
        LeftOut::Form { standard } => (
            format!("{standard} 的 PDF 不能带附件，来源文件没有附上"),
            format!("a PDF of {standard} has no attachments: its source is not in it"),
        ),
        LeftOut::TooLarge => (
            "来源文件太多或太大，没有附在 PDF 里".to_owned(),
            "the source files are too many or too large: they are not attached to the PDF".to_owned(),
        ),
        LeftOut::Template => (
            "由自有模板排出，PDF 里不附来源文件".to_owned(),
            "what a template of one's own sets carries no source in its PDF".to_owned(),
        ),
    }
}

/// A name from a file of anybody's, short and without what moves a terminal's cursor.
fn shown(name: &str) -> String {
    const SHOWN: usize = 80;
    let clean = |c: char| {
        if c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}') {
            '\u{FFFD}'
        } else {
            c
        }
    };
    let mut text: String = name.chars().take(SHOWN).map(clean).collect();
    if name.chars().count() > SHOWN {
        text.push('…');
    }
    text
}

fn as_shown<S: Serializer>(name: &str, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&shown(name))
}
