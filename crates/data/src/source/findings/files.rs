//! Files as files: those that are read, those that are written.

#![allow(missing_docs, reason = "the words of a finding, its fields in them, stand beside it")]

use std::path::Path;

use serde::Serialize;

use crate::diagnostic::{
    Arguments, Cause, Diagnostic, Entry, KindName, Problem, as_words, error, in_both, in_both_if_any, note,
    quoted, size, size_zh, warning,
};
use crate::source::{Encoding, NoData};

/// What is the matter with a file.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all_fields = "kebab-case")]
pub enum FileFinding {
    NoBaseFolder {
        path: String,
    },
    OutsideFolder {
        path: String,
    },
    MissingFile {
        path: String,
    },
    UnreadableFile {
        path: String,
        reason: Cause,
    },
    /// A folder where a file is to be read, or to be written.
    IsAFolder {
        #[serde(skip)]
        output: bool,
        path: String,
    },
    NotAFile {
        path: String,
    },
    /// The texts and tables that the data read of files, up to this one.
    FilesTooLarge {
        path: String,
        #[serde(rename = "limit-bytes")]
        limit: u64,
    },
    FileTooLarge {
        path: String,
        #[serde(rename = "limit-bytes")]
        limit: u64,
    },
    NotText {
        path: String,
        #[serde(serialize_with = "in_both_if_any")]
        looks_like: Option<KindName>,
    },
    /// It was given as data and is none.
    NoData {
        path: String,
        #[serde(rename = "case")]
        kind: NoData,
    },
    WrongEncoding {
        path: String,
        #[serde(serialize_with = "as_words")]
        encoding: Encoding,
        offset: usize,
    },
    NotUtf8 {
        path: String,
        offset: usize,
        guess: Option<&'static str>,
    },
    NoInput {
        path: String,
    },
    WriteFailed {
        path: String,
        reason: Cause,
    },
    /// A file is to be written into a folder that is not there.
    NoSuchFolder {
        path: String,
        folder: String,
    },
    /// A folder of fonts that the caller names is not there, or has none.
    NoFontFolder {
        path: String,
        option: &'static str,
    },
    NoFonts {
        path: String,
        option: &'static str,
    },
    /// A file of data that is to be written has an ending that names another spelling.
    OtherSpelling {
        path: String,
        command: &'static str,
    },
    /// A file that was changed, and where it is as it was.
    Kept {
        path: String,
        kept: String,
    },
    /// A call of the program is off, in both languages.
    Usage {
        #[serde(serialize_with = "in_both")]
        said: (String, String),
    },
    /// The program that is to show a file did not start.
    NoViewer {
        #[serde(rename = "program")]
        viewer: String,
        reason: Cause,
    },
    /// `--strict` was asked for, and so many rules of the strength 必须 are broken: nothing was made.
    StrictRefused {
        #[serde(rename = "count")]
        rules: usize,
    },
    /// How many rules a checked document breaks.
    StrictBroken {
        #[serde(rename = "count")]
        rules: usize,
    },
    /// `folder`: it has no ending at all, as folders have none.
    UnknownOutput {
        #[serde(skip)]
        folder: bool,
        path: String,
    },
    FileExists {
        path: String,
    },
    UnsafeTarget {
        path: String,
    },
    BodyFileNeedsOutput,
}

impl FileFinding {
    /// Why a file was not written: its folder is not there, or what the system says.
    #[must_use]
    pub fn not_written(path: &Path, error: &std::io::Error) -> FileFinding {
        let shown = path.display().to_string();
        if path.is_dir() {
            return FileFinding::IsAFolder { path: shown, output: true };
        }
        match path.parent().filter(|folder| !folder.as_os_str().is_empty() && !folder.exists()) {
            Some(folder) if error.kind() == std::io::ErrorKind::NotFound => {
                FileFinding::NoSuchFolder { path: shown, folder: folder.display().to_string() }
            }
            _ => FileFinding::WriteFailed { path: shown, reason: error.into() },
        }
    }

    /// The same of a file that the caller names and no data.
    pub fn of_caller(self) -> FileFinding {
        match self {
            FileFinding::MissingFile { path } => FileFinding::NoInput { path },
            other => other,
        }
    }
}

impl Problem for FileFinding {
    fn arguments(&self) -> Arguments {
        Arguments::of(self)
    }

    fn cause(&self) -> Option<&Cause> {
        match self {
            FileFinding::UnreadableFile { reason, .. }
            | FileFinding::WriteFailed { reason, .. }
            | FileFinding::NoViewer { reason, .. } => Some(reason),
            _ => None,
        }
    }

