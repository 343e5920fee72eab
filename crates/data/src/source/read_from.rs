//! What a document was read from, byte for byte, so that its PDF can carry it.

use std::sync::Arc;

use super::{Encoding, InputFormat};

/// What a document was read from.
#[derive(Debug, Clone)]
pub struct ReadFrom {
    /// The data; of a serde value, its JSON.
    pub data: OwnFile,
    /// The spelling the data is in.
    pub format: InputFormat,
    /// What the caller said files are in that are no UTF-8.
    pub encoding: Option<Encoding>,
    /// The house layout.
    pub layout: Option<OwnFile>,
}

/// A file that the caller named, not the data.
#[derive(Debug, Clone)]
pub struct OwnFile {
    /// The file's name without its folder.
    pub name: String,
    /// What stands in it.
    pub bytes: Arc<[u8]>,
}

impl OwnFile {
    /// A file by the name it has in messages. Where it lies is nobody's business but the caller's.
    pub fn new(name: &str, bytes: impl Into<Arc<[u8]>>) -> OwnFile {
        let name = std::path::Path::new(name).file_name();
        OwnFile { name: name.unwrap_or_default().to_string_lossy().into_owned(), bytes: bytes.into() }
    }
}
