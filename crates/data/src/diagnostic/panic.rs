//! The door's guard: a panic below becomes an error, and the process of whoever called goes on.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::{Diagnostic, Failure};

/// Does the work; a panic in it, or in a crate it uses, is a failure of code `internal-error`.
///
/// What the work shares with other threads bears a panic: Typst's table is trimmed by a guard that is dropped,
/// faces that were read stay read, and the one lock (of the faces) is taken whatever happened to its last owner.
pub fn guarded<T>(work: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|thrown| Err(Diagnostic::internal(&said(&*thrown)).into()))
}

/// The words of a panic, when it has words.
fn said(thrown: &(dyn Any + Send)) -> String {
    let text = thrown.downcast_ref::<&str>().copied();
    let text = text.or_else(|| thrown.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("panic").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Lang;

    fn code_and_words(result: Result<(), Failure>) -> (&'static str, String) {
        let failure = result.unwrap_err();
        let [found] = failure.diagnostics() else { panic!("{failure}") };
        (found.code(), found.message(Lang::En))
    }

    #[test]
    fn a_panic_is_an_error_with_its_words() {
        let (code, words) = code_and_words(guarded(|| panic!("index {} out of range", 7)));
        assert_eq!(code, "internal-error");
        assert!(words.contains("index 7 out of range"), "{words}");
        assert_eq!(code_and_words(guarded(|| panic!("plain"))).0, "internal-error");
        let nameless = || std::panic::resume_unwind(Box::new(7));
        assert_eq!(code_and_words(guarded(nameless)).0, "internal-error");
    }

    #[test]
    fn what_fails_without_a_panic_is_as_it_was() {
        assert!(guarded(|| Ok(())).is_ok());
        let failed = || Err(Diagnostic::over_memory(7).into());
        assert_eq!(code_and_words(guarded(failed)).0, "over-memory");
    }
}