    fn entry(&self) -> Entry {
        match self {
            FileFinding::NoBaseFolder { path } => error(
                "no-base-folder",
                format!("数据不是从文件读入的，无法确定“{path}”相对于哪个文件夹"),
                format!("the data came without a file, so `{path}` is relative to nothing"),
            )
            .help(
                "用 DocumentReader 的 folder、file、files_from 说明文件在哪里，或直接给出正文",
                "say where files are with `folder`, `file` or `files_from` of the reader, or give the text itself",
            ),
            FileFinding::OutsideFolder { path } => error(
                "outside-folder",
                format!("文件“{path}”不在允许读取的文件夹（数据文件所在的文件夹）里"),
                format!("`{path}` does not lie in a folder that may be read, such as that of the data file"),
            )
            .help(
                "把它复制到数据文件的文件夹里，或用 --allow 允许该文件夹",
                "copy it into that folder, or allow its folder with --allow",
            ),
            FileFinding::MissingFile { path } => error(
                "missing-file",
                format!("找不到文件“{path}”"),
                format!("there is no file `{path}`"),
            )
            .help(
                "核对文件名，把文件放在数据文件的文件夹里（路径从那里算起）",
                "check the name, and put the file into the folder of the data file: paths begin there",
            ),
            FileFinding::UnreadableFile { path, reason } => error(
                "unreadable-file",
                format!("无法读取“{path}”{}", quoted(&reason.to_string()).0),
                format!("`{path}` cannot be read{}", quoted(&reason.to_string()).1),
            )
            .help(
                "核对能不能打开它：有没有权限，是不是正被别的程序占用",
                "see whether it can be opened: whether you may read it, whether another program holds it",
            ),
            FileFinding::IsAFolder { path, output } => {
                let (zh, en) =
                    if *output { ("通知.pdf", "notice.pdf") } else { ("通知.toml", "notice.toml") };
                let inside = path.trim_end_matches(['/', '\\']);
                error(
                    "is-a-folder",
                    format!("“{path}”是文件夹，不是文件"),
                    format!("`{path}` is a folder, not a file"),
                )
                .help(
                    format!("写上里面的文件名，如 {inside}/{zh}"),
                    format!("name the file in it, as in {inside}/{en}"),
                )
            }
            FileFinding::NotAFile { path } => error(
                "not-a-file",
                format!("“{path}”是管道或设备，不是文件"),
                format!("`{path}` is a pipe or a device, not a file"),
            )
            .help("把内容存成文件再用", "save what it gives to a file"),
            FileFinding::FilesTooLarge { path, limit } => error(
                "file-too-large",
                format!("数据从文件读入的正文和表格，到“{path}”为止共超过 {}", size_zh(*limit)),
                format!("texts and tables that the data read of files are over {} in all at `{path}`", size(*limit)),
            )
            .help(
                "分成几份公文；同一个文件只用一次",
                "divide it into several documents; use a file once",
            ),
            FileFinding::FileTooLarge { path, limit } => error(
                "file-too-large",
                format!("文件“{path}”超过上限 {}", size_zh(*limit)),
                format!("the file `{path}` is larger than the limit of {}", size(*limit)),
            )
            .help("拆成几个文件", "divide it into several files"),
            FileFinding::NotText { path, looks_like: Some((zh, en)) } => error(
                "not-text",
                format!("“{path}”不是文本文件，看来是 {zh}"),
                format!("`{path}` is no text file; it looks like {en}"),
            )
            .help(of_kind(path).0, of_kind(path).1),
            FileFinding::NotText { path, looks_like: None } => {
                error("not-text", format!("“{path}”不是文本文件"), format!("`{path}` is no text file"))
                    .help("另存为 UTF-8 的纯文本", "save it as plain text in UTF-8")
            }
            FileFinding::NoData { path, kind } => no_data(path, *kind),
            FileFinding::WrongEncoding { path, encoding, offset } => error(
                "wrong-encoding",
                format!("“{path}”不是 {encoding} 编码（第 {} 字节起）", offset + 1),
                format!("`{path}` is not {encoding} (from byte {})", offset + 1),
            )
            .help("换一个 --encoding，或另存为 UTF-8", "name another --encoding, or save it as UTF-8"),
            FileFinding::NotUtf8 { path, offset, guess } => {
                let found = error(
                    "not-utf-8",
                    match guess {
                        Some(name) => format!("“{path}”不是 UTF-8 编码，看来是 {name}"),
                        None => format!("“{path}”不是 UTF-8 编码（第 {} 字节起）", offset + 1),
                    },
                    match guess {
                        Some(name) => format!("`{path}` is not UTF-8; it looks like {name}"),
                        None => format!("`{path}` is not UTF-8 (from byte {})", offset + 1),
                    },
                );
                match guess {
                    Some(name) => found.help(
                        format!(
                            "加 --encoding {}；或用记事本另存为，编码选 UTF-8（或 iconv -f {name} -t UTF-8 {path}）",
                            name.to_ascii_lowercase()
                        ),
                        format!(
                            "add --encoding {}, or save it as UTF-8, for instance: iconv -f {name} -t UTF-8 {path}",
                            name.to_ascii_lowercase()
                        ),
                    ),
                    None => found.help(
                        "用原来的软件打开，另存为，编码选 UTF-8",
                        "open it in the program that wrote it, and save it as UTF-8",
                    ),
                }
            }
            FileFinding::NoInput { path } => {
                error("no-input", format!("找不到文件“{path}”"), format!("there is no file `{path}`")).help(
                    "核对文件名（后缀也要写）和文件所在的文件夹",
                    "check the name, with its ending, and the folder that it is in",
                )
            }
            FileFinding::WriteFailed { path, reason } => error(
                "write-failed",
                format!("无法写入“{path}”{}", quoted(&reason.to_string()).0),
                format!("`{path}` could not be written{}", quoted(&reason.to_string()).1),
            )
            .help("原有文件没有改动", "a file that was there before is untouched"),
            FileFinding::NoSuchFolder { path, folder } => error(
                "no-such-folder",
                format!("没有文件夹“{folder}”，“{path}”没有写出"),
                format!("there is no folder `{folder}`, so `{path}` was not written"),
            )
            .help(
                "先建好文件夹；render 可加 --make-folders",
                "make the folder first; `render` takes --make-folders",
            ),
            FileFinding::NoFontFolder { path, option } => error(
                "no-such-folder",
                format!("没有字体文件夹“{path}”"),
                format!("there is no folder of fonts `{path}`"),
            )
            .help(
                format!("核对 {option} 后面写的文件夹，或去掉 {option}"),
                format!("check the folder behind {option}, or leave {option} out"),
            ),
            FileFinding::NoFonts { path, option } => warning(
                "no-fonts-in-folder",
                format!("文件夹“{path}”里没有字体文件（.ttf、.otf、.ttc）"),
                format!("the folder `{path}` has no font file (.ttf, .otf, .ttc)"),
            )
            .help(
                format!("把字体放进去，或改正 {option} 后面的文件夹"),
                format!("put fonts into it, or name another folder behind {option}"),
            ),
            FileFinding::OtherSpelling { path, command } => error(
                "not-toml",
                format!(
                    "render {command} 写出的是数据文件（{}），“{path}”的后缀说的是别的",
                    spellings(command).0
                ),
                format!(
                    "`render {command}` writes data as {}, and the ending of `{path}` names something else",
                    spellings(command).1
                ),
            )
            .help(
                "文件名以 .toml 结尾，如 -o 通知.toml",
                "let the name end with .toml, as in -o notice.toml",
            ),
            FileFinding::Kept { path, kept } => note(
                "kept",
                format!("“{path}”改好了，原来的在“{kept}”"),
                format!("`{path}` is put right; as it was it is kept in `{kept}`"),
            )
            .help("不要这些改动，就把它改回原名", "rename it to undo the changes"),
            FileFinding::Usage { said: (zh, en) } => {
                error("usage", format!("用法不对：{zh}"), format!("this is no way to call it: {en}"))
                    .help("用 --help 看全部说明", "`--help` says everything")
            }
            FileFinding::NoViewer { viewer, reason } => warning(
                "no-viewer",
                format!("打不开：没能启动 {viewer}{}", quoted(&reason.to_string()).0),
                format!(
                    "what was made is not shown: {viewer} did not start{}",
                    quoted(&reason.to_string()).1
                ),
            )
            .help("文件已经生成，用自己的程序打开", "the file is made; open it yourself"),
            FileFinding::StrictRefused { rules } => error(
                "strict",
                format!("违反“必须”类规则 {rules} 处，按 --strict 没有生成文件"),
                format!("{rules} rules of the strength 必须 are broken; with --strict nothing is made"),
            )
            .help("按上面各条改好，或去掉 --strict", "put right what is told above, or leave out --strict"),
            FileFinding::StrictBroken { rules } => error(
                "strict",
                format!("违反“必须”类规则 {rules} 处"),
                format!("{rules} rules of the strength 必须 are broken"),
            )
            .help("按上面各条和报告里不符合的各项改好，或去掉 --strict", "put right what is told above and fails in the report, or leave out --strict"),
            FileFinding::UnknownOutput { path, folder: true } => error(
                "unknown-output",
                format!("“{path}”没有扩展名，不知道要写成什么格式"),
                format!("`{path}` has no ending that names a format"),
            )
            .help(
                format!("写到文件夹里，写上文件名：-o {path}/公文.pdf；文件夹还没有的，再加 --make-folders"),
                format!("for a file in a folder give its name: -o {path}/document.pdf; --make-folders makes a folder that is not there"),
            ),
            FileFinding::UnknownOutput { path, folder: false } => error(
                "unknown-output",
                format!("不知道“{path}”要写成什么格式"),
                format!("the ending of `{path}` names no format"),
            )
            .help("用 .pdf、.png 或 .svg", "use .pdf, .png or .svg"),
            FileFinding::FileExists { path } => error(
                "file-exists",
                format!("文件“{path}”已经存在"),
                format!("the file `{path}` is there already"),
            )
            .help("换一个文件名，或用 --force 覆盖", "choose another name, or overwrite it with --force"),
            FileFinding::UnsafeTarget { path } => error(
                "unsafe-target",
                format!("“{path}”是链接、文件夹或只读文件，不能写到那里"),
                format!("`{path}` is a link, a folder or a read-only file: nothing is written there"),
            )
            .help("换一个空文件夹", "choose an empty folder"),
            FileFinding::BodyFileNeedsOutput => error(
                "body-file-needs-output",
                "数据写到标准输出时，正文没有地方可放",
                "the data goes to standard output, so there is no place beside it for the body",
            )
            .help("用 -o 指定数据文件", "name a data file with -o"),
        }
    }
}

