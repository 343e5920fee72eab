//! The gate before the interpreter. A file is read by lopdf, which bounds nesting, filters and what
//! unpacks; what the pages need, and nothing else, is written out again: a flat page tree, streams
//! unpacked, no encryption, pixels only when they are asked for and within bounds. The interpreter has no such
//! bounds of its own.

mod content;
mod drawing;
mod fonts;
mod images;

use crate::foreign::PdfFault;
use std::collections::HashMap;
use std::sync::Arc;

use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId, Stream, dictionary};

use super::limits::{
    LIMIT_INSTRUCTIONS, LIMIT_OBJECTS, LIMIT_PAGES, LIMIT_STREAM_BYTES, LIMIT_UNPACKED_BYTES,
};
use content::sane;
use fonts::LIMIT_WIDTHS;

/// What pages inherit from the tree above them.
const INHERITED: [&[u8]; 4] = [b"MediaBox", b"CropBox", b"Rotate", b"Resources"];
/// How many object streams are unpacked while the file is opened.
const LIMIT_OBJECT_STREAMS: usize = 4_000;

/// The file as objects, within bounds.
pub fn open(bytes: &[u8]) -> Result<Document, PdfFault> {
    let head = &bytes[..bytes.len().min(1024)];
    if !head.windows(5).any(|window| window == b"%PDF-") {
        return Err(PdfFault::NotAPdf);
    }
    let packed = bytes.windows(6).filter(|window| window == b"ObjStm").count();
    if packed > LIMIT_OBJECT_STREAMS {
        return Err(PdfFault::TooMuch {
            unit: ("对象流数", "object streams"), limit: LIMIT_OBJECT_STREAMS
        });
    }
    let each = (LIMIT_UNPACKED_BYTES / packed.max(1)).min(LIMIT_STREAM_BYTES);
    let options = LoadOptions { max_decompressed_size: Some(each), ..LoadOptions::default() };
    let loaded = std::panic::catch_unwind(|| Document::load_mem_with_options(bytes, options));
    let file = match loaded {
        Ok(Ok(file)) => file,
        Ok(Err(
            lopdf::Error::InvalidPassword
            | lopdf::Error::Decryption(_)
            | lopdf::Error::UnsupportedSecurityHandler(_),
        )) => {
            return Err(PdfFault::Encrypted);
        }
        _ => return Err(PdfFault::Broken),
    };
    if file.is_encrypted() {
        return Err(PdfFault::Encrypted);
    }
    if file.objects.len() > LIMIT_OBJECTS {
        return Err(PdfFault::TooMuch { unit: ("对象数", "objects"), limit: LIMIT_OBJECTS });
    }
    Ok(file)
}

/// Which pages are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pages {
    /// Every page.
    All,
    /// Counted from 1.
    One(usize),
}

/// A file made plain.
#[derive(Debug, Clone)]
pub struct Plain {
    /// The file.
    pub bytes: Arc<Vec<u8>>,
    /// The UserUnit of each page that was wanted.
    pub scales: Vec<f64>,
    /// How many pages the file has.
    pub pages: usize,
    /// How many pixels its pictures have in all.
    pub pixels: u64,
}

/// The file made plain; with `pixels`, the pictures keep theirs, and none may have more.
pub fn plain(bytes: &[u8], wanted: Pages, pixels: Option<u64>) -> Result<Plain, PdfFault> {
    let file = open(bytes)?;
    Copy {
        file: &file,
        wanted,
        pixels,
        plain: Document::with_version("1.7"),
        ids: HashMap::new(),
        open: Vec::new(),
        unpacked: 0,
        seen: 0,
        widths: LIMIT_WIDTHS,
    }
    .run()
}

struct Copy<'f> {
    file: &'f Document,
    wanted: Pages,
    /// How many pixels a picture may have; without, it loses them.
    pixels: Option<u64>,
    plain: Document,
    /// What became of each object.
    ids: HashMap<ObjectId, ObjectId>,
    /// Objects that were named and are not written yet.
    open: Vec<ObjectId>,
    unpacked: usize,
    /// The pixels of the pictures so far.
    seen: u64,
    /// How many more widths the faces may have.
    widths: usize,
}

