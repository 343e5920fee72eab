//! What can be the matter anywhere.

use serde::Serialize;

use super::{Arguments, Entry, Problem, error, quoted, warning};

/// A finding of no room.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all_fields = "kebab-case")]
pub enum General {
    /// Findings beyond those that are told.
    MoreFindings {
        /// How many.
        count: usize,
        /// Whether one of them is an error.
        #[serde(skip)]
        errors: bool,
    },
    /// A panic below a door: a fault of the program.
    Internal {
        /// What the panic says, in English.
        #[serde(rename = "reason")]
        message: String,
    },
}

impl Problem for General {
    fn arguments(&self) -> Arguments {
        Arguments::of(self)
    }

    fn entry(&self) -> Entry {
        match self {
            General::MoreFindings { count, errors } => {
                let entry = if *errors { error } else { warning };
                entry(
                    "more-findings",
                    format!("还有 {count} 处问题没有列出"),
                    format!("{count} further findings are not told"),
                )
                .help("先改正列出的", "mend those that are told first")
            }
            General::Internal { message } => error(
                "internal-error",
                format!("程序内部出错{}", quoted(message).0),
                format!("something failed inside{}", quoted(message).1),
            )
            .help(
                "这是本程序的缺陷，请连同数据文件报告；加 RUST_BACKTRACE=1 再运行可看到出错的位置",
                "this is a defect of the program: please report it with the data; with RUST_BACKTRACE=1 it says where",
            ),
        }
    }
}
