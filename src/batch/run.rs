//! A batch made: rows on all cores, each file whole, the register kept up, the rest going on when one fails.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::sync_channel;

use rayon::prelude::*;

use super::names::{folded, illegal};
use super::register::{self, Line, Register, part_of};
use super::{Batch, MadeRow, merge, not_written};
use crate::batch::findings::{FolderFinding, NameFault, NameFinding};
use crate::diagnostic::{Diagnostic, Failure, guarded};
use crate::document::Document;
use crate::engine::Engine;
use crate::limits::{Cancel, Watch};
use crate::output::{self, TEMPORARY};
use crate::press::TypstFinding;
use crate::press::pdf::{PdfForm, SourceMode};
use crate::source::as_json;
use crate::source::hash::{sha256, sha256_of_files};

/// What happens to files that are there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Existing {
    /// One of them is enough to write nothing.
    #[default]
    Refuse,
    /// They are made anew.
    Replace,
    /// Those of an earlier run that are what this run would make are kept, the others are made.
    GoOn,
}

/// How a batch is to be made.
///
/// ```
/// # use gongwen::batch::{BatchRun, Existing};
/// let run = BatchRun::new().jobs(2).existing(Existing::GoOn).merge("all.pdf");
/// ```
#[derive(Debug, Clone)]
pub struct BatchRun {
    jobs: usize,
    fail_fast: bool,
    pub(super) strict: bool,
    existing: Existing,
    pub(super) form: Option<PdfForm>,
    pub(super) source: SourceMode,
    register: String,
    merge: Option<PathBuf>,
    pub(super) cancel: Cancel,
}

impl Default for BatchRun {
    fn default() -> BatchRun {
        let register = "register.csv".to_owned();
        let existing = Existing::Refuse;
        BatchRun {
            jobs: 0,
            fail_fast: false,
            strict: false,
            existing,
            form: None,
            source: SourceMode::Auto,
            register,
            merge: None,
            cancel: Cancel::default(),
        }
    }
}

impl BatchRun {
    /// On all cores, every row tried, nothing overwritten.
    #[must_use]
    pub fn new() -> BatchRun {
        BatchRun::default()
    }

    /// How many documents are set at a time; 0 means as many as there are cores. No more than four for
    /// each core, and no more than there are rows.
    #[must_use]
    pub fn jobs(mut self, jobs: usize) -> Self {
        self.jobs = jobs;
        self
    }

    /// Whether the first row that fails ends the run. Rows that cannot be read are known before anything is
    /// written; then nothing is.
    #[must_use]
    pub fn fail_fast(mut self, fail_fast: bool) -> Self {
        self.fail_fast = fail_fast;
        self
    }

    /// Whether a broken rule of the strength 必须 fails the row.
    #[must_use]
    pub fn strict(mut self, strict: bool) -> Self {
        self.strict = strict;
        self
    }

    /// What happens to files that are there already.
    #[must_use]
    pub fn existing(mut self, existing: Existing) -> Self {
        self.existing = existing;
        self
    }

    /// What the PDFs are to meet; by default what [`Rendered::pdf`](crate::Rendered::pdf) makes.
    #[must_use]
    pub fn form(mut self, form: PdfForm) -> Self {
        self.form = Some(form);
        self
    }

    /// Whether each PDF carries its row's data and the files it names.
    #[must_use]
    pub fn source(mut self, source: SourceMode) -> Self {
        self.source = source;
        self
    }

    /// Who may end the run: it then fails with `cancelled`, or `timed-out`. What was made by then is in the register's part, and a run
    /// that [goes on](Existing::GoOn) keeps it.
    #[must_use]
    pub fn cancel(mut self, cancel: &Cancel) -> Self {
        self.cancel = cancel.clone();
        self
    }

    /// The register's file name in the folder, by default `register.csv`.
    #[must_use]
    pub fn register(mut self, name: impl Into<String>) -> Self {
        self.register = name.into();
        self
    }

    /// Also puts all documents into one file for the printer, each beginning on a right-hand page.
    #[must_use]
    pub fn merge(mut self, path: impl Into<PathBuf>) -> Self {
        self.merge = Some(path.into());
        self
    }
}

impl BatchRun {
    pub(super) fn watch(&self) -> Watch {
        Watch::begin(None, &self.cancel)
    }
}

/// How a row ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum RowStatus {
    /// Its file was written.
    Made,
    /// Its file was there from an earlier run, and is what this run would make.
    Kept,
    /// There is no document; the findings say why.
    Failed,
}

