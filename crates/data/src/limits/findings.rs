//! What went beyond a limit.

#![allow(missing_docs, reason = "the words of a finding, its fields in them, stand beside it")]

use std::time::Duration;

use serde::{Serialize, Serializer};

use crate::diagnostic::{Arguments, Diagnostic, Entry, KindName, Problem, error, in_both, quoted};

/// More than may be, or a process that cannot be held to less.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all_fields = "kebab-case")]
pub enum LimitFinding {
    TooLong {
        count: usize,
        limit: usize,
        #[serde(serialize_with = "in_both")]
        unit: KindName,
    },
    TooManyPages {
        count: usize,
        limit: usize,
    },
    TimedOut {
        #[serde(rename = "limit-seconds", serialize_with = "in_seconds")]
        limit: Duration,
    },
    Cancelled,
    OverMemory {
        #[serde(rename = "limit-bytes", serialize_with = "in_bytes")]
        limit_mib: u64,
    },
    /// The system gave no more, whatever the limit.
    MemoryRefused {
        bytes: u64,
    },
    NotStarted {
        reason: String,
    },
    MemoryNotLimited,
    NotWatched,
}

impl Problem for LimitFinding {
    fn arguments(&self) -> Arguments {
        Arguments::of(self)
    }

    /// That work was ended is said once, wherever it is met.
    fn grows(&self) -> bool {
        matches!(self, LimitFinding::TimedOut { .. } | LimitFinding::Cancelled)
    }

    fn takes_in(&mut self, other: &dyn Problem) -> bool {
        self.grows() && other.of::<LimitFinding>() == Some(self)
    }

    fn entry(&self) -> Entry {
        match self {
            LimitFinding::TooLong { count, limit, unit: (zh, en) } => error(
                "too-long",
                format!("有 {count} {zh}，上限 {limit}"),
                format!("this is {count} {en}; the limit is {limit}"),
            )
            .help("缩短，或分成几份", "shorten it, or divide it"),
            LimitFinding::TooManyPages { count, limit } => error(
                "too-many-pages",
                format!("排成 {count} 页，上限 {limit} 页"),
                format!("this takes {count} pages; the limit is {limit}"),
            )
            .help("拆成几份公文；程序可用 Limits::pages 放宽", "divide it into several documents; a program can raise `Limits::pages`"),
            LimitFinding::TimedOut { limit } => error(
                "timed-out",
                format!("{} 秒内没有完成，已停止", seconds(*limit)),
                format!("this took longer than the limit of {} s and was ended", seconds(*limit)),
            )
            .help(
                "缩短公文，检查正文里的 Typst 片段有没有不会结束的循环，或放宽时限",
                "shorten the document, look for a loop without an end in its Typst fragments, or allow more time",
            ),
            LimitFinding::Cancelled => {
                error("cancelled", "调用的程序中止了这项工作", "the program that asked for this has cancelled it")
            }
            LimitFinding::MemoryRefused { bytes } => error(
                "over-memory",
                format!("要 {} MiB 内存，系统给不了，已停止", bytes.div_ceil(1 << 20)),
                format!("it asked for {} MiB of memory that the system has not, and was ended", bytes.div_ceil(1 << 20)),
            )
            .help(
                "缩短公文，或检查正文里的 Typst 片段有没有越长越大的文字",
                "shorten the document, or look for text in its Typst fragments that grows without end",
            ),
            LimitFinding::OverMemory { limit_mib } => error(
                "over-memory",
                format!("占用的内存超过上限 {limit_mib} MiB，已停止"),
                format!("this took more memory than the limit of {limit_mib} MiB and was ended"),
            )
            .help(
                "缩小图片，检查正文里的 Typst 片段，或放宽上限",
                "use smaller pictures, look at its Typst fragments, or allow more memory",
            ),
            LimitFinding::NotStarted { reason } => error(
                "not-started",
                format!("限时限内存的子进程没能启动{}", quoted(reason).0),
                format!("the process that is to keep to the limits did not start{}", quoted(reason).1),
            )
            .help("再做一次；仍不行就去掉 --timeout、--memory", "try again; else leave out --timeout and --memory"),
            LimitFinding::MemoryNotLimited => error(
                "memory-not-limited",
                "这个系统上不能限制内存",
                "memory cannot be limited on this system",
            )
            .help("去掉 --memory，或用容器限制", "leave out --memory, or limit it by a container"),
            LimitFinding::NotWatched => error(
                "not-watched",
                "看管本进程限时限内存的进程已经不在，本进程随之结束",
                "the process that was to keep this one to its limits is gone, so this one ends",
            ),
        }
    }
}

fn seconds(limit: Duration) -> f64 {
    limit.as_secs_f64()
}

fn in_bytes<S: Serializer>(limit_mib: &u64, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_u64(limit_mib.saturating_mul(1 << 20))
}

fn in_seconds<S: Serializer>(limit: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64(seconds(*limit))
}

impl Diagnostic {
    /// The finding that the work took longer than it may, as told by who ended it.
    #[must_use]
    pub fn timed_out(limit: Duration) -> Diagnostic {
        Diagnostic::new(LimitFinding::TimedOut { limit })
    }

    /// The finding that the work took more memory than it may, in MiB, as told by who ended it.
    #[must_use]
    pub fn over_memory(limit_mib: u64) -> Diagnostic {
        Diagnostic::new(LimitFinding::OverMemory { limit_mib })
    }

    /// The finding that the work asked for so many bytes more and the system gave none, as told by who saw it fall.
    #[must_use]
    pub fn memory_refused(bytes: u64) -> Diagnostic {
        Diagnostic::new(LimitFinding::MemoryRefused { bytes })
    }

    /// The finding that a process which is to keep to limits did not start.
    #[must_use]
    pub fn not_started(error: &std::io::Error) -> Diagnostic {
        Diagnostic::new(LimitFinding::NotStarted { reason: error.to_string() })
    }

    /// The finding that nobody is left who would end this process when it goes beyond its limits.
    #[must_use]
    pub fn not_watched() -> Diagnostic {
        Diagnostic::new(LimitFinding::NotWatched)
    }

    /// The finding that this system gives no way to watch a process's memory.
    #[must_use]
    pub fn memory_not_limited() -> Diagnostic {
        Diagnostic::new(LimitFinding::MemoryNotLimited)
    }
}
