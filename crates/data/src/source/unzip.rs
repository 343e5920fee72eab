//! Zips from anybody (Word files, workbooks): an entry is found however its name is written, and all
//! that is unpacked is counted, whatever the headers claim.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

/// So much a zip may unpack to, in bytes, all its entries that are read together.
pub const LIMIT_UNPACKED: u64 = 64 * 1024 * 1024;

/// Why an entry is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UnzipFault {
    /// It has no directory of entries.
    NotAZip,
    /// It opens with a password only.
    Encrypted,
    /// What was read of it is more than the limit.
    TooLarge,
    /// It is damaged; what the library says of it.
    Broken(String),
}

/// A zip whose entries are read one by one, up to a limit for all of them.
pub struct Unzip<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Where an entry is, by its plain name.
    entries: BTreeMap<String, usize>,
    left: u64,
}

impl<'a> Unzip<'a> {
    /// Opens a zip; its entries may unpack to `limit` bytes in all.
    pub fn open(bytes: &'a [u8], limit: u64) -> Result<Unzip<'a>, UnzipFault> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| UnzipFault::NotAZip)?;
        let mut entries = BTreeMap::new();
        for at in 0..archive.len() {
            if let Some(Ok(name)) = archive.name_for_index(at) {
                entries.entry(plain(&name)).or_insert(at);
            }
        }
        Ok(Unzip { archive, entries, left: limit })
    }

    /// Whether there is an entry of this name.
    pub fn has(&self, name: &str) -> bool {
        self.entries.contains_key(&plain(name))
    }

    /// How much may still be unpacked, in bytes.
    pub fn left(&self) -> u64 {
        self.left
    }

    /// Counts what was unpacked elsewhere on behalf of this zip.
    pub fn used(&mut self, left: u64) {
        self.left = self.left.min(left);
    }

    /// An entry's bytes; none when it is not there.
    pub fn read(&mut self, name: &str) -> Result<Option<Vec<u8>>, UnzipFault> {
        let Some(&at) = self.entries.get(&plain(name)) else { return Ok(None) };
        let entry = self.archive.by_index(at).map_err(|error| match error {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => {
                UnzipFault::Encrypted
            }
            error => UnzipFault::Broken(error.to_string()),
        })?;
        let mut bytes = Vec::new();
        // The size in the header is only a claim: what comes out is counted.
        let read = entry.take(self.left + 1).read_to_end(&mut bytes);
        read.map_err(|error| UnzipFault::Broken(error.to_string()))?;
        self.left = self.left.checked_sub(bytes.len() as u64).ok_or(UnzipFault::TooLarge)?;
        Ok(Some(bytes))
    }
}

/// A name as it is looked up: formats compare names without case, and some programs write backslashes.
fn plain(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_lowercase()
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn zipped(entries: &[(&str, &[u8])]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in entries {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    #[test]
    fn names_are_found_however_they_are_written() {
        let bytes = zipped(&[("Word\\Document.xml", b"a")]);
        let mut zip = Unzip::open(&bytes, 10).unwrap();
        assert!(zip.has("/word/document.xml"));
        assert_eq!(zip.read("word/document.xml"), Ok(Some(b"a".to_vec())));
        assert_eq!(zip.read("word/styles.xml"), Ok(None));
        assert_eq!(Unzip::open(b"PK\x03\x04", 10).err(), Some(UnzipFault::NotAZip));
    }

    /// Many entries that are each within the limit are together beyond it.
    #[test]
    fn all_that_is_unpacked_counts_together() {
        let bytes = zipped(&[("a", &[0; 600]), ("b", &[0; 600])]);
        let mut zip = Unzip::open(&bytes, 1000).unwrap();
        assert!(zip.read("a").is_ok());
        assert_eq!(zip.left(), 400);
        assert_eq!(zip.read("b"), Err(UnzipFault::TooLarge));
    }
}
