//! Work that must end: the program runs itself, and ends the run that goes beyond its limits.
//!
//! Typst cannot be interrupted inside a compilation, and an allocation cannot be refused from outside, so the work
//! is done by a child: the same program with the same arguments. It has the parent's standard streams (what it tells goes
//! through the parent, `last_words`); the parent watches the clock and the child's memory, and tells how the child ended.

use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus};
use std::time::{Duration, Instant};

use clap::Args;
use gongwen::Diagnostic;
use gongwen::output::remove_unfinished;

use super::last_words::{self, Listener};
use super::tell::tell;
use super::{Status, TellArgs};

#[derive(Args, Clone)]
pub struct LimitArgs {
    /// Ends the work after so many seconds, such as 30 or 0.5: error `timed-out`, exit status 1. No half file is
    /// left; what a batch made by then stays, and --resume goes on.
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    timeout: Option<Duration>,

    /// Ends the work when it takes more memory than so many MiB, 128 at least: error `over-memory`, exit
    /// status 1. No half file is left; what a batch made by then stays. Linux only.
    #[arg(long, value_name = "MIB", value_parser = clap::value_parser!(u64).range(128..))]
    memory: Option<u64>,
}

fn seconds(written: &str) -> Result<Duration, String> {
    const RANGE: std::ops::RangeInclusive<f64> = 0.1..=86_400.0;
    match written.parse::<f64>() {
        Ok(seconds) if RANGE.contains(&seconds) => Ok(Duration::from_secs_f64(seconds)),
        _ => Err(format!("{written} is not in {}..={}", RANGE.start(), RANGE.end())),
    }
}

/// What a command is held to, how it tells, and which files it writes.
pub struct Bounded<'a> {
    pub limits: &'a LimitArgs,
    pub tell: &'a TellArgs,
    /// Files in whose folders an ended run may have left unfinished ones.
    pub outputs: Vec<PathBuf>,
    /// What else is to be said when the work was ended.
    pub left: Option<Box<dyn Fn() -> Option<Diagnostic> + 'a>>,
}

/// The parent's number, in the child's environment.
const MARK: &str = "RENDER_WATCHED_BY";
/// How often a watched process is looked at; at first oftener, so that a short run is not prolonged.
const STEP: Duration = Duration::from_millis(10);
/// How long the child waits for its parent to end it before it ends itself.
const GRACE: Duration = Duration::from_secs(2);

/// Has the work done by a child when limits were given; none when it is to be done here.
pub fn supervise(bounded: &Bounded<'_>) -> Option<Status> {
    let LimitArgs { timeout, memory } = *bounded.limits;
    if timeout.is_none() && memory.is_none() {
        return None;
    }
    let told = |found: Diagnostic, status| {
        tell(&[found], bounded.tell);
        Some(status)
    };
    match watched() {
        Watched::ByParent(watcher) => {
            end_with_parent(bounded, timeout, watcher);
            return None;
        }
        // Whoever was to watch was ended before this process could look: the work is nobody's any more.
        Watched::NoLonger => return told(Diagnostic::not_watched(), Status::Environment),
        Watched::Not => {}
    }
    if memory.is_some() && peak_memory(std::process::id()).is_none() {
        return told(Diagnostic::memory_not_limited(), Status::Environment);
    }
    let mut child = match start() {
        Ok(child) => child,
        Err(error) => return told(Diagnostic::not_started(&error), Status::Environment),
    };
    let listener = Listener::of(&mut child);
    let end = wait(&mut child, timeout, memory);
    let words = listener.finish();
    let process = child.id();
    if !matches!(end, End::Status(_)) {
        bounded.outputs.iter().for_each(|path| remove_unfinished(path, process));
    }
    let (found, status) = match end {
        End::Status(status) => return Some(status),
        End::TimedOut(limit) => (Diagnostic::timed_out(limit), Status::Document),
        End::OverMemory(limit) => (Diagnostic::over_memory(limit), Status::Document),
        // The document's fault like a limit that was passed: tried again it falls again.
        End::Fallen(_) if words.refused.is_some() => {
            (Diagnostic::memory_refused(words.refused.unwrap_or_default()), Status::Document)
        }
        End::Fallen(how) => (Diagnostic::internal(&fallen(how, &words.said)), Status::Environment),
    };
    let left = bounded.left.as_ref().and_then(|left| left());
    tell(&[Some(found), left].into_iter().flatten().collect::<Vec<_>>(), bounded.tell);
    Some(status)
}

