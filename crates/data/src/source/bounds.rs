//! How much a data file may hold: enough for any document, too little to exhaust the machine.

use crate::source::SyntaxFinding;

/// How deep values may stand inside each other; the data format itself goes seven deep.
pub(super) const LIMIT_DEPTH: usize = 64;

/// How many values a file may have: a table of 10,000 rows has some 100,000.
pub(super) const LIMIT_VALUES: usize = 500_000;

/// Counts values as they are read.
#[derive(Default)]
pub(super) struct Bounds {
    values: usize,
}

impl Bounds {
    /// One more value, `depth` tables and arrays deep.
    pub(super) fn count(&mut self, depth: usize) -> Result<(), SyntaxFinding> {
        self.values += 1;
        if depth > LIMIT_DEPTH {
            return Err(SyntaxFinding::TooDeep { limit: LIMIT_DEPTH });
        }
        if self.values > LIMIT_VALUES {
            return Err(SyntaxFinding::TooManyValues { limit: LIMIT_VALUES });
        }
        Ok(())
    }
}
