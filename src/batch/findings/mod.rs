//! What can be the matter with a batch: its list, its columns, its placeholders, its file names, its folder.

mod column;
mod folder;
mod list;
mod name;

pub(crate) use crate::braces::PlaceholderFinding;
pub(crate) use column::{ColumnFinding, PathFault};
pub(crate) use folder::FolderFinding;
pub(crate) use list::ListFinding;
pub(crate) use name::{NameFault, NameFinding, PatternFault};
