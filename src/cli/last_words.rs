//! What a child says, passed on as it says it, but for what its runtime writes when it falls: those words are no finding, and
//! who reads findings as JSON could not read them. They tell how it fell.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Command, Stdio};
use std::thread::JoinHandle;

/// How the runtime's own words begin or what stands in them: an allocation that was refused, a stack that overflowed.
const ALLOCATION: (&str, &str) = ("memory allocation of ", " bytes failed");
const STACK: &str = "has overflowed its stack";
const FATAL: &str = "fatal runtime error: ";

/// What the runtime of a child said.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct LastWords {
    /// How many bytes it asked for that nobody gave.
    pub refused: Option<u64>,
    /// All of it.
    pub said: String,
}

/// Whoever passes it on. A terminal is the child's own, with its colours and its progress.
pub struct Listener(Option<JoinHandle<LastWords>>);

/// Lets a command that is not started yet be listened to.
pub fn to(command: &mut Command) -> &mut Command {
    if std::io::IsTerminal::is_terminal(&std::io::stderr()) {
        command
    } else {
        command.stderr(Stdio::piped())
    }
}

impl Listener {
    /// Begins to listen.
    pub fn of(child: &mut Child) -> Listener {
        let stderr = child.stderr.take();
        let listen = |stderr| move || pass_on(stderr, &mut std::io::stderr());
        let start = |stderr| std::thread::Builder::new().name("listen".to_owned()).spawn(listen(stderr)).ok();
        Listener(stderr.and_then(start))
    }

    /// What was held back, once the child has ended.
    pub fn finish(self) -> LastWords {
        self.0.and_then(|listening| listening.join().ok()).unwrap_or_default()
    }
}

/// Passes on line by line; whoever does not take it any more does not keep the child from speaking. Behind its runtime's words
/// a process says nothing more of its own: what follows tells where it was.
fn pass_on(from: impl Read, to: &mut impl Write) -> LastWords {
    let (mut from, mut words, mut line) = (BufReader::new(from), LastWords::default(), Vec::new());
    // The runtime begins with an empty line: whose one is, the next tells.
    let mut blank = Vec::new();
    while from.read_until(b'\n', &mut line).is_ok_and(|count| count > 0) {
        match held_back(&String::from_utf8_lossy(&line)) {
            Some(refused) => {
                words.refused = words.refused.or(refused);
                words.said += String::from_utf8_lossy(&line).trim();
                words.said.push('\n');
                blank.clear();
            }
            None if !words.said.is_empty() => {}
            None if line.trim_ascii().is_empty() => blank.append(&mut line),
            None => {
                blank.append(&mut line);
                drop(to.write_all(&blank).and_then(|()| to.flush()));
                blank.clear();
            }
        }
        line.clear();
    }
    drop(to.write_all(&blank).and_then(|()| to.flush()));
    words.said.truncate(words.said.trim_end().len());
    words
}

/// Whether a line is the runtime's, and how many bytes it was refused.
fn held_back(line: &str) -> Option<Option<u64>> {
    let line = line.trim();
    if let Some(rest) = line.strip_prefix(ALLOCATION.0) {
        return rest.strip_suffix(ALLOCATION.1).map(|bytes| bytes.parse().ok());
    }
    (line.starts_with(FATAL) || line.starts_with("thread ") && line.ends_with(STACK)).then_some(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_runtimes_words_are_held_back_and_nothing_else() {
        let said = "{\"code\":\"x\"}\n注意：memory allocation of 1 bytes failed？\nmemory allocation of 9000 bytes failed\n\
                    stack backtrace:\n\nthread 'main' (7) has overflowed its stack\nfatal runtime error: stack overflow, aborting\n";
        let mut passed = Vec::new();
        let words = pass_on(said.as_bytes(), &mut passed);
        assert_eq!(words.refused, Some(9000));
        assert_eq!(words.said.lines().count(), 3);
        let passed = String::from_utf8(passed).unwrap();
        assert_eq!(passed, "{\"code\":\"x\"}\n注意：memory allocation of 1 bytes failed？\n");
    }

    /// A stack that overflows is told behind an empty line, which is no JSON; an empty line of the program's own stays.
    #[test]
    fn an_empty_line_goes_with_the_line_behind_it() {
        let passed = |said: &str| {
            let mut passed = Vec::new();
            let words = pass_on(said.as_bytes(), &mut passed);
            (String::from_utf8(passed).unwrap(), words.said.lines().count())
        };
        let fallen =
            "\nthread 'main' (7) has overflowed its stack\nfatal runtime error: stack overflow, aborting\n";
        assert_eq!(passed(fallen), (String::new(), 2));
        assert_eq!(passed(&format!("甲\n\n乙\n{fallen}")), ("甲\n\n乙\n".to_owned(), 2));
        assert_eq!(passed("甲\n\n"), ("甲\n\n".to_owned(), 0));
    }
}