/// What a file is that is no data, and the way from it to a document.
fn no_data(path: &str, kind: NoData) -> Entry {
    let (zh, en, help_zh, help_en) = match kind {
        NoData::Words => (
            "是公文的文字，不是数据文件",
            "has the words of a document and is no data file",
            "先用 render import 文件 -o 通知.toml 读成数据文件，再排；只作正文，就在数据文件里写 ⟦body-file|正文文件 = '…'⟧",
            "read it into a data file with `render import FILE -o notice.toml`; when it is a body only, name it in data: \
             ⟦body-file|正文文件 = '…'⟧",
        ),
        NoData::List => (
            "是名单、表格，不是数据文件",
            "is a list or a table and no data file",
            "一行一份公文：render batch 底稿.toml --list 名单.csv -o 文件夹；正文里的表格：写 ⟦csv|CSV文件 = '名单.csv'⟧",
            "a document for each row: `render batch base.toml --list list.csv -o folder`; a table of a body has \
             ⟦csv|CSV文件 = 'list.csv'⟧",
        ),
        NoData::Page => (
            "是网页（HTML），不是数据文件",
            "is a web page (HTML) and no data file",
            "在浏览器或 Word 里打开，复制文字，粘贴到文本文件里，再用 render import 读成数据文件",
            "open it in a browser or in Word, copy its words into a text file, and read that with `render import`",
        ),
        NoData::Lock => (
            "是 Word、WPS 打开文稿时留下的临时文件",
            "is what Word or WPS lays beside a file that is open",
            "换成同一文件夹里名字不带“~$”的那个文件；是 Word 文稿就用 render import 读成数据文件",
            "take the file of that name without the `~$`; a Word file is read with `render import`",
        ),
        NoData::Empty => (
            "是空的",
            "is empty",
            "核对是不是拿错了文件；从头写：render new 通知 -o 通知.toml",
            "see whether it is the right file; to begin anew: `render new notice -o notice.toml`",
        ),
    };
    error("no-data", format!("“{path}”{zh}"), format!("`{path}` {en}")).help(help_zh, help_en)
}

