//! Many PDFs as one for the printer: each begins on a right-hand page, with a bookmark of its name. A batch puts its
//! files together, [`Merger`] whatever it is given.
//!
//! Objects are written as they are read, one document in memory at a time. What two documents share byte
//! for byte (a face's subset, a seal) is written once. The result is a plain PDF 1.7: pages and bookmarks, no
//! tags, no attachments, no PDF/A.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use lopdf::{Dictionary, Document as Pdf, Object, ObjectId, StringFormat, Writer};
use sha2::{Digest, Sha256};

use super::not_written;
use crate::batch::findings::FolderFinding;
use crate::diagnostic::{Diagnostic, Failure, guarded};
use crate::foreign::{self, PdfFinding};
use crate::output;

/// How deep objects may refer to each other below a page.
const LIMIT_DEPTH: usize = 32;
/// What a page may inherit from the nodes above it.
const INHERITED: [&[u8]; 4] = [b"Resources", b"MediaBox", b"CropBox", b"Rotate"];
/// What a page has of its own that its looks depend on.
const OWN: [&[u8]; 6] = [b"Contents", b"Group", b"TrimBox", b"BleedBox", b"ArtBox", b"UserUnit"];

/// Puts files together in their order.
pub(super) fn write(path: &Path, files: &[PathBuf]) -> Result<(), Diagnostic> {
    let mut stopped = None;
    let written = output::write_with(path, |file| {
        merge(file, files).map_err(|fault| match fault {
            Fault::Disk(error) => error,
            Fault::Source(from, reason) => {
                stopped = Some((from, reason.clone()));
                std::io::Error::other(reason)
            }
        })
    });
    match (written, stopped) {
        (Ok(()), _) => Ok(()),
        (Err(_), Some((from, reason))) => {
            let (path, reason) = (path.display().to_string(), format!("{}: {reason}", from.display()));
            Err(Diagnostic::new(FolderFinding::MergeFailed { path, reason }))
        }
        (Err(error), None) => Err(not_written(path, &error)),
    }
}

enum Fault {
    Disk(std::io::Error),
    /// A file that cannot be read as a PDF.
    Source(PathBuf, String),
}

impl From<std::io::Error> for Fault {
    fn from(error: std::io::Error) -> Fault {
        Fault::Disk(error)
    }
}

fn merge(file: &mut File, files: &[PathBuf]) -> Result<(), Fault> {
    let mut merged = Merged::begin(BufWriter::new(file))?;
    for path in files {
        let unread = |reason: String| Fault::Source(path.clone(), reason);
        let bytes = std::fs::read(path).map_err(|error| unread(error.to_string()))?;
        let pdf = Pdf::load_mem(&bytes).map_err(|error| unread(error.to_string()))?;
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        merged.add(&pdf, &name)?;
    }
    merged.end()?;
    Ok(())
}

/// Puts PDFs together for the printer, each beginning on a right-hand page with a bookmark of its name: a blank page comes
/// before it where it must. What two of them share byte for byte is written once. The result is a plain PDF 1.7 of pages
/// and bookmarks: without tags, attachments, links and PDF/A. One file is in memory at a time, and what was written of the
/// result is not kept.
///
/// ```
/// use gongwen::batch::Merger;
/// use gongwen::{Document, Engine};
///
/// let engine = Engine::builder().bundled_fonts_only(true).build();
/// let mut merger = Merger::new(Vec::new())?; // a file, a socket
/// for number in ["甲〔2024〕1号", "甲〔2024〕2号"] {
///     let text = format!("title = \"关于甲的通知\"\nnumber = \"{number}\"\nissuers = [\"甲局\"]\nbody = \"乙。\"");
///     merger.add(number, &engine.render(&Document::from_toml(&text)?)?.pdf()?)?;
/// }
/// assert!(merger.finish()?.starts_with(b"%PDF-1.7"));
/// # Ok::<(), gongwen::Failure>(())
/// ```
pub struct Merger<W: Write> {
    merged: Merged<W>,
}

