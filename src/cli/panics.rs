//! A panic is told as a finding, not as a backtrace.

use std::panic::{AssertUnwindSafe, catch_unwind};

use gongwen::output::MessageFormat;
use gongwen::{Diagnostic, Lang};

use super::tell::{tell, write};
use super::{Status, TellArgs};

/// Does the work of a command; a panic that the library has not made a finding of is told here. Who sets
/// `RUST_BACKTRACE` also sees where it was.
pub fn told(how: Option<TellArgs>, lang: Lang, work: impl FnOnce() -> Status) -> Status {
    if std::env::var_os("RUST_BACKTRACE").is_none() {
        std::panic::set_hook(Box::new(|_| {}));
    }
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|thrown| {
        let words = thrown.downcast_ref::<&str>().copied();
        let words = words.or_else(|| thrown.downcast_ref::<String>().map(String::as_str));
        let found = Diagnostic::internal(words.unwrap_or("panic"));
        match how {
            Some(how) => tell(&[found], &how),
            None => write(&found, MessageFormat::Human, lang),
        }
        Status::Environment
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_of_a_command_ends_with_the_status_of_the_environment() {
        assert_eq!(told(None, Lang::En, || panic!("on purpose")), Status::Environment);
        assert_eq!(told(None, Lang::En, || Status::Made), Status::Made);
    }
}
