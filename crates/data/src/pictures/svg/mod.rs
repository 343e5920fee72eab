//! SVG: drawings as what Typst reads. Packed or in another encoding they become UTF-8, the pictures that they hold go
//! the way of all others, colours and languages are said in the way that is understood.

mod colours;
mod cost;
mod filters;
mod languages;
mod sheets;
mod text;
mod wrapped;

use crate::pictures::{PictureChange, PictureFault};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use usvg::roxmltree::{Attribute, Document, Node, ParsingOptions};

pub(super) use text::is_one;

use super::{Content, Kind, Prepared, scan, single};
use crate::limits::Limits;

/// How deep drawings may stand in each other.
const LIMIT_DEPTH: usize = 4;

/// How many bytes drawings that stand in others may have in all, read once for each that they stand in.
const LIMIT_INNER_BYTES: usize = 16 * 1024 * 1024;

/// A change of a file: what stands there, and what is to.
pub type Edit = (Range<usize>, String);

/// The file as XML; none for what is none.
pub fn parsed(text: &str) -> Option<Document<'_>> {
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    Document::parse_with_options(text, options).ok()
}

/// A text with changes made, each of another part of it.
pub fn edited(text: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|(range, _)| range.start);
    let mut made = String::with_capacity(text.len());
    let mut at = 0;
    for (range, new) in edits {
        // What an entity of the file says stands elsewhere, and once for all.
        if let Some(between) = text.get(at..range.start).filter(|_| range.end <= text.len()) {
            made.push_str(between);
            made.push_str(&new);
            at = range.end;
        }
    }
    made.push_str(&text[at..]);
    made
}

/// The drawing, ready.
pub(super) fn prepare(bytes: &Arc<[u8]>, limits: &Limits) -> Result<Prepared, PictureFault> {
    let mut inside = Inside::default();
    let made = made(bytes, limits, 0, &mut inside)?;
    let bytes = made.map_or_else(|| Arc::clone(bytes), |text| text.into_bytes().into());
    let Inside { changes, pixels, .. } = inside;
    Ok(Prepared { content: Content::Ready(bytes), size: None, pixels, changes })
}

/// What was seen of a drawing and of those in it.
#[derive(Default)]
struct Inside {
    changes: Vec<PictureChange>,
    /// How many pixels the pictures have that it holds, and its filters make.
    pixels: u64,
    /// How many bytes the drawings have that were read within it.
    bytes: usize,
    /// How many elements the last drawing has that was read, as they are drawn.
    elements: u64,
}

impl Inside {
    fn tell(&mut self, change: PictureChange) {
        if !self.changes.contains(&change) {
            self.changes.push(change);
        }
    }
}

/// The drawing as it is to be; none when it stays.
fn made(
    bytes: &[u8],
    limits: &Limits,
    depth: usize,
    inside: &mut Inside,
) -> Result<Option<String>, PictureFault> {
    let (text, converted) = text::of(bytes)?;
    cost::tags(&text)?;
    let mut told = |change| inside.tell(change);
    let sheets = parsed(&text).map(|file| sheets::plain(&text, &file, &mut told)).unwrap_or_default();
    let converted = converted || !sheets.is_empty();
    let text = if sheets.is_empty() { text } else { edited(&text, sheets).into() };
    let stays = |text: &str| converted.then(|| text.to_owned());
    // What is wrong with it is told when it is set.
    let Some(file) = parsed(&text) else { return Ok(stays(&text)) };
    if wrapped::has_some(&file) {
        told(PictureChange::OneLine);
    }
    let mut edits: Vec<Edit> = languages::chosen(&file);
    edits.extend(colours::put(&text, &file, &mut told));
    let mut within = HashMap::new();
    for node in file.descendants().filter(|node| is_picture(*node)) {
        for address in node.attributes().filter(|attribute| attribute.name() == "href") {
            inside.elements = 0;
            if let Some(inner) = inner(&address, limits, depth, inside)? {
                edits.push((address.range_value(), inner));
            }
            within.insert(node.id(), inside.elements);
        }
    }
    inside.elements = cost::weighed(&file, &within)?;
    inside.pixels = inside.pixels.saturating_add(filters::pixels(&text)?);
    let made = if edits.is_empty() { stays(&text) } else { Some(edited(&text, edits)) };
    let said = made.as_deref().unwrap_or(&text);
    Ok(if is_late(said) { Some(text::signed(said, NAMESPACE)) } else { made })
}

/// What Typst knows a drawing by: the name of its language, near its beginning.
const NAMESPACE: &str = "http://www.w3.org/2000/svg";
const NEAR: usize = 2000;

