//! Which picture it was that Typst could not set: each is set alone, after the document failed.

use std::sync::Arc;

use super::fonts::FontSet;
use super::{Given, Sources, compile_world};
use crate::diagnostic::Diagnostic;
use crate::document::Picture;
use crate::limits::Allowance;
use crate::pictures::{PictureFault, PictureFinding};

const NAME: &str = "picture-0";

/// What is wrong with a picture's file, at the place that names it. `bytes` are what Typst was handed.
pub fn broken_picture(
    allowance: &Allowance,
    fonts: &Arc<FontSet>,
    picture: &Picture,
    bytes: &Arc<[u8]>,
) -> Option<Diagnostic> {
    let alone = format!("#set page(width: auto, height: auto)\n#image(\"{NAME}\")");
    let sources = Arc::new(Sources::alone("picture-alone.typ", &alone).ok()?);
    let pictures = vec![(NAME.to_owned(), Arc::clone(bytes))];
    let given = Given { pictures, ..Given::default() };
    let reason = compile_world(allowance, &sources, fonts, given).err()?;
    let fault = PictureFault::Damaged { reason };
    let problem = PictureFinding::Picture { path: picture.named.text.clone(), fault };
    Some(Diagnostic::new(problem).at(picture.named.place.clone()).path(picture.named.path.clone()))
}