/// What to do with a file that is no text, by its ending.
fn of_kind(path: &str) -> KindName {
    let ending = Path::new(path).extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    match ending.as_deref() {
        Some("docx" | "doc" | "wps" | "rtf" | "odt") => (
            "整篇公文：render import 文件 -o 通知.toml 读成数据文件（旧的 .doc、.wps 先另存为 .docx）；只要其中的文字：另存为 \
             UTF-8 的纯文本",
            "a whole document: `render import FILE -o notice.toml` (an old .doc or .wps is saved as .docx before); only its \
             words: save it as plain text in UTF-8",
        ),
        Some("xlsx" | "xls" | "et") => (
            "表格写在正文的“⟦table|表格⟧”里：⟦xlsx|工作簿 = '…'⟧；批量的名单用 render batch --list（旧的 .xls、.et 先另存为 .xlsx）",
            "a table of the body is a `⟦table|表格⟧` with ⟦xlsx|工作簿 = '…'⟧; a list goes through `render batch --list` (an old .xls \
             or .et is saved as .xlsx before)",
        ),
        Some("pdf") => (
            "PDF 作附件写在“⟦attachments|附件⟧”里；要它的文字，先复制到纯文本文件",
            "a PDF is bound as one of `⟦attachments|附件⟧`; for its words copy them into a plain text file",
        ),
        _ => ("另存为 UTF-8 的纯文本", "save it as plain text in UTF-8"),
    }
}

