//! The files a data file names: only inside its folder, only of a sane size, only text. What was read
//! is remembered: a file named twice is read once, and the PDF can carry what it was made from.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::io::Read;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::encoding::{Encoding, decode_marked};
use super::{BYTE_ORDER_MARK, SourceText};
use crate::diagnostic::{Diagnostic, Sink};
use crate::limits::{LimitFinding, Limits, Watch};
use crate::source::FileFinding;

pub use crate::limits::DATA_BYTES as LIMIT_DATA_BYTES;

/// How many pixels all pictures of a document may have: some 20 sheets of A4 at 600 dpi.
const LIMIT_PIXELS: u64 = 700_000_000;
/// How many those may have that stand in pages of PDFs, which are unpacked one after the other: a volume of some 170
/// sheets of A4 at 300 dpi. A single PDF may draw no more either.
const LIMIT_PIXELS_IN_PAGES: u64 = 1_500_000_000;

/// The folders that a document may read from.
#[derive(Debug, Clone, Default)]
pub struct Files {
    /// The folder paths are relative to; none when the data came without a file.
    base: Option<PathBuf>,
    /// Further folders the caller allows.
    roots: Vec<PathBuf>,
    /// What text files are in that are no UTF-8.
    encoding: Option<Encoding>,
    /// Files that came with the data, by the name it has for them; they are asked before the disk.
    given: Arc<BTreeMap<String, NamedFile>>,
    /// Who is asked for them in place of the disk.
    provider: Option<Provider>,
    /// Texts made from files, by the files' names: they are read in place of the files.
    made: BTreeMap<String, Arc<SourceText>>,
    /// What was read, in the order in which the data named it.
    read: Arc<Mutex<Vec<NamedFile>>>,
    /// How many pixels the pictures have that were read so far.
    pixels: Arc<AtomicU64>,
    /// How many pixels the pictures have that stand in pages of PDFs.
    in_pages: Arc<AtomicU64>,
    /// How many bytes the texts and tables say that were read so far.
    said: Arc<AtomicU64>,
    limits: Limits,
    /// Ends the reading when its time is over or it is cancelled.
    watch: Watch,
    /// Whether Typst fragments are refused.
    no_fragments: bool,
}

/// A file that the data names, as it was read.
#[derive(Debug, Clone)]
pub struct NamedFile {
    /// The name in the data.
    pub named: String,
    /// Its path where it was given back from a PDF; none for one from the disk.
    pub path: Option<String>,
    /// What stands in it.
    pub bytes: Arc<[u8]>,
    /// Whether it is the picture of a seal or a signature.
    pub stamp: bool,
}

impl NamedFile {
    /// A file that came with the data, by the name it has there; its path where it was given back from a PDF.
    #[must_use]
    pub fn new(named: String, path: Option<String>, bytes: Arc<[u8]>) -> NamedFile {
        NamedFile { named, path, bytes, stamp: false }
    }
}

type Asked = dyn Fn(&str) -> std::io::Result<Vec<u8>> + Send + Sync;

/// A function that is asked for files by the names that data have for them.
#[derive(Clone)]
pub struct Provider(Arc<Asked>);

impl Provider {
    /// Asks this function.
    pub fn new(read: impl Fn(&str) -> std::io::Result<Vec<u8>> + Send + Sync + 'static) -> Provider {
        Provider(Arc::new(read))
    }

    fn read(&self, named: &str, limit: u64) -> Result<Arc<[u8]>, FileFinding> {
        let bytes = (self.0)(named).map_err(|error| unreadable(named, &error))?;
        held(bytes.into(), named, limit)
    }
}

// A caller's function that panics is the caller's; nothing of ours is left half done.
impl UnwindSafe for Provider {}
impl RefUnwindSafe for Provider {}

impl fmt::Debug for Provider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Provider")
    }
}

fn held(bytes: Arc<[u8]>, named: &str, limit: u64) -> Result<Arc<[u8]>, FileFinding> {
    if bytes.len() as u64 > limit {
        return Err(FileFinding::FileTooLarge { path: named.to_owned(), limit });
    }
    Ok(bytes)
}

impl Files {
    /// Files relative to `base` and below it.
    pub fn below(base: impl Into<PathBuf>) -> Files {
        Files { base: Some(base.into()), ..Files::default() }
    }

    /// Allows one more folder.
    pub fn allow(&mut self, root: impl Into<PathBuf>) {
        self.roots.push(root.into());
    }

    /// What text files are in that are no UTF-8.
    pub fn encoded(&mut self, encoding: Option<Encoding>) {
        self.encoding = encoding;
    }

    /// How large files may be.
    pub fn limit(&mut self, limits: Limits) {
        self.limits = limits;
    }

    /// Who ends the reading.
    pub fn watch(&mut self, watch: Watch) {
        self.watch = watch;
    }

    /// The clock of the next piece of work with these files.
    pub(crate) fn clock(&self) -> Watch {
        self.watch.again()
    }

