//! What can be the matter with a batch's folder.

use serde::Serialize;

use crate::diagnostic::{Arguments, Entry, Problem, error, note, quoted, warning};

/// What is wrong about the folder and its files.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all_fields = "kebab-case")]
pub(crate) enum FolderFinding {
    NotAFolder {
        path: String,
    },
    MergeName {
        path: String,
    },
    FilesExist {
        #[serde(rename = "path")]
        first: String,
        count: usize,
    },
    Busy {
        folder: String,
    },
    RegisterBroken {
        path: String,
        line: usize,
    },
    Withdrawn {
        count: usize,
        #[serde(rename = "path")]
        first: String,
    },
    Outdated {
        #[serde(rename = "path")]
        file: String,
        #[serde(rename = "kept")]
        moved: Option<String>,
    },
    Unfinished {
        folder: String,
        register: String,
        #[serde(rename = "count")]
        made: usize,
    },
    MergeIncomplete {
        path: String,
        #[serde(rename = "count")]
        missing: usize,
        #[serde(rename = "kept")]
        moved: Option<String>,
    },
    MergeFailed {
        path: String,
        reason: String,
    },
}

impl Problem for FolderFinding {
    fn arguments(&self) -> Arguments {
        Arguments::of(self)
    }

    fn entry(&self) -> Entry {
        match self {
            FolderFinding::NotAFolder { path } => error(
                "not-a-folder",
                format!("“{path}”不是文件夹，文件放不进去"),
                format!("`{path}` is no folder to put the files in"),
            )
            .help("-o 后面写输出文件夹，没有会新建", "-o names the folder to write to; it is made when it is not there"),
            FolderFinding::MergeName { path } => error(
                "merge-name",
                format!("“{path}”不能作合并的文件：后缀不是 .pdf，或那里是文件夹"),
                format!("`{path}` cannot be the merged file: it does not end with .pdf, or is a folder"),
            )
            .help("如 --merge 全部.pdf", "as in --merge all.pdf"),
            FolderFinding::FilesExist { first, count } => error(
                "files-exist",
                match count {
                    0 => format!("文件夹里已有上次的“{first}”"),
                    _ => format!("要写的公文已有 {count} 份同名文件，如“{first}”"),
                },
                match count {
                    0 => format!("the folder has an earlier `{first}`"),
                    _ => format!("files that would be written are there already: {count}, such as `{first}`"),
                },
            )
            .help(
                "接着上次做用 --resume，重做用 --force",
                "--resume goes on with an earlier run, --force makes all anew",
            ),
            FolderFinding::Busy { folder } => error(
                "batch-busy",
                format!("另一个批次正在写“{folder}”"),
                format!("another run is writing to `{folder}`"),
            )
            .help("等它做完，或换一个文件夹", "wait until it has ended, or choose another folder"),
            FolderFinding::RegisterBroken { path, line } => error(
                "register-broken",
                format!("登记表“{path}”第 {line} 行读不出来，不知道上次做到哪里"),
                format!("line {line} of the register `{path}` cannot be read, so nobody knows what was done"),
            )
            .help("移走它，或用 --force 全部重做", "move it away, or make all anew with --force"),
            FolderFinding::Withdrawn { count, first } => note(
                "register-more",
                format!("文件夹里有 {count} 个文件不属于这份名单，如“{first}”；没有动它们"),
                format!(
                    "files in the folder that belong to no row: {count}, such as `{first}`; they are left alone"
                ),
            )
            .help("是上次做的，不要了就删去", "remove what is left of an earlier run"),
            FolderFinding::Outdated { file, moved: Some(moved) } => warning(
                "file-outdated",
                format!("这一份没有做成，上次生成的“{file}”已过时，改名为“{moved}”"),
                format!("this row failed, so the earlier `{file}` is out of date: it is called `{moved}` now"),
            ),
            FolderFinding::Outdated { file, moved: None } => warning(
                "file-outdated",
                format!("这一份没有做成，上次生成的“{file}”已过时，还在文件夹里"),
                format!("this row failed, so the earlier `{file}` is out of date; it is still in the folder"),
            )
            .help("不要用它", "do not use it"),
            FolderFinding::Unfinished { folder, register, made } => note(
                "batch-unfinished",
                format!("已生成的 {made} 份留在“{folder}”，登记在“{register}”"),
                format!("{made} documents that were made stay in `{folder}`, noted in `{register}`"),
            )
            .help("用 --resume 接着做", "--resume goes on from there"),
            FolderFinding::MergeIncomplete { path, missing, moved } => error(
                "merge-incomplete",
                match moved {
                    None => format!("有 {missing} 份没有做成，不生成“{path}”"),
                    Some(moved) => format!("有 {missing} 份没有做成，不生成“{path}”；上次的改名为“{moved}”"),
                },
                match moved {
                    None => format!("`{path}` is not made: {missing} documents are missing"),
                    Some(moved) => {
                        format!("`{path}` is not made: {missing} documents are missing; the earlier one is `{moved}` now")
                    }
                },
            )
            .help("改正后用 --resume 接着做", "put them right and go on with --resume"),
            FolderFinding::MergeFailed { path, reason } => error(
                "merge-failed",
                format!("合并到“{path}”失败{}", quoted(reason).0),
                format!("`{path}` could not be put together{}", quoted(reason).1),
            )
            .help("各份已经生成，可以分别打印", "the documents are made and can be printed one by one"),
        }
    }
}