/// What became of a row.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct RowMade {
    /// The row, from 1.
    pub row: usize,
    /// The file's name in the folder; none when the document could not be read.
    pub file: Option<String>,
    /// How many pages it has; 0 when there is no file.
    pub pages: usize,
    /// The file's SHA-256 in hexadecimal; empty when there is no file.
    pub sha256: String,
    /// How it ended.
    pub status: RowStatus,
    /// Everything that was noticed.
    pub diagnostics: Vec<Diagnostic>,
}

/// How a batch ended.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct BatchSummary {
    /// Files written.
    pub made: usize,
    /// Files kept from an earlier run.
    pub kept: usize,
    /// Rows that failed.
    pub failed: usize,
    /// Rows that were not tried, because the first failure ended the run.
    pub left: usize,
    /// Pages of all files.
    pub pages: usize,
    /// The register; none when nothing was written.
    pub register: Option<PathBuf>,
    /// What is to be said of the whole.
    pub diagnostics: Vec<Diagnostic>,
}

/// The most documents that are set at a time for each core: more wait for each other, and each takes memory.
const MOST_JOBS_A_CORE: usize = 4;

/// How many documents are set at a time.
fn jobs(asked: usize, rows: usize) -> usize {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let jobs = if asked == 0 { cores } else { asked.min(cores * MOST_JOBS_A_CORE) };
    jobs.min(rows).max(1)
}

/// A row's result on its way from a worker to the one who writes the register.
type Sent = Result<(RowMade, String), Diagnostic>;