    /// Nothing more when the reading is over.
    pub fn look(&self) -> Result<(), LimitFinding> {
        self.watch.look()
    }

    /// Whether reading is over; then it is told.
    pub(crate) fn ended(&self, sink: &mut Sink) -> bool {
        let looked = self.look();
        looked.is_err_and(|problem| {
            sink.push(Diagnostic::new(problem));
            true
        })
    }

    /// Refuses Typst fragments: they are programs.
    pub(crate) fn refuse_fragments(&mut self, refuse: bool) {
        self.no_fragments = refuse;
    }

    /// Whether Typst fragments are refused.
    pub(crate) fn refuses_fragments(&self) -> bool {
        self.no_fragments
    }

    /// How large files may be.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// The real path of a file the data names, or why it may not be read.
    pub fn resolve(&self, named: &str) -> Result<PathBuf, FileFinding> {
        let Some(base) = &self.base else {
            return Err(FileFinding::NoBaseFolder { path: named.to_owned() });
        };
        // An empty parent means the current folder.
        let base = if base.as_os_str().is_empty() { Path::new(".") } else { base };
        let path = base.join(named);
        let outside = || FileFinding::OutsideFolder { path: named.to_owned() };
        // Whether a file outside is there is nobody's business.
        if self.roots.is_empty() && !is_below(&path, base) {
            return Err(outside());
        }
        let real = path.canonicalize().map_err(|error| unreadable(named, &error))?;
        let allowed = std::iter::once(base)
            .chain(self.roots.iter().map(PathBuf::as_path))
            .filter_map(|root| root.canonicalize().ok())
            .any(|root| real.starts_with(root));
        if allowed { Ok(real) } else { Err(outside()) }
    }

    /// Files that came with the data, to be asked before the disk.
    pub fn give(&mut self, files: impl IntoIterator<Item = NamedFile>) {
        self.given = Arc::new(files.into_iter().map(|file| (file.named.clone(), file)).collect());
    }

    /// The bytes of a file the data names, at most `limit`.
    pub fn read(&self, named: &str, limit: u64) -> Result<Arc<[u8]>, FileFinding> {
        let known = self.journal().iter().find(|file| file.named == named).cloned();
        let file = match known.as_ref().or_else(|| self.given.get(named)) {
            Some(file) => {
                held(Arc::clone(&file.bytes), named, limit)?;
                file.clone()
            }
            None => {
                let bytes = match &self.provider {
                    Some(provider) => provider.read(named, limit)?,
                    None => Arc::from(read_limited(&self.resolve(named)?, named, limit)?),
                };
                NamedFile::new(named.to_owned(), None, bytes)
            }
        };
        let bytes = Arc::clone(&file.bytes);
        if known.is_none() {
            self.journal().push(file);
        }
        Ok(bytes)
    }

    /// The bytes of a file that is no disk's, at most `limit`: it was given with the data, or is provided. None where
    /// files lie on the disk.
    pub fn in_memory(&self, named: &str, limit: u64) -> Option<Result<Arc<[u8]>, FileFinding>> {
        match (self.given.get(named), &self.provider) {
            (Some(file), _) => Some(held(Arc::clone(&file.bytes), named, limit)),
            (None, Some(provider)) => Some(provider.read(named, limit)),
            (None, None) => None,
        }
    }

    /// Who is asked for files in place of the disk.
    pub fn ask(&mut self, provider: Option<Provider>) {
        self.provider = provider;
    }

    /// The text of a file the data names.
    pub fn read_text(&self, named: &str) -> Result<String, FileFinding> {
        decode_marked(self.read(named, self.limits.data_bytes)?.to_vec(), named, self.encoding)
    }

    /// The text of a file the data names, as a source whose bytes have places.
    pub fn read_source(&self, named: &str) -> Result<Arc<SourceText>, FileFinding> {
        let Some(made) = self.made.get(named) else {
            let text = self.read_text(named)?;
            self.hold_text(named, text.len() as u64)?;
            return Ok(SourceText::new(named, text));
        };
        self.hold_text(named, made.text().len() as u64)?;
        let mut journal = self.journal();
        if !journal.iter().any(|file| file.named == named) {
            // With the mark nobody takes it for the encoding that the other files are in.
            let mark = if self.encoding.is_some() { BYTE_ORDER_MARK } else { "" };
            let bytes = Arc::from(format!("{mark}{}", made.text()).into_bytes());
            journal.push(NamedFile::new(named.to_owned(), None, bytes));
        }
        Ok(Arc::clone(made))
    }

    /// A text that is read in place of a file.
    pub fn put(&mut self, named: &str, made: Arc<SourceText>) {
        self.made.insert(named.to_owned(), made);
    }

    /// Whether a text is read in place of a file.
    pub fn is_made(&self, named: &str) -> bool {
        self.made.contains_key(named)
    }

