//! The register: which row became which file, of how many pages, with which hash and findings.
//!
//! While a run goes on, each row is a line added to `register.csv.part`; at its end the register is written
//! whole and sorted, and the part goes. Whoever starts again reads both. The part is locked as long as a
//! run writes to its folder, and the system lets go of the lock however the run ends.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::not_written;
use crate::batch::findings::{FolderFinding, NameFault, NameFinding};
use crate::diagnostic::{Diagnostic, Lang, Severity};
use crate::output::write_whole;
// Excel takes a CSV file without it for GBK.
use crate::source::BYTE_ORDER_MARK as MARK;

const HEADER: [&str; 7] = ["row", "file", "pages", "sha256", "status", "diagnostics", "inputs"];
const MADE: &str = "made";
const FAILED: &str = "failed";
/// The most findings that are written of a row.
const MOST_FINDINGS: usize = 20;

/// What the register says of a row.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    pub row: usize,
    pub file: String,
    pub pages: usize,
    pub sha256: String,
    pub made: bool,
    pub findings: String,
    /// A hash of everything the file was made from.
    pub inputs: String,
}

/// The register of a folder, while a run has it.
pub(super) struct Register {
    path: PathBuf,
    part: PathBuf,
    journal: File,
    pub lines: BTreeMap<usize, Line>,
}

/// Where a run that is under way notes what it made.
pub(super) fn part_of(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    path.with_file_name(name)
}

impl Register {
    /// Takes the register of a folder for a run. What earlier runs noted counts when it `goes_on`.
    pub(crate) fn open(path: &Path, goes_on: bool) -> Result<Register, Diagnostic> {
        let part = part_of(path);
        let ours = !part.exists();
        Register::take_folder(path, &part, goes_on).inspect_err(|_| {
            // What nobody had before is not left behind.
            if ours {
                let _ = std::fs::remove_file(&part);
            }
        })
    }

    fn take_folder(path: &Path, part: &Path, goes_on: bool) -> Result<Register, Diagnostic> {
        let failed = |error: std::io::Error| not_written(part, &error);
        let journal = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(part);
        let journal = journal.map_err(failed)?;
        match journal.try_lock() {
            Err(TryLockError::WouldBlock) => {
                let folder = path.parent().unwrap_or(Path::new(".")).display().to_string();
                return Err(Diagnostic::new(FolderFinding::Busy { folder }));
            }
            // A file system without locks: two runs at once are then the caller's matter.
            Err(TryLockError::Error(_)) | Ok(()) => {}
        }
        let mut register =
            Register { path: path.to_owned(), part: part.to_owned(), journal, lines: BTreeMap::new() };
        if goes_on {
            if path.exists() {
                let text = std::fs::read_to_string(path).map_err(|error| unreadable(path, &error))?;
                register.take(path, &text)?;
            }
            register.take_part().map_err(|error| error.unwrap_or_else(failed))?;
        } else {
            register.take_earlier(path)?;
            register.journal.set_len(0).map_err(failed)?;
            if path.exists() {
                std::fs::remove_file(path).map_err(|error| not_written(path, &error))?;
            }
        }
        if register.journal.seek(SeekFrom::End(0)).map_err(failed)? == 0 {
            let header = MARK.to_owned() + &row(HEADER);
            register.journal.write_all(header.as_bytes()).map_err(failed)?;
        }
        Ok(register)
    }

    /// What earlier runs noted, as far as it can be read: all is made anew, but files that they left behind are
    /// told. A file that is no register is somebody's, and stays.
    fn take_earlier(&mut self, path: &Path) -> Result<(), Diagnostic> {
        if !path.exists() {
            let _ = self.take_part();
            return self.journal.rewind().map_err(|error| not_written(&self.part, &error));
        }
        let bytes = std::fs::read(path).map_err(|error| unreadable(path, &error))?;
        let text = String::from_utf8_lossy(&bytes);
        if !text.strip_prefix(MARK).unwrap_or(&text).starts_with(&row(HEADER)) {
            let name = path.display().to_string();
            return Err(Diagnostic::new(NameFinding::RegisterName { name, fault: NameFault::Taken }));
        }
        let _ = self.take(path, &text);
        let _ = self.take_part();
        self.journal.rewind().map_err(|error| not_written(&self.part, &error))
    }

