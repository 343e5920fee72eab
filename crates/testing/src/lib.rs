//! What tests of several crates need; never a part of what users get.

mod chance;
mod effort;

pub use chance::Chance;
pub use effort::effort;