    /// Remembers of a file that was read that it is the picture of a seal or a signature.
    pub(crate) fn is_stamp(&self, named: &str) {
        self.journal().iter_mut().filter(|file| file.named == named).for_each(|file| file.stamp = true);
    }

    /// Counts pixels that will be held in memory while the document is set; the limit when they are too many.
    pub fn hold_pixels(&self, pixels: u64) -> Result<(), u64> {
        let before = self.pixels.fetch_add(pixels, Ordering::Relaxed);
        if before.saturating_add(pixels) > LIMIT_PIXELS { Err(LIMIT_PIXELS) } else { Ok(()) }
    }

    /// Counts pixels of pictures that stand in pages of PDFs; the limit when all such pages have too many together.
    pub fn hold_pixels_in_pages(&self, pixels: u64) -> Result<(), u64> {
        let before = self.in_pages.fetch_add(pixels, Ordering::Relaxed);
        if before.saturating_add(pixels) > LIMIT_PIXELS_IN_PAGES {
            Err(LIMIT_PIXELS_IN_PAGES)
        } else {
            Ok(())
        }
    }

    /// Counts what a text or a table of a file says: data may name one file as often as they like, and all that is
    /// read of files together is held to what one may have.
    pub fn hold_text(&self, named: &str, bytes: u64) -> Result<(), FileFinding> {
        let limit = self.limits.data_bytes;
        let before = self.said.fetch_add(bytes, Ordering::Relaxed);
        if before.saturating_add(bytes) > limit {
            return Err(FileFinding::FilesTooLarge { path: named.to_owned(), limit });
        }
        Ok(())
    }

    /// The same folders, with nothing read yet: for another document beside this one.
    pub fn afresh(&self) -> Files {
        let (pixels, in_pages, said) = (Arc::default(), Arc::default(), Arc::default());
        Files { read: Arc::default(), pixels, in_pages, said, watch: self.clock(), ..self.clone() }
    }

    /// What was read so far, in the order in which the data named it.
    pub fn named(&self) -> Vec<NamedFile> {
        self.journal().clone()
    }

    fn journal(&self) -> std::sync::MutexGuard<'_, Vec<NamedFile>> {
        self.read.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether a path leads below a folder by its words alone: `/data/a.txt` does below `/data`, and so does
/// `b/../a.txt`.
fn is_below(path: &Path, folder: &Path) -> bool {
    let plain = |path: &Path| {
        let absolute = std::path::absolute(path).ok()?;
        let mut plain = PathBuf::new();
        for part in absolute.components() {
            match part {
                Component::ParentDir => {
                    plain.pop();
                }
                part => plain.push(part),
            }
        }
        Some(plain)
    };
    let Some(path) = plain(path) else { return false };
    let real = folder.canonicalize().ok();
    [plain(folder), real].into_iter().flatten().any(|folder| path.starts_with(folder))
}

fn unreadable(named: &str, error: &std::io::Error) -> FileFinding {
    if error.kind() == std::io::ErrorKind::NotFound {
        FileFinding::MissingFile { path: named.to_owned() }
    } else {
        FileFinding::UnreadableFile { path: named.to_owned(), reason: error.into() }
    }
}

/// Tells unless a path names what can be read to its end: a file, not a folder; a pipe or a device only where
/// the system hands one out as a stream (`/dev/stdin`, a shell's `<(…)`), for any other may never answer.
pub fn check_file(path: &Path, named: &str) -> Result<(), FileFinding> {
    let metadata = fs::metadata(path).map_err(|error| unreadable(named, &error))?;
    if metadata.is_dir() {
        return Err(FileFinding::IsAFolder { path: named.to_owned(), output: false });
    }
    let is_stream = ["/dev/stdin", "/dev/fd", "/proc/self/fd"].iter().any(|stream| path.starts_with(stream));
    if metadata.is_file() || is_stream {
        return Ok(());
    }
    Err(FileFinding::NotAFile { path: named.to_owned() })
}

/// The bytes of a file, at most `limit` of them; `named` stands in messages.
pub fn read_limited(path: &Path, named: &str, limit: u64) -> Result<Vec<u8>, FileFinding> {
    check_file(path, named)?;
    let file = fs::File::open(path).map_err(|error| unreadable(named, &error))?;
    // What a file says of its size is seldom wrong, and saves reading what is refused.
    if file.metadata().is_ok_and(|metadata| metadata.len() > limit) {
        return Err(FileFinding::FileTooLarge { path: named.to_owned(), limit });
    }
    take_limited(file, named, limit)
}

/// The bytes of a stream, at most `limit`.
pub fn take_limited(stream: impl Read, named: &str, limit: u64) -> Result<Vec<u8>, FileFinding> {
    let mut bytes = Vec::new();
    stream.take(limit + 1).read_to_end(&mut bytes).map_err(|error| unreadable(named, &error))?;
    if bytes.len() as u64 > limit {
        return Err(FileFinding::FileTooLarge { path: named.to_owned(), limit });
    }
    Ok(bytes)
}