fn is_late(text: &str) -> bool {
    text.find(NAMESPACE).is_some_and(|at| at + NAMESPACE.len() > NEAR)
}

fn is_picture(node: Node<'_, '_>) -> bool {
    matches!(node.tag_name().name(), "image" | "feImage")
}

/// The file that an address of data holds.
fn held(address: &str) -> Option<Vec<u8>> {
    let (kind, data) = address.trim().strip_prefix("data:")?.split_once(',')?;
    let data = unescaped(data);
    if kind.trim_end().ends_with(";base64") {
        let packed: Vec<u8> = data.into_iter().filter(|byte| !byte.is_ascii_whitespace()).collect();
        let packed = packed.strip_suffix(b"==").or_else(|| packed.strip_suffix(b"=")).unwrap_or(&packed);
        base64::engine::general_purpose::STANDARD_NO_PAD.decode(packed).ok()
    } else {
        Some(data)
    }
}

/// Bytes with `%XX` read.
fn unescaped(text: &str) -> Vec<u8> {
    let bytes = text.as_bytes();
    let mut made = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let code = (bytes[at] == b'%').then(|| text.get(at + 1..at + 3)).flatten();
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) => {
                made.push(byte);
                at += 3;
            }
            None => {
                made.push(bytes[at]);
                at += 1;
            }
        }
    }
    made
}

/// The address of a picture within the drawing as it is to be; none when it stays.
#[cfg_attr(not(feature = "pdf"), expect(irrefutable_let_patterns, reason = "a page is the other content"))]
fn inner(
    address: &Attribute<'_, '_>,
    limits: &Limits,
    depth: usize,
    inside: &mut Inside,
) -> Result<Option<String>, PictureFault> {
    let said = address.value().trim();
    if !said.starts_with("data:") {
        return Ok(None);
    }
    let Some(file) = held(said) else {
        inside.tell(PictureChange::InsideLeftOut);
        return Ok(None);
    };
    let file: Arc<[u8]> = file.into();
    let (prepared, kind) = match Kind::of(&file) {
        Some(Kind::Svg) if depth < LIMIT_DEPTH => {
            inside.bytes = inside.bytes.saturating_add(file.len());
            if inside.bytes > LIMIT_INNER_BYTES {
                return Err(cost::over(
                    ("图中图的字节数", "bytes of drawings within drawings"),
                    LIMIT_INNER_BYTES as u64,
                ));
            }
            let ready = made(&file, limits, depth + 1, inside)?.map(String::into_bytes);
            let ready = ready.as_deref().unwrap_or(&file);
            return Ok(Some(packed("svg+xml", ready)));
        }
        Some(Kind::Tiff) => {
            let first = scan::tiff(&file, Some(1), limits)?.pop();
            (first.ok_or(PictureFault::NoSuchPage { page: 1 })?, "png")
        }
        Some(kind @ (Kind::Png | Kind::Jpeg | Kind::WebP | Kind::Gif | Kind::Bmp)) => {
            let name = match kind {
                Kind::Jpeg => "jpeg",
                Kind::WebP => "webp",
                Kind::Gif => "gif",
                _ => "png",
            };
            (single(&file, kind, limits)?, name)
        }
        _ => {
            inside.tell(PictureChange::InsideLeftOut);
            return Ok(None);
        }
    };
    let Content::Ready(ready) = prepared.content else { return Ok(None) };
    inside.pixels = inside.pixels.saturating_add(prepared.pixels);
    prepared.changes.into_iter().for_each(|change| inside.tell(change));
    // A file under a kind that is not its own is not drawn.
    let name = match Kind::of(&ready) {
        Some(Kind::Png) => "png",
        Some(Kind::Jpeg) => "jpeg",
        _ => kind,
    };
    let address = packed(name, &ready);
    Ok((address != said).then_some(address))
}

/// A file as an address of data.
pub fn packed(kind: &str, file: &[u8]) -> String {
    format!("data:image/{kind};base64,{}", STANDARD.encode(file))
}

/// The drawings within a drawing that is ready, and where their addresses stand.
pub fn drawings(file: &Document<'_>) -> Vec<(Range<usize>, Vec<u8>)> {
    let pictures = file.descendants().filter(|node| is_picture(*node));
    let addresses = pictures.flat_map(|node| node.attributes()).filter(|attribute| {
        attribute.name() == "href" && attribute.value().trim_start().starts_with("data:image/svg+xml")
    });
    addresses.filter_map(|address| Some((address.range_value(), held(address.value())?))).collect()
}
