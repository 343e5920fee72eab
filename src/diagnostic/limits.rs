//! What went beyond a limit, and what failed inside.

use std::time::Duration;

use super::catalogue::{Entry, error, quoted};
use super::problem::Problem;

pub(super) fn entry(problem: &Problem) -> Option<Entry> {
    Some(match problem {
        Problem::TooLong { count, limit, unit: (zh, en) } => error(
            "too-long",
            format!("有 {count} {zh}，上限 {limit}"),
            format!("this is {count} {en}; the limit is {limit}"),
        )
        .help("缩短，或分成几份", "shorten it, or divide it"),
        Problem::TooManyPages { count, limit } => error(
            "too-many-pages",
            format!("排成 {count} 页，上限 {limit} 页"),
            format!("this takes {count} pages; the limit is {limit}"),
        )
        .help("拆成几份公文；程序可用 Limits::pages 放宽", "divide it into several documents; a program can raise `Limits::pages`"),
        Problem::FileTooLarge { path, limit } => error(
            "file-too-large",
            format!("文件“{path}”超过上限 {}", size_zh(*limit)),
            format!("the file `{path}` is larger than the limit of {}", size(*limit)),
        )
        .help("拆成几个文件", "divide it into several files"),
        Problem::PictureFileTooLarge { path, limit } => error(
            "picture-file-too-large",
            format!("图片文件“{path}”超过上限 {}", size_zh(*limit)),
            format!("the picture's file `{path}` is larger than the limit of {}", size(*limit)),
        )
        .help("降低分辨率或压缩后再用", "lower its resolution, or compress it"),
        Problem::DrawingTooLarge { page, width, height, limit } => error(
            "drawing-too-large",
            format!("第 {page} 页画出来是 {width}×{height} 像素，上限 {limit} 像素"),
            format!("page {page} would be drawn with {width} × {height} pixels; the limit is {limit}"),
        )
        .help("降低每英寸像素数", "ask for fewer pixels to the inch"),
        Problem::TimedOut { limit } => error(
            "timed-out",
            format!("{} 秒内没有完成，已停止", seconds(*limit)),
            format!("this took longer than the limit of {} s and was ended", seconds(*limit)),
        )
        .help(
            "缩短公文，检查正文里的 Typst 片段有没有不会结束的循环，或放宽时限",
            "shorten the document, look for a loop without an end in its Typst fragments, or allow more time",
        ),
        Problem::OverMemory { limit_mib } => error(
            "over-memory",
            format!("占用的内存超过上限 {limit_mib} MiB，已停止"),
            format!("this took more memory than the limit of {limit_mib} MiB and was ended"),
        )
        .help(
            "缩小图片，检查正文里的 Typst 片段，或放宽上限",
            "use smaller pictures, look at its Typst fragments, or allow more memory",
        ),
        Problem::Internal { message } => error(
            "internal-error",
            format!("程序内部出错{}", quoted(message).0),
            format!("something failed inside{}", quoted(message).1),
        )
        .help(
            "这是本程序的缺陷，请连同数据文件报告；加 RUST_BACKTRACE=1 再运行可看到出错的位置",
            "this is a defect of the program: please report it with the data; with RUST_BACKTRACE=1 it says where",
        ),
        Problem::NotStarted { reason } => error(
            "not-started",
            format!("限时限内存的子进程没能启动{}", quoted(reason).0),
            format!("the process that is to keep to the limits did not start{}", quoted(reason).1),
        ),
        Problem::NotWatched => error(
            "not-watched",
            "看管本进程限时限内存的进程已经不在，本进程随之结束",
            "the process that was to keep this one to its limits is gone, so this one ends",
        ),
        Problem::MemoryNotLimited => error(
            "memory-not-limited",
            "这个系统上不能限制内存",
            "memory cannot be limited on this system",
        )
        .help("去掉 --memory，或用容器限制", "leave out --memory, or limit it by a container"),
        _ => return None,
    })
}

fn seconds(limit: Duration) -> f64 {
    limit.as_secs_f64()
}

const MIB: u64 = 1024 * 1024;

fn size(bytes: u64) -> String {
    if bytes >= MIB && bytes.is_multiple_of(MIB) {
        format!("{} MiB", bytes / MIB)
    } else {
        format!("{bytes} bytes")
    }
}

fn size_zh(bytes: u64) -> String {
    size(bytes).replace("bytes", "字节")
}