    /// The lines of an interrupted run; the last may be cut off, and goes.
    fn take_part(&mut self) -> Result<(), PartFault> {
        let mut bytes = Vec::new();
        self.journal.read_to_end(&mut bytes).map_err(PartFault::Disk)?;
        let whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        self.journal.set_len(whole as u64).map_err(PartFault::Disk)?;
        let part = self.part.clone();
        let text =
            std::str::from_utf8(&bytes[..whole]).map_err(|_| broken(&part, 1)).map_err(PartFault::Told)?;
        self.take(&part, text).map_err(PartFault::Told)
    }

    fn take(&mut self, path: &Path, text: &str) -> Result<(), Diagnostic> {
        let text = text.strip_prefix(MARK).unwrap_or(text);
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
        for (index, record) in reader.records().enumerate() {
            let record = record.map_err(|_| broken(path, index + 1))?;
            let line = match index {
                0 if record.iter().eq(HEADER) => continue,
                _ => line_of(&record).ok_or_else(|| broken(path, index + 1))?,
            };
            self.lines.insert(line.row, line);
        }
        Ok(())
    }

    /// Notes a row; the line is on its way to the disk whole.
    pub(crate) fn note(&mut self, line: Line) -> Result<(), Diagnostic> {
        let written = self.journal.write_all(line.written().as_bytes());
        written.map_err(|error| not_written(&self.part, &error))?;
        self.lines.insert(line.row, line);
        Ok(())
    }

    /// Writes the register whole, rows in order, and lets the folder go.
    pub(crate) fn close(self) -> Result<(), Diagnostic> {
        let mut text = MARK.to_owned() + &row(HEADER);
        self.lines.values().for_each(|line| text.push_str(&line.written()));
        write_whole(&self.path, text.as_bytes()).map_err(|error| not_written(&self.path, &error))?;
        std::fs::remove_file(&self.part).map_err(|error| not_written(&self.part, &error))
    }
}

/// A process that the host started meanwhile may have the file open until it runs its own program: the lock goes
/// with this one all the same.
impl Drop for Register {
    fn drop(&mut self) {
        let _ = self.journal.unlock();
    }
}

/// What a batch that was ended by its limits leaves behind in its folder, as its closing note.
#[must_use]
pub fn unfinished_batch(folder: &Path, register: &str) -> Option<Diagnostic> {
    let part = part_of(&folder.join(register));
    let bytes = std::fs::read(&part).ok()?;
    let text = String::from_utf8_lossy(&bytes);
    let mut reader = csv::ReaderBuilder::new().has_headers(true).flexible(true).from_reader(text.as_bytes());
    let made = reader.records().flatten().filter(|record| record.get(4) == Some(MADE)).count();
    let (folder, register) = (folder.display().to_string(), part.display().to_string());
    Some(Diagnostic::new(FolderFinding::Unfinished { folder, register, made }))
}

/// Why the part could not be taken.
enum PartFault {
    Disk(std::io::Error),
    Told(Diagnostic),
}

impl PartFault {
    fn unwrap_or_else(self, disk: impl Fn(std::io::Error) -> Diagnostic) -> Diagnostic {
        match self {
            PartFault::Disk(error) => disk(error),
            PartFault::Told(told) => told,
        }
    }
}

impl Line {
    fn written(&self) -> String {
        let status = if self.made { MADE } else { FAILED };
        let (number, pages) = (self.row.to_string(), self.pages.to_string());
        row([&number, &self.file, &pages, &self.sha256, status, &self.findings, &self.inputs])
    }
}

fn line_of(record: &csv::StringRecord) -> Option<Line> {
    let [number, file, pages, sha256, status, findings, inputs] = record.iter().collect::<Vec<_>>()[..]
    else {
        return None;
    };
    Some(Line {
        row: number.parse().ok()?,
        file: file.to_owned(),
        pages: pages.parse().ok()?,
        sha256: sha256.to_owned(),
        made: [MADE, FAILED].contains(&status).then_some(status == MADE)?,
        findings: findings.to_owned(),
        inputs: inputs.to_owned(),
    })
}

