//! How much work something takes, for tests that nothing takes too long: counted in the thread's own time, so
//! that other work on the machine makes nothing slower.

use std::time::Duration;

/// Runs something and tells how long this thread worked at it; nothing where the system does not tell.
pub fn effort<T>(run: impl FnOnce() -> T) -> (T, Duration) {
    let before = worked();
    let made = run();
    (made, worked().saturating_sub(before))
}

/// How long this thread has been at work since it began.
fn worked() -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = told.split_whitespace().next().and_then(|count| count.parse().ok());
    Duration::from_nanos(nanoseconds.unwrap_or_default())
}
