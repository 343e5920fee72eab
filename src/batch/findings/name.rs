//! What can be the matter with file names.

use serde::Serialize;

use crate::diagnostic::{Arguments, Entry, Problem, error};

/// What is no pattern of file names.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum PatternFault {
    Empty,
    Brace,
    Unknown {
        #[serde(rename = "written")]
        field: String,
        nearest: Option<String>,
    },
    Doubled {
        #[serde(rename = "written")]
        field: String,
    },
    Ending,
}

/// Why a name is no file's.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum NameFault {
    Character {
        character: char,
    },
    Reserved,
    Edge,
    TooLong,
    Empty,
    /// A folder, a pipe or a device has it.
    NotAFile,
    /// Something else has it.
    Taken,
}

/// What is wrong about file names.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all_fields = "kebab-case")]
pub(crate) enum NameFinding {
    Pattern {
        pattern: String,
        #[serde(rename = "case")]
        fault: PatternFault,
    },
    NoValue {
        key: String,
    },
    IllegalName {
        name: String,
        #[serde(rename = "case")]
        fault: NameFault,
    },
    NameTwice {
        name: String,
        row: usize,
    },
    RegisterName {
        name: String,
        #[serde(rename = "case")]
        fault: NameFault,
    },
}

impl Problem for NameFinding {
    fn arguments(&self) -> Arguments {
        Arguments::of(self)
    }

    fn entry(&self) -> Entry {
        match self {
            NameFinding::Pattern { pattern, fault } => {
                let (zh, en) = match fault {
                    PatternFault::Empty => ("是空的".to_owned(), "it is empty".to_owned()),
                    PatternFault::Brace => ("花括号没有成对".to_owned(), "a brace has no partner".to_owned()),
                    PatternFault::Unknown { field, nearest: None } => {
                        (format!("“{field}”不是键，也不是列"), format!("`{field}` is no key and no column"))
                    }
                    PatternFault::Unknown { field, nearest: Some(near) } => (
                        format!("“{field}”不是键，也不是列，最接近的是“{near}”"),
                        format!("`{field}` is no key and no column; the nearest is `{near}`"),
                    ),
                    PatternFault::Doubled { field } => (
                        format!("文件名里只写一层花括号：{{{field}}}"),
                        format!("a file name has single braces: {{{field}}}"),
                    ),
                    PatternFault::Ending => {
                        ("后缀不是 .pdf".to_owned(), "it ends otherwise than .pdf".to_owned())
                    }
                };
                error(
                    "name-pattern",
                    format!("文件名格式“{pattern}”不成立：{zh}"),
                    format!("`{pattern}` is no pattern of file names: {en}"),
                )
                .help(
                    "如 \"{row:4}-{主送}.pdf\"；{stem} 是字号和标题",
                    "as in \"{row:4}-{recipients}.pdf\"; {stem} is number and title",
                )
            }
            NameFinding::NoValue { key } => error(
                "name-without-value",
                format!("文件名里的“{key}”，这一份没有"),
                format!("this document has no `{key}` for its file name"),
            )
            .help("填上它，或换一个 --name", "fill it in, or choose another --name"),
            NameFinding::IllegalName { name, fault } => {
                let (zh, en) = why_no_name(*fault);
                error(
                    "file-name-illegal",
                    format!("“{name}”不能作文件名：{zh}"),
                    format!("`{name}` is no file name: {en}"),
                )
                .help("改动这一格，或换一个 --name", "change the cell, or choose another --name")
            }
            NameFinding::NameTwice { name, row } => error(
                "file-name-twice",
                format!("文件名“{name}”与名单第 {row} 份的相同"),
                format!("the file name `{name}` is the same as that of row {row}"),
            )
            .help("在 --name 里加上 {row} 或份号", "add {row} or {copy-number} to --name"),
            NameFinding::RegisterName { name, fault } => {
                let (zh, en) = why_no_name(*fault);
                error(
                    "register-name",
                    format!("“{name}”不能作登记表的文件名：{zh}"),
                    format!("`{name}` is no file name for the register: {en}"),
                )
                .help(
                    "登记表在输出文件夹里，如 --register register.csv",
                    "the register stands in the output folder, as in --register register.csv",
                )
            }
        }
    }
}

/// Why a name is no file's, in both languages.
fn why_no_name(fault: NameFault) -> (String, String) {
    let (zh, en) = match fault {
        NameFault::Character { character: c } if c.is_control() => {
            return (
                format!("含有控制字符或换行 U+{:04X}", u32::from(c)),
                format!("it has a line break or another control character, U+{:04X}", u32::from(c)),
            );
        }
        NameFault::Character { character: c } => return (format!("含有“{c}”"), format!("it has a {c}")),
        NameFault::Reserved => ("是 Windows 保留的名称", "Windows reserves this name"),
        NameFault::Edge => ("以空格或句点开头或结尾", "it begins or ends with a blank or a full stop"),
        NameFault::TooLong => ("太长（超过 255 字节）", "it is longer than 255 bytes"),
        NameFault::Empty => ("是空的", "it is empty"),
        NameFault::NotAFile => ("那里是文件夹、管道或设备", "a folder, a pipe or a device is there"),
        NameFault::Taken => ("那里有别的文件", "another file is there"),
    };
    (zh.to_owned(), en.to_owned())
}
