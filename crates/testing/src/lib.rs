//! What tests of several crates need; never a part of what users get.

mod effort;

pub use effort::effort;