impl<W: Write> Merger<W> {
    /// Begins a file that is written to `out`, which may want a [`BufWriter`].
    ///
    /// # Errors
    /// `write-failed`, whose source is the writer's error; so for all that is written.
    pub fn new(out: W) -> Result<Merger<W>, Failure> {
        guarded(|| Ok(Merger { merged: Merged::begin(out).map_err(unwritten)? }))
    }

    /// Adds the pages of a PDF, from any program, of at most 256 MiB; `name` is its bookmark.
    ///
    /// # Errors
    /// When it is no PDF, is damaged, needs a password or asks for more than the limits of docs/archive.md
    /// (`pdf-…`): the file can then be finished without it.
    pub fn add(&mut self, name: &str, pdf: &[u8]) -> Result<(), Failure> {
        guarded(|| {
            let refused = |fault| PdfFinding::NotMeasurable { path: name.to_owned(), fault };
            let pdf = foreign::open(pdf).map_err(refused)?;
            self.merged.add(&pdf, name).map_err(unwritten)
        })
    }

    /// Ends the file: without it, it is none.
    ///
    /// # Errors
    /// `write-failed`.
    pub fn finish(self) -> Result<W, Failure> {
        guarded(|| self.merged.end().map_err(unwritten))
    }
}

impl<W: Write> fmt::Debug for Merger<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Merger").field("documents", &self.merged.documents.len()).finish_non_exhaustive()
    }
}

fn unwritten(error: std::io::Error) -> Failure {
    Diagnostic::write_failed("PDF", &error).into()
}

/// The file while it is written. Object 1 is the page tree, 2 the catalogue, 3 the outline.
struct Merged<W: Write> {
    out: W,
    written: u64,
    /// Where each object starts; object 1 first.
    offsets: Vec<u64>,
    /// Objects by what they are.
    shared: HashMap<[u8; 32], ObjectId>,
    /// Each document's node, its pages, its first page and its name.
    documents: Vec<(ObjectId, usize, ObjectId, String)>,
    /// The last document: whether a blank page follows is known when another does.
    last: Option<Last>,
}

struct Last {
    node: ObjectId,
    pages: Vec<ObjectId>,
    size: Option<Object>,
    name: String,
}

const PAGES: ObjectId = (1, 0);
const CATALOGUE: ObjectId = (2, 0);
const OUTLINE: ObjectId = (3, 0);

impl<W: Write> Merged<W> {
    fn begin(out: W) -> std::io::Result<Merged<W>> {
        let mut merged = Merged {
            out,
            written: 0,
            offsets: vec![0; 3],
            shared: HashMap::new(),
            documents: Vec::new(),
            last: None,
        };
        merged.raw(b"%PDF-1.7\n%\xE5\x85\xAC\xE6\x96\x87\n")?;
        Ok(merged)
    }

    fn raw(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        self.written += bytes.len() as u64;
        self.out.write_all(bytes)
    }

    /// The number of an object that is still to be written.
    fn reserve(&mut self) -> ObjectId {
        self.offsets.push(0);
        (self.offsets.len() as u32, 0)
    }

    fn object(&mut self, id: ObjectId, body: &[u8]) -> std::io::Result<()> {
        self.offsets[id.0 as usize - 1] = self.written;
        self.raw(format!("{} 0 obj\n", id.0).as_bytes())?;
        self.raw(body)?;
        self.raw(b"\nendobj\n")
    }

    fn write(&mut self, id: ObjectId, object: impl Into<Object>) -> std::io::Result<()> {
        let body = bytes_of(&object.into())?;
        self.object(id, &body)
    }

