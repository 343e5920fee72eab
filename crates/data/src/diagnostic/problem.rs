//! What can be the matter, as each room says it.

use std::any::Any;
use std::fmt::Debug;

use super::{Arguments, Cause, Entry};

/// What a type is called, in Chinese and in English.
pub type KindName = (&'static str, &'static str);

/// Something that can be the matter, as data: an enum of each room, its words beside it.
pub trait Problem: Any + Debug + Send + Sync {
    /// Its code, weight, clause and words.
    fn entry(&self) -> Entry;

    /// What its words are made of, by name: [`Arguments::of`] its fields, whose names are the same in all rooms
    /// (tests/it/argument_names.rs). Skipped are those that only choose words or weight, and what the finding says of itself,
    /// such as its clause.
    fn arguments(&self) -> Arguments;

    /// The error of the system that is behind it.
    fn cause(&self) -> Option<&Cause> {
        None
    }

    /// Whether further findings may be only more of this one.
    fn grows(&self) -> bool {
        false
    }

    /// Whether another finding is only more of this one, and then counted with it.
    fn takes_in(&mut self, _other: &dyn Problem) -> bool {
        false
    }
}

impl dyn Problem {
    /// The finding as that of one room, when it is.
    pub fn of<P: Problem>(&self) -> Option<&P> {
        (self as &dyn Any).downcast_ref()
    }
}

impl<P: Problem> From<P> for Box<dyn Problem> {
    fn from(problem: P) -> Box<dyn Problem> {
        Box::new(problem)
    }
}
