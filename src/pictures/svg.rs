//! SVG: the pictures that a drawing holds go the way of all others.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::{Content, Kind, Prepared, single};
use crate::diagnostic::{PictureChange, PictureFault};
use crate::limits::Limits;

const DATA: &str = "data:image/";
const PACKED: &str = ";base64,";

/// The drawing, with the pictures within it ready.
pub(super) fn prepare(bytes: &Arc<[u8]>, limits: &Limits) -> Result<Prepared, PictureFault> {
    let whole = |bytes, changes| Prepared { content: Content::Ready(bytes), size: None, pixels: 0, changes };
    let Ok(text) = std::str::from_utf8(bytes) else { return Ok(whole(Arc::clone(bytes), Vec::new())) };
    let mut made = String::new();
    let mut changes: Vec<PictureChange> = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(DATA) {
        let end = rest[at..].find(['"', '\'', ')']).map_or(rest.len(), |end| at + end);
        let address = &rest[at..end];
        made.push_str(&rest[..at]);
        match inner(address, limits)? {
            Some((address, told)) => {
                made.push_str(&address);
                told.into_iter().for_each(|change| {
                    if !changes.contains(&change) {
                        changes.push(change);
                    }
                });
            }
            None => made.push_str(address),
        }
        rest = &rest[end..];
    }
    if made.is_empty() {
        return Ok(whole(Arc::clone(bytes), Vec::new()));
    }
    made.push_str(rest);
    Ok(whole(made.into_bytes().into(), changes))
}

/// The address of a picture within the drawing as it is to be; none when it stays.
fn inner(address: &str, limits: &Limits) -> Result<Option<(String, Vec<PictureChange>)>, PictureFault> {
    let Some((_, packed)) = address.split_once(PACKED) else { return Ok(None) };
    let packed: String = packed.chars().filter(|c| !c.is_whitespace()).collect();
    let Ok(file) = STANDARD.decode(packed.replace("&#10;", "").replace("&#xA;", "")) else { return Ok(None) };
    let file: Arc<[u8]> = file.into();
    let kind = match Kind::of(&file) {
        Some(kind @ (Kind::Png | Kind::Jpeg | Kind::WebP | Kind::Gif | Kind::Bmp)) => kind,
        _ => return Ok(None),
    };
    let prepared = single(&file, kind, limits)?;
    let Content::Ready(ready) = prepared.content else { return Ok(None) };
    if ready == file {
        return Ok(None);
    }
    let kind = if Kind::of(&ready) == Some(Kind::Png) { "png" } else { "jpeg" };
    Ok(Some((format!("{DATA}{kind}{PACKED}{}", STANDARD.encode(&ready)), prepared.changes)))
}
