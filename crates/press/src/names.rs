//! Names of virtual files. Typst keeps each name it has seen for the life of the process, in a table of
//! 65,535 that it never frees, and panics when the table is full: so names are counted here.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{LazyLock, Mutex, PoisonError};

use typst::syntax::{FileId, RootedPath, VirtualPath, VirtualRoot};

/// How far the table may fill before new names are refused. The rest is for the names that templates
/// already loaded ask for themselves.
const LIMIT: usize = 60_000;

/// How far it may fill before nothing is set any more that could ask for a new name: a fragment, a template of one's own. The
/// next could be the last.
const END: usize = 65_000;

/// The names this process has given out.
static GIVEN: LazyLock<Mutex<HashMap<(VirtualRoot, String), FileId>>> = LazyLock::new(Mutex::default);

/// The highest place in Typst's table that was seen: about as many names are in it.
static HIGHEST: AtomicUsize = AtomicUsize::new(0);

/// The id of a file under its name; none when the name is no path, or the table is nearly full.
pub(super) fn intern(root: &VirtualRoot, name: &str) -> Option<FileId> {
    let path = VirtualPath::new(name).ok()?;
    let mut given = GIVEN.lock().unwrap_or_else(PoisonError::into_inner);
    let key = (root.clone(), path.get_without_slash().to_owned());
    if let Some(id) = given.get(&key) {
        return Some(*id);
    }
    if used_up() {
        return None;
    }
    let id = RootedPath::new(root.clone(), path).intern();
    seen(id);
    given.insert(key, id);
    Some(id)
}

/// Notes a name that a template asked for.
pub(super) fn seen(id: FileId) {
    HIGHEST.fetch_max(usize::from(id.into_raw().get()), Ordering::Relaxed);
}

/// Whether no new name may be taken.
pub(super) fn used_up() -> bool {
    HIGHEST.load(Ordering::Relaxed) >= LIMIT
}

/// Whether a template could meet the end of the table.
pub(super) fn at_the_end() -> bool {
    HIGHEST.load(Ordering::Relaxed) >= END
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::diagnostic::Diagnostic;
    use crate::limits::{Allowance, Cache, Cancel, Limits};
    use crate::{Given, Set, Sources, compile, fonts};

    /// Set in the process that uses up its names: they are never given back.
    const CHILD: &str = "GONGWEN_USES_UP_NAMES";

    fn compiled(sources: &Arc<Sources>) -> (Option<Set>, Vec<&'static str>) {
        let allowance = Allowance::new(&Limits::default(), Cache::default(), &Cancel::default());
        let (set, told) =
            compile(&allowance, sources, &Arc::new(fonts::tests::set()), Given::default(), None);
        (set, told.iter().map(Diagnostic::code).collect())
    }

    #[test]
    fn names_that_run_out_are_an_error_and_never_a_panic() {
        if std::env::var_os(CHILD).is_none() {
            let test = "names::tests::names_that_run_out_are_an_error_and_never_a_panic";
            let mut child = std::process::Command::new(std::env::current_exe().unwrap());
            let output = child.args(["--exact", test]).env(CHILD, "1").output().unwrap();
            let said = String::from_utf8_lossy(&output.stdout);
            assert!(output.status.success() && said.contains("1 passed"), "{said}");
            return;
        }
        let known = Arc::new(Sources::alone("known.typ", "甲").unwrap());
        // The names of what every template is given are constant.
        assert!(compiled(&known).0.is_some());
        let given = (0..).take_while(|number| intern(&VirtualRoot::Project, &format!("x{number}")).is_some());
        assert!(given.count() > LIMIT - 1000);
        // What was loaded goes on; a name more is refused.
        assert!(compiled(&known).0.is_some());
        let refused = Sources::alone("new.typ", "乙").err().unwrap();
        assert_eq!(Diagnostic::new(refused).code(), "names-used-up");
        // Data that makes a template name files without end: here the table itself is filled.
        for number in 0..END - LIMIT {
            let path = VirtualPath::new(format!("y{number}")).unwrap();
            seen(RootedPath::new(VirtualRoot::Project, path).intern());
        }
        let (set, told) = compiled(&known);
        assert!(set.is_none());
        assert_eq!(told, ["names-used-up"]);
        // library.md 1: a document without a fragment was refused with those that have one.
        let constant = Arc::new(Sources::alone("known.typ", "甲").unwrap().constant());
        assert!(compiled(&constant).0.is_some());
    }
}