/// Cells as a line of CSV, always one line.
fn row(cells: [&str; 7]) -> String {
    let mut line = String::new();
    for (index, cell) in cells.into_iter().enumerate() {
        if index > 0 {
            line.push(',');
        }
        let cell = cell.replace(['\n', '\r'], " ");
        if cell.contains([',', '"']) {
            line.push_str(&format!("\"{}\"", cell.replace('"', "\"\"")));
        } else {
            line.push_str(&cell);
        }
    }
    line + "\n"
}

/// Findings as one cell: of notes the code, of what is worse also place and words. In Chinese on every
/// machine: the register's bytes do not depend on who runs it.
pub(super) fn findings(found: &[Diagnostic]) -> String {
    let one = |finding: &Diagnostic| {
        if finding.severity() == Severity::Note {
            return finding.code().to_owned();
        }
        let place = finding.place().map(|place| {
            let (line, column) = place.line_column();
            format!(" {}:{line}:{column}", place.file())
        });
        let place = place.unwrap_or_default();
        format!("{}[{}]{place} {}", finding.severity().as_str(), finding.code(), finding.message(Lang::Zh))
    };
    let mut worst: Vec<&Diagnostic> = found.iter().collect();
    worst.sort_by_key(|finding| std::cmp::Reverse(finding.severity()));
    let mut all: Vec<String> = worst.into_iter().map(one).collect();
    all.dedup();
    let more = all.len().saturating_sub(MOST_FINDINGS);
    all.truncate(MOST_FINDINGS);
    if more > 0 {
        all.push(format!("+{more}"));
    }
    all.join("; ")
}

fn broken(path: &Path, line: usize) -> Diagnostic {
    let path = path.display().to_string();
    Diagnostic::new(FolderFinding::RegisterBroken { path, line })
}

fn unreadable(path: &Path, error: &std::io::Error) -> Diagnostic {
    Diagnostic::unreadable_file(&path.display().to_string(), error)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(row: usize, findings: &str) -> Line {
        let (file, sha256) = (format!("{row},\"甲\".pdf"), "ab".to_owned());
        Line {
            row,
            file,
            pages: 2,
            sha256,
            made: true,
            findings: findings.to_owned(),
            inputs: "cd".to_owned(),
        }
    }

    #[test]
    fn what_was_noted_is_read_again_even_when_the_last_line_is_cut_off() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("register.csv");
        let mut register = Register::open(&path, false).unwrap();
        register.note(line(2, "error[x] a; 甲")).unwrap();
        register.note(line(1, "")).unwrap();
        drop(register);
        let part = part_of(&path);
        let whole = std::fs::read(&part).unwrap();
        for cut in (0..whole.len()).rev() {
            std::fs::write(&part, &whole[..cut]).unwrap();
            let register = Register::open(&path, true).unwrap();
            let lines = whole[..cut].iter().filter(|byte| **byte == b'\n').count();
            assert_eq!(register.lines.len(), lines.saturating_sub(1), "{cut}");
        }
        std::fs::write(&part, &whole).unwrap();
        let register = Register::open(&path, true).unwrap();
        assert_eq!(register.lines[&2], line(2, "error[x] a; 甲"));
        register.close().unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.starts_with("\u{FEFF}row,file,") && !part.exists());
        assert!(text.find("\n1,").unwrap() < text.find("\n2,").unwrap());
        assert_eq!(Register::open(&path, true).unwrap().lines.len(), 2);
    }

    #[test]
    fn two_runs_do_not_share_a_folder_and_a_strange_register_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("register.csv");
        let first = Register::open(&path, false).unwrap();
        assert_eq!(Register::open(&path, true).err().unwrap().code(), "batch-busy");
        drop(first);
        std::fs::write(&path, "row,file\n1,a\n").unwrap();
        assert_eq!(Register::open(&path, true).err().unwrap().code(), "register-broken");
    }
}