impl Batch {
    /// Makes the files of all rows in a folder, and the register. `on_row` hears of each row, in the order
    /// of the list, on the calling thread.
    ///
    /// # Errors
    /// What stops the whole: names of files, files that are there already, a folder or a disk that refuses, whoever
    /// [cancelled](BatchRun::cancel) it.
    /// What was made by then is in the register's part, and a run that [goes on](Existing::GoOn) keeps it.
    pub fn run(
        &self,
        engine: &Engine,
        folder: impl AsRef<Path>,
        how: &BatchRun,
        on_row: &mut dyn FnMut(&RowMade),
    ) -> Result<BatchSummary, Failure> {
        guarded(|| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs(how.jobs, self.len())).build();
            let pool =
                pool.map_err(|error| Diagnostic::new(TypstFinding::Export { message: error.to_string() }))?;
            let names = pool.install(|| self.file_names())?;
            self.check_own_names(&names, how)?;
            let unread = names.iter().position(Option::is_none).filter(|_| how.fail_fast);
            if let Some(index) = unread {
                let (made, _) = self.make_file(index + 1, None, engine, how, None, folder.as_ref())?;
                on_row(&made);
                return Ok(BatchSummary { failed: 1, left: self.len() - 1, ..BatchSummary::default() });
            }
            let work = Work { batch: self, engine, how, folder: folder.as_ref(), names: &names };
            let mut register = work.prepare()?;
            let mut summary = work.go(&pool, &mut register, on_row)?;
            work.settle(&pool, &register)?;
            register.close()?;
            summary.register = Some(folder.as_ref().join(&how.register));
            if let Some(path) = &how.merge {
                let missing = summary.failed + summary.left;
                if missing > 0 {
                    // One of an earlier run has other documents in it.
                    let mut aside = path.clone().into_os_string();
                    aside.push(OUTDATED);
                    let moved = path.is_file() && std::fs::rename(path, &aside).is_ok();
                    let moved = moved.then(|| aside.to_string_lossy().into_owned());
                    let path = path.display().to_string();
                    summary.diagnostics.push(Diagnostic::new(FolderFinding::MergeIncomplete {
                        path,
                        missing,
                        moved,
                    }));
                } else {
                    let files: Vec<PathBuf> =
                        names.iter().flatten().map(|name| folder.as_ref().join(name)).collect();
                    merge::write(path, &files)?;
                }
            }
            Ok(summary)
        })
    }

    /// The register and the merged file are files too, perhaps in the same folder.
    fn check_own_names(&self, names: &[Option<String>], how: &BatchRun) -> Result<(), Failure> {
        let merged = how.merge.as_ref().and_then(|path| path.file_name());
        // The merged file takes the place of another: one that is no PDF is somebody's.
        if let Some(path) = how.merge.as_ref().filter(|path| {
            path.is_dir() || !path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("pdf"))
        }) {
            return Err(FolderFinding::MergeName { path: path.display().to_string() }.into());
        }
        let own = [how.register.clone(), merged.unwrap_or_default().to_string_lossy().into_owned()];
        for name in own {
            let same =
                |known: &Option<String>| known.as_ref().is_some_and(|known| folded(known) == folded(&name));
            if let Some(index) = names.iter().position(same) {
                return Err(NameFinding::NameTwice { name, row: index + 1 }.into());
            }
        }
        let why = if how.register.is_empty() { Some(NameFault::Empty) } else { illegal(&how.register) };
        why.map_or(Ok(()), |why| {
            Err(NameFinding::RegisterName { name: how.register.clone(), fault: why }.into())
        })
    }

    /// Makes a row's file, or keeps the one that is there; only the machine's refusal is an error.
    fn make_file(
        &self,
        row: usize,
        name: Option<&String>,
        engine: &Engine,
        how: &BatchRun,
        known: Option<&Line>,
        folder: &Path,
    ) -> Sent {
        let failed = |diagnostics| {
            let (file, sha256, status) = (name.cloned(), String::new(), RowStatus::Failed);
            Ok((RowMade { row, file, pages: 0, sha256, status, diagnostics }, String::new()))
        };
        let document = match self.document(row) {
            Ok(document) => document,
            Err(failure) => return failed(failure.into_diagnostics()),
        };
        let Some(name) = name else { return failed(Vec::new()) };
        let inputs = self.inputs(row, &document, engine, how);
        let path = folder.join(name);
        let known = known.filter(|_| how.existing == Existing::GoOn);
        if let Some(known) = known.filter(|known| known.made && known.file == *name && known.inputs == inputs)
            && std::fs::read(&path).is_ok_and(|bytes| sha256(&bytes) == known.sha256)
        {
            let (sha256, status) = (known.sha256.clone(), RowStatus::Kept);
            let (file, pages) = (Some(name.clone()), known.pages);
            return Ok((RowMade { row, file, pages, sha256, status, diagnostics: Vec::new() }, inputs));
        }
        let made = match self.set(row, &document, engine, how) {
            Ok(made) => made,
            Err(failure) => {
                // A row that was ended did not fail: nothing is known of it.
                how.watch().look().map_err(Diagnostic::new)?;
                return failed(failure.into_diagnostics());
            }
        };
        output::write_of_many(&path, &made.pdf).map_err(|error| not_written(&path, &error))?;
        let MadeRow { pdf, pages, diagnostics, .. } = made;
        let (file, sha256) = (Some(name.clone()), sha256(&pdf));
        Ok((RowMade { row, file, pages, sha256, status: RowStatus::Made, diagnostics }, inputs))
    }

    /// A hash of everything a row's file is made from and carries: data, the files they name byte for byte,
    /// faces, the form, the program, what its manifest says of how it was read.
    fn inputs(&self, row: usize, document: &Document, engine: &Engine, how: &BatchRun) -> String {
        let data = self.data(row).map(|data| as_json(&data).to_string()).unwrap_or_default();
        let faces = engine.faces_digest(document);
        let said = (engine.has_bundled_fonts_only(), self.reader.said_encoding());
        let asked =
            format!("{} {:?} {:?} {} {said:?}", env!("CARGO_PKG_VERSION"), how.form, how.source, how.strict);
        let own = [("asked", asked.as_bytes()), ("faces", faces.as_bytes()), ("data", data.as_bytes())];
        let named = document.files.named();
        let named = named.iter().map(|file| (file.named.as_str(), &*file.bytes));
        sha256_of_files(own.into_iter().chain(named))
    }
}

/// One run: what all its workers share.
struct Work<'a> {
    batch: &'a Batch,
    engine: &'a Engine,
    how: &'a BatchRun,
    folder: &'a Path,
    names: &'a [Option<String>],
}