impl Copy<'_> {
    fn run(mut self) -> Result<Plain, PdfFault> {
        let pages: Vec<ObjectId> = self.file.page_iter().take(LIMIT_PAGES + 1).collect();
        if pages.is_empty() {
            return Err(PdfFault::NoPages);
        }
        if pages.len() > LIMIT_PAGES {
            return Err(PdfFault::TooMuch { unit: ("页数", "pages"), limit: LIMIT_PAGES });
        }
        let count = pages.len();
        let pages = match self.wanted {
            Pages::All => pages,
            Pages::One(page) => pages.into_iter().skip(page.saturating_sub(1)).take(1).collect(),
        };
        let tree = self.plain.new_object_id();
        let mut scales = Vec::new();
        let mut kids = Vec::new();
        for page in pages {
            let Ok(dict) = self.file.get_dictionary(page) else { continue };
            scales.push(
                dict.get(b"UserUnit").and_then(Object::as_float).map_or(1.0, f64::from).clamp(0.01, 100.0),
            );
            let mut made = dictionary! { "Type" => "Page", "Parent" => tree };
            for key in INHERITED {
                if let Some(value) = self.inherited(dict, key) {
                    made.set(key, self.copied(&value)?);
                }
            }
            if let Some(crop) = self.crop(dict) {
                match crop {
                    Some(sides) => made.set("CropBox", sides.map(|side| Object::Real(side as f32)).to_vec()),
                    None => drop(made.remove(b"CropBox")),
                }
            }
            let notes = self.annotations(dict)?;
            if !notes.is_empty() {
                made.set("Annots", notes);
            }
            let content = self.content(page)?;
            let content = self.plain.add_object(Stream::new(Dictionary::new(), content));
            made.set("Contents", content);
            kids.push(Object::Reference(self.plain.add_object(made)));
            self.drain()?;
        }
        let written = kids.len() as i64;
        let tree_of = dictionary! { "Type" => "Pages", "Kids" => kids.clone(), "Count" => written };
        self.plain.objects.insert(tree, tree_of.into());
        let mut root = dictionary! { "Type" => "Catalog", "Pages" => tree };
        if let Ok(layers) = self.file.catalog().and_then(|root| root.get(b"OCProperties")) {
            root.set("OCProperties", self.copied(layers)?);
            self.drain()?;
        }
        let root = self.plain.add_object(root);
        self.plain.trailer.set("Root", root);
        let pages: Vec<ObjectId> = kids.iter().filter_map(|kid| kid.as_reference().ok()).collect();
        drawing::bounded(&self.plain, &pages, LIMIT_INSTRUCTIONS)?;
        let mut bytes = Vec::new();
        self.plain.save_to(&mut bytes).map_err(|_| PdfFault::Broken)?;
        Ok(Plain { bytes: Arc::new(bytes), scales, pages: count, pixels: self.seen })
    }

    /// What is cropped is a part of the page; where it is none, the page is whole (ISO 32000-1, 14.11.2). None
    /// for a page that says nothing of it.
    fn crop(&self, page: &Dictionary) -> Option<Option<[f64; 4]>> {
        let number = |value: &Object| Some(f64::from(self.file.dereference(value).ok()?.1.as_float().ok()?));
        let rect = |key: &[u8]| {
            let said = self.inherited(page, key)?;
            let (_, Object::Array(values)) = self.file.dereference(&said).ok()? else { return None };
            let sides: Option<Vec<f64>> = values.iter().map(number).collect();
            let [a, b, c, d] = sides?[..].first_chunk::<4>().copied()?;
            Some([a.min(c), b.min(d), a.max(c), b.max(d)])
        };
        let (media, crop) = (rect(b"MediaBox")?, rect(b"CropBox")?);
        let both =
            [media[0].max(crop[0]), media[1].max(crop[1]), media[2].min(crop[2]), media[3].min(crop[3])];
        Some((both[2] - both[0] >= 1.0 && both[3] - both[1] >= 1.0).then_some(both))
    }

    /// What of the annotations is seen: the appearance of each that a viewer shows. The interpreter knows none
    /// of several appearances, of which `AS` says the one that holds.
    fn annotations(&mut self, page: &Dictionary) -> Result<Vec<Object>, PdfFault> {
        const HIDDEN: i64 = 1 << 1;
        const NO_VIEW: i64 = 1 << 5;
        let file = self.file;
        let Some(Object::Array(notes)) =
            page.get(b"Annots").ok().and_then(|all| Some(file.dereference(all).ok()?.1))
        else {
            return Ok(Vec::new());
        };
        let mut seen = Vec::new();
        for note in notes {
            let Ok((_, Object::Dictionary(note))) = file.dereference(note) else { continue };
            let flags = note.get(b"F").and_then(Object::as_i64).unwrap_or(0);
            let popup = note.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Popup");
            if flags & (HIDDEN | NO_VIEW) != 0 || popup {
                continue;
            }
            let looks = note.get(b"AP").and_then(|looks| file.dereference(looks));
            let Ok((_, Object::Dictionary(looks))) = looks else { continue };
            let Ok(normal) = looks.get(b"N") else { continue };
            let state = note.get(b"AS").and_then(Object::as_name).ok();
            let drawn = match file.dereference(normal) {
                Ok((_, Object::Stream(_))) => Some(normal),
                Ok((_, Object::Dictionary(states))) => state.and_then(|state| states.get(state).ok()),
                _ => None,
            };
            let Some(drawn) = drawn.filter(|drawn| drawn.as_reference().is_ok()) else { continue };
            let mut made =
                dictionary! { "Type" => "Annot", "AP" => dictionary! { "N" => self.copied(drawn)? } };
            for key in [b"Rect".as_slice(), b"F"] {
                if let Ok(value) = note.get(key) {
                    made.set(key, self.copied(value)?);
                }
            }
            seen.push(Object::Dictionary(made));
        }
        Ok(seen)
    }

    fn inherited(&self, page: &Dictionary, key: &[u8]) -> Option<Object> {
        let mut dict = page;
        for _ in 0..64 {
            if let Ok(value) = dict.get(key) {
                return Some(value.clone());
            }
            dict = self.file.get_dictionary(dict.get(b"Parent").and_then(Object::as_reference).ok()?).ok()?;
        }
        None
    }

    /// The content streams of a page as one, looked at before anybody interprets them.
    fn content(&mut self, page: ObjectId) -> Result<Vec<u8>, PdfFault> {
        let mut content = Vec::new();
        for id in self.file.get_page_contents(page) {
            if let Ok(Object::Stream(stream)) = self.file.get_object(id) {
                content.extend(self.unpack(stream)?);
                content.push(b'\n');
            }
        }
        sane(&content)?;
        Ok(content)
    }

    fn unpack(&mut self, stream: &Stream) -> Result<Vec<u8>, PdfFault> {
        use lopdf::Error;
        // A stream that cannot be unpacked draws nothing, as in every viewer.
        let bytes = match stream.get_plain_content_with_limit(LIMIT_STREAM_BYTES) {
            Ok(bytes) => bytes,
            Err(Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded { .. })) => {
                return Err(PdfFault::TooMuch {
                    unit: ("解压后的字节数", "bytes unpacked"),
                    limit: LIMIT_STREAM_BYTES,
                });
            }
            Err(_) => Vec::new(),
        };
        self.unpacked += bytes.len();
        if self.unpacked > LIMIT_UNPACKED_BYTES {
            return Err(PdfFault::TooMuch {
                unit: ("解压后的字节数", "bytes unpacked"),
                limit: LIMIT_UNPACKED_BYTES,
            });
        }
        Ok(bytes)
    }

    /// Writes what was named so far, one after the other: no recursion over the file's graph.
    fn drain(&mut self) -> Result<(), PdfFault> {
        while let Some(id) = self.open.pop() {
            let made = match self.file.get_object(id) {
                Ok(Object::Stream(stream)) => Object::Stream(self.stream(stream)?),
                Ok(object) => self.copied(object)?,
                Err(_) => Object::Null,
            };
            self.plain.objects.insert(self.ids[&id], made);
        }
        Ok(())
    }

    fn stream(&mut self, stream: &Stream) -> Result<Stream, PdfFault> {
        let is = |key: &[u8], value: &[u8]| {
            stream.dict.get(key).and_then(Object::as_name).is_ok_and(|name| name == value)
        };
        let mut dict = Dictionary::new();
        if is(b"Subtype", b"Image")
            && let Some(limit) = self.pixels
        {
            self.seen = self.seen.saturating_add(images::sane(self.file, stream, limit)?);
            for (key, value) in stream.dict.iter() {
                dict.set(key.clone(), self.copied(value)?);
            }
            return Ok(Stream::new(dict, stream.content.clone()));
        }
        if is(b"Subtype", b"Image") {
            // Its place is measured, its pixels are not.
            for (key, value) in [("Type", "XObject"), ("Subtype", "Image"), ("ColorSpace", "DeviceGray")] {
                dict.set(key, Object::Name(value.into()));
            }
            for (key, value) in [("Width", 1), ("Height", 1), ("BitsPerComponent", 8)] {
                dict.set(key, value);
            }
            return Ok(Stream::new(dict, vec![0]));
        }
        for (key, value) in stream.dict.iter() {
            if ![b"Filter".as_slice(), b"DecodeParms", b"Length", b"F", b"DP"].contains(&key.as_slice()) {
                dict.set(key.clone(), self.copied(value)?);
            }
        }
        let content = self.unpack(stream)?;
        if is(b"Subtype", b"Form") || stream.dict.has(b"PatternType") {
            sane(&content)?;
        } else if stream.dict.has(b"FunctionType") {
            content::shallow(&content)?;
        }
        fonts::sane_program(&content)?;
        Ok(Stream::new(dict, content))
    }

    /// A value with its references renumbered. lopdf has bounded how deep it nests.
    fn copied(&mut self, value: &Object) -> Result<Object, PdfFault> {
        Ok(match value {
            Object::Reference(id) => {
                let known = self.ids.get(id).copied();
                Object::Reference(known.unwrap_or_else(|| {
                    let made = self.plain.new_object_id();
                    self.ids.insert(*id, made);
                    self.open.push(*id);
                    made
                }))
            }
            Object::Array(values) => {
                Object::Array(values.iter().map(|value| self.copied(value)).collect::<Result<_, _>>()?)
            }
            Object::Dictionary(dict) => Object::Dictionary(self.dictionary(dict)?),
            other => other.clone(),
        })
    }

    /// Looks at the instructions that draw the characters of a Type 3 face; they do not say what they are.
    fn drawings(&mut self, font: &Dictionary) -> Result<(), PdfFault> {
        let file = self.file;
        let drawings = font.get(b"CharProcs").and_then(|drawings| file.dereference(drawings));
        let Ok((_, Object::Dictionary(drawings))) = drawings else { return Ok(()) };
        for (_, drawing) in drawings.iter() {
            if let Ok((_, Object::Stream(drawing))) = file.dereference(drawing) {
                sane(&self.unpack(drawing)?)?;
            }
        }
        Ok(())
    }

    fn dictionary(&mut self, dict: &Dictionary) -> Result<Dictionary, PdfFault> {
        // What leads back to the pages leads out of what is drawn. A font may be called P, a character A.
        const BACK: [&[u8]; 3] = [b"P", b"Dest", b"A"];
        let is_note = dict.has(b"Rect");
        let mut made = Dictionary::new();
        for (key, value) in dict.iter() {
            let back = key == b"Parent" || is_note && BACK.contains(&key.as_slice());
            if back || fonts::is_out_of_range(self.file, key, value) {
                continue;
            }
            let named = matches!(key.as_slice(), b"BaseFont" | b"FontName" | b"FontFamily");
            if let (true, Object::Name(name)) = (named, value) {
                // Chinese Windows programs write 仿宋 in GBK, which the interpreter does not read.
                made.set(key.clone(), Object::Name(super::faces::decoded(name).into_bytes()));
                continue;
            }
            let value = match fonts::widths(self.file, dict, key, &mut self.widths) {
                Some(widths) => widths?,
                None => self.copied(value)?,
            };
            made.set(key.clone(), value);
        }
        self.drawings(dict)?;
        if let Some(meanings) = fonts::meanings(self.file, dict) {
            made.set("ToUnicode", Object::Name(meanings.into()));
        }
        Ok(made)
    }
}
