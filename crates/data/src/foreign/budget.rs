//! What drawing a file may cost. A form may draw itself, and twenty forms that draw each other twice draw
//! the last of them a million times: nothing in the file says so before it is drawn.

use std::time::Instant;

use super::limits::{Halt, LIMIT_DEPTH, LIMIT_FORMS, LIMIT_OPERATIONS, LIMIT_PIXELS, now};

/// How many operations may pass before the clock is looked at.
const LOOK: usize = 64;

/// What is left of it, for all pages of a file.
pub struct Budget {
    deadline: Instant,
    operations: usize,
    pixels: u64,
    /// Clips and groups of the page.
    forms: usize,
    depth: usize,
}

impl Budget {
    /// The whole of it, until a point in time.
    pub fn new(deadline: Instant) -> Budget {
        Budget { deadline, operations: LIMIT_OPERATIONS, pixels: LIMIT_PIXELS, forms: 0, depth: 0 }
    }

    /// A page begins.
    pub fn page(&mut self) {
        (self.forms, self.depth) = (0, 0);
    }

    /// One thing more is drawn, clipped or grouped.
    pub fn operation(&mut self) {
        let Some(left) = self.operations.checked_sub(1) else { Halt::Operations.raise() };
        self.operations = left;
        if left.is_multiple_of(LOOK) && now() > self.deadline {
            Halt::Time.raise();
        }
    }

    /// So many pixels more are unpacked; looking at the clock costs nothing beside them.
    pub fn pixels(&mut self, width: u64, height: u64) {
        let Some(left) = self.pixels.checked_sub(width.saturating_mul(height)) else { Halt::Pixels.raise() };
        self.pixels = left;
        if now() > self.deadline {
            Halt::Time.raise();
        }
    }

    /// A clip or a group begins.
    pub fn enter(&mut self) {
        self.operation();
        (self.forms, self.depth) = (self.forms + 1, self.depth + 1);
        if self.depth > LIMIT_DEPTH {
            Halt::Depth.raise();
        }
        if self.forms > LIMIT_FORMS {
            Halt::Forms.raise();
        }
    }

    /// It ends.
    pub fn leave(&mut self) {
        self.depth = self.depth.saturating_sub(1);
    }
}