    /// A document's pages, after those of the one before it.
    fn add(&mut self, pdf: &Pdf, name: &str) -> std::io::Result<()> {
        self.close(true)?;
        let node = self.reserve();
        let mut known = BTreeMap::new();
        let mut kids = Vec::new();
        let mut size = None;
        for id in pdf.page_iter() {
            let mut page = Dictionary::new();
            page.set("Type", Object::Name(b"Page".to_vec()));
            page.set("Parent", node);
            for key in INHERITED {
                if let Some(value) = inherited(pdf, id, key) {
                    page.set(key, self.copy(pdf, value, &mut known, 0)?);
                }
            }
            for key in OWN {
                if let Some(value) = pdf.get_dictionary(id).ok().and_then(|page| page.get(key).ok()) {
                    page.set(key, self.copy(pdf, value, &mut known, 0)?);
                }
            }
            size = page.get(b"MediaBox").ok().cloned().or(size);
            let new = self.reserve();
            self.write(new, page)?;
            kids.push(new);
        }
        self.last = Some(Last { node, pages: kids, size, name: name.to_owned() });
        Ok(())
    }

    /// Closes the last document, with a blank page after an odd number when another follows.
    fn close(&mut self, follows: bool) -> std::io::Result<()> {
        let Some(Last { node, pages: mut kids, size, name }) = self.last.take() else { return Ok(()) };
        if kids.len() % 2 == 1 && follows {
            let mut blank = Dictionary::new();
            blank.set("Type", Object::Name(b"Page".to_vec()));
            blank.set("Parent", node);
            blank.set("Resources", Dictionary::new());
            if let Some(size) = size {
                blank.set("MediaBox", size);
            }
            let new = self.reserve();
            self.write(new, blank)?;
            kids.push(new);
        }
        let first = kids.first().copied().unwrap_or(node);
        let count = kids.len();
        let pages = pages_node(kids, count, Some(PAGES));
        self.write(node, pages)?;
        self.documents.push((node, count, first, name));
        Ok(())
    }

    /// An object with everything it refers to.
    fn copy(
        &mut self,
        pdf: &Pdf,
        object: &Object,
        known: &mut BTreeMap<ObjectId, Object>,
        depth: usize,
    ) -> std::io::Result<Object> {
        if depth > LIMIT_DEPTH {
            return Err(std::io::Error::other(format!("objects more than {LIMIT_DEPTH} deep")));
        }
        Ok(match object {
            Object::Reference(id) => match known.get(id) {
                Some(new) => new.clone(),
                None => {
                    // A circle ends here.
                    known.insert(*id, Object::Null);
                    let new = match pdf.get_object(*id) {
                        Ok(found) => {
                            let copy = self.copy(pdf, found, known, depth + 1)?;
                            Object::Reference(self.once(&copy)?)
                        }
                        Err(_) => Object::Null,
                    };
                    known.insert(*id, new.clone());
                    new
                }
            },
            Object::Array(items) => {
                let items = items.iter().map(|item| self.copy(pdf, item, known, depth + 1));
                Object::Array(items.collect::<Result<_, _>>()?)
            }
            Object::Dictionary(dictionary) => {
                Object::Dictionary(self.dictionary(pdf, dictionary, known, depth)?)
            }
            Object::Stream(stream) => {
                let mut copy = stream.clone();
                copy.dict = self.dictionary(pdf, &stream.dict, known, depth)?;
                copy.dict.set("Length", stream.content.len() as i64);
                Object::Stream(copy)
            }
            other => other.clone(),
        })
    }

    fn dictionary(
        &mut self,
        pdf: &Pdf,
        dictionary: &Dictionary,
        known: &mut BTreeMap<ObjectId, Object>,
        depth: usize,
    ) -> std::io::Result<Dictionary> {
        let mut copy = Dictionary::new();
        for (key, value) in dictionary {
            // Tags are not carried over.
            if !matches!(key.as_slice(), b"StructParent" | b"StructParents") {
                copy.set(key.clone(), self.copy(pdf, value, known, depth + 1)?);
            }
        }
        Ok(copy)
    }