impl Work<'_> {
    /// The folder made and taken; files that are there already refused, or cleared of what a kill left.
    fn prepare(&self) -> Result<Register, Failure> {
        if self.folder.exists() && !self.folder.is_dir() {
            return Err(FolderFinding::NotAFolder { path: self.folder.display().to_string() }.into());
        }
        std::fs::create_dir_all(self.folder).map_err(|error| not_written(self.folder, &error))?;
        let path = self.folder.join(&self.how.register);
        let part = part_of(&path);
        // A pipe would be waited for, a folder is none.
        if let Some(odd) = [&path, &part].into_iter().find(|path| path.exists() && !path.is_file()) {
            let name = odd.display().to_string();
            return Err(NameFinding::RegisterName { name, fault: NameFault::NotAFile }.into());
        }
        // Without a register nobody knows whose files they are.
        let unknown = self.how.existing == Existing::GoOn && !path.exists() && !part.exists();
        if self.how.existing == Existing::Refuse || unknown {
            let names = self.names.iter().flatten().map(|name| self.folder.join(name));
            let documents: Vec<PathBuf> = names.filter(|path| path.exists()).collect();
            // Register and merged file are no documents, and are not counted with them.
            let others = [path.clone(), part].into_iter().chain(self.how.merge.clone());
            let first = documents.first().cloned().or_else(|| others.into_iter().find(|path| path.exists()));
            if let Some(first) = first {
                let (first, count) = (first.display().to_string(), documents.len());
                return Err(FolderFinding::FilesExist { first, count }.into());
            }
        }
        let register = Register::open(&path, self.how.existing == Existing::GoOn)?;
        // The folder is ours now: what a killed run was writing is nobody's.
        clear(self.folder, TEMPORARY)?;
        if let Some(merged) = &self.how.merge {
            let folder = merged.parent().filter(|folder| !folder.as_os_str().is_empty());
            let folder = folder.unwrap_or(Path::new("."));
            if folder.exists() {
                clear(folder, &output::merging(merged))?;
            }
        }
        Ok(register)
    }

    /// A row that failed has no file: one of an earlier run is out of date, and must not be taken for what its
    /// name says.
    fn set_aside(&self, sent: Sent, known: Option<&Line>) -> Sent {
        let (mut made, inputs) = sent?;
        if made.status != RowStatus::Failed || self.how.existing == Existing::Refuse {
            return Ok((made, inputs));
        }
        let earlier = known.filter(|line| line.made).map(|line| &line.file);
        let is_anothers =
            |file: &&String| self.names.iter().flatten().any(|name| folded(name) == folded(file));
        let file = made.file.as_ref().or_else(|| earlier.filter(|file| !is_anothers(file))).cloned();
        let Some(file) = file.filter(|file| self.folder.join(file).is_file()) else {
            return Ok((made, inputs));
        };
        let moved = format!("{file}{OUTDATED}");
        let moved =
            std::fs::rename(self.folder.join(&file), self.folder.join(&moved)).is_ok().then_some(moved);
        let found = Diagnostic::new(FolderFinding::Outdated { file, moved });
        made.diagnostics.push(found.of_row(made.row));
        Ok((made, inputs))
    }

    fn go(
        &self,
        pool: &rayon::ThreadPool,
        register: &mut Register,
        on_row: &mut dyn FnMut(&RowMade),
    ) -> Result<BatchSummary, Failure> {
        let known = std::mem::take(&mut register.lines);
        let next = AtomicUsize::new(1);
        let stop = AtomicBool::new(false);
        let workers = pool.current_num_threads();
        // Bounded: a slow disk under the register must not pile up results.
        let (sender, results) = sync_channel::<Sent>(workers * 2);
        let mut summary = BatchSummary::default();
        let mut refused: Option<Diagnostic> = None;
        pool.in_place_scope(|scope| {
            for _ in 0..workers {
                let (sender, known, next, stop) = (sender.clone(), &known, &next, &stop);
                scope.spawn(move |_| {
                    while !stop.load(Ordering::Relaxed) && !self.how.cancel.is_cancelled() {
                        let row = next.fetch_add(1, Ordering::Relaxed);
                        let Some(name) = self.names.get(row - 1) else { break };
                        let known = known.get(&row);
                        let made = self.batch.make_file(
                            row,
                            name.as_ref(),
                            self.engine,
                            self.how,
                            known,
                            self.folder,
                        );
                        let made = self.set_aside(made, known);
                        let failed = !made.as_ref().is_ok_and(|(made, _)| made.status != RowStatus::Failed);
                        stop.fetch_or(failed && (made.is_err() || self.how.fail_fast), Ordering::Relaxed);
                        if sender.send(made).is_err() {
                            break;
                        }
                    }
                });
            }
            drop(sender);
            // Told in the order of the list, noted as they come.
            let mut waiting: BTreeMap<usize, RowMade> = BTreeMap::new();
            let mut told = 0;
            for sent in results {
                let noted = sent.and_then(|(made, inputs)| {
                    register.note(line(&made, inputs, known.get(&made.row)))?;
                    Ok(made)
                });
                match noted {
                    Ok(made) => {
                        summary.count(&made);
                        waiting.insert(made.row, made);
                    }
                    Err(problem) => {
                        stop.store(true, Ordering::Relaxed);
                        refused.get_or_insert(problem);
                    }
                }
                while let Some(made) = waiting.remove(&(told + 1)) {
                    told += 1;
                    on_row(&made);
                }
            }
            waiting.values().for_each(on_row);
        });
        if let Some(problem) = refused {
            return Err(problem.into());
        }
        summary.left = self.names.len() - summary.made - summary.kept - summary.failed;
        if summary.left > 0 {
            self.how.watch().look()?;
        }
        self.tell_withdrawn(&known, &mut summary);
        // Rows of an earlier run that this one did not come to.
        for (row, line) in known.into_iter().filter(|(row, _)| *row <= self.names.len()) {
            register.lines.entry(row).or_insert(line);
        }
        Ok(summary)
    }

    /// Waits until the files are on the disk: the register at its place says that they are. A machine that
    /// fails before is met by their hashes when the run goes on.
    fn settle(&self, pool: &rayon::ThreadPool, register: &Register) -> Result<(), Diagnostic> {
        let files: Vec<PathBuf> = register
            .lines
            .values()
            .filter(|line| line.made)
            .map(|line| self.folder.join(&line.file))
            .collect();
        let settled = |path: &PathBuf| output::settle(path).map_err(|error| not_written(path, &error));
        pool.install(|| files.par_iter().try_for_each(settled))
    }

    /// Files of an earlier run that are no row's any more: they are told, and left alone. Where all is made anew, what a
    /// register of another name or a run before the last one left there is known by its ending.
    fn tell_withdrawn(&self, known: &BTreeMap<usize, Line>, summary: &mut BatchSummary) {
        let names: HashSet<&str> = self.names.iter().flatten().map(String::as_str).collect();
        let earlier = known.values().filter(|line| line.made).map(|line| line.file.clone());
        let mut gone: BTreeSet<String> = earlier.filter(|file| self.folder.join(file).is_file()).collect();
        if self.how.existing == Existing::Replace {
            let folders: BTreeSet<&str> =
                names.iter().map(|name| name.rsplit_once('/').map_or("", |(folder, _)| folder)).collect();
            gone.extend(folders.into_iter().flat_map(|folder| self.pdfs_in(folder)));
        }
        gone.retain(|file| !names.contains(file.as_str()));
        if let Some(first) = gone.first().cloned() {
            summary.diagnostics.push(Diagnostic::new(FolderFinding::Withdrawn { count: gone.len(), first }));
        }
    }

    /// The PDFs in a folder below that of the batch, as rows name files; not the one that they are merged into.
    fn pdfs_in(&self, folder: &str) -> Vec<String> {
        let path = self.folder.join(folder);
        let merged = self.how.merge.as_ref().and_then(|merged| merged.canonicalize().ok());
        let entries = std::fs::read_dir(&path).into_iter().flatten().flatten();
        let pdfs = entries.filter(|entry| {
            let path = entry.path();
            let is_pdf = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("pdf"));
            is_pdf
                && path.is_file()
                && !merged
                    .as_ref()
                    .is_some_and(|merged| path.canonicalize().is_ok_and(|path| path == *merged))
        });
        let name = |entry: std::fs::DirEntry| entry.file_name().to_string_lossy().into_owned();
        pdfs.map(name).map(|name| if folder.is_empty() { name } else { format!("{folder}/{name}") }).collect()
    }
}

