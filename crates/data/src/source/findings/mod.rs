//! What can be the matter with what is read, before anybody knows what it is for.

mod files;
mod syntax;
mod values;

pub use files::FileFinding;
pub use syntax::{JsonSlip, SyntaxFinding, TomlSlip, YamlSlip};
pub use values::ValueFinding;