    /// Writes an object, unless one of the same bytes was written.
    fn once(&mut self, object: &Object) -> std::io::Result<ObjectId> {
        let body = bytes_of(object)?;
        let hash: [u8; 32] = Sha256::digest(&body).into();
        if let Some(id) = self.shared.get(&hash) {
            return Ok(*id);
        }
        let id = self.reserve();
        self.object(id, &body)?;
        self.shared.insert(hash, id);
        Ok(id)
    }

    /// The page tree, the bookmarks, the table of where everything is.
    fn end(mut self) -> std::io::Result<W> {
        self.close(false)?;
        let documents = std::mem::take(&mut self.documents);
        let count = documents.iter().map(|(_, count, ..)| count).sum();
        let nodes = documents.iter().map(|(node, ..)| *node).collect();
        self.write(PAGES, pages_node(nodes, count, None))?;
        let items: Vec<ObjectId> = documents.iter().map(|_| self.reserve()).collect();
        for (index, (_, _, first, name)) in documents.iter().enumerate() {
            let mut item = Dictionary::new();
            item.set("Title", text(name));
            item.set("Parent", OUTLINE);
            item.set("Dest", vec![Object::Reference(*first), Object::Name(b"Fit".to_vec())]);
            if let Some(before) = index.checked_sub(1).and_then(|before| items.get(before)) {
                item.set("Prev", *before);
            }
            if let Some(after) = items.get(index + 1) {
                item.set("Next", *after);
            }
            self.write(items[index], item)?;
        }
        let mut outline = Dictionary::new();
        outline.set("Type", Object::Name(b"Outlines".to_vec()));
        outline.set("Count", items.len() as i64);
        if let (Some(first), Some(last)) = (items.first(), items.last()) {
            outline.set("First", *first);
            outline.set("Last", *last);
        }
        self.write(OUTLINE, outline)?;
        let mut catalogue = Dictionary::new();
        catalogue.set("Type", Object::Name(b"Catalog".to_vec()));
        catalogue.set("Pages", PAGES);
        catalogue.set("Outlines", OUTLINE);
        self.write(CATALOGUE, catalogue)?;
        let start = self.written;
        let size = self.offsets.len() + 1;
        let mut table = format!("xref\n0 {size}\n0000000000 65535 f \n");
        for offset in &self.offsets {
            table.push_str(&format!("{offset:010} 00000 n \n"));
        }
        table.push_str(&format!("trailer\n<</Size {size}/Root 2 0 R>>\nstartxref\n{start}\n%%EOF\n"));
        self.raw(table.as_bytes())?;
        self.out.flush()?;
        Ok(self.out)
    }
}

fn pages_node(kids: Vec<ObjectId>, count: usize, parent: Option<ObjectId>) -> Dictionary {
    let mut node = Dictionary::new();
    node.set("Type", Object::Name(b"Pages".to_vec()));
    node.set("Kids", kids.into_iter().map(Object::Reference).collect::<Vec<_>>());
    node.set("Count", count as i64);
    if let Some(parent) = parent {
        node.set("Parent", parent);
    }
    node
}

/// A value of a page or of the nearest node above it that has one.
fn inherited<'p>(pdf: &'p Pdf, page: ObjectId, key: &[u8]) -> Option<&'p Object> {
    let mut node = pdf.get_dictionary(page).ok()?;
    for _ in 0..LIMIT_DEPTH {
        if let Ok(value) = node.get(key) {
            return Some(value);
        }
        node = pdf.get_dictionary(node.get(b"Parent").ok()?.as_reference().ok()?).ok()?;
    }
    None
}

fn bytes_of(object: &Object) -> std::io::Result<Vec<u8>> {
    let mut body = Vec::new();
    Writer::write_object(&mut body, object).map_err(|error| std::io::Error::other(error.to_string()))?;
    Ok(body)
}

/// Words as PDF has them outside ASCII: UTF-16 with its mark.
fn text(words: &str) -> Object {
    let units = std::iter::once(0xFEFF).chain(words.encode_utf16());
    Object::String(units.flat_map(u16::to_be_bytes).collect(), StringFormat::Hexadecimal)
}
