//! The faces of the process: engines that have the same ones share them, with all that was found out about them. A face
//! goes when the last who has it goes.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, LazyLock, Mutex, PoisonError, Weak};
use std::time::SystemTime;

use super::face::{Face, Origin};

/// What tells that two faces are one: where they come from, and what stands there.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Key {
    pub origin: Origin,
    pub index: u32,
    pub content: Content,
}

/// What stands in a file, as far as it must be known to tell it from another.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Content {
    /// What is compiled in is what it is.
    Fixed,
    /// Bytes of this sum.
    Sum(&'static str),
    /// Bytes of this hash, and how many.
    Hash(u128, usize),
    /// A file of this size that was last written then.
    Written(u64, SystemTime),
}

impl Content {
    /// That of a file, when the system tells.
    pub(super) fn of_file(path: &Path) -> Option<Content> {
        let metadata = std::fs::metadata(path).ok()?;
        Some(Content::Written(metadata.len(), metadata.modified().ok()?))
    }
}

static POOL: LazyLock<Mutex<HashMap<Key, Weak<Face>>>> = LazyLock::new(Mutex::default);

/// The face that somebody has already, else the one that is read now; one without a key is nobody else's.
pub(super) fn shared(key: Option<Key>, read: impl FnOnce() -> Option<Arc<Face>>) -> Option<Arc<Face>> {
    let Some(key) = key else { return read() };
    let pool = || POOL.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = pool().get(&key).and_then(Weak::upgrade) {
        return Some(known);
    }
    // Nobody waits for another's file; of two who read the same one, the first has it.
    let face = read()?;
    let mut pool = pool();
    if let Some(known) = pool.get(&key).and_then(Weak::upgrade) {
        return Some(known);
    }
    pool.retain(|_, face| face.strong_count() > 0);
    pool.insert(key, Arc::downgrade(&face));
    Some(face)
}
