//! Work that is ended from without: by whoever no longer waits for it, or when its time is over.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::{LimitFinding, now};

/// Ends work that is under way, from any thread: a client went away, a service is shut down, time is over. Copies are one.
///
/// It is handed to what works: `DocumentReader::cancel`, `RenderOptions::cancel`, `BatchRun::cancel`. What was
/// ended fails with the code `cancelled`, or `timed-out` after [`after`](Cancel::after). It is looked at between steps, as
/// [`Limits::time`](super::Limits::time) is: inside a compilation Typst cannot be interrupted.
///
/// ```
/// # extern crate gongwen_data as gongwen;
/// use gongwen::{Cancel, Document};
///
/// let cancel = Cancel::new();
/// let reader = Document::reader().cancel(&cancel);
/// cancel.cancel();
/// let failure = reader.read_toml("data.toml", "title = \"关于甲的通知\"").unwrap_err();
/// assert_eq!(failure.diagnostics()[0].code(), "cancelled");
/// ```
#[derive(Debug, Clone, Default)]
pub struct Cancel {
    asked: Arc<AtomicBool>,
    /// When it is over by itself, and what time it was given.
    end: Option<(Instant, Duration)>,
}

impl Cancel {
    /// Nothing is ended yet.
    #[must_use]
    pub fn new() -> Cancel {
        Cancel::default()
    }

    /// Ends by itself when so much time has passed from now on: one deadline for reading, setting and writing together.
    #[must_use]
    pub fn after(time: Duration) -> Cancel {
        // A time that no clock reaches is none.
        Cancel { end: now().checked_add(time).map(|end| (end, time)), ..Cancel::default() }
    }

    /// Ends the work of everybody who has it, at the next step. It cannot be taken back.
    pub fn cancel(&self) {
        self.asked.store(true, Ordering::Relaxed);
    }

    /// Whether it was asked for, or the time is over.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.look().is_err()
    }

    fn look(&self) -> Result<(), LimitFinding> {
        match self.end {
            _ if self.asked.load(Ordering::Relaxed) => Err(LimitFinding::Cancelled),
            Some((end, limit)) if now() >= end => Err(LimitFinding::TimedOut { limit }),
            _ => Ok(()),
        }
    }
}

/// What is looked at between the steps of one piece of work: its own time, and whether it was cancelled.
#[derive(Debug, Clone)]
pub struct Watch {
    start: Instant,
    time: Option<Duration>,
    cancel: Cancel,
}

impl Watch {
    /// The clock starts.
    pub fn begin(time: Option<Duration>, cancel: &Cancel) -> Watch {
        Watch { start: now(), time, cancel: cancel.clone() }
    }

    /// The same for the next piece of work: its clock starts.
    pub fn again(&self) -> Watch {
        Watch { start: now(), ..self.clone() }
    }

    /// Nothing more when it was cancelled or the time is over.
    pub fn look(&self) -> Result<(), LimitFinding> {
        self.cancel.look()?;
        match self.time {
            Some(limit) if self.start.elapsed() >= limit => Err(LimitFinding::TimedOut { limit }),
            _ => Ok(()),
        }
    }

    /// How much time is left; none when there is no end.
    pub fn left(&self) -> Option<Duration> {
        let own = self.time.map(|time| time.saturating_sub(self.start.elapsed()));
        let shared = self.cancel.end.map(|(end, _)| end.saturating_duration_since(now()));
        own.into_iter().chain(shared).min()
    }
}

impl Default for Watch {
    fn default() -> Watch {
        Watch::begin(None, &Cancel::default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_cancelled_or_is_over_is_told() {
        let cancel = Cancel::new();
        let watch = Watch::begin(None, &cancel.clone());
        assert!(watch.look().is_ok() && watch.left().is_none() && !cancel.is_cancelled());
        cancel.cancel();
        assert_eq!(watch.look(), Err(LimitFinding::Cancelled));
        assert_eq!(watch.again().look(), Err(LimitFinding::Cancelled));
        let (over, limit) = (Cancel::after(Duration::ZERO), Duration::ZERO);
        assert_eq!(Watch::begin(None, &over).look(), Err(LimitFinding::TimedOut { limit }));
        assert_eq!(Watch::begin(Some(Duration::MAX), &over).left(), Some(Duration::ZERO));
        let watch = Watch::begin(Some(limit), &Cancel::after(Duration::MAX));
        assert_eq!(watch.look(), Err(LimitFinding::TimedOut { limit }));
    }
}