/// What a command writes data in; only what it makes anew is known in every spelling.
fn spellings(command: &str) -> (&'static str, &'static str) {
    if command == "new" { ("TOML、YAML、JSON", "TOML, YAML or JSON") } else { ("TOML", "TOML") }
}

impl Diagnostic {
    /// The finding that a file could not be written.
    #[must_use]
    pub fn write_failed(path: &str, error: &std::io::Error) -> Diagnostic {
        Diagnostic::new(FileFinding::not_written(Path::new(path), error))
    }

    /// The finding that a call of the program is off, in Chinese and English.
    #[must_use]
    pub fn usage(zh: impl Into<String>, en: impl Into<String>) -> Diagnostic {
        Diagnostic::new(FileFinding::Usage { said: (zh.into(), en.into()) })
    }

    /// The finding that a folder of fonts is not there, by the option that names it.
    #[must_use]
    pub fn no_font_folder(path: &Path, option: &'static str) -> Diagnostic {
        Diagnostic::new(FileFinding::NoFontFolder { path: path.display().to_string(), option })
    }

    /// The finding that a folder of fonts has none.
    #[must_use]
    pub fn no_fonts(path: &Path, option: &'static str) -> Diagnostic {
        Diagnostic::new(FileFinding::NoFonts { path: path.display().to_string(), option })
    }

    /// The finding that a data file is to have an ending of another spelling than TOML.
    #[must_use]
    pub fn other_spelling(path: &Path, command: &'static str) -> Diagnostic {
        Diagnostic::new(FileFinding::OtherSpelling { path: path.display().to_string(), command })
    }

    /// The finding that a file was changed and is kept as it was under another name.
    #[must_use]
    pub fn kept(path: &Path, kept: &Path) -> Diagnostic {
        let (path, kept) = (path.display().to_string(), kept.display().to_string());
        Diagnostic::new(FileFinding::Kept { path, kept })
    }

    /// The finding that what was made could not be shown.
    #[must_use]
    pub fn no_viewer(viewer: &str, error: &std::io::Error) -> Diagnostic {
        Diagnostic::new(FileFinding::NoViewer { viewer: viewer.to_owned(), reason: error.into() })
    }

    /// The finding that nothing was made because so many rules of the strength 必须 are broken.
    #[must_use]
    pub fn strict_refused(rules: usize) -> Diagnostic {
        Diagnostic::new(FileFinding::StrictRefused { rules })
    }

    /// The finding that a checked document breaks so many rules of the strength 必须.
    #[must_use]
    pub fn strict_broken(rules: usize) -> Diagnostic {
        Diagnostic::new(FileFinding::StrictBroken { rules })
    }

    /// The finding that an output's ending names no format.
    #[must_use]
    pub fn unknown_output(path: &str) -> Diagnostic {
        let folder = std::path::Path::new(path).extension().is_none();
        let path = path.trim_end_matches(['/', '\\']).to_owned();
        Diagnostic::new(FileFinding::UnknownOutput { path, folder })
    }

    /// The finding that a file is there and must not be overwritten.
    #[must_use]
    pub fn file_exists(path: &str) -> Diagnostic {
        Diagnostic::new(FileFinding::FileExists { path: path.to_owned() })
    }

    /// The finding that a file could not be read.
    #[must_use]
    pub fn unreadable_file(path: &str, error: &std::io::Error) -> Diagnostic {
        Diagnostic::new(FileFinding::UnreadableFile { path: path.to_owned(), reason: error.into() })
    }

    /// The finding that a body cannot be written beside standard output.
    #[must_use]
    pub fn body_file_needs_output() -> Diagnostic {
        Diagnostic::new(FileFinding::BodyFileNeedsOutput)
    }
}
