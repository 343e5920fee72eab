//! Typst's memory between compilations: trimmed when one ends, however it ends.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use crate::limits::Cache;

/// What the engines of the process want kept, one for each.
static WANTED: Mutex<Vec<Cache>> = Mutex::new(Vec::new());

/// What an engine wants kept, as long as it lives: no other engine's compilation drops it.
#[derive(Debug)]
pub struct Keeping(Cache);

impl Keeping {
    /// From now on.
    pub fn of(cache: Cache) -> Keeping {
        WANTED.lock().unwrap_or_else(PoisonError::into_inner).push(cache);
        Keeping(cache)
    }
}

impl Drop for Keeping {
    fn drop(&mut self) {
        let mut wanted = WANTED.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(at) = wanted.iter().position(|cache| *cache == self.0) {
            wanted.swap_remove(at);
        }
    }
}

/// How many compilations something stays that is not used: of all engines that live, the longest; none where one of them
/// keeps everything.
fn longest(own: Cache) -> Option<usize> {
    let wanted = WANTED.lock().unwrap_or_else(PoisonError::into_inner);
    let ages = wanted.iter().chain([&own]).map(|cache| match cache {
        Cache::Age(age) => Some(*age),
        _ => None,
    });
    ages.reduce(|one, other| Some(one?.max(other?))).flatten()
}

/// How many compilations are under way in the process.
static UNDER_WAY: AtomicUsize = AtomicUsize::new(0);

/// Trims when it is dropped: after a success, an error or a panic.
///
/// The memory has one clock, and every compilation that ends moves it on: of many at a time, each may take
/// as many ticks as there are others. What one of them used at its start must outlive its end.
pub(super) struct Trim(Cache);

impl Trim {
    pub(crate) fn begin(cache: Cache) -> Trim {
        UNDER_WAY.fetch_add(1, Ordering::Relaxed);
        Trim(cache)
    }
}

impl Drop for Trim {
    fn drop(&mut self) {
        let under_way = UNDER_WAY.fetch_sub(1, Ordering::Relaxed).max(1);
        if let Some(age) = longest(self.0) {
            trim(age.saturating_mul(under_way));
        }
    }
}

/// Drops what so many compilations have not used.
pub fn trim(age: usize) {
    comemo::evict(age);
}

#[cfg(test)]
mod tests {
    use super::*;

    static CALLS: AtomicUsize = AtomicUsize::new(0);

    #[comemo::memoize]
    fn counted(number: usize) -> usize {
        CALLS.fetch_add(1, Ordering::SeqCst);
        number
    }

    /// Whether what was remembered before the work is remembered after it.
    fn survives(number: usize, work: impl FnOnce()) -> bool {
        counted(number);
        let before = CALLS.load(Ordering::SeqCst);
        work();
        counted(number);
        CALLS.load(Ordering::SeqCst) == before
    }

    /// One test, because the memory and the count are the process's.
    #[test]
    fn what_is_remembered_goes_by_the_setting_however_the_work_ends() {
        let compile = |cache| drop(Trim::begin(cache));
        // Other tests compile at the same time and may trim it away: once is enough.
        let mut tries = 0..200;
        assert!(tries.clone().any(|n| survives(n, || (0..20).for_each(|_| compile(Cache::Kept)))));
        assert!(tries.any(|n| survives(200 + n, || compile(Cache::Age(5)))));
        assert!(!survives(400, || (0..400).for_each(|_| compile(Cache::Age(5)))));
        assert!(!survives(401, || compile(Cache::Age(0))));
        let panics = || {
            let work = || -> () {
                let _trim = Trim::begin(Cache::Age(0));
                std::panic::resume_unwind(Box::new("on purpose"));
            };
            assert!(std::panic::catch_unwind(work).is_err());
        };
        assert!(!survives(402, panics));
        assert!(!survives(403, || trim(0)));
        // library.md 2: one engine's setting emptied what another had asked to keep.
        let kept = Keeping::of(Cache::Kept);
        assert!((404..600).any(|n| survives(n, || (0..20).for_each(|_| compile(Cache::Age(0))))));
        drop(kept);
        let long = Keeping::of(Cache::Age(1_000));
        assert!((600..800).any(|n| survives(n, || (0..20).for_each(|_| compile(Cache::Age(0))))));
        drop(long);
        assert!(!survives(800, || compile(Cache::Age(0))));
    }
}
