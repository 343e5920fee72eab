//! What can be the matter with what is read, before anybody knows what it is for.

mod files;
mod syntax;
mod values;

pub(crate) use files::FileFinding;
pub(crate) use syntax::{JsonSlip, SyntaxFinding, TomlSlip, YamlSlip};
pub(crate) use values::ValueFinding;
