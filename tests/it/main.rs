//! The product from outside: the program in real folders, the library through its door.
//!
//! One binary, because linking Typst is slow. Nothing here depends on installed fonts.

mod cli;
mod diagnostics;
mod library;
mod pdf;
mod property;
mod support;