fn start() -> std::io::Result<Child> {
    let program = std::env::current_exe()?;
    let arguments = std::env::args_os().skip(1);
    let mut command = Command::new(program);
    last_words::to(command.args(arguments).env(MARK, std::process::id().to_string())).spawn()
}

fn fallen(how: ExitStatus, said: &str) -> String {
    if said.is_empty() { how.to_string() } else { format!("{how}: {said}") }
}

/// How a child came to its end.
enum End {
    /// By itself, with one of the program's own statuses.
    Status(Status),
    TimedOut(Duration),
    /// The limit in MiB.
    OverMemory(u64),
    /// By a signal of somebody else's, such as a stack that overflowed.
    Fallen(ExitStatus),
}

fn wait(child: &mut Child, timeout: Option<Duration>, memory: Option<u64>) -> End {
    let start = now();
    let mut step = Duration::from_millis(1);
    loop {
        match child.try_wait() {
            Ok(None) => {}
            Ok(Some(how)) => return Status::of_code(how.code()).map_or(End::Fallen(how), End::Status),
            Err(_) => return killed(child, End::Status(Status::Environment)),
        }
        if let Some(limit) = timeout.filter(|limit| start.elapsed() >= *limit) {
            return killed(child, End::TimedOut(limit));
        }
        let over = |limit: &u64| peak_memory(child.id()).is_some_and(|peak| peak > limit * 1024);
        if let Some(limit) = memory.filter(over) {
            return killed(child, End::OverMemory(limit));
        }
        std::thread::sleep(step);
        step = (step * 2).min(STEP);
    }
}

/// Ends the child and waits for it, so that nothing of it is left.
fn killed(child: &mut Child, end: End) -> End {
    // It may have ended by itself just now.
    let _ = child.kill();
    let _ = child.wait();
    end
}

/// The most memory a process has had at once, in KiB, where the system tells it.
fn peak_memory(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    peak.trim().trim_end_matches("kB").trim_end().parse().ok()
}

/// Whether this process was started to be watched, and by whom.
enum Watched {
    Not,
    /// By its parent, whose number this is where the system tells it.
    ByParent(Option<u32>),
    NoLonger,
}

fn watched() -> Watched {
    let watcher = std::env::var(MARK).ok().and_then(|mark| mark.parse::<u32>().ok());
    match (watcher, parent()) {
        (None, _) => Watched::Not,
        (Some(watcher), Some(parent)) if watcher != parent => Watched::NoLonger,
        (Some(_), parent) => Watched::ByParent(parent),
    }
}

/// The parent's number, where the system tells it.
fn parent() -> Option<u32> {
    #[cfg(unix)]
    return Some(std::os::unix::process::parent_id());
    #[cfg(not(unix))]
    return None;
}

/// Ends this process when its parent is gone, which cannot end it any more, or has not ended it in time.
fn end_with_parent(bounded: &Bounded<'_>, timeout: Option<Duration>, watcher: Option<u32>) {
    let (outputs, start) = (bounded.outputs.clone(), now());
    let watch = move || {
        while parent() == watcher && timeout.is_none_or(|limit| start.elapsed() < limit + GRACE) {
            std::thread::sleep(STEP * 10);
        }
        outputs.iter().for_each(|path| remove_unfinished(path, std::process::id()));
        leave();
    };
    // Without the thread there is still the parent.
    drop(std::thread::Builder::new().name("watch".to_owned()).spawn(watch));
}

#[allow(clippy::disallowed_methods, reason = "the program's own process, which nobody watches any more")]
fn leave() -> ! {
    std::process::exit(i32::from(Status::Environment.code()))
}

#[allow(clippy::disallowed_methods, reason = "a deadline needs a clock; it reaches no output")]
fn now() -> Instant {
    Instant::now()
}
