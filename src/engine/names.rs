//! Names of virtual files. Typst keeps each name it has seen for the life of the process, in a table of
//! 65,535 that it never frees, and panics when the table is full: so names are counted here.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{LazyLock, Mutex, PoisonError};

use typst::syntax::{FileId, RootedPath, VirtualPath, VirtualRoot};

/// How far the table may fill before new names are refused. The rest is for the names that templates
/// already loaded ask for themselves.
const LIMIT: usize = 60_000;

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