impl BatchSummary {
    fn count(&mut self, made: &RowMade) {
        match made.status {
            RowStatus::Made => self.made += 1,
            RowStatus::Kept => self.kept += 1,
            RowStatus::Failed => self.failed += 1,
        }
        self.pages += made.pages;
    }
}

/// What the name of a file that is out of date ends with.
const OUTDATED: &str = ".old";

/// Removes the temporary files of killed runs.
fn clear(folder: &Path, prefix: &str) -> Result<(), Diagnostic> {
    let entries = std::fs::read_dir(folder).map_err(|error| not_written(folder, &error))?;
    for entry in entries.flatten() {
        if entry.file_name().to_string_lossy().starts_with(prefix) {
            std::fs::remove_file(entry.path()).map_err(|error| not_written(&entry.path(), &error))?;
        }
    }
    Ok(())
}

/// What the register says of a row; of one that was kept, what was noticed when it was made.
fn line(made: &RowMade, inputs: String, known: Option<&Line>) -> Line {
    let kept = known.filter(|_| made.status == RowStatus::Kept).map(|line| line.findings.clone());
    Line {
        row: made.row,
        file: made.file.clone().unwrap_or_default(),
        pages: made.pages,
        sha256: made.sha256.clone(),
        made: made.status != RowStatus::Failed,
        findings: kept.unwrap_or_else(|| register::findings(&made.diagnostics)),
        inputs,
    }
}
